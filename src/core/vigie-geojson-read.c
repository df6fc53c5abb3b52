/* vigie-geojson-read.c: the reader of GeoJSON (RFC 7946).
 *
 * One pass by the pull reader of JSON. Members come in any order, so that coordinates are read before it is known of
 * what type they are: their nesting is noted and compared with the type at the end of their object.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-geojson.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "vigie-geojson-private.h"

#define MAX_BYTES ((gsize) 64 << 20)
#define MAX_FEATURES 100000
#define MAX_POINTS 3000000
/* Of one feature, and of all: what a table of a town hall has, and what memory bears. */
#define MAX_PROPERTIES 512
#define MAX_ALL_PROPERTIES 2000000
/* Numbers of one position: longitude, latitude, altitude, and what some programs add. */
#define MAX_NUMBERS 8
/* A MultiPolygon's coordinates: polygons, rings, positions, numbers. */
#define MAX_NESTING 4

/* Where places are expected that no one says where to expect. */
static const VigieGeoBox metropolitan_france = {41, -5.5, 51.5, 10};

/* A list of positions. */
typedef struct
{
  guint first_point, n_points;
  const char *at;          /* its bracket, for faults */
  gboolean starts_polygon; /* first of a list of lists */
} Run;

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

G_DEFINE_QUARK (vigie - geojson - error - quark, vigie_geojson_error)

/* ---- Faults ---- */

static gboolean
fail_at (VigieGeojsonReader *self, const char *at, VigieGeojsonErrorCode code, const char *words)
{
  const char *text = self->text, *end = text + (at - self->buffer), *line = text;
  guint n_lines = 1;
  gulong column;

  if (self->error != NULL)
    return FALSE;
  /* What is no JSON is nothing else either. */
  if (self->scan.problem != NULL && code != VIGIE_GEOJSON_ERROR_NOT_JSON)
    return FALSE;
  for (const char *c = text; c < end; c++)
    if (*c == '\n')
      {
        n_lines++;
        line = c + 1;
      }
  /* Bytes where the text is no UTF-8: it is not known to be when this is the fault. */
  column = g_utf8_validate (line, end - line, NULL) ? g_utf8_strlen (line, end - line) : end - line;
  if (self->in_list && self->drafts->len > 0)
    g_set_error (&self->error, VIGIE_GEOJSON_ERROR, code,
                 /* Translators: where a file is wrong, and what is wrong, without a full stop */
                 _ ("Line %1$u, character %2$lu (object %3$u): %4$s"), n_lines, column + 1,
                 self->drafts->len, words);
  else
    g_set_error (&self->error, VIGIE_GEOJSON_ERROR, code,
                 /* Translators: where a file is wrong, and what is wrong, without a full stop */
                 _ ("Line %1$u, character %2$lu: %3$s"), n_lines, column + 1, words);
  return FALSE;
}

gboolean
vigie_geojson_reader_fail (VigieGeojsonReader *self, VigieGeojsonErrorCode code, const char *words)
{
  return fail_at (self, self->scan.at, code, words);
}

static gboolean
fail_invalid (VigieGeojsonReader *self, const char *words)
{
  return fail_at (self, self->scan.at, VIGIE_GEOJSON_ERROR_INVALID, words);
}

static gboolean
fail_too_large (VigieGeojsonReader *self, const char *words)
{
  return fail_at (self, self->scan.at, VIGIE_GEOJSON_ERROR_TOO_LARGE, words);
}

/* Whether all went well so far. */
static gboolean
is_well (VigieGeojsonReader *self)
{
  return self->error == NULL && self->scan.problem == NULL;
}

/* ---- Coordinates ---- */

