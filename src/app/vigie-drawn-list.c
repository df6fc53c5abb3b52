/* vigie-drawn-list.c: a long list that has as many rows as fit on the screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-children.h"
#include "vigie-drawn-list-private.h"

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
  PROP_FOOT,
};

guint vigie_drawn_list_signals[VIGIE_DRAWN_LIST_N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (VigieDrawnList,
                                  vigie_drawn_list,
                                  GTK_TYPE_WIDGET,
                                  G_ADD_PRIVATE (VigieDrawnList)
                                      G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

VigieDrawnListPrivate *
vigie_drawn_list_get_private (VigieDrawnList *self)
{
  return vigie_drawn_list_get_instance_private (self);
}

guint
vigie_drawn_list_get_n_items (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  return priv->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (priv->model)) : 0;
}

/* ---- Scrolling ------------------------------------------------------------------------------- */

double
vigie_drawn_list_get_offset (VigieDrawnList *self, GtkOrientation orientation)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  return priv->adjustments[orientation] != NULL
             ? round (gtk_adjustment_get_value (priv->adjustments[orientation]))
             : 0;
}

static void
configure (VigieDrawnList *self,
           GtkOrientation orientation,
           double value,
           double upper,
           double page)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  GtkAdjustment *adjustment = priv->adjustments[orientation];

  if (adjustment == NULL || page <= 0)
    return;
  upper = MAX (upper, page);
  priv->configuring = TRUE;
  gtk_adjustment_configure (adjustment, CLAMP (value, 0, upper - page), 0, upper, page * 0.1,
                            page * 0.9, page);
  priv->configuring = FALSE;
}

static gint64
get_length (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  vigie_drawn_list_ensure_heights (self);
  return vigie_row_heights_before (priv->heights, vigie_drawn_list_get_n_items (self))
         + priv->foot_height;
}

/* As long as all rows and the foot are by what is known, at @y of it. */
void
vigie_drawn_list_configure_length (VigieDrawnList *self, double y)
{
  configure (self, GTK_ORIENTATION_VERTICAL, y, (double) get_length (self),
             gtk_widget_get_height (GTK_WIDGET (self)));
}

static void
value_cb (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  if (priv->configuring)
    return;
  priv->pending = priv->kept = VIGIE_DRAWN_LIST_NONE;
  vigie_drawn_list_assign (self);
}

