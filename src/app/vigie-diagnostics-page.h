/* vigie-diagnostics-page.h: the page « Diagnostic »: what passes between Vigie and the server, what of it could not
 * be used, and what is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_DIAGNOSTICS_PAGE (vigie_diagnostics_page_get_type ())
G_DECLARE_FINAL_TYPE (VigieDiagnosticsPage,
                      vigie_diagnostics_page,
                      VIGIE,
                      DIAGNOSTICS_PAGE,
                      GtkWidget)

/* A new one, floating. It follows the context while it is on screen, once a second at most. */
GtkWidget *vigie_diagnostics_page_new (VigieContext *context, VigieTicker *ticker);

/* Asks the server for the measure @id and shows its answer. */
void vigie_diagnostics_page_show_measure (VigieDiagnosticsPage *self, const char *id);

G_END_DECLS
