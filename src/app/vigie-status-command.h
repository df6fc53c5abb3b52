/* vigie-status-command.h: `vigie --status[=text|json]`: the state of the territory for monitoring.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the command line asks for the status: then there is no window, and no display is needed. */
gboolean vigie_status_command_asked (int argc, char *const *argv);

/* Reads the command line, asks the server (--server, else that of the settings), writes the report on
 * standard output and what went wrong on standard error. Gives the exit code: that of
 * vigie_status_report_run(), or 3 where it cannot be asked. */
int vigie_status_command_run (int argc, char **argv);

G_END_DECLS
