/* test-small.c: sparkline and bar: what is drawn, what is said, what is not drawn again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <math.h>

#include "vigie-bullet.h"
#include "vigie-sparkline.h"
#include "vigie-words.h"

#define NOW (VigieTime) (20000 * VIGIE_DAY + 10 * VIGIE_HOUR)

/* A reading every @step from the day before until @until, but for a hole of @hole readings in the middle. */
static VigieSeries *
make_series (gint64 step, VigieTime until, guint hole)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  VigieSpan known = {NOW - 2 * VIGIE_DAY, NOW};
  guint i = 0;

  for (VigieTime time = NOW - VIGIE_DAY - VIGIE_HOUR; time <= until; time += step, i++)
    {
      double value = 50 + 30 * sin ((double) i / 20);

      if (time > NOW - VIGIE_DAY / 2 && time < NOW - VIGIE_DAY / 2 + hole * step)
        continue;
      g_array_append_val (times, time);
      g_array_append_val (values, value);
    }
  return vigie_series_new ((VigieTime *) (gpointer) times->data, (double *) (gpointer) values->data,
                           times->len, step, &known, 1);
}

/* The pixels of a widget in a window of its own, as bytes. */
static GBytes *
picture_of (GtkWidget *widget, int width, int height)
{
  GtkWidget *window = gtk_window_new ();
  GdkPaintable *paintable;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  GskRenderer *renderer;
  GBytes *bytes = NULL;

  gtk_widget_set_size_request (widget, width, height);
  gtk_widget_set_halign (widget, GTK_ALIGN_START);
  gtk_widget_set_valign (widget, GTK_ALIGN_START);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (widget) == 0)
    g_main_context_iteration (NULL, TRUE);
  paintable = gtk_widget_paintable_new (widget);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  if (node != NULL)
    {
      g_autoptr (GdkTexture) texture
          = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));

      bytes = gdk_texture_save_to_png_bytes (texture);
    }
  g_object_unref (paintable);
  gtk_window_destroy (GTK_WINDOW (window));
  return bytes;
}

static void
test_sparkline_words (void)
{
  GtkWidget *widget = g_object_ref_sink (vigie_sparkline_new ());
  VigieSparkline *sparkline = VIGIE_SPARKLINE (widget);
  VigieTime times[] = {NOW - VIGIE_HOUR, NOW};
  double values[] = {12, 94}, nothing[] = {NAN, NAN}, steady[] = {5, 5};
  VigieSpan known = {NOW - VIGIE_DAY, NOW};
  g_autoptr (VigieSeries) series = vigie_series_new (times, values, 2, 0, &known, 1);
  g_autoptr (VigieSeries) empty = vigie_series_new (times, nothing, 2, 0, &known, 1);
  g_autoptr (VigieSeries) same = vigie_series_new (times, steady, 2, 0, &known, 1);
  g_autoptr (VigieSeries) holes = make_series (10 * VIGIE_MINUTE, NOW - 3 * VIGIE_HOUR, 6);
  g_autofree char *at = vigie_words_at (NOW, NOW, NULL);
  g_autofree char *low = vigie_words_value (12, "%"), *high = vigie_words_value (94, "%");
  g_autofree char *expected = g_strdup_printf (
      _ ("Last 24 hours: from %1$s to %2$s, last reading %3$s %4$s"), low, high, high, at);
  g_autofree char *five = vigie_words_value (5, "%");
  g_autofree char *steady_words
      = g_strdup_printf (_ ("Last 24 hours: steady at %1$s, last reading %2$s"), five, at);
  g_autofree char *two = g_strdup_printf (ngettext ("%u interruption", "%u interruptions", 2), 2);
  g_autofree char *words = NULL;

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       _ ("Last 24 hours: not known yet"));
  vigie_sparkline_set_unit (sparkline, "%");
  vigie_sparkline_set_series (sparkline, series, NOW);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       expected);
  vigie_sparkline_set_series (sparkline, same, NOW);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       steady_words);
  vigie_sparkline_set_series (sparkline, empty, NOW);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       _ ("Last 24 hours: no reading"));
  /* A hole in the middle, and silence until now. */
  vigie_sparkline_set_series (sparkline, holes, NOW);
  words = vigie_sparkline_summarize (sparkline);
  g_assert_true (g_str_has_suffix (words, two));
  vigie_sparkline_set_series (sparkline, NULL, NOW);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       _ ("Last 24 hours: not known yet"));
  g_object_unref (widget);
}

