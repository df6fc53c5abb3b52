/* vigie-search-dialog.c: the search over everything: what is found as it is typed.
 *
 * The focus stays in the entry; keys move the choice in the list below it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search-dialog.h"

#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-link.h"
#include "vigie-search-item.h"
#include "vigie-search-items.h"
#include "vigie-search-rows.h"
#include "vigie-ticker.h"

/* Keys of one movement. */
#define PAGE 6
/* After the last letter, before the number of results is announced: not at each of them. */
#define ANNOUNCE_DELAY 500 /* ms */

struct _VigieSearchDialog
{
  AdwDialog parent_instance;

  VigieContext *context;         /* owned */
  VigieSearchIndex *index;       /* owned */
  VigieTicker *ticker;           /* owned */
  VigieSearchList *list;         /* owned */
  GtkSingleSelection *selection; /* owned */
  guint announce_source;
  gboolean moved; /* the choice was moved since the last letter */
  guint pressed;  /* the row on which the button was pressed, or GTK_INVALID_LIST_POSITION */

  GtkSearchEntry *entry;
  GtkStack *stack;
  VigieDrawnList *view;
  GtkWidget *hints;
};

G_DEFINE_FINAL_TYPE (VigieSearchDialog, vigie_search_dialog, ADW_TYPE_DIALOG)

/* ---- What is told ---------------------------------------------------------------------------- */

