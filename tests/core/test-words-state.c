/* test-words-state.c: states and their reasons in words, in English and in French.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "words-fixture.h"

static VigieMeasureData *
fill_level (const char *name)
{
  VigieMeasureData *data = vigie_measure_data_new ();

  g_set_str (&data->name, name);
  g_set_str (&data->unit, "%");
  data->thresholds.high = 90;
  data->thresholds.low = 20;
  return data;
}

static void
test_reasons (void)
{
  VigieTime now = at ("2026-11-21T10:07:00Z");
  g_autoptr (VigieMeasureData) data = fill_level ("Benne gravats");
  VigieReading reading = VIGIE_READING_NONE;
  VigieConditionState condition = {0};

  in_english ();
#define REASON(freshness)                                                                          \
  vigie_words_reason (data, &reading, &condition, VIGIE_FRESHNESS_##freshness, now, NULL)
#define LINE(freshness)                                                                            \
  vigie_words_freshness_line (data, VIGIE_FRESHNESS_##freshness, now, reading.time, NULL)
  assert_words (REASON (NEVER), "Benne gravats: never received");
  assert_words (LINE (NEVER), "Never received");

  reading.time = at ("2026-11-21T10:03:00Z");
  reading.type = VIGIE_VALUE_NUMBER;
  reading.number = 62;
  vigie_condition_step (&condition, &data->thresholds, reading.number, reading.time);
  assert_words (REASON (LIVE), "Normal");
  assert_words (LINE (LIVE), "4~min ago");
  reading.time = at ("2026-11-21T09:43:00Z");
  assert_words (REASON (LATE), "Benne gravats late: 24~min");
  assert_words (LINE (LATE), "late: 24~min");
  reading.time = at ("2026-11-21T07:00:00Z");
  assert_words (REASON (SILENT), "Benne gravats: silent since 8:00");
  assert_words (LINE (SILENT), "Silent since 8:00");

  reading.number = 94;
  vigie_condition_step (&condition, &data->thresholds, reading.number, reading.time);
  assert_words (REASON (LIVE), "Benne gravats 94%, limit 90%");
  assert_words (REASON (LATE), "Benne gravats 94%, limit 90%");
  assert_words (REASON (SILENT), "Benne gravats: silent since 8:00, last: 94%, limit 90%");

  reading.number = 12;
  vigie_condition_step (&condition, &data->thresholds, reading.number, reading.time);
  assert_words (REASON (LIVE), "Benne gravats 12%, low limit 20%");
  /* The server took the limit away since. */
  data->thresholds.low = NAN;
  assert_words (REASON (LIVE), "Benne gravats 12%");
  assert_words (REASON (SILENT), "Benne gravats: silent since 8:00");

  assert_words (REASON (OUT_OF_SERVICE), "Benne gravats: out of service");
  assert_words (LINE (OUT_OF_SERVICE), "Out of service");
  data->out_of_service_since = at ("2026-11-18T10:00:00Z");
  g_set_str (&data->out_of_service_note, "100 %s <b>");
  assert_words (REASON (OUT_OF_SERVICE), "Benne gravats: out of service, 100 %s <b>");
  assert_words (LINE (OUT_OF_SERVICE), "Out of service since 18~Nov at 11:00");

  /* Without a name: its role, its observed property, its id. */
  g_set_str (&data->name, "");
  data->role = VIGIE_ROLE_FILL_LEVEL;
  assert_words (REASON (NEVER), "Fill level: never received");
  data->role = VIGIE_ROLE_OTHER;
  g_set_str (&data->observed_property, "level");
  assert_words (REASON (NEVER), "level: never received");
  g_set_str (&data->observed_property, "");
  g_set_str (&data->id, "42");
  assert_words (REASON (NEVER), "42: never received");
#undef REASON
#undef LINE
}

