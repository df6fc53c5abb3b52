/* vigie-fleet-figures.c: what is found out of a sensor by its past, and what fails of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-figures.h"

#include <glib/gi18n-lib.h>

#include "vigie-fleet-text.h"
#include "vigie-words.h"

VigieFleetFigures *
vigie_fleet_figures_new (void)
{
  VigieFleetFigures *self = g_new0 (VigieFleetFigures, 1);

  self->history_time = VIGIE_TIME_NONE;
  return self;
}

VigieFleetFigures *
vigie_fleet_figures_copy (const VigieFleetFigures *self)
{
  VigieFleetFigures *copy = g_memdup2 (self, sizeof *self);

  copy->stuck_name = g_strdup (self->stuck_name);
  copy->stuck_unit = g_strdup (self->stuck_unit);
  return copy;
}

void
vigie_fleet_figures_free (VigieFleetFigures *self)
{
  g_free (self->stuck_name);
  g_free (self->stuck_unit);
  g_free (self);
}

gboolean
vigie_fleet_is_lone (VigieSensor *sensor, VigieSensor **gateway)
{
  guint n;
  const VigieHearing *heard = vigie_sensor_get_gateways (sensor, &n);
  gboolean is_lone = n == 1 && !vigie_sensor_is_gateway (sensor);

  if (gateway != NULL)
    *gateway = is_lone ? heard[0].gateway : NULL;
  return is_lone;
}

guint
vigie_fleet_failures (VigieSensor *sensor,
                      const VigieFleetFigures *figures,
                      VigieTime now,
                      VigieFailure failures[VIGIE_N_FAILURE])
{
  VigieDeviceFindings findings = {
      .freshness = vigie_sensor_get_freshness (sensor),
      .last = vigie_sensor_get_last_seen (sensor),
      .lone_gateway = vigie_fleet_is_lone (sensor, NULL),
  };

  if (figures != NULL)
    {
      findings.battery = figures->has_battery ? &figures->battery : NULL;
      findings.margin = figures->has_margin ? &figures->margin : NULL;
      findings.loss = figures->has_days_loss ? &figures->days_loss : NULL;
      findings.stuck = figures->has_stuck ? &figures->stuck : NULL;
    }
  return vigie_failure_list (&findings, now, failures);
}

/* ---- Words ----------------------------------------------------------------------------------- */

char *
vigie_fleet_lone_words (const VigieFleetFigures *figures)
{
  g_autofree char *number = NULL, *all = NULL, *silent = NULL;

  if (figures == NULL || figures->n_lone == 0)
    return NULL;
  number = vigie_words_number (figures->n_lone, 0);
  /* Translators: of a gateway: how many sensors no other gateway hears: « 12 capteurs n’ont qu’elle » */
  all = g_strdup_printf (ngettext ("%s sensor has no other gateway",
                                   "%s sensors have no other gateway", figures->n_lone),
                         number);
  if (figures->n_lone_silent == 0)
    return g_steal_pointer (&all);
  silent = vigie_words_number (figures->n_lone_silent, 0);
  /* Translators: « 12 capteurs n’ont qu’elle », then how many of these are silent: « …, dont 3 muets » */
  return g_strdup_printf (
      ngettext ("%1$s, %2$s of them silent", "%1$s, %2$s of them silent", figures->n_lone_silent),
      all, silent);
}

char *
vigie_fleet_failure_words (VigieSensor *sensor,
                           const VigieFleetFigures *figures,
                           VigieTime now,
                           gboolean live)
{
  VigieFailure failures[VIGIE_N_FAILURE];
  guint n = vigie_fleet_failures (sensor, figures, now, failures);
  g_autofree char *lone = vigie_fleet_lone_words (figures);
  g_autofree char *words = NULL;

  if (n == 0 && lone != NULL)
    return g_steal_pointer (&lone);
  if (n == 0)
    return g_strdup (figures == NULL || figures->unread
                         ? "—"
                         /* Translators: of the next failure of a sensor: none is foretold */
                         : C_ ("next failure", "none in sight"));
  /* How late something is grows on screen only where it is known by now. */
  if (failures[0].kind == VIGIE_FAILURE_LATE && !live)
    return g_strdup (vigie_words_freshness (VIGIE_FRESHNESS_LATE));
  words = vigie_failure_words (&failures[0], now);
  if (lone == NULL)
    return g_steal_pointer (&words);
  /* Translators: what fails of a gateway, then how many sensors go with it: « muet depuis 8 h 00 : 12 capteurs n’ont
   * qu’elle » */
  return g_strdup_printf (C_ ("gateway", "%1$s: %2$s"), words, lone);
}

static char *
stuck_evidence (const VigieFleetFigures *figures, VigieTime now)
{
  const VigieStuck *stuck = &figures->stuck;
  g_autofree char *value = vigie_words_value (stuck->value, figures->stuck_unit);
  g_autofree char *since = vigie_words_since (now, stuck->since, NULL);
  g_autofree char *number = vigie_words_number (stuck->n, 0);
  g_autofree char *longest = NULL;

  if (stuck->longest <= 0)
    /* Translators: a measure, its value, a moment, a number of readings */
    return g_strdup_printf (ngettext ("%1$s: %2$s since %3$s, %4$s reading",
                                      "%1$s: %2$s since %3$s, %4$s readings", stuck->n),
                            figures->stuck_name, value, since, number);
  longest = vigie_words_duration (stuck->longest);
  /* Translators: a measure, its value, a moment, a number of readings, a duration */
  return g_strdup_printf (
      ngettext ("%1$s: %2$s since %3$s, %4$s reading; it had never been frozen for more than %5$s",
                "%1$s: %2$s since %3$s, %4$s readings; it had never been frozen for more than %5$s",
                stuck->n),
      figures->stuck_name, value, since, number, longest);
}

