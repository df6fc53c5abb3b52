/* Desktop habits: preferences that act at once, shortcuts that are true, the words about Vigie, undo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-attendance-page.h"
#include "vigie-energy-page.h"
#include "vigie-about.h"
#include "vigie-base-map.h"
#include "vigie-chart-table.h"
#include "vigie-filters-bar.h"
#include "vigie-map-view.h"
#include "vigie-measure-row.h"
#include "vigie-pages.h"
#include "vigie-preferences-dialog.h"
#include "vigie-preferences-map.h"
#include "vigie-preferences-wall.h"
#include "vigie-shortcuts-dialog.h"
#include "vigie-style.h"
#include "vigie-test-keys.h"
#include "vigie-test-wait.h"
#include "vigie-window.h"
#include "vigie-test-find.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

typedef struct
{
  GSettings *settings;
  VigieClock *clock;
  char *folder;
  VigieContext *context;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new (VIGIE_APP_ID);
  fixture->clock = vigie_clock_new_manual (FIXTURE_NOW);
  fixture->folder = g_dir_make_tmp ("vigie-desktop-XXXXXX", NULL);
  fixture->context = vigie_context_new (fixture->settings, fixture->clock, fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  vigie_context_close (fixture->context);
  g_clear_object (&fixture->context);
  g_settings_reset (fixture->settings, "base-map");
  g_settings_reset (fixture->settings, "tile-address");
  g_settings_reset (fixture->settings, "tile-attribution");
  g_settings_reset (fixture->settings, "profile-path");
  g_object_unref (fixture->settings);
  g_object_unref (fixture->clock);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* ---- Preferences ----------------------------------------------------------------------------- */

static gpointer
child (gpointer dialog, const char *name)
{
  GObject *object = gtk_widget_get_template_child (dialog, VIGIE_TYPE_PREFERENCES_DIALOG, name);

  g_assert_nonnull (object);
  return object;
}

/* Of the group of the base map. */
static gpointer
map_child (gpointer dialog, const char *name)
{
  GObject *object
      = gtk_widget_get_template_child (child (dialog, "map"), VIGIE_TYPE_PREFERENCES_MAP, name);

  g_assert_nonnull (object);
  return object;
}

