/* test-area-layer.c: communes on the map: what is found under the pointer, what is painted, in which colours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-area-layer.h"
#include "vigie-area-paint.h"

#include <math.h>
#include <string.h>

#include "gtk-init.h"
#include "vigie-test-wait.h"

/* Two squares side by side, 1° each. */
static VigieAreaMesh *
make_mesh (gboolean approximate)
{
  GArray *array = vigie_area_array_new ();
  g_autoptr (VigieAreas) areas = NULL;

  for (guint i = 0; i < 2; i++)
    {
      double west = -4 + (double) i, ring[] = {west, 47, west + 1, 47, west + 1, 48, west, 48};
      VigieArea area = {.code = g_strdup_printf ("5600%u", i),
                        .name = g_strdup_printf ("Commune %u", i),
                        .outline = vigie_polygon_new (),
                        .approximate = approximate,
                        .lat = NAN,
                        .lon = NAN};

      vigie_polygon_add_ring (area.outline, ring, 4);
      g_array_append_val (array, area);
    }
  areas = vigie_areas_new (array);
  return vigie_area_mesh_new (areas);
}

static guint32
pixel_at (GdkTexture *texture, int x, int y)
{
  guint32 *pixels
      = g_new (guint32, (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture));
  guint32 pixel;

  gdk_texture_download (texture, (guchar *) pixels, 4 * (gsize) gdk_texture_get_width (texture));
  pixel = pixels[(gsize) y * gdk_texture_get_width (texture) + x];
  g_free (pixels);
  return pixel;
}

/* The two squares and a quarter of a degree around, 100 px a degree of longitude. */
static VigieAreaPaint
paint_of (VigieAreaMesh *mesh)
{
  return (VigieAreaPaint) {.mesh = mesh,
                           .x = vigie_mercator_x (-4.25),
                           .y = vigie_mercator_y (48.25),
                           .world = 36000,
                           .scale = 1,
                           .width = 250,
                           .height = 220,
                           .scheme = VIGIE_SCHEME_LIGHT,
                           .line_scale = 1,
                           .borders = TRUE,
                           .only = VIGIE_AREA_MESH_NONE};
}

static void
test_paint (void)
{
  g_autoptr (VigieAreaMesh) mesh = make_mesh (FALSE);
  VigieAreaPaint paint = paint_of (mesh);
  const guint8 classes[] = {1, 5};
  g_autoptr (GdkTexture) plain = NULL, wide = NULL, colored = NULL, one = NULL, inside = NULL;
  GdkRGBA color;

  plain = vigie_area_paint (&paint, &color);
  g_assert_nonnull (plain);
  /* Inside nothing, outside dimmed, a border between land and the outside. */
  g_assert_cmpuint (pixel_at (plain, 75, 100) >> 24, ==, 0);
  g_assert_cmpuint (pixel_at (plain, 5, 100) >> 24, >, 50);
  g_assert_cmpuint (pixel_at (plain, 25, 100) >> 24, >, 150);

  /* Seen from afar its lines are as wide as they must be: the outer one has 1.5 pixels at a desk. */
  g_assert_cmpuint (pixel_at (plain, 23, 100), ==, pixel_at (plain, 5, 100));
  paint.line_scale = 4;
  wide = vigie_area_paint (&paint, &color);
  g_assert_cmpuint (pixel_at (wide, 23, 100) >> 24, ==, 255);
  paint.line_scale = 1;

  paint.classes = classes;
  colored = vigie_area_paint (&paint, &color);
  g_assert_cmpuint (pixel_at (colored, 75, 100) >> 24, >, 150);
  /* More is darker where the ground is light. */
  g_assert_cmpuint (pixel_at (colored, 75, 100) & 0xff, >, pixel_at (colored, 175, 100) & 0xff);

  paint.classes = NULL;
  paint.only = 1;
  one = vigie_area_paint (&paint, &color);
  g_assert_cmpuint (pixel_at (one, 30, 100) >> 24, ==, 0);
  g_assert_cmpuint (pixel_at (one, 225, 100) >> 24, >, 200);

  /* Wholly within one: no picture is needed. */
  paint.only = VIGIE_AREA_MESH_NONE;
  paint.x = vigie_mercator_x (-3.9);
  paint.y = vigie_mercator_y (47.9);
  paint.width = paint.height = 40;
  inside = vigie_area_paint (&paint, &color);
  g_assert_null (inside);
  g_assert_cmpfloat (color.alpha, ==, 0);
}

