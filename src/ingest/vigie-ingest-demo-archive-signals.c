/* vigie-ingest-demo-archive-signals.c: weeks of batteries and radio before what the store is filled with
 *
 * Levels and links are functions of the time, so that they are only read at other times here: four times a day for
 * nine weeks, and of the frame counter each frame of nine days, for only whole counts tell of losses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-archive-private.h"

gboolean
vigie_demo_signals_has (const VigieDemoMeasure *measure)
{
  switch (measure->signal)
    {
    case VIGIE_DEMO_SIGNAL_BATTERY:
    case VIGIE_DEMO_SIGNAL_RSSI:
    case VIGIE_DEMO_SIGNAL_SNR:
    case VIGIE_DEMO_SIGNAL_SPREADING_FACTOR:
      return TRUE;
    case VIGIE_DEMO_SIGNAL_FRAME_COUNTER:
      return measure->is_recent;
    case VIGIE_DEMO_SIGNAL_MODEL:
    case VIGIE_DEMO_SIGNAL_GATEWAYS:
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

void
vigie_demo_signals_read (VigieDemoSim *sim, guint index, GArray *readings)
{
  const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, index);
  const VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, measure->device);
  gboolean is_counter = measure->signal == VIGIE_DEMO_SIGNAL_FRAME_COUNTER;
  int decimals = vigie_demo_property (measure->property)->decimals;
  gint64 every = is_counter ? measure->interval : MAX (measure->interval, VIGIE_DEMO_6_H);
  VigieTime end = vigie_demo_archive_end (sim, measure);
  VigieTime from = is_counter ? sim->start - VIGIE_DEMO_FRAME_DAYS * VIGIE_DAY
                              : sim->origin - VIGIE_DEMO_SIGNAL_DAYS * VIGIE_DAY;
  gint64 step = (from - sim->origin) / VIGIE_DEMO_STEP;

  g_assert (every % measure->interval == 0);
  step -= ((step % every) + every) % every;
  for (step += device->offset;; step += every)
    {
      VigieTime time = sim->origin + step * VIGIE_DEMO_STEP;
      VigieDemoArchived reading = {time + device->phase * VIGIE_SECOND, 0};

      if (reading.time >= end)
        break;
      sim->step = step;
      sim->time = time;
      vigie_demo_weather_at (time, &sim->weather);
      if (vigie_demo_device_is_silent (sim, measure->device, reading.time))
        continue;
      reading.number = vigie_demo_round (
          vigie_demo_device_signal (sim, measure->device, measure->signal), decimals);
      g_array_append_val (readings, reading);
    }
}
