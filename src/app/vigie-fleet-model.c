/* vigie-fleet-model.c: the sensors and gateways as the fleet page shows them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-model.h"

#include <string.h>

#include "vigie-fleet-sort.h"
#include "vigie-fold.h"

/* How long changes of states are gathered before rows come into a filter or leave it. */
#define FILTER_DELAY 300 /* ms */
/* Texts to search in are made in turns of the main loop of this length. */
#define TURN (2 * 1000) /* µs */

typedef struct
{
  VigieSensor *sensor;         /* owned */
  char *text;                  /* owned: to be searched in; NULL until it is made */
  const VigieSensorData *data; /* of which the text was made */
  const VigieSiteData *site;
  VigieFleetFigures *figures; /* owned, or NULL */
  guint8 sets;                /* bit of each preset that it is in */
} Row;

struct _VigieFleetModel
{
  GObject parent_instance;

  VigieTerritory *territory; /* owned, or NULL */
  GListModel *list;          /* unowned: of the territory */
  GPtrArray *rows;           /* owned: Row, in the order of the list */
  GHashTable *by_sensor;     /* owned: VigieSensor → Row */
  GPtrArray *sorted;         /* owned: Row, unowned, in the order asked for */
  GPtrArray *shown;          /* owned: Row, unowned: those of sorted that pass */
  guint counts[VIGIE_FLEET_N_PRESETS];

  VigieFleetPreset preset;
  char *query; /* owned: folded, or NULL */
  char *facets[VIGIE_FLEET_N_FACETS];

  VigieFleetColumn column;
  gboolean descending;
  GCancellable *sorting;   /* owned: of the order under way, or NULL */
  guint generation;        /* grows as rows come and go */
  gboolean disordered;     /* rows came that are not in order yet */
  VigieFleetSortKey *keys; /* owned, or NULL: of the order that is being prepared */
  GStringChunk *key_texts; /* owned, or NULL: their texts */
  guint n_keys, keys_generation, keys_source;

  gboolean active;
  gboolean stale; /* shown is to be made anew */
  guint filter_source, text_source;
  guint next_text;         /* row whose text is made next */
  GPtrArray *figures_news; /* owned: VigieSensor references with new figures to be told */
  guint figures_source;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_UPDATED,
  SIGNAL_SORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
vigie_fleet_model_get_item_type (GListModel *list)
{
  return VIGIE_TYPE_SENSOR;
}

static guint
vigie_fleet_model_get_n_items (GListModel *list)
{
  return VIGIE_FLEET_MODEL (list)->shown->len;
}

static gpointer
vigie_fleet_model_get_item (GListModel *list, guint position)
{
  VigieFleetModel *self = VIGIE_FLEET_MODEL (list);

  if (position >= self->shown->len)
    return NULL;
  return g_object_ref (((Row *) g_ptr_array_index (self->shown, position))->sensor);
}

static void
vigie_fleet_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = vigie_fleet_model_get_item_type;
  iface->get_n_items = vigie_fleet_model_get_n_items;
  iface->get_item = vigie_fleet_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieFleetModel,
                               vigie_fleet_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      vigie_fleet_model_list_init))

/* ---- Rows ------------------------------------------------------------------------------------ */

static void
row_free (gpointer data)
{
  Row *row = data;

  g_object_unref (row->sensor);
  g_free (row->text);
  g_free (row->figures);
  g_free (row);
}

static guint
sets_of (VigieSensor *sensor)
{
  guint sets = 1 << VIGIE_FLEET_ALL;
  VigieFreshness freshness = vigie_sensor_get_freshness (sensor);

  if (freshness == VIGIE_FRESHNESS_SILENT)
    sets |= 1 << VIGIE_FLEET_SILENT;
  if (freshness == VIGIE_FRESHNESS_NEVER)
    sets |= 1 << VIGIE_FLEET_NEVER;
  if (vigie_sensor_is_gateway (sensor))
    sets |= 1 << VIGIE_FLEET_GATEWAYS;
  if (vigie_fleet_is_battery_low (sensor))
    sets |= 1 << VIGIE_FLEET_LOW_BATTERY;
  return sets;
}

