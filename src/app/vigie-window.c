/* vigie-window.c: the window: sidebar, header, pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-window.h"

#include <glib/gi18n-lib.h>

#include "vigie-connect-dialog.h"
#include "vigie-link-pill.h"
#include "vigie-map-page.h"
#include "vigie-preferences-dialog.h"
#include "vigie-shortcuts-dialog.h"
#include "vigie-words.h"

struct _VigieWindow
{
  AdwApplicationWindow parent_instance;

  VigieContext *context; /* owned */
  VigieTicker *ticker;   /* owned */
  gboolean painted;      /* its first frame is on screen */
  gboolean was_lost;     /* the loss of the link was announced */
  gulong paint_handler;

  AdwNavigationSplitView *split;
  AdwNavigationPage *content_page;
  GtkListBox *pages;
  AdwWindowTitle *title_label;
  GtkButton *back_button;
  GtkButton *switch_button;
  GtkButton *search_button;
  VigieLinkPill *pill;
  VigieLinkPill *strip_pill;
  VigieLinkBanner *banner;
  GtkWidget *demonstration;
  GtkWidget *demonstration_pill;
  GtkLabel *date;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *preparing;
  AdwStatusPage *failed;
  GtkWidget *bottom_bar;
  VigieMapPage *page;
};

G_DEFINE_FINAL_TYPE (VigieWindow, vigie_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
on_map_page (VigieWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "map") == 0;
}

/* ---- Header ---------------------------------------------------------------------------------- */

static void
update_header_cb (VigieWindow *self)
{
  gboolean single = gtk_widget_get_visible (self->bottom_bar);
  gboolean map = on_map_page (self);
  VigiePane top = vigie_map_page_get_top (self->page);
  VigieSite *site = vigie_map_page_get_site (self->page);
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  VigieProfile *profile = vigie_context_get_profile (self->context);
  gboolean on_site = single && map && top == VIGIE_PANE_PANEL && site != NULL;
  g_autofree char *subtitle = NULL;
  const char *title = _ ("Map");

  gtk_widget_set_visible (GTK_WIDGET (self->back_button), on_site);
  gtk_widget_set_visible (GTK_WIDGET (self->switch_button), single && map && !on_site);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), map && !single);
  gtk_button_set_icon_name (self->switch_button,
                            top == VIGIE_PANE_MAP ? "vigie-list-symbolic" : "vigie-map-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->switch_button),
                               top == VIGIE_PANE_MAP ? _ ("Show the List") : _ ("Show the Map"));
  gtk_widget_set_visible (self->demonstration_pill,
                          gtk_widget_get_visible (self->demonstration) && !single
                              && adw_navigation_split_view_get_collapsed (self->split));
  if (!map)
    title = _ ("Vigie");
  else if (on_site)
    {
      title = vigie_site_get_name (site);
      subtitle = g_strdup (vigie_words_kind (vigie_site_get_kind (site)));
    }
  else if (single && top == VIGIE_PANE_LIST)
    title = _ ("Sites");

  if (map && subtitle == NULL && territory != NULL)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (territory));
      const char *name = profile != NULL ? vigie_profile_get_territory_name (profile) : NULL;
      g_autofree char *sites = g_strdup_printf (ngettext ("%'u site", "%'u sites", n), n);

      subtitle = name != NULL ? g_strdup_printf ("%s · %s", name, sites) : g_steal_pointer (&sites);
    }
  adw_window_title_set_title (self->title_label, title);
  adw_window_title_set_subtitle (self->title_label, subtitle != NULL ? subtitle : "");
}

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
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           lost ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                                : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
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

static void
update_state (VigieWindow *self)
{
  gboolean demonstration = vigie_context_is_demonstration (self->context);
  const char *page = "none";
  gboolean linked = FALSE;

  switch (vigie_context_get_state (self->context))
    {
    case VIGIE_CONTEXT_PREPARING:
      page = "preparing";
      adw_status_page_set_title (self->preparing, demonstration ? _ ("Preparing the Demonstration")
                                                                : _ ("Connecting to the Server"));
      adw_status_page_set_description (
          self->preparing, demonstration
                               ? _ ("A simulated territory is being made on this machine.")
                               : vigie_context_get_server (self->context));
      break;
    case VIGIE_CONTEXT_OPEN:
      page = "map";
      linked = TRUE;
      break;
    case VIGIE_CONTEXT_FAILED:
      page = "failed";
      adw_status_page_set_title (self->failed, _ ("Nothing to Show"));
      adw_status_page_set_description (self->failed, vigie_context_get_message (self->context));
      break;
    case VIGIE_CONTEXT_EMPTY:
    default:
      page = "first-run";
      break;
    }
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->demonstration, demonstration);
  gtk_widget_set_opacity (GTK_WIDGET (self->pill), linked ? 1 : 0);
  gtk_widget_set_opacity (GTK_WIDGET (self->strip_pill), linked ? 1 : 0);
  update_header_cb (self);
}

