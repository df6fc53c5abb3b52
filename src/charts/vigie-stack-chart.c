/* vigie-stack-chart.c: amounts of energy over time, one on top of another, with lines over them.
 *
 * What is computed of the data is in -bins.c, what is drawn in -draw.c and -paint.c, what is said in -words.c, what a
 * person does in -input.c. The layers are one texture, made anew where data, size or colours are others: a cursor that moves
 * costs a line and a card.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-stack-chart-private.h"

enum
{
  PROP_LINK_LOST = 1,
  N_PROPS
};

enum
{
  BIN_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void figure_init (VigieFigureInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieStackChart,
                               vigie_stack_chart,
                               VIGIE_TYPE_DRAWN_FIGURE,
                               G_IMPLEMENT_INTERFACE (VIGIE_TYPE_FIGURE, figure_init))

/* What is drawn and told is another. */
static void
changed (VigieStackChart *self)
{
  vigie_drawn_figure_changed (VIGIE_DRAWN_FIGURE (self));
}

/* ---- Figure ------------------------------------------------------------------------------------ */

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
  iface->summarize = figure_summarize;
  iface->make_table = figure_make_table;
  iface->get_n_signs = figure_get_n_signs;
  iface->get_sign_name = figure_get_sign_name;
  iface->snapshot_sign = figure_snapshot_sign;
}

/* ---- Widget ------------------------------------------------------------------------------------ */

static void
vigie_stack_chart_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  int line = (int) vigie_chart_text_get_height (
      vigie_drawn_figure_get_text (VIGIE_DRAWN_FIGURE (widget)));

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 12 * line : 8 * line;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 42 * line : 16 * line;
}

static void
vigie_stack_chart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LINK_LOST)
    g_value_set_boolean (value, VIGIE_STACK_CHART (object)->link_lost);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigie_stack_chart_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LINK_LOST)
    vigie_stack_chart_set_link_lost (VIGIE_STACK_CHART (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
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
  G_OBJECT_CLASS (vigie_stack_chart_parent_class)->finalize (object);
}

static void
vigie_stack_chart_class_init (VigieStackChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VigieDrawnFigureClass *figure_class = VIGIE_DRAWN_FIGURE_CLASS (klass);

  object_class->get_property = vigie_stack_chart_get_property;
  object_class->set_property = vigie_stack_chart_set_property;
  object_class->finalize = vigie_stack_chart_finalize;
  widget_class->measure = vigie_stack_chart_measure;
  figure_class->lay_out = vigie_stack_chart_lay_out;
  figure_class->draw_still = vigie_stack_chart_draw_still;
  figure_class->draw_cursor = vigie_stack_chart_draw_cursor;
  vigie_stack_chart_input_class_init (figure_class);

  props[PROP_LINK_LOST]
      = g_param_spec_boolean ("link-lost", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[BIN_ACTIVATED]
      = g_signal_new ("bin-activated", VIGIE_TYPE_STACK_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
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

  vigie_drawn_figure_set_scheme (VIGIE_DRAWN_FIGURE (self), scheme);
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
  vigie_drawn_figure_cursor_moved (VIGIE_DRAWN_FIGURE (self));
}

void
vigie_stack_chart_activate (VigieStackChart *self)
{
  if (self->cursor >= 0)
    g_signal_emit (self, signals[BIN_ACTIVATED], 0, self->bins->edges[self->cursor],
                   self->bins->edges[self->cursor + 1]);
}
