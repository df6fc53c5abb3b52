/* vigie-gateway-layer.c: gateways, and lines to the sites whose sensors they hear.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-gateway-layer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-layer-frame.h"
#include "vigie-map-legend.h"
#include "vigie-map-scale.h"
#include "vigie-map-text.h"
#include "vigie-words.h"

/* So many lines are drawn in a picture; where there are more, those to the gateway that hears a site best come first. */
#define MAX_LINES 1500
#define LABEL_PIXELS 12
#define LABEL_DOWN 13
/* The end of a line that has no sign. */
#define DOT 5

/* A gateway that hears something. */
typedef struct
{
  VigieSite *site; /* not owned: only compared, and reset with the territory */
  double x, y;
  guint n_heard;   /* sensors */
  gboolean hidden; /* it has no sign */
} Gateway;

/* A gateway and a site that it hears. */
typedef struct
{
  VigieSite *site; /* not owned, as above */
  double x, y;
  double snr; /* best, or NAN */
  guint gateway;
  guint8 link;     /* VigieRadioLink: best */
  gboolean best;   /* nobody hears the site better */
  gboolean hidden; /* the site has no sign */
} Line;

struct _VigieGatewayLayer
{
  VigieLiveLayer parent_instance;

  GArray *gateways; /* of Gateway */
  GArray *lines;    /* of Line */
  /* What is being gathered. */
  GArray *new_gateways, *new_lines;
  GHashTable *gateway_places; /* VigieSensor * → place + 1 in new_gateways */
  GHashTable *line_places;    /* owned key: Key → place + 1 in new_lines */

  VigieSite *selected;   /* owned, or NULL */
  VigieSiteLayer *signs; /* not owned, or NULL */
  VigieMapText *text;
  VigieBoxGrid *taken; /* owned: by labels */
};

G_DEFINE_FINAL_TYPE (VigieGatewayLayer, vigie_gateway_layer, VIGIE_TYPE_LIVE_LAYER)

/* ---- Gathering ---- */

typedef struct
{
  gpointer site;
  guint gateway;
} Key;

static guint
key_hash (gconstpointer p)
{
  const Key *key = p;

  return g_direct_hash (key->site) * 31 + key->gateway;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *p = a, *q = b;

  return p->site == q->site && p->gateway == q->gateway;
}

static void
stop_gathering (VigieGatewayLayer *self)
{
  g_clear_pointer (&self->new_gateways, g_array_unref);
  g_clear_pointer (&self->new_lines, g_array_unref);
  g_clear_pointer (&self->gateway_places, g_hash_table_unref);
  g_clear_pointer (&self->line_places, g_hash_table_unref);
}

static gboolean
place_of (VigieSite *site, double *x, double *y)
{
  if (site == NULL || !isfinite (vigie_site_get_lat (site))
      || !isfinite (vigie_site_get_lon (site)))
    return FALSE;
  *x = vigie_mercator_x (vigie_site_get_lon (site));
  *y = vigie_mercator_y (vigie_site_get_lat (site));
  return TRUE;
}

static gboolean
is_hidden (VigieGatewayLayer *self, VigieSite *site)
{
  return self->signs != NULL && !vigie_site_layer_has_site (self->signs, site);
}

/* The place + 1 of the gateway among those gathered; 0 where it has none on the map. */
static guint
find_gateway (VigieGatewayLayer *self, VigieSensor *sensor)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->gateway_places, sensor));
  Gateway gateway
      = {.site = vigie_sensor_get_site (sensor), .n_heard = vigie_sensor_get_n_heard (sensor)};

  if (place > 0 || !place_of (gateway.site, &gateway.x, &gateway.y))
    return place;
  gateway.hidden = is_hidden (self, gateway.site);
  g_array_append_val (self->new_gateways, gateway);
  g_hash_table_insert (self->gateway_places, sensor, GUINT_TO_POINTER (self->new_gateways->len));
  return self->new_gateways->len;
}

