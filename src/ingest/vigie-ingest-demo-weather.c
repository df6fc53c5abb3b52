/* vigie-ingest-demo-weather.c: sun, clouds, temperature and rain over the territory
 *
 * Simulated, plausible for the coast of southern Brittany: mean temperature of 6,5 °C at the end of
 * January and 18,5 °C at the end of July, westerly winds, fronts every few days.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

#define LATITUDE 47.75
#define LONGITUDE (-3.37)
#define RADIANS (G_PI / 180)
#define KM_PER_DEGREE 111.2
#define WIND_EAST 28.0 /* km/h: clouds come from the west-south-west */
#define WIND_NORTH 9.0

/* Position of the sun to a tenth of a degree (Astronomical Almanac, low precision formulas). */
static void
compute_sun (VigieTime time, VigieDemoWeather *weather)
{
  double days = (double) time / VIGIE_DAY - 10957.5; /* since 2000-01-01T12:00Z */
  double anomaly = (357.529 + 0.98560028 * days) * RADIANS;
  double mean = 280.459 + 0.98564736 * days;
  double ecliptic = (mean + 1.915 * sin (anomaly) + 0.020 * sin (2 * anomaly)) * RADIANS;
  double obliquity = (23.439 - 0.00000036 * days) * RADIANS;
  double declination = asin (sin (obliquity) * sin (ecliptic));
  double ascension = atan2 (cos (obliquity) * sin (ecliptic), cos (ecliptic));
  double sidereal = (280.46062 + 360.98564737 * days + LONGITUDE) * RADIANS;
  double hour = sidereal - ascension;
  double latitude = LATITUDE * RADIANS;
  double sine
      = sin (latitude) * sin (declination) + cos (latitude) * cos (declination) * cos (hour);
  double azimuth
      = atan2 (-sin (hour), tan (declination) * cos (latitude) - sin (latitude) * cos (hour));

  weather->sun_elevation = asin (CLAMP (sine, -1, 1)) / RADIANS;
  weather->sun_azimuth = azimuth / RADIANS + (azimuth < 0 ? 360 : 0);
  /* Haurwitz (1945): global irradiance under a clear sky. */
  weather->clear_sky = sine > 0.01 ? 1098 * sine * exp (-0.057 / sine) : 0;
}

void
vigie_demo_weather_at (VigieTime time, VigieDemoWeather *weather)
{
  double days = (double) time / VIGIE_DAY;
  double day_of_year = fmod (days, 365.2425);
  double solar_hour = fmod (days + LONGITUDE / 360, 1) * 24;
  double front = 0.65 * vigie_demo_noise (VIGIE_DEMO_STREAM_WEATHER, 1, days / 1.7)
                 + 0.35 * vigie_demo_noise (VIGIE_DEMO_STREAM_WEATHER, 2, days * 2.3);
  double winter = 0.5 + 0.5 * cos (2 * G_PI * (day_of_year - 15) / 365.2425);
  double mass, season, swing;

  compute_sun (time, weather);
  weather->cover = CLAMP (0.52 + 0.10 * winter + 0.75 * front, 0.02, 1);
  /* It rains from thick cover, in showers. */
  weather->rain = MAX (0, weather->cover - 0.74) * 6
                  * MAX (0, 0.35 + vigie_demo_noise (VIGIE_DEMO_STREAM_WEATHER, 3, days * 19));
  mass = 4.2 * vigie_demo_noise (VIGIE_DEMO_STREAM_WEATHER, 4, days / 3.6)
         + 0.6 * vigie_demo_noise (VIGIE_DEMO_STREAM_WEATHER, 5, days * 3);
  season = 12.5 - 6 * cos (2 * G_PI * (day_of_year - 25) / 365.2425);
  swing = (4.6 - 1.8 * winter) * (1 - 0.65 * weather->cover);
  weather->temperature = season + mass + swing * cos (2 * G_PI * (solar_hour - 15) / 24)
                         + (weather->cover - 0.5) * (winter > 0.5 ? 2.2 : -1.8);
  weather->humidity = CLAMP (80 - 2.6 * swing * cos (2 * G_PI * (solar_hour - 15) / 24)
                                 + 14 * (weather->cover - 0.5) + (weather->rain > 0.05 ? 7 : 0),
                             38, 99);
}

