/* vigie-search-words.h: by which other words the search finds things, and the actions that it finds. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-place-index.h"
#include "vigie-search.h"
#include "vigie-values.h"

G_BEGIN_DECLS

/* An action of the window or the program, without parameter. */
typedef struct
{
  const char *name;     /* "win.preferences" */
  const char *title;    /* to be translated */
  const char *keywords; /* to be translated */
  const char *icon;
  const char *keys; /* its accelerator, or NULL */
  gboolean useful;  /* told before anything is typed */
} VigieSearchAction;
const VigieSearchAction *vigie_search_words_actions (guint *n_actions);

/* Other words for a kind of site, for a page: translated, "" for none; not to be freed. */
const char *vigie_search_words_of_kind (VigieKind kind);
const char *vigie_search_words_of_page (const char *page);

/* « Hameau »: what a place is; not to be freed. */
const char *vigie_search_words_of_place (VigiePlaceKind kind);

/* « Sites », « Communes »: the heading of what is found. */
const char *vigie_search_words_heading (VigieSearchKind kind);

G_END_DECLS
