/* vigie-filters-popover.c: the choice of states, freshness, kinds and communes to be shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-filters-popover.h"

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

struct _VigieFiltersPopover
{
  GtkPopover parent_instance;

  VigieSiteModel *model; /* owned */
  GtkBox *box;           /* in the popover: a heading and checks for each facet */
  GPtrArray *checks;     /* owned: GtkCheckButton, borrowed */
  char *digest;          /* owned: what there is to choose from */
  gboolean updating;     /* the checks follow the filters, not the reverse */
};

G_DEFINE_FINAL_TYPE (VigieFiltersPopover, vigie_filters_popover, GTK_TYPE_POPOVER)

/* What a check stands for. */
typedef struct
{
  VigieFacet facet;
  guint value;
  char *commune; /* owned, or NULL */
  GtkLabel *count;
  char *name; /* owned */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->commune);
  g_free (choice->name);
  g_free (choice);
}

static Choice *
choice_of (gpointer check)
{
  return g_object_get_data (check, "choice");
}

static void
toggled_cb (GtkCheckButton *check, VigieFiltersPopover *self)
{
  g_autoptr (VigieFilters) filters = NULL;
  const Choice *choice = choice_of (check);
  gboolean chosen = gtk_check_button_get_active (check);

  if (self->updating)
    return;
  filters = vigie_filters_copy (vigie_site_model_get_filters (self->model));
  if (choice->facet == VIGIE_FACET_COMMUNE)
    vigie_filters_set_commune (filters, choice->commune, chosen);
  else
    vigie_filters_set_value (filters, choice->facet, choice->value, chosen);
  vigie_site_model_set_filters (self->model, filters);
}

/* ---- Counts and checks ----------------------------------------------------------------------- */

static void
update_check (VigieFiltersPopover *self, GtkCheckButton *check)
{
  const VigieFilters *filters = vigie_site_model_get_filters (self->model);
  Choice *choice = choice_of (check);
  guint n = choice->facet == VIGIE_FACET_COMMUNE
                ? vigie_site_model_count_commune (self->model, choice->commune)
                : vigie_site_model_count (self->model, choice->facet, choice->value);
  g_autofree char *number = vigie_words_number (n, 0);
  /* Translators: a choice of a filter for a screen reader: its name, its number of sites */
  g_autofree char *label
      = g_strdup_printf (ngettext ("%1$s, %2$s site", "%1$s, %2$s sites", n), choice->name, number);

  gtk_check_button_set_active (
      check, choice->facet == VIGIE_FACET_COMMUNE
                 ? vigie_filters_get_commune (filters, choice->commune)
                 : vigie_filters_get_value (filters, choice->facet, choice->value));
  if (g_str_equal (gtk_label_get_label (choice->count), number))
    return;
  gtk_label_set_label (choice->count, number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_checks (VigieFiltersPopover *self)
{
  self->updating = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    update_check (self, g_ptr_array_index (self->checks, i));
  self->updating = FALSE;
}

/* ---- What there is to choose from ------------------------------------------------------------ */

static GtkWidget *
add_facet (VigieFiltersPopover *self, const char *title)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *heading = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "vigie-filter-heading");
  gtk_box_append (GTK_BOX (group), heading);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (group), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  heading, NULL, -1);
  gtk_box_append (self->box, group);
  return group;
}

static void
add_choice (VigieFiltersPopover *self,
            GtkWidget *group,
            VigieFacet facet,
            guint value,
            const char *commune,
            const char *name)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *count = gtk_label_new (NULL);
  Choice *choice = g_new0 (Choice, 1);

  choice->facet = facet;
  choice->value = value;
  choice->commune = g_strdup (commune);
  choice->count = GTK_LABEL (count);
  choice->name = g_strdup (name);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (count, "vigie-dim");
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), count);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), content);
  g_object_set_data_full (G_OBJECT (check), "choice", choice, choice_free);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (GTK_BOX (group), check);
  g_ptr_array_add (self->checks, check);
}

