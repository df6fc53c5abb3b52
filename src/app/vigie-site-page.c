/* vigie-site-page.c: the record of a site: all of the panel, with charts and a table of its sensors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-measure-row-day.h"
#include "vigie-site-page-chart.h"
#include "vigie-site-page-sensors.h"
#include "vigie-site-panel-drag.h"
#include "vigie-site-panel-facts.h"
#include "vigie-site-panel-list.h"
#include "vigie-site-panel-plan.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

#define MOST_DRAWN 4 /* as VIGIE_CHART_MAX_SERIES */

struct _VigieSitePage
{
  GtkWidget parent_instance;

  VigieContext *context; /* owned */
  VigieTicker *ticker;   /* owned */
  VigieSite *site;       /* owned, or NULL */
  GHashTable *choices;   /* owned: id of a site → GStrv of measures, both owned */
  gboolean restoring;    /* the choice is being set, not made */

  AdwMultiLayoutView *layouts;
  VigieSiteFacts *facts;
  VigieSiteChart *chart;
  GtkLabel *left_out;
  GtkLabel *n_measures;
  VigieSiteDrag *drag;
  VigieSitePanelList *measures;
  VigieSiteSensors *sensors;
};

enum
{
  PROP_SITE = 1,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSitePage, vigie_site_page, GTK_TYPE_WIDGET)

/* ---- Measures drawn -------------------------------------------------------------------------- */

static void
update_chart (VigieSitePage *self)
{
  g_autofree char *words = NULL;
  const char *left_out;

  vigie_site_chart_show (self->chart, self->site,
                         vigie_site_panel_list_get_chosen (self->measures));
  left_out = vigie_site_chart_get_left_out (self->chart);
  if (left_out != NULL)
    /* Translators: under a chart; %s is a list of measures that cannot be drawn with the others */
    words = g_strdup_printf (_ ("At most two units can be drawn: without %s."), left_out);
  gtk_label_set_label (self->left_out, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->left_out), words != NULL);
}

static void
chosen_cb (VigieSitePage *self)
{
  const char *const *chosen = vigie_site_panel_list_get_chosen (self->measures);

  /* What is restored is drawn once, with its site. */
  if (!self->restoring)
    update_chart (self);

  if (self->site != NULL && !self->restoring)
    g_hash_table_insert (self->choices, g_strdup (vigie_site_get_id (self->site)),
                         g_strdupv ((char **) chosen));
}

/* What was drawn of the site before; at first the measure that says most of it. */
static void
restore_choice (VigieSitePage *self)
{
  const char *const *remembered = NULL;
  const char *first[2] = {NULL, NULL};
  VigieMeasure *principal;

  if (self->site == NULL)
    {
      update_chart (self);
      return;
    }
  remembered = g_hash_table_lookup (self->choices, vigie_site_get_id (self->site));
  if (remembered == NULL)
    {
      principal = vigie_site_plan_principal (self->site);
      if (principal != NULL)
        first[0] = vigie_measure_get_data (principal)->id;
      remembered = first;
    }
  self->restoring = TRUE;
  vigie_site_panel_list_set_chosen (self->measures, remembered);
  self->restoring = FALSE;
  update_chart (self);
}

/* ---- Site and territory ---------------------------------------------------------------------- */

static void
update_count (VigieSitePage *self)
{
  g_autofree char *count
      = vigie_words_number (vigie_site_panel_list_get_n_measures (self->measures), 0);

  gtk_label_set_label (self->n_measures, count);
}

static void
sync_cb (VigieSitePage *self)
{
  vigie_site_facts_set_history (self->facts, vigie_measure_day_get_archive (self->context));
}

