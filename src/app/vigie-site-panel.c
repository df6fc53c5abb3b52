/* vigie-site-panel.c: all that is known of the site chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-panel.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-measure-row-day.h"
#include "vigie-site-panel-drag.h"
#include "vigie-site-panel-facts.h"
#include "vigie-site-panel-list.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

struct _VigieSitePanel
{
  GtkWidget parent_instance;

  VigieTicker *ticker;   /* owned */
  VigieContext *context; /* owned, or NULL */
  VigieSite *site;       /* owned, or NULL */

  GtkScrolledWindow *scroller;
  VigieSiteFacts *facts;
  GtkLabel *n_measures;
  VigieSiteDrag *drag;
  VigieSitePanelList *measures;
};

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSitePanel, vigie_site_panel, GTK_TYPE_WIDGET)

static void
update_count (VigieSitePanel *self)
{
  guint n = vigie_site_panel_list_get_n_measures (self->measures);
  g_autofree char *count = vigie_words_number (n, 0);

  gtk_label_set_label (self->n_measures, count);
  gtk_widget_set_visible (GTK_WIDGET (self->drag), n > 0);
}

static void
sync_cb (VigieSitePanel *self)
{
  vigie_site_facts_set_history (self->facts, vigie_measure_day_get_archive (self->context));
}

static void
closed_cb (VigieSitePanel *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
measure_activated_cb (VigieSitePanel *self, VigieMeasure *measure)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-measure", "s",
                              vigie_measure_get_data (measure)->id);
}

static void
vigie_site_panel_dispose (GObject *object)
{
  VigieSitePanel *self = VIGIE_SITE_PANEL (object);

  g_clear_object (&self->site);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_SITE_PANEL);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->context);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (vigie_site_panel_parent_class)->dispose (object);
}

static void
vigie_site_panel_class_init (VigieSitePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_site_panel_dispose;
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (VIGIE_TYPE_SITE_FACTS);
  g_type_ensure (VIGIE_TYPE_SITE_DRAG);
  g_type_ensure (VIGIE_TYPE_SITE_PANEL_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-site-panel.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieSitePanel, name)
  BIND (scroller);
  BIND (facts);
  BIND (n_measures);
  BIND (drag);
  BIND (measures);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, measure_activated_cb);
  gtk_widget_class_set_css_name (widget_class, "sitepanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
vigie_site_panel_init (VigieSitePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->measures, "notify::n-measures", G_CALLBACK (update_count), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Selected Site"), -1);
}

void
vigie_site_panel_setup (VigieSitePanel *self, VigieTicker *ticker)
{
  g_return_if_fail (self->ticker == NULL);

  self->ticker = g_object_ref (ticker);
  vigie_site_facts_setup (self->facts, ticker);
  vigie_site_panel_list_setup (self->measures, ticker);
  vigie_site_drag_setup (self->drag, ticker);
}

void
vigie_site_panel_set_context (VigieSitePanel *self, VigieContext *context)
{
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  vigie_site_panel_list_set_context (self->measures, context);
  vigie_site_facts_set_context (self->facts, context);
  g_signal_connect_object (context, "notify::sync", G_CALLBACK (sync_cb), self, G_CONNECT_SWAPPED);
  sync_cb (self);
}

void
vigie_site_panel_set_site (VigieSitePanel *self, VigieSite *site, const char *source)
{
  gboolean changed = self->site != site;

  vigie_site_facts_set_site (self->facts, site, source);
  if (!changed)
    return;
  g_set_object (&self->site, site);
  if (site != NULL)
    {
      g_autofree char *name
          = vigie_site_text_plain (vigie_site_get_name (site), VIGIE_SITE_NAME_MAX);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
    }
  vigie_site_drag_set_site (self->drag, site);
  vigie_site_panel_list_set_site (self->measures, site);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

VigieSite *
vigie_site_panel_get_site (VigieSitePanel *self)
{
  return self->site;
}

void
vigie_site_panel_set_closable (VigieSitePanel *self, gboolean closable)
{
  vigie_site_facts_set_closable (self->facts, closable);
}

void
vigie_site_panel_set_way (VigieSitePanel *self, const char *words)
{
  vigie_site_facts_set_way (self->facts, words);
}

void
vigie_site_panel_focus (VigieSitePanel *self)
{
  vigie_site_facts_focus (self->facts);
}

GtkWidget *
vigie_site_panel_get_measures (VigieSitePanel *self)
{
  vigie_site_panel_list_fill_now (self->measures);
  return vigie_site_panel_list_get_box (self->measures);
}
