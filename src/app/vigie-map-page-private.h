/* vigie-map-page-private.h: what the page's files share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-area.h"
#include "vigie-map-communes.h"
#include "vigie-map-layers.h"
#include "vigie-map-page.h"
#include "vigie-map-replay.h"
#include "vigie-map-saved-views.h"
#include "vigie-map-tools.h"
#include "vigie-map-view.h"
#include "vigie-site-list.h"
#include "vigie-site-panel.h"

G_BEGIN_DECLS

struct _VigieMapPage
{
  GtkWidget parent_instance;

  VigieContext *context; /* owned */
  VigieTicker *ticker;   /* owned */
  VigieSiteModel *model; /* owned */
  VigieSite *site;       /* owned, or NULL */
  char *wanted;          /* owned: id of a site not known yet, or NULL */
  char *server;          /* owned: whose territory is shown, or NULL */
  guint save_source;     /* view and filters are to be written, or 0 */
  gboolean compact;

  VigiePanes *panes;
  VigieSiteList *list;
  VigieMapView *map;
  VigieSitePanel *panel;

  GSimpleActionGroup *actions; /* owned: "map" */
  GMenu *tools;                /* owned */
  /* Features, owned. */
  VigieMapLayers *layers;
  VigieMapCommunes *communes;
  VigieMapSavedViews *saved_views;
  VigieMapReplay *replay;
  VigieMapTools *way;
  VigieMapArea *area;
};

/* vigie-map-page-show.c: toasts come above the bar of a tool as long as the page is shown. */
void vigie_map_page_place_toasts (VigieMapPage *self);

G_END_DECLS
