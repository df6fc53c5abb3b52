/* test-readings.c: readings of every type; corrected, late, purged; the condition kept with the latest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

static void
test_readings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSiteData) site = fixture_site (0);
  g_autoptr (VigieMeasureData) measure = fixture_measure (0, 0);
  VigieReading readings[7];
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    readings[i] = fixture_reading (START + i * VIGIE_MINUTE, i);
  readings[0].number = -1234.5678901234567;
  readings[0].start = START - VIGIE_HOUR;
  readings[0].result_time = VIGIE_TIME_NONE;
  readings[1].type = VIGIE_VALUE_BOOLEAN;
  readings[2] = (VigieReading) {readings[2].time,    VIGIE_TIME_NONE, 5, NAN,
                                (char *) "12.5 <é>", VIGIE_VALUE_TEXT};
  readings[3] = (VigieReading) {readings[3].time,     VIGIE_TIME_NONE, 5, NAN,
                                (char *) "{\"a\":1}", VIGIE_VALUE_JSON};
  readings[4] = (VigieReading) {readings[4].time, VIGIE_TIME_NONE, 5, NAN, NULL, VIGIE_VALUE_NONE};
  readings[5].number = 1e-310;
  readings[6]
      = (VigieReading) {readings[6].time, VIGIE_TIME_NONE, 5, NAN, (char *) "", VIGIE_VALUE_TEXT};

  fixture_begin (fixture->store);
  vigie_store_put_site (fixture->store, site, &error);
  vigie_store_put_measure (fixture->store, measure, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      fixture_put_reading (fixture->store, "1", &readings[i], TRUE, TRUE);
      fixture_put_reading (fixture->store, "1", &readings[i], FALSE, TRUE);
    }
  fixture_commit (fixture->store);
  fixture_reopen (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      g_autoptr (GArray) one
          = fixture_history (fixture->store, "1", readings[i].time, readings[i].time + 1, 10);

      g_assert_cmpuint (one->len, ==, 1);
      if (!fixture_same_reading (&g_array_index (one, VigieReading, 0), &readings[i]))
        g_error ("reading %u came back as another", i);
    }
  {
    g_autoptr (VigieSnapshot) snapshot = fixture_load (fixture->store);

    g_assert_true (fixture_same_reading (
        &g_array_index (snapshot->measures, VigieStoredMeasure, 0).latest, &readings[6]));
  }
}

static void
test_late_and_corrected (Fixture *fixture, gconstpointer data)
{
  VigieReading early = fixture_reading (START - VIGIE_HOUR, 1),
               late = fixture_reading (START - VIGIE_MINUTE, 2),
               corrected = fixture_reading (START - VIGIE_HOUR, 3),
               newest = fixture_reading (START + VIGIE_MINUTE, 4),
               renewed = fixture_reading (START + VIGIE_MINUTE, 5);
  g_autoptr (VigieSnapshot) snapshot = NULL;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 1, 1); /* one of START */
  fixture_put_reading (fixture->store, "1", &early, TRUE, FALSE);
  fixture_put_reading (fixture->store, "1", &late, TRUE, FALSE);
  fixture_put_reading (fixture->store, "1", &late, FALSE, FALSE);
  fixture_put_reading (fixture->store, "1", &corrected, TRUE, FALSE);
  fixture_put_reading (fixture->store, "1", &newest, TRUE, TRUE);
  fixture_put_reading (fixture->store, "1", &renewed, TRUE, TRUE);
  fixture_commit (fixture->store);

  fixture_reopen (fixture);
  fixture_begin (fixture->store);
  fixture_put_reading (fixture->store, "1", &late, FALSE, FALSE);
  fixture_put_reading (fixture->store, "1", &renewed, FALSE, TRUE);
  fixture_commit (fixture->store);

  {
    g_autoptr (GArray) all = fixture_history (fixture->store, "1", G_MININT64, G_MAXINT64, 100);
    g_autoptr (GArray) some
        = fixture_history (fixture->store, "1", START - VIGIE_MINUTE, START + VIGIE_MINUTE, 100);
    g_autoptr (GArray) first = fixture_history (fixture->store, "1", G_MININT64, G_MAXINT64, 2);
    const VigieReading *readings = &g_array_index (all, VigieReading, 0);

    g_assert_cmpuint (all->len, ==, 4);
    g_assert_cmpfloat (readings[0].number, ==, 3);
    g_assert_cmpfloat (readings[1].number, ==, 2);
    g_assert_cmpint (readings[2].time, ==, START);
    g_assert_cmpfloat (readings[3].number, ==, 5);
    g_assert_cmpuint (some->len, ==, 2);
    g_assert_cmpuint (first->len, ==, 2);
  }
  snapshot = fixture_load (fixture->store);
  g_assert_true (fixture_same_reading (
      &g_array_index (snapshot->measures, VigieStoredMeasure, 0).latest, &renewed));
}

