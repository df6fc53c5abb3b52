/* vigie-connect-dialog-private.h: what the files of the dialog share.
 *
 * vigie-connect-dialog.c: checking, connecting. vigie-connect-dialog-show.c: what is in the form, and what is
 * shown of a check.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-connect-dialog.h"
#include "vigie-server-check.h"

G_BEGIN_DECLS

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
  gboolean entered;           /* the last check was asked for, not made while somebody types */
  gboolean guessed_auth;      /* a check said what the server asks for */
  char *plain_host;           /* owned: to whom the secret may go in clear, or NULL */

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

VigieServerAuth vigie_connect_dialog_get_auth (VigieConnectDialog *self);
const char *vigie_connect_dialog_get_user (VigieConnectDialog *self);
const char *vigie_connect_dialog_get_typed_secret (VigieConnectDialog *self);
/* The secret kept of the server that is changed, as long as it is the same server and user, or "". */
const char *vigie_connect_dialog_get_stored_secret (VigieConnectDialog *self);
gboolean vigie_connect_dialog_can_connect (VigieConnectDialog *self);
/* A name and a password pasted with the address go to their own fields. TRUE if there were any. */
gboolean vigie_connect_dialog_take_credentials (VigieConnectDialog *self);

/* Host of an address as typed. Free it. */
char *vigie_connect_dialog_dup_host (const char *cleaned);
/* What was allowed in clear for one server is not for another. */
void vigie_connect_dialog_forget_plain (VigieConnectDialog *self, const char *cleaned);

void vigie_connect_dialog_update_authority (VigieConnectDialog *self);
void vigie_connect_dialog_update_identification (VigieConnectDialog *self);
void vigie_connect_dialog_update_buttons (VigieConnectDialog *self);
/* @words NULL: there is none. */
void vigie_connect_dialog_show_trouble (VigieConnectDialog *self, const char *words);
/* The field where a name or a password is wanted. */
void vigie_connect_dialog_focus_credentials (VigieConnectDialog *self);
/* What the last check found, or that there is none. */
void vigie_connect_dialog_show_check (VigieConnectDialog *self);

G_END_DECLS
