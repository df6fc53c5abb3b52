/* vigie-energy-charts.c: consumption and production over the period, and by hour and day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-charts.h"

#include <glib/gi18n-lib.h>

#include "vigie-energy-text.h"
#include "vigie-time-axis.h"
#include "vigie-words.h"

/* How long readings may take, beyond a step, where the result does not tell it. */
#define GRACE (30 * VIGIE_MINUTE)

VigieFigureView *
vigie_energy_stack_view_new (void)
{
  VigieFigureView *self = VIGIE_FIGURE_VIEW (vigie_figure_view_new (vigie_stack_chart_new ()));

  vigie_figure_view_set_title (self, _ ("Consumption and Production"));
  return self;
}

VigieFigureView *
vigie_energy_heat_view_new (void)
{
  VigieFigureView *self = VIGIE_FIGURE_VIEW (vigie_figure_view_new (vigie_heat_map_new ()));

  vigie_figure_view_set_title (self, _ ("Consumption by Hour and Day"));
  return self;
}

/* ---- Over the period ------------------------------------------------------------------------- */

/* « 2 compteurs muets »: the most that were in any bin of the gap. */
static char *
gap_words (VigieStackChart *chart, VigieTime from, VigieTime to, gpointer data)
{
  const VigieEnergyResult *result = data;
  guint most = 0;

  /* Of what is not here yet nobody knows whether anything was silent. */
  if (result->loaded < 1)
    return g_strdup (_ ("history not loaded yet"));
  for (guint i = 0; i < result->n_bins; i++)
    if (result->edges[i] < to && result->edges[i + 1] > from)
      most = MAX (most, result->silent[i]);
  if (most == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%'u silent meter", "%'u silent meters", most), most);
}

static VigieTime
due_of (const VigieEnergyResult *result)
{
  return result->now - result->step - GRACE;
}

gboolean
vigie_energy_result_is_by_day (const VigieEnergyResult *result)
{
  return result->n_bins > 0
         && result->edges[result->n_bins] - result->edges[result->n_bins - 1] >= 23 * VIGIE_HOUR;
}

void
vigie_energy_stack_fill (VigieStackChart *chart, VigieEnergyResult *result)
{
  VigieStackSeries layers[VIGIE_N_ENERGY_GROUP], line;
  guint n = 0;
  gboolean in_progress;

  if (result == NULL || result->n_bins == 0)
    {
      vigie_stack_chart_set_gap_func (chart, NULL, NULL, NULL);
      vigie_stack_chart_set_data (chart, NULL, 0, NULL, 0, NULL, 0, VIGIE_STACK_POWER);
      return;
    }
  /* From the bottom up: what is steadiest first. */
  for (int i = VIGIE_N_ENERGY_GROUP - 1; i >= 0; i--)
    if (result->consumption[i] != NULL)
      layers[n++] = (VigieStackSeries) {vigie_energy_group_words (i), result->consumption[i]};
  line = (VigieStackSeries) {_ ("Solar production"), result->production};
  in_progress = result->now < result->period.to;
  vigie_stack_chart_set_gap_func (chart, gap_words, vigie_energy_result_ref (result),
                                  (GDestroyNotify) vigie_energy_result_unref);
  vigie_stack_chart_set_now (chart, in_progress ? result->now : VIGIE_TIME_NONE,
                             in_progress ? due_of (result) : VIGIE_TIME_NONE);
  vigie_stack_chart_set_data (
      chart, result->edges, result->n_bins, layers, n, &line, result->production != NULL ? 1 : 0,
      vigie_energy_result_is_by_day (result) ? VIGIE_STACK_ENERGY : VIGIE_STACK_POWER);
}

void
vigie_energy_stack_view_set (VigieFigureView *self, VigieEnergyResult *result)
{
  g_autofree char *note = NULL;

  vigie_energy_stack_fill (VIGIE_STACK_CHART (vigie_figure_view_get_figure (self)), result);
  if (result != NULL && result->n_bins > 0)
    note = vigie_energy_text_bins (result->edges, result->n_bins);
  vigie_figure_view_set_note (self, note);
}

/* ---- By hour and day ------------------------------------------------------------------------- */

/* The result has rows of 24 hours of the clock; the figure wants the hours as they follow one another. */
static double *
unroll (const VigieEnergyResult *result, VigieTime from, guint *n)
{
  GTimeZone *zone = vigie_words_default_zone ();
  VigieTime to = vigie_time_day_begin (result->first_day + result->n_days, zone);
  guint n_hours = (guint) ((to - from) / VIGIE_HOUR);
  double *hours = g_new (double, MAX (n_hours, 1));

  for (guint i = 0; i < n_hours; i++)
    {
      VigieLocalTime local = vigie_time_to_local (from + i * VIGIE_HOUR, zone);

      hours[i] = result->hours[(local.day_number - result->first_day) * 24 + local.hour];
    }
  *n = n_hours;
  return hours;
}

void
vigie_energy_heat_fill (VigieHeatMap *map, VigieEnergyResult *result)
{
  g_autofree double *hours = NULL;
  VigieTime from;
  guint n;

  if (result == NULL || result->hours == NULL || result->n_days == 0)
    {
      vigie_heat_map_set_hours (map, 0, NULL, 0, NULL);
      return;
    }
  from = vigie_time_day_begin (result->first_day, vigie_words_default_zone ());
  hours = unroll (result, from, &n);
  vigie_heat_map_set_due (map, result->now < result->period.to ? due_of (result) : VIGIE_TIME_NONE);
  vigie_heat_map_set_hours (map, from, hours, n, NULL);
}

void
vigie_energy_heat_view_set (VigieFigureView *self, VigieEnergyResult *result)
{
  vigie_energy_heat_fill (VIGIE_HEAT_MAP (vigie_figure_view_get_figure (self)), result);
  if (result != NULL && result->hours != NULL && result->n_days > 0)
    vigie_figure_view_set_note (self, _ ("mean power of each hour"));
}

/* ---- Exports --------------------------------------------------------------------------------- */

void
vigie_energy_view_set_source (VigieFigureView *self,
                              VigieEnergyResult *result,
                              const char *place,
                              VigieTime now,
                              gboolean live,
                              gboolean demonstration)
{
  g_autofree char *words = NULL;

  vigie_figure_view_set_place (self, place);
  vigie_figure_view_set_now (self, now);
  vigie_figure_view_set_link_lost (self, !live);
  vigie_figure_view_set_demonstration (self, demonstration);
  if (result == NULL)
    return;
  words = vigie_period_to_words (&result->period, NULL);
  vigie_figure_view_set_period (self, (VigieSpan) {result->period.from, result->period.to}, words);
}
