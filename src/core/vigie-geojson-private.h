/* vigie-geojson-private.h: what the files of the reader share, and what it hands to the features that it made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-geojson.h"

G_BEGIN_DECLS

/* A feature while others may still be added: its parts and properties by their numbers. */
typedef struct
{
  const char *id;
  guint first_part, first_property;
} VigieGeoDraft;

/* A part: the number of its first position. */
typedef struct
{
  guint first_point, n_points;
  VigieGeoPartType type;
} VigieGeoDraftPart;

/* Takes all of them: @lon_lat of double, @parts of VigieGeoDraftPart, @properties of VigieGeoProperty, @drafts of
 * VigieGeoDraft in ascending order. */
VigieGeoFeatures *vigie_geo_features_new (GArray *lon_lat,
                                          GArray *parts,
                                          GArray *properties,
                                          GArray *drafts,
                                          GStringChunk *texts);

/* ---- The reader ---- */

struct _VigieGeojsonReader
{
  const char *text; /* the caller's: to count lines in */
  char *buffer;     /* owned: what is read, and changed in reading */
  VigieScan scan;
  VigieGeoBox near;
  guint max_features, max_points;

  GArray *lon_lat;     /* double, owned; NULL once taken */
  GArray *parts;       /* VigieGeoDraftPart, owned */
  GArray *properties;  /* VigieGeoProperty, owned */
  GArray *drafts;      /* VigieGeoDraft, owned */
  GStringChunk *texts; /* owned */

  gboolean in_list; /* features are of a list: faults tell which one */
  GError *error;    /* owned: the first fault, or NULL */
};

/* The first fault counts, and what is no JSON is nothing else either. They give FALSE, for the caller to give on. @at is
 * in the buffer; @words are for a person, without a full stop. */
gboolean vigie_geojson_reader_fail_at (VigieGeojsonReader *self,
                                       const char *at,
                                       VigieGeojsonErrorCode code,
                                       const char *words);
gboolean vigie_geojson_reader_fail_invalid (VigieGeojsonReader *self, const char *words);
gboolean vigie_geojson_reader_fail_too_large (VigieGeojsonReader *self, const char *words);

/* Whether all went well so far. */
gboolean vigie_geojson_reader_is_well (VigieGeojsonReader *self);

/* ---- Geometries ---- */

/* A list of positions. */
typedef struct
{
  guint first_point, n_points;
  const char *at;          /* its bracket, for faults */
  gboolean starts_polygon; /* first of a list of lists */
} VigieGeojsonRun;

/* Reads a list of coordinates; gives how deep it is nested: 1 a position, 2 a list of them, … 4; 0 where it is empty, and
 * -1 with a fault. Lists of positions go to @runs, of VigieGeojsonRun. */
int vigie_geojson_reader_read_coordinates (VigieGeojsonReader *self, GArray *runs);

/* The number of a type of geometry that has coordinates. */
#define VIGIE_GEOJSON_NO_TYPE G_MAXUINT
guint vigie_geojson_find_type (const char *name);

/* Makes parts of a geometry of @type of what was read as coordinates, from the position @first_point on. FALSE with a
 * fault where they are not such as that type wants them. */
gboolean vigie_geojson_reader_add_geometry (VigieGeojsonReader *self,
                                            guint type,
                                            int nesting,
                                            guint first_point,
                                            GArray *runs);

G_END_DECLS
