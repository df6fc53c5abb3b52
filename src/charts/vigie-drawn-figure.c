/* vigie-drawn-figure.c: what drawn figures share: texts, what is kept between frames, colours, pointer and keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-drawn-figure.h"

#include "vigie-announce.h"
#include "vigie-chart-private.h"

typedef struct
{
  VigieScheme scheme;
  VigieChartText *text; /* owned; NULL until needed */
  VigieChartHatch hatch;
  GskRenderNode *still; /* owned; all but the cursor, for what follows; NULL where it is another */
  double still_width, still_height, still_scale;
  VigieScheme still_scheme;
  VigieDrawnPlot plot;
  gboolean is_drawn, cursor_by_keys, pointer_in;
} VigieDrawnFigurePrivate;

enum
{
  PROP_SCHEME = 1,
  N_PROPS
};

enum
{
  CURSOR_MOVED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void figure_init (VigieFigureInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (VigieDrawnFigure,
                                  vigie_drawn_figure,
                                  GTK_TYPE_WIDGET,
                                  G_ADD_PRIVATE (VigieDrawnFigure)
                                      G_IMPLEMENT_INTERFACE (VIGIE_TYPE_FIGURE, figure_init))

static VigieDrawnFigurePrivate *
priv_of (gpointer self)
{
  return vigie_drawn_figure_get_instance_private (self);
}

/* ---- Frame ------------------------------------------------------------------------------------- */

VigieChartText *
vigie_drawn_figure_get_text (VigieDrawnFigure *self)
{
  VigieDrawnFigurePrivate *priv = priv_of (self);

  if (priv->text == NULL)
    priv->text = vigie_chart_text_new (GTK_WIDGET (self));
  return priv->text;
}

static void
end_frame (VigieChartFrame *frame)
{
  g_clear_pointer (&frame->time_axis, vigie_time_axis_free);
  if (frame->vector)
    vigie_chart_text_free (frame->text);
}

static gboolean
begin_frame (VigieDrawnFigure *self,
             VigieChartFrame *frame,
             GtkSnapshot *snapshot,
             double width,
             double height,
             double scale,
             VigieScheme scheme,
             gboolean vector)
{
  *frame = (VigieChartFrame) {
      .owner = self,
      .now = VIGIE_TIME_NONE,
      .hatch = &priv_of (self)->hatch,
      .snapshot = snapshot,
      .width = width,
      .height = height,
      .scale = scale,
      .vector = vector,
      .rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL,
      .scheme = scheme,
      .palette = vigie_palette_get (scheme),
      .colors = vigie_chart_colors_get (scheme),
      .text = vector ? vigie_chart_text_new (NULL) : vigie_drawn_figure_get_text (self),
  };
  frame->line = vigie_chart_text_get_height (frame->text);
  if (VIGIE_DRAWN_FIGURE_GET_CLASS (self)->lay_out (self, frame))
    return TRUE;
  end_frame (frame);
  return FALSE;
}

static void
vigie_drawn_figure_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieDrawnFigure *self = VIGIE_DRAWN_FIGURE (widget);
  VigieDrawnFigureClass *klass = VIGIE_DRAWN_FIGURE_GET_CLASS (self);
  VigieDrawnFigurePrivate *priv = priv_of (self);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double scale = surface != NULL ? gdk_surface_get_scale (surface) : 1;
  VigieScheme scheme = vigie_scheme_resolve (priv->scheme, widget);
  VigieChartFrame frame;

  if (priv->still_width != width || priv->still_height != height || priv->still_scale != scale
      || priv->still_scheme != scheme)
    g_clear_pointer (&priv->still, gsk_render_node_unref);
  if (!begin_frame (self, &frame, snapshot, width, height, scale, scheme, FALSE))
    return;
  if (priv->still == NULL)
    {
      frame.snapshot = gtk_snapshot_new ();
      klass->draw_still (self, &frame);
      priv->still = gtk_snapshot_free_to_node (frame.snapshot);
      frame.snapshot = snapshot;
      priv->still_width = width;
      priv->still_height = height;
      priv->still_scale = scale;
      priv->still_scheme = scheme;
    }
  if (priv->still != NULL)
    gtk_snapshot_append_node (snapshot, priv->still);
  priv->plot = (VigieDrawnPlot) {frame.left, frame.top, frame.right, frame.bottom, frame.rtl};
  priv->is_drawn = TRUE;
  if (klass->has_cursor (self))
    klass->draw_cursor (self, &frame);
  end_frame (&frame);
}

static void
figure_draw (VigieFigure *figure,
             GtkSnapshot *snapshot,
             double width,
             double height,
             VigieScheme scheme)
{
  VigieDrawnFigure *self = VIGIE_DRAWN_FIGURE (figure);
  VigieChartFrame frame;

  if (!begin_frame (self, &frame, snapshot, width, height, 2, scheme, TRUE))
    return;
  VIGIE_DRAWN_FIGURE_GET_CLASS (self)->draw_still (self, &frame);
  end_frame (&frame);
}

/* The rest is each figure's own. */
static void
figure_init (VigieFigureInterface *iface)
{
  iface->draw = figure_draw;
}

/* ---- Input ------------------------------------------------------------------------------------- */

static void
point_at (VigieDrawnFigure *self, double x, double y)
{
  VigieDrawnFigurePrivate *priv = priv_of (self);

  if (priv->is_drawn)
    VIGIE_DRAWN_FIGURE_GET_CLASS (self)->point_at (self, &priv->plot, x, y);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VigieDrawnFigure *self)
{
  priv_of (self)->pointer_in = TRUE;
  priv_of (self)->cursor_by_keys = FALSE;
  point_at (self, x, y);
}

static void
leave_cb (GtkEventControllerMotion *controller, VigieDrawnFigure *self)
{
  priv_of (self)->pointer_in = FALSE;
  if (!priv_of (self)->cursor_by_keys)
    VIGIE_DRAWN_FIGURE_GET_CLASS (self)->clear_cursor (self);
}

static void
activate (VigieDrawnFigure *self)
{
  VigieDrawnFigureClass *klass = VIGIE_DRAWN_FIGURE_GET_CLASS (self);

  if (klass->activate != NULL && klass->has_cursor (self))
    klass->activate (self);
}

static void
clicked_cb (GtkGestureClick *gesture, int n, double x, double y, VigieDrawnFigure *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  point_at (self, x, y);
  activate (self);
}

/* The keys that move, of which each has a twin on the number pad; 0 for others. */
static guint
plain_key (guint key, gboolean rtl)
{
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return rtl ? GDK_KEY_Right : GDK_KEY_Left;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return rtl ? GDK_KEY_Left : GDK_KEY_Right;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return GDK_KEY_Up;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return GDK_KEY_Down;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return GDK_KEY_Home;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return GDK_KEY_End;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return GDK_KEY_Page_Up;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return GDK_KEY_Page_Down;
    default:
      return 0;
    }
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        VigieDrawnFigure *self)
{
  VigieDrawnFigureClass *klass = VIGIE_DRAWN_FIGURE_GET_CLASS (self);
  VigieDrawnFigurePrivate *priv = priv_of (self);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean was_by_keys = priv->cursor_by_keys;
  guint plain = plain_key (key, rtl);
  g_autofree char *words = NULL;

  if ((state & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_CONTROL_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (plain == 0)
    switch (key)
      {
      case GDK_KEY_Return:
      case GDK_KEY_KP_Enter:
      case GDK_KEY_ISO_Enter:
      case GDK_KEY_space:
        if (klass->activate == NULL || !klass->has_cursor (self))
          return GDK_EVENT_PROPAGATE;
        klass->activate (self);
        return GDK_EVENT_STOP;
      case GDK_KEY_Escape:
        if (!klass->has_cursor (self))
          return GDK_EVENT_PROPAGATE;
        priv->cursor_by_keys = FALSE;
        klass->clear_cursor (self);
        return GDK_EVENT_STOP;
      default:
        return GDK_EVENT_PROPAGATE;
      }
  priv->cursor_by_keys = TRUE;
  if (!klass->move_cursor (self, plain))
    {
      priv->cursor_by_keys = was_by_keys;
      return GDK_EVENT_PROPAGATE;
    }
  words = klass->describe_cursor (self);
  vigie_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return GDK_EVENT_STOP;
}

static void
focus_leave_cb (GtkEventControllerFocus *controller, VigieDrawnFigure *self)
{
  VigieDrawnFigurePrivate *priv = priv_of (self);

  if (!priv->cursor_by_keys)
    return;
  priv->cursor_by_keys = FALSE;
  if (!priv->pointer_in)
    VIGIE_DRAWN_FIGURE_GET_CLASS (self)->clear_cursor (self);
}

static void
build_input (VigieDrawnFigure *self)
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

/* The font, its size, the resolution or the direction is another. */
static void
forget (VigieDrawnFigure *self)
{
  g_clear_pointer (&priv_of (self)->text, vigie_chart_text_free);
  g_clear_pointer (&priv_of (self)->still, gsk_render_node_unref);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
vigie_drawn_figure_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (vigie_drawn_figure_parent_class)->system_setting_changed (widget, setting);
  forget (VIGIE_DRAWN_FIGURE (widget));
}

static void
vigie_drawn_figure_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (vigie_drawn_figure_parent_class)->direction_changed (widget, previous);
  forget (VIGIE_DRAWN_FIGURE (widget));
}

static void
vigie_drawn_figure_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_drawn_figure_parent_class)->css_changed (widget, change);
  forget (VIGIE_DRAWN_FIGURE (widget));
}

