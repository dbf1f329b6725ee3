"""All settings of the site, in one file; docs/operations.md lists the variables they read."""

from csp.constants import NONCE, NONE, SELF
from django.conf.global_settings import LANGUAGES

from newssite import env, env_database, env_redis, logs

ROOT = env.ROOT
VAR = env.folder("VAR_DIR", "var")

# Where the site is ---------------------------------------------------------------------------
HOST = env.text("HOST", "127.0.0.1")
PORT = env.integer("PORT", 8000, 1, 65535)
_reachable = "127.0.0.1" if HOST in {"0.0.0.0", "::"} else HOST  # noqa: S104 (compared, not bound)
SITE = env.site_url("SITE_URL", f"http://[{_reachable}]:{PORT}" if ":" in _reachable else f"http://{_reachable}:{PORT}")
SITE_URL = SITE.geturl()
SITE_NAME = env.text("SITE_NAME", "Opening Print")
IS_HTTPS = SITE.scheme == "https"
DEBUG = env.boolean("DEBUG", False)
SECRET_KEY = env.secret("SECRET_KEY", site=SITE, made_in=VAR / "secret_key")
WEB_WORKERS = env.integer("WEB_WORKERS", 1, 1, 64)
WEB_THREADS = env.integer("WEB_THREADS", 4, 1, 64)

_hostname = SITE.hostname or ""
ALLOWED_HOSTS = sorted(
    {_hostname, *env.hosts("EXTRA_HOSTS")} | (env.LOOPBACK | {"[::1]"} if _hostname in env.LOOPBACK else set())
)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_HTTPS else []
CSRF_FAILURE_VIEW = "staff.send_again.csrf_failure"

# What runs -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "newssite",
    "newssite.apps.NewsroomConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.redirects",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_filters",
    "django_prose_editor",
    "django_tasks",
    "newssite.background.BackgroundWork",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "edge",
    "staff",
    "articles",
    "markets",
]
SITE_ID = 1
MIDDLEWARE = [
    # First those that say what browsers may do: static files, redirects and refusals say it too.
    "newssite.headers.CrossOrigin",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "newssite.throttled.Throttle",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "staff.middleware.Door",
    "django.contrib.redirects.middleware.RedirectFallbackMiddleware",
]
ROOT_URLCONF = "newssite.urls"
WSGI_APPLICATION = "newssite.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "articles.chrome.chrome",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# Data ----------------------------------------------------------------------------------------
DATABASES = {"default": env_database.database("DATABASE_URL", VAR / "db.sqlite3")}
# Pages for readers are read from these, while they are near enough; see newssite/replicas.py.
REPLICAS = env_database.replicas("DATABASE_REPLICA_URLS", DATABASES["default"])
REPLICA_LAG_SECONDS = env.integer("REPLICA_LAG_SECONDS", 5, 2, 3600)
if REPLICAS:
    DATABASES |= REPLICAS
    DATABASE_ROUTERS = ["newssite.replicas.Router"]
    MIDDLEWARE.append("newssite.replicas.ReadFromReplica")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newssite.storage.SiteStaticFilesStorage"
    },
}
# A job is a row written in the transaction that asks for it: it is there when that is, or not at all.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Counts of newssite/throttled.py are in it: each worker's own, or all machines' in Redis, with pages of edge/shared.py.
REDIS_URL = env_redis.address("REDIS_URL")
CACHES = {"default": env_redis.cache(REDIS_URL)}
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
# Pages name hashed files only, so only those are kept and compressed; source maps are not worth it.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "jpeg", "png", "gif", "webp", "avif", "gz", "br", "woff2", "map")
MEDIA_URL = "/uploads/"
MEDIA_ROOT = VAR / "uploads"
# A form of the newsroom: two million characters, without its files; one article's form has some 400 fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o644

# Words, times, numbers -----------------------------------------------------------------------
LANGUAGE_CODE = "en-us"
FORMAT_MODULE_PATH = "newssite.formats"
TIME_ZONE = env.time_zone("NEWSROOM_TIME_ZONE", "America/New_York")
USE_TZ = True
# How numbers are written: commas or points between thousands, a currency's sign before or after.
NUMBER_LOCALE = env.choice(
    "NUMBER_LOCALE", "en", [code for code, _ in LANGUAGES], "a language code that Django knows, such as en, de or fr"
)
# Which colour a gain has until a reader chooses: in East Asia it is red.
QUOTE_COLOURS = env.choice("QUOTE_COLOURS", "green-up", ["green-up", "red-up"])
PAGE_LENGTH = 20
# After so many days an article's newness weighs half as much when matches are ranked.
SEARCH_HALF_LIFE_DAYS = env.integer("SEARCH_HALF_LIFE_DAYS", 180, 1, 36_500)

