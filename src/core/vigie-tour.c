/* vigie-tour.c: in which order to visit places
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-tour.h"

#include <math.h>
#include <string.h>

#define EARTH_RADIUS 6371008.8
/* So many are put in order exactly, in two milliseconds. */
#define EXACT 12
/* The nearest of a stop, of which alone it is asked whether they should be its neighbours. */
#define NEAR 12
/* First stops that are tried for the way that the nearest neighbour makes: the more the fewer stops there are. */
#define TRIES(n) CLAMP (1500 / (n), 3, 12)
/* Neither better nor worse: less than a millimetre. */
#define SAME 1e-3
/* What stands before the first stop and after the last one. */
#define HOME G_MAXUINT

typedef struct
{
  guint n;
  double *between; /* owned: n × n */
  double *out;     /* owned: from the start to each; 0 without a start */
  double *back;    /* owned: from each back to the start; 0 where it does not go back */
  guint *near;     /* owned: n × n_near, the nearest first */
  guint n_near;
  guint *way;   /* owned: the stops in order */
  guint *place; /* owned: where each is in it */
} Tour;

double
vigie_tour_distance (double lat1, double lon1, double lat2, double lon2)
{
  const double radian = G_PI / 180;
  double a = sin ((lat2 - lat1) * radian / 2), b = sin ((lon2 - lon1) * radian / 2);
  double h = a * a + cos (lat1 * radian) * cos (lat2 * radian) * b * b;

  return 2 * EARTH_RADIUS * asin (sqrt (CLAMP (h, 0, 1)));
}

gboolean
vigie_tour_has_place (const VigieTourStop *stop)
{
  return stop->lat >= -90 && stop->lat <= 90 && stop->lon >= -180 && stop->lon <= 180;
}

/* ---- The way ---- */

static inline double
leg (const Tour *tour, guint from, guint to)
{
  if (from == HOME)
    return to == HOME ? 0 : tour->out[to];
  return to == HOME ? tour->back[from] : tour->between[from * tour->n + to];
}

static inline guint
at (const Tour *tour, gint64 place)
{
  return place < 0 || place >= tour->n ? HOME : tour->way[place];
}

static double
length_of (const Tour *tour, const guint *way)
{
  double length = 0;
  guint before = HOME;

  for (guint i = 0; i < tour->n; i++)
    {
      length += leg (tour, before, way[i]);
      before = way[i];
    }
  return length + leg (tour, before, HOME);
}

/* ---- Exactly: all sets of stops, each with the shortest way that ends in each of it (Held and Karp, 1962) ---- */

static void
order_exactly (Tour *tour)
{
  guint n = tour->n, n_sets = 1u << n, set = n_sets - 1, last = 0;
  g_autofree double *best = g_new (double, (gsize) n_sets *n);
  g_autofree guint8 *before = g_new0 (guint8, (gsize) n_sets * n);

  for (gsize i = 0; i < (gsize) n_sets * n; i++)
    best[i] = HUGE_VAL;
  for (guint i = 0; i < n; i++)
    best[(gsize) (1u << i) * n + i] = tour->out[i];
  for (guint s = 1; s < n_sets; s++)
    for (guint i = 0; i < n; i++)
      {
        double so_far = best[(gsize) s * n + i];

        if (!(s & 1u << i) || so_far == HUGE_VAL)
          continue;
        for (guint j = 0; j < n; j++)
          {
            gsize next = (gsize) (s | 1u << j) * n + j;
            double length = so_far + leg (tour, i, j);

            if (s & 1u << j || length >= best[next])
              continue;
            best[next] = length;
            before[next] = (guint8) i;
          }
      }
  for (guint i = 1; i < n; i++)
    if (best[(gsize) set * n + i] + tour->back[i] < best[(gsize) set * n + last] + tour->back[last])
      last = i;
  for (guint i = n; i-- > 0;)
    {
      guint this = last;

      tour->way[i] = this;
      last = before[(gsize) set * n + this];
      set &= ~(1u << this);
    }
}

/* ---- About: the nearest neighbour, then better and better ---- */

static void
go_to_nearest (const Tour *tour, guint first, guint *way)
{
  g_autofree gboolean *taken = g_new0 (gboolean, tour->n);

  way[0] = first;
  taken[first] = TRUE;
  for (guint i = 1; i < tour->n; i++)
    {
      guint best = HOME;

      for (guint j = 0; j < tour->n; j++)
        if (!taken[j] && (best == HOME || leg (tour, way[i - 1], j) < leg (tour, way[i - 1], best)))
          best = j;
      way[i] = best;
      taken[best] = TRUE;
    }
}

