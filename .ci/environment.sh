# Sourced by the scripts: what every one of them needs of the machine.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 MSBUILDDISABLENODEREUSE=1

# Installs Debian packages that are absent: certificates to restore packages with, and the C++ runtime that DuckDB links to.
install_what_is_absent() {
    packages=""
    [ -e /etc/ssl/certs/ca-certificates.crt ] || packages="$packages ca-certificates"
    ls /usr/lib/*/libstdc++.so.6 /usr/lib64/libstdc++.so.6 2>/dev/null | grep -q . || packages="$packages libstdc++6"
    install_packages
}

# Installs the browser that the tests of the reading room drive. Where it cannot be installed they fail, and say so.
install_browser() {
    packages=""
    [ -e /usr/bin/chromium ] || packages="chromium fonts-dejavu-core"
    install_packages || true
}

# Installs the servers that tests start for themselves.
install_servers() {
    packages=""
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || packages="$packages postgresql"
    command -v nats-server >/dev/null || [ -x /usr/sbin/nats-server ] || packages="$packages nats-server"
    install_packages || true
}

install_packages() {
    if [ -n "$packages" ] && command -v apt-get >/dev/null; then
        sudo=""
        [ "$(id -u)" = 0 ] || sudo=sudo
        $sudo apt-get update -qq >&2
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $packages >&2
    fi
}

need_dotnet() {
    if ! command -v dotnet >/dev/null; then
        echo "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download/dotnet/10.0" >&2
        exit 1
    fi
}
