/* vigie-site-panel-facts.c: what a site is, its state, when and how one gets in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-panel-facts.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "vigie-attendance-card.h"
#include "vigie-children.h"
#include "vigie-geodesy-text.h"
#include "vigie-glyph.h"
#include "vigie-opening-hours.h"
#include "vigie-site-panel-export.h"
#include "vigie-site-panel-figure.h"
#include "vigie-site-panel-text.h"
#include "vigie-text.h"
#include "vigie-tooltip.h"
#include "vigie-words.h"

struct _VigieSiteFacts
{
  GtkWidget parent_instance;

  VigieTicker *ticker;        /* owned */
  VigieSite *site;            /* owned, or NULL */
  char *origin;               /* owned, or NULL */
  VigieOpeningHours *opening; /* owned, or NULL: not told, or not in the syntax */
  gint64 opening_day;         /* that its words are of */
  gboolean openable;

  VigieGlyph *glyph;
  GtkLabel *name;
  GtkLabel *place;
  GtkWidget *close_button;
  GtkLabel *state;
  GtkLabel *reason;
  GtkLabel *simulated;
  GtkButton *open_button;
  GtkWidget *copy_button;
  GtkWidget *hours_box;
  GtkLabel *hours;
  GtkLabel *hours_state;
  VigieAttendanceCard *attendance;
  VigieSiteFigure *figure;
  GtkExpander *access_expander;
  GtkLabel *address;
  GtkLabel *access;
  AdwWrapBox *contact;
  GtkLabel *capacity;
  GtkWidget *coordinates_box;
  GtkLabel *coordinates;
  GtkLabel *way;
  GtkLabel *source;
};

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSiteFacts, vigie_site_facts, GTK_TYPE_WIDGET)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* What a server wrote, whole in the tooltip where it may be cut. */
static void
show_plain (GtkLabel *label, const char *text, guint max)
{
  g_autofree char *plain = vigie_site_text_plain (text, max);

  show_text (label, plain);
  vigie_tooltip_set (GTK_WIDGET (label), g_utf8_strlen (plain, -1) > 60 ? plain : NULL);
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
      return g_strdup_printf (_ ("%s %s, current state unknown"), state, clock);
    }
  /* Nothing is silent since a moment that is to come: the reason says that the clock is ahead. */
  if (since == VIGIE_TIME_NONE || since > now || vigie_site_get_severity (site) == 0)
    return g_strdup (state);
  clock = vigie_words_since (now, since, NULL);
  /* Translators: a state and since when; « Critique depuis 10 h 47 » */
  return g_strdup_printf (C_ ("state", "%s since %s"), state, clock);
}

/* Which holidays and closures come next changes at midnight. */
static void
update_hours (VigieSiteFacts *self, VigieTime now)
{
  gint64 today = vigie_time_to_local (now, vigie_words_default_zone ()).day_number;
  g_autofree char *words = NULL;

  if (today == self->opening_day)
    return;
  self->opening_day = today;
  words = vigie_opening_hours_to_words_of (self->opening, vigie_site_get_kind (self->site), now);
  gtk_label_set_label (self->hours, words);
}

static void
update_state (VigieSiteFacts *self)
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
  reason = vigie_site_get_reason (self->site);
  gtk_label_set_label (self->state, state);
  /* « Normal » and « No measure » are not their own reason. */
  if (g_strcmp0 (reason, vigie_text_state (vigie_site_get_freshness (self->site),
                                           vigie_site_get_condition (self->site)))
      == 0)
    reason = NULL;
  show_plain (self->reason, reason, VIGIE_SITE_NOTE_MAX);
  if (self->opening != NULL)
    {
      g_autofree char *open = vigie_opening_hours_state_words_of (
          self->opening, vigie_site_get_kind (self->site), now);

      show_text (self->hours_state, open);
      update_hours (self, now);
    }
}

/* ---- Facts: change when the server tells of the site anew ------------------------------------ */

static gboolean
is_fictitious (const VigieSiteData *data)
{
  g_autoptr (JsonNode) root = *data->details->properties != '\0'
                                  ? json_from_string (data->details->properties, NULL)
                                  : NULL;

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root)
         && json_object_get_boolean_member_with_default (json_node_get_object (root), "fictitious",
                                                         FALSE);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = GTK_WIDGET (user_data);
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    gtk_widget_activate_action (widget, "win.notice", "s",
                                _ ("No app on this computer can open it"));
}

