/* vigie-energy-cards.c: the figures that a person chose, side by side.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-cards.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"

#define GAP 14
/* A card is no narrower, at the usual size of text. */
#define LEAST_WIDTH 300
#define USUAL_DPI (96 * 1024)
#define MOST_CARDS 12

struct _VigieEnergyCards
{
  GtkWidget parent_instance;

  GSettings *settings;                            /* owned, or NULL */
  VigieEnergyResult *result, *before, *last_year; /* owned, or NULL */
  char *trouble;                                  /* owned, or NULL */
  gboolean last_known;
};

enum
{
  SIGNAL_WHY,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieEnergyCards, vigie_energy_cards, GTK_TYPE_WIDGET)

static const VigieKpi offered[] = {
    VIGIE_KPI_SELF_CONSUMPTION,
    VIGIE_KPI_SELF_PRODUCTION,
    VIGIE_KPI_GRID_IMPORT,
    VIGIE_KPI_CONSUMPTION,
    VIGIE_KPI_PRODUCTION,
    VIGIE_KPI_GRID_EXPORT,
    VIGIE_KPI_SELF_CONSUMED,
    VIGIE_KPI_CO2,
    VIGIE_KPI_PEAK,
    VIGIE_KPI_BASE_LOAD,
    VIGIE_KPI_LOAD_FACTOR,
    VIGIE_KPI_PER_AREA,
    VIGIE_KPI_PER_DEGREE_DAY,
    VIGIE_KPI_WATER,
    VIGIE_KPI_BALANCE_ERROR,
};

const VigieKpi *
vigie_energy_cards_get_offered (guint *n)
{
  *n = G_N_ELEMENTS (offered);
  return offered;
}

gboolean
vigie_energy_cards_parse (const char *name, VigieKpi *kpi)
{
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    if (g_str_equal (vigie_kpi_to_string (offered[i]), name))
      {
        *kpi = offered[i];
        return TRUE;
      }
  return FALSE;
}

/* ---- Layout ---------------------------------------------------------------------------------- */

static guint
count (VigieEnergyCards *self)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

static int
least_width (VigieEnergyCards *self)
{
  int dpi = 0, least, widest;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  widest = (int) (LEAST_WIDTH * (dpi > 0 ? (double) dpi / USUAL_DPI : 1));
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      widest = MAX (widest, least);
    }
  return widest;
}

/* How many columns at @width: as many rows as are needed, then no more columns than fill them. */
static guint
get_columns (VigieEnergyCards *self, int width, guint n)
{
  guint most = (guint) MAX (1, (width + GAP) / (least_width (self) + GAP));
  guint rows = (n + most - 1) / most;

  return rows > 0 ? (n + rows - 1) / rows : 1;
}

static int
row_height (GtkWidget *first, guint columns, int width)
{
  int height = 0, natural;

  for (guint i = 0; first != NULL && i < columns; i++, first = gtk_widget_get_next_sibling (first))
    {
      gtk_widget_measure (first, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  return height;
}

/* All cards beside each other, each as wide as it likes. */
static int
lowest_row (GtkWidget *widget)
{
  int height = 0, least;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
      height = MAX (height, least);
    }
  return height;
}

static GtkSizeRequestMode
vigie_energy_cards_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vigie_energy_cards_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  VigieEnergyCards *self = VIGIE_ENERGY_CARDS (widget);
  guint n = count (self), columns, i = 0;
  int width, total = 0, least = 0;

  *minimum = *natural = 0;
  if (n == 0)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        {
          gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
          least = MAX (least, width);
        }
      *minimum = least;
      *natural = MAX (least, 2 * least_width (self) + GAP);
      return;
    }
  width = for_size >= 0 ? for_size : 2 * least_width (self) + GAP;
  columns = get_columns (self, width, n);
  width = (width - (int) (columns - 1) * GAP) / (int) columns;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    if (i % columns == 0)
      total += row_height (child, columns, width) + (i > 0 ? GAP : 0);
  /* Of an open width GTK wants the least height there can be: one row. More than any width then has makes it warn. */
  *minimum = for_size >= 0 ? total : MIN (total, lowest_row (widget));
  *natural = total;
}

static void
vigie_energy_cards_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieEnergyCards *self = VIGIE_ENERGY_CARDS (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint n = count (self), columns, rows, i = 0;
  int card, y = 0, tall = 0, wanted, spare;

  if (n == 0)
    return;
  columns = get_columns (self, width, n);
  rows = (n + columns - 1) / columns;
  card = (width - (int) (columns - 1) * GAP) / (int) columns;
  vigie_energy_cards_measure (widget, GTK_ORIENTATION_VERTICAL, width, &wanted, &wanted, NULL,
                              NULL);
  /* What is beside it may be higher. */
  spare = MAX (height - wanted, 0) / (int) rows;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      int column = (int) (i % columns), x;

      if (column == 0)
        {
          y += i > 0 ? tall + GAP : 0;
          tall = row_height (child, columns, card) + spare;
        }
      x = rtl ? width - card - column * (card + GAP) : column * (card + GAP);
      gtk_widget_size_allocate (child, &(GtkAllocation) {x, y, card, tall}, -1);
    }
}

/* ---- Which cards ----------------------------------------------------------------------------- */

