/* vigie-hours.h: opening hours, in the syntax of OpenStreetMap, read and said in words. Pure.
 *
 * The part of the syntax that sites use: "24/7"; rules separated by ";", each with weekdays ("Mo-Fr",
 * "Tu,Th"), public holidays ("PH") and times ("10:00-12:30,14:00-18:00"), or "off"/"closed". A later
 * rule replaces an earlier one on its days. Months, seasons and comments are not read: such hours are
 * shown as they are written. https://wiki.openstreetmap.org/wiki/Key:opening_hours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-time.h"

G_BEGIN_DECLS

typedef struct
{
  guint16 from, to; /* minutes since midnight, from < to ≤ 1440 */
} VigieHoursSpan;

#define VIGIE_HOURS_MAX_SPANS 4
typedef struct
{
  VigieHoursSpan spans[VIGIE_HOURS_MAX_SPANS];
  guint n_spans; /* 0: closed */
} VigieHoursDay;

typedef struct
{
  VigieHoursDay days[7]; /* Monday first */
} VigieHours;

/* Reads @text. FALSE where it says more than can be read. */
gboolean vigie_hours_parse (const char *text, VigieHours *hours);

/* « Mardi au samedi, 10 h – 12 h 30 et 14 h – 18 h »; one line per group of days with the same hours.
 * Free it. */
char *vigie_hours_to_words (const VigieHours *hours);

/* « Ouvert jusqu’à 12 h 30 », « Fermé, ouvre à 14 h », … at @now, local time. Public holidays are not
 * known here. Free it. */
char *vigie_hours_state (const VigieHours *hours, VigieTime now);

G_END_DECLS
