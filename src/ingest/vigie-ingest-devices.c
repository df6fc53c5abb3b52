/* vigie-ingest-devices.c: from an uplink to Observations.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-devices.h"

#include <math.h>
#include <string.h>

#include "vigie-ingest-devices-private.h"
#include "vigie-ingest-entity.h"
#include "vigie-ingest-schema.h"

/* Frames of a device that are remembered to tell repeated ones. */
#define N_RECENT 16
#define RECENT_SIZE 16 /* bytes of one in the store */
/* The same counter and payload within so long is the same frame: by two networks, or a late retry.
 * Beyond it, a device that began to count anew without joining. */
#define REPEAT_WINDOW (10 * VIGIE_MINUTE)
/* A counter that falls by less than this is a frame that comes late; by more, a new count. */
#define LATE_FRAMES 64
/* A gap above it is no loss but another count (as in LoRaWAN 1.0, MAX_FCNT_GAP). */
#define MAX_GAP 16384
/* Devices remembered; beyond, all are forgotten and looked up again. */
#define MAX_CACHED 65536

typedef struct
{
  guint32 counter;
  guint32 hash;
  VigieTime time;
} Recent;

typedef struct
{
  gint64 datastream;
  char *field;
  double scale, offset;
  gboolean takes_text; /* not a Measurement nor a count: texts and booleans are results too */
  gboolean last_known; /* the two below are read */
  VigieTime last_time; /* of its newest Observation */
  double last_number;
} Source;

typedef struct
{
  char *id;
  gint64 link; /* row of `link` */
  gint64 session;
  gint64 joined;  /* VigieTime, or VIGIE_TIME_NONE */
  gint64 counter; /* of its newest frame in this session, or -1 */
  gint64 received, lost, repeated;
  guint n_recent, next_recent;
  Recent recent[N_RECENT];
  GArray *sources;
} Device;

struct _VigieIngestDevices
{
  GHashTable *devices; /* id → Device */
  VigieIngestGateways *gateways;
  guint64 generation;
};

static void
source_clear (gpointer data)
{
  g_free (((Source *) data)->field);
}

static void
device_free (gpointer data)
{
  Device *device = data;

  g_array_unref (device->sources);
  g_free (device->id);
  g_free (device);
}

VigieIngestDevices *
vigie_ingest_devices_new (void)
{
  VigieIngestDevices *self = g_new0 (VigieIngestDevices, 1);

  self->devices = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, device_free);
  self->gateways = vigie_ingest_gateways_new ();
  return self;
}

void
vigie_ingest_devices_free (VigieIngestDevices *self)
{
  g_hash_table_unref (self->devices);
  vigie_ingest_gateways_free (self->gateways);
  g_free (self);
}

/* ---- What is remembered of a device ---- */

static void
load_recent (Device *device, const guint8 *bytes, gsize size)
{
  device->n_recent = MIN (size / RECENT_SIZE, N_RECENT);
  device->next_recent = device->n_recent % N_RECENT;
  for (guint i = 0; i < device->n_recent; i++, bytes += RECENT_SIZE)
    {
      guint32 counter, hash;
      gint64 time;

      memcpy (&counter, bytes, 4);
      memcpy (&hash, bytes + 4, 4);
      memcpy (&time, bytes + 8, 8);
      device->recent[i]
          = (Recent) {GUINT32_FROM_LE (counter), GUINT32_FROM_LE (hash), GINT64_FROM_LE (time)};
    }
}

/* Oldest first, so that it is read back with the next place to write at the end. */
static gsize
store_recent (const Device *device, guint8 bytes[N_RECENT * RECENT_SIZE])
{
  guint first = device->n_recent < N_RECENT ? 0 : device->next_recent;

  for (guint i = 0; i < device->n_recent; i++, bytes += RECENT_SIZE)
    {
      const Recent *recent = &device->recent[(first + i) % N_RECENT];
      guint32 counter = GUINT32_TO_LE (recent->counter), hash = GUINT32_TO_LE (recent->hash);
      gint64 time = GINT64_TO_LE (recent->time);

      memcpy (bytes, &counter, 4);
      memcpy (bytes + 4, &hash, 4);
      memcpy (bytes + 8, &time, 8);
    }
  return device->n_recent * RECENT_SIZE;
}

