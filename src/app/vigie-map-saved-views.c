/* vigie-map-saved-views.c: views of the map that a person keeps by a name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-saved-views.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-map-layers.h"
#include "vigie-map-page-memory.h"
#include "vigie-text.h"

#define KEY "map-saved-views"
#define MAX_NAME 60 /* characters */
#define N_KEYS 9

typedef struct
{
  char *name, *filters, *layers;
  double lat, lon, zoom;
} View;

struct _VigieMapSavedViews
{
  GObject parent_instance;

  VigieMapParts parts;
  GtkWidget *page;  /* not owned */
  GPtrArray *views; /* of View */
  GMenu *menu;      /* owned: the views, as items */
  char *server;     /* owned, or NULL */
};

G_DEFINE_FINAL_TYPE (VigieMapSavedViews, vigie_map_saved_views, G_TYPE_OBJECT)

static void
view_free (gpointer data)
{
  View *view = data;

  g_free (view->name);
  g_free (view->filters);
  g_free (view->layers);
  g_free (view);
}

/* ---- Kept for each server ---- */

static void
fill_menu (VigieMapSavedViews *self)
{
  GSimpleAction *manage
      = G_SIMPLE_ACTION (g_action_map_lookup_action (self->parts.actions, "manage-views"));
  GSimpleAction *save
      = G_SIMPLE_ACTION (g_action_map_lookup_action (self->parts.actions, "save-view"));

  g_menu_remove_all (self->menu);
  for (guint i = 0; i < self->views->len; i++)
    {
      const View *view = g_ptr_array_index (self->views, i);
      g_autofree char *label = vigie_text_menu_label (view->name);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
      g_autofree char *accelerator = g_strdup_printf ("<Control>%u", i + 1);

      g_menu_item_set_action_and_target (item, "map.show-view", "u", i);
      if (i < N_KEYS)
        g_menu_item_set_attribute (item, "accel", "s", accelerator);
      g_menu_append_item (self->menu, item);
    }
  g_simple_action_set_enabled (manage, self->views->len > 0);
  g_simple_action_set_enabled (save, self->server != NULL
                                         && self->views->len < VIGIE_MAP_MAX_SAVED_VIEWS);
}

static void
store (VigieMapSavedViews *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ssddds)"));

  for (guint i = 0; i < self->views->len; i++)
    {
      const View *view = g_ptr_array_index (self->views, i);

      g_variant_builder_add (&builder, "(ssddds)", view->name, view->filters, view->lat, view->lon,
                             view->zoom, view->layers);
    }
  if (self->server != NULL)
    vigie_map_memory_set (vigie_context_get_settings (self->parts.context), KEY, self->server,
                          self->views->len > 0 ? g_variant_builder_end (&builder) : NULL);
  fill_menu (self);
}

static void
server_cb (VigieMapSavedViews *self)
{
  const char *server = vigie_context_get_server (self->parts.context);
  g_autoptr (GVariant) kept = NULL;
  View each = {0};
  GVariantIter iter;

  if (!g_set_str (&self->server, server))
    return;
  g_ptr_array_set_size (self->views, 0);
  if (server != NULL)
    kept = vigie_map_memory_get (vigie_context_get_settings (self->parts.context), KEY, server);
  if (kept != NULL)
    {
      g_variant_iter_init (&iter, kept);
      while (self->views->len < VIGIE_MAP_MAX_SAVED_VIEWS
             && g_variant_iter_next (&iter, "(ssddds)", &each.name, &each.filters, &each.lat,
                                     &each.lon, &each.zoom, &each.layers))
        g_ptr_array_add (self->views, g_memdup2 (&each, sizeof each));
    }
  fill_menu (self);
}

/* ---- What can be done ---- */

/* Without white space around it, and no longer than it may be; NULL where nothing is left. Full. */
static char *
tidy (const char *name)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name != NULL ? name : ""));

  if (*stripped == '\0')
    return NULL;
  return g_utf8_substring (stripped, 0, MIN (g_utf8_strlen (stripped, -1), MAX_NAME));
}

/* The place of the view of that name, or −1. */
static int
find (VigieMapSavedViews *self, const char *name)
{
  for (guint i = 0; i < self->views->len; i++)
    if (g_utf8_collate (((View *) g_ptr_array_index (self->views, i))->name, name) == 0)
      return (int) i;
  return -1;
}

guint
vigie_map_saved_views_get_n (VigieMapSavedViews *self)
{
  return self->views->len;
}

const char *
vigie_map_saved_views_get_name (VigieMapSavedViews *self, guint view)
{
  g_return_val_if_fail (view < self->views->len, NULL);
  return ((View *) g_ptr_array_index (self->views, view))->name;
}

