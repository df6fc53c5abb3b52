/* vigie-site-row.c: a site in the list: sign, name, a second line, age.
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

/* Between sign and texts, and between texts beside each other. */
#define SPACING 8

/* ---- What rows show -------------------------------------------------------------------------- */

struct _VigieSiteRowStyle
{
  GObject parent_instance;

  VigieSiteLine line;
  gboolean show_age;
};

enum
{
  STYLE_PROP_LINE = 1,
  STYLE_PROP_SHOW_AGE,
  N_STYLE_PROPS,
};
static GParamSpec *style_props[N_STYLE_PROPS];

G_DEFINE_ENUM_TYPE (VigieSiteLine,
                    vigie_site_line,
                    G_DEFINE_ENUM_VALUE (VIGIE_SITE_LINE_REASON, "reason"),
                    G_DEFINE_ENUM_VALUE (VIGIE_SITE_LINE_COMMUNE, "commune"),
                    G_DEFINE_ENUM_VALUE (VIGIE_SITE_LINE_ADDRESS, "address"),
                    G_DEFINE_ENUM_VALUE (VIGIE_SITE_LINE_VALUE, "value"))

G_DEFINE_FINAL_TYPE (VigieSiteRowStyle, vigie_site_row_style, G_TYPE_OBJECT)

