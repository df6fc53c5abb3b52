/* vigie-ingest-demo-sim.h: the demonstration's territory as a simulation in steps of five minutes.
 *
 * Private to vigie-ingest-demo-*.c. Everything random is a hash of what it is about (a stream's
 * name, a day, a step, a site): no generator has a state, so that history and live readings are one
 * and the same function of the time. What adds up (meters, counters, skips) is summed from the
 * origin, the local midnight 35 days before the day of the start.
 *
 * The names of sites, sensors and measures are data in French, not messages: they are not
 * translated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-calendar.h"
#include "vigie-values.h"

G_BEGIN_DECLS

#define VIGIE_DEMO_STEP (5 * VIGIE_MINUTE)
#define VIGIE_DEMO_STEPS_PER_DAY 288
#define VIGIE_DEMO_HISTORY_DAYS 35
/* Meters have a history of more than a year, so that each period is compared with last year's: of days before that of
 * the start, and steps between two readings. */
#define VIGIE_DEMO_ARCHIVE_DAYS 412
#define VIGIE_DEMO_ARCHIVE_STEPS 6
/* Counted vehicles have one of half a year: days before that of the start. */
#define VIGIE_DEMO_COUNT_DAYS 196
/* Batteries and radio: days before the origin; each frame: before the start. */
#define VIGIE_DEMO_SIGNAL_DAYS 28
#define VIGIE_DEMO_FRAME_DAYS 9
/* What is_recent is in the store for so long when it is filled. */
#define VIGIE_DEMO_RECENT (25 * VIGIE_HOUR)
/* Intervals of measures, in steps. */
#define VIGIE_DEMO_10_MIN 2
#define VIGIE_DEMO_15_MIN 3
#define VIGIE_DEMO_30_MIN 6
#define VIGIE_DEMO_1_H 12
#define VIGIE_DEMO_2_H 24 /* the radio of those that send often */
#define VIGIE_DEMO_6_H 72 /* batteries, asked for by the network */

/* ---- Chance (vigie-ingest-demo-random.c) ------------------------------------------------------ */

/* What a random number is about: keeps the streams apart. */
typedef enum
{
  VIGIE_DEMO_STREAM_WEATHER = 1,
  VIGIE_DEMO_STREAM_CLOUD,
  VIGIE_DEMO_STREAM_VISITS,
  VIGIE_DEMO_STREAM_DEPARTURES,
  VIGIE_DEMO_STREAM_DAY,
  VIGIE_DEMO_STREAM_SKIP,
  VIGIE_DEMO_STREAM_LOAD,
  VIGIE_DEMO_STREAM_FLOW,
  VIGIE_DEMO_STREAM_RADIO,
  VIGIE_DEMO_STREAM_LOSS,
  VIGIE_DEMO_STREAM_DEVICE,
  VIGIE_DEMO_STREAM_INCIDENT,
  VIGIE_DEMO_STREAM_SCENARIO,
  VIGIE_DEMO_STREAM_ARRIVAL,
} VigieDemoStream;

guint64 vigie_demo_hash (VigieDemoStream stream, gint64 a, gint64 b);
/* In [0, 1). */
double vigie_demo_uniform (VigieDemoStream stream, gint64 a, gint64 b);
/* Mean 0, standard deviation 1, within ±3. */
double vigie_demo_normal (VigieDemoStream stream, gint64 a, gint64 b);
/* A smooth random curve over @x, within ±1, with a new value at each whole number. */
double vigie_demo_noise (VigieDemoStream stream, gint64 a, double x);
/* The same over a plane. */
double vigie_demo_noise2 (VigieDemoStream stream, gint64 a, double x, double y);
/* Poisson's law, by inversion; mean 0 to 50. */
guint vigie_demo_poisson (double mean, VigieDemoStream stream, gint64 a, gint64 b);

/* ---- Civil time and opening hours (vigie-ingest-demo-calendar.c) ------------------------------ */

typedef struct
{
  int year, month, day;
  int weekday;       /* 1 Monday to 7 Sunday */
  int minute;        /* of the local day, 0 to 1439 */
  int day_of_year;   /* 1 to 366 */
  gint64 day_number; /* days since 1970-01-01 of the local date */
  gboolean holiday;  /* a public holiday in Brittany */
} VigieDemoCivil;

