/* vigie-measure-row.c: a measure of the site chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-measure-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-bullet.h"
#include "vigie-mark.h"
#include "vigie-measure-row-day.h"
#include "vigie-measure-row-text.h"
#include "vigie-sensor-row-badge.h"
#include "vigie-show.h"
#include "vigie-site-panel-text.h"
#include "vigie-site.h"
#include "vigie-sparkline.h"
#include "vigie-today.h"
#include "vigie-tooltip.h"
#include "vigie-words.h"

#define LONGEST_FIGURE 22 /* characters */

struct _VigieMeasureRow
{
  GtkListBoxRow parent_instance;

  VigieMeasure *measure; /* owned */
  VigieMeasure *battery; /* owned, or NULL */
  VigieMeasure *rssi;    /* owned, or NULL */
  VigieTicker *ticker;   /* owned */
  VigieHistory *history; /* owned, or NULL */
  VigieMeasureDay *day;  /* owned while active, or NULL */
  VigieSeries *series;   /* owned, or NULL */
  char *sentence;        /* owned */
  double today;          /* NAN if not known */
  gint64 expected;       /* µs, 0 if the row does not tell of it */
  char *model;           /* owned, plain, or NULL */
  gboolean active;
  gboolean scaled; /* the bullet has its scale */
  GtkWidget *menu; /* child while it is open, or NULL */

  GtkCheckButton *check;
  GtkBox *line;
  GtkLabel *title;
  GtkImage *clock;
  GtkLabel *age;
  GtkLabel *extra;
  VigieSensorBadge *battery_badge;
  VigieSensorBadge *rssi_badge;
  GtkLabel *model_label;
  GtkLabel *expected_label;
  VigieMark *mark;
  GtkLabel *value;
  GtkLabel *suffix;
  VigieSparkline *sparkline;
  VigieBullet *bullet;
};

enum
{
  PROP_CHOSEN = 1,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieMeasureRow, vigie_measure_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* ---- Bullet and sparkline -------------------------------------------------------------------- */

static double
capacity_of (VigieMeasure *measure)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  VigieSite *site = vigie_measure_get_site (measure);
  int capacity = site != NULL ? vigie_site_get_data (site)->details->capacity : -1;

  return data->role == VIGIE_ROLE_VEHICLES_PRESENT && capacity > 0 ? capacity : NAN;
}

/* A bar where limits, a percentage or a capacity give the value a place. */
static gboolean
wants_bullet (VigieMeasure *measure)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  const VigieThresholds *limits = &data->thresholds;
  VigieFreshness freshness = vigie_measure_get_freshness (measure);

  if (vigie_measure_get_latest (measure)->type != VIGIE_VALUE_NUMBER
      || (freshness != VIGIE_FRESHNESS_LIVE && freshness != VIGIE_FRESHNESS_LATE))
    return FALSE;
  return g_str_equal (data->unit, "%") || !isnan (limits->lowlow) || !isnan (limits->low)
         || !isnan (limits->high) || !isnan (limits->highhigh) || !isnan (capacity_of (measure));
}

static void
update_bullet (VigieMeasureRow *self, VigieTime now, gboolean live)
{
  const VigieMeasureData *data = vigie_measure_get_data (self->measure);
  g_autofree char *unit = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);
  double number = vigie_measure_get_latest (self->measure)->number;
  gboolean shown = wants_bullet (self->measure);

  gtk_widget_set_visible (GTK_WIDGET (self->bullet), shown);
  if (!shown)
    return;
  if (!self->scaled)
    {
      VigieBulletScale scale = vigie_bullet_scale_derive (
          data->unit, &data->thresholds, capacity_of (self->measure), self->series, now, number);

      vigie_bullet_set_scale (self->bullet, &scale, unit);
      self->scaled = TRUE;
    }
  vigie_bullet_set_value (self->bullet, number, vigie_measure_get_freshness (self->measure), !live);
}

static gboolean
wants_series (VigieMeasureRow *self)
{
  const VigieReading *latest = vigie_measure_get_latest (self->measure);

  return latest->type == VIGIE_VALUE_NUMBER || latest->type == VIGIE_VALUE_BOOLEAN;
}

