# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/servers_more_names.py: servers of names, time, addresses, keys and accounts."""
import farm
from unit import server, tcp, udp

NO = dict(discloses=False)


def dns(port, product, **more):
    """A name server's two ports."""
    return (tcp(port, 'domain', product, **more), udp(port, 'domain', product, **more))


@server('knot', *dns(5320, 'Knot DNS'))
def knot(place):
    return [['knotd', '-c', place.write('knot.conf', f'''
server:
    listen: 127.0.0.1@5320
    rundir: {place.mkdir('run')}
database:
    storage: {place.mkdir('data')}
''')]]


@server('knot-resolver', *dns(5321, 'Knot Resolver', **NO))
def knot_resolver(place):
    return [['kresd', '-n', '-c', place.write('kresd.conf', '''
net.listen('127.0.0.1', 5321, { kind = 'dns' })
cache.size = 1 * MB
'''), place.mkdir('work')]]


@server('pdns-recursor', *dns(5322, 'PowerDNS Recursor'))
def pdns_recursor(place):
    return [['pdns_recursor', f'--config-dir={place}', '--local-address=127.0.0.1',
             '--local-port=5322', '--daemon=no', f'--socket-dir={place}', '--disable-syslog']]


@server('dnsdist', *dns(5323, 'dnsdist', **NO), tcp(5199, 'dnsdist', 'dnsdist', **NO))
def dnsdist(place):
    return [['dnsdist', '--supervised', '--disable-syslog', '-C', place.write('dnsdist.conf', '''
setLocal("127.0.0.1:5323")
newServer("127.0.0.1:5322")
controlSocket("127.0.0.1:5199")
''')]]


@server('yadifa', *dns(5324, 'YADIFA'))
def yadifa(place):
    return [['yadifad', '--nodaemon', '-c', place.write('yadifad.conf', f'''
<main>
    daemonize off
    listen 127.0.0.1 port 5324
    pidfile {place}/pid
    datapath {place.mkdir('zones')}
    keyspath {place.mkdir('keys')}
    logpath {place.mkdir('log')}
    xfrpath {place.mkdir('xfr')}
</main>
''')]]


@server('gdnsd', *dns(5325, 'gdnsd', **NO))
def gdnsd(place):
    place.mkdir('zones')
    place.write('zones/example.test', '@ SOA ns hostmaster 1 7200 1800 259200 900\n@ NS ns\nns A 127.0.0.1\n')
    place.write('config', f'''
options => {{ listen => 127.0.0.1:5325, run_dir => {place.mkdir('run')}, state_dir => {place.mkdir('state')} }}
''')
    return [['gdnsd', '-c', place, '-R', 'start']]


@server('tinydns', udp(53, 'domain', 'tinydns', address='127.0.0.9', **NO))
def tinydns(place):
    place.write('data', '.example.test:127.0.0.9:a:259200\n')
    place.run('tinydns-data')
    return [['env', 'IP=127.0.0.9', f'ROOT={place}', 'UID=65534', 'GID=65534', 'tinydns']]


@server('dnscache', *(tcp(53, 'domain', 'dnscache', address='127.0.0.8', **NO),
                      udp(53, 'domain', 'dnscache', address='127.0.0.8', **NO)))
def dnscache(place):
    place.mkdir('ip')
    place.write('ip/127.0.0', '')
    place.mkdir('servers')
    place.write('servers/@', '127.0.0.9\n')
    place.write('seed', 'x' * 128)
    return [['sh', '-c', f'IP=127.0.0.8 IPSEND=0.0.0.0 CACHESIZE=100000 ROOT={place} UID=65534 '
             f'GID=65534 exec dnscache <{place}/seed']]


@server('rbldnsd', udp(5326, 'domain', 'rbldnsd', **NO))
def rbldnsd(place):
    place.write('zone', '$SOA 3600 ns.example.test. hostmaster.example.test. 0 600 300 86400 300\n'
                '$NS 3600 ns.example.test.\n127.0.0.2 :127.0.0.2:listed\n')
    return [['rbldnsd', '-n', '-u', 'nobody', '-b', '127.0.0.1/5326', '-r', place.dir,
             'bl.example.test:ip4set:zone']]


@server('smartdns', *dns(5327, 'SmartDNS', **NO))
def smartdns(place):
    return [['smartdns', '-f', '-p', place / 'pid', '-c', place.write('smartdns.conf', f'''
bind 127.0.0.1:5327
bind-tcp 127.0.0.1:5327
server 127.0.0.1:5322
log-file {place}/log
''')]]


