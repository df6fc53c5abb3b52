/* test-demo-archive.c: half a year of counted vehicles and weeks of radio, without a seam to the live readings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-demo-archive.h"
#include "vigie-ingest-demo-traffic.h"

/* A Saturday, 11 h 07 in France. */
#define START "2026-11-21T10:07:21Z"
#define ROLLOVER 65536

static VigieTime
instant (const char *text)
{
  VigieTime time = 0;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

static gboolean
counts_vehicles (const VigieDemoMeasure *measure)
{
  return measure->property == VIGIE_DEMO_PROPERTY_VEHICLES_IN
         || measure->property == VIGIE_DEMO_PROPERTY_VEHICLES_OUT
         || measure->property == VIGIE_DEMO_PROPERTY_VEHICLES_PRESENT;
}

static const VigieDemoArchived *
at (GArray *readings, guint i)
{
  return &g_array_index (readings, VigieDemoArchived, i);
}

/* The first reading that the store is filled with, of each measure. */
static GArray **
read_live (VigieDemoSim *sim, VigieTime until)
{
  GArray **live = g_new (GArray *, sim->measures->len);
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (VigieDemoReading));

  for (guint i = 0; i < sim->measures->len; i++)
    live[i] = g_array_new (FALSE, FALSE, sizeof (VigieDemoArchived));
  while (sim->time + VIGIE_DEMO_STEP < until)
    {
      g_array_set_size (readings, 0);
      vigie_demo_sim_advance (sim);
      vigie_demo_sim_read (sim, readings);
      for (guint i = 0; i < readings->len; i++)
        {
          const VigieDemoReading *reading = &g_array_index (readings, VigieDemoReading, i);
          VigieDemoArchived one = {reading->time, reading->number};

          g_array_append_val (live[reading->measure], one);
        }
    }
  return live;
}

static void
free_live (GArray **live, VigieDemoSim *sim)
{
  for (guint i = 0; i < sim->measures->len; i++)
    g_array_unref (live[i]);
  g_free (live);
}

/* 27 weeks and more of each counter, that go on at the origin as if nothing were there. */
static void
test_counts (void)
{
  g_autoptr (VigieDemoArchive) archive = vigie_demo_archive_new (instant (START));
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  GArray **live = read_live (sim, sim->origin + 2 * VIGIE_DAY);
  gint64 began = g_get_monotonic_time ();
  guint n_counts = 0, n_rollovers = 0;
  gsize n_readings = 0;

  for (guint m = 0; m < sim->measures->len; m++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, m);
      gboolean is_present = measure->property == VIGIE_DEMO_PROPERTY_VEHICLES_PRESENT;
      g_autoptr (GArray) past = NULL;
      guint closed_gaps = 0, gaps = 0;
      double counted = 0;

      if (!counts_vehicles (measure))
        continue;
      past = vigie_demo_archive_read_any (archive, m);
      n_counts++;
      n_readings += past->len;
      g_assert_cmpint (at (past, 0)->time, <, sim->start - 27 * 7 * VIGIE_DAY);
      g_assert_cmpint (at (past, past->len - 1)->time, <, sim->origin);
      g_assert_cmpint (at (live[m], 0)->time, >=, sim->origin);
      g_assert_cmpint (at (live[m], 0)->time - at (past, past->len - 1)->time, <=, 9 * VIGIE_HOUR);
      g_array_append_vals (past, live[m]->data, 1);
      for (guint i = 1; i < past->len; i++)
        {
          double grown = at (past, i)->number - at (past, i - 1)->number;
          gint64 gap = at (past, i)->time - at (past, i - 1)->time;

          g_assert_cmpint (gap, >, 0);
          g_assert_cmpint (gap % (10 * VIGIE_MINUTE), ==, 0);
          gaps += gap > 65 * VIGIE_MINUTE;
          closed_gaps += gap > 15 * VIGIE_MINUTE;
          g_assert_cmpfloat (at (past, i)->number, >=, 0);
          if (is_present)
            {
              g_assert_cmpfloat (at (past, i)->number, <=,
                                 2.2 * sim->sites[measure->site].capacity);
              continue;
            }
          g_assert_cmpfloat (at (past, i)->number, <, ROLLOVER);
          n_rollovers += grown < 0;
          grown = fmod (grown + ROLLOVER, ROLLOVER);
          /* No more in ten minutes than gates let through. */
          if (gap <= 20 * VIGIE_MINUTE)
            g_assert_cmpfloat (grown, <=, 90);
          counted += grown;
        }
      g_assert_cmpuint (closed_gaps, >, 500);
      g_assert_cmpuint (gaps, <, 60);
      g_assert_cmpuint (gaps, >, 0);
      if (!is_present)
        g_assert_cmpfloat (counted, >, 4000);
    }
  g_test_message ("%u measures, %d readings: %d ms", n_counts, (int) n_readings,
                  (int) ((g_get_monotonic_time () - began) / 1000));
  g_assert_cmpuint (n_counts, ==, 13 * 2 + 10);
  g_assert_cmpuint (n_rollovers, >=, 2);
  free_live (live, sim);
}

