/* vigie-search-query.c: what a query finds, and in what order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-fold.h"
#include "vigie-search-private.h"

/* What a word of the query is worth, by how it is like the word and where that one is: how it is like it
 * counts before where, but a slip in the title does not count more than the beginning of a word
 * elsewhere. */
static const guint8 worth[N_LIKE][N_FIELD] = {
    [LIKE_WHOLE] = {100, 62, 56},      [LIKE_BEGINNING] = {90, 54, 48},
    [LIKE_INSIDE] = {64, 40, 34},      [LIKE_SLIP] = {46, 28, 24},
    [LIKE_SLIP_BEGUN] = {38, 22, 18},  [LIKE_TWO_SLIPS] = {30, 16, 13},
    [LIKE_IN_IDENTIFIER] = {12, 8, 6},
};
#define WORTH_FIRST 6  /* the title begins with it */
#define WORTH_TITLE 20 /* the query is the title */
#define N_QUALITY 128  /* above all of these together */

/* ---- Matching -------------------------------------------------------------------------------- */

static void
prepare (VigieSearch *self)
{
  guint n = self->items->len;

  if (self->n_scratch < n)
    {
      self->n_scratch = n + n / 4;
      self->matched = g_renew (guint8, self->matched, self->n_scratch);
      self->best = g_renew (guint8, self->best, self->n_scratch);
      self->total = g_renew (guint16, self->total, self->n_scratch);
    }
  if (n > 0)
    memset (self->matched, 0, n);
}

/* The entries that hold a word like @pattern, the @nth of the query, among those that hold the words before
 * it. How many. */
static guint
match_word (VigieSearch *self, const VigieSearchPattern *pattern, guint nth, gboolean slips)
{
  const guint8 *lengths = (const guint8 *) self->lengths->data;
  const guint64 *letters = (const guint64 *) (gpointer) self->letters->data;
  const guint64 *pairs = (const guint64 *) (gpointer) self->pairs->data;
  guint n_words = self->texts->len;
  guint n_found = 0;

  for (guint word = 0; word < n_words; word++)
    {
      const Postings *postings;
      Like like;

      if (lengths[word] == 0 || (!slips && (pattern->letters & ~letters[word]) != 0))
        continue;
      like = vigie_search_pattern_compare (pattern, g_ptr_array_index (self->texts, word),
                                           lengths[word], letters[word], pairs[word], slips);
      if (like == LIKE_NOT)
        continue;
      postings = &g_array_index (self->postings, Postings, word);
      for (guint i = 0; i < postings->n; i++)
        {
          const Posting *posting = &postings->items[i];
          guint place = posting->place;
          guint8 value = worth[like][posting->field];

          if (posting->first && like <= LIKE_BEGINNING)
            value += WORTH_FIRST;
          if (self->matched[place] == nth)
            {
              self->total[place] = (guint16) ((nth == 0 ? 0 : self->total[place]) + value);
              self->matched[place] = (guint8) (nth + 1);
              self->best[place] = value;
              n_found++;
            }
          else if (self->matched[place] == nth + 1 && self->best[place] < value)
            {
              self->total[place] = (guint16) (self->total[place] + value - self->best[place]);
              self->best[place] = value;
            }
        }
    }
  return n_found;
}

static guint
match_all (VigieSearch *self, const VigieSearchPattern *patterns, guint n, gboolean slips)
{
  guint n_found = 0;

  prepare (self);
  for (guint i = 0; i < n; i++)
    {
      n_found = match_word (self, &patterns[i], i, slips);
      if (n_found == 0)
        return 0;
    }
  return n_found;
}

/* ---- Ranking --------------------------------------------------------------------------------- */

typedef struct
{
  guint64 rank;
  const Item *item;
} Candidate;

/* TRUE where @a is told before @b. Never equal: sequences differ. */
static gboolean
is_before (const Candidate *a, const Candidate *b)
{
  if (a->rank != b->rank)
    return a->rank > b->rank;
  return a->item->sequence < b->item->sequence;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  return is_before (a, b) ? -1 : 1;
}