static void
assert_setting (Fixture *fixture, const char *key, const char *expected)
{
  g_autofree char *value = g_settings_get_string (fixture->settings, key);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_tiles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AdwDialog) dialog
      = g_object_ref_sink (vigie_preferences_dialog_new (fixture->context));
  GtkWidget *base = map_child (dialog, "base_row");
  GtkEditable *address = map_child (dialog, "tile_row");
  GtkWidget *error = map_child (dialog, "tile_error");
  GtkWidget *credit = map_child (dialog, "attribution_row");
  g_autofree char *osm = g_strdup (adw_action_row_get_subtitle (ADW_ACTION_ROW (base)));

  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (base)), ==, VIGIE_BASE_MAP_OSM);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (address)));
  g_assert_false (gtk_widget_get_visible (credit));
  adw_combo_row_set_selected (ADW_COMBO_ROW (base), VIGIE_BASE_MAP_PLAN_IGN);
  assert_setting (fixture, "base-map", "plan-ign");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (base)), !=, osm);
  adw_combo_row_set_selected (ADW_COMBO_ROW (base), VIGIE_BASE_MAP_OWN);
  assert_setting (fixture, "base-map", "own");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (address)));
  g_assert_true (gtk_widget_get_visible (credit));
  g_assert_cmpstr (gtk_editable_get_text (address), ==, "");

  /* What cannot be used is told as it is typed, and changes nothing. */
  gtk_editable_set_text (address, "https://tuiles.example/{z}/{x}.png");
  g_assert_true (gtk_widget_get_visible (error));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (error)), !=, "");
  g_signal_emit_by_name (address, "apply");
  assert_setting (fixture, "tile-address", VIGIE_MAP_DEFAULT_TILE_TEMPLATE);

  gtk_editable_set_text (address, " https://tuiles.example/{z}/{x}/{y}.png ");
  g_assert_false (gtk_widget_get_visible (error));
  g_signal_emit_by_name (address, "apply");
  assert_setting (fixture, "tile-address", "https://tuiles.example/{z}/{x}/{y}.png");
  g_assert_cmpstr (gtk_editable_get_text (address), ==, "https://tuiles.example/{z}/{x}/{y}.png");

  /* And back; the address stays for another time. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (base), VIGIE_BASE_MAP_OSM);
  assert_setting (fixture, "base-map", "osm");
  assert_setting (fixture, "tile-address", "https://tuiles.example/{z}/{x}/{y}.png");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (address)));
}

/* What the settings say, for each of what they can: the address, whom to credit. */
static void
test_base_map (Fixture *fixture, gconstpointer data)
{
  static const char own[] = "https://tuiles.example/{z}/{x}/{y}.png";
  static const struct
  {
    const char *base, *address;
    VigieBaseMap expected;
    const char *asked;  /* how the address begins */
    const char *credit; /* or NULL: OpenStreetMap's */
    const char *beside;
  } rows[] = {
      {NULL, NULL, VIGIE_BASE_MAP_OSM, "https://tile.openstreetmap.org/{z}/{x}/{y}.png", NULL, ""},
      {"osm", own, VIGIE_BASE_MAP_OSM, "https://tile.openstreetmap.org/{z}/{x}/{y}.png", NULL, ""},
      {"plan-ign", own, VIGIE_BASE_MAP_PLAN_IGN, "https://data.geopf.fr/wmts?", "© IGN", ""},
      {"own", own, VIGIE_BASE_MAP_OWN, own, NULL, "Agglo"},
      {"own", "", VIGIE_BASE_MAP_OWN, "", NULL, "Agglo"},
      {"file", own, VIGIE_BASE_MAP_FILE, "", NULL, ""},
      /* Handed out, or typed, before there was a choice. */
      {NULL, own, VIGIE_BASE_MAP_OWN, own, NULL, "Agglo"},
      {NULL, "", VIGIE_BASE_MAP_OWN, "", NULL, "Agglo"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *address = NULL, *beside = NULL;
      g_autoptr (GError) error = NULL;

      g_settings_reset (fixture->settings, "base-map");
      g_settings_reset (fixture->settings, "tile-address");
      g_settings_set_string (fixture->settings, "tile-attribution", "Agglo");
      if (rows[i].base != NULL)
        g_settings_set_string (fixture->settings, "base-map", rows[i].base);
      if (rows[i].address != NULL)
        g_settings_set_string (fixture->settings, "tile-address", rows[i].address);
      g_assert_cmpint (vigie_base_map_get (fixture->settings), ==, rows[i].expected);
      address = vigie_base_map_dup_address (fixture->settings);
      g_assert_true (g_str_has_prefix (address, rows[i].asked));
      g_assert_cmpint (*address == '\0', ==, *rows[i].asked == '\0');
      if (*address != '\0')
        g_assert_true (vigie_map_tile_template_check (address, &error));
      g_assert_cmpstr (vigie_base_map_get_credit (rows[i].expected), ==, rows[i].credit);
      beside = vigie_base_map_dup_attribution (fixture->settings);
      g_assert_cmpstr (beside, ==, rows[i].beside);
    }
}

/* Rows and settings are one, both ways, within the settings' range; what 0 does is said. */
static void
test_wall (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AdwDialog) dialog
      = g_object_ref_sink (vigie_preferences_dialog_new (fixture->context));
  GtkWidget *group = child (dialog, "wall");
  AdwSpinRow *distance = ADW_SPIN_ROW (
      gtk_widget_get_template_child (group, VIGIE_TYPE_PREFERENCES_WALL, "distance_row"));
  AdwSpinRow *rotation = ADW_SPIN_ROW (
      gtk_widget_get_template_child (group, VIGIE_TYPE_PREFERENCES_WALL, "rotation_row"));
  g_autofree char *turns = g_strdup (adw_action_row_get_subtitle (ADW_ACTION_ROW (rotation)));

  g_assert_cmpfloat (adw_spin_row_get_value (distance), ==, 5);
  g_assert_cmpfloat (adw_spin_row_get_value (rotation), ==, 30);
  adw_spin_row_set_value (distance, 7.5);
  g_assert_cmpfloat (g_settings_get_double (fixture->settings, "wall-distance"), ==, 7.5);
  adw_spin_row_set_value (distance, 1000);
  g_assert_cmpfloat (g_settings_get_double (fixture->settings, "wall-distance"), ==, 50);
  adw_spin_row_set_value (rotation, 0);
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "wall-rotation"), ==, 0);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (rotation)), !=, turns);
  adw_spin_row_set_value (rotation, 1000);
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "wall-rotation"), ==, 600);
  g_settings_reset (fixture->settings, "wall-rotation");
  g_settings_reset (fixture->settings, "wall-distance");
  g_assert_cmpfloat (adw_spin_row_get_value (distance), ==, 5);
  g_assert_cmpfloat (adw_spin_row_get_value (rotation), ==, 30);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (rotation)), ==, turns);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (distance)), ==,
                   _ ("Reading Distance"));
}

