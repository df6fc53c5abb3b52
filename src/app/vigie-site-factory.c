/* vigie-site-factory.c: rows and headings of the list of sites.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-factory.h"

#include "vigie-site-model.h"
#include "vigie-site-row.h"

static void
setup_row_cb (GtkSignalListItemFactory *factory, GObject *object, gpointer user_data)
{
  VigieTicker *ticker = user_data;
  GtkListItem *item = GTK_LIST_ITEM (object);

  gtk_list_item_set_child (item, vigie_site_row_new (ticker, item));
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
  VigieSite *site = gtk_list_header_get_item (header);
  g_autofree char *count = NULL;
  GtkLabel *label, *number;

  if (box == NULL || site == NULL)
    return;
  label = GTK_LABEL (gtk_widget_get_first_child (box));
  number = GTK_LABEL (gtk_widget_get_last_child (box));
  count = g_strdup_printf ("%'u", gtk_list_header_get_n_items (header));
  gtk_label_set_label (
      label, vigie_section_get_label (vigie_section_of (site), vigie_ticker_get_live (ticker)));
  gtk_label_set_label (number, count);
}

static void
setup_heading_cb (GtkSignalListItemFactory *factory, GObject *object, gpointer user_data)
{
  VigieTicker *ticker = user_data;
  GtkListHeader *header = GTK_LIST_HEADER (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *number = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "vigie-bold");
  gtk_widget_add_css_class (number, "vigie-dim");
  gtk_widget_add_css_class (box, "vigie-heading");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), number);
  gtk_list_header_set_child (header, box);
  g_object_set_data_full (object, "ticker", g_object_ref (ticker), g_object_unref);
  g_signal_connect (header, "notify::n-items", G_CALLBACK (update_heading), NULL);
  g_signal_connect (header, "notify::item", G_CALLBACK (update_heading), NULL);
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (update_heading), header,
                           G_CONNECT_SWAPPED);
}

static void
bind_heading_cb (GtkSignalListItemFactory *factory, GObject *object, gpointer user_data)
{
  update_heading (GTK_LIST_HEADER (object));
}

static void
release_ticker_cb (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

/* A factory whose setup callback has the ticker. */
static GtkListItemFactory *
new_factory (VigieTicker *ticker, GCallback setup_cb, GCallback bind_cb)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_data (factory, "setup", setup_cb, g_object_ref (ticker), release_ticker_cb,
                         G_CONNECT_DEFAULT);
  g_signal_connect (factory, "bind", bind_cb, NULL);
  return factory;
}

GtkListItemFactory *
vigie_site_factory_new_rows (VigieTicker *ticker)
{
  GtkListItemFactory *factory
      = new_factory (ticker, G_CALLBACK (setup_row_cb), G_CALLBACK (bind_row_cb));

  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), NULL);
  return factory;
}

GtkListItemFactory *
vigie_site_factory_new_headings (VigieTicker *ticker)
{
  return new_factory (ticker, G_CALLBACK (setup_heading_cb), G_CALLBACK (bind_heading_cb));
}
