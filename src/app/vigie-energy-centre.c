/* vigie-energy-centre.c: the data centres of the selection: the indicators of ISO/IEC 30134, and how they do now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-centre.h"

#include <glib/gi18n-lib.h>

#include "vigie-bullet.h"
#include "vigie-children.h"
#include "vigie-column-layout.h"
#include "vigie-coverage-bar.h"
#include "vigie-energy-text.h"
#include "vigie-glyph.h"
#include "vigie-show.h"
#include "vigie-site-panel-text.h"
#include "vigie-text.h"
#include "vigie-words.h"

/* Room temperatures that are shown. */
#define MOST_ROOMS 3
/* µs of real time between two looks at what is live. */
#define LOOK_INTERVAL (2 * G_USEC_PER_SEC)

/* The indicators, and the scale of the bar of each: most of what is built lies on it. */
static const struct
{
  VigieKpi kpi;
  double from, to;
} kpis[] = {
    {VIGIE_KPI_PUE, 1, 2}, {VIGIE_KPI_REF, 0, 1},   {VIGIE_KPI_ERF, 0, 1},
    {VIGIE_KPI_WUE, 0, 4}, {VIGIE_KPI_CUE, 0, 0.5},
};
#define N_KPIS G_N_ELEMENTS (kpis)

typedef struct
{
  GtkLabel *name, *value, *definition, *note;
  VigieBullet *bullet;
  GtkWidget *box;
  char *unit; /* owned: of a room */
} Row;

struct _VigieEnergyCentre
{
  GtkWidget parent_instance;

  VigieEnergyModel *model; /* owned, or NULL */
  VigieTicker *ticker;     /* owned, or NULL */
  VigieEnergyPlan *source; /* owned: the plan that the next is of */
  VigieEnergyPlan *plan;   /* owned: the data centres alone */
  VigieEnergyLive *live;   /* owned */
  GPtrArray *rooms;        /* owned: VigieMeasure */
  double heat_kw;
  gint64 looked_at;

  VigieGlyph *glyph;
  GtkLabel *title, *subtitle;
  Row rows[N_KPIS];
  Row room_rows[MOST_ROOMS];
  GtkWidget *rooms_box;
};

enum
{
  SIGNAL_WHY,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieEnergyCentre, vigie_energy_centre, GTK_TYPE_WIDGET)

/* ---- Indicators ------------------------------------------------------------------------------ */

static gboolean
is_told (const VigieEnergyFigure *figure)
{
  return figure->undefined == VIGIE_UNDEFINED_NOT && isfinite (figure->value);
}

/* « 12 mois glissants, couverture 99 % »; « intermédiaire : 15 – 21 nov., couverture 98 % ». */
static char *
period_words (VigieKpi kpi,
              const VigieEnergyFigure *figure,
              const VigieEnergyResult *result,
              gboolean over_a_year)
{
  g_autofree char *covered = vigie_coverage_words (figure->coverage);
  g_autofree char *period = vigie_period_to_short_words (&result->period, NULL);

  if (over_a_year)
    /* Translators: %s is a share: “99 %” */
    return g_strdup_printf (_ ("last 12 months, coverage %s"), covered);
  if (kpi == VIGIE_KPI_PUE)
    /* Translators: a PUE over less than 12 months: the period, its coverage */
    return g_strdup_printf (_ ("intermediate: %1$s, coverage %2$s"), period, covered);
  return g_strdup_printf (_ ("%1$s, coverage %2$s"), period, covered);
}

static char *
ref_words (const VigieEnergyResult *result)
{
  const VigieEnergyFigure *used = &result->data_centres[VIGIE_KPI_SELF_CONSUMED];
  const VigieEnergyFigure *all = &result->data_centres[VIGIE_KPI_DC];
  const VigieEnergyFigure *exported = &result->data_centres[VIGIE_KPI_GRID_EXPORT];
  g_autofree char *share = NULL, *export = NULL;

  if (!is_told (used) || !is_told (all) || !(all->value > 0))
    return NULL;
  share = vigie_words_number (used->value / all->value, 2);
  if (!is_told (exported))
    /* Translators: the part of a renewable energy factor that panels of the site make */
    return g_strdup_printf (_ ("of which %s produced on site"), share);
  export = vigie_words_value (exported->value, "kWh");
  return g_strdup_printf (_ ("of which %1$s produced on site · exported, counted separately: %2$s"),
                          share, export);
}

