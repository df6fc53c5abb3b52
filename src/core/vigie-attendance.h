/* vigie-attendance.h: how many vehicles are on a site, against what is usual, how long one waits, when to come. Pure.
 *
 * Readings → a track (vehicles present at each step, with what is not sure) → habits (what is usual of each half-hour
 * of the week, how long a vehicle stays, how well the counters count) → now, and what is to be expected. What is not
 * known is NAN, never 0. Only counts of vehicles are ever looked at: nothing tells of a person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-opening-hours.h"
#include "vigie-series.h"
#include "vigie-values.h"

G_BEGIN_DECLS

#define VIGIE_ATTENDANCE_STEP (10 * VIGIE_MINUTE) /* of a track */
#define VIGIE_ATTENDANCE_SLOT                                                                      \
  (30 * VIGIE_MINUTE)               /* of habits and of what is expected; local half-hours */
#define VIGIE_ATTENDANCE_SLOTS 48   /* of a day, by the clock */
#define VIGIE_ATTENDANCE_WEEKS 26   /* that habits are made of */
#define VIGIE_ATTENDANCE_MIN_DAYS 5 /* days that a slot must have been seen; fewer: hidden */

/* ---- Levels ---- */

typedef enum
{
  VIGIE_LEVEL_UNKNOWN,
  VIGIE_LEVEL_LIGHT,    /* fluide */
  VIGIE_LEVEL_MODERATE, /* modéré */
  VIGIE_LEVEL_HEAVY,    /* dense */
  VIGIE_LEVEL_FULL,     /* saturé */
} VigieLevel;
#define VIGIE_N_LEVEL 5

/* Shares of the places from which a level holds, ascending. */
typedef struct
{
  double moderate, heavy, full;
} VigieLevelLimits;
#define VIGIE_LEVEL_LIMITS_DEFAULT ((VigieLevelLimits) {0.40, 0.70, 1.00})

/* Of @present in whole vehicles, as it is told. UNKNOWN where it is NAN or @capacity ≤ 0. */
VigieLevel vigie_level_of (double present, int capacity, const VigieLevelLimits *limits);
const char *vigie_level_to_string (VigieLevel level); /* "light" … as in JSON; "unknown" */
const char *vigie_level_words (VigieLevel level);     /* « fluide », …; « n. d. » */
const char *vigie_level_letter (VigieLevel level); /* « F », « M », « D », « S »; "" for UNKNOWN */
/* « modéré à partir de 8 véhicules » for @capacity places, as a sentence on all limits. g_free(). */
char *vigie_level_limits_words (const VigieLevelLimits *limits, int capacity);

/* ---- What is known of a site ---- */

typedef struct
{
  VigieOpeningHours *
      hours; /* or NULL: not told; then nothing is put to zero at a closing but at the calmest of night */
  int capacity;            /* places, or -1 */
  GTimeZone *zone;         /* NULL: Europe/Paris */
  VigieCalendar *calendar; /* NULL: as vigie_calendar_new() */
  VigieLevelLimits limits;
} VigieAttendanceFacts;

typedef struct
{
  VigieSeries *series;          /* referenced by who gives it */
  const VigieMeasureData *data; /* role, aggregation, roll-over, replacements, expected interval */
} VigieCounter;

typedef struct
{
  const VigieCounter *in, *out; /* one for each entrance and exit; summed */
  guint n_in, n_out;
  const VigieCounter *present; /* a presence that is measured or computed upstream, or NULL */
} VigieAttendanceSource;

/* ---- Counting: a track ---- */

typedef enum
{
  VIGIE_COUNT_GOOD,
  VIGIE_COUNT_NONE,   /* the site counts nothing */
  VIGIE_COUNT_SILENT, /* nothing came for more than three expected intervals of opening */
  VIGIE_COUNT_FLAT,   /* open, and the counter stands still for longer than is usual of it */
  VIGIE_COUNT_IMBALANCE, /* in and out differ by more than 10 % over the last days: one of them counts wrong */
  VIGIE_COUNT_INCOMPLETE, /* less than 90 % of the opening steps are known */
  VIGIE_COUNT_IMPOSSIBLE, /* present below 0 or beyond three times the places, whatever is corrected */
} VigieCountVerdict;
#define VIGIE_N_COUNT 7
/* « Comptage sain », « Entrées et sorties ne s’accordent pas », …; constant. */
const char *vigie_count_verdict_words (VigieCountVerdict verdict);

typedef struct
{
  VigieCountVerdict verdict;
  double
      imbalance; /* (in − out) ÷ (in + out) × 2, of the last 7 days that were open; signed; NAN */
  double
      coverage; /* share of the opening steps of these days and today that is known, 0 to 1; NAN without opening */
  double
      presence_gap; /* vehicles: median of |ours − the presence measured| while open; NAN where not both are told */
  VigieTime flat_since; /* since when the counter that stands still does so, or NONE */
  VigieTime last;       /* of the newest reading of the counter that is furthest behind, or NONE */
} VigieCountQuality;

