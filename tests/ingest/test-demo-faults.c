/* test-demo-faults.c: the fleet of the demonstration fails as such fleets do, and what core finds is what was put there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-failure.h"
#include "vigie-ingest-demo-archive.h"

/* A Saturday, 11 h 07 in France. */
#define START "2026-11-21T10:07:21Z"

typedef struct
{
  VigieDemoSim *sim;
  VigieDemoArchive *archive;
  GArray *
      *readings; /* VigieDemoArchived: of each measure all that the store can have at the start */
} Fixture;

static VigieTime
instant (const char *text)
{
  VigieTime time = 0;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

static void
fixture_init (Fixture *fixture)
{
  g_autoptr (GArray) step = g_array_new (FALSE, FALSE, sizeof (VigieDemoReading));
  VigieDemoSim *sim = fixture->sim = vigie_demo_sim_new (instant (START));

  fixture->archive = vigie_demo_archive_new (instant (START));
  fixture->readings = g_new0 (GArray *, sim->measures->len);
  for (guint i = 0; i < sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);

      if (measure->signal != VIGIE_DEMO_SIGNAL_MODEL)
        fixture->readings[i] = vigie_demo_archive_read_any (fixture->archive, i);
      if (!fixture->readings[i])
        fixture->readings[i] = g_array_new (FALSE, FALSE, sizeof (VigieDemoArchived));
    }
  while (sim->time + VIGIE_DEMO_STEP <= sim->start)
    {
      g_array_set_size (step, 0);
      vigie_demo_sim_advance (sim);
      vigie_demo_sim_read (sim, step);
      for (guint i = 0; i < step->len; i++)
        {
          const VigieDemoReading *reading = &g_array_index (step, VigieDemoReading, i);
          VigieDemoArchived one = {reading->time, reading->number};

          if (reading->time <= sim->start)
            g_array_append_val (fixture->readings[reading->measure], one);
        }
    }
}

static void
fixture_clear (Fixture *fixture)
{
  for (guint i = 0; i < fixture->sim->measures->len; i++)
    g_array_unref (fixture->readings[i]);
  g_free (fixture->readings);
  vigie_demo_archive_free (fixture->archive);
  vigie_demo_sim_free (fixture->sim);
}

/* What a device's measure of that signal told, or NULL. */
static VigieSeries *
read_signal (Fixture *fixture, guint device, VigieDemoSignal signal)
{
  for (guint i = 0; i < fixture->sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (fixture->sim, i);
      const GArray *readings = fixture->readings[i];
      VigieTime *times;
      double *values;

      if (measure->device != device || measure->signal != signal)
        continue;
      times = g_new (VigieTime, readings->len + 1);
      values = g_new (double, readings->len + 1);
      for (guint r = 0; r < readings->len; r++)
        {
          times[r] = g_array_index (readings, VigieDemoArchived, r).time;
          values[r] = g_array_index (readings, VigieDemoArchived, r).number;
        }
      return vigie_series_new_take (times, values, readings->len,
                                    measure->interval * VIGIE_DEMO_STEP, NULL, 0);
    }
  return NULL;
}

/* When the newest value of a device's own measures began, if all of them say the same since; NONE without readings. */
static VigieTime
same_since (Fixture *fixture, guint device, VigieTime *last)
{
  VigieTime since = VIGIE_TIME_NONE;

  *last = VIGIE_TIME_NONE;
  for (guint i = 0; i < fixture->sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (fixture->sim, i);
      const GArray *readings = fixture->readings[i];
      guint first;

      if (measure->device != device || measure->signal != VIGIE_DEMO_SIGNAL_MODEL
          || readings->len == 0)
        continue;
      first = readings->len - 1;
      *last = g_array_index (readings, VigieDemoArchived, first).time;
      while (first > 0
             && g_array_index (readings, VigieDemoArchived, first - 1).number
                    == g_array_index (readings, VigieDemoArchived, first).number)
        first--;
      if (since == VIGIE_TIME_NONE
          || g_array_index (readings, VigieDemoArchived, first).time > since)
        since = g_array_index (readings, VigieDemoArchived, first).time;
    }
  return since;
}

typedef struct
{
  guint batteries, batteries_soon, radio, losses, stuck, silent, never, lone, failing, devices;
} Counts;

