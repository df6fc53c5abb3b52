/* vigie-diagnostics.c: what is known of the link with a server, gathered and told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-diagnostics.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "vigie-sync-inspect.h"
#include "vigie-words.h"

/* Requests in the text, of those that the log holds. */
#define N_TOLD 50

/* ---- Gathering ------------------------------------------------------------------------------- */

static gint64
size_of (const char *path)
{
  static const char *const parts[] = {"", "-wal"};
  gint64 size = -1;

  for (guint i = 0; path != NULL && i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *part = g_strconcat (path, parts[i], NULL);
      GStatBuf status;

      if (g_stat (part, &status) == 0)
        size = MAX (size, 0) + status.st_size;
    }
  return size;
}

VigieDiagnostics *
vigie_diagnostics_gather (VigieContext *context)
{
  VigieDiagnostics *self = g_new0 (VigieDiagnostics, 1);
  VigieTerritory *territory = vigie_context_get_territory (context);
  VigieSync *sync = vigie_context_get_sync (context);
  VigieLinkState link = vigie_link_state_of (sync);

  self->server = g_strdup (vigie_context_get_server (context));
  self->profile = g_settings_get_string (vigie_context_get_settings (context), "profile-path");
  self->now = vigie_clock_now (vigie_context_get_clock (context));
  self->machine_now = g_get_real_time ();
  self->link = link.link;
  self->last_exchange = link.last_exchange;
  self->link_since = link.since;
  self->next_try = link.next_try;
  self->error_text = g_strdup (link.error_text);
  self->demonstration = vigie_context_is_demonstration (context);
  self->pace = 1;
  self->store_bytes = -1;
  if (territory != NULL)
    {
      self->n_sites = g_list_model_get_n_items (G_LIST_MODEL (territory));
      self->n_measures = vigie_territory_get_n_measures (territory);
    }
  if (sync == NULL)
    {
      self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_st_log_request_free);
      self->samples = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_st_log_sample_free);
      return self;
    }
  self->clock_skew = vigie_sync_get_clock_skew (sync);
  self->pace = vigie_sync_get_pace (sync);
  self->statistics = vigie_sync_get_statistics (sync);
  self->store_path = vigie_sync_dup_store_path (sync);
  self->store_bytes = size_of (self->store_path);
  self->store_error = g_strdup (vigie_sync_get_store_error (sync));
  self->set_aside = g_strdup (vigie_sync_get_set_aside (sync));
  self->requests = vigie_st_log_get_requests (vigie_sync_get_log (sync));
  self->samples = vigie_st_log_get_samples (vigie_sync_get_log (sync));
  return self;
}

void
vigie_diagnostics_free (VigieDiagnostics *self)
{
  g_free (self->server);
  g_free (self->profile);
  g_free (self->error_text);
  g_free (self->store_path);
  g_free (self->store_error);
  g_free (self->set_aside);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->samples);
  g_free (self);
}

/* ---- Cells ----------------------------------------------------------------------------------- */

char *
vigie_diagnostics_clock (VigieTime time)
{
  VigieLocalTime local = vigie_time_to_local (time, vigie_words_default_zone ());

  return g_strdup_printf ("%02d:%02d:%02d", local.hour, local.minute, local.second);
}

char *
vigie_diagnostics_status (const VigieStLogRequest *request)
{
  return request->status != 0 ? g_strdup_printf ("%u", request->status) : g_strdup ("—");
}

char *
vigie_diagnostics_duration (gint64 duration)
{
  g_autofree char *number = NULL;

  if (duration < VIGIE_SECOND)
    {
      number = vigie_words_number ((double) duration / 1000, duration < 10000 ? 1 : 0);
      /* Translators: milliseconds */
      return g_strdup_printf (_ ("%s ms"), number);
    }
  number = vigie_words_number ((double) duration / VIGIE_SECOND, 1);
  /* Translators: seconds */
  return g_strdup_printf (_ ("%s s"), number);
}

