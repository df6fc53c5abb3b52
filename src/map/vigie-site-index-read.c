/* vigie-site-index-read.c: the sites of the index and their states, read in slices of the main loop.
 *
 * A mirror of the model says which slot is at each of its positions. What is not in it yet is read in slices; what
 * comes, goes or moves is noted as a change of a slot.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-site-index-private.h"

#define SLICE_STEP 64 /* sites between two looks at the time */
/* After drawing, before what is idle, as the territory's own slices are. */
#define SLICE_PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

static guint8
state_of (VigieSiteIndex *self, VigieSite *site)
{
  if (self->state_func != NULL)
    {
      guint8 state = self->state_func (site, self->state_data);

      return MIN (state, VIGIE_CLUSTER_N_STATES - 1);
    }
  return vigie_glyph_look_for (vigie_site_get_freshness (site), vigie_site_get_condition (site));
}

VigieSite *
vigie_site_index_site_in (VigieSiteIndex *self, guint slot)
{
  return slot < self->by_slot->len ? g_ptr_array_index (self->by_slot, slot) : NULL;
}

/* ---- States ---------------------------------------------------------------------------------- */

static void
note_change (VigieSiteIndex *self, guint slot, VigieSite *site, gboolean other)
{
  VigieSiteIndexChange change = {.slot = slot, .lat = NAN, .lon = NAN, .other = other};

  if (site != NULL)
    {
      change.state = state_of (self, site);
      change.lat = vigie_site_get_lat (site);
      change.lon = vigie_site_get_lon (site);
    }
  g_array_append_val (self->changes, change);
}

/* Looks at the state of a site, and with @place whether it is where it is shown. */
static void
take_state (VigieSiteIndex *self, guint slot, gboolean place)
{
  VigieSite *site = vigie_site_index_site_in (self, slot);

  if (site == NULL || !self->listed->data[slot])
    return;
  /* What a build under way has of it is looked at once it is done. */
  if (place && self->building == NULL
      && !vigie_cluster_index_is_at (self->clusters, slot,
                                     vigie_mercator_x (vigie_site_get_lon (site)),
                                     vigie_mercator_y (vigie_site_get_lat (site))))
    note_change (self, slot, site, FALSE);
  if (vigie_cluster_index_has (self->clusters, slot)
      && vigie_cluster_index_set_state (self->clusters, slot, state_of (self, site)))
    self->restated = TRUE;
}

static gboolean
states_are_due (VigieSiteIndex *self)
{
  return self->restate_next < self->restate->len || self->restate_all != G_MAXUINT;
}

/* Looks at what is due of them until the monotonic @deadline. */
void
vigie_site_index_take_states_until (VigieSiteIndex *self, gint64 deadline)
{
  guint n = 0;

  while (states_are_due (self))
    {
      if (self->restate_next < self->restate->len)
        take_state (self, g_array_index (self->restate, guint, self->restate_next++), TRUE);
      else if (self->restate_all < self->by_slot->len)
        take_state (self, self->restate_all++, FALSE);
      else
        self->restate_all = G_MAXUINT;
      if (++n % SLICE_STEP == 0 && g_get_monotonic_time () >= deadline)
        break;
    }
  /* A build that is under way does not know of them. */
  if (self->restate_next == self->restate->len && self->building == NULL)
    {
      g_array_set_size (self->restate, 0);
      self->restate_next = 0;
    }
  if (self->restated)
    {
      self->restated = FALSE;
      g_signal_emit (self, vigie_site_index_signals[VIGIE_SITE_INDEX_RESTATED], 0);
    }
}

void
vigie_site_index_look_at_states (VigieSiteIndex *self)
{
  if (self->clusters != NULL)
    vigie_site_index_take_states_until (self, g_get_monotonic_time () + VIGIE_SITE_INDEX_SLICE);
  if (states_are_due (self))
    vigie_site_index_need_slice (self);
  if (self->changes->len > 0 || self->fresh)
    vigie_site_index_schedule_build (self);
}

void
vigie_site_index_restate (VigieSiteIndex *self, guint slot)
{
  /* More than there are sites: all of them are as quick. */
  if (self->restate->len > 2 * self->by_slot->len)
    {
      g_array_set_size (self->restate, 0);
      self->restate_next = 0;
      self->restate_all = 0;
    }
  g_array_append_val (self->restate, slot);
}

/* ---- The mirror ------------------------------------------------------------------------------ */