/* The day of a last known state ends with it. */
static VigieTime
last_known (VigieMeasure *measure, VigieTime now)
{
  VigieSite *site = vigie_measure_get_site (measure);
  VigieTime last = site != NULL ? vigie_site_get_last_reading (site) : VIGIE_TIME_NONE;

  return last != VIGIE_TIME_NONE ? last : now;
}

static void
update_sparkline (VigieMeasureRow *self, VigieTime now, gboolean live)
{
  /* A meter's index only goes up: that shows nothing. */
  gboolean shown
      = self->series != NULL && wants_series (self)
        && vigie_measure_get_data (self->measure)->aggregation != VIGIE_AGGREGATION_CUMULATIVE;

  gtk_widget_set_visible (GTK_WIDGET (self->sparkline), shown);
  if (!shown)
    return;
  if (!live)
    now = last_known (self->measure, now);
  vigie_sparkline_set_link_lost (self->sparkline, !live);
  vigie_sparkline_set_series (self->sparkline, self->series, now);
}

/* ---- Words ----------------------------------------------------------------------------------- */

/* The amount of today in place of the index, which goes below. */
static void
tell_today (VigieMeasureRow *self, VigieMeasureRowText *text)
{
  const VigieMeasureData *data = vigie_measure_get_data (self->measure);
  g_autofree char *unit = NULL;
  gboolean told = !isnan (self->today) && !text->value_small && *text->value != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self->suffix), told);
  if (!told)
    return;
  g_free (text->extra);
  /* Translators: what a counter or meter shows */
  text->extra = g_strdup_printf (_ ("meter reading %s"), text->value);
  g_free (text->value);
  unit = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);
  text->value = vigie_words_value (self->today, unit);
}

static void
update_sentence (VigieMeasureRow *self, const VigieMeasureRowText *text, const char *expected)
{
  g_autoptr (GString) sentence = g_string_new (gtk_label_get_label (self->title));

  vigie_sentence_append (sentence, text->value);
  if (gtk_widget_get_visible (GTK_WIDGET (self->suffix)))
    vigie_sentence_append (sentence, gtk_label_get_label (self->suffix));
  if (text->passed)
    vigie_sentence_append (sentence, vigie_glyph_look_label (text->look));
  vigie_sentence_append (sentence, text->age);
  vigie_sentence_append (sentence, text->extra);
  vigie_sentence_append (sentence, vigie_sensor_badge_get_words (self->battery_badge));
  vigie_sentence_append (sentence, vigie_sensor_badge_get_words (self->rssi_badge));
  vigie_sentence_append (sentence, self->model);
  vigie_sentence_append (sentence, expected);
  if (g_set_str (&self->sentence, sentence->str))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->sentence, -1);
}

static void
update (VigieMeasureRow *self)
{
  VigieTime now = vigie_ticker_get_now (self->ticker);
  gboolean live = vigie_ticker_get_live (self->ticker);
  VigieFreshness freshness = vigie_measure_get_freshness (self->measure);
  g_auto (VigieMeasureRowText) text = {0};
  g_autofree char *expected = NULL;

  vigie_measure_row_text_init (&text, self->measure, now, live);
  tell_today (self, &text);
  /* A silent one says it beside its silence. */
  if (self->expected > 0 && !text.value_small)
    expected = vigie_site_expected_words (self->expected);
  gtk_label_set_label (self->age, text.age);
  gtk_widget_set_visible (GTK_WIDGET (self->clock), text.clock);
  vigie_set_class (self->age, "vigie-bold", text.age_strong);
  vigie_set_class (self->age, "vigie-dim", !text.age_strong);
  show_text (self->extra, text.extra);
  show_text (self->model_label, self->model);
  show_text (self->expected_label, expected);
  show_text (self->value, text.value);
  /* Figures are never cut; a long text may be. */
  gtk_label_set_ellipsize (self->value, g_utf8_strlen (text.value, -1) > LONGEST_FIGURE
                                            ? PANGO_ELLIPSIZE_END
                                            : PANGO_ELLIPSIZE_NONE);
  vigie_tooltip_set (GTK_WIDGET (self->value),
                     gtk_label_get_ellipsize (self->value) != PANGO_ELLIPSIZE_NONE ? text.value
                                                                                   : NULL);
  vigie_set_class (self->value, "vigie-value", !text.value_small);
  vigie_set_class (self->value, "vigie-small", text.value_small);
  vigie_set_class (self, "void", freshness == VIGIE_FRESHNESS_SILENT);
  vigie_set_class (self, "last-known", !live);
  vigie_mark_set_look (self->mark, text.look, !live);
  /* Before the value it qualifies; after, where it stands for the missing value. */
  gtk_box_reorder_child_after (self->line, GTK_WIDGET (self->mark),
                               text.passed ? GTK_WIDGET (self->title) : GTK_WIDGET (self->suffix));
  vigie_sensor_badge_update (self->battery_badge, self->battery);
  vigie_sensor_badge_update (self->rssi_badge, self->rssi);
  update_bullet (self, now, live);
  update_sparkline (self, now, live);
  update_sentence (self, &text, expected);
}

