/* fuzz-uplink.c: any body posted as an event of ChirpStack or of The Things Stack
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "vigie-ingest-uplink.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check (const VigieIngestUplink *uplink)
{
  double number;

  g_assert_cmpuint (uplink->n_fields, <=, VIGIE_INGEST_UPLINK_MAX_FIELDS);
  g_assert_cmpuint (uplink->n_gateways, <=, VIGIE_INGEST_UPLINK_MAX_GATEWAYS);
  for (guint i = 0; i < uplink->n_fields; i++)
    {
      g_assert_true (g_utf8_validate (uplink->fields[i].name, -1, NULL));
      g_assert_true (!uplink->fields[i].text || g_utf8_validate (uplink->fields[i].text, -1, NULL));
      vigie_ingest_uplink_get_number (uplink, uplink->fields[i].name, &number);
    }
  vigie_ingest_uplink_best_gateway (uplink);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static VigieIngestUplink uplink;
  g_autofree char *text = g_malloc (size + 1);

  memcpy (text, data, size);
  text[size] = '\0';
  if (vigie_ingest_uplink_decode_chirpstack (&uplink, NULL, text, size, NULL))
    check (&uplink);
  memcpy (text, data, size);
  text[size] = '\0';
  if (vigie_ingest_uplink_decode_ttn (&uplink, text, size, NULL))
    check (&uplink);
  return 0;
}
