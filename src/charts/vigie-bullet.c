/* vigie-bullet.c: a value on its scale.
 *
 * From top to bottom: the letters of the limits, the track with the bar, and, where asked for, the ends of the scale
 * with the limits in words between them, or under them where there is no room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-bullet.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-glyph-draw.h"
#include "vigie-small-draw.h"
#include "vigie-tooltip.h"
#include "vigie-words.h"

#define TRACK 14
#define BAR 6
#define TICK_OUT 3  /* how far a tick stands out of the track */
#define ARROW 7     /* width of the arrow of what is beyond the scale */
#define SHORTEST 64 /* least width */
#define NATURAL 160
#define CAPTION_GAP 8 /* between captions of a row */

typedef enum
{
  CAPTION_FROM,
  CAPTION_TO,
  CAPTION_LIMITS,
  N_CAPTIONS,
} Caption;

struct _VigieBullet
{
  GtkWidget parent_instance;

  VigieBulletScale scale;
  char *unit; /* owned, "" if none */
  double value;
  VigieFreshness freshness;
  gboolean link_lost;
  GtkWidget *captions[N_CAPTIONS]; /* children, or all NULL */
};

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieBullet,
                               vigie_bullet,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE, NULL))

/* ---- Words ------------------------------------------------------------------------------------- */

static gboolean
is_void (VigieBullet *self)
{
  return self->freshness == VIGIE_FRESHNESS_SILENT || self->freshness == VIGIE_FRESHNESS_NEVER
         || (!isfinite (self->value) && self->freshness != VIGIE_FRESHNESS_OUT_OF_SERVICE);
}

static char *
words_of (VigieBullet *self, double number)
{
  return vigie_words_value (number, self->unit);
}

/* The normal range, one of its ends open where there is no limit. */
static char *
describe_normal (VigieBullet *self)
{
  const VigieBulletScale *scale = &self->scale;
  double from = !isnan (scale->low) ? scale->low : scale->lowlow;
  double to = !isnan (scale->high) ? scale->high : scale->highhigh;
  g_autofree char *from_text = isnan (from) ? NULL : words_of (self, from);
  g_autofree char *to_text = isnan (to) ? NULL : words_of (self, to);

  if (from_text != NULL && to_text != NULL)
    /* Translators: the values between which a measure is normal: « plage normale 18 °C à 27 °C » */
    return g_strdup_printf (_ ("normal range %1$s to %2$s"), from_text, to_text);
  if (to_text != NULL)
    /* Translators: a measure is normal under that value: « normal sous 80 % » */
    return g_strdup_printf (_ ("normal below %s"), to_text);
  if (from_text != NULL)
    return g_strdup_printf (_ ("normal above %s"), from_text);
  return NULL;
}

/* The critical limits where they are not the ends of the normal range. */
static char *
describe_critical (VigieBullet *self)
{
  const VigieBulletScale *scale = &self->scale;
  gboolean low = !isnan (scale->lowlow) && !isnan (scale->low);
  gboolean high = !isnan (scale->highhigh) && !isnan (scale->high);
  g_autofree char *low_text = low ? words_of (self, scale->lowlow) : NULL;
  g_autofree char *high_text = high ? words_of (self, scale->highhigh) : NULL;

  if (low && high)
    /* Translators: the two critical limits of a measure: « critique à 10 °C et 30 °C » */
    return g_strdup_printf (_ ("critical at %1$s and %2$s"), low_text, high_text);
  if (low || high)
    return g_strdup_printf (_ ("critical at %s"), low ? low_text : high_text);
  return NULL;
}

char *
vigie_bullet_describe_limits (VigieBullet *self)
{
  g_autofree char *normal = describe_normal (self);
  g_autofree char *critical = describe_critical (self);

  if (normal != NULL && critical != NULL)
    /* Translators: the normal range, then the critical limits: « plage normale 18 °C à 27 °C, critique à 30 °C » */
    return g_strdup_printf (C_ ("limits", "%1$s, %2$s"), normal, critical);
  return g_strdup (normal != NULL ? normal : "");
}

