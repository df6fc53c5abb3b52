/* vigie-energy-page.c: the page « Énergie »: figures that can be defended, of any part of the territory over any
 * period.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-column-layout.h"
#include "vigie-energy-page-private.h"
#include "vigie-energy-text.h"
#include "vigie-words.h"

G_DEFINE_FINAL_TYPE (VigieEnergyPage, vigie_energy_page, GTK_TYPE_WIDGET)

/* ---- What is shown --------------------------------------------------------------------------- */

static guint
count_meters (VigieEnergyPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < vigie_energy_plan_get_n_sites (plan); i++)
    for (guint j = 0; j < VIGIE_N_FLOW; j++)
      if (vigie_energy_plan_get_site (plan, i)->meters[j] != NULL)
        n += vigie_energy_plan_get_site (plan, i)->meters[j]->len;
  return n;
}

char *
vigie_energy_page_get_subtitle (VigieEnergyPage *self)
{
  VigieEnergyPlan *plan;
  VigieEnergyChoice *choice;
  g_autofree char *number = NULL, *meters = NULL;
  guint n;

  g_return_val_if_fail (VIGIE_IS_ENERGY_PAGE (self), NULL);

  plan = vigie_energy_model_get_plan (self->model);
  choice = vigie_energy_model_get_choice (self->model);
  if (plan == NULL || choice == NULL)
    return NULL;
  n = count_meters (plan);
  number = vigie_words_number (n, 0);
  meters = g_strdup_printf (ngettext ("%s meter", "%s meters", n), number);
  return g_strdup_printf ("%s · %s", vigie_energy_choice_get_name (choice), meters);
}

char *
vigie_energy_page_get_place (VigieEnergyPage *self)
{
  VigieEnergyChoice *choice = vigie_energy_model_get_choice (self->model);

  return g_strdup (choice != NULL ? vigie_energy_choice_get_name (choice) : "");
}

static void
show_stack (VigieEnergyPage *self)
{
  VigieEnergyPlan *whole = vigie_energy_model_get_whole_plan (self->model);
  const char *name = whole == NULL                                ? "waiting"
                     : vigie_energy_plan_get_n_sites (whole) == 0 ? "empty"
                                                                  : "figures";

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), !g_str_equal (name, "empty"));
}

static void
show_loading (VigieEnergyPage *self, VigieEnergyResult *result)
{
  gboolean loading = result != NULL && result->loaded < 1;
  g_autofree char *words = loading ? vigie_energy_text_loading (result->loaded) : NULL;
  const char *error = vigie_energy_model_get_error (self->model);

  gtk_widget_set_visible (self->loading, loading);
  if (loading)
    {
      gtk_label_set_label (self->loading_label, words);
      gtk_progress_bar_set_fraction (self->loading_bar, CLAMP (result->loaded, 0, 1));
    }
  gtk_label_set_label (self->problem, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
}

static void
show_sources (VigieEnergyPage *self)
{
  VigieEnergyResult *result = vigie_energy_model_get_result (self->model);
  g_autofree char *place = vigie_energy_page_get_subtitle (self);
  VigieTime now = vigie_energy_model_get_now (self->model);
  gboolean live = vigie_ticker_get_live (self->ticker);
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  gboolean simulated = vigie_context_is_demonstration (self->context)
                       || (territory != NULL && vigie_territory_get_demonstration (territory));

  vigie_energy_view_set_source (self->stack_view, result, place, now, live, simulated);
  vigie_energy_view_set_source (self->heat_view, result, place, now, live, simulated);
}

static void
changed_cb (VigieEnergyPage *self)
{
  VigieEnergyResult *result = vigie_energy_model_get_result (self->model);

  const char *trouble = vigie_energy_model_get_trouble (self->model);

  show_loading (self, result);
  vigie_energy_cards_set_trouble (self->cards, trouble);
  vigie_energy_cards_set (self->cards, result, vigie_energy_model_get_before (self->model),
                          vigie_energy_model_get_last_year (self->model));
  vigie_energy_stack_view_set (self->stack_view, result);
  vigie_energy_heat_view_set (self->heat_view, result);
  /* Empty axes would look like a week without energy. */
  gtk_widget_set_visible (self->stack_card, trouble == NULL);
  gtk_widget_set_visible (self->heat_card, trouble == NULL
                                               && vigie_energy_model_get_period (self->model)->unit
                                                      != VIGIE_PERIOD_DAY);
  show_sources (self);
}

static void
plan_cb (VigieEnergyPage *self)
{
  show_stack (self);
  changed_cb (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.update-header", NULL);
}

/* ---- Why ------------------------------------------------------------------------------------- */

static void
why_cb (VigieEnergyPage *self, guint kpi)
{
  vigie_energy_page_ask_why (self, kpi, NULL, VIGIE_TIME_NONE, VIGIE_TIME_NONE);
}

static void
why_site_cb (VigieEnergyPage *self, const char *site_id, guint kpi)
{
  vigie_energy_page_ask_why (self, kpi, site_id, VIGIE_TIME_NONE, VIGIE_TIME_NONE);
}

static void
why_stretch_cb (VigieEnergyPage *self, gint64 from, gint64 to)
{
  vigie_energy_page_ask_why (self, VIGIE_KPI_CONSUMPTION, NULL, from, to);
}

/* ---- Only while it is seen ------------------------------------------------------------------- */

static void
tick_cb (VigieEnergyPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  vigie_energy_model_tick (self->model);
  vigie_energy_bar_update (self->bar);
}

static void
live_cb (VigieEnergyPage *self)
{
  gboolean live = vigie_ticker_get_live (self->ticker);

  if (live)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "last-known");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "last-known");
  vigie_energy_cards_set_last_known (self->cards, !live);
  vigie_stack_chart_set_link_lost (
      VIGIE_STACK_CHART (vigie_figure_view_get_figure (self->stack_view)), !live);
  show_sources (self);
}

