/* vigie-store-read.c: what is read from the store: the territory for the screen, and history.
 *
 * The file may have been damaged in places that SQLite cannot see: texts are made valid, words that are not known
 * fall back to the neutral one, and rows whose site is missing are left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

#include <string.h>

static char *
dup_valid (gconstpointer text, int length)
{
  if (g_utf8_validate_len (text, (gsize) length, NULL))
    return g_strndup (text, (gsize) length);
  return g_utf8_make_valid (text, length);
}

/* NULL for NULL. */
static char *
dup_optional (sqlite3_stmt *statement, int i)
{
  const char *text = (const char *) sqlite3_column_text (statement, i);

  return text != NULL ? dup_valid (text, sqlite3_column_bytes (statement, i)) : NULL;
}

/* Puts the column's text in the place of "", which stays for NULL. */
static void
take_text (sqlite3_stmt *statement, int i, char **text)
{
  char *new_text = dup_optional (statement, i);

  if (new_text != NULL)
    {
      g_free (*text);
      *text = new_text;
    }
}

static gint64
get_integer (sqlite3_stmt *statement, int i, gint64 none)
{
  return sqlite3_column_type (statement, i) != SQLITE_NULL ? sqlite3_column_int64 (statement, i)
                                                           : none;
}

static double
get_number (sqlite3_stmt *statement, int i)
{
  return sqlite3_column_type (statement, i) != SQLITE_NULL ? sqlite3_column_double (statement, i)
                                                           : NAN;
}

void
vigie_store_get_reading (sqlite3_stmt *statement, VigieReading *reading)
{
  guint64 time = (guint64) sqlite3_column_int64 (statement, 0);

  *reading = VIGIE_READING_NONE;
  reading->time = (VigieTime) time;
  if (sqlite3_column_type (statement, 1) != SQLITE_NULL)
    reading->start = (VigieTime) (time + (guint64) sqlite3_column_int64 (statement, 1));
  if (sqlite3_column_type (statement, 2) != SQLITE_NULL)
    reading->result_time = (VigieTime) (time + (guint64) sqlite3_column_int64 (statement, 2));
  reading->number = get_number (statement, 3);
  switch (sqlite3_column_type (statement, 4))
    {
    case SQLITE_NULL:
      reading->type = isnan (reading->number) ? VIGIE_VALUE_NONE : VIGIE_VALUE_NUMBER;
      break;
    case SQLITE_TEXT:
      reading->type = VIGIE_VALUE_TEXT;
      reading->text = dup_optional (statement, 4);
      break;
    case SQLITE_BLOB:
      {
        /* The pointer is NULL for no bytes; asked for before their number. */
        gconstpointer bytes = sqlite3_column_blob (statement, 4);

        reading->type = VIGIE_VALUE_JSON;
        reading->text = dup_valid (bytes != NULL ? bytes : "", sqlite3_column_bytes (statement, 4));
        break;
      }
    default:
      reading->type = isnan (reading->number) ? VIGIE_VALUE_NONE : VIGIE_VALUE_BOOLEAN;
      break;
    }
}

/* Columns 6 to 9. */
static void
get_condition (sqlite3_stmt *statement, VigieConditionState *condition)
{
  gint64 state = sqlite3_column_int64 (statement, 6);

  *condition = (VigieConditionState) {0};
  condition->condition = MIN (state & 3, VIGIE_CONDITION_CRITICAL);
  condition->pending = MIN (state >> 2 & 3, VIGIE_CONDITION_CRITICAL);
  condition->limit = (guint8) MIN (state >> 4 & 7, 4);
  condition->pending_limit = (guint8) MIN (state >> 7 & 7, 4);
  condition->active = (guint8) (state >> 10 & 15);
  condition->since = sqlite3_column_int64 (statement, 7);
  condition->pending_since = sqlite3_column_int64 (statement, 8);
  if (sqlite3_column_type (statement, 9) == SQLITE_BLOB)
    {
      gconstpointer bytes = sqlite3_column_blob (statement, 9);

      if (bytes != NULL && sqlite3_column_bytes (statement, 9) == 4 * sizeof (gint64))
        {
          memcpy (condition->changing, bytes, 4 * sizeof (gint64));
          for (int i = 0; i < 4; i++)
            condition->changing[i] = GINT64_FROM_LE (condition->changing[i]);
        }
    }
}

