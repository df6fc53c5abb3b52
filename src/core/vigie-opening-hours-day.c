/* vigie-opening-hours-day.c: what each minute of a local day is by the rules, and when these minutes are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-opening-hours-private.h"

#include <string.h>

#include "vigie-words.h"

#define DAY_SECONDS 86400

/* ---- Instants ---- */

static int
offset_at (GTimeZone *zone, gint64 seconds)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

  return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval);
}

VigieTime
_vigie_opening_instant (const VigieOpeningHours *self, gint64 day, int minute)
{
  gint64 local = day * DAY_SECONDS + minute * 60;
  gint64 low = local - DAY_SECONDS, high = local + DAY_SECONDS;
  int before = offset_at (self->zone, low), after = offset_at (self->zone, high);

  if (before == after || offset_at (self->zone, local - before) == before)
    return (local - before) * VIGIE_SECOND;
  if (offset_at (self->zone, local - after) == after)
    return (local - after) * VIGIE_SECOND;
  /* The clock jumps over it: when it does. */
  while (high - low > 1)
    {
      gint64 middle = low + (high - low) / 2;

      if (offset_at (self->zone, middle) == before)
        low = middle;
      else
        high = middle;
    }
  return high * VIGIE_SECOND;
}

gint64
_vigie_opening_local_day (const VigieOpeningHours *self, VigieTime time)
{
  gint64 seconds = time / VIGIE_SECOND - (time % VIGIE_SECOND < 0);
  gint64 local = seconds + offset_at (self->zone, seconds);
  gint64 day = local / DAY_SECONDS - (local % DAY_SECONDS < 0);

  /* Where the clock is put back over midnight, the day that has begun goes on. */
  while (time < _vigie_opening_instant (self, day, 0))
    day--;
  while (time >= _vigie_opening_instant (self, day + 1, 0))
    day++;
  return day;
}

/* ---- What is kept ---- */

void
_vigie_opening_memo_init (OpeningMemo *memo)
{
  for (guint i = 0; i < G_N_ELEMENTS (memo->sun); i++)
    memo->sun[i].day = G_MININT64;
  for (guint i = 0; i < G_N_ELEMENTS (memo->rules); i++)
    for (guint j = 0; j < G_N_ELEMENTS (memo->rules[i]); j++)
      memo->rules[i][j].day = G_MININT64;
}

static gboolean
matches (const VigieOpeningHours *self,
         OpeningMemo *memo,
         guint index,
         gint64 day,
         VigieSchool assumed)
{
  guint parity = (guint) ((guint64) day % G_N_ELEMENTS (memo->rules));
  guint in_holidays = assumed == VIGIE_SCHOOL_HOLIDAYS;
  gint8 *known = memo->rules[parity][in_holidays].matches;

  if (memo->rules[parity][in_holidays].day != day)
    {
      memo->rules[parity][in_holidays].day = day;
      memset (known, -1, self->rules->len);
    }
  if (known[index] < 0)
    known[index] = (gint8) _vigie_opening_rule_matches (
        self, &g_array_index (self->rules, OpeningRule, index), day, assumed);
  return known[index];
}

/* ---- Rules ---- */

VigieOpeningState
_vigie_opening_cell_state (const VigieOpeningHours *self, OpeningCell cell)
{
  VigieOpeningState state;

  if (cell == 0)
    return VIGIE_OPENING_CLOSED;
  if (cell == OPENING_CELL_UNSURE)
    return VIGIE_OPENING_UNKNOWN;
  state = g_array_index (self->rules, OpeningRule, (cell - 1) / 2).state;
  /* Beyond an open end. */
  return (cell - 1) % 2 && state == VIGIE_OPENING_OPEN ? VIGIE_OPENING_UNKNOWN : state;
}

const char *
_vigie_opening_cell_comment (const VigieOpeningHours *self, OpeningCell cell)
{
  if (cell == 0 || cell == OPENING_CELL_UNSURE)
    return NULL;
  return g_array_index (self->rules, OpeningRule, (cell - 1) / 2).comment;
}

/* @n from 1 on. Doubled over and over: most spans are hours long. */
static void
fill (OpeningCell *cells, int n, OpeningCell cell)
{
  cells[0] = cell;
  for (int done = 1; done < n;)
    {
      int more = MIN (done, n - done);

      memcpy (cells + done, cells, sizeof (OpeningCell) * (gsize) more);
      done += more;
    }
}

/* Where what begins at @from ends, at most @to; four minutes at a time. */
static int
run_end (const OpeningCell *cells, int from, int to)
{
  const guint64 same = cells[from] * G_GUINT64_CONSTANT (0x0001000100010001);
  guint64 four;

  for (; from + 4 <= to; from += 4)
    {
      memcpy (&four, cells + from, sizeof four);
      if (four != same)
        break;
    }
  while (from < to && cells[from] == (OpeningCell) same)
    from++;
  return from;
}

static void
paint (const VigieOpeningHours *self,
       const OpeningRule *rule,
       OpeningCell *cells,
       int n_cells,
       int from,
       int to,
       OpeningCell cell)
{
  from = MAX (from, 0);
  to = MIN (to, n_cells);
  if (from >= to)
    return;
  if (!rule->fallback)
    fill (cells + from, to - from, cell);
  else
    for (int i = from, next; i < to; i = next)
      {
        next = run_end (cells, i, to);
        if (_vigie_opening_cell_state (self, cells[i]) == VIGIE_OPENING_CLOSED)
          fill (cells + i, next - i, cell);
      }
}

