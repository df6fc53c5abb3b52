/* vigie-link.h: the state of the link with the server, in words. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-sync.h"

G_BEGIN_DECLS

/* What is known of the link at one moment. Zero-filled is « not started ». */
typedef struct
{
  VigieLink link;
  VigieTime last_exchange; /* or VIGIE_TIME_NONE */
  VigieTime since;         /* of a lost or refused link, or VIGIE_TIME_NONE */
  VigieTime next_try;      /* or VIGIE_TIME_NONE */
  const char *error_text;  /* or NULL; borrowed */
  gint64 waiting;          /* µs of real time for which an answer has been waited for, or 0 */
} VigieLinkState;

/* The state of @sync, or of no sync yet (NULL). Its text is valid until the sync changes. */
VigieLinkState vigie_link_state_of (VigieSync *sync);

/* Whether values may be shown as of now. Only while the link is up: before the first exchange and
 * after a loss they are the last known state. */
gboolean vigie_link_is_live (const VigieLinkState *state);

/* Whether a person must be told: lost or refused. */
gboolean vigie_link_is_lost (const VigieLinkState *state);

/* For the pill: « Lien établi » and « il y a 8 s »; « En attente d’une réponse » and the age of the last one where the
 * server has been silent for 5 s; *@age is NULL where there is none. Free both. */
void vigie_link_pill (const VigieLinkState *state, VigieTime now, char **text, char **age);

/* For the banner of a lost link: « Lien perdu depuis 14 h 02, soit 1 h 08 » and « Dernier état connu :
 * aucune valeur n’est actuelle. Nouvel essai dans 25 s ». Free both. */
void vigie_link_banner (const VigieLinkState *state, VigieTime now, char **title, char **body);

G_END_DECLS
