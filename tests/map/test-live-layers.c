/* test-live-layers.c: layers of the live territory: gateways and what they hear.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <math.h>

#include "vigie-circle-key.h"
#include "vigie-energy-symbol.h"
#include "vigie-gateway-layer.h"
#include "vigie-heat-layer.h"
#include "vigie-map-fixture.h"
#include "vigie-map-scale.h"
#include "vigie-map-view.h"
#include "vigie-test-find.h"
#include "vigie-words.h"

typedef struct
{
  GtkWidget *window;
  VigieMapView *view;
  VigieTerritory *territory;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->territory = fixture_territory ();
  fixture->view = VIGIE_MAP_VIEW (vigie_map_view_new ());
  vigie_map_view_set_reduced_motion (fixture->view, TRUE);
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
}

static void
show (Fixture *fixture, VigieLiveLayer *layer, VigieMapRank rank)
{
  vigie_map_view_set_territory (fixture->view, fixture->territory);
  vigie_map_view_add_layer (fixture->view, SHUMATE_LAYER (layer), rank);
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->view)) == 800);
  vigie_live_layer_set_territory (layer, fixture->territory);
  vigie_live_layer_flush (layer);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->territory);
}

/* What the layer draws, 800 × 600; free with g_free(). */
static guchar *
picture_of (gpointer layer)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 800, 600);
  cairo_t *cr = cairo_create (surface);
  guchar *pixels;

  GTK_WIDGET_GET_CLASS (layer)->snapshot (layer, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_surface_flush (surface);
  pixels = g_memdup2 (cairo_image_surface_get_data (surface),
                      (gsize) cairo_image_surface_get_stride (surface) * 600);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixels;
}

static guint
n_drawn (gpointer layer)
{
  g_autofree guchar *pixels = picture_of (layer);
  guint n = 0;

  for (guint i = 0; i < 800 * 600; i++)
    n += pixels[4 * i + 3] > 0;
  return n;
}

/* Pixels of the first texture in @node for one of where it is drawn; 0 without one. */
static double
texture_scale (GskRenderNode *node)
{
  double scale = 0;

  if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE)
    for (guint i = 0; i < gsk_container_node_get_n_children (node) && scale == 0; i++)
      scale = texture_scale (gsk_container_node_get_child (node, i));
  else if (gsk_render_node_get_node_type (node) == GSK_TEXTURE_NODE)
    {
      graphene_rect_t bounds;

      gsk_render_node_get_bounds (node, &bounds);
      scale = gdk_texture_get_width (gsk_texture_node_get_texture (node)) / bounds.size.width;
    }
  return scale;
}

/* On a sheet of paper texts have its pixels, not the screen's. */
static void
assert_sharp_on_paper (gpointer layer)
{
  GtkWidget *map = gtk_widget_get_ancestor (layer, SHUMATE_TYPE_MAP);

  for (double scale = 3; scale >= 0; scale -= 3)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;

      vigie_map_scale_override (map, scale);
      GTK_WIDGET_GET_CLASS (layer)->snapshot (layer, snapshot);
      node = gtk_snapshot_free_to_node (snapshot);
      g_assert_cmpfloat_with_epsilon (texture_scale (node),
                                      scale > 0 ? scale : vigie_map_scale_of_surface (layer), 0.01);
    }
}

/* A snapshot takes under 2 ms; the best of ten, so that another process is not measured. */
static void
assert_quick (gpointer layer)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < 10; i++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      gint64 begin = g_get_monotonic_time ();
      GskRenderNode *node;

      GTK_WIDGET_GET_CLASS (layer)->snapshot (layer, snapshot);
      node = gtk_snapshot_free_to_node (snapshot);
      best = MIN (best, g_get_monotonic_time () - begin);
      g_clear_pointer (&node, gsk_render_node_unref);
    }
  g_test_message ("snapshot of %s: %" G_GINT64_FORMAT " µs", G_OBJECT_TYPE_NAME (layer), best);
  g_assert_cmpint (best, <, 2000);
}

/* ---- Gateways ---- */

static void
add_place (VigieTerritoryBatch *batch, const char *id, double lat, double lon, const char *eui)
{
  g_autoptr (VigieSiteData) site = vigie_site_data_new ();
  VigieSiteDetails *details = vigie_site_data_edit_details (site);

  g_set_str (&site->id, id);
  g_set_str (&site->name, id);
  site->lat = lat;
  site->lon = lon;
  if (eui != NULL)
    {
      site->kind = VIGIE_KIND_LORA_GATEWAY;
      g_free (details->properties);
      details->properties = g_strdup_printf ("{\"gatewayId\":\"%s\"}", eui);
    }
  vigie_territory_batch_add_site (batch, site);
}

