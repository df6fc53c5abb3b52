/* vigie-energy-words.c: figures of energy as a person reads them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

typedef enum
{
  FORM_ENERGY, /* kWh, MWh, GWh */
  FORM_SHARE,  /* % */
  FORM_INDEX,  /* of data centres: 1,34 */
  FORM_POWER,  /* kW, never scaled: contracts are in kW */
  FORM_WATER,  /* L, m³ */
  FORM_CARBON, /* kg, t */
  FORM_PER_AREA,
  FORM_PER_DEGREE_DAY,
  FORM_CARBON_INDEX, /* kg CO₂e/kWh */
  FORM_WATER_INDEX,  /* L/kWh */
} Form;

typedef struct
{
  const char *id; /* as in --energy=json */
  Form form;
  const char *words, *definition;
  const char *standard;    /* with the edition in force, or NULL */
  const char *not_metered; /* what it takes */
  const char *zero;        /* what of it was nothing, NULL where it is divided by nothing */
  const char *impossible;  /* what contradicts what, NULL where nothing can */
} Kpi;

/* Editions: ISO's and national catalogues, read in 2026. ISO/IEC 30134-2:2016 was withdrawn in February 2026 and
 * replaced by its second edition; 30134-3:2016 was confirmed in 2021. */
static const Kpi kpis[VIGIE_N_KPI] = {
    [VIGIE_KPI_PRODUCTION] = {"production_kwh", FORM_ENERGY, N_ ("Production"),
                              N_ ("energy produced by the sites’ own panels"),
                              .not_metered = N_ ("No production meter here")},
    [VIGIE_KPI_CONSUMPTION]
    = {"consumption_kwh", FORM_ENERGY, N_ ("Consumption"),
       N_ ("energy consumed on site, wherever it comes from: metered, otherwise import + "
           "production − export + discharge − charge"),
       .not_metered = N_ ("No consumption meter here, and no grid import meter to calculate it "
                          "from")},
    [VIGIE_KPI_GRID_IMPORT]
    = {"grid_import_kwh", FORM_ENERGY, N_ ("Grid import"),
       N_ ("energy taken from the grid, gross: exports are never deducted"),
       .not_metered = N_ ("No grid import meter here, and no consumption meter to calculate it "
                          "from")},
    [VIGIE_KPI_GRID_EXPORT]
    = {"grid_export_kwh", FORM_ENERGY, N_ ("Grid export"),
       N_ ("energy fed into the grid, gross: imports are never deducted"),
       .not_metered
       = N_ ("No grid export meter here, and no production and consumption meters to calculate "
             "it from")},
    [VIGIE_KPI_SELF_CONSUMED]
    = {"self_consumed_kwh", FORM_ENERGY, N_ ("Self-consumed energy"),
       N_ ("production − export by metering step; without an export meter, the smaller of "
           "production and consumption"),
       .not_metered
       = N_ ("This requires a production meter and a grid export or consumption meter at the "
             "same site"),
       .impossible = N_ (
           "Impossible: exports would exceed production. Check the production and export meters")},
    [VIGIE_KPI_SELF_CONSUMPTION]
    = {"self_consumption", FORM_SHARE, N_ ("Self-consumption rate"),
       N_ ("self-consumed energy ÷ energy produced, by metering step"),
       .not_metered
       = N_ ("This requires a production meter and a grid export or consumption meter at the "
             "same site"),
       .zero = N_ ("Nothing was produced over the period"),
       .impossible = N_ (
           "Impossible: exports would exceed production. Check the production and export meters")},
    [VIGIE_KPI_SELF_PRODUCTION]
    = {"self_production", FORM_SHARE, N_ ("Self-production rate"),
       N_ ("self-consumed energy ÷ total consumption, by metering step, for all sites, including "
           "those without panels"),
       .not_metered
       = N_ ("This requires a production meter and a grid export or consumption meter at the "
             "same site"),
       .zero = N_ ("Nothing was consumed over the period"),
       .impossible = N_ (
           "Impossible: exports would exceed production. Check the production and export meters")},
    [VIGIE_KPI_BALANCE_ERROR]
    = {"balance_error", FORM_SHARE, N_ ("Balance error"),
       N_ ("(production + import + discharge − export − charge − consumption) ÷ (production + "
           "import + discharge), where all of it is metered"),
       .not_metered
       = N_ ("No site here meters its full balance: consumption and grid import and, with "
             "panels, production and grid export"),
       .zero = N_ ("Nothing was produced, imported or discharged over the period")},
    [VIGIE_KPI_CHARGE]
    = {"charge_kwh", FORM_ENERGY, N_ ("Storage charge"), N_ ("energy that went into batteries"),
       .not_metered = N_ ("No storage meter here")},
    [VIGIE_KPI_DISCHARGE]
    = {"discharge_kwh", FORM_ENERGY, N_ ("Storage discharge"),
       N_ ("energy that came out of batteries"), .not_metered = N_ ("No storage meter here")},
    [VIGIE_KPI_IT] = {"it_kwh", FORM_ENERGY, N_ ("IT consumption"),
                      N_ ("energy used by the IT equipment of the data centres"),
                      .not_metered = N_ ("No IT consumption meter")},
    [VIGIE_KPI_DC] = {"data_centre_kwh", FORM_ENERGY, N_ ("Data centre consumption"),
                      N_ ("energy of the data centres: IT equipment, cooling and everything else"),
                      .not_metered = N_ ("No data centre consumption meter")},
    [VIGIE_KPI_HEAT_REUSED]
    = {"heat_reused_kwh", FORM_ENERGY, N_ ("Reused heat"),
       N_ ("heat that left the data centre and was used; what the panels export is not part of it"),
       .not_metered = N_ ("No meter of the heat leaving the data centre")},
    [VIGIE_KPI_WATER] = {"water_l", FORM_WATER, N_ ("Water consumption"),
                         N_ ("metered volume of water"), .not_metered = N_ ("No water meter here")},
    [VIGIE_KPI_PUE]
    = {"pue", FORM_INDEX,
       /* Translators: power usage effectiveness, a data centre's indicator; PUE in French too */
       N_ ("PUE"), N_ ("energy of the data centre ÷ energy of its IT equipment, at least 1"),
       "ISO/IEC 30134-2:2026",
       .not_metered
       = N_ ("This requires a meter for the data centre’s consumption and one for its IT "
             "equipment"),
       .zero = N_ ("The IT equipment consumed nothing over the period"),
       .impossible
       = N_ ("Impossible: the IT equipment would consume more than the whole data centre. Check "
             "both meters and what each measures")},
    [VIGIE_KPI_REF]
    = {"ref", FORM_INDEX,
       /* Translators: renewable energy factor; REF in French too */
       N_ ("REF"),
       N_ ("renewable energy ÷ energy of the data centre, at most 1: exports are shown separately"),
       "ISO/IEC 30134-3:2016",
       .not_metered
       = N_ ("Neither panels nor a share of renewable energy are declared for the data centre, "
             "or its consumption is not metered"),
       .zero = N_ ("The data centre consumed nothing over the period")},
    [VIGIE_KPI_ERF]
    = {"erf", FORM_INDEX,
       /* Translators: energy reuse factor; ERF in French too */
       N_ ("ERF"), N_ ("heat reused outside the data centre ÷ energy of the data centre"),
       "ISO/IEC 30134-6:2021",
       .not_metered = N_ ("This requires a meter for the heat leaving the data centre and one "
                          "for its consumption"),
       .zero = N_ ("The data centre consumed nothing over the period"),
       .impossible = N_ (
           "Impossible: more heat would be reused than the data centre consumes. Check the heat meter")},
    [VIGIE_KPI_CUE]
    = {"cue", FORM_CARBON_INDEX,
       /* Translators: carbon usage effectiveness; CUE in French too */
       N_ ("CUE"), N_ ("CO₂e of the data centre’s grid import ÷ energy of its IT equipment"),
       "ISO/IEC 30134-8:2022",
       .not_metered
       = N_ ("This requires a meter for the data centre’s grid import and one for its IT "
             "equipment"),
       .zero = N_ ("The IT equipment consumed nothing over the period")},
    [VIGIE_KPI_WUE]
    = {"wue", FORM_WATER_INDEX,
       /* Translators: water usage effectiveness; WUE in French too */
       N_ ("WUE"), N_ ("litres of water ÷ energy of the IT equipment"), "ISO/IEC 30134-9:2022",
       .not_metered = N_ ("This requires a meter for the data centre’s water and one for its IT "
                          "equipment"),
       .zero = N_ ("The IT equipment consumed nothing over the period")},
    [VIGIE_KPI_CO2]
    = {"co2_kg", FORM_CARBON, N_ ("Greenhouse gases"),
       N_ ("energy imported × emission factor declared in the profile for its date"),
       .not_metered = N_ ("No grid import meter here, and no consumption meter to calculate it "
                          "from")},
    [VIGIE_KPI_PEAK]
    = {"peak_kw", FORM_POWER, N_ ("Peak demand"),
       N_ ("highest mean power imported in a metering step by all sites together"),
       .not_metered = N_ ("No grid import meter here, and no consumption meter to calculate it "
                          "from")},
    [VIGIE_KPI_LOAD_FACTOR]
    = {"load_factor", FORM_SHARE, N_ ("Load factor"),
       N_ ("mean power ÷ highest mean power in a metering step, of the consumption"),
       .not_metered = N_ ("No consumption meter here, and no grid import meter to calculate it "
                          "from"),
       .zero = N_ ("Nothing was consumed over the period")},
    [VIGIE_KPI_BASE_LOAD]
    = {"base_load_kw", FORM_POWER, N_ ("Night base load"),
       N_ ("median, over the nights, of the lowest power consumed between 1:00 and 5:00"),
       .not_metered = N_ ("No consumption meter here, and no grid import meter to calculate it "
                          "from")},
    [VIGIE_KPI_PER_AREA]
    = {"kwh_per_m2", FORM_PER_AREA, N_ ("Consumption per m²"),
       N_ ("energy consumed ÷ floor area, for the sites that declare theirs"),
       .not_metered = N_ ("No consumption meter here, and no grid import meter to calculate it "
                          "from")},
    [VIGIE_KPI_PER_DEGREE_DAY]
    = {"kwh_per_degree_day", FORM_PER_DEGREE_DAY, N_ ("Consumption per degree-day"),
       N_ ("energy consumed ÷ heating degree-days, base 18 °C"),
       .not_metered = N_ ("No consumption meter here, and no grid import meter to calculate it "
                          "from"),
       .zero = N_ ("No degree-day over the period: no day’s mean was below 18 °C")},
};

