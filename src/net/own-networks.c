/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/own-networks.c: the networks that this machine has an address in. */
#include "net/own-networks.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* Larger ones take too long to be offered, in smaller ones there is nobody else. */
#define MIN_BITS 16
#define MAX_BITS 30

static guint32
get_ipv4 (const struct sockaddr *address)
{
  struct sockaddr_in in;

  memcpy (&in, address, sizeof in);
  return g_ntohl (in.sin_addr.s_addr);
}

/* Returns: the number of leading ones */
static guint
count_bits (guint32 mask)
{
  guint bits = 0;

  while (bits < 32 && (mask & G_MAXUINT32 << (31 - bits)) == G_MAXUINT32 << (31 - bits))
    bits++;
  return bits;
}

/* Returns: whether @interface has a network that can be offered */
static gboolean
read_network (const struct ifaddrs *interface, PtlOwnNetwork *network)
{
  guint32 first;
  guint32 mask;

  if (interface->ifa_addr == NULL || interface->ifa_netmask == NULL ||
      interface->ifa_addr->sa_family != AF_INET || (interface->ifa_flags & IFF_UP) == 0 ||
      (interface->ifa_flags & (IFF_LOOPBACK | IFF_POINTOPOINT)) != 0)
    return FALSE;

  mask = get_ipv4 (interface->ifa_netmask);
  *network = (PtlOwnNetwork){ .bits = count_bits (mask) };
  first = g_htonl (get_ipv4 (interface->ifa_addr) & mask);
  memcpy (network->address.bytes, &first, sizeof first);
  return network->bits >= MIN_BITS && network->bits <= MAX_BITS;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const PtlOwnNetwork *x = a;
  const PtlOwnNetwork *y = b;
  int order = ptl_address_compare (&x->address, &y->address);

  return order != 0 ? order : (int) x->bits - (int) y->bits;
}

GArray *
ptl_own_networks_list (void)
{
  GArray *networks = g_array_new (FALSE, FALSE, sizeof (PtlOwnNetwork));
  struct ifaddrs *interfaces = NULL;

  if (getifaddrs (&interfaces) != 0)
    return networks;

  for (const struct ifaddrs *i = interfaces; i != NULL; i = i->ifa_next)
    {
      PtlOwnNetwork network;

      if (read_network (i, &network))
        g_array_append_val (networks, network);
    }
  freeifaddrs (interfaces);

  g_array_sort (networks, compare);
  for (guint i = 1; i < networks->len;)
    if (compare (&g_array_index (networks, PtlOwnNetwork, i - 1),
                 &g_array_index (networks, PtlOwnNetwork, i)) == 0)
      g_array_remove_index (networks, i);
    else
      i++;

  return networks;
}
