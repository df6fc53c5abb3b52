/* vigie-site-model.c: the sites of a territory as the list and the map show them.
 *
 * What sorting and searching need of a site is computed once and kept in a record beside it; the records
 * stand in the order by name, from which every other order follows by a sort of numbers. A key typed then
 * costs one search in a prepared text for each site, nothing is allocated for it, and the lists are
 * exchanged as a whole (vigie-site-items.h). What takes longer than a slice goes on in the next one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-model.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-fold.h"
#include "vigie-site-items.h"
#include "vigie-site-record.h"

/* How long a slice works, in µs, and after how many sites it looks at the clock. */
#define SLICE 3000
#define CHECK_EVERY 256
/* Up to here changes are followed at once: all of it fits in a slice. */
#define AT_ONCE 2000
/* What came is shown after drawing, before what is idle; what a person asked for, before the next frame is
 * drawn, but not before the next key is heard. */
#define WORK_PRIORITY (G_PRIORITY_HIGH_IDLE + 30)
#define ASKED_PRIORITY (G_PRIORITY_HIGH_IDLE + 5)

struct _VigieSiteModel
{
  GObject parent_instance;

  VigieTerritory *territory; /* owned, or NULL */
  VigieSiteItems *filtered;  /* owned */
  VigieSiteItems *sorted;    /* owned */
  VigieFilters *filters;     /* owned */
  VigieSiteSort sort;

  GPtrArray *records; /* owned: VigieSiteRecord, at the places of the territory's sites */
  GPtrArray *by_name; /* those with keys, in the order of names */
  GPtrArray *ordered; /* the same, in the order of the list */
  GPtrArray *fresh;   /* those with keys that are not in by_name yet */
  GPtrArray *scratch;
  GArray *starts; /* guint, scratch */

  GHashTable *commune_numbers; /* owned: name → number from 1 on */
  GPtrArray *commune_names;    /* owned: char *, by number; the first is NULL */
  GArray *commune_ranks;       /* guint, by number: its place in the alphabet */
  GArray *commune_counts;      /* guint, by number */
  GArray *commune_chosen;      /* gboolean, by number */

  char **words; /* owned: the words searched, folded */

  /* What is to be done, and where it stands. */
  gboolean keys_due, states_due, order_due, find_due, publish_due;
  gboolean states_again; /* once more from the begin */
  gboolean find_within;  /* what was not found will not be */
  guint keys_at, states_at, find_at, prepare_at;
  gboolean working;
  guint work_source, prepare_source;

  guint counts[VIGIE_N_FACET][32];
  guint shown[VIGIE_N_STATE];
  guint n_shown;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FILTERS_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSiteModel, vigie_site_model, G_TYPE_OBJECT)

/* ---- Sections -------------------------------------------------------------------------------- */

static VigieSection
section_of_state (VigieState state)
{
  switch (state)
    {
    case VIGIE_STATE_CRITICAL:
    case VIGIE_STATE_WARNING:
      return VIGIE_SECTION_TO_HANDLE;
    case VIGIE_STATE_SILENT:
      return VIGIE_SECTION_SILENT;
    case VIGIE_STATE_OUT_OF_SERVICE:
      return VIGIE_SECTION_OUT_OF_SERVICE;
    case VIGIE_STATE_NORMAL:
    default:
      return VIGIE_SECTION_NORMAL;
    }
}

VigieSection
vigie_section_of (VigieSite *site)
{
  return section_of_state (
      vigie_state_for (vigie_site_get_freshness (site), vigie_site_get_condition (site)));
}

const char *
vigie_section_get_label (VigieSection section, gboolean live)
{
  switch (section)
    {
    case VIGIE_SECTION_TO_HANDLE:
      return live ? _ ("To handle") : _ ("To handle at the last reading");
    case VIGIE_SECTION_SILENT:
      return live ? C_ ("sites", "Silent") : _ ("Already silent before the loss");
    case VIGIE_SECTION_OUT_OF_SERVICE:
      return _ ("Out of service");
    case VIGIE_SECTION_NORMAL:
    default:
      return live ? _ ("Normal") : _ ("Normal at the last reading");
    }
}

