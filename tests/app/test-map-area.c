/* test-map-area.c: a box drawn on the map by pointer and keyboard, its bar, its table, the list's filter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define WAIT_SECONDS 20
#include "gtk-init.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-band-layer.h"
#include "vigie-map-area-words.h"
#include "vigie-map-area.h"
#include "vigie-map-fixture.h"
#include "vigie-mark.h"
#include "vigie-resources.h"
#include "vigie-test-find.h"

#include <math.h>
#include <string.h>

#define WIDTH 800
#define HEIGHT 600

typedef struct
{
  VigieTerritory *territory;
  VigieSiteModel *model;
  VigieTicker *ticker;
  GtkWidget *window;
  VigiePanes *panes;
  VigieSiteList *list;
  VigieMapView *map;
  GSimpleActionGroup *actions;
  GMenu *menu;
  VigieMapArea *area;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieMapParts parts;

  fixture->territory = fixture_territory ();
  fixture_add_site (batch, "a", "Écluse; nord", VIGIE_KIND_WATER, 47.75, -3.40, VIGIE_GLYPH_NORMAL);
  fixture_add_site (batch, "b", "Bassin", VIGIE_KIND_WATER, 47.75, -3.37, VIGIE_GLYPH_CRITICAL);
  fixture_add_site (batch, "c", "=Calcul", VIGIE_KIND_PUBLIC_BUILDING, 47.75, -3.371,
                    VIGIE_GLYPH_SILENT);
  fixture_add_site (batch, "d", "Loin", VIGIE_KIND_OTHER, 48.2, -2.7, VIGIE_GLYPH_CRITICAL);
  fixture_add_site (batch, "no", "Nulle part", VIGIE_KIND_OTHER, NAN, NAN, VIGIE_GLYPH_CRITICAL);
  vigie_territory_apply_now (fixture->territory, batch);

  fixture->model = vigie_site_model_new ();
  vigie_site_model_set_territory (fixture->model, fixture->territory);
  vigie_site_model_flush (fixture->model);
  fixture->window = gtk_window_new ();
  fixture->map = VIGIE_MAP_VIEW (vigie_map_view_new ());
  fixture->panes = g_object_ref_sink (g_object_new (VIGIE_TYPE_PANES, NULL));
  fixture->list = g_object_ref_sink (g_object_new (VIGIE_TYPE_SITE_LIST, NULL));
  fixture->ticker = vigie_ticker_new (vigie_territory_get_clock (fixture->territory));
  vigie_site_list_setup (fixture->list, fixture->model, fixture->ticker);
  fixture->actions = g_simple_action_group_new ();
  fixture->menu = g_menu_new ();
  gtk_widget_insert_action_group (fixture->window, "map", G_ACTION_GROUP (fixture->actions));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->map));
  vigie_map_view_set_reduced_motion (fixture->map, TRUE);
  vigie_map_view_set_territory (fixture->map, fixture->territory);
  vigie_map_view_set_sites (fixture->map, vigie_site_model_get_filtered (fixture->model));
  parts = (VigieMapParts) {.model = fixture->model,
                           .list = fixture->list,
                           .map = fixture->map,
                           .panes = fixture->panes,
                           .actions = G_ACTION_MAP (fixture->actions),
                           .tools = fixture->menu};
  fixture->area = vigie_map_area_new (&parts);
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->map)) > 300);
  vigie_site_layer_flush (vigie_map_view_get_site_layer (fixture->map));
  vigie_map_view_set_position (fixture->map, 47.75, -3.37, 12);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->area);
  g_assert_false (g_action_group_has_action (G_ACTION_GROUP (fixture->actions), "select-area"));
  g_assert_null (vigie_map_view_get_bar (fixture->map));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->list);
  g_object_unref (fixture->panes);
  g_object_unref (fixture->ticker);
  g_object_unref (fixture->model);
  g_object_unref (fixture->menu);
  g_object_unref (fixture->actions);
  g_object_unref (fixture->territory);
}

static GtkEventController *
controller (Fixture *fixture, GType type)
{
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (GTK_WIDGET (fixture->map));
  GtkEventController *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkEventController) each = g_list_model_get_item (all, i); /* kept by the map */

      if (G_TYPE_CHECK_INSTANCE_TYPE (each, type)
          && gtk_event_controller_get_propagation_phase (each) == GTK_PHASE_CAPTURE)
        found = each;
    }
  g_assert_nonnull (found);
  return found;
}

