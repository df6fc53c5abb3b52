/* vigie-sync-inspect.h: what passed between the sync and its server, for a person who looks for the cause of
 * something. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-sync.h"

G_BEGIN_DECLS

/* The log of all that was asked of the server, and of what it sent that could not be used. Owned by the sync. */
VigieStLog *vigie_sync_get_log (VigieSync *self);

/* The path of the store in use; NULL where there is none. Free it. */
char *vigie_sync_dup_store_path (VigieSync *self);

/* Asks the server once more for all that it has of the measure @measure_id (@id_is_text as in its
 * VigieMeasureData) and its last readings, in a thread and with a client of its own. */
void vigie_sync_inspect_async (VigieSync *self,
                               const char *measure_id,
                               gboolean id_is_text,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* The answer as JSON, indented, cut at 256 kB; free it. *@request (may be NULL; free it) is what was asked: « GET » and
 * the address, without credentials; it is told also with an error, which is VIGIE_ST_ERROR. */
char *
vigie_sync_inspect_finish (VigieSync *self, GAsyncResult *result, char **request, GError **error);

G_END_DECLS
