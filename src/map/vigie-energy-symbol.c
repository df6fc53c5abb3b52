/* vigie-energy-symbol.c: the power of now at each site, as circles whose area tells how much.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-symbol.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-circle-key.h"
#include "vigie-layer-frame.h"
#include "vigie-map-legend.h"
#include "vigie-map-scale.h"
#include "vigie-map-text.h"
#include "vigie-meter.h"
#include "vigie-symbol-scale.h"
#include "vigie-words.h"

#define MAX_RADIUS 44.0
/* A smaller circle is not seen behind the sign of its site. */
#define MIN_RADIUS 11.0
/* From this radius on there is room for its sign. */
#define SIGN_RADIUS 13.0
#define SIGN_PIXELS 13
/* So many are drawn in a picture: the largest. */
#define MAX_DRAWN 1200

typedef struct
{
  VigieSite *site; /* not owned: only compared; forgotten with the territory */
  double x, y, kw;
  guint8 kind;      /* VigiePowerKind */
  guint8 freshness; /* of its oldest part */
} Symbol;

struct _VigieEnergySymbols
{
  VigieLiveLayer parent_instance;

  GArray *symbols;     /* of Symbol, the largest first */
  GArray *new_symbols; /* being gathered, or NULL */
  double top;          /* kW of the largest circle, 0 for none */
  guint n_drawn;
  VigieMapText *text;
};

G_DEFINE_FINAL_TYPE (VigieEnergySymbols, vigie_energy_symbols, VIGIE_TYPE_LIVE_LAYER)

/* ---- Gathering ---- */

static gboolean
kind_of (const VigieMeasureData *data, VigiePowerKind *kind, double *factor)
{
  if (data->aggregation != VIGIE_AGGREGATION_INSTANT
      || vigie_quantity_of_unit (data->unit, factor) != VIGIE_QUANTITY_POWER)
    return FALSE;
  switch ((int) data->role)
    {
    case VIGIE_ROLE_CONSUMPTION:
      *kind = VIGIE_POWER_CONSUMED;
      return TRUE;
    case VIGIE_ROLE_PRODUCTION:
      *kind = VIGIE_POWER_PRODUCED;
      return TRUE;
    case VIGIE_ROLE_GRID_EXPORT:
      *kind = VIGIE_POWER_EXPORTED;
      return TRUE;
    default:
      return FALSE;
    }
}

static void
take_site (VigieEnergySymbols *self, VigieSite *site)
{
  GListModel *measures = vigie_site_get_measures (site);
  guint n = g_list_model_get_n_items (measures);
  Symbol found[VIGIE_N_POWER_KIND] = {0};

  if (!isfinite (vigie_site_get_lat (site)) || !isfinite (vigie_site_get_lon (site)))
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieMeasureData *data = vigie_measure_get_data (measure);
      VigieFreshness freshness = vigie_measure_get_freshness (measure);
      double number = vigie_measure_get_latest (measure)->number, factor;
      VigiePowerKind kind;

      /* A sub-meter's power is in that of the meter that it is part of. A negative power is not what its role says. */
      if (!kind_of (data, &kind, &factor) || data->part_of != NULL || !isfinite (number)
          || number < 0 || freshness > VIGIE_FRESHNESS_SILENT)
        continue;
      found[kind].kw += number * factor;
      found[kind].freshness = MAX (found[kind].freshness, freshness);
    }
  for (guint kind = 0; kind < VIGIE_N_POWER_KIND; kind++)
    {
      if (found[kind].kw <= 0)
        continue;
      found[kind].site = site;
      found[kind].x = vigie_mercator_x (vigie_site_get_lon (site));
      found[kind].y = vigie_mercator_y (vigie_site_get_lat (site));
      found[kind].kind = kind;
      g_array_append_val (self->new_symbols, found[kind]);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Symbol *p = a, *q = b;

  return (p->kw < q->kw) - (p->kw > q->kw);
}

static void
vigie_energy_symbols_begin (VigieLiveLayer *layer)
{
  VigieEnergySymbols *self = VIGIE_ENERGY_SYMBOLS (layer);

  g_clear_pointer (&self->new_symbols, g_array_unref);
  self->new_symbols = g_array_new (FALSE, FALSE, sizeof (Symbol));
}

static void
vigie_energy_symbols_take (VigieLiveLayer *layer, gpointer item)
{
  take_site (VIGIE_ENERGY_SYMBOLS (layer), item);
}

