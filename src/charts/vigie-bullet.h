/* vigie-bullet.h: a value on its scale: an analogue bar as ISA-101 has it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-bullet-scale.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_BULLET (vigie_bullet_get_type ())
/* A track with the normal range, a tick with its letter (C, M) for each limit, a bar of ink for the value, an arrow
 * where it is beyond the scale, a tick for the capacity. Silent and never received: a dashed void. Last known state:
 * the bar dashed. Out of service: the track alone. In accessibility a meter with its value in words; its name is the
 * caller's (gtk_accessible_update_property(), LABEL or LABELLED_BY). */
G_DECLARE_FINAL_TYPE (VigieBullet, vigie_bullet, VIGIE, BULLET, GtkWidget)

GtkWidget *vigie_bullet_new (void);

/* The scale (copied), by vigie_bullet_scale_derive(), and the unit for the words (NULL if none). */
void vigie_bullet_set_scale (VigieBullet *self, const VigieBulletScale *scale, const char *unit);
const VigieBulletScale *vigie_bullet_get_scale (VigieBullet *self);

/* The last value (NAN if none), how old it is, and whether the link is lost. */
void vigie_bullet_set_value (VigieBullet *self,
                             double value,
                             VigieFreshness freshness,
                             gboolean link_lost);

/* Whether the ends of the scale and the limits in words stand under the bar; not at first. */
void vigie_bullet_set_captions (VigieBullet *self, gboolean captions);

/* The limits in words: « plage normale 18 à 27 °C, critique à 30 °C »; "" where there are none. Free with g_free(). */
char *vigie_bullet_describe_limits (VigieBullet *self);

/* The value in words with what it passes: « 94 %, critique à 90 % ». Free with g_free(). */
char *vigie_bullet_describe_value (VigieBullet *self);

G_END_DECLS
