/* vigie-radio.h: how well a LoRa device is heard: lost frames, margin, quality. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-series.h"

G_BEGIN_DECLS

typedef struct
{
  guint received;   /* frames, each once */
  guint lost;       /* counters that are missing */
  guint expected;   /* received + lost */
  guint duplicates; /* the same counter again within ten minutes */
  guint late;       /* came after a later one: counted as received */
  guint resets;     /* times that the device began to count anew */
  gboolean sampled; /* only some frames' counters are there: nothing can be said of losses */
  double loss;      /* share of expected, 0 to 1; NAN where it is not defined */
} VigieFrameLoss;

/* Counts lost frames by the gaps of the frame counter, of readings with @from ≤ t < @to. A counter has 16 or 32 bits:
 * one of 16 rolls over at 65 536. What falls otherwise, or leaps by more than 16 384 (MAX_FCNT_GAP of LoRaWAN 1.0),
 * is a device that joined or was reset: a new count, of which nothing is lost. A counter up to 64 below the last one
 * that was missing is a frame that comes late. Where the median gap is 2 or more not every frame's counter is kept:
 * `sampled`. `loss` is also NAN with fewer than two frames. */
void vigie_radio_count_frames (const VigieSeries *counters,
                               VigieTime from,
                               VigieTime to,
                               VigieFrameLoss *loss);

/* The SNR under which a frame of that spreading factor (5 to 12) is not demodulated, dB: −7.5 at 7, −20 at 12 (Semtech
 * SX1276 data sheet, table 13); NAN for another factor. */
double vigie_radio_snr_floor (int spreading_factor);

/* How far the SNR (dB) is above that floor, dB; NAN where either is not known. */
double vigie_radio_margin (double snr, int spreading_factor);

typedef enum
{
  VIGIE_RADIO_UNKNOWN,
  VIGIE_RADIO_CRITICAL, /* at the limit: frames get lost */
  VIGIE_RADIO_WEAK,
  VIGIE_RADIO_FAIR,
  VIGIE_RADIO_GOOD,
} VigieRadioQuality;

/* By the margin: critical under 3 dB, weak under 6, fair under 10 (the margin that adaptive data rate leaves), good
 * from there; where it is not known by the RSSI (dBm): critical under −120, weak under −112, fair under −100. */
VigieRadioQuality vigie_radio_quality (double rssi, double margin);

/* « bonne », « correcte », « faible », « à la limite », « inconnue »; not to be freed. */
const char *vigie_radio_quality_words (VigieRadioQuality quality);

G_END_DECLS
