/* vigie-map-parts.h: what a feature of the page « Carte » is given: communes, layers, replay, tools, areas.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#include "vigie-map-view.h"
#include "vigie-panes.h"
#include "vigie-site-list.h"
#include "vigie-site-model.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

typedef struct _VigieMapLayers VigieMapLayers;

/* Made by vigie-map-page.c. Nothing of it is owned by who gets it, and all of it outlives the feature: features are
 * dropped before the page's widgets are. */
typedef struct
{
  VigieContext *context;
  VigieTicker *ticker;
  VigieSiteModel *model; /* what list and map show, by the filters */
  VigieSiteList *list;
  VigieMapView *map;
  VigiePanes *panes;
  GActionMap
      *actions; /* the page's group "map": an action "x" is "map.x" on the map and in its menus */
  GMenu *tools; /* of the « Tools » button: a section for each feature that has some */
  VigieMapLayers
      *layers; /* the « Layers » button: see vigie-map-layers.h; NULL for VigieMapLayers itself */
} VigieMapParts;

G_END_DECLS
