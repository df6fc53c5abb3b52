/* vigie-report-ask.c: a report or a declaration that a person asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-report-ask.h"

#include <glib/gi18n-lib.h>

#include "vigie-report-declarations.h"
#include "vigie-report-print.h"
#include "vigie-save.h"
#include "vigie-words.h"

typedef struct
{
  VigieReportKind kind;
  GtkWidget *widget; /* owned */
} Ask;

static void
ask_free (Ask *ask)
{
  g_object_unref (ask->widget);
  g_free (ask);
}

static void
notice (Ask *ask, const char *words)
{
  /* The page may have gone from its window meanwhile. */
  if (gtk_widget_get_root (ask->widget) != NULL)
    gtk_widget_activate_action (ask->widget, "win.notice", "s", words);
}

static void
tell_error (Ask *ask, GError *error)
{
  g_autofree char *words = NULL;

  /* Translators: %s is the reason */
  words = g_strdup_printf (_ ("Could not create the report: %s"), error->message);
  notice (ask, words);
}

/* ---- Declarations ---- */

static void
save_declaration (Ask *ask, VigieEnergyResult *result)
{
  gboolean is_operat = ask->kind == VIGIE_REPORT_OPERAT;
  guint n = is_operat ? vigie_declaration_operat_count (result)
                      : vigie_declaration_data_centres_count (result);
  int year = vigie_time_to_local (result->period.from, vigie_words_default_zone ()).year;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (n == 0)
    {
      notice (ask,
              is_operat
                  ? _ ("Nothing to declare here: no building of 1000 m² or more, or with an OPERAT "
                       "reference")
                  : _ ("Nothing to declare here: no data centre"));
      return;
    }
  bytes = is_operat ? vigie_declaration_operat (result) : vigie_declaration_data_centres (result);
  /* Translators: names of files; %d is a year */
  name = g_strdup_printf (is_operat ? _ ("OPERAT declaration %d.csv")
                                    : _ ("Data centre, Regulation (EU) 2024-1364, %d.csv"),
                          year);
  vigie_save_file (ask->widget, _ ("Save Declaration"), name, bytes);
}

static void
period_cb (GObject *source, GAsyncResult *async_result, gpointer data)
{
  Ask *ask = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieEnergyResult) result = vigie_report_read_period_finish (async_result, &error);

  if (result == NULL)
    tell_error (ask, error);
  else if (gtk_widget_get_root (ask->widget) != NULL)
    save_declaration (ask, result);
  ask_free (ask);
}

/* ---- Reports ---- */

/* Takes @sheets. */
static void
print (Ask *ask, VigieReport *report, VigieReportSheets *sheets)
{
  g_autofree char *title = vigie_report_make_title (report);
  g_autoptr (GError) error = NULL;

  if (!vigie_report_print (sheets, title, ask->widget, &error))
    tell_error (ask, error);
}

static void
report_cb (GObject *source, GAsyncResult *async_result, gpointer data)
{
  Ask *ask = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieReport) report = vigie_report_read_finish (async_result, &error);
  g_autoptr (VigieReportSheets) sheets = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *title = NULL, *name = NULL;

  if (report == NULL)
    tell_error (ask, error);
  else if (gtk_widget_get_root (ask->widget) != NULL)
    {
      sheets = vigie_report_lay_out (report);
      title = vigie_report_make_title (report);
      if (ask->kind == VIGIE_REPORT_PAPER)
        print (ask, report, g_steal_pointer (&sheets));
      else if ((pdf = vigie_report_sheets_to_pdf (sheets, title, report->territory, report->made,
                                                  &error))
               == NULL)
        tell_error (ask, error);
      else
        {
          name = vigie_report_make_file_name (report);
          vigie_save_file (ask->widget, _ ("Save Report"), name, pdf);
        }
    }
  ask_free (ask);
}

void
vigie_report_ask (VigieReportKind kind,
                  GtkWidget *widget,
                  VigieSync *sync,
                  VigieEnergyPlan *plan,
                  VigieProfile *profile,
                  const VigiePeriod *period,
                  const char *scope,
                  VigieTime now)
{
  Ask *ask = g_new0 (Ask, 1);
  VigiePeriod year = vigie_report_declared_year (period, now);

  ask->kind = kind;
  ask->widget = g_object_ref (widget);
  if (kind == VIGIE_REPORT_PDF || kind == VIGIE_REPORT_PAPER)
    vigie_report_read_async (sync, plan, profile, period, scope, now, NULL, report_cb, ask);
  else
    vigie_report_read_period_async (sync, plan, profile, &year, now, NULL, period_cb, ask);
}
