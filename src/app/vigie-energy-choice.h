/* vigie-energy-choice.h: of what the energy page tells: the territory, a commune, a kind of sites, a site.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-energy-reader.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_ENERGY_CHOICE_ALL,
  VIGIE_ENERGY_CHOICE_COMMUNE,
  VIGIE_ENERGY_CHOICE_KIND,
  VIGIE_ENERGY_CHOICE_SITE,
} VigieEnergyChoiceType;

#define VIGIE_TYPE_ENERGY_CHOICE (vigie_energy_choice_get_type ())
/* Immutable once shared. */
G_DECLARE_FINAL_TYPE (VigieEnergyChoice, vigie_energy_choice, VIGIE, ENERGY_CHOICE, GObject)

/* @id: INSEE code of a commune, id of a site (NULL of others); @kind of a KIND or a SITE; @name as shown; @detail
 * beside it (« Site · Lanester », "" if none). Any thread. Full reference. */
VigieEnergyChoice *vigie_energy_choice_new (VigieEnergyChoiceType type,
                                            const char *id,
                                            VigieKind kind,
                                            const char *name,
                                            const char *detail);

const char *vigie_energy_choice_get_name (VigieEnergyChoice *self);
const char *vigie_energy_choice_get_detail (VigieEnergyChoice *self);
/* What a reader is asked; its texts are those of the choice. */
VigieEnergyScope vigie_energy_choice_get_scope (VigieEnergyChoice *self);
/* Whether all words of @folded (by vigie_fold_text()) are in its name or detail. */
gboolean vigie_energy_choice_matches (VigieEnergyChoice *self, const char *folded);

/* "", "commune=56098", "kind=water", "site=12": for settings and win.energy. g_free(). */
char *vigie_energy_choice_to_string (VigieEnergyChoice *self);

/* All that can be chosen of @plan: the territory first (@territory: its name, or NULL), then communes, kinds of which
 * there are two sites and more, sites, each by name. Of VigieEnergyChoice; any thread. g_ptr_array_unref(). */
GPtrArray *vigie_energy_choices_new (VigieEnergyPlan *plan, const char *territory);
/* The one of that text, NULL where there is none; owned by the array. The text of a site may be its bare id. */
VigieEnergyChoice *vigie_energy_choices_find (GPtrArray *choices, const char *text);

G_END_DECLS
