/* vigie-folder.h: folders that a program made for itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Removes the folder @path and the files in it. One that has a folder in it stays, and one that is not there is no
 * matter. Any thread. */
void vigie_folder_remove (const char *path);

G_END_DECLS
