/* vigie-window-map-file.c: a map file that a person opens: from the desktop, the preferences, or dropped on the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-base-map.h"
#include "vigie-map-file.h"
#include "vigie-window-private.h"

#define TOAST_SECONDS 10

/* An opening under way. */
typedef struct
{
  VigieWindow *window; /* owned */
  GFile *file;         /* owned */
  char *former;        /* owned: what the settings named before */
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->window);
  g_object_unref (opening->file);
  g_free (opening->former);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
say_refused (VigieWindow *self, GFile *file, const char *why)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base != NULL ? base : "");
  AdwDialog *dialog = adw_alert_dialog_new (_ ("This Map Could Not Be Opened"), NULL);

  adw_alert_dialog_set_body_use_markup (ADW_ALERT_DIALOG (dialog), FALSE);
  /* Translators: the name of a file, and a sentence that says why it is not used */
  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog), _ ("%1$s: %2$s"), name, why);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* Whether a map of @box shows something of the territory; TRUE where nobody knows. */
static gboolean
shows_territory (VigieWindow *self, const VigieGeoBox *box)
{
  VigieProfile *profile = vigie_context_get_profile (self->context);
  VigieGeoBox territory;

  if (profile == NULL)
    return TRUE;
  vigie_profile_get_bounds (profile, &territory.south, &territory.west, &territory.north,
                            &territory.east);
  return !vigie_geo_box_is_valid (&territory) || territory.west > territory.east
         || box->west > box->east
         || (box->west < territory.east && territory.west < box->east
             && box->south < territory.north && territory.south < box->north);
}

static void
undo_cb (AdwToast *toast, VigieWindow *self)
{
  vigie_map_file_set_address (vigie_map_file_get (self->context),
                              g_object_get_data (G_OBJECT (toast), "vigie-former"));
}

static void
say_opened (VigieWindow *self,
            const VigieMapArchiveInfo *info,
            const char *former,
            gboolean is_other)
{
  g_autofree char *address
      = vigie_base_map_dup_address (vigie_context_get_settings (self->context));
  g_autofree char *words = NULL;
  AdwToast *toast;

  if (!shows_territory (self, &info->bounds))
    /* Translators: the name of a map */
    words = g_strdup_printf (_ ("The map comes from %s, which does not show this territory"),
                             info->name);
  else if (*address == '\0')
    /* Translators: the name of a map */
    words = g_strdup_printf (_ ("The map comes from %s"), info->name);
  else
    /* Translators: the name of a map */
    words = g_strdup_printf (_ ("%s is shown where the network map is unavailable"), info->name);
  toast = adw_toast_new (words);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  if (is_other)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      g_object_set_data_full (G_OBJECT (toast), "vigie-former", g_strdup (former), g_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, 0);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  VigieWindow *self = opening->window;
  VigieMapFile *map_file = VIGIE_MAP_FILE (source);
  g_autoptr (GError) error = NULL;
  gboolean chosen = vigie_map_file_choose_finish (map_file, result, &error);
  g_autofree char *now = NULL;

  if (self->context == NULL) /* closed meanwhile */
    return;
  if (!chosen)
    {
      say_refused (self, opening->file, error->message);
      return;
    }
  now = vigie_map_file_dup_address (map_file);
  vigie_window_want_page (self, "map");
  say_opened (self, vigie_map_archive_get_info (vigie_map_file_get_file (map_file)),
              opening->former, !g_str_equal (now, opening->former));
}

void
vigie_window_open_map_file (VigieWindow *self, GFile *file)
{
  VigieMapFile *map_file;
  Opening *opening;

  g_return_if_fail (VIGIE_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (!g_settings_is_writable (vigie_context_get_settings (self->context), "map-file"))
    {
      say_refused (self, file, _ ("The administrator of this computer has set the map."));
      return;
    }
  map_file = vigie_map_file_get (self->context);
  opening = g_new0 (Opening, 1);
  opening->window = g_object_ref (self);
  opening->file = g_object_ref (file);
  opening->former = vigie_map_file_dup_address (map_file);
  vigie_map_file_choose_async (map_file, file, NULL, chosen_cb, opening);
}

void
vigie_window_open_map_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  vigie_window_open_map_file (VIGIE_WINDOW (widget), file);
}
