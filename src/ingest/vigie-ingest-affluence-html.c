/* vigie-ingest-affluence-html.c: what the public may know, as small pages that everybody can read.
 *
 * No script, no picture, nothing from elsewhere; a page of a site is some 20 kB, 4 kB on the way. Levels are told by
 * bars, a letter and words. Everything in a table has its headers, so that a screen reader tells the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-affluence.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-attendance-week.h"
#include "vigie-words.h"

/* Contrasts are those of the program: text 9 : 1 and more, secondary text 4.7 : 1 and more, in both schemes. */
static const char style[]
    = ":root{color-scheme:light dark;--bg:#fafafb;--card:#fff;--fg:#323236;--strong:#19191c;--dim:#5e5c64;"
      "--line:#d9dbe0;--ink:#2b3440;--off:#b3b3ba;--l1:#e6e6e9;--l2:#b9bcc4;--l3:#737a86;--l4:#2b3440;"
      "--t3:#fff;--t4:#fff;--link:#3d4f60}"
      "@media(prefers-color-scheme:dark){:root{--bg:#222226;--card:#2e2e32;--fg:#e9e9ec;--strong:#fff;"
      "--dim:#b1b0b8;--line:#45464d;--ink:#e3e8ef;--off:#6a6972;--l1:#33343a;--l2:#565962;--l3:#9aa1ac;"
      "--l4:#e3e8ef;--t3:#111;--t4:#111;--link:#b9c9d9}}"
      "*{box-sizing:border-box}"
      "body{margin:0;background:var(--bg);color:var(--fg);font:17px/1.5 system-ui,sans-serif}"
      "main,footer{max-width:46rem;margin:auto;padding:0 1rem}"
      "h1{color:var(--strong);font-size:1.7rem;line-height:1.2;margin:1.2rem 0 .3rem}"
      "h2{color:var(--strong);font-size:1.15rem;margin:1.6rem 0 .4rem}"
      "p{margin:.4rem 0}a{color:var(--link)}a:focus-visible{outline:3px solid var(--ink);outline-offset:2px}"
      ".now{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:.8rem 1rem;margin:1rem 0}"
      ".big{font-size:1.5rem;font-weight:700;color:var(--strong);margin:0}"
      ".dim{color:var(--dim);font-size:.94rem}.demo{border:2px dashed var(--dim);border-radius:9px;padding:.4rem .8rem}"
      ".b{display:inline-flex;gap:2px;align-items:flex-end;height:1em;margin-right:.4em;vertical-align:-.1em}"
      ".b i{width:.24em;background:var(--off)}.b i:nth-child(1){height:40%}.b i:nth-child(2){height:60%}"
      ".b i:nth-child(3){height:80%}.b i:nth-child(4){height:100%}.b i.on{background:var(--ink)}"
      "table{border-collapse:collapse;width:100%}caption{text-align:left;color:var(--dim);padding-bottom:.3rem}"
      "th,td{text-align:left;padding:.35rem .5rem;border-bottom:1px solid var(--line);vertical-align:baseline}"
      ".w{white-space:nowrap}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}"
      ".scroll{overflow-x:auto}.week th,.week td{padding:.2rem;text-align:center;border:2px solid var(--bg);"
      "font-size:.85rem;min-width:1.7rem}.week th[scope=row]{text-align:left;white-space:nowrap}"
      ".l1{background:var(--l1)}.l2{background:var(--l2)}.l3{background:var(--l3);color:var(--t3)}"
      ".l4{background:var(--l4);color:var(--t4)}.lx{color:var(--dim)}"
      ".vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
      "footer{border-top:1px solid var(--line);margin-top:2rem;padding-top:.8rem;padding-bottom:2rem}"
      "@media(max-width:30rem){body{font-size:16px}.wide{display:none}}"
      "@media print{body{background:#fff;color:#000}.now{border-color:#000}a{color:#000}}"
      "@media(forced-colors:active){.b i{background:GrayText}.b i.on{background:CanvasText}}";

/* ---- Pieces ---- */

/* @format's texts are escaped: nothing of a server is markup. */
static void put (GString *html, const char *format, ...) G_GNUC_PRINTF (2, 3);
static void
put (GString *html, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_markup_vprintf_escaped (format, arguments);
  va_end (arguments);
  g_string_append (html, text);
}

