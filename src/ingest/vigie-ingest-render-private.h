/* vigie-ingest-render-private.h: shared by vigie-ingest-render.c and vigie-ingest-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-ingest-render.h"

G_BEGIN_DECLS

/* One step of a statement. *@more is FALSE at its end. */
gboolean vigie_ingest_render_step (VigieIngestRender *render,
                                   sqlite3_stmt *statement,
                                   gboolean *more,
                                   GError **error);

/* FALSE with 503 once the time is up. */
gboolean vigie_ingest_render_check_time (VigieIngestRender *render, GError **error);

void vigie_ingest_render_append (GString *out, const char *text);

/* A comma, unless an object or a list has just begun. */
void vigie_ingest_render_separate (GString *out);

/* "BASE/Things(1)" */
void vigie_ingest_render_append_address (VigieIngestRender *render,
                                         GString *out,
                                         const VigieIngestEntity *entity,
                                         gint64 id);

gboolean vigie_ingest_render_has_value (const VigieIngestField *field, sqlite3_stmt *row);
void
vigie_ingest_render_append_value (GString *out, const VigieIngestField *field, sqlite3_stmt *row);

/* The row that the plan's statement stands at, with its expansions. */
gboolean
vigie_ingest_render_entity (VigieIngestRender *render, VigieIngestPlan *plan, GError **error);

/* "Datastreams@iot.count":12, where the plan counts */
gboolean vigie_ingest_render_count (VigieIngestRender *render,
                                    VigieIngestPlan *plan,
                                    gint64 key,
                                    const char *prefix,
                                    GError **error);

G_END_DECLS
