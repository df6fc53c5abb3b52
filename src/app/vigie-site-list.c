/* vigie-site-list.c: the list of sites with its search and filters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-glyph.h"
#include "vigie-site-factory.h"
#include "vigie-text.h"
#include "vigie-words.h"

struct _VigieSiteList
{
  GtkWidget parent_instance;

  VigieSiteModel *model;         /* owned */
  GtkSingleSelection *selection; /* owned */
  VigieSite *selected;           /* owned, or NULL */
  GSimpleActionGroup *actions;   /* owned */
  char *communes_digest;         /* owned: which communes the menu has */
  guint kinds_digest;
  gboolean updating; /* buttons follow the model, not the reverse */
  gboolean scrolled; /* the person left the top of the list */
  guint top_source;

  GtkSearchEntry *search;
  GtkToggleButton *to_handle;
  GtkToggleButton *silent;
  GtkToggleButton *main_kind;
  GtkMenuButton *commune_button;
  GtkMenuButton *kind_button;
  GtkStack *stack;
  gboolean complete; /* the server said all its sites */
  GtkListView *view;
};

enum
{
  PROP_SELECTED = 1,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSiteList, vigie_site_list, GTK_TYPE_WIDGET)

/* ---- Selection ------------------------------------------------------------------------------- */

static guint
find_position (VigieSiteList *self, VigieSite *site)
{
  GListModel *sites = vigie_site_model_get_sorted (self->model);
  guint n = g_list_model_get_n_items (sites);

  for (guint i = 0; site != NULL && i < n; i++)
    {
      g_autoptr (VigieSite) other = g_list_model_get_item (sites, i);

      if (other == site)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* The selection follows the site chosen, whatever sorting and filters did. */
static void
show_selected (VigieSiteList *self)
{
  if (gtk_single_selection_get_selected_item (self->selection) != self->selected)
    gtk_single_selection_set_selected (self->selection, find_position (self, self->selected));
}

static void
selected_item_cb (VigieSiteList *self)
{
  VigieSite *site = gtk_single_selection_get_selected_item (self->selection);

  /* None: a filter hides the site, or it went; that is not a choice. */
  if (site == NULL || site == self->selected)
    return;
  g_set_object (&self->selected, site);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}

/* A list that the person left at its top stays there, whatever comes above the first row shown. */
static gboolean
back_to_top_cb (gpointer user_data)
{
  VigieSiteList *self = VIGIE_SITE_LIST (user_data);

  self->top_source = 0;
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)), 0);
  return G_SOURCE_REMOVE;
}

static void
keep_top (VigieSiteList *self)
{
  if (!self->scrolled && self->top_source == 0)
    self->top_source = g_idle_add (back_to_top_cb, self);
}

static gboolean
scrolled_cb (VigieSiteList *self)
{
  self->scrolled = TRUE;
  return GDK_EVENT_PROPAGATE;
}

/* The focus may stand in the list from the start: only a key that is pressed there is a person's. */
static gboolean
key_cb (VigieSiteList *self)
{
  self->scrolled = TRUE;
  return GDK_EVENT_PROPAGATE;
}

static void
edge_cb (VigieSiteList *self, GtkPositionType edge)
{
  if (edge == GTK_POS_TOP)
    self->scrolled = FALSE;
}

static void
sites_changed_cb (VigieSiteList *self)
{
  gboolean none = g_list_model_get_n_items (vigie_site_model_get_sorted (self->model)) == 0;
  const char *page = !none                                        ? "list"
                     : vigie_site_model_is_filtered (self->model) ? "none"
                     : self->complete                             ? "empty"
                                                                  : "list";

  gtk_stack_set_visible_child_name (self->stack, page);
  show_selected (self);
  keep_top (self);
}

static void
activate_cb (VigieSiteList *self, guint position)
{
  g_autoptr (VigieSite) site
      = g_list_model_get_item (vigie_site_model_get_sorted (self->model), position);

  if (site == NULL)
    return;
  vigie_site_list_set_selected (self, site);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, site);
}

/* ---- Search and filters ---------------------------------------------------------------------- */

