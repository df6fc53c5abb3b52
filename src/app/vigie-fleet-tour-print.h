/* vigie-fleet-tour-print.h: a tour on paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-fleet-tour-plan.h"
#include "vigie-report-sheet.h"

G_BEGIN_DECLS

/* Sheets of A4: what to bring, then a table of the stops with a box to tick for each sensor. @territory: its name, or
 * NULL. New. */
VigieReportSheets *vigie_fleet_tour_lay_out (const VigieFleetTour *tour, const char *territory);

/* Asks for a printer. @widget, of the window, is told by win.notice what went wrong. */
void vigie_fleet_tour_print (const VigieFleetTour *tour, const char *territory, GtkWidget *widget);

G_END_DECLS
