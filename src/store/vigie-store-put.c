/* vigie-store-put.c: readings that are put: the newest of each measure, and its history.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

#include <string.h>

/* Of a list of readings, what is older than the latest by this is packed at once, where there are so many. */
#define PACK_AGE (2 * VIGIE_DAY)
#define PACK_LEAST 128

/* NULL for @none. */
static void
bind_integer (sqlite3_stmt *statement, int i, gint64 value, gint64 none)
{
  if (value != none)
    sqlite3_bind_int64 (statement, i, value);
  else
    sqlite3_bind_null (statement, i);
}

/* How far @time is from @base; the unsigned way round has no overflow. */
static void
bind_distance (sqlite3_stmt *statement, int i, VigieTime base, VigieTime time)
{
  if (time != VIGIE_TIME_NONE)
    sqlite3_bind_int64 (statement, i, (gint64) ((guint64) time - (guint64) base));
  else
    sqlite3_bind_null (statement, i);
}

void
vigie_store_bind_reading (sqlite3_stmt *statement, gint64 measure, const VigieReading *reading)
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
      sqlite3_bind_double (statement, 5, number);
      break;
    case VIGIE_VALUE_BOOLEAN:
      sqlite3_bind_double (statement, 5, number);
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

gboolean
vigie_store_put_one (VigieStore *self,
                     VigieStoreEntry *entry,
                     const VigieReading *reading,
                     gboolean *changed,
                     GError **error)
{
  sqlite3_stmt *statement;
  gboolean is_packed;
  int rc;

  *changed = FALSE;
  if (!vigie_store_find_packed (self, entry, reading, &is_packed, error))
    return FALSE;
  if (is_packed)
    {
      statement = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_HAS_HISTORY, error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, entry->n);
      sqlite3_bind_int64 (statement, 2, reading->time);
      rc = sqlite3_step (statement);
      sqlite3_reset (statement);
      if (rc == SQLITE_DONE)
        return TRUE;
      if (rc != SQLITE_ROW)
        return vigie_store_fail (self, self->writer.db, rc, error);
    }
  statement = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_PUT_HISTORY, error);
  if (statement == NULL)
    return FALSE;
  vigie_store_bind_reading (statement, entry->n, reading);
  if (!vigie_store_run (self, statement, error))
    return FALSE;
  *changed = sqlite3_changes (self->writer.db) > 0;
  return TRUE;
}

/* ---- Many at once -------------------------------------------------------------------------------- */

/* Where a reading is in the list. */
typedef struct
{
  VigieTime time;
  guint position;
} Place;

static int
compare_places (gconstpointer one, gconstpointer other)
{
  const Place *a = one, *b = other;

  if (a->time != b->time)
    return a->time < b->time ? -1 : 1;
  return a->position < b->position ? -1 : a->position > b->position;
}

static gboolean
can_be_packed (const VigieReading *reading, VigieTime before)
{
  return reading->time != VIGIE_TIME_NONE && reading->time < before
         && (reading->type == VIGIE_VALUE_NUMBER || reading->type == VIGIE_VALUE_NONE);
}

/* The readings that can be packed, in their order, of equal times the last. Positions of all others go to @others. */
static void
sort_out (const VigieReading *readings,
          guint n,
          VigieTime before,
          VigieStoreColumns *packable,
          GArray *others)
{
  g_autoptr (GArray) places = g_array_sized_new (FALSE, FALSE, sizeof (Place), n);

  for (guint i = 0; i < n; i++)
    {
      Place place = {readings[i].time, i};

      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);
  for (guint i = 0; i < n; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      const VigieReading *reading = &readings[place->position];

      if (i + 1 < n && place[1].time == place->time)
        continue;
      if (can_be_packed (reading, before))
        vigie_store_columns_add (packable, reading->time, vigie_store_packed_number (reading),
                                 reading->start, reading->result_time);
      else
        g_array_append_val (others, place->position);
    }
}

