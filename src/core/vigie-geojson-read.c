/* vigie-geojson-read.c: the objects of GeoJSON (RFC 7946): collections, features and their properties.
 *
 * One pass by the pull reader of JSON, whose members come in any order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "vigie-geojson-private.h"

/* Of one feature, and of all: what a table of a town hall has, and what memory bears. */
#define MAX_PROPERTIES 512
#define MAX_ALL_PROPERTIES 2000000

/* What an object may be. */
typedef enum
{
  EXPECT_ANY,
  EXPECT_FEATURE,
  EXPECT_GEOMETRY,
} Expect;

/* Members that tell what an object is. */
enum
{
  SEEN_TYPE = 1 << 0,
  SEEN_COORDINATES = 1 << 1,
  SEEN_GEOMETRIES = 1 << 2,
  SEEN_GEOMETRY = 1 << 3,
  SEEN_PROPERTIES = 1 << 4,
  SEEN_FEATURES = 1 << 5,
};

/* ---- Properties ---- */

void
vigie_geojson_reader_add_property (VigieGeojsonReader *self,
                                   const char *name,
                                   const char *text,
                                   double number)
{
  VigieGeoProperty property = {
      .name = g_string_chunk_insert_const (self->texts, name),
      .text = g_string_chunk_insert (self->texts, text),
      .number = number,
      .is_text = isnan (number),
  };

  g_array_append_val (self->properties, property);
}

static gboolean
read_properties (VigieGeojsonReader *self)
{
  guint first = g_array_index (self->drafts, VigieGeoDraft, self->drafts->len - 1).first_property;
  const char *member;

  if (vigie_scan_peek (&self->scan) == VIGIE_SCAN_NULL)
    {
      vigie_scan_skip (&self->scan);
      return vigie_geojson_reader_is_well (self);
    }
  if (vigie_scan_peek (&self->scan) != VIGIE_SCAN_OBJECT)
    return vigie_geojson_reader_fail_invalid (self,
                                              _ ("properties that are neither an object nor null"));
  vigie_scan_enter_object (&self->scan);
  while (vigie_scan_next_member (&self->scan, &member))
    {
      VigieScanType type = vigie_scan_peek (&self->scan);
      g_autofree char *name = NULL;
      VigieScan ahead;
      const char *raw;
      gsize length;

      if (self->properties->len - first >= MAX_PROPERTIES
          || self->properties->len >= MAX_ALL_PROPERTIES)
        return vigie_geojson_reader_fail_too_large (self,
                                                    _ ("more properties than Vigie can read"));
      if (type == VIGIE_SCAN_NULL || type == VIGIE_SCAN_INVALID)
        {
          vigie_scan_skip (&self->scan);
          continue;
        }
      name = g_strdup (member);
      if (type == VIGIE_SCAN_STRING)
        {
          const char *text = vigie_scan_string (&self->scan);

          if (text != NULL)
            vigie_geojson_reader_add_property (self, name, text, NAN);
          continue;
        }
      /* Reading a number changes nothing of the text. */
      ahead = self->scan;
      raw = vigie_scan_raw (&self->scan, &length);
      if (raw != NULL)
        {
          g_autofree char *text = g_strndup (raw, length);

          vigie_geojson_reader_add_property (
              self, name, text, type == VIGIE_SCAN_NUMBER ? vigie_scan_number (&ahead) : NAN);
          g_array_index (self->properties, VigieGeoProperty, self->properties->len - 1).is_text
              = FALSE;
          if (ahead.problem != NULL)
            self->scan = ahead;
        }
    }
  return vigie_geojson_reader_is_well (self);
}

/* ---- Objects ---- */

gboolean
vigie_geojson_reader_begin_feature (VigieGeojsonReader *self)
{
  VigieGeoDraft draft = {NULL, self->parts->len, self->properties->len};

  if (self->drafts->len >= self->max_features)
    return vigie_geojson_reader_fail_too_large (self, _ ("more objects than Vigie can read"));
  g_array_append_val (self->drafts, draft);
  return TRUE;
}

