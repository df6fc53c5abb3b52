/* vigie-search-places.h: the names of places that the search finds: those of the map file, read when they are first
 * wanted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#include "vigie-place-index.h"

G_BEGIN_DECLS

/* Signal "changed": other places, or none. */
#define VIGIE_TYPE_SEARCH_PLACES (vigie_search_places_get_type ())
G_DECLARE_FINAL_TYPE (VigieSearchPlaces, vigie_search_places, VIGIE, SEARCH_PLACES, GObject)

/* Of the map file of @context, whatever it is. */
VigieSearchPlaces *vigie_search_places_new (VigieContext *context);

/* From now on they are read, and again where the map file is another. */
void vigie_search_places_want (VigieSearchPlaces *self);

/* Those known; full, or NULL. */
VigiePlaces *vigie_search_places_dup (VigieSearchPlaces *self);

G_END_DECLS
