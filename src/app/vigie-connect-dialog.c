/* vigie-connect-dialog.c: choose a server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-connect-dialog-private.h"
#include "vigie-dialog-focus.h"
#include "vigie-secret.h"
#include "vigie-server-address.h"

/* After the last key, in ms. */
#define CHECK_PAUSE 400

G_DEFINE_FINAL_TYPE (VigieConnectDialog, vigie_connect_dialog, ADW_TYPE_DIALOG)

/* ---- Connecting ------------------------------------------------------------------------------ */

/* @address answered, or is to be kept all the same. */
static void
keep (VigieConnectDialog *self, const char *address)
{
  VigieServers *servers = vigie_context_get_servers (self->context);
  VigieServer *known = self->server;
  const char *typed = vigie_connect_dialog_get_typed_secret (self);
  gboolean was_open;
  VigieServerData data = {.address = address,
                          .name = gtk_editable_get_text (self->name),
                          .user = vigie_connect_dialog_get_user (self),
                          .auth = vigie_connect_dialog_get_auth (self),
                          .ca_file = self->ca_file};

  if (known == NULL)
    known = vigie_servers_find_address (servers, address);
  /* Typed anew, it keeps what was not typed. */
  if (known != NULL && self->server == NULL)
    {
      if (*data.name == '\0')
        data.name = vigie_server_get_name (known);
      if (data.ca_file == NULL)
        data.ca_file = vigie_server_get_ca_file (known);
    }
  was_open = known != NULL && known == vigie_context_get_known_server (self->context);
  known = vigie_servers_put (servers, known, &data);
  if (*typed != '\0')
    vigie_context_keep_secret (self->context, known, typed);
  if (self->server == NULL)
    vigie_context_open_server (self->context, known);
  else if (was_open)
    vigie_context_reload (self->context);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieConnectDialog) self = VIGIE_CONNECT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  VigieServerCheck *check = vigie_server_check_finish (result, &error);
  gboolean committing = self->committing;

  if (check == NULL)
    return; /* cancelled: another one may be under way */
  if (self->cancellable == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    {
      vigie_server_check_free (check);
      return;
    }
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->check, vigie_server_check_free);
  self->check = check;
  self->committing = FALSE;
  self->entered = committing;
  if (committing && check->outcome == VIGIE_CHECK_FOUND && vigie_connect_dialog_can_connect (self))
    {
      vigie_connect_dialog_show_trouble (self, NULL);
      keep (self, check->address);
    }
  else
    vigie_connect_dialog_show_check (self);
}

