/* vigie-energy-audit.c: what a figure is made of, as facts and tables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-audit.h"

#include <glib/gi18n-lib.h>

#include "vigie-coverage-bar.h"
#include "vigie-csv.h"
#include "vigie-energy-text.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

gboolean
vigie_energy_audit_is_of_centres (VigieKpi kpi)
{
  return kpi == VIGIE_KPI_PUE || kpi == VIGIE_KPI_REF || kpi == VIGIE_KPI_ERF
         || kpi == VIGIE_KPI_CUE || kpi == VIGIE_KPI_WUE || kpi == VIGIE_KPI_DC
         || kpi == VIGIE_KPI_IT;
}

const VigieEnergyFigure *
vigie_energy_audit_figure (const VigieEnergyResult *result, VigieKpi kpi)
{
  return vigie_energy_audit_is_of_centres (kpi) ? &result->data_centres[kpi]
                                                : &result->figures[kpi];
}

/* ---- Facts ----------------------------------------------------------------------------------- */

static void
add_fact (GStrvBuilder *facts, const char *name, const char *words)
{
  if (words == NULL || *words == '\0')
    return;
  g_strv_builder_add (facts, name);
  g_strv_builder_add (facts, words);
}

static char *
sites_words (const VigieEnergyFigure *figure)
{
  g_autofree char *all = g_strdup_printf (
      ngettext ("%u contributing site", "%u contributing sites", figure->n_sites), figure->n_sites);
  g_autofree char *derived = NULL;

  if (figure->n_derived == 0)
    return g_steal_pointer (&all);
  /* Translators: of the sites that take part in a figure, how many tell it by other meters than its own */
  derived = g_strdup_printf (ngettext ("%u calculated from other meters",
                                       "%u calculated from other meters", figure->n_derived),
                             figure->n_derived);
  return g_strdup_printf ("%s, %s", all, derived);
}

static void
add_compared (GStrvBuilder *facts,
              const char *name,
              const VigieEnergyFigure *figure,
              const VigieEnergyResult *other,
              VigieKpi kpi)
{
  const VigieEnergyFigure *its;
  g_autofree char *period = NULL, *value = NULL, *change = NULL, *words = NULL;

  if (other == NULL)
    return;
  its = vigie_energy_audit_figure (other, kpi);
  period = vigie_period_to_words (&other->period, NULL);
  value = vigie_energy_text_formula (kpi, its);
  change = vigie_energy_text_change (kpi, figure, its);
  /* Translators: another period, its figure, how much the figure changed since */
  words = g_strdup_printf (_ ("%1$s: %2$s; change %3$s"), period, value, change);
  add_fact (facts, name, words);
}

GStrv
vigie_energy_audit_facts (const VigieEnergyResult *result,
                          VigieKpi kpi,
                          gboolean data_centres,
                          const VigieEnergyResult *before,
                          const VigieEnergyResult *last_year,
                          VigieTime now)
{
  g_autoptr (GStrvBuilder) facts = g_strv_builder_new ();
  const VigieEnergyFigure *figure
      = data_centres ? &result->data_centres[kpi] : vigie_energy_audit_figure (result, kpi);
  g_autofree char *period = NULL, *step = NULL, *covered = NULL, *sites = NULL, *read = NULL;
  g_autofree char *at = NULL, *days = NULL;

  add_fact (facts, _ ("Definition"), vigie_kpi_definition (kpi));
  add_fact (facts, _ ("Standard"), vigie_kpi_standard (kpi));
  if (result->period.to - result->period.from < 23 * VIGIE_HOUR)
    {
      g_autofree char *begin = vigie_words_moment (now, result->period.from, NULL);
      g_autofree char *end = vigie_words_moment (now, result->period.to, NULL);

      /* Translators: from an instant to another */
      period = g_strdup_printf (_ ("from %1$s to %2$s"), begin, end);
    }
  else
    period = vigie_period_to_words (&result->period, NULL);
  add_fact (facts, _ ("Period"), period);
  step = vigie_energy_text_step (result->step);
  add_fact (facts, _ ("Metering step"), step);
  if (isfinite (figure->coverage))
    {
      g_autofree char *percent = vigie_coverage_words (figure->coverage);

      /* Translators: coverage of a figure, then how it is counted */
      covered = g_strdup_printf (
          _ ("%s of the elapsed time, for the sites concerned, each with the same weight"),
          percent);
      add_fact (facts, _ ("Coverage"), covered);
    }
  sites = sites_words (figure);
  add_fact (facts, _ ("Sites"), sites);
  if (figure->at != VIGIE_TIME_NONE && isfinite (figure->value)
      && (kpi == VIGIE_KPI_PEAK || kpi == VIGIE_KPI_LOAD_FACTOR))
    {
      at = vigie_words_moment (now, figure->at, NULL);
      add_fact (facts, _ ("Reached"), at);
    }
  if (kpi == VIGIE_KPI_PER_DEGREE_DAY && isfinite (result->degree_days))
    {
      days = vigie_words_number (result->degree_days, 1);
      add_fact (facts, _ ("Degree-days"), days);
    }
  add_compared (facts, _ ("Previous period"), figure, before, kpi);
  add_compared (facts, _ ("Last year"), figure, last_year, kpi);
  read = vigie_words_moment (now, result->now, NULL);
  add_fact (facts, _ ("Calculated"), read);
  return g_strv_builder_end (facts);
}

