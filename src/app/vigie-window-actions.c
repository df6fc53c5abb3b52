/* vigie-window-actions.c: what the window can be asked: by menus, keys, and by the pages, which lead to one
 * another by these actions and need not know each other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-attendance-page.h"
#include "vigie-connect-dialog.h"
#include "vigie-diagnostics-page.h"
#include "vigie-energy-page.h"
#include "vigie-fleet-page.h"
#include "vigie-preferences-dialog.h"
#include "vigie-search-dialog.h"
#include "vigie-site-page.h"
#include "vigie-shortcuts-dialog.h"
#include "vigie-uri.h"
#include "vigie-window-private.h"

static void
go_to_page (VigieWindow *self, const char *id)
{
  const VigiePageKind *kind = vigie_pages_find (id);

  vigie_window_set_wall (self, FALSE);
  if (self->page_kind != kind)
    vigie_window_show_page (self, kind);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* ---- From anywhere to a page ----------------------------------------------------------------- */

/* win.page (s): the page of that id. */
static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);
  const VigiePageKind *kind = vigie_pages_find (g_variant_get_string (parameter, NULL));

  if (kind == NULL || !vigie_window_shows_territory (self))
    return;
  vigie_window_set_wall (self, FALSE);
  vigie_window_show_page (self, kind);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* win.show-site (s): the site of that id on the map, with its panel. */
static void
show_site_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  if (!vigie_window_shows_territory (self))
    return;
  go_to_page (self, "map");
  vigie_map_page_want_site (self->map_page, g_variant_get_string (parameter, NULL));
}

VigieSearchIndex *
vigie_window_get_search_index (VigieWindow *self)
{
  if (self->index == NULL)
    {
      g_autoptr (VigieSearchPlaces) places = vigie_search_places_new (self->context);

      self->index = vigie_search_index_new (self->context);
      vigie_search_index_follow_places (self->index, places);
    }
  return self->index;
}

void
vigie_window_search (VigieWindow *self, const char *query)
{
  if (!vigie_window_shows_territory (self))
    return;
  if (self->search == NULL)
    {
      vigie_window_set_wall (self, FALSE);
      g_set_weak_pointer (&self->search, vigie_search_dialog_new (
                                             self->context, vigie_window_get_search_index (self)));
      adw_dialog_present (self->search, GTK_WIDGET (self));
    }
  if (query != NULL)
    vigie_search_dialog_set_query (VIGIE_SEARCH_DIALOG (self->search), query);
}

/* win.search: over everything. */
static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vigie_window_search (VIGIE_WINDOW (widget), NULL);
}

/* win.open-site (s): all that is known of the site of that id, with its charts. */
static void
open_site_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  VigieSite *site
      = territory != NULL
            ? vigie_territory_find_site (territory, g_variant_get_string (parameter, NULL))
            : NULL;

  if (site == NULL || !vigie_window_shows_territory (self))
    return;
  go_to_page (self, "site");
  vigie_site_page_set_site (VIGIE_SITE_PAGE (self->page), site);
  vigie_site_page_focus (VIGIE_SITE_PAGE (self->page));
}

/* win.show-measure (s): the chart of the measure of that id. */
static void
show_measure_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  const char *id = g_variant_get_string (parameter, NULL);

  if (territory == NULL || vigie_territory_find_measure (territory, id) == NULL
      || !vigie_window_shows_territory (self))
    return;
  go_to_page (self, "site");
  vigie_site_page_show_measure (VIGIE_SITE_PAGE (self->page), id);
}

/* win.show-sensor (s): the sensor of that id among all. */
static void
show_sensor_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  if (!vigie_window_shows_territory (self))
    return;
  go_to_page (self, "fleet");
  vigie_fleet_page_show_sensor (VIGIE_FLEET_PAGE (self->page),
                                g_variant_get_string (parameter, NULL));
}

