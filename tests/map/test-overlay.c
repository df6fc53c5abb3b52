/* test-overlay.c: a person's own GeoJSON files: what is kept of them, what is found at a place, what is drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "vigie-map-fixture.h"
#include "vigie-map-view.h"
#include "vigie-overlay-layer.h"

static const char sample[]
    = "{\"type\":\"FeatureCollection\",\"features\":["
      "{\"type\":\"Feature\",\"properties\":{\"nom\":\"Conduite <b>1</b>\",\"diametre\":200},"
      "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[-3.40,47.70],[-3.30,47.70]]}},"
      "{\"type\":\"Feature\",\"properties\":{\"nom\":\"Chantier\"},\"geometry\":{\"type\":\"Polygon\","
      "\"coordinates\":[[[-3.5,47.6],[-3.2,47.6],[-3.2,47.8],[-3.5,47.8],[-3.5,47.6]],"
      "[[-3.45,47.62],[-3.42,47.62],[-3.42,47.64],[-3.45,47.64],[-3.45,47.62]]]}},"
      "{\"type\":\"Feature\",\"properties\":null,\"geometry\":{\"type\":\"Point\","
      "\"coordinates\":[-3.35,47.75]}},"
      "{\"type\":\"Feature\",\"properties\":{\"nom\":\"sans lieu\"},\"geometry\":null}]}";

static VigieOverlayData *
data_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieGeoFeatures) features = vigie_geojson_read (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return vigie_overlay_data_new (features);
}

static int
pick (VigieOverlayData *data, double lat, double lon)
{
  return vigie_overlay_data_pick (data, vigie_mercator_x (lon), vigie_mercator_y (lat), 1e-6);
}

static void
test_pick (void)
{
  g_autoptr (VigieOverlayData) data = data_of (sample);
  g_autofree char *words = vigie_overlay_data_describe (data, 0);
  g_autofree char *none = vigie_overlay_data_describe (data, 2);

  g_assert_cmpuint (vigie_overlay_data_get_n_features (data), ==, 4);
  g_assert_cmpint (pick (data, 47.70, -3.35), ==, 0);
  g_assert_cmpint (pick (data, 47.75, -3.35), ==, 2);
  g_assert_cmpint (pick (data, 47.65, -3.35), ==, 1);   /* within */
  g_assert_cmpint (pick (data, 47.63, -3.435), ==, -1); /* in the hole */
  g_assert_cmpint (pick (data, 47.9, -3.35), ==, -1);
  /* As it is: never markup. */
  g_assert_nonnull (strstr (words, "Conduite <b>1</b>"));
  g_assert_nonnull (strstr (words, "200"));
  g_assert_null (none);
}

/* « [-3.4,47.7] », with the comma of JSON and the point of C. */
static void
append_place (GString *text, double lon, double lat)
{
  char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "[%s,%s]", g_ascii_formatd (x, sizeof x, "%.7f", lon),
                          g_ascii_formatd (y, sizeof y, "%.7f", lat));
}

/* Detail falls with the zoom, the ends stay, nothing is farther off than a pixel. */
static void
test_detail (void)
{
  GString *text = g_string_new ("{\"type\":\"LineString\",\"coordinates\":[");
  g_autoptr (VigieOverlayData) data = NULL;
  const VigieOverlayPart *part;
  const VigieOverlayPlace *places;

  for (guint i = 0; i < 5000; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      append_place (text, -3.4 + i * 1e-4, 47.7 + 0.01 * sin (i / 50.0));
    }
  g_string_append (text, "]}");
  data = data_of (text->str);
  g_string_free (text, TRUE);
  part = vigie_overlay_data_get_parts (data);
  places = vigie_overlay_data_get_places (data);
  for (guint detail = 0; detail < VIGIE_OVERLAY_N_DETAIL; detail++)
    {
      const VigieOverlayPlace *line = places + part->first[detail];

      g_assert_cmpfloat (line[0].x, ==, places[part->first[0]].x);
      g_assert_cmpfloat (line[part->n[detail] - 1].x, ==, places[part->first[0] + 4999].x);
      if (detail > 0)
        g_assert_cmpuint (part->n[detail], <=, part->n[detail - 1]);
    }
  g_assert_cmpuint (part->n[0], ==, 5000);
  g_assert_cmpuint (part->n[3], <, 1500);
  g_assert_cmpuint (part->n[4], <, 200);
  g_assert_cmpuint (vigie_overlay_data_detail (256 * exp2 (18)), ==, 0);
  g_assert_cmpuint (vigie_overlay_data_detail (256 * exp2 (14)), ==, 1);
  g_assert_cmpuint (vigie_overlay_data_detail (256 * exp2 (11)), ==, 2);
  g_assert_cmpuint (vigie_overlay_data_detail (256 * exp2 (5)), ==, 4);
}

