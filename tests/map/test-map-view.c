/* test-map-view.c: the map as pages use it: what it shows, keys, moves, notes, legend, attribution.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "vigie-cluster.h"
#include "vigie-commune-layer.h"
#include "vigie-donut.h"
#include "vigie-ground-layer.h"
#include "vigie-map-fixture.h"
#include "vigie-map-view.h"
#include "vigie-scale-bar.h"

typedef struct
{
  GtkWidget *window;
  VigieMapView *view;
  VigieTerritory *territory;
  VigieSite *activated;
} Fixture;

static VigieTerritory *
territory_new (void)
{
  VigieTerritory *territory = fixture_territory ();
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  fixture_add_site (batch, "riantec", "Riantec", VIGIE_KIND_RECYCLING_CENTRE, 47.72387, -3.32119,
                    VIGIE_GLYPH_WARNING);
  fixture_add_site (batch, "groix", "Groix", VIGIE_KIND_RECYCLING_CENTRE, 47.63708, -3.47365,
                    VIGIE_GLYPH_NORMAL);
  fixture_add_site (batch, "plouay", "Plouay", VIGIE_KIND_RECYCLING_CENTRE, 47.91099, -3.36114,
                    VIGIE_GLYPH_NORMAL);
  fixture_add_site (batch, "languidic", "Languidic", VIGIE_KIND_SOLAR_PLANT, 47.83798, -3.16982,
                    VIGIE_GLYPH_SILENT);
  fixture_add_site (batch, "a", "A", VIGIE_KIND_WATER, 47.75, -3.37, VIGIE_GLYPH_NORMAL);
  fixture_add_site (batch, "b", "B", VIGIE_KIND_WATER, 47.7502, -3.3702, VIGIE_GLYPH_NORMAL);
  fixture_add_site (batch, "nowhere", "Nulle part", VIGIE_KIND_OTHER, NAN, NAN, VIGIE_GLYPH_NORMAL);
  vigie_territory_apply_now (territory, batch);
  return territory;
}

static void
activated_cb (VigieMapView *view, VigieSite *site, Fixture *fixture)
{
  g_set_object (&fixture->activated, site);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->territory = territory_new ();
  fixture->view = VIGIE_MAP_VIEW (vigie_map_view_new ());
  vigie_map_view_set_reduced_motion (fixture->view, TRUE);
  vigie_map_view_set_territory (fixture->view, fixture->territory);
  g_signal_connect (fixture->view, "site-activated", G_CALLBACK (activated_cb), fixture);
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->view)) == 900);
  vigie_site_layer_flush (vigie_map_view_get_site_layer (fixture->view));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer view = fixture->view;

  g_object_add_weak_pointer (G_OBJECT (fixture->view), &view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (view);
  g_clear_object (&fixture->activated);
  g_clear_object (&fixture->territory);
}

static VigieSite *
site (Fixture *fixture, const char *id)
{
  return vigie_territory_find_site (fixture->territory, id);
}

/* Where a site is in the view, FALSE if it is not. */
static gboolean
locate (Fixture *fixture, const char *id, double *x, double *y, guint *n)
{
  return vigie_site_layer_locate (vigie_map_view_get_site_layer (fixture->view), site (fixture, id),
                                  x, y, n);
}

static void
assert_whole (Fixture *fixture)
{
  static const char *const ids[] = {"riantec", "groix", "plouay", "languidic", "a"};

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      double x, y;

      g_assert_true (locate (fixture, ids[i], &x, &y, NULL));
      g_assert_cmpfloat (x, >, 15);
      g_assert_cmpfloat (y, >, 45);
      g_assert_cmpfloat (x, <, 885);
      g_assert_cmpfloat (y, <, 685);
    }
}

