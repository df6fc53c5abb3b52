/* vigie-attendance-item.c: a site of the attendance page, as a list holds it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-item.h"

struct _VigieAttendanceItem
{
  GObject parent_instance;

  VigieAttendanceState *state; /* owned */
  char *key;                   /* owned: of the name, for sorting */
  char *commune_key;           /* owned */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieAttendanceItem, vigie_attendance_item, G_TYPE_OBJECT)

static void
vigie_attendance_item_finalize (GObject *object)
{
  VigieAttendanceItem *self = VIGIE_ATTENDANCE_ITEM (object);

  g_clear_pointer (&self->state, vigie_attendance_state_unref);
  g_free (self->key);
  g_free (self->commune_key);

  G_OBJECT_CLASS (vigie_attendance_item_parent_class)->finalize (object);
}

static void
vigie_attendance_item_class_init (VigieAttendanceItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_attendance_item_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VIGIE_TYPE_ATTENDANCE_ITEM, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_attendance_item_init (VigieAttendanceItem *self)
{
}

static void
take_state (VigieAttendanceItem *self, VigieAttendanceState *state)
{
  const VigieSiteData *data = state->site->data;
  gboolean same = self->state != NULL && self->state->site == state->site;

  vigie_attendance_state_ref (state);
  g_clear_pointer (&self->state, vigie_attendance_state_unref);
  self->state = state;
  if (same)
    return;
  g_free (self->key);
  self->key = g_utf8_collate_key (state->site->short_name, -1);
  g_free (self->commune_key);
  self->commune_key = g_utf8_collate_key (
      data->details->commune_name != NULL ? data->details->commune_name : "\U0010ffff", -1);
}

VigieAttendanceItem *
vigie_attendance_item_new (VigieAttendanceState *state)
{
  VigieAttendanceItem *self = g_object_new (VIGIE_TYPE_ATTENDANCE_ITEM, NULL);

  take_state (self, state);
  return self;
}

const char *
vigie_attendance_item_get_id (VigieAttendanceItem *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_ITEM (self), NULL);
  return self->state->site->data->id;
}

VigieAttendanceState *
vigie_attendance_item_get_state (VigieAttendanceItem *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_ITEM (self), NULL);
  return self->state;
}

void
vigie_attendance_item_set_state (VigieAttendanceItem *self, VigieAttendanceState *state)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_ITEM (self));

  if (self->state == state)
    return;
  take_state (self, state);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* ---- Order ----------------------------------------------------------------------------------- */

/* The larger comes first; −INFINITY where there is nothing to say. */
static double
weight_of (const VigieAttendanceState *state, VigieAttendanceSort sort)
{
  const VigieAttendanceNow *now = &state->now;
  int capacity = state->site->facts.capacity;

  if (state->kind != VIGIE_ATTENDANCE_COUNTED)
    return -INFINITY;
  switch (sort)
    {
    case VIGIE_ATTENDANCE_SORT_BUSIEST:
      /* Without declared places after those that have some. */
      return capacity > 0 ? 1 + now->present / capacity : -1 / (1 + now->present);
    case VIGIE_ATTENDANCE_SORT_WAIT:
      return now->wait.minutes >= 0 ? now->wait.minutes : -1;
    case VIGIE_ATTENDANCE_SORT_UNUSUAL:
      return now->usual.n > 0 ? now->present - now->usual.median : -1e9;
    case VIGIE_ATTENDANCE_SORT_NAME:
    case VIGIE_ATTENDANCE_SORT_COMMUNE:
    default:
      return 0;
    }
}

int
vigie_attendance_item_compare (VigieAttendanceItem *one,
                               VigieAttendanceItem *other,
                               VigieAttendanceSort sort)
{
  double a, b;
  int names;

  if (sort == VIGIE_ATTENDANCE_SORT_COMMUNE)
    {
      names = strcmp (one->commune_key, other->commune_key);
      if (names != 0)
        return names;
    }
  else if (sort != VIGIE_ATTENDANCE_SORT_NAME)
    {
      a = weight_of (one->state, sort);
      b = weight_of (other->state, sort);
      if (a != b)
        return (a < b) - (a > b);
    }
  names = strcmp (one->key, other->key);
  return names != 0 ? names : strcmp (one->state->site->data->id, other->state->site->data->id);
}
