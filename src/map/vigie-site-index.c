/* vigie-site-index.c: the located sites of a territory, gathered in clusters, kept up to date.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-index.h"

#include <math.h>

/* Up to here gathering takes a few ms and is done at once. */
#define AT_ONCE 1500
/* While sites come in, the map is not made anew more often than this. */
#define REBUILD_INTERVAL_MS 150

/* Clusters and the sites they are made of: read by the thread that builds them, then by us. */
typedef struct
{
  GPtrArray *sites;    /* VigieSite, owned; touched on the main thread only */
  GHashTable *numbers; /* VigieSite (not owned) → number */
  GArray *points;      /* VigieClusterPoint */
  VigieClusterIndex *clusters;
} Build;

struct _VigieSiteIndex
{
  GObject parent_instance;

  VigieTerritory *territory; /* owned */
  GListModel *sites;         /* owned: those of the territory to show, or NULL for all */
  Build *build;              /* owned; what is shown, or NULL */
  GCancellable *cancellable; /* owned; of the thread under way, or NULL */
  guint rebuild_source;      /* the next one due, or 0 */
  gint64 last_rebuild;       /* monotonic µs, or 0 */

  VigieSiteStateFunc state_func; /* or NULL: the present look */
  gpointer state_data;
  GDestroyNotify state_destroy;
};

G_DEFINE_FINAL_TYPE (VigieSiteIndex, vigie_site_index, G_TYPE_OBJECT)

enum
{
  SIGNAL_REBUILT,
  SIGNAL_RESTATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
build_free (Build *build)
{
  g_hash_table_unref (build->numbers);
  g_ptr_array_unref (build->sites);
  g_array_unref (build->points);
  g_clear_pointer (&build->clusters, vigie_cluster_index_unref);
  g_free (build);
}

static gboolean
points_differ (double a, double b)
{
  return isnan (a) != isnan (b) || (!isnan (a) && a != b);
}

static guint8
state_of (VigieSiteIndex *self, VigieSite *site)
{
  if (self->state_func != NULL)
    {
      guint8 state = self->state_func (site, self->state_data); /* once: MIN() asks twice */

      return MIN (state, VIGIE_CLUSTER_N_STATES - 1);
    }
  return vigie_glyph_look_for (vigie_site_get_freshness (site), vigie_site_get_condition (site));
}

static Build *
build_start (VigieSiteIndex *self, GListModel *model)
{
  guint n = g_list_model_get_n_items (model);
  Build *build = g_new0 (Build, 1);

  build->sites = g_ptr_array_new_full (n, g_object_unref);
  build->numbers = g_hash_table_new (NULL, NULL);
  build->points = g_array_sized_new (FALSE, FALSE, sizeof (VigieClusterPoint), n);
  for (guint i = 0; i < n; i++)
    {
      VigieSite *site = g_list_model_get_item (model, i); /* kept */
      /* Degrees for now: the thread projects them. */
      VigieClusterPoint point = {
          .x = vigie_site_get_lon (site),
          .y = vigie_site_get_lat (site),
          .state = state_of (self, site),
      };

      g_ptr_array_add (build->sites, site);
      g_array_append_val (build->points, point);
    }
  return build;
}

/* All that touches no site, on whichever thread. */
static void
build_finish (Build *build)
{
  for (guint i = 0; i < build->points->len; i++)
    {
      VigieClusterPoint *point = &g_array_index (build->points, VigieClusterPoint, i);

      point->x = vigie_mercator_x (point->x);
      point->y = vigie_mercator_y (point->y);
      g_hash_table_insert (build->numbers, g_ptr_array_index (build->sites, i),
                           GUINT_TO_POINTER (i));
    }
  build->clusters
      = vigie_cluster_index_new ((gpointer) build->points->data, build->points->len, NULL);
}

static gboolean
take_state (VigieSiteIndex *self, guint number)
{
  return vigie_cluster_index_set_state (
      self->build->clusters, number,
      state_of (self, g_ptr_array_index (self->build->sites, number)));
}

/* Takes over the states that are other than those built; TRUE if there was one. */
static gboolean
take_states (VigieSiteIndex *self)
{
  gboolean restated = FALSE;

  for (guint i = 0; i < self->build->sites->len; i++)
    restated |= take_state (self, i);
  return restated;
}

static gboolean
places_changed (VigieSiteIndex *self)
{
  Build *build = self->build;

  for (guint i = 0; i < build->sites->len; i++)
    {
      VigieClusterPoint *known = &g_array_index (build->points, VigieClusterPoint, i);
      VigieSite *site = g_ptr_array_index (build->sites, i);

      if (points_differ (known->x, vigie_mercator_x (vigie_site_get_lon (site)))
          || points_differ (known->y, vigie_mercator_y (vigie_site_get_lat (site))))
        return TRUE;
    }
  return FALSE;
}

static void
install (VigieSiteIndex *self, Build *build)
{
  g_clear_pointer (&self->build, build_free);
  self->build = build;
  self->last_rebuild = g_get_monotonic_time ();
  take_states (self); /* what changed while it was built */
  g_signal_emit (self, signals[SIGNAL_REBUILT], 0);
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
  VigieSiteIndex *self = VIGIE_SITE_INDEX (source);
  GTask *task = G_TASK (result);
  Build *build = g_task_get_task_data (task);

  if (!g_task_propagate_boolean (task, NULL) || g_task_get_cancellable (task) != self->cancellable)
    {
      build_free (build);
      return;
    }
  g_clear_object (&self->cancellable);
  install (self, build);
}

static void
rebuild (VigieSiteIndex *self, gboolean at_once)
{
  Build *build;

  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  if (self->territory == NULL)
    return;
  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
    }
  build = build_start (self, self->sites != NULL ? self->sites : G_LIST_MODEL (self->territory));
  if (at_once || build->points->len <= AT_ONCE)
    {
      build_finish (build);
      install (self, build);
    }
  else
    {
      g_autoptr (GTask) task = NULL;

      self->cancellable = g_cancellable_new ();
      /* The build is freed by the callback on this thread: it holds sites. */
      task = g_task_new (self, self->cancellable, build_done_cb, NULL);
      g_task_set_source_tag (task, rebuild);
      g_task_set_task_data (task, build, NULL);
      g_task_run_in_thread (task, build_thread);
    }
}