/* The first descendant of a type, of which a text property has @text. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *property, const char *text)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      g_autofree char *value = NULL;

      if (property == NULL)
        return widget;
      g_object_get (widget, property, &value, NULL);
      if (value != NULL && strstr (value, text) != NULL)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, property, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* ---- Tests ---- */

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch;
  double lat, lon, zoom, x, y;

  assert_whole (fixture);

  /* While nobody moved the map it widens with the sites that come. */
  batch = vigie_territory_batch_new ();
  fixture_add_site (batch, "vannes", "Vannes", VIGIE_KIND_OTHER, 47.658, -2.76, VIGIE_GLYPH_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (vigie_map_view_get_site_layer (fixture->view));
  g_assert_true (locate (fixture, "vannes", &x, &y, NULL));
  assert_whole (fixture);

  /* Once moved, it stays. */
  vigie_map_view_set_position (fixture->view, 47.75, -3.37, 14);
  batch = vigie_territory_batch_new ();
  fixture_add_site (batch, "quimper", "Quimper", VIGIE_KIND_OTHER, 47.996, -4.097,
                    VIGIE_GLYPH_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (vigie_map_view_get_site_layer (fixture->view));
  vigie_map_view_get_position (fixture->view, &lat, &lon, &zoom);
  g_assert_cmpfloat_with_epsilon (lat, 47.75, 1e-9);
  g_assert_cmpfloat_with_epsilon (zoom, 14, 1e-9);

  vigie_map_view_whole_territory (fixture->view);
  assert_whole (fixture);
  g_assert_true (locate (fixture, "quimper", &x, &y, NULL));

  /* The bounds that are given come first. */
  vigie_map_view_set_bounds (fixture->view, &(VigieGeoBox) {47.60, -3.60, 48.03, -3.10});
  vigie_map_view_whole_territory (fixture->view);
  g_assert_false (locate (fixture, "vannes", &x, &y, NULL));
  assert_whole (fixture);
}

static void
test_show_site (Fixture *fixture, gconstpointer data)
{
  double lat, lon, zoom, before, x, y;
  guint n;

  /* In view and alone: nothing moves. */
  vigie_map_view_get_position (fixture->view, &lat, &lon, &before);
  vigie_map_view_show_site (fixture->view, site (fixture, "groix"));
  vigie_map_view_get_position (fixture->view, &lat, &lon, &zoom);
  g_assert_cmpfloat (zoom, ==, before);
  g_assert_true (vigie_map_view_get_selected_site (fixture->view) == site (fixture, "groix"));

  /* Two in one sign: as deep as it takes. */
  g_assert_true (locate (fixture, "a", &x, &y, &n));
  g_assert_cmpuint (n, ==, 2);
  vigie_map_view_show_site (fixture->view, site (fixture, "a"));
  g_assert_true (locate (fixture, "a", &x, &y, &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat_with_epsilon (x, 450, 2);

  /* Out of view. */
  vigie_map_view_show_site (fixture->view, site (fixture, "plouay"));
  g_assert_true (locate (fixture, "plouay", &x, &y, NULL));

  /* Without a place: chosen, and nothing moves. */
  vigie_map_view_get_position (fixture->view, &lat, &lon, &before);
  vigie_map_view_show_site (fixture->view, site (fixture, "nowhere"));
  g_assert_true (vigie_map_view_get_selected_site (fixture->view) == site (fixture, "nowhere"));
  vigie_map_view_get_position (fixture->view, &x, &y, &zoom);
  g_assert_cmpfloat (x, ==, lat);
  g_assert_cmpfloat (zoom, ==, before);
}

/* A site at an address that others share, chosen elsewhere: the sign of the address opens, and it has its own. */
static void
test_show_shared (Fixture *fixture, gconstpointer data)
{
  VigieSiteLayer *layer = vigie_map_view_get_site_layer (fixture->view);
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  double x, y, other_x, other_y, lat, lon, zoom, before;
  guint n;

  /* The two of one address, and one 80 m from it. */
  fixture_add_site (batch, "one", "Un", VIGIE_KIND_WATER, 47.8, -3.3, VIGIE_GLYPH_NORMAL);
  fixture_add_site (batch, "two", "Deux", VIGIE_KIND_WATER, 47.8, -3.3, VIGIE_GLYPH_NORMAL);
  fixture_add_site (batch, "near", "À côté", VIGIE_KIND_WATER, 47.8007, -3.3, VIGIE_GLYPH_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (layer);
  vigie_map_view_whole_territory (fixture->view);
  g_assert_true (locate (fixture, "one", &x, &y, &n));
  g_assert_cmpuint (n, ==, 3);

  vigie_map_view_show_site (fixture->view, site (fixture, "one"));
  g_assert_true (locate (fixture, "one", &x, &y, &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (locate (fixture, "two", &other_x, &other_y, &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (hypot (x - other_x, y - other_y), >, 40);
  vigie_map_view_get_position (fixture->view, &lat, &lon, &before);
  g_assert_cmpfloat (before, ==, vigie_site_layer_get_open_zoom (layer, site (fixture, "one")));

  /* The other one: it is there, nothing moves. */
  vigie_map_view_show_site (fixture->view, site (fixture, "two"));
  g_assert_true (locate (fixture, "two", &x, &y, &n));
  g_assert_cmpuint (n, ==, 1);
  vigie_map_view_get_position (fixture->view, &lat, &lon, &zoom);
  g_assert_cmpfloat (zoom, ==, before);

  /* One beside them: they are one sign again, wherever the map is. */
  vigie_map_view_show_site (fixture->view, site (fixture, "near"));
  g_assert_true (locate (fixture, "near", &x, &y, &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (locate (fixture, "two", &x, &y, &n));
  g_assert_cmpuint (n, ==, 2);
  /* From deeper than it takes: the map stays as deep. */
  vigie_map_view_set_position (fixture->view, 47.8, -3.3, before + 0.7);
  vigie_map_view_show_site (fixture->view, site (fixture, "one"));
  g_assert_true (locate (fixture, "one", &x, &y, &n));
  g_assert_cmpuint (n, ==, 1);
  vigie_map_view_get_position (fixture->view, &lat, &lon, &zoom);
  g_assert_cmpfloat_with_epsilon (zoom, before + 0.7, 1e-6);

  /* One that stands alone is in no such sign. */
  g_assert_cmpint (vigie_site_layer_get_open_zoom (layer, site (fixture, "groix")), ==,
                   VIGIE_CLUSTER_MAX_ZOOM + 1);
}

/* The same while the map flies there: it opens once it has arrived. */
static void
test_show_shared_flying (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  double x, y;
  guint n = 0;

  fixture_add_site (batch, "one", "Un", VIGIE_KIND_WATER, 47.8, -3.3, VIGIE_GLYPH_NORMAL);
  fixture_add_site (batch, "two", "Deux", VIGIE_KIND_WATER, 47.8, -3.3, VIGIE_GLYPH_NORMAL);
  fixture_add_site (batch, "near", "À côté", VIGIE_KIND_WATER, 47.8007, -3.3, VIGIE_GLYPH_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (vigie_map_view_get_site_layer (fixture->view));
  vigie_map_view_whole_territory (fixture->view);
  vigie_map_view_set_reduced_motion (fixture->view, FALSE);
  vigie_map_view_show_site (fixture->view, site (fixture, "two"));
  WAIT_UNTIL (locate (fixture, "two", &x, &y, &n) && n == 1);
  g_assert_true (locate (fixture, "one", &x, &y, &n));
  g_assert_cmpuint (n, ==, 1);
}

/* A site chosen before it came is shown on its own once it does; and clear of what lies over the map. */
static void
test_show_early (Fixture *fixture, gconstpointer data)
{
  VigieSiteLayer *layer = vigie_map_view_get_site_layer (fixture->view);
  double x, y;
  guint n;

  vigie_map_view_set_territory (fixture->view, NULL);
  vigie_map_view_show_site (fixture->view, site (fixture, "a"));
  vigie_map_view_set_territory (fixture->view, fixture->territory);
  vigie_site_layer_flush (layer);
  WAIT_UNTIL (locate (fixture, "a", &x, &y, &n) && n == 1);
  g_assert_cmpfloat_with_epsilon (x, 450, 2);

  /* A panel over the last 400 pixels: what floats leaves it, and the site comes out from under it. */
  vigie_map_view_set_position (fixture->view, 47.9, -3.60, 13);
  vigie_map_view_show_site (fixture->view, site (fixture, "a"));
  vigie_map_view_set_covered (fixture->view, 460);
  WAIT_UNTIL (locate (fixture, "a", &x, &y, &n) && x < 400);
  g_assert_cmpfloat_with_epsilon (x, 220, 2);
  vigie_map_view_whole_territory (fixture->view);
  g_assert_true (locate (fixture, "languidic", &x, &y, &n));
  g_assert_cmpfloat (x, <, 440);
}

static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  double lat, lon, zoom;

  vigie_map_view_set_position (fixture->view, 47.75, -3.37, 11.4);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "map.zoom-in", NULL));
  vigie_map_view_get_position (fixture->view, &lat, &lon, &zoom);
  g_assert_cmpfloat (zoom, ==, 12);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "map.zoom-out", NULL));
  vigie_map_view_get_position (fixture->view, &lat, &lon, &zoom);
  g_assert_cmpfloat (zoom, ==, 11);
  g_assert_cmpfloat_with_epsilon (lat, 47.75, 1e-9);
  for (int i = 0; i < 30; i++)
    vigie_map_view_zoom_in (fixture->view);
  vigie_map_view_get_position (fixture->view, &lat, &lon, &zoom);
  g_assert_cmpfloat (zoom, ==, 19);
  for (int i = 0; i < 30; i++)
    vigie_map_view_zoom_out (fixture->view);
  vigie_map_view_get_position (fixture->view, &lat, &lon, &zoom);
  g_assert_cmpfloat (zoom, ==, 4);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->view), "map.whole-territory", NULL));
  assert_whole (fixture);

  /* What is not a place changes nothing. */
  vigie_map_view_set_position (fixture->view, NAN, 0, 5);
  vigie_map_view_set_position (fixture->view, 99, 0, 5);
  assert_whole (fixture);
}

/* Two fingers zoom, and do not turn the map, which nothing could turn back. */
static void
test_north (Fixture *fixture, gconstpointer data)
{
  GtkWidget *map = find (GTK_WIDGET (fixture->view), SHUMATE_TYPE_MAP, NULL, NULL);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (map);
  guint n_zoom = 0, n_rotate = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean listens = gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_NONE;

      n_zoom += GTK_IS_GESTURE_ZOOM (controller) && listens;
      n_rotate += GTK_IS_GESTURE_ROTATE (controller) && listens;
    }
  g_assert_cmpuint (n_zoom, ==, 1);
  g_assert_cmpuint (n_rotate, ==, 0);
}

static void
test_parts (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);
  GtkWidget *credit
      = find (view, GTK_TYPE_LABEL, "label", "https://www.openstreetmap.org/copyright");
  const char *const labels[] = {_ ("Zoom in"), _ ("Zoom out"), _ ("Whole territory")};

  g_assert_nonnull (credit);
  g_assert_true (gtk_widget_get_mapped (credit));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (credit)), "OpenStreetMap"));
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      GtkWidget *button = find (view, GTK_TYPE_BUTTON, "tooltip-text", labels[i]);

      g_assert_nonnull (button);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           labels[i]);
    }
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       _ ("Map of the territory"));

  /* The legend has the kinds that there are, and no other. */
  g_assert_nonnull (
      find (view, GTK_TYPE_LABEL, "label", vigie_glyph_kind_short_label (VIGIE_KIND_WATER)));
  g_assert_nonnull (
      find (view, GTK_TYPE_LABEL, "label", vigie_glyph_kind_short_label (VIGIE_KIND_OTHER)));
  g_assert_null (
      find (view, GTK_TYPE_LABEL, "label", vigie_glyph_kind_short_label (VIGIE_KIND_DATA_CENTRE)));

  /* Another server's words come beside, as plain text, never as markup. */
  vigie_map_view_set_attribution (fixture->view, "© IGN <b> & Co");
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (credit)), "© IGN <b> & Co"));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (credit)), "OpenStreetMap"));
}

