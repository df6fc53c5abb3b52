/* vigie-site-panel.c: all that is known of the site chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-panel.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "vigie-children.h"
#include "vigie-glyph.h"
#include "vigie-hours.h"
#include "vigie-measure-row.h"
#include "vigie-text.h"
#include "vigie-words.h"

struct _VigieSitePanel
{
  GtkWidget parent_instance;

  VigieTicker *ticker; /* owned */
  VigieSite *site;     /* owned, or NULL */
  char *origin;        /* owned, or NULL */
  VigieHours opening;
  gboolean has_opening;
  guint rebuild_source;

  GtkScrolledWindow *scroller;
  VigieGlyph *glyph;
  GtkLabel *name;
  GtkLabel *place;
  GtkWidget *close_button;
  GtkLabel *state;
  GtkLabel *reason;
  GtkLabel *simulated;
  GtkWidget *hours_box;
  GtkLabel *hours;
  GtkLabel *hours_state;
  GtkWidget *access_box;
  GtkLabel *access;
  GtkLabel *n_measures;
  GtkListBox *measures;
  GtkLabel *source;
};

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSitePanel, vigie_site_panel, GTK_TYPE_WIDGET)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* ---- State: changes with the site and with time ---------------------------------------------- */

static char *
state_words (VigieSite *site, VigieTime now, gboolean live)
{
  const char *state
      = vigie_text_state (vigie_site_get_freshness (site), vigie_site_get_condition (site));
  VigieTime since = vigie_site_get_since (site);
  VigieTime last = vigie_site_get_last_reading (site);
  g_autofree char *clock = NULL;

  if (!live && last != VIGIE_TIME_NONE)
    {
      clock = vigie_words_at (now, last, NULL);
      /* Translators: last known state, at a time; « Critique à 13 h 57, état actuel inconnu » */
      return g_strdup_printf (_ ("%s %s, present state unknown"), state, clock);
    }
  if (since == VIGIE_TIME_NONE || vigie_site_get_severity (site) == 0)
    return g_strdup (state);
  clock = vigie_words_since (now, since, NULL);
  /* Translators: a state and since when; « Critique depuis 10 h 47 » */
  return g_strdup_printf (C_ ("state", "%s since %s"), state, clock);
}

static void
update_state (VigieSitePanel *self)
{
  VigieTime now;
  gboolean live;
  const char *reason;
  g_autofree char *state = NULL;

  if (self->site == NULL)
    return;
  now = vigie_ticker_get_now (self->ticker);
  live = vigie_ticker_get_live (self->ticker);
  state = state_words (self->site, now, live);
  vigie_glyph_set_kind (self->glyph, vigie_site_get_kind (self->site));
  vigie_glyph_set_look (self->glyph, vigie_glyph_look_for (vigie_site_get_freshness (self->site),
                                                           vigie_site_get_condition (self->site)));
  vigie_glyph_set_link_lost (self->glyph, !live);
  gtk_label_set_label (self->state, state);
  /* « Normal » is not its own reason. */
  reason = vigie_site_get_reason (self->site);
  if (g_strcmp0 (reason, vigie_text_state (vigie_site_get_freshness (self->site),
                                           vigie_site_get_condition (self->site)))
      == 0)
    reason = NULL;
  show_text (self->reason, reason);
  if (self->has_opening)
    {
      g_autofree char *open = vigie_hours_state (&self->opening, now);

      show_text (self->hours_state, open);
    }
}

/* ---- Facts: change when the server tells of the site anew ------------------------------------ */

static gboolean
is_fictitious (const VigieSiteData *data)
{
  g_autoptr (JsonNode) root
      = *data->properties != '\0' ? json_from_string (data->properties, NULL) : NULL;

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root)
         && json_object_get_boolean_member_with_default (json_node_get_object (root), "fictitious",
                                                         FALSE);
}

static void
append_line (GString *lines, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append (lines, text);
}

