/* vigie-energy-page-private.h: the inside of the energy page, shared by its files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-energy-bar.h"
#include "vigie-energy-cards.h"
#include "vigie-energy-centre.h"
#include "vigie-energy-charts.h"
#include "vigie-energy-now.h"
#include "vigie-energy-page.h"
#include "vigie-energy-ranking.h"

G_BEGIN_DECLS

struct _VigieEnergyPage
{
  GtkWidget parent_instance;

  VigieContext *context;       /* owned */
  VigieTicker *ticker;         /* owned */
  VigieEnergyModel *model;     /* owned */
  GSimpleActionGroup *actions; /* owned by the widget */
  AdwDialog *why;              /* weak: while it is open */

  VigieEnergyBar *bar;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkWidget *loading;
  GtkLabel *loading_label;
  GtkProgressBar *loading_bar;
  GtkLabel *problem;
  GtkBox *top;
  GtkBox *middle;
  VigieEnergyNowCard *now;
  VigieEnergyCards *cards;
  GtkWidget *stack_card; /* of the chart */
  GtkWidget *heat_card;
  VigieFigureView *stack_view;
  VigieFigureView *heat_view;
  VigieEnergyRanking *ranking;
  VigieEnergyCentre *centre;
  GtkLabel *empty_words;
};

/* vigie-energy-page-actions.c: the menus, what is saved, what leads elsewhere. */
void vigie_energy_page_init_actions (VigieEnergyPage *self);
/* Of « Exporter… ». Owned by the page's caller: full reference. */
GMenuModel *vigie_energy_page_make_menu (void);
/* Asks what a figure is made of; @site_id NULL: of the whole selection; @from and @to: of a stretch of it,
 * VIGIE_TIME_NONE for all. */
void vigie_energy_page_ask_why (VigieEnergyPage *self,
                                VigieKpi kpi,
                                const char *site_id,
                                VigieTime from,
                                VigieTime to);
/* Whose figures, for files and exports. g_free(). */
char *vigie_energy_page_get_place (VigieEnergyPage *self);

G_END_DECLS
