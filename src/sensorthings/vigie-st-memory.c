/* vigie-st-memory.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-memory.h"

#include "vigie-st-error.h"

gboolean
vigie_st_refusals_note (VigieStRefusals *self, guint index, const GError *error)
{
  guint status = vigie_st_error_get_status (error);
  guint32 bit = 1u << MIN (index, VIGIE_ST_MEMORY_NONE);

  if (g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNSUPPORTED)
      || g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_FOUND))
    self->for_good |= bit;
  /* 500 is also what some servers say of an order that they do not know, 504 what a proxy says of a
   * query that takes too long. */
  else if (status == 500 || status == 504)
    self->for_now |= bit;
  else
    return FALSE;
  return TRUE;
}

guint
vigie_st_memory_get_index (const VigieStMemory *self, const VigieStRefusals *now)
{
  guint32 refused = self->refusals.for_good | (self->refusals.for_now & ~self->again)
                    | now->for_good | now->for_now;
  guint index = 0;

  while (index < VIGIE_ST_MEMORY_NONE && (refused >> index & 1) != 0)
    index++;
  return index;
}

void
vigie_st_memory_accept (VigieStMemory *self, const VigieStRefusals *now, guint index)
{
  VigieStRefusals *refusals = &self->refusals;
  guint32 better = (1u << index) - 1;

  refusals->for_good |= now->for_good;
  refusals->for_now = (refusals->for_now | now->for_now) & ~refusals->for_good & better;
  self->had_turn &= refusals->for_now;
  self->again = 0;
}

void
vigie_st_memory_try_again (VigieStMemory *self)
{
  guint32 waiting = self->refusals.for_now & ~self->had_turn;

  if (self->again != 0)
    return;
  if (waiting == 0)
    {
      self->had_turn = 0;
      waiting = self->refusals.for_now;
    }
  self->again = waiting & -waiting;
  self->had_turn |= self->again;
}
