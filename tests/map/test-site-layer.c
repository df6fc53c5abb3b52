/* test-site-layer.c: what is in view and where, hits, keys, states that change, words, real clicks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "vigie-cluster.h"
#include "vigie-level-ring.h"
#include "vigie-map-fixture.h"
#include "vigie-site-layer-private.h"
#include "vigie-tile-source.h"

#define WIDTH 800
#define HEIGHT 600
#define ZOOM 12.0

typedef struct
{
  GtkWidget *window;
  ShumateMap *map;
  ShumateViewport *viewport;
  VigieSiteLayer *layer;
  VigieTerritory *territory;
  VigieSite *activated;
  GListModel *cluster;
  int split_zoom;
} Fixture;

/* The latitude and longitude of a place so many pixels right of and below the middle of the map. */
static void
place_at (double dx, double dy, double *lat, double *lon)
{
  double world = 256 * exp2 (ZOOM);

  *lat = vigie_mercator_lat (vigie_mercator_y (47.75) + dy / world);
  *lon = vigie_mercator_lon (vigie_mercator_x (-3.37) + dx / world);
}

static void
add_at (VigieTerritoryBatch *batch,
        const char *id,
        const char *name,
        VigieKind kind,
        double dx,
        double dy,
        VigieGlyphLook look)
{
  double lat, lon;

  place_at (dx, dy, &lat, &lon);
  fixture_add_site (batch, id, name, kind, lat, lon, look);
}

static void
site_activated_cb (VigieSiteLayer *layer, VigieSite *site, Fixture *fixture)
{
  g_set_object (&fixture->activated, site);
}

static void
cluster_activated_cb (VigieSiteLayer *layer,
                      GListModel *sites,
                      double lat,
                      double lon,
                      int zoom,
                      Fixture *fixture)
{
  g_set_object (&fixture->cluster, sites);
  fixture->split_zoom = zoom;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieTileSource) reference = vigie_tile_source_new (NULL, VIGIE_SCHEME_LIGHT, NULL);
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  fixture->territory = fixture_territory ();
  add_at (batch, "c", "Épuration de Lorient", VIGIE_KIND_WATER, 0, 0, VIGIE_GLYPH_CRITICAL);
  add_at (batch, "n", "Déchèterie de Caudan", VIGIE_KIND_RECYCLING_CENTRE, 200, 10,
          VIGIE_GLYPH_NORMAL);
  add_at (batch, "s", "Passerelle de Bubry", VIGIE_KIND_LORA_GATEWAY, -200, -150,
          VIGIE_GLYPH_SILENT);
  add_at (batch, "w", "Piscine du Moustoir", VIGIE_KIND_PUBLIC_BUILDING, 10, 200,
          VIGIE_GLYPH_WARNING);
  /* A cluster of three, 15 pixels apart, and one of two in one spot. */
  add_at (batch, "k1", "Site A", VIGIE_KIND_SOLAR_PLANT, -250, 150, VIGIE_GLYPH_NORMAL);
  add_at (batch, "k2", "Site B", VIGIE_KIND_SOLAR_PLANT, -235, 150, VIGIE_GLYPH_OUT_OF_SERVICE);
  add_at (batch, "k3", "Site C", VIGIE_KIND_SOLAR_PLANT, -242, 160, VIGIE_GLYPH_NEVER);
  add_at (batch, "t1", "Mairie <Nord> & Sud", VIGIE_KIND_PUBLIC_BUILDING, 250, -200,
          VIGIE_GLYPH_NORMAL);
  add_at (batch, "t2", "Antenne", VIGIE_KIND_LORA_GATEWAY, 250, -200, VIGIE_GLYPH_LATE);
  /* Out of view, and nowhere. */
  add_at (batch, "far", "Loin", VIGIE_KIND_OTHER, 3000, 0, VIGIE_GLYPH_CRITICAL);
  fixture_add_site (batch, "no", "Nulle part", VIGIE_KIND_OTHER, NAN, NAN, VIGIE_GLYPH_CRITICAL);
  vigie_territory_apply_now (fixture->territory, batch);

  fixture->map = shumate_map_new ();
  fixture->viewport = shumate_map_get_viewport (fixture->map);
  shumate_viewport_set_reference_map_source (fixture->viewport, SHUMATE_MAP_SOURCE (reference));
  shumate_viewport_set_max_zoom_level (fixture->viewport, 19);
  shumate_viewport_set_zoom_level (fixture->viewport, ZOOM);
  shumate_location_set_location (SHUMATE_LOCATION (fixture->viewport), 47.75, -3.37);
  fixture->layer = vigie_site_layer_new (fixture->viewport);
  shumate_map_add_layer (fixture->map, SHUMATE_LAYER (fixture->layer));
  vigie_site_layer_set_territory (fixture->layer, fixture->territory);
  g_signal_connect (fixture->layer, "site-activated", G_CALLBACK (site_activated_cb), fixture);
  g_signal_connect (fixture->layer, "cluster-activated", G_CALLBACK (cluster_activated_cb),
                    fixture);

  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->map));
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->layer)) == WIDTH);
  vigie_site_layer_flush (fixture->layer);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer layer = fixture->layer;

  g_object_add_weak_pointer (G_OBJECT (fixture->layer), &layer);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (layer);
  g_clear_object (&fixture->activated);
  g_clear_object (&fixture->cluster);
  g_clear_object (&fixture->territory);
}

static VigieSite *
site (Fixture *fixture, const char *id)
{
  VigieSite *found = vigie_territory_find_site (fixture->territory, id);

  g_assert_nonnull (found);
  return found;
}

static GtkEventController *
controller (Fixture *fixture, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->layer));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) each = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (each, type))
        return each; /* the widget keeps it */
    }
  g_assert_not_reached ();
}

static void
click (Fixture *fixture, double x, double y)
{
  GtkEventController *gesture = controller (fixture, GTK_TYPE_GESTURE_CLICK);

  g_signal_emit_by_name (gesture, "pressed", 1, x, y);
  g_signal_emit_by_name (gesture, "released", 1, x, y);
}

static gboolean
press_with (Fixture *fixture, guint keyval, GdkModifierType modifiers)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (controller (fixture, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed", keyval,
                         0, modifiers, &handled);
  return handled;
}

static gboolean
press (Fixture *fixture, guint keyval)
{
  return press_with (fixture, keyval, 0);
}

/* Lets the main loop run for some milliseconds. */
static void
run_for (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
}

/* ---- Tests ---- */

