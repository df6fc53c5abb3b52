/* vigie-attendance-poster.h: a sheet to be hung up at a site: the best moments of a week.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-attendance-week.h"
#include "vigie-report-sheet.h"

G_BEGIN_DECLS

/* What a poster is made of; borrowed. */
typedef struct
{
  const char *site;      /* « Déchèterie de Riantec » */
  const char *territory; /* « Lorient Agglomération » */
  gboolean demonstration;
  VigieTime made;
  const VigieAttendanceHabits *habits;
  const VigieAttendanceFacts *facts;
} VigieAttendancePoster;

/* The Monday of the week that is hung up: the one after @now, or from Monday to noon the one in progress. */
gint64 vigie_attendance_poster_monday (VigieTime now, GTimeZone *zone);

/* One upright A4 with the week that begins with @monday. New. */
VigieReportSheets *vigie_attendance_poster_lay_out (const VigieAttendancePoster *self,
                                                    gint64 monday);

/* Saves it as a PDF where the person chooses, or prints it; @widget's "win.notice" tells what came of it. */
void
vigie_attendance_poster_save (const VigieAttendancePoster *self, gint64 monday, GtkWidget *widget);
void
vigie_attendance_poster_print (const VigieAttendancePoster *self, gint64 monday, GtkWidget *widget);

G_END_DECLS
