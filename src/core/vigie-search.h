/* vigie-search.h: an index of everything that has a name, asked at each key pressed. Pure.
 *
 * A query finds the entries where all of its words are, in any order, in title, subtitle or keywords, without accents
 * nor case: a word may be whole, the beginning of one, or inside one. Only where nothing is written so, slips of the
 * finger are forgiven: one letter too many, missing, wrong or swapped with its neighbour in a word of 4 letters, two
 * from 8 on (optimal string alignment); never in a word with a digit, for another number is another thing. Groups of
 * hexadecimal digits are also read as one identifier (« 0200 0000 0000 0101 », « 02:00:… »).
 *
 * Texts are cut (VIGIE_SEARCH_LONGEST_*) and entries are at most VIGIE_SEARCH_MOST_ENTRIES, so that a hostile server
 * costs a bounded memory. Not safe from several threads at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an entry is, in the order in which equally good ones are told. */
typedef enum
{
  VIGIE_SEARCH_PAGE,
  VIGIE_SEARCH_COMMUNE,
  VIGIE_SEARCH_SITE,
  VIGIE_SEARCH_PLACE, /* a name on the map */
  VIGIE_SEARCH_ACTION,
  VIGIE_SEARCH_SENSOR,
  VIGIE_SEARCH_MEASURE,
} VigieSearchKind;
#define VIGIE_N_SEARCH_KIND 7

#define VIGIE_SEARCH_MOST_ENTRIES 500000
#define VIGIE_SEARCH_LONGEST_TEXT 240     /* bytes of a title or subtitle */
#define VIGIE_SEARCH_LONGEST_KEYWORDS 600 /* bytes */
#define VIGIE_SEARCH_LONGEST_QUERY 200    /* bytes */

/* Of an entry, its kind and id are what it is known by. Texts are plain. */
typedef struct
{
  VigieSearchKind kind;
  const char *id;
  const char *title;
  const char *subtitle; /* shown beside the title; "" if none */
  const char *keywords; /* other words by which it is found; "" if none */
  gpointer target;      /* of the caller: see vigie_search_new() */
} VigieSearchEntry;

typedef struct _VigieSearch VigieSearch;

/* @free_target (or NULL) is called with the target of an entry that goes. */
VigieSearch *vigie_search_new (GDestroyNotify free_target);
void vigie_search_free (VigieSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieSearch, vigie_search_free)

/* How pressing what @target stands for is, 0 to 63: of equally good entries of a kind the most pressing
 * comes first. Asked at each query of all that match: it must be quick. NULL: all 0. */
typedef guint (*VigieSearchPressing) (gpointer target, gpointer user_data);
void
vigie_search_set_pressing (VigieSearch *self, VigieSearchPressing pressing, gpointer user_data);

/* Adds the entry, or puts it in the place of that of the same kind and id. Its texts are copied; the target
 * is taken. FALSE, and the target freed, where the index is full. Some µs. */
gboolean vigie_search_put (VigieSearch *self, const VigieSearchEntry *entry);
/* FALSE where there was none. */
gboolean vigie_search_remove (VigieSearch *self, VigieSearchKind kind, const char *id);
void vigie_search_clear (VigieSearch *self);

/* What is there, owned by the index and valid until it is changed; or NULL. Its texts are as they were
 * cut. */
const VigieSearchEntry *vigie_search_find (VigieSearch *self, VigieSearchKind kind, const char *id);
guint vigie_search_get_n_entries (VigieSearch *self);
/* The entries by place, to go through all of them: NULL where a place is free. */
guint vigie_search_get_n_places (VigieSearch *self);
const VigieSearchEntry *vigie_search_get_at (VigieSearch *self, guint place);

/* What a query found. */
typedef struct
{
  guint n_entries;
  const VigieSearchEntry **entries;     /* best first; owned by the index, until it is changed */
  guint n_matches[VIGIE_N_SEARCH_KIND]; /* how many there are of each kind, shown or not */
  gboolean approximate;                 /* nothing was written so: slips were forgiven */
} VigieSearchResults;
void vigie_search_results_free (VigieSearchResults *results);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieSearchResults, vigie_search_results_free)

/* The best @most entries of each kind for what was typed (valid UTF-8, any length). An empty query
 * finds nothing. */
VigieSearchResults *vigie_search_query (VigieSearch *self, const char *query, guint most);

/* A piece of a text, in bytes. */
typedef struct
{
  guint start, end;
} VigieSearchPiece;

/* What of @text the words of @query found, in order, not overlapping: up to @most are put in @pieces, how
 * many is given. With @approximate, as the results were, also what was found through a slip. To
 * emphasise it. */
guint vigie_search_pieces (const char *text,
                           const char *query,
                           gboolean approximate,
                           VigieSearchPiece *pieces,
                           guint most);

G_END_DECLS
