/* vigie-pack.c: readings of one measure out of few bytes. The format is told in vigie-pack-private.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-pack-private.h"

#include <math.h>

/* A stream: what is left of it. Beyond its end there are PACK_PADDING bytes at least. */
typedef struct
{
  const guint8 *at, *end;
} Stream;

static inline gboolean
take (Stream *stream, gsize n, const guint8 **bytes)
{
  if (G_UNLIKELY ((gsize) (stream->end - stream->at) < n))
    return FALSE;
  *bytes = stream->at;
  stream->at += n;
  return TRUE;
}

static inline gboolean
take_word (Stream *stream, guint64 *word)
{
  const guint8 *bytes;

  if (!take (stream, 8, &bytes))
    return FALSE;
  *word = pack_load64 (bytes);
  return TRUE;
}

/* The sums of @n zigzags of @width bits, on from @word. */
static inline void
unpack (const guint8 *bytes, guint width, guint64 word, guint64 *words, guint n)
{
  const guint64 mask = (G_GUINT64_CONSTANT (1) << width) - 1;

  for (guint i = 0, bit = 0; i < n; i++, bit += width)
    {
      word += pack_unzigzag (pack_load64 (bytes + bit / 8) >> bit % 8 & mask);
      words[i] = word;
    }
}

static gboolean
take_group (Stream *stream, guint64 *words, guint n)
{
  const guint8 *bytes;
  guint width;

  if (!take_word (stream, &words[0]) || !take (stream, 1, &bytes))
    return FALSE;
  width = *bytes;
  if ((width > PACK_WIDTH_MAX && width != 64) || !take (stream, ((n - 1) * width + 7) / 8, &bytes))
    return FALSE;
  switch (width)
    {
    case 0:
      for (guint i = 1; i < n; i++)
        words[i] = words[0];
      break;
    case 8:
      unpack (bytes, 8, words[0], words + 1, n - 1);
      break;
    case 64:
      for (guint i = 1; i < n; i++)
        words[i] = words[i - 1] + pack_unzigzag (pack_load64 (bytes + 8 * (i - 1)));
      break;
    default:
      unpack (bytes, width, words[0], words + 1, n - 1);
      break;
    }
  return TRUE;
}

static gboolean
take_times (Stream stream, const VigiePackInfo *info, VigieTime *times)
{
  guint64 unit, time = (guint64) info->first, words[PACK_GROUP];
  gboolean is_ascending = TRUE;

  times[0] = info->first;
  if (!take_word (&stream, &unit))
    return FALSE;
  for (guint i = 1; i < info->n; i += PACK_GROUP)
    {
      guint n = pack_group_length (info->n, i);

      if (!take_group (&stream, words, n))
        return FALSE;
      for (guint j = 0; j < n; j++)
        {
          guint64 next = time + words[j] * unit;

          is_ascending &= (gint64) next > (gint64) time;
          times[i + j] = (VigieTime) next;
          time = next;
        }
    }
  return is_ascending && stream.at == stream.end && (VigieTime) time == info->last;
}

static gboolean
take_values (Stream stream, guint n_all, double *values)
{
  guint64 words[PACK_GROUP];

  for (guint i = 0; i < n_all; i += PACK_GROUP)
    {
      guint n = pack_group_length (n_all, i), mode;
      const guint8 *bytes, *nothing = NULL;

      if (!take (&stream, 1, &bytes))
        return FALSE;
      mode = *bytes & ~PACK_MODE_NOTHING;
      if ((*bytes & PACK_MODE_NOTHING) && !take (&stream, PACK_GROUP / 8, &nothing))
        return FALSE;
      if (mode <= PACK_PLACES_MAX)
        {
          const double power = pack_powers[mode];

          if (!take_group (&stream, words, n))
            return FALSE;
          if (mode == 0)
            for (guint j = 0; j < n; j++)
              values[i + j] = (double) (gint64) words[j];
          else
            for (guint j = 0; j < n; j++)
              values[i + j] = (double) (gint64) words[j] / power;
        }
      else if (mode == PACK_MODE_BITS)
        {
          guint shift;

          if (!take (&stream, 1, &bytes) || *bytes > 63 || !take_group (&stream, words, n))
            return FALSE;
          shift = bytes[0];
          for (guint j = 0; j < n; j++)
            {
              double value = pack_to_double (words[j] << shift);

              /* Nothing else is ever put. */
              if (G_UNLIKELY (!isfinite (value)))
                return FALSE;
              values[i + j] = value;
            }
        }
      else
        {
          return FALSE;
        }
      for (guint j = 0; nothing != NULL && j < n; j++)
        if (nothing[j / 8] >> j % 8 & 1)
          values[i + j] = NAN;
    }
  return stream.at == stream.end;
}

