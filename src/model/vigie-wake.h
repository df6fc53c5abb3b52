/* vigie-wake.h: wakes the main loop at an instant of the machine's clock, and whenever that clock was
 * set or the machine came back from suspend.
 *
 * Timers of the main loop count monotonic time, which stands still during a suspend: a freshness that
 * was due at 3 in the morning would be shown hours late. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-time.h"

G_BEGIN_DECLS

typedef struct _VigieWake VigieWake;

/* @jumped: the machine's clock was set or it was suspended; otherwise the instant has come. */
typedef void (*VigieWakeFunc) (gboolean jumped, gpointer user_data);

/* In the thread-default main context. Free with vigie_wake_free(), from the callback too. */
VigieWake *vigie_wake_new (VigieWakeFunc func, gpointer user_data);
void vigie_wake_free (VigieWake *self);

/* Wakes once at @instant of g_get_real_time() (at once if it is past); VIGIE_TIME_NONE: at no
 * instant, only when the clock jumps. Replaces the one asked for before. */
void vigie_wake_at (VigieWake *self, VigieTime instant);

G_END_DECLS
