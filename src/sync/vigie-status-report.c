/* vigie-status-report.c: see vigie-status-report.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-status-report.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-json-members.h"
#include "vigie-json-shorten.h"
#include "vigie-territory.h"
#include "vigie-words.h"

/* Measures with a delay that has begun: one reading does not say whether it has passed. */
#define HISTORIES_MAX 100

typedef struct
{
  const char *address;
  VigieProfile *profile;
  VigieStClient *client;
  VigieTerritory *territory;
  GError *error; /* why not all is known, or NULL */
  gint64 started;
} Report;

gboolean
vigie_status_format_from_string (const char *name, VigieStatusFormat *format)
{
  *format = VIGIE_STATUS_FORMAT_TEXT;
  if (name == NULL || *name == '\0' || g_str_equal (name, "text"))
    return TRUE;
  if (!g_str_equal (name, "json"))
    return FALSE;
  *format = VIGIE_STATUS_FORMAT_JSON;
  return TRUE;
}

/* ---- Reading ---------------------------------------------------------------------------------- */

static void
add_reading (VigieTerritoryBatch *batch,
             const char *id,
             const VigieThresholds *thresholds,
             const VigieReading *reading)
{
  VigieConditionState state = {0};

  if (reading->time == VIGIE_TIME_NONE)
    return;
  vigie_condition_step (&state, thresholds, reading->number, reading->time);
  vigie_territory_batch_add_reading (batch, id, reading, &state);
}

static void
add_datastream (Report *self,
                VigieTerritoryBatch *batch,
                const VigieStDatastream *datastream,
                const char *site_id)
{
  g_autoptr (VigieMeasureData) measure = NULL;

  if (datastream->id.text == NULL || site_id == NULL)
    return;
  measure = vigie_profile_map_datastream (self->profile, datastream, site_id);
  vigie_territory_batch_add_measure (batch, measure);
  if (datastream->observations->len > 0)
    {
      const VigieStObservation *newest = g_ptr_array_index (datastream->observations, 0);

      add_reading (batch, measure->id, &measure->thresholds, &newest->reading);
    }
}

static void
add_page (Report *self, const VigieStPage *page)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  for (guint i = 0; i < page->things->len; i++)
    {
      const VigieStThing *thing = g_ptr_array_index (page->things, i);
      g_autoptr (VigieSiteData) site = NULL;

      if (thing->id.text == NULL)
        continue;
      site = vigie_profile_map_thing (self->profile, thing);
      vigie_territory_batch_add_site (batch, site);
      for (guint j = 0; j < thing->datastreams->len; j++)
        add_datastream (self, batch, g_ptr_array_index (thing->datastreams, j), thing->id.text);
    }
  for (guint i = 0; i < page->datastreams->len; i++)
    {
      const VigieStDatastream *datastream = g_ptr_array_index (page->datastreams, i);

      add_datastream (self, batch, datastream, datastream->thing.text);
    }
  for (guint i = 0; i < page->observations->len; i++)
    {
      const VigieStObservation *observation = g_ptr_array_index (page->observations, i);
      VigieMeasure *measure
          = vigie_territory_find_measure (self->territory, observation->datastream.text);

      if (measure != NULL && observation->reading.time > vigie_measure_get_latest (measure)->time)
        add_reading (batch, observation->datastream.text,
                     &vigie_measure_get_data (measure)->thresholds, &observation->reading);
    }
  vigie_territory_apply_now (self->territory, batch);
}

/* The condition of a measure whose limits have delays: from the readings since before the delay. */
static void
settle (Report *self, VigieMeasure *measure)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  const VigieThresholds *thresholds = &data->thresholds;
  VigieTime end = vigie_measure_get_latest (measure)->time;
  gint64 interval = data->expected_interval > 0 ? data->expected_interval : VIGIE_HOUR;
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_history (
      self->client, data->id, data->id_is_text,
      end - 3 * (thresholds->on_delay + thresholds->off_delay + interval), end + 1);
  g_autoptr (VigieStPage) page = vigie_st_walk_next (walk, NULL, NULL);
  VigieConditionState state = {0};
  VigieReading latest = VIGIE_READING_NONE;

  for (guint i = 0; page != NULL && i < page->observations->len; i++)
    {
      const VigieReading *reading
          = &((VigieStObservation *) g_ptr_array_index (page->observations, i))->reading;

      vigie_condition_step (&state, thresholds, reading->number, reading->time);
      latest = *reading;
    }
  if (latest.time == end)
    {
      VigieTerritoryBatch *batch = vigie_territory_batch_new ();

      vigie_territory_batch_add_reading (batch, data->id, &latest, &state);
      vigie_territory_apply_now (self->territory, batch);
    }
}

