/* vigie-fleet-stats-job.c: some sensors whose past is read and computed at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-stats-job.h"

#include "vigie-site.h"

/* Of a sensor's measures so many are judged, each by so many others. */
#define MAX_JUDGED 4
#define MAX_WITNESSES 4

static const gint64 windows[VIGIE_FLEET_N_READS] = {
    [VIGIE_FLEET_READ_COUNTERS] = VIGIE_FLEET_LOSS_DAYS * VIGIE_DAY,
    [VIGIE_FLEET_READ_BATTERIES] = VIGIE_BATTERY_WINDOW,
    [VIGIE_FLEET_READ_RADIO] = VIGIE_MARGIN_WINDOW,
    [VIGIE_FLEET_READ_VALUES] = VIGIE_STUCK_WINDOW,
};

#define NOT_READ G_MAXUINT

typedef struct
{
  VigieMeasureData *data; /* owned */
  guint place;            /* among what is read of values */
  guint witnesses[MAX_WITNESSES];
  guint n_witnesses;
} Judged;

typedef struct
{
  VigieSensor *sensor;                 /* owned; untouched in the thread */
  gboolean history;                    /* all of it; else frames alone */
  char *unit;                          /* owned: of its battery, or NULL where it has none */
  guint counter, battery, snr, factor; /* places among what is read, or NOT_READ */
  Judged judged[MAX_JUDGED];
  guint n_judged;
  VigieFleetFigures *figures; /* owned: as they were, then anew */
} Item;

struct _VigieFleetJob
{
  VigieTime now;
  guint n_items;
  Item *items;                             /* owned */
  GPtrArray *ids[VIGIE_FLEET_N_READS];     /* owned: texts, NULL at the end once it is read */
  GHashTable *places[VIGIE_FLEET_N_READS]; /* owned: id → place + 1 */
  GPtrArray *series[VIGIE_FLEET_N_READS];  /* owned: VigieSeries, or NULL */
};

gint64
vigie_fleet_read_window (VigieFleetRead read)
{
  return windows[read];
}

VigieFleetJob *
vigie_fleet_job_new (VigieTime now)
{
  VigieFleetJob *job = g_new0 (VigieFleetJob, 1);

  job->now = now;
  job->items = g_new0 (Item, VIGIE_FLEET_JOB_SENSORS);
  for (guint i = 0; i < VIGIE_FLEET_N_READS; i++)
    {
      job->ids[i] = g_ptr_array_new_with_free_func (g_free);
      job->places[i] = g_hash_table_new (g_str_hash, g_str_equal);
    }
  return job;
}

void
vigie_fleet_job_free (gpointer data)
{
  VigieFleetJob *job = data;

  for (guint i = 0; i < job->n_items; i++)
    {
      Item *item = &job->items[i];

      g_object_unref (item->sensor);
      g_free (item->unit);
      for (guint j = 0; j < item->n_judged; j++)
        vigie_measure_data_unref (item->judged[j].data);
      g_clear_pointer (&item->figures, vigie_fleet_figures_free);
    }
  for (guint i = 0; i < VIGIE_FLEET_N_READS; i++)
    {
      g_hash_table_unref (job->places[i]);
      g_ptr_array_unref (job->ids[i]);
      g_clear_pointer (&job->series[i], g_ptr_array_unref);
    }
  g_free (job->items);
  g_free (job);
}

/* Each measure is read once, however many want it. */
static guint
want_read (VigieFleetJob *job, VigieFleetRead read, VigieMeasure *measure)
{
  const char *id;
  guint place;

  if (measure == NULL)
    return NOT_READ;
  id = vigie_measure_get_data (measure)->id;
  place = GPOINTER_TO_UINT (g_hash_table_lookup (job->places[read], id));
  if (place > 0)
    return place - 1;
  g_ptr_array_add (job->ids[read], g_strdup (id));
  g_hash_table_insert (job->places[read],
                       g_ptr_array_index (job->ids[read], job->ids[read]->len - 1),
                       GUINT_TO_POINTER (job->ids[read]->len));
  return job->ids[read]->len - 1;
}

