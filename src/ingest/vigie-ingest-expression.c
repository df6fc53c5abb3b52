/* vigie-ingest-expression.c: expressions of $filter and $orderby, by operator precedence
 *
 * Precedence from loose to tight: or, and, not, comparison, add and sub, mul div mod, minus. (OData
 * has « not » bind tighter than a comparison, which is never of use: « not a eq b » is read as people mean it.)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-parser.h"

#include <string.h>

enum
{
  PRECEDENCE_OR = 1,
  PRECEDENCE_AND,
  PRECEDENCE_NOT,
  PRECEDENCE_COMPARE,
  PRECEDENCE_SUM,
  PRECEDENCE_PRODUCT,
};

static const struct
{
  const char *name;
  guint8 precedence, kind, operation;
} operators[] = {
    {"or", PRECEDENCE_OR, VIGIE_INGEST_NODE_OR, 0},
    {"and", PRECEDENCE_AND, VIGIE_INGEST_NODE_AND, 0},
    {"eq", PRECEDENCE_COMPARE, VIGIE_INGEST_NODE_COMPARE, VIGIE_INGEST_EQ},
    {"ne", PRECEDENCE_COMPARE, VIGIE_INGEST_NODE_COMPARE, VIGIE_INGEST_NE},
    {"gt", PRECEDENCE_COMPARE, VIGIE_INGEST_NODE_COMPARE, VIGIE_INGEST_GT},
    {"ge", PRECEDENCE_COMPARE, VIGIE_INGEST_NODE_COMPARE, VIGIE_INGEST_GE},
    {"lt", PRECEDENCE_COMPARE, VIGIE_INGEST_NODE_COMPARE, VIGIE_INGEST_LT},
    {"le", PRECEDENCE_COMPARE, VIGIE_INGEST_NODE_COMPARE, VIGIE_INGEST_LE},
    {"add", PRECEDENCE_SUM, VIGIE_INGEST_NODE_ARITHMETIC, VIGIE_INGEST_ADD},
    {"sub", PRECEDENCE_SUM, VIGIE_INGEST_NODE_ARITHMETIC, VIGIE_INGEST_SUB},
    {"mul", PRECEDENCE_PRODUCT, VIGIE_INGEST_NODE_ARITHMETIC, VIGIE_INGEST_MUL},
    {"div", PRECEDENCE_PRODUCT, VIGIE_INGEST_NODE_ARITHMETIC, VIGIE_INGEST_DIV},
    {"mod", PRECEDENCE_PRODUCT, VIGIE_INGEST_NODE_ARITHMETIC, VIGIE_INGEST_MOD},
};

static const struct
{
  const char *name;
  guint8 least, most; /* arguments */
} functions[VIGIE_INGEST_N_FUNCTIONS] = {
    [VIGIE_INGEST_F_SUBSTRINGOF] = {"substringof", 2, 2},
    [VIGIE_INGEST_F_CONTAINS] = {"contains", 2, 2},
    [VIGIE_INGEST_F_STARTSWITH] = {"startswith", 2, 2},
    [VIGIE_INGEST_F_ENDSWITH] = {"endswith", 2, 2},
    [VIGIE_INGEST_F_LENGTH] = {"length", 1, 1},
    [VIGIE_INGEST_F_INDEXOF] = {"indexof", 2, 2},
    [VIGIE_INGEST_F_SUBSTRING] = {"substring", 2, 3},
    [VIGIE_INGEST_F_TOLOWER] = {"tolower", 1, 1},
    [VIGIE_INGEST_F_TOUPPER] = {"toupper", 1, 1},
    [VIGIE_INGEST_F_TRIM] = {"trim", 1, 1},
    [VIGIE_INGEST_F_CONCAT] = {"concat", 2, 2},
    [VIGIE_INGEST_F_YEAR] = {"year", 1, 1},
    [VIGIE_INGEST_F_MONTH] = {"month", 1, 1},
    [VIGIE_INGEST_F_DAY] = {"day", 1, 1},
    [VIGIE_INGEST_F_HOUR] = {"hour", 1, 1},
    [VIGIE_INGEST_F_MINUTE] = {"minute", 1, 1},
    [VIGIE_INGEST_F_SECOND] = {"second", 1, 1},
    [VIGIE_INGEST_F_FRACTIONALSECONDS] = {"fractionalseconds", 1, 1},
    [VIGIE_INGEST_F_DATE] = {"date", 1, 1},
    [VIGIE_INGEST_F_TIME] = {"time", 1, 1},
    [VIGIE_INGEST_F_TOTALOFFSETMINUTES] = {"totaloffsetminutes", 1, 1},
    [VIGIE_INGEST_F_NOW] = {"now", 0, 0},
    [VIGIE_INGEST_F_MINDATETIME] = {"mindatetime", 0, 0},
    [VIGIE_INGEST_F_MAXDATETIME] = {"maxdatetime", 0, 0},
    [VIGIE_INGEST_F_ROUND] = {"round", 1, 1},
    [VIGIE_INGEST_F_FLOOR] = {"floor", 1, 1},
    [VIGIE_INGEST_F_CEILING] = {"ceiling", 1, 1},
    [VIGIE_INGEST_F_GEO_DISTANCE] = {"geo.distance", 2, 2},
    [VIGIE_INGEST_F_GEO_LENGTH] = {"geo.length", 1, 1},
    [VIGIE_INGEST_F_GEO_INTERSECTS] = {"geo.intersects", 2, 2},
    [VIGIE_INGEST_F_ST_EQUALS] = {"st_equals", 2, 2},
    [VIGIE_INGEST_F_ST_DISJOINT] = {"st_disjoint", 2, 2},
    [VIGIE_INGEST_F_ST_TOUCHES] = {"st_touches", 2, 2},
    [VIGIE_INGEST_F_ST_WITHIN] = {"st_within", 2, 2},
    [VIGIE_INGEST_F_ST_OVERLAPS] = {"st_overlaps", 2, 2},
    [VIGIE_INGEST_F_ST_CROSSES] = {"st_crosses", 2, 2},
    [VIGIE_INGEST_F_ST_INTERSECTS] = {"st_intersects", 2, 2},
    [VIGIE_INGEST_F_ST_CONTAINS] = {"st_contains", 2, 2},
    [VIGIE_INGEST_F_ST_RELATE] = {"st_relate", 3, 3},
};

