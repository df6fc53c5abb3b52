/* vigie-status.h: freshness and condition of a measure: pure rules on plain values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-values.h"

G_BEGIN_DECLS

/* Freshness at @now of a measure whose last reading is of @last (or VIGIE_TIME_NONE): live up to 1.5
 * times the expected interval (µs), late up to 3 times, then silent. An unknown expected interval
 * (≤ 0) is taken as an hour. A reading from the future is live up to the same margins, so that a
 * sensor's wrong clock is not « live » for ever. */
VigieFreshness vigie_freshness_compute (VigieTime now,
                                        VigieTime last,
                                        gint64 expected_interval,
                                        gboolean out_of_service);

/* The first instant after @now at which the freshness is another without a new reading, or
 * VIGIE_TIME_NONE if there is none. */
VigieTime vigie_freshness_next_change (VigieTime now,
                                       VigieTime last,
                                       gint64 expected_interval,
                                       gboolean out_of_service);

/* What is remembered of a measure between two readings to apply deadband and delays. Zero-filled
 * is the state before the first reading. Each limit has a deadband and delays of its own, so that a
 * value that swings between high and highhigh does not start the delay of high anew. */
typedef struct
{
  VigieCondition condition; /* NORMAL, WARNING or CRITICAL, by the last reading taken */
  VigieCondition
      pending; /* what it becomes once its delay has passed; @condition if nothing waits */
  VigieTime pending_since; /* first reading of that, or 0 */
  VigieTime since;         /* first reading of the present condition, or 0 */
  guint8 limit;            /* which limit was passed: 0 none, 1 lowlow, 2 low, 3 high, 4 highhigh */
  guint8 pending_limit;
  guint8 active;         /* bit n − 1: limit n counts as passed */
  VigieTime changing[4]; /* limit n: first reading that speaks against its bit, or 0 */
} VigieConditionState;

/* Takes one more reading, in the order of time. A limit is passed at its value or beyond, and is so until
 * the value is back by the deadband (without a deadband: short of the limit). It counts once
 * readings have said so for the on-delay, and no longer counts once they have said the opposite for
 * the off-delay. Delays are measured between readings only, never by the clock: silence changes
 * nothing. Where several limits count, the critical one is told. A reading whose number is not finite
 * changes nothing; a limit that is NAN never counts; a time before the last one's starts the delay anew. */
void vigie_condition_step (VigieConditionState *state,
                           const VigieThresholds *thresholds,
                           double number,
                           VigieTime time);

/* The limit that is passed, in the unit of the measure, or NAN. */
double vigie_condition_limit (const VigieConditionState *state, const VigieThresholds *thresholds);

/* Condition as shown: UNKNOWN unless live or late. */
VigieCondition vigie_condition_shown (VigieCondition condition, VigieFreshness freshness);

/* Rank of a measure for « the worst measure of a site »: larger is worse. Critical 6, warning 5, silent 4,
 * never received 3, late 2, out of service 1, normal 0. With the condition as shown, silence hides a
 * threshold passed before it; with the last one computed, it does not. Out of service hides all. */
int vigie_severity (VigieFreshness freshness, VigieCondition condition);

G_END_DECLS