static void
add_measure (VigieTerritoryBatch *batch,
             const char *site,
             const char *sensor,
             VigieRole role,
             double number,
             const char *json,
             gint64 age)
{
  g_autoptr (VigieMeasureData) measure = vigie_measure_data_new ();
  VigieConditionState state = {.condition = VIGIE_CONDITION_NORMAL};
  VigieReading reading = {.time = FIXTURE_NOW - age,
                          .start = VIGIE_TIME_NONE,
                          .result_time = VIGIE_TIME_NONE,
                          .number = number,
                          .text = (char *) json,
                          .type = json != NULL ? VIGIE_VALUE_JSON : VIGIE_VALUE_NUMBER};

  g_free (measure->id);
  measure->id = g_strdup_printf ("%s-%s-%u", site, sensor, role);
  g_set_str (&measure->site_id, site);
  g_set_str (&measure->sensor_id, sensor);
  g_set_str (&measure->name, "m");
  measure->role = role;
  measure->expected_interval = FIXTURE_INTERVAL;
  vigie_territory_batch_add_measure (batch, measure);
  vigie_territory_batch_add_reading (batch, measure->id, &reading, &state);
}

static void
add_sensor (VigieTerritoryBatch *batch,
            const char *site,
            const char *id,
            const char *heard,
            double factor,
            gint64 age)
{
  g_autoptr (VigieSensorData) sensor = vigie_sensor_data_new ();

  g_set_str (&sensor->id, id);
  g_set_str (&sensor->name, id);
  vigie_territory_batch_add_sensor (batch, sensor);
  add_measure (batch, site, id, VIGIE_ROLE_GATEWAYS, NAN, heard, age);
  if (isfinite (factor))
    add_measure (batch, site, id, VIGIE_ROLE_SPREADING_FACTOR, factor, NULL, age);
}

#define EUI_A "0016C001FF10A001"
#define EUI_B "0016C001FF10A002"
#define HEARD(id, snr) "{\"id\":\"" id "\",\"rssi\":-97,\"snr\":" snr "}"

