/* vigie-sync-worker.c: the sync's thread: when to ask, what to ask, and when not to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sync-worker.h"

#include <sys/resource.h>
#include <unistd.h>

#include "vigie-heap.h"
#include "vigie-st-error.h"

/* µs of real time. */
#define POLL_MIN (5 * G_USEC_PER_SEC)
/* With the silence that is borne (vigie-sync-state.c) it says how soon a dead link is known: within 45 s. */
#define POLL_MAX (20 * G_USEC_PER_SEC)
#define POLL_MIN_PACED (1 * G_USEC_PER_SEC)
#define BACKOFF_FIRST (5 * G_USEC_PER_SEC)
#define BACKOFF_MAX (5 * 60 * G_USEC_PER_SEC)
/* Between comparisons that unknown measures ask for. */
#define UNKNOWN_INTERVAL (60 * G_USEC_PER_SEC)

#define NICENESS 5

#define PURGE_INTERVAL G_TIME_SPAN_DAY /* of real time */

/* History is packed so often, of real time, and what is older than this: late readings are frequent before. */
#define PACK_INTERVAL (3 * G_TIME_SPAN_HOUR)
#define PACK_AGE (2 * VIGIE_DAY)
#define PACK_PAUSE (2 * G_TIME_SPAN_MILLISECOND)

/* What the whole program has freed is given back so often, of real time: where it is often, it is little at once. */
#define TRIM_INTERVAL (5 * G_USEC_PER_SEC)

/* The server's clock and this machine's may differ by so much without a word. */
#define SKEW_MIN (30 * VIGIE_SECOND)

/* ---- Exchanges -------------------------------------------------------------------------------- */

/* The server may have another store than the one that all this is of: the same ids then are of other
 * things, and what they said is not to be shown as theirs. What is kept of a server that did not tell is of
 * another one too. */
static void
check_instance (VigieSyncWorker *self, const char *instance)
{
  if (instance == NULL || g_strcmp0 (self->instance, instance) == 0)
    return;
  if (self->instance != NULL || g_hash_table_size (self->index->measures) > 0)
    {
      g_debug ("%s has another store: what is kept of it is forgotten", self->address);
      g_clear_pointer (&self->full_walk, vigie_st_walk_free);
      g_hash_table_remove_all (self->unknown);
      self->unknown_new = FALSE;
      self->read_up_to = self->wide_at = self->followed_since = VIGIE_TIME_NONE;
      self->narrow = FALSE;
      self->longest_delay = 0;
      vigie_sync_worker_begin (self);
      vigie_sync_worker_forget_readings (self);
      vigie_sync_worker_set_value (self, "read-up-to", NULL);
      vigie_sync_worker_set_value (self, "followed-since", NULL);
      vigie_sync_worker_set_value (self, "longest-delay", NULL);
      vigie_sync_worker_set_value (self, "instance", instance);
      vigie_sync_worker_commit (self, FALSE);
      self->full_due = TRUE;
    }
  g_set_str (&self->instance, instance);
}

/* A clock that runs ahead of the server's (that of a demonstration in a hurry, ended since) would hide
 * all that comes until it is reached. */
static void
check_mark (VigieSyncWorker *self, VigieTime server_now)
{
  if (server_now != VIGIE_TIME_NONE && self->read_up_to != VIGIE_TIME_NONE
      && self->read_up_to > server_now + SKEW_MIN)
    {
      self->read_up_to = server_now - vigie_sync_worker_wide_overlap (self);
      self->followed_since = self->read_up_to;
      self->wide_at = VIGIE_TIME_NONE;
    }
}

