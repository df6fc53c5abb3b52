/* vigie-energy-text.c: what the energy page says of its figures, beside what vigie-energy.h says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-text.h"

#include <glib/gi18n-lib.h>

#include "vigie-coverage-bar.h"
#include "vigie-words.h"

#define NARROW "\u202f"

/* ---- Period ---------------------------------------------------------------------------------- */

/* « samedi 21 » */
static char *
weekday_words (VigieTime time, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) local
      = g_date_time_to_timezone (utc, zone != NULL ? zone : vigie_words_default_zone ());

  /* Translators: weekday and day of the month, strftime: “Saturday 21” */
  return g_date_time_format (local, C_ ("weekday and day", "%A %-d"));
}

char *
vigie_energy_text_progress (const VigiePeriod *period, VigieTime now, GTimeZone *zone)
{
  g_autofree char *clock = vigie_words_time_of_day (now, zone);
  g_autofree char *day = NULL;

  if (now >= period->to)
    return NULL;
  if (now < period->from)
    return g_strdup (_ ("not started yet"));
  switch (period->unit)
    {
    case VIGIE_PERIOD_DAY:
      return g_strdup_printf (_ ("day in progress, until %s"), clock);
    case VIGIE_PERIOD_WEEK:
      day = weekday_words (now, zone);
      /* Translators: weekday with its day, time of day: “Saturday 21 at 11:07” */
      return g_strdup_printf (_ ("week in progress, until %1$s at %2$s"), day, clock);
    case VIGIE_PERIOD_MONTH:
      day = weekday_words (now, zone);
      return g_strdup_printf (_ ("month in progress, until %1$s at %2$s"), day, clock);
    case VIGIE_PERIOD_YEAR:
      day = vigie_words_date (now, now, zone);
      return g_strdup_printf (_ ("year in progress, until %1$s at %2$s"), day, clock);
    case VIGIE_PERIOD_FREE:
    default:
      day = vigie_words_date (now, now, zone);
      return g_strdup_printf (_ ("in progress, until %1$s at %2$s"), day, clock);
    }
}

char *
vigie_energy_text_since (const VigiePeriod *period, double coverage, GTimeZone *zone)
{
  g_autofree char *day = weekday_words (period->from, zone);
  g_autofree char *known = NULL;

  if (!isfinite (coverage))
    /* Translators: weekday with its day: “since Monday 16” */
    return g_strdup_printf (C_ ("week", "since %s"), day);
  known = vigie_coverage_words (coverage);
  /* Translators: weekday with its day, how much is known: “since Monday 16, coverage 97 %” */
  return g_strdup_printf (C_ ("week", "since %1$s, coverage %2$s"), day, known);
}

char *
vigie_energy_text_step (gint64 step)
{
  return vigie_words_duration (step);
}

char *
vigie_energy_text_bins (const VigieTime *edges, guint n_bins)
{
  g_autofree char *step = NULL;
  gint64 width;

  if (n_bins == 0)
    return NULL;
  /* Not the first: it may be a day of 23 hours. */
  width = edges[n_bins] - edges[n_bins - 1];
  if (width >= 23 * VIGIE_HOUR)
    return g_strdup (_ ("energy by day"));
  step = vigie_words_duration (width);
  /* Translators: under a chart: what each point is the mean of, “means of 30 min” */
  return g_strdup_printf (_ ("%s averages"), step);
}

char *
vigie_energy_text_loading (double loaded)
{
  /* Rounded down: all is there only once it is. */
  g_autofree char *percent
      = vigie_words_figure (floor (100 * CLAMP (loaded, 0, 0.99) + 1e-9), 0, "%");

  return g_strdup_printf (_ ("Loading history: %s"), percent);
}

/* Meters report some minutes late: that is no fault of theirs. */
static gboolean
has_just_begun (const VigieEnergyResult *result)
{
  return result->now - result->period.from < MAX (2 * VIGIE_HOUR, 2 * result->step);
}

