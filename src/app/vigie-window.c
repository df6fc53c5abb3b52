/* vigie-window.c: the window: sidebar, header, pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-window.h"

#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-window-private.h"
#include "vigie-words.h"

/* How long it takes to read why a link leads nowhere. */
#define ANSWER_SECONDS 10

enum
{
  PROP_SHOWN_SITE = 1,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieWindow, vigie_window, ADW_TYPE_APPLICATION_WINDOW)

/* ---- Link and time --------------------------------------------------------------------------- */

static void
announce_link (VigieWindow *self, const VigieLinkState *state, VigieTime now)
{
  gboolean lost = vigie_link_is_lost (state);
  g_autofree char *text = NULL;
  g_autofree char *age = NULL;

  if (lost == self->was_lost)
    return;
  self->was_lost = lost;
  if (!lost && state->link != VIGIE_LINK_UP)
    return;
  vigie_link_pill (state, now, &text, &age);
  vigie_announce (GTK_ACCESSIBLE (self), text,
                  lost ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                       : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* As long as what is seen is not kept: a disk may be full for weeks before somebody looks for what is missing. */
static void
update_keeping (VigieWindow *self)
{
  const char *error = vigie_context_get_keeping_error (self->context);

  if (error != NULL && g_strcmp0 (error, adw_banner_get_title (self->keeping)) != 0)
    {
      adw_banner_set_title (self->keeping, error);
      /* A narrow one shows three lines of it. */
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->keeping), error);
      vigie_announce (GTK_ACCESSIBLE (self), error, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  /* Not merely folded: a screen reader would find it. */
  gtk_widget_set_visible (GTK_WIDGET (self->keeping), error != NULL);
}

static void
update_link (VigieWindow *self)
{
  VigieLinkState state = vigie_link_state_of (vigie_context_get_sync (self->context));
  VigieTime now;

  vigie_ticker_set_clock (self->ticker, vigie_context_get_clock (self->context));
  now = vigie_ticker_get_now (self->ticker);
  vigie_link_pill_update (self->pill, &state, now);
  vigie_link_pill_update (self->strip_pill, &state, now);
  vigie_link_banner_update (self->banner, &state, now);
  update_keeping (self);
  vigie_ticker_set_live (self->ticker, vigie_link_is_live (&state));
  announce_link (self, &state, now);
}

static void
update_time (VigieWindow *self)
{
  g_autofree char *date = vigie_words_date_time (vigie_ticker_get_now (self->ticker), NULL);

  gtk_label_set_label (self->date, date);
  update_link (self);
}

/* The ages run only while there is someone to see them. */
static void
update_running (VigieWindow *self)
{
  vigie_ticker_set_running (self->ticker, gtk_widget_get_mapped (GTK_WIDGET (self))
                                              && !gtk_window_is_suspended (GTK_WINDOW (self)));
}

/* ---- State of the context -------------------------------------------------------------------- */

/* The page takes markup; addresses and errors may hold anything. */
static void
describe (AdwStatusPage *page, const char *words)
{
  g_autofree char *markup = g_markup_escape_text (words != NULL ? words : "", -1);

  adw_status_page_set_description (page, markup);
}

/* It keeps its place, so that what is beside it does not jump; nobody is told of it. */
static void
show_pill (VigieLinkPill *pill, gboolean shown)
{
  gtk_widget_set_child_visible (GTK_WIDGET (pill), shown);
}

static void
update_state (VigieWindow *self)
{
  gboolean demonstration = vigie_context_is_demonstration (self->context);
  const char *page = "none";
  gboolean linked = FALSE, has_pages = FALSE;

  switch (vigie_context_get_state (self->context))
    {
    case VIGIE_CONTEXT_PREPARING:
      page = "preparing";
      has_pages = TRUE;
      adw_status_page_set_title (self->preparing, demonstration ? _ ("Preparing the Demonstration")
                                                                : _ ("Connecting to the Server"));
      describe (self->preparing, demonstration
                                     ? _ ("A simulated territory is being prepared on this "
                                          "computer.")
                                     : vigie_context_get_server (self->context));
      break;
    case VIGIE_CONTEXT_OPEN:
      page = "territory";
      linked = has_pages = TRUE;
      break;
    case VIGIE_CONTEXT_FAILED:
      page = "failed";
      adw_status_page_set_title (self->failed, _ ("Nothing to Show"));
      gtk_widget_set_visible (self->retry_button, vigie_context_get_server (self->context) != NULL);
      describe (self->failed, vigie_context_get_message (self->context));
      break;
    case VIGIE_CONTEXT_EMPTY:
    default:
      page = "first-run";
      break;
    }
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->demonstration, demonstration);
  show_pill (self->pill, linked);
  show_pill (self->strip_pill, linked);
  /* There are no pages to go to without a territory; one that is being prepared comes to the page chosen. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->sidebar), has_pages);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tabs), has_pages);
  vigie_window_update_header (self);
  vigie_window_update_wall (self);
  vigie_window_ensure_focus (self);
}

static void
sites_cb (VigieWindow *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);

  vigie_window_update_header (self);
  if (self->wanted_record != NULL && territory != NULL
      && vigie_territory_find_site (territory, self->wanted_record) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-site", "s", self->wanted_record);
  vigie_window_follow_wanted (self);
}

/* What was told of another server than the one that is shown is no news of this one. */
static void
dismiss_old_notices (VigieWindow *self)
{
  const char *server = vigie_context_get_server (self->context);

  for (guint i = self->notices->len; i > 0; i--)
    {
      g_autoptr (AdwToast) toast = g_object_ref (self->notices->pdata[i - 1]);

      if (g_strcmp0 (g_object_get_data (G_OBJECT (toast), "vigie-server"), server) != 0)
        adw_toast_dismiss (toast);
    }
}

static void
territory_cb (VigieWindow *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);

  dismiss_old_notices (self);
  if (territory != NULL)
    {
      g_signal_connect_object (territory, "notify::n-sites", G_CALLBACK (sites_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (territory, "notify::demonstration", G_CALLBACK (update_state), self,
                               G_CONNECT_SWAPPED);
    }
  update_state (self);
  if (territory != NULL)
    sites_cb (self);
}

static void
site_cb (VigieWindow *self)
{
  VigieSite *site = vigie_map_page_get_site (self->map_page);

  /* A site that goes with its territory, at the end, was not left by the person. */
  if (vigie_context_get_territory (self->context) != NULL)
    g_settings_set_string (vigie_context_get_settings (self->context), "last-site",
                           site != NULL ? vigie_site_get_id (site) : "");
  vigie_window_update_header (self);
}

/* ---- First frame ----------------------------------------------------------------------------- */

static gboolean
first_frame_cb (gpointer user_data)
{
  VigieWindow *self = VIGIE_WINDOW (user_data);

  if (g_getenv ("VIGIE_TRACE_FIRST_FRAME") != NULL)
    {
      VigieTerritory *territory = vigie_context_get_territory (self->context);

      g_printerr ("first-frame %u\n",
                  territory != NULL ? g_list_model_get_n_items (G_LIST_MODEL (territory)) : 0);
      _exit (0);
    }
  vigie_context_start_network (self->context);
  return G_SOURCE_REMOVE;
}

static void
after_paint_cb (GdkFrameClock *clock, VigieWindow *self)
{
  if (self->painted)
    return;
  self->painted = TRUE;
  g_clear_signal_handler (&self->paint_handler, clock);
  /* Not behind the frames of a spinner. */
  g_idle_add_full (G_PRIORITY_DEFAULT, first_frame_cb, g_object_ref (self), g_object_unref);
}

static void
vigie_window_realize (GtkWidget *widget)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  GTK_WIDGET_CLASS (vigie_window_parent_class)->realize (widget);
  if (!self->painted)
    self->paint_handler = g_signal_connect_object (
        gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (after_paint_cb), self, 0);
}

static void
vigie_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_window_parent_class)->map (widget);
  update_running (VIGIE_WINDOW (widget));
}

