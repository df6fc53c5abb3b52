/* vigie-attendance-skips.h: the skips of a site and how full they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-attendance-reader.h"
#include "vigie-site.h"

G_BEGIN_DECLS

/* Names of those that are (nearly) full now, as the server calls them: a limit above is passed, or 90 %, by a reading
 * that is not silent. NULL-terminated; free with g_strfreev(). @live may be NULL: none. */
char **vigie_attendance_skips_full (const VigieAttendanceSite *site, VigieSite *live);

#define VIGIE_ATTENDANCE_SKIPS_AT_ONCE 2
/* Into the rows of @grid from @first on, what is not shown there already: at most so many at once, for each has widgets
 * of its own. TRUE: there are more after them. */
gboolean vigie_attendance_skips_fill (GtkGrid *grid,
                                      guint first,
                                      const VigieAttendanceSite *site,
                                      VigieSite *live,
                                      VigieTime now,
                                      gboolean is_live);

G_END_DECLS
