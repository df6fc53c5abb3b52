/* vigie-store-write.c: what is put into the store, and what is taken out of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* A slice of the purge: rows at most a statement, and how long it keeps others out. */
#define PURGE_ROWS 2000
#define PURGE_SLICE_US (8 * G_TIME_SPAN_MILLISECOND)

/* ---- What is remembered of the rows ---- */

static VigieStoreEntry *
map_lookup (VigieStoreMap *map, const char *id)
{
  return g_hash_table_lookup (map->by_id, id);
}

/* Adds a row of that key; 0: of the next one. */
static VigieStoreEntry *
map_add (VigieStoreMap *map, const char *id, gint64 n)
{
  gsize length = strlen (id) + 1;
  VigieStoreEntry *entry = g_malloc0 (sizeof (VigieStoreEntry) + length);

  memcpy (entry->id, id, length);
  entry->n = n != 0 ? n : map->next;
  entry->latest = VIGIE_TIME_NONE;
  map->next = MAX (map->next, entry->n + 1);
  g_hash_table_replace (map->by_id, entry->id, entry);
  return entry;
}

static void
map_clear (VigieStoreMap *map)
{
  g_clear_pointer (&map->by_id, g_hash_table_unref);
  map->next = 1;
}

void
vigie_store_maps_clear (VigieStore *self)
{
  map_clear (&self->sites);
  map_clear (&self->sensors);
  map_clear (&self->measures);
}

static gboolean
map_load (VigieStore *self, VigieStoreMap *map, VigieStatement which, GError **error)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&map->by_id);
  sqlite3_stmt *statement = vigie_store_statement (self, &self->writer, which, error);
  int rc;

  map->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  map->next = 1;
  if (statement == NULL)
    return FALSE;
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      const char *id = (const char *) sqlite3_column_text (statement, 1);
      VigieStoreEntry *entry, *old;

      if (id == NULL)
        continue;
      entry = map_add (map, id, sqlite3_column_int64 (statement, 0));
      entry->digest = (guint64) sqlite3_column_int64 (statement, 2);
      if (which == VIGIE_STATEMENT_MAP_MEASURES)
        {
          entry->site = sqlite3_column_int64 (statement, 3);
          if (sqlite3_column_type (statement, 4) != SQLITE_NULL)
            entry->latest = sqlite3_column_int64 (statement, 4);
        }
      /* A comparison under way goes on. */
      old = before != NULL ? g_hash_table_lookup (before, id) : NULL;
      entry->seen = old != NULL && old->seen;
    }
  sqlite3_reset (statement);
  return rc == SQLITE_DONE || vigie_store_fail (self, self->writer.db, rc, error);
}

gboolean
vigie_store_maps_load (VigieStore *self, GError **error)
{
  return map_load (self, &self->sites, VIGIE_STATEMENT_MAP_SITES, error)
         && map_load (self, &self->sensors, VIGIE_STATEMENT_MAP_SENSORS, error)
         && map_load (self, &self->measures, VIGIE_STATEMENT_MAP_MEASURES, error);
}

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

/* NAN is bound as NULL by SQLite itself. */
#define bind_number sqlite3_bind_double

