/* vigie-stack-chart.c: amounts of energy over time, one on top of another, with lines over them.
 *
 * What is computed of the data is in -bins.c, what is drawn in -draw.c and -paint.c, what is said in -words.c, what a
 * person does in -input.c. All but the cursor is kept as one node, whose layers are one texture, until data, size or
 * colours are others: a cursor that moves costs a line and a card.
 *
 * # CSS
 *
 * One node, `chart`, as VigieChart's: its colour tells light from dark, its font's size all texts' size.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-stack-chart-private.h"

enum
{
  PROP_LINK_LOST = 1,
  PROP_SCHEME,
  N_PROPS
};

enum
{
  CURSOR_MOVED,
  BIN_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void figure_init (VigieFigureInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieStackChart,
                               vigie_stack_chart,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (VIGIE_TYPE_FIGURE, figure_init))

/* What is drawn and told is another. */
static void
changed (VigieStackChart *self)
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
  VigieStackChart *self = VIGIE_STACK_CHART (figure);
  VigieChartFrame frame;

  if (!vigie_stack_chart_begin_frame (self, &frame, snapshot, width, height, 2, scheme, TRUE))
    return;
  vigie_stack_chart_draw_still (self, &frame);
  vigie_stack_chart_end_frame (self, &frame);
}

static char *
figure_summarize (VigieFigure *figure)
{
  return vigie_stack_chart_summarize (VIGIE_STACK_CHART (figure));
}

static VigieFigureTable *
figure_make_table (VigieFigure *figure)
{
  return vigie_stack_chart_make_table (VIGIE_STACK_CHART (figure));
}

static guint
figure_get_n_signs (VigieFigure *figure)
{
  const VigieStackBins *bins = VIGIE_STACK_CHART (figure)->bins;

  return bins->n_layers + bins->n_lines;
}

static const char *
figure_get_sign_name (VigieFigure *figure, guint index)
{
  VigieStackChart *self = VIGIE_STACK_CHART (figure);

  return self->bins->names[vigie_stack_chart_in_order (self, index)];
}

static void
figure_snapshot_sign (VigieFigure *figure,
                      guint index,
                      GtkSnapshot *snapshot,
                      double width,
                      double height,
                      VigieScheme scheme)
{
  VigieStackChart *self = VIGIE_STACK_CHART (figure);

  vigie_stack_chart_draw_sign (self, vigie_stack_chart_in_order (self, index), snapshot, width,
                               height, scheme);
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

/* ---- Widget ------------------------------------------------------------------------------------ */

static void
vigie_stack_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieStackChart *self = VIGIE_STACK_CHART (widget);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double scale = surface != NULL ? gdk_surface_get_scale (surface) : 1;
  VigieScheme scheme = vigie_scheme_resolve (self->scheme, widget);
  VigieChartFrame frame;

  if (self->still != NULL
      && (self->still_width != width || self->still_height != height || self->still_scale != scale
          || self->still_scheme != scheme))
    g_clear_pointer (&self->still, gsk_render_node_unref);
  if (!vigie_stack_chart_begin_frame (self, &frame, snapshot, width, height, scale, scheme, FALSE))
    return;
  if (self->still == NULL)
    {
      GtkSnapshot *apart = gtk_snapshot_new ();

      frame.snapshot = apart;
      vigie_stack_chart_draw_still (self, &frame);
      frame.snapshot = snapshot;
      self->still = gtk_snapshot_free_to_node (apart);
      self->still_width = width;
      self->still_height = height;
      self->still_scale = scale;
      self->still_scheme = scheme;
    }
  if (self->still != NULL)
    gtk_snapshot_append_node (snapshot, self->still);
  self->plot_left = frame.left;
  self->plot_right = frame.right;
  self->rtl = frame.rtl;
  vigie_stack_chart_draw_cursor (self, &frame);
  vigie_stack_chart_end_frame (self, &frame);
}

