/* vigie-children.h: for the dispose of widgets made of a template.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* After gtk_widget_dispose_template(), which lets go only of the children that are bound. */
static inline void
vigie_unparent_children (GtkWidget *widget)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}
