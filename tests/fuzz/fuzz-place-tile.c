/* fuzz-place-tile.c: any bytes as a vector tile whose names of places are looked for
 *
 * The first byte says which tile of which level it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "vigie-mercator.h"
#include "vigie-place-index.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  guint z = size > 0 ? data[0] % (VIGIE_MAP_ARCHIVE_MAX_ZOOM + 2) : 0;
  guint x = z == 0 ? 0 : (1u << z) - 1, y = z == 0 ? 0 : 1u << (z - 1);
  double world = exp2 (z);
  g_autoptr (GBytes) tile = g_bytes_new (data + (size > 0), size - (size > 0));
  g_autoptr (GArray) places = vigie_place_array_new ();
  g_autoptr (GError) error = NULL;
  gboolean sound = vigie_place_tile_read (tile, z, x, y, places, &error);

  g_assert_true (sound == (error == NULL));
  g_assert_true (sound || places->len == 0);
  for (guint i = 0; i < places->len; i++)
    {
      const VigiePlace *place = &g_array_index (places, VigiePlace, i);

      g_assert_true (g_utf8_validate (place->name, -1, NULL));
      g_assert_cmpuint (strlen (place->name), >, 0);
      g_assert_cmpuint (strlen (place->name), <=, 120);
      g_assert_cmpuint (place->kind, <, VIGIE_N_PLACE_KIND);
      g_assert_true (place->lon >= vigie_mercator_lon (x / world) && place->lon <= 180);
      g_assert_true (place->lat <= vigie_mercator_lat (y / world) + 1e-9
                     && place->lat >= vigie_mercator_lat ((y + 1) / world) - 1e-9);
    }
  return 0;
}
