/* vigie-day-chart.h: the course of a day over what is usual of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-figure.h"
#include "vigie-time.h"

G_BEGIN_DECLS

/* One step of the day: what was there at its end. NAN where not known. */
typedef struct
{
  VigieTime from, to;
  double value, low, high; /* seen, with its range */
} VigieDayStep;

/* The mean over a stretch. */
typedef struct
{
  VigieTime from, to;
  double p10, median, p90; /* usual */
} VigieDayUsual;

typedef struct
{
  VigieTime from, to;
  char *words; /* « fermée », « Travaux »; owned */
} VigieDayClosed;

#define VIGIE_TYPE_DAY_CHART (vigie_day_chart_get_type ())
/* A VigieFigure: hours of the opening (with half an hour on both sides; the whole day where nothing tells it) on the
 * axis right over clock changes; closed stretches flat grey with their words; the usual band P10–P90 with its dashed
 * median; what was seen as a strong line with its range as a thin veil, ending in a dot and « 14 maintenant » (« 14 à 10
 * h 40 » where that is more than half an hour ago, or the link is lost); what is expected of the rest as a dotted line; a
 * mark at the moment that is advised, « 16 h 30 »; the places as a tick line where they are within reach of the scale;
 * gaps hatched. Keyboard: arrows by step, Page Up, Page Down an hour, Home, End, Escape, announced.
 *
 * Properties: "scheme" (VigieScheme). Signal "cursor-moved" (no argument). */
G_DECLARE_FINAL_TYPE (VigieDayChart, vigie_day_chart, VIGIE, DAY_CHART, VigieDrawnFigure)

GtkWidget *vigie_day_chart_new (void);

/* All at once; everything is copied. @from ≤ t < @to is what the axis shows (at most 8 days); @now or VIGIE_TIME_NONE;
 * @places or NAN; @advised or VIGIE_TIME_NONE; @zone NULL: Europe/Paris. Lists are ascending; of steps that begin after
 * @now nothing is told; steps that are not known are gaps but where it is closed. */
typedef struct
{
  VigieTime from, to, now, advised;
  double places;
  GTimeZone *zone;
  const VigieDayStep *steps;
  guint n_steps;
  const VigieDayUsual *usual;
  guint n_usual;
  const VigieDayUsual *expected; /* of what is to come */
  guint n_expected;
  const VigieDayClosed *closed;
  guint n_closed;
  const char *usual_name; /* « bande habituelle du samedi » */
} VigieDayData;
/* NULL: nothing known. */
void vigie_day_chart_set_data (VigieDayChart *self, const VigieDayData *data);
void vigie_day_chart_set_link_lost (VigieDayChart *self, gboolean link_lost);
void vigie_day_chart_set_scheme (VigieDayChart *self, VigieScheme scheme);

/* The stretch pointed at (a step, a half-hour to come, a closed stretch); FALSE for none. */
gboolean vigie_day_chart_get_cursor (VigieDayChart *self, VigieTime *from, VigieTime *to);
/* To the stretch that @time is in or nearest to; VIGIE_TIME_NONE: away. */
void vigie_day_chart_set_cursor (VigieDayChart *self, VigieTime time);
/* « 11 h 00 – 11 h 10 : 14 véhicules (13 à 15), habituel 7 à 11 ». New; NULL without a cursor. */
char *vigie_day_chart_describe_cursor (VigieDayChart *self);

G_END_DECLS
