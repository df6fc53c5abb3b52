/* test-map-tools.c: the map's context menu, and measuring by pointer and keyboard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-geodesy-text.h"
#include "vigie-map-export.h"
#include "vigie-map-page.h"
#include "vigie-map-tools-nearest.h"
#include "vigie-map-tools.h"

#define WAIT_SECONDS 20
#include "vigie-test-find.h"
#include "vigie-test-wait.h"

#include <glib/gstdio.h>
#include <math.h>

/* The feature alone on a map in a window. */
typedef struct
{
  GSettings *settings;
  VigieClock *clock;
  char *folder;
  VigieContext *context;
  VigieTicker *ticker;
  VigieSiteModel *model;
  GtkWidget *window;
  VigieMapView *map;
  GSimpleActionGroup *actions;
  GMenu *menu;
  VigieMapTools *tools;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  VigieMapParts parts;

  fixture->settings = g_settings_new (VIGIE_APP_ID);
  fixture->clock = vigie_clock_new ();
  fixture->folder = g_dir_make_tmp ("vigie-map-tools-XXXXXX", NULL);
  fixture->context = vigie_context_new (fixture->settings, fixture->clock, fixture->folder);
  fixture->ticker = vigie_ticker_new (fixture->clock);
  fixture->model = vigie_site_model_new ();
  fixture->window = gtk_window_new ();
  fixture->map = VIGIE_MAP_VIEW (vigie_map_view_new ());
  fixture->actions = g_simple_action_group_new ();
  fixture->menu = g_menu_new ();
  gtk_widget_insert_action_group (fixture->window, "map", G_ACTION_GROUP (fixture->actions));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->map));
  parts = (VigieMapParts) {.context = fixture->context,
                           .ticker = fixture->ticker,
                           .model = fixture->model,
                           .map = fixture->map,
                           .actions = G_ACTION_MAP (fixture->actions),
                           .tools = fixture->menu};
  fixture->tools = vigie_map_tools_new (&parts, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->map)) == 800);
  vigie_map_view_set_position (fixture->map, 47.748, -3.366, 12);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->tools);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->actions);
  g_object_unref (fixture->menu);
  g_object_unref (fixture->model);
  g_object_unref (fixture->ticker);
  g_object_unref (fixture->context);
  g_object_unref (fixture->clock);
  g_object_unref (fixture->settings);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* The labels of all items of a menu, one a line, and their actions. */
static void
append_labels (GMenuModel *menu, GString *text)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *label = NULL, *action = NULL;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action);
      g_string_append_printf (text, "%s|%s\n", label != NULL ? label : "",
                              action != NULL ? action : "");
      if (section != NULL)
        append_labels (section, text);
    }
}

static void
test_context_menu (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *expected = NULL;
  VigiePosition place = {47.748, -3.366};

  vigie_map_tools_popup (fixture->tools, 400, 300);
  append_labels (vigie_map_tools_get_menu (fixture->tools), text);
  g_test_message ("%s", text->str);
  expected = vigie_geodesy_words_dms (&place, 1);
  g_assert_nonnull (strstr (text->str, "47.748000, -3.366000|map.copy"));
  g_assert_nonnull (strstr (text->str, expected));
  g_assert_nonnull (strstr (text->str, "X\u202f") == NULL ? strstr (text->str, "X 223") : NULL);
  g_assert_nonnull (strstr (text->str, "|map.measure-from"));
  g_assert_nonnull (strstr (text->str, "|map.open-place"));
  g_assert_nonnull (strstr (text->str, "|map.set-depot"));
  /* The middle of the map is that place; there is no depot, no mark, no site. */
  g_assert_null (strstr (text->str, "|map.measure-to"));
  g_assert_null (strstr (text->str, "|map.clear-depot"));
  g_assert_null (strstr (text->str, "|map.clear-mark"));

  /* Elsewhere it tells how far that is, and a mark can be taken away. */
  vigie_map_tools_mark (fixture->tools, &place, "Kerpotence");
  g_string_truncate (text, 0);
  vigie_map_tools_popup (fixture->tools, 500, 300);
  append_labels (vigie_map_tools_get_menu (fixture->tools), text);
  g_assert_nonnull (strstr (text->str, "|map.measure-to"));
  g_assert_nonnull (strstr (text->str, vigie_geodesy_compass (90)));
  g_assert_nonnull (strstr (text->str, "|map.clear-mark"));
}

