/* vigie-store-blocks.c: packed history as it lies in the file: blocks of a measure, apart in time.
 *
 * A block that is not what its row says, or that lies over another one, is damage: nothing of it is used.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

/* ---- Reading ------------------------------------------------------------------------------------- */

/* Steps LOAD_BLOCKS, with its three parameters bound, to its end; VigieStoreBlock. SQLITE_DONE if nothing failed. */
static int
step_blocks (sqlite3_stmt *statement, GArray *blocks)
{
  int rc;

  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      VigieStoreBlock block
          = {sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
             sqlite3_column_int64 (statement, 2), 0};
      gint64 n = sqlite3_column_int64 (statement, 3);

      if (n < 1 || n > VIGIE_PACK_MAX || block.last < block.since
          || (blocks->len > 0
              && block.since <= g_array_index (blocks, VigieStoreBlock, blocks->len - 1).last))
        {
          rc = SQLITE_CORRUPT;
          break;
        }
      block.n = (guint) n;
      g_array_append_val (blocks, block);
    }
  sqlite3_reset (statement);
  return rc;
}

int
vigie_store_list_blocks (VigieStoreConnection *connection,
                         gint64 measure,
                         VigieTime from,
                         VigieTime to,
                         GArray *blocks)
{
  sqlite3_stmt *statement = connection->statements[VIGIE_STATEMENT_LOAD_BLOCKS];
  int rc;

  sqlite3_bind_int64 (statement, 1, measure);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, to);
  rc = step_blocks (statement, blocks);
  /* The first one may end before. */
  if (rc == SQLITE_DONE && blocks->len > 0
      && g_array_index (blocks, VigieStoreBlock, 0).last < from)
    g_array_remove_index (blocks, 0);
  return rc;
}

int
vigie_store_read_block (VigieStoreConnection *connection,
                        const VigieStoreBlock *block,
                        VigieStoreColumns *columns)
{
  sqlite3_stmt *statement = connection->statements[VIGIE_STATEMENT_LOAD_BLOCK];
  int rc;

  sqlite3_bind_int64 (statement, 1, block->block);
  rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    {
      gconstpointer bytes = sqlite3_column_blob (statement, 0);
      int length = sqlite3_column_bytes (statement, 0);

      rc = vigie_store_columns_unpack (columns, bytes, (gsize) length, block) ? SQLITE_DONE
                                                                              : SQLITE_CORRUPT;
    }
  else if (rc == SQLITE_DONE)
    {
      rc = SQLITE_CORRUPT;
    }
  sqlite3_reset (statement);
  return rc;
}

int
vigie_store_read_blocks (VigieStoreConnection *connection,
                         gint64 measure,
                         VigieTime from,
                         VigieTime to,
                         guint most,
                         gboolean newest,
                         VigieStoreColumns *columns)
{
  g_autoptr (GArray) blocks = NULL;
  guint first = 0, end, begin = columns->n, i;
  guint64 n = 0;
  int rc;

  if (from >= to)
    return SQLITE_DONE;
  blocks = g_array_new (FALSE, FALSE, sizeof (VigieStoreBlock));
  rc = vigie_store_list_blocks (connection, measure, from, to, blocks);
  if (rc != SQLITE_DONE)
    return rc;
  /* Of those at the edges it is not known how many readings are of the time. */
  end = blocks->len;
  for (i = 0; i < blocks->len && n < most; i++)
    {
      const VigieStoreBlock *block
          = &g_array_index (blocks, VigieStoreBlock, newest ? blocks->len - 1 - i : i);

      if (block->since >= from && block->last < to)
        n += block->n;
    }
  if (newest)
    first = blocks->len - i;
  else
    end = i;

  n = 0;
  for (i = first; i < end; i++)
    n += g_array_index (blocks, VigieStoreBlock, i).n;
  if (n > G_MAXINT / 2)
    return SQLITE_NOMEM;
  vigie_store_columns_reserve (columns, (guint) n);
  for (i = first; i < end && rc == SQLITE_DONE; i++)
    rc = vigie_store_read_block (connection, &g_array_index (blocks, VigieStoreBlock, i), columns);
  if (rc != SQLITE_DONE)
    return rc;
  columns->n = vigie_store_columns_find (columns, begin, to);
  vigie_store_columns_remove (columns, begin,
                              vigie_store_columns_find (columns, begin, from) - begin);
  return SQLITE_DONE;
}

/* ---- Late readings ------------------------------------------------------------------------------- */

void
vigie_store_forget_late (VigieStore *self)
{
  self->late_measure = 0;
  vigie_store_columns_clear (&self->late);
}