static void
test_places (Fixture *fixture, gconstpointer data)
{
  double x, y;
  guint n;

  /* Four alone, two clusters; what is far or nowhere is not in view. */
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 6);
  g_assert_true (vigie_site_layer_locate (fixture->layer, site (fixture, "n"), &x, &y, &n));
  g_assert_cmpfloat_with_epsilon (x, WIDTH / 2 + 200, 0.6);
  g_assert_cmpfloat_with_epsilon (y, HEIGHT / 2 + 10, 0.6);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (vigie_site_layer_locate (fixture->layer, site (fixture, "k2"), &x, &y, &n));
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpfloat_with_epsilon (x, WIDTH / 2 - 242.3, 0.8);
  g_assert_false (vigie_site_layer_locate (fixture->layer, site (fixture, "far"), &x, &y, &n));
  g_assert_false (vigie_site_layer_locate (fixture->layer, site (fixture, "no"), &x, &y, &n));

  /* The view moves: the places with it, at once. */
  shumate_viewport_set_zoom_level (fixture->viewport, ZOOM + 1);
  g_assert_true (vigie_site_layer_locate (fixture->layer, site (fixture, "n"), &x, &y, &n));
  g_assert_cmpfloat_with_epsilon (x, WIDTH / 2 + 400 < WIDTH + 48 ? WIDTH / 2 + 400 : 0, 0.6);
  shumate_viewport_set_zoom_level (fixture->viewport, ZOOM);
  shumate_viewport_set_rotation (fixture->viewport, G_PI_2);
  g_assert_true (vigie_site_layer_locate (fixture->layer, site (fixture, "n"), &x, &y, &n));
  g_assert_cmpfloat_with_epsilon (x, WIDTH / 2 - 10, 0.6);
  g_assert_cmpfloat_with_epsilon (y, HEIGHT / 2 + 200, 0.6);
}

/* libshumate agrees on where a place is. */
static void
test_agrees (Fixture *fixture, gconstpointer data)
{
  for (double rotation = 0; rotation < 6; rotation += 1.1)
    {
      double x, y, expected_x, expected_y;

      shumate_viewport_set_rotation (fixture->viewport, rotation);
      shumate_viewport_location_to_widget_coords (
          fixture->viewport, GTK_WIDGET (fixture->map), vigie_site_get_lat (site (fixture, "w")),
          vigie_site_get_lon (site (fixture, "w")), &expected_x, &expected_y);
      g_assert_true (vigie_site_layer_locate (fixture->layer, site (fixture, "w"), &x, &y, NULL));
      g_assert_cmpfloat_with_epsilon (x, expected_x, 0.6);
      g_assert_cmpfloat_with_epsilon (y, expected_y, 0.6);
    }
}

static void
test_hits (Fixture *fixture, gconstpointer data)
{
  GtkWidget *widget = GTK_WIDGET (fixture->layer);

  g_assert_true (gtk_widget_contains (widget, WIDTH / 2, HEIGHT / 2));
  g_assert_true (gtk_widget_contains (widget, WIDTH / 2 + 200, HEIGHT / 2 + 10));
  g_assert_true (gtk_widget_contains (widget, WIDTH / 2 - 242, HEIGHT / 2 + 170));
  /* Between the signs the events are the map's. */
  g_assert_false (gtk_widget_contains (widget, WIDTH / 2 + 100, HEIGHT / 2));
  g_assert_false (gtk_widget_contains (widget, 5, 5));
  g_assert_true (gtk_widget_pick (fixture->window, WIDTH / 2, HEIGHT / 2, GTK_PICK_DEFAULT)
                 == widget);
  g_assert_true (gtk_widget_pick (fixture->window, WIDTH / 2 + 100, HEIGHT / 2, GTK_PICK_DEFAULT)
                 != widget);
}

static void
site_opened_cb (VigieSiteLayer *layer, VigieSite *opened, VigieSite **result)
{
  *result = opened;
}

static void
test_activation (Fixture *fixture, gconstpointer data)
{
  VigieSite *opened = NULL;

  g_signal_connect (fixture->layer, "site-opened", G_CALLBACK (site_opened_cb), &opened);
  /* A click is seen at once, and told once it is not a double one. */
  click (fixture, WIDTH / 2.0, HEIGHT / 2.0);
  g_assert_true (vigie_site_layer_get_selected_site (fixture->layer) == site (fixture, "c"));
  g_assert_null (fixture->activated);
  WAIT_UNTIL (fixture->activated != NULL);
  g_assert_true (fixture->activated == site (fixture, "c"));
  g_assert_null (opened);

  click (fixture, WIDTH / 2.0 - 242, HEIGHT / 2.0 + 153);
  g_assert_nonnull (fixture->cluster);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->cluster), ==, 3);
  /* They are one until level 14; their box fills the view at 17. */
  g_assert_cmpint (fixture->split_zoom, ==, 17);

  /* A drag that ends on a sign is no click. */
  g_signal_emit_by_name (controller (fixture, GTK_TYPE_GESTURE_CLICK), "pressed", 1, 20.0, 20.0);
  g_signal_emit_by_name (controller (fixture, GTK_TYPE_GESTURE_CLICK), "released", 1,
                         WIDTH / 2 + 200.0, HEIGHT / 2 + 10.0);
  g_assert_true (vigie_site_layer_get_selected_site (fixture->layer) == site (fixture, "c"));

  g_assert_cmpint (vigie_site_layer_get_single_zoom (fixture->layer, site (fixture, "c")), <=, 12);
  g_assert_cmpint (vigie_site_layer_get_single_zoom (fixture->layer, site (fixture, "k1")), ==, 14);

  /* Of a double click only the second is told, though the map may move under it meanwhile. */
  g_clear_object (&fixture->activated);
  click (fixture, WIDTH / 2.0 + 200, HEIGHT / 2.0 + 10);
  shumate_location_set_location (SHUMATE_LOCATION (fixture->viewport), 47.74, -3.36);
  g_assert_true (
      gtk_widget_contains (GTK_WIDGET (fixture->layer), WIDTH / 2 + 200, HEIGHT / 2 + 10));
  g_signal_emit_by_name (controller (fixture, GTK_TYPE_GESTURE_CLICK), "pressed", 2,
                         WIDTH / 2 + 200.0, HEIGHT / 2 + 10.0);
  g_signal_emit_by_name (controller (fixture, GTK_TYPE_GESTURE_CLICK), "released", 2,
                         WIDTH / 2 + 200.0, HEIGHT / 2 + 10.0);
  g_assert_true (opened == site (fixture, "n"));
  run_for (400);
  g_assert_null (fixture->activated);
}

