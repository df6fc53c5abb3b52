/* vigie-ingest-devices-private.h: the parts of taking uplinks in: gateways, unknown devices.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-ingest-devices.h"
#include "vigie-ingest-schema.h"

G_BEGIN_DECLS

/* ---- vigie-ingest-devices.c ---- */

/* Stores one reading, accepted now. */
gboolean vigie_ingest_devices_insert (VigieIngestWriter *writer,
                                      gint64 datastream,
                                      VigieTime time,
                                      VigieIngestResult type,
                                      double number,
                                      const char *text,
                                      GError **error);

/* Stores the readings of a frame that was kept, received at @received. */
gboolean vigie_ingest_devices_take_kept (VigieIngestDevices *self,
                                         VigieIngestWriter *writer,
                                         const VigieIngestUplink *uplink,
                                         VigieTime received,
                                         guint *observations,
                                         GError **error);

/* ---- vigie-ingest-gateways.c ---- */

typedef struct _VigieIngestGateways VigieIngestGateways;

VigieIngestGateways *vigie_ingest_gateways_new (void);
void vigie_ingest_gateways_free (VigieIngestGateways *self);
void vigie_ingest_gateways_forget (VigieIngestGateways *self);

/* Notes which gateways heard a frame; writes it down at most every ten seconds for each. */
gboolean vigie_ingest_gateways_hear (VigieIngestGateways *self,
                                     VigieIngestWriter *writer,
                                     const VigieIngestUplink *uplink,
                                     GError **error);

/* Appends the list of gateways as a JSON array. */
gboolean vigie_ingest_gateways_list (VigieIngestWriter *writer, GString *json, GError **error);

/* ---- vigie-ingest-unknown.c ---- */

/* Keeps an event of a device that feeds nothing. */
gboolean vigie_ingest_unknown_keep (VigieIngestWriter *writer,
                                    const VigieIngestUplink *uplink,
                                    VigieTime time,
                                    GError **error);

G_END_DECLS
