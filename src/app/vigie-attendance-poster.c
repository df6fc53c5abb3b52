/* vigie-attendance-poster.c: the best moments of a week, on a sheet to be hung up.
 *
 * Grey and ink: it must be read as well from a printer without colours. A level is a shade and a letter, the best moments
 * a frame and words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-poster.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "vigie-period.h"
#include "vigie-report-print.h"
#include "vigie-save.h"
#include "vigie-sheet.h"
#include "vigie-text.h"
#include "vigie-words.h"

/* The drawing, in points. */
#define WIDTH VIGIE_REPORT_SHEET_ROOM
#define NAME_WIDTH 98
#define HEAD_HEIGHT 20
#define ROW_HEIGHT 66
#define CELL_HEIGHT 30
#define LEGEND_HEIGHT 34
#define HEIGHT (HEAD_HEIGHT + 7 * ROW_HEIGHT + LEGEND_HEIGHT)

#define SMALL 3       /* vehicles */
#define HOUR_WIDTH 32 /* of a label of an hour, at least */

/* Of paper: from white to ink; the letters on them. */
static const double shades[VIGIE_N_LEVEL] = {[VIGIE_LEVEL_LIGHT] = 0.96,
                                             [VIGIE_LEVEL_MODERATE] = 0.8,
                                             [VIGIE_LEVEL_HEAVY] = 0.52,
                                             [VIGIE_LEVEL_FULL] = 0.2};

typedef struct
{
  const VigieAttendancePoster *poster;
  VigieAttendanceWeek *week;
  guint first, end;
  double greatest; /* median of the week */
} Drawing;

gint64
vigie_attendance_poster_monday (VigieTime now, GTimeZone *zone)
{
  VigieLocalTime local
      = vigie_time_to_local (now, zone != NULL ? zone : vigie_words_default_zone ());
  gint64 monday = local.day_number - (local.weekday - 1);

  return local.weekday == 1 && local.hour < 12 ? monday : monday + 7;
}

/* ---- Words ---- */

/* « lundi 23 » */
static char *
get_day_name (gint64 day)
{
  int year, month, day_of_month;

  vigie_calendar_date (day, &year, &month, &day_of_month);
  /* Translators: a day of the week and of the month: “Monday 23” */
  return g_strdup_printf (C_ ("day of a poster", "%s %d"),
                          vigie_words_weekday_in_full (vigie_calendar_weekday (day)), day_of_month);
}

static char *
get_hour (guint slot)
{
  return vigie_words_clock ((int) slot / 2, (int) slot % 2 * 30);
}

static char *
get_stretch (const VigieWeekStretch *stretch)
{
  g_autofree char *from = get_hour (stretch->first);
  g_autofree char *to = get_hour (stretch->end);

  /* Translators: from an hour to another one: “14:00 to 15:30” */
  return g_strdup_printf (C_ ("hours", "%s to %s"), from, to);
}

static const char *
get_note (const VigieWeekDay *day)
{
  if (day->holiday != VIGIE_HOLIDAY_NONE)
    return vigie_calendar_holiday_words (day->holiday);
  if (day->day_class == VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS)
    return _ ("school holidays");
  return NULL;
}

static char *
get_best_words (const VigieWeekDay *day)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  if (day->n_best == 0)
    return g_strdup (day->is_open ? _ ("about the same all day") : "");
  one = get_stretch (&day->best[0]);
  if (day->n_best == 1)
    return g_strdup_printf (_ ("Better to come from %s"), one);
  other = get_stretch (&day->best[1]);
  return g_strdup_printf (_ ("Better to come from %s or from %s"), one, other);
}

/* ---- Drawing ---- */

