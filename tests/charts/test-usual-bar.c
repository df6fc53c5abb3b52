/* test-usual-bar.c: the parts of a usual bar lie where their numbers say, in both directions of text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <gtk/gtk.h>
#include <math.h>

#include "vigie-test-pixels.h"
#include "vigie-usual-bar.h"

#define WIDTH 144
#define HEIGHT 16
#define MIDDLE 8
#define EDGE 3 /* on the track, beside the bar */

static const VigiePalette *
colors (void)
{
  return vigie_palette_get (VIGIE_SCHEME_LIGHT);
}

static GtkWidget *
make (GtkTextDirection direction)
{
  GtkWidget *bar = vigie_usual_bar_new ();

  gtk_widget_set_direction (bar, direction);
  vigie_usual_bar_set_scheme (VIGIE_USUAL_BAR (bar), VIGIE_SCHEME_LIGHT);
  return bar;
}

/* 24 vehicles are 144 px: 6 px each. */
static void
test_places (gconstpointer data)
{
  GtkTextDirection direction = GPOINTER_TO_INT (data);
  gboolean rtl = direction == GTK_TEXT_DIR_RTL;
  GtkWidget *bar = make (direction);
  const VigiePalette *p = colors ();
  g_auto (VigiePixels) pixels = {NULL, 0, 0};
  const struct
  {
    int x, y;
    const GdkRGBA *color;
  } cases[] = {
      {1, MIDDLE, &p->ink},     {83, MIDDLE, &p->ink},  {84, MIDDLE, &p->track},
      {41, EDGE, &p->track},    {42, EDGE, &p->norm},   {65, EDGE, &p->norm},
      {66, EDGE, &p->track},    {119, EDGE, &p->dim},   {120, 0, &p->dim},
      {120, 15, &p->dim},       {118, EDGE, &p->track}, {121, EDGE, &p->track},
      {130, MIDDLE, &p->track}, {60, 0, &p->card},
  };

  vigie_usual_bar_set (VIGIE_USUAL_BAR (bar), 14, NAN, NAN, 7, 11, 20, 24);
  pixels = vigie_pixels_of (bar, WIDTH, HEIGHT, &p->card);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    vigie_pixels_assert (&pixels, rtl ? WIDTH - 1 - cases[i].x : cases[i].x, cases[i].y,
                         cases[i].color);
}

/* The hair line is seen on the bar and beside it. */
static void
test_range (void)
{
  GtkWidget *bar = make (GTK_TEXT_DIR_LTR);
  const VigiePalette *p = colors ();
  g_auto (VigiePixels) pixels = {NULL, 0, 0};
  gboolean on_bar = FALSE, beside = FALSE;

  vigie_usual_bar_set (VIGIE_USUAL_BAR (bar), 14, 12, 18, NAN, NAN, NAN, 24);
  pixels = vigie_pixels_of (bar, WIDTH, HEIGHT, &p->card);
  for (int y = MIDDLE - 2; y <= MIDDLE + 2; y++)
    {
      on_bar = on_bar || vigie_pixels_is (&pixels, 78, y, &p->card);
      beside = beside || vigie_pixels_is (&pixels, 96, y, &p->ink);
      g_assert_true (vigie_pixels_is (&pixels, 112, y, &p->track));
    }
  g_assert_true (on_bar);
  g_assert_true (beside);
}

static void
test_unknown (void)
{
  GtkWidget *bar = make (GTK_TEXT_DIR_LTR);
  const VigiePalette *p = colors ();
  g_auto (VigiePixels) pixels = {NULL, 0, 0};

  vigie_usual_bar_set (VIGIE_USUAL_BAR (bar), NAN, NAN, NAN, 7, 11, 20, 24);
  pixels = vigie_pixels_of (bar, WIDTH, HEIGHT, &p->card);
  /* No track, no norm, nothing that looks like a value. */
  for (int x = 0; x < WIDTH; x++)
    {
      g_assert_false (vigie_pixels_is (&pixels, x, EDGE, &p->norm));
      g_assert_false (vigie_pixels_is (&pixels, x, MIDDLE, &p->ink));
    }
  /* There is room for as many as before. */
  vigie_pixels_assert (&pixels, 120, 0, &p->dim);
}

