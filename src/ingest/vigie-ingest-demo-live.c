/* vigie-ingest-demo-live.c: readings of the demonstration when they are due
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo.h"

/* As many readings go over at once; after a long sleep the rest follows in the next idle moment. */
#define BATCH 2000
#define RETRY_MS 500

struct _VigieIngestDemoLive
{
  VigieIngestDemo *demo; /* owned */
  VigieClock *clock;     /* owned */
  VigieIngestDemoSubmit submit;
  gpointer user_data;
  GDestroyNotify destroy; /* of user_data, or NULL */
  GArray *readings;       /* VigieIngestDemoReading: taken and not yet handed over */
  GSource *source;        /* owned, or NULL */
};

static void schedule (VigieIngestDemoLive *self, gint64 milliseconds);

static gboolean
due_cb (gpointer user_data)
{
  VigieIngestDemoLive *self = user_data;
  VigieTime now = vigie_clock_now (self->clock);
  gboolean more = TRUE;
  VigieTime due;

  g_clear_pointer (&self->source, g_source_unref);
  if (self->readings->len == 0)
    more = vigie_ingest_demo_take (self->demo, now, BATCH, self->readings);
  if (self->readings->len > 0)
    {
      if (!self->submit (&g_array_index (self->readings, VigieIngestDemoReading, 0),
                         self->readings->len, self->user_data))
        {
          schedule (self, RETRY_MS);
          return G_SOURCE_REMOVE;
        }
      g_array_set_size (self->readings, 0);
    }
  if (more)
    {
      schedule (self, 0);
      return G_SOURCE_REMOVE;
    }
  due = vigie_ingest_demo_next_due (self->demo);
  /* Rounded up, so that it is really due when we wake. */
  schedule (self,
            (gint64) ((double) MAX (due - now, 0) / vigie_clock_get_pace (self->clock) / 1000) + 1);
  return G_SOURCE_REMOVE;
}

static void
schedule (VigieIngestDemoLive *self, gint64 milliseconds)
{
  self->source = g_timeout_source_new ((guint) CLAMP (milliseconds, 0, G_MAXINT));
  g_source_set_static_name (self->source, "vigie demonstration");
  g_source_set_callback (self->source, due_cb, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

VigieIngestDemoLive *
vigie_ingest_demo_live_new (VigieIngestDemo *demo,
                            VigieClock *clock,
                            VigieIngestDemoSubmit submit,
                            gpointer user_data,
                            GDestroyNotify destroy)
{
  VigieIngestDemoLive *self;

  g_return_val_if_fail (demo && clock && submit, NULL);
  g_return_val_if_fail (vigie_clock_get_pace (clock) > 0, NULL);
  self = g_new0 (VigieIngestDemoLive, 1);
  self->demo = demo;
  self->clock = g_object_ref (clock);
  self->submit = submit;
  self->user_data = user_data;
  self->destroy = destroy;
  self->readings = g_array_new (FALSE, FALSE, sizeof (VigieIngestDemoReading));
  schedule (self, 0);
  return self;
}

void
vigie_ingest_demo_live_free (VigieIngestDemoLive *self)
{
  g_return_if_fail (self);
  if (self->source)
    {
      g_source_destroy (self->source);
      g_source_unref (self->source);
    }
  if (self->destroy)
    self->destroy (self->user_data);
  vigie_ingest_demo_free (self->demo);
  g_object_unref (self->clock);
  g_array_unref (self->readings);
  g_free (self);
}
