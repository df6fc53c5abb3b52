/* vigie-map-layers-files.c: a person's own GeoJSON files among the layers of the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-layers-files.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-map-layers.h"
#include "vigie-map-legend.h"
#include "vigie-map-page-memory.h"
#include "vigie-overlay-layer.h"

#define KEY "map-overlays"
#define MAX_NAME 60 /* characters */

/* One of them. */
typedef struct
{
  VigieMapLayerFiles *files; /* not owned: they own this */
  GFile *file;               /* owned */
  GFileMonitor *monitor;     /* owned, or NULL */
  char *name;
  guint color;
  gboolean on;
  VigieOverlayData *data; /* owned, or NULL: not read, or it cannot be */
  char *problem;          /* or NULL */
  GCancellable *reading;  /* owned, or NULL */
  GtkWidget *row, *sample, *note;
} File;

struct _VigieMapLayerFiles
{
  GObject parent_instance;

  VigieMapParts parts;
  VigieMapLayers *layers;   /* not owned: it owns this */
  VigieOverlayLayer *layer; /* owned */
  GtkWidget *list, *add;    /* owned by the popover */
  GtkWidget *legend;        /* owned by the view */
  GPtrArray *files;         /* of File */
  char *server;             /* owned, or NULL */
};

G_DEFINE_FINAL_TYPE (VigieMapLayerFiles, vigie_map_layer_files, G_TYPE_OBJECT)

static guint changed_signal;

static void
file_free (gpointer data)
{
  File *file = data;

  if (file->reading != NULL)
    g_cancellable_cancel (file->reading);
  g_clear_object (&file->reading);
  if (file->monitor != NULL)
    g_signal_handlers_disconnect_by_data (file->monitor, file);
  g_clear_object (&file->monitor);
  g_clear_pointer (&file->data, vigie_overlay_data_unref);
  g_object_unref (file->file);
  g_free (file->name);
  g_free (file->problem);
  g_free (file);
}

/* ---- On the map ---- */

static void
fill_legend (VigieMapLayerFiles *self)
{
  VigieScheme scheme = vigie_map_view_get_shown_scheme (self->parts.map);
  gboolean any = FALSE;

  vigie_map_legend_clear (GTK_BOX (self->legend));
  for (guint i = 0; i < self->files->len; i++)
    {
      const File *file = g_ptr_array_index (self->files, i);
      GtkSnapshot *snapshot;

      if (!file->on || file->data == NULL)
        continue;
      if (!any)
        vigie_map_legend_add_title (GTK_BOX (self->legend), _ ("Files"));
      any = TRUE;
      snapshot = gtk_snapshot_new ();
      vigie_overlay_color_sample (snapshot, file->color, scheme, 36, 10);
      vigie_map_legend_add_sign (GTK_BOX (self->legend), snapshot, 36, 10, file->name);
    }
  gtk_widget_set_visible (self->legend, any);
}

