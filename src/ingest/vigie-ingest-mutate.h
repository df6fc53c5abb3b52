/* vigie-ingest-mutate.h: requests that write the SensorThings API: POST, PATCH, DELETE on its addresses,
 * CreateObservations, and the adoption of devices.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "vigie-ingest-devices.h"
#include "vigie-ingest-writer.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_INGEST_CREATE, /* POST */
  VIGIE_INGEST_CHANGE, /* PATCH */
  VIGIE_INGEST_DELETE, /* DELETE */
} VigieIngestMethod;

/* A body that was read: an object or an array. NULL with VIGIE_INGEST_ERROR_BAD_REQUEST for what is no
 * JSON or nested too deeply. From any thread. */
JsonNode *vigie_ingest_mutate_parse (const char *body, gsize length, GError **error);

typedef struct
{
  guint status;   /* 200, 201 or 204 */
  char *location; /* of the new entity below the service's root: "/Things(3)"; or NULL */
  GString *body;  /* JSON to answer, or NULL: that of `location` */
} VigieIngestMutated;

void vigie_ingest_mutated_clear (VigieIngestMutated *mutated);

/* Carries out one request inside a job of the writer. @path is what follows the service's root, still
 * percent-encoded; @base_url is that root, for links; @body NULL for a deletion. */
gboolean vigie_ingest_mutate (VigieIngestWriter *writer,
                              VigieIngestMethod method,
                              const char *base_url,
                              const char *path,
                              JsonNode *body,
                              VigieIngestMutated *mutated,
                              GError **error);

/* Whether @path is one that @method can be used on, whatever exists: if not, 405 says what can. */
gboolean vigie_ingest_mutate_allows (VigieIngestMethod method, const char *path);

/* Adopts @device: @body is {"thing": ID, "name": …, "datastreams": [{…, "source": {"field", …}}, …]}.
 * Creates the Sensor and the Datastreams (entities of the standard, whose `source` names the field, and
 * needs no DevEUI) and takes the frames kept. Answers 201 with their ids. */
gboolean vigie_ingest_adopt (VigieIngestDevices *devices,
                             VigieIngestWriter *writer,
                             const char *device,
                             JsonNode *body,
                             VigieIngestMutated *mutated,
                             GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VigieIngestMutated, vigie_ingest_mutated_clear)

G_END_DECLS
