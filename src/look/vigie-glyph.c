/* vigie-glyph.c: words, sizes and cached textures of the signs of sites.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-glyph.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-glyph-draw.h"
#include "vigie-words.h"

G_DEFINE_ENUM_TYPE (VigieGlyphLook,
                    vigie_glyph_look,
                    G_DEFINE_ENUM_VALUE (VIGIE_GLYPH_NORMAL, "normal"),
                    G_DEFINE_ENUM_VALUE (VIGIE_GLYPH_WARNING, "warning"),
                    G_DEFINE_ENUM_VALUE (VIGIE_GLYPH_CRITICAL, "critical"),
                    G_DEFINE_ENUM_VALUE (VIGIE_GLYPH_SILENT, "silent"),
                    G_DEFINE_ENUM_VALUE (VIGIE_GLYPH_NEVER, "never"),
                    G_DEFINE_ENUM_VALUE (VIGIE_GLYPH_LATE, "late"),
                    G_DEFINE_ENUM_VALUE (VIGIE_GLYPH_OUT_OF_SERVICE, "out-of-service"),
                    G_DEFINE_ENUM_VALUE (VIGIE_GLYPH_NO_MEASURE, "no-measure"))

const VigieGlyphLook vigie_glyph_looks[VIGIE_N_GLYPH_LOOK]
    = {VIGIE_GLYPH_CRITICAL,       VIGIE_GLYPH_WARNING, VIGIE_GLYPH_SILENT,     VIGIE_GLYPH_NEVER,
       VIGIE_GLYPH_OUT_OF_SERVICE, VIGIE_GLYPH_LATE,    VIGIE_GLYPH_NO_MEASURE, VIGIE_GLYPH_NORMAL};

gboolean
vigie_glyph_look_has_reason (VigieGlyphLook look)
{
  return look != VIGIE_GLYPH_NORMAL && look != VIGIE_GLYPH_NO_MEASURE;
}

VigieGlyphLook
vigie_glyph_look_for (VigieFreshness freshness, VigieCondition condition)
{
  if (condition == VIGIE_CONDITION_CRITICAL)
    return VIGIE_GLYPH_CRITICAL;
  if (condition == VIGIE_CONDITION_WARNING)
    return VIGIE_GLYPH_WARNING;
  switch (freshness)
    {
    case VIGIE_FRESHNESS_LATE:
      return VIGIE_GLYPH_LATE;
    case VIGIE_FRESHNESS_SILENT:
      return VIGIE_GLYPH_SILENT;
    case VIGIE_FRESHNESS_NEVER:
      return VIGIE_GLYPH_NEVER;
    case VIGIE_FRESHNESS_OUT_OF_SERVICE:
      return VIGIE_GLYPH_OUT_OF_SERVICE;
    case VIGIE_FRESHNESS_NONE:
      return VIGIE_GLYPH_NO_MEASURE;
    case VIGIE_FRESHNESS_LIVE:
    default:
      return VIGIE_GLYPH_NORMAL;
    }
}

int
vigie_glyph_look_get_size (VigieGlyphLook look)
{
  switch (look)
    {
    case VIGIE_GLYPH_CRITICAL:
      return 30;
    case VIGIE_GLYPH_WARNING:
      return 30;
    case VIGIE_GLYPH_SILENT:
    case VIGIE_GLYPH_NEVER:
    case VIGIE_GLYPH_OUT_OF_SERVICE:
      return 28;
    case VIGIE_GLYPH_LATE:
    case VIGIE_GLYPH_NO_MEASURE:
      return 24;
    case VIGIE_GLYPH_NORMAL:
    default:
      return 18;
    }
}

const char *
vigie_glyph_kind_short_label (VigieKind kind)
{
  switch (kind)
    {
    /* Translators: the map's legend, one word each, as short as can be */
    case VIGIE_KIND_RECYCLING_CENTRE:
      return C_ ("legend", "recycling");
    case VIGIE_KIND_WATER:
      return C_ ("legend", "water");
    case VIGIE_KIND_SOLAR_PLANT:
      return C_ ("legend", "solar");
    case VIGIE_KIND_DATA_CENTRE:
      return C_ ("legend", "data");
    case VIGIE_KIND_SUBSTATION:
      return C_ ("legend", "substation");
    case VIGIE_KIND_PUBLIC_BUILDING:
      return C_ ("legend", "building");
    case VIGIE_KIND_SERVICE_POINT:
      return C_ ("legend", "services");
    case VIGIE_KIND_LORA_GATEWAY:
      return C_ ("legend", "gateway");
    case VIGIE_KIND_OTHER:
    default:
      return C_ ("legend", "other");
    }
}

const char *
vigie_glyph_look_label (VigieGlyphLook look)
{
  switch (look)
    {
    case VIGIE_GLYPH_WARNING:
      return C_ ("state of a site", "warning");
    case VIGIE_GLYPH_CRITICAL:
      return C_ ("state of a site", "critical");
    case VIGIE_GLYPH_SILENT:
      return C_ ("state of a site", "silent");
    case VIGIE_GLYPH_NEVER:
      return C_ ("state of a site", "never received");
    case VIGIE_GLYPH_LATE:
      return C_ ("state of a site", "late");
    case VIGIE_GLYPH_OUT_OF_SERVICE:
      return C_ ("state of a site", "out of service");
    case VIGIE_GLYPH_NO_MEASURE:
      return C_ ("state of a site", "without measure");
    case VIGIE_GLYPH_NORMAL:
    default:
      return C_ ("state of a site", "normal");
    }
}

