/* vigie-map-export.c: the map as a picture, a PDF, on paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-export.h"

#include <glib/gi18n-lib.h>

#include "vigie-sheet.h"
#include "vigie-sync.h"
#include "vigie-text.h"
#include "vigie-words.h"

/* Tiles that are on their way are waited for: so many times, ms. */
#define MOST_TRIES 10
#define PAUSE 400
#define PAPER_SCALE 3

typedef enum
{
  TO_PAPER,
  TO_FILE,
} Destination;

struct _VigieMapExport
{
  GObject parent_instance;

  VigieMapParts parts;
  GCancellable *cancellable; /* owned: of everything under way */
  /* What was asked for and waits for tiles. */
  Destination destination;
  VigieMapSheetFormat format;
  double scale;
  guint tries;
  guint source;         /* the next try, or 0 */
  GdkFrameClock *clock; /* owned while a frame is waited for, or NULL */
};

G_DEFINE_FINAL_TYPE (VigieMapExport, vigie_map_export, G_TYPE_OBJECT)

static void
notice (VigieMapExport *self, const char *words)
{
  if (self->parts.map != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->parts.map), "win.notice", "s", words);
}

static GtkWindow *
window_of (VigieMapExport *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->parts.map));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* ---- The sheet ------------------------------------------------------------------------------- */

static const char *
title_of (VigieMapExport *self)
{
  VigieProfile *profile = vigie_context_get_profile (self->parts.context);
  const char *name = profile != NULL ? vigie_profile_get_territory_name (profile) : NULL;

  return name != NULL && *name != '\0' ? name : _ ("Map of the territory");
}

VigieMapSheet *
vigie_map_export_make (VigieMapExport *self, double scale)
{
  VigieSync *sync = vigie_context_get_sync (self->parts.context);
  gboolean live = vigie_ticker_get_live (self->parts.ticker);
  VigieTime last = sync != NULL ? vigie_sync_get_last_exchange (sync) : VIGIE_TIME_NONE;
  VigieTime now = vigie_ticker_get_now (self->parts.ticker);
  gboolean lost = !live && last != VIGIE_TIME_NONE;
  g_autofree char *made = vigie_sheet_made_words (lost ? last : now, NULL, lost);
  const VigieMapSheetWords words = {
      .title = title_of (self),
      .made = made,
      .demonstration = vigie_context_is_demonstration (self->parts.context),
  };

  return vigie_map_sheet_new (self->parts.map, &words, scale);
}

char *
vigie_map_export_file_name (const char *title, VigieTime now, VigieMapSheetFormat format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / VIGIE_SECOND);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, vigie_words_default_zone ());
  g_autofree char *when = g_date_time_format (local, "%Y-%m-%d %Hh%M");
  /* Translators: the beginning of a file's name: « Carte Lorient Agglomération 2026-11-22 14h02.png » */
  g_autofree char *words = g_strdup_printf (_ ("Map %1$s %2$s"), title, when);
  g_autofree char *name = vigie_text_file_name (words);

  return g_strconcat (name, format == VIGIE_MAP_SHEET_PDF ? ".pdf" : ".png", NULL);
}

/* ---- A file ---------------------------------------------------------------------------------- */

/* A sheet between its dialogue and its file. */
typedef struct
{
  VigieMapExport *self; /* owned */
  VigieMapSheet *sheet; /* owned */
  VigieMapSheetFormat format;
  GFile *file; /* owned, once chosen */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->self);
  g_object_unref (saving->sheet);
  g_clear_object (&saving->file);
  g_free (saving);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GError) error = NULL;
  guint n = vigie_map_sheet_get_n_missing (saving->sheet);

  if (vigie_map_sheet_save_finish (saving->sheet, result, &error))
    {
      g_autofree char *base = g_file_get_basename (saving->file);
      g_autofree char *name = g_filename_display_name (base);
      g_autofree char *words
          = n == 0
                /* Translators: %s is the name of a file */
                ? g_strdup_printf (_ ("“%s” saved"), name)
                /* Translators: %1$s is the name of a file */
                : g_strdup_printf (ngettext ("“%1$s” saved; %2$u map tile is missing",
                                             "“%1$s” saved; %2$u map tiles are missing", n),
                                   name, n);

      notice (saving->self, words);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    notice (saving->self, error->message);
  saving_free (saving);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GError) error = NULL;

  saving->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  if (saving->file != NULL)
    {
      vigie_map_sheet_save_async (saving->sheet, saving->file, saving->format,
                                  saving->self->cancellable, saved_cb, saving);
      return;
    }
  if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    notice (saving->self, error->message);
  saving_free (saving);
}

static void
save (VigieMapExport *self, VigieMapSheet *sheet)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = vigie_map_export_file_name (
      title_of (self), vigie_ticker_get_now (self->parts.ticker), self->format);
  Saving *saving = g_new0 (Saving, 1);

  saving->self = g_object_ref (self);
  saving->sheet = g_object_ref (sheet);
  saving->format = self->format;
  gtk_file_dialog_set_title (dialog, _ ("Save Image of the Map"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, window_of (self), self->cancellable, chosen_cb, saving);
}

