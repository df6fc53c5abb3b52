/* vigie-site-panel-plan.c: which rows a site has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-panel-plan.h"

#include "vigie-site-panel-text.h"

/* What is known of a sensor on the first way through the measures. */
typedef struct
{
  GPtrArray *measures;   /* owned: of the site, unowned elements, in order */
  VigieMeasure *battery; /* unowned, as all measures here: the site keeps them */
  VigieMeasure *rssi;
  guint n_own;             /* how many speak of the site, not of the device */
  gint64 expected;         /* shortest of those; 0 if unknown */
  gint64 expected_of_rest; /* shortest of the others */
  gboolean done;
} SensorNote;

static void
sensor_note_free (gpointer data)
{
  SensorNote *note = data;

  g_ptr_array_unref (note->measures);
  g_free (note);
}

static void
row_free (gpointer data)
{
  VigieSitePlanRow *row = data;

  g_clear_object (&row->measure);
  g_clear_object (&row->battery);
  g_clear_object (&row->rssi);
  g_clear_object (&row->kept);
  g_free (row->title);
  g_free (row);
}

static VigieSitePlanRow *
add_row (GPtrArray *plan, VigieMeasure *measure, VigieMeasure *kept, const SensorNote *note)
{
  VigieSitePlanRow *row = g_new0 (VigieSitePlanRow, 1);

  g_set_object (&row->measure, measure);
  g_set_object (&row->kept, kept);
  row->sensor = vigie_measure_get_sensor (kept);
  if (note != NULL)
    row->expected_interval = note->expected > 0 ? note->expected : note->expected_of_rest;
  g_ptr_array_add (plan, row);
  return row;
}

static gboolean
is_passed (VigieMeasure *measure)
{
  VigieCondition condition = vigie_measure_get_condition (measure);

  return condition == VIGIE_CONDITION_WARNING || condition == VIGIE_CONDITION_CRITICAL;
}

/* The row of the sensor itself. */
static void
add_heading (GPtrArray *plan, SensorNote *note)
{
  VigieSitePlanRow *row = add_row (plan, NULL, g_ptr_array_index (note->measures, 0), note);

  note->done = TRUE;
  row->title
      = vigie_site_text_plain (row->sensor != NULL ? row->sensor->name : "", VIGIE_SITE_NAME_MAX);
  g_set_object (&row->battery, note->battery);
  g_set_object (&row->rssi, note->rssi);
}

static void
add_sensor (GPtrArray *plan, SensorNote *note, gboolean headed)
{
  VigieSitePlanRow *row;

  note->done = TRUE;
  if (headed)
    add_heading (plan, note);
  for (guint i = 0; i < note->measures->len; i++)
    {
      VigieMeasure *measure = g_ptr_array_index (note->measures, i);
      const VigieMeasureData *data = vigie_measure_get_data (measure);
      gboolean diagnostic = vigie_role_is_diagnostic (data->role);
      gboolean only = note->n_own == 0
                      && (data->role == VIGIE_ROLE_BATTERY_LEVEL || data->role == VIGIE_ROLE_RSSI);

      if (diagnostic && !is_passed (measure) && !only)
        continue;
      row = add_row (plan, measure, measure, note);
      row->within = headed;
      if (diagnostic || headed)
        {
          row->title = vigie_site_measure_name (data);
          continue;
        }
      row->alone = TRUE;
      row->title = vigie_site_full_name (row->sensor, data);
      g_set_object (&row->battery, note->battery);
      g_set_object (&row->rssi, note->rssi);
    }
}

static void
note_interval (const VigieMeasureData *data, SensorNote *note)
{
  gint64 *shortest
      = vigie_role_is_diagnostic (data->role) ? &note->expected_of_rest : &note->expected;

  if (data->expected_interval > 0 && (*shortest == 0 || data->expected_interval < *shortest))
    *shortest = data->expected_interval;
}

/* Id of a sensor → SensorNote. */
static GHashTable *
note_sensors (GListModel *measures)
{
  GHashTable *notes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, sensor_note_free);
  guint n = g_list_model_get_n_items (measures);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieMeasureData *data = vigie_measure_get_data (measure);
      SensorNote *note;

      if (data->sensor_id == NULL)
        continue;
      note = g_hash_table_lookup (notes, data->sensor_id);
      if (note == NULL)
        {
          note = g_new0 (SensorNote, 1);
          note->measures = g_ptr_array_new ();
          g_hash_table_insert (notes, data->sensor_id, note);
        }
      g_ptr_array_add (note->measures, measure);
      if (data->role == VIGIE_ROLE_BATTERY_LEVEL && note->battery == NULL)
        note->battery = measure;
      if (data->role == VIGIE_ROLE_RSSI && note->rssi == NULL)
        note->rssi = measure;
      if (!vigie_role_is_diagnostic (data->role))
        note->n_own++;
      note_interval (data, note);
    }
  return notes;
}

GPtrArray *
vigie_site_plan_make (VigieSite *site)
{
  GPtrArray *plan = g_ptr_array_new_with_free_func (row_free);
  GListModel *measures = vigie_site_get_measures (site);
  g_autoptr (GHashTable) notes = note_sensors (measures);
  guint n = g_list_model_get_n_items (measures);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieMeasureData *data = vigie_measure_get_data (measure);
      SensorNote *note
          = data->sensor_id != NULL ? g_hash_table_lookup (notes, data->sensor_id) : NULL;

      if (note == NULL)
        {
          VigieSitePlanRow *row = add_row (plan, measure, measure, NULL);

          row->expected_interval = data->expected_interval;
          row->title = vigie_site_measure_name (data);
          row->alone = TRUE;
        }
      else if (!note->done)
        add_sensor (plan, note, note->n_own > 1);
    }
  return plan;
}

