/* vigie-site-panel-drag.c: a button that copies the values of a site, and from which they are dragged out as a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-panel-drag.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "vigie-children.h"
#include "vigie-site-panel-export.h"

struct _VigieSiteDrag
{
  GtkWidget parent_instance;

  VigieTicker *ticker; /* owned */
  VigieSite *site;     /* owned, or NULL */
  char *folder;        /* owned: of the files dragged out; NULL until the first */
  GPtrArray *files;    /* owned: their paths */
};

G_DEFINE_FINAL_TYPE (VigieSiteDrag, vigie_site_drag, GTK_TYPE_WIDGET)

static void
clicked_cb (VigieSiteDrag *self)
{
  g_autoptr (GdkContentProvider) provider = NULL;

  if (self->site == NULL)
    return;
  provider = vigie_site_export_provider (self->site, NULL);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notice", "s", _ ("Values copied"));
}

/* The file is written as the drag begins: some kilobytes. It stays until the button goes, for what
 * it was dropped on reads it when it likes. */
static GFile *
write_file (VigieSiteDrag *self)
{
  g_autoptr (GBytes) table = vigie_site_export_csv (self->site);
  g_autofree char *name
      = vigie_site_export_file_name (self->site, vigie_ticker_get_now (self->ticker));
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (table, &size);

  if (self->folder == NULL)
    self->folder = g_dir_make_tmp ("vigie-XXXXXX", NULL);
  if (self->folder == NULL)
    return NULL;
  path = g_build_filename (self->folder, name, NULL);
  if (!g_file_set_contents_full (path, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600,
                                 &error))
    {
      g_debug ("values not dragged out as a file: %s", error->message);
      return NULL;
    }
  if (!g_ptr_array_find_with_equal_func (self->files, path, g_str_equal, NULL))
    g_ptr_array_add (self->files, g_strdup (path));
  return g_file_new_for_path (path);
}

static GdkContentProvider *
prepare_cb (VigieSiteDrag *self)
{
  g_autoptr (GFile) file = NULL;

  if (self->site == NULL)
    return NULL;
  file = write_file (self);
  return vigie_site_export_provider (self->site, file);
}

static void
vigie_site_drag_dispose (GObject *object)
{
  VigieSiteDrag *self = VIGIE_SITE_DRAG (object);

  for (guint i = 0; i < self->files->len; i++)
    g_unlink (g_ptr_array_index (self->files, i));
  g_ptr_array_set_size (self->files, 0);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_object (&self->site);
  g_clear_object (&self->ticker);
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_site_drag_parent_class)->dispose (object);
}

static void
vigie_site_drag_finalize (GObject *object)
{
  g_ptr_array_unref (VIGIE_SITE_DRAG (object)->files);

  G_OBJECT_CLASS (vigie_site_drag_parent_class)->finalize (object);
}

static void
vigie_site_drag_class_init (VigieSiteDragClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_site_drag_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_site_drag_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
vigie_site_drag_init (VigieSiteDrag *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("CSV"));
  GtkDragSource *source = gtk_drag_source_new ();

  self->files = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_set_tooltip_text (button,
                               _ ("Copy the values as a table, or drag them out as a file"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Copy Values as CSV"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "vigie-small");
  gtk_widget_add_css_class (button, "vigie-inline");
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  /* Before the button takes the press for a click. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

void
vigie_site_drag_setup (VigieSiteDrag *self, VigieTicker *ticker)
{
  g_return_if_fail (self->ticker == NULL);

  self->ticker = g_object_ref (ticker);
}

void
vigie_site_drag_set_site (VigieSiteDrag *self, VigieSite *site)
{
  g_set_object (&self->site, site);
  gtk_widget_set_sensitive (GTK_WIDGET (self), site != NULL);
}
