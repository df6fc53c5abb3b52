/* vigie-st-entities.c: Things, Datastreams and Observations, one at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-decode-private.h"

#include <string.h>

#include "vigie-st-location.h"

void
vigie_st_decoder_count (VigieStDecoder *self, VigieStProblem problem)
{
  VigieStLogSample *sample;

  if (self->out->problems.count[problem]++ >= VIGIE_ST_MAX_PAGE_SAMPLES || self->begin == NULL)
    return;
  if (self->out->samples == NULL)
    self->out->samples = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_st_log_sample_free);
  sample = g_new0 (VigieStLogSample, 1);
  sample->problem = problem;
  sample->set = self->set;
  sample->excerpt
      = vigie_st_log_make_excerpt (self->begin, (gsize) (self->reader.end - self->begin));
  g_ptr_array_add (self->out->samples, sample);
}

/* Which entity is read, for what is counted in it; what was read around it comes back at its end. */
typedef struct
{
  const char *set, *begin;
} Place;

static Place
begin_entity (VigieStDecoder *self, const char *set)
{
  Place around = {self->set, self->begin};

  vigie_st_reader_peek (&self->reader);
  self->set = set;
  self->begin = self->reader.at;
  return around;
}

static void
end_entity (VigieStDecoder *self, Place around)
{
  self->set = around.set;
  self->begin = around.begin;
}

static GPtrArray *
new_list (VigieStDecoder *self)
{
  GPtrArray *list = g_ptr_array_new ();

  vigie_st_arena_take (self->arena, list, (GDestroyNotify) g_ptr_array_unref);
  return list;
}

/* ---- Scalars ------------------------------------------------------------------------------- */

/* Cuts @text to @bound bytes, at a character. */
static void
bound_text (VigieStDecoder *self, VigieStText *text, gsize bound)
{
  if (text->length <= bound)
    return;
  while (bound > 0 && ((guchar) text->text[bound] & 0xC0) == 0x80)
    bound--;
  text->text[bound] = '\0';
  text->length = bound;
  vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_TOO_LONG);
}

/* The next value if it is a text, else "". */
const char *
vigie_st_decoder_read_text (VigieStDecoder *self, gsize bound)
{
  VigieStText text;

  if (vigie_st_reader_peek (&self->reader) != VIGIE_ST_TOKEN_STRING)
    {
      vigie_st_reader_skip (&self->reader, NULL);
      return "";
    }
  if (!vigie_st_reader_string (&self->reader, &text))
    return "";
  bound_text (self, &text, bound);
  return text.text;
}

/* An integer or a text; all else is no id. */
static VigieStId
read_id (VigieStDecoder *self)
{
  VigieStId none = {NULL, FALSE};
  VigieStText text;

  switch (vigie_st_reader_peek (&self->reader))
    {
    case VIGIE_ST_TOKEN_STRING:
      if (!vigie_st_reader_string (&self->reader, &text) || text.length == 0
          || text.length > VIGIE_ST_MAX_ID)
        return none;
      return (VigieStId) {text.text, TRUE};
    case VIGIE_ST_TOKEN_NUMBER:
      if (!vigie_st_reader_digits (&self->reader, &text) || text.length > 20)
        return none;
      for (gsize i = text.text[0] == '-'; i < text.length; i++)
        if (!g_ascii_isdigit (text.text[i]))
          return none;
      return (VigieStId) {vigie_st_arena_strndup (self->arena, text.text, text.length), FALSE};
    case VIGIE_ST_TOKEN_END:
    case VIGIE_ST_TOKEN_OBJECT:
    case VIGIE_ST_TOKEN_ARRAY:
    case VIGIE_ST_TOKEN_TRUE:
    case VIGIE_ST_TOKEN_FALSE:
    case VIGIE_ST_TOKEN_NULL:
    case VIGIE_ST_TOKEN_WORD:
    default:
      vigie_st_reader_skip (&self->reader, NULL);
      return none;
    }
}

static const VigieStProperties *
read_properties (VigieStDecoder *self)
{
  VigieStProperties table;

  if (!vigie_st_properties_read (&table, &self->reader, self->arena, &self->out->problems))
    return NULL;
  return memcpy (vigie_st_arena_new0 (self->arena, VigieStProperties), &table, sizeof table);
}

