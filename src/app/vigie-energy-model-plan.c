/* vigie-energy-model-plan.c: which meters of the territory the energy page reads.
 *
 * Sites and measures are gathered in slices on the main thread, where they live; all else is done in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-model-private.h"

typedef struct
{
  GPtrArray *sites, *measures;
  VigieProfile *profile;
  VigieEnergyPlan *plan;
  GPtrArray *choices;
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->sites, g_ptr_array_unref);
  g_clear_pointer (&job->measures, g_ptr_array_unref);
  g_clear_pointer (&job->plan, vigie_energy_plan_unref);
  g_clear_pointer (&job->choices, g_ptr_array_unref);
  g_clear_pointer (&job->profile, vigie_profile_unref);
  g_free (job);
}

/* ---- In a thread ----------------------------------------------------------------------------- */

static void
make_plan (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  job->plan = vigie_energy_plan_new (job->sites, job->measures, job->profile);
  job->choices
      = vigie_energy_choices_new (job->plan, vigie_profile_get_territory_name (job->profile));
  g_task_return_boolean (task, TRUE);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieEnergyModel *self = VIGIE_ENERGY_MODEL (source);
  Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  g_clear_object (&self->plan_cancellable);
  g_clear_pointer (&self->whole, vigie_energy_plan_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->whole = g_steal_pointer (&job->plan);
  self->choices = g_steal_pointer (&job->choices);
  vigie_energy_model_select (self);
}

/* ---- Gathering ------------------------------------------------------------------------------- */

/* What may be a meter, or say how cold it is outside. */
static gboolean
is_wanted (const VigieMeasureData *data)
{
  VigieFlow flow;

  return vigie_flow_of_role (data->role, &flow) || data->role == VIGIE_ROLE_OUTSIDE_TEMPERATURE;
}

static void
gathered_cb (GPtrArray *sites, GPtrArray *measures, gpointer user_data)
{
  VigieEnergyModel *self = user_data;
  GTask *task;
  Job *job;

  g_clear_pointer (&self->gather, vigie_gather_free);
  job = g_new0 (Job, 1);
  job->sites = sites;
  job->measures = measures;
  job->profile = vigie_profile_ref (vigie_context_get_profile (self->context));
  self->plan_cancellable = g_cancellable_new ();
  task = g_task_new (self, self->plan_cancellable, made_cb, NULL);
  g_task_set_source_tag (task, gathered_cb);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, make_plan);
  g_object_unref (task);
}

void
vigie_energy_model_stop_plan (VigieEnergyModel *self)
{
  g_clear_pointer (&self->gather, vigie_gather_free);
  g_cancellable_cancel (self->plan_cancellable);
  g_clear_object (&self->plan_cancellable);
}

void
vigie_energy_model_queue_plan (VigieEnergyModel *self)
{
  if (!self->active || !self->plan_stale || self->territory == NULL
      || vigie_context_get_profile (self->context) == NULL)
    return;
  vigie_energy_model_stop_plan (self);
  self->plan_stale = FALSE;
  self->gather
      = vigie_gather_new (self->territory, 0, is_wanted, self->whole != NULL, gathered_cb, self);
}

/* ---- Selecting ------------------------------------------------------------------------------- */

static gboolean
has_centre (VigieEnergyPlan *plan)
{
  for (guint i = 0; i < vigie_energy_plan_get_n_sites (plan); i++)
    if (vigie_energy_plan_get_site (plan, i)->facts.is_data_centre)
      return TRUE;
  return FALSE;
}

void
vigie_energy_model_select (VigieEnergyModel *self)
{
  VigieEnergyChoice *choice;
  VigieEnergyScope scope;

  if (self->whole == NULL)
    return;
  choice = vigie_energy_choices_find (self->choices, self->wanted);
  if (choice == NULL)
    choice = vigie_energy_choices_find (self->choices, "");
  g_set_object (&self->choice, choice);
  scope = vigie_energy_choice_get_scope (choice);
  g_clear_pointer (&self->plan, vigie_energy_plan_unref);
  self->plan = vigie_energy_plan_select (self->whole, &scope);
  self->has_centre = has_centre (self->plan);
  for (guint i = 0; i < VIGIE_ENERGY_N_READ; i++)
    self->slots[i].stale = TRUE;
  g_signal_emit_by_name (self, "plan-changed");
  vigie_energy_model_queue_reads (self);
}
