/* vigie-window-pages.c: the window's pages, the sidebar and bottom bar that lead to them, and the header
 * that tells where one is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-site-page.h"
#include "vigie-window-private.h"
#include "vigie-words.h"

gboolean
vigie_window_shows_territory (VigieWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "territory") == 0;
}

/* ---- Header ---------------------------------------------------------------------------------- */

static gboolean
is_map (VigieWindow *self)
{
  return self->page == GTK_WIDGET (self->map_page);
}

static char *
territory_words (VigieWindow *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  VigieProfile *profile = vigie_context_get_profile (self->context);
  const char *name = profile != NULL ? vigie_profile_get_territory_name (profile) : NULL;
  g_autofree char *sites = NULL;
  guint n;

  if (territory == NULL)
    return g_strdup ("");
  n = g_list_model_get_n_items (G_LIST_MODEL (territory));
  sites = g_strdup_printf (ngettext ("%'u site", "%'u sites", n), n);
  return name != NULL ? g_strdup_printf ("%s · %s", name, sites) : g_steal_pointer (&sites);
}

/* The site whose own page is open, for the next start. A page that closes with its territory was not left by the
 * person. */
static void
save_record (VigieWindow *self)
{
  VigieSite *site = VIGIE_IS_SITE_PAGE (self->page)
                        ? vigie_site_page_get_site (VIGIE_SITE_PAGE (self->page))
                        : NULL;
  const char *id = site != NULL ? vigie_site_get_id (site) : "";
  g_autofree char *kept = NULL;
  GSettings *settings;

  if (self->context == NULL || self->wanted_record != NULL
      || vigie_context_get_territory (self->context) == NULL)
    return;
  settings = vigie_context_get_settings (self->context);
  kept = g_settings_get_string (settings, "last-record");
  if (!g_str_equal (kept, id))
    g_settings_set_string (settings, "last-record", id);
}

void
vigie_window_update_header (VigieWindow *self)
{
  gboolean single = gtk_widget_get_visible (self->bottom_bar);
  gboolean shown = vigie_window_shows_territory (self);
  gboolean map = shown && is_map (self);
  VigiePane top = vigie_map_page_get_top (self->map_page);
  VigieSite *site = vigie_map_page_get_site (self->map_page);
  gboolean on_site = single && map && top == VIGIE_PANE_PANEL && site != NULL;
  gboolean listed = self->page_kind == NULL || self->page_kind->icon != NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *page_title = NULL;
  const char *title = _ ("Vigie");

  gtk_widget_set_visible (GTK_WIDGET (self->back_button), on_site || (shown && !listed));
  gtk_widget_set_visible (GTK_WIDGET (self->switch_button), single && map && !on_site);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), shown);
  gtk_button_set_icon_name (self->switch_button,
                            top == VIGIE_PANE_MAP ? "vigie-list-symbolic" : "vigie-map-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->switch_button),
                               top == VIGIE_PANE_MAP ? _ ("Show the List") : _ ("Show the Map"));
  gtk_widget_set_visible (self->demonstration_pill,
                          gtk_widget_get_visible (self->demonstration) && !single
                              && adw_navigation_split_view_get_collapsed (self->split));
  if (on_site)
    {
      title = vigie_site_get_name (site);
      subtitle = g_strdup (vigie_words_kind (vigie_site_get_kind (site)));
    }
  else if (map && single && top == VIGIE_PANE_LIST)
    title = _ ("Sites");
  else if (shown && self->page_kind != NULL)
    {
      if (self->page_kind->get_title != NULL)
        page_title = self->page_kind->get_title (self->page);
      if (self->page_kind->get_subtitle != NULL)
        subtitle = self->page_kind->get_subtitle (self->page);
      title = page_title != NULL ? page_title : _ (self->page_kind->title);
    }

  if (shown && subtitle == NULL)
    subtitle = territory_words (self);
  if (shown)
    save_record (self);
  adw_window_title_set_title (self->title_label, title);
  adw_window_title_set_subtitle (self->title_label, subtitle != NULL ? subtitle : "");
  adw_navigation_page_set_title (self->content_page, title);
  vigie_window_tell_shown_site (self);
}

const char *
vigie_window_get_shown_site (VigieWindow *self)
{
  VigieSite *site = NULL;

  g_return_val_if_fail (VIGIE_IS_WINDOW (self), NULL);

  if (!vigie_window_shows_territory (self) || self->wall != NULL)
    return NULL;
  if (VIGIE_IS_SITE_PAGE (self->page))
    site = vigie_site_page_get_site (VIGIE_SITE_PAGE (self->page));
  else if (is_map (self)
           && (!gtk_widget_get_visible (self->bottom_bar)
               || vigie_map_page_get_top (self->map_page) == VIGIE_PANE_PANEL))
    site = vigie_map_page_get_site (self->map_page);
  return site != NULL ? vigie_site_get_id (site) : NULL;
}

/* ---- Pages ----------------------------------------------------------------------------------- */

static void
update_tabs (VigieWindow *self, guint shown)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->sidebar, (int) shown);
  guint i = 0;

  if (row != NULL)
    gtk_list_box_select_row (self->sidebar, row);
  else
    gtk_list_box_unselect_all (self->sidebar);
  for (GtkWidget *tab = gtk_widget_get_first_child (GTK_WIDGET (self->tabs)); tab != NULL;
       tab = gtk_widget_get_next_sibling (tab), i++)
    {
      if (i == shown)
        gtk_widget_add_css_class (tab, "current");
      else
        gtk_widget_remove_css_class (tab, "current");
      gtk_accessible_update_state (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_STATE_SELECTED, i == shown,
                                   -1);
    }
}