/* The worst first, of the same state from the middle outwards; round and round. */
static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key;
    const char *id; /* NULL: a cluster */
  } table[] = {
      {GDK_KEY_Home, "c"},       {GDK_KEY_n, "w"},     {GDK_KEY_n, "s"},
      {GDK_KEY_n, NULL},         /* one never received among three */
      {GDK_KEY_Page_Down, NULL}, /* one late of two */
      {GDK_KEY_n, "n"},          {GDK_KEY_n, "c"},     {GDK_KEY_p, "n"},
      {GDK_KEY_Home, "c"},       {GDK_KEY_End, "n"},   {GDK_KEY_Page_Up, NULL},
      {GDK_KEY_Home, "c"},       {GDK_KEY_Right, "w"}, {GDK_KEY_Down, "s"},
      {GDK_KEY_Left, "w"},       {GDK_KEY_Up, "c"},
  };
  VigieSite *opened = NULL;
  VigieSiteHint hint;

  g_signal_connect (fixture->layer, "site-opened", G_CALLBACK (site_opened_cb), &opened);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->layer));
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_assert_true (press (fixture, table[i].key));
      g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
      g_assert_true (hint.keyboard);
      if (table[i].id != NULL)
        g_assert_true (hint.site == site (fixture, table[i].id));
      else
        g_assert_cmpuint (hint.n_sites, >, 1);
    }
  press (fixture, GDK_KEY_Home);
  g_assert_true (press (fixture, GDK_KEY_Return));
  g_assert_true (fixture->activated == site (fixture, "c"));
  press (fixture, GDK_KEY_End);
  g_assert_true (press (fixture, GDK_KEY_space));
  g_assert_true (fixture->activated == site (fixture, "n"));
  g_assert_null (opened);
  g_assert_true (press_with (fixture, GDK_KEY_Return, GDK_SHIFT_MASK));
  g_assert_true (opened == site (fixture, "n"));
  /* Keys that are the map's, or nobody's. */
  g_assert_false (press (fixture, GDK_KEY_plus));
  g_assert_false (press_with (fixture, GDK_KEY_Left, GDK_SHIFT_MASK));
  g_assert_false (press (fixture, GDK_KEY_Escape));
  g_assert_false (press (fixture, GDK_KEY_Tab));
  g_assert_false (press_with (fixture, GDK_KEY_n, GDK_CONTROL_MASK));
}

/* The keyboard stays on its site when others come; nearer to the middle comes first. */
static void
test_walk_stays (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieSiteHint hint;

  gtk_widget_grab_focus (GTK_WIDGET (fixture->layer));
  press (fixture, GDK_KEY_End);
  add_at (batch, "near", "Proche", VIGIE_KIND_OTHER, 60, -60, VIGIE_GLYPH_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (fixture->layer);
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_true (hint.site == site (fixture, "n"));
  press (fixture, GDK_KEY_p);
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_true (hint.site == site (fixture, "near"));
}

/* What the card of a sign is made from. */
static void
test_hint (Fixture *fixture, gconstpointer data)
{
  GtkEventController *motion = controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  VigieSiteHint hint;

  g_assert_false (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_signal_emit_by_name (motion, "motion", WIDTH / 2.0, HEIGHT / 2.0);
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_true (hint.site == site (fixture, "c"));
  g_assert_false (hint.keyboard);
  g_assert_cmpuint (hint.n_sites, ==, 1);
  g_assert_cmpfloat_with_epsilon (hint.x, WIDTH / 2, 0.6);
  g_signal_emit_by_name (motion, "motion", WIDTH / 2.0 - 242, HEIGHT / 2.0 + 153);
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_null (hint.site);
  g_assert_cmpuint (hint.n_sites, ==, 3);
  g_assert_cmpuint (hint.counts[VIGIE_GLYPH_NORMAL], ==, 1);
  g_assert_cmpuint (hint.counts[VIGIE_GLYPH_NEVER], ==, 1);
  g_assert_cmpuint (hint.counts[VIGIE_GLYPH_OUT_OF_SERVICE], ==, 1);
  /* Those that are not normal, the worst first. */
  g_assert_cmpuint (hint.n_worst, ==, 2);
  g_assert_cmpint (vigie_site_get_severity (hint.worst[0]), >=,
                   vigie_site_get_severity (hint.worst[1]));
  g_signal_emit_by_name (motion, "leave");
  g_assert_false (vigie_site_layer_get_hint (fixture->layer, &hint));
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autofree char *before = vigie_site_layer_describe_view (fixture->layer), *after = NULL,
                  *gone = NULL;
  double x, y;

  fixture_add_reading (batch, "n", VIGIE_GLYPH_CRITICAL);
  vigie_territory_apply_now (fixture->territory, batch);
  after = vigie_site_layer_describe_view (fixture->layer);
  g_assert_cmpstr (before, !=, after);

  batch = vigie_territory_batch_new ();
  vigie_territory_batch_remove_site (batch, "n");
  add_at (batch, "new", "Nouveau", VIGIE_KIND_OTHER, 100, -100, VIGIE_GLYPH_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (fixture->layer);
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 6);
  g_assert_true (vigie_site_layer_locate (fixture->layer, site (fixture, "new"), &x, &y, NULL));
  g_assert_cmpfloat_with_epsilon (x, WIDTH / 2 + 100, 0.6);

  /* A site that moved. */
  batch = vigie_territory_batch_new ();
  add_at (batch, "new", "Nouveau", VIGIE_KIND_OTHER, 150, -120, VIGIE_GLYPH_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (fixture->layer);
  g_assert_true (vigie_site_layer_locate (fixture->layer, site (fixture, "new"), &x, &y, NULL));
  g_assert_cmpfloat_with_epsilon (x, WIDTH / 2 + 150, 0.6);

  vigie_site_layer_set_territory (fixture->layer, NULL);
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 0);
  gone = vigie_site_layer_describe_view (fixture->layer);
  g_assert_nonnull (gone);
}

/* Without a link it is said of what is in view that it is not of now. */
static void
test_lost_words (Fixture *fixture, gconstpointer data)
{
  g_autofree char *label = vigie_site_layer_describe_view (fixture->layer);
  g_autofree char *expected = g_strdup_printf (C_ ("map", "%s (last known state)"), label);
  g_autofree char *lost = NULL;

  vigie_site_layer_set_link_lost (fixture->layer, TRUE);
  lost = vigie_site_layer_describe_view (fixture->layer);
  g_assert_cmpstr (lost, ==, expected);
  vigie_site_layer_flush (fixture->layer);
  gtk_test_accessible_assert_property (fixture->layer, GTK_ACCESSIBLE_PROPERTY_LABEL, expected);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autofree char *label = NULL, *description = NULL;
  g_autofree char *words = NULL;

  add_at (batch, "e", "École", VIGIE_KIND_PUBLIC_BUILDING, 100, -100, VIGIE_GLYPH_NO_MEASURE);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (fixture->layer);
  label = vigie_site_layer_describe_view (fixture->layer);
  /* Ten sites in view: 3 normal, 1 of each other state. */
  g_assert_true (g_str_has_prefix (label, "10"));
  for (int look = 0; look < VIGIE_N_GLYPH_LOOK; look++)
    {
      g_autofree char *part = g_strdup_printf ("%d %s", look == VIGIE_GLYPH_NORMAL ? 3 : 1,
                                               vigie_glyph_look_label (look));

      if (strstr (label, part) == NULL)
        g_error ("“%s” should have “%s”", label, part);
    }
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->layer), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->layer),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, label);

  /* The sign that the keyboard is on is told with its state and reason. */
  g_assert_true (press (fixture, GDK_KEY_Home));
  words = g_strdup_printf (C_ ("site, state: reason", "%1$s, %2$s: %3$s"), "Épuration de Lorient",
                           vigie_glyph_look_label (VIGIE_GLYPH_CRITICAL),
                           vigie_site_get_reason (site (fixture, "c")));
  description = g_strdup_printf (C_ ("map walk", "%1$s, %2$s of %3$s"), words, "1", "7");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->layer),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
}

