/* vigie-fleet-row.c: one row of the table of the fleet, drawn as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-row.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-glyph.h"

#define PADDING 6
#define GLYPH_SIZE 20
#define BAR_WIDTH 3
#define BAR_GAP 2
#define BARS_HEIGHT 12
#define N_BARS 4
#define BARS_WIDTH (N_BARS * BAR_WIDTH + (N_BARS - 1) * BAR_GAP)
#define NO_BARS G_MAXUINT8
/* Texts kept laid out for each column: some screens of them. */
#define N_LAYOUTS 400

struct _VigieFleetRow
{
  VigieDrawnRow parent_instance;

  VigieFleetPen *pen;                 /* unowned */
  char *words[VIGIE_FLEET_N_COLUMNS]; /* owned; NULL for columns that are not shown */
  char *sentence;                     /* owned: all of them */
  guint8 bars_battery, bars_radio;    /* 0 to 4, or NO_BARS */
  guint bold;                         /* bit of each column */
  gboolean silent;
  int drawn_from,
      drawn_to; /* of its width: the cells between are drawn, those beside are out of sight */
};

G_DEFINE_FINAL_TYPE (VigieFleetRow, vigie_fleet_row, VIGIE_TYPE_DRAWN_ROW)

/* ---- What rows share ------------------------------------------------------------------------- */

