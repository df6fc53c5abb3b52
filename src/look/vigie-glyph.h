/* vigie-glyph.h: the sign of a site: its kind by the shape, its state by letter, line and colour.
 *
 * Drawn once per kind, look, scheme and size into shared textures; used by the map's layer, and as
 * a widget by lists and panels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-palette.h"
#include "vigie-values.h"

G_BEGIN_DECLS

/* What the sign tells of the state. */
typedef enum
{
  VIGIE_GLYPH_NORMAL,         /* small, grey, no letter */
  VIGIE_GLYPH_WARNING,        /* hollow, M */
  VIGIE_GLYPH_CRITICAL,       /* filled, C */
  VIGIE_GLYPH_SILENT,         /* dashed over a hatch, S */
  VIGIE_GLYPH_NEVER,          /* dashed, ? */
  VIGIE_GLYPH_LATE,           /* grey with a clock */
  VIGIE_GLYPH_OUT_OF_SERVICE, /* flat grey, HS (in French) */
  VIGIE_GLYPH_NO_MEASURE,     /* small, dashed in grey, ? */
} VigieGlyphLook;
#define VIGIE_N_GLYPH_LOOK 8

#define VIGIE_TYPE_GLYPH_LOOK (vigie_glyph_look_get_type ())
GType vigie_glyph_look_get_type (void);

/* The look of a site or a measure of that state: a warning or critical condition first, then the
 * freshness. */
VigieGlyphLook vigie_glyph_look_for (VigieFreshness freshness, VigieCondition condition);

/* All looks, the worst first: the order in which they are told. */
extern const VigieGlyphLook vigie_glyph_looks[VIGIE_N_GLYPH_LOOK];

/* Whether there is a reason to tell beside it: « normal » and « without measure » say it all. */
gboolean vigie_glyph_look_has_reason (VigieGlyphLook look);

/* The size at which a look is meant to be drawn, in logical pixels: 18 normal, up to 30. */
int vigie_glyph_look_get_size (VigieGlyphLook look);

/* Words of the user's language, owned by the library: « déchèterie » (as short as a legend asks; else see
 * vigie_words_kind()), « Critique ». */
const char *vigie_glyph_kind_short_label (VigieKind kind);
const char *vigie_glyph_look_label (VigieGlyphLook look);
/* So many sites of a state, in agreement with their number: « 2 normaux », « 1 200 silencieux ». Free it. */
char *vigie_glyph_look_count_words (VigieGlyphLook look, guint n);

/* How a glyph is drawn; a plain value. */
typedef enum
{
  VIGIE_GLYPH_FLAG_NONE = 0,
  VIGIE_GLYPH_FLAG_LINK_LOST = 1 << 0, /* last known state: striped or hollow */
  VIGIE_GLYPH_FLAG_HALO = 1 << 1, /* a thin edge of the background's colour, to stand on a map */
} VigieGlyphFlags;

#define VIGIE_TYPE_GLYPH_CACHE (vigie_glyph_cache_get_type ())
G_DECLARE_FINAL_TYPE (VigieGlyphCache, vigie_glyph_cache, VIGIE, GLYPH_CACHE, GObject)

/* A cache of its own (full reference), or the one that all widgets of @display share (owned by the
 * display). Main thread only. */
VigieGlyphCache *vigie_glyph_cache_new (void);
VigieGlyphCache *vigie_glyph_cache_get_for_display (GdkDisplay *display);

/* The texture of a glyph of @size logical pixels (6 to 512) at @scale device pixels each (0.5 to 8),
 * ceil(size × scale) pixels wide and high. Owned by the cache; take a reference to keep it.
 * @scheme AUTO is light. */
GdkTexture *vigie_glyph_cache_get_texture (VigieGlyphCache *self,
                                           VigieKind kind,
                                           VigieGlyphLook look,
                                           VigieGlyphFlags flags,
                                           VigieScheme scheme,
                                           int size,
                                           double scale);

/* How many textures it holds, for tests. */
guint vigie_glyph_cache_get_n_textures (VigieGlyphCache *self);

/* A GdkPaintable of one glyph, drawn by shape at any size, for what takes paintables (drag icons,
 * images). Full reference. */
GdkPaintable *vigie_glyph_paintable_new (VigieKind kind,
                                         VigieGlyphLook look,
                                         VigieGlyphFlags flags,
                                         VigieScheme scheme,
                                         int size);

/* A widget: properties kind (int, VigieKind), look, size (0: as the look asks), link-lost, scheme. In
 * accessibility it is an image named « Déchèterie : critique ». It takes at least the 30 pixels of
 * the largest look, so that lists stay aligned, unless size is set. */
#define VIGIE_TYPE_GLYPH (vigie_glyph_get_type ())
G_DECLARE_FINAL_TYPE (VigieGlyph, vigie_glyph, VIGIE, GLYPH, GtkWidget)

GtkWidget *vigie_glyph_new (VigieKind kind, VigieGlyphLook look);
void vigie_glyph_set_kind (VigieGlyph *self, VigieKind kind);
VigieKind vigie_glyph_get_kind (VigieGlyph *self);
void vigie_glyph_set_look (VigieGlyph *self, VigieGlyphLook look);
VigieGlyphLook vigie_glyph_get_look (VigieGlyph *self);
void vigie_glyph_set_size (VigieGlyph *self, int size);
int vigie_glyph_get_size (VigieGlyph *self);
void vigie_glyph_set_link_lost (VigieGlyph *self, gboolean link_lost);
gboolean vigie_glyph_get_link_lost (VigieGlyph *self);
void vigie_glyph_set_scheme (VigieGlyph *self, VigieScheme scheme);
VigieScheme vigie_glyph_get_scheme (VigieGlyph *self);

G_END_DECLS
