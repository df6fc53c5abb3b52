/* vigie-energy-model-read.c: reading of the store what the energy page shows, one period after another.
 *
 * First the period itself, then what it is compared with, then what is usual. What the store lacks the server is
 * asked for, in the same order, each once the one before is whole; what came is read anew, never more often than
 * reading costs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-model-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

/* µs of real time between two readings of the same: while its past is coming, and of a period in progress. */
#define LOADING_INTERVAL (2 * G_USEC_PER_SEC)
#define PRESENT_INTERVAL (60 * G_USEC_PER_SEC)
/* Of what it is compared with, which is cut at the same time of day. */
#define COMPARED_INTERVAL (10 * 60 * G_USEC_PER_SEC)
/* At most one part in so many of a thread's time goes into reading again. */
#define DUTY 8

/* µs of real time after which the next period is asked for though this one is not whole: the server may not have it. */
#define PATIENCE (30 * G_USEC_PER_SEC)

/* Readings that a step at the ends is made of. */
#define MARGIN (6 * VIGIE_HOUR)

/* ---- Which periods --------------------------------------------------------------------------- */

static VigiePeriod
period_of (VigieEnergyModel *self, guint slot, VigieTime now)
{
  VigiePeriod earlier;

  switch (slot)
    {
    case VIGIE_ENERGY_READ_CURRENT:
      return self->period;
    case VIGIE_ENERGY_READ_BEFORE:
      return vigie_period_before (&self->period, now, NULL);
    case VIGIE_ENERGY_READ_LAST_YEAR:
      return vigie_period_last_year (&self->period, now, NULL);
    case VIGIE_ENERGY_READ_YEAR:
      earlier = vigie_period_free (now - 364 * VIGIE_DAY, now, NULL);
      return earlier;
    default:
      /* Days and weeks of the weeks before, so that weekdays are compared with the same. */
      earlier = self->period;
      for (guint i = VIGIE_ENERGY_READ_HABIT; i <= slot; i++)
        if (earlier.unit == VIGIE_PERIOD_DAY)
          earlier = vigie_period_step (&earlier, -7, NULL);
        else
          earlier = vigie_period_step (&earlier, -1, NULL);
      return earlier;
    }
}

static gint64
offset_at (VigieTime time)
{
  return vigie_time_to_local (time, vigie_words_default_zone ()).offset * VIGIE_SECOND;
}

/* How much of an earlier period is usual of one in progress: as much of its local time as has passed. The periods
 * that are compared are cut already. */
static VigieTime
cut_of (VigieEnergyModel *self, const VigiePeriod *period, guint slot, VigieTime now)
{
  VigieTime passed, cut;

  if (slot < VIGIE_ENERGY_READ_HABIT || now < self->period.from || now >= self->period.to)
    return VIGIE_TIME_NONE;
  passed = now - self->period.from + offset_at (now) - offset_at (self->period.from);
  cut = period->from + passed;
  cut -= offset_at (cut) - offset_at (period->from);
  return MIN (cut, period->to);
}

static gboolean
is_asked_for (VigieEnergyModel *self, guint slot)
{
  if (self->apart)
    return slot == VIGIE_ENERGY_READ_CURRENT;
  if (slot == VIGIE_ENERGY_READ_YEAR)
    return self->has_centre;
  /* Years before the one that is kept: nothing would be found. */
  return slot < VIGIE_ENERGY_READ_HABIT || self->period.unit != VIGIE_PERIOD_YEAR;
}

/* ---- In a thread ----------------------------------------------------------------------------- */

typedef struct
{
  VigieSync *sync;
  VigieEnergyPlan *plan;
  VigieProfile *profile;
  VigiePeriod period;
  VigieTime until, now;
  char *site_id;
  guint slot;
  gint64 began;
} Job;

static void
job_free (Job *job)
{
  g_clear_object (&job->sync);
  g_clear_pointer (&job->profile, vigie_profile_unref);
  g_clear_pointer (&job->plan, vigie_energy_plan_unref);
  g_free (job->site_id);
  g_free (job);
}

static Job *
job_new (VigieEnergyModel *self)
{
  Job *job = g_new0 (Job, 1);

  job->sync = g_object_ref (self->sync);
  job->plan = vigie_energy_plan_ref (self->plan);
  job->profile = vigie_profile_ref (vigie_context_get_profile (self->context));
  job->now = vigie_energy_model_get_now (self);
  job->until = VIGIE_TIME_NONE;
  job->period = self->period;
  job->began = g_get_monotonic_time ();
  return job;
}

/* Sums of a selection whose past is still coming would be those of what came first: they are not told before nearly
 * all of it is here. What is told of a site has its own coverage. */