static void
vigie_window_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigie_window_parent_class)->unmap (widget);
  update_running (VIGIE_WINDOW (widget));
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
retry_cb (VigieWindow *self)
{
  vigie_context_retry (self->context);
}

/* A dialog that closes gives the focus back to where it was, which may have gone meanwhile. */
static gboolean
dialog_gone_cb (gpointer user_data)
{
  VigieWindow *self = VIGIE_WINDOW (user_data);

  if (self->context != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    vigie_window_ensure_focus (self);
  return G_SOURCE_REMOVE;
}

static void
dialog_cb (VigieWindow *self)
{
  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    g_idle_add_full (G_PRIORITY_LOW, dialog_gone_cb, g_object_ref (self), g_object_unref);
}

static gboolean
key_pressed_cb (VigieWindow *self, guint key, guint code, GdkModifierType modifiers)
{
  return vigie_window_key_pressed (self, key, modifiers);
}

static void
style_cb (VigieWindow *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  /* The signs' high contrast is for a white ground; with dark they are the dark ones. */
  gboolean contrast = adw_style_manager_get_high_contrast (style);
  gboolean dark = adw_style_manager_get_dark (style);

  gtk_widget_remove_css_class (GTK_WIDGET (self), "high-contrast");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "high-contrast-dark");
  if (contrast)
    gtk_widget_add_css_class (GTK_WIDGET (self), dark ? "high-contrast-dark" : "high-contrast");
}

