/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-formats.c: whatever a service says of itself, every format stays whole.
 */
#include "formats/format.h"

#include "fuzz.h"

static PtlService *
hostile_service (const char *text)
{
  PtlService *service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);

  service->name = g_strdup ("http");
  service->product = g_strdup (text);
  service->version = g_strdup (text);
  service->extra_info = g_strdup (text);
  service->hostname = g_strdup (text);
  service->cpes = g_strsplit (text, "\n", 4);
  service->fingerprint = g_strdup (text);
  return service;
}

static PtlSession *
hostile_session (const char *text)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new (text, options);
  g_autoptr (PtlHostInfo) host = ptl_host_info_new ();
  g_autoptr (PtlService) service = hostile_service (text);
  g_autoptr (GPtrArray) facts = ptl_fact_array_new ();
  PtlSession *session = ptl_session_new (info, TRUE);
  PtlAddress address;

  g_assert_true (ptl_address_parse ("192.0.2.1", &address));
  host->state = PTL_HOST_STATE_UP;
  host->hostname = g_strdup (text);
  g_ptr_array_add (facts, ptl_fact_new_host (1, &address, host));
  g_ptr_array_add (facts, ptl_fact_new_port (1, &address, PTL_PROTOCOL_TCP, 80,
                                             PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK));
  g_ptr_array_add (facts,
                   ptl_fact_new_service (1, &address, PTL_PROTOCOL_TCP, 80, service));
  ptl_session_apply_all (session, facts);
  return session;
}

static GBytes *
written (PtlFormat format, PtlSession *session)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  ptl_format_write (format, session, out, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static void
check_xml (GBytes *xml)
{
  static const GMarkupParser parser = { NULL };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, NULL, NULL);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (xml, &size);

  g_markup_parse_context_parse (context, text, (gssize) size, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autoptr (PtlSession) session = hostile_session (text);

  for (int format = 0; format < PTL_N_FORMATS; format++)
    {
      g_autoptr (GBytes) bytes = written ((PtlFormat) format, session);
      const char *result = g_bytes_get_data (bytes, &size);

      g_assert_cmpuint (size, >, 0);
      g_assert_true (g_utf8_validate (result, (gssize) size, NULL));
      if (format == PTL_FORMAT_NMAP_XML)
        check_xml (bytes);
    }
  return 0;
}
