"""The only settings file. Everything that differs between machines comes from the environment."""

from pathlib import Path
from typing import Any

import dj_database_url

from config.env import EnvError, celery_url, env_bool, env_int, env_list, env_secret, env_str

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env_str("DATA_DIR", str(BASE_DIR / ".data")))

DEBUG = env_bool("DEBUG", default=False)
DEMO = env_bool("DEMO", default=False)
"""A demo start lists its accounts on the sign-in page. Never on in production."""
SECRET_KEY = env_secret("SECRET_KEY", min_length=50)
MEREK = env_str("MEREK", "")
"""The agency's accent: hijau, marun or nila; empty is blue."""
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", default=[])
ALAMAT_APLIKASI = env_str("ALAMAT_APLIKASI", "http://localhost:8000")
"""Absolute address of this installation, printed in QR codes."""
JAM_RINGKASAN = env_int("JAM_RINGKASAN", 6)
"""Local hour from which the digest mail of the day goes out."""
HTTPS = env_bool("HTTPS", default=False)
ALAMAT_SEHAT = env_str("ALAMAT_SEHAT", "")
"""Inner address of `/sehat/`, asked each minute by a worker: pages that do not answer are an outage, too."""

INSTALLED_APPS = [
    "pegawai",
    "skp",
    "kinerja",
    "evaluasi",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.Padatkan",
    "config.middleware.TajukKeamanan",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.middleware.TanpaNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.WajibMasuk",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.Pelaku",
    "config.middleware.Penolakan",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

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
                "pegawai.navigasi.navigasi",
                "config.konteks.akun_demo",
            ],
            "builtins": ["django.templatetags.static", "pegawai.templatetags.tampilan"],
        },
    }
]

# --- data ------------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(env_secret("DATABASE_URL"), conn_max_age=300, conn_health_checks=True)
}
# Without this setting each row's trigger catches an error first, and a long transaction costs its square.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c pgtrigger.ignore={}")
DATABASES["default"]["TEST"] = {"NAME": env_str("TEST_DB_NAME", "test_kinerja")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env_secret("REDIS_URL")
_REDIS: dict[str, Any] = {
    "LOCATION": REDIS_URL,
    "KEY_PREFIX": "kinerja",
    "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 5},
}
CACHES = {
    "default": {"BACKEND": "config.ingatan.IngatanTahan", **_REDIS},
    "sesi": {"BACKEND": "config.ingatan.IngatanSesi", **_REDIS},
    # Whoever asks whether Redis lives wants the failure itself.
    "denyut": {"BACKEND": "django.core.cache.backends.redis.RedisCache", **_REDIS},
}

# --- sign-in ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "pegawai.Pengguna"
AUTHENTICATION_BACKENDS = ["pegawai.adapters.PintuMasuk"]
PASSWORD_HASHERS = [
    "pegawai.sandi.Argon2Ringan",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("nama_masuk", "email", "nama")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "beranda"
ACCOUNT_ADAPTER = "pegawai.adapters.AdapterAkun"
SOCIALACCOUNT_ADAPTER = "pegawai.adapters.AdapterSso"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "nama_masuk"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
# A new password ends every other session of the account; the one that set it goes on.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_FORMS = {
    "login": "pegawai.forms.MasukForm",
    "change_password": "pegawai.forms.UbahSandiForm",
    "set_password": "pegawai.forms.BuatSandiForm",
}
# Per account, not per address: a whole office sits behind one address. The wide address limit stops only floods.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "5/5m/key,300/5m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
# Addresses are the agency's matter here; an unverified one from its SSO must not keep a second factor away.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kinerja ASN"
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "pegawai.adapters.AdapterMfa"
MFA_WAJIB_ADMIN = env_bool("MFA_WAJIB_ADMIN", default=not DEMO)
"""Admin kepegawaian must set up a second factor before anything else. The demo does not insist: its accounts are shared."""
MFA_SECRET_KEY = env_secret("MFA_SECRET_KEY", default="")
"""Encrypts TOTP secrets at rest; empty: derived from SECRET_KEY."""
if oidc_server := env_str("OIDC_SERVER_URL", ""):
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "instansi",
                    "name": env_str("OIDC_NAMA", "SSO instansi"),
                    "client_id": env_str("OIDC_CLIENT_ID"),
                    "secret": env_secret("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": oidc_server},
                }
            ],
        }
    }
