/* vigie-week-layout.c: which half-hours of a week are columns, and where they lie.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-week-layout.h"

#define BREAK_SHARE (1 / 3.)
#define LEAST_BREAK 6.
#define MOST_BREAK 24.

void
vigie_week_layout (const VigieWeekCell *cells,
                   double width,
                   double gap,
                   double widest,
                   VigieWeekLayout *layout)
{
  double x = 0, room, extra;

  *layout = (VigieWeekLayout) {0};
  for (guint slot = 0; slot < VIGIE_WEEK_SLOTS; slot++)
    {
      gboolean is_any = FALSE;

      for (guint day = 0; day < VIGIE_WEEK_DAYS; day++)
        if (cells[day * VIGIE_WEEK_SLOTS + slot].open)
          layout->is_open[day] = is_any = TRUE;
      if (!is_any)
        continue;
      if (layout->n_columns > 0 && layout->slots[layout->n_columns - 1] + 1 != (int) slot)
        layout->n_breaks++;
      layout->slots[layout->n_columns++] = (guint8) slot;
    }
  if (layout->n_columns == 0)
    return;
  room = MAX (width - gap * (layout->n_columns - 1), layout->n_columns);
  /* Breaks are a part of a column, within limits, so all are found at once. */
  layout->width = room / (layout->n_columns + BREAK_SHARE * layout->n_breaks);
  extra = CLAMP (layout->width * BREAK_SHARE, LEAST_BREAK, MOST_BREAK);
  layout->width = MAX ((room - extra * layout->n_breaks) / layout->n_columns, 1);
  if (layout->width > widest)
    {
      layout->width = widest;
      extra = CLAMP (widest * BREAK_SHARE, LEAST_BREAK, MOST_BREAK);
    }
  for (guint i = 0; i < layout->n_columns; i++)
    {
      if (i > 0)
        x += gap + (layout->slots[i] != layout->slots[i - 1] + 1 ? extra : 0);
      layout->begin[i] = x;
      x += layout->width;
    }
  layout->end = x;
}

int
vigie_week_layout_find (const VigieWeekLayout *layout, int slot)
{
  for (guint i = 0; i < layout->n_columns; i++)
    if (layout->slots[i] == slot)
      return (int) i;
  return -1;
}

int
vigie_week_layout_at (const VigieWeekLayout *layout, double x)
{
  double nearest = G_MAXDOUBLE;
  int found = -1;

  for (guint i = 0; i < layout->n_columns; i++)
    {
      double before = layout->begin[i] - x, after = x - layout->begin[i] - layout->width;
      double distance = MAX (MAX (before, after), 0);

      if (distance < nearest)
        {
          nearest = distance;
          found = (int) i;
        }
    }
  return found;
}
