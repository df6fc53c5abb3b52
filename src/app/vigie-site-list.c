/* vigie-site-list.c: the list of sites with its search and filters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-list.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-filters-bar.h"
#include "vigie-mark.h"
#include "vigie-site-list-rows.h"
#include "vigie-tooltip.h"
#include "vigie-words.h"

/* How often a list by last reading is put in order anew, in µs: rows that keep moving cannot be read. */
#define ORDER_INTERVAL (10 * G_USEC_PER_SEC)

/* How long the site chosen stays in view once all are there, in µs. */
#define HOLD_AFTER (3 * G_USEC_PER_SEC)

struct _VigieSiteList
{
  GtkWidget parent_instance;

  VigieSiteModel *model;         /* owned */
  VigieTicker *ticker;           /* owned */
  VigieSiteRowStyle *style;      /* owned */
  GtkSingleSelection *selection; /* owned */
  VigieSite *selected;           /* owned, or NULL */
  VigieSite *marked;             /* owned, or NULL */
  GSimpleActionGroup *actions;   /* owned */
  gint64 ordered_at;             /* monotonic */
  gboolean following;            /* the entry follows the filters, not the reverse */
  char *sort;                    /* owned: as the property gives it */

  GtkSearchEntry *search;
  GtkMenuButton *view_button;
  VigieFiltersBar *filters;
  GtkBox *summary;
  GtkLabel *summary_label;
  GtkBox *summary_counts;
  GtkStack *stack;
  gboolean complete; /* the server said all its sites */
  /* While a first load comes, the site chosen stays in view: nobody has touched the list since. */
  gboolean held;
  gint64
      held_until; /* monotonic, once it is complete: what came last is still being put in order */
  VigieSiteListRows *view;
};

enum
{
  PROP_SELECTED = 1,
  PROP_SORT,
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

/* The selection follows the site chosen, whatever sorting and filters did. */
static void
show_selected (VigieSiteList *self)
{
  if (gtk_single_selection_get_selected_item (self->selection) != self->selected)
    gtk_single_selection_set_selected (self->selection,
                                       vigie_site_model_find (self->model, self->selected));
}

/* Wherever sorting and filters put it. */
static guint
find_marked (VigieSiteList *self)
{
  return self->marked != NULL ? vigie_site_model_find (self->model, self->marked)
                              : GTK_INVALID_LIST_POSITION;
}

/* Returns its row. */
static guint
show_marked (VigieSiteList *self)
{
  guint position = find_marked (self);

  vigie_drawn_list_set_marked (VIGIE_DRAWN_LIST (self->view), self->marked, position);
  return position;
}

static void
selected_item_cb (VigieSiteList *self)
{
  VigieSite *site = gtk_single_selection_get_selected_item (self->selection);

  /* None: a filter hides the site, or it went; that is not a choice. */
  if (site == NULL || site == self->selected)
    return;
  g_set_object (&self->selected, site);
  vigie_site_list_set_marked (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}

/* While the sites of a first load come, those that come before the one chosen push it away. */
static void
hold_selected (VigieSiteList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (self->complete && g_get_monotonic_time () > self->held_until)
    self->held = FALSE;
  if (self->held && position != GTK_INVALID_LIST_POSITION)
    vigie_drawn_list_scroll_to (VIGIE_DRAWN_LIST (self->view), position, FALSE);
}

/* Whoever looks elsewhere in the list is not brought back. */
static gboolean
touched_cb (VigieSiteList *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_SCROLL || type == GDK_BUTTON_PRESS || type == GDK_KEY_PRESS
      || type == GDK_TOUCH_BEGIN)
    self->held = FALSE;
  return GDK_EVENT_PROPAGATE;
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
  if (self->marked != NULL)
    show_marked (self);
  hold_selected (self);
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
  if (self->following)
    return;
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
  vigie_site_model_clear_filters (self->model);
}

/* The entry shows the words of the filters, whoever set them. */
static void
filters_changed_cb (VigieSiteList *self)
{
  const char *text = vigie_filters_get_text (vigie_site_model_get_filters (self->model));
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));

  if (!g_str_equal (g_strstrip (typed), text))
    {
      /* The entry is empty for a moment, and says so at once. */
      self->following = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->search), text);
      self->following = FALSE;
    }
  /* What a filter shows begins at its top. */
  vigie_drawn_list_scroll_to_top (VIGIE_DRAWN_LIST (self->view));
}

