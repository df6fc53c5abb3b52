/* vigie-server-menu.c: the servers that are known, in the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-server-menu.h"

#include <glib/gi18n-lib.h>

#include "vigie-connect-dialog.h"
#include "vigie-credentials-dialog.h"
#include "vigie-servers-dialog.h"
#include "vigie-text.h"

struct _VigieServerMenu
{
  AdwBin parent_instance;

  VigieContext *context;       /* owned; NULL before setup */
  GSimpleActionGroup *actions; /* owned */
  GSimpleAction *open;         /* owned by the group */
  GMenu *menu;                 /* owned */
  GMenu *list;                 /* owned: its first section */
  AdwDialog *asking;           /* weak: the credentials dialog, or NULL */

  GtkWidget *button;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (VigieServerMenu, vigie_server_menu, ADW_TYPE_BIN)

static GtkWidget *
get_root (VigieServerMenu *self)
{
  return GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* ---- Actions --------------------------------------------------------------------------------- */

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieServerMenu *self = VIGIE_SERVER_MENU (user_data);
  const char *id = g_variant_get_string (parameter, NULL);
  VigieServer *server = vigie_servers_find (vigie_context_get_servers (self->context), id);

  if (server != NULL && server != vigie_context_get_known_server (self->context))
    vigie_context_open_server (self->context, server);
  else if (g_str_equal (id, VIGIE_DEMO_ADDRESS)
           && g_strcmp0 (vigie_context_get_server (self->context), VIGIE_DEMO_ADDRESS) != 0)
    vigie_context_open_demonstration (self->context);
}

static void
connect_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieServerMenu *self = VIGIE_SERVER_MENU (user_data);

  vigie_connect_dialog_present (self->context, get_root (self));
}

static void
manage_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieServerMenu *self = VIGIE_SERVER_MENU (user_data);

  adw_dialog_present (vigie_servers_dialog_new (self->context), get_root (self));
}

static gboolean
credentials_needed_cb (VigieServerMenu *self, VigieServer *server, const char *words)
{
  GtkWidget *root = get_root (self);
  AdwDialog *dialog;

  if (root == NULL)
    return FALSE;
  if (self->asking != NULL)
    adw_dialog_force_close (self->asking);
  dialog = vigie_credentials_dialog_new (self->context, server, words);
  g_set_weak_pointer (&self->asking, dialog);
  adw_dialog_present (dialog, root);
  return TRUE;
}

/* ---- What is shown --------------------------------------------------------------------------- */

static void
append (VigieServerMenu *self, const char *title, const char *id)
{
  g_autofree char *label = vigie_text_menu_label (title);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "servers.open", "s", id);
  g_menu_append_item (self->list, item);
}

static void
update (VigieServerMenu *self)
{
  GListModel *servers = G_LIST_MODEL (vigie_context_get_servers (self->context));
  VigieServer *known = vigie_context_get_known_server (self->context);
  const char *address = vigie_context_get_server (self->context);
  gboolean demonstration = g_strcmp0 (address, VIGIE_DEMO_ADDRESS) == 0;
  g_autofree char *derived = NULL;
  const char *title, *id;

  if (demonstration)
    {
      title = _ ("Demonstration territory");
      id = VIGIE_DEMO_ADDRESS;
    }
  else if (known != NULL)
    {
      title = vigie_server_get_title (known);
      id = vigie_server_get_id (known);
    }
  else
    {
      title = derived = vigie_server_derive_title (address != NULL ? address : "");
      id = "";
    }
  g_simple_action_set_state (self->open, g_variant_new_string (id));
  gtk_widget_set_visible (self->button, address != NULL);
  gtk_label_set_label (self->label, title);
  gtk_widget_set_tooltip_text (self->button, known != NULL   ? vigie_server_get_address (known)
                                             : demonstration ? _ ("Simulated on this computer")
                                                             : address);

  g_menu_remove_all (self->list);
  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr (VigieServer) server = g_list_model_get_item (servers, i);

      append (self, vigie_server_get_title (server), vigie_server_get_id (server));
    }
  if (VIGIE_HAVE_DEMO)
    append (self, _ ("Demonstration territory"), VIGIE_DEMO_ADDRESS);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
install (VigieServerMenu *self)
{
  GtkWidget *root = get_root (self);

  if (root != NULL && self->context != NULL)
    gtk_widget_insert_action_group (root, "servers", G_ACTION_GROUP (self->actions));
}

static void
vigie_server_menu_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_server_menu_parent_class)->root (widget);
  install (VIGIE_SERVER_MENU (widget));
}

static void
vigie_server_menu_unroot (GtkWidget *widget)
{
  gtk_widget_insert_action_group (get_root (VIGIE_SERVER_MENU (widget)), "servers", NULL);
  GTK_WIDGET_CLASS (vigie_server_menu_parent_class)->unroot (widget);
}

static void
vigie_server_menu_dispose (GObject *object)
{
  VigieServerMenu *self = VIGIE_SERVER_MENU (object);

  g_clear_weak_pointer (&self->asking);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_clear_object (&self->list);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_server_menu_parent_class)->dispose (object);
}

static void
vigie_server_menu_class_init (VigieServerMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_server_menu_dispose;
  widget_class->root = vigie_server_menu_root;
  widget_class->unroot = vigie_server_menu_unroot;
}

static void
vigie_server_menu_init (VigieServerMenu *self)
{
  static const GActionEntry entries[] = {
      {.name = "open", .activate = open_cb, .parameter_type = "s", .state = "''"},
      {.name = "connect", .activate = connect_cb},
      {.name = "manage", .activate = manage_cb},
  };
  g_autoptr (GMenu) more = g_menu_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  self->open = G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "open"));
  self->menu = g_menu_new ();
  self->list = g_menu_new ();
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (self->list));
  g_menu_append (more, _ ("_Connect to a Server…"), "servers.connect");
  g_menu_append (more, _ ("_Manage Servers…"), "servers.manage");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (more));

  self->label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (self->label, 24);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_IMAGE, "icon-name", "pan-down-symbolic", "accessible-role",
                                GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->button), G_MENU_MODEL (self->menu));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "vigie-server-menu");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->label, NULL, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("Current Server"), -1);
  gtk_widget_set_visible (self->button, FALSE);
  adw_bin_set_child (ADW_BIN (self), self->button);
}

GtkWidget *
vigie_server_menu_new (void)
{
  return g_object_new (VIGIE_TYPE_SERVER_MENU, NULL);
}

void
vigie_server_menu_setup (VigieServerMenu *self, VigieContext *context)
{
  VigieServers *servers = vigie_context_get_servers (context);

  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (servers, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "credentials-needed", G_CALLBACK (credentials_needed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  install (self);
}

GMenuModel *
vigie_server_menu_get_model (VigieServerMenu *self)
{
  return G_MENU_MODEL (self->menu);
}
