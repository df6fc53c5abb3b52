/* vigie-attendance-state.c: all that is told of the attendance of one site at one moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-state.h"

#include "vigie-time-axis.h"
#include "vigie-tour.h"
#include "vigie-words.h"

/* How far away another site is still proposed, m. */
#define FARTHEST 25000
/* Slots that are called the best. */
#define BEST 3
/* How far the end of a closing is looked for. */
#define HORIZON (180 * VIGIE_DAY)

/* ---- Hours ----------------------------------------------------------------------------------- */

static void
take_hours (VigieAttendanceState *self)
{
  const VigieOpeningHours *hours = self->site->facts.hours;
  const char *comment = NULL;

  self->opening = VIGIE_OPENING_UNKNOWN;
  self->next_open = self->closed_until = VIGIE_TIME_NONE;
  if (hours == NULL)
    return;
  self->opening = vigie_opening_hours_get_state (hours, self->time, &comment);
  self->next_open = vigie_opening_hours_get_next_open (hours, self->time);
  self->opening_words = vigie_opening_hours_state_words (hours, self->time);
  if (self->opening == VIGIE_OPENING_CLOSED && comment != NULL && *comment != '\0')
    {
      g_autoptr (GArray) spans
          = vigie_opening_hours_get_spans (hours, self->time, self->time + HORIZON);

      self->comment = g_strdup (comment);
      if (spans->len > 1)
        self->closed_until = g_array_index (spans, VigieOpeningSpan, 0).to;
    }
}

/* ---- What can be said ------------------------------------------------------------------------ */

/* A count that these speak against is seen, but not told. Days that are incomplete say nothing of now. */
static gboolean
is_doubtful (const VigieAttendanceState *self)
{
  switch (self->quality.verdict)
    {
    case VIGIE_COUNT_FLAT:
    case VIGIE_COUNT_IMPOSSIBLE:
      return TRUE;
    case VIGIE_COUNT_IMBALANCE:
      return self->whole;
    case VIGIE_COUNT_GOOD:
    case VIGIE_COUNT_NONE:
    case VIGIE_COUNT_SILENT:
    case VIGIE_COUNT_INCOMPLETE:
    default:
      return FALSE;
    }
}

static VigieAttendanceKind
kind_of (const VigieAttendanceState *self)
{
  const VigieAttendanceSite *site = self->site;

  if (site->data->out_of_service)
    return VIGIE_ATTENDANCE_OUT_OF_SERVICE;
  if ((site->in->len == 0 || site->out->len == 0) && site->present == NULL)
    return VIGIE_ATTENDANCE_NONE;
  if (self->opening == VIGIE_OPENING_CLOSED)
    return VIGIE_ATTENDANCE_CLOSED;
  if (self->track == NULL)
    return VIGIE_ATTENDANCE_WAITING;
  if (self->now.stale || self->quality.verdict == VIGIE_COUNT_SILENT)
    return self->now.time == VIGIE_TIME_NONE && !self->whole ? VIGIE_ATTENDANCE_WAITING
                                                             : VIGIE_ATTENDANCE_SILENT;
  if (isnan (self->now.present) && !self->whole)
    return VIGIE_ATTENDANCE_WAITING;
  if (isnan (self->now.present) || is_doubtful (self))
    return VIGIE_ATTENDANCE_DOUBTFUL;
  return VIGIE_ATTENDANCE_COUNTED;
}

static void
forget_told (VigieAttendanceNow *now)
{
  now->level = VIGIE_LEVEL_UNKNOWN;
  now->against = VIGIE_AGAINST_UNKNOWN;
  now->trend = VIGIE_TREND_UNKNOWN;
  now->wait = (VigieWait) {-1, -1, -1};
}

static void
take_now (VigieAttendanceState *self)
{
  const VigieAttendanceSite *site = self->site;

  self->quality = (VigieCountQuality) {.verdict = VIGIE_COUNT_NONE,
                                       .imbalance = NAN,
                                       .coverage = NAN,
                                       .presence_gap = NAN,
                                       .flat_since = VIGIE_TIME_NONE,
                                       .last = VIGIE_TIME_NONE};
  self->now = (VigieAttendanceNow) {.opening = self->opening,
                                    .time = VIGIE_TIME_NONE,
                                    .present = NAN,
                                    .low = NAN,
                                    .high = NAN,
                                    .last = NAN,
                                    .usual = {NAN, NAN, NAN, 0}};
  if (self->track != NULL)
    {
      self->quality = self->track->quality;
      vigie_attendance_now (self->track, self->habits, &site->facts, self->time,
                            site->expected_interval, &self->now);
      self->expected
          = vigie_attendance_expect (self->track, self->habits, &site->facts, self->time);
    }
  if (self->expected == NULL)
    self->expected = g_array_new (FALSE, FALSE, sizeof (VigieExpected));
  self->kind = kind_of (self);
  if (self->kind != VIGIE_ATTENDANCE_COUNTED)
    forget_told (&self->now);
  self->best = self->expected->len > 0 ? vigie_attendance_best (self->expected, &self->now, BEST)
                                       : g_array_new (FALSE, FALSE, sizeof (VigieExpected));
}

