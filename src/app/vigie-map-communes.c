/* vigie-map-communes.c: the communes on the map page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-communes-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-announce.h"
#include "vigie-map-communes-list.h"
#include "vigie-map-outlines.h"
#include "vigie-words.h"

/* Whole days over which consumption is summed. */
#define DAYS 30

G_STATIC_ASSERT (VIGIE_AREA_CLASSES_MAX == VIGIE_AREA_N_CLASSES);
G_STATIC_ASSERT (VIGIE_AREA_CLASSES_UNKNOWN == VIGIE_AREA_CLASS_UNKNOWN);

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieMapCommunes, vigie_map_communes, G_TYPE_OBJECT)

static const char *const by_ids[VIGIE_N_COMMUNE_BY + 1]
    = {"none", "consumption", "sensors", "sites", NULL};

VigieAreas *
vigie_map_communes_get_areas (VigieMapCommunes *self)
{
  VigieAreaMesh *mesh = vigie_area_layer_get_mesh (self->layer);

  return mesh != NULL ? vigie_area_mesh_get_areas (mesh) : NULL;
}

const VigieArea *
vigie_map_communes_get_area (VigieMapCommunes *self, guint area)
{
  VigieAreas *areas = vigie_map_communes_get_areas (self);

  return areas != NULL && area < vigie_areas_get_n_areas (areas)
             ? vigie_areas_get_area (areas, area)
             : NULL;
}

gboolean
vigie_map_communes_is_past (VigieMapCommunes *self)
{
  return vigie_site_layer_has_look_func (vigie_map_view_get_site_layer (self->parts.map));
}

gboolean
vigie_map_communes_has_borders (VigieMapCommunes *self)
{
  g_autoptr (GVariant) shown = g_action_get_state (self->shown);

  if (vigie_map_view_get_bare (self->parts.map))
    return TRUE;
  /* Cells bound colours, though on a real map they are no borders. */
  return g_variant_get_boolean (shown)
         && (vigie_map_outlines_are_borders (self->source, self->parts.map)
             || vigie_map_communes_get_by (self) != VIGIE_COMMUNE_BY_NOTHING);
}

VigieCommuneBy
vigie_map_communes_get_by (VigieMapCommunes *self)
{
  g_autoptr (GVariant) state = g_action_get_state (self->by);

  if (vigie_map_communes_is_past (self))
    return VIGIE_COMMUNE_BY_NOTHING;
  for (guint i = 0; i < VIGIE_N_COMMUNE_BY; i++)
    if (g_str_equal (g_variant_get_string (state, NULL), by_ids[i]))
      return (VigieCommuneBy) i;
  return VIGIE_COMMUNE_BY_NOTHING;
}

/* ---- All of it anew ---- */

