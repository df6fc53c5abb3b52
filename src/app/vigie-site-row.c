/* vigie-site-row.c: a site in the list: sign, name, a second line, age; drawn as a whole.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-row.h"

#include <math.h>

/* Around what is drawn, and the least that is. */
#define PADDING_START 3
#define PADDING_END 7
#define PADDING_ABOVE 6
#define LEAST_HEIGHT 34
/* Between sign and texts, and between texts beside each other. */
#define SPACING 8
/* Room of the largest sign. */
#define GLYPH_ROOM 30

typedef enum
{
  PART_NAME,
  PART_LINE,
  PART_AGE,
} Part;
#define N_PARTS 3

/* Where the texts are, in the room beside the sign. */
typedef struct
{
  gboolean one_line; /* the age stands beside the name */
  int age_x, age_y;  /* of the age */
  int name_height;   /* of the name, and of the age beside it */
  int line_width;    /* of the second line */
  int height;        /* of all */
} Places;

struct _VigieSiteRow
{
  VigieDrawnRow parent_instance;

  const VigieSitePen *pen;       /* unowned */
  VigieSiteWords words;          /* of the site, once it was said */
  gboolean live, show_age;       /* as it was said */
  PangoLayout *layouts[N_PARTS]; /* owned; NULL: not laid out, or nothing to say */
  Places places;
  int width; /* for which places are, or −1 */
};

enum
{
  SIGNAL_HEIGHT_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSiteRow, vigie_site_row, VIGIE_TYPE_DRAWN_ROW)

