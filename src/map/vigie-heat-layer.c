/* vigie-heat-layer.c: where many sites are, or many that need somebody, as a shaded surface.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-heat-layer.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "vigie-density.h"
#include "vigie-glyph.h"
#include "vigie-layer-frame.h"
#include "vigie-map-legend.h"
#include "vigie-words.h"

/* Side of a cell and the kernel, px on the screen at the zoom of the surface. */
#define CELL 4.0
#define SIGMA 24.0
/* The surface reaches this much of the view beyond each of its edges. */
#define BEYOND 0.4
/* A surface of another zoom is stretched up to this difference. */
#define MAX_STRETCH 0.4
#define PAUSE_MS 90
#define MAX_CELLS 2000
/* Of the peak: below, nothing is drawn. */
#define LEAST 0.03f

struct _VigieHeatLayer
{
  VigieLiveLayer parent_instance;

  VigieHeatOf of;
  GArray *points;     /* of VigieDensityPoint; shared with jobs, never changed */
  GArray *new_points; /* being gathered, or NULL */
  double sum;

  GdkTexture *texture; /* or NULL: over this box of the unit square, for this world */
  double x, y, width, height, world;
  double peak; /* per cell */
  gboolean stale;
  GCancellable *job; /* or NULL */
  guint source;      /* a job is to begin, or 0 */
};

G_DEFINE_FINAL_TYPE (VigieHeatLayer, vigie_heat_layer, VIGIE_TYPE_LIVE_LAYER)

/* ---- Gathering ---- */

static float
weight_of (VigieHeatOf of, VigieSite *site)
{
  VigieGlyphLook look;

  switch (of)
    {
    case VIGIE_HEAT_TROUBLE:
      look
          = vigie_glyph_look_for (vigie_site_get_freshness (site), vigie_site_get_condition (site));
      return look == VIGIE_GLYPH_SILENT || look == VIGIE_GLYPH_CRITICAL ? 1 : 0;
    case VIGIE_HEAT_ATTENDANCE:
      /* UNKNOWN is 0, LIGHT 1, FULL 4. */
      return (float) vigie_site_get_level (site) / 4;
    case VIGIE_HEAT_SITES:
    default:
      return 1;
    }
}

static void begin_job (VigieHeatLayer *self);

static gboolean
source_cb (gpointer user_data)
{
  VigieHeatLayer *self = user_data;

  self->source = 0;
  begin_job (self);
  return G_SOURCE_REMOVE;
}

static void
want_surface (VigieHeatLayer *self)
{
  if (self->source == 0 && self->job == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->source = g_timeout_add (PAUSE_MS, source_cb, self);
}

static gboolean
same_points (const GArray *a, const GArray *b)
{
  return a->len == b->len
         && (a->len == 0 || memcmp (a->data, b->data, sizeof (VigieDensityPoint) * a->len) == 0);
}

static void
vigie_heat_layer_begin (VigieLiveLayer *layer)
{
  VigieHeatLayer *self = VIGIE_HEAT_LAYER (layer);

  g_clear_pointer (&self->new_points, g_array_unref);
  /* Cleared: what is compared has no bytes that nobody set. */
  self->new_points = g_array_new (FALSE, TRUE, sizeof (VigieDensityPoint));
}

static void
vigie_heat_layer_take (VigieLiveLayer *layer, gpointer item)
{
  VigieHeatLayer *self = VIGIE_HEAT_LAYER (layer);
  VigieSite *site = item;
  VigieDensityPoint point;

  if (!isfinite (vigie_site_get_lat (site)) || !isfinite (vigie_site_get_lon (site)))
    return;
  memset (&point, 0, sizeof point);
  point.x = vigie_mercator_x (vigie_site_get_lon (site));
  point.y = vigie_mercator_y (vigie_site_get_lat (site));
  point.weight = weight_of (self->of, site);
  if (point.weight > 0)
    g_array_append_vals (self->new_points, &point, 1);
}

static void
vigie_heat_layer_end (VigieLiveLayer *layer)
{
  VigieHeatLayer *self = VIGIE_HEAT_LAYER (layer);

  if (same_points (self->points, self->new_points))
    {
      g_clear_pointer (&self->new_points, g_array_unref);
      return;
    }
  g_array_unref (self->points);
  self->points = g_steal_pointer (&self->new_points);
  self->sum = 0;
  for (guint i = 0; i < self->points->len; i++)
    self->sum += g_array_index (self->points, VigieDensityPoint, i).weight;
  self->stale = TRUE;
  want_surface (self);
}

static void
stop_job (VigieHeatLayer *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->job != NULL)
    g_cancellable_cancel (self->job);
  g_clear_object (&self->job);
}

