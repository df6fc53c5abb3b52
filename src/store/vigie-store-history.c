/* vigie-store-history.c: history for charts and trends: series of numbers, and which stretches of them are known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

#include "vigie-spans.h"

/* From how many measures that the reader has not met their keys are read all at once: there is no index on the ids. */
#define LEARN_MIN 4

guint
vigie_store_next_generation (void)
{
  static gint last;

  return (guint) g_atomic_int_add (&last, 1) + 1;
}

guint
vigie_store_get_generation (VigieStore *self)
{
  guint generation;

  if (g_atomic_pointer_get (&self->owner) == g_thread_self ())
    return self->generation;
  g_mutex_lock (&self->writer_lock);
  generation = self->generation;
  g_mutex_unlock (&self->writer_lock);
  return generation;
}

/* ---- Reading ---- */

static int
read_instant (VigieStoreConnection *connection, const char *key, VigieTime *time)
{
  g_autofree char *text = NULL;
  int rc = vigie_store_read_value (connection, key, &text);

  if (text == NULL || !vigie_time_parse (text, -1, time))
    *time = VIGIE_TIME_NONE;
  return rc;
}

static int
read_followed (VigieStoreConnection *connection, VigieSpan *followed)
{
  int rc = read_instant (connection, "followed-since", &followed->from);

  if (rc == SQLITE_OK)
    rc = read_instant (connection, "read-up-to", &followed->to);
  if (followed->to == VIGIE_TIME_NONE)
    followed->from = VIGIE_TIME_NONE;
  return rc;
}

/* Adds to @known what the file has of @from ≤ t < @to. SQLITE_DONE if nothing failed. */
static int
read_known (VigieStoreConnection *connection,
            gint64 measure,
            VigieTime from,
            VigieTime to,
            const VigieSpan *followed,
            GArray *known)
{
  sqlite3_stmt *statement = connection->statements[VIGIE_STATEMENT_LOAD_COVERAGE];
  /* A stretch that ends before @from may go on into it. */
  VigieTime reach = followed->from != VIGIE_TIME_NONE && followed->to > from
                        ? MIN (followed->from, from)
                        : from;
  int rc;

  sqlite3_bind_int64 (statement, 1, measure);
  sqlite3_bind_int64 (statement, 2, to);
  sqlite3_bind_int64 (statement, 3, reach);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      VigieSpan span = {sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1)};

      if (followed->from != VIGIE_TIME_NONE && span.to >= followed->from)
        span.to = MAX (span.to, followed->to);
      vigie_spans_add (known, span.from, span.to);
    }
  sqlite3_reset (statement);
  vigie_spans_clip (known, from, to);
  return rc;
}

/* The rows of @from ≤ time < @to, at most the newest @most; @rows is empty. SQLITE_DONE if nothing failed. */
static int
read_rows (VigieStoreConnection *connection,
           gint64 measure,
           VigieTime from,
           VigieTime to,
           guint most,
           VigieStoreColumns *rows)
{
  sqlite3_stmt *statement = connection->statements[VIGIE_STATEMENT_LOAD_SERIES];
  int rc;

  sqlite3_bind_int64 (statement, 1, measure);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, to);
  sqlite3_bind_int64 (statement, 4, most);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      VigieTime time = sqlite3_column_int64 (statement, 0), start = VIGIE_TIME_NONE;
      double value = sqlite3_column_type (statement, 1) != SQLITE_NULL
                         ? sqlite3_column_double (statement, 1)
                         : NAN;

      if (sqlite3_column_type (statement, 2) != SQLITE_NULL)
        start = (VigieTime) ((guint64) time + (guint64) sqlite3_column_int64 (statement, 2));
      vigie_store_columns_add (rows, time, value, start, VIGIE_TIME_NONE);
    }
  sqlite3_reset (statement);
  /* They came from the end. */
  vigie_store_columns_reverse (rows);
  return rc;
}