gboolean
vigie_map_saved_views_save (VigieMapSavedViews *self, const char *name)
{
  g_autofree char *tidied = tidy (name);
  View *view;
  int former;

  if (tidied == NULL || self->server == NULL)
    return FALSE;
  former = find (self, tidied);
  if (former < 0 && self->views->len >= VIGIE_MAP_MAX_SAVED_VIEWS)
    return FALSE;
  view = g_new0 (View, 1);
  view->name = g_steal_pointer (&tidied);
  view->filters = vigie_filters_to_string (vigie_site_model_get_filters (self->parts.model));
  view->layers = vigie_map_layers_to_string (self->parts.layers);
  vigie_map_view_get_position (self->parts.map, &view->lat, &view->lon, &view->zoom);
  if (former >= 0)
    {
      view_free (g_ptr_array_index (self->views, former));
      g_ptr_array_index (self->views, former) = view;
    }
  else
    g_ptr_array_add (self->views, view);
  store (self);
  return TRUE;
}

gboolean
vigie_map_saved_views_show (VigieMapSavedViews *self, guint place)
{
  const View *view;
  g_autoptr (VigieFilters) filters = NULL;

  if (place >= self->views->len)
    return FALSE;
  view = g_ptr_array_index (self->views, place);
  filters = vigie_filters_from_string (view->filters);
  vigie_site_model_set_filters (self->parts.model, filters);
  vigie_map_layers_set_string (self->parts.layers, view->layers);
  vigie_map_view_set_position (self->parts.map, view->lat, view->lon, view->zoom);
  return TRUE;
}

gboolean
vigie_map_saved_views_rename (VigieMapSavedViews *self, guint place, const char *name)
{
  g_autofree char *tidied = tidy (name);
  View *view;
  int other;

  g_return_val_if_fail (place < self->views->len, FALSE);
  view = g_ptr_array_index (self->views, place);
  other = tidied != NULL ? find (self, tidied) : -1;
  if (tidied == NULL || (other >= 0 && other != (int) place))
    return FALSE;
  g_set_str (&view->name, tidied);
  store (self);
  return TRUE;
}

void
vigie_map_saved_views_remove (VigieMapSavedViews *self, guint place)
{
  g_return_if_fail (place < self->views->len);
  g_ptr_array_remove_index (self->views, place);
  store (self);
}

/* ---- Saving ---- */

static void
save_response_cb (AdwAlertDialog *dialog, const char *response, VigieMapSavedViews *self)
{
  GtkEditable *entry = GTK_EDITABLE (adw_alert_dialog_get_extra_child (dialog));

  if (g_str_equal (response, "save"))
    vigie_map_saved_views_save (self, gtk_editable_get_text (entry));
}

static void
name_changed_cb (GtkEditable *entry, AdwAlertDialog *dialog)
{
  g_autofree char *name = tidy (gtk_editable_get_text (entry));

  adw_alert_dialog_set_response_enabled (dialog, "save", name != NULL);
}

static void
save_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieMapSavedViews *self = user_data;
  AdwDialog *dialog = adw_alert_dialog_new (
      _ ("Save View"),
      _ ("The position, filters and layers are saved. A view with the same name is replaced."));
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_NAME);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("View name"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("View name"), -1);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "save",
                                  _ ("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  g_signal_connect (entry, "changed", G_CALLBACK (name_changed_cb), dialog);
  name_changed_cb (GTK_EDITABLE (entry), ADW_ALERT_DIALOG (dialog));
  g_signal_connect_object (dialog, "response", G_CALLBACK (save_response_cb), self,
                           G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, self->page);
  gtk_widget_grab_focus (entry);
}

/* ---- Renaming and deleting ---- */

static void fill_manage (VigieMapSavedViews *self, AdwPreferencesGroup *group);

static guint
view_of (gpointer row)
{
  return GPOINTER_TO_UINT (g_object_get_data (row, "view"));
}

static void
rename_cb (AdwEntryRow *row, VigieMapSavedViews *self)
{
  if (vigie_map_saved_views_rename (self, view_of (row),
                                    gtk_editable_get_text (GTK_EDITABLE (row))))
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
}

static void
delete_cb (GtkWidget *button, VigieMapSavedViews *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW);
  GtkWidget *group = gtk_widget_get_ancestor (button, ADW_TYPE_PREFERENCES_GROUP);
  GtkWidget *dialog = gtk_widget_get_ancestor (button, ADW_TYPE_DIALOG);

  vigie_map_saved_views_remove (self, view_of (row));
  if (self->views->len == 0)
    adw_dialog_close (ADW_DIALOG (dialog));
  else
    fill_manage (self, ADW_PREFERENCES_GROUP (group));
}

static void
fill_manage (VigieMapSavedViews *self, AdwPreferencesGroup *group)
{
  GPtrArray *rows = g_object_get_data (G_OBJECT (group), "rows");

  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
  for (guint i = 0; i < self->views->len; i++)
    {
      const View *view = g_ptr_array_index (self->views, i);
      GtkWidget *row = adw_entry_row_new ();
      GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
      /* Translators: the button that deletes a saved view; %s is its name */
      g_autofree char *words = g_strdup_printf (_ ("Delete “%s”"), view->name);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("View name"));
      gtk_editable_set_text (GTK_EDITABLE (row), view->name);
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, words);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                      -1);
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
      g_object_set_data (G_OBJECT (row), "view", GUINT_TO_POINTER (i));
      g_signal_connect_object (row, "apply", G_CALLBACK (rename_cb), self, G_CONNECT_DEFAULT);
      g_signal_connect_object (button, "clicked", G_CALLBACK (delete_cb), self, G_CONNECT_DEFAULT);
      adw_preferences_group_add (group, row);
      g_ptr_array_add (rows, row);
    }
}

