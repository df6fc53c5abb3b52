/* vigie-ticker.c: the one timer of a window, for the ages on screen.
 *
 * All texts that hold an age change together, at the whole second: one wake-up and one frame a
 * second at most, and none at all while the window is hidden or suspended.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ticker.h"

struct _VigieTicker
{
  GObject parent_instance;

  VigieClock *clock; /* owned */
  VigieTime now;
  gboolean live;
  guint timeout; /* source, 0 while not running */
};

enum
{
  PROP_NOW = 1,
  PROP_LIVE,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieTicker, vigie_ticker, G_TYPE_OBJECT)

static void schedule (VigieTicker *self);

static gboolean
timeout_cb (gpointer user_data)
{
  VigieTicker *self = VIGIE_TICKER (user_data);

  self->timeout = 0;
  schedule (self);
  vigie_ticker_tick (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (VigieTicker *self)
{
  /* A little past the second, so that rounding down shows the new one. */
  guint wait = 1000 - (guint) (g_get_real_time () / 1000 % 1000) + 5;

  self->timeout = g_timeout_add (wait, timeout_cb, self);
}

static void
vigie_ticker_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VigieTicker *self = VIGIE_TICKER (object);

  switch (prop_id)
    {
    case PROP_NOW:
      g_value_set_int64 (value, vigie_ticker_get_now (self));
      break;
    case PROP_LIVE:
      g_value_set_boolean (value, self->live);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vigie_ticker_dispose (GObject *object)
{
  VigieTicker *self = VIGIE_TICKER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (vigie_ticker_parent_class)->dispose (object);
}

static void
vigie_ticker_class_init (VigieTickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vigie_ticker_get_property;
  object_class->dispose = vigie_ticker_dispose;
  props[PROP_NOW] = g_param_spec_int64 ("now", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_LIVE]
      = g_param_spec_boolean ("live", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
vigie_ticker_init (VigieTicker *self)
{
}

VigieTicker *
vigie_ticker_new (VigieClock *clock)
{
  VigieTicker *self = g_object_new (VIGIE_TYPE_TICKER, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

void
vigie_ticker_set_running (VigieTicker *self, gboolean running)
{
  if (running == (self->timeout != 0))
    return;
  if (!running)
    {
      g_clear_handle_id (&self->timeout, g_source_remove);
      return;
    }
  schedule (self);
  vigie_ticker_tick (self);
}

gboolean
vigie_ticker_get_running (VigieTicker *self)
{
  return self->timeout != 0;
}

VigieTime
vigie_ticker_get_now (VigieTicker *self)
{
  return self->timeout != 0 ? self->now : vigie_clock_now (self->clock);
}

VigieClock *
vigie_ticker_get_clock (VigieTicker *self)
{
  return self->clock;
}

void
vigie_ticker_set_clock (VigieTicker *self, VigieClock *clock)
{
  if (g_set_object (&self->clock, clock))
    vigie_ticker_tick (self);
}

void
vigie_ticker_set_live (VigieTicker *self, gboolean live)
{
  if (self->live == !!live)
    return;
  self->live = !!live;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LIVE]);
}

gboolean
vigie_ticker_get_live (VigieTicker *self)
{
  return self->live;
}

void
vigie_ticker_tick (VigieTicker *self)
{
  VigieTime now = vigie_clock_now (self->clock);

  if (now == self->now)
    return;
  self->now = now;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NOW]);
}
