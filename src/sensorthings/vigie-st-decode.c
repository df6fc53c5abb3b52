/* vigie-st-decode.c: pages and lists.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-decode-private.h"

#include <string.h>

/* As much of what comes before bytes that are no UTF-8, or no JSON, is shown with them. */
#define BEFORE_BAD_TEXT 60

typedef struct
{
  VigieStPage page;
  VigieStArena *arena; /* owned */
} FullPage;

VigieStPage *
vigie_st_page_new (void)
{
  FullPage *self = g_new0 (FullPage, 1);

  self->arena = vigie_st_arena_new ();
  self->page.things = g_ptr_array_new ();
  self->page.datastreams = g_ptr_array_new ();
  self->page.observations = g_ptr_array_new ();
  self->page.total = -1;
  return &self->page;
}

VigieStArena *
vigie_st_page_get_arena (VigieStPage *page)
{
  return ((FullPage *) page)->arena;
}

void
vigie_st_page_free (VigieStPage *page)
{
  if (page == NULL)
    return;
  g_ptr_array_unref (page->things);
  g_ptr_array_unref (page->datastreams);
  g_ptr_array_unref (page->observations);
  vigie_st_arena_free (((FullPage *) page)->arena);
  g_free (page);
}

void
vigie_st_decoded_clear (VigieStDecoded *decoded)
{
  g_clear_pointer (&decoded->nested, g_array_unref);
  g_clear_pointer (&decoded->samples, g_ptr_array_unref);
}

/* ---- Lists ---------------------------------------------------------------------------------- */

static void
read_values (VigieStDecoder *self, VigieStListKind kind, VigieStThing *thing)
{
  vigie_st_reader_enter (&self->reader);
  while (vigie_st_reader_next_value (&self->reader))
    {
      if (self->out->n_values++ >= VIGIE_ST_MAX_ENTITIES)
        {
          if (self->out->n_values == VIGIE_ST_MAX_ENTITIES + 1)
            vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_TOO_LONG);
          self->page->partial = TRUE;
          vigie_st_reader_skip (&self->reader, NULL);
          continue;
        }
      switch (kind)
        {
        case VIGIE_ST_LIST_THINGS:
          vigie_st_decoder_read_thing (self, self->page->things);
          break;
        case VIGIE_ST_LIST_DATASTREAMS:
          vigie_st_decoder_read_datastream (
              self, thing, thing != NULL ? thing->datastreams : self->page->datastreams);
          break;
        case VIGIE_ST_LIST_OBSERVATIONS:
        default:
          vigie_st_decoder_read_observation (self, self->page->observations);
          break;
        }
    }
}

/* Mends what is not UTF-8 and counts the places. */
static char *
mend_text (VigieStDecoder *self, char *body, gsize *length)
{
  const char *at = body, *end = body + *length, *bad;
  char *mended;

  if (g_utf8_validate_len (at, *length, &bad))
    return body;
  self->reader.end = body + *length;
  for (; !g_utf8_validate_len (at, end - at, &bad); at = bad + 1)
    {
      self->begin = MAX ((const char *) body, bad - BEFORE_BAD_TEXT);
      vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_BAD_TEXT);
    }
  self->begin = NULL;
  mended = g_utf8_make_valid (body, *length);
  *length = strlen (mended);
  g_free (body);
  return mended;
}

