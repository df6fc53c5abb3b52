/* test-replay-read.c: a day's states from a real store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "energy-support.h"
#include "vigie-replay-reader.h"
#include "vigie-time-axis.h"
#include "vigie-words.h"

#define MIN10 (10 * VIGIE_MINUTE)
#define DAY "2026-11-21T00:00:00+01:00"

static VigieReplayPlan *
make_plan (EnergyStore *store)
{
  VigieReplayPlan *plan = vigie_replay_plan_new ();
  VigieEnergyPlan *unused = energy_store_plan (store);

  vigie_energy_plan_unref (unused);
  for (guint i = 0; i < store->territory.sites->len; i++)
    {
      VigieSiteData *site = g_ptr_array_index (store->territory.sites, i);

      vigie_replay_plan_add_site (plan, site);
      for (guint j = 0; j < store->territory.measures->len; j++)
        {
          VigieMeasureData *measure = g_ptr_array_index (store->territory.measures, j);

          if (g_str_equal (measure->site_id, site->id))
            vigie_replay_plan_add_measure (plan, measure, g_str_has_prefix (measure->id, "never"),
                                           FALSE);
        }
    }
  return plan;
}

static VigieMeasureData *
add_skip (EnergyStore *store, const char *site, const char *id)
{
  VigieMeasureData *measure
      = territory_add_measure (&store->territory, site, id, id, VIGIE_ROLE_FILL_LEVEL, "%",
                               VIGIE_AGGREGATION_INSTANT, MIN10);

  measure->thresholds.high = 80;
  measure->thresholds.highhigh = 95;
  return measure;
}

static VigieReplayRead *
read_day (EnergyStore *store, const VigieReplayPlan *plan, VigieTime now)
{
  g_autoptr (GError) error = NULL;
  VigieSpan day = vigie_replay_day (
      vigie_time_to_local (at (DAY), vigie_words_default_zone ()).day_number, NULL);
  VigieReplayRead *read
      = vigie_replay_read (store->store, plan, day.from, day.to, now, NULL, &error);

  g_assert_no_error (error);
  return read;
}

static void
assert_reason (const VigieReplayPlan *plan,
               const VigieReplayRead *read,
               guint change,
               const char *name,
               const char *word)
{
  VigieReplayChange found = vigie_replay_get_change (read->replay, change);
  g_autofree char *reason
      = vigie_replay_words_reason (plan, found.site, found.before, found.after, NULL);

  if (strstr (reason, name) == NULL || (word != NULL && strstr (reason, word) == NULL))
    g_error ("change %u: %s", change, reason);
}

/* Fills 10 % an hour from the evening before. */
static double
filling (guint i, gpointer data)
{
  return i / 6.0 * 10;
}

static double
steady (guint i, gpointer data)
{
  return 20;
}

static double
until_noon (guint i, gpointer data)
{
  return i < 6 * 12 + 18 ? 20 : NAN;
}

