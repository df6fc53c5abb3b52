/* vigie-energy-now.c: where the power of now comes from and where it goes, and what is left over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-now.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-column-layout.h"
#include "vigie-energy-text.h"
#include "vigie-figure-view.h"

/* µs of real time between two looks at the powers, and at the surplus. */
#define LOOK_INTERVAL (2 * G_USEC_PER_SEC)
#define SURPLUS_INTERVAL (60 * G_USEC_PER_SEC)
/* What the meters told today may still be on its way to this machine: for so long after a plan it is looked for more often,
 * and its lack is not told of as theirs. */
#define SURPLUS_COMES (2 * 60 * G_USEC_PER_SEC)
#define SURPLUS_SOON (5 * G_USEC_PER_SEC)

struct _VigieEnergyNowCard
{
  GtkWidget parent_instance;

  VigieEnergyModel *model;   /* owned */
  VigieTicker *ticker;       /* owned */
  VigieEnergyPlan *plan;     /* owned: that of live */
  VigieEnergyLive *live;     /* owned, or NULL */
  VigieSurplus *surplus;     /* owned, or NULL */
  GCancellable *cancellable; /* owned while a surplus is read */
  gint64 looked_at;          /* monotonic */
  gint64 surplus_at;         /* monotonic */
  gint64 planned_at;         /* monotonic: since when the plan is this one; 0: none */
  char *note;                /* owned */

  VigieFigureView *view;
  VigieFlowDiagram *diagram;
  GtkWidget *strip;
  GtkLabel *headline;
  GtkLabel *loads;
};

G_DEFINE_FINAL_TYPE (VigieEnergyNowCard, vigie_energy_now, GTK_TYPE_WIDGET)

/* ---- Flows ----------------------------------------------------------------------------------- */

static guint
add_part (VigieFlowPart *parts, guint n, VigieFlowPartKind kind, const char *name, double kw)
{
  /* What the selection does not have is no part of the picture. */
  if (!isfinite (kw))
    return n;
  parts[n] = (VigieFlowPart) {.kind = kind, .name = name, .kw = kw};
  return n + 1;
}

void
vigie_energy_now_fill (VigieFlowDiagram *diagram, const VigieEnergyNow *now)
{
  VigieFlowPart parts[VIGIE_FLOW_MAX_PARTS];
  guint n = 0;

  n = add_part (parts, n, VIGIE_FLOW_PART_SOLAR, C_ ("source of power", "Solar"), now->production);
  n = add_part (parts, n, VIGIE_FLOW_PART_IMPORT, vigie_energy_flow_words (VIGIE_FLOW_IMPORT),
                now->import);
  n = add_part (parts, n, VIGIE_FLOW_PART_DISCHARGE, vigie_energy_flow_words (VIGIE_FLOW_DISCHARGE),
                now->discharge);
  n = add_part (parts, n, VIGIE_FLOW_PART_EXPORT, vigie_energy_flow_words (VIGIE_FLOW_EXPORT),
                now->export);
  for (guint i = 0; i < VIGIE_N_ENERGY_GROUP; i++)
    n = add_part (parts, n, VIGIE_FLOW_PART_GROUP, vigie_energy_group_words (i),
                  now->consumption[i]);
  n = add_part (parts, n, VIGIE_FLOW_PART_CHARGE, vigie_energy_flow_words (VIGIE_FLOW_CHARGE),
                now->charge);
  vigie_flow_diagram_set_parts (diagram, parts, n, now->total);
}

void
vigie_energy_now_show (VigieEnergyNowCard *self,
                       const VigieEnergyNow *now,
                       VigieTime time,
                       gboolean live)
{
  g_autofree char *note
      = vigie_energy_text_now (time, now->oldest, now->n_live, now->n_meters, live);

  g_return_if_fail (VIGIE_IS_ENERGY_NOW (self));

  vigie_energy_now_fill (self->diagram, now);
  vigie_flow_diagram_set_link_lost (self->diagram, !live);
  vigie_figure_view_set_link_lost (self->view, !live);
  vigie_figure_view_set_now (self->view, time);
  if (g_set_str (&self->note, note))
    vigie_figure_view_set_note (self->view, note);
}

