/* vigie-history-fetch.c: the thread that fetches history: what next, and when not to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-history-fetch.h"

#include <sys/resource.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "vigie-history-private.h"
#include "vigie-spans.h"

/* Readings of a stretch: a little less than the client asks for at once. */
#define STRETCH_READINGS 4000
#define STRETCH_DEFAULT (30 * VIGIE_DAY) /* where it is not known how often they come */
#define STRETCH_SHORTEST (10 * VIGIE_MINUTE)

/* Stretches without a fault before one that had to be made shorter is made longer again. */
#define GOOD_STRETCHES 4

/* What the server's clock may have been read from is in whole seconds. */
#define CLOCK_GRAIN (2 * VIGIE_SECOND)

/* After a failure, in µs of real time; doubled each time. */
#define BACKOFF_FIRST (5 * G_USEC_PER_SEC)
#define BACKOFF_MAX (5 * 60 * G_USEC_PER_SEC)
/* A measure that the store does not know yet. */
#define UNKNOWN_WAIT (3 * G_USEC_PER_SEC)

/* Between two requests of what is filled. */
#define FILL_PAUSE (100 * G_TIME_SPAN_MILLISECOND)
#define FILLS_MAX 100000
/* Failures of a measure after which it is not filled. */
#define FILL_TRIES 5

/* What is remembered of a measure. */
typedef struct
{
  gint64 wait_until; /* monotonic time; 0: not waiting */
  gboolean is_told;  /* that it fails */
  guint n_failures;  /* in a row */
  gint64 limit;      /* µs of the longest stretch, 0: none */
  guint n_good;      /* stretches since it was set */
  guint64 n_readings;
} Past;

struct _VigieHistoryFetch
{
  VigieSyncWorker *worker;
  VigieHistoryTells tells;
  gpointer user_data;
  GThread *thread;

  GMutex lock;
  GCond wake;
  gboolean stop;
  GPtrArray *wants;    /* VigieHistoryWant: of windows */
  GQueue fills;        /* VigieHistoryWant, owned: in their order */
  GHashTable *by_id;   /* id, owned → GList of fills, not owned */
  GHashTable *pasts;   /* id, owned → Past */
  gboolean is_up;      /* the server can be asked */
  gboolean anew;       /* the link came back: another session */
  VigieTime now;       /* of the server, at… */
  gint64 now_at;       /* … this monotonic time… */
  double pace;         /* … going so fast */
  gint64 wait_until;   /* monotonic time before which nothing is asked */
  gint64 fill_at;      /* the same, of what is filled */
  guint n_failures;    /* in a row */
  gboolean is_failing; /* and told so */

  /* Under way. */
  VigieHistoryWant *current; /* owned, or NULL */
  VigieSpan current_span;
  GCancellable *cancellable; /* owned, or NULL */

  /* Of the thread alone. */
  VigieStClient *client; /* owned, or NULL */
  GRand *random;
};

/* ---- Wants --------------------------------------------------------------------------------------- */

