/* vigie-map-view-place.c: where everything that floats above the map has its place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-view-private.h"

#define EDGE 10
/* Between two cards of a column. */
#define GAP 6
/* From this width on, the bar lies between the scale and the buttons; on a narrower map they are above it. */
#define WIDE 640
/* From this width on, the layers' legend has room on the map. */
#define WIDE_LEGEND 560
#define LEGEND_WIDTH 260
#define BAR_WIDTH 720

static void
allocate_at (GtkWidget *child, int x, int y, int width, int height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation) {x, y, width, height}, -1);
}

static void
natural_size (GtkWidget *child, int max_width, int *width, int *height)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, width, NULL, NULL);
  *width = MAX (minimum, MIN (*width, max_width));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, *width, NULL, height, NULL, NULL);
}

/* The notes below the legend, in at most @room. Returns where they end. */
static int
place_notes (VigieMapView *self, int y, int room)
{
  int w, h;

  natural_size (self->notes, MAX (room, 0), &w, &h);
  allocate_at (self->notes, EDGE + 4, y, w, h);
  return y + h;
}

/* The legend in a card where it has room, else behind a button. Returns where it ends. */
static int
place_legend (VigieMapView *self, int width, gboolean *legend_fits)
{
  int w, h;

  natural_size (self->legend, G_MAXINT, &w, &h);
  *legend_fits = gtk_widget_get_visible (self->legend) && w + 2 * EDGE + 4 <= width;
  gtk_widget_set_child_visible (self->legend, *legend_fits);
  if (gtk_widget_get_visible (self->legend))
    allocate_at (self->legend, EDGE + 4, EDGE + 4, w, h);
  return *legend_fits ? EDGE + 4 + h + EDGE : EDGE;
}

/* The bar, above the attribution. Returns the height that it takes from the bottom of a narrow map, 0 on a wide one. */
static int
place_bar (VigieMapView *self, int width, int height, int credit_height, int controls_width)
{
  int side = width >= WIDE ? controls_width + 2 * EDGE : EDGE;
  int w, h;

  self->bar_room = 0;
  if (!gtk_widget_get_visible (self->bar_card))
    return 0;
  natural_size (self->bar_card, MIN (width - 2 * side, BAR_WIDTH), &w, &h);
  h = MIN (h, MAX (height - credit_height - EDGE, 1));
  allocate_at (self->bar_card, MAX ((width - w) / 2, 0), height - credit_height - EDGE - h, w, h);
  self->bar_room = h + EDGE;
  return width >= WIDE ? 0 : h + GAP;
}

/* The buttons in one column above @bottom, or in two where it is too high. *left, *top: where they begin. */
static void
place_buttons (VigieMapView *self, int width, int bottom, gboolean with_legend, int *left, int *top)
{
  int x, y = bottom, w, h, more_width, more_height;

  natural_size (self->controls, G_MAXINT, &w, &h);
  natural_size (self->more_controls, G_MAXINT, &more_width, &more_height);
  x = width - w - EDGE;
  y -= h;
  allocate_at (self->controls, x, y, w, h);
  if (with_legend)
    {
      natural_size (self->legend_button, G_MAXINT, &w, &h);
      y -= GAP + h;
      allocate_at (self->legend_button, x, y, w, h);
    }
  *top = y;
  if (y - GAP - more_height < EDGE)
    {
      x -= more_width + GAP;
      y = bottom + GAP;
    }
  allocate_at (self->more_controls, x, MAX (y - GAP - more_height, 0), more_width, more_height);
  *left = x;
  *top = MIN (*top, MAX (y - GAP - more_height, 0));
}

/* The first pixel row that the bar takes where it reaches left of @x, else @bottom. */
static int
bar_top (VigieMapView *self, int x, int bottom)
{
  graphene_rect_t bar;

  if (!gtk_widget_get_visible (self->bar_card)
      || !gtk_widget_compute_bounds (self->bar_card, GTK_WIDGET (self), &bar) || bar.origin.x >= x)
    return bottom;
  return MIN ((int) bar.origin.y, bottom);
}

