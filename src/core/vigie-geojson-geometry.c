/* vigie-geojson-geometry.c: coordinates of GeoJSON, whatever they turn out to be of.
 *
 * Members come in any order, so that coordinates are read before it is known of what type they are: their nesting is
 * noted and compared with the type at the end of their object.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "vigie-geojson-private.h"

/* Numbers of one position: longitude, latitude, altitude, and what some programs add. */
#define MAX_NUMBERS 8
/* A MultiPolygon's coordinates: polygons, rings, positions, numbers. */
#define MAX_NESTING 4

/* The types that have coordinates, and how deep these are nested. */
static const struct
{
  const char *name;
  int nesting;
} types[] = {
    {"Point", 1},           {"MultiPoint", 2}, {"LineString", 2},
    {"MultiLineString", 3}, {"Polygon", 3},    {"MultiPolygon", 4},
};

/* ---- Coordinates ---- */

/* Numbers that are no degrees: what they are instead, as far as they tell it. */
static gboolean
fail_position (VigieGeojsonReader *self, const char *at, double x, double y)
{
  const char *words;

  if (fabs (x) <= 90 && fabs (y) <= 180)
    words = _ ("latitude and longitude are swapped: GeoJSON expects the longitude first");
  else if (fabs (x) <= 360 && fabs (y) <= 90)
    words = _ ("a longitude beyond 180°");
  else if (x >= 0 && x <= 1300000 && y >= 6000000 && y <= 7200000)
    words = _ (
        "coordinates in metres, probably in Lambert 93 (EPSG:2154): export the file again in WGS "
        "84 (EPSG:4326), in degrees");
  else if (x >= 1000000 && x <= 2400000 && y >= 1000000 && y <= 9500000)
    words
        = _ ("coordinates in metres, probably of a Lambert CC zone (EPSG:3942 to 3950): export the "
             "file again in WGS 84 (EPSG:4326), in degrees");
  else if (fabs (x) > 1000 && fabs (y) > 1000)
    words = _ (
        "projected coordinates in metres: export the file again in WGS 84 (EPSG:4326), in degrees");
  else
    words = _ ("coordinates that are not degrees of longitude and latitude");
  return vigie_geojson_reader_fail_at (self, at, VIGIE_GEOJSON_ERROR_COORDINATES, words);
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
        return vigie_geojson_reader_fail_invalid (self,
                                                  _ ("a position made of something other than "
                                                     "numbers"));
      number = vigie_scan_number (&self->scan);
      if (n == MAX_NUMBERS)
        return vigie_geojson_reader_fail_invalid (self, _ ("a position with too many numbers"));
      if (n < 2)
        numbers[n] = number;
      n++;
    }
  while (vigie_scan_next_element (&self->scan));
  if (!vigie_geojson_reader_is_well (self))
    return FALSE;
  if (n < 2)
    return vigie_geojson_reader_fail_at (
        self, at, VIGIE_GEOJSON_ERROR_INVALID,
        _ ("a position with one number: longitude and latitude are expected"));
  if (fabs (numbers[0]) > 180 || fabs (numbers[1]) > 90)
    return fail_position (self, at, numbers[0], numbers[1]);
  if (self->lon_lat->len / 2 >= self->max_points)
    return vigie_geojson_reader_fail_too_large (self, _ ("more points than Vigie can read"));
  g_array_append_vals (self->lon_lat, numbers, 2);
  return TRUE;
}

/* A list at @level, of which the outermost is 1. */
static int
read_nested (VigieGeojsonReader *self, GArray *runs, int level)
{
  const char *at;
  guint first_run = runs->len, first_point = self->lon_lat->len / 2;
  int nesting = 0;

  if (vigie_scan_peek (&self->scan) != VIGIE_SCAN_ARRAY)
    {
      vigie_geojson_reader_fail_invalid (self, _ ("coordinates that are not a list"));
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
          vigie_geojson_reader_fail_invalid (self, _ ("coordinates nested too deeply"));
          return -1;
        }
      inner = read_nested (self, runs, level + 1);
      if (inner < 0)
        return -1;
      if (inner == 0 || (nesting > 0 && inner + 1 != nesting))
        {
          vigie_geojson_reader_fail_invalid (self, inner == 0
                                                       ? _ ("an empty list among coordinates")
                                                       : _ ("unevenly nested coordinates"));
          return -1;
        }
      nesting = inner + 1;
    }
  if (!vigie_geojson_reader_is_well (self))
    return -1;
  if (nesting == 2)
    {
      VigieGeojsonRun run = {first_point, self->lon_lat->len / 2 - first_point, at, FALSE};

      g_array_append_val (runs, run);
    }
  else if (nesting == 3)
    {
      g_array_index (runs, VigieGeojsonRun, first_run).starts_polygon = TRUE;
    }
  return nesting;
}

int
vigie_geojson_reader_read_coordinates (VigieGeojsonReader *self, GArray *runs)
{
  return read_nested (self, runs, 1);
}

/* ---- Parts ---- */

static void
add_part (VigieGeojsonReader *self, VigieGeoPartType type, guint first_point, guint n_points)
{
  VigieGeoDraftPart part = {first_point, n_points, type};

  g_array_append_val (self->parts, part);
}

static gboolean
add_line (VigieGeojsonReader *self, const VigieGeojsonRun *run)
{
  if (run->n_points < 2)
    return vigie_geojson_reader_fail_at (self, run->at, VIGIE_GEOJSON_ERROR_INVALID,
                                         _ ("a line with fewer than two points"));
  add_part (self, VIGIE_GEO_LINE, run->first_point, run->n_points);
  return TRUE;
}

/* RFC 7946, 3.1.6: four positions or more, the last one is the first one. */
static gboolean
add_ring (VigieGeojsonReader *self, const VigieGeojsonRun *run)
{
  const double *points = &g_array_index (self->lon_lat, double, 2 * (gsize) run->first_point);
  gsize last = 2 * ((gsize) run->n_points - 1);

  if (run->n_points < 4)
    return vigie_geojson_reader_fail_at (self, run->at, VIGIE_GEOJSON_ERROR_INVALID,
                                         _ ("a polygon ring with fewer than four points"));
  if (points[0] != points[last] || points[1] != points[last + 1])
    return vigie_geojson_reader_fail_at (
        self, run->at, VIGIE_GEOJSON_ERROR_INVALID,
        _ ("a polygon ring that is not closed: its last point must be the same as its first"));
  add_part (self, run->starts_polygon ? VIGIE_GEO_OUTER : VIGIE_GEO_HOLE, run->first_point,
            run->n_points);
  return TRUE;
}

gboolean
vigie_geojson_reader_add_geometry (VigieGeojsonReader *self,
                                   guint type,
                                   int nesting,
                                   guint first_point,
                                   GArray *runs)
{
  if (nesting == 0) /* [] counts as null: RFC 7946, 3.1 */
    return TRUE;
  if (nesting != types[type].nesting)
    return vigie_geojson_reader_fail_invalid (
        self, _ ("coordinates that are not nested as the type requires"));
  if (nesting == 1)
    {
      add_part (self, VIGIE_GEO_POINT, first_point, 1);
      return TRUE;
    }
  for (guint i = 0; i < runs->len; i++)
    {
      const VigieGeojsonRun *run = &g_array_index (runs, VigieGeojsonRun, i);

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

guint
vigie_geojson_find_type (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (name, types[i].name) == 0)
      return i;
  return VIGIE_GEOJSON_NO_TYPE;
}
