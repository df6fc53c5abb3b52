/* vigie-pages.c: the pages of the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-pages.h"

#include <glib/gi18n-lib.h>

#include "vigie-attendance-page.h"
#include "vigie-diagnostics-page.h"
#include "vigie-energy-page.h"
#include "vigie-fleet-page.h"
#include "vigie-map-page.h"
#include "vigie-site-page.h"
#include "vigie-words.h"

/* ---- Map ------------------------------------------------------------------------------------- */

static gboolean
map_back (GtkWidget *page)
{
  return vigie_map_page_back (VIGIE_MAP_PAGE (page));
}

static void
map_focus_search (GtkWidget *page)
{
  vigie_map_page_focus_search (VIGIE_MAP_PAGE (page));
}

static gboolean
map_focus_next_pane (GtkWidget *page)
{
  return vigie_map_page_focus_next_pane (VIGIE_MAP_PAGE (page));
}

/* ---- Site ------------------------------------------------------------------------------------ */

static void
site_closed_cb (GtkWidget *page)
{
  gtk_widget_activate_action (page, "win.back", NULL);
}

static void
site_changed_cb (GtkWidget *page)
{
  gtk_widget_activate_action (page, "win.update-header", NULL);
}

static GtkWidget *
site_create (VigieContext *context, VigieTicker *ticker)
{
  GtkWidget *page = vigie_site_page_new ();

  vigie_site_page_setup (VIGIE_SITE_PAGE (page), context, ticker);
  g_signal_connect (page, "closed", G_CALLBACK (site_closed_cb), NULL);
  g_signal_connect (page, "notify::site", G_CALLBACK (site_changed_cb), NULL);
  return page;
}

static char *
site_get_title (GtkWidget *page)
{
  VigieSite *site = vigie_site_page_get_site (VIGIE_SITE_PAGE (page));

  return site != NULL ? g_strdup (vigie_site_get_name (site)) : NULL;
}

static char *
site_get_subtitle (GtkWidget *page)
{
  VigieSite *site = vigie_site_page_get_site (VIGIE_SITE_PAGE (page));

  return site != NULL ? g_strdup (vigie_words_kind (vigie_site_get_kind (site))) : NULL;
}

/* ---- Energy ---------------------------------------------------------------------------------- */

static char *
energy_get_subtitle (GtkWidget *page)
{
  return vigie_energy_page_get_subtitle (VIGIE_ENERGY_PAGE (page));
}

static void
energy_focus_search (GtkWidget *page)
{
  vigie_energy_page_focus_search (VIGIE_ENERGY_PAGE (page));
}

static gboolean
energy_focus_next_pane (GtkWidget *page)
{
  return vigie_energy_page_focus_next_pane (VIGIE_ENERGY_PAGE (page));
}

/* ---- Attendance ------------------------------------------------------------------------------ */

static char *
attendance_get_subtitle (GtkWidget *page)
{
  return vigie_attendance_page_get_subtitle (VIGIE_ATTENDANCE_PAGE (page));
}

static gboolean
attendance_back (GtkWidget *page)
{
  return vigie_attendance_page_back (VIGIE_ATTENDANCE_PAGE (page));
}

static gboolean
attendance_focus_next_pane (GtkWidget *page)
{
  return vigie_attendance_page_focus_next_pane (VIGIE_ATTENDANCE_PAGE (page));
}

/* ---- Fleet ----------------------------------------------------------------------------------- */

static gboolean
fleet_back (GtkWidget *page)
{
  return vigie_fleet_page_back (VIGIE_FLEET_PAGE (page));
}

static void
fleet_focus_search (GtkWidget *page)
{
  vigie_fleet_page_focus_search (VIGIE_FLEET_PAGE (page));
}

static gboolean
fleet_focus_next_pane (GtkWidget *page)
{
  return vigie_fleet_page_focus_next_pane (VIGIE_FLEET_PAGE (page));
}

static const VigiePageKind pages[] = {
    {
        .id = "map",
        .title = N_ ("Map"),
        .icon = "vigie-map-symbolic",
        .back = map_back,
        .focus_search = map_focus_search,
        .focus_next_pane = map_focus_next_pane,
    },
    {
        .id = "energy",
        .title = N_ ("Energy"),
        .icon = "vigie-energy-symbolic",
        .create = vigie_energy_page_new,
        .get_subtitle = energy_get_subtitle,
        .focus_search = energy_focus_search,
        .focus_next_pane = energy_focus_next_pane,
    },
    {
        .id = "attendance",
        .title = N_ ("Attendance"),
        .icon = "vigie-attendance-symbolic",
        .create = vigie_attendance_page_new,
        .get_subtitle = attendance_get_subtitle,
        .back = attendance_back,
        .focus_next_pane = attendance_focus_next_pane,
    },
    {
        .id = "fleet",
        .title = N_ ("Fleet"),
        .icon = "vigie-fleet-symbolic",
        .create = vigie_fleet_page_new,
        .back = fleet_back,
        .focus_search = fleet_focus_search,
        .focus_next_pane = fleet_focus_next_pane,
    },
    {
        .id = "site",
        .title = N_ ("Site"),
        .create = site_create,
        .get_title = site_get_title,
        .get_subtitle = site_get_subtitle,
    },
    {
        .id = "diagnostics",
        .title = N_ ("Diagnostics"),
        .create = vigie_diagnostics_page_new,
    },
};

const VigiePageKind *
vigie_pages_get (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}

const VigiePageKind *
vigie_pages_find (const char *id)
{
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].id, id))
      return &pages[i];
  return NULL;
}

char *
vigie_pages_list_ids (void)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (pages[i].icon != NULL)
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", pages[i].id);
  return g_string_free (ids, FALSE);
}
