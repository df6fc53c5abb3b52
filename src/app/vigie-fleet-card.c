/* vigie-fleet-card.c: a sensor of the fleet as a card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-glyph.h"
#include "vigie-show.h"

#define VIGIE_TYPE_FLEET_CARD (vigie_fleet_card_get_type ())
G_DECLARE_FINAL_TYPE (VigieFleetCard, vigie_fleet_card, VIGIE, FLEET_CARD, GtkWidget)

struct _VigieFleetCard
{
  GtkWidget parent_instance;

  VigieFleetModel *model; /* owned */
  VigieTicker *ticker;    /* owned */
  GtkListItem *item;      /* unowned: that holds the card */
  VigieSensor *sensor;    /* owned, or NULL */
  char *sentence;         /* owned */
  GtkWidget *glyph, *name, *place, *seen, *failure, *figures;
};

G_DEFINE_FINAL_TYPE (VigieFleetCard, vigie_fleet_card, GTK_TYPE_WIDGET)

/* « Pile 87 % ↘ · −97 dBm · pertes 1,2 % »: what is known of these. */
static char *
figures_words (VigieFleetCard *self, const VigieFleetFigures *figures, VigieTime now, gboolean live)
{
  static const VigieFleetColumn columns[] = {VIGIE_FLEET_COLUMN_BATTERY, VIGIE_FLEET_COLUMN_RSSI,
                                             VIGIE_FLEET_COLUMN_FACTOR, VIGIE_FLEET_COLUMN_LOST};
  GString *text = g_string_new (NULL);

  if (vigie_sensor_is_gateway (self->sensor))
    {
      g_string_free (text, TRUE);
      return vigie_fleet_words (self->sensor, VIGIE_FLEET_COLUMN_GATEWAYS, figures, now, live);
    }
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *words = vigie_fleet_words (self->sensor, columns[i], figures, now, live);

      if (g_str_equal (words, "—"))
        continue;
      if (text->len > 0)
        g_string_append (text, " · ");
      if (columns[i] == VIGIE_FLEET_COLUMN_BATTERY || columns[i] == VIGIE_FLEET_COLUMN_LOST)
        g_string_append_printf (text, "%s ", vigie_fleet_column_title (columns[i]));
      g_string_append (text, words);
    }
  return g_string_free (text, FALSE);
}

static void
update (VigieFleetCard *self)
{
  VigieTime now = vigie_ticker_get_now (self->ticker);
  gboolean live = vigie_ticker_get_live (self->ticker);
  const VigieFleetFigures *figures;
  g_autofree char *seen = NULL, *words = NULL, *place = NULL, *sentence = NULL, *failure = NULL;
  VigieFailure failures[VIGIE_N_FAILURE];
  guint failing;
  const char *commune;
  VigieSite *site;

  if (self->sensor == NULL)
    return;
  site = vigie_sensor_get_site (self->sensor);
  figures = vigie_fleet_model_get_figures (self->model, self->sensor);
  seen = vigie_fleet_words (self->sensor, VIGIE_FLEET_COLUMN_SEEN, figures, now, live);
  words = figures_words (self, figures, now, live);
  commune = vigie_fleet_commune (self->sensor);
  place = *commune != '\0' && !vigie_sensor_is_gateway (self->sensor)
              ? g_strdup_printf ("%s · %s", vigie_fleet_site_name (self->sensor), commune)
              : g_strdup (vigie_sensor_is_gateway (self->sensor)
                              ? commune
                              : vigie_fleet_site_name (self->sensor));
  sentence = vigie_fleet_sentence (self->sensor, figures, now, live);

  vigie_glyph_set_kind (VIGIE_GLYPH (self->glyph),
                        site != NULL ? vigie_site_get_kind (site) : VIGIE_KIND_OTHER);
  vigie_glyph_set_look (VIGIE_GLYPH (self->glyph),
                        vigie_glyph_look_for (vigie_sensor_get_freshness (self->sensor),
                                              vigie_sensor_get_condition (self->sensor)));
  vigie_glyph_set_link_lost (VIGIE_GLYPH (self->glyph), !live);
  gtk_label_set_label (GTK_LABEL (self->name), vigie_sensor_get_name (self->sensor));
  gtk_label_set_label (GTK_LABEL (self->place), place);
  gtk_label_set_label (GTK_LABEL (self->seen), seen);
  gtk_label_set_label (GTK_LABEL (self->figures), words);
  failing = vigie_fleet_failures (self->sensor, figures, now, failures);
  failure = vigie_fleet_failure_words (self->sensor, figures, now, live);
  gtk_label_set_label (GTK_LABEL (self->failure), failure);
  /* What is said above already is not said twice; an age alone does not say that a sensor is silent. */
  gtk_widget_set_visible (self->failure, (failing > 0 && failures[0].kind != VIGIE_FAILURE_LATE)
                                             || (figures != NULL && figures->n_lone > 0));
  vigie_set_class (self, "failing", failing > 0 && vigie_failure_is_present (&failures[0], now));
  gtk_widget_set_visible (self->figures, *words != '\0');
  vigie_set_class (self, "abnormal", vigie_sensor_get_severity (self->sensor) > 0);
  vigie_set_class (self, "silent",
                   vigie_sensor_get_freshness (self->sensor) == VIGIE_FRESHNESS_SILENT);
  vigie_set_class (self, "last-known", !live);
  if (g_set_str (&self->sentence, sentence))
    {
      gtk_list_item_set_accessible_label (self->item, sentence);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      sentence, -1);
    }
}

