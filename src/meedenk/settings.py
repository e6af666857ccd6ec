"""All an installation may set comes from the environment, is read here once, and nonsense stops the start."""

import os
import re
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, validate

from meedenk.accounts.visits import Lasting
from meedenk.common import logs
from meedenk.common.database import database
from meedenk.common.house import House, Spoken
from meedenk.common.mailserver import mail_goes_to

HERE = Path(__file__).resolve().parent
env = Env(prefix="MEEDENK_")
at_least_one = validate.Range(1)

try:
    DEMO = env.bool("DEMO", False)
    DEBUG = env.bool("DEBUG", False)
    DATA = env.path("DATA", Path("var")).resolve()
    SECRET_KEY = env.str("SECRET_KEY", "only-for-the-demo-" * 4 if DEMO or DEBUG else "")
    BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000" if DEMO or DEBUG else "").rstrip("/")
    DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{DATA / 'meedenk.sqlite3'}")
    LOG_LEVEL = env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"]))
    HSTS_WHOLE_DOMAIN = env.bool("HSTS_WHOLE_DOMAIN", False)
    TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0, validate=validate.Range(0))
    EMAIL_URL = env.str("EMAIL_URL", f"file://{DATA / 'mail'}" if DEMO or DEBUG else "")
    MAIL_FROM = env.str("MAIL_FROM", "Adviesgroep <adviesgroep@voorbeeld.nl>" if DEMO or DEBUG else "")
    TIME_ZONE = env.str("TIME_ZONE", "Europe/Amsterdam")
    UPLOAD_LIMIT_MB = env.int("UPLOAD_LIMIT_MB", 20, validate=at_least_one)
    # Monday unless said otherwise: the week lies ahead and its dates can still be planned.
    DIGEST_WEEKDAY = env.int("DIGEST_WEEKDAY", 0, validate=validate.Range(0, 6))
    SECOND_FACTOR_EASED = env.bool("DEMO_EASES_SECOND_FACTOR", True) and DEMO
    MEMBER_VISIT = Lasting(
        idle=timedelta(days=env.int("MEMBER_IDLE_DAYS", 14, validate=at_least_one)),
        whole=timedelta(days=env.int("MEMBER_VISIT_DAYS", 30, validate=at_least_one)),
    )
    STAFF_VISIT = Lasting(
        idle=timedelta(hours=env.int("STAFF_IDLE_HOURS", 12, validate=at_least_one)),
        whole=timedelta(hours=env.int("STAFF_VISIT_HOURS", 24, validate=at_least_one)),
    )
    OIDC_URL = env.str("OIDC_URL", "").rstrip("/")
    OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
    OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", "")
    OIDC_NAME = env.str("OIDC_NAME", "")
    MAILING_PAUSE_MINUTES = env.int("MAILING_PAUSE_MINUTES", 2 if DEMO else 10, validate=validate.Range(0))
    MUNICIPALITY = env.str("MUNICIPALITY", "Groningen" if DEMO or DEBUG else "")
    HOUSE = House(
        name=env.str("GROUP_NAME", "Adviesgroep Sociaal Domein" if DEMO or DEBUG else ""),
        abbreviation=env.str("GROUP_ABBREVIATION", "ASDG" if DEMO or DEBUG else ""),
        municipality=MUNICIPALITY,
        domain=Spoken(
            env.str("DOMAIN", "zorg, jeugd, werk en inkomen"),
            env.str("DOMAIN_EN", "" if "MEEDENK_DOMAIN" in os.environ else "care, youth, work and income"),
        ),
        email=env.str("CONTACT_EMAIL", "adviesgroep@voorbeeld.nl" if DEMO or DEBUG else ""),
        phone=env.str("CONTACT_PHONE", "050 123 45 67" if DEMO else ""),
        calling_hours=Spoken(
            env.str("CALLING_HOURS", "dinsdag en donderdag tussen 10 en 12 uur" if DEMO else ""),
            env.str("CALLING_HOURS_EN", "Tuesday and Thursday between 10:00 and 12:00" if DEMO else ""),
        ),
        base_url=BASE_URL,
        logo_url=env.str("LOGO_URL", ""),
        tokens_url=env.str("TOKENS_URL", ""),
        demo=DEMO,
        organisation=env.str("ORGANISATION", f"gemeente {MUNICIPALITY}"),
        tooi=env.str("TOOI", "https://identifier.overheid.nl/tooi/id/gemeente/gm0014" if DEMO or DEBUG else ""),
        appraisal=env.str("ARCHIVE_APPRAISAL", "N", validate=validate.OneOf(["B", "V", "N"])),
        keep_for=env.str("ARCHIVE_TERM", ""),
    )
except EnvError as mistake:
    raise ImproperlyConfigured(str(mistake)) from mistake

for name in os.environ:
    if name.startswith("MEEDENK_") and name not in env.dump():
        raise ImproperlyConfigured(f"{name} is not a setting. docs/operators.md names those there are.")
