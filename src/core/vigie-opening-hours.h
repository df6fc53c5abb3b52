/* vigie-opening-hours.h: when a site is open, in the syntax of OpenStreetMap. Pure.
 *
 * The whole of https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification: rule sequences of the three kinds
 * (";", ",", "||"), years, months, dates, Easter, weeks, weekdays with nth and offsets, public and school holidays,
 * times beyond midnight, open ends, periods, sun events, states with comments.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-calendar.h"
#include "vigie-values.h"

G_BEGIN_DECLS

/* Longer texts are refused. */
#define VIGIE_OPENING_HOURS_MAX 2048

typedef enum
{
  VIGIE_OPENING_CLOSED,
  VIGIE_OPENING_OPEN,
  VIGIE_OPENING_UNKNOWN, /* said so ("unknown", an open end, a comment alone), or school holidays that are not known */
} VigieOpeningState;

typedef struct
{
  VigieTime from, to; /* from ≤ t < to */
  VigieOpeningState state;
  const char *comment; /* of the hours, as written, or NULL; server text */
} VigieOpeningSpan;

typedef struct
{
  double lat, lon;         /* for the sun; both NAN: 6 h and 18 h stand for it */
  GTimeZone *zone;         /* NULL: Europe/Paris */
  VigieCalendar *calendar; /* NULL: as vigie_calendar_new() */
} VigieOpeningPlace;

/* Immutable, counted atomically. */
typedef struct _VigieOpeningHours VigieOpeningHours;

#define VIGIE_OPENING_ERROR (vigie_opening_error_quark ())
GQuark vigie_opening_error_quark (void);
typedef enum
{
  VIGIE_OPENING_ERROR_SYNTAX, /* what is wrong, and at which character, in words for a person */
  VIGIE_OPENING_ERROR_TOO_LONG,
} VigieOpeningError;

/* Reads @text. NULL with @error where it says what cannot be read: nothing is guessed. @place may be NULL. */
VigieOpeningHours *
vigie_opening_hours_new (const char *text, const VigieOpeningPlace *place, GError **error);
VigieOpeningHours *vigie_opening_hours_ref (VigieOpeningHours *self);
void vigie_opening_hours_unref (VigieOpeningHours *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieOpeningHours, vigie_opening_hours_unref)

/* At @time; *@comment (may be NULL) is of the hours, or NULL. */
VigieOpeningState
vigie_opening_hours_get_state (const VigieOpeningHours *self, VigieTime time, const char **comment);
/* What @from ≤ t < @to is made of, without a hole, ascending: GArray of VigieOpeningSpan, neighbours differ in state or
 * comment. Ends that lie outside are cut. At most two years are told (*the last span ends there then). */
GArray *vigie_opening_hours_get_spans (const VigieOpeningHours *self, VigieTime from, VigieTime to);
/* The first instant after @time at which the state (not the comment) is another; VIGIE_TIME_NONE where that is more
 * than two years away or never. */
VigieTime vigie_opening_hours_get_next_change (const VigieOpeningHours *self, VigieTime time);
/* The first instant at or after @time at which it is open; VIGIE_TIME_NONE as above. */
VigieTime vigie_opening_hours_get_next_open (const VigieOpeningHours *self, VigieTime time);

/* ---- In words; g_free() ---- */

/* The usual week of the season that @now is in: « Mardi au samedi, 10 h – 12 h 30 et 14 h – 18 h », a line for each
 * group of days with the same hours; public holidays and exceptions of the next weeks each on a line of theirs. */
char *vigie_opening_hours_to_words (const VigieOpeningHours *self, VigieTime now);
/* « Ouvert jusqu’à 12 h 30, puis de 14 h à 18 h », « Fermé, ouvre à 14 h », « Fermé, ouvre mardi à 10 h », « Fermé
 * jusqu’au 30 novembre (Travaux) ». */
char *vigie_opening_hours_state_words (const VigieOpeningHours *self, VigieTime now);
/* The same with the gender of what is open: « Ouverte jusqu’à 12 h 30 » of a déchèterie. */
char *
vigie_opening_hours_to_words_of (const VigieOpeningHours *self, VigieKind kind, VigieTime now);
char *
vigie_opening_hours_state_words_of (const VigieOpeningHours *self, VigieKind kind, VigieTime now);

G_END_DECLS
