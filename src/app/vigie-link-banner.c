/* vigie-link-banner.c: the words about a lost link, over every page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-link-banner.h"

#include "vigie-children.h"
#include "vigie-tooltip.h"

struct _VigieLinkBanner
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *body;
};

enum
{
  SIGNAL_RETRY,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieLinkBanner, vigie_link_banner, GTK_TYPE_WIDGET)

static void
retry_cb (VigieLinkBanner *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
vigie_link_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VIGIE_TYPE_LINK_BANNER);
  vigie_unparent_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (vigie_link_banner_parent_class)->dispose (object);
}

static void
vigie_link_banner_class_init (VigieLinkBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_link_banner_dispose;
  signals[SIGNAL_RETRY] = g_signal_new ("retry", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-link-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieLinkBanner, title);
  gtk_widget_class_bind_template_child (widget_class, VigieLinkBanner, body);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_set_css_name (widget_class, "linkbanner");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
vigie_link_banner_init (VigieLinkBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
vigie_link_banner_update (VigieLinkBanner *self, const VigieLinkState *state, VigieTime now)
{
  gboolean lost = vigie_link_is_lost (state);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), lost);
  if (!lost)
    return;
  vigie_link_banner (state, now, &title, &body);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->body, body);
  vigie_tooltip_set (GTK_WIDGET (self->body), body);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}
