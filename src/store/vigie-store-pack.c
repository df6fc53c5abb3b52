/* vigie-store-pack.c: rows of history become blocks, some at a time.
 *
 * Rows are what comes in: quick to put and to correct. What is older than some days changes no more, but for late and
 * corrected readings: it is packed, in a few bytes a reading. Those late ones are rows again, which win over the block
 * they belong to, until the next time that is packed. Blocks and rows change in one transaction, so that whoever reads
 * sees every reading once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

/* Blocks beside what is packed that have fewer readings are packed with it. */
#define SMALL 1024

/* Rows that are worth a block. */
#define WORTH 128

/* Rows looked at in one go; and, of a measure that has no block, how many at the begin that none can hold make it not
 * worth while. */
#define ROWS_MAX VIGIE_PACK_MAX
#define OTHERS_MAX 64

/* Blocks that are merged in one go. */
#define BLOCKS_MAX 16

/* Blocks that late readings are put into in one go. */
#define LATE_BLOCKS 3

/* A slice: how long it keeps others out. */
#define SLICE_US (4 * G_TIME_SPAN_MILLISECOND)

/* ---- One stretch of a measure -------------------------------------------------------------------- */

/* What is in the file of the stretch. */
typedef struct
{
  GArray *blocks;           /* VigieStoreBlock, owned */
  VigieStoreColumns packed; /* of the blocks */
  VigieStoreColumns rows;   /* those that blocks can hold */
  GArray *others;           /* VigieTime, owned: of the other rows */
} Stretch;

static void
stretch_clear (Stretch *self)
{
  g_array_unref (self->blocks);
  g_array_unref (self->others);
  vigie_store_columns_clear (&self->packed);
  vigie_store_columns_clear (&self->rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stretch, stretch_clear)

/* Adds the block beside it, if there is one that is small. */
static int
add_small (VigieStore *self, VigieStatement which, gint64 measure, VigieTime time, GArray *blocks)
{
  sqlite3_stmt *statement = self->writer.statements[which];
  int rc;

  sqlite3_bind_int64 (statement, 1, measure);
  sqlite3_bind_int64 (statement, 2, time);
  rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    {
      VigieStoreBlock block
          = {sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
             sqlite3_column_int64 (statement, 2), 0};
      gint64 n = sqlite3_column_int64 (statement, 3);

      rc = SQLITE_DONE;
      if (n < 1 || n > VIGIE_PACK_MAX || block.last < block.since)
        rc = SQLITE_CORRUPT;
      block.n = (guint) n;
      if (rc == SQLITE_DONE && n < SMALL)
        g_array_insert_val (blocks, which == VIGIE_STATEMENT_LOAD_BLOCK_BEFORE ? 0 : blocks->len,
                            block);
    }
  sqlite3_reset (statement);
  return rc;
}

/* The same. */
static int
read_rows (VigieStore *self, gint64 measure, VigieTime from, VigieTime to, Stretch *stretch)
{
  sqlite3_stmt *statement = self->writer.statements[VIGIE_STATEMENT_LOAD_HISTORY];
  VigieTime before = VIGIE_TIME_NONE;
  guint n = 0;
  int rc;

  sqlite3_bind_int64 (statement, 1, measure);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, to + 1);
  sqlite3_bind_int64 (statement, 4, 4 * ROWS_MAX);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      VigieTime time = sqlite3_column_int64 (statement, 0);

      if (time <= before)
        {
          rc = SQLITE_CORRUPT;
          break;
        }
      before = time;
      if (++n == 4 * ROWS_MAX)
        break;
      if (sqlite3_column_type (statement, 4) == SQLITE_NULL)
        {
          VigieReading reading;

          vigie_store_get_reading (statement, &reading);
          vigie_store_columns_add (&stretch->rows, time, reading.number, reading.start,
                                   reading.result_time);
        }
      else
        {
          g_array_append_val (stretch->others, time);
        }
    }
  sqlite3_reset (statement);
  return rc;
}

