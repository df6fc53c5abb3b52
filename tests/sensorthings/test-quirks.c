/* test-quirks.c: the same territory read from servers that behave as FROST-Server 2.4.2, STEAN 1.4.0
 * and django-ogc-sensorthings 1.2.0 (« hydro ») were seen to behave.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-st-client.h"
#include "vigie-stub-server.h"

#define N_THINGS 230
#define N_DATASTREAMS 3  /* of each Thing */
#define N_OBSERVATIONS 4 /* of each Datastream but every tenth, which has none */

typedef struct
{
  const char *name;
  guint top, max_top;   /* default, and highest; 0: none */
  gboolean refuses_top; /* 422 above, instead of fewer */
  gboolean text_ids;
  gboolean redirects_root;
  gboolean no_phenomenon_order;
  gboolean no_nesting; /* of Observations at all: not seen, but a server might */
  gboolean no_or;      /* refuses `or` in filters */
  gboolean result_time_null;
  gboolean raw_spaces;   /* in links; else "+" */
  gboolean count_always; /* @iot.count is that of the page */
  gboolean endless;      /* links on and on with $count=true */
  gboolean bare_nan;
  guint nested_top; /* Datastreams in a Thing; 0: all */
  const char *link_base;
} Style;

static const Style styles[] = {
    {.name = "frost",
     .top = 100,
     .max_top = 10000,
     .result_time_null = TRUE,
     .nested_top = 2,
     .link_base = "http://frost.internal:8080/FROST-Server/v1.1"},
    {.name = "stean", .top = 200, .count_always = TRUE, .endless = TRUE, .link_base = "{base}"},
    {.name = "hydro",
     .top = 100,
     .max_top = 100,
     .refuses_top = TRUE,
     .text_ids = TRUE,
     .redirects_root = TRUE,
     .no_phenomenon_order = TRUE,
     .raw_spaces = TRUE,
     .bare_nan = TRUE,
     .link_base = "https://hydro.example/api/v1.1"},
    {.name = "plain",
     .top = 50,
     .max_top = 50,
     .text_ids = TRUE,
     .no_nesting = TRUE,
     .no_or = TRUE,
     .link_base = "/v1.1"},
};

/* ---- The servers ----------------------------------------------------------------------------- */

static void
append_id (GString *out, const Style *style, const char *set, guint id)
{
  if (style->text_ids)
    g_string_append_printf (out, "\"@iot.id\":\"%s-%u's\"", set, id);
  else
    g_string_append_printf (out, "\"@iot.id\":%u", id);
}

/* The number of an id in an address. */
static guint
parse_id (const Style *style, const char *at)
{
  if (style->text_ids)
    {
      const char *dash = strchr (at, '-');

      g_assert_cmpint (at[1], ==, '\'');
      g_assert_nonnull (dash);
      g_assert_nonnull (strstr (dash, "''s')"));
      return atoi (dash + 1);
    }
  g_assert_true (g_ascii_isdigit (at[1]));
  return atoi (at + 1);
}

static guint
get_option (const char *target, const char *name, guint otherwise)
{
  const char *at = strstr (target, name);

  return at != NULL ? (guint) atoi (at + strlen (name)) : otherwise;
}

static gboolean
has_observations (guint datastream)
{
  return datastream % 10 != 9;
}

/* Observation n of a Datastream: a minute apart. */
static void
append_observation (GString *out, const Style *style, guint datastream, guint n, gboolean reference)
{
  g_string_append_c (out, '{');
  append_id (out, style, "o", datastream * N_OBSERVATIONS + n);
  g_string_append_printf (out, ",\"phenomenonTime\":\"2026-11-21T10:%02u:00%s\"", n,
                          style->text_ids ? "+00:00" : "Z");
  if (style->result_time_null)
    g_string_append (out, ",\"resultTime\":null");
  else
    g_string_append_printf (out, ",\"resultTime\":\"2026-11-21 10:%02u:05+00\"", n);
  if (style->bare_nan && datastream == 0)
    g_string_append (out, ",\"result\":NaN");
  else
    g_string_append_printf (out, ",\"result\":%u.%u", datastream, n);
  if (reference)
    {
      g_string_append (out, ",\"Datastream\":{");
      append_id (out, style, "d", datastream);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, '}');
}

