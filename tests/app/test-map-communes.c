/* test-map-communes.c: communes on the map page: sites by place, colours and their legend, the list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-commune-counts.h"
#include "vigie-fake-territory.h"
#include "vigie-map-communes-list.h"
#include "vigie-map-communes.h"
#include "vigie-map-page.h"
#include "vigie-test-folder.h"

#define WAIT_SECONDS 20
#include "vigie-test-wait.h"

#include <math.h>

#define OUTLINES                                                                                          \
  "{\"type\":\"FeatureCollection\",\"features\":["                                                        \
  "{\"type\":\"Feature\",\"properties\":{\"code\":\"56001\",\"nom\":\"Ouest\",\"population\":1200},"      \
  "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[-4,47],[-3.4,47],[-3.4,48],[-4,48],[-4,47]]]}}," \
  "{\"type\":\"Feature\",\"properties\":{\"code\":\"56002\",\"nom\":\"Est\"},"                            \
  "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[-3.4,47],[-3,47],[-3,48],[-3.4,48],[-3.4,47]]]}}]}"

typedef struct
{
  VigieFakeTerritory *fake;
  GSettings *settings;
  VigieClock *clock;
  char *folder, *file;
  VigieContext *context;
  VigieTicker *ticker;
  VigieSiteModel *model;
  GtkWidget *window, *map;
  GSimpleActionGroup *actions;
  GMenu *tools;
  VigieMapLayers *layers;
  VigieMapCommunes *communes;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  VigieMapParts parts = {0};

  fixture->fake = vigie_fake_territory_new ();
  vigie_fake_territory_put_thing (fixture->fake, 1, "Sans commune", NULL);
  if (data == NULL)
    vigie_fake_territory_put_datastream (fixture->fake, 10, 1, "Benne", NULL);
  fixture->settings = g_settings_new (VIGIE_APP_ID);
  fixture->clock = vigie_clock_new ();
  fixture->folder = g_dir_make_tmp ("vigie-map-communes-XXXXXX", NULL);
  fixture->file = g_build_filename (fixture->folder, "outlines.geojson", NULL);
  g_assert_true (g_file_set_contents (fixture->file, OUTLINES, -1, NULL));
  g_settings_set_string (fixture->settings, "communes-file", fixture->file);
  g_settings_set_string (fixture->settings, "communes-address", "");
  g_settings_set_string (fixture->settings, "tile-address", "");
  fixture->context = vigie_context_new (fixture->settings, fixture->clock, fixture->folder);
  fixture->ticker = vigie_ticker_new (fixture->clock);
  fixture->model = vigie_site_model_new ();
  fixture->window = gtk_window_new ();
  fixture->map = vigie_map_view_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->map);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  fixture->actions = g_simple_action_group_new ();
  fixture->tools = g_menu_new ();
  parts.context = fixture->context;
  parts.ticker = fixture->ticker;
  parts.model = fixture->model;
  parts.map = VIGIE_MAP_VIEW (fixture->map);
  parts.actions = G_ACTION_MAP (fixture->actions);
  parts.tools = fixture->tools;
  parts.layers = fixture->layers = vigie_map_layers_new (&parts);
  fixture->communes = vigie_map_communes_new (&parts);
  gtk_window_present (GTK_WINDOW (fixture->window));
  vigie_context_open (fixture->context, vigie_fake_territory_get_address (fixture->fake), NULL,
                      NULL);
  vigie_context_start_network (fixture->context);
  WAIT_UNTIL (vigie_context_get_territory (fixture->context) != NULL
              && vigie_territory_find_site (vigie_context_get_territory (fixture->context), "1")
                     != NULL
              && vigie_communes_get_origin (vigie_map_communes_get_source (fixture->communes))
                     == VIGIE_COMMUNES_FILE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->communes);
  g_clear_object (&fixture->layers);
  g_clear_object (&fixture->tools);
  g_clear_object (&fixture->actions);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  vigie_context_close (fixture->context);
  g_clear_object (&fixture->model);
  g_clear_object (&fixture->ticker);
  g_clear_object (&fixture->context);
  g_clear_object (&fixture->clock);
  for (const char *const *key
       = (const char *const[]) {"communes-file", "communes-address", "tile-address", NULL};
       *key != NULL; key++)
    g_settings_reset (fixture->settings, *key);
  g_clear_object (&fixture->settings);
  vigie_fake_territory_free (fixture->fake);
  vigie_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->file);
}

static const VigieSiteData *
site_data (Fixture *fixture)
{
  return vigie_site_get_data (
      vigie_territory_find_site (vigie_context_get_territory (fixture->context), "1"));
}

static void
choose (Fixture *fixture, const char *by)
{
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->actions), "layer-communes-by",
                                      g_variant_new_string (by));
}

/* The site is in the commune whose outline holds it, and is counted there. */
static void
test_counts (Fixture *fixture, gconstpointer data)
{
  VigieAreas *areas = vigie_communes_get_areas (vigie_map_communes_get_source (fixture->communes));
  const VigieArea *area;
  guint index, other;
  g_autofree char *words = NULL, *value = NULL, *none = NULL, *title = NULL;

  WAIT_UNTIL (site_data (fixture)->details->commune_name != NULL);
  area = vigie_areas_find (areas, site_data (fixture)->lat, site_data (fixture)->lon);
  g_assert_cmpstr (site_data (fixture)->details->commune_name, ==, area->name);
  index = vigie_areas_index_of (areas, area);
  other = 1 - index;
  choose (fixture, "sites");
  g_assert_cmpint (vigie_map_communes_get_by (fixture->communes), ==, VIGIE_COMMUNE_BY_SITES);
  WAIT_UNTIL (isfinite (vigie_map_communes_get_value (fixture->communes, index)));
  g_assert_cmpfloat (vigie_map_communes_get_value (fixture->communes, index), ==, 0);
  g_assert_true (isnan (vigie_map_communes_get_value (fixture->communes, other)));
  value = vigie_map_communes_dup_value (fixture->communes, other);
  g_assert_cmpstr (value, ==, _ ("n/a"));
  words = vigie_map_communes_dup_words (fixture->communes, index);
  title = vigie_map_communes_dup_title (fixture->communes);
  g_assert_nonnull (strstr (words, title));
  WAIT_UNTIL (vigie_area_layer_is_painted (vigie_map_communes_get_layer (fixture->communes)));
  choose (fixture, "none");
  none = vigie_map_communes_dup_value (fixture->communes, index);
  g_assert_null (none);
}

