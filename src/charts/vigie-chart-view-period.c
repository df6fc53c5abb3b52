/* vigie-chart-view-period.c: which stretch a chart view shows, and how a person says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-announce.h"
#include "vigie-chart-view-private.h"

#include <glib/gi18n-lib.h>

/* How long a pan goes on before the readings of where it is are asked for (ms). */
#define EMIT_DELAY 150
/* How far back a person may go where nobody said when it began. */
#define FAR_BACK (5 * 366 * VIGIE_DAY)

/* ---- Period ------------------------------------------------------------------------------------ */

static gboolean
emit_cb (gpointer data)
{
  VigieChartView *self = data;
  VigieSpan span = self->period.span;

  self->emit_source = 0;
  if (span.from == self->emitted.from && span.to == self->emitted.to)
    return G_SOURCE_REMOVE;
  self->emitted = span;
  g_signal_emit_by_name (self, "range-changed", span.from, span.to);
  return G_SOURCE_REMOVE;
}

void
vigie_chart_view_update_period (VigieChartView *self)
{
  g_autofree char *words = vigie_chart_period_words (&self->period, self->zone);

  gtk_label_set_text (self->period_label, words);
  self->showing_kind = TRUE;
  for (int i = 0; i < VIGIE_N_CHART_PERIOD; i++)
    gtk_toggle_button_set_active (self->toggles[i], self->period.kind == i);
  gtk_drop_down_set_selected (self->folded, self->period.kind);
  self->showing_kind = FALSE;
  gtk_widget_set_sensitive (self->previous,
                            vigie_chart_period_has_previous (&self->period, self->earliest));
  gtk_widget_set_sensitive (self->next, vigie_chart_period_has_next (&self->period, self->now));
  gtk_widget_set_sensitive (self->present, !self->period.follows);
}

void
vigie_chart_view_update_limits (VigieChartView *self)
{
  VigieChartPeriod today;
  VigieTime from;

  if (self->now == VIGIE_TIME_NONE)
    return;
  from = self->earliest != VIGIE_TIME_NONE ? self->earliest : self->now - FAR_BACK;
  today = vigie_chart_period_current (VIGIE_CHART_PERIOD_WEEK, self->now, self->zone);
  /* A choice may begin before the first reading, and ends with today. */
  from = MIN (from, self->period.span.from);
  vigie_chart_set_limits (self->chart, from, MAX (today.span.to, self->period.span.to));
}

/* Shows @period, telling the world at once. */
void
vigie_chart_view_apply_period (VigieChartView *self, VigieChartPeriod period)
{
  self->period = period;
  self->applying = TRUE;
  vigie_chart_view_update_limits (self);
  vigie_chart_set_range (self->chart, period.span.from, period.span.to);
  self->applying = FALSE;
  vigie_chart_view_update_period (self);
  vigie_chart_view_queue_table (self);
  g_clear_handle_id (&self->emit_source, g_source_remove);
  emit_cb (self);
}