/* What sites were at another instant: c normal and saturated, n silent, k1 critical, w not known; others as they are. */
static void
look_cb (VigieSite *of, VigieSiteLook *look, gpointer data)
{
  const char *id = vigie_site_get_id (of);

  g_assert_true (look->known);
  (*(guint *) data)++;
  if (g_str_equal (id, "c"))
    *look = (VigieSiteLook) {VIGIE_CONDITION_NORMAL, VIGIE_FRESHNESS_LIVE, VIGIE_LEVEL_FULL, TRUE};
  else if (g_str_equal (id, "n"))
    *look = (VigieSiteLook) {VIGIE_CONDITION_UNKNOWN, VIGIE_FRESHNESS_SILENT, VIGIE_LEVEL_UNKNOWN,
                             TRUE};
  else if (g_str_equal (id, "k1"))
    *look = (VigieSiteLook) {VIGIE_CONDITION_CRITICAL, VIGIE_FRESHNESS_LIVE, VIGIE_LEVEL_UNKNOWN,
                             TRUE};
  else if (g_str_equal (id, "w"))
    look->known = FALSE;
}

static void
freed_cb (gpointer data)
{
  *(guint *) data = 0;
}

static gboolean
has_state (Fixture *fixture, guint n, VigieGlyphLook look)
{
  g_autofree char *label = vigie_site_layer_describe_view (fixture->layer);
  g_autofree char *part = g_strdup_printf ("%u %s", n, vigie_glyph_look_label (look));

  return strstr (label, part) != NULL;
}

/* Signs, clusters, words, walk and hint go by a look function, and nothing of the present is told. */
static void
test_looks (Fixture *fixture, gconstpointer data)
{
  GtkEventController *motion = controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  g_autofree char *words = NULL, *description = NULL;
  VigieSite *changed[] = {site (fixture, "k1")};
  VigieTerritoryBatch *batch;
  VigieSiteHint hint;
  guint calls = 0, before;

  vigie_site_layer_set_look_func (fixture->layer, look_cb, &calls, freed_cb);
  g_assert_true (vigie_site_layer_has_look_func (fixture->layer));
  g_assert_cmpuint (calls, >, 0);
  g_assert_true (has_state (fixture, 1, VIGIE_GLYPH_CRITICAL)); /* k1 for c */
  g_assert_true (has_state (fixture, 2, VIGIE_GLYPH_SILENT));
  g_assert_true (has_state (fixture, 2, VIGIE_GLYPH_NEVER)); /* w, k3 */
  g_assert_false (has_state (fixture, 1, VIGIE_GLYPH_WARNING));

  /* The walk begins with the cluster that is critical now. */
  gtk_widget_grab_focus (GTK_WIDGET (fixture->layer));
  press (fixture, GDK_KEY_Home);
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_cmpuint (hint.n_sites, ==, 3);
  g_assert_cmpuint (hint.counts[VIGIE_GLYPH_CRITICAL], ==, 1);
  g_assert_true (hint.past);
  g_assert_true (hint.worst[0] == site (fixture, "k1"));
  g_assert_cmpint (hint.worst_looks[0].condition, ==, VIGIE_CONDITION_CRITICAL);
  press (fixture, GDK_KEY_n);
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_true (hint.site == site (fixture, "n"));
  words = g_strdup_printf (C_ ("site, state", "%1$s, %2$s"), "Déchèterie de Caudan",
                           vigie_glyph_look_label (VIGIE_GLYPH_SILENT));
  description = g_strdup_printf (C_ ("map walk", "%1$s, %2$s of %3$s"), words, "2", "6");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->layer),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
  g_signal_emit_by_name (motion, "motion", WIDTH / 2.0, HEIGHT / 2.0);
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_cmpint (hint.look.level, ==, VIGIE_LEVEL_FULL);
  g_assert_cmpint (hint.look.condition, ==, VIGIE_CONDITION_NORMAL);

  /* A reading of the present changes nothing of that instant. */
  batch = vigie_territory_batch_new ();
  fixture_add_reading (batch, "n", VIGIE_GLYPH_CRITICAL);
  vigie_territory_apply_now (fixture->territory, batch);
  g_assert_true (has_state (fixture, 1, VIGIE_GLYPH_CRITICAL));

  /* Only those that are told to have changed are asked for. */
  before = calls;
  vigie_site_layer_looks_changed (fixture->layer, changed, G_N_ELEMENTS (changed));
  g_assert_cmpuint (calls, ==, before + 1);
  vigie_site_layer_looks_changed (fixture->layer, NULL, 0);
  g_assert_cmpuint (calls, >=, before + 1 + 10);

  /* Sites that come are of that instant too. */
  batch = vigie_territory_batch_new ();
  add_at (batch, "new", "Nouveau", VIGIE_KIND_OTHER, 100, -100, VIGIE_GLYPH_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (fixture->layer);
  g_assert_true (has_state (fixture, 2, VIGIE_GLYPH_NEVER));

  vigie_site_layer_set_look_func (fixture->layer, NULL, NULL, NULL);
  g_assert_cmpuint (calls, ==, 0);                              /* freed */
  g_assert_true (has_state (fixture, 2, VIGIE_GLYPH_CRITICAL)); /* c, n */
  g_assert_true (has_state (fixture, 1, VIGIE_GLYPH_WARNING));
  g_signal_emit_by_name (motion, "motion", WIDTH / 2.0, HEIGHT / 2.0);
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_false (hint.past);
  g_assert_cmpint (hint.look.condition, ==, VIGIE_CONDITION_CRITICAL);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  (*(int *) data)++;
}

static void
test_properties (Fixture *fixture, gconstpointer data)
{
  int notified = 0;

  g_signal_connect (fixture->layer, "notify", G_CALLBACK (count_cb), &notified);
  vigie_site_layer_set_territory (fixture->layer, fixture->territory);
  vigie_site_layer_set_selected_site (fixture->layer, NULL);
  vigie_site_layer_set_link_lost (fixture->layer, FALSE);
  vigie_site_layer_set_dimmed (fixture->layer, FALSE);
  vigie_site_layer_set_scheme (fixture->layer, VIGIE_SCHEME_AUTO);
  g_assert_cmpint (notified, ==, 0);
  g_object_set (fixture->layer, "selected-site", site (fixture, "k3"), "link-lost", TRUE, "dimmed",
                TRUE, "scheme", VIGIE_SCHEME_DARK, NULL);
  g_assert_cmpint (notified, ==, 4);
  g_assert_true (vigie_site_layer_get_dimmed (fixture->layer));
  g_assert_true (vigie_site_layer_get_link_lost (fixture->layer));
  g_assert_cmpint (vigie_site_layer_get_scheme (fixture->layer), ==, VIGIE_SCHEME_DARK);
  g_signal_handlers_disconnect_by_data (fixture->layer, &notified);
}

/* Draws in every state, a frame each, and something is seen where it should be. */
static guint
painted (Fixture *fixture, int x, int y)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (fixture->layer));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guchar *pixels = g_malloc0 (WIDTH * HEIGHT * 4);
  guint n = 0;

  gdk_paintable_snapshot (paintable, snapshot, WIDTH, HEIGHT);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return 0;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (fixture->window)),
                                         node, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
  gdk_texture_download (texture, pixels, WIDTH * 4);
  for (int dy = -12; dy <= 12; dy++)
    for (int dx = -12; dx <= 12; dx++)
      n += pixels[((y + dy) * WIDTH + x + dx) * 4 + 3] > 128;
  return n;
}

