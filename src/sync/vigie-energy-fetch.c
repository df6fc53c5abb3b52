/* vigie-energy-fetch.c: see vigie-energy-fetch.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-fetch.h"

#include <glib/gi18n-lib.h>

#include "vigie-folder.h"

/* Of one measure: what is more is no meter. */
#define READINGS_MAX 3200000
/* What could not be read whole is asked for in halves, down to this. */
#define SPAN_MIN VIGIE_DAY
/* Distances of readings that tell the usual one. */
#define SAMPLE 1001

VigieEnergyFetch *
vigie_energy_fetch_new (const char *address,
                        const VigieStCredentials *credentials,
                        VigieProfile *profile,
                        GError **error)
{
  const VigieStLimits limits = {.tries = 3};
  VigieStClient *client = vigie_st_client_new (address, credentials, error);
  VigieEnergyFetch *self;

  if (client == NULL)
    return NULL;
  vigie_st_client_set_limits (client, &limits);
  self = g_new0 (VigieEnergyFetch, 1);
  self->client = client;
  self->profile = vigie_profile_ref (profile);
  self->sites = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_site_data_unref);
  self->measures = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_measure_data_unref);
  return self;
}

void
vigie_energy_fetch_free (VigieEnergyFetch *self)
{
  g_clear_pointer (&self->store, vigie_store_close);
  if (self->folder != NULL)
    vigie_folder_remove (self->folder);
  g_free (self->folder);
  g_ptr_array_unref (self->sites);
  g_ptr_array_unref (self->measures);
  vigie_profile_unref (self->profile);
  vigie_st_client_free (self->client);
  g_free (self);
}

/* ---- The territory ---------------------------------------------------------------------------- */

static void
add_datastream (VigieEnergyFetch *self, const VigieStDatastream *datastream, const char *site_id)
{
  if (datastream->id.text != NULL && site_id != NULL)
    g_ptr_array_add (self->measures,
                     vigie_profile_map_datastream (self->profile, datastream, site_id));
}

static void
add_page (VigieEnergyFetch *self, const VigieStPage *page)
{
  for (guint i = 0; i < page->things->len; i++)
    {
      const VigieStThing *thing = g_ptr_array_index (page->things, i);

      if (thing->id.text == NULL)
        continue;
      g_ptr_array_add (self->sites, vigie_profile_map_thing (self->profile, thing));
      for (guint j = 0; j < thing->datastreams->len; j++)
        add_datastream (self, g_ptr_array_index (thing->datastreams, j), thing->id.text);
    }
  for (guint i = 0; i < page->datastreams->len; i++)
    {
      const VigieStDatastream *datastream = g_ptr_array_index (page->datastreams, i);

      add_datastream (self, datastream, datastream->thing.text);
    }
}

gboolean
vigie_energy_fetch_territory (VigieEnergyFetch *self, GError **error)
{
  const VigieStServer *server = vigie_st_client_probe (self->client, NULL, error);
  g_autoptr (VigieStWalk) walk = NULL;

  if (server == NULL)
    return FALSE;
  self->now
      = server->server_now != VIGIE_TIME_NONE ? server->server_now : (VigieTime) g_get_real_time ();
  walk = vigie_st_client_walk_territory (self->client);
  for (;;)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (VigieStPage) page = vigie_st_walk_next (walk, NULL, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (page == NULL)
        return TRUE;
      add_page (self, page);
    }
}

/* ---- The store -------------------------------------------------------------------------------- */

static const VigieMeasureData *
find_measure (VigieEnergyFetch *self, const char *id, guint *position)
{
  for (guint i = 0; i < self->measures->len; i++)
    {
      const VigieMeasureData *data = g_ptr_array_index (self->measures, i);

      if (g_str_equal (data->id, id))
        {
          *position = i;
          return data;
        }
    }
  g_return_val_if_reached (NULL);
}

/* The sites and the measures that are read. */
static gboolean
open_store (VigieEnergyFetch *self, const char *const *ids, guint n, GError **error)
{
  self->folder = g_dir_make_tmp ("vigie-energy-XXXXXX", error);
  if (self->folder == NULL)
    return FALSE;
  self->store = vigie_store_open (self->folder, "energy", NULL, error);
  if (self->store == NULL || !vigie_store_begin (self->store, error))
    return FALSE;
  for (guint i = 0; i < self->sites->len; i++)
    if (!vigie_store_put_site (self->store, g_ptr_array_index (self->sites, i), error))
      return FALSE;
  for (guint i = 0; i < n; i++)
    {
      guint position = 0;

      if (!vigie_store_put_measure (self->store, find_measure (self, ids[i], &position), error))
        return FALSE;
    }
  return vigie_store_commit (self->store, error);
}

/* ---- The history ------------------------------------------------------------------------------ */

/* The readings of @from ≤ t < @to into @readings; *@is_partial: some could not be read, or may have slipped between
 * pages. */