static gboolean
load_link (Device *device, VigieIngestWriter *writer, GError **error)
{
  sqlite3_stmt *select = vigie_ingest_writer_prepare (
      writer, "SELECT id, session, joined, frame_counter, received, lost, repeated, recent"
              " FROM link WHERE dev_eui = ?1");
  sqlite3_stmt *insert;
  int code;

  sqlite3_bind_text (select, 1, device->id, -1, SQLITE_STATIC);
  code = sqlite3_step (select);
  if (code == SQLITE_ROW)
    {
      device->link = sqlite3_column_int64 (select, 0);
      device->session = sqlite3_column_int64 (select, 1);
      if (sqlite3_column_type (select, 2) != SQLITE_NULL)
        device->joined = sqlite3_column_int64 (select, 2);
      if (sqlite3_column_type (select, 3) != SQLITE_NULL)
        device->counter = sqlite3_column_int64 (select, 3);
      device->received = sqlite3_column_int64 (select, 4);
      device->lost = sqlite3_column_int64 (select, 5);
      device->repeated = sqlite3_column_int64 (select, 6);
      load_recent (device, sqlite3_column_blob (select, 7), sqlite3_column_bytes (select, 7));
    }
  else if (code != SQLITE_DONE)
    vigie_ingest_writer_fail (writer, error);
  sqlite3_reset (select);
  if (code != SQLITE_DONE)
    return code == SQLITE_ROW;

  insert = vigie_ingest_writer_prepare (
      writer, "INSERT INTO link (dev_eui, first_seen, last_seen) VALUES (?1, ?2, ?2)");
  sqlite3_bind_text (insert, 1, device->id, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 2, vigie_ingest_writer_now (writer));
  if (!vigie_ingest_writer_step (writer, insert, error))
    return FALSE;
  device->link = sqlite3_last_insert_rowid (vigie_ingest_writer_get_db (writer));
  return TRUE;
}

static gboolean
save_link (Device *device, VigieIngestWriter *writer, GError **error)
{
  sqlite3_stmt *update = vigie_ingest_writer_prepare (
      writer, "UPDATE link SET session = ?2, joined = ?3, frame_counter = ?4, received = ?5,"
              " lost = ?6, repeated = ?7, recent = ?8, last_seen = ?9 WHERE id = ?1");
  guint8 bytes[N_RECENT * RECENT_SIZE];

  sqlite3_bind_int64 (update, 1, device->link);
  sqlite3_bind_int64 (update, 2, device->session);
  if (device->joined != VIGIE_TIME_NONE)
    sqlite3_bind_int64 (update, 3, device->joined);
  if (device->counter >= 0)
    sqlite3_bind_int64 (update, 4, device->counter);
  sqlite3_bind_int64 (update, 5, device->received);
  sqlite3_bind_int64 (update, 6, device->lost);
  sqlite3_bind_int64 (update, 7, device->repeated);
  sqlite3_bind_blob (update, 8, bytes, store_recent (device, bytes), SQLITE_STATIC);
  sqlite3_bind_int64 (update, 9, vigie_ingest_writer_now (writer));
  return vigie_ingest_writer_step (writer, update, error);
}

static gboolean
load_sources (Device *device, VigieIngestWriter *writer, GError **error)
{
  sqlite3_stmt *select = vigie_ingest_writer_prepare (
      writer, "SELECT id, json_extract (properties, '$.source.field'),"
              " json_extract (properties, '$.source.scale'),"
              " json_extract (properties, '$.source.offset'), observation_type"
              " FROM datastream WHERE properties IS NOT NULL"
              " AND upper (json_extract (properties, '$.source.devEui')) = upper (?1)");
  gboolean numeric;
  int code;

  sqlite3_bind_text (select, 1, device->id, -1, SQLITE_STATIC);
  while ((code = sqlite3_step (select)) == SQLITE_ROW)
    {
      const char *field = (const char *) sqlite3_column_text (select, 1);
      const char *type = (const char *) sqlite3_column_text (select, 4);
      Source source = {.datastream = sqlite3_column_int64 (select, 0), .scale = 1};

      if (field == NULL || *field == '\0')
        continue;
      source.field = g_strdup (field);
      numeric = sqlite3_column_type (select, 2) == SQLITE_INTEGER
                || sqlite3_column_type (select, 2) == SQLITE_FLOAT;
      if (numeric)
        source.scale = sqlite3_column_double (select, 2);
      source.offset = sqlite3_column_double (select, 3);
      source.takes_text = !(g_str_has_suffix (type, "OM_Measurement")
                            || g_str_has_suffix (type, "OM_CountObservation"));
      g_array_append_val (device->sources, source);
    }
  sqlite3_reset (select);
  if (code != SQLITE_DONE)
    return vigie_ingest_writer_fail (writer, error);
  for (guint i = 0; i < device->sources->len; i++)
    if (!vigie_ingest_place_ensure (writer, g_array_index (device->sources, Source, i).datastream,
                                    error))
      return FALSE;
  return TRUE;
}

