/* vigie-time.h: instants and durations, as the APIs write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Microseconds since 1970-01-01T00:00:00Z. */
typedef gint64 VigieTime;
#define VIGIE_TIME_NONE G_MININT64
#define VIGIE_SECOND G_GINT64_CONSTANT (1000000)
#define VIGIE_MINUTE (60 * VIGIE_SECOND)
#define VIGIE_HOUR (60 * VIGIE_MINUTE)
#define VIGIE_DAY (24 * VIGIE_HOUR)

/* Reads an instant as servers write it: "T" or a space; seconds or none; 0 to 9 fraction digits (beyond
 * the microsecond they are cut); "Z", ±hh:mm, ±hhmm, ±hh or nothing (UTC); years 0001 to 9999 once in
 * UTC. FALSE for anything else, NULL included; *@time is then left (length -1: up to the NUL). */
gboolean vigie_time_parse (const char *text, gssize length, VigieTime *time);

/* Reads an instant or an interval, "a/b" or "a/duration". For an instant *start = VIGIE_TIME_NONE,
 * *end = it. FALSE for an interval that ends before it starts. */
gboolean vigie_time_parse_interval (const char *text, VigieTime *start, VigieTime *end);

/* "2026-11-21T10:47:03.250Z": as many fraction digits as needed (0, 3 or 6). Buffer of 32 bytes;
 * returns it. The text is empty for VIGIE_TIME_NONE. */
#define VIGIE_TIME_BUFFER 32
char *vigie_time_format (VigieTime time, char buffer[VIGIE_TIME_BUFFER]);

/* An instant on the wall clock of a time zone. */
typedef struct
{
  int year, month, day;     /* 1 to 12, 1 to 31; proleptic Gregorian */
  int hour, minute, second; /* 0 to 23, 0 to 59 */
  int weekday;              /* 1 Monday to 7 Sunday */
  int offset;               /* of the zone from UTC, in seconds */
  gint64 day_number;        /* days since 1970-01-01 of that date, to count days with */
} VigieLocalTime;

/* @time is not VIGIE_TIME_NONE. Days of 23 and 25 hours come out right. */
VigieLocalTime vigie_time_to_local (VigieTime time, GTimeZone *zone);

/* Reads an ISO 8601 duration ("PT10M", "P1DT2H", "PT0.5S", "P2W") as µs, ≥ 0. Years and months are
 * refused: they have no fixed length. */
gboolean vigie_duration_parse (const char *text, gint64 *duration);

/* "PT10M", "P1DT2H"; "PT0S" for 0 and less. Free with g_free(). */
char *vigie_duration_format (gint64 duration);

G_END_DECLS
