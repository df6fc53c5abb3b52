/* test-affluence.c: what the public is told: counts alone, small ones masked, nothing of a server as markup.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "vigie-ingest-affluence.h"
#include "vigie-words.h"

/* Sunday 22 November 2026, 11 h 07 in Paris, that is 10:07 UTC. */
#define NOW (G_GINT64_CONSTANT (1795342020) * VIGIE_SECOND)

static VigieAttendanceHabits *
make_habits (void)
{
  VigieAttendanceHabits *habits = g_new0 (VigieAttendanceHabits, 1);

  g_atomic_ref_count_init (&habits->ref_count);
  habits->n_days = 120;
  for (guint c = 0; c < VIGIE_N_DAY_CLASS; c++)
    for (guint day = 0; day < 7; day++)
      for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
        habits->present[c][day][slot] = (VigieUsual) {NAN, NAN, NAN, 0};
  habits->present[VIGIE_DAY_CLASS_TERM][1][20] = (VigieUsual) {5, 9, 12, 24};
  /* One or two vehicles: not to be told. */
  habits->present[VIGIE_DAY_CLASS_TERM][1][21] = (VigieUsual) {0, 1.2f, 2, 24};
  return habits;
}

static VigieAffluenceSite *
make_site (gint64 id, const char *name, const char *slug, double present)
{
  VigieAffluenceSite *site = g_new0 (VigieAffluenceSite, 1);

  site->id = id;
  site->slug = g_strdup (slug);
  site->name = g_strdup (name);
  site->short_name = g_strdup (name);
  site->commune = g_strdup ("Riantec");
  site->lat = 47.72;
  site->lon = -3.32;
  site->accepts = g_strsplit ("gravats|<b>bois</b>", "|", -1);
  site->kind = VIGIE_KIND_RECYCLING_CENTRE;
  site->facts.capacity = 20;
  site->facts.zone = vigie_words_default_zone ();
  site->facts.limits = VIGIE_LEVEL_LIMITS_DEFAULT;
  site->quality.verdict = VIGIE_COUNT_GOOD;
  site->habits = make_habits ();
  site->now.opening = VIGIE_OPENING_OPEN;
  site->now.time = NOW - 4 * VIGIE_MINUTE;
  site->now.present = present;
  site->now.level = vigie_level_of (present, 20, &site->facts.limits);
  site->now.against = VIGIE_AGAINST_BUSIER;
  site->now.wait = (VigieWait) {10, 5, 15};
  site->expected = g_array_new (FALSE, FALSE, sizeof (VigieExpected));
  site->best = g_array_new (FALSE, FALSE, sizeof (VigieExpected));
  for (guint i = 0; i < 3; i++)
    {
      VigieExpected slot = {.from = NOW + i * VIGIE_ATTENDANCE_SLOT,
                            .to = NOW + (i + 1) * VIGIE_ATTENDANCE_SLOT,
                            .present = 6 - i * 2.5,
                            .level = VIGIE_LEVEL_LIGHT,
                            .wait = {0, 0, 5}};

      g_array_append_val (site->expected, slot);
    }
  g_array_append_val (site->best, g_array_index (site->expected, VigieExpected, 2));
  return site;
}

static VigieAffluence *
make_edition (void)
{
  VigieAffluence *edition = g_new0 (VigieAffluence, 1);
  VigieAffluenceSite *site;

  edition->time = NOW;
  edition->demonstration = TRUE;
  edition->sites = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_affluence_site_free);
  g_ptr_array_add (edition->sites, make_site (1, "Riantec", "riantec", 14));
  g_ptr_array_add (edition->sites,
                   make_site (2, "<script>alert(1)</script> & \"Fils\"", "script", 2));
  site = make_site (3, "Bubry", "bubry", 8);
  site->quality.verdict = VIGIE_COUNT_FLAT;
  g_ptr_array_add (edition->sites, site);
  site = make_site (4, "Quéven", "queven", 8);
  site->out_of_service = TRUE;
  site->note = g_strdup ("Travaux <i>du quai</i>");
  g_ptr_array_add (edition->sites, site);
  site = make_site (5, "Groix", "groix", 8);
  site->now.opening = VIGIE_OPENING_CLOSED;
  g_ptr_array_add (edition->sites, site);
  return edition;
}

