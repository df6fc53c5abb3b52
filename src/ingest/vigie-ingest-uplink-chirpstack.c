/* vigie-ingest-uplink-chirpstack.c: events of ChirpStack v4.
 *
 * Sources: chirpstack-docs, integrations/events.md and http.md; the protobuf files of the ChirpStack
 * repository, whose JSON leaves out default values in rxInfo and txInfo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-uplink.h"

#include <math.h>
#include <string.h>

#include "vigie-scan.h"
#include "vigie-ingest-uplink-private.h"

static void
read_device_info (VigieIngestUplink *uplink, VigieScan *scan)
{
  const char *name;

  if (!vigie_scan_enter_object (scan))
    return;
  while (vigie_scan_next_member (scan, &name))
    {
      if (strcmp (name, "devEui") == 0)
        {
          char *eui = (char *) vigie_scan_string (scan);

          if (vigie_ingest_uplink_normalise_eui (eui))
            g_strlcpy (uplink->device, eui, sizeof uplink->device);
        }
      else if (strcmp (name, "deviceName") == 0)
        uplink->device_name = vigie_ingest_uplink_read_text (scan);
      else if (strcmp (name, "deviceProfileName") == 0)
        uplink->model = vigie_ingest_uplink_read_text (scan);
      else if (strcmp (name, "applicationName") == 0)
        uplink->application = vigie_ingest_uplink_read_text (scan);
      else
        vigie_scan_skip (scan);
    }
}

static void
read_rx_info (VigieIngestUplink *uplink, VigieScan *scan)
{
  const char *name;

  if (!vigie_scan_enter_array (scan))
    return;
  while (vigie_scan_next_element (scan))
    {
      /* An SNR of zero is left out; an RSSI of zero is none that a radio can hear. */
      VigieIngestGateway gateway = {.id = NULL, .rssi = NAN, .snr = 0, .lat = NAN, .lon = NAN};

      if (!vigie_scan_enter_object (scan))
        continue;
      while (vigie_scan_next_member (scan, &name))
        {
          if (strcmp (name, "gatewayId") == 0)
            {
              gateway.id = vigie_ingest_uplink_read_text (scan);
              vigie_ingest_uplink_normalise_eui ((char *) gateway.id);
            }
          else if (strcmp (name, "rssi") == 0)
            gateway.rssi = vigie_scan_number (scan);
          else if (strcmp (name, "snr") == 0)
            gateway.snr = vigie_scan_number (scan);
          else if (strcmp (name, "location") == 0)
            vigie_ingest_uplink_read_location (scan, &gateway.lat, &gateway.lon);
          else
            vigie_scan_skip (scan);
        }
      vigie_ingest_uplink_add_gateway (uplink, &gateway);
    }
}

static void
read_modulation (VigieIngestUplink *uplink, VigieScan *scan)
{
  const char *name;

  if (!vigie_scan_enter_object (scan))
    return;
  while (vigie_scan_next_member (scan, &name))
    {
      if (strcmp (name, "lora") == 0)
        vigie_ingest_uplink_read_spreading (uplink, scan, "spreadingFactor");
      else
        vigie_scan_skip (scan);
    }
}

static void
read_tx_info (VigieIngestUplink *uplink, VigieScan *scan)
{
  const char *name;

  if (!vigie_scan_enter_object (scan))
    return;
  while (vigie_scan_next_member (scan, &name))
    {
      if (strcmp (name, "frequency") == 0)
        uplink->frequency = vigie_ingest_uplink_read_number (scan);
      else if (strcmp (name, "modulation") == 0)
        read_modulation (uplink, scan);
      else
        vigie_scan_skip (scan);
    }
}

static VigieIngestEvent
event_from_name (const char *name)
{
  static const struct
  {
    const char *name;
    VigieIngestEvent event;
  } events[] = {
      {"up", VIGIE_INGEST_EVENT_UP},
      {"join", VIGIE_INGEST_EVENT_JOIN},
      {"status", VIGIE_INGEST_EVENT_STATUS},
      {"log", VIGIE_INGEST_EVENT_LOG},
      {"ack", VIGIE_INGEST_EVENT_DOWNLINK},
      {"txack", VIGIE_INGEST_EVENT_DOWNLINK},
      {"location", VIGIE_INGEST_EVENT_LOCATION},
  };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (strcmp (events[i].name, name) == 0)
      return events[i].event;
  return VIGIE_INGEST_EVENT_OTHER;
}

