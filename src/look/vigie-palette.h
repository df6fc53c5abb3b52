/* vigie-palette.h: the colours of what Vigie draws itself, as VISUAL.md's table gives them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* AUTO follows the widget: high contrast where its root has the style class "high-contrast",
 * otherwise dark where its text is light. */
typedef enum
{
  VIGIE_SCHEME_AUTO,
  VIGIE_SCHEME_LIGHT,
  VIGIE_SCHEME_DARK,
  VIGIE_SCHEME_HIGH_CONTRAST,
} VigieScheme;
#define VIGIE_N_SCHEME 4

#define VIGIE_TYPE_SCHEME (vigie_scheme_get_type ())
GType vigie_scheme_get_type (void);

/* The colours of one alarm priority: the body, its edge, the letter on it, and text beside it. */
typedef struct
{
  GdkRGBA fill, outline, letter, text;
} VigiePriorityColors;

typedef struct
{
  GdkRGBA card;   /* inside of hollow glyphs and donuts, halos */
  GdkRGBA strong; /* silence, selection, figures */
  GdkRGBA fg;
  GdkRGBA dim;
  GdkRGBA normal; /* the grey of what is normal */
  GdkRGBA track;
  GdkRGBA ink;   /* data: the line, the bar */
  GdkRGBA norm;  /* the normal or usual range on a track */
  GdkRGBA band;  /* the same behind a line */
  GdkRGBA hatch; /* the lines of a void: silence, lost link */
  GdkRGBA land, sea, wood;
  GdkRGBA graticule;
  VigiePriorityColors critical, high, medium, low;
} VigiePalette;

/* The palette of @scheme (AUTO gives the light one); owned by the library, never NULL. */
const VigiePalette *vigie_palette_get (VigieScheme scheme);

/* @scheme, or for AUTO the one that @widget's style asks for; never AUTO. */
VigieScheme vigie_scheme_resolve (VigieScheme scheme, GtkWidget *widget);

G_END_DECLS