/* Local time at @time. */
void vigie_demo_civil_at (GTimeZone *zone, VigieTime time, VigieDemoCivil *civil);
/* The instant of the local midnight that begins the day @days before that of @time. */
VigieTime vigie_demo_midnight_before (GTimeZone *zone, VigieTime time, int days);

#define VIGIE_DEMO_MAX_HOURS 6
typedef enum
{
  VIGIE_DEMO_SEASON_ALL,
  VIGIE_DEMO_SEASON_SUMMER, /* April to September */
  VIGIE_DEMO_SEASON_WINTER,
} VigieDemoSeason;
typedef struct
{
  struct
  {
    guint8 days;                       /* bit 0 Monday to bit 6 Sunday; 0 ends the list */
    gint16 open, close, open2, close2; /* minutes of the day; open2 = close2 = 0: no second half */
    VigieDemoSeason season;
  } rows[VIGIE_DEMO_MAX_HOURS];
} VigieDemoHours;
#define VIGIE_DEMO_DAYS_MON_FRI 0x1f
#define VIGIE_DEMO_DAYS_ALL 0x7f

/* NULL hours are never open. Public holidays are closed, but where all seven days are open. */
gboolean vigie_demo_hours_are_open (const VigieDemoHours *hours, const VigieDemoCivil *civil);
/* Minutes open on that day, 0 to 1440. */
int vigie_demo_hours_minutes (const VigieDemoHours *hours, const VigieDemoCivil *civil);
/* The openings of that day in their order; how many there are, 0 to 2. */
typedef struct
{
  int from, to; /* minutes of the day */
} VigieDemoSpan;
guint vigie_demo_hours_spans (const VigieDemoHours *hours,
                              const VigieDemoCivil *civil,
                              VigieDemoSpan spans[2]);
/* 1 while open, falling to 0 over the hour before and after: people who work there. */
double vigie_demo_hours_activity (const VigieDemoHours *hours, const VigieDemoCivil *civil);
/* OpenStreetMap's opening_hours, "Tu-Sa 10:00-12:30,14:00-18:00; PH off"; g_free(). */
char *vigie_demo_hours_to_string (const VigieDemoHours *hours);
/* The rule that closes from one day to another, both included: "2026 Nov 12-30 off \"Travaux\""; g_free(). */
char *vigie_demo_closure_to_string (gint64 first, gint64 last, const char *comment);

/* ---- Weather (vigie-ingest-demo-weather.c) ---------------------------------------------------- */

typedef struct
{
  double sun_elevation; /* degrees, negative at night */
  double sun_azimuth;   /* degrees from north by east */
  double clear_sky;     /* global horizontal irradiance without clouds, W/m² */
  double cover;         /* of the region, 0 to 1 */
  double temperature;   /* °C */
  double rain;          /* mm/h */
  double humidity;      /* % */
} VigieDemoWeather;

/* Weather of the territory at @time. */
void vigie_demo_weather_at (VigieTime time, VigieDemoWeather *weather);
/* Cloud cover over a place: the region's, with clouds that the wind carries along. 0 to 1. */
double
vigie_demo_weather_cover (const VigieDemoWeather *weather, VigieTime time, double lat, double lon);
/* Global horizontal irradiance over a place, W/m²; 0 with the sun below the horizon. */
double vigie_demo_weather_irradiance (const VigieDemoWeather *weather,
                                      VigieTime time,
                                      double lat,
                                      double lon);
/* Irradiance on a plane tilted by @tilt towards @azimuth (degrees) for @global on the ground. */
double vigie_demo_weather_on_plane (const VigieDemoWeather *weather,
                                    double global,
                                    double tilt,
                                    double azimuth);

/* ---- The territory (vigie-ingest-demo-territory.c) -------------------------------------------- */

