/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-dial-places.c: connections that stay leave room for those that do not.
 */
#include "scan/dial-places.h"

static guint
take_all (PtlDialPlaces *places, PtlDialKind kind)
{
  guint n_taken = 0;

  for (; ptl_dial_places_has (places, kind); n_taken++)
    ptl_dial_places_take (places, kind);
  return n_taken;
}

/* Whatever came first, each kind that stays less long finds room. */
static void
test_room_is_left (void)
{
  PtlDialPlaces places;

  ptl_dial_places_init (&places, 100);
  for (guint kind = 0; kind < PTL_N_DIAL_KINDS; kind++)
    g_assert_cmpuint (take_all (&places, (PtlDialKind) kind), >=, 10);
  g_assert_cmpuint (ptl_dial_places_count (&places), ==, 100);
  g_assert_false (ptl_dial_places_has (&places, PTL_DIAL_PORT));
}

/* What nobody else needs, the short ones may have. */
static void
test_all_is_used (void)
{
  PtlDialPlaces places;

  ptl_dial_places_init (&places, 100);
  g_assert_cmpuint (take_all (&places, PTL_DIAL_PORT), ==, 100);
  g_assert_false (ptl_dial_places_has (&places, PTL_DIAL_ASK));
  g_assert_false (ptl_dial_places_has (&places, PTL_DIAL_TAIL));

  ptl_dial_places_give (&places, PTL_DIAL_PORT);
  g_assert_true (ptl_dial_places_has (&places, PTL_DIAL_ASK));
}

/* Where there is one place, one connection of whatever kind is open at a time. */
static void
test_one_place (void)
{
  for (guint kind = 0; kind < PTL_N_DIAL_KINDS; kind++)
    {
      PtlDialPlaces places;

      ptl_dial_places_init (&places, 1);
      g_assert_cmpuint (take_all (&places, (PtlDialKind) kind), ==, 1);
      for (guint other = 0; other < PTL_N_DIAL_KINDS; other++)
        g_assert_false (ptl_dial_places_has (&places, (PtlDialKind) other));
    }
}

static void
test_half_free (void)
{
  PtlDialPlaces places;

  ptl_dial_places_init (&places, 100);
  for (guint i = 0; i < 50; i++)
    ptl_dial_places_take (&places, i % 2 == 0 ? PTL_DIAL_TAIL : PTL_DIAL_PORT);
  g_assert_true (ptl_dial_places_are_half_free (&places));

  ptl_dial_places_take (&places, PTL_DIAL_LISTEN);
  g_assert_false (ptl_dial_places_are_half_free (&places));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dial-places/room-is-left", test_room_is_left);
  g_test_add_func ("/dial-places/all-is-used", test_all_is_used);
  g_test_add_func ("/dial-places/one-place", test_one_place);
  g_test_add_func ("/dial-places/half-free", test_half_free);

  return g_test_run ();
}
