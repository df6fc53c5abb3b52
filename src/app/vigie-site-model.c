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
#include "vigie-site-model-private.h"

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FILTERS_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSiteModel, vigie_site_model, G_TYPE_OBJECT)

void
vigie_site_model_emit_changed (VigieSiteModel *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* ---- Communes -------------------------------------------------------------------------------- */

/* The number of a commune; a new one moves the others in the alphabet. */
guint
vigie_site_model_number_commune (VigieSiteModel *self, const char *name)
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

/* ---- Territory ------------------------------------------------------------------------------- */

static void
remove_records (VigieSiteModel *self, guint position, guint n)
{
  if (n == 0)
    return;
  for (guint i = position; i < position + n; i++)
    ((VigieSiteRecord *) g_ptr_array_index (self->records, i))->gone = TRUE;
  vigie_site_model_drop_gone (self->by_name);
  vigie_site_model_drop_gone (self->ordered);
  vigie_site_model_drop_gone (self->fresh);
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
  vigie_site_model_schedule (self);
}

static void
territory_changed_cb (VigieSiteModel *self)
{
  if (self->states_due && self->states_at > 0)
    self->states_again = TRUE;
  self->states_due = TRUE;
  vigie_site_model_schedule (self);
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
  vigie_site_model_run (self, g_get_monotonic_time () + VIGIE_SITE_MODEL_SLICE);
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
  vigie_site_model_run (self, g_get_monotonic_time () + VIGIE_SITE_MODEL_SLICE);
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
  vigie_site_model_run (self, g_get_monotonic_time () + VIGIE_SITE_MODEL_SLICE);
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
      commune = vigie_site_get_data (site)->details->commune_name;
      return g_strdup (commune != NULL && *commune != '\0' ? commune : _ ("Unknown commune"));
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
    if (vigie_section_of_state ((VigieState) state) == section)
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
  if (vigie_site_model_is_due (self))
    vigie_site_model_run (self, G_MAXINT64);
}