static int
minute_of (const VigieOpeningHours *self, OpeningMemo *memo, const OpeningTime *time, gint64 day)
{
  if (time->event == OPENING_EVENT_NONE)
    return time->minutes;
  return _vigie_opening_event_minute (self, memo, time->event, day) + time->minutes;
}

/* The times of @rule that begin on @day, on the day @later (0 or 1) days after it. */
static void
paint_times (const VigieOpeningHours *self,
             OpeningMemo *memo,
             const OpeningRule *rule,
             OpeningCell *cells,
             int n_cells,
             gint64 day,
             int later,
             OpeningCell cell)
{
  const OpeningTimes *all = &g_array_index (self->times, OpeningTimes, rule->times.first);
  int starts[OPENING_MAX_TIMES];
  int shift = later * DAY_MINUTES;

  for (guint i = 0; i < rule->times.n; i++)
    starts[i] = minute_of (self, memo, &all[i].from, day);
  for (guint i = 0; i < rule->times.n; i++)
    {
      const OpeningTimes *times = &all[i];
      int from = starts[i];
      int to = minute_of (self, memo, &times->to, day);

      if (times->point)
        to = from + 1;
      else if (times->to.event != OPENING_EVENT_NONE && to <= from)
        to = minute_of (self, memo, &times->to, day + 1) + DAY_MINUTES;
      /* Before what follows it begins, what is open without an end has ended. */
      if (times->open_end)
        for (guint j = i + 1; j < rule->times.n; j++)
          if (starts[j] > from)
            to = MIN (to, starts[j]);
      if (times->period > 0)
        {
          int skipped = MAX (0, shift - from + times->period - 1) / times->period;

          for (int point = from + skipped * times->period; point <= to && point < shift + n_cells;
               point += times->period)
            paint (self, rule, cells, n_cells, point - shift, point + 1 - shift, cell);
        }
      else
        paint (self, rule, cells, n_cells, from - shift, to - shift,
               (OpeningCell) (cell + times->open_end));
    }
}

/* A rule replaces what was said of the day; one that closes only takes its times away. */
static gboolean
replaces (const OpeningRule *rule)
{
  return !rule->additional && !rule->fallback && rule->state != VIGIE_OPENING_CLOSED;
}

void
_vigie_opening_paint_rule (const VigieOpeningHours *self,
                           OpeningMemo *memo,
                           guint index,
                           gint64 day,
                           OpeningCell *cells,
                           int n_cells)
{
  const OpeningRule *rule = &g_array_index (self->rules, OpeningRule, index);
  OpeningCell cell = (OpeningCell) (1 + 2 * index);

  if (replaces (rule))
    memset (cells, 0, sizeof (OpeningCell) * (gsize) n_cells);
  if (rule->times.n == 0)
    paint (self, rule, cells, n_cells, 0, DAY_MINUTES, cell);
  else
    paint_times (self, memo, rule, cells, n_cells, day, 0, cell);
}

static void
paint_day (const VigieOpeningHours *self,
           OpeningMemo *memo,
           gint64 day,
           VigieSchool assumed,
           OpeningCell cells[DAY_MINUTES])
{
  guint first = self->rules->len;

  memset (cells, 0, sizeof (OpeningCell) * DAY_MINUTES);
  /* Nothing is left of what comes before the last rule that replaces it. */
  while (first > 0)
    {
      const OpeningRule *rule = &g_array_index (self->rules, OpeningRule, --first);

      if (replaces (rule) && matches (self, memo, first, day, assumed))
        break;
    }
  for (guint i = first; i < self->rules->len; i++)
    {
      const OpeningRule *rule = &g_array_index (self->rules, OpeningRule, i);

      if (matches (self, memo, i, day, assumed))
        _vigie_opening_paint_rule (self, memo, i, day, cells, DAY_MINUTES);
      if (rule->beyond_midnight && matches (self, memo, i, day - 1, assumed))
        paint_times (self, memo, rule, cells, DAY_MINUTES, day - 1, 1, (OpeningCell) (1 + 2 * i));
    }
}

void
_vigie_opening_day (const VigieOpeningHours *self,
                    OpeningMemo *memo,
                    gint64 day,
                    OpeningCell cells[DAY_MINUTES])
{
  OpeningCell other[DAY_MINUTES];

  paint_day (self, memo, day, VIGIE_SCHOOL_TERM, cells);
  if (!self->school
      || (vigie_calendar_school (self->calendar, day) != VIGIE_SCHOOL_UNKNOWN
          && vigie_calendar_school (self->calendar, day - 1) != VIGIE_SCHOOL_UNKNOWN))
    return;
  /* Only what hangs on it is not known. */
  paint_day (self, memo, day, VIGIE_SCHOOL_HOLIDAYS, other);
  for (int i = 0; i < DAY_MINUTES; i++)
    if (cells[i] != other[i]
        && _vigie_opening_cell_state (self, cells[i]) != _vigie_opening_cell_state (self, other[i]))
      cells[i] = OPENING_CELL_UNSURE;
}
