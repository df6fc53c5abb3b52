/* vigie-ramp.h: colours of areas by class, one slate hue that no state wears.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-palette.h"

G_BEGIN_DECLS

#define VIGIE_N_RAMP 5

/* Colours from the least to the most, which is the furthest from the ground; VIGIE_N_RAMP of them, of the library. */
const GdkRGBA *vigie_ramp_get (VigieScheme scheme);

G_END_DECLS
