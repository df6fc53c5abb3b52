/* vigie-history-read.c: history from the store, in threads that only read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-history-private.h"
#include "vigie-spans.h"

#include <glib/gi18n-lib.h>

/* Readings of each measure of a bulk. */
#define MANY_MAX 100000

/* What is newer than this at the end is left to the increments even where they do not run yet. */
#define MOMENT (2 * VIGIE_MINUTE)

typedef struct
{
  GStrv ids; /* owned */
  guint n;
  gboolean is_bulk;
  VigieTime from, to, now;
  gint64 kept;
} Job;

static void
job_free (Job *job)
{
  g_strfreev (job->ids);
  g_free (job);
}

void
vigie_history_read_free (VigieHistoryRead *read)
{
  g_clear_pointer (&read->series, vigie_series_unref);
  g_free (read);
}

GArray *
vigie_history_find_missing (const VigieSpan *known,
                            guint n_known,
                            const VigieSpan *followed,
                            VigieTime from,
                            VigieTime to,
                            VigieTime now,
                            gint64 kept)
{
  g_autoptr (GArray) spans = vigie_spans_new ();
  GArray *missing;
  VigieSpan *last;

  from = MAX (from, now - kept);
  to = MIN (to, now);
  g_array_append_vals (spans, known, n_known);
  missing = vigie_spans_subtract_from (spans, from, to);
  if (missing->len == 0)
    return missing;
  last = &g_array_index (missing, VigieSpan, missing->len - 1);
  if (now - last->to < MOMENT && last->from > from
      && ((followed->from != VIGIE_TIME_NONE && last->from >= followed->from)
          || last->to - last->from < MOMENT))
    g_array_set_size (missing, missing->len - 1);
  return missing;
}

static VigieHistoryRead *
read_one (VigieStore *store, const Job *job, GError **error)
{
  g_autoptr (VigieHistoryRead) read = g_new0 (VigieHistoryRead, 1);
  g_autoptr (GArray) missing = NULL;
  VigieSpan followed;

  read->series = vigie_store_read_series (store, job->ids[0], job->from, job->to, VIGIE_HISTORY_MAX,
                                          &followed, &read->cut, error);
  if (read->series == NULL)
    return NULL;
  missing = vigie_history_find_missing (read->series->known, read->series->n_known, &followed,
                                        read->cut ? read->series->times[0] : job->from, job->to,
                                        job->now, job->kept);
  read->missing = missing->len > 0;
  return g_steal_pointer (&read);
}

void
vigie_history_read_run (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  VigieHistory *self = user_data;
  const Job *job = g_task_get_task_data (task);
  VigieSyncWorker *worker = self->worker;
  g_autoptr (GError) error = NULL;
  gpointer result = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (g_atomic_int_get (&self->stopping))
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopping");
      return;
    }
  g_rw_lock_reader_lock (&worker->store_lock);
  if (worker->store == NULL)
    g_set_error_literal (&error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED,
                         _ ("Nothing is being stored on this computer at the moment: there is no "
                            "history."));
  else if (job->is_bulk)
    result = vigie_store_read_many_series (worker->store, (const char *const *) job->ids, job->n,
                                           job->from, job->to, MANY_MAX,
                                           g_task_get_cancellable (task), &error);
  else
    result = read_one (worker->store, job, &error);
  g_rw_lock_reader_unlock (&worker->store_lock);

  if (result == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result,
                           job->is_bulk ? (GDestroyNotify) g_ptr_array_unref
                                        : (GDestroyNotify) vigie_history_read_free);
}

static void
push (VigieHistory *self, GTask *task)
{
  if (self->readers == NULL)
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
      g_object_unref (task);
      return;
    }
  g_thread_pool_push (self->readers, task, NULL);
}

void
vigie_history_read_one_async (VigieHistory *self,
                              const char *measure_id,
                              VigieTime from,
                              VigieTime to,
                              VigieTime now,
                              gint64 kept,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, vigie_history_read_one_async);
  job->ids = g_new0 (char *, 2);
  job->ids[0] = g_strdup (measure_id);
  job->n = 1;
  job->from = from;
  job->to = to;
  job->now = now;
  job->kept = kept;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  push (self, task);
}

VigieHistoryRead *
vigie_history_read_one_finish (VigieHistory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
vigie_history_read_async (VigieHistory *self,
                          const char *const *measure_ids,
                          guint n,
                          VigieTime from,
                          VigieTime to,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (VIGIE_IS_HISTORY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vigie_history_read_async);
  job = g_new0 (Job, 1);
  job->is_bulk = TRUE;
  job->ids = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    job->ids[i] = g_strdup (measure_ids[i]);
  job->n = n;
  job->from = from;
  job->to = to;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  push (self, task);
}

GPtrArray *
vigie_history_read_finish (VigieHistory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
