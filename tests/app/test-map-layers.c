/* test-map-layers.c: the popover of layers: switches that follow their actions, what is remembered for each server, what
 * a saved view keeps.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-fake-territory.h"
#include "vigie-heat-layer.h"
#include "vigie-map-layers-files.h"
#include "vigie-map-layers.h"
#include "vigie-map-page.h"
#include "vigie-map-saved-views.h"
#include "vigie-test-find.h"

#define WAIT_SECONDS 20
#include "vigie-test-wait.h"

#include <glib/gstdio.h>

typedef struct
{
  GSettings *settings;
  VigieClock *clock;
  VigieContext *context;
  VigieTicker *ticker;
  VigieMapPage *page;
  VigieMapView *map;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new (VIGIE_APP_ID);
  fixture->clock = vigie_clock_new ();
  fixture->folder = g_dir_make_tmp ("vigie-map-layers-XXXXXX", NULL);
  fixture->context = vigie_context_new (fixture->settings, fixture->clock, fixture->folder);
  fixture->ticker = vigie_ticker_new (fixture->clock);
  fixture->page = g_object_ref_sink (g_object_new (VIGIE_TYPE_MAP_PAGE, NULL));
  vigie_map_page_setup (fixture->page, fixture->context, fixture->ticker);
  fixture->map = VIGIE_MAP_VIEW (vigie_test_find (GTK_WIDGET (fixture->page), VIGIE_TYPE_MAP_VIEW));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->page);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->ticker);
  g_object_unref (fixture->context);
  g_object_unref (fixture->clock);
  g_settings_reset (fixture->settings, "map-layers");
  g_object_unref (fixture->settings);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static VigieMapParts
parts_of (Fixture *fixture, GSimpleActionGroup *actions)
{
  return (VigieMapParts) {.context = fixture->context,
                          .ticker = fixture->ticker,
                          .model = vigie_map_page_get_model (fixture->page),
                          .map = fixture->map,
                          .actions = G_ACTION_MAP (actions)};
}

/* What Space does on @widget itself: a popover does nothing with it. */
static gboolean
press_space (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) keys = g_list_model_get_item (controllers, i);

      for (guint j = 0;
           GTK_IS_SHORTCUT_CONTROLLER (keys) && j < g_list_model_get_n_items (G_LIST_MODEL (keys));
           j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (keys), j);
          g_autofree char *trigger
              = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (g_str_has_prefix (trigger, "space"))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                 NULL);
        }
    }
  return FALSE;
}

/* The page's own: each switch is there for hands and for a screen reader, and does what it says. */
static void
test_switches (Fixture *fixture, gconstpointer data)
{
  GtkWidget *popover = NULL, *toggle;

  toggle = vigie_test_find (GTK_WIDGET (fixture->map), GTK_TYPE_SWITCH);
  g_assert_nonnull (toggle);
  popover = gtk_widget_get_ancestor (toggle, GTK_TYPE_POPOVER);
  g_assert_nonnull (popover);
  gtk_test_accessible_assert_role (toggle, GTK_ACCESSIBLE_ROLE_SWITCH);
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (toggle),
                                                   GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  /* The rings are on at first. */
  g_assert_true (gtk_widget_get_sensitive (toggle));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->map), "map.layer-rings", NULL));
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (toggle)));
  /* The flip is at once: nothing moves in a popover that is not seen. */
  g_object_set (gtk_widget_get_settings (toggle), "gtk-enable-animations", FALSE, NULL);
  g_assert_true (press_space (toggle));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
}

static void
look_cb (VigieSite *site, VigieSiteLook *look, gpointer data)
{
  look->known = FALSE;
}

