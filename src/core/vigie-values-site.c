/* vigie-values-site.c: what the server tells of a site.
 *
 * It begins as texts of their own that can be changed, and is packed before it is shared: the struct, the details if
 * there are any, and their texts one after the other. Where outlines tell the communes of sites of which nothing else is
 * told, these have the details of their commune, which are counted by reference.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-values.h"

#include <string.h>

static const VigieSiteDetails no_details = {.description = "",
                                            .properties = "",
                                            .out_of_service_since = VIGIE_TIME_NONE,
                                            .capacity = -1};

/* The texts of the details, those of the commune first. */
#define N_COMMUNE_TEXTS 2
static const gsize texts[] = {
    G_STRUCT_OFFSET (VigieSiteDetails, commune),
    G_STRUCT_OFFSET (VigieSiteDetails, commune_name),
    G_STRUCT_OFFSET (VigieSiteDetails, description),
    G_STRUCT_OFFSET (VigieSiteDetails, opening_hours),
    G_STRUCT_OFFSET (VigieSiteDetails, access),
    G_STRUCT_OFFSET (VigieSiteDetails, contact),
    G_STRUCT_OFFSET (VigieSiteDetails, address),
    G_STRUCT_OFFSET (VigieSiteDetails, out_of_service_note),
    G_STRUCT_OFFSET (VigieSiteDetails, properties),
};
#define TEXT(details, i) G_STRUCT_MEMBER (char *, details, texts[i])

VigieSiteData *
vigie_site_data_new (void)
{
  VigieSiteData *data = g_new0 (VigieSiteData, 1);

  g_atomic_ref_count_init (&data->ref_count);
  data->id = g_strdup ("");
  data->name = g_strdup ("");
  data->lat = data->lon = NAN;
  data->details = &no_details;
  return data;
}

VigieSiteData *
vigie_site_data_ref (VigieSiteData *data)
{
  g_atomic_ref_count_inc (&data->ref_count);
  return data;
}

static void
free_details (VigieSiteDetails *details)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (TEXT (details, i));
  g_free (details);
}

/* ---- Details of a commune alone -------------------------------------------------------------- */

typedef struct
{
  VigieSiteDetails details;
  gsize n_users; /* packed sites */
} CommuneDetails;

static GMutex commune_lock;
static GHashTable *communes; /* a set of CommuneDetails by their commune; those in use */

static guint
commune_hash (gconstpointer key)
{
  const VigieSiteDetails *details = key;

  return g_str_hash (details->commune != NULL ? details->commune : "") * 31
         + g_str_hash (details->commune_name != NULL ? details->commune_name : "");
}

static gboolean
commune_equal (gconstpointer a, gconstpointer b)
{
  const VigieSiteDetails *p = a, *q = b;

  return g_strcmp0 (p->commune, q->commune) == 0
         && g_strcmp0 (p->commune_name, q->commune_name) == 0;
}

static const VigieSiteDetails *
take_commune (const VigieSiteDetails *told)
{
  CommuneDetails *found;

  g_mutex_lock (&commune_lock);
  if (communes == NULL)
    communes = g_hash_table_new (commune_hash, commune_equal);
  found = g_hash_table_lookup (communes, told);
  if (found == NULL)
    {
      found = g_new0 (CommuneDetails, 1);
      found->details = no_details;
      found->details.commune = g_strdup (told->commune);
      found->details.commune_name = g_strdup (told->commune_name);
      g_hash_table_add (communes, found);
    }
  found->n_users++;
  g_mutex_unlock (&commune_lock);
  return &found->details;
}

static void
leave_commune (const VigieSiteDetails *details)
{
  CommuneDetails *left = (CommuneDetails *) details;

  g_mutex_lock (&commune_lock);
  if (--left->n_users == 0)
    {
      g_hash_table_remove (communes, left);
      g_free (left->details.commune);
      g_free (left->details.commune_name);
      g_free (left);
      if (g_hash_table_size (communes) == 0)
        g_clear_pointer (&communes, g_hash_table_unref);
    }
  g_mutex_unlock (&commune_lock);
}

/* ---- The whole ------------------------------------------------------------------------------- */

