/* vigie-site-list-rows.c: the rows of the list of sites, under their headings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-list-rows.h"

#include "vigie-words.h"

struct _VigieSiteListRows
{
  VigieDrawnList parent_instance;

  VigieSiteModel *model;    /* owned, or NULL */
  VigieTicker *ticker;      /* owned, or NULL */
  VigieSiteRowStyle *style; /* owned, or NULL */
  VigieSitePen pen;         /* its widgets are children */
};

G_DEFINE_FINAL_TYPE (VigieSiteListRows, vigie_site_list_rows, VIGIE_TYPE_DRAWN_LIST)

/* ---- Rows and headings ----------------------------------------------------------------------- */

static VigieDrawnRow *
create_row (VigieDrawnList *list)
{
  VigieDrawnRow *row = vigie_site_row_new (&VIGIE_SITE_LIST_ROWS (list)->pen);

  g_signal_connect_object (row, "height-changed", G_CALLBACK (vigie_drawn_list_queue_rows), list,
                           G_CONNECT_SWAPPED);
  return row;
}

static int
get_height (VigieDrawnList *list, VigieDrawnRow *row, int width)
{
  return vigie_site_row_get_height (VIGIE_SITE_ROW (row), width);
}

static GtkWidget *
create_heading (VigieDrawnList *list)
{
  return vigie_drawn_heading_new ();
}

static void
bind_heading (VigieDrawnList *list, GtkWidget *heading, gpointer first, guint n_items)
{
  VigieSiteListRows *self = VIGIE_SITE_LIST_ROWS (list);
  g_autofree char *words
      = vigie_site_model_get_heading (self->model, first, vigie_ticker_get_live (self->ticker));
  g_autofree char *count = vigie_words_number (n_items, 0);

  vigie_drawn_heading_set (heading, words, count);
}

static void
restyled (VigieDrawnList *list)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (VIGIE_IS_SITE_ROW (child))
      vigie_site_row_restyle (VIGIE_SITE_ROW (child));
}

/* ---- What is told ---------------------------------------------------------------------------- */

/* Ages grow, the link is lost, or rows show something else. What is not seen says it when it is. */
static void
refresh_cb (VigieSiteListRows *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    vigie_drawn_list_refresh (VIGIE_DRAWN_LIST (self));
}

static void
vigie_site_list_rows_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_site_list_rows_parent_class)->map (widget);
  refresh_cb (VIGIE_SITE_LIST_ROWS (widget));
}

/* ---- The object ------------------------------------------------------------------------------ */

/* Has the style of the classes, and is not seen. */
static GtkWidget *
add_pattern (VigieSiteListRows *self, const char *const *classes)
{
  GtkWidget *pattern = g_object_new (GTK_TYPE_LABEL, "css-classes", classes, "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_NONE, NULL);

  gtk_widget_set_child_visible (pattern, FALSE);
  gtk_widget_set_parent (pattern, GTK_WIDGET (self));
  return pattern;
}

static void
vigie_site_list_rows_dispose (GObject *object)
{
  VigieSiteListRows *self = VIGIE_SITE_LIST_ROWS (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  if (self->style != NULL)
    g_signal_handlers_disconnect_by_data (self->style, self);

  G_OBJECT_CLASS (vigie_site_list_rows_parent_class)->dispose (object);
}

static void
vigie_site_list_rows_finalize (GObject *object)
{
  VigieSiteListRows *self = VIGIE_SITE_LIST_ROWS (object);

  g_clear_object (&self->model);
  g_clear_object (&self->ticker);
  g_clear_object (&self->style);

  G_OBJECT_CLASS (vigie_site_list_rows_parent_class)->finalize (object);
}

static void
vigie_site_list_rows_class_init (VigieSiteListRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  VigieDrawnListClass *list_class = VIGIE_DRAWN_LIST_CLASS (klass);

  object_class->dispose = vigie_site_list_rows_dispose;
  object_class->finalize = vigie_site_list_rows_finalize;
  GTK_WIDGET_CLASS (klass)->map = vigie_site_list_rows_map;
  list_class->create_row = create_row;
  list_class->get_height = get_height;
  list_class->create_heading = create_heading;
  list_class->bind_heading = bind_heading;
  list_class->restyled = restyled;
  list_class->anchored = TRUE;
}

static void
vigie_site_list_rows_init (VigieSiteListRows *self)
{
  self->pen.strong = add_pattern (self, (const char *const[]) {"vigie-strong", NULL});
  self->pen.small = add_pattern (self, (const char *const[]) {"vigie-small", "vigie-dim", NULL});
}

void
vigie_site_list_rows_setup (VigieSiteListRows *self,
                            VigieSiteModel *model,
                            VigieTicker *ticker,
                            VigieSiteRowStyle *style)
{
  g_return_if_fail (VIGIE_IS_SITE_LIST_ROWS (self));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->ticker = g_object_ref (ticker);
  self->style = g_object_ref (style);
  self->pen.ticker = ticker;
  self->pen.style = style;
  g_signal_connect_object (ticker, "notify", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  /* Another order has other headings over the same sites. */
  g_signal_connect_object (model, "changed", G_CALLBACK (vigie_drawn_list_queue_rows), self,
                           G_CONNECT_SWAPPED);
}
