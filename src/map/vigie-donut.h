/* vigie-donut.h: the sign of a cluster: a ring of its sites' states, their number, and the worst of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-glyph.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_DONUT_CACHE (vigie_donut_cache_get_type ())
G_DECLARE_FINAL_TYPE (VigieDonutCache, vigie_donut_cache, VIGIE, DONUT_CACHE, GObject)

VigieDonutCache *vigie_donut_cache_new (void);

/* The diameter of a donut of @n sites, in logical pixels: 40 under 10, 48 under 100, 56. */
int vigie_donut_get_size (guint n);

/* A donut's mark is this wide, its centre this part of the ring's radius to the right of the donut's centre
 * and above it. */
#define VIGIE_DONUT_MARK_SIZE 20
#define VIGIE_DONUT_MARK_AT 0.80

/* The texture of a donut of @counts by VigieGlyphLook (VIGIE_N_GLYPH_LOOK numbers), without its mark: what
 * is drawn is little more than what is seen, as blending costs by the pixel. Owned by the cache until
 * some hundreds of others were asked for. @may_draw FALSE: NULL where it would have to be drawn first. */
GdkTexture *vigie_donut_cache_get (VigieDonutCache *self,
                                   const guint32 *counts,
                                   gboolean link_lost,
                                   VigieScheme scheme,
                                   double scale,
                                   gboolean may_draw);

/* The mark of the worst of @counts, or NULL where nothing is critical, a warning, silent or not known. Owned by the
 * cache as donuts are. */
GdkTexture *vigie_donut_cache_get_mark (VigieDonutCache *self,
                                        const guint32 *counts,
                                        gboolean link_lost,
                                        VigieScheme scheme,
                                        double scale);

/* The sign of a normal site where very many are in view: a grey dot of @size logical pixels (4 to 64), hollow while the
 * link is lost, over a thin edge of the ground's colour. Owned by the cache as donuts are. */
#define VIGIE_DONUT_DOT_SIZE 9
GdkTexture *vigie_donut_cache_get_dot (VigieDonutCache *self,
                                       double size,
                                       gboolean link_lost,
                                       VigieScheme scheme,
                                       double scale);

/* « 16 », « 1 234 », « 12 k »; free with g_free(). */
char *vigie_donut_format_count (guint n);

G_END_DECLS
