/* vigie-map-communes.c: the communes on the map page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-communes.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-announce.h"
#include "vigie-area-classes.h"
#include "vigie-commune-counts.h"
#include "vigie-energy-model.h"
#include "vigie-map-communes-list.h"
#include "vigie-words.h"

/* Whole days over which consumption is summed. */
#define DAYS 30
/* The map has not moved by less, in degrees and levels. */
#define STILL 1e-7

G_STATIC_ASSERT (VIGIE_AREA_CLASSES_MAX == VIGIE_AREA_N_CLASSES);
G_STATIC_ASSERT (VIGIE_AREA_CLASSES_UNKNOWN == VIGIE_AREA_CLASS_UNKNOWN);

struct _VigieMapCommunes
{
  GObject parent_instance;

  VigieMapParts parts;
  VigieCommunes *source;      /* owned */
  VigieCommuneCounts *counts; /* owned */
  VigieEnergyModel *energy;   /* owned; NULL until something is asked of it */
  VigieAreaLayer *layer;      /* owned */
  GAction *shown, *by;        /* of the layers */
  GtkWidget *legend;          /* owned by the map: hidden where there is nothing to say */
  GtkWidget *popover;         /* owned by the layer; NULL: none */
  double at[3];               /* of it: where the map was */
  double *values;             /* owned: of each area; NULL: nothing colours them */
  guint n_values;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieMapCommunes, vigie_map_communes, G_TYPE_OBJECT)

static const char *const by_ids[VIGIE_N_COMMUNE_BY + 1]
    = {"none", "consumption", "sensors", "sites", NULL};

static VigieAreas *
get_areas (VigieMapCommunes *self)
{
  VigieAreaMesh *mesh = vigie_area_layer_get_mesh (self->layer);

  return mesh != NULL ? vigie_area_mesh_get_areas (mesh) : NULL;
}

static const VigieArea *
get_area (VigieMapCommunes *self, guint area)
{
  VigieAreas *areas = get_areas (self);

  return areas != NULL && area < vigie_areas_get_n_areas (areas)
             ? vigie_areas_get_area (areas, area)
             : NULL;
}

/* All figures are of the present. */
static gboolean
is_past (VigieMapCommunes *self)
{
  return vigie_site_layer_has_look_func (vigie_map_view_get_site_layer (self->parts.map));
}

/* Where there is no map they are the map. */
static gboolean
has_borders (VigieMapCommunes *self)
{
  g_autoptr (GVariant) shown = g_action_get_state (self->shown);

  return g_variant_get_boolean (shown) || vigie_map_view_get_bare (self->parts.map);
}

VigieCommuneBy
vigie_map_communes_get_by (VigieMapCommunes *self)
{
  g_autoptr (GVariant) state = g_action_get_state (self->by);

  if (is_past (self))
    return VIGIE_COMMUNE_BY_NOTHING;
  for (guint i = 0; i < VIGIE_N_COMMUNE_BY; i++)
    if (g_str_equal (g_variant_get_string (state, NULL), by_ids[i]))
      return (VigieCommuneBy) i;
  return VIGIE_COMMUNE_BY_NOTHING;
}

/* ---- Values ---- */

/* The last thirty whole days. */
static void
set_days (VigieMapCommunes *self)
{
  VigieTime now = vigie_clock_now (vigie_context_get_clock (self->parts.context));
  gint64 today = vigie_time_to_local (now, vigie_words_default_zone ()).day_number;

  vigie_energy_model_set_days (self->energy, today - DAYS, today - 1);
}

/* Of each area the consumption of its sites per inhabitant: known only where that of each metered site is. In one pass
 * over the sites, as there may be many. */
static void
sum_consumption (VigieMapCommunes *self, VigieAreas *areas, double *values)
{
  guint n = vigie_areas_get_n_areas (areas);
  VigieEnergyResult *result
      = self->energy != NULL ? vigie_energy_model_get_result (self->energy) : NULL;
  VigieTerritory *territory = vigie_context_get_territory (self->parts.context);
  g_autofree gboolean *unknown = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    values[i] = NAN;
  if (result == NULL || territory == NULL)
    return;
  for (guint i = 0; i < result->sites->len; i++)
    {
      const VigieEnergySiteResult *told = g_ptr_array_index (result->sites, i);
      const VigieEnergyFigure *figure = &told->figures[VIGIE_KPI_CONSUMPTION];
      VigieSite *site = vigie_territory_find_site (territory, told->site->id);
      const VigieArea *area
          = site != NULL ? vigie_commune_counts_area_of (areas, vigie_site_get_data (site)) : NULL;
      guint index;

      if (area == NULL || figure->undefined == VIGIE_UNDEFINED_NOT_METERED)
        continue;
      index = vigie_areas_index_of (areas, area);
      unknown[index] |= isnan (figure->value);
      values[index] = isnan (values[index]) ? figure->value : values[index] + figure->value;
    }
  for (guint i = 0; i < n; i++)
    {
      guint population = vigie_areas_get_area (areas, i)->population;

      values[i] = unknown[i] || population == 0 ? NAN : values[i] / population;
    }
}

