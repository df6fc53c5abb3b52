/* vigie-ingest-demo-past.c: the demonstration's past of more than a year: into the store when it is asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo.h"

#include <string.h>

#include "vigie-ingest-demo-archive.h"

/* In idle moments: after the start, and then a measure (some 20 000 readings) at a time. */
#define IDLE_AFTER_MS 4000
#define IDLE_PAUSE_MS 250
/* Transactions of what is wanted that wait for the writer: what comes live is not kept behind all of them. */
#define IN_FLIGHT 4

#define NONE G_MAXUINT

typedef enum
{
  STATE_NONE, /* has no archive */
  STATE_ABSENT,
  STATE_WANTED,
  STATE_IN_FLIGHT,
  STATE_STORED,
} State;

/* A request that waits for one measure, or for all (NONE). */
typedef struct
{
  guint measure;
  VigieIngestGoOn go_on;
  gpointer data;
} Wait;

struct _VigieIngestDemoPast
{
  gatomicrefcount ref_count;
  VigieIngestWriter *writer;
  GMainContext *context;
  VigieTime start, origin;
  guint n_measures;
  guint8 *states;  /* State of each */
  VigieTime *ends; /* of each: what is older is its archive's */
  guint n_absent;  /* that are not stored */
  guint next;      /* the first that may be absent */
  guint in_flight;
  GQueue wanted;             /* GUINT_TO_POINTER of measures */
  GArray *waits;             /* Wait */
  VigieDemoArchive *archive; /* once computed, until all is stored */
  GThread *thread;           /* that computes it, or NULL */
  GSource *idle;
  gint64 began;
  gboolean hurries; /* somebody asked: the others will be asked for as well */
  gboolean stopped;
};

typedef struct
{
  VigieIngestJob job;
  VigieIngestDemoPast *past;
  guint measure;
} Job;

static void pump (VigieIngestDemoPast *self);

static VigieIngestDemoPast *
past_ref (VigieIngestDemoPast *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
past_unref (gpointer data)
{
  VigieIngestDemoPast *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->archive, vigie_demo_archive_free);
  g_queue_clear (&self->wanted);
  g_array_unref (self->waits);
  g_main_context_unref (self->context);
  g_free (self->states);
  g_free (self->ends);
  g_free (self);
}

/* ---- Computing ---- */

typedef struct
{
  VigieIngestDemoPast *past;
  VigieDemoArchive *archive;
} Computed;

static gboolean
computed_cb (gpointer data)
{
  Computed *computed = data;
  VigieIngestDemoPast *self = computed->past;

  g_clear_pointer (&self->thread, g_thread_join);
  if (!self->stopped)
    {
      self->archive = g_steal_pointer (&computed->archive);
      g_debug ("the past was computed in %d ms",
               (int) ((g_get_monotonic_time () - self->began) / 1000));
      pump (self);
    }
  return G_SOURCE_REMOVE;
}

static void
computed_free (gpointer data)
{
  Computed *computed = data;

  g_clear_pointer (&computed->archive, vigie_demo_archive_free);
  past_unref (computed->past);
  g_free (computed);
}

static gpointer
compute (gpointer data)
{
  VigieIngestDemoPast *self = data;
  Computed *computed = g_new (Computed, 1);
  GSource *source = g_idle_source_new ();

  *computed = (Computed) {self, vigie_demo_archive_new (self->start)};
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "vigie demonstration's past");
  g_source_set_callback (source, computed_cb, computed, computed_free);
  g_source_attach (source, self->context);
  g_source_unref (source);
  return NULL;
}

/* Whether it is there; if not, it is on its way. */
static gboolean
have_archive (VigieIngestDemoPast *self)
{
  if (!self->archive && !self->thread)
    {
      self->began = g_get_monotonic_time ();
      self->thread = g_thread_new ("vigie-past", compute, past_ref (self));
    }
  return self->archive != NULL;
}

/* ---- Writing ---- */

static gboolean
is_there (VigieIngestDemoPast *self, guint measure)
{
  return measure == NONE
             ? self->n_absent == 0
             : self->states[measure] == STATE_STORED || self->states[measure] == STATE_NONE;
}

/* Lets those go on whose past is there, or all. */
static void
release (VigieIngestDemoPast *self, gboolean all)
{
  g_autoptr (GArray) waits = g_steal_pointer (&self->waits);

  self->waits = g_array_new (FALSE, FALSE, sizeof (Wait));
  for (guint i = 0; i < waits->len; i++)
    {
      const Wait *wait = &g_array_index (waits, Wait, i);

      if (all || is_there (self, wait->measure))
        wait->go_on (wait->data);
      else
        g_array_append_val (self->waits, *wait);
    }
}

