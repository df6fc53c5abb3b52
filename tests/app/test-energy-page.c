/* test-energy-page.c: the energy page: words, choices, powers of now, cards, ranking, what a figure is made of, the
 * page on a server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app-fixture.h"
#include "vigie-coverage-bar.h"
#include "vigie-energy-audit.h"
#include "vigie-energy-cards.h"
#include "vigie-energy-centre.h"
#include "vigie-energy-live.h"
#include "vigie-energy-now.h"
#include "vigie-energy-page.h"
#include "vigie-energy-rank-row.h"
#include "vigie-energy-ranking.h"
#include "vigie-energy-surplus.h"
#include "vigie-energy-text.h"
#include "vigie-energy-usual.h"
#include "vigie-energy-why.h"
#include "vigie-fake-territory.h"
#include "vigie-flow-diagram.h"
#include "vigie-save.h"
#include "vigie-test-folder.h"
#include "vigie-test-wait.h"
#include "vigie-words.h"
#include "vigie-test-find.h"

#define STEP (10 * VIGIE_MINUTE)

static VigieEnergyFigure
figure (double value, double coverage)
{
  return (VigieEnergyFigure) {.value = value,
                              .coverage = coverage,
                              .undefined
                              = isnan (value) ? VIGIE_UNDEFINED_COVERAGE : VIGIE_UNDEFINED_NOT,
                              .numerator = NAN,
                              .denominator = NAN,
                              .n_sites = 1,
                              .at = VIGIE_TIME_NONE};
}

/* ---- Words ----------------------------------------------------------------------------------- */

static void
test_change (void)
{
  static const struct
  {
    double value, other;
    const char *sign;
    double percent; /* NAN: not to be compared */
  } cases[] = {
      {112, 100, "+", 12}, {97, 100, "\u2212", 3}, {100.2, 100, "", 0},
      {100, 0, "", NAN},   {NAN, 100, "", NAN},    {100, NAN, "", NAN},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieEnergyFigure one = figure (cases[i].value, 1), other = figure (cases[i].other, 1);
      g_autofree char *words = vigie_energy_text_change (VIGIE_KPI_CONSUMPTION, &one, &other);
      g_autofree char *percent = vigie_words_figure (cases[i].percent, 0, "%");

      if (isnan (cases[i].percent))
        {
          g_assert_cmpstr (words, ==, C_ ("figure", "n/a"));
          continue;
        }
      g_assert_true (g_str_has_suffix (words, percent));
      g_assert_true (g_str_has_prefix (words, cases[i].sign));
      g_assert_cmpint (strlen (words) > strlen (percent), ==, *cases[i].sign != '\0');
    }
}

/* A rate is compared in points: from 80 % to 90 % is + 10 points, not + 12.5 %. */
static void
test_points (void)
{
  VigieEnergyFigure one = figure (0.9, 1), other = figure (0.8, 1);
  g_autofree char *words = vigie_energy_text_change (VIGIE_KPI_SELF_CONSUMPTION, &one, &other);
  g_autofree char *ten = vigie_words_number (10, 1);

  g_assert_nonnull (strstr (words, ten));
  g_assert_null (strchr (words, '%'));
}

static void
test_parts (void)
{
  VigieEnergyFigure rate = figure (0.976, 1), amount = figure (100, 1);
  g_autofree char *parts = NULL, *nothing = NULL, *whole = vigie_words_figure (45.2, 1, "MWh");

  rate.numerator = 44100;
  rate.denominator = 45200;
  parts = vigie_energy_text_parts (VIGIE_KPI_SELF_CONSUMPTION, &rate);
  g_assert_nonnull (strstr (parts, whole));
  nothing = vigie_energy_text_parts (VIGIE_KPI_CONSUMPTION, &amount);
  g_assert_null (nothing);
}

static void
test_progress (void)
{
  VigiePeriod week = vigie_period_at (FIXTURE_NOW, VIGIE_PERIOD_WEEK, NULL);
  VigiePeriod before = vigie_period_step (&week, -1, NULL);
  VigiePeriod after = vigie_period_step (&week, 1, NULL);
  g_autofree char *now = vigie_energy_text_progress (&week, FIXTURE_NOW, NULL);
  g_autofree char *past = vigie_energy_text_progress (&before, FIXTURE_NOW, NULL);
  g_autofree char *future = vigie_energy_text_progress (&after, FIXTURE_NOW, NULL);
  g_autofree char *clock = vigie_words_time_of_day (FIXTURE_NOW, NULL);

  g_assert_nonnull (strstr (now, clock));
  g_assert_nonnull (strstr (now, "21"));
  g_assert_null (past);
  g_assert_nonnull (future);
}

/* Where there is little room it is said that the week is not over: since when, not until when. */
static void
test_since (void)
{
  VigiePeriod week = vigie_period_at (FIXTURE_NOW, VIGIE_PERIOD_WEEK, NULL);
  g_autofree char *covered = vigie_energy_text_since (&week, 0.97, NULL);
  g_autofree char *bare = vigie_energy_text_since (&week, NAN, NULL);
  g_autofree char *percent = vigie_coverage_words (0.97);

  g_assert_nonnull (strstr (covered, "16"));
  g_assert_nonnull (strstr (covered, percent));
  g_assert_null (strstr (covered, "22"));
  g_assert_nonnull (strstr (bare, "16"));
  g_assert_null (strstr (bare, "%"));
}