/* Goes into the next value if it is an object, else skips it; null is nothing, all else counted. */
static gboolean
enter_entity (VigieStDecoder *self)
{
  VigieStToken token = vigie_st_reader_peek (&self->reader);

  if (token == VIGIE_ST_TOKEN_OBJECT)
    {
      vigie_st_reader_enter (&self->reader);
      return TRUE;
    }
  if (token != VIGIE_ST_TOKEN_NULL)
    vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_NOT_AN_ENTITY);
  vigie_st_reader_skip (&self->reader, NULL);
  return FALSE;
}

#define is_id(key) (vigie_st_text_is ((key), "@iot.id") || vigie_st_text_is ((key), "id"))

/* @iot.id wins over a plain "id", which some write beside it or instead. */
static void
take_id (VigieStDecoder *self, const VigieStText *key, VigieStId *id)
{
  VigieStId read = read_id (self);

  if (read.text != NULL && (id->text == NULL || key->text[0] == '@'))
    *id = read;
}

/* ---- Observations --------------------------------------------------------------------------- */

static void
read_result (VigieStDecoder *self, VigieReading *reading)
{
  VigieStToken token = vigie_st_reader_peek (&self->reader);
  VigieStSpan span;
  VigieStText text;

  reading->type = VIGIE_VALUE_NONE;
  reading->number = NAN;
  switch (token)
    {
    case VIGIE_ST_TOKEN_NUMBER:
      vigie_st_reader_number (&self->reader, &reading->number);
      if (isfinite (reading->number))
        {
          reading->type = VIGIE_VALUE_NUMBER;
          return;
        }
      reading->number = NAN;
      vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_BAD_RESULT);
      return;
    case VIGIE_ST_TOKEN_STRING:
      if (!vigie_st_reader_string (&self->reader, &text))
        return;
      /* How servers that cannot write a bare NaN write it. */
      if (vigie_st_text_is (&text, "NaN") || vigie_st_text_is (&text, "Infinity")
          || vigie_st_text_is (&text, "-Infinity"))
        {
          vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_BAD_RESULT);
          return;
        }
      bound_text (self, &text, VIGIE_ST_MAX_RESULT);
      reading->type = VIGIE_VALUE_TEXT;
      reading->text = text.text;
      return;
    case VIGIE_ST_TOKEN_TRUE:
    case VIGIE_ST_TOKEN_FALSE:
      vigie_st_reader_skip (&self->reader, NULL);
      reading->type = VIGIE_VALUE_BOOLEAN;
      reading->number = token == VIGIE_ST_TOKEN_TRUE;
      return;
    case VIGIE_ST_TOKEN_OBJECT:
    case VIGIE_ST_TOKEN_ARRAY:
      if (!vigie_st_reader_skip (&self->reader, &span))
        return;
      if (span.words)
        {
          vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_BAD_RESULT);
          return;
        }
      /* JSON that is cut is no JSON: all or nothing. */
      if (span.length > VIGIE_ST_MAX_RESULT || span.depth > VIGIE_ST_READER_MAX_DEPTH)
        {
          vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_TOO_LONG);
          return;
        }
      reading->type = VIGIE_VALUE_JSON;
      reading->text = vigie_st_arena_strndup (self->arena, span.start, span.length);
      return;
    case VIGIE_ST_TOKEN_WORD:
      vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_BAD_RESULT);
      vigie_st_reader_skip (&self->reader, NULL);
      return;
    case VIGIE_ST_TOKEN_NULL:
    case VIGIE_ST_TOKEN_END:
    default:
      vigie_st_reader_skip (&self->reader, NULL);
      return;
    }
}

/* FALSE if there was a time that cannot be read. An absent one is no fault. */
static gboolean
read_time (VigieStDecoder *self, VigieTime *start, VigieTime *end)
{
  const char *text;

  if (vigie_st_reader_peek (&self->reader) != VIGIE_ST_TOKEN_STRING)
    {
      VigieStToken token = vigie_st_reader_peek (&self->reader);

      vigie_st_reader_skip (&self->reader, NULL);
      return token == VIGIE_ST_TOKEN_NULL;
    }
  text = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_NAME);
  if (*text == '\0')
    return TRUE;
  if (vigie_time_parse_interval (text, start, end))
    return TRUE;
  *start = *end = VIGIE_TIME_NONE;
  return FALSE;
}