static VigieIngestNode *parse_binary (VigieIngestParser *parser, int precedence);

const char *
vigie_ingest_function_name (VigieIngestFunction function)
{
  g_return_val_if_fail (function < VIGIE_INGEST_N_FUNCTIONS, NULL);
  return functions[function].name;
}

void
vigie_ingest_node_free (VigieIngestNode *node)
{
  g_free (node->text);
  g_clear_pointer (&node->geometry, vigie_geometry_free);
  g_clear_pointer (&node->segments, g_array_unref);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

static void
clear_segment (gpointer data)
{
  g_free (((VigieIngestSegment *) data)->name);
}

static VigieIngestNode *
new_node (VigieIngestParser *parser, VigieIngestNodeKind kind, guint position)
{
  VigieIngestNode *node;

  if (parser->nodes->len >= VIGIE_INGEST_MAX_NODES)
    {
      vigie_ingest_parser_fail (parser, position, "The query has too many parts");
      return NULL;
    }
  node = g_new0 (VigieIngestNode, 1);
  node->kind = kind;
  node->position = position;
  node->depth = 1;
  g_ptr_array_add (parser->nodes, node);
  return node;
}

/* FALSE after an error: @child NULL, or too deep. */
static gboolean
add_child (VigieIngestParser *parser, VigieIngestNode *node, VigieIngestNode *child)
{
  if (!node || !child)
    return FALSE;
  if (!node->children)
    node->children = g_ptr_array_new ();
  g_ptr_array_add (node->children, child);
  if (child->depth >= VIGIE_INGEST_MAX_DEPTH)
    {
      vigie_ingest_parser_fail (parser, node->position, "The expression is nested too deep");
      return FALSE;
    }
  node->depth = MAX (node->depth, (guint8) (child->depth + 1));
  return TRUE;
}

static gboolean
enter (VigieIngestParser *parser)
{
  if (++parser->depth <= VIGIE_INGEST_MAX_DEPTH)
    return TRUE;
  vigie_ingest_parser_fail (parser, parser->token.position, "The expression is nested too deep");
  return FALSE;
}

GArray *
vigie_ingest_parse_path (VigieIngestParser *parser)
{
  g_autoptr (GArray) segments = g_array_new (FALSE, TRUE, sizeof (VigieIngestSegment));
  gboolean named = TRUE;

  g_array_set_clear_func (segments, clear_segment);
  for (;;)
    {
      VigieIngestSegment segment = {NULL, 0, parser->token.position};

      if (named)
        {
          if (parser->token.kind != VIGIE_INGEST_TOKEN_NAME)
            {
              vigie_ingest_parser_fail (parser, segment.position, "A name is expected here");
              return NULL;
            }
          segment.name = g_strdup (parser->token.text->str);
          vigie_ingest_parser_next (parser);
        }
      else
        {
          if (parser->token.kind != VIGIE_INGEST_TOKEN_NUMBER || !parser->token.is_integer
              || parser->token.integer > G_MAXINT)
            {
              vigie_ingest_parser_fail (parser, segment.position,
                                        "A place in the list is expected here");
              return NULL;
            }
          segment.index = (int) parser->token.integer;
          vigie_ingest_parser_next (parser);
          if (!vigie_ingest_parser_expect (parser, ']'))
            return NULL;
        }
      g_array_append_val (segments, segment);
      if (segments->len > VIGIE_INGEST_MAX_SEGMENTS)
        {
          vigie_ingest_parser_fail (parser, segment.position, "The path is too long");
          return NULL;
        }
      if (vigie_ingest_parser_accept (parser, '/'))
        named = TRUE;
      else if (vigie_ingest_parser_accept (parser, '['))
        named = FALSE;
      else
        return parser->error ? NULL : g_steal_pointer (&segments);
    }
}

static VigieIngestNode *
parse_call (VigieIngestParser *parser, int function, guint position)
{
  VigieIngestNode *node = new_node (parser, VIGIE_INGEST_NODE_CALL, position);
  guint count = 0;

  if (!node || !enter (parser))
    return NULL;
  node->operation = (guint8) function;
  if (!vigie_ingest_parser_accept (parser, ')'))
    {
      do
        {
          if (!add_child (parser, node, parse_binary (parser, PRECEDENCE_OR)))
            return NULL;
          count++;
        }
      while (vigie_ingest_parser_accept (parser, ','));
      if (!vigie_ingest_parser_expect (parser, ')'))
        return NULL;
    }
  parser->depth--;
  if (count < functions[function].least || count > functions[function].most)
    {
      vigie_ingest_parser_fail (parser, position, "%s() takes %d arguments, not %u",
                                functions[function].name, functions[function].least, count);
      return NULL;
    }
  return parser->error ? NULL : node;
}

static int
find_function (const char *name)
{
  for (int i = 0; i < VIGIE_INGEST_N_FUNCTIONS; i++)
    if (g_ascii_strcasecmp (functions[i].name, name) == 0)
      return i;
  return -1;
}

/* A name: a word of the language, a function, or a path. */
static VigieIngestNode *
parse_name (VigieIngestParser *parser)
{
  guint position = parser->token.position;
  const char *name = parser->token.text->str;
  char behind = parser->text[parser->token.end];
  VigieIngestNode *node;

  if (behind == '(')
    {
      int function = find_function (name);

      if (function < 0)
        {
          vigie_ingest_parser_fail (parser, position, "There is no function “%s”", name);
          return NULL;
        }
      vigie_ingest_parser_next (parser);
      vigie_ingest_parser_next (parser);
      return parse_call (parser, function, position);
    }
  if (behind != '/')
    {
      gboolean truth = strcmp (name, "true") == 0;

      if (truth || strcmp (name, "false") == 0 || strcmp (name, "null") == 0)
        {
          node = new_node (parser,
                           strcmp (name, "null") == 0 ? VIGIE_INGEST_NODE_NULL
                                                      : VIGIE_INGEST_NODE_BOOLEAN,
                           position);
          if (node)
            node->integer = truth;
          vigie_ingest_parser_next (parser);
          return parser->error ? NULL : node;
        }
    }
  node = new_node (parser, VIGIE_INGEST_NODE_PATH, position);
  if (node)
    node->segments = vigie_ingest_parse_path (parser);
  return node && node->segments ? node : NULL;
}

/* prefix'text' */
static VigieIngestNode *
parse_typed (VigieIngestParser *parser)
{
  VigieIngestToken *token = &parser->token;
  VigieIngestNode *node = new_node (parser, VIGIE_INGEST_NODE_NULL, token->position);
  g_autoptr (GError) error = NULL;

  if (!node)
    return NULL;
  if (strcmp (token->prefix, "geography") == 0 || strcmp (token->prefix, "geometry") == 0)
    {
      node->kind = VIGIE_INGEST_NODE_GEOMETRY;
      node->geometry = vigie_geometry_new_from_wkt (token->text->str, &error);
      if (!node->geometry)
        vigie_ingest_parser_fail (parser, token->position, "%s", error->message);
    }
  else if (strcmp (token->prefix, "duration") == 0)
    {
      const char *text = token->text->str;
      gboolean negative = *text == '-';

      node->kind = VIGIE_INGEST_NODE_DURATION;
      if (!vigie_duration_parse (text + negative, &node->integer))
        vigie_ingest_parser_fail (parser, token->position, "This is no duration");
      else if (negative)
        node->integer = -node->integer;
    }
  else if (strcmp (token->prefix, "datetime") == 0 || strcmp (token->prefix, "datetimeoffset") == 0)
    {
      node->kind = VIGIE_INGEST_NODE_INSTANT;
      if (!vigie_time_parse (token->text->str, -1, &node->integer))
        vigie_ingest_parser_fail (parser, token->position, "This is no time");
    }
  else
    vigie_ingest_parser_fail (parser, token->position, "There is no kind of value “%s”",
                              token->prefix);
  vigie_ingest_parser_next (parser);
  return parser->error ? NULL : node;
}

static VigieIngestNode *
parse_primary (VigieIngestParser *parser)
{
  VigieIngestToken *token = &parser->token;
  VigieIngestNode *node;
  VigieIngestNodeKind kind;

  switch (token->kind)
    {
    case VIGIE_INGEST_TOKEN_NAME:
      return parse_name (parser);
    case VIGIE_INGEST_TOKEN_TYPED:
      return parse_typed (parser);
    case VIGIE_INGEST_TOKEN_STRING:
      kind = VIGIE_INGEST_NODE_STRING;
      break;
    case VIGIE_INGEST_TOKEN_NUMBER:
      kind = VIGIE_INGEST_NODE_NUMBER;
      break;
    case VIGIE_INGEST_TOKEN_INSTANT:
      kind = VIGIE_INGEST_NODE_INSTANT;
      break;
    case VIGIE_INGEST_TOKEN_INTERVAL:
      kind = VIGIE_INGEST_NODE_INTERVAL;
      break;
    case VIGIE_INGEST_TOKEN_DATE:
      kind = VIGIE_INGEST_NODE_DATE;
      break;
    case VIGIE_INGEST_TOKEN_CLOCK:
      kind = VIGIE_INGEST_NODE_CLOCK;
      break;
    case VIGIE_INGEST_TOKEN_SIGN:
    case VIGIE_INGEST_TOKEN_END:
    default:
      if (vigie_ingest_parser_accept (parser, '('))
        {
          if (!enter (parser))
            return NULL;
          node = parse_binary (parser, PRECEDENCE_OR);
          parser->depth--;
          return node && vigie_ingest_parser_expect (parser, ')') ? node : NULL;
        }
      vigie_ingest_parser_fail (parser, token->position, "A value is expected here");
      return NULL;
    }
  node = new_node (parser, kind, token->position);
  if (!node)
    return NULL;
  node->number = token->number;
  node->integer = token->integer;
  node->start = token->start;
  node->is_integer = token->is_integer;
  if (kind == VIGIE_INGEST_NODE_STRING)
    node->text = g_strdup (token->text->str);
  vigie_ingest_parser_next (parser);
  return parser->error ? NULL : node;
}

/* A sign or a word before its operand. */
static VigieIngestNode *
parse_unary (VigieIngestParser *parser)
{
  guint position = parser->token.position;
  gboolean minus = parser->token.kind == VIGIE_INGEST_TOKEN_SIGN && parser->token.sign == '-';
  gboolean negation = parser->token.kind == VIGIE_INGEST_TOKEN_NAME
                      && strcmp (parser->token.text->str, "not") == 0
                      && parser->text[parser->token.end] != '/';
  VigieIngestNode *node;

  if (!minus && !negation)
    return parse_primary (parser);
  node = new_node (parser, minus ? VIGIE_INGEST_NODE_NEGATE : VIGIE_INGEST_NODE_NOT, position);
  if (!node || !enter (parser))
    return NULL;
  vigie_ingest_parser_next (parser);
  if (!add_child (parser, node,
                  minus ? parse_unary (parser) : parse_binary (parser, PRECEDENCE_COMPARE)))
    return NULL;
  parser->depth--;
  return node;
}

static VigieIngestNode *
parse_binary (VigieIngestParser *parser, int precedence)
{
  VigieIngestNode *left = parse_unary (parser);

  while (left && parser->token.kind == VIGIE_INGEST_TOKEN_NAME)
    {
      VigieIngestNode *node, *right;
      gboolean joins;
      int which = -1;

      for (int i = 0; i < (int) G_N_ELEMENTS (operators); i++)
        if (strcmp (operators[i].name, parser->token.text->str) == 0)
          which = i;
      if (which < 0 || operators[which].precedence < precedence)
        break;
      /* « a or b or c … » is one node, however long: clients send long lists of ids. */
      joins = left->kind == operators[which].kind
              && (left->kind == VIGIE_INGEST_NODE_AND || left->kind == VIGIE_INGEST_NODE_OR);
      node = joins ? left : new_node (parser, operators[which].kind, parser->token.position);
      vigie_ingest_parser_next (parser);
      right = parse_binary (parser, operators[which].precedence + 1);
      if (!node || !right)
        return NULL;
      if (!joins)
        node->operation = operators[which].operation;
      if ((!joins && !add_child (parser, node, left)) || !add_child (parser, node, right))
        return NULL;
      left = node;
    }
  return parser->error ? NULL : left;
}

VigieIngestNode *
vigie_ingest_parse_expression (VigieIngestParser *parser)
{
  VigieIngestNode *node = parse_binary (parser, PRECEDENCE_OR);

  return parser->error ? NULL : node;
}