/* Typed in the dialog, it is on the map. */
static void
test_attribution (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AdwDialog) dialog
      = g_object_ref_sink (vigie_preferences_dialog_new (fixture->context));
  GtkEditable *row = map_child (dialog, "attribution_row");
  VigieWindow *window = vigie_window_new (NULL, fixture->context);

  g_settings_set_string (fixture->settings, "base-map", "own");
  g_assert_false (vigie_test_has_text (GTK_WIDGET (window), "Lorient <b>Agglo"));
  gtk_editable_set_text (row, "© Lorient <b>Agglo");
  g_signal_emit_by_name (row, "apply");
  assert_setting (fixture, "tile-attribution", "© Lorient <b>Agglo");
  g_assert_true (vigie_test_has_text (GTK_WIDGET (window), "© Lorient <b>Agglo"));
  /* It is theirs: not beside another map. */
  g_settings_set_string (fixture->settings, "base-map", "plan-ign");
  g_assert_false (vigie_test_has_text (GTK_WIDGET (window), "Lorient <b>Agglo"));
  g_assert_true (vigie_test_has_text (GTK_WIDGET (window), "© IGN"));
  g_settings_set_string (fixture->settings, "base-map", "own");
  gtk_editable_set_text (row, "");
  g_signal_emit_by_name (row, "apply");
  g_assert_false (vigie_test_has_text (GTK_WIDGET (window), "Lorient <b>Agglo"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_motion (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AdwDialog) dialog
      = g_object_ref_sink (vigie_preferences_dialog_new (fixture->context));
  AdwActionRow *row = child (dialog, "motion_row");
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *before = g_strdup (adw_action_row_get_subtitle (row));
  gboolean animations;

  g_object_get (settings, "gtk-enable-animations", &animations, NULL);
  g_object_set (settings, "gtk-enable-animations", !animations, NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (row), !=, before);
  g_object_set (settings, "gtk-enable-animations", animations, NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, before);
}

/* Whether any of the text of @widget is selected. */
static gboolean
has_selection (GtkWidget *widget)
{
  gboolean found
      = GTK_IS_LABEL (widget) && gtk_label_get_selection_bounds (GTK_LABEL (widget), NULL, NULL);

  for (GtkWidget *below = gtk_widget_get_first_child (widget); below != NULL && !found;
       below = gtk_widget_get_next_sibling (below))
    found = has_selection (below);
  return found;
}

/* Opened as a sheet at the bottom of a narrow window: the focus is on what can be done, and nothing is selected. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *button = gtk_button_new_with_label ("x");
  AdwDialog *dialog = vigie_preferences_dialog_new (fixture->context);
  GtkWidget *first = child (dialog, "manage_button");

  adw_window_set_content (ADW_WINDOW (window), button);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 640);
  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (gtk_widget_get_mapped (button));
  adw_dialog_present (dialog, window);
  WAIT_UNTIL (gtk_widget_has_focus (first));
  for (gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 5; g_get_monotonic_time () < end;)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_true (gtk_widget_has_focus (first));
  g_assert_false (has_selection (GTK_WIDGET (dialog)));
  adw_dialog_force_close (dialog);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- Shortcuts ------------------------------------------------------------------------------- */

static gboolean
is_listed (guint key, GdkModifierType modifiers)
{
  guint n, n_kinds;
  const VigieShortcut *shortcuts = vigie_shortcuts_get (&n);
  const VigiePageKind *kinds = vigie_pages_get (&n_kinds);

  if (modifiers == GDK_ALT_MASK && key > GDK_KEY_0 && key <= GDK_KEY_0 + n_kinds
      && kinds[key - GDK_KEY_1].icon != NULL)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) parts = g_strsplit (shortcuts[i].accelerators, " ", -1);

      for (guint j = 0; parts[j] != NULL; j++)
        {
          guint value;
          GdkModifierType with;

          g_assert_true (gtk_accelerator_parse (parts[j], &value, &with));
          if (value == key && with == modifiers)
            return TRUE;
        }
    }
  return FALSE;
}

