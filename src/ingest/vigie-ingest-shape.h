/* vigie-ingest-shape.h: what bodies of entities are made of: their members, and how these are stored.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <sqlite3.h>

#include "vigie-ingest-entities.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_INGEST_MEMBER_TEXT,        /* a string, not empty */
  VIGIE_INGEST_MEMBER_ANY_TEXT,    /* a string */
  VIGIE_INGEST_MEMBER_JSON,        /* any JSON value but null */
  VIGIE_INGEST_MEMBER_JSON_OBJECT, /* an object, or null to have none */
  VIGIE_INGEST_MEMBER_UNIT,    /* an object whose name, symbol and definition are texts or null */
  VIGIE_INGEST_MEMBER_TIME,    /* an instant */
  VIGIE_INGEST_MEMBER_IGNORED, /* kept by the server itself */
} VigieIngestMemberKind;

typedef struct
{
  const char *name;   /* in a body; arrays of members end with NULL */
  const char *column; /* NULL: not stored */
  VigieIngestMemberKind kind;
  gboolean optional;
} VigieIngestMember;

/* A link to one entity, which a new one must have. */
typedef struct
{
  const char *name;
  const char *column;
  VigieIngestEntityType target;
} VigieIngestLinkTo;

typedef struct
{
  const char *table;
  const VigieIngestMember *members;
  const VigieIngestLinkTo *links;
  /* Names of sets that may be nested in it. */
  const char *sets[4];
} VigieIngestShape;

/* NULL for Observations, which vigie-ingest-observation.c reads. */
const VigieIngestShape *vigie_ingest_shape (VigieIngestEntityType type);

/* Whether every member of @object is known and of the right type; those that must be there may lack. */
gboolean vigie_ingest_shape_check (const VigieIngestShape *shape,
                                   JsonObject *object,
                                   const char *where,
                                   GError **error);

/* Binds the value of a member that was checked. */
void vigie_ingest_shape_bind (sqlite3_stmt *statement,
                              int index,
                              const VigieIngestMember *member,
                              JsonNode *node);

G_END_DECLS
