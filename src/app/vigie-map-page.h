/* vigie-map-page.h: the page « Carte »: list of sites, map, panel of the site chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-panes.h"
#include "vigie-site-model.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MAP_PAGE (vigie_map_page_get_type ())
/* Properties: site (VigieSite chosen, or NULL), mode (VigiePanesMode), compact (boolean: narrower list
 * and panel). Signal "top-changed": what is on top in SINGLE mode, for the header. */
G_DECLARE_FINAL_TYPE (VigieMapPage, vigie_map_page, VIGIE, MAP_PAGE, GtkWidget)

/* Gives the page what it shows; once. */
void vigie_map_page_setup (VigieMapPage *self, VigieContext *context, VigieTicker *ticker);

/* Chooses a site: the row, the map and the panel follow. NULL: none, the panel closes. */
void vigie_map_page_set_site (VigieMapPage *self, VigieSite *site);
VigieSite *vigie_map_page_get_site (VigieMapPage *self);

/* Chooses the site @id as soon as it is known; over once a person chooses another. */
void vigie_map_page_want_site (VigieMapPage *self, const char *id);

/* Shows the sites of the commune @name alone and zooms to them, or to the middle of the commune where it has
 * none. FALSE, and nothing changes, where no commune of the territory is called so. */
gboolean vigie_map_page_show_commune (VigieMapPage *self, const char *name);

/* Moves the map to that place, degrees WGS 84, near enough for its streets. */
void vigie_map_page_show_place (VigieMapPage *self, double lat, double lon);
/* Puts the mark of a place there, with its name (plain text). */
void vigie_map_page_mark_place (VigieMapPage *self, double lat, double lon, const char *name);

/* What the map and the list show; owned by the page. */
VigieSiteModel *vigie_map_page_get_model (VigieMapPage *self);

/* Writes to the settings where the map is and which filters are set, for this server: also done by itself a
 * second after each change, and when the page goes. */
void vigie_map_page_save (VigieMapPage *self);

VigiePane vigie_map_page_get_top (VigieMapPage *self);
/* In SINGLE mode: list instead of map, or the reverse. */
void vigie_map_page_toggle_map (VigieMapPage *self);
/* Closes the panel. FALSE if it was closed. */
gboolean vigie_map_page_back (VigieMapPage *self);

void vigie_map_page_focus_search (VigieMapPage *self);
/* F6: to the next of list, map and panel. FALSE after the last one. */
gboolean vigie_map_page_focus_next_pane (VigieMapPage *self);
/* +1 nearer, −1 further, 0 the whole territory. */
void vigie_map_page_zoom (VigieMapPage *self, int direction);

G_END_DECLS