VigieAttendanceState *
vigie_attendance_state_new (VigieAttendancePlan *plan,
                            guint index,
                            VigieAttendanceTrack *track,
                            VigieAttendanceHabits *habits,
                            gboolean whole,
                            VigieTime time)
{
  VigieAttendanceState *self = g_new0 (VigieAttendanceState, 1);

  g_return_val_if_fail (index < vigie_attendance_plan_get_n_sites (plan), NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->plan = vigie_attendance_plan_ref (plan);
  self->site = vigie_attendance_plan_get_site (plan, index);
  self->time = time;
  self->track = track != NULL ? vigie_attendance_track_ref (track) : NULL;
  self->habits = habits != NULL ? vigie_attendance_habits_ref (habits) : NULL;
  self->whole = whole;
  take_hours (self);
  take_now (self);
  return self;
}

static gboolean
are_same (const GPtrArray *one, const GPtrArray *other)
{
  if (one->len != other->len)
    return FALSE;
  for (guint i = 0; i < one->len; i++)
    {
      const VigieMeasureData *a = g_ptr_array_index (one, i), *b = g_ptr_array_index (other, i);

      if (!g_str_equal (a->id, b->id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_counted_alike (const VigieAttendanceSite *one, const VigieAttendanceSite *other)
{
  return are_same (one->in, other->in) && are_same (one->out, other->out)
         && g_strcmp0 (one->present != NULL ? one->present->id : NULL,
                       other->present != NULL ? other->present->id : NULL)
                == 0;
}

VigieAttendanceState *
vigie_attendance_state_renew (VigieAttendancePlan *plan,
                              guint index,
                              const VigieAttendanceState *former,
                              VigieTime time)
{
  if (former == NULL
      || !is_counted_alike (former->site, vigie_attendance_plan_get_site (plan, index)))
    return vigie_attendance_state_new (plan, index, NULL, NULL, FALSE, time);
  return vigie_attendance_state_new (plan, index, former->track, former->habits, former->whole,
                                     time);
}

VigieAttendanceState *
vigie_attendance_state_ref (VigieAttendanceState *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_attendance_state_unref (VigieAttendanceState *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->track, vigie_attendance_track_unref);
  g_clear_pointer (&self->habits, vigie_attendance_habits_unref);
  g_array_unref (self->expected);
  g_array_unref (self->best);
  g_free (self->comment);
  g_free (self->opening_words);
  vigie_attendance_plan_unref (self->plan);
  g_free (self);
}

gboolean
vigie_attendance_state_answers (const VigieAttendanceState *self)
{
  return (self->kind == VIGIE_ATTENDANCE_COUNTED || self->kind == VIGIE_ATTENDANCE_CLOSED)
         && !self->now.stale && isfinite (self->now.present);
}

gboolean
vigie_attendance_state_is_measured (const VigieAttendanceState *self)
{
  const VigieAttendanceSite *site = self->site;
  GTimeZone *zone = vigie_attendance_site_get_zone (site);
  VigieTime at = self->now.time != VIGIE_TIME_NONE ? self->now.time : self->time;
  gint64 today;

  if (site->in->len == 0 || site->out->len == 0)
    return site->present != NULL;
  if (self->track == NULL)
    return FALSE;
  today = vigie_time_to_local (at, zone).day_number;
  for (guint i = self->track->days->len; i > 0; i--)
    {
      const VigieAttendanceDay *day = &g_array_index (self->track->days, VigieAttendanceDay, i - 1);

      if (day->day == today)
        return day->measured;
    }
  return FALSE;
}

/* ---- Elsewhere ------------------------------------------------------------------------------- */

static gboolean
is_quieter (const VigieAttendanceNow *other, const VigieAttendanceNow *now)
{
  gboolean waits = now->wait.minutes >= 0 && other->wait.minutes >= 0;

  if (waits && other->wait.minutes + 5 <= now->wait.minutes)
    return TRUE;
  return other->level != VIGIE_LEVEL_UNKNOWN && other->level < now->level
         && (!waits || other->wait.minutes <= now->wait.minutes);
}

static int
compare_near (gconstpointer a, gconstpointer b)
{
  const VigieAttendanceNear *one = a, *other = b;

  return (one->distance > other->distance) - (one->distance < other->distance);
}

GArray *
vigie_attendance_state_near (const VigieAttendanceState *self, GPtrArray *states, guint max)
{
  GArray *near = g_array_new (FALSE, FALSE, sizeof (VigieAttendanceNear));
  const VigieSiteData *here = self->site->data;

  if (self->kind != VIGIE_ATTENDANCE_COUNTED)
    return near;
  for (guint i = 0; i < states->len; i++)
    {
      const VigieAttendanceState *other = g_ptr_array_index (states, i);
      VigieAttendanceNear entry;

      if (other == NULL || other->site == self->site || other->kind != VIGIE_ATTENDANCE_COUNTED
          || other->opening == VIGIE_OPENING_UNKNOWN
          || !vigie_attendance_site_takes_the_same (self->site, other->site)
          || !is_quieter (&other->now, &self->now))
        continue;
      entry.state = other;
      entry.distance = vigie_tour_distance (here->lat, here->lon, other->site->data->lat,
                                            other->site->data->lon);
      if (entry.distance <= FARTHEST)
        g_array_append_val (near, entry);
    }
  g_array_sort (near, compare_near);
  if (near->len > max)
    g_array_set_size (near, max);
  return near;
}

char *
vigie_attendance_state_advice (const VigieAttendanceState *self,
                               const GArray *near,
                               const char *const *full)
{
  VigieAttendanceNow now = self->now;
  VigieAlternative other;
  VigieAdvice advice = {.name = self->site->short_name,
                        .now = &now,
                        .facts = &self->site->facts,
                        .best = self->best,
                        .full = full};

  /* What is not to be trusted is not told. */
  if (self->kind == VIGIE_ATTENDANCE_DOUBTFUL)
    now.present = now.low = now.high = NAN;
  if (near != NULL && near->len > 0)
    {
      const VigieAttendanceNear *first = &g_array_index (near, VigieAttendanceNear, 0);

      other = (VigieAlternative) {first->state->site->short_name, first->distance,
                                  &first->state->now};
      advice.other = &other;
    }
  return vigie_attendance_advice (&advice, self->time);
}
