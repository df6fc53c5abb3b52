/* vigie-fleet-tour-plan.c: which sites to go to, what to do and to bring there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-tour-plan.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

/* Sensors are gone through in turns of the main loop of this length. */
#define TURN (2 * 1000) /* µs */

static void
task_free (gpointer data)
{
  VigieFleetTask *task = data;

  g_free (task->sensor);
  g_free (task->eui);
  g_free (task->findings);
  g_free (task->battery);
  g_free (task);
}

static void
stop_free (gpointer data)
{
  VigieFleetStop *stop = data;

  g_free (stop->site_id);
  g_free (stop->name);
  g_free (stop->commune);
  g_free (stop->access);
  g_ptr_array_unref (stop->tasks);
  g_free (stop);
}

void
vigie_fleet_tour_free (VigieFleetTour *self)
{
  g_ptr_array_unref (self->stops);
  g_free (self->start);
  g_free (self);
}

/* ---- What is to be done ---------------------------------------------------------------------- */

static gboolean
is_work (const VigieFailure *failure, VigieTime now, guint days)
{
  if (failure->kind == VIGIE_FAILURE_LATE || failure->kind == VIGIE_FAILURE_LONE_GATEWAY)
    return FALSE;
  return vigie_failure_is_present (failure, now)
         || vigie_failure_is_foretold (failure, now, days * VIGIE_DAY);
}

/* A task, or NULL where there is nothing to do; *@key is that of its soonest failure. */
static VigieFleetTask *
make_task (VigieSensor *sensor,
           const VigieFleetFigures *figures,
           VigieTime now,
           guint days,
           double *key)
{
  const VigieSensorData *data = vigie_sensor_get_data (sensor);
  VigieFailure failures[VIGIE_N_FAILURE];
  guint n = vigie_fleet_failures (sensor, figures, now, failures);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  VigieFleetTask *task;
  gboolean takes = FALSE;

  *key = (double) G_MAXINT64;
  for (guint i = 0; i < n; i++)
    if (days == 0 || is_work (&failures[i], now, days))
      {
        *key = MIN (*key, vigie_failure_key (&failures[i], now));
        /* What is silent is most often empty. */
        takes |= failures[i].kind == VIGIE_FAILURE_BATTERY
                 || failures[i].kind == VIGIE_FAILURE_SILENT;
        g_ptr_array_add (words, vigie_failure_words (&failures[i], now));
      }
  if (words->len == 0 && days > 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  task = g_new0 (VigieFleetTask, 1);
  task->sensor = g_strdup (vigie_sensor_get_name (sensor));
  task->eui = g_strdup (vigie_fleet_eui (sensor));
  task->findings = g_strjoinv (C_ ("findings of a sensor", "; "), (char **) words->pdata);
  task->battery = data != NULL && data->battery_type != NULL && *data->battery_type != '\0'
                      ? g_strdup (data->battery_type)
                      : NULL;
  task->has_battery = task->battery != NULL || vigie_sensor_get_battery (sensor) != NULL;
  task->takes_battery = takes && task->has_battery;
  return task;
}

static VigieFleetStop *
find_stop (VigieFleetTour *self, GHashTable *by_site, VigieSite *site)
{
  const VigieSiteData *data = vigie_site_get_data (site);
  VigieFleetStop *stop = g_hash_table_lookup (by_site, data->id);

  if (stop != NULL)
    return stop;
  stop = g_new0 (VigieFleetStop, 1);
  stop->site_id = g_strdup (data->id);
  stop->name = g_strdup (vigie_site_get_name (site));
  stop->commune = g_strdup (data->details->commune_name != NULL ? data->details->commune_name : "");
  stop->access = data->details->access != NULL && *data->details->access != '\0'
                     ? g_strdup (data->details->access)
                     : NULL;
  stop->lat = data->lat;
  stop->lon = data->lon;
  stop->distance = NAN;
  stop->key = (double) G_MAXINT64;
  stop->tasks = g_ptr_array_new_with_free_func (task_free);
  g_hash_table_insert (by_site, stop->site_id, stop);
  g_ptr_array_add (self->stops, stop);
  return stop;
}

static int
compare_stops (gconstpointer a, gconstpointer b)
{
  const VigieFleetStop *one = *(VigieFleetStop *const *) a, *other = *(VigieFleetStop *const *) b;

  if (one->key != other->key)
    return one->key < other->key ? -1 : 1;
  return strcmp (one->site_id, other->site_id);
}

typedef struct
{
  GListModel *list; /* owned; NULL in the thread */
  VigieFleetFiguresFunc figures;
  gpointer figures_data; /* unowned */
  gboolean with_mains;
  gulong handler; /* of the list */
  gboolean changed;
  guint next;           /* of the list */
  GHashTable *by_site;  /* owned: id of the site, that of its stop → VigieFleetStop, unowned */
  VigieFleetTour *tour; /* owned */
} Plan;

/* What belongs to the main thread. */
static void
plan_let_go (Plan *plan)
{
  if (plan->list != NULL)
    g_signal_handler_disconnect (plan->list, plan->handler);
  g_clear_object (&plan->list);
}

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  plan_let_go (plan);
  g_clear_pointer (&plan->by_site, g_hash_table_unref);
  g_clear_pointer (&plan->tour, vigie_fleet_tour_free);
  g_free (plan);
}

