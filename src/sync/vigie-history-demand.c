/* vigie-history-demand.c: the past of many measures, for what is summed up of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-history-private.h"
#include "vigie-spans.h"

/* Progress is told in steps of this, and at the end. */
#define STEP 0.002

/* Of a measure, µs. */
typedef struct
{
  gint64 missing, wanted;
  gboolean is_seen;
} Entry;

enum
{
  PROP_PROGRESS = 1,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieHistoryDemand, vigie_history_demand, G_TYPE_OBJECT)

static void
vigie_history_demand_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieHistoryDemand *self = VIGIE_HISTORY_DEMAND (object);

  switch (id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_history_demand_dispose (GObject *object)
{
  VigieHistoryDemand *self = VIGIE_HISTORY_DEMAND (object);

  if (self->history != NULL)
    vigie_history_demand_removed (self->history, self);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (vigie_history_demand_parent_class)->dispose (object);
}

static void
vigie_history_demand_finalize (GObject *object)
{
  VigieHistoryDemand *self = VIGIE_HISTORY_DEMAND (object);

  g_ptr_array_unref (self->wants);
  g_hash_table_unref (self->entries);

  G_OBJECT_CLASS (vigie_history_demand_parent_class)->finalize (object);
}

static void
vigie_history_demand_class_init (VigieHistoryDemandClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vigie_history_demand_get_property;
  object_class->dispose = vigie_history_demand_dispose;
  object_class->finalize = vigie_history_demand_finalize;
  props[PROP_PROGRESS]
      = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0,
                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
vigie_history_demand_init (VigieHistoryDemand *self)
{
  self->wants = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_history_want_unref);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

VigieHistoryDemand *
vigie_history_demand (VigieHistory *self,
                      const char *const *measure_ids,
                      guint n,
                      VigieTime from,
                      VigieTime to)
{
  VigieHistoryDemand *demand;

  g_return_val_if_fail (VIGIE_IS_HISTORY (self), NULL);

  demand = g_object_new (VIGIE_TYPE_HISTORY_DEMAND, NULL);
  demand->history = g_object_ref (self);
  vigie_history_demand_added (self, demand);
  for (guint i = 0; i < n && from < to; i++)
    {
      VigieHistoryWant *want;

      if (!g_hash_table_insert (demand->entries, g_strdup (measure_ids[i]), g_new0 (Entry, 1)))
        continue;
      want = vigie_history_make_want (self, measure_ids[i]);
      want->demand = demand->number;
      /* In the order asked, among those of which as much came. */
      want->order = -(gint64) i;
      vigie_spans_add (want->spans, from, to);
      g_ptr_array_add (demand->wants, want);
    }
  if (demand->wants->len == 0)
    demand->progress = 1;
  return demand;
}

double
vigie_history_demand_get_progress (VigieHistoryDemand *self)
{
  g_return_val_if_fail (VIGIE_IS_HISTORY_DEMAND (self), 0);
  return self->progress;
}

const char *
vigie_history_demand_get_error (VigieHistoryDemand *self)
{
  g_return_val_if_fail (VIGIE_IS_HISTORY_DEMAND (self), NULL);

  for (guint i = 0; i < self->wants->len && self->progress < 1; i++)
    {
      const VigieHistoryWant *want = g_ptr_array_index (self->wants, i);
      const Entry *entry = g_hash_table_lookup (self->entries, want->id);
      const char *failure = vigie_history_get_failure (self->history, want->id);

      if (failure != NULL && (!entry->is_seen || entry->missing > 0))
        return failure;
    }
  return NULL;
}

void
vigie_history_demand_add_wants (VigieHistoryDemand *self, GPtrArray *wants)
{
  for (guint i = 0; i < self->wants->len; i++)
    g_ptr_array_add (wants, vigie_history_want_ref (g_ptr_array_index (self->wants, i)));
}

void
vigie_history_demand_update (VigieHistoryDemand *self,
                             const char *id,
                             gint64 missing,
                             gint64 wanted)
{
  Entry *entry = g_hash_table_lookup (self->entries, id);
  double progress;

  if (entry == NULL)
    return;
  self->n_seen += !entry->is_seen;
  self->missing += missing - entry->missing;
  self->wanted += wanted - entry->wanted;
  *entry = (Entry) {missing, wanted, TRUE};
  /* Before all were looked at it is not known how much there is to do. */
  if (self->n_seen < self->wants->len)
    return;
  progress = self->missing == 0 ? 1 : 1 - (double) self->missing / (double) self->wanted;
  if (progress == self->progress || (progress < 1 && fabs (progress - self->progress) < STEP))
    return;
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
}
