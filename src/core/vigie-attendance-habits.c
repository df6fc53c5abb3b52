/* vigie-attendance-habits.c: what is usual of each half-hour, how long one stays, what a site lets through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "vigie-attendance-expect-private.h"
#include "vigie-attendance-private.h"
#include "vigie-quantiles.h"

#define SLOT_STEPS ((guint) (VIGIE_ATTENDANCE_SLOT / VIGIE_ATTENDANCE_STEP))
#define CELLS (VIGIE_N_DAY_CLASS * 7 * VIGIE_ATTENDANCE_SLOTS)
/* Half-hours of which fewer were seen tell no rate. */
#define MIN_BUSY 20
/* A day whose calm half-hours saw fewer vehicles tells no stay. */
#define MIN_CALM 5

/* A half-hour of a day that was open and wholly known. */
typedef struct
{
  guint16 cell, day;
  float present, arrivals, exits; /* NAN where only presence is known */
  float area; /* vehicles × steps: presence along the line between the ends of steps; NAN */
} Seen;

static inline guint
cell_of (VigieDayClass day_class, guint weekday, guint slot)
{
  /* Public holidays are too few for each weekday to have its own. */
  if (day_class == VIGIE_DAY_CLASS_PUBLIC_HOLIDAY)
    weekday = 0;
  return (day_class * 7 + weekday) * VIGIE_ATTENDANCE_SLOTS + slot;
}

/* ---- What was seen ---- */

/* Adds up the steps of a half-hour; an hour that comes twice in a night counts once, as the mean of both. */
static void
see_day (const VigieAttendanceTrack *past,
         const VigieAttendanceClock *clock,
         const VigieAttendanceClockDay *range,
         gboolean is_counted,
         guint16 cell,
         guint16 day,
         GArray *seen)
{
  struct
  {
    float present, in, out, area;
    guint8 steps, open;
  } slots[VIGIE_ATTENDANCE_SLOTS] = {0};

  for (guint i = range->first; i < range->end; i++)
    {
      guint s = clock->slots[i];

      slots[s].steps++;
      if (past->opening[i] != VIGIE_OPENING_OPEN)
        continue;
      slots[s].open++;
      slots[s].present += past->present[i];
      slots[s].in += past->in[i];
      slots[s].out += past->out[i];
      slots[s].area += i > 0 ? (past->present[i - 1] + past->present[i]) / 2 : NAN;
    }
  for (guint s = 0; s < VIGIE_ATTENDANCE_SLOTS; s++)
    if (slots[s].open > 0 && !isnan (slots[s].present))
      {
        float once = slots[s].steps > SLOT_STEPS ? (float) SLOT_STEPS / slots[s].steps : 1;
        Seen one = {(guint16) (cell + s),
                    day,
                    slots[s].present / slots[s].open,
                    is_counted ? slots[s].in * once : NAN,
                    is_counted ? slots[s].out * once : NAN,
                    slots[s].area * once};

        g_array_append_val (seen, one);
      }
}

/* What the usable days that end at or before @until show: *@n_usable of the first *@n_days. */
static GArray *
see_days (const VigieAttendanceTrack *past,
          const VigieAttendanceFacts *facts,
          VigieTime until,
          guint *n_usable,
          guint *n_days)
{
  g_autoptr (VigieAttendanceClock) clock
      = vigie_attendance_clock_new (past->from, past->n, facts->zone);
  GArray *seen = g_array_sized_new (FALSE, FALSE, sizeof (Seen), 4096);

  *n_usable = *n_days = 0;
  for (guint d = 0; d < clock->days->len && d < past->days->len; d++)
    {
      const VigieAttendanceClockDay *range
          = &g_array_index (clock->days, VigieAttendanceClockDay, d);
      const VigieAttendanceDay *day = &g_array_index (past->days, VigieAttendanceDay, d);
      VigieDayClass day_class;
      guint weekday;

      if (past->from + (gint64) range->end * VIGIE_ATTENDANCE_STEP > until)
        break;
      *n_days = d + 1;
      if (!day->usable)
        continue;
      day_class = vigie_attendance_class_of (day->day, facts);
      /* 1970-01-01 was a Thursday. */
      weekday = (guint) (((day->day + 3) % 7 + 7) % 7);
      see_day (past, clock, range, !isnan (day->in) && !isnan (day->out),
               (guint16) cell_of (day_class, weekday, 0), (guint16) d, seen);
      ++*n_usable;
    }
  return seen;
}

