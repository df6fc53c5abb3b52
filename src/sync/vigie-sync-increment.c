/* vigie-sync-increment.c: what is new since the last time, and the history that explains it
 *
 * An increment asks for readings from a little before what was read so far. How much before is the
 * longest delay with which a reading was seen to come, at least ten minutes: a reading that a gateway
 * held back, or that was written while the server answered, is not lost; one that is known already is
 * told to nobody. Where so wide a window holds many readings, it is asked for every few minutes only, and
 * a narrow one in between. Where readings are of intervals it is as much longer as those are: FROST-Server counts
 * an interval by its beginning. All times here are of the server's clock, never of this machine's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sync-worker.h"

#include "vigie-heap.h"

#define WIDE_MIN (10 * VIGIE_MINUTE)
#define WIDE_MAX (6 * VIGIE_HOUR)
/* Of a server that stamps a reading when it takes it, and of one that does not. */
#define NARROW_STAMPED VIGIE_SYNC_LEAST_OVERLAP
#define NARROW (2 * VIGIE_MINUTE)
/* The HTTP date that a server's clock may have been read from is in whole seconds. */
#define CLOCK_GRAIN (2 * VIGIE_SECOND)
/* Readings known already that one wide window may hold before narrow ones are taken. */
#define REPEATS_MAX 2000
/* Readings of a loss of the link that are caught up; beyond, charts ask for what they show. */
#define CATCH_UP_MAX 100000

/* New readings, as after a loss of the link or a sleep, whose memory is worth giving back before there are more. */
#define MANY_NEWS 10000

/* Measures whose history is asked for after a load. */
#define CHORES_MAX 300
#define CHORE_SPAN (2 * VIGIE_DAY)

/* "last-exchange" is written with readings, and at least this often, in µs of real time. */
#define NOTE_INTERVAL (60 * G_USEC_PER_SEC)

/* How late a reading may come. */
static gint64
get_lateness (VigieSyncWorker *self)
{
  return CLAMP (self->longest_delay + self->longest_delay / 2, WIDE_MIN, WIDE_MAX);
}

gint64
vigie_sync_worker_wide_overlap (VigieSyncWorker *self)
{
  /* Longer intervals, of days, are left to the comparisons. */
  return get_lateness (self) + (self->server_stamps ? 0 : MIN (self->longest_span, WIDE_MAX));
}

/* Where the present increment begins; *@wide: it is a wide one. */
static VigieTime
increment_since (VigieSyncWorker *self, VigieTime now, gboolean *wide)
{
  gint64 overlap = vigie_sync_worker_wide_overlap (self);
  double lost_hours;

  *wide = !self->narrow || self->wide_at == VIGIE_TIME_NONE || now >= self->wide_at
          || now < self->wide_at - overlap;
  if (!*wide)
    overlap = self->server_stamps ? NARROW_STAMPED : NARROW;

  lost_hours = (double) (now - self->read_up_to) / VIGIE_HOUR;
  if (lost_hours * self->readings_per_hour > CATCH_UP_MAX)
    {
      *wide = TRUE;
      self->followed_since = now - overlap;
      return now - overlap;
    }
  /* A server whose clock was set back: from its present. */
  return MIN (self->read_up_to, now) - overlap - CLOCK_GRAIN;
}

static void
take_observations (VigieSyncWorker *self, const VigieStPage *page)
{
  for (guint i = 0; i < page->observations->len; i++)
    {
      const VigieStObservation *observation = g_ptr_array_index (page->observations, i);
      const char *id = observation->datastream.text;
      VigieSyncMeasure *measure = vigie_sync_index_find_measure (self->index, id);

      if (measure != NULL)
        vigie_sync_worker_take_reading (self, measure, &observation->reading);
      else if (id != NULL && !g_hash_table_contains (self->unknown, id)
               && g_hash_table_size (self->unknown) < 10000)
        {
          /* New on the server: a comparison finds what it is. Once: some have no site. */
          g_hash_table_add (self->unknown, g_strdup (id));
          self->unknown_new = TRUE;
        }
    }
}

static void
note_read_up_to (VigieSyncWorker *self, VigieTime now, gboolean news)
{
  gint64 monotonic = g_get_monotonic_time ();
  char buffer[VIGIE_TIME_BUFFER];

  self->read_up_to = now;
  if (self->followed_since == VIGIE_TIME_NONE)
    self->followed_since = now;
  if (!news && monotonic - self->exchange_noted < NOTE_INTERVAL)
    return;
  self->exchange_noted = monotonic;
  vigie_sync_worker_begin (self);
  vigie_sync_worker_take_replays (self);
  vigie_sync_worker_set_value (self, "read-up-to", vigie_time_format (now, buffer));
  if (self->followed_since != VIGIE_TIME_NONE)
    vigie_sync_worker_set_value (self, "followed-since",
                                 vigie_time_format (self->followed_since, buffer));
  if (self->told.last_exchange != VIGIE_TIME_NONE)
    vigie_sync_worker_set_value (self, "last-exchange",
                                 vigie_time_format (self->told.last_exchange, buffer));
  vigie_sync_worker_commit (self, FALSE);
}