char *
vigie_glyph_look_count_words (VigieGlyphLook look, guint n)
{
  g_autofree char *number = vigie_words_number (n, 0);

  switch (look)
    {
    case VIGIE_GLYPH_CRITICAL:
      return g_strdup_printf (ngettext ("%s critical", "%s critical", n), number);
    case VIGIE_GLYPH_WARNING:
      /* Translators: so many sites of which a measure has passed a warning limit */
      return g_strdup_printf (ngettext ("%s warning", "%s warnings", n), number);
    case VIGIE_GLYPH_SILENT:
      return g_strdup_printf (ngettext ("%s silent", "%s silent", n), number);
    case VIGIE_GLYPH_NEVER:
      /* Translators: so many sites of which nothing was ever received */
      return g_strdup_printf (ngettext ("%s never received", "%s never received", n), number);
    case VIGIE_GLYPH_LATE:
      return g_strdup_printf (ngettext ("%s late", "%s late", n), number);
    case VIGIE_GLYPH_OUT_OF_SERVICE:
      return g_strdup_printf (ngettext ("%s out of service", "%s out of service", n), number);
    case VIGIE_GLYPH_NO_MEASURE:
      /* Translators: so many sites that have no measure */
      return g_strdup_printf (ngettext ("%s without measure", "%s without measure", n), number);
    case VIGIE_GLYPH_NORMAL:
    default:
      return g_strdup_printf (ngettext ("%s normal", "%s normal", n), number);
    }
}

/* ---- Cache ---- */

/* A window that is dragged between screens of many scales must not make the cache grow for ever. */
#define MAX_TEXTURES 2048

struct _VigieGlyphCache
{
  GObject parent_instance;

  GHashTable *textures; /* gint64 key (owned) → GdkTexture (owned) */
};

G_DEFINE_FINAL_TYPE (VigieGlyphCache, vigie_glyph_cache, G_TYPE_OBJECT)

static void
vigie_glyph_cache_finalize (GObject *object)
{
  VigieGlyphCache *self = VIGIE_GLYPH_CACHE (object);

  g_hash_table_unref (self->textures);
  G_OBJECT_CLASS (vigie_glyph_cache_parent_class)->finalize (object);
}

static void
vigie_glyph_cache_class_init (VigieGlyphCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_glyph_cache_finalize;
}

static void
vigie_glyph_cache_init (VigieGlyphCache *self)
{
  self->textures = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

VigieGlyphCache *
vigie_glyph_cache_new (void)
{
  return g_object_new (VIGIE_TYPE_GLYPH_CACHE, NULL);
}

VigieGlyphCache *
vigie_glyph_cache_get_for_display (GdkDisplay *display)
{
  VigieGlyphCache *cache;

  g_return_val_if_fail (GDK_IS_DISPLAY (display), NULL);

  cache = g_object_get_data (G_OBJECT (display), "vigie-glyph-cache");
  if (cache == NULL)
    {
      cache = vigie_glyph_cache_new ();
      g_object_set_data_full (G_OBJECT (display), "vigie-glyph-cache", cache, g_object_unref);
    }
  return cache;
}

/* A texture of @pixels pixels square with what is on @surface, which is consumed. */
static GdkTexture *
texture_from_surface (cairo_surface_t *surface, int pixels)
{
  g_autoptr (GBytes) bytes = NULL;
  int stride = cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * pixels);
  cairo_surface_destroy (surface);
  return gdk_memory_texture_new (pixels, pixels, GDK_MEMORY_DEFAULT, bytes, stride);
}

GdkTexture *
vigie_glyph_cache_get_texture (VigieGlyphCache *self,
                               VigieKind kind,
                               VigieGlyphLook look,
                               VigieGlyphFlags flags,
                               VigieScheme scheme,
                               int size,
                               double scale)
{
  gint64 key;
  int pixels;
  GdkTexture *texture;
  cairo_surface_t *surface;
  cairo_t *cr;

  g_return_val_if_fail (VIGIE_IS_GLYPH_CACHE (self), NULL);

  if ((guint) kind >= VIGIE_N_KIND)
    kind = VIGIE_KIND_OTHER;
  if ((guint) look >= VIGIE_N_GLYPH_LOOK)
    look = VIGIE_GLYPH_NORMAL;
  if (scheme == VIGIE_SCHEME_AUTO || (guint) scheme >= VIGIE_N_SCHEME)
    scheme = VIGIE_SCHEME_LIGHT;
  size = CLAMP (size, 6, 512);
  pixels = (int) ceil (size * CLAMP (scale, 0.5, 8) - 1e-6);

  key = ((((gint64) pixels * VIGIE_N_KIND + kind) * VIGIE_N_GLYPH_LOOK + look) * 4
         + (flags & (VIGIE_GLYPH_FLAG_LINK_LOST | VIGIE_GLYPH_FLAG_HALO)))
            * VIGIE_N_SCHEME
        + scheme;
  texture = g_hash_table_lookup (self->textures, &key);
  if (texture != NULL)
    return texture;

  if (g_hash_table_size (self->textures) >= MAX_TEXTURES)
    g_hash_table_remove_all (self->textures);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
  cr = cairo_create (surface);
  vigie_glyph_draw (cr, kind, look, flags, scheme, pixels);
  cairo_destroy (cr);
  texture = texture_from_surface (surface, pixels);
  g_hash_table_insert (self->textures, g_memdup2 (&key, sizeof key), texture);
  return texture;
}

guint
vigie_glyph_cache_get_n_textures (VigieGlyphCache *self)
{
  g_return_val_if_fail (VIGIE_IS_GLYPH_CACHE (self), 0);
  return g_hash_table_size (self->textures);
}