static void
test_gateways (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieGatewayLayer *layer = vigie_gateway_layer_new (vigie_map_view_get_viewport (fixture->view));
  g_autoptr (GtkBox) part = g_object_ref_sink (GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0)));
  guint counts[VIGIE_N_RADIO_LINK], n_all, n_chosen;

  add_place (batch, "ga", 47.70, -3.40, EUI_A);
  add_place (batch, "gb", 47.85, -3.20, EUI_B);
  add_place (batch, "s1", 47.75, -3.30, NULL);
  add_place (batch, "s2", 47.80, -3.45, NULL);
  add_place (batch, "nowhere", NAN, NAN, NULL);
  /* Two sensors of a site are one line, as the better of them is heard. */
  add_sensor (batch, "s1", "x1", "[" HEARD (EUI_A, "5.2") "," HEARD (EUI_B, "-9") "]", 12,
              VIGIE_MINUTE);
  add_sensor (batch, "s1", "x2", "[" HEARD (EUI_A, "-3") "]", 7, VIGIE_MINUTE);
  add_sensor (batch, "s2", "x3", "[" HEARD (EUI_A, "-9") "," HEARD ("UNKNOWN", "3") "]", 7,
              VIGIE_MINUTE);
  add_sensor (batch, "nowhere", "x4", "[" HEARD (EUI_A, "1") "]", 7, VIGIE_MINUTE);
  /* What was silent for hours is not heard now. */
  add_sensor (batch, "s2", "x5", "[" HEARD (EUI_B, "1") "]", 7, 30 * FIXTURE_INTERVAL);
  vigie_territory_apply_now (fixture->territory, batch);
  show (fixture, VIGIE_LIVE_LAYER (layer), VIGIE_MAP_RANK_LINKS);

  g_assert_cmpuint (vigie_gateway_layer_get_n_gateways (layer), ==, 2);
  vigie_gateway_layer_count (layer, NULL, counts);
  g_assert_cmpuint (counts[VIGIE_RADIO_LINK_STRONG], ==, 1);
  g_assert_cmpuint (counts[VIGIE_RADIO_LINK_FAIR], ==, 0);
  g_assert_cmpuint (counts[VIGIE_RADIO_LINK_WEAK], ==, 1);
  g_assert_cmpuint (counts[VIGIE_RADIO_LINK_LIMIT], ==, 1);
  vigie_gateway_layer_count (layer, vigie_territory_find_site (fixture->territory, "gb"), counts);
  g_assert_cmpuint (counts[VIGIE_RADIO_LINK_STRONG], ==, 0);
  g_assert_cmpuint (counts[VIGIE_RADIO_LINK_WEAK], ==, 1);

  n_all = n_drawn (layer);
  g_assert_cmpuint (n_all, >, 200);
  vigie_gateway_layer_set_selected_site (layer,
                                         vigie_territory_find_site (fixture->territory, "gb"));
  {
    g_autofree guchar *pixels = picture_of (layer);

    n_chosen = 0;
    for (guint i = 0; i < 800 * 600; i++)
      n_chosen += pixels[4 * i + 3] > 128;
  }
  g_assert_cmpuint (n_chosen, >, 20);
  g_assert_cmpuint (n_chosen, <, n_all / 2);
  assert_quick (layer);
  assert_sharp_on_paper (layer);

  /* In words, as a screen reader tells them. */
  {
    g_autofree char *gateway = vigie_gateway_layer_describe (
        layer, vigie_territory_find_site (fixture->territory, "ga"));
    g_autofree char *heard = vigie_gateway_layer_describe (
        layer, vigie_territory_find_site (fixture->territory, "s1"));
    g_autofree char *hears
        = g_strdup_printf (ngettext ("hears %s sensor", "hears %s sensors", 4), "4");
    g_autofree char *is_heard = g_strdup_printf (
        ngettext ("heard by %1$s gateway: %2$s", "heard by %1$s gateways, at best: %2$s", 2), "2",
        vigie_radio_link_words (VIGIE_RADIO_LINK_STRONG));

    g_assert_cmpstr (gateway, ==, hears);
    g_assert_cmpstr (heard, ==, is_heard);
    g_assert_null (vigie_gateway_layer_describe (
        layer, vigie_territory_find_site (fixture->territory, "nowhere")));
  }

  /* With signs of some sites alone, the lines of those. */
  {
    g_autoptr (GListStore) shown = g_list_store_new (VIGIE_TYPE_SITE);
    VigieSiteLayer *signs = vigie_map_view_get_site_layer (fixture->view);

    vigie_gateway_layer_set_selected_site (layer, NULL);
    g_list_store_append (shown, vigie_territory_find_site (fixture->territory, "s2"));
    vigie_map_view_set_sites (fixture->view, G_LIST_MODEL (shown));
    vigie_site_layer_flush (signs);
    vigie_gateway_layer_set_signs (layer, signs);
    vigie_live_layer_flush (VIGIE_LIVE_LAYER (layer));
    g_assert_cmpuint (vigie_gateway_layer_get_n_gateways (layer), ==, 1);
    vigie_gateway_layer_count (layer, NULL, counts);
    g_assert_cmpuint (counts[VIGIE_RADIO_LINK_STRONG], ==, 0);
    g_assert_cmpuint (counts[VIGIE_RADIO_LINK_LIMIT], ==, 1);
    n_all = n_drawn (layer);
    g_assert_cmpuint (n_all, >, 20); /* the end without a sign has a dot */
    /* A gateway alone: all that it hears. */
    g_list_store_remove_all (shown);
    g_list_store_append (shown, vigie_territory_find_site (fixture->territory, "gb"));
    vigie_site_layer_flush (signs);
    vigie_live_layer_flush (VIGIE_LIVE_LAYER (layer));
    vigie_gateway_layer_count (layer, NULL, counts);
    g_assert_cmpuint (counts[VIGIE_RADIO_LINK_WEAK], ==, 1);
    g_assert_cmpuint (counts[VIGIE_RADIO_LINK_LIMIT], ==, 0);
    vigie_gateway_layer_set_signs (layer, NULL);
    vigie_map_view_set_sites (fixture->view, NULL);
    vigie_live_layer_flush (VIGIE_LIVE_LAYER (layer));
  }

  vigie_live_layer_fill_legend (VIGIE_LIVE_LAYER (layer), part);
  g_assert_true (
      vigie_test_has_text (GTK_WIDGET (part), vigie_radio_link_words (VIGIE_RADIO_LINK_LIMIT)));
  g_assert_false (
      vigie_test_has_text (GTK_WIDGET (part), vigie_radio_link_words (VIGIE_RADIO_LINK_UNKNOWN)));
  gtk_test_accessible_assert_role (part, GTK_ACCESSIBLE_ROLE_GENERIC);

  /* Another territory: nothing is left of this one. */
  vigie_live_layer_set_territory (VIGIE_LIVE_LAYER (layer), NULL);
  g_assert_cmpuint (vigie_gateway_layer_get_n_gateways (layer), ==, 0);
  g_assert_cmpuint (n_drawn (layer), ==, 0);
}

