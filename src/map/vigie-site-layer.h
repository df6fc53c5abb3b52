/* vigie-site-layer.h: the sites of a territory on a map, drawn in one go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "vigie-box-grid.h"
#include "vigie-glyph.h"
#include "vigie-mercator.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

/* No widget per site: shared textures at cached Mercator coordinates. It takes the pointer only where
 * a sign is, and the keyboard as one widget: arrows, n and p or Page Down and Page Up go through the signs in view
 * from the worst to the normal ones, of the same state from the middle outwards, through those of an open cluster
 * alone; Home and End to the first and the last; Enter or Space chooses a site or opens a cluster, Shift+Enter opens a
 * site's page, Escape closes a cluster; Ctrl with an arrow moves the map. Each sign that it comes to is said by a screen
 * reader, with its place in the walk.
 *
 * Properties, all notifying only on change: territory, selected-site, link-lost, dimmed (drawn faintly,
 * as when the map is in the background), scheme; past (read only: a look function is set, so that nothing of the present
 * may stand beside the signs).
 * Signals: site-activated (VigieSite *): a click or Enter; site-opened (VigieSite *): a double click or
 *   Shift+Enter;
 *   cluster-activated (GListModel *sites of VigieSite, double lat, double lon, int zoom): the sites, the first
 *   1 000 at least, the middle of their box, and the level at which they are not one sign and all in view; more than
 *   VIGIE_CLUSTER_MAX_ZOOM where no level separates them and they are too many to be shown around their place. Up to 24
 *   sites in one place the layer itself opens on legs around it; a click elsewhere, Escape or another zoom closes them;
 *   places-changed: sites came, went or moved, and the layer shows it;
 *   hint-changed: what vigie_site_layer_get_hint() gives is another, or elsewhere. */
#define VIGIE_TYPE_SITE_LAYER (vigie_site_layer_get_type ())
G_DECLARE_FINAL_TYPE (VigieSiteLayer, vigie_site_layer, VIGIE, SITE_LAYER, ShumateLayer)

VigieSiteLayer *vigie_site_layer_new (ShumateViewport *viewport);

void vigie_site_layer_set_territory (VigieSiteLayer *self, VigieTerritory *territory);
VigieTerritory *vigie_site_layer_get_territory (VigieSiteLayer *self);
/* Only these sites of the territory (a model of VigieSite, such as a filtered one); NULL for all. */
void vigie_site_layer_set_sites (VigieSiteLayer *self, GListModel *sites);
void vigie_site_layer_set_selected_site (VigieSiteLayer *self, VigieSite *site);
VigieSite *vigie_site_layer_get_selected_site (VigieSiteLayer *self);
void vigie_site_layer_set_link_lost (VigieSiteLayer *self, gboolean link_lost);
gboolean vigie_site_layer_get_link_lost (VigieSiteLayer *self);
void vigie_site_layer_set_dimmed (VigieSiteLayer *self, gboolean dimmed);
gboolean vigie_site_layer_get_dimmed (VigieSiteLayer *self);
void vigie_site_layer_set_scheme (VigieSiteLayer *self, VigieScheme scheme);
VigieScheme vigie_site_layer_get_scheme (VigieSiteLayer *self);

/* For who looks from far away: signs are drawn @scale times their size (0.5 to 8, at first 1). */
void vigie_site_layer_set_sign_scale (VigieSiteLayer *self, double scale);
double vigie_site_layer_get_sign_scale (VigieSiteLayer *self);
/* Whether signs that would overlap are gathered in one; at first TRUE. While FALSE each site has its sign, the worst
 * above the others. */
void vigie_site_layer_set_clusters (VigieSiteLayer *self, gboolean clusters);

/* Whether a ring around a site's sign tells how busy it is; at first TRUE. */
void vigie_site_layer_set_rings (VigieSiteLayer *self, gboolean rings);

/* How a site is shown where that is not its present state: condition (VigieCondition), freshness (VigieFreshness)
 * and how busy it is (VigieLevel). While it is not @known there is nothing that could be said of it then: it
 * is shown as one that was never received. */
typedef struct
{
  guint8 condition, freshness, level;
  gboolean known;
} VigieSiteLook;
/* Fills @look, which comes as present but for what the function changes. Main thread, once for each site and look at
 * them: no work that takes long. */
typedef void (*VigieSiteLookFunc) (VigieSite *site, VigieSiteLook *look, gpointer data);

/* Sites look, count in clusters and are put in words as @func says, NULL: as they are at present. While there is one,
 * no reason and no value of the present is told. @destroy (may be NULL) frees @data once another is set, or
 * with the layer. */
void vigie_site_layer_set_look_func (VigieSiteLayer *self,
                                     VigieSiteLookFunc func,
                                     gpointer data,
                                     GDestroyNotify destroy);