static void
vigie_energy_page_map (GtkWidget *widget)
{
  VigieEnergyPage *self = VIGIE_ENERGY_PAGE (widget);

  GTK_WIDGET_CLASS (vigie_energy_page_parent_class)->map (widget);
  vigie_energy_model_set_active (self->model, TRUE);
  tick_cb (self);
}

static void
vigie_energy_page_unmap (GtkWidget *widget)
{
  VigieEnergyPage *self = VIGIE_ENERGY_PAGE (widget);

  GTK_WIDGET_CLASS (vigie_energy_page_parent_class)->unmap (widget);
  vigie_energy_model_set_active (self->model, FALSE);
}

/* ---- Room ------------------------------------------------------------------------------------ */

typedef enum
{
  BESIDE,  /* cards beside each other */
  STACKED, /* below each other */
  FOLDED,  /* the ranking’s columns have no room either: it is told in lines */
  NARROW,  /* nor have the controls of the top */
} Room;

static void
arrange (VigieEnergyPage *self, Room room)
{
  GtkOrientation orientation
      = room == BESIDE ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->top), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->middle), orientation);
  gtk_widget_set_size_request (GTK_WIDGET (self->centre), room == BESIDE ? 320 : -1, -1);
  vigie_energy_bar_set_narrow (self->bar, room == NARROW);
  vigie_energy_ranking_set_narrow (self->ranking, room >= FOLDED);
  if (room == NARROW)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static void
beside_cb (VigieEnergyPage *self)
{
  arrange (self, BESIDE);
}

static void
stacked_cb (VigieEnergyPage *self)
{
  arrange (self, STACKED);
}

static void
folded_cb (VigieEnergyPage *self)
{
  arrange (self, FOLDED);
}

static void
narrow_cb (VigieEnergyPage *self)
{
  arrange (self, NARROW);
}

/* ---- Keyboard -------------------------------------------------------------------------------- */

void
vigie_energy_page_focus_search (VigieEnergyPage *self)
{
  g_return_if_fail (VIGIE_IS_ENERGY_PAGE (self));
  if (gtk_widget_get_visible (GTK_WIDGET (self->bar)))
    vigie_energy_scope_popup (vigie_energy_bar_get_scope (self->bar));
}

gboolean
vigie_energy_page_focus_next_pane (VigieEnergyPage *self)
{
  GtkWidget *panes[7];
  GtkWidget *focus;
  guint at = 0, n = 0;

  g_return_val_if_fail (VIGIE_IS_ENERGY_PAGE (self), FALSE);

  panes[n++] = GTK_WIDGET (self->bar);
  panes[n++] = GTK_WIDGET (self->now);
  panes[n++] = GTK_WIDGET (self->cards);
  panes[n++] = self->stack_card;
  panes[n++] = self->heat_card;
  panes[n++] = GTK_WIDGET (self->ranking);
  panes[n++] = GTK_WIDGET (self->centre);
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    for (guint i = 0; i < n; i++)
      if (gtk_widget_is_ancestor (focus, panes[i]))
        at = i + 1;
  for (; at < n; at++)
    if (gtk_widget_get_mapped (panes[at])
        && gtk_widget_child_focus (panes[at], GTK_DIR_TAB_FORWARD))
      return TRUE;
  return FALSE;
}

static gboolean
step_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  vigie_energy_model_step (VIGIE_ENERGY_PAGE (widget)->model, g_variant_get_int32 (args));
  return TRUE;
}

static gboolean
choose_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  vigie_energy_page_focus_search (VIGIE_ENERGY_PAGE (widget));
  return TRUE;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_energy_page_dispose (GObject *object)
{
  VigieEnergyPage *self = VIGIE_ENERGY_PAGE (object);

  g_clear_weak_pointer (&self->why);
  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->model, self);
      vigie_energy_model_set_active (self->model, FALSE);
    }
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_ENERGY_PAGE);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->model);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_energy_page_parent_class)->dispose (object);
}