static void
vigie_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SHOWN_SITE)
    g_value_set_string (value, vigie_window_get_shown_site (VIGIE_WINDOW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
vigie_window_dispose (GObject *object)
{
  VigieWindow *self = VIGIE_WINDOW (object);

  if (self->ticker != NULL)
    {
      vigie_ticker_set_running (self->ticker, FALSE);
      g_signal_handlers_disconnect_by_data (self->ticker, self);
    }
  if (self->on_wall)
    vigie_window_release_wall (self);
  self->on_wall = FALSE;
  /* A replay that ends with the page tells so: of a header that is gone. */
  if (self->map_page != NULL)
    g_signal_handlers_disconnect_by_data (self->map_page, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_WINDOW);
  g_clear_weak_pointer (&self->search);
  g_clear_weak_pointer (&self->answer);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_object (&self->index);
  g_clear_pointer (&self->wanted_link, g_free);
  g_clear_pointer (&self->wanted_record, g_free);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_window_parent_class)->dispose (object);
}

static void
vigie_window_class_init (VigieWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_window_dispose;
  object_class->get_property = vigie_window_get_property;
  widget_class->realize = vigie_window_realize;
  widget_class->map = vigie_window_map;
  widget_class->unmap = vigie_window_unmap;

  g_type_ensure (VIGIE_TYPE_SERVER_MENU);
  g_type_ensure (VIGIE_TYPE_LINK_PILL);
  g_type_ensure (VIGIE_TYPE_LINK_BANNER);
  g_type_ensure (VIGIE_TYPE_MAP_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/agglo/Vigie/ui/vigie-window.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieWindow, name)
  BIND (split);
  BIND (content_page);
  BIND (sidebar);
  BIND (title_label);
  BIND (back_button);
  BIND (switch_button);
  BIND (search_button);
  BIND (server_menu);
  BIND (servers_section);
  BIND (pill);
  BIND (strip_pill);
  BIND (banner);
  BIND (keeping);
  BIND (demonstration);
  BIND (demonstration_pill);
  BIND (connect_button);
  BIND (discover_button);
  BIND (date);
  BIND (toasts);
  BIND (stack);
  BIND (preparing);
  BIND (failed);
  BIND (bottom_bar);
  BIND (pages);
  BIND (retry_button);
  BIND (other_button);
  BIND (tabs);
  BIND (menu_button);
  BIND (more_button);
  BIND (map_page);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, vigie_window_page_selected);
  gtk_widget_class_bind_template_callback (widget_class, vigie_window_page_activated);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, vigie_window_update_header);

  props[PROP_SHOWN_SITE] = g_param_spec_string ("shown-site", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  vigie_window_install_actions (widget_class);
}

static void
vigie_window_init (VigieWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autoptr (AdwSpinnerPaintable) spinner = NULL;

  self->notices = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  spinner = adw_spinner_paintable_new (GTK_WIDGET (self->preparing));
  adw_status_page_set_paintable (self->preparing, GDK_PAINTABLE (spinner));
  gtk_widget_set_visible (self->discover_button, VIGIE_HAVE_DEMO);
  vigie_window_init_pages (self);
  vigie_window_init_wall (self);
  g_signal_connect_object (self, "notify::suspended", G_CALLBACK (update_running), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::visible-dialog", G_CALLBACK (dialog_cb), self,
                           G_CONNECT_SWAPPED);
}

