/* vigie-notifier.h: tells the person by notifications what became critical, whether or not a window is open.
 *
 * What rings is decided by core's vigie-notice.h; this watches the context's territory and link by their signals and
 * carries it out through GNotification. A notification leads to its site by app.show-site. All of them are withdrawn at
 * the end of the program and when another server is opened: what is no more watched is not told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_NOTIFIER (vigie_notifier_get_type ())
/* Properties: status (string: the state in a few words, « 2 sites critiques »; NULL while nothing is watched). */
G_DECLARE_FINAL_TYPE (VigieNotifier, vigie_notifier, VIGIE, NOTIFIER, GObject)

/* Of @application, which must be registered; nothing is looked at and nobody asked before the context's sync is there,
 * that is after the first frame. */
VigieNotifier *vigie_notifier_new (GtkApplication *application, VigieContext *context);

const char *vigie_notifier_get_status (VigieNotifier *self);

/* Shows a notification as they look; FALSE where nobody shows any in this session, as far as is known. */
gboolean vigie_notifier_try (VigieNotifier *self);

/* Withdraws all, watches nothing any more. Before the application goes. */
void vigie_notifier_stop (VigieNotifier *self);

G_END_DECLS