VigieHistoryWant *
vigie_history_want_new (const char *id, gboolean id_is_text, gint64 interval)
{
  VigieHistoryWant *self = g_new0 (VigieHistoryWant, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->id_is_text = id_is_text;
  self->interval = interval;
  self->spans = vigie_spans_new ();
  return self;
}

VigieHistoryWant *
vigie_history_want_ref (VigieHistoryWant *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_history_want_unref (VigieHistoryWant *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_array_unref (self->spans);
  g_free (self);
}

/* Under the lock. */
static Past *
get_past (VigieHistoryFetch *self, const char *id)
{
  Past *past = g_hash_table_lookup (self->pasts, id);

  if (past == NULL)
    {
      past = g_new0 (Past, 1);
      g_hash_table_insert (self->pasts, g_strdup (id), past);
    }
  return past;
}

static gboolean
is_waiting (VigieHistoryFetch *self, const char *id, gint64 monotonic, gint64 *until)
{
  const Past *past = g_hash_table_lookup (self->pasts, id);

  if (past == NULL || past->wait_until <= monotonic)
    return FALSE;
  *until = MIN (*until, past->wait_until);
  return TRUE;
}

/* The next want to work on, a reference, or NULL: then there is none before *@until, a monotonic time. Under the lock. */
static VigieHistoryWant *
pick (VigieHistoryFetch *self, gboolean *is_fill, gint64 *until)
{
  gint64 monotonic = g_get_monotonic_time ();
  VigieHistoryWant *best = NULL;

  *until = G_MAXINT64;
  *is_fill = FALSE;
  if (!self->is_up || self->wait_until > monotonic)
    {
      VigieHistoryWant *want = g_queue_peek_head (&self->fills);

      if (self->is_up)
        *until = self->wait_until;
      /* Those of which nothing is missing need no server. */
      *is_fill = TRUE;
      return want != NULL && !want->is_checked ? vigie_history_want_ref (want) : NULL;
    }
  for (guint i = 0; self->wants != NULL && i < self->wants->len; i++)
    {
      VigieHistoryWant *want = g_ptr_array_index (self->wants, i);

      if (want->is_settled || is_waiting (self, want->id, monotonic, until))
        continue;
      if (best == NULL || want->n_stretches < best->n_stretches
          || (want->n_stretches == best->n_stretches && want->order > best->order))
        best = want;
    }
  if (best != NULL)
    return vigie_history_want_ref (best);

  *is_fill = TRUE;
  if (self->fills.length > 0 && self->fill_at > monotonic)
    {
      *until = MIN (*until, self->fill_at);
      return NULL;
    }
  /* Those that wait go to the end; once round. */
  for (guint i = self->fills.length; i > 0; i--)
    {
      VigieHistoryWant *want = g_queue_peek_head (&self->fills);

      if (!is_waiting (self, want->id, monotonic, until))
        return vigie_history_want_ref (want);
      g_queue_push_tail_link (&self->fills, g_queue_pop_head_link (&self->fills));
    }
  return NULL;
}

/* Under the lock. */
static void
remove_fill (VigieHistoryFetch *self, const VigieHistoryWant *want)
{
  GList *place = g_hash_table_lookup (self->by_id, want->id);

  if (place == NULL || place->data != want)
    return;
  g_hash_table_remove (self->by_id, want->id);
  vigie_history_want_unref (place->data);
  g_queue_delete_link (&self->fills, place);
}

/* Under the lock. */
static void
postpone_fill (VigieHistoryFetch *self, const VigieHistoryWant *want)
{
  GList *place = g_hash_table_lookup (self->by_id, want->id);

  if (place == NULL || place->data != want)
    return;
  g_queue_unlink (&self->fills, place);
  g_queue_push_tail_link (&self->fills, place);
}

/* ---- Failures ------------------------------------------------------------------------------------ */

static gint64
backoff (VigieHistoryFetch *self, guint n_failures)
{
  gint64 wait = BACKOFF_FIRST;

  for (guint i = 1; i < n_failures && wait < BACKOFF_MAX; i++)
    wait *= 2;
  return (gint64) (MIN (wait, BACKOFF_MAX) * g_rand_double_range (self->random, 0.75, 1.25));
}

static char *
describe (VigieHistoryFetch *self, const GError *error)
{
  g_autofree char *reason = error->domain == VIGIE_ST_ERROR
                                ? vigie_st_error_describe (error, self->worker->address)
                                : g_strdup (error->message);

  /* Translators: %s is a whole sentence that says why */
  return g_strdup_printf (_ ("Part of the history could not be fetched. %s"), reason);
}

/* Of one measure. */
static void
fail_measure (VigieHistoryFetch *self, const char *id, const char *text)
{
  Past *past;

  g_mutex_lock (&self->lock);
  past = get_past (self, id);
  past->n_failures++;
  past->wait_until = g_get_monotonic_time () + backoff (self, past->n_failures);
  past->is_told = TRUE;
  g_mutex_unlock (&self->lock);
  self->tells.failed (self->user_data, id, text);
}

/* Of all: the server is not to be asked before a while, or (@for_good) before something changes. */
static void
fail_all (VigieHistoryFetch *self, gboolean for_good, const char *text)
{
  g_mutex_lock (&self->lock);
  self->n_failures++;
  self->wait_until
      = for_good ? G_MAXINT64 : g_get_monotonic_time () + backoff (self, self->n_failures);
  self->is_failing = TRUE;
  g_mutex_unlock (&self->lock);
  self->tells.failed (self->user_data, NULL, text);
}

static void
note_failure (VigieHistoryFetch *self, const VigieHistoryWant *want, const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_debug ("History of %s: %s", want->id, error->message);
  if (g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN))
    {
      Past *past;

      /* It is about to be put, or was removed. */
      g_mutex_lock (&self->lock);
      past = get_past (self, want->id);
      past->wait_until
          = g_get_monotonic_time ()
            + (past->n_failures == 0 ? UNKNOWN_WAIT : backoff (self, past->n_failures));
      past->n_failures++;
      g_mutex_unlock (&self->lock);
      return;
    }
  text = describe (self, error);
  if (g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNAUTHORIZED))
    fail_all (self, TRUE, text);
  else if (error->domain != VIGIE_ST_ERROR
           || g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNREACHABLE)
           || g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_TLS)
           || g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_SENSORTHINGS))
    fail_all (self, FALSE, text);
  else
    fail_measure (self, want->id, text);
}

