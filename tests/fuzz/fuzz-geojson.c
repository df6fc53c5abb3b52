/* fuzz-geojson.c: GeoJSON, as overlays and as communes
 *
 * What is read has rings that are closed and places in range; an area's middle is found by its outline.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdint.h>

#include "vigie-area.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL, other_error = NULL;
  g_autoptr (VigieGeoFeatures) features
      = vigie_geojson_read ((const char *) data, size, NULL, &error);
  g_autoptr (VigieAreas) areas = vigie_areas_read ((const char *) data, size, NULL, &other_error);

  g_assert_true ((features != NULL) != (error != NULL));
  g_assert_true ((areas != NULL) != (other_error != NULL));
  for (guint f = 0; features && f < vigie_geo_features_get_n_features (features); f++)
    {
      const VigieGeoFeature *feature = vigie_geo_features_get_feature (features, f);

      for (guint p = 0; p < feature->n_parts; p++)
        {
          const VigieGeoPart *part = &feature->parts[p];
          gsize last = 2 * ((gsize) part->n_points - 1);

          g_assert_cmpuint (part->n_points, >=,
                            part->type == VIGIE_GEO_POINT  ? 1
                            : part->type == VIGIE_GEO_LINE ? 2
                                                           : 4);
          for (guint i = 0; i < part->n_points; i++)
            g_assert_true (fabs (part->lon_lat[2 * i]) <= 180
                           && fabs (part->lon_lat[2 * i + 1]) <= 90);
          if (part->type == VIGIE_GEO_OUTER || part->type == VIGIE_GEO_HOLE)
            g_assert_true (part->lon_lat[0] == part->lon_lat[last]
                           && part->lon_lat[1] == part->lon_lat[last + 1]);
        }
    }
  for (guint i = 0; areas && i < vigie_areas_get_n_areas (areas); i++)
    {
      const VigieArea *area = vigie_areas_get_area (areas, i);

      g_assert_true (isfinite (area->lat) && isfinite (area->lon));
      vigie_areas_find (areas, area->lat, area->lon);
    }
  return 0;
}