static void
test_draws (Fixture *fixture, gconstpointer data)
{
  const VigieScheme schemes[] = {VIGIE_SCHEME_LIGHT, VIGIE_SCHEME_DARK, VIGIE_SCHEME_HIGH_CONTRAST};

  for (guint i = 0; i < 12; i++)
    {
      vigie_site_layer_set_scheme (fixture->layer, schemes[i % 3]);
      vigie_site_layer_set_link_lost (fixture->layer, i % 2);
      vigie_site_layer_set_selected_site (fixture->layer,
                                          i % 4 ? site (fixture, i % 3 ? "k1" : "s") : NULL);
      WAIT_UNTIL (painted (fixture, WIDTH / 2, HEIGHT / 2) > 100);
      g_assert_cmpuint (painted (fixture, WIDTH / 2 + 200, HEIGHT / 2 + 10), >, 60);
      g_assert_cmpuint (painted (fixture, WIDTH / 2 - 242, HEIGHT / 2 + 153), >, 400);
      g_assert_cmpuint (painted (fixture, WIDTH / 2 + 100, HEIGHT / 2 - 50), ==, 0);
    }
}

/* ---- Sites at one address -------------------------------------------------------------------- */

/* Signs of an open cluster stand apart, within reach, the first above. */
static void
test_offsets (void)
{
  for (guint n = 2; n <= 24; n++)
    for (guint i = 0; i < n; i++)
      {
        double x, y;

        vigie_spider_get_offset (i, n, &x, &y);
        g_assert_cmpfloat (hypot (x, y), >=, 40);
        g_assert_cmpfloat (hypot (x, y), <=, 110);
        if (i == 0)
          g_assert_true (fabs (x) < 1 && y < 0);
        for (guint j = 0; j < i; j++)
          {
            double other_x, other_y;

            vigie_spider_get_offset (j, n, &other_x, &other_y);
            g_assert_cmpfloat (hypot (x - other_x, y - other_y), >=, 36);
          }
      }
}

static void
test_spider (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch;
  VigieSiteHint hint;
  double x, y, x1, y1, x2, y2;
  guint n;

  vigie_site_layer_set_reduced_motion (fixture->layer, TRUE);
  g_assert_true (vigie_site_layer_locate (fixture->layer, site (fixture, "t1"), &x, &y, &n));
  g_assert_cmpuint (n, ==, 2);
  /* Opened by the layer itself: nobody is asked to show a list or to move. */
  click (fixture, x, y);
  g_assert_null (fixture->cluster);
  g_assert_true (vigie_site_layer_locate (fixture->layer, site (fixture, "t1"), &x1, &y1, &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (vigie_site_layer_locate (fixture->layer, site (fixture, "t2"), &x2, &y2, &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (hypot (x1 - x2, y1 - y2), >, 40);
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 8);
  g_assert_true (has_state (fixture, 3, VIGIE_GLYPH_NORMAL)); /* none twice */
  /* Late before normal: at 12 o'clock. */
  g_assert_cmpfloat (y2, <, y1);

  /* A site of it is chosen, and it stays open. */
  click (fixture, x1, y1);
  g_assert_true (vigie_site_layer_get_selected_site (fixture->layer) == site (fixture, "t1"));
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 8);
  WAIT_UNTIL (fixture->activated != NULL);
  /* So while the map is moved, and when others come. */
  shumate_location_set_location (SHUMATE_LOCATION (fixture->viewport), 47.751, -3.37);
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 8);
  shumate_location_set_location (SHUMATE_LOCATION (fixture->viewport), 47.75, -3.37);
  batch = vigie_territory_batch_new ();
  add_at (batch, "t3", "Troisième", VIGIE_KIND_WATER, 250, -200, VIGIE_GLYPH_CRITICAL);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (fixture->layer);
  g_assert_true (vigie_site_layer_locate (fixture->layer, site (fixture, "t3"), &x2, &y2, &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 9);

  /* A click elsewhere closes it and does nothing else, on a sign too. */
  g_assert_true (gtk_widget_contains (GTK_WIDGET (fixture->layer), 5, 5));
  click (fixture, WIDTH / 2.0 + 200, HEIGHT / 2.0 + 10);
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 6);
  g_assert_true (vigie_site_layer_get_selected_site (fixture->layer) == site (fixture, "t1"));
  g_assert_false (gtk_widget_contains (GTK_WIDGET (fixture->layer), 5, 5));
  /* So does the one in the middle, another zoom, and that they are no longer in one place. */
  click (fixture, x, y);
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 9);
  click (fixture, x, y);
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 6);
  click (fixture, x, y);
  shumate_viewport_set_zoom_level (fixture->viewport, ZOOM + 0.2);
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 6);
  shumate_viewport_set_zoom_level (fixture->viewport, ZOOM);
  click (fixture, x, y);
  batch = vigie_territory_batch_new ();
  vigie_territory_batch_remove_site (batch, "t3");
  vigie_territory_batch_remove_site (batch, "t2");
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (fixture->layer);
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 6);
  g_assert_false (gtk_widget_contains (GTK_WIDGET (fixture->layer), 5, 5));
  g_assert_false (vigie_site_layer_get_hint (fixture->layer, &hint));
}

/* By keyboard: Enter opens, the walk is that of its sites, Escape closes and goes back to it. */
static void
test_spider_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = NULL, *description = NULL;
  VigieSiteHint hint;

  gtk_widget_grab_focus (GTK_WIDGET (fixture->layer));
  press (fixture, GDK_KEY_End);
  press (fixture, GDK_KEY_p); /* the cluster of two, one late */
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_cmpuint (hint.n_sites, ==, 2);
  g_assert_true (press (fixture, GDK_KEY_Return));
  g_assert_null (fixture->cluster);
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_true (hint.site == site (fixture, "t2"));
  words = g_strdup_printf (C_ ("site, state: reason", "%1$s, %2$s: %3$s"), "Antenne",
                           vigie_glyph_look_label (VIGIE_GLYPH_LATE),
                           vigie_site_get_reason (site (fixture, "t2")));
  description = g_strdup_printf (C_ ("map walk", "%1$s, %2$s of %3$s"), words, "1", "2");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->layer),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
  press (fixture, GDK_KEY_Right);
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_true (hint.site == site (fixture, "t1"));
  press (fixture, GDK_KEY_Right);
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_true (hint.site == site (fixture, "t2"));
  press (fixture, GDK_KEY_Return);
  g_assert_true (fixture->activated == site (fixture, "t2"));
  g_assert_true (press (fixture, GDK_KEY_Escape));
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_cmpuint (hint.n_sites, ==, 2);
  g_assert_false (press (fixture, GDK_KEY_Escape));
  press (fixture, GDK_KEY_n);
  g_assert_true (vigie_site_layer_get_hint (fixture->layer, &hint));
  g_assert_true (hint.site == site (fixture, "n"));
}

