/* test-wall.c: the wall: how large it writes, which scene it shows and why it stays, what is wrong, worst first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-area-layer.h"
#include "vigie-test-memory.h"
#include "vigie-text.h"
#include "vigie-wall-foot.h"
#include "vigie-wall-list.h"
#include "vigie-wall-problems.h"
#include "vigie-wall-rotation.h"
#include "vigie-wall-row.h"
#include "vigie-wall-size.h"
#include "vigie-wall.h"
#include "window-fixture.h"
#include "vigie-words.h"

#define WAIT_SECONDS 20
#include "vigie-test-wait.h"
#include "vigie-test-find.h"

#define SECOND G_USEC_PER_SEC

/* ---- Size ------------------------------------------------------------------------------------ */

static void
test_pitch (void)
{
  static const struct
  {
    VigieWallScreen screen;
    double pitch;
  } cases[] = {
      {{3840, 2160, 1650, 928}, 0.4297},  /* 75″ */
      {{3840, 2160, 2160, 1215}, 0.5625}, /* 98″ */
      {{1920, 1080, 1650, 928}, 0.8594},  /* 75″, two pixels each */
      {{3840, 2160, 0, 0}, 0},            /* not told */
      {{3840, 2160, 1016, 572}, 0},       /* an X server that does not know: 96 dots an inch */
      {{1920, 1080, 160, 90}, 0.0833},    /* a telephone's */
      {{1920, 1080, 16, 9}, 0},           /* the ratio, not millimetres */
      {{1920, 1080, 1600, 1200}, 0},      /* not as wide as it is high */
      {{0, 0, 1600, 900}, 0},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (vigie_wall_pitch (&cases[i].screen), cases[i].pitch, 1e-3);
  g_assert_cmpfloat (vigie_wall_pitch (NULL), ==, 0);
}

static void
test_size (void)
{
  static const struct
  {
    int width, height;
    VigieWallScreen screen;
    double distance;
    int text;
    gboolean wide, one_line;
  } cases[] = {
      /* VISUAL.md: 75 px at 0.43 mm, 57 at 0.56, 86 at 0.37, from 5 m. */
      {3840, 2160, {3840, 2160, 1650, 928}, 5, 74, TRUE, TRUE},
      {3840, 2160, {3840, 2160, 2160, 1215}, 5, 57, TRUE, TRUE},
      {3840, 2160, {3840, 2160, 1428, 803}, 5, 86, TRUE, FALSE},
      /* Not told: by the height. */
      {3840, 2160, {0}, 5, 75, TRUE, TRUE},
      {1920, 1080, {0}, 5, 38, TRUE, TRUE},
      {1366, 768, {0}, 5, 27, TRUE, TRUE},
      /* A desk's screen, read from afar: large, and still a wall. */
      {1920, 1080, {1920, 1080, 527, 296}, 5, 51, FALSE, FALSE},
      {1920, 1080, {1920, 1080, 527, 296}, 0.5, 28, TRUE, TRUE},
      /* Upright, and a window. */
      {1080, 1920, {0}, 5, 40, FALSE, FALSE},
      {360, 294, {0}, 5, 10, FALSE, FALSE},
      {0, 0, {0}, 5, 8, FALSE, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieWallSize size
          = vigie_wall_size (cases[i].width, cases[i].height, &cases[i].screen, cases[i].distance);

      g_test_message ("%d × %d", cases[i].width, cases[i].height);
      g_assert_cmpint (size.text, ==, cases[i].text);
      g_assert_cmpint (size.wide, ==, cases[i].wide);
      g_assert_cmpint (size.one_line, ==, cases[i].one_line);
      g_assert_cmpfloat (size.sign_scale, >=, 1);
    }
  g_assert_cmpfloat_with_epsilon (vigie_wall_size (3840, 2160, NULL, 5).sign_scale, 1.7, 1e-9);
}

/* ---- Rotation -------------------------------------------------------------------------------- */

static VigieWallRotation *
new_rotation (void)
{
  VigieWallRotation *rotation = vigie_wall_rotation_new ();

  vigie_wall_rotation_set_interval (rotation, 30, 0);
  vigie_wall_rotation_set_available (rotation, VIGIE_SCENE_ATTENDANCE, TRUE);
  vigie_wall_rotation_set_available (rotation, VIGIE_SCENE_ENERGY, TRUE);
  return rotation;
}

static void
set_critical (VigieWallRotation *rotation, const char *ids, gboolean known, gint64 now)
{
  g_auto (GStrv) list = g_strsplit (ids, " ", -1);

  vigie_wall_rotation_set_critical (rotation, (const char *const *) list,
                                    *ids != '\0' ? g_strv_length (list) : 0, known, now);
}

/* The scenes of so many turns, one letter each. */
static char *
turns (VigieWallRotation *rotation, guint n, gint64 *now)
{
  static const char letters[] = "SAE";
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_string_append_c (text, letters[vigie_wall_rotation_get_scene (rotation)]);
      *now += 29 * SECOND;
      g_assert_false (vigie_wall_rotation_tick (rotation, *now));
      *now += 1 * SECOND;
      vigie_wall_rotation_tick (rotation, *now);
    }
  return g_string_free (text, FALSE);
}

static void
assert_turns (VigieWallRotation *rotation, const char *expected, gint64 *now)
{
  g_autofree char *text = turns (rotation, strlen (expected), now);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_turns (void)
{
  g_autoptr (VigieWallRotation) rotation = new_rotation ();
  gint64 now = 0;

  g_assert_cmpint (vigie_wall_rotation_get_state (rotation), ==, VIGIE_WALL_TURNS);
  assert_turns (rotation, "SAESAES", &now);
  vigie_wall_rotation_set_available (rotation, VIGIE_SCENE_ATTENDANCE, FALSE);
  g_assert_true (vigie_wall_rotation_choose (rotation, VIGIE_SCENE_SITUATION, now));
  assert_turns (rotation, "SESE", &now);
  /* With the situation alone there is nothing to turn. */
  g_assert_false (vigie_wall_rotation_choose (rotation, VIGIE_SCENE_ATTENDANCE, now));
  vigie_wall_rotation_set_available (rotation, VIGIE_SCENE_ENERGY, FALSE);
  g_assert_true (vigie_wall_rotation_choose (rotation, VIGIE_SCENE_SITUATION, now));
  g_assert_cmpint (vigie_wall_rotation_get_state (rotation), ==, VIGIE_WALL_STILL);
  assert_turns (rotation, "SSS", &now);
}

/* Where something is critical and everybody knows it, the situation has half of the time. */
static void
test_half (void)
{
  g_autoptr (VigieWallRotation) rotation = new_rotation ();
  gint64 now = 0;

  set_critical (rotation, "a", TRUE, now);
  g_assert_cmpint (vigie_wall_rotation_get_state (rotation), ==, VIGIE_WALL_TURNS);
  assert_turns (rotation, "SASESASE", &now);
}

static void
test_held (void)
{
  g_autoptr (VigieWallRotation) rotation = new_rotation ();
  gint64 now = 0;

  set_critical (rotation, "a", TRUE, now);
  assert_turns (rotation, "S", &now);
  g_assert_cmpint (vigie_wall_rotation_get_scene (rotation), ==, VIGIE_SCENE_ATTENDANCE);
  /* News: back at once, and it stays. */
  set_critical (rotation, "a b", FALSE, now);
  g_assert_cmpint (vigie_wall_rotation_get_scene (rotation), ==, VIGIE_SCENE_SITUATION);
  g_assert_cmpint (vigie_wall_rotation_get_state (rotation), ==, VIGIE_WALL_HELD);
  g_assert_cmpstr (vigie_wall_rotation_get_holder (rotation), ==, "b");
  assert_turns (rotation, "SSSSS", &now);
  set_critical (rotation, "c a b", FALSE, now);
  g_assert_cmpstr (vigie_wall_rotation_get_holder (rotation), ==, "c");
  /* What was known before does not hold; what came does until the last of it is over. */
  set_critical (rotation, "b", FALSE, now);
  g_assert_cmpstr (vigie_wall_rotation_get_holder (rotation), ==, "b");
  set_critical (rotation, "", FALSE, now);
  g_assert_null (vigie_wall_rotation_get_holder (rotation));
  assert_turns (rotation, "SES", &now);
  /* The same site again is news. */
  set_critical (rotation, "b", FALSE, now);
  g_assert_cmpint (vigie_wall_rotation_get_state (rotation), ==, VIGIE_WALL_HELD);
}

static void
test_person (void)
{
  g_autoptr (VigieWallRotation) rotation = new_rotation ();
  gint64 now = 0;

  vigie_wall_rotation_toggle (rotation, now);
  g_assert_cmpint (vigie_wall_rotation_get_state (rotation), ==, VIGIE_WALL_PAUSED);
  assert_turns (rotation, "SSS", &now);
  vigie_wall_rotation_toggle (rotation, now);
  assert_turns (rotation, "SA", &now);
  set_critical (rotation, "a", FALSE, now);
  /* Lets go of what is held, and does not pause. */
  vigie_wall_rotation_toggle (rotation, now);
  g_assert_cmpint (vigie_wall_rotation_get_state (rotation), ==, VIGIE_WALL_TURNS);
  assert_turns (rotation, "SASE", &now);
  set_critical (rotation, "a b", FALSE, now);
  g_assert_true (vigie_wall_rotation_choose (rotation, VIGIE_SCENE_ENERGY, now));
  g_assert_null (vigie_wall_rotation_get_holder (rotation));
  assert_turns (rotation, "ESAS", &now);
}

/* Without a rotation a scene stays; news bring the situation all the same. */
static void
test_still (void)
{
  g_autoptr (VigieWallRotation) rotation = new_rotation ();
  gint64 now = 0;

  vigie_wall_rotation_set_interval (rotation, 0, now);
  g_assert_true (vigie_wall_rotation_choose (rotation, VIGIE_SCENE_ENERGY, now));
  g_assert_cmpint (vigie_wall_rotation_get_state (rotation), ==, VIGIE_WALL_STILL);
  assert_turns (rotation, "EEE", &now);
  set_critical (rotation, "a", FALSE, now);
  assert_turns (rotation, "SS", &now);
  g_assert_cmpint (vigie_wall_rotation_get_state (rotation), ==, VIGIE_WALL_HELD);
}

/* ---- Problems -------------------------------------------------------------------------------- */

static void
test_problems (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  VigieWallProblems problems = {.n_list = 0};
  g_autofree char *title = NULL;
  g_autofree char *watch = NULL;
  g_autofree char *nothing = NULL;

  vigie_wall_problems_read (&problems, territory);
  g_assert_cmpuint (problems.n_critical, ==, 1);
  g_assert_cmpuint (problems.n_warning, ==, 1);
  g_assert_cmpuint (problems.n_conditions, ==, 2);
  g_assert_cmpuint (problems.n_silent, ==, 1);
  g_assert_cmpuint (problems.n_out_of_service, ==, 1);
  /* The critical one, the warning, and the silent site where there is room. Not the silent measure of a site of which
   * something worse is known. */
  g_assert_cmpuint (problems.n_list, ==, 3);
  g_assert_cmpstr (vigie_site_get_id (problems.list[0].site), ==, "l");
  g_assert_cmpint (problems.list[0].look, ==, VIGIE_GLYPH_CRITICAL);
  g_assert_cmpstr (vigie_site_get_id (problems.list[1].site), ==, "r");
  g_assert_cmpint (problems.list[1].look, ==, VIGIE_GLYPH_WARNING);
  g_assert_cmpstr (vigie_site_get_id (problems.list[2].site), ==, "b");
  g_assert_cmpint (problems.list[2].look, ==, VIGIE_GLYPH_SILENT);
  title = vigie_wall_problems_title (&problems);
  watch = vigie_wall_problems_subtitle (&problems);
  g_assert_true (g_str_has_prefix (title, "1"));
  g_assert_true (g_str_has_prefix (watch, "1"));

  /* Silence ends nothing. */
  vigie_clock_set (clock, FIXTURE_NOW + 6 * VIGIE_HOUR);
  vigie_territory_tick (territory);
  vigie_wall_problems_read (&problems, territory);
  g_assert_cmpuint (problems.n_critical, ==, 1);
  g_assert_cmpuint (problems.n_conditions, ==, 2);
  g_assert_cmpint (problems.list[0].look, ==, VIGIE_GLYPH_CRITICAL);
  vigie_wall_problems_clear (&problems);
  vigie_wall_problems_read (&problems, NULL);
  g_assert_cmpuint (problems.n_list, ==, 0);
  /* Nothing is known: that is no good news. */
  nothing = vigie_wall_problems_title (&problems);
  g_assert_cmpstr (nothing, ==, _ ("No Sites on This Server"));
  vigie_wall_problems_clear (&problems);
}

/* More than are told one by one: the newest of the worst. */
static void
test_many (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = vigie_territory_new (clock);
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieWallProblems problems = {.n_list = 0};

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("%02u", i);
      g_autofree char *measure = g_strdup_printf ("%s:m", id);
      VigieConditionState state
          = {.condition = i % 4 == 0 ? VIGIE_CONDITION_CRITICAL : VIGIE_CONDITION_WARNING,
             .since = FIXTURE_NOW - (i * 7 % 40) * VIGIE_MINUTE};
      VigieReading reading = {.time = FIXTURE_NOW - VIGIE_MINUTE,
                              .start = VIGIE_TIME_NONE,
                              .result_time = VIGIE_TIME_NONE,
                              .number = 97,
                              .type = VIGIE_VALUE_NUMBER};

      fixture_add_site (batch, fixture_site (id, id, VIGIE_KIND_WATER, "Lorient"));
      fixture_add_measure (batch, id, "m", VIGIE_ROLE_OTHER, "%", 97, -1, VIGIE_CONDITION_NORMAL);
      vigie_territory_batch_add_reading (batch, measure, &reading, &state);
    }
  vigie_territory_apply_now (territory, batch);
  vigie_wall_problems_read (&problems, territory);
  g_assert_cmpuint (problems.n_critical, ==, 10);
  g_assert_cmpuint (problems.n_warning, ==, 30);
  g_assert_cmpuint (problems.n_conditions, ==, 40);
  g_assert_cmpuint (problems.n_list, ==, VIGIE_WALL_MAX_PROBLEMS);
  for (guint i = 0; i < problems.n_list; i++)
    {
      g_assert_cmpint (problems.list[i].look, ==, VIGIE_GLYPH_CRITICAL);
      if (i > 0)
        g_assert_cmpint (problems.list[i].since, <=, problems.list[i - 1].since);
    }
  g_assert_cmpint (problems.list[0].since, ==, FIXTURE_NOW);
  vigie_wall_problems_clear (&problems);
}

static void
test_row (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  VigieWallRow *row = VIGIE_WALL_ROW (g_object_ref_sink (vigie_wall_row_new ()));
  VigieWallProblems problems = {.n_list = 0};
  VigieWallWords words, then;
  g_autofree char *age = vigie_words_age (FIXTURE_NOW, FIXTURE_NOW - VIGIE_HOUR);
  g_autofree char *clock_time = vigie_words_at (FIXTURE_NOW, FIXTURE_NOW - VIGIE_HOUR, NULL);
  g_autofree char *value = vigie_words_value (97, "%");
  g_autofree char *limit = vigie_words_value (95, "%");

  vigie_wall_problems_read (&problems, territory);
  vigie_wall_words_init (&words, &problems.list[0], FIXTURE_NOW, TRUE);
  g_assert_nonnull (strstr (words.what, "Bassin d’orage"));
  g_assert_true (g_str_has_suffix (words.what, value));
  g_assert_cmpstr (words.site, ==, "Épuration de Lorient");
  g_assert_cmpstr (words.since, ==, age);
  g_assert_nonnull (strstr (words.note, limit));
  /* While the link is lost an age is a clock time. */
  vigie_wall_words_init (&then, &problems.list[0], FIXTURE_NOW, FALSE);
  g_assert_cmpstr (then.since, ==, clock_time);

  vigie_wall_row_show (row, &problems.list[0], FIXTURE_NOW, TRUE);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       words.sentence);
  g_assert_true (g_str_has_prefix (words.sentence, vigie_glyph_look_label (VIGIE_GLYPH_CRITICAL)));
  vigie_wall_words_clear (&words);
  vigie_wall_words_clear (&then);
  vigie_wall_problems_clear (&problems);
  g_assert_finalize_object (row);
}

