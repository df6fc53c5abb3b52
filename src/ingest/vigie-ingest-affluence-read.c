/* vigie-ingest-affluence-read.c: the store's counts of vehicles become an edition.
 *
 * Habits of a site are made once for each local day, of half a year of readings; an edition in between reads the last
 * days alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-affluence-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-read.h"
#include "vigie-ingest-schema.h"

/* Of the past that an edition itself reads: what the quality of the count is told by. */
#define RECENT (9 * VIGIE_DAY)
#define PAST (VIGIE_ATTENDANCE_WEEKS * 7 * VIGIE_DAY)
/* Readings of a counter before the stretch, so that its index is known at its begin. */
#define MARGIN VIGIE_DAY
#define MAX_READINGS 2000000
#define MAX_COUNTERS 8 /* of a site, each way */

/* A Datastream that counts. */
typedef struct
{
  gint64 id, thing;
  VigieMeasureData *data;
} Counter;

/* What is kept of a site from one edition to the next. */
typedef struct
{
  VigieAttendanceHabits *habits;
  gint64 day;     /* for which they were made */
  guint counters; /* of which: a digest of their ids */
} Kept;

struct _VigieAffluenceReader
{
  sqlite3 *db;
  VigieCalendar *calendar;
  GHashTable *kept; /* Thing's id → Kept */
};

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_clear_pointer (&kept->habits, vigie_attendance_habits_unref);
  g_free (kept);
}

static void
counter_clear (gpointer data)
{
  g_clear_pointer (&((Counter *) data)->data, vigie_measure_data_unref);
}

VigieAffluenceReader *
vigie_affluence_reader_new (sqlite3 *db)
{
  VigieAffluenceReader *self = g_new0 (VigieAffluenceReader, 1);

  self->db = db;
  self->calendar = vigie_calendar_new ();
  self->kept = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, kept_free);
  return self;
}

void
vigie_affluence_reader_free (VigieAffluenceReader *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->kept);
  vigie_calendar_unref (self->calendar);
  sqlite3_close_v2 (self->db);
  g_free (self);
}

static gboolean
fail (VigieAffluenceReader *self, GError **error)
{
  return vigie_ingest_schema_fail (self->db, _ ("Could not read the store"), error);
}

/* ---- What counts ---- */

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const VigieMeterChange *one = a, *other = b;

  return (one->time > other->time) - (one->time < other->time);
}

static void
read_changes (JsonNode *properties, VigieMeasureData *data)
{
  JsonNode *node = vigie_affluence_get_node (properties, "replacements");
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (VigieMeterChange));
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  array = json_node_get_array (node);
  for (guint i = 0; i < MIN (json_array_get_length (array), 1000); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      VigieMeterChange change;

      if (!JSON_NODE_HOLDS_OBJECT (item))
        continue;
      change = (VigieMeterChange) {vigie_affluence_get_time (item, "time"),
                                   vigie_affluence_get_number (item, "last"),
                                   vigie_affluence_get_number (item, "first")};
      if (change.time != VIGIE_TIME_NONE && isfinite (change.last) && isfinite (change.first))
        g_array_append_val (changes, change);
    }
  g_array_sort (changes, compare_changes);
  data->n_changes = changes->len;
  if (changes->len > 0)
    data->changes = g_memdup2 (changes->data, changes->len * sizeof (VigieMeterChange));
}

static VigieMeasureData *
read_measure (VigieRole role, const char *text)
{
  VigieMeasureData *data = vigie_measure_data_new ();
  g_autoptr (JsonNode) properties = vigie_affluence_parse (text);
  const char *interval = vigie_affluence_get_text (properties, "expectedInterval");
  const char *aggregation = vigie_affluence_get_text (properties, "aggregation");
  double rollover = vigie_affluence_get_number (properties, "rollover");

  data->role = role;
  if (aggregation != NULL)
    vigie_aggregation_from_string (aggregation, &data->aggregation);
  if (interval != NULL)
    vigie_duration_parse (interval, &data->expected_interval);
  data->rollover = rollover > 0 && isfinite (rollover) ? rollover : 0;
  data->installed = vigie_affluence_get_time (properties, "installed");
  read_changes (properties, data);
  return data;
}

