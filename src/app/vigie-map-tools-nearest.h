/* vigie-map-tools-nearest.h: the sites nearest to a place, of however many there are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-geodesy.h"
#include "vigie-site.h"

G_BEGIN_DECLS

/* As many are told. */
#define VIGIE_MAP_NEAREST_MOST 3

typedef struct
{
  VigieSite *site; /* owned by the search */
  double distance; /* m, on the ellipsoid */
} VigieMapNearestSite;

typedef struct _VigieMapNearest VigieMapNearest;

/* The nearest ones first; called once, n may be 0; the search ends with it. */
typedef void (*VigieMapNearestFunc) (const VigieMapNearestSite *sites, guint n, gpointer data);

/* Looks through @sites (of VigieSite) in slices of the main loop, the first at once; then calls @func, which may be before
 * this returns. Where @sites changes meanwhile it begins again. */
VigieMapNearest *vigie_map_nearest_new (GListModel *sites,
                                        const VigiePosition *place,
                                        VigieMapNearestFunc func,
                                        gpointer data);
/* Ends it; after that @func is not called. */
void vigie_map_nearest_free (VigieMapNearest *self);

G_END_DECLS
