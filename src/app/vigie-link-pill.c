/* vigie-link-pill.c: the state of the link and the age of the last exchange, in the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-link-pill.h"

#include "vigie-children.h"

struct _VigieLinkPill
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *text;
  GtkLabel *age;
};

G_DEFINE_FINAL_TYPE (VigieLinkPill, vigie_link_pill, GTK_TYPE_WIDGET)

static void
vigie_link_pill_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VIGIE_TYPE_LINK_PILL);
  vigie_unparent_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (vigie_link_pill_parent_class)->dispose (object);
}

static void
vigie_link_pill_class_init (VigieLinkPillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_link_pill_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-link-pill.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieLinkPill, icon);
  gtk_widget_class_bind_template_child (widget_class, VigieLinkPill, text);
  gtk_widget_class_bind_template_child (widget_class, VigieLinkPill, age);
  gtk_widget_class_set_css_name (widget_class, "linkpill");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
vigie_link_pill_init (VigieLinkPill *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vigie_link_pill_set_icon_size (VigieLinkPill *self, int pixels)
{
  g_return_if_fail (VIGIE_IS_LINK_PILL (self));

  gtk_image_set_pixel_size (self->icon, pixels);
}

void
vigie_link_pill_update (VigieLinkPill *self, const VigieLinkState *state, VigieTime now)
{
  gboolean lost = vigie_link_is_lost (state);
  g_autofree char *text = NULL;
  g_autofree char *age = NULL;
  g_autofree char *tail = NULL;

  vigie_link_pill (state, now, &text, &age);
  gtk_label_set_label (self->text, text);
  if (age != NULL)
    tail = g_strdup_printf ("· %s", age);
  gtk_label_set_label (self->age, tail != NULL ? tail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->age), age != NULL);
  gtk_image_set_from_icon_name (self->icon,
                                lost ? "vigie-link-lost-symbolic" : "vigie-link-symbolic");
  if (lost)
    gtk_widget_add_css_class (GTK_WIDGET (self), "lost");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "lost");
  /* The age is left out of the name: it would be read at every second. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}