static void
test_outside_of_lambert (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  vigie_map_view_set_position (fixture->map, -21.1, 55.5, 10);
  vigie_map_tools_popup (fixture->tools, 400, 300);
  append_labels (vigie_map_tools_get_menu (fixture->tools), text);
  g_assert_nonnull (strstr (text->str, "-21.1"));
  g_assert_null (strstr (text->str, "X "));
}

static gboolean
press_menu_key (gpointer actions)
{
  g_action_group_activate_action (G_ACTION_GROUP (actions), "context-menu", NULL);
  return G_SOURCE_CONTINUE;
}

static void
test_menu_key (Fixture *fixture, gconstpointer data)
{
  GtkWidget *popover;
  guint again;

  press_menu_key (fixture->actions);
  /* A popover of another test on the same display may hold the pointer: then this one closes at once. */
  again = g_timeout_add (1000, press_menu_key, fixture->actions);
  popover = vigie_test_find (GTK_WIDGET (fixture->map), GTK_TYPE_POPOVER_MENU);
  g_assert_nonnull (popover);
  WAIT_UNTIL (gtk_widget_get_mapped (popover));
  g_source_remove (again);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
test_measure (Fixture *fixture, gconstpointer data)
{
  VigieMapMeasure *measure = vigie_map_tools_get_measure (fixture->tools);
  VigiePosition points[] = {{47.748, -3.366}, {47.751, -3.355}, {47.742, -3.349}};
  g_autofree char *one = NULL, *two = NULL, *shape = NULL, *text = NULL, *area = NULL,
                  *length = NULL;

  g_action_group_activate_action (G_ACTION_GROUP (fixture->actions), "measure", NULL);
  g_assert_true (vigie_map_measure_get_measuring (measure));
  g_assert_nonnull (vigie_map_view_get_bar (fixture->map));
  vigie_map_measure_add (measure, &points[0]);
  vigie_map_measure_add (measure, &points[1]);
  one = vigie_map_measure_describe (measure);
  length = vigie_geodesy_words_distance (vigie_geodesy_distance (&points[0], &points[1]));
  g_assert_true (g_str_has_prefix (one, length));
  /* What is not a place is not a point. */
  vigie_map_measure_add (measure, &(VigiePosition) {NAN, 3});
  g_assert_cmpuint (vigie_map_measure_get_n_points (measure), ==, 2);
  /* Two points are no shape. */
  vigie_map_measure_close_shape (measure);
  g_assert_true (vigie_map_measure_get_measuring (measure));
  vigie_map_measure_add (measure, &points[2]);
  two = vigie_map_measure_describe (measure);
  g_assert_nonnull (strchr (two, '2'));
  vigie_map_measure_close_shape (measure);
  g_assert_false (vigie_map_measure_get_measuring (measure));
  shape = vigie_map_measure_describe (measure);
  area = vigie_geodesy_words_area (vigie_geodesy_area (points, 3));
  g_assert_nonnull (strstr (shape, area));
  text = vigie_map_measure_to_text (measure);
  g_assert_true (g_str_has_prefix (text, shape));
  g_assert_nonnull (strstr (text, "\n3. 47.742000, -3.349000"));
  g_assert_true (vigie_test_has_text (vigie_map_view_get_bar (fixture->map), area));

  /* Backspace opens the shape again, then takes points away. */
  vigie_map_measure_key (measure, GDK_KEY_BackSpace, 0);
  g_assert_true (vigie_map_measure_get_measuring (measure));
  g_assert_cmpuint (vigie_map_measure_get_n_points (measure), ==, 3);
  vigie_map_measure_key (measure, GDK_KEY_BackSpace, 0);
  g_assert_cmpuint (vigie_map_measure_get_n_points (measure), ==, 2);
  vigie_map_measure_key (measure, GDK_KEY_Escape, 0);
  g_assert_false (vigie_map_measure_get_measuring (measure));
  g_assert_null (vigie_map_view_get_bar (fixture->map));
  g_assert_cmpuint (vigie_map_measure_get_n_points (measure), ==, 0);
}

static void
test_measure_by_keys (Fixture *fixture, gconstpointer data)
{
  VigieMapMeasure *measure = vigie_map_tools_get_measure (fixture->tools);
  g_autofree char *words = NULL;
  double lat, lon, zoom, after;

  vigie_map_measure_start (measure, NULL);
  /* The first Enter shows the cross in the middle, the second sets a point there. */
  g_assert_true (vigie_map_measure_key (measure, GDK_KEY_Return, 0));
  g_assert_cmpuint (vigie_map_measure_get_n_points (measure), ==, 0);
  vigie_map_measure_key (measure, GDK_KEY_Return, 0);
  g_assert_cmpuint (vigie_map_measure_get_n_points (measure), ==, 1);
  for (int i = 0; i < 5; i++)
    vigie_map_measure_key (measure, GDK_KEY_Right, 0);
  vigie_map_measure_key (measure, GDK_KEY_Return, 0);
  g_assert_cmpuint (vigie_map_measure_get_n_points (measure), ==, 2);
  words = vigie_map_measure_describe (measure);
  /* 80 px eastwards at zoom 12, 47.748° N: 38.22 × 0.6725 × 80 = 2 056 m (the projection's sphere; the ellipsoid is 0.2 % off). */
  g_assert_nonnull (strstr (words, vigie_geodesy_compass (90)));
  g_assert_true (g_str_has_prefix (words, "2,06"));
  /* Enter where nothing moved ends. */
  vigie_map_measure_key (measure, GDK_KEY_Return, 0);
  g_assert_false (vigie_map_measure_get_measuring (measure));
  g_assert_cmpuint (vigie_map_measure_get_n_points (measure), ==, 2);

  /* At the edge the map goes along. */
  vigie_map_measure_start (measure, NULL);
  vigie_map_view_get_position (fixture->map, &lat, &lon, &zoom);
  for (int i = 0; i < 8; i++)
    vigie_map_measure_key (measure, GDK_KEY_Up, GDK_SHIFT_MASK);
  vigie_map_view_get_position (fixture->map, &after, &lon, &zoom);
  g_assert_cmpfloat (after, >, lat + 0.01);
  /* Other keys are not its own. */
  g_assert_false (vigie_map_measure_key (measure, GDK_KEY_a, 0));
  g_assert_false (vigie_map_measure_key (measure, GDK_KEY_Left, GDK_ALT_MASK));
  vigie_map_measure_stop (measure);
  g_assert_false (vigie_map_measure_key (measure, GDK_KEY_Left, 0));
}

static void
test_other_bar (Fixture *fixture, gconstpointer data)
{
  VigieMapMeasure *measure = vigie_map_tools_get_measure (fixture->tools);

  vigie_map_measure_start (measure, NULL);
  vigie_map_view_set_bar (fixture->map, gtk_label_new ("replay"));
  g_assert_false (vigie_map_measure_get_measuring (measure));
  vigie_map_view_set_bar (fixture->map, NULL);
}

static void
test_too_many_points (Fixture *fixture, gconstpointer data)
{
  VigieMapMeasure *measure = vigie_map_tools_get_measure (fixture->tools);

  vigie_map_measure_start (measure, NULL);
  for (int i = 0; i < VIGIE_MEASURE_MAX_POINTS + 5; i++)
    vigie_map_measure_add (measure, &(VigiePosition) {47 + i * 1e-5, -3});
  g_assert_cmpuint (vigie_map_measure_get_n_points (measure), ==, VIGIE_MEASURE_MAX_POINTS);
}

static void
test_way_words (void)
{
  VigiePosition from = {47.748, -3.366}, to = {47.7652, -3.3371};
  g_autofree char *words = vigie_map_tools_way_words ("Déchèterie", &from, &to);
  g_autofree char *same = vigie_map_tools_way_words ("Déchèterie", &from, &from);

  g_assert_nonnull (strstr (words, "2,89"));
  g_assert_nonnull (strstr (words, "49°"));
  g_assert_nonnull (strstr (words, "Déchèterie"));
  g_assert_null (strstr (same, "°"));
}

static void
test_file_name (void)
{
  /* 22 November 2026, 13:02 UTC. */
  VigieTime now = G_GINT64_CONSTANT (1795352520) * VIGIE_SECOND;
  g_autofree char *png
      = vigie_map_export_file_name ("Lorient/Agglo: <1>", now, VIGIE_MAP_SHEET_PNG);
  g_autofree char *pdf = vigie_map_export_file_name ("Lorient", now, VIGIE_MAP_SHEET_PDF);

  g_assert_nonnull (strstr (png, "Lorient-Agglo- -1- 2026-11-22 14h02.png"));
  g_assert_true (g_str_has_suffix (pdf, "Lorient 2026-11-22 14h02.pdf"));
}

/* A picture asked for while nothing is on screen is said, and nothing else happens. */
static void
test_export_actions (Fixture *fixture, gconstpointer data)
{
  GActionGroup *actions = G_ACTION_GROUP (fixture->actions);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (g_action_group_has_action (actions, "print"));
  g_assert_true (g_action_group_has_action (actions, "save-image"));
  append_labels (G_MENU_MODEL (fixture->menu), text);
  g_assert_nonnull (strstr (text->str, "|map.print"));
  g_assert_nonnull (strstr (text->str, "|map.measure"));
  gtk_widget_set_visible (fixture->window, FALSE);
  g_action_group_activate_action (actions, "save-image", g_variant_new_string ("png-2"));
  g_action_group_activate_action (actions, "save-image", g_variant_new_string ("bmp"));
  g_action_group_activate_action (actions, "print", NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* ---- The nearest sites ---- */

typedef struct
{
  guint n, calls;
  char *first;
  double distance;
} Found;

static void
found_cb (const VigieMapNearestSite *sites, guint n, gpointer data)
{
  Found *found = data;

  found->calls++;
  found->n = n;
  g_set_str (&found->first, n > 0 ? vigie_site_get_id (sites[0].site) : NULL);
  found->distance = n > 0 ? sites[0].distance : NAN;
}

static void
test_nearest_of_none (void)
{
  g_autoptr (GListStore) store = g_list_store_new (VIGIE_TYPE_SITE);
  VigiePosition place = {47.7, -3.3};
  Found found = {0};
  VigieMapNearest *nearest = vigie_map_nearest_new (G_LIST_MODEL (store), &place, found_cb, &found);

  g_assert_cmpuint (found.calls, ==, 1);
  g_assert_cmpuint (found.n, ==, 0);
  vigie_map_nearest_free (nearest);
}

static void
test_nearest (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new ();
  g_autoptr (VigieTerritory) territory = fixture_territory (clock);
  VigieSite *site = vigie_territory_find_site (territory, "r");
  VigiePosition there = {vigie_site_get_lat (site), vigie_site_get_lon (site)};
  VigiePosition place = {there.lat + 1e-5, there.lon};
  VigieMapNearest *nearest;
  Found found = {0};

  nearest = vigie_map_nearest_new (G_LIST_MODEL (territory), &place, found_cb, &found);
  WAIT_UNTIL (found.calls == 1);
  g_assert_cmpuint (found.n, ==, VIGIE_MAP_NEAREST_MOST);
  g_assert_nonnull (found.first);
  g_assert_cmpfloat_with_epsilon (found.distance, 1.112, 0.001);
  vigie_map_nearest_free (nearest);
  g_free (found.first);
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);
  g_test_add_func ("/map-tools/way-words", test_way_words);
  g_test_add_func ("/map-tools/file-name", test_file_name);
  g_test_add_func ("/map-tools/nearest-of-none", test_nearest_of_none);
  g_test_add_func ("/map-tools/nearest", test_nearest);
#define ADD(name, function)                                                                        \
  g_test_add ("/map-tools/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("context-menu", test_context_menu);
  ADD ("outside-of-lambert", test_outside_of_lambert);
  ADD ("menu-key", test_menu_key);
  ADD ("measure", test_measure);
  ADD ("measure-by-keys", test_measure_by_keys);
  ADD ("other-bar", test_other_bar);
  ADD ("too-many-points", test_too_many_points);
  ADD ("export-actions", test_export_actions);
  return g_test_run ();
}
