/* vigie-map-communes-private.h: the communes on the map page as their files know them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-area-classes.h"
#include "vigie-commune-counts.h"
#include "vigie-energy-model.h"
#include "vigie-map-communes.h"

G_BEGIN_DECLS

struct _VigieMapCommunes
{
  GObject parent_instance;

  VigieMapParts parts;
  VigieCommunes *source;      /* owned: the context's */
  VigieCommuneCounts *counts; /* owned */
  VigieEnergyModel *energy;   /* owned; NULL until something is asked of it */
  VigieAreaLayer *layer;      /* owned */
  GAction *shown, *by;        /* of the layers */
  GtkWidget *legend;          /* owned by the map: hidden where there is nothing to say */
  GtkWidget *popover;         /* owned by the layer; NULL: none */
  double at[3];               /* of it: where the map was */
  double *values;             /* owned: of each area; NULL: nothing colours them */
  guint n_values;
};

/* The areas that are drawn, or NULL. */
VigieAreas *vigie_map_communes_get_areas (VigieMapCommunes *self);
/* One of them by its number; NULL where there is none of it. */
const VigieArea *vigie_map_communes_get_area (VigieMapCommunes *self, guint area);
/* Whether the map shows the past: all figures are of the present. */
gboolean vigie_map_communes_is_past (VigieMapCommunes *self);
/* Whether outlines are drawn: where there is no map they are the map. */
gboolean vigie_map_communes_has_borders (VigieMapCommunes *self);

/* vigie-map-communes-figures.c: the value of each of @areas, NAN where it is not known; and a value in words, without
 * what it is of. g_free(). */
void vigie_map_communes_compute (VigieMapCommunes *self,
                                 VigieCommuneBy by,
                                 VigieAreas *areas,
                                 double *values);
char *vigie_map_communes_words_of (VigieCommuneBy by, double value);

/* vigie-map-communes-legend.c: fills the legend anew. @classes (or NULL: nothing colours the areas) as @made says. */
void vigie_map_communes_fill_legend (VigieMapCommunes *self,
                                     const guint8 *classes,
                                     const VigieAreaClasses *made);

/* vigie-map-communes-popover.c: what is told of the commune at the pointer, and where it is clicked. */
void vigie_map_communes_follow_pointer (VigieMapCommunes *self);
void vigie_map_communes_close_popover (VigieMapCommunes *self);

G_END_DECLS
