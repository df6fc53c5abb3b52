/* vigie-site-row-words.c: what a row of the list of sites says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-row-words.h"

#include <glib/gi18n-lib.h>

#include "vigie-site-panel-plan.h"
#include "vigie-text.h"
#include "vigie-words.h"

/* Of which moment the state is: of the measure that makes it, else the newest reading. */
static VigieTime
state_time (VigieSite *site, VigieSection section)
{
  VigieMeasure *worst = vigie_site_get_worst (site);

  if (section == VIGIE_SECTION_OUT_OF_SERVICE)
    return vigie_site_get_since (site);
  if (section != VIGIE_SECTION_NORMAL && worst != NULL)
    return vigie_measure_get_latest (worst)->time;
  return vigie_site_get_last_reading (site);
}

static char *
age_words (VigieSite *site, VigieSection section, VigieTime now, gboolean live)
{
  VigieTime time = state_time (site, section);

  if (section == VIGIE_SECTION_OUT_OF_SERVICE)
    {
      g_autofree char *date = NULL;

      if (time == VIGIE_TIME_NONE)
        return g_strdup ("");
      date = vigie_words_date (now, time, NULL);
      /* Translators: out of service since a day; « depuis le 18 nov. » */
      return g_strdup_printf (_ ("since %s"), date);
    }
  if (time == VIGIE_TIME_NONE)
    return g_strdup (C_ ("reading", "never"));
  return live ? vigie_text_calm_age (now, time) : vigie_words_since (now, time, NULL);
}

/* The vehicles present where nothing but the server tells of them, else the first measure that is no meter's index and
 * speaks of the site. Full reference, or NULL. */
static VigieMeasure *
find_summary (VigieSite *site)
{
  GListModel *measures = vigie_site_get_measures (site);
  gboolean counted = vigie_site_plan_counts (site);
  g_autoptr (VigieMeasure) best = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (measures); i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieMeasureData *of = vigie_measure_get_data (measure);
      const VigieReading *latest = vigie_measure_get_latest (measure);
      gboolean present = of->role == VIGIE_ROLE_VEHICLES_PRESENT;

      if (vigie_role_is_diagnostic (of->role) || of->aggregation == VIGIE_AGGREGATION_CUMULATIVE
          || latest->time == VIGIE_TIME_NONE || latest->type != VIGIE_VALUE_NUMBER
          || (present && counted))
        continue;
      if (best == NULL || present)
        g_set_object (&best, measure);
      if (present)
        break;
    }
  return g_steal_pointer (&best);
}

/* What a site is best known by: how busy it is, else a measure, else where it is. */
static char *
summary_words (VigieSite *site)
{
  const VigieSiteData *data = vigie_site_get_data (site);
  VigieLevel level = vigie_site_get_level (site);
  g_autoptr (VigieMeasure) best = NULL;
  g_autofree char *value = NULL;

  if (level != VIGIE_LEVEL_UNKNOWN)
    /* Translators: how busy a site is: “Attendance: heavy” */
    return g_strdup_printf (C_ ("level", "Attendance: %s"), vigie_level_words (level));
  best = find_summary (site);
  if (best == NULL)
    return g_strdup (data->details->commune_name != NULL ? data->details->commune_name : "");
  value = vigie_words_value (vigie_measure_get_latest (best)->number,
                             vigie_measure_get_data (best)->unit);
  /* Translators: a measure and its value: « Véhicules présents 7 » */
  return g_strdup_printf (C_ ("measure", "%s %s"), vigie_measure_get_data (best)->name, value);
}

/* Whether its state is a word that needs no reason. */
static gboolean
is_plain (VigieSection section, VigieGlyphLook look)
{
  return section == VIGIE_SECTION_NO_MEASURE
         || (section == VIGIE_SECTION_NORMAL && look != VIGIE_GLYPH_LATE);
}