double
vigie_demo_weather_cover (const VigieDemoWeather *weather, VigieTime time, double lat, double lon)
{
  double hours = (double) time / VIGIE_HOUR;
  double x = (lon - LONGITUDE) * KM_PER_DEGREE * cos (LATITUDE * RADIANS) - WIND_EAST * hours;
  double y = (lat - LATITUDE) * KM_PER_DEGREE - WIND_NORTH * hours;
  double clouds = 0.7 * vigie_demo_noise2 (VIGIE_DEMO_STREAM_CLOUD, 1, x / 9, y / 9)
                  + 0.3 * vigie_demo_noise2 (VIGIE_DEMO_STREAM_CLOUD, 2, x / 3.1, y / 3.1);
  /* Single clouds show most under a sky half covered. */
  double contrast = 1.1 * sqrt (weather->cover * (1 - weather->cover) + 0.02);

  return CLAMP (weather->cover + contrast * clouds * 1.6, 0, 1);
}

double
vigie_demo_weather_irradiance (const VigieDemoWeather *weather,
                               VigieTime time,
                               double lat,
                               double lon)
{
  double cover;

  if (weather->clear_sky <= 0)
    return 0;
  cover = vigie_demo_weather_cover (weather, time, lat, lon);
  /* Kasten and Czeplak (1980), with the cover as a fraction. */
  return weather->clear_sky * (1 - 0.75 * pow (cover, 3.4));
}

double
vigie_demo_weather_on_plane (const VigieDemoWeather *weather,
                             double global,
                             double tilt,
                             double azimuth)
{
  double sine = sin (weather->sun_elevation * RADIANS);
  double clearness, diffuse, beam, incidence;

  if (global <= 0 || sine <= 0)
    return 0;
  /* Share of the diffuse light: Erbs, Klein and Duffie (1982). */
  clearness = CLAMP (global / (1367 * sine), 0, 1);
  if (clearness <= 0.22)
    diffuse = 1 - 0.09 * clearness;
  else if (clearness <= 0.80)
    diffuse = 0.9511
              + clearness
                    * (-0.1604 + clearness * (4.388 + clearness * (-16.638 + clearness * 12.336)));
  else
    diffuse = 0.165;
  diffuse *= global;
  beam = global - diffuse;
  incidence = cos (tilt * RADIANS) * sine
              + sin (tilt * RADIANS) * cos (weather->sun_elevation * RADIANS)
                    * cos ((weather->sun_azimuth - azimuth) * RADIANS);
  /* Near the horizon the ratio of the sines means nothing any more: bounded. */
  return beam * MAX (0, incidence) / MAX (sine, 0.09) + diffuse * (1 + cos (tilt * RADIANS)) / 2
         + global * 0.2 * (1 - cos (tilt * RADIANS)) / 2;
}

/* ---- The weather station ---------------------------------------------------------------------- */

typedef struct
{
  VigieDemoPart part;
  guint temperature, humidity;
} Station;

static void
station_energy (VigieDemoSim *sim, VigieDemoPart *part)
{
  Station *self = (Station *) part;

  vigie_demo_sim_set (sim, self->temperature, sim->weather.temperature);
  vigie_demo_sim_set (sim, self->humidity, sim->weather.humidity);
}

VigieDemoPart *
vigie_demo_station_new (VigieDemoSim *sim, guint site)
{
  Station *self = g_new0 (Station, 1);
  guint device = vigie_demo_add_device (sim, site, "Abri météo", VIGIE_DEMO_MODEL_PLC,
                                        VIGIE_DEMO_ARCHIVE_STEPS);

  self->part.step = self->part.energy = station_energy;
  self->part.site = site;
  self->temperature
      = vigie_demo_add_measure (sim, device, "Température extérieure",
                                VIGIE_DEMO_PROPERTY_OUTSIDE_TEMPERATURE, VIGIE_DEMO_ARCHIVE_STEPS);
  self->humidity = vigie_demo_add_measure (sim, device, "Humidité extérieure",
                                           VIGIE_DEMO_PROPERTY_HUMIDITY, VIGIE_DEMO_ARCHIVE_STEPS);
  return &self->part;
}
