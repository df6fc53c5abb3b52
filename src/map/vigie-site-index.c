/* vigie-site-index.c: the located sites of a territory, gathered in clusters, kept up to date.
 *
 * A build takes the changes noted so far and the clusters shown, and makes the next ones of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-index-private.h"

#include <math.h>

/* Up to here gathering takes some two ms and is done at once. */
#define AT_ONCE 3000
/* The map is not made anew more often than this, nor for more than a fifth of the time. */
#define REBUILD_INTERVAL_MS 150
#define REBUILD_SHARE 5
/* Insertions up to this many sites are put into the mirror; of more, all is read again. */
#define INSERT_AT_ONCE 1000

/* What the thread works on. */
typedef struct
{
  VigieSiteIndex *index;       /* unowned; NULL where it is no longer wanted; the main thread's */
  VigieClusterDraft *draft;    /* owned, until it is finished */
  GArray *changes;             /* owned: VigieSiteIndexChange */
  VigieClusterIndex *clusters; /* owned: the result */
  gboolean located;
  double x0, y0, x1, y1; /* the extent, where located */
  gint64 duration;       /* µs */
} Build;

G_DEFINE_FINAL_TYPE (VigieSiteIndex, vigie_site_index, G_TYPE_OBJECT)

guint vigie_site_index_signals[VIGIE_SITE_INDEX_N_SIGNALS];

GListModel *
vigie_site_index_get_model (VigieSiteIndex *self)
{
  return self->sites != NULL ? self->sites : G_LIST_MODEL (self->territory);
}

/* ---- Building -------------------------------------------------------------------------------- */

static void
build_free (Build *build)
{
  g_clear_pointer (&build->draft, vigie_cluster_draft_free);
  g_clear_pointer (&build->clusters, vigie_cluster_index_unref);
  g_array_unref (build->changes);
  g_free (build);
}

static Build *
build_start (VigieSiteIndex *self)
{
  Build *build = g_new0 (Build, 1);

  build->draft = vigie_cluster_draft_new (self->fresh ? NULL : self->clusters);
  build->changes = g_steal_pointer (&self->changes);
  self->changes = g_array_new (FALSE, FALSE, sizeof (VigieSiteIndexChange));
  if (self->fresh)
    self->purge_next = 0;
  self->fresh = FALSE;
  return build;
}

/* All that touches no site, on whichever thread. */
static void
build_finish (Build *build)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < build->changes->len; i++)
    {
      const VigieSiteIndexChange *change = &g_array_index (build->changes, VigieSiteIndexChange, i);

      vigie_cluster_draft_put (build->draft, change->slot, vigie_mercator_x (change->lon),
                               vigie_mercator_y (change->lat), change->state);
    }
  g_array_set_size (build->changes, 0);
  build->clusters = vigie_cluster_draft_finish (g_steal_pointer (&build->draft), NULL);
  build->located = vigie_cluster_index_get_extent (build->clusters, &build->x0, &build->y0,
                                                   &build->x1, &build->y1);
  build->duration = g_get_monotonic_time () - start;
}

static void
install (VigieSiteIndex *self, Build *build)
{
  g_clear_pointer (&self->clusters, vigie_cluster_index_unref);
  self->clusters = g_steal_pointer (&build->clusters);
  self->located = build->located;
  self->x0 = build->x0;
  self->y0 = build->y0;
  self->x1 = build->x1;
  self->y1 = build->y1;
  self->last_build = g_get_monotonic_time ();
  self->last_duration = build->duration;
  build_free (build);
  /* What left or changed while it was built. */
  for (guint i = 0; i < self->changes->len; i++)
    {
      const VigieSiteIndexChange *change = &g_array_index (self->changes, VigieSiteIndexChange, i);

      if ((change->other || !self->listed->data[change->slot])
          && vigie_cluster_index_has (self->clusters, change->slot))
        vigie_cluster_index_remove (self->clusters, change->slot);
    }
  self->restate_next = 0;
  self->restated = FALSE; /* the signal says more */
  g_signal_emit (self, vigie_site_index_signals[VIGIE_SITE_INDEX_REBUILT], 0);
  if (self->territory == NULL) /* disposed of in a handler */
    return;
  vigie_site_index_look_at_states (self);
  if (self->purge_next != G_MAXUINT)
    vigie_site_index_need_slice (self);
}