static void
note_success (VigieHistoryFetch *self, const char *id)
{
  gboolean was_failing, was_told;
  Past *past;

  g_mutex_lock (&self->lock);
  was_failing = self->is_failing;
  self->is_failing = FALSE;
  self->n_failures = 0;
  past = get_past (self, id);
  was_told = past->is_told;
  past->is_told = FALSE;
  past->n_failures = 0;
  if (past->limit > 0 && ++past->n_good >= GOOD_STRETCHES)
    {
      past->n_good = 0;
      past->limit = past->limit < VIGIE_HISTORY_KEPT ? past->limit * 2 : 0;
    }
  g_mutex_unlock (&self->lock);
  if (was_failing)
    self->tells.failed (self->user_data, NULL, NULL);
  if (was_told)
    self->tells.failed (self->user_data, id, NULL);
}

/* ---- Stretches ----------------------------------------------------------------------------------- */

static VigieTime
get_now (VigieHistoryFetch *self)
{
  VigieTime now;

  g_mutex_lock (&self->lock);
  now = self->now;
  if (now != VIGIE_TIME_NONE)
    now += (gint64) ((double) (g_get_monotonic_time () - self->now_at) * self->pace);
  g_mutex_unlock (&self->lock);
  return now != VIGIE_TIME_NONE ? now : vigie_sync_worker_now (self->worker);
}

static VigieTime
floor_to (VigieTime time, gint64 unit)
{
  gint64 rest = time % unit;

  return time - (rest >= 0 ? rest : rest + unit);
}

/* How long a stretch of about a page is. */
static gint64
stretch_length (VigieHistoryFetch *self, const VigieHistoryWant *want)
{
  gint64 length = want->interval > 0 && want->interval < VIGIE_HISTORY_KEPT / STRETCH_READINGS
                      ? want->interval * STRETCH_READINGS
                  : want->interval > 0 ? VIGIE_HISTORY_KEPT
                                       : STRETCH_DEFAULT;
  gint64 limit;

  g_mutex_lock (&self->lock);
  limit = get_past (self, want->id)->limit;
  g_mutex_unlock (&self->lock);
  length = MAX (length, STRETCH_SHORTEST);
  return limit > 0 ? MIN (length, limit) : length;
}

