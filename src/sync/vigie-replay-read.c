/* vigie-replay-read.c: the states of all sites over a time, read from the store by several threads.
 *
 * Sites are shared out in small batches in their order; a batch's readings are let go before the next is read, and
 * what stays of it are the states, some bytes a change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-replay-private.h"
#include "vigie-share-out.h"

/* The store has so many readers. */
#define MAX_THREADS 4
/* Read at once; a site's measures are never shared out. */
#define BATCH_MEASURES 32
/* Of one measure: beyond it the oldest are left out, and that time is not known. */
#define MAX_READINGS 50000

typedef struct
{
  VigieStore *store;
  const VigieReplayPlan *plan;
  VigieTime from, to;
  GCancellable *cancellable;
  GArray *batches; /* of guint: the first site of each, and the number of sites */
  GArray **sites;  /* each written by the thread that reads it */

  GMutex lock;
  double known; /* measures */
} Reader;

/* A batch as it is read. */
typedef struct
{
  guint first_site, n_sites;
  guint first, n;  /* measures */
  GArray **states; /* of each measure */
  double known;    /* measures */
  GPtrArray *ids;  /* of a group */
  GArray *members; /* of guint: whose they are */
} Batch;

void
vigie_replay_read_free (VigieReplayRead *self)
{
  g_clear_pointer (&self->replay, vigie_replay_unref);
  g_free (self);
}

static void
batch_clear (Batch *self)
{
  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->states[i], g_array_unref);
  g_free (self->states);
  g_ptr_array_unref (self->ids);
  g_array_unref (self->members);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static VigieTime
earliest (VigieTime a, VigieTime b)
{
  return MIN (a, b); /* none is « all along », and the least */
}

/* Whether the measure has a reading before those read; they are asked for where the first one tells too little. */
static gboolean
find_earlier (Reader *reader,
              const VigieMeasureData *data,
              guint group,
              gboolean *spoke,
              GError **error)
{
  g_autoptr (VigieSeries) series = vigie_store_read_series (
      reader->store, data->id, VIGIE_TIME_NONE + 1,
      reader->from - vigie_replay_lead_of_group (group), 1, NULL, NULL, error);

  if (series == NULL)
    return FALSE;
  *spoke = series->n > 0;
  return TRUE;
}

static gboolean
replay_measure (Reader *reader,
                Batch *batch,
                guint position,
                const VigieSiteData *site,
                const VigieSeries *series,
                GError **error)
{
  const VigieReplaySource *source
      = vigie_replay_plan_source (reader->plan, batch->first + position);
  const VigieMeasureData *data = source->data;
  VigieReplayMeasure measure = {.series = series,
                                .thresholds = &data->thresholds,
                                .expected_interval = data->expected_interval,
                                .never = source->never,
                                .out_of_service = data->out_of_service || site->out_of_service,
                                .out_of_service_since = data->out_of_service_since};

  if (!source->never && (series->n == 0 || series->times[0] > reader->from)
      && !find_earlier (reader, data, source->group, &measure.spoke, error))
    return FALSE;
  if (site->out_of_service)
    measure.out_of_service_since
        = data->out_of_service
              ? earliest (site->details->out_of_service_since, data->out_of_service_since)
              : site->details->out_of_service_since;
  batch->states[position] = g_array_new (FALSE, FALSE, sizeof (VigieReplayState));
  vigie_replay_measure (&measure, reader->from, reader->to, batch->states[position]);
  batch->known += source->never ? 1 : vigie_series_known_share (series, reader->from, reader->to);
  return TRUE;
}

static const VigieSiteData *
site_of (const Reader *reader, const Batch *batch, guint position, guint *site)
{
  while (batch->first + position >= vigie_replay_plan_site (reader->plan, *site)->first
                                        + vigie_replay_plan_site (reader->plan, *site)->n)
    (*site)++;
  return vigie_replay_plan_site (reader->plan, *site)->data;
}

/* The measures of the batch whose lead is that of @group. */
static gboolean
read_group (Reader *reader, Batch *batch, guint group, GError **error)
{
  g_autoptr (GPtrArray) series = NULL;
  guint site = batch->first_site;

  g_ptr_array_set_size (batch->ids, 0);
  g_array_set_size (batch->members, 0);
  for (guint i = 0; i < batch->n; i++)
    if (vigie_replay_plan_source (reader->plan, batch->first + i)->group == group)
      {
        g_ptr_array_add (batch->ids,
                         vigie_replay_plan_source (reader->plan, batch->first + i)->data->id);
        g_array_append_val (batch->members, i);
      }
  if (batch->ids->len == 0)
    return TRUE;
  series = vigie_store_read_many_series (reader->store, (const char *const *) batch->ids->pdata,
                                         batch->ids->len,
                                         reader->from - vigie_replay_lead_of_group (group),
                                         reader->to, MAX_READINGS, reader->cancellable, error);
  if (series == NULL)
    return FALSE;
  for (guint i = 0; i < series->len; i++)
    {
      guint position = g_array_index (batch->members, guint, i);

      if (!replay_measure (reader, batch, position, site_of (reader, batch, position, &site),
                           g_ptr_array_index (series, i), error))
        return FALSE;
    }
  return TRUE;
}

