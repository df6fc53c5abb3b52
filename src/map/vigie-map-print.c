/* vigie-map-print.c: the map as it leaves the program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-print.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-donut.h"
#include "vigie-map-print-tiles.h"
#include "vigie-map-scale.h"
#include "vigie-map-view-private.h"

#define MARGIN 16
#define GAP 10
#define TITLE_PIXELS 20
#define TEXT_PIXELS 12
#define SIGN 22
#define LONGEST_BAR 160
/* Of so many sites at most it is looked at what they are: of more, the legend is that of the whole territory. */
#define MOST_SITES 20000
#define POINTS_A_PIXEL 0.75

struct _VigieMapSheet
{
  GObject parent_instance;

  GskRenderNode *node; /* owned */
  double width, height, scale;
  guint n_missing;
  gboolean whole;
};

G_DEFINE_FINAL_TYPE (VigieMapSheet, vigie_map_sheet, G_TYPE_OBJECT)

/* ---- The map --------------------------------------------------------------------------------- */

/* How many tiles are missing of a layer that drew @node. */
static guint
count (VigieMapView *view, GskRenderNode *node, ShumateMapSource *source)
{
  double zoom = shumate_viewport_get_zoom_level (view->viewport);
  double side = source != NULL ? shumate_map_source_get_tile_size (source) : 256;
  double deepest = source != NULL ? shumate_map_source_get_max_zoom_level (source) : zoom;

  /* Deeper than the deepest level tiles are enlarged; between two levels too. */
  side *= exp2 (zoom - MIN (rint (zoom), deepest));
  return vigie_map_print_count_missing (node, side, gtk_widget_get_width (GTK_WIDGET (view->map)),
                                        gtk_widget_get_height (GTK_WIDGET (view->map)));
}

/* What all layers draw, for @scale device pixels a logical one; *n_missing: tiles that are not in it; *ready: no layer
 * is still being made. */
static GskRenderNode *
draw_map (VigieMapView *view, double scale, guint *n_missing, gboolean *ready)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GtkWidget *map = GTK_WIDGET (view->map);
  double width = gtk_widget_get_width (map), height = gtk_widget_get_height (map);
  guint of_network = G_MAXUINT, of_file = G_MAXUINT;

  *ready = TRUE;
  vigie_map_scale_override (map, scale);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  for (GtkWidget *layer = gtk_widget_get_first_child (map); layer != NULL;
       layer = gtk_widget_get_next_sibling (layer))
    {
      GtkSnapshot *own = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;

      /* Not what was drawn for the screen. */
      gtk_widget_queue_draw (layer);
      gtk_widget_snapshot_child (map, layer, own);
      node = gtk_snapshot_free_to_node (own);
      if (VIGIE_IS_DRAWN_LAYER (layer) && gtk_widget_get_mapped (layer)
          && !vigie_drawn_layer_is_ready (VIGIE_DRAWN_LAYER (layer)))
        *ready = FALSE;
      if (view->tile_layer != NULL && layer == GTK_WIDGET (view->tile_layer))
        of_network = count (view, node, SHUMATE_MAP_SOURCE (view->tiles));
      if (view->file_layer != NULL && layer == GTK_WIDGET (view->file_layer))
        of_file = count (view, node, view->file_source);
      if (node != NULL)
        gtk_snapshot_append_node (snapshot, node);
    }
  gtk_snapshot_pop (snapshot);
  vigie_map_scale_override (map, 0);
  /* What the one lacks the other may have: not more than the smaller number is missing. Without tiles nothing is. */
  *n_missing = MIN (of_network, of_file);
  if (*n_missing == G_MAXUINT)
    *n_missing = 0;
  for (GtkWidget *layer = gtk_widget_get_first_child (map); layer != NULL;
       layer = gtk_widget_get_next_sibling (layer))
    gtk_widget_queue_draw (layer);
  return gtk_snapshot_free_to_node (snapshot);
}

/* ---- Words ----------------------------------------------------------------------------------- */