# After so many hours the desk calls a price old; a weekend and a holiday lie between two closes.
QUOTE_STALE_HOURS = env.integer("QUOTE_STALE_HOURS", 96, 1, 87_600)
# Who is asked for prices, in this order, each by its name in markets/providers.
QUOTE_PROVIDERS = env.words("QUOTE_PROVIDERS", ("files",))
QUOTE_FILES = env.folder("QUOTE_FILES", str(VAR / "quotes"))
QUOTE_KEYS = {
    "twelve-data": env.key("TWELVE_DATA_KEY"),
    "finnhub": env.key("FINNHUB_KEY"),
    "tiingo": env.key("TIINGO_KEY"),
    "alpha-vantage": env.key("ALPHA_VANTAGE_KEY"),
    "marketstack": env.key("MARKETSTACK_KEY"),
}
# How much each may be asked a day, and where it is, if that is not as its file in markets/providers says.
QUOTE_BUDGETS = env.numbers("QUOTE_BUDGETS")
QUOTE_ADDRESSES = env.pairs("QUOTE_ADDRESSES")
# While an exchange is open a price is asked for so often; of so many tickers at most.
QUOTE_REFRESH_SECONDS = env.integer("QUOTE_REFRESH_SECONDS", 60, 5, 86_400)
QUOTE_TICKERS = env.integer("QUOTE_TICKERS", 200, 1, 100_000)
# So many days of the past are asked for where there are none.
BARS_BACKFILL_DAYS = env.integer("BARS_BACKFILL_DAYS", 730, 1, 36_500)
# A price that is so many percent away from the last one is kept aside for an editor.
QUOTE_JUMP_PERCENT = env.integer("QUOTE_JUMP_PERCENT", 25, 1, 10_000)

# Caches in front of the site -----------------------------------------------------------------
# Million bytes of pages that each worker keeps; 0 makes every page anew.
PAGE_STORE_MB = env.integer("PAGE_STORE_MB", 64, 0, 100_000)
# Which caches are told what changed, and how they are reached; see edge/caches.py.
PURGED_CACHES = env.words("PURGED_CACHES", ())
VARNISH_URLS = env.words("VARNISH_URLS", ())
FASTLY_SERVICE = env.text("FASTLY_SERVICE")
FASTLY_TOKEN = env.text("FASTLY_TOKEN")
FASTLY_API = "https://api.fastly.com"
CLOUDFLARE_ZONE = env.text("CLOUDFLARE_ZONE")
CLOUDFLARE_TOKEN = env.text("CLOUDFLARE_TOKEN")
CLOUDFLARE_API = "https://api.cloudflare.com"

# Safety --------------------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Browsers take a cookie of such a name from this very host alone: no other subdomain can plant one.
COOKIE_PREFIX = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "newssite.messages.Messages"
SECURE_SSL_REDIRECT = IS_HTTPS
# Those who ask whether the site is well ask the process itself, over plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No other site embeds what is ours, and we nothing of theirs; pictures say otherwise (`newssite.uploads`).
CROSS_ORIGIN_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Permitted-Cross-Domain-Policies": "none",
}
# The name and port of the site are those that it was given, whatever a proxy or anybody else says.
USE_X_FORWARDED_HOST = USE_X_FORWARDED_PORT = False
# Whose X-Forwarded-For is believed: without a proxy, nobody's.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", ("127.0.0.0/8", "::1")) if SECURE_PROXY_SSL_HEADER else []
# The nonce reaches a response only where a template prints it (the admin's import map): a
# public page never does, so its header is the same for everyone and may be cached.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
        "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
        "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
    )
}  # fmt: skip

# Who is told of a hole in the site: addresses of mail or pages, for /.well-known/security.txt.
SECURITY_CONTACTS = env.contacts("SECURITY_CONTACT")

# The newsroom's door -------------------------------------------------------------------------
# Nothing relaxes this: a public site is one for whose accounts a password is not enough.
SECOND_FACTOR_REQUIRED = IS_HTTPS and not DEBUG
# A session of which nothing is heard for so long ends; a session as such ends after two weeks.
SESSION_IDLE_MINUTES = env.integer("SESSION_IDLE_MINUTES", 720, 5, 20_160)
ACCOUNT_ADAPTER = "staff.signing_in.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"login": "staff.forms.SignInForm", "change_password": "staff.forms.PasswordForm"}
MFA_ADAPTER = "staff.signing_in.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {"authenticate": "staff.forms.SecondStepForm", "reauthenticate": "staff.forms.AgainForm"}
# Attempts are counted by staff/throttle.py, in the database that all workers share.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False

# Logs ----------------------------------------------------------------------------------------
# For people, or an object a line for machines.
LOG_FORMAT = env.choice("LOG_FORMAT", "lines", logs.FORMATS)
# Which requests leave a line: those that Django was asked for ("made"), all, or none.
LOG_REQUESTS = env.choice("LOG_REQUESTS", "none", ["none", "made", "all"])
# Figures for Prometheus, on a port of their own that is not for readers; 0: none.
METRICS_HOST = env.text("METRICS_HOST", "127.0.0.1")
METRICS_PORT = env.integer("METRICS_PORT", 0, 0, 65535)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ours": {"()": "newssite.logs.formatter"}},
    # Python's own: sys.stderr of a command that is a service becomes a part of the log itself.
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ours", "stream": "ext://sys.__stderr__"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "newssite": {"level": "INFO"},
        # On lower levels it writes whole addresses, and those of some quote providers hold a key.
        "urllib3": {"level": "ERROR"},
    },
}
