/* vigie-site-page-chart.c: the measures chosen of a site, over time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-page-chart.h"

#include <glib/gi18n-lib.h>

#include "vigie-chart-view.h"
#include "vigie-children.h"
#include "vigie-measure-row-day.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

/* How often the chart's present goes on: a day on a thousand pixels is a minute and a half each. */
#define STEP (15 * VIGIE_SECOND)

typedef struct
{
  VigieMeasure *measure;      /* owned */
  VigieHistoryWindow *window; /* owned while mapped, or NULL */
  guint index;                /* of its series in the chart */
} Drawn;

struct _VigieSiteChart
{
  GtkWidget parent_instance;

  VigieContext *context; /* owned */
  VigieTicker *ticker;   /* owned */
  VigieSite *site;       /* owned, or NULL */
  GArray *drawn;         /* owned: Drawn */
  char *left_out;        /* owned, or NULL */
  VigieTime from, to;    /* what the view asked for; both NONE at first */
  VigieTime told;        /* the present as the view knows it */

  GtkWidget *empty;     /* child: words where nothing is chosen */
  VigieChartView *view; /* child */
};

G_DEFINE_FINAL_TYPE (VigieSiteChart, vigie_site_chart, GTK_TYPE_WIDGET)

static void
drawn_clear (gpointer data)
{
  Drawn *drawn = data;

  g_clear_object (&drawn->measure);
  g_clear_object (&drawn->window);
}

static Drawn *
get_drawn (VigieSiteChart *self, guint i)
{
  return &g_array_index (self->drawn, Drawn, i);
}

/* ---- History --------------------------------------------------------------------------------- */

/* Words of the first window that has some; whether any is still on its way. */
static void
update_progress (VigieSiteChart *self)
{
  gboolean loading = FALSE;
  const char *error = NULL;

  for (guint i = 0; i < self->drawn->len; i++)
    {
      VigieHistoryWindow *window = get_drawn (self, i)->window;

      if (window == NULL)
        continue;
      loading = loading || vigie_history_window_get_loading (window);
      if (error == NULL)
        error = vigie_history_window_get_error (window);
    }
  vigie_chart_view_set_loading (self->view, loading);
  vigie_chart_view_set_error (self->view, error);
}

static void
window_changed_cb (VigieSiteChart *self, VigieHistoryWindow *window)
{
  for (guint i = 0; i < self->drawn->len; i++)
    if (get_drawn (self, i)->window == window)
      vigie_chart_view_set_data (self->view, get_drawn (self, i)->index,
                                 vigie_history_window_get_series (window));
  update_progress (self);
}

static void
set_window_range (VigieSiteChart *self, Drawn *drawn)
{
  VigieTime now = vigie_ticker_get_now (self->ticker);
  /* A range that ends at the present goes on with it. */
  VigieTime to = self->to >= now - VIGIE_MINUTE ? VIGIE_HISTORY_NOW_ON : self->to;

  /* Also the reading before the range, to which a line or a step is drawn. */
  if (self->from != VIGIE_TIME_NONE)
    vigie_history_window_set_range (
        drawn->window,
        self->from - MAX (vigie_measure_get_data (drawn->measure)->expected_interval, VIGIE_HOUR),
        to);
}

/* Opens what is drawn, while there is someone to see it. */
static void
update_windows (VigieSiteChart *self)
{
  VigieHistory *history = vigie_measure_day_get_archive (self->context);
  gboolean mapped = gtk_widget_get_mapped (GTK_WIDGET (self));

  for (guint i = 0; i < self->drawn->len; i++)
    {
      Drawn *drawn = get_drawn (self, i);

      if (!mapped || history == NULL)
        {
          g_clear_object (&drawn->window);
          continue;
        }
      if (drawn->window != NULL)
        continue;
      drawn->window = vigie_history_open (history, vigie_measure_get_data (drawn->measure)->id);
      g_signal_connect_object (drawn->window, "changed", G_CALLBACK (window_changed_cb), self,
                               G_CONNECT_SWAPPED);
      set_window_range (self, drawn);
    }
  update_progress (self);
}

static void
range_changed_cb (VigieSiteChart *self, gint64 from, gint64 to)
{
  self->from = from;
  self->to = to;
  for (guint i = 0; i < self->drawn->len; i++)
    if (get_drawn (self, i)->window != NULL)
      set_window_range (self, get_drawn (self, i));
}

static void
close_windows (VigieSiteChart *self)
{
  for (guint i = 0; i < self->drawn->len; i++)
    g_clear_object (&get_drawn (self, i)->window);
}

/* Another sync, or the same range asked for once more. */
static void
reopen (VigieSiteChart *self)
{
  close_windows (self);
  update_windows (self);
}

/* ---- Time and link --------------------------------------------------------------------------- */

static void
tick_cb (VigieSiteChart *self)
{
  VigieTime now = vigie_ticker_get_now (self->ticker);
  gboolean live = vigie_ticker_get_live (self->ticker);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  vigie_chart_view_set_link_lost (self->view, !live);
  if (self->told != VIGIE_TIME_NONE && now >= self->told && now < self->told + STEP)
    return;
  self->told = now;
  vigie_chart_view_set_now (self->view, now);
}

/* ---- What is drawn --------------------------------------------------------------------------- */

static VigieChartStyle
style_of (const VigieMeasureData *data)
{
  if (data->aggregation != VIGIE_AGGREGATION_INSTANT)
    return VIGIE_CHART_COLUMNS;
  return data->role == VIGIE_ROLE_STATE || data->role == VIGIE_ROLE_VEHICLES_PRESENT
             ? VIGIE_CHART_STEP
             : VIGIE_CHART_LINE;
}

