/* vigie-energy-surplus.c: what is exported at the moment, and what could be started with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-surplus.h"

#include <glib/gi18n-lib.h>

#include "vigie-flow-diagram.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

#define STEP (10 * VIGIE_MINUTE)
#define N_STEPS 72 /* 12 hours */
/* A surplus has lasted half an hour before something is started with it. */
#define N_LEAST 3
/* What is exported under it is the noise of a meter. */
#define NOISE_KW 0.05
/* Loads that are told of. */
#define MOST_LOADS 6

void
vigie_surplus_free (VigieSurplus *self)
{
  vigie_energy_plan_unref (self->plan);
  g_array_unref (self->loads);
  g_free (self);
}

/* ---- Of series ------------------------------------------------------------------------------- */

/* How many of the newest steps are not there yet, as no reading had the time to come; -1: the meter says nothing any
 * more. */
static int
find_last (const double *kw, gint64 grace, VigieTime end, VigieTime now)
{
  for (int i = N_STEPS - 1; i >= 0; i--)
    {
      VigieTime its_end = end - (N_STEPS - 1 - i) * STEP;

      if (isfinite (kw[i]))
        return i;
      if (now - its_end > grace + STEP)
        return -1;
    }
  return -1;
}

/* Power of export of one meter (kW), added to @kw. */
static void
add_meter (const VigieMeasureData *data, const VigieSeries *series, VigieTime from, double *kw)
{
  g_autoptr (VigieMeterSteps) steps = NULL;
  VigieMeterInfo info;

  if (!vigie_meter_info_init (&info, data))
    {
      for (guint i = 0; i < N_STEPS; i++)
        kw[i] = NAN;
      return;
    }
  steps = vigie_meter_steps_new (series, &info, from, STEP, N_STEPS);
  for (guint i = 0; i < N_STEPS; i++)
    kw[i] += steps->amounts[i] * ((double) VIGIE_HOUR / STEP);
}

static void
start_loads (VigieSurplus *self, const VigieEnergySite *site, double least)
{
  g_autofree guint *started = g_new0 (guint, MAX (site->n_loads, 1));
  guint n
      = site->n_loads > 0 ? vigie_energy_surplus (least, site->loads, site->n_loads, started) : 0;

  for (guint i = 0; i < n; i++)
    {
      VigieSurplusLoad load = {site, &site->loads[started[i]]};

      g_array_append_val (self->loads, load);
    }
}

VigieSurplus *
vigie_surplus_new (VigieEnergyPlan *plan, GPtrArray *series, VigieTime now)
{
  VigieSurplus *self = g_new0 (VigieSurplus, 1);
  VigieTime end = now - now % STEP, from = end - N_STEPS * STEP;
  double total[N_STEPS] = {0};
  guint n_sites = vigie_energy_plan_get_n_sites (plan), at = 0;

  self->plan = vigie_energy_plan_ref (plan);
  self->loads = g_array_new (FALSE, FALSE, sizeof (VigieSurplusLoad));
  self->kw = NAN;
  self->since = VIGIE_TIME_NONE;
  for (guint i = 0; i < n_sites; i++)
    {
      const VigieEnergySite *site = vigie_energy_plan_get_site (plan, i);
      GPtrArray *meters = site->meters[VIGIE_FLOW_EXPORT];
      double kw[N_STEPS] = {0}, least = G_MAXDOUBLE;
      int last;

      if (meters == NULL || meters->len == 0)
        continue;
      for (guint j = 0; j < meters->len; j++)
        add_meter (g_ptr_array_index ((GPtrArray *) g_ptr_array_index (meters, j), 0),
                   g_ptr_array_index (series, at++), from, kw);
      self->n_metered++;
      last = find_last (kw, site->grace, end, now);
      if (last < 0)
        continue;
      self->n_known++;
      for (int j = last; j > last - N_LEAST; j--)
        least = j >= 0 && isfinite (kw[j]) ? MIN (least, kw[j]) : NAN;
      /* The last that is known stands for those that are still to come. */
      for (int j = last + 1; j < N_STEPS; j++)
        kw[j] = kw[last];
      for (guint j = 0; j < N_STEPS; j++)
        total[j] += isfinite (kw[j]) ? kw[j] : 0;
      start_loads (self, site, least);
    }
  if (self->n_known == 0)
    return self;
  self->kw = total[N_STEPS - 1];
  for (int i = N_STEPS - 1; i >= 0 && total[i] > NOISE_KW; i--)
    {
      self->since = from + i * STEP;
      self->since_before = i == 0;
    }
  return self;
}

/* ---- Of a history ---------------------------------------------------------------------------- */

typedef struct
{
  VigieEnergyPlan *plan;
  GPtrArray *series;
  VigieTime now;
} Job;

static void
job_free (Job *job)
{
  vigie_energy_plan_unref (job->plan);
  g_clear_pointer (&job->series, g_ptr_array_unref);
  g_free (job);
}

