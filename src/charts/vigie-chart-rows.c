/* vigie-chart-rows.c: the readings of a period as rows.
 *
 * A merge is the period's instants with, for each series, where it has them; one series needs none of that and is
 * looked at in place. An order other than by time is a permutation, sorted in a thread. Rows are objects only while a
 * list asks for them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NOWHERE G_MAXUINT
/* Fewer are merged and sorted at once: it takes less than a millisecond. */
#define FEW 5000

/* ---- Merge ------------------------------------------------------------------------------------- */

struct _VigieChartMerge
{
  gatomicrefcount ref_count;
  guint n_sources;
  VigieSeries *series[VIGIE_CHART_ROWS_MAX]; /* owned, or NULL */
  guint n;
  guint first;                         /* of the only series, where there are no times */
  VigieTime *times;                    /* owned; NULL for one series */
  guint *places[VIGIE_CHART_ROWS_MAX]; /* owned; NOWHERE where a series has not that instant */
};

static void
merge_several (VigieChartMerge *self, const guint *firsts, const guint *ends)
{
  guint next[VIGIE_CHART_ROWS_MAX], room = 0;

  for (guint i = 0; i < self->n_sources; i++)
    {
      next[i] = firsts[i];
      room += ends[i] - firsts[i];
    }
  self->times = g_new (VigieTime, room);
  for (guint i = 0; i < self->n_sources; i++)
    self->places[i] = g_new (guint, room);
  for (;;)
    {
      VigieTime earliest = G_MAXINT64;

      for (guint i = 0; i < self->n_sources; i++)
        if (next[i] < ends[i])
          earliest = MIN (earliest, self->series[i]->times[next[i]]);
      if (earliest == G_MAXINT64)
        break;
      self->times[self->n] = earliest;
      for (guint i = 0; i < self->n_sources; i++)
        {
          gboolean here = next[i] < ends[i] && self->series[i]->times[next[i]] == earliest;

          self->places[i][self->n] = here ? next[i]++ : NOWHERE;
        }
      self->n++;
    }
}

VigieChartMerge *
vigie_chart_merge_new (const VigieChartSource *sources, guint n_sources, VigieSpan span)
{
  VigieChartMerge *self = g_new0 (VigieChartMerge, 1);
  guint firsts[VIGIE_CHART_ROWS_MAX] = {0}, ends[VIGIE_CHART_ROWS_MAX] = {0};

  g_atomic_ref_count_init (&self->ref_count);
  self->n_sources = MIN (n_sources, VIGIE_CHART_ROWS_MAX);
  for (guint i = 0; i < self->n_sources; i++)
    {
      if (sources[i].series == NULL)
        continue;
      self->series[i] = vigie_series_ref (sources[i].series);
      firsts[i] = vigie_series_find (self->series[i], span.from);
      ends[i] = MAX (vigie_series_find (self->series[i], span.to), firsts[i]);
    }
  if (self->n_sources == 1)
    {
      self->first = firsts[0];
      self->n = ends[0] - firsts[0];
    }
  else if (self->n_sources > 1)
    merge_several (self, firsts, ends);
  return self;
}

VigieChartMerge *
vigie_chart_merge_ref (VigieChartMerge *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_chart_merge_unref (VigieChartMerge *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < VIGIE_CHART_ROWS_MAX; i++)
    {
      g_clear_pointer (&self->series[i], vigie_series_unref);
      g_free (self->places[i]);
    }
  g_free (self->times);
  g_free (self);
}

guint
vigie_chart_merge_get_n (const VigieChartMerge *self)
{
  return self->n;
}

VigieTime
vigie_chart_merge_get_time (const VigieChartMerge *self, guint position)
{
  if (self->times != NULL)
    return self->times[position];
  return self->series[0]->times[self->first + position];
}