/* ---- Sites ----------------------------------------------------------------------------------- */

static char *
metered_words (guint metered)
{
  const char *names[VIGIE_N_FLOW];
  guint n = 0;

  for (guint i = 0; i < VIGIE_N_FLOW; i++)
    if ((metered & (1u << i)) != 0)
      names[n++] = vigie_energy_flow_words (i);
  return vigie_words_list (names, n);
}

/* Shares are told in percent, as on the page. */
static gboolean
is_share (VigieKpi kpi)
{
  return kpi == VIGIE_KPI_SELF_CONSUMPTION || kpi == VIGIE_KPI_SELF_PRODUCTION
         || kpi == VIGIE_KPI_BALANCE_ERROR || kpi == VIGIE_KPI_LOAD_FACTOR;
}

VigieFigureTable *
vigie_energy_audit_sites (const VigieEnergyResult *result, VigieKpi kpi, GPtrArray **ids)
{
  VigieFigureTable *table = vigie_figure_table_new (NULL);
  const char *numerator, *denominator;
  gboolean ratio = vigie_energy_kpi_units (kpi, &numerator, &denominator);
  const char *unit = is_share (kpi) ? "%" : vigie_energy_kpi_unit (kpi);
  guint column;

  *ids = g_ptr_array_new_with_free_func (g_free);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("Site"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, vigie_kpi_words (kpi),
                                 *unit != '\0' ? unit : NULL, 2);
  if (ratio)
    {
      vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, _ ("Numerator"), numerator, 2);
      vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, _ ("Denominator"), denominator, 2);
    }
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, _ ("Coverage"), "%", 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("Why it is n/a"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("How"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("Metered"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TIME, _ ("Last Reading"), NULL, 0);
  for (guint i = 0; i < result->sites->len; i++)
    {
      const VigieEnergySiteResult *site = g_ptr_array_index (result->sites, i);
      const VigieEnergyFigure *figure = &site->figures[kpi];
      g_autofree char *name = NULL, *reason = NULL, *metered = NULL;
      guint row;

      if (figure->undefined == VIGIE_UNDEFINED_NOT_METERED
          || figure->undefined == VIGIE_UNDEFINED_NO_DATA_CENTRE
          || figure->undefined == VIGIE_UNDEFINED_NO_AREA)
        continue;
      name = vigie_site_text_plain (site->site->name, VIGIE_SITE_NAME_MAX);
      reason = vigie_figure_reason_to_words (kpi, figure);
      metered = metered_words (site->metered);
      row = vigie_figure_table_add_row (table);
      column = 0;
      vigie_figure_table_set_text (table, row, column++, name);
      vigie_figure_table_set_number (table, row, column++,
                                     is_share (kpi) ? 100 * figure->value : figure->value);
      if (ratio)
        {
          vigie_figure_table_set_number (table, row, column++, figure->numerator);
          vigie_figure_table_set_number (table, row, column++, figure->denominator);
        }
      /* Rounded down, as everywhere. */
      vigie_figure_table_set_number (table, row, column++, floor (100 * figure->coverage + 1e-9));
      vigie_figure_table_set_text (table, row, column++, reason);
      vigie_figure_table_set_text (table, row, column++,
                                   figure->n_derived > 0 ? _ ("calculated") : _ ("metered"));
      vigie_figure_table_set_text (table, row, column++, metered);
      vigie_figure_table_set_time (table, row, column++, site->last);
      g_ptr_array_add (*ids, g_strdup (site->site->id));
    }
  return table;
}

/* ---- Steps of a site ------------------------------------------------------------------------- */

/* Which of what is metered or computed is not known of the step. */
static char *
state_words (const VigieSiteSteps *steps, guint step)
{
  const char *missing[VIGIE_N_FLOW + 1];
  VigieTime from = steps->from + step * steps->step;
  g_autofree char *list = NULL;
  gboolean lump = FALSE;
  guint n = 0;

  if (step >= steps->n_due)
    return g_strdup (_ ("not due yet"));
  for (guint i = 0; i < VIGIE_N_FLOW; i++)
    {
      if (steps->flow[i] == NULL || isfinite (steps->flow[i][step]))
        continue;
      missing[n++] = vigie_energy_flow_words (i);
      for (guint j = 0; steps->lumps[i] != NULL && j < steps->lumps[i]->len; j++)
        {
          const VigieLump *its = &g_array_index (steps->lumps[i], VigieLump, j);

          lump = lump || (its->from < from + steps->step && its->to > from);
        }
    }
  if (n == 0)
    return g_strdup (_ ("known"));
  list = vigie_words_list (missing, n);
  if (lump)
    /* Translators: %s is a list of flows: their index before and after a gap is known, not when it was consumed */
    return g_strdup_printf (_ ("known only as a total over a gap: %s"), list);
  /* Translators: %s is a list of flows of which there are no readings */
  return g_strdup_printf (_ ("no readings: %s"), list);
}

VigieFigureTable *
vigie_energy_audit_steps (const VigieEnergyDetail *detail, VigieTime from, VigieTime to)
{
  VigieFigureTable *table = vigie_figure_table_new (NULL);
  const VigieSiteSteps *steps = detail->steps;

  vigie_figure_table_add_column (table, VIGIE_FIGURE_TIME, _ ("From"), NULL, 0);
  for (guint i = 0; i < VIGIE_N_FLOW; i++)
    if (steps->flow[i] != NULL)
      {
        g_autofree char *title
            = (steps->metered & (1u << i)) != 0
                  ? g_strdup (vigie_energy_flow_words (i))
                  /* Translators: a flow that is computed of other meters */
                  : g_strdup_printf (_ ("%s, calculated"), vigie_energy_flow_words (i));

        vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, title,
                                       i == VIGIE_FLOW_WATER ? "L" : "kWh", 3);
      }
  if (steps->self_consumed != NULL)
    vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER,
                                   vigie_kpi_words (VIGIE_KPI_SELF_CONSUMED), "kWh", 3);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("State"), NULL, 0);
  for (guint i = 0; i < steps->n; i++)
    {
      VigieTime begin = steps->from + i * steps->step;
      g_autofree char *state = NULL;
      guint row, column = 0;

      if (begin < from || begin >= to)
        continue;
      state = state_words (steps, i);
      row = vigie_figure_table_add_row (table);
      vigie_figure_table_set_time (table, row, column++, begin);
      for (guint j = 0; j < VIGIE_N_FLOW; j++)
        if (steps->flow[j] != NULL)
          vigie_figure_table_set_number (table, row, column++, steps->flow[j][i]);
      if (steps->self_consumed != NULL)
        vigie_figure_table_set_number (table, row, column++, steps->self_consumed[i]);
      vigie_figure_table_set_text (table, row, column++, state);
    }
  return table;
}

