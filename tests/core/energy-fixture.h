/* energy-fixture.h: sites made by hand, of texts like « 1 2 - 4 » (« - »: not known).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include <string.h>

#include "vigie-energy.h"
#include "words-fixture.h"

/* Midnight of Monday 16 November 2026 in Paris. */
#define MIDNIGHT "2026-11-15T23:00:00Z"
#define HALF_HOUR (30 * VIGIE_MINUTE)

#define C(text) .flow[VIGIE_FLOW_CONSUMPTION] = text
#define P(text) .flow[VIGIE_FLOW_PRODUCTION] = text
#define I(text) .flow[VIGIE_FLOW_IMPORT] = text
#define E(text) .flow[VIGIE_FLOW_EXPORT] = text
#define CH(text) .flow[VIGIE_FLOW_CHARGE] = text
#define DIS(text) .flow[VIGIE_FLOW_DISCHARGE] = text
#define IT(text) .flow[VIGIE_FLOW_IT] = text
#define HEAT(text) .flow[VIGIE_FLOW_HEAT] = text
#define WATER(text) .flow[VIGIE_FLOW_WATER] = text
#define DC .is_data_centre = TRUE

#define assert_near(actual, expected)                                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    double actual_ = (actual), expected_ = (expected);                                             \
    if (isnan (expected_))                                                                         \
      g_assert_true (isnan (actual_));                                                             \
    else                                                                                           \
      g_assert_cmpfloat_with_epsilon (actual_, expected_, 1e-9 * MAX (1, fabs (expected_)));       \
  }                                                                                                \
  G_STMT_END

/* What is told of a site in a table: a text of amounts for each flow, NULL where it is not metered. */
typedef struct
{
  const char *flow[VIGIE_N_FLOW];
  gboolean is_data_centre;
  double area;  /* 0: not told */
  double share; /* 0: not told */
} HandMadeSite;

static inline void
free_meter (gpointer data)
{
  VigieMeterSteps *meter = data;

  g_free (meter->amounts);
  g_clear_pointer (&meter->lumps, g_array_unref);
  g_clear_pointer (&meter->events, g_array_unref);
  g_free (meter);
}

static inline VigieMeterSteps *
make_meter (VigieTime from, gint64 step, guint n)
{
  VigieMeterSteps *meter = g_new0 (VigieMeterSteps, 1);

  meter->from = from;
  meter->step = step;
  meter->n = n;
  meter->amounts = g_new0 (double, MAX (n, 1));
  meter->lumps = g_array_new (FALSE, FALSE, sizeof (VigieLump));
  meter->events = g_array_new (FALSE, FALSE, sizeof (VigieMeterEvent));
  return meter;
}

/* « 1 2 - - [5] 4 »: a lump of 5 over the unknown steps just before it. */
static inline VigieMeterSteps *
parse_meter (const char *text, VigieTime from, gint64 step)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  VigieMeterSteps *meter = make_meter (from, step, g_strv_length (words));
  guint n = 0, n_unknown = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] == '[')
      {
        VigieLump lump = {from + (gint64) (n - n_unknown) * step, from + (gint64) n * step,
                          g_ascii_strtod (words[i] + 1, NULL)};

        g_array_append_val (meter->lumps, lump);
        n_unknown = 0;
      }
    else if (g_str_equal (words[i], "-"))
      {
        meter->amounts[n++] = NAN;
        n_unknown++;
      }
    else
      {
        char *end;

        meter->amounts[n++] = g_ascii_strtod (words[i], &end);
        g_assert_cmpstr (end, ==, "");
        n_unknown = 0;
      }
  meter->n = n;
  return meter;
}

/* Several meters of a flow are parted by « | ». */
static inline VigieSiteSteps *
parse_site (const HandMadeSite *site, VigieTime from, gint64 step, VigieTime now, gint64 grace)
{
  GPtrArray *meters[VIGIE_N_FLOW] = {0};
  VigieSiteSteps *steps;
  guint n = 0;

  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    if (site->flow[flow] != NULL)
      {
        g_auto (GStrv) texts = g_strsplit (site->flow[flow], " | ", -1);

        meters[flow] = g_ptr_array_new_with_free_func (free_meter);
        for (guint i = 0; texts[i] != NULL; i++)
          {
            VigieMeterSteps *meter = parse_meter (texts[i], from, step);

            g_assert_true (n == 0 || n == meter->n);
            n = meter->n;
            g_ptr_array_add (meters[flow], meter);
          }
      }
  steps = vigie_site_steps_new (meters, from, step, n, now, grace);
  for (guint flow = 0; flow < VIGIE_N_FLOW; flow++)
    g_clear_pointer (&meters[flow], g_ptr_array_unref);
  return steps;
}

static inline VigieEnergyFacts
facts_of (const HandMadeSite *site)
{
  return (VigieEnergyFacts) {site->is_data_centre, site->area > 0 ? site->area : NAN,
                             site->share > 0 ? site->share : NAN};
}
