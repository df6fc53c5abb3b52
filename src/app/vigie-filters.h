/* vigie-filters.h: which sites are shown: words searched, communes, kinds, states and freshness, as one
 * plain value that list and map share. Pure: no widget, no settings.
 *
 * Between the facets all must hold; within a facet one of the values chosen is enough; a facet of which
 * nothing is chosen lets all pass.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-mercator.h"
#include "vigie-values.h"

G_BEGIN_DECLS

/* The state of a site as the list tells it; each site has exactly one. */
typedef enum
{
  VIGIE_STATE_CRITICAL,
  VIGIE_STATE_WARNING,
  VIGIE_STATE_SILENT, /* silent, or never received */
  VIGIE_STATE_OUT_OF_SERVICE,
  VIGIE_STATE_NO_MEASURE,
  VIGIE_STATE_NORMAL,
} VigieState;
#define VIGIE_N_STATE 6

/* The states that ask for a person, as a set. */
#define VIGIE_STATES_TO_HANDLE ((1u << VIGIE_STATE_CRITICAL) | (1u << VIGIE_STATE_WARNING))

/* As what a site of this freshness and condition is counted and listed: one never heard is silent, a late one normal. */
VigieState vigie_state_for (VigieFreshness freshness, VigieCondition condition);

/* « Critique », « Silencieux »; not to be freed. */
const char *vigie_state_get_label (VigieState state);

typedef enum
{
  VIGIE_FACET_TEXT,
  VIGIE_FACET_STATE,
  VIGIE_FACET_FRESHNESS,
  VIGIE_FACET_KIND,
  VIGIE_FACET_COMMUNE,
  VIGIE_FACET_AREA, /* a box that was drawn on the map */
} VigieFacet;
#define VIGIE_N_FACET 6

typedef struct _VigieFilters VigieFilters;

/* Empty: all sites pass. Free with vigie_filters_free(). */
VigieFilters *vigie_filters_new (void);
VigieFilters *vigie_filters_copy (const VigieFilters *self);
void vigie_filters_free (VigieFilters *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieFilters, vigie_filters_free)

/* Whether the same is chosen; whether nothing is, so that all sites are shown. */
gboolean vigie_filters_equal (const VigieFilters *self, const VigieFilters *other);
gboolean vigie_filters_is_empty (const VigieFilters *self);
/* Whether anything is chosen of that facet. */
gboolean vigie_filters_has (const VigieFilters *self, VigieFacet facet);
void vigie_filters_clear (VigieFilters *self);
void vigie_filters_clear_facet (VigieFilters *self, VigieFacet facet);

/* The words searched, as typed; never NULL, "" for none. White space around them is dropped; at most
 * VIGIE_FILTERS_MAX_TEXT bytes are kept. */
#define VIGIE_FILTERS_MAX_TEXT 512
void vigie_filters_set_text (VigieFilters *self, const char *text);
const char *vigie_filters_get_text (const VigieFilters *self);

/* STATE, FRESHNESS and KIND are sets of an enumeration's values, bit 1 << value each; 0: all pass. Bits
 * beyond the enumeration are dropped. */
void vigie_filters_set_bits (VigieFilters *self, VigieFacet facet, guint bits);
guint vigie_filters_get_bits (const VigieFilters *self, VigieFacet facet);
void vigie_filters_set_value (VigieFilters *self, VigieFacet facet, guint value, gboolean chosen);
gboolean vigie_filters_get_value (const VigieFilters *self, VigieFacet facet, guint value);

/* Communes by their name as shown, in the order of the alphabet, NULL at the end; owned by the filters. */
void vigie_filters_set_commune (VigieFilters *self, const char *name, gboolean chosen);
gboolean vigie_filters_get_commune (const VigieFilters *self, const char *name);
const char *const *vigie_filters_get_communes (const VigieFilters *self);

/* Sites whose place is in @area, edges included; NULL or a box that is not valid: all, those without a place too. */
void vigie_filters_set_area (VigieFilters *self, const VigieGeoBox *area);
/* FALSE where there is none. */
gboolean vigie_filters_get_area (const VigieFilters *self, VigieGeoBox *area);
/* Whether a site at that place (NAN: nowhere) passes. */
gboolean vigie_filters_covers (const VigieFilters *self, double lat, double lon);

/* Whether a site of that commune (NULL: of none), kind, state and freshness passes, its texts and its place apart. */
gboolean vigie_filters_match (const VigieFilters *self,
                              const char *commune,
                              VigieKind kind,
                              VigieState state,
                              VigieFreshness freshness);

/* ---- Chips ---- */

/* One condition in words, to be shown and removed. */
typedef struct
{
  VigieFacet facet;
  guint value;       /* of STATE, FRESHNESS, KIND */
  char *commune;     /* of COMMUNE, else NULL */
  char *label;       /* « Lanester », « en retard », « « riantec » » */
  char *description; /* for a screen reader: « Commune : Lanester » */
} VigieFilterChip;
void vigie_filter_chip_free (VigieFilterChip *chip);

/* All conditions in the order of the facets; free with g_ptr_array_unref(). */
GPtrArray *vigie_filters_get_chips (const VigieFilters *self);
void vigie_filters_remove (VigieFilters *self, const VigieFilterChip *chip);

/* All conditions as one line of words: « Critique, Déchèteries, Lanester »; "" for none; free it. */
char *vigie_filters_describe (const VigieFilters *self);

/* ---- To be kept ---- */

/* A text for settings, the same for the same filters: "state=critical+warning;kind=water;commune=Lanester;area=47.7+-3.4+47.8+-3.3"
 * (south, west, north, east);
 * names as in the API, texts escaped as in a URI. "" for none. Free it. */
char *vigie_filters_to_string (const VigieFilters *self);
/* The filters of a text; what is not known (of a later version, or damaged) is left out. NULL gives
 * empty ones. */
VigieFilters *vigie_filters_from_string (const char *text);

G_END_DECLS
