/* vigie-filters-bar.c: the filters of the sites as chips.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-filters-bar.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-filters-popover.h"
#include "vigie-words.h"

struct _VigieFiltersBar
{
  GtkWidget parent_instance;

  VigieSiteModel *model; /* owned */
  AdwWrapBox *box;       /* the only child */
  GtkToggleButton *to_handle, *silent, *main_kind;
  GtkMenuButton *button;
  GtkWidget *clear;
  GPtrArray *chips; /* owned: the removable ones, borrowed */
  char *digest;     /* owned: which they are */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (VigieFiltersBar, vigie_filters_bar, GTK_TYPE_WIDGET)

/* ---- Presets --------------------------------------------------------------------------------- */

static void
set_bits (VigieFiltersBar *self, VigieFacet facet, guint bits, gboolean chosen)
{
  g_autoptr (VigieFilters) filters = NULL;
  guint now;

  if (self->model == NULL || self->updating)
    return;
  filters = vigie_filters_copy (vigie_site_model_get_filters (self->model));
  now = vigie_filters_get_bits (filters, facet);
  vigie_filters_set_bits (filters, facet, chosen ? now | bits : now & ~bits);
  vigie_site_model_set_filters (self->model, filters);
}

static void
to_handle_cb (VigieFiltersBar *self)
{
  set_bits (self, VIGIE_FACET_STATE, VIGIE_STATES_TO_HANDLE,
            gtk_toggle_button_get_active (self->to_handle));
}

static void
silent_cb (VigieFiltersBar *self)
{
  set_bits (self, VIGIE_FACET_STATE, 1u << VIGIE_STATE_SILENT,
            gtk_toggle_button_get_active (self->silent));
}

static void
main_kind_cb (VigieFiltersBar *self)
{
  set_bits (self, VIGIE_FACET_KIND, 1u << VIGIE_KIND_RECYCLING_CENTRE,
            gtk_toggle_button_get_active (self->main_kind));
}

static void
set_preset (GtkToggleButton *button, const char *text, guint n, gboolean active)
{
  g_autofree char *number = vigie_words_number (n, 0);
  /* Translators: a filter and how many sites it shows: « Déchèteries 13 » */
  g_autofree char *label = g_strdup_printf (C_ ("filter", "%1$s %2$s"), text, number);

  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_toggle_button_set_active (button, active);
}

static void
update_presets (VigieFiltersBar *self)
{
  const VigieFilters *filters = vigie_site_model_get_filters (self->model);
  guint states = vigie_filters_get_bits (filters, VIGIE_FACET_STATE);
  guint n_main = vigie_site_model_count_kind (self->model, VIGIE_KIND_RECYCLING_CENTRE);
  gboolean main_kind
      = vigie_filters_get_value (filters, VIGIE_FACET_KIND, VIGIE_KIND_RECYCLING_CENTRE);

  self->updating = TRUE;
  set_preset (self->to_handle, _ ("Needs attention"),
              vigie_site_model_count_section (self->model, VIGIE_SECTION_TO_HANDLE),
              (states & VIGIE_STATES_TO_HANDLE) == VIGIE_STATES_TO_HANDLE);
  set_preset (self->silent, C_ ("sites", "Silent"),
              vigie_site_model_count_section (self->model, VIGIE_SECTION_SILENT),
              (states & (1u << VIGIE_STATE_SILENT)) != 0);
  set_preset (self->main_kind, vigie_words_kind_plural (VIGIE_KIND_RECYCLING_CENTRE), n_main,
              main_kind);
  gtk_widget_set_visible (GTK_WIDGET (self->main_kind), n_main > 0 || main_kind);
  self->updating = FALSE;
}

/* ---- Removable chips ------------------------------------------------------------------------- */

static const VigieFilterChip *
filter_of (GtkWidget *chip)
{
  return g_object_get_data (G_OBJECT (chip), "filter");
}

/* Removes it; the focus goes to the one that takes its place. */
static void
remove_chip (VigieFiltersBar *self, GtkWidget *chip)
{
  g_autoptr (VigieFilters) filters
      = vigie_filters_copy (vigie_site_model_get_filters (self->model));
  gboolean focused = gtk_widget_has_focus (chip);
  guint place = 0;
  GtkWidget *next;

  g_ptr_array_find (self->chips, chip, &place);
  vigie_filters_remove (filters, filter_of (chip));
  vigie_site_model_set_filters (self->model, filters);
  if (!focused)
    return;
  next = self->chips->len > 0 ? g_ptr_array_index (self->chips, MIN (place, self->chips->len - 1))
                              : GTK_WIDGET (self->button);
  gtk_widget_grab_focus (next);
}