void
vigie_fleet_pen_init (VigieFleetPen *pen,
                      VigieFleetColumns *columns,
                      VigieFleetModel *model,
                      VigieTicker *ticker)
{
  pen->columns = columns;
  pen->model = model;
  pen->ticker = ticker;
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    pen->layouts[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

void
vigie_fleet_pen_forget (VigieFleetPen *pen)
{
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    g_hash_table_remove_all (pen->layouts[i]);
}

void
vigie_fleet_pen_clear (VigieFleetPen *pen)
{
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    g_clear_pointer (&pen->layouts[i], g_hash_table_unref);
}

static int
lead_width (VigieFleetColumn column)
{
  switch ((int) column)
    {
    case VIGIE_FLEET_COLUMN_STATE:
      return GLYPH_SIZE + PADDING;
    case VIGIE_FLEET_COLUMN_BATTERY:
    case VIGIE_FLEET_COLUMN_RSSI:
      return BARS_WIDTH + PADDING;
    default:
      return 0;
    }
}

/* Figures stand at the end, under each other. */
gboolean
vigie_fleet_row_is_at_end (VigieFleetColumn column)
{
  return column >= VIGIE_FLEET_COLUMN_EXPECTED && column != VIGIE_FLEET_COLUMN_BATTERY
         && column != VIGIE_FLEET_COLUMN_BATTERY_END && column != VIGIE_FLEET_COLUMN_RSSI;
}

static PangoLayout *
make_layout (VigieFleetPen *pen,
             GtkWidget *widget,
             VigieFleetColumn column,
             const char *words,
             gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, words);
  PangoAttrList *attributes = pango_attr_list_new ();
  int width = vigie_fleet_columns_get_width (pen->columns, column) - lead_width (column)
              - 2 * PADDING - 1;

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
  if (vigie_fleet_row_is_at_end (column))
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  return layout;
}

/* Owned by the pen; until the next one is asked for. */
static PangoLayout *
get_layout (VigieFleetRow *self, VigieFleetColumn column)
{
  GHashTable *layouts = self->pen->layouts[column];
  gboolean bold = (self->bold & 1u << column) != 0;
  g_autofree char *key = g_strconcat (bold ? "b" : "r", self->words[column], NULL);
  PangoLayout *layout = g_hash_table_lookup (layouts, key);

  if (layout != NULL)
    return layout;
  if (g_hash_table_size (layouts) >= N_LAYOUTS)
    g_hash_table_remove_all (layouts);
  layout = make_layout (self->pen, GTK_WIDGET (self), column, self->words[column], bold);
  g_hash_table_insert (layouts, g_steal_pointer (&key), layout);
  return layout;
}

/* ---- What it says ---------------------------------------------------------------------------- */

static char *
cell_words (VigieFleetPen *pen, VigieSensor *sensor, VigieFleetColumn column)
{
  return vigie_fleet_words (sensor, column, vigie_fleet_model_get_figures (pen->model, sensor),
                            vigie_ticker_get_now (pen->ticker),
                            vigie_ticker_get_live (pen->ticker));
}

static char *
spoken (VigieFleetColumn column, const char *words)
{
  /* Translators, here and in the next ones: parts of what a screen reader says of a row of the fleet, after its name, site
   * and state: « vu il y a 5 min, attendu toutes les 10 min, batterie 16 % » */
  switch (column)
    {
    case VIGIE_FLEET_COLUMN_SEEN:
      return g_strdup_printf (C_ ("screen reader", "last seen %s"), words);
    case VIGIE_FLEET_COLUMN_FAILURE:
      return g_strdup_printf (C_ ("screen reader", "next failure: %s"), words);
    case VIGIE_FLEET_COLUMN_EXPECTED:
      return g_strdup_printf (C_ ("screen reader", "expected every %s"), words);
    case VIGIE_FLEET_COLUMN_BATTERY:
      return g_strdup_printf (C_ ("screen reader", "battery %s"), words);
    case VIGIE_FLEET_COLUMN_BATTERY_END:
      return g_strdup_printf (C_ ("screen reader", "battery end %s"), words);
    case VIGIE_FLEET_COLUMN_RSSI:
      return g_strdup_printf (C_ ("screen reader", "signal %s"), words);
    case VIGIE_FLEET_COLUMN_SNR:
      return g_strdup_printf (C_ ("screen reader", "signal to noise %s"), words);
    case VIGIE_FLEET_COLUMN_LOST:
      return g_strdup_printf (C_ ("screen reader", "frames lost in 24 hours %s"), words);
    case VIGIE_FLEET_COLUMN_GATEWAYS:
      return g_strdup_printf (C_ ("screen reader", "gateways %s"), words);
    case VIGIE_FLEET_COLUMN_MODEL:
      return g_strdup_printf (C_ ("screen reader", "model %s"), words);
    case VIGIE_FLEET_COLUMN_STATE:
    case VIGIE_FLEET_COLUMN_NAME:
    case VIGIE_FLEET_COLUMN_SITE:
    case VIGIE_FLEET_COLUMN_COMMUNE:
    case VIGIE_FLEET_COLUMN_EUI:
    case VIGIE_FLEET_COLUMN_FACTOR:
    default:
      return g_strdup (words);
    }
}

static void
say_cell (GString *sentence, VigieFleetColumn column, const char *words)
{
  g_autofree char *part = NULL;

  if (words == NULL || *words == '\0' || strcmp (words, "—") == 0)
    return;
  part = spoken (column, words);
  if (sentence->len > 0)
    /* Translators: between the parts of what a screen reader says of a row of the fleet */
    g_string_append (sentence, C_ ("screen reader", ", "));
  g_string_append (sentence, part);
}

/* Its name, its site and its state first, wherever their columns are. */
static char *
make_sentence (VigieFleetRow *self)
{
  static const VigieFleetColumn first[]
      = {VIGIE_FLEET_COLUMN_NAME, VIGIE_FLEET_COLUMN_SITE, VIGIE_FLEET_COLUMN_STATE};
  const VigieFleetColumn *order = vigie_fleet_columns_get_order (self->pen->columns);
  GString *sentence = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    say_cell (sentence, first[i], self->words[first[i]]);
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    if (order[i] > VIGIE_FLEET_COLUMN_SITE)
      say_cell (sentence, order[i], self->words[order[i]]);
  return g_string_free (sentence, FALSE);
}
G_STATIC_ASSERT (VIGIE_FLEET_COLUMN_STATE < VIGIE_FLEET_COLUMN_SITE
                 && VIGIE_FLEET_COLUMN_NAME < VIGIE_FLEET_COLUMN_SITE
                 && VIGIE_FLEET_COLUMN_SITE == 2);

/* What asks for a person is bold. */
static guint
bold_columns (VigieFleetPen *pen, VigieSensor *sensor)
{
  VigieTime now = vigie_ticker_get_now (pen->ticker);
  VigieFailure failures[VIGIE_N_FAILURE];
  VigieFreshness freshness = vigie_sensor_get_freshness (sensor);
  guint bold = 0;

  if (vigie_sensor_get_severity (sensor) > 0 && freshness != VIGIE_FRESHNESS_OUT_OF_SERVICE)
    bold |= 1u << VIGIE_FLEET_COLUMN_STATE | 1u << VIGIE_FLEET_COLUMN_NAME;
  if (freshness == VIGIE_FRESHNESS_SILENT || freshness == VIGIE_FRESHNESS_LATE)
    bold |= 1u << VIGIE_FLEET_COLUMN_SEEN;
  if (vigie_fleet_is_battery_low (sensor))
    bold |= 1u << VIGIE_FLEET_COLUMN_BATTERY;
  if (vigie_fleet_failures (sensor, vigie_fleet_model_get_figures (pen->model, sensor), now,
                            failures)
          > 0
      && vigie_failure_is_present (&failures[0], now))
    bold |= 1u << VIGIE_FLEET_COLUMN_FAILURE;
  return bold;
}

static void
update_bars (VigieFleetRow *self, VigieSensor *sensor)
{
  VigieFleetValues values;

  vigie_fleet_values (sensor, &values);
  /* Full bars of a device that is not heard any more would be the one thing in its row that looks live. */
  self->bars_radio = values.quality != VIGIE_RADIO_UNKNOWN && !isnan (values.rssi)
                             && vigie_sensor_get_freshness (sensor) != VIGIE_FRESHNESS_SILENT
                         ? (guint8) values.quality
                         : NO_BARS;
  self->bars_battery = !isnan (values.battery) && !vigie_battery_is_voltage (values.battery_unit)
                           ? (guint8) vigie_battery_level_bars (values.battery)
                           : NO_BARS;
}

/* TRUE if a cell says something else now. */
static gboolean
update_words (VigieFleetRow *self, VigieSensor *sensor, gboolean seen_only)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    {
      g_autofree char *words = NULL;

      if (seen_only && i != VIGIE_FLEET_COLUMN_SEEN && i != VIGIE_FLEET_COLUMN_FAILURE)
        continue;
      if (vigie_fleet_columns_get_visible (self->pen->columns, i))
        words = cell_words (self->pen, sensor, i);
      changed |= g_set_str (&self->words[i], words);
    }
  return changed;
}