static void
test_day (void)
{
  g_autofree char *reason = NULL;
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieReplayPlan) plan = NULL;
  g_autoptr (VigieReplayRead) read = NULL;
  VigieTime begin = at (DAY);
  const VigieReplayState *state;
  VigieReplayChange change;

  territory_add_site (&store->territory, "riantec", VIGIE_KIND_RECYCLING_CENTRE);
  add_skip (store, "riantec", "steady");
  add_skip (store, "riantec", "gravats");
  territory_add_site (&store->territory, "caudan", VIGIE_KIND_RECYCLING_CENTRE);
  add_skip (store, "caudan", "encombrants");
  territory_add_site (&store->territory, "groix", VIGIE_KIND_WATER);
  add_skip (store, "groix", "unknown");
  territory_add_site (&store->territory, "bubry", VIGIE_KIND_WATER);
  add_skip (store, "bubry", "never");
  territory_add_site (&store->territory, "bare", VIGIE_KIND_OTHER);
  plan = make_plan (store);
  g_assert_cmpuint (vigie_replay_plan_get_n_measures (plan), ==, 5);
  g_assert_cmpstr (vigie_replay_plan_get_measure (plan, 0, 1)->id, ==, "gravats");
  g_assert_null (vigie_replay_plan_get_measure (plan, 1, 1));
  energy_store_put (store, "steady", begin - 3 * VIGIE_HOUR, MIN10, 27 * 6, steady, NULL);
  energy_store_put (store, "gravats", begin - 3 * VIGIE_HOUR, MIN10, 27 * 6, filling, NULL);
  energy_store_put (store, "encombrants", begin - 3 * VIGIE_HOUR, MIN10, 27 * 6, until_noon, NULL);

  read = read_day (store, plan, begin + 30 * VIGIE_HOUR);
  g_assert_cmpuint (vigie_replay_get_n_sites (read->replay), ==, 5);
  /* Four of five. */
  g_assert_cmpfloat_with_epsilon (read->known, 0.8, 1e-6);

  /* 80 % eight hours after the begin of the evening before, 95 % an hour and a half later. */
  g_assert_cmpuint (vigie_replay_get_n_changes (read->replay), ==, 3);
  change = vigie_replay_get_change (read->replay, 0);
  g_assert_cmpuint (change.site, ==, 0);
  g_assert_cmpint (change.after->time, ==, begin + 5 * VIGIE_HOUR);
  g_assert_cmpint (vigie_replay_class (change.after), ==, VIGIE_REPLAY_WARNING);
  assert_reason (plan, read, 0, "gravats", "80");
  change = vigie_replay_get_change (read->replay, 1);
  g_assert_cmpint (change.after->time, ==, begin + 6 * VIGIE_HOUR + 30 * VIGIE_MINUTE);
  g_assert_cmpint (vigie_replay_class (change.after), ==, VIGIE_REPLAY_CRITICAL);
  /* Its last reading was ten minutes before noon. */
  change = vigie_replay_get_change (read->replay, 2);
  g_assert_cmpuint (change.site, ==, 1);
  g_assert_cmpint (change.after->time, ==, begin + 12 * VIGIE_HOUR + 20 * VIGIE_MINUTE + 1);
  g_assert_cmpint (vigie_replay_class (change.after), ==, VIGIE_REPLAY_SILENT);
  assert_reason (plan, read, 2, "encombrants", "11");

  state = vigie_replay_get_state (read->replay, 2, begin + VIGIE_HOUR);
  g_assert_cmpint (vigie_replay_class (state), ==, VIGIE_REPLAY_UNKNOWN);
  state = vigie_replay_get_state (read->replay, 3, begin + VIGIE_HOUR);
  g_assert_cmpint (state->freshness, ==, VIGIE_FRESHNESS_NEVER);
  state = vigie_replay_get_state (read->replay, 4, begin + VIGIE_HOUR);
  g_assert_cmpint (vigie_replay_class (state), ==, VIGIE_REPLAY_UNKNOWN);
  g_assert_cmpint (state->freshness, ==, VIGIE_FRESHNESS_NONE);
  reason = vigie_replay_words_reason (plan, 4, NULL, state, NULL);
  g_assert_cmpstr (reason, ==, vigie_words_freshness (VIGIE_FRESHNESS_NONE));
}

/* Nothing is told of what is after now, or after what this machine took in. */
static void
test_end (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieReplayPlan) plan = NULL;
  g_autoptr (VigieReplayRead) read = NULL;
  g_autoptr (GError) error = NULL;
  VigieTime begin = at (DAY);

  territory_add_site (&store->territory, "riantec", VIGIE_KIND_RECYCLING_CENTRE);
  add_skip (store, "riantec", "steady");
  plan = make_plan (store);
  energy_store_put (store, "steady", begin - 3 * VIGIE_HOUR, MIN10, 10 * 6, steady, NULL);
  read = read_day (store, plan, begin + 7 * VIGIE_HOUR);
  g_assert_cmpint (vigie_replay_get_to (read->replay), ==, begin + 7 * VIGIE_HOUR);
  g_clear_pointer (&read, vigie_replay_read_free);

  vigie_store_begin (store->store, &error);
  vigie_store_set_value (store->store, "followed-since", "2026-11-20T20:00:00Z", &error);
  vigie_store_set_value (store->store, "read-up-to", "2026-11-21T04:00:00Z", &error);
  vigie_store_commit (store->store, &error);
  g_assert_no_error (error);
  read = read_day (store, plan, begin + 7 * VIGIE_HOUR);
  g_assert_cmpint (vigie_replay_get_to (read->replay), ==, begin + 5 * VIGIE_HOUR);
  g_assert_cmpfloat (read->known, ==, 1);
}