static void
begin_page (GString *html, const char *title)
{
  /* Translators: the language that the pages for the public are written in, as HTML names it (fr, en, br). */
  const char *language = C_ ("language of the pages", "en");

  put (html,
       "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
       "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
       "'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
       "<title>%s</title><style>",
       language, title);
  g_string_append (html, style);
  g_string_append (html, "</style></head><body><main>\n");
}

static void
put_demonstration (GString *html, const VigieAffluence *self)
{
  if (self->demonstration)
    put (html, "<p class=\"demo\"><strong>%s</strong> %s</p>\n", _ ("Demonstration."),
         _ ("These figures are simulated and are not those of any real site."));
}

static void
put_bars (GString *html, VigieLevel level)
{
  g_string_append (html, "<span class=\"b\" aria-hidden=\"true\">");
  for (guint bar = VIGIE_LEVEL_LIGHT; bar < VIGIE_N_LEVEL; bar++)
    g_string_append (html, bar <= level ? "<i class=\"on\"></i>" : "<i></i>");
  g_string_append (html, "</span>");
}

static void
end_page (GString *html, const VigieAffluence *self, gboolean is_index)
{
  g_autofree char *made = vigie_words_date_time (self->time, NULL);

  g_string_append (html, "</main>\n<footer>");
  put (html, "<p class=\"dim\">");
  put (html, _ ("Updated: %s. After one hour, this is no longer valid."), made);
  g_string_append (html, "</p>");
  put (html, "<p class=\"dim\">%s</p>",
       _ ("Sensors in the road count vehicles. Nothing is known about who comes: neither badge "
          "nor number plate is read, and small numbers are not given exactly."));
  if (!is_index)
    put (html, "<p><a href=\"./\">%s</a></p>", _ ("All sites"));
  put (
      html,
      "<p class=\"dim\">%s <a href=\"affluence.json\">JSON</a>, <a href=\"affluence.csv\">CSV</a>, "
      "<a href=\"semaine-type.csv\">%s</a></p>",
      _ ("Open data:"), _ ("typical week (CSV)"));
  g_string_append (html, "</footer></body></html>\n");
}

static GBytes *
finish (GString *html)
{
  return g_string_free_to_bytes (html);
}

/* ---- A site ---- */

/* Why there is no level now; NULL where there is one. g_free(). */
static char *
get_void_words (const VigieAffluenceSite *site)
{
  if (site->out_of_service)
    return site->note != NULL && *site->note != '\0'
               ? g_strdup_printf (_ ("Closed: %s"), site->note)
               : g_strdup (_ ("Closed until further notice."));
  if (site->now.opening == VIGIE_OPENING_CLOSED)
    return g_strdup (_ ("Closed now."));
  if (!vigie_affluence_site_is_told_now (site))
    return g_strdup (_ ("How busy it is now is unknown: the count is missing or not reliable."));
  return NULL;
}

static void
put_now (GString *html, const VigieAffluence *self, const VigieAffluenceSite *site)
{
  const VigieAttendanceNow *now = &site->now;
  g_autofree char *nothing = get_void_words (site);
  g_autofree char *vehicles = NULL;
  g_autofree char *wait = NULL;
  g_autofree char *time = NULL;
  const char *against;

  put (html, "<section class=\"now\" aria-labelledby=\"now\"><h2 id=\"now\" class=\"vh\">%s</h2>",
       _ ("Now"));
  if (nothing != NULL)
    {
      put (html, "<p class=\"big\">%s</p></section>\n", nothing);
      return;
    }
  vehicles = vigie_affluence_vehicles_words (now->present);
  wait = vigie_wait_words (&now->wait);
  time = vigie_words_time_of_day (now->time, site->facts.zone);
  against = vigie_against_words (now->against);
  g_string_append (html, "<p class=\"big\">");
  if (now->level != VIGIE_LEVEL_UNKNOWN)
    {
      put_bars (html, now->level);
      put (html, _ ("Attendance: %s"), vigie_level_words (now->level));
    }
  else
    put (html, "%s", vehicles);
  g_string_append (html, "</p><p>");
  put (html, _ ("On site: %s."), vehicles);
  g_string_append_c (html, ' ');
  if (now->wait.minutes >= 0)
    put (html, _ ("Wait: %s."), wait);
  g_string_append (html, "</p>");
  if (*against != '\0')
    {
      g_string_append (html, "<p>");
      put (html, _ ("At this hour: %s."), against);
      g_string_append (html, "</p>");
    }
  g_string_append (html, "<p class=\"dim\">");
  put (html, _ ("Counted at %s."), time);
  g_string_append (html, "</p></section>\n");
}