/* The communes that have sites, and those that are chosen all the same. */
static GStrv
communes_to_show (VigieFiltersPopover *self)
{
  g_autoptr (VigieFilters) all = vigie_filters_new ();
  const char *const *chosen
      = vigie_filters_get_communes (vigie_site_model_get_filters (self->model));
  g_auto (GStrv) present = vigie_site_model_get_communes (self->model);

  for (guint i = 0; present[i] != NULL; i++)
    vigie_filters_set_commune (all, present[i], TRUE);
  for (guint i = 0; chosen[i] != NULL; i++)
    vigie_filters_set_commune (all, chosen[i], TRUE);
  return g_strdupv ((char **) vigie_filters_get_communes (all));
}

static gboolean
is_kind_shown (VigieFiltersPopover *self, guint kind)
{
  return vigie_site_model_count_kind (self->model, (VigieKind) kind) > 0
         || vigie_filters_get_value (vigie_site_model_get_filters (self->model), VIGIE_FACET_KIND,
                                     kind);
}

static void
fill (VigieFiltersPopover *self)
{
  g_auto (GStrv) communes = communes_to_show (self);
  g_autoptr (GString) digest = g_string_new (NULL);
  GtkWidget *child, *group;

  for (guint kind = 0; kind < VIGIE_N_KIND; kind++)
    g_string_append_c (digest, is_kind_shown (self, kind) ? '1' : '0');
  for (guint i = 0; communes[i] != NULL; i++)
    g_string_append_printf (digest, "\n%s", communes[i]);
  if (!g_set_str (&self->digest, digest->str))
    return;

  g_ptr_array_set_size (self->checks, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);

  group = add_facet (self, C_ ("filter", "State"));
  for (guint state = 0; state < VIGIE_N_STATE; state++)
    add_choice (self, group, VIGIE_FACET_STATE, state, NULL,
                vigie_state_get_label ((VigieState) state));
  group = add_facet (self, _ ("Freshness"));
  for (guint freshness = 0; freshness < VIGIE_N_FRESHNESS; freshness++)
    add_choice (self, group, VIGIE_FACET_FRESHNESS, freshness, NULL,
                vigie_words_freshness ((VigieFreshness) freshness));
  group = add_facet (self, C_ ("kind of site", "Type"));
  for (guint i = 1; i <= VIGIE_N_KIND; i++)
    if (is_kind_shown (self, i % VIGIE_N_KIND)) /* « other » last */
      add_choice (self, group, VIGIE_FACET_KIND, i % VIGIE_N_KIND, NULL,
                  vigie_words_kind_plural ((VigieKind) (i % VIGIE_N_KIND)));
  if (communes[0] != NULL)
    group = add_facet (self, _ ("Commune"));
  for (guint i = 0; communes[i] != NULL; i++)
    add_choice (self, group, VIGIE_FACET_COMMUNE, 0, communes[i], communes[i]);
}

static void
model_changed_cb (VigieFiltersPopover *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_checks (self);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_filters_popover_map (GtkWidget *widget)
{
  VigieFiltersPopover *self = VIGIE_FILTERS_POPOVER (widget);

  fill (self);
  update_checks (self);
  GTK_WIDGET_CLASS (vigie_filters_popover_parent_class)->map (widget);
}

static void
vigie_filters_popover_dispose (GObject *object)
{
  VigieFiltersPopover *self = VIGIE_FILTERS_POPOVER (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->digest, g_free);

  G_OBJECT_CLASS (vigie_filters_popover_parent_class)->dispose (object);
}

static void
vigie_filters_popover_class_init (VigieFiltersPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_filters_popover_dispose;
  GTK_WIDGET_CLASS (klass)->map = vigie_filters_popover_map;
}

static void
vigie_filters_popover_init (VigieFiltersPopover *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->checks = g_ptr_array_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self), "vigie-filters");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 480);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->box));
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filter sites"), -1);
}

GtkWidget *
vigie_filters_popover_new (VigieSiteModel *model)
{
  VigieFiltersPopover *self = g_object_new (VIGIE_TYPE_FILTERS_POPOVER, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "filters-changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