static void
test_notes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view), *note;

  g_assert_null (find (view, GTK_TYPE_LABEL, "label", "Carte figée"));
  vigie_map_view_set_note (fixture->view, "Carte figée à 14 h 02");
  note = find (view, GTK_TYPE_LABEL, "label", "Carte figée");
  WAIT_UNTIL (gtk_widget_get_mapped (note));
  vigie_map_view_set_note (fixture->view, NULL);
  g_assert_false (gtk_widget_get_mapped (note));
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  /* Its own properties, not those of every widget: a scheme changes style classes. */
  if (pspec->owner_type == VIGIE_TYPE_MAP_VIEW)
    (*(int *) data)++;
}

static void
test_properties (Fixture *fixture, gconstpointer data)
{
  static int notified;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  gboolean missing = TRUE;

  notified = 0;
  g_signal_connect (fixture->view, "notify", G_CALLBACK (count_cb), &notified);
  vigie_map_view_set_territory (fixture->view, fixture->territory);
  vigie_map_view_set_selected_site (fixture->view, NULL);
  vigie_map_view_set_link_lost (fixture->view, FALSE);
  vigie_map_view_set_note (fixture->view, NULL);
  vigie_map_view_set_note (fixture->view, "");
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_AUTO);
  vigie_map_view_set_reduced_motion (fixture->view, TRUE);
  vigie_map_view_set_legend_visible (fixture->view, TRUE);
  g_assert_cmpint (notified, ==, 0);
  g_object_set (fixture->view, "selected-site", site (fixture, "a"), "link-lost", TRUE, "note", "x",
                "scheme", VIGIE_SCHEME_DARK, "reduced-motion", FALSE, "legend-visible", FALSE,
                NULL);
  g_assert_cmpint (notified, ==, 7);

  /* A template that cannot be used leaves what was. */
  g_assert_false (vigie_map_view_set_tile_template (fixture->view, "file:///{z}/{x}/{y}", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_object_get (fixture->view, "tile-template", &address, "tiles-missing", &missing, NULL);
  g_assert_null (address);
  g_assert_false (missing);
}

/* A server that is not there: the note says so, and the names of communes take the place of tiles. */
static void
test_tiles_missing (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view), *note;

  note = find (view, GTK_TYPE_LABEL, "label",
               _ ("Map background unavailable: the sites are "
                  "still shown"));
  g_assert_nonnull (note);
  g_assert_false (gtk_widget_get_mapped (note));
  g_assert_true (
      vigie_map_view_set_tile_template (fixture->view, "http://127.0.0.1:1/{z}/{x}/{y}.png", NULL));
  WAIT_UNTIL (vigie_map_view_get_tiles_missing (fixture->view));
  WAIT_UNTIL (gtk_widget_get_mapped (note));
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_DARK);
  WAIT_UNTIL (vigie_map_view_get_tiles_missing (fixture->view));
  g_assert_true (vigie_map_view_set_tile_template (fixture->view, NULL, NULL));
  g_assert_false (vigie_map_view_get_tiles_missing (fixture->view));
  g_assert_false (gtk_widget_get_mapped (note));
}

