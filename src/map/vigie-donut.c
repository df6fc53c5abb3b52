/* vigie-donut.c: the sign of a cluster (VISUAL.md « Donut »).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-donut.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-glyph-draw.h"
#include "vigie-words.h"

/* Some levels of a large territory: 10 kB each. */
#define MAX_DONUTS 1500
#define RING 0.135
#define GAP (7.0 * G_PI / 180)
/* What a single critical site among thousands still gets. */
#define MIN_ARC (9.0 * G_PI / 180)
/* Room around the ring for the halo. */
#define MARGIN 1.5

struct _VigieDonutCache
{
  GObject parent_instance;

  GHashTable *textures; /* char * → GdkTexture, both owned */
};

G_DEFINE_FINAL_TYPE (VigieDonutCache, vigie_donut_cache, G_TYPE_OBJECT)

/* The pieces of a ring, from 12 o'clock. Late sites need nobody: with the normal ones. Never received
 * is a void as silence is, and what has no measure a faint one: nobody waits for it. */
typedef enum
{
  PIECE_CRITICAL,
  PIECE_MEDIUM,
  PIECE_SILENT,
  PIECE_OUT_OF_SERVICE,
  PIECE_NO_MEASURE,
  PIECE_NORMAL,
  N_PIECES,
} Piece;

static void
vigie_donut_cache_finalize (GObject *object)
{
  g_hash_table_unref (VIGIE_DONUT_CACHE (object)->textures);
  G_OBJECT_CLASS (vigie_donut_cache_parent_class)->finalize (object);
}

static void
vigie_donut_cache_class_init (VigieDonutCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_donut_cache_finalize;
}

