/* vigie-opening-hours-sun.c: when the sun rises and sets, and when it dawns and is dark.
 *
 * J. Meeus, Astronomical Algorithms, 2nd edition: chapters 12 (sidereal time), 13 (altitude), 15 (rising, transit and
 * setting), 22 (obliquity) and 25 (apparent position of the sun, the low accuracy of 0.01°), the algorithm of SunCalc 2
 * (https://github.com/mourner/suncalc). The sun rises where its centre is 0.833° below the horizon; dawn and dusk are
 * civil, 6° below.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-opening-hours-private.h"

#include <math.h>
#include <string.h>

#define RADIANS (G_PI / 180)
#define J2000_SECONDS G_GINT64_CONSTANT (946728000) /* 2000-01-01T12:00:00Z */

typedef struct
{
  double right_ascension, declination;
} Sun;

/* Seconds from universal to terrestrial time (Espenak and Meeus, 2005 to 2050): a second is lost on nothing here, so
 * that this stands for other years too. */
static double
terrestrial_days (double days)
{
  double t = days / 365.2425;

  return days + (62.92 + t * (0.32217 + t * 0.005589)) / 86400;
}

/* @days since J2000, universal. Chapter 25. */
static Sun
sun_at (double days)
{
  double t = terrestrial_days (days) / 36525;
  double mean = RADIANS * (280.46646 + t * (36000.76983 + t * 0.0003032));
  double anomaly = RADIANS * (357.52911 + t * (35999.05029 - t * 0.0001537));
  double centre
      = RADIANS
        * ((1.914602 - t * (0.004817 + t * 0.000014)) * sin (anomaly)
           + (0.019993 - 0.000101 * t) * sin (2 * anomaly) + 0.000289 * sin (3 * anomaly));
  double node = RADIANS * (125.04 - 1934.136 * t);
  double longitude = mean + centre - RADIANS * (0.00569 + 0.00478 * sin (node));
  double obliquity
      = RADIANS
        * (23.439291 - t * (0.0130042 + t * (0.00000016 - t * 0.000000504)) + 0.00256 * cos (node));

  return (Sun) {atan2 (cos (obliquity) * sin (longitude), cos (longitude)),
                asin (sin (obliquity) * sin (longitude))};
}

/* Local hour angle, -π to π. Chapter 12. */
static double
hour_angle (double days, double east, double right_ascension)
{
  double angle = RADIANS * (280.46061837 + 360.98564736629 * days) + east - right_ascension;

  return angle - 2 * G_PI * round (angle / (2 * G_PI));
}

/* Days since J2000 at which the sun of the day of @noon is at @altitude; NAN where it does not get there. Chapter 15. */
static double
crossing (double noon, double altitude, gboolean evening, double lat, double east)
{
  double transit = noon - east / (2 * G_PI), cosine, days;
  Sun sun;

  for (int i = 0; i < 3; i++)
    transit -= hour_angle (transit, east, sun_at (transit).right_ascension) / (2 * G_PI);
  sun = sun_at (transit);
  cosine
      = (sin (altitude) - sin (lat) * sin (sun.declination)) / (cos (lat) * cos (sun.declination));
  if (!(cosine >= -1 && cosine <= 1))
    return NAN;
  days = transit + (evening ? 1 : -1) * acos (cosine) / (2 * G_PI);
  for (int i = 0; i < 2; i++)
    {
      double angle, reached, slope;

      sun = sun_at (days);
      angle = hour_angle (days, east, sun.right_ascension);
      reached = asin (sin (lat) * sin (sun.declination)
                      + cos (lat) * cos (sun.declination) * cos (angle));
      slope = 2 * G_PI * cos (lat) * cos (sun.declination) * sin (angle);
      /* It grazes the horizon: what is found is as good as it gets. */
      if (fabs (slope) < 1e-5)
        break;
      days += (reached - altitude) / slope;
    }
  return days;
}

int
_vigie_opening_event_default (OpeningEvent event)
{
  switch (event)
    {
    case OPENING_EVENT_DAWN:
      return 5 * 60 + 30;
    case OPENING_EVENT_SUNRISE:
      return 6 * 60;
    case OPENING_EVENT_SUNSET:
      return 18 * 60;
    case OPENING_EVENT_DUSK:
      return 18 * 60 + 30;
    case OPENING_EVENT_NONE:
    default:
      return 0;
    }
}

static int
event_minute (const VigieOpeningHours *self, OpeningEvent event, gint64 day)
{
  gboolean evening = event == OPENING_EVENT_SUNSET || event == OPENING_EVENT_DUSK;
  gboolean civil = event == OPENING_EVENT_DAWN || event == OPENING_EVENT_DUSK;
  double altitude = RADIANS * (civil ? -6 : -0.833);
  double noon = (double) (day * 86400 + 43200 - J2000_SECONDS) / 86400;

  if (isnan (self->lat) || isnan (self->lon))
    return _vigie_opening_event_default (event);
  /* Far from the meridian of its zone, the sun of the day before or after may be the one. */
  for (int i = 0; i < 3; i++)
    {
      static const int shifts[] = {0, -1, 1};
      double days = crossing (noon + shifts[i], altitude, evening, RADIANS * self->lat,
                              RADIANS * self->lon);
      gint64 local;
      int interval;

      if (isnan (days))
        continue;
      local = (gint64) floor (days * 86400) + J2000_SECONDS;
      interval = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, local);
      local += interval < 0 ? 0 : g_time_zone_get_offset (self->zone, interval);
      local -= day * 86400;
      if (local >= 0 && local < 86400)
        return (int) (local / 60);
    }
  return _vigie_opening_event_default (event);
}

int
_vigie_opening_event_minute (const VigieOpeningHours *self,
                             OpeningMemo *memo,
                             OpeningEvent event,
                             gint64 day)
{
  guint slot = (guint) ((guint64) day % G_N_ELEMENTS (memo->sun));
  gint16 *minutes = memo->sun[slot].minutes;

  if (memo->sun[slot].day != day)
    {
      memo->sun[slot].day = day;
      memset (minutes, -1, sizeof memo->sun[slot].minutes);
    }
  if (minutes[event] < 0)
    minutes[event] = (gint16) event_minute (self, event, day);
  return minutes[event];
}