/* TRUE if it is in other sets now. */
static gboolean
set_sets (VigieFleetModel *self, Row *row, guint sets)
{
  guint changed = row->sets ^ sets;

  for (guint i = 0; changed != 0 && i < VIGIE_FLEET_N_PRESETS; i++)
    if (changed & 1 << i)
      self->counts[i] += sets & 1 << i ? 1 : -1;
  row->sets = sets;
  return changed != 0;
}

static const VigieSiteData *
site_data (VigieSensor *sensor)
{
  VigieSite *site = vigie_sensor_get_site (sensor);

  return site != NULL ? vigie_site_get_data (site) : NULL;
}

static void
make_text (Row *row)
{
  g_autofree char *plain = NULL;

  if (row->text != NULL)
    return;
  row->data = vigie_sensor_get_data (row->sensor);
  row->site = site_data (row->sensor);
  plain = g_strjoin ("\n", vigie_sensor_get_name (row->sensor), vigie_fleet_site_name (row->sensor),
                     vigie_fleet_commune (row->sensor), vigie_fleet_model_name (row->sensor),
                     vigie_fleet_eui (row->sensor), vigie_sensor_get_id (row->sensor), NULL);
  row->text = vigie_fold_text (plain);
}

static gboolean
text_cb (gpointer user_data)
{
  VigieFleetModel *self = user_data;
  gint64 deadline = g_get_monotonic_time () + TURN;

  while (self->next_text < self->rows->len)
    {
      make_text (g_ptr_array_index (self->rows, self->next_text++));
      if (g_get_monotonic_time () >= deadline)
        return G_SOURCE_CONTINUE;
    }
  self->text_source = 0;
  return G_SOURCE_REMOVE;
}

static void
need_texts (VigieFleetModel *self, guint from)
{
  self->next_text = MIN (self->next_text, from);
  if (self->active && self->text_source == 0 && self->next_text < self->rows->len)
    self->text_source = g_idle_add_full (G_PRIORITY_LOW, text_cb, self, NULL);
}

/* ---- Filter ---------------------------------------------------------------------------------- */

