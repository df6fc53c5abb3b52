/* vigie-fleet-columns.c: the columns of the table of the fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-columns.h"

#include <string.h>

#define LEAST_WIDTH 32

struct _VigieFleetColumns
{
  GObject parent_instance;

  VigieFleetModel *model; /* owned */
  VigieFleetColumn order[VIGIE_FLEET_N_COLUMNS];
  gboolean shown[VIGIE_FLEET_N_COLUMNS];
  int width[VIGIE_FLEET_N_COLUMNS]; /* in pixels, with text of the usual size */
  double scale;
  VigieFleetColumn sorted;
  gboolean descending;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SHOWN_CHANGED,
  SIGNAL_SORT_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieFleetColumns, vigie_fleet_columns, G_TYPE_OBJECT)

/* Pixels at the usual font size, and whether it is shown at first. */
static const struct
{
  int width;
  gboolean usual;
} layout[VIGIE_FLEET_N_COLUMNS] = {
    [VIGIE_FLEET_COLUMN_STATE] = {152, TRUE},       [VIGIE_FLEET_COLUMN_NAME] = {175, TRUE},
    [VIGIE_FLEET_COLUMN_SITE] = {180, TRUE},        [VIGIE_FLEET_COLUMN_COMMUNE] = {115, TRUE},
    [VIGIE_FLEET_COLUMN_MODEL] = {172, TRUE},       [VIGIE_FLEET_COLUMN_EUI] = {150, FALSE},
    [VIGIE_FLEET_COLUMN_SEEN] = {150, TRUE},        [VIGIE_FLEET_COLUMN_FAILURE] = {250, TRUE},
    [VIGIE_FLEET_COLUMN_EXPECTED] = {100, FALSE},   [VIGIE_FLEET_COLUMN_BATTERY] = {96, TRUE},
    [VIGIE_FLEET_COLUMN_BATTERY_END] = {124, TRUE}, [VIGIE_FLEET_COLUMN_RSSI] = {108, TRUE},
    [VIGIE_FLEET_COLUMN_SNR] = {68, TRUE},          [VIGIE_FLEET_COLUMN_FACTOR] = {52, TRUE},
    [VIGIE_FLEET_COLUMN_LOST] = {88, TRUE},         [VIGIE_FLEET_COLUMN_GATEWAYS] = {92, TRUE},
};

/* From the start of a row: which one it is, how it does, what it is. */
static const VigieFleetColumn usual_order[] = {
    VIGIE_FLEET_COLUMN_STATE,       VIGIE_FLEET_COLUMN_NAME,  VIGIE_FLEET_COLUMN_SITE,
    VIGIE_FLEET_COLUMN_FAILURE,     VIGIE_FLEET_COLUMN_SEEN,  VIGIE_FLEET_COLUMN_BATTERY,
    VIGIE_FLEET_COLUMN_BATTERY_END, VIGIE_FLEET_COLUMN_RSSI,  VIGIE_FLEET_COLUMN_SNR,
    VIGIE_FLEET_COLUMN_FACTOR,      VIGIE_FLEET_COLUMN_LOST,  VIGIE_FLEET_COLUMN_GATEWAYS,
    VIGIE_FLEET_COLUMN_COMMUNE,     VIGIE_FLEET_COLUMN_MODEL, VIGIE_FLEET_COLUMN_EUI,
    VIGIE_FLEET_COLUMN_EXPECTED,
};
G_STATIC_ASSERT (G_N_ELEMENTS (usual_order) == VIGIE_FLEET_N_COLUMNS);

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_fleet_columns_finalize (GObject *object)
{
  g_object_unref (VIGIE_FLEET_COLUMNS (object)->model);

  G_OBJECT_CLASS (vigie_fleet_columns_parent_class)->finalize (object);
}