static gboolean
delete_cb (GtkWidget *chip, GVariant *arguments, gpointer user_data)
{
  remove_chip (VIGIE_FILTERS_BAR (user_data), chip);
  return GDK_EVENT_STOP;
}

static void
chip_clicked_cb (GtkWidget *chip, VigieFiltersBar *self)
{
  remove_chip (self, chip);
}

/* ---- Undo ------------------------------------------------------------------------------------ */

/* What is needed to set the filters again: of the toast. */
typedef struct
{
  VigieSiteModel *model;     /* owned */
  VigieTerritory *territory; /* only compared: other servers have other filters */
  VigieFilters *filters;     /* owned: as they were */
  AdwToast *toast;           /* the owner */
} Cleared;

static void
cleared_free (gpointer data, GClosure *closure)
{
  Cleared *cleared = data;

  g_signal_handlers_disconnect_by_data (cleared->model, cleared);
  g_object_unref (cleared->model);
  vigie_filters_free (cleared->filters);
  g_free (cleared);
}

static void
undo_cb (AdwToast *toast, Cleared *cleared)
{
  g_signal_handlers_disconnect_by_data (cleared->model, cleared);
  if (vigie_site_model_get_territory (cleared->model) == cleared->territory)
    vigie_site_model_set_filters (cleared->model, cleared->filters);
}

/* Other filters since: these are no longer what the person would go back to. */
static void
filters_changed_cb (Cleared *cleared)
{
  adw_toast_dismiss (cleared->toast);
}

static void
offer_undo (VigieFiltersBar *self, VigieFilters *filters)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast;
  Cleared *cleared;

  if (overlay == NULL)
    return;
  toast = adw_toast_new (_ ("Filters cleared"));
  cleared = g_new0 (Cleared, 1);
  cleared->model = g_object_ref (self->model);
  cleared->territory = vigie_site_model_get_territory (self->model);
  cleared->filters = vigie_filters_copy (filters);
  cleared->toast = toast;
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), cleared, cleared_free, 0);
  g_signal_connect_swapped (self->model, "filters-changed", G_CALLBACK (filters_changed_cb),
                            cleared);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
clear_cb (VigieFiltersBar *self)
{
  gboolean focused = gtk_widget_has_focus (self->clear);
  g_autoptr (VigieFilters) filters
      = vigie_filters_copy (vigie_site_model_get_filters (self->model));

  vigie_site_model_clear_filters (self->model);
  offer_undo (self, filters);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self->button));
}

static GtkWidget *
new_chip (VigieFiltersBar *self, VigieFilterChip *filter)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (filter->label);
  GtkWidget *cross = gtk_image_new_from_icon_name ("window-close-symbolic");
  GtkEventController *keys = gtk_shortcut_controller_new ();
  /* Translators: removes a filter; %s is « Commune: Lanester » */
  g_autofree char *words = g_strdup_printf (_ ("Remove Filter “%s”"), filter->description);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_image_set_pixel_size (GTK_IMAGE (cross), 12);
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), cross);
  gtk_button_set_child (GTK_BUTTON (chip), content);
  gtk_widget_add_css_class (chip, "vigie-chip");
  gtk_widget_add_css_class (chip, "on");
  gtk_widget_set_tooltip_text (chip, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (chip), "filter", filter,
                          (GDestroyNotify) vigie_filter_chip_free);
  g_signal_connect (chip, "clicked", G_CALLBACK (chip_clicked_cb), self);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                                                     gtk_keyval_trigger_new (GDK_KEY_BackSpace, 0)),
                        gtk_callback_action_new (delete_cb, self, NULL)));
  gtk_widget_add_controller (chip, keys);
  return chip;
}

/* Whether a preset or the search entry shows it. */
static gboolean
is_shown_elsewhere (VigieFiltersBar *self, const VigieFilterChip *filter)
{
  guint states
      = vigie_filters_get_bits (vigie_site_model_get_filters (self->model), VIGIE_FACET_STATE);

  switch (filter->facet)
    {
    case VIGIE_FACET_TEXT:
      return TRUE;
    case VIGIE_FACET_STATE:
      return filter->value == VIGIE_STATE_SILENT
             || ((VIGIE_STATES_TO_HANDLE & (1u << filter->value)) != 0
                 && (states & VIGIE_STATES_TO_HANDLE) == VIGIE_STATES_TO_HANDLE);
    case VIGIE_FACET_KIND:
      return filter->value == VIGIE_KIND_RECYCLING_CENTRE;
    case VIGIE_FACET_FRESHNESS:
    case VIGIE_FACET_COMMUNE:
    case VIGIE_FACET_AREA:
    default:
      return FALSE;
    }
}