/* Until all is there it is never said to be. */
static void
test_loading (void)
{
  VigieEnergyFigure lacking = figure (NAN, 0.4);
  g_autofree char *almost = vigie_energy_text_loading (0.9999);
  g_autofree char *whole = vigie_words_figure (100, 0, "%");
  VigieEnergyResult result = {.period = {.from = 0, .to = 7 * VIGIE_DAY},
                              .now = VIGIE_DAY,
                              .step = VIGIE_HOUR,
                              .loaded = 1};
  g_autofree char *lasting = vigie_energy_text_reason (VIGIE_KPI_CONSUMPTION, &lacking, &result);
  g_autofree char *loading = NULL;

  result.loaded = 0.5;
  loading = vigie_energy_text_reason (VIGIE_KPI_CONSUMPTION, &lacking, &result);
  g_assert_null (strstr (almost, whole));
  g_assert_cmpstr (loading, !=, lasting);
}

/* Monday, half past midnight: the meters of the week are not to be blamed yet. */
static void
test_just_begun (void)
{
  static const struct
  {
    VigieTime now;
    gint64 step;
    gboolean begun;
  } rows[] = {
      {30 * VIGIE_MINUTE, 10 * VIGIE_MINUTE, TRUE},
      {2 * VIGIE_HOUR, 10 * VIGIE_MINUTE, FALSE},
      {30 * VIGIE_HOUR, VIGIE_DAY, TRUE},
      {2 * VIGIE_DAY, VIGIE_DAY, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      VigieEnergyResult result = {.period = {.from = 0, .to = 7 * VIGIE_DAY},
                                  .now = rows[i].now,
                                  .step = rows[i].step,
                                  .loaded = 1};
      VigieEnergyFigure none = figure (NAN, 0), told = figure (12, 1);
      g_autofree char *reason = NULL, *nothing = NULL;
      const char *begun = _ ("The period has just begun: readings are awaited");

      none.undefined = VIGIE_UNDEFINED_NO_READING;
      reason = vigie_energy_text_reason (VIGIE_KPI_CONSUMPTION, &none, &result);
      g_assert_cmpint (g_str_equal (reason, begun), ==, rows[i].begun);
      nothing = vigie_energy_text_reason (VIGIE_KPI_CONSUMPTION, &told, &result);
      g_assert_null (nothing);
    }
}

static void
test_file_name (void)
{
  g_autofree char *name = vigie_save_file_name ("Énergie, Lorient/Centre: 1\n");

  g_assert_cmpstr (name, ==, "Énergie, Lorient-Centre- 1-.csv");
}

/* ---- A plan ---------------------------------------------------------------------------------- */

static VigieMeasureData *
meter (const char *id, const char *site, VigieRole role, const char *unit, VigieAggregation how)
{
  VigieMeasureData *data = vigie_measure_data_new ();

  g_set_str (&data->id, id);
  g_set_str (&data->site_id, site);
  g_set_str (&data->sensor_id, id);
  g_set_str (&data->name, id);
  g_set_str (&data->unit, unit);
  data->role = role;
  data->aggregation = how;
  data->expected_interval = STEP;
  return data;
}

typedef struct
{
  GPtrArray *sites, *measures;
  VigieProfile *profile;
  VigieEnergyPlan *plan;
  VigieClock *clock;
  VigieTerritory *territory;
  char *folder;
  VigieStore *store;
} Fixture;

/* A swimming pool, a town hall with panels, and a library whose meter says nothing. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  const VigieAggregation interval = VIGIE_AGGREGATION_INTERVAL, instant = VIGIE_AGGREGATION_INSTANT;
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieSiteData *hall = fixture_site ("hall", "Mairie", VIGIE_KIND_PUBLIC_BUILDING, "Lanester");
  VigieSiteData *pool
      = fixture_site ("pool", "Piscine du Moustoir", VIGIE_KIND_PUBLIC_BUILDING, "Lorient");

  g_set_str (&vigie_site_data_edit_details (pool)->commune, "56121");
  g_set_str (&vigie_site_data_edit_details (hall)->commune, "56098");
  g_set_str (&vigie_site_data_edit_details (hall)->properties,
             "{\"flexibleLoads\":[{\"name\":\"Chauffe-eau\",\"kW\":24,\"durationMinutes\":120}]}");
  fixture->sites = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_site_data_unref);
  g_ptr_array_add (fixture->sites, pool);
  g_ptr_array_add (fixture->sites, hall);
  g_ptr_array_add (fixture->sites,
                   fixture_site ("library", "Médiathèque", VIGIE_KIND_PUBLIC_BUILDING, "Lorient"));
  fixture->measures = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_measure_data_unref);
  g_ptr_array_add (fixture->measures,
                   meter ("pool-kwh", "pool", VIGIE_ROLE_CONSUMPTION, "kWh", interval));
  g_ptr_array_add (fixture->measures,
                   meter ("hall-kwh", "hall", VIGIE_ROLE_CONSUMPTION, "kWh", interval));
  g_ptr_array_add (fixture->measures,
                   meter ("hall-solar", "hall", VIGIE_ROLE_PRODUCTION, "kWh", interval));
  g_ptr_array_add (fixture->measures,
                   meter ("hall-export", "hall", VIGIE_ROLE_GRID_EXPORT, "kWh", interval));
  g_ptr_array_add (fixture->measures,
                   meter ("library-kw", "library", VIGIE_ROLE_CONSUMPTION, "kW", instant));
  fixture->profile = vigie_profile_new_built_in ();
  fixture->plan = vigie_energy_plan_new (fixture->sites, fixture->measures, fixture->profile);
  fixture->clock = vigie_clock_new_manual (FIXTURE_NOW);
  fixture->territory = vigie_territory_new (fixture->clock);
  for (guint i = 0; i < fixture->sites->len; i++)
    vigie_territory_batch_add_site (batch, g_ptr_array_index (fixture->sites, i));
  for (guint i = 0; i < fixture->measures->len; i++)
    vigie_territory_batch_add_measure (batch, g_ptr_array_index (fixture->measures, i));
  vigie_territory_apply_now (fixture->territory, batch);
  fixture->folder = g_dir_make_tmp ("vigie-energy-XXXXXX", NULL);
  fixture->store = vigie_store_open (fixture->folder, "http://example.org/", NULL, NULL);
  g_assert_nonnull (fixture->store);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  vigie_store_close (fixture->store);
  vigie_energy_plan_unref (fixture->plan);
  vigie_profile_unref (fixture->profile);
  g_ptr_array_unref (fixture->sites);
  g_ptr_array_unref (fixture->measures);
  g_object_unref (fixture->territory);
  g_object_unref (fixture->clock);
  vigie_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

/* @kwh each step from @from to @to. */
static void
put (Fixture *fixture, const char *id, VigieTime from, VigieTime to, double kwh)
{
  for (VigieTime time = from + STEP; time <= to; time += STEP)
    {
      VigieReading reading = {.time = time,
                              .start = time - STEP,
                              .result_time = VIGIE_TIME_NONE,
                              .number = kwh,
                              .type = VIGIE_VALUE_NUMBER};

      g_assert_true (
          vigie_store_put_reading (fixture->store, id, &reading, NULL, NULL, NULL, NULL));
    }
}

static VigieEnergyResult *
read_day (Fixture *fixture)
{
  VigiePeriod day = vigie_period_at (FIXTURE_NOW - VIGIE_DAY, VIGIE_PERIOD_DAY, NULL);
  g_autoptr (GError) error = NULL;
  VigieEnergyResult *result;

  g_assert_true (vigie_store_begin (fixture->store, NULL));
  for (guint i = 0; i < fixture->sites->len; i++)
    vigie_store_put_site (fixture->store, g_ptr_array_index (fixture->sites, i), NULL);
  for (guint i = 0; i < fixture->measures->len; i++)
    vigie_store_put_measure (fixture->store, g_ptr_array_index (fixture->measures, i), NULL);
  put (fixture, "pool-kwh", day.from - VIGIE_HOUR, day.to + VIGIE_HOUR, 10);
  put (fixture, "hall-kwh", day.from - VIGIE_HOUR, day.to + VIGIE_HOUR, 1);
  put (fixture, "hall-solar", day.from - VIGIE_HOUR, day.to + VIGIE_HOUR, 2);
  put (fixture, "hall-export", day.from - VIGIE_HOUR, day.to + VIGIE_HOUR, 1.5);
  g_assert_true (vigie_store_commit (fixture->store, NULL));
  result = vigie_energy_read (fixture->store, fixture->plan, fixture->profile, &day,
                              VIGIE_TIME_NONE, FIXTURE_NOW, NULL, &error);
  g_assert_no_error (error);
  result->loaded = 1;
  return result;
}

/* ---- Choices --------------------------------------------------------------------------------- */

static void
test_choices (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) choices = vigie_energy_choices_new (fixture->plan, "Lorient Agglomération");
  static const char *const found[] = {"", "commune=56121", "kind=public-building", "site=pool"};
  VigieEnergyChoice *site;

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      VigieEnergyChoice *choice = vigie_energy_choices_find (choices, found[i]);
      g_autofree char *text = NULL;

      g_assert_nonnull (choice);
      text = vigie_energy_choice_to_string (choice);
      g_assert_cmpstr (text, ==, found[i]);
    }
  g_assert_null (vigie_energy_choices_find (choices, "site=none"));
  site = vigie_energy_choices_find (choices, "pool");
  g_assert_cmpstr (vigie_energy_choice_get_name (site), ==, "Piscine du Moustoir");
  g_assert_cmpstr (vigie_energy_choice_get_scope (site).site_id, ==, "pool");
  g_assert_true (vigie_energy_choice_matches (site, "moustoir lorient"));
  g_assert_false (vigie_energy_choice_matches (site, "lanester"));
  /* The territory comes first. */
  g_assert_true (g_ptr_array_index (choices, 0) == vigie_energy_choices_find (choices, ""));
}

