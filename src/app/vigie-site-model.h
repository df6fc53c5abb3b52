/* vigie-site-model.h: the sites of a territory as the list and the map show them: filtered, in
 * sections, sorted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-territory.h"

G_BEGIN_DECLS

/* In the order of the list. */
typedef enum
{
  VIGIE_SECTION_TO_HANDLE,      /* a limit is passed */
  VIGIE_SECTION_SILENT,         /* silent, or never received */
  VIGIE_SECTION_OUT_OF_SERVICE, /* declared so */
  VIGIE_SECTION_NORMAL,
} VigieSection;
#define VIGIE_N_SECTION 4

VigieSection vigie_section_of (VigieSite *site);

/* Heading of the section; @live: FALSE while what is shown is the last known state. */
const char *vigie_section_get_label (VigieSection section, gboolean live);

#define VIGIE_TYPE_SITE_MODEL (vigie_site_model_get_type ())
/* Signal "changed": counts, communes or kinds may have changed. Main thread only. */
G_DECLARE_FINAL_TYPE (VigieSiteModel, vigie_site_model, VIGIE, SITE_MODEL, GObject)

VigieSiteModel *vigie_site_model_new (void);

/* The territory whose sites are shown, or NULL. */
void vigie_site_model_set_territory (VigieSiteModel *self, VigieTerritory *territory);
VigieTerritory *vigie_site_model_get_territory (VigieSiteModel *self);

/* VigieSite, filtered: for the map. Owned by the model. */
GListModel *vigie_site_model_get_filtered (VigieSiteModel *self);

/* VigieSite, filtered and sorted: a GtkSectionModel, for the list. Owned by the model. */
GListModel *vigie_site_model_get_sorted (VigieSiteModel *self);

/* What is shown: all of the conditions that are set. */
void vigie_site_model_set_query (VigieSiteModel *self, const char *text);
/* Only the sections set; none set: all. */
void vigie_site_model_set_section (VigieSiteModel *self, VigieSection section, gboolean only);
gboolean vigie_site_model_get_section (VigieSiteModel *self, VigieSection section);
/* Only this kind, or -1 for all. */
void vigie_site_model_set_kind (VigieSiteModel *self, int kind);
int vigie_site_model_get_kind (VigieSiteModel *self);
/* Only this commune by its name as shown, or NULL for all. */
void vigie_site_model_set_commune (VigieSiteModel *self, const char *commune);
const char *vigie_site_model_get_commune (VigieSiteModel *self);
gboolean vigie_site_model_is_filtered (VigieSiteModel *self);
void vigie_site_model_clear_filters (VigieSiteModel *self);

/* Of the whole territory, whatever the filter. */
guint vigie_site_model_count_section (VigieSiteModel *self, VigieSection section);
guint vigie_site_model_count_kind (VigieSiteModel *self, VigieKind kind);
/* Names of the communes that have sites, sorted. Free with g_strfreev(). */
GStrv vigie_site_model_get_communes (VigieSiteModel *self);

G_END_DECLS
