/* test-day-chart.c: the course of a day: what follows from its numbers, words, keys, table, where hours lie.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "vigie-day-chart-private.h"
#include "vigie-figure-view.h"
#include "vigie-test-keys.h"
#include "vigie-words.h"

/* Saturday 21 November 2026, 10 h 00 in France. */
#define OPEN (G_GINT64_CONSTANT (1795251600) * VIGIE_SECOND)
#define STEP (10 * VIGIE_MINUTE)
#define SLOT (30 * VIGIE_MINUTE)

/* Open from 10 h to 12 h 30 and 14 h to 18 h; steps from 9 h 30 to 11 h 10, empty before the opening, the one of 10 h
 * 30 not known; usual and expected throughout. */
typedef struct
{
  VigieDayStep steps[12];
  VigieDayUsual usual[13], expected[13];
  VigieDayClosed closed[2];
  VigieDayData data;
} Example;

static void
fill (Example *e)
{
  guint n = 0;

  *e = (Example) {0};
  for (guint i = 0; i < G_N_ELEMENTS (e->steps); i++)
    {
      VigieTime from = OPEN - 3 * STEP + (VigieTime) i * STEP;

      e->steps[i]
          = (VigieDayStep) {from, from + STEP, i < 3 ? 0 : 2. * i - 5, 2. * i - 6, 2. * i - 3};
    }
  e->steps[6].value = e->steps[6].low = e->steps[6].high = NAN;
  for (guint i = 0; i < 16; i++)
    {
      VigieTime from = OPEN + (VigieTime) i * SLOT;

      if (i >= 5 && i < 8)
        continue;
      e->usual[n] = (VigieDayUsual) {from, from + SLOT, 4, 6, 9};
      e->expected[n] = (VigieDayUsual) {from, from + SLOT, 6, 8, 10};
      n++;
    }
  e->closed[0] = (VigieDayClosed) {OPEN - 2 * VIGIE_HOUR, OPEN, (char *) ""};
  e->closed[1] = (VigieDayClosed) {OPEN + 5 * SLOT, OPEN + 8 * SLOT, (char *) "fermée"};
  e->data = (VigieDayData) {
      .from = OPEN - SLOT,
      .to = OPEN + 17 * SLOT,
      .now = OPEN + 8 * STEP + 2 * VIGIE_MINUTE,
      .advised = OPEN + 13 * SLOT,
      .places = 20,
      .steps = e->steps,
      .n_steps = 11,
      .usual = e->usual,
      .n_usual = n,
      .expected = e->expected + 2,
      .n_expected = n - 2,
      .closed = e->closed,
      .n_closed = 2,
      .usual_name = "bande habituelle du samedi",
  };
}

/* ---- Course ------------------------------------------------------------------------------------ */

static void
test_course (void)
{
  Example e;
  g_autoptr (VigieDayCourse) course = NULL;
  const VigieSpan *gap;

  fill (&e);
  course = vigie_day_course_new (&e.data);
  /* The line begins empty at the opening, is broken by what is not known, ends at the last step. */
  for (guint i = 0; i < course->steps->len; i++)
    g_assert_cmpint (vigie_day_course_is_drawn (course, i), ==, i >= 2 && i != 6);
  g_assert_true (vigie_day_course_begins (course, 2));
  g_assert_false (vigie_day_course_begins (course, 3));
  g_assert_true (vigie_day_course_begins (course, 7));
  g_assert_cmpint (course->last, ==, 10);
  g_assert_false (course->stale);
  g_assert_cmpuint (course->gaps->len, ==, 1);
  gap = &g_array_index (course->gaps, VigieSpan, 0);
  g_assert_cmpint (gap->from, ==, OPEN + 3 * STEP);
  g_assert_cmpint (gap->to, ==, OPEN + 4 * STEP);
  /* The high end of a range counts, the places do not. */
  g_assert_cmpfloat (course->most, ==, 2 * 10 - 3);
  /* A closed stretch holds to the axis. */
  g_assert_cmpint (g_array_index (course->closed, VigieDayClosed, 0).from, ==, OPEN - SLOT);
}

