/* vigie-fleet-page-actions.c: the menus of the fleet page, what is copied, the table that is saved or dragged out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "vigie-fleet-page-private.h"
#include "vigie-fleet-tour-dialog.h"
#include "vigie-save.h"
#include "vigie-words.h"

/* ---- Columns and order ------------------------------------------------------------------------ */

/* The orders of cards, which have no heads to click on. */
static const struct
{
  const char *label, *sort;
} sorts[] = {
    {N_ ("Next Failure First"), "failure ascending"},
    {N_ ("Worst First"), "state descending"},
    {N_ ("Name"), "name ascending"},
    {N_ ("Site"), "site ascending"},
    {N_ ("Longest Unseen First"), "seen ascending"},
    {N_ ("Lowest Battery First"), "battery ascending"},
    {N_ ("Most Frames Lost First"), "lost descending"},
};

static char *
column_action (VigieFleetColumn column)
{
  return g_strdup_printf ("column-%s", vigie_fleet_column_to_string (column));
}

static void
change_column_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  VigieFleetPage *self = user_data;
  VigieFleetColumn column;

  if (vigie_fleet_column_from_string (g_action_get_name (G_ACTION (action)) + strlen ("column-"),
                                      &column))
    vigie_fleet_columns_set_visible (self->columns, column, g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

static void
shown_changed_cb (VigieFleetPage *self)
{
  g_auto (GStrv) shown = vigie_fleet_columns_get_shown (self->columns);

  g_settings_set_strv (vigie_context_get_settings (self->context), "fleet-columns",
                       (const char *const *) shown);
}

static void
change_sort_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  VigieFleetPage *self = user_data;

  vigie_fleet_columns_set_sort (self->columns, g_variant_get_string (state, NULL));
}

static void
sort_changed_cb (VigieFleetPage *self)
{
  g_autofree char *sort = vigie_fleet_columns_get_sort (self->columns);

  if (*sort == '\0')
    return;
  g_settings_set_string (vigie_context_get_settings (self->context), "fleet-sort", sort);
  g_simple_action_set_state (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "sort")),
      g_variant_new_string (sort));
}

static void
add_columns (VigieFleetPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new ();

  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    {
      g_autofree char *name = column_action (i);
      g_autofree char *detailed = g_strconcat ("fleet.", name, NULL);
      g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
          name, NULL, g_variant_new_boolean (vigie_fleet_columns_get_visible (self->columns, i)));

      g_signal_connect_object (action, "change-state", G_CALLBACK (change_column_cb), self, 0);
      g_simple_action_set_enabled (action, i != VIGIE_FLEET_COLUMN_NAME);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
      g_menu_append (menu, vigie_fleet_column_title (i), detailed);
    }
  gtk_menu_button_set_menu_model (self->columns_button, G_MENU_MODEL (menu));
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autofree char *detailed = g_strdup_printf ("fleet.sort::%s", sorts[i].sort);
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (sorts[i].label), NULL);

      g_menu_item_set_action_and_target (item, "fleet.sort", "s", sorts[i].sort);
      g_menu_append_item (order, item);
    }
  gtk_menu_button_set_menu_model (self->sort_button, G_MENU_MODEL (order));
}

/* ---- The chosen row --------------------------------------------------------------------------- */

static void
say (VigieFleetPage *self, const char *words)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notice", "s", words);
}

static void
copy_eui_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieFleetPage *self = user_data;
  const char *eui = self->chosen != NULL ? vigie_fleet_eui (self->chosen) : "";

  if (*eui == '\0')
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), eui);
  say (self, _ ("Identifier copied"));
}

/* Name and words of each column shown, one a line. */
static void
copy_row_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieFleetPage *self = user_data;
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->chosen == NULL)
    return;
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    {
      g_autofree char *words = NULL;

      if (!vigie_fleet_columns_get_visible (self->columns, i))
        continue;
      words = vigie_fleet_words (
          self->chosen, i, vigie_fleet_model_get_figures (self->model, self->chosen),
          vigie_ticker_get_now (self->ticker), vigie_ticker_get_live (self->ticker));
      /* Translators: a line of what is copied of a sensor: column, value */
      g_string_append_printf (text, C_ ("copied", "%1$s: %2$s"), vigie_fleet_column_title (i),
                              words);
      g_string_append_c (text, '\n');
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  say (self, _ ("Values copied"));
}

static void
go_to_site (VigieFleetPage *self, const char *action)
{
  VigieSite *site = self->chosen != NULL ? vigie_sensor_get_site (self->chosen) : NULL;

  if (site != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", vigie_site_get_id (site));
}

static void
show_site_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  go_to_site (user_data, "win.show-site");
}