static void
vigie_energy_page_class_init (VigieEnergyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_energy_page_dispose;
  widget_class->map = vigie_energy_page_map;
  widget_class->unmap = vigie_energy_page_unmap;

  g_type_ensure (VIGIE_TYPE_COLUMN_LAYOUT);
  g_type_ensure (VIGIE_TYPE_ENERGY_BAR);
  g_type_ensure (VIGIE_TYPE_ENERGY_NOW);
  g_type_ensure (VIGIE_TYPE_ENERGY_CARDS);
  g_type_ensure (VIGIE_TYPE_ENERGY_RANKING);
  g_type_ensure (VIGIE_TYPE_ENERGY_CENTRE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-energy-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieEnergyPage, name)
  BIND (bar);
  BIND (stack);
  BIND (scroller);
  BIND (loading);
  BIND (loading_label);
  BIND (loading_bar);
  BIND (problem);
  BIND (top);
  BIND (middle);
  BIND (now);
  BIND (cards);
  BIND (stack_card);
  BIND (heat_card);
  BIND (ranking);
  BIND (centre);
  BIND (empty_words);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, beside_cb);
  gtk_widget_class_bind_template_callback (widget_class, stacked_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, step_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, step_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, choose_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "energypage");
}

/* What to declare, by the names that the profile and the server know. */
static void
fill_empty (VigieEnergyPage *self)
{
  static const VigieRole roles[] = {VIGIE_ROLE_CONSUMPTION, VIGIE_ROLE_PRODUCTION,
                                    VIGIE_ROLE_GRID_IMPORT, VIGIE_ROLE_GRID_EXPORT};
  const char *names[G_N_ELEMENTS (roles)];
  g_autofree char *list = NULL, *words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    names[i] = vigie_role_to_string (roles[i]);
  list = vigie_words_list (names, G_N_ELEMENTS (names));
  /* Translators: %s is a list of technical names, which are not translated */
  words = g_strdup_printf (
      _ ("A measure is a meter if its Datastream.properties.role on the server, or a rule of the "
         "profile, says so: %s, and it-load, heat-reuse and water for data centres. Its unit "
         "(kWh, kW, m³…) and its aggregation (instant, interval, cumulative) say how it counts. "
         "The profile file is chosen in the preferences."),
      list);
  gtk_label_set_label (self->empty_words, words);
}

static void
vigie_energy_page_init (VigieEnergyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->stack_view = vigie_energy_stack_view_new ();
  self->heat_view = vigie_energy_heat_view_new ();
  adw_bin_set_child (ADW_BIN (self->stack_card), GTK_WIDGET (self->stack_view));
  adw_bin_set_child (ADW_BIN (self->heat_card), GTK_WIDGET (self->heat_view));
  fill_empty (self);
  arrange (self, BESIDE);
  g_signal_connect_object (self->cards, "why", G_CALLBACK (why_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->centre, "why", G_CALLBACK (why_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ranking, "why", G_CALLBACK (why_site_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vigie_figure_view_get_figure (self->stack_view), "bin-activated",
                           G_CALLBACK (why_stretch_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vigie_figure_view_get_figure (self->heat_view), "cell-activated",
                           G_CALLBACK (why_stretch_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
vigie_energy_page_new (VigieContext *context, VigieTicker *ticker)
{
  VigieEnergyPage *self = g_object_new (VIGIE_TYPE_ENERGY_PAGE, NULL);
  g_autoptr (GMenuModel) menu = vigie_energy_page_make_menu ();

  g_return_val_if_fail (VIGIE_IS_CONTEXT (context), GTK_WIDGET (self));
  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);
  self->model = vigie_energy_model_new (context);
  vigie_energy_page_init_actions (self);
  vigie_energy_bar_setup (self->bar, self->model, menu);
  vigie_energy_cards_bind (self->cards, vigie_context_get_settings (context));
  vigie_energy_now_setup (self->now, self->model, ticker);
  vigie_energy_centre_setup (self->centre, self->model, ticker);
  vigie_energy_ranking_setup (self->ranking, self->model, ticker);
  g_signal_connect_object (self->model, "plan-changed", G_CALLBACK (plan_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (live_cb), self, G_CONNECT_SWAPPED);
  live_cb (self);
  plan_cb (self);
  return GTK_WIDGET (self);
}

void
vigie_energy_page_show (VigieEnergyPage *self, const char *scope)
{
  g_return_if_fail (VIGIE_IS_ENERGY_PAGE (self));
  vigie_energy_model_choose (self->model, scope);
}

VigieEnergyModel *
vigie_energy_page_get_model (VigieEnergyPage *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_PAGE (self), NULL);
  return self->model;
}
