/* test-map-print.c: the map as a picture: its pixels, its missing tiles, its paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include "vigie-archive-fixture.h"
#include "vigie-map-fixture.h"
#include "vigie-map-legend.h"
#include "vigie-map-print-tiles.h"
#include "vigie-map-print.h"
#include "vigie-mbtiles-fixture.h"

#include <glib/gstdio.h>
#include <math.h>

/* ---- Counting ---- */

static GskRenderNode *
tile_node (double x, double y, double side)
{
  static const guchar grey[4] = {128, 128, 128, 255};
  g_autoptr (GBytes) bytes = g_bytes_new_static (grey, sizeof grey);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8A8, bytes, 4);

  return gsk_texture_node_new (
      texture, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) side, (float) side));
}

/* The tiles of a grid that begins at @x, @y, but for @n_left of them. */
static GskRenderNode *
grid (double x, double y, double side, guint columns, guint rows, guint n_left)
{
  g_autoptr (GPtrArray) nodes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);

  for (guint i = n_left; i < columns * rows; i++)
    g_ptr_array_add (nodes, tile_node (x + i % columns * side, y + i / columns * side, side));
  return gsk_container_node_new ((GskRenderNode **) nodes->pdata, nodes->len);
}

static void
test_count (void)
{
  static const struct
  {
    double x, y, side;
    guint columns, rows, n_left, missing;
  } cases[] = {
      {0, 0, 256, 4, 3, 0, 0},
      {0, 0, 256, 4, 3, 5, 5},
      {-100, -30, 256, 5, 4, 0, 0},
      {-100, -30, 256, 5, 4, 2, 2},
      {-10, -10, 300, 4, 3, 0, 0},
      {-10, -10, 200, 6, 4, 1, 1},
      {0, 0, 256, 4, 3, 12, 12},
      /* Of the level above or below: they only stand in. */
      {0, 0, 512, 2, 2, 0, 12},
      {0, 0, 128, 8, 6, 0, 12},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GskRenderNode) node = grid (cases[i].x - 7, cases[i].y, cases[i].side,
                                             cases[i].columns, cases[i].rows, cases[i].n_left);
      g_autoptr (GskTransform) transform
          = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (7, 0));
      g_autoptr (GskRenderNode) moved = gsk_transform_node_new (node, transform);

      g_test_message ("case %u", i);
      g_assert_cmpuint (vigie_map_print_count_missing (moved, 256, 1024, 768), ==,
                        cases[i].missing);
    }
  g_assert_cmpuint (vigie_map_print_count_missing (NULL, 256, 512, 512), ==, 4);
  g_assert_cmpuint (vigie_map_print_count_missing (NULL, 256, 0, 512), ==, 0);
}

/* ---- Pictures ---- */

typedef struct
{
  GtkWidget *window;
  VigieMapView *view;
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = gtk_window_new ();
  fixture->view = VIGIE_MAP_VIEW (vigie_map_view_new ());
  fixture->folder = g_dir_make_tmp ("vigie-map-print-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "out", NULL);
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_LIGHT);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 400);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->view)) == 600
              && gtk_widget_get_mapped (GTK_WIDGET (fixture->view)));
  vigie_map_view_set_position (fixture->view, 47.748, -3.366, 12);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static const VigieMapSheetWords words = {.title = "Lorient Agglomération <b>",
                                         .made = "Établi le 22 nov. 2026",
                                         .demonstration = TRUE};

static gboolean
save (Fixture *fixture,
      VigieMapSheet *sheet,
      const char *path,
      VigieMapSheetFormat format,
      GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  vigie_map_sheet_save_async (sheet, file, format, NULL, vigie_test_result_cb, &result);
  WAIT_UNTIL (result != NULL);
  return vigie_map_sheet_save_finish (sheet, result, error);
}

/* The colour of a pixel of a picture. */
static guint32
pixel (GdkTexture *texture, int x, int y)
{
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  gsize stride;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  bytes = gdk_texture_downloader_download_bytes (downloader, &stride);
  data = g_bytes_get_data (bytes, NULL);
  data += (gsize) y * stride + (gsize) x * 4;
  return (guint32) data[0] << 16 | (guint32) data[1] << 8 | data[2];
}

