import pytest
from skp.rules import StatusSkp
from skp.models import Skp
from tests.factories.skp import skp_at


@pytest.mark.django_db
@pytest.mark.parametrize("status", list(StatusSkp))
def test_each(dunia, status):
    skp = skp_at(status, pegawai=dunia.sari)
    assert skp.status == status
    assert list(Skp.objects.dinilai_oleh(dunia.budi)) == [skp]
