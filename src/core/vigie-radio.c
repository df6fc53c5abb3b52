/* vigie-radio.c: how well a LoRa device is heard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-radio.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define MAX_GAP 16384
#define LATE_FRAMES 64
#define ROLL_OVER 65536
#define REPEAT_WINDOW (10 * VIGIE_MINUTE)

/* Gaps from this one on are counted together: only the median is wanted. */
#define GAPS 8

typedef struct
{
  VigieFrameLoss *loss;
  gint64 last;       /* the highest counter of this count */
  VigieTime time;    /* when it came */
  guint64 seen;      /* bit i: last − i was received */
  guint gaps[GAPS];  /* how often each gap was */
  gboolean counting; /* there is a last one */
} Count;

static void
begin (Count *self, gint64 counter, VigieTime time)
{
  self->loss->received++;
  self->last = counter;
  self->time = time;
  self->seen = 1;
  self->counting = TRUE;
}

static void
advance (Count *self, gint64 counter, gint64 gap, VigieTime time)
{
  self->gaps[MIN (gap, GAPS - 1)]++;
  self->loss->lost += gap - 1;
  self->loss->received++;
  self->seen = gap < 64 ? self->seen << gap | 1 : 1;
  self->last = counter;
  self->time = time;
}

static void
take (Count *self, gint64 counter, VigieTime time)
{
  gint64 gap = counter - self->last, rolled = gap + ROLL_OVER;

  if (!self->counting)
    {
      begin (self, counter, time);
      return;
    }
  if (gap > 0 && gap <= MAX_GAP)
    {
      advance (self, counter, gap, time);
      return;
    }
  if (gap < 0 && self->last < ROLL_OVER && rolled > 0 && rolled <= MAX_GAP)
    {
      advance (self, counter, rolled, time);
      return;
    }
  if (gap <= 0 && gap > -LATE_FRAMES)
    {
      gboolean was_seen = self->seen >> -gap & 1;

      if (was_seen && time - self->time < REPEAT_WINDOW)
        {
          self->loss->duplicates++;
          return;
        }
      if (!was_seen && counter > 0)
        {
          /* It was counted as lost, unless it is of before the window. */
          self->loss->lost -= self->loss->lost > 0;
          self->loss->received++;
          self->loss->late++;
          self->seen |= G_GUINT64_CONSTANT (1) << -gap;
          return;
        }
    }
  self->loss->resets++;
  begin (self, counter, time);
}

/* Whether the median gap is 2 or more. */
static gboolean
is_sampled (const Count *self)
{
  guint n = 0;

  for (guint i = 1; i < GAPS; i++)
    n += self->gaps[i];
  return n >= 3 && 2 * self->gaps[1] < n;
}

void
vigie_radio_count_frames (const VigieSeries *counters,
                          VigieTime from,
                          VigieTime to,
                          VigieFrameLoss *loss)
{
  Count count = {.loss = loss};

  *loss = (VigieFrameLoss) {.loss = NAN};
  if (counters == NULL)
    return;
  for (guint i = vigie_series_find (counters, from); i < counters->n && counters->times[i] < to;
       i++)
    {
      double value = counters->values[i];

      if (value >= 0 && value <= G_MAXUINT32) /* a NAN is not */
        take (&count, (gint64) value, counters->times[i]);
    }
  loss->expected = loss->received + loss->lost;
  loss->sampled = is_sampled (&count);
  if (!loss->sampled && loss->received >= 2)
    loss->loss = loss->lost / (double) loss->expected;
}

double
vigie_radio_snr_floor (int spreading_factor)
{
  return spreading_factor >= 5 && spreading_factor <= 12 ? -7.5 - 2.5 * (spreading_factor - 7)
                                                         : NAN;
}

double
vigie_radio_margin (double snr, int spreading_factor)
{
  return snr - vigie_radio_snr_floor (spreading_factor);
}

VigieRadioQuality
vigie_radio_quality (double rssi, double margin)
{
  if (!isnan (margin))
    return margin < 3    ? VIGIE_RADIO_CRITICAL
           : margin < 6  ? VIGIE_RADIO_WEAK
           : margin < 10 ? VIGIE_RADIO_FAIR
                         : VIGIE_RADIO_GOOD;
  if (isnan (rssi))
    return VIGIE_RADIO_UNKNOWN;
  return rssi < -120   ? VIGIE_RADIO_CRITICAL
         : rssi < -112 ? VIGIE_RADIO_WEAK
         : rssi < -100 ? VIGIE_RADIO_FAIR
                       : VIGIE_RADIO_GOOD;
}

const char *
vigie_radio_quality_words (VigieRadioQuality quality)
{
  switch (quality)
    {
    case VIGIE_RADIO_GOOD:
      return C_ ("radio link", "good");
    case VIGIE_RADIO_FAIR:
      return C_ ("radio link", "fair");
    case VIGIE_RADIO_WEAK:
      return C_ ("radio link", "weak");
    case VIGIE_RADIO_CRITICAL:
      return C_ ("radio link", "at the limit");
    case VIGIE_RADIO_UNKNOWN:
    default:
      return C_ ("radio link", "unknown");
    }
}