static void
stop_check (VigieConnectDialog *self)
{
  g_clear_handle_id (&self->check_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->committing = FALSE;
}

/* @with_typed: also what the person may still be typing. */
static void
start_check (VigieConnectDialog *self, gboolean with_typed)
{
  const char *secret = with_typed ? vigie_connect_dialog_get_typed_secret (self) : "";
  VigieCheckQuery query = {.typed = gtk_editable_get_text (self->address),
                           .user = vigie_connect_dialog_get_user (self),
                           .ca_file = self->ca_file,
                           .allow_plain = adw_switch_row_get_active (self->allow_plain)};

  stop_check (self);
  query.secret = *secret != '\0' ? secret : vigie_connect_dialog_get_stored_secret (self);
  self->committing = with_typed;
  self->cancellable = g_cancellable_new ();
  vigie_server_check_async (&query, self->cancellable, checked_cb, g_object_ref (self));
  vigie_connect_dialog_update_buttons (self);
}

static gboolean
pause_over_cb (gpointer user_data)
{
  VigieConnectDialog *self = VIGIE_CONNECT_DIALOG (user_data);

  self->check_source = 0;
  /* Where it had some, the address changed and is checked after another pause. */
  if (!vigie_connect_dialog_take_credentials (self))
    start_check (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
address_changed_cb (VigieConnectDialog *self)
{
  g_autofree char *cleaned = vigie_server_address_clean (gtk_editable_get_text (self->address));

  stop_check (self);
  g_clear_pointer (&self->check, vigie_server_check_free);
  vigie_connect_dialog_forget_plain (self, cleaned);
  vigie_connect_dialog_show_check (self);
  if (*cleaned != '\0' && !g_str_has_suffix (cleaned, "://"))
    self->check_source = g_timeout_add (CHECK_PAUSE, pause_over_cb, self);
}

/* Enter, which the default button does not take as long as it is not known what answers. */
static void
address_entered_cb (VigieConnectDialog *self)
{
  g_autofree char *cleaned = NULL;

  if (vigie_connect_dialog_can_connect (self) || self->committing)
    return;
  vigie_connect_dialog_take_credentials (self);
  if (self->check != NULL)
    {
      if (self->check->outcome == VIGIE_CHECK_CREDENTIALS
          || self->check->outcome == VIGIE_CHECK_WITHHELD)
        vigie_connect_dialog_focus_credentials (self);
      return;
    }
  cleaned = vigie_server_address_clean (gtk_editable_get_text (self->address));
  if (*cleaned != '\0')
    start_check (self, TRUE);
}

static void
secret_changed_cb (VigieConnectDialog *self)
{
  vigie_connect_dialog_update_buttons (self);
}

/* It is allowed for the server that is named here. */
static void
plain_changed_cb (VigieConnectDialog *self)
{
  g_autofree char *cleaned = vigie_server_address_clean (gtk_editable_get_text (self->address));

  g_clear_pointer (&self->plain_host, g_free);
  if (adw_switch_row_get_active (self->allow_plain))
    self->plain_host = vigie_connect_dialog_dup_host (cleaned);
  vigie_connect_dialog_update_buttons (self);
}

static void
auth_changed_cb (VigieConnectDialog *self)
{
  vigie_connect_dialog_update_buttons (self);
}

static void
connect_cb (VigieConnectDialog *self)
{
  if (!vigie_connect_dialog_can_connect (self))
    return;
  if (self->check->outcome == VIGIE_CHECK_FOUND
      && *vigie_connect_dialog_get_typed_secret (self) == '\0')
    keep (self, self->check->address);
  else
    start_check (self, TRUE);
}

static void
save_cb (VigieConnectDialog *self)
{
  if (self->check != NULL && self->check->outcome == VIGIE_CHECK_UNREACHABLE)
    {
      g_autofree char *address = g_strdup (self->check->address);

      keep (self, address);
    }
}

static void
hint_cb (VigieConnectDialog *self)
{
  g_autofree char *hint = self->check != NULL ? g_strdup (self->check->hint) : NULL;

  if (hint == NULL)
    return;
  gtk_editable_set_text (self->address, hint);
  start_check (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

static void
cancel_cb (VigieConnectDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* ---- Authority ------------------------------------------------------------------------------- */

void
vigie_connect_dialog_set_authority (VigieConnectDialog *self, GFile *file)
{
  VigieServers *servers = vigie_context_get_servers (self->context);
  g_autoptr (GError) error = NULL;
  char *path = vigie_servers_keep_authority (servers, file, &error);

  if (path == NULL)
    {
      vigie_connect_dialog_show_trouble (self, error->message);
      return;
    }
  g_free (self->ca_file);
  self->ca_file = path;
  vigie_connect_dialog_update_authority (self);
  if (*gtk_editable_get_text (self->address) != '\0')
    start_check (self, FALSE);
}

static void
authority_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieConnectDialog) self = VIGIE_CONNECT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    vigie_connect_dialog_set_authority (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
           && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    vigie_connect_dialog_show_trouble (self, error->message);
}

static void
choose_authority_cb (VigieConnectDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_filter_set_name (filter, _ ("Certificates (PEM)"));
  gtk_file_filter_add_suffix (filter, "pem");
  gtk_file_filter_add_suffix (filter, "crt");
  gtk_file_filter_add_suffix (filter, "cer");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Choose a Certificate Authority"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->closing,
                        authority_chosen_cb, g_object_ref (self));
}

static void
remove_authority_cb (VigieConnectDialog *self)
{
  g_clear_pointer (&self->ca_file, g_free);
  vigie_connect_dialog_update_authority (self);
  gtk_widget_grab_focus (self->authority_button);
  if (*gtk_editable_get_text (self->address) != '\0')
    start_check (self, FALSE);
}

/* ---- Keyring --------------------------------------------------------------------------------- */

static void
keyring_probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieConnectDialog) self = VIGIE_CONNECT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  gboolean has_keyring = vigie_secret_probe_finish (result, &error);

  if (g_cancellable_is_cancelled (self->closing))
    return;
  self->has_keyring = has_keyring;
  self->keyring_known = TRUE;
  vigie_connect_dialog_update_identification (self);
}

static void
stored_secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieConnectDialog) self = VIGIE_CONNECT_DIALOG (user_data);
  char *secret = vigie_servers_get_secret_finish (VIGIE_SERVERS (source), result, NULL);

  if (g_cancellable_is_cancelled (self->closing))
    {
      vigie_secret_free (secret);
      return;
    }
  self->stored_secret = secret;
  start_check (self, FALSE);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_connect_dialog_closed (AdwDialog *dialog)
{
  VigieConnectDialog *self = VIGIE_CONNECT_DIALOG (dialog);

  stop_check (self);
  g_cancellable_cancel (self->closing);
  /* What was typed does not stay in a widget. */
  gtk_editable_set_text (self->secret, "");
}

static void
vigie_connect_dialog_dispose (GObject *object)
{
  VigieConnectDialog *self = VIGIE_CONNECT_DIALOG (object);

  stop_check (self);
  g_cancellable_cancel (self->closing);
  g_clear_pointer (&self->check, vigie_server_check_free);
  g_clear_pointer (&self->ca_file, g_free);
  g_clear_pointer (&self->plain_host, g_free);
  g_clear_pointer (&self->stored_secret, vigie_secret_free);
  g_clear_object (&self->server);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_CONNECT_DIALOG);

  G_OBJECT_CLASS (vigie_connect_dialog_parent_class)->dispose (object);
}