/* ---- Room ------------------------------------------------------------------------------------ */

static void
allocate (GtkWidget *widget, int width, int height)
{
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (widget, width, height, -1, NULL);
}

static void
test_list (void)
{
  GtkWidget *list = g_object_ref_sink (vigie_wall_list_new ());
  GtkWidget *more;
  g_autofree char *others = g_strdup_printf (ngettext ("and %'u other", "and %'u others", 7), 7u);

  for (guint i = 0; i < 5; i++)
    {
      GtkWidget *row = gtk_label_new ("Benne gravats");

      gtk_widget_set_size_request (row, 100, 60);
      vigie_wall_list_append (VIGIE_WALL_LIST (list), row);
    }
  more = gtk_widget_get_last_child (list);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_ROLE_LIST);

  vigie_wall_list_set_used (VIGIE_WALL_LIST (list), 5, 5);
  allocate (list, 400, 300);
  g_assert_cmpuint (vigie_wall_list_get_n_shown (VIGIE_WALL_LIST (list)), ==, 5);
  g_assert_false (gtk_widget_get_child_visible (more));
  /* No room for the last one, nor for the words beside four. */
  allocate (list, 400, 299);
  g_assert_cmpuint (vigie_wall_list_get_n_shown (VIGIE_WALL_LIST (list)), ==, 4);
  allocate (list, 400, 240);
  g_assert_cmpuint (vigie_wall_list_get_n_shown (VIGIE_WALL_LIST (list)), ==, 3);
  /* More than rows. */
  vigie_wall_list_set_used (VIGIE_WALL_LIST (list), 5, 11);
  allocate (list, 400, 290);
  g_assert_cmpuint (vigie_wall_list_get_n_shown (VIGIE_WALL_LIST (list)), ==, 4);
  iterate ();
  g_assert_true (gtk_widget_get_child_visible (more));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (more)), ==, others);
  /* None is no reason to fail. */
  allocate (list, 10, 0);
  g_assert_cmpuint (vigie_wall_list_get_n_shown (VIGIE_WALL_LIST (list)), ==, 0);
  vigie_wall_list_set_used (VIGIE_WALL_LIST (list), 0, 0);
  allocate (list, 400, 300);
  g_assert_false (gtk_widget_get_child_visible (more));
  g_assert_finalize_object (list);
}

