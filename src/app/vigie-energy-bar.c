/* vigie-energy-bar.c: the top of the energy page: what is selected, over which period, and what can be done with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-bar.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-chart-bar.h"
#include "vigie-chart-dates.h"
#include "vigie-children.h"
#include "vigie-energy-text.h"
#include "vigie-words.h"

struct _VigieEnergyBar
{
  GtkWidget parent_instance;

  VigieEnergyModel *model; /* owned */
  gboolean updating;       /* the controls follow the model, not the reverse */

  GtkBox *box;
  VigieEnergyScopeButton *scope;
  VigieChartBar *bar;
  AdwToggleGroup *units;
  GtkDropDown *folded;
  VigieChartDates *dates;
  GtkButton *previous, *next;
  GtkLabel *period;
  GtkLabel *progress;
  GtkMenuButton *export;
};

G_DEFINE_FINAL_TYPE (VigieEnergyBar, vigie_energy_bar, GTK_TYPE_WIDGET)

static const struct
{
  const char *name, *label;
} units[] = {
    [VIGIE_PERIOD_DAY] = {"day", NC_ ("period", "Day")},
    [VIGIE_PERIOD_WEEK] = {"week", NC_ ("period", "Week")},
    [VIGIE_PERIOD_MONTH] = {"month", NC_ ("period", "Month")},
    [VIGIE_PERIOD_YEAR] = {"year", NC_ ("period", "Year")},
    [VIGIE_PERIOD_FREE] = {"free", NC_ ("period", "Dates…")},
};

static const char *
unit_label (guint unit)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "period", units[unit].label);
}

/* ---- What is shown --------------------------------------------------------------------------- */

void
vigie_energy_bar_update (VigieEnergyBar *self)
{
  g_autofree char *words = NULL;

  g_return_if_fail (VIGIE_IS_ENERGY_BAR (self));
  if (self->model == NULL)
    return;
  words = vigie_energy_text_progress (vigie_energy_model_get_period (self->model),
                                      vigie_energy_model_get_now (self->model), NULL);
  if (g_strcmp0 (gtk_label_get_label (self->progress), words != NULL ? words : "") != 0)
    gtk_label_set_label (self->progress, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->progress), words != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next), vigie_energy_model_has_next (self->model));
}

static void
period_cb (VigieEnergyBar *self)
{
  const VigiePeriod *period = vigie_energy_model_get_period (self->model);
  g_autofree char *words = vigie_period_to_words (period, NULL);

  self->updating = TRUE;
  gtk_label_set_label (self->period, words);
  adw_toggle_group_set_active_name (self->units, units[period->unit].name);
  gtk_drop_down_set_selected (self->folded, period->unit);
  self->updating = FALSE;
  vigie_energy_bar_update (self);
}

static void
say_period (VigieEnergyBar *self)
{
  vigie_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->period),
                  GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* ---- What is chosen -------------------------------------------------------------------------- */

void
vigie_energy_bar_open_dates (VigieEnergyBar *self)
{
  const VigiePeriod *period;
  GtkWidget *anchor;
  gint64 first, last;

  g_return_if_fail (VIGIE_IS_ENERGY_BAR (self));

  anchor = gtk_widget_get_child_visible (GTK_WIDGET (self->units)) ? GTK_WIDGET (self->units)
                                                                   : GTK_WIDGET (self->folded);
  if (gtk_widget_get_parent (GTK_WIDGET (self->dates)) != anchor)
    {
      g_object_ref (self->dates);
      gtk_widget_unparent (GTK_WIDGET (self->dates));
      gtk_widget_set_parent (GTK_WIDGET (self->dates), anchor);
      g_object_unref (self->dates);
    }
  period = vigie_energy_model_get_period (self->model);
  first = vigie_time_to_local (period->from, vigie_words_default_zone ()).day_number;
  last = vigie_time_to_local (period->to - 1, vigie_words_default_zone ()).day_number;
  vigie_chart_dates_set (self->dates, first, last, vigie_energy_model_get_now (self->model), NULL);
  gtk_popover_popup (GTK_POPOVER (self->dates));
}

static void
choose_unit (VigieEnergyBar *self, guint unit)
{
  if (self->updating || self->model == NULL || unit > VIGIE_PERIOD_FREE)
    return;
  if (unit == VIGIE_PERIOD_FREE)
    {
      /* Nothing is chosen before the dates are. */
      period_cb (self);
      vigie_energy_bar_open_dates (self);
      return;
    }
  vigie_energy_model_set_unit (self->model, unit);
  period_cb (self);
  say_period (self);
}

static void
unit_cb (VigieEnergyBar *self)
{
  choose_unit (self, adw_toggle_group_get_active (self->units));
}

static void
folded_cb (VigieEnergyBar *self)
{
  choose_unit (self, gtk_drop_down_get_selected (self->folded));
}

static void
dates_cb (VigieEnergyBar *self, gint64 first, gint64 last)
{
  vigie_energy_model_set_days (self->model, first, last);
  say_period (self);
}