double
vigie_chart_merge_get_value (const VigieChartMerge *self, guint position, guint source)
{
  guint place;

  if (source >= self->n_sources || self->series[source] == NULL)
    return NAN;
  place = self->times != NULL ? self->places[source][position] : self->first + position;
  return place == NOWHERE ? NAN : self->series[source]->values[place];
}

/* ---- Row --------------------------------------------------------------------------------------- */

struct _VigieChartRow
{
  GObject parent_instance;

  VigieTime time;
  double values[VIGIE_CHART_ROWS_MAX];
};

G_DEFINE_FINAL_TYPE (VigieChartRow, vigie_chart_row, G_TYPE_OBJECT)

static void
vigie_chart_row_class_init (VigieChartRowClass *klass)
{
}

static void
vigie_chart_row_init (VigieChartRow *self)
{
}

VigieTime
vigie_chart_row_get_time (VigieChartRow *self)
{
  return self->time;
}

double
vigie_chart_row_get_value (VigieChartRow *self, guint source)
{
  return source < VIGIE_CHART_ROWS_MAX ? self->values[source] : NAN;
}

/* ---- Rows -------------------------------------------------------------------------------------- */

struct _VigieChartRows
{
  GObject parent_instance;

  VigieChartMerge *merge; /* owned, or NULL: no rows */
  guint *order;           /* owned: positions ascending; NULL by time */
  gboolean descending;    /* of what is shown */
  guint wanted_column;
  gboolean wanted_descending;
  VigieChartSource sources[VIGIE_CHART_ROWS_MAX]; /* what is wanted: series owned, no names */
  guint n_sources;
  VigieSpan span;
  GCancellable *cancellable; /* of the thread at work, or NULL */
};

enum
{
  PROP_BUSY = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return VIGIE_TYPE_CHART_ROW;
}

static guint
get_n_items (GListModel *model)
{
  VigieChartRows *self = VIGIE_CHART_ROWS (model);

  return self->merge != NULL ? self->merge->n : 0;
}