/* What a cursor goes through: once each, in order, without a hole where something is known. */
static void
test_stops (void)
{
  Example e;
  g_autoptr (VigieDayCourse) course = NULL;
  VigieTime until = OPEN - SLOT;
  guint n_steps = 0, n_expected = 0, n_closed = 0;

  fill (&e);
  course = vigie_day_course_new (&e.data);
  for (guint i = 0; i < course->stops->len; i++)
    {
      const VigieDayStop *stop = &g_array_index (course->stops, VigieDayStop, i);

      g_assert_cmpint (stop->from, ==, until);
      until = stop->to;
      n_steps += stop->step >= 0;
      n_expected += stop->expected >= 0;
      n_closed += stop->closed >= 0;
      g_assert_cmpint ((stop->step >= 0) + (stop->expected >= 0) + (stop->closed >= 0), ==, 1);
      g_assert_cmpint (stop->usual >= 0, ==, stop->closed < 0);
    }
  g_assert_cmpint (until, ==, OPEN + 16 * SLOT);
  g_assert_cmpuint (n_steps, ==, 8);
  g_assert_cmpuint (n_expected, ==, 11);
  g_assert_cmpuint (n_closed, ==, 2);
  g_assert_cmpint (vigie_day_course_stop_at (course, G_MININT64 / 4), ==, 0);
  g_assert_cmpint (vigie_day_course_stop_at (course, G_MAXINT64 / 4), ==,
                   (int) course->stops->len - 1);
}

/* Numbers that no server should send. */
static void
test_hostile (void)
{
  VigieDayStep steps[] = {{OPEN, OPEN, 5, 5, 5},
                          {OPEN + STEP, OPEN, 5, 5, 5},
                          {OPEN, OPEN + STEP, INFINITY, -INFINITY, NAN},
                          {G_MININT64, G_MAXINT64, 3, NAN, NAN}};
  VigieDayData data = {.from = OPEN,
                       .to = G_MAXINT64,
                       .now = VIGIE_TIME_NONE,
                       .advised = VIGIE_TIME_NONE,
                       .places = -4,
                       .steps = steps,
                       .n_steps = G_N_ELEMENTS (steps)};
  VigieDayData backwards = {.from = OPEN, .to = OPEN - 1, .now = OPEN, .places = NAN};
  g_autoptr (VigieDayCourse) course = vigie_day_course_new (&data);
  g_autoptr (VigieDayCourse) other = vigie_day_course_new (&backwards);
  g_autoptr (VigieDayCourse) none = vigie_day_course_new (NULL);

  g_assert_cmpint (course->to - course->from, <=, 8 * VIGIE_DAY);
  g_assert_cmpuint (course->steps->len, ==, 1);
  g_assert_true (isnan (course->places));
  g_assert_true (isnan (course->most));
  g_assert_cmpuint (course->gaps->len, ==, 1);
  g_assert_cmpuint (other->stops->len, ==, 0);
  g_assert_cmpuint (none->stops->len, ==, 0);
}

/* ---- Widget ------------------------------------------------------------------------------------ */

typedef struct
{
  Example example;
  GtkWidget *window, *view, *chart;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->chart = vigie_day_chart_new ();
  fixture->view = vigie_figure_view_new (fixture->chart);
  fixture->window = gtk_window_new ();
  fill (&fixture->example);
  vigie_day_chart_set_data (VIGIE_DAY_CHART (fixture->chart), &fixture->example.data);
  vigie_figure_view_set_title (VIGIE_FIGURE_VIEW (fixture->view), "Aujourd’hui");
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->view);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 500, 300);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (gtk_widget_get_width (fixture->chart) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  VigieDayChart *chart = VIGIE_DAY_CHART (fixture->chart);
  VigieFigure *figure = VIGIE_FIGURE (chart);
  g_autofree char *summary = vigie_figure_summarize (figure);
  g_autofree char *advised = vigie_words_time_of_day (OPEN + 13 * SLOT, NULL);
  g_autofree char *best = g_strdup_printf (_ ("Best time: %s"), advised);
  g_autofree char *duration = vigie_words_duration (STEP);
  g_autofree char *lost = g_strdup_printf (
      ngettext ("%1$u interruption, %2$s", "%1$u interruptions, %2$s in total", 1), 1, duration);
  g_autofree char *now = vigie_day_chart_now_words (chart);
  g_autofree char *expected_now = g_strdup_printf (C_ ("vehicles", "%s now"), "15");
  g_autofree char *when = vigie_words_time_of_day (OPEN + 8 * STEP, NULL);
  g_autofree char *expected_then = g_strdup_printf (C_ ("vehicles", "%1$s at %2$s"), "15", when);
  g_autofree char *then = NULL, *stale = NULL;

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Aujourd’hui");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       summary);
  g_assert_nonnull (strstr (summary, best));
  g_assert_nonnull (strstr (summary, "fermée"));
  g_assert_nonnull (strstr (summary, lost));
  g_assert_cmpstr (now, ==, expected_now);
  /* Seen, usual, expected, a gap. */
  g_assert_cmpuint (vigie_figure_get_n_signs (figure), ==, 4);
  g_assert_cmpstr (vigie_figure_get_sign_name (figure, 1), ==, "bande habituelle du samedi");
  /* What is not now does not look so. */
  vigie_day_chart_set_link_lost (chart, TRUE);
  then = vigie_day_chart_now_words (chart);
  g_assert_cmpstr (then, ==, expected_then);
  vigie_day_chart_set_link_lost (chart, FALSE);
  fixture->example.data.now += VIGIE_HOUR;
  vigie_day_chart_set_data (chart, &fixture->example.data);
  stale = vigie_day_chart_now_words (chart);
  g_assert_cmpstr (stale, ==, expected_then);
  vigie_day_chart_set_data (chart, NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       _ ("not loaded yet"));
  g_assert_cmpuint (vigie_figure_get_n_signs (figure), ==, 0);
}

