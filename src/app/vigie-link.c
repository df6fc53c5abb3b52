/* vigie-link.c: the state of the link with the server, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-link.h"

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

/* An answer that has not come for so long, in µs, is worth a word: before, it is the network's own pace. */
#define WAITING_MIN (5 * G_USEC_PER_SEC)

VigieLinkState
vigie_link_state_of (VigieSync *sync)
{
  VigieLinkState state
      = {VIGIE_LINK_IDLE, VIGIE_TIME_NONE, VIGIE_TIME_NONE, VIGIE_TIME_NONE, NULL, 0};

  if (sync != NULL)
    {
      state.link = vigie_sync_get_link (sync);
      state.last_exchange = vigie_sync_get_last_exchange (sync);
      state.since = vigie_sync_get_link_since (sync);
      state.next_try = vigie_sync_get_next_try (sync);
      state.error_text = vigie_sync_get_error_text (sync);
      state.waiting = vigie_sync_get_waiting (sync);
    }
  return state;
}

gboolean
vigie_link_is_live (const VigieLinkState *state)
{
  return state->link == VIGIE_LINK_UP;
}

gboolean
vigie_link_is_lost (const VigieLinkState *state)
{
  return state->link == VIGIE_LINK_LOST || state->link == VIGIE_LINK_REFUSED;
}

/* From when a lost link is counted: the sync's word, else the last exchange. */
static VigieTime
lost_since (const VigieLinkState *state)
{
  return state->since != VIGIE_TIME_NONE ? state->since : state->last_exchange;
}

void
vigie_link_pill (const VigieLinkState *state, VigieTime now, char **text, char **age)
{
  *age = NULL;
  switch (state->link)
    {
    case VIGIE_LINK_UP:
      *text
          = g_strdup (state->waiting > WAITING_MIN ? _ ("Waiting for a response") : _ ("Link up"));
      /* An exchange since the window's last tick, by a clock in a hurry, is no future. */
      if (state->last_exchange != VIGIE_TIME_NONE)
        *age = vigie_words_age (now, MIN (now, state->last_exchange));
      return;
    case VIGIE_LINK_LOST:
      if (lost_since (state) == VIGIE_TIME_NONE)
        *text = g_strdup (_ ("Link lost"));
      else
        {
          g_autofree char *clock = vigie_words_since (now, lost_since (state), NULL);

          /* Translators: %s is a time of the day, or a day and time */
          *text = g_strdup_printf (_ ("Link lost since %s"), clock);
        }
      return;
    case VIGIE_LINK_REFUSED:
      *text = g_strdup (_ ("Access denied"));
      return;
    case VIGIE_LINK_IDLE:
    case VIGIE_LINK_CONNECTING:
    default:
      *text = g_strdup (_ ("Connecting…"));
      if (state->last_exchange != VIGIE_TIME_NONE)
        {
          g_autofree char *clock = vigie_words_since (now, state->last_exchange, NULL);

          /* Translators: the last known state is of that time */
          *age = g_strdup_printf (_ ("state at %s"), clock);
        }
      return;
    }
}

void
vigie_link_banner (const VigieLinkState *state, VigieTime now, char **title, char **body)
{
  VigieTime since = lost_since (state);
  g_autoptr (GString) text = g_string_new (NULL);

  if (state->link == VIGIE_LINK_REFUSED)
    *title = g_strdup (_ ("The server denies access"));
  else if (since == VIGIE_TIME_NONE)
    *title = g_strdup (_ ("No link to the server"));
  else
    {
      g_autofree char *clock = vigie_words_since (now, since, NULL);
      g_autofree char *duration = vigie_words_duration (now - since);

      /* Translators: first a time of the day, then a duration: « depuis 14 h 02, soit 1 h 08 » */
      *title = g_strdup_printf (_ ("Link lost since %s, for %s"), clock, duration);
    }

  if (state->last_exchange != VIGIE_TIME_NONE)
    g_string_append (text, _ ("Last known state: no value is current."));
  else
    g_string_append (text, _ ("Nothing has been received yet."));
  if (state->link == VIGIE_LINK_LOST && state->next_try != VIGIE_TIME_NONE)
    {
      g_autofree char *wait = vigie_words_duration (state->next_try - now);

      g_string_append_c (text, ' ');
      if (state->next_try - now < VIGIE_SECOND)
        g_string_append (text, _ ("Retrying…"));
      else
        /* Translators: %s is a duration, such as "25 s" */
        g_string_append_printf (text, _ ("Next attempt in %s."), wait);
    }
  /* Last: a narrow banner may cut it. */
  if (state->error_text != NULL && *state->error_text != '\0')
    g_string_append_printf (text, " %s", state->error_text);
  *body = g_string_free (g_steal_pointer (&text), FALSE);
}