/* A period that a person chose: said to who cannot see it. */
static void
choose_period (VigieChartView *self, VigieChartPeriod period)
{
  g_autofree char *words = NULL;

  vigie_chart_view_apply_period (self, period);
  words = vigie_chart_period_words (&self->period, self->zone);
  vigie_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
range_cb (VigieChartView *self)
{
  if (self->applying || self->now == VIGIE_TIME_NONE)
    return;
  self->period = vigie_chart_period_of_span (&self->period, vigie_chart_get_range (self->chart));
  vigie_chart_view_update_period (self);
  vigie_chart_view_queue_table (self);
  if (self->emit_source == 0)
    self->emit_source = g_timeout_add (EMIT_DELAY, emit_cb, self);
}

static void
open_dates (VigieChartView *self)
{
  GtkWidget *anchor = GTK_WIDGET (self->toggles[VIGIE_CHART_PERIOD_FREE]);
  gint64 first, last;

  if (!gtk_widget_get_child_visible (gtk_widget_get_parent (anchor)))
    anchor = GTK_WIDGET (self->folded);
  if (gtk_widget_get_parent (GTK_WIDGET (self->dates)) != anchor)
    {
      g_object_ref (self->dates);
      gtk_widget_unparent (GTK_WIDGET (self->dates));
      gtk_widget_set_parent (GTK_WIDGET (self->dates), anchor);
      g_object_unref (self->dates);
    }
  vigie_chart_period_to_days (self->period.span, self->zone, &first, &last);
  vigie_chart_dates_set (self->dates, first, last, self->now, self->zone);
  gtk_popover_popup (GTK_POPOVER (self->dates));
}

static void
choose_kind (VigieChartView *self, VigieChartPeriodKind kind)
{
  if (self->showing_kind || self->now == VIGIE_TIME_NONE)
    return;
  if (kind == VIGIE_CHART_PERIOD_FREE)
    {
      /* Nothing is chosen before the dates are. */
      vigie_chart_view_update_period (self);
      open_dates (self);
    }
  else
    choose_period (self, vigie_chart_period_current (kind, self->now, self->zone));
}

static void
toggle_clicked_cb (GtkToggleButton *toggle, VigieChartView *self)
{
  for (int i = 0; i < VIGIE_N_CHART_PERIOD; i++)
    if (self->toggles[i] == toggle)
      choose_kind (self, i);
}

static void
folded_cb (VigieChartView *self)
{
  guint kind = gtk_drop_down_get_selected (self->folded);

  if (kind < VIGIE_N_CHART_PERIOD && kind != self->period.kind)
    choose_kind (self, kind);
}

static void
previous_cb (VigieChartView *self)
{
  choose_period (self, vigie_chart_period_previous (&self->period, self->zone));
}

static void
next_cb (VigieChartView *self)
{
  choose_period (self, vigie_chart_period_next (&self->period, self->now, self->zone));
}

static void
present_cb (VigieChartView *self)
{
  choose_period (self, vigie_chart_period_current (self->period.kind, self->now, self->zone));
}

static void
chosen_cb (VigieChartView *self, gint64 first, gint64 last)
{
  choose_period (self, vigie_chart_period_days (first, last, self->zone));
}

/* ---- Parts ------------------------------------------------------------------------------------- */

static GtkWidget *
icon_button (VigieChartView *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

void
vigie_chart_view_build_choice (VigieChartView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkStringList *labels = gtk_string_list_new (NULL);

  gtk_widget_add_css_class (box, "linked");
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Period"),
                                  -1);
  for (int i = 0; i < VIGIE_N_CHART_PERIOD; i++)
    {
      GtkWidget *toggle = gtk_toggle_button_new_with_label (vigie_chart_period_label (i));

      gtk_widget_set_tooltip_text (toggle, vigie_chart_period_title (i));
      gtk_string_list_append (labels, vigie_chart_period_label (i));
      self->toggles[i] = GTK_TOGGLE_BUTTON (toggle);
      g_signal_connect_object (toggle, "clicked", G_CALLBACK (toggle_clicked_cb), self, 0);
      gtk_box_append (GTK_BOX (box), toggle);
    }
  self->folded = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (labels), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->folded), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Period"), -1);
  g_signal_connect_object (self->folded, "notify::selected", G_CALLBACK (folded_cb), self,
                           G_CONNECT_SWAPPED);
  self->dates = VIGIE_CHART_DATES (vigie_chart_dates_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->dates), GTK_WIDGET (self->folded));
  g_signal_connect_object (self->dates, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  vigie_chart_bar_set (VIGIE_CHART_BAR (self->bar), VIGIE_CHART_BAR_CHOICE, box);
  vigie_chart_bar_set (VIGIE_CHART_BAR (self->bar), VIGIE_CHART_BAR_FOLDED,
                       GTK_WIDGET (self->folded));
}

void
vigie_chart_view_build_period (VigieChartView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->previous
      = icon_button (self, "go-previous-symbolic", _ ("Previous period"), G_CALLBACK (previous_cb));
  self->next = icon_button (self, "go-next-symbolic", _ ("Next period"), G_CALLBACK (next_cb));
  self->present
      = icon_button (self, "go-last-symbolic", _ ("Back to Now"), G_CALLBACK (present_cb));
  self->period_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->period_label, TRUE);
  gtk_label_set_natural_wrap_mode (self->period_label, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (self->period_label, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->period_label), "vigie-bold");
  gtk_box_append (GTK_BOX (box), self->previous);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->period_label));
  gtk_box_append (GTK_BOX (box), self->next);
  gtk_box_append (GTK_BOX (box), self->present);
  vigie_chart_bar_set (VIGIE_CHART_BAR (self->bar), VIGIE_CHART_BAR_PERIOD, box);
  g_signal_connect_object (self->chart, "notify::range", G_CALLBACK (range_cb), self,
                           G_CONNECT_SWAPPED);
}