static void
append_datastream (GString *out, const Style *style, guint datastream, const char *target)
{
  g_string_append_c (out, '{');
  append_id (out, style, "d", datastream);
  g_string_append_printf (out, ",\"name\":\"Mesure %u\",\"unitOfMeasurement\":{\"symbol\":\"%%\"}",
                          datastream);
  if (strstr (target, "Sensor") != NULL)
    {
      g_string_append (out, ",\"Sensor\":{");
      append_id (out, style, "s", datastream);
      g_string_append_printf (out, ",\"name\":\"Capteur %u\"},\"ObservedProperty\":{", datastream);
      append_id (out, style, "p", 1);
      g_string_append (out, ",\"name\":\"Remplissage\"}");
    }
  if (strstr (target, "Thing($select=id)") != NULL || strstr (target, "=Thing,") != NULL)
    {
      g_string_append (out, ",\"Thing\":{");
      append_id (out, style, "t", datastream / N_DATASTREAMS);
      g_string_append_c (out, '}');
    }
  if (strstr (target, "Observations(") != NULL)
    {
      g_string_append (out, ",\"Observations\":[");
      if (has_observations (datastream))
        append_observation (out, style, datastream, N_OBSERVATIONS - 1, FALSE);
      g_string_append (out, "]");
    }
  g_string_append_c (out, '}');
}

static void
append_thing (GString *out, const Style *style, guint thing, const char *target)
{
  const char *nested = strstr (target, "Datastreams(");

  g_string_append_c (out, '{');
  append_id (out, style, "t", thing);
  g_string_append_printf (out,
                          ",\"name\":\"Site %u\",\"Locations\":[{\"name\":\"Ici\",\"geom\":null,"
                          "\"location\":{\"type\":\"Point\",\"coordinates\":[-3.%03u,47.5]}}]",
                          thing, thing + 1);
  if (nested != NULL)
    {
      guint first = thing * N_DATASTREAMS;
      guint n = style->nested_top > 0 ? style->nested_top : N_DATASTREAMS;

      g_string_append (out, ",\"Datastreams\":[");
      for (guint i = 0; i < n; i++)
        {
          g_string_append (out, i > 0 ? "," : "");
          append_datastream (out, style, first + i, nested);
        }
      g_string_append_c (out, ']');
      if (n < N_DATASTREAMS)
        g_string_append_printf (out,
                                ",\"Datastreams@iot.nextLink\":\"%s/Things(%u)/Datastreams?$skip=%u"
                                "&$expand=Sensor,ObservedProperty,Observations($top=1)\"",
                                style->link_base, thing, n);
    }
  g_string_append_c (out, '}');
}

static void
append_link (GString *out, const Style *style, const char *target, guint skip)
{
  g_autoptr (GString) link = g_string_new (strstr (target, "/v1.1") + strlen ("/v1.1"));
  char *at;

  at = strstr (link->str, "&$skip=");
  if (at != NULL)
    g_string_truncate (link, at - link->str);
  g_string_append_printf (link, "%s$skip=%u", strchr (link->str, '?') != NULL ? "&" : "?", skip);
  if (!style->raw_spaces)
    g_string_replace (link, " ", "+", 0);
  g_string_append_printf (out, ",\"@iot.nextLink\":\"%s%s\"", style->link_base, link->str);
}

typedef void (*Append) (GString *out, const Style *style, guint index, const char *target);

static void
append_any_observation (GString *out, const Style *style, guint index, const char *target)
{
  append_observation (out, style, index / N_OBSERVATIONS, index % N_OBSERVATIONS,
                      strstr (target, "Datastream") != NULL);
}

static gboolean
refuse (VigieStubReply *reply, guint status, const char *type, const char *body)
{
  reply->status = status;
  reply->content_type = type;
  reply->body = g_strdup (body);
  return TRUE;
}