static void
vigie_site_row_style_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieSiteRowStyle *self = VIGIE_SITE_ROW_STYLE (object);

  switch (id)
    {
    case STYLE_PROP_LINE:
      g_value_set_enum (value, (int) self->line);
      break;
    case STYLE_PROP_SHOW_AGE:
      g_value_set_boolean (value, self->show_age);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_site_row_style_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  VigieSiteRowStyle *self = VIGIE_SITE_ROW_STYLE (object);

  switch (id)
    {
    case STYLE_PROP_LINE:
      if ((int) self->line == g_value_get_enum (value))
        return;
      self->line = (VigieSiteLine) g_value_get_enum (value);
      break;
    case STYLE_PROP_SHOW_AGE:
      if (self->show_age == g_value_get_boolean (value))
        return;
      self->show_age = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
vigie_site_row_style_class_init (VigieSiteRowStyleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = vigie_site_row_style_get_property;
  object_class->set_property = vigie_site_row_style_set_property;
  style_props[STYLE_PROP_LINE]
      = g_param_spec_enum ("line", NULL, NULL, VIGIE_TYPE_SITE_LINE, VIGIE_SITE_LINE_REASON, flags);
  style_props[STYLE_PROP_SHOW_AGE] = g_param_spec_boolean ("show-age", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_STYLE_PROPS, style_props);
}

static void
vigie_site_row_style_init (VigieSiteRowStyle *self)
{
  self->show_age = TRUE;
}

VigieSiteRowStyle *
vigie_site_row_style_new (void)
{
  return g_object_new (VIGIE_TYPE_SITE_ROW_STYLE, NULL);
}

VigieSiteLine
vigie_site_row_style_get_line (VigieSiteRowStyle *self)
{
  return self->line;
}

gboolean
vigie_site_row_style_get_show_age (VigieSiteRowStyle *self)
{
  return self->show_age;
}

/* ---- The row --------------------------------------------------------------------------------- */

struct _VigieSiteRow
{
  GtkWidget parent_instance;

  VigieTicker *ticker;      /* owned */
  VigieSiteRowStyle *style; /* owned */
  GtkListItem *item;        /* borrowed: owns the row; or NULL */
  VigieSite *site;          /* owned, or NULL */
  char *sentence;           /* owned */

  VigieGlyph *glyph;
  GtkLabel *name;
  GtkLabel *line;
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

/* What a site is best known by: the vehicles present, else its first measure that is
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

/* The second line. @section and @look: of the site. */
static char *
line_words (VigieSiteRow *self, VigieSection section, VigieGlyphLook look)
{
  const VigieSiteData *data = vigie_site_get_data (self->site);
  VigieMeasure *worst = vigie_site_get_worst (self->site);
  const char *commune = data->commune_name != NULL ? data->commune_name : "";

  switch (vigie_site_row_style_get_line (self->style))
    {
    case VIGIE_SITE_LINE_COMMUNE:
      return g_strdup (commune);
    case VIGIE_SITE_LINE_ADDRESS:
      return g_strdup (data->address != NULL && *data->address != '\0' ? data->address : commune);
    case VIGIE_SITE_LINE_VALUE:
      return summary_words (self->site);
    case VIGIE_SITE_LINE_REASON:
    default:
      break;
    }
  if (section == VIGIE_SECTION_NORMAL && look != VIGIE_GLYPH_LATE)
    return summary_words (self->site);
  /* What sign, heading and age say already is not said once more: of a silence what fell silent, of what
   * is out of service why. */
  if (section == VIGIE_SECTION_SILENT && worst != NULL)
    return g_strdup (vigie_measure_get_data (worst)->name);
  if (section == VIGIE_SECTION_OUT_OF_SERVICE)
    {
      const char *note = data->out_of_service_note;

      if (!data->out_of_service && worst != NULL)
        note = vigie_measure_get_data (worst)->out_of_service_note;
      if (note != NULL && *note != '\0')
        return g_strdup (note);
    }
  return g_strdup (vigie_site_get_reason (self->site));
}

/* The state in words; without a link, of when it is. */
static char *
state_words (VigieSite *site, VigieSection section, VigieGlyphLook look, gboolean live)
{
  const char *state
      = section == VIGIE_SECTION_NORMAL && look != VIGIE_GLYPH_LATE
            ? _ ("Normal")
            : vigie_text_state (vigie_site_get_freshness (site), vigie_site_get_condition (site));

  if (live || section == VIGIE_SECTION_OUT_OF_SERVICE)
    return g_strdup (state);
  if (section == VIGIE_SECTION_SILENT)
    /* Translators: state of a site, while the link is lost: « Silent before the link was lost » */
    return g_strdup_printf (C_ ("state", "%s before the link was lost"), state);
  /* Translators: state of a site, while the link is lost: « Normal at the last reading » */
  return g_strdup_printf (C_ ("state", "%s at the last reading"), state);
}

static void
update (VigieSiteRow *self)
{
  VigieTime now = vigie_ticker_get_now (self->ticker);
  gboolean live = vigie_ticker_get_live (self->ticker);
  g_autofree char *age = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *line = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *state = NULL;
  VigieSection section;
  VigieGlyphLook look;

  if (self->site == NULL)
    return;
  section = vigie_section_of (self->site);
  look = vigie_glyph_look_for (vigie_site_get_freshness (self->site),
                               vigie_site_get_condition (self->site));
  if (section == VIGIE_SECTION_NORMAL && look != VIGIE_GLYPH_LATE)
    summary = summary_words (self->site);
  reason = g_strdup (summary != NULL ? summary : vigie_site_get_reason (self->site));
  line = line_words (self, section, look);
  age = age_words (self->site, section, now, live);

  vigie_glyph_set_kind (self->glyph, vigie_site_get_kind (self->site));
  vigie_glyph_set_look (self->glyph, look);
  vigie_glyph_set_link_lost (self->glyph, !live);
  gtk_label_set_label (self->name, vigie_site_get_name (self->site));
  gtk_label_set_label (self->line, line);
  gtk_widget_set_visible (GTK_WIDGET (self->line), *line != '\0');
  gtk_label_set_label (self->age, age);
  gtk_widget_set_visible (GTK_WIDGET (self->age),
                          *age != '\0' && vigie_site_row_style_get_show_age (self->style));
  set_class (GTK_WIDGET (self), "abnormal", section != VIGIE_SECTION_NORMAL);
  set_class (GTK_WIDGET (self), "silent", section == VIGIE_SECTION_SILENT);
  set_class (GTK_WIDGET (self), "last-known", !live);

  state = state_words (self->site, section, look, live);
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

/* The whole of a line that is cut. */
static gboolean
query_tooltip_cb (VigieSiteRow *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (self->line)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (self->line));
  return TRUE;
}

/* ---- Layout ---------------------------------------------------------------------------------- */

typedef struct
{
  int minimum, natural, minimum_baseline, natural_baseline;
} Size;

static Size
measure_child (gpointer child, GtkOrientation orientation, int for_size)
{
  Size size = {0, 0, -1, -1};

  if (gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, for_size, &size.minimum, &size.natural,
                        &size.minimum_baseline, &size.natural_baseline);
  return size;
}

/* Whether the age has room beside the whole of the name. *width: what texts have beside the sign; *age:
 * how wide the age is, its space included. */
static gboolean
is_one_line (VigieSiteRow *self, int whole, int *width, int *age)
{
  int glyph = measure_child (self->glyph, GTK_ORIENTATION_HORIZONTAL, -1).natural;
  int name = measure_child (self->name, GTK_ORIENTATION_HORIZONTAL, -1).natural;

  *width = MAX (whole - glyph - SPACING, 0);
  *age = measure_child (self->age, GTK_ORIENTATION_HORIZONTAL, -1).natural;
  if (*age > 0)
    *age += SPACING;
  return name + *age <= *width;
}

static void
vigie_site_row_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  VigieSiteRow *self = VIGIE_SITE_ROW (widget);
  Size glyph = measure_child (self->glyph, orientation, -1);
  Size name, line, age;
  int width, age_width, height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      name = measure_child (self->name, orientation, -1);
      line = measure_child (self->line, orientation, -1);
      age = measure_child (self->age, orientation, -1);
      *minimum = glyph.natural + SPACING + MAX (name.minimum, line.minimum + SPACING + age.minimum);
      *natural = MAX (*minimum, glyph.natural + SPACING
                                    + MAX (name.natural + SPACING + age.natural, line.natural));
      return;
    }
  if (for_size < 0)
    for_size = G_MAXINT / 2;
  age = measure_child (self->age, orientation, -1);
  line = measure_child (self->line, orientation, -1);
  if (is_one_line (self, for_size, &width, &age_width))
    height = MAX (measure_child (self->name, orientation, -1).natural, age.natural) + line.natural;
  else
    height
        = measure_child (self->name, orientation, width).natural + MAX (line.natural, age.natural);
  *minimum = *natural = MAX (glyph.natural, height);
}

static void
allocate (VigieSiteRow *self, gpointer child, int x, int y, int width, int height, int whole)
{
  GtkAllocation area = {x, y, width, height};

  if (!gtk_widget_should_layout (child))
    return;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    area.x = whole - x - width;
  gtk_widget_size_allocate (child, &area, -1);
}

static void
vigie_site_row_size_allocate (GtkWidget *widget, int whole, int height, int baseline)
{
  VigieSiteRow *self = VIGIE_SITE_ROW (widget);
  int glyph_width = measure_child (self->glyph, GTK_ORIENTATION_HORIZONTAL, -1).natural;
  int glyph_height = measure_child (self->glyph, GTK_ORIENTATION_VERTICAL, -1).natural;
  int x = glyph_width + SPACING, y, width, age_width, name_height, second;
  gboolean one_line = is_one_line (self, whole, &width, &age_width);
  Size name = measure_child (self->name, GTK_ORIENTATION_VERTICAL, one_line ? -1 : width);
  Size line = measure_child (self->line, GTK_ORIENTATION_VERTICAL, -1);
  Size age = measure_child (self->age, GTK_ORIENTATION_VERTICAL, -1);

  name_height = one_line ? MAX (name.natural, age.natural) : name.natural;
  second = one_line ? line.natural : MAX (line.natural, age.natural);
  y = MAX ((height - name_height - second) / 2, 0);
  allocate (self, self->glyph, 0, (height - glyph_height) / 2, glyph_width, glyph_height, whole);
  if (one_line)
    {
      int drop = name.natural_baseline >= 0 && age.natural_baseline >= 0
                     ? name.natural_baseline - age.natural_baseline
                     : 0;

      allocate (self, self->name, x, y, MAX (width - age_width, 0), name_height, whole);
      allocate (self, self->age, whole - age_width + SPACING, y + MAX (drop, 0),
                MAX (age_width - SPACING, 0), age.natural, whole);
      allocate (self, self->line, x, y + name_height, width, line.natural, whole);
      return;
    }
  /* The age is never cut: the line is, and has its whole in the tooltip. */
  age_width = MIN (age_width, width);
  allocate (self, self->name, x, y, width, name_height, whole);
  allocate (self, self->line, x, y + name_height, MAX (width - age_width, 0), line.natural, whole);
  allocate (self, self->age, whole - MAX (age_width - SPACING, 0), y + name_height,
            MAX (age_width - SPACING, 0), age.natural, whole);
}

static GtkSizeRequestMode
vigie_site_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_site_row_dispose (GObject *object)
{
  VigieSiteRow *self = VIGIE_SITE_ROW (object);

  vigie_site_row_set_site (self, NULL);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  g_clear_object (&self->ticker);
  if (self->style != NULL)
    g_signal_handlers_disconnect_by_data (self->style, self);
  g_clear_object (&self->style);
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
  widget_class->measure = vigie_site_row_measure;
  widget_class->size_allocate = vigie_site_row_size_allocate;
  widget_class->get_request_mode = vigie_site_row_get_request_mode;
  g_type_ensure (VIGIE_TYPE_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-site-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VigieSiteRow, glyph);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteRow, name);
  gtk_widget_class_bind_template_child (widget_class, VigieSiteRow, line);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
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
vigie_site_row_new (VigieTicker *ticker, VigieSiteRowStyle *style, GtkListItem *item)
{
  VigieSiteRow *self = g_object_new (VIGIE_TYPE_SITE_ROW, NULL);

  self->ticker = g_object_ref (ticker);
  self->style = style != NULL ? g_object_ref (style) : vigie_site_row_style_new ();
  self->item = item;
  g_signal_connect_object (self->style, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
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
