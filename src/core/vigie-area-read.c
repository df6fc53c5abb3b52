/* vigie-area-read.c: communes out of what geo.api.gouv.fr answers, or of a GeoJSON file of anyone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-area.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_AREAS 5000
/* A whole region's communes with all their corners are some 30 MB. */
#define MAX_BYTES ((gsize) 64 << 20)

/* What files call them, the first one that is there wins. */
static const char *const name_keys[]
    = {"nom", "name", "NOM", "NOM_COM", "nom_commune", "nom_com", "libelle", "LIBELLE", NULL};
static const char *const code_keys[]
    = {"code",       "insee",  "INSEE_COM", "insee_com", "code_insee",
       "CODE_INSEE", "codgeo", "CODGEO",    NULL};
static const char *const population_keys[] = {"population", "POPULATION", "pop", "POP", NULL};

/* ---- The list of the service ---- */

/* Reads the members of one commune. */
static gboolean
read_commune (VigieGeojsonReader *reader, VigieScan *scan)
{
  const char *name;

  if (vigie_scan_peek (scan) != VIGIE_SCAN_OBJECT)
    return vigie_geojson_reader_fail (reader, VIGIE_GEOJSON_ERROR_INVALID,
                                      _ ("a commune is expected here, as an object"));
  if (!vigie_geojson_reader_begin_feature (reader))
    return FALSE;
  vigie_scan_enter_object (scan);
  while (vigie_scan_next_member (scan, &name))
    {
      gboolean is_text = strcmp (name, "nom") == 0 || strcmp (name, "code") == 0;

      if (strcmp (name, "centre") == 0 || strcmp (name, "contour") == 0)
        {
          if (!vigie_geojson_reader_read_geometry (reader))
            return FALSE;
        }
      else if (is_text && vigie_scan_peek (scan) == VIGIE_SCAN_STRING)
        {
          g_autofree char *key = g_strdup (name);
          const char *text = vigie_scan_string (scan);

          if (text != NULL)
            vigie_geojson_reader_add_property (reader, key, text, NAN);
        }
      else if (strcmp (name, "population") == 0 && vigie_scan_peek (scan) == VIGIE_SCAN_NUMBER)
        {
          vigie_geojson_reader_add_property (reader, "population", "", vigie_scan_number (scan));
        }
      else
        {
          vigie_scan_skip (scan);
        }
    }
  return TRUE;
}

static VigieGeoFeatures *
read_list (const char *text, gsize length, const VigieGeojsonLimits *limits, GError **error)
{
  VigieGeojsonReader *reader = vigie_geojson_reader_new (text, length, limits, error);
  VigieScan *scan;

  if (reader == NULL)
    return NULL;
  scan = vigie_geojson_reader_get_scan (reader);
  vigie_scan_enter_array (scan);
  while (vigie_scan_next_element (scan) && read_commune (reader, scan))
    ;
  return vigie_geojson_reader_finish (reader, error);
}

/* ---- Features to areas ---- */

static const VigieGeoProperty *
get_any (const VigieGeoFeature *feature, const char *const *keys)
{
  const VigieGeoProperty *property = NULL;

  for (; *keys != NULL && property == NULL; keys++)
    property = vigie_geo_feature_get_property (feature, *keys);
  return property;
}

static guint
read_population (const VigieGeoFeature *feature)
{
  const VigieGeoProperty *property = get_any (feature, population_keys);
  double population;

  if (property == NULL)
    return 0;
  population = property->is_text ? g_ascii_strtod (property->text, NULL) : property->number;
  return population >= 0 && population <= 1e9 ? (guint) population : 0;
}

/* The centre told, as a point of the feature or as a property: a list of longitude and latitude. */
static void
read_centre (const VigieGeoFeature *feature, VigieArea *area)
{
  const VigieGeoProperty *property = vigie_geo_feature_get_property (feature, "centre");

  area->lat = area->lon = NAN;
  for (guint i = 0; i < feature->n_parts; i++)
    if (feature->parts[i].type == VIGIE_GEO_POINT)
      {
        area->lon = feature->parts[i].lon_lat[0];
        area->lat = feature->parts[i].lon_lat[1];
        return;
      }
  if (property != NULL && !property->is_text && *property->text == '[')
    {
      g_autofree char *text = g_strdup (property->text);
      VigieScan scan;

      vigie_scan_init (&scan, text, strlen (text));
      vigie_scan_enter_array (&scan);
      if (vigie_scan_next_element (&scan))
        area->lon = vigie_scan_number (&scan);
      if (vigie_scan_next_element (&scan))
        area->lat = vigie_scan_number (&scan);
    }
}

VigieAreas *
vigie_areas_read (const char *text, gsize length, const VigieGeoBox *near, GError **error)
{
  VigieGeojsonLimits limits = {.max_bytes = MAX_BYTES, .max_features = MAX_AREAS, .near = near};
  g_autoptr (VigieGeoFeatures) features = NULL;
  g_autoptr (VigieAreas) areas = NULL;
  GArray *array;
  gsize start = length >= 3 && memcmp (text, "\357\273\277", 3) == 0 ? 3 : 0;

  while (start < length && strchr (" \n\r\t", text[start]) != NULL && text[start] != '\0')
    start++;
  features = start < length && text[start] == '['
                 ? read_list (text, length, &limits, error)
                 : vigie_geojson_read (text, length, &limits, error);
  if (features == NULL)
    return NULL;
  array = vigie_area_array_new ();
  for (guint i = 0; i < vigie_geo_features_get_n_features (features); i++)
    {
      const VigieGeoFeature *feature = vigie_geo_features_get_feature (features, i);
      const VigieGeoProperty *name = get_any (feature, name_keys),
                             *code = get_any (feature, code_keys);
      VigieArea area = {0};

      if (name == NULL && code == NULL)
        continue;
      area.code = code != NULL ? g_strdup (code->text) : NULL;
      area.name = g_strdup (name != NULL && *name->text != '\0' ? name->text
                            : code != NULL                      ? code->text
                                                                : "");
      area.population = read_population (feature);
      area.outline = vigie_geo_feature_get_polygon (feature);
      read_centre (feature, &area);
      g_array_append_val (array, area);
    }
  areas = vigie_areas_new (array);
  if (vigie_areas_get_n_areas (areas) == 0)
    {
      g_set_error_literal (
          error, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_INVALID,
          _ ("It contains no commune: each needs a name (nom) and an outline (Polygon or "
             "MultiPolygon), or a centre"));
      return NULL;
    }
  return g_steal_pointer (&areas);
}