/* Nobody is told to come now to a site of which nothing is known now; what is usual later is told all the same. */
static void
test_best (void)
{
  g_autoptr (VigieAffluence) edition = make_edition ();
  VigieAffluenceSite *site = g_ptr_array_index (edition->sites, 0);
  g_autoptr (GArray) told = NULL, untold = NULL, soon = NULL, closed = NULL;

  for (guint i = 0; i < site->expected->len; i++)
    g_array_index (site->expected, VigieExpected, i).present = 3 + i * 10;
  site->now.present = 2;
  site->now.wait = (VigieWait) {0, 0, 0};
  told = vigie_affluence_site_find_best (site, NOW);
  g_assert_cmpint (g_array_index (told, VigieExpected, 0).from, ==, NOW);
  site->quality.verdict = VIGIE_COUNT_FLAT;
  untold = vigie_affluence_site_find_best (site, NOW);
  g_assert_cmpint (g_array_index (untold, VigieExpected, 0).from, ==, NOW + VIGIE_ATTENDANCE_SLOT);
  soon = vigie_affluence_site_find_best (site, NOW - 4 * VIGIE_MINUTE);
  g_assert_cmpint (g_array_index (soon, VigieExpected, 0).from, ==, NOW + VIGIE_ATTENDANCE_SLOT);
  /* Of which the hours to come are expected, and none is now. */
  site->quality.verdict = VIGIE_COUNT_GOOD;
  site->now.opening = VIGIE_OPENING_CLOSED;
  closed = vigie_affluence_site_find_best (site, NOW - VIGIE_HOUR);
  g_assert_cmpint (g_array_index (closed, VigieExpected, 0).from, ==, NOW);
}

static void
test_mask (void)
{
  static const struct
  {
    double vehicles;
    VigiePublicKind kind;
    guint number;
  } cases[] = {
      {NAN, VIGIE_PUBLIC_UNKNOWN, 0}, {-1, VIGIE_PUBLIC_UNKNOWN, 0},
      {0, VIGIE_PUBLIC_SMALL, 0},     {1.4, VIGIE_PUBLIC_SMALL, 1},
      {2.49, VIGIE_PUBLIC_SMALL, 2},  {2.5, VIGIE_PUBLIC_NUMBER, 3},
      {14, VIGIE_PUBLIC_NUMBER, 14},  {INFINITY, VIGIE_PUBLIC_UNKNOWN, 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint number;

      g_assert_cmpint (vigie_affluence_mask (cases[i].vehicles, &number), ==, cases[i].kind);
      g_assert_cmpuint (number, ==, cases[i].number);
    }
}

static JsonObject *
get_site (JsonNode *root, guint index)
{
  return json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (root), "sites"), index);
}

static void
test_json (void)
{
  g_autoptr (VigieAffluence) edition = make_edition ();
  g_autoptr (GBytes) bytes = vigie_affluence_to_json (edition);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  JsonNode *root;
  JsonObject *now;
  JsonArray *week;

  json_parser_load_from_data (parser, text, (gssize) length, &error);
  g_assert_no_error (error);
  root = json_parser_get_root (parser);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (root), "demonstration"));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (root), "generated"), ==,
                   "2026-11-22T10:07:00Z");

  now = json_object_get_object_member (get_site (root, 0), "now");
  g_assert_cmpint (json_object_get_int_member (now, "vehicles"), ==, 14);
  g_assert_true (json_object_get_null_member (now, "vehicles_below"));
  g_assert_cmpstr (json_object_get_string_member (now, "level"), ==, "heavy");
  g_assert_cmpint (json_object_get_int_member (now, "wait_to"), ==, 15);
  g_assert_cmpstr (json_object_get_string_member (now, "against_usual"), ==, "busier");
  /* Two vehicles are « fewer than three ». */
  now = json_object_get_object_member (get_site (root, 1), "now");
  g_assert_true (json_object_get_null_member (now, "vehicles"));
  g_assert_cmpint (json_object_get_int_member (now, "vehicles_below"), ==, 3);
  /* A counter that stands still, a site out of service, a closed one: nothing is told of now. */
  for (guint i = 2; i < 5; i++)
    g_assert_true (json_object_get_null_member (get_site (root, i), "now"));
  g_assert_cmpstr (json_object_get_string_member (get_site (root, 3), "out_of_service"), ==,
                   "Travaux <i>du quai</i>");
  week = json_object_get_array_member (get_site (root, 0), "usual_week");
  g_assert_cmpuint (json_array_get_length (week), ==, 2);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (week, 0), "vehicles"),
                   ==, 9);
  g_assert_true (json_object_get_null_member (json_array_get_object_element (week, 1), "vehicles"));
  /* Nothing that tells of a device or a person. */
  g_assert_null (strstr (text, "devEui"));
  g_assert_null (strstr (text, "badge"));
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, what)) != NULL; at += strlen (what))
    n++;
  return n;
}

