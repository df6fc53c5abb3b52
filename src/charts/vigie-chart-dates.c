/* vigie-chart-dates.c: a period chosen by its first and last day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-dates.h"

#include <glib/gi18n-lib.h>

#include "vigie-chart-period.h"

enum
{
  FIRST,
  LAST,
  N_ENTRIES,
};

struct _VigieChartDates
{
  GtkPopover parent_instance;

  GtkEntry *entries[N_ENTRIES];
  GtkCalendar *calendar;
  GtkLabel *problem;
  GtkWidget *show;
  int current; /* the entry that the calendar fills */
  gboolean filling;
  VigieTime now;
  GTimeZone *zone; /* owned, or NULL */
};

G_DEFINE_FINAL_TYPE (VigieChartDates, vigie_chart_dates, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Whether the entry has a day; else *@error is why not, to be freed. */
static gboolean
read_entry (VigieChartDates *self, int entry, gint64 *day, char **error)
{
  return vigie_chart_period_parse_day (gtk_editable_get_text (GTK_EDITABLE (self->entries[entry])),
                                       self->now, self->zone, day, error);
}

static void
mark_entry (GtkEntry *entry, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* Says what is wrong, the first thing first. FALSE if something is. */
static gboolean
check (VigieChartDates *self, gint64 *days)
{
  g_autofree char *first = NULL, *last = NULL;
  gboolean first_right = read_entry (self, FIRST, &days[FIRST], &first);
  gboolean last_right = read_entry (self, LAST, &days[LAST], &last);
  const char *problem = first != NULL ? first : last;

  if (first_right && last_right && days[FIRST] > days[LAST])
    problem = _ ("The last day is before the first");
  mark_entry (self->entries[FIRST], !first_right);
  mark_entry (self->entries[LAST], !last_right || (first_right && days[FIRST] > days[LAST]));
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_set_sensitive (self->show, problem == NULL);
  return problem == NULL;
}

static void
fill_calendar (VigieChartDates *self)
{
  gint64 day;
  g_autofree char *error = NULL;
  g_autoptr (GDateTime) date = NULL;

  if (!read_entry (self, self->current, &day, &error))
    return;
  date = g_date_time_new_from_unix_utc (day * 86400);
  self->filling = TRUE;
  /* Every year and month has a first day: none of these steps asks for a day that does not exist. */
  gtk_calendar_set_day (self->calendar, 1);
  gtk_calendar_set_year (self->calendar, g_date_time_get_year (date));
  gtk_calendar_set_month (self->calendar, g_date_time_get_month (date) - 1);
  gtk_calendar_set_day (self->calendar, g_date_time_get_day_of_month (date));
  self->filling = FALSE;
}

static void
changed_cb (VigieChartDates *self)
{
  gint64 days[N_ENTRIES];

  check (self, days);
  fill_calendar (self);
}

static void
focus_cb (GtkEventControllerFocus *controller, VigieChartDates *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  self->current = entry == GTK_WIDGET (self->entries[LAST]) ? LAST : FIRST;
  fill_calendar (self);
}

static void
day_selected_cb (VigieChartDates *self)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *text = NULL;

  if (self->filling)
    return;
  date = gtk_calendar_get_date (self->calendar);
  /* The day that is shown, whatever zone the date is in. */
  text = vigie_chart_period_format_day (
      (g_date_time_to_unix (date) * G_TIME_SPAN_SECOND + g_date_time_get_utc_offset (date))
      / VIGIE_DAY);
  vigie_chart_dates_type (self, self->current == LAST, text);
  /* After the first day comes the last one. */
  self->current = LAST;
}

static void
apply_cb (VigieChartDates *self)
{
  vigie_chart_dates_apply (self);
}

static void
vigie_chart_dates_finalize (GObject *object)
{
  VigieChartDates *self = VIGIE_CHART_DATES (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (vigie_chart_dates_parent_class)->finalize (object);
}

static void
vigie_chart_dates_class_init (VigieChartDatesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = vigie_chart_dates_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", VIGIE_TYPE_CHART_DATES, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
}

static void
vigie_chart_dates_init (VigieChartDates *self)
{
  GtkWidget *grid = gtk_grid_new ();
  const char *const names[] = {_ ("_From"), _ ("_To")};

  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_widget_set_margin_top (grid, 6);
  gtk_widget_set_margin_bottom (grid, 6);
  gtk_widget_set_margin_start (grid, 6);
  gtk_widget_set_margin_end (grid, 6);
  for (int i = 0; i < N_ENTRIES; i++)
    {
      GtkWidget *label = gtk_label_new_with_mnemonic (names[i]);
      GtkWidget *entry = gtk_entry_new ();
      GtkEventController *focus = gtk_event_controller_focus_new ();

      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
      gtk_editable_set_width_chars (GTK_EDITABLE (entry), 12);
      gtk_widget_set_hexpand (entry, TRUE);
      gtk_grid_attach (GTK_GRID (grid), label, 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), entry, 1, i, 1, 1);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                      label, NULL, -1);
      g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (entry, "activate", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (focus, "enter", G_CALLBACK (focus_cb), self, 0);
      gtk_widget_add_controller (entry, focus);
      self->entries[i] = GTK_ENTRY (entry);
    }
  self->problem = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "accessible-role",
                                           GTK_ACCESSIBLE_ROLE_ALERT, "wrap", TRUE, "xalign", 0.0,
                                           "max-width-chars", 28, "visible", FALSE, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "vigie-small");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "vigie-bold");
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->problem), 0, 2, 2, 1);
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Calendar"), -1);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->calendar), 0, 3, 2, 1);
  self->show = gtk_button_new_with_mnemonic (C_ ("period", "_Show"));
  gtk_widget_add_css_class (self->show, "suggested-action");
  gtk_grid_attach (GTK_GRID (grid), self->show, 0, 4, 2, 1);
  gtk_popover_set_child (GTK_POPOVER (self), grid);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Period by dates"), -1);
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->show, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
vigie_chart_dates_new (void)
{
  return g_object_new (VIGIE_TYPE_CHART_DATES, NULL);
}

void
vigie_chart_dates_set (VigieChartDates *self,
                       gint64 first_day,
                       gint64 last_day,
                       VigieTime now,
                       GTimeZone *zone)
{
  g_autofree char *first = vigie_chart_period_format_day (first_day);
  g_autofree char *last = vigie_chart_period_format_day (last_day);

  self->now = now;
  if (self->zone != zone)
    {
      g_clear_pointer (&self->zone, g_time_zone_unref);
      self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
    }
  self->current = FIRST;
  gtk_editable_set_text (GTK_EDITABLE (self->entries[FIRST]), first);
  gtk_editable_set_text (GTK_EDITABLE (self->entries[LAST]), last);
}

void
vigie_chart_dates_type (VigieChartDates *self, gboolean last, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entries[last ? LAST : FIRST]), text);
}

gboolean
vigie_chart_dates_apply (VigieChartDates *self)
{
  gint64 days[N_ENTRIES];

  if (!check (self, days))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return FALSE;
    }
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, days[FIRST], days[LAST]);
  return TRUE;
}

const char *
vigie_chart_dates_get_problem (VigieChartDates *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->problem)) ? gtk_label_get_text (self->problem)
                                                             : NULL;
}