/* From the first sensor on: what is gone must not be on the tour, nor what is there twice. */
static void
plan_begin (Plan *plan)
{
  plan->changed = FALSE;
  plan->next = 0;
  g_hash_table_remove_all (plan->by_site);
  g_ptr_array_set_size (plan->tour->stops, 0);
  plan->tour->n_mains = 0;
}

static void
plan_changed_cb (Plan *plan)
{
  plan->changed = TRUE;
}

static void
plan_sensor (Plan *plan, VigieSensor *sensor)
{
  VigieFleetTour *tour = plan->tour;
  VigieSite *site = vigie_sensor_get_site (sensor);
  VigieFleetStop *stop;
  VigieFleetTask *task;
  double key;

  if (site == NULL)
    return;
  task = make_task (sensor, plan->figures (sensor, plan->figures_data), tour->made, tour->days,
                    &key);
  if (task == NULL)
    return;
  if (!task->has_battery && !plan->with_mains)
    {
      tour->n_mains++;
      task_free (task);
      return;
    }
  stop = find_stop (tour, plan->by_site, site);
  stop->key = MIN (stop->key, key);
  g_ptr_array_add (stop->tasks, task);
}

/* Texts alone: of a whole fleet that is silent there are as many stops as sites. */
static void
plan_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Plan *plan = task_data;
  VigieFleetTour *tour = plan->tour;

  g_clear_pointer (&plan->by_site, g_hash_table_unref);
  g_ptr_array_sort (tour->stops, compare_stops);
  if (tour->stops->len > VIGIE_TOUR_MAX)
    {
      tour->n_left_out = tour->stops->len - VIGIE_TOUR_MAX;
      g_ptr_array_set_size (tour->stops, VIGIE_TOUR_MAX);
    }
  for (guint i = 0; i < tour->stops->len; i++)
    tour->n_tasks += ((VigieFleetStop *) g_ptr_array_index (tour->stops, i))->tasks->len;
  g_task_return_pointer (task, g_steal_pointer (&plan->tour),
                         (GDestroyNotify) vigie_fleet_tour_free);
}

/* Sensors and figures belong to the main thread: they are gone through in turns of its loop. */
static gboolean
plan_cb (gpointer user_data)
{
  GTask *task = user_data;
  Plan *plan = g_task_get_task_data (task);
  gint64 deadline = g_get_monotonic_time () + TURN;
  guint n = g_list_model_get_n_items (plan->list);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (plan->changed)
    plan_begin (plan);
  while (plan->next < n && !plan->changed)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (plan->list, plan->next++);

      plan_sensor (plan, sensor);
      if (plan->next % 16 == 0 && g_get_monotonic_time () >= deadline)
        return G_SOURCE_CONTINUE;
    }
  if (plan->changed)
    return G_SOURCE_CONTINUE;
  plan_let_go (plan);
  g_task_run_in_thread (task, plan_thread);
  return G_SOURCE_REMOVE;
}

