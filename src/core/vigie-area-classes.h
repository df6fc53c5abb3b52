/* vigie-area-classes.h: values of areas put into classes, for a map. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VIGIE_AREA_CLASSES_MAX 5
#define VIGIE_AREA_CLASSES_UNKNOWN 255

typedef struct
{
  guint n; /* classes that hold a value: 0 … VIGIE_AREA_CLASSES_MAX */
  struct
  {
    double least, most; /* of the values in it */
    guint n_areas;
    guint8 number; /* what it is in @classes */
  } of[VIGIE_AREA_CLASSES_MAX];
  guint n_unknown; /* values that are NAN */
} VigieAreaClasses;

/* Puts @n values into at most five classes of as many areas each as ties allow (quantiles; equal values are of one
 * class, and the others share out what is left). @classes: 1 to 5 of each, from the least to the most, spread over the range where
 * there are fewer; UNKNOWN for what is not finite. */
void
vigie_area_classes_make (const double *values, guint n, guint8 *classes, VigieAreaClasses *made);

G_END_DECLS
