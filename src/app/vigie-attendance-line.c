/* vigie-attendance-line.c: cells side by side in columns, the same in every line of its width.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-line.h"

#include "vigie-children.h"

#define GAP 8
#define LINE_GAP 4
/* The name is as wide as this part of what names and bars share, and the bar at most so wide. */
#define NAME_SHARE 0.52
#define WIDEST_BAR 260
#define LEAST_BAR 70
#define NARROW_BAR 96
#define USUAL_DPI (96 * 1024)

/* Widths at the usual size of text; 0: shares what is left. */
static const int widths[VIGIE_N_ATTENDANCE_CELL] = {
    [VIGIE_ATTENDANCE_CELL_GLYPH] = 30, [VIGIE_ATTENDANCE_CELL_NAME] = 0,
    [VIGIE_ATTENDANCE_CELL_COUNT] = 30, [VIGIE_ATTENDANCE_CELL_BAR] = 0,
    [VIGIE_ATTENDANCE_CELL_TREND] = 14, [VIGIE_ATTENDANCE_CELL_LEVEL] = 92,
    [VIGIE_ATTENDANCE_CELL_WAIT] = 56,  [VIGIE_ATTENDANCE_CELL_BEST] = 100,
};

typedef struct
{
  GtkWidget *widget; /* a child */
  VigieAttendanceCell first, last;
} Part;

struct _VigieAttendanceLine
{
  GtkWidget parent_instance;

  GArray *parts; /* owned: Part */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (VigieAttendanceLine, vigie_attendance_line, GTK_TYPE_WIDGET)

static double
text_scale (GtkWidget *widget)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (double) dpi / USUAL_DPI : 1;
}

static void
place_columns (VigieAttendanceLine *self, int width, int x[], int w[])
{
  double scale = text_scale (GTK_WIDGET (self));
  int fixed = GAP * (VIGIE_N_ATTENDANCE_CELL - 1), left, at = 0;

  for (guint i = 0; i < VIGIE_N_ATTENDANCE_CELL; i++)
    {
      w[i] = i == VIGIE_ATTENDANCE_CELL_GLYPH ? widths[i] : (int) (widths[i] * scale);
      fixed += w[i];
    }
  left = MAX (width - fixed, 0);
  w[VIGIE_ATTENDANCE_CELL_BAR] = MIN ((int) (left * (1 - NAME_SHARE)), WIDEST_BAR);
  w[VIGIE_ATTENDANCE_CELL_NAME] = left - w[VIGIE_ATTENDANCE_CELL_BAR];
  for (guint i = 0; i < VIGIE_N_ATTENDANCE_CELL; i++)
    {
      x[i] = at;
      at += w[i] + GAP;
    }
}

static void
measure_part (const Part *part, int width, int *natural_width, int *height)
{
  int minimum = 0, natural = 0;

  gtk_widget_measure (part->widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  if (part->first == VIGIE_ATTENDANCE_CELL_BAR)
    natural = MAX (minimum, NARROW_BAR);
  if (width >= 0)
    natural = MAX (MIN (natural, width), minimum);
  if (natural_width != NULL)
    *natural_width = natural;
  if (height != NULL)
    gtk_widget_measure (part->widget, GTK_ORIENTATION_VERTICAL, width >= 0 ? natural : -1, NULL,
                        height, NULL, NULL);
}

static void
allocate (VigieAttendanceLine *self, const Part *part, int x, int y, int w, int h, int width)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = width - x - w;
  gtk_widget_size_allocate (part->widget, &(GtkAllocation) {x, y, w, h}, -1);
}

/* ---- Narrow ---------------------------------------------------------------------------------- */

/* On which lines a part stands: the name with its level, the count with the wait, when to come. */
static guint
group_of (const Part *part)
{
  if (part->last <= VIGIE_ATTENDANCE_CELL_NAME
      || (part->first == VIGIE_ATTENDANCE_CELL_LEVEL && part->last == VIGIE_ATTENDANCE_CELL_LEVEL))
    return 0;
  return part->first == VIGIE_ATTENDANCE_CELL_BEST ? 2 : 1;
}

static gboolean
is_glyph (const Part *part)
{
  return part->first == VIGIE_ATTENDANCE_CELL_GLYPH;
}

/* How many of the parts from @begin on stand on one line of @room pixels, and how high that is. */
static guint
fill_line (VigieAttendanceLine *self, guint begin, int room, int *height)
{
  int x = 0;
  guint end, group = 0;

  *height = 0;
  for (end = begin; end < self->parts->len; end++)
    {
      const Part *part = &g_array_index (self->parts, Part, end);
      int w, h;

      if (is_glyph (part) || !gtk_widget_get_visible (part->widget))
        continue;
      measure_part (part, room, &w, &h);
      if (x > 0 && (x + GAP + w > room || group_of (part) != group))
        break;
      group = group_of (part);
      x += (x > 0 ? GAP : 0) + w;
      *height = MAX (*height, h);
    }
  return end;
}

