/* vigie-energy-read.c: the figures of a selection over a period.
 *
 * Two threads read the sites and make their steps, at most a few ahead of the caller, which adds them up in the order
 * of the plan: what comes out does not depend on who was faster.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-degree-days.h"
#include "vigie-energy-private.h"
#include "vigie-words.h"

#define N_THREADS 2
/* Sites that are read and not yet added: a site's year is some megabytes. */
#define AHEAD 4

typedef enum
{
  BINS_CONSUMPTION,
  BINS_PRODUCTION,
  BINS_IMPORT,
  BINS_EXPORT,
  N_BINS,
} BinsOf;

static const VigieFlow bins_flow[N_BINS] = {
    [BINS_CONSUMPTION] = VIGIE_FLOW_CONSUMPTION,
    [BINS_PRODUCTION] = VIGIE_FLOW_PRODUCTION,
    [BINS_IMPORT] = VIGIE_FLOW_IMPORT,
    [BINS_EXPORT] = VIGIE_FLOW_EXPORT,
};

/* Amounts of bins, or of hours, with how much of their time is known of how much is due: in site-µs, so that a site
 * of ten minutes does not weigh more than one of an hour. */
typedef struct
{
  double *sums, *known, *due;
} Amounts;

/* What a thread makes of a site. */
typedef struct
{
  VigieEnergySiteResult *result;
  VigieSiteSteps *steps;
  Amounts bins[N_BINS]; /* sums NULL where the flow is not there */
  guint *silent;
  Amounts hours; /* sums: mean powers */
  double loaded;
  guint n_measures;
} Part;

typedef struct
{
  VigieStore *store;
  VigieEnergyPlan *plan;
  guint n_sites; /* its sites */
  const VigieEmissionFactor *factors;
  guint n_factors;
  VigieTime from, to, now;
  double degree_days;
  const VigieTime *edges;
  guint n_bins;
  guint *cells; /* of each hour from `from` on: its place among hours × days */
  guint n_hours, n_cells;
  GCancellable *cancellable;

  GMutex lock;
  GCond changed;
  guint next, n_added; /* sites begun, and added */
  Part **parts;        /* NULL until made */
  GError *error;
} Reader;

/* ---- Results ---------------------------------------------------------------------------------- */

static void
site_result_free (VigieEnergySiteResult *self)
{
  g_clear_pointer (&self->site, vigie_site_data_unref);
  g_free (self);
}

VigieEnergyResult *
vigie_energy_result_ref (VigieEnergyResult *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_energy_result_unref (VigieEnergyResult *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->sites, g_ptr_array_unref);
  g_free (self->edges);
  for (guint group = 0; group < VIGIE_N_ENERGY_GROUP; group++)
    g_free (self->consumption[group]);
  g_free (self->production);
  g_free (self->import);
  g_free (self->export);
  g_free (self->silent);
  g_free (self->hours);
  g_free (self);
}

static void
amounts_init (Amounts *self, guint n)
{
  self->sums = g_new0 (double, MAX (n, 1));
  self->known = g_new0 (double, MAX (n, 1));
  self->due = g_new0 (double, MAX (n, 1));
}

static void
amounts_clear (Amounts *self)
{
  g_clear_pointer (&self->sums, g_free);
  g_clear_pointer (&self->known, g_free);
  g_clear_pointer (&self->due, g_free);
}

static void
amounts_add (Amounts *self, const Amounts *other, guint n)
{
  if (other->sums == NULL)
    return;
  if (self->sums == NULL)
    amounts_init (self, n);
  for (guint i = 0; i < n; i++)
    {
      self->sums[i] += other->sums[i];
      self->known[i] += other->known[i];
      self->due[i] += other->due[i];
    }
}

/* Takes the sums, NAN where too little is known; NULL where there are none. */
static double *
amounts_finish (Amounts *self, guint n)
{
  for (guint i = 0; self->sums != NULL && i < n; i++)
    if (self->due[i] <= 0 || self->known[i] < VIGIE_ENERGY_COVERAGE_MIN * self->due[i])
      self->sums[i] = NAN;
  return g_steal_pointer (&self->sums);
}