void
vigie_stored_measure_clear (VigieStoredMeasure *measure)
{
  g_clear_pointer (&measure->data, vigie_measure_data_unref);
  vigie_reading_clear (&measure->latest);
}

void
vigie_snapshot_free (VigieSnapshot *snapshot)
{
  g_ptr_array_unref (snapshot->sites);
  g_ptr_array_unref (snapshot->sensors);
  g_array_unref (snapshot->measures);
  g_free (snapshot);
}

/* An array in which a row's key is the index, to find sites and sensors by their keys. Keys grow by one from 1; those
 * of a damaged file may be anything. */
#define LARGEST_KEY (1 << 24)

static void
note_key (GPtrArray *by_key, gint64 n, gpointer data)
{
  if (n < 1 || n > LARGEST_KEY)
    return;
  if (n >= by_key->len)
    g_ptr_array_set_size (by_key, (int) MAX (n + 1, MIN (2 * (gint64) by_key->len, LARGEST_KEY)));
  g_ptr_array_index (by_key, n) = data;
}

static gpointer
find_key (const GPtrArray *by_key, gint64 n)
{
  return n >= 1 && n < by_key->len ? g_ptr_array_index (by_key, n) : NULL;
}

static VigieSiteData *
get_site (sqlite3_stmt *statement)
{
  VigieSiteData *site = vigie_site_data_new ();
  VigieSiteDetails *details = vigie_site_data_edit_details (site);
  VigieKind kind;
  gint64 flags = sqlite3_column_int64 (statement, 2);

  take_text (statement, 1, &site->id);
  site->id_is_text = (flags & VIGIE_FLAG_ID_IS_TEXT) != 0;
  site->demonstration = (flags & VIGIE_FLAG_DEMONSTRATION) != 0;
  site->out_of_service = (flags & VIGIE_FLAG_OUT_OF_SERVICE) != 0;
  take_text (statement, 3, &site->name);
  take_text (statement, 4, &details->description);
  vigie_kind_from_string ((const char *) sqlite3_column_text (statement, 5), &kind);
  site->kind = kind;
  details->commune = dup_optional (statement, 6);
  details->commune_name = dup_optional (statement, 7);
  site->lat = get_number (statement, 8);
  site->lon = get_number (statement, 9);
  if (!(fabs (site->lat) <= 90 && fabs (site->lon) <= 180))
    site->lat = site->lon = NAN;
  details->opening_hours = dup_optional (statement, 10);
  details->access = dup_optional (statement, 11);
  details->contact = dup_optional (statement, 12);
  details->capacity = (int) get_integer (statement, 13, -1);
  details->address = dup_optional (statement, 14);
  details->out_of_service_note = dup_optional (statement, 15);
  details->out_of_service_since = get_integer (statement, 16, VIGIE_TIME_NONE);
  take_text (statement, 17, &details->properties);
  return vigie_site_data_pack (site);
}

static VigieSensorData *
get_sensor (sqlite3_stmt *statement)
{
  VigieSensorData *sensor = vigie_sensor_data_new ();

  take_text (statement, 1, &sensor->id);
  sensor->id_is_text = (sqlite3_column_int64 (statement, 2) & VIGIE_FLAG_ID_IS_TEXT) != 0;
  take_text (statement, 3, &sensor->name);
  take_text (statement, 4, &sensor->model);
  sensor->dev_eui = dup_optional (statement, 5);
  sensor->battery_type = dup_optional (statement, 6);
  return sensor;
}

