/* vigie-st-decode.h: from the body of an answer to records.
 *
 * Private to the room. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-st-arena.h"
#include "vigie-st-client.h"
#include "vigie-st-log.h"
#include "vigie-st-reader.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_ST_LIST_THINGS,
  VIGIE_ST_LIST_DATASTREAMS,
  VIGIE_ST_LIST_OBSERVATIONS,
} VigieStListKind;

/* Bounds, in bytes of UTF-8 or entities. */
#define VIGIE_ST_MAX_ID 1024
#define VIGIE_ST_MAX_NAME 1024
#define VIGIE_ST_MAX_TEXT (16 * 1024)
#define VIGIE_ST_MAX_RESULT (64 * 1024)
#define VIGIE_ST_MAX_PROPERTIES (256 * 1024)
#define VIGIE_ST_MAX_N_PROPERTIES 2000
#define VIGIE_ST_MAX_ENTITIES 100000
#define VIGIE_ST_MAX_NESTED 10000

/* The rest of a list inside an entity, which the server cut at its page. */
typedef struct
{
  VigieStThing *thing; /* whose datastreams go on */
  const char *link;    /* in the page's memory */
} VigieStNested;

/* As many examples of a kind of problem are kept of one page. */
#define VIGIE_ST_MAX_PAGE_SAMPLES 3

/* What decoding tells beside the records. */
typedef struct
{
  const char *next_link; /* as the server wrote it, in the page's memory; or NULL */
  guint n_values;        /* entities in the list, unusable ones too */
  VigieStProblems problems;
  GPtrArray *samples; /* VigieStLogSample without time and target; owned, or NULL for none */
  GArray *nested;     /* VigieStNested; owned */
} VigieStDecoded;
void vigie_st_decoded_clear (VigieStDecoded *decoded);

VigieStPage *vigie_st_page_new (void);
VigieStArena *vigie_st_page_get_arena (VigieStPage *page);

/* Reads the list in @body (taken; @length bytes and a NUL after them; texts of records lie in it) and
 * appends its entities to @page; for DATASTREAMS with @thing set, to that thing's datastreams. One bad
 * entity costs no other. FALSE with MALFORMED where the text is no JSON (what came before the fault
 * stays in the page, which then is `partial`), or NOT_SENSORTHINGS where it is no list. @decoded is
 * filled in every case. */
gboolean vigie_st_decode_list (VigieStPage *page,
                               VigieStListKind kind,
                               VigieStThing *thing,
                               char *body,
                               gsize length,
                               VigieStDecoded *decoded,
                               GError **error);

/* The @iot.nextLink at the head of a body of which the first @length bytes have come, if it is written
 * before "value"; NULL if not, or not yet. *@settled: TRUE once more bytes can tell no more. */
char *vigie_st_decode_early_link (const char *body, gsize length, gboolean *settled);

/* Reads the object that is next into the table @self, whose memory is @arena's. FALSE and the value
 * skipped if it is none, or past the bounds. */
gboolean vigie_st_properties_read (VigieStProperties *self,
                                   VigieStReader *reader,
                                   VigieStArena *arena,
                                   VigieStProblems *problems);

G_END_DECLS
