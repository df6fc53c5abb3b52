/* vigie-map-scale.h: how many device pixels a logical one is, for what layers draw into textures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* That of the surface that @widget is on. */
double vigie_map_scale_of_surface (GtkWidget *widget);

/* That of the surface that @widget is on, or of the picture that its map is being drawn into. */
double vigie_map_scale_of (GtkWidget *widget);

/* TRUE while it is drawn into a picture: all of it is wanted now, however long that takes. */
gboolean vigie_map_scale_is_overridden (GtkWidget *widget);

/* How high text that is usually @pixels high is for a person who wants it larger or smaller, by the settings of the
 * display (half to four times as high). In a picture @pixels: paper and files do not depend on who makes them. */
int vigie_map_scale_text (GtkWidget *widget, int pixels);

/* While @scale > 0, what is on @map (a ShumateMap) is drawn for that many device pixels; 0: for its surface again. Its
 * layers are to be drawn anew, in both cases. */
void vigie_map_scale_override (GtkWidget *map, double scale);

G_END_DECLS
