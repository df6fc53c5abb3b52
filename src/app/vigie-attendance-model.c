/* vigie-attendance-model.c: the attendance of all sites of a server, kept up to date while somebody wants it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-model.h"

#include <glib/gi18n-lib.h>

#include "vigie-attendance-model-private.h"
#include "vigie-time-axis.h"
#include "vigie-words.h"

/* µs of real time between two readings of the same days while their past is coming. */
#define LOADING_INTERVAL (2 * G_USEC_PER_SEC)

enum
{
  SIGNAL_PLAN_CHANGED,
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void vigie_attendance_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieAttendanceModel,
                               vigie_attendance_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      vigie_attendance_model_list_init))

/* ---- The list -------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *list)
{
  return VIGIE_TYPE_ATTENDANCE_ITEM;
}

static guint
get_n_items (GListModel *list)
{
  return VIGIE_ATTENDANCE_MODEL (list)->items->len;
}

static gpointer
get_item (GListModel *list, guint position)
{
  VigieAttendanceModel *self = VIGIE_ATTENDANCE_MODEL (list);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
vigie_attendance_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ---- Wants ----------------------------------------------------------------------------------- */

VigieTime
vigie_attendance_model_get_now (VigieAttendanceModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_MODEL (self), 0);
  if (self->territory != NULL)
    return vigie_clock_now (vigie_territory_get_clock (self->territory));
  return self->context != NULL ? vigie_clock_now (vigie_context_get_clock (self->context)) : 0;
}

static void
recent_cb (VigieAttendanceModel *self)
{
  gint64 now = g_get_monotonic_time ();

  vigie_attendance_model_set_all_dirty (self);
  vigie_attendance_model_queue_job (
      self, vigie_attendance_model_is_whole (self->recent) ? 0
            : now - self->read_at > LOADING_INTERVAL
                ? VIGIE_ATTENDANCE_READ_DELAY
                : (guint) ((LOADING_INTERVAL - (now - self->read_at)) / 1000));
}

