/* vigie-ingest-entities.h: the eight entity types of OGC 18-088, 8.2, as tables.
 *
 * SQL in these tables is a template: "@" stands for the alias of the entity's table, "#" for the key
 * that the other end of a link hands over (a parameter or an expression).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VIGIE_INGEST_THING,
  VIGIE_INGEST_LOCATION,
  VIGIE_INGEST_HISTORICAL_LOCATION,
  VIGIE_INGEST_DATASTREAM,
  VIGIE_INGEST_SENSOR,
  VIGIE_INGEST_OBSERVED_PROPERTY,
  VIGIE_INGEST_OBSERVATION,
  VIGIE_INGEST_FEATURE,
} VigieIngestEntityType;
#define VIGIE_INGEST_N_ENTITIES 8

/* What the columns of a property hold. */
typedef enum
{
  VIGIE_INGEST_TEXT,     /* a string */
  VIGIE_INGEST_JSON,     /* a JSON value */
  VIGIE_INGEST_GEOMETRY, /* a JSON value, as a rule GeoJSON */
  VIGIE_INGEST_INSTANT,  /* µs */
  VIGIE_INGEST_PERIOD,   /* µs: start (NULL for an instant), end */
  VIGIE_INGEST_RESULT,   /* type (VigieIngestResult), number, text */
} VigieIngestPropertyKind;

typedef struct
{
  const char *name;
  VigieIngestPropertyKind kind;
  const char *columns[3]; /* SQL templates, as many as the kind has */
  gboolean written_null;  /* null is written, not left out */
  gboolean is_hidden;     /* shown only where it is selected: Vigie's own */
  gboolean needs_extent;  /* columns are of "@x", a LEFT JOIN of datastream_extent */
} VigieIngestProperty;

typedef struct
{
  const char *name;
  VigieIngestEntityType target;
  gboolean many;
  gboolean optional; /* a link to one that may lead nowhere */
  const char *key;   /* at the source: what "#" of the condition is */
  const char *from;  /* at the target: tables with "@" the target's; NULL for its table alone */
  const char *condition;
  const char *id; /* the target's id where it can be had in the order of an index; or NULL */
} VigieIngestLink;

typedef struct
{
  const char *name; /* "Thing" */
  const char *set;  /* "Things" */
  const char *table;
  const VigieIngestProperty *properties; /* ends with a NULL name */
  const VigieIngestLink *links;          /* ends with a NULL name */
  const char *geometry;                  /* SQL template: GeoJSON of where it is, or NULL */
} VigieIngestEntity;

const VigieIngestEntity *vigie_ingest_entity (VigieIngestEntityType type);

/* By the name of a set ("Things"); NULL if none is called so. */
const VigieIngestEntity *vigie_ingest_entity_by_set (const char *set);

VigieIngestEntityType vigie_ingest_entity_type (const VigieIngestEntity *entity);

/* A property or a link of @entity; NULL if it has none of that name. */
const VigieIngestProperty *vigie_ingest_entity_property (const VigieIngestEntity *entity,
                                                         const char *name);
const VigieIngestLink *vigie_ingest_entity_link (const VigieIngestEntity *entity, const char *name);

/* TRUE for "id" and "@iot.id". */
gboolean vigie_ingest_is_id (const char *name);

/* How many columns properties of @kind have: 1 to 3. */
int vigie_ingest_property_n_columns (const VigieIngestProperty *property);

/* Appends the template with "@" and "#" replaced (@key may be NULL where there is no "#"). */
void
vigie_ingest_template_append (GString *sql, const char *template_sql, int alias, const char *key);

G_END_DECLS