/* win.inspect-measure (s): the measure of that id as the server says it. */
static void
inspect_measure_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  if (!vigie_window_shows_territory (self))
    return;
  go_to_page (self, "diagnostics");
  vigie_diagnostics_page_show_measure (VIGIE_DIAGNOSTICS_PAGE (self->page),
                                       g_variant_get_string (parameter, NULL));
}

/* win.energy (s): the energy of what the text says: "" the territory, "commune=56098", "kind=water", a site by its
 * id. */
static void
energy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  if (!vigie_window_shows_territory (self))
    return;
  go_to_page (self, "energy");
  vigie_energy_page_show (VIGIE_ENERGY_PAGE (self->page), g_variant_get_string (parameter, NULL));
}

/* win.attendance (s): the attendance of the site of that id; "": of all. */
static void
attendance_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  if (!vigie_window_shows_territory (self))
    return;
  go_to_page (self, "attendance");
  vigie_attendance_page_show (VIGIE_ATTENDANCE_PAGE (self->page),
                              g_variant_get_string (parameter, NULL));
}

/* win.update-header: the page shows something else than before. */
static void
update_header_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vigie_window_update_header (VIGIE_WINDOW (widget));
}

/* win.show-place (dds): the map there, with a mark of that name. */
static void
show_place_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);
  const char *title;
  double lat, lon;

  g_variant_get (parameter, "(dd&s)", &lat, &lon, &title);
  go_to_page (self, "map");
  vigie_map_page_show_place (self->map_page, lat, lon);
  vigie_map_page_mark_place (self->map_page, lat, lon, title);
}

/* win.show-commune (s): the sites of the commune of that name. */
static void
show_commune_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  if (!vigie_window_shows_territory (self))
    return;
  go_to_page (self, "map");
  vigie_map_page_show_commune (self->map_page, g_variant_get_string (parameter, NULL));
}

/* win.notice (s): what came of what was asked just now, such as a copy. */
static void
notice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vigie_window_answer (VIGIE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* ---- Links ----------------------------------------------------------------------------------- */

/* FALSE: what it names is not known (yet). */
static gboolean
follow (VigieWindow *self, const VigieUri *uri)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  VigieMeasure *measure;

  switch (uri->kind)
    {
    case VIGIE_URI_PAGE:
      vigie_window_want_page (self, uri->id);
      return vigie_pages_find (uri->id) != NULL;
    case VIGIE_URI_SITE:
      go_to_page (self, "map");
      vigie_map_page_want_site (self->map_page, uri->id); /* which waits by itself */
      return territory != NULL && vigie_territory_find_site (territory, uri->id) != NULL;
    case VIGIE_URI_PLACE:
      go_to_page (self, "map");
      vigie_map_page_show_place (self->map_page, uri->lat, uri->lon);
      return TRUE;
    case VIGIE_URI_MEASURE:
      measure = territory != NULL ? vigie_territory_find_measure (territory, uri->id) : NULL;
      return measure != NULL && vigie_measure_get_site (measure) != NULL
             && gtk_widget_activate_action (GTK_WIDGET (self), "win.show-measure", "s", uri->id);
    case VIGIE_URI_SENSOR:
    default:
      return territory != NULL && vigie_territory_find_sensor (territory, uri->id) != NULL
             && gtk_widget_activate_action (GTK_WIDGET (self), "win.show-sensor", "s", uri->id);
    }
}

/* Why the link does not lead there now, and what is done about it. NULL: there is nothing to say. */
static char *
unknown_words (VigieWindow *self, const VigieUri *uri)
{
  g_autofree char *id = g_utf8_truncate_middle (uri->id, 60);

  if (uri->kind == VIGIE_URI_PAGE)
    return g_strdup_printf (_ ("There is no page “%s”."), id);
  if (vigie_context_get_state (self->context) == VIGIE_CONTEXT_EMPTY)
    return g_strdup (_ ("This link opens the data of a server: choose a server first."));
  switch (uri->kind)
    {
    case VIGIE_URI_SITE:
      return g_strdup_printf (
          _ ("The site “%s” is not known: it will be shown as soon as the server reports it."), id);
    case VIGIE_URI_MEASURE:
      return g_strdup_printf (
          _ ("The measure “%s” is not known: it will be shown as soon as the server reports it."),
          id);
    case VIGIE_URI_SENSOR:
      return g_strdup_printf (
          _ ("The sensor “%s” is not known: it will be shown as soon as the server reports it."),
          id);
    case VIGIE_URI_PAGE:
    case VIGIE_URI_PLACE:
    default:
      return NULL;
    }
}

