/* vigie-report-pages.c: the report on energy, laid out on sheets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-report.h"

#include <glib/gi18n-lib.h>

#include "vigie-coverage-bar.h"
#include "vigie-energy-charts.h"
#include "vigie-sheet.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

/* Charts are drawn as on a screen of so many pixels, then made as wide as the sheet. */
#define CHART_WIDTH 760
#define CHART_HEIGHT 300

/* A site is to be looked at if it took so much more than in the same period of last year. */
#define MORE_SHARE 0.15

/* So many sites of the ranking are on paper; the CSV has them all. */
#define RANKING_MAX 60

static const VigieKpi month_kpis[] = {
    VIGIE_KPI_CONSUMPTION,
    VIGIE_KPI_GRID_IMPORT,
    VIGIE_KPI_PRODUCTION,
    VIGIE_KPI_GRID_EXPORT,
    VIGIE_KPI_SELF_CONSUMED,
    VIGIE_KPI_SELF_CONSUMPTION,
    VIGIE_KPI_SELF_PRODUCTION,
    VIGIE_KPI_BALANCE_ERROR,
    VIGIE_KPI_CO2,
    VIGIE_KPI_PEAK,
    VIGIE_KPI_LOAD_FACTOR,
    VIGIE_KPI_BASE_LOAD,
    VIGIE_KPI_PER_AREA,
    VIGIE_KPI_PER_DEGREE_DAY,
};

static const VigieKpi centre_kpis[] = {
    VIGIE_KPI_PUE, VIGIE_KPI_REF, VIGIE_KPI_ERF,         VIGIE_KPI_CUE,   VIGIE_KPI_WUE,
    VIGIE_KPI_DC,  VIGIE_KPI_IT,  VIGIE_KPI_HEAT_REUSED, VIGIE_KPI_WATER,
};

static char *
words_of (VigieEnergyResult *result, VigieKpi kpi)
{
  if (result == NULL)
    return g_strdup (_ ("n/a"));
  return vigie_figure_to_words (kpi, &result->figures[kpi]);
}

/* « 12,3 MWh (+ 4 %) », of a ratio without the change: it would be a percentage of percents. */
static char *
compared_words (const VigieEnergyFigure *now, VigieEnergyResult *other, VigieKpi kpi)
{
  g_autofree char *value = words_of (other, kpi);
  g_autofree char *change = NULL;
  double share;

  if (other == NULL || isnan (now->value) || isnan (other->figures[kpi].value)
      || other->figures[kpi].value <= 0 || !isnan (now->denominator))
    return g_steal_pointer (&value);
  share = 100 * (now->value / other->figures[kpi].value - 1);
  change = vigie_words_figure (share, 0, "%");
  /* Translators: an amount of an earlier period, then by how much the present one differs from it */
  return g_strdup_printf (share > 0 ? _ ("%1$s (+%2$s)") : _ ("%1$s (%2$s)"), value, change);
}

static char *
coverage_words (const VigieEnergyFigure *figure)
{
  if (isnan (figure->coverage))
    return g_strdup ("—");
  return vigie_coverage_words (figure->coverage);
}

/* ---- Parts ---- */

