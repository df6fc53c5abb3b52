/* vigie-wall-energy.c: the wall's third scene: the power of now, and the rates of the week.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wall-energy.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-energy-model.h"
#include "vigie-energy-now.h"
#include "vigie-energy-text.h"

#define N_RATES 3

typedef struct
{
  GtkWidget *widget;
  GtkLabel *name, *value, *note;
} Rate;

struct _VigieWallEnergy
{
  GtkWidget parent_instance;

  VigieContext *context;   /* owned */
  VigieEnergyModel *model; /* owned */
  VigieEnergyPlan *plan;   /* owned: that of live, or NULL */
  VigieEnergyLive *live;   /* owned, or NULL */
  VigieEnergyNow now;

  GtkWidget *parts;
  GtkWidget *rates;
  GtkLabel *age;
  VigieFlowDiagram *diagram;
  Rate list[N_RATES];
};

G_DEFINE_FINAL_TYPE (VigieWallEnergy, vigie_wall_energy, GTK_TYPE_WIDGET)

/* ---- Rates ----------------------------------------------------------------------------------- */

static GtkLabel *
add_label (GtkWidget *box, const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
make_rates (VigieWallEnergy *self)
{
  for (guint i = 0; i < N_RATES; i++)
    {
      Rate *rate = &self->list[i];

      rate->widget = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
      gtk_widget_set_valign (rate->widget, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (rate->widget, "rate");
      rate->name = add_label (rate->widget, NULL);
      rate->value = add_label (rate->widget, "number");
      rate->note = add_label (rate->widget, "optional");
      gtk_box_append (GTK_BOX (self->rates), rate->widget);
    }
}

/* The third is the data centre's where there is one. */
static VigieKpi
third_rate (VigieEnergyPlan *plan)
{
  guint n = plan != NULL ? vigie_energy_plan_get_n_sites (plan) : 0;

  for (guint i = 0; i < n; i++)
    if (vigie_energy_plan_get_site (plan, i)->meters[VIGIE_FLOW_IT] != NULL)
      return VIGIE_KPI_PUE;
  return VIGIE_KPI_GRID_IMPORT;
}

static void
show_rate (Rate *rate, VigieKpi kpi, const VigieEnergyResult *result)
{
  g_autofree char *value = NULL;
  g_autofree char *note = NULL;

  gtk_label_set_label (rate->name, vigie_kpi_words (kpi));
  if (result != NULL)
    {
      const VigieEnergyFigure *figure = &result->figures[kpi];

      value = vigie_figure_to_words (kpi, figure);
      note = vigie_energy_text_reason (kpi, figure, result);
      if (note == NULL)
        note = vigie_energy_text_since (&result->period, figure->coverage, NULL);
    }
  gtk_label_set_label (rate->value, value != NULL ? value : "…");
  gtk_label_set_label (rate->note, note != NULL ? note : "");
}

static void
rates_cb (VigieWallEnergy *self)
{
  const VigieEnergyResult *result = vigie_energy_model_get_result (self->model);

  show_rate (&self->list[0], VIGIE_KPI_SELF_CONSUMPTION, result);
  show_rate (&self->list[1], VIGIE_KPI_SELF_PRODUCTION, result);
  show_rate (&self->list[2], third_rate (vigie_energy_model_get_plan (self->model)), result);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_wall_energy_dispose (GObject *object)
{
  VigieWallEnergy *self = VIGIE_WALL_ENERGY (object);

  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->model, self);
      vigie_energy_model_set_active (self->model, FALSE);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), VIGIE_TYPE_WALL_ENERGY);
  vigie_unparent_children (GTK_WIDGET (object));
  g_clear_pointer (&self->live, vigie_energy_live_free);
  g_clear_pointer (&self->plan, vigie_energy_plan_unref);
  g_clear_object (&self->model);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_wall_energy_parent_class)->dispose (object);
}

static void
vigie_wall_energy_class_init (VigieWallEnergyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_wall_energy_dispose;

  g_type_ensure (VIGIE_TYPE_FLOW_DIAGRAM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-wall-energy.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieWallEnergy, name)
  BIND (parts);
  BIND (rates);
  BIND (age);
  BIND (diagram);
#undef BIND
  gtk_widget_class_set_css_name (widget_class, "wallenergy");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigie_wall_energy_init (VigieWallEnergy *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_rates (self);
}

void
vigie_wall_energy_setup (VigieWallEnergy *self, VigieContext *context)
{
  g_return_if_fail (VIGIE_IS_WALL_ENERGY (self));
  g_return_if_fail (self->model == NULL);

  self->context = g_object_ref (context);
  self->model = vigie_energy_model_new_apart (context);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (rates_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "plan-changed", G_CALLBACK (rates_cb), self,
                           G_CONNECT_SWAPPED);
  rates_cb (self);
}

void
vigie_wall_energy_set_active (VigieWallEnergy *self, gboolean active)
{
  g_return_if_fail (VIGIE_IS_WALL_ENERGY (self));

  vigie_energy_model_set_active (self->model, active);
}

void
vigie_wall_energy_set_size (VigieWallEnergy *self, const VigieWallSize *size)
{
  GtkOrientation along = size->wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;

  g_return_if_fail (VIGIE_IS_WALL_ENERGY (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->parts), along);
  gtk_widget_set_size_request (self->rates, size->wide ? 15 * size->text : -1, -1);
}

const VigieEnergyNow *
vigie_wall_energy_update (VigieWallEnergy *self, VigieTime now, gboolean live)
{
  VigieTerritory *territory;
  VigieEnergyPlan *plan;
  g_autofree char *age = NULL;

  g_return_val_if_fail (VIGIE_IS_WALL_ENERGY (self), NULL);

  vigie_energy_model_tick (self->model);
  territory = vigie_context_get_territory (self->context);
  plan = vigie_energy_model_get_plan (self->model);
  if (plan != self->plan || territory == NULL)
    {
      g_clear_pointer (&self->live, vigie_energy_live_free);
      g_clear_pointer (&self->plan, vigie_energy_plan_unref);
      if (plan != NULL && territory != NULL)
        {
          self->plan = vigie_energy_plan_ref (plan);
          self->live = vigie_energy_live_new (plan, territory);
        }
    }
  if (self->live == NULL)
    return NULL;
  vigie_energy_live_read (self->live, &self->now);
  age = vigie_energy_text_now (now, self->now.oldest, self->now.n_live, self->now.n_meters, live);
  gtk_label_set_label (self->age, age);
  vigie_energy_now_fill (self->diagram, &self->now);
  vigie_flow_diagram_set_link_lost (self->diagram, !live);
  return &self->now;
}