static void
open_site_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  go_to_site (user_data, "win.open-site");
}

static void
only_commune_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieFleetPage *self = user_data;

  if (self->chosen != NULL && *vigie_fleet_commune (self->chosen) != '\0')
    vigie_fleet_model_set_facet (self->model, VIGIE_FLEET_FACET_COMMUNE,
                                 vigie_fleet_commune (self->chosen));
}

static void
only_model_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieFleetPage *self = user_data;

  if (self->chosen != NULL && *vigie_fleet_model_name (self->chosen) != '\0')
    vigie_fleet_model_set_facet (self->model, VIGIE_FLEET_FACET_MODEL,
                                 vigie_fleet_model_name (self->chosen));
}

/* What this gateway hears; of a sensor what its best gateway hears. */
static void
only_gateway_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieFleetPage *self = user_data;
  const VigieHearing *heard;
  const char *id;
  guint n;

  if (self->chosen == NULL)
    return;
  heard = vigie_sensor_get_gateways (self->chosen, &n);
  id = vigie_sensor_is_gateway (self->chosen) ? vigie_sensor_get_gateway_id (self->chosen)
       : n > 0                                ? heard[0].id
                                              : NULL;
  if (id != NULL)
    vigie_fleet_model_set_facet (self->model, VIGIE_FLEET_FACET_GATEWAY, id);
}

static void
tour_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieFleetPage *self = user_data;

  adw_dialog_present (vigie_fleet_tour_dialog_new (self->context, self->model, self->chosen,
                                                   vigie_ticker_get_now (self->ticker),
                                                   GTK_WIDGET (self)),
                      GTK_WIDGET (self));
}

/* What would go silent with this gateway; of a sensor with the one that alone hears it. */
static void
only_lone_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieFleetPage *self = user_data;
  VigieSensor *gateway = self->chosen;

  if (gateway != NULL && !vigie_sensor_is_gateway (gateway))
    vigie_fleet_is_lone (self->chosen, &gateway);
  if (gateway != NULL && vigie_sensor_get_gateway_id (gateway) != NULL)
    vigie_fleet_model_set_facet (self->model, VIGIE_FLEET_FACET_LONE,
                                 vigie_sensor_get_gateway_id (gateway));
}

/* ---- The menu of a row ------------------------------------------------------------------------ */

static GMenuModel *
row_menu (void)
{
  static const struct
  {
    const char *label, *action;
    gboolean begins;
  } items[] = {
      {N_ ("Show on _Map"), "fleet.show-site", FALSE},
      {N_ ("_Open Site Page"), "fleet.open-site", FALSE},
      {N_ ("Copy _Identifier"), "fleet.copy-eui", TRUE},
      {N_ ("Copy _Values"), "fleet.copy-row", FALSE},
      {N_ ("Only This _Commune"), "fleet.only-commune", TRUE},
      {N_ ("Only This Mo_del"), "fleet.only-model", FALSE},
      {N_ ("Only What This _Gateway Hears"), "fleet.only-gateway", FALSE},
      {N_ ("Only What _No Other Gateway Hears"), "fleet.only-lone", FALSE},
  };
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      if (items[i].begins)
        {
          g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
          g_object_unref (section);
          section = g_menu_new ();
        }
      g_menu_append (section, _ (items[i].label), items[i].action);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return G_MENU_MODEL (menu);
}

static void
open_menu (VigieFleetPage *self, double x, double y)
{
  if (self->menu == NULL)
    {
      g_autoptr (GMenuModel) model = row_menu ();

      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) {(int) x, (int) y, 1, 1});
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* The sensor whose row or card is at that place of the page. */
static VigieSensor *
sensor_at (VigieFleetPage *self, double x, double y)
{
  for (GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
       at != NULL && at != GTK_WIDGET (self); at = gtk_widget_get_parent (at))
    {
      VigieSensor *sensor = g_object_get_data (G_OBJECT (at), "vigie-sensor");

      if (VIGIE_IS_FLEET_ROW (at))
        return vigie_fleet_row_get_sensor (VIGIE_FLEET_ROW (at));
      if (sensor != NULL)
        return sensor;
    }
  return NULL;
}

