/* vigie-heat-map.c: the mean power of each hour of each day.
 *
 * All but the cursor is kept as one node until data, size or colours are others.
 *
 * # CSS
 *
 * One node, `chart`, as VigieChart's: its colour tells light from dark, its font's size all texts' size.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-heat-map-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-announce.h"

enum
{
  PROP_SCHEME = 1,
  N_PROPS
};

enum
{
  CURSOR_MOVED,
  CELL_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void figure_init (VigieFigureInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieHeatMap,
                               vigie_heat_map,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (VIGIE_TYPE_FIGURE, figure_init))

static void
changed (VigieHeatMap *self)
{
  g_clear_pointer (&self->still, gsk_render_node_unref);
  vigie_figure_emit_changed (VIGIE_FIGURE (self));
}

/* ---- Figure ------------------------------------------------------------------------------------ */

static void
figure_draw (VigieFigure *figure,
             GtkSnapshot *snapshot,
             double width,
             double height,
             VigieScheme scheme)
{
  VigieHeatMap *self = VIGIE_HEAT_MAP (figure);
  VigieChartFrame frame;

  if (!vigie_heat_map_begin_frame (self, &frame, snapshot, width, height, 2, scheme, TRUE))
    return;
  vigie_heat_map_draw_still (self, &frame);
  vigie_chart_text_free (frame.text);
}

static char *
figure_summarize (VigieFigure *figure)
{
  return vigie_heat_map_summarize (VIGIE_HEAT_MAP (figure));
}

static VigieFigureTable *
figure_make_table (VigieFigure *figure)
{
  return vigie_heat_map_make_table (VIGIE_HEAT_MAP (figure));
}

static guint
figure_get_n_signs (VigieFigure *figure)
{
  const VigieHeatGrid *grid = VIGIE_HEAT_MAP (figure)->grid;

  return grid->n_days == 0 ? 0 : grid->n_missing > 0 ? 2 : 1;
}

static const char *
figure_get_sign_name (VigieFigure *figure, guint index)
{
  return index == 0 ? _ ("Week-end") : C_ ("legend", "Not known");
}

static void
figure_snapshot_sign (VigieFigure *figure,
                      guint index,
                      GtkSnapshot *snapshot,
                      double width,
                      double height,
                      VigieScheme scheme)
{
  vigie_heat_map_draw_sign (VIGIE_HEAT_MAP (figure), index, snapshot, width, height, scheme);
}

static void
figure_init (VigieFigureInterface *iface)
{
  iface->draw = figure_draw;
  iface->summarize = figure_summarize;
  iface->make_table = figure_make_table;
  iface->get_n_signs = figure_get_n_signs;
  iface->get_sign_name = figure_get_sign_name;
  iface->snapshot_sign = figure_snapshot_sign;
}

/* ---- Input ------------------------------------------------------------------------------------- */

static void
point_at (VigieHeatMap *self, double x, double y)
{
  double across, down;

  if (self->grid->n_days == 0 || x < self->left || x >= self->right || y < self->top
      || y >= self->bottom)
    {
      vigie_heat_map_set_cursor (self, -1, 0);
      return;
    }
  across = (x - self->left) / (self->right - self->left);
  if (self->rtl)
    across = 1 - across;
  down = (y - self->top) / (self->bottom - self->top);
  vigie_heat_map_set_cursor (self, (int) MIN (across * self->grid->n_days, self->grid->n_days - 1),
                             (guint) MIN (down * VIGIE_HEAT_HOURS, VIGIE_HEAT_HOURS - 1));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VigieHeatMap *self)
{
  self->pointer_in = TRUE;
  self->cursor_by_keys = FALSE;
  point_at (self, x, y);
}

static void
leave_cb (GtkEventControllerMotion *controller, VigieHeatMap *self)
{
  self->pointer_in = FALSE;
  if (!self->cursor_by_keys)
    vigie_heat_map_set_cursor (self, -1, 0);
}

static void
activate (VigieHeatMap *self)
{
  const VigieHeatCell *cell;

  if (self->cursor_day < 0)
    return;
  cell = vigie_heat_grid_get (self->grid, (guint) self->cursor_day, self->cursor_hour);
  if (cell->from != VIGIE_TIME_NONE)
    g_signal_emit (self, signals[CELL_ACTIVATED], 0, cell->from, cell->to);
}

static void
clicked_cb (GtkGestureClick *gesture, int n, double x, double y, VigieHeatMap *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  point_at (self, x, y);
  activate (self);
}

