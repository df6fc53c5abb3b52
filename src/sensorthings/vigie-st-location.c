/* vigie-st-location.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-location.h"

#include <math.h>
#include <string.h>

#define MAX_NESTING 8

typedef struct
{
  double lon, lat;
} Position;

typedef enum
{
  SHAPE_NONE,
  SHAPE_POINT,
  SHAPE_MULTI_POINT,
  SHAPE_LINE,
  SHAPE_MULTI_LINE,
  SHAPE_POLYGON,
  SHAPE_MULTI_POLYGON,
} Shape;

static const struct
{
  const char *type;
  Shape shape;
} shapes[] = {
    {"Point", SHAPE_POINT},     {"MultiPoint", SHAPE_MULTI_POINT},
    {"LineString", SHAPE_LINE}, {"MultiLineString", SHAPE_MULTI_LINE},
    {"Polygon", SHAPE_POLYGON}, {"MultiPolygon", SHAPE_MULTI_POLYGON},
};

/* The best candidate so far: of several lines or polygons the largest counts. */
typedef struct
{
  Position position;
  double size; /* < 0 before the first */
  gboolean out_of_range;
} Candidate;

static void
offer (Candidate *candidate, Position position, double size)
{
  if (size > candidate->size)
    {
      candidate->position = position;
      candidate->size = size;
    }
}

/* [lon, lat, …] */
static gboolean
read_position (VigieStReader *reader, Position *position)
{
  double *targets[] = {&position->lon, &position->lat};
  guint n = 0;
  gboolean good = TRUE;

  if (vigie_st_reader_peek (reader) != VIGIE_ST_TOKEN_ARRAY)
    {
      vigie_st_reader_skip (reader, NULL);
      return FALSE;
    }
  vigie_st_reader_enter (reader);
  while (vigie_st_reader_next_value (reader))
    {
      if (n < 2 && vigie_st_reader_peek (reader) == VIGIE_ST_TOKEN_NUMBER)
        {
          vigie_st_reader_number (reader, targets[n]);
        }
      else
        {
          good = good && n >= 2;
          vigie_st_reader_skip (reader, NULL);
        }
      n++;
    }
  return good && n >= 2;
}

static gboolean
in_range (const Position *position)
{
  return fabs (position->lat) <= 90 && fabs (position->lon) <= 180
         && !(position->lat == 0 && position->lon == 0);
}

/* An array of positions; one bad one spoils it. */
static gboolean
read_positions (VigieStReader *reader, GArray *positions, Candidate *candidate)
{
  gboolean good = TRUE;

  g_array_set_size (positions, 0);
  if (vigie_st_reader_peek (reader) != VIGIE_ST_TOKEN_ARRAY)
    {
      vigie_st_reader_skip (reader, NULL);
      return FALSE;
    }
  vigie_st_reader_enter (reader);
  while (vigie_st_reader_next_value (reader))
    {
      Position position;

      if (!read_position (reader, &position))
        {
          good = FALSE;
          continue;
        }
      if (!in_range (&position))
        {
          candidate->out_of_range = TRUE;
          good = FALSE;
          continue;
        }
      g_array_append_val (positions, position);
    }
  return good && positions->len > 0;
}

static void
offer_mean (Candidate *candidate, const GArray *positions)
{
  Position mean = {0, 0};

  for (guint i = 0; i < positions->len; i++)
    {
      mean.lon += g_array_index (positions, Position, i).lon / positions->len;
      mean.lat += g_array_index (positions, Position, i).lat / positions->len;
    }
  offer (candidate, mean, 0);
}

/* Length of a leg in degrees of latitude: near enough to find a middle. */
static double
leg (const Position *a, const Position *b)
{
  double east = (b->lon - a->lon) * cos ((a->lat + b->lat) / 2 * G_PI / 180);

  return hypot (east, b->lat - a->lat);
}

static void
offer_middle (Candidate *candidate, const GArray *positions)
{
  const Position *at = (const Position *) (gconstpointer) positions->data;
  double length = 0, walked = 0;

  for (guint i = 1; i < positions->len; i++)
    length += leg (&at[i - 1], &at[i]);
  for (guint i = 1; i < positions->len && length > 0; i++)
    {
      double step = leg (&at[i - 1], &at[i]);

      if (step > 0 && walked + step >= length / 2)
        {
          double share = (length / 2 - walked) / step;
          Position middle = {at[i - 1].lon + share * (at[i].lon - at[i - 1].lon),
                             at[i - 1].lat + share * (at[i].lat - at[i - 1].lat)};

          offer (candidate, middle, length);
          return;
        }
      walked += step;
    }
  offer_mean (candidate, positions);
}

/* Centroid by the shoelace formula, relative to the first corner so that small rings keep their
 * precision. A ring without a surface, or one that crosses itself so that its centroid lies outside,
 * has the middle of the box around it instead. */
static void
offer_centroid (Candidate *candidate, const GArray *positions)
{
  const Position *at = (const Position *) (gconstpointer) positions->data;
  Position low = at[0], high = at[0], centroid;
  double area = 0, lon = 0, lat = 0;

  for (guint i = 0; i < positions->len; i++)
    {
      const Position *a = &at[i], *b = &at[(i + 1) % positions->len];
      double ax = a->lon - at[0].lon, ay = a->lat - at[0].lat;
      double bx = b->lon - at[0].lon, by = b->lat - at[0].lat;
      double cross = ax * by - bx * ay;

      area += cross / 2;
      lon += (ax + bx) * cross / 6;
      lat += (ay + by) * cross / 6;
      low = (Position) {MIN (low.lon, a->lon), MIN (low.lat, a->lat)};
      high = (Position) {MAX (high.lon, a->lon), MAX (high.lat, a->lat)};
    }
  centroid = (Position) {at[0].lon + lon / area, at[0].lat + lat / area};
  /* Written so that NaN, of a surface of zero, is outside too. */
  if (!(centroid.lon >= low.lon && centroid.lon <= high.lon && centroid.lat >= low.lat
        && centroid.lat <= high.lat))
    centroid = (Position) {(low.lon + high.lon) / 2, (low.lat + high.lat) / 2};
  offer (candidate, centroid, fabs (area));
}

