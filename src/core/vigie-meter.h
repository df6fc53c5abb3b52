/* vigie-meter.h: from the readings of a meter to the amount of each step of a grid. Pure.
 *
 * An amount is in the base unit of its quantity: kWh of an energy or a power, litres of a volume or a flow. What
 * is not known is NAN, never 0. Steps are of one length, from an instant on; they are aligned with local hours and
 * days wherever the zone's offset is a whole number of steps, as Europe/Paris's is, so that days of 23 and 25 hours
 * are just fewer and more steps.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-series.h"
#include "vigie-values.h"

G_BEGIN_DECLS

/* What a unit measures. */
typedef enum
{
  VIGIE_QUANTITY_NONE,   /* not one of those below */
  VIGIE_QUANTITY_ENERGY, /* Wh, kWh, MWh, GWh, J, kJ, MJ, GJ: base kWh */
  VIGIE_QUANTITY_POWER,  /* W, kW, MW, GW: base kW; amount kWh */
  VIGIE_QUANTITY_VOLUME, /* L, hL, m³: base L */
  VIGIE_QUANTITY_FLOW,   /* L/h, L/min, L/s, m³/h, m³/s: base L/h; amount L */
} VigieQuantity;

/* What @unit (a symbol as the profile's `units` leave it; "m3" and "l" too) measures, and by what its numbers are
 * multiplied to be in the base unit. Apparent power (VA, kVA) is no power here: NONE. */
VigieQuantity vigie_quantity_of_unit (const char *unit, double *factor);

/* The longest step of metering. */
#define VIGIE_METER_STEP_MAX VIGIE_HOUR

/* The steps of metering that are offered: 10, 15, 30 and 60 minutes. The least of them that is no shorter than
 * @interval (µs); 60 min for a longer one, 10 min for an unknown one (0). */
gint64 vigie_meter_step (gint64 interval);

typedef struct
{
  VigieAggregation aggregation;
  VigieQuantity
      quantity; /* with INSTANT a POWER or a FLOW; with the others an ENERGY or a VOLUME: else nothing is known */
  double factor;            /* from vigie_quantity_of_unit() */
  gint64 expected_interval; /* µs, 0 if not known (then the series' own) */
  double rollover;          /* in the measure's unit, 0 if not declared */
  const VigieMeterChange *changes;
  guint n_changes;
  VigieTime
      installed; /* or VIGIE_TIME_NONE: an index that falls then is not taken for one that rolled over */
} VigieMeterInfo;

/* Fills it of a measure's data, which must live as long. FALSE if the unit and the aggregation make no amount. */
gboolean vigie_meter_info_init (VigieMeterInfo *info, const VigieMeasureData *data);

typedef enum
{
  VIGIE_METER_ROLLOVER,    /* the index began again at 0 at its limit: nothing is lost */
  VIGIE_METER_REPLACEMENT, /* declared: nothing is lost */
  VIGIE_METER_RESET, /* the index fell, nothing explains it: what was between the two readings is not known */
  /* Readings that no meter can have, left out: negative, not a number, below or above both sides. `from` to `to` are
   * they; `before` is the index before them, `after` the first of them. Where the index leaps beyond what can flow and
   * stays there, what is between the two readings is left out instead. */
  VIGIE_METER_IMPOSSIBLE,
  VIGIE_METER_GAP, /* longer than three expected intervals */
} VigieMeterEventType;

typedef struct
{
  VigieMeterEventType type;
  VigieTime from, to;   /* of the two readings about it, unless said above */
  double before, after; /* indexes, in the measure's unit; NAN where it has none */
} VigieMeterEvent;

/* What an index counted between two instants, in its own unit. */
typedef struct
{
  VigieTime from, to;
  double before, after; /* indexes */
  double amount;        /* after − before, but for a roll-over; NAN where it is not known */
  gboolean is_rollover;
} VigieMeterLink;

/* What a cumulative @series counted from reading to reading, ascending, of VigieMeterLink: readings that no meter can
 * have are left out, declared replacements put in. Where one link does not begin where the one before it ends,
 * nothing is known. This is the one rule for an index that falls; @info may be of any unit, that of no quantity too
 * (a counter of vehicles), which is never said to leap. Free with g_array_unref(). */
GArray *vigie_meter_links_new (const VigieSeries *series, const VigieMeterInfo *info);

/* An amount that is known over the whole of a stretch but not step by step: an index before a gap and after it. It
 * begins and ends with steps where what is beside the gap is known up to them. Lumps never overlap each other nor a
 * known step. */
typedef struct
{
  VigieTime from, to;
  double amount;
} VigieLump;

typedef struct
{
  VigieTime from;
  gint64 step; /* µs */
  guint n;
  double *amounts; /* n; NAN where it is not known */
  GArray *lumps;   /* of VigieLump, ascending; each touches the grid */
  GArray *events;  /* of VigieMeterEvent, ascending; each touches the grid */
} VigieMeterSteps;

/* The most steps that are made at once: 76 years of 10 minutes. */
#define VIGIE_METER_STEPS_MAX 4000000

/* The @n steps of @step (µs) from @from of @series; fewer where they would be more than VIGIE_METER_STEPS_MAX, none
 * where step ≤ 0.
 *
 * CUMULATIVE: the index at a step's end less that at its begin, read off the line between two readings that are no
 * more than three expected intervals apart, nor than three hours; over a gap the steps are not known and the
 * difference is a lump, if all that the server has of the gap is in `known` (a series without any `known` is taken
 * as whole). A gap within one step takes nothing away. Roll-over: declared, or guessed where the index was within a
 * tenth of a power of ten, of 2¹⁶ or of 2³² (in its own unit) and the amount so found is no more than what the
 * meter's usual rate makes plausible.
 * INTERVAL: a reading speaks of the time from its start (VigieSeries.starts), else since the reading before if that
 * is no more than 1.5 expected intervals before it, else of one expected interval; never further back than the
 * reading before. It is shared out by time over the steps it touches; where it speaks of more than three expected
 * intervals, or three hours, it is a lump.
 * INSTANT: the area under the line between readings that are no more than three expected intervals apart, nor than
 * three hours; where it is negative, energy flows the other way and this flow is 0: amounts are gross.
 * A step is known only if all of it is. Readings whose times do not ascend are left out. O(readings + steps). Free
 * with vigie_meter_steps_free(). */
VigieMeterSteps *vigie_meter_steps_new (const VigieSeries *series,
                                        const VigieMeterInfo *info,
                                        VigieTime from,
                                        gint64 step,
                                        guint n);
void vigie_meter_steps_free (VigieMeterSteps *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieMeterSteps, vigie_meter_steps_free)

/* From when readings are wanted for the steps from @from on: four expected intervals before. The same after the end. */
gint64 vigie_meter_margin (const VigieMeterInfo *info);

/* The amount of the steps @first ≤ i < @end: those that are known and the lumps that lie wholly within. *@covered
 * (may be NULL) is the share of the stretch that they speak of, 0 to 1. NAN if nothing is. */
double
vigie_meter_steps_total (const VigieMeterSteps *self, guint first, guint end, double *covered);

G_END_DECLS