static void
announce_cb (gpointer user_data)
{
  VigieSearchDialog *self = VIGIE_SEARCH_DIALOG (user_data);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  VigieSearchItem *first = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *words = NULL;

  self->announce_source = 0;
  if (n == 0 || first == NULL)
    words = g_strdup (_ ("No Results"));
  else
    /* Translators: for a screen reader: number of results, and the name of the first */
    words = g_strdup_printf (ngettext ("%u result: %s", "%u results, the first is %s", n), n,
                             vigie_search_item_get_title (first));
  vigie_announce (GTK_ACCESSIBLE (self->entry), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
queue_announcement (VigieSearchDialog *self)
{
  g_clear_handle_id (&self->announce_source, g_source_remove);
  self->announce_source = g_timeout_add_once (ANNOUNCE_DELAY, announce_cb, self);
}

/* ---- Results --------------------------------------------------------------------------------- */

static void
choose (VigieSearchDialog *self, guint position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (n == 0)
    return;
  position = MIN (position, n - 1);
  gtk_single_selection_set_selected (self->selection, position);
  if (position == 0)
    vigie_drawn_list_scroll_to_top (self->view);
  else
    vigie_drawn_list_scroll_to (self->view, position, FALSE);
}

/* Where the same thing is now, or 0. */
static guint
position_of (VigieSearchDialog *self, VigieSearchKind kind, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieSearchItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (vigie_search_item_get_kind (item) == kind
          && g_str_equal (vigie_search_item_get_id (item), id))
        return i;
    }
  return 0;
}

static void
show_results (VigieSearchDialog *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *typed = g_strstrip (g_strdup (query));
  GPtrArray *items = *typed != '\0' ? vigie_search_items_of_query (self->index, query)
                                    : vigie_search_items_of_nothing (self->index);
  const char *page = items->len > 0                                ? "results"
                     : vigie_search_index_is_filling (self->index) ? "filling"
                                                                   : "none";

  vigie_search_list_take (self->list, items);
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_sensitive (GTK_WIDGET (self->view), items->len > 0);
}

static void
changed_cb (VigieSearchDialog *self)
{
  if (self->index == NULL)
    return;
  self->moved = FALSE;
  show_results (self);
  choose (self, 0);
  queue_announcement (self);
}

/* The territory changed under what was typed: the choice of the person stays. */
static void
index_changed_cb (VigieSearchDialog *self)
{
  g_autoptr (VigieSearchItem) chosen = NULL;

  g_set_object (&chosen, gtk_single_selection_get_selected_item (self->selection));
  show_results (self);
  choose (self, self->moved && chosen != NULL
                    ? position_of (self, vigie_search_item_get_kind (chosen),
                                   vigie_search_item_get_id (chosen))
                    : 0);
}

/* ---- A choice -------------------------------------------------------------------------------- */

static void
show_place (GtkWidget *root, VigieSearchItem *item)
{
  double lat, lon;

  vigie_search_item_get_place (item, &lat, &lon);
  gtk_widget_activate_action (root, "win.show-place", "(dds)", lat, lon,
                              vigie_search_item_get_title (item));
}

static void
activate (VigieSearchDialog *self, guint position, gboolean whole_page)
{
  g_autoptr (VigieSearchItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  g_autoptr (GtkWidget) root = NULL;
  const VigieSearchEntry *entry;
  const char *id, *action = NULL;
  VigieSite *site;

  g_set_object (&root, GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
  if (item == NULL || root == NULL)
    return;
  id = vigie_search_item_get_id (item);
  site = vigie_search_item_get_site (item);
  entry = vigie_search_find (vigie_search_index_get_search (self->index),
                             vigie_search_item_get_kind (item), id);
  if (entry != NULL)
    vigie_search_index_add_recent (self->index, entry);

  /* Closed first: what the action opens or focuses is not under the dialog. */
  adw_dialog_close (ADW_DIALOG (self));
  switch (vigie_search_item_get_kind (item))
    {
    case VIGIE_SEARCH_SITE:
      action = whole_page ? "win.open-site" : "win.show-site";
      break;
    case VIGIE_SEARCH_COMMUNE:
      action = "win.show-commune";
      break;
    case VIGIE_SEARCH_SENSOR:
      action = "win.show-sensor";
      id = vigie_sensor_get_id (vigie_search_item_get_sensor (item));
      break;
    case VIGIE_SEARCH_PLACE:
      show_place (root, item);
      return;
    case VIGIE_SEARCH_MEASURE:
      action = "win.show-measure";
      break;
    case VIGIE_SEARCH_PAGE:
      action = "win.page";
      break;
    case VIGIE_SEARCH_ACTION:
    default:
      break;
    }
  if (action == NULL)
    gtk_widget_activate_action (root, vigie_search_item_get_action (item), NULL);
  else if (!gtk_widget_activate_action (root, action, "s", id) && site != NULL)
    gtk_widget_activate_action (root, "win.show-site", "s", vigie_site_get_id (site));
}

static void
activate_chosen (VigieSearchDialog *self, gboolean whole_page)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position != GTK_INVALID_LIST_POSITION)
    activate (self, position, whole_page);
}

static void
entry_activate_cb (VigieSearchDialog *self)
{
  activate_chosen (self, FALSE);
}

static void
view_activate_cb (VigieSearchDialog *self, guint position)
{
  activate (self, position, FALSE);
}

/* Escape closes, whatever was typed. */
static void
stop_search_cb (VigieSearchDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
close_cb (VigieSearchDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* ---- Keys ------------------------------------------------------------------------------------ */

static gboolean
is_enter (guint key)
{
  return key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;
}

/* The key that opens the dialog, once more: what is typed next replaces what was. */
static void
search_anew (VigieSearchDialog *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

static gboolean
entry_key_cb (VigieSearchDialog *self, guint key, guint code, GdkModifierType modifiers)
{
  guint selected = gtk_single_selection_get_selected (self->selection);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  gboolean control = (modifiers & GDK_CONTROL_MASK) != 0;
  VigieSearchItem *item;
  gint64 to;

  if ((modifiers & (GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (control && key == GDK_KEY_k)
    {
      search_anew (self);
      return GDK_EVENT_STOP;
    }
  if (is_enter (key) && control)
    {
      activate_chosen (self, TRUE);
      return GDK_EVENT_STOP;
    }
  if (n == 0 || selected == GTK_INVALID_LIST_POSITION)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    to = (gint64) selected + 1;
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    to = (gint64) selected - 1;
  else if (key == GDK_KEY_Page_Down || key == GDK_KEY_KP_Page_Down)
    to = (gint64) selected + PAGE;
  else if (key == GDK_KEY_Page_Up || key == GDK_KEY_KP_Page_Up)
    to = (gint64) selected - PAGE;
  else if (control && key == GDK_KEY_Home)
    to = 0;
  else if (control && key == GDK_KEY_End)
    to = n;
  else
    return GDK_EVENT_PROPAGATE;

  to = CLAMP (to, 0, (gint64) n - 1);
  choose (self, (guint) to);
  self->moved = TRUE;
  item = gtk_single_selection_get_selected_item (self->selection);
  if (item != NULL && to != selected)
    {
      g_clear_handle_id (&self->announce_source, g_source_remove);
      vigie_announce (GTK_ACCESSIBLE (self->entry), vigie_search_item_get_title (item),
                      GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  return GDK_EVENT_STOP;
}

/* Letters go to the entry wherever the focus is. */
static gboolean
view_key_cb (VigieSearchDialog *self, guint key, guint code, GdkModifierType modifiers)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  char text[6];
  int end = -1;

  if (is_enter (key) && (modifiers & GDK_CONTROL_MASK) != 0)
    {
      activate_chosen (self, TRUE);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_k && (modifiers & GDK_CONTROL_MASK) != 0)
    {
      search_anew (self);
      return GDK_EVENT_STOP;
    }
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0
      || !g_unichar_isgraph (letter))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_insert_text (GTK_EDITABLE (self->entry), text, g_unichar_to_utf8 (letter, text),
                            &end);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  return GDK_EVENT_STOP;
}

/* ---- Pointer --------------------------------------------------------------------------------- */

static guint
position_under (VigieSearchDialog *self, double x, double y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);

  at = at != NULL ? gtk_widget_get_ancestor (at, VIGIE_TYPE_DRAWN_ROW) : NULL;
  return at != NULL ? vigie_drawn_row_get_position (VIGIE_DRAWN_ROW (at))
                    : GTK_INVALID_LIST_POSITION;
}

static void
pressed_cb (VigieSearchDialog *self, int n_press, double x, double y)
{
  self->pressed = position_under (self, x, y);
}

/* One click opens, with Ctrl the page of the site. */
static void
released_cb (VigieSearchDialog *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GdkModifierType modifiers
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (self->pressed != GTK_INVALID_LIST_POSITION && self->pressed == position_under (self, x, y))
    activate (self, self->pressed, (modifiers & GDK_CONTROL_MASK) != 0);
}

/* ---- The dialog ------------------------------------------------------------------------------ */

static void
link_changed_cb (VigieSearchDialog *self)
{
  VigieLinkState state = vigie_link_state_of (vigie_context_get_sync (self->context));

  vigie_ticker_set_live (self->ticker, vigie_link_is_live (&state));
  vigie_ticker_set_clock (self->ticker, vigie_context_get_clock (self->context));
}

static void
vigie_search_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_search_dialog_parent_class)->map (widget);
  vigie_ticker_set_running (VIGIE_SEARCH_DIALOG (widget)->ticker, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (VIGIE_SEARCH_DIALOG (widget)->entry));
}

static void
vigie_search_dialog_unmap (GtkWidget *widget)
{
  VigieSearchDialog *self = VIGIE_SEARCH_DIALOG (widget);

  if (self->ticker != NULL)
    vigie_ticker_set_running (self->ticker, FALSE);
  GTK_WIDGET_CLASS (vigie_search_dialog_parent_class)->unmap (widget);
}

static void
vigie_search_dialog_dispose (GObject *object)
{
  VigieSearchDialog *self = VIGIE_SEARCH_DIALOG (object);

  g_clear_handle_id (&self->announce_source, g_source_remove);
  if (self->index != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->index, self);
      vigie_search_index_close (self->index);
    }
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->index);
  g_clear_object (&self->context);
  if (self->view != NULL)
    vigie_drawn_list_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_SEARCH_DIALOG);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (vigie_search_dialog_parent_class)->dispose (object);
}

static void
vigie_search_dialog_class_init (VigieSearchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_search_dialog_dispose;
  g_type_ensure (VIGIE_TYPE_SEARCH_ROWS);
  widget_class->map = vigie_search_dialog_map;
  widget_class->unmap = vigie_search_dialog_unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-search-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieSearchDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, VigieSearchDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VigieSearchDialog, view);
  gtk_widget_class_bind_template_child (widget_class, VigieSearchDialog, hints);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
}

static void
vigie_search_dialog_init (VigieSearchDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->list = vigie_search_list_new ();
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
}

AdwDialog *
vigie_search_dialog_new (VigieContext *context, VigieSearchIndex *index)
{
  VigieSearchDialog *self = g_object_new (VIGIE_TYPE_SEARCH_DIALOG, NULL);

  self->context = g_object_ref (context);
  self->index = g_object_ref (index);
  self->ticker = vigie_ticker_new (vigie_context_get_clock (context));
  vigie_search_rows_setup (VIGIE_SEARCH_ROWS (self->view), self->ticker);
  vigie_drawn_list_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (context, "link-changed", G_CALLBACK (link_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (index, "changed", G_CALLBACK (index_changed_cb), self,
                           G_CONNECT_SWAPPED);
  link_changed_cb (self);
  vigie_search_index_open (index);
  show_results (self);
  choose (self, 0);
  return ADW_DIALOG (self);
}

void
vigie_search_dialog_set_query (VigieSearchDialog *self, const char *query)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), query);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}
