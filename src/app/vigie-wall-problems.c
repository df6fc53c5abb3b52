/* vigie-wall-problems.c: what is wrong in a territory, the worst first, as the wall tells it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wall-problems.h"

#include <glib/gi18n-lib.h>

#include "vigie-measure-row-text.h"
#include "vigie-site-panel-text.h"
#include "vigie-text.h"
#include "vigie-words.h"

/* What is on its way into the list: nothing is referenced until it has its place. */
typedef struct
{
  VigieSite *site;
  VigieMeasure *measure;
  int severity;
  VigieTime since;
  guint n_silent;
} Candidate;

/* ---- Reading --------------------------------------------------------------------------------- */

/* By the last condition that was computed: silence does not hide what was passed before it. */
static int
severity_of (VigieMeasure *measure)
{
  return vigie_severity (vigie_measure_get_freshness (measure),
                         vigie_measure_get_condition_state (measure)->condition);
}

static gboolean
comes_before (const Candidate *one, const Candidate *other)
{
  if (one->severity != other->severity)
    return one->severity > other->severity;
  if (one->since != other->since)
    return one->since > other->since;
  return g_strcmp0 (vigie_measure_get_data (one->measure)->id,
                    vigie_measure_get_data (other->measure)->id)
         < 0;
}

/* Into its place among the first few, which are in order. */
static void
take (Candidate *list, guint *n, const Candidate *candidate)
{
  guint at = *n;

  while (at > 0 && comes_before (candidate, &list[at - 1]))
    at--;
  if (at == VIGIE_WALL_MAX_PROBLEMS)
    return;
  if (*n < VIGIE_WALL_MAX_PROBLEMS)
    (*n)++;
  for (guint i = *n - 1; i > at; i--)
    list[i] = list[i - 1];
  list[at] = *candidate;
}

static void
take_site (VigieWallProblems *problems, Candidate *list, guint *n, VigieSite *site)
{
  const int warning = vigie_severity (VIGIE_FRESHNESS_LIVE, VIGIE_CONDITION_WARNING);
  const int silent = vigie_severity (VIGIE_FRESHNESS_SILENT, VIGIE_CONDITION_UNKNOWN);
  GListModel *measures;
  VigieCondition problem = vigie_site_get_problem (site, NULL);
  Candidate silence = {.site = site, .since = VIGIE_TIME_NONE};
  guint n_measures;

  if (problem == VIGIE_CONDITION_NORMAL && vigie_site_get_severity (site) != silent)
    {
      problems->n_out_of_service
          += vigie_site_get_freshness (site) == VIGIE_FRESHNESS_OUT_OF_SERVICE;
      return;
    }
  measures = vigie_site_get_measures (site);
  n_measures = g_list_model_get_n_items (measures);
  for (guint i = 0; i < n_measures; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieConditionState *state = vigie_measure_get_condition_state (measure);
      Candidate candidate = {.site = site,
                             .measure = measure,
                             .severity = severity_of (measure),
                             .since = state->since != 0 ? state->since : VIGIE_TIME_NONE};

      if (candidate.severity >= warning)
        {
          problems->n_conditions++;
          take (list, n, &candidate);
        }
      else if (candidate.severity == silent)
        {
          VigieTime last = vigie_measure_get_latest (measure)->time;

          silence.n_silent++;
          /* The one that fell silent first. */
          if (silence.measure == NULL || last < silence.since)
            {
              silence.measure = measure;
              silence.since = last;
            }
        }
    }
  if (problem == VIGIE_CONDITION_CRITICAL)
    g_ptr_array_add (problems->critical, g_object_ref (site));
  problems->n_warning += problem == VIGIE_CONDITION_WARNING;
  if (problem != VIGIE_CONDITION_NORMAL)
    return;
  problems->n_silent++;
  if (silence.measure != NULL)
    {
      silence.severity = silent;
      take (list, n, &silence);
    }
}

static VigieGlyphLook
look_of (const Candidate *candidate)
{
  if (candidate->n_silent > 0)
    return VIGIE_GLYPH_SILENT;
  return vigie_measure_get_condition_state (candidate->measure)->condition
                 == VIGIE_CONDITION_CRITICAL
             ? VIGIE_GLYPH_CRITICAL
             : VIGIE_GLYPH_WARNING;
}

void
vigie_wall_problems_read (VigieWallProblems *problems, VigieTerritory *territory)
{
  Candidate list[VIGIE_WALL_MAX_PROBLEMS];
  guint n = 0, n_sites;

  vigie_wall_problems_clear (problems);
  problems->critical = g_ptr_array_new_with_free_func (g_object_unref);
  n_sites = territory != NULL ? g_list_model_get_n_items (G_LIST_MODEL (territory)) : 0;
  problems->n_sites = n_sites;
  for (guint i = 0; i < n_sites; i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (G_LIST_MODEL (territory), i);

      take_site (problems, list, &n, site);
    }
  problems->n_critical = problems->critical->len;
  problems->n_list = n;
  for (guint i = 0; i < n; i++)
    problems->list[i] = (VigieWallProblem) {.site = g_object_ref (list[i].site),
                                            .measure = g_object_ref (list[i].measure),
                                            .look = look_of (&list[i]),
                                            .since = list[i].since,
                                            .n_silent = list[i].n_silent};
}

