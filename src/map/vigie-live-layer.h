/* vigie-live-layer.h: a layer that shows something of the live territory: what its kinds have in common.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-layer.h"
#include "vigie-palette.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

/* Gathers what it draws anew where the territory changed, at most every half second, in slices of under 3 ms, and only
 * while it is mapped. Signal "legend-changed": what its legend says is another. */
#define VIGIE_TYPE_LIVE_LAYER (vigie_live_layer_get_type ())
G_DECLARE_DERIVABLE_TYPE (VigieLiveLayer, vigie_live_layer, VIGIE, LIVE_LAYER, VigieDrawnLayer)

struct _VigieLiveLayerClass
{
  VigieDrawnLayerClass parent_class;

  /* What is gathered, of a territory that is there: what is gone through (NULL: vigie_live_layer_get_sites()), from the
   * beginning whatever was begun before, one after the other, and that it was the last. */
  GListModel *(*get_items) (VigieLiveLayer *self);
  void (*begin) (VigieLiveLayer *self);
  void (*take) (VigieLiveLayer *self, gpointer item);
  void (*end) (VigieLiveLayer *self);
  /* Forgets what was gathered: there is another territory, or none. May be NULL. */
  void (*forget) (VigieLiveLayer *self);
  /* The scheme or the link is another. May be NULL. */
  void (*look_changed) (VigieLiveLayer *self);
  /* Fills @part, which is empty, with the legend. */
  void (*fill_legend) (VigieLiveLayer *self, GtkBox *part);
};

void vigie_live_layer_set_territory (VigieLiveLayer *self, VigieTerritory *territory);
VigieTerritory *vigie_live_layer_get_territory (VigieLiveLayer *self);
/* Only these sites (a model of VigieSite, such as a filtered one); NULL for all of the territory. For kinds that go
 * through sites. */
void vigie_live_layer_set_sites (VigieLiveLayer *self, GListModel *sites);
/* Those, or the territory; NULL where there is neither. */
GListModel *vigie_live_layer_get_sites (VigieLiveLayer *self);
/* AUTO is taken for light. */
void vigie_live_layer_set_scheme (VigieLiveLayer *self, VigieScheme scheme);
VigieScheme vigie_live_layer_get_scheme (VigieLiveLayer *self);
/* What it shows is the last known state. */
void vigie_live_layer_set_link_lost (VigieLiveLayer *self, gboolean link_lost);
gboolean vigie_live_layer_get_link_lost (VigieLiveLayer *self);

/* What it shows has changed. */
void vigie_live_layer_changed (VigieLiveLayer *self);
/* Gathers all of it at once: for tests. */
void vigie_live_layer_flush (VigieLiveLayer *self);

/* Fills @part anew with the legend. */
void vigie_live_layer_fill_legend (VigieLiveLayer *self, GtkBox *part);
/* For kinds: their legend is another. */
void vigie_live_layer_legend_changed (VigieLiveLayer *self);

G_END_DECLS
