/* vigie-site-panel-list.c: the sensors and measures of a site, as rows made as they come into sight.
 *
 * A list box, because a panel has other things above its rows and all of it scrolls as one; so it cannot be a
 * GtkListView, which wants to be what scrolls. A site of 500 measures is kept fluid by two means: rows
 * are made in slices of a few milliseconds, a screen more than is in sight, and only those in sight follow the time and
 * the history.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-panel-list.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-measure-row-day.h"
#include "vigie-measure-row.h"
#include "vigie-sensor-row.h"
#include "vigie-site-panel-plan.h"

#define FIRST_ROWS 1        /* made at once: about 2 ms each */
#define STEP 24             /* rows wanted beyond those in sight */
#define SLICE_BUDGET (1500) /* µs, and one row more */
#define NEAR_END 600        /* logical pixels */
#define MOST_ACTIVE 40      /* rows that follow time and history */

struct _VigieSitePanelList
{
  GtkWidget parent_instance;

  VigieContext *context; /* owned, or NULL */
  VigieTicker *ticker;   /* owned */
  VigieSite *site;       /* owned, or NULL */
  GPtrArray *plan;       /* owned: VigieSitePlanRow, or NULL */
  GPtrArray *rows;       /* owned: the rows made, unowned GtkWidget, in order */
  GPtrArray *chosen;     /* owned: ids, NULL-terminated */
  guint wanted;          /* rows to be made */
  guint n_measures;      /* of the plan */
  guint most_chosen;     /* 0: no checks */
  guint fill_source;
  guint check_source; /* the plan may be another */
  guint sight_source; /* what is in sight may be other rows */
  gboolean choosing;  /* the checks are being set */

  GtkScrolledWindow *scroller; /* unowned: the ancestor while mapped */
  GtkAdjustment *adjustment;   /* owned: its vertical one while mapped */
  GtkListBox *box;             /* child */
};

enum
{
  PROP_CHOSEN = 1,
  PROP_N_MEASURES,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_MEASURE_ACTIVATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSitePanelList, vigie_site_panel_list, GTK_TYPE_WIDGET)

/* ---- Choice ---------------------------------------------------------------------------------- */

static gboolean
find_chosen (VigieSitePanelList *self, const char *id, guint *index)
{
  for (guint i = 0; i + 1 < self->chosen->len; i++)
    if (g_str_equal (g_ptr_array_index (self->chosen, i), id))
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

static void
show_checks (VigieSitePanelList *self)
{
  self->choosing = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      guint index;

      if (VIGIE_IS_MEASURE_ROW (row))
        vigie_measure_row_set_chosen (
            VIGIE_MEASURE_ROW (row),
            find_chosen (
                self,
                vigie_measure_get_data (vigie_measure_row_get_measure (VIGIE_MEASURE_ROW (row)))
                    ->id,
                &index));
    }
  self->choosing = FALSE;
}

static void
chosen_cb (VigieSitePanelList *self, GParamSpec *pspec, VigieMeasureRow *row)
{
  const char *id = vigie_measure_get_data (vigie_measure_row_get_measure (row))->id;
  gboolean chosen = vigie_measure_row_get_chosen (row);
  guint index;

  if (self->choosing || chosen == find_chosen (self, id, &index))
    return;
  if (!chosen)
    g_ptr_array_remove_index (self->chosen, index);
  else
    {
      /* One more than can be told apart: the one chosen first gives way. */
      if (self->chosen->len - 1 >= self->most_chosen)
        g_ptr_array_remove_index (self->chosen, 0);
      g_ptr_array_insert (self->chosen, (int) self->chosen->len - 1, g_strdup (id));
    }
  show_checks (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHOSEN]);
}

/* ---- What is in sight ------------------------------------------------------------------------ */

static void
set_active (GtkWidget *row, gboolean active)
{
  if (VIGIE_IS_MEASURE_ROW (row))
    vigie_measure_row_set_active (VIGIE_MEASURE_ROW (row), active);
  else
    vigie_sensor_row_set_active (VIGIE_SENSOR_ROW (row), active);
}

static void fill_later (VigieSitePanelList *self);
static void check_later (VigieSitePanelList *self);