/* The value with the outermost limit that it has passed. */
static char *
describe_number (VigieBullet *self)
{
  const VigieBulletScale *scale = &self->scale;
  g_autofree char *value = words_of (self, self->value);
  g_autofree char *limit = NULL;

  if (self->value >= scale->highhigh)
    {
      limit = words_of (self, scale->highhigh);
      /* Translators: a value, and the limit that it has passed upwards */
      return g_strdup_printf (_ ("%1$s, above the critical limit %2$s"), value, limit);
    }
  if (self->value <= scale->lowlow)
    {
      limit = words_of (self, scale->lowlow);
      return g_strdup_printf (_ ("%1$s, below the critical limit %2$s"), value, limit);
    }
  if (self->value >= scale->high)
    {
      limit = words_of (self, scale->high);
      return g_strdup_printf (_ ("%1$s, above the limit %2$s"), value, limit);
    }
  if (self->value <= scale->low)
    {
      limit = words_of (self, scale->low);
      return g_strdup_printf (_ ("%1$s, below the limit %2$s"), value, limit);
    }
  return g_steal_pointer (&value);
}

char *
vigie_bullet_describe_value (VigieBullet *self)
{
  g_autofree char *number = NULL;

  if (self->freshness == VIGIE_FRESHNESS_NEVER)
    return g_strdup (vigie_words_freshness (self->freshness));
  if (!isfinite (self->value))
    return self->freshness == VIGIE_FRESHNESS_SILENT
                   || self->freshness == VIGIE_FRESHNESS_OUT_OF_SERVICE
               ? g_strdup (vigie_words_freshness (self->freshness))
               /* Translators: a measure has no value now */
               : g_strdup (C_ ("value", "none"));

  number = describe_number (self);
  if (self->freshness == VIGIE_FRESHNESS_SILENT
      || self->freshness == VIGIE_FRESHNESS_OUT_OF_SERVICE)
    /* Translators: %1$s is « Silencieux » or « Hors service », %2$s the last value: « Silencieux, dernier : 62 % » */
    return g_strdup_printf (_ ("%1$s, last: %2$s"), vigie_words_freshness (self->freshness),
                            number);
  if (self->link_lost)
    /* Translators: %s is a value; the link to the server is lost */
    return g_strdup_printf (_ ("%s (last known state)"), number);
  if (self->freshness == VIGIE_FRESHNESS_LATE)
    /* Translators: %s is a value that should have been followed by another one */
    return g_strdup_printf (_ ("%s (late)"), number);
  return g_steal_pointer (&number);
}

static void
update_words (VigieBullet *self)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);
  g_autofree char *value = vigie_bullet_describe_value (self);

  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value, -1);
  if (vigie_bullet_scale_is_set (&self->scale))
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, self->scale.from,
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, self->scale.to, -1);
  /* A void has no value: nothing stale is read as live. */
  if (is_void (self) || self->freshness == VIGIE_FRESHNESS_OUT_OF_SERVICE)
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW);
  else
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->value, -1);

  if (self->captions[CAPTION_FROM] != NULL)
    {
      gboolean scale = vigie_bullet_scale_is_set (&self->scale);
      g_autofree char *from = scale ? words_of (self, self->scale.from) : g_strdup ("");
      g_autofree char *to = scale ? words_of (self, self->scale.to) : g_strdup ("");
      g_autofree char *limits = vigie_bullet_describe_limits (self);

      gtk_label_set_text (GTK_LABEL (self->captions[CAPTION_FROM]), from);
      gtk_label_set_text (GTK_LABEL (self->captions[CAPTION_TO]), to);
      gtk_label_set_text (GTK_LABEL (self->captions[CAPTION_LIMITS]), limits);
    }
  else
    {
      g_autofree char *limits = vigie_bullet_describe_limits (self);

      vigie_tooltip_set (GTK_WIDGET (self), *limits != '\0' ? limits : NULL);
    }
}

/* ---- Sizes ------------------------------------------------------------------------------------- */

static gboolean
has_limits (VigieBullet *self)
{
  return !isnan (self->scale.normal_from);
}

static const char *
letter_of (gboolean critical)
{
  return vigie_glyph_look_letter (critical ? VIGIE_GLYPH_CRITICAL : VIGIE_GLYPH_WARNING);
}

