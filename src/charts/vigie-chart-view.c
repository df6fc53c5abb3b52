/* vigie-chart-view.c: a chart with all that is around it.
 *
 * The period is the state; the chart's range follows it, and where a person zooms or pans the chart the period follows
 * the range and is a free one. What is told of it outside is told at most a few times a second.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-view-private.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_SHOW_TABLE = 1,
  PROP_DEMONSTRATION,
  N_PROPS,
};

enum
{
  RANGE_CHANGED,
  RETRY,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieChartView, vigie_chart_view, GTK_TYPE_WIDGET)

/* ---- Table ------------------------------------------------------------------------------------- */

static gboolean
fill_table_cb (gpointer data)
{
  VigieChartView *self = data;
  g_autoptr (VigieChartPage) page = vigie_chart_view_make_page (self, FALSE);

  self->table_source = 0;
  vigie_chart_table_set_sources (self->table, page->sources, page->n_sources, page->span,
                                 page->zone);
  return G_SOURCE_REMOVE;
}

void
vigie_chart_view_queue_table (VigieChartView *self)
{
  if (self->table_source == 0 && vigie_chart_view_get_show_table (self)
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->table_source = g_idle_add (fill_table_cb, self);
}

/* ---- Actions ----------------------------------------------------------------------------------- */

static void
table_toggled_cb (VigieChartView *self)
{
  vigie_chart_view_set_show_table (self, gtk_toggle_button_get_active (self->table_toggle));
}

static void
table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieChartView *self = VIGIE_CHART_VIEW (widget);

  vigie_chart_view_set_show_table (self, !vigie_chart_view_get_show_table (self));
}

/* Ctrl+T wherever the focus is: of several views in a window the one that has it, else the first in sight. */
static gboolean
table_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *focused
      = focus != NULL ? gtk_widget_get_ancestor (focus, VIGIE_TYPE_CHART_VIEW) : NULL;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  table_action (focused != NULL ? focused : widget, NULL, NULL);
  return TRUE;
}

static void
retry_cb (VigieChartView *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

/* ---- Parts ------------------------------------------------------------------------------------- */

static GtkWidget *
icon_and_words (const char *icon, const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (words);

  /* Words give way only where large text meets a narrow window; the tooltip has them all. */
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE, "icon-name", icon, "accessible-role",
                                               GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
build_actions (VigieChartView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GMenu *menu = g_menu_new (), *files = g_menu_new (), *rest = g_menu_new ();

  self->table_toggle = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_child (GTK_BUTTON (self->table_toggle),
                        icon_and_words ("view-list-symbolic", _ ("_Table")));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->table_toggle),
                               _ ("Show All Readings as Table (Ctrl+T)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table_toggle),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, C_ ("button", "Table"),
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, "Control+T", -1);
  g_signal_connect_object (self->table_toggle, "toggled", G_CALLBACK (table_toggled_cb), self,
                           G_CONNECT_SWAPPED);

  g_menu_append (files, _ ("Readings (CSV)…"), "chart.export::csv");
  g_menu_append (files, _ ("Image (PNG)…"), "chart.export::png");
  g_menu_append (files, _ ("Drawing (SVG)…"), "chart.export::svg");
  g_menu_append (rest, _ ("Copy Readings"), "chart.copy");
  g_menu_append (rest, _ ("Print…"), "chart.print");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  self->export_button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->export_button),
                             icon_and_words ("document-save-symbolic", _ ("_Export…")));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->export_button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (self->export_button,
                               _ ("Save or print; drag to take the readings elsewhere"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->export_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, C_ ("button", "Export…"), -1);
  vigie_chart_view_add_drag (self, self->export_button);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->table_toggle));
  gtk_box_append (GTK_BOX (box), self->export_button);
  vigie_chart_bar_set (VIGIE_CHART_BAR (self->bar), VIGIE_CHART_BAR_ACTIONS, box);
  g_object_unref (menu);
  g_object_unref (files);
  g_object_unref (rest);
}

static void
build_head (VigieChartView *self)
{
  GtkWidget *spinner = gtk_spinner_new (), *words = gtk_label_new (_ ("Loading…"));
  GtkWidget *retry = gtk_button_new_with_mnemonic (_ ("_Retry"));

  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->title_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->title_label, TRUE);
  gtk_label_set_xalign (self->title_label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title_label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title_label), "vigie-bold");
  gtk_widget_add_css_class (GTK_WIDGET (self->title_label), "vigie-strong");
  gtk_widget_add_css_class (GTK_WIDGET (self->title_label), "vigie-chart-title");
  self->loading_box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                                    "spacing", 6, "visible", FALSE, NULL);
  gtk_spinner_set_spinning (GTK_SPINNER (spinner), TRUE);
  gtk_widget_add_css_class (words, "vigie-small");
  gtk_widget_add_css_class (words, "vigie-dim");
  gtk_box_append (GTK_BOX (self->loading_box), spinner);
  gtk_box_append (GTK_BOX (self->loading_box), words);
  gtk_box_append (GTK_BOX (self->head), GTK_WIDGET (self->title_label));
  gtk_box_append (GTK_BOX (self->head), self->loading_box);

  self->error_box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                                  "spacing", 12, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->error_box, "vigie-chart-error");
  self->error_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error_label, TRUE);
  gtk_label_set_xalign (self->error_label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->error_label), TRUE);
  gtk_widget_set_valign (retry, GTK_ALIGN_CENTER);
  g_signal_connect_object (retry, "clicked", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->error_box), GTK_WIDGET (self->error_label));
  gtk_box_append (GTK_BOX (self->error_box), retry);
}