/* ---- Powers ---- */

static void
add_meter (VigieTerritoryBatch *batch,
           const char *site,
           const char *id,
           VigieRole role,
           const char *unit,
           double number,
           gint64 age,
           const char *part_of)
{
  g_autoptr (VigieMeasureData) measure = vigie_measure_data_new ();
  VigieConditionState state = {.condition = VIGIE_CONDITION_NORMAL};
  VigieReading reading = {.time = FIXTURE_NOW - age,
                          .start = VIGIE_TIME_NONE,
                          .result_time = VIGIE_TIME_NONE,
                          .number = number,
                          .type = VIGIE_VALUE_NUMBER};

  g_set_str (&measure->id, id);
  g_set_str (&measure->site_id, site);
  g_set_str (&measure->name, id);
  g_set_str (&measure->unit, unit);
  g_set_str (&measure->part_of, part_of);
  measure->role = role;
  measure->expected_interval = FIXTURE_INTERVAL;
  vigie_territory_batch_add_measure (batch, measure);
  vigie_territory_batch_add_reading (batch, id, &reading, &state);
}

static void
test_powers (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieEnergySymbols *layer
      = vigie_energy_symbols_new (vigie_map_view_get_viewport (fixture->view));
  g_autoptr (GtkBox) part = g_object_ref_sink (GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0)));
  VigieFreshness freshness = VIGIE_FRESHNESS_NEVER;
  VigieSite *a, *b, *c;
  guint n_live, n_lost;

  add_place (batch, "a", 47.70, -3.40, NULL);
  add_place (batch, "b", 47.85, -3.20, NULL);
  add_place (batch, "c", 47.75, -3.30, NULL);
  add_meter (batch, "a", "a1", VIGIE_ROLE_CONSUMPTION, "kW", 60, VIGIE_MINUTE, NULL);
  add_meter (batch, "a", "a2", VIGIE_ROLE_CONSUMPTION, "W", 12000, 2 * FIXTURE_INTERVAL, NULL);
  add_meter (batch, "a", "a3", VIGIE_ROLE_CONSUMPTION, "kW", 5, VIGIE_MINUTE, "a1");
  add_meter (batch, "a", "a4", VIGIE_ROLE_PRODUCTION, "kW", 30, VIGIE_MINUTE, NULL);
  add_meter (batch, "a", "a5", VIGIE_ROLE_GRID_EXPORT, "kW", 0, VIGIE_MINUTE, NULL);
  add_meter (batch, "b", "b1", VIGIE_ROLE_PRODUCTION, "kWh", 500, VIGIE_MINUTE, NULL);
  add_meter (batch, "b", "b2", VIGIE_ROLE_PRODUCTION, "kW", -4, VIGIE_MINUTE, NULL);
  add_meter (batch, "c", "c1", VIGIE_ROLE_GRID_EXPORT, "kW", 40, 30 * FIXTURE_INTERVAL, NULL);
  vigie_territory_apply_now (fixture->territory, batch);
  show (fixture, VIGIE_LIVE_LAYER (layer), VIGIE_MAP_RANK_SYMBOLS);
  a = vigie_territory_find_site (fixture->territory, "a");
  b = vigie_territory_find_site (fixture->territory, "b");
  c = vigie_territory_find_site (fixture->territory, "c");

  /* Both meters, not the one that is within one of them; as old as the older. */
  g_assert_cmpfloat_with_epsilon (
      vigie_energy_symbols_get_power (layer, a, VIGIE_POWER_CONSUMED, &freshness), 72, 1e-9);
  g_assert_cmpint (freshness, ==, VIGIE_FRESHNESS_LATE);
  g_assert_cmpfloat_with_epsilon (
      vigie_energy_symbols_get_power (layer, a, VIGIE_POWER_PRODUCED, &freshness), 30, 1e-9);
  g_assert_cmpint (freshness, ==, VIGIE_FRESHNESS_LIVE);
  g_assert_true (isnan (vigie_energy_symbols_get_power (layer, a, VIGIE_POWER_EXPORTED, NULL)));
  /* An energy is no power, a negative one is not what it says. */
  g_assert_true (isnan (vigie_energy_symbols_get_power (layer, b, VIGIE_POWER_PRODUCED, NULL)));
  g_assert_cmpfloat_with_epsilon (
      vigie_energy_symbols_get_power (layer, c, VIGIE_POWER_EXPORTED, &freshness), 40, 1e-9);
  g_assert_cmpint (freshness, ==, VIGIE_FRESHNESS_SILENT);

  {
    g_autofree char *figure = vigie_words_figure (72, 1, "kW");
    g_autofree char *other = vigie_words_figure (30, 1, "kW");
    g_autofree char *consumed = g_strdup_printf (_ ("power consumed: %s"), figure);
    g_autofree char *late = g_strdup_printf (C_ ("power", "%s, late"), consumed);
    g_autofree char *produced = g_strdup_printf (_ ("power produced: %s"), other);
    g_autofree char *words = vigie_words_list ((const char *const[]) {late, produced}, 2);
    g_autofree char *said = vigie_energy_symbols_describe (layer, a);

    g_assert_cmpstr (said, ==, words);
    g_assert_null (vigie_energy_symbols_describe (layer, b));
  }

  n_live = n_drawn (layer);
  g_assert_cmpuint (vigie_energy_symbols_get_n_drawn (layer), ==, 3);
  assert_quick (layer);
  assert_sharp_on_paper (layer);
  /* The last known state is hollow. */
  vigie_live_layer_set_link_lost (VIGIE_LIVE_LAYER (layer), TRUE);
  n_lost = n_drawn (layer);
  g_assert_cmpuint (n_lost, >, 50);
  g_assert_cmpuint (n_lost, <, n_live);

  vigie_live_layer_fill_legend (VIGIE_LIVE_LAYER (layer), part);
  g_assert_true (vigie_test_has_text (GTK_WIDGET (part), "100"));
  g_assert_true (vigie_test_has_text (GTK_WIDGET (part), "kW"));
  /* The circles within one another take the height of half the largest. */
  {
    GtkWidget *key = vigie_test_find (GTK_WIDGET (part), VIGIE_TYPE_CIRCLE_KEY);
    int height;

    g_assert_nonnull (key);
    gtk_widget_measure (key, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
    g_assert_cmpint (height, >=, 45);
    g_assert_cmpint (height, <=, 70);
  }

  /* Out of view: nothing is drawn. */
  vigie_map_view_set_position (fixture->view, 48.9, 2.3, 10);
  n_drawn (layer);
  g_assert_cmpuint (vigie_energy_symbols_get_n_drawn (layer), ==, 0);
}

