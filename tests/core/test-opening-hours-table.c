/* test-opening-hours-table.c: every change of state of the table that another program made, to the minute.
 *
 * tests/core/data/opening-hours.txt says how it is written, opening-hours-table.mjs how it is made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-opening-hours.h"

typedef struct
{
  char *name;
  VigieTime from, to;
} Stretch;

static void
stretch_clear (gpointer data)
{
  g_free (((Stretch *) data)->name);
}

static VigieTime
midnight (const char *date, int days)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autofree char *text = g_strconcat (date, "T00:00:00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);
  g_autoptr (GDateTime) moved = g_date_time_add_days (time, days);

  return g_date_time_to_unix (moved) * VIGIE_SECOND;
}

static void
read_stretch (const char *line, GArray *stretches)
{
  g_auto (GStrv) words = g_strsplit (line + 2, " ", 3);
  Stretch stretch = {g_strdup (words[0]), midnight (words[1], 0), midnight (words[2], 1)};

  g_array_append_val (stretches, stretch);
}

/* As the table writes it. */
static char *
say (const VigieOpeningHours *hours, const Stretch *stretch)
{
  g_autoptr (GArray) spans = vigie_opening_hours_get_spans (hours, stretch->from, stretch->to);
  GString *text = g_string_new (stretch->name);

  for (guint i = 0; i < spans->len; i++)
    {
      const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, i);

      g_string_append_c (text, ' ');
      g_assert_cmpint (span->from % VIGIE_MINUTE, ==, 0);
      if (i > 0)
        {
          g_assert_cmpint (span->from, ==, g_array_index (spans, VigieOpeningSpan, i - 1).to);
          g_string_append_printf (text, "%d", (int) ((span->from - stretch->from) / VIGIE_MINUTE));
        }
      g_string_append_c (text, "COU"[span->state]);
      if (span->comment)
        g_string_append_printf (text, "\"%s\"", span->comment);
    }
  return g_string_free (text, FALSE);
}

static void
test_table (void)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "core", "data", "opening-hours.txt", NULL);
  VigieOpeningPlace place = {.lat = 47.7486, .lon = -3.3669};
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  g_autoptr (VigieOpeningHours) hours = NULL;
  const char *expression = NULL;
  guint n_expressions = 0, n_lines = 0, n_changes = 0, n_wrong = 0, n_deviating = 0,
        n_otherwise = 0;
  g_auto (GStrv) lines = NULL;

  g_array_set_clear_func (stretches, stretch_clear);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line; line++)
    {
      if (**line == '\0' || **line == '#')
        continue;
      if (**line == '@')
        read_stretch (*line, stretches);
      else if (**line == '=')
        {
          expression = *line + 2;
          n_expressions++;
          g_clear_pointer (&hours, vigie_opening_hours_unref);
          hours = vigie_opening_hours_new (expression, &place, &error);
          g_assert_no_error (error);
        }
      else if (**line == '!')
        n_deviating++;
      else if (**line == '-')
        {
          const char *theirs = *line + 2;
          const char *ours = strchr (line[-1], ' ') + 1;

          /* What is said otherwise is otherwise. */
          n_otherwise++;
          g_assert_cmpstr (theirs, !=, ours);
        }
      else
        {
          g_assert_nonnull (hours);
          for (guint i = 0; i < stretches->len; i++)
            {
              const Stretch *stretch = &g_array_index (stretches, Stretch, i);
              gsize length = strlen (stretch->name);
              g_autofree char *said = NULL;

              if (strncmp (*line, stretch->name, length) != 0 || (*line)[length] != ' ')
                continue;
              said = say (hours, stretch);
              n_lines++;
              for (const char *p = strchr (*line, ' '); p; p = strchr (p + 1, ' '))
                n_changes++;
              if (strcmp (said, *line) != 0)
                {
                  n_wrong++;
                  g_printerr ("= %s\n  table: %s\n  we:    %s\n", expression, *line, said);
                }
            }
        }
    }
  g_test_message (
      "%u expressions over %u stretches each: %u lines, %u states compared; %u expressions deviate, in %u "
      "lines",
      n_expressions, stretches->len, n_lines, n_changes, n_deviating, n_otherwise);
  g_assert_cmpuint (n_expressions, >=, 300);
  g_assert_cmpuint (n_lines, ==, n_expressions * stretches->len);
  g_assert_cmpuint (n_wrong, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/opening-hours/table", test_table);
  return g_test_run ();
}
