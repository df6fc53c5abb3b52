/* vigie-status.h: freshness and condition of a measure: pure rules on plain values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-values.h"

G_BEGIN_DECLS

/* Freshness at @now of a measure whose last reading is of @last (or VIGIE_TIME_NONE). An unknown
 * expected interval (0) is taken as an hour. A reading from the future is live up to the same
 * margins, so that a sensor's wrong clock is not « live » for ever. */
VigieFreshness vigie_freshness_compute (VigieTime now,
                                        VigieTime last,
                                        gint64 expected_interval,
                                        gboolean out_of_service);

/* When the freshness changes next without a new reading, or VIGIE_TIME_NONE if it never does. */
VigieTime vigie_freshness_next_change (VigieTime now,
                                       VigieTime last,
                                       gint64 expected_interval,
                                       gboolean out_of_service);

/* What is remembered of a measure between two readings to apply deadband and delays. Zero-filled
 * is the state before the first reading. */
typedef struct
{
  VigieCondition condition; /* NORMAL, WARNING or CRITICAL, by the last reading taken */
  VigieCondition pending;   /* what it becomes once its delay has passed */
  VigieTime pending_since;  /* first reading of that, or 0 */
  VigieTime since;          /* first reading of the present condition, or 0 */
  guint8 limit;             /* which limit was passed: 0 none, 1 lowlow, 2 low, 3 high, 4 highhigh */
  guint8 pending_limit;
} VigieConditionState;

/* Takes one more reading, in the order of time. A reading without a number changes nothing. */
void vigie_condition_step (VigieConditionState *state,
                           const VigieThresholds *thresholds,
                           double number,
                           VigieTime time);

/* The limit that is passed, in the unit of the measure, or NAN. */
double vigie_condition_limit (const VigieConditionState *state, const VigieThresholds *thresholds);

/* Condition as shown: UNKNOWN unless live or late. */
VigieCondition vigie_condition_shown (VigieCondition condition, VigieFreshness freshness);

/* Rank of a measure for « the worst measure of a site »: larger is worse. Critical, warning, silent,
 * never received, late, out of service, normal. */
int vigie_severity (VigieFreshness freshness, VigieCondition condition);

G_END_DECLS
