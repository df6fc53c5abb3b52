/* vigie-map-replay-changes.c: what changed up to the moment that is replayed, the newest first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-replay-changes.h"

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

/* ---- A change --------------------------------------------------------------------------------- */

struct _VigieMapReplayChange
{
  GObject parent_instance;

  VigieTime time;
  VigieSite *site; /* owned */
  VigieGlyphLook look;
  const char *from, *to; /* constant */
  char *step;            /* owned */
  char *reason;          /* owned */
};

G_DEFINE_FINAL_TYPE (VigieMapReplayChange, vigie_map_replay_change, G_TYPE_OBJECT)

static void
vigie_map_replay_change_finalize (GObject *object)
{
  VigieMapReplayChange *self = VIGIE_MAP_REPLAY_CHANGE (object);

  g_clear_object (&self->site);
  g_free (self->step);
  g_free (self->reason);

  G_OBJECT_CLASS (vigie_map_replay_change_parent_class)->finalize (object);
}

static void
vigie_map_replay_change_class_init (VigieMapReplayChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_map_replay_change_finalize;
}

static void
vigie_map_replay_change_init (VigieMapReplayChange *self)
{
}

static VigieMapReplayChange *
change_new (VigieMapReplayModel *model, const VigieReplayChange *change)
{
  VigieMapReplayChange *self = g_object_new (VIGIE_TYPE_MAP_REPLAY_CHANGE, NULL);

  self->time = change->after->time;
  self->site = g_object_ref (vigie_map_replay_model_get_site (model, change->site));
  self->look = change->after->known
                   ? vigie_glyph_look_for (change->after->freshness, change->after->condition)
                   : VIGIE_GLYPH_NEVER;
  self->from = vigie_replay_class_words (vigie_replay_class (change->before));
  self->to = vigie_replay_class_words (vigie_replay_class (change->after));
  /* Translators: the state of a site before and after a change: « Normal → Critique » */
  self->step = g_strdup_printf (C_ ("replay", "%1$s → %2$s"), self->from, self->to);
  self->reason = vigie_replay_words_reason (vigie_map_replay_model_get_plan (model), change->site,
                                            change->before, change->after, NULL);
  return self;
}

VigieTime
vigie_map_replay_change_get_time (VigieMapReplayChange *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_CHANGE (self), VIGIE_TIME_NONE);
  return self->time;
}

VigieSite *
vigie_map_replay_change_get_site (VigieMapReplayChange *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_CHANGE (self), NULL);
  return self->site;
}

VigieGlyphLook
vigie_map_replay_change_get_look (VigieMapReplayChange *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_CHANGE (self), VIGIE_GLYPH_NEVER);
  return self->look;
}

const char *
vigie_map_replay_change_get_step (VigieMapReplayChange *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_CHANGE (self), "");
  return self->step;
}

const char *
vigie_map_replay_change_get_reason (VigieMapReplayChange *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_CHANGE (self), "");
  return self->reason;
}

char *
vigie_map_replay_change_describe (VigieMapReplayChange *self)
{
  g_autofree char *clock = NULL;

  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_CHANGE (self), NULL);

  clock = vigie_words_time_of_day (self->time, NULL);
  /* Translators: a change of the past, read aloud: time, site, its state before and after, why: « 3 h 12, Déchèterie
   * de Riantec : Normal puis Critique. Benne gravats 94 %, seuil 90 % » */
  return g_strdup_printf (_ ("%1$s, %2$s: %3$s, then %4$s. %5$s"), clock,
                          vigie_site_get_name (self->site), self->from, self->to, self->reason);
}

/* ---- The list --------------------------------------------------------------------------------- */

struct _VigieMapReplayChanges
{
  GObject parent_instance;

  VigieMapReplayModel *model; /* owned */
  guint n_shown;
};

static GType
vigie_map_replay_changes_get_item_type (GListModel *list)
{
  return VIGIE_TYPE_MAP_REPLAY_CHANGE;
}

static guint
vigie_map_replay_changes_get_n_items (GListModel *list)
{
  return VIGIE_MAP_REPLAY_CHANGES (list)->n_shown;
}