static void
add_witnesses (VigieFleetJob *job, Judged *judged, VigieMeasure *measure)
{
  VigieSite *site = vigie_measure_get_site (measure);
  GListModel *others = site != NULL ? vigie_site_get_measures (site) : NULL;
  guint n = others != NULL ? g_list_model_get_n_items (others) : 0;

  for (guint i = 0; i < n && judged->n_witnesses < MAX_WITNESSES; i++)
    {
      g_autoptr (VigieMeasure) other = g_list_model_get_item (others, i);

      if (vigie_failure_is_witness (judged->data, vigie_measure_get_data (other)))
        judged->witnesses[judged->n_witnesses++] = want_read (job, VIGIE_FLEET_READ_VALUES, other);
    }
}

static void
add_judged (VigieFleetJob *job, Item *item)
{
  guint n;
  VigieMeasure *const *measures = vigie_sensor_get_measures (item->sensor, &n);

  /* A gateway's own measures are its device's. */
  for (guint i = 0; i < n && item->n_judged < MAX_JUDGED; i++)
    {
      const VigieMeasureData *data = vigie_measure_get_data (measures[i]);
      Judged *judged = &item->judged[item->n_judged];

      if (!vigie_failure_can_be_stuck (data))
        continue;
      item->n_judged++;
      judged->data = vigie_measure_data_ref ((VigieMeasureData *) data);
      judged->place = want_read (job, VIGIE_FLEET_READ_VALUES, measures[i]);
      add_witnesses (job, judged, measures[i]);
    }
}

gboolean
vigie_fleet_job_add (VigieFleetJob *job,
                     VigieSensor *sensor,
                     const VigieFleetFigures *before,
                     gboolean history)
{
  VigieMeasure *battery = vigie_sensor_get_battery (sensor);
  Item *item = &job->items[job->n_items];

  if (job->n_items == VIGIE_FLEET_JOB_SENSORS)
    return FALSE;
  job->n_items++;
  item->sensor = g_object_ref (sensor);
  item->history = history;
  item->figures = before != NULL ? vigie_fleet_figures_copy (before) : vigie_fleet_figures_new ();
  item->figures->revision = vigie_sensor_get_revision (sensor);
  item->counter
      = want_read (job, VIGIE_FLEET_READ_COUNTERS, vigie_sensor_get_frame_counter (sensor));
  item->battery = item->snr = item->factor = NOT_READ;
  if (!history)
    return TRUE;
  if (battery != NULL)
    item->unit = g_strdup (vigie_measure_get_data (battery)->unit);
  item->battery = want_read (job, VIGIE_FLEET_READ_BATTERIES, battery);
  item->snr = want_read (job, VIGIE_FLEET_READ_RADIO, vigie_sensor_get_snr (sensor));
  item->factor
      = want_read (job, VIGIE_FLEET_READ_RADIO, vigie_sensor_get_spreading_factor (sensor));
  add_judged (job, item);
  return TRUE;
}

/* ---- In the thread --------------------------------------------------------------------------- */

/* NULL where it is not read. */
static VigieSeries *
series_of (const VigieFleetJob *job, VigieFleetRead read, guint place)
{
  return job->series[read] != NULL && place < job->series[read]->len
             ? g_ptr_array_index (job->series[read], place)
             : NULL;
}

static void
compute_losses (const VigieFleetJob *job, Item *item)
{
  VigieSeries *counter = series_of (job, VIGIE_FLEET_READ_COUNTERS, item->counter);
  VigieFleetFigures *figures = item->figures;

  figures->has_loss
      = counter != NULL
        && vigie_series_is_known (counter, job->now - VIGIE_DAY, job->now - VIGIE_HOUR);
  if (figures->has_loss)
    vigie_radio_count_frames (counter, job->now - VIGIE_DAY, job->now + 1, &figures->loss);
  figures->has_days_loss
      = counter != NULL
        && vigie_series_is_known (counter, job->now - windows[VIGIE_FLEET_READ_COUNTERS],
                                  job->now - VIGIE_HOUR);
  if (figures->has_days_loss)
    vigie_radio_count_frames (counter, job->now - windows[VIGIE_FLEET_READ_COUNTERS], job->now + 1,
                              &figures->days_loss);
}

