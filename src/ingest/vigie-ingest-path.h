/* vigie-ingest-path.h: resource paths (OGC 18-088, 9.2) followed to what they name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "vigie-ingest-entities.h"
#include "vigie-ingest-statements.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_INGEST_PATH_ROOT,
  VIGIE_INGEST_PATH_SET,      /* a set, or what a link to many leads to */
  VIGIE_INGEST_PATH_ENTITY,   /* one entity */
  VIGIE_INGEST_PATH_PROPERTY, /* a property of one entity */
} VigieIngestPathKind;

typedef struct
{
  VigieIngestPathKind kind;
  const VigieIngestEntity *entity;
  const VigieIngestLink
      *link;  /* SET: the link from the entity of id @key; NULL for all there are */
  gint64 key; /* SET with a link: that entity; ENTITY and PROPERTY: its id */
  const VigieIngestProperty *property; /* PROPERTY; NULL for the id */
  GPtrArray *
      inner; /* PROPERTY: owned names of what is addressed inside it: "rooms", "upstairs"; or NULL */
  gboolean only_references; /* "/$ref" */
  gboolean only_value;      /* "/$value" */
  char *text;               /* owned: the path as links write it: "Things(1)/Datastreams" */
} VigieIngestPath;

/* Follows @path (percent-encoded, with or without a slash at its begin and end) as far as the last
 * entity; whether that one exists is left to whoever reads it. FALSE with @error: 400 or 404. */
gboolean vigie_ingest_path_resolve (VigieIngestPath *path,
                                    VigieIngestStatements *statements,
                                    const char *text,
                                    GError **error);
void vigie_ingest_path_clear (VigieIngestPath *path);

G_END_DECLS