static void
test_beyond (void)
{
  GtkWidget *bar = make (GTK_TEXT_DIR_LTR);
  const VigiePalette *p = colors ();
  g_auto (VigiePixels) pixels = {NULL, 0, 0};

  vigie_usual_bar_set (VIGIE_USUAL_BAR (bar), 40, 38, 42, 7, 11, 60, 24);
  pixels = vigie_pixels_of (bar, WIDTH, HEIGHT, &p->card);
  vigie_pixels_assert (&pixels, 100, MIDDLE, &p->ink);
  vigie_pixels_assert (&pixels, 137, MIDDLE, &p->card);
  vigie_pixels_assert (&pixels, 142, MIDDLE, &p->ink);
  /* No tick where the places are beyond. */
  for (int x = 0; x < WIDTH; x++)
    vigie_pixels_assert (&pixels, x, 0, &p->card);
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Frames that are painted within @milliseconds. */
static gint64
frames_of (GdkFrameClock *clock, int milliseconds)
{
  gint64 before = gdk_frame_clock_get_frame_counter (clock);
  gint64 until = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;
  guint pace = g_timeout_add (5, tick_cb, NULL);

  while (g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (pace);
  return gdk_frame_clock_get_frame_counter (clock) - before;
}

/* A list that is filled again with what it had draws nothing. */
static void
test_quiet (void)
{
  GtkWidget *window = gtk_window_new (), *bar = vigie_usual_bar_new ();
  GdkFrameClock *clock;

  vigie_usual_bar_set (VIGIE_USUAL_BAR (bar), 14, NAN, NAN, 7, 11, 20, 24);
  gtk_window_set_child (GTK_WINDOW (window), bar);
  gtk_window_present (GTK_WINDOW (window));
  clock = gtk_widget_get_frame_clock (bar);
  while (frames_of (clock, 100) > 0)
    ;
  vigie_usual_bar_set (VIGIE_USUAL_BAR (bar), 14, NAN, NAN, 7, 11, 20, 24);
  g_assert_cmpint (frames_of (clock, 100), ==, 0);
  vigie_usual_bar_set (VIGIE_USUAL_BAR (bar), 15, NAN, NAN, 7, 11, 20, 24);
  g_assert_cmpint (frames_of (clock, 100), >, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* 200 of them in a list: a small part of a frame. */
static void
test_cheap (void)
{
  GtkWidget *window = gtk_window_new (), *bar = vigie_usual_bar_new ();
  gint64 spent = G_MAXINT64;

  vigie_usual_bar_set (VIGIE_USUAL_BAR (bar), 14, 13, 15, 7, 11, 20, 24);
  gtk_window_set_child (GTK_WINDOW (window), bar);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (bar) == 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 5; i++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;
      gint64 start = g_get_monotonic_time ();

      for (guint k = 0; k < 200; k++)
        GTK_WIDGET_GET_CLASS (bar)->snapshot (bar, snapshot);
      spent = MIN (spent, g_get_monotonic_time () - start);
      node = gtk_snapshot_free_to_node (snapshot);
    }
  g_test_message ("200 bars: %d µs", (int) spent);
  g_assert_cmpint (spent, <, 8000);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_role (void)
{
  GtkWidget *bar = g_object_ref_sink (vigie_usual_bar_new ());

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_ROLE_IMG);
  g_object_unref (bar);
}

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  g_test_add_data_func ("/charts/usual-bar/places", GINT_TO_POINTER (GTK_TEXT_DIR_LTR),
                        test_places);
  g_test_add_data_func ("/charts/usual-bar/places-rtl", GINT_TO_POINTER (GTK_TEXT_DIR_RTL),
                        test_places);
  g_test_add_func ("/charts/usual-bar/range", test_range);
  g_test_add_func ("/charts/usual-bar/unknown", test_unknown);
  g_test_add_func ("/charts/usual-bar/beyond", test_beyond);
  g_test_add_func ("/charts/usual-bar/quiet", test_quiet);
  g_test_add_func ("/charts/usual-bar/cheap", test_cheap);
  g_test_add_func ("/charts/usual-bar/role", test_role);
  return g_test_run ();
}