static char *
erf_words (double heat_kw)
{
  g_autofree char *kw = NULL;

  if (!isfinite (heat_kw))
    return NULL;
  kw = vigie_words_value (heat_kw, "kW");
  /* Translators: heat of a data centre that is used elsewhere, at the moment */
  return g_strdup_printf (_ ("heat reuse now: %s"), kw);
}

static void
set_bullet (Row *row, double from, double to, double value)
{
  VigieBulletScale scale = VIGIE_BULLET_SCALE_NONE;

  scale.from = from;
  scale.to = to;
  vigie_bullet_set_scale (row->bullet, &scale, NULL);
  vigie_bullet_set_value (row->bullet, value, VIGIE_FRESHNESS_LIVE, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (row->bullet), isfinite (value));
}

static void
show_kpi (VigieEnergyCentre *self, guint index, VigieEnergyResult *result, VigieEnergyResult *year)
{
  Row *row = &self->rows[index];
  VigieKpi kpi = kpis[index].kpi;
  gboolean over_a_year = kpi == VIGIE_KPI_PUE && year != NULL && is_told (&year->data_centres[kpi]);
  const VigieEnergyResult *shown = over_a_year ? year : result;
  const VigieEnergyFigure *figure = &shown->data_centres[kpi];
  g_autofree char *value = vigie_figure_to_words (kpi, figure);
  g_autofree char *reason = vigie_energy_text_reason (kpi, figure, shown);
  g_autofree char *period = period_words (kpi, figure, shown, over_a_year);
  g_autofree char *more = NULL;
  g_autofree char *note = NULL;

  if (kpi == VIGIE_KPI_REF)
    more = ref_words (result);
  else if (kpi == VIGIE_KPI_ERF)
    more = erf_words (self->heat_kw);
  if (reason != NULL)
    note = more != NULL ? g_strdup_printf ("%s\n%s", reason, more) : g_strdup (reason);
  else
    note = more != NULL ? g_strdup_printf ("%s\n%s", period, more) : g_strdup (period);
  vigie_set_words (row->value, value);
  vigie_set_words (row->note, note);
  vigie_set_class (row->box, "undefined", reason != NULL);
  set_bullet (row, kpis[index].from, kpis[index].to, reason == NULL ? figure->value : NAN);
}

void
vigie_energy_centre_set (VigieEnergyCentre *self,
                         VigieEnergyResult *result,
                         VigieEnergyResult *year)
{
  const char *trouble = self->model != NULL ? vigie_energy_model_get_trouble (self->model) : NULL;

  g_return_if_fail (VIGIE_IS_ENERGY_CENTRE (self));

  for (guint i = 0; i < N_KPIS; i++)
    {
      if (result != NULL)
        {
          show_kpi (self, i, result, year);
          continue;
        }
      vigie_set_words (self->rows[i].value, trouble != NULL ? C_ ("figure", "n/a") : "…");
      vigie_set_words (self->rows[i].note, trouble);
      vigie_set_class (self->rows[i].box, "undefined", trouble != NULL);
      set_bullet (&self->rows[i], kpis[i].from, kpis[i].to, NAN);
    }
}

/* ---- Now ------------------------------------------------------------------------------------- */

