/* vigie-energy-usual.c: what is usual of a figure of each site, from earlier comparable periods.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-usual.h"

struct _VigieEnergyUsual
{
  GHashTable
      *values; /* id of a site (of the results) → GArray of double, ascending once asked for */
};

VigieEnergyUsual *
vigie_energy_usual_new (GPtrArray *habits, VigieKpi kpi)
{
  VigieEnergyUsual *self = g_new0 (VigieEnergyUsual, 1);

  self->values
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 0; habits != NULL && i < habits->len; i++)
    {
      const VigieEnergyResult *result = g_ptr_array_index (habits, i);

      for (guint j = 0; j < result->sites->len; j++)
        {
          const VigieEnergySiteResult *site = g_ptr_array_index (result->sites, j);
          double value = site->figures[kpi].value;
          GArray *values = g_hash_table_lookup (self->values, site->site->id);

          if (!isfinite (value))
            continue;
          if (values == NULL)
            {
              values = g_array_new (FALSE, FALSE, sizeof (double));
              g_hash_table_insert (self->values, g_strdup (site->site->id), values);
            }
          g_array_append_val (values, value);
        }
    }
  return self;
}

void
vigie_energy_usual_free (VigieEnergyUsual *self)
{
  g_hash_table_unref (self->values);
  g_free (self);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* Between the two that are nearest (Hyndman and Fan, type 7). */
static double
percentile (const GArray *sorted, double share)
{
  double at = share * (sorted->len - 1);
  guint below = (guint) floor (at), above = (guint) ceil (at);
  double low = g_array_index (sorted, double, below);

  return low + (at - below) * (g_array_index (sorted, double, above) - low);
}

void
vigie_energy_usual_get (VigieEnergyUsual *self,
                        const char *site_id,
                        double *from,
                        double *median,
                        double *to)
{
  GArray *values = g_hash_table_lookup (self->values, site_id);

  *from = *median = *to = NAN;
  if (values == NULL || values->len < VIGIE_ENERGY_USUAL_LEAST)
    return;
  g_array_sort (values, compare);
  *from = percentile (values, 0.1);
  *median = percentile (values, 0.5);
  *to = percentile (values, 0.9);
}
