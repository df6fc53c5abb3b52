/* vigie-test-find.h: looking for a widget below another one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include <gtk/gtk.h>

/* The first of that type, @widget itself and then its descendants from the top; or NULL. */
static inline GtkWidget *
vigie_test_find (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = vigie_test_find (child, type);
  return found;
}

/* Whether some label of @widget has @text in it, seen or not. */
static inline gboolean
vigie_test_has_text (GtkWidget *widget, const char *text)
{
  gboolean found
      = GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = vigie_test_has_text (child, text);
  return found;
}

/* The first button of @widget, itself or below it, whose label is @label as it is written, mnemonic and all; or NULL. */
static inline GtkWidget *
vigie_test_find_button (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = vigie_test_find_button (child, label);
  return found;
}
