/* main.c: starts the dashboard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include <glib/gi18n-lib.h>

#include "vigie-application.h"
#include "vigie-energy-command.h"
#include "vigie-heap.h"
#include "vigie-status-command.h"

int
main (int argc, char *argv[])
{
  const char *locale_dir = g_getenv ("VIGIE_LOCALEDIR");

  vigie_heap_share ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : VIGIE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (vigie_status_command_asked (argc, argv))
    return vigie_status_command_run (argc, argv);
  if (vigie_energy_command_asked (argc, argv))
    return vigie_energy_command_run (argc, argv);

  g_autoptr (VigieApplication) application = vigie_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