/* ---- How many, and in which state ------------------------------------------------------------ */

static void
add_count (VigieSiteList *self, VigieState state, VigieGlyphLook look)
{
  guint n = vigie_site_model_count_shown (self->model, state);
  gboolean live = vigie_ticker_get_live (self->ticker);
  g_autofree char *number = vigie_words_number (n, 0);
  GtkWidget *mark, *label;

  if (n == 0)
    return;
  mark = vigie_mark_new ();
  vigie_mark_set_look (VIGIE_MARK (mark), look, !live);
  vigie_mark_set_size (VIGIE_MARK (mark), 16);
  label = gtk_label_new (number);
  gtk_widget_set_margin_end (label, 6);
  gtk_box_append (self->summary_counts, mark);
  gtk_box_append (self->summary_counts, label);
}

/* « 12 sites sur 79 : 1 critique, 3 avertissements et 8 normaux » for a screen reader and the tooltip. */
static char *
describe_counts (VigieSiteList *self, const char *total)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (guint state = 0; state < VIGIE_N_STATE; state++)
    {
      guint n = vigie_site_model_count_shown (self->model, (VigieState) state);
      g_autofree char *number = vigie_words_number (n, 0);

      if (n > 0)
        g_ptr_array_add (parts,
                         /* Translators: a state, how many sites are in it: « Critique 3 » */
                         g_strdup_printf (C_ ("state number", "%1$s %2$s"),
                                          vigie_state_get_label ((VigieState) state), number));
    }
  if (parts->len == 0)
    return g_strdup (total);
  list = vigie_words_list ((const char *const *) parts->pdata, parts->len);
  return g_strdup_printf (C_ ("sites: states", "%1$s: %2$s"), total, list);
}

static void
update_summary (VigieSiteList *self)
{
  guint n = vigie_site_model_get_n_sites (self->model);
  guint n_shown = vigie_site_model_get_n_shown (self->model);
  g_autofree char *all = vigie_words_number (n, 0);
  g_autofree char *shown = vigie_words_number (n_shown, 0);
  g_autofree char *total
      = n == n_shown
            ? g_strdup_printf (ngettext ("%s site", "%s sites", n), all)
            /* Translators: sites shown, of how many: « 12 sites sur 79 » */
            : g_strdup_printf (ngettext ("%1$s site of %2$s", "%1$s sites of %2$s", n_shown), shown,
                               all);
  g_autofree char *words = describe_counts (self, total);
  GtkWidget *child;

  gtk_widget_set_visible (GTK_WIDGET (self->summary), n > 0);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (self->summary)), words) == 0
      && gtk_widget_has_css_class (GTK_WIDGET (self->summary), "last-known")
             == !vigie_ticker_get_live (self->ticker))
    return;
  gtk_label_set_label (self->summary_label, total);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->summary_counts))) != NULL)
    gtk_box_remove (self->summary_counts, child);
  add_count (self, VIGIE_STATE_CRITICAL, VIGIE_GLYPH_CRITICAL);
  add_count (self, VIGIE_STATE_WARNING, VIGIE_GLYPH_WARNING);
  add_count (self, VIGIE_STATE_SILENT, VIGIE_GLYPH_SILENT);
  add_count (self, VIGIE_STATE_OUT_OF_SERVICE, VIGIE_GLYPH_OUT_OF_SERVICE);
  add_count (self, VIGIE_STATE_NO_MEASURE, VIGIE_GLYPH_NO_MEASURE);
  if (vigie_ticker_get_live (self->ticker))
    gtk_widget_remove_css_class (GTK_WIDGET (self->summary), "last-known");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->summary), "last-known");
  vigie_tooltip_set (GTK_WIDGET (self->summary), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->summary), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

