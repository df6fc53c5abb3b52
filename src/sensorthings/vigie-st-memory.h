/* vigie-st-memory.h: which shapes of a kind of list a server refused, and for how long that is
 * believed.
 *
 * Private to the room. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One bit for each shape, the first one lowest. */
typedef struct
{
  guint32 for_good; /* by a status that speaks of the query: 400, 404, 410, 422, 501… */
  guint32 for_now;  /* by 500 or 504, which also is what a server says in a bad minute */
} VigieStRefusals;

/* FALSE if @error is not the query's fault, so that no other shape would do better; else notes that
 * the shape @index was refused. */
gboolean vigie_st_refusals_note (VigieStRefusals *self, guint index, const GError *error);

/* Zeroed: nothing is known. */
typedef struct
{
  VigieStRefusals refusals;
  guint32 again;    /* the one of refusals.for_now that is to be tried again, or 0 */
  guint32 had_turn; /* those of refusals.for_now that were since the last round of all */
} VigieStMemory;

/* Past all shapes of any kind. */
#define VIGIE_ST_MEMORY_NONE 31

/* The best shape that was refused neither before nor in this search, @now. */
guint vigie_st_memory_get_index (const VigieStMemory *self, const VigieStRefusals *now);
/* A search ended with the success of the shape @index, or of what stands for all of them
 * (VIGIE_ST_MEMORY_NONE): what it met on the way is remembered from now on. A search that ended
 * without success tells nothing about shapes. */
void vigie_st_memory_accept (VigieStMemory *self, const VigieStRefusals *now, guint index);
/* Lets one shape that was refused for now be asked for again: a better one each time, then round, so
 * that a server that refuses it for good has one request more to answer, however many shapes. Nothing
 * changes until that one was asked for. */
void vigie_st_memory_try_again (VigieStMemory *self);

G_END_DECLS
