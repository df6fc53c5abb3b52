/* vigie-ingest-affluence-data.c: what the public may know, for programs: JSON and CSV.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-affluence.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "vigie-csv.h"
#include "vigie-ingest-json.h"
#include "vigie-words.h"

static const char *const class_names[VIGIE_N_DAY_CLASS] = {
    [VIGIE_DAY_CLASS_TERM] = "term",
    [VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS] = "school-holidays",
    [VIGIE_DAY_CLASS_PUBLIC_HOLIDAY] = "public-holiday",
};
static const char *const against_names[] = {
    [VIGIE_AGAINST_UNKNOWN] = NULL,
    [VIGIE_AGAINST_QUIETER] = "quieter",
    [VIGIE_AGAINST_AS_USUAL] = "as-usual",
    [VIGIE_AGAINST_BUSIER] = "busier",
};
static const char *const trend_names[] = {
    [VIGIE_TREND_UNKNOWN] = NULL,
    [VIGIE_TREND_FALLING] = "falling",
    [VIGIE_TREND_STEADY] = "steady",
    [VIGIE_TREND_RISING] = "rising",
};

/* ---- JSON ---- */

static void
member (GString *json, const char *name)
{
  char last = json->str[json->len - 1];

  if (last != '{' && last != '[')
    g_string_append_c (json, ',');
  if (name != NULL)
    g_string_append_printf (json, "\"%s\":", name);
}

static void
add_text (GString *json, const char *name, const char *text)
{
  member (json, name);
  if (text != NULL)
    vigie_ingest_json_append_string (json, text, -1);
  else
    g_string_append (json, "null");
}

static void
add_time (GString *json, const char *name, VigieTime time)
{
  member (json, name);
  if (time != VIGIE_TIME_NONE)
    vigie_ingest_json_append_time (json, VIGIE_TIME_NONE, time);
  else
    g_string_append (json, "null");
}

static void
add_number (GString *json, const char *name, double number)
{
  member (json, name);
  if (isfinite (number))
    vigie_ingest_json_append_number (json, number);
  else
    g_string_append (json, "null");
}

/* -1: not known. */
static void
add_count (GString *json, const char *name, int count)
{
  add_number (json, name, count >= 0 ? count : NAN);
}

static void
add_boolean (GString *json, const char *name, gboolean value)
{
  member (json, name);
  g_string_append (json, value ? "true" : "false");
}

static void
add_vehicles (GString *json, double vehicles)
{
  guint number;
  VigiePublicKind kind = vigie_affluence_mask (vehicles, &number);

  add_number (json, "vehicles", kind == VIGIE_PUBLIC_NUMBER ? number : NAN);
  add_number (json, "vehicles_below", kind == VIGIE_PUBLIC_SMALL ? VIGIE_AFFLUENCE_SMALL : NAN);
}

static void
add_level (GString *json, VigieLevel level)
{
  add_text (json, "level", level != VIGIE_LEVEL_UNKNOWN ? vigie_level_to_string (level) : NULL);
}

static void
add_wait (GString *json, const VigieWait *wait)
{
  add_count (json, "wait_minutes", wait->minutes);
  add_count (json, "wait_from", wait->minutes >= 0 ? wait->low : -1);
  add_count (json, "wait_to", wait->minutes >= 0 ? wait->high : -1);
}