GPtrArray *
vigie_site_plan_make_sensors (VigieSite *site)
{
  GPtrArray *plan = g_ptr_array_new_with_free_func (row_free);
  GListModel *measures = vigie_site_get_measures (site);
  g_autoptr (GHashTable) notes = note_sensors (measures);
  guint n = g_list_model_get_n_items (measures);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const char *id = vigie_measure_get_data (measure)->sensor_id;
      SensorNote *note = id != NULL ? g_hash_table_lookup (notes, id) : NULL;

      if (note != NULL && !note->done && vigie_measure_get_sensor (measure) != NULL)
        add_heading (plan, note);
    }
  return plan;
}

gboolean
vigie_site_plan_equal (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    {
      const VigieSitePlanRow *one = g_ptr_array_index (a, i);
      const VigieSitePlanRow *other = g_ptr_array_index (b, i);

      if (one->measure != other->measure || one->battery != other->battery
          || one->rssi != other->rssi || one->within != other->within
          || one->sensor != other->sensor || g_strcmp0 (one->title, other->title) != 0)
        return FALSE;
    }
  return TRUE;
}

guint
vigie_site_plan_count (GPtrArray *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->len; i++)
    n += ((const VigieSitePlanRow *) g_ptr_array_index (plan, i))->measure != NULL;
  return n;
}

VigieTime
vigie_site_plan_last_seen (VigieSite *site, const VigieSitePlanRow *row)
{
  GListModel *measures = vigie_site_get_measures (site);
  guint n = g_list_model_get_n_items (measures);
  VigieTime last = VIGIE_TIME_NONE;

  for (guint i = 0; row->sensor != NULL && i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);

      if (g_strcmp0 (vigie_measure_get_data (measure)->sensor_id, row->sensor->id) == 0)
        last = MAX (last, vigie_measure_get_latest (measure)->time);
    }
  return last;
}

/* ---- The measure at a glance ----------------------------------------------------------------- */

/* By kind, what to look for first; the list ends with OTHER. */
static const VigieRole glances[VIGIE_N_KIND][4] = {
    [VIGIE_KIND_RECYCLING_CENTRE] = {VIGIE_ROLE_VEHICLES_PRESENT, VIGIE_ROLE_FILL_LEVEL},
    [VIGIE_KIND_WATER] = {VIGIE_ROLE_FLOW, VIGIE_ROLE_FILL_LEVEL, VIGIE_ROLE_WATER},
    [VIGIE_KIND_SOLAR_PLANT] = {VIGIE_ROLE_PRODUCTION, VIGIE_ROLE_GRID_EXPORT},
    [VIGIE_KIND_DATA_CENTRE] = {VIGIE_ROLE_IT_LOAD, VIGIE_ROLE_CONSUMPTION, VIGIE_ROLE_TEMPERATURE},
    [VIGIE_KIND_SUBSTATION]
    = {VIGIE_ROLE_GRID_IMPORT, VIGIE_ROLE_CONSUMPTION, VIGIE_ROLE_GRID_EXPORT},
    [VIGIE_KIND_PUBLIC_BUILDING]
    = {VIGIE_ROLE_CONSUMPTION, VIGIE_ROLE_GRID_IMPORT, VIGIE_ROLE_TEMPERATURE},
};

static gboolean
has_number (VigieMeasure *measure)
{
  return !vigie_role_is_diagnostic (vigie_measure_get_data (measure)->role)
         && vigie_measure_get_freshness (measure) != VIGIE_FRESHNESS_OUT_OF_SERVICE
         && vigie_measure_get_latest (measure)->type == VIGIE_VALUE_NUMBER;
}

gboolean
vigie_site_plan_counts (VigieSite *site)
{
  GListModel *measures = vigie_site_get_measures (site);
  gboolean in = FALSE, out = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (measures); i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      VigieRole role = vigie_measure_get_data (measure)->role;

      in = in || role == VIGIE_ROLE_VEHICLES_IN;
      out = out || role == VIGIE_ROLE_VEHICLES_OUT;
    }
  return in && out;
}

VigieMeasure *
vigie_site_plan_principal (VigieSite *site)
{
  GListModel *measures = vigie_site_get_measures (site);
  const VigieRole *roles = glances[vigie_site_get_kind (site)];
  guint n = g_list_model_get_n_items (measures);
  gboolean counted = vigie_site_plan_counts (site);
  guint best_rank = G_MAXUINT;
  VigieMeasure *best = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieMeasureData *data = vigie_measure_get_data (measure);
      guint rank = 0;

      if (!has_number (measure) || (counted && data->role == VIGIE_ROLE_VEHICLES_PRESENT))
        continue;
      while (rank < G_N_ELEMENTS (glances[0]) && roles[rank] != VIGIE_ROLE_OTHER
             && roles[rank] != data->role)
        rank++;
      if (rank == G_N_ELEMENTS (glances[0]) || roles[rank] == VIGIE_ROLE_OTHER)
        rank = 100; /* any is better than none */
      /* A meter's index says less than what flows now. */
      rank = rank * 2 + (data->aggregation == VIGIE_AGGREGATION_CUMULATIVE);
      if (rank < best_rank)
        {
          best_rank = rank;
          best = measure;
        }
    }
  return best;
}
