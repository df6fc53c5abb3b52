/* vigie-wall-rotation.c: which scene the wall shows, and why it stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wall-rotation.h"

struct _VigieWallRotation
{
  gint64 interval;    /* µs, or 0 */
  gint64 shown_since; /* the scene */
  gboolean available[VIGIE_N_WALL_SCENE];
  VigieWallScene scene;
  VigieWallScene other; /* the last one that was not the situation */
  gboolean paused;
  GHashTable *critical; /* owned: ids of the sites that are */
  GPtrArray
      *held; /* owned: those of them that came since and that nobody answered, the last one last */
};

VigieWallRotation *
vigie_wall_rotation_new (void)
{
  VigieWallRotation *self = g_new0 (VigieWallRotation, 1);

  self->available[VIGIE_SCENE_SITUATION] = TRUE;
  self->critical = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->held = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
vigie_wall_rotation_free (VigieWallRotation *self)
{
  g_hash_table_unref (self->critical);
  g_ptr_array_unref (self->held);
  g_free (self);
}

/* ---- Scenes ---------------------------------------------------------------------------------- */

static gboolean
show (VigieWallRotation *self, VigieWallScene scene, gint64 now)
{
  gboolean other = self->scene != scene;

  self->scene = scene;
  self->shown_since = now;
  if (scene != VIGIE_SCENE_SITUATION)
    self->other = scene;
  return other;
}

/* The available one after @scene that is not the situation; the situation where there is none. */
static VigieWallScene
other_after (VigieWallRotation *self, VigieWallScene scene)
{
  for (guint i = 1; i <= VIGIE_N_WALL_SCENE; i++)
    {
      VigieWallScene next = (scene + i) % VIGIE_N_WALL_SCENE;

      if (next != VIGIE_SCENE_SITUATION && self->available[next])
        return next;
    }
  return VIGIE_SCENE_SITUATION;
}

static VigieWallScene
next_scene (VigieWallRotation *self)
{
  VigieWallScene other = other_after (self, self->other);

  if (self->scene == VIGIE_SCENE_SITUATION)
    return other;
  /* The last of them, or something is critical: the situation again. */
  return g_hash_table_size (self->critical) > 0 || other <= self->scene ? VIGIE_SCENE_SITUATION
                                                                        : other;
}

void
vigie_wall_rotation_set_interval (VigieWallRotation *self, guint seconds, gint64 now)
{
  self->interval = (gint64) seconds * G_USEC_PER_SEC;
  self->shown_since = now;
}

void
vigie_wall_rotation_set_available (VigieWallRotation *self,
                                   VigieWallScene scene,
                                   gboolean available)
{
  g_return_if_fail (scene < VIGIE_N_WALL_SCENE);

  self->available[scene] = scene == VIGIE_SCENE_SITUATION || available;
}

/* ---- What is critical ------------------------------------------------------------------------ */

const char *
vigie_wall_rotation_set_critical (VigieWallRotation *self,
                                  const char *const *ids,
                                  guint n_ids,
                                  gboolean known,
                                  gint64 now)
{
  g_autoptr (GHashTable) former = g_steal_pointer (&self->critical);
  guint n_held;

  self->critical = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n_ids; i++)
    g_hash_table_add (self->critical, g_strdup (ids[i]));
  for (guint i = self->held->len; i-- > 0;)
    if (!g_hash_table_contains (self->critical, g_ptr_array_index (self->held, i)))
      g_ptr_array_remove_index (self->held, i);
  n_held = self->held->len;
  for (guint i = 0; i < n_ids && !known; i++)
    if (!g_hash_table_contains (former, ids[i]))
      g_ptr_array_add (self->held, g_strdup (ids[i]));
  if (self->held->len == n_held)
    return NULL;
  show (self, VIGIE_SCENE_SITUATION, now);
  return vigie_wall_rotation_get_holder (self);
}

/* ---- Time and persons ------------------------------------------------------------------------ */

gboolean
vigie_wall_rotation_tick (VigieWallRotation *self, gint64 now)
{
  if (vigie_wall_rotation_get_state (self) != VIGIE_WALL_TURNS)
    {
      /* What is over begins to be counted when it is. */
      self->shown_since = now;
      return !self->available[self->scene] && show (self, VIGIE_SCENE_SITUATION, now);
    }
  if (now - self->shown_since < self->interval)
    return FALSE;
  return show (self, next_scene (self), now);
}

gboolean
vigie_wall_rotation_choose (VigieWallRotation *self, VigieWallScene scene, gint64 now)
{
  g_return_val_if_fail (scene < VIGIE_N_WALL_SCENE, FALSE);

  if (!self->available[scene])
    return FALSE;
  g_ptr_array_set_size (self->held, 0);
  show (self, scene, now);
  return TRUE;
}

void
vigie_wall_rotation_toggle (VigieWallRotation *self, gint64 now)
{
  if (self->held->len > 0)
    g_ptr_array_set_size (self->held, 0);
  else
    self->paused = !self->paused;
  self->shown_since = now;
}

VigieWallScene
vigie_wall_rotation_get_scene (VigieWallRotation *self)
{
  return self->scene;
}

VigieWallState
vigie_wall_rotation_get_state (VigieWallRotation *self)
{
  if (self->held->len > 0)
    return VIGIE_WALL_HELD;
  if (self->interval == 0 || other_after (self, self->other) == VIGIE_SCENE_SITUATION)
    return VIGIE_WALL_STILL;
  return self->paused ? VIGIE_WALL_PAUSED : VIGIE_WALL_TURNS;
}

const char *
vigie_wall_rotation_get_holder (VigieWallRotation *self)
{
  return self->held->len > 0 ? g_ptr_array_index (self->held, self->held->len - 1) : NULL;
}
