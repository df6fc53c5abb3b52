/* vigie-attendance-model-job.c: reading of the attendance model.
 *
 * One job at a time in a thread: first the days up to now, which are soon read, so that vehicles are on screen; then
 * habits; then only the sites that readings came for, and each minute what time alone changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-model-private.h"
#include "vigie-time-axis.h"
#include "vigie-words.h"

/* Days before today that are read with it: quality is told of the last seven that were open. Where only levels are
 * wanted, one. */
#define RECENT_DAYS 14
#define LEVEL_DAYS 1
/* By the clock of the territory, how often what time alone changes is told anew; in seconds of this machine at least
 * and at most. */
#define ROUND 60
#define LEAST_ROUND 2
/* Of the main thread at once, in µs. */
#define SLICE 2000

static GTimeZone *
zone_of (VigieAttendanceModel *self, guint index)
{
  return vigie_attendance_site_get_zone (vigie_attendance_plan_get_site (self->plan, index));
}

/* The first instant of @days before the day of @now. */
VigieTime
vigie_attendance_model_days_before (VigieTime now, int days, GTimeZone *zone)
{
  return vigie_time_day_begin (vigie_time_to_local (now, zone).day_number - days, zone);
}

int
vigie_attendance_model_recent_days (VigieAttendanceModel *self)
{
  return self->want & ~VIGIE_ATTENDANCE_WANT_NOW ? RECENT_DAYS : LEVEL_DAYS;
}

void
vigie_attendance_model_set_all_dirty (VigieAttendanceModel *self)
{
  for (guint i = 0; i < self->n_sites; i++)
    self->sites[i].is_dirty = TRUE;
}

gboolean
vigie_attendance_model_is_whole (VigieHistoryDemand *demand)
{
  return demand != NULL && vigie_history_demand_get_progress (demand) >= 1;
}

/* ---- In a thread ----------------------------------------------------------------------------- */

typedef struct
{
  guint index;
  gboolean read; /* its days are read anew */
  VigieTime from, to;
  VigieAttendanceTrack *track;   /* owned, or NULL */
  VigieAttendanceHabits *habits; /* owned, or NULL */
  VigieAttendanceState *state;   /* owned: what comes out; or NULL */
} JobSite;

typedef struct
{
  VigieSync *sync;
  VigieAttendancePlan *plan;
  VigieTime now;
  gboolean read_habits, whole;
  double loaded; /* of the habits, once they are read */
  JobSite *sites;
  guint n;
} Job;

static void
job_free (Job *job)
{
  for (guint i = 0; i < job->n; i++)
    {
      g_clear_pointer (&job->sites[i].track, vigie_attendance_track_unref);
      g_clear_pointer (&job->sites[i].habits, vigie_attendance_habits_unref);
      g_clear_pointer (&job->sites[i].state, vigie_attendance_state_unref);
    }
  g_free (job->sites);
  g_clear_pointer (&job->plan, vigie_attendance_plan_unref);
  g_clear_object (&job->sync);
  g_free (job);
}

static gboolean
take_habits (Job *job, VigieStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) habits = vigie_attendance_read_all_habits (
      store, job->plan, job->now, &job->loaded, cancellable, error);

  if (habits == NULL)
    return FALSE;
  for (guint i = 0; i < job->n; i++)
    {
      VigieAttendanceHabits *of = g_ptr_array_index (habits, job->sites[i].index);

      g_clear_pointer (&job->sites[i].habits, vigie_attendance_habits_unref);
      if (job->loaded >= VIGIE_ATTENDANCE_LOADED_LEAST && of != NULL)
        job->sites[i].habits = vigie_attendance_habits_ref (of);
    }
  return TRUE;
}