static void
look (VigieEnergyNowCard *self)
{
  VigieContext *context = vigie_energy_model_get_context (self->model);
  VigieTerritory *territory = vigie_context_get_territory (context);
  VigieEnergyPlan *plan = vigie_energy_model_get_plan (self->model);
  VigieEnergyNow now;

  if (plan == NULL || territory == NULL)
    return;
  if (plan != self->plan)
    {
      g_clear_pointer (&self->live, vigie_energy_live_free);
      g_clear_pointer (&self->plan, vigie_energy_plan_unref);
      self->plan = vigie_energy_plan_ref (plan);
      self->live = vigie_energy_live_new (plan, territory);
    }
  self->looked_at = g_get_monotonic_time ();
  vigie_energy_live_read (self->live, &now);
  vigie_energy_now_show (self, &now, vigie_ticker_get_now (self->ticker),
                         vigie_ticker_get_live (self->ticker));
}

/* ---- Surplus --------------------------------------------------------------------------------- */

static gboolean
may_come (VigieEnergyNowCard *self)
{
  return self->surplus != NULL && self->surplus->n_known < self->surplus->n_metered
         && g_get_monotonic_time () < self->planned_at + SURPLUS_COMES;
}

static void
show_surplus (VigieEnergyNowCard *self)
{
  /* What could be started is of now alone. */
  gboolean live = self->ticker == NULL || vigie_ticker_get_live (self->ticker);
  VigieTime now = self->ticker != NULL ? vigie_ticker_get_now (self->ticker) : 0;
  g_autofree char *headline = NULL;
  g_autofree char *loads = NULL;
  g_autofree char *known = NULL;
  g_autofree char *details = NULL;

  if (!live)
    headline = g_strdup (_ ("Surplus: n/a while the link is lost"));
  else if (self->surplus != NULL && self->surplus->n_known == 0 && may_come (self))
    headline = g_strdup (_ ("Surplus: the export meters are being read"));
  else if (self->surplus != NULL)
    {
      headline = vigie_surplus_to_words (self->surplus, now);
      loads = vigie_surplus_loads_to_words (self->surplus);
      known = vigie_surplus_known_to_words (self->surplus);
    }
  details = known != NULL && loads != NULL ? g_strdup_printf ("%s\n%s", known, loads)
                                           : g_strdup (known != NULL ? known : loads);
  gtk_widget_set_visible (self->strip, headline != NULL);
  gtk_label_set_label (self->headline, headline != NULL ? headline : "");
  gtk_label_set_label (self->loads, details != NULL ? details : "");
  gtk_widget_set_visible (GTK_WIDGET (self->loads), details != NULL);
  if (loads != NULL && self->surplus->loads->len > 0)
    gtk_widget_add_css_class (self->strip, "surplus");
  else
    gtk_widget_remove_css_class (self->strip, "surplus");
}

void
vigie_energy_now_take_surplus (VigieEnergyNowCard *self, VigieSurplus *surplus)
{
  g_return_if_fail (VIGIE_IS_ENERGY_NOW (self));

  g_clear_pointer (&self->surplus, vigie_surplus_free);
  self->surplus = surplus;
  show_surplus (self);
}

static void
surplus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieEnergyNowCard) self = user_data;
  g_autoptr (GError) error = NULL;
  VigieSurplus *surplus = vigie_surplus_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->model == NULL)
    {
      g_clear_pointer (&surplus, vigie_surplus_free);
      return;
    }
  g_clear_object (&self->cancellable);
  vigie_energy_now_take_surplus (self, surplus);
}