static void
count_device (Fixture *fixture, guint index, Counts *counts)
{
  VigieDemoSim *sim = fixture->sim;
  const VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, index);
  const char *site = sim->sites[device->site].name;
  g_autoptr (VigieSeries) battery = read_signal (fixture, index, VIGIE_DEMO_SIGNAL_BATTERY);
  g_autoptr (VigieSeries) snr = read_signal (fixture, index, VIGIE_DEMO_SIGNAL_SNR);
  g_autoptr (VigieSeries) factors
      = read_signal (fixture, index, VIGIE_DEMO_SIGNAL_SPREADING_FACTOR);
  g_autoptr (VigieSeries) frames = read_signal (fixture, index, VIGIE_DEMO_SIGNAL_FRAME_COUNTER);
  VigieTime last, since = same_since (fixture, index, &last);
  gboolean is_failing = FALSE;

  counts->devices++;
  if (last == VIGIE_TIME_NONE)
    {
      counts->never++;
      is_failing = TRUE;
    }
  else if (sim->start - last > 3 * (VigieTime) device->interval * VIGIE_DEMO_STEP
           && sim->start - last < 20 * VIGIE_DAY)
    {
      /* Not the one that is closed, which is out of service. */
      gboolean is_closed = g_str_equal (site, "Déchèterie de Quéven") || device->interval > 12
                           || g_str_equal (device->name, "Barrière d’entrée");

      counts->silent += !is_closed;
      is_failing |= !is_closed;
    }
  else if (device->n_links > 0 && sim->start - since > 4 * VIGIE_DAY)
    g_test_message ("%s, %s says the same for %.1f days", site, device->name,
                    (sim->start - since) / (double) VIGIE_DAY);
  if (battery)
    {
      VigieBatteryForecast forecast;

      vigie_battery_forecast (battery, "%", sim->start, &forecast);
      if (forecast.verdict == VIGIE_BATTERY_FORECAST && forecast.end < sim->start + 365 * VIGIE_DAY)
        {
          double left = (forecast.end - sim->start) / (double) VIGIE_DAY;
          double truth = (device->battery - 10) / device->battery_loss
                         - (sim->start - sim->origin) / (double) VIGIE_DAY;

          g_test_message ("%s, %s: %.0f %%, ends in %.0f days (%.0f)", site, device->name,
                          forecast.level, left, truth);
          g_assert_cmpfloat (left, >, truth * 0.6 - 5);
          g_assert_cmpfloat (left, <, truth * 1.5 + 5);
          counts->batteries++;
          counts->batteries_soon += left < 92;
          is_failing = TRUE;
        }
    }
  if (snr && factors)
    {
      g_autoptr (VigieSeries) margins = vigie_failure_margins (snr, factors);
      VigieMarginTrend trend;

      vigie_failure_margin_trend (margins, sim->start, &trend);
      if (trend.falls || device->fade > 0)
        g_test_message ("%s, %s: margin %.1f dB, %+.2f dB a day", site, device->name, trend.margin,
                        trend.slope);
      g_assert_cmpint (trend.falls, ==, device->fade > 0);
      if (trend.falls)
        g_assert_cmpfloat_with_epsilon (trend.slope, -device->fade, 0.06);
      counts->radio += trend.falls;
      is_failing |= trend.falls;
    }
  if (frames)
    {
      VigieFrameLoss loss;

      vigie_radio_count_frames (frames, sim->start - 7 * VIGIE_DAY, sim->start, &loss);
      if (loss.expected >= VIGIE_FAILURE_LOSS_FRAMES && loss.loss >= VIGIE_FAILURE_LOSS)
        {
          g_test_message ("%s, %s: %.0f %% of %u frames lost", site, device->name, loss.loss * 100,
                          loss.expected);
          g_assert_false (loss.sampled);
          g_assert_cmpfloat_with_epsilon (loss.loss, device->loss, 0.08);
          counts->losses++;
          is_failing = TRUE;
        }
    }
  counts->lone += device->n_links == 1;
  counts->failing += is_failing;
}

static void
test_share (void)
{
  Fixture fixture;
  Counts counts = {0};
  guint n_stuck = 0;

  fixture_init (&fixture);
  for (guint i = 0; i < fixture.sim->devices->len; i++)
    count_device (&fixture, i, &counts);
  for (guint i = 0; i < fixture.sim->stuck->len; i++)
    {
      guint measure = g_array_index (fixture.sim->stuck, guint, i);
      const GArray *readings = fixture.readings[measure];
      VigieTime from = vigie_demo_sim_measure (fixture.sim, measure)->stuck_from;
      double value = g_array_index (readings, VigieDemoArchived, readings->len - 1).number;
      guint n = 0, n_before = 0;

      for (guint r = 0; r < readings->len; r++)
        {
          const VigieDemoArchived *reading = &g_array_index (readings, VigieDemoArchived, r);

          if (reading->time < from)
            n_before += reading->number != value;
          else
            {
              g_assert_cmpfloat (reading->number, ==, value);
              n++;
            }
        }
      g_assert_cmpuint (n, >, 80);
      g_assert_cmpuint (n_before, >, 200);
      n_stuck += i == 0
                 || vigie_demo_sim_measure (fixture.sim, measure)->device
                        != vigie_demo_sim_measure (fixture.sim,
                                                   g_array_index (fixture.sim->stuck, guint, i - 1))
                               ->device;
    }
  counts.failing += n_stuck;
  g_test_message (
      "%u devices: %u batteries that end within a year (%u within three months), %u links that fade,"
      " %u lose frames, %u stuck, %u silent, %u never seen, %u with one gateway only: %.0f %% have something",
      counts.devices, counts.batteries, counts.batteries_soon, counts.radio, counts.losses, n_stuck,
      counts.silent, counts.never, counts.lone, 100. * counts.failing / counts.devices);
  g_assert_cmpuint (counts.batteries, ==, 12);
  g_assert_cmpuint (counts.batteries_soon, >=, 4);
  g_assert_cmpuint (counts.radio, ==, 5);
  g_assert_cmpuint (counts.losses, ==, 6);
  g_assert_cmpuint (n_stuck, ==, 2);
  g_assert_cmpuint (counts.never, ==, 1);
  g_assert_cmpuint (counts.silent, >=, 4);
  g_assert_cmpuint (counts.lone, >=, 10);
  /* 16 % of such sensors fail somewhere. */
  g_assert_cmpuint (counts.failing * 100, >=, counts.devices * 13);
  g_assert_cmpuint (counts.failing * 100, <=, counts.devices * 19);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/demo/faults/share", test_share);
  return g_test_run ();
}