static void
vigie_energy_symbols_end (VigieLiveLayer *layer)
{
  VigieEnergySymbols *self = VIGIE_ENERGY_SYMBOLS (layer);
  double top;

  g_array_sort (self->new_symbols, compare);
  g_array_unref (self->symbols);
  self->symbols = g_steal_pointer (&self->new_symbols);
  top = self->symbols->len > 0
            ? vigie_symbol_scale_top (g_array_index (self->symbols, Symbol, 0).kw)
            : 0;
  if (self->top != top)
    {
      self->top = top;
      vigie_live_layer_legend_changed (layer);
    }
}

static void
vigie_energy_symbols_forget (VigieLiveLayer *layer)
{
  VigieEnergySymbols *self = VIGIE_ENERGY_SYMBOLS (layer);

  g_clear_pointer (&self->new_symbols, g_array_unref);
  g_array_set_size (self->symbols, 0);
  self->top = 0;
}

/* ---- Drawing ---- */

static const char *
sign_of (VigiePowerKind kind)
{
  static const char *const signs[VIGIE_N_POWER_KIND] = {"−", "+", "↑"};

  return signs[kind];
}

/* Where on the edge its sign is: at the left, the right, the top, so that three around one site do not meet. */
static void
sign_place (VigiePowerKind kind, double radius, double *dx, double *dy)
{
  static const double places[VIGIE_N_POWER_KIND][2] = {{-1, 0}, {1, 0}, {0, -1}};

  *dx = places[kind][0] * radius;
  *dy = places[kind][1] * radius;
}

static void
append_circle (GtkSnapshot *snapshot,
               double x,
               double y,
               double radius,
               VigiePowerKind kind,
               VigieFreshness freshness,
               const VigiePalette *palette)
{
  const float width = kind == VIGIE_POWER_EXPORTED ? 2.5f : 1.5f;
  GdkRGBA fill = kind == VIGIE_POWER_CONSUMED   ? palette->ink
                 : kind == VIGIE_POWER_PRODUCED ? palette->card
                                                : palette->norm;
  GdkRGBA edge = palette->ink;
  graphene_rect_t box = GRAPHENE_RECT_INIT ((float) (x - radius), (float) (y - radius),
                                            (float) (2 * radius), (float) (2 * radius));
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle, &box, (float) radius);
  fill.alpha = kind == VIGIE_POWER_CONSUMED ? 0.28f : 0.65f;
  if (freshness == VIGIE_FRESHNESS_LIVE)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &circle);
      gtk_snapshot_append_color (snapshot, &fill, &box);
      gtk_snapshot_pop (snapshot);
    }
  if (freshness <= VIGIE_FRESHNESS_LATE)
    gtk_snapshot_append_border (snapshot, &circle, (float[4]) {width, width, width, width},
                                (GdkRGBA[4]) {edge, edge, edge, edge});
  else
    {
      g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
      g_autoptr (GskPath) path = NULL;
      g_autoptr (GskStroke) stroke = gsk_stroke_new (width);

      gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                   (float) radius - width / 2);
      path = gsk_path_builder_to_path (builder);
      gsk_stroke_set_dash (stroke, (float[2]) {4, 3}, 2);
      gtk_snapshot_append_stroke (snapshot, path, stroke, &edge);
    }
}

static void
append_sign (GtkSnapshot *snapshot,
             VigieMapText *text,
             double x,
             double y,
             double radius,
             VigiePowerKind kind)
{
  double width, height, dx, dy;
  GdkTexture *texture = vigie_map_text_get (text, sign_of (kind), &width, &height);

  sign_place (kind, radius, &dx, &dy);
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT ((float) round (x + dx - width / 2),
                                                    (float) round (y + dy - height / 2),
                                                    (float) width, (float) height));
}

static void
set_text_style (VigieEnergySymbols *self, const VigiePalette *palette)
{
  vigie_map_text_set_style (self->text, SIGN_PIXELS, PANGO_WEIGHT_ULTRABOLD, &palette->strong,
                            &palette->card, vigie_map_scale_of (GTK_WIDGET (self)));
}

static double
radius_of (VigieEnergySymbols *self, double kw)
{
  double radius = vigie_symbol_scale_radius (kw, self->top, MAX_RADIUS);

  return radius < MIN_RADIUS ? 0 : radius;
}