static void
previous_cb (VigieEnergyBar *self)
{
  vigie_energy_model_step (self->model, -1);
  say_period (self);
}

static void
next_cb (VigieEnergyBar *self)
{
  vigie_energy_model_step (self->model, 1);
  say_period (self);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static void
make_units (VigieEnergyBar *self)
{
  GtkStringList *labels = gtk_string_list_new (NULL);

  self->units = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_name (toggle, units[i].name);
      adw_toggle_set_label (toggle, unit_label (i));
      adw_toggle_group_add (self->units, toggle);
      gtk_string_list_append (labels, unit_label (i));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->units), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Period"), -1);
  self->folded = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (labels), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->folded), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Period"), -1);
  self->dates = VIGIE_CHART_DATES (vigie_chart_dates_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->dates), GTK_WIDGET (self->folded));
  g_signal_connect_object (self->units, "notify::active", G_CALLBACK (unit_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->folded, "notify::selected", G_CALLBACK (folded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->dates, "chosen", G_CALLBACK (dates_cb), self, G_CONNECT_SWAPPED);
  vigie_chart_bar_set (self->bar, VIGIE_CHART_BAR_CHOICE, GTK_WIDGET (self->units));
  vigie_chart_bar_set (self->bar, VIGIE_CHART_BAR_FOLDED, GTK_WIDGET (self->folded));
}

static GtkButton *
icon_button (VigieEnergyBar *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return GTK_BUTTON (button);
}

static GtkLabel *
wrapping_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
make_period (VigieEnergyBar *self)
{
  GtkWidget *box = adw_wrap_box_new ();
  GtkWidget *step = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->previous = icon_button (self, "go-previous-symbolic", _ ("Previous Period (Ctrl+Page Up)"),
                                G_CALLBACK (previous_cb));
  self->next = icon_button (self, "go-next-symbolic", _ ("Next Period (Ctrl+Page Down)"),
                            G_CALLBACK (next_cb));
  self->period = wrapping_label ("vigie-bold");
  self->progress = wrapping_label ("vigie-dim");
  gtk_box_append (GTK_BOX (step), GTK_WIDGET (self->previous));
  gtk_box_append (GTK_BOX (step), GTK_WIDGET (self->period));
  gtk_box_append (GTK_BOX (step), GTK_WIDGET (self->next));
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 10);
  adw_wrap_box_append (ADW_WRAP_BOX (box), step);
  adw_wrap_box_append (ADW_WRAP_BOX (box), GTK_WIDGET (self->progress));
  vigie_chart_bar_set (self->bar, VIGIE_CHART_BAR_PERIOD, box);
}

static void
make_actions (VigieEnergyBar *self)
{
  self->export = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->export,
                             g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name",
                                           "document-save-symbolic", "label", _ ("Export…"), NULL));
  gtk_menu_button_set_always_show_arrow (self->export, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->export), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Export"), -1);
  vigie_chart_bar_set (self->bar, VIGIE_CHART_BAR_ACTIONS, GTK_WIDGET (self->export));
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_energy_bar_dispose (GObject *object)
{
  VigieEnergyBar *self = VIGIE_ENERGY_BAR (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->dates != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->dates)));
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vigie_energy_bar_parent_class)->dispose (object);
}

static void
vigie_energy_bar_class_init (VigieEnergyBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_energy_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "energybar");
}

static void
vigie_energy_bar_init (VigieEnergyBar *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  self->bar = VIGIE_CHART_BAR (vigie_chart_bar_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->bar), TRUE);
  gtk_box_append (self->box, GTK_WIDGET (self->bar));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  make_units (self);
  make_period (self);
  make_actions (self);
}

GtkWidget *
vigie_energy_bar_new (void)
{
  return g_object_new (VIGIE_TYPE_ENERGY_BAR, NULL);
}

void
vigie_energy_bar_setup (VigieEnergyBar *self, VigieEnergyModel *model, GMenuModel *menu)
{
  g_return_if_fail (VIGIE_IS_ENERGY_BAR (self));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->scope = VIGIE_ENERGY_SCOPE (vigie_energy_scope_new (model));
  gtk_widget_set_valign (GTK_WIDGET (self->scope), GTK_ALIGN_START);
  gtk_box_prepend (self->box, GTK_WIDGET (self->scope));
  gtk_menu_button_set_menu_model (self->export, menu);
  g_signal_connect_object (model, "period-changed", G_CALLBACK (period_cb), self,
                           G_CONNECT_SWAPPED);
  period_cb (self);
}

void
vigie_energy_bar_set_narrow (VigieEnergyBar *self, gboolean narrow)
{
  g_return_if_fail (VIGIE_IS_ENERGY_BAR (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

VigieEnergyScopeButton *
vigie_energy_bar_get_scope (VigieEnergyBar *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_BAR (self), NULL);
  return self->scope;
}