typedef struct
{
  gint64 day; /* number of the local day */
  /* Vehicles, as counted while open, until now, and half an hour after the closing; over a gap too where the index after
   * it tells the whole. NAN where that is not known. */
  double in, out;
  double
      drift; /* in − out at the last closing, before the correction; NAN where it is not over yet or not known */
  double
      coverage; /* share of the opening (until now) whose presence is known, 0 to 1; NAN where it was not open */
  gboolean usable;   /* closed for today, and counts make sense: habits may be made of it */
  gboolean measured; /* it takes the presence measured, not entries less exits */
} VigieAttendanceDay;

/* Immutable once shared; counted atomically. */
typedef struct
{
  gatomicrefcount ref_count;
  VigieTime from;    /* a multiple of the step */
  guint n;           /* steps of VIGIE_ATTENDANCE_STEP */
  float *in, *out;   /* n: vehicles that came and went in the step; NAN */
  float *present;    /* n: at the end of the step; NAN */
  float *low, *high; /* n: 90 % range of `present`, by how well this site's counters agree; NAN */
  guint8
      *opening; /* n: VigieOpeningState at the begin of the step; OPEN throughout without hours */
  GArray *days; /* of VigieAttendanceDay, each local day that it touches */
  VigieCountQuality quality; /* at its end, of the last seven open days that it holds */
  VigieTime until;           /* what is known ends there: the end of the last known step, or NONE */
} VigieAttendanceTrack;

VigieAttendanceTrack *vigie_attendance_track_ref (VigieAttendanceTrack *self);
void vigie_attendance_track_unref (VigieAttendanceTrack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieAttendanceTrack, vigie_attendance_track_unref)

/* How well counters of a site agree, of past days: what today is corrected with before it closes. */
typedef struct
{
  double bias; /* median of (in − out) ÷ in over past days; 0 where too few */
  double
      spread; /* robust standard deviation of a count's error, in vehicles for each √vehicle counted; ≥ 0 */
  guint n_days;
} VigieCountBias;

/* What is known of @days (of VigieAttendanceDay, ascending): of the last 30 that are closed and told. */
void vigie_count_bias_of_days (const GArray *days, VigieCountBias *result);

/* The steps of @from ≤ t < @to (widened to whole steps; at most 400 days), with readings up to @now; what is after @now
 * is not known. Presence = entries − exits since the site was last empty: it is put to zero at each closing (a break at
 * noon too, where it lasts longer than vehicles stay), and what was left over there is shared out over the steps
 * since the opening in proportion to what moved; before the closing of the day, by @bias (NULL: what the track's own
 * days tell). Vehicles that leave in the half-hour after a closing are of that day; what is counted while it is closed
 * (staff, lorries) is no presence. Where in or out are not counted, or tell the presence of less than 90 % of a day's
 * opening, that day takes the presence measured if more of it is known. Never below 0. The range comes from how far
 * in and out differ at this site for each √vehicle, from what lies between two readings, and from what a reset lost;
 * never less than half a vehicle. Quality wants eight open days, @bias of more. O(readings + steps). */
VigieAttendanceTrack *vigie_attendance_track_new (const VigieAttendanceSource *source,
                                                  const VigieAttendanceFacts *facts,
                                                  VigieTime from,
                                                  VigieTime to,
                                                  VigieTime now,
                                                  const VigieCountBias *bias);

/* ---- Habits ---- */

/* Days that are unlike each other and are not mixed. */
typedef enum
{
  VIGIE_DAY_CLASS_TERM,
  VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS,
  VIGIE_DAY_CLASS_PUBLIC_HOLIDAY,
} VigieDayClass;
#define VIGIE_N_DAY_CLASS 3

typedef struct
{
  float p10, median, p90; /* vehicles; NAN where n < VIGIE_ATTENDANCE_MIN_DAYS */
  guint16 n;              /* days that it was seen open and wholly known */
} VigieUsual;

