/* vigie-circle-key.h: for the legend of circles whose area tells an amount: one within the other, each with its amount.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-palette.h"

G_BEGIN_DECLS

/* The upper halves of the circles on one base, as cartographers nest them, and a line from the top of each to its words:
 * a legend is half as high as its largest circle. The words are labels, of the size of text of where it stands. */
#define VIGIE_TYPE_CIRCLE_KEY (vigie_circle_key_get_type ())
G_DECLARE_FINAL_TYPE (VigieCircleKey, vigie_circle_key, VIGIE, CIRCLE_KEY, GtkWidget)

GtkWidget *vigie_circle_key_new (VigieScheme scheme);

/* Adds a circle of @radius px (above 0), not larger than the one before. */
void vigie_circle_key_add (VigieCircleKey *self, double radius, const char *words);

G_END_DECLS