static void
vigie_heat_layer_forget (VigieLiveLayer *layer)
{
  VigieHeatLayer *self = VIGIE_HEAT_LAYER (layer);

  stop_job (self);
  g_clear_pointer (&self->new_points, g_array_unref);
  g_array_unref (self->points);
  self->points = g_array_new (FALSE, TRUE, sizeof (VigieDensityPoint));
  self->sum = 0;
  g_clear_object (&self->texture);
}

/* ---- The surface ---- */

/* From nothing to the strongest shade: a veil under which what a base map writes (vigie-map-style.c) can still be read,
 * 4.5 to 1 as WCAG 2.1 (1.4.3) has it, where the density is greatest. */
static GdkRGBA
shade (VigieScheme scheme, float share)
{
  static const float most[] = {[VIGIE_SCHEME_LIGHT] = 0.25f,
                               [VIGIE_SCHEME_DARK] = 0.18f,
                               [VIGIE_SCHEME_HIGH_CONTRAST] = 0.4f};
  const VigiePalette *palette = vigie_palette_get (scheme);
  GdkRGBA color = scheme == VIGIE_SCHEME_DARK ? palette->strong : palette->ink;

  color.alpha = share < LEAST ? 0 : most[scheme] * sqrtf (share);
  return color;
}

typedef struct
{
  GArray *points; /* owned */
  double x, y, cell, world;
  guint width, height;
  VigieScheme scheme;
  guchar *pixels; /* result */
  double peak;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_array_unref (job->points);
  g_free (job->pixels);
  g_free (job);
}

static void
job_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  const VigieDensityPoint *points = (const VigieDensityPoint *) (gpointer) job->points->data;
  g_autofree float *values = g_new (float, (gsize) job->width * job->height);
  guchar colors[256][4];

  vigie_density_render (points, job->points->len, job->x, job->y, job->cell, job->width,
                        job->height, SIGMA / CELL, values);
  job->peak = vigie_density_peak (points, job->points->len, job->cell, SIGMA / CELL);
  for (guint i = 0; i < 256; i++)
    {
      GdkRGBA color = shade (job->scheme, (float) i / 255);

      colors[i][0] = (guchar) (color.red * color.alpha * 255);
      colors[i][1] = (guchar) (color.green * color.alpha * 255);
      colors[i][2] = (guchar) (color.blue * color.alpha * 255);
      colors[i][3] = (guchar) (color.alpha * 255);
    }
  job->pixels = g_malloc ((gsize) job->width * job->height * 4);
  for (gsize i = 0; i < (gsize) job->width * job->height; i++)
    {
      double share = job->peak > 0 ? values[i] / job->peak : 0;

      memcpy (job->pixels + 4 * i, colors[(guint) CLAMP (share * 255, 0, 255)], 4);
    }
  g_task_return_boolean (task, TRUE);
}

static void
job_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VigieHeatLayer *self = VIGIE_HEAT_LAYER (object);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GBytes) bytes = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return; /* cancelled: another one is underway, or none is wanted */
  g_clear_object (&self->job);
  bytes = g_bytes_new_take (g_steal_pointer (&job->pixels), (gsize) job->width * job->height * 4);
  g_clear_object (&self->texture);
  self->texture
      = gdk_memory_texture_new ((int) job->width, (int) job->height,
                                GDK_MEMORY_R8G8B8A8_PREMULTIPLIED, bytes, (gsize) job->width * 4);
  self->x = job->x;
  self->y = job->y;
  self->width = job->width * job->cell;
  self->height = job->height * job->cell;
  self->world = job->world;
  self->peak = job->peak;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  vigie_live_layer_legend_changed (VIGIE_LIVE_LAYER (self));
}