const char *
vigie_kpi_to_string (VigieKpi kpi)
{
  return kpis[kpi].id;
}

const char *
vigie_kpi_words (VigieKpi kpi)
{
  return _ (kpis[kpi].words);
}

const char *
vigie_kpi_definition (VigieKpi kpi)
{
  return _ (kpis[kpi].definition);
}

const char *
vigie_kpi_standard (VigieKpi kpi)
{
  return kpis[kpi].standard;
}

/* ---- Values ---- */

/* Decimals that leave three digits, and none of what is 100 or more. */
static int
few_decimals (double size)
{
  size = fabs (size);
  return size >= 99.95 ? 0 : size >= 9.995 || size == 0 ? 1 : 2;
}

static char *
energy_to_words (double kwh)
{
  const char *unit;
  double scaled = kwh * vigie_words_scale (kwh, "kWh", &unit);

  return vigie_words_figure (scaled, g_str_equal (unit, "Wh") ? 0 : 1, unit);
}

/* In the larger unit from 1 000 on, as it is rounded. */
static char *
thousands_to_words (double number, const char *unit, const char *large_unit)
{
  if (fabs (number) >= 999.5)
    return vigie_words_figure (number / 1000, 1, large_unit);
  return vigie_words_figure (number, fabs (number) >= 9.95 ? 0 : 1, unit);
}

