/* vigie-map-replay-keys.c: the keys of a replay, on the whole page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-replay-private.h"

/* Keys that what has the focus needs itself: it writes, it is a button, it is in what is open above the page. */
static gboolean
is_taken (VigieMapReplay *self, guint key)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->parts.panes));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL)
    return FALSE;
  if (gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL || GTK_IS_EDITABLE (focus))
    return TRUE;
  return key != GDK_KEY_Escape
         && (GTK_IS_BUTTON (focus) || GTK_IS_TOGGLE_BUTTON (focus)
             || gtk_widget_get_ancestor (focus, GTK_TYPE_DROP_DOWN) != NULL
             || gtk_widget_get_ancestor (focus, GTK_TYPE_MENU_BUTTON) != NULL
             || gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) != NULL);
}

static gboolean
key_cb (VigieMapReplay *self, guint key, guint code, GdkModifierType state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (!self->on)
    return GDK_EVENT_PROPAGATE;
  if (modifiers == GDK_CONTROL_MASK && (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
      && !is_taken (self, GDK_KEY_Escape))
    {
      vigie_map_replay_step (self, -1);
      return GDK_EVENT_STOP;
    }
  if (modifiers == GDK_CONTROL_MASK && (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
      && !is_taken (self, GDK_KEY_Escape))
    {
      vigie_map_replay_step (self, 1);
      return GDK_EVENT_STOP;
    }
  if (modifiers != 0 || is_taken (self, key))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_space || key == GDK_KEY_KP_Space)
    {
      vigie_map_replay_set_playing (self, !self->playing);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Escape)
    {
      vigie_map_replay_stop (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/* Wherever the focus is in the window, while the page is seen. */
static gboolean
shortcut_cb (GtkWidget *panes, GVariant *arguments, gpointer user_data)
{
  if (!gtk_widget_get_mapped (panes))
    return FALSE;
  return gtk_widget_activate_action (panes, "map.replay", NULL);
}

void
vigie_map_replay_add_keys (VigieMapReplay *self)
{
  GtkWidget *panes = GTK_WIDGET (self->parts.panes);

  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (panes, self->keys);
  self->shortcuts = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (self->shortcuts),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (self->shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_r, GDK_CONTROL_MASK),
                        gtk_callback_action_new (shortcut_cb, NULL, NULL)));
  gtk_widget_add_controller (panes, self->shortcuts);
}

void
vigie_map_replay_remove_keys (VigieMapReplay *self)
{
  GtkWidget *panes = GTK_WIDGET (self->parts.panes);

  if (self->keys != NULL)
    gtk_widget_remove_controller (panes, g_steal_pointer (&self->keys));
  if (self->shortcuts != NULL)
    gtk_widget_remove_controller (panes, g_steal_pointer (&self->shortcuts));
}
