/* vigie-search-pattern.c: a word of a query, and how it is like others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-search-private.h"

/* An identifier: long and with a digit, as a devEUI. */
#define SHORTEST_IDENTIFIER 8
#define SHORTEST_INSIDE 3

/* Words that say nothing of what is looked for, folded; sorted by nothing: there are few. */
static const char *const idle_words[] = {
    "a", "au", "aux", "d",   "de", "des", "du", "en",  "et",
    "l", "la", "le",  "les", "of", "the", "un", "une",
};

void
vigie_search_pattern_init (VigieSearchPattern *pattern, const char *word, gsize length)
{
  glong n_characters = g_utf8_strlen (word, (gssize) length);

  memset (pattern, 0, sizeof *pattern);
  memcpy (pattern->text, word, length);
  pattern->length = (guint8) length;
  pattern->letters = vigie_search_letters (word, length);
  pattern->pairs = vigie_search_pairs (word, length);
  if ((pattern->letters & VIGIE_SEARCH_DIGITS) == 0)
    pattern->slips = n_characters >= 8 ? 2 : n_characters >= 4 ? 1 : 0;
  for (gsize i = 0; i < length; i++)
    pattern->bits[(guchar) word[i]] |= G_GUINT64_CONSTANT (1) << i;
}

/* Bit vectors: H. Hyyrö, « A bit-vector algorithm for computing Levenshtein and Damerau edit
 * distances », Nordic Journal of Computing 10 (2003). The vertical differences of a column of the table
 * of distances are two words; a letter of the text costs some operations. */
guint
vigie_search_pattern_distance (const VigieSearchPattern *pattern,
                               const char *word,
                               gsize length,
                               guint *beginning)
{
  guint64 last = G_GUINT64_CONSTANT (1) << (pattern->length - 1);
  guint64 plus = ~G_GUINT64_CONSTANT (0), minus = 0, diagonal = 0, before = 0;
  guint distance = pattern->length;

  *beginning = distance;
  for (gsize i = 0; i < length; i++)
    {
      guint64 same = pattern->bits[(guchar) word[i]];
      guint64 swapped = ((~diagonal & same) << 1) & before;
      guint64 more, less;

      diagonal = (((same & plus) + plus) ^ plus) | same | minus | swapped;
      more = minus | ~(diagonal | plus);
      less = diagonal & plus;
      if (more & last)
        distance++;
      else if (less & last)
        distance--;
      more = (more << 1) | 1;
      less <<= 1;
      plus = less | ~(diagonal | more);
      minus = more & diagonal;
      before = same;
      if (distance < *beginning)
        *beginning = distance;
    }
  return distance;
}

Like
vigie_search_pattern_compare (const VigieSearchPattern *pattern,
                              const char *word,
                              gsize length,
                              guint64 letters,
                              guint64 pairs,
                              gboolean slips)
{
  guint distance, beginning, forgiven = pattern->slips;
  guint64 missing = pattern->letters & ~letters;

  if (missing == 0 && (pattern->pairs & ~pairs) == 0 && length >= pattern->length)
    {
      if (memcmp (word, pattern->text, pattern->length) == 0)
        return length == pattern->length ? LIKE_WHOLE : LIKE_BEGINNING;
      if (pattern->length >= SHORTEST_INSIDE
          && memmem (word, length, pattern->text, pattern->length) != NULL)
        {
          if (length < SHORTEST_IDENTIFIER || (letters & VIGIE_SEARCH_DIGITS) == 0
              || (pattern->letters & VIGIE_SEARCH_DIGITS) != 0)
            return LIKE_INSIDE;
          if (slips)
            return LIKE_IN_IDENTIFIER;
          return LIKE_NOT;
        }
    }
  if (!slips || forgiven == 0 || (letters & VIGIE_SEARCH_DIGITS) != 0
      || length + forgiven < pattern->length)
    return LIKE_NOT;
  /* A slip takes away one letter of the pattern at most, and three of its pairs. */
  if (__builtin_popcountll (missing) > (int) forgiven
      || __builtin_popcountll (pattern->pairs & ~pairs) > 3 * (int) forgiven)
    return LIKE_NOT;
  distance = vigie_search_pattern_distance (
      pattern, word, MIN (length, (gsize) pattern->length + forgiven), &beginning);
  if (length > (gsize) pattern->length + forgiven)
    distance = G_MAXUINT;
  if (distance <= 1)
    return LIKE_SLIP;
  if (beginning <= 1)
    return LIKE_SLIP_BEGUN;
  return MIN (distance, beginning) <= forgiven ? LIKE_TWO_SLIPS : LIKE_NOT;
}

/* ---- Queries --------------------------------------------------------------------------------- */

static gboolean
is_idle (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (idle_words); i++)
    if (g_str_equal (idle_words[i], word))
      return TRUE;
  return FALSE;
}

/* Groups of hexadecimal digits by two, as identifiers are written: « 0200 0000 », « 02:00 »; the last one may be
 * half typed. */
static gboolean
is_group (const char *word, gboolean last)
{
  gsize length = strlen (word);

  return (last || length % 2 == 0) && strspn (word, "0123456789abcdef") == length;
}

guint
vigie_search_parse (const char *query,
                    gboolean join,
                    VigieSearchPattern *patterns,
                    gboolean *joined)
{
  g_autofree char *words = vigie_search_fold_words (query, VIGIE_SEARCH_LONGEST_QUERY);
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func (g_free);
  gboolean any = FALSE;
  guint n = 0;

  *joined = FALSE;
  for (const char *p = words; *p != '\0';)
    {
      g_autoptr (GString) word = g_string_new (p);

      any |= !is_idle (p);
      p += strlen (p) + 1;
      if (join && is_group (word->str, FALSE))
        while (*p != '\0' && is_group (p, p[strlen (p) + 1] == '\0')
               && word->len + strlen (p) <= LONGEST_WORD)
          {
            g_string_append (word, p);
            p += strlen (p) + 1;
            *joined = TRUE;
          }
      g_ptr_array_add (read, g_strdup (word->str));
    }

  for (guint i = 0; i < read->len && n < MOST_QUERY_WORDS; i++)
    {
      const char *word = g_ptr_array_index (read, i);
      gboolean known = any && is_idle (word);

      for (guint j = 0; j < n && !known; j++)
        known = g_str_equal (patterns[j].text, word);
      if (!known)
        vigie_search_pattern_init (&patterns[n++], word, strlen (word));
    }
  return n;
}
