/* vigie-search-index.c: what the search of the window finds.
 *
 * A round compares what the index holds with the territory, site by site, by the addresses of the
 * immutable data: what is the same costs a look-up. What a round did not meet is no more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search-index-private.h"

#define SLICE 2500 /* µs */
/* Of real time, at least, between two changes that are told while a round goes on: who shows results asks anew each time,
 * and gives its rows other items. */
#define TELL_INTERVAL (G_USEC_PER_SEC / 4)
#define MOST_RECENT 6

typedef struct
{
  VigieSearchKind kind;
  char *id; /* owned */
} Recent;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSearchIndex, vigie_search_index, G_TYPE_OBJECT)

/* ---- Rounds ---------------------------------------------------------------------------------- */

static void
begin_round (VigieSearchIndex *self)
{
  self->round++;
  self->position = 0;
  self->measure = 0;
  self->step = VIGIE_SEARCH_STEP_BEGIN;
  self->stale = FALSE;
  g_clear_pointer (&self->places, vigie_places_unref);
  if (self->follows != NULL)
    self->places = vigie_search_places_dup (self->follows);
  g_hash_table_remove_all (self->communes);
}

/* Some of the sensors, from the position on. FALSE after the last. */
static gboolean
put_sensors (VigieSearchIndex *self)
{
  gboolean wanted = self->territory != NULL && self->depth >= VIGIE_SEARCH_DEPTH_SENSORS;
  GListModel *sensors = wanted ? vigie_territory_get_sensors (self->territory) : NULL;
  guint n = sensors != NULL ? g_list_model_get_n_items (sensors) : 0;
  guint end = MIN (self->position + VIGIE_SEARCH_AT_ONCE, n);

  for (; self->position < end; self->position++)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (sensors, self->position);

      vigie_search_index_put_sensor (self, sensor);
    }
  return end < n;
}

/* Some of the names of the map file, from the position on. FALSE after the last. */
static gboolean
put_places (VigieSearchIndex *self)
{
  guint n = self->places != NULL ? vigie_places_get_n (self->places) : 0;
  guint end = MIN (self->position + VIGIE_SEARCH_AT_ONCE, n);

  for (; self->position < end; self->position++)
    vigie_search_index_put_place (self, vigie_places_get (self->places, self->position));
  return end < n;
}

/* Removes what was not met, from the place @position on; some of it. FALSE at the end. */
static gboolean
drop_gone (VigieSearchIndex *self)
{
  guint end = MIN (self->position + VIGIE_SEARCH_AT_ONCE, vigie_search_get_n_places (self->search));

  for (; self->position < end; self->position++)
    {
      const VigieSearchEntry *entry = vigie_search_get_at (self->search, self->position);

      if (entry == NULL || ((VigieSearchTarget *) entry->target)->round == self->round)
        continue;
      vigie_search_remove (self->search, entry->kind, entry->id);
      self->altered = TRUE;
    }
  return end < vigie_search_get_n_places (self->search);
}

/* One piece of work, well under a slice. */
static void
step (VigieSearchIndex *self)
{
  GListModel *sites = G_LIST_MODEL (self->territory);

  switch (self->step)
    {
    case VIGIE_SEARCH_STEP_BEGIN:
      vigie_search_index_put_fixed (self);
      self->step = VIGIE_SEARCH_STEP_SITES;
      break;
    case VIGIE_SEARCH_STEP_SITES:
      if (sites != NULL && self->position < g_list_model_get_n_items (sites))
        {
          g_autoptr (VigieSite) site = g_list_model_get_item (sites, self->position);

          if (vigie_search_index_put_site (self, site, self->measure))
            self->measure += VIGIE_SEARCH_AT_ONCE;
          else
            {
              self->position++;
              self->measure = 0;
            }
        }
      else
        {
          self->position = 0;
          self->step = VIGIE_SEARCH_STEP_SENSORS;
        }
      break;
    case VIGIE_SEARCH_STEP_SENSORS:
      if (!put_sensors (self))
        self->step = VIGIE_SEARCH_STEP_COMMUNES;
      break;
    case VIGIE_SEARCH_STEP_COMMUNES:
      vigie_search_index_put_communes (self);
      self->position = 0;
      self->step = VIGIE_SEARCH_STEP_PLACES;
      break;
    case VIGIE_SEARCH_STEP_PLACES:
      if (put_places (self))
        break;
      self->position = 0;
      self->step = VIGIE_SEARCH_STEP_GONE;
      break;
    case VIGIE_SEARCH_STEP_GONE:
      if (!drop_gone (self))
        self->step = VIGIE_SEARCH_STEP_NONE;
      break;
    case VIGIE_SEARCH_STEP_NONE:
    default:
      break;
    }
}