static void
why_cb (VigieEnergyCards *self, guint kpi)
{
  g_signal_emit (self, signals[SIGNAL_WHY], 0, kpi);
}

static VigieEnergyCard *
find (VigieEnergyCards *self, VigieKpi kpi)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (vigie_energy_card_get_kpi (VIGIE_ENERGY_CARD (child)) == kpi)
      return VIGIE_ENERGY_CARD (child);
  return NULL;
}

static void
update (VigieEnergyCards *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      vigie_energy_card_set_trouble (VIGIE_ENERGY_CARD (child), self->trouble);
      vigie_energy_card_set (VIGIE_ENERGY_CARD (child), self->result, self->before,
                             self->last_year);
      vigie_energy_card_set_last_known (VIGIE_ENERGY_CARD (child), self->last_known);
    }
}

/* Cards that stay keep their focus. */
static void
settings_cb (VigieEnergyCards *self)
{
  g_auto (GStrv) names = g_settings_get_strv (self->settings, "energy-cards");
  GtkWidget *last = NULL, *child, *next;
  guint n = 0;

  for (guint i = 0; names[i] != NULL && n < MOST_CARDS; i++)
    {
      VigieEnergyCard *card;
      VigieKpi kpi;

      if (!vigie_energy_cards_parse (names[i], &kpi))
        continue;
      card = find (self, kpi);
      if (card == NULL)
        {
          card = VIGIE_ENERGY_CARD (vigie_energy_card_new (kpi));
          g_signal_connect_object (card, "why", G_CALLBACK (why_cb), self, G_CONNECT_SWAPPED);
          gtk_widget_set_parent (GTK_WIDGET (card), GTK_WIDGET (self));
        }
      if (gtk_widget_get_prev_sibling (GTK_WIDGET (card)) != last)
        gtk_widget_insert_after (GTK_WIDGET (card), GTK_WIDGET (self), last);
      last = GTK_WIDGET (card);
      n++;
    }
  child = last != NULL ? gtk_widget_get_next_sibling (last)
                       : gtk_widget_get_first_child (GTK_WIDGET (self));
  for (; child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      gtk_widget_unparent (child);
    }
  update (self);
}

GArray *
vigie_energy_cards_get_shown (VigieEnergyCards *self)
{
  GArray *shown = g_array_new (FALSE, FALSE, sizeof (VigieKpi));

  g_return_val_if_fail (VIGIE_IS_ENERGY_CARDS (self), shown);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      VigieKpi kpi = vigie_energy_card_get_kpi (VIGIE_ENERGY_CARD (child));

      g_array_append_val (shown, kpi);
    }
  return shown;
}

static void
set_result (VigieEnergyResult **kept, VigieEnergyResult *result)
{
  if (result != NULL)
    vigie_energy_result_ref (result);
  g_clear_pointer (kept, vigie_energy_result_unref);
  *kept = result;
}

void
vigie_energy_cards_set (VigieEnergyCards *self,
                        VigieEnergyResult *result,
                        VigieEnergyResult *before,
                        VigieEnergyResult *last_year)
{
  g_return_if_fail (VIGIE_IS_ENERGY_CARDS (self));

  set_result (&self->result, result);
  set_result (&self->before, before);
  set_result (&self->last_year, last_year);
  update (self);
}

void
vigie_energy_cards_set_trouble (VigieEnergyCards *self, const char *words)
{
  g_return_if_fail (VIGIE_IS_ENERGY_CARDS (self));
  g_set_str (&self->trouble, words);
}

void
vigie_energy_cards_set_last_known (VigieEnergyCards *self, gboolean last_known)
{
  g_return_if_fail (VIGIE_IS_ENERGY_CARDS (self));

  if (self->last_known == last_known)
    return;
  self->last_known = last_known;
  update (self);
}

void
vigie_energy_cards_bind (VigieEnergyCards *self, GSettings *settings)
{
  g_return_if_fail (VIGIE_IS_ENERGY_CARDS (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::energy-cards", G_CALLBACK (settings_cb), self,
                           G_CONNECT_SWAPPED);
  settings_cb (self);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_energy_cards_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (vigie_energy_cards_parent_class)->system_setting_changed (widget, setting);
  gtk_widget_queue_resize (widget);
}

static void
vigie_energy_cards_dispose (GObject *object)
{
  VigieEnergyCards *self = VIGIE_ENERGY_CARDS (object);

  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  vigie_unparent_children (GTK_WIDGET (self));
  set_result (&self->result, NULL);
  set_result (&self->before, NULL);
  set_result (&self->last_year, NULL);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (vigie_energy_cards_parent_class)->dispose (object);
}

static void
vigie_energy_cards_class_init (VigieEnergyCardsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_energy_cards_dispose;
  widget_class->get_request_mode = vigie_energy_cards_get_request_mode;
  widget_class->measure = vigie_energy_cards_measure;
  widget_class->size_allocate = vigie_energy_cards_size_allocate;
  widget_class->system_setting_changed = vigie_energy_cards_system_setting_changed;
  signals[SIGNAL_WHY] = g_signal_new ("why", VIGIE_TYPE_ENERGY_CARDS, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "energycards");
}

static void
vigie_energy_cards_init (VigieEnergyCards *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Figures"), -1);
}

GtkWidget *
vigie_energy_cards_new (void)
{
  return g_object_new (VIGIE_TYPE_ENERGY_CARDS, NULL);
}
