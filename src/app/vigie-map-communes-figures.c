/* vigie-map-communes-figures.c: what is told of each commune, in figures and in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-communes-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-words.h"

/* ---- Values ---- */

/* Of each area the consumption of its sites per inhabitant: known only where that of each metered site is. In one pass
 * over the sites, as there may be many. */
static void
sum_consumption (VigieMapCommunes *self, VigieAreas *areas, double *values)
{
  guint n = vigie_areas_get_n_areas (areas);
  VigieEnergyResult *result
      = self->energy != NULL ? vigie_energy_model_get_result (self->energy) : NULL;
  VigieTerritory *territory = vigie_context_get_territory (self->parts.context);
  g_autofree gboolean *unknown = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    values[i] = NAN;
  if (result == NULL || territory == NULL)
    return;
  for (guint i = 0; i < result->sites->len; i++)
    {
      const VigieEnergySiteResult *told = g_ptr_array_index (result->sites, i);
      const VigieEnergyFigure *figure = &told->figures[VIGIE_KPI_CONSUMPTION];
      VigieSite *site = vigie_territory_find_site (territory, told->site->id);
      const VigieArea *area
          = site != NULL ? vigie_commune_counts_area_of (areas, vigie_site_get_data (site)) : NULL;
      guint index;

      if (area == NULL || figure->undefined == VIGIE_UNDEFINED_NOT_METERED)
        continue;
      index = vigie_areas_index_of (areas, area);
      unknown[index] |= isnan (figure->value);
      values[index] = isnan (values[index]) ? figure->value : values[index] + figure->value;
    }
  for (guint i = 0; i < n; i++)
    {
      guint population = vigie_areas_get_area (areas, i)->population;

      values[i] = unknown[i] || population == 0 ? NAN : values[i] / population;
    }
}

/* By anything else. */
static double
compute_value (VigieMapCommunes *self, VigieCommuneBy by, guint area)
{
  const VigieCommuneCount *count = vigie_commune_counts_get (self->counts, area);

  switch (by)
    {
    case VIGIE_COMMUNE_BY_SENSORS:
      return count != NULL && count->n_sensors > 0 ? (double) count->n_quiet / count->n_sensors
                                                   : NAN;
    case VIGIE_COMMUNE_BY_SITES:
      /* Where nothing is measured nobody knows. */
      return count != NULL && count->n_sites > count->n_no_measure
                 ? count->n_critical + count->n_warning
                 : NAN;
    case VIGIE_COMMUNE_BY_CONSUMPTION:
    case VIGIE_COMMUNE_BY_NOTHING:
    default:
      return NAN;
    }
}

void
vigie_map_communes_compute (VigieMapCommunes *self,
                            VigieCommuneBy by,
                            VigieAreas *areas,
                            double *values)
{
  if (by == VIGIE_COMMUNE_BY_CONSUMPTION)
    sum_consumption (self, areas, values);
  else
    for (guint i = 0; i < vigie_areas_get_n_areas (areas); i++)
      values[i] = compute_value (self, by, i);
}

char *
vigie_map_communes_words_of (VigieCommuneBy by, double value)
{
  if (isnan (value))
    return g_strdup (_ ("n/a"));
  switch (by)
    {
    case VIGIE_COMMUNE_BY_CONSUMPTION:
      return vigie_words_number (value, value < 10 ? 1 : 0);
    case VIGIE_COMMUNE_BY_SENSORS:
      return vigie_words_value (round (100 * value), "%");
    case VIGIE_COMMUNE_BY_SITES:
    case VIGIE_COMMUNE_BY_NOTHING:
    default:
      return vigie_words_number (value, 0);
    }
}

/* ---- In words ---- */

char *
vigie_map_communes_dup_title (VigieMapCommunes *self)
{
  g_autofree char *period = NULL;

  switch (vigie_map_communes_get_by (self))
    {
    case VIGIE_COMMUNE_BY_CONSUMPTION:
      if (self->energy != NULL)
        period = vigie_period_to_short_words (vigie_energy_model_get_period (self->energy), NULL);
      /* Translators: %s is a period, as “22 Oct. – 20 Nov.” */
      return g_strdup_printf (_ ("kWh per inhabitant, %s"), period != NULL ? period : "");
    case VIGIE_COMMUNE_BY_SENSORS:
      return g_strdup (_ ("Late or silent sensors"));
    case VIGIE_COMMUNE_BY_SITES:
      return g_strdup (_ ("Sites that need attention"));
    case VIGIE_COMMUNE_BY_NOTHING:
    default:
      return NULL;
    }
}

char *
vigie_map_communes_dup_value (VigieMapCommunes *self, guint area)
{
  VigieCommuneBy by = vigie_map_communes_get_by (self);
  double value = vigie_map_communes_get_value (self, area);

  if (by == VIGIE_COMMUNE_BY_NOTHING)
    return NULL;
  if (by == VIGIE_COMMUNE_BY_CONSUMPTION && isfinite (value))
    {
      g_autofree char *number = vigie_map_communes_words_of (by, value);

      /* Translators: %s is a number; consumption of a commune for each of its inhabitants */
      return g_strdup_printf (_ ("%s kWh/inhab."), number);
    }
  return vigie_map_communes_words_of (by, value);
}

/* « 12 sites: 1 critical, 2 warnings, 1 silent » */
static char *
count_words (const VigieCommuneCount *count)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sites
      = g_strdup_printf (ngettext ("%u site", "%u sites", count->n_sites), count->n_sites);
  g_autofree char *states = NULL;

  if (count->n_critical > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%u critical", "%u critical", count->n_critical),
                                      count->n_critical));
  if (count->n_warning > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%u warning", "%u warnings", count->n_warning),
                                      count->n_warning));
  if (count->n_silent > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u silent", "%u silent", count->n_silent),
                                             count->n_silent));
  if (count->n_out_of_service > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u out of service", "%u out of service",
                                                       count->n_out_of_service),
                                             count->n_out_of_service));
  if (count->n_no_measure > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u without measure", "%u without measure",
                                                       count->n_no_measure),
                                             count->n_no_measure));
  if (parts->len == 0)
    return g_steal_pointer (&sites);
  g_ptr_array_add (parts, NULL);
  states = g_strjoinv (", ", (char **) parts->pdata);
  /* Translators: %1$s is « 12 sites », %2$s is « 1 critical, 2 silent » */
  return g_strdup_printf (_ ("%1$s: %2$s"), sites, states);
}

char *
vigie_map_communes_dup_words (VigieMapCommunes *self, guint index)
{
  const VigieArea *area = vigie_map_communes_get_area (self, index);
  const VigieCommuneCount *count = vigie_commune_counts_get (self->counts, index);
  g_autofree char *value = vigie_map_communes_dup_value (self, index);
  g_autofree char *title = vigie_map_communes_dup_title (self);
  GString *words = g_string_new (NULL);

  g_return_val_if_fail (area != NULL, g_string_free (words, FALSE));

  if (area->population > 0)
    {
      g_autofree char *number = vigie_words_number (area->population, 0);

      g_string_append_printf (words, ngettext ("%s inhabitant", "%s inhabitants", area->population),
                              number);
    }
  if (count != NULL && !vigie_map_communes_is_past (self))
    {
      g_autofree char *counted = count_words (count);

      g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", counted);
    }
  if (value != NULL)
    {
      /* Translators: what a figure is, and the figure */
      g_autofree char *line = g_strdup_printf (C_ ("figure", "%1$s: %2$s"), title, value);

      g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", line);
    }
  if (area->approximate)
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", _ ("Approximate outline"));
  return g_string_free (words, FALSE);
}