/* ---- The wall on a server -------------------------------------------------------------------- */

static const char *const level
    = "{\"role\":\"fill-level\",\"expectedInterval\":\"PT10M\",\"thresholds\":{\"high\":90,\"highhigh\":95}}";

static void
set_up (WindowFixture *wall, gconstpointer data)
{
  VigieTime now;

  window_fixture_begin (wall);
  now = vigie_fake_territory_now (wall->fake);
  for (int i = 1; i <= 9; i++)
    {
      g_autofree char *name = g_strdup_printf ("Poste %d", i);

      vigie_fake_territory_put_thing (wall->fake, i, name, "{\"kind\":\"water\"}");
      vigie_fake_territory_put_datastream (wall->fake, 10 + i, i, "Bassin", level);
      vigie_fake_territory_put_reading (wall->fake, 10 + i, now - VIGIE_MINUTE,
                                        i == 1 ? "97" : "50", VIGIE_TIME_NONE);
    }
  window_fixture_present (wall);
}

static void
open_server (WindowFixture *wall)
{
  window_fixture_open (wall);
  WAIT_UNTIL (vigie_context_get_territory (wall->context) != NULL
              && vigie_territory_find_measure (vigie_context_get_territory (wall->context), "19")
                     != NULL);
}

static void
tear_down (WindowFixture *wall, gconstpointer data)
{
  g_settings_reset (wall->settings, "wall-rotation");
  window_fixture_end (wall);
}