/* ---- Facts ----------------------------------------------------------------------------------- */

const char *
vigie_diagnostics_part_title (VigieDiagnosticsPart part)
{
  switch (part)
    {
    case VIGIE_DIAGNOSTICS_LINK:
      return _ ("Link");
    case VIGIE_DIAGNOSTICS_EXCHANGES:
      return _ ("Exchanges");
    case VIGIE_DIAGNOSTICS_STORAGE:
    default:
      return _ ("Stored on This Computer");
    }
}

static void
add (GStrvBuilder *facts, const char *title, char *value)
{
  if (value != NULL && *value != '\0')
    {
      g_strv_builder_add (facts, title);
      g_strv_builder_take (facts, value);
    }
  else
    g_free (value);
}

static void
add_moment (GStrvBuilder *facts, const char *title, VigieTime now, VigieTime time)
{
  g_autofree char *moment = NULL, *age = NULL;

  if (time == VIGIE_TIME_NONE)
    return;
  moment = vigie_words_moment (now, time, NULL);
  age = vigie_words_age (now, time);
  add (facts, title, g_strdup_printf ("%s (%s)", moment, age));
}

static void
add_link (const VigieDiagnostics *self, GStrvBuilder *facts)
{
  VigieLinkState link = {.link = self->link,
                         .last_exchange = self->last_exchange,
                         .since = self->link_since,
                         .next_try = self->next_try};
  g_autofree char *state = NULL, *age = NULL;

  vigie_link_pill (&link, self->now, &state, &age);
  add (facts, _ ("Server"),
       g_strdup (g_strcmp0 (self->server, VIGIE_DEMO_ADDRESS) == 0
                     ? _ ("Demonstration territory on this computer")
                     : self->server));
  add (facts, _ ("State of the link"), g_steal_pointer (&state));
  add_moment (facts, _ ("Last exchange"), self->now, self->last_exchange);
  if (self->link != VIGIE_LINK_UP)
    add_moment (facts, _ ("Next attempt"), self->now, self->next_try);
  add (facts, _ ("Cause"), g_strdup (self->error_text));
  if (self->clock_skew != 0)
    {
      g_autofree char *duration = vigie_words_duration (ABS (self->clock_skew));

      add (facts, _ ("Server’s clock"),
           self->clock_skew > 0 ? g_strdup_printf (_ ("%s ahead of this computer’s"), duration)
                                : g_strdup_printf (_ ("%s behind this computer’s"), duration));
    }
  if (self->pace != 1 && self->pace > 0)
    {
      g_autofree char *pace = vigie_words_number (self->pace, 0);

      add (facts, _ ("Demonstration speed"), g_strdup_printf ("× %s", pace));
    }
}

static void
add_exchanges (const VigieDiagnostics *self, GStrvBuilder *facts)
{
  guint failed = 0;

  for (guint i = 0; i < self->requests->len; i++)
    failed += ((VigieStLogRequest *) self->requests->pdata[i])->error != NULL;
  add (facts, _ ("Requests since startup"),
       g_strdup_printf ("%'" G_GUINT64_FORMAT, self->statistics.requests));
  add (facts, _ ("Received"), g_format_size (self->statistics.bytes));
  add (facts, _ ("Failures in recent requests"),
       /* Translators: so many failures of so many requests */
       g_strdup_printf (_ ("%1$u of %2$u"), failed, self->requests->len));
}

static void
add_storage (const VigieDiagnostics *self, GStrvBuilder *facts)
{
  add (facts, _ ("Sites and measures"),
       /* Translators: numbers of sites and of measures */
       g_strdup_printf (_ ("%1$'u and %2$'u"), self->n_sites, self->n_measures));
  if (self->store_path != NULL)
    add (facts, _ ("File"), g_filename_display_name (self->store_path));
  if (self->store_bytes >= 0)
    add (facts, _ ("Size"), g_format_size ((guint64) self->store_bytes));
  add (facts, _ ("Nothing is being stored at the moment"), g_strdup (self->store_error));
  add (facts, _ ("Damaged file set aside"), g_strdup (self->set_aside));
  add (facts, _ ("Profile"), g_strdup (self->profile));
}

