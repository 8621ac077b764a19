#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/farm.py: installs, starts and stops a farm of real servers on loopback.

  farm.py install            install the servers' Debian packages (root or sudo)
  farm.py start              start all servers and write DIR/manifest.json
  farm.py exec -- CMD...     run a command where the servers are
  farm.py run -- CMD...      start, exec, stop
  farm.py list               what is running, from the manifest
  farm.py stop               stop everything

The servers run in network, process and mount namespaces of their own, so that registered
ports are free and nothing outside is touched or reached; a plain user gets them through a
user namespace, and misses the servers that insist on root.  Where namespaces are not
allowed at all, the farm runs on the machine's own loopback.  What the servers are is in
servers.py.
"""
import argparse
import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
DEFAULT_DIR = Path(f'/tmp/portolan-farm-{os.getuid()}')
CACHE = Path('/var/cache/portolan-farm')  # unpacked packages, see servers.UNPACKED
START_SECONDS = 120  # given up after this; about 10 are usual, 60 on a busy machine


def say(text):
    print(text, flush=True)


def fail(text):
    sys.exit(f'farm.py: {text}')


# ---------------------------------------------------------------------------------- install
def installed_version(package):
    """The Debian version of an installed or unpacked package, or None."""
    if package in servers().UNPACKED:
        mark = CACHE / package / '.version'
        return mark.read_text().strip() if mark.exists() else None
    run = subprocess.run(['dpkg-query', '-W', '-f', '${db:Status-Status} ${Version}', package],
                         capture_output=True, text=True)
    status, _, version = run.stdout.partition(' ')
    return version if status == 'installed' else None


def as_root(command, **options):
    if os.geteuid() != 0:
        command = ['sudo', '-n'] + command
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          **options)
    if done.returncode != 0:
        # Where packages come from is this machine's own affair.
        sys.stderr.writelines(f'{line}\n' for line in done.stdout.splitlines() if '://' not in line)
        fail(f'failed: {" ".join(command)}')
    return done.stdout


def may_be_root():
    return os.geteuid() == 0 or shutil.which('sudo') and works(['sudo', '-n'])


def apt_install(packages):
    as_root(['debconf-set-selections'],
            input='postfix postfix/main_mailer_type select No configuration\n'
                  'slapd slapd/no_configuration boolean true\n')
    as_root([str(HERE.parents[1] / 'build-aux' / 'install-packages')] + packages)


def unpack(package):
    """Unpacks a package that conflicts with an installed one."""
    home = CACHE / package
    script = (f'rm -rf {home}; mkdir -p {home}/.deb; chmod 777 {home}/.deb; cd {home}/.deb; '
              f'apt-get -qq download {package}; dpkg-deb -x *.deb ..; '
              'dpkg-deb -f *.deb Version >../.version; rm -r ../.deb')
    as_root(['sh', '-ec', script])


def has_user(name):
    try:
        return bool(pwd.getpwnam(name))
    except KeyError:
        return False


def install(_):
    missing = [p for p in servers().PACKAGES if installed_version(p) is None]
    packed = [p for p in servers().UNPACKED if installed_version(p) is None]
    if (missing or packed) and not may_be_root():
        fail(f'{len(missing) + len(packed)} packages are missing, and I am neither root nor may I '
             f'use sudo.  As root, run: {HERE}/farm.py install')
    if missing:
        say(f'farm: installing {len(missing)} packages')
        apt_install(missing)
    for package in packed:
        unpack(package)
    for user in servers().USERS:
        if not has_user(user):
            as_root(['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', user])
    return 0


# -------------------------------------------------------------------------------- namespaces
def works(command):
    return subprocess.run(command + ['true'], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0


def entry():
    """The command that enters fresh namespaces; empty where that is not allowed."""
    spaces = ['--net', '--pid', '--mount', '--fork', '--kill-child', '--mount-proc']
    user = [] if os.geteuid() == 0 else ['--map-root-user']
    command = ['unshare'] + user + spaces
    return command if works(command) else []


def inside(state):
    """The command that enters the running farm's network."""
    if not state['isolated']:
        return []
    command = ['nsenter', f'--target={state["pid"]}', '--net']
    return command + ([] if os.geteuid() == 0 else ['--user', '--preserve-credentials'])


# ------------------------------------------------------------------------------- start, stop
def birth(pid):
    """When a process began, so that a reused id is not taken for it; None when gone."""
    try:
        stat = Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()
    except (OSError, IndexError):
        return None
    return None if stat[0] == 'Z' else stat[19]