/* A site of the model: in its slot, and noted. */
guint
vigie_site_index_take_site (VigieSiteIndex *self, VigieSite *site /* (transfer full) */)
{
  guint slot = vigie_site_get_slot (site);
  VigieSite *before = vigie_site_index_site_in (self, slot);

  if (slot >= self->by_slot->len)
    {
      guint n = self->listed->len;

      g_ptr_array_set_size (self->by_slot, slot + 1);
      g_byte_array_set_size (self->listed, slot + 1);
      memset (self->listed->data + n, 0, slot + 1 - n);
    }
  /* Another site that had it may still be shown there. */
  if (before != site && self->clusters != NULL && vigie_cluster_index_has (self->clusters, slot))
    vigie_cluster_index_remove (self->clusters, slot);
  g_clear_object (&g_ptr_array_index (self->by_slot, slot));
  g_ptr_array_index (self->by_slot, slot) = site;
  self->listed->data[slot] = TRUE;
  note_change (self, slot, site, before != site);
  return slot;
}

/* A site that is no longer of the model. TRUE if it was shown. */
gboolean
vigie_site_index_drop_slot (VigieSiteIndex *self, guint slot)
{
  gboolean shown = self->clusters != NULL && vigie_cluster_index_has (self->clusters, slot)
                   && vigie_cluster_index_remove (self->clusters, slot);

  note_change (self, slot, NULL, FALSE);
  g_clear_object (&g_ptr_array_index (self->by_slot, slot));
  return shown;
}

gboolean
vigie_site_index_is_mirrored (VigieSiteIndex *self)
{
  return self->mirror->len >= g_list_model_get_n_items (vigie_site_index_get_model (self));
}

/* Reads what is not mirrored yet until the monotonic @deadline. */
void
vigie_site_index_read_until (VigieSiteIndex *self, gint64 deadline)
{
  GListModel *model = vigie_site_index_get_model (self);
  guint n = g_list_model_get_n_items (model), n_read = 0;

  while (self->mirror->len < n)
    {
      guint slot
          = vigie_site_index_take_site (self, g_list_model_get_item (model, self->mirror->len));

      g_array_append_val (self->mirror, slot);
      if (++n_read % SLICE_STEP == 0 && g_get_monotonic_time () >= deadline)
        break;
    }
}

/* All is to be read again; what is shown stays until then. */
void
vigie_site_index_begin_again (VigieSiteIndex *self)
{
  if (self->listed->len > 0)
    memset (self->listed->data, FALSE, self->listed->len);
  g_array_set_size (self->mirror, 0);
  g_array_set_size (self->changes, 0);
  self->fresh = TRUE;
}

/* Gives up the sites that were shown and are no longer of the model. */
static void
purge_until (VigieSiteIndex *self, gint64 deadline)
{
  guint n = 0;

  for (; self->purge_next < self->by_slot->len; self->purge_next++)
    {
      if (self->listed->data[self->purge_next])
        continue;
      g_clear_object (&g_ptr_array_index (self->by_slot, self->purge_next));
      if (++n % SLICE_STEP == 0 && g_get_monotonic_time () >= deadline)
        return;
    }
  self->purge_next = G_MAXUINT;
}

static gboolean
slice_cb (gpointer user_data)
{
  g_autoptr (VigieSiteIndex) self = g_object_ref (user_data);
  gint64 deadline = g_get_monotonic_time () + VIGIE_SITE_INDEX_SLICE;

  if (self->territory == NULL) /* disposed of in a handler */
    return G_SOURCE_REMOVE;
  if (!vigie_site_index_is_mirrored (self))
    vigie_site_index_read_until (self, deadline);
  else if (states_are_due (self) && self->clusters != NULL)
    vigie_site_index_take_states_until (self, deadline);
  else if (self->purge_next != G_MAXUINT)
    purge_until (self, deadline);
  if (self->slice_source == 0)
    return G_SOURCE_REMOVE;
  /* While very many come the map shows those that did. */
  if (self->changes->len > 0 || self->fresh)
    vigie_site_index_schedule_build (self);
  if (!vigie_site_index_is_mirrored (self) || (states_are_due (self) && self->clusters != NULL)
      || self->purge_next != G_MAXUINT)
    return G_SOURCE_CONTINUE;
  self->slice_source = 0;
  return G_SOURCE_REMOVE;
}

void
vigie_site_index_need_slice (VigieSiteIndex *self)
{
  if (self->slice_source == 0)
    self->slice_source = g_idle_add_full (SLICE_PRIORITY, slice_cb, self, NULL);
}
