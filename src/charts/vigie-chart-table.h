/* vigie-chart-table.h: the readings of a chart as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-chart-rows.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_CHART_TABLE (vigie_chart_table_get_type ())
/* Every reading of a period, newest first: its time and a column for each series; what a chart shows, for who reads
 * or hears it. A million rows are as quick as ten: rows are made when they come in sight. A click on a column's head
 * sorts; Ctrl+C copies the rows chosen as a spreadsheet takes them (tabs between). */
G_DECLARE_FINAL_TYPE (VigieChartTable, vigie_chart_table, VIGIE, CHART_TABLE, GtkWidget)

GtkWidget *vigie_chart_table_new (void);

/* What is shown, by vigie_chart_rows_set_sources(); @zone of the times, NULL for Europe/Paris. */
void vigie_chart_table_set_sources (VigieChartTable *self,
                                    const VigieChartSource *sources,
                                    guint n_sources,
                                    VigieSpan span,
                                    GTimeZone *zone);

VigieChartRows *vigie_chart_table_get_rows (VigieChartTable *self); /* owned by the table */

/* The rows chosen (all where none is) as text, times and numbers as the CSV has them, tabs between. Free with
 * g_free(). For a million rows call it off the main thread. */
char *
vigie_chart_table_copy_text (GListModel *rows, GtkBitset *chosen, guint n_sources, GTimeZone *zone);

/* An instant as the table writes it: « 21/11/2026 10:47:03 », with its offset from UTC in the hours around a change of
 * the clocks. Free with g_free(). */
char *vigie_chart_table_format_time (VigieTime time, GTimeZone *zone);

/* A value with all its digits, unlike vigie_words_value(): « 12 345 678 », « 94,25 »; at most 6 decimals; « — » for
 * NAN. Free with g_free(). */
char *vigie_chart_table_format_value (double value);

G_END_DECLS