/* ---- Meters ---------------------------------------------------------------------------------- */

const char *
vigie_energy_audit_event_words (VigieMeterEventType type)
{
  switch (type)
    {
    case VIGIE_METER_ROLLOVER:
      return _ ("Rollover: nothing lost");
    case VIGIE_METER_REPLACEMENT:
      return _ ("Declared replacement: nothing lost");
    case VIGIE_METER_RESET:
      return _ ("Reset: what happened in between is unknown");
    case VIGIE_METER_IMPOSSIBLE:
      return _ ("Impossible reading, ignored");
    case VIGIE_METER_GAP:
    default:
      return _ ("Gap: no readings");
    }
}

static const char *
aggregation_words (VigieAggregation aggregation)
{
  switch (aggregation)
    {
    case VIGIE_AGGREGATION_CUMULATIVE:
      return _ ("cumulative reading");
    case VIGIE_AGGREGATION_INTERVAL:
      return _ ("energy of each interval");
    case VIGIE_AGGREGATION_INSTANT:
    default:
      return _ ("power");
    }
}

static char *
flow_of (const VigieMeasureData *data)
{
  VigieFlow flow;

  return g_strdup (vigie_flow_of_role (data->role, &flow) ? vigie_energy_flow_words (flow)
                                                          : vigie_words_role (data->role));
}

