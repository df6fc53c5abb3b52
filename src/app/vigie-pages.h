/* vigie-pages.h: the pages of the window: what each is called, and how the window speaks to it.
 *
 * A page is made when it is first shown: what nobody looks at costs nothing at start.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;    /* as in win.page, in --page and in the settings */
  const char *title; /* to be translated */
  const char *icon;  /* NULL: not among the pages of the sidebar, it is reached from others */
  /* A new one, floating. NULL: it is part of the window. */
  GtkWidget *(*create) (VigieContext *context, VigieTicker *ticker);
  /* What the page shows at the moment, for the header, instead of its title; NULL for the title. New texts. May be
   * NULL, as all that follow. */
  char *(*get_title) (GtkWidget *page);
  char *(*get_subtitle) (GtkWidget *page);
  /* Closes what is open in the page. FALSE: nothing was. */
  gboolean (*back) (GtkWidget *page);
  /* To the page's own search entry. */
  void (*focus_search) (GtkWidget *page);
  /* F6: to the next part of the page. FALSE after the last one. */
  gboolean (*focus_next_pane) (GtkWidget *page);
} VigiePageKind;

/* The pages in the order of the sidebar; those that are not in it come last. */
const VigiePageKind *vigie_pages_get (guint *n_pages);

/* The page of that id, or NULL. */
const VigiePageKind *vigie_pages_find (const char *id);

/* The ids, joined with ", ": for the command line. Free it. */
char *vigie_pages_list_ids (void);

G_END_DECLS