static void
part_free (Part *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->result, site_result_free);
  g_clear_pointer (&self->steps, vigie_site_steps_free);
  for (guint i = 0; i < N_BINS; i++)
    amounts_clear (&self->bins[i]);
  g_free (self->silent);
  amounts_clear (&self->hours);
  g_free (self);
}

/* ---- One site, in a thread -------------------------------------------------------------------- */

/* Steps that have begun and had no time to come yet, of the sites that are asked later than others. They count as due of hours and of bins
 * shorter than a day: what only the faster sites have told is no total of all. In a whole day they are next to nothing. */
static guint
n_begun (const Reader *reader, const VigieSiteSteps *steps)
{
  gint64 begun = (reader->now - steps->from + steps->step - 1) / steps->step;

  return (guint) CLAMP (begun, (gint64) steps->n_due, (gint64) steps->n);
}

static void
count_late_in_bins (const Reader *reader, const VigieSiteSteps *steps, double *due)
{
  guint bin = 0, end = n_begun (reader, steps);

  for (guint i = steps->n_due; i < end; i++)
    {
      VigieTime begin = steps->from + (gint64) i * steps->step;

      while (bin < reader->n_bins && reader->edges[bin + 1] <= begin)
        bin++;
      if (bin == reader->n_bins)
        return;
      if (begin >= reader->edges[bin]
          && reader->edges[bin + 1] - reader->edges[bin] < 23 * VIGIE_HOUR)
        due[bin] += (double) steps->step;
    }
}

static void
make_bins (const Reader *reader, Part *part)
{
  g_autofree guint *known = g_new (guint, MAX (reader->n_bins, 1));
  g_autofree guint *due = g_new (guint, MAX (reader->n_bins, 1));
  double step = (double) part->steps->step;

  for (guint i = 0; i < N_BINS; i++)
    {
      if (part->steps->flow[bins_flow[i]] == NULL)
        continue;
      amounts_init (&part->bins[i], reader->n_bins);
      memset (known, 0, reader->n_bins * sizeof *known);
      memset (due, 0, reader->n_bins * sizeof *due);
      vigie_site_steps_add_to_bins (part->steps, bins_flow[i], reader->edges, reader->n_bins,
                                    part->bins[i].sums, known, due);
      for (guint bin = 0; bin < reader->n_bins; bin++)
        {
          part->bins[i].known[bin] = known[bin] * step;
          part->bins[i].due[bin] = due[bin] * step;
        }
      count_late_in_bins (reader, part->steps, part->bins[i].due);
    }
}

/* Whether the meter tells anything of @from ≤ t < @to. *@step and *@lump only go on, from bin to bin. */
static gboolean
tells_of (const VigieMeterSteps *meter, VigieTime from, VigieTime to, guint *step, guint *lump)
{
  gboolean tells = FALSE;

  while (*lump < meter->lumps->len && g_array_index (meter->lumps, VigieLump, *lump).to <= from)
    (*lump)++;
  if (*lump < meter->lumps->len && g_array_index (meter->lumps, VigieLump, *lump).from < to)
    tells = TRUE;
  for (; *step < meter->n; (*step)++)
    {
      VigieTime begin = meter->from + (gint64) *step * meter->step;

      if (begin >= to)
        break;
      tells = tells || (isfinite (meter->amounts[*step]) && begin + meter->step > from);
      /* It goes on into the next bin. */
      if (begin + meter->step > to)
        break;
    }
  return tells;
}

static void
make_silent (const Reader *reader, const VigieEnergySiteRead *read, Part *part)
{
  VigieTime due = part->steps->from + (gint64) part->steps->n_due * part->steps->step;

  part->silent = g_new0 (guint, MAX (reader->n_bins, 1));
  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    for (guint i = 0; read->meters[flow] != NULL && i < read->meters[flow]->len; i++)
      {
        const VigieMeterSteps *meter = g_ptr_array_index (read->meters[flow], i);
        guint step = 0, lump = 0;

        for (guint bin = 0; bin < reader->n_bins && reader->edges[bin + 1] <= due; bin++)
          if (!tells_of (meter, reader->edges[bin], reader->edges[bin + 1], &step, &lump))
            part->silent[bin]++;
      }
}

