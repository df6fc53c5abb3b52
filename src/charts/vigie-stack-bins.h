/* vigie-stack-bins.h: what a chart of stacked amounts shows of its bins. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-stack-chart.h"

G_BEGIN_DECLS

#define VIGIE_STACK_MAX_SERIES (VIGIE_STACK_MAX_LAYERS + VIGIE_STACK_MAX_LINES)

typedef enum
{
  VIGIE_STACK_KNOWN,
  VIGIE_STACK_GAP,     /* past, and one of the layers is not known */
  VIGIE_STACK_PENDING, /* after now, or its readings may still be on their way */
} VigieStackState;

/* Bins of one state that follow one another: begin ≤ i < end. */
typedef struct
{
  guint begin, end;
  VigieStackState state;
} VigieStackRun;

typedef struct
{
  guint n_bins, n_layers, n_lines;
  VigieStackShow show;
  VigieTime *edges; /* n_bins + 1 */
  char *names[VIGIE_STACK_MAX_SERIES];
  double *kwh[VIGIE_STACK_MAX_SERIES];    /* as given: layers, then lines */
  double *values[VIGIE_STACK_MAX_SERIES]; /* shown: kW or kWh; NAN not known, and after now */
  double *tops[VIGIE_STACK_MAX_LAYERS];   /* sums of layers up to each, NAN in gaps */
  GArray *runs;                           /* of VigieStackRun, all bins */
  double max;                             /* of tops and lines; NAN if nothing is known */
} VigieStackBins;

/* As vigie_stack_chart_set_data() and _set_now(). Free with vigie_stack_bins_free(). */
VigieStackBins *vigie_stack_bins_new (const VigieTime *edges,
                                      guint n_bins,
                                      const VigieStackSeries *layers,
                                      guint n_layers,
                                      const VigieStackSeries *lines,
                                      guint n_lines,
                                      VigieStackShow show,
                                      VigieTime now,
                                      VigieTime due);
void vigie_stack_bins_free (VigieStackBins *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStackBins, vigie_stack_bins_free)

/* Makes values, tops and runs anew for another @now and @due. */
void vigie_stack_bins_set_now (VigieStackBins *self, VigieTime now, VigieTime due);

/* The bin that has @time; -1 outside. */
int vigie_stack_bins_find (const VigieStackBins *self, VigieTime time);

VigieStackState vigie_stack_bins_get_state (const VigieStackBins *self, guint bin);

/* The sum of all layers in a bin; NAN where there is none. */
double vigie_stack_bins_get_total (const VigieStackBins *self, guint bin);

/* Where the bin is to be gone to from @bin (-1: none) by @days days: the one that has the same time of day then, kept
 * within what is past. @zone not NULL. */
int vigie_stack_bins_step_days (const VigieStackBins *self, int bin, int days, GTimeZone *zone);

/* The last bin that is not after now; -1 if none. */
int vigie_stack_bins_last (const VigieStackBins *self);

/* The tops of the layers between @from and @to: the mean over that time of what is known; FALSE where nothing
 * is. @tops: n_layers. */
gboolean vigie_stack_bins_column (const VigieStackBins *self,
                                  VigieTime from,
                                  VigieTime to,
                                  guint *hint,
                                  double *tops,
                                  double *coverage);

G_END_DECLS