static void
past_cb (VigieAttendanceModel *self)
{
  double progress = vigie_history_demand_get_progress (self->past);

  if (progress >= VIGIE_ATTENDANCE_LOADED_LEAST
      && (self->loaded < VIGIE_ATTENDANCE_LOADED_LEAST || progress >= 1))
    {
      self->habits_stale = TRUE;
      vigie_attendance_model_queue_job (self, VIGIE_ATTENDANCE_READ_DELAY);
    }
  /* Told in whole percents. */
  if (floor (100 * progress) == floor (100 * self->loaded))
    return;
  self->loaded = progress;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
drop_demand (VigieAttendanceModel *self, VigieHistoryDemand **demand)
{
  if (*demand != NULL)
    g_signal_handlers_disconnect_by_data (*demand, self);
  g_clear_object (demand);
}

static void
update_demands (VigieAttendanceModel *self)
{
  VigieTime now = vigie_attendance_model_get_now (self);
  GTimeZone *zone = vigie_words_default_zone ();
  const char *const *ids;
  guint n;

  if (self->want == 0 || self->plan == NULL || self->history == NULL)
    {
      drop_demand (self, &self->recent);
      drop_demand (self, &self->past);
      return;
    }
  ids = vigie_attendance_plan_get_measure_ids (self->plan, &n);
  if (n == 0)
    return;
  if (self->recent != NULL && self->recent_days != vigie_attendance_model_recent_days (self))
    drop_demand (self, &self->recent);
  if (self->recent == NULL)
    {
      self->recent_days = vigie_attendance_model_recent_days (self);
      self->recent = vigie_history_demand (
          self->history, ids, n, vigie_attendance_model_days_before (now, self->recent_days, zone),
          VIGIE_HISTORY_NOW_ON);
      g_signal_connect_object (self->recent, "notify::progress", G_CALLBACK (recent_cb), self,
                               G_CONNECT_SWAPPED);
      vigie_attendance_model_set_all_dirty (self);
    }
  if (!(self->want & VIGIE_ATTENDANCE_WANT_PAST))
    drop_demand (self, &self->past);
  else if (self->past == NULL)
    {
      self->past = vigie_history_demand (
          self->history, ids, n,
          vigie_attendance_model_days_before (now, 7 * VIGIE_ATTENDANCE_WEEKS, zone),
          VIGIE_HISTORY_NOW_ON);
      g_signal_connect_object (self->past, "notify::progress", G_CALLBACK (past_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

void
vigie_attendance_model_want (VigieAttendanceModel *self, gconstpointer user, guint want)
{
  GHashTableIter iter;
  gpointer value;
  guint all = 0;

  g_return_if_fail (VIGIE_IS_ATTENDANCE_MODEL (self));

  if (want != 0)
    g_hash_table_insert (self->users, (gpointer) user, GUINT_TO_POINTER (want));
  else
    g_hash_table_remove (self->users, user);
  g_hash_table_iter_init (&iter, self->users);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    all |= GPOINTER_TO_UINT (value);
  if (all == self->want)
    return;
  self->want = all;
  if (all == 0)
    {
      vigie_attendance_model_stop_plan (self);
      vigie_attendance_model_stop_job (self);
    }
  vigie_attendance_model_queue_round (self);
  update_demands (self);
  vigie_attendance_model_queue_plan (self);
  /* Time passed while nobody looked. */
  self->round_due = TRUE;
  vigie_attendance_model_queue_job (self, 0);
}

/* ---- Where it comes from, as it changes ------------------------------------------------------- */

/* Another clock: the link was lost, or is back. */
static void
link_cb (VigieAttendanceModel *self)
{
  self->round_due = TRUE;
  vigie_attendance_model_queue_round (self);
  vigie_attendance_model_queue_job (self, VIGIE_ATTENDANCE_READ_DELAY);
}

/* ---- Which sites ----------------------------------------------------------------------------- */

static void
revision_cb (VigieMeasure *measure, GParamSpec *pspec, gpointer user_data)
{
  VigieAttendanceModel *self = user_data;
  gpointer index = g_hash_table_lookup (self->measures, measure);

  self->sites[GPOINTER_TO_UINT (index)].is_dirty = TRUE;
  vigie_attendance_model_queue_job (self, VIGIE_ATTENDANCE_READ_DELAY);
}

static void
unwatch (VigieAttendanceModel *self)
{
  GHashTableIter iter;
  gpointer measure;

  g_hash_table_iter_init (&iter, self->measures);
  while (g_hash_table_iter_next (&iter, &measure, NULL))
    g_signal_handlers_disconnect_by_data (measure, self);
  g_hash_table_remove_all (self->measures);
}

static void
watch_measure (VigieAttendanceModel *self, const VigieMeasureData *data, guint index)
{
  VigieMeasure *measure = vigie_territory_find_measure (self->territory, data->id);

  if (measure == NULL || g_hash_table_contains (self->measures, measure))
    return;
  g_hash_table_insert (self->measures, g_object_ref (measure), GUINT_TO_POINTER (index));
  g_signal_connect_object (measure, "notify::revision", G_CALLBACK (revision_cb), self,
                           G_CONNECT_DEFAULT);
}

static void
watch_site (VigieAttendanceModel *self, guint index)
{
  const VigieAttendanceSite *site = vigie_attendance_plan_get_site (self->plan, index);

  for (guint i = 0; i < site->in->len; i++)
    watch_measure (self, g_ptr_array_index (site->in, i), index);
  for (guint i = 0; i < site->out->len; i++)
    watch_measure (self, g_ptr_array_index (site->out, i), index);
  if (site->present != NULL)
    watch_measure (self, site->present, index);
}

/* A site that goes on being one keeps its item. */
static VigieAttendanceItem *
make_item (GHashTable *former, VigieAttendanceState *state)
{
  VigieAttendanceItem *item = g_hash_table_lookup (former, state->site->data->id);

  if (item == NULL)
    return vigie_attendance_item_new (state);
  vigie_attendance_item_set_state (item, state);
  return g_object_ref (item);
}

/* By ids of their own: those of the items go with their states. */
static GHashTable *
items_by_id (VigieAttendanceModel *self)
{
  GHashTable *items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      VigieAttendanceItem *item = g_ptr_array_index (self->items, i);

      g_hash_table_insert (items, g_strdup (vigie_attendance_item_get_id (item)), item);
    }
  return items;
}

void
vigie_attendance_model_take_plan (VigieAttendanceModel *self,
                                  VigieAttendancePlan *plan,
                                  GPtrArray *states)
{
  g_autoptr (GHashTable) former = items_by_id (self);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = self->items->len;

  vigie_attendance_model_stop_job (self);
  unwatch (self);
  drop_demand (self, &self->recent);
  drop_demand (self, &self->past);
  g_clear_pointer (&self->plan, vigie_attendance_plan_unref);
  self->plan = plan != NULL ? vigie_attendance_plan_ref (plan) : NULL;
  self->n_sites = plan != NULL ? vigie_attendance_plan_get_n_sites (plan) : 0;
  g_free (self->sites);
  self->sites = g_new0 (VigieAttendanceModelSite, MAX (self->n_sites, 1));
  for (guint i = 0; i < self->n_sites; i++)
    {
      g_ptr_array_add (items, make_item (former, g_ptr_array_index (states, i)));
      watch_site (self, i);
    }
  g_ptr_array_unref (self->items);
  self->items = g_steal_pointer (&items);
  vigie_attendance_model_set_all_dirty (self);
  self->habits_stale = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->items->len);
  g_signal_emit (self, signals[SIGNAL_PLAN_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  update_demands (self);
  vigie_attendance_model_queue_job (self, 0);
}

/* ---- What is known --------------------------------------------------------------------------- */

VigieAttendancePlan *
vigie_attendance_model_get_plan (VigieAttendanceModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_MODEL (self), NULL);
  return self->plan;
}

VigieAttendanceItem *
vigie_attendance_model_find (VigieAttendanceModel *self, const char *site_id)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_MODEL (self), NULL);

  for (guint i = 0; site_id != NULL && i < self->items->len; i++)
    {
      VigieAttendanceItem *item = g_ptr_array_index (self->items, i);

      if (g_str_equal (vigie_attendance_item_get_id (item), site_id))
        return item;
    }
  return NULL;
}

GPtrArray *
vigie_attendance_model_dup_states (VigieAttendanceModel *self)
{
  GPtrArray *states
      = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_attendance_state_unref);

  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_MODEL (self), states);
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (states, vigie_attendance_state_ref (vigie_attendance_item_get_state (
                                 g_ptr_array_index (self->items, i))));
  return states;
}