/* ---- Quantiles of cells ---- */

/* Few and nearly sorted by nature of their size: insertion is quicker than qsort(). */
static void
sort_few (float *values, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      float value = values[i];
      guint j = i;

      for (; j > 0 && values[j - 1] > value; j--)
        values[j] = values[j - 1];
      values[j] = value;
    }
}

static float
quantile (const float *sorted, guint n, double p)
{
  double rank = p * (n - 1), below = floor (rank);
  guint i = (guint) below;

  return i + 1 >= n ? sorted[n - 1]
                    : (float) (sorted[i] + (sorted[i + 1] - sorted[i]) * (rank - below));
}

static void
tell_usual (VigieUsual *usual, float *values, guint n)
{
  *usual = (VigieUsual) {NAN, NAN, NAN, (guint16) MIN (n, G_MAXUINT16)};
  if (n < VIGIE_ATTENDANCE_MIN_DAYS)
    return;
  sort_few (values, n);
  usual->p10 = quantile (values, n, 0.1);
  usual->median = quantile (values, n, 0.5);
  usual->p90 = quantile (values, n, 0.9);
}

/* Of all cells, of the value that lies @offset bytes into what was seen. */
static void
fill_table (VigieUsual *table, const GArray *seen, const guint *begins, gsize offset, float *values)
{
  guint16 counts[CELLS] = {0};

  for (guint i = 0; i < seen->len; i++)
    {
      const Seen *one = &g_array_index (seen, Seen, i);
      float value = G_STRUCT_MEMBER (float, one, offset);

      if (!isnan (value))
        values[begins[one->cell] + counts[one->cell]++] = value;
    }
  for (guint c = 0; c < CELLS; c++)
    tell_usual (&table[c], values + begins[c], counts[c]);
  /* Of public holidays all weekdays are one. */
  for (guint w = 1; w < 7; w++)
    memcpy (table + cell_of (VIGIE_DAY_CLASS_PUBLIC_HOLIDAY, 0, 0) + w * VIGIE_ATTENDANCE_SLOTS,
            table + cell_of (VIGIE_DAY_CLASS_PUBLIC_HOLIDAY, 0, 0),
            VIGIE_ATTENDANCE_SLOTS * sizeof *table);
}

static void
fill_tables (VigieAttendanceHabits *self, const GArray *seen)
{
  g_autofree guint *begins = g_new0 (guint, CELLS + 1);
  g_autofree float *values = g_new (float, MAX (seen->len, 1));

  for (guint i = 0; i < seen->len; i++)
    begins[g_array_index (seen, Seen, i).cell + 1]++;
  for (guint c = 0; c < CELLS; c++)
    begins[c + 1] += begins[c];
  fill_table (&self->present[0][0][0], seen, begins, G_STRUCT_OFFSET (Seen, present), values);
  fill_table (&self->arrivals[0][0][0], seen, begins, G_STRUCT_OFFSET (Seen, arrivals), values);
  fill_table (&self->exits[0][0][0], seen, begins, G_STRUCT_OFFSET (Seen, exits), values);
}

/* ---- Stay and rate ---- */

/* The @p quantile of @values, sorted here. */
static double
quantile_of (GArray *values, double p)
{
  double *numbers = (double *) (gpointer) values->data;

  return vigie_quantile (numbers, vigie_quantiles_sort (numbers, values->len), p);
}

static void
end_calm_day (GArray *stays, double area, double moved)
{
  double stay = area / (moved / 2) * (double) (VIGIE_ATTENDANCE_STEP / VIGIE_MINUTE); /* L = λ W */

  if (moved / 2 >= MIN_CALM && stay > 0)
    g_array_append_val (stays, stay);
}

