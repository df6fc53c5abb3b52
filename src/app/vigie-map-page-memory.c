/* vigie-map-page-memory.c: what the map remembers for each server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-page-memory.h"

/* So many servers are remembered, the last ones. */
#define MAX_SERVERS 50

/* @dictionary with @value for @server, or without it for NULL; floating. */
static GVariant *
with_entry (GVariant *dictionary, const char *server, GVariant *value)
{
  GVariantBuilder builder;
  GVariantIter iter;
  GVariant *entry;
  gsize n = g_variant_n_children (dictionary);

  g_variant_builder_init (&builder, g_variant_get_type (dictionary));
  g_variant_iter_init (&iter, dictionary);
  while ((entry = g_variant_iter_next_value (&iter)) != NULL)
    {
      g_autoptr (GVariant) key = g_variant_get_child_value (entry, 0);

      if (n-- < MAX_SERVERS && !g_str_equal (g_variant_get_string (key, NULL), server))
        g_variant_builder_add_value (&builder, entry);
      g_variant_unref (entry);
    }
  if (value != NULL)
    g_variant_builder_add_value (&builder,
                                 g_variant_new_dict_entry (g_variant_new_string (server), value));
  return g_variant_builder_end (&builder);
}

void
vigie_map_memory_set (GSettings *settings, const char *key, const char *server, GVariant *value)
{
  g_autoptr (GVariant) former = g_settings_get_value (settings, key);
  g_autoptr (GVariant) now = g_variant_ref_sink (with_entry (former, server, value));

  if (!g_variant_equal (former, now))
    g_settings_set_value (settings, key, now);
}

GVariant *
vigie_map_memory_get (GSettings *settings, const char *key, const char *server)
{
  g_autoptr (GVariant) dictionary = g_settings_get_value (settings, key);

  return g_variant_lookup_value (dictionary, server, NULL);
}
