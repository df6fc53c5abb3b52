/* test-share-out.c: work shared by threads: each part once, none after an error.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>

#include "vigie-share-out.h"

#define N_PARTS 1000

typedef struct
{
  int done[N_PARTS]; /* how often; atomic */
  guint fails_at;    /* N_PARTS for none */
} Parts;

static gboolean
do_part (guint number, gpointer data, GError **error)
{
  Parts *parts = data;

  g_atomic_int_inc (&parts->done[number]);
  if (number < parts->fails_at)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "part %u", number);
  return FALSE;
}

static void
test_each_once (void)
{
  static const struct
  {
    guint n, threads;
  } cases[] = {{0, 4}, {1, 4}, {2, 1}, {3, 8}, {N_PARTS, 0}, {N_PARTS, 1}, {N_PARTS, 4}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Parts parts = {.fails_at = N_PARTS};
      g_autoptr (GError) error = NULL;

      g_assert_true (
          vigie_share_out ("test", cases[i].n, cases[i].threads, do_part, &parts, &error));
      g_assert_no_error (error);
      for (guint j = 0; j < N_PARTS; j++)
        g_assert_cmpint (parts.done[j], ==, j < cases[i].n ? 1 : 0);
    }
}

static void
test_first_error (void)
{
  for (guint threads = 1; threads <= 4; threads++)
    {
      Parts parts = {.fails_at = 10};
      g_autoptr (GError) error = NULL;
      int n = 0;

      g_assert_false (vigie_share_out ("test", N_PARTS, threads, do_part, &parts, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
      for (guint j = 0; j < N_PARTS; j++)
        n += parts.done[j];
      /* What others had begun meanwhile is ended, each at most one part. */
      g_assert_cmpint (n, >=, 11);
      g_assert_cmpint (n, <=, 10 + (int) threads);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/share-out/each-once", test_each_once);
  g_test_add_func ("/share-out/first-error", test_first_error);

  return g_test_run ();
}
