/* vigie-chart-bar.c: the row of controls over a chart.
 *
 * What is not seen (the choice or its drop-down) keeps its place in the tree but is no child to be seen, so that
 * folding happens within one allocation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-bar.h"

#include <string.h>

#define GAP 12
#define LINE_GAP 8

struct _VigieChartBar
{
  GtkWidget parent_instance;

  GtkWidget *slots[VIGIE_CHART_BAR_N_SLOTS]; /* children, or NULL */
};

G_DEFINE_FINAL_TYPE (VigieChartBar, vigie_chart_bar, GTK_TYPE_WIDGET)

/* Where everything stands at a width. */
typedef struct
{
  gboolean folded;
  GtkAllocation places[VIGIE_CHART_BAR_N_SLOTS];
  int height;
} Plan;

static void
get_widths (VigieChartBar *self, int *least, int *natural)
{
  for (int i = 0; i < VIGIE_CHART_BAR_N_SLOTS; i++)
    {
      least[i] = natural[i] = 0;
      if (self->slots[i] != NULL && gtk_widget_get_visible (self->slots[i]))
        gtk_widget_measure (self->slots[i], GTK_ORIENTATION_HORIZONTAL, -1, &least[i], &natural[i],
                            NULL, NULL);
    }
}

static int
get_height (VigieChartBar *self, VigieChartBarSlot slot, int width)
{
  int height = 0;

  if (self->slots[slot] != NULL && width > 0)
    gtk_widget_measure (self->slots[slot], GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL,
                        NULL);
  return height;
}

/* Puts the slots named on one line at @y, the actions at the right end; gives the line's height. */
static int
put_line (VigieChartBar *self,
          Plan *plan,
          const int *widths,
          const VigieChartBarSlot *slots,
          guint n,
          int width,
          int y)
{
  int x = 0, height = 0;

  for (guint i = 0; i < n; i++)
    height = MAX (height, get_height (self, slots[i], widths[slots[i]]));
  for (guint i = 0; i < n; i++)
    {
      VigieChartBarSlot slot = slots[i];

      plan->places[slot] = (GtkAllocation) {
          slot == VIGIE_CHART_BAR_ACTIONS ? width - widths[slot] : x, y, widths[slot], height};
      x += widths[slot] + GAP;
    }
  return height;
}

static void
make_plan (VigieChartBar *self, int width, Plan *plan)
{
  int least[VIGIE_CHART_BAR_N_SLOTS], natural[VIGIE_CHART_BAR_N_SLOTS];
  int widths[VIGIE_CHART_BAR_N_SLOTS];
  int choice, folded, period, actions, y;
  VigieChartBarSlot first;

  get_widths (self, least, natural);
  choice = natural[VIGIE_CHART_BAR_CHOICE];
  folded = natural[VIGIE_CHART_BAR_FOLDED];
  period = natural[VIGIE_CHART_BAR_PERIOD];
  actions = natural[VIGIE_CHART_BAR_ACTIONS];
  memset (plan, 0, sizeof *plan);
  plan->folded = choice + GAP + period + GAP + actions > width;
  first = plan->folded ? VIGIE_CHART_BAR_FOLDED : VIGIE_CHART_BAR_CHOICE;
  for (int i = 0; i < VIGIE_CHART_BAR_N_SLOTS; i++)
    widths[i] = MIN (natural[i], MAX (width, least[i]));

  if (!plan->folded || folded + GAP + period + GAP + actions <= width)
    {
      plan->height = put_line (
          self, plan, widths,
          (VigieChartBarSlot[]) {first, VIGIE_CHART_BAR_PERIOD, VIGIE_CHART_BAR_ACTIONS}, 3, width,
          0);
      return;
    }
  if (choice + GAP + least[VIGIE_CHART_BAR_PERIOD] <= width && choice + GAP + period <= width)
    {
      plan->folded = FALSE;
      first = VIGIE_CHART_BAR_CHOICE;
    }
  if (widths[first] + GAP + least[VIGIE_CHART_BAR_PERIOD] <= width)
    {
      widths[VIGIE_CHART_BAR_PERIOD] = MIN (period, width - GAP - widths[first]);
      y = put_line (self, plan, widths, (VigieChartBarSlot[]) {first, VIGIE_CHART_BAR_PERIOD}, 2,
                    width, 0);
    }
  else
    {
      y = put_line (self, plan, widths, &first, 1, width, 0) + LINE_GAP;
      y += put_line (self, plan, widths, (VigieChartBarSlot[]) {VIGIE_CHART_BAR_PERIOD}, 1, width,
                     y);
    }
  y += LINE_GAP;
  plan->height = y
                 + put_line (self, plan, widths, (VigieChartBarSlot[]) {VIGIE_CHART_BAR_ACTIONS}, 1,
                             width, y);
}

