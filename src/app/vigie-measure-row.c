/* vigie-measure-row.c: a measure of the site chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-measure-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-mark.h"
#include "vigie-site.h"
#include "vigie-text.h"
#include "vigie-words.h"

#define LONGEST_FIGURE 22 /* characters */

struct _VigieMeasureRow
{
  GtkListBoxRow parent_instance;

  VigieMeasure *measure; /* owned */
  VigieMeasure *battery; /* owned, or NULL */
  VigieMeasure *rssi;    /* owned, or NULL */
  VigieTicker *ticker;   /* owned */
  char *sentence;        /* owned */

  GtkBox *line;
  GtkLabel *title;
  GtkImage *clock;
  GtkLabel *age;
  GtkLabel *extra;
  GtkWidget *battery_box;
  GtkImage *battery_icon;
  GtkLabel *battery_label;
  GtkWidget *rssi_box;
  GtkImage *rssi_icon;
  GtkLabel *rssi_label;
  VigieMark *mark;
  GtkLabel *value;
};

G_DEFINE_FINAL_TYPE (VigieMeasureRow, vigie_measure_row, GTK_TYPE_LIST_BOX_ROW)

int
vigie_battery_bars (double percent)
{
  return percent > 80 ? 4 : percent > 60 ? 3 : percent > 35 ? 2 : percent > 12 ? 1 : 0;
}

int
vigie_signal_bars (double dbm)
{
  return dbm >= -95 ? 4 : dbm >= -105 ? 3 : dbm >= -113 ? 2 : dbm >= -119 ? 1 : 0;
}

static void
set_class (gpointer widget, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (GTK_WIDGET (widget), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (widget), name);
}

/* What the row says, computed before anything is shown. */
typedef struct
{
  char *age;   /* owned: the line under the name */
  char *extra; /* owned, or NULL */
  char *value; /* owned */
  gboolean clock, age_strong, value_small;
  VigieGlyphLook look;
} RowText;

static char *
limit_words (VigieMeasure *measure)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  double limit
      = vigie_condition_limit (vigie_measure_get_condition_state (measure), &data->thresholds);
  g_autofree char *quantity = NULL;

  if (isnan (limit))
    return NULL;
  quantity = vigie_words_value (limit, data->unit);
  /* Translators: the limit that a value has passed */
  return g_strdup_printf (_ ("limit %s"), quantity);
}

static char *
out_of_service_words (VigieMeasure *measure, VigieTime now)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  VigieSite *site = vigie_measure_get_site (measure);
  const VigieSiteData *site_data = site != NULL ? vigie_site_get_data (site) : NULL;
  const char *note = data->out_of_service_note;
  VigieTime since = data->out_of_service_since;
  g_autofree char *date = NULL;

  if (!data->out_of_service && site_data != NULL)
    {
      note = site_data->out_of_service_note;
      since = site_data->out_of_service_since;
    }
  date = since != VIGIE_TIME_NONE ? vigie_words_date (now, since, NULL) : g_strdup ("");
  if (*date != '\0' && note != NULL)
    /* Translators: out of service since a day, and the note of who declared it */
    return g_strdup_printf (_ ("since %s: %s"), date, note);
  if (*date != '\0')
    return g_strdup_printf (_ ("since %s"), date);
  return g_strdup (note);
}

