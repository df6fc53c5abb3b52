/* fuzz-vector-tile.c: any bytes as a vector tile of a map file, drawn by libshumate as the map does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <shumate/shumate.h>
#include <stdint.h>

#include "vigie-vector-tile.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What the renderer asks of a tile: every tag and every geometry. */
static void
read_all (GBytes *tile)
{
  g_autoptr (ShumateVectorReader) reader = shumate_vector_reader_new (tile);
  g_autoptr (ShumateVectorReaderIter) iter = NULL;

  g_assert_nonnull (reader);
  iter = shumate_vector_reader_iterate (reader);
  for (guint i = 0; i < shumate_vector_reader_iter_get_layer_count (iter); i++)
    {
      shumate_vector_reader_iter_read_layer (iter, (int) i);
      g_assert_cmpuint (shumate_vector_reader_iter_get_layer_extent (iter), >, 0);
      while (shumate_vector_reader_iter_next_feature (iter))
        {
          g_autofree const char **keys = shumate_vector_reader_iter_get_feature_keys (iter);

          for (guint j = 0; keys[j] != NULL; j++)
            {
              g_auto (GValue) value = G_VALUE_INIT;

              g_assert_true (shumate_vector_reader_iter_get_feature_tag (iter, keys[j], &value));
              if (G_VALUE_HOLDS_STRING (&value))
                g_assert_true (g_utf8_validate (g_value_get_string (&value), -1, NULL));
            }
          shumate_vector_reader_iter_get_feature_geometry_type (iter);
          shumate_vector_reader_iter_feature_contains_point (iter, 100, 100);
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const layers[] = {"water", "place", "transportation", "a", "", NULL};
  g_autoptr (GBytes) input = g_bytes_new (data, size), plain = NULL, clean = NULL;
  VigieVectorTileReport report;

  plain = vigie_vector_tile_unpack (input, 1 << 20, NULL);
  if (plain == NULL)
    return 0;
  g_assert_cmpuint (g_bytes_get_size (plain), <=, 1 << 20);
  clean = vigie_vector_tile_clean (plain, layers, &report, NULL);
  if (clean == NULL)
    return 0;
  g_assert_cmpuint (report.n_kept + report.n_refused, <=, report.n_layers);
  read_all (clean);
  return 0;
}
