/* vigie-map-print-tiles.h: which tiles are in a picture of the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How many tiles are lacking in @node (or NULL), a picture of a layer of tiles of about @side logical pixels, to cover
 * @width × @height at the origin: those of another level that stand in for one do not count. */
guint vigie_map_print_count_missing (GskRenderNode *node, double side, double width, double height);

G_END_DECLS
