/* test-energy-fuse.c: what an index and a power tell together of one meter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-energy-private.h"

#define STEP (15 * VIGIE_MINUTE)
#define U NAN
#define N 8

static VigieMeterSteps *
steps_new (const double amounts[N])
{
  VigieMeterSteps *self = g_new0 (VigieMeterSteps, 1);

  self->from = 1000 * VIGIE_HOUR;
  self->step = STEP;
  self->n = N;
  self->amounts = g_memdup2 (amounts, N * sizeof *amounts);
  self->lumps = g_array_new (FALSE, FALSE, sizeof (VigieLump));
  self->events = g_array_new (FALSE, FALSE, sizeof (VigieMeterEvent));
  return self;
}

/* In steps from the begin of the grid. */
static void
add_lump (VigieMeterSteps *self, double from, double to, double amount)
{
  VigieLump lump = {self->from + (gint64) (from * STEP), self->from + (gint64) (to * STEP), amount};

  if (!isnan (amount))
    g_array_append_val (self->lumps, lump);
}

static void
test_table (void)
{
  static const struct
  {
    const char *what;
    double index[N];
    double lump[3]; /* from, to, amount; NAN: none */
    double power[N];
    double power_lump[3];
    gint64 interval; /* of the index */
    double fused[N];
    double fused_lump[3];
  } cases[] = {
      {"an hourly index is told as its power went",
       {1, 1, 1, 1, 2, 2, 2, 2},
       {0, 0, U},
       {0, 0, 1, 3, 1, 1, 1, 1},
       {0, 0, U},
       VIGIE_HOUR,
       {0, 0, 1, 3, 2, 2, 2, 2},
       {0, 0, U}},
      {"a power that is too high tells how, not how much",
       {1, 1, 1, 1, 2, 2, 2, 2},
       {0, 0, U},
       {0, 0, 10, 30, 0, 0, 0, 0},
       {0, 0, U},
       VIGIE_HOUR,
       {0, 0, 1, 3, 2, 2, 2, 2},
       {0, 0, U}},
      {"where the power lacks a step the line of the index holds",
       {1, 1, 1, 1, 2, 2, 2, 2},
       {0, 0, U},
       {0, U, 1, 3, 8, 0, 0, 0},
       {0, 0, U},
       VIGIE_HOUR,
       {1, 1, 1, 1, 8, 0, 0, 0},
       {0, 0, U}},
      {"an index as fast as the steps is left alone",
       {1, 1, 1, 1, 2, 2, 2, 2},
       {0, 0, U},
       {0, 0, 1, 3, 1, 1, 1, 1},
       {0, 0, U},
       STEP,
       {1, 1, 1, 1, 2, 2, 2, 2},
       {0, 0, U}},
      {"what the index does not tell is as the power says",
       {1, 1, U, U, 2, 2, U, 2},
       {0, 0, U},
       {5, 5, 5, U, 5, 5, 6, 5},
       {0, 0, U},
       STEP,
       {1, 1, 5, U, 2, 2, 6, 2},
       {0, 0, U}},
      {"a gap of the index is shared out as the power went",
       {1, 1, U, U, U, U, 2, 2},
       {2, 6, 20},
       {5, 5, 1, 2, 3, 4, 5, 5},
       {0, 0, U},
       STEP,
       {1, 1, 2, 4, 6, 8, 2, 2},
       {0, 0, U}},
      {"a power of nothing shares it out evenly",
       {1, 1, U, U, U, U, 2, 2},
       {2, 6, 20},
       {5, 5, 0, 0, 0, 0, 5, 5},
       {0, 0, U},
       STEP,
       {1, 1, 5, 5, 5, 5, 2, 2},
       {0, 0, U}},
      {"a gap of both stays a lump of what is left",
       {1, U, U, U, U, U, U, 2},
       {1, 7, 20},
       {5, 1, 2, U, 9, U, 4, 5},
       {0, 0, U},
       STEP,
       {1, 1, 2, U, U, U, 4, 2},
       {3, 6, 13}},
      {"which is never less than nothing",
       {1, U, U, U, U, U, U, 2},
       {1, 7, 5},
       {5, 1, 2, U, U, U, 4, 5},
       {0, 0, U},
       STEP,
       {1, 1, 2, U, U, U, 4, 2},
       {3, 6, 0}},
      {"of a gap that the grid cuts the power alone tells",
       {U, U, U, 1, 1, 1, 1, 1},
       {-2, 3, 9},
       {1, U, 1, 1, 1, 1, 1, 1},
       {0, 0, U},
       STEP,
       {1, U, 1, 1, 1, 1, 1, 1},
       {0, 0, U}},
      {"also at its end",
       {1, 1, 1, 1, 1, U, U, U},
       {5, 10, 9},
       {2, 2, 2, 2, 2, 2, 2, 2},
       {0, 0, U},
       STEP,
       {1, 1, 1, 1, 1, 2, 2, 2},
       {0, 0, U}},
      {"where it knows nothing the gap is left as it is",
       {U, U, U, 1, 1, 1, 1, 1},
       {-2, 3, 9},
       {U, U, U, 1, 1, 1, 1, 1},
       {0, 0, U},
       STEP,
       {U, U, U, 1, 1, 1, 1, 1},
       {-2, 3, 9}},
      {"so is one that ends within a step, with that step",
       {U, U, U, 1, 1, U, 1, 1},
       {1.5, 2.5, 9},
       {4, 4, 4, 4, 4, 4, 4, 4},
       {0, 0, U},
       STEP,
       {4, U, U, 1, 1, 4, 1, 1},
       {1.5, 2.5, 9}},
      {"a lump of the amounts counts where the index tells nothing",
       {1, 1, U, U, U, 1, 1, 1},
       {0, 0, U},
       {1, 1, U, U, U, 1, 1, 1},
       {2, 5, 7},
       STEP,
       {1, 1, U, U, U, 1, 1, 1},
       {2, 5, 7}},
      {"and only there",
       {1, 1, 1, U, U, 1, 1, 1},
       {0, 0, U},
       {1, 1, U, U, U, 1, 1, 1},
       {2, 5, 7},
       STEP,
       {1, 1, 1, U, U, 1, 1, 1},
       {0, 0, U}},
      {"nothing with nothing",
       {U, U, U, U, U, U, U, U},
       {0, 0, U},
       {U, U, U, U, U, U, U, U},
       {0, 0, U},
       VIGIE_HOUR,
       {U, U, U, U, U, U, U, U},
       {0, 0, U}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieMeterSteps) self = steps_new (cases[i].index);
      g_autoptr (VigieMeterSteps) other = steps_new (cases[i].power);

      g_test_message ("%s", cases[i].what);
      add_lump (self, cases[i].lump[0], cases[i].lump[1], cases[i].lump[2]);
      add_lump (other, cases[i].power_lump[0], cases[i].power_lump[1], cases[i].power_lump[2]);
      vigie_energy_fuse (self, other, cases[i].interval);
      for (guint j = 0; j < N; j++)
        if (isnan (cases[i].fused[j]))
          g_assert_true (isnan (self->amounts[j]));
        else
          g_assert_cmpfloat_with_epsilon (self->amounts[j], cases[i].fused[j], 1e-12);
      g_assert_cmpuint (self->lumps->len, ==, !isnan (cases[i].fused_lump[2]));
      if (self->lumps->len > 0)
        {
          const VigieLump *lump = &g_array_index (self->lumps, VigieLump, 0);

          g_assert_cmpfloat ((lump->from - self->from) / (double) STEP, ==, cases[i].fused_lump[0]);
          g_assert_cmpfloat ((lump->to - self->from) / (double) STEP, ==, cases[i].fused_lump[1]);
          g_assert_cmpfloat_with_epsilon (lump->amount, cases[i].fused_lump[2], 1e-12);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/energy-fuse/table", test_table);
  return g_test_run ();
}
