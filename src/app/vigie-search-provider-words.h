/* vigie-search-provider-words.h: what the desktop's search is told of what it found: identifiers, words, signs.
 *
 * An identifier tells of which server it is, so that one that the desktop kept never leads to a namesake at
 * another server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-search-index.h"

G_BEGIN_DECLS

/* How many results are told, at most; of them communes, which come after the sites. */
#define VIGIE_SEARCH_PROVIDER_MOST 20
#define VIGIE_SEARCH_PROVIDER_MOST_COMMUNES 4

/* « 5f3a09c1/site/12 » for the entry of an index, of the server @address; NULL for what is not told. Free it. */
char *vigie_search_provider_make_id (const char *address, const VigieSearchEntry *entry);

/* Reads it: FALSE for anything else. *@id is a part of @text. *@is_own: it is of the server @address (or NULL: none). */
gboolean vigie_search_provider_read_id (const char *text,
                                        const char *address,
                                        VigieSearchKind *kind,
                                        const char **id,
                                        gboolean *is_own);

/* What was typed, of the terms: at most VIGIE_SEARCH_LONGEST_QUERY bytes. Free it. */
char *vigie_search_provider_query (const char *const *terms);

/* The identifiers of the best results of @query: sites, then communes; where there are neither,
 * sensors (an identifier, « benne gravats »). With @among only those of it. Free
 * it. */
GStrv vigie_search_provider_find (VigieSearch *search,
                                  const char *address,
                                  const char *query,
                                  const char *const *among);

/* Whether @results, as vigie_search_provider_find() told them, are all that there was of their kind: what is found by
 * more terms is among them then, or nothing of that kind is left. */
gboolean vigie_search_provider_is_whole (const char *const *results);

/* « Déchèterie, Riantec : critique, Benne gravats 94 %, seuil 90 %, il y a 4 min ». @live: FALSE while it is the last
 * known state, which is said; so is a @demonstration. Free it. */
char *vigie_search_provider_describe (const VigieSearchEntry *entry,
                                      VigieTime now,
                                      gboolean live,
                                      gboolean demonstration);

/* The sign of the entry, with its state drawn in it, as bytes of a picture; what has no state has a named icon. Full
 * reference. */
GIcon *vigie_search_provider_draw (const VigieSearchEntry *entry, gboolean live);

G_END_DECLS
