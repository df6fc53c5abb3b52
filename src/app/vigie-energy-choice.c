/* vigie-energy-choice.c: of what the energy page tells: the territory, a commune, a kind of sites, a site.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-choice.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-fold.h"
#include "vigie-site-panel-text.h"
#include "vigie-words.h"

struct _VigieEnergyChoice
{
  GObject parent_instance;

  VigieEnergyChoiceType type;
  char *id; /* owned, or NULL */
  VigieKind kind;
  char *name;   /* owned */
  char *detail; /* owned */
  char *folded; /* owned: what is searched */
  char *order;  /* owned: collation key of the name */
};

G_DEFINE_FINAL_TYPE (VigieEnergyChoice, vigie_energy_choice, G_TYPE_OBJECT)

static void
vigie_energy_choice_finalize (GObject *object)
{
  VigieEnergyChoice *self = VIGIE_ENERGY_CHOICE (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->detail);
  g_free (self->folded);
  g_free (self->order);

  G_OBJECT_CLASS (vigie_energy_choice_parent_class)->finalize (object);
}

static void
vigie_energy_choice_class_init (VigieEnergyChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_energy_choice_finalize;
}

static void
vigie_energy_choice_init (VigieEnergyChoice *self)
{
}

VigieEnergyChoice *
vigie_energy_choice_new (VigieEnergyChoiceType type,
                         const char *id,
                         VigieKind kind,
                         const char *name,
                         const char *detail)
{
  VigieEnergyChoice *self = g_object_new (VIGIE_TYPE_ENERGY_CHOICE, NULL);
  g_autofree char *both = NULL;

  self->type = type;
  self->id = g_strdup (id);
  self->kind = kind;
  self->name = vigie_site_text_plain (name, VIGIE_SITE_NAME_MAX);
  self->detail = vigie_site_text_plain (detail, VIGIE_SITE_NAME_MAX);
  both = g_strconcat (self->name, " ", self->detail, NULL);
  self->folded = vigie_fold_text (both);
  self->order = g_utf8_collate_key (self->name, -1);
  return self;
}

const char *
vigie_energy_choice_get_name (VigieEnergyChoice *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_CHOICE (self), "");
  return self->name;
}

const char *
vigie_energy_choice_get_detail (VigieEnergyChoice *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_CHOICE (self), "");
  return self->detail;
}

VigieEnergyScope
vigie_energy_choice_get_scope (VigieEnergyChoice *self)
{
  VigieEnergyScope scope = {0};

  g_return_val_if_fail (VIGIE_IS_ENERGY_CHOICE (self), scope);
  if (self->type == VIGIE_ENERGY_CHOICE_SITE)
    scope.site_id = self->id;
  else if (self->type == VIGIE_ENERGY_CHOICE_COMMUNE)
    scope.commune = self->id;
  else if (self->type == VIGIE_ENERGY_CHOICE_KIND)
    scope.kinds = 1u << self->kind;
  return scope;
}

gboolean
vigie_energy_choice_matches (VigieEnergyChoice *self, const char *folded)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_CHOICE (self), FALSE);
  return vigie_fold_match (self->folded, folded);
}

char *
vigie_energy_choice_to_string (VigieEnergyChoice *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_CHOICE (self), g_strdup (""));
  switch (self->type)
    {
    case VIGIE_ENERGY_CHOICE_COMMUNE:
      return g_strconcat ("commune=", self->id, NULL);
    case VIGIE_ENERGY_CHOICE_KIND:
      return g_strconcat ("kind=", vigie_kind_to_string (self->kind), NULL);
    case VIGIE_ENERGY_CHOICE_SITE:
      return g_strconcat ("site=", self->id, NULL);
    case VIGIE_ENERGY_CHOICE_ALL:
    default:
      return g_strdup ("");
    }
}

/* ---- All that can be chosen ------------------------------------------------------------------ */

static int
compare (gconstpointer a, gconstpointer b)
{
  const VigieEnergyChoice *first = *(VigieEnergyChoice *const *) a;
  const VigieEnergyChoice *second = *(VigieEnergyChoice *const *) b;

  if (first->type != second->type)
    return first->type < second->type ? -1 : 1;
  return strcmp (first->order, second->order);
}

static void
add_commune (GPtrArray *choices, GHashTable *seen, const VigieSiteData *data)
{
  if (data->details->commune == NULL || !g_hash_table_add (seen, data->details->commune))
    return;
  g_ptr_array_add (choices, vigie_energy_choice_new (VIGIE_ENERGY_CHOICE_COMMUNE,
                                                     data->details->commune, VIGIE_KIND_OTHER,
                                                     data->details->commune_name != NULL
                                                         ? data->details->commune_name
                                                         : data->details->commune,
                                                     C_ ("energy scope", "Commune")));
}

static void
add_site (GPtrArray *choices, const VigieSiteData *data)
{
  g_autofree char *detail = data->details->commune_name != NULL
                                ? g_strdup_printf ("%s · %s", vigie_words_kind (data->kind),
                                                   data->details->commune_name)
                                : g_strdup (vigie_words_kind (data->kind));

  g_ptr_array_add (choices, vigie_energy_choice_new (VIGIE_ENERGY_CHOICE_SITE, data->id, data->kind,
                                                     data->name, detail));
}

GPtrArray *
vigie_energy_choices_new (VigieEnergyPlan *plan, const char *territory)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) communes = g_hash_table_new (g_str_hash, g_str_equal);
  guint of_kind[VIGIE_N_KIND] = {0};
  guint n = vigie_energy_plan_get_n_sites (plan);

  g_ptr_array_add (choices, vigie_energy_choice_new (
                                VIGIE_ENERGY_CHOICE_ALL, NULL, VIGIE_KIND_OTHER,
                                territory != NULL ? territory : _ ("Whole territory"),
                                territory != NULL ? C_ ("energy scope", "Whole territory") : ""));
  for (guint i = 0; i < n; i++)
    {
      const VigieSiteData *data = vigie_energy_plan_get_site (plan, i)->data;

      add_commune (choices, communes, data);
      add_site (choices, data);
      of_kind[data->kind]++;
    }
  for (guint kind = 0; kind < VIGIE_N_KIND; kind++)
    if (of_kind[kind] > 1)
      g_ptr_array_add (choices,
                       vigie_energy_choice_new (VIGIE_ENERGY_CHOICE_KIND, NULL, (VigieKind) kind,
                                                vigie_words_kind_plural ((VigieKind) kind),
                                                C_ ("energy scope", "Type of site")));
  g_ptr_array_sort (choices, compare);
  return choices;
}

VigieEnergyChoice *
vigie_energy_choices_find (GPtrArray *choices, const char *text)
{
  for (guint i = 0; i < choices->len; i++)
    {
      VigieEnergyChoice *choice = g_ptr_array_index (choices, i);
      g_autofree char *its = vigie_energy_choice_to_string (choice);

      if (g_str_equal (its, text)
          || (choice->type == VIGIE_ENERGY_CHOICE_SITE && g_str_equal (choice->id, text)))
        return choice;
    }
  return NULL;
}