static void
find_near (Tour *tour)
{
  tour->n_near = MIN (NEAR, tour->n - 1);
  tour->near = g_new (guint, (gsize) tour->n * MAX (tour->n_near, 1));
  for (guint i = 0; i < tour->n; i++)
    {
      guint *near = tour->near + (gsize) i * tour->n_near, n = 0;

      for (guint j = 0; j < tour->n; j++)
        {
          guint k = n;

          if (j == i)
            continue;
          while (k > 0 && leg (tour, i, j) < leg (tour, i, near[k - 1]))
            k--;
          if (k == tour->n_near)
            continue;
          n = MIN (n + 1, tour->n_near);
          memmove (near + k + 1, near + k, (n - 1 - k) * sizeof *near);
          near[k] = j;
        }
    }
}

static void
reverse (Tour *tour, guint from, guint to)
{
  for (; from < to; from++, to--)
    {
      guint stop = tour->way[from];

      tour->way[from] = tour->way[to];
      tour->way[to] = stop;
      tour->place[tour->way[from]] = from;
      tour->place[stop] = to;
    }
}

/* 2-opt: turns the way between two places round where that is shorter. */
static gboolean
try_turn (Tour *tour, gint64 from, gint64 to)
{
  double gain;

  if (from > to || from < 0 || to >= tour->n)
    return FALSE;
  gain = leg (tour, at (tour, from - 1), at (tour, from))
         + leg (tour, at (tour, to), at (tour, to + 1))
         - leg (tour, at (tour, from - 1), at (tour, to))
         - leg (tour, at (tour, from), at (tour, to + 1));
  if (gain <= SAME)
    return FALSE;
  reverse (tour, (guint) from, (guint) to);
  return TRUE;
}

/* Or-opt: puts the stops at @from to @to between those at @gap and the place after it, as they are or turned round. */
static gboolean
try_move (Tour *tour, gint64 from, gint64 to, gint64 gap)
{
  guint first, last, before, after;
  double gain, as_is, turned;

  if (from < 0 || to >= tour->n || gap < -1 || gap >= tour->n || (gap >= from - 1 && gap <= to))
    return FALSE;
  first = tour->way[from];
  last = tour->way[to];
  before = at (tour, gap);
  after = at (tour, gap + 1);
  gain = leg (tour, at (tour, from - 1), first) + leg (tour, last, at (tour, to + 1))
         - leg (tour, at (tour, from - 1), at (tour, to + 1)) + leg (tour, before, after);
  as_is = leg (tour, before, first) + leg (tour, last, after);
  turned = leg (tour, before, last) + leg (tour, first, after);
  if (gain - MIN (as_is, turned) <= SAME)
    return FALSE;
  if (turned < as_is)
    reverse (tour, (guint) from, (guint) to);
  /* Three turns put one stretch behind the other. */
  if (gap < from)
    {
      reverse (tour, (guint) gap + 1, (guint) from - 1);
      reverse (tour, (guint) from, (guint) to);
      reverse (tour, (guint) gap + 1, (guint) to);
    }
  else
    {
      reverse (tour, (guint) from, (guint) to);
      reverse (tour, (guint) to + 1, (guint) gap);
      reverse (tour, (guint) from, (guint) gap);
    }
  return TRUE;
}

/* With @stop and @other side by side. */
static gboolean
try_neighbours (Tour *tour, guint stop, guint other)
{
  gint64 i = tour->place[stop], j = tour->place[other];

  if (try_turn (tour, MIN (i, j) + 1, MAX (i, j)) || try_turn (tour, MIN (i, j), MAX (i, j) - 1))
    return TRUE;
  for (gint64 more = 0; more < 3; more++)
    if (try_move (tour, i, i + more, j) || try_move (tour, i, i + more, j - 1)
        || try_move (tour, i - more, i, j) || try_move (tour, i - more, i, j - 1))
      return TRUE;
  return FALSE;
}

