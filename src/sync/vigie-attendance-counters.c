/* vigie-attendance-counters.c: which measures of a site count its vehicles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-attendance-counters.h"
#include "vigie-meter.h"

/* How far a chain of parts is followed. */
#define PARTS_MAX 32

/* What a measure tells of its counter, the best first. */
typedef enum
{
  TELLS_INDEX,
  TELLS_AMOUNTS,
  TELLS_NOTHING, /* the server does not say which of the two it is: nothing is guessed */
} Tells;

static Tells
tells (const VigieMeasureData *data)
{
  switch (data->aggregation)
    {
    case VIGIE_AGGREGATION_CUMULATIVE:
      return TELLS_INDEX;
    case VIGIE_AGGREGATION_INTERVAL:
      return TELLS_AMOUNTS;
    case VIGIE_AGGREGATION_INSTANT:
    default:
      return TELLS_NOTHING;
    }
}

static VigieMeasureData *
find (const GPtrArray *measures, const char *id)
{
  for (guint i = 0; id != NULL && i < measures->len; i++)
    {
      VigieMeasureData *data = g_ptr_array_index (measures, i);

      if (g_str_equal (data->id, id))
        return data;
    }
  return NULL;
}

/* Whether one of @measures holds what this one of them counts. Of those that are said to be parts of each other, the
 * one with the least id is the whole. */
static gboolean
is_part (const GPtrArray *measures, const VigieMeasureData *data)
{
  const VigieMeasureData *whole = find (measures, data->part_of);
  const char *least = data->id;
  gboolean held = whole != NULL && whole != data;

  for (guint i = 0; i < PARTS_MAX && whole != NULL; i++)
    {
      if (whole == data)
        return strcmp (least, data->id) < 0;
      if (strcmp (whole->id, least) < 0)
        least = whole->id;
      whole = find (measures, whole->part_of);
    }
  return held;
}

static gboolean
is_same_counter (const VigieMeasureData *a, const VigieMeasureData *b)
{
  return a->sensor_id != NULL && b->sensor_id != NULL && g_str_equal (a->sensor_id, b->sensor_id);
}

/* Whether the index of the same sensor counts in place of these amounts. */
static gboolean
has_index (const GPtrArray *measures, const VigieMeasureData *data)
{
  if (tells (data) != TELLS_AMOUNTS)
    return FALSE;
  for (guint i = 0; i < measures->len; i++)
    {
      const VigieMeasureData *other = g_ptr_array_index (measures, i);

      if (tells (other) == TELLS_INDEX && is_same_counter (other, data))
        return TRUE;
    }
  return FALSE;
}

static gboolean
counts (const VigieMeasureData *data, VigieRole role, gboolean in_service)
{
  if (data->role != role || tells (data) == TELLS_NOTHING)
    return FALSE;
  return in_service ? !data->out_of_service
                    : data->out_of_service && data->out_of_service_since != VIGIE_TIME_NONE;
}

/* The counters of one way: of those in service or, where @in_service is FALSE, out of it since a time that is told. */
static void
choose_way (GPtrArray *chosen, const GPtrArray *measures, VigieRole role, gboolean in_service)
{
  g_autoptr (GPtrArray) of_role = g_ptr_array_new ();
  g_autoptr (GPtrArray) wholes = g_ptr_array_new ();

  for (guint i = 0; i < measures->len; i++)
    if (counts (g_ptr_array_index (measures, i), role, in_service))
      g_ptr_array_add (of_role, g_ptr_array_index (measures, i));
  for (guint i = 0; i < of_role->len; i++)
    if (!is_part (of_role, g_ptr_array_index (of_role, i)))
      g_ptr_array_add (wholes, g_ptr_array_index (of_role, i));
  for (guint i = 0; i < wholes->len; i++)
    if (!has_index (wholes, g_ptr_array_index (wholes, i)))
      g_ptr_array_add (chosen, vigie_measure_data_ref (g_ptr_array_index (wholes, i)));
}

/* Vehicles, not a share of something. */
static gboolean
is_presence (const VigieMeasureData *data)
{
  double factor;

  return data->role == VIGIE_ROLE_VEHICLES_PRESENT && !data->out_of_service
         && data->aggregation != VIGIE_AGGREGATION_CUMULATIVE && !g_str_equal (data->unit, "%")
         && !g_str_equal (data->unit, "‰")
         && vigie_quantity_of_unit (data->unit, &factor) == VIGIE_QUANTITY_NONE;
}

/* The whole site's; of several that are no parts of each other, that which comes most often, then that of the least
 * id, so that it stays the same one. */
static VigieMeasureData *
choose_presence (const GPtrArray *measures)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  VigieMeasureData *best = NULL;

  for (guint i = 0; i < measures->len; i++)
    if (is_presence (g_ptr_array_index (measures, i)))
      g_ptr_array_add (all, g_ptr_array_index (measures, i));
  for (guint i = 0; i < all->len; i++)
    {
      VigieMeasureData *data = g_ptr_array_index (all, i);
      gint64 interval, least;

      if (is_part (all, data))
        continue;
      interval = data->expected_interval > 0 ? data->expected_interval : G_MAXINT64;
      least = best != NULL && best->expected_interval > 0 ? best->expected_interval : G_MAXINT64;
      if (best == NULL || interval < least
          || (interval == least && strcmp (data->id, best->id) < 0))
        best = data;
    }
  return best != NULL ? vigie_measure_data_ref (best) : NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const VigieMeasureData *x = *(VigieMeasureData *const *) a;
  const VigieMeasureData *y = *(VigieMeasureData *const *) b;
  int order = g_utf8_collate (x->name, y->name);

  return order != 0 ? order : strcmp (x->id, y->id);
}

static gint64
slowest (const GPtrArray *measures)
{
  gint64 interval = 0;

  for (guint i = 0; i < measures->len; i++)
    interval
        = MAX (interval, ((VigieMeasureData *) g_ptr_array_index (measures, i))->expected_interval);
  return interval;
}

void
vigie_attendance_choose_counters (VigieAttendanceSite *site, const GPtrArray *measures)
{
  site->in = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_measure_data_unref);
  site->out = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_measure_data_unref);
  site->skips = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_measure_data_unref);
  choose_way (site->in, measures, VIGIE_ROLE_VEHICLES_IN, TRUE);
  choose_way (site->out, measures, VIGIE_ROLE_VEHICLES_OUT, TRUE);
  /* A counter that was put out of service counted until then; one in its place would take its place here. */
  if (site->in->len == 0)
    choose_way (site->in, measures, VIGIE_ROLE_VEHICLES_IN, FALSE);
  if (site->out->len == 0)
    choose_way (site->out, measures, VIGIE_ROLE_VEHICLES_OUT, FALSE);
  site->present = choose_presence (measures);
  for (guint i = 0; i < measures->len; i++)
    {
      VigieMeasureData *data = g_ptr_array_index (measures, i);

      if (data->role == VIGIE_ROLE_FILL_LEVEL && !data->out_of_service)
        g_ptr_array_add (site->skips, vigie_measure_data_ref (data));
    }
  g_ptr_array_sort (site->skips, compare_names);

  if (site->in->len > 0 && site->out->len > 0)
    site->expected_interval = MAX (slowest (site->in), slowest (site->out));
  else if (site->present != NULL)
    site->expected_interval = site->present->expected_interval;
  if (site->expected_interval == 0)
    site->expected_interval = VIGIE_ATTENDANCE_STEP;
}
