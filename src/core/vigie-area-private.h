/* vigie-area-private.h: what the files of areas share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-area.h"

G_BEGIN_DECLS

/* The cells of @n places on the unit square within a box (x0, y0, x1, y1): element i is a new array of x, y pairs, or
 * NULL for a place that an earlier one lies on. g_ptr_array_unref(). */
GPtrArray *vigie_area_cells (const double *x_y, guint n, const double box[4]);

/* The contents of one, of which everything but the outline may be taken over. */
VigieArea vigie_area_copy (const VigieArea *area);

G_END_DECLS
