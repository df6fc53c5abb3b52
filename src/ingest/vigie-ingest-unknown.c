/* vigie-ingest-unknown.c: devices that feed no measure: kept with their last frames until somebody
 * adopts them.
 *
 * Frames are kept as this program understood them (in ChirpStack's form), not as they came: so what is
 * masked stays so, and the raw payload, which may hold a delivery point's number, is not kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-devices-private.h"

#include <math.h>
#include <string.h>

#include "vigie-ingest-json.h"

/* Fields of a device, as text: above it the old ones are dropped. */
#define MAX_FIELDS "32768"

static void
append_member (GString *json, const char *name)
{
  char last = json->str[json->len - 1];

  if (last != '{' && last != '[')
    g_string_append_c (json, ',');
  vigie_ingest_json_append_string (json, name, -1);
  g_string_append_c (json, ':');
}

/* {"distance": 640, "position": "normal", …}: dotted names are names of members here. */
static void
append_fields (GString *json, const VigieIngestUplink *uplink)
{
  g_string_append_c (json, '{');
  for (guint i = 0; i < uplink->n_fields; i++)
    {
      const VigieIngestField *field = &uplink->fields[i];

      append_member (json, field->name);
      if (field->text != NULL)
        vigie_ingest_json_append_string (json, field->text, -1);
      else if (field->is_boolean)
        g_string_append (json, field->number != 0 ? "true" : "false");
      else
        vigie_ingest_json_append_number (json, field->number);
    }
  g_string_append_c (json, '}');
}

static void
append_number (GString *json, const char *name, double number)
{
  if (!isfinite (number))
    return;
  append_member (json, name);
  vigie_ingest_json_append_number (json, number);
}