/* Those that can be: of a time after the one before, of numbers that are some. */
static void
get_changes (sqlite3_stmt *statement, int i, VigieMeasureData *measure)
{
  const guint8 *bytes = sqlite3_column_type (statement, i) == SQLITE_BLOB
                            ? sqlite3_column_blob (statement, i)
                            : NULL;
  guint n = bytes != NULL ? (guint) sqlite3_column_bytes (statement, i) / 24 : 0;

  n = MIN (n, VIGIE_STORE_CHANGES_MAX);
  if (n == 0)
    return;
  measure->changes = g_new (VigieMeterChange, n);
  for (guint j = 0; j < n; j++)
    {
      VigieMeterChange *change = &measure->changes[measure->n_changes];
      guint64 words[3];

      memcpy (words, bytes + 24 * (gsize) j, sizeof words);
      for (int k = 0; k < 3; k++)
        words[k] = GUINT64_FROM_LE (words[k]);
      memcpy (&change->time, &words[0], sizeof change->time);
      memcpy (&change->last, &words[1], sizeof change->last);
      memcpy (&change->first, &words[2], sizeof change->first);
      if (!isinf (change->last) && !isinf (change->first) && change->time != VIGIE_TIME_NONE
          && (measure->n_changes == 0 || change->time > change[-1].time))
        measure->n_changes++;
    }
  if (measure->n_changes == 0)
    g_clear_pointer (&measure->changes, g_free);
}

static VigieMeasureData *
get_measure (sqlite3_stmt *statement, const VigieSiteData *site, const VigieSensorData *sensor)
{
  VigieMeasureData *measure = vigie_measure_data_new ();
  gint64 flags = sqlite3_column_int64 (statement, 2);
  double deadband = get_number (statement, 15), rollover = get_number (statement, 21);

  take_text (statement, 1, &measure->id);
  measure->id_is_text = (flags & VIGIE_FLAG_ID_IS_TEXT) != 0;
  measure->interval_is_observed = (flags & VIGIE_FLAG_INTERVAL_IS_OBSERVED) != 0;
  measure->out_of_service = (flags & VIGIE_FLAG_OUT_OF_SERVICE) != 0;
  g_set_str (&measure->site_id, site->id);
  measure->sensor_id = sensor != NULL ? g_strdup (sensor->id) : NULL;
  take_text (statement, 5, &measure->name);
  take_text (statement, 6, &measure->unit);
  take_text (statement, 7, &measure->observed_property);
  vigie_role_from_string ((const char *) sqlite3_column_text (statement, 8), &measure->role);
  vigie_aggregation_from_string ((const char *) sqlite3_column_text (statement, 9),
                                 &measure->aggregation);
  measure->expected_interval = sqlite3_column_int64 (statement, 10);
  measure->thresholds.lowlow = get_number (statement, 11);
  measure->thresholds.low = get_number (statement, 12);
  measure->thresholds.high = get_number (statement, 13);
  measure->thresholds.highhigh = get_number (statement, 14);
  measure->thresholds.deadband = isnan (deadband) ? 0 : deadband;
  measure->thresholds.on_delay = sqlite3_column_int64 (statement, 16);
  measure->thresholds.off_delay = sqlite3_column_int64 (statement, 17);
  measure->out_of_service_note = dup_optional (statement, 18);
  measure->out_of_service_since = get_integer (statement, 19, VIGIE_TIME_NONE);
  measure->installed = get_integer (statement, 20, VIGIE_TIME_NONE);
  measure->rollover = isfinite (rollover) && rollover > 0 ? rollover : 0;
  measure->part_of = dup_optional (statement, 22);
  get_changes (statement, 23, measure);
  return measure;
}

/* A measure while it is loaded, and the keys that order it. */
typedef struct
{
  VigieStoredMeasure measure;
  gint64 site, n;
} LoadedMeasure;

static int
compare_loaded (gconstpointer a, gconstpointer b)
{
  const LoadedMeasure *x = a, *y = b;

  if (x->site != y->site)
    return x->site < y->site ? -1 : 1;
  return x->n < y->n ? -1 : x->n > y->n;
}

