/* vigie-meter-private.h: what the files of vigie-meter share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-meter.h"

G_BEGIN_DECLS

/* Further from 1970 than so many µs (146 000 years) is no time: the distance of two is then always one. */
#define VIGIE_METER_TIME_MAX (G_GINT64_CONSTANT (1) << 62)

/* A number that no meter shows. */
#define VIGIE_METER_VALUE_MAX 1e18

static inline gboolean
vigie_meter_is_time (VigieTime time)
{
  return time > -VIGIE_METER_TIME_MAX && time < VIGIE_METER_TIME_MAX;
}

/* How far apart readings are as a rule, and may be. */
typedef struct
{
  gint64 interval; /* 0 where it is not known */
  gint64 gap; /* longer than that between two readings is a gap; G_MAXINT64 where it is not known */
  gint64 reach; /* no line is drawn over more */
} VigieMeterPace;

VigieMeterPace vigie_meter_pace (const VigieSeries *series, const VigieMeterInfo *info);

/* From when on reading @i of amounts speaks, the one before it being at @before (VIGIE_TIME_NONE: none is). */
VigieTime vigie_meter_begin_of_reading (const VigieSeries *series,
                                        const VigieMeterPace *pace,
                                        guint i,
                                        VigieTime before);

/* Whether @info's unit and aggregation make amounts. */
gboolean vigie_meter_info_makes_amounts (const VigieMeterInfo *info);

/* As vigie_meter_links_new(), but hands each link to @take as it is found. Adds to @events all but gaps, in no order.
 * @begin and @end are those of the grid: of replacements beyond it only those near a reading are wanted. */
typedef void (*VigieMeterTakeLink) (const VigieMeterLink *link, gpointer data);
void vigie_meter_index_read (const VigieSeries *series,
                             const VigieMeterInfo *info,
                             const VigieMeterPace *pace,
                             VigieTime begin,
                             VigieTime end,
                             GArray *events,
                             VigieMeterTakeLink take,
                             gpointer data);

/* ---- vigie-meter-grid.c: along the grid ---- */

/* What is known of a stretch, evenly or along a line. */
typedef struct
{
  VigieTime from, to;
  double amount;
  double before, after; /* indexes, if it is a plain link; values, if it is a line */
  enum
  {
    VIGIE_METER_EVEN,
    VIGIE_METER_INDEX, /* even, and its amount is after − before */
    VIGIE_METER_LINE,  /* the area under a line */
  } kind;
} VigieMeterPiece;

typedef struct
{
  VigieMeterSteps *steps;
  VigieTime end; /* of the grid */
  guint at;      /* the step that is being filled; n at the end */
  VigieTime begin_of_step, end_of_step;
  /* What is known of it since an instant of it: all of it, or after a lump. */
  VigieTime since;
  gint64 covered;
  double sum;
  /* Indexes that follow each other: their difference is exact however many there are. */
  VigieTime run_end;
  double run_first, run_last;
  gboolean is_run;
  gboolean lump_is_open; /* the last lump ends at `since` */
} VigieMeterCursor;

/* Begins at the first step of @steps, whose amounts are all NAN. */
void vigie_meter_cursor_begin (VigieMeterCursor *self, VigieMeterSteps *steps);
/* Pieces and lumps come ascending and never overlap. */
void vigie_meter_cursor_add (VigieMeterCursor *self, const VigieMeterPiece *piece);
/* An amount of a stretch too long to be told step by step. What is known of the rest of the steps at its ends goes
 * with it, else it would be lost. */
void
vigie_meter_cursor_add_lump (VigieMeterCursor *self, VigieTime from, VigieTime to, double amount);
/* The last step is over. */
void vigie_meter_cursor_finish (VigieMeterCursor *self);

G_END_DECLS