for name, value in [
    ("SECRET_KEY", SECRET_KEY),
    ("BASE_URL", BASE_URL),
    ("EMAIL_URL", EMAIL_URL),
    ("MAIL_FROM", MAIL_FROM),
    ("GROUP_NAME", HOUSE.name),
    ("GROUP_ABBREVIATION", HOUSE.abbreviation),
    ("MUNICIPALITY", HOUSE.municipality),
    ("CONTACT_EMAIL", HOUSE.email),
]:
    if not value:
        raise ImproperlyConfigured(f"MEEDENK_{name} is not set. docs/operators.md says what belongs in it.")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("MEEDENK_SECRET_KEY is too short. Use 50 random characters or more.")
if not re.fullmatch(r"https?://[\w.-]+(:\d{1,5})?", BASE_URL):
    raise ImproperlyConfigured("MEEDENK_BASE_URL must be an address such as https://adviesgroep.example.nl.")
for name, value in [("MAIL_FROM", parseaddr(MAIL_FROM)[1]), ("CONTACT_EMAIL", HOUSE.email)]:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise ImproperlyConfigured(f"MEEDENK_{name} must be an e-mail address.")
if HOUSE.tooi and not re.fullmatch(r"https://identifier\.overheid\.nl/tooi/id/\w+/\w+", HOUSE.tooi):
    raise ImproperlyConfigured("MEEDENK_TOOI must be like https://identifier.overheid.nl/tooi/id/gemeente/gm0014.")
if HOUSE.keep_for and not re.fullmatch(r"P[1-9]\d{0,2}[YMD]", HOUSE.keep_for):
    raise ImproperlyConfigured("MEEDENK_ARCHIVE_TERM must be a length of time such as P10Y (ten years).")
try:
    ZoneInfo(TIME_ZONE)
except (ZoneInfoNotFoundError, ValueError, OSError) as mistake:
    raise ImproperlyConfigured("MEEDENK_TIME_ZONE must be a name such as Europe/Amsterdam.") from mistake
MAIL_GOES_TO = mail_goes_to(EMAIL_URL)

if OIDC_URL and not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET and OIDC_NAME):
    raise ImproperlyConfigured("MEEDENK_OIDC_URL also needs MEEDENK_OIDC_CLIENT_ID, _CLIENT_SECRET and _NAME.")

SECURE = urlsplit(BASE_URL).scheme == "https"
ALLOWED_HOSTS = (
    [urlsplit(BASE_URL).hostname, "127.0.0.1", "localhost"] if DEMO or DEBUG else [urlsplit(BASE_URL).hostname]
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
ROOT_URLCONF = "meedenk.urls"
CSRF_FAILURE_VIEW = "meedenk.site.errors.forged"
WSGI_APPLICATION = "meedenk.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIONS = [
    "meedenk.common",
    "meedenk.accounts",
    "meedenk.journal",
    "meedenk.mail",
    "meedenk.documents",
    "meedenk.handbook",
    "meedenk.people",
    "meedenk.composition",
    "meedenk.agenda",
    "meedenk.subscriptions",
    "meedenk.trajectories",
    "meedenk.gathering",
    "meedenk.advice",
    "meedenk.followup",
    "meedenk.accountability",
    "meedenk.site",
    "meedenk.api",
    "meedenk.demo",
]
INSTALLED_APPS = [
    *STATIONS,
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "meedenk.site.health.probes",
    "meedenk.common.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "meedenk.common.middleware.security_headers",
    "meedenk.common.middleware.language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "meedenk.people.middleware.visit_ends",
    "meedenk.people.middleware.second_factor",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "meedenk.common.house.house",
                "meedenk.people.context.standing",
            ],
        },
    }
]
FORM_RENDERER = "meedenk.common.forms.Renderer"

DATABASES = {"default": database(DATABASE_URL)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG or DEMO:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = [
    "meedenk.common.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600

AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn/"
ACCOUNT_ADAPTER = "meedenk.mail.adapter.OutboxAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "meedenk.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "meedenk.accounts.forms.SecondLockForm",
    "reauthenticate": "meedenk.accounts.forms.SecondLockAgainForm",
    "activate_totp": "meedenk.accounts.forms.AppForm",
    "login_webauthn": "meedenk.accounts.forms.SignInKeyForm",
    "authenticate_webauthn": "meedenk.accounts.forms.SecondKeyForm",
    "reauthenticate_webauthn": "meedenk.accounts.forms.SecondKeyAgainForm",
    "add_webauthn": "meedenk.accounts.forms.KeyForm",
}
SOCIALACCOUNT_ADAPTER = "meedenk.people.municipal.MunicipalAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "gemeente",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_URL},
            }
        ]
        if OIDC_URL
        else [],
    }
}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookies but session and CSRF
SESSION_COOKIE_AGE = int(max(MEMBER_VISIT.whole, STAFF_VISIT.whole).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 63072000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HSTS_WHOLE_DOMAIN and SECURE
# What else runs under the name of the municipality is not ours to decide about: W005 and W021 ask for the whole domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'", *([f"{urlsplit(OIDC_URL).scheme}://{urlsplit(OIDC_URL).netloc}"] if OIDC_URL else [])],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
}

LOGGING = logs.configure(LOG_LEVEL)
