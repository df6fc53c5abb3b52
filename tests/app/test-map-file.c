/* test-map-file.c: the map file of the settings: chosen, refused, gone, undone, dropped, in the preferences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"

#include "vigie-map-file-group.h"
#include "vigie-map-file.h"
#include "vigie-map-page.h"
#include "vigie-map-view.h"
#include "vigie-mbtiles-fixture.h"
#include "vigie-test-folder.h"
#include "vigie-wall-situation.h"
#include "vigie-wall.h"
#include "vigie-window.h"

#define WAIT_SECONDS 20
#include "vigie-test-wait.h"

typedef struct
{
  char *folder;
  GSettings *settings;
  VigieClock *clock;
  VigieContext *context;
  VigieMapFile *map_file; /* of the context */
} Fixture;

static VigieContext *
context_new (Fixture *fixture)
{
  return vigie_context_new (fixture->settings, fixture->clock, fixture->folder);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("vigie-map-file-XXXXXX", NULL);
  fixture->settings = g_settings_new (VIGIE_APP_ID);
  g_settings_reset (fixture->settings, "map-file");
  fixture->clock = vigie_clock_new_manual (FIXTURE_NOW);
  fixture->context = context_new (fixture);
  fixture->map_file = vigie_map_file_get (fixture->context);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_settings_reset (fixture->settings, "map-file");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->context);
  g_object_unref (fixture->clock);
  g_object_unref (fixture->settings);
  vigie_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

/* A sound map in the fixture's folder. */
static GFile *
sound (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  fixture_raster_file (path);
  return g_file_new_for_path (path);
}

static gboolean
choose (Fixture *fixture, GFile *file, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  vigie_map_file_choose_async (fixture->map_file, file, NULL, vigie_test_result_cb, &result);
  WAIT_UNTIL (result != NULL);
  return vigie_map_file_choose_finish (fixture->map_file, result, error);
}

static void
assert_setting (Fixture *fixture, GFile *file)
{
  g_autofree char *now = g_settings_get_string (fixture->settings, "map-file");
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : g_strdup ("");

  g_assert_cmpstr (now, ==, uri);
}

static void
test_choose (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = sound (fixture, "carte.mbtiles"),
                    other = sound (fixture, "autre.mbtiles");
  g_autofree char *page = g_build_filename (fixture->folder, "page.mbtiles", NULL);
  g_autoptr (GFile) wrong = g_file_new_for_path (page);
  g_autoptr (GFile) far = g_file_new_for_uri ("https://example.org/carte.mbtiles");
  g_autoptr (GError) error = NULL;
  VigieMapArchive *first;

  g_assert_null (vigie_map_file_get_file (fixture->map_file));
  g_assert_false (vigie_map_file_get_pending (fixture->map_file));
  g_assert_true (choose (fixture, file, &error));
  g_assert_no_error (error);
  assert_setting (fixture, file);
  first = vigie_map_file_get_file (fixture->map_file);
  g_assert_cmpstr (vigie_map_archive_get_info (first)->name, ==, "Carte d’essai");

  /* One that cannot be used changes nothing. */
  g_assert_true (g_file_set_contents (page, "<b>page</b>", -1, NULL));
  g_assert_false (choose (fixture, wrong, &error));
  g_assert_error (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_OTHER);
  g_clear_error (&error);
  g_assert_false (choose (fixture, far, &error));
  g_assert_error (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_UNREADABLE);
  g_clear_error (&error);
  assert_setting (fixture, file);
  g_assert_true (vigie_map_file_get_file (fixture->map_file) == first);

  /* Another, then back, as the toast's button does. */
  g_assert_true (choose (fixture, other, &error));
  assert_setting (fixture, other);
  {
    g_autofree char *uri = g_file_get_uri (file);

    vigie_map_file_set_address (fixture->map_file, uri);
  }
  WAIT_UNTIL (g_file_equal (
      vigie_map_archive_get_file (vigie_map_file_get_file (fixture->map_file)), file));
  vigie_map_file_set_address (fixture->map_file, "");
  g_assert_null (vigie_map_file_get_file (fixture->map_file));
  g_assert_null (vigie_map_file_get_problem (fixture->map_file));
}

