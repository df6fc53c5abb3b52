/* vigie-symbol-scale.h: symbols whose area tells an amount. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The least of 1, 2 or 5 × 10ⁿ that is not less than @amount; 0 for what is not a positive finite number. A scale up to it
 * stays the same while amounts change a little. */
double vigie_symbol_scale_top (double amount);

/* The radius of a circle whose area is to that of a circle of @max_radius as @amount is to @top: 0 where @amount is not
 * above 0 or @top is not, at most @max_radius. */
double vigie_symbol_scale_radius (double amount, double top, double max_radius);

/* Three amounts for a legend, the largest first: @top, and round ones near a fifth and a fiftieth of it. */
void vigie_symbol_scale_samples (double top, double samples[3]);

G_END_DECLS
