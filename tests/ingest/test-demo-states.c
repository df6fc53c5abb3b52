/* test-demo-states.c: whenever the demonstration begins, the map shows something to do, and not too much
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-demo-sim.h"
#include "vigie-status.h"

typedef struct
{
  VigieTime last;
  VigieConditionState condition;
} MeasureState;

typedef struct
{
  guint critical, warning, silent, never, late, out_of_service, normal;
} SiteCounts;

/* States of the measures at the start, as the dashboard computes them. */
static MeasureState *
run_until_start (VigieDemoSim *sim)
{
  MeasureState *states = g_new0 (MeasureState, sim->measures->len);
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (VigieDemoReading));

  for (guint i = 0; i < sim->measures->len; i++)
    states[i].last = VIGIE_TIME_NONE;
  while (sim->time + VIGIE_DEMO_STEP <= sim->start)
    {
      g_array_set_size (readings, 0);
      vigie_demo_sim_advance (sim);
      vigie_demo_sim_read (sim, readings);
      for (guint i = 0; i < readings->len; i++)
        {
          const VigieDemoReading *reading = &g_array_index (readings, VigieDemoReading, i);
          const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, reading->measure);

          if (reading->time > sim->start)
            continue;
          g_assert_cmpint (reading->time, >, states[reading->measure].last);
          g_assert_false (isnan (reading->number));
          states[reading->measure].last = reading->time;
          vigie_condition_step (&states[reading->measure].condition, &measure->thresholds,
                                reading->number, reading->time);
        }
    }
  return states;
}

static SiteCounts
count_sites (VigieDemoSim *sim, const MeasureState *states)
{
  SiteCounts counts = {0};

  for (guint site = 0; site < sim->n_sites; site++)
    {
      int worst = -1;
      VigieFreshness worst_freshness = VIGIE_FRESHNESS_LIVE;
      VigieCondition worst_condition = VIGIE_CONDITION_NORMAL;
      const char *what = "";

      for (guint i = 0; i < sim->measures->len; i++)
        {
          const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);
          VigieFreshness freshness;
          VigieCondition condition;

          if (measure->site != site)
            continue;
          freshness = vigie_freshness_compute (sim->start, states[i].last,
                                               measure->interval * VIGIE_DEMO_STEP,
                                               measure->out_of_service != VIGIE_TIME_NONE);
          condition = vigie_condition_shown (states[i].condition.condition, freshness);
          if (vigie_severity (freshness, condition) > worst)
            {
              worst = vigie_severity (freshness, condition);
              worst_freshness = freshness;
              worst_condition = condition;
              what = measure->name;
            }
        }
      if (worst_freshness != VIGIE_FRESHNESS_LIVE || worst_condition != VIGIE_CONDITION_NORMAL)
        g_test_message ("%s: %s, %s, %s", sim->sites[site].name, what,
                        vigie_freshness_to_string (worst_freshness),
                        vigie_condition_to_string (worst_condition));
      if (worst_condition == VIGIE_CONDITION_CRITICAL)
        counts.critical++;
      else if (worst_condition == VIGIE_CONDITION_WARNING)
        counts.warning++;
      else if (worst_freshness == VIGIE_FRESHNESS_SILENT)
        counts.silent++;
      else if (worst_freshness == VIGIE_FRESHNESS_NEVER)
        counts.never++;
      else if (worst_freshness == VIGIE_FRESHNESS_LATE)
        counts.late++;
      else if (worst_freshness == VIGIE_FRESHNESS_OUT_OF_SERVICE)
        counts.out_of_service++;
      else
        counts.normal++;
    }
  return counts;
}

static VigieTime
instant (const char *text)
{
  VigieTime time = 0;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

static void
test_start (gconstpointer data)
{
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (data));
  g_autofree MeasureState *states = run_until_start (sim);
  SiteCounts counts = count_sites (sim, states);

  g_test_message (
      "%u critical, %u warning, %u silent, %u never, %u late, %u out of service, %u normal",
      counts.critical, counts.warning, counts.silent, counts.never, counts.late,
      counts.out_of_service, counts.normal);
  g_assert_cmpuint (counts.critical, >=, 1);
  g_assert_cmpuint (counts.critical, <=, 2);
  g_assert_cmpuint (counts.warning, >=, 2);
  g_assert_cmpuint (counts.warning, <=, 4);
  g_assert_cmpuint (counts.silent, >=, 3);
  g_assert_cmpuint (counts.silent, <=, 6);
  g_assert_cmpuint (counts.never, ==, 0); /* the sensor never seen is at a site that is critical */
  g_assert_cmpuint (counts.late, <=, 2);
  g_assert_cmpuint (counts.out_of_service, ==, 1);
  g_assert_cmpuint (counts.normal, >=, 60);
}

/* The site of the scenario shows every freshness at once. */
static void
test_showcase (void)
{
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant ("2026-11-21T10:07:00Z"));
  g_autofree MeasureState *states = run_until_start (sim);
  guint freshness[VIGIE_N_FRESHNESS] = {0};

  for (guint i = 0; i < sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);

      if (!g_str_equal (sim->sites[measure->site].name, "Déchèterie de Riantec"))
        continue;
      freshness[vigie_freshness_compute (sim->start, states[i].last,
                                         measure->interval * VIGIE_DEMO_STEP,
                                         measure->out_of_service != VIGIE_TIME_NONE)]++;
      if (g_str_equal (measure->name, "Benne gravats"))
        {
          g_assert_cmpint (states[i].condition.condition, ==, VIGIE_CONDITION_CRITICAL);
          g_assert_cmpfloat (vigie_condition_limit (&states[i].condition, &measure->thresholds), ==,
                             90);
        }
    }
  for (guint i = 0; i < VIGIE_FRESHNESS_NONE; i++) /* no measure has that */
    g_assert_cmpuint (freshness[i], >=, 1);
}

int
main (int argc, char **argv)
{
  static const char *const starts[] = {
      "2026-07-03T12:00:00Z", /* a summer noon */
      "2026-08-15T13:20:00Z", /* a holiday in summer */
      "2027-01-14T02:00:00Z", /* a winter night, 3 a.m. */
      "2026-11-21T10:07:00Z", /* a Saturday at 11 */
      "2026-11-23T05:30:00Z", /* a Monday before all opens */
      "2026-03-29T01:30:00Z", /* clocks have just gone forward */
      "2026-10-25T00:30:00Z", /* the first of two half past two */
      "2026-10-25T01:30:00Z", /* the second */
      "2026-12-25T17:00:00Z", /* Christmas */
      "2027-02-11T23:02:11Z", /* just after midnight */
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *path = g_strconcat ("/ingest/demo/start/", starts[i], NULL);

      g_test_add_data_func (path, starts[i], test_start);
    }
  g_test_add_func ("/ingest/demo/showcase", test_showcase);
  return g_test_run ();
}
