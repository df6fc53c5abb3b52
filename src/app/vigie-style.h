/* vigie-style.h: the sheets for dark and for high contrast, beside style.css.
 *
 * libadwaita loads style.css by its name. It did so for the others too, until 1.10, which wants media queries in
 * their place; GTK has these since 4.20, above the floor. So Vigie loads them by itself: without a warning there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Follows the style manager of @display from now on, as long as the program runs. Once for a display. */
void vigie_style_follow (GdkDisplay *display);

G_END_DECLS