static char *
more_cb (VigieSite *each, gpointer data)
{
  Fixture *fixture = data;

  return each == site (fixture, "n") ? g_strdup ("entendu par 2 passerelles") : NULL;
}

/* Whoever walks the signs is told the commune, unless the name tells it, and what other layers show. */
static void
test_more_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSiteData) place = vigie_site_data_new ();
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autofree char *where = NULL, *state = NULL, *words = NULL;
  VigieSiteLook look = {0};
  VigieSite *walked = NULL;
  char *said;
  guint number;

  place->lat = vigie_site_get_lat (site (fixture, "n"));
  place->lon = vigie_site_get_lon (site (fixture, "n"));
  g_set_str (&place->id, "n");
  g_set_str (&place->name, "Déchèterie de Kergonan");
  g_set_str (&vigie_site_data_edit_details (place)->commune_name, "Caudan");
  place->kind = VIGIE_KIND_RECYCLING_CENTRE;
  vigie_territory_batch_add_site (batch, place);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (fixture->layer);
  g_assert_true (vigie_site_index_find (fixture->layer->index, site (fixture, "n"), &number));
  where = g_strdup_printf (C_ ("site, commune", "%1$s, %2$s"), "Déchèterie de Kergonan", "Caudan");
  state = g_strdup_printf (C_ ("site, state", "%1$s, %2$s"), where,
                           vigie_glyph_look_label (VIGIE_GLYPH_NORMAL));
  said = vigie_site_layer_describe (fixture->layer, number);
  g_assert_cmpstr (said, ==, state);
  g_free (said);

  vigie_site_layer_set_more_func (fixture->layer, more_cb, fixture);
  words = g_strdup_printf (C_ ("site: more", "%1$s, %2$s"), state, "entendu par 2 passerelles");
  said = vigie_site_layer_describe (fixture->layer, number);
  g_assert_cmpstr (said, ==, words);
  g_free (said);
  g_assert_null (vigie_site_layer_dup_more (fixture->layer, site (fixture, "c")));

  /* A name that tells the commune tells it once. */
  batch = vigie_territory_batch_new ();
  g_set_str (&place->name, "Déchèterie de Caudan");
  vigie_territory_batch_add_site (batch, place);
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (fixture->layer);
  vigie_site_layer_get_look (fixture->layer, site (fixture, "n"), &look);
  g_free (g_steal_pointer (&state));
  g_free (g_steal_pointer (&words));
  state = g_strdup_printf (C_ ("site, state", "%1$s, %2$s"), "Déchèterie de Caudan",
                           vigie_glyph_look_label (VIGIE_GLYPH_NORMAL));
  words = g_strdup_printf (C_ ("site: more", "%1$s, %2$s"), state, "entendu par 2 passerelles");
  said = vigie_site_layer_describe (fixture->layer, number);
  g_assert_cmpstr (said, ==, words);
  g_free (said);
  vigie_site_layer_set_more_func (fixture->layer, NULL, NULL);

  /* What the keyboard is on, for a list beside the map. */
  vigie_site_layer_get_walked (fixture->layer, &walked);
  g_assert_null (walked);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->layer));
  press (fixture, GDK_KEY_Home);
  g_assert_true (vigie_site_layer_get_walked (fixture->layer, &walked));
  g_assert_true (walked == site (fixture, "c"));
  press (fixture, GDK_KEY_End); /* the three */
  press (fixture, GDK_KEY_n);
  press (fixture, GDK_KEY_n);
  g_assert_true (vigie_site_layer_get_walked (fixture->layer, &walked));
  g_assert_true (walked != NULL);
}

/* More sites in one place than can stand around it are told, as those of no cluster that splits are. */
static void
test_many_in_one_place (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      add_at (batch, id, "Compteur", VIGIE_KIND_PUBLIC_BUILDING, 100, -100, VIGIE_GLYPH_NORMAL);
    }
  vigie_territory_apply_now (fixture->territory, batch);
  vigie_site_layer_flush (fixture->layer);
  click (fixture, WIDTH / 2.0 + 100, HEIGHT / 2.0 - 100);
  g_assert_nonnull (fixture->cluster);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->cluster), ==, 25);
  g_assert_cmpint (fixture->split_zoom, ==, VIGIE_CLUSTER_MAX_ZOOM + 1);
  g_assert_cmpuint (vigie_site_layer_get_n_in_view (fixture->layer), ==, 7);
}

/* ---- From level to level, names, dots -------------------------------------------------------- */

/* What opens comes out of its cluster; hits know of where it ends from the first frame on. */
static void
test_motion (Fixture *fixture, gconstpointer data)
{
  const VigiePlaced *placed;
  guint n, n_coming = 0;
  float parent_x = 0, parent_y = 0;
  guint number;

  vigie_site_layer_get_placed (fixture->layer, &n); /* the level is known */
  shumate_viewport_set_zoom_level (fixture->viewport, ZOOM + 1);
  vigie_site_layer_get_placed (fixture->layer, &n);
  shumate_viewport_set_zoom_level (fixture->viewport, ZOOM + 2);
  placed = vigie_site_layer_get_placed (fixture->layer, &n);
  g_assert_cmpuint (fixture->layer->leaving->len, ==, 0); /* the three are out of view */
  shumate_location_set_location (SHUMATE_LOCATION (fixture->viewport),
                                 vigie_site_get_lat (site (fixture, "k1")),
                                 vigie_site_get_lon (site (fixture, "k1")));
  placed = vigie_site_layer_get_placed (fixture->layer, &n);
  g_assert_cmpuint (fixture->layer->leaving->len, ==, 1);
  parent_x = g_array_index (fixture->layer->leaving, VigiePlaced, 0).x;
  parent_y = g_array_index (fixture->layer->leaving, VigiePlaced, 0).y;
  for (guint i = 0; i < n; i++)
    if (placed[i].coming)
      {
        double x, y;

        n_coming++;
        vigie_site_layer_get_drawn (&placed[i], 0, &x, &y);
        g_assert_cmpfloat_with_epsilon (x, parent_x, 0.1);
        g_assert_cmpfloat_with_epsilon (y, parent_y, 0.1);
        vigie_site_layer_get_drawn (&placed[i], 1, &x, &y);
        g_assert_cmpfloat_with_epsilon (x, placed[i].x, 0.01);
      }
  g_assert_cmpuint (n_coming, ==, 3);
  g_assert_true (gtk_widget_contains (GTK_WIDGET (fixture->layer), WIDTH / 2.0, HEIGHT / 2.0));
  g_assert_true (vigie_site_index_find (fixture->layer->index, site (fixture, "k1"), &number));
  g_assert_true (vigie_site_layer_pick (fixture->layer, WIDTH / 2.0, HEIGHT / 2.0)->id == number);
  /* It ends by itself. */
  WAIT_UNTIL (fixture->layer->motion_tick == 0);
  placed = vigie_site_layer_get_placed (fixture->layer, &n);
  g_assert_cmpuint (fixture->layer->leaving->len, ==, 0);
  for (guint i = 0; i < n; i++)
    g_assert_false (placed[i].coming);

  /* And back: they go into it. */
  shumate_viewport_set_zoom_level (fixture->viewport, ZOOM + 1);
  vigie_site_layer_get_placed (fixture->layer, &n);
  g_assert_cmpuint (fixture->layer->leaving->len, ==, 3);
  WAIT_UNTIL (fixture->layer->motion_tick == 0);

  /* A jump is a jump, and so is all for who wants no motion. */
  shumate_viewport_set_zoom_level (fixture->viewport, ZOOM + 4);
  vigie_site_layer_get_placed (fixture->layer, &n);
  g_assert_cmpuint (fixture->layer->motion_tick, ==, 0);
  vigie_site_layer_set_reduced_motion (fixture->layer, TRUE);
  shumate_viewport_set_zoom_level (fixture->viewport, ZOOM + 3);
  vigie_site_layer_get_placed (fixture->layer, &n);
  g_assert_cmpuint (fixture->layer->motion_tick, ==, 0);
}

