/* vigie-wall.c: what the control room's wall shows, day and night.
 *
 * It has no timer of its own but the one that hides the pointer: all that changes with time changes at the ticks of the
 * window's ticker, and only what is another is drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-wall.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-attendance-model.h"
#include "vigie-children.h"
#include "vigie-wall-attendance.h"
#include "vigie-wall-energy.h"
#include "vigie-wall-foot.h"
#include "vigie-wall-head.h"
#include "vigie-wall-problems.h"
#include "vigie-wall-situation.h"
#include "vigie-wall-size.h"
#include "vigie-words.h"

/* The pointer and what it brings stay so long, ms. */
#define POINTER_MS 3000
/* What is critical within so long of the wall's begin was so before, or is of the first load; µs. */
#define SETTLING (15 * G_USEC_PER_SEC)
/* µs between two looks at the powers. */
#define POWER_INTERVAL (2 * G_USEC_PER_SEC)

struct _VigieWall
{
  GtkWidget parent_instance;

  VigieContext *context;            /* owned */
  VigieTicker *ticker;              /* owned */
  VigieTerritory *territory;        /* owned, or NULL */
  VigieAttendanceModel *attendance; /* owned */
  VigieWallRotation *rotation;      /* owned */
  VigieWallProblems problems;
  gboolean problems_due; /* the territory is another since they were read */
  gint64 shown_at;       /* monotonic µs, or 0 until the first tick */
  gint64 power_at;       /* monotonic µs: of the last look at the powers */
  VigieWallSize size;
  GtkCssProvider *provider; /* owned: the size of the font */
  guint size_idle;          /* source: another size is to be taken, or 0 */
  guint pointer_timeout;    /* source: the pointer is to be hidden, or 0 */
  double pointer_x, pointer_y;

  GtkWidget *frame;
  VigieWallHead *head;
  GtkStack *scenes;
  VigieWallSituation *situation;
  VigieWallAttendance *attendance_scene;
  VigieWallEnergy *energy_scene;
  VigieWallFoot *foot;
  GtkWidget *leave_button;
};

enum
{
  SIGNAL_LEAVE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieWall, vigie_wall, GTK_TYPE_WIDGET)

static const char *const scene_names[VIGIE_N_WALL_SCENE] = {"situation", "attendance", "energy"};

/* ---- Size ------------------------------------------------------------------------------------ */

static VigieWallSize
compute_size (VigieWall *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  GdkMonitor *monitor
      = surface != NULL
            ? gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface)
            : NULL;
  double distance
      = g_settings_get_double (vigie_context_get_settings (self->context), "wall-distance");
  VigieWallScreen screen = {0};

  if (monitor != NULL)
    {
      GdkRectangle geometry;

      gdk_monitor_get_geometry (monitor, &geometry);
      screen = (VigieWallScreen) {.width = geometry.width,
                                  .height = geometry.height,
                                  .width_mm = gdk_monitor_get_width_mm (monitor),
                                  .height_mm = gdk_monitor_get_height_mm (monitor)};
    }
  return vigie_wall_size (gtk_widget_get_width (GTK_WIDGET (self)),
                          gtk_widget_get_height (GTK_WIDGET (self)), &screen, distance);
}

static gboolean
size_cb (gpointer user_data)
{
  VigieWall *self = VIGIE_WALL (user_data);
  VigieWallSize size = compute_size (self);
  g_autofree char *style = NULL;

  self->size_idle = 0;
  if (gtk_widget_get_width (GTK_WIDGET (self)) == 0
      || (size.text == self->size.text && size.wide == self->size.wide
          && size.one_line == self->size.one_line))
    return G_SOURCE_REMOVE;
  self->size = size;
  style = g_strdup_printf (".vigie-wall { font-size: %dpx; }", size.text);
  gtk_css_provider_load_from_string (self->provider, style);
  if (size.wide)
    gtk_widget_add_css_class (GTK_WIDGET (self), "wide");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "wide");
  vigie_wall_head_set_size (self->head, &size);
  vigie_wall_situation_set_size (self->situation, &size);
  vigie_wall_attendance_set_size (self->attendance_scene, &size);
  vigie_wall_energy_set_size (self->energy_scene, &size);
  gtk_widget_set_opacity (self->frame, 1);
  return G_SOURCE_REMOVE;
}

/* Neither styles nor widgets may change while room is given. */
static void
queue_size (VigieWall *self)
{
  if (self->size_idle == 0)
    self->size_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, size_cb, self, NULL);
}

