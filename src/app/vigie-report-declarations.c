/* vigie-report-declarations.c: figures in the shape of what is declared each year
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-report-declarations.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "vigie-csv.h"
#include "vigie-words.h"

/* A server's properties are read up to so many bytes. */
#define PROPERTIES_MAX (64 * 1024)

/* ---- Facts of a site ---- */

/* The object of that name in Thing.properties; NULL if there is none. *@parser keeps it. */
static JsonObject *
read_object (const VigieSiteData *site, const char *name, JsonParser **parser)
{
  JsonNode *root;
  JsonObject *object;

  *parser = NULL;
  if (*site->details->properties == '\0' || strlen (site->details->properties) > PROPERTIES_MAX)
    return NULL;
  *parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (*parser, site->details->properties, -1, NULL))
    return NULL;
  root = json_parser_get_root (*parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  if (!json_object_has_member (object, name)
      || !JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, name)))
    return NULL;
  return json_object_get_object_member (object, name);
}

/* A number within its bounds, NAN else. */
static double
read_number (JsonObject *object, const char *name, double least, double most)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;
  double number;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64
          && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return NAN;
  number = json_node_get_double (node);
  return number >= least && number <= most ? number : NAN;
}

static const char *
read_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static void
add_row (VigieCsv *csv, const char *const *texts)
{
  for (; *texts != NULL; texts++)
    vigie_csv_add_text (csv, *texts);
  vigie_csv_end_row (csv);
}

static void
add_date (VigieCsv *csv, VigieTime time)
{
  VigieLocalTime local = vigie_time_to_local (time, vigie_words_default_zone ());
  char text[32];

  g_snprintf (text, sizeof text, "%04d-%02d-%02d", local.year, local.month, local.day);
  vigie_csv_add_text (csv, text);
}

/* The remark of a figure: why it is empty, else @otherwise. */
static void
add_remark (VigieCsv *csv, VigieKpi kpi, const VigieEnergyFigure *figure, const char *otherwise)
{
  g_autofree char *reason = vigie_figure_reason_to_words (kpi, figure);

  vigie_csv_add_text (csv, reason != NULL ? reason : otherwise);
}

static const char *
nature_words (const VigieSiteData *site)
{
  return site->demonstration ? _ ("Demonstration (simulated readings)") : _ ("Metered");
}

/* ---- OPERAT ---- */

static gboolean
declares_to_operat (const VigieEnergySiteResult *site, double area)
{
  g_autoptr (JsonParser) parser = NULL;

  if (read_object (site->site, "operat", &parser) != NULL)
    return TRUE;
  return (site->site->kind == VIGIE_KIND_PUBLIC_BUILDING
          || site->site->kind == VIGIE_KIND_SERVICE_POINT)
         && area >= VIGIE_OPERAT_AREA;
}

/* The area is in the figure per m²: what it is divided by. */
static double
area_of (const VigieEnergySiteResult *site)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *operat = read_object (site->site, "operat", &parser);
  double area = read_number (operat, "areaM2", 0, 1e7);

  return isnan (area) ? site->area : area;
}

guint
vigie_declaration_operat_count (VigieEnergyResult *result)
{
  guint n = 0;

  for (guint i = 0; i < result->sites->len; i++)
    {
      const VigieEnergySiteResult *site = g_ptr_array_index (result->sites, i);

      n += declares_to_operat (site, area_of (site));
    }
  return n;
}

static void
add_operat_row (VigieCsv *csv, VigieEnergyResult *result, const VigieEnergySiteResult *site)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *operat = read_object (site->site, "operat", &parser);
  const VigieEnergyFigure *consumption = &site->figures[VIGIE_KPI_CONSUMPTION];
  double reference = read_number (operat, "referenceConsumptionKWh", 0, 1e12);
  VigieLocalTime year = vigie_time_to_local (result->period.from, vigie_words_default_zone ());

  vigie_csv_add_text (csv, read_text (operat, "reference"));
  vigie_csv_add_text (csv, site->site->name);
  vigie_csv_add_text (csv, site->site->details->commune);
  vigie_csv_add_text (csv, site->site->details->commune_name);
  vigie_csv_add_text (csv, read_text (operat, "category"));
  vigie_csv_add_number (csv, area_of (site));
  vigie_csv_add_number (csv, year.year);
  add_date (csv, result->period.from);
  add_date (csv, MIN (result->period.to, result->now) - 1);
  vigie_csv_add_text (csv, _ ("Electricity"));
  vigie_csv_add_number (csv, consumption->value);
  vigie_csv_add_number (csv, site->figures[VIGIE_KPI_GRID_IMPORT].value);
  vigie_csv_add_number (csv, site->figures[VIGIE_KPI_SELF_CONSUMED].value);
  vigie_csv_add_number (csv, 100 * consumption->coverage);
  vigie_csv_add_number (csv, read_number (operat, "referenceYear", 2010, 2100));
  vigie_csv_add_number (csv, reference);
  vigie_csv_add_number (csv, reference > 0 ? 100 * (consumption->value / reference - 1) : NAN);
  vigie_csv_add_number (csv, 0.6 * reference);
  vigie_csv_add_number (csv, 0.5 * reference);
  vigie_csv_add_number (csv, 0.4 * reference);
  vigie_csv_add_text (csv, nature_words (site->site));
  add_remark (csv, VIGIE_KPI_CONSUMPTION, consumption,
              result->now < result->period.to ? _ ("The year is not over") : NULL);
  vigie_csv_end_row (csv);
}

