/* vigie-view-fixture.h: a map in a window of its own, over a map file, and the colours that it shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "vigie-archive-fixture.h"
#include "vigie-map-fixture.h"
#include "vigie-map-view.h"
#include "vigie-mbtiles-fixture.h"
#include "vigie-test-find.h"
#include "vigie-tile-tone.h"

#define VIEW_WIDTH 480
#define VIEW_HEIGHT 400

typedef struct
{
  char *folder, *path;
  GtkWidget *window;
  VigieMapView *view;
  VigieMapArchive *file; /* or NULL */
} ViewFixture;

static inline void
set_up (ViewFixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("vigie-map-archive-view-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "carte.mbtiles", NULL);
  fixture->view = VIGIE_MAP_VIEW (vigie_map_view_new ());
  vigie_map_view_set_reduced_motion (fixture->view, TRUE);
  vigie_map_view_set_legend_visible (fixture->view, FALSE);
  vigie_map_view_set_scheme (fixture->view, VIGIE_SCHEME_LIGHT);
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), VIEW_WIDTH, VIEW_HEIGHT);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->view)) == VIEW_WIDTH);
}

static inline void
tear_down (ViewFixture *fixture, gconstpointer data)
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

static inline void
show_file (ViewFixture *fixture)
{
  fixture->file = fixture_open_sound (fixture->path);
  vigie_map_view_set_map_file (fixture->view, fixture->file);
  g_assert_true (vigie_map_view_get_map_file (fixture->view) == fixture->file);
}

/* The middle of a tile in the middle of the view, at a zoom of the map. */
static inline void
go_to_tile (ViewFixture *fixture, guint z, double x, double y, double zoom)
{
  double side = (double) (1u << z);

  vigie_map_view_set_position (fixture->view, vigie_mercator_lat (y / side),
                               vigie_mercator_lon (x / side), zoom);
}

/* What is drawn so far from the middle. */
static inline void
read_pixel (ViewFixture *fixture, int dx, int dy, guchar pixel[4])
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (fixture->view));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, VIEW_WIDTH, VIEW_HEIGHT);
  g_autofree guchar *data = g_malloc0 (4 * VIEW_WIDTH * VIEW_HEIGHT);
  g_autoptr (GdkTexture) texture = NULL;
  GdkTextureDownloader *downloader;
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, snapshot, VIEW_WIDTH, VIEW_HEIGHT);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (fixture->window)),
                                         node, &bounds);
  gsk_render_node_unref (node);
  downloader = gdk_texture_downloader_new (texture);
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  gdk_texture_downloader_download_into (downloader, data, 4 * VIEW_WIDTH);
  gdk_texture_downloader_free (downloader);
  memcpy (pixel, data + 4 * ((VIEW_HEIGHT / 2 + dy) * VIEW_WIDTH + VIEW_WIDTH / 2 + dx), 4);
}

static gboolean
tick_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Waits until it is that colour there. */
static inline void
wait_for (ViewFixture *fixture, int dx, int dy, const GdkRGBA *color)
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
static inline GdkRGBA
toned (double grey, VigieScheme scheme)
{
  g_autoptr (GBytes) png = fixture_png (16, (const double[4]) {grey, grey, grey, grey});
  g_autoptr (GdkTexture) texture = vigie_tile_tone (png, scheme, NULL);
  guchar data[16 * 16 * 4];

  gdk_texture_download (texture, data, 16 * 4);
  return (GdkRGBA) {data[2] / 255.f, data[1] / 255.f, data[0] / 255.f, 1};
}

/* Whether a label says just that. */
static inline gboolean
credits (GtkWidget *widget, const char *words)
{
  gboolean found
      = GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), words);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = credits (child, words);
  return found;
}
