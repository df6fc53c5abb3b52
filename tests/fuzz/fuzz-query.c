/* fuzz-query.c: any address asked of the API of vigie-ingest
 *
 * The input is "PATH?QUERY". Whatever it is, the answer has one of the statuses that are promised, and
 * where it is JSON it can be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

#include "../ingest/ingest-sample.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static Sample sample;

static void
remove_sample (void)
{
  sample_tear_down (&sample, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *address = g_strndup ((const char *) data, size);
  g_auto (VigieIngestAnswer) answer = {0};

  if (!sample.reader)
    {
      sample_set_up (&sample, NULL);
      vigie_ingest_reader_set_limits (sample.reader, 200000, 100000);
      atexit (remove_sample);
    }
  sample_ask (&sample, address, &answer);
  switch (answer.status)
    {
    case 204:
      g_assert_cmpuint (answer.body->len, ==, 0);
      break;
    case 200:
    case 400:
    case 404:
    case 414:
    case 503:
      g_assert_true (g_utf8_validate (answer.body->str, (gssize) answer.body->len, NULL));
      if (g_str_has_prefix (answer.content_type, "application/") && !g_strrstr (address, "$value"))
        {
          g_autoptr (JsonNode) node = json_from_string (answer.body->str, NULL);

          g_assert_true (node && JSON_NODE_HOLDS_OBJECT (node));
        }
      break;
    default:
      g_printerr ("%u %s\n", answer.status, answer.body->str);
      abort ();
    }
  return 0;
}