/* How far @time is from @base; the unsigned way round has no overflow. */
static void
bind_distance (sqlite3_stmt *statement, int i, VigieTime base, VigieTime time)
{
  if (time != VIGIE_TIME_NONE)
    sqlite3_bind_int64 (statement, i, (gint64) ((guint64) time - (guint64) base));
  else
    sqlite3_bind_null (statement, i);
}

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
  digest = digest_text (digest, site->description);
  digest = digest_integer (digest, site->kind);
  digest = digest_text (digest, site->commune);
  digest = digest_text (digest, site->commune_name);
  digest = digest_number (digest, site->lat);
  digest = digest_number (digest, site->lon);
  digest = digest_text (digest, site->opening_hours);
  digest = digest_text (digest, site->access);
  digest = digest_text (digest, site->contact);
  digest = digest_integer (digest, site->capacity);
  digest = digest_text (digest, site->address);
  digest = digest_text (digest, site->out_of_service_note);
  digest = digest_integer (digest, site->out_of_service_since);
  digest = digest_text (digest, site->properties);

  entry = map_lookup (&self->sites, site->id);
  if (entry != NULL && entry->digest == digest)
    {
      entry->seen = TRUE;
      return TRUE;
    }
  if (entry == NULL)
    entry = map_add (&self->sites, site->id, 0);
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
  bind_text (statement, 6, site->description);
  bind_text (statement, 7,
             site->kind != VIGIE_KIND_OTHER ? vigie_kind_to_string (site->kind) : NULL);
  bind_optional (statement, 8, site->commune);
  bind_optional (statement, 9, site->commune_name);
  bind_number (statement, 10, site->lat);
  bind_number (statement, 11, site->lon);
  bind_optional (statement, 12, site->opening_hours);
  bind_optional (statement, 13, site->access);
  bind_optional (statement, 14, site->contact);
  bind_integer (statement, 15, site->capacity, -1);
  bind_optional (statement, 16, site->address);
  bind_optional (statement, 17, site->out_of_service_note);
  bind_integer (statement, 18, site->out_of_service_since, VIGIE_TIME_NONE);
  bind_text (statement, 19, site->properties);
  return vigie_store_run (self, statement, error);
}

