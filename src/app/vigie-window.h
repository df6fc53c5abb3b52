/* vigie-window.h: the window: sidebar, header, pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-application.h"
#include "vigie-context.h"
#include "vigie-search-index.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_WINDOW (vigie_window_get_type ())
G_DECLARE_FINAL_TYPE (VigieWindow, vigie_window, VIGIE, WINDOW, AdwApplicationWindow)

/* A window of @application on @context; its size and choice are kept in the context's settings. Once its
 * first frame is painted it lets the network begin. */
VigieWindow *vigie_window_new (VigieApplication *application, VigieContext *context);

/* Chooses the site @id as soon as it is known. */
void vigie_window_want_site (VigieWindow *self, const char *id);

/* Shows the page @id; one that does not exist: none. */
void vigie_window_want_page (VigieWindow *self, const char *id);

/* Goes where the link leads (see vigie-uri.h), as soon as what it names is known; that it is not known yet is
 * said. What is not a link leads nowhere. */
void vigie_window_follow (VigieWindow *self, const char *link);

/* Makes the map file the base map, once it was checked in another thread, and says so; what cannot be used is refused
 * in a dialog that says why. */
void vigie_window_open_map_file (VigieWindow *self, GFile *file);

/* The whole screen as the wall of a control room, dark and kept awake, or as before; not remembered. While there is no
 * territory to show, the window is as usual, and the wall comes with it. Esc and F11 end it, and so does whatever leads
 * to a page. */
void vigie_window_set_wall (VigieWindow *self, gboolean wall);
gboolean vigie_window_get_wall (VigieWindow *self);

/* Opens the search over everything, for @query, or where that is NULL for what is typed next. Without a territory on
 * screen there is nothing to search. */
void vigie_window_search (VigieWindow *self, const char *query);

/* What it searches; made when it is first asked for. Owned by the window. */
VigieSearchIndex *vigie_window_get_search_index (VigieWindow *self);

/* The identifier of the site whose panel or page is on screen, or NULL; owned by the site. Property: shown-site. */
const char *vigie_window_get_shown_site (VigieWindow *self);

/* Words for the person that ask for no answer; they stay until they are closed. */
void vigie_window_notice (VigieWindow *self, const char *words);

/* Words about what was asked just now: shown at once, in place of the answer before and before notices that are still to
 * be read, and gone by themselves. */
void vigie_window_answer (VigieWindow *self, const char *words);

G_END_DECLS
