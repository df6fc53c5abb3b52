/* fuzz-geometry.c: two geometries, of WKT or GeoJSON, and how they stand to each other
 *
 * The input is the first one, a newline, the second one. What is so of a and b is so of b and a.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "vigie-ingest-geometry.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static VigieGeometry *
read_geometry (const char *text)
{
  return *text == '{' ? vigie_geometry_new_from_geojson (text)
                      : vigie_geometry_new_from_wkt (text, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *second = strchr (text, '\n');
  g_autoptr (VigieGeometry) a = NULL;
  g_autoptr (VigieGeometry) b = NULL;
  char ab[VIGIE_GEOMETRY_MATRIX], ba[VIGIE_GEOMETRY_MATRIX];

  if (second)
    *second++ = '\0';
  a = read_geometry (text);
  b = second ? read_geometry (second) : NULL;
  if (a)
    g_assert_true (vigie_geometry_length (a) >= 0);
  if (!a || !b || !vigie_geometry_relate (a, b, ab))
    return 0;
  g_assert_true (vigie_geometry_relate (b, a, ba));
  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++)
      g_assert_cmpint (ab[row * 3 + column], ==, ba[column * 3 + row]);
  if (a->points->len + b->points->len < 50 && a->lines->len + b->lines->len < 10)
    {
      double distance = vigie_geometry_distance (a, b);

      g_assert_true (isnan (distance) || distance >= 0);
    }
  return 0;
}
