/* vigie-sensor-row.h: a sensor of several measures, above their rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-site-panel-plan.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SENSOR_ROW (vigie_sensor_row_get_type ())
G_DECLARE_FINAL_TYPE (VigieSensorRow, vigie_sensor_row, VIGIE, SENSOR_ROW, GtkListBoxRow)

/* A row of @row's sensor of @site: name, model, when it was last heard against how often it should be, battery,
 * radio. */
GtkWidget *vigie_sensor_row_new (VigieSite *site, const VigieSitePlanRow *row, VigieTicker *ticker);

const char *vigie_sensor_row_get_id (VigieSensorRow *self); /* of the sensor, or NULL */

/* An inactive row does not follow time: it is out of sight. Rows are active at first. */
void vigie_sensor_row_set_active (VigieSensorRow *self, gboolean active);

/* What a screen reader says of the row. */
const char *vigie_sensor_row_get_sentence (VigieSensorRow *self);

/* « il y a 4 min » of a sensor last heard at @last (NONE: never), expected every @expected µs (0: not known); @told:
 * also how often, « il y a 4 min · attendu toutes les 10 min », and silence in words; else its moment; *@strong: it
 * is late or silent. @live: FALSE in the last known state. Free with g_free(). */
char *vigie_sensor_row_seen_words (VigieTime now,
                                   VigieTime last,
                                   gint64 expected,
                                   gboolean told,
                                   gboolean live,
                                   gboolean *strong);

G_END_DECLS
