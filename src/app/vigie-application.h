/* vigie-application.h: the program: command line, actions, its one window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-background.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_APPLICATION (vigie_application_get_type ())
G_DECLARE_FINAL_TYPE (VigieApplication, vigie_application, VIGIE, APPLICATION, AdwApplication)

/* The application. Its command line is that of DESIGN.md 9; --version and --status answer without
 * a display. A second start hands its page and site to the first, and ends. */
VigieApplication *vigie_application_new (void);

/* What tells the person while no window does, and what keeps it going; NULL before start-up and after shutdown. Owned by
 * the application. */
VigieNotifier *vigie_application_get_notifier (VigieApplication *self);
VigieBackground *vigie_application_get_background (VigieApplication *self);

G_END_DECLS
