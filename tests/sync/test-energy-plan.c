/* test-energy-plan.c: which measure is which flow of which site
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "energy-support.h"

#define INDEX VIGIE_AGGREGATION_CUMULATIVE
#define AMOUNTS VIGIE_AGGREGATION_INTERVAL
#define POWER VIGIE_AGGREGATION_INSTANT
#define MIN_(n) ((n) * VIGIE_MINUTE)

/* "a+b c" are two meters, the first of two measures; "" none. */
static char *
describe (const VigieEnergySite *site, VigieFlow flow)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; site->meters[flow] != NULL && i < site->meters[flow]->len; i++)
    {
      const GPtrArray *meter = g_ptr_array_index (site->meters[flow], i);

      for (guint j = 0; j < meter->len; j++)
        g_string_append_printf (text, "%s%s",
                                j > 0   ? "+"
                                : i > 0 ? " "
                                        : "",
                                ((VigieMeasureData *) g_ptr_array_index (meter, j))->id);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_meters (VigieEnergyPlan *plan, const char *site, VigieFlow flow, const char *expected)
{
  const VigieEnergySite *found = vigie_energy_plan_find_site (plan, site);
  g_autofree char *text = NULL;

  g_assert_nonnull (found);
  text = describe (found, flow);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_left_out (VigieEnergyPlan *plan, const char *id, VigieEnergyLeftOutReason reason)
{
  guint n;
  const VigieEnergyLeftOut *left_out = vigie_energy_plan_get_left_out (plan, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (left_out[i].measure->id, id))
      {
        g_assert_cmpint (left_out[i].reason, ==, reason);
        g_assert_cmpstr (vigie_energy_left_out_words (reason), !=, "");
        return;
      }
  g_error ("%s is not left out", id);
}

static VigieEnergyPlan *
plan_of (Territory *territory)
{
  g_autoptr (VigieProfile) profile = vigie_profile_new_built_in ();

  return vigie_energy_plan_new (territory->sites, territory->measures, profile);
}

static guint
n_left_out (VigieEnergyPlan *plan)
{
  guint n;

  vigie_energy_plan_get_left_out (plan, &n);
  return n;
}

/* An index and a power of one sensor are one meter; those of two sensors, and two indexes of one, are summed. */
static void
test_meters (void)
{
  g_auto (Territory) territory = territory_new ();
  g_autoptr (VigieEnergyPlan) plan = NULL;

  territory_add_site (&territory, "s", VIGIE_KIND_PUBLIC_BUILDING);
  territory_add_measure (&territory, "s", "p", "1", VIGIE_ROLE_CONSUMPTION, "kW", POWER, MIN_ (15));
  territory_add_measure (&territory, "s", "i", "1", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX,
                         VIGIE_HOUR);
  territory_add_measure (&territory, "s", "a", "1", VIGIE_ROLE_CONSUMPTION, "Wh", AMOUNTS,
                         MIN_ (30));
  territory_add_measure (&territory, "s", "j", "2", VIGIE_ROLE_CONSUMPTION, "MWh", INDEX,
                         MIN_ (10));
  territory_add_measure (&territory, "s", "hp", "3", VIGIE_ROLE_GRID_IMPORT, "kWh", INDEX,
                         MIN_ (30));
  territory_add_measure (&territory, "s", "hc", "3", VIGIE_ROLE_GRID_IMPORT, "kWh", INDEX,
                         MIN_ (30));
  territory_add_measure (&territory, "s", "papp", "3", VIGIE_ROLE_GRID_IMPORT, "kW", POWER,
                         MIN_ (10));
  territory_add_measure (&territory, "s", "w", "4", VIGIE_ROLE_WATER, "m³", INDEX, VIGIE_HOUR);
  plan = plan_of (&territory);

  g_assert_cmpuint (vigie_energy_plan_get_n_sites (plan), ==, 1);
  assert_meters (plan, "s", VIGIE_FLOW_CONSUMPTION, "i+a+p j");
  assert_meters (plan, "s", VIGIE_FLOW_IMPORT, "hp hc");
  assert_meters (plan, "s", VIGIE_FLOW_WATER, "w");
  assert_meters (plan, "s", VIGIE_FLOW_EXPORT, "");
  g_assert_cmpuint (n_left_out (plan), ==, 1);
  assert_left_out (plan, "papp", VIGIE_ENERGY_LEFT_OUT_SAME);
  /* The tariffs' indexes are the slowest; the hourly index of the first has a power beside it, water is of no
   * balance. */
  g_assert_cmpint (vigie_energy_plan_get_site (plan, 0)->step, ==, MIN_ (30));
  g_assert_cmpint (vigie_energy_plan_get_site (plan, 0)->grace, ==, MIN_ (90));
}

static void
test_steps (void)
{
  static const struct
  {
    VigieRole role;
    gint64 index, power; /* interval, or −1 */
    gint64 step;
  } cases[] = {
      {VIGIE_ROLE_CONSUMPTION, VIGIE_HOUR, -1, VIGIE_HOUR},
      {VIGIE_ROLE_CONSUMPTION, VIGIE_HOUR, MIN_ (15), MIN_ (15)},
      {VIGIE_ROLE_CONSUMPTION, VIGIE_DAY, MIN_ (10), MIN_ (10)},
      {VIGIE_ROLE_CONSUMPTION, VIGIE_DAY, -1, VIGIE_HOUR},
      {VIGIE_ROLE_PRODUCTION, MIN_ (1), -1, MIN_ (10)},
      {VIGIE_ROLE_PRODUCTION, 0, -1, MIN_ (10)},
      {VIGIE_ROLE_PRODUCTION, 0, MIN_ (20), MIN_ (30)},
      {VIGIE_ROLE_IT_LOAD, VIGIE_HOUR, -1, VIGIE_HOUR},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Territory) territory = territory_new ();
      g_autoptr (VigieEnergyPlan) plan = NULL;

      territory_add_site (&territory, "s", VIGIE_KIND_OTHER);
      territory_add_measure (&territory, "s", "i", "1", cases[i].role, "kWh", INDEX,
                             cases[i].index);
      if (cases[i].power >= 0)
        territory_add_measure (&territory, "s", "p", "1", cases[i].role, "kW", POWER,
                               cases[i].power);
      plan = plan_of (&territory);
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (vigie_energy_plan_get_site (plan, 0)->step, ==, cases[i].step);
    }
}

static void
test_left_out (void)
{
  g_auto (Territory) territory = territory_new ();
  g_autoptr (VigieEnergyPlan) plan = NULL;

  territory_add_site (&territory, "s", VIGIE_KIND_PUBLIC_BUILDING);
  territory_add_site (&territory, "empty", VIGIE_KIND_PUBLIC_BUILDING);
  territory_add_measure (&territory, "s", "good", "1", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX, 0);
  territory_add_measure (&territory, "s", "va", "2", VIGIE_ROLE_CONSUMPTION, "kVA", POWER, 0);
  territory_add_measure (&territory, "s", "unsaid", "3", VIGIE_ROLE_CONSUMPTION, "kWh", POWER, 0);
  territory_add_measure (&territory, "s", "odd", "3", VIGIE_ROLE_CONSUMPTION, "kW", INDEX, 0);
  territory_add_measure (&territory, "s", "litres", "3", VIGIE_ROLE_CONSUMPTION, "L", INDEX, 0);
  territory_add_measure (&territory, "s", "joules", "3", VIGIE_ROLE_WATER, "kWh", INDEX, 0);
  territory_add_measure (&territory, "s", "off", "4", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX, 0)
      ->out_of_service
      = TRUE;
  territory_add_measure (&territory, "empty", "alone", "1", VIGIE_ROLE_CONSUMPTION, "A", POWER, 0);
  territory_add_measure (&territory, "empty", "room", "1", VIGIE_ROLE_TEMPERATURE, "°C", POWER, 0);
  territory_add_measure (&territory, "nowhere", "lost", "1", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX,
                         0);
  plan = plan_of (&territory);

  g_assert_cmpuint (vigie_energy_plan_get_n_sites (plan), ==, 1);
  assert_meters (plan, "s", VIGIE_FLOW_CONSUMPTION, "good");
  g_assert_cmpuint (n_left_out (plan), ==, 7);
  assert_left_out (plan, "va", VIGIE_ENERGY_LEFT_OUT_UNIT);
  assert_left_out (plan, "unsaid", VIGIE_ENERGY_LEFT_OUT_AGGREGATION);
  assert_left_out (plan, "odd", VIGIE_ENERGY_LEFT_OUT_AGGREGATION);
  assert_left_out (plan, "litres", VIGIE_ENERGY_LEFT_OUT_UNIT);
  assert_left_out (plan, "joules", VIGIE_ENERGY_LEFT_OUT_UNIT);
  assert_left_out (plan, "off", VIGIE_ENERGY_LEFT_OUT_OF_SERVICE);
  assert_left_out (plan, "alone", VIGIE_ENERGY_LEFT_OUT_UNIT);
}

/* Sub-meters: the whole counts where it is there; what is part of another flow is told beside it. */
static void
test_parts (void)
{
  static const struct
  {
    VigieRole role;
    const char *part_of[4]; /* of a, b, c, d */
    const char *consumption;
  } cases[] = {
      {VIGIE_ROLE_CONSUMPTION, {NULL, "a", "a", "b"}, "a"},
      {VIGIE_ROLE_CONSUMPTION, {NULL, "a", "gone", "c"}, "a c"},
      {VIGIE_ROLE_CONSUMPTION, {"gone", "gone", NULL, NULL}, "a b c d"},
      /* The whole is what is imported. */
      {VIGIE_ROLE_GRID_IMPORT, {NULL, "a", "b", NULL}, "d"},
      {VIGIE_ROLE_PRODUCTION, {NULL, "a", NULL, NULL}, "b c d"},
      /* Parts of each other, and of themselves. */
      {VIGIE_ROLE_CONSUMPTION, {"b", "a", "c", NULL}, "a c d"},
      {VIGIE_ROLE_CONSUMPTION, {"d", "a", "b", "c"}, "a"},
      {VIGIE_ROLE_CONSUMPTION, {"b", "a", "a", NULL}, "a d"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Territory) territory = territory_new ();
      g_autoptr (VigieEnergyPlan) plan = NULL;

      territory_add_site (&territory, "s", VIGIE_KIND_PUBLIC_BUILDING);
      for (int j = 0; j < 4; j++)
        {
          const char id[] = {(char) ('a' + j), '\0'};
          VigieMeasureData *measure = territory_add_measure (
              &territory, "s", id, id, j == 0 ? cases[i].role : VIGIE_ROLE_CONSUMPTION, "kWh",
              INDEX, MIN_ (10));

          g_set_str (&measure->part_of, cases[i].part_of[j]);
        }
      plan = plan_of (&territory);
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      assert_meters (plan, "s", VIGIE_FLOW_CONSUMPTION, cases[i].consumption);
    }
}

/* The whole is out of service: its parts are what there is. The power of a sub-meter goes with its index. */
static void
test_part_of_nothing (void)
{
  g_auto (Territory) territory = territory_new ();
  g_autoptr (VigieEnergyPlan) plan = NULL;
  VigieMeasureData *whole, *part;

  territory_add_site (&territory, "s", VIGIE_KIND_PUBLIC_BUILDING);
  whole = territory_add_measure (&territory, "s", "whole", "1", VIGIE_ROLE_CONSUMPTION, "kWh",
                                 INDEX, MIN_ (10));
  part = territory_add_measure (&territory, "s", "part", "2", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX,
                                MIN_ (10));
  g_set_str (&part->part_of, "whole");
  territory_add_measure (&territory, "s", "power", "2", VIGIE_ROLE_CONSUMPTION, "kW", POWER,
                         MIN_ (10));
  plan = plan_of (&territory);
  assert_meters (plan, "s", VIGIE_FLOW_CONSUMPTION, "whole");
  assert_left_out (plan, "part", VIGIE_ENERGY_LEFT_OUT_PART);
  assert_left_out (plan, "power", VIGIE_ENERGY_LEFT_OUT_PART);

  g_clear_pointer (&plan, vigie_energy_plan_unref);
  whole->out_of_service = TRUE;
  plan = plan_of (&territory);
  assert_meters (plan, "s", VIGIE_FLOW_CONSUMPTION, "part+power");
}

static void
test_select (void)
{
  g_auto (Territory) territory = territory_new ();
  g_autoptr (VigieEnergyPlan) plan = NULL;
  static const struct
  {
    VigieEnergyScope scope;
    const char *sites, *temperature;
    guint n_left_out, n_ids;
  } cases[] = {
      {{NULL, NULL, 0}, "a b c", "south", 1, 5},
      {{"b", NULL, 0}, "b", "north", 0, 2},
      {{NULL, "56121", 0}, "a c", "south", 1, 4},
      {{NULL, NULL, 1u << VIGIE_KIND_WATER}, "c", "south", 0, 2},
      {{NULL, "56121", 1u << VIGIE_KIND_DATA_CENTRE}, "a", "south", 1, 3},
      {{"nowhere", NULL, 0}, "", NULL, 0, 0},
  };

  for (guint i = 0; i < 3; i++)
    {
      static const VigieKind kinds[]
          = {VIGIE_KIND_DATA_CENTRE, VIGIE_KIND_PUBLIC_BUILDING, VIGIE_KIND_WATER};
      const char id[] = {(char) ('a' + i), '\0'};
      VigieSiteData *site = territory_add_site (&territory, id, kinds[i]);
      VigieSiteDetails *details = vigie_site_data_edit_details (site);

      site->lat = i == 1 ? 47.95 : 47.70;
      site->lon = -3.36;
      g_set_str (&details->commune, i == 1 ? "56166" : "56121");
      g_set_str (&details->properties, "{\"area\": 100}");
    }
  territory_add_measure (&territory, "a", "a-total", "1", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX, 0);
  territory_add_measure (&territory, "a", "a-it", "2", VIGIE_ROLE_IT_LOAD, "kWh", INDEX, 0);
  territory_add_measure (&territory, "a", "a-va", "3", VIGIE_ROLE_IT_LOAD, "VA", POWER, 0);
  territory_add_measure (&territory, "b", "b-total", "1", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX, 0);
  territory_add_measure (&territory, "c", "c-total", "1", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX, 0);
  territory_add_measure (&territory, "b", "north", "9", VIGIE_ROLE_OUTSIDE_TEMPERATURE, "°C", POWER,
                         0);
  territory_add_measure (&territory, "a", "south", "9", VIGIE_ROLE_OUTSIDE_TEMPERATURE, "°C", POWER,
                         0);
  plan = plan_of (&territory);
  g_assert_true (vigie_energy_plan_get_site (plan, 0)->facts.is_data_centre);
  g_assert_cmpfloat (vigie_energy_plan_get_site (plan, 1)->facts.area, ==, 100);
  g_assert_cmpint (vigie_energy_plan_get_site (plan, 0)->group, ==, VIGIE_ENERGY_GROUP_DATA_CENTRE);
  g_assert_cmpint (vigie_energy_plan_get_site (plan, 1)->group, ==, VIGIE_ENERGY_GROUP_BUILDINGS);
  g_assert_cmpint (vigie_energy_plan_get_site (plan, 2)->group, ==, VIGIE_ENERGY_GROUP_WATER);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieEnergyPlan) part = vigie_energy_plan_select (plan, &cases[i].scope);
      g_autoptr (GString) sites = g_string_new (NULL);
      VigieMeasureData *temperature = vigie_energy_plan_get_temperature (part);
      const char *const *ids;
      guint n;

      for (guint j = 0; j < vigie_energy_plan_get_n_sites (part); j++)
        g_string_append_printf (sites, "%s%s", j > 0 ? " " : "",
                                vigie_energy_plan_get_site (part, j)->data->id);
      g_assert_cmpstr (sites->str, ==, cases[i].sites);
      g_assert_cmpstr (temperature != NULL ? temperature->id : NULL, ==, cases[i].temperature);
      g_assert_cmpuint (n_left_out (part), ==, cases[i].n_left_out);
      ids = vigie_energy_plan_get_measure_ids (part, &n);
      g_assert_cmpuint (n, ==, cases[i].n_ids);
      g_assert_cmpuint (g_strv_length ((char **) ids), ==, n);
    }
  /* A selection outlives what it was made of. */
  {
    g_autoptr (VigieEnergyPlan) part
        = vigie_energy_plan_select (plan, &(VigieEnergyScope) {"b", NULL, 0});

    g_clear_pointer (&plan, vigie_energy_plan_unref);
    assert_meters (part, "b", VIGIE_FLOW_CONSUMPTION, "b-total");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/energy-plan/meters", test_meters);
  g_test_add_func ("/sync/energy-plan/steps", test_steps);
  g_test_add_func ("/sync/energy-plan/left-out", test_left_out);
  g_test_add_func ("/sync/energy-plan/parts", test_parts);
  g_test_add_func ("/sync/energy-plan/part-of-nothing", test_part_of_nothing);
  g_test_add_func ("/sync/energy-plan/select", test_select);
  return g_test_run ();
}
