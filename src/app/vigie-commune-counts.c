/* vigie-commune-counts.c: how the sites of each commune do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-commune-counts.h"

#include "vigie-filters.h"

#define SLICE 2000    /* µs */
#define INTERVAL 2000 /* ms between two counts */

struct _VigieCommuneCounts
{
  GObject parent_instance;

  VigieTerritory *territory; /* owned, or NULL */
  VigieAreas *areas;         /* owned, or NULL */
  gboolean active, stale;
  guint source; /* a count is under way or due, or 0 */
  guint next_site, next_sensor;
  VigieCommuneCount *counting; /* owned: under way, or NULL */
  VigieCommuneCount *counts;   /* owned: the last whole one, or NULL */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieCommuneCounts, vigie_commune_counts, G_TYPE_OBJECT)

const VigieArea *
vigie_commune_counts_area_of (VigieAreas *areas, const VigieSiteData *data)
{
  const VigieArea *area = vigie_areas_get_by_code (areas, data->details->commune);

  if (area == NULL && data->details->commune_name != NULL)
    area = vigie_areas_get_by_name (areas, data->details->commune_name);
  if (area == NULL && data->details->commune == NULL && data->details->commune_name == NULL)
    area = vigie_areas_find (areas, data->lat, data->lon);
  return area;
}

static VigieCommuneCount *
count_of (VigieCommuneCounts *self, VigieSite *site)
{
  const VigieArea *area = vigie_commune_counts_area_of (self->areas, vigie_site_get_data (site));

  return area != NULL ? &self->counting[vigie_areas_index_of (self->areas, area)] : NULL;
}

static void
count_site (VigieCommuneCounts *self, VigieSite *site)
{
  VigieCommuneCount *count = count_of (self, site);

  if (count == NULL)
    return;
  count->n_sites++;
  switch (vigie_state_for (vigie_site_get_freshness (site), vigie_site_get_condition (site)))
    {
    case VIGIE_STATE_CRITICAL:
      count->n_critical++;
      break;
    case VIGIE_STATE_WARNING:
      count->n_warning++;
      break;
    case VIGIE_STATE_SILENT:
      count->n_silent++;
      break;
    case VIGIE_STATE_OUT_OF_SERVICE:
      count->n_out_of_service++;
      break;
    case VIGIE_STATE_NO_MEASURE:
      count->n_no_measure++;
      break;
    case VIGIE_STATE_NORMAL:
    default:
      break;
    }
}

static void
count_sensor (VigieCommuneCounts *self, VigieSensor *sensor)
{
  VigieSite *site = vigie_sensor_get_site (sensor);
  VigieFreshness freshness = vigie_sensor_get_freshness (sensor);
  VigieCommuneCount *count = site != NULL ? count_of (self, site) : NULL;

  if (count == NULL || freshness == VIGIE_FRESHNESS_OUT_OF_SERVICE)
    return;
  count->n_sensors++;
  count->n_quiet += freshness == VIGIE_FRESHNESS_LATE || freshness == VIGIE_FRESHNESS_SILENT
                    || freshness == VIGIE_FRESHNESS_NEVER;
}

static gboolean start_cb (gpointer user_data);

static gboolean
slice_cb (gpointer user_data)
{
  VigieCommuneCounts *self = user_data;
  gint64 deadline = g_get_monotonic_time () + SLICE;
  GListModel *sites = G_LIST_MODEL (self->territory);
  GListModel *sensors = vigie_territory_get_sensors (self->territory);

  do
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (sites, self->next_site);
      g_autoptr (VigieSensor) sensor = NULL;

      if (site != NULL)
        {
          count_site (self, site);
          self->next_site++;
          continue;
        }
      sensor = g_list_model_get_item (sensors, self->next_sensor++);
      if (sensor == NULL)
        {
          g_free (self->counts);
          self->counts = g_steal_pointer (&self->counting);
          self->source = self->stale ? g_timeout_add (INTERVAL, start_cb, self) : 0;
          g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
          return G_SOURCE_REMOVE;
        }
      count_sensor (self, sensor);
    }
  while (g_get_monotonic_time () < deadline);
  return G_SOURCE_CONTINUE;
}

static gboolean
start_cb (gpointer user_data)
{
  VigieCommuneCounts *self = user_data;

  self->stale = FALSE;
  self->next_site = self->next_sensor = 0;
  g_free (self->counting);
  self->counting = g_new0 (VigieCommuneCount, MAX (vigie_areas_get_n_areas (self->areas), 1));
  self->source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, slice_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
stop (VigieCommuneCounts *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->counting, g_free);
}

/* Something of the territory is another. */
static void
touched_cb (VigieCommuneCounts *self)
{
  self->stale = TRUE;
  if (self->source == 0 && self->active && self->territory != NULL && self->areas != NULL)
    self->source = self->counts != NULL ? g_timeout_add (INTERVAL, start_cb, self)
                                        : g_idle_add (start_cb, self);
}

static void
vigie_commune_counts_dispose (GObject *object)
{
  VigieCommuneCounts *self = VIGIE_COMMUNE_COUNTS (object);

  vigie_commune_counts_set (self, NULL, NULL);
  G_OBJECT_CLASS (vigie_commune_counts_parent_class)->dispose (object);
}

static void
vigie_commune_counts_class_init (VigieCommuneCountsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_commune_counts_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_commune_counts_init (VigieCommuneCounts *self)
{
}

VigieCommuneCounts *
vigie_commune_counts_new (void)
{
  return g_object_new (VIGIE_TYPE_COMMUNE_COUNTS, NULL);
}

void
vigie_commune_counts_set (VigieCommuneCounts *self, VigieTerritory *territory, VigieAreas *areas)
{
  g_return_if_fail (VIGIE_IS_COMMUNE_COUNTS (self));

  if (self->territory == territory && self->areas == areas)
    return;
  stop (self);
  g_clear_pointer (&self->counts, g_free);
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_data (self->territory, self);
  g_set_object (&self->territory, territory);
  g_clear_pointer (&self->areas, vigie_areas_unref);
  self->areas = areas != NULL ? vigie_areas_ref (areas) : NULL;
  if (territory != NULL)
    {
      g_signal_connect_swapped (territory, "changed", G_CALLBACK (touched_cb), self);
      g_signal_connect_swapped (territory, "items-changed", G_CALLBACK (touched_cb), self);
      touched_cb (self);
    }
}

void
vigie_commune_counts_set_active (VigieCommuneCounts *self, gboolean active)
{
  g_return_if_fail (VIGIE_IS_COMMUNE_COUNTS (self));

  if (self->active == !!active)
    return;
  self->active = !!active;
  if (!active)
    {
      self->stale |= self->source != 0;
      stop (self);
    }
  else if (self->stale)
    touched_cb (self);
}

const VigieCommuneCount *
vigie_commune_counts_get (VigieCommuneCounts *self, guint area)
{
  g_return_val_if_fail (VIGIE_IS_COMMUNE_COUNTS (self), NULL);

  if (self->counts == NULL || self->areas == NULL || area >= vigie_areas_get_n_areas (self->areas))
    return NULL;
  return &self->counts[area];
}