static gboolean
shows_text (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c))
    if (shows_text (c, text))
      return TRUE;
  return FALSE;
}

/* Dark, and as it was before; with the wall once there is something to show. */
static void
test_window (WindowFixture *wall, gconstpointer data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  AdwColorScheme before = adw_style_manager_get_color_scheme (style);
  GtkWidget *window = GTK_WIDGET (wall->window), *shown;

  vigie_window_set_wall (wall->window, TRUE);
  g_assert_true (vigie_window_get_wall (wall->window));
  g_assert_true (adw_style_manager_get_dark (style));
  g_assert_null (vigie_test_find (window, VIGIE_TYPE_WALL));
  open_server (wall);
  shown = vigie_test_find (window, VIGIE_TYPE_WALL);
  g_assert_nonnull (shown);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (shown), GTK_ACCESSIBLE_ROLE_MAIN);
  WAIT_UNTIL (gtk_widget_get_mapped (shown));

  /* What leads to a page ends it, and nothing of it is left. */
  gtk_widget_activate_action (window, "win.page", "s", "map");
  g_assert_false (vigie_window_get_wall (wall->window));
  g_assert_null (vigie_test_find (window, VIGIE_TYPE_WALL));
  g_assert_cmpint (adw_style_manager_get_color_scheme (style), ==, before);
  gtk_widget_activate_action (window, "win.wall", NULL);
  g_assert_true (vigie_window_get_wall (wall->window));
  vigie_wall_key_pressed (VIGIE_WALL (vigie_test_find (window, VIGIE_TYPE_WALL)), GDK_KEY_Escape,
                          0);
  g_assert_false (vigie_window_get_wall (wall->window));
  /* It is not left behind when the window goes. */
  vigie_window_set_wall (wall->window, TRUE);
  gtk_window_destroy (GTK_WINDOW (wall->window));
  iterate ();
  g_assert_cmpint (adw_style_manager_get_color_scheme (style), ==, before);
  wall->window = vigie_window_new (NULL, wall->context);
}

