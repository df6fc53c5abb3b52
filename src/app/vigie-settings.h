/* vigie-settings.h: the settings of the person, over those that the administrator of the machine hands out.
 *
 * Natively both are dconf's, with its own defaults and locks. A sandbox keeps the person's in a key file of its own
 * (GLib's backend); the administrator's are then two files beside each other in the folder "settings" of
 * vigie_system_folder(): `defaults`, a key file with one group [fr/agglo/Vigie] whose values are GVariant texts, and
 * `locks`, a line "/fr/agglo/Vigie/KEY" for each key that the person cannot change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The program's settings; whatever shows, keeps or reads them takes these, never g_settings_new(). What the
 * administrator's files hold without effect is warned about on standard error. Main thread. Unref it. */
GSettings *vigie_settings_new (void);

/* The same over the files of @folder (which need not exist), whatever this system is; where settings are in no key
 * file (GSETTINGS_BACKEND says another place), as g_settings_new(). */
GSettings *vigie_settings_new_over (const char *folder);

/* What is wrong with the files of @folder: a sentence for each line that has no effect, in the person's language.
 * Empty where all is well, or nothing there. g_strfreev(). */
char **vigie_settings_check (const char *folder);

/* @widget can be used as long as @key is not locked; where it is, it says so: in its tooltip, to screen readers, and
 * (a row of preferences) by a lock at its end. */
void vigie_settings_bind_lock (GSettings *settings, const char *key, GtkWidget *widget);

/* « Set by the administrator of this machine ». */
const char *vigie_settings_locked_words (void);

G_END_DECLS