/* ---- Now ------------------------------------------------------------------------------------- */

static void
add_power (Fixture *fixture, const char *site, VigieRole role, double kw, gint64 age)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  fixture_add_measure (batch, site, vigie_role_to_string (role), role, "kW", kw, age,
                       VIGIE_CONDITION_NORMAL);
  for (guint i = 0; i < batch->measures->len; i++)
    {
      VigieMeasureData *data = g_ptr_array_index (batch->measures, i);

      data->aggregation = VIGIE_AGGREGATION_INSTANT;
      g_ptr_array_add (fixture->measures, vigie_measure_data_ref (data));
    }
  vigie_territory_apply_now (fixture->territory, batch);
}

/* Only what is live is summed; a site without a meter of consumption is import + production − export. */
static void
test_live (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieEnergyPlan) plan = NULL;
  g_autoptr (VigieEnergyLive) live = NULL;
  VigieEnergyNow now;

  g_ptr_array_set_size (fixture->measures, 0);
  add_power (fixture, "pool", VIGIE_ROLE_CONSUMPTION, 30, 2 * VIGIE_MINUTE);
  add_power (fixture, "hall", VIGIE_ROLE_GRID_IMPORT, 5, 3 * VIGIE_MINUTE);
  add_power (fixture, "hall", VIGIE_ROLE_PRODUCTION, 20, 4 * VIGIE_MINUTE);
  add_power (fixture, "hall", VIGIE_ROLE_GRID_EXPORT, 8, 2 * VIGIE_MINUTE);
  add_power (fixture, "library", VIGIE_ROLE_CONSUMPTION, 1000, 5 * VIGIE_HOUR);
  plan = vigie_energy_plan_new (fixture->sites, fixture->measures, fixture->profile);
  live = vigie_energy_live_new (plan, fixture->territory);
  vigie_energy_live_read (live, &now);
  g_assert_cmpuint (now.n_meters, ==, 5);
  g_assert_cmpuint (now.n_live, ==, 4);
  g_assert_cmpfloat_with_epsilon (now.production, 20, 1e-9);
  g_assert_cmpfloat_with_epsilon (now.export, 8, 1e-9);
  g_assert_cmpfloat_with_epsilon (now.total, 30 + 17, 1e-9);
  g_assert_cmpfloat_with_epsilon (now.import, 5 + 30, 1e-9);
  g_assert_cmpint (now.oldest, ==, FIXTURE_NOW - 4 * VIGIE_MINUTE);
  g_assert_cmpuint (now.n_known, ==, 2);
  g_assert_cmpuint (now.n_sites, ==, 3);
}