static PangoLayout *
letter_layout (VigieBullet *self, const char *letter)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), letter);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.72));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

/* The height of the bar with what stands above it; *@track_top is where the track begins. */
static int
bar_height (VigieBullet *self, int *track_top)
{
  *track_top = TICK_OUT;
  if (has_limits (self))
    {
      g_autoptr (PangoLayout) layout = letter_layout (self, letter_of (TRUE));
      PangoRectangle ink;

      pango_layout_get_pixel_extents (layout, &ink, NULL);
      *track_top = ink.height + 2 + TICK_OUT;
    }
  return *track_top + TRACK + TICK_OUT;
}

static void
caption_size (VigieBullet *self, Caption caption, int *width, int *height)
{
  GtkRequisition natural;

  gtk_widget_get_preferred_size (self->captions[caption], NULL, &natural);
  *width = natural.width;
  *height = natural.height;
}

/* Whether the limits in words stand between the ends at that width. */
static gboolean
captions_fit (VigieBullet *self, int width)
{
  int from, to, limits, height;

  caption_size (self, CAPTION_FROM, &from, &height);
  caption_size (self, CAPTION_TO, &to, &height);
  caption_size (self, CAPTION_LIMITS, &limits, &height);
  return limits == 0 || limits + 2 * (MAX (from, to) + CAPTION_GAP) <= width;
}

static gboolean
has_limit_words (VigieBullet *self)
{
  return *gtk_label_get_text (GTK_LABEL (self->captions[CAPTION_LIMITS])) != '\0';
}

static int
captions_height (VigieBullet *self, int width)
{
  int from_width, to_width, from, to, limits = 0;

  caption_size (self, CAPTION_FROM, &from_width, &from);
  caption_size (self, CAPTION_TO, &to_width, &to);
  if (width < 0 || captions_fit (self, width) || !has_limit_words (self))
    return MAX (from, to);
  gtk_widget_measure (self->captions[CAPTION_LIMITS], GTK_ORIENTATION_VERTICAL, width, &limits,
                      NULL, NULL, NULL);
  return MAX (from, to) + limits;
}

static GtkSizeRequestMode
vigie_bullet_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vigie_bullet_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  VigieBullet *self = VIGIE_BULLET (widget);
  int track_top;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = SHORTEST;
      *natural = NATURAL;
      for (Caption i = 0; self->captions[0] != NULL && i < N_CAPTIONS; i++)
        {
          int least = 0;

          gtk_widget_measure (self->captions[i], orientation, -1, &least, NULL, NULL, NULL);
          *minimum = MAX (*minimum, least);
        }
      if (self->captions[0] != NULL)
        {
          int from, to, height;

          caption_size (self, CAPTION_FROM, &from, &height);
          caption_size (self, CAPTION_TO, &to, &height);
          *minimum = MAX (*minimum, from + to + CAPTION_GAP);
        }
      *natural = MAX (*natural, *minimum);
      return;
    }
  *minimum = bar_height (self, &track_top);
  if (self->captions[0] != NULL)
    *minimum += captions_height (self, for_size);
  *natural = *minimum;
}

static void
vigie_bullet_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieBullet *self = VIGIE_BULLET (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int track_top, y, from_width, from_height, to_width, to_height, limits_width, limits_height;
  int row;

  if (self->captions[0] == NULL)
    return;
  y = bar_height (self, &track_top);
  caption_size (self, CAPTION_FROM, &from_width, &from_height);
  caption_size (self, CAPTION_TO, &to_width, &to_height);
  caption_size (self, CAPTION_LIMITS, &limits_width, &limits_height);
  row = MAX (from_height, to_height);
  gtk_widget_size_allocate (
      self->captions[CAPTION_FROM],
      &(GtkAllocation) {rtl ? width - from_width : 0, y, from_width, from_height}, -1);
  gtk_widget_size_allocate (self->captions[CAPTION_TO],
                            &(GtkAllocation) {rtl ? 0 : width - to_width, y, to_width, to_height},
                            -1);
  if (captions_fit (self, width))
    gtk_widget_size_allocate (
        self->captions[CAPTION_LIMITS],
        &(GtkAllocation) {(width - limits_width) / 2, y, limits_width, MAX (limits_height, row)},
        -1);
  else
    {
      gtk_widget_measure (self->captions[CAPTION_LIMITS], GTK_ORIENTATION_VERTICAL, width,
                          &limits_height, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->captions[CAPTION_LIMITS],
                                &(GtkAllocation) {0, y + row, width, limits_height}, -1);
    }
}

