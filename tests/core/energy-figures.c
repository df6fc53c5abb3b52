/* energy-figures.c: what Vigie computes of meters' readings, for energy-check.py to compare with what it computes
 * itself.
 *
 * energy-figures PLAN READINGS
 *
 * PLAN is a CSV of lines grid,FROM,STEP_SECONDS,N meter,ID,AGGREGATION,UNIT,INTERVAL_SECONDS,ROLLOVER
 * change,ID,TIME,LAST,FIRST total,ID,FIRST,END                  the steps FIRST ≤ i < END period,UNIT,TIME,N,NOW
 * N periods after that of TIME; compared as of NOW READINGS is one of lines measure,time,value,start with a heading;
 * instants are ISO 8601. What comes out is a CSV, with 17 digits, amounts in kWh or L, instants in µs since 1970.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vigie-meter.h"
#include "vigie-period.h"

typedef struct
{
  VigieMeasureData *data;
  GArray *times, *values, *starts, *changes;
  VigieMeterSteps *steps;
} Meter;

typedef struct
{
  GHashTable *meters; /* ID → Meter */
  VigieTime from;
  gint64 step;
  guint n;
} Figures;

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

static Meter *
find (Figures *self, const char *id)
{
  Meter *meter = g_hash_table_lookup (self->meters, id);

  if (meter == NULL)
    g_error ("no such meter: %s", id);
  return meter;
}

static void
add_meter (Figures *self, char **fields)
{
  Meter *meter = g_new0 (Meter, 1);

  meter->data = vigie_measure_data_new ();
  if (!vigie_aggregation_from_string (fields[2], &meter->data->aggregation))
    g_error ("no aggregation: %s", fields[2]);
  g_free (meter->data->unit);
  meter->data->unit = g_strdup (fields[3]);
  meter->data->expected_interval = g_ascii_strtoll (fields[4], NULL, 10) * VIGIE_SECOND;
  meter->data->rollover = *fields[5] != '\0' ? to_number (fields[5]) : 0;
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
      meter = find (self, fields[0]);
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
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  vigie_series_take_starts (
      series, g_memdup2 (meter->starts->data, meter->starts->len * sizeof (VigieTime)));
  if (!vigie_meter_info_init (&info, meter->data))
    g_error ("%s makes no amounts", id);
  info.changes = (const VigieMeterChange *) (const void *) meter->changes->data;
  info.n_changes = meter->changes->len;
  meter->steps = vigie_meter_steps_new (series, &info, self->from, self->step, self->n);
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
  Meter *meter = find (self, fields[1]);
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

static char **
read_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);
  return g_strsplit (text, "\n", -1);
}

/* Each line of @lines that begins with one of @kinds. */
static void
for_each (Figures *self, char **lines, const char *kinds)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

      if (fields[0] == NULL || !g_str_equal (fields[0], kinds))
        continue;
      if (g_str_equal (kinds, "grid"))
        {
          self->from = to_time (fields[1]);
          self->step = g_ascii_strtoll (fields[2], NULL, 10) * VIGIE_SECOND;
          self->n = (guint) atoi (fields[3]);
        }
      else if (g_str_equal (kinds, "meter"))
        add_meter (self, fields);
      else if (g_str_equal (kinds, "change"))
        {
          VigieMeterChange change
              = {to_time (fields[2]), to_number (fields[3]), to_number (fields[4])};

          g_array_append_val (find (self, fields[1])->changes, change);
        }
      else if (g_str_equal (kinds, "total"))
        tell_total (self, fields);
      else if (g_str_equal (kinds, "period"))
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
  self.meters
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) meter_free);
  plan = read_lines (argv[1]);
  readings = read_lines (argv[2]);
  for_each (&self, plan, "grid");
  for_each (&self, plan, "meter");
  for_each (&self, plan, "change");
  read_meters (&self, readings);
  g_hash_table_iter_init (&iter, self.meters);
  while (g_hash_table_iter_next (&iter, &id, &meter))
    compute_steps (&self, id, meter);
  for_each (&self, plan, "total");
  for_each (&self, plan, "period");
  g_hash_table_unref (self.meters);
  return 0;
}