static VigieMeasure *
find_measure (VigieSite *site, const char *id)
{
  GListModel *measures = vigie_site_get_measures (site);
  guint n = g_list_model_get_n_items (measures);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);

      if (g_str_equal (vigie_measure_get_data (measure)->id, id))
        return g_steal_pointer (&measure);
    }
  return NULL;
}

static char *
series_name (VigieMeasure *measure)
{
  return vigie_site_full_name (vigie_measure_get_sensor (measure),
                               vigie_measure_get_data (measure));
}

static void
draw (VigieSiteChart *self, VigieMeasure *measure, VigieChartAxis axis)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  g_autofree char *name = series_name (measure);
  g_autofree char *unit = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);
  gboolean first = self->drawn->len == 0;
  Drawn drawn = {.measure = g_object_ref (measure)};

  drawn.index
      = vigie_chart_view_add_series (self->view, name, unit, style_of (data), data->aggregation,
                                     first ? &data->thresholds : NULL, axis);
  g_array_append_val (self->drawn, drawn);
}

static void
update_titles (VigieSiteChart *self)
{
  const VigieSiteData *data;
  g_autofree char *name = NULL;
  g_autofree char *place = NULL;

  if (self->site == NULL)
    return;
  data = vigie_site_get_data (self->site);
  name = vigie_site_text_plain (data->name, VIGIE_SITE_NAME_MAX);
  place = data->details->commune_name != NULL
              ? g_strdup_printf ("%s, %s", name, data->details->commune_name)
              : g_strdup (name);
  vigie_chart_view_set_place (self->view, place);
  vigie_chart_view_set_demonstration (self->view, data->demonstration);
}

void
vigie_site_chart_show (VigieSiteChart *self, VigieSite *site, const char *const *ids)
{
  const char *units[2] = {NULL, NULL};
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);

  g_set_object (&self->site, site);
  g_array_set_size (self->drawn, 0);
  g_clear_pointer (&self->left_out, g_free);
  vigie_chart_view_remove_all (self->view);
  update_titles (self);
  for (guint i = 0; site != NULL && ids[i] != NULL; i++)
    {
      g_autoptr (VigieMeasure) measure = find_measure (site, ids[i]);
      const char *unit;
      guint axis = 0;

      if (measure == NULL)
        continue;
      unit = vigie_measure_get_data (measure)->unit;
      while (axis < G_N_ELEMENTS (units) && units[axis] != NULL && !g_str_equal (units[axis], unit))
        axis++;
      if (axis == G_N_ELEMENTS (units) || self->drawn->len == VIGIE_CHART_MAX_SERIES)
        {
          g_ptr_array_add (left_out, series_name (measure));
          continue;
        }
      units[axis] = unit;
      draw (self, measure, axis == 0 ? VIGIE_CHART_AXIS_LEFT : VIGIE_CHART_AXIS_RIGHT);
    }
  if (left_out->len > 0)
    self->left_out = vigie_words_list ((const char *const *) left_out->pdata, left_out->len);
  gtk_widget_set_visible (self->empty, self->drawn->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->view), self->drawn->len > 0);
  update_windows (self);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_site_chart_map (GtkWidget *widget)
{
  VigieSiteChart *self = VIGIE_SITE_CHART (widget);

  GTK_WIDGET_CLASS (vigie_site_chart_parent_class)->map (widget);
  self->told = VIGIE_TIME_NONE;
  tick_cb (self);
  update_windows (self);
}

static void
vigie_site_chart_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_site_chart_parent_class)->unmap (widget);
  close_windows (VIGIE_SITE_CHART (widget));
}

static void
vigie_site_chart_dispose (GObject *object)
{
  VigieSiteChart *self = VIGIE_SITE_CHART (object);

  g_array_set_size (self->drawn, 0);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  self->view = NULL;
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->left_out, g_free);
  g_clear_object (&self->site);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_site_chart_parent_class)->dispose (object);
}

static void
vigie_site_chart_finalize (GObject *object)
{
  g_array_unref (VIGIE_SITE_CHART (object)->drawn);

  G_OBJECT_CLASS (vigie_site_chart_parent_class)->finalize (object);
}

static void
vigie_site_chart_class_init (VigieSiteChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_site_chart_dispose;
  object_class->finalize = vigie_site_chart_finalize;
  widget_class->map = vigie_site_chart_map;
  widget_class->unmap = vigie_site_chart_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sitechart");
}

static void
vigie_site_chart_init (VigieSiteChart *self)
{
  self->drawn = g_array_new (FALSE, FALSE, sizeof (Drawn));
  g_array_set_clear_func (self->drawn, drawn_clear);
  self->from = self->to = self->told = VIGIE_TIME_NONE;
  self->empty = gtk_label_new (_ ("Select a measure to draw it."));
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_widget_add_css_class (self->empty, "vigie-dim");
  gtk_widget_set_size_request (self->empty, -1, 120);
  gtk_widget_set_parent (self->empty, GTK_WIDGET (self));
  self->view = VIGIE_CHART_VIEW (vigie_chart_view_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->view), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  g_signal_connect_object (self->view, "range-changed", G_CALLBACK (range_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "retry", G_CALLBACK (reopen), self, G_CONNECT_SWAPPED);
}

void
vigie_site_chart_setup (VigieSiteChart *self, VigieContext *context, VigieTicker *ticker)
{
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (context, "notify::sync", G_CALLBACK (reopen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
}

const char *
vigie_site_chart_get_left_out (VigieSiteChart *self)
{
  return self->left_out;
}

guint
vigie_site_chart_get_n_drawn (VigieSiteChart *self)
{
  return self->drawn->len;
}