/* Of blocks and rows together; @numbers is empty. */
static int
read_numbers (VigieStoreConnection *connection,
              gint64 measure,
              VigieTime from,
              VigieTime to,
              guint limit,
              VigieStoreColumns *numbers,
              gboolean *cut)
{
  g_auto (VigieStoreColumns) rows = {0};
  guint most = limit < G_MAXUINT ? limit + 1 : limit;
  int rc = read_rows (connection, measure, from, to, most, &rows);

  if (rc == SQLITE_DONE)
    rc = vigie_store_read_blocks (connection, measure, from, to, most, TRUE, numbers);
  if (rc != SQLITE_DONE)
    return rc;
  vigie_store_columns_merge (numbers, &rows);
  *cut = numbers->n > limit;
  if (*cut)
    vigie_store_columns_remove (numbers, 0, numbers->n - limit);
  return rc;
}

static int
read_series (VigieStore *self,
             VigieStoreConnection *connection,
             const char *id,
             VigieTime from,
             VigieTime to,
             guint limit,
             const VigieSpan *followed,
             gboolean *cut,
             VigieSeries **series)
{
  g_auto (VigieStoreColumns) numbers = {0};
  g_autoptr (GArray) known = vigie_spans_new ();
  gint64 measure, interval = 0;
  guint n_known;
  int rc = vigie_store_find_measure (self, connection, id, &measure, &interval);

  *cut = FALSE;
  if (rc == SQLITE_DONE && measure != 0)
    {
      rc = read_known (connection, measure, from, to, followed, known);
      if (rc == SQLITE_DONE)
        rc = read_numbers (connection, measure, from, to, limit, &numbers, cut);
    }
  if (rc != SQLITE_DONE)
    return rc;
  if (*cut)
    vigie_spans_clip (known, numbers.n > 0 ? numbers.times[0] : to, to);
  n_known = known->len;
  *series
      = vigie_series_new_take (g_steal_pointer (&numbers.times), g_steal_pointer (&numbers.values),
                               numbers.n, interval, g_array_steal (known, NULL), n_known);
  if (numbers.starts != NULL)
    vigie_series_take_starts (*series, g_steal_pointer (&numbers.starts));
  return SQLITE_DONE;
}

static gboolean
prepare (VigieStore *self, VigieStoreConnection *connection, GError **error)
{
  static const VigieStatement used[] = {
      VIGIE_STATEMENT_BEGIN_READ,    VIGIE_STATEMENT_COMMIT,       VIGIE_STATEMENT_LOAD_SERIES,
      VIGIE_STATEMENT_LOAD_COVERAGE, VIGIE_STATEMENT_FIND_MEASURE, VIGIE_STATEMENT_CHECK_MEASURE,
      VIGIE_STATEMENT_LOAD_KEYS,     VIGIE_STATEMENT_LOAD_BLOCKS,  VIGIE_STATEMENT_LOAD_BLOCK,
      VIGIE_STATEMENT_LOAD_HISTORY,
  };

  for (guint i = 0; i < G_N_ELEMENTS (used); i++)
    if (vigie_store_statement (self, connection, used[i], error) == NULL)
      return FALSE;
  return TRUE;
}

/* Begins to read one moment of the file; NULL with an error. */
static VigieStoreConnection *
begin_moment (VigieStore *self, GError **error)
{
  VigieStoreConnection *connection = vigie_store_begin_reading (self, error);

  if (connection == NULL)
    return NULL;
  if (prepare (self, connection, error)
      && (connection == &self->writer
          || vigie_store_run (self, connection->statements[VIGIE_STATEMENT_BEGIN_READ], error)))
    return connection;
  vigie_store_end_reading (self, connection);
  return NULL;
}

static void
end_moment (VigieStore *self, VigieStoreConnection *connection)
{
  if (connection != &self->writer)
    vigie_store_run (self, connection->statements[VIGIE_STATEMENT_COMMIT], NULL);
  vigie_store_end_reading (self, connection);
}

GArray *
vigie_store_get_known (VigieStore *self,
                       const char *measure_id,
                       VigieTime from,
                       VigieTime to,
                       VigieSpan *followed,
                       GError **error)
{
  g_autoptr (GArray) known = vigie_spans_new ();
  VigieStoreConnection *connection = begin_moment (self, error);
  VigieSpan span = {VIGIE_TIME_NONE, VIGIE_TIME_NONE};
  gint64 measure;
  gboolean is_read = FALSE;
  int rc;

  if (connection == NULL)
    return NULL;
  rc = read_followed (connection, &span);
  if (rc == SQLITE_OK)
    rc = vigie_store_find_measure (self, connection, measure_id, &measure, NULL);
  if (rc == SQLITE_DONE && measure != 0)
    rc = read_known (connection, measure, from, to, &span, known);
  is_read = rc == SQLITE_DONE || vigie_store_fail (self, connection->db, rc, error);
  end_moment (self, connection);
  if (followed != NULL)
    *followed = span;
  return is_read ? g_steal_pointer (&known) : NULL;
}