static void
take_hearing (VigieGatewayLayer *self,
              const Line *template,
              const VigieHearing *hearing,
              int spreading_factor,
              gboolean *is_best)
{
  Line line = *template;
  Key key = {.site = line.site};
  guint place, gateway;

  if (hearing->gateway == NULL
      || (line.hidden && is_hidden (self, vigie_sensor_get_site (hearing->gateway)))
      || (gateway = find_gateway (self, hearing->gateway)) == 0)
    return;
  key.gateway = line.gateway = gateway - 1;
  line.snr = hearing->snr;
  line.link = vigie_radio_link_classify (hearing->snr, spreading_factor);
  line.best = *is_best;
  *is_best = FALSE;
  place = GPOINTER_TO_UINT (g_hash_table_lookup (self->line_places, &key));
  if (place == 0)
    {
      g_array_append_val (self->new_lines, line);
      g_hash_table_insert (self->line_places, g_memdup2 (&key, sizeof key),
                           GUINT_TO_POINTER (self->new_lines->len));
      return;
    }
  {
    Line *known = &g_array_index (self->new_lines, Line, place - 1);

    known->link = MIN (known->link, line.link);
    known->best = known->best || line.best;
    known->snr
        = isnan (known->snr) ? line.snr : MAX (known->snr, isnan (line.snr) ? -INFINITY : line.snr);
  }
}

static void
take_sensor (VigieGatewayLayer *self, VigieSensor *sensor)
{
  const VigieHearing *hearings;
  VigieMeasure *factor;
  Line line = {.site = vigie_sensor_get_site (sensor)};
  int spreading_factor = 0;
  gboolean is_best = TRUE;
  guint n;

  /* What a silent one said last may be long gone. */
  if (vigie_sensor_is_gateway (sensor)
      || vigie_sensor_get_freshness (sensor) > VIGIE_FRESHNESS_LATE)
    return;
  hearings = vigie_sensor_get_gateways (sensor, &n);
  if (n == 0 || !place_of (line.site, &line.x, &line.y))
    return;
  line.hidden = is_hidden (self, line.site);
  factor = vigie_sensor_get_spreading_factor (sensor);
  if (factor != NULL && vigie_measure_get_latest (factor)->number >= 5
      && vigie_measure_get_latest (factor)->number <= 12)
    spreading_factor = (int) vigie_measure_get_latest (factor)->number;
  for (guint i = 0; i < n; i++)
    take_hearing (self, &line, &hearings[i], spreading_factor, &is_best);
}

static GListModel *
vigie_gateway_layer_get_items (VigieLiveLayer *layer)
{
  return vigie_territory_get_sensors (vigie_live_layer_get_territory (layer));
}

static void
vigie_gateway_layer_begin (VigieLiveLayer *layer)
{
  VigieGatewayLayer *self = VIGIE_GATEWAY_LAYER (layer);

  stop_gathering (self);
  self->new_gateways = g_array_new (FALSE, FALSE, sizeof (Gateway));
  self->new_lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->gateway_places = g_hash_table_new (NULL, NULL);
  self->line_places = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
}

static void
vigie_gateway_layer_take (VigieLiveLayer *layer, gpointer item)
{
  take_sensor (VIGIE_GATEWAY_LAYER (layer), item);
}

static void
vigie_gateway_layer_end (VigieLiveLayer *layer)
{
  VigieGatewayLayer *self = VIGIE_GATEWAY_LAYER (layer);
  guint former = self->gateways->len;

  g_array_unref (self->gateways);
  g_array_unref (self->lines);
  self->gateways = g_steal_pointer (&self->new_gateways);
  self->lines = g_steal_pointer (&self->new_lines);
  stop_gathering (self);
  if ((former == 0) != (self->gateways->len == 0))
    vigie_live_layer_legend_changed (layer);
}

static void
vigie_gateway_layer_forget (VigieLiveLayer *layer)
{
  VigieGatewayLayer *self = VIGIE_GATEWAY_LAYER (layer);

  stop_gathering (self);
  g_array_set_size (self->gateways, 0);
  g_array_set_size (self->lines, 0);
}

/* ---- Drawing ---- */

/* Width and dashes tell the class; the shade only helps. */
typedef struct
{
  float width;
  float dash[2]; /* 0: none */
} LineStyle;
static const LineStyle styles[VIGIE_N_RADIO_LINK] = {
    [VIGIE_RADIO_LINK_STRONG] = {2.5f, {0, 0}}, [VIGIE_RADIO_LINK_FAIR] = {1.25f, {0, 0}},
    [VIGIE_RADIO_LINK_WEAK] = {1.5f, {7, 4}},   [VIGIE_RADIO_LINK_LIMIT] = {2.5f, {2, 5}},
    [VIGIE_RADIO_LINK_UNKNOWN] = {1.f, {1, 3}},
};

static GdkRGBA
color_of (const VigiePalette *palette, VigieRadioLink link, gboolean link_lost, gboolean quiet)
{
  GdkRGBA color = palette->ink;

  if (link_lost || link == VIGIE_RADIO_LINK_UNKNOWN)
    color = palette->normal;
  else if (link == VIGIE_RADIO_LINK_LIMIT)
    color = palette->strong;
  else if (link == VIGIE_RADIO_LINK_WEAK)
    color = palette->dim;
  color.alpha = quiet ? 0.16f : 0.7f;
  return color;
}

