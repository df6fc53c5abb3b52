/* vigie-energy-why.c: what a figure is made of: the figure, its formula, its sites.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-energy-text.h"
#include "vigie-energy-why-private.h"
#include "vigie-save.h"
#include "vigie-words.h"

G_DEFINE_FINAL_TYPE (VigieEnergyWhy, vigie_energy_why, ADW_TYPE_DIALOG)

/* ---- Parts ----------------------------------------------------------------------------------- */

GtkWidget *
vigie_energy_why_line (const char *words, const char *style)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  /* By pointer; the keyboard goes to what can be asked. */
  gtk_widget_set_can_focus (label, FALSE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

AdwNavigationPage *
vigie_energy_why_page_new (VigieEnergyWhy *self, const char *title, GtkBox **box)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  gtk_widget_add_css_class (content, "vigie-energy-why");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), scroller);
  *box = GTK_BOX (content);
  return adw_navigation_page_new (view, title);
}

void
vigie_energy_why_clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

void
vigie_energy_why_wait (GtkBox *box, const char *words)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (line, 24);
  gtk_box_append (GTK_BOX (line), adw_spinner_new ());
  gtk_box_append (GTK_BOX (line), gtk_label_new (words));
  gtk_box_append (box, line);
}

/* ---- Tables ---------------------------------------------------------------------------------- */

typedef struct
{
  VigieEnergyWhy *self; /* not owned: the dialog holds the button */
  VigieFigureTable *table;
  char *name;
} Save;

static void
save_free (gpointer data, GClosure *closure)
{
  Save *save = data;

  vigie_figure_table_unref (save->table);
  g_free (save->name);
  g_free (save);
}

static void
save_cb (GtkButton *button, const Save *save)
{
  VigieContext *context = vigie_energy_model_get_context (save->self->model);
  g_autoptr (GBytes) bytes
      = vigie_figure_table_to_csv (save->table, vigie_context_is_demonstration (context));

  vigie_save_table (GTK_WIDGET (button), save->name, bytes);
}

GtkWidget *
vigie_energy_why_table (VigieEnergyWhy *self,
                        const char *name,
                        VigieFigureTable *table,
                        VigieFigureGrid **grid)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_from_icon_name ("document-save-symbolic");
  GtkWidget *view = vigie_figure_grid_new ();
  GtkWidget *title = vigie_energy_why_line (name, "vigie-energy-name");
  guint n = vigie_figure_table_get_n_rows (table);
  Save *save = g_new0 (Save, 1);

  save->self = self;
  save->table = vigie_figure_table_ref (table);
  save->name = g_strdup (name);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_tooltip_text (button, _ ("Save as Table (CSV)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Save as Table"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_sensitive (button, n > 0);
  g_signal_connect_data (button, "clicked", G_CALLBACK (save_cb), save, save_free, 0);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), button);
  gtk_box_append (GTK_BOX (box), head);
  vigie_figure_grid_set_table (VIGIE_FIGURE_GRID (view), table);
  /* As high as its rows ask for, then it scrolls. */
  gtk_widget_set_size_request (view, -1, (int) MIN (60 + 34 * n, 380));
  gtk_box_append (GTK_BOX (box), view);
  if (grid != NULL)
    *grid = VIGIE_FIGURE_GRID (view);
  return box;
}

/* ---- The figure ------------------------------------------------------------------------------ */

static void
add_facts (VigieEnergyWhy *self, GtkBox *box, VigieEnergyResult *result)
{
  GtkWidget *group = adw_preferences_group_new ();
  VigieEnergyResult *before = self->stretch ? NULL : vigie_energy_model_get_before (self->model);
  VigieEnergyResult *last_year
      = self->stretch ? NULL : vigie_energy_model_get_last_year (self->model);
  g_auto (GStrv) facts
      = vigie_energy_audit_facts (result, self->kpi, vigie_energy_audit_is_of_centres (self->kpi),
                                  before, last_year, vigie_energy_model_get_now (self->model));

  for (guint i = 0; facts[i] != NULL && facts[i + 1] != NULL; i += 2)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), facts[i]);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts[i + 1]);
      adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
      gtk_widget_add_css_class (row, "property");
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  gtk_box_append (box, group);
}

static void
site_activated_cb (VigieFigureGrid *grid, guint row, VigieEnergyWhy *self)
{
  GPtrArray *ids = g_object_get_data (G_OBJECT (grid), "ids");

  if (row < ids->len)
    vigie_energy_why_push_site (self, g_ptr_array_index (ids, row));
}

