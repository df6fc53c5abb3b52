/* vigie-fleet-sort.h: an order of many rows, computed in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  double number; /* NAN comes last, whichever way */
  char *text;    /* owned; NULL: the number counts. "" comes last, whichever way */
  char *name;    /* owned: equal ones are in its order */
  guint place;
} VigieFleetSortKey;

/* Orders by number or text, in the way of the locale, then by name. Takes @keys, each with its place in `place`. */
void vigie_fleet_sort_async (gpointer source,
                             VigieFleetSortKey *keys,
                             guint n,
                             gboolean descending,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/* The places in order, @n of them; free with g_free(). NULL with @error if it was cancelled. */
guint *vigie_fleet_sort_finish (GAsyncResult *result, GError **error);

G_END_DECLS