/* At the ends of the way. */
static gboolean
try_ends (Tour *tour, guint stop)
{
  gint64 i = tour->place[stop];

  if (try_turn (tour, 0, i) || try_turn (tour, i, tour->n - 1))
    return TRUE;
  for (gint64 more = 0; more < 3; more++)
    if (try_move (tour, i, i + more, -1) || try_move (tour, i, i + more, tour->n - 1)
        || try_move (tour, i - more, i, -1) || try_move (tour, i - more, i, tour->n - 1))
      return TRUE;
  return FALSE;
}

static gboolean
better_at (Tour *tour, guint stop)
{
  for (guint j = 0; j < tour->n_near; j++)
    if (try_neighbours (tour, stop, tour->near[(gsize) stop * tour->n_near + j]))
      return TRUE;
  return try_ends (tour, stop);
}

/* Each gain is more than a millimetre: it comes to an end. */
static void
make_better (Tour *tour)
{
  gboolean better = TRUE;

  for (guint i = 0; i < tour->n; i++)
    tour->place[tour->way[i]] = i;
  while (better)
    {
      better = FALSE;
      for (guint stop = 0; stop < tour->n; stop++)
        while (better_at (tour, stop))
          better = TRUE;
    }
}

static void
order_about (Tour *tour, gboolean has_start)
{
  guint n = tour->n, n_tries = TRIES (n);
  g_autofree guint *best = g_new (guint, n);
  double least = HUGE_VAL;

  find_near (tour);
  for (guint try = 0; try < n_tries; try++)
    {
      guint first = try * n / n_tries;
      double length;

      /* The first try is that of the nearest neighbour from the start: what is given is never longer. */
      if (has_start && try == 0)
        for (guint i = first = 0; i < n; i++)
          first = tour->out[i] < tour->out[first] ? i : first;
      go_to_nearest (tour, first, tour->way);
      make_better (tour);
      length = length_of (tour, tour->way);
      if (length < least)
        {
          least = length;
          memcpy (best, tour->way, n * sizeof *best);
        }
    }
  memcpy (tour->way, best, n * sizeof *best);
}

/* ---- All of it ---- */

static void
measure (Tour *tour,
         const VigieTourStop *stops,
         const guint *placed,
         const VigieTourStop *start,
         gboolean round)
{
  guint n = tour->n;

  tour->between = g_new (double, (gsize) n *n);
  tour->out = g_new0 (double, n);
  tour->back = g_new0 (double, n);
  for (guint i = 0; i < n; i++)
    {
      const VigieTourStop *stop = &stops[placed[i]];

      for (guint j = 0; j <= i; j++)
        tour->between[(gsize) i * n + j] = tour->between[(gsize) j * n + i] = vigie_tour_distance (
            stop->lat, stop->lon, stops[placed[j]].lat, stops[placed[j]].lon);
      if (start == NULL)
        continue;
      tour->out[i] = vigie_tour_distance (start->lat, start->lon, stop->lat, stop->lon);
      tour->back[i] = round ? tour->out[i] : 0;
    }
}

double
vigie_tour_order (const VigieTourStop *stops,
                  guint n,
                  const VigieTourStop *start,
                  gboolean round,
                  guint *order)
{
  g_autofree guint *placed = NULL;
  guint n_placed = 0, n_ordered;
  double length = 0;
  Tour tour = {0};

  g_return_val_if_fail (n <= VIGIE_TOUR_MAX, NAN);
  if (start != NULL && !vigie_tour_has_place (start))
    start = NULL;
  placed = g_new (guint, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    if (vigie_tour_has_place (&stops[i]))
      placed[n_placed++] = i;
  if (n_placed > 0)
    {
      /* A round trip may begin anywhere. */
      if (start == NULL && round)
        start = &stops[placed[0]];
      tour.n = n_placed;
      tour.way = g_new (guint, n_placed);
      tour.place = g_new (guint, n_placed);
      measure (&tour, stops, placed, start, round);
      if (n_placed <= EXACT)
        order_exactly (&tour);
      else
        order_about (&tour, start != NULL);
      length = length_of (&tour, tour.way);
      for (guint i = 0; i < n_placed; i++)
        order[i] = placed[tour.way[i]];
    }
  n_ordered = n_placed;
  for (guint i = 0; i < n; i++)
    if (!vigie_tour_has_place (&stops[i]))
      order[n_ordered++] = i;
  g_free (tour.between);
  g_free (tour.out);
  g_free (tour.back);
  g_free (tour.near);
  g_free (tour.way);
  g_free (tour.place);
  return length;
}
