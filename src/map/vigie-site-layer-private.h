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

/* A sign in view: where, how large, and what it shows. */
typedef struct
{
  guint id;    /* of the clusters' node */
  float x, y;  /* its centre, in the widget's coordinates */
  float size;  /* its diameter */
  guint8 rank; /* drawing order: larger is above */
  guint32 n_points;
  VigieGlyphLook look; /* of a site, or the worst of a cluster */
} VigiePlaced;

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

  VigieDonutCache *donuts; /* owned */
  VigieLevelRings *rings;  /* owned */
  VigieMapText *labels;    /* owned */

  GArray *placed;      /* VigiePlaced, in drawing order */
  gboolean placed_due; /* to be made anew */
  GArray *ids;         /* guint, scratch */

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
/* How far a sign reaches from its centre, with its ring. */
double vigie_site_layer_get_reach (VigieSiteLayer *self, const VigiePlaced *placed);

/* The signs in view, made anew if due. */
const VigiePlaced *vigie_site_layer_get_placed (VigieSiteLayer *self, guint *n);
const VigiePlaced *vigie_site_layer_find_placed (VigieSiteLayer *self, guint id);
/* The topmost sign at a place, or NULL. */
const VigiePlaced *vigie_site_layer_pick (VigieSiteLayer *self, double x, double y);
/* Places are to be computed again, and the layer to be drawn. */
void vigie_site_layer_invalidate (VigieSiteLayer *self);

void vigie_site_layer_draw (VigieSiteLayer *self, GtkSnapshot *snapshot);
void vigie_site_layer_init_input (VigieSiteLayer *self);
void vigie_site_layer_activate (VigieSiteLayer *self, guint id);
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
