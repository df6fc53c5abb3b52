/* vigie-overlay-data.c: a person's own GeoJSON file, made ready to be drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-overlay-data.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_PROPERTIES 12
#define MAX_TEXT 200 /* characters of a value */

struct _VigieOverlayData
{
  gatomicrefcount ref_count;
  VigieGeoFeatures *source; /* owned: properties */
  GArray *features;         /* of VigieOverlayFeature */
  GArray *parts;            /* of VigieOverlayPart */
  GArray *places;           /* of VigieOverlayPlace */
};

/* Detail n is for worlds up to 256 × 2^zoom pixels; all points from zoom 16 on. */
static const double zooms[VIGIE_OVERLAY_N_DETAIL] = {99, 16, 13, 10, 7};

VigieOverlayData *
vigie_overlay_data_ref (VigieOverlayData *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_overlay_data_unref (VigieOverlayData *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  vigie_geo_features_unref (self->source);
  g_array_unref (self->features);
  g_array_unref (self->parts);
  g_array_unref (self->places);
  g_free (self);
}

/* ---- Making ---- */

/* Points that are nearer than @tolerance to the last one kept are left out; the ends stay. */
static void
simplify (VigieOverlayData *self, VigieOverlayPart *part, guint detail)
{
  double tolerance = 0.75 / (256 * exp2 (zooms[detail]));
  VigieOverlayPlace kept = g_array_index (self->places, VigieOverlayPlace, part->first[0]);

  part->first[detail] = self->places->len;
  g_array_append_val (self->places, kept);
  for (guint i = 1; i < part->n[0]; i++)
    {
      VigieOverlayPlace place = g_array_index (self->places, VigieOverlayPlace, part->first[0] + i);

      if (i + 1 < part->n[0] && fabs (place.x - kept.x) < tolerance
          && fabs (place.y - kept.y) < tolerance)
        continue;
      g_array_append_val (self->places, place);
      kept = place;
    }
  part->n[detail] = self->places->len - part->first[detail];
}

static void
take_part (VigieOverlayData *self, const VigieGeoPart *source, VigieOverlayFeature *feature)
{
  VigieOverlayPart part = {.type = source->type};

  part.first[0] = self->places->len;
  part.n[0] = source->n_points;
  for (guint i = 0; i < source->n_points; i++)
    {
      VigieOverlayPlace place = {vigie_mercator_x (source->lon_lat[2 * i]),
                                 vigie_mercator_y (source->lon_lat[2 * i + 1])};

      g_array_append_val (self->places, place);
      feature->west = MIN (feature->west, place.x);
      feature->east = MAX (feature->east, place.x);
      feature->north = MIN (feature->north, place.y);
      feature->south = MAX (feature->south, place.y);
    }
  for (guint detail = 1; detail < VIGIE_OVERLAY_N_DETAIL; detail++)
    if (source->n_points > 2)
      simplify (self, &part, detail);
    else
      {
        part.first[detail] = part.first[0];
        part.n[detail] = part.n[0];
      }
  g_array_append_val (self->parts, part);
  feature->n++;
}

VigieOverlayData *
vigie_overlay_data_new (VigieGeoFeatures *features)
{
  VigieOverlayData *self = g_new0 (VigieOverlayData, 1);
  guint n = vigie_geo_features_get_n_features (features);

  g_atomic_ref_count_init (&self->ref_count);
  self->source = vigie_geo_features_ref (features);
  self->features = g_array_sized_new (FALSE, FALSE, sizeof (VigieOverlayFeature), n);
  self->parts = g_array_new (FALSE, FALSE, sizeof (VigieOverlayPart));
  self->places = g_array_new (FALSE, FALSE, sizeof (VigieOverlayPlace));
  for (guint i = 0; i < n; i++)
    {
      const VigieGeoFeature *source = vigie_geo_features_get_feature (features, i);
      VigieOverlayFeature feature
          = {.west = 2, .north = 2, .east = -2, .south = -2, .first = self->parts->len};

      for (guint j = 0; j < source->n_parts; j++)
        take_part (self, &source->parts[j], &feature);
      g_array_append_val (self->features, feature);
    }
  return self;
}

/* ---- Reading ---- */

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const VigieGeojsonLimits limits
      = {.max_bytes = VIGIE_OVERLAY_MAX_BYTES, .max_points = VIGIE_OVERLAY_MAX_POINTS};
  GFile *file = data;
  g_autoptr (VigieGeoFeatures) features = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;
  gsize length = 0;

  stream = g_file_read (file, cancellable, &error);
  if (stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* One byte more than is taken, so that a file that grows is not read on and on. */
  text = g_malloc (VIGIE_OVERLAY_MAX_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), text, VIGIE_OVERLAY_MAX_BYTES + 1, &length,
                                cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (length > VIGIE_OVERLAY_MAX_BYTES)
    {
      g_task_return_new_error (task, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_TOO_LARGE,
                               _ ("It is larger than %d MB, the largest size that can be read."),
                               50);
      return;
    }
  features = vigie_geojson_read (text, length, &limits, &error);
  if (features == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, vigie_overlay_data_new (features),
                           (GDestroyNotify) vigie_overlay_data_unref);
}

void
vigie_overlay_data_load_async (GFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, vigie_overlay_data_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_thread);
}