static void
append_gateways (GString *json, const VigieIngestUplink *uplink)
{
  g_string_append_c (json, '[');
  for (guint i = 0; i < uplink->n_gateways; i++)
    {
      const VigieIngestGateway *gateway = &uplink->gateways[i];

      g_string_append (json, i > 0 ? ",{" : "{");
      if (gateway->id != NULL)
        {
          append_member (json, "gatewayId");
          vigie_ingest_json_append_string (json, gateway->id, -1);
        }
      append_number (json, "rssi", gateway->rssi);
      append_number (json, "snr", gateway->snr);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

/* The event in ChirpStack's form, so that vigie_ingest_uplink_decode_chirpstack() reads it back. */
static char *
describe (const VigieIngestUplink *uplink, VigieTime time)
{
  GString *json = g_string_new ("{\"time\":");

  vigie_ingest_json_append_time (json, VIGIE_TIME_NONE, time);
  g_string_append (json, ",\"deviceInfo\":{\"devEui\":");
  vigie_ingest_json_append_string (json, uplink->device, -1);
  g_string_append_c (json, '}');
  if (uplink->event == VIGIE_INGEST_EVENT_UP)
    {
      append_number (json, "fCnt", uplink->frame_counter);
      append_number (json, "fPort", uplink->port);
      append_member (json, "object");
      append_fields (json, uplink);
      append_member (json, "rxInfo");
      append_gateways (json, uplink);
      if (uplink->spreading_factor != 0)
        g_string_append_printf (json,
                                ",\"txInfo\":{\"modulation\":{\"lora\":{\"spreadingFactor\":%d}}}",
                                uplink->spreading_factor);
    }
  append_number (json, "margin", uplink->margin);
  append_number (json, "batteryLevel", uplink->battery);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

/* Room in the list: the device that has been silent for longest goes, with its frames. */
static gboolean
make_room (VigieIngestWriter *writer, const char *device, GError **error)
{
  sqlite3_stmt *delete = vigie_ingest_writer_prepare (
      writer, "DELETE FROM device WHERE NOT EXISTS (SELECT 1 FROM device WHERE dev_eui = ?1)"
              " AND (SELECT count (*) FROM device) >= ?2"
              " AND dev_eui = (SELECT dev_eui FROM device ORDER BY last_seen LIMIT 1)");

  sqlite3_bind_text (delete, 1, device, -1, SQLITE_STATIC);
  sqlite3_bind_int (delete, 2, VIGIE_INGEST_MAX_UNKNOWN_DEVICES);
  return vigie_ingest_writer_step (writer, delete, error);
}

static gboolean
note_device (VigieIngestWriter *writer, const VigieIngestUplink *uplink, GError **error)
{
  const VigieIngestGateway *best = vigie_ingest_uplink_best_gateway (uplink);
  g_autoptr (GString) fields = g_string_new (NULL);
  sqlite3_stmt *upsert = vigie_ingest_writer_prepare (
      writer,
      "INSERT INTO device (dev_eui, name, model, application, network, first_seen, last_seen,"
      "   frames, battery, rssi, snr, fields)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11)"
      " ON CONFLICT (dev_eui) DO UPDATE SET name = coalesce (?2, name),"
      "   model = coalesce (?3, model), application = coalesce (?4, application),"
      "   network = ?5, last_seen = ?6, frames = frames + ?7, battery = coalesce (?8, battery),"
      "   rssi = coalesce (?9, rssi), snr = coalesce (?10, snr),"
      "   fields = CASE WHEN length (fields) < " MAX_FIELDS
      "     THEN json_patch (fields, ?11) ELSE ?11 END");

  append_fields (fields, uplink);
  sqlite3_bind_text (upsert, 1, uplink->device, -1, SQLITE_STATIC);
  sqlite3_bind_text (upsert, 2, uplink->device_name, -1, SQLITE_STATIC);
  sqlite3_bind_text (upsert, 3, uplink->model, -1, SQLITE_STATIC);
  sqlite3_bind_text (upsert, 4, uplink->application, -1, SQLITE_STATIC);
  sqlite3_bind_text (upsert, 5, uplink->network == VIGIE_INGEST_NETWORK_TTN ? "ttn" : "chirpstack",
                     -1, SQLITE_STATIC);
  sqlite3_bind_int64 (upsert, 6, vigie_ingest_writer_now (writer));
  sqlite3_bind_int (upsert, 7, uplink->event == VIGIE_INGEST_EVENT_UP);
  if (isfinite (uplink->battery))
    sqlite3_bind_double (upsert, 8, uplink->battery);
  if (best != NULL)
    {
      sqlite3_bind_double (upsert, 9, best->rssi);
      if (isfinite (best->snr))
        sqlite3_bind_double (upsert, 10, best->snr);
    }
  sqlite3_bind_text (upsert, 11, fields->str, fields->len, SQLITE_STATIC);
  return vigie_ingest_writer_step (writer, upsert, error);
}

gboolean
vigie_ingest_unknown_keep (VigieIngestWriter *writer,
                           const VigieIngestUplink *uplink,
                           VigieTime time,
                           GError **error)
{
  g_autofree char *body = NULL;
  sqlite3_stmt *insert, *delete;

  if (!make_room (writer, uplink->device, error) || !note_device (writer, uplink, error))
    return FALSE;
  if (uplink->event != VIGIE_INGEST_EVENT_UP && uplink->event != VIGIE_INGEST_EVENT_STATUS)
    return TRUE;
  body = describe (uplink, time);
  insert = vigie_ingest_writer_prepare (
      writer, "INSERT INTO device_frame (dev_eui, received, network, event, body)"
              " VALUES (?1, ?2, 'chirpstack', ?3, ?4)");
  sqlite3_bind_text (insert, 1, uplink->device, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 2, vigie_ingest_writer_now (writer));
  sqlite3_bind_text (insert, 3, vigie_ingest_event_to_string (uplink->event), -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 4, body, -1, SQLITE_STATIC);
  if (!vigie_ingest_writer_step (writer, insert, error))
    return FALSE;
  delete = vigie_ingest_writer_prepare (
      writer, "DELETE FROM device_frame WHERE id IN (SELECT id FROM device_frame WHERE dev_eui = ?1"
              " ORDER BY received DESC, id DESC LIMIT -1 OFFSET ?2)");
  sqlite3_bind_text (delete, 1, uplink->device, -1, SQLITE_STATIC);
  sqlite3_bind_int (delete, 2, VIGIE_INGEST_MAX_KEPT_FRAMES);
  return vigie_ingest_writer_step (writer, delete, error);
}

/* Takes one kept frame; what cannot be read any more is passed over. */
static gboolean
replay_one (VigieIngestDevices *self,
            VigieIngestWriter *writer,
            const char *device,
            sqlite3_stmt *frame,
            guint *observations,
            GError **error)
{
  g_autofree VigieIngestUplink *uplink = g_new (VigieIngestUplink, 1);
  g_autofree char *text = g_strdup ((const char *) sqlite3_column_text (frame, 2));
  const char *event = (const char *) sqlite3_column_text (frame, 1);

  /* A device without DevEUI has a name that the decoder does not take for one. */
  if (!vigie_ingest_uplink_decode_chirpstack (uplink, event, text, strlen (text), NULL)
      && uplink->event != VIGIE_INGEST_EVENT_UP && uplink->event != VIGIE_INGEST_EVENT_STATUS)
    return TRUE;
  g_strlcpy (uplink->device, device, sizeof uplink->device);
  return vigie_ingest_devices_take_kept (self, writer, uplink, sqlite3_column_int64 (frame, 0),
                                         observations, error);
}

gboolean
vigie_ingest_devices_replay (VigieIngestDevices *self,
                             VigieIngestWriter *writer,
                             const char *device,
                             guint *observations,
                             GError **error)
{
  sqlite3_stmt *select = vigie_ingest_writer_prepare (
      writer, "SELECT received, event, body FROM device_frame WHERE dev_eui = ?1"
              " ORDER BY received, id");
  sqlite3_stmt *delete;
  int code = SQLITE_DONE;

  *observations = 0;
  sqlite3_bind_text (select, 1, device, -1, SQLITE_STATIC);
  while ((code = sqlite3_step (select)) == SQLITE_ROW)
    if (!replay_one (self, writer, device, select, observations, error))
      {
        sqlite3_reset (select);
        return FALSE;
      }
  sqlite3_reset (select);
  if (code != SQLITE_DONE)
    return vigie_ingest_writer_fail (writer, error);
  delete = vigie_ingest_writer_prepare (writer, "DELETE FROM device WHERE dev_eui = ?1");
  sqlite3_bind_text (delete, 1, device, -1, SQLITE_STATIC);
  return vigie_ingest_writer_step (writer, delete, error);
}

/* A column's text as a member, if there is any. */
static void
append_column (GString *json, const char *name, sqlite3_stmt *row, int column)
{
  if (sqlite3_column_type (row, column) == SQLITE_NULL)
    return;
  append_member (json, name);
  if (sqlite3_column_type (row, column) == SQLITE_FLOAT)
    vigie_ingest_json_append_number (json, sqlite3_column_double (row, column));
  else if (sqlite3_column_type (row, column) == SQLITE_INTEGER)
    vigie_ingest_json_append_integer (json, sqlite3_column_int64 (row, column));
  else
    vigie_ingest_json_append_string (json, (const char *) sqlite3_column_text (row, column), -1);
}

gboolean
vigie_ingest_devices_list (VigieIngestWriter *writer, GString *json, GError **error)
{
  sqlite3_stmt *select = vigie_ingest_writer_prepare (
      writer, "SELECT d.dev_eui, d.name, d.model, d.application, d.network, d.frames, l.lost,"
              "   l.repeated, d.battery, d.rssi, d.snr, d.first_seen, d.last_seen, d.fields,"
              "   (SELECT count (*) FROM device_frame f WHERE f.dev_eui = d.dev_eui)"
              " FROM device d LEFT JOIN link l ON l.dev_eui = d.dev_eui"
              " ORDER BY d.last_seen DESC, d.dev_eui");
  static const char *const names[]
      = {"devEui", "name",     "model",   "application", "network", "frames",
         "lost",   "repeated", "battery", "rssi",        "snr"};
  int code;

  g_string_append (json, "{\"devices\":[");
  while ((code = sqlite3_step (select)) == SQLITE_ROW)
    {
      g_string_append (json, json->str[json->len - 1] == '[' ? "{" : ",{");
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        append_column (json, names[i], select, i);
      append_member (json, "firstSeen");
      vigie_ingest_json_append_time (json, VIGIE_TIME_NONE, sqlite3_column_int64 (select, 11));
      append_member (json, "lastSeen");
      vigie_ingest_json_append_time (json, VIGIE_TIME_NONE, sqlite3_column_int64 (select, 12));
      append_member (json, "fields");
      g_string_append (json, (const char *) sqlite3_column_text (select, 13));
      append_column (json, "kept", select, 14);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "],\"gateways\":");
  sqlite3_reset (select);
  if (code != SQLITE_DONE)
    return vigie_ingest_writer_fail (writer, error);
  if (!vigie_ingest_gateways_list (writer, json, error))
    return FALSE;
  g_string_append_c (json, '}');
  return TRUE;
}