/* ---- Files ---- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static VigieOverlayData *
load (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  vigie_overlay_data_load_async (file, NULL, loaded_cb, &result);
  WAIT_UNTIL (result != NULL);
  return vigie_overlay_data_load_finish (result, error);
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vigie-overlay-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.geojson", NULL);
  g_autoptr (VigieOverlayData) data = NULL;
  g_autoptr (GError) error = NULL;
  GString *many = g_string_new ("{\"type\":\"MultiPoint\",\"coordinates\":[[-3,47]");

  g_assert_true (g_file_set_contents (path, sample, -1, NULL));
  data = load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vigie_overlay_data_get_n_features (data), ==, 4);

  g_assert_true (g_file_set_contents (path, "{\"type\":", -1, NULL));
  g_assert_null (load (path, &error));
  g_assert_error (error, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_NOT_JSON);
  g_clear_error (&error);

  for (guint i = 0; i < VIGIE_OVERLAY_MAX_POINTS; i++)
    g_string_append (many, ",[-3,47]");
  g_string_append (many, "]}");
  g_assert_true (g_file_set_contents (path, many->str, -1, NULL));
  g_string_free (many, TRUE);
  g_assert_null (load (path, &error));
  g_assert_error (error, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_TOO_LARGE);
  g_clear_error (&error);

  /* More bytes than are read: a hole of a file. */
  {
    FILE *file = g_fopen (path, "wb");

    g_assert_cmpint (fseek (file, VIGIE_OVERLAY_MAX_BYTES + 10, SEEK_SET), ==, 0);
    fputc (' ', file);
    fclose (file);
  }
  g_assert_null (load (path, &error));
  g_assert_error (error, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_TOO_LARGE);
  g_clear_error (&error);

  g_remove (path);
  g_assert_null (load (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_rmdir (folder);
}

/* ---- The layer ---- */

static guint
n_drawn (VigieOverlayLayer *layer, gint64 *best)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gint64 begin = g_get_monotonic_time ();
  cairo_surface_t *surface;
  g_autoptr (GskRenderNode) node = NULL;
  const guchar *pixels;
  cairo_t *cr;
  guint n = 0;

  GTK_WIDGET_GET_CLASS (layer)->snapshot (GTK_WIDGET (layer), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  if (best != NULL)
    *best = MIN (*best, g_get_monotonic_time () - begin);
  if (node == NULL)
    return 0;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 800, 600);
  cr = cairo_create (surface);
  gsk_render_node_draw (node, cr);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (guint i = 0; i < 800 * 600; i++)
    n += pixels[4 * i + 3] > 0;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

static void
test_layer (void)
{
  VigieMapView *view = VIGIE_MAP_VIEW (vigie_map_view_new ());
  VigieOverlayLayer *layer = vigie_overlay_layer_new (vigie_map_view_get_viewport (view));
  GtkWidget *window = gtk_window_new ();
  g_autoptr (VigieOverlayData) data = data_of (sample), large = NULL;
  GString *text = g_string_new ("{\"type\":\"FeatureCollection\",\"features\":[");
  g_autofree char *words = NULL;
  gint64 best = G_MAXINT64;
  guint n;

  vigie_map_view_add_layer (view, SHUMATE_LAYER (layer), VIGIE_MAP_RANK_OVERLAYS);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (layer)) == 800);
  g_assert_cmpuint (n_drawn (layer, NULL), ==, 0);

  vigie_overlay_layer_add (layer, data, 1);
  vigie_map_view_set_position (view, 47.70, -3.35, 11);
  n = n_drawn (layer, NULL);
  g_assert_cmpuint (n, >, 20000); /* the area is filled */
  words = vigie_overlay_layer_describe_at (layer, 400, 302);
  g_assert_nonnull (words);
  g_assert_nonnull (strstr (words, "Conduite"));
  g_assert_null (vigie_overlay_layer_describe_at (layer, 400, 5));
  {
    g_auto (GStrv) around = vigie_overlay_layer_describe_around (layer, 400, 302, 6);
    g_auto (GStrv) nothing = vigie_overlay_layer_describe_around (layer, 400, 5, 6);

    g_assert_cmpuint (g_strv_length (around), ==, 1);
    g_assert_cmpstr (around[0], ==, words);
    g_assert_cmpuint (g_strv_length (nothing), ==, 0);
  }
  /* Elsewhere nothing is drawn. */
  vigie_map_view_set_position (view, 44, 5, 11);
  g_assert_cmpuint (n_drawn (layer, NULL), ==, 0);
  g_assert_cmpuint (vigie_overlay_layer_get_n_drawn (layer), ==, 0);

  /* A network of 100 000 points: what is drawn of it is bounded. */
  for (guint i = 0; i < 1000; i++)
    {
      g_string_append_printf (text,
                              "%s{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":"
                              "\"LineString\",\"coordinates\":[",
                              i > 0 ? "," : "");
      for (guint j = 0; j < 100; j++)
        {
          g_string_append (text, j > 0 ? "," : "");
          append_place (text, -3.6 + (i % 40) * 0.01 + j * 1e-4, 47.6 + (i / 40) * 0.01);
        }
      g_string_append (text, "]}}");
    }
  g_string_append (text, "]}");
  large = data_of (text->str);
  g_string_free (text, TRUE);
  vigie_overlay_layer_clear (layer);
  vigie_overlay_layer_add (layer, large, 0);
  vigie_map_view_set_position (view, 47.72, -3.4, 11);
  for (guint i = 0; i < 5; i++)
    n_drawn (layer, &best);
  g_test_message ("snapshot of 100 000 points: %" G_GINT64_FORMAT " µs, %u drawn", best,
                  vigie_overlay_layer_get_n_drawn (layer));
  g_assert_cmpuint (vigie_overlay_layer_get_n_drawn (layer), <=, 20100);
  g_assert_cmpuint (vigie_overlay_layer_get_n_drawn (layer), >, 1000);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  g_test_add_func ("/map/overlay/pick", test_pick);
  g_test_add_func ("/map/overlay/detail", test_detail);
  g_test_add_func ("/map/overlay/files", test_files);
  g_test_add_func ("/map/overlay/layer", test_layer);
  return g_test_run ();
}