static void
launch (GtkWidget *widget, const char *uri)
{
  g_autoptr (GtkUriLauncher) launcher = NULL;
  GtkRoot *root = gtk_widget_get_root (widget);

  if (!vigie_site_uri_is_safe (uri))
    return;
  launcher = gtk_uri_launcher_new (uri);
  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                           launched_cb, g_object_ref (widget));
}

static void
link_cb (GtkWidget *button)
{
  launch (button, g_object_get_data (G_OBJECT (button), "vigie-uri"));
}

static void
show_contact (VigieSiteFacts *self, const char *text)
{
  g_autoptr (GPtrArray) parts = vigie_site_contact_split (text);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->contact))) != NULL)
    adw_wrap_box_remove (self->contact, child);
  for (guint i = 0; i < parts->len; i++)
    {
      const VigieSiteContactPart *part = g_ptr_array_index (parts, i);
      GtkWidget *widget;

      if (part->uri == NULL)
        {
          g_autofree char *words = g_strstrip (g_strdup (part->text));

          if (*words == '\0')
            continue;
          widget = gtk_label_new (words);
          gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
          gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
          gtk_label_set_natural_wrap_mode (GTK_LABEL (widget), GTK_NATURAL_WRAP_NONE);
          gtk_label_set_lines (GTK_LABEL (widget), 6);
          gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
          gtk_label_set_xalign (GTK_LABEL (widget), 0);
        }
      else
        {
          gboolean phone = g_str_has_prefix (part->uri, "tel:");
          /* Translators: a link that dials; %s is a telephone number */
          g_autofree char *tip = g_strdup_printf (phone ? _ ("Call %s")
                                                        /* Translators: %s is a mail address */
                                                        : _ ("Write to %s"),
                                                  part->text);

          widget = gtk_button_new_with_label (part->text);
          vigie_tooltip_set (widget, tip);
          gtk_widget_add_css_class (widget, "flat");
          gtk_widget_add_css_class (widget, "vigie-link");
          gtk_button_set_can_shrink (GTK_BUTTON (widget), TRUE);
          g_object_set_data_full (G_OBJECT (widget), "vigie-uri", g_strdup (part->uri), g_free);
          g_signal_connect (widget, "clicked", G_CALLBACK (link_cb), NULL);
        }
      gtk_widget_add_css_class (widget, "vigie-small");
      adw_wrap_box_append (self->contact, widget);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->contact), parts->len > 0);
}

/* « Déchèterie · Villemarion · Riantec »; no commune twice. */
static char *
place_words (const VigieSiteData *data)
{
  const char *kind = vigie_words_kind (data->kind);
  g_autofree char *address = vigie_site_text_plain (data->details->address, 60);
  const char *commune = data->details->commune_name;

  if (commune != NULL && *address != '\0' && strstr (address, commune) == NULL)
    return g_strdup_printf ("%s · %s · %s", kind, address, commune);
  if (*address != '\0')
    return g_strdup_printf ("%s · %s", kind, address);
  return commune != NULL ? g_strdup_printf ("%s · %s", kind, commune) : g_strdup (kind);
}

