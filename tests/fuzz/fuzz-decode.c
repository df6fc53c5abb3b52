/* fuzz-decode.c: bodies of answers. The first byte says what they are taken for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "vigie-st-address.h"
#include "vigie-st-decode.h"
#include "vigie-st-error.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_text (const char *text, gsize bound)
{
  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), <=, bound);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
check_properties (const VigieStProperties *properties)
{
  if (properties == NULL)
    return;
  check_text (properties->json, VIGIE_ST_MAX_PROPERTIES + 64);
  for (guint i = 0; i < properties->n_items; i++)
    {
      const VigieStProperty *item = &properties->items[i];

      check_text (item->path, VIGIE_ST_MAX_NAME);
      g_assert_true ((item->text != NULL)
                     == (item->type == VIGIE_VALUE_TEXT || item->type == VIGIE_VALUE_JSON));
      g_assert_true (isfinite (item->number)
                     == (item->type == VIGIE_VALUE_NUMBER || item->type == VIGIE_VALUE_BOOLEAN));
      g_assert_nonnull (vigie_st_properties_find (properties, item->path));
    }
}

static void
check_observation (const VigieStObservation *observation)
{
  const VigieReading *reading = &observation->reading;

  g_assert_cmpint (reading->time, !=, VIGIE_TIME_NONE);
  g_assert_true ((reading->text != NULL)
                 == (reading->type == VIGIE_VALUE_TEXT || reading->type == VIGIE_VALUE_JSON));
  g_assert_true (isfinite (reading->number)
                 == (reading->type == VIGIE_VALUE_NUMBER || reading->type == VIGIE_VALUE_BOOLEAN));
  if (reading->text != NULL)
    check_text (reading->text, VIGIE_ST_MAX_RESULT);
}

static void
check_datastream (const VigieStDatastream *datastream)
{
  check_text (datastream->id.text, VIGIE_ST_MAX_ID);
  check_text (datastream->name, VIGIE_ST_MAX_NAME);
  check_text (datastream->description, VIGIE_ST_MAX_TEXT);
  check_text (datastream->unit_symbol, VIGIE_ST_MAX_NAME);
  check_properties (datastream->properties);
  if (datastream->sensor != NULL)
    check_properties (datastream->sensor->properties);
  for (guint i = 0; i < datastream->observations->len; i++)
    check_observation (datastream->observations->pdata[i]);
}

static void
check_page (const VigieStPage *page)
{
  for (guint i = 0; i < page->things->len; i++)
    {
      const VigieStThing *thing = page->things->pdata[i];

      check_text (thing->id.text, VIGIE_ST_MAX_ID);
      check_text (thing->name, VIGIE_ST_MAX_NAME);
      check_text (thing->location_name, VIGIE_ST_MAX_NAME);
      check_properties (thing->properties);
      g_assert_true (isnan (thing->lat) == isnan (thing->lon));
      if (!isnan (thing->lat))
        {
          g_assert_cmpfloat (fabs (thing->lat), <=, 90.0001);
          g_assert_cmpfloat (fabs (thing->lon), <=, 180.0001);
        }
      for (guint j = 0; j < thing->datastreams->len; j++)
        check_datastream (thing->datastreams->pdata[j]);
    }
  for (guint i = 0; i < page->datastreams->len; i++)
    check_datastream (page->datastreams->pdata[i]);
  for (guint i = 0; i < page->observations->len; i++)
    check_observation (page->observations->pdata[i]);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (VigieStPage) page = vigie_st_page_new ();
  g_autofree char *early = NULL, *said = NULL;
  g_autoptr (GError) error = NULL;
  VigieStDecoded decoded;
  gboolean settled;
  char *body;

  if (size == 0)
    return 0;
  body = g_malloc (size);
  memcpy (body, data + 1, size - 1);
  body[size - 1] = '\0';
  early = vigie_st_decode_early_link (body, size - 1, &settled);
  said = vigie_st_error_summarise (NULL, body, size - 1, "secret");
  if (said != NULL)
    check_text (said, 200 * 6 + 8);
  vigie_st_decode_list (page, data[0] % 3, NULL, body, size - 1, &decoded, &error);
  check_page (page);
  if (decoded.next_link != NULL)
    {
      g_autoptr (VigieStAddress) address = vigie_st_address_parse ("http://h/sta/v1.1", NULL);
      g_autofree char *target = vigie_st_address_rebase (address, decoded.next_link);

      if (target != NULL)
        g_assert_true (g_str_has_prefix (target, "/sta/v1.1/"));
    }
  vigie_st_decoded_clear (&decoded);
  return 0;
}