static void
settle_all (Report *self)
{
  guint n_left = HISTORIES_MAX;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->territory)); i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (G_LIST_MODEL (self->territory), i);
      GListModel *measures = vigie_site_get_measures (site);

      for (guint j = 0; j < g_list_model_get_n_items (measures) && n_left > 0; j++)
        {
          g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, j);
          const VigieConditionState *state = vigie_measure_get_condition_state (measure);

          if (state->pending == state->condition
              || vigie_measure_get_freshness (measure) > VIGIE_FRESHNESS_LATE)
            continue;
          settle (self, measure);
          n_left--;
        }
    }
}

static void
read_territory (Report *self, const VigieStCredentials *credentials)
{
  const VigieStLimits limits = {.tries = 2};
  const VigieStServer *server;
  g_autoptr (VigieClock) clock = NULL;
  g_autoptr (VigieStWalk) walk = NULL;

  clock = vigie_clock_new ();
  self->territory = vigie_territory_new (clock);
  self->client = vigie_st_client_new (self->address, credentials, &self->error);
  if (self->client == NULL)
    return;
  /* Monitoring asks again by itself, and gives up on what takes long. */
  vigie_st_client_set_limits (self->client, &limits);
  server = vigie_st_client_probe (self->client, NULL, &self->error);
  if (server == NULL)
    return;
  if (server->pace > 0 && server->pace != 1 && server->server_now != VIGIE_TIME_NONE)
    {
      /* A demonstration in a hurry: ages are by its clock. */
      g_autoptr (VigieClock) paced = vigie_clock_new_paced (server->server_now, server->pace);

      vigie_territory_set_clock (self->territory, paced);
    }

  walk = vigie_st_client_walk_territory (self->client);
  for (;;)
    {
      g_autoptr (VigieStPage) page = vigie_st_walk_next (walk, NULL, &self->error);

      if (page == NULL)
        break;
      add_page (self, page);
    }
  if (self->error == NULL)
    settle_all (self);
  vigie_territory_tick (self->territory);
}

static int
exit_code (Report *self)
{
  VigieTerritoryCounts counts = vigie_territory_get_counts (self->territory);

  if (self->error != NULL)
    return VIGIE_STATUS_UNKNOWN;
  if (counts.condition[VIGIE_CONDITION_CRITICAL] > 0)
    return VIGIE_STATUS_CRITICAL;
  if (counts.condition[VIGIE_CONDITION_WARNING] > 0)
    return VIGIE_STATUS_WARNING;
  if (counts.freshness[VIGIE_FRESHNESS_SILENT] > 0 || counts.freshness[VIGIE_FRESHNESS_NEVER] > 0
      || vigie_territory_get_n_measures (self->territory) == 0)
    return VIGIE_STATUS_UNKNOWN;
  return VIGIE_STATUS_NORMAL;
}

static VigieStStatistics
statistics (Report *self)
{
  VigieStStatistics none = {0};

  return self->client != NULL ? vigie_st_client_get_statistics (self->client) : none;
}

/* ---- JSON ------------------------------------------------------------------------------------- */

/* Degrees to a tenth of a metre. */
static void
member_degrees (JsonBuilder *json, const char *name, double degrees)
{
  vigie_json_add_number (json, name, round (degrees * 1e6) / 1e6);
}

