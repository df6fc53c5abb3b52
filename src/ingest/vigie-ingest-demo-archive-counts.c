/* vigie-ingest-demo-archive-counts.c: half a year of counted vehicles before the origin of the demonstration
 *
 * The days are those that the live readings are made of (vigie-ingest-demo-traffic.c); a counter ends with the total
 * that it has at the origin. While a site is closed one reading an hour is kept, as archives do: nothing moves there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-archive-private.h"

#include <string.h>

#define LOSS 0.009        /* of frames on the air */
#define MARGIN_MINUTES 40 /* around the opening, of which every reading is kept */
#define OUTAGE_ONE_IN 55  /* days on which a device says nothing for some hours */
#define AWAY_SITE                                                                                  \
  "Déchèterie de Guidel" /* its counters were taken away for the new surface of the road */
#define AWAY_FROM 96     /* days before the origin */
#define AWAY_TO 93

struct _VigieDemoCounts
{
  guint site;      /* that is computed, or G_MAXUINT */
  guint n;         /* steps before the origin; the last one is just before it */
  guint16 *in;     /* n: counted in the step that ends then */
  guint16 *out;    /* n */
  guint8 *present; /* n: vehicles there, in truth */
  guint8 *is_kept; /* n */
};

gboolean
vigie_demo_counts_has (const VigieDemoMeasure *measure)
{
  return measure->property == VIGIE_DEMO_PROPERTY_VEHICLES_IN
         || measure->property == VIGIE_DEMO_PROPERTY_VEHICLES_OUT
         || measure->property == VIGIE_DEMO_PROPERTY_VEHICLES_PRESENT;
}

VigieDemoCounts *
vigie_demo_counts_new (void)
{
  VigieDemoCounts *self = g_new0 (VigieDemoCounts, 1);

  self->site = G_MAXUINT;
  return self;
}

void
vigie_demo_counts_free (VigieDemoCounts *self)
{
  g_free (self->in);
  g_free (self->out);
  g_free (self->present);
  g_free (self->is_kept);
  g_free (self);
}

/* Whether the reading of a step at @minute of the local day is kept. */
static gboolean
keeps (const VigieDemoSpan *spans, guint n_spans, int minute)
{
  if (n_spans > 0 && minute >= spans[0].from - MARGIN_MINUTES
      && minute <= spans[n_spans - 1].to + MARGIN_MINUTES)
    return TRUE;
  return minute % 60 < 10;
}

/* The steps of one local day, @begin ≤ t < @end. */
static void
compute_day (VigieDemoCounts *self, VigieDemoSim *sim, VigieTime begin, VigieTime end)
{
  const VigieDemoSite *site = &sim->sites[self->site];
  VigieTime first = sim->origin - (gint64) self->n * VIGIE_DEMO_STEP;
  gboolean is_usual = end - begin == VIGIE_DAY;
  VigieDemoTrafficDay day;
  VigieDemoSpan spans[2];
  VigieDemoCivil civil = {0};
  guint n_spans;

  vigie_demo_civil_at (sim->zone, begin, &civil);
  vigie_demo_traffic_plan (sim, self->site, vigie_demo_traffic_find (site->name), &civil, &day);
  n_spans = vigie_demo_hours_spans (site->hours, &civil, spans);
  for (VigieTime time = begin; time < end; time += VIGIE_DEMO_STEP)
    {
      guint i = (guint) ((time - first) / VIGIE_DEMO_STEP);
      int bin;

      /* Clocks go forward or back twice a year. */
      if (is_usual)
        civil.minute = (int) ((time - begin) / VIGIE_MINUTE);
      else
        vigie_demo_civil_at (sim->zone, time, &civil);
      bin = vigie_demo_traffic_bin (&civil);
      self->in[i] = bin >= 0 ? day.counted_in[bin] : 0;
      self->out[i] = bin >= 0 ? day.counted_out[bin] : 0;
      self->present[i] = bin >= 0 ? day.present[bin] : 0;
      self->is_kept[i] = keeps (spans, n_spans, civil.minute);
    }
}

