/* vigie-local-date.c: see vigie-local-date.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-local-date.h"

#include <string.h>

#include "vigie-time-axis.h"

static gboolean
is_date (const char *text)
{
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  return text[10] == '\0';
}

gboolean
vigie_local_date_parse (const char *text, GTimeZone *zone, VigieTime *time)
{
  g_autoptr (GTimeZone) paris = NULL;
  gint64 year, month, day;
  VigieTime noon;

  if (text == NULL)
    return FALSE;
  if (!is_date (text))
    return strchr (text, ':') != NULL && vigie_time_parse (text, -1, time);
  year = g_ascii_strtoll (text, NULL, 10);
  month = g_ascii_strtoll (text + 5, NULL, 10);
  day = g_ascii_strtoll (text + 8, NULL, 10);
  if (year < 1900 || month < 1 || month > 12 || day < 1
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  if (zone == NULL)
    zone = paris = g_time_zone_new_identifier ("Europe/Paris");
  /* Noon is of that day in every zone of Europe. */
  noon = vigie_time_day_number ((int) year, (int) month, (int) day) * VIGIE_DAY + 12 * VIGIE_HOUR;
  *time = vigie_time_floor (noon - vigie_time_to_local (noon, zone).offset * VIGIE_SECOND,
                            VIGIE_TICK_DAY, zone);
  return TRUE;
}
