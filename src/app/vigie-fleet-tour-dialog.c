/* vigie-fleet-tour-dialog.c: which sites to go to, in which order, with what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-tour-dialog.h"

#include <glib/gi18n-lib.h>

#include "vigie-fleet-tour-print.h"
#include "vigie-save.h"
#include "vigie-words.h"

/* Rows are made in turns of the main loop of this length. */
#define TURN (2 * 1000) /* µs */
/* After the last change of a number. */
#define SOON 250 /* ms */
/* More sites are not offered as a start. */
#define MAX_STARTS 2000

typedef enum
{
  SCOPE_ALL,
  SCOPE_SHOWN,
  SCOPE_CHOSEN,
} Scope;
#define N_SCOPES 3

struct _VigieFleetTourDialog
{
  AdwDialog parent_instance;

  VigieContext *context;  /* owned */
  VigieFleetModel *model; /* owned */
  VigieSensor *chosen;    /* owned, or NULL */
  GtkWidget *page;        /* unowned */
  VigieTime now;
  Scope scopes[N_SCOPES]; /* of the rows of the choice */
  GPtrArray *starts;      /* owned: VigieSite references, of the rows after the first one */
  VigieFleetTour *tour;   /* owned, or NULL */
  GCancellable *planning; /* owned: of the plan under way, or NULL */
  GCancellable *ordering; /* owned: of the order under way, or NULL */
  guint soon_source, rows_source;
  guint next_row;
  gboolean ready;

  AdwComboRow *scope;
  AdwSpinRow *days;
  AdwComboRow *start;
  AdwSwitchRow *round;
  AdwSwitchRow *mains;
  GtkLabel *summary;
  GtkLabel *batteries;
  GtkLabel *note;
  GtkListBox *stops;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (VigieFleetTourDialog, vigie_fleet_tour_dialog, ADW_TYPE_DIALOG)

/* ---- What is shown --------------------------------------------------------------------------- */

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *class_name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* « Benne gravats · 24E124126A148123 · ER34615 », under it what is found. */
static void
add_task (GtkWidget *box, const VigieFleetTask *task, GString *spoken)
{
  g_autofree char *battery = vigie_fleet_task_battery_words (task);
  g_autofree char *line = *task->eui != '\0'
                              ? g_strjoin (" · ", task->sensor, task->eui, battery, NULL)
                              : g_strjoin (" · ", task->sensor, battery, NULL);

  add_label (box, line, NULL);
  if (*task->findings != '\0')
    add_label (box, task->findings, "vigie-dim");
  g_string_append_printf (spoken, "; %s, %s, %s", task->sensor, task->findings, battery);
}

static GtkWidget *
make_row (const VigieFleetStop *stop, guint i)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *distance
      = isnan (stop->distance) ? NULL : vigie_fleet_tour_distance_words (stop->distance);
  g_autofree char *title = NULL, *place = NULL;
  g_autoptr (GString) spoken = NULL;

  /* Translators: a stop of a tour: its number and the name of the site */
  title = g_strdup_printf (C_ ("tour", "%1$u. %2$s"), i + 1, stop->name);
  if (distance != NULL && *stop->commune != '\0')
    place = g_strjoin (" · ", stop->commune, distance, NULL);
  else
    place = g_strdup (distance != NULL ? distance : stop->commune);
  spoken = g_string_new (title);
  add_label (box, title, "vigie-bold");
  if (*place != '\0')
    {
      add_label (box, place, "vigie-dim");
      g_string_append_printf (spoken, ", %s", place);
    }
  if (!vigie_tour_has_place (&(VigieTourStop) {.lat = stop->lat, .lon = stop->lon}))
    add_label (box, _ ("Its position is unknown: it is not on the route"), "vigie-dim");
  for (guint j = 0; j < stop->tasks->len; j++)
    add_task (box, g_ptr_array_index (stop->tasks, j), spoken);
  gtk_widget_add_css_class (box, "vigie-fleet-tour-stop");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str,
                                  -1);
  return row;
}

static gboolean
rows_cb (gpointer user_data)
{
  VigieFleetTourDialog *self = user_data;
  gint64 deadline = g_get_monotonic_time () + TURN;

  while (self->next_row < self->tour->stops->len)
    {
      gtk_list_box_append (
          self->stops,
          make_row (g_ptr_array_index (self->tour->stops, self->next_row), self->next_row));
      self->next_row++;
      if (g_get_monotonic_time () >= deadline)
        return G_SOURCE_CONTINUE;
    }
  self->rows_source = 0;
  return G_SOURCE_REMOVE;
}