static void
vigie_fleet_columns_class_init (VigieFleetColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_fleet_columns_finalize;

#define ADD(id, name)                                                                              \
  signals[id] = g_signal_new (name, VIGIE_TYPE_FLEET_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,    \
                              NULL, G_TYPE_NONE, 0)
  ADD (SIGNAL_CHANGED, "changed");
  ADD (SIGNAL_SHOWN_CHANGED, "shown-changed");
  ADD (SIGNAL_SORT_CHANGED, "sort-changed");
#undef ADD
}

static void
vigie_fleet_columns_init (VigieFleetColumns *self)
{
  memcpy (self->order, usual_order, sizeof usual_order);
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    {
      self->shown[i] = layout[i].usual;
      self->width[i] = layout[i].width;
    }
  self->scale = 1;
  self->sorted = VIGIE_FLEET_COLUMN_FAILURE;
}

VigieFleetColumns *
vigie_fleet_columns_new (VigieFleetModel *model)
{
  VigieFleetColumns *self = g_object_new (VIGIE_TYPE_FLEET_COLUMNS, NULL);

  self->model = g_object_ref (model);
  return self;
}

/* ---- Which, and where ------------------------------------------------------------------------ */

static void
tell_shown (VigieFleetColumns *self)
{
  g_signal_emit (self, signals[SIGNAL_SHOWN_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
vigie_fleet_columns_set_visible (VigieFleetColumns *self, VigieFleetColumn column, gboolean visible)
{
  g_return_if_fail (VIGIE_IS_FLEET_COLUMNS (self));
  g_return_if_fail (column < VIGIE_FLEET_N_COLUMNS);

  visible = visible || column == VIGIE_FLEET_COLUMN_NAME;
  if (self->shown[column] == visible)
    return;
  self->shown[column] = visible;
  tell_shown (self);
}

gboolean
vigie_fleet_columns_get_visible (VigieFleetColumns *self, VigieFleetColumn column)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_COLUMNS (self), FALSE);
  g_return_val_if_fail (column < VIGIE_FLEET_N_COLUMNS, FALSE);
  return self->shown[column];
}

char **
vigie_fleet_columns_get_shown (VigieFleetColumns *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  g_return_val_if_fail (VIGIE_IS_FLEET_COLUMNS (self), NULL);
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    if (self->shown[self->order[i]])
      g_strv_builder_add (ids, vigie_fleet_column_to_string (self->order[i]));
  return g_strv_builder_end (ids);
}

static guint
place_of (const VigieFleetColumn *order, VigieFleetColumn column)
{
  guint i = 0;

  while (order[i] != column)
    i++;
  return i;
}

static void
move (VigieFleetColumn *order, guint from, guint to)
{
  VigieFleetColumn column = order[from];

  if (from < to)
    memmove (order + from, order + from + 1, (to - from) * sizeof *order);
  else
    memmove (order + to + 1, order + to, (from - to) * sizeof *order);
  order[to] = column;
}

void
vigie_fleet_columns_set_shown (VigieFleetColumns *self, const char *const *ids)
{
  gboolean usual = ids == NULL || ids[0] == NULL;
  VigieFleetColumn order[VIGIE_FLEET_N_COLUMNS], column;
  gboolean shown[VIGIE_FLEET_N_COLUMNS] = {FALSE};
  guint n = 0;

  g_return_if_fail (VIGIE_IS_FLEET_COLUMNS (self));
  memcpy (order, usual_order, sizeof order);
  for (guint i = 0; usual && i < VIGIE_FLEET_N_COLUMNS; i++)
    shown[i] = layout[i].usual;
  for (guint i = 0; !usual && ids[i] != NULL; i++)
    {
      if (!vigie_fleet_column_from_string (ids[i], &column) || shown[column])
        continue;
      shown[column] = TRUE;
      move (order, place_of (order, column), n++);
    }
  shown[VIGIE_FLEET_COLUMN_NAME] = TRUE;
  if (memcmp (order, self->order, sizeof order) == 0
      && memcmp (shown, self->shown, sizeof shown) == 0)
    return;
  memcpy (self->order, order, sizeof order);
  memcpy (self->shown, shown, sizeof shown);
  tell_shown (self);
}

const VigieFleetColumn *
vigie_fleet_columns_get_order (VigieFleetColumns *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_COLUMNS (self), NULL);
  return self->order;
}

