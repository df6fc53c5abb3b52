/* vigie-ingest-uplink.h: what a LoRaWAN network server tells, as one plain struct.
 *
 * ChirpStack v4 posts events as JSON with ?event=up|join|status|log|…; The Things Stack v3 posts
 * webhooks whose body says by its members what it is. Both leave out what is zero or false, write a
 * DevEUI in either case and a frequency as a number or a text: all of it is made alike here. Pure: no
 * database, no clock, no allocation but the struct.
 *
 * The number of an electricity meter's delivery point (PRM, PDL; ADCO and ADSC in a Linky frame) is
 * personal data: it is masked while decoding, so that nothing behind this header ever has it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-time.h"

G_BEGIN_DECLS

#define VIGIE_INGEST_UPLINK_MAX_FIELDS 128
#define VIGIE_INGEST_UPLINK_MAX_GATEWAYS 16
#define VIGIE_INGEST_UPLINK_MAX_TEXT 200 /* bytes of a name or a value that is kept */
#define VIGIE_INGEST_DEVICE_ID_BUFFER 80

typedef enum
{
  VIGIE_INGEST_NETWORK_CHIRPSTACK,
  VIGIE_INGEST_NETWORK_TTN,
} VigieIngestNetwork;

typedef enum
{
  VIGIE_INGEST_EVENT_UP,
  VIGIE_INGEST_EVENT_JOIN,
  VIGIE_INGEST_EVENT_STATUS,
  VIGIE_INGEST_EVENT_LOG,
  VIGIE_INGEST_EVENT_LOCATION,
  VIGIE_INGEST_EVENT_DOWNLINK, /* ack, txack, downlink queued, sent, failed, … */
  VIGIE_INGEST_EVENT_OTHER,    /* of another kind: accepted and counted */
} VigieIngestEvent;
#define VIGIE_INGEST_N_EVENT 7

/* A decoded value. `name` is its path in the decoded object with dots: "total_in", "DATE.S",
 * "counterValues.0". A null is no field. */
typedef struct
{
  const char *name;
  const char *text; /* for a text, else NULL */
  double number;    /* finite; 0 or 1 for a boolean; NAN for a text */
  gboolean is_boolean;
} VigieIngestField;

typedef struct
{
  const char *id;  /* 16 capital hexadecimal digits where it is an EUI */
  double rssi;     /* dBm, or NAN */
  double snr;      /* dB, or NAN */
  double lat, lon; /* degrees, or both NAN */
} VigieIngestGateway;

/* All texts are valid UTF-8, NULL where absent, and live in the buffer that was decoded. */
typedef struct
{
  VigieIngestNetwork network;
  VigieIngestEvent event;
  /* 16 capital hexadecimal digits; for a device that has no DevEUI (ABP on The Things Stack)
   * "device@application"; "" only in an event of another kind. */
  char device[VIGIE_INGEST_DEVICE_ID_BUFFER];
  const char *device_name;
  const char *model; /* of the device profile or of the version ids */
  const char *application;
  VigieTime time; /* when the network received it, or VIGIE_TIME_NONE */

  gint64 frame_counter; /* 0 … 2^32 - 1; absent is 0 */
  int port;             /* 0 … 255 */
  guint32 payload_hash; /* of the port and the raw payload; the payload itself is not kept */
  double frequency;     /* Hz, or NAN */
  int spreading_factor; /* 7 … 12, or 0 */

  double battery;         /* %, 0 … 100, or NAN */
  VigieTime battery_time; /* when it was said, or VIGIE_TIME_NONE: then `time` */
  double margin;          /* dB, of a status event, or NAN */
  gboolean external_power;

  double lat, lon; /* of a location event, or both NAN */

  const char *level, *code, *description; /* of a log event */

  guint n_fields;
  guint n_gateways;
  guint n_dropped; /* fields and gateways above the bounds, and names too long */
  VigieIngestField fields[VIGIE_INGEST_UPLINK_MAX_FIELDS];
  VigieIngestGateway gateways[VIGIE_INGEST_UPLINK_MAX_GATEWAYS]; /* best first: RSSI, then SNR */

  char names[6144]; /* private: where joined names stand */
  guint names_used; /* private */
} VigieIngestUplink;

/* Decodes a body of ChirpStack. @event is the query's `event`, or NULL: then the body's members tell.
 * @text is @length bytes, changed by the reading; text[length] must be writable. FALSE with
 * G_IO_ERROR_INVALID_DATA, in words that name the member and never repeat what was sent. */
gboolean vigie_ingest_uplink_decode_chirpstack (VigieIngestUplink *uplink,
                                                const char *event,
                                                char *text,
                                                gsize length,
                                                GError **error);

/* The same for a webhook of The Things Stack. */
gboolean vigie_ingest_uplink_decode_ttn (VigieIngestUplink *uplink,
                                         char *text,
                                         gsize length,
                                         GError **error);

/* Appends the gateways that heard the frame, best first, each once: the JSON array of the role "gateways" (see
 * vigie-gateways.h). FALSE, with nothing appended, where it is no uplink or none of them has an id and an RSSI. */
gboolean vigie_ingest_uplink_append_gateways (const VigieIngestUplink *uplink, GString *json);

/* The gateway that heard it best (RSSI, then SNR), or NULL. */
const VigieIngestGateway *vigie_ingest_uplink_best_gateway (const VigieIngestUplink *uplink);

/* The number of a field: of the decoded object, or of the frame ("$battery" in %, "$margin" and "$snr"
 * in dB, "$rssi" in dBm, "$spreadingFactor", "$frameCounter"). FALSE if it has none: absent, or a
 * text such as « read failed ». A text that is a number is one, as some decoders write them so. */
gboolean
vigie_ingest_uplink_get_number (const VigieIngestUplink *uplink, const char *field, double *number);

/* The field of the decoded object of that name, or NULL. */
const VigieIngestField *vigie_ingest_uplink_find (const VigieIngestUplink *uplink,
                                                  const char *name);

/* "up", "join", … */
const char *vigie_ingest_event_to_string (VigieIngestEvent event);

G_END_DECLS
