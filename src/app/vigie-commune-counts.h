/* vigie-commune-counts.h: how the sites of each commune do, counted as the territory changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-area.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_sites;
  guint n_critical, n_warning, n_silent, n_out_of_service,
      n_no_measure;         /* by the state that the map shows */
  guint n_sensors, n_quiet; /* sensors, and those of them that are late or silent */
} VigieCommuneCount;

/* Counts in slices of 2 ms of the main loop, at most every two seconds, and only while active. Signal "changed". */
#define VIGIE_TYPE_COMMUNE_COUNTS (vigie_commune_counts_get_type ())
G_DECLARE_FINAL_TYPE (VigieCommuneCounts, vigie_commune_counts, VIGIE, COMMUNE_COUNTS, GObject)

VigieCommuneCounts *vigie_commune_counts_new (void);
/* Whose sites, and of which areas; either may be NULL. A site is of the area of its commune's code, else name, else of the
 * cell or outline that holds it. */
void
vigie_commune_counts_set (VigieCommuneCounts *self, VigieTerritory *territory, VigieAreas *areas);
void vigie_commune_counts_set_active (VigieCommuneCounts *self, gboolean active);
/* Of an area by its number; NULL while nothing is counted. Of the object, until "changed". */
const VigieCommuneCount *vigie_commune_counts_get (VigieCommuneCounts *self, guint area);
/* The area that a site is of, or NULL. */
const VigieArea *vigie_commune_counts_area_of (VigieAreas *areas, const VigieSiteData *data);

G_END_DECLS