static void
pressed_cb (VigieFleetPage *self, int n, double x, double y, GtkGestureClick *gesture)
{
  VigieSensor *sensor = sensor_at (self, x, y);

  if (sensor == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_single_selection_set_selected (self->selection, vigie_fleet_model_find (self->model, sensor));
  open_menu (self, x, y);
}

/* The Menu key and Shift+F10: beside what has the focus. */
static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VigieFleetPage *self = VIGIE_FLEET_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_point_t point = GRAPHENE_POINT_INIT (24, 24);

  if (self->chosen == NULL || focus == NULL
      || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->rows)))
    return FALSE;
  if (!gtk_widget_compute_point (focus, widget, &GRAPHENE_POINT_INIT (24, 24), &point))
    return FALSE;
  open_menu (self, point.x, point.y);
  return TRUE;
}

/* ---- The table as a file ---------------------------------------------------------------------- */

static const VigieFleetFigures *
figures_of (VigieSensor *sensor, gpointer user_data)
{
  return vigie_fleet_model_get_figures (user_data, sensor);
}

static GBytes *
export_now (VigieFleetPage *self)
{
  return vigie_fleet_export_csv (G_LIST_MODEL (self->model), figures_of, self->model,
                                 vigie_ticker_get_now (self->ticker));
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieFleetPage *self = user_data;
  g_autofree char *name = vigie_fleet_export_file_name (vigie_ticker_get_now (self->ticker));
  g_autoptr (GBytes) table = export_now (self);

  vigie_save_file (GTK_WIDGET (self), _ ("Save Sensors as Table"), name, table);
}

void
vigie_fleet_page_clear_export (VigieFleetPage *self)
{
  g_autoptr (GFile) folder = NULL;

  if (self->drag_file == NULL)
    return;
  folder = g_file_get_parent (self->drag_file);
  g_file_delete (self->drag_file, NULL, NULL);
  g_file_delete (folder, NULL, NULL);
  g_clear_object (&self->drag_file);
}

/* As a file for file managers and mail, as text for all else. The file is there until the next drag. */
static GdkContentProvider *
drag_prepare_cb (VigieFleetPage *self, double x, double y, GtkDragSource *drag)
{
  g_autoptr (GBytes) table = export_now (self);
  g_autofree char *folder = g_dir_make_tmp ("vigie-XXXXXX", NULL);
  g_autofree char *name = vigie_fleet_export_file_name (vigie_ticker_get_now (self->ticker));
  gsize size;
  const char *bytes = g_bytes_get_data (table, &size);
  GdkContentProvider *providers[2];
  gsize n = 0;

  vigie_fleet_page_clear_export (self);
  if (folder != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_set_contents_full (path, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600,
                                    NULL))
        {
          self->drag_file = g_file_new_for_path (path);
          providers[n++] = gdk_content_provider_new_typed (G_TYPE_FILE, self->drag_file);
        }
      else
        g_rmdir (folder);
    }
  providers[n++] = gdk_content_provider_new_for_bytes ("text/csv", table);
  return gdk_content_provider_new_union (providers, n);
}

/* ---- Setting up ------------------------------------------------------------------------------- */

void
vigie_fleet_page_init_actions (VigieFleetPage *self)
{
  static const GActionEntry entries[] = {
      {.name = "sort", .parameter_type = "s", .state = "''", .change_state = change_sort_cb},
      {.name = "export", .activate = export_cb},
      {.name = "copy-eui", .activate = copy_eui_cb},
      {.name = "copy-row", .activate = copy_row_cb},
      {.name = "show-site", .activate = show_site_cb},
      {.name = "open-site", .activate = open_site_cb},
      {.name = "only-commune", .activate = only_commune_cb},
      {.name = "only-model", .activate = only_model_cb},
      {.name = "only-gateway", .activate = only_gateway_cb},
      {.name = "only-lone", .activate = only_lone_cb},
      {.name = "tour", .activate = tour_cb},
  };
  GSettings *settings = vigie_context_get_settings (self->context);
  g_auto (GStrv) shown = g_settings_get_strv (settings, "fleet-columns");
  g_autofree char *sort = g_settings_get_string (settings, "fleet-sort");
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDragSource *drag = gtk_drag_source_new ();

  vigie_fleet_columns_set_shown (self->columns, (const char *const *) shown);
  vigie_fleet_columns_set_sort (self->columns, sort);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  add_columns (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "fleet", G_ACTION_GROUP (self->actions));
  g_object_unref (self->actions);
  sort_changed_cb (self);
  g_signal_connect_object (self->columns, "shown-changed", G_CALLBACK (shown_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "sort-changed", G_CALLBACK (sort_changed_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                        gtk_callback_action_new (menu_key_cb, NULL, NULL)));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>c"),
                        gtk_named_action_new ("fleet.copy-row")));
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
  g_signal_connect_swapped (drag, "prepare", G_CALLBACK (drag_prepare_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->export_button), GTK_EVENT_CONTROLLER (drag));
}
