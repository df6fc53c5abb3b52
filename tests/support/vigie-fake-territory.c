/* vigie-fake-territory.c: see vigie-fake-territory.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fake-territory.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  VigieTime time, accepted;
  char *result;
} Reading;

typedef struct
{
  int id, thing;
  char *name, *properties;
  char *unit;       /* symbol; NULL: "%" */
  GArray *readings; /* Reading, by time */
} Datastream;

typedef struct
{
  int id;
  char *name, *properties;
} Thing;

struct _VigieFakeTerritory
{
  VigieStubServer *server;
  GMutex lock;
  GPtrArray *things;
  GPtrArray *datastreams;
  gint64 ahead;
  double pace;
  char *things_body;
  char *instance;
  guint page;
  gboolean ordered;
  gboolean demonstration;
};

static void
reading_clear (Reading *reading)
{
  g_free (reading->result);
}

static void
thing_free (Thing *thing)
{
  g_free (thing->name);
  g_free (thing->properties);
  g_free (thing);
}

static void
datastream_free (Datastream *datastream)
{
  g_array_unref (datastream->readings);
  g_free (datastream->name);
  g_free (datastream->properties);
  g_free (datastream->unit);
  g_free (datastream);
}

static void
append_observation (GString *json,
                    int datastream,
                    guint index,
                    const Reading *reading,
                    gboolean link)
{
  char time[VIGIE_TIME_BUFFER], accepted[VIGIE_TIME_BUFFER];

  g_string_append_printf (json,
                          "{\"@iot.id\":%u,\"phenomenonTime\":\"%s\",\"resultTime\":\"%s\","
                          "\"result\":%s",
                          (guint) datastream * 100000 + index,
                          vigie_time_format (reading->time, time),
                          vigie_time_format (reading->accepted, accepted), reading->result);
  if (link)
    g_string_append_printf (json, ",\"Datastream\":{\"@iot.id\":%d}", datastream);
  g_string_append_c (json, '}');
}

static void
append_thing (VigieFakeTerritory *self, GString *json, const Thing *thing)
{
  gboolean first = TRUE;

  g_string_append_printf (json,
                          "{\"@iot.id\":%d,\"name\":\"%s\",\"description\":\"\",\"properties\":%s,"
                          "\"Locations\":[{\"@iot.id\":%d,\"name\":\"l\",\"location\":{\"type\":"
                          "\"Point\",\"coordinates\":[-3.37,47.75]}}],\"Datastreams\":[",
                          thing->id, thing->name, thing->properties, thing->id);
  for (guint i = 0; i < self->datastreams->len; i++)
    {
      const Datastream *datastream = g_ptr_array_index (self->datastreams, i);

      if (datastream->thing != thing->id)
        continue;
      g_string_append_printf (
          json,
          "%s{\"@iot.id\":%d,\"name\":\"%s\",\"description\":\"\",\"unitOfMeasurement\":{\"name\":"
          "\"\",\"symbol\":\"%s\",\"definition\":\"\"},\"properties\":%s,\"Sensor\":{"
          "\"@iot.id\":%d,\"name\":\"Capteur %d\",\"metadata\":\"\"},\"ObservedProperty\":{"
          "\"@iot.id\":1,\"name\":\"Remplissage\",\"definition\":\"\"},\"Observations\":[",
          first ? "" : ",", datastream->id, datastream->name,
          datastream->unit != NULL ? datastream->unit : "%", datastream->properties, datastream->id,
          datastream->id);
      if (datastream->readings->len > 0)
        append_observation (
            json, datastream->id, datastream->readings->len - 1,
            &g_array_index (datastream->readings, Reading, datastream->readings->len - 1), FALSE);
      g_string_append (json, "]}");
      first = FALSE;
    }
  g_string_append (json, "]}");
}

static VigieTime
instant_after (const char *text, const char *what)
{
  const char *found = strstr (text, what);
  g_autofree char *instant = NULL;
  VigieTime time = VIGIE_TIME_NONE;

  if (found == NULL)
    return VIGIE_TIME_NONE;
  found += strlen (what);
  instant = g_strndup (found, strcspn (found, "& )"));
  return vigie_time_parse (instant, -1, &time) ? time : VIGIE_TIME_NONE;
}

static Datastream *
find_datastream (VigieFakeTerritory *self, int id)
{
  for (guint i = 0; i < self->datastreams->len; i++)
    if (((Datastream *) g_ptr_array_index (self->datastreams, i))->id == id)
      return g_ptr_array_index (self->datastreams, i);
  return NULL;
}

