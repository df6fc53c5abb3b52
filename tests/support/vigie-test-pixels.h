/* vigie-test-pixels.h: the pixels that a widget draws, for tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* One picture, a pixel for each logical one. */
typedef struct
{
  guchar *data; /* owned: R, G, B, A */
  int width, height;
} VigiePixels;

/* What @widget draws at its size of @width × @height, in a window of its own, on @ground. It is gone then unless the
 * caller has a reference. */
static inline VigiePixels
vigie_pixels_of (GtkWidget *widget, int width, int height, const GdkRGBA *ground)
{
  VigiePixels pixels = {NULL, width, height};
  GtkWidget *window = gtk_window_new ();
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GdkPaintable *paintable;
  GskRenderNode *node;
  GdkTexture *texture;
  GdkTextureDownloader *downloader;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);

  gtk_widget_set_size_request (widget, width, height);
  gtk_widget_set_halign (widget, GTK_ALIGN_START);
  gtk_widget_set_valign (widget, GTK_ALIGN_START);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (widget) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gtk_widget_get_width (widget), ==, width);
  g_assert_cmpint (gtk_widget_get_height (widget), ==, height);
  paintable = gtk_widget_paintable_new (widget);
  gtk_snapshot_append_color (snapshot, ground, &bounds);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture
      = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &bounds);
  downloader = gdk_texture_downloader_new (texture);
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  pixels.data = g_malloc0 ((gsize) width * (gsize) height * 4);
  gdk_texture_downloader_download_into (downloader, pixels.data, (gsize) width * 4);
  gdk_texture_downloader_free (downloader);
  g_object_unref (texture);
  gsk_render_node_unref (node);
  g_object_unref (paintable);
  gtk_window_destroy (GTK_WINDOW (window));
  return pixels;
}

static inline gboolean
vigie_pixels_is (const VigiePixels *pixels, int x, int y, const GdkRGBA *color)
{
  const guchar *pixel = pixels->data + 4 * (y * pixels->width + x);
  const float parts[3] = {color->red, color->green, color->blue};

  for (guint i = 0; i < 3; i++)
    if (ABS ((int) pixel[i] - (int) (parts[i] * 255 + 0.5f)) > 2)
      return FALSE;
  return TRUE;
}

static inline void
vigie_pixels_assert (const VigiePixels *pixels, int x, int y, const GdkRGBA *color)
{
  const guchar *pixel = pixels->data + 4 * (y * pixels->width + x);

  if (!vigie_pixels_is (pixels, x, y, color))
    {
      g_autofree char *expected = gdk_rgba_to_string (color);

      g_error ("pixel %d, %d is rgb(%d,%d,%d), not %s", x, y, pixel[0], pixel[1], pixel[2],
               expected);
    }
}

static inline void
vigie_pixels_clear (VigiePixels *pixels)
{
  g_clear_pointer (&pixels->data, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VigiePixels, vigie_pixels_clear)
