/* vigie-st-shapes.h: the queries by which lists are asked for, biggest first, down to what every
 * server can do.
 *
 * Private to the room. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-st-records.h"

G_BEGIN_DECLS

/* What is remembered of a server for each kind of list: which shape it could do. */
typedef enum
{
  VIGIE_ST_SHAPE_TERRITORY,        /* Things with all that hangs on them */
  VIGIE_ST_SHAPE_THINGS,           /* Things with Locations */
  VIGIE_ST_SHAPE_DATASTREAMS,      /* Datastreams with Thing, Sensor, ObservedProperty, latest */
  VIGIE_ST_SHAPE_LATEST,           /* Datastreams' ids with the latest */
  VIGIE_ST_SHAPE_LATEST_OF_ONE,    /* the latest Observation of one Datastream */
  VIGIE_ST_SHAPE_SINCE,            /* Observations of all Datastreams since */
  VIGIE_ST_SHAPE_SINCE_UNTIMED,    /* those of vigie-ingest without a resultTime */
  VIGIE_ST_SHAPE_HISTORY,          /* Observations of one Datastream in a period */
  VIGIE_ST_SHAPE_SOME_DATASTREAMS, /* Datastreams by id */
  VIGIE_ST_N_SHAPE,
} VigieStShape;

typedef struct
{
  gboolean is_vigie;
  const VigieStId *datastream; /* LATEST_OF_ONE, HISTORY */
  VigieTime from, to;          /* SINCE (from), HISTORY */
  const char *id_filter;       /* SOME_DATASTREAMS */
} VigieStShapeArguments;

/* What a list asked for in a shape is not. */
typedef struct
{
  gboolean lacks_latest; /* Datastreams come without Observations, to be asked for one by one */
  gboolean unordered;    /* rows may move from page to page while they are read */
} VigieStShapeTraits;

/* The resource of the shape @index of a kind: relative to the version, not yet encoded; NULL past the
 * last. @traits may be NULL. Free it. */
char *vigie_st_shape_get (VigieStShape shape,
                          guint index,
                          const VigieStShapeArguments *arguments,
                          VigieStShapeTraits *traits);

G_END_DECLS
