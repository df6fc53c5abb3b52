/* test-pack.c: readings in few bytes: what comes out is what went in; bytes that are none are refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-pack.h"

#define START (G_GINT64_CONSTANT (1795258023) * VIGIE_SECOND)

typedef struct
{
  VigieTime times[VIGIE_PACK_MAX], starts[VIGIE_PACK_MAX], result_times[VIGIE_PACK_MAX];
  double values[VIGIE_PACK_MAX];
} Readings;

static gboolean
same_bits (double a, double b)
{
  return memcmp (&a, &b, sizeof a) == 0 || (isnan (a) && isnan (b));
}

static void
assert_same (const Readings *a, const Readings *b, guint n, gboolean with_others)
{
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (a->times[i], ==, b->times[i]);
      if (!same_bits (a->values[i], b->values[i]))
        g_error ("value %u: %a, not %a", i, b->values[i], a->values[i]);
      if (with_others)
        {
          g_assert_cmpint (a->starts[i], ==, b->starts[i]);
          g_assert_cmpint (a->result_times[i], ==, b->result_times[i]);
        }
    }
}

/* There and back, with all that can be asked for; gives the bytes that it took. */
static guint
round_trip (const Readings *in, guint n, gboolean with_others)
{
  g_autoptr (GByteArray) pack
      = vigie_pack_encode (in->times, in->values, with_others ? in->starts : NULL,
                           with_others ? in->result_times : NULL, n);
  g_autofree Readings *out = g_new (Readings, 1);
  VigiePackInfo info;

  g_assert_nonnull (pack);
  g_assert_cmpuint (pack->len, <=, VIGIE_PACK_BYTES_MAX);
  g_assert_true (vigie_pack_inspect (pack->data, pack->len, &info));
  g_assert_cmpuint (info.n, ==, n);
  g_assert_cmpint (info.first, ==, in->times[0]);
  g_assert_cmpint (info.last, ==, in->times[n - 1]);
  memset (out, 0x55, sizeof *out);
  g_assert_true (vigie_pack_decode (pack->data, pack->len, out->times, out->values, out->starts,
                                    out->result_times));
  assert_same (in, out, n, with_others);
  if (!with_others)
    for (guint i = 0; i < n; i++)
      g_assert_true (out->starts[i] == VIGIE_TIME_NONE && out->result_times[i] == VIGIE_TIME_NONE);
  memset (out, 0x55, sizeof *out);
  g_assert_true (vigie_pack_decode (pack->data, pack->len, out->times, out->values, NULL, NULL));
  assert_same (in, out, n, FALSE);
  return pack->len;
}

/* Values as sensors, meters and simulations have them, and as nobody has. */
static double
make_value (GRand *rand, int kind, guint i, double before)
{
  static const double odd[] = {0.0,
                               -0.0,
                               1e308,
                               -1e308,
                               5e-324,
                               0.1,
                               1e15,
                               1e-15,
                               1e22,
                               0.30000000000000004,
                               9007199254740993.0,
                               -1,
                               123.456,
                               NAN,
                               1e16,
                               2.5e-10,
                               -0.001,
                               1e300};

  switch (kind)
    {
    case 0: /* a meter's index, in thousandths */
      return (double) (gint64) (i * 137 + g_rand_int_range (rand, 0, 100)) / 1000.0;
    case 1: /* a temperature */
      return g_rand_int_range (rand, -200, 400) / 10.0;
    case 2: /* a simulation */
      return g_rand_double (rand) * 100;
    case 3: /* always the same */
      return 21.5;
    case 4: /* whole numbers and holes */
      return g_rand_int_range (rand, 0, 10) == 0 ? NAN : g_rand_int_range (rand, 0, 50);
    case 5:
      return odd[g_rand_int_range (rand, 0, G_N_ELEMENTS (odd))];
    case 6: /* floats */
      return (double) (float) (g_rand_double (rand) * 50);
    case 7: /* any bits */
      {
        guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
        double value;

        memcpy (&value, &bits, sizeof value);
        return isfinite (value) ? value : NAN;
      }
    case 8: /* nothing at all */
      return NAN;
    default: /* now like this, now like that */
      return make_value (
          rand, g_rand_int_range (rand, 0, 60) == 0 ? g_rand_int_range (rand, 0, 9) : 1, i, before);
    }
}

static gint64
make_step (GRand *rand, int kind)
{
  switch (kind)
    {
    case 0:
      return 10 * VIGIE_MINUTE;
    case 1: /* a radio that is about on time */
      return 10 * VIGIE_MINUTE + g_rand_int_range (rand, -5000, 5000) * 1000;
    case 2:
      return g_rand_int_range (rand, 0, 100) == 0 ? 40 * VIGIE_DAY : 15 * VIGIE_MINUTE;
    case 3:
      return 1 + g_rand_int_range (rand, 0, 3);
    default:
      return 1 + (gint64) (g_rand_double (rand) * 1e14);
    }
}

static void
test_round_trip (void)
{
  static const guint counts[] = {1, 2, 3, 127, 128, 129, 130, 256, 257, 1000, VIGIE_PACK_MAX};
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autofree Readings *in = g_new (Readings, 1);

  for (int kind = 0; kind < 10; kind++)
    for (int pace = 0; pace < 5; pace++)
      for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
        {
          guint n = counts[c];
          VigieTime time = START;
          int others = g_rand_int_range (rand, 0, 4);

          for (guint i = 0; i < n; i++)
            {
              in->times[i] = time;
              in->values[i] = make_value (rand, kind, i, i > 0 ? in->values[i - 1] : 0);
              in->starts[i]
                  = others == 0 || (others == 1 && i % 3 == 0)
                        ? VIGIE_TIME_NONE
                        : time - (others == 2 ? 10 * VIGIE_MINUTE : make_step (rand, pace));
              in->result_times[i]
                  = others == 0 || (others == 3 && g_rand_boolean (rand))
                        ? VIGIE_TIME_NONE
                        : time + g_rand_int_range (rand, -3, 90) * (others == 1 ? 1 : VIGIE_SECOND);
              time += make_step (rand, pace);
            }
          round_trip (in, n, TRUE);
          round_trip (in, n, FALSE);
        }
}

