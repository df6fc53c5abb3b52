/* vigie-map-page-show.c: what the window asks of the page « Carte »: a commune, a place, the next pane, a zoom.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-page-private.h"

#include <adwaita.h>

#include "vigie-show.h"

/* Zoom level at which streets are told apart. */
#define PLACE_ZOOM 15

/* Of the style sheet's heights for toasts. */
#define FOOT_STEP 60

void
vigie_map_page_place_toasts (VigieMapPage *self)
{
  static const char *const heights[]
      = {"vigie-foot-1", "vigie-foot-2", "vigie-foot-3", "vigie-foot-4", "vigie-foot-5"};
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  int foot = 0, height;

  if (toasts == NULL)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_object_get (self->map, "foot", &foot, NULL);
  height = MIN ((foot + FOOT_STEP - 1) / FOOT_STEP, (int) G_N_ELEMENTS (heights));
  for (int i = 0; i < (int) G_N_ELEMENTS (heights); i++)
    vigie_set_class (toasts, heights[i], i == height - 1);
}

/* The box around the commune's sites; FALSE where none has a place. */
static gboolean
commune_box (VigieMapPage *self, const char *name, VigieGeoBox *box)
{
  GListModel *sites = G_LIST_MODEL (vigie_context_get_territory (self->context));
  guint n = g_list_model_get_n_items (sites);
  g_autoptr (GArray) lats = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) lons = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (sites, i);
      double lat = vigie_site_get_lat (site), lon = vigie_site_get_lon (site);

      if (g_strcmp0 (vigie_site_get_data (site)->details->commune_name, name) == 0)
        {
          g_array_append_val (lats, lat);
          g_array_append_val (lons, lon);
        }
    }
  return vigie_geo_box_around ((const double *) (gpointer) lats->data,
                               (const double *) (gpointer) lons->data, lats->len, box);
}

/* On one page at a time: the map, not the list or the panel. */
static void
bring_map_up (VigieMapPage *self)
{
  if (vigie_panes_get_mode (self->panes) != VIGIE_PANES_SINGLE)
    return;
  vigie_panes_set_panel_open (self->panes, FALSE);
  vigie_panes_set_single (self->panes, VIGIE_PANE_MAP);
  g_signal_emit_by_name (self, "top-changed");
}

gboolean
vigie_map_page_show_commune (VigieMapPage *self, const char *name)
{
  VigieProfile *profile = vigie_context_get_profile (self->context);
  g_autoptr (VigieFilters) filters = vigie_filters_new ();
  const VigieProfileCommune *communes = NULL;
  gboolean known;
  VigieGeoBox box;
  guint n = 0;

  if (vigie_context_get_territory (self->context) == NULL)
    return FALSE;
  if (profile != NULL)
    communes = vigie_profile_get_communes (profile, &n);
  known = commune_box (self, name, &box);
  for (guint i = 0; i < n && !known; i++)
    if (g_strcmp0 (communes[i].name, name) == 0)
      {
        box = (VigieGeoBox) {.south = communes[i].lat,
                             .north = communes[i].lat,
                             .west = communes[i].lon,
                             .east = communes[i].lon};
        known = TRUE;
      }
  if (!known && vigie_site_model_count_commune (self->model, name) == 0)
    return FALSE;
  vigie_filters_set_commune (filters, name, TRUE);
  vigie_site_model_set_filters (self->model, filters);
  if (known)
    vigie_map_view_show_box (self->map, &box);
  bring_map_up (self);
  return TRUE;
}

void
vigie_map_page_show_place (VigieMapPage *self, double lat, double lon)
{
  vigie_map_view_set_position (self->map, lat, lon, PLACE_ZOOM);
  bring_map_up (self);
}

void
vigie_map_page_mark_place (VigieMapPage *self, double lat, double lon, const char *name)
{
  vigie_map_tools_mark (self->way, &(VigiePosition) {lat, lon}, name);
}

VigieSiteModel *
vigie_map_page_get_model (VigieMapPage *self)
{
  return self->model;
}

VigiePane
vigie_map_page_get_top (VigieMapPage *self)
{
  return vigie_panes_get_top (self->panes);
}

void
vigie_map_page_toggle_map (VigieMapPage *self)
{
  vigie_panes_set_single (self->panes, vigie_panes_get_single (self->panes) == VIGIE_PANE_MAP
                                           ? VIGIE_PANE_LIST
                                           : VIGIE_PANE_MAP);
  g_signal_emit_by_name (self, "top-changed");
}

gboolean
vigie_map_page_back (VigieMapPage *self)
{
  if (!vigie_panes_get_panel_open (self->panes))
    return FALSE;
  vigie_map_page_set_site (self, NULL);
  vigie_site_list_focus_rows (self->list);
  return TRUE;
}

void
vigie_map_page_focus_search (VigieMapPage *self)
{
  if (vigie_panes_get_mode (self->panes) == VIGIE_PANES_SINGLE)
    {
      vigie_panes_set_panel_open (self->panes, FALSE);
      vigie_panes_set_single (self->panes, VIGIE_PANE_LIST);
      g_signal_emit_by_name (self, "top-changed");
    }
  vigie_site_list_focus_search (self->list);
}

static gboolean
has_focus (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

gboolean
vigie_map_page_focus_next_pane (VigieMapPage *self)
{
  gboolean from_map = has_focus (GTK_WIDGET (self->map));
  GtkWidget *cover = vigie_panes_get_list_cover (self->panes);
  gboolean from_list = has_focus (cover != NULL ? cover : GTK_WIDGET (self->list));

  if (has_focus (GTK_WIDGET (self->panel)))
    return FALSE;
  if (!from_list && !from_map && cover != NULL && gtk_widget_get_child_visible (cover)
      && gtk_widget_child_focus (cover, GTK_DIR_TAB_FORWARD))
    return TRUE;
  if (!from_list && !from_map && gtk_widget_get_child_visible (GTK_WIDGET (self->list))
      && vigie_site_list_focus_rows (self->list))
    return TRUE;
  if (!from_map && gtk_widget_get_child_visible (GTK_WIDGET (self->map))
      && gtk_widget_grab_focus (GTK_WIDGET (self->map)))
    return TRUE;
  if (vigie_panes_get_panel_open (self->panes))
    {
      vigie_site_panel_focus (self->panel);
      return TRUE;
    }
  return FALSE;
}

void
vigie_map_page_zoom (VigieMapPage *self, int direction)
{
  if (direction > 0)
    vigie_map_view_zoom_in (self->map);
  else if (direction < 0)
    vigie_map_view_zoom_out (self->map);
  else
    vigie_map_view_whole_territory (self->map);
}