static VigieSeries *
exports (VigieTime from, VigieTime to, double kwh)
{
  guint n = (guint) ((to - from) / STEP);
  VigieTime *times = g_new (VigieTime, n), *starts = g_new (VigieTime, n);
  double *values = g_new (double, n);
  VigieSpan *known = g_new (VigieSpan, 1);
  VigieSeries *series;

  for (guint i = 0; i < n; i++)
    {
      starts[i] = from + i * STEP;
      times[i] = starts[i] + STEP;
      values[i] = kwh;
    }
  known[0] = (VigieSpan) {from, to + VIGIE_DAY};
  series = vigie_series_new_take (times, values, n, STEP, known, 1);
  vigie_series_take_starts (series, starts);
  return series;
}

/* 30 kW for two hours: the water heater of 24 kW can be started; not after the meter fell silent. */
static void
test_surplus (Fixture *fixture, gconstpointer data)
{
  VigieTime end = FIXTURE_NOW - FIXTURE_NOW % STEP;
  g_autoptr (GPtrArray) series
      = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_series_unref);
  g_autoptr (VigieSurplus) surplus = NULL, old = NULL, none = NULL;
  g_autofree char *words = NULL, *loads = NULL, *known = NULL;
  g_autofree char *kw = vigie_flow_diagram_power_words (30), *shown = NULL;
  g_autofree char *since = vigie_words_since (FIXTURE_NOW, end - 2 * VIGIE_HOUR, NULL);

  g_ptr_array_add (series, exports (end - 2 * VIGIE_HOUR, end, 5));
  surplus = vigie_surplus_new (fixture->plan, series, FIXTURE_NOW);
  g_assert_cmpfloat_with_epsilon (surplus->kw, 30, 1e-9);
  g_assert_cmpuint (surplus->loads->len, ==, 1);
  words = vigie_surplus_to_words (surplus, FIXTURE_NOW);
  g_assert_nonnull (strstr (words, kw));
  g_assert_nonnull (strstr (words, since));
  loads = vigie_surplus_loads_to_words (surplus);
  g_assert_nonnull (strstr (loads, "Chauffe-eau"));
  /* A sum of some is never told as that of all. */
  g_assert_null (vigie_surplus_known_to_words (surplus));
  /* A large one is in the unit of the diagram that it stands under. */
  surplus->kw = 8892;
  g_free (words);
  words = vigie_surplus_to_words (surplus, FIXTURE_NOW);
  shown = vigie_flow_diagram_power_words (8892);
  g_assert_nonnull (strstr (words, shown));
  surplus->n_metered = 7;
  known = vigie_surplus_known_to_words (surplus);
  g_assert_nonnull (strstr (known, "7"));

  g_ptr_array_set_size (series, 0);
  g_ptr_array_add (series, exports (end - 6 * VIGIE_HOUR, end - 3 * VIGIE_HOUR, 5));
  old = vigie_surplus_new (fixture->plan, series, FIXTURE_NOW);
  g_assert_true (isnan (old->kw));
  g_assert_cmpuint (old->loads->len, ==, 0);

  g_ptr_array_set_size (series, 0);
  g_ptr_array_add (series, exports (end - 6 * VIGIE_HOUR, end, 0));
  none = vigie_surplus_new (fixture->plan, series, FIXTURE_NOW);
  g_clear_pointer (&words, g_free);
  words = vigie_surplus_to_words (none, FIXTURE_NOW);
  g_assert_cmpstr (words, ==, _ ("No surplus"));
}

/* ---- Cards ----------------------------------------------------------------------------------- */