/* The keys that the classes of @widget bind to actions whose names begin with @prefix: for each action (and its
 * argument) one at least is told of. Gives how many actions. */
static guint
check_bindings (gpointer widget, const char *prefix)
{
  g_autoptr (GPtrArray) shortcuts = vigie_test_list_shortcuts (widget);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name, is_told;

  for (guint i = 0; i < shortcuts->len; i++)
    {
      GtkKeyvalTrigger *trigger
          = GTK_KEYVAL_TRIGGER (gtk_shortcut_get_trigger (shortcuts->pdata[i]));
      GtkShortcutAction *action = gtk_shortcut_get_action (shortcuts->pdata[i]);
      GVariant *arguments = gtk_shortcut_get_arguments (shortcuts->pdata[i]);
      g_autofree char *text = NULL;
      char *key;

      if (!GTK_IS_NAMED_ACTION (action)
          || !g_str_has_prefix (gtk_named_action_get_action_name (GTK_NAMED_ACTION (action)),
                                prefix))
        continue;
      text = arguments != NULL ? g_variant_print (arguments, FALSE) : g_strdup ("");
      key = g_strdup_printf ("%s %s", gtk_named_action_get_action_name (GTK_NAMED_ACTION (action)),
                             text);
      is_told = GINT_TO_POINTER (is_listed (gtk_keyval_trigger_get_keyval (trigger),
                                            gtk_keyval_trigger_get_modifiers (trigger)));
      if (is_told != NULL || !g_hash_table_contains (told, key))
        g_hash_table_insert (told, key, is_told);
      else
        g_free (key);
    }
  g_hash_table_iter_init (&iter, told);
  while (g_hash_table_iter_next (&iter, &name, &is_told))
    if (is_told == NULL)
      g_error ("the dialog tells of no key for %s", (const char *) name);
  return g_hash_table_size (told);
}

/* The keys of a page's own class stand in the page's own group. */
static void
check_page (GType type, VigieShortcutsGroup group, guint expected)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (g_object_new (type, NULL));
  g_autoptr (GPtrArray) keys = vigie_test_list_shortcuts (page);
  guint n, n_keys = 0;
  const VigieShortcut *shortcuts = vigie_shortcuts_get (&n);

  for (guint i = 0; i < keys->len; i++)
    {
      GtkKeyvalTrigger *trigger = GTK_KEYVAL_TRIGGER (gtk_shortcut_get_trigger (keys->pdata[i]));
      g_autofree char *key = NULL;
      gboolean told = FALSE;

      if (!GTK_IS_CALLBACK_ACTION (gtk_shortcut_get_action (keys->pdata[i])))
        continue;
      key = gtk_accelerator_name (gtk_keyval_trigger_get_keyval (trigger),
                                  gtk_keyval_trigger_get_modifiers (trigger));
      n_keys++;
      for (guint k = 0; k < n; k++)
        {
          g_auto (GStrv) parts = g_strsplit (shortcuts[k].accelerators, " ", -1);

          for (guint l = 0; parts[l] != NULL && shortcuts[k].group == group; l++)
            {
              guint value;
              GdkModifierType with;
              g_autofree char *name = NULL;

              gtk_accelerator_parse (parts[l], &value, &with);
              name = gtk_accelerator_name (value, with);
              told = told || g_str_equal (name, key);
            }
        }
      if (!told)
        g_error ("the dialog does not tell of %s of %s", key, g_type_name (type));
    }
  g_assert_cmpuint (n_keys, ==, expected);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  check_page (VIGIE_TYPE_ENERGY_PAGE, VIGIE_SHORTCUTS_ENERGY, 3);
  check_page (VIGIE_TYPE_ATTENDANCE_PAGE, VIGIE_SHORTCUTS_ATTENDANCE, 3);
}