VigieSeries *
vigie_store_read_series (VigieStore *self,
                         const char *measure_id,
                         VigieTime from,
                         VigieTime to,
                         guint limit,
                         VigieSpan *followed,
                         gboolean *cut,
                         GError **error)
{
  VigieStoreConnection *connection = begin_moment (self, error);
  VigieSeries *series = NULL;
  VigieSpan span;
  gboolean is_cut;
  int rc;

  if (connection == NULL)
    return NULL;
  rc = read_followed (connection, &span);
  if (rc == SQLITE_OK)
    rc = read_series (self, connection, measure_id, from, to, limit, &span, &is_cut, &series);
  if (series == NULL)
    vigie_store_fail (self, connection->db, rc, error);
  else if (cut != NULL)
    *cut = is_cut;
  end_moment (self, connection);
  if (followed != NULL)
    *followed = span;
  return series;
}

/* The readings of @from ≤ time < @to, at most the oldest @limit. SQLITE_DONE if nothing failed. */
static int
read_history (VigieStoreConnection *connection,
              gint64 measure,
              VigieTime from,
              VigieTime to,
              guint limit,
              GArray *history)
{
  g_auto (VigieStoreColumns) packed = {.with_result_times = TRUE};
  sqlite3_stmt *statement = connection->statements[VIGIE_STATEMENT_LOAD_HISTORY];
  gboolean is_row = TRUE;
  guint i = 0;
  int rc = vigie_store_read_blocks (connection, measure, from, to, limit, FALSE, &packed);

  if (rc != SQLITE_DONE)
    return rc;
  sqlite3_bind_int64 (statement, 1, measure);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, to);
  sqlite3_bind_int64 (statement, 4, limit);
  while (is_row)
    {
      VigieReading row = VIGIE_READING_NONE;

      rc = sqlite3_step (statement);
      is_row = rc == SQLITE_ROW;
      if (is_row)
        vigie_store_get_reading (statement, &row);
      else if (rc != SQLITE_DONE)
        break;
      /* Those of blocks that are before it, or all. */
      for (; i < packed.n && history->len < limit && (!is_row || packed.times[i] < row.time); i++)
        {
          VigieReading reading = {packed.times[i],
                                  vigie_store_columns_get_start (&packed, i),
                                  vigie_store_columns_get_result_time (&packed, i),
                                  packed.values[i],
                                  NULL,
                                  isnan (packed.values[i]) ? VIGIE_VALUE_NONE : VIGIE_VALUE_NUMBER};

          g_array_append_val (history, reading);
        }
      if (is_row && i < packed.n && packed.times[i] == row.time)
        i++;
      if (is_row && history->len < limit)
        g_array_append_val (history, row);
      else
        vigie_reading_clear (&row);
      if (history->len >= limit)
        {
          rc = SQLITE_DONE;
          break;
        }
    }
  sqlite3_reset (statement);
  return rc;
}

GArray *
vigie_store_get_history (VigieStore *self,
                         const char *measure_id,
                         VigieTime from,
                         VigieTime to,
                         guint limit,
                         GError **error)
{
  g_autoptr (GArray) history = NULL;
  VigieStoreConnection *connection = begin_moment (self, error);
  gint64 measure;
  gboolean is_read;
  int rc;

  if (connection == NULL)
    return NULL;
  history = g_array_new (FALSE, TRUE, sizeof (VigieReading));
  g_array_set_clear_func (history, (GDestroyNotify) vigie_reading_clear);
  rc = vigie_store_find_measure (self, connection, measure_id, &measure, NULL);
  if (rc == SQLITE_DONE && measure != 0 && limit > 0)
    rc = read_history (connection, measure, from, to, limit, history);
  is_read = rc == SQLITE_DONE || vigie_store_fail (self, connection->db, rc, error);
  end_moment (self, connection);
  return is_read ? g_steal_pointer (&history) : NULL;
}