typedef struct
{
  gatomicrefcount ref_count;
  VigieTime from, to; /* of what they are made of */
  guint n_days;       /* usable days */
  /* By class, weekday (0 Monday) and half-hour of the clock; of PUBLIC_HOLIDAY all weekdays are one, told in each.
   * SCHOOL_HOLIDAYS that are hidden are not replaced by TERM: who asks by vigie_attendance_usual_at() is told which. */
  VigieUsual
      present[VIGIE_N_DAY_CLASS][7]
             [VIGIE_ATTENDANCE_SLOTS]; /* mean of `present` over the open steps of the half-hour */
  VigieUsual arrivals[VIGIE_N_DAY_CLASS][7][VIGIE_ATTENDANCE_SLOTS]; /* vehicles in the half-hour */
  VigieUsual exits[VIGIE_N_DAY_CLASS][7][VIGIE_ATTENDANCE_SLOTS];
  VigieCountBias bias;
  double stay; /* minutes a vehicle stays when nobody waits: see vigie_attendance_wait(); NAN */
  double
      best_rate; /* vehicles an hour that the site lets through when it is busy (P90 of half-hours); NAN */
  double
      level; /* by what the last weeks differ from the usual of their days (a season that comes): a factor that
                 * forecasts begin with; 1 as usual, and where too little is known */
  double
      error_ratio; /* of the back-test: see vigie_attendance_backtest(); NAN where it could not be made */
} VigieAttendanceHabits;

/* Of a track of the past (a day that is in progress is left out). Closed half-hours and unusable days are apart; of a
 * half-hour that is open in part, what of it is open. The hour that comes twice in a night of autumn counts once, as
 * the mean of both. Makes the back-test too. */
VigieAttendanceHabits *vigie_attendance_habits_new (const VigieAttendanceTrack *past,
                                                    const VigieAttendanceFacts *facts);
VigieAttendanceHabits *vigie_attendance_habits_ref (VigieAttendanceHabits *self);
void vigie_attendance_habits_unref (VigieAttendanceHabits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieAttendanceHabits, vigie_attendance_habits_unref)

/* Which days the local @day (days since 1970) is one of, by the public holidays and the calendar of schools in @facts (NULL
 * there: the built-in one). A day of which the calendar knows nothing is of term. Any thread. */
VigieDayClass vigie_attendance_class_of (gint64 day, const VigieAttendanceFacts *facts);
/* What is usual of the half-hour that @time is in: of presence. NULL where it is hidden (too few days). *@day_class (may
 * be NULL) is whose days they are: a day of school holidays of which there are too few is told by TERM ones, a public
 * holiday by none. */
const VigieUsual *vigie_attendance_usual_at (const VigieAttendanceHabits *self,
                                             const VigieAttendanceFacts *facts,
                                             VigieTime time,
                                             VigieDayClass *day_class);

/* ---- Waiting ---- */

/* Minutes in steps of 5, with the range (about 80 %) they lie in. */
typedef struct
{
  int minutes, low, high; /* multiples of 5; -1 where it is not known; 0 « aucune » */
} VigieWait;

/* Little's law: those present ÷ the rate at which they leave is how long a vehicle is on the site; what goes beyond the
 * stay when nobody waits is waiting. @exits: vehicles an hour over the last half-hour (NAN: not known, then habits'
 * rate); @low, @high: range of @present (90 %; NAN: sure). Never told more finely than 5 minutes, never below 0;
 * « aucune » under 2,5 minutes. Unknown where habits have no stay, or where neither @exits nor the best rate is known.
 * How, and what it cannot know: vigie-attendance-wait.c. */
VigieWait vigie_attendance_wait (const VigieAttendanceHabits *habits,
                                 double present,
                                 double low,
                                 double high,
                                 double exits);
/* « aucune », « environ 10 min »; where the range is 15 minutes or wider « 5 à 20 min », « moins de 15 min »;
 * « n. d. ». g_free(). */
char *vigie_wait_words (const VigieWait *wait);
/* « 10 min » for narrow columns. g_free(). */
char *vigie_wait_short_words (const VigieWait *wait);

/* ---- Now ---- */

typedef enum
{
  VIGIE_AGAINST_UNKNOWN,
  VIGIE_AGAINST_QUIETER, /* under P10, or under 60 % of the median and 3 vehicles fewer */
  VIGIE_AGAINST_AS_USUAL,
  VIGIE_AGAINST_BUSIER, /* over P90, or over 140 % of the median and 3 vehicles more */
} VigieAgainst;
/* « plus calme que d’habitude », « comme d’habitude », « plus de monde que d’habitude »; "" for UNKNOWN. */
const char *vigie_against_words (VigieAgainst against);

typedef enum
{
  VIGIE_TREND_UNKNOWN,
  VIGIE_TREND_FALLING,
  VIGIE_TREND_STEADY,
  VIGIE_TREND_RISING,
} VigieTrend;
const char *vigie_trend_words (VigieTrend trend); /* « en baisse », « stable », « en hausse »; "" */

