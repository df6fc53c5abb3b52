/* vigie-radio-link.c: how a gateway hears a device, as classes for a map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-radio-link.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-radio.h"

VigieRadioLink
vigie_radio_link_classify (double snr, int spreading_factor)
{
  double limit = vigie_radio_snr_floor (spreading_factor);

  if (!isfinite (snr))
    return VIGIE_RADIO_LINK_UNKNOWN;
  if (isnan (limit))
    limit = vigie_radio_snr_floor (12);
  if (snr < limit)
    return VIGIE_RADIO_LINK_LIMIT;
  if (snr >= 0)
    return VIGIE_RADIO_LINK_STRONG;
  return snr >= vigie_radio_snr_floor (7) ? VIGIE_RADIO_LINK_FAIR : VIGIE_RADIO_LINK_WEAK;
}

const char *
vigie_radio_link_words (VigieRadioLink link)
{
  switch (link)
    {
    case VIGIE_RADIO_LINK_STRONG:
      return _ ("SNR of 0 dB or more");
    case VIGIE_RADIO_LINK_FAIR:
      return _ ("SNR from −7.5 to 0 dB");
    case VIGIE_RADIO_LINK_WEAK:
      return _ ("SNR below −7.5 dB");
    case VIGIE_RADIO_LINK_LIMIT:
      return _ ("below the limit of its spreading factor");
    case VIGIE_RADIO_LINK_UNKNOWN:
    default:
      return _ ("heard, SNR not reported");
    }
}