static void
update (VigieMapCommunes *self)
{
  VigieAreas *areas = vigie_map_communes_get_areas (self);
  VigieCommuneBy by = vigie_map_communes_get_by (self);
  guint n = areas != NULL ? vigie_areas_get_n_areas (areas) : 0;
  g_autofree guint8 *classes = NULL;
  VigieAreaClasses made = {0};

  g_clear_pointer (&self->values, g_free);
  self->n_values = 0;
  if (by != VIGIE_COMMUNE_BY_NOTHING && n > 0)
    {
      classes = g_new0 (guint8, n);
      self->values = g_new (double, n);
      self->n_values = n;
      vigie_map_communes_compute (self, by, areas, self->values);
      vigie_area_classes_make (self->values, n, classes, &made);
    }
  vigie_area_layer_set_borders (self->layer, vigie_map_communes_has_borders (self));
  vigie_area_layer_set_classes (self->layer, classes, classes != NULL ? n : 0);
  vigie_map_communes_fill_legend (self, classes, &made);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The last thirty whole days. */
static void
set_days (VigieMapCommunes *self)
{
  VigieTime now = vigie_clock_now (vigie_context_get_clock (self->parts.context));
  gint64 today = vigie_time_to_local (now, vigie_words_default_zone ()).day_number;

  vigie_energy_model_set_days (self->energy, today - DAYS, today - 1);
}

static void
update_active (VigieMapCommunes *self)
{
  gboolean mapped = gtk_widget_get_mapped (GTK_WIDGET (self->parts.map));
  gboolean wanted = vigie_map_communes_get_by (self) == VIGIE_COMMUNE_BY_CONSUMPTION;

  vigie_commune_counts_set_active (self->counts, mapped);
  if (self->energy == NULL && wanted)
    {
      self->energy = vigie_energy_model_new_apart (self->parts.context);
      g_signal_connect_object (self->energy, "changed", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
    }
  if (self->energy == NULL)
    return;
  if (mapped && wanted)
    set_days (self);
  vigie_energy_model_set_active (self->energy, mapped && wanted);
}

static void
by_cb (VigieMapCommunes *self)
{
  update_active (self);
  update (self);
}

static void
past_cb (VigieMapCommunes *self)
{
  vigie_map_communes_close_popover (self);
  by_cb (self);
}

static void
scheme_cb (VigieMapCommunes *self)
{
  vigie_area_layer_set_scheme (self->layer, vigie_map_view_get_shown_scheme (self->parts.map));
  update (self);
}

/* ---- Where the outlines come from ---- */

static void
territory_cb (VigieMapCommunes *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->parts.context);

  vigie_commune_counts_set (self->counts, territory, vigie_map_communes_get_areas (self));
  update (self);
}

static void
source_cb (VigieMapCommunes *self)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  vigie_map_outlines_apply (self->source, self->parts.map, self->layer);
  vigie_commune_counts_set (self->counts, vigie_context_get_territory (self->parts.context),
                            vigie_communes_get_areas (self->source));
  update (self);
}

/* ---- The object ---- */

static void
list_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieMapCommunes *self = user_data;

  vigie_map_communes_list_present (self, GTK_WIDGET (self->parts.map));
}

static void
vigie_map_communes_dispose (GObject *object)
{
  VigieMapCommunes *self = VIGIE_MAP_COMMUNES (object);

  if (self->parts.map != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->parts.map, self);
      g_signal_handlers_disconnect_by_data (vigie_map_view_get_site_layer (self->parts.map), self);
      g_action_map_remove_action (self->parts.actions, "list-communes");
      g_clear_pointer (&self->popover, gtk_widget_unparent);
      vigie_map_view_remove_layer (self->parts.map, SHUMATE_LAYER (self->layer));
      self->parts.map = NULL;
    }
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);
  g_clear_object (&self->counts);
  g_clear_object (&self->energy);
  g_clear_object (&self->layer);
  g_clear_pointer (&self->values, g_free);
  G_OBJECT_CLASS (vigie_map_communes_parent_class)->dispose (object);
}

