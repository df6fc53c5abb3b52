/* energy-figures.c: what Vigie computes of meters' readings, for energy-check.py to compare with what it computes
 * itself.
 *
 *   energy-figures PLAN READINGS
 *
 * PLAN is a CSV of lines
 *   asked,FROM,TO,NOW,GRACE_SECONDS
 *   site,ID,STEP_SECONDS,IS_DATA_CENTRE,AREA,RENEWABLE_SHARE
 *   meter,ID,SITE,ROLE,AGGREGATION,UNIT,INTERVAL_SECONDS,ROLLOVER
 *   change,METER,TIME,LAST,FIRST
 *   total,METER,FIRST,END               the steps FIRST ≤ i < END
 *   factor,SINCE,KG_PER_KWH
 *   figures,NAME,DEGREE_DAYS,SITE,…     of a selection
 *   period,UNIT,TIME,N,NOW              N periods after that of TIME; compared as of NOW READINGS is one of lines
 *   measure,time,value,start with a heading; instants are ISO 8601. What comes out is a CSV, with 17 digits, amounts
 *   in kWh or L, instants in µs since 1970.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vigie-energy.h"
#include "vigie-period.h"

typedef struct
{
  gint64 step;
  guint n;
  VigieEnergyFacts facts;
  GPtrArray *meters[VIGIE_N_FLOW]; /* of VigieMeterSteps, not owned */
  VigieSiteSteps *steps;
} Site;

typedef struct
{
  Site *site;
  VigieMeasureData *data;
  GArray *times, *values, *starts, *changes;
  VigieMeterSteps *steps;
} Meter;

typedef struct
{
  GHashTable *sites, *meters; /* by ID */
  VigieTime from, to, now;
  gint64 grace;
  GArray *factors;
} Figures;

static void
site_free (Site *self)
{
  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    g_ptr_array_unref (self->meters[flow]);
  vigie_site_steps_free (self->steps);
  g_free (self);
}

static void
meter_free (Meter *self)
{
  vigie_measure_data_unref (self->data);
  g_array_unref (self->times);
  g_array_unref (self->values);
  g_array_unref (self->starts);
  g_array_unref (self->changes);
  vigie_meter_steps_free (self->steps);
  g_free (self);
}

static VigieTime
to_time (const char *text)
{
  VigieTime time = VIGIE_TIME_NONE;

  if (*text != '\0' && !vigie_time_parse (text, -1, &time))
    g_error ("no instant: %s", text);
  return time;
}

static double
to_number (const char *text)
{
  return *text != '\0' ? g_ascii_strtod (text, NULL) : NAN;
}

static char *
number (double value, char buffer[G_ASCII_DTOSTR_BUF_SIZE])
{
  return isnan (value) ? strcpy (buffer, "")
                       : g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.17g", value);
}

static gpointer
find (GHashTable *table, const char *id)
{
  gpointer found = g_hash_table_lookup (table, id);

  if (found == NULL)
    g_error ("it is not in the plan: %s", id);
  return found;
}

static void
add_site (Figures *self, char **fields)
{
  Site *site = g_new0 (Site, 1);

  site->step = g_ascii_strtoll (fields[2], NULL, 10) * VIGIE_SECOND;
  site->n = (guint) ((self->to - self->from) / site->step);
  site->facts = (VigieEnergyFacts) {atoi (fields[3]), to_number (fields[4]), to_number (fields[5])};
  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    site->meters[flow] = g_ptr_array_new ();
  g_hash_table_insert (self->sites, g_strdup (fields[1]), site);
}

static void
add_meter (Figures *self, char **fields)
{
  Meter *meter = g_new0 (Meter, 1);

  meter->site = find (self->sites, fields[2]);
  meter->data = vigie_measure_data_new ();
  if (!vigie_role_from_string (fields[3], &meter->data->role)
      || !vigie_aggregation_from_string (fields[4], &meter->data->aggregation))
    g_error ("no role or no aggregation: %s", fields[1]);
  g_free (meter->data->unit);
  meter->data->unit = g_strdup (fields[5]);
  meter->data->expected_interval = g_ascii_strtoll (fields[6], NULL, 10) * VIGIE_SECOND;
  meter->data->rollover = *fields[7] != '\0' ? to_number (fields[7]) : 0;
  meter->times = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  meter->values = g_array_new (FALSE, FALSE, sizeof (double));
  meter->starts = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  meter->changes = g_array_new (FALSE, FALSE, sizeof (VigieMeterChange));
  g_hash_table_insert (self->meters, g_strdup (fields[1]), meter);
}

