"""Settings of the service. What differs between installations comes from the environment:

SECRET_KEY                   at least 50 random characters (a real service only starts with one)
SAFEGUARDING_HOSTS           host names the service answers to, parted by commas
SAFEGUARDING_TRUSTED_ORIGINS origins that forms may be posted from, when a proxy ends TLS (https://plans.example.gov.uk)
SAFEGUARDING_BEHIND_PROXY=1  the proxy sets X-Forwarded-Proto and removes any that a browser sent, and adds to
                             X-Forwarded-For the address that asked it
SAFEGUARDING_LARGEST_EVIDENCE  how many MB a file of evidence may have; default 20
DATABASE_URL                 default: SQLite in var/db.sqlite3
SAFEGUARDING_DEMO=1          a demonstration on this machine: own key, plain http, a banner on every page
SAFEGUARDING_DEBUG=1         for developers: error pages with traces, static files as they are
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, DEFAULT_FROM_EMAIL
"""

import os
from pathlib import Path

import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from safeguarding import environment

# Lets a class of Django name its type at run time, as the type checker wants: ModelForm[Action].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("SAFEGUARDING_VAR") or BASE_DIR / "var")

DEMO = environment.flag(os.environ, "SAFEGUARDING_DEMO")
DEBUG = environment.flag(os.environ, "SAFEGUARDING_DEBUG")
LOCAL = DEMO or DEBUG
SECRET_KEY = environment.signing_key(os.environ, demo=LOCAL, kept_in=VAR_DIR)
ALLOWED_HOSTS = environment.hosts(os.environ, local=LOCAL)
CSRF_TRUSTED_ORIGINS = environment.words(os.environ, "SAFEGUARDING_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    # Ours first: their templates and translations win over those of the libraries below.
    "accounts",
    "reviews",
    "plans",
    "ratings",
    "spreadsheets",
    "reporting",
    "safeguarding",
    "simple_history",
    "import_export",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "safeguarding.middleware.PrivacyHeadersMiddleware",
    "safeguarding.middleware.HealthMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "safeguarding.urls"
WSGI_APPLICATION = "safeguarding.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "safeguarding.context_processors.service",
                "accounts.context_processors.shell",
            ],
        },
    },
]
# Every form, ours or a library's, is drawn with the components of templates/components.
FORM_RENDERER = "accounts.govuk.GovukRenderer"

DATABASES = {"default": environment.database(os.environ, default=VAR_DIR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and sign-in ---------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.SignInForm",
    "change_password": "accounts.sign_in_forms.NewPasswordForm",
    "reset_password": "accounts.sign_in_forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.ChosenPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# People are entered by an administrator, who knows the address to be theirs.
ACCOUNT_EMAIL_VERIFICATION = "none"
# On a shared office machine a session ends with the browser; there is no "remember me" box.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A person is told by e-mail when their password was changed.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# No mail to an address without an account: whoever holds that mailbox would learn that the service exists.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}

# --- Language and time ----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# --- Static files ---------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Ours as written, and what `make setup` compiles and copies out of the npm packages.
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [
    ("js", BASE_DIR / "static" / "js"),
    ("images", BASE_DIR / "static" / "images"),
    *(path for path in [BASE_DIR / "build" / "static"] if path.is_dir()),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# Files that people hand in are read and put in the database; none is served as it came.
MEDIA_ROOT = VAR_DIR / "media"
# Evidence has no address: a view hands a file out to those who may see its action (ratings/evidence_store.py).
EVIDENCE_ROOT = VAR_DIR / "evidence"
SAFEGUARDING_LARGEST_EVIDENCE = int(os.environ.get("SAFEGUARDING_LARGEST_EVIDENCE") or 20) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "safeguarding.uploads.NamelessTemporaryFileUploadHandler",
]
# The quick table of ratings posts a few fields for each of several hundred actions.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# --- Security -------------------------------------------------------------------------------------------------------

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not LOCAL
CSRF_COOKIE_SECURE = not LOCAL
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "safeguarding.views.csrf_failure"

SECURE_SSL_REDIRECT = not LOCAL
# The machine that watches the service asks over plain http, from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SECURE_HSTS_PRELOAD = not LOCAL
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if environment.flag(os.environ, "SAFEGUARDING_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Tries to sign in are counted by the address that the proxy saw. By the proxy's own, a stranger's wrong tries would
    # keep everybody out; and of what a browser sent in that header itself nothing is believed.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# Nothing but our own files, and no script or style inside a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# --- Post, messages, history and logs -------------------------------------------------------------------------------

EMAIL_BACKEND = f"django.core.mail.backends.{'console' if LOCAL else 'smtp'}.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "safeguarding-plans@localhost")

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SIMPLE_HISTORY_REVERT_DISABLED = True
IMPORT_EXPORT_USE_TRANSACTIONS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

# The first part of an address that no partnership can have as its own: it belongs to the service.
RESERVED_SLUGS = frozenset({"accounts", "admin", "static", "healthz", "readyz"})