/* The older `crs` (GeoJSON 2008): only WGS 84 is taken. */
static gboolean
read_crs (VigieGeojsonReader *self)
{
  const char *at = self->scan.at, *raw;
  g_autofree char *crs = NULL;
  gsize length;

  if (vigie_scan_peek (&self->scan) == VIGIE_SCAN_NULL)
    {
      vigie_scan_skip (&self->scan);
      return vigie_geojson_reader_is_well (self);
    }
  raw = vigie_scan_raw (&self->scan, &length);
  if (raw == NULL)
    return FALSE;
  crs = g_strndup (raw, length);
  if (strstr (crs, "CRS84") != NULL || strstr (crs, "4326") != NULL || strstr (crs, "4171") != NULL)
    return TRUE; /* 4171: RGF93, the French realisation, the same to a metre */
  if (strstr (crs, "2154") != NULL)
    return vigie_geojson_reader_fail_at (
        self, at, VIGIE_GEOJSON_ERROR_COORDINATES,
        _ ("the file is declared in Lambert 93 (EPSG:2154): export it again in WGS 84 "
           "(EPSG:4326), in degrees"));
  return vigie_geojson_reader_fail_at (
      self, at, VIGIE_GEOJSON_ERROR_COORDINATES,
      _ ("the file is declared in a system other than WGS 84: export it again in WGS 84 "
         "(EPSG:4326), in degrees"));
}

static gboolean read_object (VigieGeojsonReader *self, Expect expect);

/* A list of objects: features, or geometries of a collection. */
static gboolean
read_list (VigieGeojsonReader *self, Expect expect)
{
  if (vigie_scan_peek (&self->scan) != VIGIE_SCAN_ARRAY)
    return vigie_geojson_reader_fail_invalid (self, expect == EXPECT_FEATURE
                                                        ? _ ("features that are not a list")
                                                        : _ ("geometries that are not a list"));
  vigie_scan_enter_array (&self->scan);
  while (vigie_scan_next_element (&self->scan))
    {
      if (expect == EXPECT_FEATURE)
        {
          self->in_list = TRUE;
          if (!vigie_geojson_reader_begin_feature (self))
            return FALSE;
        }
      if (!read_object (self, expect))
        return FALSE;
    }
  if (expect == EXPECT_FEATURE)
    self->in_list = FALSE;
  return vigie_geojson_reader_is_well (self);
}

static gboolean
read_id (VigieGeojsonReader *self)
{
  VigieScanType type = vigie_scan_peek (&self->scan);
  VigieGeoDraft *draft = &g_array_index (self->drafts, VigieGeoDraft, self->drafts->len - 1);
  const char *text;
  gsize length;

  if (type == VIGIE_SCAN_STRING)
    {
      text = vigie_scan_string (&self->scan);
      if (text != NULL)
        draft->id = g_string_chunk_insert (self->texts, text);
    }
  else if (type == VIGIE_SCAN_NUMBER)
    {
      text = vigie_scan_raw (&self->scan, &length);
      if (text != NULL)
        draft->id = g_string_chunk_insert_len (self->texts, text, length);
    }
  else
    {
      vigie_scan_skip (&self->scan);
    }
  return vigie_geojson_reader_is_well (self);
}

static guint
member_of (const char *name)
{
  return strcmp (name, "type") == 0          ? SEEN_TYPE
         : strcmp (name, "coordinates") == 0 ? SEEN_COORDINATES
         : strcmp (name, "geometries") == 0  ? SEEN_GEOMETRIES
         : strcmp (name, "geometry") == 0    ? SEEN_GEOMETRY
         : strcmp (name, "properties") == 0  ? SEEN_PROPERTIES
         : strcmp (name, "features") == 0    ? SEEN_FEATURES
                                             : 0;
}

/* Whether an object of this type has the members that it must have, and none that make it another. */
static gboolean
check_members (VigieGeojsonReader *self,
               Expect expect,
               const char *type,
               guint seen,
               guint *geometry)
{
  seen &= ~(guint) SEEN_TYPE;
  *geometry = VIGIE_GEOJSON_NO_TYPE;
  if (strcmp (type, "FeatureCollection") == 0 && expect == EXPECT_ANY)
    return seen == SEEN_FEATURES
           || vigie_geojson_reader_fail_invalid (
               self, _ ("a FeatureCollection must have features, and no geometry or properties"));
  if (strcmp (type, "Feature") == 0 && expect != EXPECT_GEOMETRY)
    return (seen & ~(guint) SEEN_PROPERTIES) == SEEN_GEOMETRY
           || vigie_geojson_reader_fail_invalid (
               self,
               _ ("a Feature must have a geometry, and no coordinates or features of its own"));
  if (expect == EXPECT_FEATURE)
    return vigie_geojson_reader_fail_invalid (self, _ ("a Feature is expected here"));
  /* What else a geometry bears is foreign to GeoJSON and is passed over. */
  if (strcmp (type, "GeometryCollection") == 0)
    return seen == SEEN_GEOMETRIES
           || vigie_geojson_reader_fail_invalid (self,
                                                 _ ("a GeometryCollection must have geometries"));
  *geometry = vigie_geojson_find_type (type);
  if (*geometry != VIGIE_GEOJSON_NO_TYPE)
    return seen == SEEN_COORDINATES
           || vigie_geojson_reader_fail_invalid (self, _ ("a geometry must have coordinates"));
  return vigie_geojson_reader_fail_invalid (self, _ ("a type that GeoJSON does not know"));
}