/* What the portal for documents gave is kept as it is, link or not, and is there at the next launch. */
static void
test_portal (Fixture *fixture, gconstpointer data)
{
  static const char place[] = "run/user/1000/doc/5e2f0a1c/carte d’été.mbtiles";
  g_autoptr (GFile) file = sound (fixture, place);
  g_autofree char *link = g_build_filename (fixture->folder, "doc", NULL);
  g_autofree char *linked = g_build_filename (link, "5e2f0a1c", "carte d’été.mbtiles", NULL);
  g_autofree char *target = g_build_filename (fixture->folder, "run/user/1000/doc", NULL);
  g_autoptr (GFile) through = g_file_new_for_path (linked),
                    target_file = g_file_new_for_path (target);
  g_autoptr (GFile) link_file = g_file_new_for_path (link);
  g_autoptr (VigieContext) again = NULL;
  g_autofree char *path = NULL, *kept = NULL;
  VigieMapFile *map_file;

  g_assert_true (choose (fixture, file, NULL));
  assert_setting (fixture, file);
  g_assert_true (g_file_make_symbolic_link (link_file, target, NULL, NULL));
  g_assert_true (choose (fixture, through, NULL));
  assert_setting (fixture, through);

  again = context_new (fixture);
  map_file = vigie_map_file_get (again);
  g_assert_true (vigie_map_file_get_pending (map_file));
  WAIT_UNTIL (!vigie_map_file_get_pending (map_file));
  g_assert_nonnull (vigie_map_file_get_file (map_file));
  assert_setting (fixture, through);

  /* An administrator may write a path. */
  path = g_file_get_path (file);
  vigie_map_file_set_address (map_file, path);
  WAIT_UNTIL (g_file_equal (vigie_map_archive_get_file (vigie_map_file_get_file (map_file)), file));
  kept = g_settings_get_string (fixture->settings, "map-file");
  g_assert_cmpstr (kept, ==, path);
  WAIT_UNTIL (g_file_equal (
      vigie_map_archive_get_file (vigie_map_file_get_file (fixture->map_file)), file));
  g_assert_true (g_file_delete (link_file, NULL, NULL));
}

/* The first descendant of that type and, unless NULL, of that text. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *text)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type)
      && (text == NULL
          || (GTK_IS_LABEL (widget)
              && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type, text);
  return found;
}

static void
dropped_cb (GSimpleAction *action, GVariant *parameter, char **uri)
{
  g_set_str (uri, g_variant_get_string (parameter, NULL));
}

/* The page: a file instead of the network, one that is gone said, a drop handed on. */
static void
test_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieTicker) ticker = vigie_ticker_new (fixture->clock);
  g_autoptr (GFile) file = sound (fixture, "carte.mbtiles");
  VigieMapPage *page = g_object_ref_sink (g_object_new (VIGIE_TYPE_MAP_PAGE, NULL));
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("open-map-file", G_VARIANT_TYPE_STRING);
  g_autoptr (GListModel) controllers = NULL;
  g_autofree char *uri = g_file_get_uri (file), *dropped = NULL, *address = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  GtkWidget *map, *note;
  gboolean taken = FALSE;

  g_settings_set_string (fixture->settings, "tile-address", "http://127.0.0.1:9/{z}/{x}/{y}.png");
  g_settings_set_string (fixture->settings, "map-file", "file:///nowhere/partie.mbtiles");
  vigie_map_page_setup (page, fixture->context, ticker);
  map = find (GTK_WIDGET (page), VIGIE_TYPE_MAP_VIEW, NULL);
  /* Not a question to the network before the file was looked for. */
  g_assert_true (vigie_map_file_get_pending (fixture->map_file));
  g_object_get (map, "tile-template", &address, NULL);
  g_assert_null (address);
  WAIT_UNTIL (vigie_map_file_get_problem (fixture->map_file) != NULL);
  g_set_str (&address, NULL);
  g_object_get (map, "tile-template", &address, NULL);
  g_assert_cmpstr (address, ==, "http://127.0.0.1:9/{z}/{x}/{y}.png");
  note = find (map, GTK_TYPE_LABEL, "partie.mbtiles");
  g_assert_nonnull (note);
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (gtk_widget_get_parent (note))));

  g_assert_true (choose (fixture, file, NULL));
  g_assert_nonnull (vigie_map_view_get_map_file (VIGIE_MAP_VIEW (map)));
  g_assert_null (find (map, GTK_TYPE_LABEL, "partie.mbtiles"));
  /* Beside the network's tiles; or all there is. */
  g_set_str (&address, NULL);
  g_object_get (map, "tile-template", &address, NULL);
  g_assert_cmpstr (address, ==, "http://127.0.0.1:9/{z}/{x}/{y}.png");
  g_settings_set_string (fixture->settings, "base-map", "file");
  g_set_str (&address, NULL);
  g_object_get (map, "tile-template", &address, NULL);
  g_assert_null (address);
  g_assert_nonnull (find (map, GTK_TYPE_LABEL, "© Essai & Cie"));
  vigie_map_file_set_address (fixture->map_file, "");
  g_assert_null (vigie_map_view_get_map_file (VIGIE_MAP_VIEW (map)));
  g_assert_null (find (map, GTK_TYPE_LABEL, "© Essai & Cie"));

  g_signal_connect (action, "activate", G_CALLBACK (dropped_cb), &dropped);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (page), "win", G_ACTION_GROUP (group));
  controllers = gtk_widget_observe_controllers (map);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 10.0, 10.0, &taken);
    }
  g_assert_true (taken);
  g_assert_cmpstr (dropped, ==, uri);
  g_settings_reset (fixture->settings, "base-map");
  g_settings_reset (fixture->settings, "tile-address");
  g_clear_object (&controllers);
  g_assert_finalize_object (page);
}

