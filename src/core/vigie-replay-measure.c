/* vigie-replay-measure.c: the states of one measure over a time, and of a site.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-replay.h"

#include <string.h>

/* Beyond this no delay or interval is one that a day can tell of. */
#define LONGEST_LEAD (10 * VIGIE_DAY)
/* Severities are doubled, so that « not known » has its place: worse than late (2), less than never received (3). */
#define SEVERITY_UNKNOWN 5
#define SEVERITY_ABSENT -1

VigieReplayClass
vigie_replay_class (const VigieReplayState *state)
{
  if (!state->known)
    return VIGIE_REPLAY_UNKNOWN;
  if (state->freshness == VIGIE_FRESHNESS_OUT_OF_SERVICE)
    return VIGIE_REPLAY_OUT_OF_SERVICE;
  if (state->condition == VIGIE_CONDITION_CRITICAL)
    return VIGIE_REPLAY_CRITICAL;
  if (state->condition == VIGIE_CONDITION_WARNING)
    return VIGIE_REPLAY_WARNING;
  if (state->freshness == VIGIE_FRESHNESS_NONE)
    return VIGIE_REPLAY_UNKNOWN;
  return state->freshness <= VIGIE_FRESHNESS_LATE ? VIGIE_REPLAY_NORMAL : VIGIE_REPLAY_SILENT;
}

gint64
vigie_replay_lead (gint64 expected_interval, const VigieThresholds *thresholds)
{
  gint64 interval = expected_interval > 0 ? MIN (expected_interval, LONGEST_LEAD) : VIGIE_HOUR;
  gint64 on = CLAMP (thresholds->on_delay, 0, LONGEST_LEAD);
  gint64 off = CLAMP (thresholds->off_delay, 0, LONGEST_LEAD);

  gint64 lead = 3 * interval + 1;

  if (on > 0 || off > 0)
    lead += on + off + 2 * interval;
  return MIN (lead, LONGEST_LEAD);
}

/* ---- A measure -------------------------------------------------------------------------------- */

typedef struct
{
  const VigieReplayMeasure *measure;
  VigieTime from, to;
  GArray *states;
  guint first; /* of the measure's states among them */
} Writer;

static gboolean
same_state (const VigieReplayState *a, const VigieReplayState *b)
{
  if (!a->known || !b->known)
    return a->known == b->known && a->absent == b->absent;
  return a->measure == b->measure && a->freshness == b->freshness && a->condition == b->condition
         && a->passed == b->passed && a->limit == b->limit;
}

/* @state from its time on; one that begins at or before the timeline's begin is the first. */
static void
put_state (GArray *states, guint first, VigieTime from, VigieReplayState state)
{
  VigieReplayState *before
      = states->len > first ? &g_array_index (states, VigieReplayState, states->len - 1) : NULL;

  state.time = MAX (state.time, from);
  if (before != NULL && before->time >= state.time)
    {
      /* Nothing was shown of what it replaces. */
      g_array_set_size (states, states->len - 1);
      put_state (states, first, from, state);
      return;
    }
  if (before == NULL || !same_state (before, &state))
    g_array_append_val (states, state);
}

static void
put_unknown (Writer *writer, VigieTime time, gboolean absent)
{
  put_state (writer->states, writer->first, writer->from,
             (VigieReplayState) {.time = time,
                                 .last = VIGIE_TIME_NONE,
                                 .value = NAN,
                                 .freshness = VIGIE_FRESHNESS_NEVER,
                                 .condition = VIGIE_CONDITION_UNKNOWN,
                                 .absent = absent});
}

static void
put_known (Writer *writer,
           VigieTime time,
           VigieTime last,
           double value,
           VigieFreshness freshness,
           const VigieConditionState *state)
{
  VigieCondition passed = state != NULL ? state->condition : VIGIE_CONDITION_NORMAL;
  VigieCondition condition
      = vigie_condition_shown (state != NULL ? passed : VIGIE_CONDITION_UNKNOWN, freshness);

  put_state (writer->states, writer->first, writer->from,
             (VigieReplayState) {.time = time,
                                 .last = last,
                                 .value = value,
                                 .freshness = (guint8) freshness,
                                 .condition = (guint8) condition,
                                 .passed = (guint8) passed,
                                 .limit = state != NULL ? state->limit : 0,
                                 .known = TRUE});
}

/* @begin ≤ t < @end, of which all is known and nothing was read: silent once it must be, if it @spoke before. Else
 * nothing tells a sensor that was not there from one whose past the server has not kept. */
static void
write_without_reading (Writer *writer, VigieTime begin, VigieTime end, gboolean spoke)
{
  const VigieReplayMeasure *measure = writer->measure;
  VigieTime silent = begin;

  if (!spoke)
    {
      put_unknown (writer, begin, TRUE);
      return;
    }
  /* As if the last reading had come just before. */
  while (silent != VIGIE_TIME_NONE
         && vigie_freshness_compute (silent, begin, measure->expected_interval, FALSE)
                != VIGIE_FRESHNESS_SILENT)
    silent = vigie_freshness_next_change (silent, begin, measure->expected_interval, FALSE);
  if (silent != begin)
    put_unknown (writer, begin, FALSE);
  if (silent != VIGIE_TIME_NONE && silent < end)
    put_known (writer, silent, VIGIE_TIME_NONE, NAN, VIGIE_FRESHNESS_SILENT, NULL);
}

