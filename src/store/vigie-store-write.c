/* vigie-store-write.c: what is put into the store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

#include <string.h>

/* ---- Digests: 64 bits of FNV-1a over a record, to know one that did not change ---- */

static guint64
digest_bytes (guint64 digest, gconstpointer bytes, gsize length)
{
  const guint8 *p = bytes;

  for (gsize i = 0; i < length; i++)
    digest = (digest ^ p[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return digest;
}

static guint64
digest_text (guint64 digest, const char *text)
{
  /* The NUL belongs to it, so that « a », « b » is not « ab », «  »; NULL is not "". */
  return text != NULL ? digest_bytes (digest, text, strlen (text) + 1)
                      : digest_bytes (digest, "\xff", 1);
}

static guint64
digest_integer (guint64 digest, gint64 value)
{
  return digest_bytes (digest, &value, sizeof value);
}

static guint64
digest_number (guint64 digest, double value)
{
  /* There is more than one NaN and more than one zero. */
  if (isnan (value))
    return digest_bytes (digest, "\xfe", 1);
  value += 0.0;
  return digest_bytes (digest, &value, sizeof value);
}

#define DIGEST_START G_GUINT64_CONSTANT (0xcbf29ce484222325)

/* ---- Binding: texts that are empty and numbers that are none become NULL ---- */

static void
bind_text (sqlite3_stmt *statement, int i, const char *text)
{
  if (text != NULL && *text != '\0')
    sqlite3_bind_text (statement, i, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, i);
}

/* Where "" and NULL are not the same. */
static void
bind_optional (sqlite3_stmt *statement, int i, const char *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, i, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, i);
}

static void
bind_integer (sqlite3_stmt *statement, int i, gint64 value, gint64 none)
{
  if (value != none)
    sqlite3_bind_int64 (statement, i, value);
  else
    sqlite3_bind_null (statement, i);
}

/* The newest VIGIE_STORE_CHANGES_MAX of them, to be freed; NULL where there are none. */
static gpointer
pack_changes (const VigieMeasureData *measure, int *length)
{
  guint n = MIN (measure->n_changes, VIGIE_STORE_CHANGES_MAX);
  const VigieMeterChange *changes = measure->changes + (measure->n_changes - n);
  guint64 *packed = n > 0 ? g_new (guint64, 3 * n) : NULL;

  for (guint i = 0; i < n; i++)
    {
      memcpy (packed + 3 * i, &changes[i].time, sizeof *packed);
      memcpy (packed + 3 * i + 1, &changes[i].last, sizeof *packed);
      memcpy (packed + 3 * i + 2, &changes[i].first, sizeof *packed);
    }
  for (guint i = 0; i < 3 * n; i++)
    packed[i] = GUINT64_TO_LE (packed[i]);
  *length = (int) (3 * n * sizeof *packed);
  return packed;
}

/* NAN is bound as NULL by SQLite itself. */
#define bind_number sqlite3_bind_double

gboolean
vigie_store_put_site (VigieStore *self, const VigieSiteData *site, GError **error)
{
  int flags = (site->id_is_text ? VIGIE_FLAG_ID_IS_TEXT : 0)
              | (site->demonstration ? VIGIE_FLAG_DEMONSTRATION : 0)
              | (site->out_of_service ? VIGIE_FLAG_OUT_OF_SERVICE : 0);
  guint64 digest = DIGEST_START;
  VigieStoreEntry *entry;
  sqlite3_stmt *statement;

  if (!vigie_store_check_transaction (self, error))
    return FALSE;

  digest = digest_integer (digest, flags);
  digest = digest_text (digest, site->name);
  digest = digest_text (digest, site->details->description);
  digest = digest_integer (digest, site->kind);
  digest = digest_text (digest, site->details->commune);
  digest = digest_text (digest, site->details->commune_name);
  digest = digest_number (digest, site->lat);
  digest = digest_number (digest, site->lon);
  digest = digest_text (digest, site->details->opening_hours);
  digest = digest_text (digest, site->details->access);
  digest = digest_text (digest, site->details->contact);
  digest = digest_integer (digest, site->details->capacity);
  digest = digest_text (digest, site->details->address);
  digest = digest_text (digest, site->details->out_of_service_note);
  digest = digest_integer (digest, site->details->out_of_service_since);
  digest = digest_text (digest, site->details->properties);

  entry = vigie_store_map_lookup (&self->sites, site->id);
  if (entry != NULL && entry->digest == digest)
    {
      entry->seen = TRUE;
      return TRUE;
    }
  if (entry == NULL)
    entry = vigie_store_map_add (&self->sites, site->id, 0);
  entry->seen = TRUE;
  entry->digest = digest;

  statement = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_PUT_SITE, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->n);
  bind_optional (statement, 2, site->id);
  sqlite3_bind_int64 (statement, 3, (gint64) digest);
  bind_integer (statement, 4, flags, 0);
  bind_text (statement, 5, site->name);
  bind_text (statement, 6, site->details->description);
  bind_text (statement, 7,
             site->kind != VIGIE_KIND_OTHER ? vigie_kind_to_string (site->kind) : NULL);
  bind_optional (statement, 8, site->details->commune);
  bind_optional (statement, 9, site->details->commune_name);
  bind_number (statement, 10, site->lat);
  bind_number (statement, 11, site->lon);
  bind_optional (statement, 12, site->details->opening_hours);
  bind_optional (statement, 13, site->details->access);
  bind_optional (statement, 14, site->details->contact);
  bind_integer (statement, 15, site->details->capacity, -1);
  bind_optional (statement, 16, site->details->address);
  bind_optional (statement, 17, site->details->out_of_service_note);
  bind_integer (statement, 18, site->details->out_of_service_since, VIGIE_TIME_NONE);
  bind_text (statement, 19, site->details->properties);
  return vigie_store_run (self, statement, error);
}

