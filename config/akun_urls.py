"""Of django-allauth only what is offered here: sign-in, own password, second factor, agency SSO.

Accounts come from the agency and a lost password goes through its admin, so sign-up, e-mail management and
password reset have no address at all. Names and paths are allauth's own: it links to them.
"""

from allauth.account import views as akun
from allauth.socialaccount import views as sso
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", akun.login, name="account_login"),
    path("logout/", akun.logout, name="account_logout"),
    path("inactive/", akun.account_inactive, name="account_inactive"),
    path("reauthenticate/", akun.reauthenticate, name="account_reauthenticate"),
    path("password/change/", akun.password_change, name="account_change_password"),
    path("password/set/", akun.password_set, name="account_set_password"),
    path("2fa/", include("allauth.mfa.urls")),
]

if getattr(settings, "SOCIALACCOUNT_PROVIDERS", None):
    urlpatterns += [
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
        path("sso/dibatalkan/", sso.login_cancelled, name="socialaccount_login_cancelled"),
        path("sso/gagal/", sso.login_error, name="socialaccount_login_error"),
    ]