/* ---- Drawing ----------------------------------------------------------------------------------- */

typedef struct
{
  GtkSnapshot *snapshot;
  const VigiePalette *palette;
  float width, top; /* of the track */
  gboolean rtl;
} Drawing;

static float
x_of (VigieBullet *self, const Drawing *drawing, double value)
{
  double place = CLAMP (vigie_bullet_scale_place (&self->scale, value), 0, 1);

  if (drawing->rtl)
    place = 1 - place;
  return roundf ((float) place * drawing->width);
}

static void
draw_box (const Drawing *drawing, float x0, float x1, float inset, const GdkRGBA *color)
{
  gtk_snapshot_append_color (
      drawing->snapshot, color,
      &GRAPHENE_RECT_INIT (MIN (x0, x1), drawing->top + inset, fabsf (x1 - x0), TRACK - 2 * inset));
}

static void
draw_tick (VigieBullet *self,
           const Drawing *drawing,
           double limit,
           gboolean critical,
           float *letter_x)
{
  const VigiePriorityColors *colors
      = critical ? &drawing->palette->critical : &drawing->palette->medium;
  const GdkRGBA *color = &colors->text;
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle ink;
  float x, left;

  if (isnan (limit) || limit < self->scale.from || limit > self->scale.to)
    return;
  x = CLAMP (x_of (self, drawing, limit), 1, drawing->width - 1);
  /* On the track the edge of what is outside the normal range; a halo keeps it apart from the bar. */
  gtk_snapshot_append_color (
      drawing->snapshot, &drawing->palette->card,
      &GRAPHENE_RECT_INIT (x - 2, drawing->top - TICK_OUT, 4, TRACK + 2 * TICK_OUT));
  gtk_snapshot_append_color (
      drawing->snapshot, color,
      &GRAPHENE_RECT_INIT (x - 1, drawing->top - TICK_OUT, 2, TRACK + 2 * TICK_OUT));

  layout = letter_layout (self, letter_of (critical));
  pango_layout_get_pixel_extents (layout, &ink, NULL);
  left = CLAMP (x - (float) ink.width / 2, 0, drawing->width - (float) ink.width);
  /* The letter of a warning gives way to that of the critical limit beside it. */
  if (!isnan (letter_x[0]) && left < letter_x[1] + 3 && left + (float) ink.width > letter_x[0] - 3)
    left = left + (float) ink.width / 2 < (letter_x[0] + letter_x[1]) / 2
               ? letter_x[0] - 3 - (float) ink.width
               : letter_x[1] + 3;
  if (left >= 0 && left + (float) ink.width <= drawing->width)
    {
      letter_x[0] = left;
      letter_x[1] = left + (float) ink.width;
      gtk_snapshot_save (drawing->snapshot);
      gtk_snapshot_translate (drawing->snapshot,
                              &GRAPHENE_POINT_INIT (left - (float) ink.x, (float) -ink.y));
      gtk_snapshot_append_layout (drawing->snapshot, layout, color);
      gtk_snapshot_restore (drawing->snapshot);
    }
}

/* ◀ or ▶ at the end that the value is beyond. */
static void
draw_arrow (const Drawing *drawing, gboolean right, const GdkRGBA *color)
{
  float tip = right ? drawing->width : 0, base = right ? tip - ARROW : tip + ARROW;
  float middle = drawing->top + (float) TRACK / 2;
  GskPathBuilder *builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;

  gtk_snapshot_append_color (
      drawing->snapshot, &drawing->palette->card,
      &GRAPHENE_RECT_INIT (right ? base - 2 : 0, drawing->top, ARROW + 2, TRACK));
  gsk_path_builder_move_to (builder, base, drawing->top);
  gsk_path_builder_line_to (builder, tip, middle);
  gsk_path_builder_line_to (builder, base, drawing->top + TRACK);
  gsk_path_builder_close (builder);
  path = gsk_path_builder_free_to_path (builder);
  gtk_snapshot_append_fill (drawing->snapshot, path, GSK_FILL_RULE_WINDING, color);
}

