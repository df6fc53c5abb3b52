/* vigie-ticker.h: the one timer of a window, for the ages on screen, and whether they may be counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-clock.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_TICKER (vigie_ticker_get_type ())
/* Properties: now (int64, VigieTime), notified at each whole second of the system while running; live
 * (boolean): what is shown is of now. While FALSE it is the last known state, ages are clock times. */
G_DECLARE_FINAL_TYPE (VigieTicker, vigie_ticker, VIGIE, TICKER, GObject)

/* A ticker that stands still until vigie_ticker_set_running(). */
VigieTicker *vigie_ticker_new (VigieClock *clock);

/* Runs only while there is something to see: the window sets it. Starting ticks at once. */
void vigie_ticker_set_running (VigieTicker *self, gboolean running);
gboolean vigie_ticker_get_running (VigieTicker *self);

/* The clock's time at the last tick, or now while not running. */
VigieTime vigie_ticker_get_now (VigieTicker *self);

VigieClock *vigie_ticker_get_clock (VigieTicker *self);
/* Another clock; notifies at once. */
void vigie_ticker_set_clock (VigieTicker *self, VigieClock *clock);

void vigie_ticker_set_live (VigieTicker *self, gboolean live);
gboolean vigie_ticker_get_live (VigieTicker *self);

/* Reads the clock and notifies, out of turn: after the clock was set. */
void vigie_ticker_tick (VigieTicker *self);

G_END_DECLS