/* By anything else. */
static double
compute_value (VigieMapCommunes *self, VigieCommuneBy by, guint area)
{
  const VigieCommuneCount *count = vigie_commune_counts_get (self->counts, area);

  switch (by)
    {
    case VIGIE_COMMUNE_BY_SENSORS:
      return count != NULL && count->n_sensors > 0 ? (double) count->n_quiet / count->n_sensors
                                                   : NAN;
    case VIGIE_COMMUNE_BY_SITES:
      return count != NULL && count->n_sites > 0 ? count->n_critical + count->n_warning : NAN;
    case VIGIE_COMMUNE_BY_CONSUMPTION:
    case VIGIE_COMMUNE_BY_NOTHING:
    default:
      return NAN;
    }
}

static void
compute_values (VigieMapCommunes *self, VigieCommuneBy by, VigieAreas *areas, double *values)
{
  if (by == VIGIE_COMMUNE_BY_CONSUMPTION)
    sum_consumption (self, areas, values);
  else
    for (guint i = 0; i < vigie_areas_get_n_areas (areas); i++)
      values[i] = compute_value (self, by, i);
}

static char *
words_of (VigieCommuneBy by, double value)
{
  if (isnan (value))
    return g_strdup (_ ("n/a"));
  switch (by)
    {
    case VIGIE_COMMUNE_BY_CONSUMPTION:
      return vigie_words_number (value, value < 10 ? 1 : 0);
    case VIGIE_COMMUNE_BY_SENSORS:
      return vigie_words_value (round (100 * value), "%");
    case VIGIE_COMMUNE_BY_SITES:
    case VIGIE_COMMUNE_BY_NOTHING:
    default:
      return vigie_words_number (value, 0);
    }
}

/* ---- The legend ---- */

#define LINE_CHARS 32

static void
add_line (VigieMapCommunes *self, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  /* What scrolls around it asks how high it is at its least width. */
  if (g_utf8_strlen (text, -1) > LINE_CHARS)
    gtk_label_set_width_chars (GTK_LABEL (label), LINE_CHARS);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (self->legend), label);
}

static void
add_class (VigieMapCommunes *self, guint8 area_class, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new (text);

  gtk_box_append (
      GTK_BOX (box),
      vigie_area_swatch_new (area_class, vigie_map_view_get_shown_scheme (self->parts.map)));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (self->legend), box);
}

static void
update_legend (VigieMapCommunes *self, const guint8 *classes, const VigieAreaClasses *made)
{
  VigieCommuneBy by = vigie_map_communes_get_by (self);
  gboolean approximate = get_areas (self) != NULL && vigie_areas_are_approximate (get_areas (self));
  g_autofree char *title = vigie_map_communes_dup_title (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->legend)) != NULL)
    gtk_box_remove (GTK_BOX (self->legend), child);
  gtk_widget_set_visible (self->legend, classes != NULL || (approximate && has_borders (self)));
  if (classes != NULL)
    {
      add_line (self, title, "vigie-card-bold");
      for (guint c = 0; c < made->n; c++)
        {
          g_autofree char *least = words_of (by, made->of[c].least);
          g_autofree char *most = words_of (by, made->of[c].most);
          g_autofree char *range = NULL;

          if (g_str_equal (least, most))
            range = g_strdup (least);
          else
            /* Translators: limits of a class of values, as “2 to 5” */
            range = g_strdup_printf (_ ("%1$s to %2$s"), least, most);
          add_class (self, made->of[c].number, range);
        }
      if (made->n_unknown > 0)
        {
          g_autofree char *words = g_strdup_printf (
              /* Translators: communes of which a figure is not known */
              ngettext ("n/a: %u commune", "n/a: %u communes", made->n_unknown), made->n_unknown);

          add_class (self, VIGIE_AREA_CLASS_UNKNOWN, words);
        }
      if (by == VIGIE_COMMUNE_BY_CONSUMPTION)
        add_line (
            self,
            /* xgettext:no-c-format */
            _ ("Of the sites that are metered; n/a where less than 90 % of the readings of one of them are known"),
            "vigie-card-dim");
    }
  if (approximate)
    add_line (self, _ ("Approximate: outlines are not known, cells around the centres"),
              "vigie-card-dim");
}

