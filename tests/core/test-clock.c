/* test-clock.c: the clock as an object.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-clock.h"

static void
count_cb (VigieClock *clock, guint *count)
{
  (*count)++;
}

static void
test_manual (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (5 * VIGIE_SECOND);
  guint jumps = 0;

  g_signal_connect (clock, "jumped", G_CALLBACK (count_cb), &jumps);
  g_assert_cmpint (vigie_clock_now (clock), ==, 5 * VIGIE_SECOND);
  g_assert_cmpfloat (vigie_clock_get_pace (clock), ==, 0);
  vigie_clock_set (clock, 5 * VIGIE_SECOND);
  g_assert_cmpuint (jumps, ==, 0);
  vigie_clock_set (clock, 4 * VIGIE_SECOND);
  g_assert_cmpuint (jumps, ==, 1);
  g_assert_cmpint (vigie_clock_now (clock), ==, 4 * VIGIE_SECOND);
  vigie_clock_set (clock, VIGIE_DAY);
  g_assert_cmpuint (jumps, ==, 2);
}

static void
test_system (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new ();
  gint64 before = g_get_real_time ();
  VigieTime now = vigie_clock_now (clock);

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time ());
  g_assert_cmpfloat (vigie_clock_get_pace (clock), ==, 1);
}

static void
test_paced (void)
{
  gint64 before = g_get_monotonic_time ();
  g_autoptr (VigieClock) clock = vigie_clock_new_paced (VIGIE_DAY, 3600);
  VigieTime first = vigie_clock_now (clock), second;

  g_assert_cmpint (first, >=, VIGIE_DAY);
  g_usleep (2000);
  second = vigie_clock_now (clock);
  g_assert_cmpint (second - first, >=, 2000 * 3600);
  g_assert_cmpint (second - VIGIE_DAY, <=, (g_get_monotonic_time () - before) * 3600);
  g_assert_cmpfloat (vigie_clock_get_pace (clock), ==, 3600);
}

static gpointer
read_clock (gpointer data)
{
  VigieTime last = 0;

  for (int i = 0; i < 20000; i++)
    {
      VigieTime now = vigie_clock_now (data);

      g_assert_cmpint (now, >=, last);
      last = now;
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (0);
  GThread *reader = g_thread_new ("reader", read_clock, clock);

  for (int i = 1; i < 20000; i++)
    vigie_clock_set (clock, i * VIGIE_DAY);
  g_thread_join (reader);
  g_assert_cmpint (vigie_clock_now (clock), ==, 19999 * VIGIE_DAY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/manual", test_manual);
  g_test_add_func ("/clock/system", test_system);
  g_test_add_func ("/clock/paced", test_paced);
  g_test_add_func ("/clock/threads", test_threads);
  return g_test_run ();
}
