/* vigie-map-text.c: short texts on a map, drawn once with a halo into textures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-text.h"

#include <math.h>

#define MAX_TEXTS 1000
/* In heights of its font a text is at most so wide. */
#define MAX_WIDTH 17.0
/* Of a text of a desk; larger ones have a wider one. */
#define HALO 2.0
#define HALO_SHARE 0.11

struct _VigieMapText
{
  GObject parent_instance;

  GHashTable *textures; /* char * → GdkTexture, both owned */
  int pixels, weight;
  GdkRGBA color, halo;
  double scale;
};

G_DEFINE_FINAL_TYPE (VigieMapText, vigie_map_text, G_TYPE_OBJECT)

static void
vigie_map_text_finalize (GObject *object)
{
  g_hash_table_unref (VIGIE_MAP_TEXT (object)->textures);
  G_OBJECT_CLASS (vigie_map_text_parent_class)->finalize (object);
}

static void
vigie_map_text_class_init (VigieMapTextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_map_text_finalize;
}

static void
vigie_map_text_init (VigieMapText *self)
{
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->pixels = 13;
  self->weight = PANGO_WEIGHT_NORMAL;
  self->scale = 1;
}

VigieMapText *
vigie_map_text_new (void)
{
  return g_object_new (VIGIE_TYPE_MAP_TEXT, NULL);
}

void
vigie_map_text_set_style (VigieMapText *self,
                          int pixels,
                          int weight,
                          const GdkRGBA *color,
                          const GdkRGBA *halo,
                          double scale)
{
  g_return_if_fail (VIGIE_IS_MAP_TEXT (self));

  if (self->pixels == pixels && self->weight == weight && self->scale == scale
      && gdk_rgba_equal (&self->color, color) && gdk_rgba_equal (&self->halo, halo))
    return;
  self->pixels = pixels;
  self->weight = weight;
  self->color = *color;
  self->halo = *halo;
  self->scale = scale;
  g_hash_table_remove_all (self->textures);
}

static GdkTexture *
draw (VigieMapText *self, const char *text)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  PangoFontDescription *font
      = pango_font_description_from_string ("Adwaita Sans, Inter, Cantarell, sans-serif");
  g_autoptr (GBytes) bytes = NULL;
  cairo_surface_t *surface;
  cairo_t *cr;
  double halo = MAX (HALO, round (HALO_SHARE * self->pixels));
  int text_width, text_height, width, height, stride;

  g_object_unref (context);
  pango_font_description_set_absolute_size (font, self->pixels * PANGO_SCALE);
  pango_font_description_set_weight (font, self->weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_width (layout, (int) (MAX_WIDTH * self->pixels * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);

  width = (int) ceil ((text_width + 2 * halo) * self->scale);
  height = (int) ceil ((text_height + 2 * halo) * self->scale);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  cairo_scale (cr, self->scale, self->scale);
  cairo_translate (cr, halo, halo);
  pango_cairo_update_layout (cr, layout);
  pango_cairo_layout_path (cr, layout);
  cairo_set_line_width (cr, 2 * halo);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  gdk_cairo_set_source_rgba (cr, &self->halo);
  cairo_stroke (cr);
  cairo_move_to (cr, 0, 0);
  gdk_cairo_set_source_rgba (cr, &self->color);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);

  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * height);
  cairo_surface_destroy (surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

GdkTexture *
vigie_map_text_get (VigieMapText *self, const char *text, double *width, double *height)
{
  GdkTexture *texture;

  g_return_val_if_fail (VIGIE_IS_MAP_TEXT (self), NULL);

  texture = g_hash_table_lookup (self->textures, text);
  if (texture == NULL)
    {
      if (g_hash_table_size (self->textures) >= MAX_TEXTS)
        g_hash_table_remove_all (self->textures);
      texture = draw (self, text);
      g_hash_table_insert (self->textures, g_strdup (text), texture);
    }
  *width = gdk_texture_get_width (texture) / self->scale;
  *height = gdk_texture_get_height (texture) / self->scale;
  return texture;
}

gboolean
vigie_map_text_has (VigieMapText *self, const char *text)
{
  g_return_val_if_fail (VIGIE_IS_MAP_TEXT (self), FALSE);
  return g_hash_table_contains (self->textures, text);
}
