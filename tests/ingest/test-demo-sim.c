/* test-demo-sim.c: the demonstration keeps to physics and to its word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-ingest-demo-traffic.h"
#include "vigie-opening-hours.h"

/* A Saturday evening; the five weeks before hold the end of summer time and two public holidays. */
#define START "2026-11-21T21:10:00Z"

static VigieTime
instant (const char *text)
{
  VigieTime time = 0;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

static guint
find_measure (VigieDemoSim *sim, const char *site, const char *name)
{
  for (guint i = 0; i < sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);

      if (g_str_equal (sim->sites[measure->site].name, site) && g_str_equal (measure->name, name))
        return i;
    }
  g_error ("no measure %s at %s", name, site);
}

static void
test_territory (void)
{
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  g_autoptr (GHashTable) communes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) devices = g_hash_table_new (g_str_hash, g_str_equal);
  guint kinds[VIGIE_N_KIND] = {0};

  g_assert_cmpuint (sim->n_sites, >=, 60);
  g_assert_cmpuint (sim->n_sites, <=, 100);
  for (guint i = 0; i < sim->n_sites; i++)
    {
      const VigieDemoSite *site = &sim->sites[i];

      g_assert_nonnull (vigie_demo_commune_name (site->commune));
      g_hash_table_add (communes, (gpointer) site->commune);
      g_assert_true (g_hash_table_add (names, (gpointer) site->name));
      g_assert_true (g_utf8_validate (site->name, -1, NULL)
                     && g_utf8_validate (site->description, -1, NULL));
      g_assert_cmpfloat (site->lat, >, 47.6);
      g_assert_cmpfloat (site->lat, <, 48.04);
      g_assert_cmpfloat (site->lon, >, -3.55);
      g_assert_cmpfloat (site->lon, <, -3.05);
      kinds[vigie_demo_type_kind (site->type)]++;
    }
  g_assert_cmpuint (g_hash_table_size (communes), ==, 25);
  g_assert_cmpuint (kinds[VIGIE_KIND_RECYCLING_CENTRE], ==, 13);
  g_assert_cmpuint (kinds[VIGIE_KIND_DATA_CENTRE], ==, 1);
  g_assert_cmpuint (kinds[VIGIE_KIND_SERVICE_POINT], ==, 7);
  for (VigieKind kind = VIGIE_KIND_RECYCLING_CENTRE; kind < VIGIE_N_KIND; kind++)
    g_assert_cmpuint (kinds[kind], >=, 1);
  g_assert_null (vigie_demo_commune_name ("75056"));

  g_test_message ("%u sites, %u sensors, %u measures", sim->n_sites, sim->devices->len,
                  sim->measures->len);
  g_assert_cmpuint (sim->measures->len, >=, 300);
  for (guint i = 0; i < sim->devices->len; i++)
    {
      const VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, i);

      if (device->dev_eui[0] == '\0')
        continue;
      g_assert_cmpuint (strlen (device->dev_eui), ==, 16);
      g_assert_true (g_str_has_prefix (device->dev_eui, "02"));
      g_assert_true (g_hash_table_add (devices, (gpointer) device->dev_eui));
      g_assert_cmpuint (device->n_links, >=, 1);
      for (guint link = 1; link < device->n_links; link++)
        g_assert_cmpfloat (device->links[link].rssi, <=, device->links[link - 1].rssi);
    }
  for (guint i = 0; i < sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);

      /* Ten minutes to one hour; radio every two, batteries every six. */
      g_assert_cmpuint (measure->interval, >=, 2);
      g_assert_cmpuint (
          measure->interval, <=,
          vigie_role_is_diagnostic (vigie_demo_property (measure->property)->role) ? 72 : 12);
      for (guint other = i + 1; other < sim->measures->len; other++)
        if (vigie_demo_sim_measure (sim, other)->site == measure->site)
          g_assert_cmpstr (vigie_demo_sim_measure (sim, other)->name, !=, measure->name);
    }
}

/* What is consumed, stored and exported is produced, taken from storage and imported, to the last watt and watt-hour.
 */
typedef struct
{
  guint power[6], energy[6]; /* measures; G_MAXUINT where there is none */
  double last[6];
  double exported; /* kWh on Sundays */
  gboolean is_metered;
} Balance;