static char *
value_to_words (Form form, double value)
{
  switch (form)
    {
    case FORM_ENERGY:
      return energy_to_words (value);
    case FORM_SHARE:
      return vigie_words_figure (value * 100, 1, "%");
    case FORM_POWER:
      return vigie_words_figure (value,
                                 fabs (value) >= 99.95  ? 0
                                 : fabs (value) >= 0.95 ? 1
                                                        : 2,
                                 "kW");
    case FORM_WATER:
      return thousands_to_words (value, "L", "m³");
    case FORM_CARBON:
      return thousands_to_words (value, "kg CO₂e", "t CO₂e");
    case FORM_PER_AREA:
      return vigie_words_figure (value, few_decimals (value), "kWh/m²");
    case FORM_PER_DEGREE_DAY:
      /* Translators: kilowatt-hours per degree-day; « kWh/DJ » in French */
      return vigie_words_figure (value, few_decimals (value), _ ("kWh/DD"));
    case FORM_CARBON_INDEX:
      return vigie_words_figure (value, 3, "kg CO₂e/kWh");
    case FORM_WATER_INDEX:
      /* A centre that cools with air alone takes some millilitres: never « 0,00 » for what is not 0. */
      return vigie_words_figure (value,
                                 value == 0 || fabs (value) >= 0.0995 ? 2
                                 : fabs (value) >= 0.00995            ? 3
                                                                      : 4,
                                 "L/kWh");
    case FORM_INDEX:
    default:
      return vigie_words_number (value, 2);
    }
}

