/* vigie-attendance-detail.c: the attendance of one site: what to say, today, the usual week, how well it is counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-detail-private.h"

#include <adwaita.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-attendance-figures.h"
#include "vigie-attendance-poster.h"
#include "vigie-attendance-skips.h"
#include "vigie-attendance-text.h"
#include "vigie-children.h"
#include "vigie-figure-view.h"
#include "vigie-glyph.h"
#include "vigie-level-mark.h"
#include "vigie-plain.h"
#include "vigie-site-panel-text.h"
#include "vigie-time-axis.h"
#include "vigie-words.h"

/* Days that can be gone back: what the store keeps of counts. */
#define DAYS_KEPT 400

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieAttendanceDetail, vigie_attendance_detail, GTK_TYPE_WIDGET)

const VigieAttendanceState *
vigie_attendance_detail_get_state (VigieAttendanceDetail *self)
{
  return vigie_attendance_item_get_state (self->item);
}

GTimeZone *
vigie_attendance_detail_get_zone (VigieAttendanceDetail *self)
{
  return vigie_attendance_site_get_zone (vigie_attendance_detail_get_state (self)->site);
}

/* The local day that is shown. */
gint64
vigie_attendance_detail_get_day (VigieAttendanceDetail *self)
{
  return vigie_time_to_local (vigie_attendance_detail_get_state (self)->time,
                              vigie_attendance_detail_get_zone (self))
             .day_number
         - self->back_days;
}

/* ---- What to say ----------------------------------------------------------------------------- */

void
vigie_attendance_detail_copy (VigieAttendanceDetail *self)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self));

  if (self->sentence == NULL || *self->sentence == '\0')
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->sentence);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notice", "s", _ ("Sentence copied"));
}

/* ---- A day ----------------------------------------------------------------------------------- */

void
vigie_attendance_detail_show_source (VigieAttendanceDetail *self, VigieFigureView *view)
{
  const VigieAttendanceState *state = vigie_attendance_detail_get_state (self);
  g_autofree char *name = vigie_plain_line (state->site->data->name, VIGIE_SITE_NAME_MAX);

  vigie_figure_view_set_place (view, name);
  vigie_figure_view_set_now (view, state->time);
  vigie_figure_view_set_link_lost (view, !vigie_ticker_get_live (self->ticker));
  vigie_figure_view_set_demonstration (view, vigie_context_is_demonstration (self->context));
}

static gboolean
has_usual (VigieAttendanceDetail *self, gint64 day)
{
  const VigieAttendanceState *state = vigie_attendance_detail_get_state (self);
  VigieTime from = vigie_time_day_begin (day, vigie_attendance_detail_get_zone (self));

  for (guint i = 0; state->habits != NULL && i < VIGIE_ATTENDANCE_SLOTS; i++)
    if (vigie_attendance_usual_at (state->habits, &state->site->facts,
                                   from + i * VIGIE_ATTENDANCE_SLOT, NULL)
        != NULL)
      return TRUE;
  return FALSE;
}

static void
show_day (VigieAttendanceDetail *self)
{
  const VigieAttendanceState *state = vigie_attendance_detail_get_state (self);
  double loaded = vigie_attendance_model_get_loaded (self->model);
  GTimeZone *zone = vigie_attendance_detail_get_zone (self);
  gint64 day = vigie_attendance_detail_get_day (self);
  VigieTime from = vigie_time_day_begin (day, zone), to = vigie_time_day_begin (day + 1, zone);
  g_autofree char *title = vigie_words_weekday_date (from + 12 * VIGIE_HOUR, zone);
  g_autofree char *band = vigie_attendance_text_band (state, day, loaded);
  g_autofree char *named = NULL;

  if (self->back_days == 0)
    /* Translators: heading; %s is a date */
    named = g_strdup_printf (_ ("Today, %s"), title);
  else if (self->back_days == 1)
    named = g_strdup_printf (_ ("Yesterday, %s"), title);
  g_set_str (&self->day_title, named != NULL ? named : title);
  vigie_figure_view_set_heading (self->day_view, self->day_title);
  vigie_attendance_fill_day (VIGIE_DAY_CHART (vigie_figure_view_get_figure (self->day_view)), state,
                             self->back_days == 0 ? state->track : self->track, day, loaded,
                             vigie_ticker_get_live (self->ticker));
  /* The legend has its name, where there is one. */
  vigie_figure_view_set_note (self->day_view, has_usual (self, day) ? NULL : band);
  vigie_figure_view_set_period (self->day_view, (VigieSpan) {from, to}, title);
  vigie_attendance_detail_show_source (self, self->day_view);
  gtk_widget_set_sensitive (self->day_after, self->back_days > 0);
  gtk_widget_set_sensitive (self->day_before, self->back_days < DAYS_KEPT);
  gtk_widget_set_visible (self->today, self->back_days > 0);
}

