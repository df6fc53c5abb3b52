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
      time; /* when it is (or will be) felt; `now` where it already is; NONE: not to be told */
  VigieTime earliest, latest; /* range, or NONE */
} VigieFailure;

/* ---- A value that stands still ---- */

typedef struct
{
  gboolean stuck;
  VigieTime since; /* first of the equal readings that are newest, or NONE */
  guint n;         /* how many there are */
} VigieStuck;

/* Whether the newest readings of @series say the very same for longer than this measure ever did before: at least
 * 24 hours and 12 readings, and three times its own longest run before (of at least 14 days of past), so that a level
 * that is rightly flat, a closed site or a counter at night are not taken for stuck ones. Roles that rightly stand
 * still (states, spreading factor, a cumulative index outside of opening) are judged by what else moves: see the
 * code. */
void vigie_failure_find_stuck (const VigieSeries *series,
                               const VigieMeasureData *measure,
                               VigieTime now,
                               VigieStuck *result);

/* ---- A radio margin that falls ---- */

typedef struct
{
  double margin; /* median of the last 3 days, dB; NAN */
  double slope;  /* dB a day (Theil and Sen, daily medians of 28 days); NAN */
  double slope_lowest, slope_highest;
  VigieTime
      end; /* when 3 dB are reached; NONE where it does not surely fall or is over a year away */
} VigieMarginTrend;

/* @margins: the margin of each frame, dB. */
void
vigie_failure_margin_trend (const VigieSeries *margins, VigieTime now, VigieMarginTrend *result);

/* ---- All of it ---- */

typedef struct
{
  VigieFreshness freshness;
  VigieTime last;                      /* reading, or NONE */
  const VigieBatteryForecast *battery; /* or NULL */
  const VigieMarginTrend *margin;      /* or NULL */
  const VigieFrameLoss *loss;          /* or NULL */
  const VigieStuck *stuck;             /* or NULL */
  gboolean lone_gateway;
} VigieDeviceFindings;

/* All that is found, the soonest first (what fails already before all); returns how many, at most VIGIE_N_FAILURE. */
guint vigie_failure_list (const VigieDeviceFindings *findings,
                          VigieTime now,
                          VigieFailure failures[VIGIE_N_FAILURE]);

/* « pile : vers mars 2027 (février à mai) », « muet depuis 8 h 00 », « valeur figée depuis lundi », …; g_free(). */
char *vigie_failure_words (const VigieFailure *failure, VigieTime now);

G_END_DECLS