double
vigie_attendance_model_get_loaded (VigieAttendanceModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_MODEL (self), 0);
  return self->loaded;
}

const char *
vigie_attendance_model_get_error (VigieAttendanceModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_MODEL (self), NULL);
  if (self->error != NULL)
    return self->error;
  return self->past != NULL ? vigie_history_demand_get_error (self->past) : NULL;
}

gboolean
vigie_attendance_model_is_reading (VigieAttendanceModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_MODEL (self), FALSE);
  return self->cancellable != NULL || self->gather != NULL || self->plan_cancellable != NULL;
}

/* ---- Where it comes from --------------------------------------------------------------------- */

static void
plan_stale_cb (VigieAttendanceModel *self)
{
  self->plan_stale = TRUE;
  vigie_attendance_model_queue_plan (self);
}

static void
sync_cb (VigieAttendanceModel *self)
{
  VigieSync *sync = self->context != NULL ? vigie_context_get_sync (self->context) : NULL;
  VigieHistory *history;

  if (sync == self->sync)
    return;
  vigie_attendance_model_stop_job (self);
  drop_demand (self, &self->recent);
  drop_demand (self, &self->past);
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_set_object (&self->sync, sync);
  history = sync != NULL ? vigie_sync_get_archive (sync) : NULL;
  g_set_object (&self->history, history);
  if (sync == NULL)
    return;
  g_signal_connect_object (sync, "loaded", G_CALLBACK (plan_stale_cb), self, G_CONNECT_SWAPPED);
  update_demands (self);
  vigie_attendance_model_queue_job (self, 0);
}