static AdwActionRow *
row (VigieMapFileGroup *group, const char *id)
{
  return ADW_ACTION_ROW (
      gtk_widget_get_template_child (GTK_WIDGET (group), VIGIE_TYPE_MAP_FILE_GROUP, id));
}

/* The wall's map is over the same ground as the page's, whatever is chosen while it is on screen. */
static void
test_wall (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = sound (fixture, "carte.mbtiles");
  g_autoptr (VigieTicker) ticker = vigie_ticker_new (fixture->clock);
  g_autoptr (GtkWidget) wall = g_object_ref_sink (vigie_wall_new (fixture->context, ticker));
  VigieMapView *map = vigie_wall_situation_get_map (
      VIGIE_WALL_SITUATION (vigie_wall_get_scene (VIGIE_WALL (wall), VIGIE_SCENE_SITUATION)));

  g_assert_null (vigie_map_view_get_map_file (map));
  g_assert_true (choose (fixture, file, NULL));
  g_assert_true (vigie_map_view_get_map_file (map) == vigie_map_file_get_file (fixture->map_file));
  vigie_map_file_set_address (fixture->map_file, "");
  g_assert_null (vigie_map_view_get_map_file (map));
}

static void
test_preferences (Fixture *fixture, gconstpointer data)
{
  VigieMapFileGroup *group = g_object_ref_sink (g_object_new (VIGIE_TYPE_MAP_FILE_GROUP, NULL));
  g_autoptr (GFile) file = sound (fixture, "carte.mbtiles");
  GtkWidget *remove_button;
  const char *words;

  vigie_map_file_group_setup (group, fixture->context);
  remove_button = GTK_WIDGET (gtk_widget_get_template_child (
      GTK_WIDGET (group), VIGIE_TYPE_MAP_FILE_GROUP, "remove_button"));
  g_assert_cmpstr (adw_action_row_get_subtitle (row (group, "file_row")), ==,
                   _ ("None: the map comes from the network"));
  g_assert_false (gtk_widget_get_visible (remove_button));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row (group, "credit_row"))));

  g_assert_true (choose (fixture, file, NULL));
  words = adw_action_row_get_subtitle (row (group, "file_row"));
  g_assert_nonnull (strstr (words, "Carte d’essai"));
  g_assert_nonnull (strstr (words, "2021"));
  g_assert_cmpstr (adw_action_row_get_subtitle (row (group, "credit_row")), ==,
                   "© Essai & Cie · ODbL 1.0");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row (group, "credit_row"))));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (remove_button), GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_nonnull (gtk_widget_get_tooltip_text (remove_button));

  g_signal_emit_by_name (remove_button, "clicked");
  assert_setting (fixture, NULL);
  g_assert_false (gtk_widget_get_visible (remove_button));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row (group, "credit_row"))));

  vigie_map_file_set_address (fixture->map_file, "/nowhere/partie.mbtiles");
  WAIT_UNTIL (vigie_map_file_get_problem (fixture->map_file) != NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row (group, "problem_row"))));
  g_assert_true (gtk_widget_get_visible (remove_button));
  g_assert_nonnull (strstr (
      adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row (group, "problem_row"))), "partie"));
  g_assert_finalize_object (group);
}

/* The whole window: said in a toast with a way back, or refused in a dialog. */
static void
test_window (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = sound (fixture, "carte.mbtiles");
  g_autofree char *path = g_build_filename (fixture->folder, "notes.mbtiles", NULL);
  g_autoptr (GFile) wrong = g_file_new_for_path (path);
  GtkWidget *toast, *button;
  VigieWindow *window;

  window = vigie_window_new (NULL, fixture->context);
  gtk_window_present (GTK_WINDOW (window));
  vigie_window_open_map_file (window, file);
  WAIT_UNTIL ((toast = find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Carte d’essai")) != NULL);
  assert_setting (fixture, file);
  button = gtk_widget_get_ancestor (toast, g_type_from_name ("AdwToastWidget"));
  g_assert_nonnull (button);
  button = find (button, GTK_TYPE_BUTTON, NULL);
  g_signal_emit_by_name (button, "clicked");
  assert_setting (fixture, NULL);
  g_assert_null (vigie_map_file_get_file (fixture->map_file));

  g_assert_true (g_file_set_contents (path, "not a map", -1, NULL));
  vigie_window_open_map_file (window, wrong);
  WAIT_UNTIL (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) != NULL);
  g_assert_nonnull (find (GTK_WIDGET (window), GTK_TYPE_LABEL, "notes.mbtiles"));
  assert_setting (fixture, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);
#define ADD(name) g_test_add ("/map-file/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (choose);
  ADD (portal);
  ADD (page);
  ADD (wall);
  ADD (preferences);
  ADD (window);
#undef ADD
  return g_test_run ();
}