static void
become (VigieTerritory *territory, VigieClock *clock, const char *measure, double number)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  gboolean critical = number >= 95;
  VigieTime now = vigie_clock_now (clock);
  VigieConditionState state
      = {.condition = critical ? VIGIE_CONDITION_CRITICAL : VIGIE_CONDITION_NORMAL,
         .since = critical ? now : 0,
         .limit = critical ? 4 : 0};
  VigieReading reading = {.time = now,
                          .start = VIGIE_TIME_NONE,
                          .result_time = VIGIE_TIME_NONE,
                          .number = number,
                          .type = VIGIE_VALUE_NUMBER};

  vigie_territory_batch_add_reading (batch, measure, &reading, &state);
  vigie_territory_apply_now (territory, batch);
}

/* A site that becomes critical interrupts, is said, and holds. */
static void
test_critical (WindowFixture *wall, gconstpointer data)
{
  VigieWall *shown;
  VigieWallRotation *rotation;
  VigieTerritory *territory;
  VigieClock *clock;
  gint64 now = g_get_monotonic_time ();
  g_autofree char *one
      = g_strdup_printf (ngettext ("%'u critical site", "%'u critical sites", 1), 1u);
  g_autofree char *two
      = g_strdup_printf (ngettext ("%'u critical site", "%'u critical sites", 2), 2u);
  g_autofree char *stopped = g_strdup_printf (_ ("Rotation stopped by %s"), "Poste 4");

  open_server (wall);
  vigie_window_set_wall (wall->window, TRUE);
  shown = VIGIE_WALL (vigie_test_find (GTK_WIDGET (wall->window), VIGIE_TYPE_WALL));
  rotation = vigie_wall_get_rotation (shown);
  territory = vigie_context_get_territory (wall->context);
  clock = vigie_context_get_clock (wall->context);
  WAIT_UNTIL (vigie_site_get_problem (vigie_territory_find_site (territory, "1"), NULL)
              == VIGIE_CONDITION_CRITICAL);
  vigie_wall_rotation_set_available (rotation, VIGIE_SCENE_ENERGY, TRUE);
  vigie_wall_update (shown, now);
  /* It was so before: it holds nothing. */
  g_assert_null (vigie_wall_rotation_get_holder (rotation));
  g_assert_true (shows_text (GTK_WIDGET (shown), one));
  g_assert_true (shows_text (GTK_WIDGET (shown), "Poste 1"));

  now += 20 * SECOND;
  vigie_wall_key_pressed (shown, GDK_KEY_eacute, 0);
  vigie_wall_key_pressed (shown, GDK_KEY_3, 0);
  become (territory, clock, "14", 98);
  vigie_wall_update (shown, now);
  g_assert_cmpint (vigie_wall_rotation_get_scene (rotation), ==, VIGIE_SCENE_SITUATION);
  g_assert_cmpint (vigie_wall_rotation_get_state (rotation), ==, VIGIE_WALL_HELD);
  g_assert_cmpstr (vigie_wall_rotation_get_holder (rotation), ==, "4");
  g_assert_true (shows_text (GTK_WIDGET (shown), two));
  g_assert_true (shows_text (GTK_WIDGET (shown), stopped));
  vigie_wall_update (shown, now + 300 * SECOND);
  g_assert_cmpint (vigie_wall_rotation_get_scene (rotation), ==, VIGIE_SCENE_SITUATION);

  become (territory, clock, "14", 60);
  vigie_wall_update (shown, now + 301 * SECOND);
  g_assert_null (vigie_wall_rotation_get_holder (rotation));
  g_assert_false (shows_text (GTK_WIDGET (shown), stopped));
  become (territory, clock, "15", 99);
  vigie_wall_update (shown, now + 302 * SECOND);
  g_assert_cmpstr (vigie_wall_rotation_get_holder (rotation), ==, "5");
  vigie_wall_key_pressed (shown, GDK_KEY_space, 0);
  g_assert_null (vigie_wall_rotation_get_holder (rotation));
}