static void
test_communes (Fixture *fixture, gconstpointer data)
{
  static const VigieMapCommune communes[] = {
      {"Lorient", 47.748, -3.366, 58329},
      {"Lanester", 47.7481, -3.3661, 23263},
      {"Plouay", 47.915, -3.334, 5755},
      {"Nulle part", NAN, 2, 100},
      {"", 47.8, -3.3, 1},
      {"Groix <i>", 47.639, -3.461, 2310},
  };
  VigieCommuneLayer *layer;

  vigie_map_view_set_communes (fixture->view, communes, G_N_ELEMENTS (communes));
  layer = VIGIE_COMMUNE_LAYER (
      find (GTK_WIDGET (fixture->view), VIGIE_TYPE_COMMUNE_LAYER, NULL, NULL));
  WAIT_UNTIL (vigie_commune_layer_get_n_shown (layer) >= 3);
  g_assert_cmpuint (vigie_commune_layer_get_n_shown (layer), <=, 4);
  vigie_map_view_set_communes (fixture->view, NULL, 0);
  WAIT_UNTIL (vigie_commune_layer_get_n_shown (layer) == 0);
}

/* From 360 pixels to wide: the legend is a card where it has room, else a button; all within. */
static void
test_widths (Fixture *fixture, gconstpointer data)
{
  static const int widths[] = {360, 900, 260};

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *legend = find (GTK_WIDGET (fixture->view), GTK_TYPE_LABEL, "label",
                                vigie_glyph_kind_short_label (VIGIE_KIND_WATER));
      GtkWidget *credit
          = find (GTK_WIDGET (fixture->view), GTK_TYPE_LABEL, "label", "openstreetmap.org");
      graphene_rect_t rect;

      gtk_window_set_default_size (GTK_WINDOW (fixture->window), widths[i], 640);
      WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->view)) == widths[i]);
      if (widths[i] != 360)
        g_assert_cmpint (gtk_widget_get_mapped (legend), ==, widths[i] == 900);
      else if (gtk_widget_get_mapped (legend))
        {
          g_assert_true (gtk_widget_compute_bounds (legend, GTK_WIDGET (fixture->view), &rect));
          g_assert_cmpfloat (rect.origin.x + rect.size.width, <=, widths[i]);
        }
      g_assert_true (gtk_widget_get_mapped (credit));
      g_assert_true (gtk_widget_compute_bounds (credit, GTK_WIDGET (fixture->view), &rect));
      g_assert_cmpfloat (rect.origin.x, >=, 0);
      g_assert_cmpfloat (rect.origin.x + rect.size.width, <=, widths[i]);
    }
}

