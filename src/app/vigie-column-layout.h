/* vigie-column-layout.h: children above each other's place, as GtkBinLayout, as wide whatever the height.
 *
 * A horizontal GtkBox asks each of its children how wide it is for the height there is. Where words wrap, GTK 4.18 has
 * no good answer (a least width above the natural one, and a warning); a column of cards has one: its own width.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_COLUMN_LAYOUT (vigie_column_layout_get_type ())
G_DECLARE_FINAL_TYPE (VigieColumnLayout,
                      vigie_column_layout,
                      VIGIE,
                      COLUMN_LAYOUT,
                      GtkLayoutManager)

G_END_DECLS