/* Times as far apart as can be. */
static void
test_edges (void)
{
  g_autofree Readings *in = g_new0 (Readings, 1);
  g_autoptr (GByteArray) pack = NULL;

  in->times[0] = G_MININT64 + 1;
  in->times[1] = -1;
  in->times[2] = 0;
  in->times[3] = G_MAXINT64;
  for (guint i = 0; i < 4; i++)
    {
      in->starts[i] = i % 2 ? G_MAXINT64 - 1 : VIGIE_TIME_NONE;
      in->result_times[i] = G_MININT64 + 2;
    }
  round_trip (in, 4, TRUE);
  round_trip (in, 1, TRUE);
  /* The one distance that has no word of its own. */
  in->times[1] = 0;
  in->times[2] = 1;
  in->result_times[0] = 1 + in->times[0];
  in->times[3] = 5;
  in->starts[3] = G_MININT64 + 5;
  pack = vigie_pack_encode (in->times, in->values, in->starts, in->result_times, 4);
  g_assert_null (pack);
}

/* What it is for: bytes a reading. */
static void
test_small (void)
{
  static const struct
  {
    int kind, pace;
    double bar;
  } table[]
      = {{0, 0, 2}, {0, 1, 4}, {1, 0, 1.6}, {3, 0, 0.25}, {3, 1, 2.2}, {4, 0, 1.3}, {2, 0, 8.2}};
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  g_autofree Readings *in = g_new0 (Readings, 1);

  for (guint t = 0; t < G_N_ELEMENTS (table); t++)
    {
      VigieTime time = START;
      double each;

      for (guint i = 0; i < VIGIE_PACK_MAX; i++)
        {
          in->times[i] = time;
          in->values[i] = make_value (rand, table[t].kind, i, 0);
          in->starts[i] = VIGIE_TIME_NONE;
          in->result_times[i] = time + 3 * VIGIE_SECOND;
          time += make_step (rand, table[t].pace);
        }
      each = (double) round_trip (in, VIGIE_PACK_MAX, TRUE) / VIGIE_PACK_MAX;
      g_test_message ("values %d, times %d: %.2f bytes", table[t].kind, table[t].pace, each);
      g_assert_cmpfloat (each, <, table[t].bar);
    }
}

static GByteArray *
make_pack (GRand *rand, guint n)
{
  g_autofree Readings *in = g_new0 (Readings, 1);
  VigieTime time = START;

  for (guint i = 0; i < n; i++)
    {
      in->times[i] = time;
      in->values[i] = make_value (rand, 9, i, 0);
      in->starts[i] = time - VIGIE_MINUTE;
      in->result_times[i] = time + i;
      time += make_step (rand, 1);
    }
  return vigie_pack_encode (in->times, in->values, in->starts, in->result_times, n);
}

/* Every bit of it counts, and every byte. */
static void
test_damage (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autoptr (GByteArray) pack = make_pack (rand, 300);
  g_autofree Readings *out = g_new (Readings, 1);
  VigiePackInfo info;

  for (guint i = 0; i < pack->len * 8; i++)
    {
      pack->data[i / 8] ^= (guint8) (1 << i % 8);
      g_assert_false (vigie_pack_decode (pack->data, pack->len, out->times, out->values,
                                         out->starts, out->result_times));
      pack->data[i / 8] ^= (guint8) (1 << i % 8);
    }
  for (guint length = 0; length < pack->len; length++)
    g_assert_false (vigie_pack_inspect (pack->data, length, &info));
  g_byte_array_append (pack, (const guint8 *) "", 1);
  g_assert_false (vigie_pack_inspect (pack->data, pack->len, &info));
}

/* Bytes that are wrong where the sum is right, as who means harm has them: taken or refused, within bounds, and then in
 * order. */
static void
test_hostile (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (10);
  g_autofree Readings *out = g_new (Readings, 1);
  guint n_taken = 0;

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GByteArray) pack = make_pack (rand, (guint) g_rand_int_range (rand, 1, 300));
      /* Of its own size, so that a sanitizer sees a byte too far. */
      g_autofree guint8 *bytes = NULL;
      guint length = pack->len;
      VigiePackInfo info;

      for (int i = g_rand_int_range (rand, 1, 6); i > 0; i--)
        pack->data[g_rand_int_range (rand, 0, round % 2 ? 60 : (int) length)]
            = (guint8) g_rand_int (rand);
      bytes = g_memdup2 (pack->data, length);
      info.n = (guint) (bytes[2] | bytes[3] << 8);
      if (info.n > VIGIE_PACK_MAX)
        continue;
      if (vigie_pack_decode_inspected (bytes, length, out->times, out->values, out->starts,
                                       out->result_times))
        {
          n_taken++;
          for (guint i = 1; i < info.n; i++)
            g_assert_cmpint (out->times[i], >, out->times[i - 1]);
          for (guint i = 0; i < info.n; i++)
            g_assert_false (isinf (out->values[i]));
        }
    }
  g_assert_cmpuint (n_taken, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/pack/round-trip", test_round_trip);
  g_test_add_func ("/store/pack/edges", test_edges);
  g_test_add_func ("/store/pack/small", test_small);
  g_test_add_func ("/store/pack/damage", test_damage);
  g_test_add_func ("/store/pack/hostile", test_hostile);
  return g_test_run ();
}
