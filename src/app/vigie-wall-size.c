/* vigie-wall-size.c: how large the wall writes on a screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wall-size.h"

#include <math.h>

/* Head, six problems, counts and foot are so many heights of the font high, and the list so many wide. */
#define LINES 28.8
#define COLUMNS 27.0
/* As wide as it must be for the map to be of use beside the list, and for the head to be one line. */
#define WIDE_COLUMNS 38.0
#define HEAD_COLUMNS 47.0
#define LEAST 0.75
#define MOST 1.35
#define MIN_TEXT 8

double
vigie_wall_pitch (const VigieWallScreen *screen)
{
  const double made_up = 25.4 / 96;
  double x, y;

  if (screen == NULL || screen->width <= 0 || screen->height <= 0 || screen->width_mm <= 0
      || screen->height_mm <= 0)
    return 0;
  x = (double) screen->width_mm / screen->width;
  y = (double) screen->height_mm / screen->height;
  if (x < 0.05 || x > 3 || x > y * 1.1 || y > x * 1.1)
    return 0;
  if (fabs (x / made_up - 1) < 0.004 && fabs (y / made_up - 1) < 0.004)
    return 0;
  return (x + y) / 2;
}

VigieWallSize
vigie_wall_size (int width, int height, const VigieWallScreen *screen, double distance)
{
  double pitch = vigie_wall_pitch (screen);
  double guide = MIN (height / LINES, width / COLUMNS);
  double text = guide;
  VigieWallSize size;

  if (pitch > 0 && distance > 0)
    text = CLAMP (6.4 * distance / pitch, guide * LEAST, guide * MOST);
  size.text = MAX ((int) floor (text + 0.5), MIN_TEXT);
  size.sign_scale = MAX (1.7 * size.text / 75, 1);
  size.wide = width > height && width >= WIDE_COLUMNS * size.text;
  size.one_line = width >= HEAD_COLUMNS * size.text;
  return size;
}