/* Numbers that are no degrees: what they are instead, as far as they tell it. */
static gboolean
fail_position (VigieGeojsonReader *self, const char *at, double x, double y)
{
  const char *words;
  g_autofree char *told = NULL;

  if (fabs (x) <= 90 && fabs (y) <= 180)
    words = _ ("latitude and longitude are changed over: GeoJSON wants the longitude first");
  else if (fabs (x) <= 360 && fabs (y) <= 90)
    words = _ ("a longitude beyond 180°");
  else if (x >= 0 && x <= 1300000 && y >= 6000000 && y <= 7200000)
    words = _ (
        "coordinates in metres, it seems of Lambert 93 (EPSG:2154): export the file again in WGS 84 "
        "(EPSG:4326), in degrees");
  else if (x >= 1000000 && x <= 2400000 && y >= 1000000 && y <= 9500000)
    words = _ (
        "coordinates in metres, it seems of a Lambert CC zone (EPSG:3942 to 3950): export the file again in "
        "WGS 84 (EPSG:4326), in degrees");
  else if (fabs (x) > 1000 && fabs (y) > 1000)
    words = _ (
        "coordinates in metres of a projection: export the file again in WGS 84 (EPSG:4326), in degrees");
  else
    words = _ ("coordinates that are no degrees of longitude and latitude");
  return fail_at (self, at, VIGIE_GEOJSON_ERROR_COORDINATES, words);
}

/* Reads the numbers of a position whose bracket was entered, at @at. */
static gboolean
read_position (VigieGeojsonReader *self, const char *at)
{
  double numbers[2] = {NAN, NAN};
  guint n = 0;

  do
    {
      double number;

      if (vigie_scan_peek (&self->scan) != VIGIE_SCAN_NUMBER)
        return fail_invalid (self, _ ("a position of something other than numbers"));
      number = vigie_scan_number (&self->scan);
      if (n == MAX_NUMBERS)
        return fail_invalid (self, _ ("a position of too many numbers"));
      if (n < 2)
        numbers[n] = number;
      n++;
    }
  while (vigie_scan_next_element (&self->scan));
  if (!is_well (self))
    return FALSE;
  if (n < 2)
    return fail_at (self, at, VIGIE_GEOJSON_ERROR_INVALID,
                    _ ("a position of one number: longitude and latitude are wanted"));
  if (fabs (numbers[0]) > 180 || fabs (numbers[1]) > 90)
    return fail_position (self, at, numbers[0], numbers[1]);
  if (self->lon_lat->len / 2 >= self->max_points)
    return fail_too_large (self, _ ("more points than Vigie reads"));
  g_array_append_vals (self->lon_lat, numbers, 2);
  return TRUE;
}

/* Reads a list of coordinates; gives how deep it is nested: 1 a position, 2 a list of them, … 4; 0 where it is empty, and
 * -1 with a fault. Lists of positions go to @runs. */
static int
read_nested (VigieGeojsonReader *self, GArray *runs, int level)
{
  const char *at;
  guint first_run = runs->len, first_point = self->lon_lat->len / 2;
  int nesting = 0;

  if (vigie_scan_peek (&self->scan) != VIGIE_SCAN_ARRAY)
    {
      fail_invalid (self, _ ("coordinates that are no list"));
      return -1;
    }
  at = self->scan.at;
  if (!vigie_scan_enter_array (&self->scan))
    return -1;
  while (vigie_scan_next_element (&self->scan))
    {
      int inner;

      if (vigie_scan_peek (&self->scan) == VIGIE_SCAN_NUMBER && nesting == 0)
        return read_position (self, at) ? 1 : -1;
      if (level == MAX_NESTING)
        {
          fail_invalid (self, _ ("coordinates nested too deeply"));
          return -1;
        }
      inner = read_nested (self, runs, level + 1);
      if (inner < 0)
        return -1;
      if (inner == 0 || (nesting > 0 && inner + 1 != nesting))
        {
          fail_invalid (self, inner == 0 ? _ ("an empty list among coordinates")
                                         : _ ("coordinates nested unequally"));
          return -1;
        }
      nesting = inner + 1;
    }
  if (!is_well (self))
    return -1;
  if (nesting == 2)
    {
      Run run = {first_point, self->lon_lat->len / 2 - first_point, at, FALSE};

      g_array_append_val (runs, run);
    }
  else if (nesting == 3)
    {
      g_array_index (runs, Run, first_run).starts_polygon = TRUE;
    }
  return nesting;
}