/* Live, link lost, with a gap, silent, with limits, as steps, empty, unknown: no two look alike. */
static void
test_sparkline_pictures (void)
{
  static const struct
  {
    gint64 step;
    VigieTime until;
    guint hole;
    gboolean lost, limits, steps;
  } cases[] = {
      {10 * VIGIE_MINUTE, NOW, 0, FALSE, FALSE, FALSE},
      {10 * VIGIE_MINUTE, NOW, 0, TRUE, FALSE, FALSE},
      {10 * VIGIE_MINUTE, NOW, 12, FALSE, FALSE, FALSE},
      {10 * VIGIE_MINUTE, NOW - 4 * VIGIE_HOUR, 0, FALSE, FALSE, FALSE},
      {10 * VIGIE_MINUTE, NOW, 0, FALSE, TRUE, FALSE},
      {10 * VIGIE_MINUTE, NOW, 0, FALSE, FALSE, TRUE},
      {10 * VIGIE_MINUTE, NOW - 3 * VIGIE_DAY, 0, FALSE, FALSE, FALSE},
  };
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  VigieThresholds limits = {NAN, 40, 60, NAN, 0, 0, 0};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *widget = vigie_sparkline_new ();
      g_autoptr (VigieSeries) series = make_series (cases[i].step, cases[i].until, cases[i].hole);
      GBytes *picture;

      vigie_sparkline_set_series (VIGIE_SPARKLINE (widget), series, NOW);
      vigie_sparkline_set_link_lost (VIGIE_SPARKLINE (widget), cases[i].lost);
      vigie_sparkline_set_thresholds (VIGIE_SPARKLINE (widget), cases[i].limits ? &limits : NULL);
      vigie_sparkline_set_step (VIGIE_SPARKLINE (widget), cases[i].steps);
      picture = picture_of (widget, 96, 24);
      g_assert_nonnull (picture);
      for (guint j = 0; j < seen->len; j++)
        if (g_bytes_equal (picture, g_ptr_array_index (seen, j)))
          g_error ("case %u looks as case %u", i, j);
      g_ptr_array_add (seen, picture);
    }
  /* What is not known is not drawn. */
  g_assert_null (picture_of (vigie_sparkline_new (), 96, 24));
}

/* 100 000 readings in a day cost no more nodes than 96 columns, and a tick that moves no pixel draws nothing. */
static void
test_sparkline_cheap (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *widget = vigie_sparkline_new ();
  g_autoptr (VigieSeries) series = make_series (VIGIE_SECOND, NOW, 0);
  GdkPaintable *paintable;
  gint64 start, spent = G_MAXINT64;

  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  vigie_sparkline_set_series (VIGIE_SPARKLINE (widget), series, NOW);
  while (gtk_widget_get_width (widget) == 0)
    g_main_context_iteration (NULL, TRUE);
  paintable = gtk_widget_paintable_new (widget);
  for (int i = 0; i < 5; i++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;

      start = g_get_monotonic_time ();
      GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
      spent = MIN (spent, g_get_monotonic_time () - start);
      node = gtk_snapshot_free_to_node (snapshot);
    }
  g_test_message ("90 000 readings: %d µs", (int) spent);
  g_assert_cmpint (spent, <, 20000);
  g_object_unref (paintable);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_bullet_words (void)
{
  GtkWidget *widget = g_object_ref_sink (vigie_bullet_new ());
  VigieBullet *bullet = VIGIE_BULLET (widget);
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  VigieThresholds limits = {NAN, 18, 27, 30, 0, 0, 0};
  VigieBulletScale scale = vigie_bullet_scale_derive ("°C", &limits, NAN, NULL, NOW, 24.6);
  g_autofree char *value = vigie_words_value (24.6, "°C"), *hot = vigie_words_value (31, "°C");
  g_autofree char *limit = vigie_words_value (30, "°C"), *high = vigie_words_value (27, "°C");
  g_autofree char *low = vigie_words_value (18, "°C");
  g_autofree char *beyond = g_strdup_printf (_ ("%1$s, above the critical limit %2$s"), hot, limit);
  g_autofree char *late = g_strdup_printf (_ ("%s (late)"), value);
  g_autofree char *lost = g_strdup_printf (_ ("%s (last known state)"), value);
  g_autofree char *silent = g_strdup_printf (_ ("%1$s, last: %2$s"),
                                             vigie_words_freshness (VIGIE_FRESHNESS_SILENT), value);
  g_autofree char *normal = g_strdup_printf (_ ("normal range %1$s to %2$s"), low, high);
  g_autofree char *critical = g_strdup_printf (_ ("critical at %s"), limit);
  g_autofree char *all = g_strdup_printf (C_ ("limits", "%1$s, %2$s"), normal, critical);
  g_autofree char *described = NULL;

  gtk_test_accessible_assert_role (accessible, GTK_ACCESSIBLE_ROLE_METER);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       vigie_words_freshness (VIGIE_FRESHNESS_NEVER));
  vigie_bullet_set_scale (bullet, &scale, "°C");
  vigie_bullet_set_value (bullet, 24.6, VIGIE_FRESHNESS_LIVE, FALSE);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 24.6);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 15.0);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 35.0);
  vigie_bullet_set_value (bullet, 31, VIGIE_FRESHNESS_LIVE, FALSE);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, beyond);
  vigie_bullet_set_value (bullet, 24.6, VIGIE_FRESHNESS_LATE, FALSE);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, late);
  vigie_bullet_set_value (bullet, 24.6, VIGIE_FRESHNESS_LIVE, TRUE);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, lost);
  /* What is silent has no value now: words only. */
  vigie_bullet_set_value (bullet, 24.6, VIGIE_FRESHNESS_SILENT, FALSE);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, silent);
  g_assert_false (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW));

  described = vigie_bullet_describe_limits (bullet);
  g_assert_cmpstr (described, ==, all);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (widget), ==, all);
  g_object_unref (widget);
}

