/* vigie-history-window.c: one view's window on one measure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-history-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Between two reads of a window, in µs: at least this, and so many times what the last one took. */
#define PAUSE_MIN (250 * G_TIME_SPAN_MILLISECOND)
#define PAUSE_FACTOR 10

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieHistoryWindow, vigie_history_window, G_TYPE_OBJECT)

/* ---- What it says -------------------------------------------------------------------------------- */

/* Why what is missing does not come; NULL where it does, or nothing is. */
static char *
find_error (VigieHistoryWindow *self, VigieLink link, const char *failure)
{
  if (self->from >= self->to)
    return NULL;
  if (self->store_error != NULL)
    return g_strdup (self->store_error);
  if (link == VIGIE_LINK_LOST || link == VIGIE_LINK_REFUSED)
    {
      if (self->missing)
        return g_strdup (_ ("No link to the server: part of the history is not on this computer. "
                            "It will be fetched when the link is back."));
      if (self->to > vigie_history_get_now (self->history))
        return g_strdup (_ ("No link to the server: readings since it was lost are missing."));
    }
  if (self->missing && failure != NULL)
    return g_strdup (failure);
  if (self->cut)
    return g_strdup (_ ("Too many readings: only the latest million are shown."));
  return NULL;
}

void
vigie_history_window_update (VigieHistoryWindow *self, gboolean changed)
{
  VigieLink link = self->history->state.link;
  const char *failure = vigie_history_get_failure (self->history, self->measure_id);
  g_autofree char *error = find_error (self, link, failure);
  gboolean loading = self->from < self->to && self->store_error == NULL
                     && (self->series == NULL || self->is_stale
                         || (self->missing && failure == NULL && link != VIGIE_LINK_LOST
                             && link != VIGIE_LINK_REFUSED));

  changed |= g_set_str (&self->error, error);
  changed |= self->loading != loading;
  self->loading = loading;
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* ---- Reading ------------------------------------------------------------------------------------- */

static gboolean
same_series (const VigieSeries *a, const VigieSeries *b)
{
  return a != NULL && a->n == b->n && a->n_known == b->n_known
         && a->expected_interval == b->expected_interval
         && (a->n == 0
             || (memcmp (a->times, b->times, a->n * sizeof *a->times) == 0
                 && memcmp (a->values, b->values, a->n * sizeof *a->values) == 0))
         && (a->n_known == 0 || memcmp (a->known, b->known, a->n_known * sizeof *a->known) == 0);
}

static void begin_read (VigieHistoryWindow *self);

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieHistoryWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieHistoryRead) read
      = vigie_history_read_one_finish (VIGIE_HISTORY (object), result, &error);
  gboolean changed = FALSE;

  self->is_reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (read != NULL)
    {
      g_clear_pointer (&self->store_error, g_free);
      self->missing = read->missing;
      if (self->missing)
        vigie_history_check (self->history, self->measure_id);
      self->cut = read->cut;
      if (!same_series (self->series, read->series))
        {
          g_clear_pointer (&self->series, vigie_series_unref);
          self->series = g_steal_pointer (&read->series);
          changed = TRUE;
        }
    }
  else
    {
      g_set_str (&self->store_error, error->message);
    }
  vigie_history_window_update (self, changed);
  self->read_from_at
      = MAX (self->read_from_at,
             g_get_monotonic_time () + PAUSE_FACTOR * (g_get_monotonic_time () - self->read_at));
  if (self->is_stale)
    vigie_history_window_read (self, self->is_urgent);
}

static void
begin_read (VigieHistoryWindow *self)
{
  gint64 now = g_get_monotonic_time ();

  self->is_reading = TRUE;
  self->is_stale = FALSE;
  self->is_urgent = FALSE;
  self->read_at = now;
  self->read_from_at = now + PAUSE_MIN;
  vigie_history_read_one_async (
      self->history, self->measure_id, self->from, self->to, vigie_history_get_now (self->history),
      vigie_history_get_kept (self->history, self->measure_id), read_cb, g_object_ref (self));
}

