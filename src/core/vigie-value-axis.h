/* vigie-value-axis.h: the scale of a value axis, with round ticks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A plain value; nothing to free. */
typedef struct
{
  double from, to; /* the ends, in the unit of the series; from < to */
  double step;     /* between ticks, in the same; ticks are at from, from + step, … to */
  guint n_ticks;   /* ≥ 2 */
  double factor;   /* a value × factor is in @unit */
  const char
      *unit;    /* told once for the axis: kW, MW; the series' own or the library's; "" if none */
  int decimals; /* that all labels have */
} VigieValueAxis;

typedef enum
{
  VIGIE_VALUE_AXIS_NONE = 0,
  VIGIE_VALUE_AXIS_ZERO = 1 << 0,  /* amounts: 0 is on the axis */
  VIGIE_VALUE_AXIS_WHOLE = 1 << 1, /* counts and states: only whole ticks */
} VigieValueAxisFlags;

/* An axis over @min … @max (NAN or ±∞ where nothing is to be shown: 0 to 1) with about @n_ticks ticks (2 to 20; 4 is
 * usual) at 1, 2, 2.5 or 5 times a power of ten. 0 is on it where the data come near: it is less than half the data's
 * height away from them. A constant has room on either side. A percentage's axis does not go beyond 0 and 100 unless
 * data do. Values are in @unit (owned by the caller for as long as the axis is used, NULL for none), and told as
 * vigie_words_value() does, all in the multiple of the largest. */
VigieValueAxis vigie_value_axis (double min,
                                 double max,
                                 const char *unit,
                                 guint n_ticks,
                                 VigieValueAxisFlags flags);

/* The value of tick @i, from the bottom. */
double vigie_value_axis_tick (const VigieValueAxis *axis, guint i);

/* What tick @i says, without the unit: « 1,5 ». New. */
char *vigie_value_axis_label (const VigieValueAxis *axis, guint i);

G_END_DECLS