static void
leave (VigieSitePage *self)
{
  if (self->site == NULL)
    return;
  vigie_site_page_set_site (self, NULL);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

/* The server may have removed the site, or told of it anew as another object. */
static void
sites_changed_cb (VigieSitePage *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  VigieSite *site;

  if (self->site == NULL || territory == NULL)
    return;
  site = vigie_territory_find_site (territory, vigie_site_get_id (self->site));
  if (site == NULL)
    leave (self);
  else
    vigie_site_page_set_site (self, site);
}

static void
territory_cb (VigieSitePage *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);

  leave (self);
  /* What was chosen is of the server before. */
  g_hash_table_remove_all (self->choices);
  if (territory != NULL)
    g_signal_connect_object (territory, "items-changed", G_CALLBACK (sites_changed_cb), self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/* Access and contact are unfolded where they have a column of their own; elsewhere the chart and the measures come
 * before. */
static void
layout_cb (VigieSitePage *self)
{
  vigie_site_facts_set_expanded (
      self->facts, g_strcmp0 (adw_multi_layout_view_get_layout_name (self->layouts), "wide") == 0);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_site_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VigieSitePage *self = VIGIE_SITE_PAGE (object);

  if (prop_id == PROP_SITE)
    g_value_set_object (value, self->site);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
vigie_site_page_dispose (GObject *object)
{
  VigieSitePage *self = VIGIE_SITE_PAGE (object);

  if (self->measures != NULL)
    g_signal_handlers_disconnect_by_data (self->measures, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_SITE_PAGE);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->choices, g_hash_table_unref);
  g_clear_object (&self->site);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_site_page_parent_class)->dispose (object);
}

static void
vigie_site_page_class_init (VigieSitePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_site_page_get_property;
  object_class->dispose = vigie_site_page_dispose;
  props[PROP_SITE] = g_param_spec_object ("site", NULL, NULL, VIGIE_TYPE_SITE,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (VIGIE_TYPE_SITE_FACTS);
  g_type_ensure (VIGIE_TYPE_SITE_CHART);
  g_type_ensure (VIGIE_TYPE_SITE_DRAG);
  g_type_ensure (VIGIE_TYPE_SITE_PANEL_LIST);
  g_type_ensure (VIGIE_TYPE_SITE_SENSORS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-site-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieSitePage, name)
  BIND (layouts);
  BIND (facts);
  BIND (chart);
  BIND (left_out);
  BIND (n_measures);
  BIND (drag);
  BIND (measures);
  BIND (sensors);
#undef BIND
  gtk_widget_class_set_css_name (widget_class, "sitepage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
vigie_site_page_init (VigieSitePage *self)
{
  self->choices
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Site Page"), -1);
  vigie_site_facts_set_closable (self->facts, FALSE);
  vigie_site_facts_set_openable (self->facts, FALSE);
  g_signal_connect_object (self->layouts, "notify::layout-name", G_CALLBACK (layout_cb), self,
                           G_CONNECT_SWAPPED);
  layout_cb (self);
  vigie_site_panel_list_set_choosable (self->measures, MOST_DRAWN);
  g_signal_connect_object (self->measures, "notify::chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->measures, "notify::n-measures", G_CALLBACK (update_count), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
vigie_site_page_new (void)
{
  return g_object_new (VIGIE_TYPE_SITE_PAGE, NULL);
}

void
vigie_site_page_setup (VigieSitePage *self, VigieContext *context, VigieTicker *ticker)
{
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);
  vigie_site_facts_setup (self->facts, ticker);
  vigie_site_facts_set_context (self->facts, context);
  vigie_site_drag_setup (self->drag, ticker);
  vigie_site_panel_list_setup (self->measures, ticker);
  vigie_site_panel_list_set_context (self->measures, context);
  vigie_site_chart_setup (self->chart, context, ticker);
  vigie_site_sensors_setup (self->sensors, ticker);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::sync", G_CALLBACK (sync_cb), self, G_CONNECT_SWAPPED);
  territory_cb (self);
  sync_cb (self);
}

void
vigie_site_page_set_site (VigieSitePage *self, VigieSite *site)
{
  g_autofree char *source = vigie_context_dup_source (self->context);

  if (!g_set_object (&self->site, site))
    return;
  vigie_site_facts_set_site (self->facts, site, source);
  vigie_site_drag_set_site (self->drag, site);
  vigie_site_panel_list_set_site (self->measures, site);
  vigie_site_sensors_set_site (self->sensors, site);
  if (site != NULL)
    {
      g_autofree char *name
          = vigie_site_text_plain (vigie_site_get_name (site), VIGIE_SITE_NAME_MAX);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
    }
  restore_choice (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SITE]);
}

VigieSite *
vigie_site_page_get_site (VigieSitePage *self)
{
  return self->site;
}

gboolean
vigie_site_page_show_measure (VigieSitePage *self, const char *id)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  VigieMeasure *measure = territory != NULL ? vigie_territory_find_measure (territory, id) : NULL;
  VigieSite *site = measure != NULL ? vigie_measure_get_site (measure) : NULL;
  const char *chosen[] = {id, NULL};

  if (site == NULL)
    return FALSE;
  vigie_site_page_set_site (self, site);
  vigie_site_panel_list_set_chosen (self->measures, chosen);
  return TRUE;
}

void
vigie_site_page_focus (VigieSitePage *self)
{
  vigie_site_facts_focus (self->facts);
}

const char *const *
vigie_site_page_get_chosen (VigieSitePage *self)
{
  return vigie_site_panel_list_get_chosen (self->measures);
}
