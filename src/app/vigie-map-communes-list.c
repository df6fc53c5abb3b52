/* vigie-map-communes-list.c: the communes as a list, and where their outlines are from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-communes-list.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-settings.h"

#define KEY "vigie-communes-list"

/* What a dialog shows; of the dialog. */
typedef struct
{
  VigieMapCommunes *communes; /* owned */
  GSettings *settings;        /* owned */
  AdwDialog *dialog;          /* unowned: it owns this */
  GtkWidget *rows;            /* the group of rows */
  GtkWidget *origin;          /* row */
  GtkWidget *remove;          /* button */
  GPtrArray *shown;           /* owned: rows of the group */
} List;

static void
list_free (gpointer data)
{
  List *list = data;

  g_signal_handlers_disconnect_by_data (list->communes, list);
  g_object_unref (list->communes);
  g_object_unref (list->settings);
  g_ptr_array_unref (list->shown);
  g_free (list);
}

static void
activated_cb (AdwActionRow *row, List *list)
{
  guint area = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "area"));
  g_autoptr (VigieMapCommunes) communes = g_object_ref (list->communes);

  /* Frees the list. */
  adw_dialog_force_close (list->dialog);
  vigie_map_communes_show (communes, area);
}

typedef struct
{
  guint area;
  double value;
  const char *name;
} Entry;

/* The greatest value first, what is not known last; else by name. */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *p = a, *q = b;

  if (isnan (p->value) != isnan (q->value))
    return isnan (p->value) ? 1 : -1;
  if (!isnan (p->value) && p->value != q->value)
    return p->value > q->value ? -1 : 1;
  return g_utf8_collate (p->name, q->name);
}

static GtkWidget *
new_row (List *list)
{
  GtkWidget *row = adw_action_row_new (), *value = gtk_label_new (NULL);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_widget_add_css_class (value, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
  g_object_set_data (G_OBJECT (row), "value", value);
  g_signal_connect (row, "activated", G_CALLBACK (activated_cb), list);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (list->rows), row);
  return row;
}

static void
fill (List *list)
{
  VigieAreas *areas = vigie_communes_get_areas (vigie_map_communes_get_source (list->communes));
  guint n = areas != NULL ? vigie_areas_get_n_areas (areas) : 0;
  g_autofree Entry *entries = g_new (Entry, MAX (n, 1));
  g_autofree char *title = vigie_map_communes_dup_title (list->communes);

  for (guint i = 0; i < n; i++)
    entries[i] = (Entry) {i, vigie_map_communes_get_value (list->communes, i),
                          vigie_areas_get_area (areas, i)->name};
  qsort (entries, n, sizeof *entries, compare_entries);
  /* Rows stay, so that the one that has the focus keeps it. */
  while (list->shown->len > n)
    {
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (list->rows),
                                    g_ptr_array_index (list->shown, list->shown->len - 1));
      g_ptr_array_set_size (list->shown, (int) list->shown->len - 1);
    }
  while (list->shown->len < n)
    g_ptr_array_add (list->shown, new_row (list));
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = g_ptr_array_index (list->shown, i);
      GtkWidget *label = g_object_get_data (G_OBJECT (row), "value");
      g_autofree char *words = vigie_map_communes_dup_words (list->communes, entries[i].area);
      g_autofree char *value = vigie_map_communes_dup_value (list->communes, entries[i].area);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), entries[i].name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
      gtk_label_set_text (GTK_LABEL (label), value != NULL ? value : "");
      g_object_set_data (G_OBJECT (row), "area", GUINT_TO_POINTER (entries[i].area));
    }
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (list->rows),
                                   title != NULL ? title : _ ("Communes"));
}

static void
update_origin (List *list)
{
  VigieCommunes *source = vigie_map_communes_get_source (list->communes);
  g_autofree char *file = g_settings_get_string (list->settings, "communes-file");
  g_autofree char *origin = vigie_map_communes_dup_origin (list->communes);
  const char *problem = vigie_communes_get_problem (source);
  g_autofree char *both = problem != NULL ? g_strdup_printf ("%s\n%s", origin, problem) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (list->origin), both != NULL ? both : origin);
  gtk_widget_set_visible (list->remove, *file != '\0');
}

static void
changed_cb (List *list)
{
  fill (list);
  update_origin (list);
}

/* ---- A file of one's own ---- */

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GSettings) settings = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  if (uri != NULL)
    g_settings_set_string (settings, "communes-file", uri);
}

static void
choose_cb (GtkWidget *button, List *list)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Outlines (GeoJSON)"));
  gtk_file_filter_add_suffix (filter, "geojson");
  gtk_file_filter_add_suffix (filter, "json");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Choose Commune Outlines"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (button)), NULL, chosen_cb,
                        g_object_ref (list->settings));
}

static void
remove_cb (GtkWidget *button, List *list)
{
  g_settings_reset (list->settings, "communes-file");
}

static void
retry_cb (GtkWidget *button, List *list)
{
  vigie_communes_retry (vigie_map_communes_get_source (list->communes));
}

static GtkWidget *
new_button (const char *icon, const char *label, GCallback callback, List *list)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect (button, "clicked", callback, list);
  return button;
}

static GtkWidget *
new_origin (List *list)
{
  GtkWidget *group = adw_preferences_group_new ();

  list->origin = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (list->origin), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (list->origin), _ ("Outlines"));
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (list->origin),
      new_button ("view-refresh-symbolic", _ ("Retry"), G_CALLBACK (retry_cb), list));
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (list->origin),
      new_button ("document-open-symbolic", _ ("Choose a File…"), G_CALLBACK (choose_cb), list));
  list->remove
      = new_button ("edit-clear-symbolic", _ ("Use No File"), G_CALLBACK (remove_cb), list);
  adw_action_row_add_suffix (ADW_ACTION_ROW (list->origin), list->remove);
  vigie_settings_bind_lock (list->settings, "communes-file", list->origin);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list->origin);
  return group;
}

AdwDialog *
vigie_map_communes_list_present (VigieMapCommunes *communes, GtkWidget *parent)
{
  List *list = g_new0 (List, 1);
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new (), *page = adw_preferences_page_new ();

  list->communes = g_object_ref (communes);
  list->settings = g_object_ref (vigie_map_communes_get_settings (communes));
  list->dialog = dialog;
  list->shown = g_ptr_array_new ();
  list->rows = adw_preferences_group_new ();
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (list->rows));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (new_origin (list)));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, _ ("Communes"));
  adw_dialog_set_content_width (dialog, 520);
  adw_dialog_set_content_height (dialog, 640);
  g_object_set_data_full (G_OBJECT (dialog), KEY, list, list_free);
  g_signal_connect_swapped (communes, "changed", G_CALLBACK (changed_cb), list);
  changed_cb (list);
  adw_dialog_present (dialog, parent);
  return dialog;
}