/* Nothing is written where the frame of the site chosen is: below its sign as above it and beside it. */
static void
check_frame_is_free (Fixture *fixture)
{
  static const int sides[][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
  const VigiePlaced *selected = vigie_site_layer_find_selected (fixture->layer);
  float middle = MAX ((float) selected->size / 2 + 9, 20);
  guint n;
  guint owner = (guint) (selected - vigie_site_layer_get_placed (fixture->layer, &n));

  g_assert_cmpuint (owner, <, n);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      graphene_rect_t frame
          = GRAPHENE_RECT_INIT (selected->x + (float) sides[i][0] * middle - 0.5f,
                                selected->y + (float) sides[i][1] * middle - 0.5f, 1, 1);

      g_assert_false (
          vigie_box_grid_is_free (fixture->layer->taken, &frame, VIGIE_BOX_GRID_NOBODY));
      g_assert_true (vigie_box_grid_is_free (fixture->layer->taken, &frame, owner));
    }
}

/* Names from level 13 on, and that of the site chosen. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  vigie_site_layer_set_reduced_motion (fixture->layer, TRUE);
  painted (fixture, WIDTH / 2, HEIGHT / 2);
  g_assert_cmpuint (vigie_site_layer_get_n_labels (fixture->layer), ==, 0);
  vigie_site_layer_set_selected_site (fixture->layer, site (fixture, "c"));
  WAIT_UNTIL (painted (fixture, WIDTH / 2, HEIGHT / 2)
              && vigie_site_layer_get_n_labels (fixture->layer) == 1);
  check_frame_is_free (fixture);
  vigie_site_layer_set_selected_site (fixture->layer, NULL);
  shumate_viewport_set_zoom_level (fixture->viewport, 13);
  WAIT_UNTIL (painted (fixture, WIDTH / 2, HEIGHT / 2)
              && vigie_site_layer_get_n_labels (fixture->layer) > 1);
}

/* Very many signs: the normal ones are dots, until they are fewer than when that began. */
static void
test_dots (void)
{
  static const struct
  {
    guint n;
    gboolean dots;
  } table[] = {{340, FALSE}, {420, FALSE}, {520, TRUE}, {420, TRUE}, {340, FALSE}};
  Fixture fixture = {0};

  set_up (&fixture, NULL);
  for (guint t = 0; t < G_N_ELEMENTS (table); t++)
    {
      VigieTerritoryBatch *batch = vigie_territory_batch_new ();
      const VigiePlaced *placed;
      guint n, n_dots = 0;

      for (guint i = 0; i < 600; i++)
        {
          g_autofree char *id = g_strdup_printf ("d%u", i);

          if (i < table[t].n)
            add_at (batch, id, "Point", VIGIE_KIND_OTHER, (i % 24) * 32 - 380.0,
                    (i / 24) * 30 - 295.0, VIGIE_GLYPH_NORMAL);
          else if (vigie_territory_find_site (fixture.territory, id) != NULL)
            vigie_territory_batch_remove_site (batch, id);
        }
      vigie_territory_apply_now (fixture.territory, batch);
      vigie_site_layer_flush (fixture.layer);
      placed = vigie_site_layer_get_placed (fixture.layer, &n);
      for (guint i = 0; i < n; i++)
        {
          n_dots += placed[i].part == VIGIE_PLACED_DOT;
          g_assert_false (placed[i].part == VIGIE_PLACED_DOT
                          && placed[i].look != VIGIE_GLYPH_NORMAL);
        }
      if (table[t].dots)
        g_assert_cmpuint (n_dots, >, 250);
      else
        g_assert_cmpuint (n_dots, ==, 0);
    }
  tear_down (&fixture, NULL);
}

/* Boxes that are taken, asked for as a loop over all of them would answer. */
static void
test_box_grid (void)
{
  g_autoptr (VigieBoxGrid) grid = vigie_box_grid_new ();
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  GRand *rand = g_rand_new_with_seed (5);
  guint n_free = 0;

  for (guint round = 0; round < 2; round++)
    {
      vigie_box_grid_reset (grid, 800, 600);
      g_array_set_size (taken, 0);
      for (guint i = 0; i < 400; i++)
        {
          graphene_rect_t box = GRAPHENE_RECT_INIT (
              (float) g_rand_int_range (rand, -100, 850), (float) g_rand_int_range (rand, -50, 620),
              (float) g_rand_int_range (rand, 1, 120), (float) g_rand_int_range (rand, 1, 30));
          gboolean expected = TRUE;

          for (guint t = 0; t < taken->len; t++)
            {
              const graphene_rect_t *other = &g_array_index (taken, graphene_rect_t, t);

              expected &= !(box.origin.x < other->origin.x + other->size.width
                            && other->origin.x < box.origin.x + box.size.width
                            && box.origin.y < other->origin.y + other->size.height
                            && other->origin.y < box.origin.y + box.size.height);
            }
          g_assert_cmpint (vigie_box_grid_is_free (grid, &box, G_MAXUINT), ==, expected);
          if (!expected)
            continue;
          n_free++;
          vigie_box_grid_take (grid, &box, i);
          g_assert_true (vigie_box_grid_is_free (grid, &box, i)); /* its own */
          g_assert_false (vigie_box_grid_is_free (grid, &box, i + 1));
          g_array_append_val (taken, box);
        }
    }
  g_assert_cmpuint (n_free, >, 60);
  g_rand_free (rand);
}

static void
moved_cb (VigieSiteLayer *layer, int *n)
{
  (*n)++;
}