static gboolean
sight_cb (gpointer user_data)
{
  VigieSitePanelList *self = VIGIE_SITE_PANEL_LIST (user_data);
  double top = 0, bottom = G_MAXDOUBLE;
  graphene_rect_t bounds;
  guint n_active = 0;

  self->sight_source = 0;
  if (self->scroller != NULL)
    bottom = gtk_widget_get_height (GTK_WIDGET (self->scroller));
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      gboolean active = gtk_widget_get_mapped (row) && n_active < MOST_ACTIVE;

      if (active && self->scroller != NULL)
        active = gtk_widget_compute_bounds (row, GTK_WIDGET (self->scroller), &bounds)
                 && bounds.origin.y < bottom && bounds.origin.y + bounds.size.height > top;
      n_active += active;
      set_active (row, active);
    }
  /* The end comes near: more rows. */
  if (self->plan != NULL && self->wanted < self->plan->len && self->rows->len == self->wanted
      && gtk_widget_get_mapped (GTK_WIDGET (self))
      && (self->scroller == NULL
          || (gtk_widget_compute_bounds (GTK_WIDGET (self), GTK_WIDGET (self->scroller), &bounds)
              && bounds.origin.y + bounds.size.height < bottom + NEAR_END)))
    {
      self->wanted = MIN (self->wanted + STEP, self->plan->len);
      fill_later (self);
    }
  return G_SOURCE_REMOVE;
}

static void
look_later (VigieSitePanelList *self)
{
  if (self->sight_source == 0)
    self->sight_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 5, sight_cb, self, NULL);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* A battery or radio that passes its limit gets a row of its own: the site's state may be the same. */
static void
device_cb (GtkWidget *row)
{
  GtkWidget *list = gtk_widget_get_ancestor (row, VIGIE_TYPE_SITE_PANEL_LIST);

  if (list != NULL)
    check_later (VIGIE_SITE_PANEL_LIST (list));
}

static void
watch_device (GtkWidget *row, VigieMeasure *device)
{
  if (device != NULL)
    g_signal_connect_object (device, "notify::condition", G_CALLBACK (device_cb), row,
                             G_CONNECT_SWAPPED);
}

static void
add_row (VigieSitePanelList *self)
{
  const VigieSitePlanRow *planned = g_ptr_array_index (self->plan, self->rows->len);
  GtkWidget *row;

  if (planned->measure == NULL)
    row = vigie_sensor_row_new (self->site, planned, self->ticker);
  else
    {
      /* Where measures are chosen the sensors have a table of their own. */
      gboolean tells_sensor = self->most_chosen == 0;

      row = vigie_measure_row_new (planned->measure, planned->title,
                                   tells_sensor ? planned->battery : NULL,
                                   tells_sensor ? planned->rssi : NULL, self->ticker);
      if (planned->alone && tells_sensor)
        vigie_measure_row_set_meta (VIGIE_MEASURE_ROW (row),
                                    planned->sensor != NULL ? planned->sensor->model : NULL,
                                    planned->expected_interval);
      vigie_measure_row_set_active (VIGIE_MEASURE_ROW (row), FALSE);
      vigie_measure_row_set_history (VIGIE_MEASURE_ROW (row),
                                     vigie_measure_day_get_archive (self->context));
      if (planned->within)
        gtk_widget_add_css_class (row, "within");
      if (self->most_chosen > 0)
        {
          guint index;

          vigie_measure_row_set_choosable (VIGIE_MEASURE_ROW (row), TRUE);
          vigie_measure_row_set_chosen (
              VIGIE_MEASURE_ROW (row),
              find_chosen (self, vigie_measure_get_data (planned->measure)->id, &index));
        }
      g_signal_connect_object (row, "notify::chosen", G_CALLBACK (chosen_cb), self,
                               G_CONNECT_SWAPPED);
    }
  watch_device (row, planned->battery);
  watch_device (row, planned->rssi);
  g_ptr_array_add (self->rows, row);
  gtk_list_box_append (self->box, row);
}

static gboolean
fill_cb (gpointer user_data)
{
  VigieSitePanelList *self = VIGIE_SITE_PANEL_LIST (user_data);
  gint64 deadline = g_get_monotonic_time () + SLICE_BUDGET;

  while (self->rows->len < self->wanted && g_get_monotonic_time () < deadline)
    add_row (self);
  if (self->rows->len < self->wanted)
    return G_SOURCE_CONTINUE;
  self->fill_source = 0;
  look_later (self);
  return G_SOURCE_REMOVE;
}

static void
fill_later (VigieSitePanelList *self)
{
  if (self->fill_source == 0)
    self->fill_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 5, fill_cb, self, NULL);
}