typedef enum
{
  VIGIE_DEMO_TYPE_RECYCLING,
  VIGIE_DEMO_TYPE_DATA_CENTRE,
  VIGIE_DEMO_TYPE_SOLAR,
  VIGIE_DEMO_TYPE_SORTING, /* a works with panels of its own */
  VIGIE_DEMO_TYPE_SEWAGE,  /* station d’épuration */
  VIGIE_DEMO_TYPE_LIFTING, /* poste de relevage */
  VIGIE_DEMO_TYPE_BASIN,   /* bassin d’orage */
  VIGIE_DEMO_TYPE_TANK,    /* réservoir d’eau potable */
  VIGIE_DEMO_TYPE_SUBSTATION,
  VIGIE_DEMO_TYPE_OFFICE, /* mairie, médiathèque, gymnase */
  VIGIE_DEMO_TYPE_POOL,
  VIGIE_DEMO_TYPE_SERVICES,
  VIGIE_DEMO_TYPE_GATEWAY,
  VIGIE_DEMO_TYPE_WEATHER, /* station météo */
} VigieDemoType;

typedef struct
{
  const char *name;
  VigieDemoType type;
  const char *commune; /* INSEE code */
  double lat, lon;
  const char *address;         /* place in words */
  double size;                 /* visits a day, kWc, kW, m³/h or people: by type */
  double panels;               /* kWc of panels of its own, 0 if none */
  const VigieDemoHours *hours; /* or NULL */
  int capacity;                /* places, or 0 */
  const char *description;
} VigieDemoSite;

const VigieDemoSite *vigie_demo_sites (guint *n_sites);
const char *vigie_demo_commune_name (const char *code); /* NULL if not one of the 25 */
VigieKind vigie_demo_type_kind (VigieDemoType type);
const char *vigie_demo_type_access (VigieDemoType type);  /* or NULL */
const char *vigie_demo_type_contact (VigieDemoType type); /* name of a service */

/* ---- What a site tells of itself for energy (vigie-ingest-demo-facts.c) ------------------------- */

#define VIGIE_DEMO_MAX_LOADS 2
typedef struct
{
  const char *site;
  double area; /* m², 0 if not told */
  struct
  {
    const char *name; /* NULL ends the list */
    double kw;
    const char *duration;        /* ISO 8601 */
  } loads[VIGIE_DEMO_MAX_LOADS]; /* that can be moved in time */
  const char *operat_reference;  /* of the declaration for tertiary buildings, or NULL */
  const char *operat_category;   /* of the decree's activities */
  double operat_kwh;             /* of the year of reference */
  double renewable_share;        /* of what is bought, by guarantees of origin; 0 if not told */
  /* Of a data centre; 0 if it is none. */
  double rated_it_kw, white_space; /* kW, m² */
  int pue_category;                /* where the IT load is metered, 1 to 3: EN 50600-4-2 */
} VigieDemoFacts;
#define VIGIE_DEMO_OPERAT_YEAR 2019
/* Facts of the site of that name, or NULL. All are invented for the demonstration. */
const VigieDemoFacts *vigie_demo_facts (const char *site);
/* Wastes that the site takes, in short French words; NULL-terminated, or NULL for one that takes none. */
const char *const *vigie_demo_accepts (const VigieDemoSite *site);

/* ---- Observed properties and models of sensors (vigie-ingest-demo-catalogue.c) ----------------- */

