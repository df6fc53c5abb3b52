/* vigie-site-row.c: a site in the list: sign, name, reason, age.
 *
 * The list recycles its rows: texts are set again only where they changed, so that a tick of the
 * ages costs a comparison for each row and a redraw for those that differ.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-row.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-glyph.h"
#include "vigie-site-model.h"
#include "vigie-text.h"
#include "vigie-words.h"

struct _VigieSiteRow
{
  GtkWidget parent_instance;

  VigieTicker *ticker; /* owned */
  GtkListItem *item;   /* borrowed: owns the row; or NULL */
  VigieSite *site;     /* owned, or NULL */
  char *sentence;      /* owned */

  VigieGlyph *glyph;
  GtkLabel *name;
  GtkLabel *reason;
  GtkLabel *age;
};

G_DEFINE_FINAL_TYPE (VigieSiteRow, vigie_site_row, GTK_TYPE_WIDGET)

static void
set_class (GtkWidget *widget, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Of which moment the state is: of the measure that makes it, else the newest reading. */
static VigieTime
state_time (VigieSite *site, VigieSection section)
{
  VigieMeasure *worst = vigie_site_get_worst (site);

  if (section == VIGIE_SECTION_OUT_OF_SERVICE)
    return vigie_site_get_since (site);
  if (section != VIGIE_SECTION_NORMAL && worst != NULL)
    return vigie_measure_get_latest (worst)->time;
  return vigie_site_get_last_reading (site);
}

static char *
age_words (VigieSite *site, VigieSection section, VigieTime now, gboolean live)
{
  VigieTime time = state_time (site, section);

  if (section == VIGIE_SECTION_OUT_OF_SERVICE)
    {
      g_autofree char *date = NULL;

      if (time == VIGIE_TIME_NONE)
        return g_strdup ("");
      date = vigie_words_date (now, time, NULL);
      /* Translators: out of service since a day; « depuis le 18 nov. » */
      return g_strdup_printf (_ ("since %s"), date);
    }
  if (time == VIGIE_TIME_NONE)
    return g_strdup (C_ ("reading", "never"));
  return live ? vigie_text_calm_age (now, time) : vigie_words_since (now, time, NULL);
}

/* What a site with nothing wrong is best known by: the vehicles present, else its first measure that is
 * no meter's index and speaks of the site, else where it is. */
static char *
summary_words (VigieSite *site)
{
  GListModel *measures = vigie_site_get_measures (site);
  const VigieSiteData *data = vigie_site_get_data (site);
  guint n = g_list_model_get_n_items (measures);
  g_autoptr (VigieMeasure) best = NULL;
  g_autofree char *value = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieMeasureData *of = vigie_measure_get_data (measure);
      const VigieReading *latest = vigie_measure_get_latest (measure);
      gboolean present = of->role == VIGIE_ROLE_VEHICLES_PRESENT;

      if (vigie_role_is_diagnostic (of->role) || of->aggregation == VIGIE_AGGREGATION_CUMULATIVE
          || latest->time == VIGIE_TIME_NONE || latest->type != VIGIE_VALUE_NUMBER)
        continue;
      if (best == NULL || present)
        g_set_object (&best, measure);
      if (present)
        break;
    }
  if (best == NULL)
    return g_strdup (data->commune_name != NULL ? data->commune_name : "");
  value = vigie_words_value (vigie_measure_get_latest (best)->number,
                             vigie_measure_get_data (best)->unit);
  /* Translators: a measure and its value: « Véhicules présents 7 » */
  return g_strdup_printf (C_ ("measure", "%s %s"), vigie_measure_get_data (best)->name, value);
}

static void
update (VigieSiteRow *self)
{
  VigieTime now = vigie_ticker_get_now (self->ticker);
  gboolean live = vigie_ticker_get_live (self->ticker);
  g_autofree char *age = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *summary = NULL;
  const char *reason, *state;
  VigieSection section;
  VigieGlyphLook look;

  if (self->site == NULL)
    return;
  section = vigie_section_of (self->site);
  look = vigie_glyph_look_for (vigie_site_get_freshness (self->site),
                               vigie_site_get_condition (self->site));
  if (section == VIGIE_SECTION_NORMAL && look != VIGIE_GLYPH_LATE)
    summary = summary_words (self->site);
  reason = summary != NULL ? summary : vigie_site_get_reason (self->site);
  age = age_words (self->site, section, now, live);

  vigie_glyph_set_kind (self->glyph, vigie_site_get_kind (self->site));
  vigie_glyph_set_look (self->glyph, look);
  vigie_glyph_set_link_lost (self->glyph, !live);
  gtk_label_set_label (self->name, vigie_site_get_name (self->site));
  gtk_label_set_label (self->reason, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), *reason != '\0');
  gtk_label_set_label (self->age, age);
  set_class (GTK_WIDGET (self), "abnormal", section != VIGIE_SECTION_NORMAL);
  set_class (GTK_WIDGET (self), "silent", section == VIGIE_SECTION_SILENT);
  set_class (GTK_WIDGET (self), "last-known", !live);

  state = section == VIGIE_SECTION_NORMAL && look != VIGIE_GLYPH_LATE
              ? _ ("Normal")
              : vigie_text_state (vigie_site_get_freshness (self->site),
                                  vigie_site_get_condition (self->site));
  /* Translators: a row of the list as a sentence for a screen reader: site, kind, state, reason, age */
  sentence = *reason != '\0' ? g_strdup_printf (C_ ("screen reader", "%s, %s, %s: %s, %s"),
                                                vigie_site_get_name (self->site),
                                                vigie_words_kind (vigie_site_get_kind (self->site)),
                                                state, reason, age)
                             : g_strdup_printf (C_ ("screen reader", "%s, %s, %s, %s"),
                                                vigie_site_get_name (self->site),
                                                vigie_words_kind (vigie_site_get_kind (self->site)),
                                                state, age);
  if (g_set_str (&self->sentence, sentence))
    {
      if (self->item != NULL)
        gtk_list_item_set_accessible_label (self->item, sentence);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      sentence, -1);
    }
}

static void
vigie_site_row_dispose (GObject *object)
{
  VigieSiteRow *self = VIGIE_SITE_ROW (object);

  vigie_site_row_set_site (self, NULL);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->sentence, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_SITE_ROW);
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_site_row_parent_class)->dispose (object);
}

static void
vigie_site_row_class_init (VigieSiteRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_site_row_dispose;
  g_type_ensure (VIGIE_TYPE_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-site-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieSiteRow, glyph);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteRow, name);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteRow, reason);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteRow, age);
  gtk_widget_class_set_css_name (widget_class, "siterow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigie_site_row_init (VigieSiteRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vigie_site_row_new (VigieTicker *ticker, GtkListItem *item)
{
  VigieSiteRow *self = g_object_new (VIGIE_TYPE_SITE_ROW, NULL);

  self->ticker = g_object_ref (ticker);
  self->item = item;
  g_signal_connect_object (ticker, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
vigie_site_row_set_site (VigieSiteRow *self, VigieSite *site)
{
  if (self->site == site)
    return;
  if (self->site != NULL)
    g_signal_handlers_disconnect_by_data (self->site, self);
  g_set_object (&self->site, site);
  if (site != NULL)
    {
      g_signal_connect_object (site, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      update (self);
    }
}

const char *
vigie_site_row_get_sentence (VigieSiteRow *self)
{
  return self->sentence;
}
