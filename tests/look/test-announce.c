/* Announcements: none of them ends the program, whatever the context is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include "vigie-announce.h"

/* With GTK_A11Y=test gtk_accessible_announce() itself calls a null pointer (GTK 4.18). */
static void
test_context_of_tests (void)
{
  g_autoptr (GtkWindow) window = g_object_ref_sink (GTK_WINDOW (gtk_window_new ()));
  GtkWidget *label = gtk_label_new ("Riantec");
  g_autoptr (GtkATContext) context = NULL;

  gtk_window_set_child (window, label);
  context = gtk_accessible_get_at_context (GTK_ACCESSIBLE (label));
  g_assert_cmpstr (context != NULL ? G_OBJECT_TYPE_NAME (context) : NULL, ==, "GtkTestATContext");
  vigie_announce (GTK_ACCESSIBLE (label), "Lien perdu", GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  vigie_announce (GTK_ACCESSIBLE (label), "", GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  vigie_announce (GTK_ACCESSIBLE (label), NULL, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  vigie_test_init (&argc, &argv);
  g_test_add_func ("/look/announce/context-of-tests", test_context_of_tests);
  return g_test_run ();
}