static void
show_files (VigieMapLayerFiles *self)
{
  vigie_overlay_layer_clear (self->layer);
  for (guint i = 0; i < self->files->len; i++)
    {
      const File *file = g_ptr_array_index (self->files, i);

      if (file->on && file->data != NULL)
        vigie_overlay_layer_add (self->layer, file->data, file->color);
    }
  fill_legend (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
save (VigieMapLayerFiles *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ssub)"));

  if (self->server == NULL)
    return;
  for (guint i = 0; i < self->files->len; i++)
    {
      const File *file = g_ptr_array_index (self->files, i);
      g_autofree char *address = g_file_get_uri (file->file);

      g_variant_builder_add (&builder, "(ssub)", address, file->name, file->color, file->on);
    }
  vigie_map_memory_set (vigie_context_get_settings (self->parts.context), KEY, self->server,
                        self->files->len > 0 ? g_variant_builder_end (&builder) : NULL);
}

/* ---- Rows ---- */

static void
update_row (File *file)
{
  VigieScheme scheme = vigie_map_view_get_shown_scheme (file->files->parts.map);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GdkPaintable) paintable = NULL;
  /* Translators: the button that changes how a file is drawn; %s is a colour and a kind of line */
  g_autofree char *words
      = g_strdup_printf (_ ("Drawn in %s. Change"), vigie_overlay_color_words (file->color));

  vigie_overlay_color_sample (snapshot, file->color, scheme, 24, 16);
  paintable = gtk_snapshot_free_to_paintable (snapshot, &GRAPHENE_SIZE_INIT (24, 16));
  gtk_picture_set_paintable (GTK_PICTURE (gtk_button_get_child (GTK_BUTTON (file->sample))),
                             paintable);
  gtk_widget_set_tooltip_text (file->sample, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (file->sample), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  gtk_label_set_text (GTK_LABEL (file->note), file->problem != NULL   ? file->problem
                                              : file->reading != NULL ? _ ("Reading…")
                                                                      : "");
  gtk_widget_set_visible (file->note, file->problem != NULL || file->reading != NULL);
}

static void
color_cb (GtkButton *button, File *file)
{
  file->color = (file->color + 1) % VIGIE_N_OVERLAY_COLOR;
  update_row (file);
  save (file->files);
  show_files (file->files);
}

static void
switch_cb (GtkSwitch *toggle, GParamSpec *pspec, File *file)
{
  file->on = gtk_switch_get_active (toggle);
  save (file->files);
  show_files (file->files);
}

static void
renamed_cb (GtkEditable *label, File *file)
{
  const char *text = gtk_editable_get_text (label);

  if (*text == '\0' || !g_set_str (&file->name, text))
    return;
  save (file->files);
  fill_legend (file->files);
}

static void
remove_cb (GtkButton *button, File *file)
{
  guint place;

  if (g_ptr_array_find (file->files->files, file, &place))
    vigie_map_layer_files_remove (file->files, place);
}

static GtkWidget *
new_icon_button (const char *icon, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

static void
build_row (VigieMapLayerFiles *self, File *file)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_editable_label_new (file->name), *toggle = gtk_switch_new ();
  GtkWidget *taker = new_icon_button ("user-trash-symbolic", _ ("Remove From Map"));
  GtkWidget *picture = gtk_picture_new ();

  file->row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  file->sample = gtk_button_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), FALSE);
  gtk_button_set_child (GTK_BUTTON (file->sample), picture);
  gtk_widget_add_css_class (file->sample, "flat");
  file->note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (file->note), 0);
  gtk_label_set_wrap (GTK_LABEL (file->note), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (file->note), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (file->note), 34);
  gtk_widget_add_css_class (file->note, "caption");

  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_tooltip_text (name, _ ("Name of the file on the map"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the file on the map"), -1);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (name), 16);
  gtk_editable_set_width_chars (GTK_EDITABLE (name), 10);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), file->on);
  vigie_map_layers_flip_by_space (toggle);
  /* Translators: the switch of a file that is drawn on the map */
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show this file"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  file->name, -1);
  g_signal_connect (file->sample, "clicked", G_CALLBACK (color_cb), file);
  g_signal_connect (toggle, "notify::active", G_CALLBACK (switch_cb), file);
  g_signal_connect (name, "changed", G_CALLBACK (renamed_cb), file);
  g_signal_connect (taker, "clicked", G_CALLBACK (remove_cb), file);
  gtk_box_append (GTK_BOX (line), file->sample);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), taker);
  gtk_box_append (GTK_BOX (line), toggle);
  gtk_box_append (GTK_BOX (file->row), line);
  gtk_box_append (GTK_BOX (file->row), file->note);
  gtk_box_append (GTK_BOX (self->list), file->row);
}

/* ---- Reading ---- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  VigieOverlayData *data = vigie_overlay_data_load_finish (result, &error);
  File *file = user_data;

  /* Gone, or read once more: @file may be no more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&file->reading);
  g_clear_pointer (&file->problem, g_free);
  /* What was read before stays on the map while the file cannot be read. */
  if (data == NULL)
    file->problem = g_strdup (error->message);
  else
    {
      g_clear_pointer (&file->data, vigie_overlay_data_unref);
      file->data = data;
    }
  update_row (file);
  show_files (file->files);
}

static void
read_file (File *file)
{
  if (file->reading != NULL)
    g_cancellable_cancel (file->reading);
  g_clear_object (&file->reading);
  file->reading = g_cancellable_new ();
  update_row (file);
  vigie_overlay_data_load_async (file->file, file->reading, loaded_cb, file);
}

static void
file_changed_cb (GFileMonitor *monitor,
                 GFile *changed,
                 GFile *other,
                 GFileMonitorEvent event,
                 File *file)
{
  if (event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT || event == G_FILE_MONITOR_EVENT_CREATED
      || event == G_FILE_MONITOR_EVENT_RENAMED)
    read_file (file);
}

