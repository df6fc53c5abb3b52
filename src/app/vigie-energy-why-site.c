/* vigie-energy-why-site.c: a site step by step, its meters, and the readings of a step.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-energy-text.h"
#include "vigie-energy-why-private.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

/* Steps that are shown at once: those of a month of ten minutes; a longer period is told month by month. */
#define MOST_STEPS 4500

/* The page of a site. */
typedef struct
{
  VigieEnergyWhy *self; /* not owned: it holds the page */
  VigieEnergyDetail *detail;
  GtkBox *box;    /* not owned: of the page */
  GtkBox *steps;  /* not owned: where the table of steps is */
  GArray *months; /* VigiePeriod: the parts that are told apart */
  VigieTime from; /* of the part shown */
  char *name;     /* of the site */
} Site;

static void
site_free (gpointer data)
{
  Site *site = data;

  g_clear_pointer (&site->detail, vigie_energy_detail_unref);
  g_clear_pointer (&site->months, g_array_unref);
  g_free (site->name);
  g_free (site);
}

/* ---- The readings of a step ------------------------------------------------------------------ */

static void
leave_cb (GtkButton *button, gpointer user_data)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (button), VIGIE_TYPE_ENERGY_WHY);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (button)));
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "id"));
  const char *action = g_object_get_data (G_OBJECT (button), "action");

  adw_dialog_force_close (ADW_DIALOG (dialog));
  gtk_widget_activate_action (window, action, "s", id);
}

static GtkWidget *
lead_button (const char *icon, const char *words, const char *action, const char *id)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (id), g_free);
  g_object_set_data (G_OBJECT (button), "action", (gpointer) action);
  g_signal_connect (button, "clicked", G_CALLBACK (leave_cb), NULL);
  return button;
}

/* Each meter with what leads on to it. */
static GtkWidget *
make_meters (const VigieEnergyDetail *detail)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Meters of the Site"));
  for (guint i = 0; i < detail->meters->len; i++)
    {
      const VigieMeasureData *data = g_ptr_array_index (detail->meters, i);
      g_autofree char *name = vigie_site_measure_name (data);
      g_autofree char *chart = g_strdup_printf (_ ("Chart of %s"), name);
      g_autofree char *server = g_strdup_printf (_ ("%s, as reported by the server"), name);
      GtkWidget *row = adw_action_row_new ();
      VigieFlow flow;

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), vigie_flow_of_role (data->role, &flow)
                                                             ? vigie_energy_flow_words (flow)
                                                             : vigie_words_role (data->role));
      adw_action_row_add_suffix (
          ADW_ACTION_ROW (row),
          lead_button ("x-office-spreadsheet-symbolic", chart, "win.show-measure", data->id));
      adw_action_row_add_suffix (
          ADW_ACTION_ROW (row),
          lead_button ("network-server-symbolic", server, "win.inspect-measure", data->id));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

typedef struct
{
  VigieEnergyWhy *self; /* owned */
  VigieEnergyDetail *detail;
  GtkBox *box; /* owned */
} Readings;

static void
readings_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Readings *read = user_data;
  g_autoptr (VigieEnergyWhy) self = read->self;
  g_autoptr (VigieEnergyDetail) detail = read->detail;
  g_autoptr (GtkBox) box = read->box;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) series = vigie_history_read_finish (VIGIE_HISTORY (source), result, &error);
  g_autoptr (VigieFigureTable) table = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  vigie_energy_why_clear (box);
  if (series == NULL)
    gtk_box_append (box, vigie_energy_why_line (error->message, "vigie-chart-error"));
  else
    {
      table = vigie_energy_audit_readings (detail, series);
      gtk_box_append (box,
                      vigie_energy_why_table (self, _ ("Readings Around the Step"), table, NULL));
    }
  gtk_box_append (box, make_meters (detail));
}

