/* vigie-sync-load.c: the whole territory, first and from time to time
 *
 * The same walk serves the first load and the comparisons: what is known already costs a look-up and is
 * told to nobody; what is missing at the end of an undisturbed walk is gone from the server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sync-worker.h"

#include "vigie-heap.h"

/* Time between comparisons, in µs of real time, and how much of it is left to chance, so that twenty
 * desks do not ask at once. */
#define COMPARISON_INTERVAL (15 * 60 * G_USEC_PER_SEC)
#define COMPARISON_JITTER 0.2

/* Entities that could not even be told from each other: one of them may be a site that is known. */
static guint
lost_entities (VigieSyncWorker *self)
{
  VigieStProblems problems = vigie_st_client_get_statistics (self->client).problems;

  return problems.count[VIGIE_ST_PROBLEM_NO_ID] + problems.count[VIGIE_ST_PROBLEM_NOT_AN_ENTITY]
         + problems.count[VIGIE_ST_PROBLEM_BAD_PAGE] + problems.count[VIGIE_ST_PROBLEM_TOO_LONG];
}

static void
mark_store (VigieSyncWorker *self)
{
  self->marked = FALSE;
  /* Twice: a store that is found damaged is a new one then. */
  for (int i = 0; i < 2 && self->store != NULL && !self->marked; i++)
    {
      g_autoptr (GError) error = NULL;

      self->in_transaction = vigie_store_begin (self->store, &error);
      if (self->in_transaction && vigie_store_mark (self->store, &error))
        {
          self->in_transaction = FALSE;
          self->marked = vigie_store_commit (self->store, &error);
        }
      if (!self->marked)
        vigie_sync_worker_store_failed (self, error);
    }
}

static void
start_load (VigieSyncWorker *self)
{
  self->full_walk = vigie_st_client_walk_territory (self->client);
  self->full_started = vigie_sync_worker_server_now (self);
  self->full_sites = 0;
  self->full_partial = FALSE;
  self->full_problems = lost_entities (self);
  self->full_resumed = FALSE;
  /* A territory that is known is compared in silence; one that is not shows how it grows. */
  self->full_shown = g_hash_table_size (self->index->sites) == 0;
  self->told.loading = self->full_shown;
  self->told.n_loaded = 0;
  vigie_sync_worker_tell_state (self);

  vigie_sync_index_mark (self->index);
  mark_store (self);
  /* Whatever the store lost so far, this load writes. */
  self->full_due = FALSE;
}

static void
take_page (VigieSyncWorker *self, const VigieStPage *page)
{
  for (guint i = 0; i < page->things->len; i++)
    vigie_sync_worker_take_thing (self, g_ptr_array_index (page->things, i));
  for (guint i = 0; i < page->datastreams->len; i++)
    {
      const VigieStDatastream *datastream = g_ptr_array_index (page->datastreams, i);

      vigie_sync_worker_take_datastream (self, datastream, datastream->thing.text);
    }
  for (guint i = 0; i < page->observations->len; i++)
    {
      const VigieStObservation *observation = g_ptr_array_index (page->observations, i);
      VigieSyncMeasure *measure
          = vigie_sync_index_find_measure (self->index, observation->datastream.text);

      if (measure != NULL)
        vigie_sync_worker_take_reading (self, measure, &observation->reading);
    }
}

static void
store_instant (VigieSyncWorker *self, const char *key, VigieTime time)
{
  char buffer[VIGIE_TIME_BUFFER];

  if (time != VIGIE_TIME_NONE)
    vigie_sync_worker_set_value (self, key, vigie_time_format (time, buffer));
}

/* Expected intervals of measures that declare none: each comparison looks at some of them, in turn. */
static void
observe_intervals (VigieSyncWorker *self)
{
  g_autoptr (GPtrArray) undeclared = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->index->measures);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const VigieMeasureData *data = ((VigieSyncMeasure *) value)->data;

      if (data->expected_interval == 0 || data->interval_is_observed)
        g_ptr_array_add (undeclared, value);
    }
  /* 1 000 look-ups take some 50 ms of this thread. */
  for (guint i = 0, n = MIN (undeclared->len, 1000); i < n; i++)
    {
      guint chosen = undeclared->len <= 1000
                         ? i
                         : (guint) g_rand_int_range (self->random, 0, (gint32) undeclared->len);

      vigie_sync_worker_observe_interval (self, g_ptr_array_index (undeclared, chosen));
    }
}