/* ---- Density ---- */

/* Relative luminance of WCAG 2.1, of a channel. */
static double
channel (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* Luminance of what a premultiplied @pixel leaves of a colour under it. */
static double
luminance_under (const guchar *pixel, const GdkRGBA *color)
{
  double rest = 1 - pixel[3] / 255.0;

  return 0.2126 * channel (pixel[2] / 255.0 + color->red * rest)
         + 0.7152 * channel (pixel[1] / 255.0 + color->green * rest)
         + 0.0722 * channel (pixel[0] / 255.0 + color->blue * rest);
}

/* Names of towns that the base map wrote can be read where the density is greatest. */
static void
assert_names_legible (Fixture *fixture, VigieHeatLayer *layer)
{
  static const struct
  {
    VigieScheme scheme;
    const char *name; /* what towns are written in by vigie-map-style.c */
  } rows[] = {{VIGIE_SCHEME_DARK, "#b6b5bd"},
              {VIGIE_SCHEME_HIGH_CONTRAST, "#000000"},
              {VIGIE_SCHEME_LIGHT, "#55555a"}};

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree guchar *pixels = NULL;
      double name, land, x, y;
      GdkRGBA ink;

      vigie_live_layer_set_scheme (VIGIE_LIVE_LAYER (layer), rows[i].scheme);
      g_free (picture_of (layer));
      WAIT_UNTIL (vigie_heat_layer_is_ready (layer));
      shumate_viewport_location_to_widget_coords (vigie_map_view_get_viewport (fixture->view),
                                                  GTK_WIDGET (layer), 47.7505, -3.37, &x, &y);
      pixels = picture_of (layer);
      gdk_rgba_parse (&ink, rows[i].name);
      name = luminance_under (pixels + 4 * (800 * (guint) y + (guint) x), &ink);
      land = luminance_under (pixels + 4 * (800 * (guint) y + (guint) x),
                              &vigie_palette_get (rows[i].scheme)->land);
      g_assert_cmpfloat ((MAX (name, land) + 0.05) / (MIN (name, land) + 0.05), >, 4.5);
      /* And the density is seen. */
      g_assert_cmpuint (pixels[4 * (800 * (guint) y + (guint) x) + 3], >, 30);
    }
}

