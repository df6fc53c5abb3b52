/* vigie-st-log.c: what was asked of a server lately, and what it sent that could not be used.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-log.h"

#include <string.h>

struct _VigieStLog
{
  gatomicrefcount ref_count;
  GMutex mutex; /* for what follows */
  GQueue requests;
  GQueue samples[VIGIE_ST_N_PROBLEM];
  guint64 revision;
};

VigieStLog *
vigie_st_log_new (void)
{
  VigieStLog *self = g_new0 (VigieStLog, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  g_queue_init (&self->requests);
  for (guint i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    g_queue_init (&self->samples[i]);
  return self;
}

VigieStLog *
vigie_st_log_ref (VigieStLog *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_st_log_unref (VigieStLog *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_queue_clear_full (&self->requests, (GDestroyNotify) vigie_st_log_request_free);
  for (guint i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    g_queue_clear_full (&self->samples[i], (GDestroyNotify) vigie_st_log_sample_free);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* ---- Items ----------------------------------------------------------------------------------- */

static char *
cut (const char *text, gsize bound)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length <= bound)
    return g_strndup (text != NULL ? text : "", length);
  while (bound > 0 && ((guchar) text[bound] & 0xC0) == 0x80)
    bound--;
  return g_strdup_printf ("%.*s…", (int) bound, text);
}

void
vigie_st_log_request_free (VigieStLogRequest *request)
{
  g_free (request->method);
  g_free (request->target);
  g_clear_error (&request->error);
  g_free (request);
}

void
vigie_st_log_sample_free (VigieStLogSample *sample)
{
  g_free (sample->target);
  g_free (sample->excerpt);
  g_free (sample);
}

static VigieStLogRequest *
copy_request (const VigieStLogRequest *request)
{
  VigieStLogRequest *copy = g_memdup2 (request, sizeof *request);

  copy->method = g_strdup (request->method);
  copy->target = cut (request->target, VIGIE_ST_LOG_MAX_TARGET);
  copy->error = request->error != NULL ? g_error_copy (request->error) : NULL;
  return copy;
}

static VigieStLogSample *
copy_sample (const VigieStLogSample *sample)
{
  VigieStLogSample *copy = g_memdup2 (sample, sizeof *sample);

  copy->set = sample->set != NULL ? sample->set : "";
  copy->target = cut (sample->target, VIGIE_ST_LOG_MAX_TARGET);
  copy->excerpt = g_strdup (sample->excerpt != NULL ? sample->excerpt : "");
  return copy;
}

char *
vigie_st_log_make_excerpt (const char *text, gsize length)
{
  g_autofree char *copy = g_memdup2 (text, MIN (length, VIGIE_ST_LOG_MAX_EXCERPT));
  gsize used = MIN (length, VIGIE_ST_LOG_MAX_EXCERPT);
  g_autofree char *valid = NULL;

  for (gsize i = 0; i < used; i++)
    if (copy[i] == '\0')
      copy[i] = '"';
    else if ((guchar) copy[i] < 0x20 || copy[i] == 0x7F)
      copy[i] = ' ';
  /* A character that the bound cuts is left out. */
  if (used < length)
    while (used > 0 && ((guchar) copy[used - 1] & 0x80) != 0)
      used--;
  valid = g_utf8_make_valid (used > 0 ? copy : "", (gssize) used);
  return used < length ? g_strconcat (valid, "…", NULL) : g_steal_pointer (&valid);
}

/* ---- Writing and reading --------------------------------------------------------------------- */

void
vigie_st_log_add_request (VigieStLog *self, const VigieStLogRequest *request)
{
  VigieStLogRequest *gone = NULL;

  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  g_queue_push_head (&self->requests, copy_request (request));
  if (self->requests.length > VIGIE_ST_LOG_MAX_REQUESTS)
    gone = g_queue_pop_tail (&self->requests);
  self->revision++;
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&gone, vigie_st_log_request_free);
}

void
vigie_st_log_add_sample (VigieStLog *self, const VigieStLogSample *sample)
{
  VigieStLogSample *gone = NULL;
  GQueue *samples;

  if (self == NULL)
    return;
  g_return_if_fail (sample->problem < VIGIE_ST_N_PROBLEM);
  samples = &self->samples[sample->problem];
  g_mutex_lock (&self->mutex);
  g_queue_push_head (samples, copy_sample (sample));
  if (samples->length > VIGIE_ST_LOG_MAX_SAMPLES)
    gone = g_queue_pop_tail (samples);
  self->revision++;
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&gone, vigie_st_log_sample_free);
}

GPtrArray *
vigie_st_log_get_requests (VigieStLog *self)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_st_log_request_free);

  g_mutex_lock (&self->mutex);
  for (GList *item = self->requests.head; item != NULL; item = item->next)
    g_ptr_array_add (copies, copy_request (item->data));
  g_mutex_unlock (&self->mutex);
  return copies;
}

static int
compare_newest (gconstpointer one, gconstpointer other)
{
  const VigieStLogSample *a = one, *b = other;

  return a->at > b->at ? -1 : a->at < b->at;
}

GPtrArray *
vigie_st_log_get_samples (VigieStLog *self)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_st_log_sample_free);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    for (GList *item = self->samples[i].head; item != NULL; item = item->next)
      g_ptr_array_add (copies, copy_sample (item->data));
  g_mutex_unlock (&self->mutex);
  g_ptr_array_sort_values (copies, compare_newest);
  return copies;
}

guint64
vigie_st_log_get_revision (VigieStLog *self)
{
  guint64 revision;

  g_mutex_lock (&self->mutex);
  revision = self->revision;
  g_mutex_unlock (&self->mutex);
  return revision;
}