void
vigie_fleet_tour_plan_async (GListModel *list,
                             VigieFleetFiguresFunc figures,
                             gpointer figures_data,
                             VigieTime now,
                             guint days,
                             gboolean with_mains,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSource) source = g_idle_source_new ();
  Plan *plan = g_new0 (Plan, 1);

  plan->list = g_object_ref (list);
  plan->handler
      = g_signal_connect_swapped (list, "items-changed", G_CALLBACK (plan_changed_cb), plan);
  plan->figures = figures;
  plan->figures_data = figures_data;
  plan->with_mains = with_mains;
  plan->by_site = g_hash_table_new (g_str_hash, g_str_equal);
  plan->tour = g_new0 (VigieFleetTour, 1);
  plan->tour->made = now;
  plan->tour->days = days;
  plan->tour->length = NAN;
  plan->tour->stops = g_ptr_array_new_with_free_func (stop_free);
  g_task_set_source_tag (task, vigie_fleet_tour_plan_async);
  g_task_set_task_data (task, plan, plan_free);
  g_task_attach_source (task, source, plan_cb);
}

VigieFleetTour *
vigie_fleet_tour_plan_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- The way --------------------------------------------------------------------------------- */

typedef struct
{
  VigieTourStop *stops; /* owned: places alone */
  guint n;
  VigieTourStop start;
  char *start_name; /* owned, or NULL */
  gboolean has_start, round;
  guint *order; /* owned */
  double length;
} Way;

static void
way_free (gpointer data)
{
  Way *way = data;

  g_free (way->stops);
  g_free (way->start_name);
  g_free (way->order);
  g_free (way);
}

static void
order_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Way *way = task_data;

  way->length = vigie_tour_order (way->stops, way->n, way->has_start ? &way->start : NULL,
                                  way->round, way->order);
  g_task_return_boolean (task, TRUE);
}

void
vigie_fleet_tour_order_async (VigieFleetTour *self,
                              const VigieTourStop *start,
                              gboolean round,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Way *way = g_new0 (Way, 1);

  way->n = self->stops->len;
  way->stops = g_new0 (VigieTourStop, MAX (way->n, 1));
  way->order = g_new0 (guint, MAX (way->n, 1));
  for (guint i = 0; i < way->n; i++)
    {
      const VigieFleetStop *stop = g_ptr_array_index (self->stops, i);

      way->stops[i].lat = stop->lat;
      way->stops[i].lon = stop->lon;
    }
  way->has_start = start != NULL && vigie_tour_has_place (start);
  if (way->has_start)
    {
      way->start = *start;
      way->start_name = g_strdup (start->name);
    }
  way->round = round;
  g_task_set_source_tag (task, vigie_fleet_tour_order_async);
  g_task_set_task_data (task, way, way_free);
  g_task_run_in_thread (task, order_thread);
}

gboolean
vigie_fleet_tour_order_finish (VigieFleetTour *self, GAsyncResult *result, GError **error)
{
  Way *way = g_task_get_task_data (G_TASK (result));
  GPtrArray *stops;
  const VigieTourStop *before;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  stops = g_ptr_array_new_with_free_func (stop_free);
  before = way->has_start ? &way->start : NULL;
  for (guint i = 0; i < way->n; i++)
    {
      VigieFleetStop *stop = g_ptr_array_index (self->stops, way->order[i]);
      const VigieTourStop *place = &way->stops[way->order[i]];

      stop->distance = before != NULL && vigie_tour_has_place (place)
                           ? vigie_tour_distance (before->lat, before->lon, place->lat, place->lon)
                           : NAN;
      if (vigie_tour_has_place (place))
        before = place;
      g_ptr_array_add (stops, stop);
    }
  g_ptr_array_set_free_func (self->stops, NULL);
  g_ptr_array_unref (self->stops);
  self->stops = stops;
  self->length = way->length;
  self->round = way->round;
  g_set_str (&self->start, way->start_name);
  return TRUE;
}

/* ---- Words ----------------------------------------------------------------------------------- */

char *
vigie_fleet_tour_distance_words (double metres)
{
  return metres < 1000 ? vigie_words_figure (round (metres / 10) * 10, 0, "m")
                       : vigie_words_figure (metres / 1000, metres < 100000 ? 1 : 0, "km");
}

