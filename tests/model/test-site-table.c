/* test-site-table.c: sites by their ids, as many come and go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-model-private.h"
#include "vigie-site-table.h"

#define N_IDS 20000

static VigieSite *
site_new (guint id)
{
  VigieSiteData *data = vigie_site_data_new ();

  g_free (data->id);
  data->id = g_strdup_printf ("%u", id);
  return vigie_site_new (vigie_site_data_pack (data));
}

/* Beside a table of GLib's: added and removed by turns, more and more, then fewer and fewer. */
static void
test_beside_another (void)
{
  VigieSiteTable table = {0};
  g_autoptr (GHashTable) known = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  g_assert_null (vigie_site_table_find (&table, ""));
  for (guint i = 0; i < 6 * N_IDS; i++)
    {
      guint id = g_rand_int_range (rand, 0, N_IDS);
      g_autofree char *text = g_strdup_printf ("%u", id);
      VigieSite *site = g_hash_table_lookup (known, GUINT_TO_POINTER (id));
      gboolean shrinking = i > 3 * N_IDS;

      g_assert_true (vigie_site_table_find (&table, text) == site);
      if (site == NULL && g_rand_int_range (rand, 0, 4) >= (shrinking ? 3 : 0))
        {
          site = site_new (id);
          vigie_site_table_add (&table, site);
          g_hash_table_insert (known, GUINT_TO_POINTER (id), site);
        }
      else if (site != NULL && g_rand_int_range (rand, 0, 4) >= (shrinking ? 0 : 3))
        {
          vigie_site_table_remove (&table, site);
          g_hash_table_remove (known, GUINT_TO_POINTER (id));
        }
    }
  g_assert_cmpuint (g_hash_table_size (known), >, N_IDS / 20);
  for (guint id = 0; id < N_IDS; id++)
    {
      g_autofree char *text = g_strdup_printf ("%u", id);
      VigieSite *site = g_hash_table_lookup (known, GUINT_TO_POINTER (id));

      g_assert_true (vigie_site_table_find (&table, text) == site);
      if (site != NULL)
        vigie_site_table_remove (&table, site);
      g_assert_null (vigie_site_table_find (&table, text));
    }
  for (guint i = 0; i < VIGIE_SITE_TABLE_PARTS; i++)
    g_assert_cmpuint (table.parts[i].n, ==, 0);
  vigie_site_table_clear (&table);
}

/* Numbers one after the other, as servers give them, fill the parts evenly. */
static void
test_spread (void)
{
  VigieSiteTable table = {0};
  g_autoptr (GPtrArray) sites = g_ptr_array_new_with_free_func (g_object_unref);
  guint most = 0;

  for (guint i = 0; i < N_IDS; i++)
    {
      g_ptr_array_add (sites, site_new (i));
      vigie_site_table_add (&table, g_ptr_array_index (sites, i));
    }
  for (guint i = 0; i < VIGIE_SITE_TABLE_PARTS; i++)
    most = MAX (most, table.parts[i].n);
  g_assert_cmpuint (most, <, 2 * N_IDS / VIGIE_SITE_TABLE_PARTS);
  vigie_site_table_clear (&table);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/site-table/beside-another", test_beside_another);
  g_test_add_func ("/site-table/spread", test_spread);
  return g_test_run ();
}
