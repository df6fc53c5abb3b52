/* vigie-meter-grid.c: steps filled with what is known of stretches of time.
 *
 * Amounts are made of differences of near indexes and never of running sums, so that they are as exact as the readings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-meter-private.h"

static void
place (VigieMeterCursor *self, guint at)
{
  self->at = at;
  self->begin_of_step = self->steps->from + (gint64) at * self->steps->step;
  self->end_of_step = self->begin_of_step + self->steps->step;
  self->since = self->begin_of_step;
  self->covered = 0;
  self->sum = 0;
  self->is_run = FALSE;
  self->lump_is_open = FALSE;
}

static void
end_run (VigieMeterCursor *self)
{
  if (self->is_run)
    self->sum += self->run_last - self->run_first;
  self->is_run = FALSE;
}

/* The step is over. */
static void
close_step (VigieMeterCursor *self)
{
  end_run (self);
  if (self->covered == self->end_of_step - self->since)
    {
      if (self->lump_is_open)
        {
          VigieLump *lump
              = &g_array_index (self->steps->lumps, VigieLump, self->steps->lumps->len - 1);

          lump->to = self->end_of_step;
          lump->amount += self->sum;
        }
      else if (self->since == self->begin_of_step && isfinite (self->sum))
        self->steps->amounts[self->at] = self->sum;
    }
}

/* Goes to the step that @time ≥ its begin is in. */
static void
go_to (VigieMeterCursor *self, VigieTime time)
{
  if (time < self->end_of_step || self->at >= self->steps->n)
    return;
  close_step (self);
  if (time >= self->end)
    place (self, self->steps->n);
  else if (time - self->end_of_step < self->steps->step)
    place (self, self->at + 1);
  else
    place (self, (guint) ((time - self->steps->from) / self->steps->step));
}

/* The area (value × µs) under what is positive of a line from @a to @b over @time. */
static double
positive_area (double a, double b, double time)
{
  if (a >= 0 && b >= 0)
    return (a / 2 + b / 2) * time;
  if (a <= 0 && b <= 0)
    return 0;
  return a > 0 ? a / (a - b) * a / 2 * time : b / (b - a) * b / 2 * time;
}

static double
part_of (const VigieMeterPiece *piece, VigieTime from, VigieTime to)
{
  double length = (double) (piece->to - piece->from), a, b;

  if (piece->kind != VIGIE_METER_LINE)
    return from == piece->from && to == piece->to ? piece->amount
                                                  : piece->amount * ((double) (to - from) / length);
  a = piece->before;
  b = piece->after;
  if (from > piece->from)
    a += (piece->after - piece->before) * ((double) (from - piece->from) / length);
  if (to < piece->to)
    b -= (piece->after - piece->before) * ((double) (piece->to - to) / length);
  return positive_area (a, b, (double) (to - from));
}

void
vigie_meter_cursor_add (VigieMeterCursor *self, const VigieMeterPiece *piece)
{
  VigieTime from = MAX (piece->from, self->steps->from), until = MIN (piece->to, self->end);

  while (from < until)
    {
      VigieTime to;

      go_to (self, from);
      to = MIN (until, self->end_of_step);
      self->covered += to - from;
      if (piece->kind == VIGIE_METER_INDEX && from == piece->from && to == piece->to)
        {
          if (!self->is_run || self->run_end != from || self->run_last != piece->before)
            {
              end_run (self);
              self->run_first = piece->before;
            }
          self->is_run = TRUE;
          self->run_last = piece->after;
          self->run_end = to;
        }
      else
        {
          end_run (self);
          self->sum += part_of (piece, from, to);
        }
      from = to;
    }
}

void
vigie_meter_cursor_add_lump (VigieMeterCursor *self, VigieTime from, VigieTime to, double amount)
{
  VigieLump lump = {from, to, amount};

  if (to <= self->steps->from || from >= self->end || !isfinite (amount))
    return;
  if (from >= self->steps->from)
    {
      go_to (self, from);
      end_run (self);
      if (self->covered == from - self->since)
        {
          if (self->lump_is_open)
            {
              VigieLump *last
                  = &g_array_index (self->steps->lumps, VigieLump, self->steps->lumps->len - 1);

              last->to = from;
              last->amount += self->sum;
            }
          else
            {
              lump.from = self->since;
              lump.amount += self->sum;
            }
        }
    }
  g_array_append_val (self->steps->lumps, lump);
  if (to >= self->end)
    place (self, self->steps->n);
  else
    {
      place (self, (guint) ((to - self->steps->from) / self->steps->step));
      self->since = to;
      self->lump_is_open = to > self->begin_of_step;
    }
}

void
vigie_meter_cursor_begin (VigieMeterCursor *self, VigieMeterSteps *steps)
{
  self->steps = steps;
  self->end = steps->from + (gint64) steps->n * steps->step;
  place (self, 0);
}

/* A lump that is just a step is its amount: a gap within it takes nothing away. */
static void
settle_lumps (VigieMeterSteps *steps)
{
  guint kept = 0;

  for (guint i = 0; i < steps->lumps->len; i++)
    {
      VigieLump lump = g_array_index (steps->lumps, VigieLump, i);

      if (lump.from >= steps->from && lump.to - lump.from == steps->step
          && (lump.from - steps->from) % steps->step == 0
          && (lump.from - steps->from) / steps->step < steps->n)
        steps->amounts[(lump.from - steps->from) / steps->step] = lump.amount;
      else
        g_array_index (steps->lumps, VigieLump, kept++) = lump;
    }
  g_array_set_size (steps->lumps, kept);
}

void
vigie_meter_cursor_finish (VigieMeterCursor *self)
{
  if (self->at < self->steps->n)
    close_step (self);
  settle_lumps (self->steps);
}