static gboolean
write_sensor (VigieStore *self,
              const VigieStoreEntry *entry,
              int flags,
              const char *name,
              const char *model,
              const char *dev_eui,
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
  bind_text (statement, 5, name);
  bind_text (statement, 6, model);
  bind_optional (statement, 7, dev_eui);
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

  entry = map_lookup (&self->sensors, sensor->id);
  if (entry != NULL && entry->digest == digest)
    {
      entry->seen = TRUE;
      return TRUE;
    }
  if (entry == NULL)
    entry = map_add (&self->sensors, sensor->id, 0);
  entry->seen = TRUE;
  entry->digest = digest;
  return write_sensor (self, entry, flags, sensor->name, sensor->model, sensor->dev_eui, error);
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
  sqlite3_stmt *statement;

  if (!vigie_store_check_transaction (self, error))
    return FALSE;

  site = map_lookup (&self->sites, measure->site_id);
  if (site == NULL)
    {
      g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN,
                   "measure %s is of site %s, which is not known", measure->id, measure->site_id);
      return FALSE;
    }
  if (measure->sensor_id != NULL)
    {
      sensor = map_lookup (&self->sensors, measure->sensor_id);
      if (sensor == NULL)
        {
          /* Its row holds the place until the sensor itself is put. */
          sensor = map_add (&self->sensors, measure->sensor_id, 0);
          if (!write_sensor (self, sensor, 0, NULL, NULL, NULL, error))
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

  entry = map_lookup (&self->measures, measure->id);
  if (entry != NULL && entry->digest == digest)
    {
      entry->seen = TRUE;
      return TRUE;
    }
  if (entry == NULL)
    entry = map_add (&self->measures, measure->id, 0);
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
  bind_text (statement, 10,
             measure->role != VIGIE_ROLE_OTHER ? vigie_role_to_string (measure->role) : NULL);
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
  return vigie_store_run (self, statement, error);
}

/* Parameters 1 to 6 of a reading, as latest and history have them. */
static void
bind_reading (sqlite3_stmt *statement, gint64 measure, const VigieReading *reading)
{
  double number = isfinite (reading->number) ? reading->number : NAN;

  sqlite3_bind_int64 (statement, 1, measure);
  sqlite3_bind_int64 (statement, 2, reading->time);
  bind_distance (statement, 3, reading->time, reading->start);
  bind_distance (statement, 4, reading->time, reading->result_time);
  sqlite3_bind_null (statement, 5);
  sqlite3_bind_null (statement, 6);
  switch (reading->type)
    {
    case VIGIE_VALUE_NUMBER:
      bind_number (statement, 5, number);
      break;
    case VIGIE_VALUE_BOOLEAN:
      bind_number (statement, 5, number);
      sqlite3_bind_int (statement, 6, 1);
      break;
    case VIGIE_VALUE_TEXT:
      sqlite3_bind_text (statement, 6, reading->text ? reading->text : "", -1, SQLITE_STATIC);
      break;
    case VIGIE_VALUE_JSON:
      sqlite3_bind_blob (statement, 6, reading->text ? reading->text : "",
                         reading->text ? (int) strlen (reading->text) : 0, SQLITE_STATIC);
      break;
    case VIGIE_VALUE_NONE:
    default:
      break;
    }
}

/* Parameters 7 to 10. @changing must last until the statement is run. */
static void
bind_condition (sqlite3_stmt *statement, const VigieConditionState *condition, gint64 changing[4])
{
  gboolean is_changing = FALSE;

  for (int i = 7; i <= 10; i++)
    sqlite3_bind_null (statement, i);
  if (condition == NULL)
    return;
  bind_integer (statement, 7,
                (gint64) condition->condition | (gint64) condition->pending << 2
                    | condition->limit << 4 | condition->pending_limit << 7
                    | condition->active << 10,
                0);
  bind_integer (statement, 8, condition->since, 0);
  bind_integer (statement, 9, condition->pending_since, 0);
  for (int i = 0; i < 4; i++)
    {
      is_changing = is_changing || condition->changing[i] != 0;
      changing[i] = GINT64_TO_LE (condition->changing[i]);
    }
  if (is_changing)
    sqlite3_bind_blob (statement, 10, changing, 4 * sizeof (gint64), SQLITE_STATIC);
}

gboolean
vigie_store_put_reading (VigieStore *self,
                         const char *measure_id,
                         const VigieReading *reading,
                         const VigieConditionState *condition,
                         gboolean *changed,
                         gboolean *newest,
                         GError **error)
{
  gint64 changing[4];
  VigieStoreEntry *entry;
  sqlite3_stmt *statement;
  gboolean is_changed, is_newest;

  g_return_val_if_fail (reading->time != VIGIE_TIME_NONE, FALSE);

  if (!vigie_store_check_transaction (self, error))
    return FALSE;

  entry = map_lookup (&self->measures, measure_id);
  if (entry == NULL)
    {
      g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN,
                   "a reading of measure %s, which is not known", measure_id);
      return FALSE;
    }

  statement = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_PUT_HISTORY, error);
  if (statement == NULL)
    return FALSE;
  bind_reading (statement, entry->n, reading);
  if (!vigie_store_run (self, statement, error))
    return FALSE;
  is_changed = sqlite3_changes (self->writer.db) > 0;
  is_newest = reading->time >= entry->latest;

  /* The same again may still come with another condition, when its limits were changed. */
  if (is_newest && (is_changed || condition != NULL))
    {
      statement = vigie_store_statement (
          self, &self->writer,
          is_changed ? VIGIE_STATEMENT_PUT_LATEST : VIGIE_STATEMENT_PUT_CONDITION, error);
      if (statement == NULL)
        return FALSE;
      if (is_changed)
        bind_reading (statement, entry->n, reading);
      else
        sqlite3_bind_int64 (statement, 1, entry->n);
      bind_condition (statement, condition, changing);
      if (!vigie_store_run (self, statement, error))
        return FALSE;
      entry->latest = reading->time;
    }

  if (changed != NULL)
    *changed = is_changed;
  if (newest != NULL)
    *newest = is_newest;
  return TRUE;
}

/* ---- What is gone ---- */

static void
unsee (VigieStoreMap *map)
{
  GHashTableIter iter;
  VigieStoreEntry *entry;

  g_hash_table_iter_init (&iter, map->by_id);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    entry->seen = FALSE;
}

gboolean
vigie_store_mark (VigieStore *self, GError **error)
{
  if (!vigie_store_check_transaction (self, error))
    return FALSE;
  unsee (&self->sites);
  unsee (&self->sensors);
  unsee (&self->measures);
  self->has_mark = TRUE;
  return TRUE;
}

static gboolean
run_with_key (VigieStore *self, VigieStatement which, gint64 n, GError **error)
{
  sqlite3_stmt *statement = vigie_store_statement (self, &self->writer, which, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, n);
  return vigie_store_run (self, statement, error);
}

/* Removes from @map, and by @statements from the file, what was not seen or is of a site in @gone_sites; notes it in
 * @removed and @gone (each may be NULL). */
