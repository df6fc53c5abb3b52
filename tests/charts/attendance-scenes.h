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