static void
updated_cb (VigieFleetCard *self, GPtrArray *sensors)
{
  if (self->sensor != NULL && g_ptr_array_find (sensors, self->sensor, NULL))
    update (self);
}

static void
tick_cb (VigieFleetCard *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
set_sensor (VigieFleetCard *self, VigieSensor *sensor)
{
  g_object_set_data (G_OBJECT (self), "vigie-sensor", sensor);
  if (g_set_object (&self->sensor, sensor))
    update (self);
}

static void
vigie_fleet_card_dispose (GObject *object)
{
  VigieFleetCard *self = VIGIE_FLEET_CARD (object);
  GtkWidget *child;

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->sensor);
  g_clear_object (&self->model);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->sentence, g_free);

  G_OBJECT_CLASS (vigie_fleet_card_parent_class)->dispose (object);
}

static void
vigie_fleet_card_class_init (VigieFleetCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_fleet_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "fleetcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (GtkWidget *box, const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, class_name);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
vigie_fleet_card_init (VigieFleetCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                              8);
  self->glyph = vigie_glyph_new (VIGIE_KIND_OTHER, VIGIE_GLYPH_NORMAL);
  gtk_widget_set_valign (self->glyph, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->glyph, GTK_WIDGET (self));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  self->name = add_label (box, "vigie-fleet-name");
  self->place = add_label (box, "vigie-dim");
  self->seen = add_label (box, "vigie-fleet-seen");
  self->failure = add_label (box, "vigie-fleet-failure");
  self->figures = add_label (box, "vigie-dim");
}

/* ---- The factory ------------------------------------------------------------------------------ */

typedef struct
{
  VigieFleetModel *model; /* owned */
  VigieTicker *ticker;    /* owned */
} Shared;

static void
shared_free (gpointer data, GClosure *closure)
{
  Shared *shared = data;

  g_object_unref (shared->model);
  g_object_unref (shared->ticker);
  g_free (shared);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Shared *shared)
{
  VigieFleetCard *card = g_object_new (VIGIE_TYPE_FLEET_CARD, NULL);

  card->model = g_object_ref (shared->model);
  card->ticker = g_object_ref (shared->ticker);
  card->item = item;
  g_signal_connect_object (card->model, "updated", G_CALLBACK (updated_cb), card,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (card->ticker, "notify", G_CALLBACK (tick_cb), card, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, GTK_WIDGET (card));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  set_sensor (VIGIE_FLEET_CARD (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  if (gtk_list_item_get_child (item) != NULL)
    set_sensor (VIGIE_FLEET_CARD (gtk_list_item_get_child (item)), NULL);
}

GtkListItemFactory *
vigie_fleet_card_factory_new (VigieFleetModel *model, VigieTicker *ticker)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Shared *shared = g_new (Shared, 1);

  shared->model = g_object_ref (model);
  shared->ticker = g_object_ref (ticker);
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), shared, shared_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