static int
load_territory (VigieStoreConnection *connection, VigieSnapshot *snapshot, GArray *loaded)
{
  g_autoptr (GPtrArray) sites = g_ptr_array_new (), sensors = g_ptr_array_new ();
  sqlite3_stmt *statement = connection->statements[VIGIE_STATEMENT_LOAD_SITES];
  int rc;

  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      VigieSiteData *site = get_site (statement);

      g_ptr_array_add (snapshot->sites, site);
      note_key (sites, sqlite3_column_int64 (statement, 0), site);
    }
  sqlite3_reset (statement);
  if (rc != SQLITE_DONE)
    return rc;

  statement = connection->statements[VIGIE_STATEMENT_LOAD_SENSORS];
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      VigieSensorData *sensor = get_sensor (statement);

      g_ptr_array_add (snapshot->sensors, sensor);
      note_key (sensors, sqlite3_column_int64 (statement, 0), sensor);
    }
  sqlite3_reset (statement);
  if (rc != SQLITE_DONE)
    return rc;

  statement = connection->statements[VIGIE_STATEMENT_LOAD_MEASURES];
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      LoadedMeasure measure = {.measure.latest = VIGIE_READING_NONE,
                               .site = sqlite3_column_int64 (statement, 3),
                               .n = sqlite3_column_int64 (statement, 0)};
      const VigieSiteData *site = find_key (sites, measure.site);

      if (site == NULL)
        continue;
      measure.measure.data
          = get_measure (statement, site, find_key (sensors, sqlite3_column_int64 (statement, 4)));
      g_array_append_val (loaded, measure);
    }
  sqlite3_reset (statement);
  return rc;
}

/* Both come in the order of their measures' keys. */
static int
load_latest (VigieStoreConnection *connection, GArray *loaded)
{
  sqlite3_stmt *statement = connection->statements[VIGIE_STATEMENT_LOAD_LATEST];
  guint i = 0;
  int rc;

  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gint64 n = sqlite3_column_int64 (statement, 5);

      while (i < loaded->len && g_array_index (loaded, LoadedMeasure, i).n < n)
        i++;
      if (i < loaded->len && g_array_index (loaded, LoadedMeasure, i).n == n)
        {
          VigieStoredMeasure *measure = &g_array_index (loaded, LoadedMeasure, i).measure;

          vigie_store_get_reading (statement, &measure->latest);
          get_condition (statement, &measure->condition);
        }
    }
  sqlite3_reset (statement);
  return rc;
}

static int
load_snapshot (VigieStoreConnection *connection, VigieSnapshot *snapshot)
{
  g_autoptr (GArray) loaded = g_array_new (FALSE, FALSE, sizeof (LoadedMeasure));
  g_autofree char *last_exchange = NULL, *demonstration = NULL;
  gboolean is_sorted = TRUE;
  int rc = load_territory (connection, snapshot, loaded);

  if (rc == SQLITE_DONE)
    rc = load_latest (connection, loaded);

  for (guint i = 1; i < loaded->len && is_sorted; i++)
    is_sorted = compare_loaded (&g_array_index (loaded, LoadedMeasure, i - 1),
                                &g_array_index (loaded, LoadedMeasure, i))
                <= 0;
  if (!is_sorted)
    g_array_sort (loaded, compare_loaded);
  g_array_set_size (snapshot->measures, loaded->len);
  for (guint i = 0; i < loaded->len; i++)
    g_array_index (snapshot->measures, VigieStoredMeasure, i)
        = g_array_index (loaded, LoadedMeasure, i).measure;

  if (rc != SQLITE_DONE)
    return rc;
  rc = vigie_store_read_value (connection, "last-exchange", &last_exchange);
  if (rc != SQLITE_OK)
    return rc;
  vigie_time_parse (last_exchange, -1, &snapshot->last_exchange);
  rc = vigie_store_read_value (connection, "demonstration", &demonstration);
  snapshot->demonstration = g_strcmp0 (demonstration, "true") == 0;
  return rc;
}

