/* vigie-map-replay-strip.h: the time that is replayed as a slider, over what was wrong when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-replay.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MAP_REPLAY_STRIP (vigie_map_replay_strip_get_type ())
/* Three lanes, critical, warning and silent, as high as sites were of each at once; hatched where nothing is known;
 * hours below. In accessibility a slider, in seconds from the begin. Keys: a minute (arrows), ten (with Shift), an
 * hour (Page Up and Down), the begin and the end. Signal "seek" (int64, VigieTime): a person wants that instant. */
G_DECLARE_FINAL_TYPE (VigieMapReplayStrip,
                      vigie_map_replay_strip,
                      VIGIE,
                      MAP_REPLAY_STRIP,
                      GtkWidget)

GtkWidget *vigie_map_replay_strip_new (void);

/* The time from end to end, and what is known of it (NULL: nothing yet). */
void
vigie_map_replay_strip_set_replay (VigieMapReplayStrip *self, VigieSpan span, VigieReplay *replay);
/* Where the hand is; @words say it, and what was wrong, to a screen reader. NULL: it is not told yet, as in every
 * frame while playing. */
void vigie_map_replay_strip_set_time (VigieMapReplayStrip *self, VigieTime time, const char *words);

G_END_DECLS