static void
vigie_wall_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigieWall *self = VIGIE_WALL (widget);
  int least_width, least_height;

  gtk_widget_measure (self->frame, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  least_width = MAX (least_width, width);
  gtk_widget_measure (self->frame, GTK_ORIENTATION_VERTICAL, least_width, &least_height, NULL, NULL,
                      NULL);
  gtk_widget_size_allocate (self->frame,
                            &(GtkAllocation) {0, 0, least_width, MAX (least_height, height)}, -1);
  if (gtk_widget_get_visible (self->leave_button))
    {
      int w, h;

      gtk_widget_measure (self->leave_button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &w, NULL, NULL);
      gtk_widget_measure (self->leave_button, GTK_ORIENTATION_VERTICAL, w, NULL, &h, NULL, NULL);
      gtk_widget_size_allocate (
          self->leave_button,
          &(GtkAllocation) {self->size.text, height - h - 3 * self->size.text, w, h}, -1);
    }
  queue_size (self);
}

static void
vigie_wall_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum = *natural = 0;
}

static GtkSizeRequestMode
vigie_wall_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* ---- The pointer ----------------------------------------------------------------------------- */

static gboolean
pointer_cb (gpointer user_data)
{
  VigieWall *self = VIGIE_WALL (user_data);

  self->pointer_timeout = 0;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "none");
  if (gtk_widget_has_focus (self->leave_button))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_visible (self->leave_button, FALSE);
  return G_SOURCE_REMOVE;
}

static void
wake_pointer (VigieWall *self)
{
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  gtk_widget_set_visible (self->leave_button, TRUE);
  g_clear_handle_id (&self->pointer_timeout, g_source_remove);
  self->pointer_timeout = g_timeout_add (POINTER_MS, pointer_cb, self);
}

/* Scenes that change under a pointer that lies still send a motion too. */
static void
motion_cb (VigieWall *self, double x, double y)
{
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  if (self->pointer_x >= 0)
    wake_pointer (self);
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
leave_cb (VigieWall *self)
{
  g_signal_emit (self, signals[SIGNAL_LEAVE], 0);
}

/* ---- Foot --------------------------------------------------------------------------- */

/* Nothing stale looks live: see wall.css. */
static void
show_live (VigieWall *self)
{
  if (vigie_ticker_get_live (self->ticker))
    gtk_widget_remove_css_class (GTK_WIDGET (self), "link-lost");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "link-lost");
}

static void
show_rotation (VigieWall *self)
{
  const char *id = vigie_wall_rotation_get_holder (self->rotation);
  VigieSite *site = id != NULL && self->territory != NULL
                        ? vigie_territory_find_site (self->territory, id)
                        : NULL;
  guint seconds = g_settings_get_uint (vigie_context_get_settings (self->context), "wall-rotation");

  vigie_wall_foot_show_rotation (self->foot, vigie_wall_rotation_get_state (self->rotation),
                                 seconds, site != NULL ? vigie_site_get_name (site) : NULL);
}

/* ---- Scenes ---------------------------------------------------------------------------------- */

static void
show_scene (VigieWall *self)
{
  gtk_stack_set_visible_child_name (self->scenes,
                                    scene_names[vigie_wall_rotation_get_scene (self->rotation)]);
  show_rotation (self);
}

static void
announce (VigieWall *self, const char *id)
{
  VigieSite *site = vigie_territory_find_site (self->territory, id);
  g_autofree char *words = NULL;

  if (site == NULL)
    return;
  /* Translators: said by a screen reader: name of a site, and why */
  words = g_strdup_printf (_ ("Critical site: %1$s, %2$s"), vigie_site_get_name (site),
                           vigie_site_get_reason (site));
  vigie_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
read_problems (VigieWall *self, gint64 monotonic)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *news;

  self->problems_due = FALSE;
  vigie_wall_problems_read (&self->problems, self->territory);
  for (guint i = 0; i < self->problems.critical->len; i++)
    g_ptr_array_add (ids, (gpointer) vigie_site_get_id (self->problems.critical->pdata[i]));
  news = vigie_wall_rotation_set_critical (self->rotation, (const char *const *) ids->pdata,
                                           ids->len, monotonic - self->shown_at < SETTLING,
                                           monotonic);
  if (news != NULL)
    announce (self, news);
}

