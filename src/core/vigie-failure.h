/* vigie-failure.h: which sensor fails next, and of what. Pure.
 *
 * What was found of a device (battery, radio, frames, silence, a value that stands still, a single gateway) becomes one
 * list of findings with the time at which each will be felt, so that a fleet can be put in the order in which it fails.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-battery.h"
#include "vigie-radio.h"
#include "vigie-values.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_FAILURE_NONE,
  VIGIE_FAILURE_SILENT,  /* it fails already */
  VIGIE_FAILURE_NEVER,   /* it never said anything */
  VIGIE_FAILURE_STUCK,   /* one value for longer than can be: it talks and tells nothing */
  VIGIE_FAILURE_BATTERY, /* at its end, or foretold: `time`, `earliest`, `latest` */
  VIGIE_FAILURE_RADIO,   /* margin at its limit, or falls to it: `time` */
  VIGIE_FAILURE_LOSSES,  /* frames get lost: more than 10 % over the last days */
  VIGIE_FAILURE_LATE,
  VIGIE_FAILURE_LONE_GATEWAY, /* one gateway alone hears it: no failure yet, but the first to go with it */
} VigieFailureKind;
#define VIGIE_N_FAILURE 9
const char *vigie_failure_to_string (VigieFailureKind kind); /* "battery" … */

typedef struct
{
  VigieFailureKind kind;
  VigieTime
      time; /* when it is felt: of what fails already since when, at or before now; NONE where no time is told */
  VigieTime earliest, latest; /* range of what is foretold, or NONE */
  double value; /* LOSSES: share of frames, 0 to 1; RADIO: the margin now, dB; else NAN */
} VigieFailure;

/* ---- A value that stands still ---- */

typedef struct
{
  gboolean stuck;
  VigieTime
      since; /* first of the equal readings that are newest, or NONE; perhaps the begin of what is known */
  guint n;      /* how many there are */
  double value; /* what they say, or NAN */
  gint64
      longest; /* µs: how long it stood still at most before that; 0 where it never did or all is the same */
} VigieStuck;

/* The past that is looked at, and how much of it before the newest run a judgement takes. */
#define VIGIE_STUCK_WINDOW (42 * VIGIE_DAY)
#define VIGIE_STUCK_PAST (14 * VIGIE_DAY)
#define VIGIE_STUCK_LEAST (24 * VIGIE_HOUR)
#define VIGIE_STUCK_LEAST_READINGS 12

/* TRUE for a measure whose standing still can mean that it is stuck. Never: measures of the device, states, what has
 * no number. */
gboolean vigie_failure_can_be_stuck (const VigieMeasureData *measure);

/* TRUE if @other tells by its moving that @measure (of the same site) should move too: of what people do at a site
 * (vehicles in, out, present, filling) any other such measure; of an index of energy or water, or amounts, what the
 * same device measures at the moment. */
gboolean vigie_failure_is_witness (const VigieMeasureData *measure, const VigieMeasureData *other);

/* Whether the newest readings of @series say the very same for longer than can be: for at least 24 hours and 12 readings,
 * and three times longer than ever before in the past that is known (at least 14 days).
 *
 * « Longer » is counted in what the @n_witnesses series of vigie_failure_is_witness() did meanwhile: a site that is
 * closed, a night, a holiday are no time for any of its counters; what stands still while the others went on as never
 * before does not work. What should have witnesses and has none is judged by the clock where its value can only be
 * something that stands there, and not at all at rest (a power of 0, an index: nothing is drawn; a full skip that waits
 * to be emptied). Something that only ever says a few different values is taken for a state and never judged. What says
 * one value in all that is known is stuck where that is four weeks, and it is a temperature or a humidity, or its
 * witnesses were busy. Of a device that is silent nothing is to be asked. */
void vigie_failure_find_stuck (const VigieSeries *series,
                               const VigieMeasureData *measure,
                               const VigieSeries *const *witnesses,
                               guint n_witnesses,
                               VigieTime now,
                               VigieStuck *result);

/* ---- A radio margin that falls ---- */

typedef struct
{
  double margin;                      /* median of the last 3 days, dB; NAN */
  double slope;                       /* dB a day (Theil and Sen, daily medians of 28 days); NAN */
  double slope_lowest, slope_highest; /* its 90 % interval; NAN */
  double days;                        /* from the first reading of the window to the last one */
  gboolean falls;                     /* surely, and by 2 dB at least over what is known */
  VigieTime end; /* when 3 dB are reached; NONE where it does not fall or is over a year away */
  VigieTime end_earliest, end_latest; /* or NONE */
} VigieMarginTrend;

#define VIGIE_MARGIN_WINDOW (28 * VIGIE_DAY)
#define VIGIE_MARGIN_MIN_DAYS 14
#define VIGIE_MARGIN_MIN_POINTS 8
/* The margin at which frames get lost, dB: that of VIGIE_RADIO_CRITICAL. */
#define VIGIE_MARGIN_END 3
#define VIGIE_MARGIN_HORIZON (365 * VIGIE_DAY)

/* The margin of each frame (dB) by its SNR and its spreading factor: that read with it or last before it, within a
 * day. NULL or without readings: no reading. Full reference. */
VigieSeries *vigie_failure_margins (const VigieSeries *snr, const VigieSeries *spreading_factor);

/* @margins: the margin of each frame, dB; NULL: nothing is known. */
void
vigie_failure_margin_trend (const VigieSeries *margins, VigieTime now, VigieMarginTrend *result);

/* ---- All of it ---- */

typedef struct
{
  VigieFreshness freshness;
  VigieTime last;                      /* reading, or NONE */
  const VigieBatteryForecast *battery; /* or NULL */
  const VigieMarginTrend *margin;      /* or NULL */
  const VigieFrameLoss *loss;          /* of the last days, or NULL */
  const VigieStuck *stuck;             /* or NULL */
  gboolean lone_gateway;
} VigieDeviceFindings;

/* From that share of that many expected frames on losses are a failure. */
#define VIGIE_FAILURE_LOSS 0.10
#define VIGIE_FAILURE_LOSS_FRAMES 30

/* All that is found, what fails already first (silent, never seen, stuck, battery at its end, margin at its limit,
 * losses, late), then what is foretold, the soonest first, a lone gateway last; returns how many, at most
 * VIGIE_N_FAILURE. Nothing of a device that is declared out of service; of a silent one not that its value stands
 * still. */
guint vigie_failure_list (const VigieDeviceFindings *findings,
                          VigieTime now,
                          VigieFailure failures[VIGIE_N_FAILURE]);

/* TRUE for what fails already: neither foretold nor a lone gateway. */
gboolean vigie_failure_is_present (const VigieFailure *failure, VigieTime now);
/* TRUE for what is foretold to be felt after @now and until @horizon later (µs). */
gboolean vigie_failure_is_foretold (const VigieFailure *failure, VigieTime now, gint64 horizon);

/* To order devices by their first failures, ascending, in the order of vigie_failure_list(). NAN for NULL or NONE. */
double vigie_failure_key (const VigieFailure *failure, VigieTime now);

/* « pile : vers mars 2027 (févr. à mai) », « muet depuis 8 h 00 », « valeur figée depuis lundi », …; "" for NONE;
 * g_free(). */
char *vigie_failure_words (const VigieFailure *failure, VigieTime now);

G_END_DECLS