@server('chrony', udp(123, 'ntp', 'chrony', **NO), udp(323, 'chrony', 'chrony', **NO))
def chrony(place):
    return [['chronyd', '-d', '-x', '-u', 'root', '-f', place.write('chrony.conf', f'''
bindaddress 127.0.0.1
allow 127.0.0.0/8
local stratum 10
bindcmdaddress 127.0.0.1
pidfile {place}/pid
''')]]


@server('heimdal-kdc', tcp(8888, 'kerberos-sec kerberos', 'Heimdal', **NO),
        udp(8888, 'kerberos-sec kerberos', 'Heimdal', **NO))
def heimdal(place):
    return [[farm.CACHE / 'heimdal-kdc/usr/lib/heimdal-servers/kdc', '--addresses=127.0.0.1', '--ports=8888',
             f'--config-file={place.write("krb5.conf", heimdal_config(place))}']]


def heimdal_config(place):
    return f'''
[libdefaults]
  default_realm = EXAMPLE.TEST
[kdc]
  database = {{
    dbname = {place}/heimdal
  }}
'''


@server('freeradius', udp(1812, 'radius', 'FreeRADIUS', **NO), udp(1813, 'radius', 'FreeRADIUS', **NO))
def freeradius(place):
    return [['freeradius', '-f', '-l', 'stdout']]


@server('coturn', tcp(3478, 'stun stun-turn', 'coturn', **NO), udp(3478, 'stun stun-turn', 'coturn', **NO))
def coturn(place):
    return [['turnserver', '-n', '-L', '127.0.0.1', '-p', '3478', '--no-tls', '--no-dtls', '--no-cli',
             '--log-file', 'stdout', '--pidfile', place / 'pid', '-r', 'example.test', '-a']]


@server('stun-server', udp(3480, 'stun', 'Vovida', **NO))
def stund(place):
    return [['stund', '-h', '127.0.0.1', '-a', '127.0.0.2', '-p', '3480', '-o', '3481']]


@server('strongswan-starter', udp(500, 'isakmp', 'strongSwan', **NO), udp(4500, 'isakmp', 'strongSwan', **NO),
        needs_root=True)
def strongswan(place):
    return [['/usr/lib/ipsec/charon', '--use-syslog', 'no']]


@server('xl2tpd', udp(1701, 'l2tp', 'xl2tpd', **NO), needs_root=True)
def xl2tpd(place):
    return [['xl2tpd', '-D', '-p', place / 'pid', '-C', place / 'control',
             '-c', place.write('xl2tpd.conf', '[global]\nlisten-addr = 127.0.0.1\n'
                               '[lns default]\nip range = 192.0.2.2-192.0.2.9\nlocal ip = 192.0.2.1\n')]]


@server('openvpn', tcp(1195, 'openvpn', 'OpenVPN', **NO))
def openvpn_tcp(place):
    place.run('openssl', 'dhparam', '-out', place / 'dh.pem', '512')
    return [['openvpn', '--dev', 'null', '--ifconfig-noexec', '--proto', 'tcp-server', '--local',
             '127.0.0.1', '--port', '1195', '--tls-server', '--dh', 'none', '--ca', place.cert,
             '--cert', place.cert, '--key', place.key]]


@server('dante-server', tcp(1080, 'socks5', 'Dante', **NO))
def dante(place):
    return [['danted', '-f', place.write('danted.conf', f'''
logoutput: {place}/log
internal: 127.0.0.1 port = 1080
external: lo
clientmethod: none
socksmethod: none
user.unprivileged: nobody
client pass {{
  from: 0.0.0.0/0 to: 0.0.0.0/0
}}
socks pass {{
  from: 0.0.0.0/0 to: 0.0.0.0/0
}}
'''), '-p', place / 'pid']]


@server('microsocks', tcp(1081, 'socks5', 'microsocks', **NO))
def microsocks(place):
    return [['microsocks', '-i', '127.0.0.1', '-p', '1081']]


@server('minidlna', tcp(8200, 'upnp http', 'MiniDLNA'), udp(1900, 'upnp', 'MiniDLNA'))
def minidlna(place):
    return [['minidlnad', '-S', '-f', place.write('minidlna.conf', f'''
port=8200
network_interface=lo
media_dir={place.mkdir('media')}
db_dir={place.mkdir('db')}
log_dir={place.mkdir('log')}
'''), '-P', place / 'pid']]


@server('libcoap3-bin', udp(5683, 'coap', 'libcoap', **NO))
def coap(place):
    return [['coap-server-notls', '-A', '127.0.0.1', '-p', '5683']]
