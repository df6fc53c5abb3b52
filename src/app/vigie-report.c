/* vigie-report.c: what the report on energy is made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-report.h"

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

/* Months whose figures of data centres may be declared. */
#define DECLARED_MONTHS 12

void
vigie_report_free (VigieReport *self)
{
  g_clear_pointer (&self->result, vigie_energy_result_unref);
  g_clear_pointer (&self->before, vigie_energy_result_unref);
  g_clear_pointer (&self->last_year, vigie_energy_result_unref);
  g_clear_pointer (&self->twelve, vigie_energy_result_unref);
  g_free (self->territory);
  g_free (self->scope);
  g_free (self);
}

static VigieEnergyResult *
reference (VigieEnergyResult *result)
{
  return result != NULL ? vigie_energy_result_ref (result) : NULL;
}

VigieReport *
vigie_report_new (const char *territory,
                  const char *scope,
                  gboolean demonstration,
                  VigieTime made,
                  VigieEnergyResult *result,
                  VigieEnergyResult *before,
                  VigieEnergyResult *last_year,
                  VigieEnergyResult *twelve)
{
  VigieReport *self = g_new0 (VigieReport, 1);

  self->territory = g_strdup (territory);
  self->scope = g_strdup (scope);
  self->demonstration = demonstration;
  self->period = result->period;
  self->made = made;
  self->result = reference (result);
  self->before = reference (before);
  self->last_year = reference (last_year);
  self->twelve = reference (twelve);
  return self;
}

/* ---- Reading ---- */

typedef struct
{
  VigieSync *sync;       /* referenced */
  VigieEnergyPlan *plan; /* referenced */
  VigieProfile *profile; /* referenced */
  VigiePeriod period;
  char *scope; /* owned */
  VigieTime now;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->sync);
  vigie_energy_plan_unref (job->plan);
  vigie_profile_unref (job->profile);
  g_free (job->scope);
  g_free (job);
}

static gboolean
is_demonstration (VigieEnergyPlan *plan)
{
  for (guint i = 0; i < vigie_energy_plan_get_n_sites (plan); i++)
    if (vigie_energy_plan_get_site (plan, i)->data->demonstration)
      return TRUE;
  return FALSE;
}

static VigieEnergyResult *
read_period (VigieStore *store,
             const Job *job,
             const VigiePeriod *period,
             GCancellable *cancellable,
             GError **error)
{
  return vigie_energy_read (store, job->plan, job->profile, period, VIGIE_TIME_NONE, job->now,
                            cancellable, error);
}

/* The whole months that end with the period's. */
static VigiePeriod
twelve_months (const VigiePeriod *period)
{
  GTimeZone *zone = vigie_words_default_zone ();
  VigieLocalTime end = vigie_time_to_local (period->to - 1, zone);
  VigiePeriod twelve = *period;
  VigieTime begins[2];

  twelve.unit = VIGIE_PERIOD_FREE;
  if (vigie_time_from_local (vigie_time_day_number (end.year, end.month - DECLARED_MONTHS + 1, 1),
                             0, zone, begins)
      > 0)
    twelve.from = begins[0];
  return twelve;
}

static VigieReport *
read_report (VigieStore *store, const Job *job, GCancellable *cancellable, GError **error)
{
  VigiePeriod periods[]
      = {job->period, vigie_period_before (&job->period, job->now, NULL),
         vigie_period_last_year (&job->period, job->now, NULL), twelve_months (&job->period)};
  VigieEnergyResult *results[G_N_ELEMENTS (periods)] = {NULL};
  VigieReport *report = NULL;
  guint n = 0;

  while (n < G_N_ELEMENTS (periods)
         && (results[n] = read_period (store, job, &periods[n], cancellable, error)) != NULL)
    n++;
  if (n == G_N_ELEMENTS (periods))
    report = vigie_report_new (vigie_profile_get_territory_name (job->profile), job->scope,
                               is_demonstration (job->plan), job->now, results[0], results[1],
                               results[2], results[3]);
  for (guint i = 0; i < n; i++)
    vigie_energy_result_unref (results[i]);
  return report;
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  VigieStore *store = vigie_sync_hold_store (job->sync, &error);
  gpointer result;

  if (store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (job->scope != NULL)
    result = read_report (store, job, cancellable, &error);
  else
    result = read_period (store, job, &job->period, cancellable, &error);
  vigie_sync_release_store (job->sync);
  if (result == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result,
                           job->scope != NULL ? (GDestroyNotify) vigie_report_free
                                              : (GDestroyNotify) vigie_energy_result_unref);
}

static void
start (VigieSync *sync,
       VigieEnergyPlan *plan,
       VigieProfile *profile,
       const VigiePeriod *period,
       const char *scope,
       VigieTime now,
       GTask *task)
{
  Job *job = g_new0 (Job, 1);

  job->sync = g_object_ref (sync);
  job->plan = vigie_energy_plan_ref (plan);
  job->profile = vigie_profile_ref (profile);
  job->period = *period;
  job->scope = g_strdup (scope);
  job->now = now;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_thread);
}

void
vigie_report_read_async (VigieSync *sync,
                         VigieEnergyPlan *plan,
                         VigieProfile *profile,
                         const VigiePeriod *period,
                         const char *scope,
                         VigieTime now,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, vigie_report_read_async);
  start (sync, plan, profile, period, scope != NULL ? scope : "", now, task);
}

VigieReport *
vigie_report_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

VigiePeriod
vigie_report_declared_year (const VigiePeriod *period, VigieTime now)
{
  VigiePeriod year = vigie_period_at (now, VIGIE_PERIOD_YEAR, NULL);

  return period->unit == VIGIE_PERIOD_YEAR ? *period : vigie_period_step (&year, -1, NULL);
}

void
vigie_report_read_period_async (VigieSync *sync,
                                VigieEnergyPlan *plan,
                                VigieProfile *profile,
                                const VigiePeriod *period,
                                VigieTime now,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, vigie_report_read_period_async);
  start (sync, plan, profile, period, NULL, now, task);
}

VigieEnergyResult *
vigie_report_read_period_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Names ---- */

char *
vigie_report_make_title (const VigieReport *self)
{
  g_autofree char *period = vigie_period_to_words (&self->period, NULL);

  /* Translators: %s is a period: “November 2026”, “from 15 to 21 November 2026” */
  return g_strdup_printf (_ ("Energy report, %s"), period);
}

char *
vigie_report_make_file_name (const VigieReport *self)
{
  VigieLocalTime from = vigie_time_to_local (self->period.from, vigie_words_default_zone ());
  VigieLocalTime to = vigie_time_to_local (self->period.to - 1, vigie_words_default_zone ());

  switch (self->period.unit)
    {
    case VIGIE_PERIOD_YEAR:
      /* Translators: a file's name; %d is a year */
      return g_strdup_printf (_ ("Energy report %d.pdf"), from.year);
    case VIGIE_PERIOD_MONTH:
      /* Translators: a file's name; year and month */
      return g_strdup_printf (_ ("Energy report %1$d-%2$02d.pdf"), from.year, from.month);
    case VIGIE_PERIOD_DAY:
    case VIGIE_PERIOD_WEEK:
    case VIGIE_PERIOD_FREE:
    default:
      /* Translators: a file's name; year, month and day of the first and of the last day */
      return g_strdup_printf (_ ("Energy report %1$d-%2$02d-%3$02d to %4$d-%5$02d-%6$02d.pdf"),
                              from.year, from.month, from.day, to.year, to.month, to.day);
    }
}