static void
begin_job (VigieHeatLayer *self)
{
  g_autoptr (GTask) task = NULL;
  VigieLayerFrame frame;
  Job *job;

  if (!vigie_layer_frame_get (SHUMATE_LAYER (self), &frame))
    return;
  self->stale = FALSE;
  job = g_new0 (Job, 1);
  job->points = g_array_ref (self->points);
  job->scheme = vigie_live_layer_get_scheme (VIGIE_LIVE_LAYER (self));
  job->world = frame.world;
  job->cell = CELL / frame.world;
  job->width = MIN ((guint) ceil (frame.width * (1 + 2 * BEYOND) / CELL), MAX_CELLS);
  job->height = MIN ((guint) ceil (frame.height * (1 + 2 * BEYOND) / CELL), MAX_CELLS);
  job->x = frame.x - job->width * job->cell / 2;
  job->y = frame.y - job->height * job->cell / 2;
  self->job = g_cancellable_new ();
  task = g_task_new (self, self->job, job_cb, NULL);
  g_task_set_source_tag (task, begin_job);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, job_thread);
}

/* Whether the surface is of this zoom and reaches to the edges of the view. */
static gboolean
covers (VigieHeatLayer *self, const VigieLayerFrame *frame)
{
  double half_width = frame->width / 2 / frame->world,
         half_height = frame->height / 2 / frame->world;

  return self->texture != NULL && fabs (log2 (frame->world / self->world)) <= MAX_STRETCH
         && frame->x - half_width >= self->x && frame->x + half_width <= self->x + self->width
         && frame->y - half_height >= self->y && frame->y + half_height <= self->y + self->height;
}

static void
vigie_heat_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieHeatLayer *self = VIGIE_HEAT_LAYER (widget);
  VigieLayerFrame frame;
  double x, y;

  if (!vigie_layer_frame_get (SHUMATE_LAYER (self), &frame))
    return;
  if (self->points->len > 0 && (self->stale || !covers (self, &frame)))
    want_surface (self);
  if (self->texture == NULL || self->points->len == 0)
    return;
  vigie_layer_frame_place (&frame, self->x + self->width / 2, self->y + self->height / 2, &x, &y);
  gtk_snapshot_append_scaled_texture (
      snapshot, self->texture, GSK_SCALING_FILTER_LINEAR,
      &GRAPHENE_RECT_INIT (
          (float) (x - self->width * frame.world / 2), (float) (y - self->height * frame.world / 2),
          (float) (self->width * frame.world), (float) (self->height * frame.world)));
}

static void
vigie_heat_layer_look_changed (VigieLiveLayer *layer)
{
  VigieHeatLayer *self = VIGIE_HEAT_LAYER (layer);

  self->stale = TRUE;
}

/* ---- Legend ---- */

static const char *
title_of (VigieHeatOf of)
{
  switch (of)
    {
    case VIGIE_HEAT_TROUBLE:
      return _ ("Density of silent or critical sites");
    case VIGIE_HEAT_ATTENDANCE:
      return _ ("Density of attendance");
    case VIGIE_HEAT_SITES:
    default:
      return _ ("Density of sites");
    }
}

/* How many per km² the darkest shade stands for, where the surface is. */
static double
peak_per_km2 (VigieHeatLayer *self)
{
  double lat = vigie_mercator_lat (CLAMP (self->y + self->height / 2, 0, 1));
  double metres = CELL * vigie_mercator_metres_per_pixel (lat, self->world);

  return metres > 0 ? self->peak / (metres * metres) * 1e6 : 0;
}