static guint
count_events (GArray *events, VigieMeterEventType type)
{
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    n += g_array_index (events, VigieMeterEvent, i).type == type;
  return n;
}

VigieFigureTable *
vigie_energy_audit_meters (const VigieEnergyDetail *detail)
{
  VigieFigureTable *table = vigie_figure_table_new (NULL);

  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("Measure"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, C_ ("energy", "Flow"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("Counts as"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("Unit"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, _ ("Rollovers"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, _ ("Replacements"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, _ ("Resets"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, _ ("Impossible readings"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, _ ("Gaps"), NULL, 0);
  for (guint i = 0; i < detail->meters->len; i++)
    {
      const VigieMeasureData *data = g_ptr_array_index (detail->meters, i);
      GArray *events = g_ptr_array_index (detail->events, i);
      g_autofree char *name = vigie_site_measure_name (data);
      g_autofree char *flow = flow_of (data);
      g_autofree char *unit = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);
      guint row = vigie_figure_table_add_row (table);

      vigie_figure_table_set_text (table, row, 0, name);
      vigie_figure_table_set_text (table, row, 1, flow);
      vigie_figure_table_set_text (table, row, 2, aggregation_words (data->aggregation));
      vigie_figure_table_set_text (table, row, 3, unit);
      for (guint type = 0; type <= VIGIE_METER_GAP; type++)
        vigie_figure_table_set_number (table, row, 4 + type, count_events (events, type));
    }
  return table;
}

guint
vigie_energy_audit_count_events (const VigieEnergyDetail *detail)
{
  guint n = 0;

  for (guint i = 0; i < detail->events->len; i++)
    n += ((GArray *) g_ptr_array_index (detail->events, i))->len;
  return n;
}

VigieFigureTable *
vigie_energy_audit_events (const VigieEnergyDetail *detail)
{
  VigieFigureTable *table = vigie_figure_table_new (NULL);

  vigie_figure_table_add_column (table, VIGIE_FIGURE_TIME, _ ("From"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TIME, _ ("To"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("Measure"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("Event"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, _ ("Before"), NULL, 3);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, _ ("After"), NULL, 3);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("Unit"), NULL, 0);
  for (guint i = 0; i < detail->events->len; i++)
    {
      const VigieMeasureData *data = g_ptr_array_index (detail->meters, i);
      GArray *events = g_ptr_array_index (detail->events, i);
      g_autofree char *name = vigie_site_measure_name (data);
      g_autofree char *unit = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);

      for (guint j = 0; j < events->len; j++)
        {
          const VigieMeterEvent *event = &g_array_index (events, VigieMeterEvent, j);
          guint row = vigie_figure_table_add_row (table);

          vigie_figure_table_set_time (table, row, 0, event->from);
          vigie_figure_table_set_time (table, row, 1, event->to);
          vigie_figure_table_set_text (table, row, 2, name);
          vigie_figure_table_set_text (table, row, 3, vigie_energy_audit_event_words (event->type));
          vigie_figure_table_set_number (table, row, 4, event->before);
          vigie_figure_table_set_number (table, row, 5, event->after);
          vigie_figure_table_set_text (table, row, 6, unit);
        }
    }
  return table;
}

/* ---- Readings -------------------------------------------------------------------------------- */

VigieFigureTable *
vigie_energy_audit_readings (const VigieEnergyDetail *detail, GPtrArray *series)
{
  VigieFigureTable *table = vigie_figure_table_new (NULL);

  vigie_figure_table_add_column (table, VIGIE_FIGURE_TIME, _ ("Time"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("Measure"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, _ ("Reading"), NULL, 3);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, _ ("Unit"), NULL, 0);
  for (guint i = 0; i < series->len && i < detail->meters->len; i++)
    {
      const VigieMeasureData *data = g_ptr_array_index (detail->meters, i);
      const VigieSeries *its = g_ptr_array_index (series, i);
      g_autofree char *name = vigie_site_measure_name (data);
      g_autofree char *unit = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);

      for (guint j = 0; j < its->n; j++)
        {
          guint row = vigie_figure_table_add_row (table);

          vigie_figure_table_set_time (table, row, 0, its->times[j]);
          vigie_figure_table_set_text (table, row, 1, name);
          vigie_figure_table_set_number (table, row, 2, its->values[j]);
          vigie_figure_table_set_text (table, row, 3, unit);
        }
    }
  return table;
}

/* ---- All figures ----------------------------------------------------------------------------- */

static void
add_period (VigieCsv *csv, const VigieEnergyResult *result)
{
  GTimeZone *zone = vigie_words_default_zone ();

  vigie_csv_add_instant (csv, result->period.from, zone);
  vigie_csv_add_instant (csv, MIN (result->period.to, result->now), zone);
}

GBytes *
vigie_energy_audit_figures_to_csv (const VigieEnergyResult *result,
                                   const VigieEnergyResult *before,
                                   const VigieEnergyResult *last_year,
                                   const char *place,
                                   gboolean demonstration)
{
  VigieCsv *csv = vigie_csv_new ();
  const char *titles[] = {
      _ ("Figure"),
      _ ("Identifier"),
      _ ("Value"),
      _ ("Unit"),
      _ ("Why it is n/a"),
      _ ("Numerator"),
      _ ("Unit of the numerator"),
      _ ("Denominator"),
      _ ("Unit of the denominator"),
      _ ("Coverage (%)"),
      _ ("Sites"),
      _ ("Calculated sites"),
      _ ("Previous period"),
      _ ("Last year"),
      _ ("Definition"),
      _ ("Standard"),
      _ ("Selection"),
      _ ("From"),
      _ ("To"),
      _ ("Note"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    vigie_csv_add_text (csv, titles[i]);
  vigie_csv_end_row (csv);
  for (guint kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    {
      const VigieEnergyFigure *figure = vigie_energy_audit_figure (result, kpi);
      g_autofree char *reason = vigie_figure_reason_to_words (kpi, figure);
      const char *numerator = NULL, *denominator = NULL;

      vigie_energy_kpi_units (kpi, &numerator, &denominator);
      vigie_csv_add_text (csv, vigie_kpi_words (kpi));
      vigie_csv_add_text (csv, vigie_kpi_to_string (kpi));
      vigie_csv_add_number (csv, figure->value);
      vigie_csv_add_text (csv, vigie_energy_kpi_unit (kpi));
      vigie_csv_add_text (csv, reason);
      vigie_csv_add_number (csv, figure->numerator);
      vigie_csv_add_text (csv, numerator);
      vigie_csv_add_number (csv, figure->denominator);
      vigie_csv_add_text (csv, denominator);
      vigie_csv_add_number (csv, 100 * figure->coverage);
      vigie_csv_add_number (csv, figure->n_sites);
      vigie_csv_add_number (csv, figure->n_derived);
      vigie_csv_add_number (csv,
                            before != NULL ? vigie_energy_audit_figure (before, kpi)->value : NAN);
      vigie_csv_add_number (
          csv, last_year != NULL ? vigie_energy_audit_figure (last_year, kpi)->value : NAN);
      vigie_csv_add_text (csv, vigie_kpi_definition (kpi));
      vigie_csv_add_text (csv, vigie_kpi_standard (kpi));
      vigie_csv_add_text (csv, place);
      add_period (csv, result);
      vigie_csv_add_text (csv, demonstration ? _ ("Demonstration: simulated data") : NULL);
      vigie_csv_end_row (csv);
    }
  return vigie_csv_finish (csv);
}
