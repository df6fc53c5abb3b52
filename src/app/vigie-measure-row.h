/* vigie-measure-row.h: a measure of the site chosen: name, age, battery and radio of its sensor, value, its place among
 * the limits, its last 24 hours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-history.h"
#include "vigie-measure.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MEASURE_ROW (vigie_measure_row_get_type ())
/* Property: chosen (boolean, notified): whether its measure is among those charted. Actions: measure.copy (Ctrl+C),
 * measure.chart, measure.sensor, measure.menu (Menu, Shift+F10), which are also its context menu. */
G_DECLARE_FINAL_TYPE (VigieMeasureRow, vigie_measure_row, VIGIE, MEASURE_ROW, GtkListBoxRow)

/* A row of @measure named @title, with the battery level and signal strength of its sensor (NULL where
 * not known). */
GtkWidget *vigie_measure_row_new (VigieMeasure *measure,
                                  const char *title,
                                  VigieMeasure *battery,
                                  VigieMeasure *rssi,
                                  VigieTicker *ticker);

VigieMeasure *vigie_measure_row_get_measure (VigieMeasureRow *self);
const char *vigie_measure_row_get_title (VigieMeasureRow *self);

/* A line with the sensor's model and how often it is expected (µs; 0: not known): for a row that tells of both. */
void
vigie_measure_row_set_meta (VigieMeasureRow *self, const char *model, gint64 expected_interval);

/* Where the last 24 hours come from (NULL: they are not drawn); asked only while the row is active. */
void vigie_measure_row_set_history (VigieMeasureRow *self, VigieHistory *history);
/* The last 24 hours themselves (NULL: not known yet, nothing is drawn). */
void vigie_measure_row_set_series (VigieMeasureRow *self, VigieSeries *series);

/* What came in since midnight, of a meter: shown in place of the index, which stands below. NAN: not known. */
void vigie_measure_row_set_today (VigieMeasureRow *self, double amount);

/* An inactive row does not follow time: it is out of sight. Rows are active at first. */
void vigie_measure_row_set_active (VigieMeasureRow *self, gboolean active);
gboolean vigie_measure_row_get_active (VigieMeasureRow *self);

/* Whether the row has a check that chooses its measure. */
void vigie_measure_row_set_choosable (VigieMeasureRow *self, gboolean choosable);
void vigie_measure_row_set_chosen (VigieMeasureRow *self, gboolean chosen);
gboolean vigie_measure_row_get_chosen (VigieMeasureRow *self);

/* What a screen reader says of the row. */
const char *vigie_measure_row_get_sentence (VigieMeasureRow *self);

/* What « Copy the Value » copies. Free with g_free(). */
char *vigie_measure_row_copy_text (VigieMeasureRow *self);

G_END_DECLS
