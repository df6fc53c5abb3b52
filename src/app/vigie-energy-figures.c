/* vigie-energy-figures.c: which figures the energy page shows, and in which order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-figures.h"

#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-energy-cards.h"

struct _VigieEnergyFigures
{
  AdwDialog parent_instance;

  GSettings *settings; /* owned */
  GArray *order;       /* owned: VigieKpi, those shown first */
  guint n_shown;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (VigieEnergyFigures, vigie_energy_figures, ADW_TYPE_DIALOG)

static VigieKpi
kpi_at (VigieEnergyFigures *self, guint index)
{
  return g_array_index (self->order, VigieKpi, index);
}

static void
save (VigieEnergyFigures *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < self->n_shown; i++)
    g_strv_builder_add (builder, vigie_kpi_to_string (kpi_at (self, i)));
  names = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "energy-cards", (const char *const *) names);
}

/* Those of the settings, then all others. */
static void
load (VigieEnergyFigures *self)
{
  g_auto (GStrv) names = g_settings_get_strv (self->settings, "energy-cards");
  guint n;
  const VigieKpi *offered = vigie_energy_cards_get_offered (&n);
  guint64 seen = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      VigieKpi kpi;

      if (!vigie_energy_cards_parse (names[i], &kpi) || (seen & (1u << kpi)) != 0)
        continue;
      seen |= 1u << kpi;
      g_array_append_val (self->order, kpi);
    }
  self->n_shown = self->order->len;
  for (guint i = 0; i < n; i++)
    if ((seen & (1u << offered[i])) == 0)
      g_array_append_val (self->order, offered[i]);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static void fill (VigieEnergyFigures *self);

static guint
index_of (GObject *object)
{
  return GPOINTER_TO_UINT (g_object_get_data (object, "index"));
}

static void
move (VigieEnergyFigures *self, guint from, guint to)
{
  VigieKpi kpi = kpi_at (self, from);

  g_array_remove_index (self->order, from);
  g_array_insert_val (self->order, to, kpi);
}

static void
focus_row (VigieEnergyFigures *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
move_cb (GtkButton *button, VigieEnergyFigures *self)
{
  guint index = index_of (G_OBJECT (button));
  guint to = g_object_get_data (G_OBJECT (button), "up") != NULL ? index - 1 : index + 1;

  if (to >= self->n_shown)
    return;
  move (self, index, to);
  save (self);
  fill (self);
  focus_row (self, to);
}

static void
switched_cb (AdwSwitchRow *row, GParamSpec *pspec, VigieEnergyFigures *self)
{
  guint index = index_of (G_OBJECT (row));
  gboolean on = adw_switch_row_get_active (row);

  if (on == (index < self->n_shown))
    return;
  /* To the end of those shown, or just after them. */
  if (on)
    move (self, index, self->n_shown++);
  else
    move (self, index, --self->n_shown);
  save (self);
  fill (self);
  focus_row (self, on ? self->n_shown - 1 : self->n_shown);
}

static GtkWidget *
arrow (VigieEnergyFigures *self, guint index, gboolean up)
{
  GtkWidget *button = gtk_button_new_from_icon_name (up ? "go-up-symbolic" : "go-down-symbolic");
  g_autofree char *words = g_strdup_printf (up ? _ ("Move “%s” Up") : _ ("Move “%s” Down"),
                                            vigie_kpi_words (kpi_at (self, index)));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_widget_set_sensitive (button, up ? index > 0 : index + 1 < self->n_shown);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (button), "up", GINT_TO_POINTER (up));
  g_signal_connect_object (button, "clicked", G_CALLBACK (move_cb), self, 0);
  return button;
}

static void
fill (VigieEnergyFigures *self)
{
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < self->order->len; i++)
    {
      VigieKpi kpi = kpi_at (self, i);
      GtkWidget *row = adw_switch_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), vigie_kpi_words (kpi));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), vigie_kpi_definition (kpi));
      adw_switch_row_set_active (ADW_SWITCH_ROW (row), i < self->n_shown);
      g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (i));
      if (i < self->n_shown)
        {
          adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow (self, i, TRUE));
          adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow (self, i, FALSE));
        }
      g_signal_connect_object (row, "notify::active", G_CALLBACK (switched_cb), self, 0);
      gtk_list_box_append (self->list, row);
    }
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_energy_figures_finalize (GObject *object)
{
  VigieEnergyFigures *self = VIGIE_ENERGY_FIGURES (object);

  g_array_unref (self->order);
  g_object_unref (self->settings);

  G_OBJECT_CLASS (vigie_energy_figures_parent_class)->finalize (object);
}

static void
vigie_energy_figures_class_init (VigieEnergyFiguresClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_energy_figures_finalize;
}

static void
vigie_energy_figures_init (VigieEnergyFigures *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  self->order = g_array_new (FALSE, FALSE, sizeof (VigieKpi));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Figures"), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->list));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Energy Page Figures"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 640);
}

AdwDialog *
vigie_energy_figures_new (GSettings *settings)
{
  VigieEnergyFigures *self = g_object_new (VIGIE_TYPE_ENERGY_FIGURES, NULL);

  self->settings = g_object_ref (settings);
  load (self);
  fill (self);
  return ADW_DIALOG (self);
}