/* TRUE if it looks other than before; with @seen_only nothing but ages may. */
static gboolean
make (VigieFleetRow *self, gboolean seen_only)
{
  VigieSensor *sensor = vigie_fleet_row_get_sensor (self);
  guint bold = bold_columns (self->pen, sensor);
  gboolean silent = vigie_sensor_get_freshness (sensor) == VIGIE_FRESHNESS_SILENT;
  gboolean changed = !seen_only || self->bold != bold || self->silent != silent;

  self->bold = bold;
  self->silent = silent;
  if (!seen_only)
    update_bars (self, sensor);
  if (update_words (self, sensor, seen_only))
    {
      g_free (self->sentence);
      self->sentence = make_sentence (self);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->sentence, -1);
      changed = TRUE;
    }
  return changed;
}

static gboolean
vigie_fleet_row_say (VigieDrawnRow *row)
{
  return make (VIGIE_FLEET_ROW (row), FALSE);
}

void
vigie_fleet_row_refresh (VigieFleetRow *self, gboolean seen_only)
{
  g_return_if_fail (VIGIE_IS_FLEET_ROW (self));

  if (!seen_only)
    vigie_drawn_row_refresh (VIGIE_DRAWN_ROW (self));
  else if (vigie_fleet_row_get_sensor (self) != NULL
           && !vigie_drawn_row_is_stale (VIGIE_DRAWN_ROW (self)) && make (self, TRUE))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- Drawing --------------------------------------------------------------------------------- */

static void
vigie_fleet_row_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  VigieFleetRow *self = VIGIE_FLEET_ROW (widget);
  g_autoptr (PangoLayout) layout = NULL;
  int height;

  *minimum = *natural = vigie_fleet_columns_get_total_width (self->pen->columns);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  /* As high as the font asks, whatever is in it: all rows are of one height. */
  layout = make_layout (self->pen, widget, VIGIE_FLEET_COLUMN_NAME, "Éq", TRUE);
  pango_layout_get_pixel_size (layout, NULL, &height);
  *minimum = *natural = MAX (height, GLYPH_SIZE) + PADDING;
}

/* Silence is a void: a hatch behind the words. */
static void
draw_hatch (GtkSnapshot *snapshot, const GdkRGBA *color, int x, int width, int height)
{
  GdkRGBA line = *color, none = *color;
  graphene_rect_t area = GRAPHENE_RECT_INIT (x + 2, 2, width - 4, height - 4);

  line.alpha *= 0.22f;
  none.alpha = 0;
  gtk_snapshot_append_repeating_linear_gradient (
      snapshot, &area, &GRAPHENE_POINT_INIT (x, 0), &GRAPHENE_POINT_INIT (x + 5, 5),
      (GskColorStop[]) {{0, none}, {0.84f, none}, {0.84f, line}, {1, line}}, 4);
}