/* What a meter counted today, which is what its index is read for. */
static double
amount_today (VigieMeasureRow *self, VigieSeries *series)
{
  const VigieMeasureData *data = vigie_measure_get_data (self->measure);
  VigieMeterInfo info;
  double amount;

  /* What is no energy nor water is counted all the same. */
  vigie_meter_info_init (&info, data);
  if (data->aggregation != VIGIE_AGGREGATION_CUMULATIVE || series == NULL
      || !vigie_today_amount (series, &info, vigie_ticker_get_now (self->ticker),
                              vigie_words_default_zone (), &amount, NULL))
    return NAN;
  return amount;
}

static void
day_cb (VigieMeasureRow *self)
{
  vigie_measure_row_set_today (self, amount_today (self, vigie_measure_day_get_series (self->day)));
  vigie_measure_row_set_series (self, vigie_measure_day_get_series (self->day));
}

/* A window on the history while the row is in sight. What it gave stays. */
static void
update_day (VigieMeasureRow *self)
{
  if (!self->active || self->history == NULL || !wants_series (self))
    {
      g_clear_object (&self->day);
      return;
    }
  if (self->day == NULL)
    {
      self->day = vigie_measure_day_new (self->history, vigie_measure_get_data (self->measure)->id);
      g_signal_connect_object (self->day, "changed", G_CALLBACK (day_cb), self, G_CONNECT_SWAPPED);
    }
  vigie_measure_day_tick (self->day, vigie_ticker_get_now (self->ticker));
}

static void
tick_cb (VigieMeasureRow *self)
{
  if (!self->active)
    return;
  update (self);
  update_day (self);
}

/* A row that is out of view is not kept up to the minute, but never says of a silent measure that it is live: a screen
 * reader goes there all the same. */
static void
state_cb (VigieMeasureRow *self)
{
  if (!self->active)
    update (self);
}

/* Limits, unit or capacity may be others. */
static void
data_cb (VigieMeasureRow *self)
{
  g_autofree char *unit
      = vigie_site_text_plain (vigie_measure_get_data (self->measure)->unit, VIGIE_SITE_UNIT_MAX);

  self->scaled = FALSE;
  vigie_sparkline_set_thresholds (self->sparkline,
                                  &vigie_measure_get_data (self->measure)->thresholds);
  vigie_sparkline_set_unit (self->sparkline, unit);
  update (self);
}

/* ---- Actions --------------------------------------------------------------------------------- */

char *
vigie_measure_row_copy_text (VigieMeasureRow *self)
{
  return vigie_site_copy_words (gtk_label_get_label (self->title),
                                vigie_measure_get_data (self->measure),
                                vigie_measure_get_latest (self->measure));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = vigie_measure_row_copy_text (VIGIE_MEASURE_ROW (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.notice", "s", _ ("Value copied"));
}

static void
chart_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieMeasureRow *self = VIGIE_MEASURE_ROW (widget);

  gtk_widget_activate_action (widget, "win.show-measure", "s",
                              vigie_measure_get_data (self->measure)->id);
}

static void
sensor_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieMeasureRow *self = VIGIE_MEASURE_ROW (widget);

  gtk_widget_activate_action (widget, "win.show-sensor", "s",
                              vigie_measure_get_data (self->measure)->sensor_id);
}

