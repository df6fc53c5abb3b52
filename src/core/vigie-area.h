/* vigie-area.h: the communes of a territory: outlines, and which of them holds a place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-geojson.h"

G_BEGIN_DECLS

typedef struct
{
  char *code; /* INSEE code; NULL where the file has none */
  char *name;
  guint population;      /* 0: not known */
  VigiePolygon *outline; /* NULL: not known, and it has only a centre */
  gboolean approximate;  /* the outline is a cell around the centre */
  double lat, lon;       /* where its name stands: told, or the middle of the outline; degrees */
} VigieArea;

/* Immutable, counted by reference (atomic), safe from any thread. */
typedef struct _VigieAreas VigieAreas;

/* A set that takes the contents of @areas (VigieArea; a new array, freed). Those without a name or without both place
 * and outline are left out; of two with the same code the first stays. Never NULL. */
VigieAreas *vigie_areas_new (GArray *areas);
VigieAreas *vigie_areas_ref (VigieAreas *self);
void vigie_areas_unref (VigieAreas *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieAreas, vigie_areas_unref)
/* An array for vigie_areas_new(): of VigieArea, whose contents it owns. */
GArray *vigie_area_array_new (void);

/* Reads what geo.api.gouv.fr answers (`format=json`: a list of objects with nom, code, population, centre, contour; or
 * `format=geojson`), or a GeoJSON file of polygons whose name stands in `nom`, `name`, `NOM`, `NOM_COM`, `nom_commune` or
 * `libelle` and whose INSEE code in `code`, `insee`, `INSEE_COM`, `code_insee` or `codgeo`. At most 5 000 areas. @near (may
 * be NULL) as in VigieGeojsonLimits. Errors: VIGIE_GEOJSON_ERROR, in words of a person. */
VigieAreas *
vigie_areas_read (const char *text, gsize length, const VigieGeoBox *near, GError **error);

/* The same set, with cells in the place of outlines that are not known: each takes what is nearer to its centre than to any
 * other (on the map's projection), within the box of all centres and outlines grown by @margin of its longer side (0 to
 * 1). A cell is approximate. Cells are made where no area has an outline at all; else those without one stay as
 * they are, for a cell would lie over the neighbours. A new reference. */
VigieAreas *vigie_areas_with_cells (VigieAreas *self, double margin);

guint vigie_areas_get_n_areas (VigieAreas *self);
/* Each of 0 … n - 1; of the set. Sorted by code, then name. */
const VigieArea *vigie_areas_get_area (VigieAreas *self, guint area);
/* The area with this INSEE code, or NULL. */
const VigieArea *vigie_areas_get_by_code (VigieAreas *self, const char *code);
/* Whose name is this one, accents, case and punctuation aside; or NULL. */
const VigieArea *vigie_areas_get_by_name (VigieAreas *self, const char *name);
/* The number of an area of the set. */
guint vigie_areas_index_of (VigieAreas *self, const VigieArea *area);
gboolean
vigie_areas_have_outlines (VigieAreas *self); /* at least one is known, as such or as a cell */
gboolean vigie_areas_are_approximate (VigieAreas *self); /* at least one is a cell */

/* The area that holds the place, by a grid of boxes; of two that share a border the first one. NULL: none. */
const VigieArea *vigie_areas_find (VigieAreas *self, double lat, double lon);

/* Around all outlines and centres; FALSE where there is nothing. */
gboolean vigie_areas_get_box (VigieAreas *self, VigieGeoBox *box);

G_END_DECLS