static void
set_adjustment (VigieDrawnList *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  if (adjustment != NULL && priv->adjustments[orientation] == adjustment)
    return;
  if (priv->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (priv->adjustments[orientation], self);
  g_clear_object (&priv->adjustments[orientation]);
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  priv->adjustments[orientation] = g_object_ref_sink (adjustment);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (value_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* ---- The model ------------------------------------------------------------------------------- */

static void
follow_selection (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  GtkBitset *selection = gtk_selection_model_get_selection (priv->model);

  if (!gtk_bitset_is_empty (selection))
    priv->cursor = gtk_bitset_get_minimum (selection);
  gtk_bitset_unref (selection);
}

/* Where the item at @former is now that the model has changed, or NONE. */
static guint
find_again (VigieDrawnList *self, guint former, guint position, guint removed, guint added)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  VigieDrawnRow *row;

  if (former < position)
    return former;
  if (former >= position + removed)
    return former - removed + added;
  row = vigie_drawn_list_find_row (self, former);
  for (guint i = position; row != NULL && i < position + added; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (priv->model), i);

      if (item == vigie_drawn_row_get_item (row))
        return i;
    }
  return VIGIE_DRAWN_LIST_NONE;
}

static void
items_changed_cb (VigieDrawnList *self, guint position, guint removed, guint added)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  double y = vigie_drawn_list_get_offset (self, GTK_ORIENTATION_VERTICAL);
  guint anchor = VIGIE_DRAWN_LIST_NONE;
  double below = 0;

  if (VIGIE_DRAWN_LIST_GET_CLASS (self)->anchored && y > 0 && !priv->heights_due)
    {
      guint first = vigie_row_heights_find (priv->heights, (gint64) y);

      below = (double) vigie_row_heights_before (priv->heights, first) - y;
      anchor = find_again (self, first, position, removed, added);
    }
  vigie_drawn_list_forget_heights (self);
  priv->counts_due = TRUE;
  priv->kept = VIGIE_DRAWN_LIST_NONE;
  follow_selection (self);
  if (anchor != VIGIE_DRAWN_LIST_NONE)
    {
      vigie_drawn_list_ensure_heights (self);
      vigie_drawn_list_configure_length (
          self, (double) vigie_row_heights_before (priv->heights, anchor) - below);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
sections_changed_cb (VigieDrawnList *self)
{
  vigie_drawn_list_forget_heights (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
selection_changed_cb (VigieDrawnList *self)
{
  follow_selection (self);
  vigie_drawn_list_queue_rows (self);
}

void
vigie_drawn_list_set_model (VigieDrawnList *self, GtkSelectionModel *model)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  g_return_if_fail (VIGIE_IS_DRAWN_LIST (self));

  if (priv->model == model)
    return;
  if (priv->model != NULL)
    g_signal_handlers_disconnect_by_data (priv->model, self);
  g_set_object (&priv->model, model);
  vigie_drawn_list_forget_heights (self);
  if (model == NULL)
    {
      vigie_drawn_list_release (self);
      return;
    }
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (GTK_IS_SECTION_MODEL (model))
    g_signal_connect_object (model, "sections-changed", G_CALLBACK (sections_changed_cb), self,
                             G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (model)));
}

GtkSelectionModel *
vigie_drawn_list_get_model (VigieDrawnList *self)
{
  g_return_val_if_fail (VIGIE_IS_DRAWN_LIST (self), NULL);
  return vigie_drawn_list_get_private (self)->model;
}

void
vigie_drawn_list_set_marked (VigieDrawnList *self, gpointer item, guint position)
{
  VigieDrawnListPrivate *priv;

  g_return_if_fail (VIGIE_IS_DRAWN_LIST (self));

  priv = vigie_drawn_list_get_private (self);
  if (g_set_object (&priv->marked, item))
    vigie_drawn_list_queue_rows (self);
  /* A row that has the focus is where the keyboard is. */
  if (item != NULL && position < vigie_drawn_list_get_n_items (self)
      && gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    priv->cursor = position;
}

/* ---- Geometry -------------------------------------------------------------------------------- */

static void
vigie_drawn_list_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  VigieDrawnList *self = VIGIE_DRAWN_LIST (widget);
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  int least = 0, usual = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = vigie_drawn_list_get_row_height (self);
      return;
    }
  /* There is a row then. */
  vigie_drawn_list_get_row_height (self);
  gtk_widget_measure (GTK_WIDGET (vigie_drawn_list_row_at (priv, 0)), orientation, -1, minimum,
                      natural, NULL, NULL);
  if (priv->foot != NULL)
    gtk_widget_measure (priv->foot, orientation, -1, &least, &usual, NULL, NULL);
  *minimum = MAX (*minimum, least);
  *natural = MAX (*natural, usual);
  /* What is wider scrolls. */
  if (VIGIE_DRAWN_LIST_GET_CLASS (self)->get_least_width != NULL)
    *minimum = 0;
}

static void
place (GtkWidget *child, double x, double y, int width, int height)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (
      child, MAX (width, minimum), height, -1,
      gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y))));
}

