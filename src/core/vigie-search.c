/* vigie-search.c: an index of everything that has a name: what is in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search.h"

#include <string.h>

#include "vigie-fold.h"
#include "vigie-search-private.h"

/* ---- Words ----------------------------------------------------------------------------------- */

/* At most @most bytes of @text, no character cut in two. */
static gsize
cut (const char *text, gsize most)
{
  gsize length = strnlen (text, most + 1);

  if (length <= most)
    return length;
  length = most;
  while (length > 0 && ((guchar) text[length] & 0xc0) == 0x80)
    length--;
  return length;
}

char *
vigie_search_fold_words (const char *text, gsize most)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) cut (text, most));
  g_autofree char *folded = vigie_fold_text (valid);
  GString *words = g_string_sized_new (strlen (folded) + 2);

  for (const char *p = folded; *p != '\0';)
    {
      gsize length = strcspn (p, " ");
      gsize kept = MIN (length, cut (p, LONGEST_WORD));

      g_string_append_len (words, p, (gssize) kept);
      g_string_append_c (words, '\0');
      p += length;
      p += *p == ' ' ? 1 : 0;
    }
  return g_string_free (words, FALSE);
}

guint64
vigie_search_letters (const char *word, gsize length)
{
  guint64 letters = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) word[i];
      guint bit = c >= '0' && c <= '9'   ? c - '0'
                  : c >= 'a' && c <= 'z' ? 10u + c - 'a'
                                         : 36u + c % 28u;

      letters |= G_GUINT64_CONSTANT (1) << bit;
    }
  return letters;
}

guint64
vigie_search_pairs (const char *word, gsize length)
{
  guint64 pairs = 0;

  for (gsize i = 0; i + 1 < length; i++)
    {
      guint pair = (guchar) word[i] * 31u + (guchar) word[i + 1] * 7u;

      pairs |= G_GUINT64_CONSTANT (1) << (pair * 2654435761u >> 26);
    }
  return pairs;
}

static guint32
intern (VigieSearch *self, const char *text)
{
  guint32 word = GPOINTER_TO_UINT (g_hash_table_lookup (self->words, text));
  gsize length = strlen (text);
  guint8 length8 = (guint8) length;
  guint64 letters, pairs;
  char *copy;

  if (word > 0)
    return word - 1;
  copy = g_strdup (text);
  letters = vigie_search_letters (text, length);
  pairs = vigie_search_pairs (text, length);
  if (self->free_words->len > 0)
    {
      word = g_array_index (self->free_words, guint32, self->free_words->len - 1);
      g_array_set_size (self->free_words, self->free_words->len - 1);
      g_ptr_array_index (self->texts, word) = copy;
      g_array_index (self->lengths, guint8, word) = length8;
      g_array_index (self->letters, guint64, word) = letters;
      g_array_index (self->pairs, guint64, word) = pairs;
    }
  else
    {
      Postings none = {NULL, 0, 0};

      word = self->texts->len;
      g_ptr_array_add (self->texts, copy);
      g_array_append_val (self->lengths, length8);
      g_array_append_val (self->letters, letters);
      g_array_append_val (self->pairs, pairs);
      g_array_append_val (self->postings, none);
    }
  g_hash_table_insert (self->words, copy, GUINT_TO_POINTER (word + 1));
  return word;
}

static void
forget_word (VigieSearch *self, guint32 word)
{
  char *text = g_ptr_array_index (self->texts, word);

  g_hash_table_remove (self->words, text);
  g_free (text);
  g_ptr_array_index (self->texts, word) = NULL;
  g_array_index (self->lengths, guint8, word) = 0;
  g_array_index (self->letters, guint64, word) = 0;
  g_array_index (self->pairs, guint64, word) = 0;
  g_array_append_val (self->free_words, word);
}

/* ---- Postings -------------------------------------------------------------------------------- */

static guint32
add_posting (VigieSearch *self, guint32 word, const Posting *posting)
{
  Postings *postings = &g_array_index (self->postings, Postings, word);

  if (postings->n == postings->size)
    {
      postings->size = postings->size == 0 ? 1 : postings->size + postings->size / 2 + 1;
      postings->items = g_renew (Posting, postings->items, postings->size);
    }
  postings->items[postings->n] = *posting;
  return postings->n++;
}

/* The last posting takes the place of the one that goes. */
static void
remove_posting (VigieSearch *self, const Ref *ref)
{
  Postings *postings = &g_array_index (self->postings, Postings, ref->word);
  guint last = --postings->n;

  if (ref->posting != last)
    {
      Posting *moved = &postings->items[last];
      Item *item = g_ptr_array_index (self->items, moved->place);

      postings->items[ref->posting] = *moved;
      item->refs[moved->ref].posting = ref->posting;
    }
  if (postings->n == 0)
    {
      g_clear_pointer (&postings->items, g_free);
      postings->size = 0;
      forget_word (self, ref->word);
    }
  else if (postings->size > 16 && postings->n < postings->size / 4)
    {
      postings->size /= 2;
      postings->items = g_renew (Posting, postings->items, postings->size);
    }
}