static gboolean
press (Fixture *fixture, guint keyval, GdkModifierType modifiers)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (controller (fixture, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed", keyval,
                         0, modifiers, &handled);
  return handled;
}

static gboolean
has_site (Fixture *fixture, const char *id)
{
  GPtrArray *sites = vigie_map_area_get_sites (fixture->area);

  return sites != NULL
         && g_ptr_array_find (sites, vigie_territory_find_site (fixture->territory, id), NULL);
}

static gboolean
is_armed (Fixture *fixture)
{
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (fixture->actions), "select-area");

  return g_variant_get_boolean (state);
}

static const VigieGeoBox box_abc = {47.7, -3.45, 47.8, -3.3};

/* ---- Boxes ----------------------------------------------------------------------------------- */

/* What is in a box: edges included, wherever it lies, and only what the layer shows. */
static void
test_boxes (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    VigieGeoBox box;
    guint n;
  } table[] = {
      {{47.7, -3.45, 47.8, -3.3}, 3},    {{47.7, -3.45, 48.3, -2.6}, 4},
      {{47.75, -3.40, 47.75, -3.40}, 1}, {{47.75, -3.371, 47.76, -3.37}, 2},
      {{47.76, -3.45, 47.8, -3.3}, 0},   {{-85, -180, 85, 180}, 4},
      {{47.7, -3.45, 47.8, -3.3705}, 2}, {{47.7, 170, 47.8, -3.3705}, 2},
      {{47.7, -3.3, 47.8, -3.45}, 0},    {{47.8, -3.45, 47.7, -3.3}, 0},
      {{NAN, -3.45, 47.8, -3.3}, 0},
  };
  VigieSiteLayer *layer = vigie_map_view_get_site_layer (fixture->map);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GPtrArray) sites = vigie_site_layer_get_sites_in (layer, &table[i].box);

      g_test_message ("box %u", i);
      g_assert_cmpuint (sites->len, ==, table[i].n);
    }
}

/* A box is where it was drawn, at any level, on both sides of the antimeridian. */
static void
test_band (Fixture *fixture, gconstpointer data)
{
  VigieBandLayer *band = vigie_band_layer_new (vigie_map_view_get_viewport (fixture->map));
  static const double lons[] = {-3.37, 179.99, -179.99};
  VigieGeoBox box;
  graphene_rect_t rect;

  vigie_map_view_add_layer (fixture->map, SHUMATE_LAYER (band), VIGIE_MAP_RANK_TOOLS);
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (band)) > 0);
  for (guint i = 0; i < G_N_ELEMENTS (lons); i++)
    for (double zoom = 6; zoom < 19; zoom += 3.3)
      {
        vigie_map_view_set_position (fixture->map, 47.75, lons[i], zoom);
        g_assert_true (vigie_band_layer_locate (band, 300, 250, 100, 50, &box));
        g_assert_true (vigie_geo_box_is_valid (&box));
        g_assert_true (vigie_band_layer_project (band, &box, &rect));
        g_assert_cmpfloat_with_epsilon (rect.origin.x, 100, 0.5);
        g_assert_cmpfloat_with_epsilon (rect.origin.y, 50, 0.5);
        g_assert_cmpfloat_with_epsilon (rect.size.width, 200, 0.5);
        g_assert_cmpfloat_with_epsilon (rect.size.height, 200, 0.5);
      }
  vigie_band_layer_set_box (band, &box);
  g_assert_true (vigie_band_layer_get_box (band, &box));
  box.south = 90.5;
  vigie_band_layer_set_box (band, &box);
  g_assert_false (vigie_band_layer_get_box (band, &box));
  vigie_map_view_remove_layer (fixture->map, SHUMATE_LAYER (band));
}