static void
compute_site (VigieDemoCounts *self, VigieDemoSim *sim, guint site)
{
  const int days = VIGIE_DEMO_COUNT_DAYS - VIGIE_DEMO_HISTORY_DAYS;
  VigieTime begin = vigie_demo_midnight_before (sim->zone, sim->origin, days);

  self->site = site;
  if (!self->in)
    {
      self->n = (guint) ((sim->origin - begin) / VIGIE_DEMO_STEP);
      self->in = g_new (guint16, self->n);
      self->out = g_new (guint16, self->n);
      self->present = g_new (guint8, self->n);
      self->is_kept = g_new (guint8, self->n);
    }
  for (int day = days - 1; day >= 0; day--)
    {
      VigieTime end = vigie_demo_midnight_before (sim->zone, sim->origin, day);

      compute_day (self, sim, begin, end);
      begin = end;
    }
}

/* What the air or the device lost; of the past no gateway is asked. */
static gboolean
is_lost (VigieDemoSim *sim, guint device, gint64 step, VigieTime time)
{
  gint64 day = time / VIGIE_DAY, number = time / VIGIE_DEMO_STEP;
  guint64 dice = vigie_demo_hash (VIGIE_DEMO_STREAM_INCIDENT, day, 1000 + device);
  VigieTime from = day * VIGIE_DAY + (gint64) ((dice >> 8) % 1080) * VIGIE_MINUTE;
  const char *site = sim->sites[g_array_index (sim->devices, VigieDemoDevice, device).site].name;

  if (dice % OUTAGE_ONE_IN == 0 && time >= from
      && time < from + (60 + (gint64) ((dice >> 24) % 300)) * VIGIE_MINUTE)
    return TRUE;
  if (strcmp (site, AWAY_SITE) == 0 && step >= -AWAY_FROM * VIGIE_DEMO_STEPS_PER_DAY
      && step < -AWAY_TO * VIGIE_DEMO_STEPS_PER_DAY)
    return TRUE;
  return vigie_demo_uniform (VIGIE_DEMO_STREAM_LOSS, number, device) < LOSS;
}

void
vigie_demo_counts_read (VigieDemoCounts *self, VigieDemoSim *sim, guint index, GArray *readings)
{
  const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, index);
  const VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, measure->device);
  gboolean is_present = measure->property == VIGIE_DEMO_PROPERTY_VEHICLES_PRESENT;
  gboolean is_in = measure->property == VIGIE_DEMO_PROPERTY_VEHICLES_IN;
  gint64 rollover = (gint64) measure->rollover, total;
  guint first = readings->len;

  if (self->site != measure->site)
    compute_site (self, sim, measure->site);
  /* From the origin back: each total is what the one after it was before its step. */
  total = (gint64) vigie_demo_sim_value (sim, index);
  for (guint i = self->n; i-- > 0;)
    {
      gint64 step = (gint64) i - self->n;
      VigieTime time = sim->origin + step * VIGIE_DEMO_STEP;
      VigieDemoArchived reading = {time + device->phase * VIGIE_SECOND, 0};
      const guint16 *counted = is_in ? self->in : self->out;
      gboolean is_nearer = device->phase >= 150 && i + 1 < self->n;
      /* At the origin it is night. */
      guint passing = i + 1 < self->n ? counted[i + 1] : 0;

      if (((step % measure->interval) + measure->interval) % measure->interval == device->offset
          && self->is_kept[i] && !is_lost (sim, measure->device, step, time))
        {
          gint64 shown = total + vigie_demo_traffic_share (passing, device->phase);

          reading.number = is_present
                               ? vigie_demo_traffic_places (measure->site, time,
                                                            self->present[is_nearer ? i + 1 : i])
                               : (double) (((shown % rollover) + rollover) % rollover);
          g_array_append_val (readings, reading);
        }
      total -= counted[i];
    }
  for (guint a = first, b = readings->len; a + 1 < b; a++, b--)
    {
      VigieDemoArchived *left = &g_array_index (readings, VigieDemoArchived, a);
      VigieDemoArchived *right = &g_array_index (readings, VigieDemoArchived, b - 1);
      VigieDemoArchived kept = *left;

      *left = *right;
      *right = kept;
    }
}