static void
make_hours (const Reader *reader, Part *part)
{
  const VigieSiteSteps *steps = part->steps;
  const double *amounts = steps->flow[VIGIE_FLOW_CONSUMPTION];
  double step = (double) steps->step;

  if (amounts == NULL)
    return;
  amounts_init (&part->hours, reader->n_cells);
  for (guint i = 0; i < n_begun (reader, steps); i++)
    {
      guint cell = reader->cells[(gint64) i * steps->step / VIGIE_HOUR];

      part->hours.due[cell] += step;
      if (i >= steps->n_due || isnan (amounts[i]))
        continue;
      part->hours.known[cell] += step;
      part->hours.sums[cell] += amounts[i];
    }
  /* Energy to mean power of what is known. */
  for (guint cell = 0; cell < reader->n_cells; cell++)
    if (part->hours.known[cell] > 0)
      part->hours.sums[cell] /= part->hours.known[cell] / (double) VIGIE_HOUR;
}

static Part *
make_part (Reader *reader, const VigieEnergySite *site, GError **error)
{
  g_autoptr (VigieEnergySiteRead) read = vigie_energy_site_read (
      reader->store, site, reader->from, reader->to, reader->now, NULL, reader->cancellable, error);
  g_autoptr (VigieEnergySum) sum = NULL;
  Part *part;

  if (read == NULL)
    return NULL;
  part = g_new0 (Part, 1);
  part->steps = g_steal_pointer (&read->steps);
  part->loaded = read->loaded;
  part->n_measures = read->n_measures;
  part->result = g_new0 (VigieEnergySiteResult, 1);
  part->result->site = vigie_site_data_ref (site->data);
  part->result->group = site->group;
  part->result->area = site->facts.area;
  part->result->step = site->step;
  part->result->metered = part->steps->metered;
  part->result->last = read->last;
  sum = vigie_energy_sum_new (reader->from, reader->to, reader->factors, reader->n_factors, NULL);
  vigie_energy_sum_add (sum, part->steps, &site->facts);
  vigie_energy_sum_figures (sum, reader->degree_days, part->result->figures);
  make_bins (reader, part);
  make_silent (reader, read, part);
  make_hours (reader, part);
  return part;
}

static gpointer
read_sites (gpointer data)
{
  Reader *reader = data;

  g_mutex_lock (&reader->lock);
  for (;;)
    {
      GError *error = NULL;
      guint position;
      Part *part;

      while (reader->error == NULL && reader->next < reader->n_sites
             && reader->next >= reader->n_added + AHEAD)
        g_cond_wait (&reader->changed, &reader->lock);
      if (reader->error != NULL || reader->next >= reader->n_sites)
        break;
      position = reader->next++;
      g_mutex_unlock (&reader->lock);
      part = make_part (reader, vigie_energy_plan_get_site (reader->plan, position), &error);
      g_mutex_lock (&reader->lock);
      reader->parts[position] = part;
      if (part == NULL && reader->error == NULL)
        reader->error = error;
      else
        g_clear_error (&error);
      g_cond_broadcast (&reader->changed);
    }
  g_mutex_unlock (&reader->lock);
  return NULL;
}

/* ---- Together --------------------------------------------------------------------------------- */

static gboolean
read_degree_days (Reader *reader, GError **error)
{
  VigieMeasureData *temperature = vigie_energy_plan_get_temperature (reader->plan);
  g_autoptr (VigieSeries) series = NULL;

  reader->degree_days = NAN;
  if (temperature == NULL)
    return TRUE;
  series = vigie_store_read_series (reader->store, temperature->id, reader->from - VIGIE_DAY,
                                    reader->to + VIGIE_DAY, G_MAXINT, NULL, NULL, error);
  if (series == NULL)
    return FALSE;
  reader->degree_days
      = vigie_degree_days (series, reader->from, reader->to, reader->now, NULL, NULL);
  return TRUE;
}

