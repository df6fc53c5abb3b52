/* vigie-figure-view.c: a figure with what is around it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-figure-view.h"

#include <glib/gi18n-lib.h>

#include "vigie-chart-private.h"
#include "vigie-chart-view.h"
#include "vigie-figure-grid.h"
#include "vigie-figure-head.h"

struct _VigieFigureView
{
  GtkWidget parent_instance;

  /* The parts, children in this order. */
  GtkWidget *head;
  GtkWidget *stack; /* figure or table */

  VigieFigure *figure;   /* in @stack */
  VigieFigureGrid *grid; /* in @stack */
  GtkWidget *buttons;    /* in @head */
  GtkToggleButton *table_toggle;
  char *title, *place, *period; /* owned, "" if none; @period NULL: of the span */
  char *heading;                /* owned, or NULL: the title */
  VigieSpan span;
  VigieTime now;
  gboolean link_lost, demonstration;
  guint table_source; /* pending filling of the table, or 0 */
  GCancellable *cancellable;
};

enum
{
  PROP_SHOW_TABLE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieFigureView, vigie_figure_view, GTK_TYPE_WIDGET)

/* ---- Table ------------------------------------------------------------------------------------- */

static gboolean
fill_table_cb (gpointer data)
{
  VigieFigureView *self = data;
  g_autoptr (VigieFigureTable) table = vigie_figure_make_table (self->figure);

  self->table_source = 0;
  vigie_figure_grid_set_table (self->grid, table);
  return G_SOURCE_REMOVE;
}

/* Once for all that changes until then, if it is in sight at all. */
static void
queue_table (VigieFigureView *self)
{
  if (self->table_source == 0 && vigie_figure_view_get_show_table (self)
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->table_source = g_idle_add (fill_table_cb, self);
}

static void
changed_cb (VigieFigureView *self)
{
  /* Somebody may keep the figure beyond the view. */
  if (self->head == NULL)
    return;
  vigie_figure_head_update (VIGIE_FIGURE_HEAD (self->head));
  queue_table (self);
}

/* ---- Sheet ------------------------------------------------------------------------------------- */

/* What the thread that writes the CSV needs. */
typedef struct
{
  VigieFigureTable *table; /* owned */
  gboolean demonstration;
} Numbers;

static GBytes *
make_csv (gpointer data)
{
  Numbers *numbers = data;

  return vigie_figure_table_to_csv (numbers->table, numbers->demonstration);
}

static void
numbers_free (gpointer data)
{
  Numbers *numbers = data;

  vigie_figure_table_unref (numbers->table);
  g_free (numbers);
}

static void
draw_figure (gpointer object, cairo_t *cr, double width, double height, VigieScheme scheme)
{
  vigie_figure_draw_cairo (object, cr, width, height, scheme);
}

static void
draw_sign (gpointer object,
           guint index,
           GtkSnapshot *snapshot,
           double width,
           double height,
           VigieScheme scheme)
{
  vigie_figure_snapshot_sign (object, index, snapshot, width, height, scheme);
}

VigieSheet *
vigie_figure_view_make_sheet (VigieFigureView *self, gboolean whole)
{
  VigieSheet *sheet = vigie_sheet_new ();
  Numbers *numbers = g_new0 (Numbers, 1);
  g_autofree char *made = self->now != VIGIE_TIME_NONE
                              ? vigie_sheet_made_words (self->now, NULL, self->link_lost)
                              : NULL;
  g_autofree char *period
      = self->period == NULL && self->span.to > self->span.from
            ? vigie_chart_span_words (self->span, self->span.to + 400 * VIGIE_DAY, NULL)
            : g_strdup (self->period);
  g_autofree char *summary = NULL;

  g_return_val_if_fail (VIGIE_IS_FIGURE_VIEW (self), NULL);

  numbers->table = vigie_figure_make_table (self->figure);
  numbers->demonstration = self->demonstration;
  vigie_sheet_set_csv (sheet, make_csv, numbers, numbers_free);
  vigie_sheet_set_title (sheet, self->title);
  vigie_sheet_set_place (sheet, self->place);
  vigie_sheet_set_period (sheet, period);
  vigie_sheet_set_made (sheet, made);
  vigie_sheet_set_demonstration (sheet, self->demonstration);
  vigie_sheet_set_dates (sheet, self->span, NULL);
  if (!whole)
    return sheet;
  summary = vigie_figure_summarize (self->figure);
  vigie_sheet_set_summary (sheet, summary);
  vigie_sheet_set_drawing (sheet, self->figure, draw_figure, draw_sign);
  for (guint i = 0; i < vigie_figure_get_n_signs (self->figure); i++)
    vigie_sheet_add_sign (sheet, i, vigie_figure_get_sign_name (self->figure, i));
  return sheet;
}

static VigieSheet *
drag_sheet (GtkWidget *widget)
{
  return vigie_figure_view_make_sheet (VIGIE_FIGURE_VIEW (widget), FALSE);
}

/* ---- Actions ----------------------------------------------------------------------------------- */

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieFigureView *self = VIGIE_FIGURE_VIEW (widget);
  VigieSheetFormat format;
  g_autoptr (VigieSheet) sheet = NULL;

  if (!vigie_sheet_format_from_string (g_variant_get_string (parameter, NULL), &format))
    return;
  sheet = vigie_figure_view_make_sheet (self, TRUE);
  vigie_sheet_save_with_dialog (sheet, format, widget, self->cancellable);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (VigieSheet) sheet = vigie_figure_view_make_sheet (VIGIE_FIGURE_VIEW (widget), TRUE);

  vigie_sheet_print_with_dialog (sheet, widget);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (VigieSheet) sheet = vigie_figure_view_make_sheet (VIGIE_FIGURE_VIEW (widget), FALSE);
  g_autoptr (GdkContentProvider) content = vigie_sheet_get_content (sheet);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), content);
  gtk_widget_activate_action (widget, "win.notice", "s", _ ("Values copied"));
}

