/* vigie-st-records.h: entities as a SensorThings server tells them. This room knows no model.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "vigie-values.h"

G_BEGIN_DECLS

/* An id kept as it came: integer or string. */
typedef struct
{
  char *text;       /* owned */
  gboolean is_text; /* a string: quoted in addresses, with ' doubled */
} VigieStId;

/* Absent, null and [] are alike: NULL or an empty array. All memory belongs to the page. */
typedef struct
{
  VigieStId id;
  char *name;             /* "" if absent */
  char *definition;       /* "" if absent */
} VigieStObservedProperty;

typedef struct
{
  VigieStId id;
  char *name, *description, *metadata; /* metadata: as text, "" if absent or not text */
  JsonObject *properties; /* or NULL */
} VigieStSensor;

typedef struct
{
  VigieStId id;           /* .text NULL where not asked for */
  VigieStId datastream;   /* .text NULL if not known */
  VigieReading reading;
} VigieStObservation;

typedef struct
{
  VigieStId id;
  VigieStId thing;                            /* .text NULL if not known */
  char *name, *description;
  char *unit_symbol, *unit_name;              /* "" if absent */
  JsonObject *properties;                     /* or NULL */
  VigieStObservedProperty *observed_property; /* or NULL */
  VigieStSensor *sensor;                      /* or NULL */
  GPtrArray *observations;                    /* VigieStObservation, newest first; never NULL */
} VigieStDatastream;

typedef struct
{
  VigieStId id;
  char *name, *description;
  JsonObject *properties;  /* or NULL */
  double lat, lon;         /* of the first usable Location (a polygon's centroid), or NAN */
  char *location_name;     /* of that Location, "" if none */
  GPtrArray *datastreams;  /* VigieStDatastream; never NULL */
} VigieStThing;

/* What could not be used, and how often: shown to the person, in --status and in diagnostics. */
typedef enum
{
  VIGIE_ST_PROBLEM_NO_ID,             /* an entity without @iot.id */
  VIGIE_ST_PROBLEM_NOT_AN_ENTITY,     /* not a JSON object where one was due */
  VIGIE_ST_PROBLEM_NO_LOCATION,       /* nothing that can be put on a map */
  VIGIE_ST_PROBLEM_LOCATION_RANGE,    /* coordinates out of range */
  VIGIE_ST_PROBLEM_BAD_TIME,          /* an instant that cannot be read */
  VIGIE_ST_PROBLEM_BAD_RESULT,        /* NaN, or a result of no known type */
  VIGIE_ST_PROBLEM_BAD_TEXT,          /* not UTF-8, mended */
  VIGIE_ST_PROBLEM_TOO_LONG,          /* a text cut at its bound */
  VIGIE_ST_PROBLEM_DUPLICATE,         /* an id that the list had already */
  VIGIE_ST_PROBLEM_BAD_PAGE,          /* a page that was no JSON, or cut short */
} VigieStProblem;
#define VIGIE_ST_N_PROBLEM 10

typedef struct
{
  guint count[VIGIE_ST_N_PROBLEM];
} VigieStProblems;

G_END_DECLS