static gboolean
run_job (VigieIngestWriter *writer, VigieIngestJob *job, GError **error)
{
  Job *self = (Job *) job;

  return vigie_demo_archive_write (self->past->archive, self->measure,
                                   vigie_ingest_writer_get_db (writer), error);
}

static void
job_done (VigieIngestJob *job, const GError *error)
{
  Job *done = (Job *) job;
  VigieIngestDemoPast *self = done->past;

  if (error)
    g_message ("a past of the demonstration was not stored: %s", error->message);
  /* What cannot be written is not tried for ever. */
  self->states[done->measure] = STATE_STORED;
  self->n_absent--;
  self->in_flight--;
  if (!self->stopped)
    {
      release (self, FALSE);
      pump (self);
    }
  past_unref (self);
  g_free (done);
}

/* FALSE where the writer takes no more now. */
static gboolean
push (VigieIngestDemoPast *self, guint measure)
{
  Job *job = g_new0 (Job, 1);

  job->job.run = run_job;
  job->job.done = job_done;
  job->past = past_ref (self);
  job->measure = measure;
  if (!vigie_ingest_writer_push (self->writer, &job->job, NULL))
    {
      past_unref (self);
      g_free (job);
      return FALSE;
    }
  self->states[measure] = STATE_IN_FLIGHT;
  self->in_flight++;
  return TRUE;
}

static void
want (VigieIngestDemoPast *self, guint measure)
{
  if (self->states[measure] != STATE_ABSENT)
    return;
  self->states[measure] = STATE_WANTED;
  g_queue_push_tail (&self->wanted, GUINT_TO_POINTER (measure));
}

static gboolean
run_trim (VigieIngestWriter *writer, VigieIngestJob *job, GError **error)
{
  sqlite3_db_release_memory (vigie_ingest_writer_get_db (writer));
  return TRUE;
}

static void
trim_done (VigieIngestJob *job, const GError *error)
{
  g_free (job);
  vigie_demo_trim_memory ();
}

/* The writer's cache is full of what nobody writes again. */
static void
trim (VigieIngestDemoPast *self)
{
  VigieIngestJob *job = g_new0 (VigieIngestJob, 1);

  job->run = run_trim;
  job->done = trim_done;
  if (!vigie_ingest_writer_push (self->writer, job, NULL))
    g_free (job);
}

/* The next one that nobody waits for; alone, so that what is wanted comes right after it. */
static void
push_next (VigieIngestDemoPast *self)
{
  if (!g_queue_is_empty (&self->wanted) || self->in_flight > 0 || !have_archive (self))
    return;
  while (self->next < self->n_measures && self->states[self->next] != STATE_ABSENT)
    self->next++;
  if (self->next < self->n_measures)
    push (self, self->next);
}

/* Hands on what somebody waits for, and once somebody did the rest without a pause. */
static void
pump (VigieIngestDemoPast *self)
{
  while (!g_queue_is_empty (&self->wanted) && self->in_flight < IN_FLIGHT && have_archive (self))
    {
      guint measure = GPOINTER_TO_UINT (g_queue_peek_head (&self->wanted));

      /* The idle timer tries again. */
      if (!push (self, measure))
        return;
      g_queue_pop_head (&self->wanted);
    }
  if (self->hurries)
    push_next (self);
  if (self->n_absent > 0 || self->in_flight > 0)
    return;
  if (self->idle)
    {
      g_source_destroy (self->idle);
      g_clear_pointer (&self->idle, g_source_unref);
      g_debug ("the past is whole after %d ms",
               (int) ((g_get_monotonic_time () - self->began) / 1000));
    }
  if (!self->archive)
    return;
  g_clear_pointer (&self->archive, vigie_demo_archive_free);
  trim (self);
}

static void schedule (VigieIngestDemoPast *self, guint milliseconds);

