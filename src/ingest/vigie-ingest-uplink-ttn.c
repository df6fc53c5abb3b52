/* vigie-ingest-uplink-ttn.c: webhooks of The Things Stack v3.
 *
 * Sources: lorawan-stack-docs, integrations/data-formats and integrations/webhooks. Fields that are
 * empty, zero or false are left out; 64-bit integers (the frequency) are texts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-uplink.h"

#include <math.h>
#include <string.h>

#include "vigie-scan.h"
#include "vigie-ingest-uplink-private.h"

/* {"application_id": …}, {"gateway_id": …, "eui": …} and the like: the texts of two members. */
static void
read_ids (VigieScan *scan,
          const char *first_name,
          const char **first,
          const char *second_name,
          const char **second)
{
  const char *name;

  if (!vigie_scan_enter_object (scan))
    return;
  while (vigie_scan_next_member (scan, &name))
    {
      if (strcmp (name, first_name) == 0)
        *first = vigie_ingest_uplink_read_text (scan);
      else if (second_name != NULL && strcmp (name, second_name) == 0)
        *second = vigie_ingest_uplink_read_text (scan);
      else
        vigie_scan_skip (scan);
    }
}

static void
read_end_device (VigieIngestUplink *uplink, VigieScan *scan)
{
  const char *name, *eui = NULL, *id = NULL;

  if (!vigie_scan_enter_object (scan))
    return;
  while (vigie_scan_next_member (scan, &name))
    {
      if (strcmp (name, "dev_eui") == 0)
        eui = vigie_scan_string (scan);
      else if (strcmp (name, "device_id") == 0)
        id = vigie_ingest_uplink_read_text (scan);
      else if (strcmp (name, "application_ids") == 0)
        read_ids (scan, "application_id", &uplink->application, NULL, NULL);
      else
        vigie_scan_skip (scan);
    }
  uplink->device_name = id;
  if (vigie_ingest_uplink_normalise_eui ((char *) eui))
    g_strlcpy (uplink->device, eui, sizeof uplink->device);
  else if (id != NULL && strlen (id) <= 36 && strchr (id, '/') == NULL)
    g_snprintf (uplink->device, sizeof uplink->device, "%s@%.36s", id,
                uplink->application ? uplink->application : "");
}

static void
read_rx_metadata (VigieIngestUplink *uplink, VigieScan *scan)
{
  const char *name, *eui, *id;

  if (!vigie_scan_enter_array (scan))
    return;
  while (vigie_scan_next_element (scan))
    {
      VigieIngestGateway gateway = {.id = NULL, .rssi = NAN, .snr = 0, .lat = NAN, .lon = NAN};

      if (!vigie_scan_enter_object (scan))
        continue;
      eui = id = NULL;
      while (vigie_scan_next_member (scan, &name))
        {
          if (strcmp (name, "gateway_ids") == 0)
            read_ids (scan, "eui", &eui, "gateway_id", &id);
          else if (strcmp (name, "rssi") == 0)
            gateway.rssi = vigie_scan_number (scan);
          else if (strcmp (name, "snr") == 0)
            gateway.snr = vigie_scan_number (scan);
          else if (strcmp (name, "location") == 0)
            vigie_ingest_uplink_read_location (scan, &gateway.lat, &gateway.lon);
          else
            vigie_scan_skip (scan);
        }
      gateway.id = vigie_ingest_uplink_normalise_eui ((char *) eui) ? eui : id;
      vigie_ingest_uplink_add_gateway (uplink, &gateway);
    }
}

static void
read_data_rate (VigieIngestUplink *uplink, VigieScan *scan)
{
  const char *name;

  if (!vigie_scan_enter_object (scan))
    return;
  while (vigie_scan_next_member (scan, &name))
    {
      if (strcmp (name, "lora") == 0)
        vigie_ingest_uplink_read_spreading (uplink, scan, "spreading_factor");
      else
        vigie_scan_skip (scan);
    }
}

static void
read_settings (VigieIngestUplink *uplink, VigieScan *scan)
{
  const char *name;

  if (!vigie_scan_enter_object (scan))
    return;
  while (vigie_scan_next_member (scan, &name))
    {
      if (strcmp (name, "frequency") == 0)
        uplink->frequency = vigie_ingest_uplink_read_number (scan);
      else if (strcmp (name, "data_rate") == 0)
        read_data_rate (uplink, scan);
      else
        vigie_scan_skip (scan);
    }
}

