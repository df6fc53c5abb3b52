/* vigie-map-replay-news.c: what becomes critical in the present while the past is looked at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-map-replay-private.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

/* Of the main thread at once, µs. */
#define SLICE 2000
#define MAX_NAMES 3

static char *
words_of_news (VigieMapReplay *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL, *number = NULL;

  for (guint i = 0; i < MIN (self->news->len, MAX_NAMES); i++)
    g_ptr_array_add (names, vigie_site_text_plain (vigie_site_get_name (g_ptr_array_index (
                                                       self->news, self->news->len - 1 - i)),
                                                   VIGIE_SITE_NAME_MAX));
  if (self->news->len > MAX_NAMES)
    g_ptr_array_add (names, g_strdup ("…"));
  list = vigie_words_list ((const char *const *) names->pdata, names->len);
  if (self->news->len == 1)
    /* Translators: in the present, while a day of the past is replayed; %s is a site */
    return g_strdup_printf (_ ("New critical state: %s"), list);
  number = vigie_words_number (self->news->len, 0);
  /* Translators: the same of several; %1$s is how many, %2$s names of sites */
  return g_strdup_printf (
      ngettext ("%1$s new critical state: %2$s", "%1$s new critical states: %2$s", self->news->len),
      number, list);
}

static void
problem_cb (VigieMapReplay *self, VigieSite *site)
{
  g_autofree char *words = NULL;

  if (vigie_site_get_problem (site, NULL) != VIGIE_CONDITION_CRITICAL)
    {
      /* Once it was not, it is news again. */
      if (self->critical_source == 0)
        g_hash_table_remove (self->critical, site);
      return;
    }
  if (!g_hash_table_add (self->critical, g_object_ref (site)) || self->critical_source != 0)
    return;
  g_ptr_array_remove (self->news, site);
  g_ptr_array_add (self->news, g_object_ref (site));
  words = words_of_news (self);
  vigie_map_replay_bar_set_news (self->bar, words);
  vigie_map_replay_list_set_news (self->list, words);
  vigie_announce (GTK_ACCESSIBLE (self->bar), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* What is critical already is known to who began the replay. */
static gboolean
look_cb (gpointer user_data)
{
  VigieMapReplay *self = user_data;
  gint64 until = g_get_monotonic_time () + SLICE;

  for (; self->known_to < g_list_model_get_n_items (G_LIST_MODEL (self->territory));
       self->known_to++)
    {
      g_autoptr (VigieSite) site = NULL;

      if (g_get_monotonic_time () > until)
        return G_SOURCE_CONTINUE;
      site = g_list_model_get_item (G_LIST_MODEL (self->territory), self->known_to);
      if (vigie_site_get_problem (site, NULL) == VIGIE_CONDITION_CRITICAL)
        g_hash_table_add (self->critical, g_object_ref (site));
    }
  self->critical_source = 0;
  return G_SOURCE_REMOVE;
}

void
vigie_map_replay_watch_news (VigieMapReplay *self)
{
  vigie_map_replay_drop_news (self);
  g_set_object (&self->territory, vigie_context_get_territory (self->parts.context));
  if (self->territory == NULL)
    return;
  self->known_to = 0;
  g_signal_connect_object (self->territory, "problem-changed", G_CALLBACK (problem_cb), self,
                           G_CONNECT_SWAPPED);
  if (look_cb (self) == G_SOURCE_CONTINUE)
    self->critical_source = g_idle_add_full (GDK_PRIORITY_REDRAW, look_cb, self, NULL);
}

void
vigie_map_replay_drop_news (VigieMapReplay *self)
{
  g_clear_handle_id (&self->critical_source, g_source_remove);
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_func (self->territory, problem_cb, self);
  g_clear_object (&self->territory);
  g_hash_table_remove_all (self->critical);
  g_ptr_array_set_size (self->news, 0);
}