static gboolean
has_words (Fixture *fixture, guint index, const char *expected)
{
  g_autofree char *words = vigie_map_communes_dup_words (fixture->communes, index);

  return strstr (words, expected) != NULL;
}

/* A commune of which no site has a measure is not one where all is well. */
static void
test_no_measure (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected
      = g_strdup_printf (ngettext ("%u without measure", "%u without measure", 1), 1);
  VigieAreas *areas;
  guint index;

  WAIT_UNTIL (site_data (fixture)->details->commune_name != NULL);
  areas = vigie_communes_get_areas (vigie_map_communes_get_source (fixture->communes));
  index = vigie_areas_index_of (
      areas, vigie_areas_find (areas, site_data (fixture)->lat, site_data (fixture)->lon));
  choose (fixture, "sites");
  WAIT_UNTIL (has_words (fixture, index, expected));
  g_assert_true (isnan (vigie_map_communes_get_value (fixture->communes, index)));
}

/* Nothing metered, nothing known: « n. d. », never 0. */
static void
test_consumption (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "consumption");
  g_assert_true (isnan (vigie_map_communes_get_value (fixture->communes, 0)));
  g_assert_true (isnan (vigie_map_communes_get_value (fixture->communes, 1)));
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = ADW_IS_ACTION_ROW (widget) && g_object_get_data (G_OBJECT (widget), "value") != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = vigie_map_communes_list_present (fixture->communes, fixture->map);

  g_assert_cmpuint (count_rows (GTK_WIDGET (dialog)), ==, 2);
  /* Other outlines while it is open. */
  g_settings_reset (fixture->settings, "communes-file");
  WAIT_UNTIL (vigie_communes_get_origin (vigie_map_communes_get_source (fixture->communes))
              == VIGIE_COMMUNES_CELLS);
  g_assert_cmpuint (count_rows (GTK_WIDGET (dialog)), ==, 25);
  adw_dialog_force_close (dialog);
}

static void
past_cb (VigieSite *site, VigieSiteLook *look, gpointer data)
{
  look->known = FALSE;
}