static void
manage_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieMapSavedViews *self = user_data;
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *toolbar = adw_toolbar_view_new (), *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  g_object_set_data_full (G_OBJECT (group), "rows", g_ptr_array_new (),
                          (GDestroyNotify) g_ptr_array_unref);
  fill_manage (self, ADW_PREFERENCES_GROUP (group));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), page);
  adw_dialog_set_title (dialog, _ ("Saved Views"));
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_content_height (dialog, 420);
  adw_dialog_set_child (dialog, toolbar);
  adw_dialog_present (dialog, self->page);
}

static void
show_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  vigie_map_saved_views_show (user_data, g_variant_get_uint32 (parameter));
}

/* ---- Keys ---- */

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        VigieMapSavedViews *self)
{
  /* The digit's own key on AZERTY too, where it needs no Shift. */
  static const guint keys[N_KEYS][3] = {
      {GDK_KEY_1, GDK_KEY_KP_1, GDK_KEY_ampersand}, {GDK_KEY_2, GDK_KEY_KP_2, GDK_KEY_eacute},
      {GDK_KEY_3, GDK_KEY_KP_3, GDK_KEY_quotedbl},  {GDK_KEY_4, GDK_KEY_KP_4, GDK_KEY_apostrophe},
      {GDK_KEY_5, GDK_KEY_KP_5, GDK_KEY_parenleft}, {GDK_KEY_6, GDK_KEY_KP_6, GDK_KEY_minus},
      {GDK_KEY_7, GDK_KEY_KP_7, GDK_KEY_egrave},    {GDK_KEY_8, GDK_KEY_KP_8, GDK_KEY_underscore},
      {GDK_KEY_9, GDK_KEY_KP_9, GDK_KEY_ccedilla},
  };

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != GDK_CONTROL_MASK)
    return FALSE;
  for (guint i = 0; i < N_KEYS; i++)
    for (guint j = 0; j < 3; j++)
      if (keyval == keys[i][j])
        return vigie_map_saved_views_show (self, i);
  return FALSE;
}

/* ---- The object ---- */

static void
vigie_map_saved_views_dispose (GObject *object)
{
  VigieMapSavedViews *self = VIGIE_MAP_SAVED_VIEWS (object);
  static const char *const names[] = {"save-view", "manage-views", "show-view"};

  for (guint i = 0; self->menu != NULL && i < G_N_ELEMENTS (names); i++)
    g_action_map_remove_action (self->parts.actions, names[i]);
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (vigie_map_saved_views_parent_class)->dispose (object);
}

static void
vigie_map_saved_views_finalize (GObject *object)
{
  VigieMapSavedViews *self = VIGIE_MAP_SAVED_VIEWS (object);

  g_ptr_array_unref (self->views);
  g_free (self->server);
  G_OBJECT_CLASS (vigie_map_saved_views_parent_class)->finalize (object);
}

static void
vigie_map_saved_views_class_init (VigieMapSavedViewsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_map_saved_views_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_map_saved_views_finalize;
}

static void
vigie_map_saved_views_init (VigieMapSavedViews *self)
{
  self->views = g_ptr_array_new_with_free_func (view_free);
}

VigieMapSavedViews *
vigie_map_saved_views_new (const VigieMapParts *parts, GtkWidget *page)
{
  static const GActionEntry entries[]
      = {{.name = "save-view", .activate = save_action},
         {.name = "manage-views", .activate = manage_action},
         {.name = "show-view", .activate = show_action, .parameter_type = "u"}};
  VigieMapSavedViews *self = g_object_new (VIGIE_TYPE_MAP_SAVED_VIEWS, NULL);
  g_autoptr (GMenu) submenu = g_menu_new (), acts = g_menu_new (), section = g_menu_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->parts = *parts;
  self->page = page;
  self->menu = g_menu_new ();
  g_action_map_add_action_entries (parts->actions, entries, G_N_ELEMENTS (entries), self);
  g_menu_append (acts, _ ("Save View…"), "map.save-view");
  g_menu_append (acts, _ ("Rename or Delete…"), "map.manage-views");
  g_menu_append_section (submenu, NULL, G_MENU_MODEL (self->menu));
  g_menu_append_section (submenu, NULL, G_MENU_MODEL (acts));
  g_menu_append_submenu (section, _ ("Saved Views"), G_MENU_MODEL (submenu));
  g_menu_append_section (parts->tools, NULL, G_MENU_MODEL (section));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (page, keys);
  g_signal_connect_object (parts->context, "notify::territory", G_CALLBACK (server_cb), self,
                           G_CONNECT_SWAPPED);
  server_cb (self);
  fill_menu (self);
  return self;
}
