/* vigie-ingest-entity.h: entities of SensorThings as they are written: created with what is nested in
 * them, changed, deleted (OGC 18-088, 10).
 *
 * Everything here runs inside a job of the writer. Errors are VIGIE_INGEST_ERROR; those of the sender
 * name the member: "Datastreams[1].unitOfMeasurement: …".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "vigie-ingest-entities.h"
#include "vigie-ingest-writer.h"

G_BEGIN_DECLS

/* Where a new entity belongs by its place in the address or in another entity: no parent has id 0. */
typedef struct
{
  VigieIngestEntityType type;
  gint64 id;
} VigieIngestParent;

/* Creates an entity of @type from @object, and what is nested in it. @where is the path to it in the
 * body ("" at the top), for errors. */
gboolean vigie_ingest_entity_insert (VigieIngestWriter *writer,
                                     VigieIngestEntityType type,
                                     JsonObject *object,
                                     const VigieIngestParent *parent,
                                     const char *where,
                                     gint64 *id,
                                     GError **error);

/* Changes the members that @object has; `properties` is replaced as a whole. */
gboolean vigie_ingest_entity_change (VigieIngestWriter *writer,
                                     VigieIngestEntityType type,
                                     gint64 id,
                                     JsonObject *object,
                                     GError **error);

/* Deletes it with what the standard's table 25 says depends on it. */
gboolean vigie_ingest_entity_delete (VigieIngestWriter *writer,
                                     VigieIngestEntityType type,
                                     gint64 id,
                                     GError **error);

/* Whether there is one. */
gboolean vigie_ingest_entity_exists (VigieIngestWriter *writer,
                                     VigieIngestEntityType type,
                                     gint64 id,
                                     gboolean *exists,
                                     GError **error);

/* Sets VIGIE_INGEST_ERROR_BAD_REQUEST "WHERE.MEMBER: words"; either may be "". Returns FALSE. */
gboolean vigie_ingest_entity_refuse (GError **error,
                                     const char *where,
                                     const char *member,
                                     const char *words);

/* ---- vigie-ingest-links.c ---- */

/* The entity that @node links to by {"@iot.id": …} or describes to be created. */
gboolean vigie_ingest_entity_resolve (VigieIngestWriter *writer,
                                      VigieIngestEntityType type,
                                      JsonNode *node,
                                      const char *where,
                                      const char *member,
                                      gboolean may_insert,
                                      gint64 *id,
                                      GError **error);

/* Appends the ids of a set that is nested in @object, linked or created; TRUE without any where there is none. */
gboolean vigie_ingest_entity_resolve_set (VigieIngestWriter *writer,
                                          VigieIngestEntityType type,
                                          JsonObject *object,
                                          const char *name,
                                          const char *where,
                                          gboolean may_insert,
                                          GArray *ids,
                                          GError **error);

/* Creates the entities of a set that belong to @parent, or links those that exist to it. */
gboolean vigie_ingest_entity_insert_set (VigieIngestWriter *writer,
                                         JsonObject *object,
                                         const char *name,
                                         const VigieIngestParent *parent,
                                         const char *where,
                                         GError **error);

/* Adds the entity @other of @target to those that @id leads to: what else led to it at one end leads there no more. */
gboolean vigie_ingest_entity_link_to (VigieIngestWriter *writer,
                                      VigieIngestEntityType type,
                                      gint64 id,
                                      VigieIngestEntityType target,
                                      gint64 other,
                                      GError **error);

/* Adds what the set @name of a change links to (18-088, 10.3.1). */
gboolean vigie_ingest_entity_link_set (VigieIngestWriter *writer,
                                       VigieIngestEntityType type,
                                       gint64 id,
                                       JsonObject *object,
                                       const char *name,
                                       GError **error);

/* ---- vigie-ingest-place.c: Locations and what follows from them ---- */

/* ---- vigie-ingest-place.c: Locations and what follows from them ---- */

/* Adds these Locations to those of @thing from now on, with a HistoricalLocation of @time. Locations of one Thing have
 * different encodings (18-088, table 3): those it had of theirs are no longer its own. Older readings keep the place
 * they were made at. */
gboolean vigie_ingest_place_thing (VigieIngestWriter *writer,
                                   gint64 thing,
                                   const gint64 *locations,
                                   guint n_locations,
                                   VigieTime time,
                                   GError **error);

/* Adds @location to the HistoricalLocation @history. */
gboolean vigie_ingest_place_add_to_history (VigieIngestWriter *writer,
                                            gint64 history,
                                            gint64 location,
                                            GError **error);

/* Gives the HistoricalLocation @history its Locations, and moves its Thing there if it has none that is as late. */
gboolean vigie_ingest_place_remember (VigieIngestWriter *writer,
                                      gint64 history,
                                      const gint64 *locations,
                                      guint n_locations,
                                      GError **error);

/* Before the Datastream goes to another Thing: its readings keep their feature of interest. */
gboolean
vigie_ingest_place_detach_datastream (VigieIngestWriter *writer, gint64 datastream, GError **error);

/* Before the geometry of @location changes, or its Things go elsewhere: writes the present feature of
 * interest into the readings that were made there. */
gboolean vigie_ingest_place_detach (VigieIngestWriter *writer, gint64 location, GError **error);

/* Sees to it that the Datastream has a feature of interest, made from its Thing's Location once. */
gboolean vigie_ingest_place_ensure (VigieIngestWriter *writer, gint64 datastream, GError **error);

/* Widens the observedArea of a Datastream by a feature. */
gboolean vigie_ingest_place_widen (VigieIngestWriter *writer,
                                   gint64 datastream,
                                   gint64 feature,
                                   GError **error);

/* ---- vigie-ingest-observation.c ---- */

gboolean vigie_ingest_observation_insert (VigieIngestWriter *writer,
                                          JsonObject *object,
                                          const VigieIngestParent *parent,
                                          const char *where,
                                          gint64 *id,
                                          GError **error);
gboolean vigie_ingest_observation_change (VigieIngestWriter *writer,
                                          gint64 id,
                                          JsonObject *object,
                                          GError **error);

/* ---- Shared by these files ---- */

/* Whether a member is one that only answers have ("@iot.selfLink", "Things@iot.navigationLink"). */
gboolean vigie_ingest_entity_is_annotation (const char *name);

/* "WHERE.MEMBER" or "WHERE.MEMBER[index]" (@index -1: none). Free with g_free(). */
char *vigie_ingest_entity_path (const char *where, const char *member, int index);

/* The node as minified JSON; free with g_free(). */
char *vigie_ingest_entity_to_text (JsonNode *node);

G_END_DECLS