static void
vigie_donut_cache_init (VigieDonutCache *self)
{
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

VigieDonutCache *
vigie_donut_cache_new (void)
{
  return g_object_new (VIGIE_TYPE_DONUT_CACHE, NULL);
}

int
vigie_donut_get_size (guint n)
{
  return n < 10 ? 40 : n < 100 ? 48 : 56;
}

char *
vigie_donut_format_count (guint n)
{
  g_autofree char *number = NULL;

  if (n < 10000)
    return vigie_words_number (n, 0);
  number = vigie_words_number (n / 1000, 0);
  /* Translators: thousands of sites, in the middle of a ring: as short as can be */
  return g_strdup_printf (C_ ("thousands", "%s k"), number);
}

static void
set_color (cairo_t *cr, const GdkRGBA *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

/* Angles of the pieces: those that are there share the circle by number, none under MIN_ARC. */
static void
share_circle (const guint *pieces, guint total, double angles[N_PIECES])
{
  double fixed = 0, rest = 0;

  for (guint i = 0; i < N_PIECES; i++)
    {
      angles[i] = 2 * G_PI * pieces[i] / total;
      if (pieces[i] > 0 && angles[i] < MIN_ARC + GAP)
        fixed += angles[i] = MIN_ARC + GAP;
      else
        rest += angles[i];
    }
  for (guint i = 0; i < N_PIECES && rest > 0; i++)
    if (angles[i] > MIN_ARC + GAP)
      angles[i] *= (2 * G_PI - fixed) / rest;
}

static void
draw_piece (cairo_t *cr,
            Piece piece,
            double radius,
            double width,
            double from,
            double to,
            gboolean link_lost,
            const VigiePalette *palette)
{
  const GdkRGBA *color = &palette->normal;
  double dash[] = {3.2, 2.2};

  cairo_new_path (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  switch (piece)
    {
    case PIECE_CRITICAL:
      color = &palette->critical.fill;
      break;
    case PIECE_MEDIUM:
      color = &palette->medium.fill;
      break;
    case PIECE_SILENT:
      color = &palette->strong;
      cairo_set_dash (cr, dash, G_N_ELEMENTS (dash), 0);
      break;
    case PIECE_OUT_OF_SERVICE:
      color = &palette->hatch;
      width *= 0.45;
      break;
    case PIECE_NO_MEASURE:
      width *= 0.45;
      cairo_set_dash (cr, dash, G_N_ELEMENTS (dash), 0);
      break;
    case PIECE_NORMAL:
    case N_PIECES:
    default:
      if (link_lost)
        width *= 0.5;
      break;
    }
  if (piece == PIECE_MEDIUM)
    {
      /* Yellow on white would not be seen: an edge, as the hollow M has. */
      cairo_arc (cr, 0, 0, radius, from, to);
      set_color (cr, &palette->medium.outline);
      cairo_set_line_width (cr, width);
      cairo_stroke (cr);
      from += 1.2 / radius;
      to -= 1.2 / radius;
      width -= 2.4;
    }
  cairo_arc (cr, 0, 0, radius, from, to);
  set_color (cr, color);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* A texture of @pixels pixels square with what is on @surface, which is consumed. */
static GdkTexture *
take_texture (cairo_surface_t *surface, int pixels)
{
  g_autoptr (GBytes) bytes = NULL;
  int stride = cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * pixels);
  cairo_surface_destroy (surface);
  return gdk_memory_texture_new (pixels, pixels, GDK_MEMORY_DEFAULT, bytes, stride);
}

static GdkTexture *
draw (const guint pieces[N_PIECES],
      guint total,
      const char *text,
      gboolean link_lost,
      VigieScheme scheme,
      double scale)
{
  const VigiePalette *palette = vigie_palette_get (scheme);
  double size = vigie_donut_get_size (total), side = size + 2 * MARGIN;
  int pixels = (int) ceil (side * scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
  cairo_t *cr = cairo_create (surface);
  double width = size * RING, radius = (size - width) / 2, angle = -G_PI_2;
  double angles[N_PIECES];
  guint n_pieces = 0;

  cairo_scale (cr, scale, scale);
  cairo_translate (cr, side / 2, side / 2);

  /* The disc, a little larger for a halo. */
  cairo_arc (cr, 0, 0, size / 2 + MARGIN, 0, 2 * G_PI);
  set_color (cr, scheme == VIGIE_SCHEME_DARK ? &palette->land : &palette->card);
  cairo_fill (cr);
  cairo_arc (cr, 0, 0, size / 2 - 1, 0, 2 * G_PI);
  set_color (cr, &palette->card);
  cairo_fill (cr);

  for (guint i = 0; i < N_PIECES; i++)
    n_pieces += pieces[i] > 0;
  share_circle (pieces, total, angles);
  for (guint i = 0; i < N_PIECES; i++)
    {
      double gap = n_pieces > 1 ? GAP / 2 : 0;

      if (pieces[i] == 0)
        continue;
      draw_piece (cr, i, radius, width, angle + gap, angle + angles[i] - gap, link_lost, palette);
      angle += angles[i];
    }

  vigie_glyph_draw_text (cr, text, 0, 0, size * (g_utf8_strlen (text, -1) > 3 ? 0.24 : 0.30),
                         &palette->strong, NULL, 0);

  cairo_destroy (cr);
  return take_texture (surface, pixels);
}

GdkTexture *
vigie_donut_cache_get (VigieDonutCache *self,
                       const guint32 *counts,
                       gboolean link_lost,
                       VigieScheme scheme,
                       double scale,
                       gboolean may_draw)
{
  guint pieces[N_PIECES] = {
      [PIECE_CRITICAL] = counts[VIGIE_GLYPH_CRITICAL],
      [PIECE_MEDIUM] = counts[VIGIE_GLYPH_WARNING],
      [PIECE_SILENT] = counts[VIGIE_GLYPH_SILENT] + counts[VIGIE_GLYPH_NEVER],
      [PIECE_OUT_OF_SERVICE] = counts[VIGIE_GLYPH_OUT_OF_SERVICE],
      [PIECE_NO_MEASURE] = counts[VIGIE_GLYPH_NO_MEASURE],
      [PIECE_NORMAL] = counts[VIGIE_GLYPH_NORMAL] + counts[VIGIE_GLYPH_LATE],
  };
  guint total = 0;
  char key[128];
  GdkTexture *texture;

  g_return_val_if_fail (VIGIE_IS_DONUT_CACHE (self), NULL);

  for (guint i = 0; i < N_PIECES; i++)
    total += pieces[i];
  g_return_val_if_fail (total > 0, NULL);

  g_snprintf (key, sizeof key, "%u %u %u %u %u %u %d %d %d", pieces[0], pieces[1], pieces[2],
              pieces[3], pieces[4], pieces[5], link_lost, scheme, (int) round (scale * 100));
  texture = g_hash_table_lookup (self->textures, key);
  if (texture == NULL && may_draw)
    {
      g_autofree char *text = vigie_donut_format_count (total);

      if (g_hash_table_size (self->textures) >= MAX_DONUTS)
        g_hash_table_remove_all (self->textures);
      texture = draw (pieces, total, text, link_lost, scheme, scale);
      g_hash_table_insert (self->textures, g_strdup (key), texture);
    }
  return texture;
}

GdkTexture *
vigie_donut_cache_get_mark (VigieDonutCache *self,
                            const guint32 *counts,
                            gboolean link_lost,
                            VigieScheme scheme,
                            double scale)
{
  static const VigieGlyphLook worst[]
      = {VIGIE_GLYPH_CRITICAL, VIGIE_GLYPH_WARNING, VIGIE_GLYPH_SILENT, VIGIE_GLYPH_NEVER};
  VigieGlyphLook look = VIGIE_GLYPH_NORMAL;
  char key[64];
  GdkTexture *texture;

  g_return_val_if_fail (VIGIE_IS_DONUT_CACHE (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (worst) && look == VIGIE_GLYPH_NORMAL; i++)
    if (counts[worst[i]] > 0)
      look = worst[i];
  if (look == VIGIE_GLYPH_NORMAL)
    return NULL;

  g_snprintf (key, sizeof key, "mark %d %d %d %d", look, link_lost, scheme,
              (int) round (scale * 100));
  texture = g_hash_table_lookup (self->textures, key);
  if (texture == NULL)
    {
      int pixels = (int) ceil (VIGIE_DONUT_MARK_SIZE * scale);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
      cairo_t *cr = cairo_create (surface);

      vigie_glyph_draw_mark (cr, look, link_lost, scheme, pixels);
      cairo_destroy (cr);
      texture = take_texture (surface, pixels);
      g_hash_table_insert (self->textures, g_strdup (key), texture);
    }
  return texture;
}

GdkTexture *
vigie_donut_cache_get_dot (VigieDonutCache *self,
                           double size,
                           gboolean link_lost,
                           VigieScheme scheme,
                           double scale)
{
  char key[64];
  GdkTexture *texture;

  g_return_val_if_fail (VIGIE_IS_DONUT_CACHE (self), NULL);

  g_snprintf (key, sizeof key, "dot %d %d %d %d", (int) (size * 10), link_lost, scheme,
              (int) round (scale * 100));
  texture = g_hash_table_lookup (self->textures, key);
  if (texture == NULL)
    {
      const VigiePalette *palette = vigie_palette_get (scheme);
      int pixels = (int) ceil (size * scale);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
      cairo_t *cr = cairo_create (surface);

      cairo_scale (cr, scale, scale);
      cairo_arc (cr, size / 2, size / 2, size / 2, 0, 2 * G_PI);
      set_color (cr, scheme == VIGIE_SCHEME_DARK ? &palette->land : &palette->card);
      cairo_fill (cr);
      cairo_arc (cr, size / 2, size / 2, size / 2 - (link_lost ? 1.8 : 1), 0, 2 * G_PI);
      set_color (cr, &palette->normal);
      cairo_set_line_width (cr, 1.6);
      if (link_lost)
        cairo_stroke (cr);
      else
        cairo_fill (cr);
      cairo_destroy (cr);
      texture = take_texture (surface, pixels);
      g_hash_table_insert (self->textures, g_strdup (key), texture);
    }
  return texture;
}
