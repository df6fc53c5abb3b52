/* vigie-bullet-scale.h: from where to where a value is shown. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-series.h"
#include "vigie-values.h"

G_BEGIN_DECLS

/* In the unit of the measure. What is not there is NAN. */
typedef struct
{
  double from, to; /* the ends; both NAN where nothing tells them */
  double normal_from,
      normal_to; /* the normal range, within the ends; both NAN where there are no limits */
  double usual_from, usual_to; /* what is usual at this hour, shown in place of the normal range */
  double capacity;
  double lowlow, low, high, highhigh;
} VigieBulletScale;
#define VIGIE_BULLET_SCALE_NONE                                                                    \
  ((VigieBulletScale) {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN})

/* The scale of a measure. Percentages are 0 to 100; radio levels have theirs (dBm −130 to −50, dB −20 to 15); with a
 * @capacity (> 0, else NAN) it is 0 to that; else what the @thresholds (NULL if none) and the @seen values (last 24 h
 * before @now; NULL if not known) ask for, with some room, zero where it is near, and round ends. @value is the
 * last one, NAN if none: alone it makes a scale too. */
VigieBulletScale vigie_bullet_scale_derive (const char *unit,
                                            const VigieThresholds *thresholds,
                                            double capacity,
                                            const VigieSeries *seen,
                                            VigieTime now,
                                            double value);

/* Whether there is anything to show a value on. */
gboolean vigie_bullet_scale_is_set (const VigieBulletScale *scale);

/* Where @value stands, 0 at the left end to 1 at the right; outside of them where it is beyond; 0.5 for NAN. */
double vigie_bullet_scale_place (const VigieBulletScale *scale, double value);

G_END_DECLS
