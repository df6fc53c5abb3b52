/* vigie-gateway-layer.h: gateways, and lines to the sites whose sensors they hear.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-live-layer.h"
#include "vigie-radio-link.h"
#include "vigie-site-layer.h"

G_BEGIN_DECLS

/* A line for each gateway and site: how well the best heard sensor of the site is heard there (see
 * vigie_radio_link_classify()), told by the width and dashes of the line and by its shade; and at the gateway how many
 * sensors it hears. Of what live and late sensors said last. With a gateway, or a site that is heard, selected, its own
 * lines stand out and the others go quiet; with none, those to the gateway that hears a site best stand out. */
#define VIGIE_TYPE_GATEWAY_LAYER (vigie_gateway_layer_get_type ())
G_DECLARE_FINAL_TYPE (VigieGatewayLayer, vigie_gateway_layer, VIGIE, GATEWAY_LAYER, VigieLiveLayer)

VigieGatewayLayer *vigie_gateway_layer_new (ShumateViewport *viewport);

void vigie_gateway_layer_set_selected_site (VigieGatewayLayer *self, VigieSite *site);

/* The signs of the sites: a line is shown where one of its ends is a site that they show, with a dot for the other end
 * where that has no sign; where a gateway is within a group, or has no sign, no number stands at it. Not owned, and to
 * outlive this layer or be taken away by NULL. */
void vigie_gateway_layer_set_signs (VigieGatewayLayer *self, VigieSiteLayer *signs);

/* What is shown of @site in words: « hears 12 sensors », « heard by 3 gateways, strong »; NULL for nothing. Full. */
char *vigie_gateway_layer_describe (VigieGatewayLayer *self, VigieSite *site);

/* What was gathered, for tests: how many gateways hear something, and the lines of @site (a gateway's or a heard one's;
 * NULL: all) by class. */
guint vigie_gateway_layer_get_n_gateways (VigieGatewayLayer *self);
void vigie_gateway_layer_count (VigieGatewayLayer *self,
                                VigieSite *site,
                                guint counts[VIGIE_N_RADIO_LINK]);

G_END_DECLS