static void
add_cover (VigieReportSheets *sheets, const VigieReport *self)
{
  static const VigieKpi head[2][3] = {
      {VIGIE_KPI_CONSUMPTION, VIGIE_KPI_GRID_IMPORT, VIGIE_KPI_PRODUCTION},
      {VIGIE_KPI_SELF_CONSUMPTION, VIGIE_KPI_SELF_PRODUCTION, VIGIE_KPI_CO2},
  };
  g_autofree char *title = vigie_report_make_title (self);
  g_autofree char *made = vigie_sheet_made_words (self->made, NULL, FALSE);
  g_autofree char *made_words = NULL, *sites = NULL;

  vigie_report_sheets_add_space (sheets, 90);
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_SUBTITLE, self->territory);
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_TITLE, title);
  if (g_strcmp0 (self->scope, self->territory) != 0)
    vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_SUBTITLE, self->scope);
  if (self->demonstration)
    vigie_report_sheets_add_text (
        sheets, VIGIE_REPORT_TEXT_MARK,
        _ ("Demonstration: the readings in this report are simulated. None of its figures is "
           "that of a real site."));
  vigie_report_sheets_add_space (sheets, 30);
  for (guint row = 0; row < G_N_ELEMENTS (head); row++)
    {
      VigieReportFigure figures[G_N_ELEMENTS (head[0])];
      char *texts[2 * G_N_ELEMENTS (head[0])];

      for (guint i = 0; i < G_N_ELEMENTS (head[0]); i++)
        {
          VigieKpi kpi = head[row][i];
          const VigieEnergyFigure *figure = &self->result->figures[kpi];
          g_autofree char *coverage = coverage_words (figure);

          texts[2 * i] = vigie_figure_to_words (kpi, figure);
          texts[2 * i + 1] = vigie_figure_reason_to_words (kpi, figure);
          if (texts[2 * i + 1] == NULL)
            /* Translators: %s is a percentage: of how much of the time there are readings */
            texts[2 * i + 1] = g_strdup_printf (_ ("coverage %s"), coverage);
          figures[i] = (VigieReportFigure) {vigie_kpi_words (kpi), texts[2 * i], texts[2 * i + 1]};
        }
      vigie_report_sheets_add_figures (sheets, figures, G_N_ELEMENTS (figures));
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        g_free (texts[i]);
    }
  vigie_report_sheets_add_space (sheets, 24);
  sites = g_strdup_printf (
      ngettext ("%u metered site.", "%u metered sites.", self->result->sites->len),
      self->result->sites->len);
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_BODY, sites);
  vigie_report_sheets_add_text (
      sheets, VIGIE_REPORT_TEXT_BODY,
      /* xgettext:no-c-format */
      _ ("A figure whose readings cover less than 90% of the period is not given (n/a), nor is a "
         "ratio whose denominator is zero. Definitions are at the end."));
  if (self->result->now < self->period.to)
    vigie_report_sheets_add_text (
        sheets, VIGIE_REPORT_TEXT_BODY,
        _ ("The period is not over: figures cover the part that has elapsed, compared with the "
           "same length of earlier periods."));
  if (self->result->loaded < 0.999)
    vigie_report_sheets_add_text (
        sheets, VIGIE_REPORT_TEXT_MARK,
        _ ("Part of the history had not yet been received from the server when this report was "
           "made: figures may change."));
  /* Translators: a sentence of its own: « Made with Vigie on » and the date */
  made_words = g_strdup_printf (C_ ("report", "%s."), made);
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_NOTE, made_words);
}

static void
add_figures (VigieReportSheets *sheets, const VigieReport *self)
{
  static const VigieReportColumn columns[] = {{NULL, 0.3, FALSE},
                                              {NULL, 0.17, TRUE},
                                              {NULL, 0.21, TRUE},
                                              {NULL, 0.21, TRUE},
                                              {NULL, 0.11, TRUE}};
  VigieReportColumn titled[G_N_ELEMENTS (columns)];
  const char *titles[] = {_ ("Figure"), _ ("Period"), _ ("Previous period (change)"),
                          _ ("Last year (change)"), _ ("Coverage")};

  memcpy (titled, columns, sizeof titled);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    titled[i].title = titles[i];
  vigie_report_sheets_break (sheets);
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_HEADING, _ ("Figures of the period"));
  vigie_report_sheets_begin_table (sheets, titled, G_N_ELEMENTS (titled));
  for (guint i = 0; i < G_N_ELEMENTS (month_kpis); i++)
    {
      VigieKpi kpi = month_kpis[i];
      const VigieEnergyFigure *figure = &self->result->figures[kpi];
      g_autofree char *value = vigie_figure_to_words (kpi, figure);
      g_autofree char *before = compared_words (figure, self->before, kpi);
      g_autofree char *last_year = compared_words (figure, self->last_year, kpi);
      g_autofree char *coverage = coverage_words (figure);
      const char *cells[] = {vigie_kpi_words (kpi), value, before, last_year, coverage};

      vigie_report_sheets_add_row (sheets, cells, FALSE);
    }
  vigie_report_sheets_end_table (sheets);
  for (guint i = 0; i < G_N_ELEMENTS (month_kpis); i++)
    {
      VigieKpi kpi = month_kpis[i];
      g_autofree char *reason = vigie_figure_reason_to_words (kpi, &self->result->figures[kpi]);
      g_autofree char *line = NULL;

      if (reason == NULL)
        continue;
      /* Translators: a figure that is not told, then why */
      line = g_strdup_printf (_ ("%1$s: %2$s"), vigie_kpi_words (kpi), reason);
      vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_NOTE, line);
    }
}

