/* test-replay-live.c: what the replay says of a site against the territory that lived through it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-replay.h"
#include "vigie-test-territory.h"

#define T0 (1763720000 * VIGIE_SECOND)
#define LENGTH (12 * VIGIE_HOUR)
#define N_MEASURES 4
#define N_READINGS 80

typedef struct
{
  VigieMeasureData *data[N_MEASURES];
  VigieConditionState states[N_MEASURES];
  VigieTime times[N_MEASURES][N_READINGS];
  double values[N_MEASURES][N_READINGS];
  guint next[N_MEASURES];
  gboolean site_out_of_service;
} Life;

static void
make_life (Life *life, GRand *rand)
{
  const gint64 intervals[] = {5 * VIGIE_MINUTE, 10 * VIGIE_MINUTE, VIGIE_HOUR};

  for (guint i = 0; i < N_MEASURES; i++)
    {
      gint64 interval = intervals[g_rand_int_range (rand, 0, 3)];
      VigieMeasureData *data = test_measure_data (i, 0, interval);
      VigieTime time = T0 - 1;
      double value = 0;

      data->role = i == 1 ? VIGIE_ROLE_BATTERY_LEVEL : VIGIE_ROLE_FILL_LEVEL;
      data->thresholds.high = 4;
      data->thresholds.highhigh = 6;
      data->thresholds.lowlow = -8;
      data->thresholds.deadband = 1;
      data->thresholds.on_delay = g_rand_boolean (rand) ? interval : 0;
      data->out_of_service = g_rand_int_range (rand, 0, 12) == 0;
      life->data[i] = data;
      for (guint j = 0; j < N_READINGS; j++)
        {
          time += 1 + (gint64) (g_rand_double (rand) * (double) interval * 2.2);
          value += g_rand_double_range (rand, -2, 2);
          /* The first one is there at once, so that both know of it from the begin on. */
          life->times[i][j] = j == 0 ? T0 : time;
          life->values[i][j] = g_rand_int_range (rand, 0, 10) == 0 ? NAN : value;
        }
    }
  life->site_out_of_service = g_rand_int_range (rand, 0, 15) == 0;
}

static VigieTerritory *
make_territory (Life *life, VigieClock *clock)
{
  VigieTerritory *territory = vigie_territory_new (clock);
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autoptr (VigieSiteData) site = test_site_data (0);

  site->out_of_service = life->site_out_of_service;
  vigie_territory_batch_add_site (batch, site);
  for (guint i = 0; i < N_MEASURES; i++)
    {
      test_add_sensor (batch, i);
      vigie_territory_batch_add_measure (batch, life->data[i]);
    }
  vigie_territory_apply_now (territory, batch);
  return territory;
}

/* As the sync does: each reading takes one step of the condition, and goes to the territory. */
static void
live_until (Life *life, VigieTerritory *territory, VigieClock *clock, VigieTime time)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  for (guint i = 0; i < N_MEASURES; i++)
    for (; life->next[i] < N_READINGS && life->times[i][life->next[i]] <= time; life->next[i]++)
      {
        VigieReading reading = VIGIE_READING_NONE;

        reading.time = life->times[i][life->next[i]];
        reading.number = life->values[i][life->next[i]];
        reading.type = isnan (reading.number) ? VIGIE_VALUE_NONE : VIGIE_VALUE_NUMBER;
        vigie_condition_step (&life->states[i], &life->data[i]->thresholds, reading.number,
                              reading.time);
        vigie_territory_batch_add_reading (batch, life->data[i]->id, &reading, &life->states[i]);
      }
  vigie_clock_set (clock, time);
  vigie_territory_apply_now (territory, batch);
  vigie_territory_tick (territory);
}

static VigieReplay *
make_replay (Life *life)
{
  const VigieSpan known = {T0 - VIGIE_HOUR, T0 + LENGTH};
  GArray *measures[N_MEASURES];
  VigieReplayTrack tracks[N_MEASURES];
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (VigieReplayState));
  VigieReplay *replay;

  for (guint i = 0; i < N_MEASURES; i++)
    {
      g_autoptr (VigieSeries) series
          = vigie_series_new (life->times[i], life->values[i], N_READINGS, 0, &known, 1);
      VigieReplayMeasure measure
          = {.series = series,
             .thresholds = &life->data[i]->thresholds,
             .expected_interval = life->data[i]->expected_interval,
             .out_of_service = life->data[i]->out_of_service || life->site_out_of_service,
             .out_of_service_since = VIGIE_TIME_NONE};

      measures[i] = g_array_new (FALSE, FALSE, sizeof (VigieReplayState));
      vigie_replay_measure (&measure, T0, T0 + LENGTH, measures[i]);
      tracks[i].states = (const VigieReplayState *) (gpointer) measures[i]->data;
      tracks[i].n_states = measures[i]->len;
      tracks[i].diagnostic = vigie_role_is_diagnostic (life->data[i]->role);
    }
  vigie_replay_site (tracks, N_MEASURES, life->site_out_of_service, VIGIE_TIME_NONE, T0, states);
  replay = vigie_replay_new (T0, T0 + LENGTH, (GArray *const[]) {states}, 1);
  for (guint i = 0; i < N_MEASURES; i++)
    g_array_unref (measures[i]);
  return replay;
}

static void
run_life (GRand *rand)
{
  g_autofree Life *life = g_new0 (Life, 1);
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (T0);
  g_autoptr (VigieTerritory) territory = NULL;
  g_autoptr (VigieReplay) replay = NULL;

  make_life (life, rand);
  territory = make_territory (life, clock);
  replay = make_replay (life);
  for (VigieTime time = T0; time < T0 + LENGTH;
       time += 1 + (VigieTime) (g_rand_double (rand) * 4 * VIGIE_MINUTE))
    {
      const VigieReplayState *state = vigie_replay_get_state (replay, 0, time);
      VigieSite *site;

      live_until (life, territory, clock, time);
      site = vigie_territory_find_site (territory, "s0");
      g_assert_true (state->known);
      g_assert_cmpint (state->freshness, ==, vigie_site_get_freshness (site));
      g_assert_cmpint (state->condition, ==, vigie_site_get_condition (site));
      g_assert_cmpstr (life->data[state->measure]->id, ==,
                       vigie_measure_get_data (vigie_site_get_worst (site))->id);
      if (state->freshness < VIGIE_FRESHNESS_OUT_OF_SERVICE)
        g_assert_cmpint (
            state->passed, ==,
            vigie_measure_get_condition_state (vigie_site_get_worst (site))->condition);
    }
  for (guint i = 0; i < N_MEASURES; i++)
    vigie_measure_data_unref (life->data[i]);
}

static void
test_lives (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 40; i++)
    run_life (rand);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replay/lives", test_lives);
  return g_test_run ();
}