static void
vigie_map_communes_class_init (VigieMapCommunesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_map_communes_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_map_communes_init (VigieMapCommunes *self)
{
}

/* The dialog is not to be under the popover that led to it. */
static void
list_clicked_cb (GtkWidget *button)
{
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
add_to_layers (VigieMapCommunes *self)
{
  const char *labels[VIGIE_N_COMMUNE_BY + 1]
      = {_ ("Nothing"), _ ("Consumption per inhabitant"), _ ("Late or silent sensors"),
         _ ("Sites that need attention"), NULL};
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_List of Communes…"));

  self->shown = vigie_map_layers_add_switch (self->parts.layers, VIGIE_MAP_GROUP_COMMUNES,
                                             "communes", _ ("Outlines"), NULL, TRUE);
  self->by
      = vigie_map_layers_add_choice (self->parts.layers, VIGIE_MAP_GROUP_COMMUNES, "communes-by",
                                     _ ("Colour the communes by"), by_ids, labels);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "map.list-communes");
  g_signal_connect (button, "clicked", G_CALLBACK (list_clicked_cb), NULL);
  vigie_map_layers_add_widget (self->parts.layers, VIGIE_MAP_GROUP_COMMUNES, button);
  g_signal_connect_object (self->shown, "notify::state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->by, "notify::state", G_CALLBACK (by_cb), self, G_CONNECT_SWAPPED);
}

VigieMapCommunes *
vigie_map_communes_new (const VigieMapParts *parts)
{
  static const GActionEntry entries[] = {{"list-communes", list_action}};
  VigieMapCommunes *self = g_object_new (VIGIE_TYPE_MAP_COMMUNES, NULL);

  self->parts = *parts;
  self->source = g_object_ref (vigie_map_outlines_get (parts->context));
  vigie_map_outlines_add_map (parts->context, parts->map);
  self->counts = vigie_commune_counts_new ();
  self->layer = g_object_ref_sink (vigie_area_layer_new (vigie_map_view_get_viewport (parts->map)));
  vigie_map_communes_follow_pointer (self);
  vigie_map_view_add_layer (parts->map, SHUMATE_LAYER (self->layer), VIGIE_MAP_RANK_AREAS);
  self->legend = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_visible (self->legend, FALSE);
  vigie_map_view_add_legend (parts->map, self->legend);
  g_action_map_add_action_entries (parts->actions, entries, G_N_ELEMENTS (entries), self);
  add_to_layers (self);
  g_signal_connect_object (parts->map, "notify::shown-scheme", G_CALLBACK (scheme_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "notify::bare", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vigie_map_view_get_site_layer (parts->map), "notify::past",
                           G_CALLBACK (past_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "map", G_CALLBACK (update_active), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (parts->map, "unmap", G_CALLBACK (update_active), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->source, "changed", G_CALLBACK (source_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->counts, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  scheme_cb (self);
  update (self);
  source_cb (self);
  by_cb (self);
  return self;
}

/* ---- What is told ---- */

VigieCommunes *
vigie_map_communes_get_source (VigieMapCommunes *self)
{
  return self->source;
}

GSettings *
vigie_map_communes_get_settings (VigieMapCommunes *self)
{
  return vigie_context_get_settings (self->parts.context);
}

VigieAreaLayer *
vigie_map_communes_get_layer (VigieMapCommunes *self)
{
  return self->layer;
}

double
vigie_map_communes_get_value (VigieMapCommunes *self, guint area)
{
  return area < self->n_values ? self->values[area] : NAN;
}

char *
vigie_map_communes_dup_origin (VigieMapCommunes *self)
{
  VigieTime date = vigie_communes_get_date (self->source);
  VigieTime now = vigie_clock_now (vigie_context_get_clock (self->parts.context));
  g_autofree char *day = date != VIGIE_TIME_NONE ? vigie_words_date (now, date, NULL) : NULL;

  switch (vigie_communes_get_origin (self->source))
    {
    case VIGIE_COMMUNES_FILE:
      /* Translators: %s is a date */
      return g_strdup_printf (_ ("File dated %s"), day != NULL ? day : "—");
    case VIGIE_COMMUNES_SERVICE:
      /* Translators: %s is a date */
      return g_strdup_printf (_ ("geo.api.gouv.fr, queried on %s"), day != NULL ? day : "—");
    case VIGIE_COMMUNES_CELLS:
      return g_strdup (_ ("Not known yet: approximate cells around the communes’ centres"));
    case VIGIE_COMMUNES_NONE:
    default:
      return g_strdup (_ ("None"));
    }
}

void
vigie_map_communes_show (VigieMapCommunes *self, guint index)
{
  const VigieArea *area = vigie_map_communes_get_area (self, index);
  const VigieCommuneCount *count = vigie_commune_counts_get (self->counts, index);
  VigieGeoBox box;

  g_return_if_fail (area != NULL);

  if (count != NULL && count->n_sites > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->parts.map), "win.show-commune", "s", area->name);
  if (area->outline != NULL && vigie_polygon_get_box (area->outline, &box))
    vigie_map_view_show_box (self->parts.map, &box);
  vigie_announce (GTK_ACCESSIBLE (self->parts.map), area->name,
                  GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}