static VigieStId
read_reference (VigieStDecoder *self)
{
  VigieStId id = {NULL, FALSE};
  VigieStText key;

  if (!enter_entity (self))
    return id;
  while (vigie_st_reader_next_key (&self->reader, &key))
    if (is_id (&key))
      take_id (self, &key, &id);
    else
      vigie_st_reader_skip (&self->reader, NULL);
  return id;
}

static void
read_observation (VigieStDecoder *self, GPtrArray *list)
{
  VigieStObservation entity = {0};
  VigieTime begin = VIGIE_TIME_NONE;
  gboolean good = TRUE;
  VigieStText key;

  entity.reading.time = entity.reading.start = entity.reading.result_time = VIGIE_TIME_NONE;
  entity.reading.number = NAN;
  if (!enter_entity (self))
    return;
  while (vigie_st_reader_next_key (&self->reader, &key))
    {
      if (vigie_st_text_is (&key, "result"))
        read_result (self, &entity.reading);
      else if (vigie_st_text_is (&key, "phenomenonTime"))
        good &= read_time (self, &entity.reading.start, &entity.reading.time);
      else if (vigie_st_text_is (&key, "resultTime"))
        {
          if (!read_time (self, &begin, &entity.reading.result_time))
            vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_BAD_TIME);
        }
      else if (is_id (&key))
        take_id (self, &key, &entity.id);
      else if (vigie_st_text_is (&key, "Datastream"))
        entity.datastream = read_reference (self);
      else
        vigie_st_reader_skip (&self->reader, NULL);
    }
  if (self->reader.failed)
    return;
  /* Where only the time of the result is told, it is the best there is. */
  if (good && entity.reading.time == VIGIE_TIME_NONE)
    entity.reading.time = entity.reading.result_time;
  if (!good || entity.reading.time == VIGIE_TIME_NONE)
    {
      vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_BAD_TIME);
      return;
    }
  g_ptr_array_add (
      list, memcpy (vigie_st_arena_new0 (self->arena, VigieStObservation), &entity, sizeof entity));
}

void
vigie_st_decoder_read_observation (VigieStDecoder *self, GPtrArray *list)
{
  Place around = begin_entity (self, "Observations");

  read_observation (self, list);
  end_entity (self, around);
}

/* ---- Datastreams ---------------------------------------------------------------------------- */

static VigieStSensor *
read_sensor (VigieStDecoder *self)
{
  VigieStSensor entity = {.name = "", .description = "", .metadata = ""};
  VigieStText key;

  if (!enter_entity (self))
    return NULL;
  while (vigie_st_reader_next_key (&self->reader, &key))
    {
      if (is_id (&key))
        take_id (self, &key, &entity.id);
      else if (vigie_st_text_is (&key, "name"))
        entity.name = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_NAME);
      else if (vigie_st_text_is (&key, "description"))
        entity.description = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_TEXT);
      else if (vigie_st_text_is (&key, "metadata"))
        entity.metadata = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_TEXT);
      else if (vigie_st_text_is (&key, "properties"))
        entity.properties = read_properties (self);
      else
        vigie_st_reader_skip (&self->reader, NULL);
    }
  if (self->reader.failed)
    return NULL;
  if (entity.id.text == NULL)
    {
      vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_NO_ID);
      return NULL;
    }
  return memcpy (vigie_st_arena_new0 (self->arena, VigieStSensor), &entity, sizeof entity);
}

static VigieStObservedProperty *
read_observed_property (VigieStDecoder *self)
{
  VigieStObservedProperty entity = {.name = "", .definition = ""};
  VigieStText key;

  if (!enter_entity (self))
    return NULL;
  while (vigie_st_reader_next_key (&self->reader, &key))
    {
      if (is_id (&key))
        take_id (self, &key, &entity.id);
      else if (vigie_st_text_is (&key, "name"))
        entity.name = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_NAME);
      else if (vigie_st_text_is (&key, "definition"))
        entity.definition = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_NAME);
      else
        vigie_st_reader_skip (&self->reader, NULL);
    }
  /* Without an id it still says what is measured. */
  if (self->reader.failed)
    return NULL;
  return memcpy (vigie_st_arena_new0 (self->arena, VigieStObservedProperty), &entity,
                 sizeof entity);
}