VigieSnapshot *
vigie_store_load (VigieStore *self, GError **error)
{
  static const VigieStatement used[] = {
      VIGIE_STATEMENT_BEGIN_READ,   VIGIE_STATEMENT_COMMIT,        VIGIE_STATEMENT_LOAD_SITES,
      VIGIE_STATEMENT_LOAD_SENSORS, VIGIE_STATEMENT_LOAD_MEASURES, VIGIE_STATEMENT_LOAD_LATEST,
  };
  g_autoptr (VigieSnapshot) snapshot = NULL;
  VigieStoreConnection *connection = vigie_store_begin_reading (self, error);
  gboolean is_loaded = FALSE, is_own;

  if (connection == NULL)
    return NULL;

  snapshot = g_new0 (VigieSnapshot, 1);
  snapshot->sites = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_site_data_unref);
  snapshot->sensors = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_sensor_data_unref);
  snapshot->measures = g_array_new (FALSE, TRUE, sizeof (VigieStoredMeasure));
  g_array_set_clear_func (snapshot->measures, (GDestroyNotify) vigie_stored_measure_clear);
  snapshot->last_exchange = VIGIE_TIME_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (used); i++)
    if (vigie_store_statement (self, connection, used[i], error) == NULL)
      {
        vigie_store_end_reading (self, connection);
        return NULL;
      }

  /* One moment of the file for all tables, but within a transaction of this thread, which is one already. */
  is_own = connection != &self->writer;
  if (!is_own || vigie_store_run (self, connection->statements[VIGIE_STATEMENT_BEGIN_READ], error))
    {
      int rc = load_snapshot (connection, snapshot);

      is_loaded = rc == SQLITE_OK || vigie_store_fail (self, connection->db, rc, error);
      if (is_own)
        vigie_store_run (self, connection->statements[VIGIE_STATEMENT_COMMIT], NULL);
    }
  vigie_store_end_reading (self, connection);
  return is_loaded ? g_steal_pointer (&snapshot) : NULL;
}

VigieStore *
vigie_store_open_and_load (const char *folder,
                           const char *address,
                           VigieSnapshot **snapshot,
                           char **set_aside,
                           GError **error)
{
  g_return_val_if_fail (snapshot != NULL, NULL);

  *snapshot = NULL;
  for (int attempt = 0;; attempt++)
    {
      g_autoptr (VigieStore) store = vigie_store_open (folder, address, set_aside, error);
      g_autoptr (GError) load_error = NULL;

      if (store == NULL)
        return NULL;
      *snapshot = vigie_store_load (store, &load_error);
      if (*snapshot != NULL)
        return g_steal_pointer (&store);
      if (attempt == 1
          || !g_error_matches (load_error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_DAMAGED))
        {
          g_propagate_error (error, g_steal_pointer (&load_error));
          return NULL;
        }
      if (set_aside != NULL)
        g_clear_pointer (set_aside, g_free);
    }
}

/* Steps a statement that gives a key and an interval or nothing, and resets it. SQLITE_DONE if nothing failed. */
static int
step_to_key (sqlite3_stmt *statement, gint64 *n, gint64 *interval)
{
  int rc = sqlite3_step (statement);

  *n = 0;
  if (rc == SQLITE_ROW)
    {
      *n = sqlite3_column_int64 (statement, 0);
      if (interval != NULL)
        *interval = sqlite3_column_int64 (statement, 1);
      rc = SQLITE_DONE;
    }
  sqlite3_reset (statement);
  return rc;
}

int
vigie_store_find_measure (VigieStore *self,
                          VigieStoreConnection *connection,
                          const char *id,
                          gint64 *n,
                          gint64 *interval)
{
  sqlite3_stmt *find = connection->statements[VIGIE_STATEMENT_FIND_MEASURE];
  sqlite3_stmt *check = connection->statements[VIGIE_STATEMENT_CHECK_MEASURE];
  const gint64 *known = NULL;
  int rc;

  if (interval != NULL)
    *interval = 0;
  if (connection == &self->writer)
    {
      const VigieStoreEntry *entry = vigie_store_map_lookup (&self->measures, id);

      *n = 0;
      if (entry == NULL || interval == NULL)
        {
          *n = entry != NULL ? entry->n : 0;
          return SQLITE_DONE;
        }
      known = &entry->n;
    }
  else
    {
      known = g_hash_table_lookup (connection->keys, id);
    }

  /* A measure that was removed and came back has another key. */
  if (known != NULL)
    {
      sqlite3_bind_int64 (check, 1, *known);
      sqlite3_bind_text (check, 2, id, -1, SQLITE_TRANSIENT);
      rc = step_to_key (check, n, interval);
      if (rc != SQLITE_DONE || *n != 0)
        return rc;
    }
  sqlite3_bind_text (find, 1, id, -1, SQLITE_TRANSIENT);
  rc = step_to_key (find, n, interval);
  if (*n != 0 && connection != &self->writer)
    g_hash_table_replace (connection->keys, g_strdup (id), g_memdup2 (n, sizeof *n));
  return rc;
}
