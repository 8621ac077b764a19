# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/servers_web.py: web servers and what speaks HTTP."""
from unit import server, tcp, tcp6

PAGE = '<!DOCTYPE html>\n<title>Farm</title>\n<p>It grows.\n'


@server('nginx', tcp(80, 'http', 'nginx'), tcp6(80, 'http', 'nginx'), tcp(4480, 'http', 'nginx'),
        tcp(4481, 'http', 'nginx', discloses=False),
        tcp(443, 'http https', 'nginx', tls=True), tcp6(4443, 'http https', 'nginx', tls=True), needs_root=True)
def nginx(place):
    place.write('root/index.html', PAGE)
    return [['nginx', '-c', place.write('nginx.conf', f'''
daemon off;
error_log {place}/error.log;
pid {place}/pid;
events {{ }}
http {{
  access_log off;
  root {place}/root;
  client_body_temp_path {place}/body;
  proxy_temp_path {place}/proxy;
  fastcgi_temp_path {place}/fastcgi;
  uwsgi_temp_path {place}/uwsgi;
  scgi_temp_path {place}/scgi;
  ssl_certificate {place.cert};
  ssl_certificate_key {place.key};
  server {{
    listen 127.0.0.1:80;
    listen 127.0.0.1:4480;
    listen [::1]:80;
    listen 127.0.0.1:443 ssl;
    listen [::1]:4443 ssl;
  }}
  server {{
    listen 127.0.0.1:4481;
    server_tokens off;
  }}
}}
''')]]


@server('apache2', tcp(8080, 'http http-proxy', 'Apache'), tcp6(8080, 'http http-proxy', 'Apache'),
        tcp(8443, 'http https', 'Apache', tls=True), tcp(7777, 'http', 'Apache'),
        tcp(7778, 'http', 'Apache', discloses=False))
def apache(place):
    place.write('root/index.html', PAGE)
    modules = '\n'.join(f'LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so'
                        for name in ('mpm_event', 'authz_core', 'dir', 'ssl', 'socache_shmcb'))
    common = f'''
ServerRoot {place}
ServerName farm.example.test
ErrorLog {place}/error.log
DocumentRoot {place}/root
User www-data
Group www-data
{modules}
DirectoryIndex index.html
'''
    configurations = {'full': f'''
Listen 127.0.0.1:8080
Listen [::1]:8080
Listen 127.0.0.1:8443
<VirtualHost 127.0.0.1:8443>
  SSLEngine on
  SSLCertificateFile {place.cert}
  SSLCertificateKeyFile {place.key}
</VirtualHost>
''', 'minimal': 'Listen 127.0.0.1:7777\nServerTokens Minimal\n',
        'product': 'Listen 127.0.0.1:7778\nServerTokens ProductOnly\n'}
    return [['apache2', '-DFOREGROUND', '-f',
             place.write(f'{name}.conf', f'{common}PidFile {place}/{name}.pid\n{text}')]
            for name, text in configurations.items()]


@server('lighttpd', tcp(81, 'http', 'lighttpd'), tcp6(4567, 'http', 'lighttpd'))
def lighttpd(place):
    place.write('root/index.html', PAGE)
    return [['lighttpd', '-D', '-f', place.write('lighttpd.conf', f'''
server.document-root = "{place}/root"
server.bind = "127.0.0.1"
server.port = 81
$SERVER["socket"] == "[::1]:4567" {{ }}
index-file.names = ( "index.html" )
''')]]


@server('cups-daemon', tcp(631, 'ipp http', 'CUPS'), tcp(6631, 'ipp http', 'CUPS'))
def cups(place):
    for name in ('root', 'state', 'cache', 'spool'):
        place.mkdir(name)
    place.write('cups-files.conf', f'''
ServerRoot {place}
StateDir {place}/state
CacheDir {place}/cache
RequestRoot {place}/spool
ServerKeychain {place}/ssl
AccessLog {place}/access.log
ErrorLog {place}/error.log
PageLog {place}/page.log
''')
    return [['cupsd', '-f', '-s', place / 'cups-files.conf', '-c', place.write('cupsd.conf', '''
Listen 127.0.0.1:631
Listen 127.0.0.1:6631
Browsing Off
WebInterface Yes
<Location />
  Order allow,deny
  Allow all
</Location>
''')]]