static void
describe (VigieMeasure *measure, VigieTime now, gboolean live, RowText *text)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  const VigieReading *latest = vigie_measure_get_latest (measure);
  VigieFreshness freshness = vigie_measure_get_freshness (measure);
  VigieCondition condition = vigie_measure_get_condition (measure);
  g_autofree char *value = vigie_words_reading (latest, data->unit);
  g_autofree char *duration = NULL;

  memset (text, 0, sizeof *text);
  text->look = vigie_glyph_look_for (freshness, condition);
  switch (freshness)
    {
    case VIGIE_FRESHNESS_NEVER:
      text->age = g_strdup (vigie_words_freshness (freshness));
      text->age_strong = TRUE;
      text->value = g_strdup ("—");
      if (data->installed != VIGIE_TIME_NONE)
        {
          g_autofree char *date = vigie_words_date (now, data->installed, NULL);

          /* Translators: a sensor was installed on a day */
          text->extra = g_strdup_printf (_ ("installed on %s"), date);
        }
      return;
    case VIGIE_FRESHNESS_OUT_OF_SERVICE:
      text->age = g_strdup (vigie_words_freshness (freshness));
      text->age_strong = TRUE;
      text->extra = out_of_service_words (measure, now);
      text->value = g_strdup ("");
      return;
    case VIGIE_FRESHNESS_SILENT:
      text->age = vigie_words_silent_since (now, latest->time, NULL);
      text->age_strong = TRUE;
      text->value_small = TRUE;
      /* Translators: the last value that was received */
      text->value = g_strdup_printf (_ ("last: %s"), value);
      if (data->expected_interval > 0)
        {
          duration = vigie_words_duration (data->expected_interval);
          /* Translators: how often a reading is expected: a duration */
          text->extra = g_strdup_printf (_ ("expected: %s"), duration);
        }
      return;
    case VIGIE_FRESHNESS_LIVE:
    case VIGIE_FRESHNESS_LATE:
    default:
      break;
    }

  text->value = g_steal_pointer (&value);
  text->extra = limit_words (measure);
  if (!live)
    {
      text->age = vigie_words_at (now, latest->time, NULL);
      text->clock = text->age_strong = TRUE;
    }
  else if (freshness == VIGIE_FRESHNESS_LATE)
    {
      text->age = vigie_words_late (now, latest->time);
      text->clock = text->age_strong = TRUE;
    }
  else
    text->age = vigie_text_calm_age (now, latest->time);
}

static void
row_text_clear (RowText *text)
{
  g_free (text->age);
  g_free (text->extra);
  g_free (text->value);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RowText, row_text_clear)

/* The battery or the radio beside the age; its value as text, or NULL where there is none. */
static char *
update_diagnostic (VigieMeasure *measure,
                   GtkWidget *box,
                   GtkImage *icon,
                   GtkLabel *label,
                   const char *icon_prefix,
                   int (*bars) (double))
{
  const VigieReading *latest = measure != NULL ? vigie_measure_get_latest (measure) : NULL;
  gboolean shown = latest != NULL && latest->type == VIGIE_VALUE_NUMBER;
  g_autofree char *value = NULL;
  g_autofree char *name = NULL;
  VigieCondition condition;

  gtk_widget_set_visible (box, shown);
  if (!shown)
    return NULL;
  condition = vigie_measure_get_condition_state (measure)->condition;
  value = vigie_words_value (latest->number, vigie_measure_get_data (measure)->unit);
  name = g_strdup_printf ("%s-%d-symbolic", icon_prefix, bars (latest->number));
  gtk_image_set_from_icon_name (icon, name);
  gtk_label_set_label (label, value);
  set_class (box, "vigie-bold",
             condition == VIGIE_CONDITION_WARNING || condition == VIGIE_CONDITION_CRITICAL);
  return g_steal_pointer (&value);
}

