/* vigie-territory-clock.c: freshness changes by the passing of time alone
 *
 * Every measure knows when its freshness changes next; the first of all is the one thing the main
 * loop waits for. No scan, no periodic timer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-territory-private.h"

/* Wakes are at least this far apart: instants closer than this are taken together. */
#define WAKE_GAP (20 * 1000) /* µs */

#define MEASURE_OF_DUE(entry)                                                                      \
  ((VigieMeasure *) (void *) ((char *) (entry) - G_STRUCT_OFFSET (VigieMeasure, due)))

gboolean
vigie_territory_tick_until (VigieTerritory *self, gint64 deadline)
{
  VigieTime now = vigie_clock_now (self->clock);
  VigieScheduleEntry *entry;

  while ((entry = vigie_schedule_first (&self->schedule)) != NULL && entry->due <= now)
    {
      vigie_territory_refresh_measure (self, MEASURE_OF_DUE (entry), now);
      if (g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  return vigie_territory_tick_sensors_until (self, now, deadline);
}

gboolean
vigie_territory_full_tick_until (VigieTerritory *self, gint64 deadline)
{
  VigieTime now = vigie_clock_now (self->clock);

  while (self->full_tick_next < self->sites->len)
    {
      VigieSite *site = g_ptr_array_index (self->sites, self->full_tick_next++);

      for (guint i = 0; i < site->parts->n_measures; i++)
        {
          vigie_territory_refresh_measure (self, site->parts->measures[i], now);
          if (site->parts->measures[i]->device != NULL)
            vigie_territory_touch_sensor (self, site->parts->measures[i]->device);
        }
      if (site->parts->gateway != NULL)
        vigie_territory_touch_sensor (self, site->parts->gateway);
      vigie_territory_refresh_sensors (self);
      if (g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  self->full_tick_next = G_MAXUINT;
  return TRUE;
}

static void
start_full_tick (VigieTerritory *self)
{
  self->full_tick_next = 0;
  vigie_territory_need_slice (self);
}

static void
wake_cb (gboolean jumped, gpointer user_data)
{
  VigieTerritory *self = user_data;

  if (jumped)
    {
      start_full_tick (self);
      return;
    }
  self->due_left = !vigie_territory_tick_until (self, g_get_monotonic_time () + VIGIE_SLICE_BUDGET);
  g_object_ref (self);
  vigie_territory_flush (self, !self->due_left);
  if (self->due_left)
    vigie_territory_need_slice (self);
  else
    vigie_territory_rearm (self);
  g_object_unref (self);
}

static void
clock_jumped_cb (VigieTerritory *self)
{
  if (self->ticking)
    start_full_tick (self);
}

void
vigie_territory_rearm (VigieTerritory *self)
{
  VigieScheduleEntry *first = vigie_schedule_first (&self->schedule);
  VigieScheduleEntry *first_sensor = vigie_schedule_first (&self->sensor_schedule);
  double pace = vigie_clock_get_pace (self->clock);
  VigieTime real_now = g_get_real_time ();
  double wait;

  if (self->wake == NULL)
    return;
  if (first == NULL || (first_sensor != NULL && first_sensor->due < first->due))
    first = first_sensor;
  if (first == NULL || !(pace > 0))
    {
      vigie_wake_at (self->wake, VIGIE_TIME_NONE);
      return;
    }
  wait = ((double) first->due - (double) vigie_clock_now (self->clock)) / pace;
  vigie_wake_at (self->wake, real_now + (gint64) CLAMP (wait, WAKE_GAP, 3650. * VIGIE_DAY));
}

void
vigie_territory_tick (VigieTerritory *self)
{
  g_return_if_fail (VIGIE_IS_TERRITORY (self));

  self->full_tick_next = 0;
  vigie_territory_full_tick_until (self, G_MAXINT64);
  self->due_left = FALSE;
  g_object_ref (self);
  vigie_territory_flush (self, TRUE);
  vigie_territory_rearm (self);
  g_object_unref (self);
}

void
vigie_territory_set_ticking (VigieTerritory *self, gboolean ticking)
{
  g_return_if_fail (VIGIE_IS_TERRITORY (self));

  if (self->ticking == !!ticking)
    return;
  self->ticking = !!ticking;
  if (ticking)
    {
      self->wake = vigie_wake_new (wake_cb, self);
      start_full_tick (self);
    }
  else
    {
      g_clear_pointer (&self->wake, vigie_wake_free);
      self->due_left = FALSE;
      self->full_tick_next = G_MAXUINT;
    }
}

VigieClock *
vigie_territory_get_clock (VigieTerritory *self)
{
  g_return_val_if_fail (VIGIE_IS_TERRITORY (self), NULL);
  return self->clock;
}

void
vigie_territory_set_clock (VigieTerritory *self, VigieClock *clock)
{
  g_return_if_fail (VIGIE_IS_TERRITORY (self));
  g_return_if_fail (VIGIE_IS_CLOCK (clock));

  if (self->clock == clock)
    return;
  vigie_territory_clock_dispose (self);
  self->clock = g_object_ref (clock);
  vigie_territory_clock_init (self);
  start_full_tick (self);
}

void
vigie_territory_clock_init (VigieTerritory *self)
{
  g_signal_connect_object (self->clock, "jumped", G_CALLBACK (clock_jumped_cb), self,
                           G_CONNECT_SWAPPED);
}

void
vigie_territory_clock_dispose (VigieTerritory *self)
{
  if (self->clock != NULL)
    g_signal_handlers_disconnect_by_func (self->clock, clock_jumped_cb, self);
  g_clear_object (&self->clock);
}
