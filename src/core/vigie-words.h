/* vigie-words.h: numbers, times and states as a person reads them, in the user's language. Pure: no clock, no
 * settings. Words come from gettext, digits and separators from the locale set by the program.
 *
 * All texts returned are new (g_free()), never NULL, and of plain text, never markup. A time zone of NULL
 * is Europe/Paris. Safe from any thread once the locale is set.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-status.h"
#include "vigie-values.h"

G_BEGIN_DECLS

/* The zone of the territory; not owned by the caller. */
GTimeZone *vigie_words_default_zone (void);

/* « 12 345,7 »: with @decimals fraction digits (0 to 6), rounded half away from zero; « n. d. » for NaN.
 * The minus sign is U+2212. Numbers of 10¹⁵ and beyond have an exponent. */
char *vigie_words_number (double number, int decimals);

/* A measure's number with its unit (NULL or "" if none): « 94 % », « 1,23 MW », « −97 dBm », « 21,5 °C ». Powers
 * and energies are told in the multiple that leaves 1 to 999, with 3 significant digits; other units are
 * never scaled: percentages, temperatures and radio levels have at most 1 decimal, the rest at most 3
 * significant digits but all their whole ones. « — » for NaN. */
char *vigie_words_value (double number, const char *unit);

/* The same in two pieces, for a large figure beside a small unit. @figure and @unit_text are freed by the
 * caller; *@unit_text is "" where there is none. */
void vigie_words_value_parts (double number, const char *unit, char **figure, char **unit_text);

/* How a value's size makes vigie_words_value() scale it: in which unit of the family, and by what a number in @unit
 * is multiplied then; for the labels of an axis, which must all have the same. @unit itself and 1 for units that are
 * never scaled. *@scaled_unit is owned by the library, or is @unit. */
double vigie_words_scale (double size, const char *unit, const char **scaled_unit);

/* A number with a unit as is: neither scaled nor rounded but to @decimals. « — » for NaN. */
char *vigie_words_figure (double number, int decimals, const char *unit);

/* A reading of any type: number and unit; « oui », « non »; text (first line, at most 80 characters); « données » for
 * JSON; « — » for none. */
char *vigie_words_reading (const VigieReading *reading, const char *unit);

/* A meter's index, never scaled and with all its whole digits, so that it is seen to turn: « 12 345 678 Wh »,
 * « 48 213,7 kWh ». */
char *vigie_words_index (double number, const char *unit);

/* A reading as its measure means it: the index of a cumulative one, else as vigie_words_reading(). */
char *vigie_words_measure_reading (const VigieMeasureData *data, const VigieReading *reading);

/* A duration (µs): « 45 s », « 4 min », « 3 h 07 », « 2 j »; rounded down. Negative ones as 0. */
char *vigie_words_duration (gint64 duration);

/* How long ago: « à l’instant » under a second, « il y a 4 min », « il y a 3 h 07 », « dans 2 min » for the future, «
 * jamais » for VIGIE_TIME_NONE. */
char *vigie_words_age (VigieTime now, VigieTime time);

/* « lundi », of 1 Monday to 7 Sunday; not to be freed. */
const char *vigie_words_weekday_in_full (int weekday);

/* A time of the clock, short where it is a full hour: « 14 h », « 14 h 30 ». */
char *vigie_words_clock (int hour, int minute);

/* The time of day alone: « 10 h 47 ». */
char *vigie_words_time_of_day (VigieTime time, GTimeZone *zone);

/* A moment, with the day where it is not today: « 10 h 47 », « hier à 18 h 02 », « demain à 7 h 00 », « 18 nov. à 10
 * h 47 », « 18 nov. 2025 à 10 h 47 ». */
char *vigie_words_moment (VigieTime now, VigieTime time, GTimeZone *zone);

/* What follows « depuis »: « 8 h 00 », « hier à 18 h 02 », « le 18 nov. à 10 h 47 ». */
char *vigie_words_since (VigieTime now, VigieTime time, GTimeZone *zone);

/* When a value was read, where the link is lost: « à 13 h 58 », « hier à 18 h 02 », « le 18 nov. à 10 h 47 ». */
char *vigie_words_at (VigieTime now, VigieTime time, GTimeZone *zone);

/* « 18 nov. », « 18 nov. 2025 » if not of the year of @now. */
char *vigie_words_date (VigieTime now, VigieTime time, GTimeZone *zone);

/* « lun. 3 mars » */
char *vigie_words_weekday_date (VigieTime time, GTimeZone *zone);

/* « lun. 3 » */
char *vigie_words_weekday_day (VigieTime time, GTimeZone *zone);

/* « nov. », « janv. 2026 » */
char *vigie_words_month (VigieTime time, GTimeZone *zone, gboolean with_year);

/* « Sam. 21 nov. 2026, 11 h 07 » */
char *vigie_words_date_time (VigieTime time, GTimeZone *zone);

/* « Silencieux depuis 8 h 00 » */
char *vigie_words_silent_since (VigieTime now, VigieTime last, GTimeZone *zone);

/* « en retard : 24 min »: the age of the last reading. */
char *vigie_words_late (VigieTime now, VigieTime last);

/* A measure's state in a few words: « il y a 4 min », « en retard : 24 min », « Silencieux depuis 8 h 00 », « Jamais
 * reçu », « Hors service depuis le 18 nov. ». */
char *vigie_words_freshness_line (const VigieMeasureData *data,
                                  VigieFreshness freshness,
                                  VigieTime now,
                                  VigieTime last,
                                  GTimeZone *zone);

/* Why a measure makes its site what it is: « Benne gravats 94 %, seuil 90 % », « Benne gravats : silence depuis 8 h
 * 00 » (« …, dernier : 94 %, seuil 90 % » if it fell silent beyond a limit), « Benne gravats : jamais reçu », « Benne
 * gravats en retard : 24 min », « Benne gravats hors service : panne du moteur »; « Normal » if nothing is wrong.
 * @latest->time may be VIGIE_TIME_NONE. */
char *vigie_words_reason (const VigieMeasureData *data,
                          const VigieReading *latest,
                          const VigieConditionState *condition,
                          VigieFreshness freshness,
                          VigieTime now,
                          GTimeZone *zone);

/* « a, b et c »; "" for none. */
char *vigie_words_list (const char *const *items, guint n_items);

/* Names, not to be freed: « Déchèterie »; « Silencieux »; « Critique »; « Véhicules présents ». */
const char *vigie_words_kind (VigieKind kind);
const char *vigie_words_kind_plural (VigieKind kind); /* « Déchèteries » */
const char *vigie_words_freshness (VigieFreshness freshness);
const char *vigie_words_condition (VigieCondition condition);
const char *vigie_words_role (VigieRole role);

G_END_DECLS