static char *
get_span_words (const VigieExpected *slot, VigieTime now, GTimeZone *zone)
{
  g_autofree char *from = vigie_words_moment (now, slot->from, zone);
  g_autofree char *to = vigie_words_time_of_day (slot->to, zone);

  /* Translators: a stretch of time: “16:30 to 17:30”, “tomorrow at 10:00 to 11:00”. */
  return g_strdup_printf (C_ ("stretch", "%s to %s"), from, to);
}

static void
put_best (GString *html, const VigieAffluence *self, const VigieAffluenceSite *site)
{
  if (site->best == NULL || site->best->len == 0)
    return;
  put (html, "<h2>%s</h2><ul>", _ ("Next best times to come"));
  for (guint i = 0; i < site->best->len; i++)
    {
      const VigieExpected *slot = &g_array_index (site->best, VigieExpected, i);
      g_autofree char *words = get_span_words (slot, self->time, site->facts.zone);
      g_autofree char *wait = vigie_wait_words (&slot->wait);

      put (html, "<li><strong>%s</strong>", words);
      if (slot->wait.minutes >= 0)
        {
          g_string_append (html, ", ");
          put (html, _ ("wait: %s"), wait);
        }
      g_string_append (html, "</li>");
    }
  g_string_append (html, "</ul>\n");
}

static void
put_expected (GString *html, const VigieAffluence *self, const VigieAffluenceSite *site)
{
  GTimeZone *zone = site->facts.zone;
  g_autofree char *title = NULL;
  gint64 day;

  if (site->expected == NULL || site->expected->len == 0)
    return;
  /* Of one day: the rest of this one, or the next that is open. */
  day = vigie_time_to_local (g_array_index (site->expected, VigieExpected, 0).from, zone)
            .day_number;
  if (day == vigie_time_to_local (self->time, zone).day_number)
    title = g_strdup (_ ("Expected today"));
  else
    {
      g_autofree char *date
          = vigie_words_weekday_date (g_array_index (site->expected, VigieExpected, 0).from, zone);

      title = g_strdup_printf (_ ("Expected on %s"), date);
    }
  put (html, "<h2>%s</h2><table><caption>%s</caption><thead><tr><th scope=\"col\">%s</th>", title,
       _ ("Based on what is usual and on how today is going; it may turn out differently."),
       C_ ("table", "From"));
  put (
      html,
      "<th scope=\"col\">%s</th><th scope=\"col\" class=\"n wide\">%s</th><th scope=\"col\" class=\"n\">%s</th>"
      "</tr></thead><tbody>",
      _ ("Attendance"), _ ("Vehicles"), _ ("Wait"));
  for (guint i = 0; i < site->expected->len; i++)
    {
      const VigieExpected *slot = &g_array_index (site->expected, VigieExpected, i);
      g_autofree char *from = vigie_words_time_of_day (slot->from, zone);
      g_autofree char *vehicles = vigie_affluence_vehicles_words (slot->present);
      g_autofree char *wait = vigie_wait_words (&slot->wait);

      if (vigie_time_to_local (slot->from, zone).day_number != day)
        break;
      put (html, "<tr><th scope=\"row\">%s</th><td class=\"w\">", from);
      if (slot->level != VIGIE_LEVEL_UNKNOWN)
        put_bars (html, slot->level);
      put (html, "%s</td><td class=\"n wide\">%s</td><td class=\"n\">%s</td></tr>",
           vigie_level_words (slot->level), vehicles, wait);
    }
  g_string_append (html, "</tbody></table>\n");
}

static const VigieUsual untold = {NAN, NAN, NAN, 0};

/* What is usual of the half-hours of this season; NAN elsewhere. */
static void
get_week (const VigieAffluence *self,
          const VigieAffluenceSite *site,
          VigieUsual week[7][VIGIE_ATTENDANCE_SLOTS])
{
  gint64 today = vigie_time_to_local (self->time, site->facts.zone).day_number;
  gboolean open[7][VIGIE_ATTENDANCE_SLOTS];
  gboolean is_known = vigie_attendance_week_find_open (&site->facts, today, open);

  for (guint day = 0; day < 7; day++)
    for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
      week[day][slot] = site->habits != NULL && (!is_known || open[day][slot])
                            ? site->habits->present[VIGIE_DAY_CLASS_TERM][day][slot]
                            : untold;
}