static const char *const sort_names[VIGIE_N_SITE_SORT] = {"severity", "name", "commune", "last"};

const char *
vigie_site_sort_to_string (VigieSiteSort sort)
{
  return sort_names[sort];
}

VigieSiteSort
vigie_site_sort_from_string (const char *name)
{
  for (guint i = 0; i < VIGIE_N_SITE_SORT; i++)
    if (g_strcmp0 (name, sort_names[i]) == 0)
      return (VigieSiteSort) i;
  return VIGIE_SITE_SORT_SEVERITY;
}

/* ---- Communes -------------------------------------------------------------------------------- */

/* The number of a commune; a new one moves the others in the alphabet. */
static guint
number_of_commune (VigieSiteModel *self, const char *name)
{
  g_autofree guint *order = NULL;
  gpointer known;
  guint number, low = 0, high;

  if (name == NULL || *name == '\0')
    return 0;
  known = g_hash_table_lookup (self->commune_numbers, name);
  if (known != NULL)
    return GPOINTER_TO_UINT (known);

  number = self->commune_names->len;
  g_ptr_array_add (self->commune_names, g_strdup (name));
  g_hash_table_insert (self->commune_numbers, g_ptr_array_index (self->commune_names, number),
                       GUINT_TO_POINTER (number));
  g_array_set_size (self->commune_ranks, number + 1);
  g_array_set_size (self->commune_counts, number + 1);
  g_array_set_size (self->commune_chosen, number + 1);
  g_array_index (self->commune_chosen, gboolean, number)
      = vigie_filters_get_commune (self->filters, name);

  /* Its place is looked for among the others, which are in order: where every site is a commune of its own a sort for
   * each would take minutes. */
  order = g_new (guint, number);
  for (guint i = 1; i < number; i++)
    order[g_array_index (self->commune_ranks, guint, i)] = i;
  for (high = number - 1; low < high;)
    {
      guint middle = low + (high - low) / 2;

      if (g_utf8_collate (g_ptr_array_index (self->commune_names, order[middle]), name) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint i = 1; i < number; i++)
    if (g_array_index (self->commune_ranks, guint, i) >= low)
      g_array_index (self->commune_ranks, guint, i)++;
  g_array_index (self->commune_ranks, guint, number) = low;
  g_array_index (self->commune_ranks, guint, 0) = G_MAXUINT; /* of none: last */
  if (self->sort == VIGIE_SITE_SORT_COMMUNE)
    self->states_due = TRUE;
  return number;
}

/* ---- Order ----------------------------------------------------------------------------------- */

static guint64
order_of (VigieSiteModel *self, const VigieSiteRecord *record)
{
  VigieTime last;
  guint64 severity;

  switch (self->sort)
    {
    case VIGIE_SITE_SORT_NAME:
      return 0;
    case VIGIE_SITE_SORT_COMMUNE:
      return g_array_index (self->commune_ranks, guint, record->commune);
    case VIGIE_SITE_SORT_LAST:
      last = vigie_site_get_last_reading (record->site);
      return last == VIGIE_TIME_NONE ? G_MAXUINT64 : (guint64) (G_MAXINT64 - last);
    case VIGIE_SITE_SORT_SEVERITY:
    default:
      severity = record->state == VIGIE_STATE_CRITICAL || record->state == VIGIE_STATE_WARNING
                     ? (guint64) (G_MAXINT16 - vigie_site_get_severity (record->site))
                     : 0;
      return (guint64) section_of_state (record->state) << 32 | severity;
    }
}

/* In which section of the order it is: sections differ where this does. */
static guint
group_of (VigieSiteModel *self, const VigieSiteRecord *record)
{
  switch (self->sort)
    {
    case VIGIE_SITE_SORT_SEVERITY:
      return section_of_state (record->state);
    case VIGIE_SITE_SORT_COMMUNE:
      return record->commune;
    case VIGIE_SITE_SORT_NAME:
    case VIGIE_SITE_SORT_LAST:
    default:
      return 0;
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (((const VigieSiteRecord *) a)->collation,
                 ((const VigieSiteRecord *) b)->collation);
}

/* The fresh ones to their places among the others. */
static void
merge_fresh (VigieSiteModel *self)
{
  GPtrArray *old = self->by_name, *now = self->scratch;
  guint i = 0, j = 0;

  if (self->fresh->len == 0)
    return;
  g_ptr_array_sort_values (self->fresh, compare_names);
  g_ptr_array_set_size (now, 0);
  while (i < old->len || j < self->fresh->len)
    {
      VigieSiteRecord *a = i < old->len ? g_ptr_array_index (old, i) : NULL;
      VigieSiteRecord *b = j < self->fresh->len ? g_ptr_array_index (self->fresh, j) : NULL;

      if (a != NULL && (b == NULL || compare_names (a, b) <= 0))
        {
          g_ptr_array_add (now, a);
          i++;
        }
      else
        {
          b->by_name = TRUE;
          g_ptr_array_add (now, b);
          j++;
        }
    }
  self->by_name = now;
  self->scratch = old;
  g_ptr_array_set_size (self->fresh, 0);
  self->order_due = self->publish_due = TRUE;
}

/* Takes those that are gone out of @records. */
static void
drop_gone (GPtrArray *records)
{
  guint kept = 0;

  for (guint i = 0; i < records->len; i++)
    {
      VigieSiteRecord *record = g_ptr_array_index (records, i);

      if (!record->gone)
        records->pdata[kept++] = record;
    }
  g_ptr_array_set_size (records, (int) kept);
}

/* ---- Slices ---------------------------------------------------------------------------------- */

static gboolean
is_late (guint i, gint64 deadline)
{
  return i % CHECK_EVERY == CHECK_EVERY - 1 && g_get_monotonic_time () > deadline;
}

static void
take_keys (VigieSiteModel *self, VigieSiteRecord *record)
{
  if (vigie_site_record_take_data (record))
    g_ptr_array_add (self->fresh, record);
  record->commune = number_of_commune (self, record->data->commune_name);
  vigie_site_record_take_state (record);
  record->order = order_of (self, record);
  record->found = vigie_site_record_find (record, (const char *const *) self->words);
}

/* Sites that came: the first ones are shown before the last ones have their keys. */
static gboolean
make_keys (VigieSiteModel *self, gint64 deadline)
{
  for (; self->keys_at < self->records->len; self->keys_at++)
    {
      VigieSiteRecord *record = g_ptr_array_index (self->records, self->keys_at);

      if (record->data != NULL)
        continue;
      take_keys (self, record);
      if (is_late (self->fresh->len, deadline))
        {
          self->keys_at++;
          if (self->fresh->len > self->by_name->len / 4)
            merge_fresh (self);
          return FALSE;
        }
    }
  merge_fresh (self);
  self->keys_due = FALSE;
  return TRUE;
}

/* Those whose name is another go to their new places. */
static void
move_renamed (VigieSiteModel *self)
{
  drop_gone (self->by_name);
  for (guint i = 0; i < self->fresh->len; i++)
    {
      VigieSiteRecord *record = g_ptr_array_index (self->fresh, i);

      record->gone = record->by_name = FALSE;
    }
  merge_fresh (self);
}

/* Sites whose data or state may be others. */
static gboolean
follow_states (VigieSiteModel *self, gint64 deadline)
{
  gboolean late = FALSE, renamed = FALSE;

  for (; self->states_at < self->records->len && !late; self->states_at++)
    {
      VigieSiteRecord *record = g_ptr_array_index (self->records, self->states_at);
      guint64 order;

      late = is_late (self->states_at, deadline);
      if (record->data == NULL)
        continue;
      if (vigie_site_record_is_stale (record))
        {
          guint n_fresh = self->fresh->len;

          take_keys (self, record);
          if (self->fresh->len > n_fresh)
            renamed = record->gone = TRUE;
          self->publish_due = TRUE;
        }
      if (vigie_site_record_take_state (record))
        self->publish_due = TRUE;
      order = order_of (self, record);
      if (record->order != order)
        {
          record->order = order;
          self->order_due = self->publish_due = TRUE;
        }
    }
  if (renamed)
    move_renamed (self);
  if (self->states_at < self->records->len)
    return FALSE;
  self->states_at = 0;
  self->states_due = self->states_again;
  self->states_again = FALSE;
  return !self->states_due;
}

static gboolean
find_words (VigieSiteModel *self, gint64 deadline)
{
  for (; self->find_at < self->records->len; self->find_at++)
    {
      VigieSiteRecord *record = g_ptr_array_index (self->records, self->find_at);

      if (is_late (self->find_at, deadline))
        deadline = 0; /* once this one is done */
      if (record->data != NULL && (record->found || !self->find_within))
        record->found = vigie_site_record_find (record, (const char *const *) self->words);
      if (deadline == 0)
        {
          self->find_at++;
          return FALSE;
        }
    }
  self->find_at = 0;
  self->find_due = self->find_within = FALSE;
  return TRUE;
}

static void
put_in_order (VigieSiteModel *self)
{
  guint n = self->by_name->len;

  g_ptr_array_set_size (self->ordered, (int) n);
  g_ptr_array_set_size (self->scratch, (int) n);
  if (n > 0)
    {
      memcpy (self->ordered->pdata, self->by_name->pdata, n * sizeof (gpointer));
      vigie_site_records_sort ((VigieSiteRecord **) self->ordered->pdata,
                               (VigieSiteRecord **) self->scratch->pdata, n);
    }
  self->order_due = FALSE;
}

static gboolean
is_shown (VigieSiteModel *self, const VigieSiteRecord *record, const guint *bits, gboolean communes)
{
  return record->found && (bits[VIGIE_FACET_STATE] & (1u << record->state))
         && (bits[VIGIE_FACET_FRESHNESS] & (1u << record->freshness))
         && (bits[VIGIE_FACET_KIND] & (1u << record->kind))
         && (!communes || g_array_index (self->commune_chosen, gboolean, record->commune));
}

static void
count (VigieSiteModel *self)
{
  memset (self->counts, 0, sizeof self->counts);
  memset (self->commune_counts->data, 0, self->commune_counts->len * sizeof (guint));
  for (guint i = 0; i < self->records->len; i++)
    {
      const VigieSiteRecord *record = g_ptr_array_index (self->records, i);

      if (record->data == NULL)
        continue;
      self->counts[VIGIE_FACET_STATE][record->state]++;
      self->counts[VIGIE_FACET_FRESHNESS][record->freshness]++;
      self->counts[VIGIE_FACET_KIND][record->kind]++;
      g_array_index (self->commune_counts, guint, record->commune)++;
    }
}

/* The lists as the filters and the order make them. */
static void
publish (VigieSiteModel *self)
{
  guint bits[VIGIE_N_FACET];
  gboolean communes = vigie_filters_has (self->filters, VIGIE_FACET_COMMUNE);
  GPtrArray *sites = self->scratch;
  guint group = 0;

  self->publish_due = FALSE;
  for (guint facet = 0; facet < VIGIE_N_FACET; facet++)
    {
      bits[facet] = vigie_filters_get_bits (self->filters, (VigieFacet) facet);
      if (bits[facet] == 0)
        bits[facet] = G_MAXUINT;
    }
  memset (self->shown, 0, sizeof self->shown);
  count (self);

  g_ptr_array_set_size (sites, 0);
  g_array_set_size (self->starts, 0);
  for (guint i = 0; i < self->ordered->len; i++)
    {
      VigieSiteRecord *record = g_ptr_array_index (self->ordered, i);
      guint own = group_of (self, record);

      record->shown = is_shown (self, record, bits, communes);
      if (!record->shown)
        continue;
      if (sites->len == 0 || own != group)
        g_array_append_val (self->starts, sites->len);
      group = own;
      self->shown[record->state]++;
      g_ptr_array_add (sites, record->site);
    }
  self->n_shown = sites->len;
  vigie_site_items_take (self->sorted, (VigieSite **) sites->pdata, sites->len,
                         (const guint *) (gpointer) self->starts->data, self->starts->len);

  g_ptr_array_set_size (sites, 0);
  for (guint i = 0; i < self->records->len; i++)
    {
      VigieSiteRecord *record = g_ptr_array_index (self->records, i);

      if (record->shown)
        g_ptr_array_add (sites, record->site);
    }
  vigie_site_items_take (self->filtered, (VigieSite **) sites->pdata, sites->len, NULL, 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
is_due (VigieSiteModel *self)
{
  return self->keys_due || self->states_due || self->find_due || self->order_due
         || self->publish_due;
}

/* TRUE when nothing is left to do. */
static gboolean
work (VigieSiteModel *self, gint64 deadline)
{
  gboolean found = !self->find_due;
  gboolean done = !self->keys_due || make_keys (self, deadline);

  if (done && self->find_due)
    found = done = find_words (self, deadline);
  if (done && self->states_due)
    done = follow_states (self, deadline);
  if (!found || !(done || self->publish_due))
    return FALSE;
  if (self->order_due)
    put_in_order (self);
  if (self->publish_due)
    publish (self);
  return done;
}

static gboolean work_cb (gpointer user_data);

static gboolean
prepare_cb (gpointer user_data)
{
  VigieSiteModel *self = user_data;
  gint64 deadline = g_get_monotonic_time () + SLICE / 2;

  for (; self->prepare_at < self->records->len; self->prepare_at++)
    {
      VigieSiteRecord *record = g_ptr_array_index (self->records, self->prepare_at);

      if (record->data != NULL)
        vigie_site_record_fold (record);
      if (self->prepare_at % 64 == 63 && g_get_monotonic_time () > deadline)
        return G_SOURCE_CONTINUE;
    }
  self->prepare_source = 0;
  return G_SOURCE_REMOVE;
}

/* The texts to search in are made beforehand, little by little: the first key typed finds them there. */
static void
queue_prepare (VigieSiteModel *self)
{
  if (self->prepare_source == 0 && self->prepare_at < self->records->len)
    self->prepare_source = g_timeout_add_full (G_PRIORITY_LOW, 15, prepare_cb, self, NULL);
}

static void
run (VigieSiteModel *self, gint64 deadline)
{
  gboolean done;

  if (self->working)
    return;
  g_object_ref (self);
  self->working = TRUE;
  /* Who hears of it may ask for more. */
  do
    done = work (self, deadline);
  while (done && is_due (self));
  self->working = FALSE;
  if (done)
    {
      g_clear_handle_id (&self->work_source, g_source_remove);
      queue_prepare (self);
    }
  else
    {
      gboolean asked = self->find_due && !self->keys_due;

      g_clear_handle_id (&self->work_source, g_source_remove);
      self->work_source
          = g_idle_add_full (asked ? ASKED_PRIORITY : WORK_PRIORITY, work_cb, self, NULL);
    }
  g_object_unref (self);
}

static gboolean
work_cb (gpointer user_data)
{
  VigieSiteModel *self = user_data;

  self->work_source = 0;
  run (self, g_get_monotonic_time () + SLICE);
  return G_SOURCE_REMOVE;
}

/* At once where it is little, else in slices: many batches of a first load are one change. */
static void
schedule (VigieSiteModel *self)
{
  if (self->records->len <= AT_ONCE)
    run (self, G_MAXINT64);
  else if (self->work_source == 0)
    self->work_source = g_idle_add_full (WORK_PRIORITY, work_cb, self, NULL);
}

/* ---- Territory ------------------------------------------------------------------------------- */

static void
remove_records (VigieSiteModel *self, guint position, guint n)
{
  if (n == 0)
    return;
  for (guint i = position; i < position + n; i++)
    ((VigieSiteRecord *) g_ptr_array_index (self->records, i))->gone = TRUE;
  drop_gone (self->by_name);
  drop_gone (self->ordered);
  drop_gone (self->fresh);
  g_ptr_array_remove_range (self->records, position, n);
  self->publish_due = TRUE;
}

static void
items_changed_cb (VigieSiteModel *self, guint position, guint removed, guint added)
{
  guint n;

  remove_records (self, position, removed);
  n = self->records->len;
  if (added > 0)
    {
      g_ptr_array_set_size (self->records, (int) (n + added));
      memmove (self->records->pdata + position + added, self->records->pdata + position,
               (n - position) * sizeof (gpointer));
      for (guint i = 0; i < added; i++)
        {
          g_autoptr (VigieSite) site
              = g_list_model_get_item (G_LIST_MODEL (self->territory), position + i);

          self->records->pdata[position + i] = vigie_site_record_new (site);
        }
      self->keys_due = TRUE;
    }
  self->keys_at = MIN (self->keys_at, position);
  self->prepare_at = MIN (self->prepare_at, position);
  self->find_at = self->states_at = 0;
  schedule (self);
}

static void
territory_changed_cb (VigieSiteModel *self)
{
  if (self->states_due && self->states_at > 0)
    self->states_again = TRUE;
  self->states_due = TRUE;
  schedule (self);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_site_model_dispose (GObject *object)
{
  VigieSiteModel *self = VIGIE_SITE_MODEL (object);

  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_data (self->territory, self);
  g_clear_object (&self->territory);
  g_clear_handle_id (&self->work_source, g_source_remove);
  g_clear_handle_id (&self->prepare_source, g_source_remove);

  G_OBJECT_CLASS (vigie_site_model_parent_class)->dispose (object);
}

static void
vigie_site_model_finalize (GObject *object)
{
  VigieSiteModel *self = VIGIE_SITE_MODEL (object);

  g_object_unref (self->sorted);
  g_object_unref (self->filtered);
  vigie_filters_free (self->filters);
  g_strfreev (self->words);
  g_ptr_array_unref (self->by_name);
  g_ptr_array_unref (self->ordered);
  g_ptr_array_unref (self->fresh);
  g_ptr_array_unref (self->scratch);
  g_ptr_array_unref (self->records);
  g_array_unref (self->starts);
  g_hash_table_unref (self->commune_numbers);
  g_ptr_array_unref (self->commune_names);
  g_array_unref (self->commune_ranks);
  g_array_unref (self->commune_counts);
  g_array_unref (self->commune_chosen);

  G_OBJECT_CLASS (vigie_site_model_parent_class)->finalize (object);
}

static void
vigie_site_model_class_init (VigieSiteModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vigie_site_model_dispose;
  object_class->finalize = vigie_site_model_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VIGIE_TYPE_SITE_MODEL, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FILTERS_CHANGED]
      = g_signal_new ("filters-changed", VIGIE_TYPE_SITE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
}

static void
vigie_site_model_init (VigieSiteModel *self)
{
  guint none = G_MAXUINT;

  self->filtered = vigie_site_items_new ();
  self->sorted = vigie_site_items_new ();
  self->filters = vigie_filters_new ();
  self->words = g_new0 (char *, 1);
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_site_record_free);
  self->by_name = g_ptr_array_new ();
  self->ordered = g_ptr_array_new ();
  self->fresh = g_ptr_array_new ();
  self->scratch = g_ptr_array_new ();
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->commune_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->commune_names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->commune_names, NULL);
  self->commune_ranks = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_append_val (self->commune_ranks, none);
  self->commune_counts = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (self->commune_counts, 1);
  self->commune_chosen = g_array_new (FALSE, TRUE, sizeof (gboolean));
  g_array_set_size (self->commune_chosen, 1);
}

VigieSiteModel *
vigie_site_model_new (void)
{
  return g_object_new (VIGIE_TYPE_SITE_MODEL, NULL);
}

void
vigie_site_model_set_territory (VigieSiteModel *self, VigieTerritory *territory)
{
  if (self->territory == territory)
    return;
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_data (self->territory, self);
  remove_records (self, 0, self->records->len);
  g_hash_table_remove_all (self->commune_numbers);
  g_ptr_array_set_size (self->commune_names, 1);
  g_array_set_size (self->commune_ranks, 1);
  g_array_set_size (self->commune_counts, 1);
  g_array_set_size (self->commune_chosen, 1);
  g_set_object (&self->territory, territory);
  if (territory != NULL)
    {
      g_signal_connect_object (territory, "changed", G_CALLBACK (territory_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (territory, "items-changed", G_CALLBACK (items_changed_cb), self,
                               G_CONNECT_SWAPPED);
      items_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (territory)));
    }
  self->publish_due = TRUE;
  /* The first sites are there when the page is shown. */
  run (self, g_get_monotonic_time () + SLICE);
}

VigieTerritory *
vigie_site_model_get_territory (VigieSiteModel *self)
{
  return self->territory;
}

GListModel *
vigie_site_model_get_filtered (VigieSiteModel *self)
{
  return G_LIST_MODEL (self->filtered);
}

GListModel *
vigie_site_model_get_sorted (VigieSiteModel *self)
{
  return G_LIST_MODEL (self->sorted);
}

guint
vigie_site_model_find (VigieSiteModel *self, VigieSite *site)
{
  return vigie_site_items_find (self->sorted, site);
}

/* ---- Filters --------------------------------------------------------------------------------- */

/* Whether each of the former words is a part of one of the new ones: then what was not found will not
 * be. */
static gboolean
words_narrow (char *const *former, char *const *words)
{
  for (guint i = 0; former[i] != NULL; i++)
    {
      gboolean kept = FALSE;

      for (guint j = 0; words[j] != NULL && !kept; j++)
        kept = strstr (words[j], former[i]) != NULL;
      if (!kept)
        return FALSE;
    }
  return TRUE;
}

static void
set_words (VigieSiteModel *self, const char *text)
{
  g_autofree char *folded = vigie_fold_text (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        g_free (words[i]);
      else
        words[n++] = words[i];
    }
  words[n] = NULL;
  if (g_strv_equal ((const char *const *) words, (const char *const *) self->words))
    return;
  self->find_within = !self->find_due && words_narrow (self->words, words);
  self->find_due = TRUE;
  self->find_at = 0;
  g_strfreev (self->words);
  self->words = g_steal_pointer (&words);
}

void
vigie_site_model_set_filters (VigieSiteModel *self, const VigieFilters *filters)
{
  if (vigie_filters_equal (self->filters, filters))
    return;
  set_words (self, vigie_filters_get_text (filters));
  filters = vigie_filters_copy (filters);
  vigie_filters_free (self->filters);
  self->filters = (VigieFilters *) filters;
  for (guint i = 1; i < self->commune_names->len; i++)
    g_array_index (self->commune_chosen, gboolean, i)
        = vigie_filters_get_commune (filters, g_ptr_array_index (self->commune_names, i));
  self->publish_due = TRUE;
  g_signal_emit (self, signals[SIGNAL_FILTERS_CHANGED], 0);
  run (self, g_get_monotonic_time () + SLICE);
}

const VigieFilters *
vigie_site_model_get_filters (VigieSiteModel *self)
{
  return self->filters;
}

void
vigie_site_model_set_query (VigieSiteModel *self, const char *text)
{
  g_autoptr (VigieFilters) filters = vigie_filters_copy (self->filters);

  vigie_filters_set_text (filters, text);
  vigie_site_model_set_filters (self, filters);
}

gboolean
vigie_site_model_is_filtered (VigieSiteModel *self)
{
  return !vigie_filters_is_empty (self->filters);
}

void
vigie_site_model_clear_filters (VigieSiteModel *self)
{
  g_autoptr (VigieFilters) filters = vigie_filters_new ();

  vigie_site_model_set_filters (self, filters);
}

/* ---- Sort ------------------------------------------------------------------------------------ */

void
vigie_site_model_set_sort (VigieSiteModel *self, VigieSiteSort sort)
{
  if (self->sort == sort)
    return;
  self->sort = sort;
  /* Where no key changes (names, of which all have the same), the order does. */
  self->states_due = self->order_due = self->publish_due = TRUE;
  self->states_at = 0;
  run (self, g_get_monotonic_time () + SLICE);
}

VigieSiteSort
vigie_site_model_get_sort (VigieSiteModel *self)
{
  return self->sort;
}

void
vigie_site_model_update_order (VigieSiteModel *self)
{
  if (self->sort == VIGIE_SITE_SORT_LAST)
    territory_changed_cb (self);
}

char *
vigie_site_model_get_heading (VigieSiteModel *self, VigieSite *site, gboolean live)
{
  const char *commune;

  switch (self->sort)
    {
    case VIGIE_SITE_SORT_NAME:
      return g_strdup (_ ("All sites by name"));
    case VIGIE_SITE_SORT_LAST:
      return g_strdup (_ ("Newest readings first"));
    case VIGIE_SITE_SORT_COMMUNE:
      commune = vigie_site_get_data (site)->commune_name;
      return g_strdup (commune != NULL && *commune != '\0' ? commune : _ ("Commune not known"));
    case VIGIE_SITE_SORT_SEVERITY:
    default:
      return g_strdup (vigie_section_get_label (vigie_section_of (site), live));
    }
}

/* ---- Counts ---------------------------------------------------------------------------------- */

guint
vigie_site_model_get_n_sites (VigieSiteModel *self)
{
  return self->records->len;
}

guint
vigie_site_model_count (VigieSiteModel *self, VigieFacet facet, guint value)
{
  return value < G_N_ELEMENTS (self->counts[0]) ? self->counts[facet][value] : 0;
}

guint
vigie_site_model_count_section (VigieSiteModel *self, VigieSection section)
{
  guint n = 0;

  for (guint state = 0; state < VIGIE_N_STATE; state++)
    if (section_of_state ((VigieState) state) == section)
      n += self->counts[VIGIE_FACET_STATE][state];
  return n;
}

guint
vigie_site_model_count_kind (VigieSiteModel *self, VigieKind kind)
{
  return vigie_site_model_count (self, VIGIE_FACET_KIND, kind);
}

guint
vigie_site_model_count_commune (VigieSiteModel *self, const char *name)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->commune_numbers, name));

  return number != 0 ? g_array_index (self->commune_counts, guint, number) : 0;
}

GStrv
vigie_site_model_get_communes (VigieSiteModel *self)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_ptr_array_set_size (names, (int) self->commune_names->len - 1);
  for (guint i = 1; i < self->commune_names->len; i++)
    names->pdata[g_array_index (self->commune_ranks, guint, i)]
        = g_ptr_array_index (self->commune_names, i);
  for (guint i = 0; i < names->len; i++)
    if (vigie_site_model_count_commune (self, g_ptr_array_index (names, i)) > 0)
      g_strv_builder_add (builder, g_ptr_array_index (names, i));
  return g_strv_builder_unref_to_strv (builder);
}

guint
vigie_site_model_get_n_shown (VigieSiteModel *self)
{
  return self->n_shown;
}

guint
vigie_site_model_count_shown (VigieSiteModel *self, VigieState state)
{
  return self->shown[state];
}

void
vigie_site_model_flush (VigieSiteModel *self)
{
  if (is_due (self))
    run (self, G_MAXINT64);
}