/* The newest stretch that is missing of what is wanted; FALSE where none is, or with an error. */
static gboolean
find_stretch (VigieHistoryFetch *self,
              const VigieHistoryWant *want,
              VigieTime now,
              VigieSpan *stretch,
              GError **error)
{
  gint64 length = stretch_length (self, want);
  /* Views move by little: what is asked for begins and ends with a day, or a part of a stretch. */
  gint64 unit = CLAMP (floor_to (length / 4, VIGIE_MINUTE), VIGIE_MINUTE, VIGIE_DAY);
  gboolean is_found = FALSE;

  for (guint i = want->spans->len; i > 0 && !is_found; i--)
    {
      VigieSpan span = g_array_index (want->spans, VigieSpan, i - 1);
      g_autoptr (GArray) known = NULL, missing = NULL;
      VigieSpan followed;

      span.from = floor_to (MAX (span.from, now - VIGIE_HISTORY_KEPT), unit);
      span.to = span.to < now ? MIN (floor_to (span.to, unit) + unit, now) : now;
      if (span.from >= span.to)
        continue;
      g_rw_lock_reader_lock (&self->worker->store_lock);
      if (self->worker->store != NULL)
        known = vigie_store_get_known (self->worker->store, want->id, span.from, span.to, &followed,
                                       error);
      g_rw_lock_reader_unlock (&self->worker->store_lock);
      if (known == NULL)
        return FALSE;
      missing = vigie_history_find_missing ((const VigieSpan *) (void *) known->data, known->len,
                                            &followed, span.from, span.to, now);
      if (missing->len == 0)
        continue;
      *stretch = g_array_index (missing, VigieSpan, missing->len - 1);
      if (stretch->to - stretch->from > length + length / 4)
        stretch->from = stretch->to - length;
      /* Servers' times are of whole seconds at times. */
      stretch->from = floor_to (stretch->from, VIGIE_SECOND);
      is_found = TRUE;
    }
  return is_found;
}

static gboolean
make_client (VigieHistoryFetch *self, GError **error)
{
  VigieSyncWorker *worker = self->worker;
  VigieStCredentials credentials = {worker->user, worker->secret, worker->ca_file};
  VigieStLimits limits = {.tries = 2};
  gboolean anew;

  g_mutex_lock (&self->lock);
  anew = self->anew;
  self->anew = FALSE;
  g_mutex_unlock (&self->lock);
  if (anew)
    g_clear_pointer (&self->client, vigie_st_client_free);
  if (self->client == NULL)
    {
      self->client = vigie_st_client_new (worker->address, &credentials, error);
      if (self->client == NULL)
        return FALSE;
      vigie_st_client_set_limits (self->client, &limits);
      vigie_st_client_set_log (self->client, worker->log);
    }
  return TRUE;
}

/* Whether any of the stretch is still wanted. */
static gboolean
is_wanted (GPtrArray *wants, const char *id, const VigieSpan *span)
{
  for (guint i = 0; wants != NULL && i < wants->len; i++)
    {
      const VigieHistoryWant *want = g_ptr_array_index (wants, i);

      if (g_str_equal (want->id, id) && vigie_spans_meet (want->spans, span->from, span->to))
        return TRUE;
    }
  return FALSE;
}

/* One stretch. */
static void
fetch (VigieHistoryFetch *self, VigieHistoryWant *want, const VigieSpan *span, VigieTime now)
{
  VigieStretch stretch = {
      .worker = self->worker,
      .want = want,
      .span = *span,
      .known_to = now - CLOCK_GRAIN,
      .stored = self->tells.stored,
      .user_data = self->user_data,
  };
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GError) error = NULL;
  Past *past;

  if (!make_client (self, &error))
    {
      note_failure (self, want, error);
      return;
    }
  g_mutex_lock (&self->lock);
  if (self->stop || !self->is_up)
    {
      g_mutex_unlock (&self->lock);
      return;
    }
  self->current = want;
  self->current_span = *span;
  self->cancellable = g_cancellable_new ();
  cancellable = g_object_ref (self->cancellable);
  g_mutex_unlock (&self->lock);

  stretch.client = self->client;
  stretch.cancellable = cancellable;
  switch (vigie_history_fetch_stretch (&stretch, &error))
    {
    case VIGIE_STRETCH_DONE:
      note_success (self, want->id);
      break;
    case VIGIE_STRETCH_DIVIDE:
      g_mutex_lock (&self->lock);
      past = get_past (self, want->id);
      past->limit
          = MAX ((span->to - span->from) / (stretch.n_readings > 0 ? 2 : 4), VIGIE_STRETCH_MIN);
      past->n_good = 0;
      g_mutex_unlock (&self->lock);
      break;
    case VIGIE_STRETCH_ENDLESS:
      fail_measure (
          self, want->id,
          _ ("The server’s list of readings has no end: part of the history is missing."));
      break;
    case VIGIE_STRETCH_FAILED:
      note_failure (self, want, error);
      break;
    case VIGIE_STRETCH_DROPPED:
    default:
      break;
    }

  g_mutex_lock (&self->lock);
  self->current = NULL;
  g_clear_object (&self->cancellable);
  want->n_stretches++;
  get_past (self, want->id)->n_readings += stretch.n_readings;
  g_mutex_unlock (&self->lock);
}

