/* vigie-map-text.h: short texts on a map, drawn once with a halo into textures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_MAP_TEXT (vigie_map_text_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapText, vigie_map_text, VIGIE, MAP_TEXT, GObject)

/* Texts of one style: @pixels high, of a Pango weight, @color over a @halo. */
VigieMapText *vigie_map_text_new (void);

/* Forgets all textures if the style is another. */
void vigie_map_text_set_style (VigieMapText *self,
                               int pixels,
                               int weight,
                               const GdkRGBA *color,
                               const GdkRGBA *halo,
                               double scale);

/* Whether the texture of @text is there: then vigie_map_text_get() costs nothing. */
gboolean vigie_map_text_has (VigieMapText *self, const char *text);

/* The texture of @text, owned by the cache until another 1 000 texts were asked for; *width and
 * *height in logical pixels. */
GdkTexture *
vigie_map_text_get (VigieMapText *self, const char *text, double *width, double *height);

G_END_DECLS
