/* vigie-attendance-expect-tendency.c: how today goes against what is usual.
 *
 * The factor between today and usual is a gamma variable: before the day it is worth PRIOR vehicle-half-hours at the
 * level of the last weeks (a season that comes or goes, a road that is closed); what is seen of the day is counted on
 * top, what is older less. The further ahead, the more the day is forgotten.
 *
 * The constants were chosen by back-tests that ended in other seasons than the one that is told of; the result hardly
 * depends on them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-expect-private.h"

#include <math.h>

#define PRIOR 20.0            /* vehicles × half-hours that the usual is worth */
#define MEMORY 10.0           /* half-hours after which what was seen weighs 1/e */
#define FADE (5 * VIGIE_HOUR) /* ahead, after which today counts 1/e */

/* Of 10 truths 8 are to lie between P10 and P90 where what is usual changes with the season. */
#define WIDTH 1.2

void
vigie_tendency_pass (VigieTendency *self, double seen, double usual, double share)
{
  double kept = exp (-share / MEMORY);

  self->seen *= kept;
  self->usual *= kept;
  if (isnan (seen) || isnan (usual))
    return;
  self->seen += share * seen;
  self->usual += share * usual;
}

double
vigie_tendency_factor (const VigieTendency *self, double level, gint64 ahead)
{
  double today = (PRIOR * level + self->seen) / (PRIOR + self->usual);

  return level + (today - level) * exp (-(double) MAX (ahead, 0) / FADE);
}

void
vigie_tendency_range (const VigieUsual *usual, double expected, double *low, double *high)
{
  double factor = usual->median > 0 ? expected / usual->median : 1;

  *low = MAX (0, expected - WIDTH * factor * (usual->median - usual->p10));
  *high = expected + WIDTH * factor * (usual->p90 - usual->median);
}
