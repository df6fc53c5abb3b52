/* vigie-report-print.h: sheets of A4 to a printer that a person chooses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-report-sheet.h"

G_BEGIN_DECLS

/* Takes @sheets, and asks in the window of @widget; @title is the job's name. FALSE with @error. */
gboolean vigie_report_print (VigieReportSheets *sheets,
                             const char *title,
                             GtkWidget *widget,
                             GError **error);

G_END_DECLS