char *
vigie_fleet_tour_summary (const VigieFleetTour *self)
{
  g_autofree char *n_sites = vigie_words_number (self->stops->len, 0);
  g_autofree char *n_sensors = vigie_words_number (self->n_tasks, 0);
  g_autofree char *sites = NULL, *sensors = NULL, *length = NULL;

  sites = g_strdup_printf (ngettext ("%s site", "%s sites", self->stops->len), n_sites);
  sensors = g_strdup_printf (ngettext ("%s sensor", "%s sensors", self->n_tasks), n_sensors);
  if (isnan (self->length))
    return g_strdup_printf (C_ ("tour", "%1$s, %2$s"), sites, sensors);
  length = vigie_fleet_tour_distance_words (self->length);
  /* Translators: of a tour: sites, sensors, its length: « 14 sites, 23 capteurs, 87 km à vol d’oiseau » */
  return g_strdup_printf (self->round ? C_ ("tour", "%1$s, %2$s, %3$s as the crow flies, with "
                                                    "the return")
                                      : C_ ("tour", "%1$s, %2$s, %3$s as the crow flies"),
                          sites, sensors, length);
}

typedef struct
{
  char *type; /* owned */
  guint n;
} Count;

static void
count_clear (gpointer count)
{
  g_free (((Count *) count)->type);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Count *one = a, *other = b;

  if (one->n != other->n)
    return one->n > other->n ? -1 : 1;
  return strcmp (one->type, other->type);
}

/* How many batteries a type of a sensor says: « 2 × ER18505 » is two of ER18505. *@type is moved behind that. */
static guint
read_number (const char **type)
{
  const char *p = *type;
  guint n = 0;

  while (g_ascii_isdigit (*p) && n < 10)
    n = 10 * n + (guint) g_ascii_digit_value (*p++);
  while (g_ascii_isspace (*p))
    p++;
  if (n == 0 || n >= 100)
    return 1;
  if (g_str_has_prefix (p, "×"))
    p += strlen ("×");
  else if ((*p == 'x' || *p == 'X' || *p == '*') && g_ascii_isspace (p[1]))
    p++;
  else
    return 1;
  while (g_ascii_isspace (*p))
    p++;
  if (*p != '\0')
    *type = p;
  return *p != '\0' ? n : 1;
}

static void
count_battery (GArray *counts, const char *type)
{
  guint n = read_number (&type);
  Count count = {NULL, n};

  for (guint i = 0; i < counts->len; i++)
    if (strcmp (g_array_index (counts, Count, i).type, type) == 0)
      {
        g_array_index (counts, Count, i).n += n;
        return;
      }
  count.type = g_strdup (type);
  g_array_append_val (counts, count);
}

char *
vigie_fleet_tour_batteries (const VigieFleetTour *self)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (Count));
  GString *words = g_string_new (NULL);
  guint n_unknown = 0;

  g_array_set_clear_func (counts, count_clear);
  for (guint i = 0; i < self->stops->len; i++)
    {
      const VigieFleetStop *stop = g_ptr_array_index (self->stops, i);

      for (guint j = 0; j < stop->tasks->len; j++)
        {
          const VigieFleetTask *task = g_ptr_array_index (stop->tasks, j);

          if (task->takes_battery && task->battery != NULL)
            count_battery (counts, task->battery);
          else if (task->takes_battery)
            n_unknown++;
        }
    }
  g_array_sort (counts, compare_counts);
  for (guint i = 0; i < counts->len; i++)
    {
      const Count *count = &g_array_index (counts, Count, i);

      if (i > 0)
        g_string_append (words, ", ");
      /* Translators: how many batteries of a type: « 7 × ER34615 » */
      g_string_append_printf (words, C_ ("batteries", "%1$u × %2$s"), count->n, count->type);
    }
  if (n_unknown > 0)
    {
      if (words->len > 0)
        g_string_append (words, ", ");
      g_string_append_printf (
          words, ngettext ("%u of an unknown type", "%u of unknown types", n_unknown), n_unknown);
    }
  if (words->len > 0)
    return g_string_free (words, FALSE);
  g_string_free (words, TRUE);
  return NULL;
}

char *
vigie_fleet_tour_title (const VigieFleetTour *self)
{
  /* As of another year, so that the year is said. */
  g_autofree char *date = vigie_words_date (self->made - 400 * VIGIE_DAY, self->made, NULL);

  /* Translators: %s is a date: « Tournée du 22 nov. 2026 » */
  return g_strdup_printf (_ ("Service round, %s"), date);
}

char *
vigie_fleet_task_battery_words (const VigieFleetTask *task)
{
  if (task->battery != NULL)
    return g_strdup (task->battery);
  return g_strdup (task->has_battery ? C_ ("battery type", "unknown type")
                                     : C_ ("battery type", "mains"));
}
