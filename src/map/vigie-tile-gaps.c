/* vigie-tile-gaps.c: which tiles in view have no picture, and since when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-tile-gaps.h"

struct _VigieTileGaps
{
  GPtrArray *bare; /* of Bare, owned */
  void (*changed) (gpointer data);
  gpointer data;
  gboolean any;       /* as told */
  gboolean gives_way; /* to what lies under it */
  guint source;       /* one of them will have been waited for long enough, or 0 */
};

typedef struct
{
  GWeakRef tile;
  gint64 due; /* when it counts as a gap, monotonic µs */
} Bare;

static void
bare_free (Bare *bare)
{
  g_weak_ref_clear (&bare->tile);
  g_free (bare);
}

static gboolean
due_cb (gpointer user_data)
{
  VigieTileGaps *self = user_data;

  self->source = 0;
  vigie_tile_gaps_update (self);
  return G_SOURCE_REMOVE;
}

void
vigie_tile_gaps_update (VigieTileGaps *self)
{
  gint64 now = g_get_monotonic_time (), next = G_MAXINT64;
  gboolean any = FALSE;

  g_clear_handle_id (&self->source, g_source_remove);
  for (guint i = self->bare->len; i-- > 0;)
    {
      Bare *bare = g_ptr_array_index (self->bare, i);
      g_autoptr (ShumateTile) tile = g_weak_ref_get (&bare->tile);

      if (tile == NULL || shumate_tile_get_paintable (tile) != NULL)
        {
          g_ptr_array_remove_index_fast (self->bare, i);
          continue;
        }
      if (bare->due > now)
        {
          next = MIN (next, bare->due);
          continue;
        }
      any = TRUE;
      if (self->gives_way && shumate_tile_get_state (tile) != SHUMATE_STATE_DONE)
        shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
    }
  if (next != G_MAXINT64)
    self->source = g_timeout_add ((guint) ((next - now) / 1000 + 1), due_cb, self);
  if (self->any == any)
    return;
  self->any = any;
  self->changed (self->data);
}

void
vigie_tile_gaps_add (VigieTileGaps *self, ShumateTile *tile, guint patience)
{
  gint64 due = g_get_monotonic_time () + patience * G_GINT64_CONSTANT (1000);
  Bare *bare = NULL;

  for (guint i = 0; i < self->bare->len && bare == NULL; i++)
    {
      Bare *each = g_ptr_array_index (self->bare, i);
      g_autoptr (ShumateTile) known = g_weak_ref_get (&each->tile);

      if (known == tile)
        bare = each;
    }
  if (bare == NULL)
    {
      bare = g_new0 (Bare, 1);
      g_weak_ref_init (&bare->tile, tile);
      bare->due = due;
      g_ptr_array_add (self->bare, bare);
    }
  bare->due = MIN (bare->due, due);
  vigie_tile_gaps_update (self);
}

gboolean
vigie_tile_gaps_get (VigieTileGaps *self)
{
  return self->any;
}

void
vigie_tile_gaps_set_gives_way (VigieTileGaps *self, gboolean gives_way)
{
  self->gives_way = gives_way;
  vigie_tile_gaps_update (self);
}

void
vigie_tile_gaps_clear (VigieTileGaps *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_ptr_array_set_size (self->bare, 0);
  self->any = self->gives_way = FALSE;
}

VigieTileGaps *
vigie_tile_gaps_new (void (*changed) (gpointer data), gpointer data)
{
  VigieTileGaps *self = g_new0 (VigieTileGaps, 1);

  self->bare = g_ptr_array_new_with_free_func ((GDestroyNotify) bare_free);
  self->changed = changed;
  self->data = data;
  return self;
}

void
vigie_tile_gaps_free (VigieTileGaps *self)
{
  vigie_tile_gaps_clear (self);
  g_ptr_array_unref (self->bare);
  g_free (self);
}