static void
go_to (VigieHeatMap *self, int day, int hour)
{
  g_autofree char *words = NULL;

  self->cursor_by_keys = TRUE;
  vigie_heat_map_set_cursor (self, CLAMP (day, 0, (int) self->grid->n_days - 1),
                             (guint) CLAMP (hour, 0, VIGIE_HEAT_HOURS - 1));
  words = vigie_heat_map_describe_cursor (self);
  vigie_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        VigieHeatMap *self)
{
  int last = (int) self->grid->n_days - 1, day = self->cursor_day, hour = (int) self->cursor_hour;
  int forward = self->rtl ? -1 : 1;
  gboolean is_new = day < 0;

  if ((state & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_CONTROL_MASK)) != 0 || last < 0)
    return GDK_EVENT_PROPAGATE;
  if (is_new)
    {
      day = last;
      hour = 0;
    }
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      go_to (self, is_new ? day : day - forward, hour);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      go_to (self, is_new ? 0 : day + forward, hour);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      go_to (self, day, is_new ? hour : hour - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      go_to (self, day, is_new ? hour : hour + 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      go_to (self, 0, hour);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      go_to (self, last, hour);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      go_to (self, day - 7, hour);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      go_to (self, day + 7, hour);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_space:
      if (is_new)
        return GDK_EVENT_PROPAGATE;
      activate (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (is_new)
        return GDK_EVENT_PROPAGATE;
      self->cursor_by_keys = FALSE;
      vigie_heat_map_set_cursor (self, -1, 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_leave_cb (GtkEventControllerFocus *controller, VigieHeatMap *self)
{
  if (!self->cursor_by_keys)
    return;
  self->cursor_by_keys = FALSE;
  if (!self->pointer_in)
    vigie_heat_map_set_cursor (self, -1, 0);
}

static void
build_input (VigieHeatMap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

/* ---- Widget ------------------------------------------------------------------------------------ */

static void
vigie_heat_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieHeatMap *self = VIGIE_HEAT_MAP (widget);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double scale = surface != NULL ? gdk_surface_get_scale (surface) : 1;
  VigieScheme scheme = vigie_scheme_resolve (self->scheme, widget);
  VigieChartFrame frame;

  if (self->still_width != width || self->still_height != height || self->still_scale != scale
      || self->still_scheme != scheme)
    g_clear_pointer (&self->still, gsk_render_node_unref);
  if (!vigie_heat_map_begin_frame (self, &frame, snapshot, width, height, scale, scheme, FALSE))
    return;
  if (self->still == NULL)
    {
      frame.snapshot = gtk_snapshot_new ();
      vigie_heat_map_draw_still (self, &frame);
      self->still = gtk_snapshot_free_to_node (frame.snapshot);
      frame.snapshot = snapshot;
      self->still_width = width;
      self->still_height = height;
      self->still_scale = scale;
      self->still_scheme = scheme;
    }
  if (self->still != NULL)
    gtk_snapshot_append_node (snapshot, self->still);
  self->left = frame.left;
  self->right = frame.right;
  self->top = frame.top;
  self->bottom = frame.bottom;
  self->rtl = frame.rtl;
  vigie_heat_map_draw_cursor (self, &frame);
}

static void
forget (VigieHeatMap *self)
{
  g_clear_pointer (&self->text, vigie_chart_text_free);
  g_clear_pointer (&self->still, gsk_render_node_unref);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
vigie_heat_map_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (vigie_heat_map_parent_class)->system_setting_changed (widget, setting);
  forget (VIGIE_HEAT_MAP (widget));
}

static void
vigie_heat_map_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (vigie_heat_map_parent_class)->direction_changed (widget, previous);
  forget (VIGIE_HEAT_MAP (widget));
}

static void
vigie_heat_map_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_heat_map_parent_class)->css_changed (widget, change);
  forget (VIGIE_HEAT_MAP (widget));
}

static gboolean
vigie_heat_map_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_is_focus (widget))
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

static void
vigie_heat_map_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  VigieHeatMap *self = VIGIE_HEAT_MAP (widget);
  int line;

  if (self->text == NULL)
    self->text = vigie_chart_text_new (widget);
  line = (int) vigie_chart_text_get_height (self->text);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 12 * line : 6 * line + 80;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 42 * line : 6 * line + 24 * 8;
}