/* The readings of one Datastream. */
static char *
answer_history (VigieFakeTerritory *self, const char *path, int id)
{
  g_autoptr (GString) json = g_string_new ("{\"value\":[");
  VigieTime from = instant_after (path, "phenomenonTime ge ");
  VigieTime to = instant_after (path, "phenomenonTime lt ");
  const char *skip = strstr (path, "&$skip=");
  guint first = skip != NULL ? (guint) atoi (skip + strlen ("&$skip=")) : 0;
  g_autofree char *query = g_strndup (path, skip != NULL ? (gsize) (skip - path) : strlen (path));
  const Datastream *datastream = find_datastream (self, id);
  guint n = 0, n_readings = datastream != NULL ? datastream->readings->len : 0;
  gboolean more = FALSE;

  for (guint i = 0; i < n_readings && !more; i++)
    {
      guint j = self->ordered ? i : n_readings - 1 - i;
      const Reading *reading = &g_array_index (datastream->readings, Reading, j);

      if (reading->time < from || (to != VIGIE_TIME_NONE && reading->time >= to) || n++ < first)
        continue;
      if (self->page > 0 && n > first + self->page)
        {
          more = TRUE;
          break;
        }
      if (n > first + 1)
        g_string_append_c (json, ',');
      append_observation (json, id, j, reading, FALSE);
    }
  g_string_append_c (json, ']');
  if (more)
    g_string_append_printf (json, ",\"@iot.nextLink\":\"{base}%s&$skip=%u\"", query,
                            first + self->page);
  g_string_append_c (json, '}');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static char *
answer (VigieFakeTerritory *self, const char *request)
{
  g_autoptr (GString) json = g_string_new (NULL);
  const char *path = strstr (request, "/v1.1");
  const char *one;
  guint n = 0;

  if (path == NULL)
    return NULL;
  path += strlen ("/v1.1");
  if (*path == '\0' || strcmp (path, "/") == 0)
    {
      char now[VIGIE_TIME_BUFFER], pace[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_printf (
          json,
          "{\"value\":[{\"name\":\"Things\",\"url\":\"{base}/Things\"}],\"serverSettings\":{\"conformance\":[]},\"vigie\":{"
          "\"version\":\"0\",\"demonstration\":%s,\"now\":\"%s\",\"pace\":%s%s%s%s}}",
          self->demonstration ? "true" : "false",
          vigie_time_format (g_get_real_time () + self->ahead, now),
          g_ascii_dtostr (pace, sizeof pace, self->pace),
          self->instance != NULL ? ",\"instance\":\"" : "",
          self->instance != NULL ? self->instance : "", self->instance != NULL ? "\"" : "");
      return g_string_free (g_steal_pointer (&json), FALSE);
    }

  g_string_append (json, "{\"value\":[");
  if (g_str_has_prefix (path, "/Things"))
    {
      if (self->things_body != NULL)
        return g_strdup (self->things_body);
      for (guint i = 0; i < self->things->len; i++)
        {
          if (i > 0)
            g_string_append_c (json, ',');
          append_thing (self, json, g_ptr_array_index (self->things, i));
        }
    }
  /* Every reading of it has the time at which it was taken. */
  else if (g_str_has_prefix (path, "/Observations") && strstr (path, "received ge ") != NULL)
    ;
  else if (g_str_has_prefix (path, "/Observations"))
    {
      VigieTime since = instant_after (path, "resultTime ge ");

      g_assert_cmpint (since, !=, VIGIE_TIME_NONE);
      for (guint i = 0; i < self->datastreams->len; i++)
        {
          const Datastream *datastream = g_ptr_array_index (self->datastreams, i);

          for (guint j = 0; j < datastream->readings->len; j++)
            {
              const Reading *reading = &g_array_index (datastream->readings, Reading, j);

              if (reading->accepted < since)
                continue;
              if (n++ > 0)
                g_string_append_c (json, ',');
              append_observation (json, datastream->id, j, reading, TRUE);
            }
        }
    }
  else if ((one = strstr (path, "/Datastreams(")) != NULL && strstr (one, ")/Observations") != NULL)
    {
      return answer_history (self, path, atoi (one + strlen ("/Datastreams(")));
    }
  else
    return NULL;
  g_string_append (json, "]}");
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static gboolean
handler (const VigieStubRequest *request, VigieStubReply *reply, gpointer data)
{
  VigieFakeTerritory *self = data;
  char *body;

  g_mutex_lock (&self->lock);
  if (!self->ordered && strstr (request->decoded, ")/Observations") != NULL
      && strstr (request->decoded, "$orderby") != NULL)
    {
      body = g_strdup ("{}");
      reply->status = 501;
    }
  else
    {
      body = answer (self, request->decoded);
    }
  g_mutex_unlock (&self->lock);
  reply->body = body;
  return body != NULL;
}

VigieFakeTerritory *
vigie_fake_territory_new (void)
{
  VigieFakeTerritory *self = g_new0 (VigieFakeTerritory, 1);

  g_mutex_init (&self->lock);
  self->things = g_ptr_array_new_with_free_func ((GDestroyNotify) thing_free);
  self->datastreams = g_ptr_array_new_with_free_func ((GDestroyNotify) datastream_free);
  self->pace = 1;
  self->ordered = TRUE;
  self->server = vigie_stub_server_new ();
  vigie_stub_server_set_handler (self->server, handler, self);
  return self;
}

void
vigie_fake_territory_free (VigieFakeTerritory *self)
{
  vigie_stub_server_free (self->server);
  g_ptr_array_unref (self->things);
  g_ptr_array_unref (self->datastreams);
  g_free (self->things_body);
  g_free (self->instance);
  g_mutex_clear (&self->lock);
  g_free (self);
}

VigieStubServer *
vigie_fake_territory_get_server (VigieFakeTerritory *self)
{
  return self->server;
}

const char *
vigie_fake_territory_get_address (VigieFakeTerritory *self)
{
  return vigie_stub_server_get_address (self->server);
}

void
vigie_fake_territory_set_clock (VigieFakeTerritory *self, gint64 ahead, double pace)
{
  g_mutex_lock (&self->lock);
  self->ahead = ahead;
  self->pace = pace;
  g_mutex_unlock (&self->lock);
}

void
vigie_fake_territory_set_demonstration (VigieFakeTerritory *self, gboolean demonstration)
{
  g_mutex_lock (&self->lock);
  self->demonstration = demonstration;
  g_mutex_unlock (&self->lock);
}

void
vigie_fake_territory_set_instance (VigieFakeTerritory *self, const char *instance)
{
  g_mutex_lock (&self->lock);
  g_set_str (&self->instance, instance);
  g_mutex_unlock (&self->lock);
}

VigieTime
vigie_fake_territory_now (VigieFakeTerritory *self)
{
  return g_get_real_time () + self->ahead;
}

void
vigie_fake_territory_put_thing (VigieFakeTerritory *self,
                                int id,
                                const char *name,
                                const char *properties)
{
  Thing *thing = NULL;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->things->len; i++)
    if (((Thing *) g_ptr_array_index (self->things, i))->id == id)
      thing = g_ptr_array_index (self->things, i);
  if (thing == NULL)
    {
      thing = g_new0 (Thing, 1);
      thing->id = id;
      g_ptr_array_add (self->things, thing);
    }
  g_set_str (&thing->name, name);
  g_set_str (&thing->properties, properties != NULL ? properties : "{}");
  g_mutex_unlock (&self->lock);
}

void
vigie_fake_territory_put_datastream (VigieFakeTerritory *self,
                                     int id,
                                     int thing,
                                     const char *name,
                                     const char *properties)
{
  Datastream *datastream;

  g_mutex_lock (&self->lock);
  datastream = find_datastream (self, id);
  if (datastream == NULL)
    {
      datastream = g_new0 (Datastream, 1);
      datastream->id = id;
      datastream->readings = g_array_new (FALSE, TRUE, sizeof (Reading));
      g_array_set_clear_func (datastream->readings, (GDestroyNotify) reading_clear);
      g_ptr_array_add (self->datastreams, datastream);
    }
  datastream->thing = thing;
  g_set_str (&datastream->name, name);
  g_set_str (&datastream->properties, properties != NULL ? properties : "{}");
  g_mutex_unlock (&self->lock);
}

void
vigie_fake_territory_set_unit (VigieFakeTerritory *self, int datastream, const char *unit)
{
  g_mutex_lock (&self->lock);
  g_set_str (&find_datastream (self, datastream)->unit, unit);
  g_mutex_unlock (&self->lock);
}

void
vigie_fake_territory_remove_datastream (VigieFakeTerritory *self, int id)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_remove (self->datastreams, find_datastream (self, id));
  g_mutex_unlock (&self->lock);
}

void
vigie_fake_territory_remove_thing (VigieFakeTerritory *self, int id)
{
  g_mutex_lock (&self->lock);
  for (guint i = self->datastreams->len; i > 0; i--)
    if (((Datastream *) g_ptr_array_index (self->datastreams, i - 1))->thing == id)
      g_ptr_array_remove_index (self->datastreams, i - 1);
  for (guint i = self->things->len; i > 0; i--)
    if (((Thing *) g_ptr_array_index (self->things, i - 1))->id == id)
      g_ptr_array_remove_index (self->things, i - 1);
  g_mutex_unlock (&self->lock);
}

void
vigie_fake_territory_put_reading (VigieFakeTerritory *self,
                                  int datastream_id,
                                  VigieTime time,
                                  const char *result,
                                  VigieTime accepted)
{
  Reading reading
      = {time, accepted != VIGIE_TIME_NONE ? accepted : vigie_fake_territory_now (self), NULL};
  Datastream *datastream;
  guint place = 0;

  g_mutex_lock (&self->lock);
  datastream = find_datastream (self, datastream_id);
  reading.result = g_strdup (result);
  while (place < datastream->readings->len
         && g_array_index (datastream->readings, Reading, place).time < time)
    place++;
  if (place < datastream->readings->len
      && g_array_index (datastream->readings, Reading, place).time == time)
    g_array_remove_index (datastream->readings, place);
  g_array_insert_val (datastream->readings, place, reading);
  g_mutex_unlock (&self->lock);
}

void
vigie_fake_territory_set_lists (VigieFakeTerritory *self, guint page, gboolean ordered)
{
  g_mutex_lock (&self->lock);
  self->page = page;
  self->ordered = ordered;
  g_mutex_unlock (&self->lock);
}

void
vigie_fake_territory_set_things_body (VigieFakeTerritory *self, const char *body)
{
  g_mutex_lock (&self->lock);
  g_set_str (&self->things_body, body);
  g_mutex_unlock (&self->lock);
}
