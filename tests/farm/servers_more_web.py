# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/servers_more_web.py: more web servers, proxies and services over HTTP."""
from unit import server, tcp

NO = dict(discloses=False)


@server('squid', tcp(3128, 'http-proxy', 'Squid'))
def squid(place):
    place.run('chown', 'proxy', place.dir)
    return [['squid', '-N', '-f', place.write('squid.conf', f'''
http_port 127.0.0.1:3128
http_access allow localhost
visible_hostname farm.example.test
access_log none
cache_log {place}/cache.log
pid_filename none
cache_mem 8 MB
coredump_dir {place}
''')]]


@server('haproxy', tcp(1936, 'http', 'HAProxy'), tcp(8081, 'http', '', **NO))
def haproxy(place):
    return [['haproxy', '-db', '-f', place.write('haproxy.cfg', '''
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend stats
  bind 127.0.0.1:1936
  stats enable
  stats uri /
frontend empty
  bind 127.0.0.1:8081
''')]]


@server('tinyproxy', tcp(8118, 'http-proxy', 'tinyproxy'))
def tinyproxy(place):
    return [['tinyproxy', '-d', '-c', place.write('tinyproxy.conf', '''
Port 8118
Listen 127.0.0.1
Timeout 60
Allow 127.0.0.1
''')]]


@server('varnish', tcp(6081, 'http', 'Varnish', **NO), tcp(6082, 'varnish-cli', 'Varnish', **NO))
def varnish(place):
    return [['varnishd', '-F', '-n', place / 'run', '-a', '127.0.0.1:6081', '-T', '127.0.0.1:6082',
             '-j', 'none', '-s', 'malloc,8m', '-b', '127.0.0.1:80']]


@server('webfs', tcp(8001, 'http', 'webfs'))
def webfs(place):
    return [['webfsd', '-F', '-p', '8001', '-i', '127.0.0.1', '-r', place.mkdir('root')]]


@server('mini-httpd', tcp(8002, 'http', 'mini_httpd'))
def mini_httpd(place):
    return [['mini_httpd', '-D', '-h', '127.0.0.1', '-p', '8002', '-d', place.mkdir('root'),
             '-u', 'nobody']]


@server('python3', tcp(8000, 'http', 'SimpleHTTP', version='0.6'))
def python_http(place):
    return [['/usr/bin/python3', '-m', 'http.server', '8000', '--bind', '127.0.0.1',
             '--directory', place.mkdir('root')]]


APP = 'def app(e, s):\n    s("200 OK", [("Content-Type", "text/plain")])\n    return [b"farm"]\n'


@server('gunicorn', tcp(8003, 'http', 'gunicorn', **NO))
def gunicorn(place):
    place.write('farm_app.py', APP)
    return [['gunicorn', '-b', '127.0.0.1:8003', '--worker-tmp-dir', place.dir, 'farm_app:app']]


@server('python3-waitress', tcp(8004, 'http', 'waitress', **NO))
def waitress(place):
    place.write('farm_app.py', APP)
    return [['/usr/bin/python3', '-m', 'waitress', '--listen=127.0.0.1:8004', 'farm_app:app']]


@server('python3-tornado', tcp(8005, 'http', 'Tornado'))
def tornado(place):
    return [['/usr/bin/python3', place.write('serve.py', '''
import asyncio
import tornado.web
async def main():
    tornado.web.Application([]).listen(8005, "127.0.0.1")
    await asyncio.Event().wait()
asyncio.run(main())
''')]]


@server('icecast2', tcp(8010, 'http icy', 'Icecast'), user='nobody')
def icecast(place):
    place.mkdir('log')
    return [['icecast2', '-c', place.write('icecast.xml', f'''
<icecast>
 <limits><clients>50</clients><sources>2</sources></limits>
 <authentication><source-password>farm</source-password>
  <admin-user>farm</admin-user><admin-password>farm</admin-password></authentication>
 <hostname>farm.example.test</hostname>
 <listen-socket><port>8010</port><bind-address>127.0.0.1</bind-address></listen-socket>
 <paths><basedir>/usr/share/icecast2</basedir><logdir>{place}/log</logdir>
  <webroot>/usr/share/icecast2/web</webroot><adminroot>/usr/share/icecast2/admin</adminroot>
 </paths>
 <logging><accesslog>access</accesslog><errorlog>error</errorlog><loglevel>2</loglevel></logging>
</icecast>
''')]]


@server('transmission-daemon', tcp(9091, 'http', 'Transmission', **NO))
def transmission(place):
    return [['transmission-daemon', '-f', '-g', place.mkdir('state'), '-r', '127.0.0.1',
             '-p', '9091', '-T', '-i', '127.0.0.1']]


@server('docker-registry', tcp(5000, 'http', 'Docker', **NO))
def docker_registry(place):
    return [['docker-registry', 'serve', place.write('registry.yml', f'''
version: 0.1
storage: {{filesystem: {{rootdirectory: {place}/data}}}}
http: {{addr: "127.0.0.1:5000"}}
''')]]


@server('etcd-server', tcp(2379, 'http', 'etcd'), tcp(2380, 'http', 'etcd'))
def etcd(place):
    return [['etcd', '--data-dir', place / 'data', '--listen-client-urls', 'http://127.0.0.1:2379',
             '--advertise-client-urls', 'http://127.0.0.1:2379']]


@server('prometheus-node-exporter', tcp(9100, 'http', 'Prometheus node'))
def node_exporter(place):
    return [['prometheus-node-exporter', '--web.listen-address=127.0.0.1:9100',
             '--collector.textfile.directory', place.dir]]
