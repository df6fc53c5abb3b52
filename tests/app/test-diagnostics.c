/* test-diagnostics.c: what is told of the link and of what could not be used.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gtk-init.h"
#include "vigie-diagnostics-requests.h"
#include "vigie-diagnostics.h"

static VigieDiagnostics *
make (void)
{
  VigieDiagnostics *self = g_new0 (VigieDiagnostics, 1);
  VigieStLogRequest *request = g_new0 (VigieStLogRequest, 1);
  VigieStLogRequest *failed = g_new0 (VigieStLogRequest, 1);
  VigieStLogSample *sample = g_new0 (VigieStLogSample, 1);

  g_assert_true (vigie_time_parse ("2026-11-22T10:47:03Z", -1, &self->now));
  self->machine_now = self->now;
  self->server = g_strdup ("https://capteurs.example/v1.1");
  self->link = VIGIE_LINK_LOST;
  self->last_exchange = self->now - 8 * VIGIE_MINUTE;
  self->link_since = self->now - 7 * VIGIE_MINUTE;
  self->next_try = VIGIE_TIME_NONE;
  self->error_text = g_strdup ("<b>no answer</b>");
  self->clock_skew = -3 * VIGIE_MINUTE;
  self->pace = 1;
  self->store_bytes = -1;
  self->statistics.requests = 1234;
  self->statistics.problems.count[VIGIE_ST_PROBLEM_BAD_TIME] = 3;
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_st_log_request_free);
  self->samples = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_st_log_sample_free);
  request->at = self->now;
  request->method = g_strdup ("GET");
  request->target = g_strdup ("/v1.1/Things?$top=500");
  request->status = 200;
  request->bytes = 2048;
  request->duration = 340 * 1000;
  failed->at = self->now - VIGIE_MINUTE;
  failed->method = g_strdup ("GET");
  failed->target = g_strdup ("/v1.1");
  failed->error = g_error_new_literal (VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNREACHABLE, "refused");
  sample->problem = VIGIE_ST_PROBLEM_BAD_TIME;
  sample->set = "Observations";
  sample->at = self->now;
  sample->target = g_strdup ("/v1.1/Observations");
  sample->excerpt = g_strdup ("{\"phenomenonTime\":\"yesterday\"}");
  g_ptr_array_add (self->requests, request);
  g_ptr_array_add (self->requests, failed);
  g_ptr_array_add (self->samples, sample);
  return self;
}

static const char *
fact (char **facts, const char *title)
{
  for (guint i = 0; facts[i] != NULL; i += 2)
    if (g_str_equal (facts[i], title))
      return facts[i + 1];
  return NULL;
}

static void
test_facts (void)
{
  g_autoptr (VigieDiagnostics) told = make ();

  for (guint part = 0; part < VIGIE_DIAGNOSTICS_N_PART; part++)
    {
      g_auto (GStrv) facts = vigie_diagnostics_get_facts (told, part);

      g_assert_cmpuint (g_strv_length (facts) % 2, ==, 0);
      for (guint i = 0; facts[i] != NULL; i++)
        g_assert_cmpstr (facts[i], !=, ""); /* what is not known is left out */
      if (part == VIGIE_DIAGNOSTICS_LINK)
        {
          g_assert_cmpstr (facts[1], ==, told->server);
          g_assert_nonnull (g_strstr_len (facts[3], -1, "11"));
          g_assert_true (g_strv_contains ((const char *const *) facts, "<b>no answer</b>"));
        }
      if (part == VIGIE_DIAGNOSTICS_STORAGE)
        g_assert_null (fact (facts, "Size"));
    }
}

static void
test_text (void)
{
  g_autoptr (VigieDiagnostics) told = make ();
  g_autofree char *problem = vigie_st_problem_describe (VIGIE_ST_PROBLEM_BAD_TIME, 3);
  g_autofree char *text = NULL;

  told->store_path = g_build_filename (g_get_home_dir (), "vigie", "1.db", NULL);
  text = vigie_diagnostics_to_text (told);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (strstr (text, VIGIE_VERSION));
  g_assert_nonnull (strstr (text, told->server));
  g_assert_nonnull (strstr (text, problem));
  g_assert_nonnull (strstr (text, "Observations {\"phenomenonTime\":\"yesterday\"}"));
  g_assert_nonnull (strstr (text, "11:47:03  200  340"));
  g_assert_nonnull (strstr (text, "11:46:03  —"));
  /* Whose home it is stays here. */
  g_assert_null (strstr (text, g_get_home_dir ()));
  g_assert_nonnull (strstr (text, "~/vigie/1.db"));
}