def running(place):
    """The state of the farm in a directory, or None when none runs there."""
    try:
        state = json.loads((place / 'state.json').read_text())
    except (OSError, ValueError):
        return None
    return state if birth(state['top']) == state['born'] else None


def remove(place):
    subprocess.run(['chmod', '-R', '-f', 'u+rwX', str(place)])  # CUPS shuts itself out
    subprocess.run(['rm', '-rf', str(place)], check=True)


def start_in(place, only=None):
    """Starts the farm; returns its manifest."""
    if running(place):
        fail(f'a farm runs in {place}: stop it first')
    remove(place)
    place.mkdir(mode=0o755)
    way_in = entry()
    began = time.monotonic()
    with open(place / 'farm.log', 'wb') as log:
        command = way_in + [sys.executable, str(HERE / 'supervisor.py'), str(place)] + (only or [])
        top = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                               start_new_session=True)
    state = dict(top=top.pid, born=birth(top.pid), pid=top.pid, isolated=bool(way_in))
    (place / 'state.json').write_text(json.dumps(state))
    while not (place / 'manifest.json').exists():
        if top.poll() is not None or time.monotonic() - began > START_SECONDS:
            text = (place / 'farm.log').read_text(errors='replace')
            stop_in(place)
            fail(f'the farm did not start:\n{text}')
        time.sleep(0.05)
    if way_in:
        state['pid'] = int(Path(f'/proc/{top.pid}/task/{top.pid}/children').read_text().split()[0])
        (place / 'state.json').write_text(json.dumps(state))
    manifest = json.loads((place / 'manifest.json').read_text())
    manifest['seconds'] = round(time.monotonic() - began, 1)
    return manifest


def stop_in(place):
    state = running(place)
    if state is None:
        return False
    os.kill(state['pid'], signal.SIGTERM)
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for _ in range(100):
            if birth(state['top']) != state['born']:
                return True
            time.sleep(0.05)
            reap(state['top'])
        os.kill(state['top'], sign)
    return True


def reap(pid):
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass  # not our child: started by another farm.py


def start(options):
    manifest = start_in(options.dir, options.only)
    say(f'farm: {len(manifest["services"])} services up in {manifest["seconds"]} s, '
        f'{len(manifest["down"])} down, manifest {options.dir}/manifest.json')
    for down in manifest['down']:
        say(f'farm: down: {down}')
    return 1 if manifest['down'] else 0


def stop(options):
    say('farm: stopped' if stop_in(options.dir) else 'farm: was not running')
    remove(options.dir)
    return 0


def execute(options):
    state = running(options.dir)
    if state is None:
        fail(f'no farm runs in {options.dir}')
    return subprocess.run(inside(state) + options.command).returncode


def run(options):
    try:
        return start(options) or execute(options)
    finally:
        stop(options)


def show(options):
    if running(options.dir) is None:
        fail(f'no farm runs in {options.dir}')
    for row in json.loads((options.dir / 'manifest.json').read_text())['services']:
        say(f'{row["address"]:10} {row["protocol"]}/{row["port"]:<6} {"tls" if row["tls"] else "   "} '
            f'{row["service"][0]:14} {row["package"]} {row["version"]}'
            f'{"" if row["discloses_version"] else " (not disclosed)"}')
    return 0


def servers():
    import servers as table
    return table


def upstream(version):
    """A Debian version's upstream part: 1:9.2p1-2+deb12u6 is 9.2p1."""
    version = re.sub(r'^\d+:', '', version)
    version = version.rsplit('-', 1)[0]
    return re.split(r'[+~.]?(?:dfsg|ds|repack|really)\b|\+', version)[0]


def main():
    sys.path.insert(0, str(HERE))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--dir', type=Path, default=DEFAULT_DIR, help='where the farm lives')
    parser.add_argument('--only', metavar='NAME,NAME', type=lambda text: text.split(','),
                        help='start these servers only')
    parser.add_argument('--more', action='store_true',
                        help='many more servers, for recording examples')
    commands = dict(install=install, start=start, stop=stop, exec=execute, run=run, list=show)
    parser.add_argument('action', choices=commands)
    parser.add_argument('command', nargs='*', help='for exec and run, after --')
    options = parser.parse_args()
    if options.more:
        os.environ['PTL_FARM_MORE'] = '1'
    return commands[options.action](options)


if __name__ == '__main__':
    sys.exit(main())