/* The live readings of a demonstration that began a month before are the past of this one, where none fails. */
static void
test_same_days (void)
{
  g_autoptr (VigieDemoArchive) archive = vigie_demo_archive_new (instant (START));
  g_autoptr (VigieDemoSim) before = vigie_demo_sim_new (instant (START) - 30 * VIGIE_DAY);
  /* The end of summer time, a public holiday and school holidays are within. */
  GArray **live = read_live (before, before->origin + 29 * VIGIE_DAY);
  guint n_compared = 0, n_moving = 0;

  for (guint m = 0; m < before->measures->len; m++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (before, m);
      g_autoptr (GHashTable) values
          = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, NULL);
      g_autoptr (GArray) past = NULL;
      double offset = NAN;

      if (!counts_vehicles (measure)
          || !g_str_equal (before->sites[measure->site].name, "Déchèterie d’Hennebont"))
        continue;
      past = vigie_demo_archive_read_any (archive, m);
      for (guint i = 0; i < past->len; i++)
        g_hash_table_insert (values, &g_array_index (past, VigieDemoArchived, i).time,
                             (gpointer) at (past, i));
      for (guint i = 0; i < live[m]->len; i++)
        {
          const VigieDemoArchived *archived
              = g_hash_table_lookup (values, &g_array_index (live[m], VigieDemoArchived, i).time);
          double apart;

          if (!archived)
            continue;
          apart = fmod (at (live[m], i)->number - archived->number + ROLLOVER, ROLLOVER);
          if (measure->property == VIGIE_DEMO_PROPERTY_VEHICLES_PRESENT)
            g_assert_cmpfloat (apart, ==, 0);
          /* The totals differ by what was counted before, always the same. */
          if (!isnan (offset))
            g_assert_cmpfloat (apart, ==, offset);
          offset = apart;
          n_compared++;
          n_moving += at (live[m], i)->number > 0;
        }
    }
  g_assert_cmpuint (n_compared, >, 3000);
  g_assert_cmpuint (n_moving, >, 2000);
  free_live (live, before);
}

/* Nine weeks of batteries and radio of devices that are so old; all frames of nine days. */
static void
test_signals (void)
{
  g_autoptr (VigieDemoArchive) archive = vigie_demo_archive_new (instant (START));
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  GArray **live = read_live (sim, sim->start);
  gint64 began = g_get_monotonic_time ();
  guint n_signals[8] = {0}, n_long = 0, n_levels = 0, n_compared = 0;
  gsize n_readings = 0;

  for (guint m = 0; m < sim->measures->len; m++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, m);
      const VigieDemoDevice *device
          = &g_array_index (sim->devices, VigieDemoDevice, measure->device);
      g_autoptr (GArray) past = NULL;

      if (measure->signal == VIGIE_DEMO_SIGNAL_MODEL || !vigie_demo_measure_is_archived (measure))
        continue;
      past = vigie_demo_archive_read_any (archive, m);
      n_signals[measure->signal]++;
      n_readings += past->len;
      if (past->len == 0 || live[m]->len == 0)
        continue;
      g_assert_cmpint (at (past, past->len - 1)->time, <, at (live[m], 0)->time);
      g_assert_cmpint (at (past, 0)->time, >=, device->installed);
      if (measure->signal == VIGIE_DEMO_SIGNAL_FRAME_COUNTER)
        {
          guint n = 1;

          /* Without a seam: each counter is that of its frame. */
          g_array_append_vals (past, live[m]->data, 1);
          for (guint i = 1; i < past->len; i++)
            {
              gint64 frames = (at (past, i)->time - at (past, i - 1)->time)
                              / (device->interval * VIGIE_DEMO_STEP);

              if (measure->out_of_service == VIGIE_TIME_NONE)
                g_assert_cmpfloat (
                    fmod (at (past, i)->number - at (past, i - 1)->number + 65536, 65536), ==,
                    frames);
              n += frames == 1;
            }
          n_compared += n > past->len * 0.6;
          continue;
        }
      if (measure->signal == VIGIE_DEMO_SIGNAL_BATTERY)
        {
          n_levels++;
          /* It goes on where it was: a day's cold is worth a few points at most. */
          g_assert_cmpfloat (fabs (at (past, past->len - 1)->number - at (live[m], 0)->number), <=,
                             4);
        }
      n_long += at (past, 0)->time < sim->start - 8 * 7 * VIGIE_DAY;
    }
  g_test_message ("%d readings of batteries and radio: %d ms", (int) n_readings,
                  (int) ((g_get_monotonic_time () - began) / 1000));
  g_assert_cmpuint (n_signals[VIGIE_DEMO_SIGNAL_BATTERY], >, 60);
  g_assert_cmpuint (n_signals[VIGIE_DEMO_SIGNAL_SPREADING_FACTOR], >, 100);
  g_assert_cmpuint (n_long, >, 200);
  g_assert_cmpuint (n_levels, >, 60);
  g_assert_cmpuint (n_compared, >, 100);
  free_live (live, sim);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/demo/archive/counts", test_counts);
  g_test_add_func ("/ingest/demo/archive/same-days", test_same_days);
  g_test_add_func ("/ingest/demo/archive/signals", test_signals);
  return g_test_run ();
}
