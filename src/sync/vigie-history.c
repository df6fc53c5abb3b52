/* vigie-history.c: the past of measures: what the windows of all views want, united.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-history-private.h"
#include "vigie-spans.h"

#include <string.h>

/* Windows that reach the present are read anew this often without any new reading, in µs of the server's time: that
 * nothing came is known as well; and at most so often, of real time. */
#define REFRESH_INTERVAL (60 * G_USEC_PER_SEC)
#define REFRESH_LEAST (2 * G_USEC_PER_SEC)

#define N_READERS 2

/* What is wanted is told to the thread at most this often, in ms: views that are dragged change it at every frame. */
#define PUBLISH_PAUSE 50

/* News of the thread taken over in one go. */
#define NEWS_AT_ONCE 200

typedef enum
{
  NEWS_STORED,
  NEWS_FAILED,
  NEWS_FILLED,
  NEWS_PROGRESSED,
} NewsKind;

typedef struct
{
  NewsKind kind;
  char *id;   /* owned, or NULL */
  char *text; /* owned, or NULL */
  gint64 demand, missing, wanted;
} News;

enum
{
  SIGNAL_FILLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieHistory, vigie_history, G_TYPE_OBJECT)

/* ---- From the thread ----------------------------------------------------------------------------- */

static void
news_free (News *news)
{
  g_free (news->id);
  g_free (news->text);
  g_free (news);
}

static void
read_measure (VigieHistory *self, const char *id)
{
  GPtrArray *windows = g_hash_table_lookup (self->measures, id);

  for (guint i = 0; windows != NULL && i < windows->len; i++)
    vigie_history_window_read (g_ptr_array_index (windows, i), FALSE);
}

/* All windows that are open, of one measure or (NULL) of any, as an array of references: handlers of theirs may
 * close some. */
static GPtrArray *
get_windows (VigieHistory *self, const char *id)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->measures);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GPtrArray *windows = value;

      if (id == NULL || strcmp (key, id) == 0)
        for (guint i = 0; i < windows->len; i++)
          g_ptr_array_add (all, g_object_ref (g_ptr_array_index (windows, i)));
    }
  return all;
}

static void
update_windows (VigieHistory *self, const char *id)
{
  g_autoptr (GPtrArray) windows = get_windows (self, id);

  for (guint i = 0; i < windows->len; i++)
    vigie_history_window_update (g_ptr_array_index (windows, i), FALSE);
}

static void
update_demand (VigieHistory *self, const News *news)
{
  for (guint i = 0; i < self->demands->len; i++)
    {
      VigieHistoryDemand *demand = g_ptr_array_index (self->demands, i);

      if (demand->number != news->demand)
        continue;
      g_object_ref (demand);
      vigie_history_demand_update (demand, news->id, news->missing, news->wanted);
      g_object_unref (demand);
      break;
    }
}

static void
take_news (VigieHistory *self, const News *news)
{
  switch (news->kind)
    {
    case NEWS_STORED:
      read_measure (self, news->id);
      break;
    case NEWS_FAILED:
      if (news->id == NULL)
        g_set_str (&self->failure, news->text);
      else if (news->text != NULL)
        g_hash_table_replace (self->failures, g_strdup (news->id), g_strdup (news->text));
      else
        g_hash_table_remove (self->failures, news->id);
      update_windows (self, news->id);
      break;
    case NEWS_PROGRESSED:
      update_demand (self, news);
      break;
    case NEWS_FILLED:
    default:
      g_signal_emit (self, signals[SIGNAL_FILLED], 0, news->id);
      break;
    }
}

static gboolean
drain_cb (gpointer user_data)
{
  g_autoptr (VigieHistory) self = g_object_ref (user_data);

  for (guint i = 0; i < NEWS_AT_ONCE; i++)
    {
      News *news;

      g_mutex_lock (&self->lock);
      news = g_queue_pop_head (&self->news);
      if (news == NULL)
        g_clear_pointer (&self->drain, g_source_unref);
      g_mutex_unlock (&self->lock);
      if (news == NULL)
        return G_SOURCE_REMOVE;
      take_news (self, news);
      news_free (news);
    }
  return G_SOURCE_CONTINUE;
}