static gboolean
says (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget)
      && strstr (gtk_label_get_label (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

static void
test_card (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieEnergyResult) result = read_day (fixture);
  VigieEnergyFigure *rate = &result->figures[VIGIE_KPI_SELF_CONSUMPTION];
  GtkWidget *card = g_object_ref_sink (vigie_energy_card_new (VIGIE_KPI_SELF_CONSUMPTION));
  g_autofree char *value = NULL, *period = vigie_period_to_short_words (&result->period, NULL);
  g_autofree char *reason = NULL, *coverage = NULL;

  /* 0.5 of 2 kWh. */
  g_assert_cmpfloat_with_epsilon (rate->value, 0.25, 1e-9);
  vigie_energy_card_set (VIGIE_ENERGY_CARD (card), result, NULL, NULL);
  value = vigie_figure_to_words (VIGIE_KPI_SELF_CONSUMPTION, rate);
  g_assert_true (says (card, value));
  g_assert_true (says (card, vigie_kpi_definition (VIGIE_KPI_SELF_CONSUMPTION)));
  g_assert_true (says (card, period));
  coverage = vigie_coverage_words (1);
  g_assert_true (says (card, coverage));
  gtk_test_accessible_assert_role (card, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (card, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       vigie_kpi_words (VIGIE_KPI_SELF_CONSUMPTION));

  *rate = figure (NAN, 0.61);
  vigie_energy_card_set (VIGIE_ENERGY_CARD (card), result, NULL, NULL);
  reason = vigie_figure_reason_to_words (VIGIE_KPI_SELF_CONSUMPTION, rate);
  g_assert_false (says (card, value));
  g_assert_true (says (card, reason));

  /* Nothing was read: nothing that could be taken for a figure. */
  vigie_energy_card_set (VIGIE_ENERGY_CARD (card), NULL, NULL, NULL);
  g_assert_false (says (card, reason));
  g_assert_false (says (card, coverage));
  g_assert_true (says (card, "…"));

  /* Nothing can be read: not as if it were coming. */
  vigie_energy_card_set_trouble (VIGIE_ENERGY_CARD (card), "no history");
  vigie_energy_card_set (VIGIE_ENERGY_CARD (card), NULL, NULL, NULL);
  g_assert_false (says (card, "…"));
  g_assert_true (says (card, "no history"));
  g_assert_true (says (card, C_ ("figure", "n/a")));
  g_object_unref (card);
}

/* What the settings say is shown, in its order; names that are none are passed over. */
static void
test_cards (void)
{
  g_autoptr (GSettings) settings = g_settings_new (VIGIE_APP_ID);
  const char *const names[] = {"co2_kg", "nothing", "peak_kw", "self_production", NULL};
  GtkWidget *cards = g_object_ref_sink (vigie_energy_cards_new ());
  g_autoptr (GArray) shown = NULL, fewer = NULL;
  int minimum, natural, wide;

  g_settings_set_strv (settings, "energy-cards", names);
  vigie_energy_cards_bind (VIGIE_ENERGY_CARDS (cards), settings);
  shown = vigie_energy_cards_get_shown (VIGIE_ENERGY_CARDS (cards));
  g_assert_cmpuint (shown->len, ==, 3);
  g_assert_cmpint (g_array_index (shown, VigieKpi, 0), ==, VIGIE_KPI_CO2);
  g_assert_cmpint (g_array_index (shown, VigieKpi, 2), ==, VIGIE_KPI_SELF_PRODUCTION);
  /* One below the other where there is no room beside. */
  gtk_widget_measure (cards, GTK_ORIENTATION_VERTICAL, 330, &minimum, &natural, NULL, NULL);
  gtk_widget_measure (cards, GTK_ORIENTATION_VERTICAL, 1200, NULL, &wide, NULL, NULL);
  g_assert_cmpint (minimum, <=, natural);
  g_assert_cmpint (natural, >, 2 * wide);
  g_settings_set_strv (settings, "energy-cards", names + 2);
  fewer = vigie_energy_cards_get_shown (VIGIE_ENERGY_CARDS (cards));
  g_assert_cmpuint (fewer->len, ==, 2);
  g_assert_cmpint (g_array_index (fewer, VigieKpi, 0), ==, VIGIE_KPI_PEAK);
  g_settings_reset (settings, "energy-cards");
  g_object_unref (cards);
}

/* ---- Ranking --------------------------------------------------------------------------------- */

static char *
names_of (GListModel *list)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (VigieEnergyRank) rank = g_list_model_get_item (list, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", vigie_energy_rank_get_id (rank));
    }
  return g_string_free (names, FALSE);
}

static void
test_ranking (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieEnergyResult) result = read_day (fixture);
  g_autoptr (GPtrArray) habits = g_ptr_array_new ();
  GtkWidget *widget = g_object_ref_sink (vigie_energy_ranking_new ());
  VigieEnergyRanking *ranking = VIGIE_ENERGY_RANKING (widget);
  g_autoptr (VigieEnergyRank) first = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autofree char *largest = NULL, *smallest = NULL, *named = NULL, *text = NULL;
  const VigieEnergyDrift *drift;

  for (guint i = 0; i < VIGIE_ENERGY_DRIFT_MIN; i++)
    g_ptr_array_add (habits, result);
  vigie_energy_ranking_set (ranking, result, habits, fixture->territory);
  largest = names_of (vigie_energy_ranking_get_sites (ranking));
  /* What is not told is last, whichever way. */
  g_assert_cmpstr (largest, ==, "pool, hall, library");
  first = g_list_model_get_item (vigie_energy_ranking_get_sites (ranking), 0);
  drift = vigie_energy_rank_get_drift (first);
  g_assert_cmpint (drift->verdict, ==, VIGIE_ENERGY_DRIFT_WITHIN);
  g_assert_cmpfloat_with_epsilon (drift->deviation, 0, 1e-9);
  vigie_energy_ranking_sort (ranking, VIGIE_ENERGY_RANK_BY_VALUE, FALSE);
  smallest = names_of (vigie_energy_ranking_get_sites (ranking));
  g_assert_cmpstr (smallest, ==, "hall, pool, library");
  vigie_energy_ranking_sort (ranking, VIGIE_ENERGY_RANK_BY_NAME, FALSE);
  named = names_of (vigie_energy_ranking_get_sites (ranking));
  g_assert_cmpstr (named, ==, "hall, library, pool");
  csv = vigie_energy_ranking_to_csv (ranking);
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_nonnull (strstr (text, "Piscine du Moustoir;Lorient;"));
  g_assert_nonnull (strstr (text, ";1440;kWh;"));
  g_object_unref (widget);
}