/* Height of the legend over a chart, and of a sign in it. */
#define LEGEND 24
#define SIGN 14

static void
draw_sign (cairo_t *cr, VigieFigure *figure, guint index)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  vigie_figure_snapshot_sign (figure, index, snapshot, SIGN, SIGN, VIGIE_SCHEME_LIGHT);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
}

static void
draw_figure (cairo_t *cr, double width, double height, gpointer data)
{
  VigieFigure *figure = data;
  double x = 0;

  for (guint i = 0; i < vigie_figure_get_n_signs (figure); i++)
    {
      g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
      PangoFontDescription *font = pango_font_description_from_string ("Adwaita Sans, Inter");
      int name_width, name_height;

      cairo_save (cr);
      cairo_translate (cr, x, (LEGEND - SIGN) / 2.);
      draw_sign (cr, figure, i);
      cairo_restore (cr);
      pango_font_description_set_absolute_size (font, 13 * PANGO_SCALE);
      pango_layout_set_font_description (layout, font);
      pango_font_description_free (font);
      pango_layout_set_text (layout, vigie_figure_get_sign_name (figure, i), -1);
      pango_layout_get_pixel_size (layout, &name_width, &name_height);
      cairo_set_source_rgb (cr, 0.2, 0.2, 0.2);
      cairo_move_to (cr, x + SIGN + 6, (LEGEND - name_height) / 2.);
      pango_cairo_show_layout (cr, layout);
      x += SIGN + 6 + name_width + 18;
    }
  cairo_translate (cr, 0, LEGEND);
  vigie_figure_draw_cairo (figure, cr, width, height - LEGEND, VIGIE_SCHEME_LIGHT);
}

static void
add_drawn (VigieReportSheets *sheets, GtkWidget *figure, const char *title)
{
  g_autofree char *summary = vigie_figure_summarize (VIGIE_FIGURE (figure));

  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_SUBHEADING, title);
  vigie_report_sheets_add_drawing (sheets, CHART_WIDTH, CHART_HEIGHT + LEGEND, draw_figure, figure);
  if (*summary != '\0')
    vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_NOTE, summary);
}

static void
add_charts (VigieReportSheets *sheets, const VigieReport *self)
{
  VigieEnergyResult *result = self->result;
  g_autoptr (GtkWidget) stack = g_object_ref_sink (vigie_stack_chart_new ());
  g_autoptr (GtkWidget) heat = NULL;

  vigie_report_sheets_break (sheets);
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_HEADING,
                                _ ("Consumption and production"));
  vigie_energy_stack_fill (VIGIE_STACK_CHART (stack), result);
  add_drawn (sheets, stack,
             vigie_energy_result_is_by_day (result) ? _ ("Energy per day") : _ ("Mean power"));
  if (result->hours != NULL && result->n_days >= 2)
    {
      heat = g_object_ref_sink (vigie_heat_map_new ());
      vigie_energy_heat_fill (VIGIE_HEAT_MAP (heat), result);
      add_drawn (sheets, heat, _ ("Mean power per hour"));
    }
}

/* ---- Data centres ---- */

static gboolean
has_data_centre (const VigieReport *self)
{
  return self->result->data_centres[VIGIE_KPI_DC].undefined != VIGIE_UNDEFINED_NO_DATA_CENTRE
         && self->result->data_centres[VIGIE_KPI_DC].n_sites > 0;
}

static void
add_data_centres (VigieReportSheets *sheets, const VigieReport *self)
{
  const VigieReportColumn columns[] = {{_ ("Figure"), 0.16, FALSE},
                                       {_ ("Period"), 0.15, TRUE},
                                       {_ ("Twelve months"), 0.15, TRUE},
                                       {_ ("Coverage"), 0.11, TRUE},
                                       {_ ("Definition"), 0.43, FALSE}};

  if (!has_data_centre (self))
    return;
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_HEADING, _ ("Data centre"));
  vigie_report_sheets_add_text (
      sheets, VIGIE_REPORT_TEXT_NOTE,
      _ ("Only twelve-month figures may be declared; those of a shorter period are interim. What "
         "the solar panels export is not part of any of these ratios."));
  vigie_report_sheets_begin_table (sheets, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < G_N_ELEMENTS (centre_kpis); i++)
    {
      VigieKpi kpi = centre_kpis[i];
      const VigieEnergyFigure *twelve
          = self->twelve != NULL ? &self->twelve->data_centres[kpi] : NULL;
      g_autofree char *value = vigie_figure_to_words (kpi, &self->result->data_centres[kpi]);
      g_autofree char *year = twelve != NULL ? vigie_figure_to_words (kpi, twelve) : NULL;
      g_autofree char *coverage = twelve != NULL ? coverage_words (twelve) : NULL;
      const char *standard = vigie_kpi_standard (kpi);
      g_autofree char *definition
          = standard != NULL
                /* Translators: a definition, then the standard that it is from */
                ? g_strdup_printf (_ ("%1$s (%2$s)"), vigie_kpi_definition (kpi), standard)
                : g_strdup (vigie_kpi_definition (kpi));
      const char *cells[] = {vigie_kpi_words (kpi), value, year, coverage, definition};

      vigie_report_sheets_add_row (sheets, cells, FALSE);
    }
  vigie_report_sheets_end_table (sheets);
}

