/* vigie-about.c: what Vigie is, and of what it is made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-about.h"

#include <glib/gi18n-lib.h>

#include "vigie-diagnostics.h"

static void
add_libraries (AdwAboutDialog *dialog)
{
  /* Names are not translated. */
  static const struct
  {
    const char *name;
    const char *copyright;
  } libraries[] = {
      {"GLib", "© 1995–2025 The GLib team"},
      {"GTK", "© 1997–2025 The GTK team"},
      {"libadwaita", "© 2018–2025 Purism SPC, The GNOME Project"},
      {"libshumate", "© 2007–2025 The libshumate and libchamplain authors"},
      {"libsoup", "© 1999–2025 The libsoup authors"},
      {"JSON-GLib", "© 2007–2025 Emmanuele Bassi and contributors"},
      {"libsecret", "© 2003–2025 The libsecret authors"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (libraries); i++)
    adw_about_dialog_add_legal_section (dialog, libraries[i].name, libraries[i].copyright,
                                        GTK_LICENSE_LGPL_2_1, NULL);
  adw_about_dialog_add_legal_section (dialog, "SQLite", NULL, GTK_LICENSE_CUSTOM,
                                      _ ("In the public domain."));
}

static void
add_data (AdwAboutDialog *dialog)
{
  adw_about_dialog_add_legal_section (
      dialog, _ ("Map data"), _ ("© OpenStreetMap contributors"), GTK_LICENSE_CUSTOM,
      /* Translators: of OpenStreetMap; markup with a link */
      _ ("Open Data Commons Open Database License (ODbL): "
         "<a href=\"https://www.openstreetmap.org/copyright\">openstreetmap.org/copyright</a>"));
  adw_about_dialog_add_legal_section (
      dialog, _ ("Demonstration territory"), NULL, GTK_LICENSE_CUSTOM,
      _ ("Its readings are simulated on this machine: they say nothing about the sites of the same "
         "name."));
}

AdwDialog *
vigie_about_new (VigieContext *context)
{
  AdwDialog *self = g_object_new (
      ADW_TYPE_ABOUT_DIALOG, "application-name", "Vigie", "application-icon", VIGIE_APP_ID,
      "version", VIGIE_VERSION, "developer-name", _ ("The Vigie developers"), "comments",
      _ ("The sites, sensors and energy of an agglomeration, with the age of every value."),
      "license-type", GTK_LICENSE_GPL_3_0,
      /* Translators: names of those who translated, one a line */
      "translator-credits", _ ("translator-credits"), NULL);
  g_autoptr (VigieDiagnostics) diagnostics = vigie_diagnostics_gather (context);
  g_autofree char *text = vigie_diagnostics_to_text (diagnostics);

  adw_about_dialog_set_debug_info (ADW_ABOUT_DIALOG (self), text);
  adw_about_dialog_set_debug_info_filename (ADW_ABOUT_DIALOG (self), "vigie-diagnostics.txt");
  add_libraries (ADW_ABOUT_DIALOG (self));
  add_data (ADW_ABOUT_DIALOG (self));
  return self;
}