static void
compute (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;

  g_task_return_pointer (task, vigie_surplus_new (job->plan, job->series, job->now),
                         (GDestroyNotify) vigie_surplus_free);
}

static void
series_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->series = vigie_history_read_finish (VIGIE_HISTORY (source), result, &error);
  if (job->series == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, compute);
}

void
vigie_surplus_read_async (VigieHistory *history,
                          VigieEnergyPlan *plan,
                          VigieTime now,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (history, cancellable, callback, user_data);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  Job *job = g_new0 (Job, 1);
  guint n = vigie_energy_plan_get_n_sites (plan);

  g_task_set_source_tag (task, vigie_surplus_read_async);
  job->plan = vigie_energy_plan_ref (plan);
  job->now = now;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  for (guint i = 0; i < n; i++)
    {
      GPtrArray *meters = vigie_energy_plan_get_site (plan, i)->meters[VIGIE_FLOW_EXPORT];

      for (guint j = 0; meters != NULL && j < meters->len; j++)
        g_ptr_array_add (ids, ((VigieMeasureData *) g_ptr_array_index (
                                   (GPtrArray *) g_ptr_array_index (meters, j), 0))
                                  ->id);
    }
  /* Some intervals before the first step, for the readings that it lies between. */
  vigie_history_read_async (history, (const char *const *) ids->pdata, ids->len,
                            now - N_STEPS * STEP - 4 * VIGIE_HOUR, now + VIGIE_HOUR, cancellable,
                            series_cb, task);
}

VigieSurplus *
vigie_surplus_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Words ----------------------------------------------------------------------------------- */

char *
vigie_surplus_to_words (const VigieSurplus *self, VigieTime now)
{
  g_autofree char *kw = NULL, *since = NULL;

  if (self->n_metered == 0)
    return g_strdup (_ ("Surplus: n/a, no export is metered here"));
  if (isnan (self->kw))
    return g_strdup (_ ("Surplus: n/a, the export meters are not up to date"));
  if (self->kw <= NOISE_KW || self->since == VIGIE_TIME_NONE)
    return g_strdup (_ ("No surplus"));
  /* As the diagram above it has it. */
  kw = vigie_flow_diagram_power_words (self->kw);
  if (self->since_before)
    /* Translators: a power, averaged over the newest step that the meters have told: “70 kW” */
    return g_strdup_printf (
        _ ("Surplus: %s on average over the last metering step, exporting for more than 12 h"), kw);
  since = vigie_words_since (now, self->since, NULL);
  /* Translators: a power, averaged over the newest step that the meters have told, and a time of day: “Surplus: 70 kW on
   * average at the last metering step, exporting since 11:20” */
  return g_strdup_printf (
      _ ("Surplus: %1$s on average over the last metering step, exporting since %2$s"), kw, since);
}

char *
vigie_surplus_known_to_words (const VigieSurplus *self)
{
  if (self->n_known == 0 || self->n_known == self->n_metered)
    return NULL;
  /* Translators: of how many sites with an export meter the surplus is known: “5 of 6 sites with an export meter are up to
   * date: the surplus may be larger.” */
  return g_strdup_printf (
      ngettext (
          "%1$u of %2$u site with an export meter is up to date: the surplus may be larger.",
          "%1$u of %2$u sites with an export meter are up to date: the surplus may be larger.",
          self->n_metered),
      self->n_known, self->n_metered);
}

static char *
load_words (const VigieSurplusLoad *load)
{
  g_autofree char *site = vigie_site_text_plain (load->site->data->name, VIGIE_SITE_NAME_MAX);
  g_autofree char *name = vigie_site_text_plain (load->load->name, VIGIE_SITE_NAME_MAX);
  g_autofree char *kw = vigie_words_value (load->load->kw, "kW");
  g_autofree char *duration = NULL;

  if (load->load->duration <= 0)
    /* Translators: what can be started: site, load, its power */
    return g_strdup_printf (_ ("%1$s, %2$s (%3$s)"), site, name, kw);
  duration = vigie_words_duration (load->load->duration);
  /* Translators: what can be started: site, load, its power, how long it runs */
  return g_strdup_printf (_ ("%1$s, %2$s (%3$s, %4$s)"), site, name, kw, duration);
}

char *
vigie_surplus_loads_to_words (const VigieSurplus *self)
{
  g_autoptr (GString) words = NULL;

  if (!(self->kw > NOISE_KW))
    return NULL;
  if (self->loads->len == 0)
    return g_strdup (_ ("Nothing that is declared can start without importing."));
  words = g_string_new (NULL);
  for (guint i = 0; i < MIN (self->loads->len, MOST_LOADS); i++)
    {
      g_autofree char *load = load_words (&g_array_index (self->loads, VigieSurplusLoad, i));

      g_string_append_printf (words, "%s%s", i > 0 ? " · " : "", load);
    }
  if (self->loads->len > MOST_LOADS)
    g_string_append (words, " · …");
  /* Translators: a list of loads with their sites and powers */
  return g_strdup_printf (_ ("Can start without importing: %s"), words->str);
}