/* Before the length is told: it is a part of that. */
static void
measure_foot (VigieDrawnListPrivate *priv, int width)
{
  int least;

  priv->foot_height = 0;
  if (priv->foot == NULL || !gtk_widget_should_layout (priv->foot))
    return;
  gtk_widget_measure (priv->foot, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (priv->foot, GTK_ORIENTATION_VERTICAL, MAX (width, least), NULL,
                      &priv->foot_height, NULL, NULL);
}

static void
vigie_drawn_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieDrawnList *self = VIGIE_DRAWN_LIST (widget);
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);
  VigieDrawnListClass *klass = VIGIE_DRAWN_LIST_GET_CLASS (self);
  int row_width
      = klass->get_least_width != NULL ? MAX (klass->get_least_width (self), width) : width;
  guint wanted;
  double x, y;

  if (priv->width != width && klass->get_height != NULL)
    {
      priv->heights_due = TRUE;
      priv->n_measured = priv->measured = 0;
    }
  priv->width = width;
  measure_foot (priv, row_width);
  configure (self, GTK_ORIENTATION_HORIZONTAL,
             vigie_drawn_list_get_offset (self, GTK_ORIENTATION_HORIZONTAL), row_width, width);
  vigie_drawn_list_configure_length (self,
                                     vigie_drawn_list_get_offset (self, GTK_ORIENTATION_VERTICAL));
  vigie_drawn_list_assign (self);
  wanted = priv->pending != VIGIE_DRAWN_LIST_NONE ? priv->pending : priv->kept;
  if (wanted < vigie_drawn_list_get_n_items (self) && height > 0)
    vigie_drawn_list_bring (self, wanted);
  priv->pending = VIGIE_DRAWN_LIST_NONE;
  priv->kept = wanted;
  x = vigie_drawn_list_get_offset (self, GTK_ORIENTATION_HORIZONTAL);
  x = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width - row_width + x : -x;
  y = vigie_drawn_list_get_offset (self, GTK_ORIENTATION_VERTICAL);
  for (guint i = 0; i < priv->n_shown; i++)
    {
      guint position = vigie_drawn_row_get_position (vigie_drawn_list_row_at (priv, i));
      int heading = vigie_drawn_list_get_heading_height (self, position);

      place (GTK_WIDGET (vigie_drawn_list_row_at (priv, i)), x,
             (double) vigie_row_heights_before (priv->heights, position) + heading - y, row_width,
             vigie_row_heights_get (priv->heights, position) - heading);
    }
  for (guint i = 0; i < priv->heading_positions->len; i++)
    place (g_ptr_array_index (priv->headings, i), x,
           (double) vigie_row_heights_before (priv->heights,
                                              g_array_index (priv->heading_positions, guint, i))
               - y,
           row_width, priv->heading_height);
  if (priv->foot_height > 0)
    place (priv->foot, x,
           (double) vigie_row_heights_before (priv->heights, vigie_drawn_list_get_n_items (self))
               - y,
           row_width, priv->foot_height);
}

static void
vigie_drawn_list_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieDrawnList *self = VIGIE_DRAWN_LIST (widget);
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  for (guint i = 0; i < priv->heading_positions->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (priv->headings, i), snapshot);
  for (guint i = 0; i < priv->n_shown; i++)
    gtk_widget_snapshot_child (widget, GTK_WIDGET (vigie_drawn_list_row_at (priv, i)), snapshot);
  if (priv->foot != NULL)
    gtk_widget_snapshot_child (widget, priv->foot, snapshot);
}

/* ---- What is said ---------------------------------------------------------------------------- */

void
vigie_drawn_list_queue_rows (VigieDrawnList *self)
{
  g_return_if_fail (VIGIE_IS_DRAWN_LIST (self));

  vigie_drawn_list_get_private (self)->rows_due = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
vigie_drawn_list_refresh (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv;
  gboolean changed = FALSE;

  g_return_if_fail (VIGIE_IS_DRAWN_LIST (self));

  priv = vigie_drawn_list_get_private (self);
  for (guint i = 0; i < priv->n_shown; i++)
    changed |= vigie_drawn_row_refresh (vigie_drawn_list_row_at (priv, i));
  if (changed)
    vigie_drawn_list_queue_rows (self);
}

GPtrArray *
vigie_drawn_list_get_rows (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv;

  g_return_val_if_fail (VIGIE_IS_DRAWN_LIST (self), NULL);

  priv = vigie_drawn_list_get_private (self);
  if (priv->rows_due)
    vigie_drawn_list_assign (self);
  return priv->rows;
}

/* The font is another one. */
static void
restyle (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  if (VIGIE_DRAWN_LIST_GET_CLASS (self)->restyled != NULL)
    VIGIE_DRAWN_LIST_GET_CLASS (self)->restyled (self);
  priv->row_height = priv->heading_height = 0;
  priv->n_measured = priv->measured = 0;
  vigie_drawn_list_forget_heights (self);
  vigie_drawn_list_refresh (self);
  for (guint i = 0; i < priv->rows->len; i++)
    gtk_widget_queue_resize (g_ptr_array_index (priv->rows, i));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
vigie_drawn_list_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigie_drawn_list_parent_class)->css_changed (widget, change);
  restyle (VIGIE_DRAWN_LIST (widget));
}

