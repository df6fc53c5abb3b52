/* vigie-chart-range.h: the stretch of time that a chart shows, and how it is moved. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "vigie-series.h"

G_BEGIN_DECLS

/* The shortest stretch that can be shown. */
#define VIGIE_CHART_RANGE_MIN (10 * VIGIE_SECOND)

/* How far from 1970, either way, a chart goes: the years 1 to 9999 lie within. */
#define VIGIE_CHART_TIME_MAX (G_GINT64_CONSTANT (4000000) * VIGIE_DAY)

/* A VigieSpan as a boxed type, for properties. */
#define VIGIE_TYPE_SPAN (vigie_span_get_type ())
GType vigie_span_get_type (void);

/* @range zoomed by @factor (> 1 nearer) around @anchor, which stays where it is on screen, and kept within @limits: not
 * longer than they are, nor shorter than VIGIE_CHART_RANGE_MIN. */
VigieSpan
vigie_chart_range_zoom (VigieSpan range, VigieSpan limits, VigieTime anchor, double factor);

/* @range moved by @delta µs (> 0 later), its length kept, stopped at @limits. */
VigieSpan vigie_chart_range_pan (VigieSpan range, VigieSpan limits, gint64 delta);

/* @range made to lie within @limits, its length kept where there is room. */
VigieSpan vigie_chart_range_clamp (VigieSpan range, VigieSpan limits);

G_END_DECLS
