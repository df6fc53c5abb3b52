/* vigie-map-legend.h: what the signs of the map mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-glyph.h"

G_BEGIN_DECLS

/* Kinds as one line, for a card on the map: those of @present (VIGIE_N_KIND of them). */
void vigie_map_legend_fill_line (GtkBox *line, const gboolean *present, VigieScheme scheme);

/* Everything, for a popover: kinds, states with their letters, a cluster. */
void vigie_map_legend_fill_all (GtkBox *column, const gboolean *present, VigieScheme scheme);

/* ---- Parts, for vigie_map_view_add_legend() ---- */

/* Empties @part, a vertical box. */
void vigie_map_legend_clear (GtkBox *part);
/* Its heading, which names it for a screen reader. */
void vigie_map_legend_add_title (GtkBox *part, const char *title);
/* A line of it: @snapshot (taken), @width × @height px, and what it means. */
void vigie_map_legend_add_sign (GtkBox *part,
                                GtkSnapshot *snapshot,
                                int width,
                                int height,
                                const char *text);
/* A line in small type below. */
void vigie_map_legend_add_note (GtkBox *part, const char *text);

G_END_DECLS