static void
table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieFigureView *self = VIGIE_FIGURE_VIEW (widget);

  vigie_figure_view_set_show_table (self, !vigie_figure_view_get_show_table (self));
}

static void
table_toggled_cb (VigieFigureView *self)
{
  vigie_figure_view_set_show_table (self, gtk_toggle_button_get_active (self->table_toggle));
}

/* Ctrl+T wherever the focus is: of several views in a window the one that has it, else the first in sight. */
static gboolean
table_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *focused
      = focus != NULL ? gtk_widget_get_ancestor (focus, VIGIE_TYPE_FIGURE_VIEW) : NULL;

  if (!gtk_widget_get_mapped (widget)
      || (focus != NULL && gtk_widget_get_ancestor (focus, VIGIE_TYPE_CHART_VIEW) != NULL))
    return FALSE;
  table_action (focused != NULL ? focused : widget, NULL, NULL);
  return TRUE;
}

/* ---- Parts ------------------------------------------------------------------------------------- */

static void
build_buttons (VigieFigureView *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) files = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  GtkWidget *export_button = gtk_menu_button_new ();

  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_widget_add_css_class (self->buttons, "vigie-figure-buttons");
  self->table_toggle = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (self->table_toggle), "view-list-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->table_toggle), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->table_toggle),
                               _ ("Show Same Values as Table (Ctrl+T)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table_toggle),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, C_ ("button", "Table"),
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, "Control+T", -1);
  g_signal_connect_object (self->table_toggle, "toggled", G_CALLBACK (table_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_menu_append (files, _ ("Values (CSV)…"), "figure.export::csv");
  g_menu_append (files, _ ("Image (PNG)…"), "figure.export::png");
  g_menu_append (files, _ ("Drawing (SVG)…"), "figure.export::svg");
  g_menu_append (rest, _ ("Copy Values"), "figure.copy");
  g_menu_append (rest, _ ("Print…"), "figure.print");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (export_button), "document-save-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (export_button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (export_button, "flat");
  gtk_widget_set_tooltip_text (export_button,
                               _ ("Save or print; drag to take the values elsewhere"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (export_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("button", "Export…"), -1);
  vigie_sheet_add_drag (export_button, GTK_WIDGET (self), drag_sheet);
  gtk_box_append (GTK_BOX (self->buttons), GTK_WIDGET (self->table_toggle));
  gtk_box_append (GTK_BOX (self->buttons), export_button);
}

static void
vigie_figure_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_figure_view_parent_class)->map (widget);
  queue_table (VIGIE_FIGURE_VIEW (widget));
}

static void
vigie_figure_view_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&VIGIE_FIGURE_VIEW (widget)->table_source, g_source_remove);
  GTK_WIDGET_CLASS (vigie_figure_view_parent_class)->unmap (widget);
}

