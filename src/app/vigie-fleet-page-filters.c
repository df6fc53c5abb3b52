/* vigie-fleet-page-filters.c: the sets, the filters that hold and how many are left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-fleet-page-private.h"
#include "vigie-words.h"

static const char *const preset_names[VIGIE_FLEET_N_PRESETS] = {
    [VIGIE_FLEET_ALL] = NC_ ("fleet", "All"),
    [VIGIE_FLEET_SOON] = NC_ ("fleet", "Failures to come (30 days)"),
    [VIGIE_FLEET_SILENT] = NC_ ("fleet", "Silent"),
    [VIGIE_FLEET_STUCK] = NC_ ("fleet", "Frozen values"),
    [VIGIE_FLEET_LOW_BATTERY] = NC_ ("fleet", "Battery below 20%"),
    [VIGIE_FLEET_NEVER] = NC_ ("fleet", "Never seen"),
    [VIGIE_FLEET_LONE] = NC_ ("fleet", "Heard by a single gateway"),
    [VIGIE_FLEET_GATEWAYS] = NC_ ("fleet", "Gateways"),
};

static void
update_presets (VigieFleetPage *self)
{
  for (guint i = 0; i < VIGIE_FLEET_N_PRESETS; i++)
    {
      const char *name = g_dpgettext2 (GETTEXT_PACKAGE, "fleet", preset_names[i]);
      g_autofree char *number = vigie_words_number (vigie_fleet_model_count (self->model, i), 0);
      /* Translators: a set of sensors and how many are in it: « Muets 3 » */
      g_autofree char *label = g_strdup_printf (C_ ("set number", "%1$s %2$s"), name, number);

      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->preset_buttons[i])), label) != 0)
        gtk_button_set_label (GTK_BUTTON (self->preset_buttons[i]), label);
      gtk_toggle_button_set_active (self->preset_buttons[i],
                                    vigie_fleet_model_get_preset (self->model) == i);
    }
}

static void
preset_cb (VigieFleetPage *self, GtkToggleButton *button)
{
  for (guint i = 0; i < VIGIE_FLEET_N_PRESETS; i++)
    if (self->preset_buttons[i] == button && gtk_toggle_button_get_active (button))
      vigie_fleet_model_set_preset (self->model, i);
}

static void
remove_chip_cb (VigieFleetPage *self, GtkButton *button)
{
  guint facet = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "facet"));

  vigie_fleet_model_set_facet (self->model, facet, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
update_chips (VigieFleetPage *self)
{
  static const char *const facets[VIGIE_FLEET_N_FACETS]
      = {NC_ ("filter", "Commune"), NC_ ("filter", "Model"), NC_ ("filter", "Gateway"),
         NC_ ("filter", "Only gateway")};
  GtkWidget *child;
  gboolean any = FALSE;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, child);
  for (guint i = 0; i < VIGIE_FLEET_N_FACETS; i++)
    {
      const char *value = vigie_fleet_model_get_facet (self->model, i);
      g_autofree char *label = NULL, *words = NULL;
      VigieSensor *gateway;
      GtkWidget *chip, *content;

      if (value == NULL)
        continue;
      gateway = (i == VIGIE_FLEET_FACET_GATEWAY || i == VIGIE_FLEET_FACET_LONE)
                        && self->territory != NULL
                    ? vigie_territory_find_gateway (self->territory, value)
                    : NULL;
      /* Translators: a filter of the fleet and its value: « Commune : Lanester » */
      label = g_strdup_printf (C_ ("filter", "%1$s: %2$s"),
                               g_dpgettext2 (GETTEXT_PACKAGE, "filter", facets[i]),
                               gateway != NULL ? vigie_sensor_get_name (gateway) : value);
      words = g_strdup_printf (_ ("Remove Filter: %s"), label);
      chip = gtk_button_new ();
      content = adw_button_content_new ();
      adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
      adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "window-close-symbolic");
      gtk_button_set_child (GTK_BUTTON (chip), content);
      gtk_widget_add_css_class (chip, "vigie-chip");
      gtk_widget_set_tooltip_text (chip, words);
      gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                      -1);
      g_object_set_data (G_OBJECT (chip), "facet", GUINT_TO_POINTER (i));
      g_signal_connect_object (chip, "clicked", G_CALLBACK (remove_chip_cb), self,
                               G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->chips, chip);
      any = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chips), any);
}

static void
update_count (VigieFleetPage *self)
{
  guint n = vigie_fleet_model_count (self->model, VIGIE_FLEET_ALL);
  guint n_gateways = vigie_fleet_model_count (self->model, VIGIE_FLEET_GATEWAYS);
  g_autofree char *words = vigie_fleet_count_words (
      g_list_model_get_n_items (G_LIST_MODEL (self->model)), n - n_gateways, n_gateways,
      vigie_fleet_model_count_failing (self->model), vigie_fleet_model_count_unread (self->model),
      vigie_fleet_model_is_filtered (self->model));

  gtk_label_set_label (self->count, words);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n > 0);
}

void
vigie_fleet_page_update_filters (VigieFleetPage *self)
{
  update_presets (self);
  update_chips (self);
  update_count (self);
}

void
vigie_fleet_page_init_filters (VigieFleetPage *self)
{
  for (guint i = 0; i < VIGIE_FLEET_N_PRESETS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      self->preset_buttons[i] = GTK_TOGGLE_BUTTON (button);
      gtk_widget_add_css_class (button, "vigie-chip");
      /* With large text on a narrow page the longest would be wider than that. */
      gtk_button_set_can_shrink (GTK_BUTTON (button), TRUE);
      if (i > 0)
        gtk_toggle_button_set_group (self->preset_buttons[i], self->preset_buttons[0]);
      adw_wrap_box_append (self->presets, button);
      g_signal_connect_object (button, "toggled", G_CALLBACK (preset_cb), self, G_CONNECT_SWAPPED);
    }
}
