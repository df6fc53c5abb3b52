/* vigie-about.h: what Vigie is, whose libraries and data it uses, and what to send to someone who helps.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-context.h"

G_BEGIN_DECLS

/* A new dialog, floating. Its debugging information is the text of the diagnostics of @context, as of now. */
AdwDialog *vigie_about_new (VigieContext *context);

G_END_DECLS