/* The scale and, above it, the legend of the layers between @top and it, clear of the bar. */
static void
place_left (VigieMapView *self, int width, int top, int bottom)
{
  gboolean room;
  int w, h, y;

  natural_size (self->scale_bar, G_MAXINT, &w, &h);
  y = bottom - h - 6;
  allocate_at (self->scale_bar, EDGE + 6, y, w, h);

  if (!gtk_widget_get_visible (self->layer_legend))
    return;
  natural_size (self->layer_legend, LEGEND_WIDTH, &w, &h);
  y = MIN (y, bar_top (self, EDGE + 4 + w + GAP, y));
  room = width >= MAX (WIDE_LEGEND, 2 * w) && y - EDGE - top - GAP >= MIN (h, 120);
  gtk_widget_set_child_visible (self->layer_legend, room);
  if (!room)
    return;
  h = MIN (h, y - EDGE - top - GAP);
  allocate_at (self->layer_legend, EDGE + 4, y - EDGE - h, w, h);
}

static void
set_foot (VigieMapView *self, int foot)
{
  if (self->foot == foot)
    return;
  self->foot = foot;
  g_object_notify (G_OBJECT (self), "foot");
}

void
vigie_map_view_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieMapView *self = VIGIE_MAP_VIEW (widget);
  int w, h, top, notes_top, left, buttons_top, room;
  int credit_height, bar_height;
  gboolean legend_fits, with_button;
  int whole_width = width;

  width = MAX (width - self->covered, 1);
  room = width - 2 * EDGE - 8;
  gtk_widget_measure (GTK_WIDGET (self->map), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL,
                      NULL);
  allocate_at (GTK_WIDGET (self->map), 0, 0, whole_width, height);

  natural_size (self->attribution, width, &w, &credit_height);
  allocate_at (self->attribution, width - w, height - credit_height, w, credit_height);
  natural_size (self->controls, G_MAXINT, &w, &h);
  notes_top = place_legend (self, width, &legend_fits);
  top = place_notes (self, notes_top, room);
  bar_height = place_bar (self, width, height, credit_height, w);

  /* The legend behind its button where its card, or that of the layers, has no room. */
  place_left (
      self, width, top,
      height - bar_height
          - (width < 480 || bar_height > 0 ? credit_height + (bar_height > 0 ? EDGE : 0) : 0));
  with_button = gtk_widget_get_visible (self->legend_button)
                && (!legend_fits
                    || (gtk_widget_get_visible (self->layer_legend)
                        && !gtk_widget_get_child_visible (self->layer_legend)));
  gtk_widget_set_child_visible (self->legend_button, with_button);
  place_buttons (self, width, height - credit_height - EDGE - bar_height, with_button, &left,
                 &buttons_top);
  /* Where the buttons reach up to the notes, these leave them their place. */
  if (top + GAP > buttons_top && EDGE + 4 + gtk_widget_get_width (self->notes) + GAP > left)
    place_notes (self, notes_top, MIN (room, left - GAP - EDGE - 4));

  if (self->cluster_popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->cluster_popover));
  vigie_map_view_allocate_hint (self, width, height);
  if (self->box_due)
    self->box_due = !vigie_map_view_fit_box (self, &self->box, FALSE);
  if (self->whole_due || self->follows)
    self->whole_due = !vigie_map_view_fit (self, FALSE);
  vigie_map_view_show_chosen (self);
  /* Layers that have to move for it do so now: they are drawn in this frame. */
  allocate_at (GTK_WIDGET (self->map), 0, 0, whole_width, height);
  vigie_map_view_nudge_tiles (self);
  set_foot (self, self->bar_room > 0 ? self->bar_room + credit_height : 0);
}