static gboolean
idle_cb (gpointer data)
{
  VigieIngestDemoPast *self = data;

  g_clear_pointer (&self->idle, g_source_unref);
  push_next (self);
  schedule (self, IDLE_PAUSE_MS);
  pump (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (VigieIngestDemoPast *self, guint milliseconds)
{
  self->idle = g_timeout_source_new (milliseconds);
  g_source_set_priority (self->idle, G_PRIORITY_LOW);
  g_source_set_static_name (self->idle, "vigie demonstration's past, idle");
  g_source_set_callback (self->idle, idle_cb, self, NULL);
  g_source_attach (self->idle, self->context);
}

/* ---- What is asked for ---- */

/* How the instants that a query names lie to @end. */
static void
find_instants (const char *query, VigieTime end, gboolean *has_older, gboolean *has_newer)
{
  gsize length = strlen (query);

  *has_older = *has_newer = FALSE;
  for (gsize i = 0; i + 10 < length; i++)
    {
      char text[] = "....-..-..T00:00:00Z";
      VigieTime time;

      if (query[i + 4] != '-' || query[i + 7] != '-'
          || (query[i + 10] != 'T' && query[i + 10] != ' '))
        continue;
      memcpy (text, query + i, 10);
      if (vigie_time_parse (text, -1, &time))
        *(time < end ? has_older : has_newer) = TRUE;
    }
}

/* Whether the path names the Observations of one Datastream; *@measure: which of ours it is, or NONE. */
static gboolean
parse_path (VigieIngestDemoPast *self, const char *path, guint *measure)
{
  static const char before[] = "/Datastreams(", after[] = ")/Observations";
  char *end = NULL;
  guint64 id;

  *measure = NONE;
  if (!g_str_has_prefix (path, before))
    return FALSE;
  id = g_ascii_strtoull (path + strlen (before), &end, 10);
  if (!g_str_has_prefix (end, after))
    return FALSE;
  if (id >= 1 && id <= self->n_measures)
    *measure = (guint) id - 1;
  return TRUE;
}

gboolean
vigie_ingest_demo_past_prepare (const char *path,
                                const char *query,
                                VigieIngestGoOn go_on,
                                gpointer data,
                                gpointer past)
{
  VigieIngestDemoPast *self = past;
  g_autofree char *plain_path = g_uri_unescape_string (path, NULL);
  g_autofree char *plain_query = g_uri_unescape_string (query ? query : "", NULL);
  gboolean has_older, has_newer;
  Wait wait = {NONE, go_on, data};

  if (self->stopped || self->n_absent == 0 || !plain_path || !plain_query)
    return FALSE;
  if (parse_path (self, plain_path, &wait.measure))
    {
      find_instants (plain_query, wait.measure == NONE ? self->origin : self->ends[wait.measure],
                     &has_older, &has_newer);
      /* Without any bound all is asked for; but who begins with the newest does not get that far at once. */
      if (wait.measure == NONE || is_there (self, wait.measure)
          || (!has_older && (has_newer || strstr (plain_query, "desc"))))
        return FALSE;
      want (self, wait.measure);
    }
  else
    {
      find_instants (plain_query, self->origin, &has_older, &has_newer);
      if (!has_older
          || (!strstr (plain_path, "Observations") && !strstr (plain_query, "Observations")))
        return FALSE;
      for (guint i = 0; i < self->n_measures; i++)
        want (self, i);
    }
  g_array_append_val (self->waits, wait);
  self->hurries = TRUE;
  pump (self);
  return TRUE;
}

gboolean
vigie_ingest_demo_past_is_whole (VigieIngestDemoPast *self)
{
  return self->n_absent == 0;
}

VigieIngestDemoPast *
vigie_ingest_demo_past_new (VigieIngestDemo *demo, VigieIngestWriter *writer)
{
  VigieIngestDemoPast *self;
  VigieDemoSim *sim;

  g_return_val_if_fail (demo && writer, NULL);
  self = g_new0 (VigieIngestDemoPast, 1);
  sim = vigie_demo_get_sim (demo);
  g_atomic_ref_count_init (&self->ref_count);
  self->writer = writer;
  self->context = g_main_context_ref_thread_default ();
  self->start = sim->start;
  self->origin = sim->origin;
  self->n_measures = sim->measures->len;
  self->states = g_new0 (guint8, self->n_measures);
  self->waits = g_array_new (FALSE, FALSE, sizeof (Wait));
  g_queue_init (&self->wanted);
  self->ends = g_new (VigieTime, self->n_measures);
  for (guint i = 0; i < self->n_measures; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);

      self->ends[i] = vigie_demo_archive_end (sim, measure);
      if (!vigie_demo_measure_is_archived (measure))
        continue;
      self->states[i] = STATE_ABSENT;
      self->n_absent++;
    }
  schedule (self, IDLE_AFTER_MS);
  return self;
}

void
vigie_ingest_demo_past_stop (VigieIngestDemoPast *self)
{
  g_return_if_fail (self);
  self->stopped = TRUE;
  if (self->idle)
    g_source_destroy (self->idle);
  g_clear_pointer (&self->idle, g_source_unref);
  release (self, TRUE);
}

void
vigie_ingest_demo_past_free (VigieIngestDemoPast *self)
{
  vigie_ingest_demo_past_stop (self);
  g_clear_pointer (&self->thread, g_thread_join);
  past_unref (self);
}
