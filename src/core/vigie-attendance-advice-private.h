/* vigie-attendance-advice-private.h: the pieces that sentences to a user are made of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance.h"

G_BEGIN_DECLS

/* How a site is, in a word. */
typedef enum
{
  VIGIE_MOOD_COUNT, /* only how many vehicles there are is known */
  VIGIE_MOOD_CALM,
  VIGIE_MOOD_QUIETER, /* than usual, and not calm */
  VIGIE_MOOD_USUAL,
  VIGIE_MOOD_SOME, /* moderate, and what is usual is not known */
  VIGIE_MOOD_BUSY,
  VIGIE_MOOD_FULL,
} VigieMood;

VigieMood vigie_advice_mood (const VigieAttendanceNow *now);

/* What is there now, as one sentence; @place as of vigie_advice_place(). g_free(). */
char *vigie_advice_now_words (const VigieAttendanceNow *now, VigieMood mood, const char *place);

/* « à Riantec », « au Port », « à Hennebont (12 km) » from 10 km on (@distance in m; 0: here). g_free(). */
char *vigie_advice_place (const char *name, double distance);
/* « vers 16 h 30 », « demain vers 10 h », « mardi vers 10 h ». g_free(). */
char *vigie_advice_around (VigieTime time, VigieTime now, GTimeZone *zone);
/* « à 14 h », « demain à 10 h », « mardi à 10 h », « le 1er décembre à 10 h ». g_free(). */
char *vigie_advice_at (VigieTime time, VigieTime now, GTimeZone *zone);
/* « 30 novembre ». g_free(). */
char *vigie_advice_day (VigieTime time, GTimeZone *zone);
/* What hours say of a closing, on one line and not too long; NULL of nothing. g_free(). */
char *vigie_advice_comment (const char *comment);
/* « La benne à gravats est presque pleine. »; NULL of none. g_free(). */
char *vigie_advice_skips (const char *const *names);

G_END_DECLS
