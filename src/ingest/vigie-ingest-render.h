/* vigie-ingest-render.h: rows of plans as JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "vigie-ingest-plan.h"

G_BEGIN_DECLS

typedef struct
{
  const char *base_url; /* fit to stand in JSON */
  const char *path;     /* of the request, as links write it */
  GString *out;
  gsize page_bytes; /* about where a page is cut short */
  gint64 deadline;  /* g_get_monotonic_time() */
  VigieIngestFormat format;
  gboolean only_references;
} VigieIngestRender;

/* A page of a set, with @key where the plan has a link. FALSE with @error (VIGIE_INGEST_QUERY_ERROR). */
gboolean vigie_ingest_render_page (VigieIngestRender *render,
                                   VigieIngestPlan *plan,
                                   gint64 key,
                                   GError **error);

/* One entity; 404 if there is none of that id. */
gboolean vigie_ingest_render_one (VigieIngestRender *render,
                                  VigieIngestPlan *plan,
                                  gint64 id,
                                  GError **error);

typedef enum
{
  VIGIE_INGEST_FORM_NOTHING, /* the property is null: nothing is written */
  VIGIE_INGEST_FORM_JSON,
  VIGIE_INGEST_FORM_TEXT, /* a bare text, number or time */
} VigieIngestForm;

/* One property of one entity, or what is selected inside it: {"name": …}, or the bare value. 404 where there is
 * nothing of that name inside. */
gboolean vigie_ingest_render_property (VigieIngestRender *render,
                                       VigieIngestPlan *plan,
                                       gint64 id,
                                       gboolean bare,
                                       VigieIngestForm *form,
                                       GError **error);

G_END_DECLS