static Device *
get_device (VigieIngestDevices *self, VigieIngestWriter *writer, const char *id, GError **error)
{
  Device *device = g_hash_table_lookup (self->devices, id);

  if (device != NULL)
    return device;
  if (g_hash_table_size (self->devices) >= MAX_CACHED)
    g_hash_table_remove_all (self->devices);
  device = g_new0 (Device, 1);
  device->id = g_strdup (id);
  device->joined = VIGIE_TIME_NONE;
  device->counter = -1;
  device->sources = g_array_new (FALSE, FALSE, sizeof (Source));
  g_array_set_clear_func (device->sources, source_clear);
  if (!load_link (device, writer, error) || !load_sources (device, writer, error))
    {
      device_free (device);
      return NULL;
    }
  g_hash_table_insert (self->devices, device->id, device);
  return device;
}

/* ---- Frames ---- */

static gboolean
is_repeated (const Device *device, const VigieIngestUplink *uplink, VigieTime time)
{
  for (guint i = 0; i < device->n_recent; i++)
    {
      const Recent *recent = &device->recent[i];

      if (recent->counter == uplink->frame_counter && recent->hash == uplink->payload_hash
          && ABS (recent->time - time) <= REPEAT_WINDOW)
        return TRUE;
    }
  return FALSE;
}

static void
count_frame (Device *device, const VigieIngestUplink *uplink, VigieTime time)
{
  gint64 counter = uplink->frame_counter, gap = counter - device->counter;

  if (device->counter < 0 || gap > MAX_GAP || gap < -LATE_FRAMES)
    {
      /* The first frame known, or another count. */
      if (device->counter >= 0)
        device->session++;
      device->counter = counter;
    }
  else if (gap > 0)
    {
      device->lost += gap - 1;
      device->counter = counter;
    }
  else if (gap < 0 && counter > 0)
    device->lost -= device->lost > 0; /* it was counted as lost, and comes late */
  else
    device->counter = counter; /* a device without memory begins at 0 again */
  device->received++;
  device->recent[device->next_recent]
      = (Recent) {uplink->frame_counter, uplink->payload_hash, time};
  device->next_recent = (device->next_recent + 1) % N_RECENT;
  device->n_recent = MIN (device->n_recent + 1, N_RECENT);
}

/* ---- Observations ---- */

static gboolean
load_last (Source *source, VigieIngestWriter *writer, GError **error)
{
  sqlite3_stmt *select = vigie_ingest_writer_prepare (
      writer, "SELECT phenomenon_time, result_number FROM observation WHERE datastream_id = ?1"
              " ORDER BY phenomenon_time DESC LIMIT 1");
  int code;

  sqlite3_bind_int64 (select, 1, source->datastream);
  code = sqlite3_step (select);
  source->last_time = code == SQLITE_ROW ? sqlite3_column_int64 (select, 0) : VIGIE_TIME_NONE;
  source->last_number = code == SQLITE_ROW && sqlite3_column_type (select, 1) != SQLITE_NULL
                            ? sqlite3_column_double (select, 1)
                            : NAN;
  sqlite3_reset (select);
  source->last_known = code == SQLITE_ROW || code == SQLITE_DONE;
  return source->last_known || vigie_ingest_writer_fail (writer, error);
}

