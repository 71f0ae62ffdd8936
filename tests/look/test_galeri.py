"""The components in a browser: readable by everyone, and nothing typed is lost."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.look import galeri

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.look.urls")]

DRAF = "Object.keys(localStorage).filter(k => k.startsWith('kinerja:draf:'))"
KECIL = """() => [...document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden])')]
  .filter(e => e.getClientRects().length && !e.closest('p, .sr, .lewati'))
  .map(e => [e, (e.matches('[type=checkbox], [type=radio]') ? e.closest('.pilihan')
                 : e.closest('.tugas-isi') ? e.closest('li') : e).getBoundingClientRect()])
  .filter(([, r]) => r.height < 43.5 || r.width < 24).map(([e]) => e.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("lebar", [360, 1280])
@pytest.mark.parametrize("tema", ["light", "dark"])
def test_gallery_has_no_accessibility_findings(halaman: Page, lebar: int, tema: str):
    halaman.set_viewport_size({"width": lebar, "height": 800})
    halaman.emulate_media(color_scheme=tema)
    for menu in (".akun", ".bilah details", ".bantuan"):
        halaman.locator(menu).evaluate("e => { e.open = true }")

    temuan = Axe().run(halaman).response["violations"]

    assert [(t["id"], [n["html"] for n in t["nodes"]]) for t in temuan] == []


@pytest.mark.parametrize("merek", ["hijau", "marun", "nila"])
def test_every_accent_is_readable_in_light_and_dark(halaman: Page, merek: str):
    halaman.locator("html").evaluate("(e, m) => e.setAttribute('data-brand', m)", merek)
    for tema in ("light", "dark"):
        halaman.emulate_media(color_scheme=tema, reduced_motion="reduce")

        temuan = Axe().run(halaman, options={"runOnly": ["color-contrast"]}).response

        assert temuan["passes"], "the rule ran"
        assert [n["html"] for t in temuan["violations"] for n in t["nodes"]] == []


@pytest.mark.parametrize("lebar", [320, 360, 768, 1280])
def test_nothing_sticks_out_and_every_target_is_large(halaman: Page, lebar: int):
    halaman.set_viewport_size({"width": lebar, "height": 800})

    assert halaman.evaluate("document.documentElement.scrollWidth") <= lebar
    assert halaman.evaluate(KECIL) == []


def test_phone_cards_hide_nothing(halaman: Page):
    halaman.set_viewport_size({"width": 360, "height": 800})

    sel = halaman.locator(".tabel tbody tr").first.locator("td, th")

    assert sel.count() == 5
    for i in range(5):
        expect(sel.nth(i)).to_be_visible()
    label = sel.nth(2).evaluate("e => getComputedStyle(e, '::before').content")
    assert label == '"NIP"'


def test_error_summary_takes_focus_and_leads_to_the_field(halaman: Page):
    expect(halaman).to_have_title(re.compile("^Galat: Galeri"))
    expect(halaman.locator(".galat-ringkasan")).to_be_focused()

    halaman.locator(".galat-ringkasan a", has_text="Target").click()

    expect(halaman.locator("#id_target")).to_be_focused()


def test_error_link_of_a_radio_group_leads_into_it(halaman: Page):
    halaman.locator(".galat-ringkasan a", has_text="Rating hasil kerja").click()

    expect(halaman.locator("input[name=hasil]").first).to_be_focused()


def test_theme_is_remembered_and_written_by_the_server(halaman: Page):
    halaman.click(".akun summary")
    halaman.click("[data-pilih-tema=gelap]")
    expect(halaman.locator("html")).to_have_attribute("data-tema", "gelap")

    jawab = halaman.reload()

    assert jawab is not None
    assert '<html lang="id" data-tema="gelap">' in jawab.text()
    halaman.click(".akun summary")
    expect(halaman.locator("[data-pilih-tema=gelap]")).to_have_attribute("aria-pressed", "true")


def test_menu_closes_by_escape_and_gives_focus_back(halaman: Page):
    halaman.click(".akun summary")
    expect(halaman.locator(".akun-isi")).to_be_visible()

    halaman.keyboard.press("Escape")

    expect(halaman.locator(".akun-isi")).to_be_hidden()
    expect(halaman.locator(".akun summary")).to_be_focused()


def test_bulk_bar_appears_with_the_first_tick_and_counts(halaman: Page):
    bilah = halaman.locator("[data-bilah-massal]")
    expect(bilah).to_be_hidden()

    halaman.check("#p1")
    halaman.check("#p2")

    expect(bilah).to_be_visible()
    expect(bilah).to_contain_text("2 dipilih")
    halaman.uncheck("#p1")
    halaman.uncheck("#p2")
    expect(bilah).to_be_hidden()


def test_keys_move_between_people_but_never_while_typing(halaman: Page):
    halaman.locator("main").focus()
    halaman.keyboard.press("j")
    expect(halaman).to_have_url(re.compile("#j$"))

    halaman.focus("#catatan")
    halaman.keyboard.press("k")

    assert halaman.url.endswith("#j")
    expect(halaman.locator("#catatan")).to_have_value("k")


def test_keys_can_be_switched_off(halaman: Page):
    halaman.click(".akun summary")
    halaman.uncheck("#pintasan")
    halaman.keyboard.press("Escape")

    halaman.reload()
    halaman.locator("main").focus()
    halaman.keyboard.press("j")

    assert not halaman.url.endswith("#j")


def test_letters_left_are_counted(halaman: Page):
    halaman.fill("#catatan", "a" * 48)

    expect(halaman.locator("#catatan_sisa")).to_have_text("Sisa 2 huruf")


def test_refused_button_does_nothing(halaman: Page):
    halaman.locator("[aria-disabled=true]", has_text="Ajukan SKP").click(force=True)

    assert halaman.url.endswith("/galeri/")
    expect(halaman.get_by_text("indikator 2 belum memiliki target", exact=False).first).to_be_visible()


def test_password_can_be_shown(halaman: Page):
    halaman.locator("[data-lihat-sandi]").first.click()

    expect(halaman.locator("#id_sandi")).to_have_attribute("type", "text")


class TestAutosave:
    def test_saves_after_a_pause_and_says_when(self, halaman: Page):
        halaman.fill("#id_b-satuan", "dokumen")

        expect(halaman.locator("#otomatis [data-tersimpan]")).to_have_text("Tersimpan 10.42")
        expect(halaman.locator("#otomatis [name=versi]")).to_have_value("2")
        assert halaman.evaluate(DRAF) == []

    def test_keeps_a_copy_before_it_sends(self, halaman: Page):
        halaman.fill("#id_b-satuan", "dokumen")

        assert halaman.evaluate(DRAF) == ["kinerja:draf:7:galeri"]

    def test_conflict_leads_to_both_texts_and_keeps_mine(self, halaman: Page):
        galeri.TERSIMPAN["jawab"] = 409
        halaman.fill("#id_b-satuan", "dokumen")

        baris = halaman.locator("#otomatis [data-tersimpan]")
        expect(baris).to_contain_text("Diubah di perangkat lain.")
        expect(baris.locator("a")).to_have_attribute("href", "/galeri/#konflik")
        assert halaman.evaluate(DRAF) == ["kinerja:draf:7:galeri"]

    @pytest.mark.parametrize("jawab", [302, 401, 403])
    def test_expired_session_keeps_the_text_and_offers_it_again(self, halaman: Page, jawab: int):
        galeri.TERSIMPAN["jawab"] = jawab
        halaman.fill("#id_b-satuan", "dokumen")
        baris = halaman.locator("#otomatis [data-tersimpan]")
        expect(baris).to_contain_text("Sesi berakhir. Masuk lagi")
        expect(baris.locator("a")).to_have_attribute("href", "/akun/login/?next=%2Fgaleri%2F")

        galeri.TERSIMPAN["jawab"] = 200
        halaman.reload()
        halaman.locator("#otomatis").get_by_text("Pulihkan tulisan").click()

        expect(halaman.locator("#id_b-satuan")).to_have_value("dokumen")
        expect(baris).to_have_text("Tersimpan 10.42")

    def test_without_connection_the_text_stays_here_and_goes_later(self, halaman: Page):
        halaman.context.set_offline(True)
        halaman.fill("#id_b-satuan", "dokumen")
        baris = halaman.locator("#otomatis [data-tersimpan]")
        expect(baris).to_contain_text("Sambungan terputus")

        halaman.context.set_offline(False)

        expect(baris).to_have_text("Tersimpan 10.42")

    def test_passwords_and_files_are_never_copied(self, halaman: Page):
        halaman.fill("#id_b-sandi", "rahasia-sekali")
        halaman.fill("#id_b-satuan", "dokumen")

        assert "rahasia-sekali" not in halaman.evaluate("JSON.stringify(localStorage)")


class TestFormulirBiasa:
    def test_expired_session_offers_the_text_again(self, halaman: Page, alamat: str):
        galeri.TERSIMPAN["jawab"] = 302
        halaman.fill("#catatan", "Rapat koordinasi")
        halaman.click("#biasa button")
        halaman.wait_for_url("**/akun/login/**")

        halaman.goto(f"{alamat}/galeri/")
        halaman.locator("#biasa").get_by_text("Pulihkan tulisan").click()

        expect(halaman.locator("#catatan")).to_have_value("Rapat koordinasi")

    def test_arrived_text_is_not_offered_again(self, halaman: Page, alamat: str):
        galeri.TERSIMPAN["jawab"] = 303
        halaman.fill("#catatan", "Rapat koordinasi")
        with halaman.expect_navigation():
            halaman.click("#biasa button")

        assert halaman.url.endswith("/galeri/")
        expect(halaman.get_by_text("Pulihkan tulisan")).to_have_count(0)
        assert halaman.evaluate(DRAF) == []

    @pytest.mark.parametrize("jawab", [409, 500])
    def test_refused_text_is_offered_again(self, halaman: Page, alamat: str, jawab: int):
        galeri.TERSIMPAN["jawab"] = jawab
        halaman.fill("#catatan", "Rapat koordinasi")
        halaman.click("#biasa button")
        halaman.wait_for_url("**/galeri/simpan/")

        halaman.goto(f"{alamat}/galeri/")

        expect(halaman.locator("#biasa").get_by_text("Pulihkan tulisan")).to_be_visible()

    def test_lost_connection_while_sending_loses_nothing(self, halaman: Page, alamat: str):
        halaman.fill("#catatan", "Rapat koordinasi")
        halaman.route("**/galeri/simpan/", lambda rute: rute.abort())
        with halaman.expect_event("requestfailed"):
            halaman.click("#biasa button")

        # the next tab: the browser may still be putting its own error page into this one
        lain = halaman.context.new_page()
        lain.goto(f"{alamat}/galeri/")

        expect(lain.locator("#biasa").get_by_text("Pulihkan tulisan")).to_be_visible()

    def test_discarded_text_is_gone(self, halaman: Page):
        halaman.fill("#catatan", "Rapat")
        halaman.reload()

        halaman.locator("#biasa").get_by_text("Buang").click()
        halaman.reload()

        expect(halaman.get_by_text("Pulihkan tulisan")).to_have_count(0)

    def test_another_account_is_never_offered_it(self, halaman: Page):
        halaman.fill("#catatan", "Rapat")
        halaman.evaluate("""() => { const k = 'kinerja:draf:7:biasa';
            localStorage.setItem('kinerja:draf:8:biasa', localStorage.getItem(k)); localStorage.removeItem(k); }""")

        halaman.reload()

        expect(halaman.get_by_text("Pulihkan tulisan")).to_have_count(0)

    def test_signing_out_wipes_the_device(self, halaman: Page):
        halaman.fill("#catatan", "Rapat")
        assert halaman.evaluate(DRAF) == ["kinerja:draf:7:biasa"]

        halaman.click(".akun summary")
        with halaman.expect_navigation():  # the device is wiped first, then the form goes
            halaman.locator("form[data-keluar] button").click()

        assert halaman.evaluate(DRAF) == []


def test_without_script_everything_is_readable_and_sendable(browser, alamat: str):
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}) as tanpa:
        halaman = tanpa.new_page()
        halaman.goto(f"{alamat}/galeri/")

        halaman.locator(".bilah summary").click()
        expect(halaman.locator(".bilah-menu")).to_be_visible()
        expect(halaman.locator("[data-bilah-massal]")).to_be_visible()
        expect(halaman.locator("[data-butuh-js]").first).to_be_hidden()