static gboolean
handle (const VigieStubRequest *request, VigieStubReply *reply, gpointer data)
{
  const Style *style = data;
  /* "+" is a space in a query. */
  g_autofree char *target = g_strdelimit (g_strdup (request->decoded), "+", ' ');
  const char *path = strstr (target, "/v1.1");
  guint top = get_option (target, "?$top=", style->top), skip = get_option (target, "$skip=", 0);
  guint n_rows = 0, first = 0, n = 0;
  g_autoptr (GString) out = g_string_new ("{\"value\":[");
  Append append = NULL;

  g_assert_cmpuint (strlen (request->target), <, 7000);
  g_assert_null (strchr (request->target, ' '));
  if (style->redirects_root && strcmp (request->decoded, "/v1.1") == 0)
    {
      reply->status = 301;
      reply->headers = "Location: /v1.1/\r\n";
      return TRUE;
    }
  if (path == NULL || strcmp (path, "/v1.1") == 0 || strcmp (path, "/v1.1/") == 0)
    return FALSE;
  if (style->refuses_top && (top > style->max_top))
    return refuse (reply, 422, "application/json", "{\"detail\":[{\"msg\":\"top is too large\"}]}");
  if (style->max_top > 0)
    top = MIN (top, style->max_top);
  if (style->no_phenomenon_order && strstr (target, "orderby=phenomenonTime") != NULL)
    return refuse (reply, 500, "text/html", "<html><title>Server Error (500)</title></html>");
  if (style->no_nesting && strstr (target, "Observations(") != NULL)
    return refuse (reply, 400, "text/plain", "no nested expand here");
  if (style->no_or && strstr (target, " or ") != NULL)
    return refuse (reply, 501, "application/json", "{\"message\":\"or\"}");

  path += strlen ("/v1.1/");
  if (g_str_has_prefix (path, "Things?"))
    {
      append = append_thing;
      n_rows = N_THINGS;
    }
  else if (g_str_has_prefix (path, "Things("))
    {
      append = append_datastream;
      first = parse_id (style, path + strlen ("Things")) * N_DATASTREAMS;
      n_rows = N_DATASTREAMS;
    }
  else if (g_str_has_prefix (path, "Datastreams?"))
    {
      append = append_datastream;
      n_rows = N_THINGS * N_DATASTREAMS;
    }
  else if (g_str_has_prefix (path, "Datastreams("))
    {
      guint datastream = parse_id (style, path + strlen ("Datastreams"));

      append = append_any_observation;
      first = datastream * N_OBSERVATIONS;
      n_rows = has_observations (datastream) ? N_OBSERVATIONS : 0;
      /* Only the latest is asked for in descending order. */
      if (strstr (target, " desc") != NULL && n_rows > 0)
        {
          first += N_OBSERVATIONS - 1;
          n_rows = 1;
        }
    }
  else if (g_str_has_prefix (path, "Observations?"))
    {
      append = append_any_observation;
      n_rows = 10 * N_OBSERVATIONS;
    }
  else
    {
      return FALSE;
    }
  for (guint i = skip; i < n_rows && n < top; i++)
    {
      g_string_append (out, n++ > 0 ? "," : "");
      append (out, style, first + i, target);
    }
  g_string_append_c (out, ']');
  if (style->count_always)
    g_string_append_printf (out, ",\"@iot.count\":%u", n);
  if (skip + n < n_rows || (style->endless && strstr (target, "$count=true") != NULL))
    append_link (out, style, target, skip + n);
  g_string_append_c (out, '}');
  reply->body = g_string_free (g_steal_pointer (&out), FALSE);
  return TRUE;
}

/* ---- What must come of it -------------------------------------------------------------------- */

