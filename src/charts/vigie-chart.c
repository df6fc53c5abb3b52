/* vigie-chart.c: readings drawn over time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-private.h"

#include <math.h>

/* Series that are larger are prepared off the main thread: some 20 ns a reading. */
#define LARGE 20000

enum
{
  PROP_RANGE = 1,
  PROP_LINK_LOST,
  PROP_SCHEME,
  N_PROPS
};

enum
{
  CURSOR_MOVED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieChart, vigie_chart, GTK_TYPE_WIDGET)

/* ---- Series ---- */

static void
stop_preparing (VigieChartSeries *series)
{
  if (series->preparing != NULL)
    g_cancellable_cancel (series->preparing);
  g_clear_object (&series->preparing);
}

static void
forget_columns (VigieChartSeries *series)
{
  g_clear_pointer (&series->columns, g_free);
  series->n_columns = 0;
}

static void
chart_series_free (VigieChartSeries *series)
{
  stop_preparing (series);
  forget_columns (series);
  g_clear_pointer (&series->prepared, vigie_decimate_unref);
  g_clear_pointer (&series->data, vigie_series_unref);
  g_free (series->name);
  g_free (series->unit);
  g_free (series);
}

VigieChartSeries *
vigie_chart_series (VigieChart *self, guint index)
{
  return g_ptr_array_index (self->series, index);
}

static void
take_prepared (VigieChart *self, VigieChartSeries *series, VigieDecimate *prepared)
{
  g_clear_pointer (&series->prepared, vigie_decimate_unref);
  series->prepared = prepared;
  forget_columns (series);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_prepared (VigieChartSeries *series)
{
  return series->data == NULL
         || (series->prepared != NULL
             && vigie_decimate_get_series (series->prepared) == series->data);
}

static void
prepare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, vigie_decimate_new (data), (GDestroyNotify) vigie_decimate_unref);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieChart *self = VIGIE_CHART (source);
  GTask *task = G_TASK (result);
  VigieDecimate *prepared = g_task_propagate_pointer (task, NULL);

  for (guint i = 0; prepared != NULL && i < self->series->len; i++)
    {
      VigieChartSeries *series = vigie_chart_series (self, i);

      if (series->preparing == NULL || series->preparing != g_task_get_cancellable (task))
        continue;
      g_clear_object (&series->preparing);
      take_prepared (self, series, g_steal_pointer (&prepared));
    }
  g_clear_pointer (&prepared, vigie_decimate_unref);
}

/* Makes the data of @series ready, off the main thread where they are many. */
static void
prepare (VigieChart *self, VigieChartSeries *series)
{
  g_autoptr (GTask) task = NULL;

  if (is_prepared (series) || series->preparing != NULL)
    return;
  if (series->data->n <= LARGE)
    {
      take_prepared (self, series, vigie_decimate_new (series->data));
      return;
    }
  series->preparing = g_cancellable_new ();
  task = g_task_new (self, series->preparing, prepared_cb, NULL);
  g_task_set_source_tag (task, prepare);
  g_task_set_task_data (task, vigie_series_ref (series->data), (GDestroyNotify) vigie_series_unref);
  g_task_run_in_thread (task, prepare_thread);
}

void
vigie_chart_prepare_now (VigieChart *self)
{
  for (guint i = 0; i < self->series->len; i++)
    {
      VigieChartSeries *series = vigie_chart_series (self, i);

      if (is_prepared (series))
        continue;
      stop_preparing (series);
      take_prepared (self, series, vigie_decimate_new (series->data));
    }
}

/* ---- Widget ---- */

static void
vigie_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieChart *self = VIGIE_CHART (widget);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  vigie_chart_draw_all (self, snapshot, gtk_widget_get_width (widget),
                        gtk_widget_get_height (widget),
                        surface != NULL ? gdk_surface_get_scale (surface) : 1,
                        vigie_scheme_resolve (self->scheme, widget), FALSE);
}

static void
vigie_chart_map (GtkWidget *widget)
{
  VigieChart *self = VIGIE_CHART (widget);

  GTK_WIDGET_CLASS (vigie_chart_parent_class)->map (widget);
  for (guint i = 0; i < self->series->len; i++)
    prepare (self, vigie_chart_series (self, i));
}

static void
vigie_chart_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 240;
}