/* ---- All of it anew ---- */

static void
update (VigieMapCommunes *self)
{
  VigieAreas *areas = get_areas (self);
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
      compute_values (self, by, areas, self->values);
      vigie_area_classes_make (self->values, n, classes, &made);
    }
  vigie_area_layer_set_classes (self->layer, classes, classes != NULL ? n : 0);
  update_legend (self, classes, &made);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Nothing is asked of the network before the sync is, nor for a map that nobody looks at. */
static void
sync_cb (VigieMapCommunes *self)
{
  vigie_communes_set_online (self->source,
                             vigie_context_get_sync (self->parts.context) != NULL
                                 && gtk_widget_get_mapped (GTK_WIDGET (self->parts.map)));
}

static void
update_active (VigieMapCommunes *self)
{
  gboolean mapped = gtk_widget_get_mapped (GTK_WIDGET (self->parts.map));
  gboolean wanted = vigie_map_communes_get_by (self) == VIGIE_COMMUNE_BY_CONSUMPTION;

  vigie_commune_counts_set_active (self->counts, mapped);
  sync_cb (self);
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
close_popover (VigieMapCommunes *self)
{
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
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
  close_popover (self);
  by_cb (self);
}

static void
shown_cb (VigieMapCommunes *self)
{
  vigie_area_layer_set_borders (self->layer, has_borders (self));
  update (self);
}

static void
scheme_cb (VigieMapCommunes *self)
{
  vigie_area_layer_set_scheme (self->layer, vigie_map_view_get_shown_scheme (self->parts.map));
  update (self);
}

/* ---- Where the outlines come from ---- */

static void
name_communes (VigieMapCommunes *self, VigieAreas *areas)
{
  guint n = vigie_areas_get_n_areas (areas);
  g_autofree VigieMapCommune *names = g_new (VigieMapCommune, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      const VigieArea *area = vigie_areas_get_area (areas, i);

      names[i] = (VigieMapCommune) {area->name, area->lat, area->lon, area->population};
    }
  vigie_map_view_set_communes (self->parts.map, names, n);
}

static void
territory_cb (VigieMapCommunes *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->parts.context);

  vigie_communes_set_profile (self->source, vigie_context_get_profile (self->parts.context));
  if (territory != NULL)
    vigie_territory_set_areas (territory, vigie_communes_get_areas (self->source));
  vigie_commune_counts_set (self->counts, territory, get_areas (self));
  update (self);
}

static void
source_cb (VigieMapCommunes *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->parts.context);
  VigieAreas *areas = vigie_communes_get_areas (self->source);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  vigie_area_layer_set_mesh (self->layer, vigie_communes_get_mesh (self->source));
  vigie_map_view_set_outline_credit (self->parts.map, vigie_communes_get_credit (self->source));
  if (areas != NULL && vigie_communes_get_origin (self->source) != VIGIE_COMMUNES_CELLS)
    name_communes (self, areas);
  if (territory != NULL)
    vigie_territory_set_areas (territory, areas);
  vigie_commune_counts_set (self->counts, territory, areas);
  update (self);
}

static void
file_cb (GSettings *settings, const char *key, VigieMapCommunes *self)
{
  g_autofree char *file = g_settings_get_string (settings, "communes-file");

  vigie_communes_set_file (self->source, file);
}

static void
address_cb (GSettings *settings, const char *key, VigieMapCommunes *self)
{
  g_autofree char *address = g_settings_get_string (settings, "communes-address");

  vigie_communes_set_address (self->source, address);
}

/* ---- The pointer ---- */

static gboolean
tooltip_cb (GtkWidget *widget,
            int x,
            int y,
            gboolean keyboard,
            GtkTooltip *tooltip,
            VigieMapCommunes *self)
{
  guint index = keyboard ? VIGIE_AREA_MESH_NONE : vigie_area_layer_get_at (self->layer, x, y);
  const VigieArea *area = get_area (self, index);
  g_autofree char *words = NULL, *text = NULL;

  if (area == NULL)
    return FALSE;
  words = vigie_map_communes_dup_words (self, index);
  text = g_strdup_printf ("%s\n%s", area->name, words);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
show_clicked_cb (GtkWidget *button, VigieMapCommunes *self)
{
  guint area = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "area"));

  close_popover (self);
  vigie_map_communes_show (self, area);
}