static void
work (VigieHistoryFetch *self, VigieHistoryWant *want, gboolean is_fill)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  VigieTime now = get_now (self);
  VigieSpan span;
  guint64 n_readings;
  gboolean can_ask;

  g_mutex_lock (&self->lock);
  n_readings = get_past (self, want->id)->n_readings;
  g_mutex_unlock (&self->lock);
  if (n_readings < VIGIE_HISTORY_MAX && find_stretch (self, want, now, &span, &error))
    {
      g_mutex_lock (&self->lock);
      can_ask = self->is_up && self->wait_until <= began;
      want->is_checked = TRUE;
      if (is_fill && !can_ask)
        postpone_fill (self, want);
      g_mutex_unlock (&self->lock);
      if (!can_ask)
        return;
      fetch (self, want, &span, now);
      g_mutex_lock (&self->lock);
      if (is_fill)
        self->fill_at = g_get_monotonic_time () + MAX (FILL_PAUSE, g_get_monotonic_time () - began);
      if (is_fill && get_past (self, want->id)->n_failures >= FILL_TRIES)
        remove_fill (self, want);
      g_mutex_unlock (&self->lock);
      return;
    }
  if (error != NULL)
    {
      note_failure (self, want, error);
      return;
    }
  g_mutex_lock (&self->lock);
  want->is_settled = TRUE;
  if (is_fill)
    remove_fill (self, want);
  g_mutex_unlock (&self->lock);
  if (is_fill && n_readings < VIGIE_HISTORY_MAX)
    self->tells.filled (self->user_data, want->id);
  else if (!is_fill && n_readings >= VIGIE_HISTORY_MAX)
    self->tells.failed (
        self->user_data, want->id,
        _ ("The server has more than a million readings of this time: older ones are not fetched."));
}

static gpointer
run (gpointer user_data)
{
  VigieHistoryFetch *self = user_data;

  /* As the sync's thread: the window goes first. */
  setpriority (PRIO_PROCESS, (id_t) gettid (), 5);
  for (;;)
    {
      g_autoptr (VigieHistoryWant) want = NULL;
      gboolean is_fill = FALSE;
      gint64 until;

      g_mutex_lock (&self->lock);
      while (!self->stop && (want = pick (self, &is_fill, &until)) == NULL)
        {
          if (until == G_MAXINT64)
            g_cond_wait (&self->wake, &self->lock);
          else
            g_cond_wait_until (&self->wake, &self->lock, until);
        }
      if (self->stop)
        {
          g_mutex_unlock (&self->lock);
          break;
        }
      g_mutex_unlock (&self->lock);
      work (self, want, is_fill);
    }
  g_clear_pointer (&self->client, vigie_st_client_free);
  return NULL;
}

/* ---- From other threads -------------------------------------------------------------------------- */

VigieHistoryFetch *
vigie_history_fetch_new (VigieSyncWorker *worker,
                         const VigieHistoryTells *tells,
                         gpointer user_data)
{
  VigieHistoryFetch *self = g_new0 (VigieHistoryFetch, 1);

  self->worker = worker;
  self->tells = *tells;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  g_queue_init (&self->fills);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pasts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->now = VIGIE_TIME_NONE;
  self->pace = 1;
  self->random = g_rand_new ();
  self->thread = g_thread_new ("vigie-history", run, self);
  return self;
}