typedef enum
{
  VIGIE_DEMO_PROPERTY_FILL_LEVEL,
  VIGIE_DEMO_PROPERTY_VEHICLES_IN,
  VIGIE_DEMO_PROPERTY_VEHICLES_OUT,
  VIGIE_DEMO_PROPERTY_VEHICLES_PRESENT,
  VIGIE_DEMO_PROPERTY_PEOPLE_PRESENT,
  VIGIE_DEMO_PROPERTY_BARRIER,
  VIGIE_DEMO_PROPERTY_PUMP,
  VIGIE_DEMO_PROPERTY_PARTICLES,
  VIGIE_DEMO_PROPERTY_CO2,
  VIGIE_DEMO_PROPERTY_POWER,
  VIGIE_DEMO_PROPERTY_ENERGY,
  VIGIE_DEMO_PROPERTY_PRODUCTION_POWER,
  VIGIE_DEMO_PROPERTY_PRODUCTION_ENERGY,
  VIGIE_DEMO_PROPERTY_IMPORT_POWER,
  VIGIE_DEMO_PROPERTY_IMPORT_ENERGY,
  VIGIE_DEMO_PROPERTY_EXPORT_POWER,
  VIGIE_DEMO_PROPERTY_EXPORT_ENERGY,
  VIGIE_DEMO_PROPERTY_IT_POWER,
  VIGIE_DEMO_PROPERTY_IT_ENERGY,
  VIGIE_DEMO_PROPERTY_CHARGE_POWER,
  VIGIE_DEMO_PROPERTY_CHARGE_ENERGY,
  VIGIE_DEMO_PROPERTY_DISCHARGE_POWER,
  VIGIE_DEMO_PROPERTY_DISCHARGE_ENERGY,
  VIGIE_DEMO_PROPERTY_STATE_OF_CHARGE,
  VIGIE_DEMO_PROPERTY_HEAT_POWER,
  VIGIE_DEMO_PROPERTY_HEAT_ENERGY,
  VIGIE_DEMO_PROPERTY_TRANSIT_POWER,
  VIGIE_DEMO_PROPERTY_VOLTAGE,
  VIGIE_DEMO_PROPERTY_CURRENT,
  VIGIE_DEMO_PROPERTY_IRRADIANCE,
  VIGIE_DEMO_PROPERTY_TEMPERATURE,
  VIGIE_DEMO_PROPERTY_OUTSIDE_TEMPERATURE,
  VIGIE_DEMO_PROPERTY_HUMIDITY,
  VIGIE_DEMO_PROPERTY_FLOW,
  VIGIE_DEMO_PROPERTY_WATER_VOLUME,
  VIGIE_DEMO_PROPERTY_WATER_LEVEL,
  VIGIE_DEMO_PROPERTY_RAIN,
  VIGIE_DEMO_PROPERTY_FRAMES,
  VIGIE_DEMO_PROPERTY_LATENCY,
  VIGIE_DEMO_PROPERTY_BATTERY,
  VIGIE_DEMO_PROPERTY_RSSI,
  VIGIE_DEMO_PROPERTY_SNR,
  VIGIE_DEMO_PROPERTY_SPREADING_FACTOR,
  VIGIE_DEMO_PROPERTY_FRAME_COUNTER,
  VIGIE_DEMO_PROPERTY_GATEWAYS,
  VIGIE_DEMO_N_PROPERTIES
} VigieDemoProperty;

typedef struct
{
  const char *name, *definition, *description;
  const char *unit_name, *unit_symbol, *unit_definition; /* UCUM */
  VigieRole role;
  VigieAggregation aggregation;
  gboolean is_state; /* its result is true or false; of the gateways it is JSON */
  int decimals;
} VigieDemoPropertyInfo;
const VigieDemoPropertyInfo *vigie_demo_property (VigieDemoProperty property);

typedef enum
{
  VIGIE_DEMO_MODEL_EM400,
  VIGIE_DEMO_MODEL_VS350,
  VIGIE_DEMO_MODEL_VS121,
  VIGIE_DEMO_MODEL_CT101,
  VIGIE_DEMO_MODEL_EM300_DI,
  VIGIE_DEMO_MODEL_EM300_TH,
  VIGIE_DEMO_MODEL_AM319,
  VIGIE_DEMO_MODEL_TICO,
  VIGIE_DEMO_MODEL_PULSE,
  VIGIE_DEMO_MODEL_CONTACT,
  VIGIE_DEMO_MODEL_COMPUTED, /* entries minus exits, by the platform */
  VIGIE_DEMO_MODEL_PLC,      /* an automaton on the site's network */
  VIGIE_DEMO_MODEL_GATEWAY,
  VIGIE_DEMO_N_MODELS
} VigieDemoModel;

typedef struct
{
  const char *name; /* « Milesight EM400-MUD » */
  const char *description;
  const char *battery_type; /* or NULL: mains */
  gboolean is_lora;
  double battery_loss; /* % a day at 20 °C */
} VigieDemoModelInfo;
const VigieDemoModelInfo *vigie_demo_model (VigieDemoModel model);

