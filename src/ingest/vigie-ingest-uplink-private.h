/* vigie-ingest-uplink-private.h: what the decoders of both networks share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-scan.h"
#include "vigie-ingest-uplink.h"

G_BEGIN_DECLS

/* Nothing is known yet of a frame that came by @network. */
void vigie_ingest_uplink_init (VigieIngestUplink *uplink, VigieIngestNetwork network);

/* Readers of one value; each passes over what is of another type. */
const char *vigie_ingest_uplink_read_text (VigieScan *scan);
VigieTime vigie_ingest_uplink_read_time (VigieScan *scan);
double vigie_ingest_uplink_read_number (VigieScan *scan);
gint64 vigie_ingest_uplink_read_integer (VigieScan *scan, gint64 min, gint64 max, gint64 fallback);
void vigie_ingest_uplink_read_location (VigieScan *scan, double *lat, double *lon);
void vigie_ingest_uplink_read_fields (VigieIngestUplink *uplink, VigieScan *scan);
void
vigie_ingest_uplink_read_spreading (VigieIngestUplink *uplink, VigieScan *scan, const char *member);

/* Puts @text (or NULL) in capitals, in place; FALSE where it is no EUI of 16 hexadecimal digits. */
gboolean vigie_ingest_uplink_normalise_eui (char *text);
/* Of the raw payload as it was written (or NULL): by it a frame that was sent again is known. */
void vigie_ingest_uplink_hash_payload (VigieIngestUplink *uplink, const char *payload);
/* Puts it in its place, best first. One that is there already (another antenna) keeps the better figures; above the
 * bound the worst is dropped. */
void vigie_ingest_uplink_add_gateway (VigieIngestUplink *uplink, const VigieIngestGateway *gateway);
gboolean vigie_ingest_uplink_fail_json (const VigieScan *scan, GError **error);

G_END_DECLS