static gboolean
is_heard_by (VigieSensor *sensor, const char *id)
{
  guint n;
  const VigieHearing *heard = vigie_sensor_get_gateways (sensor, &n);

  for (guint i = 0; i < n; i++)
    if (strcmp (heard[i].id, id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
passes (VigieFleetModel *self, Row *row)
{
  const char *commune = self->facets[VIGIE_FLEET_FACET_COMMUNE];
  const char *model = self->facets[VIGIE_FLEET_FACET_MODEL];
  const char *gateway = self->facets[VIGIE_FLEET_FACET_GATEWAY];

  if (!(row->sets & 1 << self->preset))
    return FALSE;
  if (commune != NULL && strcmp (vigie_fleet_commune (row->sensor), commune) != 0)
    return FALSE;
  if (model != NULL && strcmp (vigie_fleet_model_name (row->sensor), model) != 0)
    return FALSE;
  if (gateway != NULL && !is_heard_by (row->sensor, gateway))
    return FALSE;
  if (self->query == NULL)
    return TRUE;
  make_text (row);
  return vigie_fold_match (row->text, self->query);
}

/* Puts @shown in place of what is shown, and tells of the part between the same begin and end. */
static void
show (VigieFleetModel *self, GPtrArray *shown)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->shown);
  guint start = 0, end = 0, least = MIN (old->len, shown->len);

  self->shown = shown;
  while (start < least && old->pdata[start] == shown->pdata[start])
    start++;
  while (end < least - start
         && old->pdata[old->len - 1 - end] == shown->pdata[shown->len - 1 - end])
    end++;
  if (old->len - start - end > 0 || shown->len - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end,
                                shown->len - start - end);
}

static void
filter_now (VigieFleetModel *self)
{
  GPtrArray *shown = g_ptr_array_sized_new (self->sorted->len);

  g_clear_handle_id (&self->filter_source, g_source_remove);
  self->stale = FALSE;
  for (guint i = 0; i < self->sorted->len; i++)
    {
      Row *row = g_ptr_array_index (self->sorted, i);

      if (passes (self, row))
        g_ptr_array_add (shown, row);
    }
  show (self, shown);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
filter_cb (gpointer user_data)
{
  VigieFleetModel *self = user_data;

  self->filter_source = 0;
  if (self->disordered)
    vigie_fleet_model_update_order (self);
  filter_now (self);
  return G_SOURCE_REMOVE;
}

static void
filter_soon (VigieFleetModel *self)
{
  self->stale = TRUE;
  if (self->active && self->filter_source == 0)
    self->filter_source = g_timeout_add (FILTER_DELAY, filter_cb, self);
}

static void
filter_changed (VigieFleetModel *self)
{
  if (self->active)
    filter_now (self);
  else
    self->stale = TRUE;
}

/* ---- Order ----------------------------------------------------------------------------------- */

typedef struct
{
  guint generation;
  GPtrArray *rows; /* owned: of self->rows when it was asked; Row, unowned */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_ptr_array_unref (order->rows);
  g_free (order);
}

static void
sorted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieFleetModel *self = VIGIE_FLEET_MODEL (source);
  Order *order = user_data;
  g_autofree guint *places = vigie_fleet_sort_finish (result, NULL);

  /* Replaced by a later one, or nobody wants it any more. */
  if (places == NULL)
    {
      order_free (order);
      return;
    }
  g_clear_object (&self->sorting);
  if (order->generation != self->generation)
    {
      order_free (order);
      self->disordered = TRUE;
      vigie_fleet_model_update_order (self);
      return;
    }
  for (guint i = 0; i < order->rows->len; i++)
    self->sorted->pdata[i] = order->rows->pdata[places[i]];
  order_free (order);
  self->disordered = FALSE;
  filter_now (self);
  g_signal_emit (self, signals[SIGNAL_SORTED], 0);
}

static void
drop_keys (VigieFleetModel *self)
{
  g_clear_handle_id (&self->keys_source, g_source_remove);
  self->n_keys = 0;
  g_clear_pointer (&self->keys, g_free);
  g_clear_pointer (&self->key_texts, g_string_chunk_free);
}

static void
begin_keys (VigieFleetModel *self)
{
  drop_keys (self);
  self->keys = g_new (VigieFleetSortKey, MAX (self->rows->len, 1));
  self->key_texts = g_string_chunk_new (VIGIE_FLEET_SORT_CHUNK);
  self->keys_generation = self->generation;
}

/* Copies of what rows are ordered by, made in turns of the main loop; then the thread is started. */
static gboolean
keys_cb (gpointer user_data)
{
  VigieFleetModel *self = user_data;
  gint64 deadline = g_get_monotonic_time () + TURN;
  gboolean is_number = vigie_fleet_column_is_number (self->column);
  Order *order;
  guint n;

  /* Rows came or went meanwhile. */
  if (self->keys_generation != self->generation)
    {
      self->keys_source = 0;
      begin_keys (self);
      self->keys_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, keys_cb, self, NULL);
      return G_SOURCE_REMOVE;
    }
  while (self->n_keys < self->rows->len)
    {
      Row *row = g_ptr_array_index (self->rows, self->n_keys);
      VigieFleetSortKey *key = &self->keys[self->n_keys];
      const char *text = is_number ? NULL : vigie_fleet_text_key (row->sensor, self->column);

      key->number
          = is_number ? vigie_fleet_number_key (row->sensor, self->column, row->figures) : 0;
      key->text = text != NULL ? g_string_chunk_insert (self->key_texts, text) : NULL;
      key->name = g_string_chunk_insert (self->key_texts, vigie_sensor_get_name (row->sensor));
      key->place = self->n_keys++;
      if (self->n_keys % 64 == 0 && g_get_monotonic_time () >= deadline)
        return G_SOURCE_CONTINUE;
    }
  self->keys_source = 0;
  order = g_new0 (Order, 1);
  order->generation = self->generation;
  order->rows = g_ptr_array_copy (self->rows, NULL, NULL);
  n = self->n_keys;
  self->n_keys = 0;
  vigie_fleet_sort_async (self, g_steal_pointer (&self->keys), n,
                          g_steal_pointer (&self->key_texts), self->descending, self->sorting,
                          sorted_cb, order);
  return G_SOURCE_REMOVE;
}

