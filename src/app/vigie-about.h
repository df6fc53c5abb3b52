/* vigie-about.h: what Vigie is, whose libraries and data it uses, and what to send to someone who helps.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-context.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_PART_LIBRARY,
  VIGIE_PART_DATA,
} VigiePartKind;

/* Something of somebody else that is in Vigie or that it is linked with: the same as in the SBOM. All static. */
typedef struct
{
  VigiePartKind kind;
  const char *id;
  const char *name;       /* not translated */
  const char *copyright;  /* years and holders, without the sign, or NULL where nobody has one */
  gboolean others;        /* and more holders */
  GtkLicense gtk_licence; /* custom where GTK has no words for it */
  const char *licence;    /* an SPDX expression */
  const char *licence_markup; /* the same with links, where gtk_licence is custom; or NULL */
} VigiePart;

/* Those of this build (data/sbom/parts.json). */
const VigiePart *vigie_about_get_parts (guint *n_parts);

/* A new dialog, floating. Its debugging information is the text of the diagnostics of @context, as of now. */
AdwDialog *vigie_about_new (VigieContext *context);

G_END_DECLS
