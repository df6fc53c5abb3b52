/* vigie-map-layers.c: the « Layers » button of the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-layers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-map-layers-files.h"
#include "vigie-map-layers-live.h"
#include "vigie-map-page-memory.h"

#define KEY "map-layers"

/* A switch of the popover, or a choice. */
typedef struct
{
  char *name;
  GSimpleAction *action; /* owned */
  GVariant *usual;       /* owned: its state where nobody moved it */
  GStrv ids;             /* owned: of a choice, what there is; NULL of a switch */
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
  VigieMapLiveLayers *live;  /* owned */
  VigieMapLayerFiles *files; /* owned */
};

G_DEFINE_FINAL_TYPE (VigieMapLayers, vigie_map_layers, G_TYPE_OBJECT)

static void
layer_free (gpointer data)
{
  Layer *layer = data;

  g_free (layer->name);
  g_object_unref (layer->action);
  g_variant_unref (layer->usual);
  g_strfreev (layer->ids);
  g_free (layer);
}

/* Takes a floating @state; what is none of this layer changes nothing. */
static void
set_state (const Layer *layer, GVariant *state)
{
  g_autoptr (GVariant) now = g_action_get_state (G_ACTION (layer->action));
  g_autoptr (GVariant) taken = g_variant_ref_sink (state);

  if (!g_variant_is_of_type (taken, g_variant_get_type (now)) || g_variant_equal (now, taken))
    return;
  if (layer->ids != NULL
      && !g_strv_contains ((const char *const *) layer->ids, g_variant_get_string (taken, NULL)))
    return;
  g_simple_action_set_state (layer->action, taken);
}

/* ---- Remembered for each server -------------------------------------------------------------- */

/* Only what somebody moved is written, so that a later Vigie may begin with other layers. */
static void
save (VigieMapLayers *self)
{
  GSettings *settings = vigie_context_get_settings (self->parts.context);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sv}"));
  gboolean moved = FALSE;

  if (self->server == NULL || self->restoring)
    return;
  for (guint i = 0; i < self->layers->len; i++)
    {
      const Layer *layer = g_ptr_array_index (self->layers, i);
      g_autoptr (GVariant) state = g_action_get_state (G_ACTION (layer->action));

      if (g_variant_equal (state, layer->usual))
        continue;
      g_variant_builder_add (&builder, "{sv}", layer->name, state);
      moved = TRUE;
    }
  vigie_map_memory_set (settings, KEY, self->server,
                        moved ? g_variant_builder_end (&builder) : NULL);
}

static void
restore_layer (VigieMapLayers *self, const Layer *layer)
{
  GSettings *settings = vigie_context_get_settings (self->parts.context);
  g_autoptr (GVariant) kept = NULL, state = NULL;

  if (self->server != NULL)
    kept = vigie_map_memory_get (settings, KEY, self->server);
  if (kept != NULL)
    state = g_variant_lookup_value (kept, layer->name, NULL);
  self->restoring = TRUE;
  set_state (layer, layer->usual);
  if (state != NULL)
    set_state (layer, state);
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
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 560);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), column);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Layers"), -1);

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "vigie-layers-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->button), FALSE);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->button), GTK_ARROW_LEFT);
  gtk_widget_set_tooltip_text (self->button, _ ("Layers"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Layers"), -1);
  gtk_widget_set_visible (self->button, FALSE);
  vigie_map_view_add_control (self->parts.map, self->button);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_map_layers_dispose (GObject *object)
{
  VigieMapLayers *self = VIGIE_MAP_LAYERS (object);

  g_clear_object (&self->files);
  g_clear_pointer (&self->live, vigie_map_live_layers_free);
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
  self->live = vigie_map_live_layers_new (self, &self->parts);
  self->files = vigie_map_layer_files_new (self, &self->parts);
  g_signal_connect_object (parts->context, "notify::territory", G_CALLBACK (server_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* A layer with its action and, for a choice, its ids. */
static GAction *
add_layer (VigieMapLayers *self,
           const char *name,
           const GVariantType *parameter,
           GVariant *usual,
           const char *const *ids)
{
  Layer *layer = g_new0 (Layer, 1);
  g_autofree char *id = g_strconcat ("layer-", name, NULL);

  layer->name = g_strdup (name);
  layer->usual = g_variant_ref_sink (usual);
  layer->ids = g_strdupv ((char **) ids);
  layer->action = g_simple_action_new_stateful (id, parameter, usual);
  g_ptr_array_add (self->layers, layer);
  g_action_map_add_action (self->parts.actions, G_ACTION (layer->action));
  restore_layer (self, layer);
  g_signal_connect_object (layer->action, "notify::state", G_CALLBACK (save), self,
                           G_CONNECT_SWAPPED);
  return G_ACTION (layer->action);
}

static GtkWidget *
new_label (const char *text, int max_chars)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), max_chars);
  return label;
}

/* A switch or radio button and its action follow one another. (An action's name would do, but in a popover that was made
 * before it has a window GTK looks for it in vain.) */
static void
toggled_cb (GObject *toggle, GParamSpec *pspec, GAction *action)
{
  const char *id = g_object_get_data (toggle, "id");
  gboolean active;

  g_object_get (toggle, "active", &active, NULL);
  if (id == NULL)
    g_action_change_state (action, g_variant_new_boolean (active));
  else if (active)
    g_action_change_state (action, g_variant_new_string (id));
}

static void
state_cb (GAction *action, GParamSpec *pspec, GObject *toggle)
{
  const char *id = g_object_get_data (toggle, "id");
  g_autoptr (GVariant) state = g_action_get_state (action);
  gboolean active = id == NULL ? g_variant_get_boolean (state)
                               : g_str_equal (g_variant_get_string (state, NULL), id);
  gboolean was;

  g_object_get (toggle, "active", &was, NULL);
  if (was != active)
    g_object_set (toggle, "active", active, NULL);
}

static void
follow (GtkWidget *toggle, GAction *action, const char *id)
{
  g_object_set_data_full (G_OBJECT (toggle), "id", g_strdup (id), g_free);
  state_cb (action, NULL, G_OBJECT (toggle));
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (toggled_cb), action,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (action, "notify::state", G_CALLBACK (state_cb), toggle,
                           G_CONNECT_DEFAULT);
}

void
vigie_map_layers_flip_by_space (GtkWidget *toggle)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_alternative_trigger_new (
      gtk_keyval_trigger_new (GDK_KEY_space, 0), gtk_keyval_trigger_new (GDK_KEY_KP_Space, 0));

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (trigger, g_object_ref (gtk_activate_action_get ())));
  gtk_widget_add_controller (toggle, keys);
}