static void
job_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  VigieStore *store = vigie_sync_hold_store (job->sync, &error);

  if (store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (job->read_habits)
    take_habits (job, store, cancellable, &error);
  for (guint i = 0; error == NULL && i < job->n; i++)
    {
      JobSite *site = &job->sites[i];

      if (site->read)
        {
          g_clear_pointer (&site->track, vigie_attendance_track_unref);
          site->track = vigie_attendance_read_track (
              store, vigie_attendance_plan_get_site (job->plan, site->index), site->from, site->to,
              job->now, site->habits != NULL ? &site->habits->bias : NULL, cancellable, &error);
        }
      if (error == NULL)
        site->state = vigie_attendance_state_new (job->plan, site->index, site->track, site->habits,
                                                  job->whole, job->now);
    }
  vigie_sync_release_store (job->sync);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* ---- Jobs ------------------------------------------------------------------------------------ */

static void
set_level (VigieAttendanceModel *self, const VigieAttendanceState *state)
{
  VigieSite *site = self->territory != NULL
                        ? vigie_territory_find_site (self->territory, state->site->data->id)
                        : NULL;

  if (site != NULL)
    vigie_site_set_level (site, state->now.level);
}

static void
end_job (VigieAttendanceModel *self, Job *job, const GError *error)
{
  g_clear_object (&self->cancellable);
  g_set_str (&self->error, error != NULL ? error->message : NULL);
  self->read_at = g_get_monotonic_time ();
  if (error != NULL)
    vigie_attendance_model_set_all_dirty (self);
  else if (job->read_habits)
    {
      self->habits_day = vigie_time_to_local (job->now, vigie_words_default_zone ()).day_number;
      if (self->past == NULL)
        self->loaded = job->loaded;
    }
  g_signal_emit_by_name (self, "changed");
  /* After an error not before the next round. */
  if (error == NULL)
    vigie_attendance_model_queue_job (self, job->read_habits ? VIGIE_ATTENDANCE_READ_DELAY : 0);
}

/* Each state changes rows, rings and marks: with many sites all of them at once would be felt. */
static gboolean
take_cb (gpointer user_data)
{
  VigieAttendanceModel *self = user_data;
  g_autoptr (GTask) task = g_object_ref (self->taken);
  Job *job = g_task_get_task_data (task);
  gint64 until = g_get_monotonic_time () + SLICE;

  while (self->taken == task && self->n_taken < job->n)
    {
      JobSite *site = &job->sites[self->n_taken++];

      self->sites[site->index].is_read = TRUE;
      vigie_attendance_item_set_state (g_ptr_array_index (self->items, site->index), site->state);
      set_level (self, site->state);
      if (g_get_monotonic_time () > until)
        return G_SOURCE_CONTINUE;
    }
  if (self->taken != task)
    return G_SOURCE_REMOVE;
  self->take_source = 0;
  g_clear_object (&self->taken);
  end_job (self, job, NULL);
  return G_SOURCE_REMOVE;
}

static void
job_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieAttendanceModel *self = VIGIE_ATTENDANCE_MODEL (source);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      self->taken = g_object_ref (G_TASK (result));
      self->n_taken = 0;
      self->take_source = g_idle_add (take_cb, self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end_job (self, g_task_get_task_data (G_TASK (result)), error);
}

static gboolean
are_habits_wanted (VigieAttendanceModel *self, VigieTime now)
{
  if (!(self->want & ~VIGIE_ATTENDANCE_WANT_NOW))
    return FALSE;
  if (self->past != NULL
      && vigie_history_demand_get_progress (self->past) < VIGIE_ATTENDANCE_LOADED_LEAST)
    return FALSE;
  return self->habits_stale
         || self->habits_day != vigie_time_to_local (now, vigie_words_default_zone ()).day_number;
}

/* What there is to do. A site is read where readings came for it; all are told anew once a round. */
static void
fill_job (VigieAttendanceModel *self, Job *job)
{
  gboolean first = FALSE;

  for (guint i = 0; i < self->n_sites; i++)
    first = first || !self->sites[i].is_read;
  job->read_habits = !first && are_habits_wanted (self, job->now);
  job->whole = vigie_attendance_model_is_whole (self->recent) && self->recent_days == RECENT_DAYS;
  job->sites = g_new0 (JobSite, MAX (self->n_sites, 1));
  for (guint i = 0; i < self->n_sites; i++)
    {
      VigieAttendanceState *state
          = vigie_attendance_item_get_state (g_ptr_array_index (self->items, i));
      GTimeZone *zone = zone_of (self, i);
      VigieTime from = vigie_attendance_model_days_before (
          job->now, vigie_attendance_model_recent_days (self), zone);
      gboolean read = self->sites[i].is_dirty || self->sites[i].from != from || job->read_habits;
      JobSite *site = &job->sites[job->n];

      if (!read && !self->round_due && state->whole == job->whole)
        continue;
      self->sites[i].from = from;
      self->sites[i].is_dirty = FALSE;
      *site = (JobSite) {.index = i,
                         .read = read,
                         .from = from,
                         .to = vigie_attendance_model_days_before (job->now, -1, zone)};
      if (state->track != NULL)
        site->track = vigie_attendance_track_ref (state->track);
      if (state->habits != NULL)
        site->habits = vigie_attendance_habits_ref (state->habits);
      job->n++;
    }
  self->round_due = FALSE;
  if (job->read_habits)
    self->habits_stale = FALSE;
}

static gboolean
job_source_cb (gpointer user_data)
{
  VigieAttendanceModel *self = user_data;
  GTask *task;
  Job *job;

  self->job_source = 0;
  job = g_new0 (Job, 1);
  job->plan = vigie_attendance_plan_ref (self->plan);
  job->sync = g_object_ref (self->sync);
  job->now = vigie_attendance_model_get_now (self);
  fill_job (self, job);
  if (job->n == 0)
    {
      job_free (job);
      return G_SOURCE_REMOVE;
    }
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, job_cb, NULL);
  g_task_set_source_tag (task, job_source_cb);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, job_thread);
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