/* Whether the very reading is there; only readings that are not the newest need to be looked for. */
static gboolean
find_reading (Source *source,
              VigieIngestWriter *writer,
              VigieTime time,
              double number,
              const char *text,
              gboolean *found,
              GError **error)
{
  sqlite3_stmt *select;
  int code;

  *found = FALSE;
  if (!source->last_known && !load_last (source, writer, error))
    return FALSE;
  if (time > source->last_time)
    return TRUE;
  if (time == source->last_time && text == NULL && number == source->last_number)
    {
      *found = TRUE;
      return TRUE;
    }
  select = vigie_ingest_writer_prepare (
      writer, "SELECT 1 FROM observation WHERE datastream_id = ?1 AND phenomenon_time = ?2"
              " AND result_number IS ?3 AND result_text IS ?4 LIMIT 1");
  sqlite3_bind_int64 (select, 1, source->datastream);
  sqlite3_bind_int64 (select, 2, time);
  if (text == NULL)
    sqlite3_bind_double (select, 3, number);
  sqlite3_bind_text (select, 4, text, -1, SQLITE_STATIC);
  code = sqlite3_step (select);
  sqlite3_reset (select);
  *found = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE || vigie_ingest_writer_fail (writer, error);
}

gboolean
vigie_ingest_devices_insert (VigieIngestWriter *writer,
                             gint64 datastream,
                             VigieTime time,
                             VigieIngestResult type,
                             double number,
                             const char *text,
                             GError **error)
{
  sqlite3_stmt *insert = vigie_ingest_writer_prepare (
      writer, "INSERT INTO observation (datastream_id, phenomenon_time, result_time, result_type,"
              " result_number, result_text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

  sqlite3_bind_int64 (insert, 1, datastream);
  sqlite3_bind_int64 (insert, 2, time);
  sqlite3_bind_int64 (insert, 3, vigie_ingest_writer_now (writer));
  sqlite3_bind_int (insert, 4, type);
  if (text == NULL)
    sqlite3_bind_double (insert, 5, number);
  sqlite3_bind_text (insert, 6, text, -1, SQLITE_STATIC);
  return vigie_ingest_writer_step (writer, insert, error);
}

/* What a field says of a measure; FALSE if nothing (« read failed »). A text may be in @buffer. */
static gboolean
get_result (const Source *source,
            const VigieIngestUplink *uplink,
            GString *buffer,
            VigieIngestResult *type,
            double *number,
            const char **text)
{
  const VigieIngestField *field;

  *type = VIGIE_INGEST_RESULT_NUMBER;
  *text = NULL;
  if (strcmp (source->field, "$gateways") == 0)
    {
      *type = VIGIE_INGEST_RESULT_JSON;
      *number = NAN;
      if (!vigie_ingest_uplink_append_gateways (uplink, g_string_truncate (buffer, 0)))
        return FALSE;
      *text = buffer->str;
      return TRUE;
    }
  if (source->takes_text && source->field[0] != '$')
    {
      field = vigie_ingest_uplink_find (uplink, source->field);
      if (field == NULL)
        return FALSE;
      *number = field->number;
      if (field->is_boolean)
        *type = VIGIE_INGEST_RESULT_BOOLEAN;
      else if (field->text != NULL)
        {
          *type = VIGIE_INGEST_RESULT_TEXT;
          *text = field->text;
        }
      if (*type != VIGIE_INGEST_RESULT_NUMBER)
        return TRUE;
    }
  else if (!vigie_ingest_uplink_get_number (uplink, source->field, number))
    return FALSE;
  if (source->scale != 1 || source->offset != 0)
    {
      *number = *number * source->scale + source->offset;
      /* 0.1 × 3 is no 0.30000000000000004 on a screen; no sensor has a billionth. */
      if (fabs (*number) < 1e6)
        *number = nearbyint (*number * 1e9) / 1e9;
    }
  return isfinite (*number);
}

static gboolean
store_readings (Device *device,
                VigieIngestWriter *writer,
                const VigieIngestUplink *uplink,
                VigieTime time,
                guint *stored,
                GError **error)
{
  g_autoptr (GString) buffer = g_string_new (NULL);

  for (guint i = 0; i < device->sources->len; i++)
    {
      Source *source = &g_array_index (device->sources, Source, i);
      VigieTime when = time;
      VigieIngestResult type;
      const char *text;
      double number;
      gboolean found;

      if (!get_result (source, uplink, buffer, &type, &number, &text))
        continue;
      /* A battery that The Things Stack tells again with every frame, until it knows better. */
      if (uplink->battery_time != VIGIE_TIME_NONE && strcmp (source->field, "$battery") == 0)
        when = uplink->battery_time;
      if (!find_reading (source, writer, when, number, text, &found, error))
        return FALSE;
      if (found)
        continue;
      if (!vigie_ingest_devices_insert (writer, source->datastream, when, type, number, text,
                                        error))
        return FALSE;
      (*stored)++;
      if (when >= source->last_time)
        {
          source->last_time = when;
          source->last_number = text == NULL ? number : NAN;
        }
    }
  return TRUE;
}

/* ---- Events ---- */

static void
forget_what_changed (VigieIngestDevices *self, VigieIngestWriter *writer)
{
  guint64 generation = vigie_ingest_writer_get_generation (writer);

  if (self->generation == generation)
    return;
  g_hash_table_remove_all (self->devices);
  vigie_ingest_gateways_forget (self->gateways);
  self->generation = generation;
}

/* When it was, if that can be: the network's clock, else ours. */
static VigieTime
get_time (const VigieIngestUplink *uplink, VigieTime now)
{
  if (uplink->time == VIGIE_TIME_NONE || uplink->time <= 0 || uplink->time > now + VIGIE_DAY)
    return now;
  return uplink->time;
}

static gboolean
take_join (Device *device, VigieIngestWriter *writer, VigieTime time, GError **error)
{
  /* Both networks may tell of the same. */
  if (device->joined != VIGIE_TIME_NONE && ABS (device->joined - time) < VIGIE_MINUTE)
    return TRUE;
  device->joined = time;
  device->session++;
  device->counter = -1;
  device->n_recent = device->next_recent = 0;
  return save_link (device, writer, error);
}

static gboolean
take_up (VigieIngestDevices *self,
         Device *device,
         VigieIngestWriter *writer,
         const VigieIngestUplink *uplink,
         VigieTime time,
         VigieIngestTaken *taken,
         GError **error)
{
  if (!vigie_ingest_gateways_hear (self->gateways, writer, uplink, error))
    return FALSE;
  taken->repeated = is_repeated (device, uplink, time);
  if (taken->repeated)
    {
      device->repeated++;
      return save_link (device, writer, error);
    }
  count_frame (device, uplink, time);
  return save_link (device, writer, error)
         && store_readings (device, writer, uplink, time, &taken->observations, error);
}

gboolean
vigie_ingest_devices_take (VigieIngestDevices *self,
                           VigieIngestWriter *writer,
                           const VigieIngestUplink *uplink,
                           VigieIngestTaken *taken,
                           GError **error)
{
  VigieTime now = vigie_ingest_writer_now (writer), time = get_time (uplink, now);
  VigieIngestTaken unused;
  gboolean done = TRUE;
  Device *device;

  if (taken == NULL)
    taken = &unused;
  *taken = (VigieIngestTaken) {FALSE, FALSE, 0};
  forget_what_changed (self, writer);
  if (uplink->device[0] == '\0')
    return TRUE;
  device = get_device (self, writer, uplink->device, error);
  if (device == NULL)
    return FALSE;
  switch (uplink->event)
    {
    case VIGIE_INGEST_EVENT_UP:
      done = take_up (self, device, writer, uplink, time, taken, error);
      break;
    case VIGIE_INGEST_EVENT_JOIN:
      done = take_join (device, writer, time, error);
      break;
    case VIGIE_INGEST_EVENT_STATUS:
      done = store_readings (device, writer, uplink, time, &taken->observations, error)
             && save_link (device, writer, error);
      break;
    case VIGIE_INGEST_EVENT_LOG:
    case VIGIE_INGEST_EVENT_LOCATION:
    case VIGIE_INGEST_EVENT_DOWNLINK:
    case VIGIE_INGEST_EVENT_OTHER:
    default:
      return TRUE;
    }
  taken->unknown = device->sources->len == 0;
  if (done && taken->unknown && !taken->repeated)
    done = vigie_ingest_unknown_keep (writer, uplink, time, error);
  return done;
}

gboolean
vigie_ingest_devices_take_kept (VigieIngestDevices *self,
                                VigieIngestWriter *writer,
                                const VigieIngestUplink *uplink,
                                VigieTime received,
                                guint *observations,
                                GError **error)
{
  VigieTime time = uplink->time != VIGIE_TIME_NONE ? uplink->time : received;
  Device *device;

  forget_what_changed (self, writer);
  device = get_device (self, writer, uplink->device, error);
  return device != NULL && store_readings (device, writer, uplink, time, observations, error);
}