static gboolean
read_list (VigieStDecoder *self, VigieStListKind kind, VigieStThing *thing)
{
  gboolean is_list = FALSE;
  VigieStText key;

  if (vigie_st_reader_peek (&self->reader) == VIGIE_ST_TOKEN_ARRAY)
    {
      read_values (self, kind, thing);
      return TRUE;
    }
  if (vigie_st_reader_peek (&self->reader) != VIGIE_ST_TOKEN_OBJECT)
    return FALSE;
  vigie_st_reader_enter (&self->reader);
  while (vigie_st_reader_next_key (&self->reader, &key))
    {
      if (vigie_st_text_is (&key, "value"))
        {
          is_list = TRUE;
          if (vigie_st_reader_peek (&self->reader) == VIGIE_ST_TOKEN_ARRAY)
            read_values (self, kind, thing);
          else
            vigie_st_reader_skip (&self->reader, NULL);
        }
      else if (vigie_st_text_is (&key, "@iot.nextLink"))
        {
          const char *link = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_TEXT);

          self->out->next_link = *link != '\0' ? link : NULL;
        }
      else if (vigie_st_text_is (&key, "@iot.count")
               && vigie_st_reader_peek (&self->reader) == VIGIE_ST_TOKEN_NUMBER)
        {
          double total;

          if (vigie_st_reader_number (&self->reader, &total) && total >= 0 && total < 1e15)
            self->page->total = (gint64) total;
        }
      else
        vigie_st_reader_skip (&self->reader, NULL);
    }
  return is_list || self->reader.failed;
}

gboolean
vigie_st_decode_list (VigieStPage *page,
                      VigieStListKind kind,
                      VigieStThing *thing,
                      char *body,
                      gsize length,
                      VigieStDecoded *decoded,
                      GError **error)
{
  VigieStDecoder self
      = {.page = page, .arena = vigie_st_page_get_arena (page), .out = decoded, .set = ""};
  gboolean is_list;

  memset (decoded, 0, sizeof *decoded);
  decoded->nested = g_array_new (FALSE, FALSE, sizeof (VigieStNested));
  body = mend_text (&self, body, &length);
  vigie_st_arena_take (self.arena, body, g_free);
  /* The byte order mark that some put before their JSON. */
  if (length >= 3 && memcmp (body, "\xEF\xBB\xBF", 3) == 0)
    {
      body += 3;
      length -= 3;
    }
  vigie_st_reader_init (&self.reader, body, length);
  is_list = read_list (&self, kind, thing);
  if (self.reader.failed
      || (is_list && (vigie_st_reader_peek (&self.reader), self.reader.at != self.reader.end)))
    {
      self.begin = MAX ((const char *) body, self.reader.at - BEFORE_BAD_TEXT);
      vigie_st_decoder_count (&self, VIGIE_ST_PROBLEM_BAD_PAGE);
      page->partial = TRUE;
      g_set_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_MALFORMED,
                   "the answer is no JSON from byte %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT,
                   (gsize) (self.reader.at - body), length);
      return FALSE;
    }
  if (!is_list)
    {
      g_set_error_literal (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_SENSORTHINGS,
                           "the answer is no list of entities");
      return FALSE;
    }
  return TRUE;
}

char *
vigie_st_decode_early_link (const char *body, gsize length, gboolean *settled)
{
  g_autofree char *head = NULL;
  VigieStReader reader;
  VigieStText key, link;

  /* Keys before "value" are few and short: what is longer is something else. */
  *settled = length > VIGIE_ST_MAX_TEXT;
  head = g_strndup (body, MIN (length, VIGIE_ST_MAX_TEXT));
  vigie_st_reader_init (&reader, head, strlen (head));
  if (vigie_st_reader_peek (&reader) != VIGIE_ST_TOKEN_OBJECT)
    return NULL;
  vigie_st_reader_enter (&reader);
  while (vigie_st_reader_next_key (&reader, &key))
    {
      if (vigie_st_text_is (&key, "value"))
        {
          *settled = TRUE;
          return NULL;
        }
      if (vigie_st_text_is (&key, "@iot.nextLink")
          && vigie_st_reader_peek (&reader) == VIGIE_ST_TOKEN_STRING)
        {
          if (!vigie_st_reader_string (&reader, &link))
            return NULL;
          *settled = TRUE;
          return g_utf8_validate_len (link.text, link.length, NULL)
                     ? g_strndup (link.text, link.length)
                     : NULL;
        }
      if (!vigie_st_reader_skip (&reader, NULL))
        return NULL;
    }
  return NULL;
}
