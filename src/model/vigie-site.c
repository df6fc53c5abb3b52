/* vigie-site.c: a site of the territory and its measures, live
 *
 * There may be a million of them, most of which are no more than a place: what comes of measures is kept apart, the
 * array of measures is bare, and the list model and the words of the reason are made only for the sites that somebody
 * looks at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site.h"

#include <string.h>

#include "vigie-model-private.h"
#include "vigie-site-slot.h"

/* ---- The measures as a list ------------------------------------------------------------------ */

#define VIGIE_TYPE_SITE_MEASURES (vigie_site_measures_get_type ())
G_DECLARE_FINAL_TYPE (VigieSiteMeasures, vigie_site_measures, VIGIE, SITE_MEASURES, GObject)

struct _VigieSiteMeasures
{
  GObject parent_instance;

  VigieSite *site; /* unowned; NULL once the site is gone */
  guint n_told;    /* its length as its users know it */
};

static GType
vigie_site_measures_get_item_type (GListModel *list)
{
  return VIGIE_TYPE_MEASURE;
}

static guint
vigie_site_measures_get_n_items (GListModel *list)
{
  VigieSiteMeasures *self = VIGIE_SITE_MEASURES (list);

  return self->site != NULL ? self->site->parts->n_measures : 0;
}

static gpointer
vigie_site_measures_get_item (GListModel *list, guint position)
{
  VigieSiteMeasures *self = VIGIE_SITE_MEASURES (list);

  if (self->site == NULL || position >= self->site->parts->n_measures)
    return NULL;
  return g_object_ref (self->site->parts->measures[position]);
}

static void
vigie_site_measures_list_init (GListModelInterface *iface)
{
  iface->get_item_type = vigie_site_measures_get_item_type;
  iface->get_n_items = vigie_site_measures_get_n_items;
  iface->get_item = vigie_site_measures_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieSiteMeasures,
                               vigie_site_measures,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      vigie_site_measures_list_init))

static void
vigie_site_measures_class_init (VigieSiteMeasuresClass *klass)
{
}

static void
vigie_site_measures_init (VigieSiteMeasures *self)
{
}

/* ---- The site -------------------------------------------------------------------------------- */

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_SEVERITY,
  PROP_CONDITION,
  PROP_FRESHNESS,
  PROP_REASON,
  PROP_DATA,
  PROP_LEVEL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const VigieSiteParts no_parts;

G_DEFINE_FINAL_TYPE (VigieSite, vigie_site, G_TYPE_OBJECT)

VigieSiteParts *
vigie_site_edit_parts (VigieSite *self)
{
  if (self->parts == &no_parts)
    self->parts = g_memdup2 (&no_parts, sizeof no_parts);
  return (VigieSiteParts *) self->parts;
}

static void
free_parts (VigieSiteParts *parts)
{
  if (parts->list != NULL)
    VIGIE_SITE_MEASURES (parts->list)->site = NULL;
  g_clear_object (&parts->list);
  for (guint i = 0; i < parts->n_measures; i++)
    {
      parts->measures[i]->site = NULL;
      g_object_unref (parts->measures[i]);
    }
  g_free (parts->measures);
  g_free (parts->reason);
  g_free (parts);
}

static void
vigie_site_finalize (GObject *object)
{
  VigieSite *self = VIGIE_SITE (object);

  if (self->parts != &no_parts)
    free_parts (vigie_site_edit_parts (self));
  vigie_site_data_unref (self->data);

  G_OBJECT_CLASS (vigie_site_parent_class)->finalize (object);
}

