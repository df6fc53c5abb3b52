/* vigie-spans.c: sets of stretches of time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-spans.h"

#define SPAN(spans, i) (&g_array_index (spans, VigieSpan, i))

GArray *
vigie_spans_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (VigieSpan));
}

void
vigie_spans_add (GArray *spans, VigieTime from, VigieTime to)
{
  VigieSpan span = {from, to};
  guint first = 0, after;

  if (to <= from)
    return;
  while (first < spans->len && SPAN (spans, first)->to < from)
    first++;
  for (after = first; after < spans->len && SPAN (spans, after)->from <= to; after++)
    {
      span.from = MIN (span.from, SPAN (spans, after)->from);
      span.to = MAX (span.to, SPAN (spans, after)->to);
    }
  if (after > first)
    g_array_remove_range (spans, first, after - first);
  g_array_insert_val (spans, first, span);
}

void
vigie_spans_clip (GArray *spans, VigieTime from, VigieTime to)
{
  guint kept = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      VigieSpan span = *SPAN (spans, i);

      span.from = MAX (span.from, from);
      span.to = MIN (span.to, to);
      if (span.from < span.to)
        *SPAN (spans, kept++) = span;
    }
  g_array_set_size (spans, kept);
}

GArray *
vigie_spans_subtract_from (const GArray *spans, VigieTime from, VigieTime to)
{
  GArray *rest = vigie_spans_new ();

  for (guint i = 0; i < spans->len && from < to; i++)
    {
      const VigieSpan *span = SPAN (spans, i);

      if (span->to <= from)
        continue;
      vigie_spans_add (rest, from, MIN (span->from, to));
      from = span->to;
    }
  vigie_spans_add (rest, from, to);
  return rest;
}

gboolean
vigie_spans_meet (const GArray *spans, VigieTime from, VigieTime to)
{
  for (guint i = 0; i < spans->len; i++)
    if (SPAN (spans, i)->from < to && from < SPAN (spans, i)->to)
      return TRUE;
  return FALSE;
}
