/* vigie-ingest-query.h: the query language of OGC 18-088, 9.3, read into a tree.
 *
 * Bounded: length of the text, number of nodes, depth of nesting; nothing here or later recurses deeper
 * than VIGIE_INGEST_MAX_DEPTH. Names are not yet resolved: that is vigie-ingest-sql's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "vigie-ingest-geometry.h"
#include "vigie-time.h"

G_BEGIN_DECLS

#define VIGIE_INGEST_MAX_QUERY 65536    /* bytes of a query string */
#define VIGIE_INGEST_MAX_DEPTH 64       /* of an expression */
#define VIGIE_INGEST_MAX_NODES 4000     /* of all expressions of a query */
#define VIGIE_INGEST_MAX_EXPAND_DEPTH 8 /* of expansions in each other */
#define VIGIE_INGEST_MAX_EXPANDS 32     /* of a query */
#define VIGIE_INGEST_MAX_SEGMENTS 16    /* of a path in an expression */
#define VIGIE_INGEST_DEFAULT_TOP 100
#define VIGIE_INGEST_MAX_TOP 10000

/* Codes are HTTP's. Messages are English, as the whole of the API is, and say the position. */
#define VIGIE_INGEST_QUERY_ERROR (vigie_ingest_query_error_quark ())
GQuark vigie_ingest_query_error_quark (void);
typedef enum
{
  VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST = 400,
  VIGIE_INGEST_QUERY_ERROR_NOT_FOUND = 404,
  VIGIE_INGEST_QUERY_ERROR_TOO_LONG = 414,
  VIGIE_INGEST_QUERY_ERROR_INTERNAL = 500,
  VIGIE_INGEST_QUERY_ERROR_NOT_IMPLEMENTED = 501,
  VIGIE_INGEST_QUERY_ERROR_BUSY = 503,
} VigieIngestQueryError;

typedef enum
{
  VIGIE_INGEST_NODE_NULL,
  VIGIE_INGEST_NODE_BOOLEAN,    /* integer */
  VIGIE_INGEST_NODE_NUMBER,     /* number; integer too where is_integer */
  VIGIE_INGEST_NODE_STRING,     /* text */
  VIGIE_INGEST_NODE_INSTANT,    /* integer: µs */
  VIGIE_INGEST_NODE_INTERVAL,   /* start, integer: µs */
  VIGIE_INGEST_NODE_DURATION,   /* integer: µs */
  VIGIE_INGEST_NODE_DATE,       /* integer: days since 1970 */
  VIGIE_INGEST_NODE_CLOCK,      /* integer: µs since midnight */
  VIGIE_INGEST_NODE_GEOMETRY,   /* geometry */
  VIGIE_INGEST_NODE_PATH,       /* segments */
  VIGIE_INGEST_NODE_CALL,       /* function, children */
  VIGIE_INGEST_NODE_NOT,        /* one child */
  VIGIE_INGEST_NODE_NEGATE,     /* one child */
  VIGIE_INGEST_NODE_AND,        /* two children or more */
  VIGIE_INGEST_NODE_OR,         /* two children or more */
  VIGIE_INGEST_NODE_COMPARE,    /* operation, two children */
  VIGIE_INGEST_NODE_ARITHMETIC, /* operation, two children */
} VigieIngestNodeKind;

typedef enum
{
  VIGIE_INGEST_EQ,
  VIGIE_INGEST_NE,
  VIGIE_INGEST_GT,
  VIGIE_INGEST_GE,
  VIGIE_INGEST_LT,
  VIGIE_INGEST_LE,
  VIGIE_INGEST_ADD,
  VIGIE_INGEST_SUB,
  VIGIE_INGEST_MUL,
  VIGIE_INGEST_DIV,
  VIGIE_INGEST_MOD,
} VigieIngestOperation;

