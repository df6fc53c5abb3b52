/* vigie-context-private.h: what the files of the context share.
 *
 * vigie-context.c: the object, the link, the clock. vigie-context-open.c: opening a server: its store, its
 * secret, its sync.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#if VIGIE_HAVE_DEMO
#include "vigie-demo.h"
#endif

G_BEGIN_DECLS

struct _VigieContext
{
  GObject parent_instance;

  GSettings *settings;       /* owned */
  VigieClock *clock;         /* owned: this machine's */
  VigieClock *server_clock;  /* owned, or NULL where this machine's will do */
  char *folder;              /* owned */
  VigieProfile *profile;     /* owned, or NULL */
  VigieTerritory *territory; /* owned, or NULL */
  VigieStore *store;         /* owned until the sync takes it; NULL also without one */
  VigieSnapshot *snapshot;   /* owned until the sync takes it: what the store had; or NULL */
  VigieSync *sync;           /* owned, or NULL */
#if VIGIE_HAVE_DEMO
  VigieDemo *demo; /* owned, or NULL */
#endif
  char *server;          /* owned, or NULL */
  char *message;         /* owned, or NULL */
  char *store_failure;   /* owned: why nothing is kept, as the store could not be opened; or NULL */
  char *set_aside_told;  /* owned: the file of which the person was told, or NULL */
  VigieServers *servers; /* owned: those that are known */
  VigieServer *known;    /* owned: of them the one that is open, or NULL */
  char *user, *secret;   /* owned, or NULL */
  GCancellable *cancellable; /* owned: of what is asked for the present server */
  VigieContextState state;
  gboolean network; /* vigie_context_start_network() was called */
  gboolean waits_for_secret;
  gboolean skew_told;
  gboolean following; /* the territory's time is the clock's */
};

void vigie_context_set_state (VigieContext *self, VigieContextState state, const char *message);
/* Words for the person that ask for no answer. */
void vigie_context_notice (VigieContext *self, const char *words);
/* The file @set_aside is the damaged store; a person is told once. */
void vigie_context_tell_set_aside (VigieContext *self, const char *set_aside);
/* PREPARING or OPEN, by whether there is something to show. */
void vigie_context_update_state (VigieContext *self);
void vigie_context_link_changed (VigieContext *self);
void vigie_context_notify_territory (VigieContext *self);
void vigie_context_notify_sync (VigieContext *self);
/* Asks the person for the credentials of the known server, and why. FALSE: nobody does. */
gboolean vigie_context_ask_credentials (VigieContext *self, const char *words);

G_END_DECLS
