/* vigie-measure-row-day.c: the last 24 hours of a measure, for small drawings, while they are in sight.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-measure-row-day.h"

#include "vigie-context.h"

#define STEP (10 * VIGIE_MINUTE) /* how far a window lags behind before it is moved */

struct _VigieMeasureDay
{
  GObject parent_instance;

  VigieHistoryWindow *window; /* owned */
  VigieTime from;             /* VIGIE_TIME_NONE at first */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieMeasureDay, vigie_measure_day, G_TYPE_OBJECT)

static void
changed_cb (VigieMeasureDay *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
vigie_measure_day_dispose (GObject *object)
{
  VigieMeasureDay *self = VIGIE_MEASURE_DAY (object);

  g_clear_object (&self->window);

  G_OBJECT_CLASS (vigie_measure_day_parent_class)->dispose (object);
}

static void
vigie_measure_day_class_init (VigieMeasureDayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_measure_day_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_measure_day_init (VigieMeasureDay *self)
{
  self->from = VIGIE_TIME_NONE;
}

VigieMeasureDay *
vigie_measure_day_new (VigieHistory *history, const char *measure_id)
{
  VigieMeasureDay *self = g_object_new (VIGIE_TYPE_MEASURE_DAY, NULL);

  self->window = vigie_history_open (history, measure_id);
  g_signal_connect_object (self->window, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
vigie_measure_day_tick (VigieMeasureDay *self, VigieTime now)
{
  /* 24 hours, and today from before its midnight on for what was counted since. */
  VigieTime from = now - VIGIE_DAY - 3 * VIGIE_HOUR;

  /* Also where the clock was set back. */
  if (self->from != VIGIE_TIME_NONE && from >= self->from && from < self->from + STEP)
    return;
  self->from = from;
  vigie_history_window_set_range (self->window, from, VIGIE_HISTORY_NOW_ON);
}

VigieSeries *
vigie_measure_day_get_series (VigieMeasureDay *self)
{
  return vigie_history_window_get_series (self->window);
}

VigieHistory *
vigie_measure_day_get_archive (VigieContext *context)
{
  VigieSync *sync = context != NULL ? vigie_context_get_sync (context) : NULL;

  return sync != NULL ? vigie_sync_get_archive (sync) : NULL;
}
