/* vigie-clock.h: what time it is, as an object, so that tests and the demonstration can set it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "vigie-time.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_CLOCK (vigie_clock_get_type ())
G_DECLARE_FINAL_TYPE (VigieClock, vigie_clock, VIGIE, CLOCK, GObject)

/* The system's clock. */
VigieClock *vigie_clock_new (void);

/* A clock that stands still at @now until it is set. */
VigieClock *vigie_clock_new_manual (VigieTime now);

/* A clock that stands at @start now and runs @pace times as fast as the system's (pace > 0). */
VigieClock *vigie_clock_new_paced (VigieTime start, double pace);

/* Now. Safe from any thread. */
VigieTime vigie_clock_now (VigieClock *self);

/* The pace against real time: 1 for the system's clock, 0 for a manual one. */
double vigie_clock_get_pace (VigieClock *self);

/* Sets a manual clock; emits "jumped" (no argument) when the time goes back or forward. */
void vigie_clock_set (VigieClock *self, VigieTime now);

G_END_DECLS
