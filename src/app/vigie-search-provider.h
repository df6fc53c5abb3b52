/* vigie-search-provider.h: what GNOME Shell finds of the territory: sites with their state, communes, sensors, by the
 * interface org.gnome.Shell.SearchProvider2.
 *
 * It answers of what is on screen; where there is no window, of the last known state of the server of the last time, as
 * the store has it, without network. Some seconds after the last question it holds nothing any more. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-context.h"
#include "vigie-search-index.h"

G_BEGIN_DECLS

/* What the provider asks of the program. */
typedef struct
{
  /* The context, or NULL while there is none. Borrowed. */
  VigieContext *(*get_context) (gpointer program);
  /* The index of the window, or NULL where there is no window. Borrowed. */
  VigieSearchIndex *(*get_index) (gpointer program);
  /* A question came (TRUE) or was answered: the program is not to end in between. */
  void (*set_busy) (gpointer program, gboolean busy);
  /* Shows a result. @is_own FALSE: it is of another server than the one shown. */
  void (*show) (gpointer program,
                VigieSearchKind kind,
                const char *id,
                gboolean is_own,
                guint32 timestamp);
  /* Opens the search for @query. */
  void (*search) (gpointer program, const char *query, guint32 timestamp);
} VigieSearchProviderProgram;

#define VIGIE_TYPE_SEARCH_PROVIDER (vigie_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (VigieSearchProvider, vigie_search_provider, VIGIE, SEARCH_PROVIDER, GObject)

/* @functions is kept by reference, @program is not owned: it outlives the provider. */
VigieSearchProvider *vigie_search_provider_new (const VigieSearchProviderProgram *functions,
                                                gpointer program);

/* On the bus at @path, until vigie_search_provider_unexport(). */
gboolean vigie_search_provider_export (VigieSearchProvider *self,
                                       GDBusConnection *connection,
                                       const char *path,
                                       GError **error);
void vigie_search_provider_unexport (VigieSearchProvider *self);

/* For how long, in ms, it keeps what it read after the last question: 10 000, or what VIGIE_SEARCH_KEPT says
 * (1 to 600 000; anything else is passed over), for tests, which need not wait so long for the service's end. */
guint vigie_search_provider_get_kept (void);

G_END_DECLS