static void
build (VigieChartView *self)
{
  GtkWidget *widgets[5];

  self->chart = VIGIE_CHART (vigie_chart_new ());
  self->table = VIGIE_CHART_TABLE (vigie_chart_table_new ());
  self->bar = vigie_chart_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Period and exports"), -1);
  vigie_chart_view_build_choice (self);
  vigie_chart_view_build_period (self);
  build_actions (self);
  build_head (self);
  self->legend = vigie_chart_legend_new (self->chart);
  g_signal_connect_object (self->legend, "changed", G_CALLBACK (vigie_chart_view_queue_table), self,
                           G_CONNECT_SWAPPED);
  self->stack = gtk_stack_new ();
  gtk_stack_set_transition_type (GTK_STACK (self->stack), GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_widget_set_size_request (self->stack, -1, 220);
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (self->chart), "chart");
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (self->table), "table");
  widgets[0] = self->bar;
  widgets[1] = self->head;
  widgets[2] = self->error_box;
  widgets[3] = self->legend;
  widgets[4] = self->stack;
  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    gtk_widget_set_parent (widgets[i], GTK_WIDGET (self));
}

/* ---- Class ------------------------------------------------------------------------------------- */

static void
vigie_chart_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_chart_view_parent_class)->map (widget);
  vigie_chart_view_queue_table (VIGIE_CHART_VIEW (widget));
}

static void
vigie_chart_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieChartView *self = VIGIE_CHART_VIEW (object);

  switch (id)
    {
    case PROP_SHOW_TABLE:
      g_value_set_boolean (value, vigie_chart_view_get_show_table (self));
      break;
    case PROP_DEMONSTRATION:
      g_value_set_boolean (value, self->demonstration);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_chart_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VigieChartView *self = VIGIE_CHART_VIEW (object);

  switch (id)
    {
    case PROP_SHOW_TABLE:
      vigie_chart_view_set_show_table (self, g_value_get_boolean (value));
      break;
    case PROP_DEMONSTRATION:
      vigie_chart_view_set_demonstration (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_chart_view_dispose (GObject *object)
{
  VigieChartView *self = VIGIE_CHART_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->emit_source, g_source_remove);
  g_clear_handle_id (&self->table_source, g_source_remove);
  if (self->dates != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->dates));
      self->dates = NULL;
    }
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_pointer (&self->head, gtk_widget_unparent);
  g_clear_pointer (&self->error_box, gtk_widget_unparent);
  g_clear_pointer (&self->legend, gtk_widget_unparent);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (vigie_chart_view_parent_class)->dispose (object);
}

static void
vigie_chart_view_finalize (GObject *object)
{
  VigieChartView *self = VIGIE_CHART_VIEW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->title);
  g_free (self->place);
  G_OBJECT_CLASS (vigie_chart_view_parent_class)->finalize (object);
}

static void
vigie_chart_view_class_init (VigieChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_chart_view_get_property;
  object_class->set_property = vigie_chart_view_set_property;
  object_class->dispose = vigie_chart_view_dispose;
  object_class->finalize = vigie_chart_view_finalize;
  widget_class->map = vigie_chart_view_map;
  properties[PROP_SHOW_TABLE]
      = g_param_spec_boolean ("show-table", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DEMONSTRATION]
      = g_param_spec_boolean ("demonstration", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[RANGE_CHANGED]
      = g_signal_new ("range-changed", VIGIE_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[RETRY] = g_signal_new ("retry", VIGIE_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "chart.table", NULL, table_action);
  vigie_chart_view_install_exports (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "chartview");
}

static void
vigie_chart_view_init (VigieChartView *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->title = g_strdup ("");
  self->place = g_strdup ("");
  self->now = self->earliest = VIGIE_TIME_NONE;
  self->cancellable = g_cancellable_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 10);
  build (self);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_t, GDK_CONTROL_MASK),
                        gtk_callback_action_new (table_shortcut_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  vigie_chart_view_set_title (self, NULL);
}

/* ---- API --------------------------------------------------------------------------------------- */

GtkWidget *
vigie_chart_view_new (void)
{
  return g_object_new (VIGIE_TYPE_CHART_VIEW, NULL);
}

VigieChart *
vigie_chart_view_get_chart (VigieChartView *self)
{
  return self->chart;
}

static void
update_head (VigieChartView *self)
{
  gtk_widget_set_visible (self->head,
                          *self->title != '\0' || gtk_widget_get_visible (self->loading_box));
}

void
vigie_chart_view_set_title (VigieChartView *self, const char *title)
{
  g_set_str (&self->title, title != NULL ? title : "");
  gtk_label_set_text (self->title_label, self->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  *self->title != '\0' ? self->title : _ ("Chart"), -1);
  update_head (self);
}

void
vigie_chart_view_set_place (VigieChartView *self, const char *place)
{
  g_set_str (&self->place, place != NULL ? place : "");
}

void
vigie_chart_view_set_demonstration (VigieChartView *self, gboolean demonstration)
{
  if (self->demonstration == !!demonstration)
    return;
  self->demonstration = !!demonstration;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEMONSTRATION]);
}

