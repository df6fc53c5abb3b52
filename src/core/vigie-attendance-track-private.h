/* vigie-attendance-track-private.h: when a site is open, and when it is empty.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "vigie-attendance-count-private.h"

G_BEGIN_DECLS

/* Steps before the opening in which vehicles are let in, and after the closing in which the last ones leave. */
#define VIGIE_SEGMENT_LEAD 1
#define VIGIE_SEGMENT_TRAIL 3

/* From an empty site to an empty site; boundaries. */
typedef struct
{
  int first;          /* vehicles are counted from here on */
  int open_end;       /* it closes */
  int end;            /* it is empty */
  gboolean has_begin; /* it was empty at `first`: the track begins before the opening */
  gboolean is_whole;  /* it is empty at `end`: the track ends after it */
} VigieSegment;

/* Fills track->opening (of n steps; from and n are set). The stretches of time in which it is open (or not known to be
 * closed), those apart by less than a break as one: a set of VigieSpan, as far as a day beyond the track. @hours may
 * be NULL. */
GArray *vigie_attendance_read_openings (VigieAttendanceTrack *track,
                                        const VigieOpeningHours *hours);

/* The same with the half-hour after each closing. */
GArray *vigie_attendance_widen_openings (const GArray *stretches);

/* GArray of VigieSegment, ascending, apart. */
GArray *vigie_attendance_find_segments (const VigieAttendanceTrack *track,
                                        const VigieAttendanceClock *clock,
                                        const GArray *stretches,
                                        const VigieCounts *in,
                                        const VigieCounts *out);

G_END_DECLS