void
vigie_window_follow_wanted (VigieWindow *self)
{
  g_autofree char *link = g_steal_pointer (&self->wanted_link);
  g_auto (VigieUri) uri = {0};

  if (link != NULL && vigie_uri_parse (link, &uri) && !follow (self, &uri))
    self->wanted_link = g_steal_pointer (&link);
}

void
vigie_window_follow (VigieWindow *self, const char *link)
{
  g_auto (VigieUri) uri = {0};
  g_autofree char *words = NULL;

  g_clear_pointer (&self->wanted_record, g_free);
  g_clear_pointer (&self->wanted_link, g_free);
  if (!vigie_uri_parse (link, &uri) || follow (self, &uri))
    return;
  if (uri.kind == VIGIE_URI_MEASURE || uri.kind == VIGIE_URI_SENSOR)
    self->wanted_link = g_strdup (link);
  words = unknown_words (self, &uri);
  if (words != NULL)
    vigie_window_answer (self, words);
}

/* ---- Of the page shown ----------------------------------------------------------------------- */

/* win.find: to the search entry of the page. */
static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  if (!vigie_window_shows_territory (self) || self->page_kind->focus_search == NULL)
    return;
  adw_navigation_split_view_set_show_content (self->split, TRUE);
  self->page_kind->focus_search (self->page);
}

static gboolean
focus_next_pane (VigieWindow *self)
{
  if (!vigie_window_shows_territory (self))
    return FALSE;
  if (self->page_kind->focus_next_pane != NULL)
    return self->page_kind->focus_next_pane (self->page);
  return gtk_widget_get_focus_child (GTK_WIDGET (self->pages)) == NULL
         && gtk_widget_child_focus (self->page, GTK_DIR_TAB_FORWARD);
}

/* win.next-pane: to the next part of the page; from the last one to the sidebar. */
static void
next_pane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  if (focus_next_pane (self))
    return;
  if (adw_navigation_split_view_get_collapsed (self->split)
      || !gtk_widget_child_focus (GTK_WIDGET (self->sidebar), GTK_DIR_TAB_FORWARD))
    focus_next_pane (self);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vigie_window_back (VIGIE_WINDOW (widget));
}

static void
toggle_map_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vigie_map_page_toggle_map (VIGIE_WINDOW (widget)->map_page);
}

static void
main_menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);
  GtkMenuButton *button
      = gtk_widget_get_visible (self->bottom_bar) ? self->more_button : self->menu_button;

  if (!gtk_widget_get_visible (self->bottom_bar))
    adw_navigation_split_view_set_show_content (self->split, FALSE);
  gtk_menu_button_popup (button);
}

/* ---- Of the program -------------------------------------------------------------------------- */

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vigie_context_retry (VIGIE_WINDOW (widget)->context);
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vigie_connect_dialog_present (VIGIE_WINDOW (widget)->context, widget);
}

#if VIGIE_HAVE_DEMO
static void
demonstration_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  vigie_context_open (self->context, VIGIE_DEMO_ADDRESS, NULL, NULL);
  vigie_context_remember (self->context, NULL, NULL);
}
#endif

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (vigie_preferences_dialog_new (VIGIE_WINDOW (widget)->context), widget);
}

static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (vigie_shortcuts_dialog_new (), widget);
}

/* win.wall: the whole screen as the control room's wall, or as before. */
static void
wall_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  vigie_window_set_wall (self, !vigie_window_get_wall (self));
}

