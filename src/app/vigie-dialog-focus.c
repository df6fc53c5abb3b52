/* vigie-dialog-focus.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-dialog-focus.h"

static void map_cb (GtkWidget *first);

/* After the frame in which the sheet began to open, and moved the focus. */
static gboolean
focus_cb (gpointer user_data)
{
  GtkWidget *first = GTK_WIDGET (user_data);

  if (gtk_widget_get_mapped (first))
    {
      /* Once: a window that is made narrow later leaves the focus where the person has it. */
      g_signal_handlers_disconnect_by_func (first, map_cb, NULL);
      /* Taken again, it would select what is typed meanwhile. */
      if ((gtk_widget_get_state_flags (first) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
        gtk_widget_grab_focus (first);
    }
  return G_SOURCE_REMOVE;
}

static void
map_cb (GtkWidget *first)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_cb, g_object_ref (first), g_object_unref);
}

void
vigie_dialog_set_first_focus (AdwDialog *dialog, GtkWidget *first)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog));
  g_return_if_fail (GTK_IS_WIDGET (first));

  adw_dialog_set_focus (dialog, first);
  g_signal_connect (first, "map", G_CALLBACK (map_cb), NULL);
}