/* All Datastreams that count and are in service: GArray of Counter, by Thing. */
static GArray *
read_counters (VigieAffluenceReader *self, GError **error)
{
  g_autoptr (GArray) counters = g_array_new (FALSE, TRUE, sizeof (Counter));
  sqlite3_stmt *statement = NULL;
  int code = SQLITE_ERROR;

  g_array_set_clear_func (counters, counter_clear);
  if (sqlite3_prepare_v2 (
          self->db,
          "SELECT id, thing_id, json_extract (properties, '$.role'), properties FROM datastream"
          " WHERE json_extract (properties, '$.role')"
          " IN ('vehicles-in', 'vehicles-out', 'vehicles-present')"
          " AND json_type (properties, '$.outOfService') IS NOT 'object' ORDER BY thing_id, id",
          -1, &statement, NULL)
      == SQLITE_OK)
    while ((code = sqlite3_step (statement)) == SQLITE_ROW)
      {
        Counter counter
            = {sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1), NULL};
        VigieRole role;

        if (!vigie_role_from_string ((const char *) sqlite3_column_text (statement, 2), &role))
          continue;
        counter.data = read_measure (role, (const char *) sqlite3_column_text (statement, 3));
        g_array_append_val (counters, counter);
      }
  sqlite3_finalize (statement);
  if (code == SQLITE_DONE)
    return g_steal_pointer (&counters);
  fail (self, error);
  return NULL;
}

GArray *
vigie_affluence_reader_list_counters (VigieAffluenceReader *self, GError **error)
{
  g_autoptr (GArray) counters = read_counters (self, error);
  GArray *ids;

  if (counters == NULL)
    return NULL;
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), counters->len);
  for (guint i = 0; i < counters->len; i++)
    g_array_append_val (ids, g_array_index (counters, Counter, i).id);
  return ids;
}

/* ---- Readings ---- */

static VigieSeries *
read_series (VigieAffluenceReader *self,
             const Counter *counter,
             VigieTime from,
             VigieTime to,
             GError **error)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  gboolean has_starts = FALSE;
  sqlite3_stmt *statement = NULL;
  VigieSeries *series;
  int code = SQLITE_ERROR;

  if (sqlite3_prepare_v2 (self->db,
                          "SELECT phenomenon_time, result_number, phenomenon_start FROM observation"
                          " WHERE datastream_id = ?1 AND phenomenon_time >= ?2"
                          " AND phenomenon_time < ?3 ORDER BY phenomenon_time, id LIMIT ?4",
                          -1, &statement, NULL)
      == SQLITE_OK)
    {
      sqlite3_bind_int64 (statement, 1, counter->id);
      sqlite3_bind_int64 (statement, 2, from);
      sqlite3_bind_int64 (statement, 3, to);
      sqlite3_bind_int (statement, 4, MAX_READINGS);
      while ((code = sqlite3_step (statement)) == SQLITE_ROW)
        {
          VigieTime time = sqlite3_column_int64 (statement, 0);
          double value = sqlite3_column_type (statement, 1) != SQLITE_NULL
                             ? sqlite3_column_double (statement, 1)
                             : NAN;
          gboolean has_start = sqlite3_column_type (statement, 2) != SQLITE_NULL;
          VigieTime start = has_start ? sqlite3_column_int64 (statement, 2) : VIGIE_TIME_NONE;

          has_starts |= has_start;
          /* Of readings of one instant the last one counts. */
          if (times->len > 0 && g_array_index (times, VigieTime, times->len - 1) == time)
            {
              g_array_index (values, double, values->len - 1) = value;
              g_array_index (starts, VigieTime, starts->len - 1) = start;
              continue;
            }
          g_array_append_val (times, time);
          g_array_append_val (values, value);
          g_array_append_val (starts, start);
        }
    }
  sqlite3_finalize (statement);
  if (code != SQLITE_DONE)
    {
      fail (self, error);
      return NULL;
    }
  series = vigie_series_new ((const VigieTime *) (void *) times->data,
                             (const double *) (void *) values->data, times->len,
                             counter->data->expected_interval, NULL, 0);
  if (has_starts)
    vigie_series_take_starts (series, (VigieTime *) (void *) g_array_steal (starts, NULL));
  return series;
}

