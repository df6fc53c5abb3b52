/* vigie-attendance-track.c: vehicles present, from entries and exits since the site was last empty.
 *
 * What is counted from one time that the site was empty to the next is a group: an opening, or several where nothing
 * is known of the breaks between them. What a group has left over at its end was counted wrong on the way, as likely
 * with each vehicle that moved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-track-private.h"

#define MOST_STEPS ((gint64) 400 * 144)
/* A count is of whole vehicles: never surer than half of one. A hair less, so that 14 is told as 14, not 14 to 15. */
#define HALF_A_VEHICLE 0.49
/* Of a normal distribution 90 % lie within so many standard deviations. */
#define WITHIN_90 1.645
/* Below 0 or beyond so many times the places, by a vehicle more than the range, for so many open steps of a day: that
 * cannot be. */
#define BEYOND_PLACES 3
#define IMPOSSIBLE_STEPS 3
#define WHOLE 0.9

typedef struct
{
  int anchor;            /* boundary at which it was empty, or −1 */
  int end;               /* … again, or −1 */
  guint first, end_part; /* segments */
  double drift;          /* NAN */
} Group;

typedef struct
{
  VigieAttendanceTrack *track;
  const VigieAttendanceFacts *facts;
  VigieAttendanceClock *clock;
  int last; /* boundary, the last one that is not after now; −1 */
  VigieCounts in, out;
  gboolean is_counted; /* both are */
  float *measured;     /* n + 1, or NULL */
  GArray *segments, *groups;
  guint8 *impossible; /* steps of each day that cannot be */
  guint8 *flags;      /* of each day */
  VigieCountBias bias;
  double lost_rate; /* of what moves: what is left over */
} Builder;

VigieAttendanceTrack *
vigie_attendance_track_ref (VigieAttendanceTrack *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_attendance_track_unref (VigieAttendanceTrack *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->in);
  g_free (self->out);
  g_free (self->present);
  g_free (self->low);
  g_free (self->high);
  g_free (self->opening);
  g_array_unref (self->days);
  g_free (self);
}