/* While the map shows the past no layer of the present lies on it; its switch stays as it is. */
static void
test_past (Fixture *fixture, gconstpointer data)
{
  VigieSiteLayer *sites = vigie_map_view_get_site_layer (fixture->map);
  GtkWidget *heat = vigie_test_find (GTK_WIDGET (fixture->map), VIGIE_TYPE_HEAT_LAYER);

  g_assert_nonnull (heat);
  g_assert_false (gtk_widget_get_visible (heat));
  gtk_widget_activate_action (GTK_WIDGET (fixture->map), "map.layer-heat", NULL);
  g_assert_true (gtk_widget_get_visible (heat));
  vigie_site_layer_set_look_func (sites, look_cb, NULL, NULL);
  g_assert_false (gtk_widget_get_visible (heat));
  /* Moved meanwhile it counts afterwards. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->map), "map.layer-heat", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->map), "map.layer-heat", NULL);
  g_assert_false (gtk_widget_get_visible (heat));
  vigie_site_layer_set_look_func (sites, NULL, NULL, NULL);
  g_assert_true (gtk_widget_get_visible (heat));
}

/* What a saved view keeps, and sets again. */
static void
test_strings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  VigieMapParts parts = parts_of (fixture, actions);
  g_autoptr (VigieMapLayers) layers = vigie_map_layers_new (&parts);
  const char *const ids[] = {"none", "late", "use", NULL};
  const char *const labels[] = {"Rien", "Retards", "Consommation", NULL};
  GAction *lines, *colours;
  g_autofree char *text = NULL, *again = NULL;

  vigie_map_layers_set_string (layers, "");
  lines = vigie_map_layers_add_switch (layers, VIGIE_MAP_GROUP_COMMUNES, "lines", "Contours", NULL,
                                       FALSE);
  colours = vigie_map_layers_add_choice (layers, VIGIE_MAP_GROUP_COMMUNES, "colours", "Colorer par",
                                         ids, labels);
  text = vigie_map_layers_to_string (layers);
  g_assert_cmpstr (g_strrstr (text, "colours="), ==, "colours=none");
  g_assert_false (vigie_map_layers_get_on (layers, "lines"));
  g_assert_false (vigie_map_layers_get_on (layers, "unknown"));
  vigie_map_layers_set_string (layers, "lines;x;colours=late;colours=nonsense;y=z;rings=");
  g_assert_true (vigie_map_layers_get_on (layers, "lines"));
  g_assert_false (vigie_map_layers_get_on (layers, "rings"));
  {
    g_autoptr (GVariant) state = g_action_get_state (colours);

    g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "late");
  }
  g_action_activate (lines, NULL);
  g_assert_false (vigie_map_layers_get_on (layers, "lines"));
  g_action_activate (colours, g_variant_new_string ("use"));
  again = vigie_map_layers_to_string (layers);
  g_assert_nonnull (g_strrstr (again, "colours=use"));
  g_assert_null (g_strrstr (again, "lines"));
}