static void
compute_battery (const VigieFleetJob *job, Item *item)
{
  VigieSeries *battery = series_of (job, VIGIE_FLEET_READ_BATTERIES, item->battery);
  VigieFleetFigures *figures = item->figures;
  VigieBatteryVerdict verdict;

  figures->has_battery = item->unit != NULL;
  figures->battery_unread = FALSE;
  if (item->unit == NULL)
    return;
  vigie_battery_forecast (battery, item->unit, job->now, &figures->battery);
  verdict = figures->battery.verdict;
  /* A short past that is not wholly known is no short past. */
  figures->battery_unread
      = (verdict == VIGIE_BATTERY_TOO_SHORT || verdict == VIGIE_BATTERY_NO_READING)
        && (battery == NULL
            || !vigie_series_is_known (battery, job->now - VIGIE_BATTERY_MIN_DAYS * VIGIE_DAY,
                                       job->now - VIGIE_HOUR));
}

/* TRUE if too little of it is known to tell a trend. */
static gboolean
compute_margin (const VigieFleetJob *job, Item *item)
{
  VigieSeries *snr = series_of (job, VIGIE_FLEET_READ_RADIO, item->snr);
  VigieSeries *factor = series_of (job, VIGIE_FLEET_READ_RADIO, item->factor);
  g_autoptr (VigieSeries) margins = NULL;

  item->figures->has_margin = snr != NULL && factor != NULL;
  if (!item->figures->has_margin)
    return FALSE;
  margins = vigie_failure_margins (snr, factor);
  vigie_failure_margin_trend (margins, job->now, &item->figures->margin);
  return isnan (item->figures->margin.slope)
         && !vigie_series_is_known (snr, job->now - VIGIE_MARGIN_MIN_DAYS * VIGIE_DAY,
                                    job->now - VIGIE_HOUR);
}

/* The measure that stood still first; TRUE if too little of one is known to judge it. */
static gboolean
compute_stuck (const VigieFleetJob *job, Item *item)
{
  VigieFleetFigures *figures = item->figures;
  gboolean unread = FALSE;

  figures->has_stuck = FALSE;
  for (guint i = 0; i < item->n_judged; i++)
    {
      const Judged *judged = &item->judged[i];
      const VigieSeries *witnesses[MAX_WITNESSES];
      VigieSeries *series = series_of (job, VIGIE_FLEET_READ_VALUES, judged->place);
      VigieStuck stuck;

      for (guint j = 0; j < judged->n_witnesses; j++)
        witnesses[j] = series_of (job, VIGIE_FLEET_READ_VALUES, judged->witnesses[j]);
      unread
          |= series == NULL
             || !vigie_series_is_known (series, job->now - VIGIE_STUCK_PAST, job->now - VIGIE_HOUR);
      vigie_failure_find_stuck (series, judged->data, witnesses, judged->n_witnesses, job->now,
                                &stuck);
      if (!stuck.stuck || (figures->has_stuck && figures->stuck.since <= stuck.since))
        continue;
      figures->has_stuck = TRUE;
      figures->stuck = stuck;
      g_set_str (&figures->stuck_name, judged->data->name);
      g_set_str (&figures->stuck_unit, judged->data->unit);
    }
  return unread;
}

void
vigie_fleet_job_compute (VigieFleetJob *job, GCancellable *cancellable)
{
  for (guint i = 0; i < job->n_items && !g_cancellable_is_cancelled (cancellable); i++)
    {
      Item *item = &job->items[i];

      compute_losses (job, item);
      if (!item->history)
        continue;
      compute_battery (job, item);
      item->figures->unread = compute_margin (job, item);
      item->figures->unread |= compute_stuck (job, item);
      item->figures->unread |= item->figures->battery_unread;
      item->figures->history_time = job->now;
    }
}

/* ---- What is asked of it --------------------------------------------------------------------- */

VigieTime
vigie_fleet_job_get_now (VigieFleetJob *job)
{
  return job->now;
}

guint
vigie_fleet_job_get_n (VigieFleetJob *job)
{
  return job->n_items;
}

VigieSensor *
vigie_fleet_job_get_sensor (VigieFleetJob *job, guint i)
{
  return job->items[i].sensor;
}

const VigieFleetFigures *
vigie_fleet_job_get_figures (VigieFleetJob *job, guint i)
{
  return job->items[i].figures;
}

const char *const *
vigie_fleet_job_get_ids (VigieFleetJob *job, VigieFleetRead read, guint *n)
{
  *n = job->ids[read]->len;
  return (const char *const *) job->ids[read]->pdata;
}

void
vigie_fleet_job_take_series (VigieFleetJob *job, VigieFleetRead read, GPtrArray *series)
{
  g_clear_pointer (&job->series[read], g_ptr_array_unref);
  job->series[read] = series;
}
