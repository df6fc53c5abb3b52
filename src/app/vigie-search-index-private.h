/* vigie-search-index-private.h: what the files of the index share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-place-index.h"
#include "vigie-search-index.h"

G_BEGIN_DECLS

/* How many measures, and how many places, are looked at between two looks at the clock. */
#define VIGIE_SEARCH_AT_ONCE 50

typedef enum
{
  VIGIE_SEARCH_STEP_NONE,  /* all is compared */
  VIGIE_SEARCH_STEP_BEGIN, /* pages, actions, communes */
  VIGIE_SEARCH_STEP_SITES, /* sites with their measures */
  VIGIE_SEARCH_STEP_SENSORS,
  VIGIE_SEARCH_STEP_COMMUNES, /* communes that only sites tell of */
  VIGIE_SEARCH_STEP_PLACES,   /* of the map file */
  VIGIE_SEARCH_STEP_GONE,     /* what was not met */
} VigieSearchStep;

struct _VigieSearchIndex
{
  GObject parent_instance;

  VigieContext *context;     /* owned; or NULL: of the territory and the profile that were given */
  VigieTerritory *given;     /* owned, or NULL */
  VigieProfile *profile;     /* owned, or NULL */
  VigieTerritory *territory; /* owned: that of the round, or NULL */
  VigieSearch *search;       /* owned */
  GHashTable *communes;      /* owned: name (owned) → number of sites, of the round */
  GArray *recent;            /* owned: what was chosen */
  VigieSearchDepth depth;
  VigieSearchPlaces *follows; /* owned, or NULL: where places come from */
  VigiePlaces *places;        /* owned, or NULL: those of the round */
  guint n_open;
  guint source;
  guint round;
  guint position; /* of the step */
  guint measure;  /* of the site at the position */
  VigieSearchStep step;
  gboolean stale;        /* the territory changed since the round began */
  gboolean altered;      /* something changed since it was told */
  gint64 told_at;        /* monotonic */
  gboolean telling_end;  /* the end of this round is to be told */
  VigieTerritory *known; /* not owned, only compared: that whose entries these are */
};

/* What frees a target, and how pressing it is: for the VigieSearch. */
void vigie_search_index_free_target (gpointer data);
guint vigie_search_index_pressing (gpointer target, gpointer user_data);

/* Each puts some entries, or finds that they are there as they are. */
void vigie_search_index_put_fixed (VigieSearchIndex *self);
void vigie_search_index_put_communes (VigieSearchIndex *self);
void vigie_search_index_put_sensor (VigieSearchIndex *self, VigieSensor *sensor);
/* The site and some of its measures, from the measure @first on. FALSE after the last. */
gboolean vigie_search_index_put_site (VigieSearchIndex *self, VigieSite *site, guint first);
void vigie_search_index_put_place (VigieSearchIndex *self, const VigiePlace *place);

G_END_DECLS
