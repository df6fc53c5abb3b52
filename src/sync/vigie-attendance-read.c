/* vigie-attendance-read.c: tracks and habits of sites, from the store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-reader.h"
#include "vigie-share-out.h"
#include "vigie-time-axis.h"

/* Readings of a measure: one every ten seconds for the time that habits are made of. What is more comes of a broken
 * clock. */
#define READINGS_MAX 1600000
/* That read habits at once. */
#define N_THREADS 2
/* Around a stretch: a counter's index before it, and what tells how it went on after it. */
#define MARGIN_LEAST VIGIE_HOUR
#define MARGIN_MOST (2 * VIGIE_DAY)

/* ---- Series ----------------------------------------------------------------------------------- */

/* Those of a site, in the order of its `in`, its `out` and its `present`. */
typedef struct
{
  GPtrArray *measures; /* VigieMeasureData, not referenced */
  GPtrArray *series;   /* VigieSeries */
} Read;

static void
read_clear (Read *self)
{
  g_clear_pointer (&self->measures, g_ptr_array_unref);
  g_clear_pointer (&self->series, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, read_clear)

static GPtrArray *
measures_of (const VigieAttendanceSite *site)
{
  GPtrArray *measures = g_ptr_array_new ();

  for (guint i = 0; i < site->in->len; i++)
    g_ptr_array_add (measures, g_ptr_array_index (site->in, i));
  for (guint i = 0; i < site->out->len; i++)
    g_ptr_array_add (measures, g_ptr_array_index (site->out, i));
  if (site->present != NULL)
    g_ptr_array_add (measures, site->present);
  return measures;
}

/* What a measure said before it was put out of service; takes @series. */
static VigieSeries *
cut_at (VigieSeries *series, VigieTime end)
{
  guint n = vigie_series_find (series, end);
  VigieSeries *part;

  if (n == series->n)
    return series;
  part = vigie_series_new (series->times, series->values, n, series->expected_interval,
                           series->known, series->n_known);
  if (series->starts != NULL)
    vigie_series_take_starts (part, g_memdup2 (series->starts, n * sizeof *series->starts));
  vigie_series_unref (series);
  return part;
}

static gboolean
read_series (VigieStore *store,
             const VigieAttendanceSite *site,
             VigieTime from,
             VigieTime to,
             Read *read,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree const char **ids = NULL;
  gint64 margin = MARGIN_LEAST;

  read->measures = measures_of (site);
  ids = g_new0 (const char *, read->measures->len + 1);
  for (guint i = 0; i < read->measures->len; i++)
    {
      const VigieMeasureData *data = g_ptr_array_index (read->measures, i);

      ids[i] = data->id;
      margin = MAX (margin, MIN (data->expected_interval, MARGIN_MOST) * 4);
    }
  margin = MIN (margin, MARGIN_MOST);
  read->series = vigie_store_read_many_series (store, ids, read->measures->len, from - margin,
                                               to + margin, READINGS_MAX, cancellable, error);
  if (read->series == NULL)
    return FALSE;
  for (guint i = 0; i < read->measures->len; i++)
    {
      const VigieMeasureData *data = g_ptr_array_index (read->measures, i);

      if (data->out_of_service && data->out_of_service_since != VIGIE_TIME_NONE)
        read->series->pdata[i] = cut_at (read->series->pdata[i], data->out_of_service_since);
    }
  return TRUE;
}

static VigieAttendanceTrack *
make_track (const VigieAttendanceSite *site,
            const Read *read,
            VigieTime from,
            VigieTime to,
            VigieTime now,
            const VigieCountBias *bias)
{
  g_autofree VigieCounter *counters = g_new0 (VigieCounter, read->measures->len + 1);
  VigieAttendanceSource source = {.in = counters,
                                  .out = counters + site->in->len,
                                  .n_in = site->in->len,
                                  .n_out = site->out->len};

  for (guint i = 0; i < read->measures->len; i++)
    counters[i] = (VigieCounter) {g_ptr_array_index (read->series, i),
                                  g_ptr_array_index (read->measures, i)};
  if (site->present != NULL)
    source.present = counters + site->in->len + site->out->len;
  return vigie_attendance_track_new (&source, &site->facts, from, to, now, bias);
}

VigieAttendanceTrack *
vigie_attendance_read_track (VigieStore *store,
                             const VigieAttendanceSite *site,
                             VigieTime from,
                             VigieTime to,
                             VigieTime now,
                             const VigieCountBias *bias,
                             GCancellable *cancellable,
                             GError **error)
{
  g_auto (Read) read = {NULL};

  g_return_val_if_fail (from < to, NULL);

  if (!read_series (store, site, from, to, &read, cancellable, error))
    return NULL;
  return make_track (site, &read, from, to, now, bias);
}

/* ---- Habits ----------------------------------------------------------------------------------- */

/* How much of @from ≤ t < @to is known of the measures, 0 to 1; of none there is nothing that could come. */
static double
known_share (const Read *read, VigieTime from, VigieTime to)
{
  double sum = 0;

  if (read->series->len == 0)
    return 1;
  for (guint i = 0; i < read->series->len; i++)
    sum += vigie_series_known_share (g_ptr_array_index (read->series, i), from, to);
  return sum / read->series->len;
}

VigieAttendanceHabits *
vigie_attendance_read_habits (VigieStore *store,
                              const VigieAttendanceSite *site,
                              VigieTime now,
                              double *loaded,
                              GCancellable *cancellable,
                              GError **error)
{
  VigieTime today = vigie_time_floor (now, VIGIE_TICK_DAY, site->facts.zone);
  /* Noon of the first day is of that day whatever clocks were changed in between. */
  VigieTime from
      = vigie_time_floor (today - VIGIE_ATTENDANCE_WEEKS * 7 * VIGIE_DAY + 12 * VIGIE_HOUR,
                          VIGIE_TICK_DAY, site->facts.zone);
  g_autoptr (VigieAttendanceTrack) past = NULL;
  g_auto (Read) read = {NULL};

  /* Habits leave out the last day of a track, which is in progress: it is today's first step. */
  if (!read_series (store, site, from, today + VIGIE_ATTENDANCE_STEP, &read, cancellable, error))
    return NULL;
  if (loaded != NULL)
    *loaded = known_share (&read, from, today);
  past = make_track (site, &read, from, today + VIGIE_ATTENDANCE_STEP, now, NULL);
  return vigie_attendance_habits_new (past, &site->facts);
}

/* ---- All sites -------------------------------------------------------------------------------- */

typedef struct
{
  VigieStore *store;
  VigieAttendancePlan *plan;
  VigieTime now;
  GCancellable *cancellable;
  VigieAttendanceHabits **habits; /* of each site */
  double *loaded;
} Reader;

static gboolean
read_site (guint number, gpointer data, GError **error)
{
  Reader *reader = data;

  reader->habits[number] = vigie_attendance_read_habits (
      reader->store, vigie_attendance_plan_get_site (reader->plan, number), reader->now,
      &reader->loaded[number], reader->cancellable, error);
  return reader->habits[number] != NULL;
}

GPtrArray *
vigie_attendance_read_all_habits (VigieStore *store,
                                  VigieAttendancePlan *plan,
                                  VigieTime now,
                                  double *loaded,
                                  GCancellable *cancellable,
                                  GError **error)
{
  guint n = vigie_attendance_plan_get_n_sites (plan);
  g_autoptr (GPtrArray) all
      = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_attendance_habits_unref);
  g_autofree double *shares = g_new0 (double, n + 1);
  double sum = 0;
  guint n_counting = 0;
  Reader reader
      = {.store = store, .plan = plan, .now = now, .cancellable = cancellable, .loaded = shares};

  g_ptr_array_set_size (all, (int) n);
  reader.habits = (VigieAttendanceHabits **) all->pdata;
  if (!vigie_share_out ("attendance", n, N_THREADS, read_site, &reader, error))
    {
      /* Sites that were not read are NULL: the array frees none of them. */
      g_ptr_array_set_free_func (all, NULL);
      for (guint i = 0; i < n; i++)
        g_clear_pointer (&reader.habits[i], vigie_attendance_habits_unref);
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      const VigieAttendanceSite *site = vigie_attendance_plan_get_site (plan, i);

      if (site->in->len == 0 && site->out->len == 0 && site->present == NULL)
        continue;
      sum += shares[i];
      n_counting++;
    }
  if (loaded != NULL)
    *loaded = n_counting > 0 ? sum / n_counting : 1;
  return g_steal_pointer (&all);
}
