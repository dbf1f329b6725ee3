vcl 4.1;

# Varnish before Opening Print: pages are kept for as long as the site says, and go by name the moment something
# on them changes. Needs Varnish 7 and xkey (Debian: varnish, varnish-modules). Start it with
#
#     varnishd -a 127.0.0.1:6081 -f /etc/varnish/opening-print.vcl -s malloc,1g
#
# and the site with PURGED_CACHES=varnish VARNISH_URLS=http://127.0.0.1:6081. TLS is spoken before it, by nginx or
# another, which sets X-Forwarded-For and X-Forwarded-Proto.

import std;
import xkey;

# Who may say that a page has changed: the machines of the site. CHANGE: add yours.
acl newsroom {
    "127.0.0.1";
    "::1";
}

backend site {
    .host = "127.0.0.1";  # CHANGE
    .port = "8000";       # CHANGE
    # A page is made in milliseconds. What takes longer than this is better answered from an older copy.
    .connect_timeout = 1s;
    .first_byte_timeout = 15s;
    .between_bytes_timeout = 5s;
    .probe = {
        .request =
            "GET /healthz HTTP/1.1"
            "Host: news.example.com"  # CHANGE
            "Connection: close";
        # Two answers of three: a site that dies is known to within two seconds, and so is one that is back.
        .interval = 1s;
        .timeout = 1s;
        .window = 3;
        .threshold = 2;
        .initial = 2;
    }
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ newsroom) {
            return (synth(403, "Only the site purges."));
        }
        if (!req.http.xkey) {
            return (synth(400, "Name what has changed, in the header xkey."));
        }
        # Soft: the copy is old from now on, but there, for the hour in which the site is not.
        set req.http.n-gone = xkey.softpurge(req.http.xkey);
        return (synth(200, "Old now: " + req.http.n-gone));
    }
    unset req.http.xkey;
    # What nginx in front calls this request; else a number of ours. The site's log has it.
    if (!req.http.X-Request-ID) {
        set req.http.X-Request-ID = "varnish-" + req.xid;
    }

    # The newsroom, what changes something, and whoever is signed in: not for a cache.
    if ((req.method != "GET" && req.method != "HEAD") || req.url ~ "^/admin/" ||
        req.http.Cookie ~ "(^|;\s*)(sessionid|__Host-sessionid)=" || req.http.Authorization) {
        return (pass);
    }
    unset req.http.Cookie;

    # One page, one copy: without the marks that mailings and networks hang on an address.
    set req.http.Host = std.tolower(regsub(req.http.Host, ":\d+$", ""));
    set req.url = regsuball(req.url, "([?&])(utm_[a-z]+|fbclid|gclid|msclkid|mc_[ce]id)=[^&]*", "\1");
    set req.url = regsuball(req.url, "&&+", "&");
    set req.url = regsub(req.url, "\?&+", "?");
    set req.url = regsub(req.url, "[?&]+$", "");

    # While the site is well nobody is shown what is old: one reader fetches the new copy, the others wait for it.
    # While it is not, and for one more try where it just failed, a copy of the last day is better than none.
    if (req.restarts == 0 && std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    } else {
        set req.grace = 24h;
    }
    return (hash);
}

sub vcl_backend_response {
    if (beresp.status >= 500) {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        return (deliver);
    }
    set beresp.grace = 24h;
}

sub vcl_deliver {
    if (resp.status >= 500 && req.restarts == 0 && (req.method == "GET" || req.method == "HEAD") &&
        req.url !~ "^/admin/") {
        return (restart);
    }
    if (obj.hits > 0) {
        set resp.http.X-Cache = "HIT";
    } else {
        set resp.http.X-Cache = "MISS";
    }
    # A kept page was made for another request: each answer says the id of its own.
    set resp.http.X-Request-ID = req.http.X-Request-ID;
    unset resp.http.xkey;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