/* ---- Paper ----------------------------------------------------------------------------------- */

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext *context,
              int page,
              VigieMapSheet *sheet)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width, height, fit;

  vigie_map_sheet_get_size (sheet, &width, &height);
  fit = MIN (gtk_print_context_get_width (context) / width,
             gtk_print_context_get_height (context) / height);
  cairo_scale (cr, fit, fit);
  vigie_map_sheet_draw (sheet, cr);
}

static void
print (VigieMapExport *self, VigieMapSheet *sheet)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GError) error = NULL;
  double width, height;

  vigie_map_sheet_get_size (sheet, &width, &height);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                                        : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_job_name (operation, title_of (self));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), g_object_ref (sheet),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window_of (self),
                               &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR)
    notice (self, error->message);
}

/* ---- What is asked for ----------------------------------------------------------------------- */

static void
forget (VigieMapExport *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->clock != NULL)
    g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_object (&self->clock);
}

static void try_soon (gpointer user_data);

/* The map is laid out and drawn. */
static void
painted_cb (VigieMapExport *self)
{
  g_autoptr (VigieMapSheet) sheet = NULL;

  forget (self);
  sheet = vigie_map_export_make (self, self->scale);
  if (sheet != NULL && !vigie_map_sheet_is_whole (sheet) && ++self->tries < MOST_TRIES)
    {
      self->source = g_timeout_add_once (PAUSE, try_soon, self);
      return;
    }
  vigie_map_view_set_paper (self->parts.map, FALSE);
  if (sheet == NULL)
    notice (self, _ ("The map is not on screen"));
  else if (self->destination == TO_PAPER)
    print (self, sheet);
  else
    save (self, sheet);
}

/* At the end of the next frame. */
static void
try_soon (gpointer user_data)
{
  VigieMapExport *self = user_data;
  GtkWidget *map = GTK_WIDGET (self->parts.map);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (map);

  self->source = 0;
  if (clock == NULL || !gtk_widget_get_mapped (map))
    {
      vigie_map_view_set_paper (self->parts.map, FALSE);
      notice (self, _ ("The map is not on screen"));
      return;
    }
  self->clock = g_object_ref (clock);
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (painted_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (map);
}

static void
ask (VigieMapExport *self, Destination destination, VigieMapSheetFormat format, double scale)
{
  forget (self);
  self->destination = destination;
  self->format = format;
  self->scale = scale;
  self->tries = 0;
  /* Whatever the screen's colours are, ink is black. */
  vigie_map_view_set_paper (self->parts.map, TRUE);
  try_soon (self);
}

static void
print_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask (user_data, TO_PAPER, VIGIE_MAP_SHEET_PDF, PAPER_SCALE);
}

static void
save_image_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const struct
  {
    const char *name;
    VigieMapSheetFormat format;
    double scale;
  } kinds[] = {{"png-1", VIGIE_MAP_SHEET_PNG, 1},
               {"png-2", VIGIE_MAP_SHEET_PNG, 2},
               {"png-3", VIGIE_MAP_SHEET_PNG, 3},
               {"pdf", VIGIE_MAP_SHEET_PDF, PAPER_SCALE}};

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, g_variant_get_string (parameter, NULL)))
      ask (user_data, TO_FILE, kinds[i].format, kinds[i].scale);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_map_export_dispose (GObject *object)
{
  VigieMapExport *self = VIGIE_MAP_EXPORT (object);

  forget (self);
  g_cancellable_cancel (self->cancellable);
  self->parts.map = NULL;
  G_OBJECT_CLASS (vigie_map_export_parent_class)->dispose (object);
}

static void
vigie_map_export_finalize (GObject *object)
{
  g_object_unref (VIGIE_MAP_EXPORT (object)->cancellable);
  G_OBJECT_CLASS (vigie_map_export_parent_class)->finalize (object);
}

static void
vigie_map_export_class_init (VigieMapExportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_map_export_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_map_export_finalize;
}

static void
vigie_map_export_init (VigieMapExport *self)
{
  self->cancellable = g_cancellable_new ();
}

VigieMapExport *
vigie_map_export_new (const VigieMapParts *parts, GMenu *section)
{
  static const GActionEntry entries[] = {
      {.name = "print", .activate = print_action},
      {.name = "save-image", .activate = save_image_action, .parameter_type = "s"},
  };
  VigieMapExport *self = g_object_new (VIGIE_TYPE_MAP_EXPORT, NULL);
  g_autoptr (GMenu) images = g_menu_new ();

  self->parts = *parts;
  g_action_map_add_action_entries (parts->actions, entries, G_N_ELEMENTS (entries), self);
  g_menu_append (images, _ ("PNG, as on Screen…"), "map.save-image::png-1");
  g_menu_append (images, _ ("PNG, Double Resolution…"), "map.save-image::png-2");
  g_menu_append (images, _ ("PNG, Triple Resolution…"), "map.save-image::png-3");
  g_menu_append (images, _ ("PDF…"), "map.save-image::pdf");
  g_menu_append (section, _ ("Print Map…"), "map.print");
  g_menu_append_submenu (section, _ ("Save Image"), G_MENU_MODEL (images));
  return self;
}
