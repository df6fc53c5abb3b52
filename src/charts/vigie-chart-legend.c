/* vigie-chart-legend.c: which line is which, and what each said last.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-legend.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-words.h"

#define GAP 6
#define SIGN_WIDTH 22
#define SIGN_HEIGHT 16

/* ---- Sign -------------------------------------------------------------------------------------- */

#define VIGIE_TYPE_CHART_SIGN (vigie_chart_sign_get_type ())
G_DECLARE_FINAL_TYPE (VigieChartSign, vigie_chart_sign, VIGIE, CHART_SIGN, GtkWidget)

struct _VigieChartSign
{
  GtkWidget parent_instance;

  VigieChart *chart; /* owned */
  guint index;
};

G_DEFINE_FINAL_TYPE (VigieChartSign, vigie_chart_sign, GTK_TYPE_WIDGET)

static void
vigie_chart_sign_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieChartSign *self = VIGIE_CHART_SIGN (widget);

  if (self->index < vigie_chart_get_n_series (self->chart))
    vigie_chart_snapshot_sign (self->chart, self->index, snapshot, gtk_widget_get_width (widget),
                               gtk_widget_get_height (widget),
                               vigie_scheme_resolve (VIGIE_SCHEME_AUTO, widget));
}

static void
vigie_chart_sign_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_chart_sign_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
vigie_chart_sign_finalize (GObject *object)
{
  g_object_unref (VIGIE_CHART_SIGN (object)->chart);
  G_OBJECT_CLASS (vigie_chart_sign_parent_class)->finalize (object);
}

static void
vigie_chart_sign_class_init (VigieChartSignClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_chart_sign_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = vigie_chart_sign_snapshot;
  GTK_WIDGET_CLASS (klass)->css_changed = vigie_chart_sign_css_changed;
  /* The name beside it says the same. */
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
vigie_chart_sign_init (VigieChartSign *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), SIGN_WIDTH, SIGN_HEIGHT);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/* ---- Legend ------------------------------------------------------------------------------------ */

typedef struct
{
  GtkWidget *item; /* child of the legend: a toggle, or a box */
  GtkLabel *name, *value;
} Item;

struct _VigieChartLegend
{
  GtkWidget parent_instance;

  VigieChart *chart; /* owned */
  Item items[VIGIE_CHART_MAX_SERIES];
  guint n_items;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieChartLegend, vigie_chart_legend, GTK_TYPE_WIDGET)

char *
vigie_chart_legend_value_words (VigieSeries *series,
                                const char *unit,
                                VigieTime now,
                                gboolean link_lost)
{
  guint i = series != NULL && now != VIGIE_TIME_NONE ? vigie_series_find (series, now + 1)
            : series != NULL                         ? series->n
                                                     : 0;
  g_autofree char *words = NULL;
  gboolean stale;

  while (i > 0 && !isfinite (series->values[i - 1]))
    i--;
  if (i == 0)
    return g_strdup ("—");
  words = vigie_words_value (series->values[i - 1], unit);
  stale = link_lost
          || (series->expected_interval > 0 && now != VIGIE_TIME_NONE
              && now - series->times[i - 1] > 3 * series->expected_interval);
  if (!stale)
    return g_steal_pointer (&words);
  /* Translators: %s is a value that is no longer of now: « dernier : 62 % » */
  return g_strdup_printf (_ ("last: %s"), words);
}

static void
toggled_cb (GtkToggleButton *button, VigieChartLegend *self)
{
  for (guint i = 0; i < self->n_items; i++)
    if (self->items[i].item == GTK_WIDGET (button))
      vigie_chart_set_series_visible (self->chart, i, gtk_toggle_button_get_active (button));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_items (VigieChartLegend *self)
{
  for (guint i = 0; i < self->n_items; i++)
    g_clear_pointer (&self->items[i].item, gtk_widget_unparent);
  self->n_items = 0;
}

static void
add_item (VigieChartLegend *self, guint index, gboolean toggles)
{
  Item *item = &self->items[index];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  VigieChartSign *sign = g_object_new (VIGIE_TYPE_CHART_SIGN, NULL);

  sign->chart = g_object_ref (self->chart);
  sign->index = index;
  item->name = GTK_LABEL (gtk_label_new (NULL));
  item->value = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (item->name, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (item->value), "vigie-bold");
  gtk_widget_add_css_class (GTK_WIDGET (item->value), "vigie-strong");
  gtk_widget_add_css_class (GTK_WIDGET (item->value), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (sign));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (item->name));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (item->value));
  if (toggles)
    {
      item->item = gtk_toggle_button_new ();
      gtk_button_set_child (GTK_BUTTON (item->item), box);
      gtk_widget_add_css_class (item->item, "flat");
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (item->item),
                                    vigie_chart_get_series_visible (self->chart, index));
      g_signal_connect_object (item->item, "toggled", G_CALLBACK (toggled_cb), self, 0);
    }
  else
    item->item = box;
  gtk_widget_add_css_class (item->item, "vigie-chart-legend-item");
  gtk_widget_set_parent (item->item, GTK_WIDGET (self));
}

