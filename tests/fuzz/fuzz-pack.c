/* fuzz-pack.c: any bytes taken for packed history, and any history packed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "vigie-pack.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static VigieTime times[VIGIE_PACK_MAX], starts[VIGIE_PACK_MAX], result_times[VIGIE_PACK_MAX];
static double values[VIGIE_PACK_MAX];

/* Where the bytes are taken, what comes out is in order and can be packed again, to the same. */
static void
check_bytes (const uint8_t *data, size_t size)
{
  static VigieTime times2[VIGIE_PACK_MAX], starts2[VIGIE_PACK_MAX], result_times2[VIGIE_PACK_MAX];
  static double values2[VIGIE_PACK_MAX];
  g_autoptr (GByteArray) pack = NULL;
  guint n;

  if (size < 4)
    return;
  n = data[2] | (guint) data[3] << 8;
  /* Without the sum, which no fuzzer would guess. */
  if (n > VIGIE_PACK_MAX
      || !vigie_pack_decode_inspected (data, size, times, values, starts, result_times))
    return;
  for (guint i = 0; i < n; i++)
    g_assert_true (!isinf (values[i]) && times[i] != VIGIE_TIME_NONE
                   && (i == 0 || times[i] > times[i - 1]));
  pack = vigie_pack_encode (times, values, starts, result_times, n);
  if (pack == NULL)
    return;
  g_assert_true (
      vigie_pack_decode (pack->data, pack->len, times2, values2, starts2, result_times2));
  g_assert_cmpint (memcmp (times, times2, n * sizeof *times), ==, 0);
  g_assert_cmpint (memcmp (starts, starts2, n * sizeof *starts), ==, 0);
  g_assert_cmpint (memcmp (result_times, result_times2, n * sizeof *result_times), ==, 0);
  for (guint i = 0; i < n; i++)
    g_assert_true (memcmp (&values[i], &values2[i], sizeof values[i]) == 0
                   || (isnan (values[i]) && isnan (values2[i])));
}

/* The bytes as times and values. */
static void
check_readings (const uint8_t *data, size_t size)
{
  static VigieTime times2[VIGIE_PACK_MAX];
  static double values2[VIGIE_PACK_MAX];
  g_autoptr (GByteArray) pack = NULL;
  guint n = 0;

  for (; size >= 12 && n < VIGIE_PACK_MAX; data += 12, size -= 12, n++)
    {
      guint32 distance;

      memcpy (&distance, data, sizeof distance);
      memcpy (&values[n], data + 4, sizeof values[n]);
      if (!isfinite (values[n]))
        values[n] = NAN;
      times[n] = (n > 0 ? times[n - 1] : 0) + 1 + distance;
    }
  if (n == 0)
    return;
  pack = vigie_pack_encode (times, values, NULL, NULL, n);
  g_assert_nonnull (pack);
  g_assert_cmpuint (pack->len, <=, VIGIE_PACK_BYTES_MAX);
  g_assert_true (vigie_pack_decode (pack->data, pack->len, times2, values2, NULL, NULL));
  g_assert_cmpint (memcmp (times, times2, n * sizeof *times), ==, 0);
  for (guint i = 0; i < n; i++)
    g_assert_true (memcmp (&values[i], &values2[i], sizeof values[i]) == 0
                   || (isnan (values[i]) && isnan (values2[i])));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  check_bytes (data, size);
  check_readings (data, size);
  return 0;
}
