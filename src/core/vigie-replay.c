/* vigie-replay.c: the states of all sites over a time, to be looked up at any instant.
 *
 * Three orders of the same states: by site, for a site's state at an instant; by time, for who moved between two
 * instants; and the changes of class alone, with how many sites are of each class after each of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-replay.h"

#include <string.h>

typedef struct
{
  VigieTime time;
  guint state; /* among `states`; the one before it is of the same site */
  guint site;
} Step;

typedef struct
{
  VigieTime time;
  guint counts[VIGIE_N_REPLAY_CLASS]; /* from then on */
} Mark;

struct _VigieReplay
{
  gatomicrefcount ref_count;
  VigieTime from, to;
  guint n_sites;
  guint *begins; /* of each site's states; n_sites + 1 */
  VigieReplayState *states;
  Step *steps; /* ascending in time: every state but each site's first */
  guint n_steps;
  GArray *marks;   /* of Mark, ascending, each time once; the first is of `from` */
  GArray *changes; /* of guint: steps that are told */
};

VigieReplay *
vigie_replay_ref (VigieReplay *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_replay_unref (VigieReplay *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->begins);
  g_free (self->states);
  g_free (self->steps);
  g_array_unref (self->marks);
  g_array_unref (self->changes);
  g_free (self);
}

static void
copy_states (VigieReplay *self, GArray *const *sites)
{
  const VigieReplayState unknown = {.time = self->from,
                                    .last = VIGIE_TIME_NONE,
                                    .value = NAN,
                                    .measure = G_MAXUINT16,
                                    .freshness = VIGIE_FRESHNESS_NEVER,
                                    .condition = VIGIE_CONDITION_UNKNOWN};
  guint n = 0;

  self->begins = g_new (guint, self->n_sites + 1);
  for (guint i = 0; i < self->n_sites; i++)
    {
      self->begins[i] = n;
      n += sites[i] != NULL ? MAX (sites[i]->len, 1) : 1;
    }
  self->begins[self->n_sites] = n;
  self->states = g_new (VigieReplayState, MAX (n, 1));
  for (guint i = 0; i < self->n_sites; i++)
    if (sites[i] != NULL && sites[i]->len > 0)
      memcpy (self->states + self->begins[i], sites[i]->data, sites[i]->len * sizeof *self->states);
    else
      self->states[self->begins[i]] = unknown;
}

static int
compare_steps (const void *a, const void *b)
{
  const Step *x = a, *y = b;

  if (x->time != y->time)
    return x->time < y->time ? -1 : 1;
  return x->state < y->state ? -1 : x->state > y->state;
}

static void
order_steps (VigieReplay *self)
{
  self->steps = g_new (Step, MAX (self->begins[self->n_sites], 1));
  for (guint site = 0; site < self->n_sites; site++)
    for (guint i = self->begins[site] + 1; i < self->begins[site + 1]; i++)
      self->steps[self->n_steps++] = (Step) {self->states[i].time, i, site};
  qsort (self->steps, self->n_steps, sizeof *self->steps, compare_steps);
}

static gboolean
is_told (VigieReplayClass before, VigieReplayClass after)
{
  gboolean quiet_before = before == VIGIE_REPLAY_NORMAL || before == VIGIE_REPLAY_UNKNOWN;
  gboolean quiet_after = after == VIGIE_REPLAY_NORMAL || after == VIGIE_REPLAY_UNKNOWN;

  return !quiet_before || !quiet_after;
}

static void
mark_changes (VigieReplay *self)
{
  Mark mark = {.time = self->from};

  for (guint site = 0; site < self->n_sites; site++)
    mark.counts[vigie_replay_class (&self->states[self->begins[site]])]++;
  g_array_append_val (self->marks, mark);
  for (guint i = 0; i < self->n_steps; i++)
    {
      const VigieReplayState *state = &self->states[self->steps[i].state];
      VigieReplayClass before = vigie_replay_class (state - 1);
      VigieReplayClass after = vigie_replay_class (state);

      if (before == after)
        continue;
      mark.time = state->time;
      mark.counts[before]--;
      mark.counts[after]++;
      if (g_array_index (self->marks, Mark, self->marks->len - 1).time == mark.time)
        g_array_index (self->marks, Mark, self->marks->len - 1) = mark;
      else
        g_array_append_val (self->marks, mark);
      if (is_told (before, after))
        g_array_append_val (self->changes, i);
    }
}

