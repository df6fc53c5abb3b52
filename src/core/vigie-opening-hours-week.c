/* vigie-opening-hours-week.c: the usual week, and what is unlike it in the next weeks, as a person says it.
 *
 * The usual week is what the rules of the season say of each weekday, without those that are of some days only
 * (exceptions). Days of the next weeks that the rules make into something else are told one by one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-opening-hours-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

/* How far ahead what is unlike the usual week is told, and how far its end is looked for. */
#define NEXT_DAYS 42
#define LONGEST_DAYS (2 * 366)
/* Of one day; more are cut. */
#define MAX_SPANS 6

typedef char *Week[7]; /* words of each weekday, Monday first; "" closed */

static void
week_clear (Week week)
{
  for (int i = 0; i < 7; i++)
    g_clear_pointer (&week[i], g_free);
}

static gboolean
week_equal (const Week a, const Week b)
{
  for (int i = 0; i < 7; i++)
    if (g_strcmp0 (a[i], b[i]) != 0)
      return FALSE;
  return TRUE;
}

/* ---- The words of a day ---- */

/* A rule of which a line of its own tells. */
static gboolean
is_otherwise (const OpeningRule *rule)
{
  return rule->fallback && rule->comment && rule->state == VIGIE_OPENING_UNKNOWN
         && rule->years.n + rule->dates.n + rule->weeks.n + rule->days[0].n + rule->times.n == 0;
}

/* As a time, « lever du soleil – 18 h », and as what is before or after, « 30 min avant le coucher du soleil ». */
static const char *const event_names[] = {
    [OPENING_EVENT_NONE] = "",
    [OPENING_EVENT_DAWN] = NC_ ("sun, as a time", "dawn"),
    [OPENING_EVENT_SUNRISE] = NC_ ("sun, as a time", "sunrise"),
    [OPENING_EVENT_SUNSET] = NC_ ("sun, as a time", "sunset"),
    [OPENING_EVENT_DUSK] = NC_ ("sun, as a time", "dusk"),
};

static const char *
event_words (OpeningEvent event)
{
  switch (event)
    {
    case OPENING_EVENT_DAWN:
      return C_ ("sun", "dawn");
    case OPENING_EVENT_SUNRISE:
      return C_ ("sun", "sunrise");
    case OPENING_EVENT_SUNSET:
      return C_ ("sun", "sunset");
    case OPENING_EVENT_DUSK:
      return C_ ("sun", "dusk");
    case OPENING_EVENT_NONE:
    default:
      return "";
    }
}

static char *
sun_words (const OpeningTime *time)
{
  g_autofree char *duration = NULL;

  if (time->minutes == 0)
    return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "sun, as a time", event_names[time->event]));
  duration = vigie_words_duration (ABS (time->minutes) * VIGIE_MINUTE);
  if (time->minutes < 0)
    /* Translators: a duration, then what the sun does: « 30 min avant le coucher du soleil » */
    return g_strdup_printf (C_ ("sun", "%1$s before %2$s"), duration, event_words (time->event));
  /* Translators: a duration, then what the sun does: « 30 min après le lever du soleil » */
  return g_strdup_printf (C_ ("sun", "%1$s after %2$s"), duration, event_words (time->event));
}

/* A bound of a span: by the sun where it is why the bound is there. */
static char *
bound_words (const VigieOpeningHours *self, OpeningMemo *memo, gint64 day, int minute)
{
  for (guint i = 0; self->sun && i < self->times->len; i++)
    {
      const OpeningTimes *times = &g_array_index (self->times, OpeningTimes, i);
      const OpeningTime *both[] = {&times->from, &times->to};

      for (guint j = 0; j < G_N_ELEMENTS (both); j++)
        if (both[j]->event != OPENING_EVENT_NONE)
          {
            gint64 of = day + (minute >= DAY_MINUTES);
            int at
                = _vigie_opening_event_minute (self, memo, both[j]->event, of) + both[j]->minutes;

            if (at == minute % DAY_MINUTES)
              return sun_words (both[j]);
          }
    }
  return _vigie_opening_minute_words (minute);
}