static void
day_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieAttendanceDetail) self = user_data;
  g_autoptr (GError) error = NULL;
  VigieAttendanceTrack *track
      = vigie_attendance_model_read_day_finish (VIGIE_ATTENDANCE_MODEL (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->track, vigie_attendance_track_unref);
  self->track = track;
  if (self->item == NULL || self->model == NULL)
    return;
  show_day (self);
  if (error != NULL)
    vigie_figure_view_set_note (self->day_view, error->message);
}

static void
stop_reading (VigieAttendanceDetail *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
go_to_day (VigieAttendanceDetail *self, int back_days)
{
  stop_reading (self);
  g_clear_pointer (&self->track, vigie_attendance_track_unref);
  self->back_days = back_days;
  show_day (self);
  if (back_days == 0)
    return;
  self->cancellable = g_cancellable_new ();
  vigie_attendance_model_read_day_async (self->model, vigie_attendance_item_get_id (self->item),
                                         vigie_attendance_detail_get_day (self), self->cancellable,
                                         day_read_cb, g_object_ref (self));
}

void
vigie_attendance_detail_step (VigieAttendanceDetail *self, int n)
{
  int back;

  g_return_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self));

  if (self->item == NULL)
    return;
  back = CLAMP (self->back_days - n, 0, DAYS_KEPT);
  if (back == self->back_days)
    return;
  go_to_day (self, back);
  vigie_announce (GTK_ACCESSIBLE (self), self->day_title,
                  GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
day_before_cb (VigieAttendanceDetail *self)
{
  vigie_attendance_detail_step (self, -1);
}

static void
day_after_cb (VigieAttendanceDetail *self)
{
  vigie_attendance_detail_step (self, 1);
}

static void
today_cb (VigieAttendanceDetail *self)
{
  vigie_attendance_detail_step (self, DAYS_KEPT);
}

/* ---- All of it ------------------------------------------------------------------------------- */

/* One part each time the loop is idle, from the top to below what is seen: all of them at once would be felt. */
static gboolean
part_cb (gpointer user_data)
{
  static void (*const parts[]) (VigieAttendanceDetail *) = {show_day,
                                                            vigie_attendance_detail_show_week,
                                                            vigie_attendance_detail_show_best,
                                                            vigie_attendance_detail_show_quality,
                                                            vigie_attendance_detail_show_hours,
                                                            vigie_attendance_detail_show_how,
                                                            vigie_attendance_detail_show_skips};
  VigieAttendanceDetail *self = user_data;

  if (self->item == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->parts = 0;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (self->parts & (1u << i))
      {
        self->parts &= ~(1u << i);
        parts[i](self);
        break;
      }
  if (self->parts != 0)
    return G_SOURCE_CONTINUE;
  self->part_source = 0;
  return G_SOURCE_REMOVE;
}

static void
queue_parts (VigieAttendanceDetail *self, guint parts)
{
  self->parts |= parts;
  if (parts & VIGIE_DETAIL_PART_SKIPS)
    self->n_skips = 0;
  if (self->part_source == 0)
    self->part_source = g_idle_add (part_cb, self);
}

static void
show_all (VigieAttendanceDetail *self)
{
  if (self->item == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_clear_pointer (&self->shown, vigie_attendance_state_unref);
  self->shown = vigie_attendance_state_ref (vigie_attendance_item_get_state (self->item));
  self->shown_loaded = vigie_attendance_model_get_loaded (self->model);
  vigie_attendance_detail_show_head (self);
  vigie_attendance_detail_show_now (self);
  vigie_attendance_detail_show_advice (self);
  queue_parts (self, VIGIE_DETAIL_ALL_PARTS);
}

/* Only how much of the past is here. */
static void
show_loaded (VigieAttendanceDetail *self)
{
  self->shown_loaded = vigie_attendance_model_get_loaded (self->model);
  if (vigie_attendance_detail_get_state (self)->habits == NULL)
    vigie_attendance_detail_show_week (self);
}

/* Mostly other sites are told of. */
static void
model_cb (VigieAttendanceDetail *self)
{
  if (self->item == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->shown != vigie_attendance_item_get_state (self->item))
    show_all (self);
  else if (self->shown_loaded != vigie_attendance_model_get_loaded (self->model))
    show_loaded (self);
  else
    vigie_attendance_detail_show_advice (self);
}

static void
site_cb_changed (VigieAttendanceDetail *self)
{
  if (self->item == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  vigie_attendance_detail_show_head (self);
  vigie_attendance_detail_show_advice (self);
  queue_parts (self, VIGIE_DETAIL_PART_SKIPS);
}

/* ---- Controls -------------------------------------------------------------------------------- */

static void
back_cb (VigieAttendanceDetail *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
copy_cb (VigieAttendanceDetail *self)
{
  vigie_attendance_detail_copy (self);
}

static void
class_cb (VigieAttendanceDetail *self)
{
  vigie_attendance_detail_choose_class (self);
}

static void
lead (VigieAttendanceDetail *self, const char *action)
{
  if (self->item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s",
                                vigie_attendance_item_get_id (self->item));
}

static void
map_cb (VigieAttendanceDetail *self)
{
  lead (self, "win.show-site");
}

static void
site_cb (VigieAttendanceDetail *self)
{
  lead (self, "win.open-site");
}

/* ---- The poster ------------------------------------------------------------------------------ */

static void
poster_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VigieAttendanceDetail *self = VIGIE_ATTENDANCE_DETAIL (widget);
  VigieAttendanceState *state
      = self->item != NULL ? vigie_attendance_item_get_state (self->item) : NULL;
  VigieAttendancePoster poster;
  gint64 monday;

  if (state == NULL || state->habits == NULL)
    return;
  poster = (VigieAttendancePoster) {
      .site = state->site->data->name,
      .territory = vigie_profile_get_territory_name (vigie_context_get_profile (self->context)),
      .demonstration = vigie_context_is_demonstration (self->context),
      .made = state->time,
      .habits = state->habits,
      .facts = &state->site->facts,
  };
  monday = vigie_attendance_poster_monday (state->time, state->site->facts.zone);
  if (strcmp (action, "detail.save-poster") == 0)
    vigie_attendance_poster_save (&poster, monday, widget);
  else
    vigie_attendance_poster_print (&poster, monday, widget);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_attendance_detail_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_attendance_detail_parent_class)->map (widget);
  show_all (VIGIE_ATTENDANCE_DETAIL (widget));
}

static void
vigie_attendance_detail_dispose (GObject *object)
{
  VigieAttendanceDetail *self = VIGIE_ATTENDANCE_DETAIL (object);

  stop_reading (self);
  g_clear_handle_id (&self->part_source, g_source_remove);
  if (self->model != NULL)
    {
      vigie_attendance_detail_set_item (self, NULL);
      g_signal_handlers_disconnect_by_data (self->model, self);
      g_signal_handlers_disconnect_by_data (self->ticker, self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_ATTENDANCE_DETAIL);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->model);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_attendance_detail_parent_class)->dispose (object);
}

static void
vigie_attendance_detail_finalize (GObject *object)
{
  g_free (VIGIE_ATTENDANCE_DETAIL (object)->sentence);
  g_free (VIGIE_ATTENDANCE_DETAIL (object)->day_title);

  G_OBJECT_CLASS (vigie_attendance_detail_parent_class)->finalize (object);
}

static void
vigie_attendance_detail_class_init (VigieAttendanceDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_attendance_detail_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_attendance_detail_finalize;
  widget_class->map = vigie_attendance_detail_map;
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", VIGIE_TYPE_ATTENDANCE_DETAIL, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (VIGIE_TYPE_GLYPH);
  g_type_ensure (VIGIE_TYPE_LEVEL_MARK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-attendance-detail.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieAttendanceDetail, name)
  BIND (scroller);
  BIND (back);
  BIND (glyph);
  BIND (name);
  BIND (opening);
  BIND (now_line);
  BIND (mark);
  BIND (level);
  BIND (now);
  BIND (copy);
  BIND (advice);
  BIND (near);
  BIND (near_box);
  BIND (day_bin);
  BIND (week_bin);
  BIND (day_class);
  BIND (poster);
  BIND (best);
  BIND (quality);
  BIND (quality_act);
  BIND (hours_box);
  BIND (hours);
  BIND (skips_box);
  BIND (skips);
  BIND (how);
#undef BIND
  gtk_widget_class_install_action (widget_class, "detail.save-poster", NULL, poster_cb);
  gtk_widget_class_install_action (widget_class, "detail.print-poster", NULL, poster_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_bind_template_callback (widget_class, site_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, class_cb);
  gtk_widget_class_set_css_name (widget_class, "attendancedetail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static GtkWidget *
day_button (VigieAttendanceDetail *self,
            const char *icon,
            const char *tip,
            const char *name,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  vigie_figure_view_add_button (self->day_view, button);
  return button;
}

/* On the line of the chart's heading: a line of their own is one that the week lacks. */
static void
add_day_buttons (VigieAttendanceDetail *self)
{
  self->today = gtk_button_new_with_label (_ ("Today"));
  gtk_widget_set_visible (self->today, FALSE);
  gtk_widget_add_css_class (self->today, "flat");
  g_signal_connect_swapped (self->today, "clicked", G_CALLBACK (today_cb), self);
  vigie_figure_view_add_button (self->day_view, self->today);
  self->day_before = day_button (self, "go-previous-symbolic", _ ("Previous Day (Ctrl+Page Up)"),
                                 _ ("Previous Day"), G_CALLBACK (day_before_cb));
  self->day_after = day_button (self, "go-next-symbolic", _ ("Next Day (Ctrl+Page Down)"),
                                _ ("Next Day"), G_CALLBACK (day_after_cb));
}

static void
vigie_attendance_detail_init (VigieAttendanceDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), FALSE);
  self->day_view = VIGIE_FIGURE_VIEW (vigie_figure_view_new (vigie_day_chart_new ()));
  vigie_figure_view_set_title (self->day_view, _ ("Vehicles Present"));
  adw_bin_set_child (self->day_bin, GTK_WIDGET (self->day_view));
  add_day_buttons (self);
  self->week_view = VIGIE_FIGURE_VIEW (vigie_figure_view_new (vigie_week_map_new ()));
  vigie_figure_view_set_title (self->week_view, _ ("Typical Week"));
  adw_bin_set_child (self->week_bin, GTK_WIDGET (self->week_view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Attendance of the Selected Site"), -1);
}

void
vigie_attendance_detail_setup (VigieAttendanceDetail *self,
                               VigieAttendanceModel *model,
                               VigieContext *context,
                               VigieTicker *ticker)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
}

void
vigie_attendance_detail_set_item (VigieAttendanceDetail *self, VigieAttendanceItem *item)
{
  VigieTerritory *territory;

  g_return_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self));
  g_return_if_fail (self->model != NULL);

  if (self->item == item)
    return;
  stop_reading (self);
  g_clear_pointer (&self->track, vigie_attendance_track_unref);
  if (self->site != NULL)
    g_signal_handlers_disconnect_by_data (self->site, self);
  g_clear_object (&self->site);
  g_clear_pointer (&self->shown, vigie_attendance_state_unref);
  g_set_object (&self->item, item);
  self->back_days = 0;
  self->class_chosen = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), item != NULL);
  if (item == NULL)
    return;
  territory = vigie_context_get_territory (self->context);
  if (territory != NULL)
    g_set_object (&self->site,
                  vigie_territory_find_site (territory, vigie_attendance_item_get_id (item)));
  if (self->site != NULL)
    g_signal_connect_object (self->site, "notify", G_CALLBACK (site_cb_changed), self,
                             G_CONNECT_SWAPPED);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  show_all (self);
}

VigieAttendanceItem *
vigie_attendance_detail_get_item (VigieAttendanceDetail *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self), NULL);
  return self->item;
}

void
vigie_attendance_detail_set_closable (VigieAttendanceDetail *self, gboolean closable)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self));
  gtk_widget_set_visible (self->back, closable);
}

void
vigie_attendance_detail_focus (VigieAttendanceDetail *self)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_DETAIL (self));
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