/* The second line. @section and @look: of the site. */
static char *
line_words (VigieSite *site, VigieSiteLine line, VigieSection section, VigieGlyphLook look)
{
  const VigieSiteData *data = vigie_site_get_data (site);
  VigieMeasure *worst = vigie_site_get_worst (site);
  const char *commune = data->details->commune_name != NULL ? data->details->commune_name : "";

  switch (line)
    {
    case VIGIE_SITE_LINE_COMMUNE:
      return g_strdup (commune);
    case VIGIE_SITE_LINE_ADDRESS:
      return g_strdup (data->details->address != NULL && *data->details->address != '\0'
                           ? data->details->address
                           : commune);
    case VIGIE_SITE_LINE_VALUE:
      return summary_words (site);
    case VIGIE_SITE_LINE_REASON:
    default:
      break;
    }
  if (is_plain (section, look))
    return summary_words (site);
  /* What sign, heading and age say already is not said once more: of a silence what fell silent, of what
   * is out of service why. */
  if (section == VIGIE_SECTION_SILENT && worst != NULL)
    return g_strdup (vigie_measure_get_data (worst)->name);
  if (section == VIGIE_SECTION_OUT_OF_SERVICE)
    {
      const char *note = data->details->out_of_service_note;

      if (!data->out_of_service && worst != NULL)
        note = vigie_measure_get_data (worst)->out_of_service_note;
      if (note != NULL && *note != '\0')
        return g_strdup (note);
    }
  return g_strdup (vigie_site_get_reason (site));
}

/* The state in words; without a link, of when it is. */
static char *
state_words (VigieSite *site, VigieSection section, VigieGlyphLook look, gboolean live)
{
  const char *state
      = section == VIGIE_SECTION_NORMAL && look != VIGIE_GLYPH_LATE
            ? _ ("Normal")
            : vigie_text_state (vigie_site_get_freshness (site), vigie_site_get_condition (site));

  if (live || section == VIGIE_SECTION_OUT_OF_SERVICE || section == VIGIE_SECTION_NO_MEASURE)
    return g_strdup (state);
  if (section == VIGIE_SECTION_SILENT)
    /* Translators: state of a site, while the link is lost: « Silent before the link was lost » */
    return g_strdup_printf (C_ ("state", "%s before the link was lost"), state);
  /* Translators: state of a site, while the link is lost: « Normal at the last reading » */
  return g_strdup_printf (C_ ("state", "%s at the last reading"), state);
}

void
vigie_site_words_init (VigieSiteWords *words,
                       VigieSite *site,
                       VigieSiteLine line,
                       VigieTime now,
                       gboolean live)
{
  g_autofree char *summary = NULL;
  const char *name = vigie_site_get_name (site);
  const char *kind = vigie_words_kind (vigie_site_get_kind (site));
  const char *reason;

  words->section = vigie_section_of (site);
  words->look
      = vigie_glyph_look_for (vigie_site_get_freshness (site), vigie_site_get_condition (site));
  if (is_plain (words->section, words->look))
    summary = summary_words (site);
  reason = summary != NULL ? summary : vigie_site_get_reason (site);
  words->line = line_words (site, line, words->section, words->look);
  words->age = age_words (site, words->section, now, live);
  words->time = state_time (site, words->section);
  words->state = state_words (site, words->section, words->look, live);
  /* What is out of service has the state in its reason. */
  words->sentence
      = *reason != '\0' && !g_str_has_prefix (reason, words->state)
            /* Translators: a row of the list as a sentence for a screen reader: site, kind, state, reason, age */
            ? g_strdup_printf (C_ ("screen reader", "%s, %s, %s: %s, %s"), name, kind, words->state,
                               reason, words->age)
            : g_strdup_printf (C_ ("screen reader", "%s, %s, %s, %s"), name, kind,
                               *reason != '\0' ? reason : words->state, words->age);
}

void
vigie_site_words_clear (VigieSiteWords *words)
{
  g_clear_pointer (&words->state, g_free);
  g_clear_pointer (&words->line, g_free);
  g_clear_pointer (&words->age, g_free);
  g_clear_pointer (&words->sentence, g_free);
}