static void
add_part (VigieGeojsonReader *self, VigieGeoPartType type, guint first_point, guint n_points)
{
  VigieGeoDraftPart part = {first_point, n_points, type};

  g_array_append_val (self->parts, part);
}

static gboolean
add_line (VigieGeojsonReader *self, const Run *run)
{
  if (run->n_points < 2)
    return fail_at (self, run->at, VIGIE_GEOJSON_ERROR_INVALID,
                    _ ("a line of fewer than two points"));
  add_part (self, VIGIE_GEO_LINE, run->first_point, run->n_points);
  return TRUE;
}

/* RFC 7946, 3.1.6: four positions or more, the last one is the first one. */
static gboolean
add_ring (VigieGeojsonReader *self, const Run *run)
{
  const double *points = &g_array_index (self->lon_lat, double, 2 * (gsize) run->first_point);
  gsize last = 2 * ((gsize) run->n_points - 1);

  if (run->n_points < 4)
    return fail_at (self, run->at, VIGIE_GEOJSON_ERROR_INVALID,
                    _ ("a ring of a polygon of fewer than four points"));
  if (points[0] != points[last] || points[1] != points[last + 1])
    return fail_at (
        self, run->at, VIGIE_GEOJSON_ERROR_INVALID,
        _ ("a ring of a polygon that is not closed: its last point must be its first one"));
  add_part (self, run->starts_polygon ? VIGIE_GEO_OUTER : VIGIE_GEO_HOLE, run->first_point,
            run->n_points);
  return TRUE;
}

/* The types that have coordinates, and how deep these are nested. */
static const struct
{
  const char *name;
  int nesting;
} types[] = {
    {"Point", 1},           {"MultiPoint", 2}, {"LineString", 2},
    {"MultiLineString", 3}, {"Polygon", 3},    {"MultiPolygon", 4},
};

/* Makes parts of what was read as coordinates. */
static gboolean
add_geometry (VigieGeojsonReader *self, guint type, int nesting, guint first_point, GArray *runs)
{
  if (nesting == 0) /* [] counts as null: RFC 7946, 3.1 */
    return TRUE;
  if (nesting != types[type].nesting)
    return fail_invalid (self, _ ("coordinates that are not nested as the type wants it"));
  if (nesting == 1)
    {
      add_part (self, VIGIE_GEO_POINT, first_point, 1);
      return TRUE;
    }
  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);

      if (strcmp (types[type].name, "MultiPoint") == 0)
        for (guint p = 0; p < run->n_points; p++)
          add_part (self, VIGIE_GEO_POINT, run->first_point + p, 1);
      else if (strstr (types[type].name, "Line") != NULL)
        {
          if (!add_line (self, run))
            return FALSE;
        }
      else if (!add_ring (self, run))
        return FALSE;
    }
  return TRUE;
}

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
      return is_well (self);
    }
  if (vigie_scan_peek (&self->scan) != VIGIE_SCAN_OBJECT)
    return fail_invalid (self, _ ("properties that are neither an object nor null"));
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
        return fail_too_large (self, _ ("more properties than Vigie reads"));
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
  return is_well (self);
}

/* ---- Objects ---- */

gboolean
vigie_geojson_reader_begin_feature (VigieGeojsonReader *self)
{
  VigieGeoDraft draft = {NULL, self->parts->len, self->properties->len};

  if (self->drafts->len >= self->max_features)
    return fail_too_large (self, _ ("more objects than Vigie reads"));
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
      return is_well (self);
    }
  raw = vigie_scan_raw (&self->scan, &length);
  if (raw == NULL)
    return FALSE;
  crs = g_strndup (raw, length);
  if (strstr (crs, "CRS84") != NULL || strstr (crs, "4326") != NULL || strstr (crs, "4171") != NULL)
    return TRUE; /* 4171: RGF93, the French realisation, the same to a metre */
  if (strstr (crs, "2154") != NULL)
    return fail_at (
        self, at, VIGIE_GEOJSON_ERROR_COORDINATES,
        _ ("the file says that it is in Lambert 93 (EPSG:2154): export it again in WGS 84 (EPSG:4326), "
           "in degrees"));
  return fail_at (
      self, at, VIGIE_GEOJSON_ERROR_COORDINATES,
      _ ("the file says that it is in another system than WGS 84: export it again in WGS 84 "
         "(EPSG:4326), in degrees"));
}