VigieReplay *
vigie_replay_new (VigieTime from, VigieTime to, GArray *const *sites, guint n_sites)
{
  VigieReplay *self = g_new0 (VigieReplay, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->from = from;
  self->to = MAX (to, from + 1);
  self->n_sites = n_sites;
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->changes = g_array_new (FALSE, FALSE, sizeof (guint));
  copy_states (self, sites);
  order_steps (self);
  mark_changes (self);
  return self;
}

VigieTime
vigie_replay_get_from (const VigieReplay *self)
{
  return self->from;
}

VigieTime
vigie_replay_get_to (const VigieReplay *self)
{
  return self->to;
}

guint
vigie_replay_get_n_sites (const VigieReplay *self)
{
  return self->n_sites;
}

const VigieReplayState *
vigie_replay_get_state (const VigieReplay *self, guint site, VigieTime time)
{
  guint low, high;

  g_return_val_if_fail (site < self->n_sites, NULL);

  low = self->begins[site];
  high = self->begins[site + 1];
  /* The last one that begins at or before it; the first holds for what is before. */
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (self->states[middle].time <= time)
        low = middle;
      else
        high = middle;
    }
  return &self->states[low];
}

/* The last mark at or before @time. */
static guint
find_mark (const VigieReplay *self, VigieTime time)
{
  guint low = 0, high = self->marks->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->marks, Mark, middle).time <= time)
        low = middle;
      else
        high = middle;
    }
  return low;
}

void
vigie_replay_count (const VigieReplay *self, VigieTime time, guint counts[VIGIE_N_REPLAY_CLASS])
{
  const Mark *mark = &g_array_index (self->marks, Mark, find_mark (self, time));

  memcpy (counts, mark->counts, sizeof mark->counts);
}

void
vigie_replay_histogram (const VigieReplay *self, guint n, guint *bins)
{
  gint64 length = self->to - self->from;

  g_return_if_fail (n > 0);

  for (guint bin = 0; bin < n; bin++)
    {
      guint *counts = bins + (gsize) bin * VIGIE_N_REPLAY_CLASS;
      VigieTime begin = self->from + (VigieTime) ((double) length * bin / n);
      VigieTime end = self->from + (VigieTime) ((double) length * (bin + 1) / n);
      guint mark = find_mark (self, begin);

      memcpy (counts, g_array_index (self->marks, Mark, mark).counts,
              VIGIE_N_REPLAY_CLASS * sizeof *counts);
      while (++mark < self->marks->len && g_array_index (self->marks, Mark, mark).time < end)
        for (guint i = 0; i < VIGIE_N_REPLAY_CLASS; i++)
          counts[i] = MAX (counts[i], g_array_index (self->marks, Mark, mark).counts[i]);
    }
}

/* The first step after @time. */
static guint
find_step (const VigieReplay *self, VigieTime time)
{
  guint low = 0, high = self->n_steps;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->steps[middle].time <= time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
vigie_replay_find_moved (const VigieReplay *self, VigieTime a, VigieTime b, GArray *sites)
{
  VigieTime early = MIN (a, b), late = MAX (a, b);
  guint begin = find_step (self, early), end = find_step (self, late);

  if (end - begin >= self->n_sites)
    {
      for (guint site = 0; site < self->n_sites; site++)
        if (vigie_replay_get_state (self, site, early) != vigie_replay_get_state (self, site, late))
          g_array_append_val (sites, site);
      return;
    }
  /* A site's last step is the one whose state it has at the end. */
  for (guint i = begin; i < end; i++)
    {
      const Step *step = &self->steps[i];
      guint next = step->state + 1;

      if (next == self->begins[step->site + 1] || self->states[next].time > late)
        g_array_append_val (sites, step->site);
    }
}

guint
vigie_replay_get_n_changes (const VigieReplay *self)
{
  return self->changes->len;
}

VigieReplayChange
vigie_replay_get_change (const VigieReplay *self, guint position)
{
  const Step *step;

  g_return_val_if_fail (position < self->changes->len, ((VigieReplayChange) {0}));

  step = &self->steps[g_array_index (self->changes, guint, position)];
  return (VigieReplayChange) {step->site, &self->states[step->state - 1],
                              &self->states[step->state]};
}

guint
vigie_replay_find_change (const VigieReplay *self, VigieTime time)
{
  guint low = 0, high = self->changes->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->steps[g_array_index (self->changes, guint, middle)].time <= time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