/* Each server has its own, and one that nobody touched has what is usual. */
static void
test_servers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieFakeTerritory) fake = vigie_fake_territory_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  VigieMapParts parts = parts_of (fixture, actions);
  g_autoptr (VigieMapLayers) layers = vigie_map_layers_new (&parts);
  g_autoptr (GVariant) kept = NULL, before = NULL, after = NULL;
  GVariantDict dict;
  g_autoptr (GVariant) entry = NULL;
  const char *server;

  /* Nobody's: not remembered. */
  vigie_map_layers_set_string (layers, "gateways");
  before = g_settings_get_value (fixture->settings, "map-layers");
  g_assert_cmpuint (g_variant_n_children (before), ==, 0);
  vigie_context_open (fixture->context, vigie_fake_territory_get_address (fake), NULL, NULL);
  WAIT_UNTIL (vigie_context_get_territory (fixture->context) != NULL);
  server = vigie_context_get_server (fixture->context);
  g_assert_true (vigie_map_layers_get_on (layers, "rings"));
  g_assert_false (vigie_map_layers_get_on (layers, "gateways"));

  vigie_map_layers_set_string (layers, "gateways");
  kept = g_settings_get_value (fixture->settings, "map-layers");
  entry = g_variant_lookup_value (kept, server, G_VARIANT_TYPE ("a{sv}"));
  g_assert_nonnull (entry);
  g_variant_dict_init (&dict, entry);
  {
    gboolean on = FALSE;

    g_assert_true (g_variant_dict_lookup (&dict, "gateways", "b", &on) && on);
    g_assert_true (g_variant_dict_lookup (&dict, "rings", "b", &on) && !on);
  }
  g_variant_dict_clear (&dict);
  /* Back to the usual: nothing to remember. */
  vigie_map_layers_set_string (layers, "rings");
  after = g_settings_get_value (fixture->settings, "map-layers");
  g_assert_null (g_variant_lookup_value (after, server, NULL));
  vigie_context_close (fixture->context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* ---- Files ---- */

static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieFakeTerritory) fake = vigie_fake_territory_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  VigieMapParts parts = parts_of (fixture, actions);
  g_autoptr (VigieMapLayers) layers = vigie_map_layers_new (&parts);
  g_autoptr (VigieMapLayerFiles) files = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "travaux.geojson", NULL);
  g_autofree char *png = g_build_filename (fixture->folder, "plan.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path), other = g_file_new_for_path (png);
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (GVariant) kept = NULL, entry = NULL, first = NULL, after = NULL;
  const char *address, *name;
  guint32 color;
  gboolean on;

  g_assert_true (vigie_map_layer_files_takes (file));
  g_assert_false (vigie_map_layer_files_takes (other));
  g_assert_false (vigie_map_layers_open_file (layers, other));
  g_assert_true (
      g_file_set_contents (path, "{\"type\":\"Point\",\"coordinates\":[-3.4,47.7]}", -1, NULL));
  vigie_context_open (fixture->context, vigie_fake_territory_get_address (fake), NULL, NULL);
  WAIT_UNTIL (vigie_context_get_territory (fixture->context) != NULL);
  parts.layers = layers;
  files = vigie_map_layer_files_new (layers, &parts);
  g_assert_true (vigie_map_layer_files_open (files, file));
  g_assert_true (vigie_map_layer_files_open (files, file)); /* read anew, not twice there */
  g_assert_cmpuint (vigie_map_layer_files_get_n (files), ==, 1);
  WAIT_UNTIL (!vigie_map_layer_files_get_busy (files));
  g_assert_null (vigie_map_layer_files_get_problem (files, 0));

  kept = g_settings_get_value (fixture->settings, "map-overlays");
  entry = g_variant_lookup_value (kept, vigie_context_get_server (fixture->context), NULL);
  g_assert_nonnull (entry);
  first = g_variant_get_child_value (entry, 0);
  g_variant_get (first, "(&s&sub)", &address, &name, &color, &on);
  g_assert_cmpstr (address, ==, uri);
  g_assert_cmpstr (name, ==, "travaux");
  g_assert_true (on);

  /* A file that changes is read anew; what is wrong is said. */
  g_assert_true (g_file_set_contents (path, "{", -1, NULL));
  WAIT_UNTIL (!vigie_map_layer_files_get_busy (files)
              && vigie_map_layer_files_get_problem (files, 0) != NULL);
  g_assert_cmpuint (strlen (vigie_map_layer_files_get_problem (files, 0)), >, 5);

  vigie_map_layer_files_remove (files, 0);
  g_assert_cmpuint (vigie_map_layer_files_get_n (files), ==, 0);
  after = g_settings_get_value (fixture->settings, "map-overlays");
  g_assert_null (g_variant_lookup_value (after, vigie_context_get_server (fixture->context), NULL));
  g_clear_object (&files);
  g_remove (path);
  vigie_context_close (fixture->context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* ---- Saved views ---- */

static void
test_saved_views (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieFakeTerritory) fake = vigie_fake_territory_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) tools = g_menu_new ();
  VigieMapParts parts = parts_of (fixture, actions);
  g_autoptr (VigieMapLayers) layers = vigie_map_layers_new (&parts);
  g_autoptr (VigieMapSavedViews) views = NULL, again = NULL;
  g_autoptr (VigieFilters) filters = vigie_filters_from_string ("state=critical");
  double lat, lon, zoom;

  parts.layers = layers;
  parts.tools = tools;
  views = vigie_map_saved_views_new (&parts, GTK_WIDGET (fixture->page));
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (tools)), ==, 1);
  /* Nobody's. */
  g_assert_false (vigie_map_saved_views_save (views, "Centre"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (actions), "save-view"));
  vigie_context_open (fixture->context, vigie_fake_territory_get_address (fake), NULL, NULL);
  WAIT_UNTIL (vigie_context_get_territory (fixture->context) != NULL);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (actions), "save-view"));

  vigie_map_view_set_position (fixture->map, 47.75, -3.37, 13);
  vigie_site_model_set_filters (parts.model, filters);
  vigie_map_layers_set_string (layers, "gateways");
  g_assert_false (vigie_map_saved_views_save (views, "  "));
  g_assert_true (vigie_map_saved_views_save (views, " Centre "));
  vigie_map_view_set_position (fixture->map, 47.64, -3.45, 12);
  vigie_site_model_clear_filters (parts.model);
  vigie_map_layers_set_string (layers, "rings");
  g_assert_true (vigie_map_saved_views_save (views, "Groix"));
  g_assert_cmpuint (vigie_map_saved_views_get_n (views), ==, 2);

  /* By the menu's action. */
  g_action_group_activate_action (G_ACTION_GROUP (actions), "show-view", g_variant_new_uint32 (0));
  vigie_map_view_get_position (fixture->map, &lat, &lon, &zoom);
  g_assert_cmpfloat_with_epsilon (lat, 47.75, 1e-6);
  g_assert_cmpfloat_with_epsilon (zoom, 13, 1e-6);
  g_assert_true (vigie_filters_equal (vigie_site_model_get_filters (parts.model), filters));
  g_assert_true (vigie_map_layers_get_on (layers, "gateways"));
  g_assert_false (vigie_map_layers_get_on (layers, "rings"));
  g_assert_false (vigie_map_saved_views_show (views, 2));

  /* The same name again: that view. A name that is taken is none to be given. */
  g_assert_true (vigie_map_saved_views_save (views, "Groix"));
  g_assert_cmpuint (vigie_map_saved_views_get_n (views), ==, 2);
  g_assert_false (vigie_map_saved_views_rename (views, 0, "Groix"));
  g_assert_false (vigie_map_saved_views_rename (views, 0, ""));
  g_assert_true (vigie_map_saved_views_rename (views, 0, "Centre_ville"));
  g_clear_object (&views);

  /* Another launch. */
  again = vigie_map_saved_views_new (&parts, GTK_WIDGET (fixture->page));
  g_assert_cmpuint (vigie_map_saved_views_get_n (again), ==, 2);
  g_assert_cmpstr (vigie_map_saved_views_get_name (again, 0), ==, "Centre_ville");
  vigie_map_saved_views_remove (again, 0);
  vigie_map_saved_views_remove (again, 0);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (actions), "manage-views"));
  g_clear_object (&again);
  vigie_context_close (fixture->context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char *argv[])
{
  fixture_init_widgets (&argc, &argv);
  g_test_add ("/app/map-layers/switches", Fixture, NULL, set_up, test_switches, tear_down);
  g_test_add ("/app/map-layers/past", Fixture, NULL, set_up, test_past, tear_down);
  g_test_add ("/app/map-layers/strings", Fixture, NULL, set_up, test_strings, tear_down);
  g_test_add ("/app/map-layers/servers", Fixture, NULL, set_up, test_servers, tear_down);
  g_test_add ("/app/map-layers/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/app/map-layers/saved-views", Fixture, NULL, set_up, test_saved_views, tear_down);
  return g_test_run ();
}