static void
build_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  build_finish (data);
  g_task_return_boolean (task, TRUE);
}

static void
build_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Build *build = user_data;
  VigieSiteIndex *self = build->index;

  if (self == NULL || !g_task_propagate_boolean (G_TASK (result), NULL))
    {
      build_free (build);
      return;
    }
  self->building = NULL;
  g_object_ref (self);
  install (self, build);
  g_object_unref (self);
}

/* What the thread works on is not wanted. */
static void
leave_build (VigieSiteIndex *self)
{
  if (self->building != NULL)
    ((Build *) self->building)->index = NULL;
  self->building = NULL;
}

/* Nothing else may be under way. */
static void
start_build (VigieSiteIndex *self, gboolean at_once)
{
  Build *build = build_start (self);

  if (at_once || self->by_slot->len <= AT_ONCE)
    {
      build_finish (build);
      install (self, build);
    }
  else
    {
      g_autoptr (GTask) task = NULL;

      self->building = build;
      build->index = self;
      /* The task has no reference to the index, which would else end on its thread. */
      task = g_task_new (NULL, NULL, build_done_cb, build);
      g_task_set_source_tag (task, start_build);
      g_task_set_task_data (task, build, NULL);
      g_task_run_in_thread (task, build_thread);
    }
}

static gboolean
build_cb (gpointer user_data)
{
  VigieSiteIndex *self = user_data;

  self->build_source = 0;
  /* One that is under way asks again when it is done; so does the end of a reading of all. */
  if (self->building == NULL && (!self->fresh || vigie_site_index_is_mirrored (self)))
    start_build (self, FALSE);
  return G_SOURCE_REMOVE;
}

void
vigie_site_index_schedule_build (VigieSiteIndex *self)
{
  gint64 interval = MAX (REBUILD_INTERVAL_MS, self->last_duration * REBUILD_SHARE / 1000);
  gint64 since_ms = (g_get_monotonic_time () - self->last_build) / 1000;

  if (self->build_source != 0 || self->building != NULL)
    return;
  if (self->last_build == 0 || since_ms >= interval)
    self->build_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 25, build_cb, self, NULL);
  else
    self->build_source = g_timeout_add ((guint) (interval - since_ms), build_cb, self);
}

/* ---- What the model and the territory say ---------------------------------------------------- */

static void
items_changed_cb (GListModel *model,
                  guint position,
                  guint removed,
                  guint added,
                  VigieSiteIndex *self)
{
  gboolean off = FALSE;

  if (position > self->mirror->len || (removed == 0 && position == self->mirror->len))
    {
      vigie_site_index_need_slice (self);
      return;
    }
  if (removed > INSERT_AT_ONCE || added > INSERT_AT_ONCE || position + removed > self->mirror->len)
    {
      vigie_site_index_begin_again (self);
      vigie_site_index_need_slice (self);
      return;
    }
  for (guint i = position; i < position + removed; i++)
    self->listed->data[g_array_index (self->mirror, guint, i)] = FALSE;
  if (removed > 0 || added > 0)
    {
      g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (guint));
      g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));

      if (removed > 0)
        {
          g_array_append_vals (gone, &g_array_index (self->mirror, guint, position), removed);
          g_array_remove_range (self->mirror, position, removed);
        }
      for (guint i = 0; i < added; i++)
        {
          guint slot
              = vigie_site_index_take_site (self, g_list_model_get_item (model, position + i));

          g_array_append_val (slots, slot);
        }
      g_array_insert_vals (self->mirror, position, slots->data, slots->len);
      for (guint i = 0; i < gone->len; i++)
        if (!self->listed->data[g_array_index (gone, guint, i)])
          off |= vigie_site_index_drop_slot (self, g_array_index (gone, guint, i));
    }
  if (off)
    g_signal_emit (self, vigie_site_index_signals[VIGIE_SITE_INDEX_REBUILT], 0);
  if (self->changes->len > 0)
    vigie_site_index_schedule_build (self);
}