static void
update_power (VigieWall *self, gint64 monotonic, VigieTime now)
{
  gboolean live = vigie_ticker_get_live (self->ticker);
  const VigieEnergyNow *power = vigie_wall_energy_update (self->energy_scene, now, live);

  self->power_at = monotonic;
  vigie_wall_foot_show_power (self->foot, power, now, live);
  vigie_wall_rotation_set_available (self->rotation, VIGIE_SCENE_ENERGY,
                                     power != NULL && power->n_meters > 0);
}

void
vigie_wall_update (VigieWall *self, gint64 monotonic)
{
  VigieTime now = vigie_ticker_get_now (self->ticker);

  g_return_if_fail (VIGIE_IS_WALL (self));

  if (self->shown_at == 0)
    self->shown_at = monotonic;
  if (self->problems_due)
    read_problems (self, monotonic);
  if (monotonic - self->power_at >= POWER_INTERVAL)
    update_power (self, monotonic, now);
  vigie_wall_rotation_tick (self->rotation, monotonic);
  vigie_wall_head_show (self->head, self->context, now);
  show_live (self);
  vigie_wall_situation_show (self->situation, &self->problems, now,
                             vigie_ticker_get_live (self->ticker));
  show_scene (self);
}

static void
tick_cb (VigieWall *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    vigie_wall_update (self, g_get_monotonic_time ());
}

static void
territory_changed_cb (VigieWall *self)
{
  self->problems_due = TRUE;
}

static void
territory_cb (VigieWall *self)
{
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_data (self->territory, self);
  g_set_object (&self->territory, vigie_context_get_territory (self->context));
  self->problems_due = TRUE;
  self->shown_at = 0;
  if (self->territory == NULL)
    return;
  g_signal_connect_object (self->territory, "changed", G_CALLBACK (territory_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->territory, "problem-changed", G_CALLBACK (territory_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->territory, "items-changed", G_CALLBACK (territory_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
attendance_cb (VigieWall *self)
{
  g_autoptr (GPtrArray) states = vigie_attendance_model_dup_states (self->attendance);

  gboolean live = vigie_ticker_get_live (self->ticker);

  vigie_wall_foot_show_vehicles (self->foot, states, live);
  vigie_wall_attendance_show (self->attendance_scene, self->attendance, live);
  vigie_wall_rotation_set_available (self->rotation, VIGIE_SCENE_ATTENDANCE, states->len > 0);
}

/* What was live a moment ago is told at once not to be any more. */
static void
live_cb (VigieWall *self)
{
  self->power_at = 0;
  attendance_cb (self);
  tick_cb (self);
}

static void
rotation_cb (VigieWall *self)
{
  guint seconds = g_settings_get_uint (vigie_context_get_settings (self->context), "wall-rotation");

  vigie_wall_rotation_set_interval (self->rotation, seconds, g_get_monotonic_time ());
}

/* ---- Keys ------------------------------------------------------------------------------------ */

static gboolean
scene_of_key (guint key, VigieWallScene *scene)
{
  /* Also those of the digits of a French keyboard. */
  static const guint keys[VIGIE_N_WALL_SCENE][3] = {{GDK_KEY_1, GDK_KEY_KP_1, GDK_KEY_ampersand},
                                                    {GDK_KEY_2, GDK_KEY_KP_2, GDK_KEY_eacute},
                                                    {GDK_KEY_3, GDK_KEY_KP_3, GDK_KEY_quotedbl}};

  for (guint i = 0; i < VIGIE_N_WALL_SCENE; i++)
    for (guint j = 0; j < G_N_ELEMENTS (keys[i]); j++)
      if (keys[i][j] == key)
        {
          *scene = i;
          return TRUE;
        }
  return FALSE;
}

gboolean
vigie_wall_key_pressed (VigieWall *self, guint key, GdkModifierType modifiers)
{
  gint64 now = g_get_monotonic_time ();
  VigieWallScene scene;

  g_return_val_if_fail (VIGIE_IS_WALL (self), GDK_EVENT_PROPAGATE);

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape)
    leave_cb (self);
  else if (key == GDK_KEY_space || key == GDK_KEY_KP_Space)
    vigie_wall_rotation_toggle (self->rotation, now);
  else if (scene_of_key (key, &scene))
    vigie_wall_rotation_choose (self->rotation, scene, now);
  else
    return GDK_EVENT_PROPAGATE;
  show_scene (self);
  return GDK_EVENT_STOP;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_wall_map (GtkWidget *widget)
{
  VigieWall *self = VIGIE_WALL (widget);

  GTK_WIDGET_CLASS (vigie_wall_parent_class)->map (widget);
  vigie_attendance_model_want (self->attendance, self,
                               VIGIE_ATTENDANCE_WANT_NOW | VIGIE_ATTENDANCE_WANT_HABITS
                                   | VIGIE_ATTENDANCE_WANT_PAST);
  vigie_wall_energy_set_active (self->energy_scene, TRUE);
  self->pointer_x = self->pointer_y = -1;
  gtk_widget_set_cursor_from_name (widget, "none");
  tick_cb (self);
}

static void
vigie_wall_unmap (GtkWidget *widget)
{
  VigieWall *self = VIGIE_WALL (widget);

  vigie_attendance_model_want (self->attendance, self, 0);
  vigie_wall_energy_set_active (self->energy_scene, FALSE);
  g_clear_handle_id (&self->pointer_timeout, g_source_remove);
  gtk_widget_set_visible (self->leave_button, FALSE);
  GTK_WIDGET_CLASS (vigie_wall_parent_class)->unmap (widget);
}

static void
vigie_wall_dispose (GObject *object)
{
  VigieWall *self = VIGIE_WALL (object);

  g_clear_handle_id (&self->size_idle, g_source_remove);
  g_clear_handle_id (&self->pointer_timeout, g_source_remove);
  if (self->provider != NULL)
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                   GTK_STYLE_PROVIDER (self->provider));
  g_clear_object (&self->provider);
  if (self->attendance != NULL)
    vigie_attendance_model_want (self->attendance, self, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), VIGIE_TYPE_WALL);
  vigie_unparent_children (GTK_WIDGET (object));
  vigie_wall_problems_clear (&self->problems);
  g_clear_pointer (&self->rotation, vigie_wall_rotation_free);
  g_clear_object (&self->attendance);
  g_clear_object (&self->territory);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_wall_parent_class)->dispose (object);
}

static void
vigie_wall_class_init (VigieWallClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_wall_dispose;
  widget_class->map = vigie_wall_map;
  widget_class->unmap = vigie_wall_unmap;
  widget_class->measure = vigie_wall_measure;
  widget_class->size_allocate = vigie_wall_size_allocate;
  widget_class->get_request_mode = vigie_wall_get_request_mode;

  signals[SIGNAL_LEAVE] = g_signal_new ("leave", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VIGIE_TYPE_WALL_ATTENDANCE);
  g_type_ensure (VIGIE_TYPE_WALL_ENERGY);
  g_type_ensure (VIGIE_TYPE_WALL_FOOT);
  g_type_ensure (VIGIE_TYPE_WALL_HEAD);
  g_type_ensure (VIGIE_TYPE_WALL_SITUATION);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/agglo/Vigie/ui/vigie-wall.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieWall, name)
  BIND (frame);
  BIND (head);
  BIND (scenes);
  BIND (situation);
  BIND (attendance_scene);
  BIND (energy_scene);
  BIND (foot);
  BIND (leave_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_set_css_name (widget_class, "wall");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_MAIN);
}

static void
vigie_wall_init (VigieWall *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "vigie-wall");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("wall", "Wall"), -1);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  self->provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  /* Until the size of its font is known nothing of it is shown. */
  gtk_widget_set_opacity (self->frame, 0);
  self->rotation = vigie_wall_rotation_new ();
}

