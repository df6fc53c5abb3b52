/* test-attendance-poster.c: the sheet that is hung up: one page, whatever the week.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <math.h>

#include <adwaita.h>

#include "vigie-attendance-poster.h"

#define NOW (G_GINT64_CONSTANT (1795342020) * VIGIE_SECOND) /* Sunday 22 November 2026, 11 h 07 */

static VigieAttendanceHabits *
make_habits (void)
{
  VigieAttendanceHabits *habits = g_new0 (VigieAttendanceHabits, 1);

  g_atomic_ref_count_init (&habits->ref_count);
  habits->n_days = 118;
  for (guint c = 0; c < VIGIE_N_DAY_CLASS; c++)
    for (guint day = 0; day < 7; day++)
      for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
        {
          float median = slot >= 20 && slot < 36 ? (float) (4 + (slot * 7 + day * 5) % 18) : NAN;

          habits->present[c][day][slot]
              = (VigieUsual) {median - 2, median, median + 3, slot >= 20 && slot < 36 ? 24 : 0};
        }
  return habits;
}

static void
test_monday (void)
{
  /* From Sunday to Monday at noon it is the week of that Monday. */
  g_assert_cmpint (vigie_attendance_poster_monday (NOW, NULL), ==,
                   vigie_calendar_day (2026, 11, 23));
  g_assert_cmpint (vigie_attendance_poster_monday (NOW + VIGIE_DAY - 2 * VIGIE_HOUR, NULL), ==,
                   vigie_calendar_day (2026, 11, 23));
  g_assert_cmpint (vigie_attendance_poster_monday (NOW + VIGIE_DAY + 2 * VIGIE_HOUR, NULL), ==,
                   vigie_calendar_day (2026, 11, 30));
}

static void
test_one_sheet (void)
{
  static const struct
  {
    const char *hours;
    int capacity;
    const char *site;
  } cases[] = {
      {"Tu-Sa 10:00-12:30,14:00-18:00; PH off", 20, "Déchèterie de Riantec"},
      {"Tu-Sa 10:00-12:30,14:00-18:00; PH off", -1, "Déchèterie de Riantec"},
      {"off \"Travaux de réfection du quai, de la voirie et de tous les accès, sans date de fin\"",
       20, "Déchèterie de Quéven"},
      {"24/7", 12,
       "Un nom de site <b>bien trop long</b> pour tenir sur une seule ligne d’une affiche, "
       "quelle que soit la taille de la feuille sur laquelle elle est imprimée"},
      {NULL, 20, "Déchèterie de Bubry"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VigieAttendanceHabits) habits = make_habits ();
      VigieAttendanceFacts facts
          = {.capacity = cases[i].capacity, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
      VigieAttendancePoster poster
          = {cases[i].site, "Lorient Agglomération", TRUE, NOW, habits, &facts};
      g_autoptr (VigieReportSheets) sheets = NULL;
      g_autoptr (GBytes) pdf = NULL;
      const char *folder = g_getenv ("VIGIE_POSTER_FOLDER");

      if (cases[i].hours != NULL)
        facts.hours = vigie_opening_hours_new (cases[i].hours, NULL, &error);
      g_assert_no_error (error);
      sheets = vigie_attendance_poster_lay_out (&poster, vigie_calendar_day (2026, 11, 23));
      g_assert_cmpuint (vigie_report_sheets_get_n (sheets), ==, 1);
      pdf = vigie_report_sheets_to_pdf (sheets, "Affiche", "Lorient", NOW, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (pdf), >, 5000);
      if (folder != NULL)
        {
          g_autofree char *path = g_strdup_printf ("%s/poster-%zu.pdf", folder, i);

          g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf),
                               NULL);
        }
      g_clear_pointer (&facts.hours, vigie_opening_hours_unref);
    }
}

int
main (int argc, char **argv)
{
  vigie_test_init (&argc, &argv);
  g_test_add_func ("/attendance/poster/monday", test_monday);
  g_test_add_func ("/attendance/poster/one-sheet", test_one_sheet);
  return g_test_run ();
}
