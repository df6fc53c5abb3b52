/* vigie-history-stretch.c: one stretch of a measure's history, from the server to the store.
 *
 * That all of a stretch is known is noted only where the server's list ended and nothing of it may have slipped between
 * pages: one that lists without an order, on several pages, is asked for less, until it answers on one. A page of which
 * something could not be read is asked for in smaller parts as well, so that a fault hides as little as possible;
 * a small one is taken as it is, for asking again would give the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-history-fetch.h"

/* Of one stretch. Beyond, it is divided. */
#define PAGES_MAX 64
/* In a row, without any reading of the stretch. */
#define USELESS_MAX 4
/* With so few readings, what could not be read is given up. */
#define FEW 100

/* How long an interval may be that a reading is of: as the readings come, or so. */
#define REACH_DEFAULT VIGIE_HOUR
#define REACH_MAX VIGIE_DAY

/* The readings of the page that are of the stretch, and of a time; not owned. */
static GArray *
take_readings (const VigieStretch *stretch, const VigieStPage *page)
{
  GArray *readings
      = g_array_sized_new (FALSE, FALSE, sizeof (VigieReading), page->observations->len);

  for (guint i = 0; i < page->observations->len; i++)
    {
      const VigieStObservation *observation = g_ptr_array_index (page->observations, i);
      VigieTime time = observation->reading.time;

      if (time != VIGIE_TIME_NONE && time >= stretch->span.from && time < stretch->span.to)
        g_array_append_val (readings, observation->reading);
    }
  return readings;
}

/* One transaction: the readings, and where @is_whole that the stretch is known. *@dropped: nothing was put, as it is of
 * a history that is no more. */
static gboolean
put (VigieStretch *stretch,
     const GArray *readings,
     gboolean is_whole,
     guint generation,
     guint *n_changed,
     gboolean *dropped,
     GError **error)
{
  VigieSyncWorker *worker = stretch->worker;
  const char *id = stretch->want->id;
  VigieStore *store;
  gboolean good;

  *n_changed = 0;
  *dropped = FALSE;
  g_rw_lock_reader_lock (&worker->store_lock);
  store = worker->store;
  good = store != NULL && vigie_store_begin (store, error);
  if (good)
    {
      *dropped = vigie_store_get_generation (store) != generation;
      if (!*dropped)
        good = vigie_store_put_history (store, id, (const VigieReading *) (void *) readings->data,
                                        readings->len, n_changed, error)
               && (!is_whole
                   || vigie_store_add_known (store, id, stretch->span.from,
                                             MIN (stretch->span.to, stretch->known_to), error));
      if (good && !*dropped)
        good = vigie_store_commit (store, error);
      else
        vigie_store_rollback (store);
    }
  else if (store == NULL)
    {
      *dropped = TRUE;
      good = TRUE;
    }
  g_rw_lock_reader_unlock (&worker->store_lock);
  return good;
}

static gboolean
get_generation (VigieSyncWorker *worker, guint *generation)
{
  gboolean has_store;

  g_rw_lock_reader_lock (&worker->store_lock);
  has_store = worker->store != NULL;
  if (has_store)
    *generation = vigie_store_get_generation (worker->store);
  g_rw_lock_reader_unlock (&worker->store_lock);
  return has_store;
}

/* It may be a second longer than was meant, for whole seconds. */
static gboolean
can_divide (const VigieStretch *stretch)
{
  return stretch->span.to - stretch->span.from > VIGIE_STRETCH_MIN + VIGIE_SECOND;
}

VigieStretchResult
vigie_history_fetch_stretch (VigieStretch *stretch, GError **error)
{
  const VigieHistoryWant *want = stretch->want;
  g_autoptr (VigieStWalk) walk = NULL;
  gboolean is_partial = FALSE, is_end = FALSE;
  guint generation, n_useless = 0;

  stretch->n_readings = 0;
  if (!get_generation (stretch->worker, &generation))
    return VIGIE_STRETCH_DROPPED;
  walk = vigie_st_client_walk_history (stretch->client, want->id, want->id_is_text,
                                       stretch->span.from, stretch->span.to);
  vigie_st_walk_set_reach (walk,
                           want->interval > 0 ? MIN (want->interval, REACH_MAX) : REACH_DEFAULT);
  for (guint n_pages = 1; !is_end; n_pages++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (VigieStPage) page = vigie_st_walk_next (walk, stretch->cancellable, &local_error);
      g_autoptr (GArray) readings = NULL;
      guint n_changed;
      gboolean dropped;

      if (page == NULL && local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return VIGIE_STRETCH_FAILED;
        }
      /* A list may end without a last page. */
      is_end = page == NULL || page->last;
      if (page != NULL)
        {
          readings = take_readings (stretch, page);
          stretch->n_readings += readings->len;
          is_partial |= page->partial;
          n_useless = readings->len == 0 ? n_useless + 1 : 0;
          if (!is_end
              && ((is_partial && can_divide (stretch)) || n_pages >= PAGES_MAX
                  || n_useless >= USELESS_MAX))
            return can_divide (stretch) ? VIGIE_STRETCH_DIVIDE : VIGIE_STRETCH_ENDLESS;
        }
      else
        {
          readings = g_array_new (FALSE, FALSE, sizeof (VigieReading));
        }
      if (is_end && is_partial && stretch->n_readings >= FEW && can_divide (stretch))
        return VIGIE_STRETCH_DIVIDE;
      if (!put (stretch, readings, is_end, generation, &n_changed, &dropped, error))
        return VIGIE_STRETCH_FAILED;
      if (dropped)
        return VIGIE_STRETCH_DROPPED;
      if (n_changed > 0)
        vigie_sync_worker_replay (stretch->worker, want->id);
      if (n_changed > 0 || is_end)
        stretch->stored (stretch->user_data, want->id);
    }
  return VIGIE_STRETCH_DONE;
}
