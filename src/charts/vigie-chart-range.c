/* vigie-chart-range.c: the stretch of time that a chart shows, and how it is moved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-range.h"

static VigieSpan *
span_copy (VigieSpan *span)
{
  return g_memdup2 (span, sizeof *span);
}

G_DEFINE_BOXED_TYPE (VigieSpan, vigie_span, span_copy, g_free)

VigieSpan
vigie_chart_range_clamp (VigieSpan range, VigieSpan limits)
{
  gint64 room = MAX (limits.to - limits.from, VIGIE_CHART_RANGE_MIN);
  gint64 length = CLAMP (range.to - range.from, VIGIE_CHART_RANGE_MIN, room);

  if (range.from < limits.from)
    range.from = limits.from;
  else if (range.from + length > limits.from + room)
    range.from = limits.from + room - length;
  range.to = range.from + length;
  return range;
}

VigieSpan
vigie_chart_range_zoom (VigieSpan range, VigieSpan limits, VigieTime anchor, double factor)
{
  gint64 length = range.to - range.from;
  gint64 room = MAX (limits.to - limits.from, VIGIE_CHART_RANGE_MIN);
  double place;
  VigieSpan zoomed;

  if (!(factor > 0) || length <= 0)
    return vigie_chart_range_clamp (range, limits);
  anchor = CLAMP (anchor, range.from, range.to);
  place = (double) (anchor - range.from) / (double) length;
  length = (gint64) CLAMP ((double) length / factor, (double) VIGIE_CHART_RANGE_MIN, (double) room);
  zoomed.from = anchor - (gint64) (place * (double) length);
  zoomed.to = zoomed.from + length;
  return vigie_chart_range_clamp (zoomed, limits);
}

VigieSpan
vigie_chart_range_pan (VigieSpan range, VigieSpan limits, gint64 delta)
{
  return vigie_chart_range_clamp ((VigieSpan) {range.from + delta, range.to + delta}, limits);
}