/* The sheet while it is made: @y is where the next thing comes. */
typedef struct
{
  VigieMapView *view;
  GtkSnapshot *snapshot;
  PangoContext *pango; /* owned */
  const VigiePalette *palette;
  double width; /* of the contents */
  double scale;
  double y;
} Page;

static PangoLayout *
new_layout (Page *page, const char *text, double pixels, int weight, double width)
{
  PangoLayout *layout = pango_layout_new (page->pango);
  PangoFontDescription *font
      = pango_font_description_copy (pango_context_get_font_description (page->pango));

  pango_font_description_set_absolute_size (font, pixels * PANGO_SCALE);
  pango_font_description_set_weight (font, (PangoWeight) weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  return layout;
}

static void
put_layout (Page *page, PangoLayout *layout, double x, double y, const GdkRGBA *color)
{
  gtk_snapshot_save (page->snapshot);
  gtk_snapshot_translate (page->snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (page->snapshot, layout, color);
  gtk_snapshot_restore (page->snapshot);
}

/* A paragraph over the width less @room at its end; its height. */
static double
put_text (Page *page,
          const char *text,
          double pixels,
          int weight,
          double room,
          const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = new_layout (page, text, pixels, weight, page->width - room);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  put_layout (page, layout, 0, page->y, color);
  return height;
}

static void
put_head (Page *page, const VigieMapSheetWords *words)
{
  double room = 0, height = 0;

  if (words->demonstration)
    {
      g_autoptr (PangoLayout) layout
          = new_layout (page, _ ("Demonstration"), TEXT_PIXELS + 2, 700, 0);
      int w, h;

      pango_layout_get_pixel_size (layout, &w, &h);
      room = MIN (w + 16, page->width / 2);
      gtk_snapshot_append_color (page->snapshot, &page->palette->track,
                                 &GRAPHENE_RECT_INIT ((float) (page->width - w - 12),
                                                      (float) page->y, (float) w + 12,
                                                      (float) h + 6));
      put_layout (page, layout, page->width - w - 6, page->y + 3, &page->palette->strong);
      height = h + 6;
    }
  page->y += MAX (height, put_text (page, words->title != NULL ? words->title : "", TITLE_PIXELS,
                                    800, room, &page->palette->strong));
  page->y += 2;
  if (words->made != NULL)
    page->y += put_text (page, words->made, TEXT_PIXELS, 400, 0, &page->palette->fg);
  page->y += GAP;
}

/* ---- The foot -------------------------------------------------------------------------------- */

/* The scale at the middle of the map. */
static double
put_scale (Page *page)
{
  ShumateViewport *viewport = page->view->viewport;
  double world = 256 * exp2 (shumate_viewport_get_zoom_level (viewport)), pixels;
  double lat = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
  double metres = vigie_mercator_scale_bar (vigie_mercator_metres_per_pixel (lat, world),
                                            MIN (LONGEST_BAR, page->width / 2), &pixels);
  g_autofree char *words = vigie_scale_bar_format (metres);
  g_autoptr (PangoLayout) layout = new_layout (page, words, TEXT_PIXELS, 400, 0);
  const GdkRGBA *ink = &page->palette->strong;
  int w, h;

  pango_layout_get_pixel_size (layout, &w, &h);
  for (guint i = 0; i < 2; i++)
    gtk_snapshot_append_color (
        page->snapshot, ink,
        &GRAPHENE_RECT_INIT ((float) (i * (pixels - 2)), (float) page->y + 3, 2, 10));
  gtk_snapshot_append_color (page->snapshot, ink,
                             &GRAPHENE_RECT_INIT (0, (float) page->y + 11, (float) pixels, 2));
  put_layout (page, layout, pixels + 8, page->y, &page->palette->fg);
  return MAX (16, h);
}

/* What the sites in view are: their kinds and states. */
typedef struct
{
  gboolean kinds[VIGIE_N_KIND];
  gboolean looks[VIGIE_N_GLYPH_LOOK];
} Present;

static void
find_present (VigieMapView *view, Present *present)
{
  GListModel *sites = G_LIST_MODEL (view->territory);
  guint n = sites != NULL ? g_list_model_get_n_items (sites) : 0;
  double width = gtk_widget_get_width (GTK_WIDGET (view->map));
  double height = gtk_widget_get_height (GTK_WIDGET (view->map));
  double world = 256 * exp2 (shumate_viewport_get_zoom_level (view->viewport));
  double x = vigie_mercator_x (shumate_location_get_longitude (SHUMATE_LOCATION (view->viewport)));
  double y = vigie_mercator_y (shumate_location_get_latitude (SHUMATE_LOCATION (view->viewport)));
  gboolean everywhere = n > MOST_SITES;

  for (guint i = 0; i < MIN (n, MOST_SITES); i++)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (sites, i);
      double dx = (vigie_mercator_x (vigie_site_get_lon (site)) - x) * world;
      double dy = (vigie_mercator_y (vigie_site_get_lat (site)) - y) * world;

      /* NAN is nowhere. */
      if (!everywhere && !(fabs (dx) <= width / 2 && fabs (dy) <= height / 2))
        continue;
      present->kinds[vigie_site_get_kind (site)] = TRUE;
      present->looks[vigie_glyph_look_for (vigie_site_get_freshness (site),
                                           vigie_site_get_condition (site))]
          = TRUE;
    }
}

/* A sign and its words, after the one before at *@x or on a line of its own. */
static void
put_sign (Page *page, GdkTexture *texture, double size, const char *label, double *x)
{
  g_autoptr (PangoLayout) layout = new_layout (page, label, TEXT_PIXELS, 400, 0);
  int w, h;

  pango_layout_get_pixel_size (layout, &w, &h);
  if (*x > 0 && *x + SIGN + 6 + w > page->width)
    {
      *x = 0;
      page->y += SIGN + 4;
    }
  gtk_snapshot_append_scaled_texture (page->snapshot, texture, GSK_SCALING_FILTER_TRILINEAR,
                                      &GRAPHENE_RECT_INIT ((float) (*x + (SIGN - size) / 2),
                                                           (float) (page->y + (SIGN - size) / 2),
                                                           (float) size, (float) size));
  put_layout (page, layout, *x + SIGN + 6, page->y + (SIGN - h) / 2.0, &page->palette->fg);
  *x += SIGN + 6 + w + 18;
}

static void
put_legend (Page *page)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (page->view));
  VigieGlyphCache *glyphs = vigie_glyph_cache_get_for_display (display);
  gboolean lost = vigie_site_layer_get_link_lost (page->view->sites);
  VigieGlyphFlags flags = lost ? VIGIE_GLYPH_FLAG_LINK_LOST : VIGIE_GLYPH_FLAG_NONE;
  guint32 counts[VIGIE_N_GLYPH_LOOK] = {[VIGIE_GLYPH_NORMAL] = 9, [VIGIE_GLYPH_CRITICAL] = 3};
  g_autoptr (VigieDonutCache) donuts = vigie_donut_cache_new ();
  Present present = {0};
  double x = 0;
  gboolean any = FALSE;

  find_present (page->view, &present);
  /* What is « other » comes last, as on screen. */
  for (guint i = 1; i <= VIGIE_N_KIND; i++)
    {
      VigieKind kind = (VigieKind) (i % VIGIE_N_KIND);

      if (!present.kinds[kind])
        continue;
      put_sign (page,
                vigie_glyph_cache_get_texture (glyphs, kind, VIGIE_GLYPH_NORMAL, flags,
                                               VIGIE_SCHEME_LIGHT, 18, page->scale),
                18, vigie_glyph_kind_short_label (kind), &x);
      any = TRUE;
    }
  for (guint look = VIGIE_GLYPH_NORMAL + 1; look < VIGIE_N_GLYPH_LOOK; look++)
    if (present.looks[look])
      put_sign (page,
                vigie_glyph_cache_get_texture (glyphs, VIGIE_KIND_OTHER, (VigieGlyphLook) look,
                                               flags, VIGIE_SCHEME_LIGHT, SIGN, page->scale),
                SIGN, vigie_glyph_look_label ((VigieGlyphLook) look), &x);
  if (any)
    {
      put_sign (page,
                vigie_donut_cache_get (donuts, counts, lost, VIGIE_SCHEME_LIGHT, page->scale, TRUE),
                SIGN, _ ("Several sites, by state"), &x);
      page->y += SIGN + GAP;
    }
}

