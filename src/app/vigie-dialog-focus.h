/* vigie-dialog-focus.h: the first focus of a dialog, also where it is a sheet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @first, inside @dialog, has the focus when the dialog is first shown. adw_dialog_set_focus() alone does it not: libadwaita 1.7
 * moves the focus on by one when a dialog opens as the sheet of a narrow window. Called before it is presented. */
void vigie_dialog_set_first_focus (AdwDialog *dialog, GtkWidget *first);

G_END_DECLS