static gboolean
rebuild_cb (gpointer user_data)
{
  VigieSiteIndex *self = user_data;

  self->rebuild_source = 0;
  rebuild (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
schedule_rebuild (VigieSiteIndex *self)
{
  gint64 since_ms = (g_get_monotonic_time () - self->last_rebuild) / 1000;

  if (self->rebuild_source != 0)
    return;
  if (self->last_rebuild == 0 || since_ms >= REBUILD_INTERVAL_MS)
    self->rebuild_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 25, rebuild_cb, self, NULL);
  else
    self->rebuild_source = g_timeout_add (REBUILD_INTERVAL_MS - since_ms, rebuild_cb, self);
}

static void
items_changed_cb (GListModel *model,
                  guint position,
                  guint removed,
                  guint added,
                  VigieSiteIndex *self)
{
  schedule_rebuild (self);
}

static void
changed_cb (VigieTerritory *territory, VigieSiteIndex *self)
{
  if (self->build == NULL)
    return;
  if (places_changed (self))
    {
      schedule_rebuild (self);
      return;
    }
  /* A function of the caller's own knows when it answers otherwise. */
  if (self->state_func == NULL && take_states (self))
    g_signal_emit (self, signals[SIGNAL_RESTATED], 0);
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
vigie_site_index_dispose (GObject *object)
{
  VigieSiteIndex *self = VIGIE_SITE_INDEX (object);

  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sites);
  g_clear_object (&self->territory);
  g_clear_pointer (&self->build, build_free);
  clear_state_func (self);
  G_OBJECT_CLASS (vigie_site_index_parent_class)->dispose (object);
}

static void
vigie_site_index_class_init (VigieSiteIndexClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_site_index_dispose;
  signals[SIGNAL_REBUILT] = g_signal_new ("rebuilt", VIGIE_TYPE_SITE_INDEX, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RESTATED] = g_signal_new ("restated", VIGIE_TYPE_SITE_INDEX, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_site_index_init (VigieSiteIndex *self)
{
}

VigieSiteIndex *
vigie_site_index_new (VigieTerritory *territory)
{
  VigieSiteIndex *self = g_object_new (VIGIE_TYPE_SITE_INDEX, NULL);

  self->territory = g_object_ref (territory);
  g_signal_connect_object (territory, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (territory, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_DEFAULT);
  rebuild (self, FALSE);
  return self;
}

void
vigie_site_index_set_sites (VigieSiteIndex *self, GListModel *sites)
{
  g_return_if_fail (VIGIE_IS_SITE_INDEX (self));
  if (self->sites == sites)
    return;
  if (self->sites != NULL)
    g_signal_handlers_disconnect_by_func (self->sites, items_changed_cb, self);
  g_set_object (&self->sites, sites);
  if (sites != NULL)
    g_signal_connect_object (sites, "items-changed", G_CALLBACK (items_changed_cb), self,
                             G_CONNECT_DEFAULT);
  schedule_rebuild (self);
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
  gboolean restated = FALSE;
  guint number;

  g_return_if_fail (VIGIE_IS_SITE_INDEX (self));

  if (self->build == NULL)
    return;
  if (sites == NULL)
    restated = take_states (self);
  for (guint i = 0; sites != NULL && i < n; i++)
    if (vigie_site_index_find (self, sites[i], &number))
      restated |= take_state (self, number);
  if (restated)
    g_signal_emit (self, signals[SIGNAL_RESTATED], 0);
}

VigieClusterIndex *
vigie_site_index_get_clusters (VigieSiteIndex *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_INDEX (self), NULL);
  return self->build != NULL ? self->build->clusters : NULL;
}

guint
vigie_site_index_get_n_sites (VigieSiteIndex *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_INDEX (self), 0);
  return self->build != NULL ? self->build->sites->len : 0;
}

VigieSite *
vigie_site_index_get_site (VigieSiteIndex *self, guint number)
{
  g_return_val_if_fail (VIGIE_IS_SITE_INDEX (self), NULL);
  if (self->build == NULL || number >= self->build->sites->len)
    return NULL;
  return g_ptr_array_index (self->build->sites, number);
}

gboolean
vigie_site_index_find (VigieSiteIndex *self, VigieSite *site, guint *number)
{
  gpointer value;

  g_return_val_if_fail (VIGIE_IS_SITE_INDEX (self), FALSE);
  if (self->build == NULL
      || !g_hash_table_lookup_extended (self->build->numbers, site, NULL, &value))
    return FALSE;
  *number = GPOINTER_TO_UINT (value);
  return TRUE;
}

gboolean
vigie_site_index_get_box (VigieSiteIndex *self, VigieGeoBox *box)
{
  g_autofree double *lats = NULL, *lons = NULL;
  guint n;

  g_return_val_if_fail (VIGIE_IS_SITE_INDEX (self), FALSE);
  n = vigie_site_index_get_n_sites (self);
  lats = g_new (double, MAX (n, 1));
  lons = g_new (double, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      lats[i] = vigie_site_get_lat (vigie_site_index_get_site (self, i));
      lons[i] = vigie_site_get_lon (vigie_site_index_get_site (self, i));
    }
  return vigie_geo_box_around (lats, lons, n, box);
}

void
vigie_site_index_flush (VigieSiteIndex *self)
{
  g_return_if_fail (VIGIE_IS_SITE_INDEX (self));
  if (self->rebuild_source != 0 || self->cancellable != NULL || self->build == NULL)
    rebuild (self, TRUE);
}
