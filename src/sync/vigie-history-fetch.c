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

/* Readings of a measure that come in one run of the program for what is summed up. */
#define DEMAND_MAX (8 * VIGIE_HISTORY_MAX)
/* Failures of a measure after which it is not filled. */
#define FILL_TRIES 5

struct _VigieHistoryFetch
{
  VigieSyncWorker *worker;
  VigieHistoryTells tells;
  gpointer user_data;
  GThread *thread;

  GMutex lock;
  GCond wake;
  gboolean stop;
  VigieHistoryQueue queue;
  gboolean is_up;      /* the server can be asked */
  gboolean anew;       /* the link came back: another session */
  VigieTime now;       /* of the server, at… */
  gint64 now_at;       /* … this monotonic time… */
  double pace;         /* … going so fast */
  guint n_failures;    /* in a row */
  gboolean is_failing; /* and told so */

  /* Under way. */
  VigieHistoryWant *current; /* owned, or NULL */
  VigieSpan current_span;
  GCancellable *cancellable; /* owned, or NULL */

  /* Of the thread alone. */
  VigieStClient *client;  /* owned, or NULL */
  VigieStStatistics told; /* of it: what the worker has counted already */
  GRand *random;
};

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
  return g_strdup_printf (_ ("Could not fetch part of the history. %s"), reason);
}