static File *
add (VigieMapLayerFiles *self, GFile *source, const char *name, guint color, gboolean on)
{
  File *file = g_new0 (File, 1);

  file->files = self;
  file->file = g_object_ref (source);
  file->name = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), MAX_NAME));
  file->color = color % VIGIE_N_OVERLAY_COLOR;
  file->on = on;
  file->monitor = g_file_monitor_file (source, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (file->monitor != NULL)
    g_signal_connect (file->monitor, "changed", G_CALLBACK (file_changed_cb), file);
  g_ptr_array_add (self->files, file);
  build_row (self, file);
  read_file (file);
  gtk_widget_set_sensitive (self->add, self->files->len < VIGIE_MAP_LAYER_MAX_FILES);
  return file;
}

/* ---- Opening ---- */

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieMapLayerFiles) self = user_data;
  g_autoptr (GListModel) chosen
      = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  for (guint i = 0; chosen != NULL && i < g_list_model_get_n_items (chosen); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (chosen, i);

      vigie_map_layer_files_open (self, file);
    }
}

static void
add_cb (GtkButton *button, VigieMapLayerFiles *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->parts.map));

  gtk_file_filter_add_suffix (filter, "geojson");
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_filter_set_name (filter, _ ("GeoJSON files"));
  gtk_file_dialog_set_title (dialog, _ ("Add GeoJSON Files"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open_multiple (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                                 chosen_cb, g_object_ref (self));
}

gboolean
vigie_map_layer_files_takes (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *lower = base != NULL ? g_ascii_strdown (base, -1) : NULL;

  return lower != NULL
         && (g_str_has_suffix (lower, ".geojson") || g_str_has_suffix (lower, ".json"));
}

/* The name of the file without its ending. */
static char *
name_of (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  char *name = g_filename_display_name (base != NULL ? base : "");
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  return name;
}

gboolean
vigie_map_layer_files_open (VigieMapLayerFiles *self, GFile *source)
{
  g_autofree char *name = NULL;
  guint used[VIGIE_N_OVERLAY_COLOR] = {0}, color = 0;

  if (self->files == NULL)
    return FALSE; /* the page is gone, the dialog was still open */
  for (guint i = 0; i < self->files->len; i++)
    {
      File *file = g_ptr_array_index (self->files, i);

      used[file->color]++;
      if (g_file_equal (file->file, source))
        {
          read_file (file);
          return TRUE;
        }
    }
  if (self->files->len >= VIGIE_MAP_LAYER_MAX_FILES)
    return FALSE;
  for (guint i = 1; i < VIGIE_N_OVERLAY_COLOR; i++)
    if (used[i] < used[color])
      color = i;
  name = name_of (source);
  add (self, source, name, color, TRUE);
  save (self);
  return TRUE;
}

void
vigie_map_layer_files_remove (VigieMapLayerFiles *self, guint place)
{
  const File *file;

  g_return_if_fail (place < self->files->len);
  file = g_ptr_array_index (self->files, place);
  gtk_box_remove (GTK_BOX (self->list), file->row);
  g_ptr_array_remove_index (self->files, place);
  gtk_widget_set_sensitive (self->add, TRUE);
  save (self);
  show_files (self);
}

/* ---- The server's ---- */

static void
server_cb (VigieMapLayerFiles *self)
{
  const char *server = vigie_context_get_server (self->parts.context);
  g_autoptr (GVariant) kept = NULL;
  const char *address, *name;
  GVariantIter iter;
  guint32 color;
  gboolean on;

  if (!g_set_str (&self->server, server))
    return;
  while (self->files->len > 0)
    {
      const File *file = g_ptr_array_index (self->files, self->files->len - 1);

      gtk_box_remove (GTK_BOX (self->list), file->row);
      g_ptr_array_remove_index (self->files, self->files->len - 1);
    }
  if (server != NULL)
    kept = vigie_map_memory_get (vigie_context_get_settings (self->parts.context), KEY, server);
  if (kept != NULL)
    {
      g_variant_iter_init (&iter, kept);
      while (self->files->len < VIGIE_MAP_LAYER_MAX_FILES
             && g_variant_iter_next (&iter, "(&s&sub)", &address, &name, &color, &on))
        {
          g_autoptr (GFile) file = g_file_new_for_uri (address);

          add (self, file, name, color, on);
        }
    }
  show_files (self);
}

static void
scheme_cb (VigieMapLayerFiles *self)
{
  vigie_overlay_layer_set_scheme (self->layer, vigie_map_view_get_shown_scheme (self->parts.map));
  for (guint i = 0; i < self->files->len; i++)
    update_row (g_ptr_array_index (self->files, i));
  fill_legend (self);
}

static gboolean
tooltip_cb (GtkWidget *map,
            int x,
            int y,
            gboolean keyboard,
            GtkTooltip *tooltip,
            VigieMapLayerFiles *self)
{
  VigieSiteHint hint;
  g_autofree char *text = NULL;

  /* A sign has its own card. */
  if (keyboard
      || vigie_site_layer_get_hint (vigie_map_view_get_site_layer (self->parts.map), &hint))
    return FALSE;
  text = vigie_overlay_layer_describe_at (self->layer, x, y);
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

GStrv
vigie_map_layer_files_describe (VigieMapLayerFiles *self, double x, double y, double reach)
{
  g_return_val_if_fail (VIGIE_IS_MAP_LAYER_FILES (self), NULL);
  return vigie_overlay_layer_describe_around (self->layer, x, y, reach);
}

/* ---- The object ---- */

static void
vigie_map_layer_files_dispose (GObject *object)
{
  VigieMapLayerFiles *self = VIGIE_MAP_LAYER_FILES (object);

  if (self->files != NULL)
    for (guint i = 0; i < self->files->len; i++)
      {
        const File *file = g_ptr_array_index (self->files, i);

        gtk_box_remove (GTK_BOX (self->list), file->row);
      }
  g_clear_pointer (&self->files, g_ptr_array_unref);
  if (self->layer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->add, self);
      vigie_map_view_remove_layer (self->parts.map, SHUMATE_LAYER (self->layer));
    }
  g_clear_object (&self->layer);
  g_clear_pointer (&self->server, g_free);
  G_OBJECT_CLASS (vigie_map_layer_files_parent_class)->dispose (object);
}

static void
vigie_map_layer_files_class_init (VigieMapLayerFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_map_layer_files_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_map_layer_files_init (VigieMapLayerFiles *self)
{
  self->files = g_ptr_array_new_with_free_func (file_free);
}

VigieMapLayerFiles *
vigie_map_layer_files_new (VigieMapLayers *layers, const VigieMapParts *parts)
{
  VigieMapLayerFiles *self = g_object_new (VIGIE_TYPE_MAP_LAYER_FILES, NULL);

  self->parts = *parts;
  self->layers = layers;
  self->layer
      = g_object_ref_sink (vigie_overlay_layer_new (vigie_map_view_get_viewport (parts->map)));
  vigie_map_view_add_layer (parts->map, SHUMATE_LAYER (self->layer), VIGIE_MAP_RANK_OVERLAYS);
  self->legend = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_visible (self->legend, FALSE);
  vigie_map_view_add_legend (parts->map, self->legend);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  vigie_map_layers_add_widget (layers, VIGIE_MAP_GROUP_FILES, self->list);
  self->add = gtk_button_new_with_label (_ ("Add GeoJSON Files…"));
  g_signal_connect (self->add, "clicked", G_CALLBACK (add_cb), self);
  vigie_map_layers_add_widget (layers, VIGIE_MAP_GROUP_FILES, self->add);
  gtk_widget_set_has_tooltip (GTK_WIDGET (parts->map), TRUE);
  g_signal_connect_object (parts->map, "query-tooltip", G_CALLBACK (tooltip_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (parts->map, "notify::shown-scheme", G_CALLBACK (scheme_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->context, "notify::territory", G_CALLBACK (server_cb), self,
                           G_CONNECT_SWAPPED);
  server_cb (self);
  scheme_cb (self);
  return self;
}

guint
vigie_map_layer_files_get_n (VigieMapLayerFiles *self)
{
  return self->files->len;
}

gboolean
vigie_map_layer_files_get_busy (VigieMapLayerFiles *self)
{
  for (guint i = 0; i < self->files->len; i++)
    if (((File *) g_ptr_array_index (self->files, i))->reading != NULL)
      return TRUE;
  return FALSE;
}

const char *
vigie_map_layer_files_get_problem (VigieMapLayerFiles *self, guint place)
{
  g_return_val_if_fail (place < self->files->len, NULL);
  return ((File *) g_ptr_array_index (self->files, place))->problem;
}
