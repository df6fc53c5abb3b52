/* vigie-energy-command.h: `vigie --energy=json`: figures of energy without a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the command line asks for figures of energy: then there is no window, and no display is needed. */
gboolean vigie_energy_command_asked (int argc, char *const *argv);

/* Reads the command line, asks the server (--server, that of the settings, or with --demo one that is started for
 * it), writes the figures on standard output and what went wrong on standard error. Gives the exit code: that of
 * vigie_energy_report_run(), or 3 where it cannot be asked. */
int vigie_energy_command_run (int argc, char **argv);

G_END_DECLS