static void
test_duration (void)
{
  static const struct
  {
    gint64 duration;
    const char *expected;
  } cases[] = {
      {0, "0,0"}, {1500, "1,5"}, {340000, "340"}, {999999, "1"}, {2100000, "2,1"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = vigie_diagnostics_duration (cases[i].duration);

      g_test_message ("%s", words);
      g_assert_true (g_str_has_prefix (words, cases[i].expected));
    }
}

/* No piece of an address is longer than a line of a tooltip; nothing of it is lost. */
static void
test_fold (void)
{
  const char *target
      = "GET /v1.1/Datastreams(282)/Observations?$top=5000&$filter=phenomenonTime%20ge%202026-11-20T03:39:39.000001Z"
        "%20and%20phenomenonTime%20lt%202026-11-22T03:39:39.000001Z&$orderby=phenomenonTime,id";
  g_autofree char *folded = vigie_diagnostics_requests_fold_target (target);
  g_auto (GStrv) pieces = g_strsplit (folded, "\xe2\x80\x8b", -1);
  g_autofree char *joined = g_strjoinv ("", pieces);

  for (guint i = 0; pieces[i] != NULL; i++)
    g_assert_cmpuint (strlen (pieces[i]), <, 40);
  g_assert_cmpstr (joined, ==, target);
}

/* The requests that were sent at these seconds, newest first. */
static VigieDiagnostics *
tell (const char *seconds)
{
  VigieDiagnostics *told = make ();

  g_ptr_array_set_size (told->requests, 0);
  for (; *seconds != '\0'; seconds++)
    {
      VigieStLogRequest *request = g_new0 (VigieStLogRequest, 1);

      request->at = told->now + (*seconds - '0') * VIGIE_SECOND;
      request->method = g_strdup ("GET");
      request->target = g_strdup ("/v1.1/Things");
      request->status = 200;
      g_ptr_array_add (told->requests, request);
    }
  return told;
}

/* Rows that are told again are the same rows, so that the table stays where it is. */
static void
test_table (void)
{
  static const struct
  {
    const char *seconds;
    guint n_kept; /* of those before, at the end */
  } steps[] = {{"321", 0}, {"54321", 3}, {"6543", 3}, {"6543", 4}, {"98", 0}, {"", 0}, {"9", 0}};
  GtkColumnView *view = g_object_ref_sink (GTK_COLUMN_VIEW (gtk_column_view_new (NULL)));
  GListModel *model;

  vigie_diagnostics_requests_init (view);
  model = G_LIST_MODEL (gtk_column_view_get_model (view));
  for (guint step = 0; step < G_N_ELEMENTS (steps); step++)
    {
      g_autoptr (VigieDiagnostics) told = tell (steps[step].seconds);
      g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_object_unref);
      guint n = (guint) strlen (steps[step].seconds);

      for (guint i = 0; i < g_list_model_get_n_items (model); i++)
        g_ptr_array_add (before, g_list_model_get_item (model, i));
      vigie_diagnostics_requests_set (view, told);
      g_assert_cmpuint (g_list_model_get_n_items (model), ==, n);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (GObject) row = g_list_model_get_item (model, i);
          guint n_new = n - steps[step].n_kept;

          g_assert_true (i < n_new ? !g_ptr_array_find (before, row, NULL)
                                   : before->pdata[i - n_new] == (gpointer) row);
        }
    }
  g_object_unref (view);
}

/* A long log is shown the newest first, some rows at a call, without a gap also where many came meanwhile. */
static void
test_long_table (void)
{
  GtkColumnView *view = g_object_ref_sink (GTK_COLUMN_VIEW (gtk_column_view_new (NULL)));
  g_autoptr (VigieDiagnostics) told = tell ("");
  const guint limit = VIGIE_DIAGNOSTICS_REQUESTS_AT_ONCE, n = 5 * limit;
  GListModel *model;

  vigie_diagnostics_requests_init (view);
  model = G_LIST_MODEL (gtk_column_view_get_model (view));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieDiagnostics) one = tell ("1");
      VigieStLogRequest *request = g_ptr_array_steal_index (one->requests, 0);

      request->at -= i * VIGIE_SECOND;
      g_ptr_array_add (told->requests, request);
    }
  for (guint shown = limit; shown <= n; shown += limit)
    {
      g_assert_true (vigie_diagnostics_requests_set (view, told) == (shown == n));
      g_assert_cmpuint (g_list_model_get_n_items (model), ==, shown);
    }
  /* As many again that are newer than all. */
  for (guint i = 0; i < n; i++)
    ((VigieStLogRequest *) told->requests->pdata[i])->at += n * VIGIE_SECOND;
  g_assert_false (vigie_diagnostics_requests_set (view, told));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, limit);
  g_object_unref (view);
}

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  g_test_add_func ("/app/diagnostics/facts", test_facts);
  g_test_add_func ("/app/diagnostics/text", test_text);
  g_test_add_func ("/app/diagnostics/duration", test_duration);
  g_test_add_func ("/app/diagnostics/fold", test_fold);
  g_test_add_func ("/app/diagnostics/table", test_table);
  g_test_add_func ("/app/diagnostics/long-table", test_long_table);
  return g_test_run ();
}
