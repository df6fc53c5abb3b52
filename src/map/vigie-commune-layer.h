/* vigie-commune-layer.h: the names of the communes, where there are no tiles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-layer.h"
#include "vigie-ground-layer.h"
#include "vigie-palette.h"
#include "vigie-site-layer.h"

G_BEGIN_DECLS

/* Names of communes at their centres or, where a sign is there, beside it: the more populous first, none
 * over another. */
#define VIGIE_TYPE_COMMUNE_LAYER (vigie_commune_layer_get_type ())
G_DECLARE_FINAL_TYPE (VigieCommuneLayer, vigie_commune_layer, VIGIE, COMMUNE_LAYER, VigieDrawnLayer)

VigieCommuneLayer *vigie_commune_layer_new (ShumateViewport *viewport);

/* The signs to keep clear of; not owned, and to outlive this layer or be taken away by NULL. */
void vigie_commune_layer_set_sites (VigieCommuneLayer *self, VigieSiteLayer *sites);
/* The labels of the ground to keep clear of; not owned, and to outlive this layer or be taken away by NULL. */
void vigie_commune_layer_set_ground (VigieCommuneLayer *self, VigieGroundLayer *ground);
void vigie_commune_layer_set_scheme (VigieCommuneLayer *self, VigieScheme scheme);

/* How large the names are written, px (8 to 200, at first 13). */
void vigie_commune_layer_set_text_size (VigieCommuneLayer *self, int pixels);

/* Adds a commune; those without a finite place within range are passed over. */
void vigie_commune_layer_add (VigieCommuneLayer *self,
                              const char *name,
                              double lat,
                              double lon,
                              guint population);
void vigie_commune_layer_clear (VigieCommuneLayer *self);

/* How many names the last picture had, for tests. */
guint vigie_commune_layer_get_n_shown (VigieCommuneLayer *self);

G_END_DECLS