static void
show_head (VigieEnergyCentre *self, const VigieEnergyNow *now, VigieTime time, gboolean live)
{
  guint n = vigie_energy_plan_get_n_sites (self->plan);
  const VigieSiteData *data = vigie_energy_plan_get_site (self->plan, 0)->data;
  g_autofree char *name = NULL, *power = NULL, *age = NULL, *kw = NULL, *it = NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  if (n == 1)
    name = vigie_site_text_plain (data->name, VIGIE_SITE_NAME_MAX);
  else
    name = g_strdup_printf (ngettext ("%'u data centre", "%'u data centres", n), n);
  vigie_set_words (self->title, name);
  if (n == 1 && data->details->commune_name != NULL)
    g_string_append (line, data->details->commune_name);
  if (isfinite (now->total))
    {
      kw = vigie_words_value (now->total, "kW");
      it = isfinite (now->it) ? vigie_words_value (now->it, "kW") : NULL;
      /* Translators: power of a data centre, of which that of its computers */
      power = it != NULL ? g_strdup_printf (_ ("%1$s, of which %2$s IT"), kw, it)
                         : g_steal_pointer (&kw);
      g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", power);
    }
  if (now->oldest != VIGIE_TIME_NONE)
    {
      age = live ? vigie_text_calm_age (time, now->oldest)
                 : vigie_words_at (time, now->oldest, NULL);
      g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", age);
    }
  vigie_set_words (self->subtitle, line->str);
}

static void
show_room (Row *row, VigieMeasure *measure, VigieTime now, gboolean live)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  const VigieReading *latest = vigie_measure_get_latest (measure);
  VigieFreshness freshness = vigie_measure_get_freshness (measure);
  VigieBulletScale scale
      = vigie_bullet_scale_derive (data->unit, &data->thresholds, NAN, NULL, now, latest->number);
  g_autofree char *name = vigie_site_measure_name (data);
  g_autofree char *unit = vigie_site_text_plain (data->unit, VIGIE_SITE_UNIT_MAX);
  g_autofree char *value = NULL, *note = NULL;
  gboolean fresh = freshness == VIGIE_FRESHNESS_LIVE || freshness == VIGIE_FRESHNESS_LATE;

  value = vigie_words_value (fresh ? latest->number : NAN, unit);
  note = live || latest->time == VIGIE_TIME_NONE
             ? vigie_words_freshness_line (data, freshness, now, latest->time, NULL)
             : vigie_words_at (now, latest->time, NULL);
  vigie_set_words (row->name, name);
  vigie_set_words (row->value, value);
  vigie_set_words (row->note, note);
  vigie_bullet_set_scale (row->bullet, &scale, unit);
  vigie_bullet_set_value (row->bullet, latest->number, freshness, !live);
  gtk_widget_set_visible (GTK_WIDGET (row->bullet), vigie_bullet_scale_is_set (&scale));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->bullet), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

void
vigie_energy_centre_set_now (VigieEnergyCentre *self,
                             VigieEnergyPlan *plan,
                             const VigieEnergyNow *now,
                             VigieTime time,
                             gboolean live)
{
  gboolean other_heat;

  g_return_if_fail (VIGIE_IS_ENERGY_CENTRE (self));

  if (plan != self->plan)
    {
      g_clear_pointer (&self->plan, vigie_energy_plan_unref);
      self->plan = vigie_energy_plan_ref (plan);
    }
  if (vigie_energy_plan_get_n_sites (plan) == 0)
    return;
  other_heat = !(self->heat_kw == now->heat);
  self->heat_kw = now->heat;
  show_head (self, now, time, live);
  vigie_set_class (self, "last-known", !live);
  if (other_heat && self->model != NULL)
    vigie_energy_centre_set (self, vigie_energy_model_get_result (self->model),
                             vigie_energy_model_get_year (self->model));
}

static void
show_rooms (VigieEnergyCentre *self, VigieTime now, gboolean live)
{
  for (guint i = 0; i < MOST_ROOMS; i++)
    {
      gboolean any = i < self->rooms->len;

      gtk_widget_set_visible (self->room_rows[i].box, any);
      if (any)
        show_room (&self->room_rows[i], g_ptr_array_index (self->rooms, i), now, live);
    }
  gtk_widget_set_visible (self->rooms_box, self->rooms->len > 0);
}

