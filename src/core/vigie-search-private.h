/* vigie-search-private.h: what the files of the search share.
 *
 * Each word that occurs anywhere is in a vocabulary once, with the entries that hold it. A query is
 * compared with the vocabulary, not with the entries: most of it is put aside by two sets of bits for each word
 * (its letters, its pairs of letters) that are read in a row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-search.h"

G_BEGIN_DECLS

#define LONGEST_WORD 40 /* bytes; < 64, for the bits of VigieSearchPattern */
#define MOST_QUERY_WORDS 8
#define MOST_ENTRY_WORDS 64

/* Where in an entry a word is; a better one is less. */
typedef enum
{
  FIELD_TITLE,
  FIELD_SUBTITLE,
  FIELD_KEYWORDS,
} Field;
#define N_FIELD 3

/* How a word of the query is like a word; a better one is less. */
typedef enum
{
  LIKE_WHOLE,         /* the same */
  LIKE_BEGINNING,     /* its beginning */
  LIKE_INSIDE,        /* inside it */
  LIKE_SLIP,          /* the same but for a slip */
  LIKE_SLIP_BEGUN,    /* its beginning, but for a slip */
  LIKE_TWO_SLIPS,     /* the same or its beginning, but for two */
  LIKE_IN_IDENTIFIER, /* letters that an identifier happens to hold */
  LIKE_NOT,
} Like;
#define N_LIKE LIKE_NOT

/* An entry that holds a word. */
typedef struct
{
  guint32 place; /* of the entry */
  guint16 ref;   /* which of the entry's refs is of this */
  guint8 field;  /* Field */
  guint8 first;  /* TRUE: the title begins with it */
} Posting;

typedef struct
{
  Posting *items; /* owned */
  guint n, size;
} Postings;

/* A word of an entry: where its posting is. */
typedef struct
{
  guint32 word;
  guint32 posting;
} Ref;

typedef struct
{
  VigieSearchEntry entry; /* its texts follow the refs in the same block */
  guint32 sequence;       /* of entries as good as one another the older one comes first */
  guint8 title_length;    /* characters, at most 255 */
  guint8 n_title_words;
  guint8 n_refs;
  Ref refs[];
} Item;

struct _VigieSearch
{
  GDestroyNotify free_target;
  VigieSearchPressing pressing;
  gpointer pressing_data;

  GPtrArray *items;    /* Item * (owned) or NULL, by place */
  GArray *free_places; /* guint32 */
  GHashTable *by_id;   /* Item (its entry's kind and id) → place + 1 */
  guint32 next_sequence;

  GHashTable *words;  /* text (of texts) → word + 1 */
  GPtrArray *texts;   /* char * (owned) or NULL, by word */
  GArray *lengths;    /* guint8: bytes; 0: no such word */
  GArray *letters;    /* guint64: see vigie_search_letters() */
  GArray *pairs;      /* guint64: see vigie_search_pairs() */
  GArray *postings;   /* Postings */
  GArray *free_words; /* guint32 */

  guint8 *matched, *best; /* owned: of a query, by place */
  guint16 *total;         /* owned */
  guint n_scratch;
};

/* Bits of the letters and digits of a word, and of its pairs of bytes: of a word inside another one all are the other's
 * too. */
#define VIGIE_SEARCH_DIGITS G_GUINT64_CONSTANT (0x3ff)
guint64 vigie_search_letters (const char *word, gsize length);
guint64 vigie_search_pairs (const char *word, gsize length);

/* A word of a query, ready to be compared. */
typedef struct
{
  char text[LONGEST_WORD + 1];
  guint8 length;
  guint8 slips; /* that are forgiven */
  guint64 letters, pairs;
  guint64 bits[256]; /* by byte: where it is in the word */
} VigieSearchPattern;

/* @word is folded, of 1 to LONGEST_WORD bytes. */
void vigie_search_pattern_init (VigieSearchPattern *pattern, const char *word, gsize length);

/* How it is like @word, slips forgiven if @slips. */
Like vigie_search_pattern_compare (const VigieSearchPattern *pattern,
                                   const char *word,
                                   gsize length,
                                   guint64 letters,
                                   guint64 pairs,
                                   gboolean slips);

/* The optimal string alignment distance (insertion, deletion, substitution, swap of neighbours, in bytes) to
 * @word; in *@beginning that to the nearest beginning of it. */
guint vigie_search_pattern_distance (const VigieSearchPattern *pattern,
                                     const char *word,
                                     gsize length,
                                     guint *beginning);

/* The words of a query, at most MOST_QUERY_WORDS; @join reads groups of hexadecimal digits as one. The
 * number of them; *@joined tells whether some were. */
guint vigie_search_parse (const char *query,
                          gboolean join,
                          VigieSearchPattern *patterns,
                          gboolean *joined);

/* @text valid, of at most @most bytes, folded, each word ended by a zero and cut, the last one by two. Free
 * it. */
char *vigie_search_fold_words (const char *text, gsize most);

G_END_DECLS