/* Works until @end (monotonic). TRUE when all is compared. */
static gboolean
work (VigieSearchIndex *self, gint64 end)
{
  while (self->step != VIGIE_SEARCH_STEP_NONE && g_get_monotonic_time () < end)
    {
      step (self);
      if (self->step == VIGIE_SEARCH_STEP_NONE && self->stale)
        begin_round (self);
    }
  return self->step == VIGIE_SEARCH_STEP_NONE;
}

static gboolean
slice_cb (gpointer user_data)
{
  VigieSearchIndex *self = VIGIE_SEARCH_INDEX (user_data);
  gboolean done = work (self, g_get_monotonic_time () + SLICE);
  gint64 now = g_get_monotonic_time ();
  gboolean tell = done ? self->altered || self->telling_end
                       : self->altered && now - self->told_at >= TELL_INTERVAL;

  if (done)
    {
      self->source = 0;
      self->telling_end = FALSE;
    }
  if (tell)
    {
      self->altered = FALSE;
      self->told_at = now;
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  return done ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* A round, now or after the one that is under way. */
static void
queue_round (VigieSearchIndex *self)
{
  if (self->n_open == 0)
    return;
  if (self->step != VIGIE_SEARCH_STEP_NONE)
    self->stale = TRUE;
  else
    begin_round (self);
  if (self->source == 0)
    self->source = g_idle_add (slice_cb, self);
}

/* What comes is met at the end of the round; what goes moves those after it. */
static void
items_changed_cb (VigieSearchIndex *self, guint position, guint removed, guint added)
{
  if (removed > 0 && self->step != VIGIE_SEARCH_STEP_NONE)
    begin_round (self);
  queue_round (self);
}

/* ---- Following the territory ----------------------------------------------------------------- */

static void
follow (VigieSearchIndex *self, VigieTerritory *territory)
{
  if (self->territory == territory)
    return;
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_data (self->territory, self);
  g_set_object (&self->territory, territory);
  if (territory != NULL)
    {
      g_signal_connect_object (territory, "items-changed", G_CALLBACK (items_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (territory, "notify::n-measures", G_CALLBACK (queue_round), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (territory, "changed", G_CALLBACK (queue_round), self,
                               G_CONNECT_SWAPPED);
    }
}

/* Another server: what was of the other is no more, and so is what was chosen there. */
static void
territory_cb (VigieSearchIndex *self)
{
  VigieTerritory *territory
      = self->context != NULL ? vigie_context_get_territory (self->context) : self->given;

  gboolean another = self->known != territory;

  if (another)
    {
      self->known = territory;
      vigie_search_clear (self->search);
      self->step = VIGIE_SEARCH_STEP_NONE;
      g_clear_handle_id (&self->source, g_source_remove);
      g_array_set_size (self->recent, 0);
    }
  if (self->n_open == 0)
    return;
  follow (self, territory);
  if (self->follows != NULL)
    vigie_search_places_want (self->follows);
  self->telling_end = TRUE;
  queue_round (self);
  /* Who looks now sees that it is being filled. */
  if (another)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
vigie_search_index_open (VigieSearchIndex *self)
{
  if (self->n_open++ > 0)
    return;
  territory_cb (self);
  /* What fits in a slice is there at once: a territory of a hundred sites without a flash of nothing. */
  work (self, g_get_monotonic_time () + SLICE);
}

void
vigie_search_index_close (VigieSearchIndex *self)
{
  g_return_if_fail (self->n_open > 0);
  if (--self->n_open > 0)
    return;
  follow (self, NULL);
  g_clear_handle_id (&self->source, g_source_remove);
  self->step = VIGIE_SEARCH_STEP_NONE;
}

void
vigie_search_index_set_depth (VigieSearchIndex *self, VigieSearchDepth depth)
{
  if (self->depth == depth)
    return;
  self->depth = depth;
  self->telling_end = self->n_open > 0;
  queue_round (self);
}

VigieSearchDepth
vigie_search_index_get_depth (VigieSearchIndex *self)
{
  return self->depth;
}

gboolean
vigie_search_index_is_filling (VigieSearchIndex *self)
{
  return self->step != VIGIE_SEARCH_STEP_NONE && self->telling_end;
}

void
vigie_search_index_fill (VigieSearchIndex *self)
{
  vigie_search_index_open (self);
  work (self, G_MAXINT64);
  g_clear_handle_id (&self->source, g_source_remove);
  self->telling_end = FALSE;
  self->altered = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  vigie_search_index_close (self);
}

VigieSearch *
vigie_search_index_get_search (VigieSearchIndex *self)
{
  return self->search;
}

/* ---- What was chosen ------------------------------------------------------------------------- */

static void
recent_clear (gpointer data)
{
  g_free (((Recent *) data)->id);
}

void
vigie_search_index_add_recent (VigieSearchIndex *self, const VigieSearchEntry *entry)
{
  Recent recent = {entry->kind, g_strdup (entry->id)};

  for (guint i = 0; i < self->recent->len; i++)
    {
      const Recent *old = &g_array_index (self->recent, Recent, i);

      if (old->kind == recent.kind && g_str_equal (old->id, recent.id))
        {
          g_array_remove_index (self->recent, i);
          break;
        }
    }
  g_array_prepend_val (self->recent, recent);
  if (self->recent->len > MOST_RECENT)
    g_array_set_size (self->recent, MOST_RECENT);
}

GPtrArray *
vigie_search_index_get_recent (VigieSearchIndex *self)
{
  GPtrArray *entries = g_ptr_array_new ();

  for (guint i = 0; i < self->recent->len; i++)
    {
      const Recent *recent = &g_array_index (self->recent, Recent, i);
      const VigieSearchEntry *entry = vigie_search_find (self->search, recent->kind, recent->id);

      if (entry != NULL)
        g_ptr_array_add (entries, (gpointer) entry);
    }
  return entries;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_search_index_dispose (GObject *object)
{
  VigieSearchIndex *self = VIGIE_SEARCH_INDEX (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  follow (self, NULL);
  if (self->follows != NULL)
    g_signal_handlers_disconnect_by_data (self->follows, self);
  g_clear_object (&self->follows);
  g_clear_object (&self->context);
  g_clear_object (&self->given);

  G_OBJECT_CLASS (vigie_search_index_parent_class)->dispose (object);
}

static void
vigie_search_index_finalize (GObject *object)
{
  VigieSearchIndex *self = VIGIE_SEARCH_INDEX (object);

  vigie_search_free (self->search);
  g_hash_table_unref (self->communes);
  g_array_unref (self->recent);
  g_clear_pointer (&self->places, vigie_places_unref);
  g_clear_pointer (&self->profile, vigie_profile_unref);

  G_OBJECT_CLASS (vigie_search_index_parent_class)->finalize (object);
}

static void
vigie_search_index_class_init (VigieSearchIndexClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_search_index_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_search_index_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VIGIE_TYPE_SEARCH_INDEX, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_search_index_init (VigieSearchIndex *self)
{
  self->depth = VIGIE_SEARCH_DEPTH_ALL;
  self->search = vigie_search_new (vigie_search_index_free_target);
  vigie_search_set_pressing (self->search, vigie_search_index_pressing, NULL);
  self->communes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->recent = g_array_new (FALSE, FALSE, sizeof (Recent));
  g_array_set_clear_func (self->recent, recent_clear);
}

VigieSearchIndex *
vigie_search_index_new (VigieContext *context)
{
  VigieSearchIndex *self = g_object_new (VIGIE_TYPE_SEARCH_INDEX, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

VigieSearchIndex *
vigie_search_index_new_for_territory (VigieTerritory *territory, VigieProfile *profile)
{
  VigieSearchIndex *self = g_object_new (VIGIE_TYPE_SEARCH_INDEX, NULL);

  self->given = g_object_ref (territory);
  if (profile != NULL)
    self->profile = vigie_profile_ref (profile);
  return self;
}

void
vigie_search_index_follow_places (VigieSearchIndex *self, VigieSearchPlaces *places)
{
  g_return_if_fail (self->follows == NULL);

  self->follows = g_object_ref (places);
  g_signal_connect_object (places, "changed", G_CALLBACK (queue_round), self, G_CONNECT_SWAPPED);
}