static void
start_sort (VigieFleetModel *self)
{
  if (self->sorting != NULL)
    g_cancellable_cancel (self->sorting);
  g_clear_object (&self->sorting);
  self->sorting = g_cancellable_new ();
  begin_keys (self);
  self->keys_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, keys_cb, self, NULL);
}

void
vigie_fleet_model_set_sort (VigieFleetModel *self, VigieFleetColumn column, gboolean descending)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));

  if (self->column == column && self->descending == descending)
    return;
  self->column = column;
  self->descending = descending;
  if (self->active)
    start_sort (self);
  else
    self->disordered = TRUE;
}

void
vigie_fleet_model_update_order (VigieFleetModel *self)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));

  if (self->sorting == NULL && self->active)
    start_sort (self);
}

gboolean
vigie_fleet_model_is_sorting (VigieFleetModel *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), FALSE);
  return self->sorting != NULL;
}

/* ---- What the territory tells ---------------------------------------------------------------- */

static void
add_rows (VigieFleetModel *self, guint position, guint n)
{
  guint at_end = self->rows->len;

  g_ptr_array_set_size (self->rows, at_end + n);
  memmove (self->rows->pdata + position + n, self->rows->pdata + position,
           (at_end - position) * sizeof (gpointer));
  for (guint i = 0; i < n; i++)
    {
      Row *row = g_new0 (Row, 1);

      row->sensor = g_list_model_get_item (self->list, position + i);
      self->rows->pdata[position + i] = row;
      g_hash_table_insert (self->by_sensor, row->sensor, row);
      g_ptr_array_add (self->sorted, row);
      set_sets (self, row, sets_of (row->sensor));
    }
  need_texts (self, position);
}

static gboolean
is_kept (gpointer row, GHashTable *gone)
{
  return !g_hash_table_contains (gone, row);
}

static void
keep (GPtrArray *rows, GHashTable *gone)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    if (is_kept (rows->pdata[i], gone))
      rows->pdata[n++] = rows->pdata[i];
  g_ptr_array_set_size (rows, (int) n);
}

static void
remove_rows (VigieFleetModel *self, guint position, guint n)
{
  g_autoptr (GHashTable) gone = g_hash_table_new_full (NULL, NULL, row_free, NULL);
  g_autoptr (GPtrArray) shown = NULL;

  for (guint i = position; i < position + n; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      set_sets (self, row, 0);
      g_hash_table_remove (self->by_sensor, row->sensor);
      g_hash_table_add (gone, row);
    }
  memmove (self->rows->pdata + position, self->rows->pdata + position + n,
           (self->rows->len - position - n) * sizeof (gpointer));
  g_ptr_array_set_size (self->rows, (int) (self->rows->len - n));
  self->next_text = MIN (self->next_text, position);
  keep (self->sorted, gone);
  /* At once: nobody may ask for what is gone. */
  shown = g_ptr_array_copy (self->shown, NULL, NULL);
  keep (shown, gone);
  show (self, g_steal_pointer (&shown));
}

static void
items_changed_cb (VigieFleetModel *self, guint position, guint removed, guint added)
{
  self->generation++;
  if (removed > 0)
    remove_rows (self, position, removed);
  if (added > 0)
    {
      add_rows (self, position, added);
      self->disordered = TRUE;
    }
  filter_soon (self);
}

