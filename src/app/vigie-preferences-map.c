/* vigie-preferences-map.c: the base map in the preferences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-preferences-map.h"

#include <glib/gi18n-lib.h>

#include "vigie-base-map.h"
#include "vigie-map-view.h"
#include "vigie-settings.h"

struct _VigiePreferencesMap
{
  AdwPreferencesGroup parent_instance;

  GSettings *settings; /* owned */
  gboolean updating;   /* the settings change the rows, not the person */

  AdwComboRow *base_row;
  GtkEditable *tile_row;
  AdwActionRow *tile_error;
  GtkEditable *attribution_row;
};

G_DEFINE_FINAL_TYPE (VigiePreferencesMap, vigie_preferences_map, ADW_TYPE_PREFERENCES_GROUP)

/* What it is, and what to know of it. */
static const char *
describe (VigieBaseMap base_map)
{
  switch (base_map)
    {
    case VIGIE_BASE_MAP_OSM:
      return _ ("Its servers are meant for light use: an agglomeration is better served by "
                "others.");
    case VIGIE_BASE_MAP_PLAN_IGN:
      return _ ("From the French State’s Géoplateforme, free of charge. Credit: © IGN.");
    case VIGIE_BASE_MAP_OWN:
      return _ ("Your own tile server. Without an address: no tiles, a plain background.");
    case VIGIE_BASE_MAP_FILE:
    default:
      return _ ("Nothing is requested from the network. Without a map file: a plain background.");
    }
}

static void
update_rows (VigiePreferencesMap *self)
{
  VigieBaseMap base_map = vigie_base_map_get (self->settings);
  gboolean is_own = base_map == VIGIE_BASE_MAP_OWN;
  g_autofree char *address = g_settings_get_string (self->settings, "tile-address");
  g_autofree char *attribution = g_settings_get_string (self->settings, "tile-attribution");

  /* OpenStreetMap's address stands for none of one's own. */
  if (g_str_equal (address, VIGIE_MAP_DEFAULT_TILE_TEMPLATE))
    *address = '\0';
  self->updating = TRUE;
  adw_combo_row_set_selected (self->base_row, base_map);
  self->updating = FALSE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->base_row), describe (base_map));
  gtk_widget_set_visible (GTK_WIDGET (self->tile_row), is_own);
  gtk_widget_set_visible (GTK_WIDGET (self->attribution_row), is_own);
  if (!is_own)
    gtk_widget_set_visible (GTK_WIDGET (self->tile_error), FALSE);
  /* What is being typed and cannot be used stays. */
  if (!g_str_equal (gtk_editable_get_text (self->tile_row), address))
    gtk_editable_set_text (self->tile_row, address);
  if (!g_str_equal (gtk_editable_get_text (self->attribution_row), attribution))
    gtk_editable_set_text (self->attribution_row, attribution);
}

static void
selected_cb (VigiePreferencesMap *self)
{
  guint selected = adw_combo_row_get_selected (self->base_row);

  if (self->settings == NULL || self->updating || selected >= VIGIE_N_BASE_MAP)
    return;
  vigie_base_map_set (self->settings, (VigieBaseMap) selected);
  update_rows (self);
}

/* The address typed if it can be used, else NULL with what is wrong on screen. */
static char *
check_tiles (VigiePreferencesMap *self)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (self->tile_row)));
  g_autoptr (GError) error = NULL;
  gboolean good = *address == '\0' || vigie_map_tile_template_check (address, &error);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->tile_error),
                                 good ? "" : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->tile_error), !good);
  if (!good)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->tile_row), "error");
      return NULL;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->tile_row), "error");
  return g_steal_pointer (&address);
}

static void
tiles_changed_cb (VigiePreferencesMap *self)
{
  g_autofree char *address = check_tiles (self);
}

static void
apply_tiles_cb (VigiePreferencesMap *self)
{
  g_autofree char *address = check_tiles (self);

  if (address == NULL)
    return;
  /* Now it is the person's choice, whatever the address is. */
  vigie_base_map_set (self->settings, VIGIE_BASE_MAP_OWN);
  g_settings_set_string (self->settings, "tile-address", address);
}

static void
apply_attribution_cb (VigiePreferencesMap *self)
{
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (self->attribution_row)));

  g_settings_set_string (self->settings, "tile-attribution", words);
}

static void
vigie_preferences_map_dispose (GObject *object)
{
  VigiePreferencesMap *self = VIGIE_PREFERENCES_MAP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_PREFERENCES_MAP);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (vigie_preferences_map_parent_class)->dispose (object);
}

static void
vigie_preferences_map_class_init (VigiePreferencesMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_preferences_map_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-preferences-map.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigiePreferencesMap, name)
  BIND (base_row);
  BIND (tile_row);
  BIND (tile_error);
  BIND (attribution_row);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_tiles_cb);
  gtk_widget_class_bind_template_callback (widget_class, tiles_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_attribution_cb);
}

static void
vigie_preferences_map_init (VigiePreferencesMap *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vigie_preferences_map_setup (VigiePreferencesMap *self, GSettings *settings)
{
  g_return_if_fail (VIGIE_IS_PREFERENCES_MAP (self));

  self->settings = g_object_ref (settings);
  vigie_settings_bind_lock (settings, "base-map", GTK_WIDGET (self->base_row));
  vigie_settings_bind_lock (settings, "tile-address", GTK_WIDGET (self->tile_row));
  vigie_settings_bind_lock (settings, "tile-attribution", GTK_WIDGET (self->attribution_row));
  for (guint i = 0; vigie_base_map_keys[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("changed::", vigie_base_map_keys[i], NULL);

      g_signal_connect_object (settings, name, G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
    }
  update_rows (self);
}
