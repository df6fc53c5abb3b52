/* vigie-pack.h: readings of one measure in few bytes. Pure.
 *
 * A pack holds up to VIGIE_PACK_MAX readings that are numbers or nothing, with the begins of their intervals and
 * their result times. What comes out is, bit for bit, what went in. Times are differences of differences in their
 * largest common unit; values are differences of decimal fractions of as many places as the readings have, and of
 * bits where they are no such fractions; both in groups of 128 readings, each with as many bits a reading as its
 * largest difference needs. So regular times take nothing, and a reading two or three bytes.
 *
 * What is decoded may be of a damaged file: a checksum tells, and no bytes at all can make the decoder read or write
 * beyond its bounds, or give times that do not ascend.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-time.h"

G_BEGIN_DECLS

#define VIGIE_PACK_MAX 4096

/* Bytes that a pack takes at most. */
#define VIGIE_PACK_BYTES_MAX (VIGIE_PACK_MAX * 40)

typedef struct
{
  guint n;
  gboolean has_starts, has_result_times;
  VigieTime first, last;
} VigiePackInfo;

/* @n readings, 1 to VIGIE_PACK_MAX, ascending in time, each time once. @values are finite, or NAN for « nothing »
 * (one NAN is as good as another; -0.0 stays what it is). @starts and @result_times (either may be NULL) have
 * VIGIE_TIME_NONE where a reading has none. Free with g_byte_array_unref(). NULL for what cannot be packed: a start or
 * result time that is 2⁶³ µs from its time. */
GByteArray *vigie_pack_encode (const VigieTime *times,
                               const double *values,
                               const VigieTime *starts,
                               const VigieTime *result_times,
                               guint n);

/* What is in the pack. FALSE for bytes that are none: cut, changed, of another format. */
gboolean vigie_pack_inspect (gconstpointer bytes, gsize length, VigiePackInfo *info);

/* Fills @times and @values, of at least info.n each; and @starts and @result_times where they are not NULL, with
 * VIGIE_TIME_NONE where there are none. FALSE as above, and what they hold is then undefined. */
gboolean vigie_pack_decode (gconstpointer bytes,
                            gsize length,
                            VigieTime *times,
                            double *values,
                            VigieTime *starts,
                            VigieTime *result_times);

/* The same of bytes that vigie_pack_inspect() took just now: their sum is not made again. */
gboolean vigie_pack_decode_inspected (gconstpointer bytes,
                                      gsize length,
                                      VigieTime *times,
                                      double *values,
                                      VigieTime *starts,
                                      VigieTime *result_times);

G_END_DECLS