/* A battery of 0 % is left out: the member itself tells that the device answered. */
static void
read_battery (VigieIngestUplink *uplink, VigieScan *scan)
{
  const char *name;
  double value = 0;

  if (!vigie_scan_enter_object (scan))
    return;
  while (vigie_scan_next_member (scan, &name))
    {
      if (strcmp (name, "value") == 0)
        value = vigie_scan_number (scan);
      else if (strcmp (name, "received_at") == 0)
        uplink->battery_time = vigie_ingest_uplink_read_time (scan);
      else
        vigie_scan_skip (scan);
    }
  if (value >= 0 && value <= 100)
    uplink->battery = value;
}

static void
read_uplink_message (VigieIngestUplink *uplink, VigieScan *scan)
{
  const char *name, *payload = NULL, *brand = NULL;

  if (!vigie_scan_enter_object (scan))
    return;
  while (vigie_scan_next_member (scan, &name))
    {
      if (strcmp (name, "f_cnt") == 0)
        uplink->frame_counter = vigie_ingest_uplink_read_integer (scan, 0, G_MAXUINT32, 0);
      else if (strcmp (name, "f_port") == 0)
        uplink->port = vigie_ingest_uplink_read_integer (scan, 0, 255, 0);
      else if (strcmp (name, "frm_payload") == 0)
        payload = vigie_scan_string (scan);
      else if (strcmp (name, "decoded_payload") == 0)
        vigie_ingest_uplink_read_fields (uplink, scan);
      else if (strcmp (name, "rx_metadata") == 0)
        read_rx_metadata (uplink, scan);
      else if (strcmp (name, "settings") == 0)
        read_settings (uplink, scan);
      else if (strcmp (name, "received_at") == 0)
        uplink->time = vigie_ingest_uplink_read_time (scan);
      else if (strcmp (name, "last_battery_percentage") == 0)
        read_battery (uplink, scan);
      else if (strcmp (name, "version_ids") == 0)
        read_ids (scan, "model_id", &uplink->model, "brand_id", &brand);
      else
        vigie_scan_skip (scan);
    }
  vigie_ingest_uplink_hash_payload (uplink, payload);
}

static void
read_location_solved (VigieIngestUplink *uplink, VigieScan *scan)
{
  const char *name;

  if (!vigie_scan_enter_object (scan))
    return;
  while (vigie_scan_next_member (scan, &name))
    {
      if (strcmp (name, "location") == 0)
        vigie_ingest_uplink_read_location (scan, &uplink->lat, &uplink->lon);
      else
        vigie_scan_skip (scan);
    }
}

gboolean
vigie_ingest_uplink_decode_ttn (VigieIngestUplink *uplink, char *text, gsize length, GError **error)
{
  VigieScan scan;
  VigieTime received = VIGIE_TIME_NONE;
  const char *name;

  vigie_ingest_uplink_init (uplink, VIGIE_INGEST_NETWORK_TTN);
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
      if (strcmp (name, "end_device_ids") == 0)
        read_end_device (uplink, &scan);
      else if (strcmp (name, "received_at") == 0)
        received = vigie_ingest_uplink_read_time (&scan);
      else if (strcmp (name, "uplink_message") == 0)
        {
          uplink->event = VIGIE_INGEST_EVENT_UP;
          read_uplink_message (uplink, &scan);
        }
      else if (strcmp (name, "join_accept") == 0)
        {
          uplink->event = VIGIE_INGEST_EVENT_JOIN;
          vigie_scan_skip (&scan);
        }
      else if (strcmp (name, "location_solved") == 0)
        {
          uplink->event = VIGIE_INGEST_EVENT_LOCATION;
          read_location_solved (uplink, &scan);
        }
      else if (g_str_has_prefix (name, "downlink_"))
        {
          uplink->event = VIGIE_INGEST_EVENT_DOWNLINK;
          vigie_scan_skip (&scan);
        }
      else
        vigie_scan_skip (&scan);
    }
  if (!vigie_scan_finish (&scan))
    return vigie_ingest_uplink_fail_json (&scan, error);
  if (uplink->time == VIGIE_TIME_NONE)
    uplink->time = received;
  if (uplink->device[0] == '\0' && uplink->event != VIGIE_INGEST_EVENT_OTHER)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "end_device_ids has neither a dev_eui of 16 hexadecimal digits "
                           "nor a device_id");
      return FALSE;
    }
  return TRUE;
}