static void
show_rows (VigieFleetTourDialog *self)
{
  gtk_list_box_remove_all (self->stops);
  self->next_row = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->stops), self->tour->stops->len > 0);
  if (self->rows_source == 0)
    self->rows_source = g_idle_add (rows_cb, self);
}

static void
add_note (GString *note, char *words)
{
  if (note->len > 0)
    g_string_append_c (note, '\n');
  g_string_append (note, words);
  g_free (words);
}

static void
show_words (VigieFleetTourDialog *self)
{
  const VigieFleetTour *tour = self->tour;
  g_autofree char *summary = vigie_fleet_tour_summary (tour);
  g_autofree char *batteries = vigie_fleet_tour_batteries (tour);
  g_autofree char *bring = NULL;
  g_autoptr (GString) note = g_string_new (NULL);

  if (tour->stops->len == 0)
    gtk_label_set_label (self->summary, _ ("Nothing to do"));
  else
    gtk_label_set_label (self->summary, summary);
  if (batteries != NULL)
    {
      bring = g_strdup_printf (_ ("To bring: %s"), batteries);
      add_note (note, g_strdup (_ ("Batteries at the end of their life, and one for each silent "
                                   "sensor")));
    }
  gtk_label_set_label (self->batteries, bring != NULL ? bring : "");
  gtk_widget_set_visible (GTK_WIDGET (self->batteries), bring != NULL);
  if (tour->n_mains > 0)
    add_note (note, g_strdup_printf (ngettext ("%u sensor without a battery is left out",
                                               "%u sensors without a battery are left out",
                                               tour->n_mains),
                                     tour->n_mains));
  if (tour->n_left_out > 0)
    add_note (note, g_strdup_printf (ngettext ("%1$u site is left out: a round has at most %2$d",
                                               "%1$u sites are left out: a round has at most %2$d",
                                               tour->n_left_out),
                                     tour->n_left_out, VIGIE_TOUR_MAX));
  if (vigie_fleet_model_count_unread (self->model) > 0)
    add_note (note, g_strdup (_ ("The history has not been fully read yet: more may fail")));
  gtk_label_set_label (self->note, note->str);
  gtk_widget_set_visible (GTK_WIDGET (self->note), note->len > 0);
  gtk_widget_set_sensitive (self->buttons, self->ready && tour->stops->len > 0);
}

/* ---- The way --------------------------------------------------------------------------------- */

static void
ordered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieFleetTourDialog) self = user_data;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)))
      || !vigie_fleet_tour_order_finish (self->tour, result, NULL))
    return;
  self->ready = TRUE;
  show_words (self);
  show_rows (self);
}

static void
stop_planning (VigieFleetTourDialog *self)
{
  if (self->planning != NULL)
    g_cancellable_cancel (self->planning);
  g_clear_object (&self->planning);
}

static void
stop_ordering (VigieFleetTourDialog *self)
{
  if (self->ordering != NULL)
    g_cancellable_cancel (self->ordering);
  g_clear_object (&self->ordering);
  self->ready = FALSE;
}

/* The middle of the territory, or the site chosen. */
static gboolean
get_start (VigieFleetTourDialog *self, VigieTourStop *start)
{
  guint i = adw_combo_row_get_selected (self->start);
  VigieProfile *profile = vigie_context_get_profile (self->context);
  double south, west, north, east;

  *start = (VigieTourStop) {.lat = NAN, .lon = NAN};
  if (i != GTK_INVALID_LIST_POSITION && i > 0 && i <= self->starts->len)
    {
      VigieSite *site = g_ptr_array_index (self->starts, i - 1);

      start->name = vigie_site_get_name (site);
      start->lat = vigie_site_get_lat (site);
      start->lon = vigie_site_get_lon (site);
    }
  else if (profile != NULL)
    {
      vigie_profile_get_bounds (profile, &south, &west, &north, &east);
      start->name = _ ("Centre of the territory");
      start->lat = (south + north) / 2;
      start->lon = (west + east) / 2;
    }
  return vigie_tour_has_place (start);
}

static void
order_cb (VigieFleetTourDialog *self)
{
  VigieTourStop start;
  gboolean has_start;

  if (self->tour == NULL || self->context == NULL)
    return;
  stop_ordering (self);
  self->ordering = g_cancellable_new ();
  has_start = get_start (self, &start);
  vigie_fleet_tour_order_async (self->tour, has_start ? &start : NULL,
                                adw_switch_row_get_active (self->round), self->ordering, ordered_cb,
                                g_object_ref (self));
}