/* ---- Keys ------------------------------------------------------------------------------------ */

/* Keys without Ctrl: only where no entry takes them as text. */
gboolean
vigie_window_key_pressed (VigieWindow *self, guint key, GdkModifierType modifiers)
{
  gboolean map = self->page == GTK_WIDGET (self->map_page);

  if (self->wall != NULL)
    return vigie_wall_key_pressed (VIGIE_WALL (self->wall), key, modifiers);
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0
      || !vigie_window_shows_territory (self))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape)
    return vigie_window_back (self) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  if (!map)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
      vigie_map_page_zoom (self->map_page, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      vigie_map_page_zoom (self->map_page, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
    case GDK_KEY_agrave: /* the key 0 of a French keyboard */
      vigie_map_page_zoom (self->map_page, 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* Alt and a digit for each page, also by the keys of the digits of a French keyboard. */
static void
bind_pages (GtkWidgetClass *widget_class)
{
  static const guint digits[][2] = {
      {GDK_KEY_1, GDK_KEY_ampersand}, {GDK_KEY_2, GDK_KEY_eacute},
      {GDK_KEY_3, GDK_KEY_quotedbl},  {GDK_KEY_4, GDK_KEY_apostrophe},
      {GDK_KEY_5, GDK_KEY_parenleft}, {GDK_KEY_6, GDK_KEY_minus},
  };
  guint n;
  const VigiePageKind *kinds = vigie_pages_get (&n);

  for (guint i = 0; i < MIN (n, G_N_ELEMENTS (digits)) && kinds[i].icon != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (digits[i]); j++)
      gtk_widget_class_add_binding_action (widget_class, digits[i][j], GDK_ALT_MASK, "win.page",
                                           "s", kinds[i].id);
}

void
vigie_window_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name, *type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
      {"win.page", "s", page_action},
      {"win.show-site", "s", show_site_action},
      {"win.open-site", "s", open_site_action},
      {"win.show-measure", "s", show_measure_action},
      {"win.show-sensor", "s", show_sensor_action},
      {"win.inspect-measure", "s", inspect_measure_action},
      {"win.energy", "s", energy_action},
      {"win.attendance", "s", attendance_action},
      {"win.update-header", NULL, update_header_action},
      {"win.show-commune", "s", show_commune_action},
      {"win.show-place", "(dds)", show_place_action},
      {"win.notice", "s", notice_action},
      {"win.open-map-file", "s", vigie_window_open_map_file_action},
      {"win.search", NULL, search_action},
      {"win.find", NULL, find_action},
      {"win.next-pane", NULL, next_pane_action},
      {"win.back", NULL, back_action},
      {"win.toggle-map", NULL, toggle_map_action},
      {"win.main-menu", NULL, main_menu_action},
      {"win.retry", NULL, retry_action},
      {"win.connect", NULL, connect_action},
#if VIGIE_HAVE_DEMO
      {"win.demonstration", NULL, demonstration_action},
#endif
      {"win.preferences", NULL, preferences_action},
      {"win.shortcuts", NULL, shortcuts_action},
      {"win.wall", NULL, wall_action},
  };
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } bindings[] = {
      {GDK_KEY_k, GDK_CONTROL_MASK, "win.search"},
      {GDK_KEY_f, GDK_CONTROL_MASK, "win.find"},
      {GDK_KEY_F5, 0, "win.retry"},
      {GDK_KEY_F6, 0, "win.next-pane"},
      {GDK_KEY_F10, 0, "win.main-menu"},
      {GDK_KEY_F11, 0, "win.wall"},
      {GDK_KEY_Left, GDK_ALT_MASK, "win.back"},
      {GDK_KEY_comma, GDK_CONTROL_MASK, "win.preferences"},
      {GDK_KEY_question, GDK_CONTROL_MASK, "win.shortcuts"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].activate);
  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding_action (widget_class, bindings[i].key, bindings[i].modifiers,
                                         bindings[i].action, NULL);
  bind_pages (widget_class);
}