void
vigie_wall_problems_clear (VigieWallProblems *problems)
{
  for (guint i = 0; i < problems->n_list; i++)
    {
      g_object_unref (problems->list[i].site);
      g_object_unref (problems->list[i].measure);
    }
  g_clear_pointer (&problems->critical, g_ptr_array_unref);
  *problems = (VigieWallProblems) {.n_list = 0};
}

/* ---- Words ----------------------------------------------------------------------------------- */

static char *
since_words (VigieTime since, VigieTime now, gboolean live)
{
  if (since == VIGIE_TIME_NONE)
    return g_strdup ("");
  return live ? vigie_text_calm_age (now, MIN (since, now)) : vigie_words_at (now, since, NULL);
}

static void
condition_words (VigieWallWords *words, const VigieWallProblem *problem, VigieTime now)
{
  const VigieMeasureData *data = vigie_measure_get_data (problem->measure);
  const VigieReading *latest = vigie_measure_get_latest (problem->measure);
  g_autofree char *name = vigie_site_measure_name (data);
  g_autofree char *reading = vigie_words_measure_reading (data, latest);
  g_autofree char *value = vigie_site_text_plain (reading, VIGIE_SITE_NAME_MAX);

  /* Translators: on the wall: a measure and its value: « Benne gravats 94 % » */
  words->what = g_strdup_printf (C_ ("wall", "%1$s %2$s"), name, value);
  if (vigie_measure_get_freshness (problem->measure) == VIGIE_FRESHNESS_SILENT)
    words->note = vigie_words_silent_since (now, latest->time, NULL);
  else
    words->note = vigie_measure_limit_words (problem->measure);
}

static void
silence_words (VigieWallWords *words, const VigieWallProblem *problem, VigieTime now)
{
  g_autofree char *name = vigie_site_measure_name (vigie_measure_get_data (problem->measure));

  if (problem->n_silent > 1)
    /* Translators: on the wall: of one site */
    words->what = g_strdup_printf (
        ngettext ("%u silent measure", "%u silent measures", problem->n_silent), problem->n_silent);
  else
    /* Translators: on the wall: the name of a measure that says nothing any more */
    words->what = g_strdup_printf (C_ ("wall", "%s silent"), name);
}

void
vigie_wall_words_init (VigieWallWords *words,
                       const VigieWallProblem *problem,
                       VigieTime now,
                       gboolean live)
{
  g_autoptr (GString) sentence = g_string_new (vigie_glyph_look_label (problem->look));

  *words = (VigieWallWords) {NULL};
  words->site = vigie_site_text_plain (vigie_site_get_name (problem->site), VIGIE_SITE_NAME_MAX);
  words->since = since_words (problem->since, now, live);
  if (problem->look == VIGIE_GLYPH_SILENT)
    silence_words (words, problem, now);
  else
    condition_words (words, problem, now);
  if (words->note == NULL)
    words->note = g_strdup ("");
  vigie_sentence_append (sentence, words->what);
  vigie_sentence_append (sentence, words->site);
  vigie_sentence_append (sentence, words->note);
  if (problem->since != VIGIE_TIME_NONE)
    {
      g_autofree char *moment = vigie_words_since (now, problem->since, NULL);
      /* Translators: for a screen reader: %s is a moment, « 8 h 00 », « le 18 nov. à 10 h 47 » */
      g_autofree char *since = g_strdup_printf (C_ ("wall", "since %s"), moment);

      vigie_sentence_append (sentence, since);
    }
  words->sentence = g_string_free (g_steal_pointer (&sentence), FALSE);
}

void
vigie_wall_words_clear (VigieWallWords *words)
{
  g_free (words->what);
  g_free (words->site);
  g_free (words->since);
  g_free (words->note);
  g_free (words->sentence);
  *words = (VigieWallWords) {NULL};
}

char *
vigie_wall_problems_title (const VigieWallProblems *problems)
{
  if (problems->n_sites == 0)
    return g_strdup (_ ("No Sites on This Server"));
  if (problems->n_critical == 0)
    return g_strdup (_ ("No critical site"));
  return g_strdup_printf (
      ngettext ("%'u critical site", "%'u critical sites", problems->n_critical),
      problems->n_critical);
}

char *
vigie_wall_problems_subtitle (const VigieWallProblems *problems)
{
  if (problems->n_warning == 0)
    return g_strdup ("");
  return g_strdup_printf (
      /* Translators: on the wall: sites where a limit is passed that is not the critical one */
      ngettext ("%'u site to watch", "%'u sites to watch", problems->n_warning),
      problems->n_warning);
}