static void
member_value (JsonBuilder *json, const char *name, const VigieReading *reading)
{
  JsonNode *node;

  json_builder_set_member_name (json, name);
  switch (reading->type)
    {
    case VIGIE_VALUE_NUMBER:
      /* Whole numbers without a fraction. */
      if (reading->number == floor (reading->number) && fabs (reading->number) < 1e15)
        json_builder_add_int_value (json, (gint64) reading->number);
      else if (isfinite (reading->number))
        json_builder_add_double_value (json, reading->number);
      else
        json_builder_add_null_value (json);
      break;
    case VIGIE_VALUE_BOOLEAN:
      json_builder_add_boolean_value (json, reading->number != 0);
      break;
    case VIGIE_VALUE_TEXT:
      json_builder_add_string_value (json, reading->text);
      break;
    case VIGIE_VALUE_JSON:
      node = json_from_string (reading->text, NULL);
      if (node != NULL)
        json_builder_add_value (json, node);
      else
        json_builder_add_string_value (json, reading->text);
      break;
    case VIGIE_VALUE_NONE:
    default:
      json_builder_add_null_value (json);
    }
}

static void
write_measure (JsonBuilder *json, VigieMeasure *measure)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  const VigieReading *latest = vigie_measure_get_latest (measure);
  char time[VIGIE_TIME_BUFFER];

  json_builder_begin_object (json);
  vigie_json_add_text (json, "id", data->id);
  vigie_json_add_text (json, "name", data->name);
  vigie_json_add_text (json, "role", vigie_role_to_string (data->role));
  member_value (json, "value", latest);
  vigie_json_add_text (json, "unit", data->unit);
  vigie_json_add_text (json, "time",
                       latest->time != VIGIE_TIME_NONE ? vigie_time_format (latest->time, time)
                                                       : NULL);
  vigie_json_add_text (json, "freshness",
                       vigie_freshness_to_string (vigie_measure_get_freshness (measure)));
  vigie_json_add_text (json, "condition",
                       vigie_condition_to_string (vigie_measure_get_condition (measure)));
  json_builder_end_object (json);
}

