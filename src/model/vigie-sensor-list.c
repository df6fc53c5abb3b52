/* vigie-sensor-list.c: the sensors of the territory as a list; what is in it is the territory's affair
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-model-private.h"

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
vigie_sensor_list_get_item_type (GListModel *list)
{
  return VIGIE_TYPE_SENSOR;
}

static guint
vigie_sensor_list_get_n_items (GListModel *list)
{
  return VIGIE_SENSOR_LIST (list)->n_listed;
}

static gpointer
vigie_sensor_list_get_item (GListModel *list, guint position)
{
  VigieSensorList *self = VIGIE_SENSOR_LIST (list);

  if (position >= self->n_listed)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->sensors, position));
}

static void
vigie_sensor_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = vigie_sensor_list_get_item_type;
  iface->get_n_items = vigie_sensor_list_get_n_items;
  iface->get_item = vigie_sensor_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieSensorList,
                               vigie_sensor_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      vigie_sensor_list_model_init))

static void
vigie_sensor_list_finalize (GObject *object)
{
  VigieSensorList *self = VIGIE_SENSOR_LIST (object);

  g_ptr_array_unref (self->sensors);

  G_OBJECT_CLASS (vigie_sensor_list_parent_class)->finalize (object);
}

static void
vigie_sensor_list_class_init (VigieSensorListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_sensor_list_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VIGIE_TYPE_SENSOR_LIST, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
vigie_sensor_list_init (VigieSensorList *self)
{
  self->sensors = g_ptr_array_new_with_free_func (g_object_unref);
}

void
vigie_sensor_list_emit_changed (VigieSensorList *self, GPtrArray *sensors)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, sensors);
}