static gpointer
vigie_map_replay_changes_get_item (GListModel *list, guint position)
{
  VigieMapReplayChanges *self = VIGIE_MAP_REPLAY_CHANGES (list);
  const VigieReplay *replay = vigie_map_replay_model_get_replay (self->model);
  VigieReplayChange change;

  if (replay == NULL || position >= self->n_shown)
    return NULL;
  change = vigie_replay_get_change (replay, self->n_shown - 1 - position);
  return change_new (self->model, &change);
}

static void
vigie_map_replay_changes_list_init (GListModelInterface *iface)
{
  iface->get_item_type = vigie_map_replay_changes_get_item_type;
  iface->get_n_items = vigie_map_replay_changes_get_n_items;
  iface->get_item = vigie_map_replay_changes_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieMapReplayChanges,
                               vigie_map_replay_changes,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      vigie_map_replay_changes_list_init))

static void
vigie_map_replay_changes_finalize (GObject *object)
{
  g_clear_object (&VIGIE_MAP_REPLAY_CHANGES (object)->model);

  G_OBJECT_CLASS (vigie_map_replay_changes_parent_class)->finalize (object);
}

static void
vigie_map_replay_changes_class_init (VigieMapReplayChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_map_replay_changes_finalize;
}

static void
vigie_map_replay_changes_init (VigieMapReplayChanges *self)
{
}

VigieMapReplayChanges *
vigie_map_replay_changes_new (VigieMapReplayModel *model)
{
  VigieMapReplayChanges *self = g_object_new (VIGIE_TYPE_MAP_REPLAY_CHANGES, NULL);

  self->model = g_object_ref (model);
  return self;
}

void
vigie_map_replay_changes_reset (VigieMapReplayChanges *self)
{
  guint before;

  g_return_if_fail (VIGIE_IS_MAP_REPLAY_CHANGES (self));

  before = self->n_shown;
  self->n_shown = 0;
  if (before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);
}

void
vigie_map_replay_changes_set_time (VigieMapReplayChanges *self, VigieTime time)
{
  const VigieReplay *replay;
  guint before, now;

  g_return_if_fail (VIGIE_IS_MAP_REPLAY_CHANGES (self));

  replay = vigie_map_replay_model_get_replay (self->model);
  before = self->n_shown;
  now = replay != NULL ? vigie_replay_find_change (replay, time) : 0;
  if (now == before)
    return;
  self->n_shown = now;
  /* The newest come and go on top. */
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before > now ? before - now : 0,
                              now > before ? now - before : 0);
}

gboolean
vigie_map_replay_changes_is_read (VigieMapReplayChanges *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_CHANGES (self), FALSE);
  return vigie_map_replay_model_get_replay (self->model) != NULL;
}

guint
vigie_map_replay_changes_get_n_shown (VigieMapReplayChanges *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_CHANGES (self), 0);
  return self->n_shown;
}

guint
vigie_map_replay_changes_get_n_all (VigieMapReplayChanges *self)
{
  const VigieReplay *replay;

  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_CHANGES (self), 0);

  replay = vigie_map_replay_model_get_replay (self->model);
  return replay != NULL ? vigie_replay_get_n_changes (replay) : 0;
}

VigieTime
vigie_map_replay_changes_before (VigieMapReplayChanges *self, VigieTime time)
{
  const VigieReplay *replay;
  guint n;

  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_CHANGES (self), VIGIE_TIME_NONE);

  replay = vigie_map_replay_model_get_replay (self->model);
  n = replay != NULL ? vigie_replay_find_change (replay, time - 1) : 0;
  return n > 0 ? vigie_replay_get_change (replay, n - 1).after->time : VIGIE_TIME_NONE;
}

VigieTime
vigie_map_replay_changes_after (VigieMapReplayChanges *self, VigieTime time)
{
  const VigieReplay *replay;
  guint n;

  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_CHANGES (self), VIGIE_TIME_NONE);

  replay = vigie_map_replay_model_get_replay (self->model);
  n = replay != NULL ? vigie_replay_find_change (replay, time) : 0;
  return replay != NULL && n < vigie_replay_get_n_changes (replay)
             ? vigie_replay_get_change (replay, n).after->time
             : VIGIE_TIME_NONE;
}