/* Captions stand beside each other where there is room and below where there is none; nothing is cut. */
static void
test_bullet_captions (void)
{
  GtkWidget *widget = g_object_ref_sink (vigie_bullet_new ());
  VigieBullet *bullet = VIGIE_BULLET (widget);
  VigieThresholds limits = {NAN, 18, 27, 30, 0, 0, 0};
  VigieBulletScale scale = vigie_bullet_scale_derive ("°C", &limits, NAN, NULL, NOW, 24.6);
  int bare, wide, narrow, least;

  vigie_bullet_set_scale (bullet, &scale, "°C");
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 600, &bare, NULL, NULL, NULL);
  vigie_bullet_set_captions (bullet, TRUE);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 600, &wide, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 200, &narrow, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (bare, <, wide);
  g_assert_cmpint (wide, <, narrow);
  g_assert_cmpint (least, <=, 200);
  g_assert_null (gtk_widget_get_tooltip_text (widget));
  vigie_bullet_set_captions (bullet, FALSE);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 600, &wide, NULL, NULL, NULL);
  g_assert_cmpint (bare, ==, wide);
  g_object_unref (widget);
}

static void
test_bullet_pictures (void)
{
  static const struct
  {
    double value;
    VigieFreshness freshness;
    gboolean lost;
    double capacity;
  } cases[] = {
      {40, VIGIE_FRESHNESS_LIVE, FALSE, NAN},   {40, VIGIE_FRESHNESS_LIVE, TRUE, NAN},
      {40, VIGIE_FRESHNESS_SILENT, FALSE, NAN}, {40, VIGIE_FRESHNESS_OUT_OF_SERVICE, FALSE, NAN},
      {90, VIGIE_FRESHNESS_LIVE, FALSE, NAN},   {900, VIGIE_FRESHNESS_LIVE, FALSE, NAN},
      {-900, VIGIE_FRESHNESS_LIVE, FALSE, NAN}, {40, VIGIE_FRESHNESS_LIVE, FALSE, 50},
      {0, VIGIE_FRESHNESS_LIVE, FALSE, NAN},
  };
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  VigieThresholds limits = {NAN, 10, 60, 80, 0, 0, 0};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *widget = vigie_bullet_new ();
      VigieBulletScale scale
          = vigie_bullet_scale_derive ("", &limits, cases[i].capacity, NULL, NOW, 0);
      GBytes *picture;

      vigie_bullet_set_scale (VIGIE_BULLET (widget), &scale, "");
      vigie_bullet_set_value (VIGIE_BULLET (widget), cases[i].value, cases[i].freshness,
                              cases[i].lost);
      picture = picture_of (widget, 200, 34);
      g_assert_nonnull (picture);
      for (guint j = 0; j < seen->len; j++)
        if (g_bytes_equal (picture, g_ptr_array_index (seen, j)))
          g_error ("case %u looks as case %u", i, j);
      g_ptr_array_add (seen, picture);
    }
}

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_add_func ("/charts/sparkline/words", test_sparkline_words);
  g_test_add_func ("/charts/sparkline/pictures", test_sparkline_pictures);
  g_test_add_func ("/charts/sparkline/cheap", test_sparkline_cheap);
  g_test_add_func ("/charts/bullet/words", test_bullet_words);
  g_test_add_func ("/charts/bullet/captions", test_bullet_captions);
  g_test_add_func ("/charts/bullet/pictures", test_bullet_pictures);
  return g_test_run ();
}
