/* vigie-attendance-page.c: the page « Affluence »: how many vehicles are where, how long one waits, when to come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-attendance-detail.h"
#include "vigie-attendance-row.h"
#include "vigie-attendance-text.h"
#include "vigie-children.h"
#include "vigie-level-mark.h"
#include "vigie-show.h"
#include "vigie-words.h"

/* Servers of which order and site are remembered. */
#define MAX_SERVERS 50
/* How often rows are put in order anew: rows that keep moving cannot be read. In µs of real time. */
#define ORDER_INTERVAL (20 * G_USEC_PER_SEC)

G_DEFINE_FINAL_TYPE (VigieAttendancePage, vigie_attendance_page, GTK_TYPE_WIDGET)

static const struct
{
  const char *id, *title;
} sorts[VIGIE_N_ATTENDANCE_SORT] = {
    [VIGIE_ATTENDANCE_SORT_NAME] = {"name", NC_ ("order of sites", "Name")},
    [VIGIE_ATTENDANCE_SORT_COMMUNE] = {"commune", NC_ ("order of sites", "Commune")},
    [VIGIE_ATTENDANCE_SORT_BUSIEST] = {"busiest", NC_ ("order of sites", "Busiest")},
    [VIGIE_ATTENDANCE_SORT_WAIT] = {"wait", NC_ ("order of sites", "Longest wait")},
    [VIGIE_ATTENDANCE_SORT_UNUSUAL] = {"unusual", NC_ ("order of sites", "Difference from usual")},
};

static const char *
sort_title (VigieAttendanceSort sort)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "order of sites", sorts[sort].title);
}

void
vigie_attendance_page_order (VigieAttendancePage *self)
{
  self->ordered_at = g_get_monotonic_time ();
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

static void
set_sort (VigieAttendancePage *self, VigieAttendanceSort sort)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "sort");
  g_autofree char *label = NULL;

  self->sort = sort;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (sorts[sort].id));
  /* Translators: the button that chooses the order of sites; %s is “Name”, “Busiest” */
  label = g_strdup_printf (_ ("Sort by: %s"), sort_title (sort));
  gtk_menu_button_set_label (self->sort_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sort_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  vigie_attendance_page_order (self);
}

/* ---- As it was left --------------------------------------------------------------------------- */

static void
save (VigieAttendancePage *self)
{
  GSettings *settings = vigie_context_get_settings (self->context);
  g_autoptr (GVariant) former = NULL;
  g_autofree char *now = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *server, *kept;
  guint n = 1;

  if (self->server == NULL)
    return;
  former = g_settings_get_value (settings, "attendance-views");
  now = g_strdup_printf ("%s|%s", sorts[self->sort].id, self->chosen != NULL ? self->chosen : "");
  if (g_variant_lookup (former, self->server, "&s", &kept) && g_str_equal (kept, now))
    return;
  /* The one used last comes first. */
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&builder, "{ss}", self->server, now);
  g_variant_iter_init (&iter, former);
  while (n < MAX_SERVERS && g_variant_iter_next (&iter, "{&s&s}", &server, &kept))
    if (!g_str_equal (server, self->server))
      {
        g_variant_builder_add (&builder, "{ss}", server, kept);
        n++;
      }
  g_settings_set_value (settings, "attendance-views", g_variant_builder_end (&builder));
}

static void
restore (VigieAttendancePage *self)
{
  const char *server = vigie_context_get_server (self->context), *text = "", *bar;
  g_autoptr (GVariant) kept = NULL;
  VigieAttendanceSort sort = VIGIE_ATTENDANCE_SORT_NAME;

  if (server == NULL || g_strcmp0 (server, self->server) == 0)
    return;
  kept = g_settings_get_value (vigie_context_get_settings (self->context), "attendance-views");
  g_variant_lookup (kept, server, "&s", &text);
  bar = strchr (text, '|');
  for (guint i = 0; bar != NULL && i < VIGIE_N_ATTENDANCE_SORT; i++)
    if (strlen (sorts[i].id) == (gsize) (bar - text) && g_str_has_prefix (text, sorts[i].id))
      sort = i;
  /* What was asked for before the server was known is of it. */
  if (self->server != NULL || self->chosen == NULL)
    {
      g_set_str (&self->chosen, bar != NULL && bar[1] != '\0' ? bar + 1 : NULL);
      g_set_str (&self->wanted, self->chosen);
    }
  g_set_str (&self->server, server);
  set_sort (self, sort);
}

