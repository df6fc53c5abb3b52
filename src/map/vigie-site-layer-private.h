/* vigie-site-layer-private.h: what the layer's files share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-donut.h"
#include "vigie-level-ring.h"
#include "vigie-map-text.h"
#include "vigie-site-index.h"
#include "vigie-site-layer.h"

G_BEGIN_DECLS

/* What a sign in view is drawn as. */
typedef enum
{
  VIGIE_PLACED_SIGN, /* a site, or the donut of a cluster */
  VIGIE_PLACED_DOT,  /* a normal site among very many */
  VIGIE_PLACED_HUB,  /* an open cluster */
  VIGIE_PLACED_LEG,  /* a site of it */
} VigiePlacedPart;

/* A sign in view: where, how large, and what it shows. */
typedef struct
{
  guint id;             /* of the clusters' node */
  float x, y;           /* its centre, in the widget's coordinates */
  float from_x, from_y; /* where it comes from while it is @coming; of a leg the hub */
  float size;           /* its diameter */
  guint8 rank;          /* drawing order: larger is above */
  guint8 part;          /* VigiePlacedPart */
  gboolean coming;      /* it moves and fades in */
  guint32 n_points;
  VigieGlyphLook look; /* of a site, or the worst of a cluster */
} VigiePlaced;

/* Where the view is. */
typedef struct
{
  double x, y;         /* its centre on the unit square */
  double zoom, world;  /* the level, and how many pixels wide the world is */
  double sine, cosine; /* of its rotation */
  double width, height;
  int level; /* of the clusters */
} VigieSiteFrame;

/* How long signs take from a level to the next, in ms. */
#define VIGIE_SITE_LAYER_MOTION 200
/* More sites than this in one place are a list. */
#define VIGIE_SPIDER_MAX 24

struct _VigieSiteLayer
{
  ShumateLayer parent_instance;

  VigieTerritory *territory; /* owned, or NULL */
  GListModel *sites;         /* owned: those of the territory to show, or NULL for all */
  VigieSiteIndex *index;     /* owned, or NULL */
  VigieSite *selected;       /* owned, or NULL */
  gboolean link_lost;
  gboolean dimmed;
  VigieScheme scheme;
  double sign_scale; /* how much larger than meant signs are drawn */
  gboolean clusters; /* what would overlap is gathered */

  VigieSiteLookFunc look_func; /* or NULL: the present */
  gpointer look_data;
  GDestroyNotify look_destroy;
  VigieSiteMoreFunc more_func; /* or NULL */
  gpointer more_data;

  VigieDonutCache *donuts; /* owned */
  gboolean without_rings;
  VigieLevelRings *rings; /* owned */
  VigieMapText *labels;   /* owned */

  VigieBoxGrid *taken; /* owned: where there is no room for names */
  guint n_labels;      /* names in the last picture */

  GArray *placed;      /* VigiePlaced, in drawing order */
  GArray *leaving;     /* VigiePlaced of the level before, on their way out */
  gboolean dots;       /* the normal signs are dots */
  gboolean placed_due; /* to be made anew */
  GArray *ids;         /* guint, scratch */

  gboolean reduced_motion;
  int level;           /* the one that was placed last, or G_MININT */
  int motion_from;     /* the one that signs come from, or G_MININT */
  gint64 motion_start; /* frame time */
  guint motion_tick;   /* while they move, or 0 */

  guint spider;           /* the cluster that is open, or VIGIE_NO_NODE */
  GArray *legs;           /* guint: its sites, from 12 o'clock */
  VigieSite *spider_site; /* owned: one of them, to find it again; or NULL */
  double spider_zoom;     /* where it was opened: another one closes it */
  gboolean spider_growing;
  VigieSite
      *reveal; /* owned: its cluster is to be opened once the map stands at reveal_zoom; or NULL */
  double reveal_zoom;

  VigieGeoBox area; /* that was selected: */
  gboolean has_area;

  guint hovered;          /* node under the pointer, or G_MAXUINT */
  guint cursor;           /* node that the keyboard is on, or G_MAXUINT */
  VigieSite *cursor_site; /* owned: where that is one site, to find it again; or NULL */
  gboolean walked;        /* the keyboard moved last, not the pointer */

  double press_x, press_y; /* where the button went down */
  VigieSite *clicked;      /* owned: to be told as activated if no second click comes; or NULL */
  guint click_source;      /* while it is waited for, or 0 */

  guint describe_source; /* the label is due, or 0 */
  guint later_source;    /* the rest of the donuts is due, or 0 */
};

#define VIGIE_NO_NODE G_MAXUINT

enum
{
  VIGIE_SITE_LAYER_SITE_ACTIVATED,
  VIGIE_SITE_LAYER_SITE_OPENED,
  VIGIE_SITE_LAYER_CLUSTER_ACTIVATED,
  VIGIE_SITE_LAYER_PLACES_CHANGED,
  VIGIE_SITE_LAYER_HINT_CHANGED,
  VIGIE_SITE_LAYER_N_SIGNALS,
};
extern guint vigie_site_layer_signals[VIGIE_SITE_LAYER_N_SIGNALS];