/* Reads the object that is next. Its parts and properties go to the last feature, which one of a list has begun. */
static gboolean
read_object (VigieGeojsonReader *self, Expect expect)
{
  g_autoptr (GArray) runs = NULL;
  g_autofree char *type = NULL;
  guint seen = 0, first_point = 0, geometry;
  int nesting = 0;
  const char *name;

  if (vigie_scan_peek (&self->scan) != VIGIE_SCAN_OBJECT)
    return self->scan.problem == NULL
           && vigie_geojson_reader_fail_invalid (self, _ ("an object is expected here"));
  if (!vigie_scan_enter_object (&self->scan))
    return FALSE;
  while (vigie_scan_next_member (&self->scan, &name))
    {
      guint member = member_of (name);
      gboolean is_id = strcmp (name, "id") == 0 && expect != EXPECT_GEOMETRY;
      gboolean well = TRUE;

      if (member & seen)
        return vigie_geojson_reader_fail_invalid (self, _ ("a member that appears twice"));
      seen |= member;
      /* A feature of its own, or a bare geometry: there may be one. */
      if (expect == EXPECT_ANY && self->drafts->len == 0 && member != SEEN_FEATURES
          && (is_id || (member & ~(guint) SEEN_TYPE) != 0)
          && !vigie_geojson_reader_begin_feature (self))
        return FALSE;
      if (member == SEEN_TYPE)
        {
          if (vigie_scan_peek (&self->scan) != VIGIE_SCAN_STRING)
            return vigie_geojson_reader_fail_invalid (self, _ ("a type that is not text"));
          type = g_strdup (vigie_scan_string (&self->scan));
        }
      else if (member == SEEN_COORDINATES)
        {
          runs = g_array_new (FALSE, FALSE, sizeof (VigieGeojsonRun));
          first_point = self->lon_lat->len / 2;
          nesting = vigie_geojson_reader_read_coordinates (self, runs);
          well = nesting >= 0;
        }
      else if (member == SEEN_GEOMETRIES)
        well = read_list (self, EXPECT_GEOMETRY);
      else if (member == SEEN_GEOMETRY)
        well = vigie_geojson_reader_read_geometry (self);
      else if (member == SEEN_PROPERTIES && expect != EXPECT_GEOMETRY)
        well = read_properties (self);
      else if (member == SEEN_FEATURES && expect == EXPECT_ANY)
        well = read_list (self, EXPECT_FEATURE);
      else if (is_id)
        well = self->drafts->len == 0 || read_id (self);
      else if (strcmp (name, "crs") == 0)
        well = read_crs (self);
      else
        vigie_scan_skip (&self->scan);
      if (!well)
        return FALSE;
    }
  if (!vigie_geojson_reader_is_well (self))
    return FALSE;
  if (type == NULL)
    return vigie_geojson_reader_fail_invalid (self, _ ("an object without a type"));
  return check_members (self, expect, type, seen, &geometry)
         && (geometry == VIGIE_GEOJSON_NO_TYPE
             || vigie_geojson_reader_add_geometry (self, geometry, nesting, first_point, runs));
}

gboolean
vigie_geojson_reader_read_geometry (VigieGeojsonReader *self)
{
  if (vigie_scan_peek (&self->scan) == VIGIE_SCAN_NULL)
    {
      vigie_scan_skip (&self->scan);
      return vigie_geojson_reader_is_well (self);
    }
  return read_object (self, EXPECT_GEOMETRY);
}

VigieGeoFeatures *
vigie_geojson_read (const char *text,
                    gsize length,
                    const VigieGeojsonLimits *limits,
                    GError **error)
{
  VigieGeojsonReader *reader = vigie_geojson_reader_new (text, length, limits, error);

  if (reader == NULL)
    return NULL;
  read_object (reader, EXPECT_ANY);
  return vigie_geojson_reader_finish (reader, error);
}
