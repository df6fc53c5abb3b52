/* vigie-ingest-read.c: see vigie-ingest-read.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-read.h"

#include <string.h>

#include <sqlite3.h>

#include "vigie-ingest-functions.h"
#include "vigie-ingest-json.h"
#include "vigie-ingest-path.h"
#include "vigie-ingest-plan.h"
#include "vigie-ingest-query.h"
#include "vigie-ingest-render.h"
#include "vigie-ingest-schema.h"
#include "vigie-ingest-statements.h"

#define DEFAULT_BUDGET (10 * G_USEC_PER_SEC)
#define DEFAULT_PAGE_BYTES (16 << 20)
/* Steps of SQLite's machine between two looks at the clock: about a tenth of a millisecond. */
#define STEPS_BETWEEN_LOOKS 5000

static const char json_type[] = "application/json; charset=UTF-8";
static const char geojson_type[] = "application/geo+json; charset=UTF-8";
static const char text_type[] = "text/plain; charset=UTF-8";

struct _VigieIngestReader
{
  sqlite3 *db;
  VigieIngestStatements *statements;
  VigieClock *clock;
  gint64 budget;
  gsize page_bytes;
  gint64 deadline; /* of the request being answered */
};

/* Requirements of OGC 18-088 that reading and, by vigie-ingest-mutate, writing meet. */
static const char *const conformance[] = {
    "datamodel/thing/properties",
    "datamodel/thing/relations",
    "datamodel/location/properties",
    "datamodel/location/relations",
    "datamodel/historical-location/properties",
    "datamodel/historical-location/relations",
    "datamodel/datastream/properties",
    "datamodel/datastream/relations",
    "datamodel/sensor/properties",
    "datamodel/sensor/relations",
    "datamodel/observed-property/properties",
    "datamodel/observed-property/relations",
    "datamodel/observation/properties",
    "datamodel/observation/relations",
    "datamodel/feature-of-interest/properties",
    "datamodel/feature-of-interest/relations",
    "datamodel/entity-control-information/common-control-information",
    "resource-path/resource-path-to-entities",
    "request-data/status-code",
    "request-data/query-status-code",
    "request-data/order",
    "request-data/expand",
    "request-data/select",
    "request-data/orderby",
    "request-data/top",
    "request-data/skip",
    "request-data/count",
    "request-data/filter",
    "request-data/built-in-filter-operations",
    "request-data/built-in-query-functions",
    "request-data/pagination",
    "data-array/data-array",
    "create-update-delete/create-entity",
    "create-update-delete/link-to-existing-entities",
    "create-update-delete/deep-insert",
    "create-update-delete/deep-insert-status-code",
    "create-update-delete/update-entity",
    "create-update-delete/delete-entity",
    "create-update-delete/historical-location-auto-creation",
    "create-update-delete/historical-location-manual-creation",
};

void
vigie_ingest_answer_clear (VigieIngestAnswer *answer)
{
  if (answer->body)
    g_string_free (answer->body, TRUE);
  *answer = (VigieIngestAnswer) {0};
}

static int
look_at_clock_cb (gpointer data)
{
  VigieIngestReader *reader = data;

  return g_get_monotonic_time () > reader->deadline;
}

VigieIngestReader *
vigie_ingest_reader_new (const char *path, VigieClock *clock, GError **error)
{
  sqlite3 *db = vigie_ingest_schema_open_reader (path, error);
  VigieIngestReader *reader;

  if (!db)
    return NULL;
  if (vigie_ingest_functions_register (db) != SQLITE_OK)
    {
      vigie_ingest_schema_fail (db, "vigie_ingest_functions_register", error);
      sqlite3_close_v2 (db);
      return NULL;
    }
  reader = g_new0 (VigieIngestReader, 1);
  reader->db = db;
  reader->statements = vigie_ingest_statements_new (db);
  reader->clock = g_object_ref (clock);
  reader->budget = DEFAULT_BUDGET;
  reader->page_bytes = DEFAULT_PAGE_BYTES;
  sqlite3_progress_handler (db, STEPS_BETWEEN_LOOKS, look_at_clock_cb, reader);
  return reader;
}

void
vigie_ingest_reader_free (VigieIngestReader *reader)
{
  vigie_ingest_statements_free (reader->statements);
  sqlite3_close_v2 (reader->db);
  g_object_unref (reader->clock);
  g_free (reader);
}

void
vigie_ingest_reader_set_limits (VigieIngestReader *reader, gint64 budget, gsize page_bytes)
{
  reader->budget = budget;
  reader->page_bytes = page_bytes;
}

static gboolean
is_demonstration (VigieIngestReader *reader)
{
  g_autofree char *value
      = vigie_ingest_schema_get_meta (reader->db, VIGIE_INGEST_META_DEMONSTRATION);

  return g_strcmp0 (value, "true") == 0;
}