static gboolean
unparent_cb (gpointer user_data)
{
  gtk_widget_unparent (GTK_WIDGET (user_data));
  return G_SOURCE_REMOVE;
}

/* Not at once: the action of the item chosen comes after. */
static void
menu_closed_cb (VigieMeasureRow *self)
{
  if (self->menu != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, unparent_cb, g_object_ref (self->menu), g_object_unref);
  self->menu = NULL;
}

static void
show_menu (VigieMeasureRow *self, const GdkRectangle *at)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  if (self->menu != NULL)
    return;
  g_menu_append (menu, _ ("_Copy Value"), "measure.copy");
  g_menu_append (menu, _ ("_Show Chart"), "measure.chart");
  if (vigie_measure_get_data (self->measure)->sensor_id != NULL)
    g_menu_append (menu, _ ("Show Se_nsor"), "measure.sensor");
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GdkRectangle at = {gtk_widget_get_width (widget) / 2, gtk_widget_get_height (widget) / 2, 1, 1};

  show_menu (VIGIE_MEASURE_ROW (widget), &at);
}

static void
pressed_cb (VigieMeasureRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (
      gesture, gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (gesture)));
  GdkRectangle at = {(int) x, (int) y, 1, 1};

  if (event == NULL || !gdk_event_triggers_context_menu (event))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, &at);
}

static void
held_cb (VigieMeasureRow *self, double x, double y)
{
  GdkRectangle at = {(int) x, (int) y, 1, 1};

  show_menu (self, &at);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
check_cb (VigieMeasureRow *self)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               vigie_measure_row_get_chosen (self) ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                                                   : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHOSEN]);
}

static void
vigie_measure_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VigieMeasureRow *self = VIGIE_MEASURE_ROW (object);

  if (prop_id == PROP_CHOSEN)
    g_value_set_boolean (value, vigie_measure_row_get_chosen (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
vigie_measure_row_dispose (GObject *object)
{
  VigieMeasureRow *self = VIGIE_MEASURE_ROW (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->day);
  g_clear_object (&self->history);
  g_clear_object (&self->measure);
  g_clear_object (&self->battery);
  g_clear_object (&self->rssi);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->series, vigie_series_unref);
  g_clear_pointer (&self->sentence, g_free);
  g_clear_pointer (&self->model, g_free);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_MEASURE_ROW);

  G_OBJECT_CLASS (vigie_measure_row_parent_class)->dispose (object);
}

