/* vigie-wall-size.h: how large the wall writes on a screen. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Metres from which a wall is read where nobody said another distance. */
#define VIGIE_WALL_DISTANCE 5.0

/* A screen as the system tells of it: in application pixels, and in millimetres (0 where it does not know). */
typedef struct
{
  int width, height;
  int width_mm, height_mm;
} VigieWallScreen;

typedef struct
{
  int text; /* height of the font of what must be read, px */
  double
      sign_scale; /* of the signs on the map, against those of a desk: 1.7 where text is of 75 px */
  gboolean wide;  /* the map is beside the list, else above it */
  gboolean one_line; /* the head has room for all of it in one line */
} VigieWallSize;

/* The distance between two pixels of @screen in mm, or 0 where it is not known or not to be believed: not told, not as
 * wide as it is high by its pixels, not between 0.05 and 3 mm, or of exactly 96 dots an inch in both directions, which
 * is what X servers say that do not know. */
double vigie_wall_pitch (const VigieWallScreen *screen);

/* For a wall of @width × @height px on @screen (may be NULL), read from @distance metres. Text is 6.4 × distance ÷ pitch
 * (VISUAL.md: capitals of a 215th of the distance), but never so large or so small that the wall is no longer one: within
 * 0.75 and 1.35 times what its height asks (75 px at 2160 lines). Where the pitch is not known that is what it is. */
VigieWallSize
vigie_wall_size (int width, int height, const VigieWallScreen *screen, double distance);

G_END_DECLS