/* Where each hour is among hours × days of local time. */
static void
place_hours (Reader *reader, VigieEnergyResult *result, VigieTime end, GTimeZone *zone)
{
  gint64 n_hours = (end - reader->from + VIGIE_HOUR - 1) / VIGIE_HOUR;

  result->first_day = vigie_time_to_local (reader->from, zone).day_number;
  result->n_days = (guint) (vigie_time_to_local (end - 1, zone).day_number - result->first_day + 1);
  reader->n_hours = (guint) n_hours;
  reader->n_cells = result->n_days * 24;
  reader->cells = g_new (guint, n_hours);
  for (guint i = 0; i < reader->n_hours; i++)
    {
      VigieLocalTime local = vigie_time_to_local (reader->from + i * VIGIE_HOUR, zone);

      reader->cells[i] = (guint) (local.day_number - result->first_day) * 24 + (guint) local.hour;
    }
}

static double
consumption_of (const VigieEnergySiteResult *result)
{
  return result->figures[VIGIE_KPI_CONSUMPTION].value;
}

static int
compare_results (gconstpointer a, gconstpointer b)
{
  const VigieEnergySiteResult *x = *(VigieEnergySiteResult *const *) a;
  const VigieEnergySiteResult *y = *(VigieEnergySiteResult *const *) b;
  double first = consumption_of (x), second = consumption_of (y);

  if (isnan (first) != isnan (second))
    return isnan (first) ? 1 : -1;
  if (!isnan (first) && first != second)
    return first > second ? -1 : 1;
  return strcmp (x->site->id, y->site->id);
}

typedef struct
{
  VigieEnergySum *all, *data_centres;
  Amounts bins[N_BINS], groups[VIGIE_N_ENERGY_GROUP], hours;
  double loaded;
  guint n_measures;
} Total;

static void
add_part (Total *total, VigieEnergyResult *result, const Reader *reader, guint position, Part *part)
{
  const VigieEnergySite *site = vigie_energy_plan_get_site (reader->plan, position);

  vigie_energy_sum_add (total->all, part->steps, &site->facts);
  if (site->facts.is_data_centre)
    vigie_energy_sum_add (total->data_centres, part->steps, &site->facts);
  for (guint i = BINS_PRODUCTION; i < N_BINS; i++)
    amounts_add (&total->bins[i], &part->bins[i], reader->n_bins);
  amounts_add (&total->groups[site->group], &part->bins[BINS_CONSUMPTION], reader->n_bins);
  amounts_add (&total->hours, &part->hours, reader->n_cells);
  for (guint bin = 0; bin < reader->n_bins; bin++)
    result->silent[bin] += part->silent[bin];
  total->loaded += part->loaded;
  total->n_measures += part->n_measures;
  result->step = MAX (result->step, site->step);
  g_ptr_array_add (result->sites, g_steal_pointer (&part->result));
}

static gint64
coarsest_step (VigieEnergyPlan *plan)
{
  gint64 step = 0;

  for (guint i = 0; i < vigie_energy_plan_get_n_sites (plan); i++)
    step = MAX (step, vigie_energy_plan_get_site (plan, i)->step);
  return step > 0 ? step : vigie_meter_step (0);
}