/* ---- Sites ---- */

static const VigieEnergySiteResult *
find_site (VigieEnergyResult *result, const char *id)
{
  for (guint i = 0; result != NULL && i < result->sites->len; i++)
    {
      const VigieEnergySiteResult *site = g_ptr_array_index (result->sites, i);

      if (g_strcmp0 (site->site->id, id) == 0)
        return site;
    }
  return NULL;
}

/* Why a site is to be looked at; NULL where nothing is to be said. */
static char *
site_remark (const VigieReport *self, const VigieEnergySiteResult *site)
{
  const VigieEnergyFigure *now = &site->figures[VIGIE_KPI_CONSUMPTION];
  const VigieEnergyFigure *balance = &site->figures[VIGIE_KPI_BALANCE_ERROR];
  const VigieEnergySiteResult *then = find_site (self->last_year, site->site->id);
  double past = then != NULL ? then->figures[VIGIE_KPI_CONSUMPTION].value : NAN;

  if (now->undefined == VIGIE_UNDEFINED_COVERAGE || now->undefined == VIGIE_UNDEFINED_NO_READING)
    return vigie_figure_reason_to_words (VIGIE_KPI_CONSUMPTION, now);
  if (!isnan (balance->value) && fabs (balance->value) > 0.02)
    {
      g_autofree char *share = vigie_words_figure (100 * balance->value, 1, "%");

      /* Translators: %s is a percentage */
      return g_strdup_printf (_ ("Its meters do not agree: balance error %s."), share);
    }
  if (!isnan (now->value) && past > 0 && now->value > past * (1 + MORE_SHARE))
    {
      g_autofree char *share = vigie_words_figure (100 * (now->value / past - 1), 0, "%");

      /* Translators: %s is a percentage */
      return g_strdup_printf (_ ("+%s on the same period of last year."), share);
    }
  return NULL;
}

