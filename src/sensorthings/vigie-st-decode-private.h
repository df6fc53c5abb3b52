/* vigie-st-decode-private.h: one decoding under way, shared by lists and entities.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-st-decode.h"

G_BEGIN_DECLS

typedef struct
{
  VigieStReader reader;
  VigieStPage *page;
  VigieStArena *arena;
  VigieStDecoded *out;
  const char *set;   /* of the entity that is read: "Things", …; "" in the list itself */
  const char *begin; /* its first byte */
} VigieStDecoder;

/* Counts @problem, with what is read as an example of it. */
void vigie_st_decoder_count (VigieStDecoder *self, VigieStProblem problem);
/* The next value if it is a text, cut at @bound bytes, else "". */
const char *vigie_st_decoder_read_text (VigieStDecoder *self, gsize bound);

/* Each reads the next value to its end and adds the entity to @list if it is a usable one. */
void vigie_st_decoder_read_thing (VigieStDecoder *self, GPtrArray *list);
/* @thing: the one it is nested in, or NULL. */
void
vigie_st_decoder_read_datastream (VigieStDecoder *self, const VigieStThing *thing, GPtrArray *list);
void vigie_st_decoder_read_observation (VigieStDecoder *self, GPtrArray *list);

G_END_DECLS
