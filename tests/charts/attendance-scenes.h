/* attendance-scenes.h: figures of attendance with made-up counts, for the gallery.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

GtkWidget *scene_usual_bars (void);
GtkWidget *scene_week_map (void);
GtkWidget *scene_week_cursor (void);
GtkWidget *scene_week_few (void);
GtkWidget *scene_week_long (void);
GtkWidget *scene_day (void);
GtkWidget *scene_day_cursor (void);
GtkWidget *scene_day_gap (void);
GtkWidget *scene_day_forecast (void);
GtkWidget *scene_day_closed (void);
GtkWidget *scene_day_lost (void);
GtkWidget *scene_day_clocks (void);
GtkWidget *scene_day_unknown (void);
