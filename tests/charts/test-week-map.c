/* test-week-map.c: the usual week: columns and breaks, words, keys, table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "vigie-figure-view.h"
#include "vigie-test-keys.h"
#include "vigie-week-layout.h"

static void
open_at (VigieWeekCell *cells, guint day, guint from, guint to, float median)
{
  for (guint slot = from; slot < to; slot++)
    cells[day * VIGIE_WEEK_SLOTS + slot]
        = (VigieWeekCell) {median, median - 2, median + 2, 24, TRUE};
}

/* ---- Layout ------------------------------------------------------------------------------------ */

/* Columns are the half-hours of any day, each break is a third of a column, everything ends at the width. */
static void
test_columns (void)
{
  static const struct
  {
    const char *name;
    guint from, noon, after, to; /* half-hours */
    double width, gap;
    guint n_columns, n_breaks;
    double column, second_half; /* px */
  } cases[] = {
      {"déchèterie", 20, 25, 28, 36, 400, 0, 13, 1, 30, 5 * 30 + 10},
      {"with gaps", 20, 25, 28, 36, 424, 2, 13, 1, 30, 5 * 32 + 10},
      {"no noon", 20, 25, 25, 36, 480, 0, 16, 0, 30, 5 * 30},
      {"all day", 0, 24, 24, 48, 480, 0, 48, 0, 10, 24 * 10},
      {"narrow", 20, 25, 28, 36, 136, 0, 13, 1, 10, 5 * 10 + 6},
      {"wide, at most 60", 20, 25, 28, 36, 2000, 0, 13, 1, 60, 5 * 60 + 20},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieWeekCell cells[VIGIE_WEEK_DAYS * VIGIE_WEEK_SLOTS] = {0};
      VigieWeekLayout layout;
      int column;

      open_at (cells, 1, cases[i].from, cases[i].noon, 5);
      open_at (cells, 4, cases[i].after, cases[i].to, 5);
      vigie_week_layout (cells, cases[i].width, cases[i].gap, 60, &layout);
      g_test_message ("%s", cases[i].name);
      g_assert_cmpuint (layout.n_columns, ==, cases[i].n_columns);
      g_assert_cmpuint (layout.n_breaks, ==, cases[i].n_breaks);
      g_assert_cmpfloat_with_epsilon (layout.width, cases[i].column, 1e-6);
      g_assert_cmpint (vigie_week_layout_find (&layout, (int) cases[i].from), ==, 0);
      column = vigie_week_layout_find (&layout, (int) cases[i].after);
      g_assert_cmpfloat_with_epsilon (layout.begin[column], cases[i].second_half, 1e-6);
      g_assert_cmpfloat (layout.end, <=, cases[i].width + 1e-6);
      g_assert_cmpint (vigie_week_layout_at (&layout, layout.begin[column] + 1), ==, column);
      g_assert_cmpint (vigie_week_layout_at (&layout, -100), ==, 0);
      g_assert_cmpint (vigie_week_layout_at (&layout, 1e6), ==, (int) layout.n_columns - 1);
      for (guint day = 0; day < VIGIE_WEEK_DAYS; day++)
        g_assert_cmpint (layout.is_open[day], ==, day == 1 || day == 4);
    }
}

static void
test_nothing_open (void)
{
  VigieWeekCell cells[VIGIE_WEEK_DAYS * VIGIE_WEEK_SLOTS] = {0};
  VigieWeekLayout layout;

  vigie_week_layout (cells, 400, 2, 60, &layout);
  g_assert_cmpuint (layout.n_columns, ==, 0);
  g_assert_cmpint (vigie_week_layout_at (&layout, 10), ==, -1);
  g_assert_cmpint (vigie_week_layout_find (&layout, 20), ==, -1);
}

/* ---- Widget ------------------------------------------------------------------------------------ */

typedef struct
{
  GtkWidget *window, *view, *map;
  guint n_moved, n_activated, day, slot;
} Fixture;

static void
moved_cb (VigieWeekMap *map, Fixture *fixture)
{
  fixture->n_moved++;
}

static void
activated_cb (VigieWeekMap *map, guint day, guint slot, Fixture *fixture)
{
  fixture->n_activated++;
  fixture->day = day;
  fixture->slot = slot;
}