/* Adds all sites, in their order, as threads make them. FALSE with an error. */
static gboolean
add_all (Reader *reader, Total *total, VigieEnergyResult *result, GError **error)
{
  guint n = reader->n_sites;
  GThread *threads[N_THREADS] = {NULL};

  reader->parts = g_new0 (Part *, MAX (n, 1));
  g_mutex_init (&reader->lock);
  g_cond_init (&reader->changed);
  for (guint i = 0; i < MIN (n, N_THREADS); i++)
    threads[i] = g_thread_new ("energy", read_sites, reader);
  g_mutex_lock (&reader->lock);
  for (guint i = 0; i < n && reader->error == NULL; i++)
    {
      Part *part;

      while (reader->parts[i] == NULL && reader->error == NULL)
        g_cond_wait (&reader->changed, &reader->lock);
      if (reader->error != NULL)
        break;
      part = g_steal_pointer (&reader->parts[i]);
      g_mutex_unlock (&reader->lock);
      add_part (total, result, reader, i, part);
      part_free (part);
      g_mutex_lock (&reader->lock);
      reader->n_added++;
      g_cond_broadcast (&reader->changed);
    }
  g_mutex_unlock (&reader->lock);
  for (guint i = 0; i < N_THREADS; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
  for (guint i = 0; i < n; i++)
    part_free (reader->parts[i]);
  g_free (reader->parts);
  g_mutex_clear (&reader->lock);
  g_cond_clear (&reader->changed);
  if (reader->error == NULL)
    return TRUE;
  g_propagate_error (error, reader->error);
  return FALSE;
}

VigieEnergyResult *
vigie_energy_read (VigieStore *store,
                   VigieEnergyPlan *plan,
                   VigieProfile *profile,
                   const VigiePeriod *period,
                   VigieTime until,
                   VigieTime now,
                   GCancellable *cancellable,
                   GError **error)
{
  GTimeZone *zone = vigie_words_default_zone ();
  g_autoptr (VigieEnergyResult) result = NULL;
  g_autoptr (GArray) edges = NULL;
  Total total = {NULL};
  Reader reader
      = {.store = store,
         .plan = plan,
         .n_sites = vigie_energy_plan_get_n_sites (plan),
         .from = period->from,
         .to = until != VIGIE_TIME_NONE ? CLAMP (until, period->from, period->to) : period->to,
         .now = now,
         .cancellable = cancellable};
  gboolean is_read;

  g_return_val_if_fail (period->to > period->from, NULL);

  if (!read_degree_days (&reader, error))
    return NULL;
  result = g_new0 (VigieEnergyResult, 1);
  g_atomic_ref_count_init (&result->ref_count);
  result->period = *period;
  result->now = now;
  result->step = coarsest_step (plan);
  result->degree_days = reader.degree_days;
  result->sites = g_ptr_array_new_with_free_func ((GDestroyNotify) site_result_free);
  edges = vigie_period_edges (period, result->step, NULL);
  result->n_bins = edges->len > 0 ? edges->len - 1 : 0;
  result->edges = (VigieTime *) (void *) g_array_free (g_steal_pointer (&edges), FALSE);
  result->silent = g_new0 (guint, MAX (result->n_bins, 1));
  reader.edges = result->edges;
  reader.n_bins = result->n_bins;
  reader.factors = vigie_profile_get_emission_factors (profile, &reader.n_factors);
  place_hours (&reader, result, period->to, zone);

  total.all = vigie_energy_sum_new (reader.from, reader.to, reader.factors, reader.n_factors, NULL);
  total.data_centres
      = vigie_energy_sum_new (reader.from, reader.to, reader.factors, reader.n_factors, NULL);
  is_read = add_all (&reader, &total, result, error);
  if (is_read)
    {
      vigie_energy_sum_figures (total.all, reader.degree_days, result->figures);
      vigie_energy_sum_figures (total.data_centres, reader.degree_days, result->data_centres);
      for (guint group = 0; group < VIGIE_N_ENERGY_GROUP; group++)
        result->consumption[group] = amounts_finish (&total.groups[group], reader.n_bins);
      result->production = amounts_finish (&total.bins[BINS_PRODUCTION], reader.n_bins);
      result->import = amounts_finish (&total.bins[BINS_IMPORT], reader.n_bins);
      result->export = amounts_finish (&total.bins[BINS_EXPORT], reader.n_bins);
      if (total.hours.sums == NULL)
        amounts_init (&total.hours, reader.n_cells);
      result->hours = amounts_finish (&total.hours, reader.n_cells);
      result->loaded = total.n_measures > 0 ? total.loaded / total.n_measures : 1;
      g_ptr_array_sort (result->sites, compare_results);
    }
  vigie_energy_sum_free (total.all);
  vigie_energy_sum_free (total.data_centres);
  for (guint i = 0; i < N_BINS; i++)
    amounts_clear (&total.bins[i]);
  for (guint group = 0; group < VIGIE_N_ENERGY_GROUP; group++)
    amounts_clear (&total.groups[group]);
  amounts_clear (&total.hours);
  g_free (reader.cells);
  return is_read ? g_steal_pointer (&result) : NULL;
}