static void
push_step (Site *site, guint step)
{
  VigieEnergyWhy *self = site->self;
  VigieSync *sync = vigie_context_get_sync (vigie_energy_model_get_context (self->model));
  const VigieSiteSteps *steps = site->detail->steps;
  VigieTime from = steps->from + step * steps->step, now;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *moment = NULL, *end = NULL, *title = NULL;
  gint64 margin = 0;
  GtkBox *box;
  AdwNavigationPage *page;
  Readings *read;

  now = vigie_energy_model_get_now (self->model);
  moment = vigie_words_moment (now, from, NULL);
  end = vigie_words_time_of_day (from + steps->step, NULL);
  /* Translators: a step of metering: when it begins, when it ends */
  title = g_strdup_printf (_ ("%1$s to %2$s"), moment, end);
  page = vigie_energy_why_page_new (self, title, &box);
  gtk_box_append (box, vigie_energy_why_line (site->name, "vigie-energy-name"));
  adw_navigation_view_push (self->view, page);
  if (sync == NULL)
    return;
  for (guint i = 0; i < site->detail->meters->len; i++)
    {
      const VigieMeasureData *data = g_ptr_array_index (site->detail->meters, i);

      g_ptr_array_add (ids, data->id);
      margin = MAX (margin, 2 * data->expected_interval);
    }
  margin = CLAMP (margin, 20 * VIGIE_MINUTE, VIGIE_DAY);
  vigie_energy_why_wait (box, _ ("Loading…"));
  read = g_new0 (Readings, 1);
  read->self = g_object_ref (self);
  read->detail = vigie_energy_detail_ref (site->detail);
  read->box = g_object_ref (box);
  vigie_history_read_async (vigie_sync_get_archive (sync), (const char *const *) ids->pdata,
                            ids->len, from - margin, from + steps->step + margin, self->cancellable,
                            readings_cb, read);
}

/* ---- The steps ------------------------------------------------------------------------------- */

static void
step_activated_cb (VigieFigureGrid *grid, guint row, Site *site)
{
  const VigieSiteSteps *steps = site->detail->steps;
  guint first = (guint) (MAX (site->from - steps->from, 0) / steps->step);

  if (first + row < steps->n)
    push_step (site, first + row);
}

static void
show_part (Site *site, VigieTime from, VigieTime to)
{
  g_autoptr (VigieFigureTable) table = vigie_energy_audit_steps (site->detail, from, to);
  VigieFigureGrid *grid;

  site->from = from;
  vigie_energy_why_clear (site->steps);
  gtk_box_append (site->steps,
                  vigie_energy_why_table (site->self, _ ("Metering Steps"), table, &grid));
  g_signal_connect (grid, "row-activated", G_CALLBACK (step_activated_cb), site);
}

static void
month_cb (GtkDropDown *choice, GParamSpec *pspec, Site *site)
{
  guint chosen = gtk_drop_down_get_selected (choice);

  if (chosen < site->months->len)
    {
      const VigiePeriod *month = &g_array_index (site->months, VigiePeriod, chosen);

      show_part (site, month->from, month->to);
    }
}

