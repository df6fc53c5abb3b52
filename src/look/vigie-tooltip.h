/* vigie-tooltip.h: the tooltip of a widget whose words are told again and again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As gtk_widget_set_tooltip_text(), but nothing where it is @text already (NULL: none): GTK asks where the pointer is at
 * every call, even of the same words, and waits for X11's answer. For rows that are bound, and what is drawn anew. */
void vigie_tooltip_set (GtkWidget *widget, const char *text);

G_END_DECLS