/* What the layers that are on explain, as it is on screen. */
static void
put_layer_legend (Page *page)
{
  GtkWidget *parts = page->view->legend_parts;
  const VigiePalette *shown = vigie_palette_get (page->view->shown_scheme);
  graphene_rect_t bounds; /* with the padding */
  double width, height, fit;

  if (!gtk_widget_get_mapped (parts)
      || !gtk_widget_compute_bounds (parts, gtk_widget_get_parent (parts), &bounds)
      || bounds.size.width <= 0 || bounds.size.height <= 0)
    return;
  width = bounds.size.width;
  height = bounds.size.height;
  fit = MIN (1, page->width / width);
  gtk_snapshot_append_color (
      page->snapshot, &shown->card,
      &GRAPHENE_RECT_INIT (0, (float) page->y, (float) (width * fit), (float) (height * fit)));
  gtk_snapshot_save (page->snapshot);
  gtk_snapshot_translate (page->snapshot, &GRAPHENE_POINT_INIT (0, (float) page->y));
  gtk_snapshot_scale (page->snapshot, (float) fit, (float) fit);
  gtk_snapshot_translate (page->snapshot,
                          &GRAPHENE_POINT_INIT (-bounds.origin.x, -bounds.origin.y));
  /* As it is now: what is on screen may be of another scheme. */
  gtk_widget_snapshot_child (gtk_widget_get_parent (parts), parts, page->snapshot);
  gtk_snapshot_restore (page->snapshot);
  page->y += height * fit + GAP;
}

