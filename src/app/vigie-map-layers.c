/* vigie-map-layers.c: the « Layers » button of the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-layers.h"

#include <glib/gi18n-lib.h>

#include "vigie-map-page-memory.h"

#define KEY "map-layers"

/* A switch of the popover. */
typedef struct
{
  char *name;
  GSimpleAction *action; /* owned */
  gboolean on;           /* where nobody moved it */
} Layer;

struct _VigieMapLayers
{
  GObject parent_instance;

  VigieMapParts parts;
  GtkWidget *button;                    /* owned by the view */
  GtkWidget *groups[VIGIE_N_MAP_GROUP]; /* boxes in its popover */
  GPtrArray *layers;                    /* of Layer */
  char *server;                         /* owned, or NULL: whose switches these are */
  gboolean restoring;
};

G_DEFINE_FINAL_TYPE (VigieMapLayers, vigie_map_layers, G_TYPE_OBJECT)

static void
layer_free (gpointer data)
{
  Layer *layer = data;

  g_free (layer->name);
  g_object_unref (layer->action);
  g_free (layer);
}

static gboolean
is_on (const Layer *layer)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (layer->action));

  return g_variant_get_boolean (state);
}

static void
set_on (const Layer *layer, gboolean on)
{
  if (is_on (layer) != !!on)
    g_simple_action_set_state (layer->action, g_variant_new_boolean (on));
}

/* ---- Remembered for each server -------------------------------------------------------------- */

/* Only what somebody moved is written, so that a later Vigie may begin with other layers. */
static void
save (VigieMapLayers *self)
{
  GSettings *settings = vigie_context_get_settings (self->parts.context);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sb}"));
  gboolean moved = FALSE;

  if (self->server == NULL || self->restoring)
    return;
  for (guint i = 0; i < self->layers->len; i++)
    {
      const Layer *layer = g_ptr_array_index (self->layers, i);

      if (is_on (layer) == layer->on)
        continue;
      g_variant_builder_add (&builder, "{sb}", layer->name, is_on (layer));
      moved = TRUE;
    }
  vigie_map_memory_set (settings, KEY, self->server,
                        moved ? g_variant_builder_end (&builder) : NULL);
}

static void
restore_layer (VigieMapLayers *self, const Layer *layer)
{
  GSettings *settings = vigie_context_get_settings (self->parts.context);
  g_autoptr (GVariant) kept = NULL;
  gboolean on = layer->on;

  if (self->server != NULL)
    kept = vigie_map_memory_get (settings, KEY, self->server);
  if (kept != NULL)
    g_variant_lookup (kept, layer->name, "b", &on);
  self->restoring = TRUE;
  set_on (layer, on);
  self->restoring = FALSE;
}

static void
server_cb (VigieMapLayers *self)
{
  if (!g_set_str (&self->server, vigie_context_get_server (self->parts.context)))
    return;
  for (guint i = 0; i < self->layers->len; i++)
    restore_layer (self, g_ptr_array_index (self->layers, i));
}

/* ---- The popover ----------------------------------------------------------------------------- */

static const char *
group_title (VigieMapGroup group)
{
  switch (group)
    {
    case VIGIE_MAP_GROUP_SITES:
      return _ ("Sites");
    case VIGIE_MAP_GROUP_COMMUNES:
      return _ ("Communes");
    case VIGIE_MAP_GROUP_RADIO:
      return _ ("Radio");
    case VIGIE_MAP_GROUP_FILES:
      return _ ("Files");
    case VIGIE_N_MAP_GROUP:
    default:
      return "";
    }
}

static void
build (VigieMapLayers *self)
{
  GtkWidget *popover = gtk_popover_new (), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);

  gtk_widget_add_css_class (popover, "map-layers");
  for (guint i = 0; i < VIGIE_N_MAP_GROUP; i++)
    {
      GtkWidget *title = gtk_label_new (group_title ((VigieMapGroup) i));

      self->groups[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_widget_add_css_class (title, "heading");
      gtk_box_append (GTK_BOX (self->groups[i]), title);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self->groups[i]),
                                      GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
      gtk_widget_set_visible (self->groups[i], FALSE);
      gtk_box_append (GTK_BOX (column), self->groups[i]);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 560);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), column);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Layers"), -1);

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "vigie-layers-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->button), FALSE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_set_tooltip_text (self->button, _ ("Layers"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Layers"), -1);
  gtk_widget_set_visible (self->button, FALSE);
  vigie_map_view_add_control (self->parts.map, self->button);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_map_layers_dispose (GObject *object)
{
  VigieMapLayers *self = VIGIE_MAP_LAYERS (object);

  g_clear_pointer (&self->layers, g_ptr_array_unref);
  g_clear_pointer (&self->server, g_free);
  G_OBJECT_CLASS (vigie_map_layers_parent_class)->dispose (object);
}

