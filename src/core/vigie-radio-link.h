/* vigie-radio-link.h: how a gateway hears a device, as classes for a map. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* By the SNR, in dB. LoRa is heard under the noise, so a negative one is no fault in itself; −7.5 is the floor of the
 * fastest spreading factor, 7 (see vigie_radio_snr_floor()). The best first. */
typedef enum
{
  VIGIE_RADIO_LINK_STRONG,  /* 0 or more: above the noise */
  VIGIE_RADIO_LINK_FAIR,    /* −7.5 up to 0: any spreading factor will do */
  VIGIE_RADIO_LINK_WEAK,    /* lower: only slower factors are heard */
  VIGIE_RADIO_LINK_LIMIT,   /* below the floor of its spreading factor: frames get lost */
  VIGIE_RADIO_LINK_UNKNOWN, /* heard, but it is not told how well */
} VigieRadioLink;
#define VIGIE_N_RADIO_LINK 5

/* The class of an SNR (dB, or NAN) at a spreading factor (5 to 12; another one: not known, and the floor of 12, the lowest
 * there is, is taken). */
VigieRadioLink vigie_radio_link_classify (double snr, int spreading_factor);

/* What a legend says of it, e.g. « SNR de 0 dB ou plus »; not to be freed. */
const char *vigie_radio_link_words (VigieRadioLink link);

G_END_DECLS
