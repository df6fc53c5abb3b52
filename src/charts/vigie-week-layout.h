/* vigie-week-layout.h: which half-hours of a week are columns, and where they lie. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-week-map.h"

G_BEGIN_DECLS

#define VIGIE_WEEK_DAYS 7
#define VIGIE_WEEK_SLOTS 48

typedef struct
{
  guint n_columns;
  guint8 slots[VIGIE_WEEK_SLOTS]; /* of each column, ascending */
  double begin[VIGIE_WEEK_SLOTS]; /* of each column, from 0 */
  double width;                   /* of each, without the gap that follows it */
  double end;                     /* of the last one */
  guint n_breaks;                 /* spaces where nobody is open */
  gboolean is_open[VIGIE_WEEK_DAYS];
} VigieWeekLayout;

/* The columns of @cells (7 × 48) over @width pixels with @gap pixels between neighbours; a break is a third of a column
 * wide on top, 6 to 24 px. A column is at most @widest. */
void vigie_week_layout (const VigieWeekCell *cells,
                        double width,
                        double gap,
                        double widest,
                        VigieWeekLayout *layout);

/* The column of @slot, or -1; the one that @x is in or nearest to, or -1 where there is none. */
int vigie_week_layout_find (const VigieWeekLayout *layout, int slot);
int vigie_week_layout_at (const VigieWeekLayout *layout, double x);

G_END_DECLS
