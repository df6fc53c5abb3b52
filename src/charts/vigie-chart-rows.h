/* vigie-chart-rows.h: the readings of a period as rows, made when they are looked at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-series.h"

G_BEGIN_DECLS

/* As many as a chart has. */
#define VIGIE_CHART_ROWS_MAX 4

/* A series of a table or of an export; plain texts. */
typedef struct
{
  const char *name;
  const char *unit;    /* symbol, NULL or "" if none */
  VigieSeries *series; /* NULL: nothing is known */
} VigieChartSource;

/* Instants of several series within a period, each once, and where each series has it. Immutable, counted by reference
 * (atomic). Made in O(readings of the period): off the main thread where they may be many. */
typedef struct _VigieChartMerge VigieChartMerge;

VigieChartMerge *
vigie_chart_merge_new (const VigieChartSource *sources, guint n_sources, VigieSpan span);
VigieChartMerge *vigie_chart_merge_ref (VigieChartMerge *self);
void vigie_chart_merge_unref (VigieChartMerge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieChartMerge, vigie_chart_merge_unref)
guint vigie_chart_merge_get_n (const VigieChartMerge *self);
VigieTime vigie_chart_merge_get_time (const VigieChartMerge *self, guint position);
/* NAN where that series has no reading, or one without a number, at that instant. */
double vigie_chart_merge_get_value (const VigieChartMerge *self, guint position, guint source);

/* A row, alive while somebody looks at it. */
#define VIGIE_TYPE_CHART_ROW (vigie_chart_row_get_type ())
G_DECLARE_FINAL_TYPE (VigieChartRow, vigie_chart_row, VIGIE, CHART_ROW, GObject)
VigieTime vigie_chart_row_get_time (VigieChartRow *self);
double vigie_chart_row_get_value (VigieChartRow *self, guint source);

#define VIGIE_TYPE_CHART_ROWS (vigie_chart_rows_get_type ())
/* A GListModel of VigieChartRow. Filling and ordering many rows is done in a thread; what was there stays until then.
 * Property "busy" (gboolean, read): a thread is at it. */
G_DECLARE_FINAL_TYPE (VigieChartRows, vigie_chart_rows, VIGIE, CHART_ROWS, GObject)

VigieChartRows *vigie_chart_rows_new (void);

/* The readings of at most VIGIE_CHART_ROWS_MAX series with @span.from ≤ t < @span.to; references are taken. Rows that
 * only came or went at an end are told as such, so that a list does not jump. */
void vigie_chart_rows_set_sources (VigieChartRows *self,
                                   const VigieChartSource *sources,
                                   guint n_sources,
                                   VigieSpan span);

/* The order: @column 0 is the time, n the value of series n − 1 (rows without one last, equal ones by time). First: by
 * time, the newest on top. */
void vigie_chart_rows_set_order (VigieChartRows *self, guint column, gboolean descending);

gboolean vigie_chart_rows_get_busy (VigieChartRows *self);

/* The rows as they are, for a thread: they change no more. Full reference. */
VigieChartRows *vigie_chart_rows_copy (VigieChartRows *self);

G_END_DECLS