/* ---- Entries --------------------------------------------------------------------------------- */

static guint
hash_entry (gconstpointer key)
{
  const VigieSearchEntry *entry = key;

  return g_str_hash (entry->id) * 8u + entry->kind;
}

static gboolean
equal_entries (gconstpointer a, gconstpointer b)
{
  const VigieSearchEntry *first = a, *second = b;

  return first->kind == second->kind && g_str_equal (first->id, second->id);
}

/* The place of an entry, or −1. */
static gint64
find_place (VigieSearch *self, VigieSearchKind kind, const char *id)
{
  VigieSearchEntry key = {.kind = kind, .id = id};

  return (gint64) GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, &key)) - 1;
}

/* The words of an entry as they are found. */
typedef struct
{
  guint32 word;
  guint8 field;
  guint8 first;
} Found;

static guint
collect (VigieSearch *self, const char *text, gsize most, Field field, Found *found, guint n)
{
  g_autofree char *words = vigie_search_fold_words (text, most);
  gboolean first = field == FIELD_TITLE;

  for (const char *p = words; *p != '\0' && n < MOST_ENTRY_WORDS; p += strlen (p) + 1)
    {
      gboolean known = FALSE;
      guint32 word = GPOINTER_TO_UINT (g_hash_table_lookup (self->words, p));

      /* Fields come in order of worth: the first one stays. */
      for (guint i = 0; i < n && word > 0 && !known; i++)
        known = found[i].word == word - 1;
      if (!known)
        {
          /* It has no posting yet where it is new: put() adds one at once. */
          found[n++] = (Found) {intern (self, p), (guint8) field, first};
        }
      first = FALSE;
    }
  return n;
}

static guint8
count_words (const char *text)
{
  g_autofree char *words = vigie_search_fold_words (text, VIGIE_SEARCH_LONGEST_TEXT);
  guint n = 0;

  for (const char *p = words; *p != '\0'; p += strlen (p) + 1)
    n++;
  return (guint8) MIN (n, 255);
}

static char *
copy_text (char **room, const char *text, gsize length)
{
  char *copy = *room;

  memcpy (copy, text, length);
  copy[length] = '\0';
  *room += length + 1;
  return copy;
}

static void
drop_item (VigieSearch *self, guint32 place)
{
  Item *item = g_ptr_array_index (self->items, place);

  for (guint i = 0; i < item->n_refs; i++)
    remove_posting (self, &item->refs[i]);
  g_hash_table_remove (self->by_id, &item->entry);
  if (self->free_target != NULL && item->entry.target != NULL)
    self->free_target (item->entry.target);
  g_ptr_array_index (self->items, place) = NULL;
  g_array_append_val (self->free_places, place);
  g_free (item);
}

gboolean
vigie_search_put (VigieSearch *self, const VigieSearchEntry *entry)
{
  gint64 old = find_place (self, entry->kind, entry->id);
  g_autofree char *valid_title
      = g_utf8_make_valid (entry->title, (gssize) cut (entry->title, VIGIE_SEARCH_LONGEST_TEXT));
  g_autofree char *valid_subtitle = g_utf8_make_valid (
      entry->subtitle, (gssize) cut (entry->subtitle, VIGIE_SEARCH_LONGEST_TEXT));
  gsize id_length = strlen (entry->id);
  gsize title_length = strlen (valid_title);
  gsize subtitle_length = strlen (valid_subtitle);
  gsize keywords_length = cut (entry->keywords, VIGIE_SEARCH_LONGEST_KEYWORDS);
  guint32 sequence, place;
  Found found[MOST_ENTRY_WORDS];
  guint n = 0;
  Item *item;
  char *room;

  if (old < 0 && g_hash_table_size (self->by_id) >= VIGIE_SEARCH_MOST_ENTRIES)
    {
      if (self->free_target != NULL && entry->target != NULL)
        self->free_target (entry->target);
      return FALSE;
    }

  /* The new words first: those that stay are not forgotten with the old entry. */
  n = collect (self, valid_title, VIGIE_SEARCH_LONGEST_TEXT, FIELD_TITLE, found, n);
  n = collect (self, valid_subtitle, VIGIE_SEARCH_LONGEST_TEXT, FIELD_SUBTITLE, found, n);
  n = collect (self, entry->keywords, VIGIE_SEARCH_LONGEST_KEYWORDS, FIELD_KEYWORDS, found, n);

  item = g_malloc (sizeof (Item) + n * sizeof (Ref) + id_length + title_length + subtitle_length
                   + keywords_length + 4);
  room = (char *) &item->refs[n];
  item->entry.kind = entry->kind;
  item->entry.id = copy_text (&room, entry->id, id_length);
  item->entry.title = copy_text (&room, valid_title, title_length);
  item->entry.subtitle = copy_text (&room, valid_subtitle, subtitle_length);
  item->entry.keywords = copy_text (&room, entry->keywords, keywords_length);
  item->entry.target = entry->target;
  item->title_length = (guint8) MIN (g_utf8_strlen (valid_title, -1), 255);
  item->n_title_words = count_words (valid_title);
  item->n_refs = (guint8) n;

  sequence = self->next_sequence;
  if (old >= 0)
    sequence = ((Item *) g_ptr_array_index (self->items, old))->sequence;
  else
    self->next_sequence++;
  item->sequence = sequence;

  if (self->free_places->len > 0)
    {
      place = g_array_index (self->free_places, guint32, self->free_places->len - 1);
      g_array_set_size (self->free_places, self->free_places->len - 1);
      g_ptr_array_index (self->items, place) = item;
    }
  else
    {
      place = self->items->len;
      g_ptr_array_add (self->items, item);
    }
  for (guint i = 0; i < n; i++)
    {
      Posting posting = {place, (guint16) i, found[i].field, found[i].first};

      item->refs[i].word = found[i].word;
      item->refs[i].posting = add_posting (self, found[i].word, &posting);
    }
  if (old >= 0)
    drop_item (self, (guint32) old);
  g_hash_table_insert (self->by_id, &item->entry, GUINT_TO_POINTER (place + 1));
  return TRUE;
}