static void
test_csv (void)
{
  g_autoptr (VigieAffluence) edition = make_edition ();
  g_autoptr (GBytes) bytes = vigie_affluence_to_csv (edition);
  g_autoptr (GBytes) week = vigie_affluence_to_week_csv (edition);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (data, length);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  g_auto (GStrv) fields = NULL;

  g_assert_cmpuint (g_strv_length (lines), ==, 7);
  fields = g_strsplit (lines[1], ";", -1);
  g_assert_cmpuint (g_strv_length (fields), ==, 18);
  g_assert_cmpstr (fields[0], ==, "1");
  g_assert_cmpstr (fields[3], ==, "47,72");
  g_assert_cmpstr (fields[7], ==, "14");
  g_assert_cmpstr (fields[8], ==, "");
  g_assert_cmpstr (fields[10], ==, "10");
  g_strfreev (fields);
  fields = g_strsplit (lines[3], ";", -1);
  g_assert_cmpstr (fields[7], ==, "");
  g_assert_cmpstr (fields[10], ==, "");
  data = g_bytes_get_data (week, &length);
  g_free (text);
  text = g_strndup (data, length);
  /* A header, and two half-hours of five sites. */
  g_assert_cmpuint (count (text, "\r\n"), ==, 11);
}

/* Elements that are opened are closed, in order: what a browser would else guess. */
static void
assert_well_formed (const char *html)
{
  static const char *const empty[] = {"!DOCTYPE", "meta", NULL};
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_free);

  for (const char *at = html; (at = strchr (at, '<')) != NULL;)
    {
      gboolean closes = at[1] == '/';
      gsize length;
      g_autofree char *name = NULL;

      at += closes ? 2 : 1;
      length = strspn (at, "!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123456");
      name = g_strndup (at, length);
      at = strchr (at, '>');
      g_assert_nonnull (at);
      if (closes)
        {
          g_assert_cmpuint (open->len, >, 0);
          g_assert_cmpstr (name, ==, g_ptr_array_index (open, open->len - 1));
          g_ptr_array_set_size (open, (int) open->len - 1);
        }
      else if (!g_strv_contains (empty, name))
        g_ptr_array_add (open, g_steal_pointer (&name));
    }
  g_assert_cmpuint (open->len, ==, 0);
}

static void
test_pages (void)
{
  g_autoptr (VigieAffluence) edition = make_edition ();
  g_autoptr (GPtrArray) documents = vigie_affluence_make_documents (edition);

  g_assert_cmpuint (documents->len, ==, 4 + 5);
  for (guint i = 0; i < documents->len; i++)
    {
      VigieAffluenceDocument *document = g_ptr_array_index (documents, i);
      gsize length;
      const char *data = g_bytes_get_data (document->bytes, &length);
      g_autofree char *text = g_strndup (data, length);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_cmpuint (length, <, 40000);
      if (!g_str_has_suffix (document->name, ".html"))
        continue;
      assert_well_formed (text);
      /* What a server wrote is text. */
      g_assert_null (strstr (text, "<script"));
      g_assert_null (strstr (text, "<b>bois"));
      g_assert_null (strstr (text, "<i>du quai"));
      /* Nothing is fetched, nothing runs. */
      g_assert_null (strstr (text, "http://"));
      g_assert_null (strstr (text, "https://"));
      g_assert_null (strstr (text, " on"
                                   "click"));
      g_assert_nonnull (strstr (text, "<html lang="));
      g_assert_nonnull (strstr (text, "class=\"demo\""));
      /* Every cell of a head says of what it is the head. */
      g_assert_cmpuint (count (text, "<th "), ==, count (text, "<th scope="));
    }
}

/* An empty territory has its documents too. */
static void
test_nothing (void)
{
  g_autoptr (VigieAffluence) edition = g_new0 (VigieAffluence, 1);
  g_autoptr (GPtrArray) documents = NULL;

  edition->time = NOW;
  edition->sites = g_ptr_array_new ();
  documents = vigie_affluence_make_documents (edition);
  g_assert_cmpuint (documents->len, ==, 4);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/affluence/best", test_best);
  g_test_add_func ("/affluence/mask", test_mask);
  g_test_add_func ("/affluence/json", test_json);
  g_test_add_func ("/affluence/csv", test_csv);
  g_test_add_func ("/affluence/pages", test_pages);
  g_test_add_func ("/affluence/nothing", test_nothing);
  return g_test_run ();
}
