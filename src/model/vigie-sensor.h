/* vigie-sensor.h: a sensor at a site, or a LoRaWAN gateway, live. Main thread only.
 *
 * A sensor that the server tells of once and uses at several sites (a type of sensor, as some servers do) is one
 * VigieSensor at each. A site of the kind lora-gateway is one VigieSensor with all its measures, and is one
 * without any measure too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-gateways.h"
#include "vigie-site.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SENSOR (vigie_sensor_get_type ())
/* Properties (notify only on change): last-seen (int64, VigieTime), freshness (int), expected-interval (int64,
 * µs), condition (int), n-heard (uint), revision (uint: grows with each reading of one of its measures and with
 * what the server tells of them anew). */
G_DECLARE_FINAL_TYPE (VigieSensor, vigie_sensor, VIGIE, SENSOR, GObject)

/* The server's id of the sensor; "" for a gateway whose site names none. */
const char *vigie_sensor_get_id (VigieSensor *self);
/* What the server tells of it, or NULL while it is not known. */
const VigieSensorData *vigie_sensor_get_data (VigieSensor *self);
/* Its name; of a gateway the site's; the id where nothing better is known. Never NULL. */
const char *vigie_sensor_get_name (VigieSensor *self);
VigieSite *vigie_sensor_get_site (VigieSensor *self); /* NULL once it is out of the territory */
gboolean vigie_sensor_is_gateway (VigieSensor *self);

/* Its measures, in the order of the server; owned by their site. Valid until the main loop runs again. */
VigieMeasure *const *vigie_sensor_get_measures (VigieSensor *self, guint *n_measures);

/* The measure of a diagnostic role, or NULL; of two batteries the one in %. */
VigieMeasure *vigie_sensor_get_battery (VigieSensor *self);
VigieMeasure *vigie_sensor_get_rssi (VigieSensor *self);
VigieMeasure *vigie_sensor_get_snr (VigieSensor *self);
VigieMeasure *vigie_sensor_get_spreading_factor (VigieSensor *self);
VigieMeasure *vigie_sensor_get_frame_counter (VigieSensor *self);
VigieMeasure *vigie_sensor_get_gateways_measure (VigieSensor *self);

/* The gateways that heard its last frame, best first; owned by the sensor, valid until the main loop runs again. */
typedef struct
{
  const char *id; /* normalised: see vigie_gateway_id_normalise() */
  VigieSensor
      *gateway;     /* of the territory, or NULL: one that nobody has entered, or somebody else's */
  double rssi, snr; /* dBm and dB, or NAN */
} VigieHearing;
const VigieHearing *vigie_sensor_get_gateways (VigieSensor *self, guint *n_gateways);

/* The gateway's own id, or NULL: of a sensor, or of a gateway that tells none. */
const char *vigie_sensor_get_gateway_id (VigieSensor *self);
/* How many live or late sensors were heard by this gateway with their last frame; 0 of a sensor. */
guint vigie_sensor_get_n_heard (VigieSensor *self);

/* When something of it last arrived: the newest reading of its measures; of a gateway also of what it
 * heard. VIGIE_TIME_NONE if never. */
VigieTime vigie_sensor_get_last_seen (VigieSensor *self);
/* How often something is expected of it: the shortest interval of its measures, those of the device (battery,
 * radio) only where it has no other; 0 where none is known. */
gint64 vigie_sensor_get_expected_interval (VigieSensor *self);
/* Of last-seen against the expected interval: see vigie_freshness_compute(). Out of service where all its
 * measures, or its site, are declared so. */
VigieFreshness vigie_sensor_get_freshness (VigieSensor *self);
/* The worst condition of the device itself: of its battery and radio, and of a gateway of all its measures.
 * NORMAL where they have no reading that can be judged; UNKNOWN unless the sensor is live or late. */
VigieCondition vigie_sensor_get_condition (VigieSensor *self);
int vigie_sensor_get_severity (VigieSensor *self); /* see vigie_severity() */
guint vigie_sensor_get_revision (VigieSensor *self);

/* When it was installed, as its measures tell; VIGIE_TIME_NONE where none does. */
VigieTime vigie_sensor_get_installed (VigieSensor *self);

/* ---- The list ---- */

#define VIGIE_TYPE_SENSOR_LIST (vigie_sensor_list_get_type ())
/* A GListModel of VigieSensor. Signal "changed" (GPtrArray of VigieSensor, owned by the list): properties of
 * just these changed; once for each slice of a batch, after their notifications. Sensors that were added or
 * taken out are told by items-changed. */
G_DECLARE_FINAL_TYPE (VigieSensorList, vigie_sensor_list, VIGIE, SENSOR_LIST, GObject)

G_END_DECLS
