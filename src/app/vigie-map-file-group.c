/* vigie-map-file-group.c: the map file in the preferences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-file-group.h"

#include <glib/gi18n-lib.h>

#include "vigie-map-file.h"
#include "vigie-settings.h"
#include "vigie-words.h"

struct _VigieMapFileGroup
{
  AdwPreferencesGroup parent_instance;

  VigieContext *context;  /* owned */
  VigieMapFile *map_file; /* owned */

  AdwActionRow *file_row;
  AdwActionRow *credit_row;
  AdwActionRow *problem_row;
  GtkWidget *choose_button;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (VigieMapFileGroup, vigie_map_file_group, ADW_TYPE_PREFERENCES_GROUP)

/* « Lorient Agglomération · données du 12 août 2021 · 14,4 Mo » */
static char *
describe (VigieMapFileGroup *self, const VigieMapArchiveInfo *info)
{
  VigieTime now = vigie_clock_now (vigie_context_get_clock (self->context));
  g_autofree char *date = vigie_words_date (now, info->date, NULL);
  g_autofree char *size = g_format_size (info->size);

  return g_strdup_printf (info->date_is_files
                              /* Translators: name of a map, date of its file, its size */
                              ? _ ("%1$s · file dated %2$s · %3$s")
                              /* Translators: name of a map, date of its data, its size */
                              : _ ("%1$s · data from %2$s · %3$s"),
                          info->name, date, size);
}

/* Whose data they are and under which licence, as the file says. */
static char *
credit (const VigieMapArchiveInfo *info)
{
  if (*info->licence == '\0')
    return g_strdup (*info->attribution != '\0' ? info->attribution : _ ("Not stated in the file"));
  if (*info->attribution == '\0')
    return g_strdup (info->licence);
  /* Translators: whom to credit for a map, and the licence of its data */
  return g_strdup_printf (C_ ("credit", "%1$s · %2$s"), info->attribution, info->licence);
}

static void
update (VigieMapFileGroup *self)
{
  VigieMapArchive *file = vigie_map_file_get_file (self->map_file);
  const char *problem = vigie_map_file_get_problem (self->map_file);
  const VigieMapArchiveInfo *info = file != NULL ? vigie_map_archive_get_info (file) : NULL;
  g_autofree char *words = info != NULL ? describe (self, info) : NULL;
  g_autofree char *whose = info != NULL ? credit (info) : NULL;
  gboolean named = info != NULL || problem != NULL;

  adw_action_row_set_subtitle (self->file_row,
                               words != NULL ? words : _ ("None: the map comes from the network"));
  adw_action_row_set_subtitle (self->credit_row, whose != NULL ? whose : "");
  gtk_widget_set_visible (GTK_WIDGET (self->credit_row), whose != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem_row),
                                 problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_row), problem != NULL);
  if (!named && gtk_widget_has_focus (self->remove_button))
    gtk_widget_grab_focus (self->choose_button); /* the button goes */
  gtk_widget_set_visible (self->remove_button, named);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieMapFileGroup) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  if (uri != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-map-file", "s", uri);
}

static void
choose_cb (VigieMapFileGroup *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  VigieMapArchive *file = vigie_map_file_get_file (self->map_file);

  gtk_file_filter_set_name (filter, _ ("Map files (MBTiles, PMTiles)"));
  gtk_file_filter_add_suffix (filter, "mbtiles");
  gtk_file_filter_add_suffix (filter, "pmtiles");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Choose a Map File"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  if (file != NULL)
    gtk_file_dialog_set_initial_file (dialog, vigie_map_archive_get_file (file));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        chosen_cb, g_object_ref (self));
}

static void
remove_cb (VigieMapFileGroup *self)
{
  vigie_map_file_set_address (self->map_file, "");
}

static void
vigie_map_file_group_dispose (GObject *object)
{
  VigieMapFileGroup *self = VIGIE_MAP_FILE_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_MAP_FILE_GROUP);
  g_clear_object (&self->map_file);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (vigie_map_file_group_parent_class)->dispose (object);
}

static void
vigie_map_file_group_class_init (VigieMapFileGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_map_file_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-map-file-group.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieMapFileGroup, name)
  BIND (file_row);
  BIND (credit_row);
  BIND (problem_row);
  BIND (choose_button);
  BIND (remove_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
vigie_map_file_group_init (VigieMapFileGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vigie_map_file_group_setup (VigieMapFileGroup *self, VigieContext *context)
{
  g_return_if_fail (VIGIE_IS_MAP_FILE_GROUP (self));

  self->context = g_object_ref (context);
  self->map_file = g_object_ref (vigie_map_file_get (context));
  vigie_settings_bind_lock (vigie_context_get_settings (context), "map-file",
                            GTK_WIDGET (self->file_row));
  g_signal_connect_object (self->map_file, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
