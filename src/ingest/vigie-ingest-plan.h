/* vigie-ingest-plan.h: the options of a request as prepared statements, one to an expansion.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "vigie-ingest-entities.h"
#include "vigie-ingest-query.h"
#include "vigie-ingest-statements.h"

G_BEGIN_DECLS

/* What a plan reads. */
typedef enum
{
  VIGIE_INGEST_SHAPE_PAGE,   /* a page of a set, for the answer itself */
  VIGIE_INGEST_SHAPE_ONE,    /* one entity, for the answer itself: its id is bound as key */
  VIGIE_INGEST_SHAPE_NESTED, /* an expansion */
} VigieIngestShape;

/* A property to be written. */
typedef struct
{
  const VigieIngestProperty *property;
  int column;
  char *key; /* owned: "\"name\":" */
  char *
      inner; /* owned; properties/x selected: "\"x\":", the column then is that value as JSON; or NULL */
} VigieIngestField;

typedef struct _VigieIngestPlan VigieIngestPlan;
struct _VigieIngestPlan
{
  const VigieIngestEntity *entity;
  const VigieIngestLink *link; /* from the entity above; NULL for a whole set or one entity */
  const VigieIngestOptions *options;
  VigieIngestShape shape;
  gboolean many;

  sqlite3_stmt *statement; /* column 0 is the id */
  sqlite3_stmt *count;     /* or NULL */
  GArray *values;          /* of both: vigie_ingest_sql_bind_values() */
  gint64 top, skip;

  gboolean writes_id, writes_self;
  GArray *fields;      /* VigieIngestField */
  GPtrArray *links;    /* VigieIngestLink of which the address is written; borrowed */
  GPtrArray *children; /* VigieIngestPlan */
  int key_column;      /* of the entity above's row: what this plan's statement is run with */
  int first_order_column, n_order; /* -1 and 0 where the next page cannot begin at a row */
  int geometry_column;             /* GeoJSON, or -1 */
  int datastream_column;           /* dataArray, or -1 */

  /* Of a link to one, what was written for an id before: many rows share one. */
  GHashTable *written; /* id to position in @text; NULL for many */
  GString *text;
  char *self; /* owned: "BASE/Things(" */
  char *next; /* owned: ")/Things?$top=1&$skip=1…" for a full page of an expansion */
};

/* What the plan is made of and for. */
typedef struct
{
  VigieIngestStatements *statements;
  const char *base_url; /* fit to stand in JSON */
  VigieTime now;
  VigieIngestMetadata metadata;
  VigieIngestFormat format;
  gboolean only_references;
  gboolean only_property; /* the one that is selected is an address of its own, of whatever depth */
} VigieIngestPlanContext;

/* With @link (not for ONE) the id of the entity it leads from is bound as key. NULL with @error. */
VigieIngestPlan *vigie_ingest_plan_new (const VigieIngestPlanContext *context,
                                        const VigieIngestEntity *entity,
                                        const VigieIngestLink *link,
                                        VigieIngestShape shape,
                                        const VigieIngestOptions *options,
                                        GError **error);
void vigie_ingest_plan_free (VigieIngestPlan *plan, VigieIngestStatements *statements);

G_END_DECLS