static void
assert_at (Fixture *fixture, VigieTime from, VigieTime to)
{
  VigieTime at_from, at_to;

  g_assert_true (vigie_day_chart_get_cursor (VIGIE_DAY_CHART (fixture->chart), &at_from, &at_to));
  g_assert_cmpint (at_from, ==, from);
  g_assert_cmpint (at_to, ==, to);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  VigieTime from, to;

  g_assert_false (vigie_test_press (fixture->chart, GDK_KEY_Escape));
  /* First at now. */
  g_assert_true (vigie_test_press (fixture->chart, GDK_KEY_Right));
  assert_at (fixture, OPEN + 7 * STEP, OPEN + 8 * STEP);
  g_assert_true (vigie_test_press (fixture->chart, GDK_KEY_Left));
  assert_at (fixture, OPEN + 6 * STEP, OPEN + 7 * STEP);
  g_assert_true (vigie_test_press (fixture->chart, GDK_KEY_Home));
  assert_at (fixture, OPEN - SLOT, OPEN);
  g_assert_true (vigie_test_press (fixture->chart, GDK_KEY_Right));
  assert_at (fixture, OPEN, OPEN + STEP);
  g_assert_true (vigie_test_press (fixture->chart, GDK_KEY_Page_Down));
  assert_at (fixture, OPEN + 6 * STEP, OPEN + 7 * STEP);
  g_assert_true (vigie_test_press (fixture->chart, GDK_KEY_End));
  assert_at (fixture, OPEN + 15 * SLOT, OPEN + 16 * SLOT);
  /* Over the noon, which is longer than an hour. */
  vigie_day_chart_set_cursor (VIGIE_DAY_CHART (fixture->chart), OPEN + 6 * SLOT);
  assert_at (fixture, OPEN + 5 * SLOT, OPEN + 8 * SLOT);
  g_assert_true (vigie_test_press (fixture->chart, GDK_KEY_Page_Down));
  assert_at (fixture, OPEN + 8 * SLOT, OPEN + 9 * SLOT);
  /* It stays where it is in time when numbers come. */
  vigie_day_chart_set_data (VIGIE_DAY_CHART (fixture->chart), &fixture->example.data);
  assert_at (fixture, OPEN + 8 * SLOT, OPEN + 9 * SLOT);
  g_assert_true (vigie_test_press (fixture->chart, GDK_KEY_Escape));
  g_assert_false (vigie_day_chart_get_cursor (VIGIE_DAY_CHART (fixture->chart), &from, &to));
}