static void
find_balance (VigieDemoSim *sim, guint site, Balance *balance)
{
  static const VigieDemoProperty properties[][2] = {
      {VIGIE_DEMO_PROPERTY_POWER, VIGIE_DEMO_PROPERTY_ENERGY},
      {VIGIE_DEMO_PROPERTY_EXPORT_POWER, VIGIE_DEMO_PROPERTY_EXPORT_ENERGY},
      {VIGIE_DEMO_PROPERTY_CHARGE_POWER, VIGIE_DEMO_PROPERTY_CHARGE_ENERGY},
      {VIGIE_DEMO_PROPERTY_PRODUCTION_POWER, VIGIE_DEMO_PROPERTY_PRODUCTION_ENERGY},
      {VIGIE_DEMO_PROPERTY_IMPORT_POWER, VIGIE_DEMO_PROPERTY_IMPORT_ENERGY},
      {VIGIE_DEMO_PROPERTY_DISCHARGE_POWER, VIGIE_DEMO_PROPERTY_DISCHARGE_ENERGY},
  };

  for (guint p = 0; p < 6; p++)
    {
      balance->power[p] = balance->energy[p] = G_MAXUINT;
      for (guint i = 0; i < sim->measures->len; i++)
        {
          const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);

          if (measure->site != site || measure->part_of != G_MAXUINT)
            continue;
          if (measure->property == properties[p][0])
            balance->power[p] = i;
          else if (measure->property == properties[p][1])
            balance->energy[p] = i;
        }
      balance->is_metered |= balance->energy[p] != G_MAXUINT;
    }
}

static void
check_balance (VigieDemoSim *sim, Balance *balance)
{
  double power = 0, energy = 0;

  for (guint p = 0; p < 6; p++)
    if (balance->energy[p] != G_MAXUINT)
      {
        double kw = vigie_demo_sim_value (sim, balance->power[p]);
        double kwh = vigie_demo_sim_value (sim, balance->energy[p]);

        g_assert_cmpfloat (kw, >=, 0);
        power += p < 3 ? kw : -kw;
        energy += (kwh - balance->last[p]) * (p < 3 ? 1 : -1);
        balance->last[p] = kwh;
      }
  g_assert_cmpfloat_with_epsilon (power, 0, 1e-6);
  if (sim->step > 0)
    g_assert_cmpfloat_with_epsilon (energy, 0, 1e-5);
  if (balance->power[1] == G_MAXUINT || balance->power[4] == G_MAXUINT)
    return;
  g_assert_true (vigie_demo_sim_value (sim, balance->power[1]) == 0
                 || vigie_demo_sim_value (sim, balance->power[4]) == 0);
  if (sim->civil.weekday == 7)
    balance->exported += vigie_demo_sim_value (sim, balance->power[1]) / 12;
}

static void
test_balance (void)
{
  /* June: the panels give more than is used, and less at night. */
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant ("2026-06-20T12:00:00Z"));
  g_autofree Balance *balances = g_new0 (Balance, sim->n_sites);
  guint it = find_measure (sim, "Centre de données (fictif)", "Charge informatique");
  guint cooling = find_measure (sim, "Centre de données (fictif)", "Refroidissement");
  guint losses = find_measure (sim, "Centre de données (fictif)", "Pertes et auxiliaires");
  guint total = find_measure (sim, "Centre de données (fictif)", "Puissance consommée");
  guint n_exporting = 0, n_metered = 0;

  for (guint site = 0; site < sim->n_sites; site++)
    find_balance (sim, site, &balances[site]);
  while (sim->time < sim->start)
    {
      vigie_demo_sim_advance (sim);
      for (guint site = 0; site < sim->n_sites; site++)
        if (balances[site].is_metered
            && (sim->sites[site].panels > 0 || sim->sites[site].type == VIGIE_DEMO_TYPE_SOLAR))
          check_balance (sim, &balances[site]);
      g_assert_cmpfloat_with_epsilon (vigie_demo_sim_value (sim, total),
                                      vigie_demo_sim_value (sim, it)
                                          + vigie_demo_sim_value (sim, cooling)
                                          + vigie_demo_sim_value (sim, losses),
                                      1e-6);
      g_assert_cmpfloat (vigie_demo_sim_value (sim, total) / vigie_demo_sim_value (sim, it), >,
                         1.1);
      g_assert_cmpfloat (vigie_demo_sim_value (sim, total) / vigie_demo_sim_value (sim, it), <,
                         1.6);
    }
  /* On Sundays those that are closed give to the grid. */
  for (guint site = 0; site < sim->n_sites; site++)
    {
      n_metered += balances[site].is_metered && sim->sites[site].panels > 0;
      n_exporting += balances[site].exported > 20;
      if (g_str_equal (sim->sites[site].name, "Maison de l’Agglomération"))
        g_assert_cmpfloat (balances[site].exported, >, 100);
    }
  g_assert_cmpuint (n_metered, >=, 10);
  g_assert_cmpuint (n_exporting, >=, 5);
}