static void
territory_cb (VigieAttendanceModel *self)
{
  vigie_attendance_model_stop_plan (self);
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_data (self->territory, self);
  /* Of another server nothing is kept. */
  g_ptr_array_set_size (self->items, 0);
  vigie_attendance_model_take_plan (self, NULL, NULL);
  g_clear_pointer (&self->error, g_free);
  self->loaded = 0;
  g_clear_object (&self->territory);
  if (self->context != NULL)
    g_set_object (&self->territory, vigie_context_get_territory (self->context));
  sync_cb (self);
  if (self->territory != NULL)
    {
      g_signal_connect_object (self->territory, "items-changed", G_CALLBACK (plan_stale_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->territory, "notify::n-measures", G_CALLBACK (plan_stale_cb),
                               self, G_CONNECT_SWAPPED);
    }
  plan_stale_cb (self);
}

static void
vigie_attendance_model_dispose (GObject *object)
{
  VigieAttendanceModel *self = VIGIE_ATTENDANCE_MODEL (object);

  self->want = 0;
  vigie_attendance_model_queue_round (self);
  vigie_attendance_model_stop_plan (self);
  vigie_attendance_model_stop_job (self);
  unwatch (self);
  drop_demand (self, &self->recent);
  drop_demand (self, &self->past);
  g_clear_object (&self->history);
  g_clear_object (&self->sync);
  g_clear_object (&self->territory);
  g_clear_weak_pointer (&self->context);

  G_OBJECT_CLASS (vigie_attendance_model_parent_class)->dispose (object);
}

static void
vigie_attendance_model_finalize (GObject *object)
{
  VigieAttendanceModel *self = VIGIE_ATTENDANCE_MODEL (object);

  g_clear_pointer (&self->plan, vigie_attendance_plan_unref);
  g_hash_table_unref (self->measures);
  g_hash_table_unref (self->users);
  g_ptr_array_unref (self->items);
  g_free (self->sites);
  g_free (self->error);

  G_OBJECT_CLASS (vigie_attendance_model_parent_class)->finalize (object);
}

static void
vigie_attendance_model_class_init (VigieAttendanceModelClass *klass)
{
  static const char *const names[N_SIGNALS] = {"plan-changed", "changed"};

  G_OBJECT_CLASS (klass)->dispose = vigie_attendance_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_attendance_model_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], VIGIE_TYPE_ATTENDANCE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_attendance_model_init (VigieAttendanceModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->users = g_hash_table_new (NULL, NULL);
  self->measures = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->habits_stale = TRUE;
}

VigieAttendanceModel *
vigie_attendance_model_get (VigieContext *context)
{
  static GQuark quark = 0;
  VigieAttendanceModel *self;

  g_return_val_if_fail (VIGIE_IS_CONTEXT (context), NULL);

  if (quark == 0)
    quark = g_quark_from_static_string ("vigie-attendance-model");
  self = g_object_get_qdata (G_OBJECT (context), quark);
  if (self != NULL)
    return self;
  self = g_object_new (VIGIE_TYPE_ATTENDANCE_MODEL, NULL);
  g_object_set_qdata_full (G_OBJECT (context), quark, self, g_object_unref);
  g_set_weak_pointer (&self->context, context);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::sync", G_CALLBACK (sync_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "link-changed", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  territory_cb (self);
  return self;
}
