/* vigie-ingest-parser.h: tokens and expressions, for vigie-ingest-query.c alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-ingest-query.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_INGEST_TOKEN_END,
  VIGIE_INGEST_TOKEN_NAME,   /* text: letters, digits, "_", "-", ".", a first "@" or "$" */
  VIGIE_INGEST_TOKEN_STRING, /* text, without quotes */
  VIGIE_INGEST_TOKEN_TYPED,  /* prefix'text': text, prefix */
  VIGIE_INGEST_TOKEN_NUMBER,
  VIGIE_INGEST_TOKEN_INSTANT,
  VIGIE_INGEST_TOKEN_INTERVAL,
  VIGIE_INGEST_TOKEN_DATE,
  VIGIE_INGEST_TOKEN_CLOCK,
  VIGIE_INGEST_TOKEN_SIGN, /* sign: one of ( ) , ; / = [ ] - * */
} VigieIngestTokenKind;

typedef struct
{
  VigieIngestTokenKind kind;
  char sign;
  guint position, end; /* bytes of the text */
  GString *text;       /* owned by the parser */
  char prefix[16];
  gboolean is_integer;
  double number;
  gint64 start, integer;
} VigieIngestToken;

typedef struct
{
  const char *text;
  guint length;
  VigieIngestToken token; /* the one to be read next */
  GPtrArray *nodes;       /* of the query: VigieIngestNode */
  guint depth;
  guint n_expands;
  GError *error; /* the first; once it is set only END is read */
} VigieIngestParser;

void vigie_ingest_parser_init (VigieIngestParser *parser, const char *text, GPtrArray *nodes);
void vigie_ingest_parser_clear (VigieIngestParser *parser);

/* Reads the next token into parser->token. */
void vigie_ingest_parser_next (VigieIngestParser *parser);

/* Sets the error, if none is set yet, with the position; from then on there are no more tokens. */
void vigie_ingest_parser_fail (VigieIngestParser *parser, guint position, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Takes @sign if it is next. */
gboolean vigie_ingest_parser_accept (VigieIngestParser *parser, char sign);
/* The same, and an error if it is not. */
gboolean vigie_ingest_parser_expect (VigieIngestParser *parser, char sign);

/* Reads an expression up to what cannot belong to it. NULL after an error. */
VigieIngestNode *vigie_ingest_parse_expression (VigieIngestParser *parser);

/* Reads a path: names with "/" between them, and "[0]". NULL after an error; free with g_array_unref(). */
GArray *vigie_ingest_parse_path (VigieIngestParser *parser);

void vigie_ingest_node_free (VigieIngestNode *node);

G_END_DECLS