static char *
span_words (const VigieOpeningHours *self,
            OpeningMemo *memo,
            gint64 day,
            int from,
            int to,
            OpeningCell cell,
            gboolean goes_on)
{
  VigieOpeningState state = _vigie_opening_cell_state (self, cell);
  const char *comment = _vigie_opening_cell_comment (self, cell);
  g_autofree char *first = bound_words (self, memo, day, from);
  g_autofree char *last = NULL;
  char *words;

  if (state == VIGIE_OPENING_UNKNOWN && (cell - 1) % 2)
    /* Translators: opens at a time of the day, closes nobody knows when: « à partir de 18 h » */
    words = g_strdup_printf (C_ ("opening hours", "from %s on"), first);
  else if (to - from == 1)
    /* Translators: at a time of the day only, not during a span */
    words = g_strdup_printf (C_ ("opening hours", "at %s"), first);
  else if (from == 0 && to == DAY_MINUTES)
    {
      if (state == VIGIE_OPENING_UNKNOWN && comment && *comment != '\0')
        return _vigie_opening_comment_words (comment);
      words = g_strdup (_ ("24 hours a day"));
    }
  else
    {
      last = bound_words (self, memo, day, to);
      if (goes_on)
        /* Translators: from a time of the day to another at least: « 18 h – 20 h ou plus tard » */
        words = g_strdup_printf (C_ ("opening hours", "%1$s – %2$s or later"), first, last);
      else
        /* Translators: opening hours from … to … */
        words = g_strdup_printf (_ ("%s – %s"), first, last);
    }
  if (state == VIGIE_OPENING_UNKNOWN && (!comment || *comment == '\0') && (cell - 1) % 2 == 0)
    comment = C_ ("opening hours", "to be confirmed");
  return _vigie_opening_with_comment (words, comment);
}

/* What @cells (two days) say of the day on which they begin; "" closed. */
static char *
day_words (const VigieOpeningHours *self, OpeningMemo *memo, gint64 day, const OpeningCell *cells)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func (g_free);
  gboolean cut = FALSE;
  int next;

  for (int from = 0; from < DAY_MINUTES; from = next)
    {
      OpeningCell cell = cells[from];
      VigieOpeningState state = _vigie_opening_cell_state (self, cell);
      const char *comment = _vigie_opening_cell_comment (self, cell);
      gboolean goes_on;

      for (next = from + 1; next < 2 * DAY_MINUTES; next++)
        if (cells[next] != cell
            && (_vigie_opening_cell_state (self, cells[next]) != state
                || g_strcmp0 (_vigie_opening_cell_comment (self, cells[next]), comment) != 0))
          break;
      if (state == VIGIE_OPENING_CLOSED)
        continue;
      goes_on = state == VIGIE_OPENING_OPEN && next < 2 * DAY_MINUTES && cells[next] != 0
                && cells[next] != OPENING_CELL_UNSURE && (cells[next] - 1) % 2;
      if (spans->len == MAX_SPANS)
        {
          cut = TRUE;
          break;
        }
      g_ptr_array_add (spans, span_words (self, memo, day, from, next, cell, goes_on));
      /* What follows without an end is told with it. */
      if (goes_on)
        while (next < 2 * DAY_MINUTES && cells[next] != 0 && (cells[next] - 1) % 2)
          next++;
    }
  if (spans->len == 0)
    {
      const char *comment = _vigie_opening_cell_comment (self, cells[DAY_MINUTES / 2]);

      return comment ? g_strdup_printf ("\n%s", comment) : g_strdup ("");
    }
  if (cut)
    g_ptr_array_add (spans, g_strdup ("…"));
  return vigie_words_list ((const char *const *) spans->pdata, spans->len);
}