/* While the map shows the past no figure of the present is on it. */
static void
test_past (Fixture *fixture, gconstpointer data)
{
  VigieSiteLayer *sites = vigie_map_view_get_site_layer (VIGIE_MAP_VIEW (fixture->map));
  g_autofree char *present = NULL, *past = NULL, *again = NULL;

  choose (fixture, "sites");
  WAIT_UNTIL (isfinite (vigie_map_communes_get_value (fixture->communes, 0))
              || isfinite (vigie_map_communes_get_value (fixture->communes, 1)));
  present = vigie_map_communes_dup_words (fixture->communes, 0);
  vigie_site_layer_set_look_func (sites, past_cb, NULL, NULL);
  g_assert_cmpint (vigie_map_communes_get_by (fixture->communes), ==, VIGIE_COMMUNE_BY_NOTHING);
  g_assert_true (isnan (vigie_map_communes_get_value (fixture->communes, 0)));
  g_assert_true (isnan (vigie_map_communes_get_value (fixture->communes, 1)));
  past = vigie_map_communes_dup_words (fixture->communes, 0);
  g_assert_null (strchr (past, '\n'));
  vigie_site_layer_set_look_func (sites, NULL, NULL, NULL);
  g_assert_cmpint (vigie_map_communes_get_by (fixture->communes), ==, VIGIE_COMMUNE_BY_SITES);
  again = vigie_map_communes_dup_words (fixture->communes, 0);
  g_assert_cmpstr (again, ==, present);
}

/* Without tiles the outlines are the map, whatever their switch says. */
static void
test_bare (Fixture *fixture, gconstpointer data)
{
  VigieMapView *map = VIGIE_MAP_VIEW (fixture->map);
  VigieAreaLayer *layer = vigie_map_communes_get_layer (fixture->communes);
  g_autoptr (GError) error = NULL;

  g_assert_true (vigie_map_view_get_bare (map));
  g_assert_true (vigie_area_layer_get_borders (layer));
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->actions), "layer-communes",
                                      g_variant_new_boolean (FALSE));
  g_assert_true (vigie_area_layer_get_borders (layer));
  vigie_map_view_set_tile_template (map, "http://127.0.0.1:9/{z}/{x}/{y}.png", &error);
  g_assert_no_error (error);
  g_assert_false (vigie_map_view_get_bare (map));
  g_assert_false (vigie_area_layer_get_borders (layer));
  /* Nobody is there who would give them. */
  WAIT_UNTIL (vigie_map_view_get_bare (map));
  g_assert_true (vigie_area_layer_get_borders (layer));
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->actions), "layer-communes",
                                      g_variant_new_boolean (TRUE));
}

/* Cells are the sketch's, and the bounds of colours; over tiles they would be taken for borders. */
static void
test_cells (Fixture *fixture, gconstpointer data)
{
  VigieMapView *map = VIGIE_MAP_VIEW (fixture->map);
  VigieAreaLayer *layer = vigie_map_communes_get_layer (fixture->communes);
  VigieCommunes *source = vigie_map_communes_get_source (fixture->communes);
  g_autoptr (GError) error = NULL;

  g_settings_set_string (fixture->settings, "communes-file", "");
  WAIT_UNTIL (vigie_communes_get_origin (source) == VIGIE_COMMUNES_CELLS);
  g_assert_true (vigie_area_layer_get_borders (layer));
  vigie_map_view_set_tile_template (map, "http://127.0.0.1:9/{z}/{x}/{y}.png", &error);
  g_assert_no_error (error);
  g_assert_false (vigie_map_view_get_bare (map));
  g_assert_false (vigie_area_layer_get_borders (layer));
  choose (fixture, "sites");
  g_assert_false (vigie_map_view_get_bare (map));
  g_assert_true (vigie_area_layer_get_borders (layer));
  choose (fixture, "none");
  WAIT_UNTIL (vigie_map_view_get_bare (map));
  g_assert_true (vigie_area_layer_get_borders (layer));
}

/* What is told of a commune stays until the map moves: the click's end moves nothing. */
static void
test_popover (Fixture *fixture, gconstpointer data)
{
  VigieMapView *map = VIGIE_MAP_VIEW (fixture->map);
  GtkWidget *layer = GTK_WIDGET (vigie_map_communes_get_layer (fixture->communes)), *popover;

  vigie_map_view_set_position (map, 47.5, -3.4, 9);
  g_signal_emit_by_name (layer, "area-clicked", 0, 1, 20.0, 20.0);
  popover = gtk_widget_get_first_child (layer);
  g_assert_true (GTK_IS_POPOVER (popover));
  g_assert_true (gtk_widget_get_visible (popover));
  g_signal_emit_by_name (map, "moved");
  g_assert_true (gtk_widget_get_visible (popover));
  vigie_map_view_set_position (map, 47.6, -3.4, 9);
  g_assert_false (gtk_widget_get_visible (popover));
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);
#define ADD(path, test) g_test_add ("/map-communes/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("counts", test_counts);
  g_test_add ("/map-communes/no-measure", Fixture, "bare", set_up, test_no_measure, tear_down);
  ADD ("consumption", test_consumption);
  ADD ("list", test_list);
  ADD ("past", test_past);
  ADD ("bare", test_bare);
  ADD ("cells", test_cells);
  ADD ("popover", test_popover);
#undef ADD
  return g_test_run ();
}