/* In @delay ms at the latest, or when the one under way has ended. */
void
vigie_attendance_model_queue_job (VigieAttendanceModel *self, guint delay)
{
  if (self->plan == NULL || self->sync == NULL || self->want == 0 || self->cancellable != NULL)
    return;
  /* Of another plan, which takes the place of this one. */
  if (self->plan_cancellable != NULL)
    return;
  if (self->job_source != 0 && delay > 0)
    return;
  g_clear_handle_id (&self->job_source, g_source_remove);
  self->job_source
      = delay > 0 ? g_timeout_add (delay, job_source_cb, self) : g_idle_add (job_source_cb, self);
}

void
vigie_attendance_model_stop_job (VigieAttendanceModel *self)
{
  g_clear_handle_id (&self->job_source, g_source_remove);
  if (self->cancellable != NULL)
    {
      vigie_attendance_model_set_all_dirty (self);
      self->habits_stale = TRUE;
    }
  g_clear_handle_id (&self->take_source, g_source_remove);
  g_clear_object (&self->taken);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* ---- As time passes -------------------------------------------------------------------------- */

static gboolean
round_cb (gpointer user_data)
{
  VigieAttendanceModel *self = user_data;

  self->round_due = TRUE;
  vigie_attendance_model_queue_job (self, 0);
  return G_SOURCE_CONTINUE;
}

void
vigie_attendance_model_queue_round (VigieAttendanceModel *self)
{
  double pace = self->territory != NULL
                    ? vigie_clock_get_pace (vigie_territory_get_clock (self->territory))
                    : 1;
  guint seconds = (guint) CLAMP (ROUND / MAX (pace, 1), LEAST_ROUND, ROUND);

  g_clear_handle_id (&self->round_source, g_source_remove);
  if (self->want != 0)
    self->round_source = g_timeout_add_seconds (seconds, round_cb, self);
}
