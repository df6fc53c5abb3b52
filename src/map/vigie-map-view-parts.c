/* vigie-map-view-parts.c: what floats above the map: legend, notes, buttons, attribution, lists.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-map-legend.h"
#include "vigie-map-view-private.h"

/* The cards have the colours of VISUAL.md, not those of a theme: they lie on the map's own. */
static const char style[]
    = "map-view .vigie-card { background: #ffffff; color: #323236; border-radius: 12px;"
      " box-shadow: 0 0 0 1px rgba(0,0,0,.07), 0 1px 4px rgba(0,0,0,.14); padding: 0; }"
      "map-view.dark .vigie-card { background: #333338; color: #e9e9ec;"
      " box-shadow: 0 0 0 1px rgba(255,255,255,.08), 0 1px 5px rgba(0,0,0,.5); }"
      "map-view.high-contrast .vigie-card { color: #000000; box-shadow: 0 0 0 2px #000000; }"
      /* Of the window, whose signs are the dark ones: what floats has an edge that is seen. */
      ".high-contrast-dark map-view.dark .vigie-card { background: #000000; color: #ffffff;"
      " box-shadow: 0 0 0 2px #ffffff; }"
      ".high-contrast-dark map-view.dark .vigie-card-dim { color: #e9e9ec; }"
      "map-view .vigie-legend { padding: 3px 4px 3px 14px; font-size: 9.75pt; }"
      "map-view .vigie-legend button { min-width: 26px; min-height: 26px; padding: 0; margin-left: 8px; }"
      "map-view .vigie-legend-all { padding: 6px 10px; }"
      "map-view .vigie-card-bold, map-view .vigie-card-state { font-weight: 700; }"
      "map-view map-card.vigie-card { padding: 10px 14px 12px 12px; }"
      "map-view map-card.vigie-card.link-lost { box-shadow: none; border: 1.5px dashed #19191c; }"
      "map-view.dark map-card.vigie-card.link-lost { border-color: #ffffff; }"
      "map-view .vigie-card-title { font-weight: 800; color: #19191c; }"
      "map-view .vigie-card-value { font-weight: 700; color: #19191c; }"
      "map-view .vigie-card-dim { color: #5e5c64; }"
      "map-view .vigie-card-small { font-size: 9pt; }"
      "map-view.dark .vigie-card-title, map-view.dark .vigie-card-value { color: #ffffff; }"
      "map-view.dark .vigie-card-dim { color: #b1b0b8; }"
      "map-view.high-contrast .vigie-card-dim { color: #3d3c42; }"
      "map-view:drop(active) { outline: 3px solid #566675; outline-offset: -3px; }"
      "map-view.link-lost .vigie-ground { filter: grayscale(1); }"
      "map-view .vigie-note { padding: 9px 14px; font-size: 9.75pt; }"
      "map-view .vigie-controls button, map-view .vigie-controls > button > button {"
      " min-width: 34px; min-height: 34px; padding: 0; margin: 0; border-radius: 9px; background: none;"
      " box-shadow: none; border: none; color: inherit; outline-offset: -2px; }"
      "map-view .vigie-bar { padding: 8px 12px; }"
      "map-view .vigie-layer-legend { padding: 0; font-size: 9.75pt; }"
      "map-view .vigie-legend-parts { padding: 8px 12px; }"
      /* A short legend is not as high as a scroll bar would have to be. */
      "map-view .vigie-layer-legend scrollbar slider { min-height: 12px; }"
      "map-view .vigie-controls button:hover { background: alpha(currentColor, .08); }"
      "map-view .vigie-controls button:active { background: alpha(currentColor, .16); }"
      "map-view .vigie-attribution { background: #ffffff; color: #323236; padding: 2px 9px;"
      " border-radius: 9px 0 0 0; font-size: 9pt; }"
      "map-view .vigie-attribution link, map-view .vigie-attribution label link {"
      " color: inherit; text-decoration: underline; text-decoration-color: alpha(currentColor, .35); }"
      "map-view.dark .vigie-attribution { background: #222226; color: #e9e9ec; }"
      "map-view.high-contrast .vigie-attribution { color: #000000; }"
      /* Of the wall's font, which is to be read from afar. */
      "map-view.poster .vigie-attribution { font-size: .4em; }";