static void
vigie_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_chart_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
vigie_chart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieChart *self = VIGIE_CHART (object);

  switch (id)
    {
    case PROP_RANGE:
      g_value_set_boxed (value, &self->range);
      break;
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
vigie_chart_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VigieChart *self = VIGIE_CHART (object);
  const VigieSpan *span;

  switch (id)
    {
    case PROP_RANGE:
      span = g_value_get_boxed (value);
      if (span != NULL)
        vigie_chart_set_range (self, span->from, span->to);
      break;
    case PROP_LINK_LOST:
      vigie_chart_set_link_lost (self, g_value_get_boolean (value));
      break;
    case PROP_SCHEME:
      vigie_chart_set_scheme (self, (VigieScheme) g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_chart_dispose (GObject *object)
{
  VigieChart *self = VIGIE_CHART (object);

  g_ptr_array_set_size (self->series, 0);
  G_OBJECT_CLASS (vigie_chart_parent_class)->dispose (object);
}

static void
vigie_chart_finalize (GObject *object)
{
  VigieChart *self = VIGIE_CHART (object);

  g_ptr_array_unref (self->series);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (vigie_chart_parent_class)->finalize (object);
}

static void
vigie_chart_class_init (VigieChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_chart_get_property;
  object_class->set_property = vigie_chart_set_property;
  object_class->dispose = vigie_chart_dispose;
  object_class->finalize = vigie_chart_finalize;
  widget_class->snapshot = vigie_chart_snapshot;
  widget_class->measure = vigie_chart_measure;
  widget_class->map = vigie_chart_map;
  widget_class->css_changed = vigie_chart_css_changed;

  props[PROP_RANGE]
      = g_param_spec_boxed ("range", NULL, NULL, VIGIE_TYPE_SPAN,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_LINK_LOST]
      = g_param_spec_boolean ("link-lost", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_SCHEME]
      = g_param_spec_enum ("scheme", NULL, NULL, VIGIE_TYPE_SCHEME, VIGIE_SCHEME_AUTO,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", VIGIE_TYPE_CHART, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vigie_chart_init (VigieChart *self)
{
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) chart_series_free);
  self->limits = (VigieSpan) {-VIGIE_CHART_TIME_MAX, VIGIE_CHART_TIME_MAX};
  self->range = (VigieSpan) {-VIGIE_DAY, 0};
  self->now = self->cursor = VIGIE_TIME_NONE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/* ---- Public ---- */

GtkWidget *
vigie_chart_new (void)
{
  return g_object_new (VIGIE_TYPE_CHART, NULL);
}

guint
vigie_chart_add_series (VigieChart *self,
                        const char *name,
                        const char *unit,
                        VigieChartStyle style,
                        const VigieThresholds *thresholds,
                        VigieChartAxis axis)
{
  VigieChartSeries *series;

  g_return_val_if_fail (VIGIE_IS_CHART (self), 0);
  g_return_val_if_fail (name != NULL, 0);
  g_return_val_if_fail (self->series->len < VIGIE_CHART_MAX_SERIES, 0);

  series = g_new0 (VigieChartSeries, 1);
  series->name = g_strdup (name);
  series->unit = g_strdup (unit != NULL ? unit : "");
  series->style = style;
  series->thresholds = thresholds != NULL ? *thresholds : VIGIE_THRESHOLDS_NONE;
  series->axis = axis == VIGIE_CHART_AXIS_RIGHT ? VIGIE_CHART_AXIS_RIGHT : VIGIE_CHART_AXIS_LEFT;
  series->visible = TRUE;
  g_ptr_array_add (self->series, series);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return self->series->len - 1;
}

guint
vigie_chart_get_n_series (VigieChart *self)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self), 0);
  return self->series->len;
}

void
vigie_chart_set_aggregation (VigieChart *self, guint index, VigieAggregation aggregation)
{
  VigieChartSeries *series;

  g_return_if_fail (VIGIE_IS_CHART (self) && index < self->series->len);

  series = vigie_chart_series (self, index);
  if (series->aggregation == aggregation)
    return;
  series->aggregation = aggregation;
  forget_columns (series);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_chart_set_data (VigieChart *self, guint index, VigieSeries *data)
{
  VigieChartSeries *series;

  g_return_if_fail (VIGIE_IS_CHART (self) && index < self->series->len);

  series = vigie_chart_series (self, index);
  if (series->data == data)
    return;
  stop_preparing (series);
  g_clear_pointer (&series->data, vigie_series_unref);
  if (data == NULL)
    {
      take_prepared (self, series, NULL);
      return;
    }
  series->data = vigie_series_ref (data);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    prepare (self, series);
}

VigieSeries *
vigie_chart_get_data (VigieChart *self, guint index)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self) && index < self->series->len, NULL);
  return vigie_chart_series (self, index)->data;
}

