/* vigie-attendance-text.h: what the attendance page says, beside what vigie-attendance.h says. Pure.
 *
 * All texts returned are new (g_free()) and plain, never NULL but where said. Times are of the site's zone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance-state.h"

G_BEGIN_DECLS

/* ---- Pieces ---- */

/* « 10 h », « 12 h 30 ». @zone NULL: Europe/Paris. */
char *vigie_attendance_text_hour (VigieTime time, GTimeZone *zone);
/* « 12 h 30 – 13 h »; a day before where it is not that of @now: « mar. 24 nov., 10 h – 11 h ». */
char *vigie_attendance_text_slot (VigieTime from, VigieTime to, VigieTime now, GTimeZone *zone);
/* « samedi », « samedis »: weekday 0 Monday. Not to be freed. */
const char *vigie_attendance_text_weekday (int weekday);
const char *vigie_attendance_text_weekdays (int weekday);
/* « samedis », « samedis de vacances scolaires », « jours fériés »: the days that are one class. */
char *vigie_attendance_text_class (VigieDayClass day_class, int weekday);
/* « 14 véhicules », « 14 véhicules (13 à 15) »: whole vehicles; the range where it is not the number alone.
 * « n. d. » for NAN. */
char *vigie_attendance_text_vehicles (double present, double low, double high);
/* « 9 km », « 800 m »: rounded, as the crow flies. */
char *vigie_attendance_text_distance (double metres);

/* ---- Head and foot ---- */

/* « 92 véhicules présents » and « sur 11 sites qui répondent » of @states (VigieAttendanceState or NULL); while the
 * link is lost (@live FALSE) of when that was: « à 11 h 35, sur 11 sites ». */
void vigie_attendance_text_total (GPtrArray *states, gboolean live, char **strong, char **rest);
/* « 13 déchèteries », « 14 sites »: of a plan. */
char *vigie_attendance_text_sites (VigieAttendancePlan *plan);
/* « < 40 % », « 40 – 70 % », « 70 – 100 % », « ≥ 100 % » of the places. */
char *vigie_attendance_text_limit (VigieLevel level, const VigieLevelLimits *limits);
/* « Habitude : médiane, P10 – P90 des samedis à 11 h, 26 semaines. Trait : places. »: of the days of @day_class that
 * are told at @now; « Profils simulés. » added in the demonstration. */
char *vigie_attendance_text_legend (VigieDayClass day_class,
                                    VigieTime now,
                                    GTimeZone *zone,
                                    gboolean simulated);
/* « Habitudes : 42 % chargés »; never 100 %. */
char *vigie_attendance_text_loading (double loaded);

/* ---- A row ---- */

typedef struct
{
  VigieAttendanceKind kind;
  char *name;  /* the short one */
  char *count; /* « 14 »; "" where none is told */
  char *
      strong; /* instead of a count: « Silencieux depuis 8 h 00 », « Fermée, ouvre à 14 h »; of a doubtful one the
                 * verdict; or "" */
  char *note; /* after it: « dernier : 1 véhicule »; or "" */
  char *trend;       /* an arrow, or "" */
  char *level;       /* « dense »; "" where none is told */
  char *wait;        /* « 10 min » */
  char *best;        /* « 16 h 30 »; « n. d. » where none is known, and of a site that is silent */
  gboolean has_best; /* it is a time, or now */
  gboolean best_is_now;
  char *sentence; /* all of it for a screen reader */
} VigieAttendanceWords;

/* @live FALSE: the link is lost, and it is of the last exchange. @state NULL is not allowed. */
void vigie_attendance_words_init (VigieAttendanceWords *words,
                                  const VigieAttendanceState *state,
                                  gboolean live);
void vigie_attendance_words_clear (VigieAttendanceWords *words);
/* Whether both say the same. */
gboolean vigie_attendance_words_equal (const VigieAttendanceWords *one,
                                       const VigieAttendanceWords *other);

/* ---- The detail ---- */

/* What to tell the user, as it may be copied: while the link is lost with the time that it is of. */
char *vigie_attendance_text_sentence (const VigieAttendanceState *state,
                                      const char *sentence,
                                      gboolean live);

/* « Ouvert jusqu’à 12 h 30, puis de 14 h à 18 h · il y a 4 min »; without hours what is known. */
char *vigie_attendance_text_opening (const VigieAttendanceState *state, gboolean live);
/* « 14 véhicules (13 à 15), plus de monde que d’habitude (7 à 11), en hausse. Attente : 5 à 15 min »; "" where no count
 * is told. */
char *vigie_attendance_text_now (const VigieAttendanceState *state);
/* What is said beside a number that stands by itself: « plus de monde que d’habitude, en hausse, attente : 5 à 15 min »;
 * "" where nothing of it is told. */
char *vigie_attendance_text_against (const VigieAttendanceState *state);
/* « habituel des samedis à 11 h : 6 à 11 »; "" where the usual of now is hidden. */
char *vigie_attendance_text_usual (const VigieAttendanceState *state);
/* What the number is: « Compté : entrées − sorties, 15 à 25 véhicules »; "" where none is told. */
char *vigie_attendance_text_source (const VigieAttendanceState *state);
/* « Comptage sain, écart entrées-sorties 1,8 %, couverture 97 % »; or what is wrong. */
char *vigie_attendance_text_quality (const VigieAttendanceState *state);
/* What to do about it; NULL where nothing is. */
const char *vigie_attendance_text_quality_act (const VigieAttendanceState *state);
/* « Hennebont, à 9 km : 8 véhicules, fluide, attente 5 min ». */
char *vigie_attendance_text_near (const VigieAttendanceNear *near);
/* « 16 h 30 – 17 h 30 : 6 véhicules (4 à 8), attente aucune ». */
char *
vigie_attendance_text_expected (const VigieExpected *expected, VigieTime now, GTimeZone *zone);
/* Why there is no best moment. NULL where there is one. */
char *vigie_attendance_text_no_best (const VigieAttendanceState *state, double loaded);
/* How counts, habits, waits and forecasts come about, a paragraph each; the last says how good the forecasts of this
 * site are, or why none is shown. NULL-terminated, free with g_strfreev(). */
char **vigie_attendance_text_how (const VigieAttendanceState *state, double loaded);
/* « bande habituelle des samedis »; why there is no band. */
char *vigie_attendance_text_band (const VigieAttendanceState *state, gint64 day, double loaded);

G_END_DECLS