static void
add_expected (GString *json, const char *name, const GArray *slots)
{
  member (json, name);
  g_string_append_c (json, '[');
  for (guint i = 0; slots != NULL && i < slots->len; i++)
    {
      const VigieExpected *slot = &g_array_index (slots, VigieExpected, i);

      member (json, NULL);
      g_string_append_c (json, '{');
      add_time (json, "from", slot->from);
      add_time (json, "to", slot->to);
      add_level (json, slot->level);
      add_vehicles (json, slot->present);
      add_wait (json, &slot->wait);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
add_now (GString *json, const VigieAffluenceSite *site)
{
  const VigieAttendanceNow *now = &site->now;

  member (json, "now");
  if (!vigie_affluence_site_is_told_now (site))
    {
      g_string_append (json, "null");
      return;
    }
  g_string_append_c (json, '{');
  add_time (json, "time", now->time);
  add_level (json, now->level);
  add_vehicles (json, now->present);
  add_wait (json, &now->wait);
  add_text (json, "against_usual", against_names[now->against]);
  add_text (json, "trend", trend_names[now->trend]);
  g_string_append_c (json, '}');
}

static void
add_week (GString *json, const VigieAffluenceSite *site)
{
  const VigieAttendanceHabits *habits = site->habits;

  member (json, "usual_week");
  g_string_append_c (json, '[');
  for (guint c = 0; habits != NULL && c < VIGIE_N_DAY_CLASS; c++)
    for (guint day = 0; day < (c == VIGIE_DAY_CLASS_PUBLIC_HOLIDAY ? 1 : 7); day++)
      for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
        {
          const VigieUsual *usual = &habits->present[c][day][slot];

          if (isnan (usual->median))
            continue;
          member (json, NULL);
          g_string_append_c (json, '{');
          add_text (json, "days", class_names[c]);
          if (c != VIGIE_DAY_CLASS_PUBLIC_HOLIDAY)
            add_number (json, "weekday", day + 1);
          member (json, "from");
          g_string_append_printf (json, "\"%02u:%02u\"", slot / 2, slot % 2 * 30);
          add_level (json,
                     vigie_level_of (usual->median, site->facts.capacity, &site->facts.limits));
          add_vehicles (json, usual->median);
          add_number (json, "n_days", usual->n);
          g_string_append_c (json, '}');
        }
  g_string_append_c (json, ']');
}

static void
add_site (GString *json, const VigieAffluence *self, const VigieAffluenceSite *site)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, site->id);
  g_autofree char *page = g_strconcat (site->slug, ".html", NULL);

  member (json, NULL);
  g_string_append_c (json, '{');
  add_text (json, "id", id);
  add_text (json, "name", site->name);
  add_text (json, "short_name", site->short_name);
  add_text (json, "commune", site->commune);
  add_number (json, "latitude", site->lat);
  add_number (json, "longitude", site->lon);
  add_count (json, "places", site->facts.capacity);
  add_text (json, "opening_hours", site->hours_text);
  member (json, "open");
  if (site->out_of_service)
    g_string_append (json, "false");
  else if (site->facts.hours == NULL || site->now.opening == VIGIE_OPENING_UNKNOWN)
    g_string_append (json, "null");
  else
    g_string_append (json, site->now.opening == VIGIE_OPENING_OPEN ? "true" : "false");
  if (site->facts.hours != NULL)
    {
      g_autofree char *words
          = vigie_opening_hours_state_words_of (site->facts.hours, site->kind, self->time);

      add_text (json, "opening_words", words);
    }
  add_text (json, "out_of_service", site->out_of_service ? (site->note ? site->note : "") : NULL);
  if (site->accepts != NULL)
    {
      member (json, "accepts");
      g_string_append_c (json, '[');
      for (char **waste = site->accepts; *waste != NULL; waste++)
        add_text (json, NULL, *waste);
      g_string_append_c (json, ']');
    }
  add_boolean (json, "counted", vigie_affluence_site_is_counted (site));
  add_now (json, site);
  add_expected (json, "best", site->best);
  add_expected (json, "expected", site->expected);
  add_week (json, site);
  add_text (json, "page", page);
  g_string_append_c (json, '}');
}