static void
territory_cb (VigieWindow *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);

  if (territory != NULL)
    {
      g_signal_connect_object (territory, "notify::n-sites", G_CALLBACK (update_header_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (territory, "notify::demonstration", G_CALLBACK (update_state), self,
                               G_CONNECT_SWAPPED);
    }
  update_state (self);
}

static void
site_cb (VigieWindow *self)
{
  VigieSite *site = vigie_map_page_get_site (self->page);

  /* A site that goes with its territory, at the end, was not left by the person. */
  if (vigie_context_get_territory (self->context) != NULL)
    g_settings_set_string (vigie_context_get_settings (self->context), "last-site",
                           site != NULL ? vigie_site_get_id (site) : "");
  update_header_cb (self);
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

/* ---- Actions --------------------------------------------------------------------------------- */

static void
page_activated_cb (VigieWindow *self)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
retry_cb (VigieWindow *self)
{
  vigie_context_retry (self->context);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  if (!on_map_page (self))
    return;
  adw_navigation_split_view_set_show_content (self->split, TRUE);
  vigie_map_page_focus_search (self->page);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  retry_cb (VIGIE_WINDOW (widget));
}

static void
next_pane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  if (on_map_page (self) && vigie_map_page_focus_next_pane (self->page))
    return;
  if (adw_navigation_split_view_get_collapsed (self->split)
      || !gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD))
    vigie_map_page_focus_next_pane (self->page);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  if (on_map_page (self))
    vigie_map_page_back (self->page);
}

static void
home_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split, TRUE);
  if (gtk_widget_get_visible (self->bottom_bar))
    vigie_map_page_back (self->page);
}

static void
toggle_map_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vigie_map_page_toggle_map (VIGIE_WINDOW (widget)->page);
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  adw_dialog_present (vigie_connect_dialog_new (self->context), widget);
}

static void
demonstration_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  vigie_context_open (self->context, VIGIE_DEMO_ADDRESS, NULL, NULL);
  vigie_context_remember (self->context, NULL, NULL);
}

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VigieWindow *self = VIGIE_WINDOW (widget);

  adw_dialog_present (vigie_preferences_dialog_new (self->context), widget);
}

static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (vigie_shortcuts_dialog_new (), widget);
}

/* Keys without Ctrl: only where no entry takes them as text. */
static gboolean
key_pressed_cb (VigieWindow *self, guint key, guint code, GdkModifierType modifiers)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || !on_map_page (self))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
      vigie_map_page_zoom (self->page, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      vigie_map_page_zoom (self->page, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
    case GDK_KEY_agrave: /* the key 0 of a French keyboard */
      vigie_map_page_zoom (self->page, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      return vigie_map_page_back (self->page) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
style_cb (VigieWindow *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  /* The signs' high contrast is for a white ground; with dark they are the dark ones. */
  if (adw_style_manager_get_high_contrast (style) && !adw_style_manager_get_dark (style))
    gtk_widget_add_css_class (GTK_WIDGET (self), "high-contrast");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "high-contrast");
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_window_dispose (GObject *object)
{
  VigieWindow *self = VIGIE_WINDOW (object);

  if (self->ticker != NULL)
    {
      vigie_ticker_set_running (self->ticker, FALSE);
      g_signal_handlers_disconnect_by_data (self->ticker, self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_WINDOW);
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
  widget_class->realize = vigie_window_realize;
  widget_class->map = vigie_window_map;
  widget_class->unmap = vigie_window_unmap;

  g_type_ensure (VIGIE_TYPE_LINK_PILL);
  g_type_ensure (VIGIE_TYPE_LINK_BANNER);
  g_type_ensure (VIGIE_TYPE_MAP_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/agglo/Vigie/ui/vigie-window.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieWindow, name)
  BIND (split);
  BIND (content_page);
  BIND (pages);
  BIND (title_label);
  BIND (back_button);
  BIND (switch_button);
  BIND (search_button);
  BIND (pill);
  BIND (strip_pill);
  BIND (banner);
  BIND (demonstration);
  BIND (demonstration_pill);
  BIND (date);
  BIND (toasts);
  BIND (stack);
  BIND (preparing);
  BIND (failed);
  BIND (bottom_bar);
  BIND (page);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, page_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_header_cb);

  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "win.next-pane", NULL, next_pane_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.home", NULL, home_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-map", NULL, toggle_map_action);
  gtk_widget_class_install_action (widget_class, "win.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "win.demonstration", NULL, demonstration_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "win.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "win.retry", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, 0, "win.next-pane", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_ALT_MASK, "win.home", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_ampersand, GDK_ALT_MASK, "win.home",
                                       NULL); /* the key 1 of a French keyboard */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, GDK_CONTROL_MASK,
                                       "win.preferences", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK,
                                       "win.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.shortcuts", NULL);
}

static void
vigie_window_init (VigieWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autoptr (AdwSpinnerPaintable) spinner = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  spinner = adw_spinner_paintable_new (GTK_WIDGET (self->preparing));
  adw_status_page_set_paintable (self->preparing, GDK_PAINTABLE (spinner));
  gtk_list_box_select_row (self->pages, gtk_list_box_get_row_at_index (self->pages, 0));
  g_signal_connect_object (self, "notify::suspended", G_CALLBACK (update_running), self,
                           G_CONNECT_SWAPPED);
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

  self->context = g_object_ref (context);
  self->ticker = vigie_ticker_new (vigie_context_get_clock (context));
  restore_size (self, settings);

  vigie_map_page_setup (self->page, context, self->ticker);
  g_signal_connect_object (self->page, "notify::site", G_CALLBACK (site_cb), self,
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
  g_signal_connect_object (self->split, "notify::collapsed", G_CALLBACK (update_header_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bottom_bar, "notify::visible", G_CALLBACK (update_header_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (style_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (style_cb), self, G_CONNECT_SWAPPED);
  style_cb (self);
  territory_cb (self);
  update_time (self);
  return self;
}

void
vigie_window_want_site (VigieWindow *self, const char *id)
{
  vigie_map_page_want_site (self->page, id);
}

void
vigie_window_notice (VigieWindow *self, const char *words)
{
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_timeout (toast, 0); /* stays until it is closed: it may be about lost data */
  adw_toast_overlay_add_toast (self->toasts, toast);
}
