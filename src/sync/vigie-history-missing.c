/* vigie-history-missing.c: what the store lacks of what is wanted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-history-fetch.h"

#include <glib/gi18n-lib.h>

#include "vigie-history-private.h"

static VigieTime
floor_to (VigieTime time, gint64 unit)
{
  gint64 rest = time % unit;

  return time - (rest >= 0 ? rest : rest + unit);
}

/* What is missing of @span at @now, a set of VigieSpan; NULL with an error. */
static GArray *
find_missing (VigieSyncWorker *worker,
              const VigieHistoryWant *want,
              const VigieSpan *span,
              VigieTime now,
              GError **error)
{
  g_autoptr (GArray) known = NULL;
  VigieSpan followed;

  g_rw_lock_reader_lock (&worker->store_lock);
  if (worker->store != NULL)
    known = vigie_store_get_known (worker->store, want->id, span->from, span->to, &followed, error);
  else
    g_set_error_literal (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED,
                         _ ("Nothing is being stored on this computer at the moment: there is no "
                            "history."));
  g_rw_lock_reader_unlock (&worker->store_lock);
  if (known == NULL)
    return NULL;
  return vigie_history_find_missing ((const VigieSpan *) (void *) known->data, known->len,
                                     &followed, span->from, span->to, now, want->kept);
}

gboolean
vigie_history_find_stretch (VigieSyncWorker *worker,
                            const VigieHistoryWant *want,
                            gint64 length,
                            VigieTime now,
                            VigieSpan *stretch,
                            GError **error)
{
  /* Views move by little: what is asked for begins and ends with a day, or a part of a stretch. */
  gint64 unit = CLAMP (floor_to (length / 4, VIGIE_MINUTE), VIGIE_MINUTE, VIGIE_DAY);
  gboolean is_found = FALSE;

  for (guint i = want->spans->len; i > 0 && !is_found; i--)
    {
      VigieSpan span = g_array_index (want->spans, VigieSpan, i - 1);
      g_autoptr (GArray) missing = NULL;

      span.from = floor_to (MAX (span.from, now - want->kept), unit);
      span.to = span.to < now ? MIN (floor_to (span.to, unit) + unit, now) : now;
      if (span.from >= span.to)
        continue;
      missing = find_missing (worker, want, &span, now, error);
      if (missing == NULL)
        return FALSE;
      if (missing->len == 0)
        continue;
      *stretch = g_array_index (missing, VigieSpan, missing->len - 1);
      /* No crumbs, but where it came in pieces too large. */
      if (stretch->to - stretch->from > (length >= VIGIE_HOUR ? length + length / 4 : length))
        stretch->from = stretch->to - length;
      /* Servers' times are of whole seconds at times. */
      stretch->from = floor_to (stretch->from, VIGIE_SECOND);
      is_found = TRUE;
    }
  return is_found;
}

gboolean
vigie_history_measure_missing (VigieSyncWorker *worker,
                               const VigieHistoryWant *want,
                               VigieTime now,
                               gint64 *missing,
                               gint64 *wanted)
{
  *missing = *wanted = 0;
  for (guint i = 0; i < want->spans->len; i++)
    {
      VigieSpan span = g_array_index (want->spans, VigieSpan, i);
      g_autoptr (GArray) spans = NULL;

      span.from = MAX (span.from, now - want->kept);
      span.to = MIN (span.to, now);
      if (span.from >= span.to)
        continue;
      spans = find_missing (worker, want, &span, now, NULL);
      if (spans == NULL)
        return FALSE;
      *wanted += span.to - span.from;
      for (guint j = 0; j < spans->len; j++)
        *missing
            += g_array_index (spans, VigieSpan, j).to - g_array_index (spans, VigieSpan, j).from;
    }
  return TRUE;
}
