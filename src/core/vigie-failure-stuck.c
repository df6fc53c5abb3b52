/* vigie-failure-stuck.c: a value that stands still although it should not
 *
 * A thermometer that says 21.4 °C for two days, an entry that counts nobody while the exit counts hundreds: the radio
 * works, nothing is late, and what is shown is wrong. The danger is the other error: at a closed site all stands still.
 * Time is therefore counted in what the other measures of the site did ("witnesses"), and each measure is compared with
 * itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-failure.h"

/* As many times longer than ever before. */
#define TIMES 3
/* What witnesses must have done meanwhile at least. */
#define LEAST_ACTS 20
/* With fewer different values it is a state. */
#define LEAST_VALUES 5
/* A skip from here on is full: it stands there until it is emptied. */
#define FULL 95
/* One value for so long, and so often said, is stuck without a past to compare with. */
#define ALWAYS (28 * VIGIE_DAY)
#define ALWAYS_READINGS 200
#define ALWAYS_ACTS 200

typedef enum
{
  CLASS_NEVER,  /* not to be judged */
  CLASS_PEOPLE, /* what people do at the site */
  CLASS_METER,  /* amounts of energy and water */
  CLASS_POWER,  /* of the moment; 0 is rest */
  CLASS_AIR,    /* never rests */
} Class;

static Class
class_of (const VigieMeasureData *measure)
{
  gboolean is_instant = measure->aggregation == VIGIE_AGGREGATION_INSTANT;

  switch (measure->role)
    {
    case VIGIE_ROLE_VEHICLES_PRESENT:
    case VIGIE_ROLE_VEHICLES_IN:
    case VIGIE_ROLE_VEHICLES_OUT:
    case VIGIE_ROLE_FILL_LEVEL:
      return CLASS_PEOPLE;
    case VIGIE_ROLE_CONSUMPTION:
    case VIGIE_ROLE_PRODUCTION:
    case VIGIE_ROLE_GRID_IMPORT:
    case VIGIE_ROLE_GRID_EXPORT:
    case VIGIE_ROLE_IT_LOAD:
    case VIGIE_ROLE_HEAT_REUSE:
    case VIGIE_ROLE_STORAGE_CHARGE:
    case VIGIE_ROLE_STORAGE_DISCHARGE:
    case VIGIE_ROLE_WATER:
    case VIGIE_ROLE_FLOW:
      return is_instant ? CLASS_POWER : CLASS_METER;
    case VIGIE_ROLE_TEMPERATURE:
    case VIGIE_ROLE_OUTSIDE_TEMPERATURE:
    case VIGIE_ROLE_HUMIDITY:
      return CLASS_AIR;
    case VIGIE_ROLE_OTHER:
      return is_instant ? CLASS_POWER : CLASS_METER;
    case VIGIE_ROLE_STATE:
    case VIGIE_ROLE_BATTERY_LEVEL:
    case VIGIE_ROLE_RSSI:
    case VIGIE_ROLE_SNR:
    case VIGIE_ROLE_SPREADING_FACTOR:
    case VIGIE_ROLE_FRAME_COUNTER:
    case VIGIE_ROLE_GATEWAYS:
    default:
      return CLASS_NEVER;
    }
}

gboolean
vigie_failure_can_be_stuck (const VigieMeasureData *measure)
{
  return class_of (measure) != CLASS_NEVER && !measure->out_of_service;
}

gboolean
vigie_failure_is_witness (const VigieMeasureData *measure, const VigieMeasureData *other)
{
  if (measure == other || g_strcmp0 (measure->id, other->id) == 0 || other->out_of_service
      || g_strcmp0 (measure->site_id, other->site_id) != 0)
    return FALSE;
  switch (class_of (measure))
    {
    case CLASS_PEOPLE:
      return class_of (other) == CLASS_PEOPLE;
    case CLASS_METER:
      return class_of (other) == CLASS_POWER && other->role == measure->role
             && measure->sensor_id != NULL && g_strcmp0 (measure->sensor_id, other->sensor_id) == 0;
    case CLASS_POWER:
    case CLASS_AIR:
    case CLASS_NEVER:
    default:
      return FALSE;
    }
}

/* ---- Acts ------------------------------------------------------------------------------------ */

static int
compare_times (gconstpointer a, gconstpointer b, gpointer user_data)
{
  VigieTime one = *(const VigieTime *) a, other = *(const VigieTime *) b;

  return (one > other) - (one < other);
}

/* When a witness said something else than before: VigieTime, ascending. */
static GArray *
find_acts (const VigieSeries *const *witnesses, guint n_witnesses, VigieTime from, VigieTime to)
{
  GArray *acts = g_array_new (FALSE, FALSE, sizeof (VigieTime));

  for (guint i = 0; i < n_witnesses; i++)
    {
      const VigieSeries *witness = witnesses[i];
      double before = NAN;

      /* Of one that is not wholly known the quiet of the past may be a hole. */
      if (witness == NULL || !vigie_series_is_known (witness, from, to))
        continue;
      for (guint j = vigie_series_find (witness, from); j < witness->n; j++)
        {
          if (isnan (witness->values[j]))
            continue;
          if (!isnan (before) && witness->values[j] != before)
            g_array_append_val (acts, witness->times[j]);
          before = witness->values[j];
        }
    }
  g_sort_array (acts->data, acts->len, sizeof (VigieTime), compare_times, NULL);
  return acts;
}