guint
vigie_chart_view_add_series (VigieChartView *self,
                             const char *name,
                             const char *unit,
                             VigieChartStyle style,
                             VigieAggregation aggregation,
                             const VigieThresholds *thresholds,
                             VigieChartAxis axis)
{
  guint index = vigie_chart_add_series (self->chart, name, unit, style, thresholds, axis);

  vigie_chart_set_aggregation (self->chart, index, aggregation);
  vigie_chart_legend_update (VIGIE_CHART_LEGEND (self->legend), self->now);
  vigie_chart_view_queue_table (self);
  return index;
}

void
vigie_chart_view_set_data (VigieChartView *self, guint index, VigieSeries *series)
{
  if (vigie_chart_get_data (self->chart, index) == series)
    return;
  vigie_chart_set_data (self->chart, index, series);
  vigie_chart_legend_update (VIGIE_CHART_LEGEND (self->legend), self->now);
  vigie_chart_view_queue_table (self);
}

void
vigie_chart_view_remove_all (VigieChartView *self)
{
  vigie_chart_remove_all (self->chart);
  vigie_chart_legend_update (VIGIE_CHART_LEGEND (self->legend), self->now);
  vigie_chart_view_queue_table (self);
}

void
vigie_chart_view_set_now (VigieChartView *self, VigieTime now)
{
  gboolean first = self->now == VIGIE_TIME_NONE;

  if (self->now == now || now == VIGIE_TIME_NONE)
    return;
  self->now = now;
  vigie_chart_set_now (self->chart, now);
  if (first)
    vigie_chart_view_apply_period (
        self, vigie_chart_period_current (VIGIE_CHART_PERIOD_DAY, now, self->zone));
  else if (self->period.follows)
    vigie_chart_view_apply_period (self, vigie_chart_period_at (&self->period, now, self->zone));
  else
    vigie_chart_view_update_period (self);
  vigie_chart_legend_update (VIGIE_CHART_LEGEND (self->legend), now);
}

void
vigie_chart_view_set_link_lost (VigieChartView *self, gboolean link_lost)
{
  vigie_chart_set_link_lost (self->chart, link_lost);
  vigie_chart_legend_update (VIGIE_CHART_LEGEND (self->legend), self->now);
}

void
vigie_chart_view_set_earliest (VigieChartView *self, VigieTime earliest)
{
  if (self->earliest == earliest)
    return;
  self->earliest = earliest;
  if (self->now == VIGIE_TIME_NONE)
    return;
  self->applying = TRUE;
  vigie_chart_view_update_limits (self);
  self->applying = FALSE;
  vigie_chart_view_update_period (self);
}

void
vigie_chart_view_set_time_zone (VigieChartView *self, GTimeZone *zone)
{
  if (self->zone == zone)
    return;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  vigie_chart_set_time_zone (self->chart, zone);
  if (self->now != VIGIE_TIME_NONE)
    vigie_chart_view_apply_period (self,
                                   vigie_chart_period_at (&self->period, self->now, self->zone));
}

void
vigie_chart_view_set_period (VigieChartView *self, VigieChartPeriodKind kind)
{
  g_return_if_fail (self->now != VIGIE_TIME_NONE);

  vigie_chart_view_apply_period (self, vigie_chart_period_current (kind, self->now, self->zone));
}

void
vigie_chart_view_set_days (VigieChartView *self, gint64 first_day, gint64 last_day)
{
  vigie_chart_view_apply_period (self, vigie_chart_period_days (first_day, last_day, self->zone));
}

VigieChartPeriod
vigie_chart_view_get_period (VigieChartView *self)
{
  return self->period;
}

void
vigie_chart_view_set_loading (VigieChartView *self, gboolean loading)
{
  gtk_widget_set_visible (self->loading_box, loading);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, !!loading, -1);
  update_head (self);
}

void
vigie_chart_view_set_error (VigieChartView *self, const char *words)
{
  gtk_label_set_text (self->error_label, words != NULL ? words : "");
  gtk_widget_set_visible (self->error_box, words != NULL && *words != '\0');
}

gboolean
vigie_chart_view_get_show_table (VigieChartView *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "table") == 0;
}

void
vigie_chart_view_set_show_table (VigieChartView *self, gboolean show)
{
  if (vigie_chart_view_get_show_table (self) == !!show)
    return;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), show ? "table" : "chart");
  gtk_toggle_button_set_active (self->table_toggle, show);
  vigie_chart_view_queue_table (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_TABLE]);
}
