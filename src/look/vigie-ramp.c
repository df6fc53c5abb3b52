/* vigie-ramp.c: colours of areas by class.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ramp.h"

#define C(rgb)                                                                                     \
  {(((rgb) >> 16) & 0xff) / 255.f, (((rgb) >> 8) & 0xff) / 255.f, ((rgb) & 0xff) / 255.f, 1.f}

static const GdkRGBA light[VIGIE_N_RAMP]
    = {C (0xe4e8ec), C (0xc6ced7), C (0xa5b1be), C (0x8392a3), C (0x627386)};
static const GdkRGBA dark[VIGIE_N_RAMP]
    = {C (0x33383e), C (0x444c56), C (0x586470), C (0x707f8e), C (0x8d9dad)};

const GdkRGBA *
vigie_ramp_get (VigieScheme scheme)
{
  return scheme == VIGIE_SCHEME_DARK ? dark : light;
}