void
vigie_chart_legend_update (VigieChartLegend *self, VigieTime now)
{
  guint n = vigie_chart_get_n_series (self->chart);
  gboolean lost = vigie_chart_get_link_lost (self->chart);

  if (n != self->n_items)
    {
      remove_items (self);
      for (guint i = 0; i < n; i++)
        add_item (self, i, n > 1);
      self->n_items = n;
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  for (guint i = 0; i < n; i++)
    {
      Item *item = &self->items[i];
      const char *name = vigie_chart_get_series_name (self->chart, i);
      g_autofree char *value = vigie_chart_legend_value_words (
          vigie_chart_get_data (self->chart, i), vigie_chart_get_series_unit (self->chart, i), now,
          lost);

      gtk_label_set_text (item->name, name);
      gtk_label_set_text (item->value, value);
      if (lost)
        gtk_widget_add_css_class (GTK_WIDGET (item->value), "vigie-dim");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (item->value), "vigie-dim");
      if (GTK_IS_TOGGLE_BUTTON (item->item))
        {
          /* Translators: the name of a measure and its value, on a button that shows or hides its line */
          g_autofree char *label = g_strdup_printf (C_ ("legend", "%1$s, %2$s"), name, value);

          gtk_accessible_update_property (GTK_ACCESSIBLE (item->item),
                                          GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
          gtk_widget_set_tooltip_text (item->item, name);
        }
    }
}

/* Lines of as many items as fit; gives the height. Allocates where @allocate. */
static int
flow (VigieChartLegend *self, int width, gboolean allocate)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (guint i = 0; i < self->n_items; i++)
    {
      int least, wide, height;

      gtk_widget_measure (self->items[i].item, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wide, NULL,
                          NULL);
      if (width >= 0)
        wide = MAX (least, MIN (wide, width));
      gtk_widget_measure (self->items[i].item, GTK_ORIENTATION_VERTICAL, wide, NULL, &height, NULL,
                          NULL);
      if (x > 0 && width >= 0 && x + wide > width)
        {
          x = 0;
          y += line + GAP;
          line = 0;
        }
      if (allocate)
        gtk_widget_size_allocate (self->items[i].item,
                                  &(GtkAllocation) {rtl ? width - x - wide : x, y, wide, height},
                                  -1);
      x += wide + GAP;
      line = MAX (line, height);
    }
  return y + line;
}

static GtkSizeRequestMode
vigie_chart_legend_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vigie_chart_legend_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  VigieChartLegend *self = VIGIE_CHART_LEGEND (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = flow (self, for_size, FALSE);
      return;
    }
  for (guint i = 0; i < self->n_items; i++)
    {
      int least, wide;

      gtk_widget_measure (self->items[i].item, orientation, -1, &least, &wide, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wide + (i > 0 ? GAP : 0);
    }
}

static void
vigie_chart_legend_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  flow (VIGIE_CHART_LEGEND (widget), width, TRUE);
}

static void
vigie_chart_legend_dispose (GObject *object)
{
  VigieChartLegend *self = VIGIE_CHART_LEGEND (object);

  remove_items (self);
  g_clear_object (&self->chart);
  G_OBJECT_CLASS (vigie_chart_legend_parent_class)->dispose (object);
}

static void
vigie_chart_legend_class_init (VigieChartLegendClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_chart_legend_dispose;
  signals[CHANGED] = g_signal_new ("changed", VIGIE_TYPE_CHART_LEGEND, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  widget_class->get_request_mode = vigie_chart_legend_get_request_mode;
  widget_class->measure = vigie_chart_legend_measure;
  widget_class->size_allocate = vigie_chart_legend_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "chartlegend");
}

static void
vigie_chart_legend_init (VigieChartLegend *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Legend"), -1);
}

GtkWidget *
vigie_chart_legend_new (VigieChart *chart)
{
  VigieChartLegend *self = g_object_new (VIGIE_TYPE_CHART_LEGEND, NULL);

  self->chart = g_object_ref (chart);
  return GTK_WIDGET (self);
}
