/* vigie-pack-private.h: the format of a pack, for who makes one and who reads one.
 *
 * All integers are in little-endian order. A pack:
 *
 *   0  1 format (1)          8  8 first time
 *   1  1 flags              16  8 last time
 *   2  2 number of readings 24  4 × 4 length of each stream: times, values, starts, result times
 *   4  4 checksum           40  the streams, one after the other; 8 bytes of zero
 *
 * Times: unit (8), then the n − 1 differences in that unit as groups. Values: for each group its mode (1), with
 * PACK_MODE_NOTHING a bit for each reading that is nothing (16), then the group. Starts and result times: unit (8),
 * then for each reading its word as groups: 0 for none, else 1 + the zigzag of its distance from the time in that
 * unit.
 *
 * A group of up to 128 words: the first word (8), the width (1), and the zigzags of the differences of the others,
 * that many bits each, the lowest bits first, up to a whole byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-pack.h"

#include <string.h>

G_BEGIN_DECLS

#define PACK_FORMAT 1
#define PACK_HEADER 40
#define PACK_PADDING 8
#define PACK_GROUP 128

enum
{
  PACK_FLAG_STARTS = 1 << 0,
  PACK_FLAG_RESULT_TIMES = 1 << 1,
};

/* Of a group of values: 0 to PACK_PLACES_MAX decimal places, or bits. */
#define PACK_PLACES_MAX 15
#define PACK_MODE_BITS 0x20 /* the lowest zero bits that all have in common follow (1) */
#define PACK_MODE_NOTHING 0x80

/* Beyond this not every whole number is a double. */
#define PACK_WHOLE_MAX 9007199254740992.0 /* 2⁵³ */

/* A width that is read at once, whatever bit it begins at; a wider one is 64. */
#define PACK_WIDTH_MAX 56

/* Of ten. */
static const double pack_powers[PACK_PLACES_MAX + 1]
    = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

static inline guint64
pack_zigzag (guint64 word)
{
  return word << 1 ^ (0 - (word >> 63));
}

static inline guint64
pack_unzigzag (guint64 word)
{
  return word >> 1 ^ (0 - (word & 1));
}

static inline guint64
pack_load64 (const guint8 *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT64_FROM_LE (word);
}

static inline guint32
pack_load32 (const guint8 *bytes)
{
  guint32 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT32_FROM_LE (word);
}

static inline void
pack_store64 (guint8 *bytes, guint64 word)
{
  word = GUINT64_TO_LE (word);
  memcpy (bytes, &word, sizeof word);
}

static inline void
pack_store32 (guint8 *bytes, guint32 word)
{
  word = GUINT32_TO_LE (word);
  memcpy (bytes, &word, sizeof word);
}

static inline double
pack_to_double (guint64 bits)
{
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static inline guint64
pack_to_bits (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

static inline guint
pack_group_length (guint n, guint i)
{
  return MIN (n - i, PACK_GROUP);
}

/* Of all but the sum itself. One multiplication for 8 bytes: this is read with every reading. */
static inline guint32
pack_checksum (const guint8 *bytes, gsize length)
{
  guint64 sum
      = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) ^ length ^ (guint64) pack_load32 (bytes) << 32;
  gsize i = 8;

  for (; i + 8 <= length; i += 8)
    {
      sum = (sum ^ pack_load64 (bytes + i)) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
      sum ^= sum >> 32;
    }
  for (; i < length; i++)
    {
      sum = (sum ^ bytes[i]) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
      sum ^= sum >> 32;
    }
  return (guint32) (sum ^ sum >> 32);
}

G_END_DECLS