/* Takes @news. */
static void
push_news (VigieHistory *self, News *news)
{
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->news, news);
  if (self->drain == NULL)
    {
      self->drain = g_idle_source_new ();
      g_source_set_priority (self->drain, G_PRIORITY_DEFAULT);
      g_source_set_static_name (self->drain, "vigie-history");
      g_source_set_callback (self->drain, drain_cb, self, NULL);
      g_source_attach (self->drain, self->context);
    }
  g_mutex_unlock (&self->lock);
}

static void
tell (VigieHistory *self, NewsKind kind, const char *id, const char *text)
{
  News *news = g_new0 (News, 1);

  news->kind = kind;
  news->id = g_strdup (id);
  news->text = g_strdup (text);
  push_news (self, news);
}

static void
tell_stored (gpointer user_data, const char *id)
{
  tell (user_data, NEWS_STORED, id, NULL);
}

static void
tell_failed (gpointer user_data, const char *id, const char *text)
{
  tell (user_data, NEWS_FAILED, id, text);
}

static void
tell_filled (gpointer user_data, const char *id)
{
  tell (user_data, NEWS_FILLED, id, NULL);
}

static void
tell_progressed (gpointer user_data, gint64 demand, const char *id, gint64 missing, gint64 wanted)
{
  News *news = g_new0 (News, 1);

  *news = (News) {NEWS_PROGRESSED, g_strdup (id), NULL, demand, missing, wanted};
  push_news (user_data, news);
}

/* ---- To the thread ------------------------------------------------------------------------------- */

static void
need_fetch (VigieHistory *self)
{
  const VigieHistoryTells tells = {tell_stored, tell_failed, tell_filled, tell_progressed};

  if (self->fetch != NULL || self->worker == NULL)
    return;
  self->fetch = vigie_history_fetch_new (self->worker, &tells, self);
  vigie_history_fetch_set_state (self->fetch, &self->state);
}

gint64
vigie_history_kept (VigieRole role)
{
  static const VigieRole energy[] = {
      VIGIE_ROLE_CONSUMPTION,         VIGIE_ROLE_PRODUCTION,     VIGIE_ROLE_GRID_IMPORT,
      VIGIE_ROLE_GRID_EXPORT,         VIGIE_ROLE_IT_LOAD,        VIGIE_ROLE_HEAT_REUSE,
      VIGIE_ROLE_STORAGE_DISCHARGE,   VIGIE_ROLE_STORAGE_CHARGE, VIGIE_ROLE_WATER,
      VIGIE_ROLE_OUTSIDE_TEMPERATURE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (energy); i++)
    if (role == energy[i])
      return VIGIE_HISTORY_KEPT_ENERGY;
  return VIGIE_HISTORY_KEPT;
}

static const VigieMeasureData *
find_data (VigieHistory *self, const char *id)
{
  VigieMeasure *measure
      = self->territory != NULL ? vigie_territory_find_measure (self->territory, id) : NULL;

  return measure != NULL ? vigie_measure_get_data (measure) : NULL;
}

gint64
vigie_history_get_kept (VigieHistory *self, const char *measure_id)
{
  const VigieMeasureData *data = find_data (self, measure_id);

  return vigie_history_kept (data != NULL ? data->role : VIGIE_ROLE_OTHER);
}

VigieHistoryWant *
vigie_history_make_want (VigieHistory *self, const char *id)
{
  const VigieMeasureData *data = find_data (self, id);

  /* Of one that is not shown yet: servers' ids are numbers or texts. */
  return vigie_history_want_new (
      id, data != NULL ? data->id_is_text : strspn (id, "0123456789") != strlen (id),
      data != NULL ? data->expected_interval : 0,
      vigie_history_kept (data != NULL ? data->role : VIGIE_ROLE_OTHER));
}

/* The windows of each measure, united, and the demands. */
static void
publish (VigieHistory *self)
{
  g_autoptr (GPtrArray) wants
      = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_history_want_unref);
  GHashTable *watched;
  GHashTableIter iter;
  gpointer id, value;

  if (self->worker == NULL)
    return;
  watched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, self->measures);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      GPtrArray *windows = value;
      VigieHistoryWant *want = vigie_history_make_want (self, id);

      for (guint i = 0; i < windows->len; i++)
        {
          const VigieHistoryWindow *window = g_ptr_array_index (windows, i);

          vigie_spans_add (want->spans, window->from, window->to);
          want->order = MAX (want->order, window->order);
        }
      g_hash_table_add (watched, g_strdup (id));
      if (want->spans->len > 0)
        g_ptr_array_add (wants, want);
      else
        vigie_history_want_unref (want);
    }
  for (guint i = 0; i < self->demands->len; i++)
    vigie_history_demand_add_wants (g_ptr_array_index (self->demands, i), wants);
  vigie_sync_worker_watch (self->worker, watched);
  if (wants->len > 0)
    need_fetch (self);
  if (self->fetch != NULL)
    vigie_history_fetch_set_wants (self->fetch, g_steal_pointer (&wants));
}