static void
put_foot (Page *page, guint n_missing)
{
  const char *credit = gtk_label_get_text (GTK_LABEL (page->view->attribution_label));

  page->y += put_scale (page) + GAP;
  put_legend (page);
  put_layer_legend (page);
  if (n_missing > 0)
    {
      g_autofree char *words
          /* Translators: on a picture of the map whose ground is not whole */
          = g_strdup_printf (
              ngettext ("%'u map tile is missing", "%'u map tiles are missing", n_missing),
              n_missing);

      page->y += put_text (page, words, TEXT_PIXELS, 700, 0, &page->palette->strong) + 4;
    }
  page->y += put_text (page, credit, TEXT_PIXELS - 1, 400, 0, &page->palette->dim);
}

/* ---- The sheet ------------------------------------------------------------------------------- */

static void
vigie_map_sheet_finalize (GObject *object)
{
  g_clear_pointer (&VIGIE_MAP_SHEET (object)->node, gsk_render_node_unref);
  G_OBJECT_CLASS (vigie_map_sheet_parent_class)->finalize (object);
}

static void
vigie_map_sheet_class_init (VigieMapSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_map_sheet_finalize;
}

static void
vigie_map_sheet_init (VigieMapSheet *self)
{
}

/* On white, whatever the height came to be. */
static GskRenderNode *
on_paper (GskRenderNode *contents, double width, double height)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gtk_snapshot_append_color (snapshot, &(GdkRGBA) {1, 1, 1, 1},
                             &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (MARGIN, 0));
  gtk_snapshot_append_node (snapshot, contents);
  return gtk_snapshot_free_to_node (snapshot);
}