/* The font, its size, the resolution or the direction is another. */
static void
forget (VigieStackChart *self)
{
  g_clear_pointer (&self->text, vigie_chart_text_free);
  g_clear_pointer (&self->still, gsk_render_node_unref);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
vigie_stack_chart_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (vigie_stack_chart_parent_class)->system_setting_changed (widget, setting);
  forget (VIGIE_STACK_CHART (widget));
}

static void
vigie_stack_chart_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (vigie_stack_chart_parent_class)->direction_changed (widget, previous);
  forget (VIGIE_STACK_CHART (widget));
}

static void
vigie_stack_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_stack_chart_parent_class)->css_changed (widget, change);
  forget (VIGIE_STACK_CHART (widget));
}

static gboolean
vigie_stack_chart_focus (GtkWidget *widget, GtkDirectionType direction)
{
  /* Arrows move the cursor, Tab leaves. */
  if (gtk_widget_is_focus (widget))
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

static void
vigie_stack_chart_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  VigieStackChart *self = VIGIE_STACK_CHART (widget);
  int line;

  if (self->text == NULL)
    self->text = vigie_chart_text_new (widget);
  line = (int) vigie_chart_text_get_height (self->text);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 12 * line : 8 * line;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 42 * line : 16 * line;
}

static void
vigie_stack_chart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieStackChart *self = VIGIE_STACK_CHART (object);

  switch (id)
    {
    case PROP_LINK_LOST:
      g_value_set_boolean (value, self->link_lost);
      break;
    case PROP_SCHEME:
      g_value_set_enum (value, (int) self->scheme);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_stack_chart_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VigieStackChart *self = VIGIE_STACK_CHART (object);

  switch (id)
    {
    case PROP_LINK_LOST:
      vigie_stack_chart_set_link_lost (self, g_value_get_boolean (value));
      break;
    case PROP_SCHEME:
      vigie_stack_chart_set_scheme (self, (VigieScheme) g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_stack_chart_finalize (GObject *object)
{
  VigieStackChart *self = VIGIE_STACK_CHART (object);

  vigie_stack_bins_free (self->bins);
  g_array_unref (self->gaps);
  if (self->gap_destroy != NULL)
    self->gap_destroy (self->gap_data);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->text, vigie_chart_text_free);
  g_clear_object (&self->hatch.tile);
  g_clear_pointer (&self->still, gsk_render_node_unref);
  G_OBJECT_CLASS (vigie_stack_chart_parent_class)->finalize (object);
}

static void
vigie_stack_chart_class_init (VigieStackChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_stack_chart_get_property;
  object_class->set_property = vigie_stack_chart_set_property;
  object_class->finalize = vigie_stack_chart_finalize;
  widget_class->snapshot = vigie_stack_chart_snapshot;
  widget_class->measure = vigie_stack_chart_measure;
  widget_class->system_setting_changed = vigie_stack_chart_system_setting_changed;
  widget_class->direction_changed = vigie_stack_chart_direction_changed;
  widget_class->css_changed = vigie_stack_chart_css_changed;
  widget_class->focus = vigie_stack_chart_focus;

  props[PROP_LINK_LOST]
      = g_param_spec_boolean ("link-lost", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_SCHEME]
      = g_param_spec_enum ("scheme", NULL, NULL, VIGIE_TYPE_SCHEME, VIGIE_SCHEME_AUTO,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", VIGIE_TYPE_STACK_CHART, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[BIN_ACTIVATED]
      = g_signal_new ("bin-activated", VIGIE_TYPE_STACK_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);

  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
gap_clear (gpointer data)
{
  VigieStackGap *gap = data;

  g_free (gap->title);
  g_free (gap->why);
}

static void
vigie_stack_chart_init (VigieStackChart *self)
{
  self->now = self->due = VIGIE_TIME_NONE;
  self->cursor = -1;
  self->gaps = g_array_new (FALSE, FALSE, sizeof (VigieStackGap));
  g_array_set_clear_func (self->gaps, gap_clear);
  self->bins
      = vigie_stack_bins_new (NULL, 0, NULL, 0, NULL, 0, VIGIE_STACK_POWER, self->now, self->due);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  vigie_stack_chart_input_init (self);
}

/* ---- API --------------------------------------------------------------------------------------- */

GtkWidget *
vigie_stack_chart_new (void)
{
  return g_object_new (VIGIE_TYPE_STACK_CHART, NULL);
}

void
vigie_stack_chart_set_data (VigieStackChart *self,
                            const VigieTime *edges,
                            guint n_bins,
                            const VigieStackSeries *layers,
                            guint n_layers,
                            const VigieStackSeries *lines,
                            guint n_lines,
                            VigieStackShow show)
{
  VigieTime at = VIGIE_TIME_NONE;

  g_return_if_fail (VIGIE_IS_STACK_CHART (self));
  g_return_if_fail (n_layers <= VIGIE_STACK_MAX_LAYERS && n_lines <= VIGIE_STACK_MAX_LINES);
  g_return_if_fail (n_bins <= VIGIE_STACK_MAX_BINS && (n_bins == 0 || edges != NULL));
  for (guint i = 0; i < n_bins; i++)
    g_return_if_fail (edges[i] < edges[i + 1]);

  /* A cursor stays where it was in time. */
  if (self->cursor >= 0)
    at = self->bins->edges[self->cursor];
  vigie_stack_bins_free (self->bins);
  self->bins = vigie_stack_bins_new (edges, n_bins, layers, n_layers, lines, n_lines, show,
                                     self->now, self->due);
  vigie_stack_chart_find_gaps (self);
  changed (self);
  if (at != VIGIE_TIME_NONE)
    {
      self->cursor = -1;
      vigie_stack_chart_set_cursor (self, vigie_stack_bins_find (self->bins, at));
    }
}

void
vigie_stack_chart_set_now (VigieStackChart *self, VigieTime now, VigieTime due)
{
  g_return_if_fail (VIGIE_IS_STACK_CHART (self));

  if (self->now == now && self->due == due)
    return;
  self->now = now;
  self->due = due;
  vigie_stack_bins_set_now (self->bins, now, due);
  vigie_stack_chart_find_gaps (self);
  changed (self);
}

void
vigie_stack_chart_set_gap_func (VigieStackChart *self,
                                VigieStackGapFunc func,
                                gpointer data,
                                GDestroyNotify destroy)
{
  g_return_if_fail (VIGIE_IS_STACK_CHART (self));

  if (self->gap_destroy != NULL)
    self->gap_destroy (self->gap_data);
  self->gap_func = func;
  self->gap_data = data;
  self->gap_destroy = destroy;
  vigie_stack_chart_find_gaps (self);
  changed (self);
}

void
vigie_stack_chart_set_time_zone (VigieStackChart *self, GTimeZone *zone)
{
  g_return_if_fail (VIGIE_IS_STACK_CHART (self));

  if (self->zone == zone)
    return;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  vigie_stack_chart_find_gaps (self);
  changed (self);
}

void
vigie_stack_chart_set_link_lost (VigieStackChart *self, gboolean link_lost)
{
  g_return_if_fail (VIGIE_IS_STACK_CHART (self));

  if (self->link_lost == !!link_lost)
    return;
  self->link_lost = !!link_lost;
  changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LINK_LOST]);
}

void
vigie_stack_chart_set_scheme (VigieStackChart *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_STACK_CHART (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCHEME]);
}

int
vigie_stack_chart_get_cursor (VigieStackChart *self)
{
  g_return_val_if_fail (VIGIE_IS_STACK_CHART (self), -1);

  return self->cursor;
}

void
vigie_stack_chart_set_cursor (VigieStackChart *self, int bin)
{
  g_return_if_fail (VIGIE_IS_STACK_CHART (self));

  bin = CLAMP (bin, -1, (int) self->bins->n_bins - 1);
  if (self->cursor == bin)
    return;
  self->cursor = bin;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

void
vigie_stack_chart_activate (VigieStackChart *self)
{
  if (self->cursor >= 0)
    g_signal_emit (self, signals[BIN_ACTIVATED], 0, self->bins->edges[self->cursor],
                   self->bins->edges[self->cursor + 1]);
}
