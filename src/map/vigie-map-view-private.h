/* vigie-map-view-private.h: what the view's files share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "vigie-commune-layer.h"
#include "vigie-ground-layer.h"
#include "vigie-map-card.h"
#include "vigie-map-view.h"
#include "vigie-scale-bar.h"
#include "vigie-site-layer.h"
#include "vigie-tile-source.h"

G_BEGIN_DECLS

/* A layer that a feature added. */
typedef struct
{
  ShumateLayer *layer; /* owned by the map */
  VigieMapRank rank;
} VigieMapStacked;

struct _VigieMapView
{
  GtkWidget parent_instance;

  ShumateMap *map;           /* child */
  ShumateViewport *viewport; /* of the map */
  VigieGroundLayer *ground;
  ShumateMapLayer *tile_layer;   /* or NULL: of the network's tiles */
  VigieTileSource *tiles;        /* owned, or NULL */
  ShumateMapLayer *file_layer;   /* or NULL: under it, where the file is to be seen */
  ShumateMapSource *file_source; /* owned, or NULL */
  VigieMapArchive *file;         /* owned, or NULL */
  guint file_hold;               /* the file is no longer wanted in a while, or 0 */
  gboolean file_unnamed;         /* the file is shown without the names that the view writes */
  int covered;                   /* pixels at the right */
  gboolean show_due;             /* the site chosen is to be shown once it is on the map */
  char **known_names;            /* owned: of communes that the view writes; or NULL */
  VigieCommuneLayer *names;
  VigieSiteLayer *sites;

  /* Children that float above it. */
  GtkWidget *legend;        /* card */
  GtkWidget *legend_items;  /* box in it */
  GtkWidget *legend_button; /* where the card has no room */
  GtkWidget *legend_all[2]; /* columns in the popovers of the card's button and of legend_button */
  GtkWidget *notes;         /* column of cards */
  GtkWidget *note, *note_label;
  GtkWidget *tiles_note, *tiles_note_label;
  GtkWidget *file_note, *file_note_label;
  GtkWidget *scale_bar;
  GtkWidget *controls;      /* column of buttons */
  GtkWidget *more_controls; /* column above it, or beside it where there is no room: of features */
  GtkWidget *bar_card;      /* card at the bottom, around: */
  GtkWidget *bar;           /* what a feature put there, or NULL */
  GtkWidget *layer_legend;  /* card: legend of the layers that are on */
  GtkWidget *legend_parts;  /* box in it, or in the popover of legend_button while that is open */
  GtkWidget *layer_legend_scrolled;
  GtkWidget *attribution;
  GtkWidget *attribution_label;
  GtkWidget *cluster_popover; /* or NULL */
  gboolean cluster_popover_open;
  GtkWidget *card;    /* of the sign that is pointed at */
  guint hint_id;      /* the sign that it tells of */
  guint hint_source;  /* it is to come, or 0 */
  guint hint_refresh; /* its ages go on, or 0 */

  VigieTerritory *territory; /* owned, or NULL */
  char *tile_template;       /* or NULL */
  char *note_text;           /* or NULL */
  char *extra_attribution;   /* or NULL */
  char *tile_credit;         /* or NULL: OpenStreetMap's */
  char *outline_credit;      /* or NULL */
  VigieScheme scheme;        /* as set */
  VigieScheme shown_scheme;  /* as drawn: never AUTO */
  gboolean paper;            /* it is drawn for paper */
  GskRenderNode *frozen;     /* owned: what is on screen meanwhile, or NULL */
  VigieGeoBox bounds;
  gboolean has_bounds;
  gboolean reduced_motion;
  double
      poster; /* to be seen from afar, not touched: signs and lines are so many times as large; or 0 */
  gboolean legend_visible;
  gboolean tiles_missing;
  gboolean bare; /* nothing but the quiet ground is there */

  GArray *stack; /* of VigieMapStacked, from the ground up */
  int bar_room;  /* height that the bar takes at the bottom, px */
  int foot;      /* the same with the attribution, as the property */

  VigieGeoBox box;      /* to be shown once the size is known: */
  gboolean box_due;     /* or not */
  gboolean whole_due;   /* to be shown in whole once its size and sites are known */
  gboolean follows;     /* nobody moved the map: new sites widen it */
  gboolean moving_self; /* it is the view that moves the map */
  gboolean nudging;     /* it is the view that tells the tiles */
  guint nudge_source;   /* tiles are to be looked at once more, or 0 */
  gint64 last_change;   /* of the viewport, monotonic µs */
  guint style_source;   /* idle that follows the style, or 0 */
};

void
vigie_map_view_move_to (VigieMapView *self, double lat, double lon, double zoom, gboolean animate);
/* Shows the whole of the territory; FALSE where its size or its place is not known yet. */
gboolean vigie_map_view_fit (VigieMapView *self, gboolean animate);
/* The same for a box of its own. */
gboolean vigie_map_view_fit_box (VigieMapView *self, const VigieGeoBox *box, gboolean animate);
/* A new source of tiles for the file or the template, and the scheme. */
void vigie_map_view_renew_tiles (VigieMapView *self);
/* The layer of tiles is to look again once the map stands still. */
void vigie_map_view_nudge_tiles (VigieMapView *self);
/* What is to be said where the network's tiles are missing. */
void vigie_map_view_update_tiles_note (VigieMapView *self);
/* Lets go of all tiles. */
void vigie_map_view_release_tiles (VigieMapView *self);
/* Whether the view writes the communes' names. */
void vigie_map_view_update_names (VigieMapView *self);
/* Shows the site chosen if that is still due. */
void vigie_map_view_show_chosen (VigieMapView *self);
void vigie_map_view_apply_scheme (VigieMapView *self);

/* ---- vigie-map-view-paper.c ---- */

void vigie_map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

/* The card of the sign that is pointed at: made, told anew where it is shown, given its place. */
void vigie_map_view_init_hint (VigieMapView *self);
void vigie_map_view_dispose_hint (VigieMapView *self);
void vigie_map_view_update_hint (VigieMapView *self);
void vigie_map_view_allocate_hint (VigieMapView *self, int width, int height);

/* Gives the map and everything that floats above it its place. */
void vigie_map_view_allocate (GtkWidget *widget, int width, int height, int baseline);

/* Builds the floating children. */
void vigie_map_view_build_parts (VigieMapView *self);
/* Legend of the kinds that the territory has. */
void vigie_map_view_update_legend (VigieMapView *self);
void vigie_map_view_update_attribution (VigieMapView *self);

/* The card of the layers' legend: made, lent to a popover while that is open, shown where it has something to say. */
void vigie_map_view_build_layer_legend (VigieMapView *self);
void vigie_map_view_lend_layer_legend (VigieMapView *self, GtkPopover *popover, GtkBox *content);
void vigie_map_view_update_layer_legend (VigieMapView *self);
/* The list of sites that no zoom separates, at a place of the widget. */
void vigie_map_view_popup_cluster (VigieMapView *self, GListModel *sites, double x, double y);

G_END_DECLS