/* A list by last reading follows the readings, which come without a word. */
static void
tick_cb (VigieSiteList *self)
{
  gint64 now = g_get_monotonic_time ();

  if (now - self->ordered_at < ORDER_INTERVAL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->ordered_at = now;
  vigie_site_model_update_order (self->model);
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
    case PROP_SORT:
      g_value_set_string (value, self->sort);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_sort (VigieSiteList *self, const char *name)
{
  VigieSiteSort sort = vigie_site_sort_from_string (name);

  if (!g_set_str (&self->sort, vigie_site_sort_to_string (sort)))
    return;
  if (self->model != NULL)
    vigie_site_model_set_sort (self->model, sort);
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "sort",
                                      g_variant_new_string (self->sort));
  vigie_drawn_list_scroll_to_top (VIGIE_DRAWN_LIST (self->view));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SORT]);
}

static void
change_sort_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_simple_action_set_state (action, state);
  set_sort (user_data, g_variant_get_string (state, NULL));
}

static void
vigie_site_list_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  VigieSiteList *self = VIGIE_SITE_LIST (object);

  switch (prop_id)
    {
    case PROP_SORT:
      set_sort (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vigie_site_list_dispose (GObject *object)
{
  VigieSiteList *self = VIGIE_SITE_LIST (object);

  if (self->view != NULL)
    vigie_drawn_list_set_model (VIGIE_DRAWN_LIST (self->view), NULL);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_SITE_LIST);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->selection);
  g_clear_object (&self->selected);
  g_clear_object (&self->marked);
  g_clear_object (&self->model);
  g_clear_object (&self->ticker);
  g_clear_object (&self->style);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->sort, g_free);

  G_OBJECT_CLASS (vigie_site_list_parent_class)->dispose (object);
}

static void
vigie_site_list_class_init (VigieSiteListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_site_list_get_property;
  object_class->set_property = vigie_site_list_set_property;
  object_class->dispose = vigie_site_list_dispose;

  props[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, VIGIE_TYPE_SITE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SORT]
      = g_param_spec_string ("sort", NULL, NULL, "severity",
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_ACTIVATED]
      = g_signal_new ("activated", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, VIGIE_TYPE_SITE);

  g_type_ensure (VIGIE_TYPE_FILTERS_BAR);
  g_type_ensure (VIGIE_TYPE_SITE_LIST_ROWS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-site-list.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, search);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, view_button);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, filters);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, summary);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, summary_label);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, summary_counts);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, stack);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteList, view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_set_css_name (widget_class, "sitelist");
}

/* The menu of order and columns: radio items and a check, that read as such. */
static void
build_view_menu (VigieSiteList *self)
{
  static const struct
  {
    const char *label, *target;
  } sorts[] = {
      {N_ ("Severity"), "severity"},
      {N_ ("Name"), "name"},
      {N_ ("Commune"), "commune"},
      {N_ ("Last Reading"), "last"},
  },
    lines[] = {
        {N_ ("Reason"), "reason"},
        {N_ ("Commune"), "commune"},
        {N_ ("Address"), "address"},
        {N_ ("Last Value"), "value"},
    };
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new ();
  g_autoptr (GMenu) line = g_menu_new ();
  g_autoptr (GMenu) age = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autofree char *action = g_strdup_printf ("list.sort::%s", sorts[i].target);

      g_menu_append (order, _ (sorts[i].label), action);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *action = g_strdup_printf ("list.line::%s", lines[i].target);

      g_menu_append (line, _ (lines[i].label), action);
    }
  g_menu_append (age, _ ("Age of the Reading"), "list.show-age");
  g_menu_append_section (menu, _ ("Sort By"), G_MENU_MODEL (order));
  g_menu_append_section (menu, _ ("Second Line"), G_MENU_MODEL (line));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (age));
  gtk_menu_button_set_menu_model (self->view_button, G_MENU_MODEL (menu));
}