gboolean
vigie_search_remove (VigieSearch *self, VigieSearchKind kind, const char *id)
{
  gint64 place = find_place (self, kind, id);

  if (place < 0)
    return FALSE;
  drop_item (self, (guint32) place);
  return TRUE;
}

void
vigie_search_clear (VigieSearch *self)
{
  g_hash_table_remove_all (self->by_id);
  g_hash_table_remove_all (self->words);
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);

      if (item != NULL && self->free_target != NULL && item->entry.target != NULL)
        self->free_target (item->entry.target);
      g_free (item);
    }
  for (guint i = 0; i < self->postings->len; i++)
    g_free (g_array_index (self->postings, Postings, i).items);
  for (guint i = 0; i < self->texts->len; i++)
    g_free (g_ptr_array_index (self->texts, i));
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->texts, 0);
  g_array_set_size (self->free_places, 0);
  g_array_set_size (self->lengths, 0);
  g_array_set_size (self->letters, 0);
  g_array_set_size (self->pairs, 0);
  g_array_set_size (self->postings, 0);
  g_array_set_size (self->free_words, 0);
  g_clear_pointer (&self->matched, g_free);
  g_clear_pointer (&self->best, g_free);
  g_clear_pointer (&self->total, g_free);
  self->n_scratch = 0;
}

const VigieSearchEntry *
vigie_search_find (VigieSearch *self, VigieSearchKind kind, const char *id)
{
  gint64 place = find_place (self, kind, id);

  return place < 0 ? NULL : vigie_search_get_at (self, (guint) place);
}

guint
vigie_search_get_n_entries (VigieSearch *self)
{
  return g_hash_table_size (self->by_id);
}

guint
vigie_search_get_n_places (VigieSearch *self)
{
  return self->items->len;
}

const VigieSearchEntry *
vigie_search_get_at (VigieSearch *self, guint place)
{
  const Item *item = g_ptr_array_index (self->items, place);

  return item != NULL ? &item->entry : NULL;
}

void
vigie_search_set_pressing (VigieSearch *self, VigieSearchPressing pressing, gpointer user_data)
{
  self->pressing = pressing;
  self->pressing_data = user_data;
}

VigieSearch *
vigie_search_new (GDestroyNotify free_target)
{
  VigieSearch *self = g_new0 (VigieSearch, 1);

  self->free_target = free_target;
  self->items = g_ptr_array_new ();
  self->free_places = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->by_id = g_hash_table_new (hash_entry, equal_entries);
  self->words = g_hash_table_new (g_str_hash, g_str_equal);
  self->texts = g_ptr_array_new ();
  self->lengths = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->letters = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->pairs = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->postings = g_array_new (FALSE, TRUE, sizeof (Postings));
  self->free_words = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

void
vigie_search_free (VigieSearch *self)
{
  vigie_search_clear (self);
  g_ptr_array_unref (self->items);
  g_array_unref (self->free_places);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->words);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->lengths);
  g_array_unref (self->letters);
  g_array_unref (self->pairs);
  g_array_unref (self->postings);
  g_array_unref (self->free_words);
  g_free (self);
}
