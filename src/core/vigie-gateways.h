/* vigie-gateways.h: which LoRaWAN gateways heard a frame, as the role "gateways" tells it. Pure.
 *
 * The reading is a JSON array, best gateway first: [{"id":"0016C001FF10A001","rssi":-97,"snr":5.2}, …]. "rssi" (dBm)
 * and "snr" (dB) may be absent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VIGIE_GATEWAYS_MAX 16
#define VIGIE_GATEWAY_ID_SIZE 64 /* bytes with the NUL; longer ids are left out */

typedef struct
{
  char id[VIGIE_GATEWAY_ID_SIZE]; /* as vigie_gateway_id_normalise() writes it */
  double rssi;                    /* dBm, or NAN */
  double snr;                     /* dB, or NAN */
} VigieGatewayHeard;

/* Reads the array of a reading (NULL is an empty one). Entries without an id, of another shape, twice there or
 * above the bound are left out; a text that is no JSON array gives those before its fault. Returns how many
 * there are. */
guint vigie_gateways_parse (const char *json, VigieGatewayHeard heard[VIGIE_GATEWAYS_MAX]);

/* Writes @id so that two ways to write one EUI are the same: 16 hexadecimal digits, whatever their case and
 * separators (":", "-", "." and space), become capital digits; any other text stays as it is but for white
 * space around it. FALSE, with "", where nothing is left or it is too long. */
gboolean vigie_gateway_id_normalise (const char *id, char normal[VIGIE_GATEWAY_ID_SIZE]);

/* The id of the gateway that a site is, from Thing.properties as JSON: the text of "gatewayId", "gateway_id",
 * "gatewayEui", "gateway_eui" or "gatewayEUI", normalised. FALSE, with "", where there is none. */
gboolean vigie_gateway_id_from_properties (const char *json, char id[VIGIE_GATEWAY_ID_SIZE]);

G_END_DECLS
