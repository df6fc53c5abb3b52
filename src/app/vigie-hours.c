/* vigie-hours.c: opening hours, in the syntax of OpenStreetMap, read and said in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-hours.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define DAY_MINUTES 1440
#define ALL_DAYS 0x7f
#define HOLIDAYS 0x80

static const char day_codes[7][3] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

static void
skip_spaces (const char **p)
{
  while (**p == ' ')
    (*p)++;
}

static int
read_day (const char **p)
{
  for (int i = 0; i < 7; i++)
    if (strncmp (*p, day_codes[i], 2) == 0 && !g_ascii_isalpha ((*p)[2]))
      {
        *p += 2;
        return i;
      }
  return -1;
}

/* "Tu-Sa,PH": a bit for each day. 0 if there are none. */
static guint
read_days (const char **p)
{
  guint days = 0;

  for (;;)
    {
      int first, last;

      skip_spaces (p);
      if (strncmp (*p, "PH", 2) == 0)
        {
          *p += 2;
          days |= HOLIDAYS;
        }
      else
        {
          if ((first = read_day (p)) < 0)
            return 0;
          last = first;
          if (**p == '-')
            {
              (*p)++;
              if ((last = read_day (p)) < 0)
                return 0;
            }
          for (int i = first;; i = (i + 1) % 7)
            {
              days |= 1u << i;
              if (i == last)
                break;
            }
        }
      skip_spaces (p);
      if (**p != ',')
        return days;
      (*p)++;
    }
}

static gboolean
read_time (const char **p, guint16 *minutes)
{
  const char *s = *p;
  int digits = g_ascii_isdigit (s[0]) ? (g_ascii_isdigit (s[1]) ? 2 : 1) : 0;
  int hour, minute;

  if (digits == 0 || s[digits] != ':' || !g_ascii_isdigit (s[digits + 1])
      || !g_ascii_isdigit (s[digits + 2]))
    return FALSE;
  hour = digits == 2 ? (s[0] - '0') * 10 + s[1] - '0' : s[0] - '0';
  minute = (s[digits + 1] - '0') * 10 + s[digits + 2] - '0';
  if (minute > 59 || hour * 60 + minute > DAY_MINUTES)
    return FALSE;
  *minutes = (guint16) (hour * 60 + minute);
  *p = s + digits + 3;
  return TRUE;
}

static gboolean
read_spans (const char **p, VigieHoursDay *day)
{
  day->n_spans = 0;
  for (;;)
    {
      VigieHoursSpan *span;

      if (day->n_spans == VIGIE_HOURS_MAX_SPANS)
        return FALSE;
      span = &day->spans[day->n_spans];
      skip_spaces (p);
      if (!read_time (p, &span->from))
        return FALSE;
      skip_spaces (p);
      if (**p != '-')
        return FALSE;
      (*p)++;
      skip_spaces (p);
      /* Past midnight is not read: no such site. */
      if (!read_time (p, &span->to) || span->to <= span->from)
        return FALSE;
      if (day->n_spans > 0 && span->from < day->spans[day->n_spans - 1].to)
        return FALSE;
      day->n_spans++;
      skip_spaces (p);
      if (**p != ',')
        return TRUE;
      (*p)++;
    }
}

gboolean
vigie_hours_parse (const char *text, VigieHours *hours)
{
  const char *p = text;

  memset (hours, 0, sizeof *hours);
  skip_spaces (&p);
  if (*p == '\0')
    return FALSE;
  while (*p != '\0')
    {
      VigieHoursDay day = {0};
      guint days = ALL_DAYS;

      skip_spaces (&p);
      if (strncmp (p, "24/7", 4) == 0)
        {
          p += 4;
          day.n_spans = 1;
          day.spans[0] = (VigieHoursSpan) {0, DAY_MINUTES};
        }
      else
        {
          if (g_ascii_isalpha (*p) && !g_str_has_prefix (p, "off")
              && !g_str_has_prefix (p, "closed"))
            {
              days = read_days (&p);
              if (days == 0)
                return FALSE;
            }
          skip_spaces (&p);
          if (g_str_has_prefix (p, "off"))
            p += 3;
          else if (g_str_has_prefix (p, "closed"))
            p += 6;
          else if (!read_spans (&p, &day))
            return FALSE;
        }
      for (int i = 0; i < 7; i++)
        if (days & (1u << i))
          hours->days[i] = day;
      skip_spaces (&p);
      if (*p == ';')
        p++;
      else if (*p != '\0')
        return FALSE;
      skip_spaces (&p);
    }
  return TRUE;
}

static gboolean
same_hours (const VigieHoursDay *a, const VigieHoursDay *b)
{
  if (a->n_spans != b->n_spans)
    return FALSE;
  for (guint i = 0; i < a->n_spans; i++)
    if (a->spans[i].from != b->spans[i].from || a->spans[i].to != b->spans[i].to)
      return FALSE;
  return TRUE;
}

/* Name of the weekday in the person's language, 0 = Monday. */
static char *
day_name (int day)
{
  g_autoptr (GDateTime) date
      = g_date_time_new_utc (2024, 1, 1 + day, 12, 0, 0); /* a Monday + day */

  return g_date_time_format (date, "%A");
}