static gboolean
vigie_drawn_figure_focus (GtkWidget *widget, GtkDirectionType direction)
{
  /* Arrows move the cursor, Tab leaves. */
  if (gtk_widget_is_focus (widget))
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

static void
vigie_drawn_figure_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SCHEME)
    g_value_set_enum (value, (int) priv_of (object)->scheme);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigie_drawn_figure_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SCHEME)
    vigie_drawn_figure_set_scheme (VIGIE_DRAWN_FIGURE (object),
                                   (VigieScheme) g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigie_drawn_figure_finalize (GObject *object)
{
  VigieDrawnFigurePrivate *priv = priv_of (object);

  g_clear_pointer (&priv->text, vigie_chart_text_free);
  g_clear_object (&priv->hatch.tile);
  g_clear_pointer (&priv->still, gsk_render_node_unref);
  G_OBJECT_CLASS (vigie_drawn_figure_parent_class)->finalize (object);
}

static void
vigie_drawn_figure_class_init (VigieDrawnFigureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_drawn_figure_get_property;
  object_class->set_property = vigie_drawn_figure_set_property;
  object_class->finalize = vigie_drawn_figure_finalize;
  widget_class->snapshot = vigie_drawn_figure_snapshot;
  widget_class->system_setting_changed = vigie_drawn_figure_system_setting_changed;
  widget_class->direction_changed = vigie_drawn_figure_direction_changed;
  widget_class->css_changed = vigie_drawn_figure_css_changed;
  widget_class->focus = vigie_drawn_figure_focus;
  props[PROP_SCHEME]
      = g_param_spec_enum ("scheme", NULL, NULL, VIGIE_TYPE_SCHEME, VIGIE_SCHEME_AUTO,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", VIGIE_TYPE_DRAWN_FIGURE, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vigie_drawn_figure_init (VigieDrawnFigure *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  build_input (self);
}

/* ---- API --------------------------------------------------------------------------------------- */

void
vigie_drawn_figure_changed (VigieDrawnFigure *self)
{
  g_clear_pointer (&priv_of (self)->still, gsk_render_node_unref);
  vigie_figure_emit_changed (VIGIE_FIGURE (self));
}

void
vigie_drawn_figure_cursor_moved (VigieDrawnFigure *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

void
vigie_drawn_figure_set_scheme (VigieDrawnFigure *self, VigieScheme scheme)
{
  VigieDrawnFigurePrivate *priv;

  g_return_if_fail (VIGIE_IS_DRAWN_FIGURE (self));

  priv = priv_of (self);
  if (priv->scheme == scheme)
    return;
  priv->scheme = scheme;
  /* Legends are in the same colours. */
  vigie_drawn_figure_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCHEME]);
}
