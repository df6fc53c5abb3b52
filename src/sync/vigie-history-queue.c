/* vigie-history-queue.c: whose history is to be fetched next, and when not to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-history-queue.h"

#include <string.h>

#include "vigie-spans.h"

#define FILLS_MAX 100000

/* µs: between two requests of what is filled, from a server that answers at once. */
#define FILL_PAUSE_LEAST (10 * G_TIME_SPAN_MILLISECOND)

VigieHistoryWant *
vigie_history_want_new (const char *id, gboolean id_is_text, gint64 interval, gint64 kept)
{
  VigieHistoryWant *self = g_new0 (VigieHistoryWant, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->id_is_text = id_is_text;
  self->interval = interval;
  self->kept = kept;
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

/* ---- The queue ----------------------------------------------------------------------------------- */

void
vigie_history_queue_init (VigieHistoryQueue *self)
{
  *self = (VigieHistoryQueue) {0};
  g_queue_init (&self->fills);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pasts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
vigie_history_queue_clear (VigieHistoryQueue *self)
{
  g_clear_pointer (&self->wants, g_ptr_array_unref);
  g_queue_clear_full (&self->fills, (GDestroyNotify) vigie_history_want_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->pasts, g_hash_table_unref);
}

VigieHistoryPast *
vigie_history_queue_get_past (VigieHistoryQueue *self, const char *id)
{
  VigieHistoryPast *past = g_hash_table_lookup (self->pasts, id);

  if (past == NULL)
    {
      past = g_new0 (VigieHistoryPast, 1);
      g_hash_table_insert (self->pasts, g_strdup (id), past);
    }
  return past;
}

static gboolean
is_waiting (VigieHistoryQueue *self, const char *id, gint64 now, gint64 *until)
{
  const VigieHistoryPast *past = g_hash_table_lookup (self->pasts, id);

  if (past == NULL || past->wait_until <= now)
    return FALSE;
  *until = MIN (*until, past->wait_until);
  return TRUE;
}

/* Windows before demands. */
static gboolean
goes_before (const VigieHistoryWant *a, const VigieHistoryWant *b)
{
  if ((a->demand != 0) != (b->demand != 0))
    return a->demand == 0;
  if (a->demand != 0)
    {
      /* It costs nothing to look, and then it is known how much there is to do. */
      if (a->is_checked != b->is_checked)
        return !a->is_checked;
      if (a->demand != b->demand)
        return a->demand < b->demand;
    }
  return a->n_stretches < b->n_stretches
         || (a->n_stretches == b->n_stretches && a->order > b->order);
}

VigieHistoryWant *
vigie_history_queue_pick (VigieHistoryQueue *self,
                          gboolean is_up,
                          gint64 now,
                          gboolean *is_fill,
                          gint64 *until)
{
  gboolean can_ask = is_up && self->wait_until <= now;
  VigieHistoryWant *best = NULL;

  *until = G_MAXINT64;
  *is_fill = FALSE;
  for (guint i = 0; self->wants != NULL && i < self->wants->len; i++)
    {
      VigieHistoryWant *want = g_ptr_array_index (self->wants, i);

      if (want->is_settled)
        continue;
      /* Those of which nothing is missing need no server. */
      if (can_ask ? is_waiting (self, want->id, now, until) : want->demand == 0 || want->is_checked)
        continue;
      if (best == NULL || goes_before (want, best))
        best = want;
    }
  if (best != NULL)
    return vigie_history_want_ref (best);
  if (!can_ask)
    {
      VigieHistoryWant *want = g_queue_peek_head (&self->fills);

      if (is_up)
        *until = self->wait_until;
      *is_fill = TRUE;
      return want != NULL && !want->is_checked ? vigie_history_want_ref (want) : NULL;
    }

  *is_fill = TRUE;
  if (self->fills.length > 0 && self->fill_at > now)
    {
      *until = MIN (*until, self->fill_at);
      return NULL;
    }
  /* Those that wait go to the end; once round. */
  for (guint i = self->fills.length; i > 0; i--)
    {
      VigieHistoryWant *want = g_queue_peek_head (&self->fills);

      if (!is_waiting (self, want->id, now, until))
        return vigie_history_want_ref (want);
      g_queue_push_tail_link (&self->fills, g_queue_pop_head_link (&self->fills));
    }
  return NULL;
}

void
vigie_history_queue_remove_fill (VigieHistoryQueue *self, const VigieHistoryWant *want)
{
  GList *place = g_hash_table_lookup (self->by_id, want->id);

  if (place == NULL || place->data != want)
    return;
  g_hash_table_remove (self->by_id, want->id);
  vigie_history_want_unref (place->data);
  g_queue_delete_link (&self->fills, place);
}

void
vigie_history_queue_postpone_fill (VigieHistoryQueue *self, const VigieHistoryWant *want)
{
  GList *place = g_hash_table_lookup (self->by_id, want->id);

  if (place == NULL || place->data != want)
    return;
  g_queue_unlink (&self->fills, place);
  g_queue_push_tail_link (&self->fills, place);
}

gint64
vigie_history_fill_pause (gint64 took)
{
  return MAX (took, FILL_PAUSE_LEAST);
}

/* That of windows. */
static const VigieHistoryWant *
find_want (const GPtrArray *wants, const char *id)
{
  for (guint i = 0; wants != NULL && i < wants->len; i++)
    {
      const VigieHistoryWant *want = g_ptr_array_index (wants, i);

      if (want->demand == 0 && g_str_equal (want->id, id))
        return want;
    }
  return NULL;
}

static gboolean
same_spans (const GArray *a, const GArray *b)
{
  return a->len == b->len
         && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (VigieSpan)) == 0);
}

void
vigie_history_queue_set_wants (VigieHistoryQueue *self, GPtrArray *wants)
{
  g_autoptr (GPtrArray) before = self->wants;

  self->wants = wants;
  for (guint i = 0; i < wants->len; i++)
    {
      VigieHistoryWant *want = g_ptr_array_index (wants, i);
      const VigieHistoryWant *old;

      /* A demand's are the same ones all the time. */
      if (want->demand != 0)
        continue;
      old = find_want (before, want->id);
      if (old != NULL)
        want->n_stretches = old->n_stretches;
      /* How much may come is counted for each time that a person looks at. */
      if (old == NULL || !same_spans (old->spans, want->spans))
        vigie_history_queue_get_past (self, want->id)->n_readings = 0;
    }
}

void
vigie_history_queue_add_fills (VigieHistoryQueue *self, GPtrArray *wants)
{
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
  g_ptr_array_unref (wants);
}

gboolean
vigie_history_queue_is_wanted (VigieHistoryQueue *self, const char *id, const VigieSpan *span)
{
  if (g_hash_table_contains (self->by_id, id))
    return TRUE;
  for (guint i = 0; self->wants != NULL && i < self->wants->len; i++)
    {
      const VigieHistoryWant *want = g_ptr_array_index (self->wants, i);

      if (g_str_equal (want->id, id) && vigie_spans_meet (want->spans, span->from, span->to))
        return TRUE;
    }
  return FALSE;
}

void
vigie_history_queue_check (VigieHistoryQueue *self, const char *id)
{
  for (guint i = 0; self->wants != NULL && i < self->wants->len; i++)
    {
      VigieHistoryWant *want = g_ptr_array_index (self->wants, i);

      if (g_str_equal (want->id, id))
        want->is_settled = FALSE;
    }
}

void
vigie_history_queue_forget_failures (VigieHistoryQueue *self)
{
  GHashTableIter iter;
  gpointer value;

  self->wait_until = 0;
  g_hash_table_iter_init (&iter, self->pasts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VigieHistoryPast *past = value;

      past->wait_until = 0;
      past->n_failures = 0;
      past->n_readings = 0;
    }
  for (guint i = 0; self->wants != NULL && i < self->wants->len; i++)
    ((VigieHistoryWant *) g_ptr_array_index (self->wants, i))->is_settled = FALSE;
}
