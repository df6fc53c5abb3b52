/* vigie-pages.c: the pages of the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-pages.h"

#include <glib/gi18n-lib.h>

#include "vigie-diagnostics-page.h"
#include "vigie-map-page.h"

static gboolean
map_back (GtkWidget *page)
{
  return vigie_map_page_back (VIGIE_MAP_PAGE (page));
}

static void
map_focus_search (GtkWidget *page)
{
  vigie_map_page_focus_search (VIGIE_MAP_PAGE (page));
}

static gboolean
map_focus_next_pane (GtkWidget *page)
{
  return vigie_map_page_focus_next_pane (VIGIE_MAP_PAGE (page));
}

static const VigiePageKind pages[] = {
    {
        .id = "map",
        .title = N_ ("Map"),
        .icon = "vigie-map-symbolic",
        .back = map_back,
        .focus_search = map_focus_search,
        .focus_next_pane = map_focus_next_pane,
    },
    {
        .id = "diagnostics",
        .title = N_ ("Diagnostics"),
        .create = vigie_diagnostics_page_new,
    },
};

const VigiePageKind *
vigie_pages_get (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}

const VigiePageKind *
vigie_pages_find (const char *id)
{
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].id, id))
      return &pages[i];
  return NULL;
}

char *
vigie_pages_list_ids (void)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (pages[i].icon != NULL)
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", pages[i].id);
  return g_string_free (ids, FALSE);
}
