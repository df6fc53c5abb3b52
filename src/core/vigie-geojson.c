/* vigie-geojson.c: features on the map, as a file of GeoJSON tells them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-geojson.h"

#include <math.h>
#include <string.h>

#include "vigie-geojson-private.h"

struct _VigieGeoFeatures
{
  gatomicrefcount ref_count;
  double *lon_lat; /* owned */
  guint n_points;
  VigieGeoPart *parts;          /* owned */
  VigieGeoProperty *properties; /* owned */
  VigieGeoFeature *features;    /* owned */
  guint n_features;
  GStringChunk *texts; /* owned: ids, names and values */
};

/* Around the positions of some parts; not across the antimeridian, for GeoJSON cuts there (RFC 7946, 3.1.9). */
static void
grow_box (VigieGeoBox *box, const double *lon_lat, guint n_points)
{
  for (guint i = 0; i < n_points; i++)
    {
      double lon = lon_lat[2 * i], lat = lon_lat[2 * i + 1];

      box->west = MIN (box->west, lon);
      box->east = MAX (box->east, lon);
      box->south = MIN (box->south, lat);
      box->north = MAX (box->north, lat);
    }
}

VigieGeoFeatures *
vigie_geo_features_new (GArray *lon_lat,
                        GArray *parts,
                        GArray *properties,
                        GArray *drafts,
                        GStringChunk *texts)
{
  VigieGeoFeatures *self = g_new0 (VigieGeoFeatures, 1);
  g_autofree VigieGeoDraftPart *draft_parts = NULL;
  g_autofree VigieGeoDraft *draft_features = NULL;
  guint n_parts = parts->len, n_properties = properties->len;

  g_atomic_ref_count_init (&self->ref_count);
  self->texts = texts;
  self->n_points = lon_lat->len / 2;
  self->n_features = drafts->len;
  self->lon_lat = (double *) (gpointer) g_array_free (lon_lat, FALSE);
  self->properties = (VigieGeoProperty *) (gpointer) g_array_free (properties, FALSE);
  draft_parts = (VigieGeoDraftPart *) (gpointer) g_array_free (parts, FALSE);
  draft_features = (VigieGeoDraft *) (gpointer) g_array_free (drafts, FALSE);
  self->parts = g_new0 (VigieGeoPart, n_parts);
  for (guint i = 0; i < n_parts; i++)
    self->parts[i] = (VigieGeoPart) {
        .lon_lat = self->lon_lat + 2 * (gsize) draft_parts[i].first_point,
        .n_points = draft_parts[i].n_points,
        .type = draft_parts[i].type,
    };
  self->features = g_new0 (VigieGeoFeature, self->n_features);
  for (guint i = 0; i < self->n_features; i++)
    {
      const VigieGeoDraft *draft = &draft_features[i];
      gboolean is_last = i + 1 == self->n_features;
      VigieGeoFeature *feature = &self->features[i];

      feature->id = draft->id;
      feature->n_parts = (is_last ? n_parts : draft_features[i + 1].first_part) - draft->first_part;
      if (feature->n_parts > 0)
        feature->parts = self->parts + draft->first_part;
      feature->n_properties
          = (is_last ? n_properties : draft_features[i + 1].first_property) - draft->first_property;
      if (feature->n_properties > 0)
        feature->properties = self->properties + draft->first_property;
      feature->box = (VigieGeoBox) {INFINITY, INFINITY, -INFINITY, -INFINITY};
      for (guint p = 0; p < feature->n_parts; p++)
        grow_box (&feature->box, feature->parts[p].lon_lat, feature->parts[p].n_points);
    }
  return self;
}

VigieGeoFeatures *
vigie_geo_features_ref (VigieGeoFeatures *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_geo_features_unref (VigieGeoFeatures *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->lon_lat);
  g_free (self->parts);
  g_free (self->properties);
  g_free (self->features);
  g_string_chunk_free (self->texts);
  g_free (self);
}

guint
vigie_geo_features_get_n_features (VigieGeoFeatures *self)
{
  return self->n_features;
}

const VigieGeoFeature *
vigie_geo_features_get_feature (VigieGeoFeatures *self, guint feature)
{
  g_return_val_if_fail (feature < self->n_features, NULL);
  return &self->features[feature];
}

guint
vigie_geo_features_get_n_points (VigieGeoFeatures *self)
{
  return self->n_points;
}

gboolean
vigie_geo_features_get_box (VigieGeoFeatures *self, VigieGeoBox *box)
{
  *box = (VigieGeoBox) {INFINITY, INFINITY, -INFINITY, -INFINITY};
  grow_box (box, self->lon_lat, self->n_points);
  return self->n_points > 0;
}

const VigieGeoProperty *
vigie_geo_feature_get_property (const VigieGeoFeature *feature, const char *name)
{
  for (guint i = 0; i < feature->n_properties; i++)
    if (strcmp (feature->properties[i].name, name) == 0)
      return &feature->properties[i];
  return NULL;
}

VigiePolygon *
vigie_geo_feature_get_polygon (const VigieGeoFeature *feature)
{
  g_autoptr (VigiePolygon) polygon = vigie_polygon_new ();

  for (guint i = 0; i < feature->n_parts; i++)
    {
      const VigieGeoPart *part = &feature->parts[i];

      if (part->type == VIGIE_GEO_OUTER || part->type == VIGIE_GEO_HOLE)
        vigie_polygon_add_ring (polygon, part->lon_lat, part->n_points);
    }
  return vigie_polygon_get_n_rings (polygon) > 0 ? g_steal_pointer (&polygon) : NULL;
}