/* Indexes and counters never fall, but where their roll-over or their replacement was declared. */
static void
test_counters (void)
{
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  g_autofree double *last = g_new0 (double, sim->measures->len);
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (VigieDemoReading));
  guint rollovers = 0, meter_rollovers = 0, replacements = 0;

  while (sim->time < sim->start)
    {
      g_array_set_size (readings, 0);
      vigie_demo_sim_advance (sim);
      vigie_demo_sim_read (sim, readings);
      for (guint i = 0; i < readings->len; i++)
        {
          const VigieDemoReading *reading = &g_array_index (readings, VigieDemoReading, i);
          const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, reading->measure);
          double before = last[reading->measure];

          if (vigie_demo_property (measure->property)->aggregation != VIGIE_AGGREGATION_CUMULATIVE)
            continue;
          last[reading->measure] = reading->number;
          if (reading->number >= before)
            continue;
          if (measure->rollover > 0
              && reading->number + measure->rollover - before < measure->rollover / 100)
            {
              rollovers++;
              meter_rollovers += measure->property == VIGIE_DEMO_PROPERTY_ENERGY;
            }
          else if (measure->property == VIGIE_DEMO_PROPERTY_FRAME_COUNTER)
            g_assert_cmpfloat (before, >, 65000);
          else
            {
              g_assert_cmpint (measure->replaced, !=, VIGIE_TIME_NONE);
              g_assert_cmpint (ABS (reading->time - measure->replaced), <=, VIGIE_HOUR);
              replacements++;
            }
        }
    }
  g_assert_cmpuint (meter_rollovers, ==, 1);
  g_assert_cmpuint (rollovers, >=, 3); /* the meter and both counters of the Port */
  g_assert_cmpuint (replacements, ==, 1);
}

static void
test_sun (void)
{
  static const struct
  {
    const char *time;
    double elevation, azimuth; /* of Lorient, by the Astronomical Almanac's formulas elsewhere */
  } cases[] = {
      {"2026-06-21T12:15:00Z", 65.68, 179.5},
      {"2026-12-21T12:12:00Z", 18.81, 180.0},
      {"2026-03-20T12:21:00Z", 42.2, 180.0},
      {"2026-06-21T00:15:00Z", -18.8, 0.0},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieDemoWeather weather;

      vigie_demo_weather_at (instant (cases[i].time), &weather);
      g_assert_cmpfloat_with_epsilon (weather.sun_elevation, cases[i].elevation, 0.3);
      g_assert_cmpfloat_with_epsilon (fmod (weather.sun_azimuth - cases[i].azimuth + 540, 360), 180,
                                      2.0);
    }
}