static void
withhold (VigieEnergyResult *result)
{
  if (result->loaded >= VIGIE_ENERGY_LOADED_LEAST)
    return;
  for (guint i = 0; i < VIGIE_N_KPI; i++)
    if (result->figures[i].undefined == VIGIE_UNDEFINED_NOT)
      {
        result->figures[i].undefined = VIGIE_UNDEFINED_COVERAGE;
        result->figures[i].value = NAN;
      }
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  VigieStore *store = vigie_sync_hold_store (job->sync, &error);
  VigieEnergyResult *result;

  if (store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  result = vigie_energy_read (store, job->plan, job->profile, &job->period, job->until, job->now,
                              cancellable, &error);
  vigie_sync_release_store (job->sync);
  if (result != NULL)
    {
      withhold (result);
      g_task_return_pointer (task, result, (GDestroyNotify) vigie_energy_result_unref);
    }
  else
    g_task_return_error (task, error);
}

/* ---- One after another ----------------------------------------------------------------------- */

static void
progress_cb (VigieEnergyModel *self)
{
  vigie_energy_model_filled (self);
}

/* Asks for what the store lacks of the period, as fast as the server gives it; behind what charts want. */
static void
fill (VigieEnergyModel *self, guint slot)
{
  VigieTime now = vigie_energy_model_get_now (self);
  VigiePeriod period = period_of (self, slot, now);
  const char *const *ids;
  guint n;

  if (self->slots[slot].asked_at != 0 || self->history == NULL)
    return;
  self->slots[slot].asked_at = g_get_monotonic_time ();
  ids = vigie_energy_plan_get_measure_ids (self->plan, &n);
  if (n == 0 || period.from >= now)
    return;
  self->slots[slot].demand = vigie_history_demand (self->history, ids, n, period.from - MARGIN,
                                                   MIN (period.to + MARGIN, now));
  g_signal_connect_object (self->slots[slot].demand, "notify::progress", G_CALLBACK (progress_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
drop_demands (VigieEnergyModel *self)
{
  for (guint i = 0; i < VIGIE_ENERGY_N_READ; i++)
    {
      if (self->slots[i].demand != NULL)
        g_signal_handlers_disconnect_by_data (self->slots[i].demand, self);
      g_clear_object (&self->slots[i].demand);
      self->slots[i].asked_at = 0;
    }
}

static gboolean
is_whole (const VigieEnergySlot *slot)
{
  return slot->result != NULL && slot->result->loaded >= 1;
}

/* When the slot may be read anew, in monotonic time. */
static gint64
due_at (const VigieEnergySlot *slot)
{
  if (slot->result == NULL)
    return 0;
  return slot->read_at + MAX (LOADING_INTERVAL, DUTY * slot->duration);
}

static void
read_cb (GObject *source, GAsyncResult *async, gpointer user_data)
{
  VigieEnergyModel *self = VIGIE_ENERGY_MODEL (source);
  const Job *job = g_task_get_task_data (G_TASK (async));
  VigieEnergySlot *slot = &self->slots[job->slot];
  g_autoptr (GError) error = NULL;
  VigieEnergyResult *result = g_task_propagate_pointer (G_TASK (async), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  slot->stale = FALSE;
  slot->read_at = g_get_monotonic_time ();
  slot->duration = slot->read_at - job->began;
  if (job->slot == VIGIE_ENERGY_READ_CURRENT)
    g_set_str (&self->error, error != NULL ? error->message : NULL);
  if (result != NULL)
    {
      g_clear_pointer (&slot->result, vigie_energy_result_unref);
      slot->result = result;
    }
  g_signal_emit_by_name (self, job->slot < VIGIE_ENERGY_READ_HABIT ? "changed" : "habit-changed");
  /* A handler may have chosen something else. */
  if (self->cancellable == NULL)
    vigie_energy_model_queue_reads (self);
}

static void
read_slot (VigieEnergyModel *self, guint slot)
{
  Job *job = job_new (self);
  GTask *task;

  job->slot = slot;
  job->period = period_of (self, slot, job->now);
  job->until = cut_of (self, &job->period, slot, job->now);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, read_slot);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, read_thread);
  g_object_unref (task);
}

static void read_next (VigieEnergyModel *self);

static gboolean
read_later_cb (gpointer user_data)
{
  VigieEnergyModel *self = user_data;

  self->read_source = 0;
  read_next (self);
  return G_SOURCE_REMOVE;
}

static gboolean
fill_cb (gpointer user_data)
{
  VigieEnergyModel *self = user_data;
  gint64 now = g_get_monotonic_time ();
  gboolean may_ask = TRUE;

  self->fill_source = 0;
  for (guint i = 0; may_ask && i < VIGIE_ENERGY_N_READ; i++)
    {
      VigieEnergySlot *slot = &self->slots[i];

      if (!is_asked_for (self, i))
        continue;
      fill (self, i);
      may_ask = is_whole (slot) || now - slot->asked_at > PATIENCE;
    }
  return G_SOURCE_REMOVE;
}

static void
read_next (VigieEnergyModel *self)
{
  gint64 now = g_get_monotonic_time (), soonest = G_MAXINT64;

  /* In a turn of its own: of ten thousand meters it takes some ms. */
  if (self->fill_source == 0)
    self->fill_source = g_idle_add (fill_cb, self);
  for (guint i = 0; i < VIGIE_ENERGY_N_READ; i++)
    {
      VigieEnergySlot *slot = &self->slots[i];

      if (!is_asked_for (self, i))
        continue;
      if (slot->stale && due_at (slot) <= now)
        {
          read_slot (self, i);
          return;
        }
      if (slot->stale)
        soonest = MIN (soonest, due_at (slot));
    }
  if (soonest < G_MAXINT64)
    self->read_source = g_timeout_add ((guint) ((soonest - now) / 1000 + 1), read_later_cb, self);
}

void
vigie_energy_model_queue_reads (VigieEnergyModel *self)
{
  if (!self->active || self->plan == NULL || self->sync == NULL || self->cancellable != NULL)
    return;
  g_clear_handle_id (&self->read_source, g_source_remove);
  read_next (self);
}

void
vigie_energy_model_stop_reads (VigieEnergyModel *self)
{
  g_clear_handle_id (&self->read_source, g_source_remove);
  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  drop_demands (self);
}

void
vigie_energy_model_forget (VigieEnergyModel *self)
{
  vigie_energy_model_stop_reads (self);
  for (guint i = 0; i < VIGIE_ENERGY_N_READ; i++)
    {
      g_clear_pointer (&self->slots[i].result, vigie_energy_result_unref);
      self->slots[i] = (VigieEnergySlot) {.stale = TRUE};
    }
  g_clear_pointer (&self->error, g_free);
}

void
vigie_energy_model_filled (VigieEnergyModel *self)
{
  for (guint i = 0; i < VIGIE_ENERGY_N_READ; i++)
    if (self->slots[i].result != NULL && !is_whole (&self->slots[i]))
      self->slots[i].stale = TRUE;
  if (self->read_source == 0)
    vigie_energy_model_queue_reads (self);
}

void
vigie_energy_model_refresh (VigieEnergyModel *self)
{
  gint64 now = g_get_monotonic_time ();
  VigieTime time = vigie_energy_model_get_now (self);

  if (time < self->period.from)
    return;
  for (guint i = 0; i < VIGIE_ENERGY_N_READ; i++)
    {
      VigieEnergySlot *slot = &self->slots[i];
      gint64 interval = i == VIGIE_ENERGY_READ_CURRENT ? PRESENT_INTERVAL : COMPARED_INTERVAL;

      /* What is over changes only by what comes late. */
      if (time >= self->period.to + VIGIE_DAY && i != VIGIE_ENERGY_READ_YEAR)
        continue;
      if (slot->result != NULL && now - slot->read_at > MAX (interval, DUTY * slot->duration))
        slot->stale = TRUE;
    }
  if (self->read_source == 0)
    vigie_energy_model_queue_reads (self);
}

/* ---- One site -------------------------------------------------------------------------------- */

static void
return_no_store (GTask *task)
{
  g_task_return_new_error_literal (
      task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
      _ ("Nothing is being stored on this computer at the moment: there is no history."));
}

static void
detail_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  VigieStore *store = vigie_sync_hold_store (job->sync, &error);
  VigieEnergyDetail *detail;

  if (store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  detail = vigie_energy_detail_read (store, job->plan, job->site_id, &job->period, job->now,
                                     cancellable, &error);
  vigie_sync_release_store (job->sync);
  if (detail != NULL)
    g_task_return_pointer (task, detail, (GDestroyNotify) vigie_energy_detail_unref);
  else
    g_task_return_error (task, error);
}

void
vigie_energy_model_read_detail_async (VigieEnergyModel *self,
                                      const char *site_id,
                                      VigieTime from,
                                      VigieTime to,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (VIGIE_IS_ENERGY_MODEL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vigie_energy_model_read_detail_async);
  if (self->sync == NULL || self->plan == NULL)
    {
      return_no_store (task);
      return;
    }
  job = job_new (self);
  job->site_id = g_strdup (site_id);
  job->period = (VigiePeriod) {VIGIE_PERIOD_FREE, from, to};
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, detail_thread);
}

VigieEnergyDetail *
vigie_energy_model_read_detail_finish (VigieEnergyModel *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- A stretch ------------------------------------------------------------------------------- */

void
vigie_energy_model_read_stretch_async (VigieEnergyModel *self,
                                       VigieTime from,
                                       VigieTime to,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (VIGIE_IS_ENERGY_MODEL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vigie_energy_model_read_stretch_async);
  if (self->sync == NULL || self->plan == NULL)
    {
      return_no_store (task);
      return;
    }
  job = job_new (self);
  job->period = (VigiePeriod) {VIGIE_PERIOD_FREE, from, to};
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, read_thread);
}

VigieEnergyResult *
vigie_energy_model_read_stretch_finish (VigieEnergyModel *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