/* Where the circle is, of a radius that is above 0; FALSE where none of it is in view. */
static gboolean
place_circle (const VigieLayerFrame *frame,
              const Symbol *symbol,
              double radius,
              double *x,
              double *y)
{
  vigie_layer_frame_place (frame, symbol->x, symbol->y, x, y);
  return *x + radius >= 0 && *y + radius >= 0 && *x - radius <= frame->width
         && *y - radius <= frame->height;
}

static void
vigie_energy_symbols_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieEnergySymbols *self = VIGIE_ENERGY_SYMBOLS (widget);
  VigieLiveLayer *layer = VIGIE_LIVE_LAYER (self);
  const VigiePalette *palette = vigie_palette_get (vigie_live_layer_get_scheme (layer));
  VigieLayerFrame frame;

  self->n_drawn = 0;
  if (!vigie_layer_frame_get (SHUMATE_LAYER (self), &frame))
    return;
  set_text_style (self, palette);
  for (guint i = 0; i < self->symbols->len && self->n_drawn < MAX_DRAWN; i++)
    {
      const Symbol *symbol = &g_array_index (self->symbols, Symbol, i);
      double radius = radius_of (self, symbol->kw), x, y;
      VigieFreshness freshness
          = vigie_live_layer_get_link_lost (layer) ? VIGIE_FRESHNESS_SILENT : symbol->freshness;

      /* They only get smaller. */
      if (radius <= 0)
        break;
      if (!place_circle (&frame, symbol, radius, &x, &y))
        continue;
      append_circle (snapshot, x, y, radius, symbol->kind, freshness, palette);
      self->n_drawn++;
    }
  /* Their signs above all circles. */
  for (guint i = 0; i < MIN (self->symbols->len, MAX_DRAWN); i++)
    {
      const Symbol *symbol = &g_array_index (self->symbols, Symbol, i);
      double radius = radius_of (self, symbol->kw), x, y;

      if (radius < SIGN_RADIUS)
        break;
      if (place_circle (&frame, symbol, radius, &x, &y))
        append_sign (snapshot, self->text, x, y, radius, symbol->kind);
    }
}

/* ---- Legend ---- */

static void
add_kind (VigieEnergySymbols *self,
          GtkBox *part,
          VigiePowerKind kind,
          VigieFreshness freshness,
          gboolean with_sign,
          const char *words)
{
  const VigiePalette *palette
      = vigie_palette_get (vigie_live_layer_get_scheme (VIGIE_LIVE_LAYER (self)));
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  append_circle (snapshot, 18, 14, 8, kind, freshness, palette);
  if (with_sign)
    append_sign (snapshot, self->text, 18, 14, 8, kind);
  vigie_map_legend_add_sign (part, snapshot, 36, 24, words);
}

static void
vigie_energy_symbols_fill_legend (VigieLiveLayer *layer, GtkBox *part)
{
  VigieEnergySymbols *self = VIGIE_ENERGY_SYMBOLS (layer);
  const VigiePalette *palette = vigie_palette_get (vigie_live_layer_get_scheme (layer));
  double samples[3];
  GtkWidget *key;

  vigie_map_legend_add_title (part, _ ("Power now: the area"));
  if (self->top <= 0)
    {
      vigie_map_legend_add_note (part, _ ("No site reports its power."));
      return;
    }
  vigie_symbol_scale_samples (self->top, samples);
  key = vigie_circle_key_new (vigie_live_layer_get_scheme (layer));
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      double radius = radius_of (self, samples[i]);
      g_autofree char *words = vigie_words_figure (samples[i], samples[i] < 1 ? 2 : 0, "kW");

      if (radius > 0)
        vigie_circle_key_add (VIGIE_CIRCLE_KEY (key), radius, words);
    }
  gtk_box_append (part, key);
  set_text_style (self, palette);
  add_kind (self, part, VIGIE_POWER_CONSUMED, VIGIE_FRESHNESS_LIVE, TRUE, _ ("consumed"));
  add_kind (self, part, VIGIE_POWER_PRODUCED, VIGIE_FRESHNESS_LIVE, TRUE, _ ("produced"));
  add_kind (self, part, VIGIE_POWER_EXPORTED, VIGIE_FRESHNESS_LIVE, TRUE,
            _ ("exported to the "
               "grid"));
  add_kind (self, part, VIGIE_POWER_CONSUMED, VIGIE_FRESHNESS_LATE, FALSE, _ ("hollow: late"));
  add_kind (self, part, VIGIE_POWER_CONSUMED, VIGIE_FRESHNESS_SILENT, FALSE,
            _ ("dashed: last known"));
}