SOCIALACCOUNT_ONLY = False
# A plain link: after a form, the content security policy would stop the way to the SSO server.
SOCIALACCOUNT_LOGIN_ON_GET = True
OIDC_KLAIM_NIP = env_str("OIDC_KLAIM_NIP", "nip")

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
CSRF_FAILURE_VIEW = "config.galat.csrf_gagal"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_CACHE_ALIAS = "sesi"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SILENCED_SYSTEM_CHECKS = [
    "security.W021"
]  # the preload list is a decision of the whole domain, not of one site
DI_BELAKANG_PROKSI = env_bool("DI_BELAKANG_PROKSI", default=False)
"""A reverse proxy of ours says in headers who asks and whether by HTTPS; never on without one."""
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if DI_BELAKANG_PROKSI else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if DI_BELAKANG_PROKSI else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = env_str("SESSION_COOKIE_NAME", "kinerja_sesi")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- words -----------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
TIME_ZONE = env_str("TIME_ZONE", "Asia/Jakarta")
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env_str("STATIC_ROOT", str(DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "berkas"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
UKURAN_BUKTI_MAKS_MB = env_int("UKURAN_BUKTI_MAKS_MB", 10)
"""Largest evidence file, in MiB."""
BUKTI_UNDUH_LANGSUNG = env_bool("BUKTI_UNDUH_LANGSUNG", default=False)
"""With a bucket: a download is sent to a signed address of one minute instead of passing through the application."""
if bucket := env_str("S3_BUCKET", ""):
    STORAGES["bukti"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env_str("S3_ENDPOINT", "") or None,
            "region_name": env_str("S3_REGION", "us-east-1"),
            "access_key": env_str("S3_ACCESS_KEY", "") or None,
            "secret_key": env_secret("S3_SECRET_KEY", default="") or None,
            "addressing_style": "path",
            "signature_version": "s3v4",
            "default_acl": None,
            "querystring_auth": True,
            "querystring_expire": 60,
            "file_overwrite": False,
        },
    }

# --- signatures ------------------------------------------------------------------------------
TTE_MESIN = env_str("TTE_MESIN", "uji" if DEMO else "")
"""Who signs electronically: "bsre" (certified), "uji" (for tests and demonstrations), empty: nobody, paper only."""
if TTE_MESIN not in ("", "uji", "bsre"):
    raise EnvError("TTE_MESIN", 'hanya mengenal "bsre", "uji", atau kosong')
TTE_UJI_PASSPHRASE = env_secret("TTE_UJI_PASSPHRASE", default="uji-tanda-tangan")
BSRE_ALAMAT = env_str("BSRE_ALAMAT", "")
if TTE_MESIN == "bsre" and not BSRE_ALAMAT.startswith(("https://", "http://")):
    raise EnvError("BSRE_ALAMAT", "harus dimulai dengan https:// atau http://")
BSRE_PENGGUNA = env_str("BSRE_PENGGUNA", "")
BSRE_SANDI = env_secret("BSRE_SANDI", default="")
BSRE_TUNGGU = env_int("BSRE_TUNGGU", 30)
"""Seconds to wait for the signing service."""

# --- background work -------------------------------------------------------------------------
CELERY_BROKER_URL = celery_url(REDIS_URL)
CELERY_TIMEZONE = TIME_ZONE

# --- mail, API, logs -------------------------------------------------------------------------
EMAIL_BACKEND = env_str("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env_str("EMAIL_HOST", "localhost")
EMAIL_PORT = env_int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env_str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env_secret("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", default=False)
DEFAULT_FROM_EMAIL = env_str("DEFAULT_FROM_EMAIL", "kinerja@localhost")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["config.api.Berpelaku"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_PAGINATION_CLASS": "config.api.PenomoranKunci",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.tangani_galat",
    # whoever is not signed in is counted by the address our own proxy saw; what he writes into the header is nobody's
    "NUM_PROXIES": 1 if DI_BELAKANG_PROKSI else 0,
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min"},
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Kinerja ASN",
    "DESCRIPTION": "Pengelolaan kinerja pegawai ASN: SKP, catatan kinerja, umpan balik, evaluasi.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    # One name in the description for one enumeration of the rules.
    "ENUM_NAME_OVERRIDES": {
        "StatusSkpEnum": "skp.rules.StatusSkp.choices",
        "StatusPkEnum": "skp.rules.StatusPk.choices",
        "JenisKabarEnum": "pegawai.rules.JenisKabar.choices",
        "JenisPegawaiEnum": "pegawai.rules.JenisPegawai.choices",
        "JenisPenugasanEnum": "pegawai.rules.JenisPenugasan.choices",
        "JenisLampiranEnum": "skp.rules.JenisLampiran.choices",
        "JenisRhkEnum": "skp.rules.JenisRhk.choices",
        "JenisDialogEnum": "skp.rules.JenisDialog.choices",
        "JenisTerhapusEnum": "skp.rules.JenisTerhapus.choices",
        "JenisPeriodeEnum": "skp.rules.JenisPeriode.choices",
        "EkspektasiEnum": "evaluasi.rules.Ekspektasi.choices",
        "PredikatOrganisasiEnum": "evaluasi.rules.PredikatOrganisasi.choices",
        "PredikatEnum": "evaluasi.rules.Predikat.choices",
        "StatusEvaluasiEnum": "evaluasi.rules.StatusEvaluasi.choices",
        "StatusKeberatanEnum": "evaluasi.rules.StatusKeberatan.choices",
        "KeputusanKeberatanEnum": "evaluasi.rules.KeputusanKeberatan.choices",
        "JenisTindakLanjutEnum": "evaluasi.rules.JenisTindakLanjut.choices",
        "StatusTindakLanjutEnum": "evaluasi.rules.StatusTindakLanjut.choices",
        "SatuanHariEnum": "evaluasi.rules.SatuanHari.choices",
        "StatusLaporanEnum": "evaluasi.rules.StatusLaporan.choices",
        "StatusButirEnum": "evaluasi.rules.StatusButir.choices",
        "JenisDokumenEnum": "evaluasi.rules.JenisDokumen.choices",
        "JenisDokumenSkpEnum": "evaluasi.rules.PILIHAN_JENIS_SKP",
        "IramaJadwalEnum": "evaluasi.rules.IramaJadwal.choices",
        "JenisLaporanEnum": "evaluasi.rules.JenisLaporan.choices",
        "KeadaanCetakEnum": "evaluasi.rules.KeadaanCetak.choices",
        "BentukLaporanEnum": "evaluasi.rules.BentukLaporan.choices",
        "JenisKonversiEnum": "evaluasi.rules.JenisKonversi.choices",
        "JenisSaldoEnum": "evaluasi.rules.JenisSaldo.choices",
        "CaraTandaTanganEnum": "evaluasi.rules.CaraTandaTangan.choices",
        "CaraUmpanBalikEnum": "kinerja.rules.CaraUmpanBalik.choices",
        "IramaUmpanBalikEnum": "kinerja.rules.IramaUmpanBalik.choices",
        "StatusBuktiEnum": "kinerja.rules.StatusBukti.choices",
        "JenisBuktiEnum": "kinerja.rules.JenisBukti.choices",
        "JenisKoreksiEnum": "kinerja.rules.JenisKoreksi.choices",
        "KeadaanTautanEnum": "kinerja.rules.KeadaanTautan.choices",
        "JenisPemakaiBuktiEnum": "kinerja.selectors.bukti.PILIHAN_KELAS",
        "JenisLiburEnum": "kinerja.rules.JenisLibur.choices",
        "JenisCutiEnum": "kinerja.rules.JenisCuti.choices",
        "PeranPemberiEnum": "kinerja.rules.PeranPemberi.choices",
        "JenisPembinaanEnum": "kinerja.rules.JenisPembinaan.choices",
        "StatusPembinaanEnum": "kinerja.rules.StatusPembinaan.choices",
        "StatusLangkahEnum": "kinerja.rules.StatusLangkah.choices",
        "JawabanPembinaanEnum": "kinerja.rules.JawabanPembinaan.choices",
        "JenisPertanyaanEnum": "kinerja.rules.JenisPertanyaan.choices",
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"baris": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "baris"}},
    "root": {"handlers": ["konsol"], "level": env_str("LOG_LEVEL", "WARNING")},
}