static void
read_unit (VigieStDecoder *self, VigieStDatastream *datastream)
{
  VigieStText key;

  if (vigie_st_reader_peek (&self->reader) != VIGIE_ST_TOKEN_OBJECT)
    {
      vigie_st_reader_skip (&self->reader, NULL);
      return;
    }
  vigie_st_reader_enter (&self->reader);
  while (vigie_st_reader_next_key (&self->reader, &key))
    if (vigie_st_text_is (&key, "symbol"))
      datastream->unit_symbol = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_NAME);
    else if (vigie_st_text_is (&key, "name"))
      datastream->unit_name = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_NAME);
    else
      vigie_st_reader_skip (&self->reader, NULL);
}

/* Newest first, whatever the server did with the order asked for. */
static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const VigieStObservation *one = *(const VigieStObservation *const *) a;
  const VigieStObservation *other = *(const VigieStObservation *const *) b;

  return (one->reading.time < other->reading.time) - (one->reading.time > other->reading.time);
}

static void
read_datastream (VigieStDecoder *self, const VigieStThing *thing, GPtrArray *list)
{
  VigieStDatastream entity = {.name = "", .description = "", .unit_symbol = "", .unit_name = ""};
  VigieStDatastream *kept;
  VigieStText key;

  if (thing != NULL)
    entity.thing = thing->id;
  if (!enter_entity (self))
    return;
  while (vigie_st_reader_next_key (&self->reader, &key))
    {
      if (is_id (&key))
        take_id (self, &key, &entity.id);
      else if (vigie_st_text_is (&key, "name"))
        entity.name = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_NAME);
      else if (vigie_st_text_is (&key, "description"))
        entity.description = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_TEXT);
      else if (vigie_st_text_is (&key, "unitOfMeasurement"))
        read_unit (self, &entity);
      else if (vigie_st_text_is (&key, "properties"))
        entity.properties = read_properties (self);
      else if (vigie_st_text_is (&key, "Sensor"))
        entity.sensor = read_sensor (self);
      else if (vigie_st_text_is (&key, "ObservedProperty"))
        entity.observed_property = read_observed_property (self);
      else if (vigie_st_text_is (&key, "Thing"))
        entity.thing = read_reference (self);
      else if (vigie_st_text_is (&key, "Observations"))
        {
          if (entity.observations == NULL)
            entity.observations = new_list (self);
          if (vigie_st_reader_peek (&self->reader) != VIGIE_ST_TOKEN_ARRAY)
            {
              vigie_st_reader_skip (&self->reader, NULL);
              continue;
            }
          vigie_st_reader_enter (&self->reader);
          while (vigie_st_reader_next_value (&self->reader))
            if (entity.observations->len < VIGIE_ST_MAX_NESTED)
              vigie_st_decoder_read_observation (self, entity.observations);
            else
              vigie_st_reader_skip (&self->reader, NULL);
        }
      else
        vigie_st_reader_skip (&self->reader, NULL);
    }
  if (self->reader.failed)
    return;
  if (entity.id.text == NULL)
    {
      vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_NO_ID);
      return;
    }
  if (entity.observations == NULL)
    entity.observations = new_list (self);
  for (guint i = 0; i < entity.observations->len; i++)
    ((VigieStObservation *) entity.observations->pdata[i])->datastream = entity.id;
  if (entity.observations->len > 1)
    g_ptr_array_sort (entity.observations, compare_newest);
  kept = memcpy (vigie_st_arena_new0 (self->arena, VigieStDatastream), &entity, sizeof entity);
  g_ptr_array_add (list, kept);
}

void
vigie_st_decoder_read_datastream (VigieStDecoder *self, const VigieStThing *thing, GPtrArray *list)
{
  Place around = begin_entity (self, "Datastreams");

  read_datastream (self, thing, list);
  end_entity (self, around);
}

/* ---- Things --------------------------------------------------------------------------------- */