static void
write_site (JsonBuilder *json, VigieSite *site)
{
  const VigieSiteData *data = vigie_site_get_data (site);
  GListModel *measures = vigie_site_get_measures (site);

  json_builder_begin_object (json);
  vigie_json_add_text (json, "id", data->id);
  vigie_json_add_text (json, "name", data->name);
  vigie_json_add_text (json, "kind", vigie_kind_to_string (data->kind));
  vigie_json_add_text (json, "commune",
                       data->details->commune != NULL ? data->details->commune
                                                      : data->details->commune_name);
  member_degrees (json, "lat", data->lat);
  member_degrees (json, "lon", data->lon);
  vigie_json_add_text (json, "condition",
                       vigie_condition_to_string (vigie_site_get_condition (site)));
  vigie_json_add_text (json, "reason", vigie_site_get_reason (site));
  json_builder_set_member_name (json, "measures");
  json_builder_begin_array (json);
  for (guint i = 0; i < g_list_model_get_n_items (measures); i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);

      write_measure (json, measure);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
write_json (Report *self, GString *output)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  GListModel *sites = G_LIST_MODEL (self->territory);
  VigieTerritoryCounts counts = vigie_territory_get_counts (self->territory);
  VigieStStatistics told = statistics (self);

  json_builder_begin_object (json);
  vigie_json_add_text (json, "server", self->address);
  if (self->error != NULL)
    {
      g_autofree char *words = vigie_st_error_describe (self->error, self->address);

      vigie_json_add_text (json, "error", words);
    }
  vigie_json_add_count (json, "sites", g_list_model_get_n_items (sites));
  vigie_json_add_count (json, "measures", vigie_territory_get_n_measures (self->territory));
  json_builder_set_member_name (json, "freshness");
  json_builder_begin_object (json);
  for (int i = 0; i < VIGIE_FRESHNESS_NONE; i++) /* no measure's */
    vigie_json_add_count (json, vigie_freshness_to_string (i), counts.freshness[i]);
  json_builder_end_object (json);
  json_builder_set_member_name (json, "condition");
  json_builder_begin_object (json);
  for (int i = 0; i < VIGIE_N_CONDITION; i++)
    vigie_json_add_count (json, vigie_condition_to_string (i), counts.condition[i]);
  json_builder_end_object (json);

  json_builder_set_member_name (json, "problems");
  json_builder_begin_array (json);
  for (int i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    {
      guint count = told.problems.count[i];
      g_autofree char *reason = count > 0 ? vigie_st_problem_describe (i, count) : NULL;

      if (count == 0)
        continue;
      json_builder_begin_object (json);
      vigie_json_add_text (json, "reason", reason);
      vigie_json_add_count (json, "count", count);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);

  json_builder_set_member_name (json, "list");
  json_builder_begin_array (json);
  for (guint i = 0; i < g_list_model_get_n_items (sites); i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (sites, i);

      write_site (json, site);
    }
  json_builder_end_array (json);
  vigie_json_add_count (json, "requests", told.requests);
  vigie_json_add_count (json, "bytes", told.bytes);
  vigie_json_add_count (json, "duration_ms",
                        (guint64) (g_get_monotonic_time () - self->started) / 1000);
  json_builder_end_object (json);

  root = json_builder_get_root (json);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  vigie_json_append_shortened (output, text);
  g_string_append_c (output, '\n');
}

/* ---- Text ------------------------------------------------------------------------------------- */

static int
compare_sites (gconstpointer a, gconstpointer b)
{
  VigieSite *x = *(VigieSite *const *) a, *y = *(VigieSite *const *) b;
  int difference = vigie_site_get_severity (y) - vigie_site_get_severity (x);

  return difference != 0 ? difference
                         : g_utf8_collate (vigie_site_get_name (x), vigie_site_get_name (y));
}

static const char *
site_word (VigieSite *site)
{
  VigieFreshness freshness = vigie_site_get_freshness (site);

  if (freshness == VIGIE_FRESHNESS_LIVE
      || (freshness == VIGIE_FRESHNESS_LATE
          && vigie_site_get_condition (site) != VIGIE_CONDITION_NORMAL))
    return vigie_words_condition (vigie_site_get_condition (site));
  return vigie_words_freshness (freshness);
}

static const char *
code_word (int code)
{
  switch (code)
    {
    case VIGIE_STATUS_NORMAL:
      /* Translators: states of the whole territory, as monitoring shows them, in capitals. */
      return C_ ("monitoring", "NORMAL");
    case VIGIE_STATUS_WARNING:
      return C_ ("monitoring", "WARNING");
    case VIGIE_STATUS_CRITICAL:
      return C_ ("monitoring", "CRITICAL");
    default:
      return C_ ("monitoring", "UNKNOWN");
    }
}

/* @format: with one %s, the count. */
static void
add_item (GPtrArray *items, guint count, const char *format)
{
  g_autofree char *number = vigie_words_number (count, 0);
  g_auto (GStrv) pieces = g_strsplit (format, "%s", 2);

  if (count > 0)
    g_ptr_array_add (items, g_strjoinv (number, pieces));
}

/* How many measures are what, in words. */
static char *
describe_counts (const VigieTerritoryCounts *counts)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  guint n = counts->condition[VIGIE_CONDITION_CRITICAL];

  add_item (items, n, ngettext ("%s critical measure", "%s critical measures", n));
  n = counts->condition[VIGIE_CONDITION_WARNING];
  add_item (items, n, ngettext ("%s measure with a warning", "%s measures with a warning", n));
  n = counts->freshness[VIGIE_FRESHNESS_SILENT];
  add_item (items, n, ngettext ("%s silent measure", "%s silent measures", n));
  n = counts->freshness[VIGIE_FRESHNESS_NEVER];
  add_item (items, n, ngettext ("%s measure never received", "%s measures never received", n));
  n = counts->freshness[VIGIE_FRESHNESS_OUT_OF_SERVICE];
  add_item (items, n, ngettext ("%s measure out of service", "%s measures out of service", n));
  n = counts->condition[VIGIE_CONDITION_NORMAL];
  add_item (items, n, ngettext ("%s normal measure", "%s normal measures", n));
  if (items->len == 0)
    return g_strdup (_ ("no measure"));
  return vigie_words_list ((const char *const *) items->pdata, items->len);
}

/* The state once: of a site out of service the reason is the note alone, of one without a measure there is none. */
static void
append_site (VigieSite *site, GString *output)
{
  const VigieSiteData *data = vigie_site_get_data (site);
  const char *reason = data->out_of_service ? data->details->out_of_service_note
                       : vigie_site_get_freshness (site) == VIGIE_FRESHNESS_NONE
                           ? NULL
                           : vigie_site_get_reason (site);

  if (reason != NULL && *reason != '\0')
    /* Translators: a site that is not normal: state, name of the site, reason. */
    g_string_append_printf (output, _ ("%s: %s - %s"), site_word (site), vigie_site_get_name (site),
                            reason);
  else
    /* Translators: a site that is not normal: state, name of the site. */
    g_string_append_printf (output, _ ("%s: %s"), site_word (site), vigie_site_get_name (site));
}

