/* vigie-diagnostics-requests.h: the table of the last requests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-diagnostics.h"

G_BEGIN_DECLS

/* Makes the columns of @view. */
void vigie_diagnostics_requests_init (GtkColumnView *view);

/* Rows that one call makes at most: the cells of a long log are made over some frames. */
#define VIGIE_DIAGNOSTICS_REQUESTS_AT_ONCE 20

/* Shows the requests of @told, the newest first; what is chosen and where the table stands are kept. FALSE if older
 * ones are to be shown by another call. */
gboolean vigie_diagnostics_requests_set (GtkColumnView *view, const VigieDiagnostics *told);

/* An address with places where a line may end, U+200B, so that a tooltip is not wider than the screen: an address
 * has no space. A new text, to be looked at and not copied. */
char *vigie_diagnostics_requests_fold_target (const char *target);

G_END_DECLS