/* Tuesday and Saturday, 10 h to 12 h 30 and 14 h to 18 h; Saturday at 10 h is hidden. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  VigieWeekCell cells[VIGIE_WEEK_DAYS * VIGIE_WEEK_SLOTS] = {0};

  fixture->map = vigie_week_map_new ();
  fixture->view = vigie_figure_view_new (fixture->map);
  fixture->window = gtk_window_new ();
  open_at (cells, 1, 20, 25, 5);
  open_at (cells, 1, 28, 36, 4);
  open_at (cells, 5, 20, 25, 9);
  open_at (cells, 5, 28, 36, 7);
  cells[5 * VIGIE_WEEK_SLOTS + 20].median = cells[5 * VIGIE_WEEK_SLOTS + 20].p10
      = cells[5 * VIGIE_WEEK_SLOTS + 20].p90 = NAN;
  cells[5 * VIGIE_WEEK_SLOTS + 20].n_days = 3;
  vigie_week_map_set_cells (VIGIE_WEEK_MAP (fixture->map), cells);
  vigie_week_map_set_now (VIGIE_WEEK_MAP (fixture->map), 5, 22);
  vigie_week_map_set_best (VIGIE_WEEK_MAP (fixture->map), 1, 33);
  g_signal_connect (fixture->map, "cursor-moved", G_CALLBACK (moved_cb), fixture);
  g_signal_connect (fixture->map, "cell-activated", G_CALLBACK (activated_cb), fixture);
  vigie_figure_view_set_title (VIGIE_FIGURE_VIEW (fixture->view), "Semaine type");
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->view);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 500, 300);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (gtk_widget_get_width (fixture->map) == 0)
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
  VigieFigure *figure = VIGIE_FIGURE (fixture->map);
  g_autofree char *summary = vigie_figure_summarize (figure);
  g_autofree char *most = g_strdup_printf (ngettext ("%ld vehicle", "%ld vehicles", 9), 9L);
  g_autofree char *hidden = g_strdup_printf (
      ngettext ("%u half-hour has too few days", "%u half-hours have too few days", 1), 1);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->map), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->map), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Semaine type");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->map),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary);
  g_assert_nonnull (strstr (summary, most));
  g_assert_nonnull (strstr (summary, hidden));
  g_assert_cmpuint (vigie_figure_get_n_signs (figure), ==, 2);
  /* A ramp is seen to be one. */
  g_assert_cmpfloat (vigie_figure_get_sign_width (figure, 0), >, 40);
  vigie_week_map_set_cells (VIGIE_WEEK_MAP (fixture->map), NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->map),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("not loaded yet"));
  g_assert_cmpuint (vigie_figure_get_n_signs (figure), ==, 0);
}

static void
assert_at (Fixture *fixture, int day, int slot)
{
  guint at_day, at_slot;

  g_assert_true (vigie_week_map_get_cursor (VIGIE_WEEK_MAP (fixture->map), &at_day, &at_slot));
  g_assert_cmpuint (at_day, ==, (guint) day);
  g_assert_cmpuint (at_slot, ==, (guint) slot);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  gboolean rtl = GPOINTER_TO_INT (data);
  guint forward = rtl ? GDK_KEY_Left : GDK_KEY_Right, back = rtl ? GDK_KEY_Right : GDK_KEY_Left;
  guint day, slot;

  if (rtl)
    gtk_widget_set_direction (fixture->map, GTK_TEXT_DIR_RTL);
  /* Nothing to leave, nothing to open. */
  g_assert_false (vigie_test_press (fixture->map, GDK_KEY_Escape));
  g_assert_false (vigie_test_press (fixture->map, GDK_KEY_Return));
  /* First at now. */
  g_assert_true (vigie_test_press (fixture->map, forward));
  assert_at (fixture, 5, 22);
  g_assert_true (vigie_test_press (fixture->map, back));
  assert_at (fixture, 5, 21);
  g_assert_true (vigie_test_press (fixture->map, GDK_KEY_Home));
  assert_at (fixture, 5, 20);
  g_assert_true (vigie_test_press (fixture->map, back));
  assert_at (fixture, 5, 20);
  /* Over the noon. */
  for (guint i = 0; i < 5; i++)
    g_assert_true (vigie_test_press (fixture->map, forward));
  assert_at (fixture, 5, 28);
  g_assert_true (vigie_test_press (fixture->map, GDK_KEY_End));
  assert_at (fixture, 5, 35);
  g_assert_true (vigie_test_press (fixture->map, GDK_KEY_Page_Up));
  assert_at (fixture, 0, 35);
  g_assert_true (vigie_test_press (fixture->map, GDK_KEY_KP_Down));
  assert_at (fixture, 1, 35);
  g_assert_true (vigie_test_press (fixture->map, GDK_KEY_KP_Enter));
  g_assert_cmpuint (fixture->n_activated, ==, 1);
  g_assert_cmpuint (fixture->day, ==, 1);
  g_assert_cmpuint (fixture->slot, ==, 35);
  g_assert_cmpuint (fixture->n_moved, ==, 11);
  g_assert_true (vigie_test_press (fixture->map, GDK_KEY_Escape));
  g_assert_false (vigie_week_map_get_cursor (VIGIE_WEEK_MAP (fixture->map), &day, &slot));
}