static void
sensors_changed_cb (VigieFleetModel *self, GPtrArray *sensors)
{
  gboolean moved = FALSE;

  for (guint i = 0; i < sensors->len; i++)
    {
      VigieSensor *sensor = g_ptr_array_index (sensors, i);
      Row *row = g_hash_table_lookup (self->by_sensor, sensor);

      if (row == NULL)
        continue;
      moved |= set_sets (self, row, sets_of (sensor));
      if (row->text != NULL
          && (row->data != vigie_sensor_get_data (sensor) || row->site != site_data (sensor)))
        {
          g_clear_pointer (&row->text, g_free);
          moved |= self->query != NULL;
        }
    }
  if (moved)
    filter_soon (self);
  if (self->active)
    g_signal_emit (self, signals[SIGNAL_UPDATED], 0, sensors);
}

/* ---- Figures --------------------------------------------------------------------------------- */

static gboolean
figures_cb (gpointer user_data)
{
  VigieFleetModel *self = user_data;
  g_autoptr (GPtrArray) news = g_steal_pointer (&self->figures_news);

  self->figures_source = 0;
  self->figures_news = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0, news);
  return G_SOURCE_REMOVE;
}

void
vigie_fleet_model_set_figures (VigieFleetModel *self,
                               VigieSensor *sensor,
                               const VigieFleetFigures *figures)
{
  Row *row;

  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));
  row = g_hash_table_lookup (self->by_sensor, sensor);
  if (row == NULL)
    return;
  if (row->figures == NULL)
    row->figures = g_new (VigieFleetFigures, 1);
  *row->figures = *figures;
  g_ptr_array_add (self->figures_news, g_object_ref (sensor));
  if (self->figures_source == 0)
    self->figures_source = g_idle_add (figures_cb, self);
}

const VigieFleetFigures *
vigie_fleet_model_get_figures (VigieFleetModel *self, VigieSensor *sensor)
{
  const Row *row;

  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), NULL);
  row = g_hash_table_lookup (self->by_sensor, sensor);
  return row != NULL ? row->figures : NULL;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_fleet_model_dispose (GObject *object)
{
  VigieFleetModel *self = VIGIE_FLEET_MODEL (object);

  self->active = FALSE;
  if (self->sorting != NULL)
    g_cancellable_cancel (self->sorting);
  g_clear_object (&self->sorting);
  vigie_fleet_model_set_territory (self, NULL);
  drop_keys (self);
  g_clear_handle_id (&self->filter_source, g_source_remove);
  g_clear_handle_id (&self->text_source, g_source_remove);
  g_clear_handle_id (&self->figures_source, g_source_remove);

  G_OBJECT_CLASS (vigie_fleet_model_parent_class)->dispose (object);
}

static void
vigie_fleet_model_finalize (GObject *object)
{
  VigieFleetModel *self = VIGIE_FLEET_MODEL (object);

  g_hash_table_unref (self->by_sensor);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->sorted);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->figures_news);
  g_free (self->query);
  for (guint i = 0; i < VIGIE_FLEET_N_FACETS; i++)
    g_free (self->facets[i]);

  G_OBJECT_CLASS (vigie_fleet_model_parent_class)->finalize (object);
}

static void
vigie_fleet_model_class_init (VigieFleetModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vigie_fleet_model_dispose;
  object_class->finalize = vigie_fleet_model_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VIGIE_TYPE_FLEET_MODEL, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_UPDATED] = g_signal_new ("updated", VIGIE_TYPE_FLEET_MODEL, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_SORTED] = g_signal_new ("sorted", VIGIE_TYPE_FLEET_MODEL, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_fleet_model_init (VigieFleetModel *self)
{
  self->rows = g_ptr_array_new ();
  self->by_sensor = g_hash_table_new (NULL, NULL);
  self->sorted = g_ptr_array_new ();
  self->shown = g_ptr_array_new ();
  self->figures_news = g_ptr_array_new_with_free_func (g_object_unref);
  self->column = VIGIE_FLEET_COLUMN_STATE;
  self->descending = TRUE;
}

VigieFleetModel *
vigie_fleet_model_new (void)
{
  return g_object_new (VIGIE_TYPE_FLEET_MODEL, NULL);
}

void
vigie_fleet_model_set_territory (VigieFleetModel *self, VigieTerritory *territory)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));

  if (self->territory == territory)
    return;
  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      items_changed_cb (self, 0, self->rows->len, 0);
    }
  g_set_object (&self->territory, territory);
  self->list = territory != NULL ? vigie_territory_get_sensors (territory) : NULL;
  if (self->list == NULL)
    return;
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "changed", G_CALLBACK (sensors_changed_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (self->list));
}

