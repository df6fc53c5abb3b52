/* vigie-opening-hours-parse.c: rules read from tokens: times, weekdays, states.
 *
 * What is not of the specification but can mean only one thing is read too: selectors in another order, a rule that is
 * empty, a colon after weekdays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-opening-hours-private.h"

#include <glib/gi18n-lib.h>

#define LAST_MINUTE (2 * DAY_MINUTES)

/* ---- Tokens ---- */

const OpeningToken *
_vigie_opening_peek (const OpeningParser *parser, guint ahead)
{
  const OpeningToken *token = parser->tokens + parser->at;

  /* The last one is END. */
  while (ahead > 0 && token->kind != TOKEN_END)
    {
      token++;
      ahead--;
    }
  return token;
}

gboolean
_vigie_opening_is_sign (const OpeningParser *parser, guint ahead, char sign)
{
  const OpeningToken *token = _vigie_opening_peek (parser, ahead);

  return token->kind == TOKEN_SIGN && token->value == sign;
}

gboolean
_vigie_opening_take_sign (OpeningParser *parser, char sign)
{
  if (!_vigie_opening_is_sign (parser, 0, sign))
    return FALSE;
  parser->at++;
  return TRUE;
}

gboolean
_vigie_opening_fail (OpeningParser *parser, const char *what)
{
  _vigie_opening_set_error (parser->error, parser->text, _vigie_opening_peek (parser, 0)->start,
                            what);
  return FALSE;
}

static OpeningTokenKind
kind_at (const OpeningParser *parser, guint ahead)
{
  return _vigie_opening_peek (parser, ahead)->kind;
}

/* "8:30": nothing between, so that it is not taken for a date and the colon after it. */
static gboolean
is_clock (const OpeningParser *parser, guint ahead)
{
  const OpeningToken *hour = _vigie_opening_peek (parser, ahead);
  const OpeningToken *colon = _vigie_opening_peek (parser, ahead + 1);
  const OpeningToken *minute = _vigie_opening_peek (parser, ahead + 2);

  return hour->kind == TOKEN_NUMBER && hour->length <= 2
         && _vigie_opening_is_sign (parser, ahead + 1, ':') && minute->kind == TOKEN_NUMBER
         && minute->length == 2 && colon->start == hour->start + hour->length
         && minute->start == colon->start + 1;
}

static gboolean
is_time (const OpeningParser *parser, guint ahead)
{
  return is_clock (parser, ahead) || kind_at (parser, ahead) == TOKEN_EVENT
         || _vigie_opening_is_sign (parser, ahead, '(');
}

/* ---- Times ---- */

static gboolean
parse_clock (OpeningParser *parser, int *minutes)
{
  int hour, minute;

  if (!is_clock (parser, 0))
    return _vigie_opening_fail (parser, _ ("A time of day such as “08:30” was expected"));
  hour = _vigie_opening_peek (parser, 0)->value;
  minute = _vigie_opening_peek (parser, 2)->value;
  if (minute > 59)
    return _vigie_opening_fail (parser, _ ("There are at most 59 minutes"));
  *minutes = hour * 60 + minute;
  parser->at += 3;
  return TRUE;
}

static gboolean
parse_time (OpeningParser *parser, OpeningTime *time)
{
  gboolean in_brackets = _vigie_opening_take_sign (parser, '(');

  *time = (OpeningTime) {0};
  if (!in_brackets && kind_at (parser, 0) != TOKEN_EVENT)
    return parse_clock (parser, &time->minutes);
  if (kind_at (parser, 0) != TOKEN_EVENT)
    return _vigie_opening_fail (parser, _ ("“sunrise”, “sunset”, “dawn” or “dusk” was expected"));
  time->event = (OpeningEvent) _vigie_opening_peek (parser, 0)->value;
  parser->at++;
  if (in_brackets)
    {
      gboolean before = _vigie_opening_is_sign (parser, 0, '-');

      if (!before && !_vigie_opening_is_sign (parser, 0, '+'))
        return _vigie_opening_fail (parser, _ ("“+” or “-” was expected"));
      parser->at++;
      if (!parse_clock (parser, &time->minutes))
        return FALSE;
      if (time->minutes >= DAY_MINUTES)
        {
          parser->at -= 3;
          return _vigie_opening_fail (parser, _ ("Less than 24 hours was expected"));
        }
      if (before)
        time->minutes = -time->minutes;
      if (!_vigie_opening_take_sign (parser, ')'))
        return _vigie_opening_fail (parser, _ ("“)” was expected"));
    }
  return TRUE;
}

/* Where a time lies on a day without a place. */
static int
usual_minute (const OpeningTime *time)
{
  return time->minutes + _vigie_opening_event_default (time->event);
}