static void
test_described (Fixture *fixture, gconstpointer data)
{
  VigieWeekMap *map = VIGIE_WEEK_MAP (fixture->map);
  static const struct
  {
    int day, slot;
  } cases[] = {{5, 21}, {5, 20}, {0, 21}};
  g_autofree char *count = g_strdup_printf (ngettext ("%ld vehicle", "%ld vehicles", 9), 9L);
  g_autofree char *range = g_strdup_printf (_ ("%1$s (%2$ld to %3$ld)"), count, 7L, 11L);
  g_autofree char *days = g_strdup_printf (ngettext ("%u Saturday", "%u Saturdays", 24), 24);
  const char *const expected[] = {range, _ ("too few days"), C_ ("site", "closed")};

  g_assert_null (vigie_week_map_describe_cursor (map));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;

      vigie_week_map_set_cursor (map, cases[i].day, cases[i].slot);
      words = vigie_week_map_describe_cursor (map);
      g_assert_nonnull (strstr (words, expected[i]));
      g_assert_cmpint (strstr (words, days) != NULL, ==, i == 0);
    }
  /* A half-hour that is no column is the nearest one. */
  vigie_week_map_set_cursor (map, 5, 26);
  assert_at (fixture, 5, 24);
  vigie_week_map_set_cursor (map, 5, 47);
  assert_at (fixture, 5, 35);
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieFigureTable) table = vigie_figure_make_table (VIGIE_FIGURE (fixture->map));
  g_autoptr (GBytes) csv = vigie_figure_table_to_csv (table, FALSE);
  g_autofree char *text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));

  g_assert_cmpuint (vigie_figure_table_get_n_columns (table), ==, 7);
  /* What is open, and nothing else: 2 days of 13 half-hours. */
  g_assert_cmpuint (vigie_figure_table_get_n_rows (table), ==, 26);
  g_assert_cmpfloat (vigie_figure_table_get_number (table, 0, 3), ==, 5);
  g_assert_true (isnan (vigie_figure_table_get_number (table, 13, 3)));
  g_assert_cmpfloat (vigie_figure_table_get_number (table, 13, 6), ==, 3);
  g_assert_cmpfloat (vigie_figure_table_get_number (table, 14, 5), ==, 11);
  g_assert_nonnull (strstr (text, ";9;7;11;24"));
}

/* A pointer on the break is at the nearest half-hour, one beside the map nowhere. */
static void
test_pointer (Fixture *fixture, gconstpointer data)
{
  VigieDrawnFigureClass *klass = VIGIE_DRAWN_FIGURE_GET_CLASS (fixture->map);
  VigieDrawnFigure *figure = VIGIE_DRAWN_FIGURE (fixture->map);
  VigieDrawnPlot plot = {40, 0, 440, 210, FALSE};
  guint day, slot;

  klass->point_at (figure, &plot, 42, 5 * 30 + 10);
  assert_at (fixture, 5, 20);
  klass->point_at (figure, &plot, 42, 35);
  assert_at (fixture, 1, 20);
  klass->point_at (figure, &plot, 42, 215);
  g_assert_false (vigie_week_map_get_cursor (VIGIE_WEEK_MAP (fixture->map), &day, &slot));
  klass->point_at (figure, &plot, 10, 35);
  g_assert_false (vigie_week_map_get_cursor (VIGIE_WEEK_MAP (fixture->map), &day, &slot));
}

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_add_func ("/charts/week-map/columns", test_columns);
  g_test_add_func ("/charts/week-map/nothing-open", test_nothing_open);
#define ADD(path, data, func)                                                                      \
  g_test_add ("/charts/week-map/" path, Fixture, data, set_up, func, tear_down)
  ADD ("words", NULL, test_words);
  ADD ("keys", NULL, test_keys);
  ADD ("keys-rtl", GINT_TO_POINTER (TRUE), test_keys);
  ADD ("described", NULL, test_described);
  ADD ("table", NULL, test_table);
  ADD ("pointer", NULL, test_pointer);
  return g_test_run ();
}
