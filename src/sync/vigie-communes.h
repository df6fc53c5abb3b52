/* vigie-communes.h: the communes of the territory with their outlines: of a file, of geo.api.gouv.fr, or as
 * cells around the centres that the profile tells.
 *
 * The first of these that can be had: the file that the person chose; communes.geojson of the administrator's folder
 * (vigie-system.h); the answer of the service for the territory's SIREN, kept on disk, asked for again after 30 days
 * and used whatever its age where the network is not there; cells. All reading is in threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-area-mesh.h"
#include "vigie-profile.h"
#include "vigie-time.h"

G_BEGIN_DECLS

/* Where the service is; {siren} stands for the territory's code. */
#define VIGIE_COMMUNES_DEFAULT_ADDRESS                                                             \
  "https://geo.api.gouv.fr/epcis/{siren}/communes?format=json&fields=nom,code,population,centre,contour"

typedef enum
{
  VIGIE_COMMUNES_NONE,    /* not read yet, or there are none */
  VIGIE_COMMUNES_FILE,    /* of the person or of the administrator */
  VIGIE_COMMUNES_SERVICE, /* as the service told at the date */
  VIGIE_COMMUNES_CELLS,   /* cells around centres: approximate */
} VigieCommunesOrigin;

#define VIGIE_TYPE_COMMUNES (vigie_communes_get_type ())
/* Main thread only. Signal "changed": anything that the functions below tell. */
G_DECLARE_FINAL_TYPE (VigieCommunes, vigie_communes, VIGIE, COMMUNES, GObject)

/* @folder keeps what the service told. Nothing is read before a profile is set. */
VigieCommunes *vigie_communes_new (const char *folder);

/* Whose communes: its code (SIREN: nine digits), bounds and centres. NULL: nobody's. */
void vigie_communes_set_profile (VigieCommunes *self, VigieProfile *profile);
/* A file of the person (path or address); NULL or "": none. */
void vigie_communes_set_file (VigieCommunes *self, const char *file);
/* Another address than the default one, with {siren} in it or not; "": the service is never asked. */
void vigie_communes_set_address (VigieCommunes *self, const char *address);
/* Whether the service may be asked: not before the first frame. It is asked only where the disk has nothing younger than
 * 30 days; once it failed, again after 10 minutes, then 1, 6 and every 24 hours. */
void vigie_communes_set_online (VigieCommunes *self, gboolean online);
/* Reads the file again, and asks now what was to be asked later. */
void vigie_communes_retry (VigieCommunes *self);

/* Of the object; NULL where there are none. */
VigieAreas *vigie_communes_get_areas (VigieCommunes *self);
VigieAreaMesh *vigie_communes_get_mesh (VigieCommunes *self);
VigieCommunesOrigin vigie_communes_get_origin (VigieCommunes *self);
/* Of the file or of the service's answer, by this machine's clock; VIGIE_TIME_NONE for cells. */
VigieTime vigie_communes_get_date (VigieCommunes *self);
/* Why the file is not used, or the service could not be asked: a sentence, or NULL. */
const char *vigie_communes_get_problem (VigieCommunes *self);
/* TRUE while something is read or asked. */
gboolean vigie_communes_get_busy (VigieCommunes *self);
/* Whom the map credits for the outlines shown, or NULL. */
const char *vigie_communes_get_credit (VigieCommunes *self);

G_END_DECLS
