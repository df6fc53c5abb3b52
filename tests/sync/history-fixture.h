/* history-fixture.h: windows on the past of a territory that the test changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "sync-fixture.h"
#include "vigie-spans.h"

#define HISTORY_OF_11 "*/Datastreams(11)/Observations?*phenomenonTime ge*"

static inline VigieSeries *
series (VigieHistoryWindow *window)
{
  return vigie_history_window_get_series (window);
}

static inline VigieHistory *
archive (Fixture *fixture)
{
  return vigie_sync_get_archive (fixture->sync);
}

static inline VigieHistoryWindow *
open_window (Fixture *fixture, const char *id, VigieTime from, VigieTime to)
{
  VigieHistoryWindow *window = vigie_history_open (archive (fixture), id);

  vigie_history_window_set_range (window, from, to);
  return window;
}

/* Nothing more comes, and nothing is wrong. */
static inline gboolean
is_complete (VigieHistoryWindow *window)
{
  return series (window) != NULL && !vigie_history_window_get_loading (window)
         && vigie_history_window_get_error (window) == NULL;
}

/* @n readings of the measure 11, one every ten minutes, the last one an hour ago, valued by their order from there. */
static inline void
put_past (Fixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      VigieTime time = fixture->now - VIGIE_HOUR - i * 10 * VIGIE_MINUTE;
      g_autofree char *value = g_strdup_printf ("%u.5", i);

      vigie_fake_territory_put_reading (fixture->fake, 11, time, value, time);
    }
}

/* The stretches that were asked for of the measure 11, in the order asked; pages of one only once. */
static inline GArray *
asked_spans (Fixture *fixture)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (VigieSpan));

  for (guint i = 0;; i++)
    {
      g_autoptr (VigieStubRequest) request = vigie_stub_server_get_request (server, i);
      const char *from, *to;
      g_autofree char *first = NULL, *last = NULL;
      VigieSpan span;

      if (request == NULL)
        return spans;
      if (!g_pattern_match_simple (HISTORY_OF_11, request->decoded)
          || strstr (request->decoded, "$skip=") != NULL)
        continue;
      from = strstr (request->decoded, " ge ") + 4;
      to = strstr (request->decoded, " lt ") + 4;
      first = g_strndup (from, strcspn (from, " &"));
      last = g_strndup (to, strcspn (to, " &"));
      g_assert_true (vigie_time_parse (first, -1, &span.from));
      g_assert_true (vigie_time_parse (last, -1, &span.to));
      g_array_append_val (spans, span);
    }
}

/* Each stretch was asked once. */
static inline void
assert_apart (const GArray *spans)
{
  for (guint i = 0; i < spans->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const VigieSpan *a = &g_array_index (spans, VigieSpan, i);
        const VigieSpan *b = &g_array_index (spans, VigieSpan, j);

        /* But for the second that edges are rounded to. */
        g_assert_true (a->to <= b->from + VIGIE_SECOND || b->to <= a->from + VIGIE_SECOND);
      }
}
