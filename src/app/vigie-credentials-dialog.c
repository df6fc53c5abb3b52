/* vigie-credentials-dialog.c: asks again for the credentials of a known server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-credentials-dialog.h"

#include <glib/gi18n-lib.h>

#include "vigie-server-address.h"

/* Of what can be chosen. */
#define TOKEN 1

struct _VigieCredentialsDialog
{
  AdwAlertDialog parent_instance;

  VigieContext *context; /* owned */
  VigieServer *server;   /* owned */
  char *words;           /* owned: why they are asked for */

  AdwComboRow *auth;
  GtkEditable *user, *secret;
};

G_DEFINE_FINAL_TYPE (VigieCredentialsDialog, vigie_credentials_dialog, ADW_TYPE_ALERT_DIALOG)

static gboolean
wants_token (VigieCredentialsDialog *self)
{
  return adw_combo_row_get_selected (self->auth) == TOKEN;
}

static void
changed_cb (VigieCredentialsDialog *self)
{
  gboolean filled = *gtk_editable_get_text (self->secret) != '\0'
                    && (wants_token (self) || *gtk_editable_get_text (self->user) != '\0');

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "connect", filled);
}

static void
show_auth (VigieCredentialsDialog *self)
{
  gboolean token = wants_token (self);
  const char *name = vigie_server_get_title (self->server);
  g_autofree char *body = NULL;

  if (token)
    /* Translators: a server's name, then a sentence that says why */
    body = g_strdup_printf (_ ("“%1$s” requires a token. %2$s"), name, self->words);
  else
    /* Translators: a server's name, then a sentence that says why */
    body = g_strdup_printf (_ ("“%1$s” requires a user name and a password. %2$s"), name,
                            self->words);
  if (vigie_server_address_is_plain (vigie_server_get_address (self->server)))
    {
      g_autofree char *said = g_steal_pointer (&body);

      /* Translators: what was said so far, then a sentence more */
      body = g_strdup_printf (
          _ ("%s The connection to this server is not encrypted: others on the network can read "
             "what is entered here."),
          said);
    }
  adw_alert_dialog_set_heading (ADW_ALERT_DIALOG (self),
                                token ? _ ("Token Required") : _ ("Password Required"));
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self), body);
  gtk_widget_set_visible (GTK_WIDGET (self->user), !token);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret),
                                 token ? _ ("Token") : _ ("Password"));
  changed_cb (self);
}

/* Another kind than the one that was kept: the server may have changed. */
static void
show_auth_cb (VigieCredentialsDialog *self)
{
  if (self->server != NULL)
    show_auth (self);
}

static void
vigie_credentials_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  VigieCredentialsDialog *self = VIGIE_CREDENTIALS_DIALOG (dialog);

  /* Another server may have been chosen meanwhile. */
  if (vigie_context_get_known_server (self->context) == self->server)
    {
      if (g_str_equal (response, "connect"))
        vigie_context_give_credentials (
            self->context, wants_token (self) ? NULL : gtk_editable_get_text (self->user),
            gtk_editable_get_text (self->secret));
      else
        vigie_context_decline_credentials (self->context);
    }
  gtk_editable_set_text (self->secret, "");
}

static void
vigie_credentials_dialog_dispose (GObject *object)
{
  VigieCredentialsDialog *self = VIGIE_CREDENTIALS_DIALOG (object);

  g_clear_object (&self->server);
  g_clear_object (&self->context);
  g_clear_pointer (&self->words, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_CREDENTIALS_DIALOG);

  G_OBJECT_CLASS (vigie_credentials_dialog_parent_class)->dispose (object);
}

static void
vigie_credentials_dialog_class_init (VigieCredentialsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_credentials_dialog_dispose;
  ADW_ALERT_DIALOG_CLASS (klass)->response = vigie_credentials_dialog_response;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-credentials-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieCredentialsDialog, auth);
  gtk_widget_class_bind_template_child (widget_class, VigieCredentialsDialog, user);
  gtk_widget_class_bind_template_child (widget_class, VigieCredentialsDialog, secret);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_auth_cb);
}

static void
vigie_credentials_dialog_init (VigieCredentialsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
vigie_credentials_dialog_new (VigieContext *context, VigieServer *server, const char *words)
{
  VigieCredentialsDialog *self = g_object_new (VIGIE_TYPE_CREDENTIALS_DIALOG, NULL);

  self->context = g_object_ref (context);
  self->server = g_object_ref (server);
  self->words = g_strdup (words);
  if (vigie_server_address_is_plain (vigie_server_get_address (server)))
    {
      adw_alert_dialog_set_response_label (ADW_ALERT_DIALOG (self), "connect",
                                           _ ("_Send Unencrypted"));
      adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (self), "connect",
                                                ADW_RESPONSE_DESTRUCTIVE);
    }
  gtk_editable_set_text (self->user, vigie_server_get_user (server));
  adw_combo_row_set_selected (
      self->auth, vigie_server_get_auth (server) == VIGIE_SERVER_AUTH_BEARER ? TOKEN : 0);
  show_auth (self);
  adw_dialog_set_focus (ADW_DIALOG (self),
                        GTK_WIDGET (wants_token (self) || *vigie_server_get_user (server) != '\0'
                                        ? self->secret
                                        : self->user));
  return ADW_DIALOG (self);
}
