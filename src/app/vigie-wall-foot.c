/* vigie-wall-foot.c: the wall's last line: vehicles, power, and what the rotation does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wall-foot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-attendance-text.h"
#include "vigie-children.h"
#include "vigie-text.h"
#include "vigie-words.h"

struct _VigieWallFoot
{
  GtkWidget parent_instance;

  GtkWidget *vehicles;
  GtkLabel *vehicles_present, *vehicles_usual;
  GtkWidget *power;
  GtkLabel *power_value, *power_age;
  GtkWidget *rotation;
  GtkWidget *rotation_icon;
  GtkLabel *rotation_label;
};

G_DEFINE_FINAL_TYPE (VigieWallFoot, vigie_wall_foot, GTK_TYPE_WIDGET)

static void
vigie_wall_foot_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VIGIE_TYPE_WALL_FOOT);
  vigie_unparent_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (vigie_wall_foot_parent_class)->dispose (object);
}

static void
vigie_wall_foot_class_init (VigieWallFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_wall_foot_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-wall-foot.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieWallFoot, name)
  BIND (vehicles);
  BIND (vehicles_present);
  BIND (vehicles_usual);
  BIND (power);
  BIND (power_value);
  BIND (power_age);
  BIND (rotation);
  BIND (rotation_icon);
  BIND (rotation_label);
#undef BIND
  gtk_widget_class_set_css_name (widget_class, "wallfoot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigie_wall_foot_init (VigieWallFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ---- Vehicles -------------------------------------------------------------------------------- */

/* Of the sites that answer, how many there are and what is usual of them altogether: the sum of their medians, NAN where
 * that of one of them is not known, or all are closed. What is closed has nobody, as usual. */
static guint
add_usual (GPtrArray *states, double *usual)
{
  guint n = 0, n_open = 0;

  *usual = 0;
  for (guint i = 0; i < states->len; i++)
    {
      const VigieAttendanceState *state = g_ptr_array_index (states, i);

      if (state == NULL || !vigie_attendance_state_answers (state))
        continue;
      n++;
      if (state->kind != VIGIE_ATTENDANCE_COUNTED)
        continue;
      n_open++;
      *usual += state->now.usual.median;
    }
  if (n_open == 0)
    *usual = NAN;
  return n;
}

void
vigie_wall_foot_show_vehicles (VigieWallFoot *self, GPtrArray *states, gboolean live)
{
  g_autofree char *present = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *sites = NULL;
  g_autofree char *words = NULL;
  double usual;
  guint n;

  g_return_if_fail (VIGIE_IS_WALL_FOOT (self));

  n = add_usual (states, &usual);
  gtk_widget_set_visible (self->vehicles, n > 0);
  if (n == 0)
    return;
  vigie_attendance_text_total (states, live, &present, &rest);
  if (live)
    {
      g_autofree char *number = vigie_words_number (usual, 0);

      sites = g_strdup_printf (ngettext ("%'u site", "%'u sites", n), n);
      words
          = isnan (usual)
                ? g_steal_pointer (&sites)
                /* Translators: on the wall, beside « 92 vehicles present »: how many it usually are at this
                             * hour, and of how many sites both numbers are */
                : g_strdup_printf (C_ ("wall", "usual: %1$s, %2$s"), number, sites);
    }
  gtk_label_set_label (self->vehicles_present, present);
  gtk_label_set_label (self->vehicles_usual, live ? words : rest);
}

/* ---- Power ----------------------------------------------------------------------------------- */

void
vigie_wall_foot_show_power (VigieWallFoot *self,
                            const VigieEnergyNow *power,
                            VigieTime now,
                            gboolean live)
{
  gboolean known = power != NULL && isfinite (power->production);
  g_autofree char *value = NULL;
  g_autofree char *age = NULL;

  g_return_if_fail (VIGIE_IS_WALL_FOOT (self));

  gtk_widget_set_visible (self->power, known);
  if (!known)
    return;
  value = vigie_words_value (power->production, "kW");
  if (power->oldest == VIGIE_TIME_NONE)
    age = g_strdup ("");
  else if (live)
    age = vigie_text_calm_age (now, MIN (power->oldest, now));
  else
    age = vigie_words_at (now, power->oldest, NULL);
  gtk_label_set_label (self->power_value, value);
  gtk_label_set_label (self->power_age, age);
}

/* ---- Rotation -------------------------------------------------------------------------------- */

void
vigie_wall_foot_show_rotation (VigieWallFoot *self,
                               VigieWallState state,
                               guint seconds,
                               const char *holder)
{
  g_autofree char *duration = vigie_words_duration ((gint64) seconds * VIGIE_SECOND);
  g_autofree char *words = NULL;

  g_return_if_fail (VIGIE_IS_WALL_FOOT (self));

  switch (state)
    {
    case VIGIE_WALL_HELD:
      words = holder != NULL
                  /* Translators: on the wall: the site that became critical */
                  ? g_strdup_printf (_ ("Rotation stopped by %s"), holder)
                  : g_strdup (_ ("Rotation stopped"));
      break;
    case VIGIE_WALL_PAUSED:
      words = g_strdup (_ ("Rotation paused"));
      break;
    case VIGIE_WALL_TURNS:
      /* Translators: on the wall: it shows another scene every « 30 s » */
      words = g_strdup_printf (_ ("Rotation: %s"), duration);
      break;
    case VIGIE_WALL_STILL:
    default:
      break;
    }
  gtk_widget_set_visible (self->rotation, words != NULL);
  gtk_widget_set_visible (self->rotation_icon, state != VIGIE_WALL_TURNS);
  gtk_label_set_label (self->rotation_label, words != NULL ? words : "");
}
