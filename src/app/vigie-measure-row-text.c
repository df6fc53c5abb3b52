/* vigie-measure-row-text.c: what the row of a measure says, computed before anything is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-measure-row-text.h"

#include <glib/gi18n-lib.h>

#include "vigie-site-panel-plan.h"
#include "vigie-site-panel-text.h"
#include "vigie-site.h"
#include "vigie-text.h"
#include "vigie-words.h"

int
vigie_battery_bars (double percent)
{
  return percent > 80 ? 4 : percent > 60 ? 3 : percent > 35 ? 2 : percent > 12 ? 1 : 0;
}

int
vigie_signal_bars (double dbm)
{
  return dbm >= -95 ? 4 : dbm >= -105 ? 3 : dbm >= -113 ? 2 : dbm >= -119 ? 1 : 0;
}

void
vigie_sentence_append (GString *sentence, const char *part)
{
  if (part != NULL && *part != '\0')
    /* Translators: for a screen reader: the next part of a row, after a comma */
    g_string_append_printf (sentence, C_ ("screen reader", ", %s"), part);
}

char *
vigie_measure_limit_words (VigieMeasure *measure)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  double limit
      = vigie_condition_limit (vigie_measure_get_condition_state (measure), &data->thresholds);
  g_autofree char *unit = NULL;
  g_autofree char *quantity = NULL;

  if (isnan (limit))
    return NULL;
  unit = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);
  quantity = vigie_words_value (limit, unit);
  /* Translators: the limit that a value has passed */
  return g_strdup_printf (_ ("limit %s"), quantity);
}

static char *
out_of_service_words (VigieMeasure *measure, VigieTime now)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  VigieSite *site = vigie_measure_get_site (measure);
  const VigieSiteData *site_data = site != NULL ? vigie_site_get_data (site) : NULL;
  const char *text = data->out_of_service_note;
  VigieTime since = data->out_of_service_since;
  g_autofree char *date = NULL;
  g_autofree char *note = NULL;

  if (!data->out_of_service && site_data != NULL)
    {
      text = site_data->details->out_of_service_note;
      since = site_data->details->out_of_service_since;
    }
  note = vigie_site_text_plain (text, VIGIE_SITE_NAME_MAX);
  date = since != VIGIE_TIME_NONE ? vigie_words_date (now, since, NULL) : g_strdup ("");
  if (*date != '\0' && *note != '\0')
    /* Translators: out of service since a day, and the note of who declared it */
    return g_strdup_printf (_ ("since %s: %s"), date, note);
  if (*date != '\0')
    return g_strdup_printf (_ ("since %s"), date);
  return *note != '\0' ? g_steal_pointer (&note) : NULL;
}

/* Vehicles that the server tells of where they are counted too: not the number that is told of the site first. */
static gboolean
is_beside_count (VigieMeasure *measure)
{
  VigieSite *site = vigie_measure_get_site (measure);

  return vigie_measure_get_data (measure)->role == VIGIE_ROLE_VEHICLES_PRESENT && site != NULL
         && vigie_site_plan_counts (site);
}

void
vigie_measure_row_text_init (VigieMeasureRowText *text,
                             VigieMeasure *measure,
                             VigieTime now,
                             gboolean live)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  const VigieReading *latest = vigie_measure_get_latest (measure);
  VigieFreshness freshness = vigie_measure_get_freshness (measure);
  VigieCondition condition = vigie_measure_get_condition (measure);
  g_autofree char *said = vigie_words_measure_reading (data, latest);
  g_autofree char *value = vigie_site_text_plain (said, VIGIE_SITE_NAME_MAX);

  *text = (VigieMeasureRowText) {0};
  text->look = vigie_glyph_look_for (freshness, condition);
  text->passed = text->look == VIGIE_GLYPH_CRITICAL || text->look == VIGIE_GLYPH_WARNING;
  switch (freshness)
    {
    case VIGIE_FRESHNESS_NEVER:
      text->age = g_strdup (vigie_words_freshness (freshness));
      text->age_strong = TRUE;
      text->value = g_strdup ("—");
      if (data->installed != VIGIE_TIME_NONE)
        {
          g_autofree char *date = vigie_words_date (now, data->installed, NULL);

          /* Translators: a sensor was installed on a day */
          text->extra = g_strdup_printf (_ ("installed on %s"), date);
        }
      return;
    case VIGIE_FRESHNESS_OUT_OF_SERVICE:
      text->age = g_strdup (vigie_words_freshness (freshness));
      text->age_strong = TRUE;
      text->extra = out_of_service_words (measure, now);
      text->value = g_strdup ("");
      return;
    case VIGIE_FRESHNESS_SILENT:
      text->age = vigie_words_silent_since (now, latest->time, NULL);
      text->age_strong = TRUE;
      text->value_small = TRUE;
      /* Translators: the last value that was received */
      text->value = g_strdup_printf (_ ("last: %s"), value);
      if (data->expected_interval > 0)
        {
          g_autofree char *duration = vigie_words_duration (data->expected_interval);

          /* Translators: how often a reading is expected: a duration */
          text->extra = g_strdup_printf (_ ("expected: %s"), duration);
        }
      return;
    case VIGIE_FRESHNESS_NONE: /* no measure's */
    case VIGIE_FRESHNESS_LIVE:
    case VIGIE_FRESHNESS_LATE:
    default:
      break;
    }

  text->value = g_steal_pointer (&value);
  text->extra = vigie_measure_limit_words (measure);
  if (text->extra == NULL && is_beside_count (measure))
    /* Translators: of a number of vehicles present, where Vigie counts them by entries and exits as well */
    text->extra = g_strdup (_ ("told by the server, apart from the count of entries and exits"));
  if (!live)
    {
      text->age = vigie_words_at (now, latest->time, NULL);
      text->clock = text->age_strong = TRUE;
    }
  else if (freshness == VIGIE_FRESHNESS_LATE)
    {
      text->age = vigie_words_late (now, latest->time);
      text->clock = text->age_strong = TRUE;
    }
  else
    text->age = vigie_text_calm_age (now, latest->time);
}

void
vigie_measure_row_text_clear (VigieMeasureRowText *text)
{
  g_free (text->age);
  g_free (text->extra);
  g_free (text->value);
}