static void
answer_root (VigieIngestReader *reader, const char *base_url, VigieIngestAnswer *answer)
{
  g_autofree char *instance = vigie_ingest_schema_get_meta (reader->db, VIGIE_INGEST_META_INSTANCE);
  GString *out = answer->body;

  g_string_append (out, "{\"serverSettings\":{\"conformance\":[");
  for (int i = 0; i < (int) G_N_ELEMENTS (conformance); i++)
    g_string_append_printf (out, "%s\"http://www.opengis.net/spec/iot_sensing/1.1/req/%s\"",
                            i > 0 ? "," : "", conformance[i]);
  g_string_append_printf (
      out, "]},\"vigie\":{\"version\":\"" VIGIE_VERSION "\",\"demonstration\":%s,\"now\":",
      is_demonstration (reader) ? "true" : "false");
  vigie_ingest_json_append_time (out, VIGIE_TIME_NONE, vigie_clock_now (reader->clock));
  g_string_append (out, ",\"pace\":");
  vigie_ingest_json_append_number (out, vigie_clock_get_pace (reader->clock));
  if (instance != NULL)
    {
      g_string_append (out, ",\"instance\":");
      vigie_ingest_json_append_string (out, instance, -1);
    }
  g_string_append (out, "},\"value\":[");
  for (int i = 0; i < VIGIE_INGEST_N_ENTITIES; i++)
    {
      const char *set = vigie_ingest_entity ((VigieIngestEntityType) i)->set;

      g_string_append_printf (out, "%s{\"name\":\"%s\",\"url\":\"%s/%s\"}", i > 0 ? "," : "", set,
                              base_url, set);
    }
  g_string_append (out, "]}");
}

static gboolean
bad_request (GError **error, const char *message)
{
  g_set_error_literal (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST,
                       message);
  return FALSE;
}

/* Options that have no meaning for what the path names. */
static gboolean
check_options (const VigieIngestPath *path, const VigieIngestOptions *options, GError **error)
{
  gboolean of_set = options->filter || options->order->len > 0 || options->top >= 0
                    || options->skip >= 0 || options->count || options->skip_token;

  if (path->kind != VIGIE_INGEST_PATH_SET && of_set)
    return bad_request (
        error, "$filter, $orderby, $top, $skip and $count are for sets, not for one entity");
  if ((path->kind == VIGIE_INGEST_PATH_ROOT || path->kind == VIGIE_INGEST_PATH_PROPERTY)
      && (options->select || options->expands->len > 0
          || options->format != VIGIE_INGEST_FORMAT_DEFAULT))
    return bad_request (error, "There is nothing to select or to expand here");
  if (path->only_references
      && (options->select || options->expands->len > 0
          || options->format != VIGIE_INGEST_FORMAT_DEFAULT))
    return bad_request (error, "$ref gives addresses alone: nothing can be selected or expanded");
  if (options->format == VIGIE_INGEST_FORMAT_DATA_ARRAY)
    {
      if (path->kind != VIGIE_INGEST_PATH_SET
          || vigie_ingest_entity_type (path->entity) != VIGIE_INGEST_OBSERVATION)
        return bad_request (error, "$resultFormat=dataArray is for sets of Observations");
      if (options->expands->len > 0)
        return bad_request (error, "$resultFormat=dataArray does not go with $expand");
      for (guint i = 0; options->select && i < options->select->len; i++)
        if (((GArray *) g_ptr_array_index (options->select, i))->len > 1)
          return bad_request (error, "$resultFormat=dataArray takes whole properties");
    }
  return TRUE;
}

static gboolean
answer_property (VigieIngestRender *render,
                 VigieIngestPlan *plan,
                 const VigieIngestPath *path,
                 VigieIngestAnswer *answer,
                 GError **error)
{
  VigieIngestForm form;

  if (!vigie_ingest_render_property (render, plan, path->key, path->only_value, &form, error))
    return FALSE;
  if (form == VIGIE_INGEST_FORM_NOTHING)
    answer->status = 204;
  answer->content_type = form == VIGIE_INGEST_FORM_TEXT ? text_type : json_type;
  return TRUE;
}

