/* vigie-site-model-work.c: what the model of sites has to do, in slices of the main loop: keys of sorting, states,
 * order, search, and the lists that are shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-fold.h"
#include "vigie-site-model-private.h"

/* After how many sites a slice looks at the clock. */
#define CHECK_EVERY 256
/* Up to here changes are followed at once: all of it fits in a slice. */
#define AT_ONCE 2000
/* What came is shown after drawing, before what is idle; what a person asked for, before the next frame is
 * drawn, but not before the next key is heard. */
#define WORK_PRIORITY (G_PRIORITY_HIGH_IDLE + 30)
#define ASKED_PRIORITY (G_PRIORITY_HIGH_IDLE + 5)

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
      return (guint64) vigie_section_of_state (record->state) << 32 | severity;
    }
}

/* In which section of the order it is: sections differ where this does. */
static guint
group_of (VigieSiteModel *self, const VigieSiteRecord *record)
{
  switch (self->sort)
    {
    case VIGIE_SITE_SORT_SEVERITY:
      return vigie_section_of_state (record->state);
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
void
vigie_site_model_drop_gone (GPtrArray *records)
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
  record->commune = vigie_site_model_number_commune (self, record->data->details->commune_name);
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
  vigie_site_model_drop_gone (self->by_name);
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
         && (!communes || g_array_index (self->commune_chosen, gboolean, record->commune))
         && vigie_filters_covers (self->filters, vigie_site_get_lat (record->site),
                                  vigie_site_get_lon (record->site));
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
  vigie_site_model_emit_changed (self);
}

gboolean
vigie_site_model_is_due (VigieSiteModel *self)
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
  gint64 deadline = g_get_monotonic_time () + VIGIE_SITE_MODEL_SLICE / 2;

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

void
vigie_site_model_run (VigieSiteModel *self, gint64 deadline)
{
  gboolean done;

  if (self->working)
    return;
  g_object_ref (self);
  self->working = TRUE;
  /* Who hears of it may ask for more. */
  do
    done = work (self, deadline);
  while (done && vigie_site_model_is_due (self));
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
  vigie_site_model_run (self, g_get_monotonic_time () + VIGIE_SITE_MODEL_SLICE);
  return G_SOURCE_REMOVE;
}

/* At once where it is little, else in slices: many batches of a first load are one change. */
void
vigie_site_model_schedule (VigieSiteModel *self)
{
  if (self->records->len <= AT_ONCE)
    vigie_site_model_run (self, G_MAXINT64);
  else if (self->work_source == 0)
    self->work_source = g_idle_add_full (WORK_PRIORITY, work_cb, self, NULL);
}