/* How well it matches: below N_QUALITY. */
static guint
quality_of (const Item *item, guint total, guint n_words)
{
  guint quality = total / n_words;

  if (item->n_title_words == n_words && total >= n_words * worth[LIKE_WHOLE][FIELD_TITLE])
    quality += WORTH_TITLE;
  return MIN (quality, N_QUALITY - 1);
}

/* How well it matches, then kind, then how pressing it is, then how short its title is. */
static guint64
rank (VigieSearch *self, const Item *item, guint quality)
{
  guint pressing = 0;

  if (self->pressing != NULL)
    pressing = self->pressing (item->entry.target, self->pressing_data);
  return (guint64) quality << 24 | (guint64) (VIGIE_N_SEARCH_KIND - item->entry.kind) << 16
         | (guint64) MIN (pressing, 63) << 8 | (255u - item->title_length);
}

/* A heap whose root is the one to be left out first. */
static void
sift_down (Candidate *heap, guint n, guint i)
{
  for (;;)
    {
      guint worst = i, left = 2 * i + 1;
      Candidate swap;

      for (guint child = left; child <= left + 1 && child < n; child++)
        if (is_before (&heap[worst], &heap[child]))
          worst = child;
      if (worst == i)
        return;
      swap = heap[i];
      heap[i] = heap[worst];
      heap[worst] = swap;
      i = worst;
    }
}

static void
keep (Candidate *heap, guint *n, guint most, const Candidate *candidate)
{
  if (*n < most)
    {
      guint i = (*n)++;

      heap[i] = *candidate;
      while (i > 0 && is_before (&heap[(i - 1) / 2], &heap[i]))
        {
          Candidate swap = heap[i];

          heap[i] = heap[(i - 1) / 2];
          heap[(i - 1) / 2] = swap;
          i = (i - 1) / 2;
        }
    }
  else if (most > 0 && is_before (candidate, &heap[0]))
    {
      heap[0] = *candidate;
      sift_down (heap, *n, 0);
    }
}

/* How many match, by kind, and how well one has to match to be among the best @most of its kind. */
static void
find_least (VigieSearch *self, guint n_words, guint most, guint least[], guint n_matches[])
{
  guint n[VIGIE_N_SEARCH_KIND][N_QUALITY] = {{0}};

  for (guint place = 0; place < self->items->len; place++)
    {
      const Item *item;

      if (self->matched[place] != n_words)
        continue;
      item = g_ptr_array_index (self->items, place);
      n[item->entry.kind][quality_of (item, self->total[place], n_words)]++;
    }
  for (guint kind = 0; kind < VIGIE_N_SEARCH_KIND; kind++)
    for (guint quality = N_QUALITY; quality-- > 0;)
      {
        if (n_matches[kind] < most)
          least[kind] = quality;
        n_matches[kind] += n[kind][quality];
      }
}

/* How pressing something is takes longer to find out than how well it matches: it is asked only of what may be told. */
static void
take_best (VigieSearch *self, guint n_words, guint most, VigieSearchResults *results)
{
  g_autofree Candidate *kept = g_new (Candidate, (gsize) VIGIE_N_SEARCH_KIND * most + 1);
  guint n_kept[VIGIE_N_SEARCH_KIND] = {0}, least[VIGIE_N_SEARCH_KIND] = {0};
  guint n = 0;

  find_least (self, n_words, most, least, results->n_matches);
  for (guint place = 0; place < self->items->len; place++)
    {
      const Item *item;
      Candidate candidate;
      guint kind, quality;

      if (self->matched[place] != n_words)
        continue;
      item = g_ptr_array_index (self->items, place);
      kind = item->entry.kind;
      quality = quality_of (item, self->total[place], n_words);
      if (quality < least[kind])
        continue;
      candidate = (Candidate) {rank (self, item, quality), item};
      keep (&kept[(gsize) kind * most], &n_kept[kind], most, &candidate);
    }

  for (guint kind = 0; kind < VIGIE_N_SEARCH_KIND; kind++)
    for (guint i = 0; i < n_kept[kind]; i++)
      kept[n++] = kept[(gsize) kind * most + i];
  qsort (kept, n, sizeof *kept, compare_candidates);
  results->entries = g_new (const VigieSearchEntry *, n + 1);
  results->n_entries = n;
  for (guint i = 0; i < n; i++)
    results->entries[i] = &kept[i].item->entry;
}

