/* vigie-fleet-cell.c: one cell of the table of the fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-cell.h"

#include <math.h>

#include "vigie-glyph.h"

#define PADDING 6
#define GLYPH_SIZE 20
#define BAR_WIDTH 3
#define BAR_GAP 2
#define BARS_HEIGHT 12
#define N_BARS 4
#define BARS_WIDTH (N_BARS * BAR_WIDTH + (N_BARS - 1) * BAR_GAP)
#define NO_BARS G_MAXUINT8

struct _VigieFleetCell
{
  GtkWidget parent_instance;

  VigieFleetModel *model; /* unowned */
  VigieTicker *ticker;    /* unowned */
  VigieSensor *sensor;    /* owned, or NULL */
  PangoLayout *layout;    /* owned; NULL until it is needed: it is dear */
  int text_width;         /* room for the words, in pixels */
  char *words;            /* owned */
  GdkTexture *glyph;      /* owned, or NULL: of the state */
  guint look;             /* what the glyph was made of */
  guint8 column;          /* VigieFleetColumn */
  guint8 bars;            /* 0 to 4, or NO_BARS */
  guint8 bold;
  guint8 silent;
  guint8 drawing;
  guint8 stale; /* the words are of another sensor: they are made when it is drawn */
};

G_DEFINE_FINAL_TYPE (VigieFleetCell, vigie_fleet_cell, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (VigieFleetCell *self)
{
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->words);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (self->layout, self->text_width * PANGO_SCALE);
      if (vigie_fleet_cell_is_at_end (self->column))
        pango_layout_set_alignment (self->layout, PANGO_ALIGN_RIGHT);
    }
  return self->layout;
}

/* ---- Geometry -------------------------------------------------------------------------------- */

static int
lead_width (VigieFleetCell *self)
{
  switch ((int) self->column)
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

static void
vigie_fleet_cell_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  VigieFleetCell *self = VIGIE_FLEET_CELL (widget);
  int height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      /* Columns have their width. */
      *minimum = *natural = lead_width (self) + 2 * PADDING;
      return;
    }
  /* The name is in every row and makes it as high as the font asks; the others follow. */
  if (self->column == VIGIE_FLEET_COLUMN_NAME)
    pango_layout_get_pixel_size (get_layout (self), NULL, &height);
  *minimum = *natural = MAX (height, GLYPH_SIZE) + PADDING;
}

static void
vigie_fleet_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieFleetCell *self = VIGIE_FLEET_CELL (widget);

  self->text_width = MAX (width - lead_width (self) - 2 * PADDING, 0);
  if (self->layout != NULL)
    pango_layout_set_width (self->layout, self->text_width * PANGO_SCALE);
}

static GtkSizeRequestMode
vigie_fleet_cell_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* ---- Drawing --------------------------------------------------------------------------------- */

/* Silence is a void: a hatch behind the words. */
static void
draw_hatch (GtkSnapshot *snapshot, const GdkRGBA *color, int width, int height)
{
  GdkRGBA line = *color, none = *color;
  graphene_rect_t area = GRAPHENE_RECT_INIT (2, 2, width - 4, height - 4);

  line.alpha *= 0.22f;
  none.alpha = 0;
  gtk_snapshot_append_repeating_linear_gradient (
      snapshot, &area, &GRAPHENE_POINT_INIT (0, 0), &GRAPHENE_POINT_INIT (5, 5),
      (GskColorStop[]) {{0, none}, {0.84f, none}, {0.84f, line}, {1, line}}, 4);
}

static void
draw_bars (VigieFleetCell *self, GtkSnapshot *snapshot, const GdkRGBA *color, int x, int height)
{
  GdkRGBA track = *color;
  int bottom = (height + BARS_HEIGHT) / 2;

  track.alpha *= 0.25f;
  for (int i = 0; i < N_BARS; i++)
    {
      int bar
          = self->column == VIGIE_FLEET_COLUMN_RSSI ? BARS_HEIGHT * (i + 1) / N_BARS : BARS_HEIGHT;

      gtk_snapshot_append_color (
          snapshot, i < self->bars ? color : &track,
          &GRAPHENE_RECT_INIT (x + i * (BAR_WIDTH + BAR_GAP), bottom - bar, BAR_WIDTH, bar));
    }
}