/* High contrast tells classes apart without a hue; what is not known is hatched everywhere. */
static void
test_patterns (void)
{
  g_autoptr (VigieAreaMesh) mesh = make_mesh (FALSE);
  guint8 classes[2];
  guint darkness[6] = {0};

  for (guint c = 1; c <= VIGIE_AREA_N_CLASSES; c++)
    {
      VigieAreaPaint paint = paint_of (mesh);
      g_autoptr (GdkTexture) texture = NULL;
      GdkRGBA color;
      guint32 *pixels = g_new (guint32, 250 * 220);

      memset (classes, (int) c, sizeof classes);
      paint.scheme = VIGIE_SCHEME_HIGH_CONTRAST;
      paint.classes = classes;
      texture = vigie_area_paint (&paint, &color);
      gdk_texture_download (texture, (guchar *) pixels, 250 * 4);
      for (guint y = 60; y < 160; y++)
        for (guint x = 40; x < 110; x++)
          darkness[c] += (pixels[y * 250 + x] & 0xff) < 100 && pixels[y * 250 + x] >> 24 > 100;
      g_free (pixels);
      g_assert_cmpuint (darkness[c], >=, c > 1 ? darkness[c - 1] + 100 : 0);
    }
}

static void
test_layer (void)
{
  g_autoptr (ShumateViewport) viewport = shumate_viewport_new ();
  g_autoptr (VigieAreaMesh) mesh = make_mesh (FALSE);
  GtkWidget *window = gtk_window_new ();
  VigieAreaLayer *layer = vigie_area_layer_new (viewport);
  const guint8 classes[] = {1, VIGIE_AREA_CLASS_UNKNOWN};
  /* Says how large tiles are; no tile is asked of it. */
  g_autoptr (ShumateRasterRenderer) tiles
      = shumate_raster_renderer_new_from_url ("http://127.0.0.1:1/{z}/{x}/{y}");

  shumate_viewport_set_reference_map_source (viewport, SHUMATE_MAP_SOURCE (tiles));
  shumate_location_set_location (SHUMATE_LOCATION (viewport), 47.5, -3.0);
  shumate_viewport_set_zoom_level (viewport, 7);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (layer));
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 300);
  vigie_area_layer_set_scheme (layer, VIGIE_SCHEME_LIGHT);
  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (layer)) > 0 && vigie_area_layer_is_painted (layer));
  g_assert_cmpuint (vigie_area_layer_get_at (layer, 200, 150), ==, VIGIE_AREA_MESH_NONE);
  g_assert_false (gtk_widget_contains (GTK_WIDGET (layer), 200, 150));

  vigie_area_layer_set_mesh (layer, mesh);
  g_assert_false (vigie_area_layer_is_painted (layer));
  WAIT_UNTIL (vigie_area_layer_is_painted (layer));
  /* The common border is in the middle of the view. */
  g_assert_cmpuint (
      vigie_area_layer_get_at (layer, gtk_widget_get_width (GTK_WIDGET (layer)) / 2.0 - 20, 150),
      ==, 0);
  g_assert_cmpuint (
      vigie_area_layer_get_at (layer, gtk_widget_get_width (GTK_WIDGET (layer)) / 2.0 + 20, 150),
      ==, 1);
  g_assert_true (gtk_widget_contains (GTK_WIDGET (layer),
                                      gtk_widget_get_width (GTK_WIDGET (layer)) / 2.0 + 20, 150));
  vigie_area_layer_set_interactive (layer, FALSE);
  g_assert_false (gtk_widget_contains (GTK_WIDGET (layer),
                                       gtk_widget_get_width (GTK_WIDGET (layer)) / 2.0 + 20, 150));

  vigie_area_layer_set_hovered (layer, 7);
  g_assert_cmpuint (vigie_area_layer_get_hovered (layer), ==, VIGIE_AREA_MESH_NONE);
  vigie_area_layer_set_hovered (layer, 1);
  vigie_area_layer_set_classes (layer, classes, 2);
  WAIT_UNTIL (vigie_area_layer_is_painted (layer));
  /* A small pan costs no painting, a zoom does once the map stands still. */
  shumate_location_set_location (SHUMATE_LOCATION (viewport), 47.5, -3.05);
  g_assert_true (vigie_area_layer_is_painted (layer));
  shumate_viewport_set_zoom_level (viewport, 8);
  g_assert_false (vigie_area_layer_is_painted (layer));
  WAIT_UNTIL (vigie_area_layer_is_painted (layer));
  vigie_area_layer_set_mesh (layer, NULL);
  g_assert_cmpuint (vigie_area_layer_get_hovered (layer), ==, VIGIE_AREA_MESH_NONE);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  vigie_test_init (&argc, &argv);
  g_test_add_func ("/area-layer/paint", test_paint);
  g_test_add_func ("/area-layer/patterns", test_patterns);
  g_test_add_func ("/area-layer/layer", test_layer);
  return g_test_run ();
}
