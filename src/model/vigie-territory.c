/* vigie-territory.c: the live territory: what the pages show
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-territory.h"

#include "vigie-territory-private.h"

enum
{
  PROP_0,
  PROP_N_SITES,
  PROP_N_MEASURES,
  PROP_DEMONSTRATION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_SITES_CHANGED,
  SIGNAL_CHANGED,
  SIGNAL_LEVEL_CHANGED,
  SIGNAL_PROBLEM_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
vigie_territory_get_item_type (GListModel *list)
{
  return VIGIE_TYPE_SITE;
}

static guint
vigie_territory_get_n_items (GListModel *list)
{
  return VIGIE_TERRITORY (list)->n_listed;
}

static gpointer
vigie_territory_get_item (GListModel *list, guint position)
{
  VigieTerritory *self = VIGIE_TERRITORY (list);

  if (position >= self->n_listed)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->sites, position));
}

static void
vigie_territory_list_init (GListModelInterface *iface)
{
  iface->get_item_type = vigie_territory_get_item_type;
  iface->get_n_items = vigie_territory_get_n_items;
  iface->get_item = vigie_territory_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieTerritory,
                               vigie_territory,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, vigie_territory_list_init))

/* ---- What is to be told ---------------------------------------------------------------------- */

void
vigie_territory_flush (VigieTerritory *self, gboolean end)
{
  g_autoptr (GPtrArray) measures = NULL;
  g_autoptr (GPtrArray) sites = NULL;
  g_autoptr (GPtrArray) changed = NULL;
  gboolean demonstration;

  for (guint i = 0; i < self->touched_sites->len; i++)
    {
      VigieSite *site = g_ptr_array_index (self->touched_sites, i);

      site->touched = FALSE;
      vigie_site_refresh (site);
    }
  vigie_territory_refresh_sensors (self);

  if (self->n_listed < self->sites->len)
    {
      guint position = self->n_listed;

      self->n_listed = self->sites->len;
      g_list_model_items_changed (G_LIST_MODEL (self), position, 0, self->n_listed - position);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SITES]);
    }

  /* Handlers may apply more: they find empty lists. */
  if (self->touched_measures->len > 0)
    {
      measures = g_steal_pointer (&self->touched_measures);
      self->touched_measures = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < measures->len; i++)
        {
          VigieMeasure *measure = g_ptr_array_index (measures, i);

          measure->touched = FALSE;
          vigie_measure_tell (measure);
        }
    }
  if (self->touched_sites->len > 0)
    {
      sites = g_steal_pointer (&self->touched_sites);
      self->touched_sites = g_ptr_array_new_with_free_func (g_object_unref);
      changed = g_ptr_array_sized_new (sites->len);
      for (guint i = 0; i < sites->len; i++)
        {
          VigieSite *site = g_ptr_array_index (sites, i);
          gboolean problem_changed = (site->changes & VIGIE_SITE_CHANGE_PROBLEM) != 0;

          if ((site->changes & VIGIE_SITE_CHANGE_SHOWN) != 0)
            g_ptr_array_add (changed, site);
          if (vigie_site_tell (site))
            self->state_changed = TRUE;
          if (problem_changed)
            g_signal_emit (self, signals[SIGNAL_PROBLEM_CHANGED], 0, site);
        }
      if (changed->len > 0)
        g_signal_emit (self, signals[SIGNAL_SITES_CHANGED], 0, changed);
    }
  vigie_territory_tell_sensors (self);

  if (self->n_measures_told != self->n_measures)
    {
      self->n_measures_told = self->n_measures;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MEASURES]);
    }
  demonstration = vigie_territory_get_demonstration (self);
  if (self->demonstration_told != demonstration)
    {
      self->demonstration_told = demonstration;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEMONSTRATION]);
    }
  if (end && self->state_changed)
    {
      self->state_changed = FALSE;
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
}

void
vigie_territory_tell_level (VigieTerritory *self, VigieSite *site)
{
  g_signal_emit (self, signals[SIGNAL_LEVEL_CHANGED], 0, site);
}

void
vigie_territory_tell_removed (VigieTerritory *self, guint start, guint n)
{
  self->n_listed = self->sites->len;
  self->state_changed = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), start, n, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SITES]);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_territory_dispose (GObject *object)
{
  VigieTerritory *self = VIGIE_TERRITORY (object);
  VigieTerritoryJob *job;

  g_clear_handle_id (&self->slice_source, g_source_remove);
  g_clear_pointer (&self->wake, vigie_wake_free);
  vigie_territory_clock_dispose (self);
  while ((job = g_queue_pop_head (&self->jobs)) != NULL)
    {
      if (job->done != NULL)
        job->done (job->user_data);
      vigie_territory_job_free (job);
    }

  G_OBJECT_CLASS (vigie_territory_parent_class)->dispose (object);
}