/* ---- The object ---- */

static void
vigie_energy_symbols_dispose (GObject *object)
{
  g_clear_object (&VIGIE_ENERGY_SYMBOLS (object)->text);
  G_OBJECT_CLASS (vigie_energy_symbols_parent_class)->dispose (object);
}

static void
vigie_energy_symbols_finalize (GObject *object)
{
  VigieEnergySymbols *self = VIGIE_ENERGY_SYMBOLS (object);

  g_array_unref (self->symbols);
  g_clear_pointer (&self->new_symbols, g_array_unref);
  G_OBJECT_CLASS (vigie_energy_symbols_parent_class)->finalize (object);
}

static void
vigie_energy_symbols_class_init (VigieEnergySymbolsClass *klass)
{
  VigieLiveLayerClass *layer_class = VIGIE_LIVE_LAYER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_energy_symbols_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_energy_symbols_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = vigie_energy_symbols_snapshot;
  layer_class->begin = vigie_energy_symbols_begin;
  layer_class->take = vigie_energy_symbols_take;
  layer_class->end = vigie_energy_symbols_end;
  layer_class->forget = vigie_energy_symbols_forget;
  layer_class->fill_legend = vigie_energy_symbols_fill_legend;
}

static void
vigie_energy_symbols_init (VigieEnergySymbols *self)
{
  self->symbols = g_array_new (FALSE, FALSE, sizeof (Symbol));
  self->text = vigie_map_text_new ();
}

VigieEnergySymbols *
vigie_energy_symbols_new (ShumateViewport *viewport)
{
  return g_object_new (VIGIE_TYPE_ENERGY_SYMBOLS, "viewport", viewport, NULL);
}

double
vigie_energy_symbols_get_power (VigieEnergySymbols *self,
                                VigieSite *site,
                                VigiePowerKind kind,
                                VigieFreshness *freshness)
{
  for (guint i = 0; i < self->symbols->len; i++)
    {
      const Symbol *symbol = &g_array_index (self->symbols, Symbol, i);

      if (symbol->site != site || symbol->kind != kind)
        continue;
      if (freshness != NULL)
        *freshness = symbol->freshness;
      return symbol->kw;
    }
  return NAN;
}

static char *
describe_figure (VigiePowerKind kind, const char *figure)
{
  switch (kind)
    {
    case VIGIE_POWER_PRODUCED:
      return g_strdup_printf (_ ("power produced: %s"), figure);
    case VIGIE_POWER_EXPORTED:
      return g_strdup_printf (_ ("power exported to the grid: %s"), figure);
    case VIGIE_POWER_CONSUMED:
    default:
      return g_strdup_printf (_ ("power consumed: %s"), figure);
    }
}

/* « power consumed: 12,4 kW, late » */
static char *
describe_power (VigieEnergySymbols *self, VigiePowerKind kind, double kw, VigieFreshness freshness)
{
  g_autofree char *figure = vigie_words_figure (kw, kw < 10 ? 2 : kw < 100 ? 1 : 0, "kW");
  g_autofree char *words = describe_figure (kind, figure);

  if (freshness > VIGIE_FRESHNESS_LATE || vigie_live_layer_get_link_lost (VIGIE_LIVE_LAYER (self)))
    /* Translators: a power that is no longer told */
    return g_strdup_printf (C_ ("power", "%s, last known"), words);
  if (freshness == VIGIE_FRESHNESS_LATE)
    /* Translators: a power that is told too late */
    return g_strdup_printf (C_ ("power", "%s, late"), words);
  return g_steal_pointer (&words);
}

char *
vigie_energy_symbols_describe (VigieEnergySymbols *self, VigieSite *site)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (VIGIE_IS_ENERGY_SYMBOLS (self), NULL);

  for (guint kind = 0; kind < VIGIE_N_POWER_KIND; kind++)
    {
      VigieFreshness freshness;
      double kw = vigie_energy_symbols_get_power (self, site, (VigiePowerKind) kind, &freshness);

      if (!isnan (kw))
        g_ptr_array_add (parts, describe_power (self, (VigiePowerKind) kind, kw, freshness));
    }
  return parts->len > 0 ? vigie_words_list ((const char *const *) parts->pdata, parts->len) : NULL;
}

guint
vigie_energy_symbols_get_n_drawn (VigieEnergySymbols *self)
{
  return self->n_drawn;
}