static gpointer
get_item (GListModel *model, guint position)
{
  VigieChartRows *self = VIGIE_CHART_ROWS (model);
  VigieChartRow *row;

  if (self->merge == NULL || position >= self->merge->n)
    return NULL;
  if (self->descending)
    position = self->merge->n - 1 - position;
  if (self->order != NULL)
    position = self->order[position];
  row = g_object_new (VIGIE_TYPE_CHART_ROW, NULL);
  row->time = vigie_chart_merge_get_time (self->merge, position);
  for (guint i = 0; i < VIGIE_CHART_ROWS_MAX; i++)
    row->values[i] = vigie_chart_merge_get_value (self->merge, position, i);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieChartRows,
                               vigie_chart_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* What a thread makes: sources and order in, merge and permutation out. */
typedef struct
{
  VigieChartSource sources[VIGIE_CHART_ROWS_MAX]; /* series owned; no names */
  guint n_sources;
  VigieSpan span;
  guint column;
  gboolean descending;
  VigieChartMerge *merge; /* owned; given in where only the order is another */
  guint *order;           /* owned, or NULL */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  for (guint i = 0; i < job->n_sources; i++)
    g_clear_pointer (&job->sources[i].series, vigie_series_unref);
  g_clear_pointer (&job->merge, vigie_chart_merge_unref);
  g_free (job->order);
  g_free (job);
}

typedef struct
{
  double value;
  guint position;
} Key;

static int
compare_keys (gconstpointer one, gconstpointer other)
{
  const Key *a = one, *b = other;

  if (a->value != b->value)
    return a->value < b->value ? -1 : 1;
  return a->position < b->position ? -1 : a->position > b->position;
}

/* Positions by value. What has none is always last: at the wrong end of a descending list, so it goes first there. */
static guint *
sort_by_value (const VigieChartMerge *merge, guint source, gboolean descending)
{
  g_autofree Key *keys = g_new (Key, merge->n);
  guint *order = g_new (guint, merge->n);

  for (guint i = 0; i < merge->n; i++)
    {
      double value = vigie_chart_merge_get_value (merge, i, source);

      keys[i] = (Key) {isnan (value) ? (descending ? -INFINITY : INFINITY) : value, i};
    }
  qsort (keys, merge->n, sizeof *keys, compare_keys);
  for (guint i = 0; i < merge->n; i++)
    order[i] = keys[i].position;
  return order;
}

static void
do_job (Job *job)
{
  if (job->merge == NULL)
    job->merge = vigie_chart_merge_new (job->sources, job->n_sources, job->span);
  if (job->column > 0)
    job->order = sort_by_value (job->merge, job->column - 1, job->descending);
}

/* How many rows left the begin and came to the end, where that is all that changed. */
static gboolean
moved_on (const VigieChartMerge *old, const VigieChartMerge *new, guint *gone, guint *come)
{
  const VigieSeries *before, *after;
  guint kept;

  if (old == NULL || old->times != NULL || new->times != NULL || old->n == 0 || new->n == 0
      || old->n_sources != new->n_sources)
    return FALSE;
  before = old->series[0];
  after = new->series[0];
  *gone = 0;
  while (*gone < old->n && before->times[old->first + *gone] < after->times[new->first])
    (*gone)++;
  kept = old->n - *gone;
  if (kept == 0 || kept > new->n)
    return FALSE;
  for (guint i = 0; i < kept; i++)
    if (before->times[old->first + *gone + i] != after->times[new->first + i]
        || memcmp (&before->values[old->first + *gone + i], &after->values[new->first + i],
                   sizeof (double))
               != 0)
      return FALSE;
  *come = new->n - kept;
  return TRUE;
}

static void
take_result (VigieChartRows *self, Job *job)
{
  g_autoptr (VigieChartMerge) old = g_steal_pointer (&self->merge);
  gboolean same_order
      = self->order == NULL && job->order == NULL && self->descending == job->descending;
  guint gone, come, n_old = old != NULL ? old->n : 0;

  self->merge = vigie_chart_merge_ref (job->merge);
  g_free (self->order);
  self->order = g_steal_pointer (&job->order);
  self->descending = job->descending;
  if (same_order && old != NULL && moved_on (old, self->merge, &gone, &come))
    {
      VigieChartMerge *whole = self->merge;

      /* First what went, by a merge without what came, so that the model is whole at each signal. */
      if (gone > 0)
        {
          VigieChartMerge *part = g_new0 (VigieChartMerge, 1);

          *part = *whole;
          g_atomic_ref_count_init (&part->ref_count);
          vigie_series_ref (part->series[0]);
          part->n -= come;
          self->merge = part;
          g_list_model_items_changed (G_LIST_MODEL (self), self->descending ? part->n : 0, gone, 0);
          self->merge = whole;
          vigie_chart_merge_unref (part);
        }
      if (come > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), self->descending ? 0 : n_old - gone, 0,
                                    come);
      return;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, self->merge->n);
}

static void
run_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  do_job (data);
  g_task_return_boolean (task, TRUE);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VigieChartRows *self = VIGIE_CHART_ROWS (source);
  GTask *task = G_TASK (result);

  /* Overtaken by another one. */
  if (!g_task_propagate_boolean (task, NULL))
    return;
  g_clear_object (&self->cancellable);
  take_result (self, g_task_get_task_data (task));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* Does @job (taken) now if @small, else in a thread, in the place of what is at work. */