static gboolean
probe (VigieSyncWorker *self, GError **error)
{
  const VigieStServer *server;
  VigieSyncState *told = &self->told;
  gint64 skew = 0;

  vigie_sync_worker_ask (self, VIGIE_SYNC_PROBE);
  server = vigie_st_client_probe (self->client, self->cancellable, error);

  if (server == NULL)
    return FALSE;
  told->server_known = TRUE;
  told->demonstration = server->demonstration;
  told->pace = server->pace > 0 ? server->pace : 1;
  told->server_now = server->server_now;
  told->server_monotonic = g_get_monotonic_time ();
  self->server_stamps = server->is_vigie;
  check_instance (self, server->instance);
  check_mark (self, server->server_now);
  if (server->server_now != VIGIE_TIME_NONE && told->pace == 1)
    {
      skew = server->server_now - vigie_clock_now (self->machine);
      if (ABS (skew) < SKEW_MIN)
        skew = 0;
    }
  told->clock_skew = skew;
  /* A root that answers is no territory that does: the link is up with the first page. */
  vigie_sync_worker_tell_state (self);
  return TRUE;
}

static gboolean
load (VigieSyncWorker *self, GError **error)
{
  gboolean done = FALSE;

  while (!done)
    {
      if (vigie_sync_worker_stopped (self))
        return TRUE;
      if (!vigie_sync_worker_load_page (self, &done, error))
        return FALSE;
    }
  self->full_ended = g_get_monotonic_time ();
  return TRUE;
}

/* What was asked for by others since the last time. */
static void
take_requests (VigieSyncWorker *self, gboolean *clocks_moved)
{
  VigieProfile *profile;

  g_mutex_lock (&self->lock);
  profile = g_steal_pointer (&self->new_profile);
  *clocks_moved = self->clocks_moved;
  self->clocks_moved = FALSE;
  /* What was up before may be no more. */
  if (*clocks_moved && self->told.link == VIGIE_LINK_UP)
    self->told.link = VIGIE_LINK_CONNECTING;
  self->full_due |= self->compare;
  self->compare = FALSE;
  self->try_now = FALSE;
  self->retry_refused = FALSE;
  g_mutex_unlock (&self->lock);

  if (profile != NULL)
    {
      vigie_profile_unref (self->profile);
      self->profile = profile;
      g_clear_pointer (&self->full_walk, vigie_st_walk_free);
      self->full_due = TRUE;
    }
}

/* One round; *@again: the next one is due at once. */
static gboolean
exchange (VigieSyncWorker *self, gboolean *again, GError **error)
{
  gint64 now = g_get_monotonic_time ();
  gboolean clocks_moved;

  *again = FALSE;
  take_requests (self, &clocks_moved);
  if (self->unknown_new)
    self->full_at = MIN (self->full_at, self->full_ended + UNKNOWN_INTERVAL);
  self->full_due |= now >= self->full_at;

  if ((clocks_moved || !self->session || self->full_due) && !probe (self, error))
    return FALSE;
  if (self->lost_at != 0)
    {
      /* Longer than the increments look back: compare, for things may have come and gone. */
      if ((double) (now - self->lost_at) * self->told.pace
          > (double) vigie_sync_worker_wide_overlap (self))
        self->full_due = TRUE;
      self->lost_at = 0;
    }
  self->session = TRUE;

  if (self->full_due || self->full_walk != NULL)
    {
      *again = TRUE;
      return load (self, error);
    }
  return vigie_sync_worker_increment (self, error);
}

static gint64
poll_interval (VigieSyncWorker *self)
{
  double pace = MAX (self->told.pace, 1);
  gint64 interval = self->shortest_interval > 0 ? self->shortest_interval / 2 : POLL_MAX;

  interval = CLAMP (interval, POLL_MIN, POLL_MAX);
  if (pace > 1)
    interval = MAX ((gint64) (interval / pace), POLL_MIN_PACED);
  return (gint64) (interval * g_rand_double_range (self->random, 0.9, 1.1));
}

/* Waits until the monotonic time, or until something is asked for. */
static void
wait_until (VigieSyncWorker *self, gint64 until)
{
  g_mutex_lock (&self->lock);
  while (!self->stop && !self->try_now && !self->retry_refused)
    if (!g_cond_wait_until (&self->wake, &self->lock, until))
      break;
  g_mutex_unlock (&self->lock);
}

static gboolean
is_asked (VigieSyncWorker *self)
{
  gboolean asked;

  g_mutex_lock (&self->lock);
  asked = self->stop || self->try_now || self->retry_refused;
  g_mutex_unlock (&self->lock);
  return asked;
}