void
vigie_chart_set_series_visible (VigieChart *self, guint index, gboolean visible)
{
  VigieChartSeries *series;

  g_return_if_fail (VIGIE_IS_CHART (self) && index < self->series->len);

  series = vigie_chart_series (self, index);
  visible = !!visible;
  if (series->visible == visible)
    return;
  series->visible = visible;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
vigie_chart_get_series_visible (VigieChart *self, guint index)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self) && index < self->series->len, FALSE);
  return vigie_chart_series (self, index)->visible;
}

const char *
vigie_chart_get_series_name (VigieChart *self, guint index)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self) && index < self->series->len, NULL);
  return vigie_chart_series (self, index)->name;
}

const char *
vigie_chart_get_series_unit (VigieChart *self, guint index)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self) && index < self->series->len, NULL);
  return vigie_chart_series (self, index)->unit;
}

VigieChartStyle
vigie_chart_get_series_style (VigieChart *self, guint index)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self) && index < self->series->len, VIGIE_CHART_LINE);
  return vigie_chart_series (self, index)->style;
}

void
vigie_chart_remove_all (VigieChart *self)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  g_ptr_array_set_size (self->series, 0);
  vigie_chart_set_cursor (self, VIGIE_TIME_NONE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

VigieSpan
vigie_chart_get_range (VigieChart *self)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self), ((VigieSpan) {0, VIGIE_CHART_RANGE_MIN}));
  return self->range;
}

void
vigie_chart_set_range (VigieChart *self, VigieTime from, VigieTime to)
{
  VigieSpan range;

  g_return_if_fail (VIGIE_IS_CHART (self));

  from = CLAMP (from, -VIGIE_CHART_TIME_MAX, VIGIE_CHART_TIME_MAX);
  to = CLAMP (to, -VIGIE_CHART_TIME_MAX, VIGIE_CHART_TIME_MAX);
  range = vigie_chart_range_clamp ((VigieSpan) {from, to}, self->limits);
  if (range.from == self->range.from && range.to == self->range.to)
    return;
  self->range = range;
  if (self->cursor != VIGIE_TIME_NONE)
    vigie_chart_set_cursor (self, CLAMP (self->cursor, range.from, range.to));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RANGE]);
}

void
vigie_chart_set_limits (VigieChart *self, VigieTime from, VigieTime to)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  self->limits.from = CLAMP (from, -VIGIE_CHART_TIME_MAX, VIGIE_CHART_TIME_MAX);
  self->limits.to = CLAMP (to, self->limits.from, VIGIE_CHART_TIME_MAX);
  vigie_chart_set_range (self, self->range.from, self->range.to);
}

VigieSpan
vigie_chart_get_limits (VigieChart *self)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self), ((VigieSpan) {0, VIGIE_CHART_RANGE_MIN}));
  return self->limits;
}

void
vigie_chart_set_now (VigieChart *self, VigieTime now)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  if (self->now == now)
    return;
  self->now = now;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_chart_set_time_zone (VigieChart *self, GTimeZone *zone)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  if (self->zone == zone)
    return;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

VigieTime
vigie_chart_get_cursor (VigieChart *self)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self), VIGIE_TIME_NONE);
  return self->cursor;
}

void
vigie_chart_set_cursor (VigieChart *self, VigieTime time)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  if (time != VIGIE_TIME_NONE)
    time = CLAMP (time, self->range.from, self->range.to);
  if (self->cursor == time)
    return;
  self->cursor = time;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

void
vigie_chart_set_link_lost (VigieChart *self, gboolean link_lost)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  link_lost = !!link_lost;
  if (self->link_lost == link_lost)
    return;
  self->link_lost = link_lost;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LINK_LOST]);
}

gboolean
vigie_chart_get_link_lost (VigieChart *self)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self), FALSE);
  return self->link_lost;
}

void
vigie_chart_set_scheme (VigieChart *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_CHART (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCHEME]);
}

VigieScheme
vigie_chart_get_scheme (VigieChart *self)
{
  g_return_val_if_fail (VIGIE_IS_CHART (self), VIGIE_SCHEME_AUTO);
  return self->scheme;
}

void
vigie_chart_draw (VigieChart *self,
                  GtkSnapshot *snapshot,
                  double width,
                  double height,
                  VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_CHART (self) && GTK_IS_SNAPSHOT (snapshot));

  vigie_chart_prepare_now (self);
  if (scheme != VIGIE_SCHEME_AUTO)
    gtk_snapshot_append_color (snapshot, &vigie_palette_get (scheme)->card,
                               &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  vigie_chart_draw_all (self, snapshot, width, height, 2, scheme, TRUE);
}

void
vigie_chart_draw_cairo (VigieChart *self,
                        cairo_t *cr,
                        double width,
                        double height,
                        VigieScheme scheme)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  vigie_chart_draw (self, snapshot, width, height, scheme);
  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
}
