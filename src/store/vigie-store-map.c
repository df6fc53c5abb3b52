/* vigie-store-map.c: what is remembered of the rows, by the ids of the server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

#include <string.h>

VigieStoreEntry *
vigie_store_map_lookup (VigieStoreMap *map, const char *id)
{
  return g_hash_table_lookup (map->by_id, id);
}

/* Adds a row of that key; 0: of the next one. */
VigieStoreEntry *
vigie_store_map_add (VigieStoreMap *map, const char *id, gint64 n)
{
  gsize length = strlen (id) + 1;
  VigieStoreEntry *entry = g_malloc0 (sizeof (VigieStoreEntry) + length);

  memcpy (entry->id, id, length);
  entry->n = n != 0 ? n : map->next;
  entry->latest = VIGIE_TIME_NONE;
  /* Of a new one there is no block. */
  entry->packed_is_known = n == 0;
  entry->packed_to = VIGIE_TIME_NONE;
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
      entry = vigie_store_map_add (map, id, sqlite3_column_int64 (statement, 0));
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
  vigie_store_forget_late (self);
  if (!vigie_store_find_blocks (self, error))
    return FALSE;
  return map_load (self, &self->sites, VIGIE_STATEMENT_MAP_SITES, error)
         && map_load (self, &self->sensors, VIGIE_STATEMENT_MAP_SENSORS, error)
         && map_load (self, &self->measures, VIGIE_STATEMENT_MAP_MEASURES, error);
}