VigieOverlayData *
vigie_overlay_data_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Asking ---- */

guint
vigie_overlay_data_get_n_features (VigieOverlayData *self)
{
  return self->features->len;
}

const VigieOverlayFeature *
vigie_overlay_data_get_features (VigieOverlayData *self)
{
  return (const VigieOverlayFeature *) (gpointer) self->features->data;
}

const VigieOverlayPart *
vigie_overlay_data_get_parts (VigieOverlayData *self)
{
  return (const VigieOverlayPart *) (gpointer) self->parts->data;
}

const VigieOverlayPlace *
vigie_overlay_data_get_places (VigieOverlayData *self)
{
  return (const VigieOverlayPlace *) (gpointer) self->places->data;
}

gboolean
vigie_overlay_data_get_box (VigieOverlayData *self, VigieGeoBox *box)
{
  return vigie_geo_features_get_box (self->source, box);
}

guint
vigie_overlay_data_detail (double world)
{
  double zoom = log2 (world / 256);

  for (guint detail = VIGIE_OVERLAY_N_DETAIL - 1; detail > 0; detail--)
    if (zoom <= zooms[detail])
      return detail;
  return 0;
}

/* From a place to a segment. */
static double
distance (double x, double y, const VigieOverlayPlace *a, const VigieOverlayPlace *b)
{
  double dx = b->x - a->x, dy = b->y - a->y, length = dx * dx + dy * dy;
  double along = length > 0 ? CLAMP (((x - a->x) * dx + (y - a->y) * dy) / length, 0, 1) : 0;

  return hypot (x - a->x - along * dx, y - a->y - along * dy);
}

/* How far the nearest point or line of a feature is; 0 within a polygon, by @inside. */
static double
feature_distance (VigieOverlayData *self,
                  const VigieOverlayFeature *feature,
                  double x,
                  double y,
                  gboolean *inside)
{
  const VigieOverlayPart *parts = vigie_overlay_data_get_parts (self) + feature->first;
  double nearest = INFINITY;
  gboolean odd = FALSE;

  for (guint i = 0; i < feature->n; i++)
    {
      const VigieOverlayPlace *places = vigie_overlay_data_get_places (self) + parts[i].first[0];

      if (parts[i].type == VIGIE_GEO_POINT)
        nearest = MIN (nearest, hypot (x - places[0].x, y - places[0].y));
      for (guint j = 0; j + 1 < parts[i].n[0]; j++)
        {
          const VigieOverlayPlace *a = &places[j], *b = &places[j + 1];

          nearest = MIN (nearest, distance (x, y, a, b));
          if (parts[i].type >= VIGIE_GEO_OUTER && (a->y > y) != (b->y > y)
              && x < (b->x - a->x) * (y - a->y) / (b->y - a->y) + a->x)
            odd = !odd;
        }
    }
  *inside = odd;
  return nearest;
}

int
vigie_overlay_data_pick (VigieOverlayData *self, double x, double y, double reach)
{
  const VigieOverlayFeature *features = vigie_overlay_data_get_features (self);
  double nearest = INFINITY;
  int found = -1, around = -1;

  for (guint i = 0; i < self->features->len; i++)
    {
      gboolean inside;
      double far_away;

      if (x < features[i].west - reach || x > features[i].east + reach
          || y < features[i].north - reach || y > features[i].south + reach)
        continue;
      far_away = feature_distance (self, &features[i], x, y, &inside);
      if (far_away <= reach && far_away < nearest)
        {
          nearest = far_away;
          found = (int) i;
        }
      if (inside)
        around = (int) i; /* the last one lies above the others */
    }
  return found >= 0 ? found : around;
}

char *
vigie_overlay_data_describe (VigieOverlayData *self, guint feature)
{
  const VigieGeoFeature *source = vigie_geo_features_get_feature (self->source, feature);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < source->n_properties && i < MAX_PROPERTIES; i++)
    {
      const VigieGeoProperty *property = &source->properties[i];
      g_autofree char *value = g_utf8_substring (
          property->text, 0, MIN (g_utf8_strlen (property->text, -1), MAX_TEXT));

      /* Translators: a property of a thing in a file of a person: its name and its value */
      g_string_append_printf (text, _ ("%1$s: %2$s"), property->name, value);
      g_string_append_c (text, '\n');
    }
  if (source->n_properties > MAX_PROPERTIES)
    g_string_append (text, "…");
  g_strchomp (text->str);
  if (*text->str == '\0')
    {
      g_string_free (text, TRUE);
      return NULL;
    }
  return g_string_free (text, FALSE);
}