static void
vigie_territory_finalize (GObject *object)
{
  VigieTerritory *self = VIGIE_TERRITORY (object);

  vigie_territory_sensors_finalize (self);
  g_clear_pointer (&self->areas, vigie_areas_unref);
  g_ptr_array_unref (self->touched_measures);
  g_ptr_array_unref (self->touched_sites);
  g_hash_table_unref (self->measures_by_id);
  vigie_site_table_clear (&self->sites_by_id);
  g_hash_table_unref (self->orphans);
  for (guint i = 0; i < self->sites->len; i++)
    {
      VigieSite *site = g_ptr_array_index (self->sites, i);

      site->territory = NULL;
      for (guint j = 0; j < site->parts->n_measures; j++)
        site->parts->measures[j]->due.place = 0;
    }
  g_ptr_array_unref (self->sites);
  g_array_unref (self->free_slots);
  g_hash_table_unref (self->sensors);
  vigie_schedule_clear (&self->schedule);

  G_OBJECT_CLASS (vigie_territory_parent_class)->finalize (object);
}

static void
vigie_territory_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  VigieTerritory *self = VIGIE_TERRITORY (object);

  switch (property_id)
    {
    case PROP_N_SITES:
      g_value_set_uint (value, self->n_listed);
      break;
    case PROP_N_MEASURES:
      g_value_set_uint (value, self->n_measures);
      break;
    case PROP_DEMONSTRATION:
      g_value_set_boolean (value, vigie_territory_get_demonstration (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vigie_territory_class_init (VigieTerritoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = vigie_territory_dispose;
  object_class->finalize = vigie_territory_finalize;
  object_class->get_property = vigie_territory_get_property;

  properties[PROP_N_SITES] = g_param_spec_uint ("n-sites", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_MEASURES]
      = g_param_spec_uint ("n-measures", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_DEMONSTRATION] = g_param_spec_boolean ("demonstration", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_SITES_CHANGED]
      = g_signal_new ("sites-changed", VIGIE_TYPE_TERRITORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VIGIE_TYPE_TERRITORY, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LEVEL_CHANGED]
      = g_signal_new ("level-changed", VIGIE_TYPE_TERRITORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, VIGIE_TYPE_SITE);
  signals[SIGNAL_PROBLEM_CHANGED]
      = g_signal_new ("problem-changed", VIGIE_TYPE_TERRITORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, VIGIE_TYPE_SITE);
}

static void
vigie_territory_init (VigieTerritory *self)
{
  self->sites = g_ptr_array_new_with_free_func (g_object_unref);
  self->free_slots = g_array_new (FALSE, FALSE, sizeof (guint));
  self->measures_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->sensors = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) vigie_sensor_data_unref);
  self->orphans
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->touched_measures = g_ptr_array_new_with_free_func (g_object_unref);
  self->touched_sites = g_ptr_array_new_with_free_func (g_object_unref);
  self->full_tick_next = G_MAXUINT;
  vigie_territory_sensors_init (self);
  g_queue_init (&self->jobs);
}

VigieTerritory *
vigie_territory_new (VigieClock *clock)
{
  VigieTerritory *self;

  g_return_val_if_fail (VIGIE_IS_CLOCK (clock), NULL);

  self = g_object_new (VIGIE_TYPE_TERRITORY, NULL);
  self->clock = g_object_ref (clock);
  vigie_territory_clock_init (self);
  return self;
}

VigieSite *
vigie_territory_find_site (VigieTerritory *self, const char *id)
{
  g_return_val_if_fail (VIGIE_IS_TERRITORY (self), NULL);
  return id != NULL ? vigie_site_table_find (&self->sites_by_id, id) : NULL;
}

VigieMeasure *
vigie_territory_find_measure (VigieTerritory *self, const char *id)
{
  g_return_val_if_fail (VIGIE_IS_TERRITORY (self), NULL);
  return id != NULL ? g_hash_table_lookup (self->measures_by_id, id) : NULL;
}

guint
vigie_territory_get_n_measures (VigieTerritory *self)
{
  g_return_val_if_fail (VIGIE_IS_TERRITORY (self), 0);
  return self->n_measures;
}

gboolean
vigie_territory_get_demonstration (VigieTerritory *self)
{
  g_return_val_if_fail (VIGIE_IS_TERRITORY (self), FALSE);
  return self->server_demonstration || self->n_demonstration > 0;
}

void
vigie_territory_set_demonstration (VigieTerritory *self, gboolean demonstration)
{
  g_return_if_fail (VIGIE_IS_TERRITORY (self));

  self->server_demonstration = !!demonstration;
  vigie_territory_flush (self, FALSE);
}

VigieTerritoryCounts
vigie_territory_get_counts (VigieTerritory *self)
{
  static const VigieTerritoryCounts none = {0};

  g_return_val_if_fail (VIGIE_IS_TERRITORY (self), none);
  return self->counts;
}
