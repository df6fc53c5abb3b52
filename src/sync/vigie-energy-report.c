/* vigie-energy-report.c: see vigie-energy-report.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-report.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "vigie-energy-fetch.h"
#include "vigie-json-members.h"
#include "vigie-local-date.h"
#include "vigie-words.h"

#define DAYS_DEFAULT 30
#define LENGTH_MAX (3660 * VIGIE_DAY)

typedef struct
{
  const char *address;
  const VigieEnergyAsked *asked;
  VigieEnergyFetch *fetch;
  VigieEnergyPlan *plan;
  VigieEnergyResult *result;
  VigiePeriod period;
  gint64 started;
} Report;

/* ---- What is asked ---------------------------------------------------------------------------- */

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, arguments);
  va_end (arguments);
  return FALSE;
}

/* *@time is as it was where @text is NULL. */
static gboolean
read_instant (const char *option, const char *text, VigieTime *time, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (!vigie_local_date_parse (text, vigie_words_default_zone (), time))
    /* Translators: the first %s is an option of the command line, the second what was given. */
    return refuse (error,
                   _ ("%s: “%s” is neither a date nor an instant. Examples: 2026-11-21, "
                      "2026-11-21T10:00:00+01:00."),
                   option, text);
  if (*time % VIGIE_HOUR != 0)
    return refuse (error, _ ("%s: “%s” is not on the hour; figures cover whole hours."), option,
                   text);
  return TRUE;
}

static VigieTime
days_before (VigieTime midnight, int n)
{
  GTimeZone *zone = vigie_words_default_zone ();
  VigieTime instants[2];

  return vigie_time_from_local (vigie_time_to_local (midnight, zone).day_number - n, 0, zone,
                                instants)
                 > 0
             ? instants[0]
             : midnight - n * VIGIE_DAY;
}

/* @now VIGIE_TIME_NONE: only what does not depend on it is checked. */
static gboolean
read_period (const VigieEnergyAsked *asked, VigieTime now, VigiePeriod *period, GError **error)
{
  VigieTime from = VIGIE_TIME_NONE, to = VIGIE_TIME_NONE;

  if (!read_instant ("--from", asked->from, &from, error)
      || !read_instant ("--to", asked->to, &to, error))
    return FALSE;
  if (now != VIGIE_TIME_NONE)
    {
      if (to == VIGIE_TIME_NONE)
        to = vigie_time_floor (now, VIGIE_TICK_DAY, vigie_words_default_zone ());
      if (from == VIGIE_TIME_NONE)
        from = days_before (to, DAYS_DEFAULT);
    }
  if (from != VIGIE_TIME_NONE && to != VIGIE_TIME_NONE)
    {
      if (to <= from && asked->to == NULL)
        return refuse (error, _ ("--from: “%s” is not before today: give --to as well."),
                       asked->from);
      if (to <= from)
        return refuse (error, _ ("--to: “%s” is not after the start of the period."), asked->to);
      if (to - from > LENGTH_MAX)
        return refuse (error, _ ("The period is longer than ten years."));
    }
  *period = (VigiePeriod) {VIGIE_PERIOD_FREE, from, to};
  return TRUE;
}

gboolean
vigie_energy_asked_check (const VigieEnergyAsked *asked, GError **error)
{
  VigiePeriod period;

  if (asked->site != NULL && asked->commune != NULL)
    return refuse (error, _ ("Use either --site or --commune, not both."));
  return read_period (asked, VIGIE_TIME_NONE, &period, error);
}