/* For screenshots, where no desktop says how large text is: VIGIE_TEXT_SCALE=2 is 200 %. */
static void
scale_text (void)
{
  const char *asked = g_getenv ("VIGIE_TEXT_SCALE");
  double scale = asked != NULL ? g_ascii_strtod (asked, NULL) : 0;

  if (scale >= 0.5 && scale <= 3)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

/* The size of the last session; or, for screenshots where no window manager gives one, that of
 * VIGIE_WINDOW_SIZE=WIDTHxHEIGHT. */
static void
restore_size (VigieWindow *self, GSettings *settings)
{
  const char *asked = g_getenv ("VIGIE_WINDOW_SIZE");
  int width, height;

  if (asked != NULL && sscanf (asked, "%dx%d", &width, &height) == 2)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "vigie-borderless");
      gtk_window_set_default_size (GTK_WINDOW (self), width, height);
      return;
    }
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

VigieWindow *
vigie_window_new (VigieApplication *application, VigieContext *context)
{
  VigieWindow *self = g_object_new (VIGIE_TYPE_WINDOW, "application", application, NULL);
  GSettings *settings = vigie_context_get_settings (context);
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autofree char *last_page = NULL;

  self->context = g_object_ref (context);
  self->ticker = vigie_ticker_new (vigie_context_get_clock (context));
  scale_text ();
  restore_size (self, settings);

  vigie_server_menu_setup (self->server_menu, context);
  g_menu_append_submenu (self->servers_section, _ ("_Servers"),
                         vigie_server_menu_get_model (self->server_menu));
  vigie_map_page_setup (self->map_page, context, self->ticker);
  g_signal_connect_object (self->map_page, "notify::site", G_CALLBACK (site_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::state", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "link-changed", G_CALLBACK (update_link), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::sync", G_CALLBACK (update_link), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notice", G_CALLBACK (vigie_window_notice), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ticker, "notify::now", G_CALLBACK (update_time), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split, "notify::collapsed",
                           G_CALLBACK (vigie_window_update_header), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bottom_bar, "notify::visible",
                           G_CALLBACK (vigie_window_update_header), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (style_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (style_cb), self, G_CONNECT_SWAPPED);
  style_cb (self);
  last_page = g_settings_get_string (settings, "last-page");
  vigie_window_want_page (self, last_page);
  self->wanted_record = g_settings_get_string (settings, "last-record");
  if (*self->wanted_record == '\0')
    g_clear_pointer (&self->wanted_record, g_free);
  territory_cb (self);
  update_time (self);
  return self;
}

void
vigie_window_want_site (VigieWindow *self, const char *id)
{
  vigie_map_page_want_site (self->map_page, id);
}

void
vigie_window_want_page (VigieWindow *self, const char *id)
{
  const VigiePageKind *kind = vigie_pages_find (id);

  g_clear_pointer (&self->wanted_record, g_free);
  if (kind != NULL && kind != self->page_kind)
    vigie_window_show_page (self, kind);
}

/* All of the words, in two lines where the window is narrow; they may come from outside. */
static AdwToast *
new_toast (const char *words)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  return toast;
}

static void
notice_gone_cb (AdwToast *toast, VigieWindow *self)
{
  if (self->notices != NULL)
    g_ptr_array_remove (self->notices, toast);
}

void
vigie_window_notice (VigieWindow *self, const char *words)
{
  AdwToast *toast = new_toast (words);

  adw_toast_set_timeout (toast, 0); /* stays until it is closed: it may be about lost data */
  g_object_set_data_full (G_OBJECT (toast), "vigie-server",
                          g_strdup (vigie_context_get_server (self->context)), g_free);
  g_ptr_array_add (self->notices, g_object_ref (toast));
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (notice_gone_cb), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
  vigie_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
vigie_window_answer (VigieWindow *self, const char *words)
{
  AdwToast *toast = new_toast (words);

  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, ANSWER_SECONDS);
  if (self->answer != NULL)
    adw_toast_dismiss (self->answer);
  g_set_weak_pointer (&self->answer, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
  vigie_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
vigie_window_tell_shown_site (VigieWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWN_SITE]);
}
