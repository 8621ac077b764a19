# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/servers_mail.py: mail servers."""
import farm
from unit import server, tcp, tcp6

NO = dict(discloses=False)


@server('postfix', tcp(25, 'smtp', 'Postfix', **NO), tcp(587, 'smtp submission', 'Postfix', **NO),
        tcp6(1025, 'smtp', 'Postfix', **NO), tcp(1587, 'smtp', '', **NO),
        tcp(465, 'smtp smtps', 'Postfix', tls=True, **NO),
        needs_root=True)
def postfix(place):
    for name in ('spool', 'data'):
        place.mkdir(name)
    place.run('chown', 'postfix', place / 'data')
    place.write('etc/main.cf', f'''
compatibility_level = 3.6
myhostname = mail.example.test
mydestination =
inet_interfaces = all
queue_directory = {place}/spool
data_directory = {place}/data
maillog_file = {place}/spool/log
maillog_file_prefixes = {place}
alias_maps =
local_recipient_maps =
smtpd_tls_cert_file = {place.cert}
smtpd_tls_key_file = {place.key}
smtpd_tls_security_level = may
''')
    listeners = ''.join(f'{where} inet n - n - - smtpd{extra}\n' for where, extra in (
        ('127.0.0.1:25', ''), ('127.0.0.1:587', ''), ('[::1]:1025', ''),
        ('127.0.0.1:1587', ' -o {smtpd_banner=mail.example.test ESMTP}'),
        ('127.0.0.1:465', ' -o smtpd_tls_wrappermode=yes')))
    place.write('etc/master.cf', listeners + '''
cleanup unix n - n - 0 cleanup
rewrite unix - - n - - trivial-rewrite
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
''')
    return [['postfix', '-c', place / 'etc', 'start-fg']]


@server('exim4-daemon-light', tcp(2525, 'smtp', 'Exim'), tcp6(2526, 'smtp', 'Exim'), tcp(4650, 'smtp smtps', 'Exim', tls=True),
        needs_root=True)
def exim(place):
    place.run('chown', 'Debian-exim', place.mkdir('spool'))
    return [[farm.CACHE / 'exim4-daemon-light/usr/sbin/exim4', '-bdf',
             '-C', place.write('exim.conf', f'''
keep_environment =
primary_hostname = farm.example.test
local_interfaces = <; 127.0.0.1.2525 ; [::1]:2526 ; 127.0.0.1.4650
daemon_smtp_ports = 2525
spool_directory = {place}/spool
log_file_path = {place}/spool/%slog
pid_file_path = {place}/spool/pid
tls_on_connect_ports = 4650
tls_certificate = {place.cert}
tls_privatekey = {place.key}
acl_smtp_rcpt = refuse
begin acl
refuse:
  deny
''')]]


@server('dovecot-core', tcp(143, 'imap', 'Dovecot', **NO), tcp(110, 'pop3', 'Dovecot', **NO),
        tcp(993, 'imap imaps', 'Dovecot', tls=True, **NO),
        tcp(995, 'pop3 pop3s', 'Dovecot', tls=True, **NO),
        tcp(10143, 'imap', 'Dovecot', **NO), tcp6(10110, 'pop3', 'Dovecot', **NO),
        tcp(20143, 'imap', '', **NO), tcp(20110, 'pop3', '', **NO), needs_root=True)
def dovecot(place):
    def configuration(name, text):
        home = place.mkdir(name)
        return place.write(f'{name}.conf', f'''
protocols = imap pop3
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
listen = 127.0.0.1
ssl_cert = <{place.cert}
ssl_key = <{place.key}
mail_location = maildir:{place}/mail
passdb {{
  driver = static
  args = password=farm
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home={place}/mail
}}
{text}''')

    def listener(protocol, name, port, address='127.0.0.1'):
        return (f'service {protocol}-login {{\ninet_listener {name} {{\n'
                f'address = {address}\nport = {port}\n}}\n}}\n')

    first = listener('imap', 'odd', 10143) + listener('pop3', 'odd', 10110, '::1')
    second = ('login_greeting = Ready.\nssl = no\n' + listener('imap', 'imap', 20143) +
              listener('pop3', 'pop3', 20110))
    return [['dovecot', '-F', '-c', configuration('first', first)],
            ['dovecot', '-F', '-c', configuration('second', second)]]