/* The stack takes a focus that was within the former page to where it was in this one. From elsewhere (the sidebar, a
 * dialog that closed) it goes to the page's main part: it is never left on what is not seen. */
static void
focus_page (VigieWindow *self)
{
  if (!gtk_widget_get_mapped (self->page)
      || (gtk_widget_get_state_flags (self->page) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    return;
  if (self->page_kind->focus_next_pane == NULL || !self->page_kind->focus_next_pane (self->page))
    gtk_widget_child_focus (self->page, GTK_DIR_TAB_FORWARD);
}

/* FALSE: it is shown already. The focus stays where it is. */
static gboolean
switch_page (VigieWindow *self, const VigiePageKind *kind)
{
  guint n;
  const VigiePageKind *kinds = vigie_pages_get (&n);
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, kind->id);

  if (self->page_kind == kind)
    {
      /* On one page at a time the tab of the page leads back to its top. */
      if (gtk_widget_get_visible (self->bottom_bar) && kind->back != NULL)
        kind->back (self->page);
      return FALSE;
    }
  if (page == NULL)
    {
      page = kind->create (self->context, self->ticker);
      gtk_stack_add_named (self->pages, page, kind->id);
    }
  if (kind->icon == NULL && self->page_kind != NULL && self->page_kind->icon != NULL)
    self->page_before = self->page_kind;
  self->page_kind = kind;
  self->page = page;
  g_clear_pointer (&self->wanted_record, g_free);
  gtk_stack_set_visible_child (self->pages, page);
  update_tabs (self, (guint) (kind - kinds));
  if (kind->icon != NULL && self->context != NULL)
    g_settings_set_string (vigie_context_get_settings (self->context), "last-page", kind->id);
  vigie_window_update_header (self);
  return TRUE;
}

void
vigie_window_show_page (VigieWindow *self, const VigiePageKind *kind)
{
  if (switch_page (self, kind))
    focus_page (self);
}

/* The arrow keys in the sidebar: the page follows what they come to, the focus stays. Where the sidebar is all that is
 * seen, Enter leads to the page. */
static void
sidebar_moved_cb (VigieWindow *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->sidebar));
  guint n;

  if (row != NULL && !adw_navigation_split_view_get_collapsed (self->split))
    switch_page (self, &vigie_pages_get (&n)[gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row))]);
}

/* A list chooses what the focus comes to, as when the toolkit gives it to the first thing in the window: that is nobody's
 * wish for a page, and the mark stays with the one that is shown. */
void
vigie_window_page_selected (VigieWindow *self, GtkListBoxRow *row)
{
  guint n, shown;

  if (self->page_kind == NULL)
    return;
  shown = (guint) (self->page_kind - vigie_pages_get (&n));
  if (row != NULL && (guint) gtk_list_box_row_get_index (row) != shown)
    update_tabs (self, shown);
}

void
vigie_window_page_activated (VigieWindow *self, GtkListBoxRow *row)
{
  guint n;

  switch_page (self, &vigie_pages_get (&n)[gtk_list_box_row_get_index (row)]);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
  focus_page (self);
}

void
vigie_window_ensure_focus (VigieWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  const char *shown = gtk_stack_get_visible_child_name (self->stack);

  if (focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_is_sensitive (focus))
    return;
  /* As long as the window is not on screen either, what had it is of no use, and the toolkit chooses then. */
  if (focus != NULL && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  if (vigie_window_shows_territory (self))
    focus_page (self);
  else if (g_strcmp0 (shown, "first-run") == 0)
    gtk_widget_grab_focus (self->connect_button);
  else if (g_strcmp0 (shown, "failed") == 0)
    gtk_widget_grab_focus (gtk_widget_get_visible (self->retry_button) ? self->retry_button
                                                                       : self->other_button);
}

gboolean
vigie_window_back (VigieWindow *self)
{
  if (!vigie_window_shows_territory (self))
    return FALSE;
  if (self->page_kind->back != NULL && self->page_kind->back (self->page))
    return TRUE;
  if (self->page_kind->icon != NULL)
    return FALSE;
  vigie_window_show_page (self,
                          self->page_before != NULL ? self->page_before : vigie_pages_find ("map"));
  return TRUE;
}

static GtkWidget *
make_row (const VigiePageKind *kind)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", kind->icon, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = gtk_label_new (_ (kind->title));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (kind->title), -1);
  return row;
}

static GtkWidget *
make_tab (const VigiePageKind *kind)
{
  GtkWidget *tab = g_object_new (GTK_TYPE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", kind->icon, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = gtk_label_new (_ (kind->title));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  /* Each has the room that its own word takes, and shares what is left: “Attendance” is not cut at 360 pixels. */
  gtk_widget_set_hexpand (tab, TRUE);
  gtk_button_set_child (GTK_BUTTON (tab), box);
  gtk_widget_add_css_class (tab, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (tab), "win.page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (tab), "s", kind->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (kind->title), -1);
  return tab;
}

void
vigie_window_init_pages (VigieWindow *self)
{
  guint n;
  const VigiePageKind *kinds = vigie_pages_get (&n);

  for (guint i = 0; i < n && kinds[i].icon != NULL; i++)
    {
      gtk_list_box_append (self->sidebar, make_row (&kinds[i]));
      gtk_box_append (self->tabs, make_tab (&kinds[i]));
    }
  self->page_kind = kinds;
  self->page = GTK_WIDGET (self->map_page);
  g_signal_connect_object (self->sidebar, "move-cursor", G_CALLBACK (sidebar_moved_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_tabs (self, 0);
}
