/* vigie-energy-site.c: the meters of one site, read of the store and made into steps; and « why », one site step by
 * step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-energy-private.h"

/* Readings of a measure: one every ten seconds for a year. What is more comes of a broken clock. */
#define READINGS_MAX 3200000

void
vigie_energy_site_read_free (VigieEnergySiteRead *self)
{
  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    g_clear_pointer (&self->meters[flow], g_ptr_array_unref);
  g_clear_pointer (&self->steps, vigie_site_steps_free);
  g_free (self);
}

/* All measures of the site, flow by flow and meter by meter. */
static GPtrArray *
measures_of (const VigieEnergySite *site)
{
  GPtrArray *measures = g_ptr_array_new ();

  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    for (guint i = 0; site->meters[flow] != NULL && i < site->meters[flow]->len; i++)
      {
        const GPtrArray *meter = g_ptr_array_index (site->meters[flow], i);

        for (guint j = 0; j < meter->len; j++)
          g_ptr_array_add (measures, g_ptr_array_index (meter, j));
      }
  return measures;
}

/* In the order of measures_of(). */
static GPtrArray *
read_series (VigieStore *store,
             const GPtrArray *measures,
             VigieTime from,
             VigieTime to,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree const char **ids = g_new0 (const char *, measures->len + 1);
  gint64 margin = VIGIE_HOUR;

  for (guint i = 0; i < measures->len; i++)
    {
      const VigieMeasureData *data = g_ptr_array_index (measures, i);
      VigieMeterInfo info;

      ids[i] = data->id;
      if (vigie_meter_info_init (&info, data))
        margin = MAX (margin, vigie_meter_margin (&info));
    }
  return vigie_store_read_many_series (store, ids, measures->len, from - margin, to + margin,
                                       READINGS_MAX, cancellable, error);
}

static void
note_series (VigieEnergySiteRead *self,
             const VigieSeries *series,
             VigieTime from,
             VigieTime due,
             VigieTime end)
{
  guint n = vigie_series_find (series, end + 1);

  if (n > 0 && series->times[n - 1] >= from)
    self->last = MAX (self->last, series->times[n - 1]);
  self->loaded += vigie_series_known_share (series, from, due);
  self->n_measures++;
}

/* One meter by all its measures, the best first; *@at goes on to the series after them. */
static VigieMeterSteps *
read_meter (const GPtrArray *meter,
            const GPtrArray *series,
            guint *at,
            VigieTime from,
            gint64 step,
            guint n,
            VigieEnergyDetail *detail)
{
  VigieMeterSteps *fused = NULL;
  gint64 finest = 0;

  for (guint i = 0; i < meter->len; i++)
    {
      VigieMeasureData *data = g_ptr_array_index (meter, i);
      const VigieSeries *readings = g_ptr_array_index (series, (*at)++);
      g_autoptr (VigieMeterSteps) steps = NULL;
      VigieMeterInfo info;
      gint64 interval;

      vigie_meter_info_init (&info, data);
      interval = info.expected_interval > 0 ? info.expected_interval : readings->expected_interval;
      steps = vigie_meter_steps_new (readings, &info, from, step, n);
      if (detail != NULL)
        {
          g_ptr_array_add (detail->meters, vigie_measure_data_ref (data));
          g_ptr_array_add (detail->events, g_array_ref (steps->events));
        }
      if (fused == NULL)
        fused = g_steal_pointer (&steps);
      else
        vigie_energy_fuse (fused, steps, finest);
      if (interval > 0 && (finest == 0 || interval < finest))
        finest = interval;
    }
  return fused;
}

VigieEnergySiteRead *
vigie_energy_site_read (VigieStore *store,
                        const VigieEnergySite *site,
                        VigieTime from,
                        VigieTime to,
                        VigieTime now,
                        VigieEnergyDetail *detail,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GPtrArray) measures = measures_of (site);
  g_autoptr (GPtrArray) series = read_series (store, measures, from, to, cancellable, error);
  g_autoptr (VigieEnergySiteRead) self = NULL;
  gint64 n = CLAMP ((to - from) / site->step, 0, VIGIE_METER_STEPS_MAX);
  guint at = 0;

  if (series == NULL)
    return NULL;
  self = g_new0 (VigieEnergySiteRead, 1);
  self->last = VIGIE_TIME_NONE;
  for (guint i = 0; i < series->len; i++)
    note_series (self, g_ptr_array_index (series, i), from, MIN (to, now - site->grace),
                 MIN (to, now));
  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    {
      if (site->meters[flow] == NULL)
        continue;
      self->meters[flow] = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_meter_steps_free);
      for (guint i = 0; i < site->meters[flow]->len; i++)
        g_ptr_array_add (self->meters[flow],
                         read_meter (g_ptr_array_index (site->meters[flow], i), series, &at, from,
                                     site->step, (guint) n, detail));
    }
  self->steps = vigie_site_steps_new (self->meters, from, site->step, (guint) n, now, site->grace);
  return g_steal_pointer (&self);
}

/* ---- Why -------------------------------------------------------------------------------------- */

VigieEnergyDetail *
vigie_energy_detail_ref (VigieEnergyDetail *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_energy_detail_unref (VigieEnergyDetail *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->steps, vigie_site_steps_free);
  g_ptr_array_unref (self->meters);
  g_ptr_array_unref (self->events);
  g_free (self);
}

VigieEnergyDetail *
vigie_energy_detail_read (VigieStore *store,
                          VigieEnergyPlan *plan,
                          const char *site_id,
                          const VigiePeriod *period,
                          VigieTime now,
                          GCancellable *cancellable,
                          GError **error)
{
  const VigieEnergySite *site = vigie_energy_plan_find_site (plan, site_id);
  g_autoptr (VigieEnergyDetail) self = NULL;
  g_autoptr (VigieEnergySiteRead) read = NULL;

  if (site == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _ ("This site has no energy meter."));
      return NULL;
    }
  self = g_new0 (VigieEnergyDetail, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->meters = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_measure_data_unref);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  read = vigie_energy_site_read (store, site, period->from, period->to, now, self, cancellable,
                                 error);
  if (read == NULL)
    return NULL;
  self->steps = g_steal_pointer (&read->steps);
  return g_steal_pointer (&self);
}