/* How many there are up to and with @time. */
static guint
count_acts (const GArray *acts, VigieTime time)
{
  guint low = 0, high = acts->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (acts, VigieTime, middle) <= time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* ---- Runs ------------------------------------------------------------------------------------ */

/* Readings of one value, one after another. */
typedef struct
{
  VigieTime from, to; /* the first and the last one */
  gint64 length;      /* µs: without what lies in gaps */
  guint n, acts;
  double value;
} Run;

/* What is known of the past before the newest run. */
typedef struct
{
  gint64 longest;
  guint most_acts;
  double values[LEAST_VALUES];
  guint n_values; /* different ones, at most LEAST_VALUES */
} Past;

static void
end_run (Run *run, const GArray *acts)
{
  run->acts = count_acts (acts, run->to) - count_acts (acts, run->from);
}

static void
take_run (Past *past, const Run *run)
{
  guint i = 0;

  past->longest = MAX (past->longest, run->length);
  past->most_acts = MAX (past->most_acts, run->acts);
  while (i < past->n_values && past->values[i] != run->value)
    i++;
  if (i == past->n_values && i < LEAST_VALUES)
    past->values[past->n_values++] = run->value;
}

/* Gives the newest run in *@run (n is 0 where there is no number at all) and what was before. */
static void
find_runs (const VigieSeries *series,
           guint first,
           guint end,
           const GArray *acts,
           Run *run,
           Past *past)
{
  gint64 longest_step = series->expected_interval > 0 ? 3 * series->expected_interval : G_MAXINT64;

  *run = (Run) {0};
  *past = (Past) {0};
  for (guint i = first; i < end; i++)
    {
      double value = series->values[i];

      if (isnan (value))
        continue;
      if (run->n > 0 && run->value == value)
        {
          run->length += MIN (series->times[i] - run->to, longest_step);
          run->to = series->times[i];
          run->n++;
          continue;
        }
      if (run->n > 0)
        {
          end_run (run, acts);
          take_run (past, run);
        }
      *run = (Run) {series->times[i], series->times[i], 0, 1, 0, value};
    }
  if (run->n > 0)
    end_run (run, acts);
}

/* ---- Judgement ------------------------------------------------------------------------------- */

/* At rest a value rightly stands still. */
static gboolean
is_at_rest (const VigieMeasureData *measure, Class class, double value)
{
  if (measure->role == VIGIE_ROLE_FILL_LEVEL)
    return value <= 0 || value >= FULL;
  return class == CLASS_POWER && value == 0;
}

/* One value in all that is known. */
static gboolean
is_stuck_always (const Run *run, Class class)
{
  if (run->length < ALWAYS || run->n < ALWAYS_READINGS)
    return FALSE;
  return class == CLASS_AIR || (class == CLASS_PEOPLE && run->acts >= ALWAYS_ACTS);
}

static gboolean
is_stuck (const Run *run, const Past *past, Class class, VigieTime known_from)
{
  if (run->length < VIGIE_STUCK_LEAST || run->n < VIGIE_STUCK_LEAST_READINGS)
    return FALSE;
  if (past->n_values == 0)
    return is_stuck_always (run, class);
  if (run->from - known_from < VIGIE_STUCK_PAST || past->n_values < LEAST_VALUES)
    return FALSE;
  if (class == CLASS_PEOPLE || class == CLASS_METER)
    return run->acts >= LEAST_ACTS && run->acts / TIMES >= past->most_acts;
  return run->length / TIMES >= past->longest;
}

void
vigie_failure_find_stuck (const VigieSeries *series,
                          const VigieMeasureData *measure,
                          const VigieSeries *const *witnesses,
                          guint n_witnesses,
                          VigieTime now,
                          VigieStuck *result)
{
  Class class = class_of (measure);
  g_autoptr (GArray) acts = NULL;
  VigieTime from = now - VIGIE_STUCK_WINDOW;
  guint first, end;
  Past past;
  Run run;

  *result = (VigieStuck) {.since = VIGIE_TIME_NONE, .value = NAN};
  if (series == NULL || !vigie_failure_can_be_stuck (measure))
    return;
  first = vigie_series_find (series, from);
  end = vigie_series_find (series, now + 1);
  if (first >= end)
    return;
  /* What is older than the first reading tells nothing: it was not there yet, or nobody asked for it. */
  from = series->times[first];
  if (!vigie_series_is_known (series, from, now - VIGIE_HOUR))
    return;
  acts = find_acts (witnesses, n_witnesses, from, now - VIGIE_HOUR);
  find_runs (series, first, end, acts, &run, &past);
  if (run.n == 0)
    return;
  result->since = run.from;
  result->n = run.n;
  result->value = run.value;
  result->longest = past.longest;
  result->stuck = !is_at_rest (measure, class, run.value) && is_stuck (&run, &past, class, from);
}