static gboolean read_object (VigieGeojsonReader *self, Expect expect);

/* A list of objects: features, or geometries of a collection. */
static gboolean
read_list (VigieGeojsonReader *self, Expect expect)
{
  if (vigie_scan_peek (&self->scan) != VIGIE_SCAN_ARRAY)
    return fail_invalid (self, expect == EXPECT_FEATURE ? _ ("features that are no list")
                                                        : _ ("geometries that are no list"));
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
  return is_well (self);
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
  return is_well (self);
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
  *geometry = G_MAXUINT;
  if (strcmp (type, "FeatureCollection") == 0 && expect == EXPECT_ANY)
    return seen == SEEN_FEATURES
           || fail_invalid (
               self, _ ("a FeatureCollection must have features, and no geometry or properties"));
  if (strcmp (type, "Feature") == 0 && expect != EXPECT_GEOMETRY)
    return (seen & ~(guint) SEEN_PROPERTIES) == SEEN_GEOMETRY
           || fail_invalid (
               self,
               _ ("a Feature must have a geometry, and no coordinates or features of its own"));
  if (expect == EXPECT_FEATURE)
    return fail_invalid (self, _ ("a Feature is wanted here"));
  /* What else a geometry bears is foreign to GeoJSON and is passed over. */
  if (strcmp (type, "GeometryCollection") == 0)
    return seen == SEEN_GEOMETRIES
           || fail_invalid (self, _ ("a GeometryCollection must have geometries"));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (type, types[i].name) == 0)
      {
        *geometry = i;
        return seen == SEEN_COORDINATES
               || fail_invalid (self, _ ("a geometry must have coordinates"));
      }
  return fail_invalid (self, _ ("a type that GeoJSON does not know"));
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
    return self->scan.problem == NULL && fail_invalid (self, _ ("an object is wanted here"));
  if (!vigie_scan_enter_object (&self->scan))
    return FALSE;
  while (vigie_scan_next_member (&self->scan, &name))
    {
      guint member = member_of (name);
      gboolean is_id = strcmp (name, "id") == 0 && expect != EXPECT_GEOMETRY;
      gboolean well = TRUE;

      if (member & seen)
        return fail_invalid (self, _ ("a member that is there twice"));
      seen |= member;
      /* A feature of its own, or a bare geometry: there may be one. */
      if (expect == EXPECT_ANY && self->drafts->len == 0 && member != SEEN_FEATURES
          && (is_id || (member & ~(guint) SEEN_TYPE) != 0)
          && !vigie_geojson_reader_begin_feature (self))
        return FALSE;
      if (member == SEEN_TYPE)
        {
          if (vigie_scan_peek (&self->scan) != VIGIE_SCAN_STRING)
            return fail_invalid (self, _ ("a type that is no text"));
          type = g_strdup (vigie_scan_string (&self->scan));
        }
      else if (member == SEEN_COORDINATES)
        {
          runs = g_array_new (FALSE, FALSE, sizeof (Run));
          first_point = self->lon_lat->len / 2;
          nesting = read_nested (self, runs, 1);
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
  if (!is_well (self))
    return FALSE;
  if (type == NULL)
    return fail_invalid (self, _ ("an object without a type"));
  return check_members (self, expect, type, seen, &geometry)
         && (geometry == G_MAXUINT || add_geometry (self, geometry, nesting, first_point, runs));
}

gboolean
vigie_geojson_reader_read_geometry (VigieGeojsonReader *self)
{
  if (vigie_scan_peek (&self->scan) == VIGIE_SCAN_NULL)
    {
      vigie_scan_skip (&self->scan);
      return is_well (self);
    }
  return read_object (self, EXPECT_GEOMETRY);
}

/* ---- Public ---- */

VigieGeojsonReader *
vigie_geojson_reader_new (const char *text,
                          gsize length,
                          const VigieGeojsonLimits *limits,
                          GError **error)
{
  static const VigieGeojsonLimits none = {0};
  VigieGeojsonReader *self;
  gsize max_bytes;

  if (limits == NULL)
    limits = &none;
  max_bytes = limits->max_bytes > 0 ? limits->max_bytes : MAX_BYTES;
  if (length > max_bytes)
    {
      g_autofree char *size = g_format_size (max_bytes);

      g_set_error (error, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_TOO_LARGE,
                   /* Translators: %s is a size such as « 64 Mo » */
                   _ ("The file is larger than the %s that Vigie reads"), size);
      return NULL;
    }
  self = g_new0 (VigieGeojsonReader, 1);
  if (length >= 3 && memcmp (text, "\357\273\277", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  self->text = text;
  self->buffer = g_malloc (length + 1);
  memcpy (self->buffer, text, length);
  vigie_scan_init (&self->scan, self->buffer, length);
  self->near = limits->near != NULL ? *limits->near : metropolitan_france;
  self->max_features = limits->max_features > 0 ? limits->max_features : MAX_FEATURES;
  self->max_points = limits->max_points > 0 ? limits->max_points : MAX_POINTS;
  self->lon_lat = g_array_new (FALSE, FALSE, sizeof (double));
  self->parts = g_array_new (FALSE, FALSE, sizeof (VigieGeoDraftPart));
  self->properties = g_array_new (FALSE, FALSE, sizeof (VigieGeoProperty));
  self->drafts = g_array_new (FALSE, FALSE, sizeof (VigieGeoDraft));
  self->texts = g_string_chunk_new (4096);
  return self;
}

void
vigie_geojson_reader_free (VigieGeojsonReader *self)
{
  g_free (self->buffer);
  g_clear_pointer (&self->lon_lat, g_array_unref);
  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->properties, g_array_unref);
  g_clear_pointer (&self->drafts, g_array_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_clear_error (&self->error);
  g_free (self);
}

VigieScan *
vigie_geojson_reader_get_scan (VigieGeojsonReader *self)
{
  return &self->scan;
}

/* A box that may cross the antimeridian. */
static gboolean
is_near (const VigieGeoBox *box, double lon, double lat, double margin)
{
  double west = box->west - margin, east = box->east + margin;

  if (lat < box->south - margin || lat > box->north + margin)
    return FALSE;
  return box->west <= box->east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

/* Degrees in the wrong order are degrees too. They give themselves away where no point is near what is
 * expected, and each of them is if it is changed over. */
static gboolean
is_swapped (VigieGeojsonReader *self)
{
  const double *lon_lat = (const double *) self->lon_lat->data;
  guint n_points = self->lon_lat->len / 2;

  for (guint i = 0; i < n_points; i++)
    if (is_near (&self->near, lon_lat[2 * i], lon_lat[2 * i + 1], 3)
        || !is_near (&self->near, lon_lat[2 * i + 1], lon_lat[2 * i], 1))
      return FALSE;
  return n_points > 0;
}

VigieGeoFeatures *
vigie_geojson_reader_finish (VigieGeojsonReader *reader, GError **error)
{
  g_autoptr (VigieGeojsonReader) self = reader;

  if (self->error == NULL && !vigie_scan_finish (&self->scan))
    fail_at (self, self->scan.at, VIGIE_GEOJSON_ERROR_NOT_JSON, _ (self->scan.problem));
  if (self->error == NULL && is_swapped (self))
    g_set_error_literal (
        &self->error, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_COORDINATES,
        _ ("Latitude and longitude are changed over: GeoJSON wants the longitude first"));
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }
  return vigie_geo_features_new (g_steal_pointer (&self->lon_lat), g_steal_pointer (&self->parts),
                                 g_steal_pointer (&self->properties),
                                 g_steal_pointer (&self->drafts), g_steal_pointer (&self->texts));
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
