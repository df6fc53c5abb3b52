/* vigie-map-replay-private.h: the replay as its files know it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-replay-changes.h"
#include "vigie-map-replay-list.h"
#include "vigie-map-replay.h"

G_BEGIN_DECLS

struct _VigieMapReplay
{
  GObject parent_instance;

  VigieMapParts parts;                  /* outlive it */
  GtkEventController *keys, *shortcuts; /* of the panes; unowned */

  gboolean on, playing, closing;
  VigieMapReplayModel *model;     /* owned */
  VigieMapReplayChanges *changes; /* owned */
  VigieMapReplayBar *bar;         /* owned, while on */
  VigieMapReplayList *list;       /* owned, while on */
  VigieTime time;
  char *period;                         /* owned: what is replayed, in words */
  const VigieReplayState *chosen_state; /* of the site chosen, as its words tell; of the model */

  /* What runs while it plays: a frame's callback, or a timer. */
  guint tick, timer;
  gint64 ticked_at; /* µs */
  gint64 told_at;   /* monotonic: the last time that a screen reader could hear the moment */

  /* What the page says of the present, to be shown again. */
  char *note; /* owned */
  gboolean link_lost;
  gint64 minute; /* that the map's note tells */

  /* What became critical meanwhile. */
  VigieTerritory *territory; /* owned, while on */
  GHashTable *critical;      /* owned: VigieSite that were when it began, or are told of */
  guint known_to;            /* how many sites of the territory were looked at for that */
  guint critical_source;
  GPtrArray *news; /* owned: VigieSite */
};

/* vigie-map-replay-play.c */

/* Begins or ends what moves the time, as playing and what is seen ask. */
void vigie_map_replay_update_clock (VigieMapReplay *self);
/* Shows @time: signs, list, bar. @told: a screen reader may hear of it. */
void vigie_map_replay_show (VigieMapReplay *self, VigieTime time, gboolean told);
/* The same moment anew, of another replay. */
void vigie_map_replay_show_all (VigieMapReplay *self);

/* vigie-map-replay-news.c */
void vigie_map_replay_watch_news (VigieMapReplay *self);
void vigie_map_replay_drop_news (VigieMapReplay *self);

/* vigie-map-replay-keys.c */
void vigie_map_replay_add_keys (VigieMapReplay *self);
void vigie_map_replay_remove_keys (VigieMapReplay *self);

G_END_DECLS