/* The commune's name with what can be done: nothing is selected by a click on the ground. */
static void
open_popover (VigieMapCommunes *self, guint index, double x, double y)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (get_area (self, index)->name), *label;
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Show This Commune"));
  g_autofree char *words = vigie_map_communes_dup_words (self, index);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  label = gtk_label_new (words);
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_widget_set_margin_top (button, 4);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  g_object_set_data (G_OBJECT (button), "area", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_clicked_cb), self,
                           G_CONNECT_DEFAULT);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  /* The next click is for the map: to go on looking costs nothing. */
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) {(int) x, (int) y, 1, 1});
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_area (self, index)->name, -1);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->layer));
  vigie_map_view_get_position (self->parts.map, &self->at[0], &self->at[1], &self->at[2]);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* The end of the click that opened it tells the map's place anew without another one. */
static void
moved_cb (VigieMapCommunes *self)
{
  double lat, lon, zoom;

  vigie_map_view_get_position (self->parts.map, &lat, &lon, &zoom);
  if (fabs (lat - self->at[0]) > STILL || fabs (lon - self->at[1]) > STILL
      || fabs (zoom - self->at[2]) > STILL)
    close_popover (self);
}

static void
area_clicked_cb (VigieAreaLayer *layer,
                 guint area,
                 int n_presses,
                 double x,
                 double y,
                 VigieMapCommunes *self)
{
  if (n_presses == 1)
    {
      open_popover (self, area, x, y);
      return;
    }
  close_popover (self);
  if (n_presses == 2)
    vigie_map_communes_show (self, area);
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
         _ ("Sites to handle"), NULL};
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_List of Communes…"));

  self->shown = vigie_map_layers_add_switch (self->parts.layers, VIGIE_MAP_GROUP_COMMUNES,
                                             "communes", _ ("Outlines"), NULL, TRUE);
  self->by
      = vigie_map_layers_add_choice (self->parts.layers, VIGIE_MAP_GROUP_COMMUNES, "communes-by",
                                     _ ("Color the communes by"), by_ids, labels);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "map.list-communes");
  g_signal_connect (button, "clicked", G_CALLBACK (list_clicked_cb), NULL);
  vigie_map_layers_add_widget (self->parts.layers, VIGIE_MAP_GROUP_COMMUNES, button);
  g_signal_connect_object (self->shown, "notify::state", G_CALLBACK (shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->by, "notify::state", G_CALLBACK (by_cb), self, G_CONNECT_SWAPPED);
}