/* What begins at @minute and whose end is not told: long enough for what opens at that time of the day (the same
 * lengths as opening_hours.js has, the only ones there are). */
static int
guess_end (int minute)
{
  if (minute >= 22 * 60)
    return MIN (minute + 8 * 60, LAST_MINUTE);
  return minute >= 17 * 60 ? minute + 10 * 60 : DAY_MINUTES;
}

static gboolean
parse_period (OpeningParser *parser, int *period)
{
  if (is_clock (parser, 0))
    {
      if (!parse_clock (parser, period))
        return FALSE;
    }
  else if (kind_at (parser, 0) == TOKEN_NUMBER)
    {
      *period = _vigie_opening_peek (parser, 0)->value;
      parser->at++;
    }
  else
    return _vigie_opening_fail (parser, _ ("A number of minutes was expected"));
  if (++parser->hours->n_periods > OPENING_MAX_PERIODS)
    return _vigie_opening_fail (parser, _ ("Too many periods"));
  if (*period < 1 || *period > DAY_MINUTES)
    {
      parser->at--;
      return _vigie_opening_fail (parser, _ ("A period of a minute to a day was expected"));
    }
  return TRUE;
}

/* "10:00-12:00", "18:00+", "22:00-02:00", "10:00-16:00/01:30", "10:00": one or two of them. */
static gboolean
parse_timespan (OpeningParser *parser)
{
  OpeningTimes times = {0};
  guint start = parser->at;
  int from;

  if (!parse_time (parser, &times.from))
    return FALSE;
  from = usual_minute (&times.from);
  if (times.from.event == OPENING_EVENT_NONE && from >= DAY_MINUTES)
    {
      parser->at = start;
      return _vigie_opening_fail (parser, _ ("A time before 24:00 was expected"));
    }
  if (_vigie_opening_take_sign (parser, '+'))
    {
      times.open_end = TRUE;
      times.to.minutes = guess_end (from);
    }
  else if (_vigie_opening_take_sign (parser, '-'))
    {
      start = parser->at;
      if (!parse_time (parser, &times.to))
        return FALSE;
      if (times.to.event == OPENING_EVENT_NONE)
        {
          if (times.to.minutes < from
              || (times.to.minutes == from && times.from.event == OPENING_EVENT_NONE))
            times.to.minutes += DAY_MINUTES;
          if (times.to.minutes > LAST_MINUTE)
            {
              parser->at = start;
              return _vigie_opening_fail (parser, _ ("A time up to 48:00 was expected"));
            }
        }
      if (_vigie_opening_take_sign (parser, '/') && !parse_period (parser, &times.period))
        return FALSE;
    }
  else
    times.point = TRUE;
  g_array_append_val (parser->hours->times, times);

  if (!times.open_end && !times.point && times.period == 0
      && _vigie_opening_take_sign (parser, '+'))
    {
      OpeningTimes after = {.from = times.to, .open_end = TRUE};
      int to = usual_minute (&times.to);

      after.to.minutes = guess_end (to < from ? to + DAY_MINUTES : to);
      g_array_append_val (parser->hours->times, after);
    }
  return TRUE;
}

static gboolean
parse_times (OpeningParser *parser, OpeningRule *rule)
{
  OpeningSlice *slice = &rule->times;

  slice->first = parser->hours->times->len;
  do
    {
      if (!parse_timespan (parser))
        return FALSE;
      slice->n = parser->hours->times->len - slice->first;
      if (slice->n > OPENING_MAX_TIMES)
        return _vigie_opening_fail (parser, _ ("Too many times in a rule"));
    }
  while (is_time (parser, 1) && _vigie_opening_take_sign (parser, ','));
  for (guint i = 0; i < slice->n; i++)
    {
      const OpeningTimes *times
          = &g_array_index (parser->hours->times, OpeningTimes, slice->first + i);

      /* With the sun, it may be on some days. */
      if (times->to.event != OPENING_EVENT_NONE || times->to.minutes > DAY_MINUTES
          || times->from.event != OPENING_EVENT_NONE)
        rule->beyond_midnight = TRUE;
      if (times->to.event != OPENING_EVENT_NONE || times->from.event != OPENING_EVENT_NONE)
        parser->hours->sun = TRUE;
    }
  return TRUE;
}

/* ---- Weekdays and holidays ---- */

gboolean
_vigie_opening_parse_offset (OpeningParser *parser, int *days)
{
  gboolean before = _vigie_opening_is_sign (parser, 0, '-');

  *days = 0;
  if ((!before && !_vigie_opening_is_sign (parser, 0, '+')) || kind_at (parser, 1) != TOKEN_NUMBER
      || kind_at (parser, 2) != TOKEN_DAYS)
    return TRUE;
  *days = _vigie_opening_peek (parser, 1)->value;
  if (*days > 366)
    {
      parser->at++;
      return _vigie_opening_fail (parser, _ ("At most 366 days were expected"));
    }
  if (before)
    *days = -*days;
  parser->at += 3;
  return TRUE;
}