static GtkSizeRequestMode
vigie_chart_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vigie_chart_bar_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  VigieChartBar *self = VIGIE_CHART_BAR (widget);
  int least[VIGIE_CHART_BAR_N_SLOTS], wide[VIGIE_CHART_BAR_N_SLOTS];
  Plan plan;

  get_widths (self, least, wide);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (least[VIGIE_CHART_BAR_PERIOD],
                      MAX (least[VIGIE_CHART_BAR_FOLDED], least[VIGIE_CHART_BAR_ACTIONS]));
      *natural = wide[VIGIE_CHART_BAR_CHOICE] + GAP + wide[VIGIE_CHART_BAR_PERIOD] + GAP
                 + wide[VIGIE_CHART_BAR_ACTIONS];
      return;
    }
  if (for_size < 0)
    for_size = wide[VIGIE_CHART_BAR_CHOICE] + GAP + wide[VIGIE_CHART_BAR_PERIOD] + GAP
               + wide[VIGIE_CHART_BAR_ACTIONS];
  make_plan (self, for_size, &plan);
  *minimum = *natural = plan.height;
}

static void
vigie_chart_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieChartBar *self = VIGIE_CHART_BAR (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Plan plan;

  make_plan (self, width, &plan);
  for (int i = 0; i < VIGIE_CHART_BAR_N_SLOTS; i++)
    {
      GtkAllocation place = plan.places[i];

      if (self->slots[i] == NULL)
        continue;
      gtk_widget_set_child_visible (self->slots[i], place.width > 0);
      if (place.width <= 0)
        continue;
      if (rtl)
        place.x = width - place.x - place.width;
      gtk_widget_size_allocate (self->slots[i], &place, -1);
    }
}

static void
vigie_chart_bar_dispose (GObject *object)
{
  VigieChartBar *self = VIGIE_CHART_BAR (object);

  for (int i = 0; i < VIGIE_CHART_BAR_N_SLOTS; i++)
    g_clear_pointer (&self->slots[i], gtk_widget_unparent);
  G_OBJECT_CLASS (vigie_chart_bar_parent_class)->dispose (object);
}

static void
vigie_chart_bar_class_init (VigieChartBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_chart_bar_dispose;
  widget_class->get_request_mode = vigie_chart_bar_get_request_mode;
  widget_class->measure = vigie_chart_bar_measure;
  widget_class->size_allocate = vigie_chart_bar_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
  gtk_widget_class_set_css_name (widget_class, "chartbar");
}

static void
vigie_chart_bar_init (VigieChartBar *self)
{
}

GtkWidget *
vigie_chart_bar_new (void)
{
  return g_object_new (VIGIE_TYPE_CHART_BAR, NULL);
}

void
vigie_chart_bar_set (VigieChartBar *self, VigieChartBarSlot slot, GtkWidget *child)
{
  g_return_if_fail (self->slots[slot] == NULL);

  self->slots[slot] = child;
  gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