/* How a site is shown. */
void vigie_site_layer_get_look (VigieSiteLayer *self, VigieSite *site, VigieSiteLook *look);
VigieGlyphLook vigie_site_look_get_glyph (const VigieSiteLook *look);
/* The index counts by the looks from now on. */
void vigie_site_layer_bind_looks (VigieSiteLayer *self);
void vigie_site_layer_clear_looks (VigieSiteLayer *self);
/* How busy the site of a sign is; UNKNOWN for a cluster. */
VigieLevel vigie_site_layer_get_level (VigieSiteLayer *self, const VigiePlaced *placed);
/* The sign of the site selected, or of the cluster that has it; NULL where it is not in view. */
const VigiePlaced *vigie_site_layer_find_selected (VigieSiteLayer *self);
/* How far a sign reaches from its centre, with its ring, and its frame if it is the one @selected (or NULL). */
double vigie_site_layer_get_reach (VigieSiteLayer *self,
                                   const VigiePlaced *placed,
                                   const VigiePlaced *selected);

/* The signs in view, made anew if due. */
const VigiePlaced *vigie_site_layer_get_placed (VigieSiteLayer *self, guint *n);
const VigiePlaced *vigie_site_layer_find_placed (VigieSiteLayer *self, guint id);
/* The topmost sign at a place, or NULL. */
const VigiePlaced *vigie_site_layer_pick (VigieSiteLayer *self, double x, double y);
/* Places are to be computed again, and the layer to be drawn. */
void vigie_site_layer_invalidate (VigieSiteLayer *self);

/* Larger is drawn above and walked to first. */
guint8 vigie_site_layer_rank (VigieGlyphLook look);
/* Where the view is; FALSE where it has no size yet. */
gboolean vigie_site_layer_get_frame (VigieSiteLayer *self, VigieSiteFrame *frame);
void vigie_site_frame_project (const VigieSiteFrame *frame,
                               double x,
                               double y,
                               float *to_x,
                               float *to_y);
/* What a node is drawn as, without its place. */
void vigie_site_layer_place_node (VigieSiteLayer *self,
                                  const VigieClusterNode *node,
                                  VigiePlaced *placed);
/* Appends the signs of a level that are in view. */
void vigie_site_layer_place_level (VigieSiteLayer *self,
                                   const VigieSiteFrame *frame,
                                   int level,
                                   GArray *into);

/* The motion between levels: where the signs in view come from and which ones leave. */
void vigie_site_layer_place_motion (VigieSiteLayer *self, const VigieSiteFrame *frame);
void vigie_site_layer_start_motion (VigieSiteLayer *self);
void vigie_site_layer_stop_motion (VigieSiteLayer *self);
/* Other clusters: there is no level before. */
void vigie_site_layer_forget_level (VigieSiteLayer *self);
/* How much of it is done, 0 to 1; 1 where there is none. */
double vigie_site_layer_get_progress (VigieSiteLayer *self);
double vigie_site_layer_ease (double t);
/* Where a sign is drawn at that part of its way. */
void vigie_site_layer_get_drawn (const VigiePlaced *placed, double progress, double *x, double *y);

/* Opens a cluster whose sites no level separates; FALSE where it is another, or of too many sites. */
gboolean vigie_site_layer_open_spider (VigieSiteLayer *self, guint id);
/* FALSE where none was open. */
gboolean vigie_site_layer_close_spider (VigieSiteLayer *self);
gboolean vigie_site_layer_is_leg (VigieSiteLayer *self, guint id);
/* The clusters are others; the view is another. */
void vigie_site_layer_find_spider (VigieSiteLayer *self);
void vigie_site_layer_check_spider (VigieSiteLayer *self);
/* Opens what is to be revealed, if the map stands where it can be. */
void vigie_site_layer_check_reveal (VigieSiteLayer *self);
void vigie_site_layer_place_spider (VigieSiteLayer *self, const VigieSiteFrame *frame);
void vigie_site_layer_draw_legs (VigieSiteLayer *self,
                                 GtkSnapshot *snapshot,
                                 double progress,
                                 const GdkRGBA *color,
                                 const GdkRGBA *halo);
/* « 5 sites in the same place, … »; free with g_free(). */
char *vigie_site_layer_describe_spider (VigieSiteLayer *self);
/* Where sign @leg of @n (2 to VIGIE_SPIDER_MAX) is, in logical pixels from the middle. */
void vigie_spider_get_offset (guint leg, guint n, double *x, double *y);

/* Names; FALSE where some are to be drawn in a later picture. */
gboolean vigie_site_layer_draw_labels (VigieSiteLayer *self,
                                       GtkSnapshot *snapshot,
                                       const VigiePlaced *selected,
                                       double scale);
void vigie_site_layer_draw (VigieSiteLayer *self, GtkSnapshot *snapshot);
/* Whether a sign's place is in the area that is selected. */
gboolean vigie_site_layer_is_in_area (VigieSiteLayer *self, guint id);
void vigie_site_layer_init_input (VigieSiteLayer *self);
void vigie_site_layer_activate (VigieSiteLayer *self, guint id);
/* Nothing is under the pointer any more, whatever it was: while a box is drawn, signs are not told of. */
void vigie_site_layer_forget_pointer (VigieSiteLayer *self);
/* Ids of the signs in view in the order of the keyboard's walk; free with g_array_unref(). */
GArray *vigie_site_layer_get_walk (VigieSiteLayer *self);
/* The clusters are others: the keyboard stays on the site that it is on. */
void vigie_site_layer_find_cursor (VigieSiteLayer *self);
/* Whether a place is that of a click that may become a double one. */
gboolean vigie_site_layer_is_clicked (VigieSiteLayer *self, double x, double y);
void vigie_site_layer_dispose_input (VigieSiteLayer *self);
/* What a sign says in words: name, state and reason; free with g_free(). */
char *vigie_site_layer_describe (VigieSiteLayer *self, guint id);

G_END_DECLS
