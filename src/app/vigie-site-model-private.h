/* vigie-site-model-private.h: what the files of the model of sites share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-site-items.h"
#include "vigie-site-model.h"
#include "vigie-site-record.h"

G_BEGIN_DECLS

/* How long a slice works, in µs. */
#define VIGIE_SITE_MODEL_SLICE 3000

struct _VigieSiteModel
{
  GObject parent_instance;

  VigieTerritory *territory; /* owned, or NULL */
  VigieSiteItems *filtered;  /* owned */
  VigieSiteItems *sorted;    /* owned */
  VigieFilters *filters;     /* owned */
  VigieSiteSort sort;

  GPtrArray *records; /* owned: VigieSiteRecord, at the places of the territory's sites */
  GPtrArray *by_name; /* those with keys, in the order of names */
  GPtrArray *ordered; /* the same, in the order of the list */
  GPtrArray *fresh;   /* those with keys that are not in by_name yet */
  GPtrArray *scratch;
  GArray *starts; /* guint, scratch */

  GHashTable *commune_numbers; /* owned: name → number from 1 on */
  GPtrArray *commune_names;    /* owned: char *, by number; the first is NULL */
  GArray *commune_ranks;       /* guint, by number: its place in the alphabet */
  GArray *commune_counts;      /* guint, by number */
  GArray *commune_chosen;      /* gboolean, by number */

  char **words; /* owned: the words searched, folded */

  /* What is to be done, and where it stands. */
  gboolean keys_due, states_due, order_due, find_due, publish_due;
  gboolean states_again; /* once more from the begin */
  gboolean find_within;  /* what was not found will not be */
  guint keys_at, states_at, find_at, prepare_at;
  gboolean working;
  guint work_source, prepare_source;

  guint counts[VIGIE_N_FACET][32];
  guint shown[VIGIE_N_STATE];
  guint n_shown;
};

/* ---- vigie-site-section.c ---- */

VigieSection vigie_section_of_state (VigieState state);

/* ---- vigie-site-model.c ---- */

/* The number of a commune, from 1 on; a new one where it is not known. 0 for none. */
guint vigie_site_model_number_commune (VigieSiteModel *self, const char *name);
/* Counts or lists are others. */
void vigie_site_model_emit_changed (VigieSiteModel *self);

/* ---- vigie-site-model-work.c: records, their order, the search, in slices of the main loop ---- */

/* Does what is due until @deadline (monotonic, µs) and leaves the rest to later slices. */
void vigie_site_model_run (VigieSiteModel *self, gint64 deadline);
/* Whether there is something to do. */
gboolean vigie_site_model_is_due (VigieSiteModel *self);
/* Has what is due done soon. */
void vigie_site_model_schedule (VigieSiteModel *self);
/* Takes those out that went with their sites. */
void vigie_site_model_drop_gone (GPtrArray *records);

G_END_DECLS
