/* vigie-diagnostics.h: what is known of the link with a server and of what is kept of it, gathered for a person
 * who looks for a cause, and as a text that can be sent to someone who helps. Pure but for the gathering.
 *
 * Nothing of it is secret: no password, no token, and of the server's data only the beginning of what could not
 * be used.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#include "vigie-link.h"

G_BEGIN_DECLS

/* All owned, texts may be NULL where they are not known. */
typedef struct
{
  char *server;  /* address */
  char *profile; /* file in use */
  VigieTime now;
  VigieTime machine_now;
  VigieLink link;
  VigieTime last_exchange, link_since, next_try; /* or VIGIE_TIME_NONE */
  char *error_text;
  gint64 clock_skew; /* µs, 0 for none */
  double pace;
  gboolean demonstration;
  guint n_sites, n_measures;
  VigieStStatistics statistics;
  char *store_path;
  gint64 store_bytes; /* with its log; -1 if not known */
  char *store_error, *set_aside;
  GPtrArray *requests; /* VigieStLogRequest, newest first */
  GPtrArray *samples;  /* VigieStLogSample, newest first */
} VigieDiagnostics;

/* As of now; of no server where none is open. Main thread. */
VigieDiagnostics *vigie_diagnostics_gather (VigieContext *context);
void vigie_diagnostics_free (VigieDiagnostics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieDiagnostics, vigie_diagnostics_free)

typedef enum
{
  VIGIE_DIAGNOSTICS_LINK,
  VIGIE_DIAGNOSTICS_EXCHANGES,
  VIGIE_DIAGNOSTICS_STORAGE,
} VigieDiagnosticsPart;
#define VIGIE_DIAGNOSTICS_N_PART 3

/* Title of a part, in the user's language; not to be freed. */
const char *vigie_diagnostics_part_title (VigieDiagnosticsPart part);

/* The facts of a part in turn: title, value, title, value, …; free it. What is not known is left out. */
GStrv vigie_diagnostics_get_facts (const VigieDiagnostics *self, VigieDiagnosticsPart part);

/* Cells of a request: « 10:47:03 »; « 200 », « 503 » or « — »; « 12,3 ko »; « 340 ms », « 2,1 s ». Free them. */
char *vigie_diagnostics_clock (VigieTime time);
char *vigie_diagnostics_status (const VigieStLogRequest *request);
char *vigie_diagnostics_duration (gint64 duration);

/* All of it as plain text for a message: parts, what could not be used with examples, last
 * requests. The home folder is « ~ » in it. Free it. */
char *vigie_diagnostics_to_text (const VigieDiagnostics *self);

G_END_DECLS