/* ---- What is on it --------------------------------------------------------------------------- */

static const VigieFleetFigures *
figures_of (VigieSensor *sensor, gpointer model)
{
  return vigie_fleet_model_get_figures (model, sensor);
}

static Scope
get_scope (VigieFleetTourDialog *self)
{
  guint i = adw_combo_row_get_selected (self->scope);

  return i < N_SCOPES ? self->scopes[i] : SCOPE_ALL;
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieFleetTourDialog) self = user_data;
  VigieFleetTour *tour = vigie_fleet_tour_plan_finish (result, NULL);
  VigieTerritory *territory;

  if (tour == NULL)
    return;
  g_clear_object (&self->planning);
  self->tour = tour;
  territory = vigie_context_get_territory (self->context);
  tour->demonstration = vigie_context_is_demonstration (self->context)
                        || (territory != NULL && vigie_territory_get_demonstration (territory));
  show_words (self);
  order_cb (self);
}

static void
plan_cb (VigieFleetTourDialog *self)
{
  Scope scope = get_scope (self);
  g_autoptr (GListStore) one = g_list_store_new (VIGIE_TYPE_SENSOR);
  GListModel *list = vigie_fleet_model_get_all (self->model);

  if (self->context == NULL)
    return;
  g_clear_handle_id (&self->soon_source, g_source_remove);
  g_clear_handle_id (&self->rows_source, g_source_remove);
  stop_planning (self);
  stop_ordering (self);
  if (scope == SCOPE_CHOSEN)
    g_list_store_append (one, self->chosen);
  if (scope == SCOPE_CHOSEN || list == NULL)
    list = G_LIST_MODEL (one);
  else if (scope == SCOPE_SHOWN)
    list = G_LIST_MODEL (self->model);
  g_clear_pointer (&self->tour, vigie_fleet_tour_free);
  self->planning = g_cancellable_new ();
  vigie_fleet_tour_plan_async (list, figures_of, self->model, self->now,
                               scope == SCOPE_CHOSEN ? 0
                                                     : (guint) adw_spin_row_get_value (self->days),
                               scope == SCOPE_CHOSEN || adw_switch_row_get_active (self->mains),
                               self->planning, planned_cb, g_object_ref (self));
  gtk_widget_set_visible (GTK_WIDGET (self->days), scope != SCOPE_CHOSEN);
  gtk_widget_set_visible (GTK_WIDGET (self->mains), scope != SCOPE_CHOSEN);
  gtk_list_box_remove_all (self->stops);
  /* The words stay until there are others: that is soon. */
  gtk_widget_set_sensitive (self->buttons, FALSE);
}

static gboolean
soon_cb (gpointer user_data)
{
  VigieFleetTourDialog *self = user_data;

  self->soon_source = 0;
  plan_cb (self);
  return G_SOURCE_REMOVE;
}

static void
plan_soon_cb (VigieFleetTourDialog *self)
{
  if (self->context == NULL)
    return;
  g_clear_handle_id (&self->soon_source, g_source_remove);
  self->soon_source = g_timeout_add (SOON, soon_cb, self);
}

/* ---- Out ------------------------------------------------------------------------------------- */

static void
copy_cb (VigieFleetTourDialog *self)
{
  g_autofree char *text = vigie_fleet_tour_to_text (self->tour);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (self->page, "win.notice", "s", _ ("Service round copied"));
}

static void
save_csv_cb (VigieFleetTourDialog *self)
{
  g_autoptr (GBytes) bytes = vigie_fleet_tour_to_csv (self->tour);
  g_autofree char *name = vigie_fleet_tour_file_name (self->tour, "csv");

  vigie_save_file (self->page, _ ("Save Service Round as Table"), name, bytes);
}

static void
save_gpx_cb (VigieFleetTourDialog *self)
{
  g_autoptr (GBytes) bytes = vigie_fleet_tour_to_gpx (self->tour);
  g_autofree char *name = vigie_fleet_tour_file_name (self->tour, "gpx");

  vigie_save_file (self->page, _ ("Save Route (GPX)"), name, bytes);
}