static void
test_bindings (Fixture *fixture, gconstpointer data)
{
  VigieWindow *window = vigie_window_new (NULL, fixture->context);
  g_autoptr (GtkWidget) map = g_object_ref_sink (vigie_map_view_new ());
  g_autoptr (GtkWidget) row = g_object_ref_sink (g_object_new (VIGIE_TYPE_MEASURE_ROW, NULL));
  g_autoptr (GtkWidget) table = g_object_ref_sink (g_object_new (VIGIE_TYPE_CHART_TABLE, NULL));

  /* Search, find, retry, next part, menu, back, preferences, shortcuts, and the pages. */
  g_assert_cmpuint (check_bindings (window, "win."), >=, 10);
  g_assert_cmpuint (check_bindings (map, "map."), ==, 8 + 3);
  g_assert_cmpuint (check_bindings (row, "measure."), ==, 2);
  g_assert_cmpuint (check_bindings (table, "table."), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_shortcut_search (void)
{
  g_autoptr (AdwDialog) dialog = g_object_ref_sink (vigie_shortcuts_dialog_new ());
  VigieShortcutsDialog *self = VIGIE_SHORTCUTS_DIALOG (dialog);
  guint n, all;

  vigie_shortcuts_get (&n);
  all = vigie_shortcuts_dialog_search (self, "");
  g_assert_cmpuint (all, >, n); /* with the pages */
  g_assert_cmpuint (vigie_shortcuts_dialog_search (self, _ ("Whole territory")), ==, 1);
  g_assert_cmpuint (vigie_shortcuts_dialog_search (self, "f10"), ==, 3);
  g_assert_cmpuint (vigie_shortcuts_dialog_search (self, "xyzzy"), ==, 0);
  g_assert_cmpuint (vigie_shortcuts_dialog_search (self, ""), ==, all);
}

/* ---- About ----------------------------------------------------------------------------------- */

static void
test_about (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AdwDialog) dialog = g_object_ref_sink (vigie_about_new (fixture->context));
  AdwAboutDialog *about = ADW_ABOUT_DIALOG (dialog);
  GtkWidget *view = vigie_test_find (adw_dialog_get_child (dialog), ADW_TYPE_NAVIGATION_VIEW);
  AdwNavigationPage *legal = adw_navigation_view_find_page (ADW_NAVIGATION_VIEW (view), "legal");
  const VigiePart *parts;
  guint n_parts;

  g_assert_cmpstr (adw_about_dialog_get_version (about), ==, VIGIE_VERSION);
  g_assert_cmpint (adw_about_dialog_get_license_type (about), ==, GTK_LICENSE_GPL_3_0);
  g_assert_nonnull (strstr (adw_about_dialog_get_debug_info (about), VIGIE_VERSION));
  parts = vigie_about_get_parts (&n_parts);
  for (guint i = 0; i < n_parts; i++)
    {
      if (parts[i].kind == VIGIE_PART_LIBRARY)
        g_assert_true (vigie_test_has_text (GTK_WIDGET (legal), parts[i].name));
      if (g_str_equal (parts[i].id, "openstreetmap"))
        g_assert_true (
            vigie_test_has_text (GTK_WIDGET (legal), _ ("© OpenStreetMap contributors")));
      else if (parts[i].copyright != NULL)
        g_assert_true (vigie_test_has_text (GTK_WIDGET (legal), parts[i].copyright));
    }
  g_assert_true (vigie_test_has_text (GTK_WIDGET (legal), _ ("Map data")));
}

/* What the window credits is what the bill of materials lists, with the same licences, and nothing else. */
static void
test_about_bill (void)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonArray *packages;
  const VigiePart *parts;
  guint n_parts, n_packages;

  json_parser_load_from_file (parser, g_getenv ("VIGIE_SBOM"), NULL);
  g_assert_nonnull (json_parser_get_root (parser));
  packages = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                           "packages");
  n_packages = json_array_get_length (packages);
  parts = vigie_about_get_parts (&n_parts);
  g_assert_cmpuint (n_packages, ==, n_parts + 1); /* Vigie itself is the first */
  for (guint i = 0; i < n_parts; i++)
    {
      JsonObject *package = json_array_get_object_element (packages, i + 1);

      g_assert_cmpstr (json_object_get_string_member (package, "name"), ==, parts[i].name);
      g_assert_cmpstr (json_object_get_string_member (package, "licenseDeclared"), ==,
                       parts[i].licence);
    }
}