static GtkWidget *
line_of (GtkWidget *widget, const char *id)
{
  GtkWidget *found = NULL;

  if (VIGIE_IS_ENERGY_RANK_LINE (widget))
    {
      VigieEnergyRank *rank = vigie_energy_rank_row_get (VIGIE_ENERGY_RANK_LINE (widget));

      return rank != NULL && g_str_equal (vigie_energy_rank_get_id (rank), id) ? widget : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = line_of (child, id);
  return found;
}

/* No meter is blamed for a past that is still being loaded, and a screen reader is told what came since. */
static void
test_ranking_loading (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieEnergyResult) result = read_day (fixture);
  g_autoptr (GPtrArray) habits = g_ptr_array_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *widget = vigie_energy_ranking_new ();
  VigieEnergyRanking *ranking = VIGIE_ENERGY_RANKING (widget);

  for (guint i = 0; i < 2; i++)
    {
      VigieEnergyRank *rank;
      GtkWidget *line;
      g_autofree char *words = NULL;

      result->loaded = i == 0 ? 0.5 : 1;
      vigie_energy_ranking_set (ranking, result, habits, fixture->territory);
      vigie_energy_ranking_set_now (ranking, FIXTURE_NOW, TRUE);
      if (i == 0)
        {
          gtk_window_set_child (GTK_WINDOW (window), widget);
          gtk_window_set_default_size (GTK_WINDOW (window), 1000, 600);
          gtk_window_present (GTK_WINDOW (window));
        }
      WAIT_UNTIL ((line = line_of (widget, "library")) != NULL);
      rank = vigie_energy_rank_row_get (VIGIE_ENERGY_RANK_LINE (line));
      g_assert_nonnull (vigie_energy_rank_get_reason (rank));
      g_assert_cmpint (
          g_str_equal (vigie_energy_rank_get_reason (rank), _ ("History not loaded yet")), ==,
          i == 0);
      words = vigie_energy_rank_describe (rank, FIXTURE_NOW, TRUE);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (line)),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL, words);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Of too few earlier periods nothing is said to be usual. */
static void
test_usual (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieEnergyResult) result = read_day (fixture);
  g_autoptr (GPtrArray) habits = g_ptr_array_new ();
  g_autoptr (VigieEnergyUsual) few = NULL;
  VigieEnergyDrift drift;

  for (guint i = 0; i + 1 < VIGIE_ENERGY_DRIFT_MIN; i++)
    g_ptr_array_add (habits, result);
  few = vigie_energy_usual_new (result, habits, VIGIE_KPI_CONSUMPTION);
  vigie_energy_usual_get (few, "pool", 1440, &drift);
  g_assert_cmpint (drift.verdict, ==, VIGIE_ENERGY_DRIFT_UNKNOWN);
  g_assert_true (isnan (drift.deviation));
}

/* ---- What a figure is made of ---------------------------------------------------------------- */

static void
test_audit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieEnergyResult) result = read_day (fixture);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (VigieFigureTable) sites
      = vigie_energy_audit_sites (result, VIGIE_KPI_SELF_CONSUMPTION, &ids);
  g_autoptr (VigieEnergyDetail) detail = NULL;
  g_autoptr (VigieFigureTable) steps = NULL, meters = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autofree char *text = NULL, *formula = NULL, *known = NULL;
  g_auto (GStrv) facts = NULL;
  double sum = 0;

  /* Numerators of the sites add up to that of the figure. */
  for (guint i = 0; i < vigie_figure_table_get_n_rows (sites); i++)
    sum += vigie_figure_table_get_number (sites, i, 2);
  g_assert_cmpuint (ids->len, ==, vigie_figure_table_get_n_rows (sites));
  g_assert_cmpfloat_with_epsilon (sum, result->figures[VIGIE_KPI_SELF_CONSUMPTION].numerator, 1e-9);
  g_assert_cmpstr (g_ptr_array_index (ids, 0), ==, "hall");
  formula = vigie_energy_text_formula (VIGIE_KPI_SELF_CONSUMPTION,
                                       &result->figures[VIGIE_KPI_SELF_CONSUMPTION]);
  g_assert_nonnull (strstr (formula, "÷"));
  facts = vigie_energy_audit_facts (result, VIGIE_KPI_SELF_CONSUMPTION, FALSE, NULL, NULL,
                                    FIXTURE_NOW);
  g_assert_true (g_strv_contains ((const char *const *) facts,
                                  vigie_kpi_definition (VIGIE_KPI_SELF_CONSUMPTION)));

  detail = vigie_energy_detail_read (fixture->store, fixture->plan, "hall", &result->period,
                                     FIXTURE_NOW, NULL, NULL);
  g_assert_nonnull (detail);
  steps = vigie_energy_audit_steps (detail, result->period.from, result->period.from + VIGIE_HOUR);
  g_assert_cmpuint (vigie_figure_table_get_n_rows (steps), ==, 6);
  g_assert_cmpint (vigie_figure_table_get_time (steps, 1, 0), ==, result->period.from + STEP);
  known = vigie_figure_table_format_cell (steps, 0, vigie_figure_table_get_n_columns (steps) - 1);
  g_assert_cmpstr (known, ==, _ ("known"));
  meters = vigie_energy_audit_meters (detail);
  g_assert_cmpuint (vigie_figure_table_get_n_rows (meters), ==, 3);

  csv = vigie_energy_audit_figures_to_csv (result, NULL, NULL, "=Lorient", TRUE);
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_nonnull (strstr (text, "self_consumption;0,25;"));
  g_assert_nonnull (strstr (text, vigie_kpi_definition (VIGIE_KPI_PEAK)));
  g_assert_nonnull (strstr (text, _ ("Demonstration: simulated data")));
  g_assert_null (strstr (text, ";=Lorient"));
}

/* ---- The page on a server -------------------------------------------------------------------- */

#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 end_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                                   \
                                                                                                   \
    while (!(condition) && g_get_monotonic_time () < end_)                                         \
      if (!g_main_context_iteration (NULL, FALSE))                                                 \
        g_usleep (1000);                                                                           \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