/* What is usual of @weekday in the season of @day. */
static char *
usual_words (const VigieOpeningHours *self,
             gint64 day,
             int weekday,
             gboolean holiday,
             VigieSchool school)
{
  OpeningCell cells[2 * DAY_MINUTES] = {0};
  OpeningMemo memo;

  _vigie_opening_memo_init (&memo);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const OpeningRule *rule = &g_array_index (self->rules, OpeningRule, i);

      if (!is_otherwise (rule)
          && _vigie_opening_rule_is_usual (self, rule, day, weekday, holiday, school))
        _vigie_opening_paint_rule (self, &memo, i, day, cells, 2 * DAY_MINUTES);
    }
  return day_words (self, &memo, day, cells);
}

static char *
actual_words (const VigieOpeningHours *self, gint64 day)
{
  OpeningCell cells[2 * DAY_MINUTES] = {0};
  OpeningMemo memo;

  _vigie_opening_memo_init (&memo);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const OpeningRule *rule = &g_array_index (self->rules, OpeningRule, i);

      if (!is_otherwise (rule) && _vigie_opening_rule_matches (self, rule, day, VIGIE_SCHOOL_TERM))
        _vigie_opening_paint_rule (self, &memo, i, day, cells, 2 * DAY_MINUTES);
    }
  return day_words (self, &memo, day, cells);
}

static void
usual_week (const VigieOpeningHours *self,
            gint64 day,
            gboolean holiday,
            VigieSchool school,
            Week week)
{
  for (int i = 0; i < 7; i++)
    week[i] = usual_words (self, day, i + 1, holiday, school);
}

/* ---- Lines ---- */

typedef struct
{
  const VigieOpeningHours *hours;
  gboolean feminine;
  gint64 today;
  GString *lines;
} Page;

static void
add_line (Page *page, const char *line)
{
  g_autofree char *first = g_utf8_strup (line, g_utf8_next_char (line) - line);

  if (page->lines->len > 0)
    g_string_append_c (page->lines, '\n');
  g_string_append_printf (page->lines, "%s%s", first, g_utf8_next_char (line));
}

/* « fermée (travaux) » of the words of a day. */
static char *
or_closed (const Page *page, const char *words)
{
  if (*words != '\0' && *words != '\n')
    return g_strdup (words);
  return _vigie_opening_with_comment (
      g_strdup (page->feminine ? C_ ("recycling centre", "closed") : C_ ("site", "closed")),
      *words == '\n' ? words + 1 : NULL);
}

/* « mardi au jeudi, samedi »: the weekdays whose words are those of the @first one. */
static char *
weekdays_words (const Week week, int first, gboolean done[7], int *n_days)
{
  g_autofree char *names = NULL;

  *n_days = 0;
  for (int i = first; i < 7; i++)
    {
      const char *start = vigie_words_weekday_in_full (i + 1);
      g_autofree char *run = NULL;
      int last = i;

      if (done[i] || strcmp (week[i], week[first]) != 0)
        continue;
      while (last + 1 < 7 && strcmp (week[last + 1], week[first]) == 0)
        last++;
      for (int k = i; k <= last; k++)
        done[k] = TRUE;
      *n_days += last - i + 1;
      if (last == i)
        run = g_strdup (start);
      else if (last == i + 1)
        /* Translators: two weekdays, one after the other */
        run = g_strdup_printf (_ ("%s and %s"), start, vigie_words_weekday_in_full (last + 1));
      else
        /* Translators: first and last of several weekdays */
        run = g_strdup_printf (_ ("%s to %s"), start, vigie_words_weekday_in_full (last + 1));
      if (names)
        {
          g_autofree char *before = g_steal_pointer (&names);

          names = g_strdup_printf (C_ ("list", "%1$s, %2$s"), before, run);
        }
      else
        names = g_steal_pointer (&run);
    }
  return g_steal_pointer (&names);
}

static gboolean
week_is_closed (const Week week)
{
  for (int i = 0; i < 7; i++)
    if (*week[i] != '\0')
      return FALSE;
  return TRUE;
}

