/* vigie-connect-dialog.c: choose a server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-connect-dialog.h"

#include <glib/gi18n-lib.h>

#include "vigie-certificate.h"
#include "vigie-secret.h"
#include "vigie-server-check.h"

/* After the last key, in ms. */
#define CHECK_PAUSE 400

struct _VigieConnectDialog
{
  AdwDialog parent_instance;

  VigieContext *context;     /* owned */
  VigieServer *server;       /* owned: the one that is changed, or NULL */
  VigieServerCheck *check;   /* owned: of the address as it stands, or NULL */
  GCancellable *cancellable; /* owned: of the check under way, or NULL */
  GCancellable *closing;     /* owned: of all else */
  char *ca_file;             /* owned: path of the copy, or NULL */
  char *stored_secret;       /* owned: of `server`, or NULL */
  guint check_source;
  gboolean committing; /* the check under way is the last one: then connect */
  gboolean has_keyring, keyring_known;
  gboolean asked_credentials; /* the focus went there once */

  GtkEditable *address, *name, *user, *secret;
  GtkWidget *connect_button, *spinner, *found_icon;
  AdwComboRow *auth;
  AdwSwitchRow *allow_plain;
  GtkWidget *keyring_row;
  GtkWidget *found_group, *software_row, *content_row, *abilities_row, *plain_row, *clock_row;
  GtkWidget *trouble_group, *trouble_row, *hint_row, *certificate_row, *issuer_row,
      *fingerprint_row, *trouble_authority_row, *save_row;
  GtkWidget *authority_row, *authority_button, *remove_authority_button;
};

G_DEFINE_FINAL_TYPE (VigieConnectDialog, vigie_connect_dialog, ADW_TYPE_DIALOG)

/* ---- What is in the form --------------------------------------------------------------------- */

static VigieServerAuth
get_auth (VigieConnectDialog *self)
{
  return (VigieServerAuth) adw_combo_row_get_selected (self->auth);
}

static const char *
get_user (VigieConnectDialog *self)
{
  return get_auth (self) == VIGIE_SERVER_AUTH_BASIC ? gtk_editable_get_text (self->user) : "";
}

static const char *
get_typed_secret (VigieConnectDialog *self)
{
  return get_auth (self) != VIGIE_SERVER_AUTH_NONE ? gtk_editable_get_text (self->secret) : "";
}

/* The secret kept of the server that is changed, as long as it is the same server and user: what was given
 * for one goes to no other. */
static const char *
get_stored_secret (VigieConnectDialog *self)
{
  g_autofree char *cleaned = NULL;

  if (self->server == NULL || self->stored_secret == NULL
      || get_auth (self) != vigie_server_get_auth (self->server)
      || !g_str_equal (get_user (self), vigie_server_get_user (self->server)))
    return "";
  cleaned = vigie_server_check_clean (gtk_editable_get_text (self->address));
  return vigie_server_same_address (cleaned, vigie_server_get_address (self->server))
             ? self->stored_secret
             : "";
}

static gboolean
has_credentials (VigieConnectDialog *self)
{
  return *get_typed_secret (self) != '\0' || *get_stored_secret (self) != '\0';
}

/* ---- What is shown --------------------------------------------------------------------------- */

static void
set_title (GtkWidget *row, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
}

static void
set_subtitle (GtkWidget *row, const char *subtitle)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

static void
update_authority (VigieConnectDialog *self)
{
  g_autofree char *words = self->ca_file != NULL ? vigie_certificate_describe_file (self->ca_file)
                                                 : g_strdup (_ ("Only the system’s authorities"));

  set_subtitle (self->authority_row, words);
  gtk_widget_set_visible (self->remove_authority_button, self->ca_file != NULL);
}

static gboolean
is_plain (VigieConnectDialog *self)
{
  return self->check != NULL && !self->check->encrypted && !self->check->local;
}

static void
update_identification (VigieConnectDialog *self)
{
  VigieServerAuth auth = get_auth (self);
  gboolean stored = *get_stored_secret (self) != '\0';
  const char *title;

  gtk_widget_set_visible (GTK_WIDGET (self->user), auth == VIGIE_SERVER_AUTH_BASIC);
  gtk_widget_set_visible (GTK_WIDGET (self->secret), auth != VIGIE_SERVER_AUTH_NONE);
  if (auth == VIGIE_SERVER_AUTH_BEARER)
    title = stored ? _ ("Token (empty: the one kept)") : _ ("Token");
  else
    title = stored ? _ ("Password (empty: the one kept)") : _ ("Password");
  set_title (GTK_WIDGET (self->secret), title);
  gtk_widget_set_visible (GTK_WIDGET (self->allow_plain),
                          auth != VIGIE_SERVER_AUTH_NONE && is_plain (self));
  gtk_widget_set_visible (self->keyring_row, auth != VIGIE_SERVER_AUTH_NONE && self->keyring_known);
  set_title (
      self->keyring_row,
      self->has_keyring
          ? _ ("It is kept in the system’s keyring.")
          : _ ("No keyring answers on this machine: it is kept in memory until Vigie is closed, "
               "and asked for again at the next start. It is never written to a file."));
}

