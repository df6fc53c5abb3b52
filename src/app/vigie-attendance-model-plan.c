/* vigie-attendance-model-plan.c: which sites the attendance model tells of, and the days of one of them.
 *
 * Sites and measures are gathered in slices on the main thread, where they live; all else is done in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-attendance-model-private.h"
#include "vigie-time-axis.h"
#include "vigie-words.h"

typedef struct
{
  GPtrArray *sites, *measures;
  VigieProfile *profile;
  GHashTable *former; /* id of a site (of the state) → VigieAttendanceState, what is known of it */
  VigieTime now;
  VigieAttendancePlan *plan; /* what comes out */
  GPtrArray *states;         /* of its sites */
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->sites, g_ptr_array_unref);
  g_clear_pointer (&job->measures, g_ptr_array_unref);
  g_clear_pointer (&job->profile, vigie_profile_unref);
  g_clear_pointer (&job->former, g_hash_table_unref);
  g_clear_pointer (&job->plan, vigie_attendance_plan_unref);
  g_clear_pointer (&job->states, g_ptr_array_unref);
  g_free (job);
}

static void
make_plan (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  job->plan = vigie_attendance_plan_new (job->sites, job->measures, job->profile);
  job->states = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_attendance_state_unref);
  for (guint i = 0; i < vigie_attendance_plan_get_n_sites (job->plan); i++)
    {
      const VigieAttendanceSite *site = vigie_attendance_plan_get_site (job->plan, i);
      const VigieAttendanceState *former = g_hash_table_lookup (job->former, site->data->id);

      /* What is known of a site goes on being shown until it is read by the new plan. */
      g_ptr_array_add (job->states, vigie_attendance_state_renew (job->plan, i, former, job->now));
    }
  g_task_return_boolean (task, TRUE);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieAttendanceModel *self = VIGIE_ATTENDANCE_MODEL (source);
  const Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  g_clear_object (&self->plan_cancellable);
  vigie_attendance_model_take_plan (self, job->plan, job->states);
}

/* ---- Gathering ------------------------------------------------------------------------------- */

static gboolean
is_wanted (const VigieMeasureData *data)
{
  return data->role == VIGIE_ROLE_VEHICLES_IN || data->role == VIGIE_ROLE_VEHICLES_OUT
         || data->role == VIGIE_ROLE_VEHICLES_PRESENT || data->role == VIGIE_ROLE_FILL_LEVEL;
}

static GHashTable *
hold_states (VigieAttendanceModel *self)
{
  GHashTable *states = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                              (GDestroyNotify) vigie_attendance_state_unref);

  for (guint i = 0; i < self->items->len; i++)
    {
      VigieAttendanceState *state
          = vigie_attendance_item_get_state (g_ptr_array_index (self->items, i));

      g_hash_table_insert (states, state->site->data->id, vigie_attendance_state_ref (state));
    }
  return states;
}

static void
gathered_cb (GPtrArray *sites, GPtrArray *measures, gpointer user_data)
{
  VigieAttendanceModel *self = user_data;
  GTask *task;
  Job *job;

  g_clear_pointer (&self->gather, vigie_gather_free);
  job = g_new0 (Job, 1);
  job->sites = sites;
  job->measures = measures;
  job->profile = vigie_profile_ref (vigie_context_get_profile (self->context));
  /* What it would bring is of the plan that goes. */
  vigie_attendance_model_stop_job (self);
  job->former = hold_states (self);
  job->now = vigie_attendance_model_get_now (self);
  self->plan_cancellable = g_cancellable_new ();
  task = g_task_new (self, self->plan_cancellable, made_cb, NULL);
  g_task_set_source_tag (task, gathered_cb);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, make_plan);
  g_object_unref (task);
}

void
vigie_attendance_model_stop_plan (VigieAttendanceModel *self)
{
  /* A plan that was being made is made anew. */
  self->plan_stale = self->plan_stale || self->gather != NULL || self->plan_cancellable != NULL;
  g_clear_pointer (&self->gather, vigie_gather_free);
  g_cancellable_cancel (self->plan_cancellable);
  g_clear_object (&self->plan_cancellable);
}

void
vigie_attendance_model_queue_plan (VigieAttendanceModel *self)
{
  if (self->want == 0 || !self->plan_stale || self->territory == NULL || self->context == NULL
      || vigie_context_get_profile (self->context) == NULL)
    return;
  vigie_attendance_model_stop_plan (self);
  self->plan_stale = FALSE;
  self->gather = vigie_gather_new (self->territory, 1u << VIGIE_KIND_RECYCLING_CENTRE, is_wanted,
                                   self->plan != NULL, gathered_cb, self);
}

/* ---- One day --------------------------------------------------------------------------------- */

typedef struct
{
  VigieSync *sync;
  VigieAttendanceState *state;
  gint64 day;
  VigieTime now;
} DayJob;

static void
day_job_free (DayJob *job)
{
  vigie_attendance_state_unref (job->state);
  g_object_unref (job->sync);
  g_free (job);
}

static void
read_day (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const DayJob *job = task_data;
  const VigieAttendanceSite *site = job->state->site;
  GTimeZone *zone = vigie_attendance_site_get_zone (site);
  GError *error = NULL;
  VigieStore *store = vigie_sync_hold_store (job->sync, &error);
  VigieAttendanceTrack *track;

  if (store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  track = vigie_attendance_read_track (
      store, site, vigie_time_day_begin (job->day, zone), vigie_time_day_begin (job->day + 1, zone),
      job->now, job->state->habits != NULL ? &job->state->habits->bias : NULL, cancellable, &error);
  vigie_sync_release_store (job->sync);
  if (track != NULL)
    g_task_return_pointer (task, track, (GDestroyNotify) vigie_attendance_track_unref);
  else
    g_task_return_error (task, error);
}

void
vigie_attendance_model_read_day_async (VigieAttendanceModel *self,
                                       const char *site_id,
                                       gint64 day,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  VigieAttendanceItem *item;
  DayJob *job;

  g_return_if_fail (VIGIE_IS_ATTENDANCE_MODEL (self));

  item = vigie_attendance_model_find (self, site_id);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vigie_attendance_model_read_day_async);
  if (item == NULL || self->sync == NULL)
    {
      g_task_return_new_error_literal (
          task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
          _ ("Nothing is being stored on this computer at the moment: there is no history."));
      return;
    }
  job = g_new0 (DayJob, 1);
  job->sync = g_object_ref (self->sync);
  job->state = vigie_attendance_state_ref (vigie_attendance_item_get_state (item));
  job->day = day;
  job->now = vigie_attendance_model_get_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) day_job_free);
  g_task_run_in_thread (task, read_day);
}

VigieAttendanceTrack *
vigie_attendance_model_read_day_finish (VigieAttendanceModel *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