gboolean
vigie_sync_worker_increment (VigieSyncWorker *self, GError **error)
{
  VigieTime now = vigie_sync_worker_server_now (self);
  g_autoptr (VigieStWalk) walk = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean wide;
  guint n_news = 0, n_repeats = 0, n_untrimmed = 0;

  if (now == VIGIE_TIME_NONE)
    now = vigie_sync_worker_now (self); /* a server without any clock: none better */
  if (self->read_up_to == VIGIE_TIME_NONE)
    self->read_up_to = now;

  walk = vigie_st_client_walk_since (self->client, increment_since (self, now, &wide));
  for (;;)
    {
      g_autoptr (VigieStPage) page = NULL;

      vigie_sync_worker_ask (self, VIGIE_SYNC_NEWS);
      page = vigie_st_walk_next (walk, self->cancellable, &local_error);
      if (page == NULL)
        break;
      vigie_sync_worker_note_wait (self, VIGIE_SYNC_NEWS);
      self->n_news = self->n_repeats = 0;
      self->noting_delays = TRUE;
      if (page->observations->len > 0)
        {
          vigie_sync_worker_begin (self);
          take_observations (self, page);
          vigie_sync_worker_commit (self, FALSE);
        }
      self->noting_delays = FALSE;
      n_news += self->n_news;
      n_untrimmed += self->n_news;
      if (n_untrimmed > MANY_NEWS)
        {
          vigie_heap_trim ();
          n_untrimmed = 0;
        }
      n_repeats += self->n_repeats;
      vigie_sync_worker_note_exchange (self);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  vigie_sync_worker_note_wait (self, VIGIE_SYNC_NEWS);
  vigie_sync_worker_note_exchange (self);
  note_read_up_to (self, now, n_news > 0 || vigie_sync_worker_has_replays (self));
  if (wide)
    {
      self->narrow = n_repeats > REPEATS_MAX;
      /* Narrow ones see no interval that is longer: it must not look late for that. */
      self->wide_at = now + get_lateness (self) / 2;
    }
  return TRUE;
}

/* ---- History ---------------------------------------------------------------------------------- */

static void
add_chore (VigieSyncWorker *self, VigieSyncMeasure *measure)
{
  if (measure->chore || g_queue_get_length (&self->chores) >= CHORES_MAX)
    return;
  measure->chore = TRUE;
  g_queue_push_tail (&self->chores, g_strdup (measure->data->id));
}

static gboolean
is_abnormal (const VigieSyncMeasure *measure, VigieCondition condition)
{
  return measure->state.condition == condition;
}

/* After a load only the latest reading of each measure is known: since when it is beyond a limit, and
 * how often one comes that declares nothing, is in the history. The worst come first. */
void
vigie_sync_worker_find_chores (VigieSyncWorker *self)
{
  GHashTableIter iter;
  gpointer value;

  for (int pass = 0; pass < 4; pass++)
    {
      g_hash_table_iter_init (&iter, self->index->measures);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          VigieSyncMeasure *measure = value;
          gboolean wanted;

          if (measure->time == VIGIE_TIME_NONE || measure->explained)
            continue;
          if (pass == 0)
            wanted = is_abnormal (measure, VIGIE_CONDITION_CRITICAL);
          else if (pass == 1)
            wanted = measure->state.pending != measure->state.condition;
          else if (pass == 2)
            wanted = is_abnormal (measure, VIGIE_CONDITION_WARNING);
          else
            wanted = measure->data->expected_interval == 0;
          if (wanted)
            add_chore (self, measure);
        }
    }
}

gboolean
vigie_sync_worker_chore (VigieSyncWorker *self, gboolean *more, GError **error)
{
  g_autofree char *id = g_queue_pop_head (&self->chores);
  VigieSyncMeasure *measure = vigie_sync_index_find_measure (self->index, id);
  VigieTime now = vigie_sync_worker_server_now (self);
  g_autoptr (VigieStWalk) walk = NULL;
  g_autoptr (GError) local_error = NULL;
  VigieTime end;

  *more = !g_queue_is_empty (&self->chores);
  if (measure == NULL)
    return TRUE;
  if (now == VIGIE_TIME_NONE)
    now = vigie_sync_worker_now (self);
  end = (measure->time != VIGIE_TIME_NONE ? measure->time : now) + 1;
  measure->chore = FALSE;
  measure->explained = TRUE;

  walk = vigie_st_client_walk_history (self->client, measure->data->id, measure->data->id_is_text,
                                       end - CHORE_SPAN, end);
  vigie_sync_worker_begin (self);
  /* Two pages are enough to know; the charts ask for the rest. */
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (VigieStPage) page = NULL;

      vigie_sync_worker_ask (self, VIGIE_SYNC_PAGE);
      page = vigie_st_walk_next (walk, self->cancellable, &local_error);
      if (page == NULL)
        break;
      vigie_sync_worker_note_wait (self, VIGIE_SYNC_PAGE);
      for (guint j = 0; j < page->observations->len; j++)
        {
          const VigieStObservation *observation = g_ptr_array_index (page->observations, j);

          vigie_sync_worker_take_reading (self, measure, &observation->reading);
        }
    }
  vigie_sync_worker_observe_interval (self, measure);
  vigie_sync_worker_commit (self, FALSE);

  if (local_error == NULL)
    {
      vigie_sync_worker_note_exchange (self);
      return TRUE;
    }
  self->told.asked_at = 0;
  /* A server that cannot tell the history still tells the present. */
  if (g_error_matches (local_error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNSUPPORTED)
      || g_error_matches (local_error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_FOUND)
      || g_error_matches (local_error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_MALFORMED))
    return TRUE;
  measure->explained = FALSE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
