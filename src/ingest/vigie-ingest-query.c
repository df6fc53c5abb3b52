/* vigie-ingest-query.c: the options of a request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-query.h"

#include <string.h>

#include "vigie-ingest-parser.h"

G_DEFINE_QUARK (vigie - ingest - query - error - quark, vigie_ingest_query_error)

/* Left as they are in links; what separates options or is no character of an address is not. */
#define LINK_CHARACTERS "!$'()*,;:@/="

typedef enum
{
  OPTION_FILTER,
  OPTION_ORDERBY,
  OPTION_SELECT,
  OPTION_EXPAND,
  OPTION_COUNT,
  OPTION_TOP,
  OPTION_SKIP,
  OPTION_RESULT_FORMAT,
  OPTION_RESULT_METADATA,
  OPTION_SKIP_TOKEN,
  N_OPTIONS,
} Option;

static const struct
{
  const char *name;
  gboolean nested;   /* also inside an expansion */
  gboolean repeated; /* in links to next pages */
} option_table[N_OPTIONS] = {
    [OPTION_FILTER] = {"$filter", TRUE, TRUE},
    [OPTION_ORDERBY] = {"$orderby", TRUE, TRUE},
    [OPTION_SELECT] = {"$select", TRUE, TRUE},
    [OPTION_EXPAND] = {"$expand", TRUE, TRUE},
    [OPTION_COUNT] = {"$count", TRUE, TRUE},
    [OPTION_TOP] = {"$top", TRUE, FALSE},
    [OPTION_SKIP] = {"$skip", TRUE, FALSE},
    [OPTION_RESULT_FORMAT] = {"$resultFormat", FALSE, TRUE},
    [OPTION_RESULT_METADATA] = {"$resultMetadata", FALSE, TRUE},
    [OPTION_SKIP_TOKEN] = {"$skiptoken", FALSE, FALSE},
};

static void
parse_nested_options (VigieIngestParser *parser, VigieIngestOptions *options, guint depth);

static void
options_free (gpointer data)
{
  VigieIngestOptions *options = data;

  g_array_unref (options->order);
  g_clear_pointer (&options->select, g_ptr_array_unref);
  g_ptr_array_unref (options->expands);
  g_free (options->skip_token);
  g_free (options->text);
  g_free (options);
}

static void
expand_free (gpointer data)
{
  VigieIngestExpand *expand = data;

  g_free (expand->name);
  options_free (expand->options);
  g_free (expand);
}

static VigieIngestOptions *
options_new (void)
{
  VigieIngestOptions *options = g_new0 (VigieIngestOptions, 1);

  options->order = g_array_new (FALSE, TRUE, sizeof (VigieIngestOrder));
  options->expands = g_ptr_array_new_with_free_func (expand_free);
  options->top = options->skip = -1;
  options->text = g_strdup ("");
  return options;
}

char *
vigie_ingest_decode (const char *text, gssize length, gboolean plus)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GString) decoded = g_string_new (NULL);

  for (const char *c = text; c < end; c++)
    if (*c == '%')
      {
        int high = c + 1 < end ? g_ascii_xdigit_value (c[1]) : -1;
        int low = c + 2 < end ? g_ascii_xdigit_value (c[2]) : -1;

        if (high < 0 || low < 0 || (high == 0 && low == 0))
          return NULL;
        g_string_append_c (decoded, (char) (high * 16 + low));
        c += 2;
      }
    else if (*c == '+' && plus
             && !(c > text && g_ascii_isdigit (c[-1]) && c + 1 < end && g_ascii_isdigit (c[1])))
      g_string_append_c (decoded, ' ');
    else if (*c == '\0')
      return NULL;
    else
      g_string_append_c (decoded, *c);
  if (!g_utf8_validate (decoded->str, (gssize) decoded->len, NULL))
    return NULL;
  return g_string_free (g_steal_pointer (&decoded), FALSE);
}

static void
parse_orderby (VigieIngestParser *parser, VigieIngestOptions *options)
{
  do
    {
      VigieIngestOrder order = {vigie_ingest_parse_expression (parser), FALSE};

      if (!order.expression)
        return;
      if (parser->token.kind == VIGIE_INGEST_TOKEN_NAME)
        {
          order.descending = strcmp (parser->token.text->str, "desc") == 0;
          if (!order.descending && strcmp (parser->token.text->str, "asc") != 0)
            {
              vigie_ingest_parser_fail (parser, parser->token.position,
                                        "“asc” or “desc” is expected here");
              return;
            }
          vigie_ingest_parser_next (parser);
        }
      g_array_append_val (options->order, order);
      if (options->order->len > VIGIE_INGEST_MAX_SEGMENTS)
        vigie_ingest_parser_fail (parser, order.expression->position,
                                  "There are too many keys of order");
    }
  while (!parser->error && vigie_ingest_parser_accept (parser, ','));
}

