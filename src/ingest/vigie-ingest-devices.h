/* vigie-ingest-devices.h: from an uplink to Observations.
 *
 * A Datastream says in its properties which field of which device feeds it:
 *   "source": {"devEui": "0200000000000101", "field": "distance", "scale": -0.05, "offset": 120}
 * (result = value × scale + offset; field names as in vigie-ingest-uplink.h; "$gateways" gives the array of
 * vigie_ingest_uplink_append_gateways()) or, for a LoRaWAN gateway,
 *   "source": {"gateway": "0016C001FF10A001", "field": "$frames"}
 * ($frames: heard since the reading before, at most one reading a minute; $rssi, $snr: of the best frame
 * of that time).
 *
 * A frame that comes again (from both networks, after a retry, by hand) is stored once. Devices that
 * feed nothing are kept in a list with their last frames, to be adopted. What is remembered of devices
 * is valid for one generation of the writer (vigie_ingest_writer_get_generation()).
 *
 * Everything here runs inside a job of the writer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-ingest-uplink.h"
#include "vigie-ingest-writer.h"

G_BEGIN_DECLS

/* Frames that are kept of a device that nobody has adopted, and how many such devices. */
#define VIGIE_INGEST_MAX_KEPT_FRAMES 200
#define VIGIE_INGEST_MAX_UNKNOWN_DEVICES 1000
#define VIGIE_INGEST_MAX_GATEWAYS 1000

typedef struct _VigieIngestDevices VigieIngestDevices;

VigieIngestDevices *vigie_ingest_devices_new (void);
void vigie_ingest_devices_free (VigieIngestDevices *self);

typedef struct
{
  gboolean repeated;  /* the frame was there already: nothing was stored */
  gboolean unknown;   /* the device is in the list of those to adopt */
  guint observations; /* stored */
} VigieIngestTaken;

/* Takes one event in. FALSE with @error only if the store failed. @taken may be NULL. */
gboolean vigie_ingest_devices_take (VigieIngestDevices *self,
                                    VigieIngestWriter *writer,
                                    const VigieIngestUplink *uplink,
                                    VigieIngestTaken *taken,
                                    GError **error);

/* Takes the frames kept of @device, oldest first, as if they came now, and forgets them; their times
 * stay. For adoption, once the Datastreams are there. */
gboolean vigie_ingest_devices_replay (VigieIngestDevices *self,
                                      VigieIngestWriter *writer,
                                      const char *device,
                                      guint *observations,
                                      GError **error);

/* Appends {"devices": […], "gateways": […]}: devices that feed nothing, newest first, and every
 * gateway heard. */
gboolean vigie_ingest_devices_list (VigieIngestWriter *writer, GString *json, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieIngestDevices, vigie_ingest_devices_free)

G_END_DECLS