static void
add_week (Page *page, const Week week)
{
  gboolean done[7] = {FALSE};

  for (int i = 0; i < 7; i++)
    {
      g_autofree char *names = NULL, *words = NULL, *line = NULL;
      int n_days;

      /* Days that are simply closed are those that are not told. */
      if (done[i] || *week[i] == '\0')
        continue;
      names = weekdays_words (week, i, done, &n_days);
      words = or_closed (page, week[i]);
      if (n_days == 7)
        /* Translators: opening hours; %s are times */
        line = g_strdup_printf (_ ("every day, %s"), words);
      else
        /* Translators: opening hours: weekdays, then times */
        line = g_strdup_printf (_ ("%s, %s"), names, words);
      add_line (page, line);
    }
  if (week_is_closed (week))
    add_line (page, page->feminine ? C_ ("recycling centre", "Closed every day")
                                   : C_ ("site", "Closed every day"));
}

static void
add_school (Page *page, const Week now, const Week other, gboolean in_holidays)
{
  add_line (page, in_holidays ? _ ("During the school holidays:") : _ ("Outside school holidays:"));
  add_week (page, now);
  add_line (page, in_holidays ? _ ("Outside school holidays:") : _ ("During the school holidays:"));
  add_week (page, other);
}

static void
add_holidays (Page *page, const Week holidays, const Week week)
{
  g_autofree char *line = NULL;

  if (week_equal (holidays, week))
    return;
  for (int i = 1; i < 7; i++)
    if (strcmp (holidays[i], holidays[0]) != 0)
      return;
  if (*holidays[0] == '\0')
    add_line (page, page->feminine ? C_ ("recycling centre", "Closed on public holidays")
                                   : C_ ("site", "Closed on public holidays"));
  else
    {
      g_autofree char *words = or_closed (page, holidays[0]);

      /* Translators: %s are times: « jours fériés, 10 h – 12 h » */
      line = g_strdup_printf (_ ("public holidays, %s"), words);
      add_line (page, line);
    }
}

/* ---- What is unlike ---- */

static VigieSchool
school_at (const VigieOpeningHours *self, gint64 day)
{
  return self->school && vigie_calendar_school (self->calendar, day) == VIGIE_SCHOOL_HOLIDAYS
             ? VIGIE_SCHOOL_HOLIDAYS
             : VIGIE_SCHOOL_TERM;
}

/* The words of @day where they are not the usual ones, else NULL. */
static char *
unlike_words (const VigieOpeningHours *self, gint64 day)
{
  g_autofree char *words = actual_words (self, day);
  g_autofree char *usual
      = usual_words (self, day, vigie_calendar_weekday (day),
                     vigie_calendar_holiday (day) != VIGIE_HOLIDAY_NONE, school_at (self, day));

  return strcmp (words, usual) == 0 ? NULL : g_steal_pointer (&words);
}

static void
add_unlike (Page *page, gint64 first, gint64 last, const char *told)
{
  g_autofree char *from = _vigie_opening_date_words (first, page->today);
  g_autofree char *to = _vigie_opening_date_words (last, page->today);
  g_autofree char *words = or_closed (page, told);
  g_autofree char *line = NULL;

  if (last - first >= LONGEST_DAYS)
    /* Translators: a date, then opening hours */
    line = g_strdup_printf (C_ ("opening hours", "from %1$s on: %2$s"), from, words);
  else if (first < page->today)
    /* Translators: a date, then opening hours: « jusqu’au 30 novembre : fermé » */
    line = g_strdup_printf (C_ ("opening hours", "until %1$s: %2$s"), to, words);
  else if (first == last)
    /* Translators: weekday, date, opening hours: « mercredi 11 novembre : fermé » */
    line = g_strdup_printf (C_ ("opening hours", "%1$s %2$s: %3$s"),
                            vigie_words_weekday_in_full (vigie_calendar_weekday (first)), from,
                            words);
  else
    /* Translators: two dates, opening hours: « du 12 novembre au 30 novembre : fermé » */
    line = g_strdup_printf (C_ ("opening hours", "%1$s to %2$s: %3$s"), from, to, words);
  add_line (page, line);
}

