/* vigie-preferences-dialog.h: server, tiles, profile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-context.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_PREFERENCES_DIALOG (vigie_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VigiePreferencesDialog,
                      vigie_preferences_dialog,
                      VIGIE,
                      PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

AdwDialog *vigie_preferences_dialog_new (VigieContext *context);

G_END_DECLS