typedef enum
{
  VIGIE_INGEST_F_SUBSTRINGOF,
  VIGIE_INGEST_F_CONTAINS,
  VIGIE_INGEST_F_STARTSWITH,
  VIGIE_INGEST_F_ENDSWITH,
  VIGIE_INGEST_F_LENGTH,
  VIGIE_INGEST_F_INDEXOF,
  VIGIE_INGEST_F_SUBSTRING,
  VIGIE_INGEST_F_TOLOWER,
  VIGIE_INGEST_F_TOUPPER,
  VIGIE_INGEST_F_TRIM,
  VIGIE_INGEST_F_CONCAT,
  VIGIE_INGEST_F_YEAR,
  VIGIE_INGEST_F_MONTH,
  VIGIE_INGEST_F_DAY,
  VIGIE_INGEST_F_HOUR,
  VIGIE_INGEST_F_MINUTE,
  VIGIE_INGEST_F_SECOND,
  VIGIE_INGEST_F_FRACTIONALSECONDS,
  VIGIE_INGEST_F_DATE,
  VIGIE_INGEST_F_TIME,
  VIGIE_INGEST_F_TOTALOFFSETMINUTES,
  VIGIE_INGEST_F_NOW,
  VIGIE_INGEST_F_MINDATETIME,
  VIGIE_INGEST_F_MAXDATETIME,
  VIGIE_INGEST_F_ROUND,
  VIGIE_INGEST_F_FLOOR,
  VIGIE_INGEST_F_CEILING,
  VIGIE_INGEST_F_GEO_DISTANCE,
  VIGIE_INGEST_F_GEO_LENGTH,
  VIGIE_INGEST_F_GEO_INTERSECTS,
  VIGIE_INGEST_F_ST_EQUALS,
  VIGIE_INGEST_F_ST_DISJOINT,
  VIGIE_INGEST_F_ST_TOUCHES,
  VIGIE_INGEST_F_ST_WITHIN,
  VIGIE_INGEST_F_ST_OVERLAPS,
  VIGIE_INGEST_F_ST_CROSSES,
  VIGIE_INGEST_F_ST_INTERSECTS,
  VIGIE_INGEST_F_ST_CONTAINS,
  VIGIE_INGEST_F_ST_RELATE,
} VigieIngestFunction;
#define VIGIE_INGEST_N_FUNCTIONS (VIGIE_INGEST_F_ST_RELATE + 1)

/* The name as written in a query. */
const char *vigie_ingest_function_name (VigieIngestFunction function);

/* One step of a path: a name, or a place in a JSON array. */
typedef struct
{
  char *name; /* owned; NULL for an array index */
  int index;
  guint position;
} VigieIngestSegment;

typedef struct _VigieIngestNode VigieIngestNode;
struct _VigieIngestNode
{
  VigieIngestNodeKind kind;
  guint8 depth;     /* of the tree below */
  guint8 operation; /* VigieIngestOperation or VigieIngestFunction */
  gboolean is_integer;
  guint position; /* in the option's text, from 0 */
  double number;
  gint64 start, integer;
  char *text;              /* owned */
  VigieGeometry *geometry; /* owned */
  GArray *segments;        /* owned: VigieIngestSegment */
  GPtrArray *children;     /* borrowed nodes */
};

typedef struct
{
  VigieIngestNode *expression; /* borrowed */
  gboolean descending;
} VigieIngestOrder;

typedef enum
{
  VIGIE_INGEST_FORMAT_DEFAULT,
  VIGIE_INGEST_FORMAT_DATA_ARRAY,
  VIGIE_INGEST_FORMAT_GEOJSON,
} VigieIngestFormat;

typedef enum
{
  VIGIE_INGEST_METADATA_DEFAULT, /* links of the entities of the page, not of those within */
  VIGIE_INGEST_METADATA_FULL,
  VIGIE_INGEST_METADATA_MINIMAL, /* no navigation links */
  VIGIE_INGEST_METADATA_NONE,    /* no links but nextLink */
} VigieIngestMetadata;

typedef struct _VigieIngestOptions VigieIngestOptions;
typedef struct
{
  char *name; /* of the link */
  guint position;
  VigieIngestOptions *options;
} VigieIngestExpand;

/* The options of a request, or of one expansion. Absent numbers are -1. */
struct _VigieIngestOptions
{
  VigieIngestNode *filter; /* or NULL; borrowed of the query */
  GArray *order;           /* VigieIngestOrder; may be empty */
  GPtrArray *select;       /* paths: GArray of VigieIngestSegment; NULL: all */
  GPtrArray *expands;      /* VigieIngestExpand */
  gint64 top, skip;
  gboolean count;
  VigieIngestFormat format;
  VigieIngestMetadata metadata;
  char *skip_token; /* or NULL */
  char *text;       /* what is repeated in links to next pages: "&$filter=…", encoded */
};

/* A request's options with the nodes of all their expressions. */
typedef struct
{
  VigieIngestOptions *options;
  GPtrArray *nodes;
} VigieIngestQuery;

/* Reads a query string as it stands in an address (percent-encoded, "+" a space; NULL or "" for none).
 * NULL with @error (VIGIE_INGEST_QUERY_ERROR). */
VigieIngestQuery *vigie_ingest_query_parse (const char *query_string, GError **error);
void vigie_ingest_query_free (VigieIngestQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieIngestQuery, vigie_ingest_query_free)

/* Undoes percent-encoding; with @plus a "+" is a space, but not between two digits (« …00+01:00 »).
 * NULL where the encoding is broken, or the text is not UTF-8 or holds a NUL. */
char *vigie_ingest_decode (const char *text, gssize length, gboolean plus);

G_END_DECLS
