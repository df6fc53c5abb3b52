/* vigie-energy-page-actions.c: the menus of the energy page, which figures it shows, what is saved, what leads
 * elsewhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-energy-audit.h"
#include "vigie-energy-figures.h"
#include "vigie-energy-page-private.h"
#include "vigie-energy-why.h"
#include "vigie-report-ask.h"
#include "vigie-save.h"

/* ---- Files ----------------------------------------------------------------------------------- */

/* « Énergie, Lorient Agglomération, du 15 au 21 novembre 2026 » */
static char *
file_words (VigieEnergyPage *self, const char *what)
{
  g_autofree char *place = vigie_energy_page_get_place (self);
  g_autofree char *period
      = vigie_period_to_words (vigie_energy_model_get_period (self->model), NULL);

  /* Translators: name of a file: what it has, of which place, over which period */
  return g_strdup_printf (_ ("%1$s, %2$s, %3$s"), what, place, period);
}

static gboolean
is_simulated (VigieEnergyPage *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);

  return vigie_context_is_demonstration (self->context)
         || (territory != NULL && vigie_territory_get_demonstration (territory));
}

static void
nothing_yet (VigieEnergyPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notice", "s",
                              _ ("The figures are still loading."));
}

static void
save_figures_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieEnergyPage *self = user_data;
  VigieEnergyResult *result = vigie_energy_model_get_result (self->model);
  g_autofree char *place = vigie_energy_page_get_place (self);
  g_autofree char *name = file_words (self, _ ("Energy"));
  g_autoptr (GBytes) bytes = NULL;

  if (result == NULL)
    {
      nothing_yet (self);
      return;
    }
  bytes = vigie_energy_audit_figures_to_csv (result, vigie_energy_model_get_before (self->model),
                                             vigie_energy_model_get_last_year (self->model), place,
                                             is_simulated (self));
  vigie_save_table (GTK_WIDGET (self), name, bytes);
}

static void
save_ranking_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieEnergyPage *self = user_data;
  g_autofree char *name = file_words (self, _ ("Site ranking"));
  g_autoptr (GBytes) bytes = NULL;

  if (vigie_energy_model_get_result (self->model) == NULL)
    {
      nothing_yet (self);
      return;
    }
  bytes = vigie_energy_ranking_to_csv (self->ranking);
  vigie_save_table (GTK_WIDGET (self), name, bytes);
}

/* ---- Reports --------------------------------------------------------------------------------- */

static void
ask_report (VigieEnergyPage *self, VigieReportKind kind)
{
  VigieEnergyPlan *plan = vigie_energy_model_get_plan (self->model);
  VigieSync *sync = vigie_context_get_sync (self->context);
  g_autofree char *place = vigie_energy_page_get_place (self);

  if (plan == NULL || sync == NULL)
    {
      nothing_yet (self);
      return;
    }
  vigie_report_ask (kind, GTK_WIDGET (self), sync, plan, vigie_context_get_profile (self->context),
                    vigie_energy_model_get_period (self->model), place,
                    vigie_energy_model_get_now (self->model));
}

static void
save_report_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_report (user_data, VIGIE_REPORT_PDF);
}

static void
print_report_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_report (user_data, VIGIE_REPORT_PAPER);
}

static void
save_operat_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_report (user_data, VIGIE_REPORT_OPERAT);
}

static void
save_centres_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_report (user_data, VIGIE_REPORT_DATA_CENTRES);
}

/* ---- Why ------------------------------------------------------------------------------------- */

void
vigie_energy_page_ask_why (VigieEnergyPage *self,
                           VigieKpi kpi,
                           const char *site_id,
                           VigieTime from,
                           VigieTime to)
{
  if (self->why != NULL || vigie_energy_model_get_plan (self->model) == NULL)
    return;
  g_set_weak_pointer (&self->why, vigie_energy_why_new (self->model, kpi, site_id, from, to));
  adw_dialog_present (self->why, GTK_WIDGET (self));
}

/* ---- Which figures --------------------------------------------------------------------------- */

static void
choose_figures_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieEnergyPage *self = user_data;

  adw_dialog_present (vigie_energy_figures_new (vigie_context_get_settings (self->context)),
                      GTK_WIDGET (self));
}

/* ---- Period ---------------------------------------------------------------------------------- */

static void
present_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  vigie_energy_model_show_present (((VigieEnergyPage *) user_data)->model);
}

static void
dates_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  vigie_energy_bar_open_dates (((VigieEnergyPage *) user_data)->bar);
}

/* ---- Setting up ------------------------------------------------------------------------------ */

GMenuModel *
vigie_energy_page_make_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) files = g_menu_new ();
  g_autoptr (GMenu) reports = g_menu_new ();
  g_autoptr (GMenu) declarations = g_menu_new ();
  g_autoptr (GMenu) page = g_menu_new ();

  g_menu_append (reports, _ ("Period _Report (PDF)…"), "energy.save-report");
  g_menu_append (reports, _ ("_Print Report…"), "energy.print-report");
  g_menu_append (declarations, _ ("Yearly _OPERAT Declaration (CSV)…"), "energy.save-operat");
  g_menu_append (declarations, _ ("_Data Centre, (EU) 2024/1364 (CSV)…"),
                 "energy.save-data-centres");

  g_menu_append (files, _ ("_Figures With Definitions and Coverage (CSV)…"), "energy.save-figures");
  g_menu_append (files, _ ("Site Ran_king (CSV)…"), "energy.save-ranking");
  g_menu_append (page, _ ("_Choose Figures…"), "energy.choose-figures");
  g_menu_append (page, _ ("Back to _Present"), "energy.present");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (reports));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (declarations));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (page));
  return G_MENU_MODEL (menu);
}

void
vigie_energy_page_init_actions (VigieEnergyPage *self)
{
  static const GActionEntry entries[] = {
      {.name = "save-figures", .activate = save_figures_cb},
      {.name = "save-ranking", .activate = save_ranking_cb},
      {.name = "save-report", .activate = save_report_cb},
      {.name = "print-report", .activate = print_report_cb},
      {.name = "save-operat", .activate = save_operat_cb},
      {.name = "save-data-centres", .activate = save_centres_cb},
      {.name = "choose-figures", .activate = choose_figures_cb},
      {.name = "present", .activate = present_cb},
      {.name = "dates", .activate = dates_cb},
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "energy", G_ACTION_GROUP (self->actions));
  g_object_unref (self->actions);
}