static gboolean
sweep_map (VigieStore *self,
           VigieStoreMap *map,
           const VigieStatement *statements,
           guint n_statements,
           GHashTable *gone_sites,
           GHashTable *gone,
           GPtrArray *removed,
           GError **error)
{
  GHashTableIter iter;
  VigieStoreEntry *entry;

  g_hash_table_iter_init (&iter, map->by_id);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    {
      if (entry->seen && (gone_sites == NULL || !g_hash_table_contains (gone_sites, &entry->site)))
        continue;
      for (guint i = 0; i < n_statements; i++)
        if (!run_with_key (self, statements[i], entry->n, error))
          return FALSE;
      if (gone != NULL)
        g_hash_table_add (gone, g_memdup2 (&entry->n, sizeof entry->n));
      if (removed != NULL)
        g_ptr_array_add (removed, g_strdup (entry->id));
      g_hash_table_iter_remove (&iter);
    }
  return TRUE;
}

gboolean
vigie_store_sweep (VigieStore *self,
                   GPtrArray **removed_sites,
                   GPtrArray **removed_measures,
                   GError **error)
{
  static const VigieStatement of_site[] = {VIGIE_STATEMENT_REMOVE_SITE};
  static const VigieStatement of_sensor[] = {VIGIE_STATEMENT_REMOVE_SENSOR};
  static const VigieStatement of_measure[]
      = {VIGIE_STATEMENT_REMOVE_MEASURE, VIGIE_STATEMENT_REMOVE_LATEST,
         VIGIE_STATEMENT_REMOVE_HISTORY};
  g_autoptr (GPtrArray) sites = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) measures = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) gone = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (!vigie_store_check_transaction (self, error))
    return FALSE;
  /* Without a mark in this run nothing is known to be gone. */
  g_return_val_if_fail (self->has_mark, FALSE);

  if (!sweep_map (self, &self->sites, of_site, G_N_ELEMENTS (of_site), NULL, gone, sites, error)
      || !sweep_map (self, &self->measures, of_measure, G_N_ELEMENTS (of_measure), gone, NULL,
                     measures, error)
      || !sweep_map (self, &self->sensors, of_sensor, G_N_ELEMENTS (of_sensor), NULL, NULL, NULL,
                     error))
    return FALSE;
  self->has_mark = FALSE;

  if (removed_sites != NULL)
    *removed_sites = g_steal_pointer (&sites);
  if (removed_measures != NULL)
    *removed_measures = g_steal_pointer (&measures);
  return TRUE;
}

/* One slice: whole measures from @keys until the time is up. */
static gboolean
purge_slice (VigieStore *self,
             const GArray *keys,
             guint *position,
             VigieTime before,
             GError **error)
{
  gint64 deadline = g_get_monotonic_time () + PURGE_SLICE_US;
  sqlite3_stmt *statement
      = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_PURGE_HISTORY, error);

  if (statement == NULL)
    return FALSE;
  while (*position < keys->len && g_get_monotonic_time () < deadline)
    {
      sqlite3_bind_int64 (statement, 1, g_array_index (keys, gint64, *position));
      sqlite3_bind_int64 (statement, 2, before);
      sqlite3_bind_int64 (statement, 3, PURGE_ROWS - 1);
      if (!vigie_store_run (self, statement, error))
        return FALSE;
      if (sqlite3_changes (self->writer.db) < PURGE_ROWS)
        (*position)++;
    }
  return TRUE;
}

gboolean
vigie_store_purge (VigieStore *self, VigieTime before, GError **error)
{
  g_autoptr (GArray) keys = NULL;
  guint position = 0;

  do
    {
      if (!vigie_store_begin (self, error))
        return FALSE;
      if (keys == NULL)
        {
          GHashTableIter iter;
          VigieStoreEntry *entry;

          keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64),
                                    g_hash_table_size (self->measures.by_id));
          g_hash_table_iter_init (&iter, self->measures.by_id);
          while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
            g_array_append_val (keys, entry->n);
        }
      if (!purge_slice (self, keys, &position, before, error))
        {
          vigie_store_rollback (self);
          return FALSE;
        }
      if (!vigie_store_commit (self, error))
        return FALSE;
    }
  while (position < keys->len);
  return TRUE;
}