static void
vigie_site_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  VigieSite *self = VIGIE_SITE (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->data->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->data->name);
      break;
    case PROP_SEVERITY:
      g_value_set_int (value, vigie_site_get_severity (self));
      break;
    case PROP_CONDITION:
      g_value_set_int (value, self->condition);
      break;
    case PROP_FRESHNESS:
      g_value_set_int (value, self->freshness);
      break;
    case PROP_REASON:
      g_value_set_string (value, vigie_site_get_reason (self));
      break;
    case PROP_DATA:
      g_value_set_pointer (value, self->data);
      break;
    case PROP_LEVEL:
      g_value_set_int (value, self->level);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vigie_site_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_LEVEL)
    vigie_site_set_level (VIGIE_SITE (object), (VigieLevel) g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
vigie_site_class_init (VigieSiteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = vigie_site_finalize;
  object_class->get_property = vigie_site_get_property;
  object_class->set_property = vigie_site_set_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_SEVERITY] = g_param_spec_int ("severity", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_CONDITION] = g_param_spec_int ("condition", NULL, NULL, 0, VIGIE_N_CONDITION - 1,
                                                 VIGIE_CONDITION_UNKNOWN, flags);
  properties[PROP_FRESHNESS] = g_param_spec_int ("freshness", NULL, NULL, 0, VIGIE_N_FRESHNESS - 1,
                                                 VIGIE_FRESHNESS_NONE, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, "", flags);
  properties[PROP_DATA] = g_param_spec_pointer ("data", NULL, NULL, flags);
  properties[PROP_LEVEL] = g_param_spec_int ("level", NULL, NULL, 0, VIGIE_N_LEVEL - 1,
                                             VIGIE_LEVEL_UNKNOWN, flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vigie_site_init (VigieSite *self)
{
  self->parts = &no_parts;
  self->freshness = VIGIE_FRESHNESS_NONE;
  self->condition = VIGIE_CONDITION_UNKNOWN;
}

VigieSite *
vigie_site_new (VigieSiteData *data)
{
  VigieSite *self = g_object_new (VIGIE_TYPE_SITE, NULL);

  self->data = data;
  return self;
}

void
vigie_site_add_measure (VigieSite *self, VigieMeasure *measure)
{
  VigieSiteParts *parts = vigie_site_edit_parts (self);

  /* Sites have few measures and mostly the same number: grown four by four. */
  if (parts->n_measures % 4 == 0)
    parts->measures = g_renew (VigieMeasure *, parts->measures, parts->n_measures + 4);
  parts->measures[parts->n_measures++] = measure;
  measure->site = self;
  self->changes |= VIGIE_SITE_CHANGE_MEASURES;
}

VigieMeasure *
vigie_site_take_measure (VigieSite *self, VigieMeasure *measure)
{
  VigieSiteParts *parts = vigie_site_edit_parts (self);

  for (guint i = 0; i < parts->n_measures; i++)
    if (parts->measures[i] == measure)
      {
        memmove (parts->measures + i, parts->measures + i + 1,
                 (parts->n_measures - i - 1) * sizeof *parts->measures);
        parts->n_measures--;
        /* Kept a multiple of four: see vigie_site_add_measure(). */
        parts->measures
            = g_renew (VigieMeasure *, parts->measures, (parts->n_measures / 4 + 1) * 4);
        if (parts->worst == measure)
          parts->worst = NULL;
        measure->site = NULL;
        self->changes |= VIGIE_SITE_CHANGE_MEASURES;
        return measure;
      }
  g_return_val_if_reached (NULL);
}

/* Whether @a says more of the site's state than @b does: worse, or as bad and of the site rather
 * than of the device, or the same for longer. */
static gboolean
is_worse (const VigieMeasure *a, const VigieMeasure *b)
{
  gboolean a_diagnostic, b_diagnostic;

  if (a->severity != b->severity)
    return a->severity > b->severity;
  a_diagnostic = vigie_role_is_diagnostic (a->data->role);
  b_diagnostic = vigie_role_is_diagnostic (b->data->role);
  return !a_diagnostic && b_diagnostic;
}

/* By the last reading, fresh or not; NORMAL where it is out of service. */
static VigieCondition
last_condition (const VigieMeasure *measure)
{
  VigieCondition condition = measure->state.condition;

  if (measure->freshness == VIGIE_FRESHNESS_OUT_OF_SERVICE
      || (condition != VIGIE_CONDITION_WARNING && condition != VIGIE_CONDITION_CRITICAL))
    return VIGIE_CONDITION_NORMAL;
  return condition;
}

/* Of the site as a whole. */
static void
set_state (VigieSite *self, VigieFreshness freshness, VigieCondition condition)
{
  if (vigie_severity (self->freshness, self->condition) != vigie_severity (freshness, condition))
    self->changes |= VIGIE_SITE_CHANGE_SEVERITY;
  if (self->freshness != freshness)
    self->changes |= VIGIE_SITE_CHANGE_FRESHNESS;
  if (self->condition != condition)
    self->changes |= VIGIE_SITE_CHANGE_CONDITION;
  if ((self->changes
       & (VIGIE_SITE_CHANGE_FRESHNESS | VIGIE_SITE_CHANGE_CONDITION | VIGIE_SITE_CHANGE_DATA))
      != 0)
    self->changes |= VIGIE_SITE_CHANGE_REASON;
  self->freshness = freshness;
  self->condition = condition;
}

/* What comes of its measures. */
static void
refresh_parts (VigieSite *self, VigieSiteParts *parts)
{
  VigieCondition problem = VIGIE_CONDITION_NORMAL;
  guint n_problems = 0;
  VigieMeasure *worst = NULL;

  for (guint i = 0; i < parts->n_measures; i++)
    {
      VigieMeasure *measure = parts->measures[i];
      VigieCondition found;

      if (worst == NULL || is_worse (measure, worst))
        worst = measure;
      found = last_condition (measure);
      if (found > problem)
        n_problems = 0;
      problem = MAX (problem, found);
      n_problems += found != VIGIE_CONDITION_NORMAL && found == problem;
    }
  if (self->problem != problem || parts->n_problems != n_problems)
    {
      self->problem = problem;
      parts->n_problems = n_problems;
      self->changes |= VIGIE_SITE_CHANGE_PROBLEM;
    }
  if (parts->worst != worst
      || (worst != NULL
          && worst->severity > vigie_severity (VIGIE_FRESHNESS_LIVE, VIGIE_CONDITION_NORMAL)
          && parts->reason_revision != worst->revision))
    self->changes |= VIGIE_SITE_CHANGE_REASON;
  parts->worst = worst;
}

void
vigie_site_refresh (VigieSite *self)
{
  VigieSiteParts *parts = self->parts != &no_parts ? vigie_site_edit_parts (self) : NULL;
  const VigieMeasure *worst;

  if (parts != NULL)
    refresh_parts (self, parts);
  worst = self->parts->worst;
  if (worst != NULL)
    set_state (self, worst->freshness, worst->condition);
  else if (self->data->out_of_service)
    set_state (self, VIGIE_FRESHNESS_OUT_OF_SERVICE, VIGIE_CONDITION_UNKNOWN);
  else
    set_state (self, VIGIE_FRESHNESS_NONE, VIGIE_CONDITION_UNKNOWN);
  if (worst != NULL && (self->changes & VIGIE_SITE_CHANGE_REASON) != 0)
    parts->reason_revision = worst->revision;
}

gboolean
vigie_site_tell (VigieSite *self)
{
  guint changes = self->changes;

  self->changes = 0;
  if ((changes & VIGIE_SITE_CHANGE_MEASURES) != 0 && self->parts->list != NULL)
    {
      VigieSiteMeasures *list = VIGIE_SITE_MEASURES (self->parts->list);
      guint n_told = list->n_told;

      list->n_told = self->parts->n_measures;
      g_list_model_items_changed (self->parts->list, 0, n_told, list->n_told);
    }
  if (changes & VIGIE_SITE_CHANGE_DATA)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATA]);
  if (changes & VIGIE_SITE_CHANGE_NAME)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  if (changes & VIGIE_SITE_CHANGE_FRESHNESS)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRESHNESS]);
  if (changes & VIGIE_SITE_CHANGE_CONDITION)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONDITION]);
  if (changes & VIGIE_SITE_CHANGE_SEVERITY)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEVERITY]);
  if (changes & VIGIE_SITE_CHANGE_REASON)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
  return changes != 0;
}

