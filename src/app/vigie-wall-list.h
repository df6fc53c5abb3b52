/* vigie-wall-list.h: rows one below the other, as many as fit, and how many others there are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_WALL_LIST (vigie_wall_list_get_type ())
/* A list in accessibility. It takes whatever height it is given: rows are left out, never cut, and what is left out is
 * counted below them, « et 4 autres ». */
G_DECLARE_FINAL_TYPE (VigieWallList, vigie_wall_list, VIGIE, WALL_LIST, GtkWidget)

GtkWidget *vigie_wall_list_new (void);

/* Adds a row (floating) at the end. Rows stay; which of them are in use vigie_wall_list_set_used() says. */
void vigie_wall_list_append (VigieWallList *self, GtkWidget *row);

/* The first @n_used rows are to be shown, of @n_total that there are (at least @n_used). */
void vigie_wall_list_set_used (VigieWallList *self, guint n_used, guint n_total);

/* How many rows had room when it was last given its size. */
guint vigie_wall_list_get_n_shown (VigieWallList *self);

G_END_DECLS
