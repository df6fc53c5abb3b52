/* vigie-save.h: a table of a page, or another file, where a person chooses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks where, with @name (a person's words; « .csv » is added) proposed, and writes @bytes there; says by win.notice
 * how it went. @widget: of the window. */
void vigie_save_table (GtkWidget *widget, const char *name, GBytes *bytes);

/* The same for any kind of file: @title of the dialogue, @file_name with its extension. */
void vigie_save_file (GtkWidget *widget, const char *title, const char *file_name, GBytes *bytes);

/* @name as a file may be called: without what some system refuses, at most 120 characters, with « .csv ». g_free(). */
char *vigie_save_file_name (const char *name);

G_END_DECLS