/* ---- Devices and measures --------------------------------------------------------------------- */

#define VIGIE_DEMO_NO_DEVICE G_MAXUINT
#define VIGIE_DEMO_MAX_LINKS 3

typedef struct
{
  guint site;
  char *name; /* owned; what a person calls it */
  VigieDemoModel model;
  char dev_eui[17]; /* "" if it does not speak LoRa */
  VigieTime installed;
  guint interval;               /* steps between two frames */
  guint offset;                 /* its frames are at steps k with k % interval == offset */
  guint phase;                  /* seconds after the step, 0 to 299 */
  double battery, battery_loss; /* % at the origin and a day; NAN: mains */
  double loss;                  /* share of its frames that get lost, beside the weather's */
  double fade;                  /* dB a day that its links get weaker */
  VigieTime fades_from;
  guint fed_by; /* what is computed comes by the gateways that this one speaks to, or NO_DEVICE */
  guint n_links;
  struct
  {
    guint gateway;               /* index of a gateway */
    double rssi;                 /* mean, dBm */
  } links[VIGIE_DEMO_MAX_LINKS]; /* best first */
} VigieDemoDevice;

/* Where a measure's value comes from. */
typedef enum
{
  VIGIE_DEMO_SIGNAL_MODEL, /* values[] of the simulation */
  VIGIE_DEMO_SIGNAL_BATTERY,
  VIGIE_DEMO_SIGNAL_RSSI,
  VIGIE_DEMO_SIGNAL_SNR,
  VIGIE_DEMO_SIGNAL_SPREADING_FACTOR,
  VIGIE_DEMO_SIGNAL_FRAME_COUNTER,
  VIGIE_DEMO_SIGNAL_GATEWAYS, /* a number that vigie_demo_device_heard() unpacks */
} VigieDemoSignal;

typedef struct
{
  guint site, device;
  char *name; /* owned */
  VigieDemoProperty property;
  VigieDemoSignal signal;
  guint interval;     /* steps, a multiple of the device's */
  gboolean is_recent; /* its history is the last day's only */
  VigieThresholds thresholds;
  VigieTime out_of_service; /* declared since, or NONE */
  const char *out_of_service_note, *out_of_service_by;
  VigieTime replaced;   /* its meter was replaced then, or NONE */
  double replaced_last; /* index of the old one then; the new one began at 0 */
  VigieTime stuck_from; /* it says what it said then ever since, or NONE */
  double stuck_at;      /* or NAN until then */
  guint part_of;        /* the measure that holds its amount, or G_MAXUINT */
  double rollover;      /* a meter begins again at 0 there; 0: never */
  const char *field;    /* of the decoded frame, or NULL */
  double scale, offset; /* result = field × scale + offset */
} VigieDemoMeasure;

/* ---- The simulation (vigie-ingest-demo-sim.c) ------------------------------------------------- */

typedef struct _VigieDemoSim VigieDemoSim;
typedef struct _VigieDemoParts VigieDemoParts;

struct _VigieDemoSim
{
  GTimeZone *zone;
  VigieTime start;  /* when the demonstration began: its scenario is told from there */
  VigieTime origin; /* step 0 */
  gint64 start_day; /* day number of the start, local */
  gint64 step;      /* the last one computed, or -1 */
  VigieTime time;   /* of that step */
  gint64 units;     /* steps of five minutes over which meters count: 1, at the origin 0 */
  VigieDemoCivil civil;
  VigieDemoWeather weather;
  VigieCalendar *calendar;
  gint64 rain_day; /* private to -traffic.c: mm/h by half-hours of a day from 7 h on */
  double rain[26];
  double heat_kw; /* that the data centre gives to the pool */
  const VigieDemoSite *sites;
  guint n_sites;
  GArray *devices;  /* VigieDemoDevice */
  GArray *measures; /* VigieDemoMeasure */
  GArray *values;   /* double: one a measure, at the last step */
  GArray *silences; /* private to -devices.c: all, and those that touch the last step */
  GArray *present_silences;
  gint64 present_step;
  GArray *gateways;  /* guint: sites that are gateways */
  GArray *stuck;     /* guint: measures that stand still */
  GPtrArray *models; /* private to -sim.c */
};