const VigieSiteData *
vigie_site_get_data (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), NULL);
  return self->data;
}

const char *
vigie_site_get_id (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), NULL);
  return self->data->id;
}

const char *
vigie_site_get_name (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), NULL);
  return self->data->name;
}

VigieKind
vigie_site_get_kind (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), VIGIE_KIND_OTHER);
  return self->data->kind;
}

double
vigie_site_get_lat (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), NAN);
  return self->data->lat;
}

double
vigie_site_get_lon (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), NAN);
  return self->data->lon;
}

guint
vigie_site_get_slot (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), 0);
  return self->slot;
}

GListModel *
vigie_site_get_measures (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), NULL);

  if (self->parts->list == NULL)
    {
      VigieSiteParts *parts = vigie_site_edit_parts (self);
      VigieSiteMeasures *list = g_object_new (VIGIE_TYPE_SITE_MEASURES, NULL);

      list->site = self;
      list->n_told = parts->n_measures;
      parts->list = G_LIST_MODEL (list);
    }
  return self->parts->list;
}

VigieMeasure *
vigie_site_get_worst (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), NULL);
  return self->parts->worst;
}

VigieCondition
vigie_site_get_condition (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), VIGIE_CONDITION_UNKNOWN);
  return self->condition;
}

VigieFreshness
vigie_site_get_freshness (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), VIGIE_FRESHNESS_NEVER);
  return self->freshness;
}