static void
test_condition (Fixture *fixture, gconstpointer data)
{
  VigieReading reading = fixture_reading (START + VIGIE_MINUTE, 95);
  VigieConditionState condition
      = {VIGIE_CONDITION_WARNING,
         VIGIE_CONDITION_CRITICAL,
         START + 7,
         START - VIGIE_DAY,
         3,
         4,
         0x0b,
         {0, START, 0, -1}},
      other = {VIGIE_CONDITION_CRITICAL, VIGIE_CONDITION_CRITICAL, 0, START, 4, 0, 0x0c, {0}};
  g_autoptr (GError) error = NULL;
  gboolean changed;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 1, 1);
  vigie_store_put_reading (fixture->store, "1", &reading, &condition, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture_commit (fixture->store);
  {
    g_autoptr (VigieSnapshot) snapshot = fixture_load (fixture->store);
    const VigieConditionState *got
        = &g_array_index (snapshot->measures, VigieStoredMeasure, 0).condition;

    g_assert_cmpint (got->condition, ==, condition.condition);
    g_assert_cmpint (got->pending, ==, condition.pending);
    g_assert_cmpint (got->pending_since, ==, condition.pending_since);
    g_assert_cmpint (got->since, ==, condition.since);
    g_assert_cmpint (got->limit, ==, condition.limit);
    g_assert_cmpint (got->pending_limit, ==, condition.pending_limit);
    g_assert_cmpint (got->active, ==, condition.active);
    g_assert_cmpmem (got->changing, sizeof got->changing, condition.changing,
                     sizeof condition.changing);
  }
  /* The same reading, judged by other limits. */
  fixture_begin (fixture->store);
  vigie_store_put_reading (fixture->store, "1", &reading, &other, &changed, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (changed);
  fixture_commit (fixture->store);
  {
    g_autoptr (VigieSnapshot) snapshot = fixture_load (fixture->store);
    const VigieStoredMeasure *got = &g_array_index (snapshot->measures, VigieStoredMeasure, 0);

    g_assert_true (fixture_same_reading (&got->latest, &reading));
    g_assert_cmpint (got->condition.condition, ==, VIGIE_CONDITION_CRITICAL);
    g_assert_cmpint (got->condition.limit, ==, 4);
    g_assert_cmpint (got->condition.changing[3], ==, 0);
  }
}

/* A measure that was removed and comes back is found again, without what it had before. */
static void
test_sweep_and_back (Fixture *fixture, gconstpointer data)
{
  for (int round = 0; round < 3; round++)
    {
      g_autoptr (GArray) readings = NULL;

      fixture_begin (fixture->store);
      fixture_put_territory (fixture->store, 2 + round, 1);
      fixture_commit (fixture->store);
      readings = fixture_history (fixture->store, "2", G_MININT64, G_MAXINT64, 10);
      g_assert_cmpuint (readings->len, ==, 1);

      fixture_begin (fixture->store);
      vigie_store_mark (fixture->store, NULL);
      g_assert_true (vigie_store_sweep (fixture->store, NULL, NULL, NULL));
      /* Others come before it, so that its key is another. */
      {
        g_autoptr (VigieSiteData) site = fixture_site (50);
        g_autoptr (VigieMeasureData) measure = fixture_measure (100 + (guint) round, 50);

        g_assert_true (vigie_store_put_site (fixture->store, site, NULL));
        g_assert_true (vigie_store_put_measure (fixture->store, measure, NULL));
      }
      fixture_commit (fixture->store);
      g_clear_pointer (&readings, g_array_unref);
      readings = fixture_history (fixture->store, "2", G_MININT64, G_MAXINT64, 10);
      g_assert_cmpuint (readings->len, ==, 0);
    }
}

static void
test_purge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 2, 2);
  for (int i = 0; i < 5000; i++)
    {
      VigieReading reading = fixture_reading (START - i * VIGIE_MINUTE, i);

      vigie_store_put_reading (fixture->store, "1", &reading, NULL, NULL, NULL, &error);
      if (i < 10)
        vigie_store_put_reading (fixture->store, "3", &reading, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  fixture_commit (fixture->store);

  vigie_store_purge (fixture->store, START - 4 * VIGIE_MINUTE, NULL, &error);
  g_assert_no_error (error);
  {
    g_autoptr (GArray) one
        = fixture_history (fixture->store, "1", G_MININT64, G_MAXINT64, G_MAXUINT);
    g_autoptr (GArray) three
        = fixture_history (fixture->store, "3", G_MININT64, G_MAXINT64, G_MAXUINT);

    g_assert_cmpuint (one->len, ==, 5);
    g_assert_cmpint (g_array_index (one, VigieReading, 0).time, ==, START - 4 * VIGIE_MINUTE);
    /* and the one of START + 1 s */
    g_assert_cmpuint (three->len, ==, 6);
  }
  vigie_store_purge (fixture->store, G_MAXINT64, NULL, &error);
  g_assert_no_error (error);
  {
    g_autoptr (GArray) one
        = fixture_history (fixture->store, "1", G_MININT64, G_MAXINT64, G_MAXUINT);
    g_autoptr (VigieSnapshot) snapshot = fixture_load (fixture->store);

    g_assert_cmpuint (one->len, ==, 0);
    g_assert_cmpint (g_array_index (snapshot->measures, VigieStoredMeasure, 0).latest.time, ==,
                     START);
  }
}

/* What is kept of measure 1: readings of its history, and whether it has a latest. */
static void
assert_kept (VigieStore *store, guint n_history, VigieTime latest)
{
  g_autoptr (GArray) history = fixture_history (store, "1", G_MININT64, G_MAXINT64, G_MAXUINT);
  g_autoptr (VigieSnapshot) snapshot = fixture_load (store);
  const VigieStoredMeasure *measure = &g_array_index (snapshot->measures, VigieStoredMeasure, 0);

  g_assert_cmpuint (history->len, ==, n_history);
  g_assert_cmpint (measure->latest.time, ==, latest);
  if (latest == VIGIE_TIME_NONE)
    g_assert_cmpint (measure->condition.since, ==, 0);
}

/* A measure that means something else: nothing is left of what it said. */
static void
test_other_meaning (Fixture *fixture, gconstpointer data)
{
  VigieReading before = fixture_reading (START - VIGIE_HOUR, -107);

  for (int i = 0; i < 6; i++)
    {
      g_autoptr (VigieMeasureData) measure = fixture_measure (0, 0);
      g_autoptr (GError) error = NULL;
      gboolean means_same = i < 2;

      fixture_clear_folder (fixture->folder);
      fixture_reopen (fixture);
      fixture_begin (fixture->store);
      fixture_put_territory (fixture->store, 2, 1);
      fixture_put_reading (fixture->store, "1", &before, TRUE, FALSE);
      if (i == 0)
        g_set_str (&measure->name, "Autre nom");
      else if (i == 1)
        measure->thresholds.high = measure->expected_interval = 70;
      else if (i == 2)
        g_set_str (&measure->unit, "dBm");
      else if (i == 3)
        g_set_str (&measure->observed_property, "");
      else if (i == 4)
        measure->role = VIGIE_ROLE_BATTERY_LEVEL;
      else
        g_set_str (&measure->site_id, "2");
      vigie_store_put_measure (fixture->store, measure, &error);
      g_assert_no_error (error);
      fixture_commit (fixture->store);
      assert_kept (fixture->store, means_same ? 2 : 0, means_same ? START : VIGIE_TIME_NONE);

      /* An older one of the new meaning is the latest. */
      fixture_begin (fixture->store);
      fixture_put_reading (fixture->store, "1", &before, !means_same, !means_same);
      fixture_commit (fixture->store);
      fixture_reopen (fixture);
      assert_kept (fixture->store, means_same ? 2 : 1, means_same ? START : before.time);
    }
}

static void
test_forget (Fixture *fixture, gconstpointer data)
{
  VigieReading before = fixture_reading (START - VIGIE_HOUR, 7),
               later = fixture_reading (START + VIGIE_HOUR, 8);
  g_autoptr (GError) error = NULL;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 2, 1);
  fixture_put_reading (fixture->store, "1", &before, TRUE, FALSE);
  fixture_put_reading (fixture->store, "1", &later, TRUE, TRUE);
  vigie_store_forget_readings (fixture->store, "1", before.time, &error);
  g_assert_no_error (error);
  vigie_store_forget_readings (fixture->store, "not known", VIGIE_TIME_NONE, &error);
  g_assert_no_error (error);
  /* One that the history has already is the latest again. */
  fixture_put_reading (fixture->store, "1", &before, FALSE, TRUE);
  fixture_commit (fixture->store);
  assert_kept (fixture->store, 1, before.time);

  fixture_begin (fixture->store);
  vigie_store_forget_all_readings (fixture->store, &error);
  g_assert_no_error (error);
  fixture_commit (fixture->store);
  assert_kept (fixture->store, 0, VIGIE_TIME_NONE);
  fixture_begin (fixture->store);
  fixture_put_reading (fixture->store, "2", &before, TRUE, TRUE);
  fixture_commit (fixture->store);
}

static void
test_purge_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 1, 1);
  fixture_commit (fixture->store);
  g_cancellable_cancel (cancellable);
  g_assert_false (vigie_store_purge (fixture->store, G_MAXINT64, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_kept (fixture->store, 1, START);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                            \
  g_test_add ("/store/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
  ADD ("readings", test_readings);
  ADD ("late-and-corrected", test_late_and_corrected);
  ADD ("condition", test_condition);
  ADD ("sweep/and-back", test_sweep_and_back);
  ADD ("purge", test_purge);
  ADD ("purge/cancelled", test_purge_cancelled);
  ADD ("other-meaning", test_other_meaning);
  ADD ("forget", test_forget);
  return g_test_run ();
}