static void
test_activation (Fixture *fixture, gconstpointer data)
{
  VigieSiteLayer *layer = vigie_map_view_get_site_layer (fixture->view);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (layer));
  double x, y, lat, lon, zoom;
  guint n;

  g_assert_true (locate (fixture, "a", &x, &y, &n));
  g_assert_cmpuint (n, ==, 2);
  for (int round = 0; round < 2; round++)
    for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
      {
        g_autoptr (GtkEventController) each = g_list_model_get_item (controllers, i);

        if (!GTK_IS_GESTURE_CLICK (each))
          continue;
        g_signal_emit_by_name (each, "pressed", 1, x, y);
        g_signal_emit_by_name (each, "released", 1, x, y);
        if (round == 0)
          {
            /* The cluster: the map goes to where it splits, and no site is chosen. */
            g_assert_null (fixture->activated);
            g_assert_true (locate (fixture, "a", &x, &y, &n));
            g_assert_cmpuint (n, ==, 1);
            vigie_map_view_get_position (fixture->view, &lat, &lon, &zoom);
            g_assert_cmpfloat (zoom, >, 12);
          }
        else
          {
            WAIT_UNTIL (fixture->activated != NULL); /* no second click came */
            g_assert_true (fixture->activated == site (fixture, "a"));
            g_assert_true (vigie_map_view_get_selected_site (fixture->view) == fixture->activated);
          }
      }
}

