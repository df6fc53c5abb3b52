/* vigie-fleet-sort.h: an order of many rows, computed in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Size of the blocks that hold the texts of keys. In blocks because 100 000 texts that are freed one by one have the C
 * library put its heap in order at a moment of its choice: 7 to 13 ms of the main thread. */
#define VIGIE_FLEET_SORT_CHUNK (256 * 1024)

typedef struct
{
  double number;    /* NAN comes last, whichever way */
  const char *text; /* unowned; NULL: the number counts. "" comes last, whichever way */
  const char *name; /* unowned: equal ones are in its order */
  guint place;
} VigieFleetSortKey;

/* Orders by number or text, in the way of the locale, then by name. Takes @keys, each with its place in `place`, and
 * @texts, which own the texts of keys. */
void vigie_fleet_sort_async (gpointer source,
                             VigieFleetSortKey *keys,
                             guint n,
                             GStringChunk *texts,
                             gboolean descending,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/* The places in order, @n of them; free with g_free(). NULL with @error if it was cancelled. */
guint *vigie_fleet_sort_finish (GAsyncResult *result, GError **error);

G_END_DECLS