static VigieSite *
get_site (VigieSiteRow *self)
{
  return vigie_drawn_row_get_item (VIGIE_DRAWN_ROW (self));
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static const char *
get_text (VigieSiteRow *self, Part part)
{
  switch (part)
    {
    case PART_LINE:
      return self->words.line;
    case PART_AGE:
      return self->show_age ? self->words.age : "";
    case PART_NAME:
    default:
      return vigie_site_get_name (get_site (self));
    }
}

/* What asks for nobody. */
static gboolean
is_calm (VigieSiteRow *self)
{
  return self->words.section == VIGIE_SECTION_NORMAL
         || self->words.section == VIGIE_SECTION_NO_MEASURE;
}

/* What asks for a person is bold; so is an age that must not be taken for that of now. */
static gboolean
is_bold (VigieSiteRow *self, Part part)
{
  switch (part)
    {
    case PART_NAME:
      return !is_calm (self);
    case PART_AGE:
      return self->words.section == VIGIE_SECTION_SILENT || !self->live;
    case PART_LINE:
    default:
      return FALSE;
    }
}

static void
get_color (VigieSiteRow *self, Part part, GdkRGBA *color)
{
  gboolean normal = is_calm (self);
  GtkWidget *strong = self->pen->strong, *small = self->pen->small, *of = NULL;

  switch (part)
    {
    case PART_LINE:
      of = normal ? small : NULL;
      break;
    case PART_AGE:
      if (self->live)
        of = self->words.section == VIGIE_SECTION_SILENT ? strong : normal ? small : NULL;
      break;
    case PART_NAME:
    default:
      of = !normal ? strong : !self->live ? small : NULL;
    }
  gtk_widget_get_color (of != NULL ? of : GTK_WIDGET (self), color);
}

static PangoLayout *
make_layout (VigieSiteRow *self, Part part)
{
  GtkWidget *of
      = part != PART_NAME && self->pen->small != NULL ? self->pen->small : GTK_WIDGET (self);
  PangoLayout *layout = gtk_widget_create_pango_layout (of, get_text (self, part));
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (is_bold (self, part))
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  if (part == PART_NAME)
    pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  else
    pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static void
forget_layouts (VigieSiteRow *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    g_clear_object (&self->layouts[i]);
  self->width = -1;
}

/* ---- Places ---------------------------------------------------------------------------------- */

static void
get_size (PangoLayout *layout, int *width, int *height)
{
  int pango_width, pango_height;

  *width = *height = 0;
  if (layout == NULL)
    return;
  pango_layout_get_size (layout, &pango_width, &pango_height);
  *width = PANGO_PIXELS_CEIL (pango_width);
  *height = PANGO_PIXELS_CEIL (pango_height);
}

/* Within @width pixels, cut if it is longer, on as many lines as @n_lines. */
static void
set_room (PangoLayout *layout, int width, int n_lines)
{
  if (layout == NULL)
    return;
  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
  pango_layout_set_height (layout, -n_lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
}

static void
ensure_places (VigieSiteRow *self, int whole)
{
  Places *places = &self->places;
  int width = MAX (whole - PADDING_START - PADDING_END - GLYPH_ROOM - SPACING, 0);
  int name_width, name_height, line_width, line_height, age_width, age_height, second;

  vigie_drawn_row_ensure (VIGIE_DRAWN_ROW (self));
  if (self->width == whole)
    return;
  forget_layouts (self);
  self->width = whole;
  for (guint i = 0; i < N_PARTS; i++)
    if (*get_text (self, i) != '\0')
      self->layouts[i] = make_layout (self, i);
  get_size (self->layouts[PART_NAME], &name_width, &name_height);
  get_size (self->layouts[PART_LINE], &line_width, &line_height);
  get_size (self->layouts[PART_AGE], &age_width, &age_height);
  places->one_line = name_width + (age_width > 0 ? age_width + SPACING : 0) <= width;
  places->age_x = width - age_width;
  places->age_y = 0;
  if (places->one_line)
    {
      if (self->layouts[PART_NAME] != NULL && self->layouts[PART_AGE] != NULL)
        places->age_y
            = MAX (PANGO_PIXELS (pango_layout_get_baseline (self->layouts[PART_NAME]))
                       - PANGO_PIXELS (pango_layout_get_baseline (self->layouts[PART_AGE])),
                   0);
      places->name_height = MAX (name_height, age_height);
      places->line_width = width;
      second = line_height;
    }
  else
    {
      set_room (self->layouts[PART_NAME], width, 2);
      get_size (self->layouts[PART_NAME], &name_width, &name_height);
      places->name_height = places->age_y = name_height;
      /* The age is never cut: the line is, and has its whole in the tooltip. */
      places->line_width = MAX (width - (age_width > 0 ? age_width + SPACING : 0), 0);
      second = MAX (line_height, age_height);
    }
  set_room (self->layouts[PART_LINE], places->line_width, 1);
  places->height = places->name_height + second;
}

int
vigie_site_row_get_height (VigieSiteRow *self, int width)
{
  g_return_val_if_fail (VIGIE_IS_SITE_ROW (self), 0);

  ensure_places (self, width);
  return MAX (MAX (self->places.height, GLYPH_ROOM), LEAST_HEIGHT) + 2 * PADDING_ABOVE;
}

/* As high as a row of one line each is, and as narrow as can be read. */
static void
vigie_site_row_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  VigieSiteRow *self = VIGIE_SITE_ROW (widget);
  GtkWidget *small = self->pen->small != NULL ? self->pen->small : widget;
  g_autoptr (PangoLayout) name = gtk_widget_create_pango_layout (widget, "Éq");
  g_autoptr (PangoLayout) line = gtk_widget_create_pango_layout (small, "00:00:00");
  int name_width, name_height, line_width, line_height;

  get_size (name, &name_width, &name_height);
  get_size (line, &line_width, &line_height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural
          = PADDING_START + GLYPH_ROOM + SPACING + name_width + 2 * line_width + PADDING_END;
      return;
    }
  *minimum = 0;
  *natural = MAX (MAX (name_height + line_height, GLYPH_ROOM), LEAST_HEIGHT) + 2 * PADDING_ABOVE;
}

/* ---- Drawing --------------------------------------------------------------------------------- */

static void
draw_glyph (VigieSiteRow *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  double scale
      = surface != NULL ? gdk_surface_get_scale (surface) : gtk_widget_get_scale_factor (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x0 = rtl ? gtk_widget_get_width (widget) - PADDING_START - GLYPH_ROOM : PADDING_START;
  int content = gtk_widget_get_height (widget) - 2 * PADDING_ABOVE;
  int y0 = PADDING_ABOVE + (content - GLYPH_ROOM) / 2;
  GdkTexture *texture = vigie_glyph_cache_get_texture (
      vigie_glyph_cache_get_for_display (gtk_widget_get_display (widget)),
      vigie_site_get_kind (get_site (self)), self->words.look,
      self->live ? VIGIE_GLYPH_FLAG_NONE : VIGIE_GLYPH_FLAG_LINK_LOST,
      vigie_scheme_resolve (VIGIE_SCHEME_AUTO, widget),
      vigie_glyph_look_get_size (self->words.look), scale);
  double side = gdk_texture_get_width (texture) / scale;
  double inset = round ((GLYPH_ROOM - side) / 2 * scale) / scale;

  gtk_snapshot_append_texture (
      snapshot, texture,
      &GRAPHENE_RECT_INIT ((float) (x0 + inset), (float) (y0 + inset), (float) side, (float) side));
}

/* @x, @width: in the room beside the sign; texts begin at the end where the language does. */
static void
draw_text (VigieSiteRow *self, GtkSnapshot *snapshot, Part part, int x, int width, int y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  PangoLayout *layout = self->layouts[part];
  int left = PADDING_START + GLYPH_ROOM + SPACING + x, own_width, own_height;
  GdkRGBA color;

  if (layout == NULL || width <= 0)
    return;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    {
      get_size (layout, &own_width, &own_height);
      left = gtk_widget_get_width (widget) - left - MIN (own_width, width);
    }
  get_color (self, part, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) left, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
vigie_site_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieSiteRow *self = VIGIE_SITE_ROW (widget);
  int content = gtk_widget_get_height (widget) - 2 * PADDING_ABOVE;
  int width = gtk_widget_get_width (widget) - PADDING_START - PADDING_END - GLYPH_ROOM - SPACING;
  int y;

  if (get_site (self) == NULL)
    return;
  ensure_places (self, gtk_widget_get_width (widget));
  y = PADDING_ABOVE + MAX ((content - self->places.height) / 2, 0);
  draw_glyph (self, snapshot);
  draw_text (self, snapshot, PART_NAME, 0, width, y);
  draw_text (self, snapshot, PART_LINE, 0, self->places.line_width, y + self->places.name_height);
  draw_text (self, snapshot, PART_AGE, self->places.age_x, width, y + self->places.age_y);
}

/* ---- What it says ---------------------------------------------------------------------------- */

static gboolean
vigie_site_row_say (VigieDrawnRow *row)
{
  VigieSiteRow *self = VIGIE_SITE_ROW (row);
  VigieTicker *ticker = self->pen->ticker;
  VigieSiteWords former = self->words;
  gboolean live = vigie_ticker_get_live (ticker);
  gboolean show_age = vigie_site_row_style_get_show_age (self->pen->style), changed;

  vigie_site_words_init (&self->words, get_site (self),
                         vigie_site_row_style_get_line (self->pen->style),
                         vigie_ticker_get_now (ticker), live);
  changed = g_strcmp0 (former.line, self->words.line) != 0
            || g_strcmp0 (former.age, self->words.age) != 0 || former.section != self->words.section
            || former.look != self->words.look || self->live != live || self->show_age != show_age;
  if (changed)
    self->width = -1;
  self->live = live;
  self->show_age = show_age;
  if (g_strcmp0 (former.sentence, self->words.sentence) != 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->words.sentence, -1);
  vigie_site_words_clear (&former);
  return changed;
}

static void
site_cb (VigieSiteRow *self)
{
  if (vigie_drawn_row_is_stale (VIGIE_DRAWN_ROW (self)))
    return;
  vigie_drawn_row_refresh (VIGIE_DRAWN_ROW (self));
  /* Its name or kind may be another one too. */
  self->width = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_HEIGHT_CHANGED], 0);
}

static void
vigie_site_row_item_changed (VigieDrawnRow *row, gpointer former)
{
  VigieSiteRow *self = VIGIE_SITE_ROW (row);

  if (former != NULL)
    g_signal_handlers_disconnect_by_data (former, self);
  forget_layouts (self);
  if (get_site (self) != NULL)
    g_signal_connect_swapped (get_site (self), "notify", G_CALLBACK (site_cb), self);
  else
    vigie_site_words_clear (&self->words);
}

/* The whole of a line that is cut. */
static gboolean
vigie_site_row_query_tooltip (GtkWidget *widget,
                              int x,
                              int y,
                              gboolean keyboard,
                              GtkTooltip *tooltip)
{
  PangoLayout *line = VIGIE_SITE_ROW (widget)->layouts[PART_LINE];

  if (line == NULL || !pango_layout_is_ellipsized (line))
    return FALSE;
  gtk_tooltip_set_text (tooltip, pango_layout_get_text (line));
  return TRUE;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_site_row_finalize (GObject *object)
{
  VigieSiteRow *self = VIGIE_SITE_ROW (object);

  forget_layouts (self);
  vigie_site_words_clear (&self->words);

  G_OBJECT_CLASS (vigie_site_row_parent_class)->finalize (object);
}

static void
vigie_site_row_class_init (VigieSiteRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VigieDrawnRowClass *row_class = VIGIE_DRAWN_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vigie_site_row_finalize;
  widget_class->measure = vigie_site_row_measure;
  widget_class->snapshot = vigie_site_row_snapshot;
  widget_class->query_tooltip = vigie_site_row_query_tooltip;
  row_class->say = vigie_site_row_say;
  row_class->item_changed = vigie_site_row_item_changed;
  signals[SIGNAL_HEIGHT_CHANGED]
      = g_signal_new ("height-changed", VIGIE_TYPE_SITE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
vigie_site_row_init (VigieSiteRow *self)
{
  self->width = -1;
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

VigieDrawnRow *
vigie_site_row_new (const VigieSitePen *pen)
{
  VigieSiteRow *self = g_object_new (VIGIE_TYPE_SITE_ROW, NULL);

  self->pen = pen;
  return VIGIE_DRAWN_ROW (self);
}

void
vigie_site_row_restyle (VigieSiteRow *self)
{
  g_return_if_fail (VIGIE_IS_SITE_ROW (self));
  forget_layouts (self);
}

const char *
vigie_site_row_get_sentence (VigieSiteRow *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_ROW (self), NULL);

  if (get_site (self) == NULL)
    return NULL;
  vigie_drawn_row_ensure (VIGIE_DRAWN_ROW (self));
  return self->words.sentence;
}
