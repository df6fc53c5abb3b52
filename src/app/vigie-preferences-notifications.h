/* vigie-preferences-notifications.h: what notifications tell of, and whether Vigie goes on without a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_PREFERENCES_NOTIFICATIONS (vigie_preferences_notifications_get_type ())
/* Once it is in a window of the application, it reaches the notifier and the background through that. */
G_DECLARE_FINAL_TYPE (VigiePreferencesNotifications,
                      vigie_preferences_notifications,
                      VIGIE,
                      PREFERENCES_NOTIFICATIONS,
                      AdwPreferencesGroup)

/* Gives it the settings that it changes; once. */
void vigie_preferences_notifications_setup (VigiePreferencesNotifications *self,
                                            GSettings *settings);

G_END_DECLS
