/* vigie-wall-rotation.h: which scene the wall shows, and why it stays. Pure: who owns it says what time it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VIGIE_SCENE_SITUATION,  /* the map and what is wrong */
  VIGIE_SCENE_ATTENDANCE, /* how busy the sites are */
  VIGIE_SCENE_ENERGY,     /* the power of now and the rates */
} VigieWallScene;
#define VIGIE_N_WALL_SCENE 3

typedef enum
{
  VIGIE_WALL_TURNS,  /* to the next scene after a while */
  VIGIE_WALL_STILL,  /* nobody asked for a rotation, or there is one scene alone */
  VIGIE_WALL_PAUSED, /* by a person */
  VIGIE_WALL_HELD,   /* by a site that became critical */
} VigieWallState;

/* Times are monotonic, µs. Where a site is critical, the situation has every other turn. A site that becomes so brings
 * the situation back and holds it, until none is critical that came since the wall was shown, or a person acts. */
typedef struct _VigieWallRotation VigieWallRotation;

/* At first the situation, which is always available; the others are not yet. */
VigieWallRotation *vigie_wall_rotation_new (void);
void vigie_wall_rotation_free (VigieWallRotation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieWallRotation, vigie_wall_rotation_free)

/* Seconds for each scene, 0 for no rotation; counted anew from @now. */
void vigie_wall_rotation_set_interval (VigieWallRotation *self, guint seconds, gint64 now);
/* Whether a scene has anything to show. One that is shown and no longer has gives way at the next turn. */
void vigie_wall_rotation_set_available (VigieWallRotation *self,
                                        VigieWallScene scene,
                                        gboolean available);

/* The sites that are critical (@ids, copied, each once). Those that were not in the former call are news, unless @known:
 * so it was when the wall was shown. Gives the last of the news, which are held; NULL without any. Owned by @self until
 * the next call. */
const char *vigie_wall_rotation_set_critical (VigieWallRotation *self,
                                              const char *const *ids,
                                              guint n_ids,
                                              gboolean known,
                                              gint64 now);

/* Time passes. TRUE where another scene is shown now. */
gboolean vigie_wall_rotation_tick (VigieWallRotation *self, gint64 now);
/* A person wants that scene: nothing holds any more. FALSE where it has nothing to show. */
gboolean vigie_wall_rotation_choose (VigieWallRotation *self, VigieWallScene scene, gint64 now);
/* A person presses the space bar: lets go of what is held, else pauses or goes on. */
void vigie_wall_rotation_toggle (VigieWallRotation *self, gint64 now);

VigieWallScene vigie_wall_rotation_get_scene (VigieWallRotation *self);
VigieWallState vigie_wall_rotation_get_state (VigieWallRotation *self);
/* The site that holds it, the last that came; NULL where none does. Owned by @self until the sites are told anew. */
const char *vigie_wall_rotation_get_holder (VigieWallRotation *self);

G_END_DECLS