GAction *
vigie_map_layers_add_switch (VigieMapLayers *self,
                             VigieMapGroup group,
                             const char *name,
                             const char *label,
                             const char *detail,
                             gboolean on)
{
  GAction *action = add_layer (self, name, NULL, g_variant_new_boolean (on), NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *title = new_label (label, 30), *toggle = gtk_switch_new ();

  gtk_box_append (GTK_BOX (words), title);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title, NULL, -1);
  if (detail != NULL)
    {
      GtkWidget *line = new_label (detail, 34);

      gtk_widget_add_css_class (line, "caption");
      gtk_box_append (GTK_BOX (words), line);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                      line, NULL, -1);
    }
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  follow (toggle, action, NULL);
  vigie_map_layers_flip_by_space (toggle);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), toggle);
  vigie_map_layers_add_widget (self, group, row);
  return action;
}

GAction *
vigie_map_layers_add_choice (VigieMapLayers *self,
                             VigieMapGroup group,
                             const char *name,
                             const char *label,
                             const char *const *ids,
                             const char *const *labels)
{
  GAction *action
      = add_layer (self, name, G_VARIANT_TYPE_STRING, g_variant_new_string (ids[0]), ids);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *title = new_label (label, 30);
  GtkWidget *first = NULL;

  gtk_box_append (GTK_BOX (box), title);
  vigie_map_layers_add_widget (self, group, box);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      GtkWidget *button = gtk_check_button_new (), *words = new_label (labels[i], 32);

      gtk_check_button_set_child (GTK_CHECK_BUTTON (button), words);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                      words, NULL, -1);
      if (first == NULL)
        first = button;
      else
        gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (first));
      gtk_box_append (GTK_BOX (box), button);
      follow (button, action, ids[i]);
    }
  gtk_accessible_update_relation (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title,
                                  NULL, -1);
  return action;
}

static const Layer *
find (VigieMapLayers *self, const char *name)
{
  for (guint i = 0; i < self->layers->len; i++)
    {
      const Layer *layer = g_ptr_array_index (self->layers, i);

      if (g_str_equal (layer->name, name))
        return layer;
    }
  return NULL;
}

gboolean
vigie_map_layers_get_on (VigieMapLayers *self, const char *name)
{
  const Layer *layer = find (self, name);
  g_autoptr (GVariant) state = layer != NULL ? g_action_get_state (G_ACTION (layer->action)) : NULL;

  return state != NULL && layer->ids == NULL && g_variant_get_boolean (state);
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
      g_autoptr (GVariant) state = g_action_get_state (G_ACTION (layer->action));
      const char *separator = text->len > 0 ? ";" : "";

      if (layer->ids != NULL)
        g_string_append_printf (text, "%s%s=%s", separator, layer->name,
                                g_variant_get_string (state, NULL));
      else if (g_variant_get_boolean (state))
        g_string_append_printf (text, "%s%s", separator, layer->name);
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

      if (layer->ids == NULL)
        set_state (layer, g_variant_new_boolean (
                              g_strv_contains ((const char *const *) names, layer->name)));
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      char *value = strchr (names[i], '=');
      const Layer *layer;

      if (value == NULL)
        continue;
      *value++ = '\0';
      layer = find (self, names[i]);
      if (layer != NULL && layer->ids != NULL)
        set_state (layer, g_variant_new_string (value));
    }
}

gboolean
vigie_map_layers_open_file (VigieMapLayers *self, GFile *file)
{
  return vigie_map_layer_files_takes (file) && vigie_map_layer_files_open (self->files, file);
}

GStrv
vigie_map_layers_describe (VigieMapLayers *self, double x, double y, double reach)
{
  return vigie_map_layer_files_describe (self->files, x, y, reach);
}