static void
install_style (GdkDisplay *display)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  if (g_object_get_data (G_OBJECT (display), "vigie-map-style") != NULL)
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_string (provider, style);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set_data (G_OBJECT (display), "vigie-map-style", GINT_TO_POINTER (TRUE));
}

static GtkWidget *
new_button (const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
new_card (GtkWidget *child, const char *class_name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (box, "vigie-card");
  if (class_name != NULL)
    gtk_widget_add_css_class (box, class_name);
  if (child != NULL)
    gtk_box_append (GTK_BOX (box), child);
  return box;
}

static GtkWidget *
new_note (GtkWidget **label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *text = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_box_append (GTK_BOX (box), text);
  *label = text;
  return new_card (box, "vigie-note");
}

/* The button with the whole legend: in the card, or where the card has no room. */
static GtkWidget *
new_legend_button (VigieMapView *self, guint place)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new (), *content;

  self->legend_all[place] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->legend_all[place], "vigie-legend-all");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 560);
  content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (content), self->legend_all[place]);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), content);
  if (place == 1)
    vigie_map_view_lend_layer_legend (self, GTK_POPOVER (popover), GTK_BOX (content));
  /* Beside the column of buttons, as their other popovers: below it there is no room. */
  if (place == 1)
    gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_LEFT);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Legend"), -1);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "help-about-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_tooltip_text (button, _ ("Legend"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Legend"), -1);
  return button;
}

void
vigie_map_view_build_parts (VigieMapView *self)
{
  GtkWidget *zoom, *whole, *widget = GTK_WIDGET (self);

  install_style (gtk_widget_get_display (widget));

  self->legend_items = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  self->legend = new_card (NULL, "vigie-legend");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->legend), GTK_ORIENTATION_HORIZONTAL);
  gtk_box_append (GTK_BOX (self->legend), self->legend_items);
  gtk_box_append (GTK_BOX (self->legend), new_legend_button (self, 0));
  gtk_widget_set_parent (self->legend, widget);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->legend), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Legend"), -1);

  self->layer_legend = new_card (NULL, "vigie-layer-legend");
  vigie_map_view_build_layer_legend (self);
  gtk_widget_set_visible (self->layer_legend, FALSE);
  gtk_widget_set_parent (self->layer_legend, widget);

  self->bar_card = new_card (NULL, "vigie-bar");
  gtk_widget_set_visible (self->bar_card, FALSE);
  gtk_widget_set_parent (self->bar_card, widget);

  self->legend_button = new_card (new_legend_button (self, 1), "vigie-controls");
  gtk_widget_set_parent (self->legend_button, widget);

  self->notes = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  self->note = new_note (&self->note_label);
  gtk_widget_set_visible (self->note, FALSE);
  gtk_box_append (GTK_BOX (self->notes), self->note);
  self->tiles_note = new_note (&self->tiles_note_label);
  vigie_map_view_update_tiles_note (self);
  gtk_widget_set_visible (self->tiles_note, FALSE);
  gtk_box_append (GTK_BOX (self->notes), self->tiles_note);
  self->file_note = new_note (&self->file_note_label);
  gtk_widget_set_visible (self->file_note, FALSE);
  gtk_box_append (GTK_BOX (self->notes), self->file_note);
  gtk_widget_set_parent (self->notes, widget);

  self->scale_bar = vigie_scale_bar_new (self->viewport);
  gtk_widget_set_parent (self->scale_bar, widget);

  self->controls = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  zoom = new_card (NULL, "vigie-controls");
  gtk_box_append (GTK_BOX (zoom), new_button ("list-add-symbolic", _ ("Zoom in"), "map.zoom-in"));
  gtk_box_append (GTK_BOX (zoom),
                  new_button ("list-remove-symbolic", _ ("Zoom out"), "map.zoom-out"));
  whole = new_card (NULL, "vigie-controls");
  gtk_box_append (GTK_BOX (whole), new_button ("zoom-fit-best-symbolic", _ ("Whole territory"),
                                               "map.whole-territory"));
  self->more_controls = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->more_controls, widget);
  gtk_box_append (GTK_BOX (self->controls), zoom);
  gtk_box_append (GTK_BOX (self->controls), whole);
  gtk_widget_set_parent (self->controls, widget);

  self->attribution_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->attribution_label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (self->attribution_label), TRUE);
  self->attribution = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->attribution, "vigie-attribution");
  gtk_box_append (GTK_BOX (self->attribution), self->attribution_label);
  gtk_widget_set_parent (self->attribution, widget);
  vigie_map_view_update_attribution (self);
}

