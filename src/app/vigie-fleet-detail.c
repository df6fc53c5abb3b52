/* vigie-fleet-detail.c: what the chosen sensor of the fleet is and how it does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-detail.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-chart.h"
#include "vigie-children.h"
#include "vigie-words.h"

/* The columns that are told as facts, in this order. */
static const VigieFleetColumn facts[] = {
    VIGIE_FLEET_COLUMN_STATE, VIGIE_FLEET_COLUMN_SEEN,     VIGIE_FLEET_COLUMN_EXPECTED,
    VIGIE_FLEET_COLUMN_SITE,  VIGIE_FLEET_COLUMN_COMMUNE,  VIGIE_FLEET_COLUMN_MODEL,
    VIGIE_FLEET_COLUMN_EUI,   VIGIE_FLEET_COLUMN_BATTERY,  VIGIE_FLEET_COLUMN_BATTERY_END,
    VIGIE_FLEET_COLUMN_RSSI,  VIGIE_FLEET_COLUMN_SNR,      VIGIE_FLEET_COLUMN_FACTOR,
    VIGIE_FLEET_COLUMN_LOST,  VIGIE_FLEET_COLUMN_GATEWAYS,
};
/* One more: when it was installed. */
#define INSTALLED G_N_ELEMENTS (facts)
#define N_FACTS (G_N_ELEMENTS (facts) + 1)

struct _VigieFleetDetail
{
  GtkWidget parent_instance;

  VigieFleetModel *model;     /* owned */
  VigieTicker *ticker;        /* owned */
  VigieHistory *history;      /* owned, or NULL */
  VigieHistoryWindow *window; /* owned: of the battery, or NULL */
  VigieSensor *sensor;        /* owned, or NULL */
  GtkWidget *titles[N_FACTS], *values[N_FACTS], *notes[N_FACTS];
  char *battery_id; /* owned: the measure that the chart shows, or NULL */

  char *findings; /* owned: what is shown of what fails, or NULL */
  GtkLabel *name;
  GtkBox *findings_box;
  GtkGrid *grid;
  GtkWidget *curve; /* box of the chart */
  GtkLabel *curve_note;
  VigieChart *chart;
};

enum
{
  SIGNAL_CLOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieFleetDetail, vigie_fleet_detail, GTK_TYPE_WIDGET)

/* ---- The battery's curve ---------------------------------------------------------------------- */

static void
update_curve (VigieFleetDetail *self)
{
  VigieTime now = vigie_ticker_get_now (self->ticker);
  const char *error = self->window != NULL ? vigie_history_window_get_error (self->window) : NULL;

  if (self->battery_id == NULL)
    return;
  vigie_chart_set_limits (self->chart, now - VIGIE_BATTERY_WINDOW, now);
  vigie_chart_set_range (self->chart, now - VIGIE_BATTERY_WINDOW, now);
  vigie_chart_set_now (self->chart, now);
  vigie_chart_set_link_lost (self->chart, !vigie_ticker_get_live (self->ticker));
  if (self->window != NULL)
    vigie_chart_set_data (self->chart, 0, vigie_history_window_get_series (self->window));
  gtk_label_set_label (self->curve_note, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->curve_note), error != NULL);
}

/* The window on the battery of the sensor shown. */
static void
open_curve (VigieFleetDetail *self)
{
  VigieMeasure *battery = self->sensor != NULL ? vigie_sensor_get_battery (self->sensor) : NULL;
  const VigieMeasureData *data = battery != NULL ? vigie_measure_get_data (battery) : NULL;
  gboolean mapped = gtk_widget_get_mapped (GTK_WIDGET (self));

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_data (self->window, self);
  g_clear_object (&self->window);
  gtk_widget_set_visible (self->curve, data != NULL);
  if (g_set_str (&self->battery_id, data != NULL ? data->id : NULL))
    {
      vigie_chart_remove_all (self->chart);
      if (data != NULL)
        vigie_chart_add_series (self->chart, data->name, data->unit, VIGIE_CHART_LINE,
                                &data->thresholds, VIGIE_CHART_AXIS_LEFT);
    }
  if (data == NULL || self->history == NULL || !mapped)
    return;
  self->window = vigie_history_open (self->history, data->id);
  g_signal_connect_object (self->window, "changed", G_CALLBACK (update_curve), self,
                           G_CONNECT_SWAPPED);
  vigie_history_window_set_range (self->window,
                                  vigie_ticker_get_now (self->ticker) - VIGIE_BATTERY_WINDOW,
                                  VIGIE_HISTORY_NOW_ON);
  update_curve (self);
}

/* ---- What fails ------------------------------------------------------------------------------ */