static guint32
rgb (const GdkRGBA *color)
{
  return (guint32) lround (color->red * 255) << 16 | (guint32) lround (color->green * 255) << 8
         | (guint32) lround (color->blue * 255);
}

/* Made at the end of a frame, where everything is laid out. */
typedef struct
{
  Fixture *fixture;
  double scale;
  VigieMapSheet *sheet;
} Making;

static void
painted_cb (GdkFrameClock *clock, Making *making)
{
  if (making->sheet == NULL)
    making->sheet = vigie_map_sheet_new (making->fixture->view, &words, making->scale);
}

static VigieMapSheet *
make (Fixture *fixture, double scale)
{
  Making making = {fixture, scale, NULL};
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->view));
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &making);

  gtk_widget_queue_draw (GTK_WIDGET (fixture->view));
  WAIT_UNTIL (making.sheet != NULL);
  g_signal_handler_disconnect (clock, handler);
  return making.sheet;
}

/* White paper, the map in it, as large as asked. */
static void
test_png (Fixture *fixture, gconstpointer data)
{
  const guint32 land = rgb (&vigie_palette_get (VIGIE_SCHEME_LIGHT)->land);

  for (int scale = 1; scale <= 3; scale++)
    {
      g_autoptr (VigieMapSheet) sheet = make (fixture, scale);
      g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
      g_autoptr (GdkTexture) texture = NULL;
      g_autoptr (GError) error = NULL;
      double width, height;
      guint n_land = 0;

      g_assert_nonnull (sheet);
      vigie_map_sheet_get_size (sheet, &width, &height);
      g_assert_cmpfloat (width, ==, 632);
      g_assert_cmpfloat (height, >, 450);
      /* No tile was asked for: none is missing. */
      g_assert_cmpuint (vigie_map_sheet_get_n_missing (sheet), ==, 0);
      g_assert_true (save (fixture, sheet, fixture->path, VIGIE_MAP_SHEET_PNG, &error));
      g_assert_no_error (error);
      texture = gdk_texture_new_from_file (file, &error);
      g_assert_no_error (error);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, (int) width * scale);
      g_assert_cmpint (gdk_texture_get_height (texture), ==, (int) height * scale);
      g_assert_cmphex (pixel (texture, 2, 2), ==, 0xffffff);
      g_assert_cmphex (pixel (texture, 2, (int) height * scale - 3), ==, 0xffffff);
      for (int i = 0; i < 20; i++)
        n_land += pixel (texture, (100 + i * 21) * scale, (130 + i * 11) * scale) == land;
      g_assert_cmpuint (n_land, >, 12);
    }
}

