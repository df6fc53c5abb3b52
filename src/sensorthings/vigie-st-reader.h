/* vigie-st-reader.h: a pull reader of JSON that makes no tree: it walks the text of an answer in
 * place, and hands out strings that lie in it.
 *
 * It reads RFC 8259 and, as servers really speak it, also bare words where a value is due (NaN,
 * Infinity, -Infinity, undefined: VIGIE_ST_TOKEN_WORD), control characters in strings, and a comma
 * before a closing bracket.
 *
 * Private to the room. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Nesting deeper than this is passed over by no one: the value counts as absent. */
#define VIGIE_ST_READER_MAX_DEPTH 64

typedef enum
{
  VIGIE_ST_TOKEN_END, /* end of the text, or no JSON from here on */
  VIGIE_ST_TOKEN_OBJECT,
  VIGIE_ST_TOKEN_ARRAY,
  VIGIE_ST_TOKEN_STRING,
  VIGIE_ST_TOKEN_NUMBER,
  VIGIE_ST_TOKEN_TRUE,
  VIGIE_ST_TOKEN_FALSE,
  VIGIE_ST_TOKEN_NULL,
  VIGIE_ST_TOKEN_WORD, /* a bare word that JSON does not know */
} VigieStToken;

typedef struct
{
  char *at;        /* next byte to read */
  char *end;       /* the NUL after the text */
  gboolean failed; /* the text is no JSON from `at` on */
} VigieStReader;

/* A text cut out of what is read: NUL-terminated, in place, good as long as the buffer. */
typedef struct
{
  char *text;
  gsize length;
} VigieStText;

/* Reads @text, whose byte at @length must be NUL, and which is changed while it is read. */
void vigie_st_reader_init (VigieStReader *self, char *text, gsize length);

/* What comes next, nothing consumed but white space. */
VigieStToken vigie_st_reader_peek (VigieStReader *self);

/* Goes into an object or array, which must be next; then the functions below to the end. */
void vigie_st_reader_enter (VigieStReader *self);
/* The next key of the object entered (its value is to be read or skipped), FALSE at its end. */
gboolean vigie_st_reader_next_key (VigieStReader *self, VigieStText *key);
/* TRUE if the array entered has another value (to be read or skipped), FALSE at its end. */
gboolean vigie_st_reader_next_value (VigieStReader *self);

/* The string that is next, unescaped in place. */
gboolean vigie_st_reader_string (VigieStReader *self, VigieStText *string);
/* The number that is next; ±infinity if it is too large. */
gboolean vigie_st_reader_number (VigieStReader *self, double *number);
/* The digits of the number that is next, not NUL-terminated. */
gboolean vigie_st_reader_digits (VigieStReader *self, VigieStText *digits);

/* What skip() saw in a value. */
typedef struct
{
  char *start; /* the value's text, unchanged */
  gsize length;
  guint depth;    /* 0 for a scalar */
  gboolean words; /* it holds bare words, which make it invalid JSON */
} VigieStSpan;
/* Passes over the next value of any type without changing it. @span may be NULL. FALSE if it is cut
 * short or no JSON. Needs no stack, however deep. */
gboolean vigie_st_reader_skip (VigieStReader *self, VigieStSpan *span);

#define vigie_st_text_is(string, literal)                                                          \
  ((string)->length == sizeof (literal) - 1                                                        \
   && memcmp ((string)->text, literal, sizeof (literal) - 1) == 0)

G_END_DECLS
