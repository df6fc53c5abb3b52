/* vigie-level-ring.c: how busy a site is, as a ring around its sign.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-level-ring.h"

#include <math.h>

#define N_QUARTERS (VIGIE_N_LEVEL - 1)
#define WIDTH 3.0
#define HALO 1.0
/* Between quarters, along the ring, logical pixels. */
#define GAP 2.0
#define MAX_RINGS 200

struct _VigieLevelRings
{
  GHashTable *textures; /* owned: key → GdkTexture */
};

VigieLevelRings *
vigie_level_rings_new (void)
{
  VigieLevelRings *self = g_new0 (VigieLevelRings, 1);

  self->textures = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  return self;
}

void
vigie_level_rings_free (VigieLevelRings *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->textures);
  g_free (self);
}

static GdkTexture *
draw (VigieLevel level, int size, gboolean link_lost, VigieScheme scheme, double scale)
{
  const VigiePalette *palette = vigie_palette_get (scheme);
  const GdkRGBA *halo = scheme == VIGIE_SCHEME_DARK ? &palette->land : &palette->card;
  const GdkRGBA *ink = link_lost ? &palette->dim : &palette->ink;
  double side = size + 2 * VIGIE_LEVEL_RING_ROOM;
  double radius = side / 2 - HALO - WIDTH / 2, gap = GAP / 2 / radius;
  int pixels = (int) ceil (side * scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;

  cairo_scale (cr, scale, scale);
  cairo_translate (cr, pixels / scale / 2, pixels / scale / 2);
  gdk_cairo_set_source_rgba (cr, halo);
  cairo_set_line_width (cr, WIDTH + 2 * HALO);
  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_set_line_width (cr, WIDTH);
  for (guint i = 0; i < N_QUARTERS; i++)
    {
      double begin = i * 2 * G_PI / N_QUARTERS - G_PI / 2;

      gdk_cairo_set_source_rgba (cr, i < (guint) level ? ink : &palette->norm);
      cairo_arc (cr, 0, 0, radius, begin + gap, begin + 2 * G_PI / N_QUARTERS - gap);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) cairo_image_surface_get_stride (surface) * (gsize) pixels);
  texture = gdk_memory_texture_new (pixels, pixels, GDK_MEMORY_DEFAULT, bytes,
                                    (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_destroy (surface);
  return texture;
}

GdkTexture *
vigie_level_rings_get (VigieLevelRings *self,
                       VigieLevel level,
                       int size,
                       gboolean link_lost,
                       VigieScheme scheme,
                       double scale)
{
  GdkTexture *texture;
  gint64 key;

  g_return_val_if_fail (level > VIGIE_LEVEL_UNKNOWN && level < VIGIE_N_LEVEL, NULL);
  g_return_val_if_fail (size >= 6 && size <= 64, NULL);

  scale = CLAMP (scale, 0.5, 8);
  key = (gint64) level | (gint64) size << 8 | (gint64) !!link_lost << 16 | (gint64) scheme << 20
        | (gint64) lround (scale * 100) << 24;
  texture = g_hash_table_lookup (self->textures, &key);
  if (texture == NULL)
    {
      if (g_hash_table_size (self->textures) >= MAX_RINGS)
        g_hash_table_remove_all (self->textures);
      texture = draw (level, size, link_lost, scheme, scale);
      g_hash_table_insert (self->textures, g_memdup2 (&key, sizeof key), texture);
    }
  return texture;
}

guint
vigie_level_rings_get_n_textures (VigieLevelRings *self)
{
  return g_hash_table_size (self->textures);
}