static char *
radio_evidence (const VigieMarginTrend *margin)
{
  g_autofree char *now = vigie_words_value (margin->margin, "dB");
  g_autofree char *slope = NULL, *lowest = NULL, *highest = NULL, *days = NULL;

  if (isnan (margin->slope))
    /* Translators: the margin of a radio link, in dB */
    return g_strdup_printf (_ ("Margin of %s over the last 3 days; frames are lost below 3 dB"),
                            now);
  slope = vigie_words_number (7 * margin->slope, 1);
  lowest = vigie_words_number (7 * margin->slope_lowest, 1);
  highest = vigie_words_number (7 * margin->slope_highest, 1);
  days = vigie_words_number (round (margin->days), 0);
  /* Translators: the margin of a radio link, how it changes in a week and the range of that, days of readings */
  return g_strdup_printf (
      _ ("Margin of %1$s, %2$s dB a week (%3$s to %4$s) over %5$s days; frames are lost below 3 "
         "dB"),
      now, slope, lowest, highest, days);
}

static char *
battery_evidence (VigieSensor *sensor, const VigieFleetFigures *figures, VigieTime now)
{
  const VigieBatteryForecast *battery = &figures->battery;
  g_autofree char *end
      = vigie_fleet_details (sensor, VIGIE_FLEET_COLUMN_BATTERY_END, figures, now, TRUE);
  g_autofree char *slope = NULL, *lowest = NULL, *highest = NULL;

  if (isnan (battery->slope) || battery->trend != VIGIE_BATTERY_TREND_FALLING || end == NULL)
    return g_steal_pointer (&end);
  slope = vigie_words_number (-30 * battery->slope, 1);
  lowest = vigie_words_number (-30 * battery->slope_highest, 1);
  highest = vigie_words_number (-30 * battery->slope_lowest, 1);
  /* Translators: when a battery ends; how many points it loses in 30 days, and the range of that */
  return g_strdup_printf (_ ("%1$s; it loses %2$s points in 30 days (%3$s to %4$s)"), end, slope,
                          lowest, highest);
}

static char *
losses_evidence (const VigieFrameLoss *loss)
{
  g_autofree char *lost = vigie_words_number (loss->lost, 0);
  g_autofree char *expected = vigie_words_number (loss->expected, 0);

  /* Translators: frames: lost, expected, a number of days */
  return g_strdup_printf (_ ("%1$s of %2$s expected frames in %3$d days"), lost, expected,
                          VIGIE_FLEET_LOSS_DAYS);
}

char *
vigie_fleet_evidence (VigieSensor *sensor,
                      const VigieFleetFigures *figures,
                      const VigieFailure *failure,
                      VigieTime now)
{
  g_autofree char *words = NULL;
  const VigieHearing *heard;
  guint n;

  switch (failure->kind)
    {
    case VIGIE_FAILURE_SILENT:
    case VIGIE_FAILURE_LATE:
      return vigie_fleet_details (sensor, VIGIE_FLEET_COLUMN_SEEN, figures, now, TRUE);
    case VIGIE_FAILURE_NEVER:
      if (vigie_sensor_get_installed (sensor) == VIGIE_TIME_NONE)
        return NULL;
      words = vigie_words_date (now, vigie_sensor_get_installed (sensor), NULL);
      /* Translators: when a sensor was installed */
      return g_strdup_printf (_ ("Installed on %s"), words);
    case VIGIE_FAILURE_STUCK:
      return figures != NULL ? stuck_evidence (figures, now) : NULL;
    case VIGIE_FAILURE_BATTERY:
      return figures != NULL ? battery_evidence (sensor, figures, now) : NULL;
    case VIGIE_FAILURE_RADIO:
      return figures != NULL ? radio_evidence (&figures->margin) : NULL;
    case VIGIE_FAILURE_LOSSES:
      return figures != NULL ? losses_evidence (&figures->days_loss) : NULL;
    case VIGIE_FAILURE_LONE_GATEWAY:
      heard = vigie_sensor_get_gateways (sensor, &n);
      if (n == 0)
        return NULL;
      /* Translators: %s is a gateway */
      return g_strdup_printf (_ ("Only %s heard its last frame"),
                              heard[0].gateway != NULL ? vigie_sensor_get_name (heard[0].gateway)
                                                       : heard[0].id);
    case VIGIE_FAILURE_NONE:
    default:
      return NULL;
    }
}

char *
vigie_fleet_findings (VigieSensor *sensor, const VigieFleetFigures *figures, VigieTime now)
{
  VigieFailure failures[VIGIE_N_FAILURE];
  guint n = vigie_fleet_failures (sensor, figures, now, failures);
  g_autofree char *lone = vigie_fleet_lone_words (figures);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = vigie_failure_words (&failures[i], now);
      g_autofree char *evidence = vigie_fleet_evidence (sensor, figures, &failures[i], now);

      if (lines->len > 0)
        g_string_append_c (lines, '\n');
      if (evidence != NULL)
        /* Translators: what fails of a sensor, then what it is told by */
        g_string_append_printf (lines, C_ ("finding", "%1$s. %2$s"), words, evidence);
      else
        g_string_append (lines, words);
    }
  if (lone != NULL)
    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", lone);
  if (lines->len > 0)
    return g_string_free (lines, FALSE);
  g_string_free (lines, TRUE);
  return NULL;
}
