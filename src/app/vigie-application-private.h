/* vigie-application-private.h: what the files of the application share.
 *
 * vigie-application.c: start and end, command line, what is opened. vigie-application-actions.c: what the desktop
 * can ask, its search too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-background.h"
#include "vigie-context.h"
#include "vigie-notifier.h"
#include "vigie-search-provider.h"
#include "vigie-window.h"

G_BEGIN_DECLS

struct _VigieApplication
{
  AdwApplication parent_instance;

  VigieContext *context;                /* owned; made at start-up */
  VigieBackground *background;          /* owned; from start-up to shutdown */
  VigieNotifier *notifier;              /* owned; from start-up to shutdown */
  VigieSearchProvider *search_provider; /* owned; made when it is put on the bus, or NULL */
  guint ends[3]; /* sources of the signals that end it, from start-up to shutdown */
};

/* The window; made where there is none, with what was chosen the last time. It shows @server, or where that is NULL
 * what it shows already, else the server of the last time. The caller presents it. */
VigieWindow *vigie_application_get_window (VigieApplication *self, const char *server);

/* The window where there is one, or NULL. */
VigieWindow *vigie_application_find_window (VigieApplication *self);

/* Brings the window to the front, with the token of the activation, or at @timestamp of the display where that is not
 * 0. */
void vigie_application_present (VigieWindow *window, guint32 timestamp);

/* vigie-application-actions.c: once, at start-up. */
void vigie_application_add_actions (VigieApplication *self);
/* The same, before that: what the desktop's search calls. */
void vigie_application_add_search (VigieApplication *self);

G_END_DECLS