static float *
new_unknown (guint n)
{
  float *values = g_new (float, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    values[i] = NAN;
  return values;
}

static VigieAttendanceTrack *
new_track (VigieTime from, VigieTime to)
{
  VigieAttendanceTrack *self = g_new0 (VigieAttendanceTrack, 1);
  gint64 over = from % VIGIE_ATTENDANCE_STEP;

  g_atomic_ref_count_init (&self->ref_count);
  self->from = from - over - (over < 0 ? VIGIE_ATTENDANCE_STEP : 0);
  if (to > self->from)
    self->n = (guint) MIN ((to - self->from - 1) / VIGIE_ATTENDANCE_STEP + 1, MOST_STEPS);
  self->in = new_unknown (self->n);
  self->out = new_unknown (self->n);
  self->present = new_unknown (self->n);
  self->low = new_unknown (self->n);
  self->high = new_unknown (self->n);
  self->opening = g_new0 (guint8, MAX (self->n, 1));
  self->days = g_array_new (FALSE, FALSE, sizeof (VigieAttendanceDay));
  self->until = VIGIE_TIME_NONE;
  return self;
}

static inline gboolean
is_known (const Builder *self, int b)
{
  return !isnan (self->in.total[b]) && !isnan (self->out.total[b]);
}

static inline Group *
group_at (const Builder *self, guint g)
{
  return &g_array_index (self->groups, Group, g);
}

static inline VigieSegment *
segment_at (const Builder *self, guint s)
{
  return &g_array_index (self->segments, VigieSegment, s);
}

/* In − out, and both added, from boundary @a to @b; FALSE where it is not known. */
static gboolean
count_between (const Builder *self, int a, int b, double *difference, double *moved)
{
  double in, out;

  if (a < 0 || b < a)
    return FALSE;
  in = vigie_counts_between (&self->in, (guint) a, (guint) b);
  out = vigie_counts_between (&self->out, (guint) a, (guint) b);
  *difference = in - out;
  *moved = in + out;
  return !isnan (*difference);
}

/* ---- Groups ---- */

/* The last boundary of @low ≤ b ≤ @high that is known, or −1. */
static int
find_known_before (const Builder *self, int low, int high)
{
  for (int b = MIN (high, self->last); b >= low; b--)
    if (is_known (self, b))
      return b;
  return -1;
}

static int
find_end (const Builder *self, const VigieSegment *segment, int limit)
{
  if (!segment->is_whole || segment->end > self->last)
    return -1;
  for (int b = segment->end; b <= MIN (limit, self->last); b++)
    if (is_known (self, b))
      return b;
  return segment->open_end < segment->end
             ? find_known_before (self, segment->open_end, segment->end - 1)
             : -1;
}

static void
make_groups (Builder *self)
{
  int empty_since = 0;

  for (guint s = 0; s < self->segments->len; s++)
    {
      const VigieSegment *segment = segment_at (self, s);
      int next
          = s + 1 < self->segments->len ? segment_at (self, s + 1)->first : (int) self->track->n;
      int anchor = segment->has_begin ? find_known_before (self, empty_since, segment->first) : -1;
      Group *last = self->groups->len > 0 ? group_at (self, self->groups->len - 1) : NULL;

      /* Nothing is known of the break: what was counted goes on over it. */
      if (anchor < 0 && last != NULL && last->end < 0)
        last->end_part = s + 1;
      else
        {
          Group group = {anchor, -1, s, s + 1, NAN};

          g_array_append_val (self->groups, group);
          last = group_at (self, self->groups->len - 1);
        }
      last->end = find_end (self, segment, next);
      empty_since = segment->open_end;
    }
  for (guint g = 0; g < self->groups->len; g++)
    {
      Group *group = group_at (self, g);
      double moved;

      if (group->end < 0 || !count_between (self, group->anchor, group->end, &group->drift, &moved))
        group->drift = NAN;
    }
}

/* ---- Days ---- */

static guint
find_day (const Builder *self, int step)
{
  const GArray *days = self->clock->days;
  guint low = 0, high = days->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if ((int) g_array_index (days, VigieAttendanceClockDay, middle).first <= step)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static VigieAttendanceDay *
day_of_segment (const Builder *self, const VigieSegment *segment)
{
  int step = MIN (segment->first + VIGIE_SEGMENT_LEAD, MAX (segment->open_end - 1, segment->first));

  return &g_array_index (self->track->days, VigieAttendanceDay, find_day (self, step));
}

static void
add_up (const Builder *self, const Group *group, VigieAttendanceDay *day)
{
  const VigieSegment *last = segment_at (self, group->end_part - 1);
  int end
      = group->end >= 0 ? group->end : find_known_before (self, MAX (group->anchor, 0), last->end);

  day->drift = group->drift;
  if (group->anchor < 0 || end < 0)
    day->in = day->out = NAN;
  else
    {
      day->in += vigie_counts_between (&self->in, (guint) group->anchor, (guint) end);
      day->out += vigie_counts_between (&self->out, (guint) group->anchor, (guint) end);
    }
}

/* In and out of each day that is open, of the groups that begin in it; one that goes on over days tells none of them
 * apart. */
static void
sum_days (Builder *self)
{
  for (guint d = 0; d < self->clock->days->len; d++)
    {
      VigieAttendanceDay day = {g_array_index (self->clock->days, VigieAttendanceClockDay, d).day,
                                NAN,
                                NAN,
                                NAN,
                                NAN,
                                FALSE};

      g_array_append_val (self->track->days, day);
    }
  if (!self->is_counted)
    return;
  for (guint s = 0; s < self->segments->len; s++)
    {
      const VigieSegment *segment = segment_at (self, s);

      if (segment->has_begin)
        {
          VigieAttendanceDay *day = day_of_segment (self, segment);

          day->in = day->out = 0;
        }
    }
  for (guint g = 0; g < self->groups->len; g++)
    {
      const Group *group = group_at (self, g);
      VigieAttendanceDay *first = day_of_segment (self, segment_at (self, group->first));
      VigieAttendanceDay *last = day_of_segment (self, segment_at (self, group->end_part - 1));

      /* One that began before the track is of a day before it. */
      if (!segment_at (self, group->first)->has_begin && first == last)
        continue;
      if (segment_at (self, group->first)->first >= self->last)
        {
          /* It has not begun: the day is not over. */
          first->drift = NAN;
          if (first->in == 0 && first->out == 0)
            first->in = first->out = NAN;
        }
      else if (first == last)
        add_up (self, group, first);
      else
        for (VigieAttendanceDay *day = first; day <= last; day++)
          day->in = day->out = day->drift = NAN;
    }
}

/* ---- Presence ---- */

static void
put_presence (Builder *self, guint i, double present, double variance)
{
  VigieAttendanceTrack *track = self->track;
  double half = sqrt (WITHIN_90 * WITHIN_90 * MAX (variance, 0) + HALF_A_VEHICLE * HALF_A_VEHICLE);
  double most = self->facts->capacity > 0 ? BEYOND_PLACES * self->facts->capacity : INFINITY;

  track->present[i] = (float) MAX (present, 0);
  track->low[i] = (float) MAX (present - half, 0);
  track->high[i] = (float) MAX (present + half, HALF_A_VEHICLE);
  if (track->opening[i] != VIGIE_OPENING_CLOSED
      && (present + half < -1 || present - half > most + 1))
    {
      guint8 *count = &self->impossible[find_day (self, (int) i)];

      *count = (guint8) MIN (*count + 1, 200);
    }
}

/* The vehicles present at boundary @b of @group and the variance of that number. */
static gboolean
presence_at (const Builder *self, const Group *group, int b, double *present, double *variance)
{
  double spread = self->bias.spread * self->bias.spread;
  /* What is left over each day is a median of so many days, itself not sure. */
  double live = spread * (1 + G_PI / 2 / MAX (self->bias.n_days, 1));
  double difference, moved, between = self->in.between[b] + self->out.between[b];

  if (count_between (self, group->anchor, b, &difference, &moved))
    {
      double doubt = self->in.doubt[b] - self->in.doubt[group->anchor] + self->out.doubt[b]
                     - self->out.doubt[group->anchor];

      if (!isnan (group->drift))
        {
          double drift, all,
              all_doubt = self->in.doubt[group->end] - self->in.doubt[group->anchor]
                          + self->out.doubt[group->end] - self->out.doubt[group->anchor];
          double share;

          count_between (self, group->anchor, group->end, &drift, &all);
          share = all > 0 ? moved / all : 0;
          *present = difference - drift * share;
          *variance = spread * moved * (1 - share)
                      + (all_doubt > 0 ? doubt * (1 - doubt / all_doubt) : 0) + between;
        }
      else
        {
          *present = difference - self->lost_rate * moved;
          *variance = live * moved + doubt + between;
        }
      return TRUE;
    }
  /* What was lost is before it: from the closing backwards. */
  if (group->end >= 0 && count_between (self, b, group->end, &difference, &moved))
    {
      *present = self->lost_rate * moved - difference;
      *variance = live * moved + self->in.doubt[group->end] - self->in.doubt[b]
                  + self->out.doubt[group->end] - self->out.doubt[b] + between;
      return TRUE;
    }
  return FALSE;
}

static void
tell_presence (Builder *self)
{
  VigieAttendanceTrack *track = self->track;
  int b = 1;

  for (guint g = 0; g < self->groups->len; g++)
    {
      const Group *group = group_at (self, g);

      for (guint s = group->first; s < group->end_part; s++)
        {
          const VigieSegment *segment = segment_at (self, s);

          for (; b <= MIN (segment->first, self->last); b++)
            if (is_known (self, b))
              track->present[b - 1] = track->low[b - 1] = track->high[b - 1] = 0;
          for (; b <= MIN (segment->end, self->last); b++)
            {
              double present, variance;

              if (is_known (self, b) && presence_at (self, group, b, &present, &variance))
                put_presence (self, (guint) b - 1, present, variance);
            }
        }
    }
  for (; b <= self->last; b++)
    if (is_known (self, b))
      track->present[b - 1] = track->low[b - 1] = track->high[b - 1] = 0;
}

/* ---- The presence measured ---- */

/* The share of the open steps of @range, until now, of which @present (of the end of each step) is known. */
static double
coverage_of (const Builder *self, const VigieAttendanceClockDay *range, const float *present)
{
  guint open = 0, known = 0;

  for (guint i = range->first; i < range->end && (int) i < self->last; i++)
    if (self->track->opening[i] != VIGIE_OPENING_CLOSED)
      {
        open++;
        known += !isnan (present[i]);
      }
  return open > 0 ? (double) known / open : NAN;
}

static void
take_measured (Builder *self, const VigieAttendanceClockDay *range)
{
  VigieAttendanceTrack *track = self->track;

  for (guint i = range->first; i < range->end; i++)
    {
      float present = self->measured[i + 1];

      track->present[i] = present;
      track->low[i] = MAX (present - (float) HALF_A_VEHICLE, 0);
      track->high[i] = present + (float) HALF_A_VEHICLE;
      if (isnan (present))
        track->low[i] = track->high[i] = NAN;
    }
}

static gboolean
is_over (const Builder *self, const VigieAttendanceClockDay *range)
{
  guint end = range->end;

  while (end > range->first && self->track->opening[end - 1] == VIGIE_OPENING_CLOSED)
    end--;
  return end > range->first && (int) end <= self->last;
}

static void
settle_days (Builder *self)
{
  for (guint d = 0; d < self->clock->days->len; d++)
    {
      const VigieAttendanceClockDay *range
          = &g_array_index (self->clock->days, VigieAttendanceClockDay, d);
      VigieAttendanceDay *day = &g_array_index (self->track->days, VigieAttendanceDay, d);
      double measured;
      gboolean is_impossible = self->impossible[d] >= IMPOSSIBLE_STEPS;

      if (is_impossible)
        self->flags[d] |= VIGIE_COUNT_DAY_IMPOSSIBLE;
      day->coverage = coverage_of (self, range, self->track->present);
      if (!(day->coverage >= WHOLE) && isnan (day->drift))
        day->in = day->out = NAN;
      if (self->measured != NULL && !(day->coverage >= WHOLE && !is_impossible))
        {
          measured = coverage_of (self, range, self->measured + 1);
          if (isnan (measured) ? !self->is_counted : !(day->coverage >= measured) || is_impossible)
            {
              take_measured (self, range);
              day->coverage = measured;
              self->flags[d] |= VIGIE_COUNT_DAY_MEASURED;
              day->measured = TRUE;
              if (is_impossible)
                day->in = day->out = day->drift = NAN;
              is_impossible = FALSE;
            }
        }
      day->usable = day->coverage >= WHOLE && is_over (self, range) && !is_impossible;
    }
}

/* ---- All of it ---- */

static void
read_steps (Builder *self)
{
  VigieAttendanceTrack *track = self->track;
  int n = (int) track->n;

  for (int i = 0; i < MIN (self->last, n); i++)
    {
      if (!self->in.guessed[i])
        track->in[i] = (float) vigie_counts_between (&self->in, (guint) i, (guint) i + 1);
      if (!self->out.guessed[i])
        track->out[i] = (float) vigie_counts_between (&self->out, (guint) i, (guint) i + 1);
    }
}

static void
judge (Builder *self, const VigieAttendanceSource *source, VigieTime now)
{
  VigieCountCase quality = {.track = self->track,
                            .clock = self->clock,
                            .in = &self->in,
                            .out = &self->out,
                            .measured = self->measured,
                            .measured_last = VIGIE_TIME_NONE,
                            .flags = self->flags,
                            .now = now};

  if (self->measured != NULL)
    {
      const VigieSeries *series = source->present->series;
      guint end = vigie_series_find (series, now + 1);

      quality.measured_last = end > 0 ? series->times[end - 1] : VIGIE_TIME_NONE;
      quality.measured_interval = source->present->data->expected_interval;
    }
  vigie_count_judge (&quality, self->track->days, &self->track->quality);
}

VigieAttendanceTrack *
vigie_attendance_track_new (const VigieAttendanceSource *source,
                            const VigieAttendanceFacts *facts,
                            VigieTime from,
                            VigieTime to,
                            VigieTime now,
                            const VigieCountBias *bias)
{
  VigieAttendanceTrack *track = new_track (from, to);
  Builder self = {.track = track, .facts = facts, .last = -1};
  g_autoptr (GArray) stretches = vigie_attendance_read_openings (track, facts->hours);
  g_autoptr (GArray) wide = vigie_attendance_widen_openings (stretches);
  gint64 past = now - track->from;

  if (past >= 0)
    self.last = (int) MIN (past / VIGIE_ATTENDANCE_STEP, (gint64) track->n);
  self.clock = vigie_attendance_clock_new (track->from, track->n, facts->zone);
  vigie_counts_init (&self.in, source->in, source->n_in, facts->hours != NULL ? stretches : NULL,
                     track->from, track->n, self.last, now);
  vigie_counts_init (&self.out, source->out, source->n_out, facts->hours != NULL ? wide : NULL,
                     track->from, track->n, self.last, now);
  self.is_counted = self.in.n_counters > 0 && self.out.n_counters > 0;
  if (source->present != NULL)
    {
      self.measured = g_new (float, track->n + 1);
      vigie_counts_read_presence (source->present, track->from, track->n, self.last, now,
                                  self.measured);
    }
  self.impossible = g_new0 (guint8, MAX (self.clock->days->len, 1));
  self.flags = g_new0 (guint8, MAX (self.clock->days->len, 1));
  self.segments
      = vigie_attendance_find_segments (track, self.clock, stretches, &self.in, &self.out);
  self.groups = g_array_new (FALSE, FALSE, sizeof (Group));
  if (self.is_counted)
    make_groups (&self);
  read_steps (&self);
  sum_days (&self);
  if (bias != NULL)
    self.bias = *bias;
  else
    vigie_count_bias_of_days (track->days, &self.bias);
  /* (in − out) ÷ in is of what came; of what moved it is this. */
  self.lost_rate = CLAMP (self.bias.bias, -0.5, 0.5) / (2 - CLAMP (self.bias.bias, -0.5, 0.5));
  if (self.is_counted)
    tell_presence (&self);
  settle_days (&self);
  judge (&self, source, now);
  for (guint i = track->n; i > 0 && track->until == VIGIE_TIME_NONE; i--)
    if (!isnan (track->present[i - 1]))
      track->until = track->from + (gint64) i * VIGIE_ATTENDANCE_STEP;

  vigie_counts_clear (&self.in);
  vigie_counts_clear (&self.out);
  g_free (self.measured);
  g_free (self.impossible);
  g_free (self.flags);
  g_array_unref (self.segments);
  g_array_unref (self.groups);
  vigie_attendance_clock_free (self.clock);
  return track;
}
