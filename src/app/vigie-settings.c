/* vigie-settings.c: the settings of the person, over those that the administrator of the machine hands out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-settings.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#include "vigie-system.h"

/* The schema's path as a group of a key file, and as the beginning of a lock. */
#define GROUP "fr/agglo/Vigie"
#define LOCK_PREFIX "/" GROUP "/"

/* ---- Making them ----------------------------------------------------------------------------- */

GSettings *
vigie_settings_new_over (const char *folder)
{
  GSettingsBackend *usual = g_settings_backend_get_default ();
  g_autoptr (GSettingsBackend) backend = NULL;
  GSettings *settings;

  /* GLib's key file looks for the administrator's files in /etc/glib-2.0/settings, which in a sandbox is the
   * runtime's. g_keyfile_settings_backend_new() cannot say another folder, the property can; the person's own file
   * is the one that GLib chooses. */
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (usual), "defaults-dir") == NULL)
    {
      g_object_unref (usual);
      return g_settings_new (VIGIE_APP_ID);
    }
  backend = g_object_new (G_OBJECT_TYPE (usual), "defaults-dir", folder, NULL);
  settings = g_settings_new_with_backend (VIGIE_APP_ID, backend);
  g_object_unref (usual);
  return settings;
}

GSettings *
vigie_settings_new (void)
{
  g_autofree char *folder = NULL;
  g_auto (GStrv) faults = NULL;

  if (!vigie_system_is_sandbox ())
    return g_settings_new (VIGIE_APP_ID);
  folder = vigie_system_file ("settings");
  faults = vigie_settings_check (folder);
  for (guint i = 0; faults[i] != NULL; i++)
    g_printerr ("vigie: %s\n", faults[i]);
  return vigie_settings_new_over (folder);
}

/* ---- Checking the administrator's files ------------------------------------------------------ */

static gboolean
has_key (GSettingsSchema *schema, const char *name)
{
  /* g_settings_schema_has_key() takes names of children too, which end in a slash. */
  return *name != '\0' && strchr (name, '/') == NULL && g_settings_schema_has_key (schema, name);
}

/* NULL where @text is a value of the key, as GLib's key file reads it: a text needs no quotes. */
static char *
check_value (GSettingsSchema *schema, const char *path, const char *name, const char *text)
{
  g_autoptr (GSettingsSchemaKey) key = g_settings_schema_get_key (schema, name);
  const GVariantType *type = g_settings_schema_key_get_value_type (key);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = g_variant_parse (type, text, NULL, NULL, &error);

  if (value == NULL && g_variant_type_equal (type, G_VARIANT_TYPE_STRING) && *text != '"')
    value = g_variant_ref_sink (g_variant_new_string (text));
  if (value == NULL)
    /* Translators: a file, a key of it, a type as GVariant writes it, and what is wrong */
    return g_strdup_printf (_ ("%1$s: “%2$s” is not a valid value of type %3$s: %4$s"), path, name,
                            (const char *) type, error->message);
  if (!g_settings_schema_key_range_check (key, value))
    /* Translators: a file, a key of it, its value */
    return g_strdup_printf (_ ("%1$s: “%2$s” cannot be %3$s"), path, name, text);
  return NULL;
}

static void
check_defaults (GSettingsSchema *schema, const char *path, GStrvBuilder *faults)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error))
    {
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_strv_builder_take (faults, g_strdup_printf ("%s: %s", path, error->message));
      return;
    }
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = NULL;

      if (!g_str_equal (groups[i], GROUP))
        {
          /* Translators: a file, the name of a group in it, the name that it must have */
          g_strv_builder_take (faults,
                               g_strdup_printf (_ ("%1$s: [%2$s] has no effect, only [%3$s]"), path,
                                                groups[i], GROUP));
          continue;
        }
      keys = g_key_file_get_keys (file, groups[i], NULL, NULL);
      for (guint j = 0; keys[j] != NULL; j++)
        {
          g_autofree char *text = g_key_file_get_value (file, groups[i], keys[j], NULL);
          char *fault;

          if (!has_key (schema, keys[j]))
            /* Translators: a file, then what is written there */
            fault = g_strdup_printf (_ ("%1$s: no key “%2$s”"), path, keys[j]);
          else
            fault = check_value (schema, path, keys[j], text);
          if (fault != NULL)
            g_strv_builder_take (faults, fault);
        }
    }
}

static void
check_locks (GSettingsSchema *schema, const char *path, GStrvBuilder *faults)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    {
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_strv_builder_take (faults, g_strdup_printf ("%s: %s", path, error->message));
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      if (!g_str_has_prefix (lines[i], LOCK_PREFIX)
          || !has_key (schema, lines[i] + strlen (LOCK_PREFIX)))
        g_strv_builder_take (faults, g_strdup_printf (_ ("%1$s: no key “%2$s”"), path, lines[i]));
    }
}

char **
vigie_settings_check (const char *folder)
{
  g_autoptr (GSettingsSchema) schema = g_settings_schema_source_lookup (
      g_settings_schema_source_get_default (), VIGIE_APP_ID, TRUE);
  g_autofree char *defaults = g_build_filename (folder, "defaults", NULL);
  g_autofree char *locks = g_build_filename (folder, "locks", NULL);
  g_autoptr (GStrvBuilder) faults = g_strv_builder_new ();

  if (schema != NULL)
    {
      check_defaults (schema, defaults, faults);
      check_locks (schema, locks, faults);
    }
  return g_strv_builder_end (faults);
}

/* ---- What is locked -------------------------------------------------------------------------- */

const char *
vigie_settings_locked_words (void)
{
  return _ ("Set by the administrator of this computer");
}

void
vigie_settings_bind_lock (GSettings *settings, const char *key, GtkWidget *widget)
{
  const char *words = vigie_settings_locked_words ();
  GtkWidget *lock;

  g_settings_bind_writable (settings, key, widget, "sensitive", FALSE);
  if (g_settings_is_writable (settings, key))
    return;
  gtk_widget_set_tooltip_text (widget, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words, -1);
  if (!ADW_IS_ENTRY_ROW (widget) && !ADW_IS_ACTION_ROW (widget))
    return;
  lock = g_object_new (GTK_TYPE_IMAGE, "icon-name", "changes-prevent-symbolic", "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  if (ADW_IS_ENTRY_ROW (widget))
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (widget), lock);
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (widget), lock);
}