/* ---- What changes ---------------------------------------------------------------------------- */

static void
changed_cb (VigieAttendancePage *self)
{
  g_autoptr (GPtrArray) states = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  states = vigie_attendance_model_dup_states (self->model);
  vigie_attendance_page_show_total (self, states);
  vigie_attendance_page_show_loading (self);
  vigie_attendance_page_show_legend (self, states);
  vigie_attendance_page_show_scale (self, states);
  if (vigie_attendance_detail_get_item (self->detail) == NULL)
    vigie_attendance_page_choose_row (self);
  if (self->sort > VIGIE_ATTENDANCE_SORT_COMMUNE
      && g_get_monotonic_time () - self->ordered_at > ORDER_INTERVAL)
    vigie_attendance_page_order (self);
}

static void
plan_cb (VigieAttendancePage *self)
{
  VigieAttendancePlan *plan = vigie_attendance_model_get_plan (self->model);
  guint n = plan != NULL ? vigie_attendance_plan_get_n_sites (plan) : 0;

  restore (self);
  gtk_stack_set_visible_child_name (self->stack, plan == NULL ? "waiting"
                                                 : n == 0     ? "empty"
                                                              : "sites");
  if (n > 0)
    {
      vigie_attendance_page_show_levels (self,
                                         &vigie_attendance_plan_get_site (plan, 0)->facts.limits);
      vigie_attendance_page_show_things (self, plan);
    }
  else
    vigie_attendance_detail_set_item (self->detail, NULL);
  /* A site that goes on having an item may be another object. */
  vigie_drawn_list_refresh (VIGIE_DRAWN_LIST (self->list));
  vigie_attendance_page_choose_row (self);
  changed_cb (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.update-header", NULL);
}

/* ---- Choice ---------------------------------------------------------------------------------- */

static void
choose (VigieAttendancePage *self, const char *site_id)
{
  g_set_str (&self->wanted, site_id);
  g_set_str (&self->chosen, site_id);
  save (self);
}

static void
selected_cb (VigieAttendancePage *self)
{
  VigieAttendanceItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (self->filling || item == NULL)
    return;
  choose (self, vigie_attendance_item_get_id (item));
  vigie_attendance_detail_set_item (self->detail, item);
}

static void
row_activated_cb (VigieAttendancePage *self)
{
  selected_cb (self);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
  if (adw_navigation_split_view_get_collapsed (self->split))
    vigie_attendance_detail_focus (self->detail);
}

static void
closed_cb (VigieAttendancePage *self)
{
  vigie_attendance_page_back (self);
}

void
vigie_attendance_page_sort (VigieAttendancePage *self, VigieAttendanceSort sort)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_PAGE (self));
  g_return_if_fail (sort < VIGIE_N_ATTENDANCE_SORT);

  set_sort (self, sort);
  save (self);
}

static void
sort_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieAttendancePage *self = user_data;
  const char *id = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < VIGIE_N_ATTENDANCE_SORT; i++)
    if (g_str_equal (sorts[i].id, id))
      vigie_attendance_page_sort (self, i);
}

static void
init_actions (VigieAttendancePage *self)
{
  static const GActionEntry entries[] = {{"sort", NULL, "s", "'name'", sort_action, {0}}};
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < VIGIE_N_ATTENDANCE_SORT; i++)
    {
      g_autofree char *action = g_strdup_printf ("attendance.sort::%s", sorts[i].id);

      g_menu_append (menu, sort_title (i), action);
    }
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "attendance", G_ACTION_GROUP (self->actions));
  g_object_unref (self->actions);
  gtk_menu_button_set_menu_model (self->sort_button, G_MENU_MODEL (menu));
}

/* ---- Keys ------------------------------------------------------------------------------------ */

