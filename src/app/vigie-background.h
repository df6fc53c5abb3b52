/* vigie-background.h: the program that goes on watching without a window.
 *
 * While the setting “run-in-background” is on and a server is open, the application is held: closing its window leaves it
 * watching, and it can be called back by its launcher or a notification. In a Flatpak the desktop is asked for leave through
 * the portal Background, and told the state in words; natively nobody has to be asked, and starting with the session is a
 * file in the autostart folder. The demonstration, which is a program of its own, ends with the window: nobody is on call
 * for it. app.quit ends everything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-notifier.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_BACKGROUND (vigie_background_get_type ())
/* Properties: held (boolean: it goes on once the window is closed); message (string: why it was not allowed, in words, or
 * NULL). */
G_DECLARE_FINAL_TYPE (VigieBackground, vigie_background, VIGIE, BACKGROUND, GObject)

/* Of @application, which must be registered. Nothing is asked of anybody before the window is closed or a setting changed. */
VigieBackground *
vigie_background_new (GtkApplication *application, VigieContext *context, VigieNotifier *notifier);

/* Watches what was shown last, without a window, whatever the setting says: « vigie --background ». FALSE where no server
 * is known, or it is the demonstration: there is nothing to watch. */
gboolean vigie_background_begin (VigieBackground *self);

/* Lets go: the program ends with its last window, now. */
void vigie_background_end (VigieBackground *self);

gboolean vigie_background_get_held (VigieBackground *self);
const char *vigie_background_get_message (VigieBackground *self);

G_END_DECLS
