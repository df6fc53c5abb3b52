/* vigie-quantiles.h: medians and other quantiles. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sorts @n numbers in place and leaves NAN out: gives how many numbers are in front, ascending. */
guint vigie_quantiles_sort (double *values, guint n);

/* The @p (0 to 1) quantile of @n ascending numbers: on the line between the two nearest at rank p (n − 1) (definition
 * 7 of Hyndman and Fan, « Sample Quantiles in Statistical Packages », 1996, which spreadsheets use too); NAN of none.
 */
double vigie_quantile (const double *sorted, guint n, double p);

G_END_DECLS
