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

/* While @scale > 0, what is on @map (a ShumateMap) is drawn for that many device pixels; 0: for its surface again. Its
 * layers are to be drawn anew, in both cases. */
void vigie_map_scale_override (GtkWidget *map, double scale);

G_END_DECLS
