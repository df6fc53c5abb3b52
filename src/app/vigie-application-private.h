/* vigie-application-private.h: what the files of the application share.
 *
 * vigie-application.c: start and end, command line, what is opened. vigie-application-actions.c: what the desktop
 * can ask.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#include "vigie-window.h"

G_BEGIN_DECLS

struct _VigieApplication
{
  AdwApplication parent_instance;

  VigieContext *context; /* owned; made at start-up */
};

/* The window; made where there is none, with what was chosen the last time. It shows @server, or where that is NULL
 * what it shows already, else the server of the last time. The caller presents it. */
VigieWindow *vigie_application_get_window (VigieApplication *self, const char *server);

/* The window where there is one, or NULL. */
VigieWindow *vigie_application_find_window (VigieApplication *self);

/* vigie-application-actions.c: once, at start-up. */
void vigie_application_add_actions (VigieApplication *self);

G_END_DECLS