static void
refused (VigieSyncWorker *self, const GError *error)
{
  VigieSyncState *told = &self->told;

  told->link = VIGIE_LINK_REFUSED;
  told->link_since = vigie_sync_worker_now (self);
  told->next_try = VIGIE_TIME_NONE;
  told->loading = FALSE;
  told->asked_at = 0;
  g_free (told->error_text);
  told->error_text = vigie_st_error_describe (error, self->address);
  vigie_sync_worker_tell_state (self);

  /* Asking again with the same credentials may lock the account: only when a person says so. */
  g_mutex_lock (&self->lock);
  while (!self->stop && !self->retry_refused)
    g_cond_wait (&self->wake, &self->lock);
  g_mutex_unlock (&self->lock);
}

static void
lost (VigieSyncWorker *self, const GError *error)
{
  VigieSyncState *told = &self->told;
  gint64 wait = BACKOFF_FIRST;
  gint64 monotonic = g_get_monotonic_time ();
  double pace;

  self->session = FALSE;
  self->timed_out |= vigie_st_error_get_reason (error) == VIGIE_ST_REASON_TIMED_OUT;
  if (self->lost_at == 0)
    self->lost_at = monotonic;
  for (guint i = 0; i < self->n_failures && wait < BACKOFF_MAX; i++)
    wait *= 2;
  self->n_failures++;
  wait = (gint64) (MIN (wait, BACKOFF_MAX) * g_rand_double_range (self->random, 0.75, 1.25));

  if (told->link != VIGIE_LINK_LOST)
    {
      /* What was up is lost since it last answered. */
      told->link_since = self->was_up && told->last_exchange != VIGIE_TIME_NONE
                             ? told->last_exchange
                             : vigie_sync_worker_now (self);
      told->link = VIGIE_LINK_LOST;
    }
  g_mutex_lock (&self->lock);
  pace = vigie_clock_get_pace (self->clock);
  g_mutex_unlock (&self->lock);
  told->next_try = vigie_sync_worker_now (self) + (gint64) ((double) wait * (pace > 0 ? pace : 1));
  told->loading = FALSE;
  told->asked_at = 0;
  g_free (told->error_text);
  told->error_text = vigie_st_error_describe (error, self->address);
  vigie_sync_worker_tell_state (self);

  wait_until (self, monotonic + wait);
  if (is_asked (self))
    self->n_failures = 0;
}

/* The earlier of this machine's clock and the server's: one alone may be wrong. */
static VigieTime
get_careful_now (VigieSyncWorker *self)
{
  VigieTime server_now = vigie_sync_worker_server_now (self);
  VigieTime now = vigie_clock_now (self->machine);

  return server_now != VIGIE_TIME_NONE ? MIN (now, server_now) : now;
}