static void
update_facts (VigieSiteFacts *self)
{
  const VigieSiteData *data;
  g_autofree char *place = NULL;
  g_autofree char *hours = NULL;
  g_autofree char *source = NULL;
  g_autofree char *coordinates = NULL;
  double x, y;
  g_autofree char *places = NULL;

  if (self->site == NULL)
    return;
  data = vigie_site_get_data (self->site);
  show_plain (self->name, data->name, VIGIE_SITE_NAME_MAX);
  place = place_words (data);
  show_plain (self->place, place, VIGIE_SITE_NAME_MAX);

  if (is_fictitious (data))
    show_text (self->simulated, _ ("Fictitious site, simulated data"));
  else
    show_text (self->simulated, data->demonstration ? _ ("Demonstration: simulated data") : NULL);

  g_clear_pointer (&self->opening, vigie_opening_hours_unref);
  self->opening_day = G_MININT64;
  if (data->details->opening_hours != NULL)
    {
      VigieOpeningPlace where = {.lat = data->lat, .lon = data->lon};

      self->opening = vigie_opening_hours_new (data->details->opening_hours, &where, NULL);
    }
  /* What cannot be read is shown as it is written; else update_state() says it in words. */
  hours = vigie_site_text_plain (data->details->opening_hours, VIGIE_SITE_NOTE_MAX);
  gtk_label_set_label (self->hours, self->opening == NULL ? hours : "");
  gtk_widget_set_visible (self->hours_box, *hours != '\0');
  show_text (self->hours_state, NULL);

  show_plain (self->address, data->details->address, VIGIE_SITE_NOTE_MAX);
  show_plain (self->access, data->details->access, VIGIE_SITE_NOTE_MAX);
  show_contact (self, data->details->contact);
  if (data->details->capacity >= 0)
    places = g_strdup_printf (ngettext ("%d place", "%d places", (gulong) data->details->capacity),
                              data->details->capacity);
  show_text (self->capacity, places);
  coordinates = vigie_site_coordinates_words (data->lat, data->lon);
  gtk_label_set_label (self->coordinates, coordinates != NULL ? coordinates : "");
  gtk_widget_set_visible (self->coordinates_box, coordinates != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "site.copy-coordinates", coordinates != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "site.copy-geo", coordinates != NULL);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "site.copy-lambert93",
      vigie_lambert93_forward (&(VigiePosition) {data->lat, data->lon}, &x, &y));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "site.open-map", coordinates != NULL);

  if (self->origin != NULL)
    /* Translators: where the data of a site come from: a server, and the site's identifier there */
    source = g_strdup_printf (_ ("Source: %s, identifier %s"), self->origin, data->id);
  show_plain (self->source, source, VIGIE_SITE_NOTE_MAX);
}

/* ---- Actions --------------------------------------------------------------------------------- */

static void
copy (GtkWidget *widget, const char *text, const char *notice)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.notice", "s", notice);
}

static void
copy_state_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieSiteFacts *self = VIGIE_SITE_FACTS (widget);
  g_autofree char *text = NULL;

  if (self->site == NULL)
    return;
  text = vigie_site_export_state (self->site, gtk_label_get_label (self->place),
                                  gtk_label_get_label (self->state),
                                  vigie_ticker_get_now (self->ticker));
  copy (widget, text, _ ("Site state copied"));
}

static void
copy_coordinates_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieSiteFacts *self = VIGIE_SITE_FACTS (widget);
  g_autofree char *text = NULL;

  if (self->site == NULL)
    return;
  text = vigie_site_coordinates (vigie_site_get_lat (self->site), vigie_site_get_lon (self->site));
  if (text != NULL)
    copy (widget, text, _ ("Coordinates copied"));
}

static void
copy_lambert93_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieSiteFacts *self = VIGIE_SITE_FACTS (widget);
  g_autofree char *text = NULL;

  if (self->site == NULL)
    return;
  text = vigie_geodesy_words_lambert93 (
      &(VigiePosition) {vigie_site_get_lat (self->site), vigie_site_get_lon (self->site)});
  copy (widget, text, _ ("Coordinates copied"));
}

static void
copy_geo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieSiteFacts *self = VIGIE_SITE_FACTS (widget);
  g_autofree char *text = NULL;

  if (self->site == NULL)
    return;
  text = vigie_site_geo_uri (vigie_site_get_lat (self->site), vigie_site_get_lon (self->site));
  if (text != NULL)
    copy (widget, text, _ ("Link copied"));
}

static void
copy_values_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieSiteFacts *self = VIGIE_SITE_FACTS (widget);
  g_autoptr (GdkContentProvider) provider = NULL;

  if (self->site == NULL)
    return;
  provider = vigie_site_export_provider (self->site, NULL);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), provider);
  gtk_widget_activate_action (widget, "win.notice", "s", _ ("Values copied"));
}

static void
open_map_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieSiteFacts *self = VIGIE_SITE_FACTS (widget);
  g_autofree char *uri = NULL;

  if (self->site == NULL)
    return;
  uri = vigie_site_geo_uri (vigie_site_get_lat (self->site), vigie_site_get_lon (self->site));
  launch (widget, uri);
}

static void
open_cb (VigieSiteFacts *self)
{
  if (self->site != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self),
                                self->openable ? "win.open-site" : "win.show-site", "s",
                                vigie_site_get_id (self->site));
}

/* One number of vehicles: the count, where there is one. */
static void
counted_cb (VigieSiteFacts *self)
{
  vigie_site_figure_set_counted (self->figure,
                                 gtk_widget_get_visible (GTK_WIDGET (self->attendance)));
}

