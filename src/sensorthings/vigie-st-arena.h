/* vigie-st-arena.h: memory that is given back all at once: what one page of records holds.
 *
 * Private to the room. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VigieStArena VigieStArena;

VigieStArena *vigie_st_arena_new (void);
void vigie_st_arena_free (VigieStArena *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStArena, vigie_st_arena_free)

/* @size bytes, zeroed, aligned for any type. Never NULL. */
gpointer vigie_st_arena_alloc (VigieStArena *self, gsize size);

/* A NUL-terminated copy of @length bytes. */
char *vigie_st_arena_strndup (VigieStArena *self, const char *text, gsize length);

/* Takes ownership of @pointer, freed by @free_func with the arena. */
void vigie_st_arena_take (VigieStArena *self, gpointer pointer, GDestroyNotify free_func);

/* Bytes taken so far, for bounds and measurements. */
gsize vigie_st_arena_get_size (VigieStArena *self);

#define vigie_st_arena_new0(self, type) ((type *) vigie_st_arena_alloc ((self), sizeof (type)))

G_END_DECLS