static void
parse_select (VigieIngestParser *parser, VigieIngestOptions *options)
{
  gboolean all = FALSE;

  options->select = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  do
    if (vigie_ingest_parser_accept (parser, '*'))
      all = TRUE;
    else
      {
        GArray *path = vigie_ingest_parse_path (parser);

        if (!path)
          return;
        g_ptr_array_add (options->select, path);
        if (options->select->len > 64)
          vigie_ingest_parser_fail (parser, parser->token.position,
                                    "Too many properties are selected");
      }
  while (!parser->error && vigie_ingest_parser_accept (parser, ','));
  if (all)
    g_clear_pointer (&options->select, g_ptr_array_unref);
}

static VigieIngestExpand *
find_expand (VigieIngestOptions *options, const char *name)
{
  for (guint i = 0; i < options->expands->len; i++)
    {
      VigieIngestExpand *expand = g_ptr_array_index (options->expands, i);

      if (strcmp (expand->name, name) == 0)
        return expand;
    }
  return NULL;
}

/* "Datastreams($top=1),Datastreams/ObservedProperty": paths of links, the last one with options. */
static void
parse_expand (VigieIngestParser *parser, VigieIngestOptions *options, guint depth)
{
  do
    {
      VigieIngestOptions *at = options;
      guint level = depth;
      gboolean is_new = FALSE;

      do
        {
          VigieIngestExpand *expand;

          if (parser->token.kind != VIGIE_INGEST_TOKEN_NAME)
            {
              vigie_ingest_parser_fail (parser, parser->token.position,
                                        "The name of a link is expected here");
              return;
            }
          if (++level > VIGIE_INGEST_MAX_EXPAND_DEPTH
              || parser->n_expands >= VIGIE_INGEST_MAX_EXPANDS)
            {
              vigie_ingest_parser_fail (parser, parser->token.position,
                                        "There are too many expansions");
              return;
            }
          expand = find_expand (at, parser->token.text->str);
          is_new = !expand;
          if (!expand)
            {
              expand = g_new0 (VigieIngestExpand, 1);
              expand->name = g_strdup (parser->token.text->str);
              expand->position = parser->token.position;
              expand->options = options_new ();
              g_ptr_array_add (at->expands, expand);
              parser->n_expands++;
            }
          at = expand->options;
          vigie_ingest_parser_next (parser);
        }
      while (vigie_ingest_parser_accept (parser, '/'));
      if (parser->token.kind == VIGIE_INGEST_TOKEN_SIGN && parser->token.sign == '(')
        {
          if (!is_new)
            {
              vigie_ingest_parser_fail (parser, parser->token.position,
                                        "This link is expanded twice");
              return;
            }
          vigie_ingest_parser_next (parser);
          parse_nested_options (parser, at, level);
        }
    }
  while (!parser->error && vigie_ingest_parser_accept (parser, ','));
}

static gint64
parse_integer (VigieIngestParser *parser, gint64 most)
{
  gint64 value = 0;

  if (parser->token.kind != VIGIE_INGEST_TOKEN_NUMBER
      || (!parser->token.is_integer && parser->token.number < 1e18))
    {
      vigie_ingest_parser_fail (parser, parser->token.position, "A whole number is expected here");
      return -1;
    }
  value = parser->token.is_integer ? MIN (parser->token.integer, most) : most;
  vigie_ingest_parser_next (parser);
  return value;
}

/* A word, one of @words. */
static int
parse_word (VigieIngestParser *parser, const char *const *words)
{
  if (parser->token.kind == VIGIE_INGEST_TOKEN_NAME)
    for (int i = 0; words[i]; i++)
      if (g_ascii_strcasecmp (words[i], parser->token.text->str) == 0)
        {
          vigie_ingest_parser_next (parser);
          return i;
        }
  vigie_ingest_parser_fail (parser, parser->token.position, "“%s” is not known here",
                            parser->token.kind == VIGIE_INGEST_TOKEN_NAME ? parser->token.text->str
                                                                          : "");
  return 0;
}

/* Reads the value of an option and remembers its text for links. */
static void
parse_value (VigieIngestParser *parser, VigieIngestOptions *options, Option option, guint depth)
{
  static const char *const booleans[] = {"false", "true", NULL};
  static const char *const formats[] = {"default", "dataArray", "GeoJSON", NULL};
  static const char *const metadata[] = {"default", "full", "minimal", "none", "off", NULL};
  guint begin = parser->token.position;
  int word;

  switch (option)
    {
    case OPTION_FILTER:
      options->filter = vigie_ingest_parse_expression (parser);
      break;
    case OPTION_ORDERBY:
      parse_orderby (parser, options);
      break;
    case OPTION_SELECT:
      parse_select (parser, options);
      break;
    case OPTION_EXPAND:
      parse_expand (parser, options, depth);
      break;
    case OPTION_COUNT:
      options->count = parse_word (parser, booleans) == 1;
      break;
    case OPTION_TOP:
      options->top = parse_integer (parser, VIGIE_INGEST_MAX_TOP);
      break;
    case OPTION_SKIP:
      options->skip = parse_integer (parser, G_MAXINT64 / 2);
      break;
    case OPTION_RESULT_FORMAT:
      options->format = (VigieIngestFormat) parse_word (parser, formats);
      break;
    case OPTION_RESULT_METADATA:
      word = parse_word (parser, metadata);
      options->metadata = (VigieIngestMetadata) MIN (word, (int) VIGIE_INGEST_METADATA_NONE);
      break;
    case OPTION_SKIP_TOKEN:
    case N_OPTIONS:
    default:
      g_assert_not_reached ();
    }
  if (!parser->error && option_table[option].repeated)
    {
      guint end = parser->token.position;
      g_autofree char *slice = g_strndup (parser->text + begin, end - begin);
      g_autofree char *encoded = g_uri_escape_string (g_strstrip (slice), LINK_CHARACTERS, FALSE);
      char *text = g_strconcat (options->text, "&", option_table[option].name, "=", encoded, NULL);

      g_free (options->text);
      options->text = text;
    }
}

