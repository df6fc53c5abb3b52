/* vigie-level-ring.h: how busy a site is, as a ring around its sign.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-attendance.h"
#include "vigie-palette.h"

G_BEGIN_DECLS

/* How much further than a sign its ring reaches, logical pixels on each side. */
#define VIGIE_LEVEL_RING_ROOM 5

/* Rings are drawn once for each level, size and look, and shared. Main thread. */
typedef struct _VigieLevelRings VigieLevelRings;

VigieLevelRings *vigie_level_rings_new (void);
void vigie_level_rings_free (VigieLevelRings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieLevelRings, vigie_level_rings_free)

/* The ring around a sign of @size logical pixels (6 to 64), ceil((@size + 2 × VIGIE_LEVEL_RING_ROOM) × @scale) pixels
 * wide and high: of four quarters from 12 o'clock on as many in ink as @level is high, the others in the colour of norms,
 * over a thin edge of the ground's colour; dim while the link is lost. @level is known. Owned by @self. */
GdkTexture *vigie_level_rings_get (VigieLevelRings *self,
                                   VigieLevel level,
                                   int size,
                                   gboolean link_lost,
                                   VigieScheme scheme,
                                   double scale);

/* How many textures it holds, for tests. */
guint vigie_level_rings_get_n_textures (VigieLevelRings *self);

G_END_DECLS