static gboolean
is_slot_told (VigieUsual week[7][VIGIE_ATTENDANCE_SLOTS], guint slot)
{
  for (guint day = 0; day < 7; day++)
    if (!isnan (week[day][slot].median))
      return TRUE;
  return FALSE;
}

static void
put_week_cell (GString *html, const VigieAffluenceSite *site, const VigieUsual *usual)
{
  VigieLevel level = vigie_level_of (usual->median, site->facts.capacity, &site->facts.limits);
  g_autofree char *vehicles = NULL;
  guint number;

  if (isnan (usual->median))
    {
      put (html,
           "<td class=\"lx\"><span aria-hidden=\"true\">·</span><span class=\"vh\">%s</span></td>",
           _ ("closed or unknown"));
      return;
    }
  if (level != VIGIE_LEVEL_UNKNOWN)
    {
      put (
          html,
          "<td class=\"l%d\"><span aria-hidden=\"true\">%s</span><span class=\"vh\">%s</span></td>",
          (int) level, vigie_level_letter (level), vigie_level_words (level));
      return;
    }
  vehicles = vigie_affluence_vehicles_words (usual->median);
  if (vigie_affluence_mask (usual->median, &number) == VIGIE_PUBLIC_NUMBER)
    put (html, "<td><span aria-hidden=\"true\">%u</span><span class=\"vh\">%s</span></td>", number,
         vehicles);
  else
    put (html, "<td><span aria-hidden=\"true\">&lt;%d</span><span class=\"vh\">%s</span></td>",
         VIGIE_AFFLUENCE_SMALL, vehicles);
}

static void
put_week (GString *html, const VigieAffluence *self, const VigieAffluenceSite *site)
{
  VigieUsual week[7][VIGIE_ATTENDANCE_SLOTS];
  const VigieAttendanceHabits *habits = site->habits;
  guint first = VIGIE_ATTENDANCE_SLOTS, end = 0;

  get_week (self, site, week);
  for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
    if (is_slot_told (week, slot))
      {
        first = MIN (first, slot);
        end = slot + 1;
      }
  if (end == 0)
    return;
  put (
      html,
      "<h2 id=\"week\">%s</h2><div class=\"scroll\" role=\"region\" aria-labelledby=\"week\" tabindex=\"0\">"
      "<table class=\"week\"><caption>",
      _ ("Typical week"));
  put (html,
       ngettext ("What is usual outside school holidays, based on %u counted day.",
                 "What is usual outside school holidays, based on %u counted days.",
                 habits->n_days),
       habits->n_days);
  if (site->facts.capacity > 0)
    for (guint level = VIGIE_LEVEL_LIGHT; level < VIGIE_N_LEVEL; level++)
      put (html, " %s : %s%s", vigie_level_letter (level), vigie_level_words (level),
           level + 1 < VIGIE_N_LEVEL ? "," : ".");
  put (html, "</caption><thead><tr><th scope=\"col\">%s</th>", _ ("Day"));
  for (guint slot = first; slot < end; slot++)
    {
      g_autofree char *words = vigie_words_clock ((int) slot / 2, (int) slot % 2 * 30);

      put (html,
           slot % 2 == 0 ? "<th scope=\"col\">%s</th>"
                         : "<th scope=\"col\"><span class=\"vh\">%s</span></th>",
           words);
    }
  g_string_append (html, "</tr></thead><tbody>");
  for (guint day = 0; day < 7; day++)
    {
      put (html, "<tr><th scope=\"row\">%s</th>", vigie_words_weekday_in_full ((int) day + 1));
      for (guint slot = first; slot < end; slot++)
        put_week_cell (html, site, &week[day][slot]);
      g_string_append (html, "</tr>");
    }
  g_string_append (html, "</tbody></table></div>\n");
}