static void
find_rooms (VigieEnergyCentre *self, VigieTerritory *territory)
{
  g_ptr_array_set_size (self->rooms, 0);
  for (guint i = 0; i < vigie_energy_plan_get_n_sites (self->plan) && self->rooms->len < MOST_ROOMS;
       i++)
    {
      VigieSite *site = vigie_territory_find_site (
          territory, vigie_energy_plan_get_site (self->plan, i)->data->id);
      GListModel *measures = site != NULL ? vigie_site_get_measures (site) : NULL;

      for (guint j = 0; measures != NULL && j < g_list_model_get_n_items (measures); j++)
        {
          VigieMeasure *measure = g_list_model_get_item (measures, j);

          if (vigie_measure_get_data (measure)->role == VIGIE_ROLE_TEMPERATURE
              && self->rooms->len < MOST_ROOMS)
            g_ptr_array_add (self->rooms, measure);
          else
            g_object_unref (measure);
        }
    }
}

static void
take_plan (VigieEnergyCentre *self, VigieEnergyPlan *plan, VigieTerritory *territory)
{
  VigieEnergyScope scope = {.kinds = 1u << VIGIE_KIND_DATA_CENTRE};

  g_clear_pointer (&self->live, vigie_energy_live_free);
  g_clear_pointer (&self->plan, vigie_energy_plan_unref);
  g_clear_pointer (&self->source, vigie_energy_plan_unref);
  self->source = vigie_energy_plan_ref (plan);
  self->plan = vigie_energy_plan_select (plan, &scope);
  self->live = vigie_energy_live_new (self->plan, territory);
  find_rooms (self, territory);
}

static void
look (VigieEnergyCentre *self)
{
  VigieContext *context = vigie_energy_model_get_context (self->model);
  VigieTerritory *territory = vigie_context_get_territory (context);
  VigieEnergyPlan *plan = vigie_energy_model_get_plan (self->model);
  VigieTime now = vigie_ticker_get_now (self->ticker);
  gboolean live = vigie_ticker_get_live (self->ticker);
  VigieEnergyNow powers;

  if (plan != NULL && territory != NULL && plan != self->source)
    take_plan (self, plan, territory);
  gtk_widget_set_visible (GTK_WIDGET (self), plan != NULL && self->plan != NULL
                                                 && vigie_energy_plan_get_n_sites (self->plan) > 0);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || self->live == NULL)
    return;
  self->looked_at = g_get_monotonic_time ();
  vigie_energy_live_read (self->live, &powers);
  vigie_energy_centre_set_now (self, self->plan, &powers, now, live);
  show_rooms (self, now, live);
}

static void
tick_cb (VigieEnergyCentre *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self))
      && g_get_monotonic_time () - self->looked_at >= LOOK_INTERVAL)
    look (self);
}

static void
live_cb (VigieEnergyCentre *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    look (self);
}

static void
model_cb (VigieEnergyCentre *self)
{
  vigie_energy_centre_set (self, vigie_energy_model_get_result (self->model),
                           vigie_energy_model_get_year (self->model));
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static GtkLabel *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  /* As wide as a column asks for, not as the longest definition. */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 46);
  gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
make_row (Row *row, GtkWidget *why)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  row->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  row->name = make_label ("vigie-energy-name");
  row->value = make_label ("vigie-energy-index");
  row->definition = make_label ("vigie-energy-definition");
  row->note = make_label ("vigie-energy-note");
  row->bullet = VIGIE_BULLET (vigie_bullet_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (row->name), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (row->name), GTK_ALIGN_BASELINE_FILL);
  gtk_widget_set_valign (GTK_WIDGET (row->value), GTK_ALIGN_BASELINE_FILL);
  /* On one line wherever it fits. */
  gtk_label_set_natural_wrap_mode (row->value, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_max_width_chars (row->value, -1);
  gtk_label_set_justify (row->value, GTK_JUSTIFY_RIGHT);
  gtk_label_set_xalign (row->value, 1);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (row->name));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (row->value));
  if (why != NULL)
    gtk_box_append (GTK_BOX (line), why);
  gtk_box_append (GTK_BOX (row->box), line);
  gtk_box_append (GTK_BOX (row->box), GTK_WIDGET (row->bullet));
  gtk_box_append (GTK_BOX (row->box), GTK_WIDGET (row->definition));
  gtk_box_append (GTK_BOX (row->box), GTK_WIDGET (row->note));
  gtk_widget_add_css_class (row->box, "vigie-energy-row");
}