static void
test_scale_bar (void)
{
  static const struct
  {
    double metres;
    const char *number;
  } cases[] = {{5000, "5"}, {200, "200"}, {1000, "1"}, {1, "1"}, {2000000, "2\u202f000"}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = vigie_scale_bar_format (cases[i].metres);
      g_autofree char *expected = g_strdup_printf (
          cases[i].metres >= 1000 ? C_ ("distance", "%s km") : C_ ("distance", "%s m"),
          cases[i].number);

      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_graticule (void)
{
  for (double pixels = 1; pixels < 2.5e5; pixels *= 1.7)
    {
      double apart = vigie_graticule_step (pixels) * pixels;

      g_assert_cmpfloat (apart, >, 29);
      g_assert_cmpfloat (apart, <=, 240);
    }
}

/* Where no tile is, the lines have their degrees at the edge, no two over one another. */
static void
test_ground (Fixture *fixture, gconstpointer data)
{
  GtkWidget *ground = find (GTK_WIDGET (fixture->view), VIGIE_TYPE_GROUND_LAYER, NULL, NULL);
  g_autoptr (GArray) rects = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));

  vigie_map_view_set_position (fixture->view, 47.75, -3.37, 11);
  for (gint64 end = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND; rects->len < 4;)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
      g_array_set_size (rects, 0);
      vigie_ground_layer_append_rects (VIGIE_GROUND_LAYER (ground), rects);
    }
  for (guint i = 0; i < rects->len; i++)
    for (guint j = 0; j < i; j++)
      g_assert_false (graphene_rect_intersection (&g_array_index (rects, graphene_rect_t, i),
                                                  &g_array_index (rects, graphene_rect_t, j),
                                                  NULL));

  /* On a wall the degrees are as large as its text, and no more of them than there is room for. */
  {
    guint n_desk = rects->len;
    float desk = g_array_index (rects, graphene_rect_t, 0).size.height;

    vigie_ground_layer_set_poster (VIGIE_GROUND_LAYER (ground), 1.7, 33);
    for (gint64 end = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;
         rects->len == 0 || g_array_index (rects, graphene_rect_t, 0).size.height < 2 * desk;)
      {
        g_assert_cmpint (g_get_monotonic_time (), <, end);
        g_main_context_iteration (NULL, TRUE);
        g_array_set_size (rects, 0);
        vigie_ground_layer_append_rects (VIGIE_GROUND_LAYER (ground), rects);
      }
    g_assert_cmpuint (rects->len, <, n_desk);
  }
}