static gboolean
parse_nth_number (OpeningParser *parser, int *nth)
{
  gboolean from_end = _vigie_opening_take_sign (parser, '-');
  const OpeningToken *token = _vigie_opening_peek (parser, 0);

  if (token->kind != TOKEN_NUMBER || token->value < 1 || token->value > 5)
    return _vigie_opening_fail (parser, _ ("A number from 1 to 5 was expected"));
  *nth = from_end ? -token->value : token->value;
  parser->at++;
  return TRUE;
}

/* After "[": "1]", "1,3]", "1-2,-1]". */
static gboolean
parse_nth (OpeningParser *parser, guint16 *nth)
{
  *nth = 0;
  do
    {
      int first, last;

      if (!parse_nth_number (parser, &first))
        return FALSE;
      last = first;
      if (_vigie_opening_take_sign (parser, '-') && !parse_nth_number (parser, &last))
        return FALSE;
      if (last < first || (first < 0 && last > 0))
        {
          parser->at--;
          return _vigie_opening_fail (parser,
                                      _ ("A range from a lower to a higher number was expected"));
        }
      for (int i = first; i <= last; i++)
        *nth |= (guint16) (1u << (i + 5));
    }
  while (_vigie_opening_take_sign (parser, ','));
  if (!_vigie_opening_take_sign (parser, ']'))
    return _vigie_opening_fail (parser, _ ("“]” was expected"));
  return TRUE;
}

static gboolean
parse_day (OpeningParser *parser, OpeningDays *days)
{
  const OpeningToken *token = _vigie_opening_peek (parser, 0);
  int first = token->value, last = token->value;

  parser->at++;
  *days = (OpeningDays) {0};
  if (token->kind == TOKEN_HOLIDAY)
    {
      days->kind = (OpeningDaysKind) token->value;
      return days->kind == OPENING_DAYS_SCHOOL
             || _vigie_opening_parse_offset (parser, &days->move_days);
    }
  if (_vigie_opening_take_sign (parser, '['))
    {
      days->kind = OPENING_DAYS_NTH;
      days->weekdays = (guint16) (1u << first);
      return parse_nth (parser, &days->nth)
             && _vigie_opening_parse_offset (parser, &days->move_days);
    }
  if (_vigie_opening_take_sign (parser, '-'))
    {
      if (kind_at (parser, 0) != TOKEN_WEEKDAY)
        return _vigie_opening_fail (parser, _ ("A weekday was expected"));
      last = _vigie_opening_peek (parser, 0)->value;
      parser->at++;
    }
  for (int i = first;; i = i % 7 + 1)
    {
      days->weekdays |= (guint16) (1u << i);
      if (i == last)
        return TRUE;
    }
}

static gboolean
is_day (const OpeningParser *parser, guint ahead)
{
  OpeningTokenKind kind = kind_at (parser, ahead);

  return kind == TOKEN_WEEKDAY || kind == TOKEN_HOLIDAY;
}

/* "Mo-Fr,PH", "Sa[1,-1]", "SH": any of them. */
static gboolean
parse_days (OpeningParser *parser, OpeningSlice *slice)
{
  slice->first = parser->hours->days->len;
  do
    {
      OpeningDays days;

      if (!parse_day (parser, &days))
        return FALSE;
      if (days.kind == OPENING_DAYS_SCHOOL)
        parser->hours->school = TRUE;
      g_array_append_val (parser->hours->days, days);
    }
  while (is_day (parser, 1) && _vigie_opening_take_sign (parser, ','));
  slice->n = parser->hours->days->len - slice->first;
  return TRUE;
}

/* ---- Rules ---- */

static const char *
keep_comment (OpeningParser *parser)
{
  const OpeningToken *token = _vigie_opening_peek (parser, 0);
  char *comment = g_strndup (parser->text + token->start, token->length);

  g_ptr_array_add (parser->hours->comments, comment);
  parser->at++;
  return comment;
}

