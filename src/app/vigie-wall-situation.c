/* vigie-wall-situation.c: the wall's first scene: the map, what is wrong, and how many say nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wall-situation.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-map-outlines.h"
#include "vigie-map-setup.h"
#include "vigie-mark.h"
#include "vigie-wall-list.h"
#include "vigie-wall-row.h"
#include "vigie-words.h"

/* What the map takes: of the width beside the list, of the height above it. */
#define MAP_SHARE 0.458
#define MAP_SHARE_ABOVE 0.36
/* The list is never wider than it needs: then the map is. In heights of the font. */
#define SIDE_MAX 34

struct _VigieWallSituation
{
  GtkWidget parent_instance;

  VigieWallSize size;
  VigieMapView *map;
  VigieAreaLayer *outlines; /* of the map */
  VigieCommunes *communes;  /* owned: the context's */
  GtkWidget *side;
  GtkLabel *title, *subtitle;
  VigieWallList *list;
  GtkWidget *rows[VIGIE_WALL_MAX_PROBLEMS];
  VigieMark *silent_mark, *out_mark;
  GtkLabel *silent, *silent_label, *out, *out_label;
};

G_DEFINE_FINAL_TYPE (VigieWallSituation, vigie_wall_situation, GTK_TYPE_WIDGET)

/* ---- Room ------------------------------------------------------------------------------------ */

static void
allocate (GtkWidget *child, int x, int y, int width, int height)
{
  int least_width, least_height;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation) {x, y, width, MAX (height, least_height)}, -1);
}

static void
vigie_wall_situation_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieWallSituation *self = VIGIE_WALL_SITUATION (widget);
  gboolean left = gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL;
  int share;

  if (self->size.wide)
    {
      share = MAX ((int) (width * MAP_SHARE), width - SIDE_MAX * self->size.text);
      allocate (GTK_WIDGET (self->map), left ? 0 : width - share, 0, share, height);
      allocate (self->side, left ? share : 0, 0, width - share, height);
      return;
    }
  share = (int) (height * MAP_SHARE_ABOVE);
  allocate (GTK_WIDGET (self->map), 0, 0, width, share);
  allocate (self->side, 0, share, width, height - share);
}

/* It takes what it is given: the wall gives sizes that are the screen's. */
static void
vigie_wall_situation_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  *minimum = *natural = 0;
}

static GtkSizeRequestMode
vigie_wall_situation_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_wall_situation_dispose (GObject *object)
{
  VigieWallSituation *self = VIGIE_WALL_SITUATION (object);

  if (self->communes != NULL)
    g_signal_handlers_disconnect_by_data (self->communes, self);
  g_clear_object (&self->communes);
  if (self->map != NULL)
    g_signal_handlers_disconnect_by_data (self->map, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), VIGIE_TYPE_WALL_SITUATION);
  vigie_unparent_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (vigie_wall_situation_parent_class)->dispose (object);
}

