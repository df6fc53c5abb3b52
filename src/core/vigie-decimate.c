/* vigie-decimate.c: a series made ready to be drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-decimate.h"

#include <math.h>
#include <string.h>

/* Points of a block of the lowest level, and blocks of a level in one of the next. */
#define BLOCK 16
#define FAN 4
#define MAX_LEVELS 16

/* Further apart than so many intervals is a gap: declared ones, or median distances, which vary more. */
#define EXPECTED_TIMES 3
#define MEDIAN_TIMES 5

typedef struct
{
  double min, max;
  double area, seconds; /* of the lines that end in the block: integral of the value over time */
} Block;

struct _VigieDecimate
{
  gatomicrefcount ref_count;
  VigieSeries *series;
  gint64 usual, gap;

  /* Points: the series' own arrays where each of its readings has a number. */
  guint n;
  const VigieTime *times;
  const double *values;
  VigieTime *own_times;
  double *own_values;
  guint8 *broken; /* bit i: no line from point i − 1 to i */
  GArray *gaps;   /* guint: points before which there is a gap, ascending */

  Block *blocks; /* all levels in one array */
  guint n_levels;
  gsize first[MAX_LEVELS], count[MAX_LEVELS];
};

/* ---- Making ---- */

/* The element that would be at @k if @values were sorted (Hoare's way); they are moved about. */
static gint64
nth_smallest (gint64 *values, gssize n, gssize k)
{
  gssize low = 0, high = n - 1;

  while (low < high)
    {
      gint64 pivot = values[k];
      gssize i = low, j = high;

      do
        {
          while (values[i] < pivot)
            i++;
          while (pivot < values[j])
            j--;
          if (i <= j)
            {
              gint64 swapped = values[i];

              values[i++] = values[j];
              values[j--] = swapped;
            }
        }
      while (i <= j);
      if (j < k)
        low = i;
      if (k < i)
        high = j;
    }
  return values[k];
}

/* The usual distance of readings, and the one beyond which there is a gap. */
static void
find_gap (VigieDecimate *self)
{
  const VigieSeries *series = self->series;
  gint64 times = EXPECTED_TIMES;

  self->usual = series->expected_interval;
  if (self->usual <= 0)
    {
      g_autofree gint64 *distances = NULL;

      times = MEDIAN_TIMES;
      if (series->n < 3)
        {
          self->usual = self->gap = G_MAXINT64;
          return;
        }
      distances = g_new (gint64, series->n - 1);
      for (guint i = 1; i < series->n; i++)
        distances[i - 1] = series->times[i] - series->times[i - 1];
      self->usual = nth_smallest (distances, series->n - 1, (series->n - 1) / 2);
    }
  self->gap = self->usual > G_MAXINT64 / times ? G_MAXINT64 : times * self->usual;
}

static void
set_broken (VigieDecimate *self, guint i)
{
  self->broken[i / 8] |= (guint8) (1 << (i % 8));
}

static void
take_points (VigieDecimate *self)
{
  const VigieSeries *series = self->series;
  guint n_numbers = 0;
  gboolean after_number = FALSE;

  for (guint i = 0; i < series->n; i++)
    n_numbers += isfinite (series->values[i]) != 0;
  self->broken = g_new0 (guint8, n_numbers / 8 + 1);
  self->gaps = g_array_new (FALSE, FALSE, sizeof (guint));
  if (n_numbers == series->n)
    {
      self->times = series->times;
      self->values = series->values;
    }
  else
    {
      self->times = self->own_times = g_new (VigieTime, n_numbers);
      self->values = self->own_values = g_new (double, n_numbers);
    }
  for (guint i = 0; i < series->n; i++)
    {
      guint at = self->n;

      if (!isfinite (series->values[i]))
        {
          after_number = FALSE;
          continue;
        }
      if (self->own_times != NULL)
        {
          self->own_times[at] = series->times[i];
          self->own_values[at] = series->values[i];
        }
      if (at > 0 && series->times[i] - self->times[at - 1] > self->gap)
        {
          g_array_append_val (self->gaps, at);
          set_broken (self, at);
        }
      else if (!after_number)
        set_broken (self, at);
      after_number = TRUE;
      self->n++;
    }
}

static void
add_point (const VigieDecimate *self, guint i, Block *block)
{
  block->min = MIN (block->min, self->values[i]);
  block->max = MAX (block->max, self->values[i]);
  if (vigie_decimate_is_joined (self, i))
    {
      double seconds = (double) (self->times[i] - self->times[i - 1]) / VIGIE_SECOND;

      block->seconds += seconds;
      block->area += seconds * (self->values[i] / 2 + self->values[i - 1] / 2);
    }
}

