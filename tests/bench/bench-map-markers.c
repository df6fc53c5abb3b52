/* bench-map-markers.c: frames a second of the same pan with 5 000 sites in Vigie's layer and with 5 000 markers in
 * libshumate's ShumateMarkerLayer, one after the other in windows of 1280 × 800; the figure is their ratio.
 *
 * Both show the same places over the same empty map, the markers as the pictures that Vigie draws of a site, as large.
 * The view shows all of them or nearly so, and moves in rounds as a hand does. Vigie's layer is as on the page: places
 * that would hide each other are gathered. What it does without that, each of the 5 000 with its sign, is printed beside it:
 * there what the renderer does for 5 000 pictures weighs on both alike. The frame clock is told not to wait for the
 * screen (GDK_DEBUG=no-vsync).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gtk/gtk.h>
#include <math.h>
#include <shumate/shumate.h>
#include <stdlib.h>

#include "vigie-bench.h"
#include "vigie-map-fixture.h"
#include "vigie-site-layer.h"
#include "vigie-tile-source.h"

#define N_SITES 5000
#define WARM_UP 1.0
#define MEASURED 4.0
#define BAR 3.0

typedef struct
{
  ShumateViewport *viewport;
  GMainLoop *loop;
  double lat, lon;
  gint64 start, first, last;
  double longest;
  guint n_frames;
} Run;

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Run *run = user_data;
  gint64 now = g_get_monotonic_time ();
  double seconds = (now - run->start) / 1e6;

  if (seconds > WARM_UP)
    {
      if (run->first == 0)
        run->first = now;
      else
        {
          run->n_frames++;
          run->longest = MAX (run->longest, (now - run->last) / 1000.0);
        }
      run->last = now;
    }
  if (seconds > WARM_UP + MEASURED && run->n_frames > 4)
    {
      g_main_loop_quit (run->loop);
      return G_SOURCE_REMOVE;
    }
  shumate_location_set_location (SHUMATE_LOCATION (run->viewport),
                                 run->lat + 0.03 * sin (seconds * 2.1),
                                 run->lon + 0.06 * sin (seconds * 1.7));
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static ShumateMap *
new_map (const VigieGeoBox *box)
{
  g_autoptr (VigieTileSource) reference = vigie_tile_source_new (NULL, VIGIE_SCHEME_LIGHT, NULL);
  ShumateMap *map = shumate_map_new ();
  ShumateViewport *viewport = shumate_map_get_viewport (map);
  double zoom = vigie_mercator_fit_zoom (
      vigie_mercator_x (box->east) - vigie_mercator_x (box->west),
      vigie_mercator_y (box->south) - vigie_mercator_y (box->north), 1280, 800, 256, 15);

  shumate_viewport_set_reference_map_source (viewport, SHUMATE_MAP_SOURCE (reference));
  shumate_viewport_set_zoom_level (viewport, zoom);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), (box->south + box->north) / 2,
                                 (box->west + box->east) / 2);
  return map;
}

/* Frames a second of the pan of @map, which it takes. */
static double
measure (ShumateMap *map, const char *name)
{
  GtkWidget *window = gtk_window_new ();
  ShumateViewport *viewport = shumate_map_get_viewport (map);
  Run run = {.viewport = viewport, .loop = g_main_loop_new (NULL, FALSE)};
  double rate;

  run.lat = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
  run.lon = shumate_location_get_longitude (SHUMATE_LOCATION (viewport));
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (map));
  gtk_window_present (GTK_WINDOW (window));
  run.start = g_get_monotonic_time ();
  gtk_widget_add_tick_callback (GTK_WIDGET (map), tick_cb, &run, NULL);
  g_main_loop_run (run.loop);
  rate = run.n_frames / ((run.last - run.first) / 1e6);
  g_printerr ("%s: %u frames, %.1f frames/s, longest %.1f ms; renderer %s, %d × %d\n", name,
              run.n_frames, rate, run.longest,
              G_OBJECT_TYPE_NAME (gtk_native_get_renderer (GTK_NATIVE (window))),
              gtk_widget_get_width (GTK_WIDGET (map)), gtk_widget_get_height (GTK_WIDGET (map)));
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_main_loop_unref (run.loop);
  return rate;
}

static double
measure_vigie (VigieTerritory *territory, const VigieGeoBox *box, gboolean clusters)
{
  ShumateMap *map = new_map (box);
  VigieSiteLayer *layer = vigie_site_layer_new (shumate_map_get_viewport (map));

  vigie_site_layer_set_scheme (layer, VIGIE_SCHEME_LIGHT);
  vigie_site_layer_set_clusters (layer, clusters);
  shumate_map_add_layer (map, SHUMATE_LAYER (layer));
  vigie_site_layer_set_territory (layer, territory);
  vigie_site_layer_flush (layer);
  return measure (map, clusters ? "vigie" : "vigie without clusters");
}

static double
measure_markers (VigieTerritory *territory, const VigieGeoBox *box)
{
  ShumateMap *map = new_map (box);
  ShumateMarkerLayer *layer = shumate_marker_layer_new (shumate_map_get_viewport (map));
  VigieGlyphCache *glyphs = vigie_glyph_cache_get_for_display (gdk_display_get_default ());
  guint n = g_list_model_get_n_items (G_LIST_MODEL (territory));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (G_LIST_MODEL (territory), i);
      VigieGlyphLook look
          = vigie_glyph_look_for (vigie_site_get_freshness (site), vigie_site_get_condition (site));
      int size = vigie_glyph_look_get_size (look);
      GtkWidget *image = gtk_image_new_from_paintable (GDK_PAINTABLE (
          vigie_glyph_cache_get_texture (glyphs, vigie_site_get_kind (site), look,
                                         VIGIE_GLYPH_FLAG_HALO, VIGIE_SCHEME_LIGHT, size, 1)));
      ShumateMarker *marker = shumate_marker_new ();

      gtk_image_set_pixel_size (GTK_IMAGE (image), size);
      shumate_marker_set_child (marker, image);
      shumate_location_set_location (SHUMATE_LOCATION (marker), vigie_site_get_lat (site),
                                     vigie_site_get_lon (site));
      shumate_marker_layer_add_marker (layer, marker);
    }
  shumate_map_add_layer (map, SHUMATE_LAYER (layer));
  return measure (map, "ShumateMarkerLayer");
}

int
main (int argc, char *argv[])
{
  g_autoptr (VigieTerritory) territory = NULL;
  VigieGeoBox box = {.south = 47.60, .west = -3.58, .north = 48.02, .east = -3.02};
  double vigie, markers;
  char ratio[G_ASCII_DTOSTR_BUF_SIZE];

  if (!vigie_bench_open_display ())
    return 2;
  territory = fixture_large_territory (N_SITES, 1);
  vigie = measure_vigie (territory, &box, TRUE);
  measure_vigie (territory, &box, FALSE);
  markers = measure_markers (territory, &box);
  if (markers <= 0)
    {
      g_printerr ("no frames were drawn\n");
      return 1;
    }
  g_ascii_formatd (ratio, sizeof ratio, "%.1f", vigie / markers);
  g_print (
      "{\"name\":\"map-markers-5000\",\"value\":%s,\"unit\":\"× ShumateMarkerLayer\",\"bar\":%.0f,"
      "\"better\":\"higher\"}\n",
      ratio, BAR);
  return 0;
}