static void
close_cb (VigieSiteFacts *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_site_facts_dispose (GObject *object)
{
  VigieSiteFacts *self = VIGIE_SITE_FACTS (object);

  g_clear_object (&self->site);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->opening, vigie_opening_hours_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_SITE_FACTS);
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_site_facts_parent_class)->dispose (object);
}

static void
vigie_site_facts_class_init (VigieSiteFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_site_facts_dispose;
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (VIGIE_TYPE_GLYPH);
  g_type_ensure (VIGIE_TYPE_ATTENDANCE_CARD);
  g_type_ensure (VIGIE_TYPE_SITE_FIGURE);
  g_type_ensure (ADW_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-site-panel-facts.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieSiteFacts, name)
  BIND (glyph);
  BIND (name);
  BIND (place);
  BIND (close_button);
  BIND (state);
  BIND (reason);
  BIND (simulated);
  BIND (open_button);
  BIND (copy_button);
  BIND (hours_box);
  BIND (hours);
  BIND (hours_state);
  BIND (attendance);
  BIND (figure);
  BIND (access_expander);
  BIND (address);
  BIND (access);
  BIND (contact);
  BIND (capacity);
  BIND (coordinates_box);
  BIND (coordinates);
  BIND (way);
  BIND (source);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, counted_cb);
  gtk_widget_class_install_action (widget_class, "site.copy-state", NULL, copy_state_action);
  gtk_widget_class_install_action (widget_class, "site.copy-lambert93", NULL,
                                   copy_lambert93_action);
  gtk_widget_class_install_action (widget_class, "site.copy-coordinates", NULL,
                                   copy_coordinates_action);
  gtk_widget_class_install_action (widget_class, "site.copy-geo", NULL, copy_geo_action);
  gtk_widget_class_install_action (widget_class, "site.copy-values", NULL, copy_values_action);
  gtk_widget_class_install_action (widget_class, "site.open-map", NULL, open_map_action);
  gtk_widget_class_set_css_name (widget_class, "sitefacts");
}

static void
vigie_site_facts_init (VigieSiteFacts *self)
{
  self->openable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vigie_site_facts_setup (VigieSiteFacts *self, VigieTicker *ticker)
{
  g_return_if_fail (self->ticker == NULL);

  self->ticker = g_object_ref (ticker);
  vigie_site_figure_setup (self->figure, ticker);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
}

void
vigie_site_facts_set_context (VigieSiteFacts *self, VigieContext *context)
{
  g_return_if_fail (self->ticker != NULL);

  vigie_attendance_card_setup (self->attendance, context, self->ticker);
}

void
vigie_site_facts_set_site (VigieSiteFacts *self, VigieSite *site, const char *source)
{
  g_set_str (&self->origin, source);
  if (self->site != site)
    {
      if (self->site != NULL)
        g_signal_handlers_disconnect_by_data (self->site, self);
      g_set_object (&self->site, site);
      if (site != NULL)
        {
          g_signal_connect_object (site, "notify", G_CALLBACK (update_state), self,
                                   G_CONNECT_SWAPPED);
          g_signal_connect_object (site, "notify::data", G_CALLBACK (update_facts), self,
                                   G_CONNECT_SWAPPED);
        }
    }
  vigie_attendance_card_set_site (self->attendance, site);
  vigie_site_figure_set_site (self->figure, site);
  update_facts (self);
  update_state (self);
}

void
vigie_site_facts_set_history (VigieSiteFacts *self, VigieHistory *history)
{
  vigie_site_figure_set_history (self->figure, history);
}

void
vigie_site_facts_set_closable (VigieSiteFacts *self, gboolean closable)
{
  gtk_widget_set_visible (self->close_button, closable);
}

void
vigie_site_facts_set_openable (VigieSiteFacts *self, gboolean openable)
{
  self->openable = openable;
  gtk_button_set_label (self->open_button, openable ? _ ("Open Site _Page") : _ ("Show on _Map"));
  vigie_tooltip_set (GTK_WIDGET (self->open_button),
                     openable ? _ ("Everything about the site, with charts") : NULL);
}

void
vigie_site_facts_set_expanded (VigieSiteFacts *self, gboolean expanded)
{
  gtk_expander_set_expanded (self->access_expander, expanded);
}

void
vigie_site_facts_focus (VigieSiteFacts *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

void
vigie_site_facts_set_way (VigieSiteFacts *self, const char *words)
{
  show_text (self->way, words);
}
