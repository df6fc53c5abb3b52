/* vigie-pack-encode.c: readings of one measure put into few bytes. The format is told in vigie-pack-private.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-pack-private.h"

#include <math.h>

static void
put_byte (GByteArray *out, guint byte)
{
  guint8 byte8 = (guint8) byte;

  g_byte_array_append (out, &byte8, 1);
}

static void
put_word (GByteArray *out, guint64 word)
{
  guint8 bytes[8];

  pack_store64 (bytes, word);
  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
put_group (GByteArray *out, const guint64 *words, guint n)
{
  guint8 packed[PACK_GROUP * 8 + 8] = {0};
  guint64 zigzags[PACK_GROUP], all = 0;
  guint width, bit = 0;

  for (guint i = 1; i < n; i++)
    all |= zigzags[i] = pack_zigzag (words[i] - words[i - 1]);
  width = all != 0 ? 64 - (guint) __builtin_clzll (all) : 0;
  if (width > PACK_WIDTH_MAX)
    width = 64;
  for (guint i = 1; i < n; i++, bit += width)
    {
      guint8 *at = packed + bit / 8;

      pack_store64 (at, width == 64 ? zigzags[i] : pack_load64 (at) | zigzags[i] << bit % 8);
    }
  put_word (out, words[0]);
  put_byte (out, width);
  g_byte_array_append (out, packed, (bit + 7) / 8);
}

static void
put_groups (GByteArray *out, const guint64 *words, guint n)
{
  for (guint i = 0; i < n; i += PACK_GROUP)
    put_group (out, words + i, pack_group_length (n, i));
}

static guint64
common_divisor (guint64 a, guint64 b)
{
  while (b != 0)
    {
      guint64 rest = a % b;

      a = b;
      b = rest;
    }
  return a;
}

static void
put_times (GByteArray *out, const VigieTime *times, guint n)
{
  g_autofree guint64 *words = g_new (guint64, n);
  guint64 unit = 0;

  for (guint i = 1; i < n; i++)
    {
      words[i - 1] = (guint64) times[i] - (guint64) times[i - 1];
      if (unit != 1 && (unit == 0 || words[i - 1] % unit != 0))
        unit = common_divisor (unit, words[i - 1]);
    }
  unit = MAX (unit, 1);
  for (guint i = 0; i + 1 < n; i++)
    words[i] /= unit;
  put_word (out, unit);
  put_groups (out, words, n - 1);
}

/* Distances from @times. FALSE where one is beyond all words. */
static gboolean
put_distances (GByteArray *out, const VigieTime *times, const VigieTime *others, guint n)
{
  g_autofree guint64 *words = g_new (guint64, n);
  guint64 unit = 0;

  for (guint i = 0; i < n; i++)
    {
      gint64 distance = (gint64) ((guint64) others[i] - (guint64) times[i]);
      guint64 size = distance < 0 ? 0 - (guint64) distance : (guint64) distance;

      words[i] = (guint64) distance;
      if (others[i] == VIGIE_TIME_NONE)
        continue;
      if (distance == G_MININT64)
        return FALSE;
      if (unit != 1 && (unit == 0 || size % unit != 0))
        unit = common_divisor (unit, size);
    }
  unit = MAX (unit, 1);
  for (guint i = 0; i < n; i++)
    words[i] = others[i] == VIGIE_TIME_NONE
                   ? 0
                   : 1 + pack_zigzag ((guint64) ((gint64) words[i] / (gint64) unit));
  put_word (out, unit);
  put_groups (out, words, n);
  return TRUE;
}

/* Whether the value is, bit for bit, a fraction of so many decimal places. */
static inline gboolean
is_fraction (double value, guint places, double *whole)
{
  *whole = nearbyint (value * pack_powers[places]);
  return fabs (*whole) < PACK_WHOLE_MAX && *whole / pack_powers[places] == value
         && !(*whole == 0 && signbit (value));
}

/* The fewest decimal places that are enough for all of the values, and the fractions as whole numbers. FALSE where
 * they are no such fractions. */