static void
vigie_wall_situation_class_init (VigieWallSituationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_wall_situation_dispose;
  widget_class->measure = vigie_wall_situation_measure;
  widget_class->size_allocate = vigie_wall_situation_size_allocate;
  widget_class->get_request_mode = vigie_wall_situation_get_request_mode;

  g_type_ensure (VIGIE_TYPE_MAP_VIEW);
  g_type_ensure (VIGIE_TYPE_MARK);
  g_type_ensure (VIGIE_TYPE_WALL_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-wall-situation.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieWallSituation, name)
  BIND (map);
  BIND (side);
  BIND (title);
  BIND (subtitle);
  BIND (list);
  BIND (silent_mark);
  BIND (silent);
  BIND (silent_label);
  BIND (out_mark);
  BIND (out);
  BIND (out_label);
#undef BIND
  gtk_widget_class_set_css_name (widget_class, "wallsituation");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigie_wall_situation_init (VigieWallSituation *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vigie_mark_set_look (self->silent_mark, VIGIE_GLYPH_SILENT, FALSE);
  vigie_mark_set_look (self->out_mark, VIGIE_GLYPH_OUT_OF_SERVICE, FALSE);
  for (guint i = 0; i < VIGIE_WALL_MAX_PROBLEMS; i++)
    {
      self->rows[i] = vigie_wall_row_new ();
      vigie_wall_list_append (self->list, self->rows[i]);
    }
}

static void
territory_cb (VigieContext *context, GParamSpec *pspec, VigieMapView *map)
{
  vigie_map_setup_territory (map, context);
}

static void
look_cb (VigieWallSituation *self)
{
  vigie_area_layer_set_scheme (self->outlines, vigie_map_view_get_shown_scheme (self->map));
  vigie_area_layer_set_borders (self->outlines,
                                vigie_map_outlines_are_borders (self->communes, self->map));
}

static void
communes_cb (VigieWallSituation *self)
{
  vigie_map_outlines_apply (self->communes, self->map, self->outlines);
  look_cb (self);
}

static void
add_outlines (VigieWallSituation *self, VigieContext *context)
{
  self->communes = g_object_ref (vigie_map_outlines_get (context));
  self->outlines = vigie_area_layer_new (vigie_map_view_get_viewport (self->map));
  vigie_area_layer_set_interactive (self->outlines, FALSE);
  vigie_area_layer_set_line_scale (self->outlines, self->size.sign_scale);
  vigie_map_view_add_layer (self->map, SHUMATE_LAYER (self->outlines), VIGIE_MAP_RANK_AREAS);
  vigie_map_outlines_add_map (context, self->map);
  g_signal_connect_object (self->communes, "changed", G_CALLBACK (communes_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "notify::shown-scheme", G_CALLBACK (look_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "notify::bare", G_CALLBACK (look_cb), self,
                           G_CONNECT_SWAPPED);
  communes_cb (self);
}

void
vigie_wall_situation_setup (VigieWallSituation *self, VigieContext *context, VigieTicker *ticker)
{
  g_return_if_fail (VIGIE_IS_WALL_SITUATION (self));

  vigie_map_setup_ground (self->map, context);
  vigie_map_setup_territory (self->map, context);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (territory_cb), self->map, 0);
  add_outlines (self, context);
  g_object_bind_property (ticker, "live", self->map, "link-lost",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

void
vigie_wall_situation_set_size (VigieWallSituation *self, const VigieWallSize *size)
{
  g_return_if_fail (VIGIE_IS_WALL_SITUATION (self));

  self->size = *size;
  vigie_map_view_set_poster (self->map, size->sign_scale, size->text * 73 / 100);
  if (self->outlines != NULL)
    vigie_area_layer_set_line_scale (self->outlines, size->sign_scale);
  vigie_mark_set_size (self->silent_mark, size->text * 3 / 2);
  vigie_mark_set_size (self->out_mark, size->text * 3 / 2);
  for (guint i = 0; i < VIGIE_WALL_MAX_PROBLEMS; i++)
    vigie_wall_row_set_text_size (VIGIE_WALL_ROW (self->rows[i]), size->text);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
show_count (GtkLabel *number, GtkLabel *label, guint n, const char *words)
{
  g_autofree char *text = vigie_words_number (n, 0);

  gtk_label_set_label (number, text);
  gtk_label_set_label (label, words);
}

void
vigie_wall_situation_show (VigieWallSituation *self,
                           const VigieWallProblems *problems,
                           VigieTime now,
                           gboolean live)
{
  g_autofree char *title = vigie_wall_problems_title (problems);
  g_autofree char *subtitle = vigie_wall_problems_subtitle (problems);
  guint n_silent = 0;

  g_return_if_fail (VIGIE_IS_WALL_SITUATION (self));

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  for (guint i = 0; i < problems->n_list; i++)
    {
      vigie_wall_row_show (VIGIE_WALL_ROW (self->rows[i]), &problems->list[i], now, live);
      n_silent += problems->list[i].look == VIGIE_GLYPH_SILENT;
    }
  /* The silent sites are counted below: they are no « others ». */
  vigie_wall_list_set_used (self->list, problems->n_list,
                            MAX (problems->n_list, problems->n_conditions + n_silent));
  show_count (self->silent, self->silent_label, problems->n_silent,
              ngettext ("silent site", "silent sites", problems->n_silent));
  show_count (self->out, self->out_label, problems->n_out_of_service,
              ngettext ("site out of service", "sites out of service", problems->n_out_of_service));
}

VigieMapView *
vigie_wall_situation_get_map (VigieWallSituation *self)
{
  g_return_val_if_fail (VIGIE_IS_WALL_SITUATION (self), NULL);
  return self->map;
}