VigieDemoSim *vigie_demo_sim_new (VigieTime start);
void vigie_demo_sim_free (VigieDemoSim *sim);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieDemoSim, vigie_demo_sim_free)

/* Computes the next step. */
void vigie_demo_sim_advance (VigieDemoSim *sim);

/* One reading. */
typedef struct
{
  guint measure;
  VigieTime time;
  double number;
} VigieDemoReading;

/* Appends the readings of the last step, in the order of time: each at its device's second, only
 * what is really received. */
void vigie_demo_sim_read (VigieDemoSim *sim, GArray *readings);

static inline double
vigie_demo_sim_value (VigieDemoSim *sim, guint measure)
{
  return g_array_index (sim->values, double, measure);
}

static inline void
vigie_demo_sim_set (VigieDemoSim *sim, guint measure, double value)
{
  g_array_index (sim->values, double, measure) = value;
}

static inline VigieDemoMeasure *
vigie_demo_sim_measure (VigieDemoSim *sim, guint measure)
{
  return &g_array_index (sim->measures, VigieDemoMeasure, measure);
}

/* Hours from the start: negative in history. */
static inline double
vigie_demo_sim_hours (VigieDemoSim *sim)
{
  return (sim->time - sim->start) / (double) VIGIE_HOUR;
}

/* As a device writes it: with the digits of its unit, 0 to 3. */
double vigie_demo_round (double value, int decimals);

/* What the models of sites build with. The name is copied. */
guint vigie_demo_add_device (VigieDemoSim *sim,
                             guint site,
                             const char *name,
                             VigieDemoModel model,
                             guint interval);
guint vigie_demo_add_measure (VigieDemoSim *sim,
                              guint device,
                              const char *name,
                              VigieDemoProperty property,
                              guint interval);
void vigie_demo_measure_limits (VigieDemoSim *sim,
                                guint measure,
                                double lowlow,
                                double low,
                                double high,
                                double highhigh,
                                double deadband);
void vigie_demo_measure_field (VigieDemoSim *sim,
                               guint measure,
                               const char *field,
                               double scale,
                               double offset);

/* A site's model: made once, then stepped. */
typedef struct _VigieDemoPart VigieDemoPart;
struct _VigieDemoPart
{
  void (*step) (VigieDemoSim *sim, VigieDemoPart *part);
  /* The part of it that moves meters, over sim->units steps at once; NULL where it has none. */
  void (*energy) (VigieDemoSim *sim, VigieDemoPart *part);
  guint site;
};
VigieDemoPart *vigie_demo_recycling_new (VigieDemoSim *sim, guint site);
VigieDemoPart *vigie_demo_data_centre_new (VigieDemoSim *sim, guint site);
VigieDemoPart *vigie_demo_solar_new (VigieDemoSim *sim, guint site);
VigieDemoPart *vigie_demo_substation_new (VigieDemoSim *sim, guint site);
VigieDemoPart *vigie_demo_building_new (VigieDemoSim *sim, guint site);
VigieDemoPart *vigie_demo_water_new (VigieDemoSim *sim, guint site);
VigieDemoPart *vigie_demo_gateway_new (VigieDemoSim *sim, guint site);
VigieDemoPart *vigie_demo_station_new (VigieDemoSim *sim, guint site);

/* ---- Power and meters (vigie-ingest-demo-energy.c) -------------------------------------------- */

/* Power is counted in units of 12 W, so that a step is a whole number of watt-hours and every
 * balance closes exactly, in power and on the meters. */
typedef gint64 VigieDemoPower;
VigieDemoPower vigie_demo_power (double kw);
double vigie_demo_power_kw (VigieDemoPower power);

/* A meter: its power and its index, two measures of one device. The index is read every half hour everywhere. */
typedef struct
{
  guint power, energy; /* measures; G_MAXUINT where there is none */
  gint64 wh;
} VigieDemoMeter;
/* The index begins at a value of the device's own. */
void vigie_demo_meter_init (VigieDemoSim *sim,
                            VigieDemoMeter *meter,
                            guint device,
                            const char *name,
                            VigieDemoProperty power,
                            VigieDemoProperty energy,
                            guint interval);