/* What stands on the screen. */
static void
test_french (void)
{
  VigieTime now = at ("2026-11-21T10:07:00Z");
  g_autoptr (VigieMeasureData) data = fill_level ("Benne gravats");
  VigieReading reading = VIGIE_READING_NONE;
  VigieConditionState condition = {0};
  static const char *const items[] = {"Bubry", "Caudan", "Groix"};

  in_french ();
  assert_words (vigie_words_value (94, "%"), "94~%");
  assert_words (vigie_words_value (-97, "dBm"), "-97~dBm");
  assert_words (vigie_words_value (1234567, "W"), "1,23~MW");
  assert_words (vigie_words_number (NAN, 0), "n.~d.");
  assert_words (vigie_words_age (now, now - 4 * VIGIE_MINUTE), "il y a 4~min");
  assert_words (vigie_words_age (now, now - 187 * VIGIE_MINUTE), "il y a 3~h~07");
  assert_words (vigie_words_age (now, now - 2 * VIGIE_DAY), "il y a 2~j");
  assert_words (vigie_words_age (now, now), "à l’instant");
  assert_words (vigie_words_age (now, now + 2 * VIGIE_MINUTE), "dans 2~min");
  assert_words (vigie_words_age (now, VIGIE_TIME_NONE), "jamais");
  assert_words (vigie_words_late (now, now - 24 * VIGIE_MINUTE), "en retard~: 24~min");
  assert_words (vigie_words_moment (now, at ("2026-11-21T09:47:00Z"), NULL), "10~h~47");
  assert_words (vigie_words_moment (now, at ("2026-11-20T17:02:00Z"), NULL), "hier à 18~h~02");
  assert_words (vigie_words_moment (now, at ("2026-11-22T06:00:00Z"), NULL), "demain à 7~h~00");
  assert_words (vigie_words_moment (now, at ("2026-11-18T09:47:00Z"), NULL), "18~nov. à 10~h~47");
  assert_words (vigie_words_since (now, at ("2026-11-18T09:47:00Z"), NULL), "le 18~nov. à 10~h~47");
  assert_words (vigie_words_at (now, at ("2026-11-21T12:58:00Z"), NULL), "à 13~h~58");
  assert_words (vigie_words_date (now, at ("2025-08-01T10:00:00Z"), NULL), "1er~août~2025");
  assert_words (vigie_words_weekday_date (at ("2026-03-03T10:00:00Z"), NULL), "mar.~3~mars");
  assert_words (vigie_words_date_time (now, NULL), "Sam. 21 nov. 2026, 11~h~07");
  assert_words (vigie_words_silent_since (now, at ("2026-11-21T07:00:00Z"), NULL),
                "Silencieux depuis 8~h~00");
  assert_words (vigie_words_list (items, 3), "Bubry, Caudan et Groix");

  reading = (VigieReading) {at ("2026-11-21T07:00:00Z"), VIGIE_TIME_NONE, VIGIE_TIME_NONE, 94, NULL,
                            VIGIE_VALUE_NUMBER};
  assert_words (vigie_words_reason (data, &reading, &condition, VIGIE_FRESHNESS_SILENT, now, NULL),
                "Benne gravats~: silence depuis 8~h~00");
  vigie_condition_step (&condition, &data->thresholds, reading.number, reading.time);
  assert_words (vigie_words_reason (data, &reading, &condition, VIGIE_FRESHNESS_LIVE, now, NULL),
                "Benne gravats 94~%, seuil 90~%");
  assert_words (vigie_words_reason (data, &reading, &condition, VIGIE_FRESHNESS_SILENT, now, NULL),
                "Benne gravats~: silence depuis 8~h~00, dernier~: 94~%, seuil 90~%");
  /* Of a sensor whose clock is wrong: no silence since tomorrow, and no age. */
  reading.time = now + 2 * VIGIE_HOUR;
  {
    g_autofree char *moment = vigie_words_since (now, reading.time, NULL);
    g_autofree char *ahead = g_strdup_printf (
        C_ ("reason", "%1$s: clock ahead, reading dated %2$s"), "Benne gravats", moment);
    g_autofree char *silent
        = vigie_words_reason (data, &reading, &condition, VIGIE_FRESHNESS_SILENT, now, NULL);
    VigieConditionState normal = {0};
    g_autofree char *late
        = vigie_words_reason (data, &reading, &normal, VIGIE_FRESHNESS_LATE, now, NULL);

    g_assert_cmpstr (silent, ==, ahead);
    g_assert_cmpstr (late, ==, ahead);
  }
  g_assert_cmpstr (vigie_words_kind (VIGIE_KIND_RECYCLING_CENTRE), ==, "Déchèterie");
  g_assert_cmpstr (vigie_words_freshness (VIGIE_FRESHNESS_NEVER), ==, "Jamais reçu");
  g_assert_cmpstr (vigie_words_condition (VIGIE_CONDITION_CRITICAL), ==, "Critique");
  g_assert_cmpstr (vigie_words_role (VIGIE_ROLE_GRID_EXPORT), ==, "Injection");
}

/* Every name is a word of its own, whatever the value. */
static void
test_names (void)
{
  in_english ();
  for (guint i = 0; i < VIGIE_N_KIND; i++)
    for (guint j = 0; j < i; j++)
      {
        g_assert_cmpstr (vigie_words_kind (i), !=, vigie_words_kind (j));
        g_assert_cmpstr (vigie_words_kind_plural (i), !=, vigie_words_kind_plural (j));
      }
  for (guint i = 0; i < VIGIE_N_ROLE; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (vigie_words_role (i), !=, vigie_words_role (j));
  for (guint i = 0; i < VIGIE_N_FRESHNESS; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (vigie_words_freshness (i), !=, vigie_words_freshness (j));
  for (guint i = 0; i < VIGIE_N_CONDITION; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (vigie_words_condition (i), !=, vigie_words_condition (j));
  g_assert_cmpstr (vigie_words_kind (VIGIE_KIND_RECYCLING_CENTRE), ==, "Recycling centre");
  g_assert_cmpstr (vigie_words_freshness (VIGIE_FRESHNESS_SILENT), ==, "Silent");
  g_assert_cmpstr (vigie_words_kind (99), ==, vigie_words_kind (VIGIE_KIND_OTHER));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  words_init ();

  g_test_add_func ("/words/reasons", test_reasons);
  g_test_add_func ("/words/french", test_french);
  g_test_add_func ("/words/names", test_names);
  return g_test_run ();
}
