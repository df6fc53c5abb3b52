/* vigie-measure-row.h: a measure of the site chosen: name, age, battery and radio of its sensor, value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-measure.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MEASURE_ROW (vigie_measure_row_get_type ())
G_DECLARE_FINAL_TYPE (VigieMeasureRow, vigie_measure_row, VIGIE, MEASURE_ROW, GtkListBoxRow)

/* A row of @measure named @title, with the battery level and signal strength of its sensor (NULL where
 * not known). */
GtkWidget *vigie_measure_row_new (VigieMeasure *measure,
                                  const char *title,
                                  VigieMeasure *battery,
                                  VigieMeasure *rssi,
                                  VigieTicker *ticker);

/* What a screen reader says of the row. */
const char *vigie_measure_row_get_sentence (VigieMeasureRow *self);

/* How many of 4 bars: of a battery in %, of a signal in dBm (LoRaWAN, 125 kHz). */
int vigie_battery_bars (double percent);
int vigie_signal_bars (double dbm);

G_END_DECLS