static gboolean
find_places (const double *values, guint n, guint *places, double *wholes)
{
  *places = 0;
  for (guint i = 0; i < n; i++)
    while (!is_fraction (values[i], *places, &wholes[i]))
      if (++*places > PACK_PLACES_MAX)
        return FALSE;
  /* Those before it was known how many. */
  if (*places > 0)
    for (guint i = 0; i < n; i++)
      if (!is_fraction (values[i], *places, &wholes[i]))
        return FALSE;
  return TRUE;
}

static void
put_values (GByteArray *out, const double *all, guint n_all)
{
  for (guint i = 0; i < n_all; i += PACK_GROUP)
    {
      guint n = pack_group_length (n_all, i), mode = 0, places;
      double values[PACK_GROUP], wholes[PACK_GROUP];
      guint64 words[PACK_GROUP];
      guint8 nothing[PACK_GROUP / 8] = {0};
      double last = 0;

      /* What is nothing repeats the value before it, at no cost; at the begin, the first one. */
      for (guint j = 0; j < n && last == 0; j++)
        last = isnan (all[i + j]) ? 0 : all[i + j];
      for (guint j = 0; j < n; j++)
        {
          if (isnan (all[i + j]))
            {
              mode = PACK_MODE_NOTHING;
              nothing[j / 8] |= (guint8) (1 << j % 8);
            }
          else
            {
              last = all[i + j];
            }
          values[j] = last;
        }
      if (find_places (values, n, &places, wholes))
        {
          mode |= places;
          for (guint j = 0; j < n; j++)
            words[j] = (guint64) (gint64) wholes[j];
          put_byte (out, mode);
          if (mode & PACK_MODE_NOTHING)
            g_byte_array_append (out, nothing, sizeof nothing);
        }
      else
        {
          guint64 any = 0;
          guint shift;

          for (guint j = 0; j < n; j++)
            any |= words[j] = pack_to_bits (values[j]);
          shift = any != 0 ? (guint) __builtin_ctzll (any) : 0;
          for (guint j = 0; j < n; j++)
            words[j] >>= shift;
          put_byte (out, mode | PACK_MODE_BITS);
          if (mode & PACK_MODE_NOTHING)
            g_byte_array_append (out, nothing, sizeof nothing);
          put_byte (out, shift);
        }
      put_group (out, words, n);
    }
}

static gboolean
has_any (const VigieTime *times, guint n)
{
  for (guint i = 0; times != NULL && i < n; i++)
    if (times[i] != VIGIE_TIME_NONE)
      return TRUE;
  return FALSE;
}

GByteArray *
vigie_pack_encode (const VigieTime *times,
                   const double *values,
                   const VigieTime *starts,
                   const VigieTime *result_times,
                   guint n)
{
  const VigieTime *others[]
      = {has_any (starts, n) ? starts : NULL, has_any (result_times, n) ? result_times : NULL};
  g_autoptr (GByteArray) out = g_byte_array_sized_new (PACK_HEADER + n * 4);
  guint8 header[PACK_HEADER] = {PACK_FORMAT};
  guint begin;

  g_return_val_if_fail (n >= 1 && n <= VIGIE_PACK_MAX, NULL);

  header[1] = (others[0] != NULL ? PACK_FLAG_STARTS : 0)
              | (others[1] != NULL ? PACK_FLAG_RESULT_TIMES : 0);
  header[2] = (guint8) n;
  header[3] = (guint8) (n >> 8);
  pack_store64 (header + 8, (guint64) times[0]);
  pack_store64 (header + 16, (guint64) times[n - 1]);
  g_byte_array_append (out, header, sizeof header);
  begin = out->len;
  put_times (out, times, n);
  pack_store32 (out->data + 24, out->len - begin);
  begin = out->len;
  put_values (out, values, n);
  pack_store32 (out->data + 28, out->len - begin);
  for (guint i = 0; i < 2; i++)
    {
      begin = out->len;
      if (others[i] != NULL && !put_distances (out, times, others[i], n))
        return NULL;
      pack_store32 (out->data + 32 + 4 * i, out->len - begin);
    }
  put_word (out, 0);
  pack_store32 (out->data + 4, pack_checksum (out->data, out->len));
  return g_steal_pointer (&out);
}
