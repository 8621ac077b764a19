# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/servers_more_play.py: servers of games and of peers."""
from unit import server, tcp, udp

NO = dict(discloses=False)


@server('openarena-server', udp(27961, 'quake3', 'OpenArena'), user='nobody')
def openarena(place):
    return [['/usr/lib/ioquake3/ioq3ded', '+set', 'net_ip', '127.0.0.1', '+set', 'net_port', '27961',
             '+set', 'fs_basepath', '/usr/lib/openarena-server', '+set', 'fs_homepath', place.dir,
             '+set', 'com_basegame', 'baseoa', '+set', 'com_standalone', '1', '+set', 'dedicated', '1',
             '+set', 'vm_game', '2', '+map', 'aggressor']]


@server('teeworlds-server', udp(8303, 'teeworlds', 'Teeworlds', **NO), user='nobody')
def teeworlds(place):
    return [['env', f'HOME={place}', '/usr/games/teeworlds-server', 'bindaddr 127.0.0.1', 'sv_port 8303', 'sv_register 0']]


@server('ddnet-server', udp(8304, 'teeworlds', 'DDNet'), user='nobody')
def ddnet(place):
    return [['env', f'HOME={place}', '/usr/games/DDNet-Server', 'sv_port 8304', 'sv_register 0']]


@server('bzflag-server', tcp(5154, 'bzflag', 'BZFlag', **NO), user='nobody')
def bzflag(place):
    return [['/usr/games/bzfs', '-i', '127.0.0.1', '-p', '5154', '-q']]


@server('minetest-server', udp(30000, 'minetest', 'Minetest', **NO), user='nobody')
def minetest(place):
    return [['env', f'HOME={place}', '/usr/games/minetestserver', '--port', '30000', '--gameid', 'minetest',
             '--logfile', place / 'server.log',
             '--world', place / 'world', '--config', place.write('minetest.conf', 'bind_address = 127.0.0.1\n')]]


@server('armagetronad-dedicated', udp(4534, 'armagetron', 'Armagetron', **NO), user='nobody')
def armagetron(place):
    return [['env', f'HOME={place}', '/usr/games/armagetronad-dedicated', '--daemon', '--userdatadir',
             place.mkdir('data')]]


@server('freeciv-server', tcp(5556, 'freeciv', 'Freeciv'), user='nobody')
def freeciv(place):
    return [['sh', '-c', f'sleep 1000000 | HOME={place} exec /usr/games/freeciv-server -b 127.0.0.1 -p 5556']]


@server('wesnoth-1.16-server', tcp(15000, 'wesnoth', 'Wesnoth', **NO), user='nobody')
def wesnoth(place):
    return [['/usr/games/wesnothd-1.16', '-p', '15000']]


@server('cube2-server', udp(28785, 'cube2', 'Cube', **NO), user='nobody')
def cube2(place):
    return [['env', f'HOME={place}', '/usr/games/cube2-server', '-i127.0.0.1', '-m']]


@server('hedgewars', tcp(46631, 'hedgewars', 'Hedgewars'), user='nobody')
def hedgewars(place):
    return [['/usr/lib/hedgewars/bin/hedgewars-server', '--dedicated=False']]


@server('monopd', tcp(1234, 'monopd', 'monopd'), user='nobody')
def monopd(place):
    return [['/usr/sbin/monopd']]


@server('deluged', tcp(58846, 'deluge', 'Deluge', tls=True, **NO), user='nobody')
def deluged(place):
    return [['deluged', '-d', '-c', place.mkdir('config'), '-i', '127.0.0.1', '-u', '127.0.0.1']]


@server('aria2', udp(6881, 'bittorrent-dht', 'aria2', **NO), tcp(6800, 'http', 'aria2', **NO), user='nobody')
def aria2(place):
    return [['env', f'HOME={place}', 'aria2c', '--enable-rpc', '--dht-listen-port=6881', '--interface=127.0.0.1',
             '--enable-dht', f'--dht-file-path={place}/dht', 'magnet:?xt=urn:btih:' + 'a' * 40]]


@server('opentracker', udp(6969, 'bittorrent-udp-tracker', 'opentracker', **NO), tcp(6969, 'http', '', **NO))
def opentracker(place):
    return [['opentracker', '-i', '127.0.0.1', '-p', '6969', '-P', '6969', '-d', place.dir, '-u', 'nobody']]


@server('transmission-daemon', udp(51413, 'bittorrent-dht', 'Transmission', **NO), user='nobody')
def transmission_peer(place):
    return [['transmission-daemon', '-f', '-g', place.mkdir('config'), '-i', '127.0.0.1', '-P', '51413',
             '-p', '9191', '-o']]


@server('litecoind', tcp(9333, 'litecoin bitcoin', 'Litecoin'), user='nobody')
def litecoin(place):
    return [['env', f'HOME={place}', 'litecoind', f'-datadir={place.mkdir("data")}', '-bind=127.0.0.1:9333', '-connect=0', '-listen=1',
             '-server=0']]


@server('i2pd', tcp(7656, 'sam', 'i2pd', **NO), tcp(4447, 'socks5', 'i2pd', **NO), tcp(7070, 'http', 'i2pd'),
        user='nobody')
def i2pd(place):
    return [['i2pd', f'--datadir={place.mkdir("data")}', '--conf=/dev/null', '--sam.enabled=true', '--loglevel=error']]


@server('syncthing-relaysrv', tcp(22067, 'syncthing-relay', 'Syncthing', tls=True, **NO), user='nobody')
def strelay(place):
    return [['strelaysrv', '-listen', '127.0.0.1:22067', '-status-srv', '127.0.0.1:22070', '-pools', '',
             '-keys', place.mkdir('keys')]]


@server('infinoted', tcp(6523, 'infinote', 'infinoted', **NO), user='nobody')
def infinoted(place):
    return [['env', f'HOME={place}', 'infinoted-0.7', '-r', place.mkdir('root'), '--security-policy=no-tls', '-l', place / 'log']]
