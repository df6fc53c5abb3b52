/* vigie-demo-folder.h: a folder that goes with the program that made it, be this one killed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VigieDemoFolder VigieDemoFolder;

/* A new folder in @parent (which is made where it is not there), whose name begins with @prefix; it is locked for as
 * long as the program runs. Those of that prefix which are locked by nobody, because their program was killed, are
 * removed before, with the files in them. NULL with @error (G_FILE_ERROR). */
VigieDemoFolder *vigie_demo_folder_new (const char *parent, const char *prefix, GError **error);

const char *vigie_demo_folder_get_path (VigieDemoFolder *self);

/* Removes the folder and the files in it, and frees @self. */
void vigie_demo_folder_remove (VigieDemoFolder *self);

G_END_DECLS