static gboolean
write_sensor (VigieStore *self,
              const VigieStoreEntry *entry,
              int flags,
              const VigieSensorData *sensor,
              GError **error)
{
  sqlite3_stmt *statement
      = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_PUT_SENSOR, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->n);
  bind_optional (statement, 2, entry->id);
  sqlite3_bind_int64 (statement, 3, (gint64) entry->digest);
  bind_integer (statement, 4, flags, 0);
  bind_text (statement, 5, sensor->name);
  bind_text (statement, 6, sensor->model);
  bind_optional (statement, 7, sensor->dev_eui);
  bind_optional (statement, 8, sensor->battery_type);
  return vigie_store_run (self, statement, error);
}

gboolean
vigie_store_put_sensor (VigieStore *self, const VigieSensorData *sensor, GError **error)
{
  int flags = sensor->id_is_text ? VIGIE_FLAG_ID_IS_TEXT : 0;
  guint64 digest = DIGEST_START;
  VigieStoreEntry *entry;

  if (!vigie_store_check_transaction (self, error))
    return FALSE;

  digest = digest_integer (digest, flags);
  digest = digest_text (digest, sensor->name);
  digest = digest_text (digest, sensor->model);
  digest = digest_text (digest, sensor->dev_eui);
  digest = digest_text (digest, sensor->battery_type);

  entry = vigie_store_map_lookup (&self->sensors, sensor->id);
  if (entry != NULL && entry->digest == digest)
    {
      entry->seen = TRUE;
      return TRUE;
    }
  if (entry == NULL)
    entry = vigie_store_map_add (&self->sensors, sensor->id, 0);
  entry->seen = TRUE;
  entry->digest = digest;
  return write_sensor (self, entry, flags, sensor, error);
}

/* NULL is « none », as "" is. */
static gboolean
column_is (sqlite3_stmt *statement, int i, const char *text)
{
  const char *stored = (const char *) sqlite3_column_text (statement, i);

  return strcmp (stored != NULL ? stored : "", text != NULL ? text : "") == 0;
}

/* The word that is kept of a role. */
static const char *
role_word (VigieRole role)
{
  return role != VIGIE_ROLE_OTHER ? vigie_role_to_string (role) : NULL;
}

/* Drops what is kept of a known measure whose meaning is another now (vigie_measure_data_means_same()).
 * A row is looked at only where something of it changed. */
static gboolean
forget_other_meaning (VigieStore *self,
                      VigieStoreEntry *entry,
                      const VigieMeasureData *measure,
                      gint64 site,
                      GError **error)
{
  sqlite3_stmt *statement
      = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_GET_MEANING, error);
  gboolean is_same = TRUE;
  int rc;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->n);
  rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    is_same = sqlite3_column_int64 (statement, 0) == site && column_is (statement, 1, measure->unit)
              && column_is (statement, 2, measure->observed_property)
              && column_is (statement, 3, role_word (measure->role));
  sqlite3_reset (statement);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    return vigie_store_fail (self, self->writer.db, rc, error);
  return is_same || vigie_store_forget_entry (self, entry, VIGIE_TIME_NONE, error);
}