gboolean vigie_site_layer_has_look_func (VigieSiteLayer *self);
/* What the function says of these sites, @n of them, or of all (NULL), is another now. */
void vigie_site_layer_looks_changed (VigieSiteLayer *self, VigieSite *const *sites, guint n);

/* What else is said of a site, e.g. by the layers that show something of it: full, or NULL for nothing. */
typedef char *(*VigieSiteMoreFunc) (VigieSite *site, gpointer data);
/* Whoever is told of a site, by the card beside its sign or by a screen reader, is told that too. NULL: nothing. @data is
 * the caller's, who sets NULL before it goes. */
void vigie_site_layer_set_more_func (VigieSiteLayer *self, VigieSiteMoreFunc func, gpointer data);
/* That of @site (may be NULL), or NULL; of the present, hence NULL while a look function is set. Full. */
char *vigie_site_layer_dup_more (VigieSiteLayer *self, VigieSite *site);

/* Whether @site is on the map: it has a place, and is one of those to show. */
gboolean vigie_site_layer_has_site (VigieSiteLayer *self, VigieSite *site);

/* The box around the located sites; FALSE if there is none yet. */
gboolean vigie_site_layer_get_box (VigieSiteLayer *self, VigieGeoBox *box);

/* The first zoom level at which @site stands alone; 0 if it always does or is not on the map. */
int vigie_site_layer_get_single_zoom (VigieSiteLayer *self, VigieSite *site);

/* The first zoom level at which @site is shown by a cluster that opens around its place, as those do whose sites no
 * level separates; VIGIE_CLUSTER_MAX_ZOOM + 1 where it is in none. */
int vigie_site_layer_get_open_zoom (VigieSiteLayer *self, VigieSite *site);
/* Opens that cluster as soon as the map stands at @zoom, at once where it does already, so that @site is seen as a
 * sign of its own; another one that is open closes. Whoever is asked for next, or NULL, takes the place. */
void vigie_site_layer_reveal (VigieSiteLayer *self, VigieSite *site, double zoom);

/* Whether the layer has the keyboard, and the site that it was moved to by it: *site is the layer's, NULL for a
 * cluster and where the pointer came last. */
gboolean vigie_site_layer_get_walked (VigieSiteLayer *self, VigieSite **site);

/* Where what shows @site is in the widget's coordinates; FALSE if it is not in view. *n_sites (may be
 * NULL): how many sites it shows. */
gboolean vigie_site_layer_locate (VigieSiteLayer *self,
                                  VigieSite *site,
                                  double *x,
                                  double *y,
                                  guint *n_sites);

/* Takes what the signs in view cover, in the widget's coordinates: for what should not be drawn under
 * them. */
void vigie_site_layer_take_boxes (VigieSiteLayer *self, VigieBoxGrid *grid);

/* The sign under the pointer, or else the one that the keyboard is on. */
#define VIGIE_HINT_N_WORST 3
typedef struct
{
  guint id;
  double x, y, size;  /* its centre and diameter in the layer's coordinates */
  gboolean keyboard;  /* it is the keyboard's */
  guint n_sites;      /* that it shows */
  VigieSite *site;    /* where it is one; else NULL: */
  VigieSiteLook look; /* how that one is shown */
  gboolean past;      /* by a look function: nothing of the present may stand beside it */
  guint counts[VIGIE_N_GLYPH_LOOK];
  VigieSite *worst[VIGIE_HINT_N_WORST]; /* those that are not normal, the worst first */
  VigieSiteLook worst_looks[VIGIE_HINT_N_WORST];
  guint n_worst;
  const char *more; /* what other layers say of the site, for who shows it; or NULL */
} VigieSiteHint;

/* FALSE where there is none. The sites are the layer's. */
gboolean vigie_site_layer_get_hint (VigieSiteLayer *self, VigieSiteHint *hint);

/* Signs jump from a level of clusters to the next, and open clusters are open at once. */
void vigie_site_layer_set_reduced_motion (VigieSiteLayer *self, gboolean reduced_motion);

/* How many names the last picture had: for tests. */
guint vigie_site_layer_get_n_labels (VigieSiteLayer *self);

/* The sites that the layer shows whose place is in @box (west > east across the antimeridian), edges included, in no
 * order; full. Fast where few are in the box: it looks there alone. */
GPtrArray *vigie_site_layer_get_sites_in (VigieSiteLayer *self, const VigieGeoBox *box);
/* Signs whose place is in @box wear a ring, as selected ones; NULL: none does. */
void vigie_site_layer_set_area (VigieSiteLayer *self, const VigieGeoBox *box);

/* How many signs (sites and clusters) are in view. */
guint vigie_site_layer_get_n_in_view (VigieSiteLayer *self);

/* Brings everything up to date at once: for tests and benchmarks. */
void vigie_site_layer_flush (VigieSiteLayer *self);

/* « n sites: n critical, … » of what is in view, as the layer's label says; free with g_free(). */
char *vigie_site_layer_describe_view (VigieSiteLayer *self);

G_END_DECLS
