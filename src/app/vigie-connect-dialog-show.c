/* vigie-connect-dialog-show.c: what is in the form, and what is shown of a check.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-certificate.h"
#include "vigie-connect-dialog-private.h"
#include "vigie-secret.h"
#include "vigie-server-address.h"

/* ---- What is in the form --------------------------------------------------------------------- */

VigieServerAuth
vigie_connect_dialog_get_auth (VigieConnectDialog *self)
{
  return (VigieServerAuth) adw_combo_row_get_selected (self->auth);
}

const char *
vigie_connect_dialog_get_user (VigieConnectDialog *self)
{
  return vigie_connect_dialog_get_auth (self) == VIGIE_SERVER_AUTH_BASIC
             ? gtk_editable_get_text (self->user)
             : "";
}

const char *
vigie_connect_dialog_get_typed_secret (VigieConnectDialog *self)
{
  return vigie_connect_dialog_get_auth (self) != VIGIE_SERVER_AUTH_NONE
             ? gtk_editable_get_text (self->secret)
             : "";
}

/* The secret kept of the server that is changed, as long as it is the same server and user: what was given
 * for one goes to no other. */
const char *
vigie_connect_dialog_get_stored_secret (VigieConnectDialog *self)
{
  g_autofree char *cleaned = NULL;

  if (self->server == NULL || self->stored_secret == NULL
      || vigie_connect_dialog_get_auth (self) != vigie_server_get_auth (self->server)
      || !g_str_equal (vigie_connect_dialog_get_user (self), vigie_server_get_user (self->server)))
    return "";
  cleaned = vigie_server_address_clean (gtk_editable_get_text (self->address));
  return vigie_server_same_address (cleaned, vigie_server_get_address (self->server))
             ? self->stored_secret
             : "";
}

static gboolean
has_credentials (VigieConnectDialog *self)
{
  return *vigie_connect_dialog_get_typed_secret (self) != '\0'
         || *vigie_connect_dialog_get_stored_secret (self) != '\0';
}

gboolean
vigie_connect_dialog_take_credentials (VigieConnectDialog *self)
{
  g_autofree char *user = NULL;
  char *secret = NULL;
  g_autofree char *bare
      = vigie_server_address_split (gtk_editable_get_text (self->address), &user, &secret);

  if (bare == NULL)
    return FALSE;
  adw_combo_row_set_selected (self->auth, VIGIE_SERVER_AUTH_BASIC);
  gtk_editable_set_text (self->user, user);
  gtk_editable_set_text (self->secret, secret);
  vigie_secret_free (secret);
  gtk_editable_set_text (self->address, bare);
  gtk_editable_set_position (self->address, -1);
  return TRUE;
}

char *
vigie_connect_dialog_dup_host (const char *cleaned)
{
  g_auto (GStrv) candidates = vigie_server_address_candidates (cleaned);

  return candidates[0] != NULL ? vigie_server_address_dup_host (candidates[0]) : g_strdup ("");
}