static void
add_next_weeks (Page *page)
{
  for (gint64 day = page->today; day < page->today + NEXT_DAYS; day++)
    {
      g_autofree char *words = unlike_words (page->hours, day);
      gint64 first = day, last = day;

      if (!words)
        continue;
      if (day == page->today)
        {
          g_autofree char *before = unlike_words (page->hours, day - 1);

          if (g_strcmp0 (before, words) == 0)
            first--;
        }
      while (last - first < LONGEST_DAYS)
        {
          g_autofree char *after = unlike_words (page->hours, last + 1);

          if (g_strcmp0 (after, words) != 0)
            break;
          last++;
        }
      add_unlike (page, first, last, words);
      day = last;
    }
}

/* The season that comes next, if it comes soon or if it is closed until then. */
static void
add_next_season (Page *page, const Week week, VigieSchool school, VigieTime now)
{
  gint64 first = page->today + 1, end = page->today + NEXT_DAYS;

  if (week_is_closed (week))
    {
      VigieTime opens = vigie_opening_hours_get_next_open (page->hours, now);

      if (opens == VIGIE_TIME_NONE)
        return;
      first = _vigie_opening_local_day (page->hours, opens);
      end = first + 1;
    }
  for (gint64 day = first; day < end; day++)
    {
      Week other;
      gboolean same;

      usual_week (page->hours, day, FALSE, school, other);
      same = week_equal (week, other);
      if (!same)
        {
          g_autofree char *date = _vigie_opening_date_words (day, page->today);
          /* Translators: a date; lines of opening hours follow */
          g_autofree char *line = g_strdup_printf (C_ ("opening hours", "from %s on:"), date);

          add_line (page, line);
          add_week (page, other);
        }
      week_clear (other);
      if (!same)
        return;
    }
}

char *
vigie_opening_hours_to_words_of (const VigieOpeningHours *self, VigieKind kind, VigieTime now)
{
  Page page = {.hours = self, .feminine = kind == VIGIE_KIND_RECYCLING_CENTRE};
  Week week, other, holidays;
  VigieSchool school;

  g_return_val_if_fail (self != NULL, g_strdup (""));

  page.today = _vigie_opening_local_day (self, now);
  page.lines = g_string_new (NULL);
  school = school_at (self, page.today);
  usual_week (self, page.today, FALSE, school, week);
  usual_week (self, page.today, FALSE,
              school == VIGIE_SCHOOL_HOLIDAYS ? VIGIE_SCHOOL_TERM : VIGIE_SCHOOL_HOLIDAYS, other);
  usual_week (self, page.today, TRUE, school, holidays);
  if (week_equal (week, other))
    {
      if (!week_is_closed (week))
        add_week (&page, week);
    }
  else
    add_school (&page, week, other, school == VIGIE_SCHOOL_HOLIDAYS);
  add_holidays (&page, holidays, week);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const OpeningRule *rule = &g_array_index (self->rules, OpeningRule, i);

      if (is_otherwise (rule))
        {
          g_autofree char *comment = _vigie_opening_comment_words (rule->comment);
          /* Translators: what holds outside the opening hours: « sinon, sur rendez-vous » */
          g_autofree char *line = g_strdup_printf (C_ ("opening hours", "otherwise, %s"), comment);

          add_line (&page, line);
        }
    }
  add_next_season (&page, week, school, now);
  add_next_weeks (&page);
  /* Nothing is usual of what opens on some days only. */
  if (page.lines->len == 0)
    add_week (&page, week);
  week_clear (week);
  week_clear (other);
  week_clear (holidays);
  return g_string_free (page.lines, FALSE);
}

char *
vigie_opening_hours_to_words (const VigieOpeningHours *self, VigieTime now)
{
  return vigie_opening_hours_to_words_of (self, VIGIE_KIND_OTHER, now);
}