/* A stretch of which all is known. */
static void
write_known (Writer *writer, VigieTime begin, VigieTime end)
{
  const VigieReplayMeasure *measure = writer->measure;
  const VigieSeries *series = measure->series;
  VigieConditionState state = {0};
  double value = NAN;
  guint i = vigie_series_find (series, begin);
  VigieTime first = i < series->n ? MIN (series->times[i], end) : end;

  if (begin < first)
    write_without_reading (writer, begin, first, measure->spoke || i > 0);
  for (; i < series->n && series->times[i] < end; i++)
    {
      VigieTime last = series->times[i];
      VigieTime next = i + 1 < series->n ? MIN (series->times[i + 1], end) : end;
      VigieTime time = last;

      vigie_condition_step (&state, measure->thresholds, series->values[i], last);
      if (isfinite (series->values[i]))
        value = series->values[i];
      while (time != VIGIE_TIME_NONE && time < next)
        {
          put_known (writer, time, last, value,
                     vigie_freshness_compute (time, last, measure->expected_interval, FALSE),
                     &state);
          time = vigie_freshness_next_change (time, last, measure->expected_interval, FALSE);
        }
    }
}

/* From the instant at which it was declared so on, whatever its readings say. */
static void
write_out_of_service (Writer *writer)
{
  VigieTime since = writer->measure->out_of_service_since;
  GArray *states = writer->states;

  if (since >= writer->to)
    return;
  while (states->len > writer->first
         && g_array_index (states, VigieReplayState, states->len - 1).time >= since)
    g_array_set_size (states, states->len - 1);
  put_known (writer, since, VIGIE_TIME_NONE, NAN, VIGIE_FRESHNESS_OUT_OF_SERVICE, NULL);
}

void
vigie_replay_measure (const VigieReplayMeasure *measure,
                      VigieTime from,
                      VigieTime to,
                      GArray *states)
{
  const VigieSeries *series = measure->series;
  Writer writer
      = {.measure = measure, .from = from, .to = to, .states = states, .first = states->len};
  VigieTime reached = VIGIE_TIME_NONE;

  if (measure->never)
    put_known (&writer, from, VIGIE_TIME_NONE, NAN, VIGIE_FRESHNESS_NEVER, NULL);
  else
    put_unknown (&writer, from, FALSE);
  for (guint i = 0; i < series->n_known && !measure->never; i++)
    {
      VigieSpan span = series->known[i];

      if (span.from >= to)
        break;
      if (reached != VIGIE_TIME_NONE && reached < span.from)
        put_unknown (&writer, reached, FALSE);
      write_known (&writer, span.from, MIN (span.to, to));
      reached = span.to;
    }
  if (reached != VIGIE_TIME_NONE && reached < to)
    put_unknown (&writer, reached, FALSE);
  if (measure->out_of_service)
    write_out_of_service (&writer);
}

/* ---- A site ----------------------------------------------------------------------------------- */

typedef struct
{
  VigieTime time;
  guint track, state;
} Event;

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *x = a, *y = b;

  if (x->time != y->time)
    return x->time < y->time ? -1 : 1;
  return x->track < y->track ? -1 : x->track > y->track;
}

static int
severity (const VigieReplayState *state)
{
  if (!state->known)
    return state->absent ? SEVERITY_ABSENT : SEVERITY_UNKNOWN;
  return 2 * vigie_severity (state->freshness, state->condition);
}

/* As VigieSite chooses its worst measure. */
static VigieReplayState
find_worst (const VigieReplayTrack *tracks, const guint *current, guint n)
{
  guint worst = 0;
  int worst_severity = G_MININT;
  VigieReplayState state;

  for (guint i = 0; i < n; i++)
    {
      int found = severity (&tracks[i].states[current[i]]);

      if (found > worst_severity
          || (found == worst_severity && tracks[worst].diagnostic && !tracks[i].diagnostic))
        {
          worst = i;
          worst_severity = found;
        }
    }
  state = tracks[worst].states[current[worst]];
  state.measure = (guint16) worst;
  return state;
}

static void
write_empty_site (gboolean out_of_service, VigieTime since, VigieTime from, GArray *states)
{
  VigieReplayState state = {.time = from,
                            .last = VIGIE_TIME_NONE,
                            .value = NAN,
                            .measure = G_MAXUINT16,
                            .freshness = VIGIE_FRESHNESS_NONE,
                            .condition = VIGIE_CONDITION_UNKNOWN,
                            .known = TRUE};
  guint first = states->len;

  put_state (states, first, from, state);
  if (!out_of_service)
    return;
  state.time = since;
  state.freshness = VIGIE_FRESHNESS_OUT_OF_SERVICE;
  put_state (states, first, from, state);
}

void
vigie_replay_site (const VigieReplayTrack *tracks,
                   guint n_tracks,
                   gboolean out_of_service,
                   VigieTime out_of_service_since,
                   VigieTime from,
                   GArray *states)
{
  guint n = MIN (n_tracks, G_MAXUINT16), first = states->len;
  g_autofree guint *current = g_new0 (guint, MAX (n, 1));
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));
  VigieReplayState worst;

  if (n == 0)
    {
      write_empty_site (out_of_service, out_of_service_since, from, states);
      return;
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 1; j < tracks[i].n_states; j++)
      {
        Event event = {tracks[i].states[j].time, i, j};

        g_array_append_val (events, event);
      }
  g_array_sort (events, compare_events);
  worst = find_worst (tracks, current, n);
  worst.time = from;
  put_state (states, first, from, worst);
  for (guint i = 0; i < events->len;)
    {
      VigieTime time = g_array_index (events, Event, i).time;

      for (; i < events->len && g_array_index (events, Event, i).time == time; i++)
        {
          const Event *event = &g_array_index (events, Event, i);

          current[event->track] = event->state;
        }
      worst = find_worst (tracks, current, n);
      worst.time = time;
      put_state (states, first, from, worst);
    }
}