VigieSearchResults *
vigie_search_query (VigieSearch *self, const char *query, guint most)
{
  VigieSearchResults *results = g_new0 (VigieSearchResults, 1);
  g_autofree VigieSearchPattern *patterns = g_new (VigieSearchPattern, MOST_QUERY_WORDS);
  gboolean joined;
  guint n, n_found = 0;

  n = vigie_search_parse (query, TRUE, patterns, &joined);
  if (n == 0)
    return results;
  if (joined)
    {
      n_found = match_all (self, patterns, n, FALSE);
      if (n_found == 0)
        n = vigie_search_parse (query, FALSE, patterns, &joined);
    }
  if (n_found == 0)
    n_found = match_all (self, patterns, n, FALSE);
  if (n_found == 0)
    {
      n_found = match_all (self, patterns, n, TRUE);
      results->approximate = n_found > 0;
    }
  if (n_found > 0)
    take_best (self, n, most, results);
  return results;
}

void
vigie_search_results_free (VigieSearchResults *results)
{
  g_free (results->entries);
  g_free (results);
}

/* ---- Pieces ---------------------------------------------------------------------------------- */

/* Marks in @marks, a byte for each of @folded, what @pattern found there: words that it is or begins, else what
 * it is inside of, else what it is but for a slip. */
static void
mark (const VigieSearchPattern *pattern, const char *folded, gboolean slips, char *marks)
{
  for (int pass = 0; pass < 3; pass++)
    {
      gboolean any = FALSE;

      for (const char *p = folded; *p != '\0';)
        {
          gsize length = strcspn (p, " ");
          gsize compared = MIN (length, LONGEST_WORD);
          Like like = vigie_search_pattern_compare (pattern, p, compared,
                                                    vigie_search_letters (p, compared),
                                                    vigie_search_pairs (p, compared), slips);
          gsize start = (gsize) (p - folded);

          if (pass == 0 && like <= LIKE_BEGINNING)
            memset (marks + start, 1, pattern->length);
          else if (pass == 1 && (like == LIKE_INSIDE || like == LIKE_IN_IDENTIFIER))
            {
              const char *inside = memmem (p, compared, pattern->text, pattern->length);

              memset (marks + (inside - folded), 1, pattern->length);
            }
          else if (pass == 2 && like >= LIKE_SLIP && like <= LIKE_TWO_SLIPS)
            memset (marks + start, 1, like == LIKE_SLIP ? length : MIN (length, pattern->length));
          else
            like = LIKE_NOT;
          any |= like != LIKE_NOT;
          p += length;
          p += *p == ' ' ? 1 : 0;
        }
      if (any)
        return;
    }
}

guint
vigie_search_pieces (const char *text,
                     const char *query,
                     gboolean approximate,
                     VigieSearchPiece *pieces,
                     guint most)
{
  g_autofree guint *offsets = NULL;
  g_autofree char *folded = vigie_fold_text_map (text, &offsets);
  gsize length = strlen (folded);
  g_autofree char *marks = g_malloc0 (length + 1);
  g_autofree VigieSearchPattern *patterns = g_new (VigieSearchPattern, MOST_QUERY_WORDS);
  guint n = 0;

  for (int join = 0; join < 2; join++)
    {
      gboolean joined;
      guint n_patterns = vigie_search_parse (query, join == 1, patterns, &joined);

      if (join == 1 && !joined)
        break;
      for (guint i = 0; i < n_patterns; i++)
        mark (&patterns[i], folded, approximate, marks);
    }
  for (gsize i = 0; i < length && n < most; i++)
    {
      gsize start = i, end;

      while (i < length && marks[i])
        i++;
      if (i == start)
        continue;
      /* To the end of the last character: « œ » is two letters, and one of them is not a piece. */
      for (end = i; end < length && offsets[end] <= offsets[i - 1]; end++)
        ;
      if (n > 0 && offsets[start] < pieces[n - 1].end)
        pieces[n - 1].end = MAX (pieces[n - 1].end, offsets[end]);
      else
        pieces[n++] = (VigieSearchPiece) {offsets[start], offsets[end]};
    }
  return n;
}