static void
fill_figure (VigieEnergyWhy *self, GtkBox *box, VigieEnergyResult *result)
{
  const VigieEnergyFigure *figure = vigie_energy_audit_figure (result, self->kpi);
  g_autofree char *formula = vigie_energy_text_formula (self->kpi, figure);
  g_autoptr (VigieFigureTable) table = NULL;
  VigieFigureGrid *grid;
  GPtrArray *ids;

  vigie_energy_why_clear (box);
  if (result->loaded < 1)
    {
      g_autofree char *loading = vigie_energy_text_loading (result->loaded);

      gtk_box_append (box, vigie_energy_why_line (loading, "vigie-energy-loading"));
    }
  gtk_box_append (box, vigie_energy_why_line (formula, "vigie-energy-formula"));
  table = vigie_energy_audit_sites (result, self->kpi, &ids);
  gtk_box_append (box, vigie_energy_why_table (self, _ ("Sites"), table, &grid));
  g_object_set_data_full (G_OBJECT (grid), "ids", ids, (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (grid, "row-activated", G_CALLBACK (site_activated_cb), self, 0);
  gtk_box_append (box, vigie_energy_why_line (
                           _ ("Press Enter or double-click a site to show its steps and meters."),
                           "vigie-dim"));
  add_facts (self, box, result);
}

typedef struct
{
  VigieEnergyWhy *self; /* owned */
  GtkBox *box;          /* owned */
} Read;

static void
stretch_cb (GObject *source, GAsyncResult *async, gpointer user_data)
{
  g_autofree Read *read = user_data;
  g_autoptr (VigieEnergyWhy) self = read->self;
  g_autoptr (GtkBox) box = read->box;
  g_autoptr (GError) error = NULL;
  VigieEnergyResult *result
      = vigie_energy_model_read_stretch_finish (VIGIE_ENERGY_MODEL (source), async, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (result == NULL)
    {
      vigie_energy_why_clear (box);
      gtk_box_append (box, vigie_energy_why_line (error->message, "vigie-chart-error"));
      return;
    }
  fill_figure (self, box, result);
  vigie_energy_result_unref (result);
}

static void
push_figure (VigieEnergyWhy *self)
{
  VigieEnergyResult *result = vigie_energy_model_get_result (self->model);
  GtkBox *box;
  AdwNavigationPage *page = vigie_energy_why_page_new (self, vigie_kpi_words (self->kpi), &box);
  Read *read;

  if (!self->stretch && result != NULL)
    fill_figure (self, box, result);
  else
    {
      vigie_energy_why_wait (box, _ ("Loading…"));
      read = g_new0 (Read, 1);
      read->self = g_object_ref (self);
      read->box = g_object_ref (box);
      vigie_energy_model_read_stretch_async (self->model, self->from, self->to, self->cancellable,
                                             stretch_cb, read);
    }
  adw_navigation_view_push (self->view, page);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_energy_why_dispose (GObject *object)
{
  VigieEnergyWhy *self = VIGIE_ENERGY_WHY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vigie_energy_why_parent_class)->dispose (object);
}

static void
vigie_energy_why_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (VIGIE_ENERGY_WHY (dialog)->cancellable);

  if (ADW_DIALOG_CLASS (vigie_energy_why_parent_class)->closed != NULL)
    ADW_DIALOG_CLASS (vigie_energy_why_parent_class)->closed (dialog);
}

static void
vigie_energy_why_class_init (VigieEnergyWhyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_energy_why_dispose;
  ADW_DIALOG_CLASS (klass)->closed = vigie_energy_why_closed;
}

static void
vigie_energy_why_init (VigieEnergyWhy *self)
{
  self->cancellable = g_cancellable_new ();
  self->view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (self->view));
  adw_dialog_set_content_width (ADW_DIALOG (self), 980);
  adw_dialog_set_content_height (ADW_DIALOG (self), 760);
  adw_dialog_set_title (ADW_DIALOG (self), C_ ("of a figure", "Why"));
}

AdwDialog *
vigie_energy_why_new (VigieEnergyModel *model,
                      VigieKpi kpi,
                      const char *site_id,
                      VigieTime from,
                      VigieTime to)
{
  VigieEnergyWhy *self = g_object_new (VIGIE_TYPE_ENERGY_WHY, NULL);
  const VigiePeriod *period = vigie_energy_model_get_period (model);

  self->model = g_object_ref (model);
  self->kpi = kpi;
  self->stretch = from != VIGIE_TIME_NONE;
  self->from = self->stretch ? from : period->from;
  self->to = self->stretch ? to : period->to;
  push_figure (self);
  if (site_id != NULL)
    vigie_energy_why_push_site (self, site_id);
  return ADW_DIALOG (self);
}

guint
vigie_energy_why_get_depth (VigieEnergyWhy *self)
{
  g_autoptr (GListModel) stack = NULL;

  g_return_val_if_fail (VIGIE_IS_ENERGY_WHY (self), 0);
  stack = adw_navigation_view_get_navigation_stack (self->view);
  return g_list_model_get_n_items (stack);
}

const char *
vigie_energy_why_get_page_title (VigieEnergyWhy *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_WHY (self), NULL);
  return adw_navigation_page_get_title (adw_navigation_view_get_visible_page (self->view));
}
