/* vigie-site-page-sensors.h: the sensors of a site as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-site.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE_SENSORS (vigie_site_sensors_get_type ())
/* Title and a column view: name, model, identifier, last seen against expected, battery, radio. A row leads to the
 * sensor's of the fleet page. Only the cells in sight follow the time. Hidden where the site has no sensor. */
G_DECLARE_FINAL_TYPE (VigieSiteSensors, vigie_site_sensors, VIGIE, SITE_SENSORS, GtkWidget)

/* Once. */
void vigie_site_sensors_setup (VigieSiteSensors *self, VigieTicker *ticker);

void vigie_site_sensors_set_site (VigieSiteSensors *self, VigieSite *site);

/* How many sensors it shows. */
guint vigie_site_sensors_get_n_sensors (VigieSiteSensors *self);

G_END_DECLS