typedef struct
{
  VigieStubServer *server;
  VigieStClient *client;
  const Style *style;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->style = data;
  self->server = vigie_stub_server_new ();
  vigie_stub_server_set_handler (self->server, handle, (gpointer) data);
  self->client = vigie_st_client_new (vigie_stub_server_get_address (self->server), NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  vigie_st_client_free (self->client);
  vigie_stub_server_free (self->server);
}

typedef struct
{
  GHashTable *things, *datastreams, *latest; /* id → owned text */
  guint n_pages, n_observations;
} Seen;

static char *
key (const VigieStId *id)
{
  return g_strdup_printf ("%s%s", id->is_text ? "'" : "", id->text);
}

static void
see_observation (Seen *self, const VigieStObservation *observation)
{
  g_assert_nonnull (observation->datastream.text);
  self->n_observations++;
  g_hash_table_insert (self->latest, key (&observation->datastream),
                       observation->reading.type == VIGIE_VALUE_NUMBER
                           ? g_strdup_printf ("%.1f", observation->reading.number)
                           : g_strdup ("none"));
}

static void
see_datastream (Seen *self, const VigieStDatastream *datastream, gboolean whole)
{
  if (whole)
    {
      g_assert_nonnull (datastream->thing.text);
      g_assert_cmpstr (datastream->unit_symbol, ==, "%");
      g_assert_nonnull (datastream->sensor);
      g_assert_cmpstr (datastream->observed_property->name, ==, "Remplissage");
    }
  g_assert_true (g_hash_table_insert (self->datastreams, key (&datastream->id),
                                      whole ? key (&datastream->thing) : NULL));
  for (guint i = 0; i < datastream->observations->len; i++)
    see_observation (self, datastream->observations->pdata[i]);
}

static Seen
walk_all (Fixture *fixture, VigieStWalk *walk, gboolean whole)
{
  Seen self = {g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
               g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
               g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free)};
  g_autoptr (GError) error = NULL;
  VigieStPage *page;
  gboolean last = FALSE;

  while ((page = vigie_st_walk_next (walk, NULL, &error)) != NULL)
    {
      g_assert_false (last);
      g_assert_false (page->partial);
      g_assert_cmpint (page->total, ==, -1);
      last = page->last;
      self.n_pages++;
      for (guint i = 0; i < page->things->len; i++)
        {
          const VigieStThing *thing = page->things->pdata[i];

          g_assert_cmpfloat (thing->lat, ==, 47.5);
          g_assert_true (g_hash_table_insert (self.things, key (&thing->id), NULL));
          for (guint j = 0; j < thing->datastreams->len; j++)
            see_datastream (&self, thing->datastreams->pdata[j], whole);
        }
      for (guint i = 0; i < page->datastreams->len; i++)
        see_datastream (&self, page->datastreams->pdata[i], whole);
      for (guint i = 0; i < page->observations->len; i++)
        see_observation (&self, page->observations->pdata[i]);
      vigie_st_page_free (page);
    }
  g_assert_no_error (error);
  g_assert_true (last);
  g_assert_null (vigie_st_walk_next (walk, NULL, &error));
  g_assert_no_error (error);
  vigie_st_walk_free (walk);
  return self;
}

static void
seen_clear (Seen *self)
{
  g_hash_table_unref (self->things);
  g_hash_table_unref (self->datastreams);
  g_hash_table_unref (self->latest);
}

static char *
make_key (const Style *style, const char *set, guint id)
{
  return style->text_ids ? g_strdup_printf ("'%s-%u's", set, id) : g_strdup_printf ("%u", id);
}

static void
check_latest (const Fixture *fixture, const Seen *seen)
{
  for (guint i = 0; i < N_THINGS * N_DATASTREAMS; i++)
    {
      g_autofree char *id = make_key (fixture->style, "d", i);
      g_autofree char *value = g_strdup_printf ("%u.%u", i, N_OBSERVATIONS - 1);

      if (!has_observations (i))
        g_assert_null (g_hash_table_lookup (seen->latest, id));
      else if (fixture->style->bare_nan && i == 0)
        g_assert_cmpstr (g_hash_table_lookup (seen->latest, id), ==, "none");
      else
        g_assert_cmpstr (g_hash_table_lookup (seen->latest, id), ==, value);
    }
}

/* Everything is there, from every server; the second time no refusal is asked for again but
 * one 500, which might have been a bad minute. */