static void
start (VigieChartRows *self, Job *job, gboolean small)
{
  gboolean was_busy = self->cancellable != NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (small)
    {
      do_job (job);
      take_result (self, job);
      job_free (job);
    }
  else
    {
      g_autoptr (GTask) task = NULL;

      self->cancellable = g_cancellable_new ();
      task = g_task_new (self, self->cancellable, done_cb, NULL);
      g_task_set_source_tag (task, start);
      g_task_set_task_data (task, job, job_free);
      g_task_run_in_thread (task, run_cb);
    }
  if (was_busy != (self->cancellable != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
vigie_chart_rows_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, vigie_chart_rows_get_busy (VIGIE_CHART_ROWS (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
clear_sources (VigieChartRows *self)
{
  for (guint i = 0; i < self->n_sources; i++)
    g_clear_pointer (&self->sources[i].series, vigie_series_unref);
  self->n_sources = 0;
}

static void
vigie_chart_rows_dispose (GObject *object)
{
  VigieChartRows *self = VIGIE_CHART_ROWS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->merge, vigie_chart_merge_unref);
  g_clear_pointer (&self->order, g_free);
  clear_sources (self);
  G_OBJECT_CLASS (vigie_chart_rows_parent_class)->dispose (object);
}

static void
vigie_chart_rows_class_init (VigieChartRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vigie_chart_rows_get_property;
  object_class->dispose = vigie_chart_rows_dispose;
  properties[PROP_BUSY]
      = g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vigie_chart_rows_init (VigieChartRows *self)
{
  self->descending = self->wanted_descending = TRUE;
}

VigieChartRows *
vigie_chart_rows_new (void)
{
  return g_object_new (VIGIE_TYPE_CHART_ROWS, NULL);
}

/* Fills and orders by what is wanted. With @merge (NULL: made anew) only the order is another. */
static void
renew (VigieChartRows *self, VigieChartMerge *merge)
{
  Job *job = g_new0 (Job, 1);
  gsize total = 0;

  job->n_sources = self->n_sources;
  job->span = self->span;
  job->column = self->wanted_column <= job->n_sources ? self->wanted_column : 0;
  job->descending = self->wanted_descending;
  job->merge = merge != NULL ? vigie_chart_merge_ref (merge) : NULL;
  for (guint i = 0; i < job->n_sources; i++)
    if (self->sources[i].series != NULL)
      {
        job->sources[i].series = vigie_series_ref (self->sources[i].series);
        total += vigie_series_find (job->sources[i].series, job->span.to)
                 - vigie_series_find (job->sources[i].series, job->span.from);
      }
  /* One series in the order of time is looked at where it is, and another direction is but read backwards. */
  start (self, job, total < FEW || (job->column == 0 && (job->n_sources == 1 || merge != NULL)));
}

void
vigie_chart_rows_set_sources (VigieChartRows *self,
                              const VigieChartSource *sources,
                              guint n_sources,
                              VigieSpan span)
{
  VigieSeries *series[VIGIE_CHART_ROWS_MAX] = {NULL};

  n_sources = MIN (n_sources, VIGIE_CHART_ROWS_MAX);
  for (guint i = 0; i < n_sources; i++)
    series[i] = sources[i].series != NULL ? vigie_series_ref (sources[i].series) : NULL;
  clear_sources (self);
  for (guint i = 0; i < n_sources; i++)
    self->sources[i].series = series[i];
  self->n_sources = n_sources;
  self->span = span;
  renew (self, NULL);
}

void
vigie_chart_rows_set_order (VigieChartRows *self, guint column, gboolean descending)
{
  if (self->wanted_column == column && self->wanted_descending == !!descending)
    return;
  self->wanted_column = column;
  self->wanted_descending = !!descending;
  /* What is at work would come in the old order. */
  if (self->merge != NULL || self->cancellable != NULL)
    renew (self, self->cancellable == NULL ? self->merge : NULL);
}

gboolean
vigie_chart_rows_get_busy (VigieChartRows *self)
{
  return self->cancellable != NULL;
}

VigieChartRows *
vigie_chart_rows_copy (VigieChartRows *self)
{
  VigieChartRows *copy = vigie_chart_rows_new ();

  copy->descending = self->descending;
  if (self->merge == NULL)
    return copy;
  copy->merge = vigie_chart_merge_ref (self->merge);
  copy->order = g_memdup2 (self->order, self->order != NULL ? self->merge->n * sizeof (guint) : 0);
  return copy;
}