static gboolean
can_connect (VigieConnectDialog *self)
{
  gboolean may_send = !is_plain (self) || adw_switch_row_get_active (self->allow_plain);

  if (self->check == NULL || self->committing)
    return FALSE;
  switch (self->check->outcome)
    {
    case VIGIE_CHECK_FOUND:
      return get_auth (self) == VIGIE_SERVER_AUTH_NONE || (has_credentials (self) && may_send);
    case VIGIE_CHECK_CREDENTIALS:
    case VIGIE_CHECK_REFUSED:
    case VIGIE_CHECK_WITHHELD:
      return has_credentials (self) && may_send;
    case VIGIE_CHECK_CERTIFICATE:
    case VIGIE_CHECK_UNREACHABLE:
    case VIGIE_CHECK_FAILED:
    default:
      return FALSE;
    }
}

static void
update_buttons (VigieConnectDialog *self)
{
  update_identification (self);
  gtk_widget_set_sensitive (self->connect_button, can_connect (self));
  gtk_widget_set_visible (self->spinner, self->cancellable != NULL);
  gtk_widget_set_visible (self->found_icon, self->cancellable == NULL && self->check != NULL
                                                && self->check->outcome == VIGIE_CHECK_FOUND);
}

static void
show_found (VigieConnectDialog *self)
{
  const VigieServerCheck *check = self->check;
  gboolean found = check != NULL && check->outcome == VIGIE_CHECK_FOUND;
  g_autofree char *software = NULL;
  g_autofree char *content = NULL;
  g_autofree char *abilities = NULL;
  g_autofree char *clock = NULL;

  gtk_widget_set_visible (self->found_group, found);
  if (!found)
    return;
  software = vigie_server_check_describe_software (check);
  content = vigie_server_check_describe_content (check);
  abilities = vigie_server_check_describe_abilities (check);
  clock = vigie_server_check_describe_clock (check);
  set_title (self->software_row, software);
  set_subtitle (self->software_row, check->address);
  set_title (self->content_row, content);
  set_subtitle (self->content_row, check->demonstration ? _ ("Simulated data") : "");
  set_subtitle (self->abilities_row, abilities);
  gtk_widget_set_visible (self->plain_row, is_plain (self));
  gtk_widget_set_visible (self->clock_row, clock != NULL);
  if (clock != NULL)
    set_title (self->clock_row, clock);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), content,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_trouble (VigieConnectDialog *self, const char *words)
{
  const VigieServerCheck *check = self->check;
  gboolean certificate = check != NULL && check->outcome == VIGIE_CHECK_CERTIFICATE;
  gboolean hint = check != NULL && check->hint != NULL;

  gtk_widget_set_visible (self->trouble_group, words != NULL);
  if (words == NULL)
    return;
  set_title (self->trouble_row, words);
  gtk_widget_set_visible (self->hint_row, hint);
  if (hint)
    set_subtitle (self->hint_row, check->hint);
  gtk_widget_set_visible (self->certificate_row, certificate);
  gtk_widget_set_visible (self->issuer_row, certificate);
  gtk_widget_set_visible (self->fingerprint_row, certificate);
  gtk_widget_set_visible (self->trouble_authority_row,
                          certificate && (check->faults & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0);
  if (certificate)
    {
      g_autofree char *subject = vigie_certificate_dup_subject (check->certificate);
      g_autofree char *validity = vigie_certificate_dup_validity (check->certificate);
      g_autofree char *issuer = vigie_certificate_dup_issuer (check->certificate);
      g_autofree char *fingerprint = vigie_certificate_dup_fingerprint (check->certificate);
      /* Translators: name of a certificate's subject, then “valid until 3 July 2031” */
      g_autofree char *shown = g_strdup_printf (_ ("%1$s, %2$s"), subject, validity);

      set_subtitle (self->certificate_row, shown);
      set_subtitle (self->issuer_row, issuer);
      set_subtitle (self->fingerprint_row, fingerprint);
    }
  gtk_widget_set_visible (self->save_row,
                          check != NULL && check->outcome == VIGIE_CHECK_UNREACHABLE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
focus_credentials (VigieConnectDialog *self)
{
  GtkWidget *field = GTK_WIDGET (self->secret);

  if (get_auth (self) == VIGIE_SERVER_AUTH_BASIC && *gtk_editable_get_text (self->user) == '\0')
    field = GTK_WIDGET (self->user);
  gtk_widget_grab_focus (field);
}

static void
show_check (VigieConnectDialog *self)
{
  const VigieServerCheck *check = self->check;

  show_found (self);
  show_trouble (self, check != NULL ? check->words : NULL);
  if (check != NULL
      && (check->outcome == VIGIE_CHECK_CREDENTIALS || check->outcome == VIGIE_CHECK_WITHHELD
          || check->outcome == VIGIE_CHECK_REFUSED))
    {
      if (get_auth (self) == VIGIE_SERVER_AUTH_NONE)
        adw_combo_row_set_selected (self->auth, check->wants_token ? VIGIE_SERVER_AUTH_BEARER
                                                                   : VIGIE_SERVER_AUTH_BASIC);
      update_identification (self);
      if (!self->asked_credentials || check->outcome == VIGIE_CHECK_REFUSED)
        focus_credentials (self);
      self->asked_credentials = TRUE;
    }
  update_buttons (self);
}

/* ---- Connecting ------------------------------------------------------------------------------ */

/* @address answered, or is to be kept all the same. */
static void
keep (VigieConnectDialog *self, const char *address)
{
  VigieServers *servers = vigie_context_get_servers (self->context);
  VigieServer *known = self->server;
  const char *typed = get_typed_secret (self);
  gboolean was_open;
  VigieServerData data = {.address = address,
                          .name = gtk_editable_get_text (self->name),
                          .user = get_user (self),
                          .auth = get_auth (self),
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
  if (committing && check->outcome == VIGIE_CHECK_FOUND)
    keep (self, check->address);
  else
    show_check (self);
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
  const char *secret = with_typed ? get_typed_secret (self) : "";
  VigieCheckQuery query = {.typed = gtk_editable_get_text (self->address),
                           .user = get_user (self),
                           .ca_file = self->ca_file,
                           .allow_plain = adw_switch_row_get_active (self->allow_plain)};

  stop_check (self);
  query.secret = *secret != '\0' ? secret : get_stored_secret (self);
  self->committing = with_typed;
  self->cancellable = g_cancellable_new ();
  vigie_server_check_async (&query, self->cancellable, checked_cb, g_object_ref (self));
  update_buttons (self);
}

static gboolean
pause_over_cb (gpointer user_data)
{
  VigieConnectDialog *self = VIGIE_CONNECT_DIALOG (user_data);

  self->check_source = 0;
  start_check (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
address_changed_cb (VigieConnectDialog *self)
{
  g_autofree char *cleaned = vigie_server_check_clean (gtk_editable_get_text (self->address));

  stop_check (self);
  g_clear_pointer (&self->check, vigie_server_check_free);
  show_check (self);
  if (*cleaned != '\0' && !g_str_has_suffix (cleaned, "://"))
    self->check_source = g_timeout_add (CHECK_PAUSE, pause_over_cb, self);
}

static void
secret_changed_cb (VigieConnectDialog *self)
{
  update_buttons (self);
}

static void
auth_changed_cb (VigieConnectDialog *self)
{
  update_buttons (self);
}

static void
connect_cb (VigieConnectDialog *self)
{
  if (!can_connect (self))
    return;
  if (self->check->outcome == VIGIE_CHECK_FOUND && *get_typed_secret (self) == '\0')
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
      show_trouble (self, error->message);
      return;
    }
  g_free (self->ca_file);
  self->ca_file = path;
  update_authority (self);
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
    show_trouble (self, error->message);
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
  update_authority (self);
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
  update_identification (self);
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
  gtk_widget_class_bind_template_callback (widget_class, secret_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, auth_changed_cb);
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
}

static VigieConnectDialog *
dialog_new (VigieContext *context)
{
  VigieConnectDialog *self = g_object_new (VIGIE_TYPE_CONNECT_DIALOG, NULL);

  self->context = g_object_ref (context);
  update_authority (self);
  update_buttons (self);
  vigie_secret_probe_async (self->closing, keyring_probed_cb, g_object_ref (self));
  return self;
}

AdwDialog *
vigie_connect_dialog_new (VigieContext *context)
{
  return ADW_DIALOG (dialog_new (context));
}

AdwDialog *
vigie_connect_dialog_new_for (VigieContext *context, VigieServer *server)
{
  VigieConnectDialog *self = dialog_new (context);

  adw_dialog_set_title (ADW_DIALOG (self), _ ("Edit the Server"));
  gtk_button_set_label (GTK_BUTTON (self->connect_button), _ ("_Save"));
  self->server = g_object_ref (server);
  self->asked_credentials = TRUE;
  self->ca_file = g_strdup (vigie_server_get_ca_file (server));
  gtk_editable_set_text (self->name, vigie_server_get_name (server));
  gtk_editable_set_text (self->user, vigie_server_get_user (server));
  adw_combo_row_set_selected (self->auth, vigie_server_get_auth (server));
  gtk_editable_set_text (self->address, vigie_server_get_address (server));
  update_authority (self);
  if (vigie_server_get_auth (server) != VIGIE_SERVER_AUTH_NONE)
    vigie_servers_get_secret_async (vigie_context_get_servers (context), server, self->closing,
                                    stored_secret_cb, g_object_ref (self));
  return ADW_DIALOG (self);
}
