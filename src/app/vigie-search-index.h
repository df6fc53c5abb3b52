/* vigie-search-index.h: what the search of the window finds: the sites, sensors and measures of the
 * territory, its communes, the places that the map file names, the pages and the actions.
 *
 * It is filled in slices of the main loop when the search is first opened, and compared with the territory
 * whenever that changes while the search is open or when it is opened again: closed it costs
 * nothing. It also remembers what was chosen in this session. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#include "vigie-search-places.h"
#include "vigie-search.h"
#include "vigie-sensor.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SEARCH_INDEX (vigie_search_index_get_type ())
/* Signal "changed": a query may find something else. */
G_DECLARE_FINAL_TYPE (VigieSearchIndex, vigie_search_index, VIGIE, SEARCH_INDEX, GObject)

/* The target of an entry of the index. Borrowed from the entry. */
typedef struct
{
  VigieSite *site;       /* owned: the site, or that of the sensor or measure; or NULL */
  VigieMeasure *measure; /* owned: the measure, or NULL */
  VigieSensor *sensor;   /* owned: the sensor, or NULL */
  const char *icon;      /* of a page, an action, a commune, a sensor; or NULL */
  const char *action;    /* of an action: its name; or NULL */
  const char *keys; /* of an action: its accelerator, as gtk_accelerator_parse() has it; or NULL */
  guint n_sites;    /* of a commune */
  double lat, lon;  /* of a place */
  gconstpointer source, site_source; /* private: data of the model, owned as kind says */
  guint round;                       /* private */
} VigieSearchTarget;

/* Of what @context shows: it follows it from server to server. */
VigieSearchIndex *vigie_search_index_new (VigieContext *context);
/* Of @territory alone; @profile (or NULL) tells communes. */
VigieSearchIndex *vigie_search_index_new_for_territory (VigieTerritory *territory,
                                                        VigieProfile *profile);

/* How much of the territory is found: of most questions the sites are enough, and of 10 000 of them the measures and
 * sensors take ten times as long. ALL at first. */
typedef enum
{
  VIGIE_SEARCH_DEPTH_SITES, /* no sensors, no measures */
  VIGIE_SEARCH_DEPTH_SENSORS,
  VIGIE_SEARCH_DEPTH_ALL,
} VigieSearchDepth;
void vigie_search_index_set_depth (VigieSearchIndex *self, VigieSearchDepth depth);
VigieSearchDepth vigie_search_index_get_depth (VigieSearchIndex *self);

/* Finds also the names of places that @places tells; once. */
void vigie_search_index_follow_places (VigieSearchIndex *self, VigieSearchPlaces *places);

/* The index itself, to be queried. */
VigieSearch *vigie_search_index_get_search (VigieSearchIndex *self);

/* While opened (counted) it follows the territory. */
void vigie_search_index_open (VigieSearchIndex *self);
void vigie_search_index_close (VigieSearchIndex *self);

/* TRUE while there is more to be compared: counts are not final. */
gboolean vigie_search_index_is_filling (VigieSearchIndex *self);
/* Compares all at once, for tests. */
void vigie_search_index_fill (VigieSearchIndex *self);

/* What was chosen, the last one first, at most 6; entries that are no more are left out. Free the array, not the
 * entries, which are the index's until it changes. */
void vigie_search_index_add_recent (VigieSearchIndex *self, const VigieSearchEntry *entry);
GPtrArray *vigie_search_index_get_recent (VigieSearchIndex *self);

G_END_DECLS