/* OpenStreetMap's words in the person's language, with their link. */
static char *
osm_credit (void)
{
  g_autofree char *credit = g_markup_escape_text (_ ("© OpenStreetMap contributors"), -1);

  return g_strdup_printf ("<a href=\"https://www.openstreetmap.org/copyright\">%s</a>", credit);
}

/* What a map file says of itself, or whose it is. Server text is never markup: all of it is escaped. */
static char *
file_credit (const VigieMapArchiveInfo *info)
{
  static const char osm[] = "© OpenStreetMap contributors";
  const char *found = strstr (info->attribution, osm);
  g_autofree char *before = NULL, *after = NULL, *credit = NULL;

  if (*info->attribution == '\0')
    {
      /* Translators: on the map, whose tiles they are where the file says nothing; %s is the file’s name */
      g_autofree char *words = g_strdup_printf (_ ("Map file: %s"), info->name);

      return g_markup_escape_text (words, -1);
    }
  if (found == NULL)
    return g_markup_escape_text (info->attribution, -1);
  before = g_markup_escape_text (info->attribution, found - info->attribution);
  after = g_markup_escape_text (found + strlen (osm), -1);
  credit = osm_credit ();
  return g_strconcat (before, credit, after, NULL);
}

/* GTK 4.24 shows a label's links to screen readers, without their words; before, it shows none. */
static void
name_links (GtkWidget *label, const char *words)
{
  GtkAccessible *child = gtk_accessible_get_first_accessible_child (GTK_ACCESSIBLE (label));

  while (child != NULL)
    {
      GtkAccessible *next = gtk_accessible_get_next_accessible_sibling (child);

      if (gtk_accessible_get_accessible_role (child) == GTK_ACCESSIBLE_ROLE_LINK)
        gtk_accessible_update_property (child, GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      g_object_unref (child);
      child = next;
    }
}

/* Of the network's tiles. */
static char *
tile_credit (VigieMapView *self, gboolean with_osm)
{
  g_autofree char *extra = NULL, *osm = NULL;

  if (self->tile_credit != NULL)
    return g_markup_escape_text (self->tile_credit, -1);
  osm = osm_credit ();
  if (self->extra_attribution == NULL)
    return g_strdup (with_osm ? osm : "");
  extra = g_markup_escape_text (self->extra_attribution, -1);
  return with_osm ? g_strdup_printf ("%s %s", extra, osm) : g_steal_pointer (&extra);
}

/* Whom to credit for what is on the map: the network's tiles, the file's, or both; OpenStreetMap once. */
void
vigie_map_view_update_attribution (VigieMapView *self)
{
  gboolean file_shown = self->file_layer != NULL;
  g_autofree char *file = file_shown ? file_credit (vigie_map_archive_get_info (self->file)) : NULL;
  gboolean file_has_osm = file != NULL && strstr (file, "openstreetmap.org") != NULL;
  g_autofree char *tiles
      = self->tiles != NULL || !file_shown ? tile_credit (self, !file_has_osm) : g_strdup ("");
  g_autofree char *markup
      = g_strconcat (tiles, *tiles != '\0' && file != NULL ? " " : "", file, NULL);
  g_autofree char *outlines
      = self->outline_credit != NULL ? g_markup_escape_text (self->outline_credit, -1) : NULL;
  g_autofree char *all = outlines != NULL ? g_strdup_printf ("%s · %s", markup, outlines) : NULL;

  gtk_label_set_markup (GTK_LABEL (self->attribution_label), all != NULL ? all : markup);
  /* The one link there is. */
  name_links (self->attribution_label, _ ("© OpenStreetMap contributors"));
}

/* ---- Legend ---- */

void
vigie_map_view_update_legend (VigieMapView *self)
{
  gboolean present[VIGIE_N_KIND] = {FALSE};
  guint n = self->territory != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->territory)) : 0;
  guint n_kinds = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (G_LIST_MODEL (self->territory), i);

      present[vigie_site_get_kind (site)] = TRUE;
    }
  for (guint kind = 0; kind < VIGIE_N_KIND; kind++)
    n_kinds += present[kind];
  vigie_map_legend_fill_line (GTK_BOX (self->legend_items), present, self->shown_scheme);
  for (guint i = 0; i < G_N_ELEMENTS (self->legend_all); i++)
    vigie_map_legend_fill_all (GTK_BOX (self->legend_all[i]), present, self->shown_scheme);
  gtk_widget_set_visible (self->legend, self->legend_visible && n_kinds > 0);
  gtk_widget_set_visible (self->legend_button, self->legend_visible && n_kinds > 0);
  vigie_map_view_update_layer_legend (self);
}