static char *
minutes_words (guint minutes)
{
  if (minutes % 60 == 0)
    /* Translators: a full hour of the day, « 10 h » */
    return g_strdup_printf (_ ("%u:00"), minutes / 60);
  /* Translators: a time of the day, « 12 h 30 » */
  return g_strdup_printf (_ ("%u:%02u"), minutes / 60, minutes % 60);
}

static char *
spans_words (const VigieHoursDay *day)
{
  g_autofree char *text = NULL;

  if (day->n_spans == 1 && day->spans[0].from == 0 && day->spans[0].to == DAY_MINUTES)
    return g_strdup (_ ("24 hours a day"));
  for (guint i = 0; i < day->n_spans; i++)
    {
      g_autofree char *from = minutes_words (day->spans[i].from);
      g_autofree char *to = minutes_words (day->spans[i].to);
      /* Translators: opening hours from … to … */
      g_autofree char *span = g_strdup_printf (_ ("%s – %s"), from, to);

      if (text == NULL)
        text = g_steal_pointer (&span);
      else
        {
          g_autofree char *before = g_steal_pointer (&text);

          /* Translators: two spans of opening hours on one day */
          text = g_strdup_printf (_ ("%s and %s"), before, span);
        }
    }
  return g_steal_pointer (&text);
}

static char *
capitalize (const char *text)
{
  g_autofree char *first = NULL;

  if (*text == '\0')
    return g_strdup ("");
  first = g_utf8_strup (text, g_utf8_next_char (text) - text);
  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

char *
vigie_hours_to_words (const VigieHours *hours)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  gboolean done[7] = {FALSE};

  for (int i = 0; i < 7; i++)
    {
      g_autofree char *names = NULL;
      g_autofree char *spans = NULL;
      g_autofree char *line = NULL;
      g_autofree char *capital = NULL;
      int n_days = 0;

      if (done[i] || hours->days[i].n_spans == 0)
        continue;
      /* All days with these hours, in runs: « mardi au jeudi, samedi ». */
      for (int j = i; j < 7; j++)
        {
          g_autofree char *first = NULL;
          g_autofree char *run = NULL;
          int last = j;

          if (done[j] || !same_hours (&hours->days[i], &hours->days[j]))
            continue;
          while (last + 1 < 7 && same_hours (&hours->days[i], &hours->days[last + 1]))
            last++;
          for (int k = j; k <= last; k++)
            done[k] = TRUE;
          n_days += last - j + 1;
          first = day_name (j);
          if (last == j)
            run = g_steal_pointer (&first);
          else
            {
              g_autofree char *end = day_name (last);

              run = last == j + 1
                        /* Translators: two weekdays, one after the other */
                        ? g_strdup_printf (_ ("%s and %s"), first, end)
                        /* Translators: first and last of several weekdays */
                        : g_strdup_printf (_ ("%s to %s"), first, end);
            }
          if (names == NULL)
            names = g_steal_pointer (&run);
          else
            {
              g_autofree char *before = g_steal_pointer (&names);

              names = g_strdup_printf ("%s, %s", before, run);
            }
        }
      spans = spans_words (&hours->days[i]);
      if (n_days == 7)
        /* Translators: opening hours; %s are times */
        line = g_strdup_printf (_ ("every day, %s"), spans);
      else
        /* Translators: opening hours: weekdays, then times */
        line = g_strdup_printf (_ ("%s, %s"), names, spans);
      capital = capitalize (line);
      if (lines->len > 0)
        g_string_append_c (lines, '\n');
      g_string_append (lines, capital);
    }
  if (lines->len == 0)
    return g_strdup (_ ("Closed every day"));
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

char *
vigie_hours_state (const VigieHours *hours, VigieTime now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (now);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  guint minute;
  int today;

  if (local == NULL)
    return g_strdup ("");
  today = g_date_time_get_day_of_week (local) - 1;
  minute = (guint) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local));

  for (guint i = 0; i < hours->days[today].n_spans; i++)
    {
      const VigieHoursSpan *span = &hours->days[today].spans[i];
      g_autofree char *end = NULL;

      if (minute < span->from)
        {
          g_autofree char *start = minutes_words (span->from);

          /* Translators: closed now; %s is the time of the day it opens, today */
          return g_strdup_printf (_ ("Closed, opens at %s"), start);
        }
      if (minute >= span->to)
        continue;
      if (span->from == 0 && span->to == DAY_MINUTES)
        return g_strdup (_ ("Open all day"));
      end = minutes_words (span->to);
      /* Translators: open now; %s is a time of the day */
      return g_strdup_printf (_ ("Open until %s"), end);
    }
  for (int ahead = 1; ahead <= 7; ahead++)
    {
      int day = (today + ahead) % 7;
      g_autofree char *name = NULL;
      g_autofree char *start = NULL;

      if (hours->days[day].n_spans == 0)
        continue;
      start = minutes_words (hours->days[day].spans[0].from);
      if (ahead == 1)
        /* Translators: closed now; %s is a time of tomorrow */
        return g_strdup_printf (_ ("Closed, opens tomorrow at %s"), start);
      name = day_name (day);
      /* Translators: closed now; a weekday, then a time of the day */
      return g_strdup_printf (_ ("Closed, opens %s at %s"), name, start);
    }
  return g_strdup (_ ("Closed"));
}