static void
vigie_site_list_init (VigieSiteList *self)
{
  static const GActionEntry entries[] = {
      {.name = "sort",
       .parameter_type = "s",
       .state = "'severity'",
       .change_state = change_sort_cb},
  };
  GtkEventController *touched = gtk_event_controller_legacy_new ();
  g_autoptr (GPropertyAction) line = NULL;
  g_autoptr (GPropertyAction) age = NULL;

  self->sort = g_strdup ("severity");
  self->style = vigie_site_row_style_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  build_view_menu (self);
  line = g_property_action_new ("line", self->style, "line");
  age = g_property_action_new ("show-age", self->style, "show-age");
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (line));
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (age));
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (self->actions));
  gtk_event_controller_set_propagation_phase (touched, GTK_PHASE_CAPTURE);
  g_signal_connect_object (touched, "event", G_CALLBACK (touched_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), touched);
}

void
vigie_site_list_setup (VigieSiteList *self, VigieSiteModel *model, VigieTicker *ticker)
{
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->ticker = g_object_ref (ticker);
  vigie_filters_bar_setup (self->filters, model);
  vigie_site_list_rows_setup (self->view, model, ticker, self->style);

  self->selection = gtk_single_selection_new (g_object_ref (vigie_site_model_get_sorted (model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_item_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (sites_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  vigie_drawn_list_set_model (VIGIE_DRAWN_LIST (self->view), GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (model, "changed", G_CALLBACK (update_summary), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "filters-changed", G_CALLBACK (filters_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (update_summary), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  filters_changed_cb (self);
  update_summary (self);
  sites_changed_cb (self);
}

void
vigie_site_list_set_selected (VigieSiteList *self, VigieSite *site)
{
  guint position;

  if (site != NULL)
    vigie_site_list_set_marked (self, NULL);
  if (!g_set_object (&self->selected, site))
    return;
  self->held = site != NULL && !self->complete;
  position = site != NULL ? vigie_site_model_find (self->model, site) : GTK_INVALID_LIST_POSITION;
  gtk_single_selection_set_selected (self->selection, position);
  if (position != GTK_INVALID_LIST_POSITION)
    vigie_drawn_list_scroll_to (VIGIE_DRAWN_LIST (self->view), position, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}

VigieSite *
vigie_site_list_get_selected (VigieSiteList *self)
{
  return self->selected;
}

void
vigie_site_list_set_marked (VigieSiteList *self, VigieSite *site)
{
  guint position;

  g_return_if_fail (VIGIE_IS_SITE_LIST (self));

  if (!g_set_object (&self->marked, site))
    return;
  position = show_marked (self);
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  self->held = FALSE;
  vigie_drawn_list_scroll_to (VIGIE_DRAWN_LIST (self->view), position, FALSE);
}

VigieSite *
vigie_site_list_get_marked (VigieSiteList *self)
{
  g_return_val_if_fail (VIGIE_IS_SITE_LIST (self), NULL);
  return self->marked;
}

void
vigie_site_list_set_complete (VigieSiteList *self, gboolean complete)
{
  if (self->complete == complete)
    return;
  self->complete = complete;
  self->held_until = g_get_monotonic_time () + HOLD_AFTER;
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
  guint position = find_marked (self);

  if (position == GTK_INVALID_LIST_POSITION)
    position = gtk_single_selection_get_selected (self->selection);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return FALSE;
  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  vigie_drawn_list_scroll_to (VIGIE_DRAWN_LIST (self->view), position, TRUE);
  return gtk_widget_get_focus_child (GTK_WIDGET (self->view)) != NULL;
}

VigieSiteRowStyle *
vigie_site_list_get_style (VigieSiteList *self)
{
  return self->style;
}

GtkAdjustment *
vigie_site_list_get_adjustment (VigieSiteList *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
}
