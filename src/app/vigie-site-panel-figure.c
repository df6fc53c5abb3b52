/* vigie-site-panel-figure.c: the measure that says most of a site, large.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-panel-figure.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-bullet.h"
#include "vigie-children.h"
#include "vigie-measure-row-day.h"
#include "vigie-measure-row-text.h"
#include "vigie-show.h"
#include "vigie-site-panel-plan.h"
#include "vigie-site-panel-text.h"
#include "vigie-sparkline.h"
#include "vigie-words.h"

struct _VigieSiteFigure
{
  GtkWidget parent_instance;

  VigieTicker *ticker;   /* owned */
  VigieSite *site;       /* owned, or NULL */
  VigieMeasure *measure; /* owned, or NULL */
  gboolean counted;      /* vehicles are told of elsewhere */
  VigieHistory *history; /* owned, or NULL */
  VigieMeasureDay *day;  /* owned while mapped, or NULL */
  VigieSeries *series;   /* owned, or NULL */
  char *sentence;        /* owned, or NULL */

  GtkLabel *title;
  GtkImage *clock;
  GtkLabel *age;
  GtkLabel *figure;
  GtkLabel *unit;
  VigieBullet *bullet;
  VigieSparkline *sparkline;
  GtkWidget *caption;
};

G_DEFINE_FINAL_TYPE (VigieSiteFigure, vigie_site_figure, GTK_TYPE_WIDGET)

static void
update_scale (VigieSiteFigure *self, VigieTime now)
{
  const VigieMeasureData *data = vigie_measure_get_data (self->measure);
  int capacity = vigie_site_get_data (self->site)->details->capacity;
  g_autofree char *unit = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);
  VigieBulletScale scale = vigie_bullet_scale_derive (
      data->unit, &data->thresholds,
      data->role == VIGIE_ROLE_VEHICLES_PRESENT && capacity > 0 ? capacity : NAN, self->series, now,
      vigie_measure_get_latest (self->measure)->number);

  vigie_bullet_set_scale (self->bullet, &scale, unit);
}

static void
update (VigieSiteFigure *self)
{
  VigieTime now = vigie_ticker_get_now (self->ticker);
  gboolean live = vigie_ticker_get_live (self->ticker);
  g_auto (VigieMeasureRowText) text = {0};
  const VigieMeasureData *data;
  const VigieReading *latest;
  g_autofree char *figure = NULL;
  g_autofree char *unit = NULL;
  g_autofree char *symbol = NULL;
  g_autofree char *title = NULL;
  g_autofree char *limits = NULL;
  g_autoptr (GString) sentence = NULL;
  gboolean index;

  gtk_widget_set_visible (GTK_WIDGET (self), self->measure != NULL);
  if (self->measure == NULL)
    return;
  data = vigie_measure_get_data (self->measure);
  latest = vigie_measure_get_latest (self->measure);
  symbol = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);
  index = data->aggregation == VIGIE_AGGREGATION_CUMULATIVE;
  vigie_measure_row_text_init (&text, self->measure, now, live);
  title = vigie_site_measure_name (data);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->age, text.age);
  gtk_widget_set_visible (GTK_WIDGET (self->clock), text.clock);
  vigie_set_class (self->age, "vigie-bold", text.age_strong);
  vigie_set_class (self->age, "vigie-dim", !text.age_strong);
  if (index)
    {
      figure = vigie_words_index (latest->number, symbol);
      unit = g_strdup ("");
    }
  else
    vigie_words_value_parts (latest->number, symbol, &figure, &unit);
  gtk_label_set_label (self->figure, figure);
  gtk_label_set_label (self->unit, unit);
  gtk_widget_set_visible (GTK_WIDGET (self->unit), *unit != '\0');
  /* An old value is not to look like one of now. */
  vigie_set_class (self, "last-known", !live || text.value_small);
  gtk_widget_set_visible (GTK_WIDGET (self->bullet),
                          !index
                              && vigie_bullet_scale_is_set (vigie_bullet_get_scale (self->bullet)));
  vigie_bullet_set_value (self->bullet, latest->number, vigie_measure_get_freshness (self->measure),
                          !live);
  gtk_widget_set_visible (GTK_WIDGET (self->sparkline), self->series != NULL && !index);
  gtk_widget_set_visible (self->caption, self->series != NULL && !index);
  if (self->series != NULL)
    {
      VigieTime last = vigie_site_get_last_reading (self->site);

      vigie_sparkline_set_link_lost (self->sparkline, !live);
      vigie_sparkline_set_series (self->sparkline, self->series,
                                  live || last == VIGIE_TIME_NONE ? now : last);
    }

  sentence = g_string_new (title);
  vigie_sentence_append (sentence, text.value);
  if (text.passed)
    vigie_sentence_append (sentence, vigie_glyph_look_label (text.look));
  vigie_sentence_append (sentence, text.age);
  vigie_sentence_append (sentence, text.extra);
  limits = vigie_bullet_describe_limits (self->bullet);
  vigie_sentence_append (sentence, limits);
  if (g_set_str (&self->sentence, sentence->str))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->sentence, -1);
}

/* ---- The last 24 hours ----------------------------------------------------------------------- */

static void
day_cb (VigieSiteFigure *self)
{
  VigieSeries *series = vigie_measure_day_get_series (self->day);

  g_clear_pointer (&self->series, vigie_series_unref);
  self->series = series != NULL ? vigie_series_ref (series) : NULL;
  update_scale (self, vigie_ticker_get_now (self->ticker));
  update (self);
}

