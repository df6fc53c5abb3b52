/* vigie-geojson.h: the one reader of GeoJSON (RFC 7946).
 *
 * It reads a FeatureCollection, a Feature or a bare geometry into plain features: parts (points, lines, rings of
 * polygons) in degrees WGS 84 and properties by name. It is bounded and strict, and says at which line what is wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "vigie-mercator.h"
#include "vigie-polygon.h"
#include "vigie-scan.h"

G_BEGIN_DECLS

#define VIGIE_GEOJSON_ERROR (vigie_geojson_error_quark ())
GQuark vigie_geojson_error_quark (void);
typedef enum
{
  VIGIE_GEOJSON_ERROR_TOO_LARGE, /* beyond what is read: bytes, features, points */
  VIGIE_GEOJSON_ERROR_NOT_JSON,  /* no JSON, or cut short */
  VIGIE_GEOJSON_ERROR_INVALID,   /* JSON, but no GeoJSON */
  VIGIE_GEOJSON_ERROR_COORDINATES, /* latitude before longitude, or metres of a projection such as Lambert 93 */
} VigieGeojsonErrorCode;

/* What is read at most. 0: the bound that stands beside it. */
typedef struct
{
  gsize max_bytes;    /* 64 MiB */
  guint max_features; /* 100 000 */
  guint max_points;   /* 3 000 000 */
  const VigieGeoBox *
      near; /* where the things are to be: tells latitudes before longitudes; NULL: metropolitan France */
} VigieGeojsonLimits;

typedef enum
{
  VIGIE_GEO_POINT, /* one position */
  VIGIE_GEO_LINE,  /* two or more */
  VIGIE_GEO_OUTER, /* the outer ring of a polygon: four or more, the last one is the first */
  VIGIE_GEO_HOLE,  /* a ring within the outer ring before it */
} VigieGeoPartType;

typedef struct
{
  const double *lon_lat; /* longitude and latitude of each position */
  guint n_points;
  VigieGeoPartType type;
} VigieGeoPart;

typedef struct
{
  const char *name;
  const char *
      text; /* the value: a text as it is; number, truth value, list and object as the JSON of the file */
  double number;    /* NAN where it is no number */
  gboolean is_text; /* it was written as a text */
} VigieGeoProperty;

/* A thing on the map. All that it points to is of its features. */
typedef struct
{
  const char *id; /* a text or a number, or NULL */
  const VigieGeoPart *parts;
  guint n_parts;                      /* 0: it has no place; @parts is NULL then */
  const VigieGeoProperty *properties; /* in the order of the file; null ones are left out */
  guint n_properties;                 /* 0: @properties is NULL */
  VigieGeoBox box;                    /* around its parts; where there are some */
} VigieGeoFeature;

/* Immutable, counted by reference (atomic). */
typedef struct _VigieGeoFeatures VigieGeoFeatures;

VigieGeoFeatures *vigie_geo_features_ref (VigieGeoFeatures *self);
void vigie_geo_features_unref (VigieGeoFeatures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieGeoFeatures, vigie_geo_features_unref)

/* Reads @length bytes of UTF-8 (a byte order mark is passed over). Beyond RFC 7946 these are refused: more than
 * @limits (NULL: its bounds), a `crs` that is not WGS 84, longitudes beyond ± 180° or latitudes beyond ± 90°, a file all
 * of whose places are near (see VigieGeojsonLimits) only with latitude and longitude changed over. A Feature without
 * `properties` is taken, members that GeoJSON does not know are passed over, altitudes too. Any thread; the time is
 * linear in @length. The error's words are for a person and tell line and character, and which feature. */
VigieGeoFeatures *vigie_geojson_read (const char *text,
                                      gsize length,
                                      const VigieGeojsonLimits *limits,
                                      GError **error);

guint vigie_geo_features_get_n_features (VigieGeoFeatures *self);
/* Each of 0 … n - 1; of the features. */
const VigieGeoFeature *vigie_geo_features_get_feature (VigieGeoFeatures *self, guint feature);
guint vigie_geo_features_get_n_points (VigieGeoFeatures *self);
/* Around all of them; FALSE where nothing has a place. */
gboolean vigie_geo_features_get_box (VigieGeoFeatures *self, VigieGeoBox *box);

/* The property of that name, or NULL. */
const VigieGeoProperty *vigie_geo_feature_get_property (const VigieGeoFeature *feature,
                                                        const char *name);
/* The rings of its polygons; NULL where it has none. A new reference. */
VigiePolygon *vigie_geo_feature_get_polygon (const VigieGeoFeature *feature);

/* For readers of JSON in which geometries are values of members, such as geo.api.gouv.fr's. */
typedef struct _VigieGeojsonReader VigieGeojsonReader;

/* Copies @text. NULL and @error where it is too large. */
VigieGeojsonReader *vigie_geojson_reader_new (const char *text,
                                              gsize length,
                                              const VigieGeojsonLimits *limits,
                                              GError **error);
void vigie_geojson_reader_free (VigieGeojsonReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieGeojsonReader, vigie_geojson_reader_free)
/* The scanner of the text, to go on with where the geometry ends. */
VigieScan *vigie_geojson_reader_get_scan (VigieGeojsonReader *self);
/* Begins a feature, to which what is read next belongs. */
gboolean vigie_geojson_reader_begin_feature (VigieGeojsonReader *self);
/* Reads the geometry (or null) that is next; adds its parts to the feature. FALSE: a fault, kept for finish(). */
gboolean vigie_geojson_reader_read_geometry (VigieGeojsonReader *self);
/* Adds a property to the feature; @text is copied. */
void vigie_geojson_reader_add_property (VigieGeojsonReader *self,
                                        const char *name,
                                        const char *text,
                                        double number);
/* A fault at what is read now, in words of a person; the first one counts. Always FALSE. */
gboolean
vigie_geojson_reader_fail (VigieGeojsonReader *self, VigieGeojsonErrorCode code, const char *words);
/* The features, where all was well and nothing but white space follows; else NULL and @error. The reader is freed. */
VigieGeoFeatures *vigie_geojson_reader_finish (VigieGeojsonReader *self, GError **error);

G_END_DECLS
