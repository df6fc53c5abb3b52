/* vigie-save.c: a table of a page, or another file, where a person chooses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-save.h"

#include <glib/gi18n-lib.h>

#include "vigie-sheet.h"
#include "vigie-text.h"

#define LONGEST 120

typedef struct
{
  GtkWidget *widget; /* owned */
  GBytes *bytes;     /* owned */
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->widget);
  g_bytes_unref (save->bytes);
  g_free (save);
}

char *
vigie_save_file_name (const char *name)
{
  g_autofree char *cut = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), LONGEST));
  g_autofree char *safe = vigie_text_file_name (cut);

  return g_strconcat (safe, ".csv", NULL);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Save *save = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      g_autofree char *name = g_file_get_basename (G_FILE (source));
      g_autofree char *shown = g_filename_display_name (name);

      words = g_strdup_printf (_ ("Saved as “%s”"), shown);
    }
  else
    {
      vigie_sheet_explain_error (error, G_FILE (source));
      words = g_strdup (error->message);
    }
  gtk_widget_activate_action (save->widget, "win.notice", "s", words);
  save_free (save);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Save *save = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file == NULL)
    {
      save_free (save);
      return;
    }
  g_file_replace_contents_bytes_async (file, save->bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       written_cb, save);
}

void
vigie_save_file (GtkWidget *widget, const char *title, const char *file_name, GBytes *bytes)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Save *save = g_new0 (Save, 1);

  g_return_if_fail (GTK_IS_WIDGET (widget));

  save->widget = g_object_ref (widget);
  save->bytes = g_bytes_ref (bytes);
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, file_name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb, save);
}

void
vigie_save_table (GtkWidget *widget, const char *name, GBytes *bytes)
{
  g_autofree char *file_name = vigie_save_file_name (name);

  vigie_save_file (widget, _ ("Save as Table"), file_name, bytes);
}
