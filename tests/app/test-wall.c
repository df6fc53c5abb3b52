/* test-wall.c: the wall: how large it writes, which scene it shows and why it stays, what is wrong, worst first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-wall-rotation.h"
#include "vigie-wall-size.h"

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

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/wall/pitch", test_pitch);
  g_test_add_func ("/wall/size", test_size);
  g_test_add_func ("/wall/turns", test_turns);
  g_test_add_func ("/wall/half", test_half);
  g_test_add_func ("/wall/held", test_held);
  g_test_add_func ("/wall/person", test_person);
  g_test_add_func ("/wall/still", test_still);

  return g_test_run ();
}