typedef struct
{
  VigieFakeTerritory *fake;
  GSettings *settings;
  VigieClock *clock;
  VigieContext *context;
  VigieTicker *ticker;
  char *folder;
  GtkWidget *window, *page;
} Program;

static void
start (Program *program, gboolean metered, gboolean stored)
{
  g_autofree char *folder = NULL;
  VigieTime now;

  program->fake = vigie_fake_territory_new ();
  vigie_fake_territory_put_thing (program->fake, 1, "Piscine du Moustoir",
                                  "{\"kind\":\"public-building\",\"commune\":\"56121\"}");
  vigie_fake_territory_put_datastream (
      program->fake, 10, 1, "Comptage",
      metered
          ? "{\"role\":\"consumption\",\"aggregation\":\"interval\",\"expectedInterval\":\"PT10M\"}"
          : "{\"role\":\"fill-level\"}");
  vigie_fake_territory_set_unit (program->fake, 10, "kWh");
  if (metered)
    {
      vigie_fake_territory_put_thing (program->fake, 2, "Centre de données de Lorient",
                                      "{\"kind\":\"data-centre\",\"commune\":\"56121\"}");
      vigie_fake_territory_put_datastream (
          program->fake, 20, 2, "Informatique",
          "{\"role\":\"it-load\",\"aggregation\":\"instant\",\"expectedInterval\":\"PT10M\"}");
      vigie_fake_territory_set_unit (program->fake, 20, "kW");
    }
  now = vigie_fake_territory_now (program->fake);
  now -= now % STEP;
  for (guint i = 0; i < 40; i++)
    vigie_fake_territory_put_reading (program->fake, 10, now - i * STEP, "5", VIGIE_TIME_NONE);
  program->folder = g_dir_make_tmp ("vigie-energy-XXXXXX", NULL);
  program->settings = g_settings_new (VIGIE_APP_ID);
  program->clock = vigie_clock_new ();
  folder = g_strdup (program->folder);
  if (!stored)
    {
      g_autofree char *file = g_build_filename (folder, "file", NULL);

      /* In which no folder can be made. */
      g_assert_true (g_file_set_contents (file, "", 0, NULL));
      g_set_str (&folder, file);
    }
  program->context = vigie_context_new (program->settings, program->clock, folder);
  program->ticker = vigie_ticker_new (program->clock);
  vigie_context_open (program->context, vigie_fake_territory_get_address (program->fake), NULL,
                      NULL);
  vigie_context_start_network (program->context);
  WAIT_FOR (vigie_context_get_territory (program->context) != NULL
            && vigie_territory_find_measure (vigie_context_get_territory (program->context), "10")
                   != NULL);
  program->page = vigie_energy_page_new (program->context, program->ticker);
  program->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (program->window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (program->window), program->page);
}

static void
stop (Program *program)
{
  gtk_window_destroy (GTK_WINDOW (program->window));
  vigie_context_close (program->context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_settings_reset (program->settings, "energy-views");
  g_object_unref (program->ticker);
  g_object_unref (program->context);
  g_object_unref (program->settings);
  g_object_unref (program->clock);
  vigie_fake_territory_free (program->fake);
  vigie_test_remove_tree (program->folder);
  g_free (program->folder);
}

/* A figure that is told as coming. */
static gboolean
waits (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget)
      && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), "…"))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (waits (child))
      return TRUE;
  return FALSE;
}

/* Where nothing can be kept: what is of now is shown, and no figure of the past as if it were coming. */
static void
test_without_store (void)
{
  Program program;
  const char *words = _ ("No history can be read on this computer");
  VigieEnergyModel *model;

  start (&program, TRUE, FALSE);
  model = vigie_energy_page_get_model (VIGIE_ENERGY_PAGE (program.page));
  gtk_window_present (GTK_WINDOW (program.window));
  WAIT_FOR (vigie_energy_model_get_error (model) != NULL);
  g_assert_cmpstr (vigie_energy_model_get_trouble (model), ==, words);
  g_assert_true (says (program.page, words));
  g_assert_false (waits (program.page));
  stop (&program);
}

/* Nothing is read before the page is seen; then its meters are found and their figures read; another period, another
 * selection, and both are remembered for the server. */
static void
test_page (void)
{
  Program program;
  VigieEnergyModel *model;
  g_autoptr (GVariant) kept = NULL;
  g_autofree char *subtitle = NULL;
  const char *text = NULL;
  AdwDialog *why;

  start (&program, TRUE, TRUE);
  model = vigie_energy_page_get_model (VIGIE_ENERGY_PAGE (program.page));
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (vigie_energy_model_get_plan (model));
  g_assert_false (vigie_energy_model_is_reading (model));

  gtk_window_present (GTK_WINDOW (program.window));
  WAIT_FOR (vigie_energy_model_get_result (model) != NULL);
  g_assert_cmpuint (vigie_energy_plan_get_n_sites (vigie_energy_model_get_plan (model)), ==, 2);
  subtitle = vigie_energy_page_get_subtitle (VIGIE_ENERGY_PAGE (program.page));
  g_assert_nonnull (strstr (subtitle, "2"));

  vigie_energy_model_set_unit (model, VIGIE_PERIOD_DAY);
  g_assert_null (vigie_energy_model_get_result (model));
  vigie_energy_page_show (VIGIE_ENERGY_PAGE (program.page), "site=1");
  WAIT_FOR (vigie_energy_model_get_result (model) != NULL);
  g_assert_cmpint (vigie_energy_model_get_result (model)->period.unit, ==, VIGIE_PERIOD_DAY);
  kept = g_settings_get_value (program.settings, "energy-views");
  g_assert_true (
      g_variant_lookup (kept, vigie_fake_territory_get_address (program.fake), "&s", &text));
  g_assert_cmpstr (text, ==, "day|site=1");

  /* Not beyond now. */
  g_assert_false (vigie_energy_model_has_next (model));
  vigie_energy_model_step (model, 1);
  g_assert_false (vigie_energy_model_has_next (model));
  vigie_energy_model_step (model, -1);
  g_assert_true (vigie_energy_model_has_next (model));
  vigie_energy_model_show_present (model);
  WAIT_FOR (vigie_energy_model_get_result (model) != NULL);

  /* Why: down to the site. */
  why = vigie_energy_why_new (model, VIGIE_KPI_CONSUMPTION, "1", VIGIE_TIME_NONE, VIGIE_TIME_NONE);
  adw_dialog_present (why, program.page);
  g_assert_cmpuint (vigie_energy_why_get_depth (VIGIE_ENERGY_WHY (why)), ==, 2);
  g_assert_cmpstr (vigie_energy_why_get_page_title (VIGIE_ENERGY_WHY (why)), ==,
                   "Piscine du Moustoir");
  WAIT_FOR (says (GTK_WIDGET (why), _ ("Metering Steps")));
  adw_dialog_force_close (why);

  /* Hidden: nothing goes on. */
  gtk_widget_set_visible (program.page, FALSE);
  g_assert_false (vigie_energy_model_is_reading (model));
  stop (&program);
}