static void
why_cb (VigieEnergyCentre *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_WHY], 0,
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "kpi")));
}

static void
make_kpi (VigieEnergyCentre *self, guint index, GtkBox *box)
{
  Row *row = &self->rows[index];
  VigieKpi kpi = kpis[index].kpi;
  const char *name = vigie_kpi_words (kpi), *standard = vigie_kpi_standard (kpi);
  GtkWidget *why = gtk_button_new_from_icon_name ("help-about-symbolic");
  g_autofree char *words = g_strdup_printf (_ ("Why: %s"), name);
  g_autofree char *definition
      = standard != NULL ? g_strdup_printf ("%s (%s)", vigie_kpi_definition (kpi), standard)
                         : g_strdup (vigie_kpi_definition (kpi));

  gtk_widget_add_css_class (why, "flat");
  gtk_widget_add_css_class (why, "circular");
  gtk_widget_add_css_class (why, "vigie-why");
  gtk_widget_set_valign (why, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (why, _ ("How This Figure Is Made Up"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (why), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data (G_OBJECT (why), "kpi", GUINT_TO_POINTER (kpi));
  g_signal_connect_object (why, "clicked", G_CALLBACK (why_cb), self, G_CONNECT_SWAPPED);
  make_row (row, why);
  vigie_set_words (row->name, name);
  vigie_set_words (row->definition, definition);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->bullet), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_box_append (box, row->box);
}

static GtkWidget *
make_head (VigieEnergyCentre *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->glyph = VIGIE_GLYPH (vigie_glyph_new (VIGIE_KIND_DATA_CENTRE, VIGIE_GLYPH_NORMAL));
  self->title = make_label ("vigie-energy-name");
  self->subtitle = make_label ("vigie-energy-note");
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->subtitle));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->glyph));
  gtk_box_append (GTK_BOX (head), texts);
  return head;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_energy_centre_dispose (GObject *object)
{
  VigieEnergyCentre *self = VIGIE_ENERGY_CENTRE (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->live, vigie_energy_live_free);
  g_clear_pointer (&self->plan, vigie_energy_plan_unref);
  g_clear_pointer (&self->source, vigie_energy_plan_unref);
  g_clear_pointer (&self->rooms, g_ptr_array_unref);
  g_clear_object (&self->ticker);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vigie_energy_centre_parent_class)->dispose (object);
}

static void
vigie_energy_centre_class_init (VigieEnergyCentreClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_energy_centre_dispose;
  signals[SIGNAL_WHY] = g_signal_new ("why", VIGIE_TYPE_ENERGY_CENTRE, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, VIGIE_TYPE_COLUMN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "energycentre");
}

static void
vigie_energy_centre_init (VigieEnergyCentre *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->rooms = g_ptr_array_new_with_free_func (g_object_unref);
  self->heat_kw = NAN;
  gtk_box_append (GTK_BOX (box), make_head (self));
  for (guint i = 0; i < N_KPIS; i++)
    make_kpi (self, i, GTK_BOX (box));
  self->rooms_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  for (guint i = 0; i < MOST_ROOMS; i++)
    {
      make_row (&self->room_rows[i], NULL);
      vigie_bullet_set_captions (self->room_rows[i].bullet, TRUE);
      gtk_box_append (GTK_BOX (self->rooms_box), self->room_rows[i].box);
    }
  gtk_box_append (GTK_BOX (box), self->rooms_box);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "vigie-energy-card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Data centre"), -1);
  vigie_energy_centre_set (self, NULL, NULL);
}

GtkWidget *
vigie_energy_centre_new (void)
{
  return g_object_new (VIGIE_TYPE_ENERGY_CENTRE, NULL);
}

void
vigie_energy_centre_setup (VigieEnergyCentre *self, VigieEnergyModel *model, VigieTicker *ticker)
{
  g_return_if_fail (VIGIE_IS_ENERGY_CENTRE (self));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (model, "plan-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::live", G_CALLBACK (live_cb), self, G_CONNECT_SWAPPED);
  look (self);
  model_cb (self);
}