static gboolean
take_distances (Stream stream, guint n_all, const VigieTime *times, VigieTime *others)
{
  guint64 unit, words[PACK_GROUP];

  if (!take_word (&stream, &unit))
    return FALSE;
  for (guint i = 0; i < n_all; i += PACK_GROUP)
    {
      guint n = pack_group_length (n_all, i);

      if (!take_group (&stream, words, n))
        return FALSE;
      for (guint j = 0; j < n; j++)
        others[i + j]
            = words[j] != 0
                  ? (VigieTime) ((guint64) times[i + j] + pack_unzigzag (words[j] - 1) * unit)
                  : VIGIE_TIME_NONE;
    }
  return stream.at == stream.end;
}

/* The four streams, within the bytes. */
static gboolean
open_pack (const guint8 *bytes, gsize length, VigiePackInfo *info, Stream streams[4])
{
  const guint8 *at = bytes + PACK_HEADER;

  if (length < PACK_HEADER + PACK_PADDING || length > VIGIE_PACK_BYTES_MAX
      || bytes[0] != PACK_FORMAT || (bytes[1] & ~(PACK_FLAG_STARTS | PACK_FLAG_RESULT_TIMES)) != 0)
    return FALSE;
  info->n = bytes[2] | (guint) bytes[3] << 8;
  info->has_starts = (bytes[1] & PACK_FLAG_STARTS) != 0;
  info->has_result_times = (bytes[1] & PACK_FLAG_RESULT_TIMES) != 0;
  info->first = (VigieTime) pack_load64 (bytes + 8);
  info->last = (VigieTime) pack_load64 (bytes + 16);
  if (info->n < 1 || info->n > VIGIE_PACK_MAX || info->first == VIGIE_TIME_NONE)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      guint32 stream_length = pack_load32 (bytes + 24 + 4 * i);

      if (stream_length > (gsize) (bytes + length - PACK_PADDING - at))
        return FALSE;
      streams[i] = (Stream) {at, at + stream_length};
      at += stream_length;
    }
  return at == bytes + length - PACK_PADDING;
}

gboolean
vigie_pack_inspect (gconstpointer bytes, gsize length, VigiePackInfo *info)
{
  Stream streams[4];

  return open_pack (bytes, length, info, streams)
         && pack_load32 ((const guint8 *) bytes + 4) == pack_checksum (bytes, length);
}

gboolean
vigie_pack_decode_inspected (gconstpointer bytes,
                             gsize length,
                             VigieTime *times,
                             double *values,
                             VigieTime *starts,
                             VigieTime *result_times)
{
  VigieTime *others[] = {starts, result_times};
  VigiePackInfo info;
  Stream streams[4];

  if (!open_pack (bytes, length, &info, streams) || !take_times (streams[0], &info, times)
      || !take_values (streams[1], info.n, values))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      if (others[i] == NULL)
        continue;
      if (!(i == 0 ? info.has_starts : info.has_result_times))
        for (guint j = 0; j < info.n; j++)
          others[i][j] = VIGIE_TIME_NONE;
      else if (!take_distances (streams[2 + i], info.n, times, others[i]))
        return FALSE;
    }
  return TRUE;
}

gboolean
vigie_pack_decode (gconstpointer bytes,
                   gsize length,
                   VigieTime *times,
                   double *values,
                   VigieTime *starts,
                   VigieTime *result_times)
{
  VigiePackInfo info;

  return vigie_pack_inspect (bytes, length, &info)
         && vigie_pack_decode_inspected (bytes, length, times, values, starts, result_times);
}