static void
add_sites (VigieReportSheets *sheets, const VigieReport *self)
{
  const VigieReportColumn remarks[] = {{_ ("Site"), 0.32, FALSE},
                                       {_ ("Consumption"), 0.16, TRUE},
                                       {_ ("What to check"), 0.52, FALSE}};
  const VigieReportColumn columns[] = {{_ ("Site"), 0.4, FALSE},
                                       {_ ("Consumption"), 0.18, TRUE},
                                       {_ ("Last year"), 0.18, TRUE},
                                       {_ ("Production"), 0.14, TRUE},
                                       {_ ("Coverage"), 0.1, TRUE}};
  GPtrArray *sites = self->result->sites;
  guint n_remarks = 0;

  vigie_report_sheets_break (sheets);
  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_HEADING, _ ("Sites to check"));
  for (guint i = 0; i < sites->len; i++)
    {
      const VigieEnergySiteResult *site = g_ptr_array_index (sites, i);
      g_autofree char *remark = site_remark (self, site);
      g_autofree char *name = NULL, *value = NULL;
      const char *cells[3];

      if (remark == NULL)
        continue;
      if (n_remarks++ == 0)
        vigie_report_sheets_begin_table (sheets, remarks, G_N_ELEMENTS (remarks));
      name = vigie_site_text_plain (site->site->name, 120);
      value = vigie_figure_to_words (VIGIE_KPI_CONSUMPTION, &site->figures[VIGIE_KPI_CONSUMPTION]);
      cells[0] = name;
      cells[1] = value;
      cells[2] = remark;
      vigie_report_sheets_add_row (sheets, cells, FALSE);
    }
  vigie_report_sheets_end_table (sheets);
  if (n_remarks == 0)
    vigie_report_sheets_add_text (
        sheets, VIGIE_REPORT_TEXT_BODY,
        _ ("None: every site is covered, and none consumed much more than last year."));

  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_HEADING, _ ("Site ranking"));
  vigie_report_sheets_begin_table (sheets, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < MIN (sites->len, RANKING_MAX); i++)
    {
      const VigieEnergySiteResult *site = g_ptr_array_index (sites, i);
      const VigieEnergyFigure *figure = &site->figures[VIGIE_KPI_CONSUMPTION];
      const VigieEnergySiteResult *then = find_site (self->last_year, site->site->id);
      g_autofree char *name = vigie_site_text_plain (site->site->name, 120);
      g_autofree char *value = vigie_figure_to_words (VIGIE_KPI_CONSUMPTION, figure);
      g_autofree char *past = then != NULL
                                  ? vigie_figure_to_words (VIGIE_KPI_CONSUMPTION,
                                                           &then->figures[VIGIE_KPI_CONSUMPTION])
                                  : NULL;
      g_autofree char *made
          = site->figures[VIGIE_KPI_PRODUCTION].undefined == VIGIE_UNDEFINED_NOT_METERED
                ? NULL
                : vigie_figure_to_words (VIGIE_KPI_PRODUCTION,
                                         &site->figures[VIGIE_KPI_PRODUCTION]);
      g_autofree char *coverage = coverage_words (figure);
      const char *cells[] = {name, value, past, made, coverage};

      vigie_report_sheets_add_row (sheets, cells, FALSE);
    }
  vigie_report_sheets_end_table (sheets);
  if (sites->len > RANKING_MAX)
    {
      g_autofree char *more = g_strdup_printf (
          ngettext ("%u more site is in the table of the page (CSV).",
                    "%u more sites are in the table of the page (CSV).", sites->len - RANKING_MAX),
          sites->len - RANKING_MAX);

      vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_NOTE, more);
    }
}

/* ---- Definitions ---- */

static void
add_definitions (VigieReportSheets *sheets)
{
  const VigieReportColumn columns[] = {
      {_ ("Figure"), 0.28, FALSE}, {_ ("Definition"), 0.52, FALSE}, {_ ("Standard"), 0.2, FALSE}};

  vigie_report_sheets_add_text (sheets, VIGIE_REPORT_TEXT_HEADING, _ ("Definitions and method"));
  vigie_report_sheets_add_text (
      sheets, VIGIE_REPORT_TEXT_BODY,
      _ ("Ratios are calculated from the amounts of each metering step of each site (10, 15, 30 "
         "or 60 minutes), never from daily totals; import and export are never netted. Territory "
         "totals are the sums of its sites. Coverage is the share of these sites’ metering steps "
         "whose readings are known; each site counts equally."));
  vigie_report_sheets_begin_table (sheets, columns, G_N_ELEMENTS (columns));
  for (VigieKpi kpi = 0; kpi < VIGIE_N_KPI; kpi++)
    {
      const char *cells[]
          = {vigie_kpi_words (kpi), vigie_kpi_definition (kpi), vigie_kpi_standard (kpi)};

      vigie_report_sheets_add_row (sheets, cells, FALSE);
    }
  vigie_report_sheets_end_table (sheets);
}

VigieReportSheets *
vigie_report_lay_out (VigieReport *self)
{
  g_autofree char *title = vigie_report_make_title (self);
  g_autofree char *place = NULL, *foot = NULL;
  VigieReportSheets *sheets;

  place = g_strcmp0 (self->scope, self->territory) == 0
              ? g_strdup (self->scope)
              /* Translators: a territory, then the selection of its sites */
              : g_strdup_printf (_ ("%1$s · %2$s"), self->territory, self->scope);
  /* Translators: the foot of a printed page: whose figures, title */
  foot = g_strdup_printf (
      self->demonstration ? _ ("%1$s · %2$s · Demonstration") : _ ("%1$s · %2$s"), place, title);
  sheets = vigie_report_sheets_new (foot);
  add_cover (sheets, self);
  add_figures (sheets, self);
  add_charts (sheets, self);
  add_data_centres (sheets, self);
  add_sites (sheets, self);
  add_definitions (sheets);
  return sheets;
}
