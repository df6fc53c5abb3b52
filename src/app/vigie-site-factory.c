/* vigie-site-factory.c: rows and headings of the list of sites.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-factory.h"

/* What the callbacks of a factory have. */
typedef struct
{
  VigieTicker *ticker;      /* owned */
  VigieSiteRowStyle *style; /* owned, of rows */
  VigieSiteModel *model;    /* owned, of headings */
} Source;

static void
setup_row_cb (GtkSignalListItemFactory *factory, GObject *object, gpointer user_data)
{
  Source *source = user_data;
  GtkListItem *item = GTK_LIST_ITEM (object);

  gtk_list_item_set_child (item, vigie_site_row_new (source->ticker, source->style, item));
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GObject *object, gpointer user_data)
{
  GtkListItem *item = GTK_LIST_ITEM (object);

  vigie_site_row_set_site (VIGIE_SITE_ROW (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory, GObject *object, gpointer user_data)
{
  vigie_site_row_set_site (VIGIE_SITE_ROW (gtk_list_item_get_child (GTK_LIST_ITEM (object))), NULL);
}

static void
update_heading (GtkListHeader *header)
{
  GtkWidget *box = gtk_list_header_get_child (header);
  VigieTicker *ticker = g_object_get_data (G_OBJECT (header), "ticker");
  VigieSiteModel *model = g_object_get_data (G_OBJECT (header), "model");
  VigieSite *site = gtk_list_header_get_item (header);
  g_autofree char *count = NULL;
  g_autofree char *heading = NULL;
  GtkLabel *label, *number;

  if (box == NULL || site == NULL)
    return;
  heading = vigie_site_model_get_heading (model, site, vigie_ticker_get_live (ticker));
  label = GTK_LABEL (gtk_widget_get_first_child (box));
  number = GTK_LABEL (gtk_widget_get_last_child (box));
  count = g_strdup_printf ("%'u", gtk_list_header_get_n_items (header));
  gtk_label_set_label (label, heading);
  gtk_label_set_label (number, count);
}

static void
setup_heading_cb (GtkSignalListItemFactory *factory, GObject *object, gpointer user_data)
{
  Source *source = user_data;
  GtkListHeader *header = GTK_LIST_HEADER (object);
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
  gtk_list_header_set_child (header, box);
  g_object_set_data_full (object, "ticker", g_object_ref (source->ticker), g_object_unref);
  g_object_set_data_full (object, "model", g_object_ref (source->model), g_object_unref);
  g_signal_connect (header, "notify::n-items", G_CALLBACK (update_heading), NULL);
  g_signal_connect (header, "notify::item", G_CALLBACK (update_heading), NULL);
  g_signal_connect_object (source->ticker, "notify::live", G_CALLBACK (update_heading), header,
                           G_CONNECT_SWAPPED);
  /* Another order has other headings over the same sites. */
  g_signal_connect_object (source->model, "changed", G_CALLBACK (update_heading), header,
                           G_CONNECT_SWAPPED);
}

static void
bind_heading_cb (GtkSignalListItemFactory *factory, GObject *object, gpointer user_data)
{
  update_heading (GTK_LIST_HEADER (object));
}

static void
release_source_cb (gpointer data, GClosure *closure)
{
  Source *source = data;

  g_clear_object (&source->ticker);
  g_clear_object (&source->style);
  g_clear_object (&source->model);
  g_free (source);
}

static GtkListItemFactory *
new_factory (VigieTicker *ticker,
             VigieSiteRowStyle *style,
             VigieSiteModel *model,
             GCallback setup_cb,
             GCallback bind_cb)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Source *source = g_new0 (Source, 1);

  source->ticker = g_object_ref (ticker);
  g_set_object (&source->style, style);
  g_set_object (&source->model, model);
  g_signal_connect_data (factory, "setup", setup_cb, source, release_source_cb, G_CONNECT_DEFAULT);
  g_signal_connect (factory, "bind", bind_cb, NULL);
  return factory;
}

GtkListItemFactory *
vigie_site_factory_new_rows (VigieTicker *ticker, VigieSiteRowStyle *style)
{
  GtkListItemFactory *factory
      = new_factory (ticker, style, NULL, G_CALLBACK (setup_row_cb), G_CALLBACK (bind_row_cb));

  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), NULL);
  return factory;
}

GtkListItemFactory *
vigie_site_factory_new_headings (VigieTicker *ticker, VigieSiteModel *model)
{
  return new_factory (ticker, NULL, model, G_CALLBACK (setup_heading_cb),
                      G_CALLBACK (bind_heading_cb));
}