static void
add_block (Block *sum, const Block *block)
{
  sum->min = MIN (sum->min, block->min);
  sum->max = MAX (sum->max, block->max);
  sum->area += block->area;
  sum->seconds += block->seconds;
}

static const Block no_block = {INFINITY, -INFINITY, 0, 0};

static void
build_levels (VigieDecimate *self)
{
  gsize total = 0, count = self->n / BLOCK;

  /* Whole blocks only: what is over is read point by point. */
  while (count > 0 && self->n_levels < MAX_LEVELS)
    {
      self->first[self->n_levels] = total;
      self->count[self->n_levels++] = count;
      total += count;
      count /= FAN;
    }
  self->blocks = g_new (Block, total);
  for (guint level = 0; level < self->n_levels; level++)
    for (gsize b = 0; b < self->count[level]; b++)
      {
        Block block = no_block;

        if (level == 0)
          for (guint i = 0; i < BLOCK; i++)
            add_point (self, (guint) b * BLOCK + i, &block);
        else
          for (gsize i = 0; i < FAN; i++)
            add_block (&block, &self->blocks[self->first[level - 1] + b * FAN + i]);
        self->blocks[self->first[level] + b] = block;
      }
}

VigieDecimate *
vigie_decimate_new (VigieSeries *series)
{
  VigieDecimate *self = g_new0 (VigieDecimate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->series = vigie_series_ref (series);
  find_gap (self);
  take_points (self);
  build_levels (self);
  return self;
}

VigieDecimate *
vigie_decimate_ref (VigieDecimate *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_decimate_unref (VigieDecimate *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  vigie_series_unref (self->series);
  g_free (self->own_times);
  g_free (self->own_values);
  g_free (self->broken);
  g_array_unref (self->gaps);
  g_free (self->blocks);
  g_free (self);
}

/* ---- Points ---- */

VigieSeries *
vigie_decimate_get_series (VigieDecimate *self)
{
  return self->series;
}

gint64
vigie_decimate_get_gap (const VigieDecimate *self)
{
  return self->gap;
}

gint64
vigie_decimate_get_usual (const VigieDecimate *self)
{
  return self->usual;
}

guint
vigie_decimate_get_n_points (const VigieDecimate *self)
{
  return self->n;
}

const VigieTime *
vigie_decimate_get_times (const VigieDecimate *self)
{
  return self->times;
}

const double *
vigie_decimate_get_values (const VigieDecimate *self)
{
  return self->values;
}

/* The first point at or after @time among low ≤ i < high; @high if none. */
static guint
find_within (const VigieDecimate *self, VigieTime time, guint low, guint high)
{
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->times[middle] < time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
vigie_decimate_find (const VigieDecimate *self, VigieTime time)
{
  return find_within (self, time, 0, self->n);
}

gboolean
vigie_decimate_is_joined (const VigieDecimate *self, guint i)
{
  return i > 0 && i < self->n && (self->broken[i / 8] >> (i % 8) & 1) == 0;
}

VigieTime
vigie_decimate_holds_until (const VigieDecimate *self, guint i, VigieTime now)
{
  VigieTime time = self->times[i], end;
  guint next = self->own_times == NULL ? i + 1 : vigie_series_find (self->series, time + 1);

  if (next < self->series->n)
    end = self->series->times[next];
  else
    end = now == VIGIE_TIME_NONE ? time : MAX (now, time);
  return end - time > self->gap ? time + self->gap : end;
}

/* ---- Columns ---- */

/* Adds up the points begin ≤ i < end from the largest blocks that fit. */
static Block
sum_up (const VigieDecimate *self, guint begin, guint end)
{
  Block sum = no_block;
  gsize low, high;

  if (end - begin < 2 * BLOCK || self->n_levels == 0)
    {
      for (guint i = begin; i < end; i++)
        add_point (self, i, &sum);
      return sum;
    }
  low = (begin + BLOCK - 1) / BLOCK;
  high = MIN (end / BLOCK, self->count[0]);
  for (guint i = begin; i < low * BLOCK; i++)
    add_point (self, i, &sum);
  for (guint i = (guint) high * BLOCK; i < end; i++)
    add_point (self, i, &sum);
  for (guint level = 0; low < high; level++)
    {
      const Block *blocks = self->blocks + self->first[level];
      gboolean is_top = level + 1 == self->n_levels;

      while (low < high && (is_top || low % FAN != 0))
        add_block (&sum, &blocks[low++]);
      while (low < high && (high % FAN != 0 || high / FAN > self->count[level + 1]))
        add_block (&sum, &blocks[--high]);
      low /= FAN;
      high /= FAN;
    }
  return sum;
}

void
vigie_decimate_columns (const VigieDecimate *self,
                        VigieTime from,
                        VigieTime to,
                        guint n,
                        VigieColumn *columns)
{
  double step = (double) (to - from) / n;
  guint last = vigie_decimate_find (self, to);
  guint at = find_within (self, from, 0, last);

  for (guint c = 0; c < n; c++)
    {
      VigieColumn *column = &columns[c];
      guint end = c + 1 == n
                      ? last
                      : find_within (self, from + (VigieTime) ceil (step * (c + 1)), at, last);

      column->begin = at;
      column->end = end;
      if (at == end)
        {
          column->min = column->max = column->first = column->last = NAN;
          column->joined = FALSE;
        }
      else
        {
          double min = self->values[at], max = min;

          if (end - at > 1)
            {
              Block sum = sum_up (self, at, end);

              min = sum.min;
              max = sum.max;
            }
          column->min = min;
          column->max = max;
          column->first = self->values[at];
          column->last = self->values[end - 1];
          column->joined = vigie_decimate_is_joined (self, at);
        }
      at = end;
    }
}

VigieStatistics
vigie_decimate_statistics (const VigieDecimate *self, VigieTime from, VigieTime to)
{
  VigieStatistics result = {0, NAN, NAN, NAN, NAN, NAN, VIGIE_TIME_NONE, VIGIE_TIME_NONE};
  guint begin = vigie_decimate_find (self, from), end = vigie_decimate_find (self, to);
  Block sum, lines;

  if (begin >= end)
    return result;
  sum = sum_up (self, begin, end);
  lines = sum_up (self, begin + 1, end); /* those that begin here as well */
  result.n = end - begin;
  result.min = sum.min;
  result.max = sum.max;
  result.first = self->values[begin];
  result.last = self->values[end - 1];
  result.first_time = self->times[begin];
  result.last_time = self->times[end - 1];
  if (lines.seconds > 0)
    result.mean = lines.area / lines.seconds;
  else
    {
      double plain = 0;

      for (guint i = begin; i < end; i++)
        plain += self->values[i] / result.n;
      result.mean = plain;
    }
  return result;
}

/* ---- Voids ---- */

static void
add_piece (GArray *voids, VigieTime from, VigieTime to, gboolean known, gint64 shortest)
{
  VigieVoid piece = {from, to, known};

  if (to > from && to - from > shortest)
    g_array_append_val (voids, piece);
}

/* The part of one void between @from and @to, cut where what is known begins and ends. */
static void
add_void (const VigieDecimate *self,
          GArray *voids,
          VigieTime begin,
          VigieTime end,
          VigieTime from,
          VigieTime to,
          gint64 shortest)
{
  const VigieSeries *series = self->series;
  VigieTime at = MAX (begin, from), last = MIN (end, to);

  for (guint i = 0; i < series->n_known && at < last; i++)
    {
      const VigieSpan *known = &series->known[i];
      VigieTime stop;

      if (known->to <= at)
        continue;
      if (known->from >= last)
        break;
      if (known->from > at)
        {
          add_piece (voids, at, known->from, FALSE, shortest);
          at = known->from;
        }
      stop = MIN (known->to, last);
      /* A stretch that is short for want of what is beside it is no gap yet. */
      if (self->gap == G_MAXINT64 ? self->n == 0
                                  : MIN (known->to, end) - MAX (known->from, begin) > self->gap)
        add_piece (voids, at, stop, TRUE, shortest);
      at = stop;
    }
  add_piece (voids, at, last, FALSE, shortest);
}

GArray *
vigie_decimate_voids (const VigieDecimate *self,
                      VigieTime from,
                      VigieTime to,
                      VigieTime now,
                      gint64 shortest)
{
  GArray *voids = g_array_new (FALSE, FALSE, sizeof (VigieVoid));
  VigieTime end = now == VIGIE_TIME_NONE ? to : MIN (to, now);
  guint at = vigie_decimate_find (self, from), low = 0, high = self->gaps->len;

  if (self->n == 0)
    {
      add_void (self, voids, G_MININT64 / 2, end, from, end, shortest);
      return voids;
    }
  if (from < self->times[0])
    add_void (self, voids, G_MININT64 / 2, self->times[0], from, end, shortest);
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->gaps, guint, middle) < at)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < self->gaps->len; low++)
    {
      guint i = g_array_index (self->gaps, guint, low);

      if (self->times[i - 1] >= end)
        break;
      add_void (self, voids, self->times[i - 1], self->times[i], from, end, shortest);
    }
  if (now != VIGIE_TIME_NONE && self->times[self->n - 1] < end && self->gap != G_MAXINT64
      && now - self->times[self->n - 1] > self->gap)
    add_void (self, voids, self->times[self->n - 1], now, from, end, shortest);
  return voids;
}
