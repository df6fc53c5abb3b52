/* vigie-wake.c: see vigie-wake.h. A timerfd on the real-time clock, cancelled when the clock is set:
 * the kernel also cancels it at the end of a suspend.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wake.h"

#include <errno.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <glib-unix.h>

/* Without an instant of its own the timer is set this far away: one that is not armed is not
 * cancelled either. */
#define FAR_AWAY (3650 * VIGIE_DAY)

struct _VigieWake
{
  VigieWakeFunc func;
  gpointer user_data;
  VigieTime instant;
  GSource *source; /* owned */
  int fd;          /* owned; -1 where the system has none: then a plain timer is used */
};

static gboolean
timer_cb (gpointer user_data)
{
  VigieWake *self = user_data;

  g_clear_pointer (&self->source, g_source_unref);
  self->instant = VIGIE_TIME_NONE;
  self->func (FALSE, self->user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
ready_cb (int fd, GIOCondition condition, gpointer user_data)
{
  VigieWake *self = user_data;
  guint64 expirations = 0;
  gssize n = read (fd, &expirations, sizeof expirations);
  gboolean jumped = n < 0 && errno == ECANCELED;

  if (n < 0 && !jumped)
    return G_SOURCE_CONTINUE;
  /* Either way the timer is to be set again, or it would not be told of the next jump. */
  vigie_wake_at (self, jumped ? self->instant : VIGIE_TIME_NONE);
  self->func (jumped, self->user_data);
  return G_SOURCE_CONTINUE;
}

VigieWake *
vigie_wake_new (VigieWakeFunc func, gpointer user_data)
{
  VigieWake *self = g_new0 (VigieWake, 1);

  self->func = func;
  self->user_data = user_data;
  self->instant = VIGIE_TIME_NONE;
  self->fd = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (self->fd >= 0)
    {
      self->source = g_unix_fd_source_new (self->fd, G_IO_IN);
      g_source_set_callback (self->source, G_SOURCE_FUNC (ready_cb), self, NULL);
      g_source_set_static_name (self->source, "vigie-wake");
      g_source_attach (self->source, g_main_context_get_thread_default ());
      vigie_wake_at (self, VIGIE_TIME_NONE);
    }
  return self;
}

void
vigie_wake_free (VigieWake *self)
{
  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_source_unref (self->source);
    }
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

void
vigie_wake_at (VigieWake *self, VigieTime instant)
{
  VigieTime now = g_get_real_time ();
  VigieTime at = instant == VIGIE_TIME_NONE ? now + FAR_AWAY : MAX (instant, now + 1);
  struct itimerspec spec = {0};

  self->instant = instant;
  if (self->fd < 0)
    {
      if (self->source != NULL)
        g_source_destroy (self->source);
      g_clear_pointer (&self->source, g_source_unref);
      if (instant == VIGIE_TIME_NONE)
        return;
      self->source = g_timeout_source_new (MIN ((at - now + 999) / 1000, G_MAXINT));
      g_source_set_callback (self->source, timer_cb, self, NULL);
      g_source_attach (self->source, g_main_context_get_thread_default ());
      return;
    }

  at = MIN (at, now + FAR_AWAY);
  spec.it_value.tv_sec = at / VIGIE_SECOND;
  spec.it_value.tv_nsec = (at % VIGIE_SECOND) * 1000;
  /* ECANCELED: the clock was set since the last read; the timer is set all the same, and reading
   * will say so. */
  if (timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec, NULL) < 0
      && errno != ECANCELED)
    g_warning ("The timer of the machine's clock cannot be set: %s", g_strerror (errno));
}
