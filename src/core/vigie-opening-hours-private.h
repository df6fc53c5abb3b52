/* vigie-opening-hours-private.h: rules of opening hours between their reader and those who evaluate them.
 *
 * Text → tokens (vigie-opening-hours-tokens.c) → rules (…-parse.c, …-dates.c) → the minutes of a day (…-day.c) →
 * spans of instants and states (vigie-opening-hours.c) → words (…-words.c, …-week.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-opening-hours.h"

G_BEGIN_DECLS

#define DAY_MINUTES 1440

/* ---- Tokens ---- */

typedef enum
{
  TOKEN_END,
  TOKEN_NUMBER,  /* value, length in digits */
  TOKEN_WEEKDAY, /* 1 Monday to 7 Sunday */
  TOKEN_MONTH,   /* 1 to 12 */
  TOKEN_HOLIDAY, /* OpeningDays */
  TOKEN_EVENT,   /* OpeningEvent */
  TOKEN_EASTER,
  TOKEN_WEEK,
  TOKEN_DAYS,     /* "day", "days" */
  TOKEN_STATE,    /* VigieOpeningState */
  TOKEN_ALWAYS,   /* 24/7 */
  TOKEN_COMMENT,  /* start and length are of what is between the quotes */
  TOKEN_FALLBACK, /* || */
  TOKEN_SIGN,     /* one of , ; : - + / [ ] ( ) as value */
} OpeningTokenKind;

typedef struct
{
  OpeningTokenKind kind;
  int value;
  guint start, length; /* bytes of the text */
} OpeningToken;

/* The tokens of @text, with one END at the end; NULL with @error. */
GArray *_vigie_opening_tokens_new (const char *text, GError **error);
/* « …, at character 12 », counted from 1. */
void _vigie_opening_set_error (GError **error, const char *text, guint start, const char *what);

/* ---- Rules ---- */

typedef enum
{
  OPENING_EVENT_NONE,
  OPENING_EVENT_DAWN,
  OPENING_EVENT_SUNRISE,
  OPENING_EVENT_SUNSET,
  OPENING_EVENT_DUSK,
} OpeningEvent;

typedef struct
{
  OpeningEvent event;
  int minutes; /* since midnight, or to be added to the event */
} OpeningTime;

typedef struct
{
  OpeningTime from, to; /* a fixed end is beyond midnight where it is before the start */
  int period;           /* minutes from one point in time to the next, 0: a span */
  gboolean point;       /* one minute */
  gboolean open_end;    /* until @to, it is not known how long it is open */
} OpeningTimes;

typedef struct
{
  int from, to, step; /* years or weeks, both included */
} OpeningRange;

typedef struct
{
  int year;         /* 0: each */
  int month;        /* 0: Easter */
  int day;          /* of the month; 0 where it is a weekday of the month */
  int nth, weekday; /* the nth weekday of the month, from its end where negative */
  int move_weekday; /* then the next weekday on or after it, or the last on or before if negative; 0 */
  int move_days;    /* then so many days */
} OpeningDate;

typedef struct
{
  gboolean
      months; /* whole months from.month to to.month, of from.year if any; else from one date to another */
  OpeningDate from, to;
  gboolean onwards; /* from a date until the end of the year, or for ever if it has a year */
  int step;         /* days from one to the next */
} OpeningDates;

typedef enum
{
  OPENING_DAYS_WEEKDAYS,
  OPENING_DAYS_NTH,
  OPENING_DAYS_PUBLIC,
  OPENING_DAYS_SCHOOL,
} OpeningDaysKind;

typedef struct
{
  OpeningDaysKind kind;
  guint16 weekdays; /* a bit for each, 1 << weekday */
  guint16 nth;      /* 1 << (nth + 5), nth -5 to -1 and 1 to 5 */
  int move_days;    /* the day lies so many days after what is told */
} OpeningDays;

/* A slice of one of the arrays below. */
typedef struct
{
  guint first, n;
} OpeningSlice;

typedef struct
{
  gboolean additional, fallback;
  gboolean beyond_midnight; /* some of its times are on the day after */
  VigieOpeningState state;
  const char *comment;
  OpeningSlice years, dates, weeks, days[2], times; /* none: any; both of @days must hold */
} OpeningRule;

struct _VigieOpeningHours
{
  gatomicrefcount ref_count;
  GArray *rules; /* OpeningRule */
  GArray *years; /* OpeningRange */
  GArray *weeks; /* OpeningRange */
  GArray *dates; /* OpeningDates */
  GArray *days;  /* OpeningDays */
  GArray *times; /* OpeningTimes */
  GPtrArray *comments;
  gboolean school; /* a rule depends on school holidays */
  gboolean sun;    /* one depends on the sun */
  guint n_periods; /* times that come again after a while */
  double lat, lon;
  GTimeZone *zone;
  VigieCalendar *calendar;
};

