/* vigie-store-remove.c: what is taken out of the store: what is gone from the server, and old history.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

/* A slice of the purge: rows at most a statement, and how long it keeps others out. */
#define PURGE_ROWS 2000
#define PURGE_SLICE_US (8 * G_TIME_SPAN_MILLISECOND)

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
  static const VigieStatement of_measure[] = {
      VIGIE_STATEMENT_REMOVE_MEASURE, VIGIE_STATEMENT_REMOVE_LATEST, VIGIE_STATEMENT_REMOVE_HISTORY,
      VIGIE_STATEMENT_REMOVE_BLOCKS, VIGIE_STATEMENT_REMOVE_COVERAGE};
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
  if (measures->len > 0)
    self->generation = vigie_store_next_generation ();

  if (removed_sites != NULL)
    *removed_sites = g_steal_pointer (&sites);
  if (removed_measures != NULL)
    *removed_measures = g_steal_pointer (&measures);
  return TRUE;
}

gboolean
vigie_store_forget_entry (VigieStore *self, VigieStoreEntry *entry, VigieTime after, GError **error)
{
  sqlite3_stmt *statement;

  if (!run_with_key (self, VIGIE_STATEMENT_REMOVE_LATEST, entry->n, error))
    return FALSE;
  entry->latest = VIGIE_TIME_NONE;
  entry->packed_is_known = FALSE;
  vigie_store_forget_late (self);
  self->generation = vigie_store_next_generation ();
  if (after == VIGIE_TIME_NONE)
    return run_with_key (self, VIGIE_STATEMENT_REMOVE_HISTORY, entry->n, error)
           && run_with_key (self, VIGIE_STATEMENT_REMOVE_BLOCKS, entry->n, error)
           && run_with_key (self, VIGIE_STATEMENT_REMOVE_COVERAGE, entry->n, error);
  /* That there is nothing later is known as well as before. */
  statement
      = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_REMOVE_HISTORY_AFTER, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->n);
  sqlite3_bind_int64 (statement, 2, after);
  return vigie_store_run (self, statement, error)
         && vigie_store_trim_blocks (self, entry->n, G_MININT64, after, error);
}

gboolean
vigie_store_forget_readings (VigieStore *self,
                             const char *measure_id,
                             VigieTime after,
                             GError **error)
{
  VigieStoreEntry *entry;

  if (!vigie_store_check_transaction (self, error))
    return FALSE;
  entry = vigie_store_map_lookup (&self->measures, measure_id);
  return entry == NULL || vigie_store_forget_entry (self, entry, after, error);
}

gboolean
vigie_store_forget_all_readings (VigieStore *self, GError **error)
{
  static const VigieStatement all[]
      = {VIGIE_STATEMENT_EMPTY_LATEST, VIGIE_STATEMENT_EMPTY_HISTORY, VIGIE_STATEMENT_EMPTY_BLOCKS,
         VIGIE_STATEMENT_EMPTY_COVERAGE};
  GHashTableIter iter;
  VigieStoreEntry *entry;

  if (!vigie_store_check_transaction (self, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      sqlite3_stmt *statement = vigie_store_statement (self, &self->writer, all[i], error);

      if (statement == NULL || !vigie_store_run (self, statement, error))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, self->measures.by_id);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    {
      entry->latest = VIGIE_TIME_NONE;
      entry->packed_is_known = FALSE;
    }
  vigie_store_forget_late (self);
  self->generation = vigie_store_next_generation ();
  return TRUE;
}

/* A measure whose history is purged. */
typedef struct
{
  gint64 n;
  VigieTime before; /* when of it goes */
} Purged;

static gboolean
run_with_time (VigieStore *self,
               VigieStatement which,
               const Purged *purged,
               gint64 limit,
               GError **error)
{
  sqlite3_stmt *statement = vigie_store_statement (self, &self->writer, which, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, purged->n);
  sqlite3_bind_int64 (statement, 2, purged->before);
  if (limit >= 0)
    sqlite3_bind_int64 (statement, 3, limit);
  return vigie_store_run (self, statement, error);
}

/* All measures with what their role says; Purged. */
static gboolean
list_purged (VigieStore *self, VigieTime now, VigieStoreKept kept, GArray *list, GError **error)
{
  sqlite3_stmt *statement
      = vigie_store_statement (self, &self->writer, VIGIE_STATEMENT_LOAD_ROLES, error);
  int rc;

  if (statement == NULL)
    return FALSE;
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      Purged purged = {sqlite3_column_int64 (statement, 0), now};
      VigieRole role = VIGIE_ROLE_OTHER;

      vigie_role_from_string ((const char *) sqlite3_column_text (statement, 1), &role);
      if (kept != NULL)
        purged.before = now - kept (role);
      g_array_append_val (list, purged);
    }
  sqlite3_reset (statement);
  return rc == SQLITE_DONE || vigie_store_fail (self, self->writer.db, rc, error);
}

/* One slice: measures from @list until the time is up. What is about to be removed of one is not known any more. */
static gboolean
purge_slice (VigieStore *self, const GArray *list, guint *position, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + PURGE_SLICE_US;

  while (*position < list->len && g_get_monotonic_time () < deadline)
    {
      const Purged *purged = &g_array_index (list, Purged, *position);

      if (!run_with_time (self, VIGIE_STATEMENT_PURGE_COVERAGE, purged, -1, error)
          || !run_with_time (self, VIGIE_STATEMENT_TRIM_COVERAGE, purged, -1, error)
          || !run_with_time (self, VIGIE_STATEMENT_PURGE_HISTORY, purged, PURGE_ROWS - 1, error))
        return FALSE;
      if (sqlite3_changes (self->writer.db) == PURGE_ROWS)
        continue;
      if (!vigie_store_trim_blocks (self, purged->n, purged->before, G_MAXINT64, error))
        return FALSE;
      (*position)++;
    }
  return TRUE;
}

gboolean
vigie_store_purge_by_role (VigieStore *self,
                           VigieTime now,
                           VigieStoreKept kept,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GArray) list = NULL;
  guint position = 0;

  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !vigie_store_begin (self, error))
        return FALSE;
      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (Purged));
          if (!list_purged (self, now, kept, list, error))
            {
              vigie_store_rollback (self);
              return FALSE;
            }
        }
      if (!purge_slice (self, list, &position, error))
        {
          vigie_store_rollback (self);
          return FALSE;
        }
      if (!vigie_store_commit (self, error))
        return FALSE;
    }
  while (position < list->len);
  return TRUE;
}

gboolean
vigie_store_purge (VigieStore *self, VigieTime before, GCancellable *cancellable, GError **error)
{
  return vigie_store_purge_by_role (self, before, NULL, cancellable, error);
}