/* ---- Dark and light -------------------------------------------------------------------------- */

/* The sheets follow the desktop: what is strong is white on dark, and is not on light. */
static void
test_style (void)
{
  g_autoptr (GtkCssProvider) base = gtk_css_provider_new ();
  GdkDisplay *display = gdk_display_get_default ();
  AdwStyleManager *manager = adw_style_manager_get_for_display (display);
  GtkWindow *window = GTK_WINDOW (g_object_ref_sink (gtk_window_new ()));
  GtkWidget *label = gtk_label_new ("");
  const GdkRGBA white = {1, 1, 1, 1};
  GdkRGBA color;

  gtk_css_provider_load_from_resource (base, "/fr/agglo/Vigie/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (base),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  vigie_style_follow (display);
  gtk_widget_add_css_class (label, "vigie-strong");
  gtk_window_set_child (window, label);
  gtk_window_present (window);
  for (guint i = 0; i < 3; i++)
    {
      gboolean dark = i % 2 == 1;

      adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                        : ADW_COLOR_SCHEME_FORCE_LIGHT);
      /* Sheets count from the next frame on. */
      for (gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
           gtk_widget_get_color (label, &color), gdk_rgba_equal (&color, &white) != dark;)
        {
          g_assert_cmpint (g_get_monotonic_time (), <, end);
          if (!g_main_context_iteration (NULL, FALSE))
            g_usleep (1000);
        }
    }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (base));
  gtk_window_destroy (window);
  g_object_unref (window);
}

/* ---- Undo ------------------------------------------------------------------------------------ */

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieTerritory) territory = fixture_territory (fixture->clock);
  g_autoptr (VigieSiteModel) model = vigie_site_model_new ();
  g_autoptr (VigieFilters) filters
      = vigie_filters_from_string ("kind=recycling-centre;commune=Plouay");
  GtkWidget *window = adw_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *bar = g_object_new (VIGIE_TYPE_FILTERS_BAR, NULL);
  g_autofree char *now = NULL;

  vigie_site_model_set_territory (model, territory);
  vigie_filters_bar_setup (VIGIE_FILTERS_BAR (bar), model);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), bar);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  vigie_site_model_set_filters (model, filters);
  g_signal_emit_by_name (vigie_test_find_button (bar, _ ("Clear All")), "clicked");
  g_assert_false (vigie_site_model_is_filtered (model));
  g_signal_emit_by_name (vigie_test_find_button (overlay, _ ("_Undo")), "clicked");
  now = vigie_filters_to_string (vigie_site_model_get_filters (model));
  g_assert_cmpstr (now, ==, "kind=recycling-centre;commune=Plouay");

  /* With other filters since, there is nothing to go back to. */
  g_signal_emit_by_name (vigie_test_find_button (bar, _ ("Clear All")), "clicked");
  vigie_site_model_set_filters (model, filters);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  vigie_site_model_clear_filters (model);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/app/desktop/tiles", test_tiles);
  ADD ("/app/desktop/base-map", test_base_map);
  ADD ("/app/desktop/attribution", test_attribution);
  ADD ("/app/desktop/wall", test_wall);
  ADD ("/app/desktop/motion", test_motion);
  ADD ("/app/desktop/focus", test_focus);
  ADD ("/app/desktop/bindings", test_bindings);
  ADD ("/app/desktop/page-keys", test_pages);
  ADD ("/app/desktop/about", test_about);
  ADD ("/app/desktop/undo", test_undo);
#undef ADD
  g_test_add_func ("/app/desktop/about-bill", test_about_bill);
  g_test_add_func ("/app/desktop/style", test_style);
  g_test_add_func ("/app/desktop/shortcut-search", test_shortcut_search);
  return g_test_run ();
}
