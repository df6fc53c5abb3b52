/* vigie-announce.c: words said by a screen reader.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-announce.h"

void
vigie_announce (GtkAccessible *accessible,
                const char *words,
                GtkAccessibleAnnouncementPriority priority)
{
  g_autoptr (GtkATContext) context = NULL;

  g_return_if_fail (GTK_IS_ACCESSIBLE (accessible));

  if (words == NULL || *words == '\0')
    return;
  context = gtk_accessible_get_at_context (accessible);
  if (context == NULL || g_str_equal (G_OBJECT_TYPE_NAME (context), "GtkTestATContext"))
    return;
  if (GTK_IS_WIDGET (accessible) && gtk_widget_get_root (GTK_WIDGET (accessible)) == NULL)
    return;
  gtk_accessible_announce (accessible, words, priority);
}