static void
append_line_style (GtkSnapshot *snapshot, GskPath *path, VigieRadioLink link, const GdkRGBA *color)
{
  g_autoptr (GskStroke) stroke = gsk_stroke_new (styles[link].width);

  if (styles[link].dash[0] > 0)
    gsk_stroke_set_dash (stroke, styles[link].dash, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

static gboolean
is_selected (VigieGatewayLayer *self, const Line *line)
{
  return self->selected != NULL
         && (line->site == self->selected
             || g_array_index (self->gateways, Gateway, line->gateway).site == self->selected);
}

static gboolean
has_selected (VigieGatewayLayer *self)
{
  for (guint i = 0; self->selected != NULL && i < self->lines->len; i++)
    if (is_selected (self, &g_array_index (self->lines, Line, i)))
      return TRUE;
  return FALSE;
}

/* What is drawn alike is one path. */
typedef struct
{
  GskPathBuilder *paths[2][VIGIE_N_RADIO_LINK]; /* [quiet] */
  guint n;
} Picture;

static void
take_line (Picture *picture,
           const VigieLayerFrame *frame,
           VigieGatewayLayer *self,
           const Line *line,
           gboolean quiet)
{
  const Gateway *gateway = &g_array_index (self->gateways, Gateway, line->gateway);
  GskPathBuilder **path = &picture->paths[quiet][line->link];
  double ax, ay, bx, by;

  vigie_layer_frame_place (frame, gateway->x, gateway->y, &ax, &ay);
  bx = ax + remainder (line->x - gateway->x, 1) * frame->world;
  by = ay + (line->y - gateway->y) * frame->world;
  if (MAX (ax, bx) < 0 || MAX (ay, by) < 0 || MIN (ax, bx) > frame->width
      || MIN (ay, by) > frame->height || (fabs (ax - bx) < 2 && fabs (ay - by) < 2))
    return;
  if (*path == NULL)
    *path = gsk_path_builder_new ();
  gsk_path_builder_move_to (*path, (float) ax, (float) ay);
  gsk_path_builder_line_to (*path, (float) bx, (float) by);
  picture->n++;
}

static void
take_lines (Picture *picture, const VigieLayerFrame *frame, VigieGatewayLayer *self)
{
  gboolean selected = has_selected (self);

  /* The selected ones, then those of the best gateway of each site, then the others. */
  for (guint pass = selected ? 0 : 1; pass < 3; pass++)
    for (guint i = 0; i < self->lines->len && (picture->n < MAX_LINES || pass == 0); i++)
      {
        const Line *line = &g_array_index (self->lines, Line, i);
        guint own = is_selected (self, line) ? 0 : line->best ? 1 : 2;

        if (own == pass)
          take_line (picture, frame, self, line, selected ? pass > 0 : pass > 1);
      }
}

static void
append_dot (GtkSnapshot *snapshot,
            const VigieLayerFrame *frame,
            double x,
            double y,
            const GdkRGBA *color)
{
  double to_x, to_y;

  vigie_layer_frame_place (frame, x, y, &to_x, &to_y);
  if (to_x < -DOT || to_y < -DOT || to_x > frame->width + DOT || to_y > frame->height + DOT)
    return;
  gtk_snapshot_append_color (
      snapshot, color,
      &GRAPHENE_RECT_INIT ((float) to_x - DOT / 2.f, (float) to_y - DOT / 2.f, DOT, DOT));
}

/* Where a line ends that has no sign. */
static void
snapshot_dots (VigieGatewayLayer *self,
               GtkSnapshot *snapshot,
               const VigieLayerFrame *frame,
               const GdkRGBA *color)
{
  for (guint i = 0; i < self->gateways->len; i++)
    {
      const Gateway *gateway = &g_array_index (self->gateways, Gateway, i);

      if (gateway->hidden)
        append_dot (snapshot, frame, gateway->x, gateway->y, color);
    }
  for (guint i = 0; i < MIN (self->lines->len, MAX_LINES); i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (line->hidden)
        append_dot (snapshot, frame, line->x, line->y, color);
    }
}

static void
snapshot_labels (VigieGatewayLayer *self, GtkSnapshot *snapshot, const VigieLayerFrame *frame)
{
  const VigiePalette *palette
      = vigie_palette_get (vigie_live_layer_get_scheme (VIGIE_LIVE_LAYER (self)));
  double sx, sy;
  guint n_sites;

  vigie_map_text_set_style (self->text, vigie_map_scale_text (GTK_WIDGET (self), LABEL_PIXELS),
                            PANGO_WEIGHT_BOLD, &palette->strong, &palette->card,
                            vigie_map_scale_of (GTK_WIDGET (self)));
  vigie_box_grid_reset (self->taken, frame->width, frame->height);
  if (self->signs != NULL)
    vigie_site_layer_take_boxes (self->signs, self->taken);
  for (guint i = 0; i < self->gateways->len; i++)
    {
      const Gateway *gateway = &g_array_index (self->gateways, Gateway, i);
      g_autofree char *words = g_strdup_printf ("%u", gateway->n_heard);
      double x, y, width, height;
      GdkTexture *texture;
      graphene_rect_t rect;

      vigie_layer_frame_place (frame, gateway->x, gateway->y, &x, &y);
      if (x < -40 || y < -40 || x > frame->width + 40 || y > frame->height + 40)
        continue;
      if (gateway->hidden)
        continue;
      if (self->signs != NULL
          && vigie_site_layer_locate (self->signs, gateway->site, &sx, &sy, &n_sites)
          && n_sites > 1)
        continue;
      texture = vigie_map_text_get (self->text, words, &width, &height);
      rect = GRAPHENE_RECT_INIT ((float) round (x - width / 2), (float) round (y + LABEL_DOWN),
                                 (float) width, (float) height);
      if (!vigie_box_grid_is_free (self->taken, &rect, VIGIE_BOX_GRID_NOBODY))
        continue;
      vigie_box_grid_take (self->taken, &rect, VIGIE_BOX_GRID_NOBODY);
      gtk_snapshot_append_texture (snapshot, texture, &rect);
    }
}

static void
vigie_gateway_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieGatewayLayer *self = VIGIE_GATEWAY_LAYER (widget);
  VigieLiveLayer *layer = VIGIE_LIVE_LAYER (self);
  const VigiePalette *palette = vigie_palette_get (vigie_live_layer_get_scheme (layer));
  Picture picture = {0};
  VigieLayerFrame frame;

  if (self->lines->len == 0 || !vigie_layer_frame_get (SHUMATE_LAYER (self), &frame))
    return;
  take_lines (&picture, &frame, self);
  for (int quiet = 1; quiet >= 0; quiet--)
    for (int link = VIGIE_N_RADIO_LINK - 1; link >= 0; link--)
      if (picture.paths[quiet][link] != NULL)
        {
          g_autoptr (GskPath) path = gsk_path_builder_free_to_path (picture.paths[quiet][link]);
          GdkRGBA color = color_of (palette, link, vigie_live_layer_get_link_lost (layer), quiet);

          append_line_style (snapshot, path, link, &color);
        }
  snapshot_dots (self, snapshot, &frame, &palette->ink);
  snapshot_labels (self, snapshot, &frame);
}

/* ---- Legend ---- */

static void
vigie_gateway_layer_fill_legend (VigieLiveLayer *layer, GtkBox *part)
{
  VigieGatewayLayer *self = VIGIE_GATEWAY_LAYER (layer);
  const VigiePalette *palette = vigie_palette_get (vigie_live_layer_get_scheme (layer));
  guint counts[VIGIE_N_RADIO_LINK];

  vigie_map_legend_add_title (part, _ ("Gateways and what they hear"));
  if (self->gateways->len == 0)
    {
      vigie_map_legend_add_note (part, _ ("No sensor reports which gateways hear it."));
      return;
    }
  vigie_gateway_layer_count (self, NULL, counts);
  for (guint link = 0; link < VIGIE_N_RADIO_LINK; link++)
    {
      GtkSnapshot *snapshot;
      g_autoptr (GskPathBuilder) builder = NULL;
      g_autoptr (GskPath) path = NULL;
      GdkRGBA color = color_of (palette, link, vigie_live_layer_get_link_lost (layer), FALSE);

      /* That a gateway tells no SNR is rare. */
      if (link == VIGIE_RADIO_LINK_UNKNOWN && counts[link] == 0)
        continue;
      builder = gsk_path_builder_new ();
      gsk_path_builder_move_to (builder, 1, 5);
      gsk_path_builder_line_to (builder, 35, 5);
      path = gsk_path_builder_to_path (builder);
      snapshot = gtk_snapshot_new ();
      append_line_style (snapshot, path, link, &color);
      vigie_map_legend_add_sign (part, snapshot, 36, 10, vigie_radio_link_words (link));
    }
  vigie_map_legend_add_note (part, _ ("Faint: another gateway hears the site better."));
  vigie_map_legend_add_note (part,
                             vigie_live_layer_get_link_lost (layer)
                                 ? _ ("As it was when the link was lost. Number: sensors heard.")
                                 : _ ("Number: sensors heard."));
}

/* ---- The object ---- */

static void
vigie_gateway_layer_dispose (GObject *object)
{
  VigieGatewayLayer *self = VIGIE_GATEWAY_LAYER (object);

  stop_gathering (self);
  g_clear_object (&self->selected);
  g_clear_object (&self->text);
  G_OBJECT_CLASS (vigie_gateway_layer_parent_class)->dispose (object);
}

static void
vigie_gateway_layer_finalize (GObject *object)
{
  VigieGatewayLayer *self = VIGIE_GATEWAY_LAYER (object);

  g_array_unref (self->gateways);
  g_array_unref (self->lines);
  vigie_box_grid_free (self->taken);
  G_OBJECT_CLASS (vigie_gateway_layer_parent_class)->finalize (object);
}

static void
vigie_gateway_layer_class_init (VigieGatewayLayerClass *klass)
{
  VigieLiveLayerClass *layer_class = VIGIE_LIVE_LAYER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_gateway_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_gateway_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = vigie_gateway_layer_snapshot;
  layer_class->get_items = vigie_gateway_layer_get_items;
  layer_class->begin = vigie_gateway_layer_begin;
  layer_class->take = vigie_gateway_layer_take;
  layer_class->end = vigie_gateway_layer_end;
  layer_class->forget = vigie_gateway_layer_forget;
  layer_class->fill_legend = vigie_gateway_layer_fill_legend;
}

static void
vigie_gateway_layer_init (VigieGatewayLayer *self)
{
  self->gateways = g_array_new (FALSE, FALSE, sizeof (Gateway));
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->text = vigie_map_text_new ();
  self->taken = vigie_box_grid_new ();
}

VigieGatewayLayer *
vigie_gateway_layer_new (ShumateViewport *viewport)
{
  return g_object_new (VIGIE_TYPE_GATEWAY_LAYER, "viewport", viewport, NULL);
}

void
vigie_gateway_layer_set_selected_site (VigieGatewayLayer *self, VigieSite *site)
{
  if (g_set_object (&self->selected, site))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_gateway_layer_set_signs (VigieGatewayLayer *self, VigieSiteLayer *signs)
{
  if (self->signs == signs)
    return;
  if (self->signs != NULL)
    g_signal_handlers_disconnect_by_data (self->signs, self);
  self->signs = signs;
  if (signs != NULL)
    g_signal_connect_object (signs, "places-changed", G_CALLBACK (vigie_live_layer_changed), self,
                             G_CONNECT_SWAPPED);
  vigie_live_layer_changed (VIGIE_LIVE_LAYER (self));
}

static char *
describe_hearing (guint n)
{
  g_autofree char *number = vigie_words_number (n, 0);

  /* Translators: what a gateway does, beside its name */
  return g_strdup_printf (ngettext ("hears %s sensor", "hears %s sensors", n), number);
}

char *
vigie_gateway_layer_describe (VigieGatewayLayer *self, VigieSite *site)
{
  VigieRadioLink best = VIGIE_RADIO_LINK_UNKNOWN;
  g_autofree char *number = NULL;
  guint n = 0;

  g_return_val_if_fail (VIGIE_IS_GATEWAY_LAYER (self), NULL);

  for (guint i = 0; i < self->gateways->len; i++)
    if (g_array_index (self->gateways, Gateway, i).site == site)
      return describe_hearing (g_array_index (self->gateways, Gateway, i).n_heard);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (line->site != site)
        continue;
      n++;
      best = MIN (best, (VigieRadioLink) line->link);
    }
  if (n == 0)
    return NULL;
  number = vigie_words_number (n, 0);
  return g_strdup_printf (
      /* Translators: by whom a site is heard, beside its name, and how well: « entendu par 3 passerelles, au mieux : SNR
       * de 0 dB ou plus » */
      ngettext ("heard by %1$s gateway: %2$s", "heard by %1$s gateways, at best: %2$s", n), number,
      vigie_radio_link_words (best));
}

guint
vigie_gateway_layer_get_n_gateways (VigieGatewayLayer *self)
{
  return self->gateways->len;
}

void
vigie_gateway_layer_count (VigieGatewayLayer *self,
                           VigieSite *site,
                           guint counts[VIGIE_N_RADIO_LINK])
{
  for (guint link = 0; link < VIGIE_N_RADIO_LINK; link++)
    counts[link] = 0;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (site == NULL || line->site == site
          || g_array_index (self->gateways, Gateway, line->gateway).site == site)
        counts[line->link]++;
    }
}