static gboolean
answer_path (VigieIngestReader *reader,
             const char *base_url,
             const VigieIngestPath *path,
             VigieIngestOptions *options,
             VigieIngestAnswer *answer,
             GError **error)
{
  VigieIngestPlanContext context = {reader->statements,
                                    base_url,
                                    vigie_clock_now (reader->clock),
                                    options->metadata,
                                    options->format,
                                    path->only_references,
                                    path->kind == VIGIE_INGEST_PATH_PROPERTY};
  VigieIngestRender render
      = {base_url,         path->text,      answer->body,         reader->page_bytes,
         reader->deadline, options->format, path->only_references};
  VigieIngestPlan *plan;
  gboolean done;

  if (path->kind == VIGIE_INGEST_PATH_PROPERTY)
    {
      g_autoptr (GArray) one = g_array_new (FALSE, TRUE, sizeof (VigieIngestSegment));
      VigieIngestSegment segment = {(char *) (path->property ? path->property->name : "id"), 0, 0};

      g_array_append_val (one, segment);
      for (guint i = 0; path->inner && i < path->inner->len; i++)
        {
          segment.name = g_ptr_array_index (path->inner, i);
          g_array_append_val (one, segment);
        }
      options->select = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
      g_ptr_array_add (options->select, g_steal_pointer (&one));
    }
  plan = vigie_ingest_plan_new (
      &context, path->entity, path->kind == VIGIE_INGEST_PATH_SET ? path->link : NULL,
      path->kind == VIGIE_INGEST_PATH_SET ? VIGIE_INGEST_SHAPE_PAGE : VIGIE_INGEST_SHAPE_ONE,
      options, error);
  if (!plan)
    return FALSE;
  if (options->format == VIGIE_INGEST_FORMAT_GEOJSON)
    answer->content_type = geojson_type;
  if (path->kind == VIGIE_INGEST_PATH_SET)
    done = vigie_ingest_render_page (&render, plan, path->key, error);
  else if (path->kind == VIGIE_INGEST_PATH_ENTITY)
    done = vigie_ingest_render_one (&render, plan, path->key, error);
  else
    done = answer_property (&render, plan, path, answer, error);
  vigie_ingest_plan_free (plan, reader->statements);
  return done;
}

/* All statements of one request see the same state of the store. */
static gboolean
answer_request (VigieIngestReader *reader,
                const char *base_url,
                const char *path_text,
                const char *query_string,
                VigieIngestAnswer *answer,
                GError **error)
{
  g_autoptr (VigieIngestQuery) query = vigie_ingest_query_parse (query_string, error);
  VigieIngestPath path = {0};
  gboolean done;

  if (!query)
    return FALSE;
  done = vigie_ingest_path_resolve (&path, reader->statements, path_text, error)
         && check_options (&path, query->options, error);
  if (done && path.kind == VIGIE_INGEST_PATH_ROOT)
    answer_root (reader, base_url, answer);
  else if (done)
    done = answer_path (reader, base_url, &path, query->options, answer, error);
  vigie_ingest_path_clear (&path);
  return done;
}

static inline guint64
mix (guint64 digest, guint64 word)
{
  digest = (digest ^ word) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  return digest ^ (digest >> 32);
}

/* The body's digest: four lanes of eight bytes, multiplied and mixed, over in a millisecond for a page of 6 MB. */
static void
set_etag (VigieIngestAnswer *answer)
{
  const char *bytes = answer->body->str;
  gsize rest = answer->body->len;
  guint64 lanes[4] = {rest, 0x9e3779b97f4a7c15, 0xc2b2ae3d27d4eb4f, 0x165667b19e3779f9};
  guint64 words[4];

  for (; rest >= sizeof words; rest -= sizeof words, bytes += sizeof words)
    {
      memcpy (words, bytes, sizeof words);
      for (int i = 0; i < 4; i++)
        lanes[i] = mix (lanes[i], words[i]);
    }
  memset (words, 0, sizeof words);
  memcpy (words, bytes, rest);
  for (int i = 0; i < 4; i++)
    lanes[0] = mix (mix (lanes[0], words[i]), i > 0 ? lanes[i] : 0);
  g_snprintf (answer->etag, sizeof answer->etag, "\"%016" G_GINT64_MODIFIER "x\"", lanes[0]);
}

static void
set_failure (VigieIngestAnswer *answer, const GError *error)
{
  GString *out = answer->body;

  answer->status = error->domain == VIGIE_INGEST_QUERY_ERROR ? (guint) error->code : 500;
  answer->content_type = json_type;
  g_string_truncate (out, 0);
  g_string_append_printf (out, "{\"code\":%u,\"type\":\"error\",\"message\":", answer->status);
  vigie_ingest_json_append_string (out, error->message, -1);
  g_string_append_c (out, '}');
}

void
vigie_ingest_read (VigieIngestReader *reader,
                   const char *base_url,
                   const char *path,
                   const char *query,
                   VigieIngestAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) escaped = g_string_new (NULL);

  *answer = (VigieIngestAnswer) {200, json_type, "", g_string_sized_new (4096)};
  /* Fit to stand between the quotes of a JSON string. */
  vigie_ingest_json_append_string (escaped, base_url, -1);
  g_string_truncate (escaped, escaped->len - 1);
  g_string_erase (escaped, 0, 1);
  reader->deadline = g_get_monotonic_time () + reader->budget;
  sqlite3_exec (reader->db, "BEGIN", NULL, NULL, NULL);
  if (!answer_request (reader, escaped->str, path ? path : "", query, answer, &error))
    set_failure (answer, error);
  reader->deadline = G_MAXINT64;
  sqlite3_exec (reader->db, "COMMIT", NULL, NULL, NULL);
  if (answer->status == 204)
    answer->content_type = NULL;
  else if (answer->status == 200)
    set_etag (answer);
}