static void
test_territory (Fixture *self, gconstpointer data)
{
  guint requests[2];

  for (guint round = 0; round < 2; round++)
    {
      VigieStStatistics before = vigie_st_client_get_statistics (self->client);
      Seen seen = walk_all (self, vigie_st_client_walk_territory (self->client), TRUE);

      g_assert_cmpuint (g_hash_table_size (seen.things), ==, N_THINGS);
      g_assert_cmpuint (g_hash_table_size (seen.datastreams), ==, N_THINGS * N_DATASTREAMS);
      for (guint i = 0; i < N_THINGS * N_DATASTREAMS; i++)
        {
          g_autofree char *id = make_key (self->style, "d", i);
          g_autofree char *thing = make_key (self->style, "t", i / N_DATASTREAMS);

          g_assert_cmpstr (g_hash_table_lookup (seen.datastreams, id), ==, thing);
        }
      check_latest (self, &seen);
      seen_clear (&seen);
      requests[round] = vigie_st_client_get_statistics (self->client).requests - before.requests;
    }
  g_assert_cmpuint (requests[1], <, requests[0]);
  if (self->style->nested_top == 0 && !self->style->no_nesting)
    g_assert_cmpuint (requests[1], <=, self->style->no_phenomenon_order ? 4 : 3);
  if (self->style->refuses_top)
    g_assert_cmpuint (vigie_stub_server_count (self->server, "*Things?$top=500*"), ==, 1);
}

static void
test_latest (Fixture *self, gconstpointer data)
{
  for (guint round = 0; round < 2; round++)
    {
      Seen seen = walk_all (self, vigie_st_client_walk_latest (self->client), FALSE);

      g_assert_cmpuint (g_hash_table_size (seen.datastreams), ==, N_THINGS * N_DATASTREAMS);
      check_latest (self, &seen);
      seen_clear (&seen);
    }
}

static void
test_since (Fixture *self, gconstpointer data)
{
  VigieTime since;

  g_assert_true (vigie_time_parse ("2026-11-21T09:59:00Z", -1, &since));
  for (guint round = 0; round < 2; round++)
    {
      Seen seen = walk_all (self, vigie_st_client_walk_since (self->client, since), FALSE);

      g_assert_cmpuint (seen.n_observations, ==, 10 * N_OBSERVATIONS);
      g_assert_cmpuint (g_hash_table_size (seen.latest), ==, 10);
      seen_clear (&seen);
    }
  g_assert_cmpuint (vigie_stub_server_count (self->server, "*2026-11-21T09:59:00Z*"), >=, 2);
}

static void
test_history (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_key (self->style, "d", 12);
  Seen seen
      = walk_all (self,
                  vigie_st_client_walk_history (self->client, self->style->text_ids ? id + 1 : id,
                                                self->style->text_ids, 1795255200 * VIGIE_SECOND,
                                                1795255200 * VIGIE_SECOND + VIGIE_HOUR),
                  FALSE);

  g_assert_cmpuint (seen.n_observations, ==, N_OBSERVATIONS);
  g_assert_true (g_hash_table_contains (seen.latest, id));
  seen_clear (&seen);
}

/* Many ids go out in several requests, each short enough (the handler holds the bound). */
static void
test_some (Fixture *self, gconstpointer data)
{
  VigieStId ids[400];
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieStPage) page = NULL;
  VigieStWalk *walk;

  if (self->style->no_or)
    {
      g_test_skip ("cannot be asked for several");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *id = make_key (self->style, "d", i);

      ids[i] = (VigieStId) {g_strdup (self->style->text_ids ? id + 1 : id), self->style->text_ids};
    }
  walk = vigie_st_client_walk_datastreams (self->client, ids, G_N_ELEMENTS (ids));
  page = vigie_st_walk_next (walk, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->datastreams->len, >, 0);
  vigie_st_walk_free (walk);
  g_assert_cmpuint (vigie_stub_server_count (self->server, "*$filter=id eq *"), >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    vigie_st_id_clear (&ids[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      const struct
      {
        const char *name;
        void (*func) (Fixture *self, gconstpointer data);
      } tests[] = {{"territory", test_territory},
                   {"latest", test_latest},
                   {"since", test_since},
                   {"history", test_history},
                   {"some-datastreams", test_some}};

      for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
        {
          g_autofree char *path = g_strdup_printf ("/quirks/%s/%s", styles[i].name, tests[j].name);

          g_test_add (path, Fixture, &styles[i], set_up, tests[j].func, tear_down);
        }
    }
  return g_test_run ();
}