/* SQLITE_DONE if nothing failed; SQLITE_ROW where there is too much for one go. */
static int
read_stretch (VigieStore *self, gint64 measure, VigieTime from, VigieTime to, Stretch *stretch)
{
  VigieTime first, last;
  int rc = vigie_store_list_blocks (&self->writer, measure, from, to + 1, stretch->blocks);

  if (rc == SQLITE_DONE && stretch->blocks->len > BLOCKS_MAX)
    return SQLITE_ROW;
  if (rc != SQLITE_DONE)
    return rc;
  first
      = stretch->blocks->len > 0 ? g_array_index (stretch->blocks, VigieStoreBlock, 0).since : from;
  last = stretch->blocks->len > 0
             ? g_array_index (stretch->blocks, VigieStoreBlock, stretch->blocks->len - 1).last
             : to;
  rc = add_small (self, VIGIE_STATEMENT_LOAD_BLOCK_BEFORE, measure, MIN (first, from),
                  stretch->blocks);
  if (rc == SQLITE_DONE)
    rc = add_small (self, VIGIE_STATEMENT_LOAD_BLOCK_AFTER, measure, MAX (last, to),
                    stretch->blocks);
  for (guint i = 0; rc == SQLITE_DONE && i < stretch->blocks->len; i++)
    {
      const VigieStoreBlock *block = &g_array_index (stretch->blocks, VigieStoreBlock, i);

      if (stretch->packed.n > 0 && block->since <= stretch->packed.times[stretch->packed.n - 1])
        rc = SQLITE_CORRUPT;
      else
        rc = vigie_store_read_block (&self->writer, block, &stretch->packed);
    }
  return rc == SQLITE_DONE ? read_rows (self, measure, from, to, stretch) : rc;
}

static gboolean
is_among (const GArray *times, VigieTime time)
{
  guint low = 0, high = times->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (times, VigieTime, middle) < time)
        low = middle + 1;
      else
        high = middle;
    }
  return low < times->len && g_array_index (times, VigieTime, low) == time;
}

static gboolean
has_same (const VigieStoreColumns *columns, const VigieStoreColumns *other, guint i, gboolean *has)
{
  guint j = vigie_store_columns_find (columns, 0, other->times[i]);

  *has = j < columns->n && columns->times[j] == other->times[i];
  return *has
         && (columns->values[j] == other->values[i]
             || (isnan (columns->values[j]) && isnan (other->values[i])))
         && vigie_store_columns_get_start (columns, j) == vigie_store_columns_get_start (other, i)
         && vigie_store_columns_get_result_time (columns, j)
                == vigie_store_columns_get_result_time (other, i);
}

/* How many of @incoming the stretch does not have as they are; those that a row of another kind is in the place of are
 * noted in @replaced. */
static guint
count_changed (const Stretch *stretch, const VigieStoreColumns *incoming, GArray *replaced)
{
  guint n = 0;

  for (guint i = 0; i < incoming->n; i++)
    {
      gboolean is_same, has;

      if (is_among (stretch->others, incoming->times[i]))
        {
          g_array_append_val (replaced, incoming->times[i]);
          n++;
          continue;
        }
      is_same = has_same (&stretch->rows, incoming, i, &has);
      if (!has)
        is_same = has_same (&stretch->packed, incoming, i, &has);
      n += !is_same;
    }
  return n;
}

static gboolean
run_with_times (VigieStore *self,
                VigieStatement which,
                gint64 measure,
                VigieTime from,
                VigieTime to,
                GError **error)
{
  sqlite3_stmt *statement = self->writer.statements[which];

  sqlite3_bind_int64 (statement, 1, measure);
  sqlite3_bind_int64 (statement, 2, from);
  if (which == VIGIE_STATEMENT_REMOVE_HISTORY_PACKED)
    sqlite3_bind_int64 (statement, 3, to);
  return vigie_store_run (self, statement, error);
}

