/* vigie-energy-scope.c: the button that chooses of what the energy page tells.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-scope.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-fold.h"

struct _VigieEnergyScopeButton
{
  GtkWidget parent_instance;

  VigieEnergyModel *model; /* owned */
  GPtrArray *shown;        /* owned: the choices that the list was filled with */
  char *query;             /* owned: what is searched, folded */

  GtkMenuButton *button;
  GtkLabel *label; /* in it */
  GtkPopover *popover;
  GtkSearchEntry *search;
  GtkListView *list;
  GtkStack *stack; /* the list, or words that nothing matches */
  GListStore *choices;
  GtkCustomFilter *filter;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (VigieEnergyScopeButton, vigie_energy_scope, GTK_TYPE_WIDGET)

/* ---- The list -------------------------------------------------------------------------------- */

static gboolean
match (gpointer item, gpointer user_data)
{
  VigieEnergyScopeButton *self = user_data;

  return self->query == NULL || vigie_energy_choice_matches (item, self->query);
}

static void
fill (VigieEnergyScopeButton *self)
{
  GPtrArray *choices = vigie_energy_model_get_choices (self->model);

  if (choices == self->shown)
    return;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  if (choices != NULL)
    self->shown = g_ptr_array_ref (choices);
  g_list_store_splice (self->choices, 0, g_list_model_get_n_items (G_LIST_MODEL (self->choices)),
                       choices != NULL ? choices->pdata : NULL, choices != NULL ? choices->len : 0);
}

static void
update_stack (VigieEnergyScopeButton *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "none");
}

static void
search_changed_cb (VigieEnergyScopeButton *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_free (self->query);
  self->query = *text != '\0' ? vigie_fold_text (text) : NULL;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_SELECT, NULL);
  update_stack (self);
}

static void
choose (VigieEnergyScopeButton *self, guint position)
{
  g_autoptr (VigieEnergyChoice) choice
      = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autofree char *text = NULL;

  if (choice == NULL)
    return;
  text = vigie_energy_choice_to_string (choice);
  gtk_popover_popdown (self->popover);
  vigie_energy_model_choose (self->model, text);
}

static void
search_activate_cb (VigieEnergyScopeButton *self)
{
  choose (self, gtk_single_selection_get_selected (self->selection));
}

static void
stop_search_cb (VigieEnergyScopeButton *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0')
    gtk_popover_popdown (self->popover);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

/* ↑ and ↓ in the entry move in the list, as in every search of Vigie. */
static gboolean
key_cb (VigieEnergyScopeButton *self, guint key)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint at = gtk_single_selection_get_selected (self->selection);

  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  if (n == 0)
    return GDK_EVENT_STOP;
  if (at >= n)
    at = 0;
  else if (key == GDK_KEY_Down)
    at = MIN (at + 1, n - 1);
  else
    at = at > 0 ? at - 1 : 0;
  gtk_list_view_scroll_to (self->list, at, GTK_LIST_SCROLL_SELECT, NULL);
  return GDK_EVENT_STOP;
}

static void
shown_cb (VigieEnergyScopeButton *self)
{
  VigieEnergyChoice *choice = vigie_energy_model_get_choice (self->model);
  guint position;

  fill (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  update_stack (self);
  if (choice != NULL && g_list_store_find (self->choices, choice, &position))
    gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_SELECT, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "vigie-small");
  gtk_widget_add_css_class (detail, "vigie-dim");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  VigieEnergyChoice *choice = gtk_list_item_get_item (item);
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *detail = gtk_widget_get_next_sibling (name);
  const char *words = vigie_energy_choice_get_detail (choice);

  gtk_label_set_label (GTK_LABEL (name), vigie_energy_choice_get_name (choice));
  gtk_label_set_label (GTK_LABEL (detail), words);
  gtk_widget_set_visible (detail, *words != '\0');
  gtk_list_item_set_accessible_label (item, vigie_energy_choice_get_name (choice));
  gtk_list_item_set_accessible_description (item, words);
}

/* ---- The button ------------------------------------------------------------------------------ */

static void
plan_cb (VigieEnergyScopeButton *self)
{
  VigieEnergyChoice *choice = vigie_energy_model_get_choice (self->model);
  const char *name = choice != NULL ? vigie_energy_choice_get_name (choice) : _ ("Whole territory");
  /* Translators: a button that chooses of what a page tells, for a screen reader */
  g_autofree char *words = g_strdup_printf (_ ("Selection: %s"), name);

  gtk_label_set_label (self->label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    fill (self);
}

static GtkWidget *
make_list (VigieEnergyScopeButton *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;

  self->choices = g_list_store_new (VIGIE_TYPE_ENERGY_CHOICE);
  self->filter = gtk_custom_filter_new (match, self, NULL);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (self->choices), GTK_FILTER (self->filter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (filtered));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->list = GTK_LIST_VIEW (
      gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What to show"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  return scroller;
}

static GtkWidget *
make_none (void)
{
  GtkWidget *label = gtk_label_new (_ ("No match with a meter"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "vigie-dim");
  gtk_widget_set_margin_top (label, 18);
  gtk_widget_set_margin_bottom (label, 18);
  return label;
}

static void
make_popover (VigieEnergyScopeButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->popover = GTK_POPOVER (gtk_popover_new ());
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_search_entry_set_search_delay (self->search, 0);
  gtk_search_entry_set_placeholder_text (self->search, _ ("Site, commune, type"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search for a commune, a type or a site"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stop_search_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, make_list (self), "list");
  gtk_stack_add_named (self->stack, make_none (), "none");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_widget_set_size_request (box, 280, -1);
  gtk_popover_set_child (self->popover, box);
  g_signal_connect_object (self->popover, "map", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
}

static void
make_button (VigieEnergyScopeButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "pan-down-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 28);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

static void
vigie_energy_scope_dispose (GObject *object)
{
  VigieEnergyScopeButton *self = VIGIE_ENERGY_SCOPE (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->selection);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->query, g_free);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vigie_energy_scope_parent_class)->dispose (object);
}

static void
vigie_energy_scope_class_init (VigieEnergyScopeButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_energy_scope_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "energyscope");
}

static void
vigie_energy_scope_init (VigieEnergyScopeButton *self)
{
  make_popover (self);
  make_button (self);
}

GtkWidget *
vigie_energy_scope_new (VigieEnergyModel *model)
{
  VigieEnergyScopeButton *self = g_object_new (VIGIE_TYPE_ENERGY_SCOPE, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "plan-changed", G_CALLBACK (plan_cb), self, G_CONNECT_SWAPPED);
  plan_cb (self);
  return GTK_WIDGET (self);
}

void
vigie_energy_scope_popup (VigieEnergyScopeButton *self)
{
  g_return_if_fail (VIGIE_IS_ENERGY_SCOPE (self));
  gtk_menu_button_popup (self->button);
}