static void
test_weather_and_panels (void)
{
  static const char *const starts[] = {"2026-07-10T00:00:00Z", "2027-01-20T00:00:00Z"};
  double energy[2] = {0}, warmest[2] = {-99, -99}, coldest[2] = {99, 99};

  for (guint season = 0; season < 2; season++)
    {
      g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (starts[season]));
      guint production = find_measure (sim, "Centrale solaire de Kermat", "Puissance produite");
      double peak = 0;

      while (sim->time < sim->start)
        {
          double kw;

          vigie_demo_sim_advance (sim);
          kw = vigie_demo_sim_value (sim, production);
          g_assert_cmpfloat (kw, >=, 0);
          g_assert_cmpfloat (kw, <=, 5000);
          if (sim->weather.sun_elevation <= 0)
            g_assert_cmpfloat (kw, ==, 0);
          g_assert_cmpfloat (sim->weather.humidity, <=, 100);
          peak = MAX (peak, kw);
          energy[season] += kw / 12;
          warmest[season] = MAX (warmest[season], sim->weather.temperature);
          coldest[season] = MIN (coldest[season], sim->weather.temperature);
        }
      g_test_message ("%s: %.0f MWh, peak %.0f kW, %.1f to %.1f °C", starts[season],
                      energy[season] / 1000, peak, coldest[season], warmest[season]);
      g_assert_cmpfloat (peak, >, season == 0 ? 3000 : 1000);
    }
  /* Five weeks of the year's 6 GWh: much in summer, little in winter. */
  g_assert_cmpfloat (energy[0], >, 600e3);
  g_assert_cmpfloat (energy[0], <, 1100e3);
  g_assert_cmpfloat (energy[1], <, energy[0] / 2);
  g_assert_cmpfloat (coldest[0], >, 6);
  g_assert_cmpfloat (warmest[0], <, 36);
  g_assert_cmpfloat (coldest[1], >, -9);
  g_assert_cmpfloat (warmest[1], <, 18);
}

/* Counters and sensors say what the traffic of the day is (test-demo-traffic.c). */
static void
test_visits (void)
{
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  guint n_present = 0, n = 0;

  for (guint i = 0; i < sim->n_sites; i++)
    n += sim->sites[i].type == VIGIE_DEMO_TYPE_RECYCLING;
  g_assert_cmpuint (n, ==, 13);
  for (guint i = 0; i < n; i++)
    {
      const VigieDemoTrafficSite *facts = vigie_demo_traffic_find (sim->sites[i].name);
      g_autoptr (VigieDemoSim) other = vigie_demo_sim_new (instant (START));
      guint in = find_measure (sim, facts->site, "Comptage entrée");
      guint out = find_measure (sim, facts->site, "Comptage sortie");
      guint present = facts->has_places ? find_measure (sim, facts->site, "Véhicules présents") : 0;
      double first[2], last[2], expected[2] = {0};

      n_present += facts->has_places;
      vigie_demo_sim_advance (other);
      first[0] = vigie_demo_sim_value (other, in);
      first[1] = vigie_demo_sim_value (other, out);
      for (int day = 0; day < 3; day++)
        {
          VigieDemoTrafficDay traffic = {.day = G_MININT64};

          for (int step = day == 0; step < VIGIE_DEMO_STEPS_PER_DAY; step++)
            {
              int bin;

              vigie_demo_sim_advance (other);
              bin = vigie_demo_traffic_bin (&other->civil);
              if (bin < 0)
                continue;
              if (traffic.day != other->civil.day_number)
                vigie_demo_traffic_plan (other, i, facts, &other->civil, &traffic);
              expected[0] += traffic.counted_in[bin];
              expected[1] += traffic.counted_out[bin];
              if (!facts->has_places)
                continue;
              /* The nearest of the two, and one more or less. */
              g_assert_cmpfloat (vigie_demo_sim_value (other, present), >=,
                                 MIN (traffic.present[bin], traffic.present[bin + 1]) - 1.0);
              g_assert_cmpfloat (vigie_demo_sim_value (other, present), <=,
                                 MAX (traffic.present[bin], traffic.present[bin + 1]) + 1.0);
              if (traffic.present[bin] == 0 && traffic.present[bin + 1] == 0)
                g_assert_cmpfloat (vigie_demo_sim_value (other, present), ==, 0);
            }
        }
      last[0] = vigie_demo_sim_value (other, in);
      last[1] = vigie_demo_sim_value (other, out);
      for (guint way = 0; way < 2; way++)
        g_assert_cmpfloat (last[way] - first[way], ==, expected[way]);
    }
  g_assert_cmpuint (n_present, ==, 10);
}