/* Of one measure. */
static void
fail_measure (VigieHistoryFetch *self, const char *id, const char *text)
{
  VigieHistoryPast *past;

  g_mutex_lock (&self->lock);
  past = vigie_history_queue_get_past (&self->queue, id);
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
  self->queue.wait_until
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
      VigieHistoryPast *past;

      /* It is about to be put, or was removed. */
      g_mutex_lock (&self->lock);
      past = vigie_history_queue_get_past (&self->queue, want->id);
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
  VigieHistoryPast *past;

  g_mutex_lock (&self->lock);
  was_failing = self->is_failing;
  self->is_failing = FALSE;
  self->n_failures = 0;
  past = vigie_history_queue_get_past (&self->queue, id);
  was_told = past->is_told;
  past->is_told = FALSE;
  past->n_failures = 0;
  if (past->limit > 0 && ++past->n_good >= GOOD_STRETCHES)
    {
      past->n_good = 0;
      past->limit = past->limit < VIGIE_HISTORY_KEPT_ENERGY ? past->limit * 2 : 0;
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

/* How long a stretch of about a page is. */
static gint64
stretch_length (VigieHistoryFetch *self, const VigieHistoryWant *want)
{
  gint64 length = want->interval > 0 && want->interval < want->kept / STRETCH_READINGS
                      ? want->interval * STRETCH_READINGS
                  : want->interval > 0 ? want->kept
                                       : STRETCH_DEFAULT;
  gint64 limit;

  g_mutex_lock (&self->lock);
  limit = vigie_history_queue_get_past (&self->queue, want->id)->limit;
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
  return vigie_history_find_stretch (self->worker, want, stretch_length (self, want), now, stretch,
                                     error);
}

/* How far it is with a demand. */
static void
tell_progress (VigieHistoryFetch *self, const VigieHistoryWant *want)
{
  gint64 missing, wanted;

  if (want->demand != 0
      && vigie_history_measure_missing (self->worker, want, get_now (self), &missing, &wanted))
    self->tells.progressed (self->user_data, want->demand, want->id, missing, wanted);
}

/* What the client asked and got since the last time, for the sync's count. */
static void
count_requests (VigieHistoryFetch *self)
{
  VigieStStatistics now, more;

  if (self->client == NULL)
    return;
  now = more = vigie_st_client_get_statistics (self->client);
  more.requests -= self->told.requests;
  more.bytes -= self->told.bytes;
  for (guint i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    more.problems.count[i] -= self->told.problems.count[i];
  self->told = now;
  g_mutex_lock (&self->worker->lock);
  vigie_st_statistics_add (&self->worker->others, &more);
  g_mutex_unlock (&self->worker->lock);
}

static void
drop_client (VigieHistoryFetch *self)
{
  count_requests (self);
  g_clear_pointer (&self->client, vigie_st_client_free);
  self->told = (VigieStStatistics) {0};
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
    drop_client (self);
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
  VigieHistoryPast *past;
  VigieStretchResult result;

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
  result = vigie_history_fetch_stretch (&stretch, &error);
  count_requests (self);
  switch (result)
    {
    case VIGIE_STRETCH_DONE:
      note_success (self, want->id);
      break;
    case VIGIE_STRETCH_DIVIDE:
      g_mutex_lock (&self->lock);
      past = vigie_history_queue_get_past (&self->queue, want->id);
      past->limit
          = MAX ((span->to - span->from) / (stretch.n_readings > 0 ? 2 : 4), VIGIE_STRETCH_MIN);
      past->n_good = 0;
      g_mutex_unlock (&self->lock);
      break;
    case VIGIE_STRETCH_ENDLESS:
      fail_measure (
          self, want->id,
          _ ("The server’s list of readings never ends: part of the history is missing."));
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
  vigie_history_queue_get_past (&self->queue, want->id)->n_readings += stretch.n_readings;
  g_mutex_unlock (&self->lock);
}

static void
work (VigieHistoryFetch *self, VigieHistoryWant *want, gboolean is_fill)
{
  /* What a person looks at as a line has an end; what is summed up goes on for longer. */
  const guint64 most = want->demand != 0 ? DEMAND_MAX : VIGIE_HISTORY_MAX;
  gint64 began = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  VigieTime now = get_now (self);
  VigieSpan span;
  guint64 n_readings;
  gboolean can_ask, was_checked = want->is_checked;

  g_mutex_lock (&self->lock);
  n_readings = vigie_history_queue_get_past (&self->queue, want->id)->n_readings;
  g_mutex_unlock (&self->lock);
  if (n_readings < most && find_stretch (self, want, now, &span, &error))
    {
      g_mutex_lock (&self->lock);
      can_ask
          = self->is_up && self->queue.wait_until <= began && (want->demand == 0 || was_checked);
      want->is_checked = TRUE;
      if (is_fill && !can_ask)
        vigie_history_queue_postpone_fill (&self->queue, want);
      g_mutex_unlock (&self->lock);
      if (can_ask)
        fetch (self, want, &span, now);
      tell_progress (self, want);
      if (!can_ask)
        return;
      g_mutex_lock (&self->lock);
      if (is_fill)
        {
          gint64 ended = g_get_monotonic_time ();

          self->queue.fill_at = ended + vigie_history_fill_pause (ended - began);
        }
      if (is_fill
          && vigie_history_queue_get_past (&self->queue, want->id)->n_failures >= FILL_TRIES)
        vigie_history_queue_remove_fill (&self->queue, want);
      g_mutex_unlock (&self->lock);
      return;
    }
  if (error != NULL)
    {
      note_failure (self, want, error);
      g_mutex_lock (&self->lock);
      want->is_checked = TRUE;
      if (is_fill)
        vigie_history_queue_postpone_fill (&self->queue, want);
      g_mutex_unlock (&self->lock);
      return;
    }
  g_mutex_lock (&self->lock);
  want->is_settled = TRUE;
  if (is_fill)
    vigie_history_queue_remove_fill (&self->queue, want);
  g_mutex_unlock (&self->lock);
  tell_progress (self, want);
  if (is_fill && n_readings < VIGIE_HISTORY_MAX)
    self->tells.filled (self->user_data, want->id);
  else if (!is_fill && n_readings >= most)
    self->tells.failed (
        self->user_data, want->id,
        _ ("The server has more than a million readings for this period: older ones are not "
           "fetched."));
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
      while (!self->stop
             && (want = vigie_history_queue_pick (&self->queue, self->is_up,
                                                  g_get_monotonic_time (), &is_fill, &until))
                    == NULL)
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
  drop_client (self);
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
  vigie_history_queue_init (&self->queue);
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

  vigie_history_queue_clear (&self->queue);
  g_rand_free (self->random);
  g_cond_clear (&self->wake);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
vigie_history_fetch_set_wants (VigieHistoryFetch *self, GPtrArray *wants)
{
  g_mutex_lock (&self->lock);
  vigie_history_queue_set_wants (&self->queue, wants);
  if (self->current != NULL
      && !vigie_history_queue_is_wanted (&self->queue, self->current->id, &self->current_span))
    g_cancellable_cancel (self->cancellable);
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
}

void
vigie_history_fetch_add_fills (VigieHistoryFetch *self, GPtrArray *wants)
{
  g_mutex_lock (&self->lock);
  vigie_history_queue_add_fills (&self->queue, wants);
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
}

void
vigie_history_fetch_check (VigieHistoryFetch *self, const char *id)
{
  g_mutex_lock (&self->lock);
  vigie_history_queue_check (&self->queue, id);
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
}

/* Under the lock. */
static void
forget_failures (VigieHistoryFetch *self)
{
  self->n_failures = 0;
  vigie_history_queue_forget_failures (&self->queue);
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