GBytes *
vigie_declaration_operat (VigieEnergyResult *result)
{
  VigieCsv *csv = vigie_csv_new ();
  const char *const titles[] = {_ ("EFA reference"),
                                _ ("Site"),
                                _ ("INSEE code"),
                                _ ("Commune"),
                                _ ("Category of activity"),
                                _ ("Floor area (m²)"),
                                _ ("Year"),
                                _ ("First day"),
                                _ ("Last day"),
                                _ ("Energy"),
                                _ ("Total consumption (kWh of final energy)"),
                                _ ("of which bought (kWh)"),
                                _ ("of which self-consumed (kWh)"),
                                _ ("Coverage (%)"),
                                _ ("Reference year"),
                                _ ("Reference consumption (kWh)"),
                                _ ("Change since the reference (%)"),
                                _ ("Objective for 2030, −40% (kWh)"),
                                _ ("Objective for 2040, −50% (kWh)"),
                                _ ("Objective for 2050, −60% (kWh)"),
                                _ ("Nature of the data"),
                                _ ("Note"),
                                NULL};

  add_row (csv, titles);
  for (guint i = 0; i < result->sites->len; i++)
    {
      const VigieEnergySiteResult *site = g_ptr_array_index (result->sites, i);

      if (declares_to_operat (site, area_of (site)))
        add_operat_row (csv, result, site);
    }
  return vigie_csv_finish (csv);
}

/* ---- Data centres ---- */

typedef struct
{
  const char *symbol, *name, *unit;
  int kpi;          /* VigieKpi, or -1 */
  double scale;     /* from the figure's unit to @unit */
  const char *fact; /* a number or a text of « dataCentre », or NULL */
  double least;     /* of that number */
} Indicator;

/* For the scale: what the figure is divided of, its numerator. */
#define NUMERATOR 0

/* In the order of annexes II (points a to r) and III of the regulation. */
static const Indicator indicators[] = {
    {"PDIT", N_ ("Installed power demand of information technology"), "kW", -1, 1,
     "ratedItPowerKW"},
    {"SDC", N_ ("Total floor area"), "m²", -1, 1, "floorAreaM2"},
    {"SCR", N_ ("Floor area of computer rooms"), "m²", -1, 1, "whiteSpaceM2"},
    {"EDC", N_ ("Total energy consumption"), "kWh", VIGIE_KPI_DC, 1, NULL},
    {"EIT", N_ ("Energy consumption of information technology"), "kWh", VIGIE_KPI_IT, 1, NULL},
    {"CBtG", N_ ("Average battery capacity"), "kW", -1, 1, "gridBatteryKW"},
    {"WIN", N_ ("Total water input"), "m³", VIGIE_KPI_WATER, 1e-3, NULL},
    {"WIN-POT", N_ ("Potable water input"), "m³", -1, 1, NULL},
    {"EREUSE", N_ ("Waste heat reused"), "kWh", VIGIE_KPI_HEAT_REUSED, 1, NULL},
    {"TWH", N_ ("Average temperature of waste heat"), "°C", -1, 1, "wasteHeatTemperatureC", -50},
    {"TIN", N_ ("Average intake air temperature set for information technology"), "°C", -1, 1,
     "intakeTemperatureC", -50},
    {"—", N_ ("Types of refrigerants"), "", -1, 1, "refrigerants"},
    {"CDD", N_ ("Cooling degree days"), "°C·d", -1, 1, NULL},
    {"ERES-TOT", N_ ("Total renewable energy consumption"), "kWh", VIGIE_KPI_REF, NUMERATOR, NULL},
    {"ERES-GOO", N_ ("of which by guarantees of origin"), "kWh", -1, 1, NULL},
    {"ERES-PPA", N_ ("of which by power purchase agreements"), "kWh", -1, 1, NULL},
    {"ERES-OOS", N_ ("of which produced on site"), "kWh", VIGIE_KPI_SELF_CONSUMED, 1, NULL},
    {"CSERV", N_ ("Capacity of servers"), "", -1, 1, NULL},
    {"CSTOR", N_ ("Capacity of storage"), "PB", -1, 1, NULL},
    {"BIN", N_ ("Incoming traffic bandwidth"), "GB/s", -1, 1, NULL},
    {"BOUT", N_ ("Outgoing traffic bandwidth"), "GB/s", -1, 1, NULL},
    {"TIN", N_ ("Incoming data traffic"), "EB", -1, 1, NULL},
    {"TOUT", N_ ("Outgoing data traffic"), "EB", -1, 1, NULL},
    {"PUE", N_ ("Power usage effectiveness"), "", VIGIE_KPI_PUE, 1, NULL},
    {"WUE", N_ ("Water usage effectiveness"), "L/kWh", VIGIE_KPI_WUE, 1, NULL},
    {"ERF", N_ ("Energy reuse factor"), "", VIGIE_KPI_ERF, 1, NULL},
    {"REF", N_ ("Renewable energy factor"), "", VIGIE_KPI_REF, 1, NULL},
};

