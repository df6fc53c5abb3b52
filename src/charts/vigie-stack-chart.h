/* vigie-stack-chart.h: amounts of energy over time, one on top of another, with lines over them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-figure.h"

G_BEGIN_DECLS

/* More would not be told apart. */
#define VIGIE_STACK_MAX_LAYERS 4
#define VIGIE_STACK_MAX_LINES 2
#define VIGIE_STACK_MAX_BINS 10000

/* What is shown of a bin's energy. */
typedef enum
{
  VIGIE_STACK_POWER,  /* its mean power (kW, MW), as areas: bins of hours and less */
  VIGIE_STACK_ENERGY, /* the energy itself (kWh, MWh), as columns: bins of days and more */
} VigieStackShow;

typedef struct
{
  const char *name;  /* plain text */
  const double *kwh; /* of each bin; NAN where it is not known, never 0 for want of readings */
} VigieStackSeries;

#define VIGIE_TYPE_STACK_CHART (vigie_stack_chart_get_type ())
/* A VigieFigure. Layers are stacked from the bottom up in the order given; where one is not known there is no total: a
 * hatch between dashed edges, with words. Lines stand on their own from 0 and break where they are not known.
 * Keyboard: ← → a bin, Page Up, Page Down a day, Home, End, Escape; Enter or a click asks why. In accessibility an
 * image whose description is the summary; each step of the cursor is announced.
 *
 * Properties: "link-lost" (gboolean), "scheme" (VigieScheme). Signals: "cursor-moved" (no argument); "bin-activated"
 * (gint64 from, gint64 to; µs since 1970): a person asks what a bin is made of. */
G_DECLARE_FINAL_TYPE (VigieStackChart, vigie_stack_chart, VIGIE, STACK_CHART, VigieDrawnFigure)

GtkWidget *vigie_stack_chart_new (void);

/* What is shown; all is copied. @edges: @n_bins + 1 ascending instants (vigie_period_edges()); NULL and 0: nothing
 * known yet. */
void vigie_stack_chart_set_data (VigieStackChart *self,
                                 const VigieTime *edges,
                                 guint n_bins,
                                 const VigieStackSeries *layers,
                                 guint n_layers,
                                 const VigieStackSeries *lines,
                                 guint n_lines,
                                 VigieStackShow show);

/* The present, marked « maint. »; after it there is nothing, flat. Bins that end after @due (how far readings had the
 * time to come, ≤ @now) and are not known are not there yet, and no gap. The amounts of the bin that @now is in are
 * those of the part that has passed. VIGIE_TIME_NONE for both: all is past. */
void vigie_stack_chart_set_now (VigieStackChart *self, VigieTime now, VigieTime due);

/* Why there is no total from @from to @to, in a few words (« 2 compteurs muets »), new; NULL: nothing to say. */
typedef char *(*VigieStackGapFunc) (VigieStackChart *self,
                                    VigieTime from,
                                    VigieTime to,
                                    gpointer data);
/* Asked when data are set, not at each frame. @destroy may be NULL. */
void vigie_stack_chart_set_gap_func (VigieStackChart *self,
                                     VigieStackGapFunc func,
                                     gpointer data,
                                     GDestroyNotify destroy);

/* NULL (the first) is Europe/Paris. */
void vigie_stack_chart_set_time_zone (VigieStackChart *self, GTimeZone *zone);
void vigie_stack_chart_set_link_lost (VigieStackChart *self, gboolean link_lost);
void vigie_stack_chart_set_scheme (VigieStackChart *self, VigieScheme scheme);

/* The bin pointed at, -1 for none. */
int vigie_stack_chart_get_cursor (VigieStackChart *self);
void vigie_stack_chart_set_cursor (VigieStackChart *self, int bin);
/* What the cursor tells, as a sentence: « lun. 16 nov., 13 h : Bâtiments 1,1 MW, … total 2,54 MW ». New; NULL without
 * a cursor. */
char *vigie_stack_chart_describe_cursor (VigieStackChart *self);

G_END_DECLS
