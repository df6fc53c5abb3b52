/* test-map-archive-view.c: map files as the map shows them: pixel by pixel, deeper than they go, beside them, damaged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>

#include <shumate/shumate.h>

#include "vigie-commune-layer.h"
#include "vigie-map-fixture.h"
#include "vigie-map-style.h"
#include "vigie-map-view.h"
#include "vigie-mbtiles-fixture.h"
#include "vigie-tile-tone.h"
#include "vigie-test-find.h"

#define WIDTH 480
#define HEIGHT 400

typedef struct
{
  char *folder, *path;
  GtkWidget *window;
  VigieMapView *view;
  VigieMapArchive *file; /* or NULL */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("vigie-map-archive-view-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "carte.mbtiles", NULL);
  fixture->view = VIGIE_MAP_VIEW (vigie_map_view_new ());
  vigie_map_view_set_reduced_motion (fixture->view, TRUE);
  vigie_map_view_set_legend_visible (fixture->view, FALSE);
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_LIGHT);
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->view)) == WIDTH);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer view = fixture->view, file = fixture->file;

  g_object_add_weak_pointer (G_OBJECT (fixture->view), &view);
  if (file != NULL)
    g_object_add_weak_pointer (G_OBJECT (fixture->file), &file);
  g_clear_object (&fixture->file);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  for (guint i = 0; i < 20000 && (view != NULL || g_atomic_pointer_get (&file) != NULL); i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_null (view);
  g_assert_null (file);
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  fixture->file = vigie_map_archive_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
show_file (Fixture *fixture)
{
  g_autoptr (GFile) place = g_file_new_for_path (fixture->path);

  vigie_map_archive_open_async (place, NULL, opened_cb, fixture);
  WAIT_UNTIL (fixture->file != NULL);
  vigie_map_view_set_map_file (fixture->view, fixture->file);
  g_assert_true (vigie_map_view_get_map_file (fixture->view) == fixture->file);
}

/* The middle of a tile in the middle of the view, at a zoom of the map. */
static void
go_to_tile (Fixture *fixture, guint z, double x, double y, double zoom)
{
  double side = (double) (1u << z);

  vigie_map_view_set_position (fixture->view, vigie_mercator_lat (y / side),
                               vigie_mercator_lon (x / side), zoom);
}

/* What is drawn so far from the middle. */
static void
read_pixel (Fixture *fixture, int dx, int dy, guchar pixel[4])
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (fixture->view));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT);
  g_autofree guchar *data = g_malloc0 (4 * WIDTH * HEIGHT);
  g_autoptr (GdkTexture) texture = NULL;
  GdkTextureDownloader *downloader;
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, snapshot, WIDTH, HEIGHT);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (fixture->window)),
                                         node, &bounds);
  gsk_render_node_unref (node);
  downloader = gdk_texture_downloader_new (texture);
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  gdk_texture_downloader_download_into (downloader, data, 4 * WIDTH);
  gdk_texture_downloader_free (downloader);
  memcpy (pixel, data + 4 * ((HEIGHT / 2 + dy) * WIDTH + WIDTH / 2 + dx), 4);
}

static gboolean
tick_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Waits until it is that colour there. */
static void
wait_for (Fixture *fixture, int dx, int dy, const GdkRGBA *color)
{
  gboolean due = FALSE;
  /* Below idle, when the map is looked at: what it does in frames and in idle time comes first. */
  guint tick = g_timeout_add_full (G_PRIORITY_LOW, 60, tick_cb, &due, NULL);
  guchar pixel[4] = {0};
  gboolean is = FALSE;
  const float parts[3] = {color->red, color->green, color->blue};

  for (gint64 end = g_get_monotonic_time () + 25 * G_TIME_SPAN_SECOND; !is;)
    {
      g_main_context_iteration (NULL, TRUE);
      if (!due)
        continue;
      due = FALSE;
      read_pixel (fixture, dx, dy, pixel);
      is = TRUE;
      for (guint i = 0; i < 3; i++)
        is &= ABS ((int) pixel[i] - (int) (parts[i] * 255 + 0.5f)) <= 2;
      if (!is && g_get_monotonic_time () > end)
        {
          g_autofree char *expected = gdk_rgba_to_string (color);
          GtkWidget *layer = vigie_test_find (GTK_WIDGET (fixture->view), SHUMATE_TYPE_MAP_LAYER);

          if (layer != NULL)
            g_test_message (
                "%s", SHUMATE_LAYER_GET_CLASS (layer)->get_debug_text (SHUMATE_LAYER (layer)));

          g_error ("at %d, %d: rgb(%d,%d,%d), not %s", dx, dy, pixel[0], pixel[1], pixel[2],
                   expected);
        }
    }
  g_source_remove (tick);
}