/* Makes the rows anew, @wanted of them. */
static void
rebuild (VigieSitePanelList *self, GPtrArray *plan, guint wanted)
{
  g_ptr_array_set_size (self->rows, 0);
  gtk_list_box_remove_all (self->box);
  g_clear_pointer (&self->plan, g_ptr_array_unref);
  self->plan = plan;
  self->wanted = plan != NULL ? MIN (wanted, plan->len) : 0;
  self->n_measures = plan != NULL ? vigie_site_plan_count (plan) : 0;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_MEASURES]);
  gtk_widget_set_visible (GTK_WIDGET (self), self->wanted > 0);
  while (self->rows->len < MIN (self->wanted, FIRST_ROWS))
    add_row (self);
  if (self->rows->len < self->wanted)
    fill_later (self);
  look_later (self);
}

static gboolean
check_cb (gpointer user_data)
{
  VigieSitePanelList *self = VIGIE_SITE_PANEL_LIST (user_data);
  GPtrArray *plan;

  self->check_source = 0;
  if (self->site == NULL)
    return G_SOURCE_REMOVE;
  plan = vigie_site_plan_make (self->site);
  if (vigie_site_plan_equal (plan, self->plan))
    g_ptr_array_unref (plan);
  else
    rebuild (self, plan, MAX (self->wanted, STEP));
  return G_SOURCE_REMOVE;
}

static void
check_later (VigieSitePanelList *self)
{
  if (self->check_source == 0)
    self->check_source = g_idle_add (check_cb, self);
}

/* Another server, or none. */
static void
sync_cb (VigieSitePanelList *self)
{
  VigieHistory *history = vigie_measure_day_get_archive (self->context);

  for (guint i = 0; i < self->rows->len; i++)
    if (VIGIE_IS_MEASURE_ROW (g_ptr_array_index (self->rows, i)))
      vigie_measure_row_set_history (g_ptr_array_index (self->rows, i), history);
}

static void
row_activated_cb (VigieSitePanelList *self, GtkListBoxRow *row)
{
  if (VIGIE_IS_SENSOR_ROW (row))
    {
      const char *id = vigie_sensor_row_get_id (VIGIE_SENSOR_ROW (row));

      if (id != NULL)
        gtk_widget_activate_action (GTK_WIDGET (self), "win.show-sensor", "s", id);
    }
  else if (self->most_chosen > 0)
    vigie_measure_row_set_chosen (VIGIE_MEASURE_ROW (row),
                                  !vigie_measure_row_get_chosen (VIGIE_MEASURE_ROW (row)));
  else
    g_signal_emit (self, signals[SIGNAL_MEASURE_ACTIVATED], 0,
                   vigie_measure_row_get_measure (VIGIE_MEASURE_ROW (row)));
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
leave_scroller (VigieSitePanelList *self)
{
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_object (&self->adjustment);
  self->scroller = NULL;
}

static void
vigie_site_panel_list_map (GtkWidget *widget)
{
  VigieSitePanelList *self = VIGIE_SITE_PANEL_LIST (widget);
  GtkWidget *scroller;

  GTK_WIDGET_CLASS (vigie_site_panel_list_parent_class)->map (widget);
  leave_scroller (self);
  scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  if (scroller != NULL)
    {
      self->scroller = GTK_SCROLLED_WINDOW (scroller);
      self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (self->scroller));
      g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (look_later), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (look_later), self,
                               G_CONNECT_SWAPPED);
    }
  look_later (self);
}

static void
vigie_site_panel_list_unmap (GtkWidget *widget)
{
  VigieSitePanelList *self = VIGIE_SITE_PANEL_LIST (widget);

  leave_scroller (self);
  GTK_WIDGET_CLASS (vigie_site_panel_list_parent_class)->unmap (widget);
  /* Nothing runs while hidden. */
  g_clear_handle_id (&self->sight_source, g_source_remove);
  for (guint i = 0; i < self->rows->len; i++)
    set_active (g_ptr_array_index (self->rows, i), FALSE);
}

