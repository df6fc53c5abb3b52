/* vigie-sensor-row-badge.h: battery or radio of a sensor: bars and figure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-measure.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SENSOR_BADGE (vigie_sensor_badge_get_type ())
/* Bold where a limit of it is passed. Hidden where there is no figure. */
G_DECLARE_FINAL_TYPE (VigieSensorBadge, vigie_sensor_badge, VIGIE, SENSOR_BADGE, GtkWidget)

/* Shows the last level of @measure, a battery in % or a signal in dBm (NULL: nothing). To be called again when it
 * changed. */
void vigie_sensor_badge_update (VigieSensorBadge *self, VigieMeasure *measure);

/* « pile 81 % » or « signal −97 dBm » for a screen reader, or NULL where nothing is shown. Owned by the badge. */
const char *vigie_sensor_badge_get_words (VigieSensorBadge *self);

G_END_DECLS