/* The track of a site over @from ≤ t < @to, of the @n counters of it. */
static VigieAttendanceTrack *
read_track (VigieAffluenceReader *self,
            const VigieAffluenceSite *site,
            const Counter *counters,
            guint n,
            VigieTime from,
            VigieTime to,
            VigieTime now,
            const VigieCountBias *bias,
            GError **error)
{
  VigieCounter in[MAX_COUNTERS], out[MAX_COUNTERS], present = {NULL, NULL};
  VigieAttendanceSource source = {.in = in, .out = out};
  VigieAttendanceTrack *track = NULL;
  gboolean whole = TRUE;

  for (guint i = 0; i < n && whole; i++)
    {
      VigieRole role = counters[i].data->role;
      VigieCounter counter = {NULL, counters[i].data};

      if (role == VIGIE_ROLE_VEHICLES_PRESENT
              ? present.series != NULL
              : (role == VIGIE_ROLE_VEHICLES_IN ? source.n_in : source.n_out) == MAX_COUNTERS)
        continue;
      counter.series = read_series (self, &counters[i], from - MARGIN, to, error);
      whole = counter.series != NULL;
      if (!whole)
        break;
      if (role == VIGIE_ROLE_VEHICLES_PRESENT)
        present = counter;
      else if (role == VIGIE_ROLE_VEHICLES_IN)
        in[source.n_in++] = counter;
      else
        out[source.n_out++] = counter;
    }
  if (present.series != NULL)
    source.present = &present;
  if (whole)
    track = vigie_attendance_track_new (&source, &site->facts, from, to, now, bias);
  for (guint i = 0; i < source.n_in; i++)
    vigie_series_unref (in[i].series);
  for (guint i = 0; i < source.n_out; i++)
    vigie_series_unref (out[i].series);
  g_clear_pointer (&present.series, vigie_series_unref);
  return track;
}

/* ---- An edition ---- */

static VigieAttendanceHabits *
get_habits (VigieAffluenceReader *self,
            const VigieAffluenceSite *site,
            const Counter *counters,
            guint n,
            VigieTime now,
            GError **error)
{
  Kept *kept = g_hash_table_lookup (self->kept, &site->id);
  gint64 day = vigie_time_to_local (now, site->facts.zone).day_number;
  guint digest = n;

  for (guint i = 0; i < n; i++)
    digest = digest * 31 + (guint) counters[i].id;
  if (kept == NULL || kept->day != day || kept->counters != digest)
    {
      g_autoptr (VigieAttendanceTrack) past
          = read_track (self, site, counters, n, now - PAST, now, now, NULL, error);

      if (past == NULL)
        return NULL;
      kept = g_new0 (Kept, 1);
      kept->habits = vigie_attendance_habits_new (past, &site->facts);
      kept->day = day;
      kept->counters = digest;
      g_hash_table_insert (self->kept, g_memdup2 (&site->id, sizeof site->id), kept);
    }
  return vigie_attendance_habits_ref (kept->habits);
}

/* What is told of a site with @n counters. */
static gboolean
tell_site (VigieAffluenceReader *self,
           VigieAffluenceSite *site,
           const Counter *counters,
           guint n,
           VigieTime now,
           GError **error)
{
  g_autoptr (VigieAttendanceTrack) track = NULL;
  gint64 interval = 0;

  for (guint i = 0; i < n; i++)
    interval = MAX (interval, counters[i].data->expected_interval);
  site->habits = get_habits (self, site, counters, n, now, error);
  if (site->habits == NULL)
    return FALSE;
  track = read_track (self, site, counters, n, now - RECENT, now + VIGIE_DAY, now,
                      &site->habits->bias, error);
  if (track == NULL)
    return FALSE;
  site->quality = track->quality;
  vigie_attendance_now (track, site->habits, &site->facts, now, interval, &site->now);
  if (!site->out_of_service)
    {
      site->expected = vigie_attendance_expect (track, site->habits, &site->facts, now);
      site->best = vigie_affluence_site_find_best (site, now);
    }
  return TRUE;
}

VigieAffluence *
vigie_affluence_reader_read (VigieAffluenceReader *self, VigieTime now, GError **error)
{
  g_autoptr (VigieAffluence) edition = g_new0 (VigieAffluence, 1);
  g_autoptr (GArray) counters = NULL;
  g_autofree char *demonstration = NULL;

  edition->time = now;
  edition->sites = vigie_affluence_read_sites (self->db, self->calendar, error);
  if (edition->sites == NULL)
    {
      edition->sites = g_ptr_array_new ();
      return NULL;
    }
  counters = read_counters (self, error);
  if (counters == NULL)
    return NULL;
  demonstration = vigie_ingest_schema_get_meta (self->db, VIGIE_INGEST_META_DEMONSTRATION);
  edition->demonstration = g_strcmp0 (demonstration, "true") == 0;
  for (guint i = 0; i < edition->sites->len; i++)
    {
      VigieAffluenceSite *site = g_ptr_array_index (edition->sites, i);
      guint first = 0, n = 0;

      while (first < counters->len && g_array_index (counters, Counter, first).thing != site->id)
        first++;
      while (first + n < counters->len
             && g_array_index (counters, Counter, first + n).thing == site->id)
        n++;
      if (!tell_site (self, site, &g_array_index (counters, Counter, first), n, now, error))
        return NULL;
    }
  return g_steal_pointer (&edition);
}
