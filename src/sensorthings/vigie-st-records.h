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
  const char *text; /* NULL where there is none */
  gboolean is_text; /* a string: quoted in addresses, with ' doubled */
} VigieStId;

/* One member of a `properties` object. Members of nested objects follow with dotted paths
 * ("thresholds", then "thresholds.high"), down to 8 levels. */
typedef struct
{
  const char *path;
  VigieValueType type; /* NONE for null; JSON for an object or an array */
  double number;       /* NUMBER and BOOLEAN, else NAN */
  const char *text;    /* TEXT: the text; JSON: the JSON; else NULL */
} VigieStProperty;

/* A `properties` object, read once into a flat table: 40 000 of them are read in the time that a
 * handful of JsonObject trees would take. NULL stands for « none » in every function below. */
typedef struct
{
  const char *json; /* the object as JSON text, for keeping; valid JSON whatever the server sent */
  const VigieStProperty *items;
  guint n_items;
} VigieStProperties;

/* The member at @path, or NULL. */
const VigieStProperty *vigie_st_properties_find (const VigieStProperties *self, const char *path);
/* Its text if it is a text, else NULL. */
const char *vigie_st_properties_get_text (const VigieStProperties *self, const char *path);
/* Its number, also of a text that is a whole number ("12.5"), else NAN. */
double vigie_st_properties_get_number (const VigieStProperties *self, const char *path);
/* TRUE for true, a number that is not 0, "true", "yes"; FALSE for all else. */
gboolean vigie_st_properties_get_boolean (const VigieStProperties *self, const char *path);
/* As a tree, or NULL: slow, for rare use. A new reference. */
JsonObject *vigie_st_properties_to_object (const VigieStProperties *self);
/* A table of one's own from JSON text (NULL if it is no JSON object): for tests and tools. Those of
 * records belong to their page and are never freed by hand. */
VigieStProperties *vigie_st_properties_new (const char *json, gssize length);
void vigie_st_properties_free (VigieStProperties *self);

/* Absent, null and [] are alike: NULL or an empty array. All memory belongs to the page: texts of
 * readings too, which therefore are never cleared by the reader (vigie_reading_copy_into() copies).
 * Texts are valid UTF-8 of bounded length. */
typedef struct
{
  VigieStId id;
  const char *name;       /* "" if absent */
  const char *definition; /* "" if absent */
} VigieStObservedProperty;

typedef struct
{
  VigieStId id;
  const char *name, *description, *metadata; /* metadata: as text, "" if absent or not text */
  const VigieStProperties *properties;       /* or NULL */
} VigieStSensor;

typedef struct
{
  VigieStId id;         /* .text NULL where not asked for */
  VigieStId datastream; /* .text NULL if not known */
  VigieReading reading;
} VigieStObservation;

typedef struct
{
  VigieStId id;
  VigieStId thing; /* .text NULL if not known */
  const char *name, *description;
  const char *unit_symbol, *unit_name;        /* "" if absent */
  const VigieStProperties *properties;        /* or NULL */
  VigieStObservedProperty *observed_property; /* or NULL */
  VigieStSensor *sensor;                      /* or NULL */
  GPtrArray *observations;                    /* VigieStObservation, newest first; never NULL */
} VigieStDatastream;

typedef struct
{
  VigieStId id;
  const char *name, *description;
  const VigieStProperties *properties; /* or NULL */
  double lat, lon;           /* of the first usable Location (a polygon's centroid), or NAN */
  const char *location_name; /* of that Location, "" if none */
  GPtrArray *datastreams;    /* VigieStDatastream; never NULL */
} VigieStThing;

/* What could not be used, and how often: shown to the person, in --status and in diagnostics. */
typedef enum
{
  VIGIE_ST_PROBLEM_NO_ID,          /* an entity without @iot.id */
  VIGIE_ST_PROBLEM_NOT_AN_ENTITY,  /* not a JSON object where one was due */
  VIGIE_ST_PROBLEM_NO_LOCATION,    /* nothing that can be put on a map */
  VIGIE_ST_PROBLEM_LOCATION_RANGE, /* coordinates out of range, or 0,0 */
  VIGIE_ST_PROBLEM_BAD_TIME,       /* an instant that cannot be read */
  VIGIE_ST_PROBLEM_BAD_RESULT,     /* NaN, or a result of no known type */
  VIGIE_ST_PROBLEM_BAD_TEXT,       /* not UTF-8, mended */
  VIGIE_ST_PROBLEM_TOO_LONG,       /* cut at its bound: a text, a depth, a number of entities */
  VIGIE_ST_PROBLEM_DUPLICATE,      /* an id that the list had already */
  VIGIE_ST_PROBLEM_BAD_PAGE,       /* a page that was no JSON, or cut short */
} VigieStProblem;
#define VIGIE_ST_N_PROBLEM 10

typedef struct
{
  guint count[VIGIE_ST_N_PROBLEM];
} VigieStProblems;

/* Name as in --status=json: "no-id", "not-an-entity", "no-location", "location-range", "bad-time",
 * "bad-result", "bad-text", "too-long", "duplicate", "bad-page". */
const char *vigie_st_problem_to_string (VigieStProblem problem);
/* In words, for a person, with how often: "3 sites without a usable location". Free it. */
char *vigie_st_problem_describe (VigieStProblem problem, guint count);

G_END_DECLS