static void
read_surplus (VigieEnergyNowCard *self)
{
  VigieSync *sync = vigie_context_get_sync (vigie_energy_model_get_context (self->model));
  VigieEnergyPlan *plan = vigie_energy_model_get_plan (self->model);

  if (sync == NULL || plan == NULL || self->cancellable != NULL)
    return;
  self->surplus_at = g_get_monotonic_time ();
  self->cancellable = g_cancellable_new ();
  vigie_surplus_read_async (vigie_sync_get_archive (sync), plan,
                            vigie_energy_model_get_now (self->model), self->cancellable, surplus_cb,
                            g_object_ref (self));
}

/* ---- While it is seen ------------------------------------------------------------------------ */

static void
tick_cb (VigieEnergyNowCard *self)
{
  gint64 now = g_get_monotonic_time ();

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (now - self->looked_at >= LOOK_INTERVAL)
    look (self);
  if (now - self->surplus_at >= (may_come (self) ? SURPLUS_SOON : SURPLUS_INTERVAL))
    read_surplus (self);
}

static void
live_cb (VigieEnergyNowCard *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  look (self);
  show_surplus (self);
}

static void
plan_cb (VigieEnergyNowCard *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  vigie_energy_now_take_surplus (self, NULL);
  self->planned_at = g_get_monotonic_time ();
  self->surplus_at = self->looked_at = G_MININT64 / 2;
  tick_cb (self);
}

static void
vigie_energy_now_map (GtkWidget *widget)
{
  VigieEnergyNowCard *self = VIGIE_ENERGY_NOW (widget);

  GTK_WIDGET_CLASS (vigie_energy_now_parent_class)->map (widget);
  if (self->model == NULL)
    return;
  self->looked_at = G_MININT64 / 2;
  tick_cb (self);
  show_surplus (self);
}

/* ---- The object ------------------------------------------------------------------------------ */

static GtkLabel *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
vigie_energy_now_dispose (GObject *object)
{
  VigieEnergyNowCard *self = VIGIE_ENERGY_NOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->live, vigie_energy_live_free);
  g_clear_pointer (&self->plan, vigie_energy_plan_unref);
  g_clear_pointer (&self->surplus, vigie_surplus_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_object (&self->ticker);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vigie_energy_now_parent_class)->dispose (object);
}

static void
vigie_energy_now_class_init (VigieEnergyNowCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_energy_now_dispose;
  widget_class->map = vigie_energy_now_map;
  gtk_widget_class_set_layout_manager_type (widget_class, VIGIE_TYPE_COLUMN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "energynow");
}

static void
vigie_energy_now_init (VigieEnergyNowCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->diagram = VIGIE_FLOW_DIAGRAM (vigie_flow_diagram_new ());
  self->view = VIGIE_FIGURE_VIEW (vigie_figure_view_new (GTK_WIDGET (self->diagram)));
  vigie_figure_view_set_title (self->view, C_ ("flows of power", "Now"));
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  self->strip = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->headline = make_label ("vigie-bold");
  self->loads = make_label ("vigie-energy-loads");
  gtk_box_append (GTK_BOX (self->strip), GTK_WIDGET (self->headline));
  gtk_box_append (GTK_BOX (self->strip), GTK_WIDGET (self->loads));
  gtk_widget_add_css_class (self->strip, "vigie-energy-surplus");
  gtk_widget_set_visible (self->strip, FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->view));
  gtk_box_append (GTK_BOX (box), self->strip);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "vigie-energy-card");
}

GtkWidget *
vigie_energy_now_new (void)
{
  return g_object_new (VIGIE_TYPE_ENERGY_NOW, NULL);
}

void
vigie_energy_now_setup (VigieEnergyNowCard *self, VigieEnergyModel *model, VigieTicker *ticker)
{
  g_return_if_fail (VIGIE_IS_ENERGY_NOW (self));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (model, "plan-changed", G_CALLBACK (plan_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (live_cb), self, G_CONNECT_SWAPPED);
  plan_cb (self);
}
