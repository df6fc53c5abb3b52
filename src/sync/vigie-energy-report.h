/* vigie-energy-report.h: `vigie --energy=json`: figures of energy for scripts and audits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-profile.h"
#include "vigie-st-client.h"

G_BEGIN_DECLS

/* Exit codes. */
#define VIGIE_ENERGY_REPORT_DONE 0
#define VIGIE_ENERGY_REPORT_FAILED 3 /* as --status: nothing is known */

/* What is asked; each may be NULL. */
typedef struct
{
  /* Dates (from their local midnight) or instants, which must be whole hours: the figures are of @from ≤ t < @to.
   * NULL: the thirty whole days before today. At most ten years. */
  const char *from, *to;
  const char *site;    /* an id */
  const char *commune; /* an INSEE code */
} VigieEnergyAsked;

/* Whether what is asked can be understood; else a sentence in the user's language says why not
 * (G_OPTION_ERROR_BAD_VALUE). The server is not asked. */
gboolean vigie_energy_asked_check (const VigieEnergyAsked *asked, GError **error);

/* Asks the server for its territory and for the history of the meters selected, blocks until it has them, and appends
 * one JSON object to @output, words on what went wrong to @errors. What is fetched is kept in a temporary store that
 * is removed. What cannot be understood, and a site or commune that the server does not have, give nothing in
 * @output; a server that cannot be read gives an object with "server" and "error". Gives the exit code.
 *
 * The object: "server", "from", "to", "now" (instants in UTC), "step_s", each figure by its name (null where it is
 * undefined), "coverage" (0 to 1 of each), "reason" (words for each that is null), "derived" (in how many sites it is
 * computed of other meters, where any), "degree_days", "emission_factor_source", "sites" (the same of each, with
 * "id", "name", "kind", "commune", "step_s"; "derived" is there a list of figures), "left_out" (measures that are not
 * read, and why), "problems" (what the server sent that could not be used), "requests", "bytes", "duration_ms".
 * Numbers have 17 digits, so that they are read back as they were computed. */
int vigie_energy_report_run (const char *address,
                             const VigieStCredentials *credentials,
                             VigieProfile *profile,
                             const VigieEnergyAsked *asked,
                             GString *output,
                             GString *errors);

G_END_DECLS