gboolean
vigie_store_find_blocks (VigieStore *self, GError **error)
{
  sqlite3_stmt *statement
      = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_HAS_BLOCKS, error);
  int rc;

  if (statement == NULL)
    return FALSE;
  rc = sqlite3_step (statement);
  sqlite3_reset (statement);
  self->has_blocks = rc == SQLITE_ROW;
  return rc == SQLITE_ROW || rc == SQLITE_DONE
         || vigie_store_fail (self, self->writer.db, rc, error);
}

gboolean
vigie_store_get_packed_to (VigieStore *self,
                           VigieStoreEntry *entry,
                           VigieTime *packed_to,
                           GError **error)
{
  if (!entry->packed_is_known && !self->has_blocks)
    {
      entry->packed_to = VIGIE_TIME_NONE;
      entry->packed_is_known = TRUE;
    }
  if (!entry->packed_is_known)
    {
      sqlite3_stmt *statement
          = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_LOAD_BLOCK_BEFORE, error);
      int rc;

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, entry->n);
      sqlite3_bind_int64 (statement, 2, G_MAXINT64);
      rc = sqlite3_step (statement);
      entry->packed_to = rc == SQLITE_ROW ? sqlite3_column_int64 (statement, 2) : VIGIE_TIME_NONE;
      sqlite3_reset (statement);
      if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return vigie_store_fail (self, self->writer.db, rc, error);
      entry->packed_is_known = TRUE;
    }
  *packed_to = entry->packed_to;
  return TRUE;
}

/* Unpacks the block of the measure that reaches over @time, if there is one. */
static int
find_late (VigieStore *self, gint64 measure, VigieTime time)
{
  g_autoptr (GArray) blocks = NULL;
  int rc;

  if (self->late_measure == measure && self->late_block.since <= time
      && time <= self->late_block.last)
    return SQLITE_DONE;
  vigie_store_forget_late (self);
  blocks = g_array_new (FALSE, FALSE, sizeof (VigieStoreBlock));
  rc = vigie_store_list_blocks (&self->writer, measure, time, time + 1, blocks);
  if (rc != SQLITE_DONE || blocks->len == 0)
    return rc;
  self->late.with_result_times = TRUE;
  rc = vigie_store_read_block (&self->writer, &g_array_index (blocks, VigieStoreBlock, 0),
                               &self->late);
  if (rc == SQLITE_DONE)
    {
      self->late_measure = measure;
      self->late_block = g_array_index (blocks, VigieStoreBlock, 0);
    }
  return rc;
}

gboolean
vigie_store_find_packed (VigieStore *self,
                         VigieStoreEntry *entry,
                         const VigieReading *reading,
                         gboolean *is_same,
                         GError **error)
{
  static const VigieStatement used[] = {VIGIE_STATEMENT_LOAD_BLOCKS, VIGIE_STATEMENT_LOAD_BLOCK};
  VigieTime packed_to;
  double number;
  guint i;
  int rc;

  *is_same = FALSE;
  if (!vigie_store_get_packed_to (self, entry, &packed_to, error))
    return FALSE;
  if (packed_to == VIGIE_TIME_NONE || reading->time > packed_to || reading->time == G_MAXINT64)
    return TRUE;
  for (i = 0; i < G_N_ELEMENTS (used); i++)
    if (vigie_store_statement (self, &self->writer, used[i], error) == NULL)
      return FALSE;
  rc = find_late (self, entry->n, reading->time);
  if (rc != SQLITE_DONE)
    return vigie_store_fail (self, self->writer.db, rc, error);
  if (self->late_measure == 0
      || (reading->type != VIGIE_VALUE_NUMBER && reading->type != VIGIE_VALUE_NONE))
    return TRUE;
  i = vigie_store_columns_find (&self->late, 0, reading->time);
  if (i == self->late.n || self->late.times[i] != reading->time)
    return TRUE;
  number = vigie_store_packed_number (reading);
  *is_same = (self->late.values[i] == number || (isnan (self->late.values[i]) && isnan (number)))
             && vigie_store_columns_get_start (&self->late, i) == reading->start
             && vigie_store_columns_get_result_time (&self->late, i) == reading->result_time;
  return TRUE;
}

double
vigie_store_packed_number (const VigieReading *reading)
{
  /* As a row of the history gives it back: SQLite keeps no -0.0. */
  return reading->type == VIGIE_VALUE_NUMBER && isfinite (reading->number) ? reading->number + 0.0
                                                                           : NAN;
}

/* ---- Writing ------------------------------------------------------------------------------------- */

