/* vigie-notifier-send.c: notifications as the desktop is given them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-notifier-send.h"

#include <glib/gi18n-lib.h>

#include "vigie-glyph.h"
#include "vigie-link.h"
#include "vigie-notifier-words.h"

/* Twice the size at which desktops show it. */
#define ICON_SIZE 64

#define GROUP_ID "sites"
#define LINK_ID "link"
#define TRY_ID "try"

static char *
site_notification_id (const char *site)
{
  return g_strconcat ("site-", site, NULL);
}

/* The sign of the map, as bytes: a sandboxed desktop takes no file of ours. */
static GIcon *
get_icon (VigieNotifierSender *self, VigieKind kind, VigieCondition condition)
{
  GIcon **icon = &self->icons[kind][condition];

  if (*icon == NULL)
    {
      g_autoptr (VigieGlyphCache) cache = vigie_glyph_cache_new ();
      GdkTexture *texture = vigie_glyph_cache_get_texture (
          cache, kind, vigie_glyph_look_for (VIGIE_FRESHNESS_LIVE, condition),
          VIGIE_GLYPH_FLAG_HALO, VIGIE_SCHEME_LIGHT, ICON_SIZE, 1);
      g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (texture);

      *icon = g_bytes_icon_new (png);
    }
  return *icon;
}

/* Takes the texts. */
static void
send (VigieNotifierSender *self,
      const char *id,
      char *title,
      char *body,
      GIcon *icon,
      GNotificationPriority priority,
      const char *action,
      const char *target)
{
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *escaped = NULL;

  if (!self->service.is_there)
    {
      g_free (title);
      g_free (body);
      return;
    }
  if (self->service.has_markup)
    escaped = g_markup_escape_text (body, -1);
  g_notification_set_body (notification, escaped != NULL ? escaped : body);
  if (icon != NULL)
    g_notification_set_icon (notification, icon);
  g_notification_set_priority (notification, priority);
  if (action != NULL)
    g_notification_set_default_action_and_target (notification, action, "s", target);
  g_application_send_notification (self->application, id, notification);
  g_free (title);
  g_free (body);
}

static GNotificationPriority
priority_of (const VigieNoticeAct *act, gboolean is_critical)
{
  if (act->quiet)
    return G_NOTIFICATION_PRIORITY_LOW;
  return is_critical ? G_NOTIFICATION_PRIORITY_URGENT : G_NOTIFICATION_PRIORITY_HIGH;
}

static void
withdraw (VigieNotifierSender *self, const char *id)
{
  g_application_withdraw_notification (self->application, id);
}

void
vigie_notifier_sender_carry_out (VigieNotifierSender *self,
                                 const VigieNoticeAct *act,
                                 VigieContext *context,
                                 VigieTerritory *territory,
                                 VigieSync *sync)
{
  VigieTime now = vigie_clock_now (vigie_context_get_clock (context));
  gboolean demonstration = vigie_context_is_demonstration (context);
  VigieLinkState link = vigie_link_state_of (sync);
  g_autofree char *id = act->site != NULL ? site_notification_id (act->site) : NULL;
  g_autoptr (GIcon) offline = NULL;
  char *title, *body;
  VigieSite *site;

  switch (act->kind)
    {
    case VIGIE_NOTICE_SITE:
      site = territory != NULL ? vigie_territory_find_site (territory, act->site) : NULL;
      if (site == NULL)
        return;
      vigie_notifier_words_site (site, now, act->eased, demonstration, &title, &body);
      send (self, id, title, body, get_icon (self, vigie_site_get_kind (site), act->condition),
            priority_of (act, act->condition == VIGIE_CONDITION_CRITICAL), "app.show-site",
            act->site);
      return;
    case VIGIE_NOTICE_SITE_GONE:
      withdraw (self, id);
      return;
    case VIGIE_NOTICE_GROUP:
      if (territory == NULL)
        return;
      vigie_notifier_words_group (act, territory, now, demonstration, &title, &body);
      send (self, GROUP_ID, title, body,
            get_icon (self, VIGIE_KIND_OTHER,
                      act->n_critical > 0 ? VIGIE_CONDITION_CRITICAL : VIGIE_CONDITION_WARNING),
            priority_of (act, act->n_critical > 0), "app.show-page", "map");
      return;
    case VIGIE_NOTICE_GROUP_GONE:
      withdraw (self, GROUP_ID);
      return;
    case VIGIE_NOTICE_LINK:
      offline = g_themed_icon_new ("network-offline-symbolic");
      vigie_notifier_words_link (&link, now, demonstration, &title, &body);
      send (self, LINK_ID, title, body, offline, G_NOTIFICATION_PRIORITY_HIGH, NULL, NULL);
      return;
    case VIGIE_NOTICE_LINK_BACK:
      vigie_notifier_words_link_back (act->since, now, demonstration, &title, &body);
      send (self, LINK_ID, title, body, NULL, G_NOTIFICATION_PRIORITY_LOW, NULL, NULL);
      return;
    case VIGIE_NOTICE_LINK_GONE:
    default:
      withdraw (self, LINK_ID);
    }
}

void
vigie_notifier_sender_try (VigieNotifierSender *self)
{
  send (self, TRY_ID, g_strdup (_ ("This Is What Vigie’s Notifications Look Like")),
        g_strdup (_ ("A site that becomes critical is reported like this, with the reason and "
                     "the time.")),
        get_icon (self, VIGIE_KIND_OTHER, VIGIE_CONDITION_CRITICAL), G_NOTIFICATION_PRIORITY_HIGH,
        NULL, NULL);
}

void
vigie_notifier_sender_end_try (VigieNotifierSender *self)
{
  withdraw (self, TRY_ID);
}

void
vigie_notifier_sender_clear (VigieNotifierSender *self)
{
  for (guint i = 0; i < VIGIE_N_KIND; i++)
    for (guint j = 0; j < VIGIE_N_CONDITION; j++)
      g_clear_object (&self->icons[i][j]);
}