static void
end_load (VigieSyncWorker *self)
{
  gboolean first = self->full_shown;
  gboolean empty = self->full_sites == 0 && g_hash_table_size (self->index->sites) > 0;

  g_clear_pointer (&self->full_walk, vigie_st_walk_free);
  self->full_partial |= lost_entities (self) > self->full_problems;
  vigie_sync_worker_begin (self);
  /* A server that suddenly has nothing at all may be ill, or may have hidden it from us: told a second
   * time, it is true. */
  if (!self->full_partial && !self->full_resumed && (!empty || self->empty_seen))
    vigie_sync_worker_sweep (self);
  self->empty_seen = empty && !self->full_partial && !self->full_resumed;
  observe_intervals (self);

  vigie_sync_worker_set_value (self, "profile", vigie_profile_get_digest (self->profile));
  if (self->instance != NULL)
    vigie_sync_worker_set_value (self, "instance", self->instance);
  vigie_sync_worker_set_value (self, "demonstration", self->told.demonstration ? "true" : NULL);
  store_instant (self, "last-exchange", self->told.last_exchange);
  if (self->read_up_to == VIGIE_TIME_NONE)
    {
      self->read_up_to = self->full_started;
      /* The first increment begins so far before it. */
      if (self->read_up_to != VIGIE_TIME_NONE)
        self->followed_since = self->read_up_to - VIGIE_SYNC_LEAST_OVERLAP;
    }
  store_instant (self, "read-up-to", self->read_up_to);
  store_instant (self, "followed-since", self->followed_since);
  self->told.loading = FALSE;
  vigie_sync_worker_tell_state (self);
  vigie_sync_worker_commit (self, TRUE);

  self->shortest_interval
      = vigie_sync_index_shortest_interval (self->index, &self->readings_per_hour);
  self->full_at = g_get_monotonic_time ()
                  + (gint64) (COMPARISON_INTERVAL
                              * g_rand_double_range (self->random, 1 - COMPARISON_JITTER, 1));
  if (self->full_resumed || empty)
    self->full_at = MIN (self->full_at, g_get_monotonic_time () + COMPARISON_INTERVAL / 5);
  self->unknown_new = FALSE;
  if (first && g_hash_table_size (self->index->measures) > 2000)
    {
      /* The present is known: what came before may wait for the first wide window. */
      self->narrow = TRUE;
      self->wide_at = self->read_up_to + vigie_sync_worker_wide_overlap (self) / 2;
    }
  vigie_sync_worker_find_chores (self);

  /* Pages of JSON and records went through: give the memory back. */
  if (first || self->full_sites > 1000)
    vigie_heap_trim ();
}

gboolean
vigie_sync_worker_load_page (VigieSyncWorker *self, gboolean *done, GError **error)
{
  g_autoptr (VigieStPage) page = NULL;
  g_autoptr (GError) local_error = NULL;

  *done = FALSE;
  if (self->full_walk == NULL)
    start_load (self);

  vigie_sync_worker_ask (self, VIGIE_SYNC_PAGE);
  page = vigie_st_walk_next (self->full_walk, self->cancellable, &local_error);
  if (page == NULL && local_error != NULL)
    {
      self->full_resumed = TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  vigie_sync_worker_note_wait (self, VIGIE_SYNC_PAGE);
  vigie_sync_worker_note_exchange (self);
  if (page == NULL)
    {
      end_load (self);
      *done = TRUE;
      return TRUE;
    }

  self->full_partial |= page->partial;
  self->noting_delays = !self->full_shown;
  vigie_sync_worker_begin (self);
  take_page (self, page);
  vigie_sync_worker_commit (self, FALSE);
  self->noting_delays = FALSE;
  self->full_sites += page->things->len;
  if (self->full_shown)
    {
      self->told.n_loaded = self->full_sites;
      vigie_sync_worker_tell_state (self);
    }
  return TRUE;
}
