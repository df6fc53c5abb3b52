/* vigie-sync-state.c: what the sync's thread tells of the link, and how long it waits for an answer
 *
 * A link that is dead is to be said within 45 s of its last answer, and one whose mobile network pauses for 10 s is not
 * to be called lost. At most 22 s pass between two increments; then an answer that does not begin, or stops, is waited
 * for 11 s, and once more on a connection made anew, as the old one may be dead where the network is not: 44.5 s.
 * Pages of a territory, which a server may have to think about, follow each other at once: 20 s, twice.
 *
 * A server that is slow and not dead answers its root and not these. It is called lost once; from then on it has
 * 30 s, for as long as it needs anything like that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sync-worker.h"

/* ms without a byte. */
#define SILENCE_NEWS 11000
#define SILENCE_PAGE 20000
#define SILENCE_MAX 30000

/* ---- State ------------------------------------------------------------------------------------ */

void
vigie_sync_state_copy_into (const VigieSyncState *source, VigieSyncState *target)
{
  char *error_text = g_strdup (source->error_text);
  char *set_aside = g_strdup (source->set_aside);
  char *store_error = g_strdup (source->store_error);

  vigie_sync_state_clear (target);
  *target = *source;
  target->error_text = error_text;
  target->set_aside = set_aside;
  target->store_error = store_error;
}

void
vigie_sync_state_clear (VigieSyncState *state)
{
  g_clear_pointer (&state->error_text, g_free);
  g_clear_pointer (&state->set_aside, g_free);
  g_clear_pointer (&state->store_error, g_free);
}

void
vigie_sync_worker_tell_state (VigieSyncWorker *self)
{
  VigieLink link = self->told.link;

  if (self->client != NULL)
    {
      self->told.statistics = vigie_st_client_get_statistics (self->client);
      self->told.statistics.problems.count[VIGIE_ST_PROBLEM_BAD_TIME] += self->n_ahead;
    }
  /* Under the lock: once a jump was noted, nothing says « up » that was known before it. */
  g_mutex_lock (&self->lock);
  if (self->clocks_moved && link == VIGIE_LINK_UP)
    self->told.link = VIGIE_LINK_CONNECTING;
  self->tells.state (self->user_data, &self->told);
  self->told.link = link;
  g_mutex_unlock (&self->lock);
}

VigieTime
vigie_sync_worker_now (VigieSyncWorker *self)
{
  g_autoptr (VigieClock) clock = NULL;

  g_mutex_lock (&self->lock);
  clock = g_object_ref (self->clock);
  g_mutex_unlock (&self->lock);
  return vigie_clock_now (clock);
}

VigieTime
vigie_sync_worker_server_now (VigieSyncWorker *self)
{
  const VigieSyncState *told = &self->told;

  if (!told->server_known || told->server_now == VIGIE_TIME_NONE)
    return VIGIE_TIME_NONE;
  return told->server_now
         + (gint64) ((double) (g_get_monotonic_time () - told->server_monotonic) * told->pace);
}

gboolean
vigie_sync_worker_stopped (VigieSyncWorker *self)
{
  gboolean stop;

  g_mutex_lock (&self->lock);
  stop = self->stop;
  g_mutex_unlock (&self->lock);
  return stop;
}

void
vigie_sync_worker_note_exchange (VigieSyncWorker *self)
{
  VigieSyncState *told = &self->told;

  told->last_exchange = vigie_sync_worker_now (self);
  told->asked_at = 0;
  self->was_up = TRUE;
  if (told->link != VIGIE_LINK_UP)
    {
      told->link = VIGIE_LINK_UP;
      told->link_since = told->last_exchange;
      told->next_try = VIGIE_TIME_NONE;
      g_clear_pointer (&told->error_text, g_free);
    }
  vigie_sync_worker_tell_state (self);
}

/* ---- Waiting ---------------------------------------------------------------------------------- */

/* How much of what a kind of request once took is remembered with the next. */
#define MEMORY 0.9

static guint
silence_of (VigieSyncWorker *self, VigieSyncRequest kind)
{
  guint brisk = kind == VIGIE_SYNC_PAGE ? self->limits.page_ms : self->limits.news_ms;
  guint patient = MAX (self->limits.patient_ms, brisk);

  /* Nothing is shown as of now: no hurry. */
  if (!self->was_up || (kind == VIGIE_SYNC_PROBE && !self->session))
    return patient;
  if (kind != VIGIE_SYNC_PROBE
      && (self->timed_out || self->longest_wait[kind] > brisk * G_GINT64_CONSTANT (500)))
    return patient;
  return brisk;
}

void
vigie_sync_worker_ask (VigieSyncWorker *self, VigieSyncRequest kind)
{
  /* The sync tries again by itself, and says so meanwhile. */
  VigieStLimits limits = {.tries = 2, .idle_ms = silence_of (self, kind)};

  vigie_st_client_set_limits (self->client, &limits);
  self->told.asked_at = g_get_monotonic_time ();
  vigie_sync_worker_tell_state (self);
}

void
vigie_sync_worker_note_wait (VigieSyncWorker *self, VigieSyncRequest kind)
{
  gint64 waited;

  if (self->told.asked_at == 0)
    return;
  waited = g_get_monotonic_time () - self->told.asked_at;
  self->told.asked_at = 0;
  self->longest_wait[kind] = MAX (waited, (gint64) ((double) self->longest_wait[kind] * MEMORY));
  if (kind == VIGIE_SYNC_NEWS)
    self->timed_out = FALSE;
}

void
vigie_sync_limits_init (VigieSyncLimits *self)
{
  *self = (VigieSyncLimits) {SILENCE_NEWS, SILENCE_PAGE, SILENCE_MAX};
}
