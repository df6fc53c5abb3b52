/* vigie-st-properties.c: `properties` objects as flat tables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-records.h"

#include <string.h>

#include "vigie-st-decode.h"

#define MAX_NESTING 8
#define MAX_PATH 256

/* The text of a value with bare words, as valid JSON: they become null. */
static char *
copy_without_words (VigieStArena *arena, const VigieStSpan *span)
{
  g_autoptr (GString) out = g_string_sized_new (span->length + 16);
  const char *at = span->start, *end = span->start + span->length;

  while (at < end)
    {
      const char *from = at;

      if (*at == '"')
        {
          for (at++; *at != '"'; at++)
            if (*at == '\\')
              at++;
          at++;
          g_string_append_len (out, from, at - from);
        }
      else if (strchr ("{}[],: \n\r\t", *at) != NULL)
        {
          g_string_append_c (out, *at++);
        }
      else
        {
          g_autofree char *word = NULL;
          VigieStReader reader;
          VigieStToken token;

          while (at < end && strchr ("{}[],: \n\r\t\"", *at) == NULL)
            at++;
          word = g_strndup (from, at - from);
          vigie_st_reader_init (&reader, word, at - from);
          token = vigie_st_reader_peek (&reader);
          g_string_append (out, token == VIGIE_ST_TOKEN_WORD ? "null" : word);
        }
    }
  return vigie_st_arena_strndup (arena, out->str, out->len);
}

static char *
copy_json (VigieStArena *arena, const VigieStSpan *span)
{
  if (span->words)
    return copy_without_words (arena, span);
  return vigie_st_arena_strndup (arena, span->start, span->length);
}

typedef struct
{
  VigieStArena *arena;
  GArray *items; /* VigieStProperty */
  GString *path;
} Table;

static void
read_members (Table *table, VigieStReader *reader, guint nesting)
{
  gsize base = table->path->len;
  VigieStText key;

  vigie_st_reader_enter (reader);
  while (vigie_st_reader_next_key (reader, &key))
    {
      VigieStProperty item = {.number = NAN};
      VigieStToken token = vigie_st_reader_peek (reader);
      VigieStSpan span;
      VigieStText text;

      g_string_truncate (table->path, base);
      /* No one asks for such a path, and many below a long one would fill the memory. */
      if (table->items->len >= VIGIE_ST_MAX_N_PROPERTIES || base + key.length > MAX_PATH)
        {
          if (!vigie_st_reader_skip (reader, NULL))
            return;
          continue;
        }
      if (base > 0)
        {
          g_string_append_c (table->path, '.');
          g_string_append_len (table->path, key.text, key.length);
          item.path = vigie_st_arena_strndup (table->arena, table->path->str, table->path->len);
        }
      else
        {
          g_string_append_len (table->path, key.text, key.length);
          item.path = key.text;
        }
      switch (token)
        {
        case VIGIE_ST_TOKEN_STRING:
          if (!vigie_st_reader_string (reader, &text))
            return;
          item.type = VIGIE_VALUE_TEXT;
          item.text = text.text;
          break;
        case VIGIE_ST_TOKEN_NUMBER:
          if (!vigie_st_reader_number (reader, &item.number))
            return;
          item.type = isfinite (item.number) ? VIGIE_VALUE_NUMBER : VIGIE_VALUE_NONE;
          if (item.type == VIGIE_VALUE_NONE)
            item.number = NAN;
          break;
        case VIGIE_ST_TOKEN_TRUE:
        case VIGIE_ST_TOKEN_FALSE:
          item.type = VIGIE_VALUE_BOOLEAN;
          item.number = token == VIGIE_ST_TOKEN_TRUE;
          vigie_st_reader_skip (reader, NULL);
          break;
        case VIGIE_ST_TOKEN_OBJECT:
        case VIGIE_ST_TOKEN_ARRAY:
          if (!vigie_st_reader_skip (reader, &span))
            return;
          item.type = VIGIE_VALUE_JSON;
          item.text = copy_json (table->arena, &span);
          break;
        case VIGIE_ST_TOKEN_NULL:
        case VIGIE_ST_TOKEN_WORD:
          vigie_st_reader_skip (reader, NULL);
          break;
        case VIGIE_ST_TOKEN_END:
        default:
          vigie_st_reader_skip (reader, NULL);
          return;
        }
      g_array_append_val (table->items, item);
      if (token == VIGIE_ST_TOKEN_OBJECT && nesting < MAX_NESTING)
        {
          VigieStReader inside = {span.start, reader->end, FALSE};

          read_members (table, &inside, nesting + 1);
        }
    }
  g_string_truncate (table->path, base);
}