gboolean
vigie_ingest_uplink_decode_chirpstack (VigieIngestUplink *uplink,
                                       const char *event,
                                       char *text,
                                       gsize length,
                                       GError **error)
{
  VigieScan scan;
  VigieIngestEvent told = VIGIE_INGEST_EVENT_JOIN;
  const char *name, *payload = NULL;
  double battery = NAN;
  gboolean no_battery = FALSE;

  vigie_ingest_uplink_init (uplink, VIGIE_INGEST_NETWORK_CHIRPSTACK);
  vigie_scan_init (&scan, text, length);
  if (vigie_scan_peek (&scan) != VIGIE_SCAN_OBJECT && scan.problem == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "the event is not an object");
      return FALSE;
    }
  vigie_scan_enter_object (&scan);
  while (vigie_scan_next_member (&scan, &name))
    {
      if (strcmp (name, "deviceInfo") == 0)
        read_device_info (uplink, &scan);
      else if (strcmp (name, "time") == 0)
        uplink->time = vigie_ingest_uplink_read_time (&scan);
      else if (strcmp (name, "fCnt") == 0)
        uplink->frame_counter = vigie_ingest_uplink_read_integer (&scan, 0, G_MAXUINT32, 0);
      else if (strcmp (name, "fPort") == 0)
        uplink->port = vigie_ingest_uplink_read_integer (&scan, 0, 255, 0);
      else if (strcmp (name, "data") == 0)
        payload = vigie_scan_string (&scan);
      else if (strcmp (name, "object") == 0)
        vigie_ingest_uplink_read_fields (uplink, &scan);
      else if (strcmp (name, "rxInfo") == 0)
        {
          told = VIGIE_INGEST_EVENT_UP;
          read_rx_info (uplink, &scan);
        }
      else if (strcmp (name, "txInfo") == 0)
        {
          told = VIGIE_INGEST_EVENT_UP;
          read_tx_info (uplink, &scan);
        }
      else if (strcmp (name, "margin") == 0)
        {
          told = VIGIE_INGEST_EVENT_STATUS;
          uplink->margin = vigie_scan_number (&scan);
        }
      else if (strcmp (name, "batteryLevel") == 0)
        battery = vigie_scan_number (&scan);
      else if (strcmp (name, "externalPowerSource") == 0)
        uplink->external_power = vigie_scan_boolean (&scan);
      else if (strcmp (name, "batteryLevelUnavailable") == 0)
        no_battery = vigie_scan_boolean (&scan);
      else if (strcmp (name, "level") == 0)
        {
          told = VIGIE_INGEST_EVENT_LOG;
          uplink->level = vigie_ingest_uplink_read_text (&scan);
        }
      else if (strcmp (name, "code") == 0)
        uplink->code = vigie_ingest_uplink_read_text (&scan);
      else if (strcmp (name, "description") == 0)
        uplink->description = vigie_ingest_uplink_read_text (&scan);
      else if (strcmp (name, "location") == 0)
        {
          told = VIGIE_INGEST_EVENT_LOCATION;
          vigie_ingest_uplink_read_location (&scan, &uplink->lat, &uplink->lon);
        }
      else
        vigie_scan_skip (&scan);
    }
  if (!vigie_scan_finish (&scan))
    return vigie_ingest_uplink_fail_json (&scan, error);

  uplink->event = event != NULL ? event_from_name (event) : told;
  /* DevStatusAns has no level of zero: 0 % is a device that says nothing of its battery. */
  if (!no_battery && !uplink->external_power && battery > 0 && battery <= 100)
    uplink->battery = battery;
  if (uplink->device[0] == '\0' && uplink->event != VIGIE_INGEST_EVENT_OTHER)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "deviceInfo.devEui is missing or is not 16 hexadecimal digits");
      return FALSE;
    }
  vigie_ingest_uplink_hash_payload (uplink, payload);
  if (uplink->event == VIGIE_INGEST_EVENT_STATUS && isnan (uplink->margin))
    uplink->margin = 0;
  return TRUE;
}