static void
test_graticule_labels (void)
{
  static const struct
  {
    double degrees, step;
    gboolean is_latitude;
    const char *words; /* with S, N, E, W for the sides, and _ for the spaces */
  } rows[] = {
      {47.75, 5.0 / 60, TRUE, "47°_45′_N"},
      {-3 - 22.0 / 60, 1.0 / 60, FALSE, "3°_22′_W"},
      {3, 1, FALSE, "3°_E"},
      {-20, 10, TRUE, "20°_S"},
      {0, 10, TRUE, "0°"},
      {0, 0.5, FALSE, "0°_00′"},
      {190, 10, FALSE, "170°_W"},
      {180, 30, FALSE, "180°"},
      {47.75 + 30.0 / 3600, 30.0 / 3600, TRUE, "47°_45′_30″_N"},
      /* 59.999… is the next minute. */
      {47 + 3 * (1.0 / 60) * 20 - 1e-9, 1.0 / 60, TRUE, "48°_00′_N"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words
          = vigie_graticule_label (rows[i].degrees, rows[i].step, rows[i].is_latitude);
      g_autoptr (GString) plain = g_string_new (words);

      /* French has O for west, and spaces of its own. */
      g_string_replace (plain, "\u202f", "_", 0);
      g_string_replace (plain, " ", "_", 0);
      g_string_replace (plain, C_ ("side of the Earth", "W"), "W", 0);
      g_assert_cmpstr (plain->str, ==, rows[i].words);
    }
}

static void
test_donuts (void)
{
  g_autoptr (VigieDonutCache) cache = vigie_donut_cache_new ();
  guint32 counts[VIGIE_N_GLYPH_LOOK] = {0};
  GdkTexture *normal, *critical;
  g_autofree char *few = vigie_donut_format_count (7), *many = vigie_donut_format_count (12345);
  g_autofree char *thousands = g_strdup_printf (C_ ("thousands", "%s k"), "12");

  g_assert_cmpstr (few, ==, "7");
  g_assert_cmpstr (many, ==, thousands);
  g_assert_cmpint (vigie_donut_get_size (9), ==, 40);
  g_assert_cmpint (vigie_donut_get_size (10), ==, 48);
  g_assert_cmpint (vigie_donut_get_size (100), ==, 56);

  counts[VIGIE_GLYPH_NORMAL] = 12;
  g_assert_null (vigie_donut_cache_get (cache, counts, FALSE, VIGIE_SCHEME_LIGHT, 1, FALSE));
  normal = vigie_donut_cache_get (cache, counts, FALSE, VIGIE_SCHEME_LIGHT, 1, TRUE);
  g_assert_true (vigie_donut_cache_get (cache, counts, FALSE, VIGIE_SCHEME_LIGHT, 1, FALSE)
                 == normal);
  g_assert_null (vigie_donut_cache_get_mark (cache, counts, FALSE, VIGIE_SCHEME_LIGHT, 1));
  g_assert_cmpint (gdk_texture_get_width (normal), >=, 48);
  counts[VIGIE_GLYPH_CRITICAL] = 1;
  critical = vigie_donut_cache_get (cache, counts, FALSE, VIGIE_SCHEME_LIGHT, 1, TRUE);
  g_assert_true (critical != normal);
  g_assert_nonnull (vigie_donut_cache_get_mark (cache, counts, FALSE, VIGIE_SCHEME_LIGHT, 1));
  /* What is not known is not said to be silent; what is silent is told first. */
  {
    guint32 never[VIGIE_N_GLYPH_LOOK] = {[VIGIE_GLYPH_NEVER] = 2};
    GdkTexture *unknown = vigie_donut_cache_get_mark (cache, never, FALSE, VIGIE_SCHEME_LIGHT, 1);
    GdkTexture *silent;

    never[VIGIE_GLYPH_SILENT] = 1;
    silent = vigie_donut_cache_get_mark (cache, never, FALSE, VIGIE_SCHEME_LIGHT, 1);
    g_assert_nonnull (unknown);
    g_assert_nonnull (silent);
    g_assert_true (unknown != silent);
  }
  /* One among thousands is still seen: some pixels are red. */
  counts[VIGIE_GLYPH_NORMAL] = 9000;
  critical = vigie_donut_cache_get (cache, counts, FALSE, VIGIE_SCHEME_LIGHT, 1, TRUE);
  {
    int side = gdk_texture_get_width (critical);
    g_autofree guchar *pixels = g_malloc (side * side * 4);
    guint red = 0;

    gdk_texture_download (critical, pixels, side * 4);
    for (int i = 0; i < side * side * 4; i += 4)
      red += pixels[i + 2] > 150 && pixels[i + 1] < 90 && pixels[i + 3] > 200;
    g_assert_cmpuint (red, >, 8);
  }
}

#define ADD(name, function)                                                                        \
  g_test_add ("/map/view/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  ADD ("whole", test_whole);
  ADD ("show-site", test_show_site);
  ADD ("show-shared", test_show_shared);
  ADD ("show-shared-flying", test_show_shared_flying);
  ADD ("show-early", test_show_early);
  ADD ("zoom", test_zoom);
  ADD ("north", test_north);
  ADD ("parts", test_parts);
  ADD ("notes", test_notes);
  ADD ("properties", test_properties);
  ADD ("tiles-missing", test_tiles_missing);
  ADD ("ground", test_ground);
  ADD ("communes", test_communes);
  ADD ("widths", test_widths);
  ADD ("activation", test_activation);
  g_test_add_func ("/map/scale-bar", test_scale_bar);
  g_test_add_func ("/map/graticule", test_graticule);
  g_test_add_func ("/map/graticule/labels", test_graticule_labels);
  g_test_add_func ("/map/donuts", test_donuts);
  return g_test_run ();
}