static gboolean
prepare (VigieStore *self, GError **error)
{
  static const VigieStatement used[] = {
      VIGIE_STATEMENT_LOAD_HISTORY,          VIGIE_STATEMENT_LOAD_PACKABLE,
      VIGIE_STATEMENT_LOAD_BLOCKS,           VIGIE_STATEMENT_LOAD_BLOCK,
      VIGIE_STATEMENT_LOAD_BLOCK_BEFORE,     VIGIE_STATEMENT_LOAD_BLOCK_AFTER,
      VIGIE_STATEMENT_REMOVE_BLOCK,          VIGIE_STATEMENT_PUT_BLOCK,
      VIGIE_STATEMENT_REMOVE_HISTORY_PACKED, VIGIE_STATEMENT_REMOVE_HISTORY_AT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (used); i++)
    if (vigie_store_statement (self, &self->writer, used[i], error) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
vigie_store_merge (VigieStore *self,
                   VigieStoreEntry *entry,
                   const VigieStoreColumns *incoming,
                   VigieTime from,
                   VigieTime to,
                   guint *n_changed,
                   gboolean *is_packed,
                   GError **error)
{
  g_auto (Stretch) stretch = {g_array_new (FALSE, FALSE, sizeof (VigieStoreBlock)),
                              {.with_result_times = TRUE},
                              {.with_result_times = TRUE},
                              g_array_new (FALSE, FALSE, sizeof (VigieTime))};
  g_autoptr (GArray) replaced = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  int rc;

  *n_changed = 0;
  *is_packed = FALSE;
  if (!prepare (self, error))
    return FALSE;
  rc = read_stretch (self, entry->n, from, to, &stretch);
  /* Too much is there already. */
  if (rc == SQLITE_ROW)
    return TRUE;
  if (rc != SQLITE_DONE)
    return vigie_store_fail (self, self->writer.db, rc, error);
  *n_changed = count_changed (&stretch, incoming, replaced);
  if (*n_changed == 0 && stretch.rows.n == 0)
    {
      *is_packed = TRUE;
      return TRUE;
    }
  vigie_store_columns_merge (&stretch.packed, &stretch.rows);
  vigie_store_columns_merge (&stretch.packed, incoming);

  vigie_store_forget_late (self);
  entry->packed_is_known = FALSE;
  if (!vigie_store_replace_blocks (self, entry->n, stretch.blocks, &stretch.packed, is_packed,
                                   error))
    return FALSE;
  if (!*is_packed)
    return TRUE;
  if (stretch.rows.n > 0)
    {
      if (!run_with_times (self, VIGIE_STATEMENT_REMOVE_HISTORY_PACKED, entry->n, from, to, error))
        return FALSE;
      /* Times that are no whole numbers, in a file that is damaged. */
      if (sqlite3_changes (self->writer.db) != (int) stretch.rows.n)
        return vigie_store_fail (self, self->writer.db, SQLITE_CORRUPT, error);
    }
  for (guint i = 0; i < replaced->len; i++)
    if (!run_with_times (self, VIGIE_STATEMENT_REMOVE_HISTORY_AT, entry->n,
                         g_array_index (replaced, VigieTime, i), 0, error))
      return FALSE;
  return TRUE;
}

/* ---- All measures, in slices --------------------------------------------------------------------- */

/* The rows of @from ≤ time < @before that blocks can hold, the oldest ones: how many, from when to when. *@more:
 * there are others behind them. */
static int
find_rows (VigieStore *self,
           gint64 measure,
           VigieTime from,
           VigieTime before,
           guint others_max,
           VigieSpan *span,
           guint *n,
           gboolean *more)
{
  sqlite3_stmt *statement = self->writer.statements[VIGIE_STATEMENT_LOAD_PACKABLE];
  guint n_rows = 0;
  int rc;

  *n = 0;
  *more = FALSE;
  sqlite3_bind_int64 (statement, 1, measure);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, before);
  sqlite3_bind_int64 (statement, 4, ROWS_MAX);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      VigieTime time = sqlite3_column_int64 (statement, 0);

      n_rows++;
      if (sqlite3_column_int (statement, 1) && time != VIGIE_TIME_NONE)
        {
          if ((*n)++ == 0)
            span->from = time;
          span->to = time;
        }
      else if (*n == 0 && n_rows >= others_max)
        {
          rc = SQLITE_DONE;
          break;
        }
    }
  sqlite3_reset (statement);
  *more = n_rows == ROWS_MAX;
  return rc;
}

