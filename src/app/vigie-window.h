/* vigie-window.h: the window: sidebar, header, pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-application.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_WINDOW (vigie_window_get_type ())
G_DECLARE_FINAL_TYPE (VigieWindow, vigie_window, VIGIE, WINDOW, AdwApplicationWindow)

/* A window of @application whose size and choice are kept in @settings. */
VigieWindow *vigie_window_new (VigieApplication *application, GSettings *settings);

G_END_DECLS
