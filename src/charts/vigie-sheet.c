/* vigie-sheet.c: a drawing with its numbers and words on one sheet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-chart-period.h"
#include "vigie-words.h"

#define MARGIN 24
#define LONGEST_NAME                                                                               \
  150 /* bytes; with dates and extension well under the 255 that file systems take */

typedef struct
{
  guint index;
  char *name; /* owned */
} Sign;

struct _VigieSheet
{
  GObject parent_instance;

  char *title, *place, *period, *made, *summary; /* owned, "" if none */
  gboolean demonstration;
  VigieSpan span;
  GTimeZone *zone; /* owned, or NULL */
  VigieSheetCsvFunc csv_func;
  gpointer csv_data;
  GDestroyNotify csv_destroy;
  GObject *object; /* owned; what is drawn, or NULL */
  GThread *maker;  /* not owned; where @object lives */
  VigieSheetDrawFunc draw_func;
  VigieSheetSignFunc sign_func;
  GArray *signs; /* of Sign */
};

G_DEFINE_FINAL_TYPE (VigieSheet, vigie_sheet, G_TYPE_OBJECT)

static void
sign_clear (gpointer data)
{
  g_free (((Sign *) data)->name);
}

static void
release_cb (gpointer data)
{
  g_object_unref (data);
}

static void
vigie_sheet_finalize (GObject *object)
{
  VigieSheet *self = VIGIE_SHEET (object);

  g_free (self->title);
  g_free (self->place);
  g_free (self->period);
  g_free (self->made);
  g_free (self->summary);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  if (self->csv_destroy != NULL)
    self->csv_destroy (self->csv_data);
  /* The last to hold a sheet may be the thread that wrote it; a widget is let go of where it lives. */
  if (self->object != NULL && g_thread_self () != self->maker)
    g_idle_add_once (release_cb, g_steal_pointer (&self->object));
  g_clear_object (&self->object);
  g_array_unref (self->signs);
  G_OBJECT_CLASS (vigie_sheet_parent_class)->finalize (object);
}

static void
vigie_sheet_class_init (VigieSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_sheet_finalize;
}

static void
vigie_sheet_init (VigieSheet *self)
{
  self->maker = g_thread_self ();
  self->title = g_strdup ("");
  self->place = g_strdup ("");
  self->period = g_strdup ("");
  self->made = g_strdup ("");
  self->summary = g_strdup ("");
  self->signs = g_array_new (FALSE, FALSE, sizeof (Sign));
  g_array_set_clear_func (self->signs, sign_clear);
}

VigieSheet *
vigie_sheet_new (void)
{
  return g_object_new (VIGIE_TYPE_SHEET, NULL);
}

/* ---- Content ----------------------------------------------------------------------------------- */

void
vigie_sheet_set_title (VigieSheet *self, const char *title)
{
  g_set_str (&self->title, title != NULL ? title : "");
}

void
vigie_sheet_set_place (VigieSheet *self, const char *place)
{
  g_set_str (&self->place, place != NULL ? place : "");
}

void
vigie_sheet_set_period (VigieSheet *self, const char *period)
{
  g_set_str (&self->period, period != NULL ? period : "");
}

void
vigie_sheet_set_made (VigieSheet *self, const char *made)
{
  g_set_str (&self->made, made != NULL ? made : "");
}

void
vigie_sheet_set_summary (VigieSheet *self, const char *summary)
{
  g_set_str (&self->summary, summary != NULL ? summary : "");
}

char *
vigie_sheet_made_words (VigieTime now, GTimeZone *zone, gboolean link_lost)
{
  /* With the year, as paper is kept. */
  g_autofree char *date = vigie_words_date (now + 400 * VIGIE_DAY, now, zone);
  g_autofree char *at = vigie_words_time_of_day (now, zone);

  if (link_lost)
    /* Translators: as the next one, where nothing was received since that time */
    return g_strdup_printf (_ ("Last known state, %1$s at %2$s: the link is lost. Made with Vigie"),
                            date, at);
  /* Translators: %1$s is a date, %2$s a time of day; at the foot of an exported chart */
  return g_strdup_printf (_ ("Made with Vigie on %1$s at %2$s"), date, at);
}

void
vigie_sheet_set_demonstration (VigieSheet *self, gboolean demonstration)
{
  self->demonstration = demonstration;
}

void
vigie_sheet_set_dates (VigieSheet *self, VigieSpan span, GTimeZone *zone)
{
  self->span = span;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
}