void
vigie_site_data_unref (VigieSiteData *data)
{
  if (!g_atomic_ref_count_dec (&data->ref_count))
    return;
  if (!data->packed)
    {
      g_free (data->id);
      g_free (data->name);
      if (data->details != &no_details)
        free_details ((VigieSiteDetails *) data->details);
    }
  else if (data->commune_alone)
    leave_commune (data->details);
  g_free (data);
}

static VigieSiteDetails *
copy_details (const VigieSiteDetails *details)
{
  VigieSiteDetails *copy = g_memdup2 (details, sizeof *details);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    TEXT (copy, i) = g_strdup (TEXT (details, i));
  return copy;
}

VigieSiteData *
vigie_site_data_copy (const VigieSiteData *data)
{
  VigieSiteData *copy = g_memdup2 (data, sizeof *data);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->packed = copy->commune_alone = FALSE;
  copy->id = g_strdup (data->id);
  copy->name = g_strdup (data->name);
  if (data->details != &no_details)
    copy->details = copy_details (data->details);
  return copy;
}

VigieSiteDetails *
vigie_site_data_edit_details (VigieSiteData *data)
{
  g_return_val_if_fail (!data->packed, NULL);

  if (data->details == &no_details)
    data->details = copy_details (&no_details);
  return (VigieSiteDetails *) data->details;
}

/* But for the commune. */
static gboolean
same_otherwise (const VigieSiteDetails *a, const VigieSiteDetails *b)
{
  for (guint i = N_COMMUNE_TEXTS; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (TEXT (a, i), TEXT (b, i)) != 0)
      return FALSE;
  return a->out_of_service_since == b->out_of_service_since && a->capacity == b->capacity;
}

static gboolean
same_details (const VigieSiteDetails *a, const VigieSiteDetails *b)
{
  return a == b || (commune_equal (a, b) && same_otherwise (a, b));
}

gboolean
vigie_site_data_equal (const VigieSiteData *a, const VigieSiteData *b)
{
  return a == b
         || (g_strcmp0 (a->id, b->id) == 0 && a->id_is_text == b->id_is_text
             && g_strcmp0 (a->name, b->name) == 0 && a->kind == b->kind
             && a->commune_found == b->commune_found && vigie_value_same (a->lat, b->lat)
             && vigie_value_same (a->lon, b->lon) && a->demonstration == b->demonstration
             && a->out_of_service == b->out_of_service && same_details (a->details, b->details));
}

/* ---- Packing --------------------------------------------------------------------------------- */

static gsize
size_of (const char *text)
{
  return text != NULL && *text != '\0' ? strlen (text) + 1 : 0;
}

/* Puts a copy of the text at @at, which moves behind it; all empty ones are the same. */
static char *
put_text (const char *text, char **at)
{
  gsize size = size_of (text);
  char *put = *at;

  if (size == 0)
    return text != NULL ? (char *) "" : NULL;
  *at += size;
  return memcpy (put, text, size);
}

VigieSiteData *
vigie_site_data_pack (VigieSiteData *data)
{
  const VigieSiteDetails *told = data->details;
  gsize size = sizeof *data + size_of (data->id) + size_of (data->name);
  gboolean detailed;
  VigieSiteData *packed;
  char *at;

  if (data->packed)
    return data;
  detailed = told != &no_details && !same_otherwise (told, &no_details);
  if (detailed)
    {
      size += sizeof *told;
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        size += size_of (TEXT (told, i));
    }

  packed = g_malloc (size);
  *packed = *data;
  g_atomic_ref_count_init (&packed->ref_count);
  packed->packed = TRUE;
  packed->details = &no_details;
  at = (char *) (packed + 1);
  if (detailed)
    {
      VigieSiteDetails *details = (VigieSiteDetails *) (packed + 1);

      at = (char *) (details + 1);
      *details = *told;
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        TEXT (details, i) = put_text (TEXT (told, i), &at);
      packed->details = details;
    }
  else if (!commune_equal (told, &no_details))
    {
      packed->commune_alone = TRUE;
      packed->details = take_commune (told);
    }
  packed->id = put_text (data->id, &at);
  packed->name = put_text (data->name, &at);
  vigie_site_data_unref (data);
  return packed;
}