static void
show_text (cairo_t *cr,
           const char *text,
           double x,
           double y,
           double width,
           double size,
           PangoWeight weight,
           PangoAlignment alignment,
           double grey)
{
  g_autoptr (PangoLayout) layout = vigie_report_make_layout (cr, text, size, weight, width);

  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_height (layout, -1);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static double
get_cell_width (const Drawing *self)
{
  return (WIDTH - NAME_WIDTH) / (self->end - self->first);
}

static double
get_x (const Drawing *self, guint slot)
{
  return NAME_WIDTH + (slot - self->first) * get_cell_width (self);
}

static void
draw_cell (const Drawing *self, cairo_t *cr, const VigieWeekSlot *slot, double x, double y)
{
  double width = get_cell_width (self) - 1.5, grey;
  g_autofree char *number = NULL;
  const char *letter;

  if (isnan (slot->usual.median))
    {
      cairo_set_source_rgb (cr, 0.6, 0.6, 0.6);
      cairo_set_line_width (cr, 0.6);
      cairo_rectangle (cr, x + 0.3, y + 0.3, width - 0.6, CELL_HEIGHT - 0.6);
      cairo_stroke (cr);
      show_text (cr, "?", x, y + 8, width, 10, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_CENTER, 0.4);
      return;
    }
  /* Without places there is no level: the shade is of the week's greatest. */
  grey = slot->level != VIGIE_LEVEL_UNKNOWN
             ? shades[slot->level]
             : 0.96 - 0.7 * (self->greatest > 0 ? slot->usual.median / self->greatest : 0);
  if (slot->level == VIGIE_LEVEL_UNKNOWN)
    /* As for the public everywhere, small numbers are not told exactly. */
    number = slot->usual.median < SMALL ? g_strdup_printf ("<%d", SMALL)
                                        : g_strdup_printf ("%.0f", slot->usual.median);
  letter = number != NULL ? number : vigie_level_letter (slot->level);
  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_rectangle (cr, x, y, width, CELL_HEIGHT);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, 0.45, 0.45, 0.47);
  cairo_set_line_width (cr, 0.5);
  cairo_stroke (cr);
  show_text (cr, letter, x, y + 8, width, 10, PANGO_WEIGHT_BOLD, PANGO_ALIGN_CENTER,
             grey < 0.6 ? 1 : 0.1);
}

static void
draw_day (const Drawing *self, cairo_t *cr, const VigieWeekDay *day, double y)
{
  g_autofree char *name = get_day_name (day->day);
  g_autofree char *best = get_best_words (day);
  const char *note = get_note (day);

  show_text (cr, name, 0, y + 4, NAME_WIDTH - 6, 12, PANGO_WEIGHT_BOLD, PANGO_ALIGN_LEFT, 0.1);
  if (note != NULL)
    show_text (cr, note, 0, y + 21, NAME_WIDTH - 6, 8.5, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT,
               0.35);
  if (!day->is_open)
    {
      show_text (cr, day->comment != NULL ? day->comment : _ ("closed"), NAME_WIDTH, y + 6,
                 WIDTH - NAME_WIDTH, 12, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 0.35);
      return;
    }
  for (guint slot = self->first; slot < self->end; slot++)
    if (day->slots[slot].is_open)
      draw_cell (self, cr, &day->slots[slot], get_x (self, slot), y);
  for (guint i = 0; i < day->n_best; i++)
    {
      double from = get_x (self, day->best[i].first), to = get_x (self, day->best[i].end) - 1.5;

      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_set_line_width (cr, 2.6);
      cairo_rectangle (cr, from, y, to - from, CELL_HEIGHT);
      cairo_stroke (cr);
    }
  show_text (cr, best, NAME_WIDTH, y + CELL_HEIGHT + 5, WIDTH - NAME_WIDTH, 11, PANGO_WEIGHT_BOLD,
             PANGO_ALIGN_LEFT, day->n_best > 0 ? 0.1 : 0.4);
}

static void
draw_legend (const Drawing *self, cairo_t *cr, double y)
{
  double x = 0;

  if (self->poster->facts->capacity <= 0)
    {
      show_text (cr, _ ("Figures: vehicles usually on site. Frame: the best times."), 0, y, WIDTH,
                 9.5, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 0.25);
      return;
    }
  for (guint level = VIGIE_LEVEL_LIGHT; level < VIGIE_N_LEVEL; level++, x += 80)
    {
      cairo_set_source_rgb (cr, shades[level], shades[level], shades[level]);
      cairo_rectangle (cr, x, y, 18, 18);
      cairo_fill_preserve (cr);
      cairo_set_source_rgb (cr, 0.45, 0.45, 0.47);
      cairo_set_line_width (cr, 0.5);
      cairo_stroke (cr);
      show_text (cr, vigie_level_letter (level), x, y + 3, 18, 9.5, PANGO_WEIGHT_BOLD,
                 PANGO_ALIGN_CENTER, shades[level] < 0.6 ? 1 : 0.1);
      show_text (cr, vigie_level_words (level), x + 23, y + 3, 56, 9.5, PANGO_WEIGHT_NORMAL,
                 PANGO_ALIGN_LEFT, 0.25);
    }
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, 2.6);
  cairo_rectangle (cr, x + 1.3, y + 1.3, 16, 16);
  cairo_stroke (cr);
  show_text (cr, _ ("best time"), x + 24, y + 3, WIDTH - x - 24, 9.5, PANGO_WEIGHT_NORMAL,
             PANGO_ALIGN_LEFT, 0.25);
}

