/* vigie-source-pool.c: map sources that are no longer shown, kept to be shown again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-source-pool.h"

typedef struct
{
  char *key;                /* owned */
  ShumateMapSource *source; /* owned; NULL once taken */
  GWeakRef layer;           /* as long as it is there it may ask the source for tiles */
} Entry;

static void
entry_free (Entry *entry)
{
  g_free (entry->key);
  g_clear_object (&entry->source);
  g_weak_ref_clear (&entry->layer);
  g_free (entry);
}

static GPtrArray *
pool_of (GdkDisplay *display)
{
  static const char key[] = "vigie-source-pool";
  GPtrArray *pool = g_object_get_data (G_OBJECT (display), key);

  if (pool == NULL)
    {
      pool = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
      g_object_set_data_full (G_OBJECT (display), key, pool, (GDestroyNotify) g_ptr_array_unref);
    }
  return pool;
}

ShumateMapSource *
vigie_source_pool_take (GdkDisplay *display, const char *key)
{
  GPtrArray *pool = pool_of (display);

  for (guint i = 0; i < pool->len; i++)
    {
      Entry *entry = g_ptr_array_index (pool, i);
      g_autoptr (ShumateMapLayer) layer = g_weak_ref_get (&entry->layer);
      ShumateMapSource *source;

      if (layer != NULL || !g_str_equal (entry->key, key))
        continue;
      source = g_steal_pointer (&entry->source);
      g_ptr_array_remove_index_fast (pool, i);
      return source;
    }
  return NULL;
}

void
vigie_source_pool_give (GdkDisplay *display,
                        const char *key,
                        ShumateMapSource *source,
                        ShumateMapLayer *layer)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->key = g_strdup (key);
  entry->source = source;
  g_weak_ref_init (&entry->layer, layer);
  g_ptr_array_add (pool_of (display), entry);
}

guint
vigie_source_pool_get_size (GdkDisplay *display)
{
  return pool_of (display)->len;
}