static gboolean
publish_cb (gpointer user_data)
{
  VigieHistory *self = user_data;

  self->publish_source = 0;
  publish (self);
  return G_SOURCE_REMOVE;
}

void
vigie_history_wants_changed (VigieHistory *self)
{
  if (self->worker == NULL || self->publish_source != 0)
    return;
  self->publish_source = g_timeout_add (PUBLISH_PAUSE, publish_cb, self);
  g_source_set_name_by_id (self->publish_source, "vigie-history-wants");
}

const char *
vigie_history_get_failure (VigieHistory *self, const char *measure_id)
{
  const char *failure = g_hash_table_lookup (self->failures, measure_id);

  return failure != NULL ? failure : self->failure;
}

void
vigie_history_check (VigieHistory *self, const char *measure_id)
{
  if (self->fetch != NULL)
    vigie_history_fetch_check (self->fetch, measure_id);
}

/* ---- The object ---------------------------------------------------------------------------------- */

static void
vigie_history_dispose (GObject *object)
{
  VigieHistory *self = VIGIE_HISTORY (object);

  vigie_history_stop (self);

  G_OBJECT_CLASS (vigie_history_parent_class)->dispose (object);
}

static void
vigie_history_finalize (GObject *object)
{
  VigieHistory *self = VIGIE_HISTORY (object);

  g_queue_clear_full (&self->news, (GDestroyNotify) news_free);
  g_hash_table_unref (self->measures);
  g_hash_table_unref (self->failures);
  g_ptr_array_unref (self->demands);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->failure);

  G_OBJECT_CLASS (vigie_history_parent_class)->finalize (object);
}