static void
test_pdf (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieMapSheet) sheet = make (fixture, 3);
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL,
                  *nowhere = g_build_filename (fixture->folder, "no", "where", NULL);
  gsize length;

  g_assert_true (save (fixture, sheet, fixture->path, VIGIE_MAP_SHEET_PDF, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_true (length > 1000 && g_str_has_prefix (contents, "%PDF-"));
  /* Texts are letters, in a font of the file. */
  g_assert_nonnull (memmem (contents, length, "/FontFile", strlen ("/FontFile")));

  g_assert_false (save (fixture, sheet, nowhere, VIGIE_MAP_SHEET_PDF, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static guint
n_missing (Fixture *fixture)
{
  g_autoptr (VigieMapSheet) sheet = make (fixture, 1);

  return vigie_map_sheet_get_n_missing (sheet);
}

/* Tiles of a file: those that have not come are counted, then none; where the file has nothing all are. */
static void
test_tiles (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "map.mbtiles", NULL);
  g_autoptr (GFile) out = g_file_new_for_path (fixture->path);
  g_autoptr (VigieMapArchive) file = NULL;
  g_autoptr (VigieMapSheet) whole = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  guint32 color;

  fixture_raster_file (path);
  file = fixture_open_sound (path);
  vigie_map_view_set_map_file (fixture->view, file);
  WAIT_UNTIL (n_missing (fixture) == 0);
  whole = make (fixture, 2);
  g_assert_cmpuint (vigie_map_sheet_get_n_missing (whole), ==, 0);
  g_assert_true (save (fixture, whole, fixture->path, VIGIE_MAP_SHEET_PNG, &error));
  texture = gdk_texture_new_from_file (out, &error);
  g_assert_no_error (error);
  /* Greys of the tiles, not the ground's. */
  color = pixel (texture, 2 * 316, 2 * 260);
  g_assert_cmphex (color, !=, rgb (&vigie_palette_get (VIGIE_SCHEME_LIGHT)->land));
  g_assert_cmphex (color, !=, 0xffffff);

  vigie_map_view_set_position (fixture->view, 10, 100, 12);
  g_assert_cmpuint (n_missing (fixture), >=, 6);
  vigie_map_view_set_map_file (fixture->view, NULL);
  g_remove (path);
}

/* What is on screen: the middle of the view. */
static guint32
screen_color (Fixture *fixture)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 600, 400);
  cairo_t *cr = cairo_create (surface);
  guint32 color;

  GTK_WIDGET_GET_CLASS (fixture->view)->snapshot (GTK_WIDGET (fixture->view), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  color = *(guint32 *) (gpointer) (cairo_image_surface_get_data (surface)
                                   + 200 * cairo_image_surface_get_stride (surface) + 4 * 307);
  cairo_surface_destroy (surface);
  return color & 0xffffff;
}

/* A dark screen makes no dark paper, and is not lit up by it. */
static void
test_dark (Fixture *fixture, gconstpointer data)
{
  const guint32 paper = rgb (&vigie_palette_get (VIGIE_SCHEME_LIGHT)->land);
  const guint32 dark = rgb (&vigie_palette_get (VIGIE_SCHEME_DARK)->land);
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (VigieMapSheet) sheet = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  GtkBox *part = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  guint n_paper = 0, n_dark = 0;

  vigie_map_legend_add_title (part, "Density");
  vigie_map_legend_add_note (part, "There is none, and this is a long note about it.");
  vigie_map_view_add_legend (fixture->view, GTK_WIDGET (part));
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_DARK);
  sheet = make (fixture, 1);
  g_assert_cmphex (screen_color (fixture), ==, dark);

  vigie_map_view_set_paper (fixture->view, TRUE);
  g_clear_object (&sheet);
  sheet = make (fixture, 1);
  g_assert_true (vigie_map_sheet_is_whole (sheet));
  g_assert_cmphex (screen_color (fixture), ==, dark);
  g_assert_true (save (fixture, sheet, fixture->path, VIGIE_MAP_SHEET_PNG, &error));
  texture = gdk_texture_new_from_file (file, &error);
  g_assert_no_error (error);
  for (int y = 0; y < gdk_texture_get_height (texture); y += 3)
    for (int x = 0; x < gdk_texture_get_width (texture); x += 3)
      {
        guint32 color = pixel (texture, x, y);

        n_paper += color == paper;
        n_dark += (color & 0xff) < 0x80 && (color >> 8 & 0xff) < 0x80;
      }
  g_assert_cmpuint (n_paper, >, 5000);
  /* Letters and lines. */
  g_assert_cmpuint (n_dark, <, 800);

  vigie_map_view_set_paper (fixture->view, FALSE);
  g_clear_object (&sheet);
  sheet = make (fixture, 1);
  g_assert_cmpint (vigie_map_view_get_shown_scheme (fixture->view), ==, VIGIE_SCHEME_DARK);
  g_assert_cmphex (screen_color (fixture), ==, dark);
}

static void
test_not_on_screen (void)
{
  g_autoptr (GtkWidget) view = g_object_ref_sink (vigie_map_view_new ());

  g_assert_null (vigie_map_sheet_new (VIGIE_MAP_VIEW (view), &words, 1));
}

int
main (int argc, char **argv)
{
  vigie_test_init (&argc, &argv);
  g_test_add_func ("/map-print/count", test_count);
  g_test_add_func ("/map-print/not-on-screen", test_not_on_screen);
  g_test_add ("/map-print/png", Fixture, NULL, set_up, test_png, tear_down);
  g_test_add ("/map-print/pdf", Fixture, NULL, set_up, test_pdf, tear_down);
  g_test_add ("/map-print/dark", Fixture, NULL, set_up, test_dark, tear_down);
  g_test_add ("/map-print/tiles", Fixture, NULL, set_up, test_tiles, tear_down);
  return g_test_run ();
}