void
vigie_fleet_columns_move (VigieFleetColumns *self, VigieFleetColumn column, VigieFleetColumn to)
{
  g_return_if_fail (VIGIE_IS_FLEET_COLUMNS (self));
  g_return_if_fail (column < VIGIE_FLEET_N_COLUMNS && to < VIGIE_FLEET_N_COLUMNS);

  if (column == to)
    return;
  move (self->order, place_of (self->order, column), place_of (self->order, to));
  tell_shown (self);
}

/* ---- How wide -------------------------------------------------------------------------------- */

int
vigie_fleet_columns_get_width (VigieFleetColumns *self, VigieFleetColumn column)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_COLUMNS (self), 0);
  g_return_val_if_fail (column < VIGIE_FLEET_N_COLUMNS, 0);
  return self->shown[column] ? (int) (self->width[column] * self->scale + 0.5) : 0;
}

void
vigie_fleet_columns_set_width (VigieFleetColumns *self, VigieFleetColumn column, int width)
{
  g_return_if_fail (VIGIE_IS_FLEET_COLUMNS (self));
  g_return_if_fail (column < VIGIE_FLEET_N_COLUMNS);

  width = MAX ((int) (width / self->scale + 0.5), LEAST_WIDTH);
  if (self->width[column] == width)
    return;
  self->width[column] = width;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

int
vigie_fleet_columns_get_total_width (VigieFleetColumns *self)
{
  int width = 0;

  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    width += vigie_fleet_columns_get_width (self, i);
  return width;
}

void
vigie_fleet_columns_set_text_scale (VigieFleetColumns *self, double scale)
{
  g_return_if_fail (VIGIE_IS_FLEET_COLUMNS (self));
  g_return_if_fail (scale > 0);

  if (self->scale == scale)
    return;
  self->scale = scale;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* ---- Order of the rows ----------------------------------------------------------------------- */

void
vigie_fleet_columns_sort (VigieFleetColumns *self, VigieFleetColumn column, gboolean descending)
{
  g_return_if_fail (VIGIE_IS_FLEET_COLUMNS (self));
  g_return_if_fail (column < VIGIE_FLEET_N_COLUMNS);

  if (self->sorted == column && self->descending == !!descending)
    return;
  self->sorted = column;
  self->descending = !!descending;
  vigie_fleet_model_set_sort (self->model, column, self->descending);
  g_signal_emit (self, signals[SIGNAL_SORT_CHANGED], 0);
}

VigieFleetColumn
vigie_fleet_columns_get_sorted (VigieFleetColumns *self, gboolean *descending)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_COLUMNS (self), VIGIE_FLEET_COLUMN_FAILURE);
  *descending = self->descending;
  return self->sorted;
}

char *
vigie_fleet_columns_get_sort (VigieFleetColumns *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_COLUMNS (self), NULL);
  return g_strdup_printf ("%s %s", vigie_fleet_column_to_string (self->sorted),
                          self->descending ? "descending" : "ascending");
}

void
vigie_fleet_columns_set_sort (VigieFleetColumns *self, const char *sort)
{
  g_auto (GStrv) words = NULL;
  VigieFleetColumn column = VIGIE_FLEET_COLUMN_FAILURE;

  g_return_if_fail (VIGIE_IS_FLEET_COLUMNS (self));
  words = g_strsplit (sort != NULL ? sort : "", " ", 2);
  if (words[0] == NULL || !vigie_fleet_column_from_string (words[0], &column))
    vigie_fleet_columns_sort (self, VIGIE_FLEET_COLUMN_FAILURE, FALSE);
  else
    vigie_fleet_columns_sort (self, column, g_strcmp0 (words[1], "descending") == 0);
}
