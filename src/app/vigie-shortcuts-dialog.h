/* vigie-shortcuts-dialog.h: the keys, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* GtkShortcutsWindow is deprecated in GTK 4.18 and its successor needs libadwaita 1.8: rows it is. */
AdwDialog *vigie_shortcuts_dialog_new (void);

G_END_DECLS
