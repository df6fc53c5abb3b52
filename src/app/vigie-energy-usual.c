/* vigie-energy-usual.c: what is usual of a figure of each site, from earlier comparable periods.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-usual.h"

struct _VigieEnergyUsual
{
  GHashTable *values; /* owned: id of a site → GArray of double, the nearest period first */
};

static double
days_of (const VigieEnergyResult *result)
{
  return round ((double) (result->period.to - result->period.from) / VIGIE_DAY);
}

static void
add_value (VigieEnergyUsual *self, const char *id, double value)
{
  GArray *values = g_hash_table_lookup (self->values, id);

  if (values == NULL)
    {
      values = g_array_new (FALSE, FALSE, sizeof (double));
      g_hash_table_insert (self->values, g_strdup (id), values);
    }
  g_array_append_val (values, value);
}

VigieEnergyUsual *
vigie_energy_usual_new (const VigieEnergyResult *result, GPtrArray *habits, VigieKpi kpi)
{
  VigieEnergyUsual *self = g_new0 (VigieEnergyUsual, 1);

  self->values
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 0; habits != NULL && result != NULL && i < habits->len; i++)
    {
      const VigieEnergyResult *habit = g_ptr_array_index (habits, i);
      /* One in progress is beside parts that are cut at the same time. */
      double factor = result->now >= result->period.to && days_of (habit) > 0
                          ? days_of (result) / days_of (habit)
                          : 1;

      for (guint j = 0; j < habit->sites->len; j++)
        {
          const VigieEnergySiteResult *site = g_ptr_array_index (habit->sites, j);

          if (isfinite (site->figures[kpi].value))
            add_value (self, site->site->id, factor * site->figures[kpi].value);
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

void
vigie_energy_usual_get (VigieEnergyUsual *self,
                        const char *site_id,
                        double amount,
                        VigieEnergyDrift *drift)
{
  GArray *values = g_hash_table_lookup (self->values, site_id);
  VigieEnergyDays period = {&amount, 1}, earlier[VIGIE_ENERGY_DRIFT_MAX];
  guint n = values != NULL ? MIN (values->len, VIGIE_ENERGY_DRIFT_MAX) : 0;

  for (guint i = 0; i < n; i++)
    earlier[i] = (VigieEnergyDays) {&g_array_index (values, double, i), 1};
  vigie_energy_drift (&period, earlier, n, drift);
}