static void
write_text (Report *self, int code, GString *output)
{
  VigieTerritoryCounts counts = vigie_territory_get_counts (self->territory);
  g_autoptr (GPtrArray) sites = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_normal = counts.condition[VIGIE_CONDITION_NORMAL];
  g_autofree char *list = NULL;
  VigieStStatistics told = statistics (self);

  if (self->error != NULL)
    return; /* said among the errors */

  list = describe_counts (&counts);
  /* Translators: first line for monitoring: state in capitals, what is known. */
  g_string_append_printf (output, _ ("VIGIE %s - %s"), code_word (code), list);
  g_string_append_printf (
      output,
      " | critical=%u;;0;0 warning=%u;0;;0 silent=%u;;;0 late=%u;;;0 never=%u;;;0 "
      "out_of_service=%u;;;0 normal=%u;;;0 sites=%u;;;0 duration=%" G_GINT64_FORMAT "ms\n",
      counts.condition[VIGIE_CONDITION_CRITICAL], counts.condition[VIGIE_CONDITION_WARNING],
      counts.freshness[VIGIE_FRESHNESS_SILENT], counts.freshness[VIGIE_FRESHNESS_LATE],
      counts.freshness[VIGIE_FRESHNESS_NEVER], counts.freshness[VIGIE_FRESHNESS_OUT_OF_SERVICE],
      n_normal, g_list_model_get_n_items (G_LIST_MODEL (self->territory)),
      (g_get_monotonic_time () - self->started) / 1000);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->territory)); i++)
    {
      VigieSite *site = g_list_model_get_item (G_LIST_MODEL (self->territory), i);

      if (vigie_site_get_severity (site)
              > vigie_severity (VIGIE_FRESHNESS_LIVE, VIGIE_CONDITION_NORMAL)
          || vigie_site_get_freshness (site) == VIGIE_FRESHNESS_NONE)
        g_ptr_array_add (sites, site);
      else
        g_object_unref (site);
    }
  g_ptr_array_sort (sites, compare_sites);
  for (guint i = 0; i < MIN (sites->len, VIGIE_STATUS_MAX_SITES); i++)
    {
      VigieSite *site = g_ptr_array_index (sites, i);

      append_site (site, output);
      g_string_append_c (output, '\n');
    }
  if (sites->len > VIGIE_STATUS_MAX_SITES)
    {
      guint rest = sites->len - VIGIE_STATUS_MAX_SITES;
      g_autofree char *number = vigie_words_number (rest, 0);

      /* Translators: ends a list of sites that are not normal; %s is a number */
      g_string_append_printf (output,
                              ngettext ("And %s more site: see --status=json",
                                        "And %s more sites: see --status=json", rest),
                              number);
      g_string_append_c (output, '\n');
    }
  for (int i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    if (told.problems.count[i] > 0)
      {
        g_autofree char *reason = vigie_st_problem_describe (i, told.problems.count[i]);

        /* Translators: something that the server sent and that could not be used. */
        g_string_append_printf (output, _ ("Not used: %s"), reason);
        g_string_append_c (output, '\n');
      }
}

int
vigie_status_report_run (const char *address,
                         const VigieStCredentials *credentials,
                         VigieProfile *profile,
                         VigieStatusFormat format,
                         GString *output,
                         GString *errors)
{
  Report report = {.address = address, .profile = profile, .started = g_get_monotonic_time ()};
  int code;

  read_territory (&report, credentials);
  code = exit_code (&report);
  if (report.error != NULL)
    {
      g_autofree char *words = vigie_st_error_describe (report.error, address);

      g_string_append_printf (errors, "vigie: %s\n", words);
    }
  if (format == VIGIE_STATUS_FORMAT_JSON)
    write_json (&report, output);
  else
    write_text (&report, code, output);

  g_clear_object (&report.territory);
  g_clear_pointer (&report.client, vigie_st_client_free);
  g_clear_error (&report.error);
  return code;
}