/* What the tone makes of a grey. */
static GdkRGBA
toned (double grey, VigieScheme scheme)
{
  g_autoptr (GBytes) png = fixture_png (16, (const double[4]) {grey, grey, grey, grey});
  g_autoptr (GdkTexture) texture = vigie_tile_tone (png, scheme, NULL);
  guchar data[16 * 16 * 4];

  gdk_texture_download (texture, data, 16 * 4);
  return (GdkRGBA) {data[2] / 255.f, data[1] / 255.f, data[0] / 255.f, 1};
}

/* The text of the attribution. */
static gboolean
credits (GtkWidget *widget, const char *words)
{
  gboolean found
      = GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), words);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = credits (child, words);
  return found;
}

static void
test_raster (Fixture *fixture, gconstpointer data)
{
  static const double greys[4] = {0.94, 0.78, 0.3, 0.6};
  const VigiePalette *palette = vigie_palette_get (VIGIE_SCHEME_LIGHT);
  GtkWidget *names = vigie_test_find (GTK_WIDGET (fixture->view), VIGIE_TYPE_COMMUNE_LAYER);
  GdkRGBA color;

  fixture_raster_file (fixture->path);
  show_file (fixture);
  g_assert_true (credits (GTK_WIDGET (fixture->view), "© Essai & Cie"));

  /* The tile as it is: four quarters. */
  go_to_tile (fixture, 12, FIXTURE_X (12) + 0.5, FIXTURE_Y (12) + 0.5, 12);
  for (int i = 0; i < 4; i++)
    {
      color = toned (greys[i], VIGIE_SCHEME_LIGHT);
      wait_for (fixture, i % 2 == 0 ? -64 : 64, i / 2 == 0 ? -64 : 64, &color);
    }
  g_assert_false (gtk_widget_get_visible (names));

  /* Deeper than the file: the parts of that tile. */
  go_to_tile (fixture, 12, FIXTURE_X (12) + 0.75, FIXTURE_Y (12) + 0.25, 15);
  color = toned (greys[1], VIGIE_SCHEME_LIGHT);
  wait_for (fixture, -150, -150, &color);
  wait_for (fixture, 150, 150, &color);

  /* In the dark, other tones. */
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_DARK);
  color = toned (greys[1], VIGIE_SCHEME_DARK);
  wait_for (fixture, 150, 150, &color);
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_LIGHT);

  /* Shallower than the file, or far away: the quiet ground, and the view's own names. */
  go_to_tile (fixture, 12, FIXTURE_X (12) + 0.5, FIXTURE_Y (12) + 0.5, 6);
  wait_for (fixture, 7, 9, &palette->land);
  g_assert_true (gtk_widget_get_visible (names));
  vigie_map_view_set_position (fixture->view, -33.9, 18.4, 12);
  wait_for (fixture, 7, 9, &palette->land);

  /* Without it. */
  vigie_map_view_set_map_file (fixture->view, NULL);
  g_assert_true (gtk_widget_get_visible (names));
  g_assert_true (credits (GTK_WIDGET (fixture->view), _ ("© OpenStreetMap contributors")));
}

static void
test_vector (Fixture *fixture, gconstpointer data)
{
  const VigiePalette *light = vigie_palette_get (VIGIE_SCHEME_LIGHT);
  const VigiePalette *dark = vigie_palette_get (VIGIE_SCHEME_DARK);
  g_autofree char *credit
      = g_strdup_printf ("© OpenMapTiles %s", _ ("© OpenStreetMap contributors"));

  if (!vigie_map_style_is_supported ())
    {
      g_test_skip ("no vector tiles on this machine");
      return;
    }
  fixture_vector_file (fixture->path);
  show_file (fixture);
  g_assert_true (credits (GTK_WIDGET (fixture->view), credit));
  /* Its tiles have 512 pixels: those of level 14 are as they are at 15. The sea is in the east. */
  go_to_tile (fixture, 14, FIXTURE_X (14) + 0.5, FIXTURE_Y (14) + 0.5, 15);
  wait_for (fixture, 128, 60, &light->sea);
  wait_for (fixture, -128, 60, &light->land);
  /* The names are the view's. */
  g_assert_true (gtk_widget_get_visible (
      vigie_test_find (GTK_WIDGET (fixture->view), VIGIE_TYPE_COMMUNE_LAYER)));
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_DARK);
  wait_for (fixture, 128, 60, &dark->sea);
  /* Deeper than the file. */
  go_to_tile (fixture, 14, FIXTURE_X (14) + 0.5, FIXTURE_Y (14) + 0.5, 18);
  wait_for (fixture, 170, 100, &dark->sea);
  wait_for (fixture, -170, 100, &dark->land);
}