/* Rings of one polygon: the first is its outline. */
static void
read_polygon (VigieStReader *reader, GArray *positions, Candidate *candidate)
{
  gboolean first = TRUE;

  if (vigie_st_reader_peek (reader) != VIGIE_ST_TOKEN_ARRAY)
    {
      vigie_st_reader_skip (reader, NULL);
      return;
    }
  vigie_st_reader_enter (reader);
  while (vigie_st_reader_next_value (reader))
    {
      if (!first)
        vigie_st_reader_skip (reader, NULL);
      else if (read_positions (reader, positions, candidate))
        offer_centroid (candidate, positions);
      first = FALSE;
    }
}

static void
read_coordinates (VigieStReader *reader, Shape shape, Candidate *candidate)
{
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (Position));
  Position position;

  switch (shape)
    {
    case SHAPE_POINT:
      if (!read_position (reader, &position))
        break;
      if (in_range (&position))
        offer (candidate, position, 0);
      else
        candidate->out_of_range = TRUE;
      break;
    case SHAPE_MULTI_POINT:
      if (read_positions (reader, positions, candidate))
        offer_mean (candidate, positions);
      break;
    case SHAPE_LINE:
      if (read_positions (reader, positions, candidate))
        offer_middle (candidate, positions);
      break;
    case SHAPE_POLYGON:
      read_polygon (reader, positions, candidate);
      break;
    case SHAPE_MULTI_LINE:
    case SHAPE_MULTI_POLYGON:
      if (vigie_st_reader_peek (reader) != VIGIE_ST_TOKEN_ARRAY)
        break;
      vigie_st_reader_enter (reader);
      while (vigie_st_reader_next_value (reader))
        if (shape == SHAPE_MULTI_POLYGON)
          read_polygon (reader, positions, candidate);
        else if (read_positions (reader, positions, candidate))
          offer_middle (candidate, positions);
      break;
    case SHAPE_NONE:
    default:
      break;
    }
}

static void read_geometry (VigieStReader *reader, guint nesting, Candidate *candidate);

/* The first usable one of an array of geometries or features. */
static void
read_first (VigieStReader *reader, guint nesting, Candidate *candidate)
{
  if (vigie_st_reader_peek (reader) != VIGIE_ST_TOKEN_ARRAY)
    return;
  vigie_st_reader_enter (reader);
  while (vigie_st_reader_next_value (reader))
    if (candidate->size < 0)
      read_geometry (reader, nesting, candidate);
    else
      vigie_st_reader_skip (reader, NULL);
}

static void
read_geometry (VigieStReader *reader, guint nesting, Candidate *candidate)
{
  VigieStSpan coordinates = {0}, inner = {0};
  Shape shape = SHAPE_NONE;
  VigieStText key;

  if (nesting > MAX_NESTING || vigie_st_reader_peek (reader) != VIGIE_ST_TOKEN_OBJECT)
    {
      vigie_st_reader_skip (reader, NULL);
      return;
    }
  vigie_st_reader_enter (reader);
  while (vigie_st_reader_next_key (reader, &key))
    {
      if (vigie_st_text_is (&key, "type") && vigie_st_reader_peek (reader) == VIGIE_ST_TOKEN_STRING)
        {
          VigieStText type;

          if (!vigie_st_reader_string (reader, &type))
            return;
          for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
            if (strcmp (type.text, shapes[i].type) == 0)
              shape = shapes[i].shape;
        }
      /* The type may come after the coordinates: remember where they are. */
      else if (vigie_st_text_is (&key, "coordinates"))
        vigie_st_reader_skip (reader, &coordinates);
      else if (vigie_st_text_is (&key, "geometry") || vigie_st_text_is (&key, "geometries")
               || vigie_st_text_is (&key, "features"))
        vigie_st_reader_skip (reader, &inner);
      else
        vigie_st_reader_skip (reader, NULL);
    }
  if (coordinates.start != NULL && shape != SHAPE_NONE)
    {
      VigieStReader again = {coordinates.start, reader->end, FALSE};

      read_coordinates (&again, shape, candidate);
    }
  else if (inner.start != NULL)
    {
      VigieStReader again = {inner.start, reader->end, FALSE};

      if (vigie_st_reader_peek (&again) == VIGIE_ST_TOKEN_ARRAY)
        read_first (&again, nesting + 1, candidate);
      else
        read_geometry (&again, nesting + 1, candidate);
    }
}

VigieStLocationOutcome
vigie_st_location_read (VigieStReader *reader, double *lat, double *lon)
{
  Candidate candidate = {{NAN, NAN}, -1, FALSE};

  read_geometry (reader, 0, &candidate);
  *lat = candidate.position.lat;
  *lon = candidate.position.lon;
  if (candidate.size >= 0)
    return VIGIE_ST_LOCATION_USABLE;
  return candidate.out_of_range ? VIGIE_ST_LOCATION_RANGE : VIGIE_ST_LOCATION_NONE;
}
