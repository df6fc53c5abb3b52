/* test-schedule.c: the heap of due instants against a plain sort
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-schedule.h"

#define N 500

static void
test_order (void)
{
  VigieSchedule schedule = {0};
  VigieScheduleEntry entries[N] = {0};
  g_autoptr (GRand) random = g_rand_new_with_seed (42);

  for (int round = 0; round < 20000; round++)
    {
      VigieScheduleEntry *entry = &entries[g_rand_int_range (random, 0, N)];
      VigieTime due = g_rand_int_range (random, 0, 10) == 0 ? VIGIE_TIME_NONE
                                                            : g_rand_int_range (random, 0, 1000);
      VigieTime smallest = G_MAXINT64;

      vigie_schedule_set (&schedule, entry, due);
      g_assert_cmpint (entry->due, ==, due);
      g_assert_cmpint (entry->place != 0, ==, due != VIGIE_TIME_NONE);

      if (round % 20 != 0)
        continue;
      for (int i = 0; i < N; i++)
        if (entries[i].place != 0)
          {
            g_assert_true (schedule.heap[entries[i].place - 1] == &entries[i]);
            smallest = MIN (smallest, entries[i].due);
          }
      if (smallest == G_MAXINT64)
        g_assert_null (vigie_schedule_first (&schedule));
      else
        g_assert_cmpint (vigie_schedule_first (&schedule)->due, ==, smallest);
    }

  /* Taken out one by one, they come in order. */
  for (VigieTime last = -1; vigie_schedule_first (&schedule) != NULL;)
    {
      VigieScheduleEntry *first = vigie_schedule_first (&schedule);

      g_assert_cmpint (first->due, >=, last);
      last = first->due;
      vigie_schedule_set (&schedule, first, VIGIE_TIME_NONE);
    }
  g_assert_cmpuint (schedule.n_entries, ==, 0);
  vigie_schedule_clear (&schedule);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/schedule/order", test_order);
  return g_test_run ();
}