/* ---- Nothing grows --------------------------------------------------------------------------- */

static guint
count_widgets (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c))
    n += count_widgets (c);
  return n;
}

static gboolean
never_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

static guint
count_sources (void)
{
  guint last = g_timeout_add_seconds (3600, never_cb, NULL), n = 0;

  g_source_remove (last);
  for (guint id = 1; id < last; id++)
    n += g_main_context_find_source_by_id (NULL, id) != NULL;
  return n;
}

static void
rotate (VigieWall *shown, guint n, gint64 *now)
{
  for (guint i = 0; i < n; i++)
    {
      *now += 31 * SECOND;
      vigie_wall_update (shown, *now);
      iterate ();
      if (i % 10 == 0)
        g_main_context_iteration (NULL, TRUE); /* a frame */
    }
}

static void
test_growth (WindowFixture *wall, gconstpointer data)
{
  VigieWall *shown;
  VigieWallRotation *rotation;
  gint64 now = g_get_monotonic_time ();
  guint widgets, sources;
  gsize before, after;

  open_server (wall);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  vigie_window_set_wall (wall->window, TRUE);
  shown = VIGIE_WALL (vigie_test_find (GTK_WIDGET (wall->window), VIGIE_TYPE_WALL));
  WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (shown)));
  rotation = vigie_wall_get_rotation (shown);
  vigie_wall_rotation_set_available (rotation, VIGIE_SCENE_ENERGY, TRUE);
  vigie_wall_rotation_set_available (rotation, VIGIE_SCENE_ATTENDANCE, TRUE);
  rotate (shown, 200, &now);
  widgets = count_widgets (GTK_WIDGET (shown));
  sources = count_sources ();
  before = vigie_test_resident ();
  rotate (shown, 1000, &now);
  after = vigie_test_resident ();
  g_test_message ("%u widgets, %u sources, %" G_GSIZE_FORMAT " kB before, %" G_GSIZE_FORMAT
                  " kB after 1000 rotations",
                  widgets, sources, before / 1024, after / 1024);
  g_assert_cmpuint (count_widgets (GTK_WIDGET (shown)), ==, widgets);
  /* The window's own come and go: its ticker, a frame. */
  g_assert_cmpuint (count_sources (), <=, sources + 3);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpuint (after, <, before + 2 * 1024 * 1024);