/* Selectors of each kind once, but for weekdays: "PH Mo-Fr" are holidays that are such weekdays. */
static gboolean
parse_selectors (OpeningParser *parser, OpeningRule *rule)
{
  for (;;)
    {
      const OpeningToken *token = _vigie_opening_peek (parser, 0);
      const OpeningToken *next = _vigie_opening_peek (parser, 1);
      OpeningSlice *slice;
      gboolean good;

      if (is_time (parser, 0))
        return TRUE;
      if (token->kind == TOKEN_MONTH || token->kind == TOKEN_EASTER
          || (token->kind == TOKEN_NUMBER && token->length == 4
              && (next->kind == TOKEN_MONTH || next->kind == TOKEN_EASTER)))
        slice = &rule->dates;
      else if (token->kind == TOKEN_NUMBER)
        slice = &rule->years;
      else if (token->kind == TOKEN_WEEK)
        slice = &rule->weeks;
      else if (is_day (parser, 0))
        slice = rule->days[0].n == 0 ? &rule->days[0] : &rule->days[1];
      else
        return TRUE;
      if (slice->n > 0)
        return _vigie_opening_fail (parser, _ ("A second selector of the same kind"));
      if (slice == &rule->dates)
        good = _vigie_opening_parse_dates (parser, slice);
      else if (slice == &rule->years)
        good = _vigie_opening_parse_years (parser, slice);
      else if (slice == &rule->weeks)
        good = _vigie_opening_parse_weeks (parser, slice);
      else
        good = parse_days (parser, slice);
      if (!good)
        return FALSE;
      /* The separator for readability. */
      _vigie_opening_take_sign (parser, ':');
    }
}

/* *@complete: times or a state were told, so that a comma can only begin another rule. */
static gboolean
parse_rule (OpeningParser *parser, OpeningRule *rule, gboolean *complete)
{
  *complete = FALSE;
  if (kind_at (parser, 0) == TOKEN_COMMENT && _vigie_opening_is_sign (parser, 1, ':'))
    {
      /* When is told in words only, so that nobody knows. */
      rule->comment = keep_comment (parser);
      rule->state = VIGIE_OPENING_UNKNOWN;
      parser->at++;
    }
  if (!parse_selectors (parser, rule))
    return FALSE;
  if (kind_at (parser, 0) == TOKEN_ALWAYS)
    {
      OpeningTimes always = {.to.minutes = DAY_MINUTES};

      rule->times = (OpeningSlice) {parser->hours->times->len, 1};
      g_array_append_val (parser->hours->times, always);
      parser->at++;
      *complete = TRUE;
    }
  else if (is_time (parser, 0))
    {
      if (!parse_times (parser, rule))
        return FALSE;
      *complete = TRUE;
    }
  if (kind_at (parser, 0) == TOKEN_STATE)
    {
      rule->state = (VigieOpeningState) _vigie_opening_peek (parser, 0)->value;
      parser->at++;
      *complete = TRUE;
      if (kind_at (parser, 0) == TOKEN_COMMENT)
        rule->comment = keep_comment (parser);
    }
  else if (kind_at (parser, 0) == TOKEN_COMMENT)
    {
      rule->state = VIGIE_OPENING_UNKNOWN;
      rule->comment = keep_comment (parser);
      *complete = TRUE;
    }
  return TRUE;
}

gboolean
_vigie_opening_parse (VigieOpeningHours *self, const char *text, GError **error)
{
  g_autoptr (GArray) tokens = _vigie_opening_tokens_new (text, error);
  OpeningParser parser = {.text = text, .hours = self, .error = error};
  gboolean additional = FALSE, fallback = FALSE;
  guint n_fallbacks = 0;

  if (!tokens)
    return FALSE;
  parser.tokens = (const OpeningToken *) (void *) tokens->data;
  for (;;)
    {
      OpeningRule rule
          = {.additional = additional, .fallback = fallback, .state = VIGIE_OPENING_OPEN};
      guint start = parser.at;
      gboolean complete;

      if (!parse_rule (&parser, &rule, &complete))
        return FALSE;
      if (parser.at > start)
        {
          if (fallback)
            n_fallbacks += MAX (1, rule.times.n);
          if (self->rules->len == OPENING_MAX_RULES || n_fallbacks > OPENING_MAX_FALLBACKS)
            return _vigie_opening_fail (&parser, _ ("Too many rules"));
          g_array_append_val (self->rules, rule);
        }
      else if (additional || fallback || kind_at (&parser, 0) == TOKEN_FALLBACK
               || _vigie_opening_is_sign (&parser, 0, ','))
        return _vigie_opening_fail (&parser, _ ("A rule was expected"));

      if (_vigie_opening_take_sign (&parser, ';'))
        additional = fallback = FALSE;
      else if (kind_at (&parser, 0) == TOKEN_FALLBACK)
        {
          parser.at++;
          additional = FALSE;
          fallback = TRUE;
        }
      else if (complete && _vigie_opening_take_sign (&parser, ','))
        additional = TRUE;
      else if (kind_at (&parser, 0) != TOKEN_END)
        return _vigie_opening_fail (&parser, _ ("This is not allowed here"));
      else if (self->rules->len > 0)
        return TRUE;
      else
        return _vigie_opening_fail (&parser, _ ("Nothing is given"));
    }
}