static void
test_hours (void)
{
  guint n;
  const VigieDemoSite *sites = vigie_demo_sites (&n);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  static const struct
  {
    const char *site, *text;
  } texts[] = {
      {"Déchèterie de Riantec", "Tu-Sa 10:00-12:30,14:00-18:00; PH off"},
      {"Déchèterie de Quéven", "Tu,Th,Sa 10:00-12:30,14:00-18:00; PH off"},
      {"France services de Languidic",
       "Mo 14:00-17:00; Tu-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00; PH off"},
      {"Gymnase de Kerolay", "Mo-Su 08:00-22:00"},
      {"Piscine du Moustoir", "Mo-Fr 07:30-20:00; Sa,Su 09:00-18:00"},
  };
  static const struct
  {
    const char *time;
    gboolean is_open; /* Riantec */
  } moments[] = {
      {"2026-11-21T09:00:00Z", TRUE}, /* Saturday, 10 h */
      {"2026-11-21T08:59:59Z", FALSE}, {"2026-11-21T11:30:00Z", FALSE},
      {"2026-11-21T16:59:59Z", TRUE},  {"2026-11-21T17:00:00Z", FALSE},
      {"2026-11-22T10:00:00Z", FALSE}, /* Sunday */
      {"2026-11-11T10:00:00Z", FALSE}, /* a holiday, on a Wednesday */
      {"2026-11-12T10:00:00Z", TRUE},  {"2026-05-14T09:00:00Z", FALSE}, /* Ascension */
      {"2026-04-07T08:00:00Z", TRUE},  /* the day after Easter Monday, summer time */
      {"2026-05-25T09:00:00Z", FALSE}, /* Whit Monday */
  };
  const VigieDemoHours *riantec = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint site = 0; site < n; site++)
      if (g_str_equal (sites[site].name, texts[i].site))
        {
          g_autofree char *text = vigie_demo_hours_to_string (sites[site].hours);

          g_assert_cmpstr (text, ==, texts[i].text);
          if (i == 0)
            riantec = sites[site].hours;
        }
  g_assert_nonnull (riantec);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      VigieDemoCivil civil = {0};

      vigie_demo_civil_at (zone, instant (moments[i].time), &civil);
      g_assert_cmpint (vigie_demo_hours_are_open (riantec, &civil), ==, moments[i].is_open);
    }
}

/* What the text says to who reads it as OpenStreetMap means it is when the simulation lets people in: two years, each
 * half-hour, works included. */
static void
test_hours_as_read (void)
{
  static const char *const starts[] = {"2026-11-21T10:07:00Z", "2027-12-27T10:07:00Z"};

  for (guint s = 0; s < G_N_ELEMENTS (starts); s++)
    {
      g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (starts[s]));
      VigieTime from = vigie_demo_midnight_before (sim->zone, sim->start, 330);
      guint n_sites = 0;

      for (guint i = 0; i < sim->n_sites; i++)
        {
          const VigieDemoSite *site = &sim->sites[i];
          const char *comment = NULL;
          g_autoptr (VigieOpeningHours) hours = NULL;
          g_autoptr (GError) error = NULL;
          g_autofree char *text = NULL;
          gint64 first = 1, last = 0;
          guint n_open = 0;

          if (!site->hours)
            continue;
          n_sites++;
          text = vigie_demo_site_hours (sim, site);
          hours = vigie_opening_hours_new (text, NULL, &error);
          g_assert_no_error (error);
          vigie_demo_traffic_works (sim, site->name, &first, &last);
          for (int half_hour = 0; half_hour < 365 * 48; half_hour++)
            {
              VigieTime time = from + half_hour * 30 * VIGIE_MINUTE + 7 * VIGIE_MINUTE;
              VigieDemoCivil civil = {0};
              gboolean is_open;

              vigie_demo_civil_at (sim->zone, time, &civil);
              is_open = vigie_demo_hours_are_open (site->hours, &civil);
              if (civil.day_number >= first && civil.day_number <= last)
                {
                  g_assert_cmpint (vigie_opening_hours_get_state (hours, time, &comment), ==,
                                   VIGIE_OPENING_CLOSED);
                  g_assert_cmpstr (comment, ==, VIGIE_DEMO_WORKS);
                  continue;
                }
              if (vigie_opening_hours_get_state (hours, time, NULL)
                  != (is_open ? VIGIE_OPENING_OPEN : VIGIE_OPENING_CLOSED))
                g_error ("%s, %s: %d-%02d-%02d, minute %d", site->name, text, civil.year,
                         civil.month, civil.day, civil.minute);
              n_open += is_open;
            }
          g_assert_cmpuint (n_open, >, 500);
        }
      g_assert_cmpuint (n_sites, >=, 30);
    }
}