static void
test_described (Fixture *fixture, gconstpointer data)
{
  VigieDayChart *chart = VIGIE_DAY_CHART (fixture->chart);
  g_autofree char *usual = g_strdup_printf (C_ ("vehicles", "%1$ld to %2$ld"), 4L, 9L);
  g_autofree char *count = g_strdup_printf (ngettext ("%ld vehicle", "%ld vehicles", 15), 15L);
  g_autofree char *seen = g_strdup_printf (_ ("%1$s (%2$ld to %3$ld)"), count, 14L, 17L);
  g_autofree char *eight = g_strdup_printf (ngettext ("%ld vehicle", "%ld vehicles", 8), 8L);
  g_autofree char *range = g_strdup_printf (_ ("%1$s (%2$ld to %3$ld)"), eight, 6L, 10L);
  g_autofree char *expected = g_strdup_printf (_ ("%s expected"), range);
  const struct
  {
    VigieTime time;
    const char *words;
    gboolean has_usual;
  } cases[] = {
      {OPEN + 7 * STEP, seen, TRUE},
      {OPEN + 3 * STEP, _ ("no reading"), TRUE},
      {OPEN + 6 * SLOT, "fermée", FALSE},
      {OPEN + 10 * SLOT, expected, TRUE},
  };

  g_assert_null (vigie_day_chart_describe_cursor (chart));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;

      vigie_day_chart_set_cursor (chart, cases[i].time);
      words = vigie_day_chart_describe_cursor (chart);
      g_test_message ("%s", words);
      g_assert_nonnull (strstr (words, cases[i].words));
      g_assert_cmpint (strstr (words, usual) != NULL, ==, cases[i].has_usual);
    }
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieFigureTable) table = vigie_figure_make_table (VIGIE_FIGURE (fixture->chart));
  g_autoptr (GBytes) csv = vigie_figure_table_to_csv (table, FALSE);
  g_autofree char *text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));

  g_assert_cmpuint (vigie_figure_table_get_n_columns (table), ==, 11);
  /* 8 steps and 11 half-hours to come; closed stretches have no numbers. */
  g_assert_cmpuint (vigie_figure_table_get_n_rows (table), ==, 19);
  g_assert_cmpint (vigie_figure_table_get_time (table, 0, 0), ==, OPEN);
  g_assert_cmpfloat (vigie_figure_table_get_number (table, 0, 2), ==, 1);
  g_assert_true (isnan (vigie_figure_table_get_number (table, 3, 2)));
  g_assert_cmpfloat (vigie_figure_table_get_number (table, 3, 6), ==, 6);
  g_assert_true (isnan (vigie_figure_table_get_number (table, 8, 2)));
  g_assert_cmpfloat (vigie_figure_table_get_number (table, 8, 8), ==, 8);
  g_assert_nonnull (strstr (text, ";15;14;17;4;6;9;"));
}

/* ---- Where hours lie --------------------------------------------------------------------------- */