/* More steps than can be looked at are told month by month, the last first. */
static void
add_months (Site *site)
{
  const VigieSiteSteps *steps = site->detail->steps;
  VigieTime end = steps->from + (gint64) steps->n_due * steps->step;
  VigiePeriod month = vigie_period_at (MAX (end - 1, steps->from), VIGIE_PERIOD_MONTH, NULL);
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *choice;

  site->months = g_array_new (FALSE, FALSE, sizeof (VigiePeriod));
  while (month.to > steps->from)
    {
      g_autofree char *words = vigie_period_to_words (&month, NULL);

      gtk_string_list_append (names, words);
      g_array_append_val (site->months, month);
      month = vigie_period_step (&month, -1, NULL);
    }
  choice = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_widget_set_halign (choice, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Month"), -1);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (month_cb), site);
  gtk_box_append (site->box, choice);
}

static void
add_summary (Site *site)
{
  const VigieSiteSteps *steps = site->detail->steps;
  g_autofree char *step = vigie_energy_text_step (steps->step);
  g_autofree char *n = vigie_words_number (steps->n_due, 0);
  g_autofree char *words = g_strdup_printf (
      ngettext ("%1$s step of %2$s is expected.", "%1$s steps of %2$s are expected.", steps->n_due),
      n, step);

  gtk_box_append (site->box, vigie_energy_why_line (words, NULL));
}

static void
fill_site (Site *site)
{
  const VigieSiteSteps *steps = site->detail->steps;
  g_autoptr (VigieFigureTable) meters = vigie_energy_audit_meters (site->detail);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);

  vigie_energy_why_clear (site->box);
  add_summary (site);
  gtk_box_append (site->box, vigie_energy_why_table (site->self, _ ("Meters"), meters, NULL));
  if (vigie_energy_audit_count_events (site->detail) > 0)
    {
      g_autoptr (VigieFigureTable) events = vigie_energy_audit_events (site->detail);

      gtk_box_append (site->box,
                      vigie_energy_why_table (site->self, _ ("Meter Events"), events, NULL));
    }
  site->steps = GTK_BOX (box);
  if (steps->n > MOST_STEPS)
    {
      const VigiePeriod *last;

      add_months (site);
      gtk_box_append (site->box, box);
      last = &g_array_index (site->months, VigiePeriod, 0);
      show_part (site, last->from, last->to);
    }
  else
    {
      gtk_box_append (site->box, box);
      show_part (site, steps->from, steps->from + (gint64) steps->n * steps->step);
    }
  gtk_box_append (site->box,
                  vigie_energy_why_line (
                      _ ("Press Enter or double-click a step to show the readings it is made of."),
                      "vigie-dim"));
  gtk_box_append (site->box, make_meters (site->detail));
}

/* ---- The site -------------------------------------------------------------------------------- */

typedef struct
{
  VigieEnergyWhy *self;    /* owned */
  AdwNavigationPage *page; /* owned: it holds the site */
} Read;

static void
detail_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Read *read = user_data;
  g_autoptr (VigieEnergyWhy) self = read->self;
  g_autoptr (AdwNavigationPage) page = read->page;
  g_autoptr (GError) error = NULL;
  VigieEnergyDetail *detail
      = vigie_energy_model_read_detail_finish (VIGIE_ENERGY_MODEL (source), result, &error);
  Site *site = g_object_get_data (G_OBJECT (page), "site");

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (detail == NULL)
    {
      vigie_energy_why_clear (site->box);
      gtk_box_append (site->box, vigie_energy_why_line (error->message, "vigie-chart-error"));
      return;
    }
  site->detail = detail;
  fill_site (site);
}

static char *
name_of (VigieEnergyWhy *self, const char *site_id)
{
  VigieEnergyPlan *plan = vigie_energy_model_get_plan (self->model);

  for (guint i = 0; plan != NULL && i < vigie_energy_plan_get_n_sites (plan); i++)
    {
      const VigieSiteData *data = vigie_energy_plan_get_site (plan, i)->data;

      if (g_str_equal (data->id, site_id))
        return vigie_site_text_plain (data->name, VIGIE_SITE_NAME_MAX);
    }
  return g_strdup (site_id);
}

void
vigie_energy_why_push_site (VigieEnergyWhy *self, const char *site_id)
{
  Site *site = g_new0 (Site, 1);
  Read *read = g_new0 (Read, 1);
  AdwNavigationPage *page;

  site->self = self;
  site->name = name_of (self, site_id);
  page = vigie_energy_why_page_new (self, site->name, &site->box);
  g_object_set_data_full (G_OBJECT (page), "site", site, site_free);
  vigie_energy_why_wait (site->box, _ ("Loading…"));
  adw_navigation_view_push (self->view, page);
  read->self = g_object_ref (self);
  read->page = g_object_ref (page);
  vigie_energy_model_read_detail_async (self->model, site_id, self->from, self->to,
                                        self->cancellable, detail_cb, read);
}
