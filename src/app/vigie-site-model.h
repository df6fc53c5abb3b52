/* vigie-site-model.h: the sites of a territory as the list and the map show them: filtered, in
 * sections, sorted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-filters.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

/* In the order of the list. */
typedef enum
{
  VIGIE_SECTION_TO_HANDLE,      /* a limit is passed */
  VIGIE_SECTION_SILENT,         /* silent, or never received */
  VIGIE_SECTION_OUT_OF_SERVICE, /* declared so */
  VIGIE_SECTION_NO_MEASURE,
  VIGIE_SECTION_NORMAL,
} VigieSection;
#define VIGIE_N_SECTION 5

/* In which section @site is listed, by its state as it is now. */
VigieSection vigie_section_of (VigieSite *site);

/* Heading of the section; @live: FALSE while what is shown is the last known state. */
const char *vigie_section_get_label (VigieSection section, gboolean live);

typedef enum
{
  VIGIE_SITE_SORT_SEVERITY, /* in sections, the worst first, then by name */
  VIGIE_SITE_SORT_NAME,
  VIGIE_SITE_SORT_COMMUNE, /* in a section for each, by name */
  VIGIE_SITE_SORT_LAST,    /* the newest reading first */
} VigieSiteSort;
#define VIGIE_N_SITE_SORT 4

/* As in the settings: "severity", "name", "commune", "last"; _from_ gives SEVERITY for what is not
 * known. */
const char *vigie_site_sort_to_string (VigieSiteSort sort);
VigieSiteSort vigie_site_sort_from_string (const char *name);

#define VIGIE_TYPE_SITE_MODEL (vigie_site_model_get_type ())
/* Up to some thousands of sites all is done at once; beyond that in slices of some ms, and the lists show
 * what they showed until it is complete.
 * Signals: "changed": counts, communes or kinds may have changed; "filters-changed": the filters are
 * others (the lists may follow a few ms later). Main thread only. */
G_DECLARE_FINAL_TYPE (VigieSiteModel, vigie_site_model, VIGIE, SITE_MODEL, GObject)

VigieSiteModel *vigie_site_model_new (void);

/* The territory whose sites are shown, or NULL. */
void vigie_site_model_set_territory (VigieSiteModel *self, VigieTerritory *territory);
VigieTerritory *vigie_site_model_get_territory (VigieSiteModel *self);

/* VigieSite, filtered, in the territory's order, which a change of state leaves as it is: for the map.
 * Owned by the model. */
GListModel *vigie_site_model_get_filtered (VigieSiteModel *self);

/* VigieSite, filtered and sorted: a GtkSectionModel, for the list. Owned by the model. */
GListModel *vigie_site_model_get_sorted (VigieSiteModel *self);
/* Where @site is in it, or GTK_INVALID_LIST_POSITION. */
guint vigie_site_model_find (VigieSiteModel *self, VigieSite *site);

/* What is shown; copied. */
void vigie_site_model_set_filters (VigieSiteModel *self, const VigieFilters *filters);
/* Owned by the model, until they are set again; never NULL. */
const VigieFilters *vigie_site_model_get_filters (VigieSiteModel *self);
/* The words of the filters alone. */
void vigie_site_model_set_query (VigieSiteModel *self, const char *text);
gboolean vigie_site_model_is_filtered (VigieSiteModel *self);
void vigie_site_model_clear_filters (VigieSiteModel *self);

void vigie_site_model_set_sort (VigieSiteModel *self, VigieSiteSort sort);
VigieSiteSort vigie_site_model_get_sort (VigieSiteModel *self);
/* Heading above @site as it is sorted; free it. */
char *vigie_site_model_get_heading (VigieSiteModel *self, VigieSite *site, gboolean live);
/* Sorts by the last readings as they are now: these come without a word. Nothing where the order is
 * another. */
void vigie_site_model_update_order (VigieSiteModel *self);

/* Of the whole territory, whatever the filters. */
guint vigie_site_model_get_n_sites (VigieSiteModel *self);
guint vigie_site_model_count (VigieSiteModel *self, VigieFacet facet, guint value);
guint vigie_site_model_count_section (VigieSiteModel *self, VigieSection section);
guint vigie_site_model_count_kind (VigieSiteModel *self, VigieKind kind);
guint vigie_site_model_count_commune (VigieSiteModel *self, const char *name);
/* Names of the communes that have sites, sorted. Free with g_strfreev(). */
GStrv vigie_site_model_get_communes (VigieSiteModel *self);

/* Of what is shown. */
guint vigie_site_model_get_n_shown (VigieSiteModel *self);
guint vigie_site_model_count_shown (VigieSiteModel *self, VigieState state);

/* Does at once what is still to be done: for tests and benchmarks. */
void vigie_site_model_flush (VigieSiteModel *self);

G_END_DECLS