/* What bounds the work of a day. */
#define OPENING_MAX_RULES 250
#define OPENING_MAX_TIMES 64     /* of a rule */
#define OPENING_MAX_PERIODS 4    /* in all */
#define OPENING_MAX_FALLBACKS 24 /* times of rules after "||", in all */

gboolean _vigie_opening_parse (VigieOpeningHours *self, const char *text, GError **error);

typedef struct
{
  const char *text;
  const OpeningToken *tokens;
  guint at;
  VigieOpeningHours *hours;
  GError **error;
} OpeningParser;

const OpeningToken *_vigie_opening_peek (const OpeningParser *parser, guint ahead);
gboolean _vigie_opening_is_sign (const OpeningParser *parser, guint ahead, char sign);
gboolean _vigie_opening_take_sign (OpeningParser *parser, char sign);
/* FALSE, with the error « what, at character … » of the next token. */
gboolean _vigie_opening_fail (OpeningParser *parser, const char *what);
/* "+ 2 days", "-1 day"; 0 where there is none. */
gboolean _vigie_opening_parse_offset (OpeningParser *parser, int *days);
gboolean _vigie_opening_parse_years (OpeningParser *parser, OpeningSlice *slice);
gboolean _vigie_opening_parse_dates (OpeningParser *parser, OpeningSlice *slice);
gboolean _vigie_opening_parse_weeks (OpeningParser *parser, OpeningSlice *slice);

/* ---- A day ---- */

/* What is asked of a day and its neighbours again and again. Of one reader on its stack: the hours are shared. */
typedef struct
{
  struct
  {
    gint64 day;
    gint16 minutes[OPENING_EVENT_DUSK + 1]; /* -1: not looked at */
  } sun[3];
  struct
  {
    gint64 day;
    gint8 matches[OPENING_MAX_RULES]; /* -1: not looked at */
  } rules[2][2];                      /* of a day and the one before; in term, in holidays */
} OpeningMemo;

void _vigie_opening_memo_init (OpeningMemo *memo);

/* Whether @rule holds on @day; days of which it is not known whether there is school are taken as @assumed. */
gboolean _vigie_opening_rule_matches (const VigieOpeningHours *self,
                                      const OpeningRule *rule,
                                      gint64 day,
                                      VigieSchool assumed);

/* Whether @rule is one of the usual ones in the season of @day, not of some days only, and holds on a @weekday that is a
 * public holiday (@holiday) and of school holidays (@school) or not. */
gboolean _vigie_opening_rule_is_usual (const VigieOpeningHours *self,
                                       const OpeningRule *rule,
                                       gint64 day,
                                       int weekday,
                                       gboolean holiday,
                                       VigieSchool school);

/* What a minute of a day is made of: 0 where nothing is said, else 1 + 2 × its rule, + 1 beyond an open end.
 * OPENING_CELL_UNSURE: it hangs on school holidays that are not known. */
typedef guint16 OpeningCell;
#define OPENING_CELL_UNSURE G_MAXUINT16

/* Lays rule @index, which holds on @day, over @n_cells minutes of and from this day. */
void _vigie_opening_paint_rule (const VigieOpeningHours *self,
                                OpeningMemo *memo,
                                guint index,
                                gint64 day,
                                OpeningCell *cells,
                                int n_cells);
void _vigie_opening_day (const VigieOpeningHours *self,
                         OpeningMemo *memo,
                         gint64 day,
                         OpeningCell cells[DAY_MINUTES]);
VigieOpeningState _vigie_opening_cell_state (const VigieOpeningHours *self, OpeningCell cell);
const char *_vigie_opening_cell_comment (const VigieOpeningHours *self, OpeningCell cell);

/* Minute of the local @day at which the sun is where @event has it; the fixed ones where the place is not known or
 * the sun does not get there on that day: 5:30, 6:00, 18:00, 18:30. */
int _vigie_opening_event_minute (const VigieOpeningHours *self,
                                 OpeningMemo *memo,
                                 OpeningEvent event,
                                 gint64 day);
int _vigie_opening_event_default (OpeningEvent event);

/* ---- Words; new ---- */

char *_vigie_opening_date_words (gint64 day, gint64 today);
char *_vigie_opening_minute_words (int minute);
/* On one line, without what turns the words around it. */
char *_vigie_opening_comment_words (const char *comment);
/* Takes @words; @comment may be NULL. */
char *_vigie_opening_with_comment (char *words, const char *comment);

/* ---- Instants ---- */

/* The instant at which @minute (0 to 1440) of a local @day begins: the first of two, and the end of the gap where
 * there is none. */
VigieTime _vigie_opening_instant (const VigieOpeningHours *self, gint64 day, int minute);
/* The local day that @time lies in. */
gint64 _vigie_opening_local_day (const VigieOpeningHours *self, VigieTime time);

G_END_DECLS