/* How busy a site is: a ring around its sign, outside of it, and words; none where it is not known. */
static void
test_level (Fixture *fixture, gconstpointer data)
{
  double x, y;
  guint plain;
  int n_hints = 0;
  g_autofree char *quiet = NULL, *busy = NULL;
  g_autofree char *part = NULL;

  g_assert_true (vigie_site_layer_locate (fixture->layer, site (fixture, "n"), &x, &y, NULL));
  WAIT_UNTIL (painted (fixture, (int) x, (int) y) > 0);
  plain = painted (fixture, (int) x, (int) y);
  g_signal_connect (fixture->layer, "hint-changed", G_CALLBACK (moved_cb), &n_hints);
  vigie_site_set_level (site (fixture, "n"), VIGIE_LEVEL_HEAVY);
  WAIT_UNTIL (painted (fixture, (int) x, (int) y) > plain + 60);
  /* Nobody points at it. */
  g_assert_cmpint (n_hints, ==, 0);
  vigie_site_set_level (site (fixture, "n"), VIGIE_LEVEL_UNKNOWN);
  WAIT_UNTIL (painted (fixture, (int) x, (int) y) == plain);

  /* The sign that the keyboard is on says it, and anew when it is another. */
  g_assert_true (press (fixture, GDK_KEY_Home));
  n_hints = 0;
  vigie_site_set_level (site (fixture, "c"), VIGIE_LEVEL_FULL);
  g_assert_cmpint (n_hints, ==, 1);
  g_assert_true (press (fixture, GDK_KEY_End));
  g_assert_true (press (fixture, GDK_KEY_Home));
  quiet = g_strdup_printf (C_ ("site, state: reason", "%1$s, %2$s: %3$s"), "Épuration de Lorient",
                           vigie_glyph_look_label (VIGIE_GLYPH_CRITICAL),
                           vigie_site_get_reason (site (fixture, "c")));
  busy = g_strdup_printf (C_ ("site: attendance", "%1$s, attendance: %2$s"), quiet,
                          vigie_level_words (VIGIE_LEVEL_FULL));
  part = g_strdup_printf (C_ ("map walk", "%1$s, %2$s of %3$s"), busy, "1", "6");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->layer),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, part);
}

/* Rings are shared, and each level is another one. */
static void
test_rings (void)
{
  g_autoptr (VigieLevelRings) rings = vigie_level_rings_new ();
  gsize inks[VIGIE_N_LEVEL] = {0};
  const GdkRGBA *ink = &vigie_palette_get (VIGIE_SCHEME_LIGHT)->ink;

  for (guint level = VIGIE_LEVEL_LIGHT; level < VIGIE_N_LEVEL; level++)
    {
      GdkTexture *texture
          = vigie_level_rings_get (rings, (VigieLevel) level, 18, FALSE, VIGIE_SCHEME_LIGHT, 2);
      int side = gdk_texture_get_width (texture);
      g_autofree guchar *pixels = g_malloc0 ((gsize) side * (gsize) side * 4);

      g_assert_true (
          texture
          == vigie_level_rings_get (rings, (VigieLevel) level, 18, FALSE, VIGIE_SCHEME_LIGHT, 2));
      g_assert_cmpint (side, ==, 2 * (18 + 2 * VIGIE_LEVEL_RING_ROOM));
      gdk_texture_download (texture, pixels, (gsize) side * 4);
      for (int i = 0; i < side * side; i++)
        inks[level] += ABS (pixels[4 * i + 2] - (int) (ink->red * 255)) < 4
                       && ABS (pixels[4 * i] - (int) (ink->blue * 255)) < 4
                       && pixels[4 * i + 3] == 255;
      /* Hollow: the sign stands in it. */
      g_assert_cmpint (pixels[4 * (side / 2 * side + side / 2) + 3], ==, 0);
      if (level > VIGIE_LEVEL_LIGHT)
        g_assert_cmpuint (inks[level], >, inks[level - 1] + inks[VIGIE_LEVEL_LIGHT] / 2);
    }
  g_assert_cmpuint (vigie_level_rings_get_n_textures (rings), ==, 4);
}

/* Has the X server make events, and takes them. */
static void G_GNUC_NULL_TERMINATED
run (const char *tool, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  va_list list;

  g_ptr_array_add (arguments, (gpointer) tool);
  va_start (list, tool);
  for (const char *each = va_arg (list, const char *); each != NULL;
       each = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) each);
  va_end (list);
  g_ptr_array_add (arguments, NULL);
  process
      = g_subprocess_newv ((const char *const *) arguments->pdata, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  run_for (150);
}

/* A click by the X server itself, and keys after it. */
static void
test_real_events (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tool = g_find_program_in_path ("xdotool");

  if (tool == NULL
      || g_strcmp0 (G_OBJECT_TYPE_NAME (gdk_display_get_default ()), "GdkX11Display") != 0)
    {
      g_test_skip ("needs xdotool and an X display");
      return;
    }
  /* There is no window manager: the window is at the corner of the screen, once it is there. */
  for (int i = 0; i < 20 && fixture->activated == NULL; i++)
    {
      run (tool, "mousemove", i % 2 ? "600" : "601", "310", "click", "1", NULL);
      run_for (500);
    }
  g_assert_true (fixture->activated == site (fixture, "n"));
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (fixture->layer)));
  g_assert_cmpfloat (shumate_viewport_get_zoom_level (fixture->viewport), ==, ZOOM);

  /* The map is not dragged along by the pointer afterwards; it is when the button is held, and then what
   * lies under the release is not opened. */
  run (tool, "mousemove", "500", "250", NULL);
  g_assert_cmpfloat_with_epsilon (
      shumate_location_get_latitude (SHUMATE_LOCATION (fixture->viewport)), 47.75, 1e-9);
  g_clear_object (&fixture->activated);
  for (int i = 0;
       i < 20
       && fabs (shumate_location_get_latitude (SHUMATE_LOCATION (fixture->viewport)) - 47.75)
              < 1e-4;
       i++)
    {
      run (tool, "mousemove", "600", "310", "mousedown", "1", NULL);
      run (tool, "mousemove", "560", "280", NULL);
      run (tool, "mousemove", "500", "250", NULL);
      run (tool, "mouseup", "1", NULL);
    }
  g_assert_cmpfloat (
      fabs (shumate_location_get_latitude (SHUMATE_LOCATION (fixture->viewport)) - 47.75), >, 1e-4);
  g_assert_null (fixture->activated);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/map/site-layer/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  ADD ("places", test_places);
  ADD ("agrees", test_agrees);
  ADD ("hits", test_hits);
  ADD ("activation", test_activation);
  ADD ("keyboard", test_keyboard);
  ADD ("walk-stays", test_walk_stays);
  ADD ("hint", test_hint);
  ADD ("states", test_states);
  ADD ("words", test_words);
  ADD ("lost-words", test_lost_words);
  ADD ("looks", test_looks);
  ADD ("properties", test_properties);
  ADD ("draws", test_draws);
  g_test_add_func ("/map/site-layer/offsets", test_offsets);
  ADD ("spider", test_spider);
  ADD ("spider-keys", test_spider_keys);
  ADD ("more-words", test_more_words);
  ADD ("many-in-one-place", test_many_in_one_place);
  ADD ("motion", test_motion);
  ADD ("names", test_names);
  g_test_add_func ("/map/site-layer/dots", test_dots);
  g_test_add_func ("/map/site-layer/box-grid", test_box_grid);
  ADD ("level", test_level);
  g_test_add_func ("/map/site-layer/rings", test_rings);
  ADD ("real-events", test_real_events);
  return g_test_run ();
}