static void
draw_bars (GtkSnapshot *snapshot,
           guint8 bars,
           gboolean rising,
           const GdkRGBA *color,
           int x,
           int height)
{
  GdkRGBA track = *color;
  int bottom = (height + BARS_HEIGHT) / 2;

  if (bars == NO_BARS)
    return;
  track.alpha *= 0.25f;
  for (int i = 0; i < N_BARS; i++)
    {
      int bar = rising ? BARS_HEIGHT * (i + 1) / N_BARS : BARS_HEIGHT;

      gtk_snapshot_append_color (
          snapshot, i < bars ? color : &track,
          &GRAPHENE_RECT_INIT (x + i * (BAR_WIDTH + BAR_GAP), bottom - bar, BAR_WIDTH, bar));
    }
}

/* Drawn once for all rows of the same state. */
static void
draw_glyph (VigieFleetRow *self, GtkSnapshot *snapshot, int x, int height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  VigieSensor *sensor = vigie_fleet_row_get_sensor (self);
  VigieSite *site = vigie_sensor_get_site (sensor);
  VigieKind kind = site != NULL ? vigie_site_get_kind (site) : VIGIE_KIND_OTHER;
  VigieGlyphLook look = vigie_glyph_look_for (vigie_sensor_get_freshness (sensor),
                                              vigie_sensor_get_condition (sensor));
  gboolean lost = !vigie_ticker_get_live (self->pen->ticker);
  GdkTexture *texture = vigie_glyph_cache_get_texture (
      vigie_glyph_cache_get_for_display (gtk_widget_get_display (widget)), kind, look,
      lost ? VIGIE_GLYPH_FLAG_LINK_LOST : VIGIE_GLYPH_FLAG_NONE,
      vigie_scheme_resolve (VIGIE_SCHEME_AUTO, widget), GLYPH_SIZE,
      gtk_widget_get_scale_factor (widget));

  if (texture != NULL)
    gtk_snapshot_append_texture (
        snapshot, texture,
        &GRAPHENE_RECT_INIT (x, (height - GLYPH_SIZE) / 2, GLYPH_SIZE, GLYPH_SIZE));
}

/* What stands before the words of a cell, and behind them. */
static void
draw_signs (VigieFleetRow *self,
            GtkSnapshot *snapshot,
            const GdkRGBA *color,
            VigieFleetColumn column,
            int x,
            int width,
            int height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int lead_x = x + (rtl ? width - lead_width (column) : PADDING);

  if (column == VIGIE_FLEET_COLUMN_SEEN && self->silent)
    draw_hatch (snapshot, color, x, width, height);
  if (column == VIGIE_FLEET_COLUMN_STATE)
    draw_glyph (self, snapshot, lead_x, height);
  if (column == VIGIE_FLEET_COLUMN_BATTERY)
    draw_bars (snapshot, self->bars_battery, FALSE, color, lead_x, height);
  if (column == VIGIE_FLEET_COLUMN_RSSI)
    draw_bars (snapshot, self->bars_radio, TRUE, color, lead_x, height);
}

