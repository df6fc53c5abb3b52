/* vigie-attendance-week.c: what is usual of a given week, day by day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-week.h"

#include <math.h>

#include "vigie-plain.h"
#include "vigie-words.h"

#define MAX_COMMENT 80
#define CALM_SHARE 0.25
#define LEAST_DIFFERENCE 2 /* vehicles */

/* The instant of a half-hour of the clock on a local day; the one that clocks skip is the one after it. */
static VigieTime
get_time (GTimeZone *zone, gint64 day, guint slot)
{
  int year, month, day_of_month;
  g_autoptr (GDateTime) time = NULL;

  vigie_calendar_date (day, &year, &month, &day_of_month);
  time = g_date_time_new (zone, year, month, day_of_month, (int) slot / 2, (int) slot % 2 * 30, 0);
  return time != NULL ? g_date_time_to_unix (time) * VIGIE_SECOND : VIGIE_TIME_NONE;
}

/* Which half-hours are open, and the first comment of a stretch that is closed by day. */
static void
find_opening (VigieWeekDay *self, const VigieOpeningHours *hours, GTimeZone *zone)
{
  VigieTime from = get_time (zone, self->day, 0), to = get_time (zone, self->day + 1, 0);
  VigieTime begins[VIGIE_ATTENDANCE_SLOTS];
  gboolean has_begins = FALSE;
  g_autoptr (GArray) spans = NULL;

  if (from == VIGIE_TIME_NONE || to == VIGIE_TIME_NONE)
    return;
  spans = vigie_opening_hours_get_spans (hours, from, to);
  for (guint i = 0; i < spans->len; i++)
    {
      const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, i);

      if (span->comment != NULL && self->comment == NULL)
        self->comment = vigie_plain_line (span->comment, MAX_COMMENT);
      if (span->state == VIGIE_OPENING_CLOSED)
        continue;
      for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
        {
          if (!has_begins)
            begins[slot] = get_time (zone, self->day, slot);
          if (begins[slot] != VIGIE_TIME_NONE && begins[slot] < span->to
              && begins[slot] + VIGIE_ATTENDANCE_SLOT > span->from)
            self->slots[slot].is_open = self->is_open = TRUE;
        }
      has_begins = TRUE;
    }
}

static void
find_usual (VigieWeekDay *self,
            const VigieAttendanceHabits *habits,
            const VigieAttendanceFacts *facts,
            GTimeZone *zone)
{
  for (guint i = 0; i < VIGIE_ATTENDANCE_SLOTS; i++)
    {
      VigieWeekSlot *slot = &self->slots[i];
      VigieTime time = get_time (zone, self->day, i);
      const VigieUsual *usual = NULL;
      VigieDayClass day_class;

      slot->usual = (VigieUsual) {NAN, NAN, NAN, 0};
      if (time != VIGIE_TIME_NONE && (slot->is_open || facts->hours == NULL))
        usual = vigie_attendance_usual_at (habits, facts, time, &day_class);
      if (usual == NULL)
        continue;
      slot->usual = *usual;
      slot->level = vigie_level_of (usual->median, facts->capacity, &facts->limits);
      slot->is_open = self->is_open = TRUE;
      self->day_class = day_class;
    }
}

static void
keep_longest (VigieWeekDay *self, VigieWeekStretch stretch)
{
  guint length = stretch.end - stretch.first;
  guint at = 0;

  while (at < self->n_best && self->best[at].end - self->best[at].first >= length)
    at++;
  if (at == VIGIE_WEEK_MAX_BEST)
    return;
  for (guint i = MIN (self->n_best, VIGIE_WEEK_MAX_BEST - 1); i > at; i--)
    self->best[i] = self->best[i - 1];
  self->best[at] = stretch;
  self->n_best = MIN (self->n_best + 1, VIGIE_WEEK_MAX_BEST);
}

static void
find_best (VigieWeekDay *self)
{
  double least = INFINITY, greatest = -INFINITY, limit;
  VigieWeekStretch stretch = {0, 0};

  for (guint i = 0; i < VIGIE_ATTENDANCE_SLOTS; i++)
    if (!isnan (self->slots[i].usual.median))
      {
        least = MIN (least, self->slots[i].usual.median);
        greatest = MAX (greatest, self->slots[i].usual.median);
      }
  if (!(greatest - least >= LEAST_DIFFERENCE))
    return;
  limit = least + CALM_SHARE * (greatest - least);
  for (guint i = 0; i <= VIGIE_ATTENDANCE_SLOTS; i++)
    {
      gboolean is_calm = i < VIGIE_ATTENDANCE_SLOTS && self->slots[i].usual.median <= limit;

      if (is_calm && stretch.end == i && stretch.end > stretch.first)
        stretch.end = i + 1;
      else if (is_calm)
        stretch = (VigieWeekStretch) {i, i + 1};
      else if (stretch.end > stretch.first)
        {
          keep_longest (self, stretch);
          stretch = (VigieWeekStretch) {0, 0};
        }
    }
  if (self->n_best == 2 && self->best[1].first < self->best[0].first)
    {
      stretch = self->best[0];
      self->best[0] = self->best[1];
      self->best[1] = stretch;
    }
}

VigieAttendanceWeek *
vigie_attendance_week_new (const VigieAttendanceHabits *habits,
                           const VigieAttendanceFacts *facts,
                           gint64 monday)
{
  VigieAttendanceWeek *self = g_new0 (VigieAttendanceWeek, 1);
  GTimeZone *zone = facts->zone != NULL ? facts->zone : vigie_words_default_zone ();

  self->monday = monday - (vigie_calendar_weekday (monday) - 1);
  for (guint i = 0; i < 7; i++)
    {
      VigieWeekDay *day = &self->days[i];

      day->day = self->monday + i;
      day->day_class = vigie_attendance_class_of (day->day, facts);
      day->holiday = vigie_calendar_holiday (day->day);
      if (facts->hours != NULL)
        find_opening (day, facts->hours, zone);
      find_usual (day, habits, facts, zone);
      find_best (day);
    }
  return self;
}

void
vigie_attendance_week_free (VigieAttendanceWeek *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < 7; i++)
    g_free (self->days[i].comment);
  g_free (self);
}

gboolean
vigie_attendance_week_get_hours (const VigieAttendanceWeek *self, guint *first, guint *end)
{
  *first = VIGIE_ATTENDANCE_SLOTS;
  *end = 0;
  for (guint i = 0; i < 7; i++)
    for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
      if (self->days[i].slots[slot].is_open)
        {
          *first = MIN (*first, slot);
          *end = MAX (*end, slot + 1);
        }
  return *end > *first;
}

gboolean
vigie_attendance_week_find_open (const VigieAttendanceFacts *facts,
                                 gint64 day,
                                 gboolean open[7][VIGIE_ATTENDANCE_SLOTS])
{
  GTimeZone *zone = facts->zone != NULL ? facts->zone : vigie_words_default_zone ();
  gboolean any = FALSE;

  for (guint i = 0; i < 7; i++)
    for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
      open[i][slot] = FALSE;
  for (guint i = 0; facts->hours != NULL && i < 28; i++)
    {
      VigieWeekDay one = {.day = day + i};
      int weekday = vigie_calendar_weekday (one.day) - 1;

      find_opening (&one, facts->hours, zone);
      g_free (one.comment);
      any |= one.is_open;
      for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
        open[weekday][slot] |= one.slots[slot].is_open;
    }
  return any;
}