/* What is old goes into blocks at once. *@is_done FALSE: it is not worth it, or cannot be, and nothing was put. */
static gboolean
put_packed (VigieStore *self,
            VigieStoreEntry *entry,
            const VigieReading *readings,
            guint n,
            guint *n_changed,
            gboolean *is_done,
            GError **error)
{
  VigieTime before = entry->latest > G_MININT64 + PACK_AGE ? entry->latest - PACK_AGE : G_MININT64;
  g_auto (VigieStoreColumns) packable = {.with_result_times = TRUE};
  g_autoptr (GArray) others = NULL;
  guint n_old = 0;

  *is_done = FALSE;
  for (guint i = 0; i < n && n_old < PACK_LEAST; i++)
    n_old += can_be_packed (&readings[i], before);
  if (n_old < PACK_LEAST)
    return TRUE;
  others = g_array_new (FALSE, FALSE, sizeof (guint));
  sort_out (readings, n, before, &packable, others);
  if (packable.n < PACK_LEAST)
    return TRUE;
  if (!vigie_store_merge (self, entry, &packable, packable.times[0], packable.times[packable.n - 1],
                          n_changed, is_done, error))
    return FALSE;
  for (guint i = 0; *is_done && i < others->len; i++)
    {
      const VigieReading *reading = &readings[g_array_index (others, guint, i)];
      gboolean changed;

      if (reading->time == VIGIE_TIME_NONE)
        continue;
      if (!vigie_store_put_one (self, entry, reading, &changed, error))
        return FALSE;
      *n_changed += changed;
    }
  return TRUE;
}

gboolean
vigie_store_put_history (VigieStore *self,
                         const char *measure_id,
                         const VigieReading *readings,
                         guint n,
                         guint *n_changed,
                         GError **error)
{
  VigieStoreEntry *entry;
  gboolean is_done;
  guint n_all = 0;

  if (!vigie_store_check_transaction (self, error))
    return FALSE;
  entry = vigie_store_map_lookup (&self->measures, measure_id);
  if (entry == NULL)
    {
      g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN,
                   "readings of measure %s, which is not known", measure_id);
      return FALSE;
    }
  if (!put_packed (self, entry, readings, n, &n_all, &is_done, error))
    return FALSE;
  if (!is_done)
    n_all = 0;
  for (guint i = 0; i < n && !is_done; i++)
    {
      gboolean changed;

      if (readings[i].time == VIGIE_TIME_NONE)
        continue;
      if (!vigie_store_put_one (self, entry, &readings[i], &changed, error))
        return FALSE;
      n_all += changed;
    }
  if (n_changed != NULL)
    *n_changed = n_all;
  return TRUE;
}

/* ---- The newest ---------------------------------------------------------------------------------- */

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
  gboolean is_changed, is_newest, is_latest;

  g_return_val_if_fail (reading->time != VIGIE_TIME_NONE, FALSE);

  if (!vigie_store_check_transaction (self, error))
    return FALSE;

  entry = vigie_store_map_lookup (&self->measures, measure_id);
  if (entry == NULL)
    {
      g_set_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN,
                   "a reading of measure %s, which is not known", measure_id);
      return FALSE;
    }

  if (!vigie_store_put_one (self, entry, reading, &is_changed, error))
    return FALSE;
  is_newest = reading->time >= entry->latest;
  /* One of the history becomes the latest when those after it were forgotten. */
  is_latest = is_changed || reading->time > entry->latest;

  /* The same again may still come with another condition, when its limits were changed. */
  if (is_newest && (is_latest || condition != NULL))
    {
      statement = vigie_store_statement (
          self, &self->writer,
          is_latest ? VIGIE_STATEMENT_PUT_LATEST : VIGIE_STATEMENT_PUT_CONDITION, error);
      if (statement == NULL)
        return FALSE;
      if (is_latest)
        vigie_store_bind_reading (statement, entry->n, reading);
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
