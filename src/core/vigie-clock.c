/* vigie-clock.c: what time it is, as an object, so that tests and the demonstration can set it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-clock.h"

typedef enum
{
  CLOCK_SYSTEM,
  CLOCK_MANUAL,
  CLOCK_PACED,
} ClockType;

struct _VigieClock
{
  GObject parent_instance;

  ClockType type;
  double pace;             /* of a paced clock */
  gint64 monotonic_origin; /* of a paced clock: the monotonic time at which it stood at @now */
  GMutex lock;             /* for @now */
  VigieTime now;           /* of a manual clock; the start of a paced one */
};

G_DEFINE_FINAL_TYPE (VigieClock, vigie_clock, G_TYPE_OBJECT)

enum
{
  SIGNAL_JUMPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
vigie_clock_finalize (GObject *object)
{
  VigieClock *self = VIGIE_CLOCK (object);

  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (vigie_clock_parent_class)->finalize (object);
}

static void
vigie_clock_class_init (VigieClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_clock_finalize;

  /* VigieClock::jumped: a manual clock was set to another time. Emitted in the thread that set it. */
  signals[SIGNAL_JUMPED] = g_signal_new ("jumped", VIGIE_TYPE_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_clock_init (VigieClock *self)
{
  g_mutex_init (&self->lock);
}

VigieClock *
vigie_clock_new (void)
{
  return g_object_new (VIGIE_TYPE_CLOCK, NULL);
}

VigieClock *
vigie_clock_new_manual (VigieTime now)
{
  VigieClock *self = vigie_clock_new ();

  self->type = CLOCK_MANUAL;
  self->now = now;
  return self;
}

VigieClock *
vigie_clock_new_paced (VigieTime start, double pace)
{
  VigieClock *self;

  g_return_val_if_fail (pace > 0, NULL);

  self = vigie_clock_new ();
  self->type = CLOCK_PACED;
  self->pace = pace;
  self->now = start;
  self->monotonic_origin = g_get_monotonic_time ();
  return self;
}

VigieTime
vigie_clock_now (VigieClock *self)
{
  VigieTime now;

  g_return_val_if_fail (VIGIE_IS_CLOCK (self), VIGIE_TIME_NONE);

  switch (self->type)
    {
    case CLOCK_SYSTEM:
      return g_get_real_time ();
    case CLOCK_PACED:
      return self->now
             + (VigieTime) ((double) (g_get_monotonic_time () - self->monotonic_origin)
                            * self->pace);
    case CLOCK_MANUAL:
    default:
      g_mutex_lock (&self->lock);
      now = self->now;
      g_mutex_unlock (&self->lock);
      return now;
    }
}

double
vigie_clock_get_pace (VigieClock *self)
{
  g_return_val_if_fail (VIGIE_IS_CLOCK (self), 1);

  switch (self->type)
    {
    case CLOCK_MANUAL:
      return 0;
    case CLOCK_PACED:
      return self->pace;
    case CLOCK_SYSTEM:
    default:
      return 1;
    }
}

void
vigie_clock_set (VigieClock *self, VigieTime now)
{
  gboolean jumped;

  g_return_if_fail (VIGIE_IS_CLOCK (self));
  g_return_if_fail (self->type == CLOCK_MANUAL);

  g_mutex_lock (&self->lock);
  jumped = self->now != now;
  self->now = now;
  g_mutex_unlock (&self->lock);

  if (jumped)
    g_signal_emit (self, signals[SIGNAL_JUMPED], 0);
}