void
vigie_history_fetch_free (VigieHistoryFetch *self)
{
  g_mutex_lock (&self->lock);
  self->stop = TRUE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  g_clear_pointer (&self->wants, g_ptr_array_unref);
  g_queue_clear_full (&self->fills, (GDestroyNotify) vigie_history_want_unref);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->pasts);
  g_rand_free (self->random);
  g_cond_clear (&self->wake);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
vigie_history_fetch_set_wants (VigieHistoryFetch *self, GPtrArray *wants)
{
  GPtrArray *before;

  g_mutex_lock (&self->lock);
  before = self->wants;
  self->wants = wants;
  for (guint i = 0; before != NULL && i < before->len; i++)
    for (guint j = 0; j < wants->len; j++)
      {
        const VigieHistoryWant *old = g_ptr_array_index (before, i);
        VigieHistoryWant *want = g_ptr_array_index (wants, j);

        if (g_str_equal (old->id, want->id))
          want->n_stretches = old->n_stretches;
      }
  if (self->current != NULL && !is_wanted (wants, self->current->id, &self->current_span)
      && !g_hash_table_contains (self->by_id, self->current->id))
    g_cancellable_cancel (self->cancellable);
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&before, g_ptr_array_unref);
}

void
vigie_history_fetch_add_fills (VigieHistoryFetch *self, GPtrArray *wants)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < wants->len; i++)
    {
      VigieHistoryWant *want = g_ptr_array_index (wants, i);
      GList *place = g_hash_table_lookup (self->by_id, want->id);

      /* The one that is there may be worked on, and is not changed. */
      if (place != NULL)
        {
          VigieHistoryWant *old = place->data;

          for (guint j = 0; j < old->spans->len; j++)
            vigie_spans_add (want->spans, g_array_index (old->spans, VigieSpan, j).from,
                             g_array_index (old->spans, VigieSpan, j).to);
          place->data = vigie_history_want_ref (want);
          vigie_history_want_unref (old);
        }
      else if (self->fills.length < FILLS_MAX)
        {
          g_queue_push_tail (&self->fills, vigie_history_want_ref (want));
          g_hash_table_replace (self->by_id, g_strdup (want->id), self->fills.tail);
        }
    }
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  g_ptr_array_unref (wants);
}

void
vigie_history_fetch_check (VigieHistoryFetch *self, const char *id)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; self->wants != NULL && i < self->wants->len; i++)
    {
      VigieHistoryWant *want = g_ptr_array_index (self->wants, i);

      if (g_str_equal (want->id, id))
        want->is_settled = FALSE;
    }
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
}

/* Under the lock. */
static void
forget_failures (VigieHistoryFetch *self)
{
  GHashTableIter iter;
  gpointer value;

  self->wait_until = 0;
  self->n_failures = 0;
  g_hash_table_iter_init (&iter, self->pasts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Past *past = value;

      past->wait_until = 0;
      past->n_failures = 0;
      past->n_readings = 0;
    }
  for (guint i = 0; self->wants != NULL && i < self->wants->len; i++)
    ((VigieHistoryWant *) g_ptr_array_index (self->wants, i))->is_settled = FALSE;
}

void
vigie_history_fetch_set_state (VigieHistoryFetch *self, const VigieSyncState *state)
{
  gboolean is_up = state->link == VIGIE_LINK_UP;

  g_mutex_lock (&self->lock);
  if (is_up && !self->is_up)
    {
      self->anew = TRUE;
      forget_failures (self);
    }
  self->is_up = is_up;
  self->now = state->server_known ? state->server_now : VIGIE_TIME_NONE;
  self->now_at = state->server_monotonic;
  self->pace = state->pace;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
}

void
vigie_history_fetch_retry (VigieHistoryFetch *self)
{
  g_mutex_lock (&self->lock);
  forget_failures (self);
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
}