/* ---- Sites that no zoom separates ---- */

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, VigieMapView *self)
{
  VigieSite *site = g_object_get_data (G_OBJECT (row), "site");
  g_autoptr (VigieSite) kept = g_object_ref (site);

  gtk_popover_popdown (GTK_POPOVER (self->cluster_popover));
  vigie_map_view_set_selected_site (self, kept);
  g_signal_emit_by_name (self, "site-activated", kept);
}

static void
cluster_closed_cb (GtkPopover *popover, VigieMapView *self)
{
  self->cluster_popover_open = FALSE;
}

void
vigie_map_view_popup_cluster (VigieMapView *self, GListModel *sites, double x, double y)
{
  GtkWidget *list = gtk_list_box_new (), *scrolled = gtk_scrolled_window_new ();
  guint n = g_list_model_get_n_items (sites);

  g_clear_pointer (&self->cluster_popover, gtk_widget_unparent);
  self->cluster_popover_open = TRUE;
  vigie_map_view_update_hint (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (sites, i);
      GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
      GtkWidget *glyph = vigie_glyph_new (
          vigie_site_get_kind (site),
          vigie_glyph_look_for (vigie_site_get_freshness (site), vigie_site_get_condition (site)));
      GtkWidget *label = gtk_label_new (vigie_site_get_name (site));

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (GTK_BOX (box), glyph);
      gtk_box_append (GTK_BOX (box), label);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      g_object_set_data_full (G_OBJECT (row), "site", g_object_ref (site),
                              (GDestroyNotify) g_object_unref);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sites in the same place"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 280);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);

  self->cluster_popover = gtk_popover_new ();
  g_signal_connect (self->cluster_popover, "closed", G_CALLBACK (cluster_closed_cb), self);
  gtk_popover_set_child (GTK_POPOVER (self->cluster_popover), scrolled);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->cluster_popover),
                               &(GdkRectangle) {(int) x - 24, (int) y - 24, 48, 48});
  gtk_widget_set_parent (self->cluster_popover, GTK_WIDGET (self));
  gtk_popover_popup (GTK_POPOVER (self->cluster_popover));
}
