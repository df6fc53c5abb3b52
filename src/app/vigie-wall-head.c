/* vigie-wall-head.c: the top of the wall.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wall-head.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-link-pill.h"
#include "vigie-words.h"

struct _VigieWallHead
{
  GtkWidget parent_instance;

  GtkWidget *first_line, *second_line;
  GtkWidget *middle; /* link and date: in the first line where it has room, else in the second */
  GtkLabel *territory_label;
  GtkWidget *demonstration;
  VigieLinkPill *pill;
  GtkLabel *date, *clock;
  GtkWidget *banner;
  GtkImage *banner_icon;
  GtkLabel *banner_title, *banner_body;
};

G_DEFINE_FINAL_TYPE (VigieWallHead, vigie_wall_head, GTK_TYPE_WIDGET)

static void
vigie_wall_head_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VIGIE_TYPE_WALL_HEAD);
  vigie_unparent_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (vigie_wall_head_parent_class)->dispose (object);
}

static void
vigie_wall_head_class_init (VigieWallHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_wall_head_dispose;

  g_type_ensure (VIGIE_TYPE_LINK_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-wall-head.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieWallHead, name)
  BIND (first_line);
  BIND (second_line);
  BIND (middle);
  BIND (territory_label);
  BIND (demonstration);
  BIND (pill);
  BIND (date);
  BIND (clock);
  BIND (banner);
  BIND (banner_icon);
  BIND (banner_title);
  BIND (banner_body);
#undef BIND
  gtk_widget_class_set_css_name (widget_class, "wallhead");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigie_wall_head_init (VigieWallHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
move_to (GtkWidget *child, GtkWidget *box, GtkWidget *after)
{
  if (gtk_widget_get_parent (child) == box)
    return;
  g_object_ref (child);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (child)), child);
  gtk_box_insert_child_after (GTK_BOX (box), child, after);
  g_object_unref (child);
}

void
vigie_wall_head_set_size (VigieWallHead *self, const VigieWallSize *size)
{
  g_return_if_fail (VIGIE_IS_WALL_HEAD (self));

  move_to (self->middle, size->one_line ? self->first_line : self->second_line,
           size->one_line ? self->demonstration : NULL);
  gtk_widget_set_visible (self->second_line, !size->one_line);
  vigie_link_pill_set_icon_size (self->pill, size->text);
}

void
vigie_wall_head_show (VigieWallHead *self, VigieContext *context, VigieTime now)
{
  VigieProfile *profile = vigie_context_get_profile (context);
  const char *name = profile != NULL ? vigie_profile_get_territory_name (profile) : NULL;
  g_autofree char *source = name == NULL ? vigie_context_dup_source (context) : NULL;
  VigieLinkState state = vigie_link_state_of (vigie_context_get_sync (context));
  gboolean lost = vigie_link_is_lost (&state);
  const char *not_kept = vigie_context_get_keeping_error (context);
  g_autofree char *date = vigie_words_weekday_date (now, NULL);
  g_autofree char *clock = vigie_words_time_of_day (now, NULL);

  g_return_if_fail (VIGIE_IS_WALL_HEAD (self));

  gtk_label_set_label (self->territory_label, name != NULL ? name : source != NULL ? source : "");
  /* It keeps its room, which pushes the rest to the other end. */
  gtk_widget_set_opacity (self->demonstration, vigie_context_is_demonstration (context) ? 1 : 0);
  gtk_label_set_label (self->date, date);
  gtk_label_set_label (self->clock, clock);
  vigie_link_pill_update (self->pill, &state, now);
  gtk_widget_set_visible (self->banner, lost || not_kept != NULL);
  gtk_image_set_from_icon_name (self->banner_icon,
                                lost ? "vigie-link-lost-symbolic" : "drive-harddisk-symbolic");
  if (!lost && not_kept != NULL)
    {
      gtk_label_set_label (self->banner_title, _ ("Incoming data is not being stored"));
      gtk_label_set_label (self->banner_body, not_kept);
    }
  else if (lost)
    {
      g_autofree char *title = NULL;
      g_autofree char *body = NULL;

      vigie_link_banner (&state, now, &title, &body);
      gtk_label_set_label (self->banner_title, title);
      gtk_label_set_label (self->banner_body, body);
    }
}