static void
update_facts (VigieSitePanel *self)
{
  const VigieSiteData *data;
  g_autofree char *place = NULL;
  g_autofree char *hours = NULL;
  g_autofree char *source = NULL;
  g_autoptr (GString) access = g_string_new (NULL);
  const char *kind;

  if (self->site == NULL)
    return;
  data = vigie_site_get_data (self->site);
  kind = vigie_words_kind (data->kind);
  gtk_label_set_label (self->name, data->name);
  if (data->commune_name != NULL)
    place = g_strdup_printf ("%s · %s", kind, data->commune_name);
  show_text (self->place, place != NULL ? place : kind);

  if (is_fictitious (data))
    show_text (self->simulated, _ ("Fictitious site, simulated data"));
  else
    show_text (self->simulated, data->demonstration ? _ ("Demonstration: simulated data") : NULL);

  self->has_opening
      = data->opening_hours != NULL && vigie_hours_parse (data->opening_hours, &self->opening);
  hours
      = self->has_opening ? vigie_hours_to_words (&self->opening) : g_strdup (data->opening_hours);
  gtk_label_set_label (self->hours, hours != NULL ? hours : "");
  gtk_widget_set_visible (self->hours_box, hours != NULL && *hours != '\0');
  show_text (self->hours_state, NULL);

  append_line (access, data->address);
  append_line (access, data->access);
  append_line (access, data->contact);
  if (data->capacity >= 0)
    {
      g_autofree char *places = g_strdup_printf (
          ngettext ("%d place", "%d places", (gulong) data->capacity), data->capacity);

      append_line (access, places);
    }
  gtk_label_set_label (self->access, access->str);
  gtk_widget_set_visible (self->access_box, access->len > 0);

  if (self->origin != NULL)
    /* Translators: where the data of a site come from: a server, and the site's identifier there */
    source = g_strdup_printf (_ ("Source: %s, identifier %s"), self->origin, data->id);
  show_text (self->source, source);
}

/* ---- Measures -------------------------------------------------------------------------------- */

static VigieMeasure *
find_diagnostic (GListModel *measures, const char *sensor_id, VigieRole role)
{
  guint n = g_list_model_get_n_items (measures);

  for (guint i = 0; sensor_id != NULL && i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieMeasureData *data = vigie_measure_get_data (measure);

      if (data->role == role && g_strcmp0 (data->sensor_id, sensor_id) == 0)
        return measure; /* the site keeps it */
    }
  return NULL;
}

/* How many measures of the sensor speak of the site, not of the device. */
static guint
count_of_sensor (GListModel *measures, const char *sensor_id)
{
  guint n = g_list_model_get_n_items (measures);
  guint count = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieMeasureData *data = vigie_measure_get_data (measure);

      if (!vigie_role_is_diagnostic (data->role) && g_strcmp0 (data->sensor_id, sensor_id) == 0)
        count++;
    }
  return count;
}

/* Battery and radio are beside a measure of their sensor; without one, or where their own limit is
 * passed, they have a row. */
static gboolean
has_row (GListModel *measures, VigieMeasure *measure)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  VigieCondition condition = vigie_measure_get_condition (measure);

  if (!vigie_role_is_diagnostic (data->role))
    return TRUE;
  if (condition == VIGIE_CONDITION_WARNING || condition == VIGIE_CONDITION_CRITICAL)
    return TRUE;
  if (data->role != VIGIE_ROLE_BATTERY_LEVEL && data->role != VIGIE_ROLE_RSSI)
    return FALSE;
  return data->sensor_id == NULL || count_of_sensor (measures, data->sensor_id) == 0;
}