typedef struct
{
  VigieOpeningState opening; /* at `now` */
  VigieCountVerdict
      verdict; /* on the counts; FLAT and IMPOSSIBLE ones are not believed: present and all that is
                              * made of it are unknown then */
  VigieTime time; /* of the newest step that is known: what is told is of then; NONE */
  gboolean
      stale; /* older than three expected intervals (and a step): not now any more, all below but `last` unknown */
  double present, low, high; /* NAN */
  double
      recent; /* median of the last three steps of this opening: what one step alone does not tip; NAN */
  double last;      /* what the newest known step said, stale or not; NAN */
  VigieLevel level; /* this and what follows but `usual`: unknown while it is closed */
  VigieUsual usual; /* of now; n 0 and NAN where hidden */
  VigieAgainst
      against;      /* of the last three steps, each against its half-hour: their middle verdict */
  VigieTrend trend; /* over the last half-hour */
  VigieWait wait;
} VigieAttendanceNow;

/* @today: a track that ends at or after @now; @habits may be NULL (nothing is known of the past yet). */
void vigie_attendance_now (const VigieAttendanceTrack *today,
                           const VigieAttendanceHabits *habits,
                           const VigieAttendanceFacts *facts,
                           VigieTime now,
                           gint64 expected_interval,
                           VigieAttendanceNow *result);

/* ---- What is to be expected ---- */

typedef struct
{
  VigieTime from, to;        /* a local half-hour (or what of it is open) */
  double present, low, high; /* expected, with P10 to P90 */
  VigieLevel level;
  VigieWait wait;
} VigieExpected;

/* The open half-hours from @now on, to the end of the next open day after today (at most 8 days ahead): GArray of
 * VigieExpected, ascending. Usual of that slot, times how the last weeks went and how today goes (what was seen today
 * against what is usual, less the further ahead); half-hours of which the usual is hidden are left out, and what is
 * left of one where it is less than 5 minutes. The first begins at @now where it is open. Empty where the back-test of
 * this site is not better than « same as last week » (habits->error_ratio ≥ 1, or NAN), or without habits (NULL). */
GArray *vigie_attendance_expect (const VigieAttendanceTrack *today,
                                 const VigieAttendanceHabits *habits,
                                 const VigieAttendanceFacts *facts,
                                 VigieTime now);

/* The best moments among @expected: at most @max stretches of slots (GArray of VigieExpected, joined where they touch),
 * the best first: least wait, then least present (a vehicle or 15 % more are equal), the sooner of equals; another day
 * must save 10 minutes. The first begins now where it is as calm now (NULL or unknown: as is expected) as it will be,
 * by the median of the last half-hour and with more leeway (two vehicles or 30 %), so that it does not change with every
 * vehicle. Others wait at most 5 minutes more than the best. */
GArray *vigie_attendance_best (const GArray *expected, const VigieAttendanceNow *now, guint max);

typedef struct
{
  guint n;          /* forecasts that were compared */
  double error;     /* mean absolute error of ours, vehicles */
  double last_week; /* that of « the same half-hour of last week » */
  double ratio;     /* error ÷ last_week; NAN where n is too small */
} VigieBacktest;

/* Each of the last @held_out weeks of @past is foretold from what was known before it (habits of the weeks before, and
 * of its day what was seen until an hour before the slot), and compared with what was seen; the other with the slot 7
 * days before. Only slots that both can foretell count. */
void vigie_attendance_backtest (const VigieAttendanceTrack *past,
                                const VigieAttendanceFacts *facts,
                                guint held_out,
                                VigieBacktest *result);

/* ---- In a sentence ---- */

/* What a site is called among its like, as it follows « à »: « Riantec » of « Déchèterie de Riantec », « Le Port » of
 * « Déchèterie du Port »; any other name as it is. @name is valid UTF-8. g_free(). */
char *vigie_attendance_short_name (const char *name);

typedef struct
{
  const char *name; /* of the place, as it follows « à »: « Hennebont » */
  double distance;  /* m */
  const VigieAttendanceNow *now;
} VigieAlternative;

typedef struct
{
  const char *name; /* « Riantec » */
  const VigieAttendanceNow *now;
  const VigieAttendanceFacts *facts;
  const GArray *best;            /* of VigieExpected, may be NULL */
  const VigieAlternative *other; /* a quieter one near by that takes the same, or NULL */
  const char *const *full;       /* names of skips that are (nearly) full; or NULL */
} VigieAdvice;

/* What to say to a person on the telephone: « Il y a du monde à Riantec : 14 véhicules, environ 10 minutes d’attente.
 * Venez plutôt vers 16 h 30, ou à Hennebont, moins de monde en ce moment. La benne à gravats est presque pleine. »
 * Never more than is known; closed, silent and unknown have their own. g_free(). */
char *vigie_attendance_advice (const VigieAdvice *advice, VigieTime now);

/* « maintenant », « 16 h 30 », « mar. 10 h »; « n. d. » without any. g_free(). */
char *vigie_attendance_best_words (const GArray *best, VigieTime now, GTimeZone *zone);

G_END_DECLS
