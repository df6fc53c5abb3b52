/* vigie-last-known.h: the last known state of a server as a territory, without the server's being opened: no
 * network, no secret, no window; the store is only looked at. Main thread; the store is read in another one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-territory.h"

G_BEGIN_DECLS

/* Of the server @address, whose store is in @folder. */
void vigie_last_known_load_async (const char *folder,
                                  const char *address,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/* The territory, whose time stands still at the last exchange; or NULL with an error where nothing is kept. */
VigieTerritory *vigie_last_known_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
