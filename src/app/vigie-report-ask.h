/* vigie-report-ask.h: a report or a declaration that a person asks for: read, made, then saved or printed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-report.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_REPORT_PDF,          /* of the period */
  VIGIE_REPORT_PAPER,        /* the same, printed */
  VIGIE_REPORT_OPERAT,       /* of the calendar year that is declared */
  VIGIE_REPORT_DATA_CENTRES, /* the same */
} VigieReportKind;

/* Reads what it takes off the main thread, then asks where it is to go. @widget, of the window, is told by win.notice
 * how it went: also where there is nothing to declare. @scope: the name of the selection. */
void vigie_report_ask (VigieReportKind kind,
                       GtkWidget *widget,
                       VigieSync *sync,
                       VigieEnergyPlan *plan,
                       VigieProfile *profile,
                       const VigiePeriod *period,
                       const char *scope,
                       VigieTime now);

G_END_DECLS