static void
vigie_figure_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SHOW_TABLE)
    g_value_set_boolean (value, vigie_figure_view_get_show_table (VIGIE_FIGURE_VIEW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigie_figure_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SHOW_TABLE)
    vigie_figure_view_set_show_table (VIGIE_FIGURE_VIEW (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigie_figure_view_dispose (GObject *object)
{
  VigieFigureView *self = VIGIE_FIGURE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->table_source, g_source_remove);
  g_clear_pointer (&self->head, gtk_widget_unparent);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (vigie_figure_view_parent_class)->dispose (object);
}

static void
vigie_figure_view_finalize (GObject *object)
{
  VigieFigureView *self = VIGIE_FIGURE_VIEW (object);

  g_clear_object (&self->cancellable);
  g_free (self->heading);
  g_free (self->title);
  g_free (self->place);
  g_free (self->period);
  G_OBJECT_CLASS (vigie_figure_view_parent_class)->finalize (object);
}

static void
vigie_figure_view_class_init (VigieFigureViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_figure_view_get_property;
  object_class->set_property = vigie_figure_view_set_property;
  object_class->dispose = vigie_figure_view_dispose;
  object_class->finalize = vigie_figure_view_finalize;
  widget_class->map = vigie_figure_view_map;
  widget_class->unmap = vigie_figure_view_unmap;
  properties[PROP_SHOW_TABLE]
      = g_param_spec_boolean ("show-table", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_action (widget_class, "figure.table", NULL, table_action);
  gtk_widget_class_install_action (widget_class, "figure.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "figure.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "figure.copy", NULL, copy_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "figureview");
}

static void
vigie_figure_view_init (VigieFigureView *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->title = g_strdup ("");
  self->place = g_strdup ("");
  self->now = VIGIE_TIME_NONE;
  self->cancellable = g_cancellable_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_t, GDK_CONTROL_MASK),
                        gtk_callback_action_new (table_shortcut_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* ---- API --------------------------------------------------------------------------------------- */

GtkWidget *
vigie_figure_view_new (GtkWidget *figure)
{
  VigieFigureView *self;

  g_return_val_if_fail (VIGIE_IS_FIGURE (figure), NULL);

  self = g_object_new (VIGIE_TYPE_FIGURE_VIEW, NULL);
  self->figure = VIGIE_FIGURE (figure);
  self->grid = VIGIE_FIGURE_GRID (vigie_figure_grid_new ());
  build_buttons (self);
  self->stack = gtk_stack_new ();
  gtk_stack_set_transition_type (GTK_STACK (self->stack), GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), figure, "figure");
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (self->grid), "table");
  self->head = vigie_figure_head_new (self->figure);
  vigie_figure_head_set_buttons (VIGIE_FIGURE_HEAD (self->head), self->buttons);
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  g_signal_connect_object (figure, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  vigie_figure_view_set_title (self, NULL);
  return GTK_WIDGET (self);
}

VigieFigure *
vigie_figure_view_get_figure (VigieFigureView *self)
{
  g_return_val_if_fail (VIGIE_IS_FIGURE_VIEW (self), NULL);

  return self->figure;
}

void
vigie_figure_view_set_title (VigieFigureView *self, const char *title)
{
  const char *name = title != NULL && *title != '\0' ? title : C_ ("figure", "Figure");

  g_return_if_fail (VIGIE_IS_FIGURE_VIEW (self));

  g_set_str (&self->title, title != NULL ? title : "");
  if (self->heading == NULL)
    vigie_figure_head_set_title (VIGIE_FIGURE_HEAD (self->head), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->figure), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

void
vigie_figure_view_set_heading (VigieFigureView *self, const char *heading)
{
  g_return_if_fail (VIGIE_IS_FIGURE_VIEW (self));

  if (g_set_str (&self->heading, heading))
    vigie_figure_head_set_title (VIGIE_FIGURE_HEAD (self->head),
                                 heading != NULL ? heading : self->title);
}

void
vigie_figure_view_add_button (VigieFigureView *self, GtkWidget *button)
{
  g_return_if_fail (VIGIE_IS_FIGURE_VIEW (self));

  gtk_box_insert_child_after (GTK_BOX (self->buttons), button,
                              gtk_widget_get_prev_sibling (GTK_WIDGET (self->table_toggle)));
}

void
vigie_figure_view_set_note (VigieFigureView *self, const char *note)
{
  g_return_if_fail (VIGIE_IS_FIGURE_VIEW (self));

  vigie_figure_head_set_note (VIGIE_FIGURE_HEAD (self->head), note);
}

void
vigie_figure_view_set_place (VigieFigureView *self, const char *place)
{
  g_return_if_fail (VIGIE_IS_FIGURE_VIEW (self));

  g_set_str (&self->place, place != NULL ? place : "");
}

void
vigie_figure_view_set_period (VigieFigureView *self, VigieSpan span, const char *words)
{
  g_return_if_fail (VIGIE_IS_FIGURE_VIEW (self));

  self->span = span;
  g_set_str (&self->period, words);
}

void
vigie_figure_view_set_now (VigieFigureView *self, VigieTime now)
{
  g_return_if_fail (VIGIE_IS_FIGURE_VIEW (self));

  self->now = now;
}

void
vigie_figure_view_set_link_lost (VigieFigureView *self, gboolean link_lost)
{
  g_return_if_fail (VIGIE_IS_FIGURE_VIEW (self));

  self->link_lost = link_lost;
}

void
vigie_figure_view_set_demonstration (VigieFigureView *self, gboolean demonstration)
{
  g_return_if_fail (VIGIE_IS_FIGURE_VIEW (self));

  self->demonstration = demonstration;
}

void
vigie_figure_view_set_buttons (VigieFigureView *self, gboolean buttons)
{
  g_return_if_fail (VIGIE_IS_FIGURE_VIEW (self));

  gtk_widget_set_visible (self->buttons, buttons);
}

void
vigie_figure_view_set_legend (VigieFigureView *self, gboolean legend)
{
  g_return_if_fail (VIGIE_IS_FIGURE_VIEW (self));

  vigie_figure_head_set_legend (VIGIE_FIGURE_HEAD (self->head), legend);
}

gboolean
vigie_figure_view_get_show_table (VigieFigureView *self)
{
  g_return_val_if_fail (VIGIE_IS_FIGURE_VIEW (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "table") == 0;
}

void
vigie_figure_view_set_show_table (VigieFigureView *self, gboolean show)
{
  g_return_if_fail (VIGIE_IS_FIGURE_VIEW (self));

  if (vigie_figure_view_get_show_table (self) == !!show)
    return;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), show ? "table" : "figure");
  gtk_toggle_button_set_active (self->table_toggle, show);
  queue_table (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_TABLE]);
}
