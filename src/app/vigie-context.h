/* vigie-context.h: what the pages share: clock, settings, profile, territory, sync. Handed down; there
 * is one for each program, made by the application.
 *
 * It opens a server: local first, the last known state from the store is in the territory before any
 * network; vigie_context_start_network() then lets the sync begin. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-clock.h"
#include "vigie-profile.h"
#include "vigie-servers.h"
#include "vigie-sync.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_CONTEXT_EMPTY,     /* no server chosen yet */
  VIGIE_CONTEXT_PREPARING, /* nothing to show yet: the demonstration or the first load is under way */
  VIGIE_CONTEXT_OPEN,      /* the territory can be shown */
  VIGIE_CONTEXT_FAILED,    /* see message */
} VigieContextState;

#define VIGIE_TYPE_CONTEXT (vigie_context_get_type ())
/* Properties: state (VigieContextState as int), territory and sync (objects, or NULL). Signals:
 * "link-changed": anything of the link, or the sync itself; "notice" (char *): words for the person
 * that ask for no answer; "credentials-needed" (VigieServer *, char * words) gives TRUE once somebody
 * asks the person, who then answers by vigie_context_give_credentials() or _decline_credentials(). */
G_DECLARE_FINAL_TYPE (VigieContext, vigie_context, VIGIE, CONTEXT, GObject)

/* @folder holds the stores (NULL: the user's data folder). */
VigieContext *vigie_context_new (GSettings *settings, VigieClock *clock, const char *folder);

/* Opens the server @address (or VIGIE_DEMO_ADDRESS) in place of the one before, for this run: it is not
 * remembered. With the credentials given, or where there are none and the server is a known one, with
 * its own. */
void
vigie_context_open (VigieContext *self, const char *address, const char *user, const char *secret);

/* Opens one of the known servers, or the demonstration, which is then the one shown at start. */
void vigie_context_open_server (VigieContext *self, VigieServer *server);
void vigie_context_open_demonstration (VigieContext *self);

/* What to say where a build without the demonstration (VIGIE_HAVE_DEMO) is asked for it. Opened there all the
 * same, by settings of another build, the context is FAILED with these words and has no server. */
const char *vigie_context_without_demonstration (void);

/* Opens the server that was shown last; EMPTY where there is none. */
void vigie_context_open_saved (VigieContext *self);

/* Makes what is open a known server, and the one shown at start; @secret goes to the keyring. */
void vigie_context_remember (VigieContext *self, const char *user, const char *secret);

/* The answer to "credentials-needed": @user "" or NULL for a token. Kept as vigie_servers_set_secret_async()
 * does. Declined: the server is asked without, and will say no. */
void vigie_context_give_credentials (VigieContext *self, const char *user, const char *secret);
void vigie_context_decline_credentials (VigieContext *self);

/* Keeps the secret of a known server, and says by "notice" where it can only be for this run. */
void vigie_context_keep_secret (VigieContext *self, VigieServer *server, const char *secret);

/* Lets the sync begin: after the first frame, so that the screen comes before the network. */
void vigie_context_start_network (VigieContext *self);

/* Ends the sync and the demonstration; the state is EMPTY. */
void vigie_context_close (VigieContext *self);

/* Opens the same server anew with the same credentials: after the profile was changed. */
void vigie_context_reload (VigieContext *self);

/* Tries the server now, or starts again what failed, the store included (F5). */
void vigie_context_retry (VigieContext *self);

VigieContextState vigie_context_get_state (VigieContext *self);
const char *vigie_context_get_message (VigieContext *self); /* of FAILED, or NULL */
const char *vigie_context_get_server (VigieContext *self);  /* address, or NULL */
VigieServers *vigie_context_get_servers (VigieContext *self);
VigieServer *vigie_context_get_known_server (VigieContext *self); /* the one open, or NULL */
/* Where the data come from, in words: « serveur de cette machine », or the address; NULL without a server. Free it. */
char *vigie_context_dup_source (VigieContext *self);
/* Why what is shown is not kept on disk at the moment, as a sentence that says what to do; NULL: it is. It changes with
 * "link-changed" or notify::territory. */
const char *vigie_context_get_keeping_error (VigieContext *self);
GSettings *vigie_context_get_settings (VigieContext *self);
const char *vigie_context_get_folder (VigieContext *self); /* that holds the stores */
/* The clock of ages and freshness: this machine's, or the server's where that one goes otherwise. It
 * changes with "link-changed" or notify::sync. */
VigieClock *vigie_context_get_clock (VigieContext *self);
VigieProfile *vigie_context_get_profile (VigieContext *self);     /* of the server, or NULL */
VigieTerritory *vigie_context_get_territory (VigieContext *self); /* or NULL */
VigieSync *vigie_context_get_sync (VigieContext *self);           /* or NULL */
gboolean vigie_context_is_demonstration (VigieContext *self);

G_END_DECLS
