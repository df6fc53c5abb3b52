/* vigie-energy-why-private.h: the inside of the dialog that says why, shared by its files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-audit.h"
#include "vigie-energy-why.h"
#include "vigie-figure-grid.h"

G_BEGIN_DECLS

struct _VigieEnergyWhy
{
  AdwDialog parent_instance;

  VigieEnergyModel *model; /* owned */
  VigieKpi kpi;
  VigieTime from, to;        /* the stretch */
  gboolean stretch;          /* it is not the whole period */
  GCancellable *cancellable; /* owned */
  AdwNavigationView *view;
};

/* An empty page of that title. *@box takes what is in it. Floating. */
AdwNavigationPage *
vigie_energy_why_page_new (VigieEnergyWhy *self, const char *title, GtkBox **box);
/* A line of words over what follows. Floating. */
GtkWidget *vigie_energy_why_line (const char *words, const char *style);
/* A table with its name and the button that saves it; *@grid may be NULL. Floating. */
GtkWidget *vigie_energy_why_table (VigieEnergyWhy *self,
                                   const char *name,
                                   VigieFigureTable *table,
                                   VigieFigureGrid **grid);
/* Says what is being read, until vigie_energy_why_clear(). */
void vigie_energy_why_wait (GtkBox *box, const char *words);
void vigie_energy_why_clear (GtkBox *box);

/* vigie-energy-why-site.c: the page of a site, and those of its steps. Pushed on the view. */
void vigie_energy_why_push_site (VigieEnergyWhy *self, const char *site_id);

G_END_DECLS
