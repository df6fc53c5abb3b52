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

G_END_DECLS
