/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-outbox-item.c: files of the outbox: what is read is written the same.
 */
#include "submit/outbox-item.h"

#include <string.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (PtlOutboxItem) item =
      ptl_outbox_item_from_text ((const char *) data, size, NULL);
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autoptr (PtlOutboxItem) read = NULL;

  if (item == NULL)
    return 0;

  g_assert_true (g_uuid_string_is_valid (item->id));
  text = ptl_outbox_item_to_text (item);
  read = ptl_outbox_item_from_text (text, strlen (text), NULL);
  g_assert_nonnull (read);
  again = ptl_outbox_item_to_text (read);
  g_assert_cmpstr (text, ==, again);
  return 0;
}