#endif
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
}

/* The communes of the person's file are on the wall too, and those that the person chooses next. */
static void
test_outlines (WindowFixture *wall, gconstpointer data)
{
  static const char outlines[]
      = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"nom\":"
        "\"Lorient\",\"code\":\"56121\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[-3.4,47.7],"
        "[-3.3,47.7],[-3.3,47.8],[-3.4,47.8],[-3.4,47.7]]]}}]}";
  g_autofree char *path = g_build_filename (wall->folder, "outlines.geojson", NULL);
  VigieAreaLayer *layer;
  VigieAreaMesh *mesh;

  g_assert_true (g_file_set_contents (path, outlines, -1, NULL));
  g_settings_set_string (wall->settings, "communes-file", path);
  vigie_window_set_wall (wall->window, TRUE);
  open_server (wall);
  layer = VIGIE_AREA_LAYER (vigie_test_find (
      vigie_test_find (GTK_WIDGET (wall->window), VIGIE_TYPE_WALL), VIGIE_TYPE_AREA_LAYER));
  WAIT_UNTIL (vigie_area_layer_get_mesh (layer) != NULL);
  mesh = vigie_area_layer_get_mesh (layer);
  g_assert_cmpuint (vigie_areas_get_n_areas (vigie_area_mesh_get_areas (mesh)), ==, 1);
  g_assert_true (vigie_area_layer_get_borders (layer));
  g_settings_set_string (wall->settings, "communes-file", "");
  WAIT_UNTIL (vigie_area_layer_get_mesh (layer) != mesh);
  g_settings_reset (wall->settings, "communes-file");
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);

  g_test_add_func ("/wall/pitch", test_pitch);
  g_test_add_func ("/wall/size", test_size);
  g_test_add_func ("/wall/turns", test_turns);
  g_test_add_func ("/wall/half", test_half);
  g_test_add_func ("/wall/held", test_held);
  g_test_add_func ("/wall/person", test_person);
  g_test_add_func ("/wall/still", test_still);
  g_test_add_func ("/wall/problems", test_problems);
  g_test_add_func ("/wall/many", test_many);
  g_test_add_func ("/wall/row", test_row);
  g_test_add_func ("/wall/list", test_list);
  g_test_add ("/wall/window", WindowFixture, NULL, set_up, test_window, tear_down);
  g_test_add ("/wall/critical", WindowFixture, NULL, set_up, test_critical, tear_down);
  g_test_add ("/wall/growth", WindowFixture, NULL, set_up, test_growth, tear_down);

  g_test_add ("/wall/outlines", WindowFixture, NULL, set_up, test_outlines, tear_down);

  return g_test_run ();
}