/* A meter of a part of what @whole counts. */
void vigie_demo_meter_set_part_of (VigieDemoSim *sim,
                                   const VigieDemoMeter *meter,
                                   const VigieDemoMeter *whole);
/* Counts @power over the step. */
void vigie_demo_meter_step (VigieDemoSim *sim, VigieDemoMeter *meter, VigieDemoPower power);

/* What a site with panels of its own exchanges with the grid, all by one automaton, so that the balance is that of
 * one instant: load + charge + export = production + import + discharge, at every step. */
typedef struct
{
  VigieDemoMeter load, production, import, export;
} VigieDemoExchange;
/* All but the load only where the site has panels. */
void vigie_demo_exchange_init (VigieDemoSim *sim,
                               VigieDemoExchange *exchange,
                               guint device,
                               const VigieDemoSite *site,
                               guint interval);
/* @storage: what the battery gives (positive) or takes. */
void vigie_demo_exchange_step (VigieDemoSim *sim,
                               VigieDemoExchange *exchange,
                               VigieDemoPower load,
                               VigieDemoPower production,
                               VigieDemoPower storage);
/* Panels of @peak kWc at a site. */
double vigie_demo_solar_kw (VigieDemoSim *sim,
                            const VigieDemoSite *site,
                            double peak,
                            double tilt,
                            double azimuth,
                            double *irradiance,
                            double *module_temperature);

/* ---- Radio, batteries, silences (vigie-ingest-demo-devices.c) ---------------------------------- */

/* The fleet's faults (vigie-ingest-demo-faults.c): batteries, links, losses and values that stand still, before the
 * measures of the devices are there; and what is silent, after. */
void vigie_demo_add_faults (VigieDemoSim *sim);
void vigie_demo_add_incidents (VigieDemoSim *sim);
/* Nothing comes from @device, or through @gateway (a site), in from ≤ t < to; the other is VIGIE_DEMO_NO_DEVICE. */
void vigie_demo_add_silence (VigieDemoSim *sim,
                             guint device,
                             guint gateway,
                             VigieTime from,
                             VigieTime to);
/* After all sites are there: who hears whom, batteries, what goes silent and when. */
void vigie_demo_devices_finish (VigieDemoSim *sim);
/* Whether a device's frame of the last step, sent at @time, is lost or never sent. */
gboolean vigie_demo_device_is_silent (VigieDemoSim *sim, guint device, VigieTime time);
double vigie_demo_device_signal (VigieDemoSim *sim, guint device, VigieDemoSignal signal);
/* Which gateways heard a frame, best first. */
typedef struct
{
  guint gateway; /* index of a site */
  double rssi;   /* dBm, whole */
  double snr;    /* dB, to a tenth */
} VigieDemoHeard;
/* From the reading of VIGIE_DEMO_SIGNAL_GATEWAYS, which fits a double so that a million readings stay small. */
guint vigie_demo_device_heard (const VigieDemoDevice *device,
                               double packed,
                               VigieDemoHeard heard[VIGIE_DEMO_MAX_LINKS]);
/* The EUI of the gateway that is site @site. */
#define VIGIE_DEMO_GATEWAY_ID "02FFFFFF0000%04X"
#define VIGIE_DEMO_GATEWAY_ID_BUFFER 17
char *vigie_demo_gateway_id (guint site, char id[VIGIE_DEMO_GATEWAY_ID_BUFFER]);
/* The counter of the frame that it sends at a step's @time; 16 bits. */
gint64 vigie_demo_device_frame_counter (const VigieDemoDevice *device, VigieTime time);
/* Frames heard by the gateway of site @site since the step before, all devices together. */
guint vigie_demo_gateway_frames (VigieDemoSim *sim, guint site);

/* Which parts of the scenario the day of the start has. */
gboolean vigie_demo_scenario_second_critical (VigieDemoSim *sim);
gboolean vigie_demo_scenario_hot_room (VigieDemoSim *sim);

G_END_DECLS