static void
draw_value (VigieBullet *self, const Drawing *drawing)
{
  const VigieBulletScale *scale = &self->scale;
  const GdkRGBA *color = self->link_lost ? &drawing->palette->dim : &drawing->palette->ink;
  double origin = CLAMP (0, scale->from, scale->to);
  float x0, x1;

  /* A scale that has zero within begins there; else at its left end. */
  x0 = x_of (self, drawing, scale->from < 0 && scale->to > 0 ? origin : scale->from);
  x1 = x_of (self, drawing, self->value);
  if (self->link_lost)
    vigie_small_draw_line (drawing->snapshot, x0, drawing->top + (float) TRACK / 2, x1,
                           drawing->top + (float) TRACK / 2, BAR, 4, color);
  else
    draw_box (drawing, x0, x1, (float) (TRACK - BAR) / 2, color);
  /* The end of the bar, seen where the bar is too short to be: at zero, at the left end. */
  if (fabsf (x1 - x0) < 3)
    {
      x1 = CLAMP (x1, 1.5F, drawing->width - 1.5F);
      draw_box (drawing, x1 - 1.5F, x1 + 1.5F, 2, color);
    }
}

static void
vigie_bullet_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieBullet *self = VIGIE_BULLET (widget);
  const VigieBulletScale *scale = &self->scale;
  VigieScheme scheme = vigie_scheme_resolve (VIGIE_SCHEME_AUTO, widget);
  Drawing drawing = {snapshot, vigie_palette_get (scheme), (float) gtk_widget_get_width (widget), 0,
                     gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL};
  float letters[2] = {NAN, NAN};
  int top;

  if (drawing.width < 8)
    return;
  bar_height (self, &top);
  drawing.top = (float) top;
  if (is_void (self))
    vigie_small_draw_void (snapshot, &GRAPHENE_RECT_INIT (0, drawing.top, drawing.width, TRACK), 4,
                           &drawing.palette->strong, &drawing.palette->hatch);
  else
    draw_box (&drawing, 0, drawing.width, 0, &drawing.palette->track);
  if (vigie_bullet_scale_is_set (scale))
    {
      gboolean speaks = !is_void (self) && self->freshness != VIGIE_FRESHNESS_OUT_OF_SERVICE;
      double place = vigie_bullet_scale_place (scale, self->value);

      if (speaks && !isnan (scale->usual_from))
        draw_box (&drawing, x_of (self, &drawing, scale->usual_from),
                  x_of (self, &drawing, scale->usual_to), 0, &drawing.palette->norm);
      else if (speaks && !isnan (scale->normal_from))
        draw_box (&drawing, x_of (self, &drawing, scale->normal_from),
                  x_of (self, &drawing, scale->normal_to), 0, &drawing.palette->norm);
      if (speaks)
        draw_value (self, &drawing);
      if (speaks && (place > 1 || place < 0))
        draw_arrow (&drawing, (place > 1) != drawing.rtl,
                    self->link_lost ? &drawing.palette->dim : &drawing.palette->ink);
      /* The critical ones first: their letters have the right of way. */
      draw_tick (self, &drawing, scale->lowlow, TRUE, letters);
      draw_tick (self, &drawing, scale->low, FALSE, letters);
      letters[0] = letters[1] = NAN;
      draw_tick (self, &drawing, scale->highhigh, TRUE, letters);
      draw_tick (self, &drawing, scale->high, FALSE, letters);
      if (!isnan (scale->capacity) && scale->capacity <= scale->to)
        {
          float x = CLAMP (x_of (self, &drawing, scale->capacity), 1, drawing.width - 1);

          gtk_snapshot_append_color (snapshot, &drawing.palette->strong,
                                     &GRAPHENE_RECT_INIT (x - 1, drawing.top - 1, 2, TRACK + 2));
        }
    }
  for (Caption i = 0; self->captions[0] != NULL && i < N_CAPTIONS; i++)
    gtk_widget_snapshot_child (widget, self->captions[i], snapshot);
}