/* Little's law over the half-hours that are calm by habit (chosen by what is usual of them, not by how few there are:
 * few present would then tell short stays), day by day; the median of days. What goes through is the mean of what
 * comes and goes, so that a site that fills or empties tells the same. */
static double
measure_stay (const VigieAttendanceHabits *self, const GArray *seen)
{
  const VigieUsual *usual = &self->present[0][0][0];
  g_autoptr (GArray) medians = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (double));
  double calm, area = 0, moved = 0;
  guint day = G_MAXUINT;

  for (guint c = 0; c < cell_of (VIGIE_DAY_CLASS_PUBLIC_HOLIDAY, 0, 0); c++)
    if (!isnan (usual[c].median))
      {
        double median = usual[c].median;

        g_array_append_val (medians, median);
      }
  calm = quantile_of (medians, 0.5);
  if (isnan (calm))
    return NAN;
  for (guint i = 0; i < seen->len; i++)
    {
      const Seen *one = &g_array_index (seen, Seen, i);

      if (!(usual[one->cell].median <= calm) || isnan (one->area) || isnan (one->arrivals)
          || isnan (one->exits))
        continue;
      if (one->day != day)
        {
          end_calm_day (stays, area, moved);
          area = moved = 0;
          day = one->day;
        }
      area += one->area;
      moved += one->arrivals + one->exits;
    }
  end_calm_day (stays, area, moved);
  return stays->len >= VIGIE_ATTENDANCE_MIN_DAYS ? quantile_of (stays, 0.5) : NAN;
}

/* Of the quarter of half-hours with most vehicles present. */
static double
measure_best_rate (const GArray *seen)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  double busy;

  for (guint i = 0; i < seen->len; i++)
    {
      double present = g_array_index (seen, Seen, i).present;

      if (!isnan (g_array_index (seen, Seen, i).exits))
        g_array_append_val (values, present);
    }
  busy = quantile_of (values, 0.75);
  g_array_set_size (values, 0);
  for (guint i = 0; i < seen->len; i++)
    {
      const Seen *one = &g_array_index (seen, Seen, i);
      double rate = one->exits * (double) (VIGIE_HOUR / VIGIE_ATTENDANCE_SLOT);

      if (one->present >= busy && one->present > 0 && !isnan (rate))
        g_array_append_val (values, rate);
    }
  return values->len >= MIN_BUSY ? quantile_of (values, 0.9) : NAN;
}

/* ---- Habits ---- */

VigieAttendanceHabits *
vigie_attendance_habits_ref (VigieAttendanceHabits *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_attendance_habits_unref (VigieAttendanceHabits *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

VigieAttendanceHabits *
vigie_attendance_habits_new_until (const VigieAttendanceTrack *past,
                                   const VigieAttendanceFacts *facts,
                                   VigieTime until)
{
  VigieAttendanceHabits *self = g_new0 (VigieAttendanceHabits, 1);
  guint n_days;
  g_autoptr (GArray) seen = see_days (past, facts, until, &self->n_days, &n_days);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (VigieAttendanceDay));

  g_atomic_ref_count_init (&self->ref_count);
  self->from = past->from;
  self->to = MIN (past->from + (gint64) past->n * VIGIE_ATTENDANCE_STEP, until);
  if (n_days > 0)
    g_array_append_vals (days, past->days->data, n_days);
  vigie_count_bias_of_days (days, &self->bias);
  fill_tables (self, seen);
  self->stay = measure_stay (self, seen);
  self->best_rate = measure_best_rate (seen);
  self->level = 1;
  self->error_ratio = NAN;
  return self;
}

VigieAttendanceHabits *
vigie_attendance_habits_new (const VigieAttendanceTrack *past, const VigieAttendanceFacts *facts)
{
  VigieTime end = past->from + (gint64) past->n * VIGIE_ATTENDANCE_STEP;
  VigieAttendanceHabits *self = vigie_attendance_habits_new_until (past, facts, end);

  vigie_attendance_judge_habits (past, facts, self);
  return self;
}
