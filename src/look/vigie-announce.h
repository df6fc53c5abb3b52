/* vigie-announce.h: words said by a screen reader, for what is seen only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Has a screen reader say @words (plain text, in the user's language) on behalf of @accessible, at the next pause
 * with MEDIUM, at once with HIGH. Nothing without a screen reader, for an object that is not in a window, and for
 * NULL or empty words. Every announcement goes through here: gtk_accessible_announce() of GTK 4.18 calls a function
 * that the context of tests (GTK_A11Y=test) has not got. */
void vigie_announce (GtkAccessible *accessible,
                     const char *words,
                     GtkAccessibleAnnouncementPriority priority);

G_END_DECLS