char *
vigie_energy_text_reason (VigieKpi kpi,
                          const VigieEnergyFigure *figure,
                          const VigieEnergyResult *result)
{
  if (figure->undefined == VIGIE_UNDEFINED_COVERAGE
      || figure->undefined == VIGIE_UNDEFINED_NO_READING)
    {
      if (result->loaded < 1)
        return g_strdup (_ ("History not loaded yet"));
      if (has_just_begun (result))
        return g_strdup (_ ("The period has just begun: readings are awaited"));
    }
  return vigie_figure_reason_to_words (kpi, figure);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

/* Units of a figure, of its numerator and of its denominator; the last are NULL where it is no ratio. */
static const struct
{
  const char *unit, *numerator, *denominator;
} kpis[VIGIE_N_KPI] = {
    [VIGIE_KPI_PRODUCTION] = {"kWh", NULL, NULL},
    [VIGIE_KPI_CONSUMPTION] = {"kWh", NULL, NULL},
    [VIGIE_KPI_GRID_IMPORT] = {"kWh", NULL, NULL},
    [VIGIE_KPI_GRID_EXPORT] = {"kWh", NULL, NULL},
    [VIGIE_KPI_SELF_CONSUMED] = {"kWh", NULL, NULL},
    [VIGIE_KPI_SELF_CONSUMPTION] = {"", "kWh", "kWh"},
    [VIGIE_KPI_SELF_PRODUCTION] = {"", "kWh", "kWh"},
    [VIGIE_KPI_BALANCE_ERROR] = {"", "kWh", "kWh"},
    [VIGIE_KPI_CHARGE] = {"kWh", NULL, NULL},
    [VIGIE_KPI_DISCHARGE] = {"kWh", NULL, NULL},
    [VIGIE_KPI_IT] = {"kWh", NULL, NULL},
    [VIGIE_KPI_DC] = {"kWh", NULL, NULL},
    [VIGIE_KPI_HEAT_REUSED] = {"kWh", NULL, NULL},
    [VIGIE_KPI_WATER] = {"L", NULL, NULL},
    [VIGIE_KPI_PUE] = {"", "kWh", "kWh"},
    [VIGIE_KPI_REF] = {"", "kWh", "kWh"},
    [VIGIE_KPI_ERF] = {"", "kWh", "kWh"},
    [VIGIE_KPI_CUE] = {"kg/kWh", "kg", "kWh"},
    [VIGIE_KPI_WUE] = {"L/kWh", "L", "kWh"},
    [VIGIE_KPI_CO2] = {"kg", NULL, NULL},
    [VIGIE_KPI_PEAK] = {"kW", NULL, NULL},
    [VIGIE_KPI_LOAD_FACTOR] = {"", "kW", "kW"},
    [VIGIE_KPI_BASE_LOAD] = {"kW", NULL, NULL},
    [VIGIE_KPI_PER_AREA] = {"kWh/m²", "kWh", "m²"},
    /* Translators: degree-days as a unit: “kWh/DD” */
    [VIGIE_KPI_PER_DEGREE_DAY] = {NC_ ("unit", "kWh/DD"), "kWh", NC_ ("unit", "DD")},
};

gboolean
vigie_energy_kpi_units (VigieKpi kpi, const char **numerator, const char **denominator)
{
  g_return_val_if_fail ((guint) kpi < VIGIE_N_KPI, FALSE);

  *numerator = kpis[kpi].numerator;
  *denominator = kpis[kpi].denominator;
  if (kpi == VIGIE_KPI_PER_DEGREE_DAY)
    *denominator = g_dpgettext2 (GETTEXT_PACKAGE, "unit", kpis[kpi].denominator);
  return *numerator != NULL;
}

const char *
vigie_energy_kpi_unit (VigieKpi kpi)
{
  g_return_val_if_fail ((guint) kpi < VIGIE_N_KPI, "");

  return kpi == VIGIE_KPI_PER_DEGREE_DAY ? g_dpgettext2 (GETTEXT_PACKAGE, "unit", kpis[kpi].unit)
                                         : kpis[kpi].unit;
}

/* As many decimals as make three digits of @number, at most 2. */
static int
decimals_of (double number)
{
  number = fabs (number);
  return number < 9.995 ? 2 : number < 999.5 ? 1 : 0;
}

static gboolean
is_told (const VigieEnergyFigure *figure)
{
  return figure->undefined == VIGIE_UNDEFINED_NOT && isfinite (figure->value);
}

/* Both in the unit that the greater one asks for. */
static char *
same_unit_words (double numerator, double denominator, const char *unit)
{
  const char *scaled;
  double factor = vigie_words_scale (MAX (fabs (numerator), fabs (denominator)), unit, &scaled);
  int decimals = decimals_of (factor * MAX (fabs (numerator), fabs (denominator)));
  g_autofree char *part = vigie_words_number (factor * numerator, decimals);
  g_autofree char *whole = vigie_words_figure (factor * denominator, decimals, scaled);

  /* Translators: a part of a whole, both energies: “44.1 of 45.2 MWh” */
  return g_strdup_printf (C_ ("energy", "%1$s of %2$s"), part, whole);
}

char *
vigie_energy_text_parts (VigieKpi kpi, const VigieEnergyFigure *figure)
{
  const char *numerator, *denominator;
  g_autofree char *above = NULL, *below = NULL;

  if (!vigie_energy_kpi_units (kpi, &numerator, &denominator) || !isfinite (figure->numerator)
      || !isfinite (figure->denominator))
    return NULL;
  if (g_str_equal (numerator, denominator))
    return same_unit_words (figure->numerator, figure->denominator, numerator);
  above = vigie_words_value (figure->numerator, numerator);
  below = vigie_words_value (figure->denominator, denominator);
  /* Translators: a quotient: “12.3 t ÷ 45.2 MWh” */
  return g_strdup_printf (_ ("%1$s ÷ %2$s"), above, below);
}

char *
vigie_energy_text_formula (VigieKpi kpi, const VigieEnergyFigure *figure)
{
  const char *numerator, *denominator;
  g_autofree char *value = vigie_figure_to_words (kpi, figure);
  g_autofree char *reason = vigie_figure_reason_to_words (kpi, figure);
  g_autofree char *above = NULL, *below = NULL;

  if (!vigie_energy_kpi_units (kpi, &numerator, &denominator) || !isfinite (figure->numerator)
      || !isfinite (figure->denominator))
    /* Translators: a figure that is not told, and why */
    return reason != NULL ? g_strdup_printf (_ ("%1$s: %2$s"), value, reason)
                          : g_steal_pointer (&value);
  above = vigie_words_value (figure->numerator, numerator);
  below = vigie_words_value (figure->denominator, denominator);
  if (reason != NULL)
    return g_strdup_printf (_ ("%1$s ÷ %2$s, n/a: %3$s"), above, below, reason);
  /* Translators: a quotient and what it gives: “44.1 MWh ÷ 45.2 MWh = 97.6 %” */
  return g_strdup_printf (_ ("%1$s ÷ %2$s = %3$s"), above, below, value);
}

/* ---- Comparison ------------------------------------------------------------------------------ */

/* With its sign, and a narrow space after it; @words is of a number without one. */
static char *
with_sign (double number, const char *words)
{
  if (number == 0)
    return g_strdup (words);
  return g_strconcat (number < 0 ? "\u2212" : "+", NARROW, words, NULL);
}

static double
round_to (double number, int decimals)
{
  double power = pow (10, decimals);

  return round (number * power) / power;
}

char *
vigie_energy_text_percent (double change)
{
  double percent = round (100 * change);
  g_autofree char *words = NULL;

  if (!isfinite (change))
    return g_strdup (C_ ("figure", "n/a"));
  /* More than tenfold: the percentage says nothing any more, and is no less true. */
  words = vigie_words_figure (fabs (percent), 0, "%");
  return with_sign (percent, words);
}

/* Rates are compared in points: a change in percent of a percentage is read either way. */
static gboolean
is_rate (VigieKpi kpi)
{
  return kpi == VIGIE_KPI_SELF_CONSUMPTION || kpi == VIGIE_KPI_SELF_PRODUCTION
         || kpi == VIGIE_KPI_BALANCE_ERROR || kpi == VIGIE_KPI_LOAD_FACTOR;
}

char *
vigie_energy_text_change (VigieKpi kpi,
                          const VigieEnergyFigure *figure,
                          const VigieEnergyFigure *other)
{
  if (!is_told (figure) || !is_told (other))
    return g_strdup (C_ ("figure", "n/a"));
  if (is_rate (kpi))
    {
      double points = round_to (100 * (figure->value - other->value), 1);
      g_autofree char *number = vigie_words_number (fabs (points), 1);
      /* Translators: percentage points: “1.2 pt” */
      g_autofree char *words = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%s pt", "%s pts", fabs (points) < 2 ? 1 : 2), number);

      return with_sign (points, words);
    }
  if (other->value == 0)
    return g_strdup (C_ ("figure", "n/a"));
  return vigie_energy_text_percent ((figure->value - other->value) / fabs (other->value));
}

char *
vigie_energy_text_compared (VigieKpi kpi,
                            const VigieEnergyFigure *figure,
                            const VigieEnergyFigure *other,
                            VigiePeriodUnit unit,
                            gboolean last_year)
{
  g_autofree char *change = NULL;

  if (other == NULL)
    return NULL;
  change = vigie_energy_text_change (kpi, figure, other);
  if (last_year)
    return g_strdup_printf (_ ("%s on last year"), change);
  switch (unit)
    {
    case VIGIE_PERIOD_DAY:
      /* Translators: how much a figure changed against an earlier period: “− 3 % on the day before” */
      return g_strdup_printf (_ ("%s on the day before"), change);
    case VIGIE_PERIOD_WEEK:
      return g_strdup_printf (_ ("%s on the week before"), change);
    case VIGIE_PERIOD_MONTH:
      return g_strdup_printf (_ ("%s on the month before"), change);
    case VIGIE_PERIOD_YEAR:
      return g_strdup_printf (_ ("%s on the year before"), change);
    case VIGIE_PERIOD_FREE:
    default:
      return g_strdup_printf (_ ("%s on the period before"), change);
    }
}

/* ---- Now ------------------------------------------------------------------------------------- */

char *
vigie_energy_text_now (VigieTime now, VigieTime oldest, guint n_live, guint n_meters, gboolean live)
{
  g_autofree char *fresh = vigie_words_number (n_live, 0);
  g_autofree char *all = vigie_words_number (n_meters, 0);
  g_autofree char *meters = g_strdup_printf (
      ngettext ("%1$s meter of %2$s up to date", "%1$s meters of %2$s up to date", n_live), fresh,
      all);
  g_autofree char *age = NULL;

  if (oldest == VIGIE_TIME_NONE)
    return g_steal_pointer (&meters);
  age = live ? vigie_words_age (now, oldest) : vigie_words_at (now, oldest, NULL);
  return g_strdup_printf ("%s · %s", age, meters);
}

const char *
vigie_energy_flow_words (VigieFlow flow)
{
  static const char *const words[VIGIE_N_FLOW] = {
      [VIGIE_FLOW_CONSUMPTION] = NC_ ("flow", "Consumption"),
      [VIGIE_FLOW_PRODUCTION] = NC_ ("flow", "Production"),
      [VIGIE_FLOW_IMPORT] = NC_ ("flow", "Grid import"),
      [VIGIE_FLOW_EXPORT] = NC_ ("flow", "Grid export"),
      [VIGIE_FLOW_CHARGE] = NC_ ("flow", "Storage charge"),
      [VIGIE_FLOW_DISCHARGE] = NC_ ("flow", "Storage discharge"),
      [VIGIE_FLOW_IT] = NC_ ("flow", "Computing"),
      [VIGIE_FLOW_HEAT] = NC_ ("flow", "Heat reused"),
      [VIGIE_FLOW_WATER] = NC_ ("flow", "Water"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "flow", words[MIN (flow, VIGIE_FLOW_WATER)]);
}
