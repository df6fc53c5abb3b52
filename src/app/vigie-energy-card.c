/* vigie-energy-card.c: a figure of energy with all that defends it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-coverage-bar.h"
#include "vigie-energy-text.h"
#include "vigie-show.h"
#include "vigie-words.h"

struct _VigieEnergyCard
{
  GtkWidget parent_instance;

  VigieKpi kpi;
  char *trouble; /* owned, or NULL */

  GtkLabel *title;
  GtkLabel *value;
  GtkLabel *parts;
  GtkLabel *definition;
  GtkLabel *compared;
  GtkLabel *reason;
  GtkLabel *period;
  GtkWidget *covered; /* words and bar */
  GtkLabel *coverage;
  VigieCoverageBar *bar;
};

enum
{
  SIGNAL_WHY,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieEnergyCard, vigie_energy_card, GTK_TYPE_WIDGET)

/* An empty label takes no room. */
static void
set_words (GtkLabel *label, const char *words)
{
  if (g_strcmp0 (gtk_label_get_label (label), words != NULL ? words : "") != 0)
    gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

/* Before it was read, or where it cannot be: the frame of the card, and nothing that could be taken for a figure. */
static void
show_nothing (VigieEnergyCard *self)
{
  set_words (self->value, self->trouble != NULL ? C_ ("figure", "n/a") : "…");
  set_words (self->parts, NULL);
  set_words (self->compared, NULL);
  set_words (self->reason, self->trouble);
  set_words (self->period, NULL);
  vigie_set_class (self, "undefined", self->trouble != NULL);
  gtk_widget_set_visible (self->covered, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->trouble != NULL ? self->trouble : _ ("Loading"), -1);
}

static char *
compared_words (VigieKpi kpi,
                const VigieEnergyResult *result,
                VigieEnergyResult *before,
                VigieEnergyResult *last_year)
{
  const VigieEnergyFigure *figure = &result->figures[kpi];
  VigiePeriodUnit unit = result->period.unit;
  g_autofree char *first = vigie_energy_text_compared (
      kpi, figure, before != NULL ? &before->figures[kpi] : NULL, unit, FALSE);
  g_autofree char *second = NULL;

  /* The year before is last year. */
  if (unit != VIGIE_PERIOD_YEAR)
    second = vigie_energy_text_compared (
        kpi, figure, last_year != NULL ? &last_year->figures[kpi] : NULL, unit, TRUE);
  if (first == NULL || second == NULL)
    return first != NULL ? g_steal_pointer (&first) : g_steal_pointer (&second);
  return g_strdup_printf ("%s · %s", first, second);
}

void
vigie_energy_card_set (VigieEnergyCard *self,
                       VigieEnergyResult *result,
                       VigieEnergyResult *before,
                       VigieEnergyResult *last_year)
{
  const VigieEnergyFigure *figure;
  g_autofree char *value = NULL, *parts = NULL, *reason = NULL, *compared = NULL;
  g_autofree char *period = NULL, *percent = NULL, *coverage = NULL, *description = NULL;
  gboolean metered;

  g_return_if_fail (VIGIE_IS_ENERGY_CARD (self));

  if (result == NULL)
    {
      show_nothing (self);
      return;
    }
  figure = &result->figures[self->kpi];
  value = vigie_figure_to_words (self->kpi, figure);
  reason = vigie_energy_text_reason (self->kpi, figure, result);
  period = vigie_period_to_short_words (&result->period, NULL);
  metered = isfinite (figure->coverage);
  if (reason == NULL)
    {
      parts = vigie_energy_text_parts (self->kpi, figure);
      compared = compared_words (self->kpi, result, before, last_year);
    }
  set_words (self->value, value);
  set_words (self->parts, parts);
  set_words (self->compared, compared);
  set_words (self->reason, reason);
  set_words (self->period, period);
  vigie_set_class (self, "undefined", reason != NULL);
  gtk_widget_set_visible (self->covered, metered);
  if (metered)
    {
      percent = vigie_coverage_words (figure->coverage);
      /* Translators: beside a bar: how much of a figure’s time is known: “coverage 98 %” */
      coverage = g_strdup_printf (_ ("coverage %s"), percent);
      set_words (self->coverage, coverage);
      vigie_coverage_bar_set_coverage (self->bar, figure->coverage);
    }
  /* Translators: a figure for a screen reader: its value, its reason or its period, its definition */
  description = g_strdup_printf (_ ("%1$s, %2$s; %3$s"), value, reason != NULL ? reason : period,
                                 vigie_kpi_definition (self->kpi));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

void
vigie_energy_card_set_trouble (VigieEnergyCard *self, const char *words)
{
  g_return_if_fail (VIGIE_IS_ENERGY_CARD (self));
  g_set_str (&self->trouble, words);
}

void
vigie_energy_card_set_last_known (VigieEnergyCard *self, gboolean last_known)
{
  g_return_if_fail (VIGIE_IS_ENERGY_CARD (self));
  vigie_set_class (self, "last-known", last_known);
}

VigieKpi
vigie_energy_card_get_kpi (VigieEnergyCard *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_CARD (self), VIGIE_KPI_CONSUMPTION);
  return self->kpi;
}

static void
why_cb (VigieEnergyCard *self)
{
  g_signal_emit (self, signals[SIGNAL_WHY], 0, (guint) self->kpi);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

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

static GtkWidget *
make_head (VigieEnergyCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *why = gtk_button_new_from_icon_name ("help-about-symbolic");
  const char *name = vigie_kpi_words (self->kpi);
  /* Translators: a button; %s is a figure: “Why Self-consumption rate?” */
  g_autofree char *words = g_strdup_printf (_ ("Why: %s"), name);

  self->title = make_label ("vigie-energy-name");
  gtk_label_set_label (self->title, name);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->title), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (why, _ ("How This Figure Is Made Up"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (why), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (why, "flat");
  gtk_widget_add_css_class (why, "circular");
  gtk_widget_add_css_class (why, "vigie-why");
  gtk_widget_set_valign (why, GTK_ALIGN_START);
  g_signal_connect_object (why, "clicked", G_CALLBACK (why_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), why);
  return box;
}

static GtkWidget *
make_value (VigieEnergyCard *self)
{
  GtkWidget *box = adw_wrap_box_new ();

  self->value = make_label ("vigie-energy-value");
  self->parts = make_label ("vigie-energy-parts");
  gtk_label_set_wrap (self->value, FALSE);
  gtk_label_set_natural_wrap_mode (self->parts, GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_valign (GTK_WIDGET (self->value), GTK_ALIGN_BASELINE_FILL);
  gtk_widget_set_valign (GTK_WIDGET (self->parts), GTK_ALIGN_BASELINE_FILL);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 8);
  adw_wrap_box_append (ADW_WRAP_BOX (box), GTK_WIDGET (self->value));
  adw_wrap_box_append (ADW_WRAP_BOX (box), GTK_WIDGET (self->parts));
  return box;
}

static GtkWidget *
make_foot (VigieEnergyCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->period = make_label ("vigie-energy-period");
  self->covered = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->coverage = make_label ("vigie-energy-coverage");
  gtk_label_set_wrap (self->coverage, FALSE);
  self->bar = VIGIE_COVERAGE_BAR (vigie_coverage_bar_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->period), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->bar), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->covered, GTK_ALIGN_END);
  gtk_widget_set_valign (box, GTK_ALIGN_END);
  gtk_widget_set_vexpand (box, TRUE);
  gtk_box_append (GTK_BOX (self->covered), GTK_WIDGET (self->coverage));
  gtk_box_append (GTK_BOX (self->covered), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->period));
  gtk_box_append (GTK_BOX (box), self->covered);
  return box;
}

static void
vigie_energy_card_dispose (GObject *object)
{
  g_clear_pointer (&VIGIE_ENERGY_CARD (object)->trouble, g_free);
  vigie_unparent_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (vigie_energy_card_parent_class)->dispose (object);
}

static void
vigie_energy_card_class_init (VigieEnergyCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_energy_card_dispose;
  signals[SIGNAL_WHY] = g_signal_new ("why", VIGIE_TYPE_ENERGY_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "energycard");
}

static void
vigie_energy_card_init (VigieEnergyCard *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "vigie-energy-card");
}

GtkWidget *
vigie_energy_card_new (VigieKpi kpi)
{
  VigieEnergyCard *self = g_object_new (VIGIE_TYPE_ENERGY_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->kpi = kpi;
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), make_value (self));
  self->compared = make_label ("vigie-energy-compared");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->compared));
  self->definition = make_label ("vigie-energy-definition");
  gtk_label_set_label (self->definition, vigie_kpi_definition (kpi));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->definition));
  self->reason = make_label ("vigie-energy-reason");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason));
  gtk_box_append (GTK_BOX (box), make_foot (self));
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  vigie_kpi_words (kpi), -1);
  show_nothing (self);
  return GTK_WIDGET (self);
}
