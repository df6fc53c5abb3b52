/* vigie-st-arena.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-arena.h"

#include <string.h>

#define BLOCK_SIZE (64 * 1024)

typedef struct
{
  gpointer pointer;
  GDestroyNotify free_func;
} Taken;

struct _VigieStArena
{
  GPtrArray *blocks; /* owned */
  GArray *taken;     /* Taken */
  char *at;          /* in the last block */
  gsize left;
  gsize size;
};

VigieStArena *
vigie_st_arena_new (void)
{
  VigieStArena *self = g_new0 (VigieStArena, 1);

  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->taken = g_array_new (FALSE, FALSE, sizeof (Taken));
  return self;
}

void
vigie_st_arena_free (VigieStArena *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->taken->len; i++)
    {
      Taken *taken = &g_array_index (self->taken, Taken, i);

      taken->free_func (taken->pointer);
    }
  g_array_unref (self->taken);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/* Raw room, aligned to @align (a power of two). */
static char *
reserve (VigieStArena *self, gsize size, gsize align)
{
  gsize padding = (align - ((guintptr) self->at & (align - 1))) & (align - 1);
  char *room;

  if (self->at == NULL || size + padding > self->left)
    {
      /* What is large gets a block of its own, and the present one goes on being filled. */
      if (size > BLOCK_SIZE / 4)
        {
          room = g_malloc (size);
          g_ptr_array_add (self->blocks, room);
          self->size += size;
          return room;
        }
      self->at = g_malloc (BLOCK_SIZE);
      self->left = BLOCK_SIZE;
      self->size += BLOCK_SIZE;
      g_ptr_array_add (self->blocks, self->at);
      padding = 0;
    }
  room = self->at + padding;
  self->at += size + padding;
  self->left -= size + padding;
  return room;
}

gpointer
vigie_st_arena_alloc (VigieStArena *self, gsize size)
{
  char *room = reserve (self, size, 16);

  memset (room, 0, size);
  return room;
}

char *
vigie_st_arena_strndup (VigieStArena *self, const char *text, gsize length)
{
  char *room = reserve (self, length + 1, 1);

  memcpy (room, text, length);
  room[length] = '\0';
  return room;
}

void
vigie_st_arena_take (VigieStArena *self, gpointer pointer, GDestroyNotify free_func)
{
  Taken taken = {pointer, free_func};

  g_array_append_val (self->taken, taken);
}

gsize
vigie_st_arena_get_size (VigieStArena *self)
{
  return self->size;
}