static void
vigie_drawn_list_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (vigie_drawn_list_parent_class)->system_setting_changed (widget, setting);
  restyle (VIGIE_DRAWN_LIST (widget));
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
set_foot (VigieDrawnList *self, GtkWidget *foot)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  g_clear_pointer (&priv->foot, gtk_widget_unparent);
  priv->foot = foot;
  if (foot != NULL)
    gtk_widget_set_parent (foot, GTK_WIDGET (self));
}

static void
vigie_drawn_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (VIGIE_DRAWN_LIST (object));

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, priv->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, priv->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, priv->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, priv->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_FOOT:
      g_value_set_object (value, priv->foot);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_drawn_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VigieDrawnList *self = VIGIE_DRAWN_LIST (object);
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      priv->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      priv->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    case PROP_FOOT:
      set_foot (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_drawn_list_dispose (GObject *object)
{
  VigieDrawnList *self = VIGIE_DRAWN_LIST (object);
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  vigie_drawn_list_set_model (self, NULL);
  g_clear_object (&priv->marked);
  for (guint i = 0; i < G_N_ELEMENTS (priv->adjustments); i++)
    {
      if (priv->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_data (priv->adjustments[i], self);
      g_clear_object (&priv->adjustments[i]);
    }
  priv->n_shown = 0;
  g_clear_pointer (&priv->foot, gtk_widget_unparent);
  g_ptr_array_set_size (priv->rows, 0);
  g_ptr_array_set_size (priv->headings, 0);
  g_array_set_size (priv->heading_positions, 0);
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_drawn_list_parent_class)->dispose (object);
}

static void
vigie_drawn_list_finalize (GObject *object)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (VIGIE_DRAWN_LIST (object));

  g_ptr_array_unref (priv->rows);
  g_ptr_array_unref (priv->headings);
  g_array_unref (priv->heading_positions);
  vigie_row_heights_free (priv->heights);

  G_OBJECT_CLASS (vigie_drawn_list_parent_class)->finalize (object);
}

static void
vigie_drawn_list_class_init (VigieDrawnListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_drawn_list_get_property;
  object_class->set_property = vigie_drawn_list_set_property;
  object_class->dispose = vigie_drawn_list_dispose;
  object_class->finalize = vigie_drawn_list_finalize;
  widget_class->measure = vigie_drawn_list_measure;
  widget_class->size_allocate = vigie_drawn_list_size_allocate;
  widget_class->snapshot = vigie_drawn_list_snapshot;
  widget_class->css_changed = vigie_drawn_list_css_changed;
  widget_class->system_setting_changed = vigie_drawn_list_system_setting_changed;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  g_object_class_install_property (
      object_class, PROP_FOOT,
      g_param_spec_object ("foot", NULL, NULL, GTK_TYPE_WIDGET,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  vigie_drawn_list_signals[VIGIE_DRAWN_LIST_SIGNAL_ACTIVATE]
      = g_signal_new ("activate", VIGIE_TYPE_DRAWN_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "listview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  vigie_drawn_list_input_class_init (widget_class);
}

static void
vigie_drawn_list_init (VigieDrawnList *self)
{
  VigieDrawnListPrivate *priv = vigie_drawn_list_get_private (self);

  priv->rows = g_ptr_array_new ();
  priv->headings = g_ptr_array_new ();
  priv->heading_positions = g_array_new (FALSE, FALSE, sizeof (guint));
  priv->heights = vigie_row_heights_new ();
  priv->heights_due = TRUE;
  priv->cursor = priv->pending = priv->kept = VIGIE_DRAWN_LIST_NONE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  vigie_drawn_list_input_init (self);
}

/* ---- Headings -------------------------------------------------------------------------------- */

GtkWidget *
vigie_drawn_heading_new (void)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_BOX, "css-name", "header", "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_ROW_HEADER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *number = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "vigie-bold");
  gtk_widget_add_css_class (number, "vigie-dim");
  gtk_widget_add_css_class (box, "vigie-heading");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (heading), box);
  return heading;
}

void
vigie_drawn_heading_set (GtkWidget *heading, const char *words, const char *count)
{
  GtkWidget *box = gtk_widget_get_first_child (heading);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), words);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), count);
}