int
vigie_site_get_severity (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), 0);
  return vigie_severity (self->freshness, self->condition);
}

VigieCondition
vigie_site_get_problem (VigieSite *self, guint *n_measures)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), VIGIE_CONDITION_NORMAL);

  if (n_measures != NULL)
    *n_measures = self->parts->n_problems;
  return self->problem;
}

VigieMeasure *
vigie_site_get_problem_measure (VigieSite *self)
{
  VigieMeasure *silent = NULL;

  g_return_val_if_fail (VIGIE_IS_SITE (self), NULL);

  if (self->problem == VIGIE_CONDITION_NORMAL)
    return NULL;
  for (guint i = 0; i < self->parts->n_measures; i++)
    {
      VigieMeasure *measure = self->parts->measures[i];

      if (last_condition (measure) != self->problem)
        continue;
      if (measure->freshness == VIGIE_FRESHNESS_LIVE || measure->freshness == VIGIE_FRESHNESS_LATE)
        return measure;
      if (silent == NULL)
        silent = measure;
    }
  return silent;
}

VigieTime
vigie_site_get_since (VigieSite *self)
{
  const VigieMeasure *worst;

  g_return_val_if_fail (VIGIE_IS_SITE (self), VIGIE_TIME_NONE);

  worst = self->parts->worst;
  if (self->data->out_of_service)
    return self->data->details->out_of_service_since;
  if (worst == NULL)
    return VIGIE_TIME_NONE;
  switch ((VigieFreshness) worst->freshness)
    {
    case VIGIE_FRESHNESS_OUT_OF_SERVICE:
      return worst->data->out_of_service_since;
    case VIGIE_FRESHNESS_NEVER:
      return worst->data->installed;
    case VIGIE_FRESHNESS_SILENT:
      return worst->latest.time;
    case VIGIE_FRESHNESS_LIVE:
    case VIGIE_FRESHNESS_LATE:
    case VIGIE_FRESHNESS_NONE: /* no measure's */
    default:
      if (worst->condition == VIGIE_CONDITION_WARNING
          || worst->condition == VIGIE_CONDITION_CRITICAL)
        return worst->state.since != 0 ? worst->state.since : VIGIE_TIME_NONE;
      return worst->freshness == VIGIE_FRESHNESS_LATE ? worst->latest.time : VIGIE_TIME_NONE;
    }
}

VigieTime
vigie_site_get_last_reading (VigieSite *self)
{
  VigieTime last = VIGIE_TIME_NONE;

  g_return_val_if_fail (VIGIE_IS_SITE (self), VIGIE_TIME_NONE);

  for (guint i = 0; i < self->parts->n_measures; i++)
    last = MAX (last, self->parts->measures[i]->latest.time);
  return last;
}

void
vigie_site_set_level (VigieSite *self, VigieLevel level)
{
  g_return_if_fail (VIGIE_IS_SITE (self));

  if ((guint) level >= VIGIE_N_LEVEL)
    level = VIGIE_LEVEL_UNKNOWN;
  if (self->level == level)
    return;
  self->level = level;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
  if (self->territory != NULL)
    vigie_territory_tell_level (self->territory, self);
}

VigieLevel
vigie_site_get_level (VigieSite *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE (self), VIGIE_LEVEL_UNKNOWN);
  return self->level;
}
