/* vigie-day-course.h: a day of a day chart: what was given, and what follows from it. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-day-chart.h"
#include "vigie-series.h"

G_BEGIN_DECLS

/* What a cursor stands on, in the order of time: a step that was due, a closed stretch, then what is usual or expected of
 * what is to come. Indexes, or −1. */
typedef struct
{
  VigieTime from, to;
  int step, usual, expected, closed;
} VigieDayStop;

typedef struct
{
  VigieTime from, to, now, advised;
  double places;
  GTimeZone *zone; /* owned, never NULL */
  GArray *steps;   /* of VigieDayStep */
  GArray *usual;   /* of VigieDayUsual */
  GArray *expected;
  GArray *closed; /* of VigieDayClosed, whose words are owned */
  char *usual_name;
  GArray *gaps;   /* of VigieSpan: open, past and not known */
  GArray *stops;  /* of VigieDayStop */
  double most;    /* the greatest number that is drawn but the places; NAN if there is none */
  int last;       /* the newest step that is known and open, or −1 */
  gboolean stale; /* that is more than half an hour before now */
} VigieDayCourse;

VigieDayCourse *vigie_day_course_new (const VigieDayData *data);
void vigie_day_course_free (VigieDayCourse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieDayCourse, vigie_day_course_free)

const VigieDayStep *vigie_day_course_step (const VigieDayCourse *self, int index);
/* The closed stretch that holds all from @from to @to, or −1. */
int vigie_day_course_closed_at (const VigieDayCourse *self, VigieTime from, VigieTime to);
/* The one of @list (of VigieDayUsual) that @time is in, or −1. */
int vigie_day_course_find (const GArray *list, VigieTime time);
const VigieDayUsual *vigie_day_course_get (const GArray *list, int index);
/* The stop that @time is in or nearest to, or −1 where there is none. */
int vigie_day_course_stop_at (const VigieDayCourse *self, VigieTime time);
/* Whether the step begins a line: the one before is not known, not there, or its end is elsewhere. */
gboolean vigie_day_course_begins (const VigieDayCourse *self, guint step);
/* Whether a step's value is on the line: known, not after now, and open or the last before it opens. */
gboolean vigie_day_course_is_drawn (const VigieDayCourse *self, guint step);

G_END_DECLS