static gboolean
walk_span (VigieEnergyFetch *self,
           const VigieMeasureData *measure,
           VigieTime from,
           VigieTime to,
           GArray *readings,
           gboolean *is_partial,
           GError **error)
{
  g_autoptr (VigieStWalk) walk
      = vigie_st_client_walk_history (self->client, measure->id, measure->id_is_text, from, to);

  if (measure->expected_interval > 0)
    vigie_st_walk_set_reach (walk, MIN (measure->expected_interval, VIGIE_DAY));
  *is_partial = FALSE;
  for (;;)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (VigieStPage) page = vigie_st_walk_next (walk, NULL, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (page == NULL)
        return TRUE;
      *is_partial |= page->partial;
      for (guint i = 0; i < page->observations->len; i++)
        {
          const VigieStObservation *observation = g_ptr_array_index (page->observations, i);
          VigieReading reading = observation->reading;

          if (reading.time == VIGIE_TIME_NONE || reading.time < from || reading.time >= to)
            continue;
          /* Texts are the page's, and figures are of numbers. */
          reading.text = NULL;
          if (reading.type == VIGIE_VALUE_TEXT || reading.type == VIGIE_VALUE_JSON)
            {
              reading.type = VIGIE_VALUE_NONE;
              reading.number = NAN;
            }
          g_array_append_val (readings, reading);
        }
      if (readings->len > READINGS_MAX)
        {
          /* Translators: %s is the name of a measure */
          g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED,
                       _ ("“%s” has too many readings."), measure->name);
          return FALSE;
        }
    }
}

static gboolean
put_span (VigieEnergyFetch *self,
          const VigieMeasureData *measure,
          VigieTime from,
          VigieTime to,
          const GArray *readings,
          GError **error)
{
  return vigie_store_begin (self->store, error)
         && vigie_store_put_history (self->store, measure->id,
                                     (const VigieReading *) (const void *) readings->data,
                                     readings->len, NULL, error)
         && vigie_store_add_known (self->store, measure->id, from, to, error)
         && vigie_store_commit (self->store, error);
}

static gboolean
fetch_span (VigieEnergyFetch *self,
            const VigieMeasureData *measure,
            VigieTime from,
            VigieTime to,
            GArray *distances,
            GError **error)
{
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (VigieReading));
  gboolean is_partial;

  if (!walk_span (self, measure, from, to, readings, &is_partial, error))
    return FALSE;
  if (is_partial && to - from > SPAN_MIN)
    {
      VigieTime middle = from + (to - from) / 2 / VIGIE_HOUR * VIGIE_HOUR;

      return fetch_span (self, measure, from, middle, distances, error)
             && fetch_span (self, measure, middle, to, distances, error);
    }
  for (guint i = 1; i < readings->len && distances->len < SAMPLE; i++)
    {
      gint64 distance = g_array_index (readings, VigieReading, i).time
                        - g_array_index (readings, VigieReading, i - 1).time;

      if (distance > 0)
        g_array_append_val (distances, distance);
    }
  return put_span (self, measure, from, to, readings, error);
}

static int
compare_distances (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Where none is declared, the interval is what was observed. The data are still this thread's alone. */
static gboolean
note_interval (VigieEnergyFetch *self, guint position, GArray *distances, GError **error)
{
  VigieMeasureData *data = g_ptr_array_index (self->measures, position);

  if ((data->expected_interval > 0 && !data->interval_is_observed) || distances->len < 2)
    return TRUE;
  g_array_sort (distances, compare_distances);
  data->expected_interval = g_array_index (distances, gint64, (distances->len - 1) / 2);
  data->interval_is_observed = TRUE;
  return vigie_store_begin (self->store, error)
         && vigie_store_put_measure (self->store, data, error)
         && vigie_store_commit (self->store, error);
}

static gboolean
fetch_measure (VigieEnergyFetch *self, const char *id, VigieTime from, VigieTime to, GError **error)
{
  g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (gint64));
  const VigieMeasureData *measure;
  gint64 margin = VIGIE_DAY;
  VigieMeterInfo info;
  guint position = 0;

  measure = find_measure (self, id, &position);
  if (vigie_meter_info_init (&info, measure))
    margin = MAX (margin, vigie_meter_margin (&info));
  return fetch_span (self, measure, from - margin, MIN (to + margin, self->now + VIGIE_DAY),
                     distances, error)
         && note_interval (self, position, distances, error);
}

static VigieEnergyPlan *
make_plan (VigieEnergyFetch *self, const VigieEnergyScope *scope)
{
  g_autoptr (VigieEnergyPlan) whole
      = vigie_energy_plan_new (self->sites, self->measures, self->profile);

  return vigie_energy_plan_select (whole, scope);
}

VigieEnergyPlan *
vigie_energy_fetch_history (VigieEnergyFetch *self,
                            const VigieEnergyScope *scope,
                            VigieTime from,
                            VigieTime to,
                            GError **error)
{
  g_autoptr (VigieEnergyPlan) plan = make_plan (self, scope);
  const char *const *ids;
  guint n;

  ids = vigie_energy_plan_get_measure_ids (plan, &n);
  if (!open_store (self, ids, n, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    if (from < self->now && !fetch_measure (self, ids[i], from, to, error))
      return NULL;
  return make_plan (self, scope);
}