VigieMapSheet *
vigie_map_sheet_new (VigieMapView *view, const VigieMapSheetWords *words, double scale)
{
  VigieMapSheet *self;
  g_autoptr (GskRenderNode) map = NULL, contents = NULL;
  double width, height;
  Page page;

  g_return_val_if_fail (VIGIE_IS_MAP_VIEW (view), NULL);

  if (view->map == NULL || !gtk_widget_get_mapped (GTK_WIDGET (view->map)))
    return NULL;
  width = gtk_widget_get_width (GTK_WIDGET (view->map));
  height = gtk_widget_get_height (GTK_WIDGET (view->map));
  if (width <= 0 || height <= 0)
    return NULL;
  self = g_object_new (VIGIE_TYPE_MAP_SHEET, NULL);
  self->scale = CLAMP (scale, 1, 4);
  map = draw_map (view, self->scale, &self->n_missing, &self->whole);
  self->whole = self->whole && self->n_missing == 0;
  page = (Page) {.view = view,
                 .snapshot = gtk_snapshot_new (),
                 .pango = gtk_widget_create_pango_context (GTK_WIDGET (view)),
                 .palette = vigie_palette_get (VIGIE_SCHEME_LIGHT),
                 .width = width,
                 .scale = self->scale,
                 .y = MARGIN};
  put_head (&page, words);
  gtk_snapshot_append_color (
      page.snapshot, &page.palette->norm,
      &GRAPHENE_RECT_INIT (-1, (float) page.y - 1, (float) width + 2, (float) height + 2));
  gtk_snapshot_save (page.snapshot);
  gtk_snapshot_translate (page.snapshot, &GRAPHENE_POINT_INIT (0, (float) page.y));
  if (map != NULL)
    gtk_snapshot_append_node (page.snapshot, map);
  gtk_snapshot_restore (page.snapshot);
  page.y += height + GAP;
  put_foot (&page, self->n_missing);
  contents = gtk_snapshot_free_to_node (page.snapshot);
  g_object_unref (page.pango);
  self->width = ceil (width + 2 * MARGIN);
  self->height = ceil (page.y + MARGIN);
  self->node = on_paper (contents, self->width, self->height);
  return self;
}

void
vigie_map_sheet_get_size (VigieMapSheet *self, double *width, double *height)
{
  g_return_if_fail (VIGIE_IS_MAP_SHEET (self));

  *width = self->width;
  *height = self->height;
}

guint
vigie_map_sheet_get_n_missing (VigieMapSheet *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_SHEET (self), 0);
  return self->n_missing;
}

gboolean
vigie_map_sheet_is_whole (VigieMapSheet *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_SHEET (self), FALSE);
  return self->whole;
}

void
vigie_map_sheet_draw (VigieMapSheet *self, cairo_t *cr)
{
  g_return_if_fail (VIGIE_IS_MAP_SHEET (self));

  gsk_render_node_draw (self->node, cr);
}

/* ---- Files ----------------------------------------------------------------------------------- */

typedef struct
{
  GFile *file; /* owned */
  VigieMapSheetFormat format;
} Job;

static void
job_free (gpointer data)
{
  g_object_unref (((Job *) data)->file);
  g_free (data);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
encode (VigieMapSheet *self, VigieMapSheetFormat format, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  if (format == VIGIE_MAP_SHEET_PDF)
    surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, self->width * POINTS_A_PIXEL,
                                                   self->height * POINTS_A_PIXEL);
  else
    surface
        = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (self->width * self->scale),
                                      (int) ceil (self->height * self->scale));
  /* Read by every program of an office. */
  if (format == VIGIE_MAP_SHEET_PDF)
    cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cr = cairo_create (surface);
  if (format == VIGIE_MAP_SHEET_PDF)
    cairo_scale (cr, POINTS_A_PIXEL, POINTS_A_PIXEL);
  else
    cairo_scale (cr, self->scale, self->scale);
  gsk_render_node_draw (self->node, cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (format == VIGIE_MAP_SHEET_PNG && status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_byte_array_unref (bytes);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (bytes);
}

static void
save_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = encode (source, job->format, &error);

  if (bytes == NULL
      || !g_file_replace_contents (job->file, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), NULL, FALSE,
                                   G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
vigie_map_sheet_save_async (VigieMapSheet *self,
                            GFile *file,
                            VigieMapSheetFormat format,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (VIGIE_IS_MAP_SHEET (self));

  task = g_task_new (self, cancellable, callback, user_data);
  job = g_new0 (Job, 1);
  job->file = g_object_ref (file);
  job->format = format;
  g_task_set_source_tag (task, vigie_map_sheet_save_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, save_thread);
}

gboolean
vigie_map_sheet_save_finish (VigieMapSheet *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