VigieMapCommunes *
vigie_map_communes_new (const VigieMapParts *parts)
{
  static const GActionEntry entries[] = {{"list-communes", list_action}};
  VigieMapCommunes *self = g_object_new (VIGIE_TYPE_MAP_COMMUNES, NULL);
  GSettings *settings = vigie_context_get_settings (parts->context);

  self->parts = *parts;
  self->source = vigie_communes_new (vigie_context_get_folder (parts->context));
  self->counts = vigie_commune_counts_new ();
  self->layer = g_object_ref_sink (vigie_area_layer_new (vigie_map_view_get_viewport (parts->map)));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->layer), TRUE);
  g_signal_connect_object (self->layer, "query-tooltip", G_CALLBACK (tooltip_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->layer, "area-clicked", G_CALLBACK (area_clicked_cb), self,
                           G_CONNECT_DEFAULT);
  vigie_map_view_add_layer (parts->map, SHUMATE_LAYER (self->layer), VIGIE_MAP_RANK_AREAS);
  self->legend = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_visible (self->legend, FALSE);
  vigie_map_view_add_legend (parts->map, self->legend);
  g_action_map_add_action_entries (parts->actions, entries, G_N_ELEMENTS (entries), self);
  add_to_layers (self);
  g_signal_connect_object (parts->map, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "notify::shown-scheme", G_CALLBACK (scheme_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "notify::selected-site", G_CALLBACK (close_popover), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->map, "notify::bare", G_CALLBACK (shown_cb), self,
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
  g_signal_connect_object (parts->context, "notify::sync", G_CALLBACK (sync_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::communes-file", G_CALLBACK (file_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (settings, "changed::communes-address", G_CALLBACK (address_cb), self,
                           G_CONNECT_DEFAULT);
  file_cb (settings, NULL, self);
  address_cb (settings, NULL, self);
  scheme_cb (self);
  shown_cb (self);
  territory_cb (self);
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
vigie_map_communes_dup_title (VigieMapCommunes *self)
{
  g_autofree char *period = NULL;

  switch (vigie_map_communes_get_by (self))
    {
    case VIGIE_COMMUNE_BY_CONSUMPTION:
      if (self->energy != NULL)
        period = vigie_period_to_short_words (vigie_energy_model_get_period (self->energy), NULL);
      /* Translators: %s is a period, as “22 Oct. – 20 Nov.” */
      return g_strdup_printf (_ ("kWh per inhabitant, %s"), period != NULL ? period : "");
    case VIGIE_COMMUNE_BY_SENSORS:
      return g_strdup (_ ("Late or silent sensors"));
    case VIGIE_COMMUNE_BY_SITES:
      return g_strdup (_ ("Sites to handle"));
    case VIGIE_COMMUNE_BY_NOTHING:
    default:
      return NULL;
    }
}

char *
vigie_map_communes_dup_value (VigieMapCommunes *self, guint area)
{
  VigieCommuneBy by = vigie_map_communes_get_by (self);
  double value = vigie_map_communes_get_value (self, area);

  if (by == VIGIE_COMMUNE_BY_NOTHING)
    return NULL;
  if (by == VIGIE_COMMUNE_BY_CONSUMPTION && isfinite (value))
    {
      g_autofree char *number = words_of (by, value);

      /* Translators: %s is a number; consumption of a commune for each of its inhabitants */
      return g_strdup_printf (_ ("%s kWh/inhab."), number);
    }
  return words_of (by, value);
}

/* « 12 sites: 1 critical, 2 warnings, 1 silent » */
static char *
count_words (const VigieCommuneCount *count)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sites
      = g_strdup_printf (ngettext ("%u site", "%u sites", count->n_sites), count->n_sites);
  g_autofree char *states = NULL;

  if (count->n_critical > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%u critical", "%u critical", count->n_critical),
                                      count->n_critical));
  if (count->n_warning > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%u warning", "%u warnings", count->n_warning),
                                      count->n_warning));
  if (count->n_silent > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u silent", "%u silent", count->n_silent),
                                             count->n_silent));
  if (count->n_out_of_service > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u out of service", "%u out of service",
                                                       count->n_out_of_service),
                                             count->n_out_of_service));
  if (parts->len == 0)
    return g_steal_pointer (&sites);
  g_ptr_array_add (parts, NULL);
  states = g_strjoinv (", ", (char **) parts->pdata);
  /* Translators: %1$s is « 12 sites », %2$s is « 1 critical, 2 silent » */
  return g_strdup_printf (_ ("%1$s: %2$s"), sites, states);
}

char *
vigie_map_communes_dup_words (VigieMapCommunes *self, guint index)
{
  const VigieArea *area = get_area (self, index);
  const VigieCommuneCount *count = vigie_commune_counts_get (self->counts, index);
  g_autofree char *value = vigie_map_communes_dup_value (self, index);
  g_autofree char *title = vigie_map_communes_dup_title (self);
  GString *words = g_string_new (NULL);

  g_return_val_if_fail (area != NULL, g_string_free (words, FALSE));

  if (area->population > 0)
    {
      g_autofree char *number = vigie_words_number (area->population, 0);

      g_string_append_printf (words, ngettext ("%s inhabitant", "%s inhabitants", area->population),
                              number);
    }
  if (count != NULL && !is_past (self))
    {
      g_autofree char *counted = count_words (count);

      g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", counted);
    }
  if (value != NULL)
    {
      /* Translators: what a figure is, and the figure */
      g_autofree char *line = g_strdup_printf (C_ ("figure", "%1$s: %2$s"), title, value);

      g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", line);
    }
  if (area->approximate)
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", _ ("Approximate outline"));
  return g_string_free (words, FALSE);
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
      return g_strdup_printf (_ ("File of %s"), day != NULL ? day : "—");
    case VIGIE_COMMUNES_SERVICE:
      /* Translators: %s is a date */
      return g_strdup_printf (_ ("geo.api.gouv.fr, asked %s"), day != NULL ? day : "—");
    case VIGIE_COMMUNES_CELLS:
      return g_strdup (_ ("Not known yet: cells around the communes’ centres, approximate"));
    case VIGIE_COMMUNES_NONE:
    default:
      return g_strdup (_ ("None"));
    }
}

void
vigie_map_communes_show (VigieMapCommunes *self, guint index)
{
  const VigieArea *area = get_area (self, index);
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