/* Whether there is such a site, or one in such a commune. */
static gboolean
check_scope (const Report *self, GError **error)
{
  const VigieEnergyAsked *asked = self->asked;

  for (guint i = 0; i < self->fetch->sites->len; i++)
    {
      const VigieSiteData *site = g_ptr_array_index (self->fetch->sites, i);

      if ((asked->site == NULL || g_str_equal (asked->site, site->id))
          && (asked->commune == NULL || g_strcmp0 (asked->commune, site->details->commune) == 0))
        return TRUE;
    }
  if (asked->site != NULL)
    return refuse (error, _ ("This server has no site “%s”."), asked->site);
  if (asked->commune != NULL)
    return refuse (error, _ ("This server has no site in the commune “%s”."), asked->commune);
  return TRUE;
}

/* ---- JSON ------------------------------------------------------------------------------------- */

static void
member_instant (JsonBuilder *json, const char *name, VigieTime time)
{
  char text[VIGIE_TIME_BUFFER];

  vigie_json_add_text (json, name, vigie_time_format (time, text));
}

static void
write_figures (JsonBuilder *json, const VigieEnergyFigure *figures)
{
  for (VigieKpi kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    vigie_json_add_number (json, vigie_kpi_to_string (kpi), figures[kpi].value);

  json_builder_set_member_name (json, "coverage");
  json_builder_begin_object (json);
  for (VigieKpi kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    /* Of what nobody meters nothing is known. */
    vigie_json_add_number (json, vigie_kpi_to_string (kpi),
                           isnan (figures[kpi].coverage) ? 0 : figures[kpi].coverage);
  json_builder_end_object (json);

  json_builder_set_member_name (json, "reason");
  json_builder_begin_object (json);
  for (VigieKpi kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    {
      g_autofree char *reason = vigie_figure_reason_to_words (kpi, &figures[kpi]);

      if (reason != NULL)
        vigie_json_add_text (json, vigie_kpi_to_string (kpi), reason);
    }
  json_builder_end_object (json);
}

static void
write_site (JsonBuilder *json, const VigieEnergySiteResult *site)
{
  json_builder_begin_object (json);
  vigie_json_add_text (json, "id", site->site->id);
  vigie_json_add_text (json, "name", site->site->name);
  vigie_json_add_text (json, "kind", vigie_kind_to_string (site->site->kind));
  vigie_json_add_text (json, "commune", site->site->details->commune);
  vigie_json_add_count (json, "step_s", (guint64) (site->step / VIGIE_SECOND));
  write_figures (json, site->figures);
  json_builder_set_member_name (json, "derived");
  json_builder_begin_array (json);
  for (VigieKpi kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    if (site->figures[kpi].n_derived > 0)
      json_builder_add_string_value (json, vigie_kpi_to_string (kpi));
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
write_left_out (Report *self, JsonBuilder *json)
{
  guint n;
  const VigieEnergyLeftOut *left_out = vigie_energy_plan_get_left_out (self->plan, &n);

  json_builder_set_member_name (json, "left_out");
  json_builder_begin_array (json);
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (json);
      vigie_json_add_text (json, "site", left_out[i].site->id);
      vigie_json_add_text (json, "measure", left_out[i].measure->id);
      vigie_json_add_text (json, "name", left_out[i].measure->name);
      vigie_json_add_text (json, "reason", vigie_energy_left_out_words (left_out[i].reason));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
write_problems (JsonBuilder *json, const VigieStStatistics *told)
{
  json_builder_set_member_name (json, "problems");
  json_builder_begin_array (json);
  for (int i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    {
      g_autofree char *reason = NULL;

      if (told->problems.count[i] == 0)
        continue;
      reason = vigie_st_problem_describe (i, told->problems.count[i]);
      json_builder_begin_object (json);
      vigie_json_add_text (json, "reason", reason);
      vigie_json_add_count (json, "count", told->problems.count[i]);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
append_json (JsonBuilder *json, GString *output)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  g_string_append (output, text);
  g_string_append_c (output, '\n');
}

static void
write_report (Report *self, GString *output)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  const VigieEnergyResult *result = self->result;
  VigieStStatistics told = vigie_st_client_get_statistics (self->fetch->client);

  json_builder_begin_object (json);
  vigie_json_add_text (json, "server", self->address);
  member_instant (json, "from", self->period.from);
  member_instant (json, "to", self->period.to);
  member_instant (json, "now", result->now);
  vigie_json_add_count (json, "step_s", (guint64) (result->step / VIGIE_SECOND));
  write_figures (json, result->figures);
  json_builder_set_member_name (json, "derived");
  json_builder_begin_object (json);
  for (VigieKpi kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    if (result->figures[kpi].n_derived > 0)
      vigie_json_add_count (json, vigie_kpi_to_string (kpi), result->figures[kpi].n_derived);
  json_builder_end_object (json);
  vigie_json_add_number (json, "degree_days", result->degree_days);
  vigie_json_add_text (
      json, "emission_factor_source",
      vigie_profile_get_emission_source (self->fetch->profile, self->period.to - 1));
  json_builder_set_member_name (json, "sites");
  json_builder_begin_array (json);
  for (guint i = 0; i < result->sites->len; i++)
    write_site (json, g_ptr_array_index (result->sites, i));
  json_builder_end_array (json);
  write_left_out (self, json);
  write_problems (json, &told);
  vigie_json_add_count (json, "requests", told.requests);
  vigie_json_add_count (json, "bytes", told.bytes);
  vigie_json_add_count (json, "duration_ms",
                        (guint64) (g_get_monotonic_time () - self->started) / 1000);
  json_builder_end_object (json);
  append_json (json, output);
}

static void
write_failure (Report *self, const GError *error, GString *output, GString *errors)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  g_autofree char *words = error->domain == VIGIE_ST_ERROR
                               ? vigie_st_error_describe (error, self->address)
                               : g_strdup (error->message);

  g_string_append_printf (errors, "vigie: %s\n", words);
  if (error->domain == G_OPTION_ERROR)
    return;
  json_builder_begin_object (json);
  vigie_json_add_text (json, "server", self->address);
  vigie_json_add_text (json, "error", words);
  json_builder_end_object (json);
  append_json (json, output);
}

/* ---- Reading ---------------------------------------------------------------------------------- */

static gboolean
read_report (Report *self,
             const VigieStCredentials *credentials,
             VigieProfile *profile,
             GError **error)
{
  VigieEnergyScope scope = {self->asked->site, self->asked->commune, 0};

  if (!vigie_energy_asked_check (self->asked, error))
    return FALSE;
  self->fetch = vigie_energy_fetch_new (self->address, credentials, profile, error);
  if (self->fetch == NULL || !vigie_energy_fetch_territory (self->fetch, error)
      || !read_period (self->asked, self->fetch->now, &self->period, error)
      || !check_scope (self, error))
    return FALSE;
  self->plan
      = vigie_energy_fetch_history (self->fetch, &scope, self->period.from, self->period.to, error);
  if (self->plan != NULL)
    self->result = vigie_energy_read (self->fetch->store, self->plan, profile, &self->period,
                                      VIGIE_TIME_NONE, self->fetch->now, NULL, error);
  return self->result != NULL;
}

int
vigie_energy_report_run (const char *address,
                         const VigieStCredentials *credentials,
                         VigieProfile *profile,
                         const VigieEnergyAsked *asked,
                         GString *output,
                         GString *errors)
{
  Report self = {.address = address, .asked = asked, .started = g_get_monotonic_time ()};
  g_autoptr (GError) error = NULL;
  gboolean is_read = read_report (&self, credentials, profile, &error);

  if (is_read)
    write_report (&self, output);
  else
    write_failure (&self, error, output, errors);
  g_clear_pointer (&self.result, vigie_energy_result_unref);
  g_clear_pointer (&self.plan, vigie_energy_plan_unref);
  g_clear_pointer (&self.fetch, vigie_energy_fetch_free);
  return is_read ? VIGIE_ENERGY_REPORT_DONE : VIGIE_ENERGY_REPORT_FAILED;
}