/* ---- The selection --------------------------------------------------------------------------- */

static void
test_select (Fixture *fixture, gconstpointer data)
{
  GtkWidget *bar = vigie_map_area_get_bar (fixture->area), *mark;
  g_autofree char *words = NULL, *none = NULL, *critical = NULL;
  VigieTerritoryBatch *batch;
  VigieGeoBox empty = {46, 1, 46.1, 1.1};

  g_assert_null (vigie_map_area_get_sites (fixture->area));
  g_assert_null (vigie_map_view_get_bar (fixture->map));
  vigie_map_area_select (fixture->area, &box_abc);
  g_assert_true (has_site (fixture, "a") && has_site (fixture, "b") && has_site (fixture, "c"));
  g_assert_false (has_site (fixture, "d"));
  g_assert_true (vigie_map_view_get_bar (fixture->map) == bar);
  words = vigie_map_area_describe (fixture->area);
  g_assert_true (vigie_test_has_text (bar, words));
  critical = vigie_glyph_look_count_words (VIGIE_GLYPH_CRITICAL, 1);
  g_assert_true (vigie_test_has_text (bar, critical));
  mark = vigie_test_find (bar, VIGIE_TYPE_MARK);
  g_assert_cmpint (vigie_mark_get_look (VIGIE_MARK (mark)), ==, VIGIE_GLYPH_CRITICAL);

  /* It follows what happens to its sites. */
  batch = vigie_territory_batch_new ();
  fixture_add_reading (batch, "b", VIGIE_GLYPH_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  g_assert_false (vigie_test_has_text (bar, critical));
  g_assert_cmpint (vigie_mark_get_look (VIGIE_MARK (mark)), ==, VIGIE_GLYPH_SILENT);
  batch = vigie_territory_batch_new ();
  vigie_territory_batch_remove_site (batch, "c");
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_model_flush (fixture->model);
  vigie_site_layer_flush (vigie_map_view_get_site_layer (fixture->map));
  g_assert_cmpuint (vigie_map_area_get_sites (fixture->area)->len, ==, 2);

  /* Another tool's bar takes the place: one thing at a time. */
  vigie_map_view_set_bar (fixture->map, gtk_label_new ("measure"));
  g_assert_null (vigie_map_area_get_sites (fixture->area));
  g_assert_true (vigie_map_view_get_bar (fixture->map) != bar);

  /* Nothing in it is said, and nothing can be done with it. */
  vigie_map_area_select (fixture->area, &empty);
  none = vigie_map_area_describe (fixture->area);
  g_assert_cmpstr (none, ==, _ ("No site in this area"));
  g_assert_false (gtk_widget_get_visible (vigie_test_find_button (bar, _ ("_Export…"))));
  g_assert_true (press (fixture, GDK_KEY_Escape, 0));
  g_assert_null (vigie_map_view_get_bar (fixture->map));
  g_assert_false (press (fixture, GDK_KEY_Escape, 0));

  vigie_map_area_select (fixture->area, &box_abc);
  vigie_map_view_set_territory (fixture->map, NULL);
  g_assert_null (vigie_map_area_get_sites (fixture->area));
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  VigieSiteLayer *layer = vigie_map_view_get_site_layer (fixture->map);

  /* Only on the map. */
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  g_assert_false (press (fixture, GDK_KEY_Right, GDK_SHIFT_MASK));
  gtk_widget_grab_focus (GTK_WIDGET (layer));
  WAIT_UNTIL (gtk_widget_is_focus (GTK_WIDGET (layer)));
  g_assert_false (press (fixture, GDK_KEY_Right, 0));
  /* Around the sign that the keyboard is on, the worst: b and its neighbour. */
  g_assert_true (press (fixture, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_true (has_site (fixture, "b") && has_site (fixture, "c"));
  g_assert_false (has_site (fixture, "a"));
  /* To the left, until it takes in a, 87 pixels away; other sides stay. */
  g_assert_true (press (fixture, GDK_KEY_Left, GDK_SHIFT_MASK));
  g_assert_true (has_site (fixture, "a"));
  /* The right side after it: b is no longer in. */
  for (guint i = 0; i < 3; i++)
    g_assert_true (press (fixture, GDK_KEY_Left, GDK_SHIFT_MASK | GDK_CONTROL_MASK));
  g_assert_false (has_site (fixture, "b"));
  g_assert_true (has_site (fixture, "a"));
  /* Never turned inside out. */
  for (guint i = 0; i < 20; i++)
    g_assert_true (press (fixture, GDK_KEY_Down, GDK_SHIFT_MASK | GDK_CONTROL_MASK));
  g_assert_nonnull (vigie_map_area_get_sites (fixture->area));
  g_assert_true (press (fixture, GDK_KEY_Escape, 0));
  g_assert_null (vigie_map_area_get_sites (fixture->area));
}

static void
test_action (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (fixture->menu)), ==, 1);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->actions), "select-area", NULL);
  g_assert_true (is_armed (fixture));
  g_assert_nonnull (vigie_map_view_get_bar (fixture->map));
  g_assert_true (
      vigie_test_has_text (vigie_map_area_get_bar (fixture->area), _ ("Draw a box on the map")));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->actions), "select-area", NULL);
  g_assert_false (is_armed (fixture));
  g_assert_null (vigie_map_view_get_bar (fixture->map));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->actions), "select-area", NULL);
  g_assert_true (press (fixture, GDK_KEY_Escape, 0));
  g_assert_false (is_armed (fixture));
}