static void
draw_cb (cairo_t *cr, double width, double height, gpointer data)
{
  const Drawing *self = data;
  guint step = 2;

  while (step * get_cell_width (self) < HOUR_WIDTH)
    step *= 2;
  for (guint slot = self->first; slot < self->end; slot++)
    if (slot % step == 0)
      {
        g_autofree char *hour = get_hour (slot);

        show_text (cr, hour, get_x (self, slot), 2, step * get_cell_width (self), 9,
                   PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 0.3);
      }
  for (guint i = 0; i < 7; i++)
    draw_day (self, cr, &self->week->days[i], HEAD_HEIGHT + i * ROW_HEIGHT);
  draw_legend (self, cr, HEAD_HEIGHT + 7 * ROW_HEIGHT + 6);
}

VigieReportSheets *
vigie_attendance_poster_lay_out (const VigieAttendancePoster *self, gint64 monday)
{
  g_autoptr (VigieAttendanceWeek) week
      = vigie_attendance_week_new (self->habits, self->facts, monday);
  GTimeZone *zone = self->facts->zone;
  VigiePeriod period = {VIGIE_PERIOD_WEEK, 0, 0};
  g_autofree char *made = vigie_sheet_made_words (self->made, zone, FALSE);
  g_autofree char *foot = NULL;
  g_autofree char *how = NULL;
  g_autofree char *words = NULL;
  VigieReportSheets *sheets;
  Drawing drawing = {.poster = self, .week = week};

  /* Translators: at the foot of a poster: the territory; « Made with Vigie on » and the date */
  foot = g_strdup_printf (C_ ("foot of a poster", "%1$s · %2$s"), self->territory, made);
  sheets = vigie_report_sheets_new (foot);
  period = vigie_period_at (vigie_time_day_begin (week->monday, zone), VIGIE_PERIOD_WEEK, zone);
  words = vigie_period_to_words (&period, zone);
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_TITLE, _ ("Best Times to Come"));
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_SUBTITLE, self->site);
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_SUBTITLE, words);
  if (self->demonstration)
    vigie_report_sheets_add_text (
        sheets, VIGIE_REPORT_TEXT_MARK,
        _ ("Demonstration: these figures are simulated and are not those of any real site."));
  vigie_report_sheets_add_space (sheets, 8);
  if (vigie_attendance_week_get_hours (week, &drawing.first, &drawing.end))
    {
      for (guint day = 0; day < 7; day++)
        for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
          drawing.greatest = fmax (drawing.greatest, week->days[day].slots[slot].usual.median);
      vigie_report_sheets_add_drawing (sheets, WIDTH, HEIGHT, draw_cb, &drawing);
    }
  else
    {
      vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_HEADING,
                                    _ ("The site is closed all week."));
      if (week->days[0].comment != NULL)
        vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_SUBTITLE, week->days[0].comment);
    }
  how = g_strdup_printf (
      ngettext (
          "Based on what was usual over %u counted day. Sensors in the road count vehicles and "
          "know nothing about who comes. Actual attendance may differ.",
          "Based on what was usual over %u counted days. Sensors in the road count vehicles and "
          "know nothing about who comes. Actual attendance may differ.",
          self->habits->n_days),
      self->habits->n_days);
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_NOTE, how);
  return sheets;
}

/* ---- Out ---- */

static char *
get_title (const VigieAttendancePoster *self)
{
  g_autofree char *name = vigie_attendance_short_name (self->site);

  /* Translators: title of a printed sheet; the name of a site. */
  return g_strdup_printf (_ ("Best times, %s"), name);
}

static void
tell_error (GtkWidget *widget, const GError *error)
{
  /* Translators: %s is the reason */
  g_autofree char *words = g_strdup_printf (_ ("Could not create the poster: %s"), error->message);

  gtk_widget_activate_action (widget, "win.notice", "s", words);
}

void
vigie_attendance_poster_save (const VigieAttendancePoster *self, gint64 monday, GtkWidget *widget)
{
  g_autoptr (VigieReportSheets) sheets = vigie_attendance_poster_lay_out (self, monday);
  g_autofree char *title = get_title (self);
  g_autofree char *words = NULL, *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf
      = vigie_report_sheets_to_pdf (sheets, title, self->territory, self->made, &error);
  int year, month, day;

  if (pdf == NULL)
    {
      tell_error (widget, error);
      return;
    }
  vigie_calendar_date (monday, &year, &month, &day);
  words = g_strdup_printf ("%s %04d-%02d-%02d.pdf", title, year, month, day);
  name = vigie_text_file_name (words);
  vigie_save_file (widget, _ ("Save Poster"), name, pdf);
}

void
vigie_attendance_poster_print (const VigieAttendancePoster *self, gint64 monday, GtkWidget *widget)
{
  g_autofree char *title = get_title (self);
  g_autoptr (GError) error = NULL;

  if (!vigie_report_print (vigie_attendance_poster_lay_out (self, monday), title, widget, &error))
    tell_error (widget, error);
}