char *
vigie_figure_to_words (VigieKpi kpi, const VigieEnergyFigure *figure)
{
  if (figure->undefined != VIGIE_UNDEFINED_NOT || !isfinite (figure->value))
    return vigie_words_number (NAN, 0);
  return value_to_words (kpis[kpi].form, figure->value);
}

/* ---- Reasons ---- */

static const char *
impossible_words (VigieKpi kpi, const VigieEnergyFigure *figure)
{
  if (kpi == VIGIE_KPI_SELF_PRODUCTION && figure->numerator > figure->denominator)
    return _ ("Impossible: self-consumption would exceed consumption. Check the production, "
              "export and consumption meters");
  return kpis[kpi].impossible != NULL ? _ (kpis[kpi].impossible)
                                      : _ ("Impossible: the meters contradict each other");
}

static char *
coverage_words (const VigieEnergyFigure *figure)
{
  /* Rounded down: 89.9 % is not the 90 % that are required. */
  g_autofree char *covered = vigie_words_figure (floor (figure->coverage * 100 + 1e-9), 0, "%");
  g_autofree char *required = vigie_words_figure (VIGIE_ENERGY_COVERAGE_MIN * 100, 0, "%");

  /* Translators: of a figure of energy; « Couverture insuffisante : 61 %, 90 % exigés » */
  return g_strdup_printf (_ ("Insufficient coverage: %1$s, %2$s required"), covered, required);
}

char *
vigie_figure_reason_to_words (VigieKpi kpi, const VigieEnergyFigure *figure)
{
  switch (figure->undefined)
    {
    case VIGIE_UNDEFINED_NOT:
      return NULL;
    case VIGIE_UNDEFINED_NOT_METERED:
      return g_strdup (_ (kpis[kpi].not_metered));
    case VIGIE_UNDEFINED_COVERAGE:
      if (figure->coverage >= VIGIE_ENERGY_COVERAGE_MIN)
        return g_strdup (_ ("Too many sites are unknown at the same time"));
      return coverage_words (figure);
    case VIGIE_UNDEFINED_NO_READING:
      return g_strdup (_ ("No reading over the period: check the link of the meters"));
    case VIGIE_UNDEFINED_ZERO:
      return g_strdup (kpis[kpi].zero != NULL ? _ (kpis[kpi].zero) : _ ("Division by zero"));
    case VIGIE_UNDEFINED_NO_FACTOR:
      return g_strdup (_ ("No emission factor declared for these dates: add it to the profile"));
    case VIGIE_UNDEFINED_NO_AREA:
      return g_strdup (_ ("No site here declares its floor area"));
    case VIGIE_UNDEFINED_NO_DATA_CENTRE:
      return g_strdup (_ ("No data centre here"));
    case VIGIE_UNDEFINED_IMPOSSIBLE:
      return g_strdup (impossible_words (kpi, figure));
    case VIGIE_UNDEFINED_FUTURE:
      return g_strdup (_ ("The period has not started"));
    case VIGIE_UNDEFINED_NO_TEMPERATURE:
      return g_strdup (_ ("Outside temperature unknown on too many days of the period"));
    default:
      g_return_val_if_reached (NULL);
    }
}
