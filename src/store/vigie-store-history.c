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
  g_mutex_lock (&self->writer.lock);
  generation = self->generation;
  g_mutex_unlock (&self->writer.lock);
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

/* What is read of a series. */
typedef struct
{
  GArray *times, *values; /* owned */
  GArray *
      starts; /* owned; of as many, VIGIE_TIME_NONE where a reading tells none; NULL while none does */
} Numbers;

static void
numbers_clear (Numbers *self)
{
  g_array_unref (self->times);
  g_array_unref (self->values);
  g_clear_pointer (&self->starts, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Numbers, numbers_clear)

static void
add_number (Numbers *self, VigieTime time, double value, VigieTime start)
{
  if (start != VIGIE_TIME_NONE && self->starts == NULL)
    {
      const VigieTime none = VIGIE_TIME_NONE;

      self->starts = g_array_new (FALSE, FALSE, sizeof (VigieTime));
      for (guint i = 0; i < self->times->len; i++)
        g_array_append_val (self->starts, none);
    }
  g_array_append_val (self->times, time);
  g_array_append_val (self->values, value);
  if (self->starts != NULL)
    g_array_append_val (self->starts, start);
}

/* Of 8 bytes each. */
static void
reverse (GArray *words)
{
  for (guint i = 0, j = words->len; i + 1 < j; i++, j--)
    {
      guint64 word = g_array_index (words, guint64, i);

      g_array_index (words, guint64, i) = g_array_index (words, guint64, j - 1);
      g_array_index (words, guint64, j - 1) = word;
    }
}

/* SQLITE_DONE if nothing failed. @numbers grow. */
static int
read_numbers (VigieStoreConnection *connection,
              gint64 measure,
              VigieTime from,
              VigieTime to,
              guint limit,
              Numbers *numbers,
              gboolean *cut)
{
  sqlite3_stmt *statement = connection->statements[VIGIE_STATEMENT_LOAD_SERIES];
  int rc;

  *cut = FALSE;
  sqlite3_bind_int64 (statement, 1, measure);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, to);
  sqlite3_bind_int64 (statement, 4, (gint64) limit + 1);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      VigieTime time = sqlite3_column_int64 (statement, 0);
      double value = sqlite3_column_type (statement, 1) != SQLITE_NULL
                         ? sqlite3_column_double (statement, 1)
                         : NAN;
      VigieTime start = VIGIE_TIME_NONE;

      if (numbers->times->len == limit)
        {
          *cut = TRUE;
          rc = SQLITE_DONE;
          break;
        }
      if (sqlite3_column_type (statement, 2) != SQLITE_NULL)
        start = (VigieTime) ((guint64) time + (guint64) sqlite3_column_int64 (statement, 2));
      add_number (numbers, time, value, start);
    }
  sqlite3_reset (statement);
  /* They came from the end. */
  reverse (numbers->times);
  reverse (numbers->values);
  if (numbers->starts != NULL)
    reverse (numbers->starts);
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
  g_auto (Numbers) numbers = {g_array_new (FALSE, FALSE, sizeof (VigieTime)),
                              g_array_new (FALSE, FALSE, sizeof (double)), NULL};
  g_autoptr (GArray) known = vigie_spans_new ();
  gint64 measure, interval = 0;
  guint n, n_known;
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
    vigie_spans_clip (
        known, numbers.times->len > 0 ? g_array_index (numbers.times, VigieTime, 0) : to, to);
  n = numbers.times->len;
  n_known = known->len;
  *series = vigie_series_new_take (g_array_steal (numbers.times, NULL),
                                   g_array_steal (numbers.values, NULL), n, interval,
                                   g_array_steal (known, NULL), n_known);
  if (numbers.starts != NULL)
    vigie_series_take_starts (*series, g_array_steal (numbers.starts, NULL));
  return SQLITE_DONE;
}

static gboolean
prepare (VigieStore *self, VigieStoreConnection *connection, GError **error)
{
  static const VigieStatement used[] = {
      VIGIE_STATEMENT_BEGIN_READ,    VIGIE_STATEMENT_COMMIT,       VIGIE_STATEMENT_LOAD_SERIES,
      VIGIE_STATEMENT_LOAD_COVERAGE, VIGIE_STATEMENT_FIND_MEASURE, VIGIE_STATEMENT_CHECK_MEASURE,
      VIGIE_STATEMENT_LOAD_KEYS,
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
  if (connection == &self->reader)
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
    n_unknown += !g_hash_table_contains (self->reader_keys, measure_ids[i]);
  if (n_unknown < LEARN_MIN)
    return SQLITE_DONE;
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gint64 key = sqlite3_column_int64 (statement, 0);
      const char *id = (const char *) sqlite3_column_text (statement, 1);

      if (id != NULL)
        g_hash_table_replace (self->reader_keys, g_strdup (id), g_memdup2 (&key, sizeof key));
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