static void
update_chips (VigieFiltersBar *self)
{
  g_autoptr (GPtrArray) filters
      = vigie_filters_get_chips (vigie_site_model_get_filters (self->model));
  g_autoptr (GString) digest = g_string_new (NULL);

  for (guint i = filters->len; i-- > 0;)
    if (is_shown_elsewhere (self, g_ptr_array_index (filters, i)))
      g_ptr_array_remove_index (filters, i);
  for (guint i = 0; i < filters->len; i++)
    {
      const VigieFilterChip *filter = g_ptr_array_index (filters, i);

      g_string_append_printf (digest, "%s\n", filter->description);
    }
  gtk_widget_set_visible (self->clear, vigie_site_model_is_filtered (self->model));
  if (!g_set_str (&self->digest, digest->str))
    return;

  for (guint i = 0; i < self->chips->len; i++)
    adw_wrap_box_remove (self->box, g_ptr_array_index (self->chips, i));
  g_ptr_array_set_size (self->chips, 0);
  g_ptr_array_set_free_func (filters, NULL); /* the chips own them */
  for (guint i = 0; i < filters->len; i++)
    {
      GtkWidget *chip = new_chip (self, g_ptr_array_index (filters, i));

      adw_wrap_box_insert_child_after (self->box, chip,
                                       i > 0 ? g_ptr_array_index (self->chips, i - 1)
                                             : GTK_WIDGET (self->button));
      g_ptr_array_add (self->chips, chip);
    }
}

static void
model_changed_cb (VigieFiltersBar *self)
{
  update_presets (self);
  update_chips (self);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_filters_bar_dispose (GObject *object)
{
  VigieFiltersBar *self = VIGIE_FILTERS_BAR (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->chips, g_ptr_array_unref);
  g_clear_pointer (&self->digest, g_free);

  G_OBJECT_CLASS (vigie_filters_bar_parent_class)->dispose (object);
}

static void
vigie_filters_bar_class_init (VigieFiltersBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_filters_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "filtersbar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkToggleButton *
add_preset (VigieFiltersBar *self, GCallback toggled_cb)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_widget_add_css_class (button, "vigie-chip");
  g_signal_connect_swapped (button, "toggled", toggled_cb, self);
  adw_wrap_box_append (self->box, button);
  return GTK_TOGGLE_BUTTON (button);
}

static void
vigie_filters_bar_init (VigieFiltersBar *self)
{
  GtkWidget *box = adw_wrap_box_new ();
  GtkWidget *button = gtk_menu_button_new ();

  self->chips = g_ptr_array_new ();
  self->box = ADW_WRAP_BOX (box);
  adw_wrap_box_set_child_spacing (self->box, 5);
  adw_wrap_box_set_line_spacing (self->box, 6);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  self->to_handle = add_preset (self, G_CALLBACK (to_handle_cb));
  self->silent = add_preset (self, G_CALLBACK (silent_cb));
  self->main_kind = add_preset (self, G_CALLBACK (main_kind_cb));

  self->button = GTK_MENU_BUTTON (button);
  gtk_menu_button_set_label (self->button, _ ("Filter"));
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_widget_set_tooltip_text (button, _ ("By state, freshness, type and commune"));
  gtk_widget_add_css_class (button, "vigie-chip");
  adw_wrap_box_append (self->box, button);

  self->clear = gtk_button_new_with_label (_ ("Clear All"));
  gtk_widget_set_tooltip_text (self->clear, _ ("Clear all filters"));
  gtk_widget_add_css_class (self->clear, "vigie-chip");
  gtk_widget_add_css_class (self->clear, "vigie-clear");
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb), self);
  adw_wrap_box_append (self->box, self->clear);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filters"), -1);
}

void
vigie_filters_bar_setup (VigieFiltersBar *self, VigieSiteModel *model)
{
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  gtk_menu_button_set_popover (self->button, vigie_filters_popover_new (model));
  g_signal_connect_object (model, "changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "filters-changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  model_changed_cb (self);
}

guint
vigie_filters_bar_get_n_chips (VigieFiltersBar *self)
{
  return self->chips->len;
}

GtkWidget *
vigie_filters_bar_get_chip (VigieFiltersBar *self, guint position)
{
  return position < self->chips->len ? g_ptr_array_index (self->chips, position) : NULL;
}