GBytes *
vigie_affluence_to_json (const VigieAffluence *self)
{
  GString *json = g_string_new ("{");

  add_number (json, "version", 1);
  add_time (json, "generated", self->time);
  add_time (json, "valid_until", self->time + VIGIE_AFFLUENCE_VALID);
  add_boolean (json, "demonstration", self->demonstration);
  add_text (json, "time_zone", "Europe/Paris");
  add_number (json, "small_numbers_below", VIGIE_AFFLUENCE_SMALL);
  member (json, "levels");
  g_string_append_c (json, '[');
  for (guint level = VIGIE_LEVEL_LIGHT; level < VIGIE_N_LEVEL; level++)
    {
      member (json, NULL);
      g_string_append_c (json, '{');
      add_level (json, level);
      add_text (json, "words", vigie_level_words (level));
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
  member (json, "sites");
  g_string_append_c (json, '[');
  for (guint i = 0; i < self->sites->len; i++)
    add_site (json, self, g_ptr_array_index (self->sites, i));
  g_string_append (json, "]}\n");
  return g_string_free_to_bytes (json);
}

/* ---- CSV ---- */

/* Names of columns are those of an open data set: fixed, whatever the language of the program. */
static void
add_header (VigieCsv *csv, const char *const *names, guint n)
{
  for (guint i = 0; i < n; i++)
    vigie_csv_add_text (csv, names[i]);
  vigie_csv_end_row (csv);
}

static void
add_csv_vehicles (VigieCsv *csv, double vehicles)
{
  guint number;
  VigiePublicKind kind = vigie_affluence_mask (vehicles, &number);

  vigie_csv_add_number (csv, kind == VIGIE_PUBLIC_NUMBER ? number : NAN);
  vigie_csv_add_number (csv, kind == VIGIE_PUBLIC_SMALL ? VIGIE_AFFLUENCE_SMALL : NAN);
}

GBytes *
vigie_affluence_to_csv (const VigieAffluence *self)
{
  static const char *const names[] = {
      "identifiant",
      "nom",
      "commune",
      "latitude",
      "longitude",
      "ouverture",
      "niveau",
      "vehicules",
      "vehicules_moins_de",
      "places",
      "attente_min",
      "attente_min_de",
      "attente_min_a",
      "par_rapport_a_l_habitude",
      "meilleur_moment_debut",
      "meilleur_moment_fin",
      "compte_a",
      "demonstration",
  };
  VigieCsv *csv = vigie_csv_new ();

  add_header (csv, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < self->sites->len; i++)
    {
      const VigieAffluenceSite *site = g_ptr_array_index (self->sites, i);
      const VigieAttendanceNow *now = &site->now;
      gboolean told = vigie_affluence_site_is_told_now (site);
      gboolean waits = told && now->wait.minutes >= 0;
      g_autofree char *opening
          = site->facts.hours
                ? vigie_opening_hours_state_words_of (site->facts.hours, site->kind, self->time)
                : NULL;
      const VigieExpected *best = site->best != NULL && site->best->len > 0
                                      ? &g_array_index (site->best, VigieExpected, 0)
                                      : NULL;

      vigie_csv_add_number (csv, (double) site->id);
      vigie_csv_add_text (csv, site->name);
      vigie_csv_add_text (csv, site->commune);
      vigie_csv_add_number (csv, site->lat);
      vigie_csv_add_number (csv, site->lon);
      vigie_csv_add_text (csv, site->out_of_service ? _ ("out of service") : opening);
      vigie_csv_add_text (
          csv, told && now->level != VIGIE_LEVEL_UNKNOWN ? vigie_level_words (now->level) : NULL);
      add_csv_vehicles (csv, told ? now->present : NAN);
      vigie_csv_add_number (csv, site->facts.capacity >= 0 ? site->facts.capacity : NAN);
      vigie_csv_add_number (csv, waits ? now->wait.minutes : NAN);
      vigie_csv_add_number (csv, waits ? now->wait.low : NAN);
      vigie_csv_add_number (csv, waits ? now->wait.high : NAN);
      vigie_csv_add_text (csv, told ? vigie_against_words (now->against) : NULL);
      vigie_csv_add_instant (csv, best ? best->from : VIGIE_TIME_NONE, site->facts.zone);
      vigie_csv_add_instant (csv, best ? best->to : VIGIE_TIME_NONE, site->facts.zone);
      vigie_csv_add_instant (csv, told ? now->time : VIGIE_TIME_NONE, site->facts.zone);
      vigie_csv_add_text (csv, self->demonstration ? _ ("yes") : _ ("no"));
      vigie_csv_end_row (csv);
    }
  return vigie_csv_finish (csv);
}

static const char *const class_words[VIGIE_N_DAY_CLASS] = {
    [VIGIE_DAY_CLASS_TERM] = N_ ("school term"),
    [VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS] = N_ ("school holidays"),
    [VIGIE_DAY_CLASS_PUBLIC_HOLIDAY] = N_ ("public holidays"),
};

GBytes *
vigie_affluence_to_week_csv (const VigieAffluence *self)
{
  static const char *const names[] = {
      "identifiant", "nom",    "jours",     "jour_de_semaine",    "debut",
      "fin",         "niveau", "vehicules", "vehicules_moins_de", "jours_comptes",
  };
  VigieCsv *csv = vigie_csv_new ();

  add_header (csv, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < self->sites->len; i++)
    {
      const VigieAffluenceSite *site = g_ptr_array_index (self->sites, i);

      for (guint c = 0; site->habits != NULL && c < VIGIE_N_DAY_CLASS; c++)
        for (guint day = 0; day < (c == VIGIE_DAY_CLASS_PUBLIC_HOLIDAY ? 1 : 7); day++)
          for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
            {
              const VigieUsual *usual = &site->habits->present[c][day][slot];
              char from[8], to[8];
              VigieLevel level;

              if (isnan (usual->median))
                continue;
              level = vigie_level_of (usual->median, site->facts.capacity, &site->facts.limits);
              g_snprintf (from, sizeof from, "%02u:%02u", slot / 2, slot % 2 * 30);
              g_snprintf (to, sizeof to, "%02u:%02u", (slot + 1) / 2, (slot + 1) % 2 * 30);
              vigie_csv_add_number (csv, (double) site->id);
              vigie_csv_add_text (csv, site->name);
              vigie_csv_add_text (csv, g_dgettext (GETTEXT_PACKAGE, class_words[c]));
              vigie_csv_add_number (csv, c != VIGIE_DAY_CLASS_PUBLIC_HOLIDAY ? day + 1 : NAN);
              vigie_csv_add_text (csv, from);
              vigie_csv_add_text (csv, to);
              vigie_csv_add_text (csv,
                                  level != VIGIE_LEVEL_UNKNOWN ? vigie_level_words (level) : NULL);
              add_csv_vehicles (csv, usual->median);
              vigie_csv_add_number (csv, usual->n);
              vigie_csv_end_row (csv);
            }
    }
  return vigie_csv_finish (csv);
}
