/* vigie-servers-dialog.c: the known servers: to rename, edit, forget.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-servers-dialog.h"

#include <glib/gi18n-lib.h>

#include "vigie-connect-dialog.h"

struct _VigieServersDialog
{
  AdwDialog parent_instance;

  VigieContext *context; /* owned */
  GPtrArray *removed;    /* Removed, owned: what can still be undone */

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkListBox *list;
  AdwPreferencesGroup *list_group;
  GtkWidget *connect_group;
};

typedef struct
{
  VigieServersDialog *dialog; /* borrowed */
  VigieServer *server;        /* owned */
  AdwToast *toast;            /* owned */
  guint position;
  gboolean was_open;
} Removed;

G_DEFINE_FINAL_TYPE (VigieServersDialog, vigie_servers_dialog, ADW_TYPE_DIALOG)

static void
removed_free (gpointer data)
{
  Removed *removed = data;

  g_signal_handlers_disconnect_by_data (removed->toast, removed);
  g_object_unref (removed->toast);
  g_object_unref (removed->server);
  g_free (removed);
}

/* ---- Forgetting ------------------------------------------------------------------------------ */

static void
undo_cb (Removed *removed)
{
  VigieServersDialog *self = removed->dialog;
  g_autoptr (VigieServer) server = g_object_ref (removed->server);
  gboolean was_open = removed->was_open;

  vigie_servers_restore (vigie_context_get_servers (self->context), server, removed->position);
  g_ptr_array_remove (self->removed, removed);
  if (was_open && vigie_context_get_server (self->context) == NULL)
    vigie_context_open_server (self->context, server);
}

static void
dismissed_cb (Removed *removed)
{
  VigieServersDialog *self = removed->dialog;

  vigie_servers_forget (vigie_context_get_servers (self->context), removed->server);
  g_ptr_array_remove (self->removed, removed);
}

/* Of a row's button. */
static VigieServer *
server_of (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "vigie-server");
}

static void
forget_cb (VigieServersDialog *self, GtkWidget *button)
{
  VigieServer *server = server_of (button);
  Removed *removed = g_new0 (Removed, 1);
  g_autofree char *words = NULL;

  /* Translators: the placeholder is a server's name */
  words = g_strdup_printf (_ ("“%s” was forgotten"), vigie_server_get_title (server));
  removed->dialog = self;
  removed->server = g_object_ref (server);
  removed->was_open = server == vigie_context_get_known_server (self->context);
  removed->toast = adw_toast_new (words);
  adw_toast_set_use_markup (removed->toast, FALSE);
  adw_toast_set_button_label (removed->toast, _ ("_Undo"));
  g_signal_connect_swapped (removed->toast, "button-clicked", G_CALLBACK (undo_cb), removed);
  g_signal_connect_swapped (removed->toast, "dismissed", G_CALLBACK (dismissed_cb), removed);
  g_ptr_array_add (self->removed, removed);
  if (removed->was_open)
    vigie_context_close (self->context);
  removed->position
      = vigie_servers_remove (vigie_context_get_servers (self->context), removed->server);
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (removed->toast));
}

/* ---- The list -------------------------------------------------------------------------------- */

static void
edit (VigieServersDialog *self, VigieServer *server)
{
  adw_dialog_present (vigie_connect_dialog_new_for (self->context, server), GTK_WIDGET (self));
}

static void
edit_cb (VigieServersDialog *self, GtkWidget *button)
{
  edit (self, server_of (button));
}

static void
row_activated_cb (VigieServersDialog *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);
  g_autoptr (VigieServer) server
      = g_list_model_get_item (G_LIST_MODEL (vigie_context_get_servers (self->context)), index);

  if (server != NULL)
    edit (self, server);
}

static GtkWidget *
add_button (AdwActionRow *row, VigieServer *server, const char *icon, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  g_object_set_data_full (G_OBJECT (button), "vigie-server", g_object_ref (server), g_object_unref);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (row, button);
  return button;
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  VigieServersDialog *self = VIGIE_SERVERS_DIALOG (user_data);
  VigieServer *server = VIGIE_SERVER (item);
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  gboolean locked = vigie_servers_get_locked (vigie_context_get_servers (self->context));
  g_autofree char *edit_words = NULL;
  g_autofree char *forget_words = NULL;
  GtkWidget *button;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), vigie_server_get_title (server));
  adw_action_row_set_subtitle (row, vigie_server_get_address (server));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !locked);
  if (server == vigie_context_get_known_server (self->context))
    {
      GtkWidget *shown = gtk_label_new (_ ("shown"));

      gtk_widget_add_css_class (shown, "vigie-dim");
      adw_action_row_add_suffix (row, shown);
    }
  if (locked)
    return GTK_WIDGET (row);
  /* Translators: the placeholder is a server's name */
  edit_words = g_strdup_printf (_ ("Edit “%s”"), vigie_server_get_title (server));
  button = add_button (row, server, "document-edit-symbolic", edit_words);
  g_signal_connect_object (button, "clicked", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  /* Translators: the placeholder is a server's name */
  forget_words = g_strdup_printf (_ ("Forget “%s”"), vigie_server_get_title (server));
  button = add_button (row, server, "user-trash-symbolic", forget_words);
  g_signal_connect_object (button, "clicked", G_CALLBACK (forget_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (row);
}

static void
update_stack (VigieServersDialog *self)
{
  GListModel *servers = G_LIST_MODEL (vigie_context_get_servers (self->context));

  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (servers) > 0 ? "list" : "empty");
}

static void
connect_cb (VigieServersDialog *self)
{
  vigie_connect_dialog_present (self->context, GTK_WIDGET (self));
}

/* ---- The object ------------------------------------------------------------------------------ */

/* Nobody can undo any more. */
static void
vigie_servers_dialog_closed (AdwDialog *dialog)
{
  VigieServersDialog *self = VIGIE_SERVERS_DIALOG (dialog);

  while (self->removed->len > 0)
    dismissed_cb (self->removed->pdata[0]);
}

static void
vigie_servers_dialog_dispose (GObject *object)
{
  VigieServersDialog *self = VIGIE_SERVERS_DIALOG (object);

  if (self->removed != NULL)
    vigie_servers_dialog_closed (ADW_DIALOG (self));
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_SERVERS_DIALOG);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_servers_dialog_parent_class)->dispose (object);
}

static void
vigie_servers_dialog_class_init (VigieServersDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_servers_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = vigie_servers_dialog_closed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-servers-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieServersDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, VigieServersDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VigieServersDialog, list);
  gtk_widget_class_bind_template_child (widget_class, VigieServersDialog, list_group);
  gtk_widget_class_bind_template_child (widget_class, VigieServersDialog, connect_group);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
}

static void
vigie_servers_dialog_init (VigieServersDialog *self)
{
  self->removed = g_ptr_array_new_with_free_func (removed_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
vigie_servers_dialog_new (VigieContext *context)
{
  VigieServersDialog *self = g_object_new (VIGIE_TYPE_SERVERS_DIALOG, NULL);
  VigieServers *servers = vigie_context_get_servers (context);

  self->context = g_object_ref (context);
  if (vigie_servers_get_locked (servers))
    {
      adw_preferences_group_set_description (
          self->list_group, _ ("The administrator of this computer has set these servers: choose "
                               "the one to show in the header bar; only the administrator can "
                               "change them."));
      gtk_widget_set_visible (self->connect_group, FALSE);
    }
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (servers), create_row, self, NULL);
  g_signal_connect_object (servers, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  update_stack (self);
  return ADW_DIALOG (self);
}
