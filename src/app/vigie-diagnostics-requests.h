/* vigie-diagnostics-requests.h: the table of the last requests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-diagnostics.h"

G_BEGIN_DECLS

/* Makes the columns of @view. */
void vigie_diagnostics_requests_init (GtkColumnView *view);

/* Shows the requests of @told; what is chosen and where the table stands are kept. */
void vigie_diagnostics_requests_set (GtkColumnView *view, const VigieDiagnostics *told);

G_END_DECLS
