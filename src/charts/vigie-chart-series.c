/* vigie-chart-series.c: the series of a chart, and how their readings are made ready to be drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-private.h"

/* Series that are larger are prepared off the main thread: some 20 ns a reading. */
#define LARGE 20000

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
  g_clear_pointer (&series->bins, g_array_unref);
  g_clear_pointer (&series->path, gsk_path_unref);
  g_clear_object (&series->picture);
  g_clear_pointer (&series->sticks, g_array_unref);
}

void
vigie_chart_series_free (VigieChartSeries *series)
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
  vigie_chart_changed (self);
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
vigie_chart_prepare (VigieChart *self)
{
  for (guint i = 0; i < self->series->len; i++)
    prepare (self, vigie_chart_series (self, i));
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

/* ---- Public ---- */

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
  vigie_chart_changed (self);
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
  vigie_chart_changed (self);
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
  vigie_chart_changed (self);
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
  vigie_chart_changed (self);
}