gboolean
vigie_store_replace_blocks (VigieStore *self,
                            gint64 measure,
                            const GArray *old,
                            const VigieStoreColumns *columns,
                            gboolean *is_packed,
                            GError **error)
{
  g_autoptr (GPtrArray) packs
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  guint n_blocks = (columns->n + VIGIE_PACK_MAX - 1) / VIGIE_PACK_MAX;
  sqlite3_stmt *put, *remove;

  *is_packed = FALSE;
  put = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_PUT_BLOCK, error);
  remove = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_REMOVE_BLOCK, error);
  if (put == NULL || remove == NULL)
    return FALSE;
  for (guint i = 0; i < n_blocks; i++)
    {
      guint first = (guint) ((guint64) columns->n * i / n_blocks);
      guint end = (guint) ((guint64) columns->n * (i + 1) / n_blocks);
      GByteArray *pack = vigie_pack_encode (
          columns->times + first, columns->values + first,
          columns->starts != NULL ? columns->starts + first : NULL,
          columns->result_times != NULL ? columns->result_times + first : NULL, end - first);

      if (pack == NULL)
        return TRUE;
      g_ptr_array_add (packs, pack);
    }
  for (guint i = 0; i < old->len; i++)
    {
      sqlite3_bind_int64 (remove, 1, g_array_index (old, VigieStoreBlock, i).block);
      if (!vigie_store_run (self, remove, error))
        return FALSE;
    }
  for (guint i = 0; i < n_blocks; i++)
    {
      const GByteArray *pack = g_ptr_array_index (packs, i);
      guint first = (guint) ((guint64) columns->n * i / n_blocks);
      guint end = (guint) ((guint64) columns->n * (i + 1) / n_blocks);

      sqlite3_bind_int64 (put, 1, measure);
      sqlite3_bind_int64 (put, 2, columns->times[first]);
      sqlite3_bind_int64 (put, 3, columns->times[end - 1]);
      sqlite3_bind_int64 (put, 4, end - first);
      sqlite3_bind_blob (put, 5, pack->data, (int) pack->len, SQLITE_STATIC);
      if (!vigie_store_run (self, put, error))
        return FALSE;
    }
  sqlite3_clear_bindings (put);
  self->has_blocks = self->has_blocks || n_blocks > 0;
  *is_packed = TRUE;
  return TRUE;
}

static gboolean
run_with_times (VigieStore *self,
                VigieStatement which,
                gint64 measure,
                VigieTime time,
                GError **error)
{
  sqlite3_stmt *statement = vigie_store_statement (self, &self->writer, which, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, measure);
  sqlite3_bind_int64 (statement, 2, time);
  return vigie_store_run (self, statement, error);
}

/* What of the one block that reaches over @at is of @from ≤ time ≤ @to is put in its place. */
static gboolean
trim_block (VigieStore *self,
            gint64 measure,
            VigieTime at,
            VigieTime from,
            VigieTime to,
            GError **error)
{
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (VigieStoreBlock));
  g_auto (VigieStoreColumns) columns = {.with_result_times = TRUE};
  const VigieStoreBlock *block;
  gboolean is_packed;
  int rc = vigie_store_list_blocks (&self->writer, measure, at, at + 1, blocks);

  if (rc != SQLITE_DONE)
    return vigie_store_fail (self, self->writer.db, rc, error);
  if (blocks->len == 0)
    return TRUE;
  block = &g_array_index (blocks, VigieStoreBlock, 0);
  if (block->since >= from && block->last <= to)
    return TRUE;
  rc = vigie_store_read_block (&self->writer, block, &columns);
  if (rc != SQLITE_DONE)
    return vigie_store_fail (self, self->writer.db, rc, error);
  if (to < G_MAXINT64)
    columns.n = vigie_store_columns_find (&columns, 0, to + 1);
  vigie_store_columns_remove (&columns, 0, vigie_store_columns_find (&columns, 0, from));
  /* What was packed once can be again. */
  return vigie_store_replace_blocks (self, measure, blocks, &columns, &is_packed, error);
}

gboolean
vigie_store_trim_blocks (VigieStore *self,
                         gint64 measure,
                         VigieTime from,
                         VigieTime to,
                         GError **error)
{
  if (!self->has_blocks)
    return TRUE;
  if (vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_LOAD_BLOCKS, error) == NULL
      || vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_LOAD_BLOCK, error) == NULL)
    return FALSE;
  vigie_store_forget_late (self);
  if (to < G_MAXINT64
      && (!run_with_times (self, VIGIE_STATEMENT_REMOVE_BLOCKS_AFTER, measure, to, error)
          || !trim_block (self, measure, to, from, to, error)))
    return FALSE;
  return from == G_MININT64
         || (run_with_times (self, VIGIE_STATEMENT_REMOVE_BLOCKS_BEFORE, measure, from, error)
             && (from == G_MAXINT64 || trim_block (self, measure, from, from, to, error)));
}