/* Removes history that is too old. */
static void
purge (VigieSyncWorker *self)
{
  g_autoptr (GError) error = NULL;

  self->purge_at = g_get_monotonic_time () + PURGE_INTERVAL;
  if (self->store == NULL)
    return;
  if (!vigie_store_purge_by_role (self->store, get_careful_now (self), vigie_history_kept,
                                  self->cancellable, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vigie_sync_worker_store_failed (self, error);
}

/* Packs history that does not change any more, a little at a time: what is new does not wait for it. */
static void
pack (VigieSyncWorker *self, gint64 until)
{
  VigieTime before = get_careful_now (self) - PACK_AGE;
  gboolean more = TRUE;

  while (more && self->store != NULL && g_get_monotonic_time () < until && !is_asked (self))
    {
      g_autoptr (GError) error = NULL;

      if (!vigie_store_pack (self->store, before, &more, &error))
        {
          /* Nothing is lost by what else may be the matter: it is tried again in some hours. */
          if (g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_DAMAGED))
            vigie_sync_worker_store_failed (self, error);
          more = FALSE;
        }
      /* Others may want to write. */
      if (more)
        wait_until (self, g_get_monotonic_time () + PACK_PAUSE);
    }
  if (!more || self->store == NULL)
    self->pack_at = g_get_monotonic_time () + PACK_INTERVAL;
}

/* Pages come and go, in threads that come and go: what each freed is between what others have. At the end of a rest the
 * histories that were asked for are written too, and the window has taken what is new. */
static void
trim (VigieSyncWorker *self)
{
  self->trim_at = g_get_monotonic_time () + TRIM_INTERVAL;
  vigie_heap_trim ();
}

/* Until the next poll is due, the histories that are wanted, one by one. */
static gboolean
rest (VigieSyncWorker *self, GError **error)
{
  gint64 until = g_get_monotonic_time () + poll_interval (self);
  gboolean more = !g_queue_is_empty (&self->chores);

  while (more && g_get_monotonic_time () < until && !is_asked (self))
    if (!vigie_sync_worker_chore (self, &more, error))
      return FALSE;
  if (!more && !is_asked (self) && g_get_monotonic_time () >= self->purge_at)
    purge (self);
  if (!more && !is_asked (self) && g_get_monotonic_time () >= self->pack_at)
    pack (self, until);
  if (g_get_monotonic_time () >= self->trim_at)
    trim (self);
  wait_until (self, MIN (until, MAX (self->full_at, g_get_monotonic_time ())));
  return TRUE;
}

/* ---- The thread ------------------------------------------------------------------------------- */

static VigieTime
stored_instant (VigieSyncWorker *self, const char *key)
{
  g_autofree char *text = vigie_store_get_value (self->store, key);
  VigieTime time;

  return text != NULL && vigie_time_parse (text, -1, &time) ? time : VIGIE_TIME_NONE;
}

static void
recall (VigieSyncWorker *self)
{
  g_autoptr (VigieSnapshot) snapshot = g_steal_pointer (&self->seed);
  g_autofree char *delay = NULL;
  g_autoptr (GError) error = NULL;

  if (snapshot == NULL && self->store != NULL)
    {
      snapshot = vigie_store_load (self->store, &error);
      if (snapshot == NULL)
        vigie_sync_worker_store_failed (self, error);
    }
  if (snapshot != NULL)
    vigie_sync_index_add_snapshot (self->index, snapshot);
  if (self->store == NULL)
    {
      vigie_sync_index_forget_stored (self->index);
      /* Read where nothing can be written: it is of then all the same. */
      if (snapshot != NULL)
        self->told.last_exchange = snapshot->last_exchange;
      return;
    }
  g_free (self->instance);
  self->instance = vigie_store_get_value (self->store, "instance");
  self->read_up_to = stored_instant (self, "read-up-to");
  self->followed_since = stored_instant (self, "followed-since");
  self->told.last_exchange = stored_instant (self, "last-exchange");
  delay = vigie_store_get_value (self->store, "longest-delay");
  if (delay != NULL)
    self->longest_delay = CLAMP (g_ascii_strtoll (delay, NULL, 10), 0, 7 * VIGIE_DAY);
  self->shortest_interval
      = vigie_sync_index_shortest_interval (self->index, &self->readings_per_hour);
}

gpointer
vigie_sync_worker_run (gpointer user_data)
{
  VigieSyncWorker *self = user_data;
  VigieStCredentials credentials = {self->user, self->secret, self->ca_file};
  g_autoptr (GError) address_error = NULL;

  /* The window goes first: on a machine that is short of processors a first load is a little slower,
   * and nobody feels it. The client's thread has this from here. That it is refused is no matter. */
  setpriority (PRIO_PROCESS, (id_t) gettid (), NICENESS);

  self->client = vigie_st_client_new (self->address, &credentials, &address_error);
  if (self->client == NULL)
    {
      /* vigie_sync_new() has tried it: but the authority's file may be gone since. What it would have
       * vouched for is then refused, and said. */
      g_debug ("%s: %s", self->address, address_error->message);
      credentials.ca_file = NULL;
      self->client = vigie_st_client_new (self->address, &credentials, NULL);
    }
  g_return_val_if_fail (self->client != NULL, NULL);
  vigie_st_client_set_log (self->client, self->log);

  recall (self);
  self->told.link = VIGIE_LINK_CONNECTING;
  self->told.link_since = vigie_sync_worker_now (self);
  vigie_sync_worker_tell_state (self);

  while (!vigie_sync_worker_stopped (self))
    {
      g_autoptr (GError) error = NULL;
      gboolean again;

      if (exchange (self, &again, &error))
        {
          self->n_failures = 0;
          if (again || rest (self, &error))
            continue;
        }
      if (vigie_sync_worker_stopped (self))
        break;
      g_debug ("Exchange with %s: %s", self->address, error->message);
      if (g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNAUTHORIZED))
        refused (self, error);
      else
        lost (self, error);
    }

  g_clear_pointer (&self->full_walk, vigie_st_walk_free);
  g_clear_pointer (&self->client, vigie_st_client_free);
  /* That of a large territory takes a while: not the main thread's. */
  g_hash_table_remove_all (self->replays);
  g_clear_pointer (&self->index, vigie_sync_index_free);
  return NULL;
}

