/* vigie-map-view.h: the map of the territory as one widget: tiles or a quiet background, names of
 * communes, sites, zoom buttons, legend, scale, attribution and notes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "vigie-map-archive.h"
#include "vigie-mercator.h"
#include "vigie-palette.h"
#include "vigie-site-layer.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

/* A commune as the map names it. */
typedef struct
{
  const char *name;
  double lat, lon;  /* of its centre, degrees */
  guint population; /* where two names collide, the more populous one stays */
} VigieMapCommune;

/* The address template of OpenStreetMap's own tiles. */
#define VIGIE_MAP_DEFAULT_TILE_TEMPLATE "https://tile.openstreetmap.org/{z}/{x}/{y}.png"

/* Checks an address template of raster tiles: http or https, a host, and {x}, {y} and {z} once each.
 * FALSE with @error (G_IO_ERROR_INVALID_ARGUMENT, in words for a person) if it cannot be used. */
gboolean vigie_map_tile_template_check (const char *address, GError **error);

/* Properties, all notifying only on change:
 *   territory      VigieTerritory: the sites; the map shows all of it when it comes first
 *   selected-site  VigieSite or NULL, read and write
 *   link-lost      boolean: last known state, glyphs hollow and striped
 *   note           string or NULL: what a floating note says, e.g. « Carte figée à 14 h 02 »
 *   scheme         VigieScheme; AUTO follows the style
 *   reduced-motion boolean: jumps instead of animations
 *   tile-template  string or NULL for no tiles: the quiet background alone
 *   tiles-missing  boolean, read only: the last tiles asked for could not be had
 *   bare           boolean, read only: no tiles lie under the sites, of the network or a file: only the quiet ground
 *   legend-visible boolean
 *   shown-scheme   VigieScheme, read only: what is drawn, never AUTO
 *   bar            GtkWidget or NULL, read only: see vigie_map_view_set_bar()
 *   foot           int, read only: the height that the bar and the attribution below it take, px; 0 without a bar
 * Signals:
 *   site-activated (VigieSite *): a person chose a site, by a click or Enter. The view has already
 *                  made it the selected one.
 *   site-opened (VigieSite *): a person asked for all of it, by a double click or Shift+Enter.
 *   moved: the map shows another part of the world.
 *   cluster-activated (GListModel *sites of VigieSite): a person chose a cluster; the view zooms into
 *                  it by itself, or shows the list of its sites where no zoom separates them. */
#define VIGIE_TYPE_MAP_VIEW (vigie_map_view_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapView, vigie_map_view, VIGIE, MAP_VIEW, GtkWidget)

GtkWidget *vigie_map_view_new (void);

void vigie_map_view_set_territory (VigieMapView *self, VigieTerritory *territory);

/* Only these sites of the territory (a model of VigieSite, such as a filtered one); NULL for all. */
void vigie_map_view_set_sites (VigieMapView *self, GListModel *sites);

/* The communes to name, copied; NULL and 0 for none. */
void
vigie_map_view_set_communes (VigieMapView *self, const VigieMapCommune *communes, gsize n_communes);

/* What « whole territory » shows; NULL for the box around the sites. */
void vigie_map_view_set_bounds (VigieMapView *self, const VigieGeoBox *bounds);

/* The address template of the tiles, or NULL for none. FALSE with @error (see
 * vigie_map_tile_template_check()), and the tiles as before, if it cannot be used. */
gboolean vigie_map_view_set_tile_template (VigieMapView *self, const char *address, GError **error);

/* A map file, or NULL: all of the base map where there is no tile template, else what is seen where the network's tiles
 * do not come. Its own attribution is shown while it is seen. The quiet ground lies where it has nothing. */
void vigie_map_view_set_map_file (VigieMapView *self, VigieMapArchive *file);
VigieMapArchive *vigie_map_view_get_map_file (VigieMapView *self);

/* A floating note about the map file, e.g. that it is no longer there; NULL for none. Plain text. */
void vigie_map_view_set_file_note (VigieMapView *self, const char *note);

/* Whom to credit beside OpenStreetMap's contributors, who always are: a tile server other than
 * OpenStreetMap's asks for its own words. NULL for none. Plain text. */
void vigie_map_view_set_attribution (VigieMapView *self, const char *attribution);

/* Whom to credit for the network's tiles instead of OpenStreetMap's contributors, for a map that is not theirs: « © IGN ».
 * NULL for OpenStreetMap's. Plain text. */
void vigie_map_view_set_tile_credit (VigieMapView *self, const char *credit);
/* Whom to credit for the outlines of communes that are shown, or NULL. Plain text. */
void vigie_map_view_set_outline_credit (VigieMapView *self, const char *credit);

void vigie_map_view_set_selected_site (VigieMapView *self, VigieSite *site);
VigieSite *vigie_map_view_get_selected_site (VigieMapView *self);

/* Selects a site and moves the map so that it is seen on its own; does not move where it is already. A
 * site without a place is selected and nothing moves. */
void vigie_map_view_show_site (VigieMapView *self, VigieSite *site);

