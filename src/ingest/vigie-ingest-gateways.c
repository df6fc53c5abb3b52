/* vigie-ingest-gateways.c: LoRaWAN gateways, by the frames they heard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-devices-private.h"

#include <math.h>
#include <string.h>

#include "vigie-ingest-json.h"

/* How often what a gateway heard is written down, and its measures get a reading. */
#define WRITE_INTERVAL (10 * VIGIE_SECOND)
#define READING_INTERVAL VIGIE_MINUTE

typedef struct
{
  gint64 datastream;
  char field[16]; /* "$frames", "$rssi", "$snr" */
} Source;

typedef struct
{
  char *id;
  gboolean refused; /* above the bound: not listed */
  guint frames;     /* since `written` */
  guint heard;      /* since `told` */
  double rssi, snr; /* of the best frame since `told` */
  VigieTime written, told;
  GArray *sources;
} Gateway;

struct _VigieIngestGateways
{
  GHashTable *gateways; /* id → Gateway */
};

static void
gateway_free (gpointer data)
{
  Gateway *gateway = data;

  g_clear_pointer (&gateway->sources, g_array_unref);
  g_free (gateway->id);
  g_free (gateway);
}

VigieIngestGateways *
vigie_ingest_gateways_new (void)
{
  VigieIngestGateways *self = g_new0 (VigieIngestGateways, 1);

  self->gateways = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, gateway_free);
  return self;
}

void
vigie_ingest_gateways_free (VigieIngestGateways *self)
{
  g_hash_table_unref (self->gateways);
  g_free (self);
}

/* Frames that were not written down yet are still counted afterwards. */
void
vigie_ingest_gateways_forget (VigieIngestGateways *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->gateways);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_clear_pointer (&((Gateway *) value)->sources, g_array_unref);
}

static gboolean
load_sources (Gateway *gateway, VigieIngestWriter *writer, GError **error)
{
  sqlite3_stmt *select = vigie_ingest_writer_prepare (
      writer, "SELECT id, json_extract (properties, '$.source.field') FROM datastream"
              " WHERE properties IS NOT NULL"
              " AND upper (json_extract (properties, '$.source.gateway')) = upper (?1)");
  int code;

  gateway->sources = g_array_new (FALSE, TRUE, sizeof (Source));
  sqlite3_bind_text (select, 1, gateway->id, -1, SQLITE_STATIC);
  while ((code = sqlite3_step (select)) == SQLITE_ROW)
    {
      const char *field = (const char *) sqlite3_column_text (select, 1);
      Source source = {.datastream = sqlite3_column_int64 (select, 0)};

      g_strlcpy (source.field, field != NULL ? field : "", sizeof source.field);
      g_array_append_val (gateway->sources, source);
    }
  sqlite3_reset (select);
  return code == SQLITE_DONE || vigie_ingest_writer_fail (writer, error);
}

/* One more gateway, unless there are too many. */
static Gateway *
add_gateway (VigieIngestGateways *self, const char *id)
{
  Gateway *gateway;

  if (g_hash_table_size (self->gateways) >= 2 * VIGIE_INGEST_MAX_GATEWAYS)
    g_hash_table_remove_all (self->gateways);
  gateway = g_new0 (Gateway, 1);
  gateway->id = g_strdup (id);
  gateway->rssi = gateway->snr = NAN;
  gateway->written = gateway->told = G_MININT64 / 2;
  g_hash_table_insert (self->gateways, gateway->id, gateway);
  return gateway;
}

