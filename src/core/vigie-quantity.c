/* vigie-quantity.c: what units measure, and what a measure tells of its meter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-meter.h"

#include <string.h>

#include "vigie-meter-private.h"

/* How far apart readings are taken to be where nothing tells it, and the furthest that is believed. */
#define INTERVAL_DEFAULT VIGIE_HOUR
#define INTERVAL_MAX (366 * VIGIE_DAY)
#define MARGIN 4

typedef struct
{
  const char *unit;
  VigieQuantity quantity;
  double factor;
} UnitRow;

static const UnitRow units[] = {
    {"Wh", VIGIE_QUANTITY_ENERGY, 1e-3},     {"kWh", VIGIE_QUANTITY_ENERGY, 1},
    {"MWh", VIGIE_QUANTITY_ENERGY, 1e3},     {"GWh", VIGIE_QUANTITY_ENERGY, 1e6},
    {"J", VIGIE_QUANTITY_ENERGY, 1 / 3.6e6}, {"kJ", VIGIE_QUANTITY_ENERGY, 1 / 3.6e3},
    {"MJ", VIGIE_QUANTITY_ENERGY, 1 / 3.6},  {"GJ", VIGIE_QUANTITY_ENERGY, 1e3 / 3.6},
    {"W", VIGIE_QUANTITY_POWER, 1e-3},       {"kW", VIGIE_QUANTITY_POWER, 1},
    {"MW", VIGIE_QUANTITY_POWER, 1e3},       {"GW", VIGIE_QUANTITY_POWER, 1e6},
    {"L", VIGIE_QUANTITY_VOLUME, 1},         {"l", VIGIE_QUANTITY_VOLUME, 1},
    {"hL", VIGIE_QUANTITY_VOLUME, 100},      {"hl", VIGIE_QUANTITY_VOLUME, 100},
    {"m³", VIGIE_QUANTITY_VOLUME, 1e3},      {"m3", VIGIE_QUANTITY_VOLUME, 1e3},
    {"L/h", VIGIE_QUANTITY_FLOW, 1},         {"l/h", VIGIE_QUANTITY_FLOW, 1},
    {"L/min", VIGIE_QUANTITY_FLOW, 60},      {"l/min", VIGIE_QUANTITY_FLOW, 60},
    {"L/s", VIGIE_QUANTITY_FLOW, 3600},      {"l/s", VIGIE_QUANTITY_FLOW, 3600},
    {"m³/h", VIGIE_QUANTITY_FLOW, 1e3},      {"m3/h", VIGIE_QUANTITY_FLOW, 1e3},
    {"m³/s", VIGIE_QUANTITY_FLOW, 3.6e6},    {"m3/s", VIGIE_QUANTITY_FLOW, 3.6e6},
};

VigieQuantity
vigie_quantity_of_unit (const char *unit, double *factor)
{
  for (guint i = 0; unit != NULL && i < G_N_ELEMENTS (units); i++)
    if (strcmp (unit, units[i].unit) == 0)
      {
        if (factor != NULL)
          *factor = units[i].factor;
        return units[i].quantity;
      }
  if (factor != NULL)
    *factor = NAN;
  return VIGIE_QUANTITY_NONE;
}

gint64
vigie_meter_step (gint64 interval)
{
  static const int minutes[] = {10, 15, 30};

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    if (interval <= minutes[i] * VIGIE_MINUTE)
      return minutes[i] * VIGIE_MINUTE;
  return VIGIE_METER_STEP_MAX;
}

gboolean
vigie_meter_info_makes_amounts (const VigieMeterInfo *info)
{
  if (!isfinite (info->factor) || info->factor <= 0)
    return FALSE;
  switch (info->aggregation)
    {
    case VIGIE_AGGREGATION_INSTANT:
      return info->quantity == VIGIE_QUANTITY_POWER || info->quantity == VIGIE_QUANTITY_FLOW;
    case VIGIE_AGGREGATION_INTERVAL:
    case VIGIE_AGGREGATION_CUMULATIVE:
      return info->quantity == VIGIE_QUANTITY_ENERGY || info->quantity == VIGIE_QUANTITY_VOLUME;
    default:
      return FALSE;
    }
}

gboolean
vigie_meter_info_init (VigieMeterInfo *info, const VigieMeasureData *data)
{
  *info = (VigieMeterInfo) {
      .aggregation = data->aggregation,
      .expected_interval = MAX (data->expected_interval, 0),
      .rollover = isfinite (data->rollover) && data->rollover > 0 ? data->rollover : 0,
      .changes = data->changes,
      .n_changes = data->changes != NULL ? data->n_changes : 0,
      .installed = data->installed,
  };
  info->quantity = vigie_quantity_of_unit (data->unit, &info->factor);
  return vigie_meter_info_makes_amounts (info);
}

gint64
vigie_meter_margin (const VigieMeterInfo *info)
{
  return MARGIN
         * (info->expected_interval > 0 ? MIN (info->expected_interval, INTERVAL_MAX)
                                        : INTERVAL_DEFAULT);
}