static void
vigie_bullet_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_bullet_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

/* ---- Class ------------------------------------------------------------------------------------- */

static void
vigie_bullet_dispose (GObject *object)
{
  VigieBullet *self = VIGIE_BULLET (object);

  for (Caption i = 0; i < N_CAPTIONS; i++)
    g_clear_pointer (&self->captions[i], gtk_widget_unparent);
  G_OBJECT_CLASS (vigie_bullet_parent_class)->dispose (object);
}

static void
vigie_bullet_finalize (GObject *object)
{
  VigieBullet *self = VIGIE_BULLET (object);

  g_free (self->unit);
  G_OBJECT_CLASS (vigie_bullet_parent_class)->finalize (object);
}

static void
vigie_bullet_class_init (VigieBulletClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_bullet_dispose;
  object_class->finalize = vigie_bullet_finalize;
  widget_class->get_request_mode = vigie_bullet_get_request_mode;
  widget_class->measure = vigie_bullet_measure;
  widget_class->size_allocate = vigie_bullet_size_allocate;
  widget_class->snapshot = vigie_bullet_snapshot;
  widget_class->css_changed = vigie_bullet_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
  gtk_widget_class_set_css_name (widget_class, "bullet");
}

static void
vigie_bullet_init (VigieBullet *self)
{
  self->scale = VIGIE_BULLET_SCALE_NONE;
  self->unit = g_strdup ("");
  self->value = NAN;
  self->freshness = VIGIE_FRESHNESS_NEVER;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Value"),
                                  -1);
  update_words (self);
}

GtkWidget *
vigie_bullet_new (void)
{
  return g_object_new (VIGIE_TYPE_BULLET, NULL);
}

/* Fields of NAN are equal to themselves. */
static gboolean
scales_equal (const VigieBulletScale *a, const VigieBulletScale *b)
{
  const double *first = (const double *) a, *second = (const double *) b;

  for (gsize i = 0; i < sizeof *a / sizeof *first; i++)
    if (first[i] != second[i] && !(isnan (first[i]) && isnan (second[i])))
      return FALSE;
  return TRUE;
}

void
vigie_bullet_set_scale (VigieBullet *self, const VigieBulletScale *scale, const char *unit)
{
  gboolean same = scales_equal (&self->scale, scale);

  if (unit == NULL)
    unit = "";
  if (same && g_str_equal (self->unit, unit))
    return;
  self->scale = *scale;
  g_set_str (&self->unit, unit);
  update_words (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const VigieBulletScale *
vigie_bullet_get_scale (VigieBullet *self)
{
  return &self->scale;
}

void
vigie_bullet_set_value (VigieBullet *self,
                        double value,
                        VigieFreshness freshness,
                        gboolean link_lost)
{
  if ((self->value == value || (isnan (self->value) && isnan (value)))
      && self->freshness == freshness && self->link_lost == !!link_lost)
    return;
  self->value = value;
  self->freshness = freshness;
  self->link_lost = !!link_lost;
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigie_bullet_set_captions (VigieBullet *self, gboolean captions)
{
  if (!!captions == (self->captions[0] != NULL))
    return;
  for (Caption i = 0; i < N_CAPTIONS; i++)
    {
      if (!captions)
        {
          g_clear_pointer (&self->captions[i], gtk_widget_unparent);
          continue;
        }
      self->captions[i] = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->captions[i], "vigie-small");
      gtk_widget_add_css_class (self->captions[i], "vigie-dim");
      gtk_widget_set_parent (self->captions[i], GTK_WIDGET (self));
    }
  if (captions)
    {
      gtk_label_set_wrap (GTK_LABEL (self->captions[CAPTION_LIMITS]), TRUE);
      gtk_label_set_xalign (GTK_LABEL (self->captions[CAPTION_LIMITS]), 0);
      vigie_tooltip_set (GTK_WIDGET (self), NULL);
    }
  update_words (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
