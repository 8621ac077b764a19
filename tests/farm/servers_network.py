# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/servers_network.py: remote access, names, remote calls, displays, tunnels."""
from unit import server, tcp, tcp6, udp, udp6

NO = dict(discloses=False)


@server('openssh-server', tcp(22, 'ssh', 'OpenSSH'), tcp6(22, 'ssh', 'OpenSSH'),
        tcp(2200, 'ssh', 'OpenSSH'), tcp6(10022, 'ssh', 'OpenSSH'),
        tcp(2201, 'ssh', 'OpenSSH'))
def openssh(place):
    key = place / 'hostkey'
    place.run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', key)
    place.run('mkdir', '-p', '/run/sshd')
    common = f'HostKey {key}\nPidFile none\nUsePAM no\nMaxStartups 100\n'
    return [['/usr/sbin/sshd', '-De', '-f', place.write('sshd_config', f'''{common}
ListenAddress 127.0.0.1:22
ListenAddress 127.0.0.1:2200
ListenAddress [::1]:22
ListenAddress [::1]:10022
''')], ['/usr/sbin/sshd', '-De', '-f', place.write('sshd_plain_config', f'''{common}
ListenAddress 127.0.0.1:2201
DebianBanner no
''')]]


@server('dropbear-bin', tcp(222, 'ssh', 'Dropbear'), tcp6(222, 'ssh', 'Dropbear'))
def dropbear(place):
    key = place / 'hostkey'
    place.run('dropbearkey', '-t', 'ed25519', '-f', key)
    return [['dropbear', '-F', '-E', '-r', key, '-P', place / 'pid',
             '-p', '127.0.0.1:222', '-p', '[::1]:222']]


@server('bind9', tcp(53, 'domain', 'BIND'), udp(53, 'domain', 'BIND'), udp6(53, 'domain', 'BIND'),
        tcp6(53, 'domain', 'BIND'), tcp(5311, 'domain', 'BIND'))
def bind(place):
    # BIND tells its version over UDP three times a second and client network, no oftener: one port.
    return [['named', '-g', '-n', '1', '-c', place.write('named.conf', f'''
options {{
  directory "{place}";
  listen-on {{ 127.0.0.1; }};
  listen-on port 5311 {{ 127.0.0.1; }};
  listen-on-v6 {{ ::1; }};
  recursion no;
  pid-file none;
  session-keyfile none;
  managed-keys-directory "{place}";
}};
controls {{ }};
''')]]


@server('unbound', tcp(5353, 'domain', 'Unbound'), udp(5353, 'domain mdns', 'Unbound'),
        udp6(5300, 'domain', 'Unbound'), tcp6(5300, 'domain', 'Unbound'),
        tcp(5354, 'domain', '', **NO), udp(5354, 'domain', '', **NO))
def unbound(place):
    common = f'''
server:
  directory: "{place}"
  chroot: ""
  username: ""
  pidfile: ""
  use-syslog: no
  logfile: ""
  incoming-num-tcp: 100
  access-control: 127.0.0.0/8 allow
  access-control: ::1 allow
remote-control:
  control-enable: no
'''
    return [['unbound', '-d', '-c', place.write('unbound.conf', f'''{common}
server:
  interface: 127.0.0.1@5353
  interface: ::1@5300
''')], ['unbound', '-d', '-c', place.write('silent.conf', f'''{common}
server:
  interface: 127.0.0.1@5354
  hide-version: yes
''')]]


@server('rpcbind', tcp(111, 'rpcbind', 'rpcbind|^$', version='2-4'),
        udp(111, 'rpcbind', 'rpcbind|^$', version='2-4'),
        tcp6(111, 'rpcbind', 'rpcbind|^$', version='2-4'),
        tcp(32765, 'status', '^$', version='1', package='nfs-common'),
        udp(32765, 'status', '^$', version='1', package='nfs-common'), needs_root=True)
def rpcbind(place):
    place.run('mkdir', '-p', '/run/rpcbind')
    place.run('mkdir', '-p', place / 'sm', place / 'sm.bak')
    wait = 'until rpcinfo -p 127.0.0.1 >/dev/null 2>&1; do sleep 0.1; done'
    return [['rpcbind', '-f', '-i'],
            ['sh', '-c', f'{wait}; exec rpc.statd -F -L -p 32765 -P {place}']]


@server('xvfb', tcp(6000, 'X11', 'X.?Org'), tcp(6010, 'X11', 'X.?Org'), tcp6(6010, 'X11', 'X.?Org'))
def xvfb(place):
    common = ['-listen', 'tcp', '-nolisten', 'unix', '-nolisten', 'local', '-ac', '-nolock', '-noreset',
              '-screen', '0', '64x64x24']
    return [['Xvfb', ':0', *common], ['Xvfb', ':10', *common]]


@server('stunnel4',
        tcp(2022, 'ssh', 'OpenSSH', tls=True, package='openssh-server'),
        tcp(2990, 'ftp ftps', 'vsftpd', tls=True, package='vsftpd'),
        tcp(16380, 'redis', 'Redis', tls=True, package='redis-server'),
        tcp6(992, 'ssh telnets', 'Dropbear', tls=True, package='dropbear-bin'))
def stunnel(place):
    tunnels = ''.join(f'[{port}]\naccept = {address}:{port}\nconnect = 127.0.0.1:{inner}\n'
                      for address, port, inner in (('127.0.0.1', 2022, 22), ('127.0.0.1', 2990, 21),
                                                   ('127.0.0.1', 16380, 6379), ('::1', 992, 222)))
    return [['stunnel4', place.write('stunnel.conf', f'''
foreground = yes
pid =
cert = {place.cert}
key = {place.key}
{tunnels}''')]]
