/* vigie-attendance-track-openings.c: when a site is open, and when it is empty.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-track-private.h"

/* A shorter break does not empty the site. A vehicle stays a quarter of an hour (the agglomeration's aim), and the
 * last ones leave within half an hour of the closing. */
#define SHORTEST_BREAK (45 * VIGIE_MINUTE)
/* What is open for longer has no closing to speak of: it is taken as empty at the calmest of night. */
#define LONGEST_OPENING (30 * VIGIE_HOUR)
/* The night: from 21 h to 6 h; the site is empty in the middle of its calmest two hours. */
#define NIGHT_BEGIN 42 /* half-hours */
#define NIGHT_LENGTH 18
#define CALM_LENGTH 4

static inline VigieTime
time_of (const VigieAttendanceTrack *track, guint i)
{
  return track->from + (gint64) i * VIGIE_ATTENDANCE_STEP;
}

GArray *
vigie_attendance_read_openings (VigieAttendanceTrack *track, const VigieOpeningHours *hours)
{
  g_autoptr (GArray) spans = NULL;
  GArray *stretches = vigie_spans_new ();
  VigieTime end = time_of (track, track->n);
  guint i = 0;

  if (hours == NULL)
    {
      memset (track->opening, VIGIE_OPENING_OPEN, track->n);
      vigie_spans_add (stretches, track->from - LONGEST_OPENING, end + LONGEST_OPENING);
      return stretches;
    }
  memset (track->opening, VIGIE_OPENING_CLOSED, track->n);
  /* A day more on both sides: an opening that reaches in or out is seen whole. */
  spans = vigie_opening_hours_get_spans (hours, track->from - VIGIE_DAY, end + VIGIE_DAY);
  for (guint s = 0; s < spans->len; s++)
    {
      const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, s);
      VigieSpan *last
          = stretches->len > 0 ? &g_array_index (stretches, VigieSpan, stretches->len - 1) : NULL;

      for (; i < track->n && time_of (track, i) < span->to; i++)
        if (time_of (track, i) >= span->from)
          track->opening[i] = (guint8) span->state;
      if (span->state == VIGIE_OPENING_CLOSED)
        continue;
      if (last != NULL && span->from - last->to < SHORTEST_BREAK)
        last->to = span->to;
      else
        vigie_spans_add (stretches, span->from, span->to);
    }
  return stretches;
}

/* The half-hour of the clock at whose begin the least moves: the middle of the calmest two hours of night, the nearest
 * to 3 h of equals. */
static guint
calmest_slot (const VigieAttendanceClock *clock, const VigieCounts *in, const VigieCounts *out)
{
  double moved[VIGIE_ATTENDANCE_SLOTS] = {0}, least = INFINITY;
  guint n[VIGIE_ATTENDANCE_SLOTS] = {0}, best = 6, best_distance = G_MAXUINT;

  for (guint i = 0; i < clock->n; i++)
    {
      double step = vigie_counts_between (in, i, i + 1) + vigie_counts_between (out, i, i + 1);

      if (!isnan (step))
        {
          moved[clock->slots[i]] += step;
          n[clock->slots[i]]++;
        }
    }
  for (guint k = 0; k + CALM_LENGTH <= NIGHT_LENGTH; k++)
    {
      guint middle = (NIGHT_BEGIN + k + CALM_LENGTH / 2) % VIGIE_ATTENDANCE_SLOTS;
      guint distance = (guint) ABS ((int) k + CALM_LENGTH / 2 - 12);
      double sum = 0;

      for (guint j = 0; j < CALM_LENGTH; j++)
        {
          guint slot = (NIGHT_BEGIN + k + j) % VIGIE_ATTENDANCE_SLOTS;

          sum += n[slot] > 0 ? moved[slot] / n[slot] : 0;
        }
      if (sum < least || (sum == least && distance < best_distance))
        {
          least = sum;
          best = middle;
          best_distance = distance;
        }
    }
  return best;
}

static int
floor_step (const VigieAttendanceTrack *track, VigieTime time)
{
  gint64 past = time - track->from;

  return (int) (past / VIGIE_ATTENDANCE_STEP - (past % VIGIE_ATTENDANCE_STEP < 0));
}

/* Cuts what is open for days where the clock comes to @slot. */
static void
add_nights (GArray *segments,
            const VigieAttendanceTrack *track,
            const VigieAttendanceClock *clock,
            const VigieSpan *stretch,
            guint slot)
{
  int n = (int) track->n;
  int first = MAX (floor_step (track, stretch->from), 0);
  int end = MIN (floor_step (track, stretch->to + VIGIE_ATTENDANCE_STEP - 1), n);
  VigieSegment segment = {first, first, first, stretch->from >= track->from, FALSE};

  for (int i = first; i < end; i++)
    {
      if (i == 0 || clock->slots[i] != slot || clock->slots[i - 1] == slot || i == segment.first)
        continue;
      segment.open_end = segment.end = i;
      segment.is_whole = TRUE;
      g_array_append_val (segments, segment);
      segment = (VigieSegment) {i, i, i, TRUE, FALSE};
    }
  segment.open_end = segment.end = end;
  segment.is_whole = stretch->to <= time_of (track, track->n);
  if (end > segment.first)
    g_array_append_val (segments, segment);
}

GArray *
vigie_attendance_find_segments (const VigieAttendanceTrack *track,
                                const VigieAttendanceClock *clock,
                                const GArray *stretches,
                                const VigieCounts *in,
                                const VigieCounts *out)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (VigieSegment));
  int n = (int) track->n, slot = -1;

  for (guint s = 0; s < stretches->len; s++)
    {
      const VigieSpan *stretch = &g_array_index (stretches, VigieSpan, s);
      VigieSegment segment;
      VigieSegment *before = NULL;

      if (stretch->to <= track->from || stretch->from >= time_of (track, track->n))
        continue;
      if (stretch->to - stretch->from > LONGEST_OPENING)
        {
          if (slot < 0)
            slot = (int) calmest_slot (clock, in, out);
          add_nights (segments, track, clock, stretch, (guint) slot);
          continue;
        }
      segment.has_begin = stretch->from >= track->from;
      segment.first = MAX (floor_step (track, stretch->from) - VIGIE_SEGMENT_LEAD, 0);
      segment.open_end = floor_step (track, stretch->to + VIGIE_ATTENDANCE_STEP - 1);
      segment.end = segment.open_end + VIGIE_SEGMENT_TRAIL;
      segment.is_whole = segment.end <= n;
      segment.open_end = MIN (segment.open_end, n);
      segment.end = MIN (segment.end, n);
      if (segments->len > 0)
        before = &g_array_index (segments, VigieSegment, segments->len - 1);
      if (before != NULL && before->end > segment.first)
        {
          before->end = MAX (segment.first, before->open_end);
          segment.first = before->end;
        }
      g_array_append_val (segments, segment);
    }
  return segments;
}

/* When exits may be counted: as long as it is open, and until the last ones have left. */
GArray *
vigie_attendance_widen_openings (const GArray *stretches)
{
  GArray *wide = vigie_spans_new ();

  for (guint s = 0; s < stretches->len; s++)
    {
      const VigieSpan *stretch = &g_array_index (stretches, VigieSpan, s);

      vigie_spans_add (wide, stretch->from,
                       stretch->to + VIGIE_SEGMENT_TRAIL * VIGIE_ATTENDANCE_STEP);
    }
  return wide;
}
