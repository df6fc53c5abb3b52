/* test-ingest.c: the client against vigie-ingest itself, over its Unix socket. The program's path
 * comes in VIGIE_INGEST.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "vigie-st-client.h"

typedef struct
{
  char *folder;
  GSubprocess *process;
  VigieStClient *client;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const gboolean *demo = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *store = NULL, *socket = NULL, *line = NULL;
  g_autoptr (GDataInputStream) output = NULL;

  if (g_getenv ("VIGIE_INGEST") == NULL)
    {
      g_test_skip ("VIGIE_INGEST does not say where the program is");
      return;
    }
  self->folder = g_dir_make_tmp ("vigie-st-XXXXXX", &error);
  g_assert_no_error (error);
  store = g_build_filename (self->folder, "store.db", NULL);
  socket = g_strdup_printf ("unix:%s/socket", self->folder);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    g_getenv ("VIGIE_INGEST"), "--exit-with-parent", "--listen",
                                    socket, "--store", store, *demo ? "--demo" : NULL, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "vigie-ingest: listening on unix:"));
  self->client = vigie_st_client_new (socket, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (self->client == NULL)
    return;
  vigie_st_client_free (self->client);
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  folder = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
}

static VigieStId
create (Fixture *self, const char *path, const char *body)
{
  g_autoptr (GError) error = NULL;
  VigieStId id = {NULL, FALSE};

  vigie_st_client_create (self->client, path, body, &id, NULL, &error);
  g_assert_no_error (error);
  return id;
}

static VigieStPage *
next_page (VigieStWalk *walk)
{
  g_autoptr (GError) error = NULL;
  VigieStPage *page = vigie_st_walk_next (walk, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (page);
  g_assert_false (page->partial);
  return page;
}

static const char site[]
    = "{\"name\":\"Déchèterie d'\\u00e9t\\u00e9 <b>\",\"description\":\"Essai\",\"properties\":{"
      "\"kind\":\"recycling-centre\",\"capacity\":12},\"Locations\":[{\"name\":\"Ici\","
      "\"description\":\"\",\"encodingType\":\"application/geo+json\",\"location\":{\"type\":"
      "\"Point\",\"coordinates\":[-3.36,47.75]}}],\"Datastreams\":[{\"name\":\"Benne\","
      "\"description\":\"\",\"observationType\":\"http://www.opengis.net/def/observationType/OGC-OM/"
      "2.0/OM_Measurement\",\"unitOfMeasurement\":{\"name\":\"percent\",\"symbol\":\"%\","
      "\"definition\":\"ucum:%\"},\"properties\":{\"role\":\"fill-level\",\"thresholds\":{\"high\":80"
      "}},\"Sensor\":{\"name\":\"Benne gravats\",\"description\":\"\",\"encodingType\":"
      "\"application/pdf\",\"metadata\":\"\",\"properties\":{\"devEui\":\"0200000000000101\"}},"
      "\"ObservedProperty\":{\"name\":\"Remplissage\",\"definition\":\"http://f\",\"description\":"
      "\"\"}}]}";

/* Written by the client, read back by the client. */
static void
test_round_trip (Fixture *self, gconstpointer data)
{
  VigieStId thing, observation, datastream;
  VigieTime ten = 1795255200 * VIGIE_SECOND;
  g_autofree char *path = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;
  const VigieStServer *server;

  if (self->client == NULL)
    return;
  server = vigie_st_client_probe (self->client, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (server->is_vigie);
  g_assert_false (server->demonstration);
  g_assert_cmpint (server->server_now, !=, VIGIE_TIME_NONE);
  g_assert_true (vigie_st_server_conforms (server, "/datamodel/thing/properties"));

  thing = create (self, "Things", site);
  {
    g_autoptr (VigieStWalk) walk = vigie_st_client_walk_territory (self->client);
    g_autoptr (VigieStPage) page = next_page (walk);
    const VigieStThing *read = page->things->pdata[0];
    const VigieStDatastream *measure;

    g_assert_cmpuint (page->things->len, ==, 1);
    g_assert_cmpint (page->total, ==, 1);
    g_assert_true (page->last);
    g_assert_cmpstr (read->id.text, ==, thing.text);
    g_assert_cmpint (read->id.is_text, ==, thing.is_text);
    g_assert_cmpstr (read->name, ==, "Déchèterie d'été <b>");
    g_assert_cmpstr (vigie_st_properties_get_text (read->properties, "kind"), ==,
                     "recycling-centre");
    g_assert_cmpfloat (read->lat, ==, 47.75);
    g_assert_cmpuint (read->datastreams->len, ==, 1);
    measure = read->datastreams->pdata[0];
    g_assert_cmpfloat (vigie_st_properties_get_number (measure->properties, "thresholds.high"), ==,
                       80);
    g_assert_cmpstr (vigie_st_properties_get_text (measure->sensor->properties, "devEui"), ==,
                     "0200000000000101");
    g_assert_cmpstr (measure->observed_property->name, ==, "Remplissage");
    g_assert_cmpstr (measure->unit_symbol, ==, "%");
    g_assert_cmpuint (measure->observations->len, ==, 0);
    datastream = (VigieStId) {g_strdup (measure->id.text), measure->id.is_text};
  }

  path = g_strdup_printf ("Datastreams(%s)/Observations", datastream.text);
  for (guint i = 0; i < 3; i++)
    {
      char time[VIGIE_TIME_BUFFER], result_time[VIGIE_TIME_BUFFER];
      g_autofree char *body = g_strdup_printf (
          "{\"phenomenonTime\":\"%s\",\"resultTime\":\"%s\",\"result\":%u.5}",
          vigie_time_format (ten + i * VIGIE_MINUTE, time),
          vigie_time_format (ten + VIGIE_HOUR - i * VIGIE_MINUTE, result_time), i);

      observation = create (self, path, body);
      vigie_st_id_clear (&observation);
    }
  {
    g_autoptr (VigieStWalk) latest = vigie_st_client_walk_latest (self->client);
    g_autoptr (VigieStPage) page = next_page (latest);
    const VigieStDatastream *measure = page->datastreams->pdata[0];

    g_assert_cmpuint (measure->observations->len, ==, 1);
    g_assert_cmpfloat (((VigieStObservation *) measure->observations->pdata[0])->reading.number, ==,
                       2.5);
  }
  {
    /* Increments go by when the server had it: the late one is in. */
    g_autoptr (VigieStWalk) since
        = vigie_st_client_walk_since (self->client, ten + VIGIE_HOUR - VIGIE_MINUTE);
    g_autoptr (VigieStPage) page = next_page (since);
    const VigieStObservation *first = page->observations->pdata[0];

    g_assert_cmpuint (page->observations->len, ==, 2);
    g_assert_cmpfloat (first->reading.number, ==, 1.5);
    g_assert_cmpstr (first->datastream.text, ==, datastream.text);
    g_assert_cmpint (first->reading.time, ==, ten + VIGIE_MINUTE);
  }
  {
    g_autoptr (VigieStWalk) history = vigie_st_client_walk_history (
        self->client, datastream.text, datastream.is_text, ten, ten + 2 * VIGIE_MINUTE);
    g_autoptr (VigieStPage) page = next_page (history);

    g_assert_cmpuint (page->observations->len, ==, 2);
    g_assert_cmpfloat (((VigieStObservation *) page->observations->pdata[0])->reading.number, ==,
                       0.5);
  }
  {
    g_autoptr (VigieStWalk) some = vigie_st_client_walk_datastreams (self->client, &datastream, 1);
    g_autoptr (VigieStPage) page = next_page (some);
    const VigieStDatastream *measure = page->datastreams->pdata[0];

    g_assert_cmpstr (measure->thing.text, ==, thing.text);
    g_assert_cmpuint (measure->observations->len, ==, 1);
  }
  {
    g_autofree char *entity = g_strdup_printf ("Things(%s)", thing.text);

    vigie_st_client_update (self->client, entity, "{\"name\":\"Autre\"}", NULL, &error);
    g_assert_no_error (error);
    text = vigie_st_client_read (self->client, entity, NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (strstr (text, "\"Autre\""));
  }
  {
    VigieStStatistics statistics = vigie_st_client_get_statistics (self->client);

    for (guint i = 0; i < VIGIE_ST_N_PROBLEM; i++)
      g_assert_cmpuint (statistics.problems.count[i], ==, 0);
  }
  vigie_st_id_clear (&thing);
  vigie_st_id_clear (&datastream);
}

/* The demonstration: all of it, without a single problem, in one shape of query. */
static void
test_demo (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = NULL;
  guint n_things = 0, n_datastreams = 0, n_latest = 0;
  VigieStStatistics statistics;
  gboolean last = FALSE;

  if (self->client == NULL)
    return;
  walk = vigie_st_client_walk_territory (self->client);
  while (!last)
    {
      g_autoptr (VigieStPage) page = next_page (walk);

      last = page->last;
      n_things += page->things->len;
      for (guint i = 0; i < page->things->len; i++)
        {
          const VigieStThing *thing = page->things->pdata[i];

          g_assert_nonnull (vigie_st_properties_get_text (thing->properties, "kind"));
          n_datastreams += thing->datastreams->len;
          for (guint j = 0; j < thing->datastreams->len; j++)
            n_latest += ((VigieStDatastream *) thing->datastreams->pdata[j])->observations->len;
        }
    }
  g_assert_cmpuint (n_things, >=, 60);
  g_assert_cmpuint (n_datastreams, >=, 300);
  g_assert_cmpuint (n_latest, >=, n_datastreams * 9 / 10);
  statistics = vigie_st_client_get_statistics (self->client);
  /* The root, and one page. */
  g_assert_cmpuint (statistics.requests, ==, 2);
  for (guint i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    {
      /* The journal of the territory and its like are nowhere. */
      if (i == VIGIE_ST_PROBLEM_NO_LOCATION)
        g_assert_cmpuint (statistics.problems.count[i], <=, 2);
      else
        g_assert_cmpuint (statistics.problems.count[i], ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  static const gboolean yes = TRUE, no = FALSE;

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ingest/round-trip", Fixture, &no, set_up, test_round_trip, tear_down);
  g_test_add ("/ingest/demo", Fixture, &yes, set_up, test_demo, tear_down);
  return g_test_run ();
}