/* The same start gives the same readings; another start the same weather, loads and visits. */
static void
test_determinism (void)
{
  g_autoptr (VigieDemoSim) first = vigie_demo_sim_new (instant (START));
  g_autoptr (VigieDemoSim) second = vigie_demo_sim_new (instant (START));
  g_autoptr (VigieDemoSim) later = vigie_demo_sim_new (instant (START) + 3 * VIGIE_DAY);
  g_autoptr (GArray) a = g_array_new (FALSE, FALSE, sizeof (VigieDemoReading));
  g_autoptr (GArray) b = g_array_new (FALSE, FALSE, sizeof (VigieDemoReading));
  guint production = find_measure (first, "Centrale K2 Solair", "Puissance produite");
  guint load = find_measure (first, "Hôtel de ville de Lorient", "Puissance consommée");

  for (int i = 0; i < 5 * VIGIE_DEMO_STEPS_PER_DAY; i++)
    {
      g_array_set_size (a, 0);
      g_array_set_size (b, 0);
      vigie_demo_sim_advance (first);
      vigie_demo_sim_advance (second);
      vigie_demo_sim_read (first, a);
      vigie_demo_sim_read (second, b);
      g_assert_cmpuint (a->len, ==, b->len);
      for (guint r = 0; r < a->len; r++)
        {
          const VigieDemoReading *left = &g_array_index (a, VigieDemoReading, r),
                                 *right = &g_array_index (b, VigieDemoReading, r);

          g_assert_cmpuint (left->measure, ==, right->measure);
          g_assert_cmpint (left->time, ==, right->time);
          g_assert_cmpfloat (left->number, ==, right->number);
        }
      if (first->time < later->origin)
        continue;
      vigie_demo_sim_advance (later);
      g_assert_cmpint (later->time, ==, first->time);
      g_assert_cmpfloat (first->weather.temperature, ==, later->weather.temperature);
      g_assert_cmpfloat (vigie_demo_sim_value (first, production), ==,
                         vigie_demo_sim_value (later, production));
      g_assert_cmpfloat (vigie_demo_sim_value (first, load), ==,
                         vigie_demo_sim_value (later, load));
    }
}

/* The building that drifts uses more and more at night, the others do not. */
static void
test_drift (void)
{
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  guint drifting = find_measure (sim, "Piscine du Moustoir", "Puissance consommée");
  guint steady = find_measure (sim, "Piscine Océanis", "Puissance consommée");
  double first[2] = {0}, last[2] = {0};

  while (sim->time < sim->start)
    {
      double days;

      vigie_demo_sim_advance (sim);
      days = (sim->time - sim->origin) / (double) VIGIE_DAY;
      if (sim->civil.minute != 180)
        continue;
      for (int i = 0; i < 2; i++)
        {
          double kw = vigie_demo_sim_value (sim, i == 0 ? drifting : steady);

          if (days < 7)
            first[i] += kw;
          else if (days >= 28 && days < 35)
            last[i] += kw;
        }
    }
  g_assert_cmpfloat (last[0] / first[0] / (last[1] / first[1]), >, 1.2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/demo/territory", test_territory);
  g_test_add_func ("/ingest/demo/hours", test_hours);
  g_test_add_func ("/ingest/demo/hours-as-read", test_hours_as_read);
  g_test_add_func ("/ingest/demo/sun", test_sun);
  g_test_add_func ("/ingest/demo/weather-and-panels", test_weather_and_panels);
  g_test_add_func ("/ingest/demo/balance", test_balance);
  g_test_add_func ("/ingest/demo/counters", test_counters);
  g_test_add_func ("/ingest/demo/visits", test_visits);
  g_test_add_func ("/ingest/demo/determinism", test_determinism);
  g_test_add_func ("/ingest/demo/drift", test_drift);
  return g_test_run ();
}