/* Lays what is seen out beside the glyph, line by line; gives the height. With @place it allocates. */
static int
flow (VigieAttendanceLine *self, int width, gboolean place)
{
  int indent = widths[VIGIE_ATTENDANCE_CELL_GLYPH] + GAP;
  int room = MAX (width - indent, 1), y = 0, least = 0;

  for (guint i = 0; i < self->parts->len;)
    {
      int line, x = 0;
      guint end = fill_line (self, i, room, &line);

      for (; i < end; i++)
        {
          const Part *part = &g_array_index (self->parts, Part, i);
          int w, h;

          if (!gtk_widget_get_visible (part->widget))
            continue;
          measure_part (part, is_glyph (part) ? indent - GAP : room, &w, &h);
          if (is_glyph (part))
            least = h;
          /* The level stands at the end of the name's line. */
          if (group_of (part) == 0 && part->first == VIGIE_ATTENDANCE_CELL_LEVEL && x > 0)
            x = MAX (x, room - w);
          if (place)
            allocate (self, part, is_glyph (part) ? 0 : indent + x,
                      is_glyph (part) ? 0 : y + (line - h) / 2, w, h, width);
          if (!is_glyph (part))
            x += w + GAP;
        }
      if (line > 0)
        y += line + LINE_GAP;
    }
  return MAX (y - LINE_GAP, least);
}

/* ---- In columns ------------------------------------------------------------------------------ */

static void
span (const Part *part, const int x[], const int w[], int *at, int *width)
{
  *at = x[part->first];
  *width = x[part->last] + w[part->last] - *at;
}

static void
vigie_attendance_line_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  VigieAttendanceLine *self = VIGIE_ATTENDANCE_LINE (widget);
  int x[VIGIE_N_ATTENDANCE_CELL], w[VIGIE_N_ATTENDANCE_CELL], least = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      if (!self->narrow)
        {
          place_columns (self, 0, x, w);
          *minimum = x[VIGIE_ATTENDANCE_CELL_BEST] + w[VIGIE_ATTENDANCE_CELL_BEST]
                     + (int) (100 * text_scale (widget)) + LEAST_BAR;
          *natural = *minimum;
          return;
        }
      /* As narrow as the widest of what cannot be made narrower. */
      for (guint i = 0; i < self->parts->len; i++)
        {
          const Part *part = &g_array_index (self->parts, Part, i);
          int one = 0;

          if (gtk_widget_get_visible (part->widget))
            gtk_widget_measure (part->widget, orientation, -1, &one, NULL, NULL, NULL);
          least = MAX (least, one);
        }
      *minimum = *natural = widths[VIGIE_ATTENDANCE_CELL_GLYPH] + GAP + MAX (least, 160);
      return;
    }
  *minimum = 0;
  if (self->narrow)
    *minimum = flow (self, for_size >= 0 ? for_size : 320, FALSE);
  else
    for (guint i = 0; i < self->parts->len; i++)
      {
        const Part *part = &g_array_index (self->parts, Part, i);
        int at, width = -1, h = 0;

        if (!gtk_widget_get_visible (part->widget))
          continue;
        if (for_size >= 0)
          {
            gtk_widget_measure (part->widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                                NULL);
            place_columns (self, for_size, x, w);
            span (part, x, w, &at, &width);
            width = MAX (width, least);
          }
        gtk_widget_measure (part->widget, orientation, width, NULL, &h, NULL, NULL);
        *minimum = MAX (*minimum, h);
      }
  *natural = *minimum;
}

static void
vigie_attendance_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieAttendanceLine *self = VIGIE_ATTENDANCE_LINE (widget);
  int x[VIGIE_N_ATTENDANCE_CELL], w[VIGIE_N_ATTENDANCE_CELL];

  if (self->narrow)
    {
      flow (self, width, TRUE);
      return;
    }
  place_columns (self, width, x, w);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);
      int at, room, least = 0, h = 0;

      if (!gtk_widget_get_visible (part->widget))
        continue;
      span (part, x, w, &at, &room);
      gtk_widget_measure (part->widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      room = MAX (room, least);
      gtk_widget_measure (part->widget, GTK_ORIENTATION_VERTICAL, room, NULL, &h, NULL, NULL);
      h = MIN (h, height);
      allocate (self, part, at, (height - h) / 2, room, h, width);
    }
}

static GtkSizeRequestMode
vigie_attendance_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_attendance_line_dispose (GObject *object)
{
  VigieAttendanceLine *self = VIGIE_ATTENDANCE_LINE (object);

  g_array_set_size (self->parts, 0);
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_attendance_line_parent_class)->dispose (object);
}

static void
vigie_attendance_line_finalize (GObject *object)
{
  g_array_unref (VIGIE_ATTENDANCE_LINE (object)->parts);

  G_OBJECT_CLASS (vigie_attendance_line_parent_class)->finalize (object);
}

static void
vigie_attendance_line_class_init (VigieAttendanceLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_attendance_line_dispose;
  object_class->finalize = vigie_attendance_line_finalize;
  widget_class->measure = vigie_attendance_line_measure;
  widget_class->size_allocate = vigie_attendance_line_size_allocate;
  widget_class->get_request_mode = vigie_attendance_line_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
  gtk_widget_class_set_css_name (widget_class, "attendanceline");
}

static void
vigie_attendance_line_init (VigieAttendanceLine *self)
{
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
}

GtkWidget *
vigie_attendance_line_new (void)
{
  return g_object_new (VIGIE_TYPE_ATTENDANCE_LINE, NULL);
}

void
vigie_attendance_line_add (VigieAttendanceLine *self,
                           GtkWidget *child,
                           VigieAttendanceCell first,
                           VigieAttendanceCell last)
{
  Part part = {child, first, last};

  g_return_if_fail (VIGIE_IS_ATTENDANCE_LINE (self));
  g_return_if_fail (first <= last && last < VIGIE_N_ATTENDANCE_CELL);

  g_array_append_val (self->parts, part);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

void
vigie_attendance_line_set_narrow (VigieAttendanceLine *self, gboolean narrow)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_LINE (self));
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