static void
read_location (VigieStDecoder *self, VigieStThing *thing, gboolean *out_of_range)
{
  const char *name = "";
  double lat = NAN, lon = NAN;
  VigieStText key;

  if (!enter_entity (self))
    return;
  while (vigie_st_reader_next_key (&self->reader, &key))
    if (vigie_st_text_is (&key, "name"))
      name = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_NAME);
    else if (vigie_st_text_is (&key, "location"))
      *out_of_range
          |= vigie_st_location_read (&self->reader, &lat, &lon) == VIGIE_ST_LOCATION_RANGE;
    else
      vigie_st_reader_skip (&self->reader, NULL);
  if (isnan (thing->lat) && !isnan (lat))
    {
      thing->lat = lat;
      thing->lon = lon;
      thing->location_name = name;
    }
}

static void
read_locations (VigieStDecoder *self, VigieStThing *thing, gboolean *out_of_range)
{
  switch (vigie_st_reader_peek (&self->reader))
    {
    case VIGIE_ST_TOKEN_ARRAY:
      vigie_st_reader_enter (&self->reader);
      while (vigie_st_reader_next_value (&self->reader))
        read_location (self, thing, out_of_range);
      break;
    case VIGIE_ST_TOKEN_OBJECT:
      read_location (self, thing, out_of_range);
      break;
    case VIGIE_ST_TOKEN_END:
    case VIGIE_ST_TOKEN_STRING:
    case VIGIE_ST_TOKEN_NUMBER:
    case VIGIE_ST_TOKEN_TRUE:
    case VIGIE_ST_TOKEN_FALSE:
    case VIGIE_ST_TOKEN_NULL:
    case VIGIE_ST_TOKEN_WORD:
    default:
      vigie_st_reader_skip (&self->reader, NULL);
      break;
    }
}

static void
read_thing (VigieStDecoder *self, GPtrArray *list)
{
  VigieStThing *thing = vigie_st_arena_new0 (self->arena, VigieStThing);
  const char *more = NULL;
  gboolean out_of_range = FALSE;
  VigieStText key;

  thing->name = thing->description = thing->location_name = "";
  thing->lat = thing->lon = NAN;
  if (!enter_entity (self))
    return;
  thing->datastreams = new_list (self);
  while (vigie_st_reader_next_key (&self->reader, &key))
    {
      if (is_id (&key))
        take_id (self, &key, &thing->id);
      else if (vigie_st_text_is (&key, "name"))
        thing->name = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_NAME);
      else if (vigie_st_text_is (&key, "description"))
        thing->description = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_TEXT);
      else if (vigie_st_text_is (&key, "properties"))
        thing->properties = read_properties (self);
      else if (vigie_st_text_is (&key, "Locations") || vigie_st_text_is (&key, "Location"))
        read_locations (self, thing, &out_of_range);
      else if (vigie_st_text_is (&key, "Datastreams@iot.nextLink"))
        {
          more = vigie_st_decoder_read_text (self, VIGIE_ST_MAX_TEXT);
          more = *more != '\0' ? more : NULL;
        }
      else if (vigie_st_text_is (&key, "Datastreams")
               && vigie_st_reader_peek (&self->reader) == VIGIE_ST_TOKEN_ARRAY)
        {
          vigie_st_reader_enter (&self->reader);
          while (vigie_st_reader_next_value (&self->reader))
            if (thing->datastreams->len < VIGIE_ST_MAX_NESTED)
              vigie_st_decoder_read_datastream (self, thing, thing->datastreams);
            else
              vigie_st_reader_skip (&self->reader, NULL);
        }
      else
        vigie_st_reader_skip (&self->reader, NULL);
    }
  if (self->reader.failed)
    return;
  if (thing->id.text == NULL)
    {
      vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_NO_ID);
      return;
    }
  for (guint i = 0; i < thing->datastreams->len; i++)
    ((VigieStDatastream *) thing->datastreams->pdata[i])->thing = thing->id;
  if (out_of_range)
    vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_LOCATION_RANGE);
  else if (isnan (thing->lat))
    vigie_st_decoder_count (self, VIGIE_ST_PROBLEM_NO_LOCATION);
  if (more != NULL)
    {
      VigieStNested nested = {thing, more};

      g_array_append_val (self->out->nested, nested);
    }
  g_ptr_array_add (list, thing);
}

void
vigie_st_decoder_read_thing (VigieStDecoder *self, GPtrArray *list)
{
  Place around = begin_entity (self, "Things");

  read_thing (self, list);
  end_entity (self, around);
}