/* Alpha where a place is drawn. */
static guint
alpha_at (Fixture *fixture, gpointer layer, double lat, double lon)
{
  g_autofree guchar *pixels = picture_of (layer);
  double x, y;

  shumate_viewport_location_to_widget_coords (vigie_map_view_get_viewport (fixture->view), layer,
                                              lat, lon, &x, &y);
  g_assert_true (x >= 0 && y >= 0 && x < 800 && y < 600);
  return pixels[4 * (800 * (guint) y + (guint) x) + 3];
}

static void
test_heat (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieHeatLayer *layer = vigie_heat_layer_new (vigie_map_view_get_viewport (fixture->view));
  g_autoptr (GtkBox) part = g_object_ref_sink (GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0)));
  guint dense, thin;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *id = g_strdup_printf ("d%u", i);

      fixture_add_site (batch, id, id, VIGIE_KIND_OTHER, 47.75 + i * 1e-4, -3.37,
                        VIGIE_GLYPH_NORMAL);
    }
  fixture_add_site (batch, "far", "far", VIGIE_KIND_OTHER, 47.85, -3.10, VIGIE_GLYPH_CRITICAL);
  fixture_add_site (batch, "mute", "mute", VIGIE_KIND_OTHER, 47.65, -3.50, VIGIE_GLYPH_SILENT);
  vigie_territory_apply_now (fixture->territory, batch);
  show (fixture, VIGIE_LIVE_LAYER (layer), VIGIE_MAP_RANK_HEAT);
  g_assert_cmpfloat (vigie_heat_layer_get_sum (layer), ==, 14);
  WAIT_UNTIL (vigie_heat_layer_is_ready (layer));
  dense = alpha_at (fixture, layer, 47.7505, -3.37);
  thin = alpha_at (fixture, layer, 47.85, -3.10);
  g_assert_cmpuint (dense, >, 40);
  g_assert_cmpuint (thin, >, 0);
  g_assert_cmpuint (thin, <, dense / 2);
  g_assert_cmpuint (alpha_at (fixture, layer, 47.65, -3.15), ==, 0);
  assert_quick (layer);
  vigie_live_layer_fill_legend (VIGIE_LIVE_LAYER (layer), part);
  g_assert_true (vigie_test_has_text (GTK_WIDGET (part), "km²"));
  assert_names_legible (fixture, layer);

  /* Of what needs somebody there is none where many are well. */
  vigie_heat_layer_set_of (layer, VIGIE_HEAT_TROUBLE);
  vigie_live_layer_flush (VIGIE_LIVE_LAYER (layer));
  g_assert_cmpfloat (vigie_heat_layer_get_sum (layer), ==, 2);
  WAIT_UNTIL (vigie_heat_layer_is_ready (layer));
  g_assert_cmpuint (alpha_at (fixture, layer, 47.7505, -3.37), ==, 0);
  g_assert_cmpuint (alpha_at (fixture, layer, 47.85, -3.10), >, 40);

  /* Elsewhere, another surface is made. */
  vigie_map_view_set_position (fixture->view, 47.85, -3.10, 14);
  n_drawn (layer);
  WAIT_UNTIL (vigie_heat_layer_is_ready (layer));
  g_assert_cmpuint (alpha_at (fixture, layer, 47.85, -3.10), >, 40);

  vigie_site_set_level (vigie_territory_find_site (fixture->territory, "d3"), VIGIE_LEVEL_FULL);
  vigie_heat_layer_set_of (layer, VIGIE_HEAT_ATTENDANCE);
  vigie_live_layer_flush (VIGIE_LIVE_LAYER (layer));
  g_assert_cmpfloat (vigie_heat_layer_get_sum (layer), ==, 1);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/map/live-layers/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  ADD ("gateways", test_gateways);
  ADD ("powers", test_powers);
  ADD ("heat", test_heat);
  return g_test_run ();
}