/* On the day on which clocks go back; a sensor that speaks once a day needs the days before. */
static void
test_long_day (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieReplayPlan) plan = NULL;
  g_autoptr (VigieReplayRead) read = NULL;
  g_autoptr (GError) error = NULL;
  VigieSpan day = vigie_replay_day (vigie_time_day_number (2026, 10, 25), NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  VigieMeasureData *battery;
  gint64 lead;

  territory_add_site (&store->territory, "riantec", VIGIE_KIND_RECYCLING_CENTRE);
  add_skip (store, "riantec", "steady");
  battery
      = territory_add_measure (&store->territory, "riantec", "battery", "steady",
                               VIGIE_ROLE_BATTERY_LEVEL, "%", VIGIE_AGGREGATION_INSTANT, VIGIE_DAY);
  battery->thresholds.low = 30;
  plan = make_plan (store);
  energy_store_put (store, "steady", day.from - VIGIE_DAY, MIN10, 50 * 6, steady, NULL);
  energy_store_put (store, "battery", day.from - 2 * VIGIE_DAY - VIGIE_HOUR, VIGIE_DAY, 1, steady,
                    NULL);
  vigie_store_begin (store->store, &error);
  vigie_store_add_known (store->store, "battery", day.from - 20 * VIGIE_DAY, day.to, &error);
  vigie_store_commit (store->store, &error);
  g_assert_no_error (error);

  read = vigie_replay_read (store->store, plan, day.from, day.to, day.to, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (vigie_replay_get_to (read->replay) - vigie_replay_get_from (read->replay), ==,
                   25 * VIGIE_HOUR);
  g_assert_cmpfloat (read->known, ==, 1);
  /* Two days and an hour old at the begin: late, and low; silent a day after. */
  g_assert_cmpuint (vigie_replay_get_n_changes (read->replay), ==, 1);
  g_assert_cmpint (vigie_replay_get_change (read->replay, 0).after->time, ==,
                   day.from + 23 * VIGIE_HOUR + 1);
  g_assert_cmpint (vigie_replay_class (vigie_replay_get_state (read->replay, 0, day.from)), ==,
                   VIGIE_REPLAY_WARNING);

  vigie_replay_plan_get_wanted (plan, 0, ids, &lead);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpstr (ids->pdata[0], ==, "steady");
  g_ptr_array_set_size (ids, 0);
  vigie_replay_plan_get_wanted (plan, 2, ids, &lead);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpstr (ids->pdata[0], ==, "battery");
  g_assert_cmpint (lead, >, 3 * VIGIE_DAY);
}

static double
drawn (guint i, gpointer data)
{
  double value = g_rand_double_range (data, 0, 120);

  return value > 100 ? NAN : value;
}

/* Whatever the threads take: each site is where it belongs. */
static void
test_many (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieReplayPlan) plan = NULL;
  g_autoptr (VigieReplayRead) read = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  VigieTime begin = at (DAY);
  guint n = 0;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *site = g_strdup_printf ("s%u", i);

      territory_add_site (&store->territory, site, VIGIE_KIND_WATER);
      for (guint j = 0; j < i % 5; j++)
        {
          g_autofree char *id = g_strdup_printf ("m%u", n++);

          add_skip (store, site, id);
        }
    }
  plan = make_plan (store);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      energy_store_put (store, id, begin - 3 * VIGIE_HOUR, MIN10, 27 * 6, drawn, rand);
    }
  read = read_day (store, plan, begin + VIGIE_DAY);
  g_assert_cmpfloat (read->known, ==, 1);
  for (guint site = 0; site < 60; site++)
    for (guint i = 0; i < 40; i++)
      {
        VigieTime time = begin + g_rand_int_range (rand, 0, 86400) * VIGIE_SECOND;
        int worst = 0;

        for (guint j = 0; j < site % 5; j++)
          {
            g_autoptr (GError) error = NULL;
            const VigieMeasureData *data = vigie_replay_plan_get_measure (plan, site, j);
            g_autoptr (VigieSeries) series = vigie_store_read_series (
                store->store, data->id, begin - VIGIE_DAY, time + 1, 1000, NULL, NULL, &error);
            VigieConditionState state = {0};
            VigieFreshness freshness;

            g_assert_no_error (error);
            for (guint k = 0; k < series->n; k++)
              vigie_condition_step (&state, &data->thresholds, series->values[k], series->times[k]);
            freshness = vigie_freshness_compute (time, series->times[series->n - 1], MIN10, FALSE);
            worst = MAX (worst, vigie_severity (
                                    freshness, vigie_condition_shown (state.condition, freshness)));
          }
        {
          const VigieReplayState *got = vigie_replay_get_state (read->replay, site, time);

          g_assert_cmpint (vigie_severity (got->freshness, got->condition), ==, worst);
        }
      }
}