void
vigie_sheet_set_csv (VigieSheet *self,
                     VigieSheetCsvFunc func,
                     gpointer data,
                     GDestroyNotify destroy)
{
  if (self->csv_destroy != NULL)
    self->csv_destroy (self->csv_data);
  self->csv_func = func;
  self->csv_data = data;
  self->csv_destroy = destroy;
}

void
vigie_sheet_set_drawing (VigieSheet *self,
                         gpointer object,
                         VigieSheetDrawFunc draw,
                         VigieSheetSignFunc sign)
{
  g_set_object (&self->object, G_OBJECT (object));
  self->draw_func = draw;
  self->sign_func = sign;
}

void
vigie_sheet_add_sign (VigieSheet *self, guint index, const char *name)
{
  Sign sign = {index, g_strdup (name)};

  g_array_append_val (self->signs, sign);
}

GBytes *
vigie_sheet_make_csv (VigieSheet *self)
{
  return self->csv_func != NULL ? self->csv_func (self->csv_data) : g_bytes_new (NULL, 0);
}

/* ---- Picture ----------------------------------------------------------------------------------- */

static PangoLayout *
make_layout (cairo_t *cr, const char *text, double size, PangoWeight weight, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Adwaita Sans, Inter, Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  if (width >= 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  return layout;
}

/* Writes @text with its top left at @x, @y; gives its height, and its width where asked. */
static double
draw_text (cairo_t *cr,
           const char *text,
           double x,
           double y,
           double size,
           PangoWeight weight,
           const GdkRGBA *color,
           double width,
           double *text_width)
{
  g_autoptr (PangoLayout) layout = NULL;
  int layout_width, layout_height;

  if (*text == '\0')
    {
      if (text_width != NULL)
        *text_width = 0;
      return 0;
    }
  layout = make_layout (cr, text, size, weight, width);
  pango_layout_get_pixel_size (layout, &layout_width, &layout_height);
  if (text_width != NULL)
    *text_width = layout_width;
  gdk_cairo_set_source_rgba (cr, color);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  return layout_height;
}

static double
measure_text (cairo_t *cr, const char *text, double size, PangoWeight weight)
{
  g_autoptr (PangoLayout) layout = make_layout (cr, text, size, weight, -1);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* « Démonstration : données simulées » in a dashed frame that ends at @right; gives its left edge. */
static double
draw_demonstration (cairo_t *cr, double right, double y, const VigiePalette *palette)
{
  const char *words = _ ("Demonstration: simulated data");
  double width = measure_text (cr, words, 13, PANGO_WEIGHT_BOLD);
  double left = right - width - 20;

  gdk_cairo_set_source_rgba (cr, &palette->strong);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, (const double[]) {4, 3}, 2, 0);
  cairo_rectangle (cr, left + 0.75, y + 0.75, width + 18.5, 24.5);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  draw_text (cr, words, left + 10, y + 5, 13, PANGO_WEIGHT_BOLD, &palette->strong, -1, NULL);
  return left;
}

/* The signs and their names, on as many lines as they need; gives their height. */
static double
draw_legend (VigieSheet *self,
             cairo_t *cr,
             double x0,
             double y,
             double width,
             const VigiePalette *palette)
{
  double x = x0, top = y;

  for (guint i = 0; i < self->signs->len; i++)
    {
      const Sign *sign = &g_array_index (self->signs, Sign, i);
      double wide = 28 + measure_text (cr, sign->name, 13, PANGO_WEIGHT_NORMAL);
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;

      if (x > x0 && x + wide > x0 + width)
        {
          x = x0;
          y += 22;
        }
      self->sign_func (self->object, sign->index, snapshot, 20, 14, VIGIE_SCHEME_LIGHT);
      node = gtk_snapshot_free_to_node (snapshot);
      if (node != NULL)
        {
          cairo_save (cr);
          cairo_translate (cr, x, y + 2);
          gsk_render_node_draw (node, cr);
          cairo_restore (cr);
        }
      draw_text (cr, sign->name, x + 28, y, 13, PANGO_WEIGHT_NORMAL, &palette->fg, width - 28,
                 NULL);
      x += wide + 24;
    }
  return self->signs->len > 0 ? y + 22 - top : 0;
}

/* What is under the drawing: the words of the summary, the source. Drawn from the bottom up; gives its height. */
static double
draw_foot (VigieSheet *self,
           cairo_t *cr,
           double x,
           double bottom,
           double width,
           const VigiePalette *palette)
{
  const char *pieces[3];
  g_autofree char *line = NULL;
  guint n = 0;
  int height = 0, summary_height = 0;

  if (*self->place != '\0')
    pieces[n++] = self->place;
  if (*self->made != '\0')
    pieces[n++] = self->made;
  pieces[n] = NULL;
  line = g_strjoinv (" · ", (char **) pieces);
  if (n > 0)
    {
      g_autoptr (PangoLayout) layout = make_layout (cr, line, 11, PANGO_WEIGHT_NORMAL, width);

      pango_layout_get_pixel_size (layout, NULL, &height);
      draw_text (cr, line, x, bottom - height, 11, PANGO_WEIGHT_NORMAL, &palette->dim, width, NULL);
    }
  if (*self->summary != '\0')
    {
      g_autoptr (PangoLayout) layout
          = make_layout (cr, self->summary, 12, PANGO_WEIGHT_NORMAL, width);

      pango_layout_get_pixel_size (layout, NULL, &summary_height);
      draw_text (cr, self->summary, x, bottom - height - 8 - summary_height, 12,
                 PANGO_WEIGHT_NORMAL, &palette->fg, width, NULL);
      summary_height += 8;
    }
  return height + summary_height;
}

void
vigie_sheet_draw (VigieSheet *self, cairo_t *cr, double width, double height)
{
  const VigiePalette *palette = vigie_palette_get (VIGIE_SCHEME_LIGHT);
  double inner = width - 2 * MARGIN, y = MARGIN, right = width - MARGIN, foot, room;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  if (self->demonstration)
    right = draw_demonstration (cr, right, y, palette) - 16;
  y += draw_text (cr, self->title, MARGIN, y, 19, PANGO_WEIGHT_ULTRABOLD, &palette->strong,
                  right - MARGIN, NULL);
  y += draw_text (cr, self->period, MARGIN, y + 2, 13, PANGO_WEIGHT_NORMAL, &palette->dim, inner,
                  NULL);
  y += 12;
  y += draw_legend (self, cr, MARGIN, y, inner, palette);
  y += 4;
  foot = draw_foot (self, cr, MARGIN, height - MARGIN, inner, palette);
  room = height - MARGIN - foot - 12 - y;
  if (room < 40 || inner < 40 || self->object == NULL)
    return;
  cairo_save (cr);
  cairo_translate (cr, MARGIN, y);
  cairo_rectangle (cr, 0, 0, inner, room);
  cairo_clip (cr);
  self->draw_func (self->object, cr, inner, room, VIGIE_SCHEME_LIGHT);
  cairo_restore (cr);
}

/* ---- Names ------------------------------------------------------------------------------------- */

/* What Windows, macOS, Linux and the shares between them all take. */
static char *
safe_name (const char *text)
{
  GString *safe = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        c = ' ';
      else if (g_unichar_iscntrl (c) || g_unichar_iszerowidth (c))
        continue;
      else if (c < 0x80 && strchr ("/\\:*?\"<>|%", (int) c) != NULL)
        c = '-';
      if (c == ' ' && (safe->len == 0 || safe->str[safe->len - 1] == ' '))
        continue;
      /* A dot at the head hides the file. */
      if (c == '.' && safe->len == 0)
        continue;
      if (safe->len + (gsize) g_unichar_to_utf8 (c, NULL) > LONGEST_NAME)
        break;
      g_string_append_unichar (safe, c);
    }
  while (safe->len > 0 && strchr (" .", safe->str[safe->len - 1]) != NULL)
    g_string_truncate (safe, safe->len - 1);
  return g_string_free (safe, FALSE);
}

char *
vigie_sheet_file_name (VigieSheet *self, VigieSheetFormat format)
{
  static const char *const extensions[] = {"csv", "png", "svg"};
  g_autofree char *title = safe_name (self->title);
  g_autofree char *dates = vigie_chart_period_file_words (self->span, self->zone);

  if (*title == '\0')
    {
      g_free (title);
      /* Translators: the name of a file of readings that have none */
      title = g_strdup (C_ ("file name", "Readings"));
    }
  if (self->demonstration)
    /* Translators: the name of a file of simulated data: title, dates, extension */
    return g_strdup_printf (C_ ("file name", "%1$s %2$s (demonstration).%3$s"), title, dates,
                            extensions[format]);
  return g_strdup_printf ("%s %s.%s", title, dates, extensions[format]);
}