static void
vigie_heat_map_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SCHEME)
    g_value_set_enum (value, (int) VIGIE_HEAT_MAP (object)->scheme);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigie_heat_map_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SCHEME)
    vigie_heat_map_set_scheme (VIGIE_HEAT_MAP (object), (VigieScheme) g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigie_heat_map_finalize (GObject *object)
{
  VigieHeatMap *self = VIGIE_HEAT_MAP (object);

  g_free (self->kw);
  vigie_heat_grid_free (self->grid);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->text, vigie_chart_text_free);
  g_clear_pointer (&self->still, gsk_render_node_unref);
  G_OBJECT_CLASS (vigie_heat_map_parent_class)->finalize (object);
}

static void
vigie_heat_map_class_init (VigieHeatMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_heat_map_get_property;
  object_class->set_property = vigie_heat_map_set_property;
  object_class->finalize = vigie_heat_map_finalize;
  widget_class->snapshot = vigie_heat_map_snapshot;
  widget_class->measure = vigie_heat_map_measure;
  widget_class->system_setting_changed = vigie_heat_map_system_setting_changed;
  widget_class->direction_changed = vigie_heat_map_direction_changed;
  widget_class->css_changed = vigie_heat_map_css_changed;
  widget_class->focus = vigie_heat_map_focus;
  props[PROP_SCHEME]
      = g_param_spec_enum ("scheme", NULL, NULL, VIGIE_TYPE_SCHEME, VIGIE_SCHEME_AUTO,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", VIGIE_TYPE_HEAT_MAP, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CELL_ACTIVATED]
      = g_signal_new ("cell-activated", VIGIE_TYPE_HEAT_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rebuild (VigieHeatMap *self)
{
  vigie_heat_grid_free (self->grid);
  self->grid = vigie_heat_grid_new (self->from, self->kw, self->n_hours, vigie_heat_map_zone (self),
                                    self->due);
  if (self->cursor_day >= (int) self->grid->n_days)
    vigie_heat_map_set_cursor (self, -1, 0);
  changed (self);
}

static void
vigie_heat_map_init (VigieHeatMap *self)
{
  self->due = VIGIE_TIME_NONE;
  self->cursor_day = -1;
  self->grid = vigie_heat_grid_new (0, NULL, 0, vigie_heat_map_zone (self), VIGIE_TIME_NONE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  build_input (self);
}

/* ---- API --------------------------------------------------------------------------------------- */

GtkWidget *
vigie_heat_map_new (void)
{
  return g_object_new (VIGIE_TYPE_HEAT_MAP, NULL);
}

void
vigie_heat_map_set_hours (VigieHeatMap *self,
                          VigieTime from,
                          const double *kw,
                          guint n_hours,
                          GTimeZone *zone)
{
  g_return_if_fail (VIGIE_IS_HEAT_MAP (self));
  g_return_if_fail (n_hours == 0 || kw != NULL);

  /* Days of 25 hours: never so many. */
  n_hours = MIN (n_hours, VIGIE_HEAT_MAP_MAX_DAYS * 25);
  self->from = from;
  g_free (self->kw);
  self->kw = g_memdup2 (kw, n_hours * sizeof *kw);
  self->n_hours = n_hours;
  if (zone != NULL)
    g_time_zone_ref (zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone;
  rebuild (self);
}

void
vigie_heat_map_set_due (VigieHeatMap *self, VigieTime due)
{
  g_return_if_fail (VIGIE_IS_HEAT_MAP (self));

  if (self->due == due)
    return;
  self->due = due;
  rebuild (self);
}

void
vigie_heat_map_set_scheme (VigieHeatMap *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_HEAT_MAP (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCHEME]);
}

gboolean
vigie_heat_map_get_cursor (VigieHeatMap *self, guint *day, guint *hour)
{
  g_return_val_if_fail (VIGIE_IS_HEAT_MAP (self), FALSE);

  if (self->cursor_day < 0)
    return FALSE;
  *day = (guint) self->cursor_day;
  *hour = self->cursor_hour;
  return TRUE;
}

void
vigie_heat_map_set_cursor (VigieHeatMap *self, int day, guint hour)
{
  g_return_if_fail (VIGIE_IS_HEAT_MAP (self));

  day = CLAMP (day, -1, (int) self->grid->n_days - 1);
  hour = day < 0 ? 0 : MIN (hour, VIGIE_HEAT_HOURS - 1);
  if (self->cursor_day == day && self->cursor_hour == hour)
    return;
  self->cursor_day = day;
  self->cursor_hour = hour;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}
