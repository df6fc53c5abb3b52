/* vigie-map-fixture.h: territories of sites with places and states of one's choice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-glyph.h"
#include "vigie-territory.h"
#include "vigie-test-wait.h"

/* The time at which the fixture's clock stands. */
#define FIXTURE_NOW (G_GINT64_CONSTANT (1795255200) * VIGIE_SECOND)
#define FIXTURE_INTERVAL (10 * VIGIE_MINUTE)

/* Adds to @batch the reading that gives the measure of site @id the look (not for NEVER). */
static inline void
fixture_add_reading (VigieTerritoryBatch *batch, const char *id, VigieGlyphLook look)
{
  g_autofree char *measure_id = g_strdup_printf ("m-%s", id);
  VigieReading reading = {.time = FIXTURE_NOW - VIGIE_MINUTE,
                          .start = VIGIE_TIME_NONE,
                          .result_time = VIGIE_TIME_NONE,
                          .number = 42,
                          .type = VIGIE_VALUE_NUMBER};
  VigieConditionState state = {.condition = VIGIE_CONDITION_NORMAL};

  switch (look)
    {
    case VIGIE_GLYPH_WARNING:
      state.condition = VIGIE_CONDITION_WARNING;
      state.limit = 3;
      state.since = reading.time;
      reading.number = 92;
      break;
    case VIGIE_GLYPH_CRITICAL:
      state.condition = VIGIE_CONDITION_CRITICAL;
      state.limit = 4;
      state.since = reading.time;
      reading.number = 99;
      break;
    case VIGIE_GLYPH_SILENT:
      reading.time = FIXTURE_NOW - 20 * FIXTURE_INTERVAL;
      break;
    case VIGIE_GLYPH_LATE:
      reading.time = FIXTURE_NOW - 2 * FIXTURE_INTERVAL;
      break;
    case VIGIE_GLYPH_NORMAL:
    case VIGIE_GLYPH_NEVER:
    case VIGIE_GLYPH_OUT_OF_SERVICE:
    case VIGIE_GLYPH_NO_MEASURE:
    default:
      break;
    }
  vigie_territory_batch_add_reading (batch, measure_id, &reading, &state);
}

/* Adds a site with one measure of that look, or with none; NAN for a site without a place. */
static inline void
fixture_add_site (VigieTerritoryBatch *batch,
                  const char *id,
                  const char *name,
                  VigieKind kind,
                  double lat,
                  double lon,
                  VigieGlyphLook look)
{
  g_autoptr (VigieSiteData) site = vigie_site_data_new ();
  g_autoptr (VigieMeasureData) measure = vigie_measure_data_new ();

  g_set_str (&site->id, id);
  g_set_str (&site->name, name);
  site->kind = kind;
  site->lat = lat;
  site->lon = lon;
  vigie_territory_batch_add_site (batch, site);
  if (look == VIGIE_GLYPH_NO_MEASURE)
    return;

  g_free (measure->id);
  measure->id = g_strdup_printf ("m-%s", id);
  g_set_str (&measure->site_id, id);
  g_set_str (&measure->name, "Benne gravats");
  g_set_str (&measure->unit, "%");
  measure->expected_interval = FIXTURE_INTERVAL;
  measure->thresholds.high = 90;
  measure->thresholds.highhigh = 95;
  measure->out_of_service = look == VIGIE_GLYPH_OUT_OF_SERVICE;
  vigie_territory_batch_add_measure (batch, measure);
  if (look != VIGIE_GLYPH_NEVER)
    fixture_add_reading (batch, id, look);
}

/* An empty territory at FIXTURE_NOW. */
static inline VigieTerritory *
fixture_territory (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);

  return vigie_territory_new (clock);
}

/* @n sites over the 40 km around Lorient, six in ten of them in its towns; the same for the same seed.
 * One in 14 is not normal. */
static inline VigieTerritory *
fixture_large_territory (guint n, guint32 seed)
{
  static const double towns[][3]
      = {{47.748, -3.366, 0.030}, {47.762, -3.342, 0.018}, {47.804, -3.279, 0.020},
         {47.788, -3.489, 0.022}, {47.836, -3.160, 0.020}, {47.915, -3.334, 0.018},
         {47.707, -3.358, 0.012}, {47.639, -3.461, 0.020}};
  VigieTerritory *territory = fixture_territory ();
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  GRand *rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *name = g_strdup_printf ("Site %u", i);
      double lat = 47.60 + 0.42 * g_rand_double (rand), lon = -3.58 + 0.56 * g_rand_double (rand);
      guint die = g_rand_int_range (rand, 0, 100);
      VigieKind kind = g_rand_int_range (rand, 0, VIGIE_N_KIND);

      if (die < 60)
        {
          const double *town = towns[g_rand_int_range (rand, 0, G_N_ELEMENTS (towns))];

          lat = town[0] + town[2] * (g_rand_double (rand) + g_rand_double (rand) - 1);
          lon = town[1] + 1.5 * town[2] * (g_rand_double (rand) + g_rand_double (rand) - 1);
        }
      die = g_rand_int_range (rand, 0, 1000);
      fixture_add_site (batch, id, name, kind, lat, lon,
                        die < 5    ? VIGIE_GLYPH_CRITICAL
                        : die < 20 ? VIGIE_GLYPH_WARNING
                        : die < 45 ? VIGIE_GLYPH_SILENT
                        : die < 50 ? VIGIE_GLYPH_NEVER
                        : die < 60 ? VIGIE_GLYPH_OUT_OF_SERVICE
                        : die < 72 ? VIGIE_GLYPH_LATE
                                   : VIGIE_GLYPH_NORMAL);
    }
  g_rand_free (rand);
  vigie_territory_apply_now (territory, batch);
  return territory;
}
