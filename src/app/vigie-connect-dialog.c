/* vigie-connect-dialog.c: choose a server: address, credentials, a check before it is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-connect-dialog.h"

#include <glib/gi18n-lib.h>

#include "vigie-st-client.h"

/* ---- The check ------------------------------------------------------------------------------- */

typedef struct
{
  char *address, *user, *secret; /* owned; user and secret or NULL */
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_free (check->address);
  g_free (check->user);
  g_free (check->secret);
  g_free (check);
}

static void
check_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Check *check = data;
  VigieStCredentials credentials = {check->user, check->secret};
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autoptr (VigieStClient) client
      = vigie_st_client_new (check->address, check->secret != NULL ? &credentials : NULL, &error);

  if (client != NULL && vigie_st_client_probe (client, cancellable, &error) != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  words = vigie_st_error_describe (error, check->address);
  g_task_return_new_error_literal (task, error->domain, error->code, words);
}

void
vigie_server_check_async (const char *address,
                          const char *user,
                          const char *secret,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Check *check = g_new0 (Check, 1);

  check->address = g_strdup (address);
  check->user = user != NULL && *user != '\0' ? g_strdup (user) : NULL;
  check->secret = secret != NULL && *secret != '\0' ? g_strdup (secret) : NULL;
  g_task_set_source_tag (task, vigie_server_check_async);
  g_task_set_task_data (task, check, check_free);
  g_task_run_in_thread (task, check_thread);
}

gboolean
vigie_server_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- The dialog ------------------------------------------------------------------------------ */

struct _VigieConnectDialog
{
  AdwDialog parent_instance;

  VigieContext *context;     /* owned */
  GCancellable *cancellable; /* owned: of the check under way, or NULL */

  GtkWidget *form;
  GtkEditable *address;
  GtkEditable *user;
  GtkEditable *secret;
  GtkWidget *connect_button;
  GtkWidget *spinner;
  GtkLabel *error_label;
  GtkWidget *asked_from; /* what had the focus when the check began, or NULL; weak */
};

G_DEFINE_FINAL_TYPE (VigieConnectDialog, vigie_connect_dialog, ADW_TYPE_DIALOG)

/* TRUE where a name without a scheme is this machine: what vigie-ingest listens on in plain HTTP. */
static gboolean
is_loopback (const char *name)
{
  g_autofree char *uri = g_strconcat ("http://", name, NULL);
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* What was typed, without spaces around; a name alone is taken as https, or as http where it is
 * this machine's. */
static char *
typed_address (VigieConnectDialog *self)
{
  char *address = g_strstrip (g_strdup (gtk_editable_get_text (self->address)));

  if (*address != '\0' && strstr (address, "://") == NULL && !g_str_has_prefix (address, "unix:"))
    {
      g_autofree char *name = address;

      address = g_strconcat (is_loopback (name) ? "http://" : "https://", name, NULL);
    }
  return address;
}

static void
show_error (VigieConnectDialog *self, const char *words)
{
  gtk_label_set_label (self->error_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), words != NULL);
  if (words != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self->error_label), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* What is not sensitive loses the focus: it is given back when the form is. */
static void
set_checking (VigieConnectDialog *self, gboolean checking)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (checking)
    g_set_weak_pointer (&self->asked_from, root != NULL ? gtk_root_get_focus (root) : NULL);
  gtk_widget_set_sensitive (self->form, !checking);
  gtk_widget_set_sensitive (self->connect_button, !checking);
  gtk_widget_set_visible (self->spinner, checking);
  if (!checking && self->asked_from != NULL)
    gtk_widget_grab_focus (self->asked_from);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieConnectDialog) self = VIGIE_CONNECT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  const char *user, *secret;

  if (!vigie_server_check_finish (result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      set_checking (self, FALSE);
      show_error (self, error->message);
      return;
    }
  address = typed_address (self);
  user = gtk_editable_get_text (self->user);
  secret = gtk_editable_get_text (self->secret);
  vigie_context_open (self->context, address, user, *secret != '\0' ? secret : NULL);
  vigie_context_remember (self->context, user, *secret != '\0' ? secret : NULL);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
connect_cb (VigieConnectDialog *self)
{
  g_autofree char *address = typed_address (self);

  show_error (self, NULL);
  set_checking (self, TRUE);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  vigie_server_check_async (address, gtk_editable_get_text (self->user),
                            gtk_editable_get_text (self->secret), self->cancellable, checked_cb,
                            g_object_ref (self));
}

static void
cancel_cb (VigieConnectDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
changed_cb (VigieConnectDialog *self)
{
  g_autofree char *address = typed_address (self);

  gtk_widget_set_sensitive (self->connect_button, *address != '\0');
}

static void
vigie_connect_dialog_closed (AdwDialog *dialog)
{
  VigieConnectDialog *self = VIGIE_CONNECT_DIALOG (dialog);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
vigie_connect_dialog_dispose (GObject *object)
{
  VigieConnectDialog *self = VIGIE_CONNECT_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_weak_pointer (&self->asked_from);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_CONNECT_DIALOG);

  G_OBJECT_CLASS (vigie_connect_dialog_parent_class)->dispose (object);
}

static void
vigie_connect_dialog_class_init (VigieConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_connect_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = vigie_connect_dialog_closed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-connect-dialog.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieConnectDialog, name)
  BIND (form);
  BIND (address);
  BIND (user);
  BIND (secret);
  BIND (connect_button);
  BIND (spinner);
  BIND (error_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
vigie_connect_dialog_init (VigieConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
vigie_connect_dialog_new (VigieContext *context)
{
  VigieConnectDialog *self = g_object_new (VIGIE_TYPE_CONNECT_DIALOG, NULL);
  GSettings *settings = vigie_context_get_settings (context);
  g_autofree char *address = g_settings_get_string (settings, "server-address");
  g_autofree char *user = g_settings_get_string (settings, "server-user");

  self->context = g_object_ref (context);
  if (!g_str_equal (address, VIGIE_DEMO_ADDRESS))
    gtk_editable_set_text (self->address, address);
  gtk_editable_set_text (self->user, user);
  return ADW_DIALOG (self);
}