static void
search_changed_cb (VigieSiteList *self)
{
  vigie_site_model_set_query (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
search_activate_cb (VigieSiteList *self)
{
  search_changed_cb (self);
  vigie_site_list_focus_rows (self);
}

static void
stop_search_cb (VigieSiteList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed_cb (self);
  vigie_site_list_focus_rows (self);
}

static void
clear_cb (VigieSiteList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  vigie_site_model_clear_filters (self->model);
}

static void
section_toggled_cb (VigieSiteList *self, GParamSpec *pspec, GtkToggleButton *button)
{
  VigieSection section = button == self->silent ? VIGIE_SECTION_SILENT : VIGIE_SECTION_TO_HANDLE;

  if (self->model != NULL && !self->updating)
    vigie_site_model_set_section (self->model, section, gtk_toggle_button_get_active (button));
}

static void
main_kind_toggled_cb (VigieSiteList *self, GParamSpec *pspec, GtkToggleButton *button)
{
  if (self->model != NULL && !self->updating)
    vigie_site_model_set_kind (
        self->model, gtk_toggle_button_get_active (button) ? VIGIE_KIND_RECYCLING_CENTRE : -1);
}

static void
commune_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  VigieSiteList *self = user_data;
  const char *name = g_variant_get_string (state, NULL);

  vigie_site_model_set_commune (self->model, *name != '\0' ? name : NULL);
}

static void
kind_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  VigieSiteList *self = user_data;
  VigieKind kind;

  vigie_site_model_set_kind (
      self->model,
      vigie_kind_from_string (g_variant_get_string (state, NULL), &kind) ? (int) kind : -1);
}

static void
update_commune_menu (VigieSiteList *self)
{
  g_auto (GStrv) communes = vigie_site_model_get_communes (self->model);
  g_autofree char *digest = g_strjoinv ("\n", communes);
  g_autoptr (GMenu) menu = NULL;
  g_autoptr (GMenu) all = NULL;
  g_autoptr (GMenu) names = NULL;

  if (!g_set_str (&self->communes_digest, digest))
    return;
  menu = g_menu_new ();
  all = g_menu_new ();
  names = g_menu_new ();
  g_menu_append (all, _ ("All Communes"), "list.commune::");
  for (guint i = 0; communes[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (communes[i], NULL);

      g_menu_item_set_action_and_target (item, "list.commune", "s", communes[i]);
      g_menu_append_item (names, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (names));
  gtk_menu_button_set_menu_model (self->commune_button, G_MENU_MODEL (menu));
}

static void
update_kind_menu (VigieSiteList *self)
{
  g_autoptr (GMenu) menu = NULL;
  g_autoptr (GMenu) all = NULL;
  g_autoptr (GMenu) kinds = NULL;
  guint digest = 1;

  for (int kind = 0; kind < VIGIE_N_KIND; kind++)
    digest = digest * 31 + vigie_site_model_count_kind (self->model, (VigieKind) kind);
  if (self->kinds_digest == digest)
    return;
  self->kinds_digest = digest;
  menu = g_menu_new ();
  all = g_menu_new ();
  kinds = g_menu_new ();
  g_menu_append (all, _ ("All Types"), "list.kind::");
  for (int i = 1; i <= VIGIE_N_KIND; i++)
    {
      VigieKind kind = (VigieKind) (i % VIGIE_N_KIND); /* « other » last */
      guint n = vigie_site_model_count_kind (self->model, kind);
      g_autofree char *label = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (n == 0)
        continue;
      /* Translators: a filter and how many sites it shows: « Déchèteries 13 » */
      label = g_strdup_printf (C_ ("filter", "%s %'u"), vigie_words_kind_plural (kind), n);
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "list.kind", "s", vigie_kind_to_string (kind));
      g_menu_append_item (kinds, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (kinds));
  gtk_menu_button_set_menu_model (self->kind_button, G_MENU_MODEL (menu));
}

static void
set_chip (GtkToggleButton *chip, const char *text, guint n, gboolean active)
{
  g_autofree char *label = g_strdup_printf (C_ ("filter", "%s %'u"), text, n);

  gtk_button_set_label (GTK_BUTTON (chip), label);
  gtk_toggle_button_set_active (chip, active);
}

static void
set_menu_chip (GtkMenuButton *button, const char *text, gboolean active)
{
  gtk_menu_button_set_label (button, text);
  if (active)
    gtk_widget_add_css_class (GTK_WIDGET (button), "on");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "on");
}

static void
model_changed_cb (VigieSiteList *self)
{
  int kind = vigie_site_model_get_kind (self->model);
  const char *commune = vigie_site_model_get_commune (self->model);
  guint n_main = vigie_site_model_count_kind (self->model, VIGIE_KIND_RECYCLING_CENTRE);

  self->updating = TRUE;
  set_chip (self->to_handle, _ ("To handle"),
            vigie_site_model_count_section (self->model, VIGIE_SECTION_TO_HANDLE),
            vigie_site_model_get_section (self->model, VIGIE_SECTION_TO_HANDLE));
  set_chip (self->silent, C_ ("sites", "Silent"),
            vigie_site_model_count_section (self->model, VIGIE_SECTION_SILENT),
            vigie_site_model_get_section (self->model, VIGIE_SECTION_SILENT));
  set_chip (self->main_kind, vigie_words_kind_plural (VIGIE_KIND_RECYCLING_CENTRE), n_main,
            kind == VIGIE_KIND_RECYCLING_CENTRE);
  gtk_widget_set_visible (GTK_WIDGET (self->main_kind), n_main > 0);
  self->updating = FALSE;

  update_commune_menu (self);
  update_kind_menu (self);
  set_menu_chip (self->commune_button, commune != NULL ? commune : _ ("Commune"), commune != NULL);
  set_menu_chip (self->kind_button,
                 kind >= 0 ? vigie_words_kind_plural ((VigieKind) kind)
                           : C_ ("kind of site", "Type"),
                 kind >= 0);
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "commune",
                                      g_variant_new_string (commune != NULL ? commune : ""));
  g_action_group_change_action_state (
      G_ACTION_GROUP (self->actions), "kind",
      g_variant_new_string (kind >= 0 ? vigie_kind_to_string ((VigieKind) kind) : ""));
}

