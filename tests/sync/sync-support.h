/* sync-support.h: what tests of a sync share, whatever its server is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include <glib/gstdio.h>

#include "vigie-sync.h"
#include "vigie-test-folder.h"

static inline gboolean
nudge_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until the condition holds; at most 20 s. */
#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                              \
    guint nudge_ = g_timeout_add (10, nudge_cb, NULL);                                             \
    while (!(condition))                                                                           \
      {                                                                                            \
        if (g_get_monotonic_time () > deadline_)                                                   \
          g_error ("%s:%d: not in time: %s", __FILE__, __LINE__, #condition);                      \
        g_main_context_iteration (NULL, TRUE);                                                     \
      }                                                                                            \
    g_source_remove (nudge_);                                                                      \
  }                                                                                                \
  G_STMT_END

/* A handler that counts a signal. */
static inline void
count_cb (guint *count)
{
  (*count)++;
}

static inline double
latest_number (VigieTerritory *territory, const char *measure)
{
  VigieMeasure *found = vigie_territory_find_measure (territory, measure);

  return found != NULL ? vigie_measure_get_latest (found)->number : NAN;
}

/* Ends both, if they are there; nobody else may hold them. */
static inline void
end_sync (VigieSync **sync, VigieTerritory **territory)
{
  if (*sync == NULL)
    return;
  vigie_sync_stop (*sync);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (sync));
  g_assert_finalize_object (g_steal_pointer (territory));
}