static void
vigie_measure_row_class_init (VigieMeasureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = vigie_measure_row_get_property;
  G_OBJECT_CLASS (klass)->dispose = vigie_measure_row_dispose;
  props[PROP_CHOSEN] = g_param_spec_boolean ("chosen", NULL, NULL, FALSE,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
  g_type_ensure (VIGIE_TYPE_MARK);
  g_type_ensure (VIGIE_TYPE_BULLET);
  g_type_ensure (VIGIE_TYPE_SPARKLINE);
  g_type_ensure (VIGIE_TYPE_SENSOR_BADGE);
  g_type_ensure (ADW_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-measure-row.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieMeasureRow, name)
  BIND (check);
  BIND (line);
  BIND (title);
  BIND (clock);
  BIND (age);
  BIND (extra);
  BIND (battery_badge);
  BIND (rssi_badge);
  BIND (model_label);
  BIND (expected_label);
  BIND (mark);
  BIND (value);
  BIND (suffix);
  BIND (sparkline);
  BIND (bullet);
#undef BIND
  gtk_widget_class_install_action (widget_class, "measure.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "measure.chart", NULL, chart_action);
  gtk_widget_class_install_action (widget_class, "measure.sensor", NULL, sensor_action);
  gtk_widget_class_install_action (widget_class, "measure.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "measure.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "measure.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "measure.menu",
                                       NULL);
}

static void
vigie_measure_row_init (VigieMeasureRow *self)
{
  GtkGesture *press = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  self->today = NAN;
  self->active = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Translators: after what a counter counted since midnight: « 41 véh. aujourd’hui » */
  gtk_label_set_label (self->suffix, C_ ("counter", "today"));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  g_signal_connect_object (press, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect_object (hold, "pressed", G_CALLBACK (held_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (hold));
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (check_cb), self, G_CONNECT_SWAPPED);
}

static void
follow (VigieMeasureRow *self, VigieMeasure *measure)
{
  if (measure != NULL)
    g_signal_connect_object (measure, "notify", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
vigie_measure_row_new (VigieMeasure *measure,
                       const char *title,
                       VigieMeasure *battery,
                       VigieMeasure *rssi,
                       VigieTicker *ticker)
{
  VigieMeasureRow *self = g_object_new (VIGIE_TYPE_MEASURE_ROW, NULL);
  g_autofree char *plain = vigie_site_text_plain (title, VIGIE_SITE_NAME_MAX);
  g_autofree char *day = NULL;

  self->measure = g_object_ref (measure);
  self->ticker = g_object_ref (ticker);
  g_set_object (&self->battery, battery);
  g_set_object (&self->rssi, rssi);
  gtk_label_set_label (self->title, plain);
  vigie_tooltip_set (GTK_WIDGET (self->title), g_utf8_strlen (plain, -1) > 60 ? plain : NULL);
  /* Translators: for a screen reader: where the value of a measure stands between its limits */
  day = g_strdup_printf (_ ("%s: position relative to the limits"), plain);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bullet), GTK_ACCESSIBLE_PROPERTY_LABEL, day,
                                  -1);
  vigie_sparkline_set_step (self->sparkline,
                            vigie_measure_get_data (measure)->role == VIGIE_ROLE_STATE);
  follow (self, measure);
  follow (self, battery);
  follow (self, rssi);
  g_signal_connect_object (measure, "notify::data", G_CALLBACK (data_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (measure, "notify::freshness", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (measure, "notify::condition", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  data_cb (self);
  return GTK_WIDGET (self);
}

VigieMeasure *
vigie_measure_row_get_measure (VigieMeasureRow *self)
{
  return self->measure;
}

const char *
vigie_measure_row_get_title (VigieMeasureRow *self)
{
  return gtk_label_get_label (self->title);
}

void
vigie_measure_row_set_meta (VigieMeasureRow *self, const char *model, gint64 expected_interval)
{
  g_autofree char *plain = vigie_site_text_plain (model, VIGIE_SITE_NAME_MAX);

  g_set_str (&self->model, *plain != '\0' ? plain : NULL);
  self->expected = expected_interval;
  update (self);
}

void
vigie_measure_row_set_history (VigieMeasureRow *self, VigieHistory *history)
{
  if (!g_set_object (&self->history, history))
    return;
  g_clear_object (&self->day);
  update_day (self);
}

void
vigie_measure_row_set_series (VigieMeasureRow *self, VigieSeries *series)
{
  g_clear_pointer (&self->series, vigie_series_unref);
  self->series = series != NULL ? vigie_series_ref (series) : NULL;
  self->scaled = FALSE;
  update (self);
}

void
vigie_measure_row_set_today (VigieMeasureRow *self, double amount)
{
  if (amount == self->today || (isnan (amount) && isnan (self->today)))
    return;
  self->today = amount;
  update (self);
}

void
vigie_measure_row_set_active (VigieMeasureRow *self, gboolean active)
{
  if (self->active == active)
    return;
  self->active = active;
  if (active)
    update (self);
  update_day (self);
}

gboolean
vigie_measure_row_get_active (VigieMeasureRow *self)
{
  return self->active;
}

void
vigie_measure_row_set_choosable (VigieMeasureRow *self, gboolean choosable)
{
  g_autofree char *name = NULL;

  /* Translators: a check before a measure: whether it is drawn in the chart */
  name = g_strdup_printf (_ ("Draw “%s”"), gtk_label_get_label (self->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self->check), choosable);
}

void
vigie_measure_row_set_chosen (VigieMeasureRow *self, gboolean chosen)
{
  gtk_check_button_set_active (self->check, chosen);
}

gboolean
vigie_measure_row_get_chosen (VigieMeasureRow *self)
{
  return gtk_check_button_get_active (self->check);
}

const char *
vigie_measure_row_get_sentence (VigieMeasureRow *self)
{
  return self->sentence;
}