/* So many are named of those that have no other gateway. */
#define MAX_LONE 12

static void
add_finding (VigieFleetDetail *self, const char *words, const char *evidence)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *const texts[] = {words, evidence};

  for (guint i = 0; i < G_N_ELEMENTS (texts) && texts[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, i == 0 ? "vigie-bold" : "vigie-dim");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_box_append (self->findings_box, box);
}

/* « Benne gravats, Comptage entrée et 5 autres »: what goes silent with the gateway. */
static char *
name_lone (VigieFleetDetail *self)
{
  g_autoptr (GPtrArray) sensors = vigie_fleet_model_list_lone (self->model, self->sensor);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint rest = sensors->len > MAX_LONE ? sensors->len - MAX_LONE : 0;
  g_autofree char *list = NULL;

  if (sensors->len == 0)
    return NULL;
  for (guint i = 0; i < sensors->len - rest; i++)
    {
      VigieSensor *sensor = g_ptr_array_index (sensors, i);

      /* Translators: a sensor and its site: « Benne gravats (Déchèterie de Bubry) » */
      g_ptr_array_add (names,
                       g_strdup_printf (C_ ("fleet", "%1$s (%2$s)"), vigie_sensor_get_name (sensor),
                                        vigie_fleet_site_name (sensor)));
    }
  if (rest > 0)
    g_ptr_array_add (names, g_strdup_printf (ngettext ("%u more", "%u more", rest), rest));
  list = vigie_words_list ((const char *const *) names->pdata, names->len);
  /* Translators: sensors that no other gateway hears */
  return g_strdup_printf (_ ("Without it, these become silent: %s"), list);
}

static void
update_findings (VigieFleetDetail *self, const VigieFleetFigures *figures, VigieTime now)
{
  VigieFailure failures[VIGIE_N_FAILURE];
  g_autofree char *all = vigie_fleet_findings (self->sensor, figures, now);
  g_autofree char *lone = vigie_fleet_lone_words (figures);
  GtkWidget *child;
  guint n;

  if (!g_set_str (&self->findings, all) && all != NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->findings_box))) != NULL)
    gtk_box_remove (self->findings_box, child);
  n = vigie_fleet_failures (self->sensor, figures, now, failures);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = vigie_failure_words (&failures[i], now);
      g_autofree char *evidence = vigie_fleet_evidence (self->sensor, figures, &failures[i], now);

      add_finding (self, words, evidence);
    }
  if (lone != NULL)
    {
      g_autofree char *names = name_lone (self);

      add_finding (self, lone, names);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->findings_box), all != NULL);
}

/* ---- Facts ------------------------------------------------------------------------------------ */

static void
set_label (GtkWidget *label, const char *words)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), words) != 0)
    gtk_label_set_label (GTK_LABEL (label), words);
}

/* A fact that is not known is not shown, its reason apart. */
static void
set_fact (VigieFleetDetail *self, guint i, const char *words, const char *note)
{
  gboolean known = words != NULL && (!g_str_equal (words, "—") || note != NULL);

  gtk_widget_set_visible (self->titles[i], known);
  gtk_widget_set_visible (self->values[i], known);
  gtk_widget_set_visible (self->notes[i], known && note != NULL);
  if (!known)
    return;
  set_label (self->values[i], words);
  set_label (self->notes[i], note != NULL ? note : "");
}

void
vigie_fleet_detail_update (VigieFleetDetail *self)
{
  const VigieFleetFigures *figures;
  g_autofree char *installed = NULL;
  gboolean live;
  VigieTime now;

  g_return_if_fail (VIGIE_IS_FLEET_DETAIL (self));
  if (self->sensor == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  now = vigie_ticker_get_now (self->ticker);
  live = vigie_ticker_get_live (self->ticker);
  figures = vigie_fleet_model_get_figures (self->model, self->sensor);
  set_label (GTK_WIDGET (self->name), vigie_sensor_get_name (self->sensor));
  update_findings (self, figures, now);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *words = vigie_fleet_words (self->sensor, facts[i], figures, now, live);
      g_autofree char *note = NULL;

      /* Said once: of the battery beside its end, of the radio beside its level. */
      if (facts[i] == VIGIE_FLEET_COLUMN_BATTERY_END || facts[i] == VIGIE_FLEET_COLUMN_RSSI
          || facts[i] == VIGIE_FLEET_COLUMN_LOST || facts[i] == VIGIE_FLEET_COLUMN_GATEWAYS)
        note = vigie_fleet_details (self->sensor, facts[i], figures, now, live);
      /* Nor again what a finding is told by. */
      if (note != NULL && self->findings != NULL && strstr (self->findings, note) != NULL)
        g_clear_pointer (&note, g_free);
      set_fact (self, i, words, note);
    }
  if (vigie_sensor_get_installed (self->sensor) != VIGIE_TIME_NONE)
    installed = vigie_words_date (now, vigie_sensor_get_installed (self->sensor), NULL);
  set_fact (self, INSTALLED, installed, NULL);
  update_curve (self);
}

