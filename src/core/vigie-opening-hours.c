/* vigie-opening-hours.c: when a site is open, in the syntax of OpenStreetMap.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-opening-hours-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

#define LONGEST (2 * 366 * VIGIE_DAY)

/* Years 1 to 9999, with room for a span on either side. */
#define FIRST_TIME (G_GINT64_CONSTANT (-62135596800) * VIGIE_SECOND + 2 * LONGEST)
#define LAST_TIME (G_GINT64_CONSTANT (253402300800) * VIGIE_SECOND - 2 * LONGEST)

G_DEFINE_QUARK (vigie - opening - error - quark, vigie_opening_error)

VigieOpeningHours *
vigie_opening_hours_new (const char *text, const VigieOpeningPlace *place, GError **error)
{
  VigieOpeningHours *self;
  const char *end;

  g_return_val_if_fail (text != NULL, NULL);

  if (strnlen (text, VIGIE_OPENING_HOURS_MAX + 1) > VIGIE_OPENING_HOURS_MAX)
    {
      g_set_error (error, VIGIE_OPENING_ERROR, VIGIE_OPENING_ERROR_TOO_LONG,
                   _ ("Opening hours longer than %d characters"), VIGIE_OPENING_HOURS_MAX);
      return NULL;
    }
  if (!g_utf8_validate (text, -1, &end))
    {
      _vigie_opening_set_error (error, text, (guint) (end - text), _ ("Text that is not UTF-8"));
      return NULL;
    }

  self = g_new0 (VigieOpeningHours, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->rules = g_array_new (FALSE, FALSE, sizeof (OpeningRule));
  self->years = g_array_new (FALSE, FALSE, sizeof (OpeningRange));
  self->weeks = g_array_new (FALSE, FALSE, sizeof (OpeningRange));
  self->dates = g_array_new (FALSE, FALSE, sizeof (OpeningDates));
  self->days = g_array_new (FALSE, FALSE, sizeof (OpeningDays));
  self->times = g_array_new (FALSE, FALSE, sizeof (OpeningTimes));
  self->comments = g_ptr_array_new_with_free_func (g_free);
  self->lat = place && fabs (place->lat) <= 90 ? place->lat : NAN;
  self->lon = place && fabs (place->lon) <= 180 ? place->lon : NAN;
  self->zone = g_time_zone_ref (place && place->zone ? place->zone : vigie_words_default_zone ());
  self->calendar
      = vigie_calendar_ref (place && place->calendar ? place->calendar : vigie_calendar_default ());
  if (!_vigie_opening_parse (self, text, error))
    {
      vigie_opening_hours_unref (self);
      return NULL;
    }
  return self;
}

VigieOpeningHours *
vigie_opening_hours_ref (VigieOpeningHours *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_opening_hours_unref (VigieOpeningHours *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->rules);
  g_array_unref (self->years);
  g_array_unref (self->weeks);
  g_array_unref (self->dates);
  g_array_unref (self->days);
  g_array_unref (self->times);
  g_ptr_array_unref (self->comments);
  g_time_zone_unref (self->zone);
  vigie_calendar_unref (self->calendar);
  g_free (self);
}

/* ---- Runs: stretches of a day of one kind ---- */

typedef struct
{
  const VigieOpeningHours *hours;
  gint64 day;
  VigieTime start, end; /* of the day */
  int minute;           /* at which the next run begins */
  OpeningMemo memo;
  OpeningCell cells[DAY_MINUTES];
} Walk;

static void
walk_to_day (Walk *walk, gint64 day)
{
  walk->start = day == walk->day + 1 ? walk->end : _vigie_opening_instant (walk->hours, day, 0);
  walk->end = _vigie_opening_instant (walk->hours, day + 1, 0);
  walk->day = day;
  walk->minute = 0;
  _vigie_opening_day (walk->hours, &walk->memo, day, walk->cells);
}

static VigieTime
walk_instant (const Walk *walk, int minute)
{
  if (minute == 0)
    return walk->start;
  if (minute == DAY_MINUTES)
    return walk->end;
  /* A day whose clock does not change. */
  if (walk->end - walk->start == VIGIE_DAY)
    return walk->start + minute * VIGIE_MINUTE;
  return _vigie_opening_instant (walk->hours, walk->day, minute);
}

/* Which minute of the walk's day @time is: the last one that has begun. */
static int
walk_minute (const Walk *walk, VigieTime time)
{
  int low = 0, high = DAY_MINUTES;

  if (walk->end - walk->start == VIGIE_DAY)
    return (int) ((time - walk->start) / VIGIE_MINUTE);
  while (high - low > 1)
    {
      int middle = low + (high - low) / 2;

      if (walk_instant (walk, middle) <= time)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static void
walk_begin (Walk *walk, const VigieOpeningHours *hours, VigieTime time)
{
  walk->hours = hours;
  walk->day = G_MININT64;
  _vigie_opening_memo_init (&walk->memo);
  walk_to_day (walk, _vigie_opening_local_day (hours, time));
  walk->minute = walk_minute (walk, time);
}

/* The next run; empty ones, of the hour that the clock jumps over, are passed over. */
static OpeningCell
walk_next (Walk *walk, VigieTime *from, VigieTime *to)
{
  do
    {
      int minute;

      if (walk->minute == DAY_MINUTES)
        walk_to_day (walk, walk->day + 1);
      minute = walk->minute;
      *from = walk_instant (walk, minute);
      while (walk->minute < DAY_MINUTES && walk->cells[walk->minute] == walk->cells[minute])
        walk->minute++;
      *to = walk_instant (walk, walk->minute);
      if (*to > *from)
        return walk->cells[minute];
    }
  while (TRUE);
}

/* ---- Public ---- */

VigieOpeningState
vigie_opening_hours_get_state (const VigieOpeningHours *self, VigieTime time, const char **comment)
{
  Walk walk;
  OpeningCell cell;

  g_return_val_if_fail (self != NULL, VIGIE_OPENING_UNKNOWN);

  time = CLAMP (time, FIRST_TIME, LAST_TIME);
  walk_begin (&walk, self, time);
  cell = walk.cells[walk.minute];
  if (comment)
    *comment = _vigie_opening_cell_comment (self, cell);
  return _vigie_opening_cell_state (self, cell);
}

GArray *
vigie_opening_hours_get_spans (const VigieOpeningHours *self, VigieTime from, VigieTime to)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (VigieOpeningSpan));
  Walk walk;

  g_return_val_if_fail (self != NULL, spans);

  from = CLAMP (from, FIRST_TIME, LAST_TIME);
  to = CLAMP (to, from, from + LONGEST);
  if (from == to)
    return spans;
  walk_begin (&walk, self, from);
  for (VigieTime end = from; end < to;)
    {
      VigieTime start;
      OpeningCell cell = walk_next (&walk, &start, &end);
      VigieOpeningSpan span = {.from = MAX (start, from),
                               .to = MIN (end, to),
                               .state = _vigie_opening_cell_state (self, cell),
                               .comment = _vigie_opening_cell_comment (self, cell)};
      VigieOpeningSpan *last
          = spans->len > 0 ? &g_array_index (spans, VigieOpeningSpan, spans->len - 1) : NULL;

      if (last && last->state == span.state && g_strcmp0 (last->comment, span.comment) == 0)
        last->to = span.to;
      else
        g_array_append_val (spans, span);
    }
  return spans;
}

/* The first instant after @time at which the state is (@wanted) or is no more (!@wanted) @state. */
static VigieTime
find (const VigieOpeningHours *self, VigieTime time, VigieOpeningState state, gboolean wanted)
{
  Walk walk;

  if (time < FIRST_TIME || time > LAST_TIME)
    return VIGIE_TIME_NONE;
  walk_begin (&walk, self, time);
  for (VigieTime end = time; end <= time + LONGEST;)
    {
      VigieTime start;
      OpeningCell cell = walk_next (&walk, &start, &end);

      if ((_vigie_opening_cell_state (self, cell) == state) == wanted)
        return MAX (start, time);
    }
  return VIGIE_TIME_NONE;
}

VigieTime
vigie_opening_hours_get_next_change (const VigieOpeningHours *self, VigieTime time)
{
  g_return_val_if_fail (self != NULL, VIGIE_TIME_NONE);

  return find (self, time, vigie_opening_hours_get_state (self, time, NULL), FALSE);
}

VigieTime
vigie_opening_hours_get_next_open (const VigieOpeningHours *self, VigieTime time)
{
  g_return_val_if_fail (self != NULL, VIGIE_TIME_NONE);

  return find (self, time, VIGIE_OPENING_OPEN, TRUE);
}