VigieSyncWorker *
vigie_sync_worker_new (const char *address,
                       const VigieStCredentials *credentials,
                       VigieStore *store,
                       VigieProfile *profile,
                       VigieClock *clock,
                       const VigieSyncTells *tells,
                       gpointer user_data)
{
  VigieSyncWorker *self = g_new0 (VigieSyncWorker, 1);

  self->address = g_strdup (address);
  if (credentials != NULL)
    {
      self->user = g_strdup (credentials->user);
      self->secret = g_strdup (credentials->secret);
      self->ca_file = g_strdup (credentials->ca_file);
    }
  self->log = vigie_st_log_new ();
  self->store = store;
  self->profile = vigie_profile_ref (profile);
  self->clock = g_object_ref (clock);
  self->machine = g_object_ref (clock);
  self->tells = *tells;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  g_rw_lock_init (&self->store_lock);
  self->index = vigie_sync_index_new ();
  self->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->replays = g_hash_table_new (NULL, NULL);
  self->random = g_rand_new ();
  vigie_sync_limits_init (&self->limits);
  g_queue_init (&self->chores);

  self->full_due = TRUE;
  self->full_at = G_MAXINT64;
  self->read_up_to = VIGIE_TIME_NONE;
  self->followed_since = VIGIE_TIME_NONE;
  self->wide_at = VIGIE_TIME_NONE;
  self->told.last_exchange = VIGIE_TIME_NONE;
  self->told.link_since = VIGIE_TIME_NONE;
  self->told.next_try = VIGIE_TIME_NONE;
  self->told.server_now = VIGIE_TIME_NONE;
  self->told.pace = 1;
  return self;
}

void
vigie_sync_worker_free (VigieSyncWorker *self)
{
  g_clear_pointer (&self->store, vigie_store_close);
  g_clear_pointer (&self->seed, vigie_snapshot_free);
  g_clear_pointer (&self->new_profile, vigie_profile_unref);
  g_clear_pointer (&self->new_watched, g_hash_table_unref);
  g_clear_pointer (&self->watched, g_hash_table_unref);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  g_clear_pointer (&self->replay_ids, g_hash_table_unref);
  g_clear_pointer (&self->batch, vigie_territory_batch_free);
  vigie_profile_unref (self->profile);
  g_object_unref (self->clock);
  g_object_unref (self->machine);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->index, vigie_sync_index_free);
  g_hash_table_unref (self->unknown);
  g_hash_table_unref (self->replays);
  g_rand_free (self->random);
  g_queue_clear_full (&self->chores, g_free);
  vigie_sync_state_clear (&self->told);
  g_rw_lock_clear (&self->store_lock);
  g_cond_clear (&self->wake);
  g_mutex_clear (&self->lock);
  g_free (self->address);
  g_free (self->user);
  g_free (self->secret);
  g_free (self->ca_file);
  g_free (self->instance);
  vigie_st_log_unref (self->log);
  g_free (self);
}
