/* vigie-source-pool.h: map sources that are no longer shown, kept to be shown again.
 *
 * libshumate (1.4 to 1.6) never gives back a reference that each layer of tiles takes of its source, so that a source once shown stays
 * for good. Whoever makes another at each change of colours or base map would grow without end: here they wait for
 * their next use instead.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/* A source that was given under @key and whose layer has gone since, or NULL: then one is to be made. The caller owns it. */
ShumateMapSource *vigie_source_pool_take (GdkDisplay *display, const char *key);

/* Gives @source (full), which @layer (or NULL) showed last and which holds nothing that it would keep from anybody. */
void vigie_source_pool_give (GdkDisplay *display,
                             const char *key,
                             ShumateMapSource *source,
                             ShumateMapLayer *layer);

/* How many wait, for tests. */
guint vigie_source_pool_get_size (GdkDisplay *display);

G_END_DECLS
