/* vigie-search-items.c: the rows of the search over everything, in their sections.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search-items.h"

#include <glib/gi18n-lib.h>

#include "vigie-geodesy-text.h"
#include "vigie-search-item.h"
#include "vigie-search-words.h"

/* Rows of a section beside others, and of one that is alone. */
#define MOST_BESIDE 6
#define MOST_ALONE 60

static VigieSearchItem *
new_item (const VigieSearchEntry *entry,
          guint section,
          const char *heading,
          guint shown,
          guint n,
          const char *query,
          gboolean approximate)
{
  g_autofree char *count = NULL;

  if (n > shown)
    /* Translators: how many results are shown of how many there are: « 6 sur 1 204 » */
    count = g_strdup_printf (C_ ("search", "%'u of %'u"), shown, n);
  else if (n > 0)
    count = g_strdup_printf ("%'u", n);
  return vigie_search_item_new (entry, section, heading, count != NULL ? count : "", query,
                                approximate);
}

/* A position that was pasted is a place. */
static void
add_position (GPtrArray *items, const char *query)
{
  VigieSearchTarget target = {.icon = "mark-location-symbolic"};
  VigieSearchEntry entry = {.kind = VIGIE_SEARCH_PLACE, .keywords = "", .target = &target};
  g_autofree char *title = NULL, *subtitle = NULL, *lambert = NULL, *dms = NULL;
  VigiePosition position;
  double x, y;

  if (!vigie_geodesy_parse (query, &position, NULL))
    return;
  target.lat = position.lat;
  target.lon = position.lon;
  title = vigie_geodesy_words_decimal (&position);
  dms = vigie_geodesy_words_dms (&position, 1);
  lambert = vigie_lambert93_forward (&position, &x, &y) ? vigie_geodesy_words_lambert93 (&position)
                                                        : NULL;
  subtitle = lambert != NULL ? g_strdup_printf ("%s · %s", dms, lambert) : g_strdup (dms);
  entry.id = entry.title = title;
  entry.subtitle = subtitle;
  /* A section of its own, above all others. */
  g_ptr_array_add (items, new_item (&entry, VIGIE_N_SEARCH_KIND + 1, C_ ("search", "Position"), 0,
                                    0, "", FALSE));
}

GPtrArray *
vigie_search_items_of_query (VigieSearchIndex *index, const char *query)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (VigieSearchResults) results
      = vigie_search_query (vigie_search_index_get_search (index), query, MOST_ALONE);
  gboolean done[VIGIE_N_SEARCH_KIND] = {FALSE};
  guint n_kinds = 0, most;

  for (guint kind = 0; kind < VIGIE_N_SEARCH_KIND; kind++)
    n_kinds += results->n_matches[kind] > 0 ? 1 : 0;
  most = n_kinds > 1 ? MOST_BESIDE : MOST_ALONE;
  add_position (items, query);
  for (guint i = 0; i < results->n_entries; i++)
    {
      VigieSearchKind kind = results->entries[i]->kind;
      guint shown = MIN (results->n_matches[kind], most);
      guint n = 0;

      if (done[kind])
        continue;
      done[kind] = TRUE;
      for (guint j = i; j < results->n_entries && n < shown; j++)
        if (results->entries[j]->kind == kind)
          {
            n++;
            g_ptr_array_add (
                items, new_item (results->entries[j], kind, vigie_search_words_heading (kind),
                                 shown, results->n_matches[kind], query, results->approximate));
          }
    }
  return items;
}

GPtrArray *
vigie_search_items_of_nothing (VigieSearchIndex *index)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  VigieSearch *search = vigie_search_index_get_search (index);
  g_autoptr (GPtrArray) recent = vigie_search_index_get_recent (index);
  guint n_actions;
  const VigieSearchAction *actions = vigie_search_words_actions (&n_actions);

  for (guint i = 0; i < recent->len; i++)
    g_ptr_array_add (items, new_item (g_ptr_array_index (recent, i), VIGIE_N_SEARCH_KIND,
                                      C_ ("search", "Recent"), 0, 0, "", FALSE));
  for (guint place = 0; place < vigie_search_get_n_places (search); place++)
    {
      const VigieSearchEntry *entry = vigie_search_get_at (search, place);

      /* They are the first that the index was given. */
      if (entry == NULL || entry->kind != VIGIE_SEARCH_PAGE)
        break;
      g_ptr_array_add (items,
                       new_item (entry, VIGIE_SEARCH_PAGE,
                                 vigie_search_words_heading (VIGIE_SEARCH_PAGE), 0, 0, "", FALSE));
    }
  for (guint i = 0; i < n_actions; i++)
    {
      const VigieSearchEntry *entry
          = vigie_search_find (search, VIGIE_SEARCH_ACTION, actions[i].name);

      if (entry != NULL && actions[i].useful)
        g_ptr_array_add (items, new_item (entry, VIGIE_SEARCH_ACTION,
                                          vigie_search_words_heading (VIGIE_SEARCH_ACTION), 0, 0,
                                          "", FALSE));
    }
  return items;
}