static void
vigie_fleet_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieFleetCell *self = VIGIE_FLEET_CELL (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int lead = lead_width (self), text_height;
  int lead_x = rtl ? width - PADDING - lead + PADDING : PADDING;
  GdkRGBA color;

  if (self->sensor == NULL)
    return;
  if (self->stale)
    {
      self->drawing = TRUE;
      vigie_fleet_cell_update (self);
      self->drawing = FALSE;
    }
  gtk_widget_get_color (widget, &color);
  if (self->silent)
    draw_hatch (snapshot, &color, width, height);
  if (self->glyph != NULL)
    gtk_snapshot_append_texture (
        snapshot, self->glyph,
        &GRAPHENE_RECT_INIT (lead_x, (height - GLYPH_SIZE) / 2, GLYPH_SIZE, GLYPH_SIZE));
  if (self->bars != NO_BARS)
    draw_bars (self, snapshot, &color, lead_x, height);
  pango_layout_get_pixel_size (get_layout (self), NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (PADDING + (rtl ? 0 : lead), (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* ---- What it says ---------------------------------------------------------------------------- */

/* Drawn once for all cells of the same state. TRUE if it is another one. */
static gboolean
update_glyph (VigieFleetCell *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  VigieSite *site = vigie_sensor_get_site (self->sensor);
  VigieKind kind = site != NULL ? vigie_site_get_kind (site) : VIGIE_KIND_OTHER;
  VigieGlyphLook look = vigie_glyph_look_for (vigie_sensor_get_freshness (self->sensor),
                                              vigie_sensor_get_condition (self->sensor));
  gboolean lost = !vigie_ticker_get_live (self->ticker);
  VigieScheme scheme = vigie_scheme_resolve (VIGIE_SCHEME_AUTO, widget);
  double scale = gtk_widget_get_scale_factor (widget);
  guint id = 1 + (guint) kind + 16 * ((guint) look + 16 * (guint) lost) + ((guint) scheme << 16)
             + ((guint) (scale * 8) << 20);

  if (self->look == id)
    return FALSE;
  self->look = id;
  g_set_object (&self->glyph,
                vigie_glyph_cache_get_texture (
                    vigie_glyph_cache_get_for_display (gtk_widget_get_display (widget)), kind, look,
                    lost ? VIGIE_GLYPH_FLAG_LINK_LOST : VIGIE_GLYPH_FLAG_NONE, scheme, GLYPH_SIZE,
                    scale));
  return TRUE;
}

static guint8
bars_of (VigieFleetCell *self)
{
  VigieFleetValues values;

  if (self->column != VIGIE_FLEET_COLUMN_BATTERY && self->column != VIGIE_FLEET_COLUMN_RSSI)
    return NO_BARS;
  vigie_fleet_values (self->sensor, &values);
  if (self->column == VIGIE_FLEET_COLUMN_RSSI)
    return values.quality != VIGIE_RADIO_UNKNOWN ? (guint8) values.quality : NO_BARS;
  return !isnan (values.battery) && !vigie_battery_is_voltage (values.battery_unit)
             ? (guint8) vigie_battery_level_bars (values.battery)
             : NO_BARS;
}

/* What asks for a person is bold. */
static gboolean
is_bold (VigieFleetCell *self)
{
  VigieFreshness freshness = vigie_sensor_get_freshness (self->sensor);

  switch ((int) self->column)
    {
    case VIGIE_FLEET_COLUMN_STATE:
    case VIGIE_FLEET_COLUMN_NAME:
      return vigie_sensor_get_severity (self->sensor) > 0
             && freshness != VIGIE_FRESHNESS_OUT_OF_SERVICE;
    case VIGIE_FLEET_COLUMN_SEEN:
      return freshness == VIGIE_FRESHNESS_SILENT || freshness == VIGIE_FRESHNESS_LATE;
    case VIGIE_FLEET_COLUMN_BATTERY:
      return vigie_fleet_is_battery_low (self->sensor);
    default:
      return FALSE;
    }
}

static void
set_bold (VigieFleetCell *self, gboolean bold)
{
  PangoAttrList *attributes;

  if (self->bold == bold)
    return;
  self->bold = bold;
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (get_layout (self), attributes);
  pango_attr_list_unref (attributes);
}

void
vigie_fleet_cell_update (VigieFleetCell *self)
{
  const VigieFleetFigures *figures;
  g_autofree char *words = NULL;
  gboolean redraw = FALSE, silent, bold;
  guint8 bars;

  g_return_if_fail (VIGIE_IS_FLEET_CELL (self));
  if (self->sensor == NULL)
    return;
  self->stale = FALSE;
  figures = vigie_fleet_model_get_figures (self->model, self->sensor);
  words
      = vigie_fleet_words (self->sensor, self->column, figures, vigie_ticker_get_now (self->ticker),
                           vigie_ticker_get_live (self->ticker));
  if (self->column == VIGIE_FLEET_COLUMN_STATE)
    redraw = update_glyph (self);
  bars = bars_of (self);
  bold = is_bold (self);
  silent = self->column == VIGIE_FLEET_COLUMN_SEEN
           && vigie_sensor_get_freshness (self->sensor) == VIGIE_FRESHNESS_SILENT;
  redraw |= self->bars != bars || self->bold != bold || self->silent != silent;
  self->bars = bars;
  self->silent = silent;
  set_bold (self, bold);
  if (g_set_str (&self->words, words))
    {
      redraw = TRUE;
      pango_layout_set_text (get_layout (self), words, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                      -1);
    }
  if (redraw && !self->drawing)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_fleet_cell_refresh (VigieFleetCell *self)
{
  g_return_if_fail (VIGIE_IS_FLEET_CELL (self));
  if (!self->stale)
    vigie_fleet_cell_update (self);
}

static gboolean
vigie_fleet_cell_query_tooltip (GtkWidget *widget,
                                int x,
                                int y,
                                gboolean keyboard,
                                GtkTooltip *tooltip)
{
  VigieFleetCell *self = VIGIE_FLEET_CELL (widget);
  g_autofree char *details = NULL;

  if (self->sensor == NULL)
    return FALSE;
  if (self->stale)
    vigie_fleet_cell_update (self);
  details = vigie_fleet_details (
      self->sensor, self->column, vigie_fleet_model_get_figures (self->model, self->sensor),
      vigie_ticker_get_now (self->ticker), vigie_ticker_get_live (self->ticker));
  if (details == NULL && !pango_layout_is_ellipsized (get_layout (self)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, details != NULL ? details : self->words);
  return TRUE;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_fleet_cell_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  VigieFleetCell *self = VIGIE_FLEET_CELL (widget);

  GTK_WIDGET_CLASS (vigie_fleet_cell_parent_class)->system_setting_changed (widget, setting);
  if (self->layout != NULL)
    pango_layout_context_changed (self->layout);
  gtk_widget_queue_resize (widget);
}

/* The font is the style's: larger where the person wants larger text. */
static void
vigie_fleet_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  VigieFleetCell *self = VIGIE_FLEET_CELL (widget);

  GTK_WIDGET_CLASS (vigie_fleet_cell_parent_class)->css_changed (widget, change);
  if (self->layout != NULL)
    pango_layout_context_changed (self->layout);
  if (self->sensor != NULL && self->column == VIGIE_FLEET_COLUMN_STATE && update_glyph (self))
    gtk_widget_queue_draw (widget);
}

static void
vigie_fleet_cell_dispose (GObject *object)
{
  VigieFleetCell *self = VIGIE_FLEET_CELL (object);

  g_clear_object (&self->sensor);
  g_clear_object (&self->glyph);

  G_OBJECT_CLASS (vigie_fleet_cell_parent_class)->dispose (object);
}

static void
vigie_fleet_cell_finalize (GObject *object)
{
  VigieFleetCell *self = VIGIE_FLEET_CELL (object);

  g_clear_object (&self->layout);
  g_free (self->words);

  G_OBJECT_CLASS (vigie_fleet_cell_parent_class)->finalize (object);
}

static void
vigie_fleet_cell_class_init (VigieFleetCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_fleet_cell_dispose;
  object_class->finalize = vigie_fleet_cell_finalize;
  widget_class->measure = vigie_fleet_cell_measure;
  widget_class->size_allocate = vigie_fleet_cell_size_allocate;
  widget_class->get_request_mode = vigie_fleet_cell_get_request_mode;
  widget_class->snapshot = vigie_fleet_cell_snapshot;
  widget_class->query_tooltip = vigie_fleet_cell_query_tooltip;
  widget_class->css_changed = vigie_fleet_cell_css_changed;
  widget_class->system_setting_changed = vigie_fleet_cell_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "fleetcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
vigie_fleet_cell_init (VigieFleetCell *self)
{
  self->bars = NO_BARS;
  self->bold = 2; /* neither: the attributes are to be set */
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
vigie_fleet_cell_new (VigieFleetColumn column, VigieFleetModel *model, VigieTicker *ticker)
{
  VigieFleetCell *self = g_object_new (VIGIE_TYPE_FLEET_CELL, NULL);

  self->column = column;
  self->model = model;
  self->ticker = ticker;
  return GTK_WIDGET (self);
}

VigieFleetColumn
vigie_fleet_cell_get_column (VigieFleetCell *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_CELL (self), VIGIE_FLEET_COLUMN_STATE);
  return self->column;
}

void
vigie_fleet_cell_set_sensor (VigieFleetCell *self, VigieSensor *sensor)
{
  g_return_if_fail (VIGIE_IS_FLEET_CELL (self));

  if (!g_set_object (&self->sensor, sensor))
    return;
  /* A table keeps some 200 rows ready of which it shows 25: what is not drawn costs nothing. */
  self->stale = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

VigieSensor *
vigie_fleet_cell_get_sensor (VigieFleetCell *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_CELL (self), NULL);
  return self->sensor;
}

const char *
vigie_fleet_cell_get_words (VigieFleetCell *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_CELL (self), NULL);
  if (self->stale)
    vigie_fleet_cell_update (self);
  return self->words;
}

gboolean
vigie_fleet_cell_is_at_end (VigieFleetColumn column)
{
  return column >= VIGIE_FLEET_COLUMN_EXPECTED && column != VIGIE_FLEET_COLUMN_BATTERY
         && column != VIGIE_FLEET_COLUMN_BATTERY_END && column != VIGIE_FLEET_COLUMN_RSSI;
}