static void
make_site (Reader *reader, const Batch *batch, guint position)
{
  const VigieReplaySite *site = vigie_replay_plan_site (reader->plan, position);
  g_autofree VigieReplayTrack *tracks = g_new (VigieReplayTrack, MAX (site->n, 1));
  GArray *states = g_array_new (FALSE, FALSE, sizeof (VigieReplayState));

  for (guint i = 0; i < site->n; i++)
    {
      const GArray *of_measure = batch->states[site->first + i - batch->first];
      VigieRole role = vigie_replay_plan_source (reader->plan, site->first + i)->data->role;

      tracks[i] = (VigieReplayTrack) {(const VigieReplayState *) (gpointer) of_measure->data,
                                      of_measure->len, vigie_role_is_diagnostic (role)};
    }
  vigie_replay_site (tracks, site->n, site->data->out_of_service,
                     site->data->details->out_of_service_since, reader->from, states);
  reader->sites[position] = states;
}

static gboolean
read_batch (guint number, gpointer data, GError **error)
{
  Reader *reader = data;
  g_auto (Batch) batch = {.first_site = g_array_index (reader->batches, guint, number)};
  guint end = g_array_index (reader->batches, guint, number + 1);
  const VigieReplaySite *last = vigie_replay_plan_site (reader->plan, end - 1);

  batch.n_sites = end - batch.first_site;
  batch.first = vigie_replay_plan_site (reader->plan, batch.first_site)->first;
  batch.n = last->first + last->n - batch.first;
  batch.states = g_new0 (GArray *, MAX (batch.n, 1));
  batch.ids = g_ptr_array_new ();
  batch.members = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint group = 0; group < VIGIE_REPLAY_N_LEADS; group++)
    if (!read_group (reader, &batch, group, error))
      return FALSE;
  for (guint site = batch.first_site; site < end; site++)
    make_site (reader, &batch, site);
  g_mutex_lock (&reader->lock);
  reader->known += batch.known;
  g_mutex_unlock (&reader->lock);
  return TRUE;
}

static void
make_batches (Reader *reader)
{
  guint n_sites = vigie_replay_plan_get_n_sites (reader->plan), n = 0;

  reader->batches = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n_sites; i++)
    {
      if (i == 0 || n >= BATCH_MEASURES)
        {
          g_array_append_val (reader->batches, i);
          n = 0;
        }
      /* One without a measure is some work too. */
      n += MAX (vigie_replay_plan_site (reader->plan, i)->n, 1);
    }
  g_array_append_val (reader->batches, n_sites);
}

/* Up to when anything can be known at all. */
static gboolean
find_end (VigieStore *store, VigieTime from, VigieTime *to, VigieTime now, GError **error)
{
  VigieSpan followed;
  g_autoptr (GArray) known = vigie_store_get_known (store, "", from, *to, &followed, error);

  if (known == NULL)
    return FALSE;
  *to = MIN (*to, now);
  if (followed.to != VIGIE_TIME_NONE && followed.to > from)
    *to = MIN (*to, followed.to);
  *to = MAX (*to, from + 1);
  return TRUE;
}

VigieReplayRead *
vigie_replay_read (VigieStore *store,
                   const VigieReplayPlan *plan,
                   VigieTime from,
                   VigieTime to,
                   VigieTime now,
                   GCancellable *cancellable,
                   GError **error)
{
  Reader reader
      = {.store = store, .plan = plan, .from = from, .to = to, .cancellable = cancellable};
  guint n_sites = vigie_replay_plan_get_n_sites (plan);
  guint n_measures = vigie_replay_plan_get_n_measures (plan);
  VigieReplayRead *read = NULL;

  if (!find_end (store, from, &reader.to, now, error))
    return NULL;
  reader.sites = g_new0 (GArray *, MAX (n_sites, 1));
  g_mutex_init (&reader.lock);
  make_batches (&reader);
  if (vigie_share_out ("replay", reader.batches->len - 1,
                       MIN (g_get_num_processors (), MAX_THREADS), read_batch, &reader, error))
    {
      read = g_new0 (VigieReplayRead, 1);
      read->replay = vigie_replay_new (from, reader.to, reader.sites, n_sites);
      read->known = n_measures > 0 ? CLAMP (reader.known / n_measures, 0, 1) : 1;
    }
  for (guint i = 0; i < n_sites; i++)
    g_clear_pointer (&reader.sites[i], g_array_unref);
  g_free (reader.sites);
  g_array_unref (reader.batches);
  g_mutex_clear (&reader.lock);
  return read;
}