static void
put_facts (GString *html, const VigieAffluence *self, const VigieAffluenceSite *site)
{
  if (site->facts.hours != NULL)
    {
      g_autofree char *words
          = vigie_opening_hours_to_words_of (site->facts.hours, site->kind, self->time);
      g_auto (GStrv) lines = g_strsplit (words, "\n", -1);

      put (html, "<h2>%s</h2><ul>", _ ("Opening hours"));
      for (char **line = lines; *line != NULL; line++)
        put (html, "<li>%s</li>", *line);
      g_string_append (html, "</ul>\n");
    }
  if (site->accepts != NULL && site->accepts[0] != NULL)
    {
      put (html, "<h2>%s</h2><ul>", _ ("Accepted waste"));
      for (char **waste = site->accepts; *waste != NULL; waste++)
        put (html, "<li>%s</li>", *waste);
      g_string_append (html, "</ul>\n");
    }
}

GBytes *
vigie_affluence_to_page (const VigieAffluence *self, const VigieAffluenceSite *site)
{
  GString *html = g_string_new (NULL);
  g_autofree char *title = g_strdup_printf (_ ("%s: how busy it is"), site->name);

  begin_page (html, title);
  put (html, "<h1>%s</h1>", site->name);
  if (site->facts.hours != NULL && !site->out_of_service)
    {
      g_autofree char *words
          = vigie_opening_hours_state_words_of (site->facts.hours, site->kind, self->time);

      put (html, "<p>%s</p>", words);
    }
  put_demonstration (html, self);
  put_now (html, self, site);
  put_best (html, self, site);
  put_expected (html, self, site);
  put_week (html, self, site);
  put_facts (html, self, site);
  end_page (html, self, FALSE);
  return finish (html);
}

/* ---- All sites ---- */

static void
put_row (GString *html,
         const VigieAffluence *self,
         const VigieAffluenceSite *site,
         gboolean only_centres)
{
  const VigieAttendanceNow *now = &site->now;
  g_autofree char *nothing = get_void_words (site);
  g_autofree char *wait = vigie_wait_short_words (&now->wait);
  g_autofree char *best = vigie_attendance_best_words (site->best, self->time, site->facts.zone);

  put (html, "<tr><th scope=\"row\"><a href=\"%s.html\">%s</a></th>", site->slug,
       only_centres ? site->short_name : site->name);
  if (nothing != NULL)
    put (html, "<td colspan=\"2\">%s</td>",
         now->opening == VIGIE_OPENING_CLOSED || site->out_of_service ? nothing
                                                                      : _ ("currently unknown"));
  else
    {
      g_string_append (html, "<td class=\"w\">");
      if (now->level != VIGIE_LEVEL_UNKNOWN)
        {
          put_bars (html, now->level);
          put (html, "%s", vigie_level_words (now->level));
        }
      else
        {
          g_autofree char *vehicles = vigie_affluence_vehicles_words (now->present);

          put (html, "%s", vehicles);
        }
      put (html, "</td><td class=\"n\">%s</td>", wait);
    }
  put (html, "<td>%s</td></tr>\n", best);
}

GBytes *
vigie_affluence_to_index (const VigieAffluence *self)
{
  GString *html = g_string_new (NULL);
  gboolean only_centres = TRUE;
  const char *title;

  for (guint i = 0; i < self->sites->len; i++)
    only_centres &= ((VigieAffluenceSite *) g_ptr_array_index (self->sites, i))->kind
                    == VIGIE_KIND_RECYCLING_CENTRE;
  title = only_centres ? _ ("How busy the recycling centres are") : _ ("How busy the sites are");
  begin_page (html, title);
  put (html, "<h1>%s</h1>", title);
  put_demonstration (html, self);
  if (self->sites->len == 0)
    put (html, "<p>%s</p>", _ ("No site counts its vehicles yet."));
  else
    {
      g_autofree char *time = vigie_words_time_of_day (self->time, NULL);

      g_string_append (html, "<table><caption>");
      put (html, _ ("At %s."), time);
      put (html,
           "</caption><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
           "<th scope=\"col\" class=\"n\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>\n",
           _ ("Site"), _ ("Attendance"), _ ("Wait"), _ ("Shorter wait"));
      for (guint i = 0; i < self->sites->len; i++)
        put_row (html, self, g_ptr_array_index (self->sites, i), only_centres);
      g_string_append (html, "</tbody></table>\n");
    }
  end_page (html, self, TRUE);
  return finish (html);
}