void
vigie_fleet_model_set_active (VigieFleetModel *self, gboolean active)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));

  if (self->active == !!active)
    return;
  self->active = !!active;
  if (!active)
    {
      if (self->filter_source != 0)
        self->stale = TRUE;
      g_clear_handle_id (&self->filter_source, g_source_remove);
      g_clear_handle_id (&self->text_source, g_source_remove);
      return;
    }
  if (self->disordered)
    vigie_fleet_model_update_order (self);
  if (self->stale)
    filter_now (self);
  need_texts (self, self->next_text);
}

void
vigie_fleet_model_set_preset (VigieFleetModel *self, VigieFleetPreset preset)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));

  if (self->preset == preset)
    return;
  self->preset = preset;
  filter_changed (self);
}

VigieFleetPreset
vigie_fleet_model_get_preset (VigieFleetModel *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), VIGIE_FLEET_ALL);
  return self->preset;
}

void
vigie_fleet_model_set_query (VigieFleetModel *self, const char *query)
{
  g_autofree char *folded = query != NULL ? vigie_fold_text (query) : NULL;

  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));
  if (folded != NULL && *folded == '\0')
    g_clear_pointer (&folded, g_free);
  if (g_set_str (&self->query, folded))
    filter_changed (self);
}

void
vigie_fleet_model_set_facet (VigieFleetModel *self, VigieFleetFacet facet, const char *value)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));
  g_return_if_fail (facet < VIGIE_FLEET_N_FACETS);

  if (g_set_str (&self->facets[facet], value))
    filter_changed (self);
}

const char *
vigie_fleet_model_get_facet (VigieFleetModel *self, VigieFleetFacet facet)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), NULL);
  g_return_val_if_fail (facet < VIGIE_FLEET_N_FACETS, NULL);
  return self->facets[facet];
}

void
vigie_fleet_model_clear (VigieFleetModel *self)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));

  if (!vigie_fleet_model_is_filtered (self))
    return;
  self->preset = VIGIE_FLEET_ALL;
  g_clear_pointer (&self->query, g_free);
  for (guint i = 0; i < VIGIE_FLEET_N_FACETS; i++)
    g_clear_pointer (&self->facets[i], g_free);
  filter_changed (self);
}

gboolean
vigie_fleet_model_is_filtered (VigieFleetModel *self)
{
  gboolean filtered;

  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), FALSE);
  filtered = self->preset != VIGIE_FLEET_ALL || self->query != NULL;
  for (guint i = 0; i < VIGIE_FLEET_N_FACETS; i++)
    filtered |= self->facets[i] != NULL;
  return filtered;
}

guint
vigie_fleet_model_count (VigieFleetModel *self, VigieFleetPreset preset)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), 0);
  g_return_val_if_fail (preset < VIGIE_FLEET_N_PRESETS, 0);
  return self->counts[preset];
}

guint
vigie_fleet_model_find (VigieFleetModel *self, VigieSensor *sensor)
{
  const Row *row;
  guint position;

  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), G_MAXUINT);
  row = sensor != NULL ? g_hash_table_lookup (self->by_sensor, sensor) : NULL;
  return row != NULL && g_ptr_array_find (self->shown, row, &position) ? position : G_MAXUINT;
}

GListModel *
vigie_fleet_model_get_all (VigieFleetModel *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), NULL);
  return self->list;
}