static void
vigie_connect_dialog_finalize (GObject *object)
{
  VigieConnectDialog *self = VIGIE_CONNECT_DIALOG (object);

  /* Kept so long for callbacks to see that it is cancelled. */
  g_object_unref (self->closing);

  G_OBJECT_CLASS (vigie_connect_dialog_parent_class)->finalize (object);
}

static void
vigie_connect_dialog_class_init (VigieConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_connect_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_connect_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = vigie_connect_dialog_closed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-connect-dialog.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieConnectDialog, name)
  BIND (address);
  BIND (name);
  BIND (user);
  BIND (secret);
  BIND (connect_button);
  BIND (spinner);
  BIND (found_icon);
  BIND (auth);
  BIND (allow_plain);
  BIND (keyring_row);
  BIND (found_group);
  BIND (software_row);
  BIND (content_row);
  BIND (abilities_row);
  BIND (plain_row);
  BIND (clock_row);
  BIND (trouble_group);
  BIND (trouble_row);
  BIND (hint_row);
  BIND (certificate_row);
  BIND (issuer_row);
  BIND (fingerprint_row);
  BIND (trouble_authority_row);
  BIND (save_row);
  BIND (authority_row);
  BIND (authority_button);
  BIND (remove_authority_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, secret_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, auth_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, plain_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hint_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_authority_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_authority_cb);
}

static void
vigie_connect_dialog_init (VigieConnectDialog *self)
{
  self->closing = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vigie_dialog_set_first_focus (ADW_DIALOG (self), GTK_WIDGET (self->address));
}

static VigieConnectDialog *
dialog_new (VigieContext *context)
{
  VigieConnectDialog *self = g_object_new (VIGIE_TYPE_CONNECT_DIALOG, NULL);

  self->context = g_object_ref (context);
  vigie_connect_dialog_update_authority (self);
  vigie_connect_dialog_update_buttons (self);
  vigie_secret_probe_async (self->closing, keyring_probed_cb, g_object_ref (self));
  return self;
}

AdwDialog *
vigie_connect_dialog_new (VigieContext *context)
{
  return ADW_DIALOG (dialog_new (context));
}

void
vigie_connect_dialog_present (VigieContext *context, GtkWidget *parent)
{
  AdwDialog *words;

  if (!vigie_servers_get_locked (vigie_context_get_servers (context)))
    {
      adw_dialog_present (vigie_connect_dialog_new (context), parent);
      return;
    }
  words = adw_alert_dialog_new (_ ("Servers Set by the Administrator"),
                                _ ("The administrator of this computer has set the servers of "
                                   "Vigie: none can be added here. Ask the administrator to add "
                                   "one."));
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (words), "close", _ ("Close"));
  adw_dialog_present (words, parent);
}

AdwDialog *
vigie_connect_dialog_new_for (VigieContext *context, VigieServer *server)
{
  VigieConnectDialog *self = dialog_new (context);

  adw_dialog_set_title (ADW_DIALOG (self), _ ("Edit Server"));
  gtk_button_set_label (GTK_BUTTON (self->connect_button), _ ("_Save"));
  self->server = g_object_ref (server);
  self->asked_credentials = TRUE;
  self->ca_file = g_strdup (vigie_server_get_ca_file (server));
  gtk_editable_set_text (self->name, vigie_server_get_name (server));
  gtk_editable_set_text (self->user, vigie_server_get_user (server));
  adw_combo_row_set_selected (self->auth, vigie_server_get_auth (server));
  gtk_editable_set_text (self->address, vigie_server_get_address (server));
  vigie_connect_dialog_update_authority (self);
  if (vigie_server_get_auth (server) != VIGIE_SERVER_AUTH_NONE)
    vigie_servers_get_secret_async (vigie_context_get_servers (context), server, self->closing,
                                    stored_secret_cb, g_object_ref (self));
  return ADW_DIALOG (self);
}