gboolean
vigie_st_properties_read (VigieStProperties *self,
                          VigieStReader *reader,
                          VigieStArena *arena,
                          VigieStProblems *problems)
{
  static GPrivate scratch = G_PRIVATE_INIT ((GDestroyNotify) g_array_unref);
  g_autoptr (GString) path = NULL;
  VigieStReader inside;
  VigieStSpan span;
  Table table;

  memset (self, 0, sizeof *self);
  if (vigie_st_reader_peek (reader) != VIGIE_ST_TOKEN_OBJECT)
    {
      vigie_st_reader_skip (reader, NULL);
      return FALSE;
    }
  if (!vigie_st_reader_skip (reader, &span))
    return FALSE;
  if (span.length > VIGIE_ST_MAX_PROPERTIES || span.depth > VIGIE_ST_READER_MAX_DEPTH)
    {
      problems->count[VIGIE_ST_PROBLEM_TOO_LONG]++;
      return FALSE;
    }
  self->json = copy_json (arena, &span);
  table.arena = arena;
  table.items = g_private_get (&scratch);
  if (table.items == NULL)
    {
      table.items = g_array_new (FALSE, FALSE, sizeof (VigieStProperty));
      g_private_set (&scratch, table.items);
    }
  g_array_set_size (table.items, 0);
  table.path = path = g_string_new (NULL);
  inside = (VigieStReader) {span.start, reader->end, FALSE};
  read_members (&table, &inside, 1);
  if (table.items->len >= VIGIE_ST_MAX_N_PROPERTIES)
    problems->count[VIGIE_ST_PROBLEM_TOO_LONG]++;
  self->n_items = table.items->len;
  if (self->n_items > 0)
    {
      gsize size = self->n_items * sizeof (VigieStProperty);
      gpointer items = vigie_st_arena_alloc (arena, size);

      memcpy (items, table.items->data, size);
      self->items = items;
    }
  return TRUE;
}

const VigieStProperty *
vigie_st_properties_find (const VigieStProperties *self, const char *path)
{
  if (self == NULL)
    return NULL;
  for (guint i = 0; i < self->n_items; i++)
    if (strcmp (self->items[i].path, path) == 0)
      return &self->items[i];
  return NULL;
}

const char *
vigie_st_properties_get_text (const VigieStProperties *self, const char *path)
{
  const VigieStProperty *item = vigie_st_properties_find (self, path);

  return item != NULL && item->type == VIGIE_VALUE_TEXT ? item->text : NULL;
}

double
vigie_st_properties_get_number (const VigieStProperties *self, const char *path)
{
  const VigieStProperty *item = vigie_st_properties_find (self, path);
  double number;
  char *end;

  if (item == NULL)
    return NAN;
  if (item->type != VIGIE_VALUE_TEXT)
    return item->number;
  number = g_ascii_strtod (item->text, &end);
  return end != item->text && *end == '\0' && isfinite (number) ? number : NAN;
}

gboolean
vigie_st_properties_get_boolean (const VigieStProperties *self, const char *path)
{
  const VigieStProperty *item = vigie_st_properties_find (self, path);

  if (item == NULL)
    return FALSE;
  if (item->type == VIGIE_VALUE_TEXT)
    return g_ascii_strcasecmp (item->text, "true") == 0
           || g_ascii_strcasecmp (item->text, "yes") == 0;
  return !isnan (item->number) && item->number != 0;
}

JsonObject *
vigie_st_properties_to_object (const VigieStProperties *self)
{
  g_autoptr (JsonNode) node = NULL;

  if (self == NULL)
    return NULL;
  node = json_from_string (self->json, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return json_node_dup_object (node);
}

/* A table that owns its memory. */
typedef struct
{
  VigieStProperties table;
  VigieStArena *arena;
} OwnProperties;

VigieStProperties *
vigie_st_properties_new (const char *json, gssize length)
{
  g_autoptr (VigieStArena) arena = vigie_st_arena_new ();
  gsize size = length < 0 ? strlen (json) : (gsize) length;
  g_autofree char *valid = g_utf8_make_valid (json, size);
  VigieStProblems problems = {0};
  VigieStReader reader;
  OwnProperties own = {0};

  size = strlen (valid);
  vigie_st_reader_init (&reader, vigie_st_arena_strndup (arena, valid, size), size);
  if (!vigie_st_properties_read (&own.table, &reader, arena, &problems)
      || vigie_st_reader_peek (&reader) != VIGIE_ST_TOKEN_END || *reader.at != '\0')
    return NULL;
  own.arena = g_steal_pointer (&arena);
  return g_memdup2 (&own, sizeof own);
}

void
vigie_st_properties_free (VigieStProperties *self)
{
  if (self == NULL)
    return;
  vigie_st_arena_free (((OwnProperties *) self)->arena);
  g_free (self);
}
