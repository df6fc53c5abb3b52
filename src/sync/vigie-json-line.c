/* vigie-json-line.c: see vigie-json-line.h. json-glib keeps no positions; a file is read again for
 * them only when it has an error.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-json-line.h"

#include <string.h>

#define MAX_DEPTH 64

typedef struct
{
  gboolean is_array;
  guint index;       /* of the element at hand, in an array */
  gsize path_length; /* of the container itself */
} Level;

/* The text of a string that begins at @json[*i] ('"'); *i is then after it. Escapes are kept as they
 * are: names of fields have none. */
static char *
skip_string (const char *json, gsize length, gsize *i)
{
  gsize start = ++*i, end;

  while (*i < length && json[*i] != '"')
    *i += json[*i] == '\\' ? 2 : 1;
  end = MIN (*i, length);
  *i = end + 1;
  return g_strndup (json + start, end - start);
}

guint
vigie_json_line_of (const char *json, gsize length, const char *field)
{
  g_autoptr (GString) path = g_string_new (NULL);
  Level levels[MAX_DEPTH];
  int depth = 0;
  guint line = 1, nearest = 1;
  gsize nearest_length = 0;
  gboolean key_due = FALSE;

  for (gsize i = 0; i < length;)
    {
      char c = json[i];

      if (c == '\n')
        line++;
      if (g_ascii_isspace (c) || c == ':')
        {
          i++;
          continue;
        }
      if (c == ',' && depth > 0)
        {
          Level *level = &levels[depth - 1];

          g_string_truncate (path, level->path_length);
          if (level->is_array)
            g_string_append_printf (path, "[%u]", ++level->index);
          key_due = !level->is_array;
          i++;
          continue;
        }
      if ((c == '}' || c == ']') && depth > 0)
        {
          g_string_truncate (path, levels[--depth].path_length);
          key_due = FALSE;
          i++;
          continue;
        }
      if (key_due && c == '"')
        {
          g_autofree char *key = skip_string (json, length, &i);

          g_string_truncate (path, levels[depth - 1].path_length);
          if (path->len > 0)
            g_string_append_c (path, '.');
          g_string_append (path, key);
          key_due = FALSE;
          continue;
        }

      /* A value begins here. */
      if (strcmp (path->str, field) == 0)
        return line;
      if (path->len > nearest_length && g_str_has_prefix (field, path->str))
        {
          nearest = line;
          nearest_length = path->len;
        }
      if (c == '{' || c == '[')
        {
          if (depth == MAX_DEPTH)
            return nearest;
          levels[depth++] = (Level) {c == '[', 0, path->len};
          if (c == '[')
            g_string_append (path, "[0]");
          key_due = c == '{';
          i++;
        }
      else if (c == '"')
        g_free (skip_string (json, length, &i));
      else
        i++;
    }
  return nearest;
}