static void
vigie_site_panel_list_get_property (GObject *object,
                                    guint prop_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  VigieSitePanelList *self = VIGIE_SITE_PANEL_LIST (object);

  if (prop_id == PROP_CHOSEN)
    g_value_set_boxed (value, vigie_site_panel_list_get_chosen (self));
  else if (prop_id == PROP_N_MEASURES)
    g_value_set_uint (value, self->n_measures);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
vigie_site_panel_list_dispose (GObject *object)
{
  VigieSitePanelList *self = VIGIE_SITE_PANEL_LIST (object);

  leave_scroller (self);
  if (self->box != NULL)
    vigie_site_panel_list_set_site (self, NULL);
  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_handle_id (&self->sight_source, g_source_remove);
  vigie_unparent_children (GTK_WIDGET (self));
  self->box = NULL;
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_site_panel_list_parent_class)->dispose (object);
}

static void
vigie_site_panel_list_finalize (GObject *object)
{
  VigieSitePanelList *self = VIGIE_SITE_PANEL_LIST (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->chosen);

  G_OBJECT_CLASS (vigie_site_panel_list_parent_class)->finalize (object);
}

static void
vigie_site_panel_list_class_init (VigieSitePanelListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vigie_site_panel_list_get_property;
  object_class->dispose = vigie_site_panel_list_dispose;
  object_class->finalize = vigie_site_panel_list_finalize;
  widget_class->map = vigie_site_panel_list_map;
  widget_class->unmap = vigie_site_panel_list_unmap;
  props[PROP_CHOSEN] = g_param_spec_boxed ("chosen", NULL, NULL, G_TYPE_STRV,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_N_MEASURES] = g_param_spec_uint ("n-measures", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_MEASURE_ACTIVATED]
      = g_signal_new ("measure-activated", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 1, VIGIE_TYPE_MEASURE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sitemeasures");
}

static void
vigie_site_panel_list_init (VigieSitePanelList *self)
{
  self->rows = g_ptr_array_new ();
  self->chosen = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->chosen, NULL);
  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "vigie-measures");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sensors and Measures"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  g_signal_connect_object (self->box, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

void
vigie_site_panel_list_setup (VigieSitePanelList *self, VigieTicker *ticker)
{
  g_return_if_fail (self->ticker == NULL);

  self->ticker = g_object_ref (ticker);
}

void
vigie_site_panel_list_set_context (VigieSitePanelList *self, VigieContext *context)
{
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::sync", G_CALLBACK (sync_cb), self, G_CONNECT_SWAPPED);
  sync_cb (self);
}

void
vigie_site_panel_list_set_site (VigieSitePanelList *self, VigieSite *site)
{
  if (self->site == site)
    return;
  if (self->site != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->site, self);
      g_signal_handlers_disconnect_by_data (vigie_site_get_measures (self->site), self);
    }
  g_clear_handle_id (&self->check_source, g_source_remove);
  g_set_object (&self->site, site);
  if (site != NULL)
    {
      g_signal_connect_object (vigie_site_get_measures (site), "items-changed",
                               G_CALLBACK (check_later), self, G_CONNECT_SWAPPED);
      /* A sensor or a measure may have another name. */
      g_signal_connect_object (site, "notify", G_CALLBACK (check_later), self, G_CONNECT_SWAPPED);
    }
  rebuild (self, site != NULL ? vigie_site_plan_make (site) : NULL, STEP);
}

void
vigie_site_panel_list_set_choosable (VigieSitePanelList *self, guint max)
{
  self->most_chosen = max;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (VIGIE_IS_MEASURE_ROW (row))
        vigie_measure_row_set_choosable (VIGIE_MEASURE_ROW (row), max > 0);
    }
}

void
vigie_site_panel_list_set_chosen (VigieSitePanelList *self, const char *const *ids)
{
  if (g_strv_equal (ids, vigie_site_panel_list_get_chosen (self)))
    return;
  g_ptr_array_set_size (self->chosen, 0);
  for (guint i = 0; ids[i] != NULL && i < self->most_chosen; i++)
    g_ptr_array_add (self->chosen, g_strdup (ids[i]));
  g_ptr_array_add (self->chosen, NULL);
  show_checks (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHOSEN]);
}

const char *const *
vigie_site_panel_list_get_chosen (VigieSitePanelList *self)
{
  return (const char *const *) self->chosen->pdata;
}

guint
vigie_site_panel_list_get_n_measures (VigieSitePanelList *self)
{
  return self->n_measures;
}

GtkWidget *
vigie_site_panel_list_get_box (VigieSitePanelList *self)
{
  return GTK_WIDGET (self->box);
}

void
vigie_site_panel_list_fill_now (VigieSitePanelList *self)
{
  while (self->rows->len < self->wanted)
    add_row (self);
}
