/* vigie-about.c: what Vigie is, and of what it is made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-about.h"

#include <glib/gi18n-lib.h>

#include "vigie-diagnostics.h"
#include "vigie-parts.h"

const VigiePart *
vigie_about_get_parts (guint *n_parts)
{
  *n_parts = G_N_ELEMENTS (parts);
  return parts;
}

/* Markup: which licence, where GTK has no words for it. */
static char *
get_licence (const VigiePart *part)
{
  if (g_str_equal (part->licence, "blessing"))
    return g_markup_escape_text (_ ("In the public domain."), -1);
  if (part->licence_markup == NULL)
    return NULL;
  /* Translators: %s is the short name of a licence, such as LGPL-2.0-or-later, with a link to its text */
  return g_strdup_printf (_ ("Licence: %s"), part->licence_markup);
}

static void
add_library (AdwAboutDialog *dialog, const VigiePart *part)
{
  g_autofree char *licence = get_licence (part);
  g_autofree char *copyright = NULL;

  if (part->copyright != NULL)
    /* Translators: %s is a year with the names of holders of the copyright */
    copyright = g_strdup_printf (part->others ? _ ("© %s and others") : "© %s", part->copyright);
  adw_about_dialog_add_legal_section (dialog, part->name, copyright, part->gtk_licence, licence);
}

static void
add_data (AdwAboutDialog *dialog, const VigiePart *part)
{
  g_autofree char *licence = get_licence (part);
  g_autofree char *copyright = NULL;
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;
  const char *of = "";

  if (g_str_equal (part->id, "openstreetmap"))
    {
      title = g_strdup (_ ("Map data"));
      copyright = g_strdup (_ ("© OpenStreetMap contributors"));
      /* Translators: markup with a link, which is kept as it is */
      of = _ ("The map and the positions of the demonstration’s places. <a "
              "href=\"https://www.openstreetmap.org/copyright\">openstreetmap.org/copyright</a>");
    }
  else if (g_str_equal (part->id, "base-empreinte"))
    {
      title = g_strdup (_ ("Electricity emission factors"));
      copyright = g_strdup_printf ("© %s", part->copyright);
      /* Translators: “Base Empreinte” is the name of a French data base */
      of = _ ("From the Base Empreinte of the French Agency for Ecological Transition.");
    }
  else if (g_str_equal (part->id, "france-services"))
    {
      title = g_strdup ("France services");
      copyright = g_strdup_printf ("© %s", part->copyright);
      of = _ ("Place names of the demonstration.");
    }
  else
    g_assert_not_reached ();
  words = g_strconcat (of, "\n\n", licence, NULL);
  adw_about_dialog_add_legal_section (dialog, title, copyright, part->gtk_licence, words);
}

static void
add_parts (AdwAboutDialog *dialog)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].kind == VIGIE_PART_LIBRARY)
      add_library (dialog, &parts[i]);
    else
      add_data (dialog, &parts[i]);
  if (VIGIE_HAVE_DEMO)
    adw_about_dialog_add_legal_section (
        dialog, _ ("Demonstration territory"), NULL, GTK_LICENSE_CUSTOM,
        _ ("Its readings are simulated on this computer: they say nothing about the sites of the "
           "same name."));
}

AdwDialog *
vigie_about_new (VigieContext *context)
{
  AdwDialog *self = g_object_new (
      ADW_TYPE_ABOUT_DIALOG, "application-name", "Vigie", "application-icon", VIGIE_APP_ID,
      "version", VIGIE_VERSION, "developer-name", _ ("The Vigie developers"), "copyright",
      _ ("© 2026 The Vigie developers"), "comments",
      _ ("The sites, sensors and energy of an agglomeration, with the age of every value."),
      "license-type", GTK_LICENSE_GPL_3_0,
      /* Translators: names of those who translated, one a line */
      "translator-credits", _ ("translator-credits"), NULL);
  g_autoptr (VigieDiagnostics) diagnostics = vigie_diagnostics_gather (context);
  g_autofree char *text = vigie_diagnostics_to_text (diagnostics);

  adw_about_dialog_set_debug_info (ADW_ABOUT_DIALOG (self), text);
  adw_about_dialog_set_debug_info_filename (ADW_ABOUT_DIALOG (self), "vigie-diagnostics.txt");
  add_parts (ADW_ABOUT_DIALOG (self));
  return self;
}