void
vigie_connect_dialog_forget_plain (VigieConnectDialog *self, const char *cleaned)
{
  g_autofree char *host = vigie_connect_dialog_dup_host (cleaned);

  /* Emptied: what is typed next is told from. */
  if (self->plain_host != NULL && *host != '\0' && g_ascii_strcasecmp (host, self->plain_host) != 0)
    adw_switch_row_set_active (self->allow_plain, FALSE);
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

void
vigie_connect_dialog_update_authority (VigieConnectDialog *self)
{
  g_autofree char *words = self->ca_file != NULL ? vigie_certificate_describe_file (self->ca_file)
                                                 : g_strdup (_ ("System authorities only"));

  set_subtitle (self->authority_row, words);
  gtk_widget_set_visible (self->remove_authority_button, self->ca_file != NULL);
}

static gboolean
is_plain (VigieConnectDialog *self)
{
  return self->check != NULL && !self->check->encrypted && !self->check->local;
}

void
vigie_connect_dialog_update_identification (VigieConnectDialog *self)
{
  VigieServerAuth auth = vigie_connect_dialog_get_auth (self);
  gboolean stored = *vigie_connect_dialog_get_stored_secret (self) != '\0';
  const char *title;

  gtk_widget_set_visible (GTK_WIDGET (self->user), auth == VIGIE_SERVER_AUTH_BASIC);
  gtk_widget_set_visible (GTK_WIDGET (self->secret), auth != VIGIE_SERVER_AUTH_NONE);
  if (auth == VIGIE_SERVER_AUTH_BEARER)
    title = stored ? _ ("Token (empty: keep the current one)") : _ ("Token");
  else
    title = stored ? _ ("Password (empty: keep the current one)") : _ ("Password");
  set_title (GTK_WIDGET (self->secret), title);
  gtk_widget_set_visible (GTK_WIDGET (self->allow_plain),
                          auth != VIGIE_SERVER_AUTH_NONE && is_plain (self));
  gtk_widget_set_visible (self->keyring_row, auth != VIGIE_SERVER_AUTH_NONE && self->keyring_known);
  set_title (
      self->keyring_row,
      self->has_keyring
          ? _ ("Stored in the system keyring.")
          : _ ("No keyring is available on this computer: it is kept in memory until Vigie is "
               "closed, and asked for again at the next start. It is never written to a file."));
}

gboolean
vigie_connect_dialog_can_connect (VigieConnectDialog *self)
{
  gboolean may_send = !is_plain (self) || adw_switch_row_get_active (self->allow_plain);

  if (self->check == NULL || self->committing)
    return FALSE;
  switch (self->check->outcome)
    {
    case VIGIE_CHECK_FOUND:
      return vigie_connect_dialog_get_auth (self) == VIGIE_SERVER_AUTH_NONE
             || (has_credentials (self) && may_send);
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

void
vigie_connect_dialog_update_buttons (VigieConnectDialog *self)
{
  vigie_connect_dialog_update_identification (self);
  gtk_widget_set_sensitive (self->connect_button, vigie_connect_dialog_can_connect (self));
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
  vigie_announce (GTK_ACCESSIBLE (self), content, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
vigie_connect_dialog_show_trouble (VigieConnectDialog *self, const char *words)
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
      g_autofree char *subject = vigie_certificate_dup_names (check->certificate);
      g_autofree char *validity = vigie_certificate_dup_validity (check->certificate);
      g_autofree char *issuer = vigie_certificate_dup_issuer (check->certificate);
      g_autofree char *fingerprint = vigie_certificate_dup_fingerprint (check->certificate);
      /* Translators: names of a certificate's subject, then “valid until 3 July 2031” */
      g_autofree char *shown = g_strdup_printf (_ ("%1$s, %2$s"), subject, validity);

      set_subtitle (self->certificate_row, shown);
      set_subtitle (self->issuer_row, issuer);
      set_subtitle (self->fingerprint_row, fingerprint);
    }
  gtk_widget_set_visible (self->save_row,
                          check != NULL && check->outcome == VIGIE_CHECK_UNREACHABLE);
  vigie_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
vigie_connect_dialog_focus_credentials (VigieConnectDialog *self)
{
  GtkWidget *field = GTK_WIDGET (self->secret);

  if (vigie_connect_dialog_get_auth (self) == VIGIE_SERVER_AUTH_BASIC
      && *gtk_editable_get_text (self->user) == '\0')
    field = GTK_WIDGET (self->user);
  gtk_widget_grab_focus (field);
  self->asked_credentials = TRUE;
}

/* The focus is not taken from who is still typing the address. */
static gboolean
may_move_focus (VigieConnectDialog *self)
{
  return self->entered
         || (gtk_widget_get_state_flags (GTK_WIDGET (self->address)) & GTK_STATE_FLAG_FOCUS_WITHIN)
                == 0;
}

void
vigie_connect_dialog_show_check (VigieConnectDialog *self)
{
  const VigieServerCheck *check = self->check;

  show_found (self);
  vigie_connect_dialog_show_trouble (self, check != NULL ? check->words : NULL);
  if (check != NULL
      && (check->outcome == VIGIE_CHECK_CREDENTIALS || check->outcome == VIGIE_CHECK_WITHHELD
          || check->outcome == VIGIE_CHECK_REFUSED))
    {
      if (vigie_connect_dialog_get_auth (self) == VIGIE_SERVER_AUTH_NONE)
        {
          adw_combo_row_set_selected (self->auth, check->wants_token ? VIGIE_SERVER_AUTH_BEARER
                                                                     : VIGIE_SERVER_AUTH_BASIC);
          self->guessed_auth = TRUE;
        }
      vigie_connect_dialog_update_identification (self);
      if ((!self->asked_credentials || check->outcome == VIGIE_CHECK_REFUSED)
          && may_move_focus (self))
        vigie_connect_dialog_focus_credentials (self);
    }
  /* What another address asked for, this one does not. */
  else if (check != NULL && self->guessed_auth && !has_credentials (self)
           && *gtk_editable_get_text (self->user) == '\0')
    {
      self->guessed_auth = FALSE;
      adw_combo_row_set_selected (self->auth, VIGIE_SERVER_AUTH_NONE);
    }
  vigie_connect_dialog_update_buttons (self);
}
