/* vigie-spans.h: sets of stretches of time, as arrays of VigieSpan that are ascending and apart (those that
 * touch are one). Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-series.h"

G_BEGIN_DECLS

/* An empty set. Free with g_array_unref(). */
GArray *vigie_spans_new (void);

/* Adds @from ≤ t < @to; nothing where @to ≤ @from. */
void vigie_spans_add (GArray *spans, VigieTime from, VigieTime to);

/* Leaves only what is within @from ≤ t < @to. */
void vigie_spans_clip (GArray *spans, VigieTime from, VigieTime to);

/* What of @from ≤ t < @to is not in @spans. A new set. */
GArray *vigie_spans_subtract_from (const GArray *spans, VigieTime from, VigieTime to);

/* Whether any of @from ≤ t < @to is in @spans. */
gboolean vigie_spans_meet (const GArray *spans, VigieTime from, VigieTime to);

G_END_DECLS
