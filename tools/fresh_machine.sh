#!/usr/bin/env bash
# Proves the README's two commands on a machine with nothing but Debian, Python and git: a new chroot made by
# debootstrap, a fresh clone of the committed state, start.sh, test.sh. Needs root. Argument: a folder to keep it in.
# The chroot reaches packages as this machine does: same apt sources, certificates, resolver and pip settings.
set -euo pipefail
source=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
root=${1:-$(mktemp -d)}/machine
mkdir -p "$(dirname -- "$root")"
suite=${SUITE:-bookworm}

apt_uri() { sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p' \
    /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -n 1; }

if [ ! -x "$root/bin/bash" ]; then
    debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" "$(apt_uri)" >"$root.log" 2>&1
    cp -a /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
    cp -a /etc/apt/sources.list.d/debian.sources "$root/etc/apt/sources.list.d/" && : >"$root/etc/apt/sources.list"
    cp -aL /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/"
    [ ! -f /etc/pip.conf ] || cp -L /etc/pip.conf "$root/etc/pip.conf"
fi
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
cleanup() { umount "$root/proc" "$root/dev/shm" "$root/dev" 2>/dev/null || true; }
trap cleanup EXIT
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs shm "$root/dev/shm"

settings=(PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C)
while IFS= read -r name; do settings+=("$name=${!name}"); done < <(compgen -e | grep -E '^(PIP_(CERT|INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST|DEFAULT_TIMEOUT)|SSL_CERT_FILE|CI)$')
inside() { env -i "${settings[@]}" chroot "$root" /bin/bash -c "$1" </dev/null; }

inside 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 git &&
    update-ca-certificates' >>"$root.log" 2>&1
rm -rf "$root/root/fadu" "$root/root/fadu.git"
git clone --quiet --bare --no-local "$source" "$root/root/fadu.git"
inside 'git clone --quiet /root/fadu.git /root/fadu'

for script in ${SCRIPTS:-start.sh test.sh}; do
    started=$SECONDS
    inside "cd /root/fadu && bash $script"
    echo "== $script: $((SECONDS - started)) s"
    started=$SECONDS
    [ "$script" != start.sh ] || { inside "cd /root/fadu && bash $script >/dev/null" && echo "== again: $((SECONDS - started)) s"; }
done