static void
change_commune_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_simple_action_set_state (action, state);
  commune_cb (action, state, user_data);
}

static void
change_kind_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_simple_action_set_state (action, state);
  kind_cb (action, state, user_data);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_site_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VigieSiteList *self = VIGIE_SITE_LIST (object);

  switch (prop_id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vigie_site_list_dispose (GObject *object)
{
  VigieSiteList *self = VIGIE_SITE_LIST (object);

  g_clear_handle_id (&self->top_source, g_source_remove);
  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_SITE_LIST);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->selection);
  g_clear_object (&self->selected);
  g_clear_object (&self->model);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->communes_digest, g_free);

  G_OBJECT_CLASS (vigie_site_list_parent_class)->dispose (object);
}

static void
vigie_site_list_class_init (VigieSiteListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_site_list_get_property;
  object_class->dispose = vigie_site_list_dispose;

  props[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, VIGIE_TYPE_SITE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_ACTIVATED]
      = g_signal_new ("activated", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, VIGIE_TYPE_SITE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-site-list.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, search);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, to_handle);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, silent);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, main_kind);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, commune_button);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, kind_button);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, stack);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, main_kind_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_cb);
  gtk_widget_class_set_css_name (widget_class, "sitelist");
}

static void
vigie_site_list_init (VigieSiteList *self)
{
  static const GActionEntry entries[] = {
      {.name = "commune", .parameter_type = "s", .state = "''", .change_state = change_commune_cb},
      {.name = "kind", .parameter_type = "s", .state = "''", .change_state = change_kind_cb},
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (self->actions));
}

void
vigie_site_list_setup (VigieSiteList *self, VigieSiteModel *model, VigieTicker *ticker)
{
  g_autoptr (GtkListItemFactory) rows = vigie_site_factory_new_rows (ticker);
  g_autoptr (GtkListItemFactory) headings = vigie_site_factory_new_headings (ticker);

  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  gtk_list_view_set_factory (self->view, rows);
  gtk_list_view_set_header_factory (self->view, headings);

  self->selection = gtk_single_selection_new (g_object_ref (vigie_site_model_get_sorted (model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_item_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (sites_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  /* Another size keeps the first row where it is, and so hides the heading above it. */
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)), "changed",
                           G_CALLBACK (keep_top), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  model_changed_cb (self);
}

void
vigie_site_list_set_selected (VigieSiteList *self, VigieSite *site)
{
  guint position;

  if (!g_set_object (&self->selected, site))
    return;
  position = find_position (self, site);
  gtk_single_selection_set_selected (self->selection, position);
  if (position != GTK_INVALID_LIST_POSITION)
    {
      self->scrolled = TRUE;
      gtk_list_view_scroll_to (self->view, position, GTK_LIST_SCROLL_NONE, NULL);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}

VigieSite *
vigie_site_list_get_selected (VigieSiteList *self)
{
  return self->selected;
}

void
vigie_site_list_set_complete (VigieSiteList *self, gboolean complete)
{
  if (self->complete == complete)
    return;
  self->complete = complete;
  sites_changed_cb (self);
}

void
vigie_site_list_focus_search (VigieSiteList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

gboolean
vigie_site_list_focus_rows (VigieSiteList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return FALSE;
  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  /* Names the row to have the focus, then gives it. */
  gtk_list_view_scroll_to (self->view, position, GTK_LIST_SCROLL_FOCUS, NULL);
  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