gboolean
vigie_store_put_measure (VigieStore *self, const VigieMeasureData *measure, GError **error)
{
  const VigieThresholds *t = &measure->thresholds;
  int flags = (measure->id_is_text ? VIGIE_FLAG_ID_IS_TEXT : 0)
              | (measure->interval_is_observed ? VIGIE_FLAG_INTERVAL_IS_OBSERVED : 0)
              | (measure->out_of_service ? VIGIE_FLAG_OUT_OF_SERVICE : 0);
  guint64 digest = DIGEST_START;
  VigieStoreEntry *entry, *site, *sensor = NULL;
  g_autofree gpointer changes = NULL;
  sqlite3_stmt *statement;
  int length;

  if (!vigie_store_check_transaction (self, error))
    return FALSE;

  site = vigie_store_map_lookup (&self->sites, measure->site_id);
  if (site == NULL)
    {
      g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN,
                   "measure %s is of site %s, which is not known", measure->id, measure->site_id);
      return FALSE;
    }
  if (measure->sensor_id != NULL)
    {
      sensor = vigie_store_map_lookup (&self->sensors, measure->sensor_id);
      if (sensor == NULL)
        {
          const VigieSensorData unknown = {0};

          /* Its row holds the place until the sensor itself is put. */
          sensor = vigie_store_map_add (&self->sensors, measure->sensor_id, 0);
          if (!write_sensor (self, sensor, 0, &unknown, error))
            return FALSE;
        }
      sensor->seen = TRUE;
    }

  digest = digest_integer (digest, flags);
  digest = digest_integer (digest, site->n);
  digest = digest_integer (digest, sensor != NULL ? sensor->n : 0);
  digest = digest_text (digest, measure->name);
  digest = digest_text (digest, measure->unit);
  digest = digest_text (digest, measure->observed_property);
  digest = digest_integer (digest, measure->role);
  digest = digest_integer (digest, measure->aggregation);
  digest = digest_integer (digest, measure->expected_interval);
  digest = digest_number (digest, t->lowlow);
  digest = digest_number (digest, t->low);
  digest = digest_number (digest, t->high);
  digest = digest_number (digest, t->highhigh);
  digest = digest_number (digest, t->deadband);
  digest = digest_integer (digest, t->on_delay);
  digest = digest_integer (digest, t->off_delay);
  digest = digest_text (digest, measure->out_of_service_note);
  digest = digest_integer (digest, measure->out_of_service_since);
  digest = digest_integer (digest, measure->installed);
  digest = digest_number (digest, measure->rollover);
  digest = digest_text (digest, measure->part_of);
  for (guint i = 0; i < measure->n_changes; i++)
    {
      digest = digest_integer (digest, measure->changes[i].time);
      digest = digest_number (digest, measure->changes[i].last);
      digest = digest_number (digest, measure->changes[i].first);
    }

  entry = vigie_store_map_lookup (&self->measures, measure->id);
  if (entry != NULL && entry->digest == digest)
    {
      entry->seen = TRUE;
      return TRUE;
    }
  if (entry == NULL)
    entry = vigie_store_map_add (&self->measures, measure->id, 0);
  else if (!forget_other_meaning (self, entry, measure, site->n, error))
    return FALSE;
  entry->seen = TRUE;
  entry->digest = digest;
  entry->site = site->n;

  statement = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_PUT_MEASURE, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->n);
  bind_optional (statement, 2, measure->id);
  sqlite3_bind_int64 (statement, 3, (gint64) digest);
  bind_integer (statement, 4, flags, 0);
  sqlite3_bind_int64 (statement, 5, site->n);
  bind_integer (statement, 6, sensor != NULL ? sensor->n : 0, 0);
  bind_text (statement, 7, measure->name);
  bind_text (statement, 8, measure->unit);
  bind_text (statement, 9, measure->observed_property);
  bind_text (statement, 10, role_word (measure->role));
  bind_text (statement, 11,
             measure->aggregation != VIGIE_AGGREGATION_INSTANT
                 ? vigie_aggregation_to_string (measure->aggregation)
                 : NULL);
  bind_integer (statement, 12, measure->expected_interval, 0);
  bind_number (statement, 13, t->lowlow);
  bind_number (statement, 14, t->low);
  bind_number (statement, 15, t->high);
  bind_number (statement, 16, t->highhigh);
  if (t->deadband != 0)
    bind_number (statement, 17, t->deadband);
  else
    sqlite3_bind_null (statement, 17);
  bind_integer (statement, 18, t->on_delay, 0);
  bind_integer (statement, 19, t->off_delay, 0);
  bind_optional (statement, 20, measure->out_of_service_note);
  bind_integer (statement, 21, measure->out_of_service_since, VIGIE_TIME_NONE);
  bind_integer (statement, 22, measure->installed, VIGIE_TIME_NONE);
  bind_number (statement, 23, measure->rollover != 0 ? measure->rollover : NAN);
  bind_optional (statement, 24, measure->part_of);
  sqlite3_bind_null (statement, 25);
  changes = pack_changes (measure, &length);
  if (changes != NULL)
    sqlite3_bind_blob (statement, 25, changes, length, SQLITE_TRANSIENT);
  return vigie_store_run (self, statement, error);
}