/* Tiles made to end the program, in a file whose samples are sound. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint32 geometry[8];
    gsize n;
  } rows[] = {
      {{11, 0, 0}, 3},                   /* an unknown command: libshumate aborts */
      {{9, 0}, 2},                       /* half a step */
      {{9, 0, 0, 4294967290u, 1, 1}, 6}, /* half a billion steps */
      {{10, 2, 2}, 3},                   /* a line from nowhere */
  };
  const VigiePalette *palette = vigie_palette_get (VIGIE_SCHEME_LIGHT);
  g_autoptr (GBytes) sound = fixture_vector ();
  g_autoptr (GBytes) noise = g_bytes_new_static ("\x1f\x8b\x08\x00garbage", 11);
  sqlite3 *db;

  if (!vigie_map_style_is_supported ())
    {
      g_test_skip ("no vector tiles on this machine");
      return;
    }
  db = fixture_create (fixture->path, FIXTURE_METADATA FIXTURE_TILES);
  fixture_meta (db, "bounds", "-3.384,47.73,-3.362,47.745");
  fixture_meta (db, "attribution", "<b>Essai</b> &lt;a href='x'&gt;");
  fixture_tile (db, 14, FIXTURE_X (14), FIXTURE_Y (14), sound);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GByteArray *tile = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;

      fixture_layer (tile, "water", "lake", 3, rows[i].geometry, rows[i].n);
      bytes = g_byte_array_free_to_bytes (tile);
      fixture_tile (db, 14, FIXTURE_X (14) + 1 + i, FIXTURE_Y (14), bytes);
    }
  fixture_tile (db, 14, FIXTURE_X (14) + 6, FIXTURE_Y (14), noise);
  sqlite3_close (db);
  show_file (fixture);
  g_assert_true (credits (GTK_WIDGET (fixture->view), "Essai <a href='x'>"));

  go_to_tile (fixture, 14, FIXTURE_X (14) + 0.5, FIXTURE_Y (14) + 0.5, 15);
  wait_for (fixture, 128, 60, &palette->sea);
  /* Those are land without anything, or nothing. */
  for (guint i = 1; i <= 6; i++)
    {
      go_to_tile (fixture, 14, FIXTURE_X (14) + i + 0.5, FIXTURE_Y (14) + 0.5, 15);
      wait_for (fixture, 37, 23, &palette->land);
    }
  go_to_tile (fixture, 14, FIXTURE_X (14) + 0.5, FIXTURE_Y (14) + 0.5, 15);
  wait_for (fixture, 128, 60, &palette->sea);
}

static void
test_note (Fixture *fixture, gconstpointer data)
{
  vigie_map_view_set_file_note (fixture->view, "<b>Le fichier</b>");
  g_assert_true (credits (GTK_WIDGET (fixture->view), "<b>Le fichier</b>"));
  vigie_map_view_set_file_note (fixture->view, NULL);
  g_assert_false (credits (GTK_WIDGET (fixture->view), "<b>Le fichier</b>"));
}

/* Each style is one that libshumate takes, whatever the names. */
static void
test_style (void)
{
  static const char *const known[] = {"Plœmeur", "L’\"Île\\", "a\nb", NULL};

  if (!vigie_map_style_is_supported ())
    {
      g_test_skip ("no vector tiles on this machine");
      return;
    }
  for (VigieScheme scheme = VIGIE_SCHEME_LIGHT; scheme <= VIGIE_SCHEME_HIGH_CONTRAST; scheme++)
    for (guint i = 0; i < 2; i++)
      {
        g_autofree char *style = vigie_map_style_new (scheme, 4, 14, i == 0 ? NULL : known);
        g_autoptr (GError) error = NULL;
        g_autoptr (ShumateVectorRenderer) renderer
            = shumate_vector_renderer_new ("test", style, &error);

        g_assert_no_error (error);
        g_assert_nonnull (renderer);
        g_assert_null (strstr (style, "(null)"));
      }
}

int
main (int argc, char **argv)
{
  vigie_test_init (&argc, &argv);
#define ADD(name)                                                                                  \
  g_test_add ("/map-archive-view/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (raster);
  ADD (vector);
  ADD (damaged);
  ADD (note);
#undef ADD
  g_test_add_func ("/map-archive-view/style", test_style);
  return g_test_run ();
}