static void
rebuild_measures (VigieSitePanel *self)
{
  GListModel *measures;
  g_autofree char *count = NULL;
  guint n, shown = 0;

  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  gtk_list_box_remove_all (self->measures);
  if (self->site == NULL)
    return;
  measures = vigie_site_get_measures (self->site);
  n = g_list_model_get_n_items (measures);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieMeasureData *data = vigie_measure_get_data (measure);
      const VigieSensorData *sensor = vigie_measure_get_sensor (measure);
      gboolean diagnostic = vigie_role_is_diagnostic (data->role);
      const char *title = data->name;

      if (!has_row (measures, measure))
        continue;
      /* The name that people give the sensor, where it says all. */
      if (!diagnostic && sensor != NULL && *sensor->name != '\0'
          && count_of_sensor (measures, data->sensor_id) == 1)
        title = sensor->name;
      gtk_list_box_append (
          self->measures,
          vigie_measure_row_new (
              measure, title,
              diagnostic ? NULL
                         : find_diagnostic (measures, data->sensor_id, VIGIE_ROLE_BATTERY_LEVEL),
              diagnostic ? NULL : find_diagnostic (measures, data->sensor_id, VIGIE_ROLE_RSSI),
              self->ticker));
      shown++;
    }
  count = g_strdup_printf ("%u", shown);
  gtk_label_set_label (self->n_measures, count);
  gtk_widget_set_visible (GTK_WIDGET (self->measures), shown > 0);
}

static gboolean
rebuild_cb (gpointer user_data)
{
  VigieSitePanel *self = VIGIE_SITE_PANEL (user_data);

  self->rebuild_source = 0;
  rebuild_measures (self);
  return G_SOURCE_REMOVE;
}

static void
measures_changed_cb (VigieSitePanel *self)
{
  if (self->rebuild_source == 0)
    self->rebuild_source = g_idle_add (rebuild_cb, self);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
close_cb (VigieSitePanel *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
vigie_site_panel_dispose (GObject *object)
{
  VigieSitePanel *self = VIGIE_SITE_PANEL (object);

  if (self->ticker != NULL)
    {
      vigie_site_panel_set_site (self, NULL, NULL);
      g_signal_handlers_disconnect_by_data (self->ticker, self);
    }
  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->origin, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_SITE_PANEL);
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_site_panel_parent_class)->dispose (object);
}

static void
vigie_site_panel_class_init (VigieSitePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_site_panel_dispose;
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (VIGIE_TYPE_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-site-panel.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieSitePanel, name)
  BIND (scroller);
  BIND (glyph);
  BIND (name);
  BIND (place);
  BIND (close_button);
  BIND (state);
  BIND (reason);
  BIND (simulated);
  BIND (hours_box);
  BIND (hours);
  BIND (hours_state);
  BIND (access_box);
  BIND (access);
  BIND (n_measures);
  BIND (measures);
  BIND (source);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_set_css_name (widget_class, "sitepanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
vigie_site_panel_init (VigieSitePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->name, NULL, -1);
}

void
vigie_site_panel_setup (VigieSitePanel *self, VigieTicker *ticker)
{
  g_return_if_fail (self->ticker == NULL);

  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
}

void
vigie_site_panel_set_site (VigieSitePanel *self, VigieSite *site, const char *source)
{
  gboolean changed = self->site != site;

  g_set_str (&self->origin, source);
  if (changed && self->site != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->site, self);
      g_signal_handlers_disconnect_by_data (vigie_site_get_measures (self->site), self);
    }
  g_set_object (&self->site, site);
  if (changed && site != NULL)
    {
      g_signal_connect_object (site, "notify", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (site, "notify::data", G_CALLBACK (update_facts), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (vigie_site_get_measures (site), "items-changed",
                               G_CALLBACK (measures_changed_cb), self, G_CONNECT_SWAPPED);
    }
  if (changed)
    {
      rebuild_measures (self);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  update_facts (self);
  update_state (self);
}

VigieSite *
vigie_site_panel_get_site (VigieSitePanel *self)
{
  return self->site;
}

void
vigie_site_panel_set_closable (VigieSitePanel *self, gboolean closable)
{
  gtk_widget_set_visible (self->close_button, closable);
}

void
vigie_site_panel_focus (VigieSitePanel *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

GtkWidget *
vigie_site_panel_get_measures (VigieSitePanel *self)
{
  return GTK_WIDGET (self->measures);
}
