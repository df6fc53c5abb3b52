/* vigie-energy-rank.c: a site in the ranking of the energy page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-rank.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-coverage-bar.h"
#include "vigie-energy-text.h"
#include "vigie-site-panel-text.h"
#include "vigie-text.h"
#include "vigie-words.h"

struct _VigieEnergyRank
{
  GObject parent_instance;

  VigieSiteData *data; /* referenced */
  VigieSite *site;     /* owned, or NULL */
  char *name;          /* owned */
  char *order;         /* owned: collation key of the name */
  VigieKpi kpi;
  VigieEnergyFigure figure;
  VigieEnergyDrift drift;
  double scale;
  VigieTime last;
  char *reason; /* owned, or NULL */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieEnergyRank, vigie_energy_rank, G_TYPE_OBJECT)

static void
vigie_energy_rank_finalize (GObject *object)
{
  VigieEnergyRank *self = VIGIE_ENERGY_RANK (object);

  vigie_site_data_unref (self->data);
  g_clear_object (&self->site);
  g_free (self->name);
  g_free (self->order);
  g_free (self->reason);

  G_OBJECT_CLASS (vigie_energy_rank_parent_class)->finalize (object);
}

static void
vigie_energy_rank_class_init (VigieEnergyRankClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_energy_rank_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VIGIE_TYPE_ENERGY_RANK, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_energy_rank_init (VigieEnergyRank *self)
{
  self->figure = (VigieEnergyFigure) {.value = NAN, .coverage = NAN};
  self->drift
      = (VigieEnergyDrift) {.amount = NAN, .p10 = NAN, .median = NAN, .p90 = NAN, .deviation = NAN};
  self->scale = 1;
  self->last = VIGIE_TIME_NONE;
}

VigieEnergyRank *
vigie_energy_rank_new (VigieSiteData *site)
{
  VigieEnergyRank *self = g_object_new (VIGIE_TYPE_ENERGY_RANK, NULL);

  self->data = vigie_site_data_ref (site);
  self->name = vigie_site_text_plain (site->name, VIGIE_SITE_NAME_MAX);
  self->order = g_utf8_collate_key (self->name, -1);
  return self;
}

void
vigie_energy_rank_set (VigieEnergyRank *self,
                       VigieSite *live,
                       VigieKpi kpi,
                       const VigieEnergyFigure *figure,
                       const VigieEnergyResult *result,
                       const VigieEnergyDrift *drift,
                       VigieTime last)
{
  g_return_if_fail (VIGIE_IS_ENERGY_RANK (self));

  g_set_object (&self->site, live);
  self->kpi = kpi;
  self->figure = *figure;
  g_free (self->reason);
  self->reason = vigie_energy_text_reason (kpi, figure, result);
  self->drift = *drift;
  self->last = last;
}

void
vigie_energy_rank_set_scale (VigieEnergyRank *self, double scale)
{
  g_return_if_fail (VIGIE_IS_ENERGY_RANK (self));
  self->scale = scale;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

const char *
vigie_energy_rank_get_id (VigieEnergyRank *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK (self), NULL);
  return self->data->id;
}

const char *
vigie_energy_rank_get_name (VigieEnergyRank *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK (self), "");
  return self->name;
}

const char *
vigie_energy_rank_get_commune (VigieEnergyRank *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK (self), NULL);
  return self->data->details->commune_name;
}

VigieKind
vigie_energy_rank_get_kind (VigieEnergyRank *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK (self), VIGIE_KIND_OTHER);
  return self->data->kind;
}

VigieSite *
vigie_energy_rank_get_site (VigieEnergyRank *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK (self), NULL);
  return self->site;
}

VigieKpi
vigie_energy_rank_get_kpi (VigieEnergyRank *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK (self), VIGIE_KPI_CONSUMPTION);
  return self->kpi;
}

const VigieEnergyFigure *
vigie_energy_rank_get_figure (VigieEnergyRank *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK (self), NULL);
  return &self->figure;
}

const char *
vigie_energy_rank_get_reason (VigieEnergyRank *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK (self), NULL);
  return self->reason;
}

const VigieEnergyDrift *
vigie_energy_rank_get_drift (VigieEnergyRank *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK (self), NULL);
  return &self->drift;
}

double
vigie_energy_rank_get_scale (VigieEnergyRank *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK (self), 1);
  return self->scale;
}

VigieTime
vigie_energy_rank_get_last (VigieEnergyRank *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK (self), VIGIE_TIME_NONE);
  return self->last;
}

/* ---- Order ----------------------------------------------------------------------------------- */

static double
key_of (VigieEnergyRank *self, VigieEnergyRankKey key)
{
  switch (key)
    {
    case VIGIE_ENERGY_RANK_BY_DEVIATION:
      return self->drift.deviation;
    case VIGIE_ENERGY_RANK_BY_COVERAGE:
      return self->figure.coverage;
    case VIGIE_ENERGY_RANK_BY_LAST:
      return self->last != VIGIE_TIME_NONE ? (double) self->last : NAN;
    case VIGIE_ENERGY_RANK_BY_NAME:
    case VIGIE_ENERGY_RANK_BY_VALUE:
    default:
      return self->figure.value;
    }
}

int
vigie_energy_rank_compare (VigieEnergyRank *a,
                           VigieEnergyRank *b,
                           VigieEnergyRankKey key,
                           gboolean descending)
{
  double first, second;

  if (key == VIGIE_ENERGY_RANK_BY_NAME)
    return strcmp (a->order, b->order) * (descending ? -1 : 1);
  first = key_of (a, key);
  second = key_of (b, key);
  if (isnan (first) != isnan (second))
    return isnan (first) ? 1 : -1;
  if (first < second || first > second)
    return (first < second) == descending ? 1 : -1;
  return strcmp (a->order, b->order);
}

/* ---- Words ----------------------------------------------------------------------------------- */

char *
vigie_energy_rank_last_words (VigieEnergyRank *self, VigieTime now, gboolean live)
{
  g_autofree char *age = NULL;

  g_return_val_if_fail (VIGIE_IS_ENERGY_RANK (self), g_strdup (""));

  if (self->last == VIGIE_TIME_NONE)
    return g_strdup (_ ("no reading"));
  age = live ? vigie_text_calm_age (now, self->last) : vigie_words_at (now, self->last, NULL);
  if (live && self->site != NULL && vigie_site_get_freshness (self->site) == VIGIE_FRESHNESS_SILENT)
    /* Translators: a site of which nothing is heard, and how old its last reading is: “silent, 1 h 43 ago” */
    return g_strdup_printf (_ ("silent, %s"), age);
  return g_steal_pointer (&age);
}

char *
vigie_energy_rank_describe (VigieEnergyRank *self, VigieTime now, gboolean live)
{
  g_autofree char *value = vigie_figure_to_words (self->kpi, &self->figure);
  g_autofree char *deviation = vigie_energy_text_percent (self->drift.deviation);
  g_autofree char *coverage = vigie_coverage_words (self->figure.coverage);
  g_autofree char *last = vigie_energy_rank_last_words (self, now, live);

  if (self->reason != NULL)
    /* Translators: a site in a ranking: name, « n/a », why, last reading */
    return g_strdup_printf (_ ("%1$s: %2$s, %3$s, last reading %4$s"), self->name, value,
                            self->reason, last);
  /* Translators: a site in a ranking: name, energy, deviation from what is usual, coverage, last reading */
  return g_strdup_printf (
      _ ("%1$s: %2$s, %3$s compared with usual, coverage %4$s, last reading %5$s"), self->name,
      value, deviation, coverage, last);
}