static void
update_day (VigieSiteFigure *self)
{
  if (self->measure == NULL || self->history == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      g_clear_object (&self->day);
      return;
    }
  if (self->day == NULL)
    {
      self->day = vigie_measure_day_new (self->history, vigie_measure_get_data (self->measure)->id);
      g_signal_connect_object (self->day, "changed", G_CALLBACK (day_cb), self, G_CONNECT_SWAPPED);
    }
  vigie_measure_day_tick (self->day, vigie_ticker_get_now (self->ticker));
}

static void
tick_cb (VigieSiteFigure *self)
{
  update (self);
  update_day (self);
}

static void
data_cb (VigieSiteFigure *self)
{
  const VigieMeasureData *data = vigie_measure_get_data (self->measure);
  g_autofree char *unit = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);

  vigie_sparkline_set_unit (self->sparkline, unit);
  vigie_sparkline_set_thresholds (self->sparkline, &data->thresholds);
  vigie_sparkline_set_step (self->sparkline, data->role == VIGIE_ROLE_VEHICLES_PRESENT
                                                 || data->role == VIGIE_ROLE_STATE);
  update_scale (self, vigie_ticker_get_now (self->ticker));
  update (self);
}

/* The measure that says most may be another once more of them are known. */
static void
choose (VigieSiteFigure *self)
{
  VigieMeasure *measure = self->site != NULL ? vigie_site_plan_principal (self->site) : NULL;

  if (measure != NULL && self->counted
      && (vigie_site_get_kind (self->site) == VIGIE_KIND_RECYCLING_CENTRE
          || vigie_measure_get_data (measure)->role == VIGIE_ROLE_VEHICLES_PRESENT))
    measure = NULL;

  if (measure == self->measure)
    return;
  if (self->measure != NULL)
    g_signal_handlers_disconnect_by_data (self->measure, self);
  g_clear_object (&self->day);
  g_clear_pointer (&self->series, vigie_series_unref);
  g_set_object (&self->measure, measure);
  if (measure != NULL)
    {
      g_signal_connect_object (measure, "notify", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (measure, "notify::data", G_CALLBACK (data_cb), self,
                               G_CONNECT_SWAPPED);
      data_cb (self);
    }
  else
    update (self);
  update_day (self);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_site_figure_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_site_figure_parent_class)->map (widget);
  update_day (VIGIE_SITE_FIGURE (widget));
}

static void
vigie_site_figure_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_site_figure_parent_class)->unmap (widget);
  g_clear_object (&VIGIE_SITE_FIGURE (widget)->day);
}

static void
vigie_site_figure_dispose (GObject *object)
{
  VigieSiteFigure *self = VIGIE_SITE_FIGURE (object);

  if (self->measure != NULL)
    g_signal_handlers_disconnect_by_data (self->measure, self);
  g_clear_object (&self->day);
  g_clear_object (&self->measure);
  g_clear_object (&self->site);
  g_clear_object (&self->history);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->series, vigie_series_unref);
  g_clear_pointer (&self->sentence, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_SITE_FIGURE);
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_site_figure_parent_class)->dispose (object);
}

static void
vigie_site_figure_class_init (VigieSiteFigureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_site_figure_dispose;
  widget_class->map = vigie_site_figure_map;
  widget_class->unmap = vigie_site_figure_unmap;
  g_type_ensure (VIGIE_TYPE_BULLET);
  g_type_ensure (VIGIE_TYPE_SPARKLINE);
  g_type_ensure (ADW_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-site-panel-figure.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieSiteFigure, name)
  BIND (title);
  BIND (clock);
  BIND (age);
  BIND (figure);
  BIND (unit);
  BIND (bullet);
  BIND (sparkline);
  BIND (caption);
#undef BIND
  gtk_widget_class_set_css_name (widget_class, "sitefigure");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigie_site_figure_init (VigieSiteFigure *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  vigie_bullet_set_captions (self->bullet, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->bullet),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title, NULL, -1);
}

void
vigie_site_figure_setup (VigieSiteFigure *self, VigieTicker *ticker)
{
  g_return_if_fail (self->ticker == NULL);

  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
}

void
vigie_site_figure_set_site (VigieSiteFigure *self, VigieSite *site)
{
  if (self->site == site)
    return;
  if (self->site != NULL)
    {
      g_signal_handlers_disconnect_by_data (vigie_site_get_measures (self->site), self);
      g_signal_handlers_disconnect_by_data (self->site, self);
    }
  g_set_object (&self->site, site);
  if (site != NULL)
    {
      g_signal_connect_object (vigie_site_get_measures (site), "items-changed", G_CALLBACK (choose),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (site, "notify", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);
    }
  choose (self);
}

void
vigie_site_figure_set_history (VigieSiteFigure *self, VigieHistory *history)
{
  if (!g_set_object (&self->history, history))
    return;
  g_clear_object (&self->day);
  update_day (self);
}

void
vigie_site_figure_set_counted (VigieSiteFigure *self, gboolean counted)
{
  if (self->counted == counted)
    return;
  self->counted = counted;
  choose (self);
}

VigieMeasure *
vigie_site_figure_get_measure (VigieSiteFigure *self)
{
  return self->measure;
}

const char *
vigie_site_figure_get_sentence (VigieSiteFigure *self)
{
  return self->sentence;
}