static void
draw_words (VigieFleetRow *self,
            GtkSnapshot *snapshot,
            const GdkRGBA *color,
            VigieFleetColumn column,
            int x,
            int width,
            int height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int lead = lead_width (column), text_height;
  PangoLayout *layout;

  if (self->words[column] == NULL || width <= lead + 2 * PADDING)
    return;
  layout = get_layout (self, column);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (x + PADDING + (rtl ? 0 : lead), (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* Which part of its width is in sight: that over its parent. */
static void
get_sight (VigieFleetRow *self, int *from, int *to)
{
  GtkWidget *widget = GTK_WIDGET (self), *parent = gtk_widget_get_parent (widget);
  graphene_point_t origin;

  *from = G_MININT;
  *to = G_MAXINT;
  if (parent == NULL
      || !gtk_widget_compute_point (parent, widget, &GRAPHENE_POINT_INIT (0, 0), &origin))
    return;
  *from = (int) floorf (origin.x);
  *to = (int) ceilf (origin.x) + gtk_widget_get_width (parent);
}

/* First the signs of all cells, then all words: the renderer draws what is of one sort at once, and each change from
 * one sort to another costs it as much as a hundred letters. */
static void
vigie_fleet_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieFleetRow *self = VIGIE_FLEET_ROW (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const VigieFleetColumn *order = vigie_fleet_columns_get_order (self->pen->columns);
  int height = gtk_widget_get_height (widget), from, to;
  GdkRGBA color;

  if (vigie_fleet_row_get_sensor (self) == NULL)
    return;
  get_sight (self, &from, &to);
  self->drawn_from = G_MININT;
  self->drawn_to = G_MAXINT;
  vigie_drawn_row_ensure (VIGIE_DRAWN_ROW (self));
  gtk_widget_get_color (widget, &color);
  for (guint pass = 0; pass < 2; pass++)
    {
      int x = rtl ? gtk_widget_get_width (widget) : 0;

      for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
        {
          int width = vigie_fleet_columns_get_width (self->pen->columns, order[i]);

          if (width == 0)
            continue;
          x -= rtl ? width : 0;
          if (x + width <= from)
            self->drawn_from = MAX (self->drawn_from, x + width);
          else if (x >= to)
            self->drawn_to = MIN (self->drawn_to, x);
          else
            /* A pixel between columns; the heads' words begin at the same place. */
            (pass == 0 ? draw_signs : draw_words) (self, snapshot, &color, order[i],
                                                   rtl ? x : x + 1, width - 1, height);
          x += rtl ? 0 : width;
        }
    }
}

void
vigie_fleet_row_moved (VigieFleetRow *self)
{
  int from, to;

  g_return_if_fail (VIGIE_IS_FLEET_ROW (self));
  get_sight (self, &from, &to);
  if (from < self->drawn_from || to > self->drawn_to)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- Hints ----------------------------------------------------------------------------------- */

static gboolean
column_at (VigieFleetRow *self, int at, VigieFleetColumn *column)
{
  const VigieFleetColumn *order = vigie_fleet_columns_get_order (self->pen->columns);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    at = gtk_widget_get_width (GTK_WIDGET (self)) - at;
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    {
      *column = order[i];
      at -= vigie_fleet_columns_get_width (self->pen->columns, order[i]);
      if (at < 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
vigie_fleet_row_query_tooltip (GtkWidget *widget,
                               int x,
                               int y,
                               gboolean keyboard,
                               GtkTooltip *tooltip)
{
  VigieFleetRow *self = VIGIE_FLEET_ROW (widget);
  VigieSensor *sensor = vigie_fleet_row_get_sensor (self);
  g_autofree char *details = NULL;
  VigieFleetColumn column;

  if (sensor == NULL || vigie_drawn_row_is_stale (VIGIE_DRAWN_ROW (self)) || keyboard
      || !column_at (self, x, &column))
    return FALSE;
  details = vigie_fleet_details (
      sensor, column, vigie_fleet_model_get_figures (self->pen->model, sensor),
      vigie_ticker_get_now (self->pen->ticker), vigie_ticker_get_live (self->pen->ticker));
  if (details == NULL && !pango_layout_is_ellipsized (get_layout (self, column)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, details != NULL ? details : self->words[column]);
  return TRUE;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_fleet_row_finalize (GObject *object)
{
  for (guint i = 0; i < VIGIE_FLEET_N_COLUMNS; i++)
    g_free (VIGIE_FLEET_ROW (object)->words[i]);
  g_free (VIGIE_FLEET_ROW (object)->sentence);

  G_OBJECT_CLASS (vigie_fleet_row_parent_class)->finalize (object);
}

static void
vigie_fleet_row_class_init (VigieFleetRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = vigie_fleet_row_finalize;
  widget_class->measure = vigie_fleet_row_measure;
  widget_class->snapshot = vigie_fleet_row_snapshot;
  widget_class->query_tooltip = vigie_fleet_row_query_tooltip;
  VIGIE_DRAWN_ROW_CLASS (klass)->say = vigie_fleet_row_say;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
vigie_fleet_row_init (VigieFleetRow *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

VigieDrawnRow *
vigie_fleet_row_new (VigieFleetPen *pen)
{
  VigieFleetRow *self = g_object_new (VIGIE_TYPE_FLEET_ROW, NULL);

  self->pen = pen;
  return VIGIE_DRAWN_ROW (self);
}

VigieSensor *
vigie_fleet_row_get_sensor (VigieFleetRow *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_ROW (self), NULL);
  return vigie_drawn_row_get_item (VIGIE_DRAWN_ROW (self));
}

const char *
vigie_fleet_row_get_words (VigieFleetRow *self, VigieFleetColumn column)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_ROW (self), NULL);
  g_return_val_if_fail (column < VIGIE_FLEET_N_COLUMNS, NULL);
  vigie_drawn_row_ensure (VIGIE_DRAWN_ROW (self));
  return self->words[column];
}

const char *
vigie_fleet_row_get_sentence (VigieFleetRow *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_ROW (self), NULL);
  vigie_drawn_row_ensure (VIGIE_DRAWN_ROW (self));
  return self->sentence;
}