static int
find_option (const char *name)
{
  for (int i = 0; i < N_OPTIONS; i++)
    if (strcmp (option_table[i].name, name) == 0)
      return i;
  return -1;
}

/* "$top=1;$orderby=id)" */
static void
parse_nested_options (VigieIngestParser *parser, VigieIngestOptions *options, guint depth)
{
  guint seen = 0;

  if (vigie_ingest_parser_accept (parser, ')'))
    return;
  do
    {
      int option = parser->token.kind == VIGIE_INGEST_TOKEN_NAME
                       ? find_option (parser->token.text->str)
                       : -1;

      if (option < 0 || !option_table[option].nested)
        {
          vigie_ingest_parser_fail (parser, parser->token.position,
                                    "An option like “$top” is expected here");
          return;
        }
      if (seen & (1u << option))
        {
          vigie_ingest_parser_fail (parser, parser->token.position, "%s is given twice",
                                    option_table[option].name);
          return;
        }
      seen |= 1u << option;
      vigie_ingest_parser_next (parser);
      if (vigie_ingest_parser_expect (parser, '='))
        parse_value (parser, options, (Option) option, depth);
    }
  while (!parser->error && vigie_ingest_parser_accept (parser, ';'));
  vigie_ingest_parser_expect (parser, ')');
}

static gboolean
bad_request (GError **error, const char *format, const char *what)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST, format, what);
#pragma GCC diagnostic pop
  return FALSE;
}

/* One "name=value" of the address. */
static gboolean
parse_pair (VigieIngestQuery *query, const char *pair, guint *seen, GError **error)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *name = vigie_ingest_decode (pair, equals ? equals - pair : -1, TRUE);
  g_autofree char *value = equals ? vigie_ingest_decode (equals + 1, -1, TRUE) : g_strdup ("");
  VigieIngestParser parser;
  gboolean done;
  int option;

  if (!name || !value)
    return bad_request (error, "The address is not encoded right near “%.40s”", pair);
  option = find_option (g_strstrip (name));
  /* One of the system's that this server has not (18-088, request-data/query-status-code), or a slip. */
  if (option < 0)
    {
      bad_request (error, "There is no option “%.80s”", name);
      if (*name == '$' && error != NULL)
        (*error)->code = VIGIE_INGEST_QUERY_ERROR_NOT_IMPLEMENTED;
      return FALSE;
    }
  if (*seen & (1u << option))
    return bad_request (error, "%s is given twice", name);
  *seen |= 1u << option;
  if (option == OPTION_SKIP_TOKEN)
    {
      query->options->skip_token = g_steal_pointer (&value);
      return TRUE;
    }
  vigie_ingest_parser_init (&parser, value, query->nodes);
  parse_value (&parser, query->options, (Option) option, 0);
  if (parser.token.kind != VIGIE_INGEST_TOKEN_END)
    vigie_ingest_parser_fail (&parser, parser.token.position, "This does not belong here");
  done = !parser.error;
  if (parser.error)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&parser.error), "%s: ", name);
    }
  vigie_ingest_parser_clear (&parser);
  return done;
}

VigieIngestQuery *
vigie_ingest_query_parse (const char *query_string, GError **error)
{
  g_autoptr (VigieIngestQuery) query = g_new0 (VigieIngestQuery, 1);
  g_auto (GStrv) pairs = NULL;
  guint seen = 0;

  query->options = options_new ();
  query->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_ingest_node_free);
  if (!query_string)
    return g_steal_pointer (&query);
  if (strlen (query_string) > VIGIE_INGEST_MAX_QUERY)
    {
      g_set_error (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_TOO_LONG,
                   "The query is too long");
      return NULL;
    }
  pairs = g_strsplit (query_string, "&", -1);
  for (char **pair = pairs; *pair; pair++)
    if (**pair != '\0' && !parse_pair (query, *pair, &seen, error))
      return NULL;
  if (query->options->skip_token && query->options->skip > 0)
    {
      bad_request (error, "%s does not go with $skip", "$skiptoken");
      return NULL;
    }
  return g_steal_pointer (&query);
}

void
vigie_ingest_query_free (VigieIngestQuery *query)
{
  options_free (query->options);
  g_ptr_array_unref (query->nodes);
  g_free (query);
}
