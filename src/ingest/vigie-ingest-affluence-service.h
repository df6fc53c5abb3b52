/* vigie-ingest-affluence-service.h: the public's documents, made in a thread when they are asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-clock.h"
#include "vigie-ingest-affluence.h"
#include "vigie-ingest-server.h"

G_BEGIN_DECLS

/* Its functions are called in the context that made it; one thread of its own reads the store. */

/* @prepare (may be NULL) as in VigieIngestServerOptions: what the demonstration has not put into the store yet. NULL
 * with @error if the store cannot be read. */
VigieIngestAffluence *vigie_ingest_affluence_new (const char *store,
                                                  VigieClock *clock,
                                                  VigieIngestPrepare prepare,
                                                  gpointer prepare_data,
                                                  GError **error);
/* Waits for the thread; who waits for an edition, or asks from now on, is told NULL. */
void vigie_ingest_affluence_stop (VigieIngestAffluence *self);
/* Stops it first. */
void vigie_ingest_affluence_free (VigieIngestAffluence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieIngestAffluence, vigie_ingest_affluence_free)

/* @documents: of VigieAffluenceDocument, not older than VIGIE_AFFLUENCE_FRESH; NULL where they could not be made. */
typedef void (*VigieIngestAffluenceFunc) (GPtrArray *documents, gpointer data);
/* Calls @func once, maybe before it returns. */
void vigie_ingest_affluence_get (VigieIngestAffluence *self,
                                 VigieIngestAffluenceFunc func,
                                 gpointer data);

/* Has them written to @folder, now and every minute; only what changed, each file whole or not at all, readable by
 * everybody. What goes wrong is told on standard error and tried again. FALSE with @error if the folder is none. */
gboolean
vigie_ingest_affluence_publish (VigieIngestAffluence *self, const char *folder, GError **error);

G_END_DECLS
