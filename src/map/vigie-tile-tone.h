/* vigie-tile-tone.h: a tile's picture, toned so that states stand out on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-palette.h"

G_BEGIN_DECLS

/* The longest side of a tile's picture, in pixels. */
#define VIGIE_TILE_MAX_SIDE 1024

/* Decodes a PNG or JPEG (or a WebP, where the system can) and tones it: nearly grey and pale in light schemes; in the dark one land is
 * dark, the sea darker, roads and names lighter. Safe from any thread. NULL with @error
 * (G_IO_ERROR_INVALID_DATA) for what is no such picture or is larger than VIGIE_TILE_MAX_SIDE. */
GdkTexture *vigie_tile_tone (GBytes *bytes, VigieScheme scheme, GError **error);

G_END_DECLS