static void
sites_changed_cb (VigieTerritory *territory, GPtrArray *sites, VigieSiteIndex *self)
{
  for (guint i = 0; i < sites->len; i++)
    {
      VigieSite *site = g_ptr_array_index (sites, i);
      guint slot = vigie_site_get_slot (site);

      if (vigie_site_index_site_in (self, slot) == site)
        vigie_site_index_restate (self, slot);
    }
  vigie_site_index_look_at_states (self);
}

static void
clear_state_func (VigieSiteIndex *self)
{
  GDestroyNotify destroy = g_steal_pointer (&self->state_destroy);
  gpointer data = g_steal_pointer (&self->state_data);

  self->state_func = NULL;
  if (destroy != NULL)
    destroy (data);
}

static void
forget_slot (gpointer site)
{
  g_clear_object (&site);
}

static void
vigie_site_index_dispose (GObject *object)
{
  VigieSiteIndex *self = VIGIE_SITE_INDEX (object);

  g_clear_handle_id (&self->build_source, g_source_remove);
  g_clear_handle_id (&self->slice_source, g_source_remove);
  leave_build (self);
  g_clear_object (&self->sites);
  g_clear_object (&self->territory);
  clear_state_func (self);
  G_OBJECT_CLASS (vigie_site_index_parent_class)->dispose (object);
}

static void
vigie_site_index_finalize (GObject *object)
{
  VigieSiteIndex *self = VIGIE_SITE_INDEX (object);

  g_ptr_array_unref (self->by_slot);
  g_array_unref (self->mirror);
  g_byte_array_unref (self->listed);
  g_array_unref (self->changes);
  g_array_unref (self->restate);
  g_clear_pointer (&self->clusters, vigie_cluster_index_unref);
  G_OBJECT_CLASS (vigie_site_index_parent_class)->finalize (object);
}