static void
vigie_history_class_init (VigieHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vigie_history_dispose;
  object_class->finalize = vigie_history_finalize;
  signals[SIGNAL_FILLED] = g_signal_new ("filled", VIGIE_TYPE_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vigie_history_init (VigieHistory *self)
{
  self->measures
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->demands = g_ptr_array_new ();
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->lock);
  g_queue_init (&self->news);
  self->state.server_now = VIGIE_TIME_NONE;
  self->state.last_exchange = VIGIE_TIME_NONE;
  self->state.pace = 1;
}

VigieHistory *
vigie_history_new (VigieSyncWorker *worker, VigieTerritory *territory)
{
  VigieHistory *self = g_object_new (VIGIE_TYPE_HISTORY, NULL);

  self->worker = worker;
  self->territory = g_object_ref (territory);
  self->readers = g_thread_pool_new (vigie_history_read_run, self, N_READERS, FALSE, NULL);
  return self;
}

void
vigie_history_stop (VigieHistory *self)
{
  if (self->readers == NULL)
    return;
  g_atomic_int_set (&self->stopping, TRUE);
  g_clear_handle_id (&self->publish_source, g_source_remove);
  g_clear_pointer (&self->fetch, vigie_history_fetch_free);
  if (self->drain != NULL)
    g_source_destroy (self->drain);
  g_clear_pointer (&self->drain, g_source_unref);
  g_thread_pool_free (g_steal_pointer (&self->readers), FALSE, TRUE);
  self->worker = NULL;
  g_clear_object (&self->territory);
}

VigieTime
vigie_history_get_now (VigieHistory *self)
{
  const VigieSyncState *state = &self->state;

  if (!state->server_known || state->server_now == VIGIE_TIME_NONE)
    return self->worker != NULL ? vigie_sync_worker_now (self->worker) : VIGIE_TIME_NONE;
  return state->server_now
         + (gint64) ((double) (g_get_monotonic_time () - state->server_monotonic) * state->pace);
}

/* ---- Windows ------------------------------------------------------------------------------------- */

void
vigie_history_window_added (VigieHistory *self, VigieHistoryWindow *window)
{
  GPtrArray *windows = g_hash_table_lookup (self->measures, window->measure_id);

  if (windows == NULL)
    {
      windows = g_ptr_array_new ();
      g_hash_table_insert (self->measures, g_strdup (window->measure_id), windows);
    }
  g_ptr_array_add (windows, window);
}

void
vigie_history_window_removed (VigieHistory *self, VigieHistoryWindow *window)
{
  GPtrArray *windows = g_hash_table_lookup (self->measures, window->measure_id);

  if (windows == NULL)
    return;
  g_ptr_array_remove_fast (windows, window);
  if (windows->len == 0)
    g_hash_table_remove (self->measures, window->measure_id);
  vigie_history_wants_changed (self);
}

void
vigie_history_demand_added (VigieHistory *self, VigieHistoryDemand *demand)
{
  demand->number = ++self->last_demand;
  g_ptr_array_add (self->demands, demand);
  vigie_history_wants_changed (self);
}

void
vigie_history_demand_removed (VigieHistory *self, VigieHistoryDemand *demand)
{
  if (g_ptr_array_remove (self->demands, demand))
    vigie_history_wants_changed (self);
}

/* ---- From the sync ------------------------------------------------------------------------------- */

void
vigie_history_set_state (VigieHistory *self, const VigieSyncState *state)
{
  gint64 now = g_get_monotonic_time ();
  gboolean link_changed = self->state.link != state->link;
  gint64 elapsed = now - self->refreshed_at;
  gboolean refresh = link_changed
                     || (elapsed >= REFRESH_LEAST
                         && (double) elapsed * MAX (state->pace, 1) >= REFRESH_INTERVAL);

  self->state = *state;
  self->state.error_text = self->state.set_aside = self->state.store_error = NULL;
  if (link_changed && state->link == VIGIE_LINK_UP)
    {
      g_hash_table_remove_all (self->failures);
      g_clear_pointer (&self->failure, g_free);
    }
  if (self->fetch != NULL)
    vigie_history_fetch_set_state (self->fetch, state);
  if (!refresh || g_hash_table_size (self->measures) == 0)
    return;
  self->refreshed_at = now;
  {
    g_autoptr (GPtrArray) windows = get_windows (self, NULL);
    VigieTime present = vigie_history_get_now (self);

    for (guint i = 0; i < windows->len; i++)
      {
        VigieHistoryWindow *window = g_ptr_array_index (windows, i);

        if (link_changed || window->to > present || window->missing)
          vigie_history_window_read (window, FALSE);
        vigie_history_window_update (window, FALSE);
      }
  }
}

void
vigie_history_touch (VigieHistory *self, GPtrArray *measure_ids)
{
  g_autoptr (GPtrArray) all = NULL;

  if (measure_ids == NULL)
    {
      all = get_windows (self, NULL);
      for (guint i = 0; i < all->len; i++)
        vigie_history_window_read (g_ptr_array_index (all, i), FALSE);
      return;
    }
  for (guint i = 0; i < measure_ids->len; i++)
    read_measure (self, g_ptr_array_index (measure_ids, i));
}

void
vigie_history_retry (VigieHistory *self)
{
  g_hash_table_remove_all (self->failures);
  g_clear_pointer (&self->failure, g_free);
  if (self->fetch != NULL)
    vigie_history_fetch_retry (self->fetch);
  update_windows (self, NULL);
}

/* ---- Public -------------------------------------------------------------------------------------- */

VigieHistoryWindow *
vigie_history_open (VigieHistory *self, const char *measure_id)
{
  g_return_val_if_fail (VIGIE_IS_HISTORY (self), NULL);
  g_return_val_if_fail (measure_id != NULL, NULL);

  return vigie_history_window_new (self, measure_id);
}

void
vigie_history_fill (VigieHistory *self,
                    const char *const *measure_ids,
                    guint n,
                    VigieTime from,
                    VigieTime to)
{
  GPtrArray *wants;

  g_return_if_fail (VIGIE_IS_HISTORY (self));

  if (self->worker == NULL || n == 0 || from >= to)
    return;
  need_fetch (self);
  wants = g_ptr_array_new_full (n, (GDestroyNotify) vigie_history_want_unref);
  for (guint i = 0; i < n; i++)
    {
      VigieHistoryWant *want = vigie_history_make_want (self, measure_ids[i]);

      vigie_spans_add (want->spans, from, to);
      g_ptr_array_add (wants, want);
    }
  vigie_history_fetch_add_fills (self->fetch, wants);
}