/* One go at a measure. *@more: there may be something left. */
static gboolean
pack_measure (VigieStore *self,
              VigieStoreEntry *entry,
              VigieTime before,
              gboolean *more,
              GError **error)
{
  const VigieStoreColumns none = {0};
  VigieSpan span = {0, 0};
  VigieTime packed_to;
  gboolean is_packed;
  guint n, n_changed;
  int rc;

  *more = FALSE;
  if (!prepare (self, error) || !vigie_store_get_packed_to (self, entry, &packed_to, error))
    return FALSE;
  rc = find_rows (self, entry->n, packed_to != VIGIE_TIME_NONE ? packed_to + 1 : G_MININT64, before,
                  packed_to != VIGIE_TIME_NONE ? ROWS_MAX : OTHERS_MAX, &span, &n, more);
  if (rc == SQLITE_DONE && n < WORTH)
    {
      g_autoptr (GArray) blocks = NULL;

      *more = FALSE;
      n = 0;
      if (packed_to == VIGIE_TIME_NONE)
        return TRUE;
      rc = find_rows (self, entry->n, G_MININT64, MIN (packed_to, before - 1) + 1, ROWS_MAX, &span,
                      &n, more);
      if (rc == SQLITE_DONE && n > 0)
        {
          blocks = g_array_new (FALSE, FALSE, sizeof (VigieStoreBlock));
          rc = vigie_store_list_blocks (&self->writer, entry->n, span.from, span.to + 1, blocks);
          if (blocks->len > LATE_BLOCKS)
            {
              span.to
                  = MIN (span.to, g_array_index (blocks, VigieStoreBlock, LATE_BLOCKS - 1).last);
              *more = TRUE;
            }
        }
    }
  if (rc != SQLITE_DONE)
    return vigie_store_fail (self, self->writer.db, rc, error);
  if (n == 0)
    {
      *more = FALSE;
      return TRUE;
    }
  if (!vigie_store_merge (self, entry, &none, span.from, span.to, &n_changed, &is_packed, error))
    return FALSE;
  *more = *more && is_packed;
  return TRUE;
}

static void
list_ids (VigieStore *self)
{
  GHashTableIter iter;
  gpointer key;

  self->pack_ids = g_ptr_array_new_full (g_hash_table_size (self->measures.by_id), g_free);
  g_hash_table_iter_init (&iter, self->measures.by_id);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (self->pack_ids, g_strdup (key));
}

gboolean
vigie_store_pack (VigieStore *self, VigieTime before, gboolean *more, GError **error)
{
  gint64 deadline;

  g_return_val_if_fail (before > VIGIE_TIME_NONE + 1, FALSE);

  *more = FALSE;
  if (!vigie_store_begin (self, error))
    return FALSE;
  deadline = g_get_monotonic_time () + SLICE_US;
  if (self->pack_ids == NULL)
    list_ids (self);
  while (self->pack_ids->len > 0 && g_get_monotonic_time () < deadline)
    {
      guint last = self->pack_ids->len - 1;
      VigieStoreEntry *entry
          = vigie_store_map_lookup (&self->measures, g_ptr_array_index (self->pack_ids, last));
      gboolean again = FALSE;

      if (entry != NULL && !pack_measure (self, entry, before, &again, error))
        {
          g_clear_pointer (&self->pack_ids, g_ptr_array_unref);
          vigie_store_rollback (self);
          return FALSE;
        }
      if (!again)
        g_ptr_array_set_size (self->pack_ids, (int) last);
    }
  *more = self->pack_ids->len > 0;
  if (!*more)
    g_clear_pointer (&self->pack_ids, g_ptr_array_unref);
  return vigie_store_commit (self, error);
}