static gboolean
copy_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  vigie_attendance_detail_copy (VIGIE_ATTENDANCE_PAGE (widget)->detail);
  return GDK_EVENT_STOP;
}

static gboolean
day_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  vigie_attendance_detail_step (VIGIE_ATTENDANCE_PAGE (widget)->detail, g_variant_get_int32 (args));
  return GDK_EVENT_STOP;
}

/* ---- Room ------------------------------------------------------------------------------------ */

static void
collapsed_cb (VigieAttendancePage *self)
{
  vigie_attendance_detail_set_closable (self->detail,
                                        adw_navigation_split_view_get_collapsed (self->split));
}

static void
set_narrow (VigieAttendancePage *self, gboolean narrow)
{
  vigie_set_class (self, "narrow", narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->heads), !narrow);
  vigie_attendance_list_set_narrow (self->list, narrow);
}

static void
narrow_cb (VigieAttendancePage *self)
{
  set_narrow (self, TRUE);
}

static void
wide_cb (VigieAttendancePage *self)
{
  set_narrow (self, FALSE);
}

/* ---- Only while it is seen ------------------------------------------------------------------- */

static void
live_cb (VigieAttendancePage *self)
{
  gboolean live = vigie_ticker_get_live (self->ticker);

  vigie_set_class (self, "last-known", !live);
  vigie_attendance_list_set_live (self->list, live);
  changed_cb (self);
}

static void
vigie_attendance_page_map (GtkWidget *widget)
{
  VigieAttendancePage *self = VIGIE_ATTENDANCE_PAGE (widget);

  GTK_WIDGET_CLASS (vigie_attendance_page_parent_class)->map (widget);
  vigie_attendance_model_want (self->model, self,
                               VIGIE_ATTENDANCE_WANT_NOW | VIGIE_ATTENDANCE_WANT_HABITS
                                   | VIGIE_ATTENDANCE_WANT_PAST);
  changed_cb (self);
}

static void
vigie_attendance_page_unmap (GtkWidget *widget)
{
  VigieAttendancePage *self = VIGIE_ATTENDANCE_PAGE (widget);

  GTK_WIDGET_CLASS (vigie_attendance_page_parent_class)->unmap (widget);
  vigie_attendance_model_want (self->model, self, 0);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_attendance_page_dispose (GObject *object)
{
  VigieAttendancePage *self = VIGIE_ATTENDANCE_PAGE (object);

  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->model, self);
      vigie_attendance_model_want (self->model, self, 0);
    }
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  if (self->list != NULL)
    vigie_drawn_list_set_model (VIGIE_DRAWN_LIST (self->list), NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->sorter);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_ATTENDANCE_PAGE);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->model);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->server, g_free);

  G_OBJECT_CLASS (vigie_attendance_page_parent_class)->dispose (object);
}

static void
vigie_attendance_page_class_init (VigieAttendancePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_attendance_page_dispose;
  widget_class->map = vigie_attendance_page_map;
  widget_class->unmap = vigie_attendance_page_unmap;

  g_type_ensure (VIGIE_TYPE_ATTENDANCE_DETAIL);
  g_type_ensure (VIGIE_TYPE_ATTENDANCE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-attendance-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieAttendancePage, name)
  BIND (stack);
  BIND (split);
  BIND (empty);
  BIND (total);
  BIND (total_rest);
  BIND (sort_button);
  BIND (loading);
  BIND (loading_label);
  BIND (loading_bar);
  BIND (problem);
  BIND (heads);
  BIND (list);
  BIND (legend);
  BIND (levels);
  BIND (detail);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, collapsed_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                copy_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, day_key_cb, "i",
                                -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, day_key_cb, "i",
                                1);
  gtk_widget_class_set_css_name (widget_class, "attendancepage");
}

