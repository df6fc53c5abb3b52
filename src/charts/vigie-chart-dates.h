/* vigie-chart-dates.h: a period chosen by its first and last day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-time.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_CHART_DATES (vigie_chart_dates_get_type ())
/* A popover with two dates to type or to pick in a calendar, which fills the one that was last gone to. What cannot
 * be used is said in words beside it. Signal "chosen" (gint64 first day, gint64 last day, days since 1970-01-01, in
 * order): the popover is closed. */
G_DECLARE_FINAL_TYPE (VigieChartDates, vigie_chart_dates, VIGIE, CHART_DATES, GtkPopover)

GtkWidget *vigie_chart_dates_new (void);

/* The days shown at first, and the present, after which there is nothing to choose. @zone NULL: Europe/Paris. */
void vigie_chart_dates_set (VigieChartDates *self,
                            gint64 first_day,
                            gint64 last_day,
                            VigieTime now,
                            GTimeZone *zone);

/* Types @text into the entry of the first (FALSE) or last day, as a person would; for tests. */
void vigie_chart_dates_type (VigieChartDates *self, gboolean last, const char *text);

/* Takes what is typed, as the button does. FALSE where something is wrong, which is then said. */
gboolean vigie_chart_dates_apply (VigieChartDates *self);

/* What is wrong with what is typed, in words; NULL if nothing. Owned by the popover. */
const char *vigie_chart_dates_get_problem (VigieChartDates *self);

G_END_DECLS