static void
print_cb (VigieFleetTourDialog *self)
{
  VigieProfile *profile = vigie_context_get_profile (self->context);

  vigie_fleet_tour_print (
      self->tour, profile != NULL ? vigie_profile_get_territory_name (profile) : NULL, self->page);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_fleet_tour_dialog_dispose (GObject *object)
{
  VigieFleetTourDialog *self = VIGIE_FLEET_TOUR_DIALOG (object);

  stop_planning (self);
  stop_ordering (self);
  g_clear_handle_id (&self->soon_source, g_source_remove);
  g_clear_handle_id (&self->rows_source, g_source_remove);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_FLEET_TOUR_DIALOG);

  G_OBJECT_CLASS (vigie_fleet_tour_dialog_parent_class)->dispose (object);
}

static void
vigie_fleet_tour_dialog_finalize (GObject *object)
{
  VigieFleetTourDialog *self = VIGIE_FLEET_TOUR_DIALOG (object);

  g_clear_pointer (&self->tour, vigie_fleet_tour_free);
  g_clear_pointer (&self->starts, g_ptr_array_unref);
  g_clear_object (&self->model);
  g_clear_object (&self->chosen);

  G_OBJECT_CLASS (vigie_fleet_tour_dialog_parent_class)->finalize (object);
}

static void
vigie_fleet_tour_dialog_class_init (VigieFleetTourDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_fleet_tour_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_fleet_tour_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-fleet-tour-dialog.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieFleetTourDialog, name)
  BIND (scope);
  BIND (days);
  BIND (start);
  BIND (round);
  BIND (mains);
  BIND (summary);
  BIND (batteries);
  BIND (note);
  BIND (stops);
  BIND (buttons);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, plan_cb);
  gtk_widget_class_bind_template_callback (widget_class, plan_soon_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_csv_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_gpx_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
}

static void
vigie_fleet_tour_dialog_init (VigieFleetTourDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->starts = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
add_scopes (VigieFleetTourDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n = 0;

  if (vigie_fleet_model_is_filtered (self->model))
    {
      gtk_string_list_append (names, _ ("Those shown"));
      self->scopes[n++] = SCOPE_SHOWN;
    }
  gtk_string_list_append (names, _ ("The whole fleet"));
  self->scopes[n++] = SCOPE_ALL;
  if (self->chosen != NULL)
    {
      gtk_string_list_append (names, vigie_sensor_get_name (self->chosen));
      self->scopes[n++] = SCOPE_CHOSEN;
    }
  adw_combo_row_set_model (self->scope, G_LIST_MODEL (names));
}

static int
compare_sites (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (vigie_site_get_name (*(VigieSite *const *) a),
                         vigie_site_get_name (*(VigieSite *const *) b));
}

static void
add_starts (VigieFleetTourDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  guint n = territory != NULL ? g_list_model_get_n_items (G_LIST_MODEL (territory)) : 0;
  g_autoptr (GtkExpression) expression
      = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  for (guint i = 0; i < MIN (n, MAX_STARTS); i++)
    {
      VigieSite *site = g_list_model_get_item (G_LIST_MODEL (territory), i);

      if (isnan (vigie_site_get_lat (site)))
        g_object_unref (site);
      else
        g_ptr_array_add (self->starts, site);
    }
  g_ptr_array_sort (self->starts, compare_sites);
  gtk_string_list_append (names, _ ("Centre of the territory"));
  for (guint i = 0; i < self->starts->len; i++)
    gtk_string_list_append (names, vigie_site_get_name (g_ptr_array_index (self->starts, i)));
  adw_combo_row_set_expression (self->start, expression);
  adw_combo_row_set_model (self->start, G_LIST_MODEL (names));
}

AdwDialog *
vigie_fleet_tour_dialog_new (VigieContext *context,
                             VigieFleetModel *model,
                             VigieSensor *chosen,
                             VigieTime now,
                             GtkWidget *page)
{
  VigieFleetTourDialog *self = g_object_new (VIGIE_TYPE_FLEET_TOUR_DIALOG, NULL);

  self->model = g_object_ref (model);
  g_set_object (&self->chosen, chosen);
  self->now = now;
  self->page = page;
  add_scopes (self);
  self->context = g_object_ref (context);
  add_starts (self);
  plan_cb (self);
  return ADW_DIALOG (self);
}

const VigieFleetTour *
vigie_fleet_tour_dialog_get_tour (VigieFleetTourDialog *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_TOUR_DIALOG (self), NULL);
  return self->tour;
}

gboolean
vigie_fleet_tour_dialog_is_ready (VigieFleetTourDialog *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_TOUR_DIALOG (self), FALSE);
  return self->ready;
}