static void
update (VigieMeasureRow *self)
{
  VigieTime now = vigie_ticker_get_now (self->ticker);
  gboolean live = vigie_ticker_get_live (self->ticker);
  const char *title = gtk_label_get_label (self->title);
  VigieFreshness freshness = vigie_measure_get_freshness (self->measure);
  gboolean passed;
  g_auto (RowText) text = {0};
  g_autofree char *battery = NULL;
  g_autofree char *rssi = NULL;
  g_autoptr (GString) sentence = NULL;

  describe (self->measure, now, live, &text);
  passed = text.look == VIGIE_GLYPH_CRITICAL || text.look == VIGIE_GLYPH_WARNING;
  gtk_label_set_label (self->age, text.age);
  gtk_widget_set_visible (GTK_WIDGET (self->clock), text.clock);
  set_class (self->age, "vigie-bold", text.age_strong);
  set_class (self->age, "vigie-dim", !text.age_strong);
  gtk_label_set_label (self->extra, text.extra != NULL ? text.extra : "");
  gtk_widget_set_visible (GTK_WIDGET (self->extra), text.extra != NULL);
  gtk_label_set_label (self->value, text.value);
  gtk_widget_set_visible (GTK_WIDGET (self->value), *text.value != '\0');
  /* Figures are never cut; a long text may be. */
  gtk_label_set_ellipsize (self->value, g_utf8_strlen (text.value, -1) > LONGEST_FIGURE
                                            ? PANGO_ELLIPSIZE_END
                                            : PANGO_ELLIPSIZE_NONE);
  set_class (self->value, "vigie-value", !text.value_small);
  set_class (self->value, "vigie-small", text.value_small);
  set_class (self, "void", freshness == VIGIE_FRESHNESS_SILENT);
  set_class (self, "last-known", !live);
  vigie_mark_set_look (self->mark, text.look, !live);
  /* Before the value it qualifies; after, where it stands for the missing value. */
  gtk_box_reorder_child_after (self->line, GTK_WIDGET (self->mark),
                               passed ? gtk_widget_get_first_child (GTK_WIDGET (self->line))
                                      : GTK_WIDGET (self->value));

  battery = update_diagnostic (self->battery, self->battery_box, self->battery_icon,
                               self->battery_label, "vigie-battery", vigie_battery_bars);
  rssi = update_diagnostic (self->rssi, self->rssi_box, self->rssi_icon, self->rssi_label,
                            "vigie-signal", vigie_signal_bars);

  sentence = g_string_new (title);
  if (*text.value != '\0')
    /* Translators: for a screen reader: the next part of a row, after a comma */
    g_string_append_printf (sentence, C_ ("screen reader", ", %s"), text.value);
  if (passed)
    g_string_append_printf (sentence, C_ ("screen reader", ", %s"),
                            vigie_glyph_look_label (text.look));
  g_string_append_printf (sentence, C_ ("screen reader", ", %s"), text.age);
  if (text.extra != NULL)
    g_string_append_printf (sentence, C_ ("screen reader", ", %s"), text.extra);
  if (battery != NULL)
    g_string_append_printf (sentence, C_ ("screen reader", ", battery %s"), battery);
  if (rssi != NULL)
    g_string_append_printf (sentence, C_ ("screen reader", ", signal %s"), rssi);
  if (g_set_str (&self->sentence, sentence->str))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->sentence, -1);
}

static void
vigie_measure_row_dispose (GObject *object)
{
  VigieMeasureRow *self = VIGIE_MEASURE_ROW (object);

  g_clear_object (&self->measure);
  g_clear_object (&self->battery);
  g_clear_object (&self->rssi);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->sentence, g_free);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_MEASURE_ROW);

  G_OBJECT_CLASS (vigie_measure_row_parent_class)->dispose (object);
}

static void
vigie_measure_row_class_init (VigieMeasureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_measure_row_dispose;
  g_type_ensure (VIGIE_TYPE_MARK);
  g_type_ensure (ADW_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-measure-row.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieMeasureRow, name)
  BIND (line);
  BIND (title);
  BIND (clock);
  BIND (age);
  BIND (extra);
  BIND (battery_box);
  BIND (battery_icon);
  BIND (battery_label);
  BIND (rssi_box);
  BIND (rssi_icon);
  BIND (rssi_label);
  BIND (mark);
  BIND (value);
#undef BIND
}

static void
vigie_measure_row_init (VigieMeasureRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
follow (VigieMeasureRow *self, VigieMeasure *measure)
{
  if (measure != NULL)
    g_signal_connect_object (measure, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

GtkWidget *
vigie_measure_row_new (VigieMeasure *measure,
                       const char *title,
                       VigieMeasure *battery,
                       VigieMeasure *rssi,
                       VigieTicker *ticker)
{
  VigieMeasureRow *self = g_object_new (VIGIE_TYPE_MEASURE_ROW, NULL);

  self->measure = g_object_ref (measure);
  self->ticker = g_object_ref (ticker);
  g_set_object (&self->battery, battery);
  g_set_object (&self->rssi, rssi);
  gtk_label_set_label (self->title, title);
  follow (self, measure);
  follow (self, battery);
  follow (self, rssi);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

const char *
vigie_measure_row_get_sentence (VigieMeasureRow *self)
{
  return self->sentence;
}