static gboolean
write_down (Gateway *gateway,
            VigieIngestWriter *writer,
            const VigieIngestGateway *heard,
            VigieTime now,
            GError **error)
{
  sqlite3_stmt *upsert = vigie_ingest_writer_prepare (
      writer, "INSERT INTO gateway (id, first_seen, last_seen, frames, lat, lon)"
              " SELECT ?1, ?2, ?2, ?3, ?4, ?5 WHERE (SELECT count (*) FROM gateway) < ?6"
              "   OR EXISTS (SELECT 1 FROM gateway WHERE id = ?1)"
              " ON CONFLICT (id) DO UPDATE SET last_seen = ?2, frames = frames + ?3,"
              "   lat = coalesce (?4, lat), lon = coalesce (?5, lon)");

  sqlite3_bind_text (upsert, 1, gateway->id, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (upsert, 2, now);
  sqlite3_bind_int (upsert, 3, gateway->frames);
  if (!isnan (heard->lat))
    {
      sqlite3_bind_double (upsert, 4, heard->lat);
      sqlite3_bind_double (upsert, 5, heard->lon);
    }
  sqlite3_bind_int (upsert, 6, VIGIE_INGEST_MAX_GATEWAYS);
  gateway->frames = 0;
  gateway->written = now;
  return vigie_ingest_writer_step (writer, upsert, error);
}

static gboolean
tell (Gateway *gateway, VigieIngestWriter *writer, VigieTime now, GError **error)
{
  for (guint i = 0; i < gateway->sources->len; i++)
    {
      Source *source = &g_array_index (gateway->sources, Source, i);
      double number = NAN;

      if (strcmp (source->field, "$frames") == 0)
        number = gateway->heard;
      else if (strcmp (source->field, "$rssi") == 0)
        number = gateway->rssi;
      else if (strcmp (source->field, "$snr") == 0)
        number = gateway->snr;
      if (!isnan (number)
          && !vigie_ingest_devices_insert (writer, source->datastream, now,
                                           VIGIE_INGEST_RESULT_NUMBER, number, NULL, error))
        return FALSE;
    }
  gateway->heard = 0;
  gateway->rssi = gateway->snr = NAN;
  gateway->told = now;
  return TRUE;
}

gboolean
vigie_ingest_gateways_hear (VigieIngestGateways *self,
                            VigieIngestWriter *writer,
                            const VigieIngestUplink *uplink,
                            GError **error)
{
  VigieTime now = vigie_ingest_writer_now (writer);

  for (guint i = 0; i < uplink->n_gateways; i++)
    {
      const VigieIngestGateway *heard = &uplink->gateways[i];
      Gateway *gateway;

      /* Somebody else's gateways, heard through The Things Stack's exchange, all have this name. */
      if (heard->id == NULL || strcmp (heard->id, "packetbroker") == 0)
        continue;
      gateway = g_hash_table_lookup (self->gateways, heard->id);
      if (gateway == NULL)
        gateway = add_gateway (self, heard->id);
      if (gateway->sources == NULL && !load_sources (gateway, writer, error))
        return FALSE;
      gateway->frames++;
      gateway->heard++;
      if (!isnan (heard->rssi) && !(gateway->rssi >= heard->rssi))
        {
          gateway->rssi = heard->rssi;
          gateway->snr = heard->snr;
        }
      if (now - gateway->written >= WRITE_INTERVAL
          && !write_down (gateway, writer, heard, now, error))
        return FALSE;
      if (gateway->sources->len > 0 && now - gateway->told >= READING_INTERVAL
          && !tell (gateway, writer, now, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
vigie_ingest_gateways_list (VigieIngestWriter *writer, GString *json, GError **error)
{
  sqlite3_stmt *select = vigie_ingest_writer_prepare (
      writer, "SELECT id, first_seen, last_seen, frames, lat, lon, (SELECT t.id FROM thing t"
              "   WHERE upper (json_extract (t.properties, '$.gatewayId')) = upper (gateway.id)"
              "   LIMIT 1)"
              " FROM gateway ORDER BY last_seen DESC, id");
  int code;

  g_string_append_c (json, '[');
  while ((code = sqlite3_step (select)) == SQLITE_ROW)
    {
      g_string_append (json, json->str[json->len - 1] == '[' ? "{\"id\":" : ",{\"id\":");
      vigie_ingest_json_append_string (json, (const char *) sqlite3_column_text (select, 0), -1);
      g_string_append (json, ",\"firstSeen\":");
      vigie_ingest_json_append_time (json, VIGIE_TIME_NONE, sqlite3_column_int64 (select, 1));
      g_string_append (json, ",\"lastSeen\":");
      vigie_ingest_json_append_time (json, VIGIE_TIME_NONE, sqlite3_column_int64 (select, 2));
      g_string_append (json, ",\"frames\":");
      vigie_ingest_json_append_integer (json, sqlite3_column_int64 (select, 3));
      if (sqlite3_column_type (select, 4) != SQLITE_NULL)
        {
          g_string_append (json, ",\"location\":{\"type\":\"Point\",\"coordinates\":[");
          vigie_ingest_json_append_number (json, sqlite3_column_double (select, 5));
          g_string_append_c (json, ',');
          vigie_ingest_json_append_number (json, sqlite3_column_double (select, 4));
          g_string_append (json, "]}");
        }
      g_string_append (json, ",\"thing\":");
      if (sqlite3_column_type (select, 6) != SQLITE_NULL)
        vigie_ingest_json_append_integer (json, sqlite3_column_int64 (select, 6));
      else
        g_string_append (json, "null");
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
  sqlite3_reset (select);
  return code == SQLITE_DONE || vigie_ingest_writer_fail (writer, error);
}