/* What to declare, by the names that the profile and the server know. */
static void
fill_empty (VigieAttendancePage *self)
{
  static const VigieRole roles[]
      = {VIGIE_ROLE_VEHICLES_IN, VIGIE_ROLE_VEHICLES_OUT, VIGIE_ROLE_VEHICLES_PRESENT};
  const char *names[G_N_ELEMENTS (roles)];
  g_autofree char *list = NULL, *words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    names[i] = vigie_role_to_string (roles[i]);
  list = vigie_words_list (names, G_N_ELEMENTS (names));
  /* Translators: %s is a list of technical names, which are not translated */
  words = g_strdup_printf (
      _ ("A measure counts vehicles if its Datastream.properties.role on the server, or a rule "
         "of the profile, says so: %s. The site’s openingHours and capacity say when it is open "
         "and how many spaces it has."),
      list);
  adw_status_page_set_description (self->empty, words);
}

static void
vigie_attendance_page_init (VigieAttendancePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_bin_set_child (self->heads, vigie_attendance_heads_new ());
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  init_actions (self);
  fill_empty (self);
}

GtkWidget *
vigie_attendance_page_new (VigieContext *context, VigieTicker *ticker)
{
  VigieAttendancePage *self = g_object_new (VIGIE_TYPE_ATTENDANCE_PAGE, NULL);

  g_return_val_if_fail (VIGIE_IS_CONTEXT (context), GTK_WIDGET (self));
  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);
  self->model = g_object_ref (vigie_attendance_model_get (context));
  vigie_attendance_list_setup (self->list, context);
  vigie_attendance_page_init_rows (self);
  set_sort (self, VIGIE_ATTENDANCE_SORT_NAME);
  vigie_attendance_detail_setup (self->detail, self->model, context, ticker);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "plan-changed", G_CALLBACK (plan_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (live_cb), self, G_CONNECT_SWAPPED);
  live_cb (self);
  plan_cb (self);
  return GTK_WIDGET (self);
}

/* ---- From outside ---------------------------------------------------------------------------- */

void
vigie_attendance_page_show (VigieAttendancePage *self, const char *site_id)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_PAGE (self));

  if (*site_id == '\0')
    {
      vigie_attendance_page_back (self);
      return;
    }
  choose (self, site_id);
  vigie_attendance_page_choose_row (self);
  vigie_attendance_page_reveal_row (self);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

char *
vigie_attendance_page_get_subtitle (VigieAttendancePage *self)
{
  VigieAttendancePlan *plan;

  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_PAGE (self), NULL);

  plan = vigie_attendance_model_get_plan (self->model);
  if (plan == NULL || vigie_attendance_plan_get_n_sites (plan) == 0)
    return NULL;
  return vigie_attendance_text_sites (plan);
}

gboolean
vigie_attendance_page_back (VigieAttendancePage *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_PAGE (self), FALSE);

  if (!adw_navigation_split_view_get_collapsed (self->split)
      || !adw_navigation_split_view_get_show_content (self->split))
    return FALSE;
  adw_navigation_split_view_set_show_content (self->split, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return TRUE;
}

gboolean
vigie_attendance_page_focus_next_pane (VigieAttendancePage *self)
{
  GtkWidget *focus;

  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_PAGE (self), FALSE);

  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->detail)))
    return FALSE;
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    return gtk_widget_get_mapped (GTK_WIDGET (self->detail))
           && gtk_widget_child_focus (GTK_WIDGET (self->detail), GTK_DIR_TAB_FORWARD);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->list))
      && gtk_widget_grab_focus (GTK_WIDGET (self->list)))
    return TRUE;
  return gtk_widget_get_mapped (GTK_WIDGET (self->detail))
         && gtk_widget_child_focus (GTK_WIDGET (self->detail), GTK_DIR_TAB_FORWARD);
}

VigieAttendanceModel *
vigie_attendance_page_get_model (VigieAttendancePage *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_PAGE (self), NULL);
  return self->model;
}

VigieDrawnList *
vigie_attendance_page_get_list (VigieAttendancePage *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_PAGE (self), NULL);
  return VIGIE_DRAWN_LIST (self->list);
}

GtkSingleSelection *
vigie_attendance_page_get_selection (VigieAttendancePage *self)
{
  g_return_val_if_fail (VIGIE_IS_ATTENDANCE_PAGE (self), NULL);
  return self->selection;
}
