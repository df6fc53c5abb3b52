/* vigie-notifier-words.c: what notifications say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-notifier-words.h"

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

/* In characters: more than any desktop shows, less than any bus or server of notifications would mind. */
#define TITLE_MAX 120
#define BODY_MAX 400
#define NAMED_MAX 4

/* At most @max characters of @text, in one line. */
static char *
cut (const char *text, glong max)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *short_text = NULL;

  g_strdelimit (valid, "\n\r\t", ' ');
  if (g_utf8_strlen (valid, -1) <= max)
    return g_steal_pointer (&valid);
  short_text = g_utf8_substring (valid, 0, max - 1);
  return g_strconcat (short_text, "…", NULL);
}

/* Takes @title and @body. */
static void
give (char *title, char *body, gboolean demonstration, char **given_title, char **given_body)
{
  g_autofree char *said
      = demonstration
            /* Translators: before the title of a notification of what is simulated */
            ? g_strdup_printf (C_ ("notification", "Demonstration: %s"), title)
            : g_strdup (title);

  *given_title = cut (said, TITLE_MAX);
  *given_body = cut (body, BODY_MAX);
  g_free (title);
  g_free (body);
}

static char *
site_body (VigieMeasure *measure, gboolean is_critical, gboolean eased, VigieTime now)
{
  const VigieReading *latest = vigie_measure_get_latest (measure);
  VigieFreshness freshness = vigie_measure_get_freshness (measure);
  gboolean speaks = freshness == VIGIE_FRESHNESS_LIVE || freshness == VIGIE_FRESHNESS_LATE;
  /* Its clock time tells how old it is: « en retard : 24 min » would soon be untrue. */
  g_autofree char *reason = vigie_words_reason (
      vigie_measure_get_data (measure), latest, vigie_measure_get_condition_state (measure),
      speaks ? VIGIE_FRESHNESS_LIVE : freshness, now, NULL);
  g_autofree char *at = vigie_words_at (now, latest->time, NULL);

  if (!speaks)
    /* Translators: a whole sentence follows, which says since when it is silent: “Skip: silent since 8:00, last: 94 %” */
    return is_critical ? g_strdup_printf (C_ ("notification", "Critical. %s"), reason)
                       : g_strdup_printf (C_ ("notification", "Warning. %s"), reason);
  if (eased)
    /* Translators: “at 10:47” or “yesterday at 18:02”, then why: “Rubble skip 88 %, limit 85 %” */
    return g_strdup_printf (C_ ("notification", "No longer critical %1$s: %2$s"), at, reason);
  return is_critical ? g_strdup_printf (C_ ("notification", "Critical %1$s: %2$s"), at, reason)
                     : g_strdup_printf (C_ ("notification", "Warning %1$s: %2$s"), at, reason);
}

void
vigie_notifier_words_site (VigieSite *site,
                           VigieTime now,
                           gboolean eased,
                           gboolean demonstration,
                           char **title,
                           char **body)
{
  VigieMeasure *measure = vigie_site_get_problem_measure (site);
  gboolean is_critical = vigie_site_get_problem (site, NULL) == VIGIE_CONDITION_CRITICAL;

  give (g_strdup (vigie_site_get_name (site)),
        measure != NULL ? site_body (measure, is_critical, eased, now)
                        : g_strdup (vigie_site_get_reason (site)),
        demonstration, title, body);
}

void
vigie_notifier_words_group (const VigieNoticeAct *act,
                            VigieTerritory *territory,
                            VigieTime now,
                            gboolean demonstration,
                            char **title,
                            char **body)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *since
      = vigie_words_since (now, act->since != VIGIE_TIME_NONE ? act->since : now, NULL);
  char *said_title, *said_body;
  guint others;

  for (guint i = 0; i < act->sites->len && names->len < NAMED_MAX; i++)
    {
      VigieSite *site = vigie_territory_find_site (territory, g_ptr_array_index (act->sites, i));

      if (site != NULL)
        g_ptr_array_add (names, (gpointer) vigie_site_get_name (site));
    }

  /* Translators: %2$s is what follows “since”: “22:10”, “yesterday at 18:02” */
  if (act->n_critical == act->n_sites)
    said_title
        = g_strdup_printf (ngettext ("%1$u site has become critical since %2$s",
                                     "%1$u sites have become critical since %2$s", act->n_sites),
                           act->n_sites, since);
  else if (act->n_critical == 0)
    said_title = g_strdup_printf (ngettext ("%1$u site has passed a warning limit since %2$s",
                                            "%1$u sites have passed a warning limit since %2$s",
                                            act->n_sites),
                                  act->n_sites, since);
  else
    said_title = g_strdup_printf (
        ngettext ("%1$u sites have needed attention since %2$s, %3$u of them critical",
                  "%1$u sites have needed attention since %2$s, %3$u of them critical",
                  act->n_critical),
        act->n_sites, since, act->n_critical);

  others = act->n_sites - names->len;
  if (others > 1 && names->len == NAMED_MAX)
    said_body = g_strdup_printf (
        /* Translators: names of sites; at least two are not named */
        ngettext ("%1$s, %2$s, %3$s, %4$s and %5$u other", "%1$s, %2$s, %3$s, %4$s and %5$u others",
                  others),
        (char *) g_ptr_array_index (names, 0), (char *) g_ptr_array_index (names, 1),
        (char *) g_ptr_array_index (names, 2), (char *) g_ptr_array_index (names, 3), others);
  else
    {
      if (others == 1 && names->len == NAMED_MAX)
        for (guint i = NAMED_MAX; i < act->sites->len; i++)
          {
            VigieSite *site
                = vigie_territory_find_site (territory, g_ptr_array_index (act->sites, i));

            if (site != NULL)
              g_ptr_array_add (names, (gpointer) vigie_site_get_name (site));
          }
      said_body = vigie_words_list ((const char *const *) names->pdata, names->len);
    }
  give (said_title, said_body, demonstration, title, body);
}

void
vigie_notifier_words_link (const VigieLinkState *state,
                           VigieTime now,
                           gboolean demonstration,
                           char **title,
                           char **body)
{
  g_autofree char *age = NULL;
  char *words = NULL;

  vigie_link_pill (state, now, &words, &age);
  give (words,
        g_strdup (state->error_text != NULL && *state->error_text != '\0'
                      ? state->error_text
                      : _ ("Last known state: no value is current.")),
        demonstration, title, body);
}

void
vigie_notifier_words_link_back (VigieTime since,
                                VigieTime now,
                                gboolean demonstration,
                                char **title,
                                char **body)
{
  g_autofree char *clock = vigie_words_since (now, since != VIGIE_TIME_NONE ? since : now, NULL);

  /* Translators: of the link with the server; %s is what follows “since”: “22:10”, “yesterday at 18:02” */
  give (g_strdup (_ ("Link restored")), g_strdup_printf (_ ("It had been lost since %s."), clock),
        demonstration, title, body);
}

char *
vigie_notifier_words_status (guint n_critical, const VigieLinkState *lost, VigieTime now)
{
  char *words = NULL;

  if (lost != NULL)
    {
      g_autofree char *age = NULL;

      vigie_link_pill (lost, now, &words, &age);
      return words;
    }
  if (n_critical == 0)
    return g_strdup (_ ("No critical site"));
  return g_strdup_printf (ngettext ("%'u critical site", "%'u critical sites", n_critical),
                          n_critical);
}
