/* vigie-geojson-reader.c: what a reader of GeoJSON has and makes, and what it says where a file is wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-geojson-private.h"

#define MAX_BYTES ((gsize) 64 << 20)
#define MAX_FEATURES 100000
#define MAX_POINTS 3000000

/* Where places are expected that no one says where to expect. */
static const VigieGeoBox metropolitan_france = {41, -5.5, 51.5, 10};

G_DEFINE_QUARK (vigie - geojson - error - quark, vigie_geojson_error)

/* ---- Faults ---- */

gboolean
vigie_geojson_reader_fail_at (VigieGeojsonReader *self,
                              const char *at,
                              VigieGeojsonErrorCode code,
                              const char *words)
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
  return vigie_geojson_reader_fail_at (self, self->scan.at, code, words);
}

gboolean
vigie_geojson_reader_fail_invalid (VigieGeojsonReader *self, const char *words)
{
  return vigie_geojson_reader_fail_at (self, self->scan.at, VIGIE_GEOJSON_ERROR_INVALID, words);
}

gboolean
vigie_geojson_reader_fail_too_large (VigieGeojsonReader *self, const char *words)
{
  return vigie_geojson_reader_fail_at (self, self->scan.at, VIGIE_GEOJSON_ERROR_TOO_LARGE, words);
}

gboolean
vigie_geojson_reader_is_well (VigieGeojsonReader *self)
{
  return self->error == NULL && self->scan.problem == NULL;
}

/* ---- A reader ---- */

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
                   _ ("The file is larger than the %s that Vigie can read"), size);
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
  const double *lon_lat = (const double *) (gconstpointer) self->lon_lat->data;
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
    vigie_geojson_reader_fail_at (self, self->scan.at, VIGIE_GEOJSON_ERROR_NOT_JSON,
                                  _ (self->scan.problem));
  if (self->error == NULL && is_swapped (self))
    g_set_error_literal (
        &self->error, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_COORDINATES,
        _ ("Latitude and longitude are swapped: GeoJSON expects the longitude first"));
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }
  return vigie_geo_features_new (g_steal_pointer (&self->lon_lat), g_steal_pointer (&self->parts),
                                 g_steal_pointer (&self->properties),
                                 g_steal_pointer (&self->drafts), g_steal_pointer (&self->texts));
}