static void
test_cancelled (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieReplayPlan) plan = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  territory_add_site (&store->territory, "riantec", VIGIE_KIND_RECYCLING_CENTRE);
  add_skip (store, "riantec", "steady");
  plan = make_plan (store);
  g_cancellable_cancel (cancellable);
  g_assert_null (vigie_replay_read (store->store, plan, at (DAY), at (DAY) + VIGIE_DAY,
                                    at (DAY) + VIGIE_DAY, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_words (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieReplayPlan) plan = NULL;
  VigieReplayState before = {.time = at (DAY),
                             .last = at (DAY),
                             .value = 94,
                             .known = TRUE,
                             .condition = VIGIE_CONDITION_WARNING,
                             .passed = VIGIE_CONDITION_WARNING,
                             .limit = 3};
  VigieReplayState after = {.time = at (DAY) + VIGIE_HOUR,
                            .last = VIGIE_TIME_NONE,
                            .value = NAN,
                            .known = TRUE,
                            .freshness = VIGIE_FRESHNESS_SILENT,
                            .condition = VIGIE_CONDITION_UNKNOWN};
  g_autofree char *limit = NULL, *silence = NULL, *normal = NULL, *unknown = NULL;

  territory_add_site (&store->territory, "riantec", VIGIE_KIND_RECYCLING_CENTRE);
  add_skip (store, "riantec", "Benne gravats");
  plan = make_plan (store);
  limit = vigie_replay_words_reason (plan, 0, NULL, &before, NULL);
  g_assert_nonnull (strstr (limit, "Benne gravats 94"));
  silence = vigie_replay_words_reason (plan, 0, &before, &after, NULL);
  g_assert_nonnull (strstr (silence, "30"));
  after.freshness = VIGIE_FRESHNESS_LIVE;
  after.condition = VIGIE_CONDITION_NORMAL;
  normal = vigie_replay_words_reason (plan, 0, &before, &after, NULL);
  g_assert_true (g_str_has_prefix (normal, "Benne gravats"));
  after.known = FALSE;
  unknown = vigie_replay_words_reason (plan, 0, &before, &after, NULL);
  g_assert_cmpstr (unknown, !=, normal);
  for (guint i = 0; i < VIGIE_N_REPLAY_CLASS; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (vigie_replay_class_words ((VigieReplayClass) i), !=,
                       vigie_replay_class_words ((VigieReplayClass) j));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replay-read/day", test_day);
  g_test_add_func ("/replay-read/end", test_end);
  g_test_add_func ("/replay-read/long-day", test_long_day);
  g_test_add_func ("/replay-read/many", test_many);
  g_test_add_func ("/replay-read/cancelled", test_cancelled);
  g_test_add_func ("/replay-read/words", test_words);
  return g_test_run ();
}
