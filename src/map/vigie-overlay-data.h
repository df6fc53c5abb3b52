/* vigie-overlay-data.h: a person's own GeoJSON file (networks, works), made ready to be drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-geojson.h"

G_BEGIN_DECLS

#define VIGIE_OVERLAY_MAX_BYTES (50 * 1024 * 1024)
#define VIGIE_OVERLAY_MAX_POINTS 200000

/* Lines and rings are kept in so many detail levels: 0 all points, then for ever farther zoom levels. */
#define VIGIE_OVERLAY_N_DETAIL 5

typedef struct
{
  double x, y; /* on the unit square of vigie-mercator.h */
} VigieOverlayPlace;

typedef struct
{
  guint first[VIGIE_OVERLAY_N_DETAIL]; /* place of its points in the overlay's */
  guint n[VIGIE_OVERLAY_N_DETAIL];
  VigieGeoPartType type;
} VigieOverlayPart;

typedef struct
{
  double west, north, east, south; /* on the unit square; west > east of nothing that has a place */
  guint first, n;                  /* its parts */
} VigieOverlayFeature;

/* Immutable, counted by reference (atomic). */
typedef struct _VigieOverlayData VigieOverlayData;
VigieOverlayData *vigie_overlay_data_ref (VigieOverlayData *self);
void vigie_overlay_data_unref (VigieOverlayData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieOverlayData, vigie_overlay_data_unref)

/* Of features, kept. Any thread; the time is linear in points. */
VigieOverlayData *vigie_overlay_data_new (VigieGeoFeatures *features);

/* Reads @file in a thread, up to the bounds above. Errors are in words for a person. */
void vigie_overlay_data_load_async (GFile *file,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
VigieOverlayData *vigie_overlay_data_load_finish (GAsyncResult *result, GError **error);

guint vigie_overlay_data_get_n_features (VigieOverlayData *self);
const VigieOverlayFeature *vigie_overlay_data_get_features (VigieOverlayData *self);
const VigieOverlayPart *vigie_overlay_data_get_parts (VigieOverlayData *self);
const VigieOverlayPlace *vigie_overlay_data_get_places (VigieOverlayData *self);
gboolean vigie_overlay_data_get_box (VigieOverlayData *self, VigieGeoBox *box);

/* The detail level whose points are no farther than about a pixel from the lines, in a world @world pixels wide. */
guint vigie_overlay_data_detail (double world);

/* The feature at a place, within @reach (all on the unit square): a point or line before a polygon around it, the nearest;
 * −1 for none. */
int vigie_overlay_data_pick (VigieOverlayData *self, double x, double y, double reach);

/* What a tooltip says of a feature: up to twelve of its properties, one a line, plain text; or NULL where it has none.
 * Full. */
char *vigie_overlay_data_describe (VigieOverlayData *self, guint feature);

G_END_DECLS