static void
vigie_site_index_class_init (VigieSiteIndexClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vigie_site_index_dispose;
  object_class->finalize = vigie_site_index_finalize;
  vigie_site_index_signals[VIGIE_SITE_INDEX_REBUILT] = g_signal_new (
      "rebuilt", VIGIE_TYPE_SITE_INDEX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  vigie_site_index_signals[VIGIE_SITE_INDEX_RESTATED] = g_signal_new (
      "restated", VIGIE_TYPE_SITE_INDEX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_site_index_init (VigieSiteIndex *self)
{
  self->by_slot = g_ptr_array_new_with_free_func (forget_slot);
  self->mirror = g_array_new (FALSE, FALSE, sizeof (guint));
  self->listed = g_byte_array_new ();
  self->changes = g_array_new (FALSE, FALSE, sizeof (VigieSiteIndexChange));
  self->restate = g_array_new (FALSE, FALSE, sizeof (guint));
  self->restate_all = G_MAXUINT;
  self->purge_next = G_MAXUINT;
}

/* ---- Public ---------------------------------------------------------------------------------- */

VigieSiteIndex *
vigie_site_index_new (VigieTerritory *territory)
{
  VigieSiteIndex *self = g_object_new (VIGIE_TYPE_SITE_INDEX, NULL);

  self->territory = g_object_ref (territory);
  g_signal_connect_object (territory, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (territory, "sites-changed", G_CALLBACK (sites_changed_cb), self,
                           G_CONNECT_DEFAULT);
  if (g_list_model_get_n_items (G_LIST_MODEL (territory)) <= AT_ONCE)
    vigie_site_index_flush (self);
  else
    vigie_site_index_need_slice (self);
  return self;
}

void
vigie_site_index_set_sites (VigieSiteIndex *self, GListModel *sites)
{
  g_return_if_fail (VIGIE_IS_SITE_INDEX (self));

  if (self->sites == sites)
    return;
  g_signal_handlers_disconnect_by_func (vigie_site_index_get_model (self), items_changed_cb, self);
  g_set_object (&self->sites, sites);
  g_signal_connect_object (vigie_site_index_get_model (self), "items-changed",
                           G_CALLBACK (items_changed_cb), self, G_CONNECT_DEFAULT);
  vigie_site_index_begin_again (self);
  vigie_site_index_need_slice (self);
}

void
vigie_site_index_set_state_func (VigieSiteIndex *self,
                                 VigieSiteStateFunc func,
                                 gpointer data,
                                 GDestroyNotify destroy)
{
  g_return_if_fail (VIGIE_IS_SITE_INDEX (self));

  clear_state_func (self);
  self->state_func = func;
  self->state_data = data;
  self->state_destroy = destroy;
  vigie_site_index_states_changed (self, NULL, 0);
}

void
vigie_site_index_states_changed (VigieSiteIndex *self, VigieSite *const *sites, guint n)
{
  g_return_if_fail (VIGIE_IS_SITE_INDEX (self));

  if (sites == NULL)
    self->restate_all = 0;
  for (guint i = 0; sites != NULL && i < n; i++)
    {
      guint slot = vigie_site_get_slot (sites[i]);

      if (vigie_site_index_site_in (self, slot) == sites[i])
        vigie_site_index_restate (self, slot);
    }
  vigie_site_index_look_at_states (self);
}

VigieClusterIndex *
vigie_site_index_get_clusters (VigieSiteIndex *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_INDEX (self), NULL);
  return self->clusters;
}

guint
vigie_site_index_get_n_sites (VigieSiteIndex *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_INDEX (self), 0);
  return self->mirror->len;
}

VigieSite *
vigie_site_index_get_site (VigieSiteIndex *self, guint number)
{
  g_return_val_if_fail (VIGIE_IS_SITE_INDEX (self), NULL);
  return vigie_site_index_site_in (self, number);
}

gboolean
vigie_site_index_find (VigieSiteIndex *self, VigieSite *site, guint *number)
{
  guint slot;

  g_return_val_if_fail (VIGIE_IS_SITE_INDEX (self), FALSE);
  g_return_val_if_fail (VIGIE_IS_SITE (site), FALSE);

  slot = vigie_site_get_slot (site);
  if (self->clusters == NULL || vigie_site_index_site_in (self, slot) != site
      || !self->listed->data[slot] || !vigie_cluster_index_has (self->clusters, slot))
    return FALSE;
  *number = slot;
  return TRUE;
}

gboolean
vigie_site_index_get_box (VigieSiteIndex *self, VigieGeoBox *box)
{
  g_return_val_if_fail (VIGIE_IS_SITE_INDEX (self), FALSE);

  if (!self->located)
    return FALSE;
  *box = (VigieGeoBox) {.south = vigie_mercator_lat (self->y1),
                        .west = vigie_mercator_lon (self->x0),
                        .north = vigie_mercator_lat (self->y0),
                        .east = vigie_mercator_lon (self->x1)};
  return TRUE;
}

void
vigie_site_index_flush (VigieSiteIndex *self)
{
  g_return_if_fail (VIGIE_IS_SITE_INDEX (self));

  g_clear_handle_id (&self->build_source, g_source_remove);
  vigie_site_index_read_until (self, G_MAXINT64);
  /* What a thread works on it cannot give back: all is read again. */
  if (self->building != NULL)
    {
      leave_build (self);
      vigie_site_index_begin_again (self);
      vigie_site_index_read_until (self, G_MAXINT64);
    }
  if (self->changes->len > 0 || self->fresh || self->clusters == NULL)
    start_build (self, TRUE);
  g_clear_handle_id (&self->build_source, g_source_remove);
  vigie_site_index_take_states_until (self, G_MAXINT64);
  if (self->changes->len > 0) /* some have moved since they were read */
    start_build (self, TRUE);
  g_clear_handle_id (&self->build_source, g_source_remove);
}