/* Hours to pixels: an hour is as wide as another, on the days when clocks change too. */
static void
test_hours (void)
{
  static const struct
  {
    const char *from, *to, *at;
    double place; /* of the axis */
  } cases[] = {
      {"2026-11-21T09:30:00+01:00", "2026-11-21T18:30:00+01:00", "2026-11-21T14:00:00+01:00", 0.5},
      /* 25 hours: 2 h comes twice. */
      {"2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "2026-10-25T02:00:00+02:00", 0.08},
      {"2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "2026-10-25T02:00:00+01:00", 0.12},
      {"2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "2026-10-25T12:00:00+01:00", 0.52},
      /* 23 hours. */
      {"2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", "2026-03-29T12:00:00+02:00",
       11 / 23.},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint width = 300; width <= 1600; width += 650)
      {
        GtkWidget *widget = g_object_ref_sink (vigie_day_chart_new ());
        VigieDayData data = {.advised = VIGIE_TIME_NONE, .now = VIGIE_TIME_NONE, .places = NAN};
        VigieChartFrame frame = {.width = width,
                                 .height = 200,
                                 .scale = 1,
                                 .palette = vigie_palette_get (VIGIE_SCHEME_LIGHT),
                                 .colors = vigie_chart_colors_get (VIGIE_SCHEME_LIGHT)};
        VigieTime at;
        guint n_midnights = 0;

        g_assert_true (vigie_time_parse (cases[i].from, -1, &data.from));
        g_assert_true (vigie_time_parse (cases[i].to, -1, &data.to));
        g_assert_true (vigie_time_parse (cases[i].at, -1, &at));
        vigie_day_chart_set_data (VIGIE_DAY_CHART (widget), &data);
        frame.text = vigie_drawn_figure_get_text (VIGIE_DRAWN_FIGURE (widget));
        frame.line = vigie_chart_text_get_height (frame.text);
        g_assert_true (vigie_day_chart_lay_out (VIGIE_DRAWN_FIGURE (widget), &frame));
        g_assert_cmpfloat_with_epsilon ((vigie_chart_frame_x (&frame, at) - frame.left)
                                            / (frame.right - frame.left),
                                        cases[i].place, 1e-9);
        g_assert_cmpfloat (frame.left, >, 0);
        g_assert_cmpfloat (frame.right, <, width);
        /* Each label once, at a full or half hour of the clock. */
        for (guint k = 0; k < frame.time_axis->ticks->len; k++)
          {
            const VigieTick *tick = g_ptr_array_index (frame.time_axis->ticks, k);
            VigieLocalTime local = vigie_time_to_local (tick->time, vigie_words_default_zone ());

            g_assert_cmpint (local.minute % 30, ==, 0);
            n_midnights += local.hour == 0 && local.minute == 0;
          }
        g_assert_cmpuint (n_midnights, <=, 2);
        vigie_time_axis_free (frame.time_axis);
        g_object_unref (widget);
      }
}

/* From right to left too, small and large, everything that a day may be: drawn without a word of GTK, on paper too. */
static void
test_drawn (Fixture *fixture, gconstpointer data)
{
  VigieFigure *figure = VIGIE_FIGURE (fixture->chart);

  for (guint rtl = 0; rtl < 2; rtl++)
    for (guint scheme = 1; scheme < VIGIE_N_SCHEME; scheme++)
      for (guint width = 10; width <= 1600; width = width * 5 / 2)
        {
          g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
          g_autoptr (GskRenderNode) node = NULL;

          gtk_widget_set_direction (fixture->chart, rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
          vigie_figure_draw (figure, snapshot, width, width / 2., (VigieScheme) scheme);
          node = gtk_snapshot_to_node (snapshot);
          g_assert_nonnull (node);
          if (width > 200)
            g_assert_cmpint (gsk_render_node_get_node_type (node), ==, GSK_CONTAINER_NODE);
        }
}

/* Where words and the dotted line are drawn. */
typedef struct
{
  GArray *texts; /* of graphene_rect_t */
  graphene_rect_t dots;
} Drawn;

static gboolean
is_node (GskRenderNode *node, GskRenderNodeType type)
{
  return gsk_render_node_get_node_type (node) == type;
}

static void
collect (GskRenderNode *node, float dx, float dy, Drawn *drawn)
{
  graphene_rect_t bounds;
  float x, y;

  gsk_render_node_get_bounds (node, &bounds);
  graphene_rect_offset (&bounds, dx, dy);
  if (is_node (node, GSK_CONTAINER_NODE))
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      collect (gsk_container_node_get_child (node, i), dx, dy, drawn);
  else if (is_node (node, GSK_TRANSFORM_NODE))
    {
      gsk_transform_to_translate (gsk_transform_node_get_transform (node), &x, &y);
      collect (gsk_transform_node_get_child (node), dx + x, dy + y, drawn);
    }
  else if (is_node (node, GSK_CLIP_NODE))
    collect (gsk_clip_node_get_child (node), dx, dy, drawn);
  else if (is_node (node, GSK_TEXT_NODE))
    g_array_append_val (drawn->texts, bounds);
  else if (is_node (node, GSK_STROKE_NODE))
    {
      gsize n;
      const float *dash = gsk_stroke_get_dash (gsk_stroke_node_get_stroke (node), &n);

      if (n == 2 && dash[0] < 1)
        {
          /* Of the node they have room for corners. */
          gsk_path_get_bounds (gsk_stroke_node_get_path (node), &bounds);
          graphene_rect_offset (&bounds, dx, dy);
          graphene_rect_inset (&bounds, -1, -1);
          drawn->dots = bounds;
        }
    }
}

/* « 15 maintenant » leaves the dots that go on from it alone, at the width of a panel too. */
static void
test_now_beside_dots (Fixture *fixture, gconstpointer data)
{
  Example *example = &fixture->example;

  example->data.advised = VIGIE_TIME_NONE;
  example->data.places = NAN;
  for (guint i = 0; i < G_N_ELEMENTS (example->expected); i++)
    example->expected[i].median = 15;
  example->data.expected = example->expected;
  example->data.n_expected = 5; /* of the morning: one line, as high as the last step */
  vigie_day_chart_set_data (VIGIE_DAY_CHART (fixture->chart), &example->data);
  for (guint width = 320; width <= 640; width += 32)
    {
      g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
      g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
      g_autoptr (GskRenderNode) node = NULL;
      Drawn drawn = {.texts = texts};

      vigie_figure_draw (VIGIE_FIGURE (fixture->chart), snapshot, width, 180, VIGIE_SCHEME_LIGHT);
      node = gtk_snapshot_to_node (snapshot);
      collect (node, 0, 0, &drawn);
      g_assert_cmpuint (texts->len, >, 3);
      g_assert_cmpfloat (drawn.dots.size.width, >, 10);
      for (guint i = 0; i < texts->len; i++)
        g_assert_false (graphene_rect_intersection (&g_array_index (texts, graphene_rect_t, i),
                                                    &drawn.dots, NULL));
    }
}

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_add_func ("/charts/day-chart/course", test_course);
  g_test_add_func ("/charts/day-chart/stops", test_stops);
  g_test_add_func ("/charts/day-chart/hostile", test_hostile);
  g_test_add_func ("/charts/day-chart/hours", test_hours);
#define ADD(path, func)                                                                            \
  g_test_add ("/charts/day-chart/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("words", test_words);
  ADD ("keys", test_keys);
  ADD ("described", test_described);
  ADD ("table", test_table);
  ADD ("drawn", test_drawn);
  ADD ("now-beside-dots", test_now_beside_dots);
  return g_test_run ();
}