/* Moves the map so that all of @box is seen, at once or when the view has a size. Nothing where the box is
 * not valid. */
void vigie_map_view_show_box (VigieMapView *self, const VigieGeoBox *box);

/* Whether the view shows the whole territory and goes on to, as sites come: nobody moved it since. */
gboolean vigie_map_view_get_follows (VigieMapView *self);

/* Shows all of the territory: also the button and the key 0. */
void vigie_map_view_whole_territory (VigieMapView *self);
void vigie_map_view_zoom_in (VigieMapView *self);
void vigie_map_view_zoom_out (VigieMapView *self);

void vigie_map_view_set_link_lost (VigieMapView *self, gboolean link_lost);
void vigie_map_view_set_note (VigieMapView *self, const char *note);
void vigie_map_view_set_scheme (VigieMapView *self, VigieScheme scheme);
/* While TRUE the map is drawn in the light colours, whatever its scheme, for a sheet that leaves the program (its tiles
 * and layers come anew: wait for vigie_map_sheet_is_whole()); on screen it stands still as it was. */
void vigie_map_view_set_paper (VigieMapView *self, gboolean paper);
void vigie_map_view_set_reduced_motion (VigieMapView *self, gboolean reduced_motion);
void vigie_map_view_set_legend_visible (VigieMapView *self, gboolean legend_visible);
/* For a wall, seen from afar and touched by nobody: each site has a sign of its own, @sign_scale times as large as
 * elsewhere, over the names of the communes, which are @text_size px high and shown over tiles too; a vector file
 * names nothing itself and has wider lines; no buttons, legend, scale or notes, and no pointer or keyboard. The attribution stays. May be called again with other sizes. */
void vigie_map_view_set_poster (VigieMapView *self, double sign_scale, int text_size);

/* So many pixels at the end of the map lie under something else, such as a panel: what floats on the map, the whole
 * territory and the site chosen stay clear of it. Lasts until it is set again. */
void vigie_map_view_set_covered (VigieMapView *self, int covered);

gboolean vigie_map_view_get_tiles_missing (VigieMapView *self);
gboolean vigie_map_view_get_bare (VigieMapView *self);

/* The layer of the sites, owned by the view: what it shows, for tests and benchmarks. */
VigieSiteLayer *vigie_map_view_get_site_layer (VigieMapView *self);

/* Where a feature's layer lies, from the ground up; a layer of a rank is above those of lower ranks, above the tiles,
 * and above those of its own rank that were added before. */
typedef enum
{
  VIGIE_MAP_RANK_AREAS,    /* communes: outlines, colours */
  VIGIE_MAP_RANK_HEAT,     /* density */
  VIGIE_MAP_RANK_OVERLAYS, /* a person's own files */
  VIGIE_MAP_RANK_LINKS,    /* gateways and what they hear */
  VIGIE_MAP_RANK_SYMBOLS,  /* energy symbols: under the signs of sites */
  /* Here: the names of communes, then the signs of the sites. */
  VIGIE_MAP_RANK_TOOLS, /* measuring, the rubber band */
} VigieMapRank;

/* Puts @layer, made with the view's viewport, at its rank. Takes a floating layer. */
void vigie_map_view_add_layer (VigieMapView *self, ShumateLayer *layer, VigieMapRank rank);
/* Takes it away; nothing where it is not one of those added, nor once the view is disposed of. */
void vigie_map_view_remove_layer (VigieMapView *self, ShumateLayer *layer);

/* The viewport of the map, owned by the view; NULL once the view is disposed of. */
ShumateViewport *vigie_map_view_get_viewport (VigieMapView *self);

/* The scheme that is drawn, never AUTO; see "shown-scheme". */
VigieScheme vigie_map_view_get_shown_scheme (VigieMapView *self);

/* Adds a button (with its name and tooltip) to the column at the right, above the zoom buttons and below the buttons
 * added before. Takes a floating widget; its "visible" is its owner's. */
void vigie_map_view_add_control (VigieMapView *self, GtkWidget *control);

/* Shows @bar in a card over the bottom middle of the map, instead of the one shown; NULL for none. Takes a floating
 * widget; who wants to show it again keeps a reference. "bar" tells when another one took the place. It must fit
 * 300 px of width, in several lines where it has to. */
void vigie_map_view_set_bar (VigieMapView *self, GtkWidget *bar);
GtkWidget *vigie_map_view_get_bar (VigieMapView *self);

/* Adds a part to the legend of layers, below those added before: shown above the scale on a wide map, in the popover of
 * the legend's button on a narrow one. Its owner hides it where its layer is off. Takes a floating widget. */
void vigie_map_view_add_legend (VigieMapView *self, GtkWidget *part);

/* Where the map is, to be kept and set again: latitude, longitude, zoom level. */
void vigie_map_view_get_position (VigieMapView *self, double *lat, double *lon, double *zoom);
void vigie_map_view_set_position (VigieMapView *self, double lat, double lon, double zoom);

G_END_DECLS