static void
read_meters (Figures *self, char **lines)
{
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);
      Meter *meter;
      VigieTime time, start;
      double value;

      if (g_strv_length (fields) < 4)
        continue;
      meter = find (self->meters, fields[0]);
      time = to_time (fields[1]);
      value = to_number (fields[2]);
      start = to_time (fields[3]);
      g_array_append_val (meter->times, time);
      g_array_append_val (meter->values, value);
      g_array_append_val (meter->starts, start);
    }
}

static void
compute_steps (Figures *self, const char *id, Meter *meter)
{
  static const char *const names[] = {"rollover", "replacement", "reset", "impossible", "gap"};
  g_autoptr (VigieSeries) series = vigie_series_new_take (
      g_memdup2 (meter->times->data, meter->times->len * sizeof (VigieTime)),
      g_memdup2 (meter->values->data, meter->values->len * sizeof (double)), meter->times->len,
      meter->data->expected_interval, NULL, 0);
  VigieMeterInfo info;
  VigieFlow flow;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  vigie_series_take_starts (
      series, g_memdup2 (meter->starts->data, meter->starts->len * sizeof (VigieTime)));
  if (!vigie_meter_info_init (&info, meter->data))
    g_error ("%s makes no amounts", id);
  info.changes = (const VigieMeterChange *) (const void *) meter->changes->data;
  info.n_changes = meter->changes->len;
  meter->steps
      = vigie_meter_steps_new (series, &info, self->from, meter->site->step, meter->site->n);
  if (vigie_flow_of_role (meter->data->role, &flow))
    g_ptr_array_add (meter->site->meters[flow], meter->steps);
  for (guint i = 0; i < meter->steps->n; i++)
    printf ("step,%s,%u,%s\n", id, i, number (meter->steps->amounts[i], text));
  for (guint i = 0; i < meter->steps->lumps->len; i++)
    {
      const VigieLump *lump = &g_array_index (meter->steps->lumps, VigieLump, i);

      printf ("lump,%s,%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",%s\n", id, lump->from, lump->to,
              number (lump->amount, text));
    }
  for (guint i = 0; i < meter->steps->events->len; i++)
    {
      const VigieMeterEvent *event = &g_array_index (meter->steps->events, VigieMeterEvent, i);

      printf ("event,%s,%s,%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "\n", id, names[event->type],
              event->from, event->to);
    }
}

static void
tell_total (Figures *self, char **fields)
{
  Meter *meter = find (self->meters, fields[1]);
  char text[G_ASCII_DTOSTR_BUF_SIZE], share[G_ASCII_DTOSTR_BUF_SIZE];
  double covered;
  double total = vigie_meter_steps_total (meter->steps, (guint) atoi (fields[2]),
                                          (guint) atoi (fields[3]), &covered);

  printf ("total,%s,%s,%s,%s,%s\n", fields[1], fields[2], fields[3], number (total, text),
          number (covered, share));
}

