/* vigie-status-report.h: the state of a territory in one go, without a window: `vigie --status`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-profile.h"
#include "vigie-st-client.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_STATUS_FORMAT_TEXT, /* a monitoring plugin's line, then one line for each site that is not normal */
  VIGIE_STATUS_FORMAT_JSON, /* one object */
} VigieStatusFormat;

/* "text", "json"; NULL or "" is text. FALSE for anything else. */
gboolean vigie_status_format_from_string (const char *name, VigieStatusFormat *format);

/* Exit codes, as monitoring plugins have them. */
#define VIGIE_STATUS_NORMAL 0
#define VIGIE_STATUS_WARNING 1
#define VIGIE_STATUS_CRITICAL 2
#define VIGIE_STATUS_UNKNOWN 3

/* So many sites that are not normal are told by the text, the worst first, then how many more there are: monitoring
 * keeps some kilobytes of a report. The JSON has all of them. */
#define VIGIE_STATUS_MAX_SITES 50

/* Asks the server for its whole territory, blocks until it has it, and writes the report to @output, with words on
 * what went wrong to @errors. Gives the exit code: critical if any measure is, else warning, else unknown if any
 * measure is silent or was never received, or the server could not be read (then nothing is written to @output as
 * text, and an "error" in the JSON), else normal. Nothing is read from the store, nothing is kept. */
int vigie_status_report_run (const char *address,
                             const VigieStCredentials *credentials,
                             VigieProfile *profile,
                             VigieStatusFormat format,
                             GString *output,
                             GString *errors);

G_END_DECLS