/* Cards beside each other are as wide whatever the height there is: GTK would warn of a least width over the natural. */
static void
assert_column (GtkWidget *card)
{
  int least, natural, minimum, wished, height;

  gtk_widget_measure (card, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, natural);
  for (; height < 2400; height += 23)
    {
      gtk_widget_measure (card, GTK_ORIENTATION_HORIZONTAL, height, &minimum, &wished, NULL, NULL);
      g_assert_cmpint (minimum, ==, least);
      g_assert_cmpint (wished, ==, natural);
    }
}

/* The least height of cards, be the width what it may, is that of no width: GTK warns of less. */
static void
assert_lowest (GtkWidget *cards)
{
  int lowest, least, wished, width;

  gtk_widget_measure (cards, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (cards, GTK_ORIENTATION_VERTICAL, -1, &lowest, &wished, NULL, NULL);
  g_assert_cmpint (lowest, <=, wished);
  for (; width < 2400; width += 11)
    {
      gtk_widget_measure (cards, GTK_ORIENTATION_VERTICAL, width, &least, &wished, NULL, NULL);
      g_assert_cmpint (lowest, <=, least);
      g_assert_cmpint (least, <=, wished);
    }
}

/* In any room the page needs no more than there is, from the least window on. */
static void
test_room (void)
{
  static const int widths[] = {1300, 1121, 1119, 900, 801, 790, 700, 641, 630, 350, 1300};
  Program program;
  GtkWidget *room;

  start (&program, TRUE, TRUE);
  room = vigie_test_find (program.page, ADW_TYPE_BREAKPOINT_BIN);
  gtk_window_present (GTK_WINDOW (program.window));
  WAIT_FOR (
      vigie_energy_model_get_result (vigie_energy_page_get_model (VIGIE_ENERGY_PAGE (program.page)))
      != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *child = adw_breakpoint_bin_get_child (ADW_BREAKPOINT_BIN (room));
      int least;

      g_test_message ("%d", widths[i]);
      gtk_window_set_default_size (GTK_WINDOW (program.window), widths[i], 700);
      WAIT_FOR (gtk_widget_get_width (room) == widths[i] && gtk_widget_get_child_visible (child));
      for (guint frame = 0; frame < 20; frame++)
        g_main_context_iteration (NULL, FALSE);
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      g_assert_cmpint (least, <=, widths[i]);
      g_assert_true (
          gtk_widget_get_visible (vigie_test_find (program.page, VIGIE_TYPE_ENERGY_CENTRE)));
      assert_lowest (vigie_test_find (program.page, VIGIE_TYPE_ENERGY_CARDS));
      assert_column (vigie_test_find (program.page, VIGIE_TYPE_ENERGY_NOW));
      assert_column (vigie_test_find (program.page, VIGIE_TYPE_ENERGY_CENTRE));
      assert_column (gtk_widget_get_parent (
          gtk_widget_get_parent (vigie_test_find (program.page, VIGIE_TYPE_ENERGY_RANKING))));
    }
  stop (&program);
}

/* What to declare is said by the names that are to be written. */
static void
test_no_meter (void)
{
  Program program;

  start (&program, FALSE, TRUE);
  gtk_window_present (GTK_WINDOW (program.window));
  WAIT_FOR (says (program.page, "grid-import"));
  stop (&program);
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/app/energy/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/app/energy/change", test_change);
  g_test_add_func ("/app/energy/points", test_points);
  g_test_add_func ("/app/energy/parts", test_parts);
  g_test_add_func ("/app/energy/progress", test_progress);
  g_test_add_func ("/app/energy/since", test_since);
  g_test_add_func ("/app/energy/loading", test_loading);
  g_test_add_func ("/app/energy/just-begun", test_just_begun);
  g_test_add_func ("/app/energy/file-name", test_file_name);
  ADD ("choices", test_choices);
  ADD ("live", test_live);
  ADD ("surplus", test_surplus);
  ADD ("card", test_card);
  g_test_add_func ("/app/energy/cards", test_cards);
  ADD ("ranking", test_ranking);
  ADD ("ranking-loading", test_ranking_loading);
  ADD ("usual", test_usual);
  ADD ("audit", test_audit);
  g_test_add_func ("/app/energy/page", test_page);
  g_test_add_func ("/app/energy/without-store", test_without_store);
  g_test_add_func ("/app/energy/room", test_room);
  g_test_add_func ("/app/energy/no-meter", test_no_meter);
#undef ADD
  return g_test_run ();
}