/* Meets all measures at once where many of those asked for were not met yet. */
static int
learn_keys (VigieStore *self,
            VigieStoreConnection *connection,
            const char *const *measure_ids,
            guint n)
{
  sqlite3_stmt *statement = connection->statements[VIGIE_STATEMENT_LOAD_KEYS];
  guint n_unknown = 0;
  int rc;

  if (connection == &self->writer)
    return SQLITE_DONE;
  for (guint i = 0; i < n && n_unknown < LEARN_MIN; i++)
    n_unknown += !g_hash_table_contains (connection->keys, measure_ids[i]);
  if (n_unknown < LEARN_MIN)
    return SQLITE_DONE;
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gint64 key = sqlite3_column_int64 (statement, 0);
      const char *id = (const char *) sqlite3_column_text (statement, 1);

      if (id != NULL)
        g_hash_table_replace (connection->keys, g_strdup (id), g_memdup2 (&key, sizeof key));
    }
  sqlite3_reset (statement);
  return rc;
}

GPtrArray *
vigie_store_read_many_series (VigieStore *self,
                              const char *const *measure_ids,
                              guint n,
                              VigieTime from,
                              VigieTime to,
                              guint limit_each,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_full (n, (GDestroyNotify) vigie_series_unref);

  while (all->len < n)
    {
      VigieStoreConnection *connection;
      gint64 until = g_get_monotonic_time () + 5 * G_TIME_SPAN_MILLISECOND;
      VigieSpan followed;
      int rc;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      connection = begin_moment (self, error);
      if (connection == NULL)
        return NULL;
      rc = read_followed (connection, &followed);
      if (rc == SQLITE_OK && all->len == 0)
        rc = learn_keys (self, connection, measure_ids, n);
      else if (rc == SQLITE_OK)
        rc = SQLITE_DONE;
      while (rc == SQLITE_DONE && all->len < n)
        {
          VigieSeries *series = NULL;
          gboolean cut;

          rc = read_series (self, connection, measure_ids[all->len], from, to, limit_each,
                            &followed, &cut, &series);
          if (series == NULL)
            break;
          g_ptr_array_add (all, series);
          if (g_get_monotonic_time () > until)
            break;
        }
      if (rc != SQLITE_DONE)
        vigie_store_fail (self, connection->db, rc, error);
      end_moment (self, connection);
      if (rc != SQLITE_DONE)
        return NULL;
    }
  return g_steal_pointer (&all);
}

/* ---- Writing ---- */

gboolean
vigie_store_add_known (VigieStore *self,
                       const char *measure_id,
                       VigieTime from,
                       VigieTime to,
                       GError **error)
{
  const VigieStoreEntry *entry;
  sqlite3_stmt *load, *remove, *put;
  VigieSpan span = {from, to};
  int rc;

  if (!vigie_store_check_transaction (self, error))
    return FALSE;
  entry = vigie_store_map_lookup (&self->measures, measure_id);
  if (entry == NULL || to <= from)
    return TRUE;
  load = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_LOAD_COVERAGE, error);
  remove
      = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_REMOVE_COVERAGE_WITHIN, error);
  put = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_PUT_COVERAGE, error);
  if (load == NULL || remove == NULL || put == NULL)
    return FALSE;

  sqlite3_bind_int64 (load, 1, entry->n);
  sqlite3_bind_int64 (load, 2, to);
  sqlite3_bind_int64 (load, 3, from);
  while ((rc = sqlite3_step (load)) == SQLITE_ROW)
    {
      span.from = MIN (span.from, sqlite3_column_int64 (load, 0));
      span.to = MAX (span.to, sqlite3_column_int64 (load, 1));
    }
  sqlite3_reset (load);
  if (rc != SQLITE_DONE)
    return vigie_store_fail (self, self->writer.db, rc, error);

  sqlite3_bind_int64 (remove, 1, entry->n);
  sqlite3_bind_int64 (remove, 2, span.from);
  sqlite3_bind_int64 (remove, 3, span.to);
  if (!vigie_store_run (self, remove, error))
    return FALSE;
  sqlite3_bind_int64 (put, 1, entry->n);
  sqlite3_bind_int64 (put, 2, span.from);
  sqlite3_bind_int64 (put, 3, span.to);
  return vigie_store_run (self, put, error);
}