GtkWidget *
vigie_wall_new (VigieContext *context, VigieTicker *ticker)
{
  VigieWall *self = g_object_new (VIGIE_TYPE_WALL, NULL);
  GSettings *settings = vigie_context_get_settings (context);

  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);
  self->attendance = g_object_ref (vigie_attendance_model_get (context));
  vigie_wall_situation_setup (self->situation, context, ticker);
  vigie_wall_energy_setup (self->energy_scene, context);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "link-changed", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (live_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->attendance, "changed", G_CALLBACK (attendance_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::wall-rotation", G_CALLBACK (rotation_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::wall-distance", G_CALLBACK (queue_size), self,
                           G_CONNECT_SWAPPED);
  rotation_cb (self);
  territory_cb (self);
  attendance_cb (self);
  return GTK_WIDGET (self);
}

VigieWallRotation *
vigie_wall_get_rotation (VigieWall *self)
{
  g_return_val_if_fail (VIGIE_IS_WALL (self), NULL);
  return self->rotation;
}

GtkWidget *
vigie_wall_get_scene (VigieWall *self, VigieWallScene scene)
{
  g_return_val_if_fail (VIGIE_IS_WALL (self) && scene < VIGIE_N_WALL_SCENE, NULL);
  return gtk_stack_get_child_by_name (self->scenes, scene_names[scene]);
}