guint
vigie_declaration_data_centres_count (VigieEnergyResult *result)
{
  guint n = 0;

  for (guint i = 0; i < result->sites->len; i++)
    n += ((const VigieEnergySiteResult *) g_ptr_array_index (result->sites, i))->site->kind
         == VIGIE_KIND_DATA_CENTRE;
  return n;
}

static void
add_indicator (VigieCsv *csv,
               VigieEnergyResult *result,
               const VigieEnergySiteResult *site,
               JsonObject *facts,
               const Indicator *indicator)
{
  const VigieEnergyFigure *figure = indicator->kpi >= 0 ? &site->figures[indicator->kpi] : NULL;
  double rated = read_number (facts, "ratedItPowerKW", 0, 1e9);

  vigie_csv_add_text (csv, site->site->name);
  vigie_csv_add_text (csv, isnan (rated)                ? NULL
                           : rated >= VIGIE_EU_IT_POWER ? _ ("Mandatory (500 kW or more)")
                                                        : _ ("Voluntary (under 500 kW)"));
  add_date (csv, result->period.from);
  add_date (csv, MIN (result->period.to, result->now) - 1);
  vigie_csv_add_text (csv, indicator->symbol);
  vigie_csv_add_text (csv, _ (indicator->name));
  if (figure != NULL)
    /* A figure that is not told tells no numerator either. */
    vigie_csv_add_number (csv, indicator->scale == NUMERATOR
                                   ? (isnan (figure->value) ? NAN : figure->numerator)
                                   : figure->value * indicator->scale);
  else if (indicator->fact != NULL && read_text (facts, indicator->fact) != NULL)
    vigie_csv_add_text (csv, read_text (facts, indicator->fact));
  else if (indicator->fact != NULL)
    vigie_csv_add_number (csv, read_number (facts, indicator->fact, indicator->least, 1e9));
  else
    vigie_csv_add_text (csv, NULL);
  vigie_csv_add_text (csv, indicator->unit);
  vigie_csv_add_number (csv, figure != NULL ? 100 * figure->coverage : NAN);
  vigie_csv_add_text (csv, nature_words (site->site));
  if (figure != NULL)
    add_remark (csv, (VigieKpi) indicator->kpi, figure,
                result->now < result->period.to ? _ ("The year is not over") : NULL);
  else if (indicator->fact == NULL || facts == NULL
           || (read_text (facts, indicator->fact) == NULL
               && isnan (read_number (facts, indicator->fact, indicator->least, 1e9))))
    vigie_csv_add_text (csv, _ ("Not metered: to be completed"));
  else
    vigie_csv_add_text (csv, _ ("As declared for the site"));
  vigie_csv_end_row (csv);
}

GBytes *
vigie_declaration_data_centres (VigieEnergyResult *result)
{
  VigieCsv *csv = vigie_csv_new ();
  const char *const titles[] = {_ ("Data centre"),  _ ("Regulation (EU) 2024/1364"),
                                _ ("First day"),    _ ("Last day"),
                                _ ("Symbol"),       _ ("Indicator"),
                                _ ("Value"),        _ ("Unit"),
                                _ ("Coverage (%)"), _ ("Nature of the data"),
                                _ ("Note"),         NULL};

  add_row (csv, titles);
  for (guint i = 0; i < result->sites->len; i++)
    {
      const VigieEnergySiteResult *site = g_ptr_array_index (result->sites, i);
      g_autoptr (JsonParser) parser = NULL;
      JsonObject *facts;

      if (site->site->kind != VIGIE_KIND_DATA_CENTRE)
        continue;
      facts = read_object (site->site, "dataCentre", &parser);
      for (guint k = 0; k < G_N_ELEMENTS (indicators); k++)
        add_indicator (csv, result, site, facts, &indicators[k]);
    }
  return vigie_csv_finish (csv);
}