static void
tell_period (char **fields)
{
  static const char *const units[] = {"day", "week", "month", "year"};
  VigieTime now = to_time (fields[4]);
  VigiePeriod period, before, last_year;
  guint unit = 0;

  while (unit < G_N_ELEMENTS (units) && strcmp (units[unit], fields[1]) != 0)
    unit++;
  period = vigie_period_at (to_time (fields[2]), (VigiePeriodUnit) unit, NULL);
  period = vigie_period_step (&period, atoi (fields[3]), NULL);
  before = vigie_period_before (&period, now, NULL);
  last_year = vigie_period_last_year (&period, now, NULL);
  printf ("period,%s,%s,%s,%s", fields[1], fields[2], fields[3], fields[4]);
  printf (",%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT, period.from, period.to);
  printf (",%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT, before.from, before.to);
  printf (",%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "\n", last_year.from, last_year.to);
}

static void
tell_figures (Figures *self, char **fields)
{
  static const char *const reasons[VIGIE_N_UNDEFINED] = {
      [VIGIE_UNDEFINED_NOT] = "",
      [VIGIE_UNDEFINED_NOT_METERED] = "not-metered",
      [VIGIE_UNDEFINED_COVERAGE] = "coverage",
      [VIGIE_UNDEFINED_NO_READING] = "no-reading",
      [VIGIE_UNDEFINED_ZERO] = "zero",
      [VIGIE_UNDEFINED_NO_FACTOR] = "no-factor",
      [VIGIE_UNDEFINED_NO_AREA] = "no-area",
      [VIGIE_UNDEFINED_NO_DATA_CENTRE] = "no-data-centre",
      [VIGIE_UNDEFINED_IMPOSSIBLE] = "impossible",
      [VIGIE_UNDEFINED_FUTURE] = "future",
      [VIGIE_UNDEFINED_NO_TEMPERATURE] = "no-temperature",
  };
  g_autoptr (VigieEnergySum) sum = vigie_energy_sum_new (
      self->from, self->to, (const VigieEmissionFactor *) (const void *) self->factors->data,
      self->factors->len, NULL);
  VigieEnergyFigure figures[VIGIE_N_KPI];
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 3; fields[i] != NULL; i++)
    {
      Site *site = find (self->sites, fields[i]);

      if (site->steps == NULL)
        site->steps = vigie_site_steps_new (site->meters, self->from, site->step, site->n,
                                            self->now, self->grace);
      vigie_energy_sum_add (sum, site->steps, &site->facts);
    }
  vigie_energy_sum_figures (sum, to_number (fields[2]), figures);
  for (guint kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    {
      const VigieEnergyFigure *figure = &figures[kpi];

      printf ("figure,%s,%s,%s", fields[1], vigie_kpi_to_string (kpi), reasons[figure->undefined]);
      printf (",%s", number (figure->value, text));
      printf (",%s", number (figure->coverage, text));
      printf (",%s", number (figure->numerator, text));
      printf (",%s", number (figure->denominator, text));
      printf (",%u,%u,", figure->n_sites, figure->n_derived);
      if (figure->at != VIGIE_TIME_NONE)
        printf ("%" G_GINT64_FORMAT, figure->at);
      puts ("");
    }
}

static char **
read_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);
  return g_strsplit (text, "\n", -1);
}

/* Each line of @plan that begins with @kind. */
static void
for_each (Figures *self, char **plan, const char *kind)
{
  for (guint i = 0; plan[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (plan[i], ",", -1);

      if (fields[0] == NULL || !g_str_equal (fields[0], kind))
        continue;
      if (g_str_equal (kind, "asked"))
        {
          self->from = to_time (fields[1]);
          self->to = to_time (fields[2]);
          self->now = to_time (fields[3]);
          self->grace = g_ascii_strtoll (fields[4], NULL, 10) * VIGIE_SECOND;
        }
      else if (g_str_equal (kind, "site"))
        add_site (self, fields);
      else if (g_str_equal (kind, "meter"))
        add_meter (self, fields);
      else if (g_str_equal (kind, "change"))
        {
          VigieMeterChange change
              = {to_time (fields[2]), to_number (fields[3]), to_number (fields[4])};
          Meter *meter = find (self->meters, fields[1]);

          g_array_append_val (meter->changes, change);
        }
      else if (g_str_equal (kind, "factor"))
        {
          VigieEmissionFactor factor = {to_time (fields[1]), to_number (fields[2])};

          g_array_append_val (self->factors, factor);
        }
      else if (g_str_equal (kind, "total"))
        tell_total (self, fields);
      else if (g_str_equal (kind, "figures"))
        tell_figures (self, fields);
      else if (g_str_equal (kind, "period"))
        tell_period (fields);
    }
}

int
main (int argc, char *argv[])
{
  g_auto (GStrv) plan = NULL, readings = NULL;
  Figures self = {0};
  GHashTableIter iter;
  gpointer id, meter;

  if (argc != 3)
    {
      fputs ("Usage: energy-figures PLAN READINGS\n", stderr);
      return 2;
    }
  self.sites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) site_free);
  self.meters
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) meter_free);
  self.factors = g_array_new (FALSE, FALSE, sizeof (VigieEmissionFactor));
  plan = read_lines (argv[1]);
  readings = read_lines (argv[2]);
  for_each (&self, plan, "asked");
  for_each (&self, plan, "site");
  for_each (&self, plan, "meter");
  for_each (&self, plan, "change");
  for_each (&self, plan, "factor");
  read_meters (&self, readings);
  g_hash_table_iter_init (&iter, self.meters);
  while (g_hash_table_iter_next (&iter, &id, &meter))
    compute_steps (&self, id, meter);
  for_each (&self, plan, "total");
  for_each (&self, plan, "figures");
  for_each (&self, plan, "period");
  g_hash_table_unref (self.sites);
  g_hash_table_unref (self.meters);
  g_array_unref (self.factors);
  return 0;
}