static void
vigie_map_layers_class_init (VigieMapLayersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_map_layers_dispose;
}

static void
vigie_map_layers_init (VigieMapLayers *self)
{
  self->layers = g_ptr_array_new_with_free_func (layer_free);
}

VigieMapLayers *
vigie_map_layers_new (const VigieMapParts *parts)
{
  VigieMapLayers *self = g_object_new (VIGIE_TYPE_MAP_LAYERS, NULL);

  self->parts = *parts;
  self->parts.layers = self;
  self->server = g_strdup (vigie_context_get_server (parts->context));
  build (self);
  g_signal_connect_object (parts->context, "notify::territory", G_CALLBACK (server_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

GAction *
vigie_map_layers_add_switch (VigieMapLayers *self,
                             VigieMapGroup group,
                             const char *name,
                             const char *label,
                             const char *detail,
                             gboolean on)
{
  Layer *layer = g_new0 (Layer, 1);
  g_autofree char *id = g_strconcat ("layer-", name, NULL);
  g_autofree char *action = g_strconcat ("map.", id, NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *title = gtk_label_new (label), *toggle = gtk_switch_new ();

  layer->name = g_strdup (name);
  layer->on = !!on;
  layer->action = g_simple_action_new_stateful (id, NULL, g_variant_new_boolean (on));
  g_ptr_array_add (self->layers, layer);
  g_action_map_add_action (self->parts.actions, G_ACTION (layer->action));
  restore_layer (self, layer);
  g_signal_connect_object (layer->action, "notify::state", G_CALLBACK (save), self,
                           G_CONNECT_SWAPPED);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 30);
  gtk_box_append (GTK_BOX (words), title);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title, NULL, -1);
  if (detail != NULL)
    {
      GtkWidget *line = gtk_label_new (detail);

      gtk_label_set_xalign (GTK_LABEL (line), 0);
      gtk_label_set_wrap (GTK_LABEL (line), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (line), 34);
      gtk_widget_add_css_class (line, "dim-label");
      gtk_widget_add_css_class (line, "caption");
      gtk_box_append (GTK_BOX (words), line);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                      line, NULL, -1);
    }
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (toggle), action);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), toggle);
  vigie_map_layers_add_widget (self, group, row);
  return G_ACTION (layer->action);
}

gboolean
vigie_map_layers_get_on (VigieMapLayers *self, const char *name)
{
  for (guint i = 0; i < self->layers->len; i++)
    {
      const Layer *layer = g_ptr_array_index (self->layers, i);

      if (g_str_equal (layer->name, name))
        return is_on (layer);
    }
  return FALSE;
}

void
vigie_map_layers_add_widget (VigieMapLayers *self, VigieMapGroup group, GtkWidget *widget)
{
  g_return_if_fail ((guint) group < VIGIE_N_MAP_GROUP);

  gtk_box_append (GTK_BOX (self->groups[group]), widget);
  gtk_widget_set_visible (self->groups[group], TRUE);
  gtk_widget_set_visible (self->button, TRUE);
}

char *
vigie_map_layers_to_string (VigieMapLayers *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->layers->len; i++)
    {
      const Layer *layer = g_ptr_array_index (self->layers, i);

      if (is_on (layer))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ";" : "", layer->name);
    }
  return g_string_free (text, FALSE);
}

void
vigie_map_layers_set_string (VigieMapLayers *self, const char *text)
{
  g_auto (GStrv) names = g_strsplit (text != NULL ? text : "", ";", -1);

  for (guint i = 0; i < self->layers->len; i++)
    {
      const Layer *layer = g_ptr_array_index (self->layers, i);

      set_on (layer, g_strv_contains ((const char *const *) names, layer->name));
    }
}