/* ---- The object ------------------------------------------------------------------------------- */

static void
close_cb (VigieFleetDetail *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
}

static void
vigie_fleet_detail_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_fleet_detail_parent_class)->map (widget);
  open_curve (VIGIE_FLEET_DETAIL (widget));
  vigie_fleet_detail_update (VIGIE_FLEET_DETAIL (widget));
}

/* Out of sight nothing is fetched for it. */
static void
vigie_fleet_detail_unmap (GtkWidget *widget)
{
  VigieFleetDetail *self = VIGIE_FLEET_DETAIL (widget);

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_data (self->window, self);
  g_clear_object (&self->window);
  GTK_WIDGET_CLASS (vigie_fleet_detail_parent_class)->unmap (widget);
}

static void
vigie_fleet_detail_dispose (GObject *object)
{
  VigieFleetDetail *self = VIGIE_FLEET_DETAIL (object);

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_data (self->window, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_FLEET_DETAIL);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->window);
  g_clear_object (&self->history);
  g_clear_object (&self->sensor);
  g_clear_object (&self->model);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->battery_id, g_free);
  g_clear_pointer (&self->findings, g_free);

  G_OBJECT_CLASS (vigie_fleet_detail_parent_class)->dispose (object);
}

static void
vigie_fleet_detail_class_init (VigieFleetDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_fleet_detail_dispose;
  widget_class->map = vigie_fleet_detail_map;
  widget_class->unmap = vigie_fleet_detail_unmap;
  signals[SIGNAL_CLOSE] = g_signal_new ("close", VIGIE_TYPE_FLEET_DETAIL, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (VIGIE_TYPE_CHART);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-fleet-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieFleetDetail, name);
  gtk_widget_class_bind_template_child_full (widget_class, "findings", FALSE,
                                             G_STRUCT_OFFSET (VigieFleetDetail, findings_box));
  gtk_widget_class_bind_template_child (widget_class, VigieFleetDetail, grid);
  gtk_widget_class_bind_template_child (widget_class, VigieFleetDetail, curve);
  gtk_widget_class_bind_template_child (widget_class, VigieFleetDetail, curve_note);
  gtk_widget_class_bind_template_child (widget_class, VigieFleetDetail, chart);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_set_css_name (widget_class, "fleetdetail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (VigieFleetDetail *self, const char *text, const char *class_name, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), column == 1);
  gtk_widget_set_hexpand (label, column == 1);
  gtk_widget_add_css_class (label, class_name);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return label;
}

static void
vigie_fleet_detail_init (VigieFleetDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_FACTS; i++)
    {
      const char *title = i == INSTALLED ? _ ("Installed") : vigie_fleet_column_title (facts[i]);

      self->titles[i] = add_label (self, title, "vigie-dim", 0, 2 * (int) i);
      self->values[i] = add_label (self, "", "vigie-strong", 1, 2 * (int) i);
      self->notes[i] = add_label (self, "", "vigie-dim", 1, 2 * (int) i + 1);
      gtk_label_set_width_chars (GTK_LABEL (self->titles[i]), 10);
      gtk_label_set_max_width_chars (GTK_LABEL (self->titles[i]), 14);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self->values[i]),
                                      GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->titles[i], NULL,
                                      -1);
    }
}

void
vigie_fleet_detail_setup (VigieFleetDetail *self, VigieFleetModel *model, VigieTicker *ticker)
{
  g_return_if_fail (VIGIE_IS_FLEET_DETAIL (self));
  self->model = g_object_ref (model);
  self->ticker = g_object_ref (ticker);
}

void
vigie_fleet_detail_set_history (VigieFleetDetail *self, VigieHistory *history)
{
  g_return_if_fail (VIGIE_IS_FLEET_DETAIL (self));

  if (g_set_object (&self->history, history))
    open_curve (self);
}

void
vigie_fleet_detail_set_sensor (VigieFleetDetail *self, VigieSensor *sensor)
{
  g_return_if_fail (VIGIE_IS_FLEET_DETAIL (self));

  if (!g_set_object (&self->sensor, sensor))
    return;
  g_clear_pointer (&self->findings, g_free);
  open_curve (self);
  if (sensor == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  vigie_sensor_get_name (sensor), -1);
  vigie_fleet_detail_update (self);
}