static gboolean
read_source_cb (gpointer user_data)
{
  VigieHistoryWindow *self = user_data;

  self->read_source = 0;
  if (!self->is_reading && self->from < self->to)
    begin_read (self);
  return G_SOURCE_REMOVE;
}

void
vigie_history_window_read (VigieHistoryWindow *self, gboolean now)
{
  gint64 wait;

  if (self->from >= self->to)
    return;
  if (self->is_reading)
    {
      self->is_stale = TRUE;
      self->is_urgent |= now;
      return;
    }
  wait = now ? 0 : self->read_from_at - g_get_monotonic_time ();
  if (wait <= 0)
    {
      g_clear_handle_id (&self->read_source, g_source_remove);
      begin_read (self);
    }
  else if (self->read_source == 0)
    {
      self->read_source = g_timeout_add ((guint) (wait / 1000 + 1), read_source_cb, self);
      g_source_set_name_by_id (self->read_source, "vigie-history-window");
    }
}

/* ---- The object ---------------------------------------------------------------------------------- */

static void
vigie_history_window_dispose (GObject *object)
{
  VigieHistoryWindow *self = VIGIE_HISTORY_WINDOW (object);

  g_clear_handle_id (&self->read_source, g_source_remove);
  if (self->history != NULL)
    vigie_history_window_removed (self->history, self);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (vigie_history_window_parent_class)->dispose (object);
}

static void
vigie_history_window_finalize (GObject *object)
{
  VigieHistoryWindow *self = VIGIE_HISTORY_WINDOW (object);

  g_clear_pointer (&self->series, vigie_series_unref);
  g_free (self->measure_id);
  g_free (self->error);
  g_free (self->store_error);

  G_OBJECT_CLASS (vigie_history_window_parent_class)->finalize (object);
}

static void
vigie_history_window_class_init (VigieHistoryWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vigie_history_window_dispose;
  object_class->finalize = vigie_history_window_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VIGIE_TYPE_HISTORY_WINDOW, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_history_window_init (VigieHistoryWindow *self)
{
}

VigieHistoryWindow *
vigie_history_window_new (VigieHistory *history, const char *measure_id)
{
  VigieHistoryWindow *self = g_object_new (VIGIE_TYPE_HISTORY_WINDOW, NULL);

  self->history = g_object_ref (history);
  self->measure_id = g_strdup (measure_id);
  vigie_history_window_added (history, self);
  return self;
}

void
vigie_history_window_set_range (VigieHistoryWindow *self, VigieTime from, VigieTime to)
{
  g_return_if_fail (VIGIE_IS_HISTORY_WINDOW (self));

  if (self->from == from && self->to == to)
    return;
  self->from = from;
  self->to = to;
  self->order = ++self->history->order;
  vigie_history_wants_changed (self->history);
  if (from < to && self->history->readers != NULL)
    vigie_history_window_read (self, TRUE);
  vigie_history_window_update (self, FALSE);
}

const char *
vigie_history_window_get_measure_id (VigieHistoryWindow *self)
{
  g_return_val_if_fail (VIGIE_IS_HISTORY_WINDOW (self), NULL);
  return self->measure_id;
}

VigieSeries *
vigie_history_window_get_series (VigieHistoryWindow *self)
{
  g_return_val_if_fail (VIGIE_IS_HISTORY_WINDOW (self), NULL);
  return self->series;
}

gboolean
vigie_history_window_get_loading (VigieHistoryWindow *self)
{
  g_return_val_if_fail (VIGIE_IS_HISTORY_WINDOW (self), FALSE);
  return self->loading;
}

const char *
vigie_history_window_get_error (VigieHistoryWindow *self)
{
  g_return_val_if_fail (VIGIE_IS_HISTORY_WINDOW (self), NULL);
  return self->error;
}
