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
#include "vigie-sync.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

/* Stands for the demonstration territory as the address of a server. */
#define VIGIE_DEMO_ADDRESS "demo:"

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
 * that ask for no answer. */
G_DECLARE_FINAL_TYPE (VigieContext, vigie_context, VIGIE, CONTEXT, GObject)

/* @folder holds the stores (NULL: the user's data folder). */
VigieContext *vigie_context_new (GSettings *settings, VigieClock *clock, const char *folder);

/* Opens the server @address (or VIGIE_DEMO_ADDRESS) with the credentials given (NULL for none), in
 * place of the one before. */
void
vigie_context_open (VigieContext *self, const char *address, const char *user, const char *secret);

/* Opens the server of the settings, its secret from the keyring; EMPTY where there is none. */
void vigie_context_open_saved (VigieContext *self);

/* Remembers the server that is open, and its secret in the keyring (NULL: none). */
void vigie_context_remember (VigieContext *self, const char *user, const char *secret);

/* Lets the sync begin: after the first frame, so that the screen comes before the network. */
void vigie_context_start_network (VigieContext *self);

/* Ends the sync and the demonstration; the state is EMPTY. */
void vigie_context_close (VigieContext *self);

/* Opens the same server anew with the same credentials: after the profile was changed. */
void vigie_context_reload (VigieContext *self);

/* Tries the server now, or starts again what failed (F5). */
void vigie_context_retry (VigieContext *self);

VigieContextState vigie_context_get_state (VigieContext *self);
const char *vigie_context_get_message (VigieContext *self); /* of FAILED, or NULL */
const char *vigie_context_get_server (VigieContext *self);  /* address, or NULL */
GSettings *vigie_context_get_settings (VigieContext *self);
/* The clock of ages and freshness: this machine's, or the server's where that one goes otherwise. It
 * changes with "link-changed" or notify::sync. */
VigieClock *vigie_context_get_clock (VigieContext *self);
VigieProfile *vigie_context_get_profile (VigieContext *self);     /* of the server, or NULL */
VigieTerritory *vigie_context_get_territory (VigieContext *self); /* or NULL */
VigieSync *vigie_context_get_sync (VigieContext *self);           /* or NULL */
gboolean vigie_context_is_demonstration (VigieContext *self);

G_END_DECLS