GStrv
vigie_diagnostics_get_facts (const VigieDiagnostics *self, VigieDiagnosticsPart part)
{
  g_autoptr (GStrvBuilder) facts = g_strv_builder_new ();

  switch (part)
    {
    case VIGIE_DIAGNOSTICS_LINK:
      add_link (self, facts);
      break;
    case VIGIE_DIAGNOSTICS_EXCHANGES:
      add_exchanges (self, facts);
      break;
    case VIGIE_DIAGNOSTICS_STORAGE:
    default:
      add_storage (self, facts);
      break;
    }
  return g_strv_builder_end (facts);
}

/* ---- As text --------------------------------------------------------------------------------- */

static void
append_samples (const VigieDiagnostics *self, GString *text, VigieStProblem problem)
{
  for (guint i = 0; i < self->samples->len; i++)
    {
      const VigieStLogSample *sample = self->samples->pdata[i];

      if (sample->problem == problem)
        g_string_append_printf (text, "    %s %s\n", sample->set, sample->excerpt);
    }
}

static void
append_request (const VigieDiagnostics *self, GString *text, const VigieStLogRequest *request)
{
  g_autofree char *clock = vigie_diagnostics_clock (request->at);
  g_autofree char *status = vigie_diagnostics_status (request);
  g_autofree char *duration = vigie_diagnostics_duration (request->duration);
  g_autofree char *size = g_format_size (request->bytes);

  g_string_append_printf (text, "  %s  %s  %s  %s  %s %s\n", clock, status, duration, size,
                          request->method, request->target);
  if (request->error != NULL)
    {
      g_autofree char *words = vigie_st_error_describe (request->error, self->server);

      g_string_append_printf (text, "    %s\n", words);
    }
}

/* The report goes to others: paths do not tell whose home they are in. */
static void
hide_home (GString *text)
{
  g_autofree char *home = g_build_filename (g_get_home_dir (), G_DIR_SEPARATOR_S, NULL);

  if (strlen (home) > 1)
    g_string_replace (text, home, "~/", 0);
}

char *
vigie_diagnostics_to_text (const VigieDiagnostics *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *when = vigie_words_date_time (self->machine_now, NULL);
  guint n_told = MIN (self->requests->len, N_TOLD);
  gboolean any = FALSE;

  g_string_append_printf (text, _ ("Vigie %1$s, diagnostics of %2$s"), VIGIE_VERSION, when);
  g_string_append (text, "\n");
  for (guint part = 0; part < VIGIE_DIAGNOSTICS_N_PART; part++)
    {
      g_auto (GStrv) facts = vigie_diagnostics_get_facts (self, part);

      g_string_append_printf (text, "\n%s\n", vigie_diagnostics_part_title (part));
      for (guint i = 0; facts[i] != NULL; i += 2)
        {
          g_string_append (text, "  ");
          /* Translators: title and value of a fact */
          g_string_append_printf (text, _ ("%1$s: %2$s"), facts[i], facts[i + 1]);
          g_string_append (text, "\n");
        }
    }
  g_string_append_printf (text, "\n%s\n", _ ("Unusable Data"));
  for (guint i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    if (self->statistics.problems.count[i] > 0)
      {
        g_autofree char *words = vigie_st_problem_describe (i, self->statistics.problems.count[i]);

        any = TRUE;
        g_string_append_printf (text, "  %s\n", words);
        append_samples (self, text, i);
      }
  if (!any)
    g_string_append_printf (text, "  %s\n", _ ("Nothing: everything the server sent was used."));
  g_string_append_printf (text, "\n%s\n", _ ("Recent Requests"));
  for (guint i = 0; i < n_told; i++)
    append_request (self, text, self->requests->pdata[i]);
  hide_home (text);
  return g_string_free (text, FALSE);
}