static void
vigie_heat_layer_fill_legend (VigieLiveLayer *layer, GtkBox *part)
{
  VigieHeatLayer *self = VIGIE_HEAT_LAYER (layer);
  VigieScheme scheme = vigie_live_layer_get_scheme (layer);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskColorStop stops[21];
  g_autofree char *figure = NULL, *words = NULL;
  double peak;

  vigie_map_legend_add_title (part, title_of (self->of));
  if (self->points->len == 0 || self->texture == NULL)
    {
      g_object_unref (snapshot);
      if (self->points->len == 0)
        vigie_map_legend_add_note (part, _ ("There are none."));
      return;
    }
  /* As it is over the map. */
  gtk_snapshot_append_color (snapshot, &vigie_palette_get (scheme)->land,
                             &GRAPHENE_RECT_INIT (0, 0, 100, 12));
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      stops[i].offset = (float) i / (G_N_ELEMENTS (stops) - 1);
      stops[i].color = shade (scheme, stops[i].offset);
    }
  gtk_snapshot_append_linear_gradient (snapshot, &GRAPHENE_RECT_INIT (0, 0, 100, 12),
                                       &GRAPHENE_POINT_INIT (0, 0), &GRAPHENE_POINT_INIT (100, 0),
                                       stops, G_N_ELEMENTS (stops));
  peak = peak_per_km2 (self);
  figure = vigie_words_number (peak, peak < 1 ? 2 : peak < 10 ? 1 : 0);
  words = g_strdup_printf (
      self->of == VIGIE_HEAT_ATTENDANCE
          /* Translators: beside a ramp of shades; %s is a number of sites for each km² */
          ? _ ("up to %s full sites per km²")
          /* Translators: beside a ramp of shades; %s is a number of sites for each km² */
          : _ ("up to %s per km²"),
      figure);
  vigie_map_legend_add_sign (part, snapshot, 100, 12, words);
  if (vigie_live_layer_get_link_lost (layer) && self->of != VIGIE_HEAT_SITES)
    vigie_map_legend_add_note (part, _ ("As it was when the link was lost."));
}

/* ---- The object ---- */

static void
vigie_heat_layer_unmap (GtkWidget *widget)
{
  stop_job (VIGIE_HEAT_LAYER (widget));
  VIGIE_HEAT_LAYER (widget)->stale = TRUE;
  GTK_WIDGET_CLASS (vigie_heat_layer_parent_class)->unmap (widget);
}

static void
vigie_heat_layer_dispose (GObject *object)
{
  VigieHeatLayer *self = VIGIE_HEAT_LAYER (object);

  stop_job (self);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (vigie_heat_layer_parent_class)->dispose (object);
}

static void
vigie_heat_layer_finalize (GObject *object)
{
  VigieHeatLayer *self = VIGIE_HEAT_LAYER (object);

  g_array_unref (self->points);
  g_clear_pointer (&self->new_points, g_array_unref);
  G_OBJECT_CLASS (vigie_heat_layer_parent_class)->finalize (object);
}

static gboolean
vigie_heat_layer_is_done (VigieDrawnLayer *layer)
{
  VigieHeatLayer *self = VIGIE_HEAT_LAYER (layer);

  /* Where there is nothing to show nothing is made. */
  return self->points->len == 0 || vigie_heat_layer_is_ready (self);
}

static void
vigie_heat_layer_class_init (VigieHeatLayerClass *klass)
{
  VigieLiveLayerClass *layer_class = VIGIE_LIVE_LAYER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_heat_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_heat_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = vigie_heat_layer_snapshot;
  GTK_WIDGET_CLASS (klass)->unmap = vigie_heat_layer_unmap;
  VIGIE_DRAWN_LAYER_CLASS (klass)->is_ready = vigie_heat_layer_is_done;
  layer_class->begin = vigie_heat_layer_begin;
  layer_class->take = vigie_heat_layer_take;
  layer_class->end = vigie_heat_layer_end;
  layer_class->forget = vigie_heat_layer_forget;
  layer_class->look_changed = vigie_heat_layer_look_changed;
  layer_class->fill_legend = vigie_heat_layer_fill_legend;
}

static void
vigie_heat_layer_init (VigieHeatLayer *self)
{
  self->points = g_array_new (FALSE, TRUE, sizeof (VigieDensityPoint));
}

VigieHeatLayer *
vigie_heat_layer_new (ShumateViewport *viewport)
{
  return g_object_new (VIGIE_TYPE_HEAT_LAYER, "viewport", viewport, NULL);
}

void
vigie_heat_layer_set_of (VigieHeatLayer *self, VigieHeatOf of)
{
  if (self->of == of)
    return;
  self->of = of;
  vigie_live_layer_changed (VIGIE_LIVE_LAYER (self));
  vigie_live_layer_legend_changed (VIGIE_LIVE_LAYER (self));
}

gboolean
vigie_heat_layer_is_ready (VigieHeatLayer *self)
{
  VigieLayerFrame frame;

  return !self->stale && self->job == NULL && vigie_layer_frame_get (SHUMATE_LAYER (self), &frame)
         && covers (self, &frame);
}

double
vigie_heat_layer_get_sum (VigieHeatLayer *self)
{
  return self->sum;
}