/* The list and the map show only those, by a filter that can be taken away. */
static void
test_filter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) chips = NULL;
  g_autoptr (VigieFilters) filters = NULL;

  vigie_map_area_select (fixture->area, &box_abc);
  g_signal_emit_by_name (
      vigie_test_find_button (vigie_map_area_get_bar (fixture->area), _ ("_Filter the List")),
      "clicked");
  vigie_site_model_flush (fixture->model);
  g_assert_cmpuint (vigie_site_model_get_n_shown (fixture->model), ==, 3);
  g_assert_null (vigie_map_area_get_sites (fixture->area));
  chips = vigie_filters_get_chips (vigie_site_model_get_filters (fixture->model));
  g_assert_cmpuint (chips->len, ==, 1);
  filters = vigie_filters_copy (vigie_site_model_get_filters (fixture->model));
  vigie_filters_remove (filters, g_ptr_array_index (chips, 0));
  g_assert_true (vigie_filters_is_empty (filters));
  vigie_site_model_set_filters (fixture->model, filters);
  vigie_site_model_flush (fixture->model);
  g_assert_cmpuint (vigie_site_model_get_n_shown (fixture->model), ==, 5);
}

static void
test_csv (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  vigie_map_area_select (fixture->area, &box_abc);
  bytes = vigie_map_area_to_csv (vigie_map_area_get_sites (fixture->area), zone);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  /* The worst first; neither a separator nor a formula of a server's breaks it. */
  g_assert_true (g_str_has_prefix (lines[1], "Bassin;"));
  g_assert_nonnull (strstr (lines[1], vigie_glyph_look_label (VIGIE_GLYPH_CRITICAL)));
  g_assert_true (g_str_has_suffix (lines[1], ";47,75;-3,37"));
  g_assert_true (g_str_has_prefix (lines[2], "'=Calcul;"));
  g_assert_true (g_str_has_prefix (lines[3], "\"Écluse; nord\";"));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/app/map-area/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  adw_init ();
  g_resources_register (vigie_get_resource ());
  ADD ("boxes", test_boxes);
  ADD ("band", test_band);
  ADD ("select", test_select);
  ADD ("keys", test_keys);
  ADD ("action", test_action);
  ADD ("filter", test_filter);
  ADD ("csv", test_csv);
  return g_test_run ();
}
